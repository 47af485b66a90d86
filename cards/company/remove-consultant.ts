import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { ENGAGEMENTS, type EngagementId } from '../../domain/programme/catalogue.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { cancel, execute, plainExecute } from '../kit/actions.ts';
import { slot, words, type Element } from '../kit/elements.ts';
import { formatDay, listOf, shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { pressableRow, rowSentence } from '../kit/list-row.ts';
import { lines } from '../kit/lists.ts';
import { consultantName, printedNumber } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

/** Characters of a name. */
const LONG = 72;
/** Engagements that are named. */
const NAMED = 5;

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly has: readonly Element[];
  readonly notes: readonly string[];
}>((t) => ({
  title: t('removeConsultant.title'),
  hasHead: true,
  body: [slot('head'), slot('has'), lines('notes')],
}));

/** What a consultant still has and what nobody could do without them, before they are removed from the company. */
export function removeConsultantCard(
  { language }: Pick<Actor, 'language'>,
  view: {
    readonly consultantId: string;
    /** Vouchers that are reserved with them. */
    readonly count: number;
    /** Of those the ones with the nearest deadlines. */
    readonly nearest: readonly VoucherDocument[];
    /** Engagements that nobody else of the company qualifies for. */
    readonly unstaffed: readonly EngagementId[];
    readonly standing: Standing;
    readonly commandId: string;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(language);
  const { consultantId: id, count, nearest, unstaffed, standing, commandId, banner } = view;
  const more = unstaffed.length - NAMED;
  return fill(language, {
    head: head({ about: shortened(consultantName(standing, id), LONG) }),
    has: [
      words(t('removeConsultant.has', { count }), { weight: 'Bolder' }),
      ...nearest.map((doc) => voucherRow(t, language, doc)),
    ],
    notes: [
      ...(count > 0 ? [t('removeConsultant.left')] : []),
      ...(unstaffed.length > 0
        ? [
            t('removeConsultant.unstaffed', {
              engagements: listOf(language, [
                ...unstaffed.slice(0, NAMED).map((one) => ENGAGEMENTS[one]),
                ...(more > 0 ? [t('company.more', { count: more })] : []),
              ]),
            }),
          ]
        : []),
      t('removeConsultant.stays'),
    ],
    banner,
    actions: [
      ...(count > 0 ? [plainExecute(t('do.handOverAll'), 'handOverAll.open', { id })] : []),
      execute(t('do.remove'), 'company.remove', { id, version: standing.version, commandId }, 'destructive'),
      cancel(t('do.cancel'), 'company'),
    ],
  });
}

function voucherRow(t: Say, language: Actor['language'], doc: VoucherDocument): Element {
  const { facts, stage } = doc.state;
  const customer = doc.texts['customer'];
  const number = shortened(printedNumber(doc), LONG);
  const { start, end } = 'reservation' in stage ? stage.reservation : {};
  const days = [start, end].map((day) =>
    day === undefined ? t('voucher.dayUnknown') : formatDay(language, day),
  );
  const row = {
    about: customer === undefined ? number : shortened(customer, LONG),
    says: [days.join(' – '), ...(customer === undefined ? [] : [number])].join(' · '),
  };
  return pressableRow(row, plainExecute(rowSentence(row), 'voucher.open', { id: facts.number }));
}
