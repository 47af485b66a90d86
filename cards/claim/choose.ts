import { MAX_CLAIM_VOUCHERS } from '../../domain/claim/model.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { claimBy } from '../../domain/voucher/deadlines.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { cancel, execute } from '../kit/actions.ts';
import { bound, choiceInput, choiceValue, words, type Choice } from '../kit/elements.ts';
import { countryName, formatDay } from '../kit/format.ts';
import { lines } from '../kit/lists.ts';
import { closingLines } from '../kit/programme.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { choiceTitle } from '../voucher/choices.ts';

const fill = defineCard<{
  readonly vouchers: readonly Choice[];
  readonly chosen: string;
  readonly more: string;
  readonly reason: string;
  readonly asksReason: boolean;
  readonly closing: readonly string[];
}>((t) => ({
  title: t('claim.chooseTitle'),
  body: [
    lines('closing', { weight: 'Bolder' }),
    words(t('claim.chooseText', { max: MAX_CLAIM_VOUCHERS })),
    words(`${t('voucher.claimBy')}: ${t('source.claimWindow')}`, { isSubtle: true }),
    bound('${more}', { $when: "${more != ''}", isSubtle: true }),
    choiceInput('vouchers', t('claim.choose'), '${vouchers}', {
      value: '${chosen}',
      many: true,
      required: t('required.vouchers'),
    }),
    reasonInput(t, '${reason}'),
  ],
}));

/** Which redeemed vouchers go into one payment request; one country a request is our suggestion. */
export function claimChooseCard(
  actor: Actor,
  view: {
    readonly vouchers: readonly VoucherDocument[];
    readonly standing: Standing;
    readonly chosen: readonly string[];
    /** Redeemed vouchers that are not shown. */
    readonly more: number;
    readonly accepts: readonly GuardId[];
    readonly reason: string;
    /** The voucher that the step was opened for, '' for none. */
    readonly subject: string;
    readonly commandId: string;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const country = (doc: VoucherDocument): string =>
    'reservation' in doc.state.stage ? countryName(actor.language, doc.state.stage.reservation.country) : '';
  const sorted = [...view.vouchers].sort((a, b) => country(a).localeCompare(country(b), actor.language));
  return fill(actor.language, {
    vouchers: sorted.map((doc) => ({
      value: choiceValue(doc.state.facts.number),
      title: `${country(doc)} · ${choiceTitle(doc)}${
        doc.state.stage.status === 'redeemed'
          ? ` · ${t('claim.until', { day: formatDay(actor.language, claimBy(doc.state.stage.redemption.on)) })}`
          : ''
      }`,
    })),
    closing: closingLines(t, actor.language, view.standing, 'claim'),
    chosen: view.chosen.map(choiceValue).join(','),
    more: view.more > 0 ? t('claim.more', { count: view.more }) : '',
    reason: view.reason,
    asksReason: view.accepts.length > 0,
    banner: view.banner,
    actions: [
      execute(
        t('do.createClaim'),
        'claim.create',
        { id: view.subject, commandId: view.commandId, arg: acceptArg(view.accepts) },
        'positive',
      ),
      cancel(t('do.cancel'), 'claim', view.subject),
    ],
  });
}
