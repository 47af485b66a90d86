import { daysUnder } from './days.ts';
import type { Placed } from './facts.ts';
import { labelKey } from './label-key.ts';
import type { Layout } from './layout.ts';
import { namesMoney, titleOf, TRAINING } from './papers.ts';
import { namesProduct } from './products.ts';
import type { ToldAt } from './told.ts';
import { isDays } from './values.ts';
import { VOUCHER } from './voucher-words.ts';
import { allOf, type Fact } from './wordings.ts';
import { lazily } from '../lazily.ts';
import type { Steps } from '../steps.ts';

const PLAN =
  /plann|planif|planej|planeam|planow|plánov|planov|planung|pianific|планир|плановы|計画|プランニング|规划|規劃|计划|計劃/giu;
/** Letters between a word for planning and one for a voucher that belong together. */
const NEAR = 25;

/** Whether a line speaks of a voucher for planning, in whatever form of the words. */
function namesPlanningVoucher(line: string): boolean {
  for (const { index, 0: word } of line.matchAll(PLAN)) {
    if (VOUCHER.test(line.slice(Math.max(0, index - NEAR), index + word.length + NEAR))) return true;
  }
  return false;
}

/** How much a text speaks of planning vouchers, and whether of something else. */
export interface Topic {
  /** It names an engagement of the programme. */
  readonly isNamed: boolean;
  /** It names several engagements: a list of vouchers does, and may have no word for them. */
  readonly isOfSeveral: boolean;
  /** These are different ones. */
  readonly isOfDifferent: boolean;
  /** It has a word for vouchers. */
  readonly isOfVoucher: boolean;
  /** It is laid out as the portal tells of a voucher, whatever it calls it. */
  readonly isPortal: boolean;
  /** It holds what only the mail of a planning voucher does. */
  readonly isShaped: boolean;
  /** A word for planning stands by one for vouchers. */
  readonly isPlanningVoucher: boolean;
  readonly isPlanning: boolean;
  readonly isAssurance: boolean;
  readonly isForeign: boolean;
  readonly isInvoice: boolean;
}

/** Words of other vouchers beyond those of the language files: of languages that have none, and of codes. */
const MORE_FOREIGN =
  'rental|ledger|journal|pay slip|payslip|payroll|net pay|ssid|donation|internet access|lottery|winner|newsletter|' +
  'pin|puk|curriculum|resume|top up|boarding|check in|massage|museum|salary|satv|learning|certif|учебн|обучени|экзамен|' +
  'слушател|гостиниц|отел|турист|скидк|подароч|szkoleni|egzamin|nocleg|hotel|schulung|formation|formación|formazion|' +
  'treinamento|viaggio|viaje|viagem|voyage|podróż|путешеств|reisegutschein|旅行|lunchow|obiadow|obědov|stravenk|mittag|essensgutschein|restaurant|refeição|питани|обеден|обеды|ланч|昼食|食事|餐券|formação|školení|研修|トレーニング|培训';

const UNSPACED = /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}]/u;

/** A word that tells what a text is about. */
interface Telling<K> {
  readonly word: string;
  readonly list: K;
}

/** Finds words of lists in a text, at the beginnings of words; what is written without spaces, anywhere. */
class Words<K extends string> {
  readonly #first = new Map<string, Telling<K>[]>();
  readonly #unspaced: Telling<K>[] = [];

  constructor(lists: Readonly<Record<K, readonly string[]>>) {
    for (const list of Object.keys(lists) as K[]) {
      for (const word of new Set(lists[list].map(labelKey))) {
        if (word.length < 2) continue;
        const beginning = word.slice(0, 3);
        const alike = this.#first.get(beginning);
        if (UNSPACED.test(word)) this.#unspaced.push({ word, list });
        else if (alike) alike.push({ word, list });
        else this.#first.set(beginning, [{ word, list }]);
      }
    }
  }

  /** Adds the words of each list that `text`, normalised and padded with spaces, holds. */
  add(text: string, to: Readonly<Record<K, Set<string>>>): void {
    for (let at = text.indexOf(' '); at >= 0 && at + 1 < text.length; at = text.indexOf(' ', at + 1)) {
      const alike = this.#first.get(text.slice(at + 1, at + 4));
      if (alike === undefined) continue;
      for (const { word, list } of alike) {
        if (!text.startsWith(word, at + 1)) continue;
        const next = text[at + 1 + word.length];
        // A short word has to end there: "order" is no "orderly", "net" no "network".
        if (word.length >= 6 || next === ' ' || next === undefined || (word.length >= 4 && next === 's'))
          to[list].add(word);
      }
    }
    if (!UNSPACED.test(text)) return;
    for (const { word, list } of this.#unspaced) if (text.includes(word)) to[list].add(word);
  }
}

const telling = lazily(
  () =>
    new Words({
      planning: allOf(({ topic }) => topic.planning),
      assurance: allOf(({ topic }) => [...topic.assurance, ...topic.tools]),
      foreign: [...allOf(({ topic }) => topic.otherVouchers), ...MORE_FOREIGN.split('|')],
      trade: allOf(({ topic }) => [...topic.trade, ...topic.money]),
    }),
);

const SUPPORTING: ReadonlySet<Fact> = new Set(['serviceLevel', 'agreement', 'projectManager', 'assignedOn']);

/** So many different words of orders and invoices make a paper of that sort. */
const TRADE_WORDS = 3;

/** Words that may stand before "voucher" in a title; any other word makes it a voucher of another kind. */
const VOUCHER_QUALIFIERS: ReadonlySet<string> = new Set(
  (
    'a the this that your our my new following attached customer planning service services deployment software ' +
    'assurance sa days day fw fwd re subject about here is for one another vlsc microsoft'
  ).split(' '),
);

/** A title that names a voucher of training, and more on training below. */
function isTrainingVoucher(lines: readonly string[]): boolean {
  const title = titleOf(lines);
  if (!TRAINING.test(title) || !VOUCHER.test(title)) return false;
  return lines.filter((line) => TRAINING.test(line)).length > 1;
}

/** The longest service level: more days are what a company has in all. */
const LONGEST_LEVEL = 15;

function isLevel(raw: string): boolean {
  const days = daysUnder(raw);
  return days.length === 0 || days.some((count) => count <= LONGEST_LEVEL);
}

/** A line such as "Lunch voucher" or "Subject: Lunch voucher". */
function namesAnotherVoucher(line: string): boolean {
  const title = line.slice(line.lastIndexOf(':') + 1).toLowerCase();
  const words = (title.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 5);
  if (words.length < 2 || words.length > 4 || words.at(-1) !== 'voucher') return false;
  return words.slice(0, -1).some((word) => !VOUCHER_QUALIFIERS.has(word));
}

/**
 * What a text is about. `tokens`: the engagements and offerings that it names; `isShaped`: it holds what only a
 * voucher's mail does, so that no word makes it a paper of another kind; `told`: what its sentences tell.
 */
export function* topicOf(
  layout: Layout,
  tokens: readonly Placed[],
  isShaped: boolean,
  told: readonly ToldAt[],
): Steps<Topic> {
  const engagements = tokens.filter(({ statement }) => statement.fact !== 'serviceLevel');
  const named = engagements.length;
  const isVoucher = layout.lines.some((line) => VOUCHER.test(line));
  // A product beside a voucher says as much as the name of its engagement.
  const names = named > 0 ? named : isVoucher && layout.lines.some(namesProduct) ? 1 : 0;
  const planning = new Set<string>();
  const assurance = new Set<string>();
  const foreign = new Set<string>();
  const trade = new Set<string>();
  for (const line of layout.lines) {
    if (line === '') continue;
    yield;
    const text = ` ${normal(line)} `.replaceAll(' of course ', ' ');
    telling().add(text, { planning, assurance, foreign, trade });
  }
  const money = layout.trades.filter((value) => /\d/.test(value) && !isDays(value));
  // What only a planning voucher has beside its number makes up for a strange title.
  const hasSupport = layout.labelled.some(({ fact, loose }) => !loose && SUPPORTING.has(fact));
  const hasAdmin =
    layout.labelled.some(({ fact, likely }) => fact === 'adminEmail' && likely >= 0.75) ||
    told.some(
      ({ fact, likely, before = '' }) => fact === 'adminEmail' && likely >= 0.9 && VOUCHER.test(before),
    );
  const facts = new Set(layout.labelled.map(({ fact }) => fact));
  // A translation may call a voucher a document; then it stands among what only a voucher has.
  const isPortal =
    (assurance.size > 0 || planning.size > 0 || names > 0) &&
    layout.labelled.some(({ fact, raw }) => fact === 'serviceLevel' && isLevel(raw)) &&
    (facts.has('adminEmail')
      ? facts.has('expiresOn') || facts.has('assignedOn')
      : assurance.size > 0 && facts.has('expiresOn'));
  // What is called by a label like those of vouchers, beside an engagement and what only a voucher has.
  const isCalledSo =
    named > 0 &&
    layout.labelled.some(({ fact, likely }) => fact === 'number' && likely >= 0.7) &&
    (facts.has('adminEmail') || facts.has('serviceLevel'));
  const isPlanningVoucher = isVoucher && layout.lines.some(namesPlanningVoucher);
  // Training, hotels and meals have vouchers of their own, whatever else is mentioned beside.
  const isTraining = !isPlanningVoucher && isTrainingVoucher(layout.lines);
  const isOther = isTraining || (foreign.size > 1 && foreign.size > planning.size + names);
  return {
    isNamed: named > 0,
    isOfSeveral: named > 1,
    isOfDifferent: new Set(engagements.map(({ statement }) => statement.value)).size > 1,
    isPlanningVoucher,
    isPortal,
    isShaped,
    isOfVoucher: isShaped || hasAdmin || isPortal || isVoucher || isCalledSo,
    isPlanning:
      isShaped ||
      (!isOther && (names > 0 || planning.size > 0 || (hasAdmin && foreign.size === 0) || isPlanningVoucher)),
    isAssurance: assurance.size > 0,
    isForeign:
      !isShaped &&
      (isTraining ||
        money.length > 0 ||
        foreign.size > 0 ||
        (!hasSupport && layout.lines.some(namesAnotherVoucher))),
    isInvoice:
      !isShaped &&
      (money.length > 1 ||
        ((foreign.size > 0 || money.length > 0) && layout.lines.some(namesMoney)) ||
        (!hasAdmin && trade.size >= TRADE_WORDS && trade.size > planning.size + names)),
  };
}

/** A line as {@link labelKey} writes words: one space between them. */
function normal(line: string): string {
  return (
    line
      .normalize('NFKC')
      // The name of somebody's server says nothing.
      .replace(/\S+/gu, (word) => (word.includes('@') ? ' ' : word))
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\p{L}\p{N}%]+/gu, ' ')
      .trim()
  );
}
