import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { claimButton } from '../claim/choose.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { cancel, execute, offer, openUrl, plainExecute } from '../kit/actions.ts';
import { choiceInput, choiceValue, dateInput, words, type Choice } from '../kit/elements.ts';
import { formatDay, namesOf, shortened } from '../kit/format.ts';
import { lines, rows, type Row } from '../kit/lists.ts';
import { engagementName, printedNumber } from '../kit/names.ts';
import { closingLines, of2019, workflowLink } from '../kit/programme.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { choiceTitle } from './choices.ts';

const fillChoose = defineCard<{
  readonly vouchers: readonly Choice[];
  readonly chosen: string;
  readonly more?: string | undefined;
  readonly closing: readonly string[];
}>((t) => ({
  title: t('redeem.title'),
  body: [
    lines('closing', { weight: 'Bolder' }),
    words(t('redeem.text')),
    choiceInput('vouchers', t('redeem.choose'), '${vouchers}', {
      value: '${chosen}',
      many: true,
      required: t('required.vouchers'),
    }),
    { $when: '${more != null}', type: 'TextBlock', text: '${more}', wrap: true, isSubtle: true },
  ],
}));

/** Redeeming, exactly as in Partner Center: choose by check boxes, then the page to confirm (R20). */
export function redeemCard(
  actor: Actor,
  {
    vouchers,
    standing,
    chosen,
    more,
    subject,
    banner,
  }: {
    readonly vouchers: readonly VoucherDocument[];
    readonly standing: Standing;
    readonly chosen: readonly string[];
    readonly more: number;
    /** The voucher that the step was opened for, '' for none. */
    readonly subject: string;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(actor.language);
  return fillChoose(actor.language, {
    vouchers: vouchers.map((doc) => ({
      value: choiceValue(doc.state.facts.number),
      title: choiceTitle(doc),
    })),
    closing: closingLines(t, actor.language, standing, 'redeem'),
    chosen: chosen.map(choiceValue).join(','),
    more: more > 0 ? t('redeem.more', { count: more }) : undefined,
    banner,
    actions: [
      execute(t('do.redeemSelected'), 'redeem.review', { id: subject }, 'positive'),
      cancel(t('do.cancel'), 'redeem', subject),
    ],
  });
}

const fillReview = defineCard<{
  readonly rows: readonly Row[];
  readonly how: readonly string[];
  readonly on: string;
  readonly reason: string;
  readonly asksReason: boolean;
}>((t) => ({
  title: t('redeem.confirmTitle'),
  body: [
    words(t('redeem.confirmText')),
    rows('rows'),
    lines('how', { size: 'Small' }),
    dateInput('on', t('field.redeemedOn'), { value: '${on}', required: t('required.on') }),
    reasonInput(t, '${reason}'),
  ],
}));

/** The page Confirm voucher redemption: check the data, then Yes or No. */
export function redeemReviewCard(
  actor: Actor,
  {
    vouchers,
    standing,
    on,
    reason,
    accepts,
    commandId,
    subject,
    partnerAdmins,
    banner,
  }: {
    readonly vouchers: readonly VoucherDocument[];
    readonly standing: Standing;
    readonly on: string;
    readonly reason: string;
    readonly accepts: readonly GuardId[];
    readonly commandId: string;
    readonly subject: string;
    readonly partnerAdmins: readonly string[];
    readonly banner?: Banner | undefined;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  return fillReview(language, {
    rows: vouchers.map((doc) => {
      const { facts, stage } = doc.state;
      const parts = [
        shortened(doc.texts['customer'] ?? ''),
        engagementName(language, facts),
        facts.serviceLevel === undefined ? undefined : t('days', { days: facts.serviceLevel }),
        'report' in stage ? t('redeem.reportedOn', { day: formatDay(language, stage.report.on) }) : undefined,
      ];
      return { label: printedNumber(doc), value: parts.filter(Boolean).join(' · ') };
    }),
    how: [
      ...closingLines(t, language, standing, 'redeem'),
      ...(actor.roles.includes('mpnPartnerAdmin')
        ? []
        : [
            partnerAdmins.length === 0
              ? t('redeem.nobodyKnown')
              : t('redeem.ask', { names: namesOf(t, partnerAdmins) }),
          ]),
      of2019(t, standing.edition, t('redeem.signIn'), 'RU'),
    ],
    on,
    reason,
    asksReason: accepts.length > 0,
    banner,
    actions: [
      execute(
        t('do.yesRedeem'),
        'redeem.yes',
        { id: subject, commandId, arg: acceptArg(accepts) },
        'positive',
      ),
      plainExecute(t('do.no'), 'redeem.no', { id: subject }),
      openUrl(t('link.vvr'), standing.edition.links.vvr),
      ...workflowLink(t, standing.edition, 'redeem'),
      cancel(t('do.cancel'), 'redeem', subject),
    ],
  });
}

const fillResult = defineCard<{
  readonly done: readonly string[];
  readonly failed: readonly string[];
  readonly closing: readonly string[];
}>((t) => ({
  title: t('redeem.resultTitle'),
  body: [lines('done'), lines('failed', { color: 'Attention' }), lines('closing', { weight: 'Bolder' })],
}));

/** What became of each one; a partial result is shown as such. */
export function redeemResultCard(
  actor: Actor,
  {
    done,
    failed,
    redeemed,
    standing,
  }: {
    readonly done: readonly string[];
    readonly failed: readonly string[];
    /** Numbers of those that are redeemed now: they are claimed together. */
    readonly redeemed: readonly string[];
    readonly standing: Standing;
  },
): Card {
  const t = speaker(actor.language);
  const canClaim = done.length > 0 && !hasEnded(standing.edition, 'claim', standing.today);
  return fillResult(actor.language, {
    done,
    failed,
    closing: done.length > 0 ? closingLines(t, actor.language, standing, 'claim') : [],
    actions: [
      ...(canClaim ? [claimButton(t, redeemed, 'positive')] : []),
      ...(failed.length > 0 ? [execute(t('do.redeem'), 'redeem.open')] : []),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}
