import { countriesOf, DENIAL_REASONS } from '../../domain/claim/model.ts';
import { addDays } from '../../domain/day.ts';
import { claimBy, PAYMENT_DAYS } from '../../domain/voucher/deadlines.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { ClaimDocument, VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor } from '../../domain/people/person.ts';
import { SUPPORT } from '../../domain/programme/edition.ts';
import { claimId } from '../../domain/store/ids.ts';
import { acceptArg } from '../kit/accepted.ts';
import { execute, MAX_ACTIONS, offer, openUrl, plainExecute } from '../kit/actions.ts';
import { bound, choiceInput, dateInput, textInput, type Element, type Values } from '../kit/elements.ts';
import { amountExample, countryNames, dueText, formatDay, shortened } from '../kit/format.ts';
import { closingLines, supportLine, workflowLink } from '../kit/programme.ts';
import { filledRow, lines, rows, type Row } from '../kit/lists.ts';
import { printedNumber } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';

/** The button that shows a claim. */
export function openClaim(t: Say, doc: ClaimDocument): Element {
  return execute(t('do.openClaim'), 'claims.one', { id: claimId.keyOf(doc.id) });
}

interface ClaimView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly doc: ClaimDocument;
  readonly vouchers: readonly VoucherDocument[];
  readonly values: Values;
  /** Guards that an admin may record as not met on submitting. */
  readonly accepts: readonly GuardId[];
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}

const fill = defineCard<{
  readonly state: string;
  readonly rows: readonly Row[];
  readonly vouchers: readonly Row[];
  readonly how: readonly string[];
  readonly inputs: readonly Element[];
}>((t) => ({
  title: t('claim.title'),
  body: [
    bound('${state}', { weight: 'Bolder', spacing: 'None' }),
    rows('rows'),
    rows('vouchers'),
    lines('how'),
    { type: 'Container', items: '${inputs}' },
  ],
}));

/** A claim: its vouchers, where it stands, and the one next thing; the claim itself lives in SAVB (R22, P18, P19). */
export function claimCard(view: ClaimView): Card {
  const { actor, standing, doc } = view;
  const { language } = actor;
  const t = speaker(language);
  const { stage } = doc.state;
  const id = claimId.keyOf(doc.id);
  const ref = { id, version: doc.version, commandId: view.commandId, arg: acceptArg(view.accepts) };
  const does = (
    name: 'submit' | 'approve' | 'pay' | 'deny' | 'undo',
    title: string,
    style?: 'positive' | 'destructive',
  ): Element[] =>
    may(actor.permission, `claim.${name}`) ? [execute(title, `settle.${name}`, ref, style)] : [];
  const savb = openUrl(t('link.savb'), standing.edition.links.savb);
  const undo = doc.state.before === undefined ? [] : does('undo', t('do.undo'));
  const actions: Element[] = (() => {
    switch (stage.status) {
      case 'draft':
        return [
          ...does('submit', t('do.submitted'), 'positive'),
          savb,
          ...workflowLink(t, standing.edition, 'claim'),
          // An act of its own: it needs none of the inputs.
          ...(may(actor.permission, 'claim.discard')
            ? [plainExecute(t('do.discard'), 'settle.discard', ref)]
            : []),
        ];
      case 'submitted':
        return [
          ...does('approve', t('do.approved'), 'positive'),
          ...does('deny', t('do.denied'), 'destructive'),
          savb,
          ...undo,
        ];
      case 'approved':
        return [
          ...does('pay', t('do.paid'), 'positive'),
          ...does('deny', t('do.denied'), 'destructive'),
          savb,
          ...undo,
        ];
      case 'paid':
        return [...undo, savb];
      case 'denied':
        return [
          plainExecute(t('do.claim'), 'claim.open'),
          openUrl(t('link.support'), SUPPORT.requests),
          ...undo,
        ];
      case 'discarded':
        return [execute(t('do.claim'), 'claim.open')];
      default:
        return stage satisfies never;
    }
  })();
  return fill(language, {
    state: `${t(`status.${stage.status}`)} · ${countryNames(language, countriesOf(doc.state))}`,
    rows: claimRows(t, view),
    vouchers: view.vouchers.map((one) => ({
      label: printedNumber(one),
      value: shortened(one.texts['customer'] ?? ''),
    })),
    how: howTo(t, view),
    inputs: inputs(t, view).map((element) => marked(element, t)),
    banner: view.banner,
    actions: [...actions, offer(t, 'claims'), offer(t, 'home')].slice(0, MAX_ACTIONS),
  });
}

function claimRows(t: Say, { actor: { language }, standing, doc }: ClaimView): Row[] {
  const { stage, breaches } = doc.state;
  const { texts } = doc;
  return [
    ...(stage.status === 'draft'
      ? filledRow(
          t('voucher.claimBy'),
          `${dueText(t, language, claimBy(doc.state.redeemed.first), standing.today)} · ${t('source.claimWindow')}`,
        )
      : []),
    ...filledRow(t('field.reference'), texts['reference']),
    ...('submittedOn' in stage
      ? filledRow(t('claim.submittedOn'), formatDay(language, stage.submittedOn))
      : []),
    ...('approvedOn' in stage ? filledRow(t('claim.approvedOn'), formatDay(language, stage.approvedOn)) : []),
    ...(stage.status === 'approved'
      ? filledRow(
          t('claim.paymentBy'),
          `${dueText(t, language, addDays(stage.approvedOn, PAYMENT_DAYS), standing.today)} · ${t('source.payment')}`,
        )
      : []),
    ...(stage.status === 'paid' ? filledRow(t('claim.paidOn'), formatDay(language, stage.paidOn)) : []),
    ...(stage.status === 'denied'
      ? [
          ...filledRow(t('claim.deniedOn'), formatDay(language, stage.deniedOn)),
          ...filledRow(t('field.reason'), t(`denial.${stage.reason}`)),
        ]
      : []),
    ...filledRow(t('claim.amount'), [texts['amount'], texts['currency']].filter(Boolean).join(' ')),
    ...(breaches.length > 0
      ? filledRow(t('voucher.breaches'), t('voucher.breachesCost', { guards: breaches.join(', ') }))
      : []),
  ];
}

function howTo(t: Say, { doc, standing, actor: { language } }: ClaimView): string[] {
  switch (doc.state.stage.status) {
    case 'draft':
      return [
        ...(claimBy(doc.state.redeemed.first) < standing.today ? [t('claim.late')] : []),
        ...closingLines(t, language, standing, 'claim'),
        t('claim.signIn'),
        t('claim.inSavb'),
      ];
    case 'submitted':
      return [t('claim.waits')];
    case 'approved':
      return [t('claim.payment'), supportLine(t)];
    case 'denied':
      return [t('claim.afterDenial'), supportLine(t)];
    case 'paid':
      return [t('claim.isPaid')];
    case 'discarded':
      return [t('claim.isDiscarded')];
    default:
      return doc.state.stage satisfies never;
  }
}

function inputs(t: Say, { doc, values, standing, actor, accepts }: ClaimView): Element[] {
  const value = (name: string): string => values[name] ?? '';
  const on = dateInput('on', t('field.on'), {
    value: values['on'] ?? standing.today,
    required: t('required.on'),
  });
  // Where undoing is all that can be done, it needs the reason.
  const { status } = doc.state.stage;
  const required = status === 'paid' || status === 'denied' ? { required: t('required.reason') } : {};
  const reason =
    may(actor.permission, 'claim.undo') && doc.state.before !== undefined
      ? [textInput('reason', t('claim.undoWhy'), { value: value('reason'), ...required })]
      : [];
  const denial = choiceInput(
    'denial',
    t('claim.denialWhy'),
    DENIAL_REASONS.map((id) => ({ value: id, title: t(`denial.${id}`) })),
    { value: value('denial'), placeholder: t('choose') },
  );
  const amount = [
    textInput('amount', t('field.amount'), {
      value: values['amount'] ?? doc.texts['amount'] ?? '',
      placeholder: amountExample(actor.language),
      max: 30,
    }),
    textInput('currency', t('field.currency'), {
      value: values['currency'] ?? doc.texts['currency'] ?? '',
      max: 3,
    }),
  ];
  switch (doc.state.stage.status) {
    case 'draft':
      return [
        textInput('reference', t('field.reference'), {
          value: values['reference'] ?? doc.texts['reference'] ?? '',
          required: t('required.reference'),
          max: 60,
        }),
        on,
        ...amount,
        ...(accepts.length > 0
          ? [
              textInput('reason', t('field.reason'), {
                value: value('reason'),
                required: t('required.reason'),
              }),
            ]
          : []),
      ];
    case 'submitted':
      return [on, denial, ...reason];
    case 'approved':
      return [on, ...amount, denial, ...reason];
    case 'paid':
      return reason;
    case 'denied':
      return reason;
    case 'discarded':
      return [];
    default:
      return doc.state.stage satisfies never;
  }
}
