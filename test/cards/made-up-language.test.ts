import { beforeAll, describe, expect, test } from '@jest/globals';
import { countryCodes } from '../../cards/kit/format.ts';
import { STRINGS } from '../../cards/kit/say.ts';
import { COMPETENCIES, ENGAGEMENTS, OFFERING_IDS, OFFERINGS } from '../../domain/programme/catalogue.ts';
import type { Shown } from './gallery.ts';

/**
 * Every card in a language that nobody speaks: each English sentence between two signs and two fifths longer, as a longer
 * language would be. What a person reads without the signs was never translated; what does not fit would be cut.
 */

// Letters without case, so that what makes a text harmless or begins it with a capital leaves them.
const [OPEN, CLOSE] = ['ǀ', 'ǃ'];

/** Longer by two fifths, in words as long as others are. */
function made(message: string): string {
  const longer = 'ñañañ '.repeat(Math.ceil((message.length * 0.4) / 6)).trim();
  return `${OPEN}${message} ${longer}${CLOSE}`;
}

/** What stands between the signs is gone; what was cut before its end, too. */
function withoutTranslated(text: string): string {
  let depth = 0;
  return Array.from(text)
    .filter((sign) => {
      if (sign === OPEN) depth += 1;
      const stays = depth === 0;
      if (sign === CLOSE) depth = Math.max(0, depth - 1);
      return stays && sign !== CLOSE;
    })
    .join('');
}

/** What is the same in every language: the programme's names, and what the platform writes by itself. */
const country = new Intl.DisplayNames(['en'], { type: 'region' });
const own = [
  ...Object.values(OFFERINGS),
  ...OFFERING_IDS.map((id) => OFFERINGS[id].replace(' Deployment Planning Services', '')),
  ...OFFERING_IDS,
  ...Object.values(ENGAGEMENTS),
  ...Object.values(COMPETENCIES),
  'Gold',
  'Silver',
  'English',
  'Русский',
  'Polski',
  'русский',
  'polski',
  'Europe/Warsaw',
  ...countryCodes().map((code) => country.of(code) ?? code),
].toSorted((a, b) => b.length - a.length);
const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec';
const WHOLE_MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(2020, month).toLocaleDateString('en', { month: 'long' }),
).join('|');
const DATE = new RegExp(String.raw`\b\d{1,2}\s(?:${MONTHS})\s\d{4}\b|\b(?:${WHOLE_MONTHS})\s\d{4}\b`, 'gu');

/** About how much, as the platform writes it. */
const COMPACT = /\b\d+(?:\.\d+)?(?:bn|[KMT])\b/gu;

/** What people wrote, in the gallery: also where it was cut, and the mails that it reads. */
const OUTSIDE =
  /https:\/\/\S+|Outside\w*|\(O\w*…|\bw{6,}|Contoso(?: \(synthetic\))?w*|Fabrikam, Inc\.|[\w.]+@[\w.]+|\b(?:EUR|GBP|PLN|USD)\b|\bUTC\b/gu;

/** Words that a reader of another language would meet in English. */
function untranslated(text: string): string {
  let left = withoutTranslated(text).replaceAll(OUTSIDE, '').replaceAll(DATE, '').replaceAll(COMPACT, '');
  for (const name of own) left = left.replaceAll(name, '');
  return /\p{L}{2,}/u.test(left.replaceAll(/\b(?:and|or)\b/gu, '')) ? text : '';
}

let shown: readonly Shown[] = [];

beforeAll(async () => {
  const english = STRINGS.en as Record<string, string>;
  for (const [key, message] of Object.entries(english)) english[key] = made(message);
  // Templates are made of the words when they are loaded.
  const { gallery } = await import('./gallery.ts');
  shown = [
    ...gallery({
      languages: ['en'],
      permissions: ['admin'],
      outside: (place, nth) => `Outside${place}${nth}`,
    }),
  ];
});

/** What a person reads of a card; what stands in an input was typed by people. */
function* readOn(part: unknown): Generator<string> {
  if (Array.isArray(part)) {
    for (const one of part) yield* readOn(one);
  } else if (typeof part === 'object' && part !== null) {
    for (const [name, value] of Object.entries(part)) {
      if (name === 'data' || name === 'value') continue;
      if (typeof value !== 'string') yield* readOn(value);
      else if (/^(?:text|title|label|placeholder|tooltip|errorMessage|fallbackText)$/.test(name)) yield value;
    }
  }
}

describe('a made-up language', () => {
  test('leaves no English words on any card', () => {
    const found = new Set<string>();
    for (const { made: name, card } of shown) {
      for (const text of readOn(card)) {
        if (untranslated(text) !== '') found.add(`${name}: ${text}`);
      }
    }
    expect([...found].slice(0, 40)).toEqual([]);
  });

  test('is two fifths longer, and no card is too large for Teams', () => {
    const tooLarge = shown.flatMap(({ of, card }) => {
      const bytes = Buffer.byteLength(JSON.stringify(card));
      return bytes < 25_000 ? [] : [`${of}: ${bytes} bytes`];
    });
    expect(tooLarge).toEqual([]);
  });

  test('has buttons that are no longer than a line of a phone', () => {
    const tooLong = new Set<string>();
    for (const { made: name, card } of shown) {
      for (const { title } of card['actions'] as unknown as readonly { readonly title: string }[]) {
        if (title.replaceAll(/[ǀǃ]/gu, '').length > 60) tooLong.add(`${name}: ${title}`);
      }
    }
    expect([...tooLong]).toEqual([]);
  });
});
