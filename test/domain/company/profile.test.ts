import { describe, expect, test } from '@jest/globals';
import { profileSchema, type Company, type Profile } from '../../../domain/company/model.ts';
import {
  completeness,
  PROFILE_PARTS,
  snapshot,
  staleness,
  type ProfilePart,
} from '../../../domain/company/profile.ts';
import { companyOf, d, today, type Covers } from '../given.ts';

const everyPart: Covers<ProfilePart, typeof PROFILE_PARTS> = true;

function profileOf(over: Partial<Profile> = {}): Profile {
  return {
    region: 'PL',
    hasLogo: true,
    description: 10,
    hasWebsite: true,
    hasLinkedIn: false,
    industries: 1,
    products: 1,
    services: 1,
    solutions: 1,
    locations: ['SYN-PL'],
    ...over,
  };
}

describe('completeness', () => {
  const EMPTY: Readonly<Record<ProfilePart, Partial<Profile>>> = {
    logo: { hasLogo: false },
    description: { description: 0 },
    website: { hasWebsite: false },
    industries: { industries: 0 },
    products: { products: 0 },
    services: { services: 0 },
    solutions: { solutions: 0 },
    locations: { locations: [] },
  };

  test('counts eight parts, and LinkedIn is none of them', () => {
    expect(everyPart).toBe(true);
    expect(Object.keys(EMPTY)).toEqual(PROFILE_PARTS);
    expect(completeness(profileOf())).toEqual({ percent: 100, missing: [] });
    expect(completeness(profileOf({ hasLinkedIn: true }))).toEqual({ percent: 100, missing: [] });
  });

  test.each(PROFILE_PARTS)('misses %s, an eighth, when it is empty', (part) => {
    expect(completeness(profileOf(EMPTY[part]))).toEqual({ percent: 88, missing: [part] });
  });

  test.each([
    [8, 0],
    [7, 13],
    [4, 50],
    [2, 75],
  ])('of a profile without %i of its parts is %i percent', (count, percent) => {
    const missing = PROFILE_PARTS.slice(0, count);
    const over = missing.reduce<Partial<Profile>>((all, part) => ({ ...all, ...EMPTY[part] }), {});
    expect(completeness(profileOf(over))).toEqual({ percent, missing });
  });
});

describe('a published profile', () => {
  const published = (on: string, company = companyOf()): Profile =>
    profileOf({ published: { on: d(on), ...snapshot(company) } });

  test.each<[string, Profile, Partial<Company>, ReturnType<typeof staleness>]>([
    ['was never published', profileOf(), { locations: [] }, undefined],
    ['is as the company is', published('2020-06-01'), {}, undefined],
    ['was published 183 days ago', published('2019-12-15'), {}, undefined],
    ['was published a day before that', published('2019-12-14'), {}, 'old'],
    [
      'shows a location that is gone',
      published('2020-06-01'),
      { locations: [{ id: 'SYN-PL', country: 'PL' }] },
      'locationsChanged',
    ],
    [
      'does not show a new location',
      published('2020-06-01'),
      { locations: [...companyOf().locations, { id: 'SYN-CZ', country: 'CZ' }] },
      'locationsChanged',
    ],
    [
      'shows locations in another order',
      published('2020-06-01'),
      { locations: companyOf().locations.toReversed() },
      undefined,
    ],
    [
      'shows another level',
      published('2020-06-01'),
      { competencies: { 'windows-and-devices': 'gold' } },
      'competenciesChanged',
    ],
    ['shows a competency that is gone', published('2020-06-01'), { competencies: {} }, 'competenciesChanged'],
    [
      'is old, and changed: the change is told',
      published('2019-01-01'),
      { competencies: {} },
      'competenciesChanged',
    ],
  ])('%s', (_title, profile, over, why) => {
    expect(staleness(profile, companyOf(over), today)).toBe(why);
  });
});

test.each<[string, Partial<Profile>, boolean]>([
  ['as it is', {}, true],
  ['with five locations', { locations: ['1', '2', '3', '4', '5'] }, true],
  ['with six', { locations: ['1', '2', '3', '4', '5', '6'] }, false],
  ['of a region that is no country', { region: 'Poland' }, false],
  ['with less than nothing', { products: -1 }, false],
])('a profile %s is stored: %#', (_title, over, stored) => {
  expect(profileSchema.safeParse(profileOf(over)).success).toBe(stored);
});
