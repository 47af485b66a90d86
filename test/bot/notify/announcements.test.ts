import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { Notifications } from '../../../bot/notify/notifications.ts';
import { present } from '../../../domain/present.ts';
import { Desk } from '../../../domain/desk/desk.ts';
import { newDocument, type NoticeDocument, type PersonDocument } from '../../../domain/store/documents.ts';
import { ttlOf } from '../../../domain/store/retention.ts';
import { personId, processedId, sendRowId } from '../../../domain/store/ids.ts';
import type { Permission } from '../../../domain/people/person.ts';
import { until } from '../store/documents.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';
import { record } from '../../domain/desk/given.ts';
import { put, referenceOf, TENANT } from './given.ts';

/** A Saturday noon: all that is announced waits for Monday morning. */
const SATURDAY = Date.parse('2026-11-21T11:00:00Z');
const MONDAY = Date.parse('2026-11-23T09:00:00Z');

/** A bot's process: its desk and its notifications, on a store that takes its time with every request. */
class Process {
  readonly sent: string[] = [];
  readonly desk: Desk;
  readonly notifications: Notifications;

  constructor(store: MemoryStore, clock: { now: () => number }) {
    this.desk = new Desk({
      store,
      clock,
      announces: true,
      fingerprint: (text) => text,
      editionOfNewCompanies: '2020',
    });
    this.notifications = new Notifications({
      store,
      desk: this.desk,
      connector: {
        send: ({ user }, activity) => {
          this.sent.push(`${user?.id ?? ''} ${JSON.stringify(activity)}`);
          return Promise.resolve({ kind: 'delivered', id: `m${this.sent.length}` });
        },
        update: () => Promise.resolve({ kind: 'delivered', id: '' }),
      },
      clock,
      log: createLog('silent'),
      serves: (tenantId) => tenantId === TENANT,
      limits: { perTenant: 1000, inAll: 1000, perConversationMs: 0 },
      botId: undefined,
    });
  }

  /** A turn: what the bot reads and writes of somebody who records a voucher. */
  async record(by: string, number: string, again = false): Promise<void> {
    const { desk } = this;
    const unit = desk.begin(TENANT, again);
    const met = { id: by, name: `${by} (synthetic)`, language: 'en', reference: referenceOf(by) } as const;
    const actor = await desk.meet(unit, met, { admin: false });
    const order = { id: number, commandId: `record-${number}`, command: record(number) };
    const outcome = await desk.orderVoucher(unit, actor, order);
    if (!outcome.done) throw new Error(JSON.stringify(outcome.refusal));
    const recordId = processedId(by, `a:${by}`, number);
    unit.add({
      op: 'create',
      doc: newDocument('processed', TENANT, recordId, { ttl: ttlOf('processed'), card: '{}' }),
    });
    unit.add({
      op: 'put',
      doc: newDocument('outbox', TENANT, sendRowId(recordId), {
        reference: referenceOf(by),
        answer: recordId,
        madeAt: desk.now(),
      }),
    });
    // The first voucher of a tenant makes its tally.
    if ((await unit.commit()) !== 'committed') return this.record(by, number, true);
    if (unit.announced !== undefined) this.notifications.announced(unit.announced);
  }
}

function somebody(id: string, permission: Permission, over: Partial<PersonDocument> = {}): PersonDocument {
  return newDocument('person', TENANT, personId(id), {
    ...present({ ...over }),
    name: `${id} (synthetic)`,
    roles: [],
    language: 'en',
    permission,
    reference: referenceOf(id),
  });
}

/** One record of each, all at once, the processes in turn. */
async function recordAll(all: readonly Process[], count: number): Promise<void> {
  const turns: Promise<void>[] = [];
  for (let at = 0; at < count; at += 1) {
    const one = all[at % all.length];
    if (one !== undefined) turns.push(one.record(`person-${at}`, `SYN-${1000 + at}`));
  }
  await Promise.all(turns);
}

/** A company with so many admins and people who record; `processes` share its store. */
async function company(admins: number, people: number, processes = 1) {
  let now = SATURDAY;
  const clock = { now: () => now };
  const store = new MemoryStore({ clock });
  // A request takes a while, so that turns meet each other.
  store.before = () => new Promise((resolve) => setImmediate(resolve));
  await put(store, [
    ...Array.from({ length: admins }, (_, at) => somebody(`admin-${at}`, 'admin')),
    ...Array.from({ length: people }, (_, at) => somebody(`person-${at}`, 'consultant')),
  ]);
  const all = Array.from({ length: processes }, () => new Process(store, clock));
  // What everybody needs is there and was read.
  for (const [at, one] of all.entries()) await one.record('person-0', `SYN-FIRST-${at}`);
  const rows = (): readonly NoticeDocument[] =>
    store.all(TENANT).filter((doc): doc is NoticeDocument => doc.kind === 'notice');
  const addressed = (): Promise<void> =>
    until(() => Promise.resolve(rows().every(({ to }) => to !== undefined)));
  await addressed();
  return {
    store,
    all,
    rows,
    addressed,
    itIs: (at: number) => (now = at),
    requests: () => store.calls.read + store.calls.query + store.calls.commit,
    close: () => Promise.all(all.map(({ notifications }) => notifications.close())),
  };
}

/** Store requests of a turn when 100 people record a voucher each, all at once. */
async function burst(admins: number): Promise<number> {
  const { all, requests, addressed, close, rows } = await company(admins, 100);
  const before = requests();
  await recordAll(all, 100);
  await addressed();
  const each = (requests() - before) / 100;
  // Nobody's news are lost on the way.
  for (const [to, own] of Map.groupBy(rows(), (row) => row.to)) {
    const news = own.flatMap(({ notices }) => notices).filter(({ subject }) => /SYN-1\d{3}$/.test(subject));
    expect([to, new Set(news.map(({ subject }) => subject)).size]).toEqual([to, 100]);
  }
  await close();
  return each;
}

describe('a hundred people at work on a Saturday', () => {
  test('cost the store at most six requests a turn with 3 admins, and not more with 50', async () => {
    const [three, fifty] = [await burst(3), await burst(50)];
    expect(three).toBeLessThanOrEqual(6);
    expect(fifty).toBeLessThanOrEqual(6);
  });
});

describe('what waits for the same morning', () => {
  test.each([1, 2])('is one message for each, each thing once, with %i processes', async (processes) => {
    const { all, addressed, itIs, close, rows } = await company(3, 20, processes);
    await recordAll(all, 20);
    await addressed();
    for (const { notifications } of all) notifications.seen(TENANT);
    expect(all.flatMap(({ sent }) => sent)).toEqual([]);
    itIs(MONDAY);
    await Promise.all(all.map(({ notifications }) => notifications.look(TENANT)));
    await until(() => Promise.resolve(rows().length === 0));
    const sent = all.flatMap((one) => one.sent);
    for (const id of ['admin-0', 'admin-1', 'admin-2']) {
      const own = sent.filter((message) => message.startsWith(`29:${id} `));
      expect(own).toHaveLength(1);
    }
    await close();
  });

  test('is told also where an earlier version wrote one row for it', async () => {
    const { all, store, addressed, itIs, close, rows } = await company(1, 2);
    await all[0]?.record('person-1', 'SYN-1001');
    await addressed();
    const [row] = rows().filter(({ notices }) => notices[0]?.subject.endsWith('SYN-1001') === true);
    if (row === undefined) throw new Error('no row');
    const { subject: _none, ...old } = row;
    await put(store, [{ ...old, id: `notice:held:${row.to}:${row.due}` }]);
    await store.commit(TENANT, [{ op: 'delete', id: row.id }]);
    itIs(MONDAY);
    await all[0]?.notifications.look(TENANT);
    await until(() => Promise.resolve(rows().length === 0));
    expect(all[0]?.sent.filter((message) => message.includes('SYN-1001'))).toHaveLength(1);
    await close();
  });
});
