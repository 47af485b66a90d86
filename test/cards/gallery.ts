import { claimChooseCard } from '../../cards/claim/choose.ts';
import { claimCard } from '../../cards/claim/claim.ts';
import { claimsCard } from '../../cards/claim/claims.ts';
import { registerCard } from '../../cards/claim/register.ts';
import { consultantCard } from '../../cards/company/add-consultant.ts';
import { locationCard } from '../../cards/company/add-location.ts';
import { agreementCard } from '../../cards/company/agreement.ts';
import { companyCard, companyDetailsCard, competencyCard } from '../../cards/company/company.ts';
import { eligibilityCard, offeringCard } from '../../cards/company/eligibility.ts';
import { enrolCard } from '../../cards/company/enrol.ts';
import { NEW_PARTICIPANT, participantsCard } from '../../cards/company/participants.ts';
import { setUpCard, setUpDoneCard } from '../../cards/company/set-up.ts';
import { homeCard } from '../../cards/home.ts';
import { dueText, formatDay, formatInstant, plainLabel } from '../../cards/kit/format.ts';
import { guardSentence } from '../../cards/kit/guards.ts';
import { renewalName } from '../../cards/kit/names.ts';
import { refusalSentence } from '../../cards/kit/refusals.ts';
import { mailCard, mailChoiceCard } from '../../cards/mail/mail.ts';
import { notificationsCard } from '../../cards/notices/notifications.ts';
import { unreachableCard, unreached } from '../../cards/people/unreachable.ts';
import { assignCard } from '../../cards/voucher/assign.ts';
import { OTHER_COUNTRY } from '../../cards/voucher/choices.ts';
import { correctCard } from '../../cards/voucher/correct.ts';
import { FACT_FIELDS } from '../../cards/voucher/fact-inputs.ts';
import { historyCard } from '../../cards/voucher/history.ts';
import { loseCard } from '../../cards/voucher/lose.ts';
import { recordCard, RECORDED_STATES, recordStageCard } from '../../cards/voucher/record.ts';
import { redeemCard, redeemResultCard, redeemReviewCard } from '../../cards/voucher/redeem.ts';
import { refusalCard } from '../../cards/voucher/refusal.ts';
import { releaseCard } from '../../cards/voucher/release.ts';
import { reportCard } from '../../cards/voucher/report.ts';
import { rescheduleCard } from '../../cards/voucher/reschedule.ts';
import { reserveCard } from '../../cards/voucher/reserve.ts';
import { voucherCard } from '../../cards/voucher/voucher.ts';
import { strangerCard, welcomeCard } from '../../cards/welcome.ts';
import { importCard } from '../../cards/company/import.ts';
import { profileCard, profilesCard } from '../../cards/company/profile.ts';
import { aboutCard, helpCard } from '../../cards/help.ts';
import { execute, type Offer } from '../../cards/kit/actions.ts';
import type { Element } from '../../cards/kit/elements.ts';
import type { Banner, Card } from '../../cards/kit/template.ts';
import { messageCard } from '../../cards/message.ts';
import { failureCard } from '../../cards/failure.ts';
import { workingCard } from '../../cards/working.ts';
import { channelCard, noticesCard, type Told } from '../../cards/notices/notice-message.ts';
import { peopleCard, personCard } from '../../cards/people/people.ts';
import { say, type Key } from '../../cards/kit/say.ts';
import { foundCard, LISTS, vouchersCard } from '../../cards/voucher/vouchers.ts';
import {
  COMPETENCY_IDS,
  ENGAGEMENT_IDS,
  ENGAGEMENTS,
  OFFERING_IDS,
} from '../../domain/programme/catalogue.ts';
import {
  CLAIM_STATUSES,
  DENIAL_REASONS,
  type Claim,
  type ClaimCommand,
  type ClaimStatus,
} from '../../domain/claim/model.ts';
import { claimAnswers, decideClaim } from '../../domain/claim/decide.ts';
import { evolveClaim } from '../../domain/claim/evolve.ts';
import { newCompany, type Company, type Profile } from '../../domain/company/model.ts';
import { addDays, day, type Day } from '../../domain/day.ts';
import { claimBy, nextOf } from '../../domain/voucher/deadlines.ts';
import { NO_DUE, talliedOf, type Standing } from '../../domain/desk/desk.ts';
import {
  claimId,
  parseDocument,
  personId,
  TALLIED,
  voucherId,
  type ClaimDocument,
  type PersonDocument,
  type Tallied,
  type VoucherDocument,
} from '../../domain/store/documents.ts';
import { edition } from '../../domain/programme/editions.ts';
import { EDITION_IDS, type EditionId } from '../../domain/programme/edition.ts';
import { checkGuards } from '../../domain/guards/check.ts';
import { GUARD_IDS, type Detail, type GuardId, type GuardAnswer } from '../../domain/guards/answers.ts';
import {
  LANGUAGES,
  OFFICIAL_ROLES,
  PERMISSIONS,
  UNREACHABLE,
  type Actor,
  type Language,
  type OfficialRole,
  type Permission,
} from '../../domain/people/person.ts';
import type { Column } from '../../domain/company/table-columns.ts';
import type { CompanyTable, RowProblem } from '../../domain/company/tables.ts';
import { NOTICE_CODES, type NoticeCode } from '../../domain/notices/notice.ts';
import { eligibility, unlocks } from '../../domain/company/eligibility.ts';
import { snapshot } from '../../domain/company/profile.ts';
import { renewals } from '../../domain/company/renewal.ts';
import { isRefusal, type InputProblem, type Reason } from '../../domain/refusal.ts';
import { numberSuffix } from '../../domain/voucher/number.ts';
import { decideVoucher, type VoucherContext } from '../../domain/voucher/decide.ts';
import { evolveVoucher } from '../../domain/voucher/evolve.ts';
import {
  VOID_REASONS,
  type Facts,
  type Reservation,
  type Voucher,
  type VoucherCommand,
} from '../../domain/voucher/model.ts';

/**
 * Every card of every state, made by the card functions from documents that the domain decided. All texts
 * that would come from outside come from `outside`, so that a test chooses how long or how hostile they are.
 */

/** Where a text from outside goes, with the most characters that it can have there. */
export const PLACES = {
  number: 64,
  customer: 200,
  division: 200,
  address: 254,
  deliverable: 200,
  receivedBy: 200,
  reason: 200,
  person: 200,
  consultant: 200,
  location: 40,
  company: 200,
  reference: 60,
  description: 2500,
  tags: 500,
  website: 200,
  mpnId: 40,
  participant: 200,
  office: 200,
  cell: 200,
  amount: 13,
  zone: 60,
  country: 60,
  typed: 200,
  file: 200,
  engagement: 200,
  failure: 36,
} as const;
export type Place = keyof typeof PLACES;

/** The text of a place; `nth` tells the vouchers, people, … of one card apart. */
export type Outside = (place: Place, nth: number) => string;

/** These are checked to be in Latin letters or digits before they are kept. */
const LATIN: readonly Place[] = ['address', 'amount', 'zone', 'failure', 'website', 'mpnId'];

/** As long as it can be: the same letter up to the limit. */
export function longest(letter: string): Outside {
  return (place, nth) => {
    const begin = `${nth}-`;
    return begin + (LATIN.includes(place) ? 'w' : letter).repeat(PLACES[place] - begin.length);
  };
}

export interface Shown {
  /** The card function's name. */
  readonly made: string;
  /** Which card it is, to name it when a rule is broken. */
  readonly of: string;
  readonly language: Language;
  readonly permission: Permission | undefined;
  /** The language of the message to a customer, where the card holds one. */
  readonly customerLanguage?: Language;
  readonly card: Card;
}

interface Options {
  readonly languages?: readonly Language[];
  readonly editions?: readonly EditionId[];
  /** Absent = everybody, also who has none. */
  readonly permissions?: readonly Permission[];
  readonly outside: Outside;
}

const TENANT = 'synthetic-tenant';
const MANY = 20;

const d = (text: string): Day => {
  const parsed = day(text);
  if (parsed === undefined) throw new Error(`no such day: ${text}`);
  return parsed;
};

const TODAY = d('2020-06-15');
/** After every voucher of the gallery has run out. */
const LATER = d('2020-12-24');
const ASSIGNED = d('2020-05-04');

export function* gallery(options: Options): Generator<Shown> {
  for (const editionId of options.editions ?? EDITION_IDS) {
    const documents = new Map<string, VoucherDocument | ClaimDocument | PersonDocument>();
    for (const language of options.languages ?? LANGUAGES) {
      for (const { permission, roles } of PEOPLE) {
        if (options.permissions !== undefined && !options.permissions.some((one) => one === permission))
          continue;
        const actor = actorOf(language, permission, roles, options.outside);
        for (const { made, of, card, customerLanguage } of new Scene(
          editionId,
          actor,
          options.outside,
          documents,
        ).all()) {
          yield {
            made,
            of: `${made}: ${of} (${editionId}, ${language}, ${permission ?? 'nobody'}${roles.length > 0 ? ' with roles' : ''})`,
            language,
            permission,
            card,
            ...(customerLanguage === undefined ? {} : { customerLanguage }),
          };
        }
      }
    }
  }
}

const PEOPLE: readonly {
  readonly permission: Permission | undefined;
  readonly roles: readonly OfficialRole[];
}[] = [
  ...PERMISSIONS.flatMap((permission) => [
    { permission, roles: [] },
    { permission, roles: OFFICIAL_ROLES },
  ]),
  { permission: undefined, roles: [] },
];

function actorOf(
  language: Language,
  permission: Permission | undefined,
  roles: readonly OfficialRole[],
  outside: Outside,
): Actor {
  const actor = { tenantId: TENANT, id: 'synthetic-person', name: outside('person', 0), language, roles };
  return permission === undefined ? actor : { ...actor, permission };
}

interface Made {
  readonly made: string;
  readonly of: string;
  readonly card: Card;
  readonly customerLanguage?: Language;
}

/** What somebody of one permission, language and edition can be shown. */
class Scene {
  readonly #edition: EditionId;
  readonly #actor: Actor;
  readonly #outside: Outside;
  /** Documents are the same whoever looks at them. */
  readonly #documents: Map<string, VoucherDocument | ClaimDocument | PersonDocument>;
  readonly #standings = new Map<string, Standing>();
  readonly #made: Made[] = [];

  constructor(
    editionId: EditionId,
    actor: Actor,
    outside: Outside,
    documents: Map<string, VoucherDocument | ClaimDocument | PersonDocument>,
  ) {
    this.#edition = editionId;
    this.#actor = actor;
    this.#outside = outside;
    this.#documents = documents;
  }

  all(): readonly Made[] {
    this.#homes();
    this.#notices();
    this.#vouchers();
    this.#lists();
    this.#forms();
    this.#records();
    this.#reservations();
    this.#redemptions();
    this.#claims();
    this.#company();
    this.#details();
    this.#eligibility();
    this.#profiles();
    this.#people();
    this.#told();
    return this.#made;
  }

  /** A document as the store would give it: what the schemas do not know is a mistake of the gallery. */
  #document<D extends VoucherDocument | ClaimDocument | PersonDocument>(name: string, make: () => D): D {
    const known = this.#documents.get(name);
    if (known !== undefined) return known as D;
    const made = parseDocument(make()) as unknown as D;
    this.#documents.set(name, made);
    return made;
  }

  #show(make: (...inputs: never[]) => Card, of: string, card: Card, customerLanguage?: Language): void {
    this.#made.push({
      made: make.name,
      of,
      card,
      ...(customerLanguage === undefined ? {} : { customerLanguage }),
    });
  }

  #say(key: Key, args?: Record<string, string | number>): string {
    return say(this.#actor.language, key, args);
  }

  #standing(kind: 'empty' | 'full' = 'full', today: Day = TODAY): Standing {
    const name = `${kind} ${today}`;
    const known = this.#standings.get(name) ?? this.#newStanding(kind, today);
    this.#standings.set(name, known);
    return known;
  }

  #newStanding(kind: 'empty' | 'full', today: Day): Standing {
    const empty = newCompany(this.#edition);
    const common = { edition: edition(this.#edition), today };
    if (kind === 'empty') return { ...common, company: empty, texts: {}, version: 0 };
    const ids = Array.from({ length: MANY }, (_, nth) => nth);
    const countries = ['PL', 'DE', 'BA', 'VC', 'GS'];
    const company: Company = {
      ...empty,
      timeZone: 'Europe/Warsaw',
      locations: ids.map((nth) => ({
        id: this.#outside('location', nth),
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
      mpnId: this.#outside('mpnId', 0),
      membershipEnd: addDays(today, 30),
      anniversaries: Object.fromEntries(COMPETENCY_IDS.map((id, nth) => [id, addDays(today, 15 * nth - 60)])),
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
      locations: published ? [this.#outside('location', 0)] : [],
      ...(published ? { published: { on: ASSIGNED, ...snapshot(company) } } : {}),
    }));
    const names = ids.flatMap((nth) => [
      [`consultant:consultant-${nth}`, this.#outside('consultant', nth)],
      [`participant:participant-${nth}`, this.#outside('participant', nth)],
      [`location:${this.#outside('location', nth)}`, this.#outside('office', nth)],
    ]);
    return {
      ...common,
      company: { ...company, profiles },
      texts: { name: this.#outside('company', 0), ...(Object.fromEntries(names) as Record<string, string>) },
      version: 41,
    };
  }

  /** The facts of a voucher as far as they are known. */
  #facts(nth: number, known: 'all' | 'number'): Facts {
    const number = this.#outside('number', nth);
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

  #reservation(): Reservation {
    return {
      on: d('2020-05-11'),
      locationId: this.#outside('location', 0),
      country: 'PL',
      consultantId: 'consultant-0',
      start: d('2020-05-18'),
      end: d('2020-06-05'),
      attested: ['G7', 'G8'],
    };
  }

  /** A voucher that the domain took to this state; breaches are recorded where the edition has them. */
  #voucher(
    state: Tallied,
    nth = 0,
    known: 'all' | 'number' = 'all',
    voidReason: (typeof VOID_REASONS)[number] = 'duplicate',
  ): VoucherDocument {
    return this.#document(`voucher ${state} ${nth} ${known} ${voidReason}`, () =>
      this.#decideVoucher(state, nth, known, voidReason),
    );
  }

  #decideVoucher(
    state: Tallied,
    nth: number,
    known: 'all' | 'number',
    voidReason: (typeof VOID_REASONS)[number],
  ): VoucherDocument {
    const facts = this.#facts(nth, known);
    const standing = this.#standing();
    const context: VoucherContext = {
      ...standing,
      actor: { permission: 'admin' },
      siblings: [],
      reasonGiven: true,
    };
    // Whatever this edition does not allow was shown, and recorded all the same.
    const accepted = GUARD_IDS;
    const reserve: VoucherCommand = {
      type: 'reserve',
      reservation: this.#reservation(),
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
          ? { type: 'void', reason: voidReason, duplicateOf: this.#outside('number', 1) }
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
      voucher = events.reduce<Voucher | undefined>(evolveVoucher, voucher);
    }
    if (voucher === undefined) throw new Error('nothing was recorded');
    if (state === 'claimed')
      voucher = evolveVoucher(voucher, { type: 'claimed', claimId: 'synthetic-claim' });
    const next = nextOf(voucher.facts, voucher.stage, standing.company, standing.edition);
    const customer = this.#outside('customer', nth);
    const texts = {
      printed: this.#outside('number', nth),
      customer: `${customer} (${this.#outside('division', nth)})`,
      customerName: customer,
      division: this.#outside('division', nth),
      adminEmail: this.#outside('address', nth),
      deliverable: this.#outside('deliverable', nth),
      receivedBy: this.#outside('receivedBy', nth),
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
      suffix: numberSuffix(facts.number),
    };
  }

  #many(state: Tallied, count: number): readonly VoucherDocument[] {
    return Array.from({ length: count }, (_, nth) => this.#voucher(state, nth));
  }

  #claim(
    status: ClaimStatus,
    count = MANY,
    reason: (typeof DENIAL_REASONS)[number] = 'eligibility',
  ): ClaimDocument {
    return this.#document(`claim ${status} ${count} ${reason}`, () =>
      this.#decideClaim(status, count, reason),
    );
  }

  #decideClaim(status: ClaimStatus, count: number, reason: (typeof DENIAL_REASONS)[number]): ClaimDocument {
    const vouchers = this.#many('redeemed', count).map(({ state }) => state);
    const context = { ...this.#standing(), actor: { permission: 'admin' }, reasonGiven: true } as const;
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
        reference: this.#outside('reference', 0),
        amount: this.#outside('amount', 0),
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

  #tally(each: number): Readonly<Record<Tallied, number>> {
    return Object.fromEntries(TALLIED.map((state) => [state, each])) as Record<Tallied, number>;
  }

  #names(place: Place, count: number): readonly string[] {
    return Array.from({ length: count }, (_, nth) => this.#outside(place, nth));
  }

  #parked(): Element {
    const what = plainLabel(this.#outside('number', 3), 30);
    return execute(this.#say('do.continueWith', { what }), 'reserve.open', {
      id: this.#outside('number', 3),
    });
  }

  /** The longest that a banner above inputs gets. */
  #banner(style: Banner['style'] = 'attention'): Banner {
    const reasons = this.#reasons();
    const texts = reasons.map((reason) =>
      refusalSentence(this.#actor.language, reason, {
        standing: this.#standing(),
        nameOf: () => this.#outside('person', 1),
      }),
    );
    const text = texts.reduce((long, one) => (one.length > long.length ? one : long), '');
    return { text, style };
  }

  #answers(): readonly GuardAnswer[] {
    return DETAILS.map((detail, nth): GuardAnswer => ({
      guard: GUARD_IDS[nth % GUARD_IDS.length] ?? 'G1',
      answer: detail.code === 'ok' ? 'met' : nth % 3 === 0 ? 'unknown' : 'unmet',
      severity: 'blocks',
      detail,
    }));
  }

  /** Every reason for which something is refused. */
  #reasons(): readonly Reason[] {
    const [first] = this.#answers().filter(({ detail }) => detail.code === 'notCompetent');
    if (first === undefined) throw new Error('no such answer');
    const reasons: Readonly<Record<Reason['why'], readonly Reason[]>> = {
      state: [{ why: 'state', command: 'reserve', status: 'redeemed' }],
      guards: [
        { why: 'guards', step: 'reserve', unmet: [first] },
        { why: 'guards', step: 'claim', unmet: this.#answers().slice(-3) },
      ],
      permission: [{ why: 'permission', needs: ['admin', 'consultant'] }],
      role: [{ why: 'role', role: 'mpnGlobalAdmin' }],
      exists: [{ why: 'exists', id: this.#outside('number', 0) }],
      notFound: [{ why: 'notFound' }],
      stale: [{ why: 'stale', by: 'somebody', at: Date.parse('2020-06-15T10:00:00Z') }, { why: 'stale' }],
      reused: [{ why: 'reused' }],
      tooMany: [{ why: 'tooMany', max: 20 }],
      claimed: [{ why: 'claimed' }],
      notRunOut: [{ why: 'notRunOut' }],
      nothingToUndo: [{ why: 'nothingToUndo' }],
      reasonNeeded: [{ why: 'reasonNeeded' }],
      mixedCountries: [{ why: 'mixedCountries' }],
      nothingChosen: [{ why: 'nothingChosen' }],
      lastAdmin: [{ why: 'lastAdmin' }],
      notTrained: [{ why: 'notTrained' }],
      notSigned: [{ why: 'notSigned' }],
      policiesUnread: [{ why: 'policiesUnread' }],
      membershipEnds: [{ why: 'membershipEnds', until: LATER }],
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

  #homes(): void {
    const actor = this.#actor;
    const base = { actor, standing: this.#standing(), asking: 0 };
    const states: readonly Tallied[] = ['assigned', 'reserved', 'reported', 'redeemed'];
    const vouchers = states.map((state, nth) => this.#voucher(state, nth));
    const claims = (['draft', 'submitted', 'approved'] as const).map((status) => this.#claim(status, 2));
    this.#show(
      homeCard,
      'nothing yet',
      homeCard({
        ...base,
        standing: this.#standing('empty'),
        vouchers: [],
        claims: [],
        tally: this.#tally(0),
      }),
    );
    for (const voucher of [...vouchers, this.#voucher('assigned', 0, 'number')]) {
      this.#show(
        homeCard,
        `one ${voucher.status}`,
        homeCard({ ...base, vouchers: [voucher], claims: [], tally: this.#tally(1) }),
      );
    }
    this.#show(
      homeCard,
      'expired',
      homeCard({
        ...base,
        standing: this.#standing('full', LATER),
        vouchers,
        claims: [],
        tally: this.#tally(5),
      }),
    );
    for (const claim of claims) {
      this.#show(
        homeCard,
        `claim ${claim.status}`,
        homeCard({ ...base, vouchers: [], claims: [claim], tally: this.#tally(21) }),
      );
    }
    this.#show(
      homeCard,
      'full, with a draft and a banner',
      homeCard({
        ...base,
        vouchers,
        claims,
        asking: 21,
        tally: this.#tally(122),
        parked: this.#parked(),
        banner: this.#banner('warning'),
        endangered: () => 5,
      }),
    );
    const steps = edition(this.#edition).steps.map(({ no, idea }) => `${no}. ${this.#say(`step.${idea}`)}`);
    this.#show(
      welcomeCard,
      'before the set-up',
      welcomeCard(actor, { steps: [this.#say('welcome.steps'), ...steps] }),
    );
    for (const asked of [true, false]) {
      this.#show(
        strangerCard,
        `asked ${asked}`,
        strangerCard(actor, { admins: this.#names('person', 10), asked }),
      );
      this.#show(strangerCard, `no admin, asked ${asked}`, strangerCard(actor, { admins: [], asked }));
    }
  }

  #notices(): void {
    const actor = this.#actor;
    const offers: readonly Offer[] = ['home', 'vouchers', 'newVoucher', 'claims', 'help', 'about'];
    const notices: readonly (readonly [Key, readonly string[]])[] = [
      ['record.notOurs', []],
      ['redeem.nothing', [this.#say('redeem.nothingWhy')]],
      ['claim.nothing', [this.#say('claim.nothingWhy')]],
      ['notFound.voucher', [this.#say('notFound.text', { typed: this.#outside('typed', 0) })]],
      ['notFound.claim', []],
      ['notUnderstood.title', [this.#say('notUnderstood.text')]],
      ['file.title', [this.#say('file.text', { name: this.#outside('file', 0) })]],
      ['ask.title', [this.#say('ask.text', { names: this.#names('person', 10).join(', ') })]],
      ['ask.title', [this.#say('about.noAdmin')]],
    ];
    for (const [title, text] of notices) {
      this.#show(
        messageCard,
        title,
        messageCard(actor, { title, text, offers: ['next', 'ask', 'people', 'setUp'] }),
      );
      this.#show(messageCard, `${title}, other offers`, messageCard(actor, { title, text, offers }));
    }
    const { links } = edition(this.#edition);
    const urls = (
      [
        ['link.workflow', links.workflow],
        ['link.faq', links.faq],
        ['link.policies', links.policies],
        ['link.retired', links.retired],
        ['link.overview', links.workflow === undefined ? links.overview : undefined],
      ] as const
    ).flatMap(([title, url]) => (url === undefined ? [] : [{ title, url }]));
    this.#show(helpCard, 'the links of the edition', helpCard(actor, urls));
    this.#show(helpCard, 'no links', helpCard(actor, []));
    this.#show(aboutCard, 'admins', aboutCard(actor, { admins: this.#names('person', 10) }));
    this.#show(aboutCard, 'no admin', aboutCard(actor, { admins: [] }));
    this.#show(workingCard, 'a slow store', workingCard(actor));
    for (const certainty of ['unchanged', 'unknown'] as const) {
      const reference = this.#outside('failure', 0);
      const ref = {
        id: this.#outside('number', 0),
        version: 3,
        commandId: 'synthetic-command',
        arg: 'override',
      };
      const inputs = { deliverable: this.#outside('deliverable', 0), on: TODAY, attested: 'true', not: 1 };
      this.#show(failureCard, certainty, failureCard(actor, { certainty, reference }));
      this.#show(
        failureCard,
        `${certainty}, a press to repeat`,
        failureCard(actor, { certainty, reference, again: { verb: 'report.done', ref, inputs } }),
      );
    }
  }

  #vouchers(): void {
    const actor = this.#actor;
    const standings = {
      full: this.#standing(),
      empty: this.#standing('empty'),
      later: this.#standing('full', LATER),
    };
    const docs = [
      ...TALLIED.map((state) => this.#voucher(state)),
      ...TALLIED.filter((state) => state !== 'void').map((state) => this.#voucher(state, 0, 'number')),
      ...VOID_REASONS.map((reason) => this.#voucher('void', 0, 'all', reason)),
    ];
    for (const doc of docs) {
      for (const [when, standing] of Object.entries(standings)) {
        const of = `${doc.status}, ${when}, ${Object.keys(doc.texts).length} texts`;
        this.#show(voucherCard, of, voucherCard({ doc, standing, actor }));
        this.#show(
          voucherCard,
          `${of}, with a draft and a banner`,
          voucherCard({ doc, standing, actor, parked: this.#parked(), banner: this.#banner('good') }),
        );
      }
    }
    for (const status of CLAIM_STATUSES) {
      const claimed = { doc: this.#voucher('claimed'), claim: this.#claim(status, 1), actor };
      const card = voucherCard({ ...claimed, standing: standings.full });
      this.#show(voucherCard, `in a claim: ${status}`, card);
    }
    const doc = this.#voucher('redeemed');
    const nameOf = (): string => this.#outside('person', 1);
    for (const reason of this.#reasons()) {
      const text = refusalSentence(actor.language, reason, { standing: standings.full, nameOf });
      const of = `banner: ${reason.why} ${'problem' in reason ? reason.problem : ''}`;
      this.#show(
        voucherCard,
        of,
        voucherCard({ doc, standing: standings.full, actor, banner: { text, style: 'attention' } }),
      );
    }
    for (const key of DONE) {
      const banner: Banner = { text: this.#say(key), style: 'good' };
      this.#show(
        voucherCard,
        `banner: ${key}`,
        voucherCard({ doc, standing: standings.full, actor, banner }),
      );
    }
    const when = formatInstant(actor.language, Date.parse('2020-06-15T10:00:00Z'), 'Europe/Warsaw');
    const on = formatDay(actor.language, TODAY);
    const entries = Array.from({ length: MANY }, (_, nth) => ({
      when,
      what: [
        this.#say('history.reserved', { country: this.#outside('location', nth), start: on, end: on }),
        this.#say('history.by', { name: this.#outside('person', nth) }),
        this.#say('history.happened', { day: on }),
        this.#outside('reason', nth),
      ].join(' · '),
    }));
    this.#show(historyCard, 'twenty rows', historyCard(actor, { doc, entries }));
    this.#show(historyCard, 'no rows', historyCard(actor, { doc, entries: [] }));
  }

  #lists(): void {
    const actor = this.#actor;
    for (const list of LISTS) {
      for (const [when, standing] of [
        ['full', this.#standing()],
        ['later', this.#standing('full', LATER)],
      ] as const) {
        const docs = this.#many(list === 'open' ? 'reserved' : list, 10);
        const more = { next: 'x'.repeat(400), isFirst: false };
        this.#show(
          vouchersCard,
          `${list}, ten, ${when}`,
          vouchersCard(actor, { docs, list, standing, tally: this.#tally(122), ...more }),
        );
      }
      const none = {
        docs: [],
        list,
        standing: this.#standing('empty'),
        tally: this.#tally(0),
        isFirst: true,
      };
      this.#show(vouchersCard, `${list}, none`, vouchersCard(actor, none));
    }
    const number = this.#voucher('assigned', 0, 'number');
    const bare = {
      docs: [number],
      list: 'assigned',
      standing: this.#standing('empty'),
      tally: this.#tally(1),
      isFirst: true,
    } as const;
    this.#show(vouchersCard, 'only the number is known', vouchersCard(actor, bare));
    this.#show(
      foundCard,
      'ten',
      foundCard(actor, { docs: this.#many('reported', 10), standing: this.#standing() }),
    );
    this.#show(
      foundCard,
      'nothing known',
      foundCard(actor, { docs: [number, number], standing: this.#standing('empty') }),
    );
  }

  #forms(): void {
    const actor = this.#actor;
    const standing = this.#standing();
    const values = {
      reason: this.#outside('reason', 0),
      on: TODAY,
      start: TODAY,
      end: TODAY,
      deliverable: this.#outside('deliverable', 0),
      handedOverOn: TODAY,
      receivedBy: this.#outside('receivedBy', 0),
      attested: 'true',
      engagement: 'ppm-solution',
      serviceLevel: '15',
      customer: this.#outside('customer', 0),
      division: this.#outside('division', 0),
      assignedOn: ASSIGNED,
      printedExpiry: LATER,
      adjustedExpiry: LATER,
      adminEmail: this.#outside('address', 0),
      voidReason: 'duplicate',
      duplicateOf: this.#outside('number', 1),
    };
    const blank = Object.fromEntries(Object.keys(values).map((name) => [name, '']));
    const views = [
      { of: 'filled', values, banner: this.#banner() },
      { of: 'blank', values: { ...blank, attested: 'false' }, banner: undefined },
    ];
    for (const { of, ...rest } of views) {
      const view = { standing, actor, commandId: 'synthetic-command', ...rest };
      const reserved = { ...view, doc: this.#voucher('reserved') };
      const release = { ...view, values: { ...view.values, reason: of === 'filled' ? 'otherPartner' : '' } };
      this.#show(releaseCard, of, releaseCard({ ...release, doc: reserved.doc }));
      this.#show(loseCard, of, loseCard({ ...view, doc: this.#voucher('assigned') }));
      const warnings = checkGuards(
        'report',
        { facts: reserved.doc.state.facts, status: 'reserved', reported: true, on: LATER, attested: [] },
        { ...standing, company: newCompany(this.#edition) },
      ).map((answer) => `${answer.guard}: ${guardSentence(actor.language, answer)}`);
      for (const accepts of ACCEPTS) {
        this.#show(
          rescheduleCard,
          `${of}, accepts ${accepts.length}`,
          rescheduleCard({ ...reserved, accepts }),
        );
        const report = { ...reserved, accepts, warnings: accepts.length > 0 ? warnings : [] };
        this.#show(reportCard, `${of}, accepts ${accepts.length}`, reportCard(report));
      }
      for (const state of TALLIED) {
        for (const accepts of ACCEPTS) {
          const card = correctCard({ ...view, doc: this.#voucher(state), accepts });
          this.#show(correctCard, `${of}, ${state}, accepts ${accepts.length}`, card);
        }
      }
    }
  }

  #records(): void {
    const actor = this.#actor;
    const ids = { subject: this.#outside('number', 0), commandId: 'synthetic-command' };
    const values = {
      number: this.#outside('number', 0),
      engagement: 'ppm-solution',
      serviceLevel: '15',
      customer: this.#outside('customer', 0),
      division: this.#outside('division', 0),
      assignedOn: ASSIGNED,
      printedExpiry: LATER,
      adminEmail: this.#outside('address', 0),
      reservedOn: TODAY,
      locationId: this.#outside('location', 0),
      country: this.#outside('country', 0),
      consultantId: 'consultant-0',
      start: TODAY,
      end: TODAY,
      reportedOn: TODAY,
      redeemedOn: TODAY,
      deliverable: this.#outside('deliverable', 0),
      receivedBy: this.#outside('receivedBy', 0),
      reason: this.#outside('reason', 0),
    };
    const days = Array.from({ length: 10 }, (_, nth) => addDays(ASSIGNED, nth));
    const options = {
      engagement: ENGAGEMENT_IDS.slice(0, 5),
      assignedOn: days,
      printedExpiry: days,
      serviceLevel: ['5', '10'],
    };
    for (const kind of ['full', 'empty'] as const) {
      const standing = this.#standing(kind);
      const base = { actor, standing, ...ids };
      const first = { qualified: 0, answers: [], options: {}, printed: values.number };
      this.#show(
        mailCard,
        `everything found, ${kind}`,
        mailCard({
          ...base,
          ...first,
          values: { ...values, adminKnown: 'true' },
          answers: this.#answers(),
          qualified: 21,
        }),
      );
      this.#show(
        mailCard,
        `nothing found, ${kind}`,
        mailCard({
          ...base,
          ...first,
          values: { offering: 'PVDPS' },
          sender: this.#outside('address', 1),
          unknownEngagement: this.#outside('engagement', 0),
          banner: this.#banner(),
        }),
      );
      this.#show(
        mailCard,
        `several answers, ${kind}`,
        mailCard({ ...base, ...first, values: { customer: values.customer }, options, qualified: 1 }),
      );
      for (const stage of RECORDED_STATES) {
        const place = kind === 'full' ? {} : { locationId: OTHER_COUNTRY, consultantId: '' };
        const filled = { ...base, values: { ...values, ...place, stage }, banner: this.#banner() };
        const blank = { ...base, values: { number: values.number, stage } };
        this.#show(recordCard, `${stage}, filled, ${kind}`, recordCard(filled));
        this.#show(recordCard, `${stage}, blank, ${kind}`, recordCard(blank));
        for (const accepts of ACCEPTS) {
          const of = `${stage}, accepts ${accepts.length}, ${kind}`;
          this.#show(recordStageCard, `filled, ${of}`, recordStageCard({ ...filled, accepts }));
          this.#show(recordStageCard, `blank, ${of}`, recordStageCard({ ...blank, accepts }));
        }
      }
      for (const customerLanguage of LANGUAGES) {
        const card = assignCard(actor, { standing, customerLanguage });
        this.#show(assignCard, `to a customer in ${customerLanguage}, ${kind}`, card, customerLanguage);
      }
    }
    for (const field of FACT_FIELDS) {
      const { [field]: _missing, ...rest } = values;
      const base = {
        actor,
        standing: this.#standing(),
        ...ids,
        printed: values.number,
        options: {},
        answers: [],
        qualified: 0,
      };
      this.#show(mailCard, `without ${field}`, mailCard({ ...base, values: rest }));
    }
    this.#show(
      mailChoiceCard,
      'five',
      mailChoiceCard(actor, { subject: ids.subject, printed: this.#names('number', 5) }),
    );
  }

  #reservations(): void {
    const actor = this.#actor;
    const values = {
      locationId: this.#outside('location', 0),
      country: this.#outside('country', 0),
      consultantId: 'consultant-0',
      start: TODAY,
      end: TODAY,
      on: TODAY,
      adminEmail: this.#outside('address', 0),
      attested: 'G7,G8',
      terms: 'true',
      reason: this.#outside('reason', 0),
    };
    const blank = { ...Object.fromEntries(Object.keys(values).map((name) => [name, ''])), terms: 'false' };
    for (const doc of [
      this.#voucher('assigned'),
      this.#voucher('lost'),
      this.#voucher('assigned', 0, 'number'),
    ]) {
      for (const kind of ['full', 'empty'] as const) {
        const standing = this.#standing(kind);
        const of = `${doc.status}, ${doc.state.facts.adminKnown}, ${kind}`;
        const real = checkGuards(
          'reserve',
          {
            facts: doc.state.facts,
            status: 'assigned',
            reservation: this.#reservation(),
            reported: false,
            on: TODAY,
            attested: [],
          },
          standing,
        );
        const view = { doc, standing, actor, commandId: 'synthetic-command' };
        const place = kind === 'full' ? {} : { locationId: OTHER_COUNTRY, consultantId: '' };
        this.#show(
          reserveCard,
          `blank, ${of}`,
          reserveCard({ ...view, answers: real, values: blank, accepts: [], partnerAdmins: [] }),
        );
        this.#show(
          reserveCard,
          `filled, ${of}`,
          reserveCard({
            ...view,
            answers: real,
            values: { ...values, ...place },
            accepts: ['G2', 'G4', 'G5'],
            partnerAdmins: this.#names('person', 10),
            banner: this.#banner(),
          }),
        );
        const anyway = execute(this.#say('do.reservedAnyway'), 'reserve.open', {
          id: this.#outside('number', 0),
          version: 2,
          arg: 'override',
        });
        this.#show(refusalCard, `real, ${of}`, refusalCard({ doc, standing, actor, unmet: real, anyway }));
        for (const answer of this.#answers()) {
          this.#show(
            refusalCard,
            `${answer.detail.code}, ${of}`,
            refusalCard({ doc, standing, actor, unmet: [answer] }),
          );
        }
      }
    }
  }

  #redemptions(): void {
    const actor = this.#actor;
    const subject = this.#outside('number', 0);
    const vouchers = this.#many('reported', MANY);
    const chosen = vouchers.map(({ state }) => state.facts.number);
    this.#show(
      redeemCard,
      'twenty and more',
      redeemCard(actor, { vouchers, chosen, more: 102, subject, banner: this.#banner() }),
    );
    this.#show(
      redeemCard,
      'one',
      redeemCard(actor, { vouchers: vouchers.slice(0, 1), chosen: [], more: 0, subject: '' }),
    );
    this.#show(
      redeemCard,
      'only the number',
      redeemCard(actor, {
        vouchers: [this.#voucher('reported', 0, 'number')],
        chosen: [],
        more: 1,
        subject: '',
      }),
    );
    const review = { standing: this.#standing(), on: TODAY, commandId: 'synthetic-command', subject };
    for (const accepts of ACCEPTS) {
      const reason = { accepts, reason: accepts.length > 0 ? this.#outside('reason', 0) : '' };
      this.#show(
        redeemReviewCard,
        `twenty, accepts ${accepts.length}`,
        redeemReviewCard(actor, {
          ...review,
          ...reason,
          vouchers,
          partnerAdmins: this.#names('person', 5),
          banner: this.#banner(),
        }),
      );
      this.#show(
        redeemReviewCard,
        `one, accepts ${accepts.length}`,
        redeemReviewCard(actor, {
          ...review,
          ...reason,
          vouchers: [this.#voucher('reported', 0, 'number')],
          partnerAdmins: [],
        }),
      );
    }
    const by = formatDay(actor.language, TODAY);
    const why = this.#banner().text;
    const done = vouchers.map(({ state }) => this.#say('redeem.done', { number: state.facts.number, by }));
    const failed = vouchers.map(({ state }) =>
      this.#say('redeem.failed', { number: state.facts.number, why }),
    );
    this.#show(redeemResultCard, 'all done', redeemResultCard(actor, { done, failed: [] }));
    this.#show(redeemResultCard, 'none done', redeemResultCard(actor, { done: [], failed }));
    this.#show(
      redeemResultCard,
      'half done',
      redeemResultCard(actor, { done: done.slice(10), failed: failed.slice(10) }),
    );
  }

  #claims(): void {
    const actor = this.#actor;
    const standing = this.#standing();
    const vouchers = this.#many('redeemed', MANY);
    const chosen = vouchers.map(({ state }) => state.facts.number);
    const subject = this.#outside('number', 0);
    const common = { actor, standing, commandId: 'synthetic-command', accepts: [] };
    const values = {
      on: TODAY,
      reference: this.#outside('reference', 0),
      amount: this.#outside('amount', 0),
      currency: 'EUR',
      denial: 'eligibility',
      reason: this.#outside('reason', 0),
    };
    for (const accepts of ACCEPTS) {
      const reason = { accepts, reason: accepts.length > 0 ? this.#outside('reason', 0) : '' };
      const twenty = { vouchers, chosen, subject, commandId: 'synthetic-command', ...reason };
      this.#show(
        claimChooseCard,
        `twenty, accepts ${accepts.length}`,
        claimChooseCard(actor, { ...twenty, banner: this.#banner() }),
      );
      const one = { ...twenty, vouchers: vouchers.slice(0, 1), chosen: [], subject: '' };
      this.#show(claimChooseCard, `one, accepts ${accepts.length}`, claimChooseCard(actor, one));
    }
    const claims: [string, ClaimDocument][] = [
      ...(['draft', 'submitted', 'approved', 'paid', 'denied', 'discarded'] as const).map(
        (status): [string, ClaimDocument] => [status, this.#claim(status)],
      ),
      ...DENIAL_REASONS.map((reason): [string, ClaimDocument] => [
        `denied: ${reason}`,
        this.#claim('denied', 1, reason),
      ]),
    ];
    for (const [of, doc] of claims) {
      this.#show(
        claimCard,
        `${of}, filled`,
        claimCard({ ...common, doc, vouchers, values, accepts: ['G14'], banner: this.#banner() }),
      );
      this.#show(
        claimCard,
        `${of}, blank`,
        claimCard({ ...common, doc, vouchers: vouchers.slice(0, 1), values: {} }),
      );
      const bare = { ...doc, texts: {} };
      this.#show(
        claimCard,
        `${of}, no texts`,
        claimCard({ ...common, doc: bare, vouchers: [this.#voucher('redeemed', 0, 'number')], values: {} }),
      );
    }
    for (const [of, doc] of claims) {
      const docs = Array.from({ length: 10 }, () => doc);
      const settled = docs.slice(0, 5);
      for (const unclaimed of [0, 1, 22]) {
        this.#show(
          claimsCard,
          `ten, ${of}, ${unclaimed} unclaimed`,
          claimsCard(actor, { docs, settled, standing, unclaimed }),
        );
      }
    }
    for (const unclaimed of [0, 5])
      this.#show(
        claimsCard,
        `none, ${unclaimed} unclaimed`,
        claimsCard(actor, { docs: [], settled: [], standing, unclaimed }),
      );
    for (const offering of OFFERING_IDS) {
      const register = { offering, standing, commandId: 'synthetic-command' };
      this.#show(registerCard, offering, registerCard(actor, { ...register, globalAdmins: [] }));
      this.#show(
        registerCard,
        `${offering}, whom to ask`,
        registerCard(actor, { ...register, globalAdmins: this.#names('person', 10), banner: this.#banner() }),
      );
    }
    const refused = claimAnswers(this.#voucher('assigned').state, TODAY, standing);
    this.#show(
      refusalCard,
      'a claim',
      refusalCard({ doc: this.#voucher('redeemed'), standing, actor, unmet: refused }),
    );
  }

  #company(): void {
    const actor = this.#actor;
    const values = {
      companyName: this.#outside('company', 0),
      country: this.#outside('country', 0),
      locationId: this.#outside('location', 0),
      gold: COMPETENCY_IDS.join(','),
      silver: COMPETENCY_IDS.join(','),
      offerings: OFFERING_IDS.join(','),
      consultantName: this.#outside('consultant', 0),
      assessments: COMPETENCY_IDS.join(','),
      roles: 'mpnPartnerAdmin,mpnGlobalAdmin',
      timeZone: this.#outside('zone', 0),
      edition: this.#edition,
    };
    const blank = Object.fromEntries(Object.keys(values).map((name) => [name, '']));
    for (const kind of ['full', 'empty'] as const) {
      const standing = this.#standing(kind);
      for (const [of, view] of [
        ['filled', { values, banner: this.#banner() }],
        ['blank', { values: blank }],
      ] as const) {
        const form = { actor, standing, commandId: 'synthetic-command', ...view };
        this.#show(setUpCard, `${of}, ${kind}`, setUpCard(form));
        this.#show(locationCard, `${of}, ${kind}`, locationCard(form));
        this.#show(consultantCard, `${of}, ${kind}`, consultantCard(form));
      }
      this.#show(
        setUpDoneCard,
        kind,
        setUpDoneCard(actor, standing, { text: this.#say('setUp.saved'), style: 'good' }),
      );
    }
  }

  #renewals(standing: Standing): readonly string[] {
    const { company, edition: rules, today } = standing;
    const t = (key: Key, args?: Record<string, string | number>): string => this.#say(key, args);
    return renewals(company, rules, today).map((renewal, nth) => {
      const when = dueText(t, this.#actor.language, renewal.until, today);
      return `${renewalName(t, renewal)}: ${when} · ${t('renewal.vouchers', { count: nth })}`;
    });
  }

  #details(): void {
    const actor = this.#actor;
    const values = {
      companyName: this.#outside('company', 0),
      mpnId: this.#outside('mpnId', 0),
      membershipEnd: TODAY,
      timeZone: this.#outside('zone', 0),
      reportingBuffer: '5',
      edition: this.#edition,
      competency: 'erp',
      level: 'none',
      anniversary: TODAY,
    };
    const blank = Object.fromEntries(Object.keys(values).map((name) => [name, '']));
    for (const kind of ['full', 'empty'] as const) {
      const standing = this.#standing(kind);
      const coming = this.#renewals(standing);
      this.#show(
        companyCard,
        kind,
        companyCard(actor, { standing, renewals: coming, banner: this.#banner('good') }),
      );
      this.#show(companyCard, `${kind}, nothing to renew`, companyCard(actor, { standing, renewals: [] }));
      for (const [of, view] of [
        ['filled', { values, banner: this.#banner() }],
        ['blank', { values: blank }],
      ] as const) {
        const form = { actor, standing, commandId: 'synthetic-command', ...view };
        this.#show(companyDetailsCard, `${of}, ${kind}`, companyDetailsCard(form));
        this.#show(competencyCard, `${of}, ${kind}`, competencyCard(form));
      }
    }
    const confirm = { commandId: 'synthetic-command', version: 41 };
    this.#show(importCard, 'no table', importCard(actor, { table: undefined, banner: this.#banner() }));
    for (const [of, table] of Object.entries(this.#tables())) {
      this.#show(importCard, of, importCard(actor, { table, confirm }));
      this.#show(importCard, `${of}, banner`, importCard(actor, { table, banner: this.#banner() }));
    }
  }

  /** Tables as they are read: twelve rows of each kind, every error, and one that is none of ours. */
  #tables(): Readonly<Record<string, CompanyTable>> {
    const rows = Array.from({ length: 12 }, (_, nth) => nth);
    const ignored = this.#names('cell', 6);
    const errors = Object.values(PROBLEMS_OF_ROWS).map((problem, nth) => ({
      line: nth + 2,
      column: this.#outside('cell', 0),
      value: this.#outside('cell', nth),
      problem,
    }));
    const required: readonly Column[] = ['competency', 'level', 'anniversary'];
    const place: readonly Column[] = ['locationId', 'country', 'locationName'];
    const person: readonly Column[] = ['consultant', 'assessments'];
    const locations = {
      kind: 'locations',
      rows: rows.map((nth) => ({
        line: nth + 2,
        id: this.#outside('location', nth),
        country: 'VC',
        name: this.#outside('office', nth),
      })),
      errors: [],
      unread: 0,
      ignored,
    } as const;
    return {
      competencies: {
        kind: 'competencies',
        rows: COMPETENCY_IDS.map((competency, nth) => ({
          line: nth + 2,
          competency,
          level: 'gold',
          anniversary: TODAY,
        })),
        errors: [],
        unread: 0,
        ignored,
      },
      locations,
      consultants: {
        kind: 'consultants',
        rows: rows.map((nth) => ({
          line: nth + 2,
          name: this.#outside('consultant', nth),
          assessments: COMPETENCY_IDS,
        })),
        errors: [],
        unread: 0,
        ignored,
      },
      'the first errors': { ...locations, errors },
      'the last errors': { ...locations, rows: [], errors: errors.slice(-5) },
      'a row that is wrong': {
        ...locations,
        errors: [{ line: 2, value: '', problem: { code: 'extraCell' } }],
      },
      'none of ours': {
        kind: 'unknown',
        columns: this.#names('cell', 6),
        known: [
          { kind: 'competencies', required, optional: [], missing: required },
          { kind: 'locations', required: place, optional: [], missing: place },
          { kind: 'consultants', required: person, optional: [], missing: person },
        ],
      },
    };
  }

  #eligibility(): void {
    const actor = this.#actor;
    const values = { participant: NEW_PARTICIPANT, name: this.#outside('participant', 0), trainedOn: TODAY };
    const one = { participant: '', name: '', trainedOn: '' };
    for (const kind of ['full', 'empty'] as const) {
      const standing = this.#standing(kind);
      const { company, edition: rules, today } = standing;
      const offerings = eligibility(company, rules, today);
      const ways = unlocks(company, rules, today);
      const view = { actor, standing, offerings, ways, signer: this.#outside('person', 2) };
      this.#show(eligibilityCard, kind, eligibilityCard(view));
      this.#show(eligibilityCard, `${kind}, banner`, eligibilityCard({ ...view, banner: this.#banner() }));
      for (const offering of offerings) {
        this.#show(offeringCard, `${offering.id}, ${kind}`, offeringCard({ ...view, offering }));
      }
      const form = { actor, standing, commandId: 'synthetic-command' };
      this.#show(
        participantsCard,
        `filled, ${kind}`,
        participantsCard({ ...form, values, banner: this.#banner() }),
      );
      this.#show(participantsCard, `blank, ${kind}`, participantsCard({ ...form, values: one }));
      this.#show(
        agreementCard,
        `filled, ${kind}`,
        agreementCard({ ...form, on: TODAY, banner: this.#banner() }),
      );
      this.#show(agreementCard, `blank, ${kind}`, agreementCard({ ...form, on: '' }));
      const state = this.#renewals(standing);
      const filled = { offering: 'PVDPS', on: TODAY } as const;
      const enrol = { ...form, state, values: filled, offering: 'PVDPS' } as const;
      this.#show(enrolCard, `filled, ${kind}`, enrolCard({ ...enrol, banner: this.#banner() }));
      const blank = { ...form, state: [], values: { offering: '', on: '' }, offering: undefined };
      this.#show(enrolCard, `blank, ${kind}`, enrolCard(blank));
    }
  }

  #profiles(): void {
    const actor = this.#actor;
    const standings = {
      full: this.#standing(),
      empty: this.#standing('empty'),
      later: this.#standing('full', LATER),
    };
    const values = {
      region: this.#outside('country', 0),
      description: this.#outside('description', 0),
      website: this.#outside('website', 0),
      industries: this.#outside('tags', 0),
      products: this.#outside('tags', 1),
      services: this.#outside('tags', 2),
      solutions: this.#outside('tags', 3),
      linkedIn: this.#outside('website', 1),
      logo: 'true',
      locations: '',
      on: TODAY,
    };
    const blank = { ...Object.fromEntries(Object.keys(values).map((name) => [name, ''])), logo: 'false' };
    for (const [when, standing] of Object.entries(standings)) {
      const form = { actor, standing, commandId: 'synthetic-command' };
      this.#show(
        profilesCard,
        when,
        profilesCard(actor, {
          standing,
          commandId: 'synthetic-command',
          updatedBy: this.#outside('person', 2),
        }),
      );
      const bannered = { standing, commandId: 'synthetic-command', banner: this.#banner() };
      this.#show(profilesCard, `${when}, banner`, profilesCard(actor, bannered));
      const fresh = { ...form, region: '', profile: undefined, values: blank };
      this.#show(profileCard, `${when}, new`, profileCard(fresh));
      for (const profile of standing.company.profiles) {
        const locations = profile.locations.join(',');
        const filled = { ...form, region: profile.region, profile, values: { ...values, locations } };
        this.#show(
          profileCard,
          `${when}, ${profile.region}`,
          profileCard({ ...filled, banner: this.#banner() }),
        );
        const changed = { ...profile, published: { on: ASSIGNED, locations: [], competencies: [] } };
        this.#show(
          profileCard,
          `${when}, ${profile.region}, changed`,
          profileCard({ ...filled, profile: changed }),
        );
        const wanting = { ...profile, hasLogo: false };
        this.#show(
          profileCard,
          `${when}, ${profile.region}, no logo`,
          profileCard({ ...filled, profile: wanting }),
        );
      }
    }
  }

  #person(nth: number): PersonDocument {
    const permission = [...PERMISSIONS, undefined][nth % 4];
    return this.#document(`person ${nth}`, (): PersonDocument => ({
      id: personId(`synthetic-${nth}`),
      tenantId: TENANT,
      kind: 'person',
      schema: 1,
      name: this.#outside('person', nth),
      roles: nth % 2 === 0 ? [...OFFICIAL_ROLES] : [],
      language: 'en',
      ...(permission === undefined ? {} : { permission }),
      ...(nth > 2 ? { asked: true } : {}),
    }));
  }

  /** What a notice of each code says, with a document as it would be then. */
  #tellOf(code: NoticeCode, nth: number, standing: Standing): Told {
    const told = (
      subject: string,
      about: Partial<Told['notice']>,
      doc?: VoucherDocument | ClaimDocument | PersonDocument,
    ): Told => ({
      notice: { code, subject, day: addDays(standing.today, (nth % 9) - 3), ...about },
      doc,
      ...(nth % 2 === 0 ? { by: this.#outside('person', nth) } : {}),
    });
    const voucher = (state: Tallied, detail?: string): Told => {
      const doc = this.#voucher(state, nth, nth % 5 === 4 ? 'number' : 'all');
      return told(doc.id, detail === undefined ? {} : { detail }, doc);
    };
    const claim = (status: ClaimStatus, detail?: string): Told => {
      const doc = this.#claim(status, 2);
      return told(doc.id, detail === undefined ? {} : { detail }, doc);
    };
    const person = this.#person(nth % 10);
    switch (code) {
      case 'voucher.recorded':
      case 'reserve.now':
      case 'start.near':
      case 'start.passed':
      case 'expiry.near':
        return voucher('assigned');
      case 'voucher.released':
        return voucher('assigned', 'otherPartner');
      case 'voucher.reserved':
      case 'report.overdue':
      case 'expiry.passed':
        return voucher('reserved');
      case 'voucher.lost':
        return voucher('lost');
      case 'voucher.reported':
        return voucher('reported');
      case 'voucher.redeemed':
      case 'claimBy.near':
        return voucher('redeemed');
      case 'voucher.void':
        return voucher('void', 'duplicate');
      case 'claimBy.passed':
        return claim('draft');
      case 'claim.submitted':
        return claim('submitted');
      case 'claim.approved':
      case 'payment.missing':
        return claim('approved');
      case 'claim.paid':
        return claim('paid');
      case 'claim.denied':
        return claim('denied', 'deliverables');
      case 'access.requested':
        return told(person.id, {}, person);
      case 'access.granted':
        return told(person.id, { detail: 'consultant' }, person);
      case 'renewal.near':
        return told('company', { detail: 'DDPS' });
      case 'renewal.open':
        return told('company', { detail: 'ppm' });
      case 'renewal.passed':
        return told('company', { detail: 'membership' });
      case 'profile.stale':
        return told('company', { detail: 'PL' });
      default:
        return code satisfies never;
    }
  }

  #told(): void {
    const actor = this.#actor;
    const standing = this.#standing();
    const chat = 'https://teams.microsoft.com/l/chat/0/0?users=28:synthetic';
    const all = NOTICE_CODES.map((code, nth) => this.#tellOf(code, nth, standing));
    // Each alone where its buttons differ; the words of all of them, ten at a time.
    const alone: readonly NoticeCode[] = [
      'voucher.recorded',
      'voucher.lost',
      'claimBy.near',
      'claimBy.passed',
      'access.requested',
      'access.granted',
      'renewal.near',
      'renewal.open',
      'profile.stale',
    ];
    for (const told of all.filter(({ notice }) => alone.includes(notice.code))) {
      this.#show(noticesCard, told.notice.code, noticesCard(actor, [told], standing));
    }
    for (let nth = 0; nth < all.length; nth += 9) {
      const some = all.slice(nth, nth + 9);
      this.#show(noticesCard, `some from ${nth}`, noticesCard(actor, some, standing));
    }
    const [first] = all;
    if (first !== undefined)
      this.#show(channelCard, 'one', channelCard(actor.language, [first], standing, chat));
    this.#show(noticesCard, 'everything', noticesCard(actor, all, standing));
    this.#show(channelCard, 'everything', channelCard(actor.language, all, standing, chat));
    const vouchers = Array.from({ length: 10 }, (_, nth) => this.#tellOf('claimBy.near', nth, standing));
    this.#show(noticesCard, 'ten of one kind', noticesCard(actor, vouchers, standing));
    const person = { ...this.#person(0), timeZone: this.#outside('zone', 0) };
    this.#show(notificationsCard, 'as it begins', notificationsCard(actor, { person: undefined, standing }));
    this.#show(
      notificationsCard,
      'daily, some muted, banner',
      notificationsCard(actor, {
        person: { ...person, muted: ['vouchers', 'profile'], digest: true },
        standing,
        banner: this.#banner(),
      }),
    );
    const people = Array.from({ length: 19 }, (_, nth) => {
      const why = UNREACHABLE[nth % UNREACHABLE.length] ?? 'never';
      const one: PersonDocument = { ...this.#person(nth % 3), name: this.#outside('person', nth) };
      return unreached(
        why === 'never' ? one : { ...one, unreachable: { why, at: Date.UTC(2020, 5, 1 + nth) } },
      );
    }).filter((one) => one !== undefined);
    this.#show(unreachableCard, 'nobody', unreachableCard(actor, { people: [], standing }));
    this.#show(unreachableCard, 'many', unreachableCard(actor, { people, standing, next: 'synthetic' }));
  }

  #people(): void {
    const actor = this.#actor;
    const people = Array.from({ length: 10 }, (_, nth) => this.#person(nth));
    this.#show(peopleCard, 'ten', peopleCard(actor, people));
    this.#show(peopleCard, 'ten of many', peopleCard(actor, people, 'synthetic'));
    this.#show(peopleCard, 'one', peopleCard(actor, people.slice(0, 1)));
    for (const person of people.slice(0, 4)) {
      const standing = this.#standing();
      this.#show(personCard, person.permission ?? 'nobody', personCard(actor, { person, standing }));
      this.#show(
        personCard,
        `${person.permission ?? 'nobody'}, banner`,
        personCard(actor, { person, standing, banner: this.#banner() }),
      );
    }
    const consultant: PersonDocument = {
      ...this.#person(2),
      name: this.#outside('consultant', 3),
      consultantId: 'consultant-3',
    };
    const { consultantId: _none, ...nobody } = consultant;
    for (const [of, person] of Object.entries({ 'a consultant': consultant, 'of the same name': nobody })) {
      this.#show(personCard, of, personCard(actor, { person, standing: this.#standing() }));
    }
  }
}

const PROBLEMS: Readonly<Record<InputProblem, true>> = {
  missing: true,
  future: true,
  beforeStart: true,
  beforeReservation: true,
  beforeReport: true,
  beforeEnd: true,
  beforeRedemption: true,
  tooFar: true,
  unknown: true,
  notAccepted: true,
  malformed: true,
  tooLong: true,
};

/** Guards that an admin is shown as not met, and accepts with a reason; or none. */
const ACCEPTS: readonly (readonly GuardId[])[] = [['G2', 'G4', 'G9'], []];

/** Said above the voucher when a step is done. */
const DONE = [
  'release.done',
  'lose.done',
  'lose.back',
  'reschedule.done',
  'report.done',
  'correct.done',
  'correct.undone',
  'correct.voided',
  'reserve.done',
  'record.done',
  'cancelled',
  'refused.exists',
  'refused.unknownButton',
] as const satisfies readonly Key[];

/** Every error of a row, as long as it can get. */
const PROBLEMS_OF_ROWS: Readonly<Record<RowProblem['code'], RowProblem>> = {
  formula: { code: 'formula' },
  tooLong: { code: 'tooLong', max: 200 },
  extraCell: { code: 'extraCell' },
  missing: { code: 'missing' },
  unknownCompetency: { code: 'unknownCompetency', near: COMPETENCY_IDS.slice(0, 3) },
  unknownLevel: { code: 'unknownLevel', near: ['silver', 'gold'] },
  unknownCountry: { code: 'unknownCountry', near: ['VC', 'GS', 'BA'] },
  unknownDay: { code: 'unknownDay' },
  ambiguousDay: { code: 'ambiguousDay', options: [TODAY, LATER] },
  duplicate: { code: 'duplicate', firstLine: 2 },
  duplicateColumn: { code: 'duplicateColumn' },
  tooMany: { code: 'tooMany', max: 500 },
  moreRows: { code: 'moreRows', max: 2000, count: 7 },
};

/** Every kind of answer that a guard gives, so that a new one is missed at once. */
export const CODES: Readonly<Record<Detail['code'], true>> = {
  ok: true,
  notApplicable: true,
  attested: true,
  notAttested: true,
  missing: true,
  unpublished: true,
  startsTooSoon: true,
  expired: true,
  endsTooLate: true,
  extended: true,
  otherCountry: true,
  notALevel: true,
  tooLong: true,
  secondFifteen: true,
  notEnrolled: true,
  enrolmentLapsed: true,
  notCompetent: true,
  notInEdition: true,
  notQualified: true,
  notReported: true,
  notRedeemed: true,
  notRegistered: true,
  windowPassed: true,
  assignedTooLate: true,
  redeemedTooLate: true,
  otherPartner: true,
};

/** Every answer that a guard can give, as long as it can get. */
export const DETAILS: readonly Detail[] = [
  { code: 'ok' },
  { code: 'notApplicable' },
  { code: 'attested' },
  { code: 'notAttested' },
  ...(
    [
      'dates',
      'expiry',
      'assignedOn',
      'locations',
      'serviceLevel',
      'engagement',
      'customer',
      'enrolments',
      'competencies',
      'consultant',
      'assessments',
      'redemption',
    ] as const
  ).map((fact): Detail => ({ code: 'missing', fact })),
  { code: 'unpublished' },
  { code: 'startsTooSoon', start: TODAY, on: TODAY },
  { code: 'expired', by: TODAY },
  { code: 'endsTooLate', end: LATER, by: TODAY },
  { code: 'extended' },
  { code: 'otherCountry', country: 'VC', have: ['PL', 'DE', 'BA', 'GS'] },
  { code: 'notALevel', days: 21 },
  { code: 'tooLong', days: 15, max: 10 },
  { code: 'secondFifteen', voucherId: 'SYN-1' },
  { code: 'notEnrolled', offering: 'DDPS', enrolled: OFFERING_IDS.slice(1) },
  { code: 'enrolmentLapsed', offering: 'PVDPS', until: TODAY },
  ...(['gold', 'silver'] as const).map((level): Detail => ({
    code: 'notCompetent',
    engagement: 'd365-fo-upgrade',
    anyOf: COMPETENCY_IDS,
    level,
    held: level === 'gold' ? 'silver' : undefined,
    instead: level === 'gold' ? (Object.keys(ENGAGEMENTS) as (keyof typeof ENGAGEMENTS)[]).slice(0, 3) : [],
  })),
  { code: 'notInEdition', engagement: 'ppm-solution' },
  { code: 'notQualified', anyOf: COMPETENCY_IDS, qualified: ['a', 'b'] },
  { code: 'notQualified', anyOf: COMPETENCY_IDS.slice(0, 1), qualified: [] },
  { code: 'notReported' },
  { code: 'notRedeemed' },
  { code: 'notRegistered', offering: 'PVDPS' },
  { code: 'windowPassed', by: TODAY },
  { code: 'assignedTooLate', last: TODAY },
  { code: 'redeemedTooLate', last: TODAY },
  { code: 'otherPartner' },
];
