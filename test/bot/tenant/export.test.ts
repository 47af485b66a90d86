import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { exportTenant } from '../../../bot/tenant/export.ts';
import { KINDS, newDocument } from '../../../domain/store/documents.ts';
import { MAILBOX_ID, MAILBOX_LEASE_ID } from '../../../domain/store/ids.ts';
import type { Store } from '../../../domain/store/ports.ts';
import { failureOf, inFolder } from '../store/documents.ts';
import { base, command, customer, put, STAYER, TENANT, tenantOf, withStore } from './given.ts';

// Processes of their own, on a machine that others share.
const at = new Date('2026-11-20T10:00:00Z');

test('a file says what it is, holds every kind, and proves itself', () =>
  inFolder(async (folder) => {
    const out = join(folder, 'out.jsonl');
    await withStore(folder, async (store) => {
      await put(store, [...tenantOf(250), customer(999, 'Łódź, Пермь 🚀 (synthetic)')]);
      const counts = await exportTenant(store, { tenantId: TENANT, out, at });
      expect(counts).toMatchObject({ company: 1, person: 1, customer: 251, tally: 1, voucher: 0 });
    });
    const lines = readFileSync(out, 'utf8').split('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      format: 'planning-services-tenant',
      edition: 1,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      tenantId: TENANT,
      schema: 1,
      at: '2026-11-20T10:00:00.000Z',
    });
    expect(lines.at(-1)).toBe('');
    const footer = JSON.parse(lines.at(-2) ?? '') as { counts: Record<string, number> };
    const sha256 = createHash('sha256')
      .update(`${lines.slice(0, -2).join('\n')}\n`)
      .digest('hex');
    expect(footer).toMatchObject({ documents: 254, sha256 });
    expect(Object.keys(footer.counts).sort()).toEqual([...KINDS].sort());
    expect(lines.filter((line) => line.includes('Łódź, Пермь 🚀'))).toHaveLength(1);
  }));

test('to stdout come the lines alone, and what was done goes to stderr', () =>
  inFolder(async (folder) => {
    await withStore(folder, (store) => put(store, tenantOf(1)));
    const { code, out, err } = command('export', [TENANT], { DATA_DIR: folder });
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => typeof JSON.parse(line)),
    ).toEqual(Array.from({ length: 6 }, () => 'object'));
    expect(err).toBe(
      `Exported 4 documents of ${TENANT} from the folder ${folder}: company 1, person 1, customer 1, tally 1\n`,
    );
  }));

test('a tenant with nothing is said to have nothing, and no file is made', () =>
  inFolder(async (folder) => {
    const out = join(folder, 'out.jsonl');
    expect(command('export', [TENANT, '--out', out], { DATA_DIR: join(folder, 'data') })).toEqual({
      code: 1,
      out: '',
      err: `The tenant ${TENANT} has nothing here.\n`,
    });
    expect(existsSync(out)).toBe(false);
  }));

test.each([
  [[], 'the tenant id is missing'],
  [['fabrikam'], 'the tenant id must be a GUID, "fabrikam" is not'],
  [[TENANT, TENANT], 'one tenant at a time'],
  [[TENANT, '--out='], '--out names no file'],
  [[TENANT, '--file', 'x'], "Unknown option '--file'"],
])('wrong arguments %j end with the usage', (args, problem) => {
  const { code, out, err } = command('export', args, {});
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(problem);
  expect(err).toContain('Usage: npm run export-tenant -- <tenantId> [--out <file>]');
});

/** A store to which somebody else does something when the events are asked for. */
function meanwhile(store: Store, act: () => Promise<unknown>): Store {
  let acted = false;
  return {
    read: (tenantId, kind, id) => store.read(tenantId, kind, id),
    commit: (tenantId, writes) => store.commit(tenantId, writes),
    ready: () => store.ready(),
    count: (tenantId, counted) => store.count(tenantId, counted),
    query: async (tenantId, query) => {
      if (query.kind === 'event' && !acted) {
        acted = true;
        await act();
      }
      return store.query(tenantId, query);
    },
  };
}

test('what changed meanwhile is no copy: nothing is left under the name, and what was there stays', () =>
  inFolder((folder) =>
    withStore(folder, async (store) => {
      const out = join(folder, 'out.jsonl');
      writeFileSync(out, 'an earlier copy');
      await put(store, tenantOf(3));
      const changes: (() => Promise<unknown>)[] = [
        () => put(store, [customer(77)]),
        async () => {
          const found = await store.read(TENANT, 'company', 'company');
          if (found === undefined) throw new Error('no company');
          return store.commit(TENANT, [{ op: 'replace', doc: found.doc, etag: found.etag }]);
        },
        () => store.commit(TENANT, [{ op: 'delete', id: 'customer:contoso-1' }]),
        () => store.commit(TENANT, [{ op: 'add', id: 'tally', amounts: { lost: 1 } }]),
      ];
      for (const act of changes) {
        // The tally is read before the events, and so is what it counts.
        const failure = await failureOf(exportTenant(meanwhile(store, act), { tenantId: TENANT, out, at }));
        expect(failure).toMatchObject({ name: 'Declined' });
        expect(String(failure)).toContain('the bot wrote to the tenant meanwhile');
        expect(readFileSync(out, 'utf8')).toBe('an earlier copy');
      }
      expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
      // Rows and drafts come and go without anybody's doing.
      const passing = { ...base, id: 'processed:a:1', kind: 'processed', ttl: 60 } as const;
      // So does what is known of a mailbox.
      const lease = newDocument('lease', TENANT, MAILBOX_LEASE_ID, { holder: 'a', until: 1 });
      const mailbox = newDocument('mailbox', TENANT, MAILBOX_ID, { user: 'x@partner.example', since: 1 });
      await exportTenant(
        meanwhile(store, () => put(store, [passing, lease, mailbox])),
        { tenantId: TENANT, out, at },
      );
      expect(readFileSync(out, 'utf8')).toContain(`person:${STAYER}`);
    }),
  ));
