import type { Amounts, Waiting } from '../../domain/claim/money.ts';
import type { Day } from '../../domain/day.ts';
import { MAX_COUNTED, type Money } from '../../domain/desk/money.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import { present } from '../../domain/present.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { claimId } from '../../domain/store/ids.ts';
import { execute, offer, seldom } from '../kit/actions.ts';
import { dueBadge } from '../kit/badge.ts';
import { folded, slot, words, type Element } from '../kit/elements.ts';
import { empty } from '../kit/empty.ts';
import { formatAmount, formatDay, formatMonth } from '../kit/format.ts';
import { pageOf, plainRow, pressableRow, rowSentence } from '../kit/list-row.ts';
import { factLines, factTable, lines } from '../kit/lists.ts';
import { closingLines } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { claimButton } from './choose.ts';

/** Currencies of one sum that are named. */
const NAMED = 3;
/** Months in sight. */
const MONTHS_IN_SIGHT = 2;

const fill = defineCard<{
  readonly money: readonly Element[];
  readonly closing: readonly string[];
  readonly ahead: readonly string[];
  readonly uncounted: readonly string[];
}>((t) => ({
  title: t('money.title'),
  body: [
    lines('closing', { weight: 'Bolder' }),
    slot('money'),
    ...folded('details', t('do.details'), [
      ...factTable([
        { label: t('voucher.claimBy'), value: t('source.claimWindow') },
        { label: t('claim.paymentBy'), value: t('source.payment') },
      ]),
      lines('uncounted', { weight: 'Bolder', size: 'Small' }),
      words(t('money.asRecorded'), { size: 'Small' }),
      lines('ahead', { size: 'Small' }),
    ]),
  ],
}));

/** Where our money is: what is late, what can be claimed, what is on the way, what was paid. */
export function moneyCard(
  actor: Actor,
  { money, standing }: { readonly money: Money; readonly standing: Standing },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { claimable, drafts, submitted, approved, late, paid } = money;
  const hasClosed = hasEnded(standing.edition, 'claim', standing.today);
  const canClaim = claimable.count > 0 && may(actor.permission, 'claim.draft');
  const uncounted = limits(t, language, money);
  const isEmpty =
    claimable.count + drafts.claims + submitted.claims + approved.claims + late.claims + paid.length === 0;
  return fill(language, {
    closing: hasClosed ? closingLines(t, language, standing, 'claim') : [],
    ahead: hasClosed ? [] : closingLines(t, language, standing, 'claim'),
    uncounted,
    money: isEmpty
      ? empty('Money', t('money.empty'), t('claim.nothingWhy'))
      : [
          ...pressing(t, language, money, standing.today),
          claimableRow(t, language, claimable, standing.today),
          ...onTheWay(t, language, money),
          ...paidRows(t, language, money),
          ...(uncounted.length === 0
            ? []
            : [words(t('money.more'), { size: 'Small', isSubtle: true, spacing: 'Small' })]),
        ],
    actions: [
      ...(canClaim ? [claimButton(t, [], hasClosed ? undefined : 'positive')] : []),
      offer(t, 'claims'),
      offer(t, 'home'),
      seldom(offer(t, 'vouchers')),
    ],
  });
}

/** What is late, and what has to be submitted before it is. */
function pressing(
  t: Say,
  language: Language,
  { late, claimable, drafts }: Money,
  today: Day,
): readonly Element[] {
  const row = (about: string, says: readonly string[], on: Day | undefined) => ({
    about,
    says: says.join(' · '),
    ...present({ badge: on === undefined ? undefined : dueBadge(t, on, today) }),
  });
  const opening = (shown: ReturnType<typeof row>, { claims, first }: Waiting): Element => {
    const id = claims === 1 && first !== undefined ? claimId.keyOf(first) : undefined;
    const sentence = rowSentence(shown);
    return pressableRow(
      shown,
      id === undefined ? execute(sentence, 'claims.page') : execute(sentence, 'claims.one', { id }),
    );
  };
  const { over, since } = claimable;
  const paying = row(t('money.late', { count: late.claims }), amountsText(t, language, late), late.since);
  const drafted = row(t('money.drafts', { count: drafts.claims }), [], drafts.since ?? drafts.next);
  return [
    ...(late.claims === 0 ? [] : [opening(paying, late)]),
    ...(over === 0 ? [] : [plainRow(row(t('money.over', { count: over }), [], since))]),
    ...(drafts.claims === 0 ? [] : [opening(drafted, drafts)]),
  ];
}

/** What could be claimed today. */
function claimableRow(
  t: Say,
  language: Language,
  { count, near, next, unknown }: Money['claimable'],
  today: Day,
): Element {
  if (count === 0) return words(t('claims.unclaimed', { count }), { isSubtle: true });
  const says = [
    near === 0 ? '' : t('money.near', { count: near }),
    next === undefined ? '' : t('money.nearest', { day: formatDay(language, next) }),
    unknown === 0 ? '' : t('money.unknown', { count: unknown }),
  ];
  return plainRow({
    about: t('money.claimable', { count }),
    says: says.filter(Boolean).join(' · '),
    ...present({ badge: next === undefined ? undefined : dueBadge(t, next, today) }),
  });
}

function onTheWay(t: Say, language: Language, { submitted, approved }: Money): readonly Element[] {
  const rows = [
    { status: t('status.submitted'), waiting: submitted },
    { status: t('status.approved'), waiting: approved },
  ].flatMap(({ status, waiting }) => {
    if (waiting.claims === 0) return [];
    const by = waiting.next === undefined ? [] : [t('money.by', { day: formatDay(language, waiting.next) })];
    const value = [...amountsText(t, language, waiting), ...by].join(' · ');
    return [{ label: `${status} (${waiting.claims})`, value }];
  });
  return [
    words(t('money.onTheWay'), { weight: 'Bolder', spacing: 'Medium' }),
    ...(rows.length === 0
      ? [words(t('money.noneOnTheWay'), { isSubtle: true, spacing: 'None' })]
      : factLines(rows)),
  ];
}

function paidRows(t: Say, language: Language, { paid }: Money): readonly Element[] {
  const months = factLines(
    paid.map(({ month, ...amounts }) => ({
      label: formatMonth(language, month),
      value: amountsText(t, language, amounts).join(' · '),
    })),
  );
  return [
    words(t('money.paid'), { weight: 'Bolder', spacing: 'Medium' }),
    ...(months.length === 0
      ? [words(t('money.nonePaid'), { isSubtle: true, spacing: 'None' })]
      : pageOf(t, months, MONTHS_IN_SIGHT)),
  ];
}

/** What is not counted, where there is too much. */
function limits(
  t: Say,
  language: Language,
  { moreOpen, moreClaimable, paidSince }: Money,
): readonly string[] {
  return [
    ...(moreOpen ? [t('money.moreOpen', { max: MAX_COUNTED })] : []),
    ...(moreClaimable ? [t('money.moreClaimable')] : []),
    ...(paidSince === undefined ? [] : [t('money.moreSettled', { day: formatDay(language, paidSince) })]),
  ];
}

/** A sum for each currency, and how many claims have none. */
export function amountsText(t: Say, language: Language, { sums, without }: Amounts): readonly string[] {
  const named = sums.slice(0, NAMED);
  const more = sums.length - named.length;
  return [
    ...named.map(
      ({ currency, hundredths }) =>
        `${formatAmount(language, hundredths)}\u00a0${currency === '' ? t('money.noCurrency') : currency}`,
    ),
    ...(more === 0 ? [] : [t('money.moreCurrencies', { count: more })]),
    ...(without === 0 ? [] : [t('money.without', { count: without })]),
  ];
}
