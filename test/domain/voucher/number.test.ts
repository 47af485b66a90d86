import { describe, expect, test } from '@jest/globals';
import { canonicalNumber, numberSuffix } from '../../../domain/voucher/number.ts';

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
    expect(numberSuffix(canonical)).toBe(suffix);
  });
});
