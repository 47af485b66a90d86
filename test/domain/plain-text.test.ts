import { describe, expect, jest, test } from '@jest/globals';
import { cleanLine, cleanText } from '../../domain/plain-text.ts';

/** Whatever somebody sends is read in no time: far less than this, on any machine. */
jest.setTimeout(30_000);

describe('one line', () => {
  test.each([
    ['controls', 'a\u0000b\u0007c\u001Bd\u009Be', 'abcde'],
    ['bidi overrides and isolates', 'a\u202Eb\u2066c\u2069d\u200Fe\u061Cf', 'abcdef'],
    ['zero-width characters', 'a\u200Bb\u200Dc\uFEFFd\u2060e\u00ADf', 'abcdef'],
    ['tag characters and variation selectors', 'a\u{E0041}\u{E007F}b\uFE0Fc\u{E0100}', 'abc'],
    ['lone surrogates', 'a\uD83Db\uDC00c', 'abc'],
    ['line breaks and white space', ' a \r\n\u2028 b\t\u00A0c\u3000 ', 'a b c'],
    ['mention tags', '<at>Planning</at> hi <AT id="1">x</AT>', 'Planning hi x'],
    ['a mention inside a mention', '<<at>at>x<</at>/at>', '< at>x< /at>'],
    ['a mention hidden by a zero-width character', '<a\u200Bt>x</at>', 'x'],
  ])('loses %s', (_what, raw, clean) => {
    expect(cleanLine(raw, 200)).toBe(clean);
  });

  test('keeps every language and Markdown as it is', () => {
    const text = '**Żółć** [Привет](x) 受講券 <b> & 100 % 🎫';
    expect(cleanLine(text, 200)).toBe(text);
  });

  test('is capped by code points and never splits one', () => {
    expect(cleanLine('🎫🎫🎫', 2)).toBe('🎫🎫');
    expect(cleanLine('abcdef', 3)).toBe('abc');
    expect(cleanLine('ab cd', 3)).toBe('ab');
    expect(cleanLine('🎫', 1)).toBe('🎫');
    expect(cleanLine('abc', 0)).toBe('');
  });
});

describe('several lines', () => {
  test('keep their line breaks and tabs and nothing invisible', () => {
    expect(cleanText('a\r\nb\rc\u2028d\te\u0000\n\n', 100)).toBe('a\nb\nc\nd\te');
  });

  test('are capped as a whole', () => {
    expect(cleanText('ab\ncd', 4)).toBe('ab\nc');
  });
});
