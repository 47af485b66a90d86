import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { anna, boris } from '../../../bot/local/people.ts';
import { createLog } from '../../../bot/log.ts';
import {
  correlated,
  correlation,
  shortReference,
  traceParentOf,
} from '../../../bot/telemetry/correlation.ts';
import { inFolder, until } from '../store/documents.ts';
import { MainProcess } from '../store/main-process.ts';
import { RefusingTeams } from './refusing-teams.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const ID = /^[0-9a-f]{32}$/;

describe('a traceparent', () => {
  test.each([
    [`00-${TRACE}-${SPAN}-01`, 1],
    [`00-${TRACE}-${SPAN}-00`, 0],
    [`00-${TRACE}-${SPAN}-03`, 1],
    // Of a version to come.
    [`01-${TRACE}-${SPAN}-01`, 1],
    [`cc-${TRACE}-${SPAN}-01-what-comes`, 1],
  ])('%s is one', (header, flags) => {
    expect(traceParentOf(header)).toEqual({ traceId: TRACE, spanId: SPAN, flags });
  });

  test.each([
    undefined,
    ['two', 'of them'],
    '',
    TRACE,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-1`,
    `00-${TRACE}-${SPAN}-01\nevent`,
    ` 00-${TRACE}-${SPAN}-01`,
    `01-${TRACE}-${SPAN}-01-${'a'.repeat(200)}`,
  ])('%j is none', (header) => {
    expect(traceParentOf(header)).toBeUndefined();
  });
});

describe('what belongs together', () => {
  test('has one id through timers and promises, and what goes on beside it another', async () => {
    const lines: { event: string; correlationId?: string }[] = [];
    const log = createLog('info', {
      write: (line) => lines.push(JSON.parse(line) as (typeof lines)[number]),
    });
    const work = (event: string) =>
      correlated(async () => {
        log.info({ event });
        await sleep(1);
        await Promise.all([1, 2].map(() => Promise.resolve().then(() => log.info({ event }))));
        return correlation()?.id;
      });
    const ids = await Promise.all([work('one'), work('two')]);
    log.info({ event: 'three' });
    expect(ids[0]).toMatch(ID);
    expect(ids[0]).not.toBe(ids[1]);
    for (const [at, event] of ['one', 'two'].entries()) {
      const own = lines.filter((line) => line.event === event).map(({ correlationId }) => correlationId);
      expect(own).toEqual(Array.from({ length: 3 }, () => ids[at]));
    }
    expect(lines.at(-1)).not.toHaveProperty('correlationId');
    expect(correlation()).toBeUndefined();
  });

  test('is read out by its beginning', () => {
    correlated(
      () => expect(shortReference()).toBe(TRACE.slice(0, 8)),
      traceParentOf(`00-${TRACE}-${SPAN}-01`),
    );
    expect(shortReference()).toMatch(/^[0-9a-f]{8}$/);
  });
});

test('of turns at the same time, each line is of one: the real process', () =>
  inFolder(async (dataDir) => {
    const main = new MainProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'debug' });
    const teams = await new RefusingTeams().listen();
    try {
      const bot = await main.listening();
      await Promise.all([
        teams.say(bot, anna, 'help', `00-${TRACE}-${SPAN}-01`),
        teams.say(bot, boris, 'help'),
        teams.say(bot, boris, 'help', 'not one'),
        fetch(`${bot}/nothing-here`),
      ]);
      const of = (event: string) => main.log.filter((line) => line['event'] === event);
      const idsOf = (event: string) => of(event).map((line) => String(line['correlationId']));
      await until(() => Promise.resolve(of('turn').length === 3 && of('outbox.undelivered').length === 3));

      const turns = new Set(idsOf('turn'));
      expect(turns.size).toBe(3);
      expect(turns).toContain(TRACE);
      for (const id of turns) expect(id).toMatch(ID);
      // What a turn sends is the turn's.
      expect(new Set(idsOf('outbox.undelivered'))).toEqual(turns);
      const [refused] = idsOf('request.refused');
      expect(refused).toMatch(ID);
      expect(turns).not.toContain(refused);
    } finally {
      await teams.close();
      await main.stop();
    }
  }));
