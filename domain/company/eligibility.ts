import {
  COMPETENCY_IDS,
  OFFERING_IDS,
  type CompetencyId,
  type EngagementId,
  type Level,
  type OfferingId,
} from '../programme/catalogue.ts';
import { heldLevel } from './renewal.ts';
import { isTrained, type Company, type ReadStatus } from './model.ts';
import type { Day } from '../day.ts';
import type { Edition } from '../programme/edition.ts';
import { activeStatus, competence, enrolment, qualified, staffed } from '../guards/competence.ts';
import { met, missing, unknown, unmet, tableUnknown, type Verdict } from '../guards/answers.ts';
import type { GuardContext } from '../guards/subject.ts';

/** One engagement of an offering: may this company deliver it, and who of its consultants qualifies. */
export interface EngagementEligibility extends Verdict {
  readonly id: EngagementId;
  /** What it takes (P5, P15): the competency, the enrolment in the offering, a consultant with an assessment. */
  readonly needs: {
    readonly competency: Verdict;
    readonly enrolled: Verdict;
    readonly consultant: Verdict;
  };
  /** Ids of consultants with an assessment of the qualifying competency. */
  readonly consultants: readonly string[];
}

/** One requirement of an offering: what was entered about it, or that it cannot be checked (R4, P7). */
export interface Tick extends Verdict {
  readonly what: 'status' | 'competency' | 'consultant' | 'training' | 'agreement' | 'enrolled';
}

export interface OfferingEligibility {
  readonly id: OfferingId;
  readonly engagements: readonly EngagementEligibility[];
  readonly ticks: readonly Tick[];
  /** Partner Center's "Eligibility status" as somebody read it there (2019); never computed (§12.1 no. 1). */
  readonly status?: ReadStatus | undefined;
}

/** Eligibility by what the company has entered, in the order of the edition (R4 to R11, R25; P5 to P7, P23). */
export function eligibility(company: Company, edition: Edition, on: Day): readonly OfferingEligibility[] {
  return OFFERING_IDS.flatMap((id) => {
    const engagements = edition.engagements
      .filter((one) => one.offering === id)
      .map((one) => engagementEligibility(one.id, id, { edition, company }, on));
    if (engagements.length === 0) return [];
    const ticks = ticksOf(company, edition, id, engagements, on);
    return [{ id, engagements, ticks, status: company.statuses[id] }];
  });
}

/** Engagements that this one alone of the company's consultants qualifies for (P15), in the order of the edition. */
export function qualifiedAlone(
  consultantId: string,
  context: Pick<GuardContext, 'company' | 'edition'>,
): readonly EngagementId[] {
  return context.edition.engagements
    .map(({ id }) => id)
    .filter((id) => {
      const [first, ...others] = qualified(id, context);
      return first === consultantId && others.length === 0;
    });
}

/** All three conditions; the first that is not met decides, else the first that cannot be checked. */
function engagementEligibility(
  id: EngagementId,
  offering: OfferingId,
  context: GuardContext,
  on: Day,
): EngagementEligibility {
  const needs = {
    competency: competence(id, context, on),
    enrolled: enrolment(offering, context, on),
    consultant: staffed(id, context),
  };
  return { id, needs, ...worst(Object.values(needs)), consultants: qualified(id, context) };
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return (
    verdicts.find(({ answer }) => answer === 'unmet') ??
    verdicts.find(({ answer }) => answer === 'unknown') ??
    met
  );
}

/** The answer of the engagement that stands best: one that is met opens the offering. */
function best(verdicts: readonly Verdict[]): Verdict {
  return (
    verdicts.find(({ answer }) => answer === 'met') ??
    verdicts.find(({ answer }) => answer === 'unknown') ??
    verdicts[0] ??
    tableUnknown
  );
}

function ticksOf(
  company: Company,
  edition: Edition,
  offering: OfferingId,
  engagements: readonly EngagementEligibility[],
  on: Day,
): readonly Tick[] {
  const competency: Tick = { what: 'competency', ...best(engagements.map(({ needs }) => needs.competency)) };
  const consultant: Tick = { what: 'consultant', ...best(engagements.map(({ needs }) => needs.consultant)) };
  if (edition.eligibility === 'statuses') {
    return [
      competency,
      consultant,
      { what: 'status', ...activeStatus(company.statuses[offering]) },
      { what: 'training', ...training(company) },
      { what: 'agreement', ...(company.agreement === undefined ? missing('agreement') : met) },
    ];
  }
  return [
    competency,
    consultant,
    // The article of December 2020 names no compliance training; other pages of 2020 and 2021 do (§12).
    { what: 'training', ...unknown({ code: 'sourcesDiffer' }) },
    { what: 'enrolled', ...enrolment(offering, { edition, company }, on) },
  ];
}

/**
 * Offerings that the company is enrolled in although no competency it has entered fits any of their engagements (P5);
 * none where competencies are not entered, or this bot does not have the edition's table.
 */
export function unfitEnrolments(company: Company, edition: Edition, on: Day): readonly OfferingId[] {
  return OFFERING_IDS.filter((id) => {
    if (company.enrolments[id] === undefined) return false;
    const fits = edition.engagements
      .filter(({ offering }) => offering === id)
      .map((one) => competence(one.id, { edition, company }, on));
    return best(fits).answer === 'unmet';
  });
}

/** The compliance course of everybody who takes part (R10). */
function training(company: Company): Verdict {
  if (company.participants.length === 0) return missing('participants');
  return isTrained(company) ? met : unmet({ code: 'notTrained' });
}

/** A competency that the company could get, and the engagements that it would open. */
export interface Unlock {
  readonly competency: CompetencyId;
  readonly level: Level;
  readonly engagements: readonly EngagementId[];
}

/** Each competency that would meet what more engagements ask for in competencies, the most first. */
export function unlocks(company: Company, edition: Edition, on: Day): readonly Unlock[] {
  const found: Unlock[] = [];
  for (const competency of COMPETENCY_IDS) {
    for (const level of ['silver', 'gold'] as const) {
      // A lapsed competency counts as one that is not held: renewed, it opens its engagements again.
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
