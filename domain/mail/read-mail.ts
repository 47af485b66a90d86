import {
  ASSURANCE_WORDS,
  FOREIGN_WORDS,
  labelOf,
  PLANNING_WORDS,
  VOUCHER_QUALIFIERS,
  type Fact,
} from './labels.ts';
import { asRead } from './decoding.ts';
import { layOut, MAX_LINE, trimEdges, type Labelled, type Layout } from './layout.ts';
import {
  addressesIn,
  daysInside,
  isDays,
  isExample,
  isPlausibleNumber,
  MAX_VALUE,
  Names,
  numbersIn,
  statementsIn,
  type EngagementNames,
  type FactValues,
  type Statement,
} from './values.ts';
import { cleanLine, cleanText, plainDashes } from '../plain-text.ts';
import { canonicalNumber } from '../voucher/number.ts';

/** Characters of a mail that are read; what comes after is ignored. */
export const MAX_MAIL = 200 * 1024;
export const MAX_CANDIDATES = 5;
/** Different values of one fact that are kept. */
export const MAX_VALUES = 5;
/** Places where a number stands that are looked at: an export of hundreds of vouchers is not a mail. */
const MAX_PLACES = 100;
/** The longest service level of the programme: a longer span in running text is something else. */
const LONGEST_LEVEL = 15;

/** Words that may stand between "voucher ID" and the number in a sentence. */
const COPULA = /^(?:is|are|was|no\.?|nr|#|to|это|jest|ist|lautet|est|es|é|:|-|–|—)$/u;
const SUPPORTING: ReadonlySet<Fact> = new Set(['serviceLevel', 'agreement', 'projectManager', 'assignedOn']);
const FOREIGN = FOREIGN_WORDS.map((word) => ` ${word}`);

/** A value with the text that printed it. `label` = it stood under a label of its own; `token` = a suggestion. */
export interface Found<T> {
  readonly value: T;
  readonly raw: string;
  readonly by: 'label' | 'token';
}

/**
 * The facts of one voucher. A fact holds every different value that was printed: none = the mail does not say,
 * several = a person has to choose. Where a label gave a value, mere tokens are left out. An `adminEmail` by token
 * is whom the innermost quoted mail was addressed to.
 */
type MailFacts = { readonly [F in keyof FactValues]: readonly Found<FactValues[F]>[] };

/** One voucher that the mail speaks of. Evidence, never authority: it fills a card that a person confirms. */
export interface VoucherCandidate extends MailFacts {
  /** As printed; {@link canonicalNumber} makes the id. */
  readonly number: Found<string>;
  /** Facts for which labels gave values that contradict each other. */
  readonly conflicts: readonly (keyof MailFacts)[];
  /** From of the innermost quoted mail, unverified: an address, else a name. */
  readonly sender?: Found<string>;
  /** From of the quoted mail that was the forward, unverified. */
  readonly forwardedBy?: Found<string>;
}

type MailReading =
  | { readonly kind: 'notMail' }
  | {
      readonly kind: 'candidates';
      /** 1 to {@link MAX_CANDIDATES}, in the order of the text. */
      readonly candidates: readonly VoucherCandidate[];
      /** How many more numbers the text holds. */
      readonly left: number;
    };

/** A number where it stands. */
interface Place {
  readonly line: number;
  readonly by: 'label' | 'token';
  readonly printed: string;
  readonly id: string;
}

/** A statement where it stands. */
interface Placed {
  readonly line: number;
  readonly by: 'label' | 'token';
  readonly statement: Statement;
}

function mentions(padded: readonly string[], words: readonly string[]): boolean {
  return padded.some((line) => words.some((word) => line.includes(word)));
}

/** Most lines are statements, keys of JSON or braces. */
function looksLikeCode(lines: readonly string[]): boolean {
  const full = lines.filter((line) => line.trim() !== '');
  const code = full.filter((line) =>
    /[{};]\s*$|^\s*(?:[}\]]|"[\w-]+"\s*:|(?:const|let|var|import|export|return|function|class|def|public|private|#include)\s)/u.test(
      line,
    ),
  );
  return code.length >= 2 && code.length * 3 >= full.length;
}

/** A line such as "Lunch voucher" or "Subject: Lunch voucher". */
function namesAnotherVoucher(line: string): boolean {
  const title = line.slice(line.lastIndexOf(':') + 1).toLowerCase();
  const words = (title.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 5);
  if (words.length < 2 || words.length > 4 || words.at(-1) !== 'voucher') return false;
  return words.slice(0, -1).some((word) => !VOUCHER_QUALIFIERS.has(word));
}

/** How much a text speaks of the programme, and whether of something else. */
interface Topic {
  readonly isPlanning: boolean;
  readonly isAssurance: boolean;
  readonly isForeign: boolean;
  readonly isInvoice: boolean;
}

function topicOf(layout: Layout, tokens: readonly Placed[]): Topic {
  const padded = layout.lines.map((line) => {
    const words = plainDashes(line.normalize('NFKC'))
      .toLowerCase()
      .replace(/[^\p{L}\p{N}%]+/gu, ' ');
    return ` ${words} `.replaceAll(' of course ', ' ');
  });
  const money = layout.trades.filter((value) => /\d/.test(value) && !isDays(value));
  // What only a planning voucher has beside its number makes up for a strange title.
  const hasSupport = layout.labelled.some(({ fact, loose }) => !loose && SUPPORTING.has(fact));
  const hasAdmin = layout.labelled.some(({ fact }) => fact === 'adminEmail');
  return {
    isPlanning: tokens.length > 0 || hasAdmin || mentions(padded, PLANNING_WORDS),
    isAssurance: mentions(padded, ASSURANCE_WORDS),
    isForeign:
      money.length > 0 ||
      mentions(padded, FOREIGN) ||
      (!hasSupport && layout.lines.some(namesAnotherVoucher)),
    isInvoice: money.length > 1,
  };
}

/**
 * The numbers that count. A number stands under its label on a line of its own, and:
 * an invoice or code never counts; where the text speaks of planning services, every label does; a text that
 * speaks of shops, travel or training does not count; else a label that names a voucher's number is enough, and a
 * borrowed one needs Software Assurance around it. Where both kinds of label stand, the borrowed ones are other ids.
 */
function labelledNumbers(layout: Layout, topic: Topic, names: Names): Place[] {
  if (topic.isInvoice || (topic.isForeign && !topic.isPlanning) || looksLikeCode(layout.lines)) return [];
  // Without a separator a sentence may look like a label: something else in the text has to be labelled too.
  const hasOthers = layout.labelled.some(({ fact }) => fact !== 'number' && fact !== 'customer');
  const counts = ({ fact, borrowed, loose }: Labelled): boolean =>
    fact === 'number' && (!borrowed || topic.isPlanning || topic.isAssurance) && (!loose || hasOthers);
  const good = layout.labelled.filter(counts);
  const own = good.filter(({ borrowed }) => !borrowed);
  return (own.length > 0 ? own : good).flatMap(({ raw, many, line }) =>
    numbersIn(raw, many, names).map((printed) => placeOf(line, 'label', printed)),
  );
}

function placeOf(line: number, by: Place['by'], text: string): Place {
  const printed = cleanLine(text, MAX_VALUE);
  return { line, by, printed, id: canonicalNumber(printed) };
}

function isNumberLabel(words: readonly string[], mayBeBorrowed: boolean): boolean {
  const label = labelOf(words.join(' '));
  return label?.kind === 'fact' && label.fact === 'number' && (mayBeBorrowed || label.borrowed !== true);
}

/**
 * Whether the number is told within a sentence: words before its label, a colon, and a sign behind it.
 * One line that ends with a number is what somebody types.
 */
function isInSentence(words: readonly string[], at: number, isOnlyLine: boolean): boolean {
  const isToldByColon = /[:：]$/u.test(words[at - 1] ?? '');
  const isClosed = /[,.;!)]$/u.test(words[at] ?? '') || (!isOnlyLine && at === words.length - 1);
  return isToldByColon && isClosed && words.slice(0, at).some((word) => /,$|^\p{L}{2,}$/u.test(word));
}

/**
 * Numbers inside sentences, right behind a number label: in a quoted mail that speaks of planning services. Elsewhere
 * only behind a label of a voucher's own number that a colon ends ("here is the voucher ID: …").
 */
function tokenNumbers(layout: Layout, topic: Topic): Place[] {
  if (topic.isInvoice || (topic.isForeign && !topic.isPlanning) || looksLikeCode(layout.lines)) return [];
  const isQuoted = topic.isPlanning && layout.heads.length > 0;
  const isOnlyLine = layout.lines.filter((line) => line.trim() !== '').length === 1;
  const found: Place[] = [];
  for (const [line, text] of layout.lines.entries()) {
    if (text.includes('?') || (!isQuoted && (!/[:：]/u.test(text) || isExample(text)))) continue;
    const words = text.split(/\s+/u);
    for (const [at, word] of words.entries()) {
      const printed = trimEdges(word, /[("'“„«]/u, /[)"'”».,;:!]/u);
      if (printed.length < 6 || !isPlausibleNumber(printed)) continue;
      let end = at;
      while (end > at - 2 && COPULA.test((words[end - 1] ?? '').toLowerCase())) end -= 1;
      const isBehindLabel = [at, end].some((to) =>
        [1, 2, 3].some((count) => to >= count && isNumberLabel(words.slice(to - count, to), isQuoted)),
      );
      if (isBehindLabel && (isQuoted || isInSentence(words, at, isOnlyLine)))
        found.push(placeOf(line, 'token', printed));
    }
  }
  return found;
}

/** Engagements and offerings that the text names anywhere, and the days beside them. */
function tokensIn(layout: Layout, names: Names): Placed[] {
  return layout.lines.flatMap((text, line) => {
    const found = names.in(text);
    const days = found.length > 0 ? daysInside(text) : [];
    const statements: Statement[] = found.map(({ named, raw }) => ({
      fact: named.kind,
      value: named.id,
      raw,
    }));
    for (const one of days) {
      if (one.value <= LONGEST_LEVEL) statements.push({ fact: 'serviceLevel', ...one });
    }
    return statements.map((statement): Placed => ({ line, by: 'token', statement }));
  });
}

const OWN_FACTS: ReadonlySet<keyof FactValues> = new Set([
  'serviceLevel',
  'assignedOn',
  'expiresOn',
  'engagement',
  'offering',
]);

/** Whether the mail puts each number behind its facts instead of in front. */
function numbersComeLast(
  places: readonly Place[],
  facts: readonly Placed[],
  paragraph: readonly number[],
): boolean {
  const first = places[0]?.line ?? 0;
  const last = places.at(-1)?.line ?? 0;
  const own = facts.filter(({ by, statement }) => by === 'label' && OWN_FACTS.has(statement.fact));
  return (
    own.some(({ line }) => line < first && paragraph[line] === paragraph[first]) &&
    !own.some(({ line }) => line > last)
  );
}

/**
 * Whose a fact is: of the only number in its paragraph, else of the nearest number above, else, standing above
 * them all, of every number. Where numbers come last, the nearest below takes the place of the one above.
 */
function ownersOf(
  line: number,
  places: readonly Place[],
  paragraph: readonly number[],
  isNumberLast: boolean,
): ReadonlySet<string> {
  const inBlock = places.filter((place) => paragraph[place.line] === paragraph[line]);
  const above = places.filter((place) => place.line <= line);
  const below = places.filter((place) => place.line >= line);
  const only = new Set(inBlock.map(({ id }) => id)).size === 1 ? inBlock[0] : undefined;
  const nearest = only ?? (isNumberLast ? (below[0] ?? above.at(-1)) : above.at(-1));
  // The numbers of one line, a list under one label, share what belongs to any of them.
  const owners = nearest ? places.filter((place) => place.line === nearest.line) : places;
  return new Set(owners.map(({ id }) => id));
}

/** All values of one fact: labelled ones if there are any, each once, in the order of the text. */
function valuesOf<F extends keyof FactValues>(
  fact: F,
  placed: readonly Placed[],
): readonly Found<FactValues[F]>[] {
  const all = placed.filter(({ statement }) => statement.fact === fact);
  const labelled = all.filter(({ by }) => by === 'label');
  const found = new Map<string, Found<FactValues[F]>>();
  for (const { by, statement } of labelled.length > 0 ? labelled : all) {
    const key = JSON.stringify(statement.value).toLowerCase();
    // The filter above makes this the value of `fact`; TypeScript does not follow.
    const value = statement.value as FactValues[F];
    if (!found.has(key) && found.size < MAX_VALUES) found.set(key, { value, raw: statement.raw, by });
  }
  return [...found.values()];
}

function factsOf(placed: readonly Placed[]): MailFacts {
  return {
    adminEmail: valuesOf('adminEmail', placed),
    engagement: valuesOf('engagement', placed),
    offering: valuesOf('offering', placed),
    unknownEngagement: valuesOf('unknownEngagement', placed),
    serviceLevel: valuesOf('serviceLevel', placed),
    assignedOn: valuesOf('assignedOn', placed),
    expiresOn: valuesOf('expiresOn', placed),
    customer: valuesOf('customer', placed),
    agreement: valuesOf('agreement', placed),
    projectManager: valuesOf('projectManager', placed),
  };
}

function conflictsOf(facts: MailFacts, names: Names): (keyof MailFacts)[] {
  const labelled = (fact: keyof MailFacts): readonly Found<unknown>[] =>
    facts[fact].filter(({ by }) => by === 'label');
  const conflicts = (Object.keys(facts) as (keyof MailFacts)[]).filter((fact) => labelled(fact).length > 1);
  const offerings = new Set(labelled('offering').map(({ value }) => value));
  const isOfAnother = facts.engagement.some(
    ({ by, value }) => by === 'label' && !offerings.has(names.offeringOf(value)),
  );
  if (offerings.size > 0 && isOfAnother && !conflicts.includes('engagement')) conflicts.push('engagement');
  return conflicts;
}

function from(field: string | undefined): Found<string> | undefined {
  const raw = cleanLine(field ?? '', MAX_VALUE);
  return raw === '' ? undefined : { value: addressesIn(raw)[0] ?? raw, raw, by: 'label' };
}

/** Who sent, forwarded and got the mail in which a number stands; a claim of the text, never proof. */
function provenanceOf(layout: Layout, place: Place, previous: Place | undefined) {
  const above = layout.heads.filter(({ line }) => line < place.line);
  const own = above.filter(({ line }) => line > (previous?.line ?? -1));
  const heads = own.length > 0 ? own : above;
  const inner = heads.at(-1);
  const single = inner?.isForward === true ? inner : undefined;
  const forward = heads.length > 1 ? heads[0] : single;
  return {
    sender: from(inner?.fields.from),
    forwardedBy: from(forward?.fields.from),
    // A forward is addressed to us; the mail inside it went to the customer.
    to: inner === forward ? [] : addressesIn(cleanLine(inner?.fields.to ?? '', MAX_LINE)),
  };
}

/**
 * Reads what a pasted or forwarded voucher mail says. Pure and bounded: the first {@link MAX_MAIL} characters,
 * {@link MAX_LINE} of a line, line by line. Whatever it finds is a suggestion for a person to confirm; a text that
 * is not clearly a voucher mail is `notMail`.
 */
export function readMail(text: string, catalogue: EngagementNames): MailReading {
  const names = new Names(catalogue);
  const layout = layOut(cleanText(asRead(text.slice(0, MAX_MAIL)), MAX_MAIL), (fact, raw, many) =>
    fact === 'number' ? numbersIn(raw, many, names).length > 0 : statementsIn(fact, raw, names).length > 0,
  );
  const tokens = tokensIn(layout, names);
  const topic = topicOf(layout, tokens);
  const labelled = labelledNumbers(layout, topic, names);
  const all = labelled.length > 0 ? labelled : tokenNumbers(layout, topic);
  const seen = new Set<string>();
  const firsts = all.filter(({ id }) => !seen.has(id) && seen.add(id));
  if (firsts.length === 0) return { kind: 'notMail' };

  const facts: Placed[] = [...tokens];
  for (const { fact, raw, line } of layout.labelled) {
    if (fact === 'number') continue;
    for (const statement of statementsIn(fact, raw, names)) facts.push({ line, by: 'label', statement });
  }
  const places = all.slice(0, MAX_PLACES);
  const isNumberLast = numbersComeLast(places, facts, layout.paragraph);
  const byOwner = new Map<string, Placed[]>();
  for (const fact of facts) {
    for (const id of ownersOf(fact.line, places, layout.paragraph, isNumberLast)) {
      const own = byOwner.get(id);
      if (own) own.push(fact);
      else byOwner.set(id, [fact]);
    }
  }

  const candidates = firsts.slice(0, MAX_CANDIDATES).map((place, nth): VoucherCandidate => {
    const { sender, forwardedBy, to } = provenanceOf(layout, place, firsts[nth - 1]);
    const suggested = to.map((value): Placed => ({
      line: place.line,
      by: 'token',
      statement: { fact: 'adminEmail', value, raw: value },
    }));
    const own = factsOf([...(byOwner.get(place.id) ?? []), ...suggested]);
    return {
      number: { value: place.printed, raw: place.printed, by: place.by },
      ...own,
      conflicts: conflictsOf(own, names),
      ...(sender && { sender }),
      ...(forwardedBy && { forwardedBy }),
    };
  });
  return { kind: 'candidates', candidates, left: firsts.length - candidates.length };
}
