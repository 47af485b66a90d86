import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { allowTenant, removeTenant } from '../../../bot/tenant/allowance.ts';
import { AllowedTenants } from '../../../bot/wake/allowed-tenants.ts';
import { Hints } from '../../../bot/wake/hints.ts';
import { Watch } from '../../../bot/wake/watch.ts';
import { HINTS, hintId, sendRowId } from '../../../domain/store/ids.ts';
import { newDocument } from '../../../domain/store/documents.ts';
import { StoreFailure } from '../../../domain/store/ports.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';

const SILENT = createLog('fatal', { write: () => undefined });
const MINUTE = 60_000;
const guid = (n: number): string => `0badcafe-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [ONE, TWO, ANNA, BORIS] = [guid(1), guid(2), guid(101), guid(102)];

/** A process that looks at the hints; the clock is the test's. */
class Given {
  now = Date.parse('2020-06-15T10:00:00Z');
  readonly store = new MemoryStore();
  readonly looked: string[] = [];
  readonly read: string[][] = [];
  readonly tenants: AllowedTenants;
  readonly hints = new Hints({ store: this.store, clock: { now: () => this.now } });
  readonly watch: Watch;

  constructor(named: readonly (readonly [tenantId: string, admin: string])[] = [], readsStore = true) {
    this.tenants = new AllowedTenants({
      store: this.store,
      named: named.map(([tenantId, adminObjectId]) => ({ tenantId, adminObjectId })),
      readsStore,
      onRead: (ids) => this.read.push([...ids]),
      log: SILENT,
    });
    const look = (tenantId: string): Promise<number> => {
      this.looked.push(tenantId);
      return Promise.resolve(Infinity);
    };
    this.watch = new Watch({ hints: this.hints, tenants: this.tenants, looks: [look], log: SILENT });
  }

  allow(tenantId: string, adminObjectId = ANNA) {
    return allowTenant(this.store, { tenantId, adminObjectId }, this.now);
  }

  remove(tenantId: string) {
    return removeTenant(this.store, tenantId, this.now);
  }

  get requests(): number {
    const { read, query, commit } = this.store.calls;
    return read + query + commit;
  }
}

describe('the tenants that are allowed', () => {
  test('are those of the environment and those of the store, each learnt in the next look', async () => {
    const given = new Given([[ONE, ANNA]]);
    expect([given.tenants.serves(ONE), given.tenants.serves(TWO)]).toEqual([true, false]);
    await given.allow(TWO, BORIS);
    await given.watch.round();
    expect(given.tenants.find(TWO)).toEqual({ tenantId: TWO, adminObjectId: BORIS });
    expect(given.tenants.ids).toEqual([ONE, TWO]);
    expect(given.looked.toSorted()).toEqual([ONE, TWO]);
    await given.allow(TWO, ANNA);
    await given.watch.round();
    expect(given.tenants.find(TWO)?.adminObjectId).toBe(ANNA);
    await given.remove(TWO);
    await given.watch.round();
    expect([given.tenants.serves(ONE), given.tenants.find(TWO)]).toEqual([true, undefined]);
    expect(given.read).toEqual([[ONE, TWO], [ONE, TWO], [ONE]]);
  });

  test('have the first admin of the environment where both name a tenant, and stay when the store takes them out', async () => {
    const given = new Given([[ONE, ANNA]]);
    await given.allow(ONE, BORIS);
    await given.watch.round();
    expect(given.tenants.find(ONE)?.adminObjectId).toBe(ANNA);
    await given.remove(ONE);
    await given.watch.round();
    expect(given.tenants.find(ONE)?.adminObjectId).toBe(ANNA);
  });

  test('cost one request a look at rest, however many there are', async () => {
    const given = new Given();
    for (let n = 0; n < 250; n += 1) await given.allow(guid(n));
    await given.watch.round();
    expect(given.tenants.ids).toHaveLength(250);
    given.now += 12 * MINUTE;
    await given.watch.round();
    given.now += 12 * MINUTE;
    await given.watch.round();
    const before = given.requests;
    for (let rounds = 0; rounds < 20; rounds += 1) {
      given.now += MINUTE;
      await given.watch.round();
    }
    expect(given.requests - before).toBe(20);
  });

  test('are read in pages, and no more of them than there are', async () => {
    const given = new Given();
    for (let n = 0; n < 250; n += 1) await given.allow(guid(n));
    const before = given.requests;
    await given.tenants.look();
    expect(given.requests - before).toBe(1 + 3);
    await given.tenants.look();
    expect(given.requests - before).toBe(1 + 3 + 1);
  });

  test('of a store that fails are as they were, and read by the next look', async () => {
    const given = new Given();
    await given.allow(ONE);
    await given.watch.round();
    await given.allow(TWO);
    const query = given.store.query.bind(given.store);
    given.store.query = (tenantId, of) =>
      of.kind === 'allowedTenant'
        ? Promise.reject(new StoreFailure('synthetic', 'unchanged'))
        : query(tenantId, of);
    await expect(given.watch.round()).rejects.toBeInstanceOf(StoreFailure);
    expect(given.tenants.ids).toEqual([ONE]);
    given.store.query = query;
    await given.watch.round();
    expect(given.tenants.ids).toEqual([ONE, TWO]);
  });

  test('are asked for before anybody is turned away, once', async () => {
    const given = new Given([[ONE, ANNA]]);
    await given.allow(TWO);
    const before = given.requests;
    expect(given.tenants.known(ONE)).toBeUndefined();
    await Promise.all([given.tenants.known(TWO), given.tenants.known(TWO), given.tenants.known(guid(3))]);
    expect(given.tenants.serves(TWO)).toBe(true);
    expect(given.requests - before).toBe(2);
    expect(given.tenants.known(guid(3))).toBeUndefined();
  });

  test('that cannot be asked for turn nobody away: it is said that it cannot be told', async () => {
    const given = new Given();
    given.store.failNext('query');
    await expect(given.tenants.known(ONE)).rejects.toBeInstanceOf(StoreFailure);
    await given.allow(ONE);
    await given.tenants.known(ONE);
    expect(given.tenants.serves(ONE)).toBe(true);
  });

  test('of the store are none of a process that does not read them', async () => {
    const given = new Given([[ONE, ANNA]], false);
    await given.allow(TWO);
    expect(given.tenants.known(TWO)).toBeUndefined();
    await given.watch.round();
    expect([given.tenants.ids, given.looked]).toEqual([[ONE], [ONE]]);
  });

  test('are learnt while a round of many tenants takes its time', async () => {
    const given = new Given();
    await given.allow(ONE);
    const held = Promise.withResolvers<number>();
    const watch = new Watch({
      hints: given.hints,
      tenants: given.tenants,
      looks: [() => held.promise],
      log: SILENT,
      everyMs: 5,
    });
    watch.start();
    while (!given.tenants.serves(ONE)) await new Promise((resolve) => setImmediate(resolve));
    await given.remove(ONE);
    while (given.tenants.serves(ONE)) await new Promise((resolve) => setTimeout(resolve, 5));
    held.resolve(Infinity);
    await watch.close();
  });
});

describe('a tenant that is removed', () => {
  test('is looked at no more, has no hint, and everything of it stays', async () => {
    const given = new Given();
    await given.allow(ONE);
    await given.watch.round();
    const row = newDocument('outbox', ONE, sendRowId('1'), { reference: '{}', madeAt: given.now });
    await given.store.commit(ONE, [{ op: 'create', doc: row }]);
    await given.remove(ONE);
    expect(given.store.all(HINTS).map(({ id }) => id)).toEqual([
      `allowedTenant:${ONE}`,
      'hint:allowedTenants',
    ]);
    given.looked.length = 0;
    given.now += 30 * MINUTE;
    await given.watch.round();
    expect(given.looked).toEqual([]);
    expect(given.store.all(ONE)).toEqual([row]);
    await given.allow(ONE);
    await given.watch.round();
    expect(given.looked).toEqual([ONE]);
  });

  test('and let in again within minutes is awake for as long as a process relies on what it wrote before', async () => {
    const given = new Given();
    await given.allow(ONE);
    await given.watch.round();
    given.now += 30 * MINUTE;
    await given.watch.round();
    // A turn: for nine minutes from now on this process asks nobody.
    await given.hints.keepAwake(ONE);
    given.now += MINUTE;
    await given.remove(ONE);
    await given.watch.round();
    await given.allow(ONE);
    given.looked.length = 0;
    for (let minutes = 0; minutes < 8; minutes += 1) {
      await given.watch.round();
      given.now += MINUTE;
    }
    expect(given.hints.keepAwake(ONE)).toBeDefined();
    expect(given.looked.length).toBeGreaterThan(6);
    expect(given.store.all(HINTS).some(({ id }) => id === hintId(ONE))).toBe(true);
  });
});
