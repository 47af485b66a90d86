import { countryCodes, countryName } from '../../cards/kit/format.ts';
import { wordsOf } from '../../domain/folded.ts';
import { LANGUAGES } from '../../domain/people/person.ts';
import type { ListFilter } from '../../domain/desk/list-filter.ts';
import { saidNames } from '../../domain/said-names.ts';
import { present } from '../../domain/present.ts';

/** What a sentence narrows a list down by beside what it names: days to a deadline, and a country. */
interface Narrowing {
  readonly by: Pick<ListFilter, 'due' | 'country'>;
  /** The sentence without them. */
  readonly rest: string;
}

const NUMBER = String.raw`(\d{1,3})`;
const WEEKS: ReadonlySet<string> = new Set(['w', 'н', 't']);
/** "within 30 days", «в ближайшие 30 дней», "w ciągu 30 dni": a number, and of what. */
const WITHIN = [
  String.raw`(?:due\s+)?(?:within|in|over|for)\s+(?:the\s+)?(?:next|coming)\s+${NUMBER}\s+(d|w)(?:ays?|eeks?)`,
  String.raw`(?:due\s+|expiring\s+|ending\s+)?within\s+${NUMBER}\s+(d|w)(?:ays?|eeks?)`,
  String.raw`due\s+in\s+${NUMBER}\s+(d|w)(?:ays?|eeks?)`,
  String.raw`(?:со?\s+сроком\s+|срок\s+)?(?:в\s+течение|в\s+ближайшие|на\s+ближайшие|до)\s+${NUMBER}\s+(д|н)(?:ней|ня|ень|едель|едели|еделю)`,
  String.raw`(?:z\s+terminem\s+|termin\s+)?(?:w\s+ciągu|w\s+ciagu|do|przez)\s+(?:najbliższych\s+|najblizszych\s+|najbliższe\s+)?${NUMBER}\s+(d|t)(?:ni|nia|ygodni|ygodnie)`,
  String.raw`w\s+(?:najbliższych|najblizszych)\s+${NUMBER}\s+(d|t)(?:niach|ygodniach)`,
].map((pattern) => new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`, 'iu'));
const MAX_DAYS = 366;
/** Before the name of a country. */
const IN = /(?:^|\s)(?:in|from|w|we|z|в|во|из)\s+$/iu;

/** What narrows a list down in a sentence; undefined where nothing does. `countries`: those that may be named. */
export function narrowingIn(text: string, countries: readonly string[]): Narrowing | undefined {
  const within = withinIn(text);
  const place = countryIn(within?.rest ?? text, countries);
  if (within === undefined && place === undefined) return undefined;
  return {
    by: present({ due: within?.days, country: place?.country }),
    rest: (place ?? within)?.rest ?? '',
  };
}

function withinIn(text: string): { readonly days: number; readonly rest: string } | undefined {
  for (const pattern of WITHIN) {
    const [found, count = '', unit = ''] = pattern.exec(text) ?? [];
    if (found === undefined) continue;
    const days = Number(count) * (WEEKS.has(unit.toLowerCase()) ? 7 : 1);
    if (days >= 1 && days <= MAX_DAYS) return { days, rest: text.replace(found, ' ') };
  }
  return undefined;
}

/** A country by its name in any of the languages, in whatever case; only where it is said that something is there. */
function countryIn(
  text: string,
  countries: readonly string[],
): { readonly country: string; readonly rest: string } | undefined {
  const words = wordsOf(text);
  const named = countryCodes()
    .filter((code) => countries.includes(code))
    .flatMap((code) => LANGUAGES.map((language) => [countryName(language, code), code] as const));
  for (const { thing, words: at } of saidNames(words, named, { whole: true })) {
    const first = words[at[0] ?? -1];
    const last = words[at.at(-1) ?? -1];
    if (first === undefined || last === undefined) continue;
    const before = text.slice(0, first.at);
    const said = IN.exec(before);
    if (said === null) continue;
    const rest = `${before.slice(0, said.index)} ${text.slice(last.end)}`;
    return { country: thing, rest };
  }
  return undefined;
}
