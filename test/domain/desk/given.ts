import { expect } from '@jest/globals';
import { evolveClaim } from '../../../domain/claim/evolve.ts';
import type { Claim, ClaimEvent } from '../../../domain/claim/model.ts';
import { evolveCompany } from '../../../domain/company/evolve.ts';
import { newCompany, type CompanyEvent } from '../../../domain/company/model.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import type { Voucher, VoucherCommand, VoucherEvent } from '../../../domain/voucher/model.ts';
import { talliedOf } from '../../../domain/desk/listed.ts';
import type { ClaimOrder } from '../../../domain/desk/desk.ts';
import type { Outcome } from '../../../domain/desk/execute.ts';
import { voucherId } from '../../../domain/store/ids.ts';
import {
  TALLIED,
  type AnyDocument,
  type ClaimDocument,
  type DocumentOf,
  type EventDocument,
  type VoucherDocument,
} from '../../../domain/store/documents.ts';
import type { Query } from '../../../domain/store/ports.ts';
import { factsOf, TENANT, today, World } from '../given.ts';
import { MemoryStore } from '../store/memory-store.ts';

export const one = 'SYN-0001';

export const two = 'SYN-0002';

export const three = 'SYN-0003';

export const record = (number: string, over: Parameters<typeof factsOf>[0] = {}): VoucherCommand => ({
  type: 'record',
  facts: factsOf({ number, ...over }),
  stage: { status: 'assigned' },
});

export const amend = (number: string, serviceLevel: number): VoucherCommand => ({
  type: 'amend',
  facts: factsOf({ number, serviceLevel }),
});

export function documents<K extends AnyDocument['kind']>(
  world: World,
  kind: K,
): readonly Extract<AnyDocument, { kind: K }>[] {
  const all = world.store.all(TENANT);
  return all.filter((doc): doc is Extract<AnyDocument, { kind: K }> => doc.kind === kind);
}

export const eventsOf = (world: World, subject: string): readonly EventDocument[] =>
  documents(world, 'event')
    .filter((event) => event.subject === subject)
    .sort((a, b) => a.seq - b.seq);

export const stored = (world: World, number = one): VoucherDocument => {
  const doc = documents(world, 'voucher').find(({ id }) => id === voucherId(number));
  if (doc === undefined) throw new Error(`no ${number}`);
  return doc;
};

export const tallyOf = (world: World): Record<string, number> => {
  const [tally] = documents(world, 'tally');
  return Object.fromEntries(TALLIED.map((key) => [key, tally?.[key] ?? 0]));
};

export const why = (outcome: Outcome<unknown>): string =>
  outcome.done
    ? outcome.again
      ? 'again'
      : outcome.unchanged === true
        ? 'unchanged'
        : 'done'
    : outcome.refusal.refused.why;

/** Everything that must be true of a tenant's documents at any time. */
export function expectConsistent(world: World): void {
  for (const doc of documents(world, 'voucher')) {
    const history = eventsOf(world, doc.id);
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: doc.version }, (_, n) => n + 1));
    const state = history
      .map(({ event }) => event as VoucherEvent)
      .reduce<Voucher | undefined>(evolveVoucher, undefined);
    expect(state).toEqual(doc.state);
    expect(doc.status).toBe(talliedOf(doc.state.stage));
    expect(doc.open).toBe(['assigned', 'reserved', 'reported', 'redeemed'].includes(doc.status));
    if (!doc.open) expect(doc.due).toBe('9999-12-31');
    const { stage } = doc.state;
    expect(doc.consultantId).toBe('reservation' in stage ? stage.reservation.consultantId : undefined);
  }
  for (const doc of documents(world, 'claim')) {
    const history = eventsOf(world, doc.id);
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: doc.version }, (_, n) => n + 1));
    const state = history
      .map(({ event }) => event as ClaimEvent)
      .reduce<Claim | undefined>(evolveClaim, undefined);
    expect(state).toEqual(doc.state);
    const holds = !['denied', 'discarded'].includes(doc.status);
    for (const number of doc.state.voucherIds) {
      const { stage } = stored(world, number).state;
      const held = stage.status === 'redeemed' && `claim:${stage.claimId}` === doc.id;
      expect([doc.id, number, held]).toEqual([doc.id, number, holds]);
    }
  }
  for (const doc of documents(world, 'company')) {
    const history = eventsOf(world, doc.id);
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: doc.version }, (_, n) => n + 1));
    const state = history.map(({ event }) => event as CompanyEvent).reduce(evolveCompany, newCompany('2020'));
    expect(state).toEqual(doc.state);
  }
  const counted = Object.fromEntries(
    TALLIED.map((key) => [key, documents(world, 'voucher').filter(({ status }) => status === key).length]),
  );
  expect(tallyOf(world)).toEqual(counted);
}

/** A tenant with one voucher in this state, and its SAVB registration where it is redeemed. */
export async function worldWith(...commands: readonly VoucherCommand[]): Promise<World> {
  const world = await World.begun();
  await world.voucher(one, ...commands);
  return world;
}

export function register(world: World): Promise<Outcome<unknown>> {
  const command = { type: 'registerSavb', offering: 'DDPS', on: today, by: 'admin' } as const;
  return world.run((unit) => world.desk.orderCompany(unit, world.admin, { commandId: world.id(), command }));
}

export function draft(world: World, id: string, ...voucherIds: string[]): Promise<Outcome<unknown>> {
  const order = { commandId: world.id(), id, voucherIds };
  return world.run((unit) => world.desk.draftClaim(unit, world.admin, order));
}

export function claim(world: World, id: string, command: ClaimOrder['command']): Promise<Outcome<unknown>> {
  const order = { commandId: world.id(), id, command, texts: { reason: 'synthetic' } };
  return world.run((unit) => world.desk.orderClaim(unit, world.admin, order));
}

/** A store with these vouchers and claims. */
export async function storeWith(docs: readonly (VoucherDocument | ClaimDocument)[]): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (let at = 0; at < docs.length; at += 100) {
    const writes = docs.slice(at, at + 100).map((doc) => ({ op: 'create', doc }) as const);
    if (writes.length > 0) await store.commit(TENANT, writes);
  }
  return store;
}

/** A page of a query of it, as a turn asks for it. */
export const findIn =
  (store: MemoryStore) =>
  async <K extends 'voucher' | 'claim'>(
    query: Query<K>,
  ): Promise<{ docs: readonly DocumentOf<K>[]; continuation?: string }> => {
    const { items, ...rest } = await store.query(TENANT, query);
    return { docs: items.map(({ doc }) => doc), ...rest };
  };
