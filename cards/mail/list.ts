import type { Day } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { ToldState } from '../../domain/mail/state.ts';
import type { Actor } from '../../domain/people/person.ts';
import { ENGAGEMENTS, OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import { actionSet, execute, offer, plainExecute, seldom } from '../kit/actions.ts';
import {
  choiceInput,
  choiceValue,
  folded,
  headline,
  literal,
  slot,
  words,
  type Choice,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { formatDay, plainLabel, shortened } from '../kit/format.ts';
import { pageOf, pressableRow, rowSentence } from '../kit/list-row.ts';
import { lines, linesOf } from '../kit/lists.ts';
import { fieldName, offeringName } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';
import { factInput, type FactField } from '../voucher/fact-inputs.ts';

/** Vouchers on one page of the list. */
export const LISTED = 7;

/** Characters of a text in a line. */
const LONG = 36;
/** Characters of a number where the line beside it shows more of it. */
const SHORT = 20;

/** A voucher that a mail speaks of among others. */
interface VoucherOfMail {
  /** Counted from 1 over all pages. */
  readonly place: number;
  /** What its tick brings back. */
  readonly key: string;
  /** What its line brings back. */
  readonly arg: string;
  /** Canonical. */
  readonly number: string;
  readonly printed: string;
  readonly values: Values;
  /** What the mail does not say of it, or not surely. */
  readonly lacks: readonly FactField[];
  readonly options: Readonly<Partial<Record<FactField, readonly string[]>>>;
  /** What the mail calls the engagement when no known one has that name. */
  readonly calledIt?: string | undefined;
  /** The last day to redeem it. */
  readonly until?: Day | undefined;
  /** What the mail says has become of it. */
  readonly told?: ToldState['value'] | undefined;
  readonly isRecorded: boolean;
}

interface MailListView {
  readonly standing: Standing;
  readonly subject: string;
  readonly commandId: string;
  /** Those of the page. */
  readonly vouchers: readonly VoucherOfMail[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Of all pages, with those that were recorded from here before. */
  readonly count: number;
  readonly recorded: number;
  /** How many one may record as they are, and how many only after an answer. */
  readonly ready: number;
  readonly unanswered: number;
  /** How many are gone, as the mail says. */
  readonly gone: number;
  /** How many of those that are left have a fact to choose that is not asked for all, and which facts. */
  readonly questions: { readonly count: number; readonly of: number; readonly fields: readonly FactField[] };
  /** Vouchers that one press records. */
  readonly most: number;
  /** How many more numbers the text holds. */
  readonly left: number;
  /** It goes on behind what was read closely. */
  readonly isCut?: boolean | undefined;
  /** Keys of those that are ticked, on any page. */
  readonly chosen: readonly string[];
  /** What is asked once for all that lack it, with its readings where they are the same for all of them. */
  readonly common: readonly {
    readonly field: FactField;
    readonly options?: readonly string[] | undefined;
    /** It lacks everywhere: then no line says it. */
    readonly isOfAll: boolean;
  }[];
  readonly entered: Values;
  /** The admin's address where all vouchers have the same. */
  readonly sharedAdmin?: string | undefined;
  readonly banner?: Banner | undefined;
}

/** Rows in sight where each says what is open of it. */
const OPEN_IN_SIGHT = 3;

const fillList = defineCard<{
  readonly summary: readonly Element[];
  readonly vouchers: readonly Element[];
  readonly inputs: readonly Element[];
  readonly canChoose: boolean;
  readonly isChoosing: boolean;
  readonly choices: readonly Choice[];
  readonly chosen: string;
  readonly choose: readonly Element[];
}>((t) => ({
  title: t('mail.listTitle'),
  body: [
    slot('summary'),
    words(t('mail.listText'), { isSubtle: true, size: 'Small' }),
    slot('vouchers'),
    { type: 'Container', items: '${inputs}' },
    {
      $when: '${canChoose}',
      type: 'ActionSet',
      spacing: 'Small',
      actions: [
        {
          type: 'Action.ToggleVisibility',
          title: `${t('mail.choose')} ▾`,
          targetElements: ['fold-choose'],
        },
      ],
    },
    {
      $when: '${canChoose}',
      type: 'Container',
      id: 'fold-choose',
      isVisible: '${isChoosing}',
      items: [
        choiceInput('vouchers', t('mail.chooseLabel'), '${choices}', { value: '${chosen}', many: true }),
        actionSet('choose', { spacing: 'Small' }),
      ],
    },
  ],
}));

/**
 * Several vouchers in one mail: what is known of each, and what is not. One is opened by its line; all of them, or those
 * that are ticked, are recorded by one press.
 */
export function mailListCard(actor: Actor, view: MailListView): Card {
  const { language } = actor;
  const t = speaker(language);
  const { subject, commandId, page, pages, ready } = view;
  const ref = { id: subject, commandId };
  const open = view.vouchers.filter(({ isRecorded }) => !isRecorded);
  const isAnyOpen = view.count > view.recorded;
  const canChoose = open.length > 0 && view.ready + view.unanswered + view.gone > 1;
  const ticked = open.filter(({ key }) => view.chosen.includes(key)).map(({ key }) => choiceValue(key));
  const inputs = view.common.map(({ field, options }): Element => {
    const { isRequired: _optional, ...input } = factInput(t, actor, field, {
      standing: view.standing,
      values: view.entered,
      options,
    });
    return { ...input, label: `${fieldName(language, field)} (${t('mail.forAll')})` };
  });
  return fillList(language, {
    summary: summary(t, actor, view),
    vouchers: pageOf(
      t,
      view.vouchers.map((one) => listedOne(t, actor, one, view)),
      view.questions.count > 0 || view.common.length > 1 ? OPEN_IN_SIGHT : undefined,
    ),
    inputs,
    canChoose,
    isChoosing: ticked.length > 0,
    choices: open.map(({ place, key, printed }) => ({
      value: choiceValue(key),
      title: `${place} · ${plainLabel(printed, SHORT)}`,
    })),
    chosen: ticked.join(','),
    choose: canChoose ? [execute(t('do.recordChosen'), 'record.chosen', ref)] : [],
    banner: view.banner,
    actions: [
      ...(ready > 0
        ? [
            execute(
              t(view.unanswered + view.gone > 0 ? 'do.recordOthers' : 'do.recordAll', { count: ready }),
              'record.all',
              ref,
              'positive',
            ),
          ]
        : []),
      ...(view.questions.count > 0
        ? [
            execute(
              t('do.nextQuestion'),
              'record.question',
              { id: subject },
              ready > 0 ? undefined : 'positive',
            ),
          ]
        : []),
      ...(page + 1 < pages
        ? [execute(t('do.nextPage'), 'record.list', { id: subject, arg: String(page + 1) })]
        : []),
      ...(page > 0 ? [seldom(execute(t('do.firstPage'), 'record.list', { id: subject, arg: '0' }))] : []),
      ...(isAnyOpen
        ? [plainExecute(t('do.notOurs'), 'record.notOurs', { id: subject })]
        : [offer(t, 'vouchers'), offer(t, 'home')]),
    ],
  });
}

/** How many there are and what is open; behind it what concerns all, and what the text holds beyond them. */
function summary(t: Say, { language }: Actor, view: MailListView): readonly Element[] {
  const { pages, questions } = view;
  const first = [
    t('mail.listCount', { count: view.count, recorded: view.recorded }),
    ...(pages > 1 ? [t('mail.listPage', { page: view.page + 1, pages })] : []),
  ].join(' ');
  const open = [
    ...(questions.count > 0
      ? [
          t('mail.listQuestions', {
            count: questions.count,
            of: questions.of,
            fields: questions.fields.map((field) => fieldName(language, field)).join(', '),
          }),
        ]
      : []),
    ...(view.unanswered > 0 ? [t('mail.listUnanswered', { count: view.unanswered })] : []),
    ...(view.gone > 0 ? [t('mail.listGone', { count: view.gone })] : []),
    ...(view.left > 0 ? [t('mail.listLeft', { count: view.left })] : []),
  ];
  const behind = [
    ...(view.isCut === true ? [t('mail.isCut')] : []),
    ...(view.ready > view.most ? [t('mail.listMany', { most: view.most })] : []),
    ...(view.sharedAdmin === undefined
      ? []
      : [`${fieldName(language, 'adminEmail')} (${t('mail.ofAll')}): ${view.sharedAdmin}`]),
  ];
  return [
    ...why(t, 'summary', first, linesOf(behind), {}, t('do.details')),
    ...open.map((text) => literal(text)),
  ];
}

/** The line of one voucher, which opens it. */
function listedOne(t: Say, { language }: Actor, one: VoucherOfMail, view: MailListView): Element {
  const { values, isRecorded } = one;
  const { today } = view.standing;
  const toldOnce = new Set(view.common.flatMap(({ field, isOfAll }) => (isOfAll ? [field] : [])));
  const lacks = one.lacks.filter((field) => !toldOnce.has(field));
  const named = (isUnsure: boolean): string =>
    lacks
      .filter((field) => (one.options[field] !== undefined) === isUnsure)
      .map((field) => fieldName(language, field))
      .join(', ');
  const [unsure, missing] = [named(true), named(false)];
  const engagement = values['engagement'] ?? '';
  const level = values['serviceLevel'] ?? '';
  const printed = shortened(one.printed, LONG);
  const customer = shortened(values['customer'] ?? '', LONG);
  const parts = [
    customer === '' ? '' : printed,
    engagement in ENGAGEMENTS
      ? ENGAGEMENTS[engagement as keyof typeof ENGAGEMENTS]
      : shortened(one.calledIt ?? nameOfOffering(values['offering'] ?? ''), LONG),
    level === '' ? '' : t('days', { days: Number(level) }),
    one.until === undefined
      ? ''
      : `${t('due.runsOut')} ${formatDay(language, one.until)}${one.until < today ? ` (${t('status.expired')})` : ''}`,
    ...(isRecorded
      ? [t('mail.isRecorded')]
      : one.told !== undefined
        ? [t('mail.told', { state: one.told })]
        : [
            missing === '' ? '' : t('mail.lacks', { fields: missing }),
            unsure === '' ? '' : t('mail.unsure', { fields: unsure }),
          ]),
  ];
  const about = `${one.place} · ${customer === '' ? printed : customer}`;
  const says = parts.filter((part) => part !== '').join(' · ');
  const title = rowSentence({ about, says });
  return pressableRow(
    { about, says },
    isRecorded
      ? execute(title, 'voucher.open', { id: one.number })
      : execute(title, 'record.pick', { id: view.subject, arg: one.arg }),
  );
}

/** Lines of a result that a card has room for. */
const MAX_SAID = 25;
const MAX_FAILED = 8;
/** Of those so many stand in sight: what was not recorded first. */
const FAILED_SHOWN = 3;
const SAID_SHOWN = 3;

const fillResult = defineCard<{
  readonly heading: string;
  readonly said: readonly string[];
  readonly more: readonly string[];
  readonly failed: readonly string[];
  readonly moreFailed: readonly string[];
  readonly beside: readonly string[];
}>((t) => ({
  title: t('mail.listTitle'),
  hasHead: true,
  body: [
    headline('${heading}'),
    lines('failed', { color: 'Attention' }),
    lines('said'),
    ...folded(
      'said',
      t('do.theRest'),
      [lines('moreFailed', { color: 'Attention' }), lines('more')],
      '${count(more) + count(moreFailed) > 0}',
    ),
    lines('beside', { separator: true }),
  ],
}));

/** What became of each voucher of a mail, and the way on: the next ones, the list, or to reserve the first. */
export function mailResultCard(
  actor: Actor,
  view: {
    readonly subject: string;
    readonly commandId: string;
    /** Which ones the press was about: the next press is about the same. */
    readonly which: 'all' | 'chosen';
    readonly recorded: number;
    /** A line for each that is recorded, now or before, and for each that is not. */
    readonly said: readonly string[];
    readonly failed: readonly string[];
    /** How many the next press records. */
    readonly next: number;
    /** How many of the mail's vouchers, and of how many, are still to be recorded. */
    readonly open: number;
    readonly count: number;
    readonly left: number;
    readonly isCut?: boolean | undefined;
    /** The first one that can be reserved. */
    readonly first?: { readonly id: string; readonly printed: string } | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const { subject, open, next, first, left } = view;
  const unsaid = view.said.length - MAX_SAID;
  const unfailed = view.failed.length - MAX_FAILED;
  return fillResult(actor.language, {
    heading: t('mail.resultCount', { count: view.recorded }),
    said: view.said.slice(0, SAID_SHOWN),
    more: [
      ...view.said.slice(SAID_SHOWN, MAX_SAID),
      ...(unsaid > 0 ? [t('mail.recordedMore', { count: unsaid })] : []),
    ],
    failed: view.failed.slice(0, FAILED_SHOWN),
    moreFailed: [
      ...view.failed.slice(FAILED_SHOWN, MAX_FAILED),
      ...(unfailed > 0 ? [t('mail.notRecordedMore', { count: unfailed })] : []),
    ],
    beside: [
      ...(open > 0 ? [t('mail.resultOpen', { done: view.count - open, count: view.count, open })] : []),
      ...(left > 0 ? [t('mail.listLeft', { count: left })] : []),
      ...(view.isCut === true ? [t('mail.isCut')] : []),
    ],
    actions: [
      ...(next > 0
        ? [
            execute(
              t('do.recordNext', { count: next }),
              view.which === 'all' ? 'record.all' : 'record.chosen',
              { id: subject, commandId: view.commandId },
              'positive',
            ),
          ]
        : []),
      ...(first === undefined
        ? []
        : [
            execute(
              t('do.reserveNumber', { number: plainLabel(first.printed, 30) }),
              'reserve.open',
              { id: first.id },
              next > 0 ? undefined : 'positive',
            ),
          ]),
      ...(open > 0 ? [plainExecute(t('do.theRest'), 'record.list', { id: subject })] : []),
      offer(t, 'vouchers'),
      seldom(offer(t, 'home')),
    ],
  });
}

/** Of an id that somebody may have typed. */
function nameOfOffering(id: string): string {
  const known = OFFERING_IDS.find((one) => one === id);
  return known === undefined ? '' : offeringName(known);
}
