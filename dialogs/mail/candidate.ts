import { FACT_FIELDS, type FactField } from '../../cards/voucher/fact-inputs.ts';
import type { Found } from '../../domain/mail/facts.ts';
import type { VoucherCandidate } from '../../domain/mail/read-mail.ts';
import type { ToldState } from '../../domain/mail/state.ts';
import { present } from '../../domain/present.ts';
import { canonicalNumber } from '../../domain/voucher/number.ts';
import { newCommandId, type Press } from '../turn.ts';

type Options = Partial<Record<FactField, string[]>>;

/** What a mail said about one number, as far as a draft keeps it. */
export interface Candidate {
  /** What its card is told by, among the cards of other mails about the same number; absent in older drafts. */
  key?: string;
  printed: string;
  values: Record<string, string>;
  options: Options;
  /** How the mail prints the days that are asked for; absent in older drafts. */
  asPrinted?: Partial<Record<FactField, string>>;
  /** The words that what is shown was read from; absent in older drafts. */
  readFrom?: Partial<Record<FactField | 'offering', string>>;
  /** What the mail says has become of it. */
  state?: ToldState;
  sender?: string;
  unknownEngagement?: string;
}

/** What a step that records has of mails. */
interface MailDraft {
  readonly candidates?: readonly Candidate[] | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** The vouchers of a mail, and how many more numbers it holds. */
interface Reading {
  readonly candidates: readonly VoucherCandidate[];
  readonly left: number;
  readonly isCut?: boolean;
}

/** Of one draft, in bytes of JSON: less than what the store takes in one batch leaves to it. */
const MAX_BYTES = 200_000;

/**
 * The draft of a pasted mail, for the step that records; what an earlier mail said of other numbers stays in it. What
 * has no room is counted in `left`, as the numbers are that were not read.
 */
export function mailDraft(
  { candidates: found, left: unread, isCut = false }: Reading,
  before: MailDraft = {},
): { candidates: Candidate[]; picked?: number; left?: number; isCut?: true } {
  const all = found.map(candidate);
  const numbers = new Set(all.map(numberOf));
  let room = MAX_BYTES;
  const fits = (one: Candidate): boolean => {
    room -= Buffer.byteLength(JSON.stringify(one));
    return room >= 0;
  };
  const candidates = all.filter(fits);
  const others = (before.candidates ?? []).filter((one) => !numbers.has(numberOf(one))).filter(fits);
  const left = unread + all.length - candidates.length;
  return {
    candidates: [...candidates, ...others],
    ...(others.length > 0 && candidates.length === 1 ? { picked: 0 } : {}),
    ...(left > 0 ? { left } : {}),
    ...(isCut && { isCut }),
  };
}

/** What a card of this candidate brings back: which it is, and its number should that be all that is left to go by. */
export function argOf(one: Candidate): string {
  return `${one.key ?? ''} ${numberOf(one)}`;
}

/** Which candidate a card was about; undefined for a card of an earlier version. */
export function askedFor(
  arg: string | undefined,
): { readonly key: string; readonly number: string } | undefined {
  const [, key = '', number = ''] = /^(\S*) (.+)$/.exec(arg ?? '') ?? [];
  return number === '' ? undefined : { key, number };
}

/** The button that goes on with the mail that speaks of this number. */
export function pickOf(number: string): Press {
  return { kind: 'press', verb: 'record.pick', arg: ` ${number}`, inputs: {} };
}

/** The number of those that a draft speaks of which is meant by what was typed: all of it, its beginning or its end. */
export function spokenOf({ candidates = [], values }: MailDraft, typed: string): string | undefined {
  const numbers = [...candidates.map(numberOf), canonicalNumber(values?.['number'] ?? '')];
  const isPart = typed.length >= MIN_PART && /\d/.test(typed);
  return (
    numbers.find((number) => number === typed && number !== '') ??
    numbers.find((number) => isPart && (number.startsWith(typed) || number.endsWith(typed)))
  );
}

/** A shorter part of a number names nothing. */
const MIN_PART = 4;

/** What a tick in the list of a mail's vouchers brings back. */
export function keyOf(one: Candidate): string {
  return one.key ?? numberOf(one);
}

/** Its voucher's canonical number. */
export function numberOf({ printed }: Candidate): string {
  return canonicalNumber(printed);
}

/** What is sure and unique is shown as found; several readings, or one that is not sure, become a choice. */
function candidate(of: VoucherCandidate): Candidate {
  const values: Record<string, string> = {};
  const options: Options = {};
  const readFrom: Candidate['readFrom'] = {};
  const fact = (field: FactField, found: readonly string[], isCertain: boolean): void => {
    const different = [...new Set(found)];
    const [only] = different;
    if (different.length === 1 && only !== undefined && isCertain) values[field] = only;
    else if (different.length > 0) options[field] = different.slice(0, 10);
  };
  fact('engagement', plain(of.engagement), of.engagement.every(isSure));
  fact('serviceLevel', plain(of.serviceLevel), of.serviceLevel.every(isSure));
  fact('customer', plain(of.customer), of.customer.every(isSure));
  fact('adminEmail', plain(of.adminEmail), of.adminEmail.every(isSure));
  const asPrinted: Partial<Record<FactField, string>> = {};
  const date = (field: 'assignedOn' | 'printedExpiry', found: VoucherCandidate['assignedOn']): void => {
    fact(field, days(found), found.every(isSure));
    if (found.every(({ value }) => value.kind === 'day')) return;
    // What can be read in one way only is asked as well, where the year is not certain.
    options[field] = [...new Set(days(found))].slice(0, 10);
    delete values[field];
    asPrinted[field] = [...new Set(found.map(({ raw }) => raw))].join(', ').slice(0, MAX_PRINTED);
  };
  date('assignedOn', of.assignedOn);
  date('printedExpiry', of.expiresOn);
  // Whom a mail was sent to, or names without a word, is a choice to confirm.
  if (values['adminEmail'] !== undefined) values['adminKnown'] = 'true';
  const [offering] = of.offering;
  if (offering !== undefined) values['offering'] = offering.value;
  const sources = { ...of, printedExpiry: of.expiresOn };
  for (const field of READ_FROM) {
    const [found] = sources[field];
    if (found !== undefined && values[field] !== undefined) readFrom[field] = found.raw.slice(0, MAX_PRINTED);
  }
  return present({
    key: newCommandId().slice(0, 8),
    printed: of.number.value,
    values,
    options,
    asPrinted: Object.keys(asPrinted).length === 0 ? undefined : asPrinted,
    readFrom: Object.keys(readFrom).length === 0 ? undefined : readFrom,
    state: of.state,
    sender: of.forwardedBy?.value,
    unknownEngagement: of.unknownEngagement[0]?.value,
  });
}

function isSure({ sure }: { readonly sure: boolean }): boolean {
  return sure;
}

const READ_FROM = [...FACT_FIELDS, 'offering'] as const;

/** Characters that are shown of how a fact is printed. */
const MAX_PRINTED = 80;

function plain(found: readonly Found<string | number>[]): string[] {
  return found.map(({ value }) => String(value));
}

function days(found: VoucherCandidate['assignedOn']): string[] {
  return found.flatMap(({ value }) => (value.kind === 'day' ? [value.day] : [...value.options]));
}
