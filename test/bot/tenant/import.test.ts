import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { serve } from '../../../bot/store/embedded/serve.ts';
import { openStore } from '../../../bot/store/store.ts';
import { importTenant } from '../../../bot/tenant/import.ts';
import { MAX_LINE_BYTES } from '../../../bot/tenant/tenant-file.ts';
import { parseDocument, type AnyDocument } from '../../../domain/store/documents.ts';
import { StoreFailure, type Store, type Write } from '../../../domain/store/ports.ts';
import { failureOf, inFolder } from '../store/documents.ts';
import {
  base,
  command,
  customer,
  everything,
  fileOf,
  put,
  script,
  STAYER,
  tenantOf,
  withStore,
  written,
} from './given.ts';
import { machine } from '../../machine.ts';

// Processes of their own, on a machine that others share.
const byId = (docs: readonly AnyDocument[]): AnyDocument[] => docs.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Tells every commit, and may answer in the store's place. */
function watched(
  store: Store,
  commit: (writes: readonly Write[], pass: () => ReturnType<Store['commit']>) => ReturnType<Store['commit']>,
): Store {
  return {
    read: (tenantId, kind, id) => store.read(tenantId, kind, id),
    query: (tenantId, query) => store.query(tenantId, query),
    count: (tenantId, counted) => store.count(tenantId, counted),
    ready: () => store.ready(),
    commit: (tenantId, writes) => commit(writes, () => store.commit(tenantId, writes)),
  };
}

describe('a file that is not in order', () => {
  const header = (lines: string[], over: object): string[] => [
    `${JSON.stringify({ ...(JSON.parse(lines[0] ?? '') as object), ...over })}\n`,
    ...lines.slice(1),
  ];
  const instead = (lines: string[], at: number, text: string): string[] =>
    lines.with(at, text.endsWith('\n') ? text : `${text}\n`);
  const line = (doc: object): string => `${JSON.stringify(doc)}\n`;

  test.each<readonly [string, (lines: string[]) => string[], readonly (string | RegExp)[]]>([
    ['is empty', () => [], ['it is empty']],
    ['is another file', () => ['PK something else'], [/line 1: is no header of a tenant's file/]],
    ['has no header', (lines) => lines.slice(1), [/line 1: is no header of a tenant's file: format/]],
    [
      'is of a later edition',
      (lines) => header(lines, { edition: 2, more: true }),
      ['line 1: the file is of edition 2, this version of the bot reads 1'],
    ],
    [
      'holds a later schema',
      (lines) => header(lines, { schema: 2 }),
      ['line 1: it is of schema 2, and this version of the bot reads up to schema 1: start the version that'],
    ],
    ['was cut off at a line', (lines) => lines.slice(0, -2), ['it has no footer: it was cut off']],
    [
      'was cut off within a line',
      (lines) => [...lines.slice(0, 3), (lines[3] ?? '').slice(0, 20)],
      ['line 4: is not JSON in UTF-8', 'it has no footer: it was cut off'],
    ],
    [
      'has bad lines, each by its number',
      (lines) => instead(instead(lines, 2, '{"a'), 4, line({ ...customer(9), name: 7, schema: 5 })),
      ['line 3: is not JSON', 'line 5: is no document of ours: it is of schema 5'],
    ],
    [
      'has fields that are wrong',
      (lines) => instead(lines, 3, line({ ...customer(9), name: 7, searchName: undefined })),
      [/line 4: is no document of ours: name: .*expected string.*; searchName: .*expected string/],
    ],
    [
      'has a kind that nobody knows',
      (lines) => instead(lines, 3, line({ ...customer(9), kind: 'invoice' })),
      ['line 4: is no document of ours: kind: '],
    ],
    [
      'has a document of another tenant',
      (lines) => instead(lines, 3, line({ ...customer(9), tenantId: STAYER })),
      [`line 4: the document is of another tenant, ${STAYER}`],
    ],
    [
      'has an id twice',
      (lines) => instead(lines, 4, lines[3] ?? ''),
      ['line 5: the id "customer:contoso-0" was on an earlier line'],
    ],
    [
      'has a line that is too long',
      (lines) => instead(lines, 3, line(customer(9, 'x'.repeat(MAX_LINE_BYTES)))),
      [`line 4: is longer than ${MAX_LINE_BYTES} bytes`],
    ],
    [
      'lacks a line',
      (lines) => lines.toSpliced(3, 1),
      [
        'the footer counts 3 of kind customer, there are 2',
        'the footer counts 6 documents, there are 5',
        'the SHA-256',
      ],
    ],
    [
      'has one letter changed',
      (lines) => instead(lines, 3, (lines[3] ?? '').replace('Contoso 0', 'Contoso O')),
      ['the SHA-256 in the footer is of other lines: the file was changed after the export'],
    ],
    [
      'goes on after the footer',
      (lines) => [...lines, line(customer(9))],
      ['line 9: stands after the footer'],
    ],
    [
      'has a footer that is none',
      (lines) => instead(lines, lines.length - 1, line({ end: 'planning-services-tenant' })),
      [/line 8: is no footer of this format: documents: /],
    ],
  ])('%s', (_what, spoil, problems) =>
    inFolder((folder) =>
      withStore(folder, async (store) => {
        const failure = await failureOf(
          importTenant(store, written(folder, spoil(await fileOf(tenantOf(3))))),
        );
        expect(failure).toMatchObject({ name: 'BadFile' });
        const { message } = failure as Error;
        expect(message).toContain('nothing was written');
        for (const problem of problems) expect(message).toMatch(problem);
        expect(message.split('\n')).toHaveLength(problems.length + 1);
        expect(await everything(store)).toEqual([]);
      }),
    ),
  );

  test('is told in twenty lines at most, without what people wrote', () =>
    inFolder((folder) =>
      withStore(folder, async (store) => {
        const lines = await fileOf(tenantOf(100));
        const wrong = lines.map((one) => one.replace('"searchName"', '"search"'));
        const { message } = (await failureOf(importTenant(store, written(folder, wrong)))) as Error;
        expect(message.split('\n')).toHaveLength(22);
        expect(message).toContain('and 80 more');
        expect(message).not.toContain('Contoso');
      }),
    ));
});

test('wrong arguments and a file that is not there are said', () =>
  inFolder((folder) => {
    const none = command('import', [], {});
    expect([none.code, none.out]).toEqual([2, '']);
    expect(none.err).toContain('Usage: npm run import-tenant -- <file>');
    expect(command('import', ['a', 'b'], {}).code).toBe(2);
    const absent = command('import', [join(folder, 'absent')], { DATA_DIR: folder });
    expect([absent.code, absent.out]).toEqual([1, '']);
    expect(absent.err).toContain('ENOENT');
    return Promise.resolve();
  }));

test('a tenant that has anything else is left as it is', () =>
  inFolder((folder) =>
    withStore(folder, async (store) => {
      const path = written(folder, await fileOf(tenantOf(3)));
      const others = [customer(1, 'Another (synthetic)'), customer(500)];
      await put(store, others);
      const failure = await failureOf(importTenant(store, path));
      expect(failure).toMatchObject({ name: 'Declined' });
      expect(String(failure)).toContain('not in this file or differ from it (customer 2)');
      expect(await everything(store)).toEqual(byId(others));
    }),
  ));

test('batches keep the limits of the service, and the company goes last and alone', () =>
  inFolder((folder) =>
    withStore(folder, async (store) => {
      const heavy = Array.from({ length: 5 }, (_, n) => customer(1000 + n, 'я'.repeat(300_000)));
      const docs = [...tenantOf(230), ...heavy];
      const batches: (readonly Write[])[] = [];
      const told: number[] = [];
      const result = await importTenant(
        watched(store, (writes, pass) => {
          batches.push(writes);
          return pass();
        }),
        written(folder, await fileOf(docs)),
        (count) => told.push(count),
      );
      expect(result).toMatchObject({ before: 0, counts: { company: 1, customer: 235, person: 1, tally: 1 } });
      expect(await everything(store)).toEqual(byId(docs));
      expect(batches.at(-2)?.map((write) => write.op === 'create' && write.doc.id)).toEqual(['company']);
      // After everything, and in a partition of its own: that somebody has to look.
      expect(batches.at(-1)?.map((write) => write.op === 'put' && write.doc.kind)).toEqual(['hint']);
      expect(batches.map(({ length }) => length)).toEqual([100, 100, 32, 1, 1, 1, 1, 1, 1, 1]);
    }),
  ));

test('a batch whose end is not known or that meets its own documents is settled by reading', () =>
  inFolder((folder) =>
    withStore(folder, async (store) => {
      const docs = tenantOf(250);
      let commits = 0;
      const faulty = watched(store, async (writes, pass) => {
        commits += 1;
        const result = commits === 3 ? undefined : await pass();
        // The first batch is written and its answer lost; the second never arrives.
        if (commits === 1 || commits === 3) throw new StoreFailure('no answer', 'unknown');
        expect(writes.length).toBeGreaterThan(0);
        return result ?? pass();
      });
      const lines = await fileOf(docs);
      await importTenant(faulty, written(folder, lines));
      expect(await everything(store)).toEqual(byId(docs));
      expect(commits).toBe(6);
    }),
  ));

test('an answer that comes late finds its own documents and takes them for done', () =>
  inFolder((folder) =>
    withStore(folder, async (store) => {
      const docs = tenantOf(5);
      const seen: string[] = [];
      let late: (() => Promise<unknown>) | undefined;
      const slow = watched(store, async (_writes, pass) => {
        if (seen.length === 0) {
          seen.push('lost');
          late = pass;
          throw new StoreFailure('no answer', 'unknown');
        }
        await late?.();
        late = undefined;
        const result = await pass();
        seen.push(result.outcome);
        return result;
      });
      await importTenant(slow, written(folder, await fileOf(docs)));
      expect(seen).toEqual(['lost', 'conflict', 'committed', 'committed']);
      expect(await everything(store)).toEqual(byId(docs));
    }),
  ));

test('somebody who writes meanwhile is not overwritten', () =>
  inFolder((folder) =>
    withStore(folder, async (store) => {
      const other = customer(2, 'Written meanwhile (synthetic)');
      let isFirst = true;
      const busy = watched(store, async (_writes, pass) => {
        if (isFirst) await put(store, [other]);
        isFirst = false;
        return pass();
      });
      const failure = await failureOf(importTenant(busy, written(folder, await fileOf(tenantOf(5)))));
      expect(failure).toMatchObject({ name: 'Declined' });
      expect(String(failure)).toContain('somebody else wrote "customer:contoso-2" meanwhile');
      expect(await everything(store)).toEqual([other]);
    }),
  ));

test('a file that changes between the check and the writing ends the import', () =>
  inFolder((folder) =>
    withStore(folder, async (store) => {
      const lines = await fileOf(tenantOf(150));
      const path = written(folder, lines);
      const query = store.query.bind(store);
      const changing: Store = {
        ...watched(store, (_writes, pass) => pass()),
        query: async (tenantId, asked) => {
          writeFileSync(path, lines.with(3, (lines[3] ?? '').replace('Contoso', 'Cantoso')).join(''));
          return query(tenantId, asked);
        },
      };
      const failure = await failureOf(importTenant(changing, path));
      expect(String(failure)).toContain('line 4: changed while it was read');
      expect(await everything(store)).toEqual([]);
    }),
  ));

test('kill -9 in the middle of an import, and the same import again, give the whole tenant', () =>
  inFolder(async (folder) => {
    const key = Buffer.from('a synthetic key of an account').toString('base64');
    const engine = await serve({ file: join(folder, 'account.sqlite'), key });
    let batches = 0;
    let atThird = (): void => undefined;
    // Between the process and the engine: the third batch is written, and its sender is dead before the answer.
    const between = createServer((from, to) => {
      const options = { method: from.method, headers: { ...from.headers, host: new URL(engine.url).host } };
      from.pipe(
        request(`${engine.url}${from.url}`, options, (answer) => {
          if (from.headers['x-ms-cosmos-is-batch-request'] !== undefined) {
            batches += 1;
            if (batches === 3) {
              atThird();
              return;
            }
          }
          to.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(to);
        }).once('error', () => to.destroy()),
      );
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
    const env = { ...machine, COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key };
    const docs = [...tenantOf(450), { ...base, id: 'processed:a:1', kind: 'processed', ttl: 3600 } as const];
    const path = written(folder, await fileOf(docs));
    const run = (): Promise<{ code: number | null; signal: string | null; said: string }> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [script('import'), path], { env });
        atThird = () => child.kill('SIGKILL');
        let said = '';
        child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
        child.on('close', (code, signal) => resolve({ code, signal, said }));
      });

    const store = await openStore({
      endpoint,
      key,
      database: 'planning-services',
      dataDir: folder,
      parse: parseDocument,
    });
    try {
      expect(await run()).toMatchObject({ code: null, signal: 'SIGKILL' });
      const half = await everything(store);
      expect(half).toHaveLength(300);
      expect(half.some(({ id }) => id === 'company')).toBe(false);
      const again = await run();
      expect(again.code).toBe(0);
      expect(again.said).toContain('company 1, person 1, customer 450, tally 1, processed 1');
      expect(again.said).toContain('300 of them were there already.');
      expect(await everything(store)).toEqual(byId(docs));
      // Once more changes nothing.
      expect(await run()).toMatchObject({ code: 0 });
      expect(await everything(store)).toEqual(byId(docs));
    } finally {
      await store.close();
      between.closeAllConnections();
      await new Promise<void>((resolve) => between.close(() => resolve()));
      await engine.close();
    }
  }));
