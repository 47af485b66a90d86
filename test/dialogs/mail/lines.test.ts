import { describe, expect, test } from '@jest/globals';
import { isLongAsMail, keptLines, lineBelow, linesAround } from '../../../dialogs/mail/lines.ts';
import { finish } from '../../../domain/steps.ts';

/** What a draft keeps of a mail's text. */
const linesOf = (text: string, numbers: readonly string[]): string[] => finish(keptLines(text, numbers));

const MANY = Array.from({ length: 5_000 }, (_, nth) => (nth % 3 === 0 ? '' : `Line ${nth}`));

describe('the lines that a draft keeps', () => {
  test('are all of a short mail, as its reader sees them, with one empty line for each gap', () => {
    expect(linesOf('<p>Dear <b>Anna</b>,</p>\n\n\n\n<p>Voucher ID: SYN-0042</p>', ['SYN-0042'])).toEqual([
      'Dear Anna,',
      '',
      'Voucher ID: SYN-0042',
    ]);
  });

  test('are forty around the voucher of a long one, and more for several', () => {
    const text = [...MANY.slice(0, 900), 'Voucher ID: SYN-0042', ...MANY.slice(900)].join('\n');
    const kept = linesOf(text, ['SYN-0042']).filter((line) => line !== '');
    expect(kept).toHaveLength(40);
    expect(kept.indexOf('Voucher ID: SYN-0042')).toBe(12);
    const more = linesOf(text, ['SYN-0042', ...Array.from({ length: 49 }, (_, nth) => `SYN-1${nth}`)]);
    expect(more.filter((line) => line !== '')).toHaveLength(160);
  });

  test('are those with a digit or an address where no voucher was read', () => {
    const prose = Array.from({ length: 100 }, () => 'We spoke of it at length.');
    const kept = linesOf([...prose, 'Code KLM-2203', ...prose, 'vera@customer.example'].join('\n'), []);
    expect(kept).toContain('Code KLM-2203');
    expect(kept).toContain('vera@customer.example');
    expect(kept.filter((line) => line !== '')).toHaveLength(40);
  });

  test('are pieces of a line that is too long, which end with a sentence', () => {
    const [first, second, ...others] = linesOf('This is a sentence of some length. '.repeat(12), []);
    expect(first).toMatch(/^This is .*length\.$/);
    expect(second).toMatch(/^This is .*length\.$/);
    for (const line of [first, second, ...others]) expect(line?.length ?? 0).toBeLessThanOrEqual(200);
  });

  test.each([
    ['one line without a space', 'x7'.repeat(100_000)],
    ['many long lines', `${'Ваучер №7 '.repeat(60)}\n`.repeat(3_000)],
    ['lines of one letter', '7\n'.repeat(100_000)],
    ['elements without end', '<div>7'.repeat(30_000)],
  ])('take at most a tenth of a draft, whatever the text holds: %s', (_of, text) => {
    for (const numbers of [[], ['7'], Array.from({ length: 50 }, (_, nth) => String(nth))])
      expect(Buffer.byteLength(JSON.stringify(linesOf(text, numbers)))).toBeLessThan(25_000);
  });

  test('a card shows thirty of them, those around its voucher', () => {
    const lines = Array.from({ length: 100 }, (_, nth) => (nth % 5 === 4 ? '' : `Line ${nth}`));
    const shown = linesAround(lines, 50);
    expect(shown).toHaveLength(30);
    expect(shown[10]).toEqual({ place: 50, text: 'Line 50' });
    expect(linesAround(lines, 99)).toHaveLength(30);
    expect(linesAround(lines, 0)[0]).toEqual({ place: 0, text: 'Line 0' });
    expect(lineBelow(lines, 3)).toBe('Line 5');
  });
});

test('a text is as long as a mail with 120 characters', () => {
  expect(isLongAsMail(['one', '', 'two', 'three'])).toBe(false);
  expect(isLongAsMail(['x'.repeat(60), '', 'x'.repeat(60)])).toBe(true);
});
