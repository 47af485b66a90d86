import { Template } from 'adaptivecards-templating';
import type { Element } from '../../cards/kit/elements.ts';
import { Expansion } from '../../cards/kit/expansion.ts';
import { say, type Key } from '../../cards/kit/say.ts';
import { watchFills } from '../cards/fills.ts';
import { gallery } from '../cards/gallery.ts';
import { median, quantile, round } from './windows.ts';

/** Cards that are told apart, by their titles: those of the case `reserve`, and home. */
const APART: Readonly<Record<string, Key>> = {
  'the form of reserve': 'reserve.title',
  'it is reserved': 'voucher.title',
  home: 'home.title',
};
const ROUNDS = 15;
/** How long a round takes at least, in microseconds: the clock ticks every four milliseconds. */
const ROUND_US = 100_000;

/** How long this thread was busy so far, in microseconds. */
function busyUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** Microseconds of one of so many that `all` does. */
function each(count: number, all: () => void): number {
  const began = busyUs();
  let rounds = 0;
  let took = 0;
  while (took < ROUND_US) {
    all();
    rounds += 1;
    took = busyUs() - began;
  }
  return took / rounds / count;
}

/** What one costs as a part of what the other does, in turns; and both in microseconds. */
function compared(count: number, ours: () => void, plainly: () => void): object {
  // Until they are compiled.
  each(count, ours);
  each(count, plainly);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    us: each(count, ours),
    plainUs: each(count, plainly),
  }));
  const ratios = rounds.map(({ us, plainUs }) => us / plainUs);
  return {
    ratio: round(median(ratios)),
    spread: [round(quantile(ratios, 0.25)), round(quantile(ratios, 0.75))],
    us: round(median(rounds.map(({ us }) => us))),
    plainUs: round(median(rounds.map(({ plainUs }) => plainUs))),
  };
}

/**
 * What it costs to fill a card of the gallery, and to make ready what fills it, as a part of what the plain expansion
 * of its whole template costs, and the template. One JSON line each.
 */
export function cards(): void {
  const fills: {
    readonly whole: Element;
    readonly expansion: Expansion;
    readonly plain: Template;
    readonly data: object;
  }[] = [];
  const templates = new Map<Element, Template>();
  watchFills(({ whole, expansion, data }) => {
    const plain = templates.get(whole) ?? new Template(whole);
    templates.set(whole, plain);
    fills.push({ whole, expansion, plain, data });
  });
  const outside = (place: string, nth: number): string => `Synthetic ${place} ${nth}`;
  const shown = gallery({ outside, languages: ['en'], editions: ['2020'], permissions: ['admin'] });
  const print = (card: string, line: object): void =>
    void process.stdout.write(`${JSON.stringify({ case: 'cards', card, ...line })}\n`);
  const counts = [...shown].length;
  const of = (all: typeof fills): object => ({
    fills: all.length,
    ...compared(
      all.length,
      () => {
        for (const { expansion, data } of all) expansion.filled(data);
      },
      () => {
        for (const { plain, data } of all) plain.expand({ $root: data });
      },
    ),
  });
  print('all', { cards: counts, ...of(fills) });
  for (const [name, key] of Object.entries(APART)) {
    const title = `${say('en', key)}. `;
    print(name, of(fills.filter(({ whole }) => (whole['fallbackText'] as string).startsWith(title))));
  }
  const wholes = [...templates.keys()];
  print('to make ready', {
    templates: wholes.length,
    ...compared(
      wholes.length,
      () => {
        for (const whole of wholes) Expansion.of(whole);
      },
      () => {
        for (const whole of wholes) void new Template(whole);
      },
    ),
  });
}
