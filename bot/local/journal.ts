import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ShownActivity } from './wire.ts';

const entrySchema = z.object({
  id: z.string(),
  from: z.enum(['bot', 'me']),
  at: z.string(),
  revision: z.int(),
  activity: z.custom<ShownActivity>((value) => z.looseObject({ type: z.string() }).safeParse(value).success),
  failed: z.string().exactOptional(),
});

const lineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entry'), person: z.string(), entry: entrySchema }),
  z.object({ kind: z.literal('deleted'), person: z.string(), id: z.string() }),
  z.object({ kind: z.literal('person'), person: z.string(), installed: z.boolean(), locale: z.string() }),
  z.object({ kind: z.literal('clock'), now: z.string().optional() }),
]);

/** What is said in a chat is nobody else's. */
const OWNER_ONLY = { mode: 0o600 };

/** One thing that happened to the conversations. The last line about a thing is what holds. */
export type JournalLine = z.infer<typeof lineSchema>;

/**
 * The conversations on disk, one JSON line per change. Every line is handed to the operating system before
 * the change is answered, so a killed process loses nothing; a line that was cut off is passed over.
 */
export class Journal {
  readonly #file: string;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    this.#file = join(dataDir, 'local-teams.jsonl');
  }

  /** The lines in the order in which they were written. */
  read(): JournalLine[] {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return [];
      throw error;
    }
    return text.split('\n').flatMap((line) => {
      try {
        const parsed = lineSchema.safeParse(JSON.parse(line));
        return parsed.success ? [parsed.data] : [];
      } catch {
        return [];
      }
    });
  }

  append(line: JournalLine): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`, OWNER_ONLY);
  }

  /** Puts only these lines in place of all that was written before. */
  rewrite(lines: readonly JournalLine[]): void {
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), OWNER_ONLY);
    renameSync(fresh, this.#file);
  }
}
