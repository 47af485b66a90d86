import { decideClaim } from '../claim/decide.ts';
import { evolveClaim } from '../claim/evolve.ts';
import type { Claim, ClaimCommand, ClaimStage } from '../claim/model.ts';
import type { OfferingId } from '../programme/catalogue.ts';
import { decideCompany } from '../company/decide.ts';
import { evolveCompany } from '../company/evolve.ts';
import { newCompany, type Company, type CompanyCommand } from '../company/model.ts';
import { customerKey } from '../voucher/customer.ts';
import { addDays, dayAt, type Day } from '../day.ts';
import { claimBy, nextOf, PAYMENT_DAYS } from '../voucher/deadlines.ts';
import {
  claimId,
  COMPANY_ID,
  customerDocId,
  eventId,
  personId,
  TALLY_ID,
  voucherId,
  type AnyDocument,
  type ClaimDocument,
  type CompanyDocument,
  type CustomerDocument,
  type DomainEvent,
  type EventDocument,
  type PersonDocument,
  type Tallied,
  type TallyDocument,
  type VoucherDocument,
} from '../store/documents.ts';
import { edition } from '../programme/editions.ts';
import { offeringOf, type Edition, type EditionId } from '../programme/edition.ts';
import type { GuardId } from '../guards/answers.ts';
import type { Sibling } from '../guards/subject.ts';
import type { NoticeGroup } from '../notices/notice.ts';
import type { Actor, Language, OfficialRole, Permission, PersonEvent } from '../people/person.ts';
import { MAY, may, type CommandName } from '../people/permissions.ts';
import type { Clock, Page, Query, Store } from '../store/ports.ts';
import { staleness } from '../company/profile.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { DocumentCache, Unit } from './unit-of-work.ts';
import { numberSuffix } from '../voucher/number.ts';
import { decideVoucher } from '../voucher/decide.ts';
import { evolveVoucher } from '../voucher/evolve.ts';
import type { Facts, Stage, Voucher, VoucherCommand, VoucherEvent } from '../voucher/model.ts';

/** Texts that a command brings: prose, names, addresses. An empty text removes what was there. */
export type Texts = Readonly<Record<string, string>>;

interface Asked {
  /** Minted when the card was made; the first event's id derives from it. */
  readonly commandId: string;
  /** The version that the card showed; absent for a new document. */
  readonly version?: number | undefined;
  readonly texts?: Texts | undefined;
}

export interface VoucherOrder extends Asked {
  /** Canonical number. */
  readonly id: string;
  readonly command: VoucherCommand;
  /** The customer by name, when the command names one. */
  readonly customer?: CustomerName | undefined;
}

export interface CustomerName {
  readonly name: string;
  readonly division?: string | undefined;
}

export interface ClaimOrder extends Asked {
  readonly id: string;
  readonly command: Exclude<ClaimCommand, { type: 'draft' }>;
}

export interface ClaimDraftOrder extends Asked {
  readonly id: string;
  readonly voucherIds: readonly string[];
  readonly accepted?: readonly GuardId[] | undefined;
}

export interface CompanyOrder extends Asked {
  readonly command: CompanyCommand;
}

/** Done (perhaps by an earlier delivery of the same command: `again`), or refused with the state as it is. */
export type Outcome<D> =
  | { readonly done: true; readonly again: boolean; readonly doc: D }
  | { readonly done: false; readonly refusal: Refusal; readonly doc: D | undefined };

/** The company's rules as they stand today. */
export interface Standing {
  readonly company: Company;
  readonly edition: Edition;
  readonly today: Day;
  /** Names beside the state; empty before the set-up. */
  readonly texts: Texts;
  /** 0 before anybody set the company up. */
  readonly version: number;
}

export interface DeskPorts {
  readonly store: Store;
  readonly clock: Clock;
  /** A collision-resistant digest of a text, for telling one command from another. */
  digest(text: string): string;
  readonly editionOfNewCompanies: EditionId;
  /** Whether people are told of what others do: then somebody takes care of the announcements. */
  readonly announces?: boolean;
}

interface Decision<S, E extends DomainEvent> {
  readonly events: readonly E[];
  readonly state: S;
}

/**
 * The one front door of the domain: loads, asks for permission, decides, and stages the result in the
 * turn's unit. Nothing is written before the unit commits.
 */
export class Desk {
  readonly #ports: DeskPorts;
  readonly #cache = new DocumentCache();

  constructor(ports: DeskPorts) {
    this.#ports = ports;
  }

  /** A turn's unit of work in a tenant; `fresh` = read nothing from the cache. */
  begin(tenantId: string, fresh = false): Unit {
    const { store, clock, announces = false } = this.#ports;
    return new Unit(store, this.#cache, clock, tenantId, { fresh, announces });
  }

  /** Milliseconds, UTC. */
  now(): number {
    return this.#ports.clock.now();
  }

  /** The company, its edition, and the day that it is in the company's zone. */
  async standing(unit: Unit): Promise<Standing> {
    const doc = await unit.read('company', COMPANY_ID);
    const company = doc?.state ?? newCompany(this.#ports.editionOfNewCompanies);
    return {
      company,
      edition: edition(company.edition),
      today: dayAt(this.now(), company.timeZone),
      texts: doc?.texts ?? {},
      version: doc?.version ?? 0,
    };
  }

  /** `proved`: a command of this turn writes it. */
  voucher(unit: Unit, number: string, proved = false): Promise<VoucherDocument | undefined> {
    return unit.read('voucher', voucherId(number), proved);
  }

  claim(unit: Unit, id: string): Promise<ClaimDocument | undefined> {
    return unit.read('claim', claimId(id));
  }

  person(unit: Unit, id: string): Promise<PersonDocument | undefined> {
    return unit.read('person', personId(id));
  }

  async customer(unit: Unit, id: string): Promise<CustomerDocument | undefined> {
    return unit.read('customer', customerDocId(id));
  }

  /** How many vouchers stand in each state; read from the store, for it changes with every batch. */
  async tally(unit: Unit): Promise<Readonly<Record<Tallied, number>>> {
    const stored = await this.#ports.store.read(unit.tenantId, TALLY_ID);
    const none = { assigned: 0, reserved: 0, reported: 0, redeemed: 0, claimed: 0, lost: 0, void: 0 };
    return stored === undefined ? none : (stored.doc as TallyDocument);
  }

  /** A page of documents of one kind, as `Query` says. */
  async find<K extends AnyDocument['kind']>(
    unit: Unit,
    query: Query & { readonly kind: K },
  ): Promise<{
    readonly docs: readonly Extract<AnyDocument, { kind: K }>[];
    readonly continuation?: string;
  }> {
    const page: Page = await this.#ports.store.query(unit.tenantId, query);
    const docs = page.items.map(({ doc }) => doc as Extract<AnyDocument, { kind: K }>);
    return page.continuation === undefined ? { docs } : { docs, continuation: page.continuation };
  }

  /** What somebody asks of a voucher. */
  async orderVoucher(unit: Unit, actor: Actor, order: VoucherOrder): Promise<Outcome<VoucherDocument>> {
    const id = voucherId(order.id);
    return this.#execute(unit, actor, `voucher.${order.command.type}`, id, order, {
      load: () => unit.read('voucher', id, true),
      decide: async (doc, standing) => {
        if (order.command.type === 'record' && order.command.facts.number !== order.id) {
          return refuse({ why: 'input', field: 'number', problem: 'unknown' });
        }
        const command = withCustomer(order.command, order.customer);
        const facts = 'facts' in command ? command.facts : doc?.state.facts;
        const events = decideVoucher(doc?.state, command, {
          ...standing,
          actor,
          siblings: await this.siblings(unit, facts),
          reasonGiven: hasText(order.texts, 'reason'),
        });
        if (isRefusal(events)) return events;
        return { events, state: events.reduce<Voucher | undefined>(evolveVoucher, doc?.state) as Voucher };
      },
      save: async (doc, state, standing, common) => {
        if (order.customer !== undefined) await this.#rememberCustomer(unit, order.customer);
        if (ENGAGES.has(order.command.type)) await this.#proveSiblings(unit, state.facts);
        // Who delivers hears of it, also when the reservation is gone by it.
        for (const { stage } of [doc?.state, state].filter((one) => one !== undefined)) {
          const consultantId = 'reservation' in stage ? stage.reservation.consultantId : undefined;
          if (consultantId !== undefined) unit.concerns(consultantId);
        }
        return stageVoucher(unit, doc, { state, standing, common });
      },
    });
  }

  /** Claims several redeemed vouchers of one country together; they and the claim change in one batch. */
  async draftClaim(unit: Unit, actor: Actor, order: ClaimDraftOrder): Promise<Outcome<ClaimDocument>> {
    const id = claimId(order.id);
    let docs: VoucherDocument[] = [];
    return this.#execute(unit, actor, 'claim.draft', id, order, {
      load: () => unit.read('claim', id),
      decide: async (doc, standing) => {
        docs = [];
        for (const number of new Set(order.voucherIds)) {
          const found = await this.voucher(unit, number);
          if (found === undefined) return refuse({ why: 'notFound' });
          docs.push(found);
        }
        const vouchers = docs.map(({ state }) => state);
        const command: ClaimCommand = {
          type: 'draft',
          vouchers,
          accepted: order.accepted,
        };
        const events = decideClaim(doc?.state, command, {
          ...standing,
          actor,
          reasonGiven: hasText(order.texts, 'reason'),
        });
        if (isRefusal(events)) return events;
        return { events, state: events.reduce<Claim | undefined>(evolveClaim, doc?.state) as Claim };
      },
      save: (doc, state, standing, common) => {
        for (const voucher of docs) {
          this.#follow(unit, voucher, { type: 'claimed', claimId: order.id }, standing, common);
        }
        return Promise.resolve(stageClaim(unit, doc, { id, state, common }));
      },
    });
  }

  /** What somebody asks of a claim; a denial or a discarded draft frees its vouchers in the same batch. */
  async orderClaim(unit: Unit, actor: Actor, order: ClaimOrder): Promise<Outcome<ClaimDocument>> {
    const id = claimId(order.id);
    return this.#execute(unit, actor, `claim.${order.command.type}`, id, order, {
      load: () => unit.read('claim', id),
      decide: async (doc, standing) => {
        const events = decideClaim(doc?.state, order.command, {
          ...standing,
          actor,
          reasonGiven: hasText(order.texts, 'reason'),
        });
        if (isRefusal(events)) return events;
        const state = events.reduce<Claim | undefined>(evolveClaim, doc?.state) as Claim;
        const isFree = frees(state.stage);
        if (doc !== undefined && frees(doc.state.stage) !== isFree) {
          for (const number of state.voucherIds) {
            const stage = (await this.voucher(unit, number))?.state.stage;
            const held = stage?.status === 'redeemed' ? stage.claimId : undefined;
            // Undoing a denial takes the vouchers back: only while nobody claimed or changed them otherwise.
            if (!isFree && (stage?.status !== 'redeemed' || held !== undefined))
              return refuse({ why: 'claimed' });
            // A kept copy from before it was claimed cannot be freed: it is read again.
            if (isFree && held !== order.id) return refuse({ why: 'stale' });
          }
        }
        return { events, state };
      },
      save: async (doc, state, standing, common) => {
        const isFree = frees(state.stage);
        if (isFree !== (doc !== undefined && frees(doc.state.stage))) {
          for (const number of state.voucherIds) {
            const voucher = await this.voucher(unit, number);
            if (voucher === undefined) continue;
            const event = { type: isFree ? 'freed' : 'claimed', claimId: order.id } as const;
            this.#follow(unit, voucher, event, standing, common);
          }
        }
        return stageClaim(unit, doc, { id, state, common });
      },
    });
  }

  /** What somebody changes of the company. */
  async orderCompany(unit: Unit, actor: Actor, order: CompanyOrder): Promise<Outcome<CompanyDocument>> {
    return this.#execute(unit, actor, `company.${order.command.type}`, COMPANY_ID, order, {
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
      save: (doc, state, { today }, common) => {
        const saved: CompanyDocument = {
          ...head(COMPANY_ID, unit.tenantId, doc, common),
          kind: 'company',
          state,
          staleSince: staleSince(state, doc?.staleSince, today),
        };
        unit.save(saved);
        return Promise.resolve(saved);
      },
    });
  }

  /** Asks the admins for access; idempotent. */
  async askForAccess(unit: Unit, actor: Actor): Promise<PersonDocument> {
    let known = await this.person(unit, actor.id);
    if (known?.asked === true && !unit.isFresh) {
      // A kept copy may be of before an answer.
      unit.refresh();
      known = await this.person(unit, actor.id);
    }
    if (known?.permission !== undefined || known?.asked === true) return known;
    const person = known ?? newPerson(actor);
    const doc: PersonDocument = { ...person, asked: true, grants: (person.grants ?? 0) + 1 };
    unit.save(doc);
    await this.#appendTo(unit, actor, doc, { type: 'asked' });
    return doc;
  }

  /** What a person wants to hear, and how often; their own choice only. */
  async choose(
    unit: Unit,
    actor: Actor,
    { muted, digest }: { readonly muted: readonly NoticeGroup[]; readonly digest: boolean },
  ): Promise<Outcome<PersonDocument>> {
    const doc = await this.person(unit, actor.id);
    if (!may(actor.permission, 'person.choose'))
      return { done: false, refusal: forbidden('person.choose'), doc };
    const saved: PersonDocument = { ...(doc ?? newPerson(actor)), muted: [...muted], digest };
    unit.save(saved);
    return { done: true, again: false, doc: saved };
  }

  /**
   * Gives or takes a permission and official roles; an admin's act. The last admin cannot be removed.
   * `permission` undefined takes it away. `consultantId`: which of the company's consultants they are, '' for none
   * of them, absent to leave it.
   */
  async grant(
    unit: Unit,
    actor: Actor,
    id: string,
    permission: Permission | undefined,
    roles: readonly OfficialRole[],
    /** How often it was granted when the card was made; absent = whatever it is now. */
    version?: number,
    consultantId?: string,
  ): Promise<Outcome<PersonDocument>> {
    const outcome = await this.#grant(unit, actor, id, permission, roles, version, consultantId);
    // What was kept decides, but never refuses.
    if (outcome.done || unit.isFresh) return outcome;
    unit.refresh();
    return this.#grant(unit, actor, id, permission, roles, version, consultantId);
  }

  async #grant(
    unit: Unit,
    actor: Actor,
    id: string,
    permission: Permission | undefined,
    roles: readonly OfficialRole[],
    version: number | undefined,
    chosen: string | undefined,
  ): Promise<Outcome<PersonDocument>> {
    const doc = await this.person(unit, id);
    if (!may(actor.permission, 'person.grant'))
      return { done: false, refusal: forbidden('person.grant'), doc };
    if (doc === undefined) return { done: false, refusal: refuse({ why: 'notFound' }), doc };
    const grants = doc.grants ?? 0;
    if (version !== undefined && version !== grants) {
      return { done: false, refusal: refuse({ why: 'stale' }), doc };
    }
    if (doc.permission === 'admin' && permission !== 'admin') {
      const admins = await this.find(unit, { kind: 'person', where: { permission: 'admin' }, limit: 2 });
      const other = admins.docs.find((one) => one.id !== doc.id);
      const stays = other === undefined ? undefined : await unit.read('person', other.id);
      if (stays?.permission !== 'admin') return { done: false, refusal: refuse({ why: 'lastAdmin' }), doc };
      // Written unchanged: two admins who remove each other at once meet in the batch.
      unit.save(stays);
    }
    const { company } = await this.standing(unit);
    const consultantId = chosen ?? doc.consultantId ?? '';
    const isKnown = consultantId === (doc.consultantId ?? '') || consultantId === '';
    if (!isKnown && company.consultants.every((one) => one.id !== consultantId)) {
      const refusal = refuse({ why: 'input', field: 'consultantId', problem: 'unknown' });
      return { done: false, refusal, doc };
    }
    const { permission: before, asked: _asked, consultantId: _was, ...rest } = doc;
    const given = {
      roles: [...roles],
      ...(permission === undefined ? {} : { permission }),
      ...(consultantId === '' ? {} : { consultantId }),
    };
    const saved: PersonDocument = { ...rest, ...given, grants: grants + 1 };
    unit.save(saved);
    const letIn = before === undefined && permission !== undefined;
    await this.#appendTo(unit, actor, saved, {
      type: 'granted',
      ...given,
      ...(letIn ? { letIn: true as const } : {}),
    });
    return { done: true, again: false, doc: saved };
  }

  /** The person's etag proves what happened to it; its event only has to be told from others. */
  async #appendTo(unit: Unit, actor: Actor, doc: PersonDocument, event: PersonEvent): Promise<void> {
    const standing = await this.standing(unit);
    const seq = doc.grants ?? 1;
    const commandId = `${doc.id}/${seq}/${actor.id}/${this.now()}`;
    unit.append({
      id: eventId(commandId, 0),
      tenantId: unit.tenantId,
      kind: 'event',
      schema: 1,
      subject: doc.id,
      seq,
      edition: standing.edition.id,
      occurredOn: standing.today,
      recordedAt: this.now(),
      by: actor.id,
      commandId,
      digest: '',
      event,
    } satisfies EventDocument);
  }

  /** The person removed the app: nothing can be sent to them until they are seen again. */
  async left(unit: Unit, id: string): Promise<void> {
    const known = await this.person(unit, id);
    if (known?.reference === undefined) return;
    const { reference: _gone, ...rest } = known;
    unit.save({ ...rest, unreachable: { why: 'notInstalled', at: this.now() } });
  }

  /** Keeps what the activity says of a person (name, language, zone); writes only when it changed. */
  async meet(
    unit: Unit,
    met: {
      readonly id: string;
      readonly name: string;
      readonly language: Language;
      readonly timeZone?: string | undefined;
      readonly reference?: string | undefined;
    },
    bootstrap: { readonly admin: boolean },
  ): Promise<Actor> {
    const known = await this.person(unit, met.id);
    const { reference, ...who } = met;
    const person: PersonDocument = known ?? newPerson({ tenantId: unit.tenantId, ...who });
    // Whom the configuration names is let in, also when they were met as a stranger before.
    const isLetIn = bootstrap.admin && person.permission === undefined;
    const timeZone = met.timeZone ?? person.timeZone;
    const current: PersonDocument = {
      ...person,
      name: met.name === '' ? person.name : met.name,
      language: met.language,
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(reference === undefined ? {} : { reference }),
      ...(isLetIn ? { permission: 'admin' as const } : {}),
    };
    const changed =
      known === undefined ||
      isLetIn ||
      known.name !== current.name ||
      known.language !== current.language ||
      known.timeZone !== current.timeZone ||
      known.reference !== current.reference ||
      known.unreachable !== undefined;
    // Whoever writes can be written to.
    if (changed) unit.save({ ...current, unreachable: undefined });
    return {
      tenantId: unit.tenantId,
      id: met.id,
      name: current.name,
      language: current.language,
      roles: current.roles,
      ...(current.permission === undefined ? {} : { permission: current.permission }),
    };
  }

  /** Which vouchers a command for several changed, by their places in it: for the same press once more. */
  async changedBy(unit: Unit, commandId: string, most: number): Promise<readonly [number, string][]> {
    const places = Array.from({ length: most }, (_, place) => place);
    const events = await Promise.all(
      places.map((place) => unit.read('event', eventId(`${commandId}/${place}`, 0))),
    );
    return events.flatMap((event, place): [number, string][] =>
      event === undefined ? [] : [[place, event.subject.slice(voucherId('').length)]],
    );
  }

  /** The history of a document, newest first, at most `limit` events. */
  async history(unit: Unit, subject: string, limit: number): Promise<readonly EventDocument[]> {
    const page = await this.find(unit, {
      kind: 'event',
      where: { subject },
      order: { path: 'seq', descending: true },
      limit,
    });
    return page.docs;
  }

  async #execute<D extends CompanyDocument | VoucherDocument | ClaimDocument, S, E extends DomainEvent>(
    unit: Unit,
    actor: Actor,
    name: CommandName,
    subject: string,
    order: Asked & { readonly command?: unknown },
    how: {
      load(): Promise<D | undefined>;
      decide(doc: D | undefined, standing: Standing): Promise<Decision<S, E> | Refusal>;
      save(doc: D | undefined, state: S, standing: Standing, common: Common): Promise<D>;
    },
  ): Promise<Outcome<D>> {
    // The version is not part of what was asked: after the first delivery it is another one.
    const { version: _version, ...asked } = order;
    const digest = this.#ports.digest(JSON.stringify([name, asked]));
    for (;;) {
      const doc = await how.load();
      if (!may(actor.permission, name)) return { done: false, refusal: forbidden(name), doc };
      // After a commit that was `repeated` or whose end is not known, the command may have been done.
      const maybeDone = unit.isRerun || (order.version === undefined && doc !== undefined);
      const earlier = maybeDone
        ? await this.#doneBefore(unit, order.commandId, subject, digest, doc)
        : undefined;
      if (earlier !== undefined) return earlier;
      const standing = await this.standing(unit);
      const stale = order.version !== undefined && order.version !== (doc?.version ?? 0);
      const decided = stale ? staleRefusal(doc) : await how.decide(doc, standing);
      if (!isRefusal(decided)) {
        const common: Common = {
          by: actor.id,
          at: this.now(),
          texts: order.texts ?? {},
          commandId: order.commandId,
          digest,
          edition: standing.edition.id,
          count: decided.events.length,
          extra: decided.events.length,
        };
        for (const [index, event] of decided.events.entries()) {
          unit.append(eventDocument(unit.tenantId, subject, doc, index, event, standing.today, common));
        }
        return { done: true, again: false, doc: await how.save(doc, decided.state, standing, common) };
      }
      if (!unit.isFresh) {
        unit.refresh();
        continue;
      }
      const before = await this.#doneBefore(unit, order.commandId, subject, digest, doc);
      return before ?? { done: false, refusal: decided, doc };
    }
  }

  /** The answer to a command whose id has been used: done by it, or another one. */
  async #doneBefore<D>(
    unit: Unit,
    commandId: string,
    subject: string,
    digest: string,
    doc: D | undefined,
  ): Promise<Outcome<D> | undefined> {
    const before = await unit.read('event', eventId(commandId, 0));
    if (before === undefined) return undefined;
    return doc !== undefined && before.digest === digest && before.subject === subject
      ? { done: true, again: true, doc }
      : { done: false, refusal: refuse({ why: 'reused' }), doc };
  }

  /** An event that another document's event brings about, in the same batch. */
  #follow(unit: Unit, doc: VoucherDocument, event: VoucherEvent, standing: Standing, common: Common): void {
    const state = evolveVoucher(doc.state, event);
    unit.append({
      ...eventDocument(unit.tenantId, doc.id, doc, 0, event, standing.today, common),
      id: eventId(common.commandId, common.extra),
    });
    common.extra += 1;
    stageVoucher(unit, doc, { state, standing, common: { ...common, count: 1, texts: {} } });
  }

  /**
   * Engagements of the same customer, for the 15-day rule; undefined when the customer is not known.
   * A voucher that is merely assigned is no engagement yet, or two of them would keep each other out.
   */
  async siblings(unit: Unit, facts: Facts | undefined): Promise<readonly Sibling[] | undefined> {
    if (facts?.customerId === undefined) return undefined;
    if (facts.serviceLevel !== LONGEST_LEVEL) return [];
    // Read before its vouchers: the batch that follows proves that nobody reserved another one meanwhile.
    await this.customer(unit, facts.customerId);
    const found: Sibling[] = [];
    for await (const doc of this.#vouchersWhere(unit, { customerId: facts.customerId })) {
      if (doc.status === 'assigned' || doc.status === 'void' || doc.status === 'lost') continue;
      const { number: id, engagement, serviceLevel } = doc.state.facts;
      found.push({ id, engagement, serviceLevel });
    }
    return found;
  }

  /** Two 15-day vouchers of one customer reserved at once meet in the customer's document (G6). */
  async #proveSiblings(unit: Unit, { serviceLevel, customerId }: Facts): Promise<void> {
    if (serviceLevel !== LONGEST_LEVEL || customerId === undefined) return;
    const customer = await this.customer(unit, customerId);
    if (customer !== undefined) unit.save(customer);
  }

  /** Every page of the vouchers that match. */
  async *#vouchersWhere(
    unit: Unit,
    where: Readonly<Record<string, string>>,
  ): AsyncGenerator<VoucherDocument, undefined> {
    let continuation: string | undefined;
    do {
      const page = await this.find(unit, {
        kind: 'voucher',
        where,
        limit: 100,
        ...(continuation === undefined ? {} : { continuation }),
      });
      yield* page.docs;
      continuation = page.continuation;
    } while (continuation !== undefined);
    return undefined;
  }

  async #redeemedOfferings(
    unit: Unit,
    offering: OfferingId,
    standing: Standing,
  ): Promise<ReadonlySet<OfferingId>> {
    // One in a claim was redeemed too.
    for (const status of ['redeemed', 'claimed'] as const) {
      for await (const { state } of this.#vouchersWhere(unit, { status })) {
        if (offeringOf(state.facts, standing.edition) === offering) return new Set([offering]);
      }
    }
    return new Set();
  }

  async #rememberCustomer(unit: Unit, { name, division }: CustomerName): Promise<void> {
    const key = customerKey(name, division);
    if ((await this.customer(unit, key)) !== undefined) return;
    unit.save({
      id: customerDocId(key),
      tenantId: unit.tenantId,
      kind: 'customer',
      schema: 1,
      name,
      searchName: customerKey(name),
      ...(division === undefined ? {} : { division }),
    });
  }
}

/** What the events of one command share. */
interface Common {
  readonly by: string;
  readonly at: number;
  readonly texts: Texts;
  readonly commandId: string;
  readonly digest: string;
  readonly edition: EditionId;
  /** How many events the document itself gets. */
  readonly count: number;
  /** The next free index among the command's events. */
  extra: number;
}

function newPerson(of: Pick<Actor, 'tenantId' | 'id' | 'name' | 'language'>): PersonDocument {
  return {
    id: personId(of.id),
    tenantId: of.tenantId,
    kind: 'person',
    schema: 1,
    name: of.name,
    roles: [],
    language: of.language,
  };
}

function forbidden(name: CommandName): Refusal {
  return refuse({ why: 'permission', needs: MAY[name] });
}

function staleRefusal(doc: { readonly changedBy: string; readonly changedAt: number } | undefined): Refusal {
  return doc === undefined
    ? refuse({ why: 'notFound' })
    : refuse({ why: 'stale', by: doc.changedBy, at: doc.changedAt });
}

function hasText(texts: Texts | undefined, key: string): boolean {
  return (texts?.[key] ?? '') !== '';
}

function withCustomer(command: VoucherCommand, customer: CustomerName | undefined): VoucherCommand {
  if (customer === undefined || !('facts' in command)) return command;
  const customerId = customerKey(customer.name, customer.division);
  return { ...command, facts: { ...command.facts, customerId } };
}

function eventDocument(
  tenantId: string,
  subject: string,
  doc: { readonly version: number } | undefined,
  index: number,
  event: DomainEvent,
  today: Day,
  common: Common,
): EventDocument {
  return {
    id: eventId(common.commandId, index),
    tenantId,
    kind: 'event',
    schema: 1,
    subject,
    seq: (doc?.version ?? 0) + index + 1,
    edition: common.edition,
    occurredOn: occurredOn(event) ?? today,
    recordedAt: common.at,
    by: common.by,
    commandId: common.commandId,
    digest: common.digest,
    event,
  };
}

/** The day an event happened, where it names one. */
function occurredOn(event: DomainEvent): Day | undefined {
  if ('on' in event) return event.on;
  if ('reservation' in event) return event.reservation.on;
  if ('report' in event) return event.report.on;
  if ('redemption' in event) return event.redemption.on;
  return undefined;
}

function head(
  id: string,
  tenantId: string,
  doc: { readonly version: number; readonly texts: Texts } | undefined,
  common: Common,
): Pick<VoucherDocument, 'id' | 'tenantId' | 'schema' | 'version' | 'texts' | 'changedBy' | 'changedAt'> {
  const version = (doc?.version ?? 0) + common.count;
  const texts: Record<string, string> = { ...doc?.texts };
  for (const [key, text] of Object.entries(common.texts)) {
    // A reason belongs to its event: history tells it beside what was done.
    const name = key === 'reason' ? `reason:${version}` : key;
    if (text === '') delete texts[name];
    else texts[name] = text;
  }
  return { id, tenantId, schema: 1, version, texts, changedBy: common.by, changedAt: common.at };
}

/** Commands after which a voucher may be an engagement that it was not before (G6). */
const ENGAGES: ReadonlySet<string> = new Set(['reserve', 'record', 'amend']);

/** The service level of which a customer gets only one of a kind (G6), in days. */
const LONGEST_LEVEL = 15;

/** Sorts after every deadline. */
export const NO_DUE = '9999-12-31' as Day;

function stageVoucher(
  unit: Unit,
  doc: VoucherDocument | undefined,
  { state, standing, common }: { state: Voucher; standing: Standing; common: Common },
): VoucherDocument {
  const { facts, stage } = state;
  const next = nextOf(facts, stage, standing.company, standing.edition);
  const saved: VoucherDocument = {
    ...head(voucherId(facts.number), unit.tenantId, doc, common),
    kind: 'voucher',
    state,
    status: talliedOf(stage),
    open: next !== undefined,
    due: next?.due ?? NO_DUE,
    suffix: numberSuffix(facts.number),
    recordedBy: doc?.recordedBy ?? common.by,
    ...(stage.status === 'assigned' ? { freeSince: freeSince(doc, standing.today) } : {}),
    ...(facts.customerId === undefined ? {} : { customerId: facts.customerId }),
  };
  unit.count(doc === undefined ? undefined : talliedOf(doc.state.stage), talliedOf(stage));
  unit.save(saved);
  return saved;
}

/** Since when somebody may reserve it: known already, or this is the step that made it free. */
function freeSince(before: VoucherDocument | undefined, today: Day): Day {
  return (before?.state.stage.status === 'assigned' ? before.freeSince : undefined) ?? today;
}

/** The published profiles that no longer show the company as it is, each with the day on which it was seen. */
function staleSince(
  company: Company,
  before: Readonly<Record<string, Day>> | undefined,
  today: Day,
): Record<string, Day> {
  const changed = company.profiles.filter((profile) => {
    const why = staleness(profile, company, today);
    return why !== undefined && why !== 'old';
  });
  return Object.fromEntries(changed.map(({ region }) => [region, before?.[region] ?? today]));
}

/** The state that lists and counts go by: a redeemed voucher in a claim is `claimed`. */
export function talliedOf(stage: Stage): Tallied {
  return stage.status === 'redeemed' && stage.claimId !== undefined ? 'claimed' : stage.status;
}

/** Whether a claim in this state leaves its vouchers to others. */
function frees({ status }: ClaimStage): boolean {
  return status === 'denied' || status === 'discarded';
}

function stageClaim(
  unit: Unit,
  doc: ClaimDocument | undefined,
  { id, state, common }: { id: string; state: Claim; common: Common },
): ClaimDocument {
  const { stage } = state;
  const open = stage.status === 'draft' || stage.status === 'submitted' || stage.status === 'approved';
  const saved: ClaimDocument = {
    ...head(id, unit.tenantId, doc, common),
    kind: 'claim',
    state,
    status: stage.status,
    open,
    due: claimDue(state, stage),
  };
  unit.save(saved);
  return saved;
}

function claimDue(state: Claim, stage: ClaimStage): Day {
  if (stage.status === 'draft') return claimBy(state.redeemed.first);
  return stage.status === 'approved' ? addDays(stage.approvedOn, PAYMENT_DAYS) : NO_DUE;
}
