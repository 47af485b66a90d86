import type { Actor } from '../../domain/people/person.ts';
import { cancel, execute, plainExecute } from '../kit/actions.ts';
import { bound, choiceInput, type Element } from '../kit/elements.ts';
import { plainLabel } from '../kit/format.ts';
import { fieldName } from '../kit/names.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';

/** What a person can say that a line of a mail is. */
export const SAID_FIELDS = [
  'number',
  'engagement',
  'serviceLevel',
  'customer',
  'assignedOn',
  'printedExpiry',
  'adminEmail',
  'projectManager',
  'agreement',
] as const;

export type SaidField = (typeof SAID_FIELDS)[number];

/** Characters of a line that its choice shows. */
const LONG = 70;

const fill = defineCard<{ readonly text: string; readonly inputs: readonly Element[] }>((t) => ({
  title: t('mail.lineTitle'),
  body: [bound('${text}', { isSubtle: true, spacing: 'None' }), { type: 'Container', items: '${inputs}' }],
}));

/** Which line of a mail is what: the mail is read again with it. */
export function lineCard(
  actor: Actor,
  view: {
    readonly subject: string;
    /** What the buttons bring back of which voucher it is about; absent for a text in which none was read. */
    readonly arg?: string | undefined;
    readonly lines: readonly { readonly place: number; readonly text: string }[];
    readonly values: Readonly<Record<string, string>>;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const { subject, arg, values } = view;
  const at = { id: subject, arg };
  const line = choiceInput(
    'line',
    fieldName(actor.language, 'line'),
    view.lines.map(({ place, text }, nth) => ({
      value: String(place),
      title: `${nth + 1} · ${plainLabel(text, LONG)}`,
    })),
    { value: values['line'] ?? '', filtered: true, placeholder: t('choose'), required: t('required.line') },
  );
  const is = choiceInput(
    'lineIs',
    fieldName(actor.language, 'lineIs'),
    SAID_FIELDS.map((field) => ({ value: field, title: fieldName(actor.language, field) })),
    { value: values['lineIs'] ?? '', placeholder: t('choose'), required: t('required.lineIs') },
  );
  return fill(actor.language, {
    text: t(arg === undefined ? 'mail.lineNumberText' : 'mail.lineText'),
    inputs: (arg === undefined ? [line] : [line, is]).map((input) => marked(input, t)),
    banner: view.banner,
    actions: [
      execute(t('do.readAgain'), 'record.said', at, 'positive'),
      arg === undefined
        ? cancel(t('do.cancel'), 'record', subject)
        : plainExecute(t('do.back'), 'record.pick', at),
    ],
  });
}
