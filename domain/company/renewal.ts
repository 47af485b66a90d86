import {
  OFFERING_IDS,
  COMPETENCY_IDS,
  type CompetencyId,
  type Level,
  type OfferingId,
} from '../programme/catalogue.ts';
import type { Company } from './model.ts';
import { addDays, type Day } from '../day.ts';
import { renewalAnniversary } from '../programme/competency-extensions.ts';
import { engagementIn, type Edition } from '../programme/edition.ts';
import type { Facts, Stage } from '../voucher/model.ts';

/** The renewal window of a competency opens the day after its anniversary and lasts so many days (RN). */
const COMPETENCY_WINDOW_DAYS = 30;
/** Within so many days before the MPN membership ends, it is renewed first (S3). */
const MEMBERSHIP_DAYS = 90;
/** From so many days before, a renewal is shown as coming. */
const COMING_DAYS = 60;

/** Something that has to be renewed: until when it holds, from when it can be renewed, and how it stands. */
export interface Renewal {
  readonly what: 'competency' | 'membership';
  /** The competency; absent for the membership. */
  readonly id?: CompetencyId;
  /**
   * Offerings in which the company enrols again with the membership. The articles say "every year" and name no day
   * (R14, P9); S3 ties it to the membership's renewal.
   */
  readonly enrolments?: readonly OfferingId[];
  /** The last day on which it holds. */
  readonly until: Day;
  /** The first day on which it can be renewed. */
  readonly opens?: Day;
  readonly state: 'holds' | 'coming' | 'open' | 'lapsed';
}

/** The last day of a competency with this anniversary: the end of its renewal window, extensions counted (RN). */
export function competencyUntil(id: CompetencyId, anniversary: Day): Day {
  return addDays(renewalAnniversary(id, anniversary), COMPETENCY_WINDOW_DAYS);
}

/** The first day of the renewal window that ends on `until`. */
export function competencyOpens(until: Day): Day {
  return addDays(until, 1 - COMPETENCY_WINDOW_DAYS);
}

/** Every renewal of the company whose day is known, the nearest first (R14, P9; RN; S3). */
export function renewals(company: Company, edition: Edition, today: Day): readonly Renewal[] {
  const found: Renewal[] = [];
  for (const id of COMPETENCY_IDS) {
    const anniversary = company.anniversaries[id];
    if (anniversary === undefined || company.competencies[id] === undefined) continue;
    const until = competencyUntil(id, anniversary);
    const opens = competencyOpens(until);
    const state = until < today ? 'lapsed' : today >= opens ? 'open' : stateOf(addDays(opens, -1), today);
    found.push({ what: 'competency', id, until, opens, state });
  }
  if (company.membershipEnd !== undefined) {
    const until = company.membershipEnd;
    const enrolments = edition.yearlyRenewal ? OFFERING_IDS.filter((id) => company.enrolments[id]) : [];
    found.push({
      what: 'membership',
      until,
      state: stateOf(until, today),
      ...(enrolments.length > 0 ? { enrolments } : {}),
    });
  }
  return found.sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0));
}

function stateOf(until: Day, today: Day): Renewal['state'] {
  if (until < today) return 'lapsed';
  return addDays(today, COMING_DAYS) >= until ? 'coming' : 'holds';
}

/** Whether the 90-day rule asks to activate the new MPN membership before enrolling (S3): secondary, so it only warns. */
export function renewMembershipFirst(company: Company, today: Day): boolean {
  return company.membershipEnd !== undefined && company.membershipEnd <= addDays(today, MEMBERSHIP_DAYS);
}

/**
 * Whether a voucher in flight depends on what a renewal is about: on the membership all do, on a competency those
 * that no other one would carry on `today`.
 */
export function endangers(
  renewal: Renewal,
  { facts, stage }: { readonly facts: Facts; readonly stage: Stage },
  company: Company,
  edition: Edition,
  today: Day,
): boolean {
  if (stage.status === 'lost' || stage.status === 'void') return false;
  if (stage.status === 'redeemed' && stage.claimId !== undefined) return false;
  if (renewal.what === 'membership') return true;
  const requires =
    facts.engagement === undefined ? undefined : engagementIn(edition, facts.engagement)?.requires;
  if (requires === undefined || requires === 'unknown') return false;
  const carries = (id: CompetencyId): boolean => {
    const level = company.competencies[id];
    return level === 'gold' || (level !== undefined && requires.level === 'silver');
  };
  const holds = (id: CompetencyId): boolean => {
    const anniversary = company.anniversaries[id];
    return carries(id) && (anniversary === undefined || competencyUntil(id, anniversary) >= today);
  };
  const about = requires.anyOf.find((id) => id === renewal.id);
  return about !== undefined && carries(about) && requires.anyOf.every((id) => id === about || !holds(id));
}

/** The best level the company holds for any of these competencies on a day: one that lapsed counts no more (RN). */
export function heldLevel(company: Company, anyOf: readonly CompetencyId[], on?: Day): Level | undefined {
  const held = anyOf.map((id) => {
    const anniversary = company.anniversaries[id];
    const isLapsed = on !== undefined && anniversary !== undefined && competencyUntil(id, anniversary) < on;
    return isLapsed ? undefined : company.competencies[id];
  });
  return held.includes('gold') ? 'gold' : held.includes('silver') ? 'silver' : undefined;
}
