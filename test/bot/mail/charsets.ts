import { Buffer } from 'node:buffer';

/** Text to bytes of old charsets, by turning Node's own decoders around. */

const tables = new Map<string, ReadonlyMap<string, Buffer>>();

function singles(): Buffer[] {
  return Array.from({ length: 256 }, (_each, byte) => Buffer.from([byte]));
}

function pairs(): Buffer[] {
  const found: Buffer[] = [];
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) found.push(Buffer.from([lead, trail]));
  }
  return found;
}

function tableOf(charset: string): ReadonlyMap<string, Buffer> {
  const known = tables.get(charset);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(charset);
  const isWide = /^(?:gb|big5|shift_jis|euc)/u.test(charset);
  const table = new Map<string, Buffer>();
  for (const bytes of [...singles(), ...(isWide ? pairs() : [])]) {
    const text = decoder.decode(bytes);
    if (Array.from(text).length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  }
  tables.set(charset, table);
  return table;
}

/** ISO-2022-JP: Japanese between escapes, in the bytes of EUC-JP without their high bits. */
function iso2022(text: string): Buffer {
  const table = tableOf('euc-jp');
  const out: Buffer[] = [];
  let isWide = false;
  for (const character of text) {
    const bytes = table.get(character) ?? Buffer.from('?');
    if (bytes.length > 1 !== isWide) {
      isWide = !isWide;
      out.push(Buffer.from(isWide ? '\u001b$B' : '\u001b(B'));
    }
    out.push(Buffer.from(bytes.map((byte) => byte & 0x7f)));
  }
  if (isWide) out.push(Buffer.from('\u001b(B'));
  return Buffer.concat(out);
}

/** `text` in a charset; throws for a letter that it does not have. */
export function encode(text: string, charset: string): Buffer {
  if (charset === 'utf-8') return Buffer.from(text);
  if (charset === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (charset === 'iso-2022-jp') return iso2022(text);
  const table = tableOf(charset);
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${charset} has no ${JSON.stringify(character)}`);
      return bytes;
    }),
  );
}
