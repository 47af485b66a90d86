import type { Engagement, EngagementId, OfferingId } from './catalogue.ts';
import type { Day } from '../day.ts';

export const EDITION_IDS = ['2019', '2020', '2021'] as const;
export type EditionId = (typeof EDITION_IDS)[number];

/** The idea of a step; its number comes from the edition. */
export const STEP_IDEAS = [
  'eligibility',
  'enrolment',
  'profile',
  'assign',
  'reserve',
  'report',
  'redeem',
  'claim',
] as const;
export type StepIdea = (typeof STEP_IDEAS)[number];

/** The values of the 2019 screen's column "Eligibility status" (R7 to R9). */
export const ELIGIBILITY_STATUSES = ['notStarted', 'inProgress', 'active'] as const;
export type EligibilityStatus = (typeof ELIGIBILITY_STATUSES)[number];

interface ProgrammeStep {
  readonly no: number;
  readonly idea: StepIdea;
  /** For whom the article writes it: newcomers go through all, who is active begins at step 4. */
  readonly who: 'new' | 'existing';
}

/** Pages that the edition's article names; all of them are historical. */
export interface Links {
  readonly overview: string;
  /** What single programmes or engagements ask for. */
  readonly requirements: string;
  /** Where the provider agreement is signed (2019). */
  readonly registration?: string;
  readonly profile: string;
  readonly directory?: string;
  readonly vlsc: string;
  readonly vlscGuide?: string;
  readonly partnerCenter: string;
  /** Where vouchers are validated, reserved and redeemed. */
  readonly vvr: string;
  /** How to work in VVR (2019). */
  readonly vvrGuide?: string;
  readonly savb: string;
  readonly workflow?: string;
  readonly faq?: string;
  readonly policies?: string;
  readonly retired?: string;
  /** What the retirement of the programme means (2021). */
  readonly retirement?: string;
}

/** VVR in Partner Center (F3), the same in every edition. */
export const VVR = 'https://partner.microsoft.com/pcv/dashboard/overview';

/** Pages of Partner Center's documentation that the articles link to by their names. */
export const docsPage = (name: string): string => `https://docs.microsoft.com/en-us/partner-center/${name}`;

/** Microsoft's support: an address for EMEA, a service request elsewhere (D8, F3, X4). */
export const SUPPORT = {
  emea: 'savoucher@msdirectservices.com',
  requests: 'https://partner.microsoft.com/dashboard/support/servicerequests',
} as const;

/** One edition of the programme: its rules as data. What the sources do not say is absent. */
export interface Edition {
  readonly id: EditionId;
  /** The article that it is, as a source of rules. */
  readonly article: 'RU' | 'PL' | 'D8';
  readonly steps: readonly ProgrammeStep[];
  /** 2019 names a status per offering; 2020 ticks each requirement. */
  readonly eligibility: 'statuses' | 'ticks';
  /** Whether the compliance course is a step of its own; where it is not, whether it is asked for is not clear (§12). */
  readonly complianceTraining: boolean;
  /** Where the programme agreement is signed. */
  readonly agreement: 'eligibility' | 'enrolment';
  /** Whether the article asks to enrol again every year; it names no day (§12.1 no. 3). */
  readonly yearlyRenewal: boolean;
  readonly profile: 'directory' | 'businessProfile';
  /** Known only since 2021: before, missing it is a warning (G14). */
  readonly claimWindow: 'warns' | 'blocks';
  /** Retirement dates (G15). */
  readonly lastAssignment?: Day;
  /** The day on which customers' remaining days were removed. */
  readonly daysRemovedOn?: Day;
  readonly lastRedemption?: Day;
  readonly engagements: readonly Engagement[];
  /** Whether the edition's table of engagements is known in full. */
  readonly isTableKnown: boolean;
  readonly links: Links;
}

/** The number that this edition gives a step; undefined where it has no such step (2019: assign). */
export function stepNumber(of: Edition, idea: StepIdea): number | undefined {
  return of.steps.find((step) => step.idea === idea)?.no;
}

/** The engagement in this edition's catalogue; undefined when the edition does not have it. */
export function engagementIn(of: Edition, id: EngagementId): Engagement | undefined {
  return of.engagements.find((engagement) => engagement.id === id);
}

/** The offering of a voucher: by its engagement, else as the mail said. */
export function offeringOf(
  {
    engagement,
    offering,
  }: { readonly engagement?: EngagementId | undefined; readonly offering?: OfferingId | undefined },
  of: Edition,
): OfferingId | undefined {
  return engagement === undefined ? offering : (engagementIn(of, engagement)?.offering ?? offering);
}
