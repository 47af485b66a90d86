import type { Standing } from '../../domain/desk/standing.ts';
import type { Tallied, VoucherDocument } from '../../domain/store/documents.ts';
import type { Actor } from '../../domain/people/person.ts';
import { may } from '../../domain/people/permissions.ts';
import { nextOf } from '../../domain/voucher/deadlines.ts';
import { actionSet, execute, MAX_ACTIONS, offer, plainExecute, seldom } from '../kit/actions.ts';
import { badge, dueBadge, toneOfDue } from '../kit/badge.ts';
import { bound, choiceInput, slot, words, type Element } from '../kit/elements.ts';
import { empty } from '../kit/empty.ts';
import { formatDay, plainLabel, shortened } from '../kit/format.ts';
import { pageOf, pressableRow, rowSentence } from '../kit/list-row.ts';
import { lines, type Row } from '../kit/lists.ts';
import { engagementName, printedNumber, statusName } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { talliedOf } from '../../domain/desk/listed.ts';
import { expiredName } from './last-day.ts';
import { filterRef } from './list-filter.ts';

/** What the list can show: everything that is open, or one state. */
export const LISTS = [
  'open',
  'assigned',
  'reserved',
  'reported',
  'redeemed',
  'claimed',
  'lost',
  'void',
] as const;
export type List = (typeof LISTS)[number];

export const PAGE_SIZE = 10;

/** Characters of a part of a filter on a button. */
const PART_MAX = 40;

/** What is known of something in a list: whose it is, the rest of its sentence, how it stands, and the button. */
export interface ListedVoucher extends Row {
  readonly badge?: Element | undefined;
  readonly open: Element;
}

/** The rows of a list, each a button as a whole. */
export function listedRows(t: Say, vouchers: readonly ListedVoucher[]): readonly Element[] {
  return pageOf(
    t,
    vouchers.map(({ label, value, open, ...row }) =>
      pressableRow({ about: label, says: value, badge: row.badge }, open),
    ),
  );
}

const fill = defineCard<{
  readonly only: string;
  readonly narrowing: readonly Element[];
  readonly summary: string;
  readonly vouchers: readonly Element[];
  readonly list: string;
  readonly go: readonly Element[];
}>((t) => ({
  title: t('vouchers.title'),
  body: [
    bound('${only}', { $when: "${only != ''}", weight: 'Bolder' }),
    actionSet('narrowing', { $when: "${only != ''}", spacing: 'Small' }),
    bound('${summary}', { $when: "${summary != ''}" }),
    slot('vouchers'),
    {
      type: 'ColumnSet',
      columns: [
        {
          type: 'Column',
          width: 'stretch',
          items: [
            choiceInput(
              'list',
              t('vouchers.show'),
              LISTS.map((value) => ({
                value,
                title: value === 'open' ? t('vouchers.open') : t(`status.${value}`),
              })),
              { value: '${list}' },
            ),
          ],
        },
        { type: 'Column', width: 'auto', verticalContentAlignment: 'Bottom', items: [actionSet('go')] },
      ],
    },
  ],
}));

/** What a list is narrowed to. */
interface Narrowed {
  /** The filter's reference, and in words, which may be anybody's. */
  readonly ref: string;
  readonly words: string;
  /** How many there are, or at least; absent when it is not known any more. */
  readonly count?: { readonly count: number; readonly isAll: boolean } | undefined;
  /** Not all were looked at that could be on this page. */
  readonly isCut: boolean;
  /** Where there is none: the parts without which there are some, each with the reference of the rest. */
  readonly loosened: readonly { readonly words: string; readonly ref: string }[];
}

/** Ten vouchers a page, by state; the nearest deadline first. */
export function vouchersCard(
  actor: Actor,
  view: {
    readonly docs: readonly VoucherDocument[];
    readonly list: List;
    readonly only?: Narrowed | undefined;
    readonly standing: Standing;
    readonly tally: Readonly<Record<Tallied, number>>;
    /** Opaque: where the next page begins. */
    readonly next?: string | undefined;
    readonly isFirst: boolean;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { tally, list, only } = view;
  const id = only?.ref ?? list;
  const count =
    list === 'open' ? tally.assigned + tally.reserved + tally.reported + tally.redeemed : tally[list];
  return fill(language, {
    only: only?.words ?? '',
    narrowing:
      only === undefined
        ? []
        : [
            plainExecute(t('do.changeFilter'), 'vouchers.filter', { id: only.ref }),
            plainExecute(t('do.clearFilter'), 'vouchers.open'),
          ],
    summary: summaryOf(t, only, { count, isNone: view.docs.length === 0 }),
    vouchers:
      view.docs.length === 0
        ? only === undefined
          ? empty('Document', t('vouchers.none'), t('vouchers.noneHint'))
          : nothingOf(t, only)
        : listedRows(
            t,
            view.docs.map((doc) => listedVoucher(t, doc, view.standing, language)),
          ),
    list,
    go: [
      execute(t('do.show'), 'vouchers.list'),
      ...(only === undefined
        ? [plainExecute(t('do.filter'), 'vouchers.filter', { id: refOfList(list) })]
        : []),
    ],
    actions: [
      ...(view.next === undefined
        ? []
        : [execute(t('do.nextPage'), 'vouchers.page', { id, arg: view.next })]),
      ...(view.isFirst ? [] : [execute(t('do.firstPage'), 'vouchers.page', { id })]),
      offer(t, 'newVoucher'),
      offer(t, 'home'),
      ...(view.docs.length === 0 ? [] : [seldom(plainExecute(t('do.export'), 'export.open', { id }))]),
      ...(view.docs.length > 1 && may(actor.permission, 'voucher.void')
        ? [seldom(plainExecute(t('do.several'), 'several.open', { id }))]
        : []),
      // There is room for it where no button leads back.
      ...(view.isFirst ? [seldom(offer(t, 'overview'))] : []),
    ],
  });
}

/** The filter that a list of one state is, for who narrows it down further. */
function refOfList(list: List): string {
  return filterRef(list === 'open' ? {} : { states: [list] });
}

/** How many there are, as far as it is known. */
function summaryOf(
  t: Say,
  only: Narrowed | undefined,
  { count, isNone }: { readonly count: number; readonly isNone: boolean },
): string {
  const cut = only?.isCut === true ? [t('vouchers.onlyCut')] : [];
  if (isNone) return cut.join(' ');
  if (only === undefined) return t('vouchers.count', { count });
  const known = only.count;
  const counted =
    known === undefined
      ? t('vouchers.onlySome')
      : t(known.isAll ? 'vouchers.count' : 'vouchers.onlyAtLeast', { count: known.count });
  return [counted, ...cut].join(' ');
}

/** Nothing answers to a filter: what to leave out of it, a button each. */
function nothingOf(t: Say, { isCut, loosened }: Narrowed): readonly Element[] {
  if (isCut) return empty('Document', t('vouchers.noneYet'), t('vouchers.noneYetHint'));
  const hint = loosened.length > 0 ? t('vouchers.onlyNoneHint') : t('vouchers.onlyNoneAtAll');
  return [
    ...empty('Document', t('vouchers.onlyNone'), hint),
    ...(loosened.length === 0
      ? []
      : [
          {
            type: 'ActionSet',
            actions: loosened.slice(0, MAX_ACTIONS).map(({ words: part, ref }) =>
              plainExecute(t('do.without', { part: plainLabel(part, PART_MAX) }), 'vouchers.page', {
                id: ref,
              }),
            ),
          },
        ]),
  ];
}

/** A listed row in the name of its button. */
export function spoken(row: Omit<ListedVoucher, 'open'>): string {
  return rowSentence({ about: row.label, says: row.value, badge: row.badge });
}

/** A row as a person's sentence: customer, engagement, state, and its next deadline: a calm one as a day, else a badge. */
export function listedVoucher(
  t: Say,
  doc: VoucherDocument,
  standing: Standing,
  language: Actor['language'],
): ListedVoucher {
  const { facts, stage } = doc.state;
  const customer = doc.texts['customer'];
  const number = printedNumber(doc);
  const next = nextOf(facts, stage, standing.company, standing.edition);
  const expired = expiredName(t, doc, standing);
  const due = expired === undefined ? next?.due : undefined;
  const tone = due === undefined ? 'plain' : toneOfDue(due, standing.today);
  const parts = [
    engagementName(language, facts),
    statusName(language, talliedOf(stage)),
    ...(due === undefined || next === undefined || tone !== 'plain'
      ? []
      : [`${t(`due.${next.what}`)} ${formatDay(language, due)}`]),
    ...(customer === undefined ? [] : [shortened(number, 40)]),
  ];
  const about = customer === undefined ? number : shortened(customer, 72);
  const row = {
    label: about,
    value: parts.join(' · '),
    ...(expired !== undefined
      ? { badge: badge(expired, 'late') }
      : due === undefined || tone === 'plain'
        ? {}
        : { badge: dueBadge(t, due, standing.today) }),
  };
  return { ...row, open: execute(spoken(row), 'voucher.open', { id: facts.number }) };
}

const fillFound = defineCard<{
  readonly summary: readonly string[];
  readonly vouchers: readonly Element[];
}>((t) => ({
  title: t('vouchers.foundTitle'),
  body: [words(t('vouchers.foundText')), lines('summary'), slot('vouchers')],
}));

/** Several vouchers answer to what was typed: a choice, ten a page, and how many there are. */
export function foundCard(
  actor: Actor,
  view: {
    readonly docs: readonly VoucherDocument[];
    readonly standing: Standing;
    readonly typed: string;
    /** The place of the first one, from 0, and how many were found. */
    readonly from: number;
    readonly count: number;
    /** There are more than were counted. */
    readonly isMore: boolean;
    /** Opaque: where the next page begins. */
    readonly next?: string | undefined;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { docs, standing, typed, from, count } = view;
  return fillFound(language, {
    summary: [
      ...(count > PAGE_SIZE
        ? [t('vouchers.foundCount', { count, from: from + 1, to: from + docs.length })]
        : []),
      ...(view.isMore ? [t('vouchers.foundMore')] : []),
    ],
    vouchers: listedRows(
      t,
      docs.map((doc) => listedVoucher(t, doc, standing, language)),
    ),
    actions: [
      ...(view.next === undefined
        ? []
        : [execute(t('do.nextPage'), 'vouchers.found', { id: typed, arg: view.next })]),
      ...(from > 0 ? [execute(t('do.firstPage'), 'vouchers.found', { id: typed })] : []),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}
