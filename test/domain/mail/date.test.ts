import { describe, expect, test } from '@jest/globals';
import { isOnlyDate, printedDate } from '../../../domain/mail/date.ts';

describe('a printed date', () => {
  test.each([
    ['2026-11-03'],
    ['2026/11/03'],
    ['2026.11.3'],
    ['2026‑11‑03'],
    ['2026–11–03'],
    ['2026−11−03'],
    ['3rd of November, 2026'],
    ['до 3 ноября 2026 г. включительно'],
    ['2026年11月3日'],
    ['２０２６年１１月３日'],
    ['3 Nov 2026'],
    ['3rd November 2026'],
    ['03-Nov-2026'],
    ['November 3, 2026'],
    ['Tuesday, November 3, 2026 9:41 AM'],
    ['Nov. 3, 2026'],
    ['2026 Nov 3'],
    ['3 ноября 2026 г.'],
    ['вторник, 3 ноября 2026 г., 10:42'],
    ['3 listopada 2026 r.'],
    ['3 XI 2026'],
    ['3. November 2026'],
    ['3 novembre 2026'],
    ['3 de noviembre de 2026'],
    ['3 de novembro de 2026'],
    ['03.11.2026'],
    ['3.11.2026 r. 10:42'],
    ['2026-11-03T10:42:00Z'],
    ['until 3 Nov 2026 (2026-11-03)'],
    ['3 Nov 2026 (163 days)'],
  ])('%s is 3 November 2026', (text) => {
    expect(printedDate(text)).toEqual({ kind: 'day', day: '2026-11-03' });
  });

  test.each([
    ['03/11/2026', ['2026-11-03', '2026-03-11']],
    ['3/11/2026 10:42 AM', ['2026-11-03', '2026-03-11']],
    ['05-04-2027', ['2027-04-05', '2027-05-04']],
    ['03/11/26', ['2026-11-03', '2026-03-11']],
    ['30/04/27', ['2027-04-30', '2030-04-27']],
    ['30.04.27', ['2027-04-30', '2030-04-27']],
    ['30.04.27 r.', ['2027-04-30', '2030-04-27']],
    ['27-4-30', ['2030-04-27', '2027-04-30']],
    ['30-Apr-27', ['2027-04-30', '2030-04-27']],
    ['Friday, 30 апр. 27 г.', ['2027-04-30', '2030-04-27']],
    ['Apr 30, 27', ['2027-04-30']],
    ['4/13/27', ['2027-04-13']],
  ])('%s is a question, not a guess', (text, options) => {
    expect(printedDate(text)).toEqual({ kind: 'ambiguous', options });
  });

  test.each([
    ['13/11/2026', '2026-11-13'],
    ['11/13/2026', '2026-11-13'],
    ['05/05/2027', '2027-05-05'],
  ])('%s can only be %s', (text, only) => {
    expect(printedDate(text)).toEqual({ kind: 'day', day: only });
  });

  test.each([
    [''],
    ['soon'],
    ['30 Feb 2026'],
    ['11.23.2026'],
    ['31/31/2026'],
    ['31/31/31'],
    ['99/99/99'],
    ['1/2/3'],
    ['10.0.12.27'],
    ['3 Nov'],
    ['Nov 2026'],
    ['180 days'],
    ['3 Nov 2026 - 2 May 2027'],
    ['3 Nov 0026'],
    ['SAP-7F3K-0042'],
    ['20261103'],
  ])('%s is none', (text) => {
    expect(printedDate(text)).toBeUndefined();
  });
});

test.each([
  ['3 Nov 2026', true],
  ['03/11/2026', true],
  ['2026-11-03', true],
  ['SAP-2026-11-03', false],
  ['expires 3 Nov 2026', false],
  ['0042', false],
])('%s is only a date: %s', (text, only) => {
  expect(isOnlyDate(text)).toBe(only);
});
