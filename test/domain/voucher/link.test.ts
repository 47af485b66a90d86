import { describe, expect, test } from '@jest/globals';
import { numberOfLink, numberOfPath, voucherLink } from '../../../domain/voucher/link.ts';

const URL = 'https://bot.contoso.example';

describe('the link of a voucher', () => {
  test.each(['SAP-7F3K-0042', '7', 'А-БВ-1', 'A/B?C#D', '100%', '漢'.repeat(64), 'A"<B>'])(
    'is read again as the number that it was made of: %s',
    (number) => {
      const link = voucherLink(URL, number);
      expect(link).toMatch(/^https:\/\/bot\.contoso\.example\/v\/[\w.!~*'()%-]+$/u);
      expect(numberOfLink(URL, link)).toBe(number);
      expect(numberOfLink(URL, `${link}?utm=x#y`)).toBe(number);
    },
  );

  test.each([
    '',
    'SAP-7F3K-0042',
    'https://bot.contoso.example',
    'https://bot.contoso.example/v/',
    'https://bot.contoso.example/v/%20',
    'https://bot.contoso.example/V/SAP-1',
    'https://bot.contoso.example.evil.example/v/SAP-1',
    'https://bot.contoso.example@evil.example/v/SAP-1',
    'https://user:word@bot.contoso.example/v/SAP-1',
    'https://bot.contoso.example:8443/v/SAP-1',
    'http://bot.contoso.example/v/SAP-1',
    'javascript:https://bot.contoso.example/v/SAP-1',
    `https://bot.contoso.example/v/${'A'.repeat(65)}`,
  ])('is none: %s', (link) => {
    expect(numberOfLink(URL, link)).toBeUndefined();
  });

  test('is one in whatever way its number is written', () => {
    expect(numberOfLink(URL, 'https://BOT.contoso.example/v/sap–7f3k–0042')).toBe('SAP-7F3K-0042');
    expect(numberOfPath('%EF%BC%B3%EF%BC%A1%EF%BC%B0%20-%207')).toBe('SAP-7');
  });

  test.each(['%', '%E0%A4%A', '%2F..%2F', '---', 'x'.repeat(100_000)])(
    'is of no number: %.20s',
    (written) => {
      expect(numberOfPath(written)).toBeUndefined();
    },
  );
});
