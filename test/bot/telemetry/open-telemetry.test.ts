import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../bot/config.ts';
import { anna as localAnna, localTenantId } from '../../../bot/local/people.ts';
import { createLog } from '../../../bot/log.ts';
import { correlated } from '../../../bot/telemetry/correlation.ts';
import { METRICS } from '../../../bot/telemetry/metrics.ts';
import { openTelemetry } from '../../../bot/telemetry/open-telemetry.ts';
import type { TelemetrySettings } from '../../../bot/telemetry/settings.ts';
import { Chat, mail, PLAN, recorded, setUp, TODAY } from '../../conversation/running-bot.ts';
import { startTeams } from '../../teams/person.ts';
import { inFolder, until } from '../store/documents.ts';
import { MainProcess } from '../store/main-process.ts';
import { Collector } from './collector.ts';
import { RefusingTeams } from './refusing-teams.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const NUMBER = 'SYN-OTEL-4711';

/** What a collector got of a day's work in the real process, and what the log said of it. */
let collector: Collector;
let log: MainProcess['log'];

beforeAll(() =>
  inFolder(async (dataDir) => {
    collector = await Collector.start();
    const main = new MainProcess({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-synthetic=yes%20it%20is',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_SERVICE_NAME: 'bot-under-test',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.name=not-this-one',
      OTEL_METRIC_EXPORT_INTERVAL: '60000',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    });
    const bot = await main.listening();
    await main.ready();
    const teams = await startTeams(bot);
    const refusing = await new RefusingTeams().listen();
    try {
      teams.setClock(TODAY);
      const anna = await setUp(new Chat({ teams }, 'anna'));
      // The first mail teaches the reader: on a loaded machine it is answered with "still working" before.
      await anna.say(mail(`${NUMBER}-0`));
      await until(() => Promise.resolve(JSON.stringify(anna.person.cards()).includes('record.only')));
      await recorded(anna, NUMBER);
      await anna.press('reserve.open');
      await anna.press('reserve.done', PLAN);
      await recorded(anna, `${NUMBER}-2`);
      await anna.press('reserve.open');
      // Begun on the day on which it is planned: a rule says no.
      await anna.press('reserve.done', { ...PLAN, start: TODAY, end: '2026-11-26' });
      await anna.settled();
      await refusing.say(bot, localAnna, 'help', `00-${TRACE}-${SPAN}-01`);
      await refusing.say(bot, localAnna, 'help', `00-${TRACE.replace('0af', '1af')}-${SPAN}-00`);
      await fetch(`${bot}/no-such-${localTenantId}`, { method: 'DELETE' });
      await until(() =>
        Promise.resolve(main.log.filter(({ event }) => event === 'outbox.undelivered').length === 2),
      );
      main.signal('SIGTERM');
      expect(await main.ended()).toBe(0);
      log = main.log;
    } finally {
      await refusing.close();
      await teams.close();
      await main.stop();
      await collector.close();
    }
  }),
);

const spansNamed = (name: string) => collector.spans.filter((span) => span.name === name);

describe('a collector gets', () => {
  test('who sends, by what was set', () => {
    expect(collector.resource).toMatchObject({
      'service.name': 'bot-under-test',
      'service.version': expect.any(String),
      'service.instance.id': expect.any(String),
      'deployment.environment.name': 'test',
    });
    for (const headers of collector.headers)
      expect(headers).toMatchObject({
        'x-synthetic': 'yes it is',
        'content-type': 'application/x-protobuf',
      });
  });

  test('what was set, and is told what is not heeded', () => {
    const unheeded = log.filter(({ event }) => event === 'telemetry.unheeded');
    expect(unheeded.map(({ code }) => code)).toEqual(['OTEL_BSP_SCHEDULE_DELAY']);
  });

  test('no metric and no attribute that the table does not have', () => {
    expect(collector.metrics.size).toBeGreaterThan(10);
    const known: Readonly<Record<string, { kind: string; unit: string; attributes: readonly string[] }>> =
      METRICS;
    for (const [name, { unit, kind, points }] of collector.metrics) {
      expect([name, kind, unit]).toEqual([name, known[name]?.kind, known[name]?.unit]);
      for (const { attributes } of points)
        for (const key of Object.keys(attributes)) expect(known[name]?.attributes).toContain(key);
    }
  });

  test('every turn, by what was done and what came of it', () => {
    const turns = collector.points('planning.turn.duration');
    const of = (verb: string, outcome: string) =>
      turns.find(
        ({ attributes }) =>
          attributes['planning.turn.verb'] === verb && attributes['planning.turn.outcome'] === outcome,
      );
    expect(of('reserve.done', 'done')?.count).toBe(2);
    expect(of('setUp.save', 'done')?.count).toBe(1);
    const counted = turns.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(log.filter(({ event }) => event === 'turn').length);
    for (const { value } of turns) expect(value).toBeGreaterThan(0);
  });

  test('the refusal, by the rule', () => {
    expect(collector.points('planning.refusals')).toEqual([
      {
        attributes: {
          'planning.command': 'voucher.reserve',
          'planning.refusal.reason': 'guards',
          'planning.refusal.rule': 'G1',
        },
        value: 1,
        count: 1,
      },
    ]);
  });

  test('what the store was asked, and the request units of it', () => {
    const operations = collector.points('db.client.operation.duration');
    const names = new Set(operations.map(({ attributes }) => attributes['db.operation.name']));
    for (const name of ['read_item', 'read_many_items', 'query_items', 'execute_batch'])
      expect(names).toContain(name);
    const units = collector.points('azure.cosmosdb.client.operation.request_charge');
    for (const { value, count } of units) expect(value).toBeGreaterThanOrEqual(count);
    const batches = units.find(({ attributes }) => attributes['db.operation.name'] === 'execute_batch');
    expect(batches?.count).toBeGreaterThan(5);
  });

  test('what became of every call to Teams', () => {
    const calls = collector.points('planning.delivery.duration');
    const blocked = calls.find(({ attributes }) => attributes['planning.delivery.outcome'] === 'blocked');
    expect(blocked).toMatchObject({ attributes: { 'http.request.method': 'POST' }, count: 2 });
    expect(
      calls.find(({ attributes }) => attributes['planning.delivery.outcome'] === 'delivered')?.count,
    ).toBeGreaterThan(2);
  });

  test('every request, and of what nobody knows no name', () => {
    const requests = collector.points('http.server.request.duration');
    const unknown = requests.filter(({ attributes }) => attributes['http.response.status_code'] === 404);
    expect(unknown).toMatchObject([
      { attributes: { 'http.request.method': '_OTHER', 'http.response.status_code': 404 }, count: 1 },
    ]);
    expect(unknown[0]?.attributes).not.toHaveProperty('http.route');
    const turns = requests.filter(({ attributes }) => attributes['http.route'] === '/api/messages');
    expect(turns.every(({ attributes }) => attributes['http.response.status_code'] === 200)).toBe(true);
  });

  test('how the process is', () => {
    const values = (name: string) => collector.points(name).map(({ value }) => value);
    expect(values('planning.ready')).toEqual([1]);
    expect(values('planning.outbox.rows')).toEqual([0]);
    expect(values('planning.notices.rows')).toEqual([0]);
    expect(values('process.memory.usage')[0]).toBeGreaterThan(1e7);
    expect(values('nodejs.eventloop.utilization')[0]).toBeGreaterThan(0);
    expect(values('nodejs.eventloop.delay.p99')).toHaveLength(1);
  });

  test('one trace a turn, whose parts are the calls to the store and to Teams', () => {
    const turns = spansNamed('turn reserve.done');
    for (const turn of turns) {
      const [request] = collector.spans.filter(({ spanId }) => spanId === turn.parentId);
      expect(request).toMatchObject({ name: 'POST /api/messages', parentId: '' });
      const parts = collector.spans.filter(({ parentId }) => parentId === turn.spanId);
      expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(['PUT', 'query_items']));
      for (const part of [turn, ...parts]) expect(part.traceId).toBe(request?.traceId);
      expect(turn.attributes).toMatchObject({ 'planning.turn.outcome': 'done' });
    }
    expect(turns).toHaveLength(2);
    const saved = collector.spans.filter(({ parentId }) => parentId === turns[0]?.spanId);
    expect(saved.map(({ name }) => name)).toContain('execute_batch');
  });

  test('the traces of others gone on with, and not kept where they do not keep theirs', () => {
    const theirs = collector.spans.filter(({ traceId }) => traceId === TRACE);
    expect(theirs.find(({ parentId }) => parentId === SPAN)).toMatchObject({ name: 'POST /api/messages' });
    expect(theirs.find(({ name }) => name === 'POST')).toMatchObject({ isFailed: true });
    expect(collector.spans.filter(({ traceId }) => traceId.startsWith('1af'))).toEqual([]);
  });

  test('as trace id what the log has', () => {
    const logged = new Set(log.map(({ correlationId }) => correlationId));
    for (const { traceId } of spansNamed('turn reserve.done')) expect(logged).toContain(traceId);
  });

  test('nothing of whose it is: no tenant, no person, no voucher, no text', () => {
    const all = Buffer.concat(collector.bytes).toString('latin1');
    expect(all).toContain('planning.turn.duration');
    for (const own of [localTenantId, localAnna.aadObjectId, localAnna.id, 'Anna', NUMBER, 'Contoso', 'help'])
      expect([own, all.includes(own)]).toEqual([own, false]);
  });
});

test('a collector that hangs keeps nobody waiting, and not the end', () =>
  inFolder(async (dataDir) => {
    const bad = await Collector.start('hangs');
    const main = new MainProcess({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: bad.url,
      OTEL_METRIC_EXPORT_INTERVAL: '100',
    });
    const teams = await startTeams(await main.listening());
    try {
      teams.setClock(TODAY);
      await until(() => Promise.resolve(bad.bytes.length > 0));
      const anna = await setUp(new Chat({ teams }, 'anna'));
      await anna.say('help');
      main.signal('SIGTERM');
      expect(await main.ended()).toBe(0);
      expect(main.log.find(({ event }) => event === 'stopped')).toMatchObject({ outcome: 'whole' });
      expect(main.log.filter(({ event }) => event === 'turn').length).toBeGreaterThan(2);
      expect(main.log.filter(({ level }) => level === 'error')).toEqual([]);
    } finally {
      await teams.close();
      await main.stop();
      await bad.close();
    }
  }));

test('a collector that fails is told of once, by a code', async () => {
  const bad = await Collector.start('fails');
  const lines: Record<string, unknown>[] = [];
  const settings = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: bad.url, OTEL_METRIC_EXPORT_INTERVAL: '100' });
  const own = createLog('debug', {
    write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const telemetry = openTelemetry(settings.telemetry as TelemetrySettings, own);
  try {
    for (const came of [1, 2]) {
      telemetry.count('planning.mails', { 'planning.mail.outcome': 'held' });
      await until(() => Promise.resolve(bad.bytes.length >= came && lines.length > 0));
    }
    await correlated(() =>
      expect(
        telemetry.span('of the test', 'internal', {}, () => Promise.reject(new RangeError('synthetic'))),
      ).rejects.toThrow('synthetic'),
    );
  } finally {
    await telemetry.close(5_000);
    await bad.close();
  }
  expect(lines).toEqual([{ level: 'warn', time: expect.any(String), event: 'telemetry.not_sent' }]);
});

test('nothing of it is loaded where no collector is named', () => {
  const bot = fileURLToPath(new URL('../../../bot/', import.meta.url));
  const sources = readdirSync(bot, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(`${bot}${file}`, 'utf8')] as const);
  const naming = (what: RegExp) => sources.filter(([, source]) => what.test(source)).map(([file]) => file);
  expect(naming(/from '@opentelemetry\//)).toEqual(['telemetry/open-telemetry.ts']);
  expect(naming(/open-telemetry\.ts'/)).toEqual(['main.ts']);
  expect(naming(/await import\('\.\/telemetry\/open-telemetry\.ts'\)/)).toEqual(['main.ts']);
});
