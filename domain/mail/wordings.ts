import type { Language } from '../people/person.ts';
import cs from './wordings/cs.json' with { type: 'json' };
import de from './wordings/de.json' with { type: 'json' };
import en from './wordings/en.json' with { type: 'json' };
import es from './wordings/es.json' with { type: 'json' };
import fr from './wordings/fr.json' with { type: 'json' };
import it from './wordings/it.json' with { type: 'json' };
import ja from './wordings/ja.json' with { type: 'json' };
import pl from './wordings/pl.json' with { type: 'json' };
import pt from './wordings/pt.json' with { type: 'json' };
import ru from './wordings/ru.json' with { type: 'json' };
import zh from './wordings/zh.json' with { type: 'json' };

/** A fact that a voucher mail may print. */
export const FACTS = [
  'number',
  'adminEmail',
  'engagement',
  'serviceLevel',
  'assignedOn',
  'expiresOn',
  'customer',
  'agreement',
  'projectManager',
] as const;
export type Fact = (typeof FACTS)[number];
export type HeaderField = 'from' | 'to' | 'date' | 'subject';

type Lists<K extends string> = Readonly<Record<K, readonly string[]>>;

/** How a language's mails say things: a file for each in `wordings/`, which a native reader can check. */
export interface Wordings {
  /** Labels of each fact. */
  readonly labels: Lists<Fact>;
  /** Labels of what is none of these, by where they are met. */
  readonly others: Readonly<Record<string, readonly string[]>>;
  readonly headers: Lists<HeaderField>;
  /** Words that introduce a label without changing it. */
  readonly leads: readonly string[];
  /** Words for days behind or before a number; and of spans that are no days. */
  readonly days: readonly string[];
  readonly spans: readonly string[];
  readonly numberWords: Readonly<Record<string, number>>;
  /** Names of engagements and offerings, by the ids of the catalogue. */
  readonly engagements: Readonly<Record<string, readonly string[]>>;
  readonly offerings: Readonly<Record<string, readonly string[]>>;
  readonly topic: Lists<'planning' | 'assurance' | 'tools' | 'money' | 'otherVouchers' | 'trade'>;
  /** What says that a voucher cannot be reserved any more. */
  readonly states: Lists<VoucherState>;
  /** Words before those that make it no state: it is not, will be or may be; or it is one of something else. */
  readonly hedges: Lists<'unreal' | 'another'>;
  /** What may stand between a label and its value in a sentence. */
  readonly copulas: readonly string[];
  /** What stands right before and right behind a fact in a sentence; `other` = what is none of a voucher's. */
  readonly contexts: Readonly<Record<Exclude<Fact, 'engagement'> | 'other', Lists<'before' | 'behind'>>>;
}

/** What a mail may say has become of its voucher. */
export type VoucherState = 'cancelled' | 'expired' | 'lost' | 'redeemed';

/** Of every language that the bot speaks, and of others that mails are written in. */
const BY_LANGUAGE: Readonly<Record<Language, Wordings>> & Readonly<Record<string, Wordings>> = {
  cs,
  de,
  en,
  es,
  fr,
  it,
  ja,
  pl,
  pt,
  ru,
  zh,
};

export const WORDINGS: readonly Wordings[] = Object.values(BY_LANGUAGE);

/** A list of every language. */
export function allOf(list: (wordings: Wordings) => readonly string[]): readonly string[] {
  return WORDINGS.flatMap(list);
}
