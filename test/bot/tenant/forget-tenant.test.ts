import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { hintOf } from '../../../bot/wake/hints.ts';
import { allowTenant, removeTenant, standingOf } from '../../../bot/tenant/allowance.ts';
import { forgettingOf, forgetTenant } from '../../../bot/tenant/forget-tenant.ts';
import { newDocument } from '../../../domain/store/documents.ts';
import { customerDocId, HINTS } from '../../../domain/store/ids.ts';
import type { Store } from '../../../domain/store/ports.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';
import { machine } from '../../machine.ts';
import { failureOf, inFolder } from '../store/documents.ts';
import { command, put, script, STAYER, TENANT, tenantOf, withStore } from './given.ts';

const OTHER = '9b0e6f41-7c2d-4a5e-b3f8-1d6c0a9e2f77';
/** What is nowhere afterwards: ids, and names of what the tenant had. */
const TRACES = [TENANT, STAYER, 'Anna Nowak (synthetic)', 'Fabrikam (synthetic)', 'Contoso 7 (synthetic)'];

/** A tenant that was removed, with so many customers, beside another one that is allowed. */
async function fill(store: Store, customers: number): Promise<void> {
  await put(store, tenantOf(customers));
  await allowTenant(store, { tenantId: TENANT, adminObjectId: STAYER }, 1);
  await allowTenant(store, { tenantId: OTHER, adminObjectId: OTHER }, 1);
  await store.commit(OTHER, [{ op: 'create', doc: others }]);
  await removeTenant(store, TENANT, 2);
}

const others = newDocument('customer', OTHER, customerDocId('kept'), {
  name: 'Kept (synthetic)',
  searchName: 'kept',
});

/** Which of the texts are in any byte of the folder. */
function foundIn(folder: string): readonly string[] {
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  return TRACES.filter((text) => bytes.some((one) => one.includes(text) || one.includes(utf16(text))));
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

describe('a tenant that is forgotten', () => {
  test('is in no byte of the file, whatever was cut off; others stay', () =>
    inFolder(async (folder) => {
      await withStore(folder, (store) => fill(store, 2500));
      expect(foundIn(folder)).toEqual(TRACES);
      const env = { DATA_DIR: folder };
      const wrong = command('forget-tenant', [TENANT], env, `${OTHER}\n`);
      expect(wrong).toMatchObject({ code: 1, out: '' });
      expect(wrong.err).toContain('Nothing was deleted: that is not the same id.');
      // Killed while it deletes: it says how far it is after each thousand.
      const args = [
        '--disable-warning=ExperimentalWarning',
        script('forget-tenant'),
        TENANT,
        '--yes',
        TENANT,
      ];
      const cut = spawn(process.execPath, args, {
        env: { ...machine, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      cut.stderr.once('data', () => cut.kill('SIGKILL'));
      await once(cut, 'close');
      expect(cut.signalCode).toBe('SIGKILL');
      expect(command('tenants', ['add', TENANT, STAYER], env)).toMatchObject({
        code: 1,
        err: expect.stringContaining('is being forgotten, and half of it may be gone'),
      });
      const done = command('forget-tenant', [TENANT], env, `${TENANT.toUpperCase()}\n`);
      expect([done.code, done.out]).toEqual([
        0,
        expect.stringMatching(
          /^Forgotten in the folder \S+: the tenant 5f1c7a52-9d0e-4c3b-8a64-2b7d1e90c301\. Deleted: .*customer \d+/,
        ),
      ]);
      expect(foundIn(folder)).toEqual([]);
      const again = command('forget-tenant', [TENANT, '--yes', TENANT], env);
      expect(again).toEqual({ code: 1, out: '', err: `Nothing of the tenant ${TENANT} is here.\n` });
      await withStore(folder, async (store) => {
        expect((await store.read(OTHER, 'customer', others.id))?.doc).toEqual(others);
        expect(await standingOf(store, OTHER)).toMatchObject({ status: 'allowed' });
      });
    }));

  test('is counted by kinds, with what the environment alone had allowed', async () => {
    const store = new MemoryStore();
    await put(store, tenantOf(230));
    await store.commit(HINTS, [{ op: 'put', doc: hintOf(TENANT, { due: 0, awakeUntil: 0 }) }]);
    const told: number[] = [];
    const deleted = await forgetTenant(store, TENANT, (count) => told.push(count));
    expect(deleted).toMatchObject({ company: 1, person: 1, customer: 230, tally: 1, event: 0 });
    expect([store.all(TENANT), told]).toEqual([[], []]);
    expect(store.all(HINTS).map(({ id }) => id)).toEqual(['hint:allowedTenants']);
  });

  test('cut at any commit and run again: nothing is left, and nobody was let in meanwhile', async () => {
    for (let cut = 1; ; cut += 1) {
      const store = new MemoryStore();
      await fill(store, 230);
      const commit = store.commit.bind(store);
      let commits = 0;
      store.commit = (...of) => {
        commits += 1;
        return commits >= cut ? Promise.reject(new Error('killed')) : commit(...of);
      };
      const failure = await failureOf(forgetTenant(store, TENANT));
      store.commit = commit;
      if (commits < cut) {
        expect(cut).toBeGreaterThan(5);
        return;
      }
      expect(String(failure)).toBe('Error: killed');
      if (cut > 1)
        expect(
          await failureOf(allowTenant(store, { tenantId: TENANT, adminObjectId: STAYER }, 3)),
        ).toMatchObject({
          name: 'Declined',
        });
      await forgetTenant(store, TENANT);
      expect(store.all(TENANT)).toEqual([]);
      expect(JSON.stringify(store.all(HINTS))).not.toContain(TENANT);
      expect(store.all(OTHER)).toEqual([others]);
    }
  });

  test.each(['lostBefore', 'lostAfter', 'unchanged'] as const)(
    'an answer that is lost is no harm: %s',
    async (fault) => {
      const store = new MemoryStore();
      await fill(store, 30);
      for (let n = 0; n < 3; n += 1) store.failNext('commit', fault);
      await forgetTenant(store, TENANT);
      expect(store.all(TENANT)).toEqual([]);
    },
  );

  test('to which somebody writes meanwhile is gone through again, and in the end it is said', async () => {
    const store = new MemoryStore();
    await fill(store, 30);
    const commit = store.commit.bind(store);
    const [, ...docs] = tenantOf(500);
    let writes = 3;
    store.commit = async (tenantId, batch) => {
      const result = await commit(tenantId, batch);
      const doc = docs[writes];
      writes -= 1;
      if (tenantId === TENANT && writes > 0 && doc !== undefined)
        await commit(TENANT, [{ op: 'create', doc }]);
      return result;
    };
    await forgetTenant(store, TENANT);
    expect(store.all(TENANT)).toEqual([]);
    writes = 400;
    await put(store, tenantOf(3));
    expect(String(await failureOf(forgetTenant(store, TENANT)))).toContain('writes to the tenant');
    writes = 0;
    await forgetTenant(store, TENANT);
    expect(store.all(TENANT)).toEqual([]);
  });
});

describe('is refused', () => {
  test('while the tenant is allowed, by the store or by the environment; nothing changes', () =>
    inFolder(async (folder) => {
      await withStore(folder, async (store) => {
        await fill(store, 3);
        await allowTenant(store, { tenantId: TENANT, adminObjectId: STAYER }, 3);
      });
      const env = { DATA_DIR: folder };
      const wrong = command('forget-tenant', [TENANT, '--yes', OTHER], env);
      expect([wrong.code, wrong.out]).toEqual([2, '']);
      expect(wrong.err).toContain('Usage: npm run forget-tenant -- <tenantId> [--yes <tenantId>]');
      const stored = command('forget-tenant', [TENANT, '--yes', TENANT], env);
      expect(stored).toMatchObject({ code: 1, out: '' });
      expect(stored.err).toContain(`Remove it first: npm run tenants -- remove ${TENANT}`);
      const named = command('forget-tenant', [TENANT, '--yes', TENANT], {
        ...env,
        ALLOWED_TENANTS: `${TENANT}:${STAYER}`,
      });
      expect(named).toMatchObject({ code: 1, out: '' });
      expect(named.err).toContain('ALLOWED_TENANTS names the tenant');
      await withStore(folder, async (store) =>
        expect((await store.read(TENANT, 'company', 'company'))?.doc).toBeDefined(),
      );
    }));

  test.each([
    [[], 'the tenant id is missing'],
    [['contoso.com'], 'the tenant id must be a GUID'],
    [[TENANT, OTHER], 'one tenant at a time'],
    [[TENANT, '--yes'], '--yes'],
    [[TENANT, '--yes', OTHER], 'the two ids differ'],
    [[TENANT, '--force'], '--force'],
  ])('with wrong arguments: %j', (args, why) => {
    expect(() => forgettingOf(args)).toThrow(why);
  });
});
