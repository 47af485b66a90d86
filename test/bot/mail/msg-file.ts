import { Buffer } from 'node:buffer';
import { burn } from '@kenjiuno/msgreader/lib/Burner.js';
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js';
import { encode } from './charsets.ts';

/** Writes messages as Outlook keeps them, for tests: what its format needs and no more. */

interface Mailbox {
  readonly name?: string;
  readonly address: string;
}

interface MsgOf {
  readonly messageClass?: string;
  readonly from?: Mailbox;
  readonly to?: readonly Mailbox[];
  readonly cc?: readonly Mailbox[];
  readonly subject?: string;
  readonly sent?: Date;
  readonly transportHeaders?: string;
  readonly body?: string;
  /** HTML as bytes in the code page, as Outlook has it. */
  readonly html?: string;
  /** RTF as it is kept: without being compressed, under the compressed form's header. */
  readonly rtf?: string | Buffer;
  /** The code page of HTML, and of strings where `isAnsi`. */
  readonly codepage?: { readonly number: number; readonly charset: string };
  readonly isAnsi?: boolean;
  readonly inside?: readonly (
    MsgOf | { readonly filename: string; readonly type?: string; readonly bytes: Buffer }
  )[];
}

interface Entry {
  name: string;
  type: TypeEnum;
  length: number;
  children?: number[];
  binaryProvider?: () => Uint8Array;
}

/** A folder of the file as it is filled. */
class Folder {
  readonly #entries: Entry[];
  readonly #at: number;

  constructor(entries: Entry[], entry: Entry) {
    this.#entries = entries;
    this.#at = entries.push({ ...entry, children: [] }) - 1;
  }

  #adopt(child: number): void {
    this.#entries[this.#at]?.children?.push(child);
  }

  folder(name: string): Folder {
    const child = new Folder(this.#entries, { name, type: TypeEnum.DIRECTORY, length: 0 });
    this.#adopt(child.#at);
    return child;
  }

  document(name: string, bytes: Uint8Array): void {
    this.#adopt(
      this.#entries.push({
        name,
        type: TypeEnum.DOCUMENT,
        length: bytes.length,
        // In memory of its own: the library takes the whole buffer behind what it is given.
        binaryProvider: () => new Uint8Array(bytes),
      }) - 1,
    );
  }
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** Properties of one object: those of fixed size stand in a stream of their own, every other one has its stream. */
class Properties {
  readonly #fixed: Buffer[] = [];
  readonly #folder: Folder;
  readonly #ansi: string | undefined;

  constructor(folder: Folder, ansi: string | undefined) {
    this.#folder = folder;
    this.#ansi = ansi;
  }

  #entry(id: number, type: number, value: Buffer): void {
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(((id << 16) | type) >>> 0, 0);
    entry.writeUInt32LE(6, 4);
    value.copy(entry, 8, 0, 8);
    this.#fixed.push(entry);
  }

  #stream(id: number, type: number, bytes: Buffer): void {
    const size = Buffer.alloc(8);
    size.writeUInt32LE(bytes.length, 0);
    this.#entry(id, type, size);
    this.#folder.document(`__substg1.0_${hex(id, 4)}${hex(type, 4)}`, bytes);
  }

  string(id: number, value: string | undefined): void {
    if (value === undefined) return;
    if (this.#ansi === undefined) this.#stream(id, 0x001f, Buffer.from(value, 'utf16le'));
    else this.#stream(id, 0x001e, encode(value, this.#ansi));
  }

  binary(id: number, value: Buffer | undefined): void {
    if (value !== undefined) this.#stream(id, 0x0102, value);
  }

  integer(id: number, value: number): void {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32LE(value, 0);
    this.#entry(id, 0x0003, bytes);
  }

  time(id: number, value: Date | undefined): void {
    if (value === undefined) return;
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value.getTime()) * 10_000n + 116_444_736_000_000_000n, 0);
    this.#entry(id, 0x0040, bytes);
  }

  /** `header`: how long what stands before the properties is, and how many recipients and attachments it tells of. */
  end(header: { readonly size: number; readonly recipients?: number; readonly attachments?: number }): void {
    const { size, recipients = 0, attachments = 0 } = header;
    const start = Buffer.alloc(size);
    if (size >= 24) {
      for (const [at, count] of [recipients, attachments, recipients, attachments].entries()) {
        start.writeUInt32LE(count, 8 + 4 * at);
      }
    }
    this.#folder.document('__properties_version1.0', Buffer.concat([start, ...this.#fixed]));
  }
}

function uncompressed(rtf: string | Buffer): Buffer {
  const raw = Buffer.from(rtf);
  const header = Buffer.alloc(16);
  header.writeUInt32LE(raw.length + 12, 0);
  header.writeUInt32LE(raw.length, 4);
  header.write('MELA', 8, 'latin1');
  return Buffer.concat([header, raw]);
}

function writeMail(folder: Folder, of: MsgOf, headerSize: number): void {
  const { from, to = [], cc = [], codepage, isAnsi = false, inside = [] } = of;
  const ansi = isAnsi ? (codepage?.charset ?? 'windows-1252') : undefined;
  const own = new Properties(folder, ansi);
  own.string(0x001a, of.messageClass ?? 'IPM.Note');
  own.string(0x0037, of.subject);
  own.string(0x0c1a, from?.name);
  own.string(0x5d01, from?.address);
  own.string(0x007d, of.transportHeaders);
  own.string(0x1000, of.body);
  own.time(0x0039, of.sent);
  own.binary(0x1013, of.html === undefined ? undefined : encode(of.html, codepage?.charset ?? 'utf-8'));
  own.binary(0x1009, of.rtf === undefined ? undefined : uncompressed(of.rtf));
  if (codepage !== undefined) own.integer(0x3fde, codepage.number);
  else own.integer(0x3fde, 65_001);
  for (const [index, [mailbox, type]] of [
    ...to.map((one) => [one, 1] as const),
    ...cc.map((one) => [one, 2] as const),
  ].entries()) {
    const recipient = new Properties(folder.folder(`__recip_version1.0_#${hex(index, 8)}`), ansi);
    recipient.integer(0x0c15, type);
    recipient.string(0x3001, mailbox.name ?? mailbox.address);
    recipient.string(0x39fe, mailbox.address);
    recipient.end({ size: 8 });
  }
  for (const [index, each] of inside.entries()) {
    const at = folder.folder(`__attach_version1.0_#${hex(index, 8)}`);
    const attachment = new Properties(at, ansi);
    if ('filename' in each) {
      attachment.string(0x3707, each.filename);
      attachment.string(0x370e, each.type);
      attachment.binary(0x3701, each.bytes);
      attachment.integer(0x3705, 1);
    } else {
      attachment.string(0x3001, each.subject ?? 'Mail');
      attachment.integer(0x3705, 5);
      writeMail(at.folder('__substg1.0_3701000D'), each, 24);
    }
    attachment.end({ size: 8 });
  }
  own.end({ size: headerSize, recipients: to.length + cc.length, attachments: inside.length });
}

export function msgFile(of: MsgOf): Buffer {
  const entries: Entry[] = [];
  const root = new Folder(entries, { name: 'Root Entry', type: TypeEnum.ROOT, length: 0 });
  const names = root.folder('__nameid_version1.0');
  for (const id of ['0002', '0003', '0004']) names.document(`__substg1.0_${id}0102`, Buffer.alloc(0));
  writeMail(root, of, 32);
  return Buffer.from(burn(entries));
}
