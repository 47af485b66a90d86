import { expect, test } from '@jest/globals';
import { allowTenant, beginForgetting, removeTenant, standingOf } from '../../../bot/tenant/allowance.ts';
import { exportTenant } from '../../../bot/tenant/export.ts';
import { forgetUser } from '../../../bot/tenant/forget.ts';
import { importTenant } from '../../../bot/tenant/import.ts';
import { carryOut, orderOf } from '../../../bot/tenant/tenants.ts';
import { HINTS } from '../../../domain/store/ids.ts';
import type { Store } from '../../../domain/store/ports.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';
import { failureOf, inFolder } from '../store/documents.ts';
import { command, fileOf, LEAVER, person, put, STAYER, TENANT, tenantOf, written } from './given.ts';

const OTHER = '9b0e6f41-7c2d-4a5e-b3f8-1d6c0a9e2f77';
const anna = { tenantId: TENANT, adminObjectId: STAYER };
const boris = { tenantId: TENANT, adminObjectId: LEAVER };

test('the command says what it takes for what, and lists it', () =>
  inFolder((folder) => {
    const env = { DATA_DIR: folder };
    const { code, out, err } = command('tenants', ['add', TENANT], env);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain("the admin's object id is missing\nUsage: npm run tenants -- list | add");
    expect(command('tenants', ['add', TENANT.toUpperCase(), STAYER], env)).toEqual({
      code: 0,
      out:
        `Allowed: the tenant ${TENANT}; its first admin is the person with the object id ${STAYER}.\n` +
        `Written to the folder ${folder}. A running bot goes by it within 60 seconds.\n`,
      err: '',
    });
    const listed = command('tenants', ['list'], { ...env, ALLOWED_TENANTS: `${OTHER}:${LEAVER}` });
    expect(listed.out).toMatch(
      new RegExp(
        `^${TENANT}  first admin ${STAYER}, since 20..-..-..\n${OTHER}  first admin ${LEAVER}, by ALLOWED_TENANTS\n$`,
      ),
    );
    return Promise.resolve();
  }));

test('a tenant is added, given another admin, removed and added again; what the environment names it keeps', async () => {
  const store = new MemoryStore();
  const said = async (args: readonly string[], admin?: string): Promise<string> => {
    const named = admin === undefined ? [] : [{ tenantId: TENANT, adminObjectId: admin }];
    return (await carryOut(orderOf(args), { store, named, where: 'a store' })).join('\n');
  };
  expect(await said(['list'])).toBe('No tenant is allowed in a store, nor by ALLOWED_TENANTS here.');
  await said(['add', TENANT, STAYER]);
  expect(await said(['add', TENANT, LEAVER])).toContain(
    `The first admin of the tenant ${TENANT} is the person ${LEAVER} now. ${STAYER} keeps`,
  );
  expect(await said(['add', TENANT, LEAVER], STAYER)).toMatch(
    new RegExp(`^Nothing to change: .*\nALLOWED_TENANTS names this tenant too: .* first admin is ${STAYER}`),
  );
  expect(await said(['list'], STAYER)).toMatch(
    new RegExp(
      `^${TENANT}  first admin ${STAYER}, by ALLOWED_TENANTS; the store, which does not count meanwhile: first admin ${LEAVER}, since 20..-..-..$`,
    ),
  );
  expect(String(await failureOf(said(['remove', TENANT], STAYER)))).toContain(
    'what the environment allows no command takes away',
  );
  expect(await said(['remove', TENANT])).toContain(
    `Its data stays until "npm run forget-tenant -- ${TENANT}".`,
  );
  expect(await said(['remove', TENANT])).toContain('was removed before');
  expect(await said(['list'])).toMatch(new RegExp(`^${TENANT}  removed 20..-..-..: its data is here`));
  expect(await said(['add', TENANT, STAYER])).toContain('What was here of it is there again.');
  expect(String(await failureOf(said(['remove', OTHER])))).toContain(`the store allows no tenant ${OTHER}`);
});

test.each([
  [[], 'nothing is asked for'],
  [['allow', TENANT], '"allow" is not known'],
  [['list', TENANT], 'one argument too many'],
  [['add'], 'the tenant id is missing'],
  [['add', TENANT], "the admin's object id is missing"],
  [['add', 'contoso.com', STAYER], 'the tenant id must be a GUID, "contoso.com" is not'],
  [['add', TENANT, 'anna@contoso.com'], 'the admin\'s object id must be a GUID, "anna@contoso.com" is not'],
  [['add', TENANT, TENANT.toUpperCase()], "the admin's object id is the tenant id"],
  [['add', TENANT, STAYER, LEAVER], `"${LEAVER}" is one argument too many`],
  [['remove'], 'the tenant id is missing'],
])('wrong arguments are named: %j', (args, why) => {
  expect(() => orderOf(args)).toThrow(why);
});

test('an answer that is lost, and somebody who is faster, change nothing of the outcome', async () => {
  for (const fault of ['lostBefore', 'lostAfter', 'unchanged'] as const) {
    const store = new MemoryStore();
    store.failNext('commit', fault);
    const { before, now } = await allowTenant(store, anna, 1);
    expect([before, now]).toEqual([undefined, { status: 'allowed', adminObjectId: STAYER, since: 1 }]);
    store.failNext('commit', fault);
    expect((await removeTenant(store, TENANT, 2)).before).toMatchObject({ status: 'allowed' });
    expect(await standingOf(store, TENANT)).toEqual({ status: 'removed', since: 1, removedAt: 2 });
  }
  const store = new MemoryStore();
  await Promise.all([allowTenant(store, anna, 1), allowTenant(store, boris, 1), removeAtLast(store)]);
  expect(await standingOf(store, TENANT)).toMatchObject({ status: expect.stringMatching(/allowed|removed/) });
});

/** Removes as soon as there is something to remove. */
async function removeAtLast(store: Store): Promise<void> {
  while ((await standingOf(store, TENANT)) === undefined);
  await removeTenant(store, TENANT, 2);
}

test('a tenant that is being forgotten is neither let in nor removed, and one that is allowed is not forgotten', async () => {
  const store = new MemoryStore();
  await allowTenant(store, anna, 1);
  expect(String(await failureOf(beginForgetting(store, TENANT, 2)))).toContain(
    `Remove it first: npm run tenants -- remove ${TENANT}`,
  );
  await removeTenant(store, TENANT, 2);
  await beginForgetting(store, TENANT, 3);
  for (const refused of [allowTenant(store, anna, 4), removeTenant(store, TENANT, 4)])
    expect(String(await failureOf(refused))).toContain('is being forgotten, and half of it may be gone');
  // Who was its admin is not kept.
  expect(JSON.stringify(store.all(HINTS))).not.toContain(STAYER);
});

test('a person whom the store names as the first admin is not forgotten before somebody else is', async () => {
  const store = new MemoryStore();
  const [company, admin] = tenantOf(0);
  const other = person(LEAVER, 'Boris (synthetic)', 'admin');
  await put(
    store,
    [company, admin, other].filter((doc) => doc !== undefined),
  );
  await allowTenant(store, anna, 1);
  expect(String(await failureOf(forgetUser(store, TENANT, STAYER)))).toContain(
    `the store names ${STAYER} as the first admin of the tenant. Name somebody else first: npm run tenants -- add ${TENANT}`,
  );
  await allowTenant(store, boris, 2);
  await forgetUser(store, TENANT, STAYER);
  expect(JSON.stringify([...store.all(TENANT), ...store.all(HINTS)])).not.toContain(STAYER);
});

test('a restore needs no allowed tenant, says whether it is one, and is refused while it is being forgotten', () =>
  inFolder(async (folder) => {
    const path = written(folder, await fileOf(tenantOf(3)));
    const none = new MemoryStore();
    expect(await importTenant(none, path)).toMatchObject({ tenantId: TENANT, isAllowed: false });
    const some = new MemoryStore();
    await allowTenant(some, anna, 1);
    expect(await importTenant(some, path)).toMatchObject({ isAllowed: true });
    const cut = new MemoryStore();
    await beginForgetting(cut, TENANT, 1);
    expect(String(await failureOf(importTenant(cut, path)))).toContain('is being forgotten');
    expect(cut.all(TENANT)).toEqual([]);
    const { code, out } = command('import', [path], { DATA_DIR: folder });
    expect([code, out.split('\n')[1]]).toEqual([
      0,
      `The tenant is not allowed yet, as far as is known here: npm run tenants -- add ${TENANT} <adminObjectId>`,
    ]);
  }));

test('a command that is not told which store it is for does nothing', () => {
  const { code, out, err } = command('tenants', ['add', TENANT, STAYER], {});
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('Nothing was done: which store?');
});

test('who is allowed is in no tenant’s export', async () => {
  const store = new MemoryStore();
  await allowTenant(store, anna, 1);
  await allowTenant(store, { tenantId: OTHER, adminObjectId: LEAVER }, 1);
  const failure = await failureOf(exportTenant(store, { tenantId: TENANT, at: new Date(0) }));
  expect(String(failure)).toContain(`The tenant ${TENANT} has nothing here.`);
});
