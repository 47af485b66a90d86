import { describe, expect, test } from '@jest/globals';
import { addDays, type Day } from '../../../domain/day.ts';
import { allFound, findDue, reminderRules, remindOn } from '../../../domain/notices/remind-on.ts';
import { remindersOf, type Reminder, type Reminding } from '../../../domain/notices/reminders.ts';
import { EDITION_IDS } from '../../../domain/programme/edition.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { newDocument } from '../../../domain/store/documents.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import type { Voucher } from '../../../domain/voucher/model.ts';
import { evolveClaim } from '../../../domain/claim/evolve.ts';
import type { Claim } from '../../../domain/claim/model.ts';
import { HISTORY as CLAIMS } from '../claim/histories.ts';
import { HISTORY } from '../voucher/histories.ts';
import { companyOf, d, today } from '../given.ts';

const EDITIONS = EDITION_IDS.map(edition);
const base = { version: 1, texts: {}, changedBy: 'admin', changedAt: 1, status: 'x', open: true, due: today };
const voucherOf = (state: Voucher): Reminding =>
  newDocument('voucher', 't', 'voucher:x', { ...base, state, suffix: 'x', freeSince: today });
const vouchers = Object.values(HISTORY)
  .filter((history) => history.length > 0)
  .map((history) => voucherOf(history.reduce<Voucher | undefined>(evolveVoucher, undefined) as Voucher));
const claims = Object.values(CLAIMS)
  .filter((history) => history.length > 0)
  .map((history) =>
    newDocument('claim', 't', 'claim:x', {
      ...base,
      state: history.reduce<Claim | undefined>(evolveClaim, undefined) as Claim,
    }),
  );

describe('the rules by which vouchers and claims remind', () => {
  test('are all that their reminders read: where none of them changes, no day does', () => {
    const read = new Set<string>();
    const watched = <T extends object>(name: string, of: T): T =>
      new Proxy(of, {
        get(target, key) {
          read.add(`${name}.${String(key)}`);
          return target[key as keyof T];
        },
      });
    for (const one of EDITIONS) {
      const clocks = { company: watched('company', companyOf()), edition: watched('edition', one) };
      for (const doc of [...vouchers, ...claims]) remindersOf(doc, clocks);
    }
    const known = new Set(read);
    read.clear();
    reminderRules({ company: watched('company', companyOf()), edition: watched('edition', edition('2020')) });
    expect([...known].filter((one) => !read.has(one))).toEqual([]);
  });

  test('are told apart', () => {
    const rules = [5, 6].flatMap((reportingBuffer) =>
      EDITIONS.map((one) =>
        reminderRules({ company: companyOf({ reportingBuffer, edition: one.id }), edition: one }),
      ),
    );
    expect(new Set(rules).size).toBe(rules.length);
    const clocks = { company: companyOf(), edition: edition('2020') };
    const other = { ...clocks, company: companyOf({ mpnId: '123', consultants: [] }) };
    expect(reminderRules(other)).toBe(reminderRules(clocks));
  });
});

describe('the next day on which a document reminds', () => {
  const clocks = { company: companyOf(), edition: edition('2020') };

  test('is the first after the last that was made, and a day that sorts last when there is none', () => {
    for (const doc of [...vouchers, ...claims]) {
      const days = remindersOf(doc, clocks).map(({ on }) => on);
      for (let after = d('2020-04-01'); after < '2021-02-01'; after = addDays(after, 1)) {
        const next = days.filter((on) => on > after).sort()[0] ?? '9999-12-31';
        expect([doc.kind, after, remindOn(doc, clocks, after)]).toEqual([doc.kind, after, next]);
      }
      expect(remindOn(doc, clocks, undefined)).toBe(days.toSorted()[0] ?? '9999-12-31');
    }
  });

  test('is where a sweep begins: what is before it is made, what nobody knows of is looked at whole', () => {
    const doc = vouchers[0];
    if (doc === undefined) throw new Error('no voucher');
    const from = (on: Day | undefined, swept: Day | undefined) =>
      findDue({ ...doc, remindOn: on }, clocks, swept, today).after;
    expect(from(undefined, undefined)).toBeUndefined();
    expect(from(undefined, d('2020-06-10'))).toBe('2020-06-10');
    expect(from(d('2020-06-12'), undefined)).toBe('2020-06-11');
    expect(from(d('2020-06-12'), d('2020-06-10'))).toBe('2020-06-11');
    expect(from(d('2020-06-12'), d('2020-06-13'))).toBe('2020-06-13');
  });
});

describe('what one sweep found', () => {
  const reminder = (on: string, code: 'expiry.near' | 'reserve.now'): Reminder => ({
    on: d(on),
    notice: { code, subject: 'voucher:x', day: d('2020-07-01') },
  });

  test('of a document that changed meanwhile is as it was found last, and of days before as it was then', () => {
    const first = {
      subject: 'voucher:x',
      after: d('2020-06-12'),
      reminders: [reminder('2020-06-13', 'reserve.now')],
    };
    const changed = { ...first, reminders: [reminder('2020-06-13', 'expiry.near')] };
    const nextDay = { ...first, after: d('2020-06-13'), reminders: [reminder('2020-06-14', 'expiry.near')] };
    const codes = (...found: (typeof first)[]) =>
      allFound(found, d('2020-06-12'), today).map(({ on, notice: { code } }) => `${on} ${code}`);
    expect(codes(first, changed)).toEqual(['2020-06-13 expiry.near']);
    expect(codes(first, nextDay)).toEqual(['2020-06-13 reserve.now', '2020-06-14 expiry.near']);
    expect(codes(changed, nextDay)).toEqual(['2020-06-14 expiry.near']);
    // Made already by somebody else.
    expect(allFound([first], d('2020-06-13'), today)).toEqual([]);
  });
});
