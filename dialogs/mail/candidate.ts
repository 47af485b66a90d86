import type { FactField } from '../../cards/voucher/fact-inputs.ts';
import type { Found, VoucherCandidate } from '../../domain/mail/read-mail.ts';
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
  sender?: string;
  unknownEngagement?: string;
}

/** What a step that records has of mails. */
interface MailDraft {
  readonly candidates?: readonly Candidate[] | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** The draft of a pasted mail, for the step that records; what an earlier mail said of other numbers stays in it. */
export function mailDraft(
  found: readonly VoucherCandidate[],
  before: MailDraft = {},
): { candidates: Candidate[]; picked?: number } {
  const candidates = found.map(candidate);
  const numbers = new Set(candidates.map(numberOf));
  const others = (before.candidates ?? []).filter((one) => !numbers.has(numberOf(one)));
  return {
    candidates: [...candidates, ...others],
    ...(others.length > 0 && candidates.length === 1 ? { picked: 0 } : {}),
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

/** Its voucher's canonical number. */
export function numberOf({ printed }: Candidate): string {
  return canonicalNumber(printed);
}

/** One value fills the form; several, or a date that can be read in two ways, become a choice. */
function candidate(of: VoucherCandidate): Candidate {
  const values: Record<string, string> = {};
  const options: Options = {};
  const fact = (field: FactField, found: readonly string[]): void => {
    const different = [...new Set(found)];
    const [only] = different;
    if (different.length === 1 && only !== undefined) values[field] = only;
    else if (different.length > 1) options[field] = different.slice(0, 10);
  };
  fact('engagement', plain(of.engagement));
  fact('serviceLevel', plain(of.serviceLevel));
  fact(
    'customer',
    of.customer.slice(0, 1).map(({ value }) => value),
  );
  const asPrinted: Partial<Record<FactField, string>> = {};
  const date = (field: 'assignedOn' | 'printedExpiry', found: VoucherCandidate['assignedOn']): void => {
    fact(field, days(found));
    if (found.every(({ value }) => value.kind === 'day')) return;
    // What can be read in one way only is asked as well, where the year is not certain.
    options[field] = [...new Set(days(found))].slice(0, 10);
    delete values[field];
    asPrinted[field] = [...new Set(found.map(({ raw }) => raw))].join(', ').slice(0, MAX_PRINTED);
  };
  date('assignedOn', of.assignedOn);
  date('printedExpiry', of.expiresOn);
  // Only an address under a label is the admin's; whom the mail was sent to is a suggestion to confirm.
  const [address] = of.adminEmail;
  if (address !== undefined) {
    values['adminEmail'] = address.value;
    if (address.by === 'label' && of.adminEmail.length === 1) values['adminKnown'] = 'true';
  }
  const [offering] = of.offering;
  if (offering !== undefined) values['offering'] = offering.value;
  return present({
    key: newCommandId().slice(0, 8),
    printed: of.number.value,
    values,
    options,
    asPrinted: Object.keys(asPrinted).length === 0 ? undefined : asPrinted,
    sender: of.forwardedBy?.value,
    unknownEngagement: of.unknownEngagement[0]?.value,
  });
}

/** Characters that are shown of how dates are printed. */
const MAX_PRINTED = 80;

function plain(found: readonly Found<string | number>[]): string[] {
  return found.map(({ value }) => String(value));
}

function days(found: VoucherCandidate['assignedOn']): string[] {
  return found.flatMap(({ value }) => (value.kind === 'day' ? [value.day] : [...value.options]));
}
