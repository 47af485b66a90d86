import type { PersonDocument } from '../domain/documents.ts';
import { OFFICIAL_ROLES, PERMISSIONS, type Actor } from '../domain/people.ts';
import { may } from '../domain/permissions.ts';
import {
  actionSet,
  bound,
  choiceInput,
  defineCard,
  execute,
  rows,
  type Card,
  type Element,
  type Notice,
  type Row,
} from './card.ts';
import { listOf } from './format.ts';
import { offer } from './notice.ts';
import { speaker, type Say } from './say.ts';

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

const fillList = defineCard<{ readonly people: readonly (Row & { readonly actions: readonly Element[] })[] }>(
  (t) => ({
    title: t('people.title'),
    body: [
      {
        $data: '${people}',
        type: 'Container',
        items: [
          {
            type: 'RichTextBlock',
            inlines: [
              { type: 'TextRun', text: '${label} ', weight: 'Bolder' },
              { type: 'TextRun', text: '${value}' },
            ],
          },
          actionSet('actions', { spacing: 'Small' }),
        ],
      },
    ],
  }),
);

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
      offer(t, 'home'),
    ],
  });
}

const fillOne = defineCard<{
  readonly name: string;
  readonly rows: readonly Row[];
  readonly permission: string;
  readonly roles: string;
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
  ],
}));

/** One person's permission and official roles. */
export function personCard(
  actor: Actor,
  { person, notice }: { readonly person: PersonDocument; readonly notice?: Notice | undefined },
): Card {
  const t = speaker(actor.language);
  const { value } = described(t, actor, person);
  return fillOne(actor.language, {
    name: person.name,
    rows: [{ label: `${t('field.permission')}:`, value }],
    permission: person.permission ?? 'none',
    roles: person.roles.join(','),
    notice,
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
