import { addDays } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { countriesOf } from '../../domain/claim/model.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import type { ClaimDocument } from '../../domain/store/documents.ts';
import { claimId } from '../../domain/store/ids.ts';
import { claimBy, PAYMENT_DAYS } from '../../domain/voucher/deadlines.ts';
import { execute, fitting, offer } from '../kit/actions.ts';
import { badge, dueBadge } from '../kit/badge.ts';
import { folded, slot, words, type Element } from '../kit/elements.ts';
import { empty } from '../kit/empty.ts';
import { countryNames, dayText, formatDay, plainLabel } from '../kit/format.ts';
import { pageOf, pressableRow } from '../kit/list-row.ts';
import { factTable, lines } from '../kit/lists.ts';
import { closingLines } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { claimButton } from './choose.ts';

const fill = defineCard<{
  readonly summary: readonly string[];
  readonly claims: readonly Element[];
  readonly closing: readonly string[];
  readonly ahead: readonly string[];
}>((t) => ({
  title: t('claims.title'),
  body: [
    lines('closing', { weight: 'Bolder' }),
    lines('summary'),
    slot('claims'),
    // By what the deadlines are counted.
    ...folded('details', t('do.details'), [
      ...factTable([
        { label: t('voucher.claimBy'), value: t('source.claimWindow') },
        { label: t('claim.paymentBy'), value: t('source.payment') },
      ]),
      lines('ahead', { size: 'Small' }),
    ]),
  ],
}));

/** Claims in flight with their dates, and those settled lately. */
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
  const canClaim = unclaimed > 0 && may(actor.permission, 'claim.draft');
  const hasClosed = hasEnded(standing.edition, 'claim', standing.today);
  const summary = t('claims.unclaimed', { count: unclaimed });
  const isEmpty = docs.length === 0 && settled.length === 0;
  return fill(language, {
    summary: isEmpty || unclaimed === 0 ? [] : [summary],
    closing: hasClosed ? closingLines(t, language, standing, 'claim') : [],
    ahead: hasClosed ? [] : closingLines(t, language, standing, 'claim'),
    claims: isEmpty
      ? empty('Money', t('claims.empty'), summary)
      : [
          ...(docs.length === 0 ? [words(t('claims.noneOpen'), { isSubtle: true })] : []),
          ...pageOf(
            t,
            docs.map((doc) => listedClaim(t, language, doc, standing)),
          ),
          ...(settled.length === 0
            ? []
            : [words(t('claims.closed'), { weight: 'Bolder', spacing: 'Medium' })]),
          ...settled.map((doc) => listedClaim(t, language, doc, standing)),
        ],
    banner,
    actions: fitting([
      ...(canClaim ? [claimButton(t, [], hasClosed ? undefined : 'positive')] : []),
      offer(t, 'money'),
      ...(next === undefined ? [] : [execute(t('do.nextPage'), 'claims.page', { arg: next })]),
      ...(isFirst ? [] : [execute(t('do.firstPage'), 'claims.page')]),
      offer(t, 'home'),
      offer(t, 'vouchers'),
    ]),
  });
}

/** A claim as a sentence: how many vouchers, where, what happened or is waited for; the whole row opens it. */
function listedClaim(t: Say, language: Actor['language'], doc: ClaimDocument, { today }: Standing): Element {
  const { stage, redeemed } = doc.state;
  const day = (on: Parameters<typeof formatDay>[1]): string => formatDay(language, on);
  const status = t(`status.${stage.status}`);
  const about = `${t('claim.of', { count: doc.state.voucherIds.length })} · ${countryNames(language, countriesOf(doc.state))}`;
  const stands = ((): {
    readonly says: readonly string[];
    readonly badge: Element;
    readonly tells: string;
  } => {
    const plain = (says: string, tone: 'accent' | 'good' | 'late' | 'plain') => ({
      says: [says],
      badge: badge(status, tone),
      tells: status,
    });
    const due = (says: string, on: Parameters<typeof formatDay>[1]) => ({
      says: [`${says} ${day(on)}`],
      badge: dueBadge(t, on, today),
      tells: `${status}, ${says} ${day(on)}, ${dayText(t, on, today)}`,
    });
    switch (stage.status) {
      case 'draft':
        return due(t('due.submit'), claimBy(redeemed.first));
      case 'submitted':
        return plain(`${t('claim.submittedOn')} ${day(stage.submittedOn)}`, 'accent');
      case 'approved':
        return due(t('due.payment'), addDays(stage.approvedOn, PAYMENT_DAYS));
      case 'paid':
        return plain(`${t('claim.paidOn')} ${day(stage.paidOn)}`, 'good');
      case 'denied':
        return plain(`${t('claim.deniedOn')} ${day(stage.deniedOn)}`, 'late');
      case 'discarded':
        return plain('', 'plain');
      default:
        return stage satisfies never;
    }
  })();
  // A host may render Markdown in the action's name: the reference stands in the row alone.
  const open = execute(plainLabel(`${about}: ${stands.tells}`, 160), 'claims.one', {
    id: claimId.keyOf(doc.id),
  });
  const says = [...stands.says, doc.texts['reference'] ?? ''].filter(Boolean).join(' · ');
  return pressableRow({ about, says, badge: stands.badge }, open);
}
