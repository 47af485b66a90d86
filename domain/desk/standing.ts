import { dayAt, type Day } from '../day.ts';
import { type Edition, type EditionId } from '../programme/edition.ts';
import type { Texts } from '../store/documents.ts';
import { COMPANY_ID } from '../store/ids.ts';
import type { Clock } from '../store/ports.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import { newCompany, type Company } from '../company/model.ts';
import { edition } from '../programme/editions.ts';

/** The company's rules as they stand today. */
export interface Standing {
  readonly company: Company;
  readonly edition: Edition;
  /** The day that it is in the company's zone. */
  readonly today: Day;
  /** Names beside the state; empty before the set-up. */
  readonly texts: Texts;
  /** 0 before anybody set the company up. */
  readonly version: number;
}

export interface StandingPorts {
  readonly clock: Clock;
  readonly editionOfNewCompanies: EditionId;
}

/** Reads the company, its edition and its day; a tenant without one stands as a new company does. */
export async function readStanding(
  { clock, editionOfNewCompanies }: StandingPorts,
  unit: UnitOfWork,
): Promise<Standing> {
  const doc = await unit.read('company', COMPANY_ID);
  const company = doc?.state ?? newCompany(editionOfNewCompanies);
  return {
    company,
    edition: edition(company.edition),
    today: dayAt(clock.now(), company.timeZone),
    texts: doc?.texts ?? {},
    version: doc?.version ?? 0,
  };
}
