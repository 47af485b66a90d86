import type { Intent, ListedState, QuestionKind } from '../intents.ts';

/** What people type for each question about the programme, as {@link SentenceWords.intents}; `none`: what is only like one. */
export type QuestionWords = Readonly<Record<QuestionKind, string>>;

/** What a language says to the bot, as somebody wrote it who speaks it. */
export interface SentenceWords {
  /**
   * What people type for each intent: `|` or a new line between two. What a sentence may name is said by a sign: `#n` a
   * voucher's number, `#c` a customer, `#e` an engagement, `#p` a colleague, `#d` a day or several.
   */
  readonly intents: Readonly<Record<Exclude<Intent, 'questions'>, string>>;
  /** The same for the intent of which every question is a kind. */
  readonly questions: QuestionWords;
  /** What vouchers of a state are called, `|` between two; `*` at the end of a word stands for any ending. */
  readonly states: Readonly<Record<ListedState, string>>;
  /** What claims are called, `|` between two; `*` at the end stands for any ending. */
  readonly claims: string;
  /** Words of being paid, `|` between two; `*` at the end stands for any ending. */
  readonly payment: string;
  /** Words of giving something to somebody, `|` between two; `*` at the end stands for any ending. */
  readonly giving: string;
  /** Words that may stand within what a state is called, `|` between two. */
  readonly meanwhile: string;
  /** Words that say nothing beside what a sentence names, `|` between two. */
  readonly light: string;
  /** Words that say no more than that something is to be shown, `|` between two. */
  readonly showing: string;
  /** What may stand before the text of a comment. */
  readonly that: string;
  /**
   * Courtesies that say nothing of what is asked for, `|` between two: at the beginning and at the end, alone between two
   * signs (a sentence is more than these), and those behind which there is nothing but the name of who writes.
   */
  readonly courtesies: {
    readonly before: string;
    readonly behind: string;
    readonly alone: string;
    readonly signOff: string;
  };
  /** Between two wishes, `|` between two. */
  readonly joins: string;
  /** What stands before a voucher's number, however short, `|` between two. */
  readonly numbered: string;
}
