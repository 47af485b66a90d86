import { lazily } from '../../domain/lazily.ts';
import { folded } from '../../domain/folded.ts';
import { say } from '../../cards/kit/say.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { isQuestion, QUESTION_IDS } from '../../domain/programme/questions.ts';
import { Prepared, type Keepable } from '../../domain/prepared.ts';
import type { Steps } from '../../domain/steps.ts';
import { distance } from '../../domain/nearest.ts';
import { isMistyped } from '../../domain/said-names.ts';
import { TextModel, type SavedModel } from '../../domain/text-model.ts';
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

const phrases = (of: (words: SentenceWords) => string): (() => readonly (readonly string[])[]) =>
  lazily(() =>
    Object.values(WORDS)
      .flatMap((words) => of(words).split('|'))
      .map((phrase) => comparable(phrase).split(' '))
      .toSorted((a, b) => b.length - a.length),
  );
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
  const before = BEFORE().find((phrase) => is(phrase, 0));
  if (before !== undefined) return unwrapped(words.slice(before.length));
  const behind = BEHIND().find((phrase) => is(phrase, words.length - phrase.length));
  return behind === undefined ? words : unwrapped(words.slice(0, -behind.length));
}

/** The words of a sentence folded, a space between two; signs such as `#n` stay. */
function comparable(sentence: string): string {
  return (folded(sentence).match(/#?[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** The sentences that a model is trained of. */
interface Examples {
  readonly questions: Readonly<Record<QuestionKind, readonly string[]>>;
  readonly intents: Readonly<Record<Intent, readonly string[]>>;
}

/** What the examples say of words. */
interface Words {
  /** Only where a model is trained of them. */
  readonly examples?: Examples;
  readonly known: ReadonlySet<string>;
  readonly foreign: ReadonlySet<string>;
  /** The known ones by their first letter, the most frequent first. */
  readonly knownBy: ReadonlyMap<string, readonly string[]>;
}

/** Reads the examples, in steps: hundreds of milliseconds that the start of the process need not have. */
function* readingExamples(): Steps<Required<Words>> {
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
  const examples = { questions, intents } as Examples;
  return { examples, ...comeTo(examples) };
}

function comeTo({ intents }: Examples): Words {
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
    // A mistyped word is rather a frequent one than a rare one, which may be another mistake.
    ...knownAs([...counted].toSorted(([, a], [, b]) => b - a).map(([word]) => word)),
    foreign: new Set(telling(['nothing']).filter((word) => !others.has(word))),
  };
}

/** Known words, the most frequent first. */
function knownAs(words: readonly string[]): Pick<Words, 'known' | 'knownBy'> {
  return { known: new Set(words), knownBy: Map.groupBy(words, (word) => word.slice(0, 1)) };
}

interface SavedWords {
  readonly known: readonly string[];
  readonly foreign: ReadonlySet<string>;
}

const WORDS_KNOWN = new Prepared<Words, SavedWords>({
  name: 'sentence-words',
  make: readingExamples,
  save: ({ known, foreign }) => ({ known: [...known], foreign }),
  *restore({ known, foreign }) {
    yield;
    return { ...knownAs(known), foreign };
  },
});

/** Words of which the examples consist: nothing that they are is anybody's name. */
export const knownWords = (): ReadonlySet<string> => WORDS_KNOWN.get().known;

/** Words that only what has nothing to do with the bot is said by. */
export const foreignWords = (): ReadonlySet<string> => WORDS_KNOWN.get().foreign;

/** Shorter words say little. */
const TELLING = 4;

/** Shorter words are mistyped into another one too easily. */
const MISTYPED = 5;

/** Of a longer word two letters may be wrong, if it begins as the other one does. */
const MISTYPED_TWICE = 8;
const BEGINNING = 3;

/** The word of the examples that was mistyped or cut off so, else the word itself. Bounded by the examples. */
export function spelled(word: string): string {
  if (word.length < MISTYPED || WORDS_KNOWN.get().known.has(word) || /\p{N}/u.test(word)) return word;
  const alike = WORDS_KNOWN.get().knownBy.get(word.slice(0, 1)) ?? [];
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

interface SavedModels {
  readonly intents: SavedModel<Intent>;
  readonly questions: SavedModel<QuestionKind>;
}

const MODELS = new Prepared<Models, SavedModels>({
  name: 'sentence-models',
  make: training,
  save: ({ intents, questions }) => ({ intents: intents.saved(), questions: questions.saved() }),
  *restore({ intents, questions }) {
    return {
      intents: yield* TextModel.restored(intents),
      questions: yield* TextModel.restored(questions),
    };
  },
});

/** What a build keeps of sentences. */
export const SENTENCES: readonly Keepable[] = [WORDS_KNOWN, MODELS];

/** Questions have a model of their own: whatever is added to them, other sentences are told apart as before. */
function* training(): Steps<Models> {
  const { examples = (yield* readingExamples()).examples } = yield* WORDS_KNOWN.preparing();
  const { questions, intents: all } = examples;
  const { questions: _questions, ...others } = all;
  const intents = yield* TextModel.training<Intent>(others as typeof all, HOW);
  const none = [...questions.none, ...Object.values(others).flat()];
  return { intents, questions: yield* TextModel.training<QuestionKind>({ ...questions, none }, HOW) };
}

/** Trains the models, in steps; who comes while it is under way goes on with it. */
export function* preparingSentences(): Steps<undefined> {
  yield* WORDS_KNOWN.preparing();
  yield* MODELS.preparing();
}

/** An intent, and how probable it is. */
export interface Guess {
  readonly intent: Intent;
  readonly likely: number;
}

/** What a sentence in its comparable form may ask for, the likeliest first. */
export function guesses(sentence: string): readonly Guess[] {
  return ranked(MODELS.get().intents, sentence).map(({ kind, likely }) => ({ intent: kind, likely }));
}

/** Which question a sentence in its comparable form may be, or none, the likeliest first. */
export function questionGuesses(sentence: string): readonly Ranked<QuestionKind>[] {
  return ranked(MODELS.get().questions, sentence);
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
