import { describe, expect, test } from '@jest/globals';
import { GUARD_IDS, type GuardId } from '../../../domain/guards/answers.ts';
import type { GuardContext } from '../../../domain/guards/subject.ts';
import { GUARDS } from '../../../domain/guards/table.ts';
import { edition } from '../../../domain/programme/editions.ts';
import type { Facts, VoucherEvent } from '../../../domain/voucher/model.ts';
import {
  admin,
  companyOf,
  contextOf,
  d,
  factsOf,
  recorded,
  redeem,
  report,
  reservationOf,
  reserve,
  reserved,
  withReason,
} from '../given.ts';
import { given } from '../voucher/histories.ts';

describe('plan and record', () => {
  const assigned = (facts: Facts): VoucherEvent => ({ ...recorded, facts }) as VoucherEvent;
  /** For every guard that blocks the reservation: a way not to meet it, and only it. */
  const BREACHES: Readonly<
    Partial<
      Record<
        GuardId,
        {
          history: readonly VoucherEvent[];
          over?: Parameters<typeof reservationOf>[0];
          context?: Partial<GuardContext>;
        }
      >
    >
  > = {
    G1: { history: [recorded], over: { start: reserve.reservation.on } },
    G2: { history: [recorded], over: { end: d('2020-11-01') } },
    G4: { history: [recorded], over: { locationId: 'SYN-DE' } },
    G5: { history: [assigned(factsOf({ serviceLevel: 4 }))] },
    G6: {
      history: [assigned(factsOf({ serviceLevel: 15 }))],
      context: { siblings: [{ id: 'SYN-0002', engagement: 'windows-office', serviceLevel: 15 }] },
    },
    G9: { history: [recorded], context: { company: companyOf({ enrolments: { SDPS: {} } }) } },
    G10: {
      history: [recorded],
      context: { company: companyOf({ consultants: [{ id: 'anna', assessments: ['messaging'] }] }) },
    },
    G15: {
      history: [assigned(factsOf({ assignedOn: d('2021-07-01') }))],
      over: { on: d('2021-07-05'), start: d('2021-07-12'), end: d('2021-07-16') },
      context: { edition: edition('2021') },
    },
    G16: { history: [recorded, { type: 'lost', on: d('2020-05-10') }] },
  };
  const rows = Object.entries(BREACHES).map(([guard, row]) => ({
    guard: guard as GuardId,
    ...row,
    command: { ...reserve, reservation: reservationOf(row.over) },
    usual: contextOf({ today: d('2021-08-01'), ...row.context }),
  }));

  test('every guard that blocks a reservation is tried', () => {
    const blockers = GUARD_IDS.filter((guard) => GUARDS[guard].steps.reserve === 'blocks');
    expect(Object.keys(BREACHES)).toEqual(blockers);
  });

  test.each(rows)('$guard refuses the plan, and is named', ({ guard, history, command, usual }) => {
    for (const actor of [{ permission: 'consultant' } as const, admin]) {
      given(history)
        .when(command, { ...usual, actor })
        .blocked('reserve', guard);
    }
  });

  test.each(rows)(
    '$guard is no record for a consultant, whatever the reason',
    ({ guard, history, command, usual }) => {
      for (const actor of [{ permission: 'consultant' }, { permission: 'reader' }, {}] as const) {
        given(history)
          .when({ ...command, accepted: GUARD_IDS }, { ...usual, actor, reasonGiven: true })
          .blocked('reserve', guard);
      }
    },
  );

  test.each(rows)(
    '$guard is no record while others were shown, and it was not',
    ({ guard, history, command, usual }) => {
      const accepted = GUARD_IDS.filter((id) => id !== guard);
      given(history)
        .when({ ...command, accepted }, { ...usual, actor: admin, reasonGiven: true })
        .blocked('reserve', guard);
    },
  );

  test.each(rows)('$guard is no record without a reason', ({ guard, history, command, usual }) => {
    given(history)
      .when({ ...command, accepted: [guard] }, { ...usual, actor: admin })
      .refused({ why: 'reasonNeeded' });
  });

  test.each(rows)(
    '$guard is recorded by an admin with a reason, as a breach',
    ({ guard, history, command, usual }) => {
      const done = given(history).when(
        { ...command, accepted: [guard] },
        { ...usual, actor: admin, reasonGiven: true },
      );
      done.then([{ type: 'reserved', reservation: command.reservation, breaches: [guard] }]);
      expect(done.state?.breaches).toEqual([guard]);
    },
  );

  test('what meets every guard needs no reason and breaches nothing, whatever is accepted', () => {
    given([recorded])
      .when({ ...reserve, accepted: GUARD_IDS }, contextOf({ actor: admin }))
      .then([reserved]);
  });

  test('G11 is beyond what can be accepted: without the report nothing is redeemed', () => {
    given([recorded, reserved])
      .when({ ...redeem, accepted: GUARD_IDS }, withReason)
      .blocked('redeem', { guard: 'G11', detail: { code: 'notReported' } });
  });

  test('a warning keeps nobody from a step', () => {
    given([recorded, reserved])
      .when(report, contextOf({ company: companyOf({ competencies: { messaging: 'gold' } }) }))
      .then([{ type: 'reported', report: report.report, breaches: [] }]);
  });
});
