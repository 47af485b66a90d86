import { isOnlyDate, printedDate, type PrintedDate } from './date.ts';
import { MAX_LINE, trimEdges } from './layout.ts';
import type { Fact } from './labels.ts';
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
const DAYS =
  /^(\d{1,2})\s?-?\s?(?:(?:business|working|service|planning|рабочих|robocze|roboczych) )?(?:days?|d|дней|дня|день|dni|dzień|tage?|jours?|días?|dias?|日間?|天)?(?: \(?[^\d]{0,40})?$/iu;
const UNIT = String.raw`(?:days?|дней|дня|день|dni|dzień|tage?|jours?|días?|dias?|日|天)(?!\p{L})`;
const EITHER = String.raw`(?:\s?/\s?|-|\s(?:or|and|to|или|и|до|lub|albo|i|oraz|do|oder|und|bis|ou|et|o|y|e)\s)`;
/** Several of them when there are several before one word: "5 or 10 days". */
const DAYS_INSIDE = new RegExp(
  String.raw`(?<![\d\p{L}])\d{1,2}(?:${EITHER}\d{1,2}){0,3}[\s-]?${UNIT}`,
  'giu',
);
/** A length under its label, where the word may be missing: "5 / 10". */
const SOME_DAYS = new RegExp(String.raw`^\d{1,2}(?:${EITHER}\d{1,2}){1,4}$`, 'iu');
const EXAMPLE = /example|sample|e\.g\.|пример|напр|przykład|np\.|beispiel|exemple|ejemplo|exemplo|例/iu;
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}$/u;
const GROUP = /^[\p{Script=Latin}\p{Script=Cyrillic}\d][\p{Script=Latin}\p{Script=Cyrillic}\d\-_./#]*$/u;
const LETTERS_AND_DIGITS = /[\p{L}\p{N}]+/gu;

/** Whether `printed` may be a voucher number. The programme documents no format: only what it cannot be is known. */
export function isPlausibleNumber(printed: string): boolean {
  const text = plainDashes(printed.normalize('NFKC'));
  if (text.length < 4 || text.length > 64 || !/\d/.test(text)) return false;
  // Groups divided by spaces: each has a digit or is all capitals, so that no sentence passes.
  const groups = text.split(' ');
  if (groups.length > 8) return false;
  for (const group of groups) {
    if (!GROUP.test(group)) return false;
    if (groups.length > 1 && !/\d/.test(group) && !/^\p{Lu}{1,8}$/u.test(group)) return false;
  }
  if (/[-_./#]$/.test(text) || /^www\.|\.\p{L}{2,}(?:\/|$)/iu.test(text)) return false;
  if (/^\d+[.,]\d{1,2}$/.test(text) || CURRENCY.test(text) || isDays(text)) return false;
  // A phone number in its usual groups; a plus and brackets are refused above.
  if (/^(?:\d{3}[-. ]\d{3}[-. ]\d{4}|0\d{1,3}(?:[-. ]\d{2,4}){2,4})$/.test(text)) return false;
  return !isOnlyDate(text);
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

/** Numbers of days inside a sentence ("SharePoint, 5 days"), each with the text that says so: several are no answer. */
export function daysInside(text: string): { readonly value: number; readonly raw: string }[] {
  return Array.from(plainDashes(text).matchAll(DAYS_INSIDE), ([raw]) => daysOf(raw)).flat();
}

function daysOf(raw: string): { readonly value: number; readonly raw: string }[] {
  return Array.from(raw.matchAll(/\d+/g), ([digits]) => ({ value: Number(digits), raw })).filter(
    ({ value }) => value > 0,
  );
}

/** Whether `text` is nothing but a number of days, with or without the word. */
export function isDays(text: string): boolean {
  return DAYS.test(plainDashes(text.normalize('NFKC')).trim());
}

interface Named {
  readonly kind: 'engagement' | 'offering';
  readonly id: string;
}

/** Finds names in running text: case, dashes, `&`, `and` and spaces make no difference, the longest name wins. */
export class Names {
  readonly #named = new Map<string, Named>();
  readonly #beginnings = new Set<string>();
  readonly #offeringOf: ReadonlyMap<string, string>;

  constructor(names: EngagementNames) {
    this.#offeringOf = new Map(names.engagements.map(({ id, offering }) => [id, offering]));
    for (const { id, names: all } of names.offerings) for (const name of all) this.#add(name, 'offering', id);
    for (const { id, names: all } of names.engagements)
      for (const name of all) this.#add(name, 'engagement', id);
  }

  static words(text: string): { readonly word: string; readonly start: number; readonly end: number }[] {
    return Array.from(text.matchAll(LETTERS_AND_DIGITS), (match) => ({
      word: match[0].normalize('NFKC').toLowerCase().replace(/ё/gu, 'е'),
      start: match.index,
      end: match.index + match[0].length,
    })).filter(({ word }) => word !== 'and');
  }

  #add(name: string, kind: Named['kind'], id: string): void {
    let key = '';
    for (const { word } of Names.words(name)) {
      for (const letter of word) this.#beginnings.add((key += letter));
    }
    if (key !== '') this.#named.set(key, { kind, id });
  }

  offeringOf(engagement: string): string | undefined {
    return this.#offeringOf.get(engagement);
  }

  in(text: string): { readonly named: Named; readonly raw: string }[] {
    const words = Names.words(text);
    const found: { readonly named: Named; readonly raw: string }[] = [];
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
      found.push({ named: best.named, raw: text.slice(words[at]?.start, words[best.last]?.end) });
      at = best.last;
    }
    return found;
  }
}

const LIST = /\s*[,;&]\s*|\s(?:and|or|и|i|oraz|und|et|y|e)\s/iu;

/** The voucher numbers that a labelled text gives: one, or all of a list. None when it is anything else. */
export function numbersIn(raw: string, many: boolean, names: Names): string[] {
  const text = trimEdges(cleanLine(raw, MAX_LINE), /[\s"'“”„«»#№:]/u, /[\s"'“”«».,;:!]/u);
  if (isPlausibleNumber(text)) return [text];
  if (text.length > MAX_VALUE * 2 || text.includes('?')) return [];
  const parts = text.split(LIST).filter((part) => part !== '');
  if ((many || parts.length > 1) && parts.every((part) => isPlausibleNumber(part))) return parts;
  // A remark behind the number is fine when it is one that a mail prints: in brackets, or a fact of its own.
  const cut = /\s*(?:[([]|,\s|\s[-/]\s|\s\p{Lu}[\p{L} ]{1,30}:)/u.exec(plainDashes(text));
  if (!cut) return [];
  const head = text.slice(0, cut.index);
  const rest = text.slice(cut.index);
  if (!isPlausibleNumber(head) || EXAMPLE.test(rest)) return [];
  const remark = rest.replace(/^[\s,/\-–—]+/u, '');
  const isHarmless =
    /^[([]/.test(remark) ||
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
      if (found.length === 0 && /\p{L}{3}/u.test(raw))
        found.push({ fact: 'unknownEngagement', value: raw, raw });
      if (found.length === 0) return found;
      return [
        ...found,
        ...daysInside(raw).map(({ value }) => ({ fact: 'serviceLevel', value, raw }) as const),
      ];
    }
    case 'serviceLevel': {
      const plain = plainDashes(raw.normalize('NFKC')).trim();
      const [, only] = DAYS.exec(plain) ?? [];
      const days =
        only !== undefined ? daysOf(only) : SOME_DAYS.test(plain) ? daysOf(plain) : daysInside(plain);
      return days.map(({ value }) => ({ fact, value, raw }));
    }
    case 'assignedOn':
    case 'expiresOn': {
      const value = printedDate(raw);
      return value === undefined ? [] : [{ fact, value, raw }];
    }
    case 'agreement':
      return /\d/.test(raw) && raw.length <= 64 && !isOnlyDate(raw) ? [{ fact, value: raw, raw }] : [];
    case 'customer':
    case 'projectManager':
      return /\p{L}/u.test(raw) && !/[?{}]/.test(raw) ? [{ fact, value: unquoted(raw), raw }] : [];
    default: {
      const never: never = fact;
      return never;
    }
  }
}
