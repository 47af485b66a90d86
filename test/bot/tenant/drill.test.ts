import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { drill } from '../../../bot/tenant/drill.ts';
import { exportTenant } from '../../../bot/tenant/export.ts';
import { KINDS, type AnyDocument } from '../../../domain/store/documents.ts';
import type { Store, Write } from '../../../domain/store/ports.ts';
import { failureOf, inFolder } from '../store/documents.ts';
import { everyKind } from './every-kind.ts';
import { command, customer, everything, LEAVER, put, STAYER, TENANT, tenantOf, withStore } from './given.ts';

const at = new Date('2026-11-20T10:00:00Z');

/** A store that keeps something else than it is given. */
function spoiling(store: Store, spoil: (doc: AnyDocument) => readonly AnyDocument[]): Store {
  return {
    read: (tenantId, kind, id) => store.read(tenantId, kind, id),
    query: (tenantId, query) => store.query(tenantId, query),
    count: (tenantId, counted) => store.count(tenantId, counted),
    ready: () => store.ready(),
    commit: (tenantId, writes) =>
      store.commit(
        tenantId,
        writes.flatMap((write): readonly Write[] =>
          write.op === 'create' ? spoil(write.doc).map((doc) => ({ op: 'create', doc })) : [write],
        ),
      ),
  };
}

describe('a drill', () => {
  test.each<[string, (doc: AnyDocument) => readonly AnyDocument[], object]>([
    ['finds every kind as it was', (doc) => [doc], { lost: [], changed: [], added: [] }],
    [
      'names a document that is changed',
      (doc) => [doc.kind === 'customer' ? { ...doc, name: 'Somebody else' } : doc],
      { lost: [], changed: ['customer:contoso'], added: [] },
    ],
    [
      'names a document that is lost',
      (doc) => (doc.kind === 'voucher' ? [] : [doc]),
      { lost: ['voucher:SAP-SYN-0001'], changed: [], added: [] },
    ],
    [
      'names a document that was not there',
      (doc) => (doc.kind === 'tally' ? [doc, customer(9)] : [doc]),
      { lost: [], changed: [], added: ['customer:contoso-9'] },
    ],
  ])('%s', (_, spoil, expected) =>
    inFolder((folder) =>
      withStore(join(folder, 'source'), async (source) => {
        await put(source, everyKind(TENANT, LEAVER));
        const before = await everything(source);
        await withStore(join(folder, 'scratch'), async (scratch) => {
          const done = await drill(spoiling(scratch, spoil), { tenantId: TENANT, folder, from: source, at });
          expect(done).toMatchObject(expected);
          if ((expected as { lost: unknown[] }).lost.length === 0)
            expect(Object.values(done.counts).every((count) => count > 0)).toBe(true);
          expect(Object.keys(done.counts).sort()).toEqual([...KINDS].sort());
        });
        expect(await everything(source)).toEqual(before);
      }),
    ),
  );

  test('refuses a scratch store in which the tenant has something, and a file of another tenant', () =>
    inFolder((folder) =>
      withStore(join(folder, 'source'), async (source) => {
        await put(source, tenantOf(2));
        const file = join(folder, 'backup.jsonl');
        await exportTenant(source, { tenantId: TENANT, out: file, at });
        await withStore(join(folder, 'scratch'), async (scratch) => {
          const foreign = { tenantId: STAYER, folder, from: file, at };
          expect(String(await failureOf(drill(scratch, foreign)))).toContain(
            `The file is of another tenant, ${TENANT}`,
          );
          await put(scratch, [customer(7)]);
          expect(String(await failureOf(drill(scratch, { ...foreign, tenantId: TENANT })))).toContain(
            'Import into an empty store',
          );
          expect(await everything(scratch)).toEqual([customer(7)]);
        });
      }),
    ));
});

test('the command restores the store’s tenant, or a backup, elsewhere, and leaves nothing behind', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'backup.jsonl');
    const data = join(folder, 'data');
    await withStore(data, async (store) => {
      await put(store, everyKind(TENANT, LEAVER));
      await exportTenant(store, { tenantId: TENANT, out: file, at });
    });
    const drills = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('drill-'));
    const others = drills();
    const here = command('drill', [TENANT], { DATA_DIR: data });
    expect(here).toMatchObject({ code: 0, err: '' });
    expect(here.out).toMatch(
      /^Restored 26 documents of .* from the folder .* into an empty file, gone again: company 1, .*\nCopying [\d.]+ s, restoring [\d.]+ s, comparing [\d.]+ s\.\nEvery document came back as it was\.\n$/,
    );
    // Also while the bot holds its own.
    const ofFile = await withStore(data, () =>
      Promise.resolve(command('drill', [TENANT, '--file', file], { DATA_DIR: data })),
    );
    expect(ofFile).toMatchObject({ code: 0, err: '' });
    expect(ofFile.out).toContain(`from ${file} into an empty file`);
    expect(drills()).toEqual(others);
    expect(existsSync(data)).toBe(true);
    for (const args of [
      [TENANT, '--file', ''],
      [TENANT, '--database', 'scratch'],
    ])
      expect([args, command('drill', args, { DATA_DIR: data }).code]).toEqual([args, 2]);
    const own = { COSMOS_ENDPOINT: 'http://127.0.0.1:1', COSMOS_KEY: 'a2V5', COSMOS_DATABASE: 'planning' };
    expect(command('drill', [TENANT, '--database', 'planning'], own)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--database is where the bot keeps its data'),
    });
  }));
