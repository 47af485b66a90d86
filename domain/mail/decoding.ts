import type { Steps } from '../steps.ts';

/**
 * What a mail's source says, as its reader would see it: some programs paste the source, or copy the HTML's references
 * with the text. Everything else is left as it is.
 */

const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwj: '',
  zwnj: '',
  lrm: '',
  rlm: '',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  commat: '@',
  colon: ':',
  period: '.',
};
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu;

/** References of HTML that a text was copied with become what they stand for: `&nbsp;`, `&lt;`, `&#1074;`. */
function withoutReferences(text: string): string {
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)
      ? String.fromCodePoint(code)
      : whole;
  });
}

const ESCAPE = /=([\dA-F]{2})/giu;
const SOFT_BREAK = /=[ \t]*(?:\r\n|\n|\r)/gu;
/** What only this encoding writes: spaces, equals signs, line ends, the first bytes of letters beyond ASCII. */
const TELLING = /=(?:20|3D|0D|0A|C[2-9A-F]|D[01]|E[2-9])/iu;

/** Whether every `=` is one of the quoted-printable encoding, and there are such that nothing else would write. */
function isQuotedPrintable(text: string): boolean {
  if (!TELLING.test(text)) return false;
  const escapes = text.match(ESCAPE)?.length ?? 0;
  const breaks = text.match(SOFT_BREAK)?.length ?? 0;
  const all = text.split('=').length - 1;
  return escapes + breaks >= 2 && escapes + breaks >= all - (text.trimEnd().endsWith('=') ? 1 : 0);
}

/** Quoted-printable text in UTF-8 or, where it is none, in the Windows code page of western Europe. */
function decoded(text: string): string {
  return text.replace(SOFT_BREAK, '').replace(/(?:=[\dA-F]{2})+/giu, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('='), (pair) => parseInt(pair, 16));
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder('windows-1252').decode(bytes);
    }
  });
}

/** The text of `bytes`, or undefined where they are none in a charset that is known. */
function textOf(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/[\s>]+/gu, '')), (byte) => byte.charCodeAt(0));
  } catch {
    return undefined;
  }
}

const ENCODED_WORD = /=\?([\w-]{1,40})(?:\*[\w-]{1,20})?\?([BQ])\?([^\s?]{0,200})\?=/giu;
/** Between two words of one text a line may break, and that is no space. */
const BETWEEN_WORDS = /(\?=)[\s>]{1,9}(?==\?[\w-]{1,40}(?:\*[\w-]{1,20})?\?[BQ]\?)/giu;

/** Words of a mail's header that are written in ASCII (RFC 2047): `=?UTF-8?Q?Numer_vouchera?=`. */
function withoutEncodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  return text
    .replace(BETWEEN_WORDS, '$1')
    .replace(ENCODED_WORD, (whole, charset: string, how: string, body: string) => {
      const bytes =
        how.toUpperCase() === 'B'
          ? fromBase64(body)
          : Uint8Array.from(
              body
                .replaceAll('_', ' ')
                .replace(/=([\dA-F]{2})/giu, (_pair, hex: string) => String.fromCharCode(parseInt(hex, 16))),
              (char) => char.charCodeAt(0),
            );
      return (bytes === undefined ? undefined : textOf(bytes, charset)) ?? whole;
    });
}

/** A part of a mail's source: its header says base64, an empty line ends it, and lines of base64 follow. */
const BASE64_PART =
  /^([> ]{0,9}Content-Transfer-Encoding:[ \t]*base64[ \t]*\r?\n(?:[^\r\n]{1,998}\r?\n){0,8}?[> \t]{0,9}\r?\n)((?:[> ]{0,9}[A-Za-z\d+/]{1,998}={0,2}[ \t]*(?:\r?\n|$))+)/gimu;

function withoutBase64(text: string): string {
  if (!/base64/iu.test(text)) return text;
  return text.replace(BASE64_PART, (whole, header: string, body: string, at: number) => {
    const around = text.slice(Math.max(0, at - 500), at) + header;
    const charset = /charset="?([\w-]{1,40})/iu.exec(around)?.[1] ?? 'utf-8';
    const bytes = fromBase64(body);
    const inside = bytes === undefined ? undefined : textOf(bytes, charset);
    // A picture that happens to be text is no part to read.
    return inside === undefined || inside.includes('\u0000') ? whole : `${header}${inside}\n`;
  });
}

const UNSEEN = /<(style|script|head)(?:\s[^<>]{0,500})?>/giu;
const CELL_END = /<\/t[dh]\s*>/giu;
const LINE_END = /<(?:br\s*\/?|\/(?:p|div|tr|li|h[1-6]|table))\s*>/giu;
/** What the source of a page has and nobody types into a sentence. */
const PAGE = /<(?:!doctype|html|body|head|table|tr|td|div|p|br|li|h[1-6])(?:[\s/][^<>]{0,2000})?>/iu;
const TAG =
  /<\/?(?:html|body|div|p|span|table|tbody|thead|tr|td|th|b|strong|i|em|u|font|a|br|li|ul|ol|h[1-6]|img|meta)(?:[\s/][^<>]{0,2000})?>/giu;

function withoutUnseen(text: string): string {
  const lower = text.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase());
  const kept: string[] = [];
  let from = 0;
  for (const { 0: tag, 1: name = '', index } of lower.matchAll(UNSEEN)) {
    if (index < from) continue;
    const end = lower.indexOf(`</${name}`, index + tag.length);
    // What never ends is no source of a page.
    if (end < 0) break;
    kept.push(text.slice(from, index));
    from = lower.indexOf('>', end) + 1 || text.length;
  }
  return kept.join('') + text.slice(from);
}

/** The words of a source in HTML that was pasted as text: cells are divided by tabs, blocks by line ends. */
function withoutTags(text: string): string {
  if (!PAGE.test(text)) return text;
  return withoutUnseen(text).replace(CELL_END, '\t').replace(LINE_END, '\n').replace(TAG, '');
}

/** Characters in which references are replaced in one step, and what is left before the next one. */
const PIECE = 16_000;

/** `text` as its reader would see it. Time grows with its length, no faster; each encoding is a step. */
export function* asRead(text: string): Steps<string> {
  let source = withoutEncodedWords(text);
  yield;
  source = withoutBase64(source);
  yield;
  source = isQuotedPrintable(source) ? decoded(source) : source;
  yield;
  source = withoutTags(source);
  yield;
  if (!source.includes('&')) return source;
  let plain = '';
  for (let start = 0; start < source.length;) {
    // No reference goes on behind the sign that begins one.
    const next = source.indexOf('&', start + PIECE);
    const end = next < 0 ? source.length : next;
    plain += withoutReferences(source.slice(start, end));
    start = end;
    yield;
  }
  return plain;
}
