/**
 * What of a page nobody sees, as far as its own tags say so: an element that is not displayed, has no size, or is
 * written in the colour of what is behind it. Style sheets are not read.
 */

/** What an opening tag does to the words inside it. */
type Sight = 'gone' | 'tiny' | 'shown' | undefined;

const STYLE = /\sstyle\s*=\s*(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,4000}))/iu;
const GONE =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:[;!]|$))/u;
const NO_HEIGHT = /(?:^|[;\s])(?:max-)?height\s*:\s*0(?:px|pt|em)?\s*(?:[;!]|$)/u;
const CLIPPED = /(?:^|[;\s])overflow\s*:\s*hidden/u;
const SIZE =
  /(?:^|[;\s])font(?:-size\s*:\s*|\s*:[^;]{0,60}?\s)(\d{1,4}(?:\.\d{1,4})?)(?:px|pt|em|rem|%|in|cm|mm)?(?=[\s/;!]|$)/u;
const COLOUR = /(?:^|[;\s])color\s*:\s*([^;!]{1,40})/u;
const BACKGROUND = /(?:^|[;\s])background(?:-color)?\s*:\s*([^;!]{1,40})/u;
const NAMED: Readonly<Record<string, string>> = { white: '#ffffff', black: '#000000' };

function colour(said: string | undefined): string | undefined {
  const plain = said?.replace(/\s+/gu, '');
  const [, short] = /^#([\da-f]{3})$/u.exec(plain ?? '') ?? [];
  if (short !== undefined) return `#${Array.from(short, (digit) => digit + digit).join('')}`;
  const [, ...parts] = /^rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})/u.exec(plain ?? '') ?? [];
  if (parts.length === 3) {
    return `#${parts.map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0')).join('')}`;
  }
  return NAMED[plain ?? ''] ?? plain;
}

function behind(style: string, isPaperWhite: boolean): string | undefined {
  return colour(BACKGROUND.exec(style)?.[1]) ?? (isPaperWhite ? '#ffffff' : undefined);
}

/**
 * @param tag from its `<`, references of HTML decoded.
 * @param isPaperWhite whether nothing in the page says what colour is behind its words.
 */
export function sightOf(tag: string, isPaperWhite: boolean): Sight {
  // Within quotes the word is somebody's.
  if (/\shidden(?=[\s=>/]|$)/iu.test(tag.replace(/"[^"]*"|'[^']*'/gu, '""'))) return 'gone';
  const [, double, single, bare] = STYLE.exec(tag) ?? [];
  const style = (double ?? single ?? bare ?? '').replace(/\/\*[^]*?\*\//gu, '').toLowerCase();
  if (style === '') return undefined;
  if (GONE.test(style) || (NO_HEIGHT.test(style) && CLIPPED.test(style))) return 'gone';
  const text = colour(COLOUR.exec(style)?.[1]);
  if (text !== undefined && text === behind(style, isPaperWhite)) return 'tiny';
  const [, size] = SIZE.exec(style) ?? [];
  if (size !== undefined) return Number(size) === 0 ? 'tiny' : 'shown';
  return text === undefined ? undefined : 'shown';
}

const CONTAINERS = new Set('table ul ol dl div blockquote'.split(' '));
/** Deeper changes are not followed. */
const MAX_VEILS = 50;

interface Veil {
  readonly name: string;
  readonly sight: Exclude<Sight, undefined>;
  /** Elements of the same name that are open inside it, and of those that hold others. */
  open: number;
  inner: number;
}

/** Follows the tags of a page and knows whether the words between them are seen. */
export class Veils {
  readonly #veils: Veil[] = [];
  /** Elements whose end people leave out: another of them, or the end of what holds them, ends them. */
  readonly #oftenUnclosed: ReadonlySet<string>;

  constructor(oftenUnclosed: ReadonlySet<string>) {
    this.#oftenUnclosed = oftenUnclosed;
  }

  get isHidden(): boolean {
    const sight = this.#veils.at(-1)?.sight;
    return sight === 'gone' || sight === 'tiny';
  }

  /** As if it were not there. */
  get isGone(): boolean {
    return this.#veils.at(-1)?.sight === 'gone';
  }

  /** A tag that is no void element's; `sight`: what an opening one does. */
  tag(name: string, isOpening: boolean, sight: () => Sight): void {
    // What ends here may end, or stand in, what is around it, too.
    while (this.#ends(name, isOpening)) if (this.#veils.pop()?.name === name && isOpening) break;
    if (!isOpening || this.isGone || this.#veils.length >= MAX_VEILS) return;
    const now = sight();
    // Where everything is seen, nothing has to be shown.
    if (now === undefined || (now === 'shown' && !this.isHidden)) return;
    this.#veils.push({ name, sight: now, open: 1, inner: 0 });
  }

  /** Whether the tag ends the innermost of them. */
  #ends(name: string, isOpening: boolean): boolean {
    const top = this.#veils.at(-1);
    if (top === undefined) return false;
    if (this.#oftenUnclosed.has(top.name)) {
      if (name === top.name && top.inner === 0) return true;
      if (CONTAINERS.has(name)) top.inner += isOpening ? 1 : -1;
      return top.inner < 0;
    }
    if (name === top.name) top.open += isOpening ? 1 : -1;
    return top.open === 0;
  }
}
