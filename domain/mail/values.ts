import { isOnlyDate, printedDate, type PrintedDate } from './date.ts';
import { MAX_LINE, trimEdges } from './layout.ts';
import { daysIn, daysUnder, isDayWord, onlyDays } from './days.ts';
import { isListedLabel, labelOf } from './labels.ts';
import { LEGAL_FORM } from './legal-form.ts';
import { productIn, type Product } from './products.ts';
import type { Fact } from './wordings.ts';
import { cleanLine, plainDashes } from '../plain-text.ts';

/** Characters of one value that are kept. */
export const MAX_VALUE = 200;

/** The engagements and offerings of the catalogue with every name that a mail may give them. */
export interface EngagementNames {
  readonly engagements: readonly {
    readonly id: string;
    readonly offering: string;
    readonly names: readonly string[];
  }[];
  readonly offerings: readonly { readonly id: string; readonly names: readonly string[] }[];
}

/** What the facts of a voucher are made of. */
export interface FactValues {
  /** Lower case. */
  readonly adminEmail: string;
  /** Id of an engagement. */
  readonly engagement: string;
  /** Id of an offering, where the mail names one; that of a named engagement is not repeated. */
  readonly offering: string;
  /** What stands under such a label and is no name of the catalogue: retired, or misspelt. */
  readonly unknownEngagement: string;
  /** Days. */
  readonly serviceLevel: number;
  readonly assignedOn: PrintedDate;
  readonly expiresOn: PrintedDate;
  readonly customer: string;
  readonly agreement: string;
  readonly projectManager: string;
}

/** One fact that a text states, with the text as printed. */
export type Statement = {
  [F in keyof FactValues]: { readonly fact: F; readonly value: FactValues[F]; readonly raw: string };
}[keyof FactValues];

const CURRENCY =
  /(?:^|\s)(?:eur|usd|gbp|pln|zl|zł|rub|руб|chf|cny|rmb|jpy|brl|czk|sek|nok|dkk|uah|kzt|inr)(?:\s|$)/iu;
const EXAMPLE = /example|sample|e\.g\.|пример|напр|przykład|np\.|beispiel|exemple|ejemplo|exemplo|例/iu;
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}$/u;
const GROUP = /^[\p{Script=Latin}\p{Script=Cyrillic}\d][\p{Script=Latin}\p{Script=Cyrillic}\d\-_./#:*~]*$/u;
/** The mark of a register: letters of its office, digits in groups, perhaps a word for "number" around them. */
const REGISTERED =
  /^(?=[^\d]{0,10}[A-Z\d])(?=.*\d{3})[\p{Script=Han}A-Z\d]{0,8}[\p{Script=Han}A-Z\d-]*第?[A-Z\d][A-Z\d./-]{3,24}[号號]?$/u;
const COUNTED = /[年月日円元人時时分天点名回]/u;
/** Letters alone are a number where they are no word: groups of capitals, or letters that nobody can pronounce. */
const CAPITAL_GROUPS = /^\p{Lu}{2,12}(?:[-_./:]\p{Lu}{2,12}){1,8}$/u;
const ONLY_LETTERS = /^[A-Za-z]{2,40}(?:[-_./:][A-Za-z]{2,12}){0,8}$/;
const UNPRONOUNCEABLE = /[b-df-hj-np-tv-xz]{4}|(?<![a-z])[b-df-hj-np-tv-xz]{3,}(?![a-z])/i;

/** A template's placeholder is no number. */
const PLACEHOLDER = /^\{(?:[^-\d]{0,20}|\p{Ll}{3,}\d{0,6})\}$/u;
const BRACKETED =
  /^(?:[^()[\]{}]*\([^()[\]{}]+\)|[^()[\]{}]*\[[^()[\]{}]+\]|[^()[\]{}]*\{[^()[\]{}]+\}){1,4}[^()[\]{}]*$/;

function isOfLetters(text: string): boolean {
  if (/^[А-Я]{6,20}$/u.test(text)) return /[БВГДЖЗЙКЛМНПРСТФХЦЧШЩ]{4}/u.test(text);
  if (CAPITAL_GROUPS.test(text)) return true;
  return text.length >= 8 && ONLY_LETTERS.test(text) && /[A-Z]{4}|-/.test(text) && UNPRONOUNCEABLE.test(text);
}
/** A word; in scripts without spaces, a letter. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]]+/gv;
/** Words that names are told with or without. */
const STOP: ReadonlySet<string> = new Set(
  (
    'and of the for to your di del della dei dello e y de la el los las le les du des d l da do dos das o a os as para ' +
    'por pour et der die das für von vom und mit im in en w we i na dla z и в для на с к pro ke your их вашей vašej ' +
    'の と 的 和 与 及 に を your microsoft'
  ).split(' '),
);
/** Names are inflected: of longer words the beginning counts. */
const STEM = 7;

const ASCII = /^[\0-\x7f]*$/;

function plainWord(text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase().replace(/ё/gu, 'е');
}

/** Whether `printed` may be a voucher number. The programme documents no format: only what it cannot be is known. */
export function isPlausibleNumber(printed: string): boolean {
  const text = plainDashes(printed.normalize('NFKC'));
  if (text.length < 4 || text.length > 64) return false;
  // Brackets around it or around a group are part of it as printed.
  if (PLACEHOLDER.test(text)) return false;
  if (/[([{]/.test(text)) return BRACKETED.test(text) && isPlausibleNumber(text.replace(/[()[\]{}]/g, ''));
  if (!/\d/.test(text)) return isOfLetters(text);
  // Groups divided by spaces: each has a digit or is all capitals, so that no sentence passes.
  if (/\p{Script=Han}/u.test(text)) return text.length <= 32 && REGISTERED.test(text) && !COUNTED.test(text);
  const groups = text.split(' ');
  if (groups.length > 8) return false;
  for (const group of groups) {
    if (!GROUP.test(group)) return false;
    if (groups.length > 1 && !/\d/.test(group) && !/^\p{Lu}{1,8}$/u.test(group)) return false;
  }
  if (/[-_./#:]$/.test(text) || /^www\.|\.\p{Ll}{2,}(?:\/|$)|:\/\//u.test(text)) return false;
  if (/^\d+[.,]\d{1,2}$/.test(text) || (CURRENCY.test(text) && !/\d{4} \d{4}/.test(text)) || isDays(text))
    return false;
  if (/^\d{1,2}:\d{2}(?::\d{2})?(?:\s|$)/.test(text)) return false;
  // A phone number in its usual groups; a plus and brackets are refused above. Few have more than 11 digits.
  if (
    text.replace(/\D/g, '').length <= 11 &&
    /^(?:\d{3}[-. ]\d{3}[-. ]\d{4}|0\d{1,3}(?:[-. ]\d{2,4}){2,4})$/.test(text)
  )
    return false;
  // "1 of 2".
  if (/^\d{1,2}\s?(?:di|de|of|z|ze|von|sur|из|\/)\s?\d{1,2}$/iu.test(text)) return false;
  // The number of a list's item before its word.
  if (/^\d{1,2}\.\p{L}\p{Ll}{2}/u.test(text)) return false;
  return !isOnlyDate(text) && !/^\d{1,2}([./-])\d{1,2}\1\d{2}$/.test(text);
}

/** Signs around an address that are none of it. */
const QUOTE_OR_END = /[.!?'"`´“”„‟‘’‚‛«»‹›*_=…]/u;

/** Whether a sentence gives an example and no fact. */
export function isExample(text: string): boolean {
  return EXAMPLE.test(text);
}

/** The e-mail addresses in `text`, lower case, each once. */
export function addressesIn(text: string): string[] {
  const all = new Set<string>();
  for (const found of text.normalize('NFKC').split(/[\s<>()[\]{},;:"|]+/u)) {
    // `mailto:vera@customer.example?subject=…`
    const part = found.replace(/(?<=@[^?]{1,255})\?.*$/u, '');
    if (part.length > 254 || !part.includes('@')) continue;
    // An apostrophe belongs to a name (d'arcy), typed as whichever sign; around an address it is a quotation mark.
    const plain = part.replace(/(?<=[\p{L}\d])[’ʼ‘](?=[\p{L}\d])/gu, "'");
    const address = trimEdges(plain, QUOTE_OR_END, QUOTE_OR_END).toLowerCase();
    if (ADDRESS.test(address)) all.add(address);
  }
  return [...all];
}

/** Whether `text` is nothing but a number of days, with or without the word. */
export function isDays(text: string): boolean {
  return onlyDays(text) !== undefined;
}

interface Named {
  readonly kind: 'engagement' | 'offering';
  readonly id: string;
}

/**
 * Finds names in running text: case, dashes, small words and the ends of longer words make no difference, the longest
 * name wins.
 */
export class Names {
  readonly #named = new Map<string, Named>();
  readonly #beginnings = new Set<string>();
  /** The longest word of each name: what a text without any name seldom holds. */
  readonly #longest = new Set<string>();
  readonly #telling: RegExp;
  readonly #offeringOf: ReadonlyMap<string, string>;
  readonly #offerings: ReadonlySet<string>;

  static readonly #made = new WeakMap<EngagementNames, Names>();

  /** The names of a catalogue; made once for each. */
  static of(names: EngagementNames): Names {
    const made = Names.#made.get(names) ?? new Names(names);
    Names.#made.set(names, made);
    return made;
  }

  constructor(names: EngagementNames) {
    this.#offeringOf = new Map(names.engagements.map(({ id, offering }) => [id, offering]));
    this.#offerings = new Set(names.offerings.map(({ id }) => id));
    for (const { id, names: all } of names.offerings) for (const name of all) this.#add(name, 'offering', id);
    for (const { id, names: all } of names.engagements)
      for (const name of all) this.#add(name, 'engagement', id);
    this.#telling = new RegExp([...this.#longest].join('|'), 'u');
  }

  static words(text: string): { readonly word: string; readonly start: number; readonly end: number }[] {
    return Array.from(text.matchAll(WORD), (match) => {
      const word = plainWord(match[0]);
      const stem = word.length >= STEM ? word.slice(0, STEM) : word.length >= 6 ? word.slice(0, 5) : word;
      return { word: `${stem} `, start: match.index, end: match.index + match[0].length };
    }).filter(({ word }) => !STOP.has(word.trimEnd()));
  }

  #add(name: string, kind: Named['kind'], id: string): void {
    let key = '';
    let longest = '';
    for (const { word } of Names.words(name)) {
      if (word.length > longest.length) longest = word;
      this.#beginnings.add((key += word));
    }
    if (key === '') return;
    this.#longest.add(longest.trimEnd());
    this.#named.set(key, { kind, id });
  }

  /** A product's engagement or offering, when this catalogue has it. */
  known(product: Product | undefined): Product | undefined {
    if (product?.kind === 'engagement') return this.#offeringOf.has(product.id) ? product : undefined;
    return product !== undefined && this.#offerings.has(product.id) ? product : undefined;
  }

  offeringOf(engagement: string): string | undefined {
    return this.#offeringOf.get(engagement);
  }

  in(text: string): { readonly named: Named; readonly raw: string; readonly start: number }[] {
    if (!this.#telling.test(plainWord(text))) return [];
    const words = Names.words(text);
    const found: { readonly named: Named; readonly raw: string; readonly start: number }[] = [];
    for (let at = 0; at < words.length; at += 1) {
      let key = '';
      let best: { readonly named: Named; readonly last: number } | undefined;
      for (let last = at; last < words.length; last += 1) {
        key += words[last]?.word ?? '';
        if (!this.#beginnings.has(key)) break;
        const named = this.#named.get(key);
        if (named) best = { named, last };
      }
      if (!best) continue;
      const start = words[at]?.start ?? 0;
      found.push({ named: best.named, raw: text.slice(start, words[best.last]?.end), start });
      at = best.last;
    }
    return found;
  }
}

const LIST = /\s*[,;&]\s*|\s(?:and|or|и|i|oraz|und|et|y|e)\s/iu;

/** What stands around a number and is none of it. */
const WRAPPING_START = /[\s"'`“”„«»‹›‘’#№:*_=<（［【「『〈《→]/u;
const WRAPPING_END = /[\s"'`“”«»‹›‘’.,;:!*_=>）］】」』〉》。、，；]/u;
const WRAPPED = /^(?:\(([^()]+)\)|\[([^[\]]+)\])$/u;

/** The voucher numbers that a labelled text gives: one, or all of a list. None when it is anything else. */
export function numbersIn(raw: string, many: boolean, names: Names): string[] {
  const whole = trimEdges(cleanLine(raw, MAX_LINE), WRAPPING_START, WRAPPING_END);
  const [, round, square] = WRAPPED.exec(whole) ?? [];
  const text = round ?? square ?? whole;
  if (isPlausibleNumber(text)) return [text];
  if (text.length > MAX_VALUE * 2 || text.includes('?')) return [];
  const parts = text.split(LIST).filter((part) => part !== '');
  if ((many || parts.length > 1) && parts.every((part) => isPlausibleNumber(part))) return parts;
  // A remark behind the number is fine when it is one that a mail prints: in brackets, or a fact of its own.
  const cut = /\s*(?:[([（]|,\s|\s[-/]\s|\s\p{Lu}[\p{L} ]{1,30}:)/u.exec(plainDashes(text));
  if (!cut) return [];
  const head = text.slice(0, cut.index);
  const rest = text.slice(cut.index);
  if (!isPlausibleNumber(head) || EXAMPLE.test(rest)) return [];
  const remark = rest.replace(/^[\s,/\-–—]+/u, '');
  const isHarmless =
    /^[([（]/.test(remark) ||
    /^\p{Lu}[\p{L} ]{1,30}:/u.test(remark) ||
    isDays(remark) ||
    printedDate(remark) !== undefined ||
    names.in(remark).length > 0;
  return isHarmless ? [head] : [];
}

/** A name without the quotation marks that are around all of it. */
function unquoted(raw: string): string {
  const [, inner = ''] = /^["'“„«‘‚‹](.+)["'”“»’›]$/u.exec(raw) ?? [];
  return inner === '' || /["“”„«»]/u.test(inner) ? raw : inner.trim();
}

/** A longer text under such a label holds more than a name. */
const MAX_NAME = 60;

/** A number, another label with its value, a word, or the beginning of a sentence that no name begins. */
function isNoName(value: string): boolean {
  const [first = '', ...more] = value.split(' ');
  if (isListedLabel(value)) return true;
  if (/\d{2}/.test(value) && isPlausibleNumber(value)) return true;
  // "contract GA 0091": another fact with its label.
  if (isListedLabel(first) && isPlausibleNumber(more.join(' '))) return true;
  return (
    /^\p{Ll}/u.test(value) &&
    (more.length === 0 ? isListedLabel(value) || value.length < 12 : /["“„«]/u.test(value))
  );
}

/** A name, without the address and the remarks that stand behind it; with and without what a comma divides from it. */
function nameIn(fact: 'customer' | 'projectManager', raw: string): Statement[] {
  const name = raw
    .replace(/[\s,;]*[(<（[]?(?:mailto:)?[^\s(<（[]+@.*$/u, '')
    .replace(
      fact === 'projectManager'
        ? /[\s,;]*[(（][^()（）]*[)）]?$/u
        : /[\s,;]*[(（](?:[^()（）]*|[^()（）]*[\d@][^()（）]*[)）])$/u,
      '',
    )
    .replace(/(?<=\p{L}{4})\.$/u, '')
    .replace(/\s*(?:様|さん|さま|氏|御中|先生)$/u, '')
    .trim();
  const value = unquoted(name);
  if (!/\p{L}{2}/u.test(value) || /[?{}]/.test(value) || isNoName(value)) return [];
  const [first = '', ...parts] = value.split(
    /[,;→]\s+|(?<=\p{L}{4})\.\s+(?=\p{Lu})|\.\s+(?=\p{Lu}\p{Ll}{3})/u,
  );
  const isWhole = parts.every((part) => LEGAL_FORM.test(part)) && value.length <= MAX_NAME;
  if (isWhole || first === value || !/\p{L}{2}/u.test(first)) return [{ fact, value, raw }];
  const all =
    value.length <= 2 * MAX_NAME && parts.length < 3 && !/\d/.test(value) ? [first, value] : [first];
  return all.map((one): Statement => ({ fact, value: one, raw }));
}

/** Whether a text can name what no catalogue has: words, and no length, date, label or path. */
function isOfWords(raw: string): boolean {
  if (!/\p{L}{3}|\p{Script=Han}{3}/u.test(raw) || /[|>]/.test(raw)) return false;
  const [, second = '', ...more] = raw.split(' ');
  const isOneDay = more.length === 0 && isDayWord(second);
  return !isOneDay && onlyDays(raw) === undefined && !isOnlyDate(raw) && labelOf(raw) === undefined;
}

/** What a text under a label says; nothing when it cannot be a value of that fact. */
export function statementsIn(fact: Exclude<Fact, 'number'>, printed: string, names: Names): Statement[] {
  const raw = cleanLine(printed, MAX_VALUE);
  switch (fact) {
    case 'adminEmail':
      return addressesIn(raw).map((value) => ({ fact, value, raw }));
    case 'engagement': {
      const found: Statement[] = names
        .in(raw)
        .map(({ named }) => ({ fact: named.kind, value: named.id, raw }));
      const product = found.length === 0 ? names.known(productIn(raw)) : undefined;
      if (product !== undefined) found.push({ fact: product.kind, value: product.id, raw });
      // A length or a date under such a label is none of its names.
      if (found.length === 0 && isOfWords(raw)) found.push({ fact: 'unknownEngagement', value: raw, raw });
      if (found.length > 0)
        for (const { value } of daysIn(raw)) found.push({ fact: 'serviceLevel', value, raw });
      return found;
    }
    case 'serviceLevel': {
      return daysUnder(raw).map((value) => ({ fact, value, raw }));
    }
    case 'assignedOn':
    case 'expiresOn': {
      const value = printedDate(raw);
      return value === undefined ? [] : [{ fact, value, raw }];
    }
    case 'agreement':
      return /\d/.test(raw) && raw.length <= 64 && !isOnlyDate(raw)
        ? [{ fact, value: raw.replace(/^(?:\p{Ll}{4,}\s){1,4}(?=[\p{Lu}\d])/u, ''), raw }]
        : [];
    case 'customer':
      return names.in(raw).length > 0 ? [] : nameIn(fact, raw);
    case 'projectManager':
      // "à désigner"
      return /^(?!(?:mgr|dr|dott|ing|prof|lic|dipl|inż|doc|bc|p|pan|pani|herr|frau|mme|m)\b)\p{Ll}/u.test(
        raw,
      ) ||
        LEGAL_FORM.test(raw.split(',')[0] ?? '') ||
        names.in(raw).length > 0
        ? []
        : nameIn(fact, raw);
    default: {
      const never: never = fact;
      return never;
    }
  }
}
