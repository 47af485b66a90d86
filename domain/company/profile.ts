import { addDays, type Day } from '../day.ts';
import type { Company, Profile } from './model.ts';

export const MAX_DESCRIPTION = 2500;
/** Published profiles older than this many days are worth a look; ours, not the programme's. */
export const STALE_DAYS = 183;

/** The parts that completeness counts; LinkedIn is optional (§8). */
export const PROFILE_PARTS = [
  'logo',
  'description',
  'website',
  'industries',
  'products',
  'services',
  'solutions',
  'locations',
] as const;
export type ProfilePart = (typeof PROFILE_PARTS)[number];

function has(profile: Profile, part: ProfilePart): boolean {
  switch (part) {
    case 'logo':
      return profile.hasLogo;
    case 'description':
      return profile.description > 0;
    case 'website':
      return profile.hasWebsite;
    case 'industries':
    case 'products':
    case 'services':
    case 'solutions':
      return profile[part] > 0;
    case 'locations':
      return profile.locations.length > 0;
    default:
      return part satisfies never;
  }
}

/** Percent of the parts that are filled, and which are not. */
export function completeness(profile: Profile): {
  readonly percent: number;
  readonly missing: readonly ProfilePart[];
} {
  const missing = PROFILE_PARTS.filter((part) => !has(profile, part));
  return { percent: Math.round(100 * (1 - missing.length / PROFILE_PARTS.length)), missing };
}

/** Why a published profile should be looked at again; undefined when it need not, or was never published. */
export function staleness(
  profile: Profile,
  company: Company,
  today: Day,
): 'old' | 'locationsChanged' | 'competenciesChanged' | undefined {
  const { published } = profile;
  if (published === undefined) return undefined;
  if (!same(published.locations, snapshot(company).locations)) return 'locationsChanged';
  if (!same(published.competencies, snapshot(company).competencies)) return 'competenciesChanged';
  return addDays(published.on, STALE_DAYS) < today ? 'old' : undefined;
}

/** What a customer would see changed: locations, and competencies with their level. */
export function snapshot(company: Company): {
  readonly locations: string[];
  readonly competencies: string[];
} {
  return {
    locations: company.locations.map(({ id }) => id).sort(),
    competencies: Object.entries(company.competencies)
      .map(([id, level]) => `${id}:${level}`)
      .sort(),
  };
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
