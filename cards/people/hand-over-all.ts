import type { Standing } from '../../domain/desk/standing.ts';
import type { WorkOf } from '../../domain/desk/work-of.ts';
import type { Actor } from '../../domain/people/person.ts';
import { MAX_BULK, type VoucherDocument } from '../../domain/store/documents.ts';
import { execute, offer } from '../kit/actions.ts';
import { folded, slot, words, type Element } from '../kit/elements.ts';
import { head } from '../kit/head.ts';
import { factTable, lines, type Row } from '../kit/lists.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { listedRows, listedVoucher } from '../voucher/vouchers.ts';

/** Vouchers that are shown of those that somebody else has to do something about. */
const SHOWN = 5;

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly facts: readonly Element[];
  readonly notes: readonly string[];
  readonly rest: readonly Element[];
}>((t) => ({
  title: t('handOverAll.title'),
  hasHead: true,
  body: [slot('head'), slot('facts'), lines('notes', { isSubtle: true }), slot('rest')],
}));

/** What somebody has who leaves, before it is chosen to whom it goes. */
export function handOverAllCard(
  { language }: Pick<Actor, 'language'>,
  view: {
    readonly name: string;
    /** As the button of the card that led here carries it. */
    readonly id: string;
    readonly work: WorkOf;
    readonly standing: Standing;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(language);
  const { name, id, work, standing, banner } = view;
  const { delivers, asked, looksAfter, reminders } = work;
  const counted = (label: string, count: number): readonly Row[] =>
    count === 0 ? [] : [{ label, value: String(count) }];
  const listed = (key: string, title: string, docs: readonly VoucherDocument[]): readonly Element[] =>
    docs.length === 0 ? [] : folded(key, title, rowsOf(t, docs.slice(0, SHOWN), standing, language));
  return fill(language, {
    head: head({ about: name }),
    facts:
      delivers.length + asked.length + looksAfter.length + reminders === 0
        ? [words(t('handOverAll.nothing'))]
        : factTable([
            ...counted(t('handOverAll.delivers'), delivers.length),
            ...counted(t('handOverAll.asked'), asked.length),
            ...counted(t('handOverAll.looksAfter'), looksAfter.length),
            ...counted(t('handOverAll.reminders'), reminders),
          ]),
    notes: [
      t('handOverAll.claims'),
      ...(asked.length > 0 ? [t('handOverAll.askedText')] : []),
      ...(looksAfter.length > 0 ? [t('handOverAll.looksAfterText')] : []),
      ...(delivers.length > MAX_BULK ? [t('handOverAll.first', { max: MAX_BULK })] : []),
      ...(work.isMore ? [t('handOverAll.more')] : []),
    ],
    rest: [
      ...listed('asked', t('handOverAll.asked'), asked),
      ...listed('looksAfter', t('handOverAll.looksAfter'), looksAfter),
    ],
    banner,
    actions: [
      ...(delivers.length === 0
        ? []
        : [execute(t('do.chooseWho'), 'handOverAll.choose', { id }, 'positive')]),
      offer(t, 'people'),
      offer(t, 'home'),
    ],
  });
}

function rowsOf(
  t: Say,
  docs: readonly VoucherDocument[],
  standing: Standing,
  language: Actor['language'],
): readonly Element[] {
  return listedRows(
    t,
    docs.map((doc) => listedVoucher(t, doc, standing, language)),
  );
}
