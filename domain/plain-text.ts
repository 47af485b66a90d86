/**
 * Untrusted text made safe to show literally. What cannot be seen is dropped: controls, bidi overrides and
 * isolates, zero-width and other default-ignorable characters, lone surrogates. A Teams mention tag loses its
 * brackets, so that no text of a stranger can mention anybody.
 */

const LINE_BREAK = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/gu;
const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Surrogate}\u{FFF9}-\u{FFFB}]/gu;
const CONTROL = /[\p{Control}--[\t\n]]/gv;
const MENTION = /<\/?at(?:\s[^<>]{0,200})?>/giu;
const SPACE = /[^\S\n\t ]/gu;
/** What holds nothing but this is seen as it is. */
const PRINTABLE = /^[\t\n -~]*$/;
const DASH = /[\p{Dash_Punctuation}\u02D7\u2043\u2212\u2796]/gu;

/** At most `max` code points of `text`; a character is never cut in half. */
function cap(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (let count = 0; count < max && end < text.length; count += 1) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(0, end).trimEnd();
}

/** What nobody can see in `text`, removed; line breaks and tabs stay. */
export function visible(text: string): string {
  if (PRINTABLE.test(text)) return text;
  return text.replace(INVISIBLE, '').replace(CONTROL, '');
}

/** What can be seen of `text`, with its line breaks as `\n`. */
export function legible(text: string): string {
  return visible(text.replace(LINE_BREAK, '\n'));
}

/** `text` with every kind of hyphen, dash and minus as `-`. */
export function plainDashes(text: string): string {
  if (PRINTABLE.test(text)) return text;
  return text.replace(DASH, '-');
}

/**
 * Several lines of untrusted text for showing: line breaks become `\n`, tabs stay (a pasted table has them),
 * other spaces become ordinary ones; at most `max` code points.
 */
export function cleanText(text: string, max: number): string {
  return cap(cleanPiece(text).trim(), max);
}

/** A piece of a longer text as {@link cleanText} has it: white space at its ends, which may be within the text, stays. */
export function cleanPiece(text: string): string {
  // A tag becomes a space: otherwise `<<at>at>` would leave a tag behind.
  return legible(text).replace(MENTION, ' ').replace(SPACE, ' ');
}

/** One line of untrusted text for showing: as {@link cleanText}, with all white space collapsed. */
export function cleanLine(text: string, max: number): string {
  return cap(cleanText(text, Infinity).replace(/\s+/gu, ' '), max);
}
