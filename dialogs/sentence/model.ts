import { folded } from '../../domain/folded.ts';
import { say } from '../../cards/kit/say.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { isQuestion, QUESTION_IDS } from '../../domain/programme/questions.ts';
import { finish, type Steps } from '../../domain/steps.ts';
import { distance } from '../../domain/nearest.ts';
import { isMistyped } from '../../domain/said-names.ts';
import { TextModel } from '../../domain/text-model.ts';
import { WordParts } from '../../domain/word-parts.ts';
import { ABOUT, INTENTS, type Intent, type QuestionKind } from './intents.ts';
import { en } from './words/en.ts';
import { pl } from './words/pl.ts';
import { ru } from './words/ru.ts';
import type { SentenceWords } from './words/words.ts';

/** A language without words, or one that lacks an intent, does not compile. */
export const WORDS: Readonly<Record<Language, SentenceWords>> = { en, ru, pl };

/** A sentence is longer than a label, and told by whole words. */
const HOW = { features: () => new WordParts(), passes: 3, step: 1, negligible: 0.04 };

/** What a sentence may be as a question. */
const QUESTION_KINDS: readonly QuestionKind[] = [...QUESTION_IDS, 'list', 'other', 'none'];

/** The sentences of an intent other than questions in every language, in the form in which they are compared. */
function examplesOf(intent: Exclude<Intent, 'questions'>): readonly string[] {
  return Object.values(WORDS)
    .flatMap(({ intents }) => examplesIn(intents[intent]))
    .flatMap((example) => (ABOUT.has(intent) ? ordersOf(example) : [example]));
}

/** What people type for a question, and the question as its button says it. */
function examplesOfQuestion(kind: QuestionKind): readonly string[] {
  const typed = Object.values(WORDS).flatMap(({ questions }) => examplesIn(questions[kind]));
  if (!isQuestion(kind)) return typed;
  return [...typed, ...LANGUAGES.flatMap((language) => examplesIn(say(language, `question.${kind}`)))];
}

function examplesIn(list: string): readonly string[] {
  return list
    .split(/[|\n]/)
    .map((example) => prepared(comparable(example).split(' ')))
    .filter((example) => example !== '');
}

const phrases = (of: (words: SentenceWords) => string): readonly (readonly string[])[] =>
  Object.values(WORDS)
    .flatMap((words) => of(words).split('|'))
    .map((phrase) => comparable(phrase).split(' '))
    .toSorted((a, b) => b.length - a.length);
const BEFORE = phrases(({ courtesies }) => courtesies.before);
const BEHIND = phrases(({ courtesies }) => courtesies.behind);
/** With fewer words left a courtesy is what is said, but for a name. */
const LEFT = 2;

/** A voucher by several things that are said of it at once: one sign, the surest. */
const VOUCHER = /#[nce](?: #[nce])+/g;

/** The words and signs of a sentence in the form that the model is asked for. */
export function prepared(words: readonly string[]): string {
  return unwrapped(words)
    .join(' ')
    .replaceAll(VOUCHER, (signs) => ['#n', '#c'].find((sign) => signs.includes(sign)) ?? '#e');
}

/** "reserve #n #d" is said as "#n reserve #d" and "#n #d reserve" too. */
function ordersOf(example: string): readonly string[] {
  const [, word = '', which = '', rest = ''] = /^(\p{L}+) (#[nc])((?: #[pd])*)$/u.exec(example) ?? [];
  return which === ''
    ? [example]
    : [...new Set([example, `${which} ${word}${rest}`, `${which}${rest} ${word}`])];
}

/** The words of a sentence without the courtesies around them. */
export function unwrapped(words: readonly string[]): readonly string[] {
  const isMore = (phrase: readonly string[], at: number): boolean => {
    const left = words.length - phrase.length;
    return left >= LEFT || (left === 1 && /^#[nc]/.test((at === 0 ? words.at(-1) : words[0]) ?? ''));
  };
  const is = (phrase: readonly string[], at: number): boolean =>
    isMore(phrase, at) && phrase.every((word, place) => words[at + place] === word);
  const before = BEFORE.find((phrase) => is(phrase, 0));
  if (before !== undefined) return unwrapped(words.slice(before.length));
  const behind = BEHIND.find((phrase) => is(phrase, words.length - phrase.length));
  return behind === undefined ? words : unwrapped(words.slice(0, -behind.length));
}

/** The words of a sentence folded, a space between two; signs such as `#n` stay. */
function comparable(sentence: string): string {
  return (folded(sentence).match(/#?[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** What the examples come to. */
interface Examples {
  readonly questions: Readonly<Record<QuestionKind, readonly string[]>>;
  readonly intents: Readonly<Record<Intent, readonly string[]>>;
  readonly known: ReadonlySet<string>;
  readonly foreign: ReadonlySet<string>;
  /** The known ones by their first letter, the most frequent first. */
  readonly knownBy: ReadonlyMap<string, readonly string[]>;
}

let read: Examples | undefined;
let reading: Steps<Examples> | undefined;

/** Reads the examples, in steps: hundreds of milliseconds that the start of the process need not have. */
function* readingExamples(): Steps<Examples> {
  const questions: Partial<Record<QuestionKind, readonly string[]>> = {};
  for (const kind of QUESTION_KINDS) {
    questions[kind] = examplesOfQuestion(kind);
    yield;
  }
  const intents: Partial<Record<Intent, readonly string[]>> = {};
  for (const intent of INTENTS) {
    intents[intent] = intent === 'questions' ? Object.values(questions).flat() : examplesOf(intent);
    yield;
  }
  return comeTo(questions as Examples['questions'], intents as Examples['intents']);
}

function comeTo(questions: Examples['questions'], intents: Examples['intents']): Examples {
  const counted = new Map<string, number>();
  for (const word of Object.values(intents)
    .flat()
    .flatMap((example) => example.split(' ')))
    counted.set(word, (counted.get(word) ?? 0) + 1);
  const telling = (of: readonly Intent[]): readonly string[] =>
    of
      .flatMap((intent) => intents[intent])
      .flatMap((example) => example.split(' '))
      .filter((word) => word.length >= TELLING);
  const others = new Set(telling(INTENTS.filter((intent) => intent !== 'nothing')));
  return {
    questions,
    intents,
    known: new Set(counted.keys()),
    foreign: new Set(telling(['nothing']).filter((word) => !others.has(word))),
    // A mistyped word is rather a frequent one than a rare one, which may be another mistake.
    knownBy: Map.groupBy(
      [...counted].toSorted(([, a], [, b]) => b - a).map(([word]) => word),
      (word) => word.slice(0, 1),
    ),
  };
}

/** In steps what is not read yet; who comes while it is under way goes on with it. */
function* preparingExamples(): Steps<Examples> {
  reading ??= readingExamples();
  while (read === undefined) {
    const step = reading.next();
    if (step.done === true) read = step.value;
    else yield;
  }
  return read;
}

const examples = (): Examples => read ?? finish(preparingExamples());

/** Words of which the examples consist: nothing that they are is anybody's name. */
export const knownWords = (): ReadonlySet<string> => examples().known;

/** Words that only what has nothing to do with the bot is said by. */
export const foreignWords = (): ReadonlySet<string> => examples().foreign;

/** Shorter words say little. */
const TELLING = 4;

/** Shorter words are mistyped into another one too easily. */
const MISTYPED = 5;

/** Of a longer word two letters may be wrong, if it begins as the other one does. */
const MISTYPED_TWICE = 8;
const BEGINNING = 3;

/** The word of the examples that was mistyped or cut off so, else the word itself. Bounded by the examples. */
export function spelled(word: string): string {
  if (word.length < MISTYPED || examples().known.has(word) || /\p{N}/u.test(word)) return word;
  const alike = examples().knownBy.get(word.slice(0, 1)) ?? [];
  const begunAlike = alike.filter((known) => known.startsWith(word.slice(0, BEGINNING)));
  return (
    alike.find((known) => isMistyped(word, known)) ??
    begunAlike.find((known) => known.startsWith(word)) ??
    begunAlike.find((known) => isMistypedTwice(word, known)) ??
    word
  );
}

function isMistypedTwice(word: string, known: string): boolean {
  return word.length >= MISTYPED_TWICE && known.length >= MISTYPED_TWICE && distance(word, known, 2) <= 2;
}

/** What a sentence asks for, questions aside, and which question it is, if it is one. */
interface Models {
  readonly intents: TextModel<Intent>;
  readonly questions: TextModel<QuestionKind>;
}

let made: Models | undefined;
let making: Steps<Models> | undefined;

/** Questions have a model of their own: whatever is added to them, other sentences are told apart as before. */
function* training(): Steps<Models> {
  const { questions, intents: all } = yield* preparingExamples();
  const { questions: _questions, ...others } = all;
  const intents = yield* TextModel.training<Intent>(others as typeof all, HOW);
  const none = [...questions.none, ...Object.values(others).flat()];
  return { intents, questions: yield* TextModel.training<QuestionKind>({ ...questions, none }, HOW) };
}

/** Trains the models, in steps; who comes while it is under way goes on with it. */
export function* preparingSentences(): Steps<undefined> {
  making ??= training();
  while (made === undefined) {
    const step = making.next();
    if (step.done === true) made = step.value;
    else yield;
  }
}

function models(): Models {
  finish(preparingSentences());
  if (made === undefined) throw new Error('there is no model');
  return made;
}

/** An intent, and how probable it is. */
export interface Guess {
  readonly intent: Intent;
  readonly likely: number;
}

/** What a sentence in its comparable form may ask for, the likeliest first. */
export function guesses(sentence: string): readonly Guess[] {
  return ranked(models().intents, sentence).map(({ kind, likely }) => ({ intent: kind, likely }));
}

/** Which question a sentence in its comparable form may be, or none, the likeliest first. */
export function questionGuesses(sentence: string): readonly Ranked<QuestionKind>[] {
  return ranked(models().questions, sentence);
}

/** A kind, and how probable it is. */
interface Ranked<K> {
  readonly kind: K;
  readonly likely: number;
}

function ranked<K extends string>(model: TextModel<K>, sentence: string): readonly Ranked<K>[] {
  const { likely } = model.likelihoods(sentence);
  return model.kinds
    .map((kind, place) => ({ kind, likely: likely[place] ?? 0 }))
    .toSorted((a, b) => b.likely - a.likely);
}
