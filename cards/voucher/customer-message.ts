import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import { may } from '../../domain/people/permissions.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { doubtedEnd, isExpired, redeemBy } from '../../domain/voucher/deadlines.ts';
import { actionSet, execute, plainExecute, seldom } from '../kit/actions.ts';
import { bound, slot, textInput, type Element } from '../kit/elements.ts';
import { formatDay } from '../kit/format.ts';
import { mailLink } from '../kit/mail-link.ts';
import { printedNumber } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { customerLanguageInput, LANGUAGE_NAMES } from './assign.ts';
import { voucherHead } from './voucher-head.ts';

/**
 * What the customer has to do before a voucher can go on: say the voucher admin's address, which VVR asks for, or create
 * a new one in the place of one that expired (S2), as long as vouchers are created (D8).
 */
type CustomerPart = 'address' | 'again';

/** The customer's part; undefined when nothing waits for them. */
export function customerPart(
  { state: { facts, stage }, texts }: VoucherDocument,
  { edition, today }: Pick<Standing, 'edition' | 'today'>,
): CustomerPart | undefined {
  const ranOut =
    stage.status === 'void'
      ? stage.reason === 'ranOut'
      : isExpired(facts, stage, today, edition) && doubtedEnd(facts, stage, today, edition) === undefined;
  if (ranOut) return hasEnded(edition, 'assign', today) ? undefined : 'again';
  return stage.status === 'assigned' && (texts['adminEmail'] ?? '') === '' ? 'address' : undefined;
}

/** The button that leads to the message; undefined when nothing waits for the customer, or the person records nothing. */
export function customerButton(
  t: Say,
  actor: Pick<Actor, 'permission'>,
  doc: VoucherDocument,
  standing: Standing,
): Element | undefined {
  if (customerPart(doc, standing) === undefined || !may(actor.permission, 'voucher.record')) return undefined;
  return plainExecute(t('do.askCustomer'), 'assign.open', { id: doc.state.facts.number });
}

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly why: string;
  readonly language: string;
  readonly message: string;
  readonly opens?: string | undefined;
  readonly after: string;
  readonly make: readonly Element[];
}>((t) => ({
  title: t('customer.title'),
  hasHead: true,
  body: [
    slot('head'),
    bound('${why}'),
    customerLanguageInput(t),
    actionSet('make', { spacing: 'Small' }),
    textInput('message', t('assign.message'), { value: '${message}', multiline: true, max: 4000 }),
    bound('${opens}', { $when: '${opens != null}', isSubtle: true, size: 'Small' }),
    bound('${after}', { separator: true }),
  ],
}));

/** What a customer has to do about one voucher, as a message in their language, to copy or to open as a mail. */
export function customerMessageCard(
  actor: Actor,
  {
    doc,
    part,
    standing,
    customerLanguage,
  }: {
    readonly doc: VoucherDocument;
    readonly part: CustomerPart;
    readonly standing: Standing;
    readonly customerLanguage: Language;
  },
): Card {
  const t = speaker(actor.language);
  const their = speaker(customerLanguage);
  const { facts } = doc.state;
  const number = printedNumber(doc);
  const by = redeemBy(facts, standing.edition);
  const message =
    part === 'address'
      ? their('customer.address', { number })
      : [
          by === undefined
            ? their('customer.expired', { number })
            : their('customer.expiredOn', { number, day: formatDay(customerLanguage, by) }),
          '',
          their('customer.again'),
          '',
          `VLSC: ${standing.edition.links.vlsc}`,
        ].join('\n');
  const mail = mailLink(t('do.openMail', { language: LANGUAGE_NAMES[customerLanguage] }), {
    to: doc.texts['adminEmail'],
    subject: their('customer.subject', { number }),
    body: message,
    short: their(part === 'address' ? 'customer.addressShort' : 'customer.againShort', { number }),
  });
  return fill(actor.language, {
    head: voucherHead(t, actor.language, doc, []),
    why: t(part === 'address' ? 'customer.whyAddress' : 'customer.whyAgain'),
    language: customerLanguage,
    message,
    opens: mail.brings === 'whole' ? undefined : t(`mailLink.${mail.brings}`),
    after: t(part === 'address' ? 'customer.thenAddress' : 'customer.thenAgain'),
    make: [execute(t('do.makeMessage'), 'assign.message', { id: facts.number })],
    actions: [
      mail.action,
      ...(part === 'address' && may(actor.permission, 'voucher.amend')
        ? [plainExecute(t('do.correct'), 'correct.open', { id: facts.number, version: doc.version })]
        : []),
      plainExecute(t('do.openVoucher'), 'voucher.open', { id: facts.number }),
      seldom(plainExecute(t('do.home'), 'home.open')),
    ],
  });
}
