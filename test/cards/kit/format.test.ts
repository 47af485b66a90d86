import { speaker } from '../../../cards/kit/say.ts';
import { describe, expect, test } from '@jest/globals';
import {
  countryCodes,
  choiceOf,
  countryName,
  formatAmount,
  formatDay,
  formatInstant,
  formatMonth,
  listOf,
  namesOf,
  plainLabel,
  shortened,
} from '../../../cards/kit/format.ts';
import { say } from '../../../cards/kit/say.ts';
import { readCountry } from '../../../dialogs/inputs.ts';
import { LANGUAGES, type Language } from '../../../domain/people/person.ts';
import { d, Random } from '../../domain/given.ts';
import { HOSTILE } from '../hostile.ts';

describe('days', () => {
  test.each([
    ['en', '11\u00a0Jan 2027'],
    ['ru', '11\u00a0января 2027'],
    ['pl', '11\u00a0stycznia 2027'],
  ] as const)('are written as people write them in %s', (language, written) => {
    expect(formatDay(language, d('2027-01-11'))).toBe(written);
  });

  test('stay the same day in every time zone', () => {
    for (const day of ['2020-02-29', '2020-12-31', '2021-01-01']) {
      expect(formatDay('en', d(day))).toMatch(
        new RegExp(`^${Number(day.slice(8))}\u00a0\\w{3,4} ${day.slice(0, 4)}$`),
      );
    }
  });

  test.each([
    ['en', 'Europe/Warsaw', '15\u00a0Jun 2020, 12:05'],
    ['en', 'America/New_York', '15\u00a0Jun 2020, 06:05'],
    ['ru', 'Europe/Warsaw', '15\u00a0июня 2020, 12:05'],
    ['pl', 'Pacific/Kiritimati', '16\u00a0czerwca 2020, 00:05'],
  ] as const)('an instant is told in %s in the zone %s', (language, zone, written) => {
    expect(formatInstant(language, Date.parse('2020-06-15T10:05:00Z'), zone)).toBe(written);
  });

  test.each([
    ['en', ['0\u00a0days', '1\u00a0day', '2\u00a0days', '5\u00a0days', '21\u00a0days', '22\u00a0days']],
    ['ru', ['0\u00a0дней', '1\u00a0день', '2\u00a0дня', '5\u00a0дней', '21\u00a0день', '22\u00a0дня']],
    ['pl', ['0\u00a0dni', '1\u00a0dzień', '2\u00a0dni', '5\u00a0dni', '21\u00a0dni', '22\u00a0dni']],
  ] as const)('are counted as %s counts', (language, counted) => {
    expect([0, 1, 2, 5, 21, 22].map((days) => say(language, 'days', { days }))).toEqual(counted);
  });
});

describe('lists', () => {
  test.each([
    ['en', 'a, b and c', 'a, b or c'],
    ['ru', 'a, b и c', 'a, b или c'],
    ['pl', 'a, b i c', 'a, b lub c'],
  ] as const)('end in words in %s', (language, all, any) => {
    expect(listOf(language, ['a', 'b', 'c'])).toBe(all);
    expect(choiceOf(language, ['a', 'b', 'c'])).toBe(any);
    expect(listOf(language, ['a'])).toBe('a');
    expect(listOf(language, [])).toBe('');
  });
});

describe('countries', () => {
  test('are the 249 of ISO 3166-1, each named in each language', () => {
    expect(countryCodes()).toHaveLength(249);
    expect(countryCodes()).toEqual(
      expect.arrayContaining(['PL', 'RU', 'US', 'GB', 'DE', 'UA', 'BQ', 'SS', 'AX']),
    );
    for (const code of [
      'UK',
      'SU',
      'DD',
      'YU',
      'CS',
      'AN',
      'EU',
      'UN',
      'ZZ',
      'XK',
      'AA',
      'IC',
      'AC',
      'TA',
      'CP',
      'DG',
      'EA',
      'CQ',
    ]) {
      expect([code, countryCodes().includes(code)]).toEqual([code, false]);
    }
    for (const language of LANGUAGES) {
      const names = countryCodes().map((code) => countryName(language, code));
      expect(new Set(names).size).toBe(countryCodes().length);
      expect(names.filter((name) => /^[A-Z]{2}$/.test(name))).toEqual([]);
    }
  });

  test('are read in every language, whatever the language of the reader', () => {
    for (const code of countryCodes()) {
      expect(readCountry(code)).toEqual({ code });
      for (const language of LANGUAGES) {
        const name = countryName(language, code);
        expect([name, readCountry(` ${name.toUpperCase()} `)]).toEqual([name, { code }]);
      }
    }
  });

  test.each([
    ['Poland', 'PL'],
    ['Польша', 'PL'],
    ['polska', 'PL'],
    ['pl', 'PL'],
    ['GERMANY', 'DE'],
    ['Германия', 'DE'],
    ['Niemcy', 'DE'],
    [' United   Kingdom ', 'GB'],
  ])('%s is %s', (typed, code) => {
    expect(readCountry(typed)).toEqual({ code });
  });

  test.each([
    ['Polnd', 'PL'],
    ['Gremany', 'DE'],
    ['Германя', 'DE'],
    ['Niemcyy', 'DE'],
    ['Ukraina', 'UA'],
    ['Unted Kingdom', 'GB'],
  ])('for %s the nearest names are offered, %s among them', (typed, code) => {
    const read = readCountry(typed);
    // A slip of the pen may happen to be a right name in another language: then there is nothing to ask.
    expect('code' in read ? [read.code] : read.near).toContain(code);
  });

  test('what is no country has at most three near ones, each once', () => {
    for (const typed of ['?', 'Atlantis', 'x'.repeat(5000), '**', 'Пустота']) {
      const read = readCountry(typed);
      if ('code' in read) throw new Error(`${typed} was read as ${read.code}`);
      expect(read.near.length).toBeGreaterThan(0);
      expect(read.near.length).toBeLessThanOrEqual(3);
      expect(new Set(read.near).size).toBe(read.near.length);
    }
  });

  test('nothing typed is near to nothing', () => {
    expect(readCountry('  ')).toEqual({ near: [] });
  });

  test.each<[Language, string, string]>([
    ['en', 'PL', 'Poland'],
    ['ru', 'PL', 'Польша'],
    ['pl', 'PL', 'Polska'],
    ['en', 'QX', 'QX'],
    ['en', 'not a code', 'not a code'],
  ])('in %s %s is called %s', (language, code, name) => {
    expect(countryName(language, code)).toBe(name);
  });
});

describe('plainLabel', () => {
  test.each([
    ['Contoso Sp. z o.o.', 'Contoso Sp. z o.o.'],
    ["O'Neill / Müller-Łódź (Synthetic), Ltd. @ work", "O'Neill / Müller-Łódź (Synthetic), Ltd. @ work"],
    ['ООО «Ромашка»', 'ООО Ромашка'],
    ['**bold** _it_ ~~no~~ `code`', 'bold it no code'],
    ['[a](http://evil.example)', 'a (http //evil.example)'],
    ['<at>Everyone</at>', 'at Everyone /at'],
    ['# heading', 'heading'],
    ['- item', 'item'],
    ['+ item', 'item'],
    ['1. item', '1 item'],
    ['12) item', '12 item'],
    ['1.2.3', '1.2.3'],
    ['line\n2. two', 'line 2. two'],
    ['${1+1}', '1 1'],
    ['\u202Etxt.exe', 'txt.exe'],
    ['***', '?'],
    ['', '?'],
    ['😀', '?'],
  ])('%j becomes %j', (text, label) => {
    expect(plainLabel(text)).toBe(label);
  });

  test('cuts between characters', () => {
    expect(plainLabel('𠮷'.repeat(70))).toBe('𠮷'.repeat(60));
    expect(plainLabel('a b'.repeat(10), 2)).toBe('a');
    expect(plainLabel('abc', 3)).toBe('abc');
  });

  test('holds nothing that Markdown knows, whatever comes', () => {
    const random = new Random(20260401);
    const pieces = [
      ...HOSTILE,
      ' ',
      '\n',
      '1',
      '2',
      '. ',
      ') ',
      '-',
      '+',
      '#',
      '>',
      '|',
      '=',
      'a',
      'Ж',
      '\u200F',
    ];
    for (let run = 0; run < 5000; run += 1) {
      const text = Array.from({ length: 1 + random.below(6) }, () => random.pick(pieces)).join('');
      const label = plainLabel(text, 1 + random.below(90));
      expect([text, label]).toEqual([
        text,
        expect.stringMatching(/^(?!\d+[.)]\s)[\p{L}\p{N}\p{M}()@?][\p{L}\p{N}\p{M} .,@'/()-]*$/u),
      ]);
    }
  });
});

describe('texts in lists', () => {
  test('are cut between characters, with a sign that they were', () => {
    expect(shortened('a'.repeat(80))).toBe('a'.repeat(80));
    expect(shortened('a'.repeat(81))).toBe(`${'a'.repeat(79)}…`);
    expect(shortened('😀'.repeat(5), 3)).toBe('😀😀…');
    expect(shortened('ab cd', 4)).toBe('ab…');
  });

  test('names are parted by commas', () => {
    expect(namesOf(speaker('en'), ['Synthetic Anna', 'b'.repeat(41)])).toBe(
      `Synthetic Anna, ${'b'.repeat(39)}…`,
    );
    expect(namesOf(speaker('en'), [])).toBe('');
    const many = Array.from({ length: 12 }, (_, at) => `P${at}`);
    expect(namesOf(speaker('en'), many)).toBe('P0, P1, P2, P3, P4, P5, P6, P7, P8, P9 and 2\u00a0more');
  });
});

test.each([
  ['en', '12,500', '1,500.05', '90,071,992,547,409.93', 'November 2026'],
  ['ru', '12 500', '1 500,05', '90 071 992 547 409,93', 'ноябрь 2026'],
  ['pl', '12 500', '1 500,05', '90 071 992 547 409,93', 'listopad 2026'],
] as const)(
  'sums are exact however large, and months have their names (%s)',
  (language, whole, rest, large, month) => {
    const written = [1_250_000n, 150_005n, 9_007_199_254_740_993n].map((sum) =>
      formatAmount(language, sum).replaceAll(/\s/g, ' '),
    );
    expect(written).toEqual([whole, rest, large]);
    expect(formatMonth(language, '2026-11')).toBe(month);
  },
);
