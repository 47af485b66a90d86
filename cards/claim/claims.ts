import { addDays } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { countriesOf } from '../../domain/claim/model.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import type { ClaimDocument } from '../../domain/store/documents.ts';
import { claimBy, PAYMENT_DAYS } from '../../domain/voucher/deadlines.ts';
import { execute, offer } from '../kit/actions.ts';
import { bound, words } from '../kit/elements.ts';
import { countryNames, dueText, formatDay } from '../kit/format.ts';
import { lines, rowsWithActions, type RowWithActions } from '../kit/lists.ts';
import { closingLines } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { openClaim } from './claim.ts';

const fill = defineCard<{
  readonly claims: readonly RowWithActions[];
  readonly settled: readonly RowWithActions[];
  readonly summary: string;
  readonly closing: readonly string[];
}>((t) => ({
  title: t('claims.title'),
  body: [
    lines('closing', { weight: 'Bolder' }),
    bound('${summary}'),
    rowsWithActions('claims'),
    words(t('claims.closed'), { $when: '${count(settled) > 0}', weight: 'Bolder', separator: true }),
    rowsWithActions('settled'),
  ],
}));

/** Claims in flight with their dates, and those settled lately: where is my money. */
export function claimsCard(
  actor: Actor,
  {
    docs,
    settled,
    standing,
    unclaimed,
    banner,
    next,
    isFirst,
  }: {
    readonly docs: readonly ClaimDocument[];
    readonly settled: readonly ClaimDocument[];
    readonly standing: Standing;
    readonly unclaimed: number;
    readonly banner?: Banner | undefined;
    /** Opaque: where the next page begins. */
    readonly next?: string | undefined;
    readonly isFirst: boolean;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  return fill(language, {
    summary:
      docs.length === 0 ? t('claims.none', { count: unclaimed }) : t('claims.summary', { count: unclaimed }),
    closing: closingLines(t, language, standing, 'claim'),
    claims: docs.map((doc) => listedClaim(t, language, doc, standing)),
    settled: settled.map((doc) => listedClaim(t, language, doc, standing)),
    banner,
    actions: [
      ...(unclaimed > 0 && may(actor.permission, 'claim.draft')
        ? [
            execute(
              t('do.claim'),
              'claim.open',
              {},
              hasEnded(standing.edition, 'claim', standing.today) ? undefined : 'positive',
            ),
          ]
        : []),
      ...(next === undefined ? [] : [execute(t('do.nextPage'), 'claims.page', { arg: next })]),
      ...(isFirst ? [] : [execute(t('do.firstPage'), 'claims.page')]),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}

function listedClaim(
  t: Say,
  language: Actor['language'],
  doc: ClaimDocument,
  standing: Standing,
): RowWithActions {
  const { stage, redeemed } = doc.state;
  const date = ((): string | undefined => {
    switch (stage.status) {
      case 'draft':
        return `${t('claim.until', { day: formatDay(language, claimBy(redeemed.first)) })} · ${t('source.claimWindow')}`;
      case 'submitted':
        return `${t('claim.submittedOn')} ${formatDay(language, stage.submittedOn)}`;
      case 'approved':
        return `${t('claim.paymentBy')} ${dueText(t, language, addDays(stage.approvedOn, PAYMENT_DAYS), standing.today)} · ${t('source.payment')}`;
      case 'paid':
        return formatDay(language, stage.paidOn);
      case 'denied':
        return `${formatDay(language, stage.deniedOn)} · ${t(`denial.${stage.reason}`)}`;
      case 'discarded':
        return undefined;
      default:
        return stage satisfies never;
    }
  })();
  const parts = [
    t('claim.of', { count: doc.state.voucherIds.length }),
    countryNames(language, countriesOf(doc.state)),
    doc.texts['reference'],
    date,
  ];
  return {
    label: t(`status.${stage.status}`),
    value: parts.filter(Boolean).join(' · '),
    actions: [openClaim(t, doc)],
  };
}
