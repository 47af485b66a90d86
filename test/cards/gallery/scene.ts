import { execute } from '../../../cards/kit/actions.ts';
import type { Element } from '../../../cards/kit/elements.ts';
import { plainLabel } from '../../../cards/kit/format.ts';
import { refusalSentence } from '../../../cards/kit/refusals.ts';
import { say, type Key } from '../../../cards/kit/say.ts';
import type { Banner, Card } from '../../../cards/kit/template.ts';
import { decideClaim } from '../../../domain/claim/decide.ts';
import { evolveClaim } from '../../../domain/claim/evolve.ts';
import {
  DENIAL_REASONS,
  type Claim,
  type ClaimCommand,
  type ClaimStatus,
} from '../../../domain/claim/model.ts';
import { newCompany, type Company, type Profile } from '../../../domain/company/model.ts';
import { snapshot } from '../../../domain/company/profile.ts';
import { addDays, type Day } from '../../../domain/day.ts';
import { talliedOf } from '../../../domain/desk/listed.ts';
import { NO_DUE } from '../../../domain/urgency.ts';
import type { Standing } from '../../../domain/desk/standing.ts';
import { claimId, personId, voucherId } from '../../../domain/store/ids.ts';
import { GUARD_IDS, type GuardAnswer } from '../../../domain/guards/answers.ts';
import { OFFICIAL_ROLES, PERMISSIONS, type Actor, type Language } from '../../../domain/people/person.ts';
import { COMPETENCY_IDS, OFFERING_IDS } from '../../../domain/programme/catalogue.ts';
import type { EditionId } from '../../../domain/programme/edition.ts';
import type { Engagement } from '../../../domain/plan/engagements.ts';
import type { Places } from '../../../domain/plan/plan.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { isRefusal, type InputProblem, type Reason } from '../../../domain/refusal.ts';
import {
  parseDocument,
  TALLIED,
  type ClaimDocument,
  type PersonDocument,
  type Tallied,
  type VoucherDocument,
} from '../../../domain/store/documents.ts';
import { askableAt, askText, commentText } from '../../../domain/voucher/colleagues.ts';
import { claimBy, nextOf } from '../../../domain/voucher/deadlines.ts';
import { decideVoucher, type VoucherContext } from '../../../domain/voucher/decide.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import { LACKING } from '../../../domain/voucher/step-facts.ts';
import {
  VOID_REASONS,
  type Facts,
  type PlannedReservation,
  type Stage,
  type Voucher,
  type VoucherCommand,
} from '../../../domain/voucher/model.ts';
import { present } from '../../../domain/present.ts';
import { numberKeys } from '../../../domain/voucher/number.ts';
import { DETAILS, PROBLEMS } from './answers.ts';
import { ASSIGNED, d, LATER, TODAY } from './days.ts';
import type { Outside, Place } from './outside.ts';

export const TENANT = 'synthetic-tenant';
export const MANY = 20;

interface Made {
  readonly made: string;
  readonly of: string;
  readonly card: Card;
  readonly customerLanguage?: Language;
}

/** What somebody of one permission, language and edition can be shown. */
export class Scene {
  readonly edition: EditionId;
  readonly actor: Actor;
  readonly outside: Outside;
  /** Documents are the same whoever looks at them. */
  readonly documents: Map<string, VoucherDocument | ClaimDocument | PersonDocument>;
  readonly standings = new Map<string, Standing>();
  readonly made: Made[] = [];

  constructor(
    editionId: EditionId,
    actor: Actor,
    outside: Outside,
    documents: Map<string, VoucherDocument | ClaimDocument | PersonDocument>,
  ) {
    this.edition = editionId;
    this.actor = actor;
    this.outside = outside;
    this.documents = documents;
  }

  /** A document as the store would give it: what the schemas do not know is a mistake of the gallery. */
  document<D extends VoucherDocument | ClaimDocument | PersonDocument>(name: string, make: () => D): D {
    const known = this.documents.get(name);
    if (known !== undefined) return known as D;
    const made = parseDocument(make()) as unknown as D;
    this.documents.set(name, made);
    return made;
  }

  show(make: (...inputs: never[]) => Card, of: string, card: Card, customerLanguage?: Language): void {
    this.made.push({
      made: make.name,
      of,
      card,
      ...(customerLanguage === undefined ? {} : { customerLanguage }),
    });
  }

  say(key: Key, args?: Record<string, string | number>): string {
    return say(this.actor.language, key, args);
  }

  standing(kind: 'empty' | 'full' = 'full', today: Day = TODAY): Standing {
    const name = `${kind} ${today}`;
    const known = this.standings.get(name) ?? this.newStanding(kind, today);
    this.standings.set(name, known);
    return known;
  }

  newStanding(kind: 'empty' | 'full', today: Day): Standing {
    const empty = newCompany(this.edition);
    const common = { edition: edition(this.edition), today };
    if (kind === 'empty') return { ...common, company: empty, texts: {}, version: 0 };
    const ids = Array.from({ length: MANY }, (_, nth) => nth);
    const countries = ['PL', 'DE', 'BA', 'VC', 'GS'];
    const company: Company = {
      ...empty,
      timeZone: 'Europe/Warsaw',
      locations: ids.map((nth) => ({
        id: this.outside('location', nth),
        country: countries[nth % 5] ?? 'PL',
      })),
      competencies: Object.fromEntries(
        COMPETENCY_IDS.map((id, nth) => [id, nth % 2 === 0 ? 'gold' : 'silver']),
      ),
      consultants: ids.map((nth) => ({ id: `consultant-${nth}`, assessments: COMPETENCY_IDS })),
      enrolments: Object.fromEntries(
        OFFERING_IDS.map((id, nth) => [id, nth === 0 ? {} : { on: addDays(today, -360 - nth) }]),
      ),
      savb: { DDPS: { on: d('2019-01-15'), by: 'synthetic-person' } },
      mpnId: this.outside('mpnId', 0),
      membershipEnd: addDays(today, 30),
      anniversaries: Object.fromEntries(COMPETENCY_IDS.map((id, nth) => [id, addDays(today, 15 * nth - 60)])),
      statuses: {
        DDPS: { status: 'active', on: ASSIGNED, by: 'synthetic-person' },
        PVDPS: { status: 'inProgress', on: ASSIGNED, by: 'synthetic-person' },
        SDPS: { status: 'notStarted', on: ASSIGNED, by: 'synthetic-person' },
      },
      moved: false,
      maxDays: { 'ppm-solution': 15, 'd365-fo-upgrade': 1 },
      participants: ids.map((nth) => ({
        id: `participant-${nth}`,
        ...(nth % 2 === 0 ? { trainedOn: TODAY } : {}),
      })),
      agreement: { on: ASSIGNED, by: 'synthetic-person' },
      policiesReadOn: ASSIGNED,
      directory: { on: ASSIGNED, by: 'synthetic-person' },
    };
    const profiles = [true, false].map((published, nth): Profile => ({
      region: countries[nth] ?? 'PL',
      hasLogo: published,
      description: published ? 2500 : 0,
      hasWebsite: published,
      hasLinkedIn: published,
      industries: nth,
      products: nth,
      services: nth,
      solutions: nth,
      locations: published ? [this.outside('location', 0)] : [],
      ...(published ? { published: { on: ASSIGNED, ...snapshot(company) } } : {}),
    }));
    const names = ids.flatMap((nth) => [
      [`consultant:consultant-${nth}`, this.outside('consultant', nth)],
      [`participant:participant-${nth}`, this.outside('participant', nth)],
      [`location:${this.outside('location', nth)}`, this.outside('office', nth)],
    ]);
    return {
      ...common,
      company: { ...company, profiles },
      texts: { name: this.outside('company', 0), ...(Object.fromEntries(names) as Record<string, string>) },
      version: 41,
    };
  }

  /** The facts of a voucher as far as they are known. */
  facts(nth: number, known: 'all' | 'number'): Facts {
    const number = this.outside('number', nth);
    if (known === 'number') return { number, adminKnown: false };
    return {
      number,
      engagement: 'ppm-solution',
      serviceLevel: 15,
      assignedOn: ASSIGNED,
      customerId: 'synthetic-customer',
      adminKnown: true,
    };
  }

  reservation(): PlannedReservation {
    return {
      on: d('2020-05-11'),
      locationId: this.outside('location', 0),
      country: 'PL',
      consultantId: 'consultant-0',
      start: d('2020-05-18'),
      end: d('2020-06-05'),
      attested: ['G7', 'G8'],
    };
  }

  /** A voucher that the domain took to this state; breaches are recorded where the edition has them. */
  voucher(
    state: Tallied,
    nth = 0,
    known: 'all' | 'number' = 'all',
    voidReason: (typeof VOID_REASONS)[number] = 'duplicate',
  ): VoucherDocument {
    return this.document(`voucher ${state} ${nth} ${known} ${voidReason}`, () =>
      this.decideVoucher(state, nth, known, voidReason),
    );
  }

  /** One of a list that said nothing of it but its number and its state. */
  broughtIn(state: 'reserved' | 'reported' | 'redeemed'): VoucherDocument {
    const doc = this.voucher(state);
    const bare = { attested: [] };
    const stages: Readonly<Record<typeof state, Stage>> = {
      reserved: { status: 'reserved', reservation: bare },
      reported: { status: 'reported', reservation: bare, report: bare },
      redeemed: { status: 'redeemed', reservation: bare, report: bare, redemption: {} },
    };
    return { ...doc, state: { ...doc.state, stage: stages[state] } };
  }

  /** A voucher of which much was said, with everybody asked who can be, and a reminder. */
  discussed(doc: VoucherDocument): VoucherDocument {
    const people = [0, 1, 2].map((nth) => `synthetic-${nth}`);
    const comments = people.map((by, nth) => ({ key: `said-${nth}`, by, on: TODAY }));
    const what = askableAt(doc.state.stage);
    const asks = people.flatMap((to, nth) =>
      what === undefined
        ? []
        : [{ key: `asks-${nth}`, by: people[(nth + 1) % 3] ?? '', to, what, on: ASSIGNED }],
    );
    return {
      ...doc,
      texts: {
        ...doc.texts,
        ...Object.fromEntries(
          comments.map(({ key }, nth) => [commentText(key), this.outside('reason', nth)]),
        ),
        ...Object.fromEntries(asks.map(({ key }, nth) => [askText(key), this.outside('reason', nth)])),
      },
      state: { ...doc.state, comments, asks, reminders: people.map((by) => ({ by, on: LATER })) },
    };
  }

  decideVoucher(
    state: Tallied,
    nth: number,
    known: 'all' | 'number',
    voidReason: (typeof VOID_REASONS)[number],
  ): VoucherDocument {
    const facts = this.facts(nth, known);
    const standing = this.standing();
    const context: VoucherContext = {
      ...standing,
      actor: { permission: 'admin' },
      by: 'synthetic-1',
      siblings: [],
      reasonGiven: true,
    };
    // Whatever this edition does not allow was shown, and recorded all the same.
    const accepted = GUARD_IDS;
    const reserve: VoucherCommand = {
      type: 'reserve',
      reservation: this.reservation(),
      termsAccepted: true,
      accepted,
    };
    const report: VoucherCommand = {
      type: 'report',
      report: { on: d('2020-06-08'), deliverable: 'link', handedOverOn: d('2020-06-05'), attested: ['G12'] },
      accepted,
    };
    const redeem: VoucherCommand = { type: 'redeem', redemption: { on: d('2020-06-10') }, accepted };
    const steps: Readonly<Record<Tallied, readonly VoucherCommand[]>> = {
      assigned: [],
      reserved: [reserve],
      reported: [reserve, report],
      redeemed: [reserve, report, redeem],
      claimed: [reserve, report, redeem],
      lost: [{ type: 'lose', on: TODAY }],
      void: [
        voidReason === 'duplicate'
          ? { type: 'void', reason: voidReason, duplicateOf: 'another' }
          : { type: 'void', reason: voidReason },
      ],
    };
    const commands: readonly VoucherCommand[] = [
      { type: 'record', facts: { ...facts, adminKnown: true }, stage: { status: 'assigned' } },
      ...steps[state],
      // What is not known of the admin is found out only after the step that needs it.
      ...(known === 'number' && state !== 'void' ? [{ type: 'amend', facts, accepted } as const] : []),
    ];
    let voucher: Voucher | undefined;
    for (const command of commands) {
      const events = decideVoucher(voucher, command, context);
      if (isRefusal(events)) throw new Error(`${state}: ${JSON.stringify(events.refused)}`);
      // The other number is any text too, also the same as its own.
      const shown = events.map((event) =>
        event.type === 'voided' && event.duplicateOf !== undefined
          ? { ...event, duplicateOf: this.outside('number', 99) }
          : event,
      );
      voucher = shown.reduce<Voucher | undefined>(evolveVoucher, voucher);
    }
    if (voucher === undefined) throw new Error('nothing was recorded');
    if (state === 'claimed')
      voucher = evolveVoucher(voucher, { type: 'claimed', claimId: 'synthetic-claim' });
    const next = nextOf(voucher.facts, voucher.stage, standing.company, standing.edition);
    const customer = this.outside('customer', nth);
    const texts = {
      printed: this.outside('number', nth),
      customer: `${customer} (${this.outside('division', nth)})`,
      customerName: customer,
      division: this.outside('division', nth),
      adminEmail: this.outside('address', nth),
      deliverable: this.outside('deliverable', nth),
      receivedBy: this.outside('receivedBy', nth),
    };
    return {
      id: voucherId(facts.number),
      tenantId: TENANT,
      kind: 'voucher',
      schema: 1,
      version: commands.length,
      texts: known === 'all' ? texts : {},
      changedBy: 'synthetic-person',
      changedAt: Date.parse('2020-06-15T10:00:00Z'),
      state: voucher,
      status: talliedOf(voucher.stage),
      open: next !== undefined,
      due: next?.due ?? NO_DUE,
      ...present({ ...numberKeys(facts.number) }),
    };
  }

  many(state: Tallied, count: number): readonly VoucherDocument[] {
    return Array.from({ length: count }, (_, nth) => this.voucher(state, nth));
  }

  claim(
    status: ClaimStatus,
    count = MANY,
    reason: (typeof DENIAL_REASONS)[number] = 'eligibility',
  ): ClaimDocument {
    return this.document(`claim ${status} ${count} ${reason}`, () => this.decideClaim(status, count, reason));
  }

  decideClaim(status: ClaimStatus, count: number, reason: (typeof DENIAL_REASONS)[number]): ClaimDocument {
    const vouchers = this.many('redeemed', count).map(({ state }) => state);
    const context = { ...this.standing(), actor: { permission: 'admin' }, reasonGiven: true } as const;
    const submit: ClaimCommand = { type: 'submit', on: TODAY, referenceGiven: true, accepted: GUARD_IDS };
    const approve: ClaimCommand = { type: 'approve', on: TODAY };
    const steps: Readonly<Record<ClaimStatus, readonly ClaimCommand[]>> = {
      draft: [],
      submitted: [submit],
      approved: [submit, approve],
      paid: [submit, approve, { type: 'pay', on: TODAY }],
      denied: [submit, { type: 'deny', on: TODAY, reason }],
      discarded: [{ type: 'discard' }],
    };
    let claim: Claim | undefined;
    for (const command of [{ type: 'draft', vouchers, accepted: GUARD_IDS } as const, ...steps[status]]) {
      const events = decideClaim(claim, command, context);
      if (isRefusal(events)) throw new Error(`${status}: ${JSON.stringify(events.refused)}`);
      claim = events.reduce<Claim | undefined>(evolveClaim, claim);
    }
    if (claim === undefined) throw new Error('nothing was drafted');
    return {
      id: claimId('11111111-2222-4333-8444-555555555555'),
      tenantId: TENANT,
      kind: 'claim',
      schema: 1,
      version: 2,
      texts: {
        reference: this.outside('reference', 0),
        amount: this.outside('amount', 0),
        currency: 'EUR',
      },
      changedBy: 'synthetic-person',
      changedAt: 0,
      state: claim,
      status,
      open: status === 'draft' || status === 'submitted' || status === 'approved',
      due:
        status === 'draft'
          ? claimBy(claim.redeemed.first)
          : status === 'approved'
            ? addDays(TODAY, 30)
            : NO_DUE,
    };
  }

  tally(each: number): Readonly<Record<Tallied, number>> {
    return Object.fromEntries(TALLIED.map((state) => [state, each])) as Record<Tallied, number>;
  }

  names(place: Place, count: number): readonly string[] {
    return Array.from({ length: count }, (_, nth) => this.outside(place, nth));
  }

  /** Engagements of a consultant elsewhere. */
  engagements(count: number): readonly Engagement[] {
    return Array.from({ length: count }, (_, nth) => ({
      number: this.outside('number', nth + 5),
      printed: this.outside('number', nth + 5),
      customer: this.outside('customer', nth),
      start: addDays(TODAY, 7 * nth),
      end: addDays(TODAY, 7 * nth + 4),
    }));
  }

  /** What a form shows of its consultant's days. */
  places(count: number): { readonly places: Places; readonly daysArg: string } {
    const week = { start: addDays(TODAY, 28), end: addDays(TODAY, 32) };
    const places = { consultantId: 'consultant-0', ...week, others: this.engagements(count), fits: week };
    return { places, daysArg: `said:start=${week.start}&end=${week.end}` };
  }

  parked(): Element {
    const what = plainLabel(this.outside('number', 3), 30);
    return execute(this.say('do.continueWith', { what }), 'reserve.open', {
      id: this.outside('number', 3),
    });
  }

  /** The longest that a banner above inputs gets. */
  banner(style: Banner['style'] = 'attention'): Banner {
    const reasons = this.reasons();
    const texts = reasons.map((reason) =>
      refusalSentence(this.actor.language, reason, {
        standing: this.standing(),
        nameOf: () => this.outside('person', 1),
      }),
    );
    const text = texts.reduce((long, one) => (one.length > long.length ? one : long), '');
    return { text, style };
  }

  answers(): readonly GuardAnswer[] {
    return DETAILS.map((detail, nth): GuardAnswer => ({
      guard: GUARD_IDS[nth % GUARD_IDS.length] ?? 'G1',
      answer: detail.code === 'ok' ? 'met' : nth % 3 === 0 ? 'unknown' : 'unmet',
      severity: 'blocks',
      detail,
    }));
  }

  /** Every reason for which something is refused. */
  reasons(): readonly Reason[] {
    const [first] = this.answers().filter(({ detail }) => detail.code === 'notCompetent');
    if (first === undefined) throw new Error('no such answer');
    const reasons: Readonly<Record<Reason['why'], readonly Reason[]>> = {
      state: [{ why: 'state', command: 'reserve', status: 'redeemed' }],
      guards: [
        { why: 'guards', step: 'reserve', unmet: [first] },
        { why: 'guards', step: 'claim', unmet: this.answers().slice(-3) },
      ],
      permission: [{ why: 'permission', needs: ['admin', 'consultant'] }],
      role: [{ why: 'role', role: 'mpnGlobalAdmin' }],
      exists: [{ why: 'exists', id: this.outside('number', 0) }],
      notFound: [{ why: 'notFound' }],
      stale: [{ why: 'stale', by: 'somebody', at: Date.parse('2020-06-15T10:00:00Z') }, { why: 'stale' }],
      reused: [{ why: 'reused' }],
      tooMany: [{ why: 'tooMany', max: 20 }],
      asked: [{ why: 'asked' }],
      claimed: [{ why: 'claimed' }],
      incomplete: [{ why: 'incomplete', id: this.outside('number', 0), lacks: LACKING }],
      notRunOut: [{ why: 'notRunOut' }],
      mayNotHaveRunOut: [{ why: 'mayNotHaveRunOut', by: TODAY, until: TODAY }],
      nothingToUndo: [{ why: 'nothingToUndo' }],
      reasonNeeded: [{ why: 'reasonNeeded' }],
      nothingChosen: [{ why: 'nothingChosen' }],
      lastAdmin: [{ why: 'lastAdmin' }],
      notTrained: [{ why: 'notTrained' }],
      notSigned: [{ why: 'notSigned' }],
      policiesUnread: [{ why: 'policiesUnread' }],
      registered: [{ why: 'registered', offering: 'PVDPS' }],
      nothingRedeemed: [{ why: 'nothingRedeemed', offering: 'PVDPS' }],
      input: (Object.keys(PROBLEMS) as InputProblem[]).map((problem) => ({
        why: 'input',
        field: 'handedOverOn',
        problem,
        limit: TODAY,
      })),
    };
    return Object.values(reasons).flat();
  }

  person(nth: number): PersonDocument {
    const permission = [...PERMISSIONS, undefined][nth % 4];
    return this.document(`person ${nth}`, (): PersonDocument => ({
      id: personId(`synthetic-${nth}`),
      tenantId: TENANT,
      kind: 'person',
      schema: 1,
      name: this.outside('person', nth),
      roles: nth % 2 === 0 ? [...OFFICIAL_ROLES] : [],
      language: 'en',
      ...(permission === undefined ? {} : { permission }),
      ...(nth > 2 ? { asked: true } : {}),
    }));
  }
}
