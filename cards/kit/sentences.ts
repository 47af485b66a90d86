import { ENGAGEMENTS, OFFERINGS, COMPETENCIES, type CompetencyId } from '../../domain/programme/catalogue.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Detail, GuardAnswer } from '../../domain/guards/answers.ts';
import type { Language } from '../../domain/people/person.ts';
import type { Reason } from '../../domain/refusal.ts';
import type { Renewal } from '../../domain/company/renewal.ts';
import type { Facts } from '../../domain/voucher/model.ts';
import { choiceOf, countryName, formatDay, formatInstant, listOf } from './format.ts';
import { say, type Key, type Say } from './say.ts';

/** Sentences that several cards need: what a guard answers, why something was refused. */

/** The engagement's name, else the offering's, else that it is not known. */
export function engagementName(language: Language, facts: Pick<Facts, 'engagement' | 'offering'>): string {
  if (facts.engagement !== undefined) return ENGAGEMENTS[facts.engagement];
  if (facts.offering !== undefined) return `${facts.offering} (${OFFERINGS[facts.offering]})`;
  return say(language, 'voucher.engagementUnknown');
}

const competencyNames = (ids: readonly CompetencyId[]): string[] => ids.map((id) => COMPETENCIES[id]);

/** What is missing, and what would make it possible; one sentence or two. */
export function guardSentence(language: Language, { detail }: Pick<GuardAnswer, 'detail'>): string {
  const t = (key: Key, args?: Record<string, string | number>): string => say(language, key, args);
  const date = (value: Parameters<typeof formatDay>[1]): string => formatDay(language, value);
  switch (detail.code) {
    case 'ok':
    case 'notApplicable':
    case 'attested':
    case 'notAttested':
    case 'extended':
    case 'unpublished':
    case 'notReported':
    case 'notRedeemed':
    case 'otherPartner':
      return t(`guard.${detail.code}`);
    case 'missing':
      return t('guard.missing', { fact: t(`fact.${detail.fact}`) });
    case 'startsTooSoon':
      return t('guard.startsTooSoon', { start: date(detail.start), on: date(detail.on) });
    case 'expired':
      return t('guard.expired', { by: date(detail.by) });
    case 'endsTooLate':
      return t('guard.endsTooLate', { end: date(detail.end), by: date(detail.by) });
    case 'otherCountry':
      return t('guard.otherCountry', {
        country: countryName(language, detail.country),
        have: listOf(
          language,
          detail.have.map((code) => countryName(language, code)),
        ),
      });
    case 'notALevel':
      return t('guard.notALevel', { days: detail.days });
    case 'tooLong':
      return t('guard.tooLong', { days: detail.days, max: detail.max });
    case 'secondFifteen':
      return t('guard.secondFifteen');
    case 'notEnrolled':
      return t('guard.notEnrolled', {
        offering: detail.offering,
        enrolled: listOf(language, [...detail.enrolled]),
      });
    case 'notCompetent':
      return notCompetent(language, detail);
    case 'enrolmentLapsed':
      return t('guard.enrolmentLapsed', { offering: detail.offering, until: date(detail.until) });
    case 'notInEdition':
      return t('guard.notInEdition', { engagement: ENGAGEMENTS[detail.engagement] });
    case 'notQualified':
      return t('guard.notQualified', {
        competencies: choiceOf(language, competencyNames(detail.anyOf)),
        count: detail.qualified.length,
      });
    case 'notRegistered':
      return t('guard.notRegistered', { offering: detail.offering });
    case 'windowPassed':
      return t('guard.windowPassed', { by: date(detail.by) });
    case 'assignedTooLate':
      return t('guard.assignedTooLate', { last: date(detail.last) });
    case 'redeemedTooLate':
      return t('guard.redeemedTooLate', { last: date(detail.last) });
    default:
      return detail satisfies never;
  }
}

function notCompetent(language: Language, detail: Extract<Detail, { code: 'notCompetent' }>): string {
  const first = say(language, detail.level === 'gold' ? 'guard.needsGold' : 'guard.needsSilver', {
    engagement: ENGAGEMENTS[detail.engagement],
    competencies: choiceOf(language, competencyNames(detail.anyOf)),
    held: detail.held ?? 'none',
  });
  const second =
    detail.instead.length === 0
      ? say(language, 'guard.nothingInstead')
      : say(language, 'guard.instead', {
          engagements: listOf(
            language,
            detail.instead.map((id) => ENGAGEMENTS[id]),
          ),
        });
  return `${first} ${second}`;
}

/** The name of what has to be renewed. */
export function renewalName(t: Say, { what, id }: Pick<Renewal, 'what' | 'id'>): string {
  switch (what) {
    case 'enrolment':
      return t('renewal.enrolment', { offering: id ?? '' });
    case 'competency':
      return t('renewal.competency', { competency: COMPETENCIES[id as CompetencyId] });
    case 'membership':
      return t('renewal.membership');
    default:
      return what satisfies never;
  }
}

/** Why something was refused and what would help, for a line above the inputs. */
export function refusalSentence(
  language: Language,
  reason: Reason,
  { standing, nameOf }: { readonly standing: Standing; readonly nameOf?: (id: string) => string | undefined },
): string {
  const t = (key: Key, args?: Record<string, string | number>): string => say(language, key, args);
  switch (reason.why) {
    case 'state':
      return t('refused.state', { status: statusName(language, reason.status) });
    case 'guards':
      return reason.unmet.map((answer) => `${guardSentence(language, answer)} (${answer.guard})`).join(' ');
    case 'input': {
      const field = fieldName(language, reason.field);
      const limit = reason.limit === undefined ? '' : formatDay(language, reason.limit);
      return t(`problem.${reason.problem}`, { field, limit });
    }
    case 'permission':
      return t('refused.permission', {
        needs: choiceOf(
          language,
          reason.needs.map((permission) => t(`permission.${permission}`)),
        ),
      });
    case 'role':
      return t('refused.role', { role: t(`role.${reason.role}`) });
    case 'exists':
      return t('refused.exists');
    case 'notFound':
    case 'reused':
    case 'claimed':
    case 'nothingToUndo':
    case 'reasonNeeded':
    case 'mixedCountries':
    case 'nothingChosen':
    case 'lastAdmin':
    case 'notRunOut':
    case 'notTrained':
    case 'notSigned':
    case 'policiesUnread':
      return t(`refused.${reason.why}`);
    case 'stale': {
      const name = reason.by === undefined ? undefined : nameOf?.(reason.by);
      const at = reason.at === undefined ? '' : formatInstant(language, reason.at, standing.company.timeZone);
      return name === t('person.you')
        ? t('refused.staleOwn', { at })
        : t('refused.stale', { name: name ?? t('person.someone'), at });
    }
    case 'membershipEnds':
      return t('refused.membershipEnds', { until: formatDay(language, reason.until) });
    case 'tooMany':
      return t('refused.tooMany', { max: reason.max });
    case 'registered':
      return t('refused.registered', { offering: reason.offering });
    case 'nothingRedeemed':
      return t('refused.nothingRedeemed', { offering: reason.offering });
    default:
      return reason satisfies never;
  }
}

const STATUS_KEYS = {
  assigned: 'status.assigned',
  reserved: 'status.reserved',
  reported: 'status.reported',
  redeemed: 'status.redeemed',
  claimed: 'status.claimed',
  lost: 'status.lost',
  void: 'status.void',
  draft: 'status.draft',
  submitted: 'status.submitted',
  approved: 'status.approved',
  paid: 'status.paid',
  denied: 'status.denied',
  discarded: 'status.discarded',
  expired: 'status.expired',
} as const;

/** The name of a voucher's or a claim's state. */
export function statusName(language: Language, status: string): string {
  return status in STATUS_KEYS ? say(language, STATUS_KEYS[status as keyof typeof STATUS_KEYS]) : status;
}

const FIELD_KEYS = {
  number: 'field.number',
  adminEmail: 'field.adminEmail',
  engagement: 'field.engagement',
  serviceLevel: 'field.serviceLevel',
  assignedOn: 'field.assignedOn',
  printedExpiry: 'field.expiry',
  adjustedExpiry: 'field.adjustedExpiry',
  customer: 'field.customer',
  division: 'field.division',
  country: 'field.country',
  locationId: 'field.locationId',
  consultantId: 'field.consultant',
  consultantName: 'field.consultantName',
  start: 'field.start',
  end: 'field.end',
  terms: 'field.terms',
  on: 'field.on',
  reservedOn: 'field.reservedOn',
  reportedOn: 'field.reportedOn',
  redeemedOn: 'field.redeemedOn',
  handedOverOn: 'field.handedOverOn',
  deliverable: 'field.deliverable',
  receivedBy: 'field.receivedBy',
  reference: 'field.reference',
  amount: 'field.amount',
  currency: 'field.currency',
  reason: 'field.reason',
  companyName: 'field.companyName',
  timeZone: 'field.timeZone',
  stage: 'field.stage',
  gold: 'setUp.gold',
  silver: 'setUp.silver',
  offerings: 'setUp.offerings',
  assessments: 'setUp.assessments',
  roles: 'setUp.yourRoles',
  edition: 'setUp.edition',
  anniversary: 'field.anniversary',
  duplicateOf: 'field.duplicateOf',
  mpnId: 'field.mpnId',
  membershipEnd: 'field.membershipEnd',
  reportingBuffer: 'field.reportingBuffer',
  competency: 'field.competency',
  level: 'field.level',
  participantName: 'field.participantName',
  trainedOn: 'field.trainedOn',
  offering: 'field.offering',
  description: 'profile.description',
} as const;

/** The label of an input, as the card shows it. */
export function fieldName(language: Language, field: string): string {
  return field in FIELD_KEYS ? say(language, FIELD_KEYS[field as keyof typeof FIELD_KEYS]) : field;
}
