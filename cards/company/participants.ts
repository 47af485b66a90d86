import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { cancel, execute, fitting, plainExecute } from '../kit/actions.ts';
import { checklist, type Check } from '../kit/checklist.ts';
import {
  choiceInput,
  dateInput,
  folded,
  slot,
  textInput,
  words,
  type Choice,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { empty } from '../kit/empty.ts';
import { formatDay, plainLabel, shortened } from '../kit/format.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const fill = defineCard<{
  readonly people: readonly Element[];
  readonly choices: readonly Choice[];
  readonly values: Values;
  readonly message: string;
}>((t) => ({
  title: t('participants.title'),
  body: [
    words(t('participants.text'), { isSubtle: true }),
    slot('people'),
    choiceInput('participant', t('participants.who'), '${choices}', { value: '${values.participant}' }),
    textInput('name', t('participants.name'), { value: '${values.name}' }),
    dateInput('trainedOn', t('participants.trainedOn'), { value: '${values.trainedOn}' }),
    ...folded('message', t('participants.message'), [
      textInput('message', t('participants.message'), { value: '${message}', multiline: true, max: 2000 }),
    ]),
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
  const check = ({ id, trainedOn }: (typeof company.participants)[number]): Check => ({
    is: trainedOn === undefined ? 'not' : 'done',
    text: shortened(nameOf(id), 60),
    more: trainedOn === undefined ? t('participants.notYet') : formatDay(language, trainedOn),
  });
  return fill(language, {
    people:
      company.participants.length === 0
        ? empty('People', t('participants.none'), t('participants.hint'))
        : peoplePart(t, company.participants.map(check)),
    choices: [
      { title: t('participants.new'), value: NEW_PARTICIPANT },
      ...company.participants
        .slice(0, 50)
        .map(({ id }) => ({ title: plainLabel(nameOf(id), 40), value: id })),
    ],
    values,
    message: t('participants.invitation', { url: edition.links.requirements }),
    banner,
    actions: fitting([
      execute(t('do.save'), 'eligibility.train', { commandId, version: standing.version }, 'positive'),
      ...(company.agreement === undefined ? [execute(t('do.agreement'), 'eligibility.agreement')] : []),
      plainExecute(t('do.eligibility'), 'eligibility.list'),
      cancel(t('do.cancel'), 'eligibility'),
    ]),
  });
}

/** Participants in sight; the others are behind a row with their number. */
const IN_LIST = 5;
/** Participants that are listed at most. */
const LISTED = 10;

function peoplePart(t: Say, checks: readonly Check[]): readonly Element[] {
  const more = checks.slice(IN_LIST, LISTED);
  return [
    ...checklist(checks.slice(0, IN_LIST)),
    ...(more.length === 0
      ? []
      : folded('people', t('company.more', { count: checks.length - IN_LIST }), checklist(more))),
  ];
}
