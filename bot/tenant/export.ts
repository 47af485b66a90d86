import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type AnyDocument, KINDS, type Kind } from '../../domain/store/documents.ts';
import type { Store } from '../../domain/store/ports.ts';
import pkg from '../../package.json' with { type: 'json' };
import { Declined, guidOf, inWords, runCommand, WrongArguments } from './command.ts';
import { allOf } from '../../domain/store/pages.ts';
import { linesOf, noCounts, total, type Counts } from './tenant-file.ts';

/**
 * Events after everything else: whatever was read before them had its events already, unless it is found changed
 * at the end.
 */
const ORDER: readonly Kind[] = [...KINDS.filter((kind) => kind !== 'event'), 'event'];
/** Kinds that come and go without a command, and events, which never change. */
const PASSING: ReadonlySet<Kind> = new Set([
  'event',
  'outbox',
  'dialog',
  'processed',
  'lease',
  'mail',
  'mailbox',
  'quarantine',
]);

/**
 * Everything of a tenant. When the bot wrote to it meanwhile the last step throws {@link Declined}: what was
 * read would be of no one moment.
 */
async function* documentsOf(store: Store, tenantId: string): AsyncGenerator<AnyDocument, void, undefined> {
  const before = new Fingerprint();
  for (const kind of ORDER) {
    for await (const { doc, etag } of allOf(store, tenantId, { kind })) {
      if (!PASSING.has(kind)) before.add(doc.id, etag);
      yield doc;
    }
  }
  const after = new Fingerprint();
  for (const kind of ORDER.filter((one) => !PASSING.has(one))) {
    for await (const { doc, etag } of allOf(store, tenantId, { kind })) after.add(doc.id, etag);
  }
  if (!before.equals(after))
    throw new Declined(
      'Not exported: the bot wrote to the tenant meanwhile, so that the copy would not hang together. ' +
        'Run it again when it is quieter, or stop the bot first.',
    );
}

/** Tells one set of documents from another in 32 bytes, whatever the order they come in. */
class Fingerprint {
  #sum = 0n;

  add(id: string, etag: string): void {
    const digest = createHash('sha256')
      .update(JSON.stringify([id, etag]))
      .digest('hex');
    this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${digest}`));
  }

  equals(other: Fingerprint): boolean {
    return this.#sum === other.#sum;
  }
}

/** The tenant has no document at all. */
export class NothingHere extends Declined {}

/**
 * Writes a tenant to `out`, for the owner's eyes alone and under its name only when it is whole; without one
 * to stdout. Throws {@link NothingHere}, and {@link Declined} when the bot wrote meanwhile.
 */
export async function exportTenant(
  store: Store,
  { tenantId, out, at }: { tenantId: string; out?: string | undefined; at: Date },
): Promise<Counts> {
  let counts: Counts = noCounts();
  const documents = documentsOf(store, tenantId);
  const first = await documents.next();
  if (first.done === true) throw new NothingHere(`The tenant ${tenantId} has nothing here.`);
  const { value } = first;
  async function* lines(): AsyncGenerator<string, void, undefined> {
    async function* all(): AsyncGenerator<AnyDocument, void, undefined> {
      yield value;
      yield* documents;
    }
    counts = yield* linesOf({ version: pkg.version, tenantId, at }, all());
  }
  if (out === undefined) {
    await pipeline(Readable.from(lines()), process.stdout, { end: false });
    return counts;
  }
  const partial = `${out}.partial`;
  await rm(partial, { force: true });
  const file = await open(partial, 'wx', 0o600);
  try {
    await pipeline(lines(), file.createWriteStream({ flush: true }));
    await rename(partial, out);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return counts;
}

function read(args: readonly string[]): { tenantId: string; out: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { out: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length > 1) throw new WrongArguments('one tenant at a time');
    if (values.out === '') throw new WrongArguments('--out names no file');
    return { tenantId: guidOf('the tenant id', positionals[0]), out: values.out };
  } catch (error) {
    throw error instanceof WrongArguments ? error : new WrongArguments((error as Error).message);
  }
}

if (import.meta.main)
  process.exitCode = await runCommand(
    'npm run export-tenant -- <tenantId> [--out <file>]',
    read,
    async ({ tenantId, out }, { store, where }) => {
      const counts = await exportTenant(store, { tenantId, out, at: new Date() });
      process.stderr.write(
        `Exported ${total(counts)} documents of ${tenantId} from ${where}: ${inWords(counts)}\n`,
      );
    },
  );
