import {
  CANNOT,
  type Cannot,
  type Difference,
  type DifferenceGroup,
} from '../../domain/sheet/differences.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Language } from '../../domain/people/person.ts';
import { ENGAGEMENT_IDS, ENGAGEMENTS, OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import type { Choice } from '../../domain/sheet/choices.ts';
import { countryName, formatDay, shortened } from '../kit/format.ts';
import { consultantName, offeringName, statusName } from '../kit/names.ts';
import type { Say } from '../kit/say.ts';
import type { Day } from '../../domain/day.ts';

/** How much of a value is shown, in characters. */
const VALUE_MAX = 40;

/** A group in a sentence: how many, and what the list says otherwise. */
export function groupSentence(
  t: Say,
  language: Language,
  { of, states, differences }: DifferenceGroup,
): string {
  const count = differences.length;
  const field = t(`sheetField.${of.what}`);
  if (of.how === 'adds') return t('sheet.groupAdds', { count, field });
  if (of.how === 'over')
    return t('sheet.groupOver', { count, ours: statusName(language, states?.ours ?? '') });
  if (states === undefined) return t('sheet.groupDiffers', { count, field });
  return t('sheet.groupStatus', {
    count,
    theirs: statusName(language, states.theirs),
    ours: statusName(language, states.ours),
  });
}

/** Why it cannot be taken over, and what would help; or, of what goes back all the same, what that means. */
export function whyNot(t: Say, { cannot }: { readonly cannot?: Cannot | undefined }): string | undefined {
  return CANNOT.includes(cannot as Cannot) ? t(`sheet.cannot.${cannot as Cannot}`) : undefined;
}

/** What can be chosen for differences: taking over only where a command can. */
export function choicesFor(
  t: Say,
  { way }: Pick<Difference, 'way'>,
): readonly { readonly title: string; readonly value: Choice }[] {
  const may: readonly Choice[] = way === undefined ? ['later', 'ignore'] : ['take', 'ignore', 'later'];
  return may.map((value) => ({ value, title: t(`sheet.choice.${value}`) }));
}

/** Both sides of a difference; values may be anybody's text. */
export function bothSides(
  t: Say,
  language: Language,
  standing: Standing,
  { what, ours, theirs }: Pick<Difference, 'what' | 'ours' | 'theirs'>,
): string {
  const said = (value: string): string => shortened(inWords(t, language, standing, what, value), VALUE_MAX);
  return t('sheet.sides', {
    ours: ours === undefined ? t('sheet.notKnown') : said(ours),
    theirs: said(theirs),
  });
}

function inWords(
  t: Say,
  language: Language,
  standing: Standing,
  what: Difference['what'],
  value: string,
): string {
  switch (what) {
    case 'status':
      return value === 'other' ? t('sheetState.over') : statusName(language, value);
    case 'engagement': {
      const engagement = ENGAGEMENT_IDS.find((id) => id === value);
      const offering = OFFERING_IDS.find((id) => id === value);
      if (engagement !== undefined) return ENGAGEMENTS[engagement];
      return offering === undefined ? value : offeringName(offering);
    }
    case 'assignedOn':
    case 'printedExpiry':
    case 'reservedOn':
    case 'start':
    case 'end':
    case 'reportedOn':
    case 'redeemedOn':
      return formatDay(language, value as Day);
    case 'country':
      return countryName(language, value);
    case 'consultant':
      return consultantName(standing, value);
    case 'serviceLevel':
    case 'number':
    case 'customer':
    case 'adminEmail':
    case 'locationId':
      return value;
    default:
      return what satisfies never;
  }
}
