import type { Actor } from '../domain/people/person.ts';
import { plainExecute, type Ref } from './kit/actions.ts';
import type { Json } from './kit/elements.ts';
import { speaker } from './kit/say.ts';
import type { Card } from './kit/template.ts';
import { messageCard } from './message.ts';
import type { Verb } from './verbs.ts';

interface Failure {
  /** What is known of the write: nothing changed, or nobody knows yet. */
  readonly certainty: 'unchanged' | 'unknown';
  /** To find the line in the log. */
  readonly reference: string;
  /** The press that failed, to be pressed again as it was. */
  readonly again?:
    | { readonly verb: Verb; readonly ref: Ref; readonly inputs: Readonly<Record<string, unknown>> }
    | undefined;
}

/** Characters of inputs that a button carries; it carries them twice, and a card has a limit. */
const MAX_CARRIED = 4000;

/** It failed: says what is known, offers to try again and to see the true state. */
export function failureCard(actor: Pick<Actor, 'language'>, { certainty, reference, again }: Failure): Card {
  const t = speaker(actor.language);
  const inputs = Object.entries(again?.inputs ?? {}).filter(([, value]) => typeof value === 'string');
  // What is too much to carry along has to be entered again.
  const isSmall = JSON.stringify(inputs).length <= MAX_CARRIED;
  const retry =
    again === undefined || !isSmall
      ? []
      : [
          plainExecute(t('do.tryAgain'), again.verb, {
            ...again.ref,
            ...(Object.fromEntries(inputs) as Record<string, Json>),
          }),
        ];
  const id = again?.ref.id;
  const show =
    certainty === 'unknown' && id !== undefined
      ? [plainExecute(t('do.showState'), 'voucher.open', { id })]
      : [];
  return messageCard(actor, {
    title: certainty === 'unchanged' ? 'failure.unchanged' : 'failure.unknown',
    text: [
      t(certainty === 'unchanged' ? 'failure.unchangedText' : 'failure.unknownText'),
      t('failure.reference', { reference }),
    ],
    actions: [...retry, ...show],
    offers: ['home'],
  });
}
