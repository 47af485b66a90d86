import type { OfferingId } from '../programme/catalogue.ts';
import { present } from '../present.ts';
import type { Company, CompanyEvent, Enrolment, Profile } from './model.ts';
import { snapshot } from './profile.ts';

/** The company after an event. A location or consultant with a known id is replaced. */
export function evolveCompany(state: Company, event: CompanyEvent): Company {
  switch (event.type) {
    case 'companySetUp': {
      const enrolments: Partial<Record<OfferingId, Enrolment>> = {};
      for (const offering of event.offerings) enrolments[offering] = state.enrolments[offering] ?? {};
      return {
        ...state,
        edition: event.edition,
        timeZone: event.timeZone,
        competencies: event.competencies,
        enrolments,
      };
    }
    case 'locationAdded':
      return { ...state, locations: union(state.locations, [event.location]) };
    case 'consultantAdded':
      return { ...state, consultants: union(state.consultants, [event.consultant]) };
    case 'consultantRemoved':
      return { ...state, consultants: state.consultants.filter(({ id }) => id !== event.consultantId) };
    case 'detailsChanged': {
      const { mpnId: _id, membershipEnd: _end, ...rest } = state;
      const { type: _type, ...details } = event;
      return { ...rest, ...details };
    }
    case 'competencyChanged': {
      const { [event.competency]: _level, ...competencies } = state.competencies;
      const { [event.competency]: _day, ...others } = state.anniversaries;
      if (event.level === undefined) return { ...state, competencies, anniversaries: others };
      return {
        ...state,
        competencies: { ...competencies, [event.competency]: event.level },
        anniversaries:
          event.anniversary === undefined ? others : { ...others, [event.competency]: event.anniversary },
      };
    }
    case 'statusRead': {
      const { type: _type, offering, ...read } = event;
      return { ...state, statuses: { ...state.statuses, [offering]: read } };
    }
    case 'accountMoved':
      return { ...state, moved: event.moved };
    case 'maxDaysChanged': {
      const { [event.engagement]: _days, ...maxDays } = state.maxDays;
      return {
        ...state,
        maxDays: event.days === undefined ? maxDays : { ...maxDays, [event.engagement]: event.days },
      };
    }
    case 'participantChanged':
      return { ...state, participants: union(state.participants, [event.participant]) };
    case 'agreementSigned':
      return { ...state, agreement: { on: event.on, by: event.by } };
    case 'policiesRead':
      return { ...state, policiesReadOn: event.on };
    case 'enrolled':
      return {
        ...state,
        enrolments: {
          ...state.enrolments,
          [event.offering]: present({ on: event.on, agreement: event.agreement }),
        },
      };
    case 'directoryUpdated':
      return { ...state, directory: { on: event.on, by: event.by } };
    case 'profileSaved': {
      const before = state.profiles.find(({ region }) => region === event.profile.region);
      const published = event.profile.published ?? before?.published;
      return { ...state, profiles: withProfile(state.profiles, present({ ...event.profile, published })) };
    }
    case 'profilePublished':
      return {
        ...state,
        profiles: state.profiles.map((profile) =>
          profile.region === event.region
            ? { ...profile, published: { on: event.on, ...snapshot(state) } }
            : profile,
        ),
      };
    case 'editionChanged':
      return { ...state, edition: event.edition };
    case 'imported':
      return {
        ...state,
        locations: union(state.locations, event.locations),
        competencies: { ...state.competencies, ...(event.competencies as Company['competencies']) },
        anniversaries: { ...state.anniversaries, ...(event.anniversaries as Company['anniversaries']) },
        consultants: union(state.consultants, event.consultants),
      };
    case 'savbRegistered':
      return { ...state, savb: { ...state.savb, [event.offering]: { on: event.on, by: event.by } } };
    default:
      return event satisfies never;
  }
}

/** A list with more of it: an entry with a known id is replaced, and comes last. */
export function union<T extends { readonly id: string }>(
  have: readonly T[],
  more: readonly T[],
): readonly T[] {
  return [...have.filter(({ id }) => more.every((one) => one.id !== id)), ...more];
}

/** The profiles with this one in place of that of its region. */
export function withProfile(have: readonly Profile[], profile: Profile): readonly Profile[] {
  return [...have.filter(({ region }) => region !== profile.region), profile];
}
