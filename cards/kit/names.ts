import type { Renewal } from '../../domain/company/renewal.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Language } from '../../domain/people/person.ts';
import { COMPETENCIES, ENGAGEMENTS, OFFERINGS, type OfferingId } from '../../domain/programme/catalogue.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Facts } from '../../domain/voucher/model.ts';
import { listOf } from './format.ts';
import { say, type Say } from './say.ts';

/** The number as it was printed, else its canonical form. */
export function printedNumber(doc: VoucherDocument): string {
  return doc.texts['printed'] ?? doc.state.facts.number;
}

/** What the name of every offering ends in. */
const COMMON_END = ' Deployment Planning Services';

/**
 * An offering by its name: `SharePoint`, `SQL Server`; the programme's own words, the same in every language. Sentences
 * and lists say that it is an offering. Its code stands nowhere in sight, and its whole name as a card's head.
 */
export function offeringName(id: OfferingId): string {
  return OFFERINGS[id].replace(COMMON_END, '');
}

/** Several offerings by their names: `a, b and c`. */
export function offeringNames(language: Language, ids: readonly OfferingId[]): string {
  return listOf(language, ids.map(offeringName));
}

/** An offering as Microsoft's tools show it: the whole name, then the code. */
export function offeringTitle(id: OfferingId): string {
  return `${OFFERINGS[id]} (${id})`;
}

/** The engagement's name, else the offering's, else that it is not known. */
export function engagementName(language: Language, facts: Pick<Facts, 'engagement' | 'offering'>): string {
  if (facts.engagement !== undefined) return ENGAGEMENTS[facts.engagement];
  if (facts.offering !== undefined) return OFFERINGS[facts.offering];
  return say(language, 'voucher.engagementUnknown');
}

/** The consultant's name, else the id that the company's record has. */
export function consultantName({ texts }: Pick<Standing, 'texts'>, id: string): string {
  return texts[`consultant:${id}`] ?? id;
}

/** The programme's own word, the same in every language. */
export function levelName(level: 'gold' | 'silver'): string {
  return level === 'gold' ? 'Gold' : 'Silver';
}

/** The name of what has to be renewed. */
export function renewalName(
  t: Say,
  language: Language,
  { what, id, enrolments }: Pick<Renewal, 'what' | 'id' | 'enrolments'>,
): string {
  switch (what) {
    case 'competency':
      return t('renewal.competency', { competency: id === undefined ? '' : COMPETENCIES[id] });
    case 'membership':
      return enrolments === undefined
        ? t('renewal.membership')
        : t('renewal.membershipAndEnrolments', { offerings: offeringNames(language, enrolments) });
    default:
      return what satisfies never;
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
  agreement: 'field.agreement',
  projectManager: 'field.projectManager',
  line: 'field.line',
  person: 'quarantine.person',
  lineIs: 'field.lineIs',
  engagement: 'field.engagement',
  serviceLevel: 'field.serviceLevel',
  assignedOn: 'field.assignedOn',
  printedExpiry: 'field.expiry',
  adjustedExpiry: 'field.adjustedExpiry',
  extensionPrinted: 'field.extensionPrinted',
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
  approvedOn: 'claim.approvedOn',
  paidOn: 'claim.paidOn',
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
  status: 'field.status',
  maxDays: 'field.maxDays',
  offering: 'field.offering',
  description: 'profile.description',
  personId: 'askColleague.person',
  message: 'askColleague.message',
  comment: 'field.comment',
} as const;

/** The label of an input, as the card shows it. */
export function fieldName(language: Language, field: string): string {
  return field in FIELD_KEYS ? say(language, FIELD_KEYS[field as keyof typeof FIELD_KEYS]) : field;
}

/** Vouchers in flight that a renewal endangers; `orMore`: not all vouchers could be looked at. */
export interface Endangered {
  readonly count: number;
  readonly orMore: boolean;
}

export function endangeredText(t: Say, { count, orMore }: Endangered): string {
  return t(orMore ? 'renewal.vouchersOrMore' : 'renewal.vouchers', { count });
}
