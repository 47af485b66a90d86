import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { systemClock } from '../../bot/clock.ts';
import { customerKey } from '../../domain/voucher/customer.ts';
import { addDays, dayAt, type Day } from '../../domain/day.ts';
import { nextOf } from '../../domain/voucher/deadlines.ts';
import { talliedOf } from '../../domain/desk/listed.ts';
import type { EngagementId } from '../../domain/programme/catalogue.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import type { Tallied, VoucherDocument } from '../../domain/store/documents.ts';
import type { UnitOfWork } from '../../domain/desk/unit-of-work.ts';
import { listedBy } from '../../domain/desk/listed.ts';
import { evolveVoucher } from '../../domain/voucher/evolve.ts';
import type { Facts, Voucher, VoucherCommand, VoucherEvent } from '../../domain/voucher/model.ts';
import { commit, deskOf, done, TIME_ZONE, type Programme } from './programme.ts';

/** What a customer's vouchers have come to; each after {@link EVENTS} events. */
const STATUSES = [
  'assigned',
  'assigned',
  'assigned',
  'assigned',
  'reserved',
  'reported',
  'redeemed',
  'claimed',
  'void',
  'void',
] as const satisfies readonly Tallied[];
type Reached = (typeof STATUSES)[number];

export const VOUCHERS_PER_CUSTOMER = STATUSES.length;
/** So many vouchers come to that; of those behind them nothing is due: they wait for their customers, or are over. */
const DUE = 1_000;
const LATER: readonly Reached[] = STATUSES.map((_, at) => (at < 7 ? 'assigned' : 'void'));
/** Events of a voucher. */
export const EVENTS = 10;
/** Vouchers of one batch: with their events it stays below a hundred writes. */
const AT_ONCE = 5;
/** Customers that are entered at the same time. */
const WRITERS = 4;
/** Vouchers of which the events are played again. */
const SAMPLE = 40;

/** At the end of a voucher's number. */
export const DIGITS = 6;
export const voucherNumber = (at: number): string => `SYN-VOUCHER-${String(at).padStart(DIGITS, '0')}`;
export const customerName = (at: number): string =>
  `Synthetic ${String.fromCharCode(65 + (at % 10))}${String(at).padStart(4, '0')} Ltd`;
/** What lists are narrowed down by: of ten customers always the same have it, with a page of open vouchers at least. */
export const NARROWED = { engagement: 'mobile-productivity', consultant: 'two', country: 'DE' } as const;
const engagementOf = (customer: number): EngagementId =>
  customer % 2 === 0 ? NARROWED.engagement : 'windows-office';
const consultantOf = (customer: number): string => (customer % 10 < 2 ? 'one' : NARROWED.consultant);
const countryOf = (customer: number): string => (customer % 10 < 8 ? NARROWED.country : 'PL');
export const statusOf = (at: number): Reached =>
  (at < DUE ? STATUSES : LATER)[at % STATUSES.length] ?? 'assigned';

/**
 * Fills a programme with the vouchers of so many customers, through the desk, with the desk's clock at the day
 * when each thing happened. Nothing differs between programmes of two sizes but how much there is that is not due: of the
 * first hundred customers each has the same vouchers, of the others too, and the same ten weeks come again with every ten.
 */
export async function fill(programme: Programme, customers: number): Promise<void> {
  await expand(programme);
  let next = 0;
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      while (next < customers) {
        next += 1;
        await enter(programme, next - 1);
      }
    }),
  );
  await check(programme, customers);
}

/** Another consultant, and a country more. */
async function expand({ store, actor }: Programme): Promise<void> {
  const desk = deskOf(store, systemClock);
  const { consultant: id, country } = NARROWED;
  await commit(desk, actor, async (unit) => {
    done(
      await desk.orderCompany(unit, actor, {
        commandId: randomUUID(),
        texts: { [`consultant:${id}`]: 'Consultant Two (synthetic)' },
        command: { type: 'addConsultant', consultant: { id, assessments: ['windows-and-devices'] } },
      }),
    );
  });
  await commit(desk, actor, async (unit) => {
    const command = { type: 'addLocation', location: { id: `SYN-${country}`, country } } as const;
    done(await desk.orderCompany(unit, actor, { commandId: randomUUID(), command }));
  });
}

/** One customer and what happened to its vouchers. */
async function enter({ store, actor }: Programme, customer: number): Promise<void> {
  const assignedOn = addDays(dayAt(systemClock.now(), TIME_ZONE), -40 - 7 * (customer % 10));
  let today = assignedOn;
  const desk = deskOf(store, { now: () => Date.parse(`${today}T10:00:00Z`) });
  const first = customer * VOUCHERS_PER_CUSTOMER;
  for (let from = first; from < first + VOUCHERS_PER_CUSTOMER; from += AT_ONCE) {
    await commit(desk, actor, async (unit) => {
      for (let at = from; at < from + AT_ONCE; at += 1) {
        const number = voucherNumber(at);
        const order = async (version: number, on: Day, command: VoucherCommand): Promise<void> => {
          today = on;
          const name = customerName(customer);
          const entered = { customer: { name }, texts: { customer: name, number } };
          const later = { version, ...(command.type === 'void' ? { texts: { reason: 'Synthetic' } } : {}) };
          const more = command.type === 'record' ? entered : later;
          done(
            await desk.orderVoucher(unit, actor, { id: number, commandId: randomUUID(), command, ...more }),
          );
        };
        const facts: Facts = {
          number,
          engagement: engagementOf(customer),
          serviceLevel: 5,
          assignedOn,
          adminKnown: false,
        };
        const steps = history(facts, customer, assignedOn, statusOf(at));
        for (const [version, { on, command }] of steps.entries()) await order(version, on, command);
        if (statusOf(at) === 'claimed') {
          today = addDays(assignedOn, 35);
          done(
            await desk.draftClaim(unit, actor, {
              id: randomUUID(),
              commandId: randomUUID(),
              voucherIds: [number],
              // The company is not registered in SAVB: that is recorded with a reason.
              accepted: ['G13'],
              texts: { reason: 'Synthetic' },
            }),
          );
        }
      }
    });
  }
}

interface Step {
  readonly on: Day;
  readonly command: VoucherCommand;
}

/** Recorded, completed, reserved, planned anew as often as it takes, and what followed. */
function history(facts: Facts, customer: number, assignedOn: Day, reached: Reached): readonly Step[] {
  const customerId = customerKey(customerName(customer));
  const country = countryOf(customer);
  const at = (days: number): Day => addDays(assignedOn, days);
  const reservation = {
    on: at(2),
    locationId: `SYN-${country}`,
    country,
    consultantId: consultantOf(customer),
    start: at(10),
    end: at(16),
    attested: ['G7', 'G8'] as const,
  };
  const end = ENDS[reached](at);
  const claimed = reached === 'claimed' ? 1 : 0;
  const moves = EVENTS - 3 - end.length - claimed;
  // Who still waits for the customer has planned further ahead; most are late by now.
  const apart = reached === 'reserved' ? 4 : 1;
  return [
    { on: at(0), command: { type: 'record', facts, stage: { status: 'assigned' } } },
    { on: at(1), command: { type: 'amend', facts: { ...facts, customerId, adminKnown: true } } },
    {
      on: at(2),
      command: {
        type: 'reserve',
        reservation: { ...reservation, attested: [...reservation.attested] },
        termsAccepted: true,
      },
    },
    ...Array.from({ length: moves }, (_, move): Step => {
      const days = apart * (move + 1);
      return { on: at(3), command: { type: 'reschedule', start: at(10 + days), end: at(16 + days) } };
    }),
    ...end,
  ];
}

const ENDS: Readonly<Record<Reached, (at: (days: number) => Day) => readonly Step[]>> = {
  assigned: (at) => [{ on: at(20), command: { type: 'release', on: at(20), reason: 'willNotHappen' } }],
  reserved: () => [],
  reported: (at) => [reported(at)],
  redeemed: (at) => [reported(at), redeemed(at)],
  claimed: (at) => [reported(at), redeemed(at)],
  void: (at) => [{ on: at(20), command: { type: 'void', reason: 'mistake' } }],
};

function reported(at: (days: number) => Day): Step {
  const on = at(32);
  const report = { on, deliverable: 'link' as const, handedOverOn: on, attested: ['G12' as const] };
  return { on, command: { type: 'report', report } };
}

function redeemed(at: (days: number) => Day): Step {
  return { on: at(33), command: { type: 'redeem', redemption: { on: at(33) } } };
}

/**
 * Throws unless a sample of vouchers from the first to the last is what its events give, with the fields that
 * lists and searches go by, and the tally counts them all.
 */
async function check({ store, actor }: Programme, customers: number): Promise<void> {
  const desk = deskOf(store, systemClock);
  const unit = desk.begin(actor.tenantId, true);
  const count = customers * VOUCHERS_PER_CUSTOMER;
  for (let one = 0; one < SAMPLE; one += 1) {
    // Not a multiple of the statuses apart, so that every one comes up.
    await checkVoucher(desk, unit, Math.floor((one * (count - 1)) / (SAMPLE - 1)));
  }
  const tally = await desk.tally(unit);
  const all = Array.from({ length: count }, (_, at) => statusOf(at));
  for (const status of new Set(STATUSES)) {
    const expected = all.filter((other) => other === status).length;
    if (tally[status] !== expected) throw new Error(`${tally[status]} are ${status}, not ${expected}`);
  }
}

async function checkVoucher(desk: Desk, unit: UnitOfWork, at: number): Promise<void> {
  const number = voucherNumber(at);
  const doc = await desk.voucher(unit, number);
  if (doc === undefined) throw new Error(`there is no ${number}`);
  const events = (await desk.history(unit, doc.id, 100)).docs.toReversed();
  const state = events.reduce<Voucher | undefined>(
    (before, { event }) => evolveVoucher(before, event as VoucherEvent),
    undefined,
  );
  const { company, edition } = await desk.standing(unit);
  const next = nextOf(doc.state.facts, doc.state.stage, company, edition);
  const listed: Partial<VoucherDocument> = {
    version: EVENTS,
    status: statusOf(at),
    open: next !== undefined,
    ...listedBy(doc.state, { company, edition }),
    customerId: customerKey(customerName(Math.floor(at / VOUCHERS_PER_CUSTOMER))),
  };
  const wrong = [
    ...(isDeepStrictEqual(state, doc.state) ? [] : ['state']),
    ...(events.every(({ seq }, index) => seq === index + 1) && events.length === EVENTS ? [] : ['events']),
    ...(talliedOf(doc.state.stage) === doc.status ? [] : ['tallied']),
    ...Object.entries(listed).flatMap(([name, value]) =>
      doc[name as keyof VoucherDocument] === value ? [] : [name],
    ),
  ];
  if (wrong.length > 0) throw new Error(`${number} is not what its events give: ${wrong.join(', ')}`);
}
