import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { allowTenant, beginForgetting, removeTenant } from '../../../bot/tenant/allowance.ts';
import { backup } from '../../../bot/tenant/backup.ts';
import { importTenant } from '../../../bot/tenant/import.ts';
import { hintOf } from '../../../bot/wake/hints.ts';
import { HINTS } from '../../../domain/store/ids.ts';
import type { Store } from '../../../domain/store/ports.ts';
import { inFolder } from '../store/documents.ts';
import { command, customer, everything, put, TENANT, tenantOf, withStore } from './given.ts';

const AT = new Date('2026-11-20T02:00:00Z');
const OTHER = '0badcafe-0000-4000-8000-000000000002';
const SILENT = '0badcafe-0000-4000-8000-000000000003';
const FORMER = '0badcafe-0000-4000-8000-000000000004';

/** A tenant that the environment does not name: the store has a hint of it. */
async function withOther(store: Store): Promise<void> {
  await put(store, tenantOf(3));
  await store.commit(OTHER, [{ op: 'create', doc: { ...customer(1), tenantId: OTHER } }]);
  await store.commit(HINTS, [{ op: 'put', doc: hintOf(OTHER, { due: 0, awakeUntil: 0 }) }]);
}

/** Everything in a folder, by its path. */
const inside = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('l')).sort();

test('every tenant is saved, of those that are named and of whom the store knows, and what is old goes', () =>
  inFolder((folder) =>
    withStore(join(folder, 'data'), async (store) => {
      await withOther(store);
      const out = join(folder, 'backups');
      const old = (tenantId: string, name: string): void => {
        mkdirSync(join(out, tenantId), { recursive: true });
        writeFileSync(join(out, tenantId, name), 'an earlier copy');
      };
      for (const name of ['2026-11-05.jsonl', '2026-11-06.jsonl', '2026-11-20.jsonl', 'notes.jsonl'])
        old(TENANT, name);
      // Of a tenant of which there is nothing any more.
      for (const name of ['2026-11-05.jsonl', '2026-11-06.jsonl']) old(FORMER, name);
      const told: string[] = [];
      const options = { tenants: [TENANT, SILENT], out, keptDays: 14, at: AT };
      expect((await backup(store, { ...options, tell: (line) => told.push(line) })).unsaved).toEqual([]);
      expect(inside(out)).toEqual([
        `${OTHER}/2026-11-20.jsonl`,
        `${FORMER}/2026-11-06.jsonl`,
        `${TENANT}/2026-11-06.jsonl`,
        `${TENANT}/2026-11-20.jsonl`,
        `${TENANT}/notes.jsonl`,
      ]);
      expect(told).toContain(`${join(out, TENANT, '2026-11-20.jsonl')}: 6 documents`);
      expect(told).toContain(`${TENANT}: 1 older than 14 days removed`);
      const { mode } = statSync(join(out, OTHER, '2026-11-20.jsonl'));
      expect(mode & 0o777).toBe(0o600);
      await withStore(join(folder, 'restored'), async (restored) => {
        await importTenant(restored, join(out, TENANT, '2026-11-20.jsonl'));
        expect(await everything(restored)).toEqual(await everything(store));
      });
    }),
  ));

test('a tenant that was removed is saved as long as its data is there, and one that is half deleted is not', () =>
  inFolder((folder) =>
    withStore(join(folder, 'data'), async (store) => {
      await withOther(store);
      await allowTenant(store, { tenantId: OTHER, adminObjectId: FORMER }, 1);
      await removeTenant(store, OTHER, 2);
      const out = join(folder, 'backups');
      const options = { tenants: [], out, keptDays: 14, at: AT, tell: () => undefined };
      expect((await backup(store, options)).unsaved).toEqual([]);
      expect(readdirSync(out)).toEqual([OTHER]);
      await beginForgetting(store, OTHER, 3);
      expect((await backup(store, { ...options, at: new Date('2026-11-21T02:00:00Z') })).unsaved).toEqual([]);
      expect(inside(out)).toEqual([`${OTHER}/2026-11-20.jsonl`]);
    }),
  ));

test('a tenant that cannot be saved is told, keeps its old copies, and the others are saved', () =>
  inFolder((folder) =>
    withStore(join(folder, 'data'), async (store) => {
      await withOther(store);
      const out = join(folder, 'backups');
      mkdirSync(join(out, TENANT), { recursive: true });
      writeFileSync(join(out, TENANT, '2026-01-01.jsonl'), 'an earlier copy');
      // In which somebody works whenever it is copied.
      let n = 100;
      const busy: Store = {
        read: (tenantId, kind, id) => store.read(tenantId, kind, id),
        commit: (tenantId, writes) => store.commit(tenantId, writes),
        ready: () => store.ready(),
        count: (tenantId, counted) => store.count(tenantId, counted),
        query: async (tenantId, query) => {
          if (tenantId === TENANT && query.kind === 'event') await put(store, [customer((n += 1))]);
          return store.query(tenantId, query);
        },
      };
      const pauses: number[] = [];
      const pause = (ms: number): Promise<unknown> => Promise.resolve(pauses.push(ms));
      const options = { tenants: [TENANT], out, keptDays: 14, at: AT, tell: () => undefined, pause };
      const { files, unsaved } = await backup(busy, options);
      expect(files).toBe(1);
      expect(unsaved).toEqual([
        { tenantId: TENANT, why: expect.stringContaining('the bot wrote to the tenant meanwhile') },
      ]);
      expect(pauses.length).toBe(5);
      expect(inside(out)).toEqual([`${OTHER}/2026-11-20.jsonl`, `${TENANT}/2026-01-01.jsonl`]);
    }),
  ));

test('the command says what it did, and its exit code whether all are saved', () =>
  inFolder(async (folder) => {
    const out = join(folder, 'backups');
    await withStore(folder, withOther);
    const done = command('backup', ['--out', out, '--keep', '30'], { DATA_DIR: folder });
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toMatch(/0002\/[\d-]+\.jsonl: 1 documents\nBackup of .* done\.\n$/);
    const [name = ''] = inside(out);
    expect(readFileSync(join(out, name), 'utf8')).toContain('Contoso 1 (synthetic)');
    // The wrong folder, in which there is nothing.
    expect(command('backup', ['--out', out], { DATA_DIR: join(folder, 'wrong') })).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nothing was saved: no tenant that is known has anything in the folder'),
    });
    // A file where the tenant's folder should be.
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, OTHER), '');
    const failed = command('backup', ['--out', taken], { DATA_DIR: folder });
    expect(failed.code).toBe(1);
    expect(failed.err).toMatch(
      new RegExp(`^Not saved, and nothing of theirs removed:\\n {2}${OTHER}: E\\w+`),
    );
    for (const args of [[], ['--out', out, '--keep', '0']])
      expect([args, command('backup', args, { DATA_DIR: folder }).code]).toEqual([args, 2]);
  }));
