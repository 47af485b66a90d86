import { MAY, may } from '../../domain/people/permissions.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { Edition } from '../../domain/programme/edition.ts';
import { lastDay } from '../../domain/voucher/deadlines.ts';
import { cancel, execute, named, offer } from '../kit/actions.ts';
import { bound, folded, slot, type Element } from '../kit/elements.ts';
import { formatDay, plainLabel, shortened } from '../kit/format.ts';
import { rowWithButton } from '../kit/list-row.ts';
import { lines, type Row } from '../kit/lists.ts';
import { printedNumber, statusName } from '../kit/names.ts';
import { anyOf } from '../kit/refusals.ts';
import { resultLines } from '../kit/results.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

interface RanOutView {
  readonly vouchers: readonly VoucherDocument[];
  readonly edition: Edition;
  readonly banner?: Banner | undefined;
}

const fillList = defineCard<{
  readonly about: readonly string[];
  readonly rows: readonly Element[];
  readonly beside: readonly string[];
  readonly asks: readonly string[];
  readonly doubted: readonly Element[];
  readonly unshown: readonly string[];
}>((t) => ({
  title: t('ranOut.title'),
  body: [
    lines('about'),
    slot('rows'),
    lines('beside', { isSubtle: true }),
    lines('asks', { separator: true }),
    slot('doubted'),
    lines('unshown', { isSubtle: true }),
  ],
}));

/** Doubted vouchers that stand on the card with their button; the next ones follow when these are answered. */
const DOUBTED_SHOWN = 3;

/**
 * Vouchers that ran out: which they are, for an admin the way to close them together, and for who may not close them
 * who may. Apart from them those of which an answer decides whether they ran out (G3), each with the way to give it.
 */
export function ranOutCard(
  actor: Actor,
  view: RanOutView & {
    /** How many ran out beside those that are shown. */
    readonly more: number;
    readonly doubted: readonly VoucherDocument[];
    readonly mayClose: boolean;
  },
): Card {
  const t = speaker(actor.language);
  const { vouchers, more, mayClose, doubted } = view;
  const mayCloseOne = may(actor.permission, 'voucher.close');
  const others = mayCloseOne
    ? t('ranOut.askAdmin')
    : t('ranOut.askStaff', { needs: anyOf(actor.language, MAY['voucher.close']) });
  const asked = doubted.slice(0, DOUBTED_SHOWN);
  const askedRows = ranOutRows(actor, { ...view, vouchers: asked });
  const unshown = doubted.length - asked.length;
  return fillList(actor.language, {
    about: vouchers.length === 0 ? [] : [t('ranOut.text')],
    rows: someRows(t, ranOutRows(actor, view)),
    beside: [
      ...(vouchers.length === 0 ? [t('ranOut.nothing')] : mayClose ? [] : [others]),
      ...(more > 0 ? [t(mayCloseOne ? 'ranOut.more' : 'ranOut.moreSeen', { count: more })] : []),
    ],
    asks: asked.length === 0 ? [] : [t('ranOut.doubted', { count: doubted.length })],
    doubted: asked.map((doc, nth) => {
      const { label: about = '', value: says = '' } = askedRows[nth] ?? {};
      return rowWithButton({ about, says }, answerButton(t, actor, doc, plainLabel(about)));
    }),
    unshown: unshown > 0 ? [t('ranOut.doubtedMore', { count: unshown })] : [],
    banner: view.banner,
    actions: [
      ...(mayClose && vouchers.length > 0
        ? [execute(t('do.closeAll', { count: vouchers.length }), 'ranOut.review', {}, 'positive')]
        : []),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}

/** The answer is given under Correct; who may not correct looks at the voucher. */
function answerButton(
  t: Say,
  { permission }: Actor,
  { state, version }: VoucherDocument,
  about: string,
): Element {
  const ref = { id: state.facts.number, version };
  return may(permission, 'voucher.amend')
    ? named(execute(t('do.correct'), 'correct.open', ref), about)
    : named(execute(t('do.openVoucher'), 'voucher.open', ref), about);
}

const fillReview = defineCard<{ readonly question: string; readonly rows: readonly Element[] }>((t) => ({
  title: t('ranOut.confirmTitle'),
  body: [bound('${question}'), slot('rows')],
}));

/** The page to confirm: exactly these are closed. */
export function ranOutReviewCard(actor: Actor, view: RanOutView & { readonly commandId: string }): Card {
  const t = speaker(actor.language);
  return fillReview(actor.language, {
    question: t('ranOut.confirm', { count: view.vouchers.length }),
    rows: someRows(t, ranOutRows(actor, view)),
    banner: view.banner,
    actions: [
      execute(t('do.yesClose'), 'ranOut.yes', { commandId: view.commandId }, 'positive'),
      cancel(t('do.cancel'), 'ranOut', ''),
    ],
  });
}

const fillResult = defineCard<{
  readonly heading: string;
  readonly results: readonly Element[];
}>((t) => ({
  title: t('ranOut.title'),
  body: [bound('${heading}', { weight: 'Bolder' }), slot('results')],
}));

/** What became of each one; a partial result is shown as such. */
export function ranOutResultCard(
  actor: Actor,
  {
    done,
    failed,
    isMore,
  }: { readonly done: readonly string[]; readonly failed: readonly string[]; readonly isMore: boolean },
): Card {
  const t = speaker(actor.language);
  return fillResult(actor.language, {
    heading: t('ranOut.resultTitle', { count: done.length }),
    results: resultLines(t, { done, failed, shown: ROWS_SHOWN }),
    actions: [
      ...(isMore ? [execute(t('do.ranOut'), 'ranOut.open', {}, 'positive')] : []),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}

/** Vouchers that stand in sight; the others are behind a button. */
const ROWS_SHOWN = 3;

/** Customer, number, and the day; all of them, the first ones in sight. */
function someRows(t: Say, all: readonly Row[]): readonly Element[] {
  const drawn = all.map(({ label, value }) => bound(`${label} · ${value}`, { spacing: 'Small' }));
  return drawn.length > ROWS_SHOWN
    ? [...drawn.slice(0, ROWS_SHOWN), ...folded('others', t('do.theRest'), drawn.slice(ROWS_SHOWN))]
    : drawn;
}

/** Customer, number, where it stood, and the day on which it expired. */
function ranOutRows(actor: Actor, { vouchers, edition }: RanOutView): readonly Row[] {
  const { language } = actor;
  return vouchers.map((doc) => {
    const { facts, stage } = doc.state;
    const customer = doc.texts['customer'];
    const last = lastDay(facts, stage, edition);
    const parts = [
      ...(customer === undefined ? [] : [printedNumber(doc)]),
      statusName(language, stage.status),
      last === undefined ? '' : formatDay(language, last),
    ];
    const label = customer === undefined ? printedNumber(doc) : shortened(customer);
    return { label, value: parts.filter(Boolean).join(' · ') };
  });
}
