import type { Standing } from '../../domain/desk/standing.ts';
import type { Language } from '../../domain/people/person.ts';
import type { Engagement } from '../../domain/plan/engagements.ts';
import type { Places } from '../../domain/plan/plan.ts';
import { present } from '../../domain/present.ts';
import { bound, type Element } from '../kit/elements.ts';
import { formatSpan, plainLabel, shortened } from '../kit/format.ts';
import { consultantName } from '../kit/names.ts';
import type { Say } from '../kit/say.ts';

/** Characters of a name, and of a number, in a sentence. */
const NAME = 40;
/** Signs of the warning in its button's name. */
const SPOKEN = 60;

/** Another engagement of somebody, by its voucher and days; a text from outside is in it. */
export function placesLine(language: Language, { printed, customer, ...span }: Engagement): string {
  const voucher = [...(customer === undefined ? [] : [customer]), printed]
    .map((text) => shortened(text, NAME))
    .join(' · ');
  return `${voucher}: ${formatSpan(language, span)}`;
}

/** That somebody would be in two places, and that this is our own advice; undefined where they would not. */
export function placesWarning(
  t: Say,
  language: Language,
  standing: Standing,
  { consultantId, others: [first, ...more] }: Places,
): string | undefined {
  if (first === undefined) return undefined;
  return t('twoPlaces.warning', {
    name: shortened(consultantName(standing, consultantId), NAME),
    others: [
      placesLine(language, first),
      ...(more.length > 0 ? [t('notify.more', { count: more.length })] : []),
    ].join('; '),
  });
}

/** Where a form's consultant would be in two places: a line above it, which takes days that fit when it is pressed. */
export function placesPart(
  t: Say,
  { places, daysArg, standing, actor: { language } }: PlacesView,
  take?: (title: string, arg: string | undefined) => Element,
): readonly Element[] {
  const warning = places && placesWarning(t, language, standing, places);
  if (warning === undefined) return [];
  const days = places?.fits === undefined ? undefined : formatSpan(language, places.fits);
  const says = [
    warning,
    ...(days === undefined || take === undefined ? [] : [t('twoPlaces.press', { days })]),
  ].join(' ');
  return [
    present({
      type: 'Container',
      style: 'warning',
      items: [bound(says)],
      selectAction:
        days === undefined
          ? undefined
          : take?.(`${plainLabel(warning, SPOKEN)}: ${t('do.takeDays', { days })}`, daysArg),
    }),
  ];
}

/** What a form knows of its consultant's days. */
export interface PlacesView {
  /** Where else the consultant is in the days that the form holds; absent where these are nobody's. */
  readonly places?: Places | undefined;
  /** What the button carries that takes the days that fit. */
  readonly daysArg?: string | undefined;
  readonly standing: Standing;
  readonly actor: { readonly language: Language };
}

/** Begins what a button carries of days of which its card warned. */
const SHOWN = 'with=';

/** What a form's button carries of the other days that its card warned of, and whose they are: they are warned of once. */
export function placesShown(places: Places | undefined): readonly string[] {
  if (places === undefined) return [];
  const who = encodeURIComponent(places.consultantId);
  return [...new Set(places.others.map(({ start, end }) => `${SHOWN}${who}/${start}/${end}`))];
}

/** Whether the card of the pressed button had warned of all of these. */
export function wasWarned(arg: string | undefined, places: Places): boolean {
  const shown = (arg ?? '').split(',');
  return placesShown(places).every((one) => shown.includes(one));
}
