import { daysIn } from './days.ts';
import type { Layout } from './layout.ts';
import { namesProduct, productIn, type Product } from './products.ts';
import type { FactValues, Names, Statement } from './values.ts';
import type { Steps } from '../steps.ts';

/** A value with the text that printed it. `label` = it stood under a label of its own; `token` = a suggestion. */
export interface Found<T> {
  readonly value: T;
  readonly raw: string;
  readonly by: 'label' | 'token';
  /** Whether it can be shown as found; else it is asked, with the others as choices. */
  readonly sure: boolean;
  /** Nobody knows of which of several vouchers it is. */
  readonly isShared?: true;
}

/**
 * The facts of one voucher. A fact holds every different value that was printed: none = the mail does not say,
 * several = a person has to choose. Where a label gave a value, mere tokens are left out. An `adminEmail` by token
 * is whom the innermost quoted mail was addressed to.
 */
export type MailFacts = { readonly [F in keyof FactValues]: readonly Found<FactValues[F]>[] };

/** A statement where it stands. */
export interface Placed {
  readonly line: number;
  readonly by: 'label' | 'token';
  readonly sure: boolean;
  readonly statement: Statement;
  readonly isShared?: true;
  /** Where in its line it begins, for what a sentence tells. */
  readonly start?: number | undefined;
}

/** The longest service level of the programme: a longer span in running text is something else. */
const LONGEST_LEVEL = 15;

/** Different values of one fact that are kept. */
export const MAX_VALUES = 5;

/** Signs between the cells of a list's line. */
const CELL_END = /[|\t;；,，、/()（）–—]|\s-\s/u;

/** The product that a cell of a line is and nothing else. */
function productCells(
  text: string,
  names: Names,
): { readonly named: Product; readonly raw: string; readonly start: number }[] {
  if (!namesProduct(text)) return [];
  return text
    .split(CELL_END, 20)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '' && cell.length <= 40)
    .flatMap((raw) => {
      const named = names.known(productIn(raw));
      return named === undefined ? [] : [{ named, raw, start: text.indexOf(raw) }];
    });
}

/** Letters of a line's end and of the next one's beginning in which a name can be broken off. */
const BROKEN = 70;

/** A name that a line breaks off and the next one goes on with. */
function wrappedName(layout: Layout, line: number, names: Names): ReturnType<Names['in']> {
  const text = layout.lines[line] ?? '';
  const next = layout.lines[line + 1] ?? '';
  if (text === '' || next === '' || /[.:;!?|。]$/u.test(text)) return [];
  const found = names.in(`${text.slice(-BROKEN)} ${next.slice(0, BROKEN)}`);
  if (found.length === 0) return found;
  const whole = new Set(names.in(next).map(({ named }) => named.id));
  const before = Math.max(0, text.length - BROKEN);
  return found
    .filter(({ named }) => !whole.has(named.id))
    .map((one) => ({ ...one, start: before + one.start }));
}

/** Engagements and offerings that the text names anywhere, and the days beside them. */
export function* tokensIn(layout: Layout, names: Names): Steps<Placed[]> {
  const placed: Placed[] = [];
  for (const [line, text] of layout.lines.entries()) {
    yield;
    const full = names.in(text);
    const wrapped = full.length > 0 ? full : wrappedName(layout, line, names);
    const found = wrapped.length > 0 ? wrapped : productCells(text, names);
    const days = found.length > 0 ? daysIn(text) : [];
    const all: { readonly statement: Statement; readonly start: number }[] = found.map(
      ({ named, raw, start }) => ({ statement: { fact: named.kind, value: named.id, raw }, start }),
    );
    for (const { value, raw, start } of days)
      if (value <= LONGEST_LEVEL) all.push({ statement: { fact: 'serviceLevel', value, raw }, start });
    for (const one of all) placed.push({ line, by: 'token', sure: true, ...one });
  }
  return placed;
}

/** All values of one fact: labelled ones if there are any, each once, in the order of the text. */
function valuesOf<F extends keyof FactValues>(
  fact: F,
  placed: readonly Placed[],
): readonly Found<FactValues[F]>[] {
  const all = placed.filter(({ statement }) => statement.fact === fact);
  const labelled = all.filter(({ by }) => by === 'label');
  const found = new Map<string, Found<FactValues[F]>>();
  for (const { by, sure, isShared, statement } of labelled.length > 0 ? labelled : all) {
    const key = JSON.stringify(statement.value).toLowerCase();
    // The filter above makes this the value of `fact`; TypeScript does not follow.
    const value = statement.value as FactValues[F];
    if (!found.has(key) && found.size < MAX_VALUES)
      found.set(key, { value, raw: statement.raw, by, sure, ...(isShared && { isShared }) });
  }
  return [...found.values()];
}

export function factsOf(placed: readonly Placed[], names: Names): MailFacts {
  const engagement = valuesOf('engagement', placed);
  const own = new Set(engagement.map(({ value }) => names.offeringOf(value)));
  return {
    adminEmail: valuesOf('adminEmail', placed),
    engagement,
    // That of a named engagement is not repeated; another one contradicts it.
    offering: valuesOf('offering', placed).filter(({ value, by }) => !own.has(value) || by === 'label'),
    unknownEngagement: valuesOf('unknownEngagement', placed),
    serviceLevel: valuesOf('serviceLevel', placed),
    assignedOn: valuesOf('assignedOn', placed),
    expiresOn: valuesOf('expiresOn', placed),
    customer: valuesOf('customer', placed),
    agreement: valuesOf('agreement', placed),
    projectManager: valuesOf('projectManager', placed),
  };
}

export function conflictsOf(facts: MailFacts, names: Names): (keyof MailFacts)[] {
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
