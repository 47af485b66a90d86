import { dayAt, type Day } from '../day.ts';
import { notAfter, wrong } from '../input-checks.ts';
import { present } from '../present.ts';
import { SERVICE_LEVELS, type OfferingId } from '../programme/catalogue.ts';
import { edition } from '../programme/editions.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { union, withProfile } from './evolve.ts';
import {
  isTrained,
  MAX_CONSULTANTS,
  MAX_LOCATIONS,
  MAX_PARTICIPANTS,
  MAX_PROFILES,
  type Company,
  type CompanyCommand,
  type CompanyEvent,
  type Consultant,
} from './model.ts';

/** Facts beside the company that its decisions need. */
export interface CompanyContext {
  readonly today: Day;
  /** Offerings of which at least one voucher has been redeemed (G13). */
  readonly redeemedOfferings: ReadonlySet<OfferingId>;
  /** Whether the actor may say that it was done: the MPN global administrator, or an admin for them. */
  readonly mayRegister: boolean;
}

/** What the command does to the company, or why not. Source of the SAVB rules: X3, G13. */
export function decideCompany(
  state: Company,
  command: CompanyCommand,
  context: CompanyContext,
): readonly CompanyEvent[] | Refusal {
  const { today } = context;
  switch (command.type) {
    case 'setUp': {
      if (!isZone(command.timeZone)) return wrong('timeZone', 'unknown');
      const events: CompanyEvent[] = [
        {
          type: 'companySetUp',
          edition: command.edition,
          timeZone: command.timeZone,
          competencies: { ...command.competencies },
          offerings: [...command.offerings],
        },
      ];
      if (command.location !== undefined)
        events.push({ type: 'locationAdded', location: { ...command.location } });
      if (command.consultant !== undefined) events.push(added(command.consultant));
      return events;
    }
    case 'addLocation':
      return (
        crowded(union(state.locations, [command.location]), MAX_LOCATIONS) ?? [
          { type: 'locationAdded', location: { ...command.location } },
        ]
      );
    case 'addConsultant':
      return (
        crowded(union(state.consultants, [command.consultant]), MAX_CONSULTANTS) ?? [
          added(command.consultant),
        ]
      );
    case 'removeConsultant':
      if (state.consultants.every(({ id }) => id !== command.consultantId))
        return refuse({ why: 'notFound' });
      return [{ type: 'consultantRemoved', consultantId: command.consultantId }];
    case 'registerSavb':
      if (state.savb[command.offering] !== undefined) {
        return refuse({ why: 'registered', offering: command.offering });
      }
      if (!context.redeemedOfferings.has(command.offering)) {
        return refuse({ why: 'nothingRedeemed', offering: command.offering });
      }
      return (
        notAfter('on', command.on, today) ??
        (context.mayRegister
          ? [{ type: 'savbRegistered', offering: command.offering, on: command.on, by: command.by }]
          : refuse({ why: 'role', role: 'mpnGlobalAdmin' }))
      );
    case 'changeDetails':
      if (!isZone(command.timeZone)) return wrong('timeZone', 'unknown');
      return [
        present({
          type: 'detailsChanged',
          timeZone: command.timeZone,
          reportingBuffer: command.reportingBuffer,
          mpnId: command.mpnId,
          membershipEnd: command.membershipEnd,
        }),
      ];
    case 'changeCompetency':
      return [
        present({
          type: 'competencyChanged',
          competency: command.competency,
          level: command.level,
          anniversary: command.anniversary,
        }),
      ];
    case 'recordStatus': {
      const { read, moved } = command;
      if (read === undefined && moved === undefined) return wrong('status', 'missing');
      return (
        notAfter('on', read?.on, today) ?? [
          ...(read === undefined ? [] : [{ type: 'statusRead' as const, ...read }]),
          ...(moved === undefined ? [] : [{ type: 'accountMoved' as const, moved }]),
        ]
      );
    }
    case 'changeMaxDays':
      // G5: no engagement is longer than the longest voucher.
      if (command.days !== undefined && (command.days < 1 || command.days > Math.max(...SERVICE_LEVELS))) {
        return wrong('maxDays', 'malformed');
      }
      return [present({ type: 'maxDaysChanged', engagement: command.engagement, days: command.days })];
    case 'changeParticipant':
      return (
        crowded(union(state.participants, [command.participant]), MAX_PARTICIPANTS) ??
        notAfter('trainedOn', command.participant.trainedOn, today) ?? [
          { type: 'participantChanged', participant: { ...command.participant } },
        ]
      );
    case 'signAgreement':
      // R11: after the participants have completed the compliance course.
      if (edition(state.edition).complianceTraining && !isTrained(state)) {
        return refuse({ why: 'notTrained' });
      }
      return (
        notAfter('on', command.on, today) ?? [{ type: 'agreementSigned', on: command.on, by: command.by }]
      );
    case 'readPolicies':
      return notAfter('on', command.on, today) ?? [{ type: 'policiesRead', on: command.on }];
    case 'enrol':
      return enrol(state, command, context);
    case 'updateDirectory':
      return (
        notAfter('on', command.on, today) ?? [{ type: 'directoryUpdated', on: command.on, by: command.by }]
      );
    case 'saveProfile':
      return (
        crowded(withProfile(state.profiles, command.profile), MAX_PROFILES) ?? [
          { type: 'profileSaved', profile: command.profile },
        ]
      );
    case 'publishProfile':
      if (state.profiles.every(({ region }) => region !== command.region)) return refuse({ why: 'notFound' });
      return (
        notAfter('on', command.on, today) ?? [
          { type: 'profilePublished', region: command.region, on: command.on },
        ]
      );
    case 'changeEdition':
      return [{ type: 'editionChanged', edition: command.edition }];
    case 'import':
      return (
        crowded(union(state.locations, command.locations), MAX_LOCATIONS) ??
        crowded(union(state.consultants, command.consultants), MAX_CONSULTANTS) ?? [
          {
            type: 'imported',
            locations: command.locations.map((one) => ({ ...one })),
            competencies: { ...command.competencies },
            anniversaries: { ...command.anniversaries },
            consultants: command.consultants.map(({ id, assessments }) => ({
              id,
              assessments: [...assessments],
            })),
          },
        ]
      );
    default:
      return command satisfies never;
  }
}

/** Enrolling needs what comes before it in the edition: the agreement (2019), or the policies read (2020). */
function enrol(
  state: Company,
  { offering, on, by }: Extract<CompanyCommand, { type: 'enrol' }>,
  context: CompanyContext,
): readonly CompanyEvent[] | Refusal {
  const rules = edition(state.edition);
  const late = notAfter('on', on, context.today);
  if (late !== undefined) return late;
  if (rules.agreement === 'eligibility') {
    if (state.agreement === undefined) return refuse({ why: 'notSigned' });
    return [{ type: 'enrolled', offering, on }];
  }
  if (state.policiesReadOn === undefined) return refuse({ why: 'policiesUnread' });
  // Saved again, it is still whoever signed it then.
  const known = state.enrolments[offering];
  const agreement = known?.on === on ? (known.agreement ?? { on, by }) : { on, by };
  return [{ type: 'enrolled', offering, on, agreement }];
}

/** More of something than the company can hold. */
function crowded(after: readonly unknown[], max: number): Refusal | undefined {
  return after.length > max ? refuse({ why: 'tooMany', max }) : undefined;
}

/** Whether days can be told in this zone; a zone that is not one would stop every later command. */
function isZone(timeZone: string): boolean {
  try {
    dayAt(0, timeZone);
    return true;
  } catch {
    return false;
  }
}

function added(one: Consultant): CompanyEvent {
  return { type: 'consultantAdded', consultant: { id: one.id, assessments: [...one.assessments] } };
}
