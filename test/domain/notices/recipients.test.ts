import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../domain/day.ts';
import { personId } from '../../../domain/store/ids.ts';
import type { PersonDocument } from '../../../domain/store/documents.ts';
import { isLastDay, RULES } from '../../../domain/notices/rules.ts';
import { NOTICE_CODES, NOTICE_GROUPS, type Notice } from '../../../domain/notices/notice.ts';
import { audienceOf, isForChannels, recipients, type Audience } from '../../../domain/notices/recipients.ts';
import { d, factsOf, Random, reservationOf, TENANT, World } from '../given.ts';

const TODAY = d('2020-06-15');

function person(id: string, over: Partial<PersonDocument> = {}): PersonDocument {
  return {
    id: personId(id),
    tenantId: TENANT,
    kind: 'person',
    schema: 1,
    name: `Synthetic ${id}`,
    roles: [],
    language: 'en',
    reference: '{}',
    ...over,
  };
}

const ada = person('ada', { permission: 'admin' });
const eve = person('eve', { permission: 'admin' });
const anna = person('anna-aad', { permission: 'consultant', consultantId: 'anna' });
const bo = person('bo', { permission: 'consultant' });
const reader = person('reader', { permission: 'reader' });
const stranger = person('stranger', { consultantId: 'anna', asked: true });

const told = (over: Partial<Notice>, audience: Partial<Audience> = {}): readonly string[] =>
  recipients(
    { code: 'voucher.reserved', subject: 'voucher:SYN-0001', day: TODAY, ...over },
    {
      people: [ada, eve, anna, bo, reader, stranger],
      consultantIds: ['anna'],
      recordedBy: ['bo'],
      today: TODAY,
      ...audience,
    },
  );

describe('who hears it', () => {
  test('the consultant, who recorded it and the admins; never who did it', () => {
    expect(told({ by: 'someone-else' })).toEqual(['ada', 'eve', 'anna-aad', 'bo']);
    for (const by of ['ada', 'anna-aad', 'bo']) expect(told({ by })).not.toContain(by);
  });

  test('each once, although they are meant three times', () => {
    const all = { ...ada, consultantId: 'anna' };
    expect(told({}, { people: [all, all, ada], recordedBy: ['ada'] })).toEqual(['ada']);
  });

  test('only people with a permission', () => {
    expect(told({}, { people: [stranger], recordedBy: ['stranger'] })).toEqual([]);
  });

  test('the admins, when somebody asks for access; that one, when it is given', () => {
    const about = { subject: personId('reader') };
    expect(told({ code: 'access.requested', ...about, by: 'reader' })).toEqual(['ada', 'eve']);
    expect(told({ code: 'access.granted', ...about, by: 'ada' })).toEqual(['reader']);
  });

  test('admins only, where the company is concerned', () => {
    for (const code of ['renewal.near', 'renewal.open', 'renewal.passed', 'profile.stale'] as const) {
      expect(told({ code, subject: 'company' })).toEqual(['ada', 'eve']);
    }
  });

  test('nobody who muted it', () => {
    const people = [{ ...ada, muted: ['vouchers' as const] }, eve, { ...bo, muted: ['claims' as const] }];
    expect(told({}, { people })).toEqual(['eve', 'bo']);
  });
});

describe('a last-day warning', () => {
  const warning = { code: 'expiry.near', day: addDays(TODAY, 1) } as const;
  const muted = { muted: ['expiry' as const] };
  const gone = { unreachable: { why: 'blocked' as const, at: 0 } };

  test('is muted as long as an admin who can be reached hears it', () => {
    expect(told(warning, { people: [{ ...ada, ...muted }, eve, { ...bo, ...muted }] })).toEqual(['eve']);
  });

  test('reaches all admins when all of them muted it; who else muted it stays alone', () => {
    const people = [{ ...ada, ...muted }, { ...eve, ...muted }, { ...bo, ...muted }, anna];
    expect(told(warning, { people })).toEqual(['ada', 'eve', 'anna-aad']);
    expect(told({ ...warning, day: addDays(TODAY, 3) }, { people })).toEqual(['anna-aad']);
  });

  test('reaches an admin who muted it when the other one cannot be reached', () => {
    const { reference: _none, ...never } = eve;
    for (const lost of [{ ...eve, ...gone }, never]) {
      expect(told(warning, { people: [{ ...ada, ...muted }, lost] })).toEqual(['ada', 'eve']);
    }
  });
});

test('whatever people chose: the doer is never told, nobody twice, and the last day always reaches an admin', () => {
  const random = new Random(20261120);
  let lastDays = 0;
  for (let run = 0; run < 3000; run += 1) {
    const people = Array.from({ length: 1 + random.below(7) }, (_, nth) => {
      const permission = random.pick(['admin', 'admin', 'consultant', 'reader', 'nobody'] as const);
      const { reference: _reference, ...base } = person(`p${nth}`);
      return {
        ...base,
        ...(permission === 'nobody' ? {} : { permission }),
        ...(random.below(4) === 0 ? {} : { reference: '{}' }),
        ...(random.below(4) === 0 ? { unreachable: { why: 'notInstalled' as const, at: 0 } } : {}),
        ...(random.below(2) === 0 ? { consultantId: `c${random.below(3)}` } : {}),
        muted: NOTICE_GROUPS.filter(() => random.below(2) === 0),
      };
    });
    const code = random.pick(NOTICE_CODES);
    const by = random.below(2) === 0 ? { by: `p${random.below(7)}` } : {};
    const ofTime = RULES[code].warns ? {} : by;
    const notice: Notice = {
      code,
      subject: personId(`p${random.below(7)}`),
      day: addDays(TODAY, random.below(4)),
      ...ofTime,
    };
    const audience = {
      people,
      consultantIds: [`c${random.below(3)}`],
      recordedBy: [`p${random.below(7)}`],
      today: TODAY,
    };
    const heard = recipients(notice, audience);
    const found = (id: string): PersonDocument | undefined => people.find((one) => one.id === personId(id));
    expect(new Set(heard).size).toBe(heard.length);
    expect(heard).not.toContain(notice.by);
    expect(heard.filter((id) => found(id)?.permission === undefined)).toEqual([]);
    const admins = people.filter(({ permission }) => permission === 'admin');
    const reachable = admins.filter((one) => 'reference' in one && !('unreachable' in one));
    if (isLastDay(notice, TODAY)) {
      lastDays += 1;
      if (admins.length > 0) expect(heard.some((id) => found(id)?.permission === 'admin')).toBe(true);
      if (reachable.length > 0) {
        expect(heard.some((id) => reachable.some((one) => one.id === personId(id)))).toBe(true);
      }
    } else {
      expect(heard.filter((id) => found(id)?.muted?.includes(RULES[code].group))).toEqual([]);
    }
  }
  expect(lastDays).toBeGreaterThan(50);
});

test('consultants and recorders of a claim are those of its vouchers, each once', async () => {
  const world = await World.begun();
  for (const id of ['SYN-0001', 'SYN-0002', 'SYN-0003']) await world.voucher(id);
  const unit = world.desk.begin(TENANT);
  const docs = await Promise.all(
    ['SYN-0001', 'SYN-0002', 'SYN-0003'].map((id) => world.desk.voucher(unit, id)),
  );
  const [first, second, third] = docs.filter((doc) => doc !== undefined);
  if (first === undefined || second === undefined || third === undefined) throw new Error('not recorded');
  const reserved = {
    facts: factsOf(),
    stage: { status: 'reserved' as const, reservation: reservationOf() },
    breaches: [],
  };
  expect(
    audienceOf([{ ...first, state: reserved }, { ...second, state: reserved, recordedBy: 'bo' }, third]),
  ).toEqual({ consultantIds: ['anna'], recordedBy: ['admin', 'bo'], involved: [] });
});

test('a channel hears what happens to vouchers and claims and what falls due for them, and nothing else', () => {
  const heard = NOTICE_CODES.filter((code) => isForChannels({ code }));
  const others = NOTICE_CODES.filter((code) => !heard.includes(code));
  expect(others).toEqual([
    'sheet.recorded',
    'sheet.reconciled',
    'access.requested',
    'access.granted',
    'renewal.near',
    'renewal.open',
    'renewal.passed',
    'profile.stale',
    'ask.new',
    'ask.done',
    'ask.declined',
    'ask.over',
    'comment.new',
    'remind.me',
  ]);
});
