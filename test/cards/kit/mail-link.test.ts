import { describe, expect, test } from '@jest/globals';
import { mailLink } from '../../../cards/kit/mail-link.ts';

const urlOf = (text: Parameters<typeof mailLink>[1]): string => {
  const { url } = mailLink('Open', text).action;
  return typeof url === 'string' ? url : '';
};

/** What a mail program reads in a link (RFC 6068), and nothing that only a form would read. */
function read(url: string): Readonly<Record<string, string>> {
  const [, to = '', query = ''] = /^mailto:([^?]*)\?(.*)$/.exec(url) ?? [];
  const fields = query.split('&').map((field) => field.split('=', 2).map(decodeURIComponent));
  return { to: decodeURIComponent(to), ...(Object.fromEntries(fields) as Record<string, string>) };
}

describe('a link to the mail program', () => {
  test.each([
    'Voucher ID & more: 100% = done? #1 + 2',
    'Ваучер Planning Services',
    'Zażółć gęślą jaźń "ok" (yes)!',
    "a'b(c)*d",
    '券 🎫',
  ])('brings every sign as it is: %s', (words) => {
    const url = urlOf({ subject: words, body: `${words}\n${words}`, short: '' });
    expect(read(url)).toEqual({ to: '', subject: words, body: `${words}\r\n${words}` });
    expect(url).toMatch(/^mailto:\?[\w.~%=&-]+$/);
    expect(url).not.toContain('+');
  });

  test('ends every line with CR LF, whatever it ended with', () => {
    expect(urlOf({ subject: 's', body: 'a\nb\r\nc\rd', short: '' })).toBe(
      'mailto:?subject=s&body=a%0D%0Ab%0D%0Ac%0D%0Ad',
    );
  });

  test.each([
    ['anna@customer.example', 'mailto:anna@customer.example?subject=s&body=b'],
    ['a,b@customer.example', 'mailto:a%2Cb@customer.example?subject=s&body=b'],
    ['a?cc=boss@evil.example', 'mailto:a%3Fcc%3Dboss@evil.example?subject=s&body=b'],
    ['a@b@customer.example', 'mailto:a%40b@customer.example?subject=s&body=b'],
    ['a@customer.example\r\nBcc: x@evil.example', 'mailto:?subject=s&body=b'],
    ['no address', 'mailto:?subject=s&body=b'],
    [undefined, 'mailto:?subject=s&body=b'],
  ])('is to one address, whatever is in it: %j', (to, url) => {
    expect(urlOf({ to, subject: 's', body: 'b', short: '' })).toBe(url);
  });

  test('has a subject of one line: nothing in it is another field', () => {
    const url = urlOf({ subject: 'a\r\nBcc: x@evil.example\u2028\u202eb', body: 'b', short: '' });
    expect(read(url)['subject']).toMatch(/^a Bcc: x@evil\.example b$/);
    expect(url).toContain('&body=b');
  });

  test('is not broken by half a character', () => {
    expect(read(urlOf({ subject: 'a\ud800', body: 'b', short: '' }))['subject']).toBe('a\ufffd');
  });

  test.each([
    ['whole', 1_000, 10],
    ['short', 2_000, 10],
    ['subject', 2_000, 2_000],
  ] as const)('brings what has room: %s', (brings, body, short) => {
    const text = { subject: 's', body: 'b'.repeat(body), short: 'x'.repeat(short) };
    const found = mailLink('Open', text);
    expect(found.brings).toBe(brings);
    expect(urlOf(text).length).toBeLessThanOrEqual(1_800);
    const expected = { whole: text.body, short: text.short, subject: undefined }[brings];
    expect(read(urlOf(text))['body']).toBe(expected);
  });
});
