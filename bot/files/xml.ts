/**
 * The XML that spreadsheets are made of, piece by piece in one pass. No document type, so no entities but XML's own;
 * prefixes of names are dropped.
 */

type Piece =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Tags of one document: more than any table that can be used has, and read within a second. */
const MAX_TAGS = 1_000_000;

/** What is read is no well-formed XML of the kind that spreadsheets have, or too much of it. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
  readonly problem: 'damaged' | 'tooLarge';
  constructor(message: string, problem: 'damaged' | 'tooLarge' = 'damaged') {
    super(message);
    this.problem = problem;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));/gu, (_whole, ...groups) => {
    const [decimal, hex, name] = groups as (string | undefined)[];
    if (name !== undefined) return ENTITIES[name] ?? '';
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The value of an attribute by its name without prefix; undefined when there is none. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = 0; ;) {
    const equals = attributes.indexOf('=', at);
    if (equals < 0) return undefined;
    let from = equals + 1;
    while (/\s/u.test(attributes[from] ?? '')) from += 1;
    const quote = attributes[from] ?? '';
    const end = quote === '"' || quote === "'" ? attributes.indexOf(quote, from + 1) : -1;
    if (end < 0) throw new XmlError('an attribute without a value');
    if (local(attributes.slice(at, equals).trim()) === name)
      return unescaped(attributes.slice(from + 1, end));
    at = end + 1;
  }
}

/** Where the tag that begins at `from` ends: a `>` inside quotes does not count. */
function tagEnd(xml: string, from: number): number {
  let at = from;
  for (;;) {
    const end = xml.indexOf('>', at);
    if (end < 0) throw new XmlError('a tag never ends');
    let quote: string | undefined;
    for (; at < end; at += 1) {
      const char = xml[at];
      if (char !== '"' && char !== "'") continue;
      const closing = xml.indexOf(char, at + 1);
      if (closing < 0) throw new XmlError('a value never ends');
      at = closing;
      if (closing > end) quote = char;
    }
    if (quote === undefined) return end;
    at += 1;
  }
}

function past(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  if (at < 0) throw new XmlError(`${mark} is missing`);
  return at + mark.length;
}

/** Tags and texts in order; an empty element opens and closes. */
export function* pieces(xml: string): Generator<Piece> {
  let count = 0;
  for (let at = 0; at < xml.length;) {
    count += 1;
    if (count > MAX_TAGS) throw new XmlError('too many tags', 'tooLarge');
    const open = xml.indexOf('<', at);
    const text = xml.slice(at, open < 0 ? xml.length : open);
    if (text !== '') yield { kind: 'text', text: unescaped(text) };
    if (open < 0) return;
    if (xml.startsWith('<?', open)) at = past(xml, '?>', open);
    else if (xml.startsWith('<!--', open)) at = past(xml, '-->', open + 4);
    else if (xml.startsWith('<![CDATA[', open)) {
      at = past(xml, ']]>', open);
      yield { kind: 'text', text: xml.slice(open + 9, at - 3) };
    } else if (xml.startsWith('<!', open)) throw new XmlError('a document type');
    else if (xml[open + 1] === '/') {
      at = past(xml, '>', open);
      yield { kind: 'close', name: local(xml.slice(open + 2, at - 1).trimEnd()) };
    } else {
      const end = tagEnd(xml, open);
      at = end + 1;
      const isEmpty = xml[end - 1] === '/';
      const tag = xml.slice(open + 1, isEmpty ? end - 1 : end);
      const space = tag.search(/\s/u);
      const name = space < 0 ? tag : tag.slice(0, space);
      yield { kind: 'open', name: local(name), attributes: space < 0 ? '' : tag.slice(space) };
      if (isEmpty) yield { kind: 'close', name: local(name) };
    }
  }
}
