import type { Company } from '../company/model.ts';
import { enrolledUntil, heldLevel } from '../company/renewal.ts';
import type { Day } from '../day.ts';
import type { EngagementId, OfferingId, Requirement } from '../programme/catalogue.ts';
import { engagementIn, offeringOf } from '../programme/edition.ts';
import { met, missing, unmet, unpublished, type Verdict } from './answers.ts';
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
    return edition.isTableKnown ? unmet({ code: 'notInEdition', engagement: engagementId }) : unpublished;
  }
  const { requires } = engagement;
  if (requires === 'unknown') return unpublished;
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
export function eligible({ facts, on }: GuardSubject, context: GuardContext): Verdict {
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
