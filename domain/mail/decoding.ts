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

/** `text` as its reader would see it. Time grows with its length, no faster. */
export function asRead(text: string): string {
  return withoutReferences(isQuotedPrintable(text) ? decoded(text) : text);
}
