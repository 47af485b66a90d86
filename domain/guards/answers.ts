import type { CompetencyId, EngagementId, Level, OfferingId } from '../programme/catalogue.ts';
import type { EligibilityStatus } from '../programme/edition.ts';
import type { Day } from '../day.ts';

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
 * the article of 2021, PL that of 2020, RU that of 2019, V3 the VVR page of 2019; S2, S4, S7 secondary.
 */
const SOURCE_IDS = ['X1', 'X3', 'X5', 'D8', 'PL', 'RU', 'V3', 'S2', 'S4', 'S7'] as const;
/** `article`: that of the edition, which says it too. */
export type SourceId = (typeof SOURCE_IDS)[number] | 'article';

export type Severity = 'blocks' | 'warns';

/** Why a guard is met, not met or cannot be checked; the card has words for every code. */
export type Detail =
  | { readonly code: 'ok' }
  | { readonly code: 'notApplicable' }
  | { readonly code: 'attested' }
  | { readonly code: 'notAttested' }
  | { readonly code: 'missing'; readonly fact: MissingFact }
  | { readonly code: 'tableUnknown' }
  | { readonly code: 'startsTooSoon'; readonly start: Day; readonly on: Day }
  | { readonly code: 'expired'; readonly by: Day }
  /** After the last day on which its days could become another voucher. */
  | { readonly code: 'expiredForGood'; readonly by: Day; readonly last: Day }
  | { readonly code: 'endsTooLate'; readonly end: Day; readonly by: Day }
  | { readonly code: 'extended' }
  | { readonly code: 'extensionPrinted' }
  | { readonly code: 'extensionUnanswered' }
  /** Whether it is over hangs on what nobody has answered: whether the 90 days are in the printed date (G3). */
  | { readonly code: 'extensionDecides'; readonly by: Day; readonly until: Day }
  | { readonly code: 'otherCountry'; readonly country: string; readonly have: readonly string[] }
  | { readonly code: 'notALevel'; readonly days: number }
  | { readonly code: 'tooLong'; readonly days: number; readonly max: number }
  | { readonly code: 'secondFifteen'; readonly voucherId: string }
  | { readonly code: 'customerDays'; /** At least. */ readonly days: number }
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
  /** Whether the company enrolled again with its new membership is not known. */
  | { readonly code: 'membershipEnded'; readonly offering: OfferingId; readonly until: Day }
  | { readonly code: 'notInEdition'; readonly engagement: EngagementId }
  | {
      readonly code: 'notQualified';
      readonly anyOf: readonly CompetencyId[];
      readonly qualified: readonly string[];
    }
  | { readonly code: 'notActive'; readonly status: EligibilityStatus }
  | { readonly code: 'notTrained' }
  | { readonly code: 'sourcesDiffer' }
  | { readonly code: 'notReported' }
  | { readonly code: 'notRedeemed' }
  | { readonly code: 'notRegistered'; readonly offering: OfferingId }
  | { readonly code: 'windowPassed'; readonly by: Day }
  | { readonly code: 'assignedTooLate'; readonly last: Day }
  | { readonly code: 'redeemedTooLate'; readonly last: Day }
  | { readonly code: 'otherPartner' };

/** Facts that nobody has entered. */
type MissingFact =
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
  | 'participants'
  | 'agreement'
  | 'status'
  | 'redemption'
  | 'country';

export interface GuardAnswer {
  readonly guard: GuardId;
  readonly answer: 'met' | 'unmet' | 'unknown';
  readonly severity: Severity;
  readonly detail: Detail;
}

/** An answer without the guard that gave it; `severity` where it is not that of the guard's row. */
export type Verdict = Pick<GuardAnswer, 'answer' | 'detail'> & Partial<Pick<GuardAnswer, 'severity'>>;

/* Verdicts that several guards give. */
export const met: Verdict = { answer: 'met', detail: { code: 'ok' } };
export const notApplicable: Verdict = { answer: 'met', detail: { code: 'notApplicable' } };
export const tableUnknown: Verdict = { answer: 'unknown', detail: { code: 'tableUnknown' } };
export const unmet = (detail: Detail): Verdict => ({ answer: 'unmet', detail });
export const unknown = (detail: Detail): Verdict => ({ answer: 'unknown', detail });
export const missing = (fact: MissingFact): Verdict => ({
  answer: 'unknown',
  detail: { code: 'missing', fact },
});

/** Those that stand in the way: not met, and blocking. What cannot be checked never blocks. */
export function blocking(answers: readonly GuardAnswer[]): readonly GuardAnswer[] {
  return answers.filter(({ answer, severity }) => answer === 'unmet' && severity === 'blocks');
}
