import { describe, expect, test } from '@jest/globals';
import { evolveClaim } from '../../domain/claim/evolve.ts';
import type { Claim, ClaimEvent } from '../../domain/claim/model.ts';
import { talliedOf } from '../../domain/desk/listed.ts';
import {
  TALLIED,
  type ClaimDocument,
  type EventDocument,
  type TallyDocument,
  type VoucherDocument,
} from '../../domain/store/documents.ts';
import { evolveVoucher } from '../../domain/voucher/evolve.ts';
import type { Facts, Voucher, VoucherEvent } from '../../domain/voucher/model.ts';
import { d, factsOf, redeemed, redeemedOn, reported, reserved } from '../domain/given.ts';
import { check, type Done, type Finding, type Pressed } from './checker.ts';
import type { Stored } from './stored.ts';

const TENANT = 'tenant-1';
const WHO = 'person-1';
const NUMBER = 'SYN-0001';
const OTHER = 'SYN-0002';

const commandId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function eventOf(
  subject: string,
  seq: number,
  event: EventDocument['event'],
  command: string,
): EventDocument {
  return {
    id: `event:${command}`,
    tenantId: TENANT,
    kind: 'event',
    schema: 1,
    subject,
    seq,
    edition: '2020',
    occurredOn: redeemedOn,
    recordedAt: 0,
    by: WHO,
    commandId: command,
    digest: '',
    event,
  };
}

const head = { tenantId: TENANT, schema: 1, texts: {}, changedBy: WHO, changedAt: 0 } as const;

function voucherOf(number: string, events: readonly VoucherEvent[]): VoucherDocument {
  const state = events.reduce<Voucher | undefined>(evolveVoucher, undefined) as Voucher;
  return {
    ...head,
    id: `voucher:${number}`,
    kind: 'voucher',
    version: events.length,
    state,
    status: talliedOf(state.stage),
    open: true,
    due: d('2020-12-31'),
    suffix: number.slice(-4),
  };
}

function claimOf(events: readonly ClaimEvent[]): ClaimDocument {
  const state = events.reduce<Claim | undefined>(evolveClaim, undefined) as Claim;
  const { status } = state.stage;
  return {
    ...head,
    id: 'claim:c',
    kind: 'claim',
    version: events.length,
    state,
    status,
    open: true,
    due: d('2020-12-31'),
  };
}

function tallyOf(over: Partial<TallyDocument>): TallyDocument {
  const none = Object.fromEntries(TALLIED.map((key) => [key, 0])) as unknown as TallyDocument;
  return { ...none, id: 'tally', tenantId: TENANT, kind: 'tally', schema: 1, ...over };
}

const facts = (number: string): Facts => factsOf({ number, customerId: 'synthetic' });
const recordedAs = (number: string): VoucherEvent => ({
  type: 'recorded',
  facts: facts(number),
  stage: { status: 'assigned' },
  breaches: [],
});
const first: readonly VoucherEvent[] = [
  recordedAs(NUMBER),
  reserved,
  reported,
  redeemed,
  { type: 'claimed', claimId: 'c' },
];
const drafted: ClaimEvent = {
  type: 'claimDrafted',
  country: 'PL',
  voucherIds: [NUMBER],
  redeemed: { first: redeemedOn, last: redeemedOn },
  breaches: [],
};

interface Told extends Stored {
  readonly events: EventDocument[];
  readonly pressed: Map<string, Pressed>;
  readonly done: Done[];
}

/** A voucher on its way into a claim, and one that is merely assigned: all as it has to be. */
function told(): Told {
  // The claim's command also writes the voucher's last event.
  const events = [
    ...first.map((event, index) => eventOf(`voucher:${NUMBER}`, index + 1, event, commandId(index))),
    eventOf('claim:c', 1, drafted, commandId(4)),
    eventOf(`voucher:${OTHER}`, 1, recordedAs(OTHER), commandId(5)),
  ];
  const commands = [...new Set(events.map((event) => event.commandId))];
  return {
    events,
    vouchers: [voucherOf(NUMBER, first), voucherOf(OTHER, [recordedAs(OTHER)])],
    claims: [claimOf([drafted])],
    people: [],
    customers: [{ ...head, id: 'customer:synthetic', kind: 'customer', name: 'S', searchName: 's' } as never],
    company: undefined,
    tally: tallyOf({ assigned: 1, claimed: 1 }),
    outbox: [],
    notices: [],
    processed: new Set(commands.map((id) => `processed:${id}`)),
    pressed: new Map(commands.map((id) => [id, { by: [WHO], processed: [`processed:${id}`] }])),
    done: [
      { commandId: commandId(1), verb: 'reserve.done', type: 'reserved', subject: `voucher:${NUMBER}` },
      { commandId: commandId(4), verb: 'claim.create', type: 'claimDrafted', subject: 'claim:c' },
    ],
  };
}

const found = (one: Told): readonly Finding[] => check(one, one, '2020');
const kinds = (one: Told): readonly string[] => [...new Set(found(one).map(({ kind }) => kind))].sort();

test('the checker finds nothing where nothing is wrong', () => {
  expect(found(told())).toEqual([]);
});

describe('the checker finds', () => {
  test('an answer “done” whose event is not there', () => {
    const one = told();
    one.done.push({ commandId: commandId(9), verb: 'lose.done', type: 'lost', subject: `voucher:${OTHER}` });
    expect(found(one)).toEqual([
      { kind: 'lost', what: expect.stringContaining(`lose.done ${commandId(9)}`) },
    ]);
  });

  test('an answer “done” whose event happened to another voucher', () => {
    const one = told();
    one.done.push({
      commandId: commandId(1),
      verb: 'reserve.done',
      type: 'reserved',
      subject: `voucher:${OTHER}`,
    });
    expect(kinds(one)).toEqual(['lost']);
  });

  test('a whole history that is gone: the last event with its state, as a store that loses a write leaves it', () => {
    const one = told();
    const before = first.slice(0, 1);
    const events = one.events.filter(({ subject, seq }) => subject !== `voucher:${NUMBER}` || seq === 1);
    const vouchers = [voucherOf(NUMBER, before), ...one.vouchers.slice(1)];
    expect(kinds({ ...one, events, vouchers, tally: tallyOf({ assigned: 2 }) })).toEqual(['half', 'lost']);
  });

  test('one command with two events of one voucher', () => {
    const one = told();
    const again: VoucherEvent = { type: 'amended', facts: facts(OTHER), breaches: [] };
    one.events.push(eventOf(`voucher:${OTHER}`, 2, again, commandId(5)));
    const vouchers = [...one.vouchers.slice(0, 1), voucherOf(OTHER, [recordedAs(OTHER), again])];
    expect(found({ ...one, vouchers })).toEqual([
      { kind: 'doubled', what: expect.stringContaining('one command, several events') },
    ]);
  });

  test('a step that happened twice with nothing between that leads there', () => {
    const one = told();
    one.events.push(
      eventOf(`voucher:${OTHER}`, 2, reserved, commandId(6)),
      eventOf(`voucher:${OTHER}`, 3, reserved, commandId(7)),
    );
    for (const id of [commandId(6), commandId(7)]) {
      one.pressed.set(id, { by: [WHO], processed: [`processed:${commandId(5)}`] });
    }
    const twice = voucherOf(OTHER, [recordedAs(OTHER), reserved, reserved]);
    const vouchers = [...one.vouchers.slice(0, 1), twice];
    expect(found({ ...one, vouchers, tally: tallyOf({ reserved: 1, claimed: 1 }) })).toEqual([
      { kind: 'doubled', what: `voucher:${OTHER}: reserved (3) after reserved` },
    ]);
  });

  test('a claim that was paid twice', () => {
    const one = told();
    const steps: readonly ClaimEvent[] = [
      drafted,
      { type: 'claimSubmitted', on: redeemedOn, breaches: [] },
      { type: 'claimApproved', on: redeemedOn },
      { type: 'claimPaid', on: redeemedOn },
    ];
    for (const [index, event] of [...steps.slice(1), steps[3] ?? drafted].entries()) {
      one.events.push(eventOf('claim:c', index + 2, event, commandId(index + 10)));
      one.pressed.set(commandId(index + 10), { by: [WHO], processed: [`processed:${commandId(4)}`] });
    }
    expect(found({ ...one, claims: [{ ...claimOf(steps), version: 5 }] })).toEqual([
      { kind: 'doubled', what: 'claim:c: claimPaid (5) after paid' },
    ]);
  });

  test('an event that nobody asked for, and one under another name', () => {
    const one = told();
    one.pressed.delete(commandId(2));
    one.pressed.set(commandId(3), { by: ['person-2'], processed: [`processed:${commandId(3)}`] });
    expect(found(one).map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      `doubled voucher:${NUMBER} 3 reported: ${WHO} never sent ${commandId(2)}`,
      `doubled voucher:${NUMBER} 4 redeemed: ${WHO} never sent ${commandId(3)}`,
    ]);
  });

  test.each<[string, (one: Told) => Told]>([
    [
      'an event that is missing in the middle',
      (one) => ({ ...one, events: one.events.filter(({ seq }) => seq !== 3) }),
    ],
    ['an event without its state', (one) => ({ ...one, vouchers: one.vouchers.slice(0, 1) })],
    [
      'a state without its events',
      (one) => ({ ...one, events: one.events.filter(({ subject }) => subject !== `voucher:${OTHER}`) }),
    ],
    [
      'a state with the version before',
      (one) => ({
        ...one,
        vouchers: [{ ...voucherOf(NUMBER, first), version: 4 }, ...one.vouchers.slice(1)],
      }),
    ],
    [
      'a state that its events do not give',
      (one) => ({
        ...one,
        vouchers: [
          one.vouchers[0] as VoucherDocument,
          { ...voucherOf(OTHER, [recordedAs(OTHER), reserved]), version: 1 },
        ],
      }),
    ],
    [
      'a claim without its voucher',
      (one) => ({
        ...one,
        vouchers: [{ ...voucherOf(NUMBER, first.slice(0, 4)), version: 5 }, ...one.vouchers.slice(1)],
      }),
    ],
    ['a voucher whose claim is gone', (one) => ({ ...one, claims: [] })],
    ['a wrong tally', (one) => ({ ...one, tally: tallyOf({ assigned: 2, claimed: 1 }) })],
    ['no tally at all', (one) => ({ ...one, tally: undefined })],
    [
      'an event whose activity is not kept as answered',
      (one) => ({ ...one, processed: new Set([...one.processed].slice(1)) }),
    ],
    ['a voucher whose customer is not there', (one) => ({ ...one, customers: [] })],
    [
      'a list that shows another state',
      (one) => ({ ...one, vouchers: one.vouchers.map((doc) => ({ ...doc, status: 'void' })) }),
    ],
  ])('%s', (_what, spoil) => {
    expect(found(spoil(told())).map(({ kind }) => kind)).toContain('half');
  });
});
