import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../domain/day.ts';
import { GUARD_IDS, type GuardId } from '../../../domain/guards/answers.ts';
import { isRefusal, type InputProblem } from '../../../domain/refusal.ts';
import {
  RELEASE_REASONS,
  STATUSES,
  VOID_REASONS,
  VOUCHER_COMMANDS,
  voucherSchema,
  type Facts,
  type RecordedStage,
  type Status,
  type Voucher,
  type VoucherCommand,
  type VoucherEvent,
} from '../../../domain/voucher/model.ts';
import {
  admin,
  claimed,
  companyOf,
  contextOf,
  d,
  endsOn,
  expiresOn,
  factsOf,
  recorded,
  redeem,
  redeemed,
  redeemedOn,
  report,
  reported,
  reportedOn,
  reportOf,
  reservationOf,
  reserve,
  reserved,
  reservedOn,
  startsOn,
  today,
  withReason,
} from '../given.ts';
import { given, lost, voided, released, amended, HISTORY, COMMAND } from './histories.ts';

const tomorrow = d('2020-06-16');

describe('when no voucher is known', () => {
  const assigned: RecordedStage = { status: 'assigned' };
  const stages: readonly RecordedStage[] = [
    assigned,
    { status: 'lost', on: d('2020-05-20') },
    { status: 'reserved', reservation: reservationOf() },
    { status: 'reported', reservation: reservationOf(), report: reportOf() },
    {
      status: 'redeemed',
      reservation: reservationOf(),
      report: reportOf(),
      redemption: { on: redeemedOn },
    },
  ];

  test('every state but void can be recorded', () => {
    expect(new Set(stages.map(({ status }) => status))).toEqual(
      new Set(STATUSES.filter((status) => status !== 'void')),
    );
  });

  test.each(stages)('one that is really $status is recorded as that', (stage) => {
    given([])
      .when({ type: 'record', facts: factsOf(), stage })
      .then([{ type: 'recorded', facts: factsOf(), stage, breaches: [] }]);
  });

  test('what is recorded in flight passes the guards of a record, and names its breaches', () => {
    const stage: RecordedStage = {
      status: 'redeemed',
      reservation: reservationOf({ start: reservedOn }),
      report: reportOf(),
      redemption: { on: redeemedOn },
    };
    const command = { type: 'record', facts: factsOf({ serviceLevel: 4 }), stage } as const;
    given([]).when(command).blocked('record', 'G1', 'G5');
    given([])
      .when({ ...command, accepted: ['G1', 'G5'] }, withReason)
      .then([{ type: 'recorded', facts: command.facts, stage, breaches: ['G1', 'G5'] }]);
  });

  test.each<RecordedStage>([assigned, { status: 'lost', on: d('2020-05-20') }])(
    'what is merely $status commits nobody: its guards wait for the reservation',
    (stage) => {
      const facts = factsOf({ serviceLevel: 4, assignedOn: d('2018-01-01') });
      given([])
        .when({ type: 'record', facts, stage })
        .then([{ type: 'recorded', facts, stage, breaches: [] }]);
    },
  );

  test.each<[string, Partial<ReturnType<typeof factsOf>>, string, InputProblem, string | undefined]>([
    ['it has no number', { number: '' }, 'number', 'missing', undefined],
    ['it was assigned tomorrow', { assignedOn: tomorrow }, 'assignedOn', 'future', today],
    ['it was assigned in another age', { assignedOn: d('2010-01-01') }, 'assignedOn', 'tooFar', undefined],
    [
      'it ran out before it was assigned',
      { printedExpiry: d('2020-05-03') },
      'printedExpiry',
      'beforeStart',
      '2020-05-04',
    ],
    [
      'it was adjusted to before it was assigned',
      { adjustedExpiry: d('2020-05-03') },
      'adjustedExpiry',
      'beforeStart',
      '2020-05-04',
    ],
    ['it runs out in another age', { printedExpiry: d('2031-01-01') }, 'printedExpiry', 'tooFar', undefined],
  ])('nothing is recorded when %s', (_title, over, field, problem, limit) => {
    given([])
      .when({ type: 'record', facts: factsOf(over), stage: assigned })
      .refused({
        why: 'input',
        field,
        problem,
        ...(limit === undefined ? {} : { limit: d(limit) }),
      });
  });

  test('a voucher assigned today, or that ran out on its first day, is recorded', () => {
    const facts = factsOf({ assignedOn: today, printedExpiry: today });
    given([])
      .when({ type: 'record', facts, stage: assigned })
      .then([{ type: 'recorded', facts, stage: assigned, breaches: [] }]);
  });

  test('none is recorded with a claim: a claim is made of recorded vouchers', () => {
    const stage: RecordedStage = {
      status: 'redeemed',
      reservation: reservationOf(),
      report: reportOf(),
      redemption: { on: redeemedOn },
      claimId: 'claim-1',
    };
    given([])
      .when({ type: 'record', facts: factsOf(), stage, accepted: GUARD_IDS }, withReason)
      .refused({ why: 'claimed' });
  });

  test('the second 15 days of an engagement are a breach in flight as well (G6)', () => {
    const facts = factsOf({ serviceLevel: 15 });
    const stage: RecordedStage = { status: 'reserved', reservation: reservationOf() };
    const siblings = [{ id: 'SYN-0002', engagement: 'windows-office', serviceLevel: 15 }] as const;
    const command = { type: 'record', facts, stage } as const;
    given([]).when(command, contextOf({ siblings })).blocked('record', 'G6');
    given([])
      .when({ ...command, accepted: ['G6'] }, contextOf({ siblings, actor: admin, reasonGiven: true }))
      .then([{ type: 'recorded', facts, stage, breaches: ['G6'] }]);
  });

  test.each<[string, RecordedStage, string, InputProblem]>([
    ['lost before it was assigned', { status: 'lost', on: d('2020-05-03') }, 'on', 'beforeStart'],
    [
      'reserved before it was assigned',
      { status: 'reserved', reservation: reservationOf({ on: d('2020-05-03') }) },
      'reservedOn',
      'beforeStart',
    ],
    ['lost tomorrow', { status: 'lost', on: tomorrow }, 'on', 'future'],
    [
      'reserved tomorrow',
      { status: 'reserved', reservation: reservationOf({ on: tomorrow }) },
      'reservedOn',
      'future',
    ],
    [
      'delivered backwards',
      { status: 'reserved', reservation: reservationOf({ end: d('2020-05-31') }) },
      'end',
      'beforeStart',
    ],
    [
      'reported before it ended',
      { status: 'reported', reservation: reservationOf(), report: reportOf({ on: d('2020-06-04') }) },
      'reportedOn',
      'beforeEnd',
    ],
    [
      'redeemed before it was reported',
      {
        status: 'redeemed',
        reservation: reservationOf(),
        report: reportOf(),
        redemption: { on: d('2020-06-07') },
      },
      'redeemedOn',
      'beforeReport',
    ],
  ])('one that was %s is not recorded', (_title, stage, field, problem) => {
    given([])
      .when({ type: 'record', facts: factsOf(), stage }, withReason)
      .refusedLike({ why: 'input', field, problem });
  });
});

describe('when assigned', () => {
  const when = given([recorded]).when;

  test('a reservation is made', () => {
    when(reserve).then([{ type: 'reserved', reservation: reservationOf(), breaches: [] }]);
  });

  test('a reservation may be made today, for an engagement from tomorrow', () => {
    const reservation = reservationOf({ on: today, start: tomorrow, end: d('2020-06-22') });
    when({ ...reserve, reservation }).then([{ type: 'reserved', reservation, breaches: [] }]);
  });

  test('no reservation without the address of the voucher admin, which VVR asks for', () => {
    given([{ ...recorded, facts: factsOf({ adminKnown: false }) } as VoucherEvent])
      .when(reserve)
      .wrong('adminEmail', 'missing');
  });

  test('no reservation without the terms', () => {
    when({ ...reserve, termsAccepted: false }).wrong('terms', 'notAccepted');
  });

  test.each<[string, Partial<ReturnType<typeof reservationOf>>, string, InputProblem]>([
    ['made tomorrow', { on: tomorrow }, 'on', 'future'],
    ['made in another age', { on: d('2010-06-01') }, 'on', 'tooFar'],
    ['that ends before it begins', { end: d('2020-05-31') }, 'end', 'beforeStart'],
    ['that ends in another age', { end: d('2031-01-01') }, 'end', 'tooFar'],
    ['that began in another age', { start: d('2010-06-01') }, 'start', 'tooFar'],
  ])('no reservation %s', (_title, over, field, problem) => {
    when({ ...reserve, reservation: reservationOf(over) }, withReason).refusedLike({
      why: 'input',
      field,
      problem,
    });
  });

  test('an engagement of one day begins and ends on it', () => {
    const reservation = reservationOf({ end: startsOn });
    when({ ...reserve, reservation }).then([{ type: 'reserved', reservation, breaches: [] }]);
  });

  test('its facts are amended', () => {
    when({ type: 'amend', facts: amended }).then([{ type: 'amended', facts: amended, breaches: [] }]);
  });

  test('its number is not', () => {
    when({ type: 'amend', facts: factsOf({ number: 'SYN-0002' }) }).wrong('number', 'unknown');
  });

  test('a known expiry is moved for a reason only, whichever day moves it', () => {
    for (const facts of [
      factsOf({ adjustedExpiry: d('2020-12-01') }),
      factsOf({ printedExpiry: d('2020-12-01') }),
      factsOf({ assignedOn: d('2020-05-05') }),
      factsOf({ assignedOn: undefined }),
    ]) {
      when({ type: 'amend', facts }).refused({ why: 'reasonNeeded' });
      when({ type: 'amend', facts }, contextOf({ reasonGiven: true })).then([
        { type: 'amended', facts, breaches: [] },
      ]);
    }
    const adjusted = factsOf({ adjustedExpiry: d('2020-12-01') });
    const again = given([recorded, { type: 'amended', facts: adjusted, breaches: [] }]).when;
    again({ type: 'amend', facts: factsOf() }).refused({ why: 'reasonNeeded' });
    again({ type: 'amend', facts: { ...adjusted, assignedOn: d('2020-05-05'), serviceLevel: 3 } }).then([
      {
        type: 'amended',
        facts: { ...adjusted, assignedOn: d('2020-05-05'), serviceLevel: 3 },
        breaches: [],
      },
    ]);
  });

  test('an expiry that nobody knew, or that stays what it is, is entered without a reason', () => {
    const { assignedOn: _day, ...undated } = factsOf();
    const facts = { ...undated, printedExpiry: expiresOn };
    given([{ ...recorded, facts: undated } as VoucherEvent])
      .when({ type: 'amend', facts })
      .then([{ type: 'amended', facts, breaches: [] }]);
    const printed = factsOf({ printedExpiry: expiresOn });
    when({ type: 'amend', facts: printed }).then([{ type: 'amended', facts: printed, breaches: [] }]);
  });

  test('amended facts keep the rules of recorded ones', () => {
    when({ type: 'amend', facts: factsOf({ assignedOn: tomorrow }) }).wrong('assignedOn', 'future', today);
  });

  test('another partner may have taken it, today or earlier', () => {
    when({ type: 'lose', on: today }).then([{ type: 'lost', on: today }]);
    when({ type: 'lose', on: tomorrow }).wrong('on', 'future', today);
  });

  test('it was not taken before it was assigned', () => {
    when({ type: 'lose', on: d('2020-05-04') }).then([{ type: 'lost', on: d('2020-05-04') }]);
    when({ type: 'lose', on: d('2020-05-03') }).wrong('on', 'beforeStart', '2020-05-04');
  });

  test('it is not reserved before it was assigned', () => {
    const on = (day: string): VoucherCommand => ({
      ...reserve,
      reservation: reservationOf({ on: d(day) }),
    });
    expect(isRefusal(when(on('2020-05-04')).result)).toBe(false);
    when(on('2020-05-03')).wrong('on', 'beforeStart', '2020-05-04');
  });

  test.each(VOID_REASONS)('it is voided: %s', (reason) => {
    when({ type: 'void', reason, duplicateOf: 'SYN-0002' }).then([
      { type: 'voided', reason, duplicateOf: 'SYN-0002' },
    ]);
    if (reason !== 'duplicate') when({ type: 'void', reason }).then([{ type: 'voided', reason }]);
  });

  test('as a duplicate it is voided only with the number of the other', () => {
    when({ type: 'void', reason: 'duplicate' }).wrong('duplicateOf', 'missing');
    when({ type: 'void', reason: 'duplicate', duplicateOf: factsOf().number }).wrong('duplicateOf', 'itself');
  });
});

describe('what ran out', () => {
  const closed: VoucherEvent = { type: 'voided', reason: 'ranOut' };
  const on = (day: string): ReturnType<typeof contextOf> => contextOf({ today: d(day) });

  test.each<[Status, readonly VoucherEvent[]]>([
    ['assigned', [recorded]],
    ['reserved', [recorded, reserved]],
    ['reported', [recorded, reserved, reported]],
  ])(
    'is put away when it was %s, from the day after the last one, by whoever works with it',
    (_s, history) => {
      const { when } = given(history);
      when({ type: 'close' }, on('2020-10-31')).refused({ why: 'notRunOut' });
      when({ type: 'close' }, on('2020-11-01')).then([closed]);
    },
  );

  test('is not put away while the question of the 90 days decides whether it ran out (G3)', () => {
    const [by, until] = [d('2020-08-29'), d('2020-11-27')];
    const printed = { assignedOn: d('2020-03-02'), printedExpiry: by };
    const asked = (facts: Partial<Facts>): ReturnType<typeof given> =>
      given([{ type: 'recorded', facts: factsOf(facts), stage: { status: 'assigned' }, breaches: [] }]);
    const { when } = asked(printed);
    when({ type: 'close' }, on('2020-08-29')).refused({ why: 'notRunOut' });
    when({ type: 'close' }, on('2020-08-30')).refused({ why: 'mayNotHaveRunOut', by, until });
    when({ type: 'close' }, on('2020-11-27')).refused({ why: 'mayNotHaveRunOut', by, until });
    when({ type: 'close' }, on('2020-11-28')).then([closed]);
    const { when: included } = asked({ ...printed, extensionPrinted: true });
    included({ type: 'close' }, on('2020-08-30')).then([closed]);
    const { when: adjusted } = asked({ ...printed, adjustedExpiry: by });
    adjusted({ type: 'close' }, on('2020-08-30')).then([closed]);
  });

  test.each<[string, readonly VoucherEvent[]]>([
    ['redeemed', [recorded, reserved, reported, redeemed]],
    ['lost', [recorded, { type: 'lost', on: d('2020-05-20') }]],
    ['void', [recorded, { type: 'voided', reason: 'mistake' }]],
  ])('is not put away when it was %s', (status, history) => {
    given(history)
      .when({ type: 'close' }, on('2021-11-01'))
      .refused({ why: 'state', command: 'close', status });
  });

  test('has no end while no date is known, and that of the programme in 2021', () => {
    const { assignedOn: _day, ...undated } = factsOf();
    const { when } = given([{ ...recorded, facts: undated } as VoucherEvent]);
    when({ type: 'close' }, on('2022-06-01')).refused({ why: 'notRunOut' });
    const in2021 = (day: string): ReturnType<typeof contextOf> =>
      contextOf({ editionId: '2021', today: d(day) });
    when({ type: 'close' }, in2021('2022-01-01')).refused({ why: 'notRunOut' });
    when({ type: 'close' }, in2021('2022-01-02')).then([closed]);
  });

  test('comes back by an undo, to where it was', () => {
    const undone = given([recorded, reserved, closed]).when({ type: 'undo' }, withReason);
    undone.then([{ type: 'undone', restored: { status: 'reserved', reservation: reservationOf() } }]);
  });
});

describe('a correction after the reservation', () => {
  const histories: readonly (readonly [string, readonly VoucherEvent[]])[] = [
    ['reserved', [recorded, reserved]],
    ['reported', [recorded, reserved, reported]],
    ['redeemed', [recorded, reserved, reported, redeemed]],
    ['in a claim', [recorded, reserved, reported, redeemed, claimed]],
  ];
  const four = factsOf({ serviceLevel: 4 });

  test.each(histories)('of one that is %s is held against the rules of a record', (_status, history) => {
    const { when } = given(history);
    const command = { type: 'amend', facts: four } as const;
    const refused = { why: 'guards', step: 'record', unmet: [{ guard: 'G5' }] };
    when(command, withReason).refusedLike(refused);
    when({ ...command, accepted: ['G1'] }, withReason).refusedLike(refused);
    const insisted = { ...command, accepted: ['G5'] } as const;
    when(insisted, contextOf({ reasonGiven: true })).refusedLike(refused);
    when(insisted, contextOf({ actor: admin })).refused({ why: 'reasonNeeded' });
    const done = when(insisted, withReason);
    done.then([{ type: 'amended', facts: four, breaches: ['G5'] }]);
    expect(done.state?.breaches).toEqual(['G5']);
  });

  test('does not ask again for a breach that is recorded', () => {
    const { when } = given([recorded, reserved, { type: 'amended', facts: four, breaches: ['G5'] }]);
    const facts = { ...four, adminKnown: false };
    when({ type: 'amend', facts }).then([{ type: 'amended', facts, breaches: [] }]);
    const late = { ...facts, adjustedExpiry: d('2020-06-04') };
    when({ type: 'amend', facts: late }, withReason).refusedLike({ unmet: [{ guard: 'G2' }] });
  });

  test('goes by the redemption where there is one: an expiry before it is a breach', () => {
    const facts = factsOf({ adjustedExpiry: d('2020-06-09') });
    const { when } = given([recorded, reserved, reported, redeemed]);
    when({ type: 'amend', facts }, withReason).refusedLike({
      unmet: [{ guard: 'G2', detail: { code: 'expired', by: '2020-06-09' } }],
    });
    const fits = factsOf({ adjustedExpiry: redeemedOn });
    when({ type: 'amend', facts: fits }, withReason).then([{ type: 'amended', facts: fits, breaches: [] }]);
  });

  test('of one that is only assigned waits for the reservation', () => {
    given([recorded])
      .when({ type: 'amend', facts: four })
      .then([{ type: 'amended', facts: four, breaches: [] }]);
  });
});

describe('what an admin accepts', () => {
  const at = reservationOf({ start: reservedOn, locationId: 'SYN-DE' });
  const asked = { ...reserve, reservation: at };
  const { when } = given([recorded]);

  test.each<[string, readonly GuardId[] | undefined]>([
    ['nothing', undefined],
    ['an empty list', []],
    ['one of two', ['G1']],
    ['the other of two', ['G4']],
    ['others', ['G2', 'G5']],
  ])('is refused again when it is %s of what is not met', (_title, accepted) => {
    when({ ...asked, accepted }, withReason).blocked('reserve', 'G1', 'G4');
  });

  test('is recorded when it is all of it, and only what is not met', () => {
    for (const accepted of [['G1', 'G4'], GUARD_IDS] as const) {
      when({ ...asked, accepted }, withReason).then([
        { type: 'reserved', reservation: at, breaches: ['G1', 'G4'] },
      ]);
    }
  });
});

const planning = (over: Parameters<typeof reservationOf>[0]): VoucherCommand => ({
  ...reserve,
  reservation: reservationOf(over),
  accepted: GUARD_IDS,
});

describe('ten years', () => {
  const ago = addDays(today, -3660);
  const ahead = addDays(today, 3660);
  const assigned: RecordedStage = { status: 'assigned' };
  const recording = (over: Parameters<typeof factsOf>[0]): VoucherCommand => ({
    type: 'record',
    facts: factsOf(over),
    stage: assigned,
  });

  test.each<[string, readonly VoucherEvent[], VoucherCommand, VoucherCommand]>([
    ['an assignment', [], recording({ assignedOn: ago }), recording({ assignedOn: addDays(ago, -1) })],
    ['an expiry', [], recording({ printedExpiry: ahead }), recording({ printedExpiry: addDays(ahead, 1) })],
    ['a start', [recorded], planning({ start: ago }), planning({ start: addDays(ago, -1) })],
    ['an end', [recorded], planning({ end: ahead }), planning({ end: addDays(ahead, 1) })],
  ])('are meant for %s, one day more is a slip', (_title, history, within, beyond) => {
    expect(isRefusal(given(history).when(within, withReason).result)).toBe(false);
    given(history).when(beyond, withReason).refusedLike({ why: 'input', problem: 'tooFar' });
  });
});

describe('when a list says more', () => {
  const partly: RecordedStage = {
    status: 'redeemed',
    reservation: { country: 'DE', attested: [] },
    report: { attested: [] },
    redemption: { on: redeemedOn },
  };

  test('it goes on to a later state; what is known of its steps stays', () => {
    const done = given([recorded, reserved]).when({ type: 'advance', stage: partly });
    const stage = { ...partly, reservation: reservationOf() };
    done.then([{ type: 'advanced', stage, breaches: [] }]);
    expect(done.state).toMatchObject({ stage, before: { status: 'reserved' } });
  });

  test('it passes the guards of a record, and names its breaches once', () => {
    const command = { type: 'advance', stage: partly } as const;
    const facts = factsOf({ serviceLevel: 4 });
    const before = (breaches: GuardId[]): readonly VoucherEvent[] => [
      { type: 'recorded', facts, stage: { status: 'assigned' }, breaches },
    ];
    given(before([])).when(command).blocked('record', 'G5');
    given(before([]))
      .when({ ...command, accepted: ['G5'] }, withReason)
      .then([{ type: 'advanced', stage: partly, breaches: ['G5'] }]);
    given(before(['G5']))
      .when(command)
      .then([{ type: 'advanced', stage: partly, breaches: [] }]);
  });

  test.each<[string, RecordedStage]>([
    ['back', { status: 'assigned' }],
    ['to the same state', { status: 'reserved', reservation: reservationOf() }],
    ['to another partner', { status: 'lost', on: today }],
  ])('it never goes %s', (_where, stage) => {
    given([recorded, reserved])
      .when({ type: 'advance', stage })
      .refused({ why: 'state', command: 'advance', status: 'reserved' });
  });

  test('no claim comes with it, nor a day that has not been', () => {
    given([recorded])
      .when({ type: 'advance', stage: { ...partly, claimId: 'claim-1' } })
      .refused({ why: 'claimed' });
    given([recorded])
      .when({ type: 'advance', stage: { ...partly, redemption: { on: tomorrow } } })
      .refused({ why: 'input', field: 'redeemedOn', problem: 'future', limit: today });
  });

  test('a difference is ignored once, and asked again once somebody says so', () => {
    const differences = [{ what: 'country', value: 'DE' } as const];
    const ignored = given([recorded]).when({ type: 'ignoreDifferences', differences });
    expect(ignored.state?.ignored).toEqual(differences);
    const event: VoucherEvent = { type: 'differencesIgnored', differences };
    given([recorded, event])
      .when({ type: 'ignoreDifferences', differences })
      .refused({ why: 'nothingChosen' });
    const heeded = given([recorded, event]).when({ type: 'heedDifferences' });
    heeded.then([{ type: 'differencesHeeded' }]);
    expect(heeded.state).not.toHaveProperty('ignored');
  });

  test('the newest fifty differences stay ignored', () => {
    const history = Array.from({ length: 60 }, (_, nth): VoucherEvent => ({
      type: 'differencesIgnored',
      differences: [{ what: 'country', value: String(nth) }],
    }));
    const kept = given([recorded, ...history]).state?.ignored ?? [];
    expect(kept).toHaveLength(50);
    expect(kept[0]?.value).toBe('10');
  });
});

describe('when reserved', () => {
  const when = given([recorded, reserved]).when;

  test('it is handed over to a consultant who qualifies, and keeps the rest of the reservation', () => {
    const company = companyOf({
      consultants: [
        { id: 'anna', assessments: ['windows-and-devices'] },
        { id: 'bo', assessments: ['windows-and-devices'] },
        { id: 'cleo', assessments: ['erp'] },
      ],
    });
    const done = given([recorded, reserved]).when(
      { type: 'handOver', consultantId: 'bo' },
      contextOf({ company }),
    );
    done.then([{ type: 'handedOver', consultantId: 'bo', breaches: [] }]);
    expect(done.state?.stage).toEqual({
      status: 'reserved',
      reservation: reservationOf({ consultantId: 'bo' }),
    });
    given([recorded, reserved])
      .when({ type: 'handOver', consultantId: 'cleo' }, contextOf({ company }))
      .refusedLike({ why: 'guards' });
    given([recorded, reserved])
      .when({ type: 'handOver', consultantId: 'nobody' }, contextOf({ company }))
      .refusedLike({ why: 'input', field: 'consultantId', problem: 'unknown' });
  });

  test('it is rescheduled, and keeps the rest of the reservation', () => {
    const [start, end] = [d('2020-07-06'), d('2020-07-10')];
    const done = when({ type: 'reschedule', start, end });
    done.then([{ type: 'rescheduled', start, end, breaches: [] }]);
    expect(done.state?.stage).toEqual({ status: 'reserved', reservation: reservationOf({ start, end }) });
  });

  test.each<[string, string, string, object]>([
    ['backwards', '2020-07-10', '2020-07-06', { why: 'input', field: 'end', problem: 'beforeStart' }],
    ['into another age', '2031-07-06', '2031-07-10', { why: 'input', field: 'end', problem: 'tooFar' }],
    ['to the day of the reservation', reservedOn, endsOn, { why: 'guards', unmet: [{ guard: 'G1' }] }],
    ['past the expiry', '2020-10-31', '2020-11-01', { why: 'guards', unmet: [{ guard: 'G2' }] }],
  ])('it is not rescheduled %s', (_title, start, end, refused) => {
    when({ type: 'reschedule', start: d(start), end: d(end) }).refusedLike(refused);
  });

  test('a schedule that breaks a rule is recorded by an admin with a reason', () => {
    const command = { type: 'reschedule', start: reservedOn, end: endsOn, accepted: ['G1'] } as const;
    when(command, contextOf({ actor: admin })).refused({ why: 'reasonNeeded' });
    when(command, withReason).then([
      { type: 'rescheduled', start: reservedOn, end: endsOn, breaches: ['G1'] },
    ]);
  });

  test.each(RELEASE_REASONS)('it is released: %s', (reason) => {
    when({ type: 'release', on: reservedOn, reason }).then([{ type: 'released', on: reservedOn, reason }]);
  });

  test('it is not released before it was reserved, nor tomorrow', () => {
    when({ type: 'release', on: d('2020-05-10'), reason: 'offerChanged' }).wrong(
      'on',
      'beforeReservation',
      reservedOn,
    );
    when({ type: 'release', on: tomorrow, reason: 'offerChanged' }).wrong('on', 'future', today);
  });

  test('released, it is assigned again and can be reserved again', () => {
    const again = given([recorded, reserved, released]);
    expect(again.state?.stage).toEqual({ status: 'assigned' });
    again.when(reserve).then([reserved]);
  });

  test('it is reported on the last day of the engagement or later', () => {
    when(report).then([reported]);
    const soon = reportOf({ on: endsOn });
    when({ type: 'report', report: soon }).then([{ type: 'reported', report: soon, breaches: [] }]);
    const handed = reportOf({ handedOverOn: startsOn });
    when({ type: 'report', report: handed }).then([{ type: 'reported', report: handed, breaches: [] }]);
  });

  test.each<[string, Partial<ReturnType<typeof reportOf>>, string, InputProblem]>([
    ['tomorrow', { on: tomorrow }, 'on', 'future'],
    ['before the engagement ended', { on: d('2020-06-04') }, 'on', 'beforeEnd'],
    ['with a hand-over tomorrow', { handedOverOn: tomorrow }, 'handedOverOn', 'future'],
    ['with a hand-over before it began', { handedOverOn: d('2020-05-31') }, 'handedOverOn', 'beforeStart'],
  ])('it is not reported %s', (_title, over, field, problem) => {
    when({ type: 'report', report: reportOf(over) }).refusedLike({ why: 'input', field, problem });
  });

  test('a report after the expiry is taken: the guard only warns', () => {
    const late = contextOf({ today: d('2020-12-01') });
    const done = reportOf({ on: d('2020-11-20') });
    when({ type: 'report', report: done }, late).then([{ type: 'reported', report: done, breaches: [] }]);
  });

  test('it is not redeemed: the report is missing, and with it the payment', () => {
    when(redeem).blocked('redeem', 'G11');
    when({ type: 'redeem', redemption: { on: tomorrow } }).wrong('on', 'future', today);
  });
});

const redeemOn = (redeemedDay: string, accepted?: readonly GuardId[]): VoucherCommand => ({
  type: 'redeem',
  redemption: { on: d(redeemedDay) },
  accepted,
});

describe('when reported', () => {
  const when = given([recorded, reserved, reported]).when;

  test('it is redeemed, on the day of the report at the earliest', () => {
    when(redeem).then([redeemed]);
    when({ type: 'redeem', redemption: { on: reportedOn } }).then([
      { type: 'redeemed', redemption: { on: reportedOn }, breaches: [] },
    ]);
    when({ type: 'redeem', redemption: { on: d('2020-06-07') } }).wrong('on', 'beforeReport', reportedOn);
  });

  test('it is redeemed on its last day, and not on the day after but as a breach', () => {
    const late = contextOf({ today: d('2020-11-05'), actor: admin, reasonGiven: true });
    when(redeemOn(expiresOn), late).then([{ type: 'redeemed', redemption: { on: expiresOn }, breaches: [] }]);
    when(redeemOn('2020-11-01'), late).refusedLike({ unmet: [{ guard: 'G2' }] });
    const breach = when(redeemOn('2020-11-01', ['G2']), late);
    breach.then([{ type: 'redeemed', redemption: { on: d('2020-11-01') }, breaches: ['G2'] }]);
    expect(breach.state?.breaches).toEqual(['G2']);
  });
});

describe('when redeemed', () => {
  test('a claim takes it, and gives it back', () => {
    const inClaim = given([recorded, reserved, reported, redeemed, claimed]).state;
    expect(inClaim?.stage).toMatchObject({ status: 'redeemed', claimId: 'claim-1' });
    const free = given([
      recorded,
      reserved,
      reported,
      redeemed,
      claimed,
      { type: 'freed', claimId: 'claim-1' },
    ]);
    expect(free.state).toEqual(given([recorded, reserved, reported, redeemed]).state);
  });

  test('in a claim it is neither undone nor voided', () => {
    const when = given([recorded, reserved, reported, redeemed, claimed]).when;
    when({ type: 'undo' }, withReason).refused({ why: 'claimed' });
    when({ type: 'void', reason: 'mistake' }, withReason).refused({ why: 'claimed' });
  });
});

describe('when lost', () => {
  const when = given([recorded, lost]).when;

  test('it does not come back before it was lost', () => {
    when({ type: 'comeBack', on: d('2020-05-20') }).then([{ type: 'cameBack', on: d('2020-05-20') }]);
    when({ type: 'comeBack', on: d('2020-05-19') }).wrong('on', 'beforeStart', '2020-05-20');
  });

  test('it comes back', () => {
    const back = when({ type: 'comeBack', on: today });
    back.then([{ type: 'cameBack', on: today }]);
    expect(back.state?.stage).toEqual({ status: 'assigned' });
    when({ type: 'comeBack', on: tomorrow }).wrong('on', 'future', today);
  });

  test('it is reserved only as a breach of G16', () => {
    when(reserve).refusedLike({ why: 'guards', unmet: [{ guard: 'G16' }] });
    when({ ...reserve, accepted: ['G16'] }, withReason).then([
      { type: 'reserved', reservation: reservationOf(), breaches: ['G16'] },
    ]);
  });
});

describe('undo', () => {
  const steps: readonly (readonly [Status, readonly VoucherEvent[]])[] = [
    ['reserved', [recorded, reserved]],
    ['reported', [recorded, reserved, reported]],
    ['redeemed', [recorded, reserved, reported, redeemed]],
    ['lost', [recorded, lost]],
    ['assigned', [recorded, reserved, released]],
    ['assigned', [recorded, lost, { type: 'cameBack', on: today }]],
    ['void', [recorded, reserved, voided]],
    ['reserved', [recorded, reserved, { type: 'rescheduled', start: startsOn, end: startsOn, breaches: [] }]],
  ];

  test.each(steps)('takes one step back from %s, for a reason', (status, events) => {
    const before = given(events.slice(0, -1)).state as Voucher;
    const after = given(events);
    expect(after.state?.stage.status).toBe(status);
    after.when({ type: 'undo' }).refused({ why: 'reasonNeeded' });
    const undone = after.when({ type: 'undo' }, withReason);
    undone.then([{ type: 'undone', restored: before.stage }]);
    expect(undone.state?.stage).toEqual(before.stage);
  });

  test('takes one step only', () => {
    given([recorded, reserved, { type: 'undone', restored: { status: 'assigned' } }])
      .when({ type: 'undo' }, withReason)
      .refused({ why: 'nothingToUndo' });
  });

  test('undoes the step, not what was amended since', () => {
    const undone = given([recorded, reserved, { type: 'amended', facts: amended, breaches: [] }]).when(
      { type: 'undo' },
      withReason,
    );
    expect(undone.state).toEqual({ facts: amended, stage: { status: 'assigned' }, breaches: [] });
  });
});

/** All that is allowed, with every input right and every guard of the engagement met. */
const ALLOWED: Readonly<Record<keyof typeof HISTORY, readonly VoucherCommand['type'][]>> = {
  none: ['record'],
  assigned: ['amend', 'reserve', 'lose', 'advance', 'ignoreDifferences', 'void', 'comment', 'ask', 'remind'],
  reserved: [
    'amend',
    'reschedule',
    'handOver',
    'release',
    'report',
    'advance',
    'ignoreDifferences',
    'undo',
    'void',
    'comment',
    'ask',
    'remind',
  ],
  reported: ['amend', 'redeem', 'advance', 'ignoreDifferences', 'undo', 'void', 'comment', 'ask', 'remind'],
  redeemed: ['amend', 'ignoreDifferences', 'undo', 'void', 'comment', 'ask', 'remind'],
  claimed: ['amend', 'ignoreDifferences', 'comment'],
  lost: ['amend', 'comeBack', 'ignoreDifferences', 'undo', 'void', 'comment'],
  void: ['ignoreDifferences', 'undo', 'comment'],
};
/** Why the rest is refused, where it is not the state alone. */
const WHY: Readonly<Record<string, string>> = {
  'assigned undo': 'nothingToUndo',
  // Nothing was ignored.
  'assigned heedDifferences': 'notFound',
  'reserved heedDifferences': 'notFound',
  'reported heedDifferences': 'notFound',
  'redeemed heedDifferences': 'notFound',
  'claimed heedDifferences': 'notFound',
  'lost heedDifferences': 'notFound',
  'void heedDifferences': 'notFound',
  'reserved complete': 'nothingChosen',
  'reported complete': 'nothingChosen',
  'redeemed complete': 'nothingChosen',
  'claimed complete': 'nothingChosen',
  'reserved redeem': 'guards',
  'lost reserve': 'guards',
  'assigned close': 'notRunOut',
  'reserved close': 'notRunOut',
  'reported close': 'notRunOut',
  'claimed undo': 'claimed',
  'claimed void': 'claimed',
  'claimed ask': 'claimed',
  'claimed remind': 'claimed',
  // Nobody asked.
  'assigned closeAsk': 'notFound',
  'reserved closeAsk': 'notFound',
  'reported closeAsk': 'notFound',
  'redeemed closeAsk': 'notFound',
  'claimed closeAsk': 'notFound',
};

describe('every state and every command', () => {
  const states = ['none', ...STATUSES, 'claimed'] as const;
  const pairs = states.flatMap((state) => VOUCHER_COMMANDS.map((command) => [state, command] as const));

  test('are all there', () => {
    expect(new Set(states)).toEqual(new Set(Object.keys(HISTORY)));
    expect(new Set(VOUCHER_COMMANDS)).toEqual(new Set(Object.keys(COMMAND)));
    expect(pairs).toHaveLength(states.length * VOUCHER_COMMANDS.length);
  });

  test.each(pairs.filter(([state, command]) => ALLOWED[state].includes(command)))(
    'of a voucher that is %s, %s is allowed',
    (state, command) => {
      const done = given(HISTORY[state]).when(COMMAND[command], withReason);
      expect(isRefusal(done.result)).toBe(false);
      expect(done.result).toHaveLength(1);
      expect(voucherSchema.parse(done.state)).toEqual(done.state);
    },
  );

  test.each(pairs.filter(([state, command]) => !ALLOWED[state].includes(command)))(
    'of a voucher that is %s, %s is refused and nothing changes',
    (state, command) => {
      const { state: before, when } = given(HISTORY[state]);
      const kept = structuredClone(before);
      const { result, state: after } = when(COMMAND[command], withReason);
      const usual = state === 'none' ? 'notFound' : command === 'record' ? 'exists' : 'state';
      expect(result).toMatchObject({ refused: { why: WHY[`${state} ${command}`] ?? usual } });
      expect(after).toEqual(kept);
    },
  );

  test.each(pairs.filter(([state, command]) => !ALLOWED[state].includes(command)))(
    'of a voucher that is %s, %s is refused to an admin who insists, but for the breach of G16',
    (state, command) => {
      const insisting = { ...COMMAND[command], accepted: GUARD_IDS } as VoucherCommand;
      const { result } = given(HISTORY[state]).when(insisting, withReason);
      expect(isRefusal(result)).toBe(!(state === 'lost' && command === 'reserve'));
    },
  );
});
