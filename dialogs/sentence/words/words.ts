import type { Intent, ListedState } from '../intents.ts';

/** What a language says to the bot, as somebody wrote it who speaks it. */
export interface SentenceWords {
  /**
   * What people type for each intent: `|` or a new line between two. What a sentence may name is said by a sign: `#n` a
   * voucher's number, `#c` a customer, `#e` an engagement, `#p` a colleague, `#d` a day or several.
   */
  readonly intents: Readonly<Record<Intent, string>>;
  /** What vouchers of a state are called, `|` between two; `*` at the end of a word stands for any ending. */
  readonly states: Readonly<Record<ListedState, string>>;
  /** What may stand before the text of a comment. */
  readonly that: string;
  /** Courtesies that say nothing of what is asked for, at the beginning and at the end, `|` between two. */
  readonly courtesies: { readonly before: string; readonly behind: string };
  /** What stands before a voucher's number, however short, `|` between two. */
  readonly numbered: string;
}
