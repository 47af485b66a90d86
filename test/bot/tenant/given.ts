import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClosableStore } from '../../../bot/store/cosmos-store.ts';
import { openStore } from '../../../bot/store/store.ts';
import { allOf } from '../../../domain/store/pages.ts';
import { linesOf } from '../../../bot/tenant/tenant-file.ts';
import { newCompany } from '../../../domain/company/model.ts';
import { parseDocument, type AnyDocument, KINDS } from '../../../domain/store/documents.ts';
import { MAX_BATCH, type Store } from '../../../domain/store/ports.ts';
import { machine, STORE_PATIENCE_MS } from '../../machine.ts';

export const TENANT = '5f1c7a52-9d0e-4c3b-8a64-2b7d1e90c301';
export const LEAVER = 'b7d95f18-64c2-4a0b-8f3e-51c7a2e9d402';
export const STAYER = 'a1e4c0d2-3b5f-4e66-9c17-0f2d8b6a5e01';

export const base = { tenantId: TENANT, schema: 1 } as const;

/** A synthetic tenant with this many customers. */
export function tenantOf(customers: number): AnyDocument[] {
  return [
    {
      ...base,
      id: 'company',
      kind: 'company',
      version: 1,
      texts: { name: 'Fabrikam (synthetic)' },
      changedBy: STAYER,
      changedAt: 1_800_000_000_000,
      state: newCompany('2020'),
    },
    person(STAYER, 'Anna Nowak (synthetic)', 'admin'),
    ...Array.from({ length: customers }, (_, n) => customer(n)),
    {
      ...base,
      id: 'tally',
      kind: 'tally',
      assigned: 0,
      reserved: 0,
      reported: 0,
      redeemed: 0,
      claimed: 0,
      lost: 0,
      void: 0,
    },
  ];
}

export function customer(n: number, name = `Contoso ${n} (synthetic)`): AnyDocument {
  return { ...base, id: `customer:contoso-${n}`, kind: 'customer', name, searchName: name.toLowerCase() };
}

export function person(id: string, name: string, permission?: 'admin' | 'consultant'): AnyDocument {
  return {
    ...base,
    id: `person:${id}`,
    kind: 'person',
    name,
    roles: [],
    language: 'en',
    ...(permission === undefined ? {} : { permission }),
  };
}

/** The embedded store in a folder. */
export function storeIn(dataDir: string, parse = parseDocument): Promise<ClosableStore> {
  return openStore({ database: 'planning-services', dataDir, parse, deadlineMs: STORE_PATIENCE_MS });
}

/** Runs `use` with the store in a folder, closed afterwards. */
export async function withStore<T>(dataDir: string, use: (store: ClosableStore) => Promise<T>): Promise<T> {
  const store = await storeIn(dataDir);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

export async function put(store: Store, docs: readonly AnyDocument[]): Promise<void> {
  for (let at = 0; at < docs.length; at += MAX_BATCH) {
    const writes = docs.slice(at, at + MAX_BATCH).map((doc) => ({ op: 'create', doc }) as const);
    const result = await store.commit(TENANT, writes);
    if (result.outcome !== 'committed') throw new Error(`not put: ${JSON.stringify(result)}`);
  }
}

/** Everything of the tenant, by id. */
export async function everything(store: Store): Promise<AnyDocument[]> {
  const docs: AnyDocument[] = [];
  for (const kind of KINDS) {
    for await (const { doc } of allOf(store, TENANT, { kind })) docs.push(doc);
  }
  return docs.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The lines of a file of these documents. */
export async function fileOf(docs: readonly AnyDocument[]): Promise<string[]> {
  const lines: string[] = [];
  async function* all(): AsyncGenerator<AnyDocument, void, undefined> {
    yield* docs;
    await Promise.resolve();
  }
  const at = new Date('2026-11-20T10:00:00Z');
  for await (const line of linesOf({ version: '0.0.0', tenantId: TENANT, at }, all())) lines.push(line);
  return lines;
}

/** Writes lines, with their ends in them, to a file of the folder, and gives its path. */
export function written(folder: string, lines: readonly string[]): string {
  const path = join(folder, 'tenant.jsonl');
  writeFileSync(path, lines.join(''));
  return path;
}

/** The documents' lines of an exported file, in an order of their own. */
export function documentLines(path: string): string[] {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(1, -1).sort();
}

type Command =
  'export' | 'import' | 'forget' | 'tenants' | 'forget-tenant' | 'backup' | 'drill' | 'export-person';

export const script = (name: Command): string =>
  fileURLToPath(new URL(`../../../bot/tenant/${name}.ts`, import.meta.url));

/** Runs a command as its operator does, in a process of its own; `typed`: what they type when they are asked. */
export function command(
  name: Command,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  typed = '',
): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script(name), ...args],
    { env: { ...machine, ...env }, encoding: 'utf8', timeout: 170_000, input: typed },
  );
  return { code: status, out: stdout, err: stderr };
}
