import { describe, expect, test } from '@jest/globals';
import { MAX_CANDIDATES, MAX_MAIL, MAX_VALUES, readMail } from '../../domain/mail.ts';
import type { Found, VoucherCandidate } from '../../domain/mail.ts';
import type { PrintedDate } from '../../domain/mail-date.ts';
import { NAMES } from './mails/names.ts';
import { NEGATIVES } from './mails/negatives.ts';
import { POSITIVES } from './mails/positives.ts';

function candidates(text: string): readonly VoucherCandidate[] {
  const reading = readMail(text, NAMES);
  return reading.kind === 'candidates' ? reading.candidates : [];
}

function only(text: string): VoucherCandidate {
  const [first, ...more] = candidates(text);
  if (!first || more.length > 0) throw new Error(`expected one candidate, got ${candidates(text).length}`);
  return first;
}

function plain(value: unknown): unknown {
  const date = value as PrintedDate;
  if (typeof value !== 'object' || value === null) return value;
  return date.kind === 'day' ? date.day : date.options;
}

function values(candidate: VoucherCandidate | undefined, fact: string): unknown[] {
  const found = candidate?.[fact as keyof VoucherCandidate] as Found<unknown> | Found<unknown>[] | undefined;
  return (Array.isArray(found) ? found : found ? [found] : []).map(({ value }) => plain(value));
}

describe('a voucher mail is read', () => {
  test.each(POSITIVES.map((mail) => [mail.name, mail] as const))('%s', (_name, { text, numbers, facts }) => {
    const found = candidates(text);
    expect(found.map(({ number }) => number.value)).toEqual(numbers);
    for (const [nth, expected] of (facts ?? []).entries()) {
      const read = Object.keys(expected).map((fact) => [fact, values(found[nth], fact)]);
      expect(Object.fromEntries(read)).toEqual(expected);
    }
    expect(found.every(({ conflicts }) => conflicts.length === 0)).toBe(true);
  });

  test.each(POSITIVES.map((mail) => [mail.name, mail] as const))(
    '%s, quoted and with Windows line ends',
    (_name, mail) => {
      const quoted = mail.text
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\r\n');
      expect(candidates(quoted).map(({ number }) => number.value)).toEqual(mail.numbers);
    },
  );
});

describe('no voucher mail', () => {
  test.each(NEGATIVES)('%s', (_name, text) => {
    expect(readMail(text, NAMES)).toEqual({ kind: 'notMail' });
  });
});
