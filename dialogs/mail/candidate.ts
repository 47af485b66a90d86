import { FACT_FIELDS, type FactField } from '../../cards/voucher/fact-inputs.ts';
import type { ReadField } from '../../cards/mail/mail.ts';
import type { Day } from '../../domain/day.ts';
import type { Found } from '../../domain/mail/facts.ts';
import type { VoucherCandidate } from '../../domain/mail/read-mail.ts';
import { isValidity } from '../../domain/mail/rules.ts';
import type { Way } from '../../domain/mail/received.ts';
import type { SaidValue } from '../../domain/mail/pointed-line.ts';
import type { ToldState } from '../../domain/mail/state.ts';
import { addressesIn } from '../../domain/mail/values.ts';
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
  readFrom?: Partial<Record<ReadField, string>>;
  /** What a person said that a line of the mail is. */
  said?: ReadField[];
  /** The line in which it stands, of those that the draft keeps; absent where none are kept. */
  at?: number;
  /** Numbers that it was taken for before a person said which line the number is. */
  was?: string[];
  /** What the mail says has become of it. */
  state?: ToldState;
  sender?: string;
  /** Who sent and forwarded the mail, the outermost first, as the mail says. */
  hops?: readonly string[];
  /** How it came to the bot; absent in older drafts. */
  came?: Came;
  unknownEngagement?: string;
}

/** How a mail came to the bot, and what is proved of it. */
export interface Came {
  readonly way: Way;
  /** The domain whose signature of the original holds. */
  readonly signedBy?: string | undefined;
  /** The address that it is signed for. */
  readonly signedFrom?: string | undefined;
  /** Who handed it to the person who sees it, by the AAD object id. */
  readonly handedBy?: string | undefined;
}

/** What a step that records has of mails. */
interface MailDraft {
  readonly candidates?: readonly Candidate[] | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** The vouchers of a mail, or of several that were handed over together, and how many more numbers there are. */
export interface Reading {
  readonly candidates: readonly (VoucherCandidate & { readonly came?: Came | undefined })[];
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
  lines: readonly string[] = [],
): { candidates: Candidate[]; picked?: number; left?: number; isCut?: true; lines?: string[] } {
  const all = eachOnce(found.map(candidate)).map((one) => withLine(one, lines));
  const numbers = new Set(all.map(numberOf));
  let room = MAX_BYTES;
  const fits = (one: Candidate): boolean => {
    room -= Buffer.byteLength(JSON.stringify(one));
    return room >= 0;
  };
  const candidates = all.filter(fits);
  // The lines that are kept are those of the newest mail.
  const others = (before.candidates ?? [])
    .filter((one) => !numbers.has(numberOf(one)))
    .filter(fits)
    .map(({ at: _at, ...one }) => one);
  const left = unread + all.length - candidates.length;
  return {
    candidates: [...candidates, ...others],
    ...(others.length > 0 && candidates.length === 1 ? { picked: 0 } : {}),
    ...(left > 0 ? { left } : {}),
    ...(isCut && { isCut }),
    ...(lines.length > 0 && { lines: [...lines] }),
  };
}

/** A voucher of which two mails speak stands once, where it stands first, with what the later one adds. */
function eachOnce(all: readonly Candidate[]): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const one of all) {
    const first = found.get(numberOf(one));
    found.set(numberOf(one), first === undefined ? one : completed(first, one));
  }
  return [...found.values()];
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

/** The candidate with the line of the mail that its number stands in. */
function withLine(one: Candidate, lines: readonly string[]): Candidate {
  if (lines.length === 0) return one;
  const at = Math.max(
    0,
    lines.findIndex((line) => line.includes(one.printed)),
  );
  const line = lines[at] ?? '';
  // A long line is shown around the number.
  const from = Math.max(0, line.indexOf(one.printed) + one.printed.length - MAX_PRINTED);
  const number = line.includes(one.printed) ? line.slice(from, from + MAX_PRINTED).trim() : one.printed;
  return { ...one, at, readFrom: { ...one.readFrom, number } };
}

/**
 * The candidate with what a person said that a line is: its value stands above what the mail was read to say. One that
 * can be read in several ways is asked. It has a key of its own from then on: its older cards do not show it.
 */
export function withSaid(one: Candidate, values: readonly SaidValue[], line: string): Candidate {
  const [first] = values;
  if (first === undefined) return one;
  const said = structuredClone(one);
  said.key = newKey();
  const field: ReadField | undefined = first.fact === 'expiresOn' ? 'printedExpiry' : READ_AS[first.fact];
  const forget = (other: FactField | 'offering'): void => {
    delete said.values[other];
    delete said.readFrom?.[other];
    if (other === 'offering') return;
    delete said.options[other];
    delete said.asPrinted?.[other];
    if (other === 'adminEmail') delete said.values['adminKnown'];
  };
  if (isFactField(field)) {
    forget(field);
    const readings = values.flatMap((each) => readingsOf(each));
    const different = narrowed(said, field, [...new Set(readings)]);
    if (different.length === 1) said.values[field] = different[0] ?? '';
    else said.options[field] = different.slice(0, 10);
    if (field === 'adminEmail' && different.length === 1) said.values['adminKnown'] = 'true';
    if (field === 'engagement') {
      forget('offering');
      delete said.unknownEngagement;
    }
  }
  if (first.fact === 'offering') {
    forget('engagement');
    said.values['offering'] = first.value;
  }
  if (first.fact === 'number') {
    said.was = [...(said.was ?? []), numberOf(one)];
    said.printed = first.value;
  }
  for (const other of contradicted(said, first, line)) forget(other);
  said.readFrom = { ...said.readFrom, [field ?? 'engagement']: first.raw.slice(0, MAX_PRINTED) };
  said.said = [...new Set([...(said.said ?? []), field ?? 'engagement'])];
  return said;
}

/** Under which name a card shows what a line is said to be. */
const READ_AS: Readonly<Partial<Record<SaidValue['fact'], ReadField>>> = {
  number: 'number',
  adminEmail: 'adminEmail',
  engagement: 'engagement',
  offering: 'offering',
  serviceLevel: 'serviceLevel',
  assignedOn: 'assignedOn',
  customer: 'customer',
  agreement: 'agreement',
  projectManager: 'projectManager',
};

function isFactField(field: ReadField | undefined): field is FactField {
  return FACT_FIELDS.some((one) => one === field);
}

function readingsOf({ value }: SaidValue): readonly string[] {
  if (typeof value !== 'object') return [String(value)];
  return value.kind === 'day' ? [value.day] : value.options;
}

/** Of the days that a date can be read as, the one that is a voucher's validity away from the other day, if one is. */
function narrowed({ values }: Candidate, field: FactField, readings: readonly string[]): readonly string[] {
  const other = values[field === 'assignedOn' ? 'printedExpiry' : 'assignedOn'] as Day | undefined;
  if (readings.length < 2 || other === undefined || (field !== 'assignedOn' && field !== 'printedExpiry'))
    return readings;
  const [only, ...more] = readings.filter((day) =>
    field === 'assignedOn' ? isValidity(day as Day, other) : isValidity(other, day as Day),
  );
  return only === undefined || more.length > 0 ? readings : [only];
}

/** What was read from the same words, and is none of it: the other day, or the admin where they lead the project. */
function contradicted({ values, readFrom }: Candidate, first: SaidValue, line: string): readonly FactField[] {
  const isIn = (field: FactField): boolean =>
    readFrom?.[field] !== undefined && line.includes(readFrom[field]);
  switch (first.fact) {
    case 'assignedOn':
      return isIn('printedExpiry') && values['printedExpiry'] === values['assignedOn']
        ? ['printedExpiry']
        : [];
    case 'expiresOn':
      return isIn('assignedOn') && values['printedExpiry'] === values['assignedOn'] ? ['assignedOn'] : [];
    case 'projectManager':
      return addressesIn(line).includes(values['adminEmail'] ?? '') ? ['adminEmail'] : [];
    case 'adminEmail':
    case 'agreement':
    case 'customer':
    case 'engagement':
    case 'number':
    case 'offering':
    case 'serviceLevel':
    case 'unknownEngagement':
      return [];
    default:
      return first satisfies never;
  }
}

/** What the mail says once more, for facts of which the candidate knows nothing. */
export function withMore(one: Candidate, of: VoucherCandidate): Candidate {
  return completed(one, candidate(of));
}

function completed(one: Candidate, again: Candidate): Candidate {
  const lacking = FACT_FIELDS.filter(
    (field) => (one.values[field] ?? '') === '' && one.options[field] === undefined,
  );
  const more = structuredClone(one);
  // What another mail says besides is not what was signed.
  if (more.came !== undefined && again.came?.signedBy !== more.came.signedBy) {
    const { signedBy: _by, signedFrom: _from, ...came } = more.came;
    more.came = came;
  }
  for (const field of lacking) {
    const value = again.values[field];
    const options = again.options[field];
    if (value !== undefined) more.values[field] = value;
    if (options !== undefined) more.options[field] = options;
    for (const from of ['readFrom', 'asPrinted'] as const) {
      const words = again[from]?.[field];
      if (words !== undefined) more[from] = { ...more[from], [field]: words };
    }
    if (field === 'adminEmail' && value !== undefined) more.values['adminKnown'] = 'true';
  }
  return more;
}

/** What a tick in the list of a mail's vouchers brings back. */
export function keyOf(one: Candidate): string {
  return one.key ?? numberOf(one);
}

/** Its voucher's canonical number. */
export function numberOf({ printed }: Candidate): string {
  return canonicalNumber(printed);
}

/** What is sure and unique is shown as found; several readings, or one that is not sure, become a choice. */
function candidate(of: Reading['candidates'][number]): Candidate {
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
  for (const field of ['agreement', 'projectManager'] as const) {
    const [found] = of[field];
    if (found !== undefined) readFrom[field] = found.raw.slice(0, MAX_PRINTED);
  }
  return present({
    key: newKey(),
    printed: of.number.value,
    values,
    options,
    asPrinted: Object.keys(asPrinted).length === 0 ? undefined : asPrinted,
    readFrom: Object.keys(readFrom).length === 0 ? undefined : readFrom,
    state: of.state,
    sender: of.forwardedBy?.value,
    hops: of.hops?.map((hop) => hop.slice(0, MAX_PRINTED)),
    came: of.came,
    unknownEngagement: of.unknownEngagement[0]?.value,
  });
}

function newKey(): string {
  return newCommandId().slice(0, 8);
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
