import { MAX_CLAIM_VOUCHERS } from '../../domain/claim/model.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { claimEnd } from '../../domain/voucher/deadlines.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { cancel, execute, openUrl } from '../kit/actions.ts';
import { dueBadge } from '../kit/badge.ts';
import {
  choiceInput,
  choiceValue,
  folded,
  slot,
  words,
  type Choice,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { countryName, countryNames, dayText, plainLabel } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { factTable, lines } from '../kit/lists.ts';
import { closingLines } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';
import { choiceTitle } from '../voucher/choices.ts';
import { voucherLine } from './claim-head.ts';
import { howToSubmit, submissionInputs } from './submission.ts';

/** Vouchers that are named above the form; the others are in the choice that unfolds. */
const NAMED = 3;

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly how: readonly Element[];
  readonly inputs: readonly Element[];
  readonly vouchers: readonly Choice[];
  readonly chosen: string;
  readonly more: readonly string[];
  readonly reason: string;
  readonly asksReason: boolean;
  readonly closing: readonly string[];
}>((t) => ({
  title: t('claim.chooseTitle'),
  hasHead: true,
  body: [
    lines('closing', { weight: 'Bolder' }),
    slot('head'),
    ...folded('vouchers', t('claim.otherVouchers'), [
      choiceInput('vouchers', t('claim.choose'), '${vouchers}', {
        value: '${chosen}',
        many: true,
        required: t('required.vouchers'),
      }),
      lines('more', { isSubtle: true }),
      words(t('claim.chooseText', { max: MAX_CLAIM_VOUCHERS }), { size: 'Small', isSubtle: true }),
      words(`${t('voucher.claimBy')}: ${t('source.claimWindow')}`, { size: 'Small', isSubtle: true }),
    ]),
    slot('how'),
    slot('inputs'),
    reasonInput(t, '${reason}'),
  ],
}));

/** The button that claims these vouchers; none = those that are suggested. */
export function claimButton(t: Say, numbers: readonly string[] = [], style?: 'positive'): Element {
  const [only] = numbers;
  const ref = numbers.length === 1 ? { id: only } : { arg: numbers.map(choiceValue).join(',') || undefined };
  return execute(t('do.claim'), 'claim.open', ref, style);
}

/**
 * Redeemed vouchers become one payment request, which is recorded when it was submitted; as a draft before that. One
 * country a request is our suggestion.
 */
export function claimChooseCard(
  actor: Actor,
  view: {
    readonly vouchers: readonly VoucherDocument[];
    readonly standing: Standing;
    readonly chosen: readonly string[];
    /** Redeemed vouchers that are not shown. */
    readonly more: number;
    readonly accepts: readonly GuardId[];
    readonly values: Values;
    /** The voucher that the step was opened for, '' for none. */
    readonly subject: string;
    readonly commandId: string;
    readonly banner?: Banner | undefined;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { standing, values } = view;
  const country = (doc: VoucherDocument): string =>
    countriesOfStage(doc)
      .map((code) => countryName(language, code))
      .join('');
  const sorted = [...view.vouchers].sort((a, b) => country(a).localeCompare(country(b), language));
  const places = new Set(sorted.map(country));
  const ref = { id: view.subject, commandId: view.commandId, arg: acceptArg(view.accepts) };
  return fill(language, {
    head: chosenOnes(t, actor, view),
    how: howToSubmit(t, language, standing),
    inputs: submissionInputs(t, language, { values, standing, asks: false }).map((one) => marked(one, t)),
    vouchers: sorted.map((doc) => ({
      value: choiceValue(doc.state.facts.number),
      title: [
        ...(places.size > 1 ? [country(doc)] : []),
        plainLabel(choiceTitle(doc), 56),
        ...claimDays(doc).map((day) => dayText(t, day, standing.today)),
      ].join(' · '),
    })),
    closing: hasEnded(standing.edition, 'claim', standing.today)
      ? closingLines(t, language, standing, 'claim')
      : [],
    chosen: view.chosen.map(choiceValue).join(','),
    more: view.more > 0 ? [t('claim.more', { count: view.more })] : [],
    reason: values['reason'] ?? '',
    asksReason: view.accepts.length > 0,
    banner: view.banner,
    actions: [
      execute(t('do.submitted'), 'claim.submitted', ref, 'positive'),
      execute(t('do.createClaim'), 'claim.create', ref),
      openUrl(t('link.savb'), standing.edition.links.savb),
      cancel(t('do.cancel'), 'claim', view.subject),
    ],
  });
}

/** Those that are chosen, as a head and a few lines: what is known is not asked. */
function chosenOnes(
  t: Say,
  { language }: Actor,
  {
    vouchers,
    chosen,
    standing,
  }: {
    readonly vouchers: readonly VoucherDocument[];
    readonly chosen: readonly string[];
    readonly standing: Standing;
  },
): readonly Element[] {
  const docs = vouchers.filter(({ state }) => chosen.includes(state.facts.number));
  const [first] = docs.flatMap(claimDays).sort();
  const countries = new Set(docs.flatMap(countriesOfStage));
  const left = docs.length - NAMED;
  return [
    ...head({
      about: docs.length === 0 ? t('claim.chooseSome') : t('claim.of', { count: docs.length }),
      under: countryNames(language, [...countries]),
      badges: first === undefined ? [] : [dueBadge(t, first, standing.today)],
    }),
    ...factTable([
      ...docs.slice(0, NAMED).map((doc) => ({ label: voucherLine(doc), value: '' })),
      ...(left > 0 ? [{ label: t('notify.more', { count: left }), value: '' }] : []),
    ]),
  ];
}

/** The last day to claim a voucher, when it is redeemed. */
function claimDays({ state: { stage } }: VoucherDocument) {
  const by = stage.status === 'redeemed' ? claimEnd(stage.redemption) : undefined;
  return by === undefined ? [] : [by];
}

/** The country of delivery, when it is known. */
function countriesOfStage({ state: { stage } }: VoucherDocument): readonly string[] {
  const country = 'reservation' in stage ? stage.reservation.country : undefined;
  return country === undefined ? [] : [country];
}
