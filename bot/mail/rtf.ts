import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { decompressRTF } from '@kenjiuno/decompressrtf';
import { deEncapsulateSync, Tokenize } from 'rtf-stream-parser';
import { ToPlainText } from 'rtf-stream-parser/dist/src/ToPlainText.js';
import { decode } from 'libmime/lib/charset.js';

/** The text of a mail that Outlook keeps as RTF: HTML or plain text in its clothes, or RTF that somebody wrote. */

type RtfText = { readonly kind: 'html' | 'text'; readonly text: string };

/** Bytes that are decompressed: what they become may be eight times as many, one number each. */
const MAX_COMPRESSED = 1024 * 1024;
const MAX_RTF = 4 * 1024 * 1024;

const OPTIONS = {
  decode: (bytes: Buffer, codepage: string): string => decode(bytes, codepage),
  warn: (): void => undefined,
};

/** RTF as it is, without what dresses it. */
async function plain(rtf: Buffer): Promise<string> {
  const pieces: string[] = [];
  const words = new ToPlainText(OPTIONS);
  words.on('data', (piece: unknown) => pieces.push(String(piece)));
  await pipeline(Readable.from([rtf]), new Tokenize(), words);
  return pieces.join('');
}

/** What `rtf` says; undefined where it is none, or too much of it. */
export async function textOfRtf(rtf: Buffer): Promise<RtfText | undefined> {
  if (rtf.length > MAX_RTF) return undefined;
  try {
    const { mode, text } = deEncapsulateSync(rtf, { ...OPTIONS, mode: 'either' });
    return { kind: mode, text: String(text) };
  } catch {
    // No HTML or text inside, which the library calls an error.
  }
  try {
    return { kind: 'text', text: await plain(rtf) };
  } catch {
    return undefined;
  }
}

/** As {@link textOfRtf}, of RTF as Outlook keeps it: compressed. */
export async function textOfCompressedRtf(bytes: Uint8Array): Promise<RtfText | undefined> {
  if (bytes.length < 16 || bytes.length > MAX_COMPRESSED) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The library goes on to where the header says the bytes end, whether they do or not.
  if (view.getUint32(0, true) + 4 > bytes.length || view.getUint32(4, true) > MAX_RTF) return undefined;
  try {
    return await textOfRtf(Buffer.from(decompressRTF([...bytes])));
  } catch {
    return undefined;
  }
}
