import type { Standing } from '../../domain/desk/desk.ts';
import type { Actor, Unreachable } from '../../domain/people/person.ts';
import type { PersonDocument } from '../../domain/store/documents.ts';
import { execute, offer } from '../kit/actions.ts';
import { formatInstant, shortened } from '../kit/format.ts';
import { lines, rows, type Row } from '../kit/lists.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';

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

const fill = defineCard<{
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
  return fill(language, {
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
