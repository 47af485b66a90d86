import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor, Unreachable } from '../../domain/people/person.ts';
import type { PersonDocument } from '../../domain/store/documents.ts';
import { execute, offer } from '../kit/actions.ts';
import { folded, slot, words, type Element } from '../kit/elements.ts';
import { empty } from '../kit/empty.ts';
import { formatInstant, shortened } from '../kit/format.ts';
import { person } from '../kit/initials.ts';
import { lines } from '../kit/lists.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';

/** Somebody who cannot be written to, and since when (milliseconds, UTC) where that is known. */
export interface Unreached {
  readonly person: PersonDocument;
  readonly why: Unreachable;
  readonly at?: number | undefined;
}

/** Why this person cannot be written to; undefined when they can, or have no permission. */
export function unreached(one: PersonDocument): Unreached | undefined {
  if (one.permission === undefined) return undefined;
  if (one.unreachable !== undefined) return { person: one, ...one.unreachable };
  return one.reference === undefined ? { person: one, why: 'never' } : undefined;
}

const fill = defineCard<{
  readonly people: readonly Element[];
  readonly after: readonly string[];
}>((t) => ({ title: t('people.unreachableTitle'), body: [slot('people'), lines('after')] }));

/** People in sight; the others are behind a row with their number. */
const IN_SIGHT = 6;

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
  const explained = new Set<Unreachable>();
  const rows = people.map(({ person: one, why, at }) => {
    // What helps is said once for each reason.
    const isFirst = !explained.has(why);
    explained.add(why);
    return person(shortened(one.name, 40), `${t(`unreachable.${why}`)}${since(at)}`, {
      below: isFirst
        ? [words(t(`unreachableFix.${why}`), { size: 'Small', spacing: 'None', isSubtle: true })]
        : [],
    });
  });
  const more = rows.slice(IN_SIGHT);
  return fill(language, {
    people:
      people.length === 0 && next === undefined
        ? empty('CheckmarkCircle', t('people.allReached'), t('people.allReachedHint'))
        : [
            ...rows.slice(0, IN_SIGHT),
            ...(more.length === 0 ? [] : folded('people', t('company.more', { count: more.length }), more)),
          ],
    after: next === undefined ? [] : [t('people.moreUnreachable')],
    actions: [
      ...(next === undefined ? [] : [execute(t('do.nextPage'), 'people.unreachable', { arg: next })]),
      offer(t, 'people'),
      offer(t, 'home'),
    ],
  });
}
