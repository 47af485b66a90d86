import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseDocument } from '../../domain/store/documents.ts';
import { HINTS } from '../../domain/store/ids.ts';
import { localTenantId } from '../../bot/local/people.ts';

/** What is in the embedded file of a bot that has ended, row by row: also what no query would find. */
interface DataFile {
  readonly documents: number;
  /** Of each kind how many there are, and the bytes of their JSON. */
  readonly kinds: ReadonlyMap<string, { readonly count: number; readonly bytes: number }>;
  /** Of the file, and of what is beside it. */
  readonly fileBytes: number;
  /** Documents that cannot be read, or are in a partition that is none. */
  readonly wrong: readonly string[];
}

export function readDataFile(folder: string): DataFile {
  const file = join(folder, 'programme.sqlite');
  const db = new DatabaseSync(file, { readOnly: true });
  const kinds = new Map<string, { count: number; bytes: number }>();
  const wrong = new Set<string>();
  let documents = 0;
  try {
    const rows = db.prepare(
      'SELECT tenant.name AS tenant, item.body AS body FROM item JOIN tenant ON tenant.key = item.tenant',
    );
    for (const { tenant, body } of rows.iterate()) {
      documents += 1;
      const text = String(body);
      const { kind } = JSON.parse(text) as { kind?: unknown };
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
  return { documents, kinds, fileBytes: statSync(file).size, wrong: [...wrong] };
}
