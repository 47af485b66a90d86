import { describe, expect, test } from '@jest/globals';
import { choiceValue } from '../../cards/kit/elements.ts';
import type { Card } from '../../cards/kit/template.ts';
import { Random } from '../domain/given.ts';
import { gallery, type Shown } from './gallery.ts';
import { PLACES, type Outside, type Place } from './gallery/outside.ts';
import { HOSTILE } from './hostile.ts';

/** A text with no meaning to anybody; where it stands on a card, another text of the same place would stand. */
const MARK = 'qzmarkqz';

const made = (outside: Outside): Generator<Shown> =>
  gallery({ outside, languages: ['en'], editions: ['2020'], permissions: ['admin'] });

/** How a string of a card is used: shown literally, kept for the bot, for a mail program to read, or rendered. */
type Sink = 'literal' | 'reference' | 'mail' | 'rendered' | 'badge';

function sinkOf(path: readonly string[], type: string, text: string): Sink {
  const last = path.at(-1) ?? '';
  if (last === 'url' && type === 'Action.OpenUrl' && text.startsWith('mailto:')) return 'mail';
  // Of a chart it is what is drawn.
  if (path.includes('data') && !type.startsWith('Chart.')) return 'reference';
  if (last === 'text' && type === 'TextRun') return 'literal';
  if (last === 'text' && type === 'Badge') return 'badge';
  if (last === 'value' && path.includes('choices')) return 'reference';
  return last === 'value' && type.startsWith('Input.') ? 'literal' : 'rendered';
}

interface Leaf {
  readonly path: readonly string[];
  readonly sink: Sink;
  readonly text: string;
}

/** Every string of a card with its place; property names are part of the path. */
function* leavesOf(value: unknown, path: readonly string[] = [], type = ''): Generator<Leaf> {
  if (typeof value === 'string') {
    yield { path, sink: sinkOf(path, type, value), text: value };
  } else if (typeof value !== 'object' || value === null) {
    yield { path, sink: 'reference', text: JSON.stringify(value) };
  } else {
    const own = (value as { readonly type?: unknown }).type;
    const inner = typeof own === 'string' && !Array.isArray(value) ? own : type;
    for (const [name, part] of Object.entries(value)) yield* leavesOf(part, [...path, name], inner);
  }
}

/** A card with the mark in every place, in which a test can put any text. */
interface Marked {
  readonly of: string;
  readonly json: string;
  readonly hasMark: boolean;
  /** Where the mark stands, it stands for itself: nothing renders it. */
  readonly isPlain: boolean;
  readonly leaves: readonly Leaf[];
}

const marked = [...made(() => MARK)].map(({ of, card }): Marked => {
  const json = JSON.stringify(card);
  const leaves = [...leavesOf(card)];
  const isPlain = leaves.every(({ sink, text }) => sink !== 'rendered' || !text.includes(MARK));
  return { of, json, hasMark: json.includes(MARK), isPlain, leaves };
});

/** Titles made of outside text by `plainLabel`: nothing in them means anything to Markdown. */
const RENDERED = /[*_`~<>[\]\\{}$#|"]|^\s*(?:\d+[.)]\s|[-+]\s)|\p{Cc}|[\u202A-\u202E\u2066-\u2069\u2028]/u;

const UNSEEN = /[\s\p{Cc}\p{Cf}]/gu;

const isSame = (one: readonly string[], other: readonly string[] | undefined): boolean =>
  one.length === other?.length && one.every((name, depth) => name === other[depth]);

/** Where the two cards differ in more than the texts that came from outside. */
function differences(from: Marked, to: Card, outside: string): string[] {
  // Where nothing came from outside there is nothing to put in; most others have the text where the mark stood.
  const json = JSON.stringify(to);
  if (!from.hasMark && json === from.json) return [];
  if (from.isPlain && json === from.json.replaceAll(MARK, () => JSON.stringify(outside).slice(1, -1)))
    return [];
  const text = (old: string, encode = (id: string): string => id): string =>
    old
      .replaceAll(MARK, () => encode(outside))
      // The profile tells how long its description is.
      .replace(`${MARK.length} of 2500`, `${outside.length} of 2500`);
  const after = [...leavesOf(to)];
  if (from.leaves.length !== after.length) {
    return [`${from.leaves.length} parts became ${after.length}`];
  }
  return from.leaves.flatMap(({ path, sink, text: old }, index) => {
    const now = after[index];
    const place = (): string => path.join('.');
    if (now === undefined || !isSame(path, now.path)) {
      return [`${place()} became ${now?.path.join('.') ?? 'nothing'}`];
    }
    if (sink === 'rendered' && old.includes(MARK))
      return RENDERED.test(now.text) ? [`${place()}: ${now.text}`] : [];
    if (now.text === text(old)) return [];
    // Of a name its initials alone.
    if (sink === 'badge') return /^(?:\p{L}{1,4}|\?)$/u.test(now.text) ? [] : [`${place()}: ${now.text}`];
    // Only what nobody can take for the link's own signs stands in it as it is.
    if (sink === 'mail') {
      const isLink = /^mailto:[\w.%~@-]*\?subject=[\w.%~-]*(?:&body=[\w.%~-]*)?$/.test(now.text);
      const said = decodeURIComponent(now.text).replaceAll(UNSEEN, '');
      const isSaid = said === text(decodeURIComponent(old)).toWellFormed().replaceAll(UNSEEN, '');
      return isLink && isSaid ? [] : [`${place()}: ${now.text}`];
    }
    // Ids of choices may be encoded, for clients join them with commas.
    const mayBeEncoded = sink !== 'literal' || path.at(-1) === 'value';
    return mayBeEncoded && now.text === text(old, choiceValue) ? [] : [`${place()}: ${now.text}`];
  });
}

/** What a text does to every card beyond standing where the mark stood. */
function damage(text: string): readonly string[] {
  const found: string[] = [];
  let count = 0;
  for (const { of, card } of made(() => text)) {
    const before = marked[count];
    count += 1;
    if (before !== undefined && found.length < 10)
      found.push(...differences(before, card, text).map((what) => `${of}: ${what}`));
  }
  if (count !== marked.length) found.unshift(`${marked.length} cards became ${count}`);
  return found.slice(0, 10);
}

describe('a text from outside', () => {
  test('is bound in every place', () => {
    const cards = JSON.stringify([...made((place) => `${MARK}${place}`)]);
    const places = Object.keys(PLACES) as Place[];
    expect(places.filter((place) => !cards.includes(`${MARK}${place}`))).toEqual([]);
  });

  test('is only shown literally, kept as a reference, or made a plain label', () => {
    const rendered = new Set<string>();
    for (const { of, leaves } of marked) {
      for (const { path, sink, text } of leaves) {
        if (sink === 'rendered' && text.includes(MARK) && !['title', 'tooltip'].includes(path.at(-1) ?? ''))
          rendered.add(`${of}: ${path.join('.')}`);
      }
    }
    expect([...rendered]).toEqual([]);
  });

  // The same text everywhere: what it does to any card is seen at once.
  test.each(HOSTILE.map((text) => [JSON.stringify(text), text]))(
    '%s changes nothing else on any card',
    (_, text) => {
      expect(damage(text)).toEqual([]);
    },
  );

  test('is not evaluated however it is put together', () => {
    const random = new Random(20260402);
    for (let run = 0; run < 8; run += 1) {
      const parts = Array.from({ length: 2 + random.below(5) }, () => random.pick(HOSTILE));
      // Short enough to be shown whole where lists cut what is long.
      const text = Array.from(parts.join(random.pick(['', ' ', 'a'])))
        .slice(0, 32)
        .join('');
      expect([text, damage(text)]).toEqual([text, []]);
    }
  });
});
