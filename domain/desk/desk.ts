import * as people from './people.ts';
import * as quarantine from './quarantine.ts';
import { decideClaim } from '../claim/decide.ts';
import { evolveClaim } from '../claim/evolve.ts';
import type { Claim, ClaimCommand, ClaimEvent, Submission } from '../claim/model.ts';
import type { Day } from '../day.ts';
import type { OfferingId } from '../programme/catalogue.ts';
import { decideCompany } from '../company/decide.ts';
import { evolveCompany } from '../company/evolve.ts';
import type { CompanyCommand } from '../company/model.ts';
import { customerKey } from '../voucher/customer.ts';
import { claimId, COMPANY_ID, eventId, TALLY_ID, voucherId } from '../store/ids.ts';
import {
  type ClaimDocument,
  type CompanyDocument,
  type CustomerDocument,
  type DocumentOf,
  type EventDocument,
  type Kind,
  type PersonDocument,
  type QuarantineDocument,
  type Tallied,
  type VoucherDocument,
  TALLIED,
} from '../store/documents.ts';
import { offeringOf } from '../programme/edition.ts';
import type { GuardAnswer, GuardId, GuardStep } from '../guards/answers.ts';
import type { Sibling } from '../guards/subject.ts';
import type { Actor } from '../people/person.ts';
import type { Counted, Query, Store } from '../store/ports.ts';
import type { CommandName } from '../people/permissions.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { DocumentCache } from './cache.ts';

import { decideVoucher } from '../voucher/decide.ts';
import { evolveVoucher } from '../voucher/evolve.ts';
import { numberOfLink, voucherLink } from '../voucher/link.ts';
import type { Facts, Voucher, VoucherCommand, VoucherEvent, Askable } from '../voucher/model.ts';
import { allOf } from '../store/pages.ts';
import type { Engaged } from '../plan/engagements.ts';
import { present } from '../present.ts';
import { proveSiblings, readCustomer, rememberCustomer, siblingsOf, type CustomerName } from './customers.ts';
import { execute, type Asked, type ExecutePorts, type Outcome } from './execute.ts';
import { engagedBy, engagementsList } from './engagements.ts';
import { KeptLists } from './kept-lists.ts';
import { compareSheet, onlyHere, type Comparison } from './reconcile.ts';
import { differencesOf, type Difference, type SayingRow } from '../sheet/differences.ts';
import type { SheetRow } from '../sheet/rows.ts';
import { frees, stageClaim, stageCompany, stageFollowing, stageVoucher } from './staging.ts';
import { readStanding, type Standing } from './standing.ts';
import { UnitOfWork } from './unit-of-work.ts';

export interface VoucherOrder extends Asked {
  /** Canonical number. */
  readonly id: string;
  readonly command: VoucherCommand;
  /** The customer by name, when the command names one. */
  readonly customer?: CustomerName | undefined;
}

export interface ClaimOrder extends Asked {
  readonly id: string;
  readonly command: Exclude<ClaimCommand, { type: 'draft' }>;
}

export interface ClaimDraftOrder extends Asked {
  readonly id: string;
  readonly voucherIds: readonly string[];
  readonly accepted?: readonly GuardId[] | undefined;
  /** It was submitted already: both are recorded, or neither. */
  readonly submitted?: Submission | undefined;
}

export interface CompanyOrder extends Asked {
  readonly command: CompanyCommand;
}

interface DeskPorts extends ExecutePorts {
  readonly store: Store;
  /** Whether people are told of what others do: then somebody takes care of the announcements. */
  readonly announces?: boolean;
  /** The last day whose reminders were made in the tenant, as far as this process knows. */
  readonly remindersMadeUntil?: (tenantId: string) => Day | undefined;
  /** The tenant whose mailbox is watched; absent = none is. */
  readonly mailboxOf?: string | undefined;
  /** The bot's address from outside, without a path; absent = vouchers have no links. */
  readonly publicUrl?: () => string | undefined;
  /** Before a batch: somebody looks after the tenant should this process die; nothing when that is sure already. */
  readonly keepAwake?: (tenantId: string) => Promise<void> | undefined;
  /** After a batch in which a mail of the mailbox was handed to somebody: it waits to be brought there. */
  readonly onHanded?: (tenantId: string) => void;
  /** After a batch that left a list to be recorded. */
  readonly onSheet?: (tenantId: string) => void;
  /** After a batch that left a file to be made, or offered. */
  readonly onFile?: (tenantId: string) => void;
  /** After a batch that left something to be done with many vouchers. */
  readonly onBulk?: (tenantId: string) => void;
}

/** Commands after which a voucher may be an engagement that it was not before (G6). */
const ENGAGES: ReadonlySet<string> = new Set(['reserve', 'record', 'amend']);
/** Commands that no guard stands before. */
const AMONG_COLLEAGUES: ReadonlySet<string> = new Set(['comment', 'ask', 'closeAsk', 'remind']);

/**
 * The one front door of the domain: what is read and what is ordered. Orders stage their result in the turn's unit
 * of work; nothing is written before it commits. Reads and orders throw StoreFailure.
 */
export class Desk {
  readonly #ports: DeskPorts;
  readonly #cache = new DocumentCache();
  readonly #lists = new KeptLists();

  constructor(ports: DeskPorts) {
    this.#ports = ports;
  }

  /**
   * A turn's unit of work in a tenant; `fresh` = read nothing from the cache; `quiet` = nobody is told of each event, only
   * of requests that it answers, and cards are kept true.
   */
  begin(tenantId: string, fresh = false, quiet = false): UnitOfWork {
    const { store, clock, announces = false, keepAwake, onHanded, onSheet, onFile, onBulk } = this.#ports;
    const remindersMadeUntil = this.#ports.remindersMadeUntil?.(tenantId);
    return new UnitOfWork(store, this.#cache, clock, tenantId, {
      fresh,
      announces,
      quiet,
      remindersMadeUntil,
      lists: this.#lists,
      keepAwake,
      onHanded,
      onSheet,
      onFile,
      onBulk,
    });
  }

  /** Milliseconds, UTC. */
  now(): number {
    return this.#ports.clock.now();
  }

  /** The company, its edition, and the day that it is in the company's zone. */
  standing(unit: UnitOfWork): Promise<Standing> {
    return readStanding(this.#ports, unit);
  }

  /** `proved`: a command of this turn writes it. */
  voucher(unit: UnitOfWork, number: string, proved = false): Promise<VoucherDocument | undefined> {
    return unit.read('voucher', voucherId(number), proved);
  }

  claim(unit: UnitOfWork, id: string): Promise<ClaimDocument | undefined> {
    return unit.read('claim', claimId(id));
  }

  person(unit: UnitOfWork, id: string): Promise<PersonDocument | undefined> {
    return people.readPerson(unit, id);
  }

  /** All of the tenant's people who have a permission, or an official role; by name. */
  peopleWith(
    unit: UnitOfWork,
    of: Parameters<typeof people.peopleWith>[2],
  ): Promise<readonly PersonDocument[]> {
    return people.peopleWith(this.#ports, unit, of);
  }

  /** Everybody who can be asked by this person for a step of a voucher; in no order. */
  whoMayBeAsked(unit: UnitOfWork, actor: Actor, what: Askable): Promise<readonly PersonDocument[]> {
    return people.whoMayBeAsked(this.#ports, unit, actor, what);
  }

  /** By the key of `customerKey`. */
  customer(unit: UnitOfWork, key: string): Promise<CustomerDocument | undefined> {
    return readCustomer(unit, key);
  }

  /**
   * Engagements of the same customer, for the 15-day rule (G6); undefined when the customer is not known. `warns`: also
   * of vouchers that are shorter, which the rule only warns of.
   */
  siblings(
    unit: UnitOfWork,
    facts: Facts | undefined,
    warns = false,
  ): Promise<readonly Sibling[] | undefined> {
    const ports = { store: this.#ports.store, lists: this.#lists, now: this.now() };
    return siblingsOf(ports, unit, facts, warns);
  }

  /**
   * What a consultant has reserved from a day on, with one request at most: to be warned of and proposed by, for what another
   * replica wrote in the last minute may be missing.
   */
  async engaged(unit: UnitOfWork, consultantId: string, from: Day): Promise<Engaged> {
    const { tenantId, isRerun } = unit;
    const list = engagementsList(this.#ports.store, tenantId, consultantId, from);
    return engagedBy(await this.#lists.find(tenantId, list, this.now(), isRerun));
  }

  /** How many vouchers stand in each state. */
  async tally(unit: UnitOfWork): Promise<Readonly<Record<Tallied, number>>> {
    const tally = await unit.read('tally', TALLY_ID);
    return tally ?? (Object.fromEntries(TALLIED.map((key) => [key, 0])) as Record<Tallied, number>);
  }

  /** A page of documents of one kind, as `Query` says. */
  async find<K extends Kind>(
    unit: UnitOfWork,
    query: Query<K>,
  ): Promise<{ readonly docs: readonly DocumentOf<K>[]; readonly continuation?: string }> {
    const { items, continuation } = await this.#ports.store.query(unit.tenantId, query);
    return { docs: items.map(({ doc }) => doc), ...present({ continuation }) };
  }

  /** How many documents there are of a part of an order; reads none of them. */
  count(unit: UnitOfWork, counted: Counted): Promise<number> {
    return this.#ports.store.count(unit.tenantId, counted);
  }

  /** A page of the history of a document, newest first. `from`: where a page before ended. */
  history(
    unit: UnitOfWork,
    subject: string,
    limit: number,
    from?: string,
  ): Promise<{ readonly docs: readonly EventDocument[]; readonly continuation?: string }> {
    return this.find(unit, {
      kind: 'event',
      where: { subject },
      order: { path: 'seq', descending: true },
      limit,
      ...present({ continuation: from }),
    });
  }

  /** A list of vouchers beside what is here. */
  compareSheet(unit: UnitOfWork, rows: readonly SheetRow[], standing: Standing): Promise<Comparison> {
    return compareSheet(this.#ports, unit.tenantId, rows, standing);
  }

  /** In what a row of a list and the voucher differ as it is in this turn. */
  differences(row: SayingRow, doc: VoucherDocument, { edition, today }: Standing): readonly Difference[] {
    return differencesOf(row, doc, { edition, today, digest: (text) => this.#ports.fingerprint(text) })
      .differences;
  }

  /** Open vouchers that a list does not name; see there. */
  onlyHere(
    unit: UnitOfWork,
    rows: readonly SheetRow[],
    part: { readonly from: number; readonly count: number },
  ): Promise<readonly VoucherDocument[]> {
    return onlyHere(this.#ports.store, unit.tenantId, rows, part);
  }

  /** Whether a command with this id has changed something: for the same press once more. */
  async isDone(unit: UnitOfWork, commandId: string): Promise<boolean> {
    return (await unit.read('event', eventId(commandId, 0))) !== undefined;
  }

  /** Which vouchers a command for several changed, by their places in it: for the same press once more. */
  async changedBy(unit: UnitOfWork, commandId: string, most: number): Promise<readonly [number, string][]> {
    const places = Array.from({ length: most }, (_, place) => place);
    const events = await Promise.all(
      places.map((place) => unit.read('event', eventId(`${commandId}/${place}`, 0))),
    );
    return events.flatMap((event, place): [number, string][] =>
      event === undefined ? [] : [[place, voucherId.keyOf(event.subject)]],
    );
  }

  /** Rules that stand in the way of a step were told before anything was ordered. */
  refusedBefore(name: CommandName, step: GuardStep, unmet: readonly GuardAnswer[]): void {
    this.#ports.onRefused?.(name, refuse({ why: 'guards', step, unmet }));
  }

  /** What somebody asks of a voucher. */
  orderVoucher(unit: UnitOfWork, actor: Actor, order: VoucherOrder): Promise<Outcome<VoucherDocument>> {
    const id = voucherId(order.id);
    return execute(this.#ports, unit, actor, {
      name: `voucher.${order.command.type}`,
      subject: id,
      order,
      load: () => unit.read('voucher', id, true),
      decide: async (doc, standing) => {
        if (order.command.type === 'record' && order.command.facts.number !== order.id) {
          return refuse({ why: 'input', field: 'number', problem: 'unknown' });
        }
        const command = withCustomer(order.command, order.customer);
        const facts = 'facts' in command ? command.facts : doc?.state.facts;
        if (command.type === 'ask') {
          const refusal = await people.refusalToAsk(
            unit,
            actor,
            command.to,
            doc?.state.stage,
            standing.today,
          );
          if (refusal !== undefined) return refusal;
        }
        const events = decideVoucher(doc?.state, command, {
          ...standing,
          actor,
          by: actor.id,
          siblings: AMONG_COLLEAGUES.has(command.type) ? undefined : await this.siblings(unit, facts),
          reasonGiven: isReasonGiven(order),
        });
        if (isRefusal(events)) return events;
        return { events, state: events.reduce<Voucher | undefined>(evolveVoucher, doc?.state) as Voucher };
      },
      stage: async (doc, state, staging) => {
        if (order.customer !== undefined) await rememberCustomer(unit, order.customer);
        if (ENGAGES.has(order.command.type)) await proveSiblings(unit, state.facts);
        // The consultant who delivers is told, also when this command ends the reservation.
        for (const { stage } of [doc?.state, state].filter((one) => one !== undefined)) {
          const consultantId = 'reservation' in stage ? stage.reservation.consultantId : undefined;
          if (consultantId !== undefined) unit.concerns(consultantId);
        }
        if (order.command.type === 'ask') await people.countAsk(unit, actor, staging.standing.today);
        return stageVoucher(staging, doc, state);
      },
    });
  }

  /** Claims several redeemed vouchers together; they and the claim change in one batch. */
  draftClaim(unit: UnitOfWork, actor: Actor, order: ClaimDraftOrder): Promise<Outcome<ClaimDocument>> {
    const id = claimId(order.id);
    let docs: VoucherDocument[] = [];
    return execute(this.#ports, unit, actor, {
      name: 'claim.draft',
      also: order.submitted === undefined ? undefined : 'claim.submit',
      subject: id,
      order,
      load: () => unit.read('claim', id),
      decide: async (doc, standing) => {
        docs = [];
        for (const number of new Set(order.voucherIds)) {
          const found = await this.voucher(unit, number);
          if (found === undefined) return refuse({ why: 'notFound' });
          docs.push(found);
        }
        const vouchers = docs.map(({ state }) => state);
        const { accepted, submitted } = order;
        const command: ClaimCommand = { type: 'draft', vouchers, accepted, submitted };
        return decidedClaim(doc, command, standing, actor, order);
      },
      stage: (doc, state, staging) => {
        for (const voucher of docs) stageFollowing(staging, voucher, { type: 'claimed', claimId: order.id });
        return stageClaim(staging, doc, order.id, state);
      },
    });
  }

  /** What somebody asks of a claim; a denial or a discarded draft frees its vouchers in the same batch. */
  orderClaim(unit: UnitOfWork, actor: Actor, order: ClaimOrder): Promise<Outcome<ClaimDocument>> {
    const id = claimId(order.id);
    return execute(this.#ports, unit, actor, {
      name: `claim.${order.command.type}`,
      also: 'approvedOn' in order.command ? 'claim.approve' : undefined,
      subject: id,
      order,
      load: () => unit.read('claim', id),
      decide: async (doc, standing) => {
        const decided = decidedClaim(doc, order.command, standing, actor, order);
        if (isRefusal(decided)) return decided;
        const { state } = decided;
        const isFree = frees(state.stage);
        if (doc !== undefined && frees(doc.state.stage) !== isFree) {
          for (const number of state.voucherIds) {
            const stage = (await this.voucher(unit, number))?.state.stage;
            const held = stage?.status === 'redeemed' ? stage.claimId : undefined;
            // Undoing a denial takes the vouchers back: only while nobody claimed or changed them otherwise.
            if (!isFree && (stage?.status !== 'redeemed' || held !== undefined))
              return refuse({ why: 'claimed' });
            // A cached copy from before it was claimed cannot be freed: `stale` makes the desk read it again.
            if (isFree && held !== order.id) return refuse({ why: 'stale' });
          }
        }
        return decided;
      },
      stage: async (doc, state, staging) => {
        const isFree = frees(state.stage);
        if (isFree !== (doc !== undefined && frees(doc.state.stage))) {
          for (const number of state.voucherIds) {
            const voucher = await this.voucher(unit, number);
            if (voucher === undefined) continue;
            const denied = state.stage.status === 'denied' ? ({ denied: true } as const) : {};
            const event: VoucherEvent = isFree
              ? { type: 'freed', claimId: order.id, ...denied }
              : { type: 'claimed', claimId: order.id };
            stageFollowing(staging, voucher, event);
          }
        }
        return stageClaim(staging, doc, order.id, state);
      },
    });
  }

  /** What somebody changes of the company. */
  orderCompany(unit: UnitOfWork, actor: Actor, order: CompanyOrder): Promise<Outcome<CompanyDocument>> {
    return execute(this.#ports, unit, actor, {
      name: `company.${order.command.type}`,
      subject: COMPANY_ID,
      order,
      load: () => unit.read('company', COMPANY_ID),
      decide: async (doc, standing) => {
        const { command } = order;
        const state = doc?.state ?? standing.company;
        const events = decideCompany(state, command, {
          today: standing.today,
          redeemedOfferings:
            command.type === 'registerSavb'
              ? await this.#redeemedOfferings(unit, command.offering, standing)
              : new Set(),
          mayRegister: actor.roles.includes('mpnGlobalAdmin') || actor.permission === 'admin',
        });
        return isRefusal(events) ? events : { events, state: events.reduce(evolveCompany, state) };
      },
      stage: (doc, state, staging) => stageCompany(staging, doc, state),
    });
  }

  /** Whether a voucher of the offering was redeemed: that offering, or nothing. */
  async #redeemedOfferings(
    unit: UnitOfWork,
    offering: OfferingId,
    standing: Standing,
  ): Promise<ReadonlySet<OfferingId>> {
    // One in a claim was redeemed too.
    for (const status of ['redeemed', 'claimed'] as const) {
      const redeemed = allOf(this.#ports.store, unit.tenantId, { kind: 'voucher', where: { status } });
      for await (const { doc } of redeemed) {
        if (offeringOf(doc.state.facts, standing.edition) === offering) return new Set([offering]);
      }
    }
    return new Set();
  }

  /** Somebody for whom something came: nothing is learnt of them. */
  actor(unit: UnitOfWork, met: people.Met): Promise<Actor> {
    return people.actorOf(unit, met);
  }

  /** Keeps what the activity says of a person; `admin`: the configuration names them as the first one. */
  meet(unit: UnitOfWork, met: people.Met, bootstrap: { readonly admin: boolean }): Promise<Actor> {
    return people.meet(unit, met, bootstrap.admin);
  }

  /** Keeps the addresses that mails of theirs come from, as the roster has them. */
  keepAddresses(unit: UnitOfWork, id: string, addresses: readonly string[]): Promise<void> {
    return people.keepAddresses(unit, id, addresses, this.now());
  }

  /** The person removed the app: nothing can be sent to them until they are seen again. */
  left(unit: UnitOfWork, id: string): Promise<void> {
    return people.leave(unit, id, this.now());
  }

  /** Asks the admins for access; idempotent. */
  askForAccess(unit: UnitOfWork, actor: Actor): Promise<PersonDocument> {
    return people.askForAccess(this.#ports, unit, actor);
  }

  /** What a person wants to hear, and how often; their own choice only. */
  choose(
    unit: UnitOfWork,
    actor: Actor,
    choice: Parameters<typeof people.choose>[2],
  ): Promise<Outcome<PersonDocument>> {
    return people.choose(unit, actor, choice);
  }

  /** The language that a person wants to be spoken to in; absent = that of their Teams. */
  speak(
    unit: UnitOfWork,
    actor: Actor,
    language: Actor['language'] | undefined,
  ): Promise<Outcome<PersonDocument>> {
    return people.speak(unit, actor, language);
  }

  /** Gives or takes a permission and official roles; an admin's act. The last admin cannot be removed. */
  grant(unit: UnitOfWork, actor: Actor, given: people.Grant): Promise<Outcome<PersonDocument>> {
    return people.grant(this.#ports, unit, actor, given);
  }

  /** The link of a voucher, by its canonical number; undefined where vouchers have none. */
  linkTo(number: string): string | undefined {
    const url = this.#ports.publicUrl?.();
    return url === undefined ? undefined : voucherLink(url, number);
  }

  /** The voucher that one of our own links names; undefined for every other link. */
  linked(unit: UnitOfWork, link: string): Promise<VoucherDocument | undefined> {
    const url = this.#ports.publicUrl?.();
    const number = url === undefined ? undefined : numberOfLink(url, link);
    return number === undefined ? Promise.resolve(undefined) : this.voucher(unit, number);
  }

  /** Whether a mailbox is watched for the tenant. */
  hasMailbox({ tenantId }: UnitOfWork): boolean {
    return this.#ports.mailboxOf === tenantId;
  }

  /** Mails of the mailbox that wait for an admin, the newest first; only for whoever may hand them on. */
  heldMails(
    unit: UnitOfWork,
    { limit, continuation }: { readonly limit: number; readonly continuation?: string | undefined },
  ): Promise<{ readonly docs: readonly QuarantineDocument[]; readonly continuation?: string }> {
    return this.find(unit, quarantine.heldQuery(limit, continuation));
  }

  /** Hands a mail to somebody, by their AAD object id; `id` is its document's. */
  handMail(unit: UnitOfWork, actor: Actor, id: string, to: string): Promise<Outcome<QuarantineDocument>> {
    return quarantine.hand(unit, actor, id, to, this.now());
  }

  /** Puts a mail away that is for nobody; `id` is its document's. */
  dismissMail(unit: UnitOfWork, actor: Actor, id: string): Promise<Outcome<QuarantineDocument>> {
    return quarantine.dismiss(unit, actor, id);
  }
}

function decidedClaim(
  doc: ClaimDocument | undefined,
  command: ClaimCommand,
  standing: Standing,
  actor: Actor,
  order: Asked,
): { readonly events: readonly ClaimEvent[]; readonly state: Claim } | Refusal {
  const events = decideClaim(doc?.state, command, { ...standing, actor, reasonGiven: isReasonGiven(order) });
  if (isRefusal(events)) return events;
  return { events, state: events.reduce<Claim | undefined>(evolveClaim, doc?.state) as Claim };
}

function isReasonGiven({ texts }: Asked): boolean {
  return (texts?.['reason'] ?? '') !== '';
}

function withCustomer(command: VoucherCommand, customer: CustomerName | undefined): VoucherCommand {
  if (customer === undefined || !('facts' in command)) return command;
  const customerId = customerKey(customer.name, customer.division);
  return { ...command, facts: { ...command.facts, customerId } };
}
