import type { Day } from '../day.ts';
import { offeringOf, type Edition } from '../programme/edition.ts';
import { expiry, isExpired } from '../voucher/deadlines.ts';
import { customerKey } from '../voucher/customer.ts';
import { isLater } from '../voucher/lacking.ts';
import type { Stage, Status, Voucher } from '../voucher/model.ts';
import type { Choice } from './choices.ts';
import type { SheetField } from './headings/headings.ts';
import type { SheetRow, SheetVoucher } from './rows.ts';

/** The list is further on or behind, has left the voucher, knows something that we lack, or says something else. */
export const HOWS = ['ahead', 'back', 'over', 'adds', 'differs'] as const;
type How = (typeof HOWS)[number];

/** The command by which a difference is taken over, in the order in which they can be given: a state comes after what is said of its steps. */
export const WAYS = [
  'amend',
  'complete',
  'reschedule',
  'handOver',
  'advance',
  'lose',
  'comeBack',
  'close',
  'void',
] as const;
export type Way = (typeof WAYS)[number];

/**
 * Why it cannot be taken over. `back`: what was recorded here would be undone; `redeemed`: what is redeemed is worth
 * money; `lost`: another partner has it, or would have it; `step`: it is of a step that is recorded already.
 */
export const CANNOT = ['back', 'redeemed', 'lost', 'step'] as const;
export type Cannot = (typeof CANNOT)[number];

/** Something of which a list and we differ about one voucher. Values are days, ids and codes; a name or an address as it is. */
export interface Difference {
  readonly line: number;
  /** Canonical. */
  readonly number: string;
  readonly what: SheetField;
  readonly how: How;
  /** Absent where nothing is known here. */
  readonly ours?: string | undefined;
  readonly theirs: string;
  /** By which it is known again in another list: as `theirs`, of an address a digest. */
  readonly value: string;
  readonly way?: Way | undefined;
  readonly cannot?: Cannot | undefined;
}

/** What is compared: the voucher, and the texts beside it. */
interface Ours {
  readonly state: Voucher;
  readonly texts: Readonly<Record<string, string>>;
}

interface Rules {
  readonly edition: Edition;
  readonly today: Day;
  /** A collision-resistant hash: an address is remembered as that alone. */
  readonly digest: (text: string) => string;
}

/** A row that says something of a voucher. */
export type SayingRow = Extract<SheetRow, { kind: 'voucher' | 'over' }>;

/**
 * In what a row and the voucher that we have under its number differ. What the row does not say is no difference, nor
 * is what somebody ignored for good. A state that follows from days alone says how far it is at least.
 */
export function differencesOf(
  row: SayingRow,
  ours: Ours,
  rules: Rules,
): { readonly differences: readonly Difference[]; readonly ignored: number } {
  const all = row.kind === 'over' ? over(row, ours, rules) : of(row, row.voucher, ours, rules);
  const { ignored = [] } = ours.state;
  const differences = all.filter(
    ({ what, value }) => !ignored.some((one) => one.what === what && one.value === value),
  );
  return { differences, ignored: all.length - differences.length };
}

/** The list says that it is cancelled, or has run out. */
function over(
  { line, number }: Extract<SheetRow, { kind: 'over' }>,
  { state: { facts, stage } }: Ours,
  { edition, today }: Rules,
): readonly Difference[] {
  if (stage.status === 'void') return [];
  const difference = {
    line,
    number,
    what: 'status',
    how: 'over',
    ours: stage.status,
    theirs: 'other',
    value: 'other',
  } as const;
  if (stage.status === 'redeemed') return [{ ...difference, cannot: 'redeemed' }];
  return [{ ...difference, way: isExpired(facts, stage, today, edition) ? 'close' : 'void' }];
}

function of({ line }: SayingRow, voucher: SheetVoucher, ours: Ours, rules: Rules): readonly Difference[] {
  const { number, facts, stage, stateBy } = voucher;
  const { state, texts } = ours;
  const found: Difference[] = [];
  const differ = (
    what: SheetField,
    [have, says]: readonly [string | number | undefined, string | number | undefined],
    how: Omit<Difference, 'line' | 'number' | 'what' | 'ours' | 'theirs' | 'value' | 'how'> & {
      readonly how?: How;
      readonly value?: string;
    },
  ): void => {
    if (says === undefined || have === says) return;
    const theirs = String(says);
    const known = have === undefined ? {} : { ours: String(have) };
    const kind = have === undefined ? 'adds' : 'differs';
    found.push({ line, number, what, how: kind, ...known, theirs, value: theirs, ...how });
  };
  const moved = stateBy === undefined ? undefined : movedTo(stage.status, state.stage, stateBy === 'days');
  if (moved !== undefined) differ('status', [state.stage.status, stage.status], moved);

  // Nothing of one that was put away is changed.
  if (state.stage.status === 'void') return found;

  const amend = { way: 'amend' } as const;
  const mine = state.facts;
  const offering = offeringOf(mine, rules.edition);
  if (facts.engagement === undefined) differ('engagement', [offering, facts.offering], amend);
  else {
    const isOfIt = offering === offeringOf(facts, rules.edition);
    differ('engagement', [mine.engagement ?? (isOfIt ? undefined : offering), facts.engagement], amend);
  }
  differ('serviceLevel', [mine.serviceLevel, facts.serviceLevel], amend);
  differ('assignedOn', [mine.assignedOn, facts.assignedOn], amend);
  // Lists show the last day; whether it was printed or follows from something is none of theirs.
  if (facts.printedExpiry !== expiry(mine))
    differ('printedExpiry', [mine.adjustedExpiry ?? mine.printedExpiry, facts.printedExpiry], amend);
  if (voucher.customer !== undefined && !isCustomer(voucher.customer, ours))
    differ('customer', [texts['customer'], voucher.customer], {
      ...amend,
      value: customerKey(voucher.customer),
    });
  const { adminEmail } = voucher;
  if (adminEmail !== undefined && adminEmail !== texts['adminEmail']?.toLowerCase())
    differ('adminEmail', [texts['adminEmail'], adminEmail], { ...amend, value: rules.digest(adminEmail) });

  if ('reservation' in stage && 'reservation' in state.stage) steps(stage, state.stage, differ);
  return found;
}

/** The days and the like of steps that both sides have. */
function steps(
  theirs: Extract<Stage, { readonly reservation: object }>,
  ours: Extract<Stage, { readonly reservation: object }>,
  differ: (
    what: SheetField,
    values: readonly [string | undefined, string | undefined],
    how: { readonly way?: Way; readonly cannot?: Cannot },
  ) => void,
): void {
  // What is absent is entered; what is known of a step changes only where a command changes it.
  const step = (what: SheetField, have: string | undefined, says: string | undefined, way?: Way): void => {
    if (have === undefined) differ(what, [have, says], { way: 'complete' });
    else differ(what, [have, says], way === undefined ? { cannot: 'step' } : { way });
  };
  const { reservation: mine } = ours;
  const { reservation: list } = theirs;
  const isReserved = ours.status === 'reserved';
  const knowsBoth = (mine.start ?? list.start) !== undefined && (mine.end ?? list.end) !== undefined;
  const replanned = isReserved && knowsBoth ? 'reschedule' : undefined;
  step('reservedOn', mine.on, list.on);
  step('start', mine.start, list.start, replanned);
  step('end', mine.end, list.end, replanned);
  step('country', mine.country, list.country);
  step('locationId', mine.locationId, list.locationId);
  step('consultant', mine.consultantId, list.consultantId, isReserved ? 'handOver' : undefined);
  if ('report' in theirs && 'report' in ours) step('reportedOn', ours.report.on, theirs.report.on);
  if (theirs.status === 'redeemed' && ours.status === 'redeemed')
    step('redeemedOn', ours.redemption.on, theirs.redemption.on);
}

/** How the state that a list says differs from ours; undefined when it does not. */
function movedTo(
  theirs: Status,
  { status: ours }: Stage,
  isLeast: boolean,
): { readonly how: How; readonly way?: Way; readonly cannot?: Cannot } | undefined {
  if (theirs === ours) return undefined;
  if (isLater(theirs, ours)) return { how: 'ahead', way: 'advance' };
  if (isLeast) return undefined;
  if (theirs === 'lost')
    return ours === 'assigned' ? { how: 'ahead', way: 'lose' } : { how: 'back', cannot: 'lost' };
  if (ours === 'lost')
    return theirs === 'assigned' ? { how: 'back', way: 'comeBack' } : { how: 'back', cannot: 'lost' };
  return { how: 'back', cannot: 'back' };
}

/** Lists name a customer without its division, or with it in one cell. */
function isCustomer(name: string, { state, texts }: Ours): boolean {
  const key = customerKey(name);
  const { customer = '', customerName = '' } = texts;
  return [state.facts.customerId, customerKey(customer), customerKey(customerName)].includes(key);
}

/** What is done unless somebody says otherwise: nothing that is known here is changed or undone unasked. */
export function usualChoice({ how, way }: Pick<Difference, 'how' | 'way'>): Choice {
  return way !== undefined && (how === 'ahead' || how === 'adds') ? 'take' : 'later';
}

/** Differences of one kind: what differs, how, and what can be done about it. */
export interface DifferenceGroup {
  readonly key: string;
  readonly of: Pick<Difference, 'what' | 'how' | 'way' | 'cannot'>;
  /** Of states: which. */
  readonly states?: { readonly ours: string; readonly theirs: string } | undefined;
  readonly differences: readonly Difference[];
}

/** The group that a difference belongs to. */
export function groupOf({ what, how, ours, theirs, cannot }: Difference): string {
  const states = what === 'status' ? [theirs, ours ?? ''] : [];
  return [what, how, ...states, ...(cannot === undefined ? [] : [cannot])].join('_');
}

/** Differences in groups: states first, then what is most. */
export function groupsOf(differences: readonly Difference[]): readonly DifferenceGroup[] {
  const groups = [...Map.groupBy(differences, groupOf)].flatMap(([key, all]): DifferenceGroup[] => {
    const [first] = all;
    if (first === undefined) return [];
    const { what, how, way, cannot, ours = '', theirs } = first;
    const states = what === 'status' ? { states: { ours, theirs } } : {};
    return [{ key, of: { what, how, way, cannot }, ...states, differences: all }];
  });
  const isState = ({ of: { what } }: DifferenceGroup): number => (what === 'status' ? 0 : 1);
  return groups.sort(
    (one, other) => isState(one) - isState(other) || other.differences.length - one.differences.length,
  );
}

/** What somebody chose, by groups and by single differences; what is not in it is as usual. */
export type Choices = Readonly<Record<string, Choice>>;

/** Under which a choice for one difference alone is kept; no group is called so. */
export function choiceKey({ line, what }: Pick<Difference, 'line' | 'what'>): string {
  return `${what}_${line}`;
}

/** What is done about a difference: what was chosen for it, else for its group, else what is usual. */
export function choiceOf(choices: Choices, difference: Difference): Choice {
  const chosen = choices[choiceKey(difference)] ?? choices[groupOf(difference)] ?? usualChoice(difference);
  return chosen === 'take' && difference.way === undefined ? 'later' : chosen;
}
