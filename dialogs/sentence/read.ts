import type { Day } from '../../domain/day.ts';
import { folded, wordsOf, type Word } from '../../domain/folded.ts';
import type { Language } from '../../domain/people/person.ts';
import { firstNamesOf } from '../../domain/people/short-names.ts';
import { plainDashes, visible } from '../../domain/plain-text.ts';
import type { EngagementId, OfferingId } from '../../domain/programme/catalogue.ts';
import { SPOKEN_ENGAGEMENTS, SPOKEN_OFFERINGS } from '../../domain/programme/spoken-names.ts';
import { saidDays, type Direction, type SaidDays } from '../../domain/said-days/said-days.ts';
import { isMistyped, saidNames } from '../../domain/said-names.ts';
import { canonicalNumber, numberKeys, PART } from '../../domain/voucher/number.ts';
import { joined } from '../../domain/voucher/typed-number.ts';
import { LISTED_STATES, type ListedState } from './intents.ts';
import {
  foreignWords,
  guesses,
  knownWords,
  prepared,
  questionGuesses,
  spelled,
  unwrapped,
  WORDS,
  type Guess,
} from './model.ts';
import type { SentenceWords } from './words/words.ts';

/** Of what is typed so much is understood as a sentence; a longer text is none. */
export const MAX_SENTENCE = 400;
/** Numbers of one sentence that are looked for. */
const MAX_NUMBERS = 3;
/** So much of a comment is kept. */
const MAX_COMMENT = 1_000;
/** A sentence is one that says a comment from here on. */
const IS_COMMENT = 0.4;
/** Before a colon, with a voucher that it is about. */
const MAY_BE_COMMENT = 0.1;

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
  /** Which question about the programme it may be, or none. */
  readonly questions: ReturnType<typeof questionGuesses>;
  readonly ranked: readonly Guess[];
  /** Which part of its words is in any example, beside what it names. */
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
  /** Words of everyday language that are written as names are: "Many of them" is a customer. */
  readonly capital: readonly Word[];
  readonly words: readonly Word[];
  /** It is an address. */
  readonly isAddress: boolean;
  /** There is nothing in it but what it names, "voucher" and the like aside. */
  readonly isBare: boolean;
  /** It asks for no more than that what it names, or what is of the states, is shown. */
  readonly isShown: boolean;
  /** It speaks of what has nothing to do with the bot. */
  readonly isForeign: boolean;
  /** It speaks of claims by their name. */
  readonly isOfClaims: boolean;
  /** It speaks of being paid. */
  readonly isOfPayment: boolean;
  /** It speaks of giving something to somebody. */
  readonly isGiving: boolean;
  /** It names an engagement in the plural. */
  readonly isPlural: boolean;
  /** It names a colleague. */
  readonly isOfPerson: boolean;
  /** It says a day, be it only "today". */
  readonly isDated: boolean;
  readonly days: (direction: Direction) => SaidDays;
  /** Its clauses, each read alone; of a sentence that has only one, none. */
  readonly parts: readonly Sentence[];
  /** Where in the text each clause is. */
  readonly clauses: readonly (readonly [from: number, to: number])[];
}

interface Context {
  readonly today: Day;
  readonly language: Language;
  readonly names: Names;
}

type Sign = '#n' | '#c' | '#e' | '#p' | '#d';

/** Of a name or a number so many words are typed at most. */
const MAX_NAME = 4;
/** A longer text is no customer's name alone. */
const MAX_CUSTOMER = 100;
/** Shorter words may be a part of a number. */
const MIN_WORD = 4;

/** Whether what is typed is rather a sentence than a number or a name, which are looked for as they stand. */
export function isSentence(typed: string): boolean {
  const text = typed.slice(0, MAX_SENTENCE);
  const words = wordsOf(text);
  if (words.length < 2 || !/\s/u.test(text.trim())) return false;
  if (saysNumberAndDay(text)) return true;
  const isNumbered = numberWords(text).length > 0;
  const isNumber = typed.split(/\s+/u).every((word) => /\p{N}/u.test(word) || !/\p{L}/u.test(word));
  // Beside a number any word says something.
  const isSaid = (word: Word): boolean =>
    knownWords().has(word.folded) ||
    (isNumbered && word.typed.length >= MIN_WORD && !/\p{N}/u.test(word.typed));
  return !isNumber && (words.length > MAX_NAME || words.some(isSaid));
}

/** Whether a sentence with a number in it may be a name: "Studio 4711 Ltd", not "reserve 4711 please". */
export function mayBeName(typed: string): boolean {
  return (
    typed.length <= MAX_CUSTOMER &&
    numberWords(typed).length > 0 &&
    wordsOf(typed).some(({ folded: word }) => !/\p{N}/u.test(word) && !knownWords().has(word))
  );
}

/** Any day will do to see whether one is said. */
const SOME_DAY = '2000-01-03' as Day;

/** Whether it is a voucher's number with a day, and perhaps more. */
function saysNumberAndDay(typed: string): boolean {
  const { places } = saidDays(typed, SOME_DAY, 'ahead', 'en');
  const rest = places.reduce((text, [from, to]) => blanked(text, from, to), typed);
  return places.length > 0 && numberWords(rest).length > 0;
}

/** Reads a sentence. Linear in its length, of which no more than {@link MAX_SENTENCE} is looked at. */
export function readSentence(text: string, context: Context): Sentence {
  const plain = plainDashes(visible(text.slice(0, MAX_SENTENCE)).normalize('NFKC'));
  for (const mark of [COLON, DASH]) {
    const comment = commentOf(text, withoutCourtesies(plain), mark, context);
    if (comment !== undefined) return comment;
  }
  const typed = withoutCourtesies(joined(plain));
  const whole = readPart(typed, context);
  const parts = whole.clauses.map(([from, to]) => readPart(typed.slice(from, to), context));
  return { ...whole, parts };
}

/** What may stand before the text of a comment; a dash is in many another sentence too. */
const COLON = { mark: /[:：]/u, least: MAY_BE_COMMENT };
const DASH = { mark: /\s[-–—−]\s/u, least: IS_COMMENT };
/** Letters of what stands before it. */
const MIN_HEAD = 3;
const MAX_HEAD = 120;

/** The sentence as a comment, when it is one up to this mark. */
function commentOf(
  text: string,
  typed: string,
  { mark, least }: typeof COLON,
  context: Context,
): Sentence | undefined {
  const at = mark.exec(typed)?.index ?? 0;
  if (at < MIN_HEAD || at > MAX_HEAD || typed.slice(at).replace(mark, '').trim() === '') return undefined;
  const head = typed.slice(0, at);
  const said = readPart(joined(head), context);
  const isNamed = said.numbers.length + said.customers.length > 0;
  const best = said.ranked.slice(0, 2).find(({ intent }) => intent === 'comment');
  if (best === undefined || best.likely <= (isNamed ? least : IS_COMMENT)) return undefined;
  // As it was typed, behind the greetings.
  const behind = text.slice(Math.max(0, text.indexOf(wordsOf(head).at(-1)?.typed ?? '')));
  const comment = behind.slice(behind.search(mark)).replace(mark, '').trim();
  // A voucher, a mark, a text: nothing else is said so.
  const ranked = isNamed ? [{ ...best, likely: 1 }] : said.ranked;
  return { ...said, ranked, comment: comment.slice(0, MAX_COMMENT) };
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
  const all = wordsOf(rest);
  const words: (Word | undefined)[] = [...all];
  const named = inFull(all, [...names.consultants, ...names.people]);
  const mayBePeople = (): readonly (Word | undefined)[] =>
    named.map((word, place) => (words[place] === undefined ? undefined : word));
  const take = (places: readonly number[], sign: Sign): void => {
    const [first] = places;
    const word = first === undefined ? undefined : words[first];
    if (word !== undefined) signs.push({ at: word.at, sign });
    for (const place of places) words[place] = undefined;
  };
  const looking = { common: knownWords() };
  const customers = saidNames(words, names.customers, { ...looking, anyWord: true });
  const ofCustomers = placesOf(customers);
  const engaged = saidNames(words, SPOKEN_ENGAGEMENTS, { ...looking, whole: true });
  const offered = saidNames(words, SPOKEN_OFFERINGS, { whole: true });
  const people = saidNames(mayBePeople(), names.consultants, { ...looking, anyWord: true });
  if (ofCustomers.length > 0) take(ofCustomers, '#c');
  const ofEngagements = placesOf([...engaged, ...offered]).filter((place) => words[place] !== undefined);
  if (ofEngagements.length > 0) take(ofEngagements, '#e');
  const ofPeople = placesOf(people).filter((place) => words[place] !== undefined);
  if (ofPeople.length > 0) take(ofPeople, '#p');
  const colleagues = saidNames(mayBePeople(), names.people, { ...looking, anyWord: true });
  if (colleagues.length > 0) take(placesOf(colleagues), '#p');
  const left = words.filter((word) => word !== undefined);
  const sentence = [
    ...left.map(({ at, folded: text }) => ({ at, text: spelled(text) })),
    ...signs.map(({ at, sign }) => ({ at, text: sign as string })),
  ]
    .toSorted((a, b) => a.at - b.at)
    .map(({ text }) => text);
  const asked = prepared(sentence);
  const isKnown = left.filter(({ folded: text }) => knownWords().has(spelled(text)));
  const { states, others } = statesIn(left);
  const plain = new Set(unwrapped(sentence));
  // The words of courtesies around it say nothing either.
  const says = (of: ReadonlySet<string>, these: readonly Word[]): boolean =>
    these.every(({ folded: text }) => {
      const meant = spelled(text);
      return of.has(text) || of.has(meant) || !(plain.has(text) || plain.has(meant));
    });
  const last = Math.max(0, ...signs.filter(({ sign }) => sign === '#n' || sign === '#c').map(({ at }) => at));
  return {
    questions: questionGuesses(asked),
    ranked: guesses(asked),
    known: left.length === 0 ? 1 : isKnown.length / left.length,
    numbers,
    customers: customers.map(({ thing }) => thing),
    consultants: ofPeople.length > 0 ? people.map(({ thing }) => thing) : [],
    engagements: ofEngagements.length > 0 ? [...new Set(engaged.flatMap(({ thing }) => thing))] : [],
    offerings: ofEngagements.length > 0 ? [...new Set(offered.map(({ thing }) => thing))] : [],
    states,
    comment: commentBehind(typed, rest, last),
    unknown: left.filter(({ folded: text }) => text.length > 2 && !knownWords().has(text)),
    capital: left.filter(({ typed: word, at }) => at > 0 && NAMED.test(word)),
    words: named,
    isForeign: left.some(({ folded: text }) => foreignWords().has(spelled(text))),
    isOfClaims: left.some(({ folded: text }) => CLAIMS.some((part) => isForm(text, part))),
    isOfPayment: left.some(({ folded: text }) => PAYMENT.some((part) => isForm(text, part))),
    isGiving: left.some(({ folded: text }) => GIVING.some((part) => isForm(text, part))),
    isPlural: ofEngagements.some((place) => isPluralName(all[place]?.folded ?? '')),
    isOfPerson: signs.some(({ sign }) => sign === '#p'),
    isDated: dated.length > 0,
    parts: [],
    clauses: clausesOf(
      rest,
      signs.map(({ at }) => at),
    ),
    isAddress: ADDRESS.test(typed) && !/\s/u.test(typed.trim()),
    isBare: says(LIGHT, left) && signs.length > 0,
    isShown: says(SHOWING, others) && signs.length + states.length > 0,
    days,
  };
}

/** Words of which one that is short for somebody's first name is that name. */
function inFull(words: readonly Word[], people: readonly Named[]): readonly Word[] {
  const known = new Set(people.flatMap(([name]) => wordsOf(name).map(({ folded: word }) => word)));
  return words.map((word) => {
    const name =
      known.has(word.folded) || knownWords().has(word.folded)
        ? undefined
        : firstNamesOf(word.folded).find((one) => known.has(one));
    return name === undefined ? word : { ...word, folded: name };
  });
}

/** Marks between two clauses. */
const MARK = /(?<=\S)[.!?;,)\n]+(?=\s|$)|\s[-–—]\s/gu;
const MAX_CLAUSES = 4;
const phrasesOf = (of: (words: SentenceWords) => string): readonly string[] =>
  Object.values(WORDS)
    .flatMap((words) => of(words).split('|'))
    .toSorted((a, b) => b.length - a.length);
const JOIN = new RegExp(`\\s(?:${phrasesOf(({ joins }) => joins).join('|')})(?=\\s)`, 'giu');

/** Where the clauses are of a text whose names and days are blank, and stand at `signs`; none when there is only one. */
function clausesOf(text: string, signs: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const breaks = [...text.matchAll(MARK), ...text.matchAll(JOIN)]
    .map(({ 0: found, index }) => [index, index + found.length] as const)
    .toSorted(([a], [b]) => a - b);
  const clauses: (readonly [number, number])[] = [];
  let from = 0;
  for (const [at, end] of [...breaks, [text.length, text.length] as const]) {
    const isSaid = /\p{L}/u.test(text.slice(from, at)) || signs.some((sign) => sign >= from && sign < at);
    if (isSaid) clauses.push([from, at]);
    from = Math.max(from, end);
  }
  return clauses.length > 1 && clauses.length <= MAX_CLAUSES ? clauses : [];
}

const ALONE: ReadonlySet<string> = new Set(
  phrasesOf(({ courtesies }) => courtesies.alone).map((phrase) => plainWords(phrase)),
);
const SIGN_OFF = phrasesOf(({ courtesies }) => courtesies.signOff).map((phrase) => plainWords(phrase));

function plainWords(text: string): string {
  return wordsOf(text.replaceAll(/['’]/gu, ''))
    .map(({ folded: word }) => word)
    .join(' ');
}

/** A text without greetings, thanks and the name of who writes that stand between two marks; one of nothing else stays. */
function withoutCourtesies(text: string): string {
  const parts = text.split(/(?<=[.!?;,)\n])(?=\s)|(?<=\s)[-–—](?=\s)/u);
  const isEmpty = (part: string): boolean => {
    const said = plainWords(part);
    return said === '' || ALONE.has(said);
  };
  let from = 0;
  while (from < parts.length && isEmpty(parts[from] ?? '')) from += 1;
  const signed = parts.findIndex((part) => SIGN_OFF.some((said) => plainWords(part) === said));
  let to = signed > from ? signed : parts.length;
  while (to > from && isEmpty(parts[to - 1] ?? '')) to -= 1;
  return from < to && (from > 0 || to < parts.length) ? parts.slice(from, to).join('').trim() : text;
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
/** A word in the middle of a sentence that begins with a capital letter, as a name does. */
const NAMED = /^\p{Lu}\p{Ll}{2,}$/u;
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
const wordsSaying = (of: (words: SentenceWords) => string): readonly string[] =>
  Object.values(WORDS).flatMap((words) => of(words).split('|').map(folded));
const LIGHT: ReadonlySet<string> = new Set([...NOUNS, ...wordsSaying(({ light }) => light)]);
const SHOWING: ReadonlySet<string> = new Set([...LIGHT, ...wordsSaying(({ showing }) => showing)]);
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

const MEANWHILE: ReadonlySet<string> = new Set(wordsSaying(({ meanwhile }) => meanwhile));
const STATE_PHRASES = LISTED_STATES.flatMap((state) =>
  wordsSaying(({ states }) => states[state]).map((phrase) => {
    const parts = phrase.split(' ');
    const telling = parts.filter((part) => !MEANWHILE.has(part));
    return [telling.length > 0 ? telling : parts, state] as const;
  }),
).toSorted(([a], [b]) => b.length - a.length);

const CLAIMS = wordsSaying(({ claims }) => claims);
const PAYMENT = wordsSaying(({ payment }) => payment);
const GIVING = wordsSaying(({ giving }) => giving);

/** Whether a word is this one; `*` stands for any ending. */
function isForm(word: string, part: string): boolean {
  return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : word === part;
}

const ENGAGEMENT_WORDS: ReadonlySet<string> = new Set(
  SPOKEN_ENGAGEMENTS.flatMap(([name]) => wordsOf(name).map(({ folded: word }) => word)),
);

/** "sharepoints", «шарепойнты», "sharepointów". */
function isPluralName(word: string): boolean {
  const [, stem = ''] = /^(.{4,})(?:s|i|ov)$/u.exec(word) ?? [];
  return !ENGAGEMENT_WORDS.has(word) && ENGAGEMENT_WORDS.has(stem);
}

/** Letters that a word of a state has at least that may be mistyped. */
const MISTYPED_STATE = 6;
/** Letters that an inflected word has more than its stem at most. */
const ENDING = 4;

/** Whether a word is this one of a state, or that mistyped; `*` stands for any ending. */
function isOfState(word: string, part: string): boolean {
  if (!part.endsWith('*'))
    return (
      word === part || (part.length >= MISTYPED_STATE && !knownWords().has(word) && isMistyped(word, part))
    );
  const stem = part.slice(0, -1);
  if (word.startsWith(stem)) return true;
  if (stem.length < MISTYPED_STATE || knownWords().has(word)) return false;
  return (
    word.length <= stem.length + ENDING &&
    [-1, 0, 1].some((more) => isMistyped(word.slice(0, stem.length + more), stem))
  );
}

/** States that a sentence speaks of: the longest phrase at each word; and the words beside them. */
function statesIn(all: readonly Word[]): {
  readonly states: readonly ListedState[];
  readonly others: readonly Word[];
} {
  const words = all.filter(({ folded: text }) => !MEANWHILE.has(text));
  const found = new Set<ListedState>();
  const others: Word[] = [];
  for (let at = 0; at < words.length;) {
    const phrase = STATE_PHRASES.find(([parts]) =>
      parts.every((part, place) => isOfState(words[at + place]?.folded ?? '', part)),
    );
    if (phrase === undefined) others.push(...words.slice(at, at + 1));
    else found.add(phrase[1]);
    at += phrase?.[0].length ?? 1;
  }
  return { states: [...found], others };
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
