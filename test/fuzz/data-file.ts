import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseDocument } from '../../domain/store/documents.ts';
import { HINTS } from '../../domain/store/ids.ts';
import { localTenantId } from '../../bot/local/people.ts';

/** What is in the embedded file of a bot that has ended, row by row: also what no query would find. */
interface DataFile {
  /** That have not expired. */
  readonly documents: number;
  /** That have, and are there still. */
  readonly expired: number;
  /** News that should have been told days ago. */
  readonly untold: number;
  /** Of each kind how many there are, and the bytes of their JSON. */
  readonly kinds: ReadonlyMap<string, { readonly count: number; readonly bytes: number }>;
  readonly fileBytes: number;
  /** Of the file, in pages that nothing is in. */
  readonly freeBytes: number;
  /** Documents that cannot be read, or are in a partition that is none. */
  readonly wrong: readonly string[];
}

/** Longer than a weekend with a holiday, on which nobody is told anything, in milliseconds. */
const TELLING_MS = 5 * 86_400_000;

/** `now`: milliseconds, by the clock of the bot that has ended. */
export function readDataFile(folder: string, now = Date.now()): DataFile {
  const file = join(folder, 'programme.sqlite');
  const db = new DatabaseSync(file, { readOnly: true });
  const kinds = new Map<string, { count: number; bytes: number }>();
  const wrong = new Set<string>();
  let documents = 0;
  let expired = 0;
  let untold = 0;
  let freeBytes = 0;
  try {
    const pragma = (name: string): number =>
      Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
    freeBytes = pragma('freelist_count') * pragma('page_size');
    const rows = db.prepare(
      'SELECT tenant.name AS tenant, body, expires FROM item JOIN tenant ON tenant.key = item.tenant',
    );
    for (const { tenant, body, expires } of rows.iterate()) {
      if (expires !== null && Number(expires) * 1000 <= now) {
        expired += 1;
        continue;
      }
      documents += 1;
      const text = String(body);
      const { kind, due } = JSON.parse(text) as { kind?: unknown; due?: unknown };
      if (kind === 'notice' && typeof due === 'number' && due < now - TELLING_MS) untold += 1;
      const of = kinds.get(String(kind)) ?? { count: 0, bytes: 0 };
      kinds.set(String(kind), { count: of.count + 1, bytes: of.bytes + Buffer.byteLength(text) });
      if (tenant !== (kind === 'hint' ? HINTS : localTenantId))
        wrong.add(`a document of the kind ${String(kind)} in a foreign partition`);
      try {
        parseDocument(JSON.parse(text));
      } catch (error) {
        wrong.add(
          `a document of the kind ${String(kind)} is not read: ${(error as Error).message.slice(0, 200)}`,
        );
      }
    }
  } finally {
    db.close();
  }
  return { documents, expired, untold, kinds, fileBytes: statSync(file).size, freeBytes, wrong: [...wrong] };
}
