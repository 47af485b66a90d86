import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import type { BulkDocument, VoucherDocument } from '../../domain/store/documents.ts';
import { bulkId } from '../../domain/store/ids.ts';
import { VOID_REASONS, type VoidReason } from '../../domain/voucher/model.ts';
import { cancel, execute, offer, plainExecute } from '../kit/actions.ts';
import { badge } from '../kit/badge.ts';
import { choiceInput, folded, slot, textInput, words, type Choice, type Element } from '../kit/elements.ts';
import { empty } from '../kit/empty.ts';
import { listOf, plainLabel, shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { pageOf, pressableRow, rowSentence } from '../kit/list-row.ts';
import { factTable, linesOf } from '../kit/lists.ts';
import { consultantName, printedNumber } from '../kit/names.ts';
import { progress } from '../kit/progress.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';
import { listedRows, listedVoucher } from './vouchers.ts';

/** What is done with many vouchers by one press: what it would do, to whom each goes, how far it is, what became of it. */

/** Vouchers that are named: in sight, and in all. */
const IN_SIGHT = 3;
const NAMED = 15;
const NUMBER_MAX = 40;
const WHY_MAX = 160;
const NAME_MAX = 40;

/** Reasons that all of many can have: a duplicate names the voucher that it is one of. */
export const SHARED_REASONS: readonly VoidReason[] = VOID_REASONS.filter((reason) => reason !== 'duplicate');

/** What stands for "nobody else", in the inputs. */
export const STAYS = 'stays';

const fill = defineCard<{ readonly head: readonly Element[]; readonly says: readonly Element[] }>((t) => ({
  title: t('bulk.title'),
  hasHead: true,
  body: [slot('head'), slot('says')],
}));

/** One of many, and why it would stay or stayed as it is. */
export interface Unchanged {
  readonly number: string;
  readonly why: string;
}

/** Somebody to whom vouchers may go. */
interface Taker {
  readonly id: string;
  /** How many of them they qualify for; undefined where nobody looked. */
  readonly fits?: number;
}

interface ReviewView {
  readonly doc: BulkDocument;
  readonly standing: Standing;
  /** How many it would change, by consultant where they are handed over; '' = all. */
  readonly going: ReadonlyMap<string, number>;
  readonly unchanged: readonly Unchanged[];
  /** Of whom there is a choice. */
  readonly takers: readonly Taker[];
  /** And for those that the first one does not qualify for. */
  readonly others: readonly Taker[];
  readonly banner?: Banner | undefined;
}

/** What would be done, before anything is: how many, to whom they go, which stay as they are and why. */
export function bulkReviewCard({ language }: Pick<Actor, 'language'>, view: ReviewView): Card {
  const t = speaker(language);
  const { doc, standing, going, unchanged, banner } = view;
  const { does } = doc;
  const key = bulkId.keyOf(doc.id);
  const count = [...going.values()].reduce((sum, one) => sum + one, 0);
  const isLooked = does.type === 'handOver' ? does.to !== undefined : does.reason !== undefined;
  return fill(language, {
    head: head({
      about: t('toldMany.vouchers', { count: doc.items.length }),
      under:
        does.type === 'handOver' && does.from !== undefined
          ? consultantName(standing, does.from)
          : t(`bulkDoes.${does.type}`),
      badges:
        isLooked && unchanged.length > 0 ? [badge(t('bulk.stay', { count: unchanged.length }), 'late')] : [],
    }),
    says: [
      ...inputs(t, view),
      ...(isLooked && does.type === 'handOver'
        ? factTable(
            [...going].map(([id, of]) => ({
              label: shortened(consultantName(standing, id), NAME_MAX),
              value: t('toldMany.vouchers', { count: of }),
            })),
          )
        : []),
      ...(isLooked ? unchangedLines(t, unchanged) : []),
    ],
    banner,
    actions: [
      ...(isLooked && count > 0
        ? [
            execute(
              t(`bulkDo.${does.type}`, { count }),
              'bulk.begin',
              { id: key },
              does.type === 'void' ? 'destructive' : 'positive',
            ),
          ]
        : []),
      execute(
        t(isLooked ? 'do.lookAgain' : 'do.look'),
        'bulk.to',
        { id: key },
        isLooked && count > 0 ? undefined : 'positive',
      ),
      ...(isLooked && does.type === 'handOver'
        ? [plainExecute(t('do.oneByOne'), 'bulk.each', { id: key })]
        : []),
      cancel(t('do.cancel'), 'bulk', key),
    ],
  });
}

function inputs(t: Say, { doc: { does }, standing, takers, others }: ReviewView): readonly Element[] {
  switch (does.type) {
    case 'void':
      return [
        words(t('correct.voidText')),
        marked(
          choiceInput(
            'voidReason',
            t('correct.voidWhy'),
            SHARED_REASONS.map((value) => ({ value, title: t(`void.${value}`) })),
            { value: does.reason ?? '', required: t('required.reason'), placeholder: t('choose') },
          ),
          t,
        ),
        textInput('reason', t('correct.note'), { value: does.note ?? '' }),
      ];
    case 'handOver':
      return [
        ...(does.to === undefined ? [words(t('bulk.toText'))] : []),
        marked(
          choiceInput('consultantId', t('bulk.to'), takerChoices(t, standing, takers), {
            value: does.to ?? '',
            required: t('required.choice'),
            placeholder: t('choose'),
          }),
          t,
        ),
        ...(others.length === 0 && does.rest === undefined
          ? []
          : [
              choiceInput(
                'restId',
                t('bulk.rest'),
                [{ value: STAYS, title: t('bulk.restStays') }, ...takerChoices(t, standing, others)],
                { value: does.rest ?? STAYS },
              ),
            ]),
      ];
    default:
      return does satisfies never;
  }
}

function takerChoices(t: Say, standing: Standing, takers: readonly Taker[]): readonly Choice[] {
  return takers.map(({ id, fits }) => {
    const name = plainLabel(consultantName(standing, id), NAME_MAX);
    return { value: id, title: fits === undefined ? name : `${name} · ${t('bulk.fits', { count: fits })}` };
  });
}

function unchangedLines(t: Say, unchanged: readonly Unchanged[]): readonly Element[] {
  const lines = unchanged
    .slice(0, NAMED)
    .map(({ number, why }) => `${shortened(number, NUMBER_MAX)}: ${shortened(why, WHY_MAX)}`);
  const more = unchanged.length - lines.length;
  const rest = [...lines.slice(IN_SIGHT), ...(more > 0 ? [t('notify.more', { count: more })] : [])];
  return [
    ...linesOf(lines.slice(0, IN_SIGHT)),
    ...(rest.length === 0 ? [] : folded('unchanged', t('do.theRest'), linesOf(rest))),
  ];
}

/** Vouchers of a page on which each has a choice of its own. */
export const EACH_PAGE = 5;

/** To whom each of some vouchers goes. `from`: the place of the first one. */
export function bulkEachCard(
  { language }: Pick<Actor, 'language'>,
  view: {
    readonly doc: BulkDocument;
    readonly from: number;
    readonly vouchers: readonly {
      readonly number: string;
      readonly doc: VoucherDocument | undefined;
      readonly to: string | undefined;
      readonly takers: readonly string[];
    }[];
    readonly standing: Standing;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(language);
  const { doc, from, vouchers, standing, banner } = view;
  const key = bulkId.keyOf(doc.id);
  const next = from + vouchers.length;
  const isLast = next >= doc.items.length;
  return fill(language, {
    head: head({
      about: t('bulk.to'),
      under: t('vouchers.foundCount', { count: doc.items.length, from: from + 1, to: next }),
    }),
    says: vouchers.flatMap(({ number, doc: voucher, to, takers }, nth) => [
      // Anybody's text is no label of an input.
      ...linesOf([voucher === undefined ? shortened(number, NUMBER_MAX) : whichOne(voucher)]),
      choiceInput(
        `to${nth}`,
        t('bulk.takes', { place: from + nth + 1 }),
        [
          { value: STAYS, title: t('bulk.restStays') },
          ...takers.map((id) => ({ value: id, title: plainLabel(consultantName(standing, id), NAME_MAX) })),
        ],
        { value: to ?? STAYS },
      ),
    ]),
    banner,
    actions: [
      ...(isLast
        ? []
        : [execute(t('do.nextPage'), 'bulk.said', { id: key, arg: `${from}.${next}` }, 'positive')]),
      execute(t('do.bulkDone'), 'bulk.said', { id: key, arg: String(from) }, isLast ? 'positive' : undefined),
      cancel(t('do.cancel'), 'bulk', key),
    ],
  });
}

/** How far it is, and what became of each. */
export function bulkCard({ language }: Pick<Actor, 'language'>, doc: BulkDocument, banner?: Banner): Card {
  const t = speaker(language);
  const key = bulkId.keyOf(doc.id);
  const isRunning = doc.status === 'running';
  return fill(language, {
    head: head({
      about: t(`bulkDid.${doc.does.type}`, { count: doc.done }),
      badges: [
        ...(doc.status === 'stopped' ? [badge(t('sheet.stopped'), 'plain')] : []),
        ...(doc.status === 'done' && doc.failed.length === 0 ? [badge(t('sheet.done'), 'good')] : []),
        ...(doc.failed.length > 0 ? [badge(t('bulk.notDone', { count: doc.failed.length }), 'late')] : []),
      ],
    }),
    says: [
      ...(doc.status === 'done'
        ? []
        : [
            progress(
              Math.floor((100 * doc.at) / Math.max(1, doc.items.length)),
              t('sheet.of', { at: doc.at, of: doc.items.length }),
            ),
          ]),
      ...unchangedLines(t, unchangedOf(doc)),
    ],
    banner,
    actions: isRunning
      ? [
          execute(t('do.refresh'), 'bulk.look', { id: key }, 'positive'),
          execute(t('do.stop'), 'bulk.stop', { id: key }, 'destructive'),
          execute(t('do.home'), 'home.open'),
        ]
      : [
          ...(doc.status === 'stopped' ? [execute(t('do.goOn'), 'bulk.begin', { id: key }, 'positive')] : []),
          ...(doc.failed.length > 0
            ? [
                execute(
                  t('do.notDone'),
                  'bulk.failed',
                  { id: key },
                  doc.status === 'stopped' ? undefined : 'positive',
                ),
              ]
            : []),
          ...(doc.done > 0 ? [execute(t('do.whatWasDone'), 'told.bulk', { id: key })] : []),
          offer(t, 'vouchers'),
        ],
  });
}

function unchangedOf({ items, failed }: BulkDocument): readonly Unchanged[] {
  return failed.map(({ at, why }) => ({ number: items[at]?.number ?? '', why }));
}

/** Vouchers of a page of a list. */
export const BULK_PAGE = 10;

/** Those that were not changed, each with why, as buttons that open them. `from`: the place of the first one. */
export function bulkFailedCard(
  { language }: Pick<Actor, 'language'>,
  { doc, from }: { readonly doc: BulkDocument; readonly from: number },
): Card {
  const t = speaker(language);
  const key = bulkId.keyOf(doc.id);
  const rows = unchangedOf(doc).slice(from, from + BULK_PAGE);
  const next = from + BULK_PAGE;
  return fill(language, {
    head: head({ about: t('bulk.notDone', { count: doc.failed.length }) }),
    says:
      rows.length === 0
        ? empty('Document', t('vouchers.none'), t('vouchers.noneHint'))
        : pageOf(
            t,
            rows.map(({ number, why }) => {
              const row = { about: shortened(number, NUMBER_MAX), says: shortened(why, WHY_MAX) };
              return pressableRow(row, execute(rowSentence(row), 'voucher.open', { id: number }));
            }),
          ),
    actions: [
      ...(next < doc.failed.length
        ? [execute(t('do.nextPage'), 'bulk.failed', { id: key, arg: String(next) })]
        : []),
      plainExecute(t('do.back'), 'bulk.look', { id: key }),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}

/** What was done with many, for whom it was told to: the vouchers as they are now. `from`: the place of the first one. */
export function bulkListCard(
  { language }: Pick<Actor, 'language'>,
  view: {
    readonly doc: BulkDocument;
    readonly docs: readonly VoucherDocument[];
    readonly from: number;
    /** How many there are in all. */
    readonly count: number;
    /** The reader is one of those to whom they went, and these are theirs. */
    readonly isOwn: boolean;
    readonly standing: Standing;
  },
): Card {
  const t = speaker(language);
  const { doc, docs, from, count, isOwn, standing } = view;
  const key = bulkId.keyOf(doc.id);
  const next = from + BULK_PAGE;
  return fill(language, {
    head: head({
      about: t(isOwn ? 'bulk.yours' : `bulkDid.${doc.does.type}`, { count }),
      under:
        count > BULK_PAGE
          ? t('vouchers.foundCount', { count, from: from + 1, to: Math.min(next, count) })
          : '',
    }),
    says:
      docs.length === 0
        ? empty('Document', t('vouchers.none'), t('vouchers.noneHint'))
        : listedRows(
            t,
            docs.map((one) => listedVoucher(t, one, standing, language)),
          ),
    actions: [
      ...(next < count ? [execute(t('do.nextPage'), 'told.bulk', { id: key, arg: String(next) })] : []),
      ...(from > 0 ? [execute(t('do.firstPage'), 'told.bulk', { id: key })] : []),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}

/** How many, and to whom they went: for the one notice of all of them. */
export function bulkDetail(
  t: Say,
  language: Language,
  {
    doc,
    count,
    texts,
  }: {
    readonly doc: BulkDocument;
    readonly count: number;
    readonly texts: Standing['texts'];
  },
): string {
  const all = t('toldMany.vouchers', { count });
  if (doc.does.type !== 'handOver') return all;
  const to = new Set(doc.items.flatMap((item) => item.to ?? []));
  const names = [...to].slice(0, IN_SIGHT).map((id) => shortened(consultantName({ texts }, id), NAME_MAX));
  const more = to.size - names.length;
  const named = listOf(language, [...names, ...(more > 0 ? [t('company.more', { count: more })] : [])]);
  return t('bulk.toWhom', { all, names: named });
}

/** A voucher as it is named where it stays as it is. */
export function nameOfOne(number: string, doc: VoucherDocument | undefined): string {
  return doc === undefined ? number : printedNumber(doc);
}

/** A voucher by its number and customer. */
function whichOne(doc: VoucherDocument): string {
  const customer = doc.texts['customer'];
  const number = shortened(printedNumber(doc), NUMBER_MAX);
  return customer === undefined ? number : `${number} - ${shortened(customer)}`;
}
