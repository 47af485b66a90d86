import { hundredths } from '../../domain/claim/amount.ts';
import { countriesOf } from '../../domain/claim/model.ts';
import { wallClock, type Day } from '../../domain/day.ts';
import { talliedOf } from '../../domain/desk/listed.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Language } from '../../domain/people/person.ts';
import { ENGAGEMENTS, OFFERINGS } from '../../domain/programme/catalogue.ts';
import { offeringOf } from '../../domain/programme/edition.ts';
import type { Cell } from '../../domain/sheet/cell.ts';
import type { ClaimDocument, EventDocument, VoucherDocument } from '../../domain/store/documents.ts';
import { claimId } from '../../domain/store/ids.ts';
import { expiry, nextOf } from '../../domain/voucher/deadlines.ts';
import { countryName, countryNames } from '../kit/format.ts';
import { consultantName, printedNumber, statusName } from '../kit/names.ts';
import type { Key, Say } from '../kit/say.ts';

/**
 * The sheets of an export as rows of typed values: what the cards of a voucher and a claim show, and nothing that they do
 * not. The columns of the first are headed so that a list of vouchers is read back by them (`domain/sheet`).
 */

type Values = readonly (Cell | undefined)[];

/** A column: its heading, and how wide it is in characters. */
type Columns = readonly (readonly [heading: Key, width: number])[];

export const VOUCHER_COLUMNS: Columns = [
  ['export.number', 22],
  ['export.status', 20],
  ['export.customer', 30],
  ['export.engagement', 34],
  ['export.offering', 34],
  ['export.serviceLevel', 10],
  ['export.assignedOn', 14],
  ['export.expiresOn', 14],
  ['export.reservedOn', 14],
  ['export.start', 14],
  ['export.end', 14],
  ['export.country', 18],
  ['export.location', 16],
  ['export.consultant', 24],
  ['export.reportedOn', 14],
  ['export.redeemedOn', 14],
  ['export.next', 24],
  ['export.nextOn', 14],
  ['export.admin', 30],
  ['export.claim', 38],
];

export const EVENT_COLUMNS: Columns = [
  ['export.number', 22],
  ['export.when', 18],
  ['export.who', 24],
  ['export.what', 60],
  ['export.on', 14],
  ['export.why', 40],
];

export const CLAIM_COLUMNS: Columns = [
  ['export.claim', 38],
  ['field.reference', 26],
  ['export.claimStatus', 16],
  ['export.submittedOn', 14],
  ['export.approvedOn', 14],
  ['export.paidOn', 14],
  ['export.deniedOn', 14],
  ['export.amount', 14],
  ['export.currency', 10],
  ['export.countries', 24],
  ['export.vouchers', 40],
];

const NEXT = {
  reserve: 'do.reserve',
  report: 'do.report',
  redeem: 'do.redeem',
  claim: 'do.claim',
} as const satisfies Readonly<Record<string, Key>>;

export function voucherRow(t: Say, language: Language, doc: VoucherDocument, standing: Standing): Values {
  const { facts, stage } = doc.state;
  const reservation = 'reservation' in stage ? stage.reservation : undefined;
  const next = nextOf(facts, stage, standing.company, standing.edition);
  const offering = offeringOf(facts, standing.edition);
  return [
    printedNumber(doc),
    statusName(language, talliedOf(stage)),
    doc.texts['customer'],
    facts.engagement === undefined ? undefined : ENGAGEMENTS[facts.engagement],
    offering === undefined ? undefined : OFFERINGS[offering],
    facts.serviceLevel,
    dayCell(facts.assignedOn),
    dayCell(expiry(facts)),
    dayCell(reservation?.on),
    dayCell(reservation?.start),
    dayCell(reservation?.end),
    reservation?.country === undefined ? undefined : countryName(language, reservation.country),
    reservation?.locationId,
    reservation?.consultantId === undefined ? undefined : consultantName(standing, reservation.consultantId),
    'report' in stage ? dayCell(stage.report.on) : undefined,
    'redemption' in stage ? dayCell(stage.redemption.on) : undefined,
    next === undefined ? undefined : t(NEXT[next.what]),
    dayCell(next?.due),
    doc.texts['adminEmail'],
    'claimId' in stage ? stage.claimId : undefined,
  ];
}

/** What happened to a voucher, as its history tells it. */
export function eventRow(
  doc: VoucherDocument,
  { recordedAt, occurredOn }: EventDocument,
  { what, who, why }: { readonly what: string; readonly who: string; readonly why: string | undefined },
  { company }: Standing,
): Values {
  return [
    printedNumber(doc),
    { at: wallClock(recordedAt, company.timeZone) },
    who,
    what,
    { day: occurredOn },
    why,
  ];
}

export function claimRow(language: Language, { id, state, texts }: ClaimDocument): Values {
  const { stage } = state;
  const amount = texts['amount'] === undefined ? undefined : hundredths(texts['amount']);
  return [
    claimId.keyOf(id),
    texts['reference'],
    statusName(language, stage.status),
    'submittedOn' in stage ? dayCell(stage.submittedOn) : undefined,
    'approvedOn' in stage ? dayCell(stage.approvedOn) : undefined,
    'paidOn' in stage ? dayCell(stage.paidOn) : undefined,
    'deniedOn' in stage ? dayCell(stage.deniedOn) : undefined,
    // One that could be two amounts stays as it was typed.
    amount === undefined ? texts['amount'] : { amount },
    texts['currency'],
    countryNames(language, countriesOf(state)),
    state.voucherIds.join(', '),
  ];
}

function dayCell(day: Day | undefined): { readonly day: Day } | undefined {
  return day === undefined ? undefined : { day };
}
