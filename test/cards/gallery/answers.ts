import type { Detail, GuardId } from '../../../domain/guards/answers.ts';
import { COMPETENCY_IDS, ENGAGEMENTS, OFFERING_IDS } from '../../../domain/programme/catalogue.ts';
import type { InputProblem } from '../../../domain/refusal.ts';
import { LATER, TODAY } from './days.ts';

export const PROBLEMS: Readonly<Record<InputProblem, true>> = {
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
export const ACCEPTS: readonly (readonly GuardId[])[] = [['G2', 'G4', 'G9'], []];

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
