import {
  COMPETENCY_IDS,
  OFFERING_IDS,
  type CompetencyId,
  type EngagementId,
  type Level,
  type OfferingId,
} from '../programme/catalogue.ts';
import { heldLevel, enrolledUntil } from './renewal.ts';
import type { Company } from './model.ts';
import type { Day } from '../day.ts';
import type { Edition } from '../programme/edition.ts';
import { competence, qualified } from '../guards/competence.ts';
import type { GuardAnswer } from '../guards/answers.ts';

/** One engagement of an offering: may this company deliver it, and who of its consultants qualifies. */
export interface EngagementEligibility {
  readonly id: EngagementId;
  readonly answer: GuardAnswer['answer'];
  readonly detail: GuardAnswer['detail'];
  /** Ids of consultants with an assessment of the qualifying competency. */
  readonly consultants: readonly string[];
}

/** The names of the 2019 screen's column "Eligibility status" (R7 to R9). */
export type EligibilityStatus = 'notStarted' | 'inProgress' | 'active';

/** One requirement of an offering, with the tick of edition 2020 (P7). */
export interface Tick {
  readonly what: 'competency' | 'consultant' | 'training' | 'agreement' | 'enrolled';
  readonly met: boolean;
}

export interface OfferingEligibility {
  readonly id: OfferingId;
  readonly engagements: readonly EngagementEligibility[];
  readonly ticks: readonly Tick[];
  readonly status: EligibilityStatus;
}

/** Eligibility as the edition shows it, computed from what the company has entered; never typed (R4 to R9, P5 to P7). */
export function eligibility(company: Company, edition: Edition, on: Day): readonly OfferingEligibility[] {
  return OFFERING_IDS.flatMap((id) => {
    const engagements = edition.engagements
      .filter((one) => one.offering === id)
      .map((one): EngagementEligibility => ({
        id: one.id,
        ...competence(one.id, { edition, company }, on),
        consultants: qualified(one.id, { edition, company }),
      }));
    if (engagements.length === 0) return [];
    const ticks = ticksOf(company, edition, id, engagements, on);
    const count = ticks.filter(({ met }) => met).length;
    const status = count === ticks.length ? 'active' : count === 0 ? 'notStarted' : 'inProgress';
    return [{ id, engagements, ticks, status }];
  });
}

function ticksOf(
  company: Company,
  edition: Edition,
  offering: OfferingId,
  engagements: readonly EngagementEligibility[],
  on: Day,
): readonly Tick[] {
  if (edition.eligibility === 'statuses') {
    // 2019: training of all participants, the consultant's exams, and the agreement at the end of step 1.
    const { participants } = company;
    return [
      {
        what: 'training',
        met: participants.length > 0 && participants.every(({ trainedOn }) => trainedOn !== undefined),
      },
      { what: 'consultant', met: company.consultants.some(({ assessments }) => assessments.length > 0) },
      { what: 'agreement', met: company.agreement !== undefined },
    ];
  }
  const enrolment = company.enrolments[offering];
  // An enrolment that lapsed keeps nobody's reservation (G9): it is no tick either.
  const until = enrolledUntil(enrolment?.on, edition);
  return [
    { what: 'competency', met: engagements.some(({ answer }) => answer === 'met') },
    { what: 'consultant', met: engagements.some(({ consultants }) => consultants.length > 0) },
    { what: 'enrolled', met: enrolment !== undefined && (until === undefined || until >= on) },
  ];
}

/** A competency that the company could get, and the engagements that it would open. */
export interface Unlock {
  readonly competency: CompetencyId;
  readonly level: Level;
  readonly engagements: readonly EngagementId[];
}

/** The shortest ways to more engagements: each competency with what it alone would open, the most first. */
export function unlocks(company: Company, edition: Edition, on: Day): readonly Unlock[] {
  const found: Unlock[] = [];
  for (const competency of COMPETENCY_IDS) {
    for (const level of ['silver', 'gold'] as const) {
      // One that lapsed would open what it opened once.
      const have = heldLevel(company, [competency], on);
      if (have === 'gold' || have === level) continue;
      const anniversaries = { ...company.anniversaries };
      delete anniversaries[competency];
      const wished = {
        ...company,
        anniversaries,
        competencies: { ...company.competencies, [competency]: level },
      };
      const opened = edition.engagements
        .map(({ id }) => id)
        .filter(
          (id) =>
            competence(id, { edition, company }, on).answer !== 'met' &&
            competence(id, { edition, company: wished }, on).answer === 'met',
        );
      const cheaper = found.find(
        (one) => one.competency === competency && one.engagements.length === opened.length,
      );
      if (opened.length > 0 && cheaper === undefined) found.push({ competency, level, engagements: opened });
    }
  }
  return found.sort((a, b) => b.engagements.length - a.engagements.length);
}
