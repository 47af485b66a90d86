import { describe, expect, test } from '@jest/globals';
import { edition } from '../../../domain/programme/editions.ts';
import type { Choice } from '../../../domain/sheet/choices.ts';
import {
  choiceKey,
  choiceOf,
  differencesOf,
  groupOf,
  groupsOf,
  type Difference,
  type SayingRow,
} from '../../../domain/sheet/differences.ts';
import type { SheetVoucher } from '../../../domain/sheet/rows.ts';
import { takingOver } from '../../../domain/sheet/taking-over.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { customerKey } from '../../../domain/voucher/customer.ts';
import { decideVoucher } from '../../../domain/voucher/decide.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import { STATUSES, type RecordedStage, type Stage, type Voucher } from '../../../domain/voucher/model.ts';
import { GUARD_IDS } from '../../../domain/guards/answers.ts';
import {
  admin,
  companyOf,
  contextOf,
  d,
  endsOn,
  expiresOn,
  factsOf,
  redeemedOn,
  reportedOn,
  reportOf,
  reservationOf,
  reservedOn,
  startsOn,
  today,
} from '../given.ts';

const rules = { edition: edition('2020'), today, digest: (text: string) => `#${text.length}` };
const NUMBER = factsOf().number;
const texts = { customer: 'Contoso (North)', customerName: 'Contoso', adminEmail: 'a@contoso.example' };

const reserved = { status: 'reserved', reservation: reservationOf() } as const;
const reported = { ...reserved, status: 'reported', report: reportOf() } as const;
const redeemed = { ...reported, status: 'redeemed', redemption: { on: redeemedOn } } as const;
const STAGES: Readonly<Record<Stage['status'], Stage>> = {
  assigned: { status: 'assigned' },
  reserved,
  reported,
  redeemed,
  lost: { status: 'lost', on: d('2020-05-20') },
  void: { status: 'void', reason: 'mistake' },
};

const ours = (stage: Stage, over: Partial<Voucher> = {}): Voucher => ({
  facts: factsOf({ customerId: customerKey('Contoso', 'North') }),
  stage,
  breaches: [],
  ...over,
});
const row = (stage: RecordedStage, over: Partial<SheetVoucher> = {}): SayingRow => ({
  kind: 'voucher',
  line: 2,
  voucher: {
    number: NUMBER,
    printed: NUMBER,
    facts: { number: NUMBER, adminKnown: false },
    stage,
    stateBy: 'word',
    unknown: [],
    ...over,
  },
});
const over: SayingRow = { kind: 'over', line: 2, number: NUMBER, state: 'Cancelled' };
/** Nothing but the state. */
const bare = (status: RecordedStage['status']): RecordedStage => {
  const reservation = { attested: [] };
  const report = { attested: [] };
  switch (status) {
    case 'assigned':
      return { status };
    case 'reserved':
      return { status, reservation };
    case 'reported':
      return { status, reservation, report };
    case 'redeemed':
      return { status, reservation, report, redemption: {} };
    case 'lost':
      return { status, on: d('2020-05-20') };
    default:
      return status satisfies never;
  }
};

function found(one: SayingRow, state: Voucher): readonly Difference[] {
  return differencesOf(one, { state, texts }, rules).differences;
}

describe('a difference', () => {
  const RECORDED = ['assigned', 'reserved', 'reported', 'redeemed', 'lost'] as const;
  const pairs = RECORDED.flatMap((theirs) => STATUSES.map((mine) => [theirs, mine] as const));

  test.each(pairs)('of states: the list says %s, we say %s', (theirs, mine) => {
    const differences = found(row(bare(theirs)), ours(STAGES[mine]));
    const way = ['assigned', 'reserved', 'reported', 'redeemed'];
    const isAhead = way.includes(mine) && way.indexOf(theirs) > way.indexOf(mine);
    expect(differences).toEqual(
      theirs === mine
        ? []
        : [
            expect.objectContaining({
              what: 'status',
              ours: mine,
              theirs,
              how: isAhead || (theirs === 'lost' && mine === 'assigned') ? 'ahead' : 'back',
            }),
          ],
    );
    // Nothing that was recorded here goes back unasked.
    for (const one of differences)
      if (one.how === 'back') expect(choiceOf({}, one)).toBe('later');
      else expect(choiceOf({}, one)).toBe('take');
  });

  test.each(STATUSES)('of a voucher that the list says is cancelled, and is %s here', (mine) => {
    const [one] = found(over, ours(STAGES[mine]));
    if (mine === 'void') expect(one).toBeUndefined();
    else
      expect(one).toMatchObject({
        how: 'over',
        ...(mine === 'redeemed' ? { cannot: 'redeemed' } : { way: 'void' }),
      });
    if (one !== undefined)
      expect(choiceOf({ [groupOf(one)]: 'take' }, one)).toBe(mine === 'redeemed' ? 'later' : 'take');
  });

  test('is none where the list says nothing, or the same', () => {
    const facts = { number: NUMBER, adminKnown: false };
    expect(found(row(bare('reserved'), { facts }), ours(reserved))).toEqual([]);
    expect(found(row(reserved, { facts: factsOf(), customer: 'contoso' }), ours(reserved))).toEqual([]);
    expect(found(row(reserved, { customer: 'Contoso (North)' }), ours(reserved))).toEqual([]);
    expect(found(row(reserved, { adminEmail: 'a@contoso.example' }), ours(reserved))).toEqual([]);
  });

  test('of a state that follows from days is none where we are further on, or of none that nothing says', () => {
    expect(found(row(bare('reserved'), { stateBy: 'days' }), ours(redeemed))).toEqual([]);
    expect(found(row(bare('reserved'), { stateBy: 'days' }), ours(STAGES.assigned))).toHaveLength(1);
    expect(found(row(bare('assigned'), { stateBy: undefined }), ours(reserved))).toEqual([]);
  });

  test('of the last day is none where ours was adjusted to it, or follows from the assignment', () => {
    const facts = factsOf({ printedExpiry: undefined, assignedOn: d('2020-05-04') });
    const says = (printedExpiry: string): SayingRow =>
      row(bare('assigned'), {
        facts: { number: NUMBER, adminKnown: false, printedExpiry: d(printedExpiry) },
      });
    expect(found(says('2020-10-31'), ours(STAGES.assigned, { facts }))).toEqual([]);
    const adjusted = { ...facts, adjustedExpiry: d('2020-12-01') };
    expect(found(says('2020-12-01'), ours(STAGES.assigned, { facts: adjusted }))).toEqual([]);
    expect(found(says('2020-10-30'), ours(STAGES.assigned, { facts: adjusted }))).toMatchObject([
      { what: 'printedExpiry', how: 'differs', ours: '2020-12-01', theirs: '2020-10-30' },
    ]);
  });

  test('that was ignored for good is not asked again; another value of the same fact is', () => {
    const state = ours(STAGES.assigned, { ignored: [{ what: 'status', value: 'redeemed' }] });
    expect(differencesOf(row(bare('redeemed')), { state, texts }, rules)).toEqual({
      differences: [],
      ignored: 1,
    });
    expect(found(row(bare('reserved')), state)).toHaveLength(1);
  });

  test('of an address is remembered by a digest alone', () => {
    const [one] = found(row(bare('reserved'), { adminEmail: 'other@contoso.example' }), ours(reserved));
    expect(one).toMatchObject({ what: 'adminEmail', how: 'differs', value: '#21' });
  });

  test('of a voucher that was put away is its state alone', () => {
    const one = row(bare('reserved'), { facts: factsOf({ serviceLevel: 3 }), customer: 'Fabrikam' });
    expect(found(one, ours(STAGES.void)).map(({ what }) => what)).toEqual(['status']);
  });
});

describe('choices', () => {
  const some = (line: number): Difference => ({
    line,
    number: `SAP-${line}`,
    what: 'printedExpiry',
    how: 'differs',
    ours: expiresOn,
    theirs: '2020-11-30',
    value: '2020-11-30',
    way: 'amend',
  });

  test('what is known here is changed by nobody who did not say so', () => {
    expect(choiceOf({}, some(2))).toBe('later');
    expect(choiceOf({}, { ...some(2), how: 'adds', ours: undefined })).toBe('take');
  });

  test('one for a single difference goes before its group’s', () => {
    const choices: Record<string, Choice> = { [groupOf(some(2))]: 'take', [choiceKey(some(3))]: 'ignore' };
    expect(choiceOf(choices, some(2))).toBe('take');
    expect(choiceOf(choices, some(3))).toBe('ignore');
  });

  test('groups are of what differs and how: states first, then what is most', () => {
    const state = { ...some(9), what: 'status', how: 'ahead', ours: 'reserved', theirs: 'redeemed' } as const;
    const groups = groupsOf([some(2), { ...some(3), what: 'country' }, some(4), state]);
    expect(groups.map(({ key, differences }) => [key, differences.length])).toEqual([
      ['status_ahead_redeemed_reserved', 1],
      ['printedExpiry_differs', 2],
      ['country_differs', 1],
    ]);
  });
});

describe('taking over', () => {
  const company = companyOf({
    consultants: ['anna', 'bo'].map((id) => ({ id, assessments: ['collaboration-and-content'] })),
  });
  const context = contextOf({ company, actor: admin, reasonGiven: true });

  /** The voucher after all that the list says was taken over. */
  function after(one: SayingRow, state: Voucher): Voucher {
    const differences = found(one, state);
    expect(differences.every(({ way }) => way !== undefined)).toBe(true);
    const orders = takingOver(one, state, differences, today);
    expect(orders.flatMap(({ takes }) => takes)).toHaveLength(differences.length);
    let now = state;
    for (const { command } of orders) {
      const events = decideVoucher(now, command, context);
      if (isRefusal(events)) throw new Error(JSON.stringify(events));
      for (const event of events) now = evolveVoucher(now, event);
    }
    return now;
  }

  test('a later state is recorded with what the list says of it, and what is known here stays', () => {
    const list = row(
      {
        status: 'redeemed',
        reservation: { country: 'DE', attested: [] },
        report: { on: reportedOn, attested: [] },
        redemption: {},
      },
      { stateBy: 'word' },
    );
    const state = ours({
      status: 'reserved',
      reservation: { start: startsOn, end: endsOn, country: 'DE', attested: [] },
    });
    expect(after(list, state).stage).toEqual({
      status: 'redeemed',
      reservation: { start: startsOn, end: endsOn, country: 'DE', attested: [] },
      report: { on: reportedOn, attested: [] },
      redemption: {},
    });
  });

  test('what is absent is entered, dates and the consultant of a reservation change, facts are amended', () => {
    const start = d('2020-06-08');
    const end = d('2020-06-12');
    const list = row(
      {
        status: 'reserved',
        reservation: { on: reservedOn, country: 'PL', start, end, consultantId: 'bo', attested: [] },
      },
      { facts: factsOf({ serviceLevel: 3, printedExpiry: d('2020-11-30') }) },
    );
    const now = after(
      list,
      ours({
        status: 'reserved',
        reservation: { start: startsOn, end: endsOn, consultantId: 'anna', attested: [] },
      }),
    );
    expect(now.stage).toMatchObject({
      reservation: { on: reservedOn, country: 'PL', start, end, consultantId: 'bo' },
    });
    expect(now.facts).toMatchObject({ serviceLevel: 3, printedExpiry: '2020-11-30' });
    expect(found(list, now)).toEqual([]);
  });

  test('one that is cancelled is put away, closed where it ran out; one that is available again comes back', () => {
    expect(after(over, ours(reserved)).stage).toMatchObject({ status: 'void', reason: 'notOurs' });
    const ranOut = factsOf({ printedExpiry: d('2020-06-01') });
    expect(after(over, ours(STAGES.assigned, { facts: ranOut })).stage).toMatchObject({ reason: 'ranOut' });
    expect(after(row(bare('assigned')), ours(STAGES.lost)).stage).toEqual({ status: 'assigned' });
    expect(after(row(bare('lost')), ours(STAGES.assigned)).stage).toMatchObject({ status: 'lost' });
  });

  test('a step that is recorded with another value is not changed', () => {
    const list = row({ ...redeemed, reservation: reservationOf({ country: 'DE', start: d('2020-06-02') }) });
    expect(found(list, ours(redeemed)).map(({ what, cannot, way }) => [what, cannot, way])).toEqual([
      ['start', 'step', undefined],
      ['country', 'step', undefined],
    ]);
  });

  test('no rule is broken without being named', () => {
    const list = row({
      status: 'redeemed',
      reservation: { attested: [] },
      report: { attested: [] },
      redemption: { on: d('2020-12-01') },
    });
    const [order] = takingOver(list, ours(reserved), found(list, ours(reserved)), today);
    expect(order?.command).toMatchObject({ type: 'advance', accepted: GUARD_IDS });
    // In the future: refused as everywhere.
    expect(decideVoucher(ours(reserved), order?.command ?? { type: 'undo' }, context)).toMatchObject({
      refused: { why: 'input', field: 'redeemedOn' },
    });
  });
});
