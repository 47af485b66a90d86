import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import { newCompany, type Company } from '../../domain/company/model.ts';
import { day, type Day } from '../../domain/day.ts';
import type { GuardId, GuardStep } from '../../domain/guards/answers.ts';
import { present } from '../../domain/present.ts';
import { Desk, type VoucherOrder } from '../../domain/desk/desk.ts';
import type { Outcome } from '../../domain/desk/execute.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { edition } from '../../domain/programme/editions.ts';
import type { EditionId } from '../../domain/programme/edition.ts';
import type { Actor, OfficialRole, Permission } from '../../domain/people/person.ts';
import type { UnitOfWork } from '../../domain/desk/unit-of-work.ts';
import { MemoryStore } from './store/memory-store.ts';
import { isRefusal, type InputProblem, type Reason, type Refusal } from '../../domain/refusal.ts';
import type { ClaimContext } from '../../domain/claim/decide.ts';
import type {
  Facts,
  PlannedReservation,
  SubmittedReport,
  VoucherCommand,
  VoucherEvent,
} from '../../domain/voucher/model.ts';
import type { VoucherContext } from '../../domain/voucher/decide.ts';

/** The day that `text` names; a test that names none is wrong. */
export function d(text: string): Day {
  const parsed = day(text);
  if (parsed === undefined) throw new Error(`no such day: ${text}`);
  return parsed;
}

/** True only when `List` has every member of `Union`: does not compile when one is missing. */
export type Covers<Union, List extends readonly unknown[]> = [Exclude<Union, List[number]>] extends [never]
  ? true
  : { readonly missing: Exclude<Union, List[number]> };

/** The same value, of which no part can be written any more. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

/** A seeded generator (mulberry32): the same seed gives the same run. */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** At least 0, less than `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }
  pick<T>(from: readonly T[]): T {
    const chosen = from[this.below(from.length)];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  }
}

/*
 * One synthetic engagement, all of its days in order: assigned on 4 May 2020, hence valid until 31 October;
 * it is the 15th of June.
 */
const assignedOn = d('2020-05-04');
export const expiresOn = d('2020-10-31');
export const reservedOn = d('2020-05-11');
export const startsOn = d('2020-06-01');
export const endsOn = d('2020-06-05');
export const reportedOn = d('2020-06-08');
export const redeemedOn = d('2020-06-10');
export const today = d('2020-06-15');

/** A synthetic company that may deliver `windows-office` in Poland and Germany, complete for every guard. */
export function companyOf(over: Partial<Company> = {}): Company {
  return {
    ...newCompany('2020'),
    timeZone: 'Europe/Warsaw',
    locations: [
      { id: 'SYN-PL', country: 'PL' },
      { id: 'SYN-DE', country: 'DE' },
    ],
    competencies: { 'windows-and-devices': 'silver' },
    consultants: [{ id: 'anna', assessments: ['windows-and-devices'] }],
    enrolments: { DDPS: {} },
    savb: { DDPS: { on: d('2019-01-15'), by: 'global-admin' } },
    ...over,
  };
}

export function factsOf(over: Partial<Facts> = {}): Facts {
  return {
    number: 'SYN-0001',
    engagement: 'windows-office',
    serviceLevel: 5,
    assignedOn,
    customerId: 'synthetic-customer',
    adminKnown: true,
    ...over,
  };
}

export function reservationOf(over: Partial<PlannedReservation> = {}): PlannedReservation {
  return {
    on: reservedOn,
    locationId: 'SYN-PL',
    country: 'PL',
    consultantId: 'anna',
    start: startsOn,
    end: endsOn,
    attested: ['G7', 'G8'],
    ...over,
  };
}

export function reportOf(over: Partial<SubmittedReport> = {}): SubmittedReport {
  return { on: reportedOn, deliverable: 'link', handedOverOn: endsOn, attested: ['G12'], ...over };
}

/** The guards' context in which everything of the synthetic engagement is met, asked by a consultant. */
export function contextOf(
  over: Partial<VoucherContext & ClaimContext> & { readonly editionId?: EditionId } = {},
): VoucherContext & ClaimContext {
  const { editionId = '2020', ...rest } = over;
  return {
    edition: edition(editionId),
    company: companyOf({ edition: editionId }),
    siblings: [],
    today,
    actor: { permission: 'consultant' },
    by: 'anna',
    reasonGiven: false,
    ...rest,
  };
}

export const admin = { permission: 'admin' } as const;
/** Asked by an admin who gave a reason. */
export const withReason = contextOf({ actor: admin, reasonGiven: true });

/** The steps of the synthetic engagement, as events. */
export const recorded: VoucherEvent = {
  type: 'recorded',
  facts: factsOf(),
  stage: { status: 'assigned' },
  breaches: [],
};
export const reserved: VoucherEvent = { type: 'reserved', reservation: reservationOf(), breaches: [] };
export const reported: VoucherEvent = { type: 'reported', report: reportOf(), breaches: [] };
export const redeemed: VoucherEvent = { type: 'redeemed', redemption: { on: redeemedOn }, breaches: [] };
export const claimed: VoucherEvent = { type: 'claimed', claimId: 'claim-1' };

/** The same steps, as commands. */
export const reserve: Extract<VoucherCommand, { type: 'reserve' }> = {
  type: 'reserve',
  reservation: reservationOf(),
  termsAccepted: true,
};
export const report: Extract<VoucherCommand, { type: 'report' }> = { type: 'report', report: reportOf() };
export const redeem: Extract<VoucherCommand, { type: 'redeem' }> = {
  type: 'redeem',
  redemption: { on: redeemedOn },
};

interface Decider<State, Command, Event, Context> {
  readonly decide: (
    state: State | undefined,
    command: Command,
    context: Context,
  ) => readonly Event[] | Refusal;
  readonly evolve: (state: State | undefined, event: Event) => State;
}

interface Then<State, Event> {
  /** Exactly these events came of it. */
  then(events: readonly Event[]): void;
  /** It was refused, for exactly this reason. */
  refused(reason: Reason): void;
  /** It was refused, for a reason that has at least this. */
  refusedLike(reason: object): void;
  /** It was refused for one input; `limit`: the day that it would have to keep, a reason without one has none. */
  wrong(field: string, problem: InputProblem, limit?: string): void;
  /** It was refused by exactly these guards, in this order; of each at least what is given here. */
  blocked(
    step: GuardStep,
    ...unmet: readonly (GuardId | { readonly guard: GuardId; readonly [part: string]: unknown })[]
  ): void;
  /** The state afterwards: unchanged after a refusal. */
  readonly state: State | undefined;
  readonly result: readonly Event[] | Refusal;
}

/**
 * `given(history or state).when(command).then(events)`, on frozen inputs: a decision that writes to them throws. A
 * history is a list of events.
 */
export function scenarios<State, Command, Event extends object, Context>(
  { decide, evolve }: Decider<State, Command, Event, Context>,
  usual: () => Context,
): (from: readonly Event[] | State) => {
  readonly state: State | undefined;
  readonly when: (command: Command, context?: Context) => Then<State, Event>;
} {
  const replay = (from: State | undefined, events: readonly Event[]): State | undefined =>
    events.reduce<State | undefined>((state, event) => deepFreeze(evolve(state, deepFreeze(event))), from);
  return (from) => {
    const state = Array.isArray(from) ? replay(undefined, from) : deepFreeze(from as State);
    return {
      state,
      when: (command, context = usual()) => {
        deepFreeze(command);
        const result = decide(state, command, deepFreeze(context));
        return {
          result,
          state: isRefusal(result) ? state : replay(state, result),
          // oxlint-disable-next-line unicorn/no-thenable -- reads as the rule, and is never awaited
          then: (events) => expect(result).toEqual(events),
          refused: (reason) => expect(result).toEqual({ refused: reason }),
          refusedLike: (reason) => expect(result).toMatchObject({ refused: reason }),
          wrong: (field, problem, limit) =>
            expect(result).toEqual({ refused: present({ why: 'input', field, problem, limit }) }),
          blocked: (step, ...unmet) =>
            expect(result).toMatchObject({
              refused: {
                why: 'guards',
                step,
                unmet: unmet.map((guard) => (typeof guard === 'string' ? { guard } : guard)),
              },
            }),
        };
      },
    };
  };
}

export function actorOf(permission: Permission | undefined, roles: readonly OfficialRole[] = []): Actor {
  const id = permission ?? 'stranger';
  const actor: Actor = { tenantId: TENANT, id, name: `Synthetic ${id}`, language: 'en', roles };
  return permission === undefined ? actor : { ...actor, permission };
}

export const TENANT = 'tenant-1';

/** A tenant with a set-up company, a store in memory, and a clock that stands at 15 June 2020, noon in Warsaw. */
export class World {
  now = Date.parse('2020-06-15T10:00:00Z');
  readonly store = new MemoryStore({ clock: { now: () => this.now } });
  readonly desk = this.newDesk();
  readonly admin = actorOf('admin', ['mpnPartnerAdmin', 'mpnGlobalAdmin']);
  readonly consultant = actorOf('consultant');
  #commands = 0;

  static async begun(editionId: EditionId = '2020'): Promise<World> {
    const world = new World();
    await world.run((unit) =>
      world.desk.orderCompany(unit, world.admin, {
        commandId: world.id(),
        command: {
          type: 'setUp',
          edition: editionId,
          timeZone: 'Europe/Warsaw',
          competencies: { 'windows-and-devices': 'silver' },
          offerings: ['DDPS'],
          location: { id: 'SYN-PL', country: 'PL' },
          consultant: { id: 'anna', assessments: ['windows-and-devices'] },
        },
      }),
    );
    return world;
  }

  /** Another process of the bot on the same store. */
  newDesk(): Desk {
    return new Desk({
      store: this.store,
      clock: { now: () => this.now },
      fingerprint: (text) => createHash('sha256').update(text).digest('hex'),
      editionOfNewCompanies: '2020',
    });
  }

  /** A new command id. */
  id(): string {
    this.#commands += 1;
    return `command-${this.#commands}`;
  }

  /** A turn as the bot makes it: when the commit is no answer, again and fresh. */
  async run<T extends Outcome<unknown>>(
    work: (unit: UnitOfWork) => Promise<T>,
    desk: Desk = this.desk,
    tenantId: string = TENANT,
  ): Promise<T> {
    for (let turn = 0; turn < 250; turn += 1) {
      const unit = desk.begin(tenantId, turn > 0);
      const outcome = await work(unit);
      if (!outcome.done || outcome.again || (await unit.commit()) === 'committed') return outcome;
    }
    throw new Error('no answer after 250 turns');
  }

  /** An order of the admin, with a command id of its own. */
  order(
    id: string,
    command: VoucherCommand,
    more: Partial<VoucherOrder> = {},
    desk: Desk = this.desk,
  ): Promise<Outcome<VoucherDocument>> {
    const order = { commandId: this.id(), id, command, ...more };
    return this.run((unit) => desk.orderVoucher(unit, this.admin, order), desk);
  }

  /** Takes a voucher through these commands, each of which must be done. */
  async voucher(id: string, ...commands: readonly VoucherCommand[]): Promise<void> {
    const record = { type: 'record', facts: factsOf({ number: id }), stage: { status: 'assigned' } } as const;
    for (const command of [record, ...commands]) {
      const outcome = await this.order(id, command);
      if (!outcome.done) throw new Error(`${command.type}: ${JSON.stringify(outcome.refusal)}`);
    }
  }
}
