import { addDays, daysBetween, type Day } from '../../domain/day.ts';
import { claimBy, isExpired, lastDay, nextOf, PAYMENT_DAYS } from '../../domain/voucher/deadlines.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { COMPETENCY_IDS } from '../../domain/programme/catalogue.ts';
import { SUPPORT } from '../../domain/programme/edition.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { countriesOf, DENIAL_REASONS } from '../../domain/claim/model.ts';
import { talliedOf } from '../../domain/desk/listed.ts';
import { present } from '../../domain/present.ts';
import { staleness } from '../../domain/company/profile.ts';
import { competencyOpens, renewals, type Renewal } from '../../domain/company/renewal.ts';
import type { Notice, NoticeCode } from '../../domain/notices/notice.ts';
import { RULES } from '../../domain/notices/rules.ts';
import { PERMISSIONS, type Actor, type Language } from '../../domain/people/person.ts';
import { mostUrgentFirst, urgencyOfNotice } from '../../domain/urgency.ts';
import { askableAt, askText, commentText } from '../../domain/voucher/colleagues.ts';
import { RELEASE_REASONS, VOID_REASONS } from '../../domain/voucher/model.ts';
import { openClaim } from '../claim/claim.ts';
import { IN_SIGHT, MAX_ACTIONS, execute, offer, openUrl, plainExecute, seldom } from '../kit/actions.ts';
import { badge, badges, dueBadge, toneOfDue, type Tone } from '../kit/badge.ts';
import { bound, folded, slot, type Element } from '../kit/elements.ts';
import { head } from '../kit/head.ts';
import { icon } from '../kit/icon.ts';
import { countryName, countryNames, formatDay, plainLabel, shortened } from '../kit/format.ts';
import { lines } from '../kit/lists.ts';
import { engagementName, printedNumber, renewalName, statusName } from '../kit/names.ts';
import { closingLines } from '../kit/programme.ts';
import { speaker, type Key, type Say } from '../kit/say.ts';
import type { PersonDocument } from '../../domain/store/documents.ts';
import { bulkId, claimId, personId } from '../../domain/store/ids.ts';
import { entriesOf, type Entry, type GroupedCode } from './notice-groups.ts';
import type { Told } from './told.ts';
import { writeToldList } from './told-list.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { bulkDetail } from '../voucher/bulk.ts';
import { nextStepButton } from '../voucher/next-step.ts';

/** What is sent without being asked for: the card, and the line of the toast. */
interface NoticeMessage {
  readonly card: Card;
  readonly summary: string;
}

/** How much of a text from outside a sentence holds, in characters. */
const NAME_MAX = 40;
/** And of what a colleague wrote. */
const SAID_MAX = 300;
const LINES = 10;
/** Characters of a line's name as a button. */
const TITLE_MAX = 100;
/** Bytes of a card: Teams takes 28 KB, with what is around it. */
const CARD_BYTES = 22_000;
/** Characters of a toast; clients cut it anyway. */
const SUMMARY_MAX = 200;

/** Whom it is for: their language, and what they may do. */
type Reader = Pick<Actor, 'language' | 'permission'>;

/** One sentence: what happened or is due, and about what. `isBelow`: whom and what it is about stands above it. */
function noticeSentence(t: Say, language: Language, told: Told, standing: Standing, isBelow = false): string {
  const { notice } = told;
  const date = (day: Day | undefined): string => (day === undefined ? '–' : formatDay(language, day));
  const key = isEarly(notice, standing.today) ? 'told.renewal.early' : (`told.${notice.code}` as const);
  const sentence = t(key, {
    name: isBelow ? shortNameOf(t, language, told, standing) : nameOf(t, language, told, standing),
    by: told.by === undefined ? t('person.someone') : shortened(told.by, NAME_MAX),
    day: date(notice.day),
    days: Math.abs(daysBetween(standing.today, notice.day)),
    due: date(dueOf(told, standing)),
    detail: detailOf(t, language, told, standing),
    emea: SUPPORT.emea,
  });
  return [sentence, ...besides(t, language, told, isBelow)].join(' ');
}

/** Of what somebody asks: the engagement, and the line that they wrote. */
function besides(
  t: Say,
  language: Language,
  { notice: { code, detail = '' }, doc }: Told,
  isBelow: boolean,
): readonly string[] {
  if (code !== 'ask.new' || doc?.kind !== 'voucher') return [];
  const { facts } = doc.state;
  const text = shortened(doc.texts[askText(detail)] ?? '', SAID_MAX);
  return [
    ...(isBelow || (facts.engagement === undefined && facts.offering === undefined)
      ? []
      : [`${engagementName(language, facts)}.`]),
    ...(text === '' ? [] : [t('told.quoted', { text })]),
  ];
}

function nameOf(t: Say, language: Language, { notice, doc }: Told, standing: Standing): string {
  switch (doc?.kind) {
    case 'voucher': {
      const customer = shortened(doc.texts['customer'] ?? '');
      return customer === '' ? printedNumber(doc) : `${printedNumber(doc)} (${customer})`;
    }
    case 'claim': {
      const count = t('claim.of', { count: doc.state.voucherIds.length });
      const reference = shortened(doc.texts['reference'] ?? '', NAME_MAX);
      return reference === '' ? count : `${count} (${reference})`;
    }
    case 'person':
      return shortened(doc.name, NAME_MAX);
    case 'bulk':
      return '';
    case undefined:
      return notice.code === 'profile.stale'
        ? countryName(language, notice.detail ?? '')
        : renewalName(t, language, renewalOf(notice, standing));
    default:
      return doc satisfies never;
  }
}

/** The same below the customer, or the size of the claim: what tells it from their others. */
function shortNameOf(t: Say, language: Language, told: Told, standing: Standing): string {
  const { doc } = told;
  if (doc?.kind === 'voucher') return printedNumber(doc);
  const reference = doc?.kind === 'claim' ? shortened(doc.texts['reference'] ?? '', NAME_MAX) : '';
  return reference === '' ? nameOf(t, language, told, standing) : reference;
}

/** What a renewal's notice is about: its detail is a competency, or `membership`. */
function renewalOf(
  { detail }: Notice,
  { company, edition, today }: Standing,
): Pick<Renewal, 'what' | 'id' | 'enrolments'> {
  const id = COMPETENCY_IDS.find((one) => one === detail);
  if (id !== undefined) return { what: 'competency', id };
  return (
    renewals(company, edition, today).find(({ what }) => what === 'membership') ?? { what: 'membership' }
  );
}

/** Whether it speaks of a competency whose window is not open yet: nobody can renew it today. */
function isEarly(notice: Notice, today: Day): boolean {
  return (
    notice.code === 'renewal.near' &&
    COMPETENCY_IDS.some((id) => id === notice.detail) &&
    today < competencyOpens(notice.day)
  );
}

/** The other day that a sentence names. */
function dueOf({ notice: { code, day }, doc }: Told, { edition }: Standing): Day | undefined {
  if (code === 'voucher.redeemed') return claimBy(day);
  if (code === 'claim.approved') return addDays(day, PAYMENT_DAYS);
  if (code === 'renewal.near') return competencyOpens(day);
  if (code !== 'start.passed' || doc?.kind !== 'voucher') return undefined;
  return lastDay(doc.state.facts, doc.state.stage, edition);
}

/** The words for a notice's detail, where its sentence has them. */
function detailOf(
  t: Say,
  language: Language,
  { notice: { code, detail }, doc }: Told,
  { company, today, texts }: Standing,
): string {
  if (doc?.kind === 'voucher') {
    const { stage, asks } = doc.state;
    if (code === 'ask.new') return asks?.find(({ key }) => key === detail)?.what ?? '';
    if (code === 'ask.done' || code === 'ask.declined') return detail ?? '';
    if (code === 'ask.over') return t(detail === 'expired' ? 'status.expired' : `status.${stage.status}`);
    if (code === 'comment.new') return shortened(doc.texts[commentText(detail ?? '')] ?? '', SAID_MAX);
    const waits = askableAt(stage);
    if (code === 'remind.me') return waits === undefined ? '' : t(`next.${waits}`);
  }
  if (code === 'profile.stale') {
    const profile = company.profiles.find(({ region }) => region === detail);
    const why = profile === undefined ? undefined : staleness(profile, company, today);
    return t(`profile.${why ?? 'old'}`);
  }
  if (doc?.kind === 'bulk') return bulkDetail(t, language, { doc, count: Number(detail), texts });
  if (code === 'sheet.recorded' || code === 'sheet.reconciled') return detail ?? '';
  if (code === 'voucher.handedOver') return shortened(texts[`consultant:${detail ?? ''}`] ?? '', NAME_MAX);
  const key = DETAIL_KEYS[code]?.find((one) => one.split('.')[1] === detail);
  return key === undefined ? '' : t(key);
}

const DETAIL_KEYS: Partial<Record<NoticeCode, readonly Key[]>> = {
  'voucher.released': RELEASE_REASONS.map((reason) => `release.${reason}` as const),
  'voucher.void': VOID_REASONS.map((reason) => `void.${reason}` as const),
  'claim.denied': DENIAL_REASONS.map((reason) => `denial.${reason}` as const),
  'access.granted': PERMISSIONS.map((permission) => `permission.${permission}` as const),
};

function sortedTold(told: readonly Told[], today: Day): readonly Told[] {
  return mostUrgentFirst(told, ({ notice }) => urgencyOfNotice(notice, today));
}

/** What is over by now for what the notices are about, with its last day and its source (§12.1 no. 7). */
function overLines(t: Say, language: Language, told: readonly Told[], standing: Standing): string[] {
  const ideas = new Set(
    told.flatMap(({ doc }) =>
      doc?.kind === 'claim' || (doc?.kind === 'voucher' && doc.state.stage.status === 'redeemed')
        ? (['claim'] as const)
        : doc?.kind === 'voucher'
          ? (['redeem'] as const)
          : [],
    ),
  );
  return [...ideas]
    .filter((idea) => hasEnded(standing.edition, idea, standing.today))
    .flatMap((idea) => closingLines(t, language, standing, idea));
}

/** Where a notice leads; `several`: beside the buttons of others, so each names what it is about. */
function actionsOf(t: Say, reader: Reader, told: Told, standing: Standing, several: boolean): Element[] {
  const { notice, doc } = told;
  const { leadsTo } = RULES[notice.code];
  if (doc?.kind === 'voucher') {
    const { facts, stage } = doc.state;
    const ref = { id: facts.number, version: doc.version };
    const named = (title: string): string =>
      several ? `${title} ${plainLabel(printedNumber(doc), 30)}` : title;
    const show = execute(named(t('do.show')), 'voucher.open', ref);
    const next =
      leadsTo === 'next' && !isExpired(facts, stage, standing.today, standing.edition)
        ? nextOf(facts, stage, standing.company, standing.edition)
        : undefined;
    // Beside others its line opens it.
    const notNow =
      notice.code === 'ask.new'
        ? [plainExecute(named(t('do.notNow')), 'askColleague.decline', { ...ref, arg: notice.detail })]
        : [];
    const only = several ? notNow : [...notNow, show];
    if (next === undefined) return only;
    const step = nextStepButton(t, reader.permission, doc, next, standing, named(t(`do.${next.what}`)));
    if (step === undefined) return only;
    return [step, ...only];
  }
  if (doc?.kind === 'claim') {
    return [openClaim(t, doc)];
  }
  if (doc?.kind === 'bulk') return [execute(t('do.show'), 'told.bulk', { id: bulkId.keyOf(doc.id) })];
  switch (leadsTo) {
    case 'person':
      return [execute(t('do.people'), 'people.open', personRef(doc, several))];
    case 'renewal':
      return [execute(t('do.company'), 'company.open')];
    case 'profile':
      return [execute(t('do.profile'), 'profile.open')];
    case 'home':
    case 'next':
    case 'voucher':
    case 'claim':
    case 'bulk':
      return [];
    default:
      return leadsTo satisfies never;
  }
}

/** Several may ask for access at once: then the list shows them all. */
function personRef(doc: PersonDocument | undefined, several: boolean): { readonly id?: string } {
  return doc === undefined || several ? {} : { id: personId.keyOf(doc.id) };
}

/** A line of a message: whom or what it is about, what is to be said of it, what it opens, how urgent it is. */
interface Line {
  readonly about: string;
  readonly says: string;
  readonly tone: Tone;
  /** Nothing can be opened in a channel. */
  readonly open?: Element;
}

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly sentence: string;
  readonly entries: readonly Element[];
  readonly lines: readonly string[];
}>((t) => ({
  title: t('notice.title'),
  hasHead: true,
  body: [slot('head'), bound('${sentence}', { $when: "${sentence != ''}" }), slot('entries'), lines('lines')],
}));

/** The voucher or claim that one notice is about, with the days that are left; nothing where its sentence says all. */
function headOf(t: Say, language: Language, told: Told, standing: Standing): readonly Element[] {
  const { doc } = told;
  const due = dayToHeed(told, standing);
  const days = due === undefined ? [] : [dueBadge(t, due, standing.today)];
  if (doc?.kind === 'voucher') {
    const customer = shortened(doc.texts['customer'] ?? '');
    return head({
      about: customer === '' ? printedNumber(doc) : customer,
      under: engagementName(language, doc.state.facts),
      number: customer === '' ? undefined : printedNumber(doc),
      badges: [badge(statusName(language, talliedOf(doc.state.stage)), 'plain'), ...days],
    });
  }
  if (doc?.kind === 'claim') {
    return head({
      about: t('claim.of', { count: doc.state.voucherIds.length }),
      under: countryNames(language, countriesOf(doc.state)),
      number: shortened(doc.texts['reference'] ?? '', NAME_MAX),
      badges: [badge(statusName(language, doc.state.stage.status), 'plain'), ...days],
    });
  }
  return days.length === 0 ? [] : [badges(days)];
}

/** The day by which something has to be done, or by which it should have been; news have none. */
function dayToHeed(told: Told, standing: Standing): Day | undefined {
  const { code, day } = told.notice;
  if (code === 'payment.missing') return addDays(day, PAYMENT_DAYS);
  if (code === 'voucher.redeemed' || code === 'claim.approved') return dueOf(told, standing);
  return HEEDED.some((one) => one === code) ? day : undefined;
}

const HEEDED = [
  'start.near',
  'start.passed',
  'expiry.near',
  'expiry.passed',
  'claimBy.near',
  'claimBy.passed',
  'report.overdue',
  'renewal.near',
  'renewal.open',
  'renewal.passed',
] as const;

/** Lines in sight; the others are behind a button. */
const LINES_IN_SIGHT = 5;

/** The lines as rows, the first of them in sight. */
function rowsOf(t: Say, all: readonly Line[]): readonly Element[] {
  const rows = all.map(rowOf);
  if (rows.length <= LINES_IN_SIGHT + 1) return rows;
  return [...rows.slice(0, LINES_IN_SIGHT), ...folded('lines', t('do.theRest'), rows.slice(LINES_IN_SIGHT))];
}

/** A row with a picture of how urgent it is. */
function rowOf({ about, says, tone, open }: Line): Element {
  const picture =
    tone === 'late'
      ? icon('Warning', { color: 'Attention', filled: true })
      : tone === 'soon'
        ? icon('Clock', { color: 'Warning', filled: true })
        : icon(open === undefined ? 'Info' : 'ChevronRight');
  const text = (run: Element, spacing: Element = {}): Element => ({
    type: 'RichTextBlock',
    ...spacing,
    inlines: [{ type: 'TextRun', ...run }],
  });
  return present({
    type: 'Container',
    spacing: 'Small',
    separator: true,
    selectAction: open,
    items: [
      {
        type: 'ColumnSet',
        columns: [
          { type: 'Column', width: 'auto', items: [picture] },
          {
            type: 'Column',
            width: 'stretch',
            items: [
              ...(about === '' ? [] : [text({ text: about, weight: 'Bolder' })]),
              ...(says === ''
                ? []
                : [text({ text: says, size: 'Small' }, about === '' ? {} : { spacing: 'None' })]),
            ],
          },
        ],
      },
    ],
  });
}

/** How urgent the most urgent of a line is. */
function toneOf(line: readonly Entry[], standing: Standing): Tone {
  const tones = line
    .flatMap(({ told }) => told)
    .map((one): Tone => {
      const due = dayToHeed(one, standing);
      return due === undefined ? 'plain' : toneOfDue(due, standing.today);
    });
  return tones.includes('late') ? 'late' : tones.includes('soon') ? 'soon' : 'plain';
}

/**
 * What somebody is told without having asked: one thing with its buttons, or several, the most urgent first. Several
 * of one kind are one line, a line opens what it counts, and what has no line of its own is counted and opened by the
 * last one. It begins no dialog.
 */
export function noticesCard(reader: Reader, told: readonly Told[], standing: Standing, more = 0): Card {
  const { language } = reader;
  const t = speaker(language);
  const sorted = sortedTold(told, standing.today);
  const several = isSeveral(sorted, more);
  const entries = entriesOf(sorted);
  const offered = new Map<string, Element>();
  for (const single of entries.flatMap((entry) => (entry.code === undefined ? entry.told : []))) {
    for (const action of actionsOf(t, reader, single, standing, several)) {
      const title = action['title'];
      if (typeof title === 'string' && !offered.has(title)) offered.set(title, action);
    }
  }
  let shown = entries;
  let counted = more;
  const made = (room: number): Card => {
    const opened = several ? openedLines(t, language, shown, { more: counted, room, standing }) : [];
    return fill(language, {
      ...topOf(t, language, sorted, { standing, more, several: 'notify.several' }),
      entries: rowsOf(t, opened),
      lines: overLines(t, language, sorted, standing),
      actions: inSight([...offered.values()], [offer(t, 'home'), offer(t, 'notifications')]),
    });
  };
  const bytes = (): number => new TextEncoder().encode(JSON.stringify(made(0))).length;
  // The longest names and quotations of ten things are more than a card holds: the least urgent are counted.
  const least = several ? 1 : shown.length;
  while (shown.length > least && bytes() > CARD_BYTES) {
    counted += shown.at(-1)?.told.length ?? 0;
    shown = shown.slice(0, -1);
  }
  const lists = several ? linesOf(shown, counted).filter((line) => countOf(line) > 1).length : 0;
  if (lists === 0) return made(0);
  // What the lists may hold is what the words leave; each of them stands in the card twice.
  const left = CARD_BYTES - bytes();
  return made(Math.max(0, Math.floor(left / 2 / lists)));
}

/** What stands above the rows: of one thing its head and its sentence, of several how many there are. */
function topOf(
  t: Say,
  language: Language,
  sorted: readonly Told[],
  {
    standing,
    more,
    several,
  }: {
    readonly standing: Standing;
    readonly more: number;
    readonly several: Extract<Key, 'notify.several' | 'channel.several'>;
  },
): { readonly head: readonly Element[]; readonly sentence: string } {
  const [one] = sorted;
  if (one === undefined || isSeveral(sorted, more)) {
    return { head: head({ about: t(several, { count: sorted.length + more }) }), sentence: '' };
  }
  const isBelow = one.doc?.kind === 'voucher' || one.doc?.kind === 'claim';
  return {
    head: headOf(t, language, one, standing),
    sentence: noticeSentence(t, language, one, standing, isBelow),
  };
}

/** So many of the offered buttons as there is room for, and how to go on; the choice of what is told is seldom needed. */
function inSight(offered: readonly Element[], [home, ...seldomOnes]: readonly Element[]): readonly Element[] {
  const room = MAX_ACTIONS - 1 - seldomOnes.length;
  const shown = offered.slice(0, room);
  return [
    ...shown.map((action, nth) => (nth < IN_SIGHT - 1 ? action : seldom(action))),
    ...(home === undefined ? [] : [home]),
    ...seldomOnes.map(seldom),
  ];
}

/** What each line is about: an entry, and the last line all that are left, also those that are only counted. */
function linesOf(entries: readonly Entry[], more: number): readonly (readonly Entry[])[] {
  const shown = entries.slice(0, LINES).map((entry) => [entry]);
  return entries.length > LINES || more > 0 ? [...shown, entries.slice(LINES)] : shown;
}

/** Whether a count stands above: what is only counted has no sentence of its own to stand there. */
function isSeveral(told: readonly Told[], more: number): boolean {
  return told.length === 0 || told.length + more > 1;
}

/** The lines in words, and after ten of them how many notices are left; where they find them when no other is left. */
function sentencesOf(
  t: Say,
  language: Language,
  entries: readonly Entry[],
  standing: Standing,
  more: number,
): readonly string[] {
  if (entries.length === 0) return [t('notify.onlyCounted')];
  const shown = entries.slice(0, LINES).map((entry) => entrySentence(t, language, entry, standing));
  const left = countOf(entries.slice(LINES)) + more;
  return left > 0 ? [...shown, t('notify.more', { count: left })] : shown;
}

/** Each line in the two parts of its row. */
function partsOf(
  t: Say,
  language: Language,
  entries: readonly Entry[],
  { standing, more }: { readonly standing: Standing; readonly more: number },
): readonly { readonly about: string; readonly says: string }[] {
  const all = linesOf(entries, more);
  return sentencesOf(t, language, entries, standing, more).map((sentence, at) => {
    const [entry] = all[at] ?? [];
    if (entry === undefined || at >= LINES) return { about: '', says: sentence };
    if (entry.code !== undefined)
      return { about: whatOf(t, entry), says: saidOfAll(t, language, entry, standing) };
    const [told] = entry.told;
    const about = aboutOf(t, told);
    return about === ''
      ? { about, says: sentence }
      : { about, says: noticeSentence(t, language, told, standing, true) };
  });
}

/** Whose it is, above what is said of it; nothing where the sentence begins with it. */
function aboutOf(t: Say, { doc }: Told): string {
  if (doc?.kind === 'voucher') return shortened(doc.texts['customer'] ?? '');
  if (doc?.kind === 'claim' && (doc.texts['reference'] ?? '') !== '') {
    return t('claim.of', { count: doc.state.voucherIds.length });
  }
  return '';
}

function openedLines(
  t: Say,
  language: Language,
  entries: readonly Entry[],
  { more, room, standing }: { readonly more: number; readonly room: number; readonly standing: Standing },
): readonly Line[] {
  const parts = partsOf(t, language, entries, { standing, more });
  return linesOf(entries, more).flatMap((line, at): readonly Line[] => {
    const said = parts[at];
    if (said === undefined) return [];
    const told = line.flatMap((entry): readonly Told[] => entry.told);
    const isLast = at === parts.length - 1;
    const sentence = [said.about, said.says].filter((part) => part !== '').join(', ');
    return [
      {
        ...said,
        tone: at < LINES ? toneOf(line, standing) : 'plain',
        open: opening(plainLabel(sentence, TITLE_MAX), told, { more: isLast ? more : 0, room }),
      },
    ];
  });
}

/** What a line leads to: the one thing that it is about, or the list of all of them; `more` are only counted. */
function opening(
  title: string,
  told: readonly Told[],
  { more, room }: { readonly more: number; readonly room: number },
): Element {
  const listable = told.filter(({ doc }) => doc?.kind === 'voucher' || doc?.kind === 'claim');
  if (listable.length > 0 && told.length + more > 1) {
    const subjects = [...new Set(listable.map(({ notice }) => notice.subject))];
    return execute(title, 'told.list', { id: '0', arg: writeToldList(subjects, room, more) });
  }
  const [first, ...others] = told;
  // What a row could only count are reminders of vouchers and claims: their list has the nearest deadline first.
  if (first === undefined) return execute(title, 'vouchers.open');
  const { notice, doc } = first;
  if (doc?.kind === 'voucher') return execute(title, 'voucher.open', { id: doc.state.facts.number });
  if (doc?.kind === 'claim') return execute(title, 'claims.one', { id: claimId.keyOf(doc.id) });
  if (doc?.kind === 'bulk') return execute(title, 'told.bulk', { id: bulkId.keyOf(doc.id) });
  const { leadsTo } = RULES[notice.code];
  switch (leadsTo) {
    case 'person':
      return execute(title, 'people.open', personRef(doc, others.length > 0));
    case 'renewal':
      return execute(title, 'company.open');
    case 'profile':
      return execute(title, 'profile.open');
    case 'home':
    case 'next':
    case 'voucher':
    case 'claim':
    case 'bulk':
      return execute(title, 'home.open');
    default:
      return leadsTo satisfies never;
  }
}

function countOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { told }) => sum + told.length, 0);
}

/** One sentence: of one notice, or of all of a kind with the day that comes first. */
function entrySentence(t: Say, language: Language, entry: Entry, standing: Standing): string {
  if (entry.code === undefined) return noticeSentence(t, language, entry.told[0], standing);
  return t('toldMany.line', { what: whatOf(t, entry), says: saidOfAll(t, language, entry, standing) });
}

/** What is said of all of a kind, with the day that comes first. */
function saidOfAll(
  t: Say,
  language: Language,
  { told, code }: Extract<Entry, { readonly code: GroupedCode }>,
  standing: Standing,
): string {
  const day = told.map(({ notice }) => notice.day).reduce((a, b) => (b < a ? b : a));
  const by = new Set(told.map((one) => one.by));
  const dues = told.map((one) => dueOf(one, standing)).filter((due) => due !== undefined);
  return t(`toldMany.${code}`, {
    who: by.size === 1 ? 'one' : 'several',
    by: by.size === 1 ? shortened([...by][0] ?? t('person.someone'), NAME_MAX) : '',
    day: formatDay(language, day),
    days: Math.abs(daysBetween(standing.today, day)),
    due:
      dues.length === 0
        ? '–'
        : formatDay(
            language,
            dues.reduce((a, b) => (b < a ? b : a)),
          ),
  });
}

/** How many of what kind one line is about. */
function whatOf(t: Say, { told }: Entry): string {
  const kind = told[0]?.doc?.kind;
  return t(
    kind === 'claim' ? 'toldMany.claims' : kind === 'person' ? 'toldMany.people' : 'toldMany.vouchers',
    { count: told.length },
  );
}

/** The line of the toast: nothing that the card does not say. */
function summaryOf(
  t: Say,
  language: Language,
  told: readonly Told[],
  standing: Standing,
  more: number,
  several: Extract<Key, 'notify.several' | 'channel.several'> = 'notify.several',
): string {
  const count = told.length + more;
  const [sentence = ''] = sentencesOf(
    t,
    language,
    entriesOf(sortedTold(told, standing.today)),
    standing,
    more,
  );
  const line = isSeveral(told, more) ? `${t(several, { count })}: ${sentence}` : sentence;
  return shortened(line, SUMMARY_MAX);
}

/** The message to one person; `told` in any order, and `more` that are counted only: at least one of both. */
export function noticeMessage(
  reader: Reader,
  told: readonly Told[],
  standing: Standing,
  more = 0,
): NoticeMessage {
  return {
    card: noticesCard(reader, told, standing, more),
    summary: summaryOf(speaker(reader.language), reader.language, told, standing, more),
  };
}

/** Status lines for a team's channel: nothing to press there but the way into one's own chat, at `chatUrl`. */
export function channelCard(
  language: Language,
  told: readonly Told[],
  standing: Standing,
  chatUrl: string,
  more = 0,
): Card {
  const t = speaker(language);
  const sorted = sortedTold(told, standing.today);
  const entries = entriesOf(sorted);
  const all = linesOf(entries, more);
  return fill(language, {
    ...topOf(t, language, sorted, { standing, more, several: 'channel.several' }),
    entries: isSeveral(sorted, more)
      ? rowsOf(
          t,
          partsOf(t, language, entries, { standing, more }).map((said, at) => ({
            ...said,
            tone: at < LINES ? toneOf(all[at] ?? [], standing) : 'plain',
          })),
        )
      : [],
    lines: overLines(t, language, sorted, standing),
    actions: [openUrl(t('link.chat'), chatUrl)],
  });
}

/** The message to a channel. */
export function channelMessage(
  language: Language,
  told: readonly Told[],
  standing: Standing,
  chatUrl: string,
  more = 0,
): NoticeMessage {
  return {
    card: channelCard(language, told, standing, chatUrl, more),
    summary: summaryOf(speaker(language), language, told, standing, more, 'channel.several'),
  };
}
