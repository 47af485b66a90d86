import type { Actor } from '../../domain/people/person.ts';
import { MAX_BULK, type VoucherDocument } from '../../domain/store/documents.ts';
import { cancel, execute, seldom } from '../kit/actions.ts';
import { bound, choiceInput, choiceValue, type Choice } from '../kit/elements.ts';
import { lines } from '../kit/lists.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { choiceTitle } from './choices.ts';

const fill = defineCard<{
  readonly count: string;
  readonly vouchers: readonly Choice[];
  readonly chosen: string;
  readonly notes: readonly string[];
}>((t) => ({
  title: t('several.title'),
  body: [
    bound('${count}', { weight: 'Bolder' }),
    choiceInput('vouchers', t('several.label'), '${vouchers}', { value: '${chosen}', many: true }),
    lines('notes', { isSubtle: true }),
  ],
}));

/** A page of a list on which several vouchers are chosen, and what can be done with all that are. */
export function severalCard(
  { language }: Pick<Actor, 'language'>,
  view: {
    /** The list, by its reference: the step's subject. */
    readonly list: string;
    readonly docs: readonly VoucherDocument[];
    /** Numbers, those of other pages too. */
    readonly chosen: readonly string[];
    /** All of the list are chosen, or as many as one go takes. */
    readonly isAll: boolean;
    /** Opaque: where the next page begins; undefined on the last one. */
    readonly next: string | undefined;
    readonly isFirst: boolean;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(language);
  const { list: id, docs, chosen, isAll, next, isFirst, banner } = view;
  const isHere = new Set(chosen);
  const here = docs.map(({ state }) => state.facts.number).filter((number) => isHere.has(number));
  return fill(language, {
    count: t('several.chosen', { count: chosen.length }),
    vouchers: docs.map((doc) => ({ value: choiceValue(doc.state.facts.number), title: choiceTitle(doc) })),
    chosen: here.map(choiceValue).join(','),
    notes: chosen.length >= MAX_BULK ? [t('several.most', { max: MAX_BULK })] : [],
    banner,
    actions: [
      execute(t('do.handOverTo'), 'several.handOver', { id }, 'positive'),
      isAll
        ? execute(t('do.chooseNone'), 'several.none', { id })
        : execute(t('do.chooseAll'), 'several.all', { id }),
      ...(next === undefined && isFirst
        ? []
        : [
            execute(t(next === undefined ? 'do.firstPage' : 'do.nextPage'), 'several.page', {
              id,
              arg: next,
            }),
          ]),
      cancel(t('do.cancel'), 'several', id),
      seldom(execute(t('do.export'), 'several.takeOut', { id })),
      seldom(execute(t('do.toVoid'), 'several.void', { id })),
    ],
  });
}
