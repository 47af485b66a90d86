import { describe, expect, jest, test } from '@jest/globals';
import { decodeText, type Encoding } from '../../../bot/files/decode.ts';
import { readTableFile } from '../../../bot/files/table-file.ts';

/** Whatever somebody sends is read in no time: far less than this, on any machine. */
jest.setTimeout(30_000);

const EN = 'Name,Assessments\r\nAnna Example,Messaging\r\n';
const RU = 'Имя;Экзамены\r\nАнна Пример;Messaging\r\nФёдор Объездчиков;ERP\r\nООО «Пример» № 1;—\r\n';
const PL = 'Imię i nazwisko;Egzaminy\r\nŻaneta Łąk;Messaging\r\nPODRÓŻNA SPÓŁKA Ćma;ERP\r\n';

/** Bytes of a text in a code page, by what the platform's decoder makes of every single byte. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const byChar = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
  );
  return Uint8Array.from(text, (char) => {
    const byte = byChar.get(char);
    if (byte === undefined) throw new Error(`${encoding} has no ${char}`);
    return byte;
  });
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, isLittle: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
  return bytes;
};
const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

describe.each([
  ['English', EN],
  ['Russian', RU],
  ['Polish', PL],
])('%s', (_language, text) => {
  test.each<[string, Uint8Array, Encoding]>([
    ['UTF-8', utf8(text), 'utf-8'],
    ['UTF-8 with a mark', utf8(`\uFEFF${text}`), 'utf-8'],
    ['UTF-16 LE', utf16(text, true), 'utf-16le'],
    ['UTF-16 LE with a mark', utf16(`\uFEFF${text}`, true), 'utf-16le'],
    ['UTF-16 BE', utf16(text, false), 'utf-16be'],
    ['UTF-16 BE with a mark', utf16(`\uFEFF${text}`, false), 'utf-16be'],
  ])('in %s', (_name, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ kind: 'text', text, encoding });
  });
});

test.each<[Encoding, string]>([
  ['windows-1251', RU],
  ['windows-1250', PL],
  ['windows-1251', 'Страна;Код\nПольша;1'],
  ['windows-1250', 'Kraj;Nazwa\nPolska;Łódź'],
  ['windows-1250', 'a;b\nSPÓŁKA;ż'],
])('the code page %s', (encoding, text) => {
  expect(decodeText(encode(text, encoding))).toEqual({ kind: 'text', text, encoding });
});

test('what is ASCII alone is UTF-8', () => {
  expect(decodeText(utf8(EN))).toMatchObject({ encoding: 'utf-8' });
  expect(decodeText(new Uint8Array())).toMatchObject({ text: '' });
});

describe('what cannot be told is said, not guessed', () => {
  const header = 'Имя;Экзамены\n';
  test.each([
    ['UTF-8, then windows-1251', joined(utf8(header), encode('Анна;ERP\n', 'windows-1251')), 2],
    ['windows-1251, then UTF-8', joined(encode(header, 'windows-1251'), utf8('a;b\nАнна;ERP\n')), 3],
    ['UTF-8, then windows-1250', joined(utf8('Imię;Egzaminy\n'), encode('Łąk;ERP\n', 'windows-1250')), 2],
    ['both in one line', joined(utf8('Имя;'), encode('Экзамены\n', 'windows-1251')), 1],
    ['a mark of UTF-8 and something else', joined(utf8(`\uFEFFa;b\n`), encode(header, 'windows-1251')), 2],
  ])('%s', (_what, bytes, line) => {
    expect(decodeText(bytes)).toEqual({ kind: 'problem', problem: 'mixedEncodings', line });
  });

  test.each([
    ['DOS', encode('Имя;Экзамены\nАнна Пример;ERP', 'ibm866')],
    ['KOI8-R', encode('Имя;Экзамены\nАнна Пример;ERP', 'koi8-r')],
    ['UTF-32', joined(Uint8Array.of(0xff, 0xfe, 0, 0), Uint8Array.of(0x41, 0, 0, 0))],
    ['Shift JIS', Uint8Array.of(0x96, 0xbc, 0x91, 0x4f, 0x2c, 0x8e, 0x8e, 0x8c, 0xb1)],
  ])('%s', (_what, bytes) => {
    expect(decodeText(bytes)).toEqual({ kind: 'problem', problem: 'unknownEncoding' });
  });

  test.each([
    ['NULs in UTF-8', utf8('a,b\n1\u0000,2')],
    ['NULs alone', new Uint8Array(1000)],
    ['half a character of UTF-16', joined(utf16(`\uFEFF${RU}`, true), Uint8Array.of(0x41))],
    ['half a surrogate pair', utf16('\uFEFFa\uD83Db', true)],
    ['control characters', utf8('a,b\n\u0001\u0002,\u0003')],
    ['a picture', joined(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), utf8('IHDR'))],
  ])('%s', (_what, bytes) => {
    expect(decodeText(bytes)).toEqual({ kind: 'problem', problem: 'binary' });
  });

  test.each([
    ['bytes above ASCII', new Uint8Array(5_000_000).fill(0xc0)],
    [
      'first halves of characters',
      Uint8Array.from({ length: 5_000_000 }, (_, n) => (n % 2 === 0 ? 0xd0 : 0x41)),
    ],
    ['lines', new Uint8Array(5_000_000).fill(0x0a)],
    ['NULs', new Uint8Array(5_000_000)],
  ])('5 MB of %s end in an answer', (_what, bytes) => {
    expect(['text', 'problem']).toContain(decodeText(bytes).kind);
  });
});

test.each([
  ['UTF-16', utf16(`\uFEFF${RU}`, true)],
  ['windows-1251', encode(RU, 'windows-1251')],
])('a file in %s is a table', async (_name, bytes) => {
  expect(await readTableFile(bytes)).toMatchObject({
    columns: ['Имя', 'Экзамены'],
    rows: [{ cells: ['Анна Пример', 'Messaging'] }, {}, { cells: ['ООО «Пример» № 1', ''] }],
  });
});

test.each([
  ['pdf', '%PDF-1.4\n1 0 obj\n<< /Type /Catalog; /Pages 2 0 R >>\nendobj\ntrailer, startxref\n9\n%%EOF\n'],
  ['pdf', '\uFEFF%PDF-2.0\r\nName;Level\r\nDatacenter;Gold\r\n'],
  ['pdf', 'a header of the sender\n%PDF-1.7\nMPN location ID;Country\n4711101;Poland\n'],
  ['pdf', '%!PS-Adobe-3.0\n%%Pages: 1\n'],
  ['richText', '{\\rtf1\\ansi MPN location ID;Country\\par 4711101;Poland\\par }'],
])('a file of plain ASCII that is no table is called what it is: %s', async (problem, text) => {
  expect(await readTableFile(Buffer.from(text))).toEqual({ kind: 'problem', problem });
});

test('a table may speak of such files', async () => {
  const text = 'MPN location ID;Country;Name\n4711101;Poland;%PDF-1.4 {\\rtf (synthetic)\n';
  expect(await readTableFile(Buffer.from(text))).toMatchObject({ kind: 'table' });
});
