import type { Standing } from '../../domain/desk/desk.ts';
import { may } from '../../domain/people/permissions.ts';
import { OFFICIAL_ROLES, PERMISSIONS, type Actor } from '../../domain/people/person.ts';
import { sameName, suggestedConsultant } from '../../domain/people/same-person.ts';
import type { PersonDocument } from '../../domain/store/documents.ts';
import { execute, offer } from '../kit/actions.ts';
import { bound, choiceInput, choiceValue, type Choice } from '../kit/elements.ts';
import { listOf, plainLabel } from '../kit/format.ts';
import { lines, rows, rowsWithActions, type Row, type RowWithActions } from '../kit/lists.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const idOf = (person: PersonDocument): string => person.id.slice('person:'.length);

function described(t: Say, { language }: Actor, person: PersonDocument): Row {
  const permission =
    person.permission === undefined ? t('permission.none') : t(`permission.${person.permission}`);
  const roles =
    person.roles.length === 0
      ? ''
      : ` · ${listOf(
          language,
          person.roles.map((role) => t(`role.${role}`)),
        )}`;
  const asked = person.asked === true ? ` · ${t('people.asks')}` : '';
  return { label: person.name, value: `${permission}${roles}${asked}` };
}

const fillList = defineCard<{ readonly people: readonly RowWithActions[] }>((t) => ({
  title: t('people.title'),
  body: [rowsWithActions('people')],
}));

/** Who may do what; requests for access come first. */
export function peopleCard(actor: Actor, people: readonly PersonDocument[], next?: string): Card {
  const t = speaker(actor.language);
  const grants = may(actor.permission, 'person.grant');
  return fillList(actor.language, {
    people: people.map((person) => ({
      ...described(t, actor, person),
      actions: grants ? [execute(t('do.change'), 'people.open', { id: idOf(person) })] : [],
    })),
    actions: [
      ...(next === undefined ? [] : [execute(t('do.nextPage'), 'people.page', { arg: next })]),
      ...(grants ? [execute(t('do.unreachable'), 'people.unreachable')] : []),
      offer(t, 'home'),
    ],
  });
}

const fillOne = defineCard<{
  readonly name: string;
  readonly rows: readonly Row[];
  readonly permission: string;
  readonly roles: string;
  readonly consultant: string;
  readonly consultants: readonly Choice[];
  readonly suggested: readonly string[];
}>((t) => ({
  title: t('person.title'),
  body: [
    bound('${name}', { weight: 'Bolder', size: 'Large' }),
    rows('rows'),
    choiceInput(
      'permission',
      t('field.permission'),
      [...PERMISSIONS, 'none' as const].map((id) => ({ title: t(`permission.${id}`), value: id })),
      { value: '${permission}', required: t('required.permission') },
    ),
    choiceInput(
      'roles',
      t('field.roles'),
      OFFICIAL_ROLES.map((id) => ({ title: t(`role.${id}`), value: id })),
      { value: '${roles}', many: true },
    ),
    choiceInput('consultant', t('person.consultant'), '${consultants}', { value: '${consultant}' }),
    lines('suggested'),
  ],
}));

/** Consultants to choose from at most: those whose names are like the person's come first. */
const CONSULTANTS_SHOWN = 60;
/** What stands for no consultant. */
export const NO_CONSULTANT = '-';

function consultantChoices(
  t: Say,
  person: PersonDocument,
  { company, texts }: Standing,
  chosen: string | undefined,
): readonly Choice[] {
  const words = person.name.toLowerCase().split(/[^\p{L}\p{M}]+/u);
  const likeness = (id: string, name: string): number => {
    if (id === chosen) return 0;
    if (sameName(name, person.name)) return 1;
    return name
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u)
      .some((word) => word !== '' && words.includes(word))
      ? 2
      : 3;
  };
  const named = company.consultants.map(({ id }) => {
    const name = texts[`consultant:${id}`] ?? id;
    return { id, name, like: likeness(id, name) };
  });
  return [
    { title: t('person.noConsultant'), value: NO_CONSULTANT },
    ...named
      .toSorted((a, b) => a.like - b.like)
      .slice(0, CONSULTANTS_SHOWN)
      .map(({ id, name }) => ({ title: plainLabel(name, 40), value: choiceValue(id) })),
  ];
}

/** One person's permission, official roles, and who they are among the company's consultants. */
export function personCard(
  actor: Actor,
  {
    person,
    standing,
    banner,
  }: {
    readonly person: PersonDocument;
    readonly standing: Standing;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const { value } = described(t, actor, person);
  const suggested =
    person.consultantId === undefined ? suggestedConsultant(person.name, standing) : undefined;
  const chosen = person.consultantId ?? suggested;
  return fillOne(actor.language, {
    name: person.name,
    rows: [{ label: `${t('field.permission')}:`, value }],
    permission: person.permission ?? 'none',
    roles: person.roles.join(','),
    consultant: chosen === undefined ? NO_CONSULTANT : choiceValue(chosen),
    consultants: consultantChoices(t, person, standing, chosen),
    suggested: suggested === undefined ? [] : [t('person.suggested')],
    banner,
    actions: [
      ...(may(actor.permission, 'person.grant')
        ? [
            execute(
              t('do.save'),
              'people.grant',
              { id: idOf(person), version: person.grants ?? 0 },
              'positive',
            ),
          ]
        : []),
      offer(t, 'people'),
      offer(t, 'home'),
    ],
  });
}
