import type { Amounts } from '../domain/claim/money.ts';
import { daysBetween, type Day } from '../domain/day.ts';
import type { Money } from '../domain/desk/money.ts';
import { openCount } from '../domain/desk/open-work.ts';
import type { Deadlines, Loads } from '../domain/desk/overview.ts';
import type { Standing } from '../domain/desk/standing.ts';
import type { Actor, Language } from '../domain/people/person.ts';
import { present } from '../domain/present.ts';
import { claimId } from '../domain/store/ids.ts';
import type { Tallied } from '../domain/store/documents.ts';
import { amountsText } from './claim/money.ts';
import { execute, fitting, offer, seldom } from './kit/actions.ts';
import { badge, dueBadge } from './kit/badge.ts';
import { donut, stackedBars, verticalBars, type Look, type Value } from './kit/chart.ts';
import { bound, slot, type Element } from './kit/elements.ts';
import { empty } from './kit/empty.ts';
import {
  formatCompact,
  formatCount,
  formatDay,
  formatMonth,
  plainLabel,
  shortDay,
  shortened,
  shortMonth,
} from './kit/format.ts';
import { pageOf, plainRow, pressableRow, rowSentence } from './kit/list-row.ts';
import { lines } from './kit/lists.ts';
import { speaker, type Say } from './kit/say.ts';
import { defineCard, type Card } from './kit/template.ts';
import { filterRef, type ListFilter } from './voucher/list-filter.ts';

/** What an overview can be of, a chart for each. */
export const OVERVIEWS = ['states', 'deadlines', 'consultants', 'money'] as const;
type OverviewOf = (typeof OVERVIEWS)[number];

/** Rows of one page of a chart: consultants have pages. */
export const OVERVIEW_ROWS = 8;
/** Rows below a chart that are in sight; fewer where the chart names them, or they are high. */
const IN_SIGHT: Readonly<Record<OverviewOf, number>> = { states: 4, deadlines: 4, consultants: 2, money: 3 };

export type OverviewView =
  | { readonly of: 'states'; readonly tally: Readonly<Record<Tallied, number>> }
  | { readonly of: 'deadlines'; readonly deadlines: Deadlines }
  | { readonly of: 'consultants'; readonly loads: Loads; readonly standing: Standing }
  | { readonly of: 'money'; readonly money: Money; readonly today: Day };

/** What one of them shows: a sentence, the chart, the same as rows that lead on, and what the chart leaves out. */
interface Picture {
  readonly summary: string;
  readonly chart: readonly Element[];
  readonly rows: readonly Element[];
  readonly notes: readonly string[];
  /** The button before the others, and those behind them. */
  readonly next?: readonly Element[];
  readonly more?: readonly Element[];
}

const fill = defineCard<{
  readonly name: string;
  readonly summary: string;
  readonly chart: readonly Element[];
  readonly rows: readonly Element[];
  readonly notes: readonly string[];
}>((t) => ({
  title: t('overview.title'),
  body: [
    bound('${name}', { weight: 'Bolder' }),
    bound('${summary}', { $when: "${summary != ''}", spacing: 'None' }),
    slot('chart'),
    slot('rows'),
    lines('notes', { size: 'Small', isSubtle: true }),
  ],
}));

/** The portfolio as a picture: one chart at a time, in words too, each part of it a press away from its list. */
export function overviewCard(actor: Actor, view: OverviewView): Card {
  const { language } = actor;
  const t = speaker(language);
  const { next = [], more = [], rows, ...picture } = pictureOf(t, language, view);
  return fill(language, {
    ...picture,
    name: t(`overview.tab.${view.of}`),
    rows: pageOf(t, rows, IN_SIGHT[view.of]),
    actions: fitting([
      ...next,
      ...OVERVIEWS.filter((of) => of !== view.of).map((of) =>
        execute(t(`overview.tab.${of}`), 'overview.open', { arg: of }),
      ),
      offer(t, 'home'),
      ...more,
      seldom(offer(t, 'vouchers')),
    ]),
  });
}

function pictureOf(t: Say, language: Language, view: OverviewView): Picture {
  switch (view.of) {
    case 'states':
      return statesPicture(t, language, view.tally);
    case 'deadlines':
      return deadlinesPicture(t, language, view.deadlines);
    case 'consultants':
      return consultantsPicture(t, language, view);
    case 'money':
      return moneyPicture(t, language, view);
    default:
      return view satisfies never;
  }
}

function nothing(t: Say, says = t('overview.empty'), hint = t('overview.emptyHint')): Picture {
  return { summary: '', chart: empty('Document', says, hint), rows: [], notes: [] };
}

/** Signs of a consultant's name. */
const NAME = 40;

/** The states of a voucher that still matters, in their order, as home colours them. */
const STATES = [
  ['assigned', 'soon'],
  ['reserved', 'accent'],
  ['reported', 'plain'],
  ['redeemed', 'good'],
  ['claimed', 'apart'],
] as const satisfies readonly (readonly [Tallied, Look])[];
/** Nothing is done with them any more: beside the chart. */
const CLOSED = ['lost', 'void'] as const satisfies readonly Tallied[];

function statesPicture(t: Say, language: Language, tally: Readonly<Record<Tallied, number>>): Picture {
  const values = STATES.map(([state, look]): Value => ({
    label: t(`status.${state}`),
    value: tally[state],
    look,
  })).filter(({ value }) => value > 0);
  const rows = [...STATES.map(([state]) => state), ...CLOSED]
    .filter((state) => tally[state] > 0)
    .map((state) => listRow(t(`status.${state}`), t('overview.vouchers', { count: tally[state] }), state));
  if (rows.length === 0) return nothing(t);
  const summary = t('overview.states', { open: openCount(tally), claimed: tally.claimed });
  const whole = values.reduce((sum, { value }) => sum + value, 0);
  return {
    summary,
    chart: values.length === 0 ? [] : [donut(summary, formatCount(language, whole), values)],
    rows,
    notes: [],
  };
}

function deadlinesPicture(t: Say, language: Language, deadlines: Deadlines): Picture {
  const { overdue, ranOut, weeks, later, unknown } = deadlines;
  const inWeeks = weeks.reduce((sum, { count }) => sum + count, 0);
  if (overdue + ranOut + inWeeks + later + unknown === 0) return nothing(t);
  const week = weeks[0]?.count ?? 0;
  const summary = t('overview.deadlines', { overdue, week, ahead: inWeeks - week });
  const late = {
    label: t('vouchers.onlyOverdue'),
    short: t('overview.late'),
    value: overdue,
    look: 'late',
    filter: { due: 'overdue' },
  } as const;
  const parts = [late, ...weeks.map((one, nth) => weekPart(t, language, one, nth === 0))];
  const rest = [
    later === 0 ? '' : t('overview.later', { count: later }),
    unknown === 0 ? '' : t('overview.unknown', { count: unknown }),
    ranOut === 0 ? '' : t('overview.ranOut', { count: ranOut }),
  ].filter(Boolean);
  return {
    summary,
    chart: overdue + inWeeks === 0 ? [] : [verticalBars(summary, parts, true)],
    rows: parts
      .filter(({ value }) => value > 0)
      .map((part) =>
        listRow(
          part.label,
          t('overview.vouchers', { count: part.value }),
          filterRef(part.filter),
          part === late ? badge(t('overview.late'), 'late') : undefined,
        ),
      ),
    notes: rest.length === 0 ? [] : [rest.join(' · ')],
    ...(ranOut === 0 ? {} : { more: [seldom(execute(t('do.ranOut'), 'ranOut.open'))] }),
  };
}

/** What falls due in a week, and what its list is narrowed to. */
function weekPart(
  t: Say,
  language: Language,
  { from, count }: Deadlines['weeks'][number],
  isThis: boolean,
): Value & { readonly filter: ListFilter } {
  return {
    label: isThis ? t('overview.thisWeek') : t('overview.week', { day: formatDay(language, from) }),
    short: shortDay(language, from),
    value: count,
    look: isThis ? 'soon' : 'accent',
    filter: isThis ? { due: 'week' } : { week: from },
  };
}

function consultantsPicture(
  t: Say,
  language: Language,
  { loads: view, standing }: Extract<OverviewView, { of: 'consultants' }>,
): Picture {
  const { loads, from, consultants, all, others, nearUntil, until } = view;
  if (consultants === 0 && others === 0)
    return nothing(t, t('overview.noConsultants'), t('overview.noConsultantsHint'));
  const nameOf = (id: string): string =>
    shortened(standing.texts[`consultant:${id}`] ?? t('person.someone'), NAME);
  const summary = t('overview.engaged', { count: all, day: formatDay(language, until) });
  const coming = { states: ['reserved'], due: daysBetween(standing.today, until) } as const;
  const some = loads.filter(({ near, far }) => near + far > 0);
  const rows = loads.map(({ consultantId, near, far }) => {
    const says = [
      t('overview.engagements', { count: near + far }),
      ...(near === 0 ? [] : [t('overview.near', { day: formatDay(language, nearUntil), count: near })]),
    ].join(' · ');
    return listRow(nameOf(consultantId), says, filterRef({ ...coming, consultants: [consultantId] }));
  });
  const othersRow =
    others === 0
      ? []
      : [listRow(t('overview.others'), t('overview.engagements', { count: others }), filterRef(coming))];
  const next = from + loads.length;
  return {
    summary,
    chart:
      some.length === 0
        ? []
        : [
            stackedBars(
              summary,
              [
                { label: t('overview.legendNear', { day: formatDay(language, nearUntil) }), look: 'accent' },
                { label: t('overview.legendFar', { day: formatDay(language, until) }), look: 'plain' },
              ],
              some.map(({ consultantId, near, far }) => ({
                label: nameOf(consultantId),
                values: [near, far],
              })),
            ),
          ],
    rows: [...othersRow, ...rows],
    notes:
      loads.length === consultants
        ? []
        : [t('overview.consultantsFrom', { from: from + 1, to: next, all: consultants })],
    next:
      next < consultants ? [execute(t('do.nextPage'), 'overview.open', { arg: `consultants.${next}` })] : [],
    more: from > 0 ? [seldom(execute(t('do.firstPage'), 'overview.open', { arg: 'consultants' }))] : [],
  };
}

function moneyPicture(
  t: Say,
  language: Language,
  { money, today }: Extract<OverviewView, { of: 'money' }>,
): Picture {
  const { drafts, submitted, approved, late, paid } = money;
  const flights = [
    { name: t('money.late', { count: late.claims }), waiting: late, on: late.since },
    {
      name: t('money.drafts', { count: drafts.claims }),
      waiting: drafts,
      on: drafts.since ?? drafts.next,
    },
    { name: `${t('status.submitted')} (${submitted.claims})`, waiting: submitted, on: undefined },
    { name: `${t('status.approved')} (${approved.claims})`, waiting: approved, on: approved.next },
  ].filter(({ waiting }) => waiting.claims > 0);
  if (flights.length + paid.length === 0) return nothing(t, t('money.empty'), t('claim.nothingWhy'));
  const rows = [
    ...flights.map(({ name, waiting, on }) => {
      const row = {
        about: name,
        says: amountsText(t, language, waiting).join(' · '),
        ...present({ badge: on === undefined ? undefined : dueBadge(t, on, today) }),
      };
      const [sentence, { first }] = [rowSentence(row), waiting];
      return pressableRow(
        row,
        waiting.claims === 1 && first !== undefined
          ? execute(sentence, 'claims.one', { id: claimId.keyOf(first) })
          : execute(sentence, 'claims.page'),
      );
    }),
    ...paid.map((month) =>
      plainRow({
        about: formatMonth(language, month.month),
        says: `${t('money.paid')}: ${amountsText(t, language, month).join(' · ')}`,
      }),
    ),
  ];
  const onTheWay = [submitted, approved, late];
  const currency = mainCurrency([...paid, ...onTheWay]);
  const sumIn = ({ sums }: Amounts): bigint =>
    sums.find((sum) => sum.currency === currency)?.hundredths ?? 0n;
  const valueIn = (label: string, sum: bigint, look: Look): Value => {
    const value = Number(sum) / 100;
    return { label, value, says: formatCompact(language, value), look };
  };
  const name = currency === '' ? t('money.noCurrency') : plainLabel(currency ?? '');
  const summary = currency === undefined ? t('overview.noAmounts') : t('overview.paid', { currency: name });
  const values = [
    ...paid.toReversed().map((month) => valueIn(shortMonth(language, month.month), sumIn(month), 'good')),
    valueIn(
      t('money.onTheWay'),
      onTheWay.reduce((sum, one) => sum + sumIn(one), 0n),
      'accent',
    ),
  ];
  return {
    summary,
    chart: currency === undefined ? [] : [verticalBars(summary, values, false)],
    rows,
    notes: isAllCounted(money) ? [] : [t('overview.notAll')],
    more: [seldom(offer(t, 'money'))],
  };
}

function isAllCounted({ moreOpen, moreClaimable, paidSince }: Money): boolean {
  return !moreOpen && !moreClaimable && paidSince === undefined;
}

/** The currency in which there are most of these sums; undefined where there are none. */
function mainCurrency(all: readonly Amounts[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { sums } of all)
    for (const { currency } of sums) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const [first] = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return first?.[0];
}

/** A row that leads to its list. */
function listRow(about: string, says: string, id: string, shown?: Element): Element {
  const row = { about, says, ...present({ badge: shown }) };
  return pressableRow(row, execute(rowSentence(row), 'vouchers.page', { id }));
}
