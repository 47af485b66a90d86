import { isExample, isPlausibleNumber } from './values.ts';
import type { Said } from './said.ts';
import { labelOf } from './labels.ts';
import { trimEdges, type Labelled, type Layout } from './layout.ts';
import type { Row } from './rows.ts';
import type { ToldAt } from './told.ts';
import { isOfAnotherPaper, namesMoney } from './papers.ts';
import { placeOf, type Place } from './place.ts';
import {
  isBeside,
  isBesideEngagement,
  keptNumber,
  nearVoucher,
  remainingNumber,
} from './remaining-number.ts';
import type { Topic } from './topic.ts';
import { VOUCHER } from './voucher-words.ts';
import { canonicalNumber } from '../voucher/number.ts';

/** Which numbers of a text are those of vouchers, by what tells it best: a label, a sentence, a list. */

/** Words that may stand between "voucher ID" and the number in a sentence. */
const COPULA = /^(?:is|are|was|no\.?|nr|#|to|это|jest|ist|lautet|est|es|é|:|-|–|—)$/u;

/** A label's meaning is certain from here on. */
export const SURE = 0.7;
/** A number is told in so many words from here on. */
const CLEAR = 0.85;

/** Most lines are statements, keys of JSON or braces. */
function looksLikeCode(lines: readonly string[]): boolean {
  const full = lines.filter((line) => line.trim() !== '');
  const code = full.filter((line) =>
    /[{}]\s*$|[=(].*;\s*$|^\s*(?:[}\]]|"[\w-]+"\s*:|(?:const|let|var|import|export|return|function|class|def|public|private|#include)\s)/u.test(
      line,
    ),
  );
  return code.length >= 2 && code.length * 3 >= full.length;
}

/** A text without a word for vouchers, one of shops, travel or training, an invoice, code. */
function isOfSomethingElse(layout: Layout, topic: Topic): boolean {
  if (!topic.isOfVoucher || topic.isInvoice || (topic.isForeign && !topic.isPlanning)) return true;
  return looksLikeCode(layout.lines);
}

/**
 * The numbers that count. A number stands under its label on a line of its own, and:
 * an invoice or code never counts; where the text speaks of planning services, every label does; a text that
 * speaks of shops, travel or training does not count; else a label that names a voucher's number is enough, and a
 * borrowed one needs Software Assurance around it. Where both kinds of label stand, the borrowed ones are other ids.
 */
export function labelledNumbers(layout: Layout, topic: Topic, said: Said): Place[] {
  if (isOfSomethingElse(layout, topic)) return [];
  // Without a separator a sentence may look like a label: something else in the text has to be labelled too.
  const hasOthers = layout.labelled.some(({ fact }) => fact !== 'number' && fact !== 'customer');
  // In a single line "reserve voucher ID: …" is what somebody types; a mail's line has a label that is known.
  const isOnlyLine = layout.lines.filter((line) => line.trim() !== '').length === 1;
  const isPaper = isOfAnotherPaper(layout.lines);
  const counts = ({ fact, borrowed, generic, loose, likely }: Labelled): boolean =>
    fact === 'number' &&
    (!isOnlyLine || likely === 1) &&
    (!borrowed || (topic.isPlanning && !isPaper) || (topic.isAssurance && !generic && !isPaper)) &&
    (!loose || hasOthers);
  const good = layout.labelled.filter(counts);
  const own = good.filter(({ borrowed }) => !borrowed);
  const named = good.filter(({ generic }) => !generic);
  return (own.length > 0 ? own : named.length > 0 ? named : good).flatMap(({ raw, many, line }) =>
    said.numbers(raw, many).map((printed) => placeOf(line, 'label', printed)),
  );
}

/** The numbers of a list or table that is known by its columns. */
export function rowNumbers(rows: readonly Row[]): Place[] {
  return rows.map(({ line, number }) => placeOf(line, 'token', number));
}

/** Numbers that no known label announces, by what tells them best. */
export function unlabelledNumbers(layout: Layout, topic: Topic, told: readonly ToldAt[]): Place[] {
  const byToken = tokenNumbers(layout, topic);
  if (byToken.length > 0 || !topic.isPlanning) return byToken;
  const isPaper = isOfAnotherPaper(layout.lines);
  const isOfMoney = !topic.isShaped && layout.lines.some(namesMoney);
  const mayBeListed = !topic.isInvoice && !topic.isForeign && !looksLikeCode(layout.lines);
  const listed = mayBeListed ? listedNumbers(layout) : [];
  const isNear = nearVoucher(layout);
  // It may be called by a word that nobody knows, where its administrator keeps the same.
  if (!topic.isOfVoucher && topic.isNamed && mayBeListed && !isPaper && !isOfMoney) {
    const kept = keptNumber(layout, told);
    if (kept.length > 0) return kept;
  }
  if (isOfSomethingElse(layout, topic)) return topic.isOfSeveral ? listed : [];
  const sentences = toldNumbers(tellingNumbers(layout, topic, told, { isNear, isPaper, isOfMoney }));
  if (countOf(listed) > countOf(sentences)) return listed;
  const mayBeLeft =
    topic.isPortal ||
    topic.isShaped ||
    (topic.isNamed && !topic.isForeign && !topic.isInvoice && !isPaper && !isOfMoney);
  const left = mayBeLeft ? remainingNumber(layout, told) : [];
  const best = bestOf(sentences, left, topic, told);
  return best.length === 0 ? [] : [...best, ...alikeIn(best, told), ...furtherIn(best, layout, told, topic)];
}

function countOf(places: readonly Place[]): number {
  return new Set(places.map(({ id }) => id)).size;
}

/** The numbers of sentences that count: clear ones, and where the text tells more of a voucher, those beside it. */
function tellingNumbers(
  layout: Layout,
  topic: Topic,
  told: readonly ToldAt[],
  {
    isNear,
    isPaper,
    isOfMoney,
  }: {
    readonly isNear: (one: ToldAt) => boolean;
    readonly isPaper: boolean;
    readonly isOfMoney: boolean;
  },
): readonly ToldAt[] {
  const facts = new Set([...layout.labelled, ...told].map(({ fact }) => fact));
  const isDated = facts.has('expiresOn') && facts.has('assignedOn');
  const isSupported =
    !isPaper && (facts.has('adminEmail') || (!topic.isForeign && (topic.isNamed || isDated)));
  return told.filter((one) => {
    if (one.likely >= CLEAR) return isSupported || (!topic.isForeign && !isPaper);
    if (isOfMoney) return false;
    if (isSupported && (topic.isShaped || isNear(one))) return true;
    return topic.isPlanningVoucher && !isPaper && isBeside(layout, one);
  });
}

/**
 * What sentences tell, or what is left when all else is explained: of one number the latter is better where the text
 * has the shape of a voucher's mail; and "no." alone may count anything, a number of which a voucher is spoken may not.
 */
function bestOf(
  sentences: readonly Place[],
  left: readonly Place[],
  topic: Topic,
  told: readonly ToldAt[],
): readonly Place[] {
  if (countOf(sentences) === 0) return left;
  const ids = new Set(sentences.map(({ id }) => id));
  const forms = new Set(sentences.map(({ printed }) => formOf(printed)));
  // Numbers of different makes are of different vouchers only where these are told apart.
  if (countOf(sentences) > 1 && (forms.size === 1 || topic.isOfDifferent)) return sentences;
  if (countOf(sentences) > 1) {
    return left.some(({ id }) => ids.has(id)) ? left : sentences;
  }
  const isClear = told.some(
    ({ fact, likely, raw }) => fact === 'number' && likely >= CLEAR && ids.has(canonicalNumber(raw)),
  );
  if (isClear) return sentences;
  if (topic.isShaped && left.length > 0) return left;
  const spoken = told
    .filter(({ fact, before = '' }) => fact === 'number' && VOUCHER.test(before))
    .map(({ line, raw, start }) => placeOf(line, 'token', raw, start));
  return countOf(spoken) === 1 ? spoken : sentences;
}

/**
 * Numbers inside sentences, right behind a number label: in a quoted mail that speaks of planning services. Elsewhere
 * only behind a label of a voucher's own number that a colon ends ("here is the voucher ID: …").
 */
function tokenNumbers(layout: Layout, topic: Topic): Place[] {
  if (isOfSomethingElse(layout, topic)) return [];
  const isQuoted = topic.isPlanning && layout.heads.length > 0;
  const isOnlyLine = layout.lines.filter((line) => line.trim() !== '').length === 1;
  const found: Place[] = [];
  for (const [line, text] of layout.lines.entries()) {
    if (text.includes('?') || (!isQuoted && (!/[:：]/u.test(text) || isExample(text)))) continue;
    const words = text.split(/\s+/u);
    for (const [at, word] of words.entries()) {
      const printed = trimEdges(word, /[("'“„«]/u, /[)"'”».,;:!]/u);
      if (printed.length < 6 || !isPlausibleNumber(printed)) continue;
      let end = at;
      while (end > at - 2 && COPULA.test((words[end - 1] ?? '').toLowerCase())) end -= 1;
      const isBehindLabel = [at, end].some((to) =>
        [1, 2, 3].some((count) => to >= count && isNumberLabel(words.slice(to - count, to), isQuoted)),
      );
      if (isBehindLabel && (isQuoted || isInSentence(words, at, isOnlyLine)))
        found.push(placeOf(line, 'token', printed));
    }
  }
  return found;
}

function isNumberLabel(words: readonly string[], mayBeBorrowed: boolean): boolean {
  const label = labelOf(words.join(' '));
  if (label?.kind !== 'facts' || label.isGeneric || label.facts[0]?.likely !== 1) return false;
  return label.facts[0]?.fact === 'number' && (mayBeBorrowed || !label.borrowed);
}

/**
 * Whether the number is told within a sentence: words before its label, a colon, and a sign behind it.
 * One line that ends with a number is what somebody types.
 */
function isInSentence(words: readonly string[], at: number, isOnlyLine: boolean): boolean {
  const isToldByColon = /[:：]$/u.test(words[at - 1] ?? '');
  const isClosed = /[,.;!)]$/u.test(words[at] ?? '') || (!isOnlyLine && at === words.length - 1);
  return isToldByColon && isClosed && words.slice(0, at).some((word) => /,$|^\p{L}{2,}$/u.test(word));
}

/**
 * The numbers among what sentences tell: those that are told to be one; else the only one that nothing else explains.
 */
function toldNumbers(told: readonly ToldAt[]): Place[] {
  const numbers = told.filter(({ fact }) => fact === 'number');
  const most = Math.max(0, ...numbers.map(({ likely }) => likely));
  // Beside one that is told in so many words, "no." alone counts something else.
  const clear = numbers.filter(({ likely }) => likely >= (most >= CLEAR ? CLEAR : SURE));
  // Several of one form are a list; of several that are made in different ways nobody knows which it is.
  const byForm = Map.groupBy(numbers, ({ raw }) => formOf(raw));
  const lists = [...byForm.values()].filter(
    (list) => new Set(list.map(({ raw }) => canonicalNumber(raw))).size > 1,
  );
  const [only] = byForm.values();
  const alike = new Set(clear.map(({ raw }) => formOf(raw)));
  const taken =
    clear.length > 0
      ? numbers.filter((one) => clear.includes(one) || alike.has(formOf(one.raw)))
      : lists.length === 1
        ? (lists[0] ?? [])
        : byForm.size === 1
          ? (only ?? [])
          : [];
  return taken.map(({ raw, line, start }) => placeOf(line, 'token', raw, start));
}

/** Further numbers that are made as those that are known, whatever the words around them say. */
export function alikeIn(known: readonly Place[], told: readonly ToldAt[]): Place[] {
  const ids = new Set(known.map(({ id }) => id));
  const forms = new Set(known.map(({ printed }) => formOf(printed)));
  return told
    .filter(
      ({ fact, raw }) =>
        (fact === 'number' || fact === 'id') && forms.has(formOf(raw)) && !ids.has(canonicalNumber(raw)),
    )
    .map(({ line, raw, start }) => placeOf(line, 'token', raw, start));
}

/** The numbers of further vouchers, made in other ways, where a text names several engagements, each beside its number. */
function furtherIn(known: readonly Place[], layout: Layout, told: readonly ToldAt[], topic: Topic): Place[] {
  if (!topic.isOfDifferent || topic.isForeign) return [];
  const ids = new Set(known.map(({ id }) => id));
  return told
    .filter(
      (one) =>
        one.fact === 'number' &&
        /\d.*\p{L}|\p{L}.*\d/u.test(one.raw) &&
        !ids.has(canonicalNumber(one.raw)) &&
        // Behind a mere "code" stands anything.
        (one.likely < SURE || one.likely >= CLEAR) &&
        isBesideEngagement(layout, one),
    )
    .map(({ line, raw, start }) => placeOf(line, 'token', raw, start));
}

/** How a number is made: `KL-0091` and `KL-0092` are alike. */
function formOf(printed: string): string {
  return canonicalNumber(printed).replace(/\p{L}/gu, 'A').replace(/\d/gu, '9');
}

/** What may stand before the number of a list's item. */
const ITEM = /^(?:[\s"'„«(]|[№#]|n[.ºo°]|nr\.?|no\.?|č\.)*/iu;

/**
 * Numbers that begin several lines and are made alike, where no label or sentence tells one: a list of vouchers.
 */
function listedNumbers(layout: Layout): Place[] {
  const found: Place[] = [];
  for (const [line, text] of layout.lines.entries()) {
    if (layout.headers.has(line)) continue;
    const start = text.slice(0, 80).replace(ITEM, '');
    const [token = ''] = /^[^\s|/;,，、；:：()（）–—]{5,40}/u.exec(start) ?? [];
    if (/\d{3}|\d.*[-.]/.test(token) && isPlausibleNumber(token)) found.push(placeOf(line, 'token', token));
  }
  const alike = Map.groupBy(found, ({ printed }) => formOf(printed));
  const lists = [...alike.values()].filter((list) => new Set(list.map(({ id }) => id)).size > 1);
  const [only, ...more] = lists.toSorted((a, b) => b.length - a.length);
  return only === undefined || more.some((list) => list.length === only.length) ? [] : only;
}
