import { describe, expect, test } from '@jest/globals';
import {
  CLAIM_COMMANDS,
  CLAIM_STATUSES,
  claimSchema,
  DENIAL_REASONS,
  countriesOf,
  MAX_CLAIM_VOUCHERS,
  type Claim,
  type ClaimCommand,
  type ClaimEvent,
} from '../../../domain/claim/model.ts';
import { claimAnswers } from '../../../domain/claim/decide.ts';
import { EDITION_IDS } from '../../../domain/programme/edition.ts';
import { GUARD_IDS } from '../../../domain/guards/answers.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import type { Voucher } from '../../../domain/voucher/model.ts';
import {
  admin,
  claimed,
  companyOf,
  contextOf,
  d,
  factsOf,
  recorded,
  redeemedOn,
  reported,
  reserved,
  today,
  withReason,
} from '../given.ts';
import {
  given,
  voucher,
  draft,
  drafted,
  submitted,
  approved,
  paid,
  denied,
  discarded,
  HISTORY,
  COMMAND,
} from './histories.ts';

const claimByDay = d('2020-08-09');
const tomorrow = d('2020-06-16');

const many = (count: number): Voucher[] => Array.from({ length: count }, (_, n) => voucher(`SYN-${n}`));

describe('a draft', () => {
  const when = given([]).when;

  test('takes redeemed vouchers of one country', () => {
    when(draft(voucher())).then([drafted]);
    when(draft(voucher('SYN-0001'), voucher('SYN-0002'))).then([
      { ...drafted, voucherIds: ['SYN-0001', 'SYN-0002'] },
    ]);
  });

  test('takes vouchers of several countries, and knows them all (S5)', () => {
    const company = companyOf({
      locations: [
        { id: 'SYN-PL', country: 'PL' },
        { id: 'SYN-DE', country: 'DE' },
      ],
    });
    const both = draft(voucher('SYN-0001'), voucher('SYN-0002', 'DE'), voucher('SYN-0003'));
    when(both, contextOf({ company })).then([
      { ...drafted, countries: ['PL', 'DE'], voucherIds: ['SYN-0001', 'SYN-0002', 'SYN-0003'] },
    ]);
    expect(countriesOf({ country: 'PL' })).toEqual(['PL']);
    expect(countriesOf({ country: 'PL', countries: ['PL', 'DE'] })).toEqual(['PL', 'DE']);
  });

  test('takes vouchers of different programmes together', () => {
    const facts = factsOf({ number: 'SYN-0002', engagement: 'exchange' });
    const other = { ...voucher('SYN-0002'), facts };
    const savb = { on: d('2019-01-15'), by: 'x' };
    const company = companyOf({
      savb: { DDPS: savb, 'S-EDPS': savb },
      competencies: { 'windows-and-devices': 'silver', messaging: 'gold' },
      enrolments: { DDPS: {}, 'S-EDPS': {} },
    });
    when(draft(voucher(), other), contextOf({ company })).then([
      { ...drafted, voucherIds: ['SYN-0001', 'SYN-0002'] },
    ]);
  });

  test('takes no less than one and no more than twenty', () => {
    when(draft()).refused({ why: 'nothingChosen' });
    expect(isRefusal(when(draft(...many(20))).result)).toBe(false);
    when(draft(...many(21))).refused({ why: 'tooMany', max: MAX_CLAIM_VOUCHERS });
    expect(MAX_CLAIM_VOUCHERS).toBe(20);
  });

  test('takes none that is in a claim', () => {
    when({ ...draft(voucher('SYN-0001', 'PL', claimed)), accepted: GUARD_IDS }, withReason).refused({
      why: 'claimed',
    });
  });

  test('takes none that is not redeemed, whoever insists (G13)', () => {
    const open = [recorded, reserved, reported].reduce<Voucher | undefined>(
      evolveVoucher,
      undefined,
    ) as Voucher;
    for (const accepted of [[], GUARD_IDS]) {
      when({ ...draft(voucher('SYN-0002'), open), accepted }, withReason).blocked('claim', {
        guard: 'G13',
        detail: { code: 'notRedeemed' },
      });
    }
  });

  test('needs the SAVB registration of the programme, or an admin with a reason', () => {
    const company = companyOf({ savb: {} });
    const command = { ...draft(voucher()), accepted: ['G13'] as const };
    const refused = {
      why: 'guards',
      step: 'claim',
      unmet: [{ guard: 'G13', detail: { code: 'notRegistered' } }],
    };
    when(draft(voucher()), contextOf({ company, actor: admin })).refusedLike(refused);
    when(command, contextOf({ company, reasonGiven: true })).refusedLike(refused);
    when(command, contextOf({ company, actor: admin })).refused({ why: 'reasonNeeded' });
    when(command, contextOf({ company, actor: admin, reasonGiven: true })).then([
      { ...drafted, breaches: ['G13'] },
    ]);
  });

  test('names a breach once for all of its vouchers', () => {
    const company = companyOf({ savb: {} });
    const command = { ...draft(voucher('SYN-0001'), voucher('SYN-0002')), accepted: ['G13'] as const };
    when(command, contextOf({ company, actor: admin, reasonGiven: true })).then([
      { ...drafted, voucherIds: ['SYN-0001', 'SYN-0002'], breaches: ['G13'] },
    ]);
  });

  test.each([
    ['2019', '2020-08-10'],
    ['2020', '2020-08-09'],
    ['2020', '2020-08-10'],
    ['2021', '2020-08-09'],
    ['2021', '2020-08-10'],
  ] as const)(
    'in %s, on %s, the 60 days keep nobody from drafting: they only warn (G14)',
    (editionId, on) => {
      const context = contextOf({ editionId, today: d(on) });
      when(draft(voucher()), context).then([drafted]);
      const [g14] = claimAnswers(voucher(), d(on), context).filter(({ guard }) => guard === 'G14');
      expect(g14).toMatchObject({ answer: on > claimByDay ? 'unmet' : 'met', severity: 'warns' });
    },
  );

  test('keeps the days of the first and the last redemption, in whatever order they come', () => {
    const on = (number: string, redemption: string): Voucher => ({
      ...voucher(number),
      stage: { ...voucher(number).stage, redemption: { on: d(redemption) } } as Voucher['stage'],
    });
    const command = draft(on('A', '2020-06-11'), on('B', '2020-06-09'), on('C', '2020-06-12'));
    when(command).then([
      {
        ...drafted,
        voucherIds: ['A', 'B', 'C'],
        redeemed: { first: d('2020-06-09'), last: d('2020-06-12') },
      },
    ]);
  });

  test('is refused again when the guards that were shown are not those that are not met', () => {
    const company = companyOf({ savb: {}, locations: [{ id: 'SYN-DE', country: 'DE' }] });
    const context = contextOf({ company, actor: admin, reasonGiven: true });
    for (const accepted of [undefined, [], ['G13'], ['G4'], ['G14']] as const) {
      when({ ...draft(voucher()), accepted }, context).refusedLike({
        why: 'guards',
        unmet: [{ guard: 'G4' }, { guard: 'G13' }],
      });
    }
    when({ ...draft(voucher()), accepted: ['G13', 'G4'] }, context).then([
      { ...drafted, breaches: ['G4', 'G13'] },
    ]);
  });

  test('needs a location in the country of delivery (G4)', () => {
    const company = companyOf({ locations: [{ id: 'SYN-DE', country: 'DE' }] });
    when(draft(voucher()), contextOf({ company })).refusedLike({ why: 'guards', unmet: [{ guard: 'G4' }] });
  });
});

describe('when drafted', () => {
  const when = given([drafted]).when;

  test('it is submitted, with its reference, today or earlier', () => {
    when({ type: 'submit', on: today, referenceGiven: true }).then([
      { type: 'claimSubmitted', on: today, breaches: [] },
    ]);
    when({ type: 'submit', on: today, referenceGiven: false }).wrong('reference', 'missing');
    when({ type: 'submit', on: tomorrow, referenceGiven: true }).wrong('on', 'future', today);
  });

  test('it is submitted on the day of the last redemption at the earliest', () => {
    const later: ClaimEvent = { ...drafted, redeemed: { first: redeemedOn, last: d('2020-06-12') } };
    const { when: submit } = given([later]);
    submit({ type: 'submit', on: d('2020-06-12'), referenceGiven: true }).then([
      { type: 'claimSubmitted', on: d('2020-06-12'), breaches: [] },
    ]);
    submit({ type: 'submit', on: d('2020-06-11'), referenceGiven: true }).wrong(
      'on',
      'beforeRedemption',
      '2020-06-12',
    );
  });

  test('it is discarded', () => {
    when({ type: 'discard' }).then([discarded]);
  });
});

describe('the 60 days, by the day of submission (G14)', () => {
  const later: ClaimEvent = { ...drafted, redeemed: { first: redeemedOn, last: d('2020-06-12') } };
  const { when } = given([later]);
  const submit = (on: string, accepted?: readonly 'G14'[]): ClaimCommand => ({
    type: 'submit',
    on: d(on),
    referenceGiven: true,
    accepted,
  });
  const late = { today: d('2020-12-01') };
  const breach = (breaches: 'G14'[]): ClaimEvent => ({
    type: 'claimSubmitted',
    on: d('2020-08-10'),
    breaches,
  });

  test.each(EDITION_IDS)(
    'in %s, are kept on the last of them, counted from the first redemption',
    (editionId) => {
      when(submit(claimByDay), contextOf({ ...late, editionId })).then([
        { type: 'claimSubmitted', on: claimByDay, breaches: [] },
      ]);
    },
  );

  test.each(['2019', '2020'] as const)('in %s, are only warned of, and the breach is kept', (editionId) => {
    const done = when(submit('2020-08-10'), contextOf({ ...late, editionId }));
    done.then([breach(['G14'])]);
    expect(done.state?.breaches).toEqual(['G14']);
  });

  test('in 2021, refuse what is submitted a day later, but not what an admin accepts with a reason', () => {
    const context = contextOf({ ...late, editionId: '2021' });
    const refused = {
      why: 'guards',
      step: 'submit',
      unmet: [{ guard: 'G14', severity: 'blocks', detail: { code: 'windowPassed', by: claimByDay } }],
    };
    when(submit('2020-08-10'), context).refusedLike(refused);
    when(submit('2020-08-10', ['G14']), { ...context, reasonGiven: true }).refusedLike(refused);
    const byAdmin = { ...context, actor: admin };
    when(submit('2020-08-10'), { ...byAdmin, reasonGiven: true }).refusedLike(refused);
    when(submit('2020-08-10', ['G14']), byAdmin).refused({ why: 'reasonNeeded' });
    when(submit('2020-08-10', ['G14']), { ...byAdmin, reasonGiven: true }).then([breach(['G14'])]);
  });

  test('are judged by the day on which it was submitted, not by that on which it is entered', () => {
    when(submit('2020-08-01'), contextOf({ today: d('2021-05-01'), editionId: '2021' })).then([
      { type: 'claimSubmitted', on: d('2020-08-01'), breaches: [] },
    ]);
  });

  test('are one breach beside those of the draft', () => {
    const history: ClaimEvent[] = [{ ...later, breaches: ['G13', 'G14'] }, breach(['G14'])];
    expect(given(history).state?.breaches).toEqual(['G13', 'G14']);
  });
});

describe('the days of a claim are in order', () => {
  const steps = [
    ['approve', [drafted, submitted], 'claimApproved', '2020-06-11'],
    ['deny', [drafted, submitted], 'claimDenied', '2020-06-11'],
    ['deny', [drafted, submitted, approved], 'claimDenied', '2020-06-11'],
    ['pay', [drafted, submitted, approved], 'claimPaid', '2020-06-12'],
  ] as const;

  test.each(steps)('%s', (type, history, event, first) => {
    const when = given(history).when;
    const command = (on: string): ClaimCommand =>
      type === 'deny' ? { type, on: d(on), reason: 'other' } : { type, on: d(on) };
    const reason = type === 'deny' ? { reason: 'other' } : {};
    when(command(first)).then([{ type: event, on: d(first), ...reason } as ClaimEvent]);
    when(command(today)).then([{ type: event, on: today, ...reason } as ClaimEvent]);
    when(command(tomorrow)).wrong('on', 'future', today);
    const early = d(first === '2020-06-11' ? '2020-06-10' : '2020-06-11');
    when(command(early)).wrong('on', 'beforeStart', d(first));
  });

  test.each(DENIAL_REASONS)('a denial keeps its reason: %s', (reason) => {
    const done = given([drafted, submitted]).when({ type: 'deny', on: today, reason });
    expect(done.state?.stage).toEqual({
      status: 'denied',
      submittedOn: d('2020-06-11'),
      deniedOn: today,
      reason,
    });
  });

  test('a paid claim knows all of its days', () => {
    expect(given([drafted, submitted, approved, paid]).state).toEqual({
      country: 'PL',
      voucherIds: ['SYN-0001'],
      redeemed: { first: redeemedOn, last: redeemedOn },
      breaches: [],
      stage: {
        status: 'paid',
        submittedOn: d('2020-06-11'),
        approvedOn: d('2020-06-12'),
        paidOn: d('2020-06-13'),
      },
      before: { status: 'approved', submittedOn: d('2020-06-11'), approvedOn: d('2020-06-12') },
    });
  });
});

describe('undo', () => {
  test.each([
    ['submitted', [drafted, submitted]],
    ['approved', [drafted, submitted, approved]],
    ['paid', [drafted, submitted, approved, paid]],
    ['denied', [drafted, submitted, denied]],
    ['denied', [drafted, submitted, approved, denied]],
  ] as const)('takes one step back from %s, for a reason', (_status, history) => {
    const before = given(history.slice(0, -1)).state as Claim;
    const { when } = given(history);
    when({ type: 'undo' }).refused({ why: 'reasonNeeded' });
    const undone = when({ type: 'undo' }, withReason);
    undone.then([{ type: 'claimUndone', restored: before.stage }]);
    expect(undone.state?.stage).toEqual(before.stage);
  });

  test('takes one step only', () => {
    given([
      drafted,
      submitted,
      approved,
      { type: 'claimUndone', restored: { status: 'submitted', submittedOn: today } },
    ])
      .when({ type: 'undo' }, withReason)
      .refused({ why: 'nothingToUndo' });
  });
});

/** All that is allowed, with every input right. */
const ALLOWED: Readonly<Record<keyof typeof HISTORY, readonly ClaimCommand['type'][]>> = {
  none: ['draft'],
  draft: ['submit', 'discard'],
  submitted: ['approve', 'deny', 'undo'],
  approved: ['pay', 'deny', 'undo'],
  paid: ['undo'],
  denied: ['undo'],
  discarded: [],
};

describe('every state and every command', () => {
  const states = ['none', ...CLAIM_STATUSES] as const;
  const pairs = states.flatMap((state) => CLAIM_COMMANDS.map((command) => [state, command] as const));

  test('are all there', () => {
    expect(new Set(states)).toEqual(new Set(Object.keys(HISTORY)));
    expect(new Set(CLAIM_COMMANDS)).toEqual(new Set(Object.keys(COMMAND)));
    expect(pairs).toHaveLength(49);
  });

  test.each(pairs.filter(([state, command]) => ALLOWED[state].includes(command)))(
    'of a claim that is %s, %s is allowed',
    (state, command) => {
      const done = given(HISTORY[state]).when(COMMAND[command], withReason);
      expect(isRefusal(done.result)).toBe(false);
      expect(done.result).toHaveLength(1);
      expect(claimSchema.parse(done.state)).toEqual(done.state);
    },
  );

  test.each(pairs.filter(([state, command]) => !ALLOWED[state].includes(command)))(
    'of a claim that is %s, %s is refused and nothing changes',
    (state, command) => {
      const { state: before, when } = given(HISTORY[state]);
      const kept = structuredClone(before);
      const { result, state: after } = when(COMMAND[command], withReason);
      expect(result).toEqual({
        refused: state === 'none' ? { why: 'notFound' } : { why: 'state', command, status: state },
      });
      expect(after).toEqual(kept);
    },
  );
});

describe('two steps that are recorded at once', () => {
  const submission = { on: d('2020-06-11'), referenceGiven: true };

  test('a claim that was submitted already: drafted and submitted, or neither', () => {
    const { when } = given([]);
    when({ ...draft(voucher()), submitted: submission }).then([drafted, submitted]);
    when({ ...draft(voucher()), submitted: { ...submission, referenceGiven: false } }).refused({
      why: 'input',
      field: 'reference',
      problem: 'missing',
    });
    when({ ...draft(voucher()), submitted: { ...submission, on: d('2020-06-01') } }).refused({
      why: 'input',
      field: 'on',
      problem: 'beforeRedemption',
      limit: redeemedOn,
    });
  });

  test('a payment of a submitted claim, with the day of the approval: both, or neither', () => {
    const { when } = given(HISTORY.submitted);
    when({ type: 'pay', on: d('2020-06-13'), approvedOn: d('2020-06-12') }).then([approved, paid]);
    when({ type: 'pay', on: d('2020-06-13'), approvedOn: d('2020-06-10') }).refused({
      why: 'input',
      field: 'approvedOn',
      problem: 'beforeStart',
      limit: d('2020-06-11'),
    });
    when({ type: 'pay', on: d('2020-06-11'), approvedOn: d('2020-06-12') }).refused({
      why: 'input',
      field: 'on',
      problem: 'beforeStart',
      limit: d('2020-06-12'),
    });
    when({ type: 'pay', on: d('2020-06-13'), approvedOn: tomorrow }).refused({
      why: 'input',
      field: 'approvedOn',
      problem: 'future',
      limit: today,
    });
  });

  test('a draft is not paid, whatever day comes along', () => {
    given(HISTORY.draft)
      .when({ type: 'pay', on: today, approvedOn: today })
      .refused({ why: 'state', command: 'pay', status: 'draft' });
  });
});
