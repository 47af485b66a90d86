import { addDays } from '../../domain/day.ts';
import { claimBy, PAYMENT_DAYS } from '../../domain/voucher/deadlines.ts';
import type { ClaimDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { may, type CommandName } from '../../domain/people/permissions.ts';
import { SUPPORT } from '../../domain/programme/edition.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { claimId } from '../../domain/store/ids.ts';
import { acceptArg } from '../kit/accepted.ts';
import { execute, offer, openUrl, plainExecute, seldom } from '../kit/actions.ts';
import { bound, dateInput, folded, slot, textInput, type Element } from '../kit/elements.ts';
import { dueText, formatDay } from '../kit/format.ts';
import { guardName } from '../kit/guards.ts';
import { factTable, filledRow, lines, rows, type Row } from '../kit/lists.ts';
import { closingLines, supportLine, workflowLink } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, marked, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';
import type { ClaimFormView } from './claim-form.ts';
import { claimHead, voucherLine } from './claim-head.ts';
import { amountInputs, howToSubmit, submissionInputs } from './submission.ts';

/** The button that shows a claim. */
export function openClaim(t: Say, doc: ClaimDocument): Element {
  return execute(t('do.openClaim'), 'claims.one', { id: claimId.keyOf(doc.id) });
}

interface ClaimView extends ClaimFormView {
  /** Guards that an admin may record as not met on submitting. */
  readonly accepts: readonly GuardId[];
}

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly facts: readonly Element[];
  readonly next: readonly string[];
  readonly how: readonly Element[];
  readonly inputs: readonly Element[];
  readonly details: readonly Row[];
}>((t) => ({
  title: t('claim.title'),
  hasHead: true,
  body: [
    slot('head'),
    slot('facts'),
    lines('next', { weight: 'Bolder' }),
    slot('how'),
    slot('inputs'),
    ...folded('details', t('do.details'), [rows('details')]),
  ],
}));

/** A claim: whose vouchers, where it stands, and the one thing that is recorded next. */
export function claimCard(view: ClaimView): Card {
  const { actor, doc } = view;
  const { language } = actor;
  const t = speaker(language);
  const { today } = view.standing;
  return fill(language, {
    head: claimHead(t, language, { doc, vouchers: view.vouchers, today }),
    facts: factTable(shownFacts(t, view)),
    next: nextLines(t, view),
    how: howTo(t, view),
    inputs: inputs(t, view).map((element) => marked(element, t)),
    details: details(t, view),
    banner: view.banner,
    actions: [
      ...actions(t, view),
      seldom(plainExecute(t('do.history'), 'claims.history', { id: claimId.keyOf(doc.id) })),
    ],
  });
}

function actions(t: Say, view: ClaimView): readonly Element[] {
  const { actor, standing, doc } = view;
  const { stage, before } = doc.state;
  const id = claimId.keyOf(doc.id);
  const ref = { id, version: doc.version, commandId: view.commandId, arg: acceptArg(view.accepts) };
  const where = (command: CommandName, action: Element): readonly Element[] =>
    may(actor.permission, command) ? [action] : [];
  const savb = openUrl(t('link.savb'), standing.edition.links.savb);
  const claims = offer(t, 'claims');
  const home = offer(t, 'home');
  const another = where('claim.draft', plainExecute(t('do.claim'), 'claim.open')).filter(
    () => !hasEnded(standing.edition, 'claim', standing.today),
  );
  const undo =
    before === undefined
      ? []
      : where('claim.undo', seldom(plainExecute(t('do.undo'), 'settle.lastStep', { id })));
  const denied = where('claim.deny', seldom(plainExecute(t('do.denied'), 'settle.denial', { id })));
  switch (stage.status) {
    case 'draft':
      return [
        ...where('claim.submit', execute(t('do.submitted'), 'settle.submit', ref, 'positive')),
        savb,
        claims,
        home,
        ...workflowLink(t, standing.edition, 'claim').map(seldom),
        // An act of its own: it needs none of the inputs.
        ...where('claim.discard', seldom(plainExecute(t('do.discard'), 'settle.discard', ref))),
      ];
    case 'submitted':
      return [
        ...where('claim.approve', execute(t('do.approved'), 'settle.approve', ref, 'positive')),
        ...where('claim.pay', execute(t('do.paid'), 'settle.pay', ref)),
        savb,
        claims,
        ...denied,
        ...undo,
      ];
    case 'approved':
      return [
        ...where('claim.pay', execute(t('do.paid'), 'settle.pay', ref, 'positive')),
        savb,
        claims,
        home,
        ...denied,
        ...undo,
      ];
    case 'paid':
      return [claims, home, seldom(savb), ...undo];
    case 'denied':
      return [...another, openUrl(t('link.support'), SUPPORT.requests), claims, home, ...undo];
    case 'discarded':
      return [...another, claims, home];
    default:
      return stage satisfies never;
  }
}

/** What matters in this state. */
function shownFacts(t: Say, { actor: { language }, standing, doc }: ClaimView): readonly Row[] {
  const { stage, breaches, redeemed } = doc.state;
  const { texts } = doc;
  const day = (on: Parameters<typeof formatDay>[1]): string => formatDay(language, on);
  const amount = filledRow(t('claim.amount'), [texts['amount'], texts['currency']].filter(Boolean).join(' '));
  const broken = filledRow(
    t('voucher.breaches'),
    breaches.length === 0
      ? undefined
      : t('voucher.breachesCost', {
          guards: breaches.map((guard) => guardName(t, guard, standing.edition)).join('; '),
        }),
  );
  switch (stage.status) {
    case 'draft':
      return [...filledRow(t('voucher.claimBy'), day(claimBy(redeemed.first))), ...amount, ...broken];
    case 'submitted':
      return [...filledRow(t('claim.submittedOn'), day(stage.submittedOn)), ...amount, ...broken];
    case 'approved':
      return [
        ...filledRow(t('claim.approvedOn'), day(stage.approvedOn)),
        ...filledRow(t('claim.paymentBy'), day(addDays(stage.approvedOn, PAYMENT_DAYS))),
        ...amount,
        ...broken,
      ];
    case 'paid':
      return [...filledRow(t('claim.paidOn'), day(stage.paidOn)), ...amount, ...broken];
    case 'denied':
      return [
        ...filledRow(t('claim.deniedOn'), day(stage.deniedOn)),
        ...filledRow(t('field.reason'), t(`denial.${stage.reason}`)),
        ...amount,
        ...broken,
      ];
    case 'discarded':
      return [];
    default:
      return stage satisfies never;
  }
}

/** What is told when it is asked for: the days so far, with the sources of the deadlines, and the vouchers. */
function details(t: Say, { actor: { language }, standing, doc, vouchers }: ClaimView): readonly Row[] {
  const { stage, breaches, redeemed } = doc.state;
  const day = (on: Parameters<typeof formatDay>[1]): string => formatDay(language, on);
  const due = (on: Parameters<typeof formatDay>[1]): string => dueText(t, language, on, standing.today);
  return [
    ...(stage.status === 'draft'
      ? filledRow(t('voucher.claimBy'), `${due(claimBy(redeemed.first))} · ${t('source.claimWindow')}`)
      : []),
    ...('submittedOn' in stage && stage.status !== 'submitted'
      ? filledRow(t('claim.submittedOn'), day(stage.submittedOn))
      : []),
    ...(stage.status === 'paid' ? filledRow(t('claim.approvedOn'), day(stage.approvedOn)) : []),
    ...(stage.status === 'approved'
      ? filledRow(
          t('claim.paymentBy'),
          `${due(addDays(stage.approvedOn, PAYMENT_DAYS))} · ${t('source.payment')}`,
        )
      : []),
    ...filledRow(t('field.reference'), doc.texts['reference']),
    ...vouchers.map((one) => ({ label: voucherLine(one), value: '' })),
    ...filledRow(t('voucher.rules'), breaches.join(', ')),
  ];
}

function nextLines(t: Say, { doc, standing, actor: { language } }: ClaimView): readonly string[] {
  switch (doc.state.stage.status) {
    case 'draft':
      return [
        ...(claimBy(doc.state.redeemed.first) < standing.today ? [t('claim.late')] : []),
        ...(hasEnded(standing.edition, 'claim', standing.today)
          ? closingLines(t, language, standing, 'claim')
          : []),
      ];
    case 'submitted':
      return [t('claim.waits')];
    case 'paid':
      return [t('claim.isPaid')];
    case 'discarded':
      return [t('claim.isDiscarded')];
    case 'approved':
    case 'denied':
      return [];
    default:
      return doc.state.stage satisfies never;
  }
}

/** What to do, in a line; what the sources say of it behind that. */
function howTo(t: Say, { doc, standing, actor: { language } }: ClaimView): readonly Element[] {
  const behind = (...said: readonly string[]): readonly Element[] =>
    said.map((text) => bound(text, { size: 'Small' }));
  switch (doc.state.stage.status) {
    case 'draft':
      return howToSubmit(t, language, standing);
    case 'approved':
      return why(t, 'how', t('claim.paymentNext'), behind(t('claim.payment'), supportLine(t)));
    case 'denied':
      return why(t, 'how', t('claim.deniedNext'), behind(t('claim.afterDenial'), supportLine(t)));
    case 'submitted':
    case 'paid':
    case 'discarded':
      return [];
    default:
      return doc.state.stage satisfies never;
  }
}

/** The one form of the card: of what is recorded next. Nobody is asked who may not record it. */
function inputs(t: Say, { doc, values, standing, actor, accepts }: ClaimView): readonly Element[] {
  const { language, permission } = actor;
  const { texts } = doc;
  const on = (label: string): Element =>
    dateInput('on', label, { value: values['on'] ?? standing.today, required: t('required.on') });
  switch (doc.state.stage.status) {
    case 'draft':
      if (!may(permission, 'claim.submit')) return [];
      return [
        ...submissionInputs(t, language, { values, texts, standing, asks: true }),
        ...(accepts.length > 0
          ? [
              textInput('reason', t('field.reason'), {
                value: values['reason'] ?? '',
                required: t('required.reason'),
              }),
            ]
          : []),
      ];
    case 'submitted':
      if (!may(permission, 'claim.approve')) return [];
      return [
        on(t('claim.approvedOn')),
        dateInput('paidOn', t('claim.paidToo'), { value: values['paidOn'] ?? '' }),
        ...amountInputs(t, language, values, texts),
      ];
    case 'approved':
      if (!may(permission, 'claim.pay')) return [];
      return [on(t('claim.paidOn')), ...amountInputs(t, language, values, texts)];
    case 'paid':
    case 'denied':
    case 'discarded':
      return [];
    default:
      return doc.state.stage satisfies never;
  }
}
