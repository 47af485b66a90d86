import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kindOf } from '../../domain/store/ids.ts';
import type { Kind } from '../../domain/store/documents.ts';
import type { Store } from '../../domain/store/ports.ts';
import type { OpeningStore } from '../store/opening-store.ts';
import { Declined, guidOf, inWords, runWithConfig, storeOf, whereIs, WrongArguments } from './command.ts';
import { exportTenant } from './export.ts';
import { importTenant } from './import.ts';
import { checkTenantFile, total, type Checked, type Counts } from './tenant-file.ts';

/** Differences that are told one by one. */
const MAX_TOLD = 20;

interface Drill {
  /** What was restored. */
  readonly counts: Counts;
  /** Ids of documents that did not come back as they were. */
  readonly lost: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
  /** Milliseconds that each part took. */
  readonly took: { readonly copying: number; readonly restoring: number; readonly comparing: number };
}

/**
 * Restores a tenant into `scratch`, which has nothing of it, and compares what is there then with the copy, document by
 * document. The copy is the file `from`, or a fresh one of the tenant in the store `from`, which is only read. `folder` is
 * for the files in between. Throws Declined, BadFile, StoreFailure.
 */
export async function drill(
  scratch: Store,
  { tenantId, folder, from, at }: { tenantId: string; folder: string; from: Store | string; at: Date },
): Promise<Drill> {
  const began = performance.now();
  const first = typeof from === 'string' ? from : join(folder, 'first.jsonl');
  if (typeof from !== 'string') await exportTenant(from, { tenantId, out: first, at });
  const wanted = await checked(first);
  if (wanted.header.tenantId !== tenantId)
    throw new Declined(`The file is of another tenant, ${wanted.header.tenantId}.`);
  const copied = performance.now();
  await importTenant(scratch, first);
  const restored = performance.now();
  const second = join(folder, 'second.jsonl');
  await exportTenant(scratch, { tenantId, out: second, at });
  const found = await checked(second);
  const ids = [...wanted.contents.keys()];
  return {
    counts: found.counts,
    lost: ids.filter((id) => !found.contents.has(id)),
    changed: ids.filter((id) => found.contents.has(id) && found.contents.get(id) !== wanted.contents.get(id)),
    added: [...found.contents.keys()].filter((id) => !wanted.contents.has(id)),
    took: {
      copying: copied - began,
      restoring: restored - copied,
      comparing: performance.now() - restored,
    },
  };
}

async function checked(path: string): Promise<Checked> {
  const file = await open(path, 'r');
  try {
    return await checkTenantFile(file);
  } finally {
    await file.close();
  }
}

/** Ids by kind, and the first of them. */
function told(what: string, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const counts: Partial<Record<Kind, number>> = {};
  for (const id of ids) counts[kindOf(id)] = (counts[kindOf(id)] ?? 0) + 1;
  const rest = ids.length - MAX_TOLD;
  return [
    `${what}: ${inWords(counts)}`,
    ...ids.slice(0, MAX_TOLD).map((id) => `  ${id}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

interface DrillArguments {
  readonly tenantId: string;
  readonly file?: string | undefined;
  readonly database?: string | undefined;
}

function read(args: readonly string[]): DrillArguments {
  const options = { file: { type: 'string' }, database: { type: 'string' } } as const;
  let parsed: { values: { file?: string; database?: string }; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new WrongArguments((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (positionals.length > 1) throw new WrongArguments('one tenant at a time');
  for (const [name, value] of Object.entries(values))
    if (value === '') throw new WrongArguments(`--${name} names none`);
  return { tenantId: guidOf('the tenant id', positionals[0]), ...values };
}

if (import.meta.main)
  process.exitCode = await runWithConfig(
    'npm run drill -- <tenantId> [--file <backup>] [--database <scratch database>]',
    read,
    async ({ tenantId, file, database }, config) => {
      const { cosmos } = config;
      if (database !== undefined && cosmos.endpoint === undefined)
        throw new WrongArguments('--database is of an account: COSMOS_ENDPOINT is not set');
      if (database === cosmos.database)
        throw new WrongArguments('--database is where the bot keeps its data: name another');
      // A backup is tried without the store that it is of: the bot may hold that.
      const source = file === undefined ? await storeOf(config) : undefined;
      const folder = await mkdtemp(join(tmpdir(), 'drill-'));
      let scratch: OpeningStore | undefined;
      const { endpoint: _endpoint, ...embedded } = cosmos;
      try {
        scratch = await storeOf({
          ...config,
          cosmos: database === undefined ? embedded : { ...cosmos, database },
          dataDir: join(folder, 'data'),
        });
        const from = file ?? source ?? '';
        const { counts, took, ...found } = await drill(scratch, { tenantId, folder, from, at: new Date() });
        const differences = [
          ...told('Lost', found.lost),
          ...told('Changed', found.changed),
          ...told('Added', found.added),
        ];
        const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
        process.stdout.write(
          `Restored ${total(counts)} documents of ${tenantId} from ${file ?? whereIs(config)} into ` +
            `${database === undefined ? 'an empty file, gone again' : `the database ${database}`}: ${inWords(counts)}\n` +
            `Copying ${seconds(took.copying)}, restoring ${seconds(took.restoring)}, comparing ${seconds(took.comparing)}.\n`,
        );
        if (differences.length > 0)
          throw new Declined(
            `The copy cannot be relied on, it came back otherwise:\n${differences.join('\n')}`,
          );
        process.stdout.write('Every document came back as it was.\n');
      } finally {
        await source?.close();
        await scratch?.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
