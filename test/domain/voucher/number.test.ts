import { describe, expect, test } from '@jest/globals';
import { canonicalNumber, keysWith, numberKeys } from '../../../domain/voucher/number.ts';

describe('canonical voucher number', () => {
  test.each([
    ['as printed', 'SAP-7F3K-0042'],
    ['lower case', 'sap-7f3k-0042'],
    ['spaces around and inside', '  SAP - 7F3K - 0042 '],
    ['no-break spaces', 'SAP\u00A0-7F3K-\u202F0042'],
    ['en dashes', 'SAP–7F3K–0042'],
    ['non-breaking hyphens', 'SAP\u20117F3K\u20110042'],
    ['minus signs', 'SAP\u22127F3K\u22120042'],
    ['full width', 'ＳＡＰ－７Ｆ３Ｋ－００４２'],
    ['zero-width spaces', 'SAP-\u200B7F3K-\uFEFF0042'],
    ['a soft hyphen', 'SAP-7F\u00AD3K-0042'],
    ['bidi marks', '\u202ASAP-7F3K-0042\u202C\u200E'],
    ['a line break inside', 'SAP-7F3K-\r\n0042'],
  ])('is the same with %s', (_how, printed) => {
    expect(canonicalNumber(printed)).toBe('SAP-7F3K-0042');
  });

  test('keeps apart what is printed apart', () => {
    expect(canonicalNumber('SAP-7F3K-0042')).not.toBe(canonicalNumber('SAP7F3K0042'));
    expect(canonicalNumber('0042')).not.toBe(canonicalNumber('42'));
    expect(canonicalNumber('ſs-01')).toBe('SS-01');
  });

  test('is stable, and blind to case and to invisible characters, for any text', () => {
    let seed = 42;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    const noise = ['\u200B', '\u2060', '\u00AD', '\u202E', ' ', '\t', '\u00A0', '\uFE0F'];
    for (let round = 0; round < 3_000; round += 1) {
      const printed = Array.from({ length: 1 + next(12) }, () =>
        String.fromCodePoint(0x21 + next(0x2fff)),
      ).join('');
      const once = canonicalNumber(printed);
      expect(canonicalNumber(once)).toBe(once);
      const noisy = Array.from(printed, (c) => c + (noise[next(noise.length)] ?? '')).join('');
      if (/^[\x21-\x7e]*$/.test(printed)) expect(canonicalNumber(noisy.toLowerCase())).toBe(once);
    }
  });

  test('gives any ASCII number in any dress the same id', () => {
    const dashes = ['-', '–', '—', '\u2011', '－'];
    for (let n = 0; n < 500; n += 1) {
      const groups = [`V${n}`, (n * 7919).toString(36), String(n).padStart(4, '0')];
      const plain = groups.join('-').toUpperCase();
      const dash = dashes[n % dashes.length] ?? '-';
      expect(canonicalNumber(groups.join(`${dash}\u200B`))).toBe(plain);
      expect(canonicalNumber(` ${groups.join(` ${dash} `).toLowerCase()}\u200F`)).toBe(plain);
    }
  });
});

describe('suffix', () => {
  test.each([
    ['SAP-7F3K-0042', '0042'],
    ['SAP-7F3K-00-42', '0042'],
    ['AB1', 'AB1'],
    ['---', ''],
    ['ВАУЧЕР-12', 'ЕР12'],
  ])('of %s is %s', (canonical, suffix) => {
    expect(numberKeys(canonical).suffix).toBe(suffix);
  });
});

describe('a part of a number', () => {
  const isFound = (part: string, number: string): boolean => {
    const keys = numberKeys(number);
    return keysWith(canonicalNumber(part)).some(({ path, value }) => keys[path]?.startsWith(value));
  };

  test.each([
    ['all of it, with other dashes', 'sap–7f3k–0042', 'SAP-7F3K-0042'],
    ['all of it, without dashes', 'SAP7F3K0042', 'SAP-7F3K-0042'],
    ['all of it, with spaces', 'sap 7f3k 0042', 'SAP-7F3K-0042'],
    ['dashes that it does not have', 'SAP-7F3K-0042', 'SAP7F3K0042'],
    ['its beginning', 'SAP-7', 'SAP-7F3K-0042'],
    ['its end, four', '0042', 'SAP-7F3K-0042'],
    ['its end, more', '3K-0042', 'SAP-7F3K-0042'],
    ['a group in the middle', '7f3k', 'SAP-7F3K-0042'],
    ['two groups', '7F3K-0042', 'SAP-7F3K-0042'],
    ['the first group', 'AAAA', 'AAAA-BBBB-CCCC-DDDD-EEEE'],
    ['the second', 'BBBB', 'AAAA-BBBB-CCCC-DDDD-EEEE'],
    ['the third', 'CCCC', 'AAAA-BBBB-CCCC-DDDD-EEEE'],
    ['the fourth', 'DDDD', 'AAAA-BBBB-CCCC-DDDD-EEEE'],
    ['the last', 'EEEE', 'AAAA-BBBB-CCCC-DDDD-EEEE'],
    ['two of five groups', 'CCCC-DDDD', 'AAAA-BBBB-CCCC-DDDD-EEEE'],
    ['Cyrillic', 'ваучер', 'ВАУЧЕР-12'],
  ])('finds it: %s', (_which, part, number) => {
    expect(isFound(part, number)).toBe(true);
  });

  test.each([
    ['three characters', '042', 'SAP-7F3K-0042'],
    ['dashes are none', '0-4-2', 'SAP-7F3K-0042'],
    ['something else', 'F3K0', 'SAP-7F3K-0042'],
    ['more than all of it', 'SAP-7F3K-00421', 'SAP-7F3K-0042'],
    ['nothing', '', 'SAP-7F3K-0042'],
  ])('does not: %s', (_which, part, number) => {
    expect(isFound(part, number)).toBe(false);
  });
});
