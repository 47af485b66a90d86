import type { Standing } from '../../domain/desk/standing.ts';
import type { Tallied, VoucherDocument } from '../../domain/store/documents.ts';
import type { Actor } from '../../domain/people/person.ts';
import { nextOf } from '../../domain/voucher/deadlines.ts';
import { actionSet, execute, offer } from '../kit/actions.ts';
import { bound, choiceInput, words, type Element } from '../kit/elements.ts';
import { dueText, plainLabel, shortened } from '../kit/format.ts';
import { lines, type Row } from '../kit/lists.ts';
import { printedNumber, statusName } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { talliedOf } from '../../domain/desk/staging.ts';
import { expiredName } from './last-day.ts';

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

export interface ListedVoucher extends Row {
  readonly open: Element;
}

/** The rows of the bound list `vouchers`, each a button. */
export const listed: Element = {
  $data: '${vouchers}',
  type: 'Container',
  spacing: 'Small',
  selectAction: '${open}',
  items: [
    {
      type: 'RichTextBlock',
      inlines: [
        { type: 'TextRun', text: '${label}', weight: 'Bolder', color: 'Accent', underline: true },
        { type: 'TextRun', text: ' · ${value}' },
      ],
    },
  ],
};

const fill = defineCard<{
  readonly only: string;
  readonly summary: string;
  readonly vouchers: readonly ListedVoucher[];
  readonly list: string;
  readonly go: readonly Element[];
}>((t) => ({
  title: t('vouchers.title'),
  body: [
    bound('${only}', { $when: "${only != ''}", weight: 'Bolder' }),
    bound('${summary}'),
    listed,
    choiceInput(
      'list',
      t('vouchers.show'),
      LISTS.map((value) => ({ value, title: value === 'open' ? t('vouchers.open') : t(`status.${value}`) })),
      { value: '${list}' },
    ),
    actionSet('go', { spacing: 'Small' }),
  ],
}));

/** Ten vouchers a page, by state; the nearest deadline first. */
export function vouchersCard(
  actor: Actor,
  view: {
    readonly docs: readonly VoucherDocument[];
    readonly list: List;
    /** What the list is narrowed to: its reference, and in words. */
    readonly only?: { readonly ref: string; readonly words: string } | undefined;
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
    summary:
      only === undefined
        ? t('vouchers.count', { count })
        : view.docs.length === 0
          ? t('vouchers.onlyNone')
          : t('vouchers.onlySome'),
    vouchers: view.docs.map((doc) => listedVoucher(t, doc, view.standing, language)),
    list,
    go: [execute(t('do.show'), 'vouchers.list')],
    actions: [
      ...(view.next === undefined
        ? []
        : [execute(t('do.nextPage'), 'vouchers.page', { id, arg: view.next })]),
      ...(view.isFirst ? [] : [execute(t('do.firstPage'), 'vouchers.page', { id })]),
      offer(t, 'newVoucher'),
      offer(t, 'home'),
    ],
  });
}

/** The line of a voucher in a list: number, customer, state, next deadline. */
function voucherLine(t: Say, doc: VoucherDocument, standing: Standing, language: Actor['language']): Row {
  const { facts, stage } = doc.state;
  const next = nextOf(facts, stage, standing.company, standing.edition);
  const parts = [
    shortened(doc.texts['customer'] ?? ''),
    statusName(language, talliedOf(stage)),
    expiredName(t, doc, standing) ??
      (next?.due === undefined
        ? undefined
        : `${t(`due.${next.what}`)} ${dueText(t, language, next.due, standing.today)}`),
  ];
  return { label: printedNumber(doc), value: parts.filter(Boolean).join(' · ') };
}

/** A row that is a button: its name says which voucher it opens. */
export function listedVoucher(
  t: Say,
  doc: VoucherDocument,
  standing: Standing,
  language: Actor['language'],
): ListedVoucher {
  const line = voucherLine(t, doc, standing, language);
  const open = execute(`${t('do.openVoucher')} ${plainLabel(line.label)}`, 'voucher.open', {
    id: doc.state.facts.number,
  });
  return { ...line, open };
}

const fillFound = defineCard<{
  readonly summary: readonly string[];
  readonly vouchers: readonly ListedVoucher[];
}>((t) => ({
  title: t('vouchers.foundTitle'),
  body: [words(t('vouchers.foundText')), lines('summary'), listed],
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
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { docs, standing, typed, from, count } = view;
  const next = from + PAGE_SIZE;
  return fillFound(language, {
    summary: [
      ...(count > PAGE_SIZE
        ? [t('vouchers.foundCount', { count, from: from + 1, to: from + docs.length })]
        : []),
      ...(view.isMore ? [t('vouchers.foundMore')] : []),
    ],
    vouchers: docs.map((doc) => listedVoucher(t, doc, standing, language)),
    actions: [
      ...(next < count
        ? [execute(t('do.nextPage'), 'vouchers.found', { id: typed, arg: String(next) })]
        : []),
      ...(from > 0 ? [execute(t('do.firstPage'), 'vouchers.found', { id: typed })] : []),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}
