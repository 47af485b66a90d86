import { addDays, type Day } from '../day.ts';
import { dueBetween, remindersOf, type Clocks, type Reminder, type Reminding, DAYS } from './reminders.ts';

/** Sorts after every day: the `remindOn` of what reminds of nothing more. */
const NEVER = '9999-12-31' as Day;

/** A document that may remind of something says when: whoever writes one has to. */
export interface Made {
  readonly remindOn: Day;
}

/** Of the company and of its edition: all that the reminders of a voucher or a claim depend on. */
const OF_COMPANY = ['reportingBuffer'] as const;
const OF_EDITION = ['id', 'lastRedemption'] as const;

/**
 * The rules by which vouchers and claims remind, as a text to compare: where it changes, every `remindOn` has to be
 * made anew. What the company itself reminds of is made anew with each of its own changes.
 */
export function reminderRules({ company, edition }: Clocks): string {
  return JSON.stringify([OF_COMPANY.map((key) => company[key]), OF_EDITION.map((key) => edition[key]), DAYS]);
}

/**
 * The first day after `after` on which the document reminds of something, {@link NEVER} when there is none. Who does
 * not know until when its reminders were made leaves `after` out: too early costs one look, too late a reminder.
 */
export function remindOn(doc: Reminding, clocks: Clocks, after: Day | undefined): Day {
  let first = NEVER;
  for (const { on } of remindersOf(doc, clocks))
    if (on < first && (after === undefined || on > after)) first = on;
  return first;
}

/** What became due of one document, and of which days: those after `after`, undefined = ever. */
interface Found {
  readonly subject: string;
  readonly after?: Day | undefined;
  readonly reminders: readonly Reminder[];
}

/** What is due of a document that is swept `today`, where everything was swept until `swept`; see {@link allFound}. */
export function findDue(doc: Reminding, clocks: Clocks, swept: Day | undefined, today: Day): Found {
  // Nothing is between what was made already and the day that the document names.
  const made = doc.remindOn === undefined || doc.remindOn === NEVER ? undefined : addDays(doc.remindOn, -1);
  const after = made === undefined || (swept !== undefined && swept > made) ? swept : made;
  return { subject: doc.id, after, reminders: dueBetween(remindersOf(doc, clocks), after, today) };
}

/**
 * Everything that one sweep found, in the order in which it did. A document that was found again, because it changed
 * or another day began meanwhile, reminds as it was last, and of the days before as it was then.
 */
export function allFound(found: readonly Found[], swept: Day | undefined, today: Day): readonly Reminder[] {
  const bySubject = new Map<string, readonly Reminder[]>();
  for (const { subject, after, reminders } of found) {
    const before = bySubject.get(subject) ?? [];
    const kept = after === undefined ? [] : before.filter(({ on }) => on <= after);
    bySubject.set(subject, [...kept, ...reminders]);
  }
  return [...bySubject.values()].flatMap((reminders) => dueBetween(reminders, swept, today));
}
