import { isUtf8 } from 'node:buffer';

/**
 * Bytes to text for files that do not say what they are written in. A byte order mark is believed, valid UTF-8 is
 * UTF-8, and of the old Windows code pages the two that Russian and Polish tables come in are told apart.
 */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'windows-1250';

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  /** Parts are UTF-8 and parts are not; `line` is where the second kind begins. */
  | { readonly kind: 'problem'; readonly problem: 'mixedEncodings'; readonly line: number }
  /** Text in none of the encodings that are known here, or no text. */
  | { readonly kind: 'problem'; readonly problem: 'unknownEncoding' | 'binary' };

const problem = (what: 'unknownEncoding' | 'binary'): Decoded => ({ kind: 'problem', problem: what });

/** The text, or undefined when the bytes are not all of this encoding. */
function strict(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Control characters that no text has; a lone end-of-file mark of DOS at the end is none of them. */
const CONTROL = /[\p{Control}--[\t\n\v\f\r\u0085]](?!$)/v;
/** What text in the languages of the bot's people is written with. */
const USUAL = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]/gu;
const UNASSIGNED = /[\p{Unassigned}\p{Private_Use}\p{Surrogate}]/u;

function isText(text: string): boolean {
  return !CONTROL.test(text) && !UNASSIGNED.test(text);
}

/** The bytes' text in `encoding`, when it is one that can be read as such. */
function textIn(bytes: Uint8Array, encoding: Encoding, otherwise: 'unknownEncoding' | 'binary'): Decoded {
  const text = strict(bytes, encoding);
  return text !== undefined && isText(text) ? { kind: 'text', text, encoding } : problem(otherwise);
}

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** Text with NUL bytes is UTF-16 without its mark, or no text: which byte of a pair is NUL tells the order. */
function withNuls(bytes: Uint8Array): Decoded {
  if (bytes.length % 2 !== 0) return problem('binary');
  const nuls = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  const encoding = (nuls[1] ?? 0) > (nuls[0] ?? 0) ? 'utf-16le' : 'utf-16be';
  const text = strict(bytes, encoding);
  if (text === undefined || !isText(text)) return problem('binary');
  return text.replace(USUAL, '').length <= text.length * 0.1
    ? { kind: 'text', text, encoding }
    : problem('binary');
}

/** Letters that UTF-8 in a table of these people has; other characters may be two of a code page by chance. */
const EXPECTED = /^[\u00A0-\u017F\u0400-\u045F\u2010-\u2030\u2116\u20AC]+$/u;

const isHigh = (byte: number | undefined): boolean => (byte ?? 0) >= 0x80;
const isAsciiLetter = (byte: number | undefined): boolean => {
  const lower = (byte ?? 0) | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
};

const ASCII_OR_SIGN = /[\p{ASCII}\u00A0«»„“”‘’‚–—…•№§°€]/gu;
const LETTERS: Readonly<Record<'windows-1250' | 'windows-1251', RegExp>> = {
  'windows-1250': /[\u00C0-\u017F]/gu,
  'windows-1251': /[А-яЁё]/gu,
};

/**
 * Whether text of a code page looks like words: any bytes can be decoded. What is DOS gives signs among the letters,
 * what is KOI8-R gives words with only the first letter small.
 */
function isLikely(text: string, encoding: keyof typeof LETTERS): boolean {
  const high = text.replace(ASCII_OR_SIGN, '');
  if (high.replace(LETTERS[encoding], '').length > high.length / 4) return false;
  // Bounded: a run without end overflows the stack of the regular expression.
  const words = text.match(/[А-яЁё]{2,50}/gu) ?? [];
  const inverted = words.filter((word) => /^[а-яё][А-ЯЁ]/u.test(word)).length;
  return inverted <= words.length / 4;
}

/** What bytes that are not UTF-8 as a whole are, by their runs of bytes above ASCII. */
function inCodePage(bytes: Uint8Array): Decoded {
  let line = 1;
  let utf8: number | undefined;
  let other: number | undefined;
  let latin = 0;
  let cyrillic = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0x0a) line += 1;
    if (!isHigh(bytes[at])) continue;
    const from = at;
    while (isHigh(bytes[at + 1])) at += 1;
    const run = bytes.subarray(from, at + 1);
    if (!isUtf8(run)) other ??= line;
    else if (utf8 === undefined && EXPECTED.test(new TextDecoder().decode(run))) utf8 = line;
    if (utf8 !== undefined && other !== undefined) {
      return { kind: 'problem', problem: 'mixedEncodings', line: Math.max(utf8, other) };
    }
    // A Polish word has letters of ASCII beside the others, a Russian word has none.
    if (isAsciiLetter(bytes[from - 1]) || isAsciiLetter(bytes[at + 1])) latin += 1;
    else cyrillic += at - from;
  }
  const encoding = latin > cyrillic ? 'windows-1250' : 'windows-1251';
  const decoded = textIn(bytes, encoding, 'unknownEncoding');
  return decoded.kind === 'text' && !isLikely(decoded.text, encoding) ? problem('unknownEncoding') : decoded;
}

/** The text that the bytes of a file hold, or what stands in the way. Time grows with the length, no faster. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff))
    return problem('unknownEncoding');
  if (startsWith(bytes, 0xff, 0xfe)) return textIn(bytes, 'utf-16le', 'binary');
  if (startsWith(bytes, 0xfe, 0xff)) return textIn(bytes, 'utf-16be', 'binary');
  if (bytes.includes(0)) return withNuls(bytes);
  const text = strict(bytes, 'utf-8');
  if (text !== undefined) return isText(text) ? { kind: 'text', text, encoding: 'utf-8' } : problem('binary');
  if (!startsWith(bytes, 0xef, 0xbb, 0xbf)) return inCodePage(bytes);
  return { kind: 'problem', problem: 'mixedEncodings', line: firstBadLine(bytes) };
}

/** The first line that is not UTF-8. */
function firstBadLine(bytes: Uint8Array): number {
  let from = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
}
