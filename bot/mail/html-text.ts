import { decodeHTMLStrict } from 'entities/lib/decode.js';
import { sightOf, Veils } from './hidden.ts';

/**
 * HTML to the text that the mail reader wants: blocks become lines, table cells are divided by tabs. One pass over
 * the input, no tree; of a link only the address of a mail survives, where its words do not say it, and no image. What
 * its tags say that nobody sees is left out. Not a sanitizer: its result is untrusted text like any other.
 */

/** Characters of HTML that are read, and open elements that are counted; deeper content is dropped. */
export const MAX_HTML = 256 * 1024;
export const MAX_DEPTH = 100;

const BLOCKS = new Set(
  'address article aside blockquote body dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody thead tfoot title tr ul'.split(
    ' ',
  ),
);
const SKIPPED = new Set('head script style template textarea noscript svg math iframe object'.split(' '));
/** Elements whose end people leave out: they say nothing about depth. */
const OFTEN_UNCLOSED = new Set('p li td th tr tbody thead tfoot dt dd option html body'.split(' '));
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** A character reference, as far as it is closed by its semicolon: `&nbsp;`, `&#1046;`, `&#x416;`. */
const REFERENCE = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/gu;
/** What nobody sees: a soft hyphen, joiners, and what stands for a code that is no character. */
const INVISIBLE = /\u00ad|\u200c|\u200d|\ufffd/gu;

function decode(text: string): string {
  return text.replace(REFERENCE, (reference) => decodeHTMLStrict(reference).replace(INVISIBLE, ''));
}

const HREF = /\shref\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))/iu;

/** The addresses that a link's tag would write to: `mailto:vera%40customer.example?subject=…`. */
function addressesOf(tag: string): readonly string[] {
  const [, double, single, bare] = HREF.exec(tag.slice(0, 4_000)) ?? [];
  const [, to = ''] = /^\s*mailto:([^?]*)/iu.exec(decode(double ?? single ?? bare ?? '')) ?? [];
  return to.split(/[,;]/u, 5).flatMap((part) => {
    let address = part;
    try {
      address = decodeURIComponent(part);
    } catch {
      // Not encoded after all.
    }
    return /^[^\s<>@]{1,64}@[^\s<>@]{1,250}$/u.test(address.trim()) ? [address.trim()] : [];
  });
}

/** Where the tag that begins at `from` ends: the first `>` outside quotes, or undefined when it never ends. */
function tagEnd(html: string, from: number): number | undefined {
  let quote = '';
  for (let at = from + 1; at < html.length; at += 1) {
    const char = html[at] ?? '';
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '>') return at;
    else if (char === '"' || char === "'") quote = char;
  }
  return undefined;
}

/** Gaps that are owed before the next words; nothing is owed at the very beginning. */
interface Gap {
  lines: number;
  tabs: number;
  space: boolean;
}

/** The text of `html`, line by line, at most one empty line in a row. */
export function htmlToText(html: string): string {
  const source = html.slice(0, MAX_HTML);
  // Only ASCII, so that places in both are the same.
  const lower = source.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase());
  const parts: string[] = [];
  let gap: Gap = { lines: 0, tabs: 0, space: false };
  let depth = 0;
  let cells = 0;
  let isRowEmpty = true;
  /** The link that is open: whom it writes to, and where its words begin. */
  let link: { readonly to: readonly string[]; readonly from: number } | undefined;

  const veils = new Veils(OFTEN_UNCLOSED);
  const isPaperWhite = !/background|bgcolor/u.test(lower);

  const say = (from: number, to: number): void => {
    if (depth > MAX_DEPTH || from >= to || veils.isHidden) return;
    write(decode(source.slice(from, to)).replace(/\s+/gu, ' '));
  };
  const write = (words: string): void => {
    const text = words.trim();
    gap.space ||= words.startsWith(' ');
    if (text === '') return;
    if (gap.lines + gap.tabs > 0) {
      parts.push(parts.length > 0 ? '\n'.repeat(gap.lines) : '', '\t'.repeat(gap.tabs));
    } else if (gap.space && parts.length > 0) parts.push(' ');
    parts.push(text);
    gap = { lines: 0, tabs: 0, space: words.endsWith(' ') };
    isRowEmpty = false;
  };

  for (let at = 0; at < source.length;) {
    const open = source.indexOf('<', at);
    say(at, open < 0 ? source.length : open);
    if (open < 0) break;
    if (source.startsWith('<!--', open)) {
      const past = source.indexOf('-->', open + 4);
      if (past < 0) break;
      at = past + 3;
      continue;
    }
    const [, close, name] = /^<(\/?)([a-z][a-z\d]{0,15})/u.exec(lower.slice(open, open + 20)) ?? [];
    if (name === undefined && !/^<[!?/]/u.test(source.slice(open, open + 2))) {
      say(open, open + 1);
      at = open + 1;
      continue;
    }
    const end = tagEnd(source, open);
    // A tag that never ends, as in text that was cut, hides the rest.
    if (end === undefined) break;
    at = end + 1;
    if (name === undefined) continue;
    const isOpening = close === '';
    if (!VOID.has(name) && !OFTEN_UNCLOSED.has(name)) depth = Math.max(0, depth + (isOpening ? 1 : -1));

    if (!VOID.has(name)) {
      veils.tag(name, isOpening, () =>
        /style|hidden/u.test(lower.slice(open, end))
          ? sightOf(decode(source.slice(open, Math.min(end, open + 8_000))), isPaperWhite)
          : undefined,
      );
      // What has no size has its place in a table nevertheless.
      if (veils.isGone && !SKIPPED.has(name)) continue;
    }

    if (name === 'a') {
      const said = parts
        .slice(link?.from ?? parts.length)
        .join('')
        .toLowerCase();
      for (const address of link?.to ?? [])
        if (!said.includes(address.toLowerCase()) && depth <= MAX_DEPTH) write(` <${address}>`);
      link = isOpening ? { to: addressesOf(source.slice(open, end)), from: parts.length } : undefined;
    }

    if (isOpening && SKIPPED.has(name)) {
      const past = lower.indexOf(`</${name}`, at);
      if (past < 0) break;
      at = past;
    } else if (name === 'td' || name === 'th') {
      if (!isOpening) continue;
      // What a cell ends with, such as its paragraph, does not end the row.
      if (cells > 0) gap = { lines: isRowEmpty ? gap.lines : 0, tabs: gap.tabs + 1, space: false };
      cells += 1;
    } else if (name === 'tr') {
      gap = { lines: Math.max(gap.lines, 1), tabs: 0, space: false };
      cells = 0;
      isRowEmpty = true;
    } else if (name === 'br') gap.lines = Math.min(2, gap.lines + 1);
    else if (BLOCKS.has(name) && gap.tabs === 0) gap.lines = Math.max(1, gap.lines);
  }
  return parts.join('');
}
