import type { Company, ReadStatus } from '../company/model.ts';
import { heldLevel } from '../company/renewal.ts';
import type { Day } from '../day.ts';
import {
  OFFERING_IDS,
  type EngagementId,
  type OfferingId,
  type Requirement,
} from '../programme/catalogue.ts';
import { engagementIn, offeringOf } from '../programme/edition.ts';
import { met, missing, unknown, unmet, tableUnknown, type Verdict } from './answers.ts';
import type { GuardContext, GuardSubject } from './subject.ts';

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
    return edition.isTableKnown ? unmet({ code: 'notInEdition', engagement: engagementId }) : tableUnknown;
  }
  const { requires } = engagement;
  if (requires === 'unknown') return tableUnknown;
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

/** Whether anybody of the company has an assessment of the engagement's qualifying competency (P15, P23). */
export function staffed(engagementId: EngagementId, context: GuardContext): Verdict {
  const { edition, company } = context;
  const requires = engagementIn(edition, engagementId)?.requires;
  if (requires === undefined || requires === 'unknown') return tableUnknown;
  if (company.consultants.every(({ assessments }) => assessments.length === 0)) return missing('assessments');
  return qualified(engagementId, context).length > 0
    ? met
    : unmet({ code: 'notQualified', anyOf: requires.anyOf, qualified: [] });
}

/**
 * Whether the company is enrolled in the offering. Enrolling again every year has no documented day (§12.1 no. 3):
 * after the end of the membership it cannot be checked, and it never blocks.
 */
export function enrolment(
  offering: OfferingId,
  { edition, company }: Pick<GuardContext, 'edition' | 'company'>,
  on: Day | undefined,
): Verdict {
  const enrolled = OFFERING_IDS.filter((id) => company.enrolments[id] !== undefined);
  if (enrolled.length === 0) return missing('enrolments');
  if (!enrolled.includes(offering)) return unmet({ code: 'notEnrolled', offering, enrolled });
  const { membershipEnd: until } = company;
  const since = company.enrolments[offering]?.on;
  if (!edition.yearlyRenewal || until === undefined || (on !== undefined && until >= on)) return met;
  return since !== undefined && since > until ? met : unknown({ code: 'membershipEnded', offering, until });
}

/** The status that somebody read in Partner Center (2019); what nobody read is not known (§12.1 no. 1). */
export function activeStatus(read: ReadStatus | undefined): Verdict {
  if (read === undefined) return missing('status');
  return read.status === 'active' ? met : unmet({ code: 'notActive', status: read.status });
}

/**
 * Whether the company is enrolled in the offering and competent for the engagement, and in 2019 Active in it as far as
 * somebody recorded that (G9; X2, S4, PL, §5.2). A recorded status warns: it is a copy, and may be an old one.
 */
export function eligible({ facts, on }: GuardSubject, context: GuardContext): Verdict {
  const { company, edition } = context;
  const offering = offeringOf(facts, edition);
  const enrolled = offering === undefined ? undefined : enrolment(offering, context, on);
  if (enrolled?.answer === 'unmet') return enrolled;
  const competent = facts.engagement === undefined ? undefined : competence(facts.engagement, context, on);
  if (competent?.answer === 'unmet') return competent;
  if (offering !== undefined && edition.eligibility === 'statuses') {
    const active = activeStatus(company.statuses[offering]);
    if (active.answer === 'unmet') return { ...active, severity: 'warns' };
  }
  if (competent === undefined) return missing('engagement');
  // What can be entered is said before what this bot cannot check.
  const isOpen = competent.answer === 'met' || competent.detail.code === 'tableUnknown';
  return isOpen && enrolled?.answer === 'unknown' ? enrolled : competent;
}
