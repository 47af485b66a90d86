import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { localMailbox } from '../../../bot/local/people.ts';
import { createLog } from '../../../bot/log.ts';
import { Graph } from '../../../bot/mailbox/graph.ts';
import { Intake } from '../../../bot/mailbox/intake.ts';
import { Mailbox } from '../../../bot/mailbox/mailbox.ts';
import { Round } from '../../../bot/mailbox/round.ts';
import { Webhook } from '../../../bot/mailbox/webhook.ts';
import { MailboxState } from '../../../bot/mailbox/state.ts';
import { MailDecoder } from '../../../bot/mail/mail-decoder.ts';
import { Leases } from '../../../bot/notify/lease.ts';
import { newDocument } from '../../../domain/store/documents.ts';
import { MAILBOX_LEASE_ID, quarantineId } from '../../../domain/store/ids.ts';
import { systemClock } from '../../../bot/clock.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';
import { eml } from './eml.ts';
import { startGraph, type GraphServer } from './graph-server.ts';

const TENANT = 'tenant-1';
const FROM = 'stranger@elsewhere.example';

let server: GraphServer;
let store: MemoryStore;
let lines: string[];
let decoder: MailDecoder;
let closing: AbortController;
let mailbox: Mailbox | undefined;
beforeEach(async () => {
  server = await startGraph();
  store = new MemoryStore();
  lines = [];
  closing = new AbortController();
  decoder = new MailDecoder({ log: log() });
});
afterEach(async () => {
  closing.abort();
  await mailbox?.close(1_000);
  mailbox = undefined;
  await decoder.close();
  await server.close();
});

const log = () => createLog('info', { write: (line) => lines.push(line) });
const graph = () => new Graph({ baseUrl: server.url, token: undefined, closing: closing.signal });
const intake = () =>
  new Intake({
    store,
    arrivals: { bring: () => Promise.resolve('unreachable') },
    decoder,
    log: log(),
    clock: systemClock,
    tenantId: TENANT,
    user: localMailbox,
    trustsInternal: false,
  });
const mails = () => store.all(TENANT).filter(({ kind }) => kind === 'mail');
const told = (event: string) => lines.filter((line) => line.includes(`"${event}"`));

async function round(): Promise<Round> {
  const state = await new MailboxState(store, { tenantId: TENANT, user: localMailbox, since: 0 }).load();
  return new Round({
    store,
    intake: intake(),
    graph: graph(),
    state,
    log: log(),
    tenantId: TENANT,
    user: localMailbox,
    since: 0,
    closing: closing.signal,
  });
}

describe('a round', () => {
  async function three(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push(await server.graph.receive(eml({ from: FROM, subject: `${n}` })));
    return ids;
  }
  const about = (path: string, id: string) => decodeURIComponent(path).includes(id);

  test.each([401, 403])(
    'deals with the others when Graph refuses one with %i, and comes back to it',
    async (status) => {
      const [first = ''] = await three();
      let isRefused = true;
      server.graph.faults = ({ path }) =>
        isRefused && path.endsWith('/$value') && about(path, first) ? { status } : undefined;
      expect(await (await round()).run()).toBe(false);
      expect(mails()).toHaveLength(2);
      isRefused = false;
      expect(await (await round()).run()).toBe(true);
      expect(mails()).toHaveLength(3);
    },
  );

  test('that is refused every message says so, and has marked what was dealt with before', async () => {
    await three();
    server.graph.faults = ({ path }) => (path.endsWith('/$value') ? { status: 403 } : undefined);
    await store.commit(TENANT, [
      {
        op: 'put',
        doc: newDocument('mail', TENANT, 'mail:gone', { ttl: 1000, messageId: 'gone', status: 'unmarked' }),
      },
    ]);
    await expect((await round()).run()).rejects.toThrow('Graph: status_403');
    expect(mails()).toMatchObject([{ status: 'marked' }]);
  });

  test('marks the others when one cannot be marked, and says that Graph refused it', async () => {
    const [first = ''] = await three();
    server.graph.faults = ({ method, path }) =>
      method === 'PATCH' && about(path, first) ? { status: 403 } : undefined;
    const one = await round();
    expect(await one.run()).toBe(false);
    expect(one.isMarkRefused).toBe(true);
    const states = mails().map((doc) => ('status' in doc ? doc.status : ''));
    expect(states.toSorted((a, b) => a.localeCompare(b))).toEqual(['marked', 'marked', 'unmarked']);
    expect(told('mailbox.not_marked')).toHaveLength(1);
  });

  test('tells how many items of Graph’s are no messages, and not of those that were removed', async () => {
    await three();
    server.graph.faults = ({ path }) =>
      path.includes('/delta')
        ? { page: (all) => [...all, { id: 5 }, { subject: 'x' }, { id: 'r', '@removed': {} }] as typeof all }
        : undefined;
    await (await round()).run();
    expect(mails()).toHaveLength(3);
    expect(told('mailbox.strange').map((line) => (JSON.parse(line) as { count: number }).count)).toEqual([2]);
  });
});

test('notifications that are not Graph’s are one line of the log a minute, with their count', async () => {
  const webhook = new Webhook({
    tenantId: TENANT,
    clientState: 'synthetic',
    isOurs: () => Promise.resolve(false),
    onNotified: () => undefined,
    log: log(),
  });
  const http = createServer((request, response) => {
    webhook.route.handle(request as never, response as never).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  try {
    const post = async (): Promise<void> => {
      const answer = await fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value: [{ subscriptionId: 'x', clientState: 'another' }] }),
      });
      expect(answer.status).toBe(202);
    };
    const counts = () =>
      told('mailbox.notification_ignored').map((line) => (JSON.parse(line) as { count: number }).count);
    for (let n = 0; n < 10; n += 1) await post();
    expect(counts()).toEqual([1]);
    const began = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => began + 61_000);
    await post();
    expect(counts()).toEqual([1, 10]);
  } finally {
    jest.restoreAllMocks();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  }
});

describe('between rounds', () => {
  function start(serves: () => boolean = () => true): Mailbox {
    mailbox = new Mailbox({
      store,
      intake: intake(),
      leases: new Leases({ store, clock: systemClock, holder: 'this', id: MAILBOX_LEASE_ID }),
      clock: systemClock,
      looksBy: systemClock,
      log: log(),
      config: { user: localMailbox, tenantId: TENANT, clientState: 'synthetic' },
      serves,
      isAgeless: true,
    });
    mailbox.start({ graph: graph(), publicUrl: 'http://127.0.0.1:1' });
    return mailbox;
  }
  const ofRounds = () => server.graph.calls.filter(({ path }) => path.includes('/delta')).length;

  test('nobody asks for the lease again and again while another process has it', async () => {
    await new Leases({ store, clock: systemClock, holder: 'other', id: MAILBOX_LEASE_ID }).take(TENANT);
    let reads = 0;
    store.before = (call) => void (call === 'read' && (reads += 1));
    const one = start();
    await sleep(200);
    reads = 0;
    one.wake(TENANT);
    await sleep(2_000);
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThan(5);
  });

  test('nothing is read for a tenant that is allowed no more, and all of it when it is again', async () => {
    let isAllowed = false;
    const one = start(() => isAllowed);
    await sleep(200);
    one.wake(TENANT);
    await sleep(500);
    expect(server.graph.calls).toEqual([]);
    isAllowed = true;
    one.wake(TENANT);
    while (ofRounds() === 0) await sleep(20);
  });

  test('a store that fails is left alone, whoever asks for a round', async () => {
    store.before = () => {
      throw new RangeError('synthetic');
    };
    const one = start();
    await sleep(100);
    for (let n = 0; n < 8; n += 1) {
      one.wake(TENANT);
      await sleep(100);
    }
    // Once, and on a machine that is slow once more after the pause: never for each who asks.
    expect(told('mailbox.round').length).toBeGreaterThan(0);
    expect(told('mailbox.round').length).toBeLessThan(4);
  });

  test.each(['999999999', '86400'])(
    'a Graph that asks for a pause of %s s is left alone',
    async (seconds) => {
      server.graph.faults = ({ path }) =>
        path.includes('/delta') ? { status: 429, headers: { 'retry-after': seconds } } : undefined;
      const one = start();
      while (ofRounds() === 0) await sleep(20);
      await sleep(300);
      one.wake(TENANT);
      await sleep(500);
      expect(ofRounds()).toBe(1);
    },
  );

  test('who asks for a round while Graph asks for a pause waits for its end, too', async () => {
    let one: Mailbox | undefined;
    server.graph.faults = ({ path }) => {
      if (!path.includes('/delta')) return undefined;
      one?.wake(TENANT);
      return { status: 429, headers: { 'retry-after': '86400' } };
    };
    one = start();
    while (ofRounds() === 0) await sleep(20);
    await sleep(800);
    expect(ofRounds()).toBe(1);
  });

  test('a pause that Graph asks for is 15 minutes at most', async () => {
    server.graph.faults = () => ({ status: 429, headers: { 'retry-after': '86400' } });
    await expect(graph().changes(localMailbox, undefined)).rejects.toMatchObject({
      retryAfterMs: 15 * 60_000,
    });
  });

  test('a handed mail that cannot be brought does not make the tenant be looked at all the time', async () => {
    const one = start();
    await sleep(300);
    server.graph.faults = ({ path }) => (path.endsWith('/$value') ? { status: 403 } : undefined);
    const handed = newDocument('quarantine', TENANT, quarantineId('m'), {
      ttl: 1000,
      from: FROM,
      subject: 'FW',
      messageId: 'synthetic',
      why: 'unknownSender',
      status: 'handed',
      open: true,
      changedAt: 1,
      handedTo: 'bo',
    });
    const bo = newDocument('person', TENANT, 'person:bo', {
      name: 'Synthetic Bo',
      roles: [],
      language: 'en',
      permission: 'consultant',
      reference: '{}',
    });
    await store.commit(TENANT, [
      { op: 'put', doc: handed },
      { op: 'put', doc: bo },
    ]);
    const tries = () => server.graph.calls.filter(({ path }) => path.endsWith('/$value')).length;
    expect(await one.look(TENANT)).toBeGreaterThan(Date.now() + 1_000);
    for (let n = 0; n < 8; n += 1) {
      await sleep(100);
      expect(await one.look(TENANT)).toBeGreaterThan(Date.now());
    }
    // The first, and those after the pauses that follow it, which grow: on a slow machine there is time for some.
    expect(tries()).toBeGreaterThan(0);
    expect(tries()).toBeLessThan(6);
  });
});
