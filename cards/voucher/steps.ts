import type { Standing } from '../../domain/desk/desk.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/table.ts';
import type { Actor } from '../../domain/people/person.ts';
import { RELEASE_REASONS, VOID_REASONS } from '../../domain/voucher/decide.ts';
import { may } from '../../domain/people/permissions.ts';
import {
  acceptArg,
  bound,
  cancel,
  choiceInput,
  dateInput,
  defineCard,
  execute,
  lines,
  openUrl,
  plainExecute,
  textInput,
  toggleInput,
  words,
  type Card,
  type Choice,
  type Element,
  type Banner,
} from '../kit/elements.ts';
import { engagementChoices } from './record.ts';
import { speaker, type Say } from '../kit/say.ts';
import type { Step } from '../verbs.ts';
import { printedNumber } from './voucher.ts';
import { SERVICE_LEVELS } from '../../domain/programme/catalogue.ts';

/** Short forms about one voucher that is known: release, lost, dates, report, corrections. */
export interface StepView {
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly actor: Actor;
  readonly values: Readonly<Record<string, string>>;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}

interface Bound {
  readonly number: string;
  readonly values: Readonly<Record<string, string>>;
}

const number = bound('${number}', { size: 'Large', weight: 'Bolder', spacing: 'None' });

const refOf = ({ doc, commandId }: StepView) => ({
  id: doc.state.facts.number,
  version: doc.version,
  commandId,
});

const cancelOf = (t: Say, { doc }: StepView, step: Step): Element =>
  cancel(t('do.cancel'), step, doc.state.facts.number);

const common = ({ doc, values, banner }: StepView): Bound & { banner: Banner | undefined } => ({
  number: printedNumber(doc),
  values,
  banner,
});

const fillRelease = defineCard<Bound>((t) => ({
  title: t('release.title'),
  body: [
    number,
    words(t('release.text')),
    choiceInput(
      'reason',
      t('release.why'),
      RELEASE_REASONS.map((value) => ({ value, title: t(`release.${value}`) })),
      { value: '${values.reason}', required: t('required.reason'), expanded: true },
    ),
    dateInput('on', t('field.on'), { value: '${values.on}', required: t('required.on') }),
  ],
}));

/** Cancels a reservation with one of the three documented reasons (V3). */
export function releaseCard(view: StepView): Card {
  const t = speaker(view.actor.language);
  return fillRelease(view.actor.language, {
    ...common(view),
    actions: [
      execute(t('do.release'), 'release.done', refOf(view), 'destructive'),
      openUrl(t('link.partnerCenter'), view.standing.edition.links.partnerCenter),
      cancelOf(t, view, 'release'),
    ],
  });
}

const fillLose = defineCard<Bound>((t) => ({
  title: t('lose.title'),
  body: [
    number,
    words(t('lose.text')),
    dateInput('on', t('field.on'), { value: '${values.on}', required: t('required.on') }),
  ],
}));

/** Another partner reserved it first (G16). */
export function loseCard(view: StepView): Card {
  const t = speaker(view.actor.language);
  return fillLose(view.actor.language, {
    ...common(view),
    actions: [execute(t('do.lose'), 'lose.done', refOf(view), 'destructive'), cancelOf(t, view, 'lose')],
  });
}

const fillDates = defineCard<Bound & { readonly asksReason: boolean }>((t) => ({
  title: t('reschedule.title'),
  body: [
    number,
    words(t('reschedule.text')),
    dateInput('start', t('field.start'), { value: '${values.start}', required: t('required.start') }),
    dateInput('end', t('field.end'), { value: '${values.end}', required: t('required.end') }),
    {
      $when: '${asksReason}',
      ...textInput('reason', t('field.reason'), {
        value: '${values.reason}',
        required: t('required.reason'),
      }),
    },
  ],
}));

/** Other dates for an engagement that is reserved. */
export function datesCard(view: StepView & { readonly accepts: readonly GuardId[] }): Card {
  const t = speaker(view.actor.language);
  return fillDates(view.actor.language, {
    ...common(view),
    asksReason: view.accepts.length > 0,
    actions: [
      execute(t('do.save'), 'reschedule.done', { ...refOf(view), arg: acceptArg(view.accepts) }, 'positive'),
      cancelOf(t, view, 'reschedule'),
    ],
  });
}

const fillReport = defineCard<Bound & { readonly how: readonly string[]; readonly asksReason: boolean }>(
  (t) => ({
    title: t('report.title'),
    body: [
      number,
      lines('how'),
      dateInput('on', t('field.reportedOn'), { value: '${values.on}', required: t('required.on') }),
      textInput('deliverable', t('field.deliverable'), {
        value: '${values.deliverable}',
        required: t('required.deliverable'),
        placeholder: t('report.deliverableExample'),
        max: 500,
      }),
      dateInput('handedOverOn', t('field.handedOverOn'), {
        value: '${values.handedOverOn}',
        required: t('required.handedOverOn'),
      }),
      textInput('receivedBy', t('field.receivedBy'), {
        value: '${values.receivedBy}',
        required: t('required.receivedBy'),
      }),
      toggleInput('attested', t('reserve.attest'), t('attest.G12'), { value: '${values.attested}' }),
      {
        $when: '${asksReason}',
        ...textInput('reason', t('field.reason'), {
          value: '${values.reason}',
          required: t('required.reason'),
        }),
      },
    ],
  }),
);

/** Completion report and deliverable: no report without a copy of what the customer received (R18, R19, P16). */
export function reportCard(
  view: StepView & { readonly accepts: readonly GuardId[]; readonly warnings: readonly string[] },
): Card {
  const t = speaker(view.actor.language);
  const { links } = view.standing.edition;
  return fillReport(view.actor.language, {
    ...common(view),
    how: [t('report.first'), t('report.second'), ...view.warnings],
    asksReason: view.accepts.length > 0,
    actions: [
      execute(t('do.reported'), 'report.done', { ...refOf(view), arg: acceptArg(view.accepts) }, 'positive'),
      openUrl(t('link.partnerCenter'), links.partnerCenter),
      ...(links.workflow === undefined ? [] : [openUrl(t('link.workflow'), links.workflow)]),
      plainExecute(t('do.reschedule'), 'reschedule.open', {
        id: view.doc.state.facts.number,
        version: view.doc.version,
      }),
      cancelOf(t, view, 'report'),
    ],
  });
}

const fillCorrect = defineCard<Bound & { readonly choices: readonly Choice[]; readonly isAdmin: boolean }>(
  (t) => ({
    title: t('correct.title'),
    body: [
      number,
      words(t('correct.text'), { isSubtle: true }),
      choiceInput('engagement', t('field.engagement'), '${choices}', {
        value: '${values.engagement}',
        placeholder: t('choose'),
      }),
      choiceInput(
        'serviceLevel',
        t('field.serviceLevel'),
        SERVICE_LEVELS.map((days) => ({ value: String(days), title: t('days', { days }) })),
        { value: '${values.serviceLevel}', placeholder: t('choose') },
      ),
      textInput('customer', t('field.customer'), { value: '${values.customer}' }),
      textInput('division', t('field.division'), { value: '${values.division}' }),
      dateInput('assignedOn', t('field.assignedOn'), { value: '${values.assignedOn}' }),
      dateInput('printedExpiry', t('field.expiry'), { value: '${values.printedExpiry}' }),
      dateInput('adjustedExpiry', t('field.adjustedExpiry'), { value: '${values.adjustedExpiry}' }),
      textInput('adminEmail', t('field.adminEmail'), { value: '${values.adminEmail}', max: 254 }),
      {
        $when: '${isAdmin}',
        ...choiceInput(
          'voidReason',
          t('correct.voidWhy'),
          VOID_REASONS.map((value) => ({ value, title: t(`void.${value}`) })),
          { value: '${values.voidReason}', placeholder: t('choose') },
        ),
      },
      {
        $when: '${isAdmin}',
        ...textInput('duplicateOf', t('field.duplicateOf'), { value: '${values.duplicateOf}', max: 64 }),
      },
      textInput('reason', t('correct.reason'), { value: '${values.reason}' }),
    ],
  }),
);

/** Amend facts; for admins, undo the last step or void the voucher. History keeps both. */
export function correctCard(view: StepView & { readonly accepts: readonly GuardId[] }): Card {
  const { actor, standing } = view;
  const t = speaker(actor.language);
  const admin = may(actor.permission, 'voucher.undo');
  return fillCorrect(actor.language, {
    ...common(view),
    choices: engagementChoices(standing, view.values['engagement']),
    isAdmin: admin,
    actions: [
      execute(t('do.save'), 'correct.amend', { ...refOf(view), arg: acceptArg(view.accepts) }, 'positive'),
      ...(admin && view.doc.state.before !== undefined
        ? [execute(t('do.undo'), 'correct.undo', refOf(view))]
        : []),
      ...(admin && view.doc.state.stage.status !== 'void'
        ? [execute(t('do.void'), 'correct.void', refOf(view), 'destructive')]
        : []),
      cancelOf(t, view, 'correct'),
    ],
  });
}
