import { announcedIn, isListedLabel } from './labels.ts';
import { LEGAL_FORM } from './legal-form.ts';
import type { Budget, Told } from './sentences.ts';
import type { Steps } from '../steps.ts';

/** Who is told to be the customer, or to lead the project: names in sentences, and whose addresses a name explains. */

const MAX_PARAGRAPH = 8_000;
/** Letters before and behind a name that are looked at. */
const BEFORE = 90;
const BEHIND = 45;

/** Names in running text: capitalised words and what joins them, in quotation marks or not; with a company's form. */
const NAME =
  /[«„“"](?<quoted>[\p{Lu}\d][^«»„“”"\n]{1,60})[»”“"]|(?<![\p{L}\d@.-])\p{Lu}(?:[\p{L}\d&'’-]{0,2}\.|[\p{L}\d&'’-]*)(?:(?<=\p{L}{0,3}\.|[^.])[ -](?:\p{Lu}[\p{L}\d&'’./-]*\.?|(?:de|di|du|da|do|del|della|des|la|of|the|and|und|und der|der|für|von|i|y|e|et|и|&|z|o\.\s?o\.)(?= \p{Lu}|$))){0,6}/gu;
const UNSPACED_NAME =
  /(?:株式会社|有限会社|（株）|\(株\))[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}A-Za-zー]{2,12}?(?=[様のはがをよ、。（(]|$)|[\p{Script=Han}\p{Script=Katakana}A-Za-zー]{2,14}?(?:株式会社|有限公司|集团|集團|公司|银行|銀行|医院|醫院|大学)|[\p{Script=Han}\p{Script=Katakana}ー]{2,12}(?=様)/gu;
/** Words around a name from here on are taken to speak of the customer or of who leads the project. */
const LIKELY_NAME = 0.75;

function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}\d]/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss');
}

/** Where a name begins and ends in a sentence is a guess, unless an address tells. */
const GUESSED = 0.9;
const MAX_NAME_WORDS = 7;
/** Letters of a word that a domain may have instead of all of it. */
const SHORTENED = 3;
/** Words that stand before a name as if they were of it: "Die", "Kunde". */
const MAX_BEFORE = 2;
/** Letters of a domain that a name has to explain. */
const LEAST = 4;

/** How many letters at the beginning of `rest`, what is left of a domain, a word of a name explains. */
function explained(rest: string, word: string): number {
  if (word !== '' && rest.startsWith(word)) return word.length;
  let count = 0;
  while (count < word.length && word[count] === rest[count]) count += 1;
  return count >= SHORTENED ? count : 0;
}

/** What a name goes on with: capitalised words and what joins them, as long as none of them is a label. */
const GOES_ON =
  /^(?:(?:de|di|du|da|do|dos|das|del|della|des|la|of|the|and|und|der|für|von|i|y|e|et|и|&|w|z)\s){0,2}[\p{Lu}&][\p{L}\d&'’./-]*/u;

function moreOf(behind: string): string {
  // The next label begins.
  if (/^[^.,;:：\n]{1,40}[:：]/u.test(behind)) return '';
  let found = '';
  let rest = behind;
  for (let next = GOES_ON.exec(rest); next !== null; next = GOES_ON.exec(rest)) {
    if (isListedLabel(next[0])) break;
    found += ` ${next[0]}`;
    if (next[0].endsWith('.')) break;
    rest = rest.slice(next[0].length);
    if (!rest.startsWith(' ')) break;
    rest = rest.slice(1);
  }
  return found;
}

/**
 * The name of the organisation in whose domain an address is, where it begins at `start`: "Klausner Holz KG" with
 * klausner-holz.example, "Gerais Novos Imóveis" with geraisimoveis.example. The domain is made of words of the name or
 * of their beginnings, and what stands before the first of them is none of it; a company's form behind them is.
 */
function nameOfDomain(
  text: string,
  start: number,
  domains: readonly string[],
): { readonly name: string; readonly isWhole: boolean } | undefined {
  const [line = ''] = text.slice(start, start + 100).split('\n', 1);
  const words = line.split(' ').slice(0, MAX_NAME_WORDS);
  for (const domain of domains) {
    let count = 0;
    let rest = domain;
    let first = 0;
    let last = 0;
    while (count < words.length && rest !== '') {
      const word = words[count] ?? '';
      const letters = explained(rest, folded(word));
      if (letters === 0 && (last === 0 ? count >= MAX_BEFORE : count - last > 1)) break;
      if (letters > 0 && last === 0) first = count;
      rest = rest.slice(letters);
      count += 1;
      if (letters > 0) last = count;
      if (/[,;:.)]$/u.test(word) && !/^\p{L}{1,3}\.$/u.test(word)) break;
    }
    if (last === 0 || rest.length > 2 || domain.length - rest.length < LEAST) continue;
    count = last;
    for (let more = 4; more > 0; more -= 1) {
      const form = words
        .slice(count, count + more)
        .join(' ')
        .replace(/[,;:)]+$/u, '');
      if (form !== '' && LEGAL_FORM.test(form) && form.length <= 18) {
        count += more;
        break;
      }
    }
    const known = words.slice(first, count).join(' ');
    const isEnded = /[,;:)!?]$|\p{L}{4}\.$/u.test(known);
    const more = isEnded ? '' : moreOf(words.slice(count).join(' '));
    const name = `${known}${more}`
      .replace(/^[("'«„“]+|[,;:)!?]+$/gu, '')
      .replace(/(?<!\.\p{L}|\s\p{L}{1,3}|Inc|Ltd)\.$/u, '');
    if (!/@|\p{Ll}{2}\.\p{Ll}/u.test(name)) return { name, isWhole: more === '' };
  }
  return undefined;
}

/** The part of an address's domain that names the organisation. */
export function domainOf(address: string): string {
  const parts = (address.split('@')[1] ?? '').split('.');
  return folded(parts.at(parts.length > 2 && (parts.at(-2) ?? '').length <= 3 ? -3 : -2) ?? '');
}

/** Words with which the name of an engagement begins. */
const ENGAGEMENT_WORD =
  /^(?:Windows|Office|SharePoint|Exchange|Skype|Mobile|Modern|Modernizing|Upgrading|Migrating|Data|Dynamics|Project|Microsoft)$/u;

/** A name as far as no word of it ends a sentence, is a label or begins an engagement. */
function nameOnly(text: string): string {
  const words = text.split(' ');
  const end = words.findIndex(
    (word, at) =>
      at > 0 &&
      (/\p{L}{4}\.$/u.test(words[at - 1] ?? '') || ENGAGEMENT_WORD.test(word) || isListedLabel(word)),
  );
  return (end < 0 ? text : words.slice(0, end).join(' ')).replace(/(?<=\p{L}{4})\.$/u, '');
}

/** Who is told to be the customer, or to lead the project; the customer is known by `domains` of its addresses, too. */
export function* namedIn(paragraph: string, domains: readonly string[], budget: Budget): Steps<Told[]> {
  const text = paragraph.slice(0, MAX_PARAGRAPH);
  const told: Told[] = [];
  for (const pattern of [NAME, UNSPACED_NAME]) {
    for (const match of text.matchAll(pattern)) {
      const raw = match.groups?.['quoted'] ?? nameOnly(match[0]);
      const end = match.index + match[0].length;
      // The head of a column is no name.
      if (raw.length < 3 || isListedLabel(raw)) continue;
      const own = nameOfDomain(text, match.index + match[0].indexOf(raw), domains);
      if (own !== undefined) {
        // The domain may hold only the beginning of a longer name: then somebody is asked.
        told.push({ fact: 'customer', raw: own.name, start: match.index, likely: own.isWhole ? 1 : 0.9 });
        continue;
      }
      budget.left -= 1;
      if (budget.left < 0) return told;
      yield;
      const before =
        /[^.!?\n。！？]*$/u.exec(text.slice(Math.max(0, match.index - BEFORE), match.index))?.[0] ?? '';
      const best = announcedIn(before, text.slice(end, end + BEHIND), ['customer', 'projectManager']);
      const name = raw.split(/(?<=\p{L}) (?:und der|and|und|of|the)$/u)[0] ?? raw;
      if (LEGAL_FORM.test(name))
        told.push({ fact: 'customer', raw, start: match.index, likely: LIKELY_NAME });
      else if (
        best !== undefined &&
        best.likely >= LIKELY_NAME &&
        (best.fact !== 'projectManager' || / |^\P{ASCII}/u.test(raw))
      )
        told.push({
          fact: best.fact as Told['fact'],
          raw,
          start: match.index,
          likely: Math.min(best.likely, GUESSED),
        });
    }
  }
  return told;
}
