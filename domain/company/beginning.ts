import type { Day } from '../day.ts';
import { OFFERING_IDS } from '../programme/catalogue.ts';
import type { Edition, StepIdea } from '../programme/edition.ts';
import { hasEnded } from '../programme/retirement.ts';
import { isTrained, type Company } from './model.ts';

/**
 * The step where the company begins (R2, R24, R25, P3). Newcomers go through all steps; who is already active in a
 * programme begins at the first of the existing partners' steps that has not ended. In 2019 that takes more than the
 * column's value "Active", which comes before the course, the agreement and the enrolment (§12.1 no. 1): the enrolment
 * in the same offering, and the account moved to Partner Center. Undefined while nobody has answered whether it was
 * moved, and when the programme has ended.
 */
export function beginsAt(company: Company, edition: Edition, today: Day): StepIdea | undefined {
  if (hasEnded(edition, 'redeem', today)) return undefined;
  const open = edition.steps.find(({ idea, who }) => who === 'existing' && !hasEnded(edition, idea, today));
  if (edition.eligibility === 'ticks') {
    return Object.keys(company.enrolments).length > 0 ? open?.idea : 'eligibility';
  }
  const active = OFFERING_IDS.filter((id) => company.statuses[id]?.status === 'active');
  if (active.length === 0) return 'eligibility';
  if (active.every((id) => company.enrolments[id] === undefined)) {
    // The course and the agreement end step 1.
    return isTrained(company) && company.agreement !== undefined ? 'enrolment' : 'eligibility';
  }
  if (company.moved !== true) return company.moved === undefined ? undefined : 'eligibility';
  // An agreement signed here is a newcomer's, who goes through step 3, too.
  return company.agreement !== undefined && company.directory === undefined ? 'profile' : open?.idea;
}
