import { describe, expect, test } from '@jest/globals';
import { addDays, type Day } from '../../../domain/day.ts';
import { elsewhere, engagementOf, type Engaged } from '../../../domain/plan/engagements.ts';
import { consultantsFor, placesOf, proposalsFor, rulesAgainst, timingOf } from '../../../domain/plan/plan.ts';
import type { Facts, Reservation, Stage } from '../../../domain/voucher/model.ts';
import { companyOf, contextOf, d } from '../given.ts';

const today = d('2020-06-15');
const facts: Facts = {
  number: 'SAP-1',
  engagement: 'windows-office',
  serviceLevel: 5,
  assignedOn: d('2020-05-04'),
  adminKnown: true,
};
const assigned: Stage = { status: 'assigned' };
const reserved = (over: Partial<Reservation> = {}): Stage => ({
  status: 'reserved',
  reservation: {
    on: d('2020-06-01'),
    country: 'PL',
    consultantId: 'anna',
    start: d('2020-06-22'),
    end: d('2020-06-26'),
    attested: [],
    ...over,
  },
});
const rules = contextOf({ today });
const timing = (over: Partial<Facts>, stage: Stage = assigned, on: Day = today) =>
  timingOf({ facts: { ...facts, ...over }, stage }, { ...rules, today: on });

describe('whether there is time', () => {
  // 4 May 2020 and 180 days: 31 October, a Saturday. Ten working days before it is Monday, 19 October.
  test('with the days for the report, until the last day to begin', () => {
    expect(timing({})).toEqual({ is: 'inTime', by: d('2020-10-31'), latest: d('2020-10-19') });
    expect(timing({}, assigned, d('2020-10-18'))).toMatchObject({ is: 'inTime' });
  });

  test('then only without them, until its days no longer end before its last one', () => {
    const tight = { is: 'tight', by: d('2020-10-31'), start: d('2020-10-26') };
    expect(timing({}, assigned, d('2020-10-19'))).toEqual(tight);
    expect(timing({}, assigned, d('2020-10-25'))).toEqual(tight);
    expect(timing({}, assigned, d('2020-10-26'))).toEqual({
      is: 'late',
      by: d('2020-10-31'),
      days: 5,
      shorter: [1, 3],
    });
    // What is reserved today begins tomorrow: nothing fits into a day that is over (G1).
    expect(timing({}, assigned, d('2020-10-31'))).toMatchObject({ is: 'late', shorter: [] });
    expect(timing({}, assigned, d('2020-11-01'))).toEqual({ is: 'over', by: d('2020-10-31') });
  });

  test('what is not known is said, each for itself', () => {
    const { assignedOn: _assigned, serviceLevel: _level, ...rest } = facts;
    const of = (known: Facts) => timingOf({ facts: known, stage: assigned }, rules);
    expect(of({ ...rest, serviceLevel: 5 })).toEqual({ is: 'notKnown', lacks: ['expiry'] });
    expect(of({ ...rest, assignedOn: facts.assignedOn })).toEqual({
      is: 'notKnown',
      lacks: ['serviceLevel'],
    });
    expect(of(rest)).toEqual({ is: 'notKnown', lacks: ['expiry', 'serviceLevel'] });
  });

  test('the unanswered 90 days decide nothing by themselves (G3)', () => {
    const printed = { assignedOn: undefined, printedExpiry: d('2020-06-10') };
    const { assignedOn: _assigned, ...rest } = facts;
    expect(
      timingOf({ facts: { ...rest, printedExpiry: printed.printedExpiry }, stage: assigned }, rules),
    ).toEqual({
      is: 'doubted',
      by: d('2020-06-10'),
      until: addDays(d('2020-06-10'), 90),
    });
  });
});

describe('who may do it', () => {
  test('those with an assessment; nobody where nobody has one', () => {
    const { consultants } = rules.company;
    expect(consultantsFor(facts, rules).ids).toEqual(['anna']);
    const company = companyOf({ consultants: [{ id: 'bo', assessments: ['data-platform'] }] });
    expect(consultantsFor(facts, { ...rules, company })).toMatchObject({
      ids: [],
      verdict: { answer: 'unmet', detail: { code: 'notQualified' } },
    });
    expect(consultants.length).toBeGreaterThan(0);
  });

  test('everybody where it cannot be checked, and that is said', () => {
    const company = companyOf({
      consultants: [
        { id: 'bo', assessments: [] },
        { id: 'cleo', assessments: [] },
      ],
    });
    expect(consultantsFor(facts, { ...rules, company })).toEqual({
      ids: ['bo', 'cleo'],
      verdict: { answer: 'unknown', detail: { code: 'missing', fact: 'assessments' } },
    });
    expect(consultantsFor({ engagement: undefined }, { ...rules, company }).verdict).toMatchObject({
      detail: { code: 'missing', fact: 'engagement' },
    });
  });
});

test('a rule that no date can meet is said; the calendar and the consultant are no such rules', () => {
  const guards = (over: Partial<Facts>, company = rules.company): readonly string[] =>
    rulesAgainst({ facts: { ...facts, ...over }, stage: assigned }, { ...rules, company }).map(
      ({ guard }) => guard,
    );
  expect(guards({})).toEqual([]);
  expect(guards({ serviceLevel: 7 })).toEqual(['G5']);
  expect(guards({ assignedOn: d('2019-01-01') })).toEqual([]);
  expect(guards({}, companyOf({ consultants: [] }))).toEqual([]);
  expect(guards({}, companyOf({ enrolments: { SDPS: {} } }))).toEqual(['G9']);
});

const busy = (...spans: readonly [string, string, string][]): Engaged => ({
  engagements: spans.map(([number, start, end]) => ({
    number,
    printed: number,
    start: d(start),
    end: d(end),
  })),
  undated: 0,
  isMore: false,
});
const free = busy();

describe('days that are proposed', () => {
  const inTime = { is: 'inTime', by: d('2020-10-31'), latest: d('2020-07-10') } as const;
  const said = (
    stage: Stage,
    looked: Readonly<Record<string, Engaged>>,
    when: Parameters<typeof proposalsFor>[1] = inTime,
  ): readonly string[] =>
    proposalsFor(
      { facts, stage },
      when,
      Object.entries(looked).map(([consultantId, engaged]) => ({ consultantId, engaged })),
      today,
    ).map(({ by, consultantId, start, end }) => `${by} ${consultantId} ${start} ${end}`);

  test('of one consultant the next three weeks in which nothing else of theirs lies', () => {
    expect(said(assigned, { anna: busy(['SAP-2', '2020-06-26', '2020-06-29']) })).toEqual([
      'reserve anna 2020-07-06 2020-07-10',
    ]);
    expect(said(assigned, { anna: free })).toEqual([
      'reserve anna 2020-06-22 2020-06-26',
      'reserve anna 2020-06-29 2020-07-03',
      'reserve anna 2020-07-06 2020-07-10',
    ]);
  });

  test('of several the next one of each first', () => {
    const anna = busy(['SAP-2', '2020-06-22', '2020-06-26']);
    expect(said(assigned, { anna, bo: free })).toEqual([
      'reserve bo 2020-06-22 2020-06-26',
      'reserve anna 2020-06-29 2020-07-03',
      'reserve bo 2020-06-29 2020-07-03',
    ]);
  });

  test('nothing where there is no time, or nobody is free', () => {
    expect(said(assigned, { anna: free }, { is: 'over', by: today })).toEqual([]);
    expect(said(assigned, { anna: free }, { is: 'notKnown', lacks: ['expiry'] })).toEqual([]);
    expect(said(assigned, { anna: busy(['SAP-2', '2020-06-01', '2020-12-31']) })).toEqual([]);
    expect(said(assigned, {})).toEqual([]);
  });

  test('what is reserved moves to other days of its consultant, or goes to who is free in its own', () => {
    const own = busy(['SAP-1', '2020-06-22', '2020-06-26'], ['SAP-2', '2020-06-29', '2020-07-03']);
    const others = { bo: free, cleo: busy(['SAP-3', '2020-06-26', '2020-06-26']) };
    expect(said(reserved(), { anna: own, ...others })).toEqual([
      'handOver bo 2020-06-22 2020-06-26',
      'reschedule anna 2020-07-06 2020-07-10',
    ]);
  });

  test('days that have passed, or are not known, are handed to nobody', () => {
    const past = reserved({ start: d('2020-06-01'), end: d('2020-06-05') });
    expect(said(past, { bo: free })).toEqual([]);
    const { start: _start, ...undated } = (reserved() as { reservation: Reservation }).reservation;
    expect(said({ status: 'reserved', reservation: undated }, { bo: free })).toEqual([]);
  });
});

describe('somebody in two places', () => {
  const planned = { number: 'SAP-1', start: d('2020-06-22'), end: d('2020-06-26') };
  const numbers = (engaged: Engaged): readonly string[] =>
    elsewhere(planned, engaged).map(({ number }) => number);

  test('what has a day in common is; the voucher itself is not', () => {
    expect(
      numbers(
        busy(
          ['SAP-1', '2020-06-22', '2020-06-26'],
          ['SAP-2', '2020-06-15', '2020-06-22'],
          ['SAP-3', '2020-06-26', '2020-07-03'],
          ['SAP-4', '2020-06-15', '2020-06-21'],
          ['SAP-5', '2020-06-27', '2020-07-03'],
        ),
      ),
    ).toEqual(['SAP-2', 'SAP-3']);
  });
});

describe('where somebody is in planned days, and days that fit', () => {
  const planned = { consultantId: 'anna', start: d('2020-06-24'), end: d('2020-06-30') };
  const places = (engaged: Engaged, over: Partial<Facts> = {}, on: Day = today) =>
    placesOf({ facts: { ...facts, ...over }, stage: assigned }, planned, engaged, { ...rules, today: on });
  const days = (engaged: Engaged, over?: Partial<Facts>, on?: Day): string => {
    const { fits } = places(engaged, over, on);
    return fits === undefined ? 'none' : `${fits.start} ${fits.end}`;
  };

  test('from the week of the planned days on', () => {
    expect(days(free)).toBe('2020-06-22 2020-06-26');
    expect(days(busy(['SAP-2', '2020-06-22', '2020-06-22']))).toBe('2020-06-29 2020-07-03');
    expect(days(busy(['SAP-1', '2020-06-22', '2020-06-22']))).toBe('2020-06-22 2020-06-26');
  });

  test('the first there are where none are left after them', () => {
    expect(days(busy(['SAP-2', '2020-06-22', '2020-12-31']), {}, d('2020-06-05'))).toBe(
      '2020-06-08 2020-06-12',
    );
    expect(days(busy(['SAP-2', '2020-01-01', '2020-12-31']))).toBe('none');
  });

  test('none where there is no time or nobody can tell', () => {
    expect(days(free, {}, d('2020-10-30'))).toBe('none');
    expect(days(free, { assignedOn: undefined })).toBe('none');
    expect(
      places(busy(['SAP-2', '2020-06-30', '2020-07-03']), { assignedOn: undefined }).others,
    ).toHaveLength(1);
  });
});

test('only a reserved voucher with both days takes any', () => {
  const doc = (stage: Stage) =>
    ({ state: { facts, stage, breaches: [] }, texts: { printed: 'sap 1', customer: 'Contoso' } }) as never;
  expect(engagementOf(doc(reserved()))).toEqual({
    number: 'SAP-1',
    printed: 'sap 1',
    customer: 'Contoso',
    start: d('2020-06-22'),
    end: d('2020-06-26'),
  });
  expect(engagementOf(doc(assigned))).toBeUndefined();
  const { end: _end, ...undated } = (reserved() as { reservation: Reservation }).reservation;
  expect(engagementOf(doc({ status: 'reserved', reservation: undated }))).toBeUndefined();
});
