import { z } from 'zod';
import {
  COMPETENCY_IDS,
  ENGAGEMENT_IDS,
  OFFERING_IDS,
  type CompetencyId,
  type EngagementId,
  type Level,
  type OfferingId,
} from '../programme/catalogue.ts';
import { dayAt, daySchema, type Day } from '../day.ts';
import { edition, EDITION_IDS, type EditionId } from '../programme/edition.ts';
import { profileSchema, snapshot, type Profile } from './profile.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { competencyUntil, renewMembershipFirst } from './renewal.ts';

/** What the company is and holds; the guards of every step read it. Names of people are texts beside it. */
export interface Company {
  readonly edition: EditionId;
  /** Company MPN id: for what is not paid; vouchers go by the location's id (ML). */
  readonly mpnId?: string | undefined;
  /** The last day of the MPN membership. */
  readonly membershipEnd?: Day | undefined;
  /** IANA name: one zone decides every day and clock of the company. */
  readonly timeZone: string;
  /** Working days kept for the completion report before a voucher runs out; ours, not the programme's. */
  readonly reportingBuffer: number;
  readonly locations: readonly Location[];
  readonly competencies: Readonly<Partial<Record<CompetencyId, Level>>>;
  /** The next anniversary of a competency: its renewal window opens the day after (RN). */
  readonly anniversaries: Readonly<Partial<Record<CompetencyId, Day>>>;
  readonly consultants: readonly Consultant[];
  /** Who takes the compliance course, edition 2019 (R10). */
  readonly participants: readonly Participant[];
  /** The provider agreement of edition 2019, signed at the end of step 1 (R11). */
  readonly agreement?: Signature | undefined;
  /** The day the policies were reviewed, before enrolling in edition 2020 (P8). */
  readonly policiesReadOn?: Day | undefined;
  readonly enrolments: Readonly<Partial<Record<OfferingId, Enrolment>>>;
  /** The partner directory of edition 2019: its fields are not known, only who updated it when (R15). */
  readonly directory?: Signature | undefined;
  /** Business profiles by region, edition 2020 (P10). */
  readonly profiles: readonly Profile[];
  readonly savb: Readonly<Partial<Record<OfferingId, SavbRegistration>>>;
  /** What the company knows of an engagement's own limit, in days; not published (§4.5). */
  readonly maxDays: Readonly<Partial<Record<EngagementId, number>>>;
}

export interface Location {
  /** MPN location id, as Partner Center prints it. */
  readonly id: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface Consultant {
  readonly id: string;
  /** Qualifying competencies of which the consultant has at least one assessment or exam (P15). */
  readonly assessments: readonly CompetencyId[];
}

export interface Participant {
  readonly id: string;
  /** The day the compliance course was completed; absent = not yet. */
  readonly trainedOn?: Day | undefined;
}

/** Who did it, on which day. */
export interface Signature {
  readonly on: Day;
  readonly by: string;
}

export interface Enrolment {
  /** Day of enrolment; absent when only the fact is known. */
  readonly on?: Day | undefined;
  /** The programme agreement, signed while enrolling (P8). */
  readonly agreement?: Signature | undefined;
}

/** Once per organisation and offering, by the MPN global administrator (X3). */
export type SavbRegistration = Signature;

export const MAX_LOCATIONS = 200;
export const MAX_CONSULTANTS = 500;
export const DEFAULT_REPORTING_BUFFER = 5;
export const MAX_PARTICIPANTS = 500;
export const MAX_PROFILES = 50;

const location = z.object({ id: z.string().min(1).max(40), country: z.string().regex(/^[A-Z]{2}$/) });
const consultant = z.object({ id: z.string().min(1).max(40), assessments: z.array(z.enum(COMPETENCY_IDS)) });

const levels = z.partialRecord(z.enum(COMPETENCY_IDS), z.enum(['silver', 'gold']));
const anniversaries = z.partialRecord(z.enum(COMPETENCY_IDS), daySchema);
const participant = z.object({ id: z.string(), trainedOn: daySchema.optional() });
const signature = z.object({ on: daySchema, by: z.string() });
const enrolment = z.object({ on: daySchema.optional(), agreement: signature.optional() });

const setUp = z.object({
  type: z.literal('companySetUp'),
  edition: z.enum(EDITION_IDS),
  timeZone: z.string(),
  competencies: z.partialRecord(z.enum(COMPETENCY_IDS), z.enum(['silver', 'gold'])),
  offerings: z.array(z.enum(OFFERING_IDS)),
});
export const companyEventSchema = z.discriminatedUnion('type', [
  setUp,
  z.object({ type: z.literal('locationAdded'), location }),
  z.object({ type: z.literal('consultantAdded'), consultant }),
  z.object({
    type: z.literal('savbRegistered'),
    offering: z.enum(OFFERING_IDS),
    on: daySchema,
    by: z.string(),
  }),
  z.object({
    type: z.literal('detailsChanged'),
    mpnId: z.string().optional(),
    membershipEnd: daySchema.optional(),
    timeZone: z.string(),
    reportingBuffer: z.number().int(),
  }),
  z.object({
    type: z.literal('competencyChanged'),
    competency: z.enum(COMPETENCY_IDS),
    level: z.enum(['silver', 'gold']).optional(),
    anniversary: daySchema.optional(),
  }),
  z.object({ type: z.literal('participantChanged'), participant }),
  z.object({ type: z.literal('agreementSigned'), on: daySchema, by: z.string() }),
  z.object({ type: z.literal('policiesRead'), on: daySchema }),
  z.object({
    type: z.literal('enrolled'),
    offering: z.enum(OFFERING_IDS),
    on: daySchema,
    agreement: signature.optional(),
  }),
  z.object({ type: z.literal('directoryUpdated'), on: daySchema, by: z.string() }),
  z.object({ type: z.literal('profileSaved'), profile: profileSchema }),
  z.object({ type: z.literal('profilePublished'), region: z.string(), on: daySchema }),
  z.object({ type: z.literal('editionChanged'), edition: z.enum(EDITION_IDS) }),
  z.object({
    type: z.literal('imported'),
    locations: z.array(location),
    competencies: levels,
    anniversaries,
    consultants: z.array(consultant),
  }),
]);
export type CompanyEvent = z.infer<typeof companyEventSchema>;

export const companySchema: z.ZodType<Company> = z.object({
  edition: z.enum(EDITION_IDS),
  timeZone: z.string(),
  reportingBuffer: z.number().int().min(0).max(60),
  locations: z.array(location),
  mpnId: z.string().optional(),
  membershipEnd: daySchema.optional(),
  competencies: levels,
  anniversaries: anniversaries.default({}),
  consultants: z.array(consultant),
  participants: z.array(participant).default([]),
  agreement: signature.optional(),
  policiesReadOn: daySchema.optional(),
  enrolments: z.partialRecord(z.enum(OFFERING_IDS), enrolment),
  directory: signature.optional(),
  profiles: z.array(profileSchema).default([]),
  savb: z.partialRecord(z.enum(OFFERING_IDS), z.object({ on: daySchema, by: z.string() })),
  maxDays: z.partialRecord(z.enum(ENGAGEMENT_IDS), z.number().int().positive()),
});

export type CompanyCommand =
  | {
      readonly type: 'setUp';
      readonly edition: EditionId;
      readonly timeZone: string;
      readonly competencies: Company['competencies'];
      readonly offerings: readonly OfferingId[];
      readonly location?: Location | undefined;
      readonly consultant?: Consultant | undefined;
    }
  | { readonly type: 'addLocation'; readonly location: Location }
  | { readonly type: 'addConsultant'; readonly consultant: Consultant }
  | { readonly type: 'registerSavb'; readonly offering: OfferingId; readonly on: Day; readonly by: string }
  | {
      readonly type: 'changeDetails';
      readonly mpnId?: string | undefined;
      readonly membershipEnd?: Day | undefined;
      readonly timeZone: string;
      readonly reportingBuffer: number;
    }
  | {
      readonly type: 'changeCompetency';
      readonly competency: CompetencyId;
      /** Absent = the company holds it no longer. */
      readonly level?: Level | undefined;
      readonly anniversary?: Day | undefined;
    }
  | { readonly type: 'changeParticipant'; readonly participant: Participant }
  | { readonly type: 'signAgreement'; readonly on: Day; readonly by: string }
  | { readonly type: 'readPolicies'; readonly on: Day }
  | { readonly type: 'enrol'; readonly offering: OfferingId; readonly on: Day; readonly by: string }
  | { readonly type: 'updateDirectory'; readonly on: Day; readonly by: string }
  | { readonly type: 'saveProfile'; readonly profile: Profile }
  | { readonly type: 'publishProfile'; readonly region: string; readonly on: Day }
  | { readonly type: 'changeEdition'; readonly edition: EditionId }
  | {
      readonly type: 'import';
      readonly locations: readonly Location[];
      readonly competencies: Company['competencies'];
      readonly anniversaries: Company['anniversaries'];
      readonly consultants: readonly Consultant[];
    };

export const COMPANY_COMMANDS = [
  'setUp',
  'addLocation',
  'addConsultant',
  'registerSavb',
  'changeDetails',
  'changeCompetency',
  'changeParticipant',
  'signAgreement',
  'readPolicies',
  'enrol',
  'updateDirectory',
  'saveProfile',
  'publishProfile',
  'changeEdition',
  'import',
] as const satisfies CompanyCommand['type'][];

/** Before anybody entered anything: every guard about the company says "cannot be checked". */
export function newCompany(editionId: EditionId): Company {
  return {
    edition: editionId,
    timeZone: 'UTC',
    reportingBuffer: DEFAULT_REPORTING_BUFFER,
    locations: [],
    competencies: {},
    anniversaries: {},
    consultants: [],
    participants: [],
    enrolments: {},
    profiles: [],
    savb: {},
    maxDays: {},
  };
}

/** Facts beside the company that its decisions need. */
export interface CompanyContext {
  readonly today: Day;
  /** Offerings of which at least one voucher has been redeemed (G13). */
  readonly redeemedOfferings: ReadonlySet<OfferingId>;
  /** Whether the actor may say that it was done: the MPN global administrator, or an admin for them. */
  readonly mayRegister: boolean;
}

/** What the command does to the company, or why not. Source of the SAVB rules: X3, G13. */
export function decideCompany(
  state: Company,
  command: CompanyCommand,
  context: CompanyContext,
): readonly CompanyEvent[] | Refusal {
  switch (command.type) {
    case 'setUp': {
      if (!isZone(command.timeZone)) {
        return refuse({ why: 'input', field: 'timeZone', problem: 'unknown' });
      }
      const events: CompanyEvent[] = [
        {
          type: 'companySetUp',
          edition: command.edition,
          timeZone: command.timeZone,
          competencies: { ...command.competencies },
          offerings: [...command.offerings],
        },
      ];
      if (command.location !== undefined)
        events.push({ type: 'locationAdded', location: { ...command.location } });
      if (command.consultant !== undefined) events.push(added(command.consultant));
      return events;
    }
    case 'addLocation':
      if (
        state.locations.length >= MAX_LOCATIONS &&
        state.locations.every(({ id }) => id !== command.location.id)
      ) {
        return refuse({ why: 'tooMany', max: MAX_LOCATIONS });
      }
      return [{ type: 'locationAdded', location: { ...command.location } }];
    case 'addConsultant':
      if (
        state.consultants.length >= MAX_CONSULTANTS &&
        state.consultants.every(({ id }) => id !== command.consultant.id)
      ) {
        return refuse({ why: 'tooMany', max: MAX_CONSULTANTS });
      }
      return [added(command.consultant)];
    case 'registerSavb':
      if (state.savb[command.offering] !== undefined) {
        return refuse({ why: 'registered', offering: command.offering });
      }
      if (!context.redeemedOfferings.has(command.offering)) {
        return refuse({ why: 'nothingRedeemed', offering: command.offering });
      }
      if (command.on > context.today)
        return refuse({ why: 'input', field: 'on', problem: 'future', limit: context.today });
      if (!context.mayRegister) return refuse({ why: 'role', role: 'mpnGlobalAdmin' });
      return [{ type: 'savbRegistered', offering: command.offering, on: command.on, by: command.by }];
    case 'changeDetails':
      if (!isZone(command.timeZone)) return wrong('timeZone', 'unknown');
      return [
        {
          type: 'detailsChanged',
          timeZone: command.timeZone,
          reportingBuffer: command.reportingBuffer,
          ...(command.mpnId === undefined ? {} : { mpnId: command.mpnId }),
          ...(command.membershipEnd === undefined ? {} : { membershipEnd: command.membershipEnd }),
        },
      ];
    case 'changeCompetency':
      return [
        {
          type: 'competencyChanged',
          competency: command.competency,
          ...(command.level === undefined ? {} : { level: command.level }),
          ...(command.anniversary === undefined ? {} : { anniversary: command.anniversary }),
        },
      ];
    case 'changeParticipant':
      if (
        state.participants.length >= MAX_PARTICIPANTS &&
        state.participants.every(({ id }) => id !== command.participant.id)
      ) {
        return refuse({ why: 'tooMany', max: MAX_PARTICIPANTS });
      }
      return (
        future(command.participant.trainedOn, 'trainedOn', context) ?? [
          { type: 'participantChanged', participant: { ...command.participant } },
        ]
      );
    case 'signAgreement':
      // R11: after the participants have completed the compliance course.
      if (edition(state.edition).complianceTraining && !isTrained(state)) {
        return refuse({ why: 'notTrained' });
      }
      return (
        future(command.on, 'on', context) ?? [{ type: 'agreementSigned', on: command.on, by: command.by }]
      );
    case 'readPolicies':
      return future(command.on, 'on', context) ?? [{ type: 'policiesRead', on: command.on }];
    case 'enrol':
      return enrol(state, command, context);
    case 'updateDirectory':
      return (
        future(command.on, 'on', context) ?? [{ type: 'directoryUpdated', on: command.on, by: command.by }]
      );
    case 'saveProfile':
      if (
        state.profiles.length >= MAX_PROFILES &&
        state.profiles.every(({ region }) => region !== command.profile.region)
      ) {
        return refuse({ why: 'tooMany', max: MAX_PROFILES });
      }
      return [{ type: 'profileSaved', profile: command.profile }];
    case 'publishProfile':
      if (state.profiles.every(({ region }) => region !== command.region)) return refuse({ why: 'notFound' });
      return (
        future(command.on, 'on', context) ?? [
          { type: 'profilePublished', region: command.region, on: command.on },
        ]
      );
    case 'changeEdition':
      return [{ type: 'editionChanged', edition: command.edition }];
    case 'import':
      if (union(state.locations, command.locations).length > MAX_LOCATIONS) {
        return refuse({ why: 'tooMany', max: MAX_LOCATIONS });
      }
      if (union(state.consultants, command.consultants).length > MAX_CONSULTANTS) {
        return refuse({ why: 'tooMany', max: MAX_CONSULTANTS });
      }
      return [
        {
          type: 'imported',
          locations: command.locations.map((one) => ({ ...one })),
          competencies: { ...command.competencies },
          anniversaries: { ...command.anniversaries },
          consultants: command.consultants.map(({ id, assessments }) => ({
            id,
            assessments: [...assessments],
          })),
        },
      ];
    default:
      return command satisfies never;
  }
}

/** Enrolling needs what comes before it in the edition: the agreement (2019), or the policies read (2020). */
function enrol(
  state: Company,
  { offering, on, by }: Extract<CompanyCommand, { type: 'enrol' }>,
  context: CompanyContext,
): readonly CompanyEvent[] | Refusal {
  const rules = edition(state.edition);
  const late = future(on, 'on', context);
  if (late !== undefined) return late;
  if (rules.agreement === 'eligibility') {
    if (state.agreement === undefined) return refuse({ why: 'notSigned' });
    return [{ type: 'enrolled', offering, on }];
  }
  if (state.policiesReadOn === undefined) return refuse({ why: 'policiesUnread' });
  // S3: within 90 days of the end of the membership, the new one comes first.
  if (renewMembershipFirst(state, on) && state.membershipEnd !== undefined) {
    return refuse({ why: 'membershipEnds', until: state.membershipEnd });
  }
  return [{ type: 'enrolled', offering, on, agreement: { on, by } }];
}

/** Whether everybody who takes part has completed the compliance course (R10). */
export function isTrained({ participants }: Company): boolean {
  return participants.length > 0 && participants.every(({ trainedOn }) => trainedOn !== undefined);
}

function future(on: Day | undefined, field: string, { today }: CompanyContext): Refusal | undefined {
  return on !== undefined && on > today
    ? refuse({ why: 'input', field, problem: 'future', limit: today })
    : undefined;
}

function wrong(field: string, problem: 'unknown'): Refusal {
  return refuse({ why: 'input', field, problem });
}

function union<T extends { readonly id: string }>(have: readonly T[], more: readonly T[]): readonly T[] {
  return [...have.filter(({ id }) => more.every((one) => one.id !== id)), ...more];
}

/** Whether days can be told in this zone; a zone that is not one would stop every later command. */
function isZone(timeZone: string): boolean {
  try {
    dayAt(0, timeZone);
    return true;
  } catch {
    return false;
  }
}

function added(one: Consultant): CompanyEvent {
  return { type: 'consultantAdded', consultant: { id: one.id, assessments: [...one.assessments] } };
}

/** The company after an event. A location or consultant with a known id is replaced. */
export function evolveCompany(state: Company, event: CompanyEvent): Company {
  switch (event.type) {
    case 'companySetUp': {
      const enrolments: Partial<Record<OfferingId, Enrolment>> = {};
      for (const offering of event.offerings) enrolments[offering] = state.enrolments[offering] ?? {};
      return {
        ...state,
        edition: event.edition,
        timeZone: event.timeZone,
        competencies: event.competencies,
        enrolments,
      };
    }
    case 'locationAdded':
      return {
        ...state,
        locations: [...state.locations.filter(({ id }) => id !== event.location.id), event.location],
      };
    case 'consultantAdded':
      return {
        ...state,
        consultants: [...state.consultants.filter(({ id }) => id !== event.consultant.id), event.consultant],
      };
    case 'detailsChanged': {
      const { mpnId: _id, membershipEnd: _end, ...rest } = state;
      const { type: _type, ...details } = event;
      return { ...rest, ...details };
    }
    case 'competencyChanged': {
      const { [event.competency]: _level, ...competencies } = state.competencies;
      const { [event.competency]: _day, ...others } = state.anniversaries;
      if (event.level === undefined) return { ...state, competencies, anniversaries: others };
      return {
        ...state,
        competencies: { ...competencies, [event.competency]: event.level },
        anniversaries:
          event.anniversary === undefined ? others : { ...others, [event.competency]: event.anniversary },
      };
    }
    case 'participantChanged':
      return { ...state, participants: union(state.participants, [event.participant]) };
    case 'agreementSigned':
      return { ...state, agreement: { on: event.on, by: event.by } };
    case 'policiesRead':
      return { ...state, policiesReadOn: event.on };
    case 'enrolled':
      return {
        ...state,
        enrolments: {
          ...state.enrolments,
          [event.offering]: {
            on: event.on,
            ...(event.agreement === undefined ? {} : { agreement: event.agreement }),
          },
        },
      };
    case 'directoryUpdated':
      return { ...state, directory: { on: event.on, by: event.by } };
    case 'profileSaved': {
      const before = state.profiles.find(({ region }) => region === event.profile.region);
      const published = event.profile.published ?? before?.published;
      const saved = { ...event.profile, ...(published === undefined ? {} : { published }) };
      return {
        ...state,
        profiles: [...state.profiles.filter(({ region }) => region !== saved.region), saved],
      };
    }
    case 'profilePublished':
      return {
        ...state,
        profiles: state.profiles.map((profile) =>
          profile.region === event.region
            ? { ...profile, published: { on: event.on, ...snapshot(state) } }
            : profile,
        ),
      };
    case 'editionChanged':
      return { ...state, edition: event.edition };
    case 'imported':
      return {
        ...state,
        locations: union(state.locations, event.locations),
        competencies: { ...state.competencies, ...(event.competencies as Company['competencies']) },
        anniversaries: { ...state.anniversaries, ...(event.anniversaries as Company['anniversaries']) },
        consultants: union(state.consultants, event.consultants),
      };
    case 'savbRegistered':
      return { ...state, savb: { ...state.savb, [event.offering]: { on: event.on, by: event.by } } };
    default:
      return event satisfies never;
  }
}

/** The best level the company holds for any of these competencies on a day: one that lapsed counts no more (RN). */
export function heldLevel(company: Company, anyOf: readonly CompetencyId[], on?: Day): Level | undefined {
  const held = anyOf.map((id) => {
    const anniversary = company.anniversaries[id];
    const isLapsed = on !== undefined && anniversary !== undefined && competencyUntil(anniversary) < on;
    return isLapsed ? undefined : company.competencies[id];
  });
  return held.includes('gold') ? 'gold' : held.includes('silver') ? 'silver' : undefined;
}
