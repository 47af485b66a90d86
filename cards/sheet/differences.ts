import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import {
  choiceKey,
  choiceOf,
  type Choices,
  type Difference,
  type DifferenceGroup,
} from '../../domain/sheet/differences.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { execute, named, plainExecute } from '../kit/actions.ts';
import { beside } from '../kit/beside.ts';
import { choiceInput, literal, slot, words, type Element } from '../kit/elements.ts';
import { shortened } from '../kit/format.ts';
import { pageOf } from '../kit/list-row.ts';
import { linesOf } from '../kit/lists.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { listedRows, listedVoucher } from '../voucher/vouchers.ts';
import { bothSides, choicesFor, groupSentence, whyNot } from './difference-words.ts';

/** Groups of differences that stand on a card together. */
export const GROUPS_SHOWN = 4;
/** Single differences, or vouchers, on a page. */
export const ROWS_SHOWN = 10;

/** How inputs for groups, and for single differences, are called: before the key of each. */
export const OF_GROUP = 'group_';
export const OF_ROW = 'row_';

/** Groups of differences that an admin decides, each with a choice and the way to its rows; others see what differs. */
export interface GroupsView {
  /** Of the list. */
  readonly key: string;
  readonly groups: readonly DifferenceGroup[];
  readonly page: number;
  readonly choices: Choices;
  readonly mayDecide: boolean;
}

/** The groups of a page, with an input for each where somebody may decide. */
export function groupElements(
  t: Say,
  { language }: Pick<Actor, 'language'>,
  { key, groups, page, choices, mayDecide }: GroupsView,
): readonly Element[] {
  return groups.slice(page * GROUPS_SHOWN, (page + 1) * GROUPS_SHOWN).flatMap((group) => {
    const sentence = groupSentence(t, language, group);
    const [first] = group.differences;
    if (first === undefined) return [];
    const show = named(execute(t('do.show'), 'sheet.group', { id: key, arg: `${group.key} 0` }), sentence);
    const why = whyNot(t, group.of);
    const input = choiceInput(`${OF_GROUP}${group.key}`, sentence, choicesFor(t, group.of), {
      value: groupChoice(choices, first),
    });
    return [
      beside([mayDecide ? input : literal(sentence)], show),
      ...(why === undefined ? [] : linesOf([why])),
    ];
  });
}

/** What is done with a group as a whole, whatever was said of single ones. */
function groupChoice(choices: Choices, first: Difference): string {
  const { [choiceKey(first)]: _own, ...rest } = choices;
  return choiceOf(rest, first);
}

const fillGroup = defineCard<{ readonly about: string; readonly rows: readonly Element[] }>((t) => ({
  title: t('sheet.differences'),
  body: [
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '${about}', weight: 'Bolder' }] },
    slot('rows'),
  ],
}));

/** The rows of a group, ten a page, with both sides; an admin may choose for single ones. */
export function sheetGroupCard(
  { language }: Pick<Actor, 'language'>,
  view: {
    readonly key: string;
    readonly group: DifferenceGroup;
    readonly page: number;
    readonly choices: Choices;
    readonly mayDecide: boolean;
    readonly standing: Standing;
  },
): Card {
  const t = speaker(language);
  const { key, group, page, choices, mayDecide, standing } = view;
  const from = page * ROWS_SHOWN;
  const rows = group.differences.slice(from, from + ROWS_SHOWN).map((difference) => {
    const says = literal(
      `${shortened(difference.number, NUMBER_MAX)}: ${bothSides(t, language, standing, difference)}`,
    );
    if (!mayDecide) return says;
    const { line } = difference;
    const input = choiceInput(
      `${OF_ROW}${choiceKey(difference)}`,
      t('sheet.rowChoice', { line }),
      choicesFor(t, difference),
      { value: choiceOf(choices, difference) },
    );
    return { type: 'Container', spacing: 'Small', items: [says, input] };
  });
  const why = whyNot(t, group.of);
  const go = (to: number | 'back'): { readonly id: string; readonly arg: string } => ({
    id: key,
    arg: `${group.key} ${to}`,
  });
  const isMore = from + ROWS_SHOWN < group.differences.length;
  return fillGroup(language, {
    about: groupSentence(t, language, group),
    rows: [...(why === undefined ? [] : linesOf([why])), ...pageOf(t, rows, IN_SIGHT)],
    actions: [
      ...(mayDecide ? [execute(t('do.save'), 'sheet.rows', go('back'), 'positive')] : []),
      ...(isMore ? [execute(t('do.nextPage'), 'sheet.rows', go(page + 1))] : []),
      ...(page === 0 ? [] : [execute(t('do.firstPage'), 'sheet.rows', go(0))]),
      plainExecute(t('do.back'), 'sheet.groups', { id: key, arg: '0' }),
    ],
  });
}

/** Rows in sight: each is a line and an input high. */
const IN_SIGHT = 4;
/** How much of a number is shown, in characters. */
const NUMBER_MAX = 40;

const fillOnlyHere = defineCard<{ readonly vouchers: readonly Element[] }>((t) => ({
  title: t('sheet.onlyHere'),
  body: [words(t('sheet.onlyHereText')), slot('vouchers')],
}));

/** Open vouchers that are not in the list, ten a page; each can be looked at. Nothing follows from their not being in it. */
export function sheetOnlyHereCard(
  { language }: Pick<Actor, 'language'>,
  view: {
    readonly key: string;
    readonly docs: readonly VoucherDocument[];
    readonly page: number;
    readonly isMore: boolean;
    readonly standing: Standing;
  },
): Card {
  const t = speaker(language);
  const { key, docs, page, isMore, standing } = view;
  return fillOnlyHere(language, {
    vouchers:
      docs.length === 0
        ? linesOf([t('sheet.onlyHereNone')])
        : listedRows(
            t,
            docs.map((doc) => listedVoucher(t, doc, standing, language)),
          ),
    actions: [
      plainExecute(t('do.back'), 'sheet.groups', { id: key, arg: '0' }),
      ...(isMore
        ? [plainExecute(t('do.nextPage'), 'sheet.onlyHere', { id: key, arg: String(page + 1) })]
        : []),
      ...(page === 0 ? [] : [plainExecute(t('do.firstPage'), 'sheet.onlyHere', { id: key, arg: '0' })]),
    ],
  });
}
