import { z } from 'zod';
import {
  COMPETENCY_IDS,
  ENGAGEMENT_IDS,
  OFFERING_IDS,
  type CompetencyId,
  type EngagementId,
  type Level,
  type OfferingId,
} from './catalogue.ts';
import { dayAt, daySchema, type Day } from './day.ts';
import { EDITION_IDS, type EditionId } from './edition.ts';
import { refuse, type Refusal } from './refusal.ts';

/** What the company is and holds; the guards of every step read it. Names of people are texts beside it. */
export interface Company {
  readonly edition: EditionId;
  /** IANA name: one zone decides every day and clock of the company. */
  readonly timeZone: string;
  /** Working days kept for the completion report before a voucher runs out; ours, not the programme's. */
  readonly reportingBuffer: number;
  readonly locations: readonly Location[];
  readonly competencies: Readonly<Partial<Record<CompetencyId, Level>>>;
  readonly consultants: readonly Consultant[];
  readonly enrolments: Readonly<Partial<Record<OfferingId, Enrolment>>>;
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

export interface Enrolment {
  /** Day of enrolment; absent when only the fact is known. */
  readonly on?: Day | undefined;
}

/** Once per organisation and offering, by the MPN global administrator (X3). */
export interface SavbRegistration {
  readonly on: Day;
  readonly by: string;
}

export const MAX_LOCATIONS = 200;
export const MAX_CONSULTANTS = 500;
export const DEFAULT_REPORTING_BUFFER = 5;

const location = z.object({ id: z.string().min(1).max(40), country: z.string().regex(/^[A-Z]{2}$/) });
const consultant = z.object({ id: z.string().min(1).max(40), assessments: z.array(z.enum(COMPETENCY_IDS)) });

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
]);
export type CompanyEvent = z.infer<typeof companyEventSchema>;

export const companySchema: z.ZodType<Company> = z.object({
  edition: z.enum(EDITION_IDS),
  timeZone: z.string(),
  reportingBuffer: z.number().int().min(0).max(60),
  locations: z.array(location),
  competencies: z.partialRecord(z.enum(COMPETENCY_IDS), z.enum(['silver', 'gold'])),
  consultants: z.array(consultant),
  enrolments: z.partialRecord(z.enum(OFFERING_IDS), z.object({ on: daySchema.optional() })),
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
  | { readonly type: 'registerSavb'; readonly offering: OfferingId; readonly on: Day; readonly by: string };

/** Before anybody entered anything: every guard about the company says "cannot be checked". */
export function newCompany(editionId: EditionId): Company {
  return {
    edition: editionId,
    timeZone: 'UTC',
    reportingBuffer: DEFAULT_REPORTING_BUFFER,
    locations: [],
    competencies: {},
    consultants: [],
    enrolments: {},
    savb: {},
    maxDays: {},
  };
}

/** Facts beside the company that its decisions need. */
export interface CompanyContext {
  readonly today: Day;
  /** Offerings of which at least one voucher has been redeemed (G13). */
  readonly redeemedOfferings: ReadonlySet<OfferingId>;
  /** Whether the actor is recorded as MPN global administrator. */
  readonly globalAdmin: boolean;
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
      if (!context.globalAdmin) return refuse({ why: 'role', role: 'mpnGlobalAdmin' });
      return [{ type: 'savbRegistered', offering: command.offering, on: command.on, by: command.by }];
    default:
      return command satisfies never;
  }
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
    case 'savbRegistered':
      return { ...state, savb: { ...state.savb, [event.offering]: { on: event.on, by: event.by } } };
    default:
      return event satisfies never;
  }
}

/** The best level the company holds for any of these competencies. */
export function heldLevel(company: Company, anyOf: readonly CompetencyId[]): Level | undefined {
  const levels = anyOf.map((id) => company.competencies[id]);
  return levels.includes('gold') ? 'gold' : levels.includes('silver') ? 'silver' : undefined;
}
