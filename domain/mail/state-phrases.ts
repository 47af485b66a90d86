import { VOUCHER } from './voucher-words.ts';
import { WORDINGS, type VoucherState, type Wordings } from './wordings.ts';

/**
 * The phrases by which the language files tell what has become of a voucher, and where a clause or a field holds one.
 * What will be, may be or is not, and what has become of something else, is no state.
 */

/** Words of a field of which the first says the state. */
const MAX_FIELD_WORDS = 8;
const MAX_CELL_WORDS = 5;
/** Words that may stand between two of a phrase: "was unfortunately cancelled". */
const GAP = 3;
/** A longer clause that a colon ends is no label. */
const MAX_LABEL_WORDS = 5;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Signs behind a Japanese or Chinese phrase in which a negation or a condition stands. */
const BEHIND = 5;
/** Words for "the" and "this" before a voucher's, and for "already": a phrase is the same without them. */
const ARTICLES =
  /^(?:the|this|our|der|die|das|den|dem|dieser|le|la|les|ce|el|los|este|esta|il|lo|i|questo|o|os|ten|tento|son|sa|su|suo|seu|ihren|seinen)$/;
const ADVERBS =
  /^(?:already|now|bereits|schon|leider|deja|ya|gia|ormai|ja|juz|niestety|jiz|uz|уже|jetzt|maintenant)$/;
/** Who or what a clause may begin with that speaks of the voucher without naming it. */
const PRONOUNS: ReadonlySet<string> = new Set(
  (
    'it this that one these they unfortunately sadly note please er es ihn dieser diese dieses der die das hier wir il elle celui ' +
    'ci ce nous on lo le la este esta esto ese se ya nos questo questa quello purtroppo esse isto infelizmente nos to ten ' +
    'ta go on my jego tego niestety uwaga ho toto tento bohuzel pozor jsme jej on он его это этот мы они к сожалению внимание ' +
    'achtung attention atencion attenzione atencao leider hinweis already now unser notre nuestro nostro nosso nasz nas наш'
  ).split(' '),
);
interface Word {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** Words in the form in which they are compared: without case, accents and width. */
function wordsIn(text: string): Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ 0: word, index }) => ({
    key: keyOf(word),
    start: index,
    end: index + word.length,
  }));
}

/** The accents that tell what was from what is: "expiré", "caducó", and "è" from "and". */
const TELLING_ACCENT = /(?<=[eo])[\u0300\u0301](?=e?s?$)/u;

function keyOf(text: string): string {
  if (/^[\t -~]*$/.test(text)) return text.toLowerCase();
  const apart = text.normalize('NFKC').toLowerCase().normalize('NFD');
  const accent = TELLING_ACCENT.exec(apart);
  const [before, behind] =
    accent === null ? [apart, ''] : [apart.slice(0, accent.index), apart.slice(accent.index + 1)];
  const plain = (part: string): string =>
    part.replace(/\p{M}/gu, '').replace(/[łßøđ]/gu, (letter) => LETTERS[letter] ?? letter);
  return `${plain(before)}${accent?.[0] ?? ''}${plain(behind)}`;
}

/** Letters that no decomposition takes apart. */
const LETTERS: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', ø: 'o', đ: 'd' };

/** A phrase in a language with spaces. */
interface Phrase {
  readonly state: VoucherState;
  readonly words: readonly string[];
  /** On which side of the only word that is left of it a voucher has to stand. */
  readonly side: 'before' | 'behind' | 'any';
  /** What somebody did to a voucher says what of. */
  readonly needsName: boolean;
  /** What the phrase itself speaks of, such as a reservation, needs no voucher beside it. */
  readonly isWhole: boolean;
  readonly hedges: Hedges;
}

interface Hedges {
  readonly unreal: readonly string[];
  readonly another: readonly string[];
}

interface Phrases {
  /** By the first three letters of their first word. */
  readonly spaced: ReadonlyMap<string, readonly Phrase[]>;
  readonly unspaced: readonly {
    readonly state: VoucherState;
    readonly text: string;
    readonly hedges: Hedges;
  }[];
  /** Words of the phrases: they may stand before one, as pronouns may. */
  readonly own: ReadonlySet<string>;
  /** What the key of a text without accents holds, if it holds a phrase or a field with spaces between its words. */
  readonly telling: RegExp;
  /** What may stand in a column or behind a label for the state, and words for such a label. */
  readonly values: ReadonlyMap<string, VoucherState>;
  readonly labels: ReadonlySet<string>;
}

const STATES = ['lost', 'cancelled', 'redeemed', 'expired'] as const;
const STATUS = /^(\p{L}+)\s?[:：]\s?(.+)$/u;

let known: Phrases | undefined;
/** Made when the first voucher's mail comes: most processes that load this module read none. */
function phrases(): Phrases {
  known ??= phrasesOf(WORDINGS);
  return known;
}

function phrasesOf(wordings: readonly Wordings[]): Phrases {
  const spaced = new Map<string, Phrase[]>();
  const unspaced: Phrases['unspaced'][number][] = [];
  const own = new Set<string>();
  const values = new Map<string, VoucherState>();
  const labels = new Set<string>();
  const telling = new Set<string>();
  // A word alone is read in the mails of every language.
  const everyUnreal = wordings.flatMap(({ hedges }) => hedges.unreal.map(spacedKey));
  for (const { states, hedges: printed } of wordings) {
    const hedges = { unreal: printed.unreal.map(spacedKey), another: printed.another.map(spacedKey) };
    // A word that is in the phrases of one state only says what they are about.
    const count = new Map<string, Set<VoucherState>>();
    for (const state of STATES) {
      for (const { key } of states[state].flatMap(wordsIn)) {
        own.add(key);
        count.set(key, (count.get(key) ?? new Set()).add(state));
      }
    }
    for (const state of STATES) {
      for (const text of states[state]) {
        const [, label, value] = STATUS.exec(text) ?? [];
        if (label !== undefined && value !== undefined) {
          labels.add(keyOf(label));
          values.set(plainKey(value), state);
          if (!UNSPACED.test(value)) telling.add(stemOf(wordsIn(value).map(({ key }) => key)));
        }
        if (UNSPACED.test(text)) {
          unspaced.push({ state, text: plainKey(text), hedges });
          continue;
        }
        if (label !== undefined) continue;
        const phrase = phraseOf(state, text, hedges, (word) => (count.get(word)?.size ?? 0) === 1);
        const [first] = phrase?.words ?? [];
        if (phrase === undefined || first === undefined) continue;
        const key = first.slice(0, 3);
        const isAlone = phrase.words.length === 1;
        const safe = isAlone ? { ...phrase, hedges: { ...hedges, unreal: everyUnreal } } : phrase;
        spaced.set(key, [...(spaced.get(key) ?? []), safe]);
        // "wurde storniert" is "storniert wurde" behind a conjunction.
        const [auxiliary = '', participle = ''] = phrase.words;
        if (phrase.words.length === 2 && auxiliary.length <= 5 && participle.length >= 6) {
          const turned = { ...phrase, words: [participle, auxiliary] };
          const begins = participle.slice(0, 3);
          spaced.set(begins, [...(spaced.get(begins) ?? []), turned]);
        }
      }
    }
  }
  for (const phrase of [...spaced.values()].flat()) telling.add(stemOf(phrase.words));
  const longest = (a: { readonly text: string }, b: { readonly text: string }): number =>
    b.text.length - a.text.length;
  return {
    spaced,
    unspaced: unspaced.toSorted(longest),
    own,
    telling: new RegExp([...telling].join('|'), 'u'),
    values,
    labels,
  };
}

/** `text` without the words for a voucher, which may stand anywhere in its sentence. */
function phraseOf(
  state: VoucherState,
  text: string,
  hedges: Hedges,
  isTelling: (word: string) => boolean,
): Phrase | undefined {
  const all = wordsIn(text).map(({ key }) => key);
  const at = all.findIndex((word) => VOUCHER.test(word));
  const words = all.filter(
    (word, nth) =>
      nth !== at &&
      !ADVERBS.test(word) &&
      !((nth === at - 1 || (nth === 0 && all.length > 2)) && ARTICLES.test(word)),
  );
  if (words.length === 0) return undefined;
  const telling = words.filter((word) => word.length > 4 && isTelling(word)).length;
  const side =
    words.length > 1 || at < 0 ? 'any' : at === 0 || /^\p{L}{1,4}$/u.test(all[0] ?? '') ? 'before' : 'behind';
  return { state, words, side, isWhole: telling > 1, needsName: at > 1 && at === all.length - 1, hedges };
}

function spacedKey(text: string): string {
  return UNSPACED.test(text)
    ? plainKey(text)
    : wordsIn(text)
        .map(({ key }) => key)
        .join(' ');
}

/** Of scripts without spaces, and of what stands alone: one text without them. */
function plainKey(text: string): string {
  return keyOf(text).replace(/[\s:：_*.]+/gu, '');
}

const GERUND = /(?:ani|eni)[aeu]$/;

/** Whether a word is one of a phrase, in another ending of the same length or a letter more. */
function isForm(word: string, of: string): boolean {
  // "do wykorzystania": what is to be done is no participle.
  if (GERUND.test(word) && !GERUND.test(of)) return false;
  if (word === of) return true;
  if (of.length < 6) return false;
  const isOpen = of.length > 6 && /[aeiouyаеиоуы]$/u.test(of);
  const stem = isOpen ? of.slice(0, -1) : of;
  return word.startsWith(stem) && word.length - stem.length <= (isOpen || /\p{M}$/u.test(of) ? 2 : 1);
}

/** The beginning that the longest of some words has in all its forms, without accents. */
function stemOf(words: readonly string[]): string {
  const [longest = ''] = words.toSorted((a, b) => b.length - a.length);
  return withoutAccents(longest.length > 6 ? longest.slice(0, -1) : longest);
}

function withoutAccents(key: string): string {
  return key.replace(/\p{M}/gu, '');
}

/** Whether a text may say what has become of a voucher: what does not is most of a mail. */
export function mayTell(text: string): boolean {
  return UNSPACED.test(text) || phrases().telling.test(withoutAccents(keyOf(text)));
}

/** The places in `words` of the words of a phrase that begins at `from`, in their order. */
function matched(words: readonly Word[], from: number, phrase: Phrase): number[] | undefined {
  const found: number[] = [];
  let at = from;
  for (const [nth, of] of phrase.words.entries()) {
    const last = nth === 0 ? from : at + GAP;
    while (at <= last && at < words.length && !isForm(words[at]?.key ?? '', of)) at += 1;
    if (at > last || at >= words.length) return undefined;
    found.push(at);
    at += 1;
  }
  return found;
}

function has(text: string, list: readonly string[], isBeginning: boolean): boolean {
  return list.some((hedge) => {
    if (UNSPACED.test(hedge)) return text.includes(hedge);
    return text.includes(isBeginning && hedge.length > 4 ? ` ${hedge}` : ` ${hedge} `);
  });
}

/** `Status: cancelled`, or the cell of a row that says nothing else. */
export function fieldIn(text: string, before: string | undefined, isCell: boolean): VoucherState | undefined {
  const { values, labels } = phrases();
  const [, label = '', value = ''] = /^\s*(\p{L}+)\s*[:：=]\s*(.+)$/u.exec(text) ?? [];
  if (labels.has(keyOf(label))) return valueOf(value, values, MAX_FIELD_WORDS);
  if (before !== undefined && labels.has(plainKey(before))) return valueOf(text, values, MAX_FIELD_WORDS);
  const [, inOne = '', rest = ''] = /^\s*(\p{L}+)\s+(\S.*)$/u.exec(text) ?? [];
  if (labels.has(keyOf(inOne)) && values.has(plainKey(rest))) return values.get(plainKey(rest));
  // "Already redeemed in June" is a line of the section of a voucher.
  if (ADVERBS.test(keyOf(inOne)) && !/[:：]/u.test(rest)) return valueOf(rest, values, MAX_FIELD_WORDS);
  return isCell ? valueOf(text, values, MAX_CELL_WORDS) : undefined;
}

/** "cancelled by the customer": the first word says it. */
function valueOf(text: string, values: Phrases['values'], maxWords: number): VoucherState | undefined {
  const exact = values.get(plainKey(text));
  if (exact !== undefined) return exact;
  const [first = ''] = keyOf(text).match(/\p{L}+/u) ?? [];
  return text.trim().split(/\s+/u).length <= maxWords ? values.get(first) : undefined;
}

/** Where a clause says what has become of a voucher. `names`: its sentence speaks of one; `isOwn`: by its number. */
export function phraseIn(
  text: string,
  of: { readonly names: boolean; readonly isOwn: boolean },
): { readonly state: VoucherState; readonly at: number } | undefined {
  const all = phrases();
  return UNSPACED.test(text) ? unspacedHit(text, all) : spacedHit(text, all, of);
}

function unspacedHit(
  text: string,
  { unspaced }: Phrases,
): { readonly state: VoucherState; readonly at: number } | undefined {
  const key = plainKey(text);
  for (const phrase of unspaced) {
    const at = key.indexOf(phrase.text);
    if (at < 0) continue;
    const end = at + phrase.text.length;
    const around = `${key.slice(0, at)} ${key.slice(end, end + BEHIND)}`;
    if (has(around, phrase.hedges.unreal, false) || has(around, phrase.hedges.another, false)) continue;
    return { state: phrase.state, at };
  }
  return undefined;
}

function spacedHit(
  text: string,
  { spaced, own }: Phrases,
  { names, isOwn }: { readonly names: boolean; readonly isOwn: boolean },
): { readonly state: VoucherState; readonly at: number } | undefined {
  const words = wordsIn(text);
  let best: { readonly state: VoucherState; readonly at: number; readonly length: number } | undefined;
  for (const [from, { key, start }] of words.entries()) {
    for (const phrase of spaced.get(key.slice(0, 3)) ?? []) {
      if (phrase.words.length <= (best?.length ?? 0)) continue;
      const at = matched(words, from, phrase);
      if (at === undefined) continue;
      const last = at.at(-1) ?? from;
      const others = words.filter((_word, nth) => nth <= last && !at.includes(nth));
      const before = ` ${others.map((word) => word.key).join(' ')} `;
      if (has(before, phrase.hedges.unreal, false)) continue;
      if (!isOwn && has(before, phrase.hedges.another, true)) continue;
      if (!isOf(phrase, text, words, { from, last, names, own })) continue;
      best = { state: phrase.state, at: start, length: phrase.words.length };
    }
  }
  return best;
}

/** Whether a phrase speaks of a voucher: it or its clause names one, or its clause names nothing. */
function isOf(
  phrase: Phrase,
  text: string,
  words: readonly Word[],
  {
    from,
    last,
    names,
    own,
  }: {
    readonly from: number;
    readonly last: number;
    readonly names: boolean;
    readonly own: ReadonlySet<string>;
  },
): boolean {
  const start = words[from]?.start ?? 0;
  const end = words[last]?.end ?? 0;
  const behind = text.slice(end);
  const [, told] = /^\s*[:：](.*)$/u.exec(behind) ?? [];
  // The label of a day that is perhaps to come, or of nothing.
  if (told !== undefined) {
    if (told.trim() === '') return names && words.length > MAX_LABEL_WORDS;
    if (!VOUCHER.test(told) && (phrase.state === 'expired' || !/\d/.test(told))) return false;
    if (!names && !/\d/.test(told)) return false;
    return true;
  }
  if (phrase.words.length === 1 && phrase.side !== 'any') {
    const beside = phrase.side === 'before' ? text.slice(0, start) : behind.slice(0, 40);
    return VOUCHER.test(beside) || (phrase.side === 'before' && /\d/.test(beside) && names);
  }
  if (names) return true;
  if (phrase.needsName) return false;
  if (phrase.isWhole) return true;
  // A word alone on its line is what somebody wants to see.
  if (words.length === 1) return false;
  return words.slice(0, from).every(({ key }) => PRONOUNS.has(key) || own.has(key));
}
