import { day as dayIn } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { claimButton } from '../claim/choose.ts';
import { claimBy } from '../../domain/voucher/deadlines.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { cancel, execute, later, offer, plainExecute, seldom } from '../kit/actions.ts';
import {
  bound,
  choiceInput,
  choiceValue,
  dateInput,
  folded,
  slot,
  words,
  type Choice,
  type Element,
} from '../kit/elements.ts';
import { formatDay, shortened } from '../kit/format.ts';
import { known } from '../kit/known.ts';
import { plainRow } from '../kit/list-row.ts';
import { lines } from '../kit/lists.ts';
import { printedNumber } from '../kit/names.ts';
import { closingLines, of2019, workflowLink } from '../kit/programme.ts';
import { resultLines } from '../kit/results.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';
import { toCopy } from '../kit/to-copy.ts';
import { choiceTitle } from './choices.ts';
import { askInstead } from './colleagues.ts';
import { inVvr } from './in-vvr.ts';
import { engagementLine, voucherBadges, voucherHead } from './voucher-head.ts';

const fillChoose = defineCard<{
  readonly vouchers: readonly Choice[];
  readonly chosen: string;
  readonly more?: string | undefined;
  readonly closing: readonly string[];
}>((t) => ({
  title: t('redeem.title'),
  body: [
    lines('closing', { size: 'Small' }),
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

const fillOne = defineCard<{
  readonly head: readonly Element[];
  readonly vvr: readonly Element[];
  readonly known: readonly Element[];
  readonly reason: string;
  readonly asksReason: boolean;
}>((t) => ({
  title: t('redeem.oneTitle'),
  hasHead: true,
  body: [
    slot('head'),
    slot('vvr'),
    slot('known'),
    words(t('redeem.final'), { size: 'Small' }),
    reasonInput(t, '${reason}'),
  ],
}));

interface ReviewView {
  readonly standing: Standing;
  readonly on: string;
  readonly reason: string;
  readonly accepts: readonly GuardId[];
  readonly commandId: string;
  /** The voucher that the step was opened for, '' for none. */
  readonly subject: string;
  readonly partnerAdmins: readonly string[];
  readonly banner?: Banner | undefined;
}

/** One voucher: what to do in VVR, what will be recorded, and one press. */
export function redeemOneCard(actor: Actor, view: ReviewView & { readonly doc: VoucherDocument }): Card {
  const { doc, standing, on, accepts, subject } = view;
  const { language } = actor;
  const t = speaker(language);
  const { number } = doc.state.facts;
  const day = dayIn(on);
  const input = marked(dateInput('on', t('field.redeemedOn'), { value: on, required: t('required.on') }), t);
  return fillOne(language, {
    head: voucherHead(t, language, doc, voucherBadges(t, doc, standing).slice(1), { isNumbered: false }),
    vvr: [
      ...closingLines(t, language, standing, 'redeem').map((text) => bound(text, { size: 'Small' })),
      ...vvrSteps(t, actor, view),
      toCopy([{ label: t('field.number'), value: printedNumber(doc) }]),
    ],
    known:
      day === undefined
        ? [input]
        : known(
            t,
            'redemption',
            [
              { label: t('field.redeemedOn'), value: formatDay(language, day) },
              { label: t('voucher.claimBy'), value: formatDay(language, claimBy(day)) },
            ],
            [input],
          ),
    reason: view.reason,
    asksReason: accepts.length > 0,
    banner: view.banner,
    actions: [
      execute(
        t('do.redeemed'),
        'redeem.yes',
        { id: subject, commandId: view.commandId, arg: acceptArg(accepts) },
        'positive',
      ),
      ...askInstead(t, doc, actor),
      plainExecute(t('do.openVoucher'), 'voucher.open', { id: number }),
      later(t('do.later'), 'redeem', subject),
      seldom(plainExecute(t('do.redeemSeveral'), 'redeem.no', { id: subject })),
    ],
  });
}

function vvrSteps(
  t: Say,
  actor: Actor,
  { standing: { edition }, partnerAdmins }: Pick<ReviewView, 'standing' | 'partnerAdmins'>,
): readonly Element[] {
  return inVvr(t, actor, {
    edition,
    partnerAdmins,
    does: t('redeem.there'),
    how: of2019(t, edition, t('redeem.signIn'), 'RU'),
    links: workflowLink(t, edition, 'redeem'),
  });
}

const fillReview = defineCard<{
  readonly vouchers: readonly Element[];
  readonly vvr: readonly Element[];
  readonly on: string;
  readonly reason: string;
  readonly asksReason: boolean;
}>((t) => ({
  title: t('redeem.confirmTitle'),
  body: [
    slot('vouchers'),
    slot('vvr'),
    dateInput('on', t('field.redeemedOn'), { value: '${on}', required: t('required.on') }),
    words(t('redeem.final'), { size: 'Small' }),
    reasonInput(t, '${reason}'),
  ],
}));

/** Vouchers of the page to confirm that stand in sight; the others are behind them. */
const CONFIRMED_SHOWN = 3;

/** The page Confirm voucher redemption, of several: check the data, then Yes or No. */
export function redeemReviewCard(
  actor: Actor,
  view: ReviewView & { readonly vouchers: readonly VoucherDocument[] },
): Card {
  const { vouchers, standing, accepts, subject } = view;
  const { language } = actor;
  const t = speaker(language);
  const listed = vouchers.map((doc) => {
    const { stage } = doc.state;
    const parts = [
      shortened(printedNumber(doc), 40),
      engagementLine(t, language, doc),
      'report' in stage && stage.report.on !== undefined
        ? t('redeem.reportedOn', { day: formatDay(language, stage.report.on) })
        : undefined,
    ];
    return plainRow({
      about: shortened(doc.texts['customer'] ?? printedNumber(doc)),
      says: parts.filter(Boolean).join(' · '),
    });
  });
  return fillReview(language, {
    vouchers: [
      bound(t('redeem.confirmCount', { count: vouchers.length })),
      ...listed.slice(0, CONFIRMED_SHOWN),
      ...(listed.length > CONFIRMED_SHOWN
        ? folded('others', t('do.theRest'), listed.slice(CONFIRMED_SHOWN))
        : []),
    ],
    vvr: [
      ...closingLines(t, language, standing, 'redeem').map((text) => bound(text, { size: 'Small' })),
      ...vvrSteps(t, actor, view),
    ],
    on: view.on,
    reason: view.reason,
    asksReason: accepts.length > 0,
    banner: view.banner,
    actions: [
      execute(
        t('do.yesRedeem'),
        'redeem.yes',
        { id: subject, commandId: view.commandId, arg: acceptArg(accepts) },
        'positive',
      ),
      plainExecute(t('do.no'), 'redeem.no', { id: subject }),
      cancel(t('do.cancel'), 'redeem', subject),
    ],
  });
}

const fillResult = defineCard<{
  readonly count: string;
  readonly results: readonly Element[];
  readonly under: readonly string[];
}>((t) => ({
  title: t('redeem.resultTitle'),
  body: [bound('${count}', { weight: 'Bolder' }), slot('results'), lines('under', { size: 'Small' })],
}));

/** Results that stand in sight, what failed first. */
const RESULTS_SHOWN = 3;

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
    count: [
      ...(done.length > 0 ? [t('redeem.countDone', { count: done.length })] : []),
      ...(failed.length > 0 ? [t('redeem.countFailed', { count: failed.length })] : []),
    ].join(' · '),
    results: resultLines(t, { done, failed, shown: RESULTS_SHOWN }),
    under:
      done.length > 0
        ? [
            `${t('voucher.claimBy')}: ${t('source.claimWindow')}`,
            ...closingLines(t, actor.language, standing, 'claim'),
          ]
        : [],
    actions: [
      ...(canClaim ? [claimButton(t, redeemed, 'positive')] : []),
      ...(failed.length > 0 ? [execute(t('do.redeem'), 'redeem.open')] : []),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}
