import type { Day } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardAnswer } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import { ENGAGEMENTS, OFFERINGS } from '../../domain/programme/catalogue.ts';
import type { ToldState } from '../../domain/mail/state.ts';
import type { Way } from '../../domain/mail/received.ts';
import { present } from '../../domain/present.ts';
import { expiry, redeemBy } from '../../domain/voucher/deadlines.ts';
import { actionSet, execute, plainExecute, seldom } from '../kit/actions.ts';
import { badge, dueBadge } from '../kit/badge.ts';
import { checklist } from '../kit/checklist.ts';
import { bound, folded, slot, words, type Element, type Values } from '../kit/elements.ts';
import { formatDay } from '../kit/format.ts';
import { guardLines, guardName, guardSentence, SIGNS } from '../kit/guards.ts';
import { head } from '../kit/head.ts';
import { linesOf, rows, type Row } from '../kit/lists.ts';
import { fieldName, offeringTitle } from '../kit/names.ts';
import { speaker, type Key, type Say } from '../kit/say.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';
import type { Step, Verb } from '../verbs.ts';
import { lastDayText } from '../voucher/last-day.ts';
import { FACT_FIELDS, factInput, type FactField } from '../voucher/fact-inputs.ts';

/** What the card shows on demand of how it was read. */
export type ReadField = FactField | 'offering' | 'number' | 'agreement' | 'projectManager';

interface MailView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly subject: string;
  /** What the buttons bring back of which mail the card shows. */
  readonly arg: string;
  readonly printed: string;
  readonly values: Values;
  /** Facts that the mail states in several ways: a person chooses. */
  readonly options: Readonly<Partial<Record<FactField, readonly string[]>>>;
  /** The facts that are asked for, where it is not by what is in `values`. */
  readonly asks?: readonly FactField[] | undefined;
  /** The mail speaks of several vouchers: what is entered can be kept, and there is a way back to them. */
  readonly isListed?: boolean | undefined;
  /** Another voucher behind this one has a question: what is entered is kept, and that one follows. */
  readonly hasNext?: boolean | undefined;
  /** The mail goes on behind what was read closely. */
  readonly isCut?: boolean | undefined;
  /** How the mail prints the days that are asked for. */
  readonly asPrinted?: Readonly<Partial<Record<FactField, string>>> | undefined;
  /** The words that what is shown was read from. */
  readonly readFrom?: Readonly<Partial<Record<ReadField, string>>> | undefined;
  /** What of it a person said. */
  readonly said?: readonly ReadField[] | undefined;
  /** The mail's lines are kept: a person can say what one of them is. */
  readonly canSay?: boolean | undefined;
  /** What the mail says has become of the voucher: then nothing is left to reserve. */
  readonly state?: ToldState | undefined;
  /** Who forwarded it, as the mail says. */
  readonly sender?: string | undefined;
  /** Who sent and forwarded it, the outermost first, as the mail says. */
  readonly hops?: readonly string[] | undefined;
  readonly way?: Way | undefined;
  /** The domain whose signature of the original holds. */
  readonly signedBy?: string | undefined;
  /** The address that it is signed for. */
  readonly signedFrom?: string | undefined;
  /** The name of who handed it to the person. */
  readonly handedBy?: string | undefined;
  /** What the mail calls the engagement when no known one has that name. */
  readonly unknownEngagement?: string | undefined;
  readonly answers: readonly GuardAnswer[];
  readonly qualified: number;
  readonly commandId: string;
  /** What the note above the mail asks for, as the verb of its button. */
  readonly wants?: Verb | undefined;
  readonly banner?: Banner | undefined;
}

/** What a note above a mail can ask for that comes after the reservation. */
const LATER_STEPS = {
  'report.open': 'do.report',
  'redeem.open': 'do.redeem',
  'claim.open': 'do.claim',
  'release.open': 'do.release',
  'reschedule.open': 'do.reschedule',
} as const satisfies Partial<Record<Verb, Key>>;

/** What a note can ask for that any recorded voucher allows. */
const AFTER_STEPS = {
  'askColleague.open': 'do.askColleague',
  'remind.open': 'do.remind',
  'comment.open': 'do.comment',
} as const satisfies Partial<Record<Verb, Key>>;

/** What the card's own buttons do, and what no word begins. */
type NotElsewhere =
  | 'record'
  | 'reserve'
  | 'lose'
  | 'correct'
  | 'complete'
  | 'handOver'
  | 'bulk'
  | 'handOverAll'
  | 'several'
  | 'sheet'
  | 'settle'
  | 'register';
/** Every other step that a note can ask for has nothing to do with the mail, and a button here. */
type Elsewhere = Exclude<
  `${Exclude<Step, NotElsewhere>}.open`,
  keyof typeof LATER_STEPS | keyof typeof AFTER_STEPS
>;
const ELSEWHERE = {
  'home.open': 'do.home',
  'home.next': 'do.next',
  'vouchers.open': 'do.vouchers',
  'claims.open': 'do.claims',
  'claims.money': 'do.money',
  'help.open': 'do.help',
  'about.open': 'do.about',
  'people.open': 'do.people',
  'setUp.open': 'do.setUp',
  'company.open': 'do.company',
  'eligibility.open': 'do.eligibility',
  'enrol.open': 'do.enrol',
  'profile.open': 'do.profile',
  'notifications.open': 'do.notifications',
  'import.open': 'do.import',
  'ranOut.open': 'do.ranOut',
  'quarantine.open': 'do.quarantine',
  'export.open': 'do.export',
  'calendar.open': 'do.calendar',
} as const satisfies Record<Elsewhere, Key> & Partial<Record<Verb, Key>>;

/** The name of what is asked for, in one of these tables. */
function nameOf(table: Readonly<Partial<Record<Verb, Key>>>, wants: Verb | undefined): Key | undefined {
  return wants === undefined ? undefined : table[wants];
}

/** The state to record by hand in, where what the mail says is one. */
export function stageTold(told: ToldState['value'] | undefined): 'lost' | 'redeemed' | undefined {
  return told === 'lost' || told === 'redeemed' ? told : undefined;
}

const fillMail = defineCard<{
  readonly head: readonly Element[];
  readonly state?: string | undefined;
  readonly sayLine: readonly Element[];
  readonly read: readonly Row[];
  readonly rows: readonly Row[];
  readonly isCut: boolean;
  readonly missing?: string | undefined;
  readonly inputs: readonly Element[];
  readonly checks: readonly Element[];
}>((t) => ({
  title: t('mail.title'),
  hasHead: true,
  body: [
    slot('head'),
    bound('${state}', { $when: '${state != null}', weight: 'Bolder' }),
    rows('rows'),
    words(t('mail.isCut'), { $when: '${isCut}', spacing: 'Small' }),
    bound('${missing}', { $when: '${missing != null}', weight: 'Bolder', spacing: 'Medium' }),
    { type: 'Container', items: '${inputs}' },
    slot('checks'),
    ...folded(
      'read',
      t('mail.howRead'),
      [rows('read'), actionSet('sayLine', { $when: '${count(sayLine) > 0}', spacing: 'Small' })],
      '${count(read) > 0 || count(sayLine) > 0}',
    ),
  ],
}));

/** Rules that are not met and stand in sight; the others are told on demand. */
const NOT_MET_SHOWN = 3;

/** Whether the company may deliver it: what hinders it, and in one line what is met. */
function checksOf(t: Say, { actor, standing, answers, qualified }: MailView): readonly Element[] {
  const met = answers.filter(({ answer, detail }) => answer === 'met' && detail.code === 'ok');
  // What is asked above need not be missed once more.
  const others = answers.filter(
    (answer) => !met.includes(answer) && !(answer.answer === 'unknown' && answer.detail.code === 'missing'),
  );
  const checks = others.slice(0, NOT_MET_SHOWN).map(({ guard, answer, detail }) => ({
    is: answer === 'unmet' ? ('not' as const) : answer === 'met' ? ('done' as const) : ('unknown' as const),
    text: `${guardName(t, guard, standing.edition)}: ${t(`answer.${answer}`)}`,
    more: detail.code === 'ok' ? undefined : guardSentence(actor.language, { detail }),
  }));
  const line = [
    t('mail.met', { count: met.length }),
    ...(qualified > 0 ? [t('mail.qualify', { count: qualified })] : []),
  ].join(' · ');
  const behind = [
    ...(met.length === 0
      ? []
      : [`${SIGNS.met} ${met.map(({ guard }) => guardName(t, guard, standing.edition)).join(' · ')}`]),
    ...guardLines(t, actor, others.slice(NOT_MET_SHOWN), standing.edition, { sourced: false, coded: false }),
  ];
  return [
    ...checklist(checks),
    ...(met.length + qualified === 0 ? [] : why(t, 'checks', line, linesOf(behind))),
  ];
}

/** A pasted mail: what was found, what is missing, and nothing recorded yet. */
export function mailCard(view: MailView): Card {
  const { actor, standing, values, options } = view;
  const { language } = actor;
  const t = speaker(language);
  const asked = view.asks ?? askedOf({ values, options });
  const known = FACT_FIELDS.filter((field) => !asked.includes(field) && (values[field] ?? '') !== '');
  const day = (field: 'assignedOn' | 'printedExpiry'): Day | undefined =>
    known.includes(field) ? (values[field] as Day) : undefined;
  const facts = present({
    number: view.subject,
    adminKnown: false,
    assignedOn: day('assignedOn'),
    printedExpiry: day('printedExpiry'),
  });
  const until = redeemBy(facts, standing.edition);
  const lastDay = expiry(facts) === undefined ? undefined : lastDayText(t, language, facts, standing);
  const found: Row[] = [];
  for (const field of known) {
    if (IN_HEAD.includes(field)) continue;
    const value = shown(t, language, field, values[field] ?? '');
    // The last day says it.
    if (field !== 'printedExpiry' || lastDay?.includes(value) !== true)
      found.push({ label: fieldName(language, field), value });
  }
  const inHead = (field: FactField): string | undefined =>
    known.includes(field) ? shown(t, language, field, values[field] ?? '') : undefined;
  for (const field of asked) {
    const printed = view.asPrinted?.[field];
    if (printed !== undefined) found.push({ label: fieldName(language, field), value: printed });
  }
  if (until !== undefined && lastDay !== undefined)
    found.push({ label: t('voucher.runsOut'), value: formatDay(language, until) });
  if (view.unknownEngagement !== undefined) {
    found.push({ label: t('mail.calledIt'), value: view.unknownEngagement });
  }
  const offering = values['offering'];
  if (offering !== undefined && offering in OFFERINGS && (values['engagement'] ?? '') === '') {
    const name = offeringTitle(offering as keyof typeof OFFERINGS);
    found.push({ label: t('field.offering'), value: name });
  }
  if (view.handedBy !== undefined) found.push({ label: t('mail.handedBy'), value: view.handedBy });
  if (view.sender !== undefined) found.push({ label: t('mail.sender'), value: view.sender });
  if (view.signedBy !== undefined) found.push({ label: t('mail.signedBy'), value: view.signedBy });
  const at = { id: view.subject, arg: view.arg };
  const ref = { ...at, commandId: view.commandId };
  const { wants } = view;
  const later = nameOf(LATER_STEPS, wants);
  const elsewhere = nameOf(ELSEWHERE, wants);
  // After the edition's last days nobody can reserve it any more (G15).
  const isTooLate = view.answers.some(({ guard, answer }) => guard === 'G15' && answer === 'unmet');
  const told = view.state;
  const isLost = wants === 'lose.open';
  const read = (['number', ...known, 'offering', 'projectManager', 'agreement'] as const).flatMap((field) => {
    const from = view.readFrom?.[field];
    if (from === undefined || (field === 'offering' && values['offering'] === undefined)) return [];
    const isSaid = view.said?.includes(field) === true;
    const value = isSaid ? `${from} (${t('mail.youSaid')})` : from;
    return [{ label: fieldName(language, field), value }];
  });
  if (lastDay !== undefined) read.unshift({ label: t('voucher.runsOut'), value: lastDay });
  read.push(...provenanceRows(t, view));
  // A day that is not chosen yet holds back every button that sends the inputs.
  const isHeldBack = asked.some(
    (field) =>
      (field === 'assignedOn' || field === 'printedExpiry') &&
      options[field] !== undefined &&
      view.asPrinted?.[field] !== undefined,
  );
  const button = isHeldBack ? plainExecute : execute;
  const sayLine = view.canSay === true ? [button(t('do.sayLine'), 'record.lines', at)] : [];
  const notOurs = plainExecute(t('do.notOurs'), 'record.notOurs', at);
  const asks = ((): Banner | undefined => {
    if (later !== undefined)
      return { text: t('mail.wantsLater', { what: t(later), correct: t('do.correct') }), style: 'accent' };
    const after = nameOf(AFTER_STEPS, wants);
    if (after !== undefined) return { text: t('mail.wantsAfter', { what: t(after) }), style: 'accent' };
    return elsewhere === undefined
      ? undefined
      : { text: t('mail.also', { what: t(elsewhere) }), style: 'accent' };
  })();
  return fillMail(language, {
    head: head({
      about: inHead('customer') ?? view.printed,
      under: [inHead('engagement'), inHead('serviceLevel')].filter(Boolean).join(' · '),
      number: inHead('customer') === undefined ? undefined : view.printed,
      badges: [
        badge(t('mail.found'), 'accent'),
        ...(until === undefined || told !== undefined ? [] : [dueBadge(t, until, standing.today)]),
      ],
    }),
    state: told === undefined ? undefined : t(`mail.state.${told.value}`, { words: told.raw }),
    sayLine,
    read,
    rows: found,
    isCut: view.isCut === true,
    missing: missingText(t, language, asked, options),
    inputs: asked.map((field) =>
      marked(
        factInput(t, actor, field, {
          standing,
          values,
          options: options[field],
          isAmbiguous: view.asPrinted?.[field] !== undefined,
        }),
        t,
      ),
    ),
    // What can be reserved no more needs no check of that.
    checks: told === undefined ? checksOf(t, view) : [],
    banner: view.banner ?? asks,
    actions: [
      ...(told !== undefined
        ? toldActions(t, told, { at, ref })
        : isLost
          ? [execute(t('do.recordThen', { what: t('do.lose') }), 'record.andLose', ref, 'positive')]
          : isTooLate
            ? [
                execute(t('do.recordOnly'), 'record.only', ref, 'positive'),
                execute(t('do.recordReserve'), 'record.andReserve', ref),
              ]
            : [execute(t('do.recordReserve'), 'record.andReserve', ref, 'positive')]),
      ...(told !== undefined || (isTooLate && !isLost)
        ? []
        : [execute(t('do.recordOnly'), 'record.only', ref)]),
      ...(view.isListed === true
        ? [
            view.hasNext === true
              ? execute(t('do.keepNext'), 'record.question', at)
              : execute(t('do.keepForList'), 'record.keep', at),
          ]
        : []),
      ...(view.isListed === true
        ? [plainExecute(t('do.back'), 'record.list', { id: view.subject }), seldom(notOurs)]
        : [
            notOurs,
            ...(wants === undefined || elsewhere === undefined ? [] : [plainExecute(t(elsewhere), wants)]),
          ]),
      ...(stageTold(told?.value) === undefined
        ? [seldom(execute(t('do.correct'), 'record.correct', at))]
        : []),
    ],
  });
}

/** How the mail came, and hop by hop who sent it: the innermost first. Only a signature proves anything. */
function provenanceRows(t: Say, { way, hops = [], signedBy, signedFrom }: MailView): Row[] {
  const [sender, ...forwarders] = hops.toReversed();
  const isSigned = (hop: string): boolean => signedBy !== undefined && hop.toLowerCase() === signedFrom;
  return [
    ...(way === undefined ? [] : [{ label: t('mail.way'), value: t(`mail.way.${way}`) }]),
    ...(sender === undefined
      ? []
      : [{ label: t(isSigned(sender) ? 'mail.sentBySigned' : 'mail.sentBy'), value: sender }]),
    ...forwarders.map((value) => ({
      label: t(isSigned(value) ? 'mail.sentBySigned' : 'mail.sender'),
      value,
    })),
  ];
}

/** What the head says, where it is known. */
const IN_HEAD: readonly FactField[] = ['customer', 'engagement', 'serviceLevel'];

/** What the mail does not say, and what it says in several ways. */
function missingText(
  t: Say,
  language: Actor['language'],
  asked: readonly FactField[],
  options: MailView['options'],
): string | undefined {
  const named = (isUnsure: boolean): string =>
    asked
      .filter((field) => (options[field] !== undefined) === isUnsure)
      .map((field) => fieldName(language, field))
      .join(', ');
  const [missing, unsure] = [named(false), named(true)];
  const parts = [
    ...(missing === '' ? [] : [t('mail.missing', { fields: missing })]),
    ...(unsure === '' ? [] : [t('mail.choosing', { fields: unsure })]),
  ];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** A voucher that is gone is recorded: as the mail says where that is a state to record in, else as assigned. */
function toldActions(
  t: Say,
  told: ToldState,
  { at, ref }: Readonly<Record<'at' | 'ref', Parameters<typeof execute>[2]>>,
): readonly Element[] {
  const stage = stageTold(told.value);
  const only = (style?: 'positive'): Element => execute(t('do.recordOnly'), 'record.only', ref, style);
  if (stage === undefined) return [only('positive')];
  const as = t('do.recordAs', { state: t(`status.${stage}`) });
  return [execute(as, 'record.correct', at, 'positive'), only()];
}

/** The facts that the card of a mail asks for. */
export function askedOf({
  values,
  options,
}: Readonly<{ values: Values; options: MailView['options'] }>): readonly FactField[] {
  return FACT_FIELDS.filter((field) => isAsked(field, values, options));
}

/** Asked on the mail's card: what has several answers, and what reserving needs and the mail does not say. */
function isAsked(field: FactField, values: Values, options: MailView['options']): boolean {
  if (options[field] !== undefined) return true;
  if (field === 'printedExpiry') return false;
  if (field === 'assignedOn' && (values['printedExpiry'] ?? '') !== '') return false;
  return field === 'adminEmail' ? values['adminKnown'] !== 'true' : (values[field] ?? '') === '';
}

function shown(t: Say, language: Actor['language'], field: FactField, value: string): string {
  switch (field) {
    case 'engagement':
      return value in ENGAGEMENTS ? ENGAGEMENTS[value as keyof typeof ENGAGEMENTS] : value;
    case 'serviceLevel':
      return t('days', { days: Number(value) });
    case 'assignedOn':
    case 'printedExpiry':
      return formatDay(language, value as Day);
    case 'customer':
    case 'adminEmail':
      return value;
    default:
      return field satisfies never;
  }
}
