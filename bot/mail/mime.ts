import { Splitter, type MimeNode, type SplitterChunk } from '@zone-eu/mailsplit';
import { Buffer } from 'node:buffer';
import type { Transform } from 'node:stream';

/**
 * The parts of a MIME mail as a tree. Mails inside it are leaves: their bytes are kept as they came, since a signature
 * is over them, whatever their disposition is.
 */

/** A line of a header, folded as it came; each character is a byte. */
export interface HeaderLine {
  /** The name in lower case. */
  readonly key: string;
  readonly line: string;
}

export interface Part {
  readonly headers: readonly HeaderLine[];
  /** As `text/plain`, in lower case; '' when the part does not say. */
  readonly type: string;
  readonly charset: string;
  /** What the part is called; untrusted, and never a path. */
  readonly filename: string;
  /** Its lines are broken to fit (RFC 3676), and where a space was added to break them. */
  readonly isFlowed: boolean;
  readonly isSpaceAdded: boolean;
  readonly parts: readonly Part[];
  /** What stands between the headers and the next part, encoded as it came. */
  readonly raw: Buffer;
  /** {@link raw} without its transfer encoding. */
  bytes(): Promise<Buffer>;
}

/** Why a mail cannot be taken apart. */
type MimeProblem = 'tooNested' | 'tooLarge' | 'damaged';

class MimePart implements Part {
  readonly #node: MimeNode;
  readonly #chunks: Buffer[] = [];
  readonly parts: MimePart[] = [];

  constructor(node: MimeNode) {
    this.#node = node;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  get headers(): readonly HeaderLine[] {
    return this.#node.headers === false ? [] : this.#node.headers.getList();
  }

  get type(): string {
    return this.#node.contentType || '';
  }

  get charset(): string {
    return this.#node.charset || '';
  }

  get filename(): string {
    return this.#node.filename || '';
  }

  get isFlowed(): boolean {
    return this.#node.flowed;
  }

  get isSpaceAdded(): boolean {
    return this.#node.delSp;
  }

  get raw(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  bytes(): Promise<Buffer> {
    const { encoding } = this.#node;
    if (encoding !== 'base64' && encoding !== 'quoted-printable') return Promise.resolve(this.raw);
    const decoder = this.#node.getDecoder();
    const out: Buffer[] = [];
    return new Promise((resolve, reject) => {
      decoder.on('data', (chunk: Buffer) => out.push(chunk));
      decoder.once('end', () => resolve(Buffer.concat(out)));
      decoder.once('error', reject);
      decoder.end(this.raw);
    });
  }
}

function problemOf(error: unknown): MimeProblem {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (code !== 'EMAXLEN') return 'damaged';
  return /header/iu.test(String(message)) ? 'tooLarge' : 'tooNested';
}

/** The tree of `bytes`, of at most so many parts; never rejects. */
export function partsOf(bytes: Uint8Array, maxParts: number): Promise<Part | MimeProblem> {
  if (maxParts <= 0) return Promise.resolve('tooNested');
  return new Promise((resolve) => {
    // Its types know one event of the stream that it is.
    const splitter = new Splitter({ ignoreEmbedded: true, maxChildNodes: maxParts }) as unknown as Transform;
    const known = new Map<MimeNode, MimePart>();
    let root: MimePart | undefined;
    splitter.on('data', (chunk: SplitterChunk) => {
      if (chunk.type === 'node') {
        const part = new MimePart(chunk);
        known.set(chunk, part);
        root ??= part;
        if (chunk.parentNode) known.get(chunk.parentNode)?.parts.push(part);
      } else if (chunk.value) known.get(chunk.node)?.add(chunk.value);
    });
    splitter.once('error', (error) => resolve(problemOf(error)));
    splitter.once('end', () => resolve(root ?? 'damaged'));
    splitter.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}
