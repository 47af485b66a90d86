import type { Actor } from '../domain/people/person.ts';
import { execute } from './kit/actions.ts';
import { slot, type Element } from './kit/elements.ts';
import { empty } from './kit/empty.ts';
import { shortened } from './kit/format.ts';
import { pageOf, plainRow } from './kit/list-row.ts';
import { speaker } from './kit/say.ts';
import { defineCard, type Card } from './kit/template.ts';
import type { Verb } from './verbs.ts';

const fill = defineCard<{ readonly head: readonly Element[]; readonly rows: readonly Element[] }>((t) => ({
  title: t('history.title'),
  hasHead: true,
  body: [slot('head'), slot('rows')],
}));

interface HistoryEntry {
  /** What was done. */
  readonly what: string;
  /** When, by whom, and why. */
  readonly more: string;
}

/** Who did what when of a voucher, a claim, the company or a person's access, newest first, a page at a time. */
export function historyCard(
  actor: Pick<Actor, 'language'>,
  view: {
    /** What it is the history of. */
    readonly head: readonly Element[];
    readonly entries: readonly HistoryEntry[];
    /** The button that shows a page of it. */
    readonly verb: Verb;
    readonly id?: string | undefined;
    /** Opaque: where the next page begins. */
    readonly next?: string | undefined;
    readonly isFirst: boolean;
    /** Leads back to what it is the history of. */
    readonly open: Element;
    /** What else can be done with what it tells. */
    readonly also?: readonly Element[] | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const { head, entries, verb, id, next, isFirst, open, also = [] } = view;
  return fill(actor.language, {
    head,
    rows:
      entries.length === 0
        ? empty('Document', t('history.none'), t('history.noneHint'))
        : pageOf(
            t,
            entries.map(({ what, more }) =>
              plainRow({ about: shortened(what, 160), says: shortened(more, 200) }),
            ),
          ),
    actions: [
      ...(next === undefined ? [] : [execute(t('do.nextPage'), verb, { id, arg: next })]),
      ...(isFirst ? [] : [execute(t('do.firstPage'), verb, { id })]),
      open,
      ...also,
      execute(t('do.home'), 'home.open'),
    ],
  });
}
