import { expect, test } from '@jest/globals';
import { MAX_ID_BYTES, decodeId, encodedOrNone, encodeId } from '../../../bot/store/id-encoding.ts';

test('an id of letters, digits, dots, dashes, colons and at-signs stays readable', () => {
  expect(encodeId('voucher:MX-2020.7_a@b')).toBe('voucher:MX-2020.7_a@b');
});

test('every other character becomes its bytes, and comes back', () => {
  expect(encodeId('a/é')).toBe('a~2F~C3~A9');
  for (const id of ['/', '~', '~2F', '%', '.hidden', '...', ' ', '\n', '\0', '\u{10FFFF}', 'ключ', '🎟️'])
    expect(decodeId(encodeId(id))).toBe(id);
});

test('what is stored is never refused by the service nor rewritten by a URL', () => {
  for (let point = 1; point < 0x3000; point += 1) {
    const encoded = encodeId(`${String.fromCodePoint(point)}x`);
    expect(new URL(`http://host/docs/${encoded}`).pathname).toBe(`/docs/${encoded}`);
  }
});

test.each([
  ['empty', ''],
  ['half a surrogate pair', '\ud800'],
  ['too long', 'x'.repeat(MAX_ID_BYTES + 1)],
  ['too long once encoded', 'ж'.repeat(MAX_ID_BYTES / 3)],
])('an id that is %s is refused', (_, id) => {
  expect(() => encodeId(id)).toThrow(
    expect.objectContaining({ name: 'StoreFailure', certainty: 'unchanged' }),
  );
  expect(encodedOrNone(id)).toBeUndefined();
});

test('the longest id is taken', () => {
  expect(decodeId(encodeId('x'.repeat(MAX_ID_BYTES)))).toHaveLength(MAX_ID_BYTES);
});

test('what the encoding did not make is not decoded', () => {
  expect(() => decodeId('%41~42')).toThrow(RangeError);
  expect(() => decodeId('~ZZ')).toThrow(URIError);
});
