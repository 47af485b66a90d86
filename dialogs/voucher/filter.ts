import { z } from 'zod';
import {
  AS_IT_IS,
  DUE_DAYS,
  FILTER_FIELDS,
  filterCard,
  type FilterField,
} from '../../cards/voucher/filter.ts';
import { dueOf, filterRef, MAX_ANY, readFilter } from '../../cards/voucher/list-filter.ts';
import type { Values } from '../../cards/kit/elements.ts';
import { shortened } from '../../cards/kit/format.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { isOpenOnly, OPEN_STATES, statesOf, type ListFilter } from '../../domain/desk/list-filter.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { ENGAGEMENT_IDS, OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import { present } from '../../domain/present.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { TALLIED, type Tallied } from '../../domain/store/documents.ts';
import { choice, idInput, nameInput, readInputs, typed } from '../inputs.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { consultantOf } from './consultant.ts';
import { customersCalled } from './customers-called.ts';
import { partsOf } from './filter-words.ts';
import { showFiltered, showVouchers } from './vouchers.ts';

const ANY = 'any';
/** Characters of the card's input for a customer. */
const CUSTOMER_MAX = 200;

const inputsSchema = z.strictObject({
  state: choice(['open', ANY, AS_IT_IS, ...TALLIED]),
  customer: nameInput,
  due: idInput,
  engagement: choice([ANY, AS_IT_IS, ...ENGAGEMENT_IDS]),
  offering: choice([ANY, ...OFFERING_IDS]),
  consultantId: idInput,
  consultantName: nameInput,
  country: z.union([z.enum(['', ANY]), z.string().regex(/^[A-Z]{2}$/)]).optional(),
  who: choice([ANY, 'mine', AS_IT_IS]),
});
type Inputs = z.infer<typeof inputsSchema>;

/** The filter card, with the filter that the button names. */
export async function showFilter(turn: Turn, { id }: Press): Promise<Shown> {
  const filter = readFilter(id) ?? {};
  return shown(turn, filter);
}

/** Shows what the filter card says; asks again where it says what there is not. */
export async function showNarrowed(turn: Turn, press: Press): Promise<Shown> {
  const before = readFilter(press.id) ?? {};
  const standing = await turn.standing();
  const inputs = readInputs(inputsSchema, press.inputs);
  const filter = isRefusal(inputs) ? inputs : await filterOf(turn, standing, inputs, before);
  if (isRefusal(filter)) {
    const banner = 'banner' in filter ? (filter as Unknown).banner : await turn.refused(filter);
    return shown(turn, before, { values: typed(press.inputs), banner });
  }
  const list = listOf(filter);
  return list === undefined
    ? showFiltered(turn, filter)
    : showVouchers(turn, { ...press, verb: 'vouchers.page', id: list, inputs: {} });
}

/** A refusal with a sentence of its own. */
interface Unknown extends Refusal {
  readonly banner: Banner;
}

/** The list that a filter of no more than a state is. */
function listOf({ states, ...rest }: ListFilter): string | undefined {
  if (Object.keys(rest).length > 0) return undefined;
  if (states === undefined || isOpenOnly(states)) return 'open';
  return states.length === 1 ? states[0] : undefined;
}

async function shown(
  turn: Turn,
  filter: ListFilter,
  again: { readonly values?: Values; readonly banner?: Banner | undefined } = {},
): Promise<Shown> {
  const standing = await turn.standing();
  const parts = await partsOf(turn, filter, standing);
  const words = (part: keyof ListFilter): string => parts.find((one) => one.part === part)?.words ?? '';
  const now = valuesOf(filter, words);
  const asItIs = Object.fromEntries(
    FILTER_FIELDS.flatMap((field) =>
      now[field] === AS_IT_IS ? [[field, words(PARTS[field]) || words('week')]] : [],
    ),
  );
  const card = filterCard(turn.actor, {
    standing,
    values: { ...now, ...again.values },
    ref: filterRef(filter),
    asItIs,
    banner: again.banner,
  });
  return { card, waits: false };
}

/** The part of a filter that an input says. */
const PARTS: Readonly<Record<FilterField, keyof ListFilter>> = {
  state: 'states',
  customer: 'customers',
  due: 'due',
  engagement: 'engagements',
  offering: 'offering',
  consultantId: 'consultants',
  consultantName: 'consultants',
  country: 'country',
  who: 'person',
};

/** What the card's inputs hold for a filter. */
function valuesOf(
  filter: ListFilter,
  words: (part: keyof ListFilter) => string,
): Record<FilterField, string> {
  const { states, due, week, engagements, offering, consultants, country, mine, person } = filter;
  const only = (values: readonly string[] | undefined): string =>
    values === undefined ? ANY : values.length === 1 ? (values[0] ?? ANY) : AS_IT_IS;
  return {
    state:
      (due === undefined && week === undefined) || states !== undefined ? stateOf(statesOf(filter)) : 'open',
    customer: shortened(words('customers'), CUSTOMER_MAX),
    due:
      week !== undefined
        ? AS_IT_IS
        : due === undefined
          ? ANY
          : typeof due === 'string' || isOffered(due)
            ? String(due)
            : AS_IT_IS,
    engagement: only(engagements),
    offering: offering ?? ANY,
    consultantId: only(consultants),
    consultantName: '',
    country: country ?? ANY,
    who: person !== undefined ? AS_IT_IS : mine === true ? 'mine' : ANY,
  };
}

function isOffered(days: number): boolean {
  return DUE_DAYS.some((one) => one === days);
}

function stateOf(states: readonly Tallied[]): string {
  if (isOpenOnly(states)) return 'open';
  if (states.length === TALLIED.length) return ANY;
  return states.length === 1 ? (states[0] ?? ANY) : AS_IT_IS;
}

async function filterOf(
  turn: Turn,
  standing: Standing,
  inputs: Inputs,
  before: ListFilter,
): Promise<ListFilter | Refusal> {
  const { state = 'open', due, engagement = ANY, offering = ANY, country = ANY, who = ANY } = inputs;
  const within = due === undefined || due === ANY ? undefined : due === AS_IT_IS ? before.due : dueOf(due);
  const week = due === AS_IT_IS ? before.week : undefined;
  if (due !== undefined && due !== ANY && within === undefined && week === undefined)
    return refuse({ why: 'input', field: 'due', problem: 'unknown' });
  const customers = await customersOf(turn, standing, inputs.customer, before);
  if (customers !== undefined && isRefusal(customers)) return customers;
  const consultants = consultantsOf(standing, inputs, before);
  if (consultants !== undefined && isRefusal(consultants)) return consultants;
  return present({
    states: statesSaid(state, before, customers !== undefined),
    due: within,
    week,
    mine: who === 'mine' || (who === AS_IT_IS && before.mine === true) ? true : undefined,
    person: who === AS_IT_IS ? before.person : undefined,
    customers,
    consultants,
    engagements: engagement === ANY ? undefined : engagement === AS_IT_IS ? before.engagements : [engagement],
    offering: offering === ANY ? undefined : offering,
    country: country === ANY || country === '' ? undefined : country,
  }) as ListFilter;
}

/** Of a customer all are meant unless it is said otherwise. */
function statesSaid(
  state: NonNullable<Inputs['state']>,
  before: ListFilter,
  isOfCustomer: boolean,
): readonly Tallied[] | undefined {
  if (state === 'open') return isOfCustomer ? OPEN_STATES : undefined;
  if (state === ANY) return isOfCustomer ? undefined : TALLIED;
  return state === AS_IT_IS ? before.states : [state];
}

/** The customers that are called so; those of before where nothing was typed anew. */
async function customersOf(
  turn: Turn,
  standing: Standing,
  name: string | undefined,
  before: ListFilter,
): Promise<readonly string[] | undefined | Unknown> {
  if (name === undefined) return undefined;
  const parts = await partsOf(turn, present({ customers: before.customers }) as ListFilter, standing);
  if (parts.some(({ part, words }) => part === 'customers' && shortened(words, CUSTOMER_MAX) === name))
    return before.customers;
  const { keys, near, isMore } = await customersCalled(turn, name);
  if (keys.length > 0 && keys.length <= MAX_ANY && !isMore) return keys;
  const names = near.map((one) => shortened(one)).join(', ');
  const say = (label: string): string =>
    keys.length > 0
      ? turn.say('filter.manyCustomers', { field: label, names })
      : turn.say(near.length > 0 ? 'filter.nearCustomers' : 'filter.noCustomer', { field: label, names });
  const { refused } = refuse({ why: 'input', field: 'customer', problem: 'unknown' });
  const field = turn.say('field.customer');
  return { refused, banner: { text: say(field), style: 'attention', at: { field: 'customer', say } } };
}

function consultantsOf(
  standing: Standing,
  { consultantId, consultantName }: Inputs,
  before: ListFilter,
): readonly string[] | undefined | Refusal {
  if (consultantName === undefined && (consultantId === undefined || consultantId === ANY)) return undefined;
  if (consultantName === undefined && consultantId === AS_IT_IS) return before.consultants;
  const who = consultantOf(standing, { consultantId, consultantName });
  if (isRefusal(who)) return who;
  return who.consultantId === undefined ? undefined : [who.consultantId];
}
