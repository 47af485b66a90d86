import type { Standing } from '../../domain/desk/standing.ts';
import type { PersonDocument } from '../../domain/store/documents.ts';
import { OFFICIAL_ROLES, PERMISSIONS, type Actor } from '../../domain/people/person.ts';
import { may } from '../../domain/people/permissions.ts';
import { sameName, suggestedConsultant } from '../../domain/people/same-person.ts';
import { execute, offer, plainExecute, seldom } from '../kit/actions.ts';
import { badge, badges } from '../kit/badge.ts';
import { choiceInput, choiceValue, slot, type Choice, type Element } from '../kit/elements.ts';
import { listOf, plainLabel } from '../kit/format.ts';
import { person } from '../kit/initials.ts';
import { lines } from '../kit/lists.ts';
import { speaker, type Say } from '../kit/say.ts';
import { personId } from '../../domain/store/ids.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const idOf = ({ id }: PersonDocument): string => personId.keyOf(id);

/** What somebody may do, in a word. */
function permissionBadge(t: Say, { permission, asked }: PersonDocument): readonly Element[] {
  return [
    badge(
      t(permission === undefined ? 'permission.none' : `permission.${permission}`),
      TONES[permission ?? 'none'],
    ),
    ...(asked === true ? [badge(t('people.asks'), 'soon')] : []),
  ];
}

const TONES = { admin: 'accent', consultant: 'accent', reader: 'plain', none: 'plain' } as const;

/** Their roles in Microsoft's tools; of who has none, what the permission is for. */
function described(t: Say, language: Actor['language'], { permission, roles }: PersonDocument): string {
  return [
    ...(permission === undefined || roles.length > 0 ? [] : [t(`permission.${permission}May`)]),
    ...(roles.length === 0
      ? []
      : [
          listOf(
            language,
            roles.map((role) => t(role === 'programAdmin' ? 'role.programAdminShort' : `role.${role}`)),
          ),
        ]),
  ].join(' · ');
}

const fillList = defineCard<{ readonly people: readonly Element[] }>((t) => ({
  title: t('people.title'),
  body: [slot('people')],
}));

/** Who may do what; requests for access come first. */
export function peopleCard(actor: Actor, people: readonly PersonDocument[], next?: string): Card {
  const { language } = actor;
  const t = speaker(language);
  const grants = may(actor.permission, 'person.grant');
  return fillList(language, {
    people: people.map((one) =>
      person(one.name, described(t, language, one), {
        below: [badges(permissionBadge(t, one))],
        open: grants
          ? plainExecute(`${t('do.change')}: ${plainLabel(one.name)}`, 'people.open', { id: idOf(one) })
          : idOf(one) === actor.id
            ? plainExecute(`${t('do.history')}: ${plainLabel(one.name)}`, 'history.person', { id: actor.id })
            : undefined,
      }),
    ),
    actions: [
      ...(next === undefined ? [] : [execute(t('do.nextPage'), 'people.page', { arg: next })]),
      ...(grants ? [execute(t('do.unreachable'), 'people.unreachable')] : []),
      offer(t, 'home'),
    ],
  });
}

const fillOne = defineCard<{
  readonly who: readonly Element[];
  readonly permission: string;
  readonly roles: string;
  readonly consultant: string;
  readonly consultants: readonly Choice[];
  readonly suggested: readonly string[];
}>((t) => ({
  title: t('person.title'),
  body: [
    slot('who'),
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
  { name: own }: PersonDocument,
  { company, texts }: Standing,
  chosen: string | undefined,
): readonly Choice[] {
  const words = own.toLowerCase().split(/[^\p{L}\p{M}]+/u);
  const likeness = (id: string, name: string): number => {
    if (id === chosen) return 0;
    if (sameName(name, own)) return 1;
    return name
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u)
      .some((word) => word !== '' && words.includes(word))
      ? 2
      : 3;
  };
  // Who was removed from the company can still be somebody: it says so until another one is chosen.
  const ids = new Set([
    ...company.consultants.map(({ id }) => id),
    ...(chosen === undefined ? [] : [chosen]),
  ]);
  const byLikeness = [...ids].map((id) => {
    const name = texts[`consultant:${id}`] ?? id;
    return { id, name, like: likeness(id, name) };
  });
  return [
    { title: t('person.noConsultant'), value: NO_CONSULTANT },
    ...byLikeness
      .toSorted((a, b) => a.like - b.like)
      .slice(0, CONSULTANTS_SHOWN)
      .map(({ id, name }) => ({ title: plainLabel(name, 40), value: choiceValue(id) })),
  ];
}

/** One person's permission, official roles, and who they are among the company's consultants. */
export function personCard(
  actor: Actor,
  {
    person: one,
    standing,
    banner,
  }: {
    readonly person: PersonDocument;
    readonly standing: Standing;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const suggested = one.consultantId === undefined ? suggestedConsultant(one.name, standing) : undefined;
  const chosen = one.consultantId ?? suggested;
  return fillOne(actor.language, {
    // The roles stand below, to be chosen.
    who: [person(one.name, '', { below: [badges(permissionBadge(t, one))] })],
    permission: one.permission ?? 'none',
    roles: one.roles.join(','),
    consultant: chosen === undefined ? NO_CONSULTANT : choiceValue(chosen),
    consultants: consultantChoices(t, one, standing, chosen),
    suggested: suggested === undefined ? [] : [t('person.suggested')],
    banner,
    actions: [
      ...(may(actor.permission, 'person.grant')
        ? [execute(t('do.save'), 'people.grant', { id: idOf(one), version: one.grants ?? 0 }, 'positive')]
        : []),
      offer(t, 'people'),
      offer(t, 'home'),
      ...(may(actor.permission, 'person.grant')
        ? [
            seldom(plainExecute(t('do.handOverAll'), 'handOverAll.open', { id: idOf(one) })),
            seldom(plainExecute(t('do.history'), 'history.person', { id: idOf(one) })),
          ]
        : []),
    ],
  });
}
