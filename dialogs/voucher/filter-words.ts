import { consultantName, offeringName } from '../../cards/kit/names.ts';
import { countryName, formatDay, shortened } from '../../cards/kit/format.ts';
import { isOpenOnly, statesOf, type DueWithin, type ListFilter } from '../../domain/desk/list-filter.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { ENGAGEMENTS } from '../../domain/programme/catalogue.ts';
import { TALLIED } from '../../domain/store/documents.ts';
import type { Turn } from '../turn.ts';

/** Who says it, in whose language. */
type Says = Pick<Turn, 'desk' | 'unit' | 'say'> & { readonly actor: Pick<Turn['actor'], 'language'> };

/** A part of a filter in words; they may be anybody's. */
export interface FilterPart {
  readonly part: keyof ListFilter;
  readonly words: string;
}

/** What a list is of, part by part: "Contoso", "SharePoint Deployment Planning", "Reserved". */
export async function partsOf(
  turn: Says,
  filter: ListFilter,
  standing: Standing,
): Promise<readonly FilterPart[]> {
  const { due, week, mine, person, customers, consultants, engagements, offering, country } = filter;
  const { actor, desk, unit } = turn;
  const named = await Promise.all((customers ?? []).map((key) => desk.customer(unit, key)));
  const words: Partial<Record<keyof ListFilter, readonly (string | undefined)[] | undefined>> = {
    mine: mine === true ? [turn.say('vouchers.onlyMine')] : undefined,
    person:
      person === undefined
        ? undefined
        : [shortened((await desk.person(unit, person))?.name ?? turn.say('person.someone'))],
    customers: customers?.map((key, at) => shortened(named[at]?.name ?? key)),
    consultants: consultants?.map((id) => shortened(consultantName(standing, id))),
    engagements: engagements?.map((id) => ENGAGEMENTS[id]),
    offering:
      offering === undefined
        ? undefined
        : [turn.say('vouchers.onlyOffering', { offering: offeringName(offering) })],
    country: country === undefined ? undefined : [countryName(actor.language, country)],
    states: [stateWords(turn, filter)],
    due: due === undefined ? undefined : [dueWords(turn, due)],
    week:
      week === undefined ? undefined : [turn.say('overview.week', { day: formatDay(actor.language, week) })],
  };
  return Object.entries(words).flatMap(([part, said]) => {
    const all = (said ?? []).filter((one) => one !== undefined);
    return all.length === 0 ? [] : [{ part: part as keyof ListFilter, words: all.join(', ') }];
  });
}

/** What a list is of, in one line: "Contoso · SharePoint Deployment Planning · Reserved". */
export async function filterWords(turn: Says, filter: ListFilter, standing: Standing): Promise<string> {
  return (await partsOf(turn, filter, standing)).map(({ words }) => words).join(' · ');
}

/** Nothing where all states are meant without having been said, or a deadline says it. */
function stateWords({ say }: Pick<Turn, 'say'>, filter: ListFilter): string | undefined {
  const { states, due, week } = filter;
  const meant = statesOf(filter);
  if (states === undefined && (due !== undefined || week !== undefined || meant.length === TALLIED.length))
    return undefined;
  if (meant.length === TALLIED.length) return say('vouchers.anyState');
  return isOpenOnly(meant) ? say('vouchers.open') : meant.map((state) => say(`status.${state}`)).join(', ');
}

/** Which deadline a list is of. */
function dueWords({ say }: Pick<Turn, 'say'>, due: DueWithin): string {
  if (due === 'overdue') return say('vouchers.onlyOverdue');
  return due === 'week' ? say('vouchers.onlyWeek') : say('vouchers.onlyWithin', { days: due });
}
