import { isDeepStrictEqual } from 'node:util';
import { claimEventSchema, type Claim, type ClaimEvent } from '../../domain/claim/model.ts';
import { evolveClaim } from '../../domain/claim/evolve.ts';
import { companyEventSchema, newCompany, type Company } from '../../domain/company/model.ts';
import { evolveCompany } from '../../domain/company/evolve.ts';
import { talliedOf } from '../../domain/desk/listed.ts';
import { claimId, COMPANY_ID, customerDocId } from '../../domain/store/ids.ts';
import { TALLIED, type DomainEvent, type EventDocument } from '../../domain/store/documents.ts';
import type { EditionId } from '../../domain/programme/edition.ts';
import { evolveVoucher } from '../../domain/voucher/evolve.ts';
import {
  voucherEventSchema,
  type Stage,
  type Voucher,
  type VoucherEvent,
} from '../../domain/voucher/model.ts';
import type { Stored } from './stored.ts';

/** What is wrong, by the promise that it breaks. */
export interface Finding {
  readonly kind: 'lost' | 'doubled' | 'half';
  /** One line; the same line is the same finding. */
  readonly what: string;
}

/** A command that somebody sent, however often. */
export interface Pressed {
  /** AAD object id. */
  readonly by: readonly string[];
  /** Ids under which the bot keeps the activities that carried it. */
  readonly processed: readonly string[];
}

/** An answer that says that a command is done. */
export interface Done {
  readonly commandId: string;
  readonly verb: string;
  readonly type: DomainEvent['type'];
  /** The document it happened to, where the card tells. */
  readonly subject?: string | undefined;
  /** The answer also comes when the same was done before by another command. */
  readonly orEarlier?: boolean | undefined;
}

/** What people know of what they asked for. */
export interface Known {
  /** By the command's id. */
  readonly pressed: ReadonlyMap<string, Pressed>;
  readonly done: readonly Done[];
}

/** Everything that is wrong with what is stored, by what people know. */
export function check(stored: Stored, known: Known, edition: EditionId): readonly Finding[] {
  return [
    ...checkWhole(stored, edition),
    ...missing(stored, known),
    ...pressedByNobody(stored.events, known),
    ...unanswered(stored, known),
  ];
}

/** Everything that is wrong with what is stored, whoever asked for it. */
export function checkWhole(stored: Stored, edition: EditionId): readonly Finding[] {
  const histories = Map.groupBy(stored.events, ({ subject }) => subject);
  for (const events of histories.values()) events.sort((a, b) => a.seq - b.seq);
  return [
    ...commandsTwice(stored.events),
    ...broken(stored, histories, edition),
    ...claimsApart(stored),
    ...miscounted(stored),
    ...withoutCustomer(stored),
  ];
}

const lost = (what: string): Finding => ({ kind: 'lost', what });
const doubled = (what: string): Finding => ({ kind: 'doubled', what });
const half = (what: string): Finding => ({ kind: 'half', what });

const nameOf = ({ subject, seq, event }: EventDocument): string => `${subject} ${seq} ${event.type}`;

/** Every command that was answered as done has its event. */
function missing({ events }: Stored, { done }: Known): Finding[] {
  const byCommand = Map.groupBy(events, ({ commandId }) => commandOf(commandId));
  const bySubject = Map.groupBy(events, ({ subject }) => subject);
  return done
    .filter(({ commandId, type, subject, orEarlier }) => {
      const isIt = ({ event, subject: its }: EventDocument): boolean =>
        event.type === type && (subject === undefined || its === subject);
      const own = byCommand.get(commandId)?.some(isIt) === true;
      return !own && !(orEarlier === true && bySubject.get(subject ?? '')?.some(isIt) === true);
    })
    .map(({ commandId, verb, type, subject }) =>
      lost(`${verb} ${commandId} was answered as done and has no ${type} of ${subject ?? 'anything'}`),
    );
}

/** One command does one thing to one document; setting up a company is several things at once. */
function commandsTwice(events: readonly EventDocument[]): Finding[] {
  const same = Map.groupBy(events, ({ commandId, subject, event }) =>
    [commandId, subject, subject === COMPANY_ID ? event.type : ''].join(' '),
  );
  return [...same.values()]
    .filter(({ length }) => length > 1)
    .map((them) => doubled(`one command, several events: ${them.map(nameOf).join(', ')}`));
}

/** `…/admin` and `…/3` are parts of one command, such as the third voucher of a redemption. */
export function commandOf(commandId: string): string {
  return commandId.replace(/^([0-9a-f-]{36})\/(?:admin|\d+)$/, '$1');
}

function pressedByNobody(events: readonly EventDocument[], { pressed }: Known): Finding[] {
  return events
    .filter(({ event }) => event.type !== 'granted')
    .filter(({ commandId, by }) => {
      const one = pressed.get(commandId) ?? pressed.get(commandOf(commandId));
      return one?.by.includes(by) !== true;
    })
    .map((event) => doubled(`${nameOf(event)}: ${event.by} never sent ${event.commandId}`));
}

/** Each history is whole, could have happened, and gives what is stored. */
function broken(
  { vouchers, claims, company, people }: Stored,
  histories: ReadonlyMap<string, readonly EventDocument[]>,
  edition: EditionId,
): Finding[] {
  const docs = new Map<string, { readonly version: number; readonly state: unknown }>(
    [...vouchers, ...claims, ...(company === undefined ? [] : [company])].map((doc) => [doc.id, doc]),
  );
  for (const { id, grants } of people) {
    if (grants !== undefined) docs.set(id, { version: grants, state: undefined });
  }
  const found: Finding[] = [];
  for (const id of docs.keys()) if (!histories.has(id)) found.push(half(`${id} has no events`));
  for (const [subject, events] of histories) {
    const doc = docs.get(subject);
    const gap = events.findIndex(({ seq }, index) => seq !== index + 1);
    if (gap >= 0) found.push(half(`${subject}: no event ${gap + 1} among ${events.length}`));
    if (doc?.version !== events.length) {
      found.push(half(`${subject}: version ${doc?.version}, ${events.length} events`));
    }
    if (doc === undefined || subject.startsWith('person:')) continue;
    const replayed = replay(events, edition);
    if ('impossible' in replayed) found.push(doubled(`${subject}: ${replayed.impossible}`));
    else if (!isDeepStrictEqual(plain(replayed.state), plain(doc.state))) {
      found.push(
        half(
          `${subject} is not what its events give: ${JSON.stringify(doc.state)}, ${JSON.stringify(replayed.state)}`,
        ),
      );
    }
  }
  return found;
}

/** Without what JSON does not keep. */
function plain(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state));
}

type Replayed = { readonly state: unknown } | { readonly impossible: string };

function replay(events: readonly EventDocument[], edition: EditionId): Replayed {
  let voucher: Voucher | undefined;
  let claim: Claim | undefined;
  let company: Company = newCompany(edition);
  for (const { seq, event } of events) {
    const asVoucher = voucherEventSchema.safeParse(event).data;
    const asClaim = claimEventSchema.safeParse(event).data;
    const asCompany = companyEventSchema.safeParse(event).data;
    if (asVoucher !== undefined) {
      if (!follows(voucher, asVoucher)) {
        return { impossible: `${event.type} (${seq}) after ${voucher?.stage.status ?? 'nothing'}` };
      }
      voucher = evolveVoucher(voucher, asVoucher);
    } else if (asClaim !== undefined) {
      if (!claimFollows(claim, asClaim)) {
        return { impossible: `${event.type} (${seq}) after ${claim?.stage.status ?? 'nothing'}` };
      }
      claim = evolveClaim(claim, asClaim);
    } else if (asCompany !== undefined) company = evolveCompany(company, asCompany);
    else return { impossible: `${event.type} (${seq}) happens to nothing` };
  }
  return { state: voucher ?? claim ?? company };
}

/** Where a voucher must stand for this to happen to it. */
const FROM: Readonly<Partial<Record<VoucherEvent['type'], readonly Stage['status'][]>>> = {
  amended: ['assigned', 'reserved', 'reported', 'redeemed', 'lost'],
  reserved: ['assigned', 'lost'],
  rescheduled: ['reserved'],
  handedOver: ['reserved'],
  completed: ['reserved', 'reported', 'redeemed'],
  advanced: ['assigned', 'reserved', 'reported'],
  differencesIgnored: ['assigned', 'reserved', 'reported', 'redeemed', 'lost', 'void'],
  differencesHeeded: ['assigned', 'reserved', 'reported', 'redeemed', 'lost', 'void'],
  released: ['reserved'],
  lost: ['assigned'],
  cameBack: ['lost'],
  reported: ['reserved'],
  redeemed: ['reported'],
  claimed: ['redeemed'],
  freed: ['redeemed'],
  voided: ['assigned', 'reserved', 'reported', 'redeemed', 'lost'],
  commented: ['assigned', 'reserved', 'reported', 'redeemed', 'lost', 'void'],
  colleagueAsked: ['assigned', 'reserved', 'reported', 'redeemed'],
  askClosed: ['assigned', 'reserved', 'reported', 'redeemed'],
  reminderSet: ['assigned', 'reserved', 'reported', 'redeemed'],
};

function follows(state: Voucher | undefined, event: VoucherEvent): boolean {
  if (state === undefined || event.type === 'recorded')
    return state === undefined && event.type === 'recorded';
  const { stage, before } = state;
  if (event.type === 'undone') return isDeepStrictEqual(before, event.restored);
  const held = stage.status === 'redeemed' ? stage.claimId : undefined;
  if (event.type === 'claimed' && held !== undefined) return false;
  if (event.type === 'freed' && held !== event.claimId) return false;
  return FROM[event.type]?.includes(stage.status) === true;
}

const CLAIM_FROM: Readonly<Partial<Record<ClaimEvent['type'], readonly Claim['stage']['status'][]>>> = {
  claimSubmitted: ['draft'],
  claimApproved: ['submitted'],
  claimPaid: ['approved'],
  claimDenied: ['submitted', 'approved'],
  claimDiscarded: ['draft'],
};

function claimFollows(state: Claim | undefined, event: ClaimEvent): boolean {
  if (state === undefined || event.type === 'claimDrafted') {
    return state === undefined && event.type === 'claimDrafted';
  }
  if (event.type === 'claimUndone') return isDeepStrictEqual(state.before, event.restored);
  return CLAIM_FROM[event.type]?.includes(state.stage.status) === true;
}

/** A voucher is in the claim that it names, and every claim that holds its vouchers is named by them. */
function claimsApart({ vouchers, claims }: Stored): Finding[] {
  const found: Finding[] = [];
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const byNumber = new Map(vouchers.map((voucher) => [voucher.state.facts.number, voucher]));
  for (const { id, state } of vouchers) {
    const { stage } = state;
    if (stage.status !== 'redeemed' || stage.claimId === undefined) continue;
    const claim = byId.get(claimId(stage.claimId));
    const holds = claim?.state.voucherIds.includes(state.facts.number) === true;
    if (!holds || isFree(claim?.state.stage.status)) {
      found.push(half(`${id} names the claim ${stage.claimId}, which does not hold it`));
    }
  }
  for (const { id, state } of claims) {
    if (isFree(state.stage.status)) continue;
    for (const number of state.voucherIds) {
      const stage = byNumber.get(number)?.state.stage;
      const named = stage?.status === 'redeemed' ? stage.claimId : undefined;
      if (named === undefined || claimId(named) !== id)
        found.push(half(`${id} holds ${number}, which is not in it`));
    }
  }
  return found;
}

function isFree(status: Claim['stage']['status'] | undefined): boolean {
  return status === 'denied' || status === 'discarded';
}

function miscounted({ vouchers, tally }: Stored): Finding[] {
  if (tally === undefined && vouchers.length === 0) return [];
  const found: Finding[] = [];
  for (const status of TALLIED) {
    const there = vouchers.filter(({ state }) => talliedOf(state.stage) === status).length;
    if (tally?.[status] !== there)
      found.push(half(`the tally has ${tally?.[status]} ${status}, there are ${there}`));
  }
  for (const { id, status, state } of vouchers) {
    if (status !== talliedOf(state.stage)) found.push(half(`${id} is listed as ${status}`));
  }
  return found;
}

/** The activity that did it is kept as answered, in the same batch. */
function unanswered({ events, processed }: Stored, { pressed }: Known): Finding[] {
  return events
    .filter(({ commandId }) => {
      const one = pressed.get(commandId) ?? pressed.get(commandOf(commandId));
      return one !== undefined && !one.processed.some((id) => processed.has(id));
    })
    .map((event) => half(`${nameOf(event)}: the activity that did it is not kept as answered`));
}

function withoutCustomer({ vouchers, customers }: Stored): Finding[] {
  const known = new Set(customers.map(({ id }) => id));
  return vouchers.flatMap(({ id, state: { facts } }) =>
    facts.customerId === undefined || known.has(customerDocId(facts.customerId))
      ? []
      : [half(`${id}: its customer ${facts.customerId} is not there`)],
  );
}
