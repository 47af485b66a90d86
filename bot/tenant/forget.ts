import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { personId } from '../../domain/store/ids.ts';
import { formerId } from '../../domain/people/former.ts';
import { StoreFailure, type Store, type Stored } from '../../domain/store/ports.ts';
import { type PersonDocument, KINDS } from '../../domain/store/documents.ts';
import { standingOf } from './allowance.ts';
import { inBatches } from './batches.ts';
import { Declined, inWords, personOf, runCommand } from './command.ts';
import { allOf } from '../../domain/store/pages.ts';
import { noCounts, type Counts } from './tenant-file.ts';
import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';
import { nobody, ORDER, textOf, Traces, type Change, type Mention, type Note } from './traces.ts';

/** How often one document is read again and redone, and the pauses after a failure. */
const RETRIES = 6;
const BACKOFF: Backoff = { firstMs: 250, jitter: NO_JITTER };
/** How often the tenant is gone through until nothing of the person is found; a bot may write meanwhile. */
const MAX_PASSES = 10;

interface Forgotten {
  readonly pseudonym: string;
  /** Documents in which the pseudonym stands now. */
  readonly rewritten: Counts;
  readonly deleted: Counts;
  /** For somebody to look at. */
  readonly mentions: readonly Mention[];
}

/**
 * Takes a person out of a tenant: their own documents go, and everywhere else one pseudonym stands for their
 * object id. The person's document goes last and holds the pseudonym until then, so that after a cut the same
 * one is used again. Throws {@link Declined} when there is nothing of the person, when they are the only admin,
 * and when the bot keeps writing them; StoreFailure.
 */
export async function forgetUser(store: Store, tenantId: string, objectId: string): Promise<Forgotten> {
  const note = await begin(store, tenantId, objectId);
  const rewritten = noCounts();
  const deleted = noCounts();
  const traces = new Traces(objectId, note);
  const mentions: Mention[] = [];
  for (let pass = 1; ; pass += 1) {
    let found = 0;
    mentions.length = 0;
    for await (const batch of inBatches(changesOf(store, tenantId, traces, mentions))) {
      found += batch.length;
      for (const { kind, writes } of await settle(store, tenantId, batch, traces))
        (writes.some(({ op }) => op !== 'delete') ? rewritten : deleted)[kind] += 1;
    }
    if (found === 0) break;
    if (pass === MAX_PASSES) throw stillWritten(objectId);
  }
  await deleteNote(store, tenantId, note.id);
  deleted.person += 1;
  for (const kind of KINDS) {
    for await (const { doc } of allOf(store, tenantId, { kind }))
      if (traces.standsIn(doc)) throw stillWritten(objectId);
  }
  return { pseudonym: traces.pseudonym, rewritten, deleted, mentions };
}

function stillWritten(objectId: string): Declined {
  return new Declined(
    `Not finished: ${objectId} came back while they were being forgotten. They still use the bot: ` +
      'take it from them, or stop it, and run this again.',
  );
}

/** Keeps the pseudonym in the person's document, and takes their permission. */
async function begin(store: Store, tenantId: string, objectId: string): Promise<Note> {
  const standing = await standingOf(store, tenantId);
  if (standing?.status === 'allowed' && standing.adminObjectId.toLowerCase() === objectId)
    throw new Declined(
      `Not begun: the store names ${objectId} as the first admin of the tenant. Name somebody else first: ` +
        `npm run tenants -- add ${tenantId} <adminObjectId>`,
    );
  for (let attempt = 0; attempt < RETRIES; attempt += 1) {
    const { person, admins } = await peopleIn(store, tenantId, objectId);
    const known = person?.doc;
    if (known === undefined && !(await isAnywhere(store, tenantId, objectId)))
      throw new Declined(`Nothing of ${objectId} is in the tenant ${tenantId}.`);
    if (known?.former !== undefined) return { ...known, former: known.former };
    const other = admins.find(({ doc }) => doc.id !== known?.id);
    const isAdmin = known?.permission === 'admin';
    if (isAdmin && other === undefined)
      throw new Declined(
        `Not begun: ${objectId} is the only admin. Make somebody else an admin first: ` +
          'in the bot, "people", choose them, permission "admin".',
      );
    const { permission: _permission, asked: _asked, ...rest } = known ?? nobody(tenantId, objectId);
    const note: Note = { ...rest, roles: [], former: formerId(randomBytes(4).toString('hex')) };
    const result = await store.commit(tenantId, [
      person === undefined ? { op: 'create', doc: note } : { op: 'replace', doc: note, etag: person.etag },
      // Written unchanged: it proves that the other one is still an admin.
      ...(isAdmin && other !== undefined
        ? [{ op: 'replace', doc: other.doc, etag: other.etag } as const]
        : []),
    ]);
    if (result.outcome === 'committed') return note;
  }
  throw stillWritten(objectId);
}

async function peopleIn(
  store: Store,
  tenantId: string,
  objectId: string,
): Promise<{
  readonly person: Stored<PersonDocument> | undefined;
  readonly admins: readonly Stored<PersonDocument>[];
}> {
  let person: Stored<PersonDocument> | undefined;
  const admins: Stored<PersonDocument>[] = [];
  for await (const stored of allOf(store, tenantId, { kind: 'person' })) {
    const { doc } = stored;
    if (doc.id.toLowerCase() === personId(objectId)) person = stored;
    if (doc.permission === 'admin' && admins.length < 2) admins.push(stored);
  }
  return { person, admins };
}

async function isAnywhere(store: Store, tenantId: string, objectId: string): Promise<boolean> {
  const pattern = new RegExp(objectId, 'i');
  for (const kind of KINDS) {
    for await (const { doc } of allOf(store, tenantId, { kind })) if (pattern.test(textOf(doc))) return true;
  }
  return false;
}

/** What is to be done; `mentions` gets the texts that are left to somebody. */
async function* changesOf(
  store: Store,
  tenantId: string,
  traces: Traces,
  mentions: Mention[],
): AsyncGenerator<Change, void, undefined> {
  await traces.learnFrom(store, tenantId);
  for (const kind of ORDER) {
    for await (const stored of allOf(store, tenantId, { kind })) {
      mentions.push(...traces.mentionsIn(stored.doc));
      const change = traces.changeOf(stored);
      if (change !== undefined) yield change;
    }
  }
}

/**
 * Commits changes together. When somebody wrote one of the documents, or the end is not known, each is read
 * again and redone by itself. Gives what was done.
 */
async function settle(
  store: Store,
  tenantId: string,
  batch: readonly Change[],
  traces: Traces,
): Promise<readonly Change[]> {
  if (await isCommitted(store, tenantId, batch)) return batch;
  for (const { id, kind } of batch) {
    for (let attempt = 0; ; attempt += 1) {
      const found = await store.read(tenantId, kind, id);
      const change = found === undefined ? undefined : traces.changeOf(found);
      if (change === undefined || (await isCommitted(store, tenantId, [change]))) break;
      if (attempt === RETRIES) throw new Declined(`Not finished: "${id}" cannot be written. Run this again.`);
      await sleep(backoffMs(BACKOFF, attempt));
    }
  }
  return batch;
}

/** False on a conflict, and when it is not known. */
async function isCommitted(store: Store, tenantId: string, changes: readonly Change[]): Promise<boolean> {
  try {
    const result = await store.commit(
      tenantId,
      changes.flatMap(({ writes }) => writes),
    );
    return result.outcome === 'committed';
  } catch (error) {
    if (error instanceof StoreFailure) return false;
    throw error;
  }
}

/** The person's own document goes, whatever the bot wrote into it meanwhile. */
async function deleteNote(store: Store, tenantId: string, id: string): Promise<void> {
  const change: Change = { id, kind: 'person', writes: [{ op: 'delete', id }] };
  for (let attempt = 0; !(await isCommitted(store, tenantId, [change])); attempt += 1) {
    if ((await store.read(tenantId, 'person', id)) === undefined) return;
    if (attempt === RETRIES) throw new Declined(`Not finished: "${id}" cannot be deleted. Run this again.`);
    await sleep(backoffMs(BACKOFF, attempt));
  }
}

if (import.meta.main)
  process.exitCode = await runCommand(
    'npm run forget-user -- <tenantId> <aadObjectId>',
    personOf,
    async ({ tenantId, objectId }, { store, config, where }) => {
      const forgotten = forgetUser(store, tenantId, objectId);
      // Also when there was nothing left to forget: an earlier run may have been cut off before this.
      const { pseudonym, rewritten, deleted, mentions } = await forgotten.finally(() => store.scrub());
      const isNamed = config.allowedTenants.some((one) => one.adminObjectId === objectId);
      const lines = [
        `Forgotten in ${where}: ${pseudonym} stands for the person now.`,
        `Rewritten: ${inWords(rewritten)}. Deleted: ${inWords(deleted)}.`,
        'Their object id is nowhere in the tenant.',
        ...(mentions.length > 0
          ? [
              `Their name is still in ${mentions.length} texts; look at each:`,
              ...mentions.map(({ id, field }) => `  ${id}  ${field}`),
            ]
          : []),
        'A running bot may keep the person for up to 5 seconds more. A backup made earlier still holds the person.',
        ...(isNamed
          ? ['ALLOWED_TENANTS names this person as the first admin: put somebody else there.']
          : []),
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    },
  );
