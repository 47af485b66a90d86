import { printedDate } from './date.ts';
import { daysIn } from './days.ts';
import { asRead } from './decoding.ts';
import { conflictsOf, factsOf, tokensIn, type Found, type MailFacts, type Placed } from './facts.ts';
import { preparingLabels } from './labels.ts';
import { withLeftovers } from './leftovers.ts';
import { layOut, MAX_LINE, type Layout } from './layout.ts';
import { nearOf, type Near } from './near.ts';
import { alikeIn, labelledNumbers, rowNumbers, SURE, unlabelledNumbers } from './numbers.ts';
import type { Place } from './place.ts';
import { Owners } from './owners.ts';
import { pointedNumbers } from './pointed-line.ts';
import { rowsIn } from './rows.ts';
import { withRules } from './rules.ts';
import { domainOf } from './told-names.ts';
import { isShapedLikeVoucher } from './shape.ts';
import { Said } from './said.ts';
import { statesIn, type ToldState } from './state.ts';
import { MAX_LOOKED, toldBy, type ToldAt } from './told.ts';
import { topicOf, type Topic } from './topic.ts';
import { addressesIn, MAX_VALUE, Names, type EngagementNames } from './values.ts';
import { SERVICE_LEVELS } from '../programme/catalogue.ts';
import { present } from '../present.ts';
import { cleanLine, cleanPiece } from '../plain-text.ts';
import { finish, type Steps } from '../steps.ts';

/** Characters of a mail that are read; what comes after is ignored. */
export const MAX_MAIL = 200 * 1024;

export const MAX_CANDIDATES = 50;

/** Places where a number stands that are looked at: an export of hundreds of vouchers is not a mail. */
const MAX_PLACES = 200;

/** One voucher that the mail speaks of. Evidence, never authority: it fills a card that a person confirms. */
export interface VoucherCandidate extends MailFacts {
  /** As printed; {@link canonicalNumber} makes the id. */
  readonly number: Found<string>;
  /** Facts for which labels gave values that contradict each other. */
  readonly conflicts: readonly (keyof MailFacts)[];
  /** What the mail says has become of it. */
  readonly state?: ToldState;
  /** From of the innermost quoted mail, unverified: an address, else a name. */
  readonly sender?: Found<string>;
  /** From of the quoted mail that was the forward, unverified. */
  readonly forwardedBy?: Found<string>;
  /** From of every mail that it is in, the outermost first, as they print it: addresses, else names. Unverified. */
  readonly hops?: readonly string[];
}

export type MailReading =
  | {
      readonly kind: 'notMail';
      /** What it seems to be instead, where it is long enough for a mail. */
      readonly near?: Near;
      /** Whether the text goes on behind what is read closely. */
      readonly isCut?: true;
    }
  | {
      readonly kind: 'candidates';
      /** 1 to {@link MAX_CANDIDATES}, in the order of the text. */
      readonly candidates: readonly VoucherCandidate[];
      /** How many more numbers the text holds. */
      readonly left: number;
      /** Whether the text goes on behind what is read closely. */
      readonly isCut: boolean;
    };

/** Names in sentences are asked: where one begins and ends is a guess. */
const SURE_NAME = 0.97;

/** A label is as good as listed from here on. */
const CLEARLY = 0.95;

const TEXTS: ReadonlySet<string> = new Set(['customer', 'projectManager', 'agreement']);

function from(field: string | undefined): Found<string> | undefined {
  const raw = cleanLine(field ?? '', MAX_VALUE);
  return raw === '' ? undefined : { value: addressesIn(raw)[0] ?? raw, raw, by: 'label', sure: false };
}

/** Who sent, forwarded and got the mail in which a number stands; a claim of the text, never proof. */
function provenanceOf(layout: Layout, place: Place, previous: Place | undefined) {
  const above = layout.heads.filter(({ line }) => line < place.line);
  const own = above.filter(({ line }) => line > (previous?.line ?? -1));
  const heads = own.length > 0 ? own : above;
  const inner = heads.at(-1);
  const single = inner?.isForward === true ? inner : undefined;
  const forward = heads.length > 1 ? heads[0] : single;
  const senders = heads.flatMap(({ fields }) => from(fields.from)?.value ?? []);
  return {
    hops: senders.filter((one, at) => one !== senders[at - 1]).slice(-MAX_HOPS),
    sender: from(inner?.fields.from),
    forwardedBy: from(forward?.fields.from),
    // A forward is addressed to us; the mail inside it went to the customer.
    to: inner === forward ? [] : addressesIn(cleanLine(inner?.fields.to ?? '', MAX_LINE)),
  };
}

/** Mails within mails whose senders are told. */
const MAX_HOPS = 6;

/** Lines, and characters in lines with a value, that are read closely: fifty vouchers have room, with 24 lines each. */
const MAX_LINES = 1_200;
const MAX_CLOSE = 22_000;

/** Empty lines on end; more of them divide nothing further. */
const MAX_EMPTY = 8;
/** Characters that are cleaned in one step, and what is left of their last line. */
const PIECE = 16_000;

/**
 * The beginning of a text, cleaned, that holds no more than what is read closely; what comes behind is not looked at.
 * `isCut`: that is not all of it, or of a line.
 */
function* closely(text: string): Steps<{ readonly close: string; readonly isCut: boolean }> {
  const kept: string[] = [];
  let count = 0;
  let close = 0;
  let isCut = false;
  let empty = 0;
  for (let start = 0; start < text.length;) {
    yield;
    const end = text.indexOf('\n', start + PIECE);
    const to = end < 0 ? text.length : end;
    const clean = cleanPiece(text.slice(start, to).replace(/\r$/u, ''));
    for (const line of (kept.length === 0 ? clean.trimStart() : clean).split('\n')) {
      if (line !== '') count += 1;
      isCut ||= line.length > MAX_LINE;
      if (/[\d@]/.test(line)) close += Math.min(line.length, MAX_LINE);
      if (count > MAX_LINES || close > MAX_CLOSE) return { close: kept.join('\n').trimEnd(), isCut: true };
      empty = line.trim() === '' ? empty + 1 : 0;
      if (empty <= MAX_EMPTY) kept.push(line.slice(0, MAX_LINE));
    }
    start = to + 1;
  }
  return { close: kept.join('\n').trimEnd(), isCut };
}

/** What a text prints, where no words say what of. */
function guess<T>(value: T, raw: string): Found<T> {
  return { value, raw, by: 'token', sure: false };
}

/** Lengths of the programme anywhere in a text. */
function spansIn(
  layout: Layout,
): { readonly line: number; readonly start: number; readonly item: Found<number> }[] {
  const levels: readonly number[] = SERVICE_LEVELS;
  return layout.lines.flatMap((text, line) =>
    layout.headers.has(line)
      ? []
      : daysIn(text)
          .filter(({ value }) => levels.includes(value))
          .map(({ value, raw, start }) => ({ line, start, item: guess(value, raw) })),
  );
}

/** Where something stands, and for what a sentence tells, where in its line. */
function whereIs(one: { readonly line: number } | ToldAt): {
  readonly line: number;
  readonly start?: number | undefined;
} {
  return { line: one.line, start: 'start' in one ? one.start : undefined };
}

function mayList({ isOfVoucher, isNamed, isInvoice, isForeign, isShaped }: Topic): boolean {
  return isNamed && isOfVoucher && !isInvoice && (isShaped || !isForeign);
}

/** More statements of one voucher, or in a list that it stands in, are not looked at: of each fact five values are kept. */
const MAX_OWN = 100;

/** What stands where, by the numbers of the vouchers that it belongs to. */
function groupedBy<T extends object>(
  whose: Owners,
  all: readonly { readonly line: number; readonly start?: number | undefined; readonly item: T }[],
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const { line, start, item } of all) {
    const { ids, isClear } = whose.of(line, start);
    const one: T = isClear ? item : { ...item, sure: false, isShared: true };
    for (const id of ids) {
      const own = found.get(id);
      if (own && own.length >= MAX_OWN) continue;
      if (own) own.push(one);
      else found.set(id, [one]);
    }
  }
  return found;
}

/**
 * Reads what a pasted or forwarded voucher mail says. Pure and bounded: the first {@link MAX_MAIL} characters,
 * {@link MAX_LINE} of a line, line by line. Whatever it finds is a suggestion for a person to confirm; a text that
 * is not clearly a voucher mail is `notMail`.
 */
export function readMail(text: string, catalogue: EngagementNames): MailReading {
  return finish(readingMail(text, catalogue));
}

/** {@link readMail} in steps; `pointed`: numbers of which a person says that they are those of the vouchers. */
export function* readingMail(
  text: string,
  catalogue: EngagementNames,
  pointed: readonly string[] = [],
): Steps<MailReading> {
  yield* preparingLabels();
  const names = Names.of(catalogue);
  const said = new Said(names);
  const { close, isCut: isTooLong } = yield* closely(yield* asRead(text.slice(0, MAX_MAIL)));
  const layout = yield* layOut(close, (fact, raw, many) =>
    fact === 'number' ? said.numbers(raw, many).length > 0 : said.statements(fact, raw).length > 0,
  );
  const values = { left: MAX_LOOKED };
  const people = { left: MAX_LOOKED };
  const tokens = yield* tokensIn(layout, names);
  const told = yield* toldBy(layout, undefined, values);
  const isShaped = isShapedLikeVoucher(layout, tokens, told);
  yield;
  const topic = yield* topicOf(layout, tokens, isShaped, told);
  yield;
  const labelled = labelledNumbers(layout, topic, said);
  const needsCustomer = topic.isPlanning && !layout.labelled.some(({ fact }) => fact === 'customer');
  if (needsCustomer) {
    const admins = [...layout.labelled, ...told].filter(({ fact }) => fact === 'adminEmail');
    const domains = admins
      .flatMap(({ raw }) => addressesIn(raw).map(domainOf))
      .filter((domain) => domain.length >= 4);
    told.push(...(yield* toldBy(layout, domains, people)));
  }
  const isCut = isTooLong || layout.isCut || text.length > MAX_MAIL || values.left < 0 || people.left < 0;
  const rows = mayList(topic) ? yield* rowsIn(layout, names, tokens) : [];
  yield;
  const byToken = labelled.length > 0 ? [] : unlabelledNumbers(layout, topic, told);
  const known = labelled.length > 0 ? [...labelled, ...alikeIn(labelled, told)] : byToken;
  const found = known.length < rows.length ? rowNumbers(rows) : known;
  const all = pointed.length > 0 ? pointedNumbers(layout, pointed) : found;
  const seen = new Set<string>();
  const firsts = all.filter(({ id }) => !seen.has(id) && seen.add(id));
  if (firsts.length === 0)
    return { kind: 'notMail', ...present({ near: nearOf(layout, topic) }), ...(isCut && { isCut }) };

  const facts: Placed[] = [...tokens];
  for (const { fact, raw, line, likely } of layout.labelled) {
    if (fact === 'number') continue;
    const start = layout.lines[line]?.indexOf(raw);
    for (const statement of said.statements(fact, raw)) {
      // What no catalogue has is an engagement only where it is called one in so many words.
      if (statement.fact === 'unknownEngagement' && likely < CLEARLY) continue;
      facts.push({ line, start, by: 'label', sure: likely >= SURE, statement });
    }
  }
  for (const { fact, raw, line, start, likely } of told) {
    if (fact === 'number' || fact === 'date' || fact === 'address' || fact === 'id') continue;
    for (const statement of said.statements(fact, raw))
      facts.push({
        line,
        start,
        by: 'token',
        sure: likely >= (TEXTS.has(fact) ? SURE_NAME : SURE),
        statement,
      });
  }
  for (const { line, customer, serviceLevel } of rows) {
    if (customer !== undefined)
      for (const statement of said.statements('customer', customer))
        facts.push({ line, by: 'token', sure: false, statement });
    if (serviceLevel !== undefined)
      facts.push({
        line,
        by: 'token',
        sure: true,
        statement: { fact: 'serviceLevel', value: serviceLevel, raw: String(serviceLevel) },
      });
  }
  yield;
  const places = all.slice(0, MAX_PLACES);
  const whose = new Owners(layout, places, facts);
  const byOwner = groupedBy(
    whose,
    facts.map((fact) => ({ line: fact.line, start: fact.start, item: fact })),
  );
  yield;
  const rest = [...layout.unlabelled, ...told].filter(({ raw }) => raw.length <= MAX_VALUE);
  const datesBy = groupedBy(
    whose,
    rest.flatMap((one) => {
      const value = printedDate(one.raw);
      return value === undefined ? [] : [{ ...whereIs(one), item: guess(value, one.raw) }];
    }),
  );
  yield;
  const addressesBy = groupedBy(
    whose,
    rest
      .filter((one) => !('isOfAnother' in one && one.isOfAnother === true))
      .flatMap((one) =>
        addressesIn(one.raw).map((value) => ({ ...whereIs(one), item: guess(value, one.raw) })),
      ),
  );
  yield;
  const daysBy = groupedBy(whose, spansIn(layout));

  const states = yield* statesIn(layout, places, (line) => whose.of(line).ids);
  const candidateOf = (place: Place, nth: number): VoucherCandidate => {
    const { hops, sender, forwardedBy, to } = provenanceOf(layout, place, firsts[nth - 1]);
    const suggested = to.map((value): Placed => ({
      line: place.line,
      by: 'token',
      sure: false,
      statement: { fact: 'adminEmail', value, raw: value },
    }));
    const state = states.get(place.id);
    const dates = datesBy.get(place.id) ?? [];
    const own = withLeftovers(
      withRules(factsOf([...(byOwner.get(place.id) ?? []), ...suggested], names), dates),
      { dates, addresses: addressesBy.get(place.id) ?? [], days: daysBy.get(place.id) ?? [] },
    );
    return {
      number: { value: place.printed, raw: place.printed, by: place.by, sure: true },
      ...own,
      conflicts: conflictsOf(own, names),
      ...(state && { state }),
      ...(sender && { sender }),
      ...(forwardedBy && { forwardedBy }),
      ...(hops.length > 0 && { hops }),
    };
  };
  const candidates: VoucherCandidate[] = [];
  for (const [nth, place] of firsts.slice(0, MAX_CANDIDATES).entries()) {
    yield;
    candidates.push(candidateOf(place, nth));
  }
  return { kind: 'candidates', candidates, left: firsts.length - candidates.length, isCut };
}
