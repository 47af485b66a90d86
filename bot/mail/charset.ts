import { isUtf8 } from 'node:buffer';
import { createDecodeStream, decode } from 'libmime/lib/charset.js';
import { decodeText } from '../files/decode.ts';

/**
 * Bytes of a mail to text. What a mail says of its charset is believed as far as its bytes allow: programs leave the
 * charset out, name one that nobody knows, or name their own whatever they send.
 */

/** Names that programs write where they do not know. */
const UNSAID =
  /^(?:|(?:us-?)?ascii|ansi_x3\.4-1968|unknown|unknown-8bit|x-unknown|binary|8bit|7bit|default)$/u;
/** Names under which text of any code page is sent. */
const WESTERN = /^(?:iso-?8859-?1|latin-?1|windows-?1252|cp-?1252)$/u;
const HIGH = /[\u0080-\u{10FFFF}]/u;
/** In a text of western Europe a letter beyond ASCII stands among others; what is only such letters is no word. */
const WORD = /[\p{L}\u0080-\u00BF]{3,40}/gu;
const ALL_HIGH = /^[\u0080-\u024F\u0160-\u0178\u2018-\u2122]+$/u;

/** The text, or undefined when the bytes are not all of this charset, or nobody here knows it. */
function strict(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether most words that have letters beyond ASCII have nothing else: Cyrillic that was read as Latin. */
function isMisread(text: string): boolean {
  const words = (text.slice(0, 50_000).match(WORD) ?? []).filter((word) => HIGH.test(word));
  return words.length > 2 && words.filter((word) => ALL_HIGH.test(word)).length > words.length * 0.6;
}

function guessed(bytes: Uint8Array): string | undefined {
  const decoded = decodeText(bytes);
  return decoded.kind === 'text' ? decoded.text : undefined;
}

function western(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes);
}

/**
 * The text of `bytes`, of which a mail says that they are of `charset` ('' or undefined: it does not say). Any bytes
 * give some text; time grows with their number, no faster.
 */
export function textOf(bytes: Uint8Array, charset: string | undefined): string {
  const said = (charset ?? '').trim().toLowerCase();
  const isSaid = !UNSAID.test(said);
  // Text of a code page that is UTF-8 as a whole by chance is rarer than a program that names the wrong charset.
  const isMultibyte = /^(?:iso-?2022|hz|utf-?(?:16|32))/u.test(said);
  // With NULs it is UTF-16 without its mark, or no text.
  const hasNuls = bytes.includes(0);
  if (!isMultibyte && !hasNuls && isUtf8(bytes)) return new TextDecoder().decode(bytes);
  if (/^utf-?8$/u.test(said)) return guessed(bytes) ?? new TextDecoder().decode(bytes);
  if (!isSaid) return guessed(bytes) ?? western(bytes);
  if (WESTERN.test(said)) {
    const text = western(bytes);
    return (isMisread(text) ? guessed(bytes) : undefined) ?? text;
  }
  const text = strict(bytes, said);
  if (text !== undefined) return text;
  const decoder = createDecodeStream(said);
  decoder.destroy();
  if (decoder.supported) return decode(Buffer.from(bytes), said);
  return guessed(bytes) ?? western(bytes);
}
