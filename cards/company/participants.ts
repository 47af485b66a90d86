import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { cancel, execute, plainExecute } from '../kit/actions.ts';
import { choiceInput, dateInput, textInput, words, type Choice, type Values } from '../kit/elements.ts';
import { formatDay, plainLabel } from '../kit/format.ts';
import { lines } from '../kit/lists.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const fill = defineCard<{
  readonly people: readonly string[];
  readonly choices: readonly Choice[];
  readonly values: Values;
  readonly message: string;
}>((t) => ({
  title: t('participants.title'),
  body: [
    words(t('participants.text'), { isSubtle: true }),
    lines('people'),
    choiceInput('participant', t('participants.who'), '${choices}', { value: '${values.participant}' }),
    textInput('name', t('participants.name'), { value: '${values.name}' }),
    dateInput('trainedOn', t('participants.trainedOn'), { value: '${values.trainedOn}' }),
    textInput('message', t('participants.message'), { value: '${message}', multiline: true, max: 2000 }),
  ],
}));

/** The new participant, in the choice of whom a training is recorded for. */
export const NEW_PARTICIPANT = 'new';

/** Who takes the compliance course, done or not, and a message to send them (R10). */
export function participantsCard({
  actor,
  standing,
  values,
  commandId,
  banner,
}: {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly values: Values;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}): Card {
  const { language } = actor;
  const t = speaker(language);
  const { company, texts, edition } = standing;
  const nameOf = (id: string): string => texts[`participant:${id}`] ?? id;
  return fill(language, {
    people:
      company.participants.length === 0
        ? [t('participants.none')]
        : company.participants
            .slice(0, 20)
            .map(({ id, trainedOn }) =>
              trainedOn === undefined
                ? `✖ ${nameOf(id)} · ${t('participants.notYet')}`
                : `✔ ${nameOf(id)} · ${formatDay(language, trainedOn)}`,
            ),
    choices: [
      { title: t('participants.new'), value: NEW_PARTICIPANT },
      ...company.participants.slice(0, 50).map(({ id }) => ({ title: plainLabel(nameOf(id)), value: id })),
    ],
    values,
    message: t('participants.invitation', { url: edition.links.requirements }),
    banner,
    actions: [
      execute(t('do.save'), 'eligibility.train', { commandId, version: standing.version }, 'positive'),
      ...(company.agreement === undefined ? [execute(t('do.agreement'), 'eligibility.agreement')] : []),
      plainExecute(t('do.eligibility'), 'eligibility.list'),
      cancel(t('do.cancel'), 'eligibility'),
    ],
  });
}
