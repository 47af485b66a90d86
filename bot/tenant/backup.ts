import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ALLOWED_HINT_ID, allowedTenantId, HINTS, hintId } from '../../domain/store/ids.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Store } from '../../domain/store/ports.ts';
import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';
import { Declined, GUID, runCommand, WrongArguments } from './command.ts';
import { exportTenant, NothingHere } from './export.ts';
import { checkTenantFile, total } from './tenant-file.ts';

/** A tenant in which people work is tried again: its copy has to be of one moment. */
const ATTEMPTS = 6;
const BACKOFF: Backoff = { firstMs: 1_000, jitter: NO_JITTER };
const DEFAULT_KEPT_DAYS = 14;
const DAY_MS = 24 * 3600_000;
/** The only names that are ever removed. */
const NAME = /^(\d{4}-\d{2}-\d{2})\.jsonl$/;

interface BackupOptions {
  /** Tenants that are saved also when nothing tells that they have something. */
  readonly tenants: readonly string[];
  readonly out: string;
  /** Days for which a file is kept; the youngest of a tenant that cannot be saved stays all the same. */
  readonly keptDays: number;
  readonly at: Date;
  readonly tell: (line: string) => void;
  /** Milliseconds between two attempts; tests only. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** What could not be saved, with the reason; the others are. */
interface Unsaved {
  readonly tenantId: string;
  readonly why: string;
}

interface Backup {
  /** How many tenants are saved. */
  readonly files: number;
  readonly unsaved: readonly Unsaved[];
}

/**
 * Saves every tenant of the store, each to `<out>/<tenantId>/<day, UTC>.jsonl`, reads the file again and checks it whole,
 * and then removes those of it that are older than `keptDays`. A tenant that has nothing any more gets no file, and its
 * old ones go in their time. One that fails keeps all that it has, and does not keep the others from being saved.
 */
export async function backup(store: Store, options: BackupOptions): Promise<Backup> {
  const { out, at, tell } = options;
  const unsaved: Unsaved[] = [];
  let files = 0;
  for (const tenantId of await tenantsOf(store, options)) {
    try {
      const path = await saved(store, tenantId, options);
      if (path !== undefined) {
        files += 1;
        tell(path);
      }
      const gone = await removeOld(join(out, tenantId), options);
      if (gone > 0) tell(`${tenantId}: ${gone} older than ${options.keptDays} days removed`);
    } catch (error) {
      unsaved.push({ tenantId, why: (error as Error).message });
    }
  }
  tell(`Backup of ${at.toISOString()} done.`);
  return { files, unsaved };
}

/**
 * Those who are allowed or were, those for whom the store has a hint, and those who have files; none that is being
 * forgotten: what is left of it is no copy of it.
 */
async function tenantsOf(store: Store, { tenants, out }: BackupOptions): Promise<readonly string[]> {
  const all = new Set(tenants);
  for await (const { doc } of allOf(store, HINTS, { kind: 'hint' }))
    if (doc.id !== ALLOWED_HINT_ID) all.add(hintId.keyOf(doc.id));
  await mkdir(out, { recursive: true, mode: 0o700 });
  for (const name of await readdir(out)) if (GUID.test(name)) all.add(name);
  for await (const { doc } of allOf(store, HINTS, { kind: 'allowedTenant' })) {
    const tenantId = allowedTenantId.keyOf(doc.id);
    if (doc.standing.status === 'forgetting') all.delete(tenantId);
    else all.add(tenantId);
  }
  return [...all].sort();
}

/** A line about the file; undefined when the tenant has nothing. */
async function saved(
  store: Store,
  tenantId: string,
  { out, at, pause = sleep }: BackupOptions,
): Promise<string | undefined> {
  const folder = join(out, tenantId);
  const path = join(folder, `${at.toISOString().slice(0, 10)}.jsonl`);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const counts = await exportTenant(store, { tenantId, out: path, at });
      await checked(path);
      return `${path}: ${total(counts)} documents`;
    } catch (error) {
      if (error instanceof NothingHere) return undefined;
      if (!(error instanceof Declined) || attempt === ATTEMPTS - 1) throw error;
      await pause(backoffMs(BACKOFF, attempt));
    }
  }
}

/** Throws BadFile when what lies there is not what a restore takes. */
async function checked(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await checkTenantFile(file);
  } finally {
    await file.close();
  }
}

async function removeOld(folder: string, { keptDays, at }: BackupOptions): Promise<number> {
  const oldest = new Date(at.getTime() - keptDays * DAY_MS).toISOString().slice(0, 10);
  const names = await readdir(folder).catch(() => []);
  const old = names.filter((name) => (NAME.exec(name)?.[1] ?? oldest) < oldest);
  for (const name of old) await rm(join(folder, name));
  return old.length;
}

function read(args: readonly string[]): { out: string; keptDays: number } {
  const options = { out: { type: 'string' }, keep: { type: 'string' } } as const;
  let values: { readonly out?: string; readonly keep?: string };
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    throw new WrongArguments((error as Error).message);
  }
  const { out, keep = String(DEFAULT_KEPT_DAYS) } = values;
  if (out === undefined || out === '') throw new WrongArguments('--out names no folder');
  if (!/^[1-9]\d{0,3}$/.test(keep)) throw new WrongArguments('--keep must be days, 1 to 9999');
  return { out, keptDays: Number(keep) };
}

if (import.meta.main)
  process.exitCode = await runCommand(
    'npm run backup -- --out <folder> [--keep <days>]',
    read,
    async (args, { store, config, where }) => {
      const { files, unsaved } = await backup(store, {
        ...args,
        tenants: config.allowedTenants.map(({ tenantId }) => tenantId),
        at: new Date(),
        tell: (line) => void process.stdout.write(`${line}\n`),
      });
      // The wrong store would otherwise look like a backup that went well.
      if (files + unsaved.length === 0)
        throw new Declined(`Nothing was saved: no tenant that is known has anything in ${where}.`);
      if (unsaved.length === 0) return;
      const lines = unsaved.map(({ tenantId, why }) => `  ${tenantId}: ${why}`);
      throw new Declined(`Not saved, and nothing of theirs removed:\n${lines.join('\n')}`);
    },
  );
