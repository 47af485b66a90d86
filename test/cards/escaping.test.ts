import { describe, expect, test } from '@jest/globals';
import { choiceValue } from '../../cards/kit/elements.ts';
import type { Card } from '../../cards/kit/template.ts';
import { Random } from '../domain/given.ts';
import { gallery, type Shown } from './gallery.ts';
import { PLACES, type Outside, type Place } from './gallery/outside.ts';
import { HOSTILE } from './hostile.ts';

/** A text with no meaning to anybody; where it stands on a card, another text of the same place would stand. */
const MARK = 'qzmarkqz';

const made = (outside: Outside): readonly Shown[] => [
  ...gallery({ outside, languages: ['en'], editions: ['2020'], permissions: ['admin'] }),
];

/** The card with the mark in every place, in which a test can put any text. */
const marked = made(() => MARK);

/** How a string of a card is used: shown literally, kept for the bot, or rendered. */
type Sink = 'literal' | 'reference' | 'rendered';

function sinkOf(path: readonly string[], type: string): Sink {
  const last = path.at(-1) ?? '';
  if (path.includes('data')) return 'reference';
  if (last === 'text' && type === 'TextRun') return 'literal';
  if (last === 'value' && path.includes('choices')) return 'reference';
  return last === 'value' && type.startsWith('Input.') ? 'literal' : 'rendered';
}

interface Leaf {
  readonly path: string;
  readonly sink: Sink;
  readonly text: string;
}

/** Every string of a card with its place; property names are part of the path. */
function leavesOf(value: unknown, path: readonly string[] = [], type = ''): Leaf[] {
  if (typeof value === 'string') return [{ path: path.join('.'), sink: sinkOf(path, type), text: value }];
  if (typeof value !== 'object' || value === null) {
    return [{ path: path.join('.'), sink: 'reference', text: JSON.stringify(value) }];
  }
  const own = (value as { readonly type?: unknown }).type;
  const inner = typeof own === 'string' && !Array.isArray(value) ? own : type;
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name], inner));
}

/** Titles made of outside text by `plainLabel`: nothing in them means anything to Markdown. */
const RENDERED = /[*_`~<>[\]\\{}$#|"]|^\s*(?:\d+[.)]\s|[-+]\s)|\p{Cc}|[\u202A-\u202E\u2066-\u2069\u2028]/u;

/** Where the two cards differ in more than the texts that came from outside. */
function differences(from: Card, to: Card, outside: string): string[] {
  const text = (old: string, encode = (id: string): string => id): string =>
    old
      .replaceAll(MARK, () => encode(outside))
      // The profile tells how long its description is.
      .replace(`${MARK.length} of 2500`, `${outside.length} of 2500`);
  const before = leavesOf(from);
  const after = leavesOf(to);
  if (before.length !== after.length) return [`${before.length} parts became ${after.length}`];
  return before.flatMap(({ path, sink, text: old }, index) => {
    const now = after[index];
    if (now?.path !== path) return [`${path} became ${now?.path ?? 'nothing'}`];
    if (sink === 'rendered' && old.includes(MARK))
      return RENDERED.test(now.text) ? [`${path}: ${now.text}`] : [];
    // Ids of choices may be encoded, for clients join them with commas.
    const kept = [text(old), ...(sink === 'literal' ? [] : [text(old, choiceValue)])];
    const chosen = path.endsWith('.value') ? [text(old, choiceValue)] : [];
    return [...kept, ...chosen].includes(now.text) ? [] : [`${path}: ${now.text}`];
  });
}

describe('a text from outside', () => {
  test('is bound in every place', () => {
    const cards = JSON.stringify(made((place) => `${MARK}${place}`));
    const places = Object.keys(PLACES) as Place[];
    expect(places.filter((place) => !cards.includes(`${MARK}${place}`))).toEqual([]);
  });

  test('is only shown literally, kept as a reference, or made a plain label', () => {
    const rendered = new Set<string>();
    for (const { of, card } of marked) {
      for (const { path, sink, text } of leavesOf(card)) {
        if (sink === 'rendered' && text.includes(MARK) && !path.endsWith('.title'))
          rendered.add(`${of}: ${path}`);
      }
    }
    expect([...rendered]).toEqual([]);
  });

  // The same text everywhere: what it does to any card is seen at once.
  test.each(HOSTILE.map((text) => [JSON.stringify(text), text]))(
    '%s changes nothing else on any card',
    (_, text) => {
      const hostile = made(() => text);
      const found = hostile.flatMap(({ of, card }, index) => {
        const before = marked[index]?.card;
        if (before === undefined) return [`${of} is a card more`];
        return differences(before, card, text).map((what) => `${of}: ${what}`);
      });
      expect(found.slice(0, 10)).toEqual([]);
    },
  );

  test('is not evaluated however it is put together', () => {
    const random = new Random(20260402);
    for (let run = 0; run < 8; run += 1) {
      const parts = Array.from({ length: 2 + random.below(5) }, () => random.pick(HOSTILE));
      // Short enough to be shown whole where lists cut what is long.
      const text = Array.from(parts.join(random.pick(['', ' ', 'a'])))
        .slice(0, 36)
        .join('');
      const found = made(() => text).flatMap(({ of, card }, index) =>
        differences(marked[index]?.card ?? card, card, text).map((what) => `${of}: ${what}`),
      );
      expect([text, found.slice(0, 10)]).toEqual([text, []]);
    }
  });
});
