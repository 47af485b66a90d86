import { day } from '../../domain/day.ts';
import type { GuardId } from '../../domain/guards/answers.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { execute, openUrl, plainExecute } from '../kit/actions.ts';
import { checklist } from '../kit/checklist.ts';
import { bound, dateInput, slot, textInput, toggleInput, type Element } from '../kit/elements.ts';
import { formatDay } from '../kit/format.ts';
import { known } from '../kit/known.ts';
import { closingLines, vvrLinks, workflowLink } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { sideBySide } from '../kit/side-by-side.ts';
import { defineCard, marked, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';
import {
  cancelOf,
  formData,
  formHead,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from './voucher-form.ts';

const fill = defineCard<
  VoucherFormData & {
    readonly how: readonly Element[];
    readonly days: readonly Element[];
    readonly confirm: readonly Element[];
    readonly asksReason: boolean;
  }
>((t) => ({
  title: t('report.title'),
  hasHead: true,
  body: [
    formHead,
    slot('how'),
    textInput('deliverable', t('field.deliverable'), {
      value: '${values.deliverable}',
      required: t('required.deliverable'),
      placeholder: t('report.deliverableExample'),
      max: 500,
    }),
    textInput('receivedBy', t('field.receivedBy'), {
      value: '${values.receivedBy}',
      required: t('required.receivedBy'),
    }),
    slot('days'),
    reasonInput(t, '${values.reason}'),
    slot('confirm'),
  ],
}));

type ReportView = VoucherFormView & {
  readonly accepts: readonly GuardId[];
  /** What is not met, a sentence each. */
  readonly warnings: readonly string[];
};

/** Completion report and deliverable: no report without a copy of what the customer received (R18, R19, P16). */
export function reportCard(view: ReportView): Card {
  const t = speaker(view.actor.language);
  return fill(view.actor.language, {
    ...formData(view),
    how: how(t, view),
    days: days(t, view),
    confirm: confirm(t, view),
    asksReason: view.accepts.length > 0,
    actions: [
      execute(t('do.reported'), 'report.done', { ...refOf(view), arg: acceptArg(view.accepts) }, 'positive'),
      plainExecute(t('do.reschedule'), 'reschedule.open', {
        id: view.doc.state.facts.number,
        version: view.doc.version,
      }),
      cancelOf(t, view, 'report'),
    ],
  });
}

/** The two things to do, and behind them where and how exactly. */
function how(t: Say, { standing, actor: { language } }: ReportView): readonly Element[] {
  const { edition } = standing;
  // Which assessments a consultant needs stands where the article of 2020 links it in this step (P15).
  const isOf2020 = edition.eligibility === 'ticks';
  const links = [
    // The article of 2019 sends to VVR and its page; where the form is, that of 2020 leaves to the workflow.
    ...(edition.links.vvrGuide === undefined ? [] : vvrLinks(t, edition)),
    ...workflowLink(t, edition, 'report'),
    ...(isOf2020 ? [openUrl(t('link.requirements'), edition.links.requirements)] : []),
  ];
  return [
    ...closingLines(t, language, standing, 'report').map((text) => bound(text, { size: 'Small' })),
    bound(t('report.first')),
    ...why(
      t,
      'how',
      t('report.second'),
      [
        // The article of 2020 names the report, the copy of the deliverable another page (X5).
        ...(edition.id === '2019' ? [] : [bound(t('report.copyFrom', { source: t('source.X5') }))]),
        ...(isOf2020 ? [bound(t('report.consultant'))] : []),
        ...(links.length === 0 ? [] : [{ type: 'ActionSet', actions: links }]),
      ],
      {},
      t('do.how'),
    ),
  ];
}

/** When the deliverable was handed over and the report submitted: known, until somebody says otherwise. */
function days(t: Say, { actor: { language }, values }: ReportView): readonly Element[] {
  const inputs = (
    [
      ['handedOverOn', t('field.handedOverOn'), t('required.handedOverOn')],
      ['on', t('field.reportedOn'), t('required.on')],
    ] as const
  ).map(([id, label, required]) => ({
    label,
    is: day(values[id] ?? ''),
    input: marked(dateInput(id, label, { value: values[id] ?? '', required }), t),
  }));
  const rows = inputs.flatMap(({ label, is }): { label: string; value: string }[] =>
    is === undefined ? [] : [{ label, value: formatDay(language, is) }],
  );
  return rows.length < inputs.length
    ? [sideBySide(...inputs.map(({ input }) => input))]
    : known(t, 'days', rows, [sideBySide(...inputs.map(({ input }) => input))]);
}

/** What is not met, and what a person attests. */
function confirm(t: Say, { values, warnings }: ReportView): readonly Element[] {
  const isOpen = values['attested'] !== 'true';
  return [
    ...checklist(warnings.slice(0, WARNINGS_SHOWN).map((text) => ({ is: 'not', text }) as const)),
    ...why(
      t,
      'confirm',
      isOpen ? t('reserve.toConfirm', { count: 1 }) : t('report.confirmed'),
      [
        ...checklist(warnings.slice(WARNINGS_SHOWN).map((text) => ({ is: 'not', text }) as const)),
        toggleInput('attested', t('reserve.attest'), t('attest.G12'), { value: isOpen ? 'false' : 'true' }),
      ],
      {},
      t('do.details'),
    ),
  ];
}

/** Warnings in sight. */
const WARNINGS_SHOWN = 1;
