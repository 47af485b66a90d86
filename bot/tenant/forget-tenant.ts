import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { KINDS, type Kind } from '../../domain/store/documents.ts';
import { allOf } from '../../domain/store/pages.ts';
import { StoreFailure, type Store, type Write } from '../../domain/store/ports.ts';
import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';
import { beginForgetting, endForgetting, standingOf } from './allowance.ts';
import { inBatches } from './batches.ts';
import { Declined, guidOf, inWords, runCommand, WrongArguments } from './command.ts';
import { noCounts, total, type Counts } from './tenant-file.ts';

/** How often a batch is tried again, and the pauses before it. */
const RETRIES = 6;
const BACKOFF: Backoff = { firstMs: 250, jitter: NO_JITTER };
/** How often the tenant is gone through until nothing is found; what was under way may write meanwhile. */
const MAX_PASSES = 10;
/** So long after it was removed the last process of the bot has ended what it did for the tenant. */
const SETTLED_MS = 120_000;
/** Documents between two words about how far it is. */
const TOLD_EVERY = 1000;

/**
 * Deletes every document of a tenant that is not allowed; gives how many of each kind. After a cut the same again goes on.
 * Throws {@link Declined} when it is allowed, when there is nothing of it, and when somebody keeps writing; StoreFailure.
 */
export async function forgetTenant(
  store: Store,
  tenantId: string,
  tell: (deleted: number) => void = () => undefined,
): Promise<Counts> {
  if ((await standingOf(store, tenantId)) === undefined && !(await isAnything(store, tenantId)))
    throw new Declined(`Nothing of the tenant ${tenantId} is here.`);
  await beginForgetting(store, tenantId, Date.now());
  const deleted = noCounts();
  for (let pass = 0; ; pass += 1) {
    if (pass === MAX_PASSES)
      throw new Declined(
        `Not finished: somebody writes to the tenant ${tenantId} again and again. Stop the bot, and run this again.`,
      );
    let found = 0;
    for await (const batch of inBatches(deletionsOf(store, tenantId))) {
      found += batch.length;
      const before = total(deleted);
      for (const kind of await remove(store, tenantId, batch)) deleted[kind] += 1;
      const now = total(deleted);
      if (Math.floor(now / TOLD_EVERY) > Math.floor(before / TOLD_EVERY)) tell(now);
    }
    if (found === 0) break;
  }
  await endForgetting(store, tenantId);
  return deleted;
}

async function isAnything(store: Store, tenantId: string): Promise<boolean> {
  for (const kind of KINDS) {
    const { items } = await store.query(tenantId, { kind, limit: 1 });
    if (items.length > 0) return true;
  }
  return false;
}

interface Deletion {
  readonly kind: Kind;
  readonly writes: readonly [Write];
}

async function* deletionsOf(store: Store, tenantId: string): AsyncGenerator<Deletion, void, undefined> {
  for (const kind of KINDS) {
    for await (const { doc } of allOf(store, tenantId, { kind }))
      yield { kind, writes: [{ op: 'delete', id: doc.id }] };
  }
}

/** Gives the kinds of what was deleted here: what is gone already needs nothing. Rejects with StoreFailure. */
async function remove(store: Store, tenantId: string, batch: readonly Deletion[]): Promise<readonly Kind[]> {
  let left = batch;
  for (let attempt = 0; left.length > 0;) {
    try {
      const result = await store.commit(
        tenantId,
        left.flatMap(({ writes }) => writes),
      );
      if (result.outcome === 'committed') return left.map(({ kind }) => kind);
      left = left.toSpliced(result.at, 1);
    } catch (error) {
      if (!(error instanceof StoreFailure) || attempt === RETRIES) throw error;
      await sleep(backoffMs(BACKOFF, attempt));
      attempt += 1;
    }
  }
  return [];
}

/** `confirmed`: the id is given twice already. Throws {@link WrongArguments}. */
export function forgettingOf(args: readonly string[]): { tenantId: string; confirmed: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { yes: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length > 1) throw new WrongArguments('one tenant at a time');
    const tenantId = guidOf('the tenant id', positionals[0]);
    const confirmed = values.yes === undefined ? undefined : guidOf('what follows --yes', values.yes);
    if (confirmed !== undefined && confirmed !== tenantId)
      throw new WrongArguments('the two ids differ; nothing was deleted');
    return { tenantId, confirmed: confirmed !== undefined };
  } catch (error) {
    throw error instanceof WrongArguments ? error : new WrongArguments((error as Error).message);
  }
}

/** Has the id typed once more. Throws {@link Declined} when something else is. */
async function confirm(tenantId: string, where: string): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  process.stderr.write(
    `Everything of the tenant ${tenantId} in ${where} will be deleted, for good. Type its id again: `,
  );
  let typed = '';
  for await (const line of lines) {
    typed = line;
    break;
  }
  lines.close();
  if (typed.trim().toLowerCase() !== tenantId)
    throw new Declined('Nothing was deleted: that is not the same id.');
}

if (import.meta.main)
  process.exitCode = await runCommand(
    'npm run forget-tenant -- <tenantId> [--yes <tenantId>]',
    forgettingOf,
    async ({ tenantId, confirmed }, { store, config, where }) => {
      if (config.allowedTenants.some((one) => one.tenantId === tenantId))
        throw new Declined(
          `Not begun: ALLOWED_TENANTS names the tenant ${tenantId}. Take it out there and start the bot anew first.`,
        );
      const standing = await standingOf(store, tenantId);
      const since =
        standing?.status === 'removed' ? Date.now() - standing.removedAt : Number.POSITIVE_INFINITY;
      // The embedded file belongs to this process: nobody else is at work.
      if (config.cosmos.endpoint !== undefined && since < SETTLED_MS)
        throw new Declined(
          `Not begun: the tenant ${tenantId} was removed ${Math.round(since / 1000)} seconds ago, and a running bot may ` +
            `write for it still. Run this again in ${Math.ceil((SETTLED_MS - since) / 1000)} seconds.`,
        );
      if (!confirmed) await confirm(tenantId, where);
      const forgotten = forgetTenant(store, tenantId, (deleted) =>
        process.stderr.write(`${deleted} documents deleted\n`),
      );
      // Also when there was nothing left to delete: an earlier run may have been cut off before this.
      const deleted = await forgotten.finally(() => store.scrub());
      process.stdout.write(
        `Forgotten in ${where}: the tenant ${tenantId}. Deleted: ${inWords(deleted)}.\n` +
          'A backup made earlier still holds it. Cards in Teams chats stay: they are of Teams.\n',
      );
    },
  );
