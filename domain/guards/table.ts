import { engagementIn, offeringOf, type Edition, type EditionId } from '../programme/edition.ts';
import {
  SERVICE_LEVELS,
  type CompetencyId,
  type EngagementId,
  type Level,
  type OfferingId,
  type Requirement,
} from '../programme/catalogue.ts';
import { heldLevel, type Company } from '../company/decide.ts';
import type { Day } from '../day.ts';
import { claimBy, expiry, isExtended } from '../voucher/deadlines.ts';
import { enrolledUntil } from '../company/renewal.ts';
import type { Facts, Reservation, Status } from '../voucher/decide.ts';

export const GUARD_IDS = [
  'G1',
  'G2',
  'G3',
  'G4',
  'G5',
  'G6',
  'G7',
  'G8',
  'G9',
  'G10',
  'G11',
  'G12',
  'G13',
  'G14',
  'G15',
  'G16',
] as const;
export type GuardId = (typeof GUARD_IDS)[number];

/** The steps that guards stand before. */
export const GUARD_STEPS = ['record', 'reserve', 'report', 'redeem', 'claim', 'submit'] as const;
export type GuardStep = (typeof GUARD_STEPS)[number];

/**
 * Sources of rules: X1 (and X2) Microsoft's process pages, X3 its payment page, X5 its notice on payment, D8 (and D7)
 * the article of 2021, PL that of 2020, V3 the VVR page of 2019; S2, S4, S7 secondary.
 */
export const SOURCE_IDS = ['X1', 'X3', 'X5', 'D8', 'PL', 'V3', 'S2', 'S4', 'S7'] as const;
export type SourceId = (typeof SOURCE_IDS)[number];

export type Severity = 'blocks' | 'warns';

/** What is looked at: the voucher as it would be after the step. */
export interface GuardSubject {
  readonly facts: Facts;
  readonly status: Status;
  readonly reservation?: Reservation | undefined;
  readonly reported: boolean;
  readonly redeemedOn?: Day | undefined;
  /** The day the step happened or is planned for. */
  readonly on: Day;
  /** Attested guards that the person ticked. */
  readonly attested: readonly GuardId[];
}

/** Another voucher of the same customer, for the 15-day rule (G6). */
export interface Sibling {
  readonly id: string;
  readonly engagement?: EngagementId | undefined;
  readonly serviceLevel?: number | undefined;
}

export interface GuardContext {
  readonly edition: Edition;
  readonly company: Company;
  /** Vouchers of the same customer (and division) that were reserved at least; undefined = not looked up. */
  readonly siblings?: readonly Sibling[] | undefined;
}

/** Why a guard is met, not met or cannot be checked; the card has words for every code. */
export type Detail =
  | { readonly code: 'ok' }
  | { readonly code: 'notApplicable' }
  | { readonly code: 'attested' }
  | { readonly code: 'notAttested' }
  | { readonly code: 'missing'; readonly fact: MissingFact }
  | { readonly code: 'unpublished' }
  | { readonly code: 'startsTooSoon'; readonly start: Day; readonly on: Day }
  | { readonly code: 'expired'; readonly by: Day }
  | { readonly code: 'endsTooLate'; readonly end: Day; readonly by: Day }
  | { readonly code: 'extended' }
  | { readonly code: 'otherCountry'; readonly country: string; readonly have: readonly string[] }
  | { readonly code: 'notALevel'; readonly days: number }
  | { readonly code: 'tooLong'; readonly days: number; readonly max: number }
  | { readonly code: 'secondFifteen'; readonly voucherId: string }
  | { readonly code: 'notEnrolled'; readonly offering: OfferingId; readonly enrolled: readonly OfferingId[] }
  | {
      readonly code: 'notCompetent';
      readonly engagement: EngagementId;
      readonly anyOf: readonly CompetencyId[];
      readonly level: Level;
      readonly held?: Level | undefined;
      /** What the company may deliver today in the same offering. */
      readonly instead: readonly EngagementId[];
    }
  | { readonly code: 'enrolmentLapsed'; readonly offering: OfferingId; readonly until: Day }
  | { readonly code: 'notInEdition'; readonly engagement: EngagementId }
  | {
      readonly code: 'notQualified';
      readonly anyOf: readonly CompetencyId[];
      readonly qualified: readonly string[];
    }
  | { readonly code: 'notReported' }
  | { readonly code: 'notRedeemed' }
  | { readonly code: 'notRegistered'; readonly offering: OfferingId }
  | { readonly code: 'windowPassed'; readonly by: Day }
  | { readonly code: 'assignedTooLate'; readonly last: Day }
  | { readonly code: 'redeemedTooLate'; readonly last: Day }
  | { readonly code: 'otherPartner' };

/** Facts that nobody has entered. */
export type MissingFact =
  | 'dates'
  | 'expiry'
  | 'assignedOn'
  | 'locations'
  | 'serviceLevel'
  | 'engagement'
  | 'customer'
  | 'enrolments'
  | 'competencies'
  | 'consultant'
  | 'assessments'
  | 'redemption';

export interface GuardAnswer {
  readonly guard: GuardId;
  readonly answer: 'met' | 'unmet' | 'unknown';
  readonly severity: Severity;
  readonly detail: Detail;
}

type Verdict = Pick<GuardAnswer, 'answer' | 'detail'>;

/** One row: at which steps it stands, how it is checked, where the rule comes from. */
export interface Guard {
  readonly check: 'computed' | 'attested';
  readonly steps: Readonly<Partial<Record<GuardStep, Severity | ((edition: Edition) => Severity)>>>;
  /** Only in these editions; absent = in all. */
  readonly editions?: readonly EditionId[];
  /** Where the rule comes from, by the programme facts' keys. */
  readonly sources: readonly SourceId[];
  answer(subject: GuardSubject, context: GuardContext): Verdict;
}

const met: Verdict = { answer: 'met', detail: { code: 'ok' } };
const notApplicable: Verdict = { answer: 'met', detail: { code: 'notApplicable' } };
const unmet = (detail: Detail): Verdict => ({ answer: 'unmet', detail });
const missing = (fact: MissingFact): Verdict => ({ answer: 'unknown', detail: { code: 'missing', fact } });

function attested(id: GuardId): Guard['answer'] {
  return ({ attested: ticked }) =>
    ticked.includes(id)
      ? { answer: 'met', detail: { code: 'attested' } }
      : { answer: 'unknown', detail: { code: 'notAttested' } };
}

function suffices(company: Company, { anyOf, level }: Requirement, on?: Day): boolean {
  const held = heldLevel(company, anyOf, on);
  return held === 'gold' || held === level;
}

/** Whether the company holds what the engagement asks for, in this edition (G9, second level of §4.2). */
export function competence(
  engagementId: EngagementId,
  { edition, company }: Pick<GuardContext, 'edition' | 'company'>,
  on?: Day,
): Verdict {
  const engagement = engagementIn(edition, engagementId);
  if (engagement === undefined) {
    return edition.isTableKnown
      ? unmet({ code: 'notInEdition', engagement: engagementId })
      : { answer: 'unknown', detail: { code: 'unpublished' } };
  }
  const { requires } = engagement;
  if (requires === 'unknown') return { answer: 'unknown', detail: { code: 'unpublished' } };
  if (Object.keys(company.competencies).length === 0) return missing('competencies');
  if (suffices(company, requires, on)) return met;
  const held = heldLevel(company, requires.anyOf, on);
  const instead = edition.engagements
    .filter((other) => other.offering === engagement.offering)
    .filter((other) => other.requires !== 'unknown' && suffices(company, other.requires, on))
    .map(({ id }) => id);
  return unmet({
    code: 'notCompetent',
    engagement: engagementId,
    anyOf: requires.anyOf,
    level: requires.level,
    held,
    instead,
  });
}

/** Consultants of the company with an assessment of the engagement's qualifying competency (G10, P15). */
export function qualified(engagementId: EngagementId, { edition, company }: GuardContext): readonly string[] {
  const requires = engagementIn(edition, engagementId)?.requires;
  if (requires === undefined || requires === 'unknown') return [];
  return company.consultants
    .filter(({ assessments }) => assessments.some((id) => requires.anyOf.includes(id)))
    .map(({ id }) => id);
}

/** Whether the company is enrolled in the offering and competent for the engagement (G9; X2, S4, PL). */
function eligible({ facts, on }: GuardSubject, context: GuardContext): Verdict {
  const { company, edition } = context;
  const offering = offeringOf(facts, edition);
  const enrolled = Object.keys(company.enrolments) as OfferingId[];
  if (offering !== undefined && enrolled.length > 0 && !enrolled.includes(offering)) {
    return unmet({ code: 'notEnrolled', offering, enrolled });
  }
  const until = offering === undefined ? undefined : enrolledUntil(company.enrolments[offering]?.on, edition);
  if (offering !== undefined && until !== undefined && until < on) {
    return unmet({ code: 'enrolmentLapsed', offering, until });
  }
  if (facts.engagement === undefined) return missing('engagement');
  const verdict = competence(facts.engagement, context, on);
  return verdict.answer === 'met' && enrolled.length === 0 ? missing('enrolments') : verdict;
}

export const GUARDS: Readonly<Record<GuardId, Guard>> = {
  G1: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks' },
    sources: ['X1'],
    answer({ reservation }) {
      if (reservation === undefined) return notApplicable;
      const { start, on } = reservation;
      return start > on ? met : unmet({ code: 'startsTooSoon', start, on });
    },
  },
  G2: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', report: 'warns', redeem: 'blocks' },
    sources: ['X1', 'D8', 'S2'],
    answer({ facts, reservation, on, redeemedOn }) {
      const by = expiry(facts);
      if (by === undefined) return missing('expiry');
      if ((redeemedOn ?? on) > by) return unmet({ code: 'expired', by });
      if (reservation !== undefined && reservation.end > by) {
        return unmet({ code: 'endsTooLate', end: reservation.end, by });
      }
      return met;
    },
  },
  G3: {
    check: 'computed',
    steps: { reserve: 'warns' },
    sources: ['S7'],
    answer({ facts }) {
      const extended = isExtended(facts);
      if (extended === undefined)
        return facts.printedExpiry === undefined ? missing('assignedOn') : notApplicable;
      return extended ? { answer: 'met', detail: { code: 'extended' } } : notApplicable;
    },
  },
  G4: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', redeem: 'blocks', claim: 'blocks' },
    sources: ['X1'],
    answer({ reservation }, { company }) {
      if (reservation === undefined) return notApplicable;
      if (company.locations.length === 0) return missing('locations');
      const here = company.locations.filter(({ country }) => country === reservation.country);
      const fits =
        reservation.locationId === undefined
          ? here.length > 0
          : here.some(({ id }) => id === reservation.locationId);
      if (fits) return met;
      const have = [...new Set(company.locations.map(({ country }) => country))];
      return unmet({ code: 'otherCountry', country: reservation.country, have });
    },
  },
  G5: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks' },
    sources: ['S4', 'X5'],
    answer({ facts }, { company }) {
      const days = facts.serviceLevel;
      if (days === undefined) return missing('serviceLevel');
      if (!(SERVICE_LEVELS as readonly number[]).includes(days)) return unmet({ code: 'notALevel', days });
      const max = facts.engagement === undefined ? undefined : company.maxDays[facts.engagement];
      if (max !== undefined && days > max) return unmet({ code: 'tooLong', days, max });
      return met;
    },
  },
  G6: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks' },
    sources: ['X1'],
    answer({ facts }, { siblings }) {
      if (facts.serviceLevel === undefined) return missing('serviceLevel');
      if (facts.serviceLevel !== 15) return notApplicable;
      if (facts.customerId === undefined || siblings === undefined) return missing('customer');
      if (facts.engagement === undefined) return missing('engagement');
      const other = siblings.find(
        (one) => one.id !== facts.number && one.serviceLevel === 15 && one.engagement === facts.engagement,
      );
      return other === undefined ? met : unmet({ code: 'secondFifteen', voucherId: other.id });
    },
  },
  G7: { check: 'attested', steps: { reserve: 'warns' }, sources: ['S4'], answer: attested('G7') },
  G8: { check: 'attested', steps: { reserve: 'warns' }, sources: ['S4'], answer: attested('G8') },
  G9: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', report: 'warns', redeem: 'warns', claim: 'warns' },
    sources: ['X1', 'S4', 'PL'],
    answer: eligible,
  },
  G10: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', report: 'warns' },
    sources: ['PL'],
    answer({ facts, reservation }, context) {
      if (reservation === undefined) return notApplicable;
      if (facts.engagement === undefined) return missing('engagement');
      const requires = engagementIn(context.edition, facts.engagement)?.requires;
      if (requires === undefined) return notApplicable;
      if (requires === 'unknown') return { answer: 'unknown', detail: { code: 'unpublished' } };
      const consultant = context.company.consultants.find(({ id }) => id === reservation.consultantId);
      if (consultant === undefined) return missing('consultant');
      if (consultant.assessments.length === 0) return missing('assessments');
      const fit = qualified(facts.engagement, context);
      return fit.includes(consultant.id)
        ? met
        : unmet({ code: 'notQualified', anyOf: requires.anyOf, qualified: fit });
    },
  },
  G11: {
    check: 'computed',
    steps: { redeem: 'blocks' },
    sources: ['X1', 'X5'],
    answer: ({ reported }) => (reported ? met : unmet({ code: 'notReported' })),
  },
  G12: { check: 'attested', steps: { report: 'warns' }, sources: ['X1'], answer: attested('G12') },
  G13: {
    check: 'computed',
    steps: { claim: 'blocks' },
    sources: ['PL', 'X3'],
    answer({ redeemedOn, facts }, { company, edition }) {
      if (redeemedOn === undefined) return unmet({ code: 'notRedeemed' });
      const offering = offeringOf(facts, edition);
      if (offering === undefined) return missing('engagement');
      return company.savb[offering] === undefined ? unmet({ code: 'notRegistered', offering }) : met;
    },
  },
  G14: {
    check: 'computed',
    // At the draft the day of submission is not known yet: there it only warns.
    steps: { claim: 'warns', submit: ({ claimWindow }) => claimWindow },
    sources: ['D8'],
    answer({ redeemedOn, on }) {
      if (redeemedOn === undefined) return missing('redemption');
      const by = claimBy(redeemedOn);
      return on <= by ? met : unmet({ code: 'windowPassed', by });
    },
  },
  G15: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', redeem: 'blocks' },
    editions: ['2021'],
    sources: ['D8'],
    answer({ facts, on, redeemedOn, reservation }, { edition }) {
      const { lastAssignment, lastRedemption } = edition;
      if (
        lastAssignment !== undefined &&
        facts.assignedOn !== undefined &&
        facts.assignedOn > lastAssignment
      ) {
        return unmet({ code: 'assignedTooLate', last: lastAssignment });
      }
      // A plan that ends later can never be redeemed.
      const latest = redeemedOn ?? (reservation !== undefined && reservation.end > on ? reservation.end : on);
      if (lastRedemption !== undefined && latest > lastRedemption) {
        return unmet({ code: 'redeemedTooLate', last: lastRedemption });
      }
      return facts.assignedOn === undefined ? missing('assignedOn') : met;
    },
  },
  G16: {
    check: 'computed',
    steps: { reserve: 'blocks' },
    sources: ['S2', 'V3'],
    answer: ({ status }) => (status === 'lost' ? unmet({ code: 'otherPartner' }) : met),
  },
};

/** The answers of every guard that stands before `step` in this edition, in the order of their numbers. */
export function checkGuards(
  step: GuardStep,
  subject: GuardSubject,
  context: GuardContext,
): readonly GuardAnswer[] {
  return GUARD_IDS.flatMap((guard) => {
    const row = GUARDS[guard];
    const severity = row.steps[step];
    if (severity === undefined) return [];
    if (row.editions !== undefined && !row.editions.includes(context.edition.id)) return [];
    return [
      {
        guard,
        severity: typeof severity === 'function' ? severity(context.edition) : severity,
        ...row.answer(subject, context),
      },
    ];
  });
}

/** Those that stand in the way: not met, and blocking. What cannot be checked never blocks. */
export function blocking(answers: readonly GuardAnswer[]): readonly GuardAnswer[] {
  return answers.filter(({ answer, severity }) => answer === 'unmet' && severity === 'blocks');
}
