import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AnyDocument, KINDS, type Kind } from '../../../domain/store/documents.ts';
import type { Page, Query, Store } from '../../../domain/store/ports.ts';

/** What the tests store: a document and a few of the properties that are queried. */
interface Sample {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: Kind;
  readonly schema: number;
  readonly ttl?: number;
  readonly status?: string;
  readonly open?: boolean;
  readonly due?: string;
  readonly until?: string;
  readonly seq?: number;
  readonly suffix?: string;
  readonly customerId?: string | number;
  readonly consultantId?: string;
  readonly subject?: string;
  readonly searchName?: string;
  readonly plain?: string;
  readonly reversed?: string;
  readonly note?: unknown;
}

/** As zod at the edge would: it refuses what has a system property or an unknown kind. */
export function parseSample(raw: unknown): AnyDocument {
  const doc = raw as AnyDocument;
  const own = Object.keys(doc).filter((name) => name.startsWith('_'));
  if (own.length > 0 || !KINDS.includes(doc.kind)) throw new TypeError(`not a sample: ${own.join()}`);
  return doc;
}

export function sample(tenantId: string, id: string, more: Partial<Sample> = {}): Sample & AnyDocument {
  return { id, tenantId, kind: 'voucher', schema: 1, ...more } as Sample & AnyDocument;
}

/** Every page of `query`, one after the other. */
export async function allIds(store: Store, tenantId: string, query: Query): Promise<string[]> {
  const ids: string[] = [];
  let continuation: string | undefined;
  do {
    const page: Page = await store.query(tenantId, { ...query, ...(continuation ? { continuation } : {}) });
    ids.push(...page.items.map(({ doc }) => doc.id));
    continuation = page.continuation;
  } while (continuation);
  return ids;
}

/** What a rejected promise was rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return { resolved: await promise };
  } catch (error) {
    return error;
  }
}

const UNTIL_MS = 60_000;

/** Asks again and again until it is so; rejects after a minute. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + UNTIL_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not so within ${UNTIL_MS} ms: ${isSo.toString()}`);
    await sleep(100);
  }
}

/** Runs `use` with a folder of its own, gone afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'programme-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
