/** A shorter line is not broken off by the width of a mail. */
const WRAPS_FROM = 30;

/** The lines of a paragraph as one text. */
interface Paragraph {
  readonly text: string;
  /** Where each line begins in it; of an empty line, where the next one does. */
  readonly starts: readonly number[];
}

/** An address or a number ends here in the middle, and goes on with what stands at the beginning of the next line. */
const BROKEN_ADDRESS = /@[\w.-]{0,40}-$|\w@$/u;
const REST_OF_ADDRESS = /^[\w-]+\./u;
const BROKEN_NUMBER = /[\p{Lu}\d]-$|\d\p{L}{0,8}-$/u;
const REST_OF_NUMBER = /^(?:[\p{Lu}\d]|\p{L}{1,8}\d)/u;

function between(last: string, line: string): '' | ' ' | '\n' {
  if (BROKEN_ADDRESS.test(last) && REST_OF_ADDRESS.test(line)) return '';
  if (BROKEN_NUMBER.test(last) && REST_OF_NUMBER.test(line)) return '';
  const goesOn =
    (last.length >= WRAPS_FROM && !/[.:;!?|。：；！？]$|\t/u.test(last)) || /[\p{L}\d]-$/u.test(last);
  return goesOn ? ' ' : '\n';
}

/**
 * A sentence goes on in the next line behind a space, a number or an address that its line breaks off behind nothing;
 * other lines stand for themselves, behind a line break.
 */
export function paragraphOf(lines: readonly string[]): Paragraph {
  const starts: number[] = [];
  let text = '';
  let last = '';
  for (const printed of lines) {
    const line = printed.normalize('NFKC');
    if (line !== '' && text !== '') text += between(last, line);
    starts.push(text.length);
    text += line;
    if (line !== '') last = line;
  }
  return { text, starts };
}
