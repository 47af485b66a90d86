import { describe, expect, test } from '@jest/globals';
import { blocking } from '../../../domain/guards/answers.ts';
import { checkGuards } from '../../../domain/guards/check.ts';
import { subjectOf } from '../../../domain/guards/subject.ts';
import { nextOf } from '../../../domain/voucher/deadlines.ts';
import { completed, lackingOf, neededNext } from '../../../domain/voucher/lacking.ts';
import { LACKING, type Lacking } from '../../../domain/voucher/step-facts.ts';
import type { Known, Stage, VoucherEvent } from '../../../domain/voucher/model.ts';
import {
  companyOf,
  contextOf,
  d,
  endsOn,
  factsOf,
  redeemedOn,
  reportedOn,
  reservationOf,
  reportOf,
  startsOn,
  today,
  withReason,
} from '../given.ts';
import { given, HISTORY } from './histories.ts';

/** As a sheet gives it that has a number and a state. */
const bare = { attested: [] };
const reserved: Stage = { status: 'reserved', reservation: bare };
const reported: Stage = { status: 'reported', reservation: bare, report: bare };
const redeemed: Stage = { status: 'redeemed', reservation: bare, report: bare, redemption: {} };
const recorded = (stage: Stage): VoucherEvent => ({
  type: 'recorded',
  facts: factsOf(),
  stage,
  breaches: [],
});
/** Everything, as the synthetic engagement was. */
const all: Known = {
  reservation: { on: d('2020-05-11'), country: 'PL', locationId: 'SYN-PL', start: startsOn, end: endsOn },
  report: { on: reportedOn, handedOverOn: endsOn },
  redemption: { on: redeemedOn },
};

describe('what is not known of a voucher that was brought in', () => {
  test.each<[string, Stage, readonly Lacking[], readonly Lacking[]]>([
    ['an assigned one', { status: 'assigned' }, [], []],
    ['one that another partner has', { status: 'lost', on: today }, [], []],
    ['a void one', { status: 'void', reason: 'mistake' }, [], []],
    ['a reserved one', reserved, ['reservedOn', 'country', 'start', 'end'], ['start', 'end']],
    ['a reported one', reported, LACKING.filter((what) => what !== 'redeemedOn'), []],
    ['a redeemed one', redeemed, LACKING, ['country', 'redeemedOn']],
    ['a whole one', { status: 'reserved', reservation: reservationOf() }, [], []],
  ])('%s', (_title, stage, lacks, needed) => {
    expect(lackingOf(stage)).toEqual(lacks);
    expect(neededNext(stage)).toEqual(needed);
  });

  test.each([reserved, reported, redeemed])(
    'it is recorded as it is, and no guard blocks it: %j',
    (stage) => {
      const answers = checkGuards('record', subjectOf({ facts: factsOf(), stage }, undefined), contextOf());
      expect(blocking(answers)).toEqual([]);
      expect(answers.filter(({ answer }) => answer === 'unknown').map(({ guard }) => guard)).toEqual(
        expect.arrayContaining(['G1', 'G2', 'G4']),
      );
      given([])
        .when({ type: 'record', facts: factsOf(), stage })
        .then([recorded(stage)]);
    },
  );

  test('what is known of it is held against the rules all the same', () => {
    const stage: Stage = { status: 'reserved', reservation: { ...bare, country: 'FR' } };
    given([]).when({ type: 'record', facts: factsOf(), stage }).refusedLike({ why: 'guards' });
    const early: Stage = { status: 'reserved', reservation: { ...bare, end: startsOn, start: endsOn } };
    given([])
      .when({ type: 'record', facts: factsOf(), stage: early })
      .refusedLike({ why: 'input', field: 'end', problem: 'beforeStart' });
  });

  test('no day is counted from a redemption that is not known', () => {
    const { edition } = contextOf();
    expect(nextOf(factsOf(), redeemed, companyOf(), edition)).toEqual({ what: 'claim' });
    expect(nextOf(factsOf(), reserved, companyOf(), edition)).toEqual({ what: 'report' });
  });
});

describe('what was missing', () => {
  test('is entered at once, and the voucher is as if it had been recorded whole', () => {
    const done = given([recorded(redeemed)]).when({ type: 'complete', known: all });
    done.then([{ type: 'completed', known: all, breaches: [] }]);
    const { attested: _reserved, consultantId: _who, ...reservation } = reservationOf();
    const { attested: _reported, deliverable: _kind, ...report } = reportOf();
    expect(done.state?.stage).toMatchObject({ reservation, report, redemption: { on: redeemedOn } });
    expect(lackingOf(done.state?.stage ?? reserved)).toEqual([]);
  });

  test('never overwrites what is known', () => {
    const stage: Stage = { status: 'reserved', reservation: { ...bare, country: 'PL' } };
    expect(completed(stage, { reservation: { country: 'DE', start: startsOn } })).toEqual({
      status: 'reserved',
      reservation: { ...bare, country: 'PL', start: startsOn },
    });
    given([recorded(stage)])
      .when({ type: 'complete', known: { reservation: { country: 'DE' } } })
      .refusedLike({ why: 'nothingChosen' });
  });

  test.each<[string, Known, object]>([
    ['in the future', { redemption: { on: d('2020-06-16') } }, { field: 'redeemedOn', problem: 'future' }],
    [
      'in the wrong order',
      { report: { on: reportedOn }, redemption: { on: endsOn } },
      { field: 'redeemedOn', problem: 'beforeReport' },
    ],
  ])('is not taken %s', (_title, known, problem) => {
    given([recorded(redeemed)])
      .when({ type: 'complete', known })
      .refusedLike({ why: 'input', ...problem });
  });

  test('that breaks a rule needs an admin and a reason, and is recorded with the rule', () => {
    const known: Known = { reservation: { country: 'FR' } };
    given([recorded(redeemed)])
      .when({ type: 'complete', known })
      .refusedLike({ why: 'guards' });
    given([recorded(redeemed)])
      .when({ type: 'complete', known, accepted: ['G4'] }, withReason)
      .then([{ type: 'completed', known, breaches: ['G4'] }]);
  });

  test('of a later step is not taken before it', () => {
    expect(completed(reserved, { report: { on: reportedOn } })).toBeUndefined();
    expect(completed(reported, { redemption: { on: redeemedOn } })).toBeUndefined();
    expect(completed({ status: 'assigned' }, {})).toBeUndefined();
    given(HISTORY.assigned).when({ type: 'complete', known: all }).refusedLike({ why: 'state' });
  });
});
