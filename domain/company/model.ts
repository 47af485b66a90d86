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
import { daySchema, type Day } from '../day.ts';
import {
  EDITION_IDS,
  ELIGIBILITY_STATUSES,
  type EditionId,
  type EligibilityStatus,
} from '../programme/edition.ts';

/** MPN locations of one region's profile. */
export const MAX_PROFILE_LOCATIONS = 5;

/**
 * The business profile of Partner Center, one per region (BP, programme facts §8). Its texts stand beside the
 * state; here is what completeness and reminders go by.
 */
export const profileSchema = z.object({
  /** Region: ISO 3166-1 alpha-2. */
  region: z.string().regex(/^[A-Z]{2}$/),
  hasLogo: z.boolean(),
  /** Characters. */
  description: z.number().int().min(0),
  hasWebsite: z.boolean(),
  hasLinkedIn: z.boolean(),
  industries: z.number().int().min(0),
  products: z.number().int().min(0),
  services: z.number().int().min(0),
  solutions: z.number().int().min(0),
  /** MPN location ids. */
  locations: z.array(z.string()).max(MAX_PROFILE_LOCATIONS),
  /** What was published when: the company's locations and competencies as they were then. */
  published: z
    .object({ on: daySchema, locations: z.array(z.string()), competencies: z.array(z.string()) })
    .optional(),
});
export type Profile = z.infer<typeof profileSchema>;

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
  /** "Eligibility status" as read in Partner Center, edition 2019 (R6 to R9). */
  readonly statuses: Readonly<Partial<Record<OfferingId, ReadStatus>>>;
  /** Whether the account has been moved to Partner Center; absent = nobody answered (R24). */
  readonly moved?: boolean | undefined;
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
  /** What the company knows of an engagement's own limit, in days; it stood in the data sheets (§4.5). */
  readonly maxDays: Readonly<Partial<Record<EngagementId, number>>>;
}

interface Location {
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

interface Participant {
  readonly id: string;
  /** The day the compliance course was completed; absent = not yet. */
  readonly trainedOn?: Day | undefined;
}

/** Who did it, on which day. */
interface Signature {
  readonly on: Day;
  readonly by: string;
}

/** What somebody read in Partner Center, and when. */
export interface ReadStatus extends Signature {
  readonly status: EligibilityStatus;
}

export interface Enrolment {
  /** Day of enrolment; absent when only the fact is known. */
  readonly on?: Day | undefined;
  /** The programme agreement, signed while enrolling (P8). */
  readonly agreement?: Signature | undefined;
}

/** Once per organisation and offering, by the MPN global administrator (X3). */
type SavbRegistration = Signature;

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
const readStatus = signature.extend({ status: z.enum(ELIGIBILITY_STATUSES) });

/** An engagement's own limit in days; none is longer than the longest voucher (G5). */
const maxDays = z.number().int().positive();

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
  z.object({ type: z.literal('consultantRemoved'), consultantId: z.string() }),
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
  readStatus.extend({ type: z.literal('statusRead'), offering: z.enum(OFFERING_IDS) }),
  z.object({ type: z.literal('accountMoved'), moved: z.boolean() }),
  z.object({
    type: z.literal('maxDaysChanged'),
    engagement: z.enum(ENGAGEMENT_IDS),
    days: maxDays.optional(),
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
  statuses: z.partialRecord(z.enum(OFFERING_IDS), readStatus).default({}),
  moved: z.boolean().optional(),
  participants: z.array(participant).default([]),
  agreement: signature.optional(),
  policiesReadOn: daySchema.optional(),
  enrolments: z.partialRecord(z.enum(OFFERING_IDS), enrolment),
  directory: signature.optional(),
  profiles: z.array(profileSchema).default([]),
  savb: z.partialRecord(z.enum(OFFERING_IDS), z.object({ on: daySchema, by: z.string() })),
  maxDays: z.partialRecord(z.enum(ENGAGEMENT_IDS), maxDays),
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
  | { readonly type: 'removeConsultant'; readonly consultantId: string }
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
  | {
      readonly type: 'recordStatus';
      /** What was read of an offering. */
      readonly read?: (ReadStatus & { readonly offering: OfferingId }) | undefined;
      readonly moved?: boolean | undefined;
    }
  /** `days` absent = the company knows of no limit. */
  | { readonly type: 'changeMaxDays'; readonly engagement: EngagementId; readonly days?: number | undefined }
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
  'removeConsultant',
  'registerSavb',
  'changeDetails',
  'changeCompetency',
  'recordStatus',
  'changeMaxDays',
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
    statuses: {},
    participants: [],
    enrolments: {},
    profiles: [],
    savb: {},
    maxDays: {},
  };
}

/** Whether everybody who takes part has completed the compliance course (R10). */
export function isTrained({ participants }: Company): boolean {
  return participants.length > 0 && participants.every(({ trainedOn }) => trainedOn !== undefined);
}
