import { setTimeout as sleep } from 'node:timers/promises';
import { newDocument, type AllowedTenantDocument } from '../../domain/store/documents.ts';
import { allowedTenantId, HINTS, hintId } from '../../domain/store/ids.ts';
import { StoreFailure, type Store, type Stored, type Write } from '../../domain/store/ports.ts';
import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';
import type { AllowedTenant } from '../config.ts';
import { allowedHint, awakeHint } from '../wake/hints.ts';
import { Declined } from './command.ts';

/** How often a change is tried again, and the pauses before it. */
const RETRIES = 6;
const BACKOFF: Backoff = { firstMs: 250, jitter: NO_JITTER };

/** What the store says of a tenant; undefined = nothing. */
type Standing = AllowedTenantDocument['standing'];

/** What was said before a change; the same object as `now` when nothing had to be changed. */
interface Change {
  readonly before: Standing | undefined;
  readonly now: Standing;
}

/** Rejects with StoreFailure. */
export async function standingOf(store: Store, tenantId: string): Promise<Standing | undefined> {
  return (await store.read(HINTS, 'allowedTenant', allowedTenantId(tenantId)))?.doc.standing;
}

/**
 * Lets a tenant in, or gives it another first admin. Its background work begins where it ended. Throws {@link Declined}
 * while it is being forgotten; StoreFailure. `now`: milliseconds, UTC.
 */
export function allowTenant(
  store: Store,
  { tenantId, adminObjectId }: AllowedTenant,
  now: number,
): Promise<Change> {
  return change(store, tenantId, (before) => {
    if (before?.status === 'forgetting') throw halfForgotten(tenantId);
    if (before?.status !== 'allowed')
      return {
        standing: { status: 'allowed', adminObjectId, since: now },
        hint: { op: 'put', doc: awakeHint(tenantId, now) },
      };
    return before.adminObjectId === adminObjectId ? undefined : { standing: { ...before, adminObjectId } };
  });
}

/**
 * Turns a tenant's people away; everything of it stays. Throws {@link Declined} when it was never let in, and while it is
 * being forgotten; StoreFailure. `now`: milliseconds, UTC.
 */
export function removeTenant(store: Store, tenantId: string, now: number): Promise<Change> {
  return change(store, tenantId, (before) => {
    if (before === undefined)
      throw new Declined(
        `Nothing was changed: the store allows no tenant ${tenantId}. "npm run tenants -- list" shows those that it does.`,
      );
    if (before.status === 'forgetting') throw halfForgotten(tenantId);
    if (before.status === 'removed') return undefined;
    return {
      standing: { status: 'removed', since: before.since, removedAt: now },
      hint: { op: 'delete', id: hintId(tenantId) },
    };
  });
}

/**
 * Keeps a tenant from being let in while it is being deleted, also after a cut. Throws {@link Declined} when it is
 * allowed; StoreFailure.
 */
export function beginForgetting(store: Store, tenantId: string, now: number): Promise<Change> {
  return change(store, tenantId, (before) => {
    if (before?.status === 'allowed')
      throw new Declined(
        `Not begun: the tenant ${tenantId} is allowed. Remove it first: npm run tenants -- remove ${tenantId}`,
      );
    if (before?.status === 'forgetting') return undefined;
    return { standing: { status: 'forgetting', begunAt: now }, hint: { op: 'delete', id: hintId(tenantId) } };
  });
}

/** The last that the store says of a tenant goes, and its hint. Rejects with StoreFailure. */
export async function endForgetting(store: Store, tenantId: string): Promise<void> {
  for (const id of [hintId(tenantId), allowedTenantId(tenantId)])
    await insist(async () => {
      const result = await store.commit(HINTS, [{ op: 'delete', id }]);
      // It is gone already.
      return result.outcome === 'committed' || result.status === 404 ? 'done' : undefined;
    });
}

function halfForgotten(tenantId: string): Declined {
  return new Declined(
    `Nothing was changed: the tenant ${tenantId} is being forgotten, and half of it may be gone. ` +
      `Finish that first: npm run forget-tenant -- ${tenantId}`,
  );
}

/**
 * Reads what the store says of a tenant and writes what it says then, in one batch with what makes every process read it.
 * `decide` is asked again when somebody was faster.
 */
function change(
  store: Store,
  tenantId: string,
  decide: (
    before: Standing | undefined,
  ) => { readonly standing: Standing; readonly hint?: Write } | undefined,
): Promise<Change> {
  let first: { readonly standing: Standing | undefined } | undefined;
  return insist(async () => {
    const id = allowedTenantId(tenantId);
    const found: Stored<AllowedTenantDocument> | undefined = await store.read(HINTS, 'allowedTenant', id);
    const before = found?.doc.standing;
    // After an answer that was lost it may be there already.
    first ??= { standing: before };
    const next = decide(before);
    if (next === undefined) return before && { before: first.standing, now: before };
    const { standing, hint } = next;
    const doc = newDocument('allowedTenant', HINTS, id, { standing });
    const isHint = hint?.op !== 'delete' || (await store.read(HINTS, 'hint', hint.id)) !== undefined;
    const result = await store.commit(HINTS, [
      found === undefined ? { op: 'create', doc } : { op: 'replace', doc, etag: found.etag },
      { op: 'put', doc: allowedHint() },
      ...(hint !== undefined && isHint ? [hint] : []),
    ]);
    return result.outcome === 'committed' ? { before: first.standing, now: standing } : undefined;
  });
}

/** Does it again while somebody was faster or the store gave no answer; rejects with StoreFailure after some times. */
async function insist<T>(work: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const done = await work();
      if (done !== undefined) return done;
      if (attempt >= RETRIES) throw new StoreFailure('somebody was always faster', 'unchanged');
    } catch (error) {
      if (!(error instanceof StoreFailure) || attempt >= RETRIES) throw error;
    }
    await sleep(backoffMs(BACKOFF, attempt));
  }
}
