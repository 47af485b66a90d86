import type { Day } from '../../domain/day.ts';
import { folded, wordsOf, type Word } from '../../domain/folded.ts';
import type { Language } from '../../domain/people/person.ts';
import { plainDashes, visible } from '../../domain/plain-text.ts';
import type { EngagementId, OfferingId } from '../../domain/programme/catalogue.ts';
import { SPOKEN_ENGAGEMENTS, SPOKEN_OFFERINGS } from '../../domain/programme/spoken-names.ts';
import { saidDays, type Direction, type SaidDays } from '../../domain/said-days/said-days.ts';
import { saidNames } from '../../domain/said-names.ts';
import { canonicalNumber, numberKeys, PART } from '../../domain/voucher/number.ts';
import { joined } from '../../domain/voucher/typed-number.ts';
import { LISTED_STATES, type ListedState } from './intents.ts';
import { guesses, KNOWN_WORDS, prepared, spelled, WORDS, type Guess } from './model.ts';

/** Of what is typed so much is understood as a sentence; a longer text is none. */
export const MAX_SENTENCE = 400;
/** Numbers of one sentence that are looked for. */
const MAX_NUMBERS = 3;
/** So much of a comment is kept. */
const MAX_COMMENT = 1_000;
/** A sentence is one that says a comment from here on. */
const IS_COMMENT = 0.4;

/** A name and what is meant by it. */
export type Named = readonly [name: string, id: string];

/** Whom and what a sentence may name, as far as it is known. */
interface Names {
  readonly customers: readonly Named[];
  /** The company's consultants, by their ids in it. */
  readonly consultants: readonly Named[];
  /** Colleagues, whom a step may be asked of. */
  readonly people: readonly Named[];
}

/** What a sentence says: what it may ask for, and what it names. */
export interface Sentence {
  readonly ranked: readonly Guess[];
  /** Which part of it is like any example, beside what it names. */
  readonly known: number;
  /** Voucher numbers or parts of them, canonical. */
  readonly numbers: readonly string[];
  /** Customers by their keys, the surest first. */
  readonly customers: readonly string[];
  readonly consultants: readonly string[];
  /** Engagements of which any is meant; empty when none was named. */
  readonly engagements: readonly EngagementId[];
  readonly offerings: readonly OfferingId[];
  readonly states: readonly ListedState[];
  /** The text of a comment. */
  readonly comment?: string | undefined;
  /** Words of which it is not known what they are: names may be among them. */
  readonly unknown: readonly Word[];
  readonly words: readonly Word[];
  /** It is an address. */
  readonly isAddress: boolean;
  /** There is nothing in it but what it names, "voucher" aside. */
  readonly isBare: boolean;
  readonly days: (direction: Direction) => SaidDays;
}

interface Context {
  readonly today: Day;
  readonly language: Language;
  readonly names: Names;
}

type Sign = '#n' | '#c' | '#e' | '#p' | '#d';

/** Of a name or a number so many words are typed at most. */
const MAX_NAME = 4;

/** Whether what is typed is rather a sentence than a number or a name, which are looked for as they stand. */
export function isSentence(typed: string): boolean {
  const words = wordsOf(typed.slice(0, MAX_SENTENCE));
  const isNumber = typed.split(/\s+/u).every((word) => /\p{N}/u.test(word) || !/\p{L}/u.test(word));
  if (isNumber || words.length < 2 || !/\s/u.test(typed.trim())) return false;
  return words.length > MAX_NAME || words.some((word) => KNOWN_WORDS.has(word.folded));
}

/** Reads a sentence. Linear in its length, of which no more than {@link MAX_SENTENCE} is looked at. */
export function readSentence(text: string, context: Context): Sentence {
  const typed = joined(plainDashes(visible(text.slice(0, MAX_SENTENCE)).normalize('NFKC')));
  const { head, tail } = divided(typed);
  if (tail !== '') {
    const said = readPart(head, context);
    const [best] = said.ranked;
    if (best?.intent === 'comment' && best.likely > IS_COMMENT)
      return {
        ...said,
        // A voucher, a colon, a text: nothing else is said so.
        ranked: said.numbers.length + said.customers.length > 0 ? [{ ...best, likely: 1 }] : said.ranked,
        comment: text
          .slice(text.search(/[:：]/u) + 1)
          .trim()
          .slice(0, MAX_COMMENT),
      };
  }
  return readPart(typed, context);
}

/** What stands before a colon, and behind it. */
function divided(typed: string): { readonly head: string; readonly tail: string } {
  const [, head = '', tail = ''] = /^([^:：]{3,120})[:：]\s*(\S.*)$/su.exec(typed) ?? [];
  return { head, tail };
}

function readPart(typed: string, { today, language, names }: Context): Sentence {
  const ahead = saidDays(typed, today, 'ahead', language);
  const days = (direction: Direction): SaidDays =>
    direction === 'ahead' ? ahead : saidDays(typed, today, direction, language);
  const numbers: string[] = [];
  let rest = typed;
  const dated = ahead.places.filter(([from, to]) => !NOW.has(folded(typed.slice(from, to).trim())));
  for (const [from, to] of dated) rest = blanked(rest, from, to);
  const signs = dated.map(([at]) => ({ at, sign: '#d' as Sign }));
  const long = numberWords(rest);
  for (const { at, end, number } of long.length > 0 ? long : endsOfNumbers(rest)) {
    if (numbers.length < MAX_NUMBERS) numbers.push(number);
    signs.push({ at, sign: '#n' });
    rest = blanked(rest, at, end);
  }
  const words: (Word | undefined)[] = [...wordsOf(rest)];
  const take = (places: readonly number[], sign: Sign): void => {
    const [first] = places;
    const word = first === undefined ? undefined : words[first];
    if (word !== undefined) signs.push({ at: word.at, sign });
    for (const place of places) words[place] = undefined;
  };
  const looking = { common: KNOWN_WORDS };
  const customers = saidNames(words, names.customers, { ...looking, anyWord: true });
  const ofCustomers = placesOf(customers);
  const engaged = saidNames(words, SPOKEN_ENGAGEMENTS, { ...looking, whole: true });
  const offered = saidNames(words, SPOKEN_OFFERINGS, { whole: true });
  const people = saidNames(words, names.consultants, { ...looking, anyWord: true });
  if (ofCustomers.length > 0) take(ofCustomers, '#c');
  const ofEngagements = placesOf([...engaged, ...offered]).filter((place) => words[place] !== undefined);
  if (ofEngagements.length > 0) take(ofEngagements, '#e');
  const ofPeople = placesOf(people).filter((place) => words[place] !== undefined);
  if (ofPeople.length > 0) take(ofPeople, '#p');
  const colleagues = saidNames(words, names.people, { ...looking, anyWord: true });
  if (colleagues.length > 0) take(placesOf(colleagues), '#p');
  const left = words.filter((word) => word !== undefined);
  const sentence = [
    ...left.map(({ at, folded: text }) => ({ at, text: spelled(text) })),
    ...signs.map(({ at, sign }) => ({ at, text: sign as string })),
  ]
    .toSorted((a, b) => a.at - b.at)
    .map(({ text }) => text);
  const { ranked, known } = guesses(prepared(sentence));
  const last = Math.max(0, ...signs.filter(({ sign }) => sign === '#n' || sign === '#c').map(({ at }) => at));
  return {
    ranked,
    known,
    numbers,
    customers: customers.map(({ thing }) => thing),
    consultants: ofPeople.length > 0 ? people.map(({ thing }) => thing) : [],
    engagements: ofEngagements.length > 0 ? [...new Set(engaged.flatMap(({ thing }) => thing))] : [],
    offerings: ofEngagements.length > 0 ? [...new Set(offered.map(({ thing }) => thing))] : [],
    states: statesIn(left),
    comment: commentBehind(typed, rest, last),
    unknown: left.filter(({ folded: text }) => text.length > 2 && !KNOWN_WORDS.has(text)),
    words: wordsOf(rest),
    isAddress: ADDRESS.test(typed) && !/\s/u.test(typed.trim()),
    isBare: left.every(({ folded: text }) => NOUNS.has(text)) && signs.length > 0,
    days,
  };
}

/** It is a day where one is asked for; elsewhere it is a word like others. */
const NOW: ReadonlySet<string> = new Set(['now', 'сейчас', 'teraz'].map(folded));

function placesOf(said: readonly { readonly words: readonly number[] }[]): readonly number[] {
  return [...new Set(said.flatMap(({ words }) => words))].toSorted((a, b) => a - b);
}

function blanked(text: string, from: number, to: number): string {
  return text.slice(0, from) + ' '.repeat(to - from) + text.slice(to);
}

const NUMBER_WORD =
  /(?<![\p{L}\p{N}])(?:(?=[\p{L}\p{N}-]*\p{N})[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)(?:\s+(?=[\p{L}\p{N}-]*\p{N})[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)*/gu;
/** «0042-го», "0042ka": an ending on a number. */
const NUMBER_ENDING = /(?<=\d)-?(?:[а-яё]{1,3}|(?:go|ego|ka|ki|kę|ke|tej|em|st|nd|rd|th))$/iu;
/** "Contoso24", "d365": a name. */
const NAME = /^\p{L}{4,}\d{1,3}$|^d365$/iu;
const YEAR = /^(?:19|20)\d\d$/;
/** "10 000": an amount. */
const AMOUNT = /^\d{1,3}(?:\s\d{3})+$/;
const ADDRESS = /@|:\/\//u;

/** Words that may be a voucher's number, or a part of one, and where they stand. */
function numberWords(text: string): readonly { at: number; end: number; number: string }[] {
  return Array.from(text.matchAll(NUMBER_WORD), ({ 0: found, index }) => ({ found, index })).flatMap(
    ({ found, index }) => {
      const number = canonicalNumber(found.replace(NUMBER_ENDING, ''));
      return NAME.test(found) ||
        YEAR.test(found) ||
        AMOUNT.test(found) ||
        Array.from(numberKeys(number).plain).length < PART
        ? []
        : [{ at: index, end: index + found.length, number }];
    },
  );
}

const NUMBERED = Object.values(WORDS)
  .flatMap(({ numbered }) => numbered.split('|'))
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const NOUNS: ReadonlySet<string> = new Set(
  Object.values(WORDS).flatMap(({ numbered }) => numbered.split('|').map(folded)),
);
const COURTESY = Object.values(WORDS)
  .flatMap(({ courtesies }) => courtesies.behind.split('|'))
  .toSorted((a, b) => b.length - a.length)
  .join('|');
/** "voucher 42", "#115", "42 reserve", "reserve 42 please": two or three digits where a number is said. */
const END_OF_NUMBER = [
  `(?<=(?<!\\p{L})(?:${NUMBERED})\\.?\\s*[#№]?\\s*|[#№]\\s*)(?<!\\p{N})\\d{2,3}(?![\\p{L}\\p{N}.:/%-])`,
  `(?<=^\\s*)\\d{2,3}(?=\\s+\\p{L})`,
  `(?<=^\\s*\\p{L}{4,}\\s+)\\d{2,3}(?=(?:\\s+(?:${COURTESY}))?\\s*[.!?]*\\s*$)`,
].map((pattern) => new RegExp(pattern, 'giu'));

/** The last two or three digits of a number, where nothing else of it is said. */
function endsOfNumbers(text: string): readonly { at: number; end: number; number: string }[] {
  for (const pattern of END_OF_NUMBER) {
    const [found] = text.matchAll(pattern);
    if (found !== undefined)
      return [{ at: found.index, end: found.index + found[0].length, number: found[0] }];
  }
  return [];
}

const STATE_PHRASES = LISTED_STATES.flatMap((state) =>
  Object.values(WORDS).flatMap(({ states }) =>
    states[state].split('|').map((phrase) => [phrase.split(' ').map(folded), state] as const),
  ),
).toSorted(([a], [b]) => b.length - a.length);

/** States that a sentence speaks of: the longest phrase at each word. */
function statesIn(words: readonly Word[]): readonly ListedState[] {
  const found = new Set<ListedState>();
  for (let at = 0; at < words.length;) {
    const phrase = STATE_PHRASES.find(([parts]) =>
      parts.every((part, place) => {
        const word = words[at + place]?.folded ?? '';
        return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : word === part;
      }),
    );
    if (phrase !== undefined) found.add(phrase[1]);
    at += phrase?.[0].length ?? 1;
  }
  return [...found];
}

const THAT = new RegExp(
  `^[\\s,:;.-]*(?:(?:${Object.values(WORDS)
    .flatMap(({ that }) => that.split('|'))
    .join('|')})(?![\\p{L}\\p{N}])\\s*)?`,
  'iu',
);

/** What stands behind the voucher that a sentence names: the text of a comment that has no colon. */
function commentBehind(typed: string, rest: string, from: number): string | undefined {
  if (from === 0) return undefined;
  // The words of the name are blank in `rest`, or stand at `from`.
  const end = /^\S+(?:\s+\d\S*)*/u.exec(typed.slice(from))?.[0].length ?? 0;
  const behind = typed
    .slice(from + end)
    .replace(THAT, '')
    .trim();
  return behind === '' || rest.trim() === '' ? undefined : behind.slice(0, MAX_COMMENT);
}
