import { daysBetween, type Day } from '../../domain/day.ts';
import { present } from '../../domain/present.ts';
import { NEAR_DAYS } from '../../domain/urgency.ts';
import type { Element } from './elements.ts';
import { dayText } from './format.ts';
import type { Say } from './say.ts';

/** How something stands. It is never said by the colour alone: the words say it, too. */
export type Tone = 'plain' | 'accent' | 'good' | 'soon' | 'late';

const STYLES = {
  plain: { style: 'Informative', color: 'Default', icon: undefined },
  accent: { style: 'Accent', color: 'Accent', icon: undefined },
  good: { style: 'Good', color: 'Good', icon: 'CheckmarkCircle' },
  soon: { style: 'Warning', color: 'Warning', icon: 'Clock' },
  late: { style: 'Attention', color: 'Attention', icon: 'Warning' },
} as const satisfies Readonly<Record<Tone, { style: string; color: string; icon: string | undefined }>>;

/** The colour of a text in a tone. */
export const COLORS = Object.fromEntries(
  Object.entries(STYLES).map(([tone, { color }]) => [tone, color]),
) as Readonly<Record<Tone, string>>;

/** A few of our own words in colour; a client without badges shows them as a line. Never a text from outside. */
export function badge(text: string, tone: Tone): Element {
  const { style, color, icon } = STYLES[tone];
  return present({
    type: 'Badge',
    text,
    style,
    appearance: 'Tint',
    shape: 'Rounded',
    size: 'Large',
    icon,
    fallback: { type: 'TextBlock', text, color, weight: 'Bolder', size: 'Small', wrap: true },
  });
}

/** How a day looks that something has to be done by: calm, soon within two weeks (ours), late when it has passed. */
export function toneOfDue(day: Day, today: Day): Tone {
  const left = daysBetween(today, day);
  return left < 0 ? 'late' : left <= NEAR_DAYS ? 'soon' : 'plain';
}

/** The days that are left until a day, or since it. */
export function dueBadge(t: Say, day: Day, today: Day): Element {
  return badge(dayText(t, day, today), toneOfDue(day, today));
}

/** Badges side by side. */
export function badges(all: readonly Element[]): Element {
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: all.map((one) => ({ type: 'Column', width: 'auto', spacing: 'Small', items: [one] })),
  };
}
