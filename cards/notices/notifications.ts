import type { Standing } from '../../domain/desk/desk.ts';
import type { PersonDocument } from '../../domain/store/documents.ts';
import { NOTICE_GROUPS } from '../../domain/notices/rules.ts';
import type { Actor, Unreachable } from '../../domain/people/person.ts';
import {
  choiceInput,
  defineCard,
  execute,
  lines,
  rows,
  words,
  type Card,
  type Banner,
  type Row,
} from '../kit/elements.ts';
import { formatInstant, languageName, shortened } from '../kit/format.ts';
import { offer } from '../notice.ts';
import { speaker } from '../kit/say.ts';

/** How often somebody wants to be told. */
export const OFTEN = ['atOnce', 'daily'] as const;

const fill = defineCard<{
  readonly rows: readonly Row[];
  readonly groups: string;
  readonly often: string;
}>((t) => ({
  title: t('notifications.title'),
  body: [
    choiceInput(
      'groups',
      t('notifications.want'),
      NOTICE_GROUPS.map((group) => ({ title: t(`group.${group}`), value: group })),
      { value: '${groups}', many: true },
    ),
    choiceInput(
      'often',
      t('notifications.often'),
      [
        { title: t('notifications.atOnce'), value: 'atOnce' },
        { title: t('notifications.daily'), value: 'daily' },
      ],
      { value: '${often}', expanded: true },
    ),
    words(t('notifications.hours')),
    words(t('notifications.lastDay')),
    rows('rows'),
    words(t('notifications.settings'), { isSubtle: true, spacing: 'Small' }),
  ],
}));

/** What a person wants to hear and how often, and by which language and clock. */
export function notificationsCard(
  { language }: Pick<Actor, 'language'>,
  {
    person,
    standing,
    banner,
  }: {
    readonly person: PersonDocument | undefined;
    readonly standing: Standing;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(language);
  const own = person?.timeZone;
  return fill(language, {
    groups: NOTICE_GROUPS.filter((group) => person?.muted?.includes(group) !== true).join(','),
    often: person?.digest === true ? 'daily' : 'atOnce',
    rows: [
      { label: `${t('notifications.language')}:`, value: languageName(language) },
      {
        label: `${t('notifications.zone')}:`,
        value: own ?? t('notifications.company', { zone: standing.company.timeZone }),
      },
    ],
    banner,
    actions: [execute(t('do.save'), 'notifications.save', {}, 'positive'), offer(t, 'home')],
  });
}

/** Somebody who cannot be written to, and since when (milliseconds, UTC) where that is known. */
export interface Unreached {
  readonly person: PersonDocument;
  readonly why: Unreachable;
  readonly at?: number | undefined;
}

/** Why this person cannot be written to; undefined when they can, or have no permission. */
export function unreached(person: PersonDocument): Unreached | undefined {
  if (person.permission === undefined) return undefined;
  if (person.unreachable !== undefined) return { person, ...person.unreachable };
  return person.reference === undefined ? { person, why: 'never' } : undefined;
}

const fillUnreachable = defineCard<{
  readonly rows: readonly Row[];
  readonly after: readonly string[];
}>((t) => ({ title: t('people.unreachableTitle'), body: [rows('rows'), lines('after')] }));

/** For admins: who cannot be reached, why, since when, and what to do about it. */
export function unreachableCard(
  { language }: Pick<Actor, 'language'>,
  {
    people,
    standing,
    next,
  }: {
    readonly people: readonly Unreached[];
    readonly standing: Standing;
    /** Where the list goes on. */
    readonly next?: string | undefined;
  },
): Card {
  const t = speaker(language);
  const since = (at: number | undefined): string =>
    at === undefined
      ? ''
      : `, ${t('people.since', { day: formatInstant(language, at, standing.company.timeZone) })}`;
  const after =
    next !== undefined ? [t('people.moreUnreachable')] : people.length === 0 ? [t('people.allReached')] : [];
  return fillUnreachable(language, {
    rows: people.map(({ person, why, at }) => ({
      label: shortened(person.name, 40),
      value: `${t(`unreachable.${why}`)}${since(at)}. ${t(`unreachableFix.${why}`)}`,
    })),
    after,
    actions: [
      ...(next === undefined ? [] : [execute(t('do.nextPage'), 'people.unreachable', { arg: next })]),
      offer(t, 'people'),
      offer(t, 'home'),
    ],
  });
}
