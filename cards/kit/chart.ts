import { bar } from './bar.ts';
import type { Element } from './elements.ts';
import { plainLabel } from './format.ts';
import { factTable, type Row } from './lists.ts';

/** What a part of a chart means, by its colour; its words say it too. */
export type Look = 'late' | 'soon' | 'accent' | 'good' | 'plain' | 'apart';

const LOOKS = {
  late: { color: 'attention', style: 'attention' },
  soon: { color: 'warning', style: 'warning' },
  accent: { color: 'categoricalBlue', style: 'accent' },
  good: { color: 'good', style: 'good' },
  plain: { color: 'neutral', style: 'emphasis' },
  apart: { color: 'categoricalPurple', style: 'accent' },
} as const satisfies Readonly<Record<Look, { readonly color: string; readonly style: string }>>;

/** One value of a chart; its label is our own words. */
export interface Value {
  readonly label: string;
  /** Where the chart has less room than a line of its own. */
  readonly short?: string;
  readonly value: number;
  /** The value in words, where the number alone does not say it. */
  readonly says?: string;
  readonly look: Look;
}

/**
 * Charts as Teams draws them. The title says what is shown to who hears the card, in our own words. An older client shows
 * the same as a bar, or as a table.
 */

/** Parts of a whole as a ring; `whole` stands in it. */
export function donut(title: string, whole: string, values: readonly Value[]): Element {
  const parts = values.map(({ label, value, look }) => ({
    count: value,
    says: `${label}: ${value}`,
    style: LOOKS[look].style,
  }));
  return {
    type: 'Chart.Donut',
    title,
    value: whole,
    showLegend: true,
    data: values.map(({ label, value, look }) => ({ legend: label, value, color: LOOKS[look].color })),
    fallback: {
      type: 'Container',
      items: bar(parts, parts.map(({ says }) => says).join(' · ')),
    },
  };
}

/** Values side by side: days, weeks, months. */
export function verticalBars(title: string, values: readonly Value[], showBarValues: boolean): Element {
  return {
    type: 'Chart.VerticalBar',
    title,
    showBarValues,
    data: values.map(({ label, short = label, value, look }) => ({
      x: short,
      y: value,
      color: LOOKS[look].color,
    })),
    fallback: table(
      values.map(({ label, short = label, value, says = String(value) }) => ({ label: short, value: says })),
    ),
  };
}

/** No name beside a bar is longer. */
const NAME = 24;

/** What is shown of each name: parts behind each other, called by the legends. */
interface Stack {
  /** It may be anybody's. */
  readonly label: string;
  readonly values: readonly number[];
}

/** A bar for each name, of one part for each legend. */
export function stackedBars(
  title: string,
  legends: readonly { readonly label: string; readonly look: Look }[],
  stacks: readonly Stack[],
): Element {
  return {
    type: 'Chart.HorizontalBar.Stacked',
    title,
    showLegend: true,
    data: stacks.map(({ label, values }) => ({
      title: plainLabel(label, NAME),
      data: legends.map(({ label: legend, look }, nth) => ({
        legend,
        value: values[nth] ?? 0,
        color: LOOKS[look].color,
      })),
    })),
    fallback: table([
      { label: '—', value: legends.map(({ label }) => label).join(' · ') },
      ...stacks.map(({ label, values }) => ({ label, value: values.join(' · ') })),
    ]),
  };
}

function table(all: readonly Row[]): Element {
  return { type: 'Container', spacing: 'Small', items: factTable(all) };
}
