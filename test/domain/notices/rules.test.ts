import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../domain/day.ts';
import { isLastDay, RULES } from '../../../domain/notices/rules.ts';
import { NOTICE_CODES, NOTICE_GROUPS, type NoticeCode } from '../../../domain/notices/notice.ts';
import { d } from '../given.ts';

const ON = d('2020-06-15');

describe('the table', () => {
  test('has a rule for every code, and every group has a code', () => {
    expect(Object.keys(RULES)).toEqual([...NOTICE_CODES]);
    const groups = new Set(Object.values(RULES).map(({ group }) => group));
    expect([...groups].sort()).toEqual([...NOTICE_GROUPS].sort());
  });

  test('lets admins hear everything but what is for one person, or for those who have to do with it', () => {
    const without = NOTICE_CODES.filter((code) => !RULES[code].hears.includes('admins'));
    expect(without).toEqual([
      'access.granted',
      'ask.new',
      'ask.done',
      'ask.declined',
      'ask.over',
      'comment.new',
      'remind.me',
    ]);
  });

  test('warns of what costs money the day after', () => {
    expect(NOTICE_CODES.filter((code) => RULES[code].warns)).toEqual(['expiry.near', 'claimBy.near']);
  });

  test('asks for nothing with news', () => {
    const asking = NOTICE_CODES.filter((code) => RULES[code].asks);
    expect(asking.filter((code) => /^(?:voucher|claim)\./.test(code))).toEqual([]);
    expect(asking).toEqual(expect.arrayContaining(['access.requested', 'reserve.now', 'expiry.near']));
  });
});

test('the last day is the day of the deadline and the one before it, where money is lost', () => {
  const lastDays = (code: NoticeCode): readonly number[] =>
    [-3, -1, 0, 1, 2, 60].filter((left) => isLastDay({ code, day: addDays(ON, left) }, ON));
  expect(lastDays('expiry.near')).toEqual([0, 1]);
  expect(lastDays('claimBy.near')).toEqual([0, 1]);
  for (const code of NOTICE_CODES.filter((one) => !RULES[one].warns)) expect(lastDays(code)).toEqual([]);
});
