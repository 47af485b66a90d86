import { lazily } from '../lazily.ts';
import { Prepared, type Keepable } from '../prepared.ts';
import type { Steps } from '../steps.ts';
import { isDayWord } from './days.ts';
import { labelKey, MAX_LABEL } from './label-key.ts';
import { Memory } from './memory.ts';
import { TextModel, type SavedModel } from '../text-model.ts';
import { allOf, FACTS, type Fact, type HeaderField } from './wordings.ts';

/**
 * What a label announces. `facts`: the likeliest first, with how probable each is; the value decides between them.
 * A `borrowed` number label means something else in everyday language (a shop's voucher code, a bank's operation id)
 * and counts only in a text that speaks of the programme. `many` announces a list. `trade` labels are printed by
 * invoices and shops.
 */
export type Label =
  | {
      readonly kind: 'facts';
      /** The label as it is compared. */
      readonly key: string;
      readonly facts: readonly { readonly fact: Fact; readonly likely: number }[];
      readonly borrowed: boolean;
      readonly many: boolean;
      /** Whether it is a label even where nothing divides it from a value. */
      readonly isPlain: boolean;
      /** "No." and the like: a number of whatever the text speaks of. */
      readonly isGeneric: boolean;
    }
  | { readonly kind: 'header'; readonly field: HeaderField }
  | { readonly kind: 'other'; readonly isTrade: boolean };

/** A label that is not in the lists is one of a fact from here on; a value of its own type has to stand beside it. */
const LIKELY = 0.5;
/** A meaning of a label with a value behind it is tried from here on. */
const POSSIBLE = 0.2;

/** Of a label's n-grams this part is in the lists. */
const KNOWN = 0.6;

const FIELDS = ['from', 'to', 'date', 'subject'] as const;
/** Headers of mail programs in further languages; the mail inside them is in one of the eleven, or in none. */
const MORE_HEADERS: Readonly<Record<HeaderField, string>> = {
  from: 'van|från|fra|lähettäjä|kimden|feladó|de la|від|보낸 사람|寄件者',
  to: 'aan|till|til|kime|címzett|către|받는 사람|收件者|dw|do wiadomości|抄送',
  date: 'verzonden|skickat|sendt|날짜|보낸 날짜',
  subject: 'onderwerp|ämne|emne|主旨',
};

function listed(text: string): readonly string[] {
  return text.split('|');
}

const leads = lazily(() => {
  const all = allOf((wordings) => wordings.leads)
    .map((lead) => `${labelKey(lead)} `)
    .filter((lead) => lead.length > 1);
  return { all: new Set(all), longest: Math.max(...all.map(({ length }) => length)) };
});

/** The key of a label without the words that introduce it. */
function bareKey(printed: string): string {
  let key = labelKey(printed);
  const { all, longest } = leads();
  for (let times = 0; times < 2; times += 1) {
    let end = 0;
    for (let at = key.indexOf(' '); at >= 0 && at < longest; at = key.indexOf(' ', at + 1)) {
      if (all.has(key.slice(0, at + 1))) end = at + 1;
    }
    if (end === 0 || end >= key.length) break;
    key = key.slice(end);
  }
  return key;
}

type Kind = Fact | 'other';
const headers = lazily(
  (): ReadonlyMap<string, HeaderField> =>
    new Map(
      FIELDS.flatMap((field) =>
        [...allOf((wordings) => wordings.headers[field]), ...listed(MORE_HEADERS[field])].map(
          (printed) => [labelKey(printed), field] as const,
        ),
      ),
    ),
);
const KINDS = [...FACTS, 'other'] as const;

/** What the language files say of labels, by their keys. */
interface Listed {
  /** Only where a model is trained of them. */
  readonly examples?: Readonly<Record<Kind, ReadonlySet<string>>>;
  /** Usually one thing. */
  readonly exact: ReadonlyMap<string, readonly Kind[]>;
  readonly trade: ReadonlySet<string>;
}

function printedOf(kind: Kind): readonly string[] {
  if (kind !== 'other') return allOf(({ labels }) => labels[kind]);
  return allOf(({ others, topic }) => [...Object.values(others).flat(), ...topic.money]);
}

function* keysFrom(printed: readonly string[], keyOf: (text: string) => string): Steps<Set<string>> {
  const keys = new Set<string>();
  for (const text of printed) {
    const key = keyOf(text);
    if (key !== '') keys.add(key);
    yield;
  }
  return keys;
}

function* listing(): Steps<Required<Listed>> {
  const examples: Partial<Record<Kind, ReadonlySet<string>>> = {};
  const exact = new Map<string, Kind[]>();
  for (const kind of KINDS) {
    const keys = yield* keysFrom(printedOf(kind), bareKey);
    examples[kind] = keys;
    for (const key of keys) {
      const kinds = exact.get(key);
      if (kinds === undefined) exact.set(key, [kind]);
      else kinds.push(kind);
      yield;
    }
  }
  const money = allOf(({ topic, others }) => [...topic.money, ...(others['orders'] ?? [])]);
  const trade = yield* keysFrom(money, labelKey);
  return { examples: examples as Record<Kind, ReadonlySet<string>>, exact, trade };
}

/** Lists of keys, a line each; `kinds` has a bit for each of {@link KINDS}, whose order is theirs. */
interface SavedLists {
  readonly keys: string;
  readonly kinds: Uint16Array;
  readonly trade: string;
}

/** Made when the first label comes: most processes that load this module read no mail. */
const LISTS = new Prepared<Listed, SavedLists>({
  name: 'labels',
  make: listing,
  save: ({ exact, trade }) => ({
    keys: [...exact.keys()].join('\n'),
    kinds: Uint16Array.from(exact.values(), (kinds) =>
      kinds.reduce((all, kind) => all | (1 << KINDS.indexOf(kind)), 0),
    ),
    trade: [...trade].join('\n'),
  }),
  *restore({ keys, kinds, trade }) {
    const exact = new Map<string, readonly Kind[]>();
    const sets = Array.from({ length: 1 << KINDS.length }, (_none, set) =>
      KINDS.filter((_kind, bit) => (set & (1 << bit)) !== 0),
    );
    for (const [at, key] of keys.split('\n').entries()) {
      exact.set(key, sets[kinds[at] ?? 0] ?? []);
      yield;
    }
    return { exact, trade: new Set(trade.split('\n')) };
  },
});

/** Words for a number and nothing more. */
const GENERIC: ReadonlySet<string> = new Set(
  'no|nr|n|num|№|#|id|number|numer|nummer|numero|cislo|c|номер|код|code|kod|codice|codigo|番号|编号|号码|編號|號碼|ナンバー|kennung|identifier|reference'.split(
    '|',
  ),
);

/** Of labels and of the words that stand before a fact in a sentence, and of those behind one. */
interface Models {
  readonly before: TextModel<Kind>;
  readonly behind: TextModel<Kind>;
}

interface SavedModels {
  readonly before: SavedModel<Kind>;
  readonly behind: SavedModel<Kind>;
}

/** Trained when the first unknown label comes. */
const MODELS = new Prepared<Models, SavedModels>({
  name: 'label-models',
  make: training,
  save: ({ before, behind }) => ({ before: before.saved(), behind: behind.saved() }),
  *restore({ before, behind }) {
    return { before: yield* TextModel.restored(before), behind: yield* TextModel.restored(behind) };
  },
});

/** What a build keeps of labels. */
export const LABELS: readonly Keepable[] = [LISTS, MODELS];

/** Makes the lists and trains the models, in steps; who comes while it is under way goes on with it. */
export function* preparingLabels(): Steps<undefined> {
  yield* LISTS.preparing();
  yield* MODELS.preparing();
}

function* training(): Steps<Models> {
  const { examples = (yield* listing()).examples } = yield* LISTS.preparing();
  return {
    before: yield* TextModel.training(
      examplesOf((kind) => keysOf(examples[kind], contextsOf(kind, 'before'), contextKey)),
    ),
    behind: yield* TextModel.training(examplesOf((kind) => keysOf([], contextsOf(kind, 'behind'), labelKey))),
  };
}

function model(): TextModel<Kind> {
  return MODELS.get().before;
}

/** Engagements are known by their names, and need no words around them. */
function contextsOf(kind: Kind, side: 'before' | 'behind'): readonly string[] {
  return kind === 'engagement' ? [] : allOf(({ contexts }) => contexts[kind][side]);
}

/** Normalised one by one, as they are learnt. */
function examplesOf(of: (kind: Kind) => Iterable<string>): Record<Kind, Iterable<string>> {
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, Iterable<string>>;
}

function* keysOf(
  keys: Iterable<string>,
  printed: readonly string[],
  key: (printed: string) => string,
): Iterable<string> {
  const seen = new Set(keys);
  yield* seen;
  for (const text of printed) {
    const normal = key(text);
    if (normal === '' || seen.has(normal)) continue;
    seen.add(normal);
    yield normal;
  }
}

/** Words before a value as they are compared: without what only joins them to it. */
function contextKey(printed: string): string {
  return withoutCopula(labelKey(printed));
}

/** A voucher's own number is called by this word and a word for a number; by other words other papers have ids, too. */
const OWN = /v[ao]ucher|ваучер|バウチャー|受講券/u;
const NOT_A_NUMBER =
  /^(?:planning |services? )*(?:vouchers?|ваучеры?|バウチャー|受講券)$|(?<!\p{L})(?:code|kod|код|codigo|codice)(?!\p{L})/u;
const MANY =
  /\b(?:ids|id s|numbers|nos|nummern|numeros|numeri|numery|identyfikatory|cisla)\b|(?<!\p{L})(?:номера|идентификаторы)(?!\p{L})/u;
const remembered = new Memory<Label | { readonly kind: 'none' }>(4_000);

const DAYS_LABEL: Label = {
  kind: 'facts',
  key: '',
  facts: [{ fact: 'serviceLevel', likely: 1 }],
  borrowed: true,
  many: false,
  isPlain: true,
  isGeneric: false,
};

const IS_KEY = /^[A-Z\d]+(?:_[A-Z\d]+)+$/;

/** What `printed` announces, when it is a label and nothing else. A name in camelCase is code, not a label. */
export function labelOf(printed: string): Label | undefined {
  // A key of an export, VOUCHER_COD; in small letters it is one of code.
  const isKey = IS_KEY.test(printed.trim());
  const text = isKey ? printed.trim().replaceAll('_', ' ') : printed.trim();
  if (text === '' || text.length > MAX_LABEL || /^\p{Ll}+\p{Lu}|["{}<>?=@]|\w_\w|\s[-–—→]+\s/u.test(text))
    return undefined;
  let label = remembered.get(text);
  if (label === undefined) {
    label = isDayWord(text) ? DAYS_LABEL : (announced(bareKey(text)) ?? { kind: 'none' });
    remembered.set(text, label);
  }
  if (label.kind === 'none') return undefined;
  // A configuration has such keys, too: the text has to speak of planning.
  return isKey && label.kind === 'facts' ? { ...label, borrowed: true } : label;
}

/** A label without a word for a number at its end or its beginning. */
function withoutGeneric(key: string): string {
  const words = key.split(' ');
  if (words.length > 1 && GENERIC.has(words.at(-1) ?? '')) return words.slice(0, -1).join(' ');
  return words.length > 1 && GENERIC.has(words[0] ?? '') ? words.slice(1).join(' ') : key;
}

function announced(key: string): Label | undefined {
  if (key === '') return undefined;
  if (GENERIC.has(key)) {
    const facts = [{ fact: 'number', likely: 1 }] as const;
    return { kind: 'facts', key, facts, borrowed: true, many: false, isPlain: true, isGeneric: true };
  }
  const field = headers().get(key);
  if (field !== undefined) return { kind: 'header', field };
  const exact = LISTS.get().exact.get(key);
  if (exact !== undefined) {
    const facts = exact.filter((kind) => kind !== 'other').map((fact) => ({ fact, likely: 1 }));
    return facts.length > 0 ? ofFacts(key, facts) : { kind: 'other', isTrade: LISTS.get().trade.has(key) };
  }
  // "Umowa nr", "No. of the contract": a word for a number says nothing of its own.
  const named = withoutGeneric(key);
  const known = named === key ? undefined : LISTS.get().exact.get(named);
  if (known !== undefined && known.every((kind) => kind !== 'number' && kind !== 'serviceLevel'))
    return announced(named);
  // A label holds no value: with a digit or a sign between, it is more than a label.
  if (/[\d:：;|!]/u.test(key) || !/\p{L}{2}|[\p{Script=Han}\p{Script=Katakana}]/u.test(key)) return undefined;
  const { kinds } = model();
  const { likely, known: part } = model().likelihoods(key);
  const other = likely[kinds.indexOf('other')] ?? 0;
  const least = Math.max(POSSIBLE, other);
  const facts = FACTS.filter((fact) => (likely[kinds.indexOf(fact)] ?? 0) >= least)
    .map((fact) => ({ fact, likely: likely[kinds.indexOf(fact)] ?? 0 }))
    .toSorted((a, b) => b.likely - a.likely);
  const [best] = facts;
  if (best !== undefined) return ofFacts(key, facts, best.likely >= LIKELY && part >= KNOWN);
  return other >= 0.9 && part >= 0.95 ? { kind: 'other', isTrade: false } : undefined;
}

function ofFacts(
  key: string,
  facts: readonly { readonly fact: Fact; readonly likely: number }[],
  isPlain = true,
): Label {
  return {
    kind: 'facts',
    key,
    facts,
    borrowed: !OWN.test(key) || NOT_A_NUMBER.test(key),
    many: MANY.test(key),
    isPlain,
    isGeneric: false,
  };
}

const copulas = lazily(
  (): ReadonlySet<string> =>
    new Set(
      allOf((wordings) => wordings.copulas)
        .map(labelKey)
        .filter((word) => word !== ''),
    ),
);
const COPULA_WORDS = 4;
const COPULA_LETTERS = 8;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const MAX_WORDS = 7;
const UNSPACED_LENGTHS = [2, 3, 4, 5, 6, 8, 10, 12, 14] as const;

/** `key` without the copula that it ends with, the longest if there are several. */
function withoutCopula(key: string): string {
  let found = key.length;
  let start = key.length;
  for (let words = 0; words < COPULA_WORDS && start > 0; words += 1) {
    start = key.lastIndexOf(' ', start - 1);
    if (start <= 0) break;
    if (copulas().has(key.slice(start + 1))) found = start;
  }
  if (found === key.length && UNSPACED.test(key.at(-1) ?? '')) {
    for (let length = 1; length <= COPULA_LETTERS && length < key.length; length += 1) {
      if (copulas().has(key.slice(-length))) found = key.length - length;
    }
  }
  return key.slice(0, found).trimEnd();
}

/** What stands before a value, from one word to several; for scripts without spaces, from two letters to several. */
function endings(before: string): string[] {
  // Somebody's name between the words and their address says nothing.
  const named = before.replace(/[\s,(<„"«]+$/u, '').replace(/(?:(?<=\s)\p{Lu}[\p{L}'’.-]*\s?){1,3}$/u, '');
  const found = new Set<string>();
  for (const text of [before, named]) {
    const key = withoutCopula(labelKey(text.slice(-100)));
    if (UNSPACED.test(key)) {
      for (const length of UNSPACED_LENGTHS) {
        found.add(key.slice(-length));
        if (text !== before)
          for (const name of [2, 3, 4]) found.add(withoutCopula(key.slice(0, -name)).slice(-length));
      }
    }
    const words = key.split(' ');
    for (let count = 1; count <= MAX_WORDS && count <= words.length; count += 1)
      found.add(words.slice(-count).join(' '));
  }
  return [...found];
}

function beginnings(behind: string): string[] {
  const whole = labelKey(behind);
  let begins = 0;
  for (
    let at = whole.indexOf(' '), words = 0;
    at > 0 && words < COPULA_WORDS;
    at = whole.indexOf(' ', at + 1), words += 1
  ) {
    if (copulas().has(whole.slice(0, at))) begins = at + 1;
  }
  const key = whole.slice(begins);
  const words = key.split(' ');
  const found = UNSPACED.test(key) ? UNSPACED_LENGTHS.map((length) => key.slice(0, length)) : [];
  for (let count = 1; count <= 4 && count <= words.length; count += 1)
    found.push(words.slice(0, count).join(' '));
  return found;
}

/** A word for a number before one, where a text speaks of a voucher. */
const GENERIC_LIKELY = 0.75;

/** Whether a label with a colon, of several words, stands before a value: "secret code:" is no "code". */
function isLongerLabel(before: string): boolean {
  if (!/[:：]\s*$/u.test(before)) return false;
  const label = bareKey(before.slice(Math.max(before.lastIndexOf('\n'), before.search(/[^,.;，。；]*$/u))));
  return label.includes(' ') && !OWN.test(label);
}

/** What the words before and behind a value say that it is, of `among`. */
export function announcedIn(
  before: string,
  behind: string,
  among: readonly Fact[],
): { readonly fact: Fact; readonly likely: number } | undefined {
  let best: { readonly fact: Fact; readonly likely: number } | undefined;
  const isOfMore = isLongerLabel(before);
  const look = (keys: readonly string[], from: TextModel<Kind>): void => {
    for (const key of keys) {
      if (!isOfMore && GENERIC.has(key) && among.includes('number') && GENERIC_LIKELY > (best?.likely ?? 0)) {
        best = { fact: 'number', likely: GENERIC_LIKELY };
      }
      if (key.length < 2 || /\d/.test(key)) continue;
      const { likely, known } = from === model() ? likelihoodsOf(key) : from.likelihoods(key);
      if (known < KNOWN) continue;
      for (const fact of among) {
        const one = likely[from.kinds.indexOf(fact)] ?? 0;
        if (one > (best?.likely ?? 0)) best = { fact, likely: one };
      }
    }
  };
  look(endings(before), model());
  // Behind a comma the next thing begins.
  if (!/^\s*[,;，；、。]/u.test(behind)) look(beginnings(behind), MODELS.get().behind);
  return best;
}

const asked = new Memory<ReturnType<TextModel<Kind>['likelihoods']>>(4_000);
function likelihoodsOf(key: string): ReturnType<TextModel<Kind>['likelihoods']> {
  const known = asked.get(key);
  if (known !== undefined) return known;
  const found = model().likelihoods(key);
  asked.set(key, found);
  return found;
}

/** Whether the words before a value are those of something else. */
export function isOfAnother(before: string): boolean {
  return endings(before).some((key) => {
    if (key.length < 2 || /\d/.test(key) || GENERIC.has(key)) return false;
    const exact = LISTS.get().exact.get(key);
    if (exact !== undefined) return exact.every((kind) => kind === 'other');
    const { likely, known } = likelihoodsOf(key);
    return known >= 0.9 && (likely[model().kinds.indexOf('other')] ?? 0) >= 0.9;
  });
}

/** Whether the lists have a text as a label, of whatever kind. */
export function isListedLabel(text: string): boolean {
  return isDayWord(text) || LISTS.get().exact.has(bareKey(text));
}
