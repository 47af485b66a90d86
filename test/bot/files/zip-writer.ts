import { crc32, deflateRawSync } from 'node:zlib';

/** How programs other than the usual ones write an archive. */
export interface Writing {
  /** The sizes of each entry stand in its ZIP64 field only. */
  readonly sizes64?: boolean;
  /** Count and place of the directory stand in the ZIP64 record only. */
  readonly end64?: boolean;
  /** The sizes come behind the content, and not before it. */
  readonly descriptor?: boolean;
  /** Other numbers in the ZIP64 record than the true ones. */
  readonly lies?: { readonly count?: bigint; readonly offset?: bigint; readonly size?: bigint };
}

const FFFFFFFF = 0xffff_ffff;

/** An archive of these files, in order, as an uncommon program writes it. */
export function zipAs(
  files: readonly (readonly [name: string, content: Uint8Array])[],
  how: Writing,
): Uint8Array {
  const { sizes64 = false, end64 = false, descriptor = false, lies = {} } = how;
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  const add = (...more: readonly Buffer[]): void => {
    for (const one of more) at += one.length;
    parts.push(...more);
  };
  for (const [title, content] of files) {
    const name = Buffer.from(title);
    const packed = deflateRawSync(content);
    const crc = crc32(content);
    const extra = sizes64
      ? numbers([1, 2], [16, 2], [lies.size ?? content.length, 8], [packed.length, 8])
      : Buffer.alloc(0);
    const own = sizes64 ? [FFFFFFFF, FFFFFFFF] : [packed.length, content.length];
    const flags = descriptor ? 8 : 0;
    const head: readonly (readonly [bigint | number, number])[] = [
      [flags, 2],
      [8, 2],
      [0, 4],
    ];
    const begin = at;
    const sizes = descriptor ? [0, 0, 0] : [crc, ...own];
    add(
      numbers(
        [0x04034b50, 4],
        [45, 2],
        ...head,
        ...sizes.map((size) => [size, 4] as const),
        [name.length, 2],
        [extra.length, 2],
      ),
      name,
      extra,
      packed,
    );
    const width = sizes64 ? 8 : 4;
    if (descriptor) add(numbers([0x08074b50, 4], [crc, 4], [packed.length, width], [content.length, width]));
    entries.push(
      numbers(
        [0x02014b50, 4],
        [45, 2],
        [45, 2],
        ...head,
        [crc, 4],
        [own[0] ?? 0, 4],
        [own[1] ?? 0, 4],
        [name.length, 2],
        [extra.length, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [begin, 4],
      ),
      name,
      extra,
    );
  }
  const directory = Buffer.concat(entries);
  const offset = at;
  add(directory);
  if (end64) {
    const record = at;
    add(
      numbers(
        [0x06064b50, 4],
        [44, 8],
        [45, 2],
        [45, 2],
        [0, 4],
        [0, 4],
        [files.length, 8],
        [lies.count ?? files.length, 8],
        [directory.length, 8],
        [lies.offset ?? offset, 8],
      ),
      numbers([0x07064b50, 4], [0, 4], [record, 8], [1, 4]),
    );
  }
  const [count, place] = end64 ? [0xffff, FFFFFFFF] : [files.length, offset];
  add(
    numbers(
      [0x06054b50, 4],
      [0, 2],
      [0, 2],
      [count, 2],
      [count, 2],
      [directory.length, 4],
      [place, 4],
      [0, 2],
    ),
  );
  return Buffer.concat(parts);
}

/** Numbers in so many bytes each, the lowest first. */
function numbers(...list: readonly (readonly [value: bigint | number, width: number])[]): Buffer {
  const bytes = Buffer.alloc(list.reduce((sum, [, width]) => sum + width, 0));
  let at = 0;
  for (const [value, width] of list) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(Number(value), at, width);
    at += width;
  }
  return bytes;
}
