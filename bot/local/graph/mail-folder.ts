import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const lineSchema = z.object({
  seq: z.int(),
  id: z.string(),
  receivedAt: z.string(),
  isRead: z.boolean(),
  categories: z.array(z.string()),
  isRemoved: z.boolean(),
});
/** What the mailbox knows of a message; its bytes lie beside. */
export type MessageLine = z.infer<typeof lineSchema>;

/** What is in somebody's mail is nobody else's. */
const OWNER_ONLY = { mode: 0o600 };

/** Messages of the local mailbox on disk: each mail a file, and one JSON line per change, of which the last holds. */
export class MailFolder {
  readonly #folder: string;
  readonly #index: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'local-mailbox');
    this.#index = join(this.#folder, 'messages.jsonl');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** In the order in which they came. */
  read(): readonly MessageLine[] {
    let text: string;
    try {
      text = readFileSync(this.#index, 'utf8');
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return [];
      throw error;
    }
    const last = new Map<string, MessageLine>();
    for (const line of text.split('\n')) {
      const parsed = lineSchema.safeParse(parsedLine(line));
      if (parsed.success) last.set(parsed.data.id, parsed.data);
    }
    return [...last.values()].toSorted((a, b) => a.seq - b.seq);
  }

  /** The bytes first: a line is only there when they are. */
  add(line: MessageLine, raw: Uint8Array): void {
    writeFileSync(this.#file(line.seq), raw, OWNER_ONLY);
    this.change(line);
  }

  change(line: MessageLine): void {
    appendFileSync(this.#index, `${JSON.stringify(line)}\n`, OWNER_ONLY);
  }

  raw({ seq }: MessageLine): Uint8Array {
    return readFileSync(this.#file(seq));
  }

  #file(seq: number): string {
    return join(this.#folder, `${seq}.eml`);
  }
}

/** A line that was cut off is passed over. */
function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
