/**
 * What a language says of days. Each is a word or several, `|` between them, in the language's own letters; `*` at the end
 * of one stands for any ending. They are compared folded, so that a missing accent or another alphabet is no matter.
 */
export interface DayWords {
  /** Monday first. */
  readonly weekdays: readonly [string, string, string, string, string, string, string];
  /** January first. */
  readonly months: readonly [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  readonly today: string;
  readonly tomorrow: string;
  readonly dayAfterTomorrow: string;
  readonly yesterday: string;
  readonly day: string;
  readonly week: string;
  readonly month: string;
  /** Before a week or the name of a day. */
  readonly next: string;
  readonly this: string;
  readonly last: string;
  /** Behind `next week`: one week more ("week after next"). */
  readonly afterNext: string;
  /** How many, from one to ten. */
  readonly numbers: readonly [string, string, string, string, string, string, string, string, string, string];
  /** Before a first day. */
  readonly from: string;
  /** Between a first day and a last one. */
  readonly to: string;
  /** Before the last day on which something may be. */
  readonly by: string;
  readonly after: string;
  /** May stand before a day and mean nothing more. */
  readonly on: string;
  /** Before so many days or weeks. */
  readonly in: string;
  /** Behind so many days or weeks. */
  readonly later: string;
  /** The last working day of a week: "end of the week". */
  readonly endOfWeek: string;
  /** Two weeks in one word. */
  readonly fortnight: string;
  /** Before a day of the week that is meant: "week commencing". */
  readonly weekOf: string;
  /** Before a month: its first week, and its first working day. */
  readonly firstWeek: string;
  readonly beginningOf: string;
  /** Before a month that is named alone. */
  readonly during: string;
  /** Before so many days or weeks by which something moves. */
  readonly shiftedBy: string;
}
