import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMPANY_ID, HINTS } from '../../domain/store/ids.ts';
import { StoreFailure, type Store, type Write } from '../../domain/store/ports.ts';
import { type AnyDocument, KINDS } from '../../domain/store/documents.ts';
import { hintOf } from '../wake/hints.ts';
import { standingOf } from './allowance.ts';
import { inBatches } from './batches.ts';
import { Declined, inWords, runCommand, WrongArguments } from './command.ts';
import { allOf } from '../../domain/store/pages.ts';
import {
  checkTenantFile,
  contentOf,
  documentsIn,
  noCounts,
  total,
  type Checked,
  type Counts,
} from './tenant-file.ts';
import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';

/** How often a batch is tried again, and the pauses before it. */
const RETRIES = 6;
const BACKOFF: Backoff = { firstMs: 250, jitter: NO_JITTER };
/** Documents between two words about how far it is. */
const TOLD_EVERY = 1000;

interface Imported {
  readonly tenantId: string;
  /** What the tenant holds now. */
  readonly counts: Counts;
  /** How many of them were there already, from an import that was cut off. */
  readonly before: number;
  /** Whether the store allows the tenant: the environment may do so too. */
  readonly isAllowed: boolean;
}

/**
 * Puts a tenant back from its file into a store that has nothing of it, or only a part of this same file. The
 * file is checked whole before the first write. Throws {@link Declined}, BadFile, StoreFailure; after the
 * latter the same import goes on where it ended.
 */
export async function importTenant(
  store: Store,
  path: string,
  tell: (written: number, of: number) => void = () => undefined,
): Promise<Imported> {
  const file = await open(path, 'r');
  try {
    const checked = await checkTenantFile(file);
    const { tenantId } = checked.header;
    const standing = await standingOf(store, tenantId);
    if (standing?.status === 'forgetting')
      throw new Declined(
        `Not imported: the tenant ${tenantId} is being forgotten. Finish that first: npm run forget-tenant -- ${tenantId}`,
      );
    const present = await presentIn(store, checked);
    const before = present.size;
    let written = before;
    let told = before;
    let company: AnyDocument | undefined;
    async function* missing(): AsyncGenerator<Creation, void, undefined> {
      for await (const doc of documentsIn(file, checked)) {
        if (present.has(doc.id)) continue;
        // Last of all, so that no bot sees a company that is set up and has half of its vouchers.
        if (doc.id === COMPANY_ID) company = doc;
        else yield creationOf(doc);
      }
    }
    for await (const batch of inBatches(missing())) {
      await create(store, tenantId, batch);
      written += batch.length;
      if (written - told >= TOLD_EVERY) {
        tell(written, checked.contents.size);
        told = written;
      }
    }
    if (company !== undefined) await create(store, tenantId, [creationOf(company)]);
    // Some of it is due: a bot that knew the tenant as empty looks again.
    await store.commit(HINTS, [{ op: 'put', doc: hintOf(tenantId, { due: 0, awakeUntil: 0 }) }]);
    return { tenantId, counts: checked.counts, before, isAllowed: standing?.status === 'allowed' };
  } finally {
    await file.close();
  }
}

interface Creation {
  readonly doc: AnyDocument;
  readonly writes: readonly Write[];
}

const creationOf = (doc: AnyDocument): Creation => ({ doc, writes: [{ op: 'create', doc }] });

/** The ids of the file that the tenant has with the same content; throws when it has anything else. */
async function presentIn(store: Store, { header, contents }: Checked): Promise<ReadonlySet<string>> {
  const present = new Set<string>();
  const others = noCounts();
  for (const kind of KINDS) {
    for await (const { doc } of allOf(store, header.tenantId, { kind })) {
      if (contents.get(doc.id) === contentOf(doc)) present.add(doc.id);
      else others[kind] += 1;
    }
  }
  if (total(others) > 0)
    throw new Declined(
      `Not imported: the tenant ${header.tenantId} has documents that are not in this file or differ from it ` +
        `(${inWords(others)}). Import into an empty store: another DATA_DIR or COSMOS_DATABASE.`,
    );
  return present;
}

/**
 * Creates a batch. When it meets what is there, or its end is not known, what is there is read back: what is
 * equal is done, what is absent is tried again, and anything else ends the import.
 */
async function create(store: Store, tenantId: string, batch: readonly Creation[]): Promise<void> {
  let left = batch;
  for (let attempt = 0; ; attempt += 1) {
    let failure: StoreFailure | undefined;
    try {
      if (attempt > 0) left = await absent(store, tenantId, left);
      if (left.length === 0) return;
      const result = await store.commit(
        tenantId,
        left.flatMap(({ writes }) => writes),
      );
      if (result.outcome === 'committed') return;
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      failure = error;
    }
    if (attempt === RETRIES)
      throw failure ?? new Declined('Not finished: somebody else writes to the tenant. Run it again.');
    if (failure !== undefined) await sleep(backoffMs(BACKOFF, attempt));
  }
}

async function absent(
  store: Store,
  tenantId: string,
  batch: readonly Creation[],
): Promise<readonly Creation[]> {
  const left: Creation[] = [];
  for (const creation of batch) {
    const found = await store.read(tenantId, creation.doc.kind, creation.doc.id);
    if (found === undefined) left.push(creation);
    else if (contentOf(found.doc) !== contentOf(creation.doc))
      throw new Declined(
        `Not finished: somebody else wrote "${creation.doc.id}" meanwhile. ` +
          'Stop the bot, and import into an empty store.',
      );
  }
  return left;
}

function read(args: readonly string[]): string {
  const [path, ...more] = args;
  if (path === undefined || path === '' || path.startsWith('-') || more.length > 0)
    throw new WrongArguments('one file is needed');
  return path;
}

if (import.meta.main)
  process.exitCode = await runCommand(
    'npm run import-tenant -- <file>',
    read,
    async (path, { store, config, where }) => {
      const tell = (written: number, of: number): void => {
        process.stderr.write(`${written} of ${of} documents\n`);
      };
      const { tenantId, counts, before, isAllowed } = await importTenant(store, path, tell);
      process.stdout.write(
        `Imported ${total(counts)} documents of ${tenantId} into ${where}: ${inWords(counts)}\n` +
          (before > 0 ? `${before} of them were there already.\n` : '') +
          (isAllowed || config.allowedTenants.some((one) => one.tenantId === tenantId)
            ? ''
            : `The tenant is not allowed yet, as far as is known here: npm run tenants -- add ${tenantId} <adminObjectId>\n`),
      );
    },
  );
