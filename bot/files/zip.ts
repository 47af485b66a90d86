import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

/**
 * The entries of a ZIP archive, by its directory. Nothing is written, no entry is inflated before it is asked for, and
 * none beyond the size that the directory declares for it; the sum of these sizes is limited beforehand.
 */

export const MAX_ENTRIES = 1000;
/** Bytes of all entries together, inflated. */
export const MAX_INFLATED = 20 * 1024 * 1024;

export type ZipProblem = 'damaged' | 'tooLarge' | 'protected';

/** The archive cannot be read further; says why. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
  readonly problem: ZipProblem;
  constructor(problem: ZipProblem) {
    super(problem);
    this.problem = problem;
  }
}

interface Entry {
  readonly method: number;
  readonly isProtected: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
/** What stands in a field of four or two bytes whose number is in a ZIP64 record; small archives have them, too. */
const ELSEWHERE = 0xffff_ffff;
const ELSEWHERE_COUNT = 0xffff;
const END_64 = 0x06064b50;
const LOCATOR = 0x07064b50;
const LOCATOR_LENGTH = 20;
/** The extra field of an entry that holds its 64-bit numbers. */
const EXTRA_64 = 1;

const inflate = promisify(inflateRaw) as (
  data: Uint8Array,
  options: { readonly maxOutputLength: number },
) => Promise<Buffer>;

export class Zip {
  readonly #bytes: DataView;
  readonly #entries: ReadonlyMap<string, Entry>;

  /** Reads the directory; throws a {@link ZipError} when it is damaged or declares too much. */
  constructor(bytes: Uint8Array) {
    this.#bytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#entries = inRange(() => directory(this.#bytes));
  }

  /** The bytes of an entry, whatever the case of its name; undefined when there is none of this name. */
  async read(name: string): Promise<Uint8Array | undefined> {
    const entry = this.#entries.get(comparable(name));
    if (entry === undefined) return undefined;
    if (entry.isProtected) throw new ZipError('protected');
    const packed = inRange(() => content(this.#bytes, entry));
    const bytes = await unpack(packed, entry);
    if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new ZipError('damaged');
    return bytes;
  }
}

async function unpack(packed: Uint8Array, { method, size }: Entry): Promise<Uint8Array> {
  if (method === 0) return packed;
  if (method !== 8) throw new ZipError('damaged');
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    // More than declared, or no deflated data.
    throw new ZipError('damaged');
  }
}

/** Every number of the archive may point anywhere: what points outside of it is damage. */
function inRange<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? new ZipError('damaged') : error;
  }
}

/** Names of a package's parts are compared without case; some programs write them with backslashes. */
function comparable(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/u, '')
    .toLowerCase();
}

/** A number of eight bytes; none that is honest is as large as that it would lose digits. */
function uint64(bytes: DataView, at: number): number {
  return Number(bytes.getBigUint64(at, true));
}

/** How many entries the directory has, and where it begins. */
function ending(bytes: DataView): { readonly count: number; readonly offset: number } {
  let end = bytes.byteLength - END_LENGTH;
  const first = Math.max(0, end - MAX_COMMENT);
  while (end >= first && bytes.getUint32(end, true) !== END) end -= 1;
  if (end < first) throw new ZipError('damaged');
  const count = bytes.getUint16(end + 10, true);
  const offset = bytes.getUint32(end + 16, true);
  if (count !== ELSEWHERE_COUNT && offset !== ELSEWHERE) return { count, offset };
  const locator = end - LOCATOR_LENGTH;
  // Without the record the numbers are what they are.
  if (locator < 0 || bytes.getUint32(locator, true) !== LOCATOR) return { count, offset };
  const at = uint64(bytes, locator + 8);
  if (bytes.getUint32(at, true) !== END_64) throw new ZipError('damaged');
  return {
    count: count === ELSEWHERE_COUNT ? uint64(bytes, at + 32) : count,
    offset: offset === ELSEWHERE ? uint64(bytes, at + 48) : offset,
  };
}

/** The numbers of an entry that stand in its extra field, in the order in which they are elsewhere. */
function numbers64(bytes: DataView, from: number, to: number): number[] {
  for (let at = from; at + 4 <= to;) {
    const length = bytes.getUint16(at + 2, true);
    if (bytes.getUint16(at, true) === EXTRA_64) {
      const found: number[] = [];
      for (let number = at + 4; number + 8 <= Math.min(at + 4 + length, to); number += 8)
        found.push(uint64(bytes, number));
      return found;
    }
    at += 4 + length;
  }
  return [];
}

function directory(bytes: DataView): ReadonlyMap<string, Entry> {
  const { count, offset } = ending(bytes);
  if (count > MAX_ENTRIES) throw new ZipError('tooLarge');
  const entries = new Map<string, Entry>();
  let at = offset;
  let total = 0;
  for (let n = 0; n < count; n += 1) {
    if (bytes.getUint32(at, true) !== DIRECTORY) throw new ZipError('damaged');
    const nameEnd = at + 46 + bytes.getUint16(at + 28, true);
    const extraEnd = nameEnd + bytes.getUint16(at + 30, true);
    const elsewhere = numbers64(bytes, nameEnd, extraEnd);
    const number = (field: number): number => {
      const own = bytes.getUint32(field, true);
      return own === ELSEWHERE ? (elsewhere.shift() ?? own) : own;
    };
    // The size stands first in the extra field.
    const size = number(at + 24);
    const entry: Entry = {
      isProtected: (bytes.getUint16(at + 8, true) & 1) === 1,
      method: bytes.getUint16(at + 10, true),
      crc: bytes.getUint32(at + 16, true),
      size,
      packed: number(at + 20),
      offset: number(at + 42),
    };
    total += entry.size;
    if (total > MAX_INFLATED) throw new ZipError('tooLarge');
    const name = comparable(new TextDecoder().decode(part(bytes, at + 46, nameEnd - at - 46)));
    // Two entries of one name are a trick: one reader shows one, another the other.
    if (entries.has(name) && !name.endsWith('/')) throw new ZipError('damaged');
    entries.set(name, entry);
    at = extraEnd + bytes.getUint16(at + 32, true);
  }
  return entries;
}

function content(bytes: DataView, { offset, packed }: Entry): Uint8Array {
  if (bytes.getUint32(offset, true) !== LOCAL) throw new ZipError('damaged');
  const begin = offset + 30 + bytes.getUint16(offset + 26, true) + bytes.getUint16(offset + 28, true);
  return part(bytes, begin, packed);
}

function part(bytes: DataView, offset: number, length: number): Uint8Array {
  if (!(offset + length <= bytes.byteLength)) throw new ZipError('damaged');
  return new Uint8Array(bytes.buffer, bytes.byteOffset + offset, length);
}
