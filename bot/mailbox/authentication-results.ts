import { domainToASCII } from 'node:url';

/** Longer ones are nobody's. */
const MAX_LENGTH = 16_384;

/** A word of the header, or `=`, `;`. What stood in quotes is never a method or a domain, whatever it says. */
type Token = { readonly text: string; readonly isQuoted: boolean };

/** One verdict of the server: a method, what came of it, and what it was about. */
interface Verdict {
  readonly method: string;
  readonly result: string;
  /** By their full names, such as `header.from`; one that stands twice is `undefined`. */
  readonly properties: ReadonlyMap<string, string | undefined>;
}

/**
 * Whether the mailbox's server says that a mail is from the domain of its From address: exactly one DMARC verdict, a
 * pass, about that very domain or one above it. `header` is the value of the topmost `Authentication-Results`, which
 * Exchange puts before all that a sender wrote. What is not written as RFC 8601 has it proves nothing: a part of it may
 * be the sender's own words.
 */
export function passesDmarc(header: string, address: string): boolean {
  const dmarc = verdictsOf(header)?.filter(({ method }) => method === 'dmarc');
  const [verdict] = dmarc ?? [];
  if (verdict === undefined || dmarc?.length !== 1 || verdict.result !== 'pass') return false;
  const proved = asciiOf(verdict.properties.get('header.from') ?? '');
  const claimed = asciiOf(address.slice(address.lastIndexOf('@') + 1));
  if (proved === '' || claimed === '') return false;
  // One label alone, such as `com`, is nobody's.
  return claimed === proved || (proved.includes('.') && claimed.endsWith(`.${proved}`));
}

/**
 * Whether the server gave no DMARC verdict of its own: nothing, or `none`, as Exchange does for what never left the
 * tenant.
 */
export function hasNoDmarc(header: string | undefined): boolean {
  if (header === undefined) return true;
  const dmarc = verdictsOf(header)?.filter(({ method }) => method === 'dmarc');
  return dmarc !== undefined && dmarc.every(({ result }) => result === 'none');
}

function asciiOf(domain: string): string {
  return domainToASCII(domain.endsWith('.') ? domain.slice(0, -1) : domain).toLowerCase();
}

/**
 * The verdicts of an `Authentication-Results` header as Exchange Online writes it; undefined when it is written otherwise.
 * Exchange gives no name of a server in front of them: a header that has one was written by somebody else.
 */
function verdictsOf(header: string): readonly Verdict[] | undefined {
  const parts = partsOf(header);
  if (parts === undefined) return undefined;
  const verdicts: Verdict[] = [];
  for (const [at, part] of parts.entries()) {
    if (part.length === 0) continue;
    const hasEquals = part.some(isEquals);
    if (!hasEquals && at > 0) continue;
    const verdict = hasEquals ? verdictOf(part) : undefined;
    if (verdict === undefined) return undefined;
    verdicts.push(verdict);
  }
  return verdicts;
}

function isEquals({ text, isQuoted }: Token): boolean {
  return text === '=' && !isQuoted;
}

/** `method=result name=value name=value …`; undefined when it is anything else. */
function verdictOf(part: readonly Token[]): Verdict | undefined {
  if (part.length % 3 !== 0) return undefined;
  const pairs: (readonly [name: string, value: Token])[] = [];
  for (let at = 0; at < part.length; at += 3) {
    const [name, equals, value] = part.slice(at, at + 3);
    if (name === undefined || equals === undefined || value === undefined) return undefined;
    if (name.isQuoted || !isEquals(equals) || isEquals(value)) return undefined;
    pairs.push([name.text.toLowerCase(), value]);
  }
  const [first, ...rest] = pairs;
  if (first === undefined || first[1].isQuoted) return undefined;
  const properties = new Map<string, string | undefined>();
  for (const [name, { text, isQuoted }] of rest)
    properties.set(name, properties.has(name) || isQuoted ? undefined : text.toLowerCase());
  // A method may name its version: `dmarc/1`.
  return { method: first[0].split('/', 1)[0] ?? '', result: first[1].text.toLowerCase(), properties };
}

/** The parts between semicolons, without comments; undefined when a comment or a quotation does not end. */
function partsOf(header: string): readonly (readonly Token[])[] | undefined {
  if (header.length > MAX_LENGTH) return undefined;
  let part: Token[] = [];
  const parts = [part];
  let word = '';
  const endWord = (): void => {
    if (word !== '') part.push({ text: word, isQuoted: false });
    word = '';
  };
  for (let at = 0; at < header.length; at += 1) {
    const char = header[at] ?? '';
    if (char === '(') {
      endWord();
      const end = endOfComment(header, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (char === ')') return undefined;
    else if (char === '"') {
      // Within a word a quotation begins nothing: `a"b"` is no word of this header.
      if (word !== '') return undefined;
      const end = endOfQuotation(header, at);
      if (end === undefined) return undefined;
      part.push({ text: header.slice(at + 1, end), isQuoted: true });
      at = end;
    } else if (char === ';') {
      endWord();
      part = [];
      parts.push(part);
    } else if (char === '=') {
      // Behind the first one of a pair it belongs to the value: envelope addresses have it (SRS, VERP).
      if (word !== '' && part.length > 0 && isEquals(part.at(-1) ?? { text: '', isQuoted: false }))
        word += char;
      else {
        endWord();
        part.push({ text: '=', isQuoted: false });
      }
    } else if (/\s/.test(char)) endWord();
    else word += char;
  }
  endWord();
  return parts;
}

function endOfComment(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function endOfQuotation(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return undefined;
}
