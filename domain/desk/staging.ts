import type { Claim, ClaimStage } from '../claim/model.ts';
import type { Company } from '../company/model.ts';
import { sameValue } from '../same-value.ts';
import { textsLeft } from '../voucher/colleagues.ts';
import { evolveVoucher } from '../voucher/evolve.ts';
import type { Voucher, VoucherEvent } from '../voucher/model.ts';
import { staleness } from '../company/profile.ts';
import type { Day } from '../day.ts';
import {
  newDocument,
  type ClaimDocument,
  type CompanyDocument,
  type DomainEvent,
  type EventDocument,
  type Texts,
  type VoucherDocument,
} from '../store/documents.ts';
import { answersOf } from '../notices/announcements.ts';
import { remindOn, type Made } from '../notices/remind-on.ts';
import type { Clocks, Reminding } from '../notices/reminders.ts';
import { edition } from '../programme/editions.ts';
import { claimId, COMPANY_ID, eventId, voucherId } from '../store/ids.ts';
import { nextOf } from '../voucher/deadlines.ts';
import { dueOfClaim } from '../urgency.ts';
import { listedBy, talliedOf } from './listed.ts';
import type { Standing } from './standing.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** What the events of one command share. */
export interface Staging {
  readonly unit: UnitOfWork;
  readonly standing: Standing;
  readonly by: string;
  /** Milliseconds, UTC. */
  readonly at: number;
  readonly texts: Texts;
  readonly commandId: string;
  /** Fingerprint of the command and its texts. */
  readonly digest: string;
  /** How many events the document itself gets. */
  readonly count: number;
  /** The next free index among the command's events. */
  extra: number;
}

type Versioned = { readonly version: number; readonly texts: Texts } | undefined;

/** Stages the events that a command made of a document, in their order. */
export function stageEvents(
  staging: Staging,
  subject: string,
  doc: Versioned,
  events: readonly DomainEvent[],
): void {
  for (const [index, event] of events.entries())
    staging.unit.append(eventDocument(staging, subject, doc, event, { index, place: index }));
}

/** Stages a voucher in its new state, with the fields that lists go by, and counts it in the tally. */
export function stageVoucher(
  staging: Staging,
  doc: VoucherDocument | undefined,
  state: Voucher,
): VoucherDocument {
  const { unit, standing } = staging;
  const { facts, stage } = state;
  const next = nextOf(facts, stage, standing.company, standing.edition);
  const id = voucherId(facts.number);
  const change = changed(staging, doc);
  for (const name of textsLeft(change.texts, state)) delete change.texts[name];
  for (const notice of answersOf(doc?.state, state, { subject: id, day: standing.today, by: staging.by }))
    unit.announce(notice);
  const saved = newDocument('voucher', unit.tenantId, id, {
    ...change,
    ...(doc !== undefined && standsAsBefore(doc.state, state)
      ? { standsSince: doc.standsSince ?? doc.version, changedBy: doc.changedBy, changedAt: doc.changedAt }
      : {}),
    state,
    status: talliedOf(stage),
    open: next !== undefined,
    ...listedBy(state, standing),
    recordedBy: doc?.recordedBy ?? staging.by,
    reservedBy:
      doc?.state.stage.status !== 'reserved' && stage.status === 'reserved' ? staging.by : doc?.reservedBy,
    freeSince: stage.status === 'assigned' ? freeSince(doc, standing.today) : undefined,
    customerId: facts.customerId,
  });
  unit.count(doc === undefined ? undefined : talliedOf(doc.state.stage), talliedOf(stage));
  return stageReminding(staging, saved);
}

/** Stages an event that another document's command brings about in a voucher: both change in one batch. */
export function stageFollowing(staging: Staging, doc: VoucherDocument, event: VoucherEvent): void {
  const place = { index: staging.extra, place: 0 };
  staging.unit.append(eventDocument(staging, doc.id, doc, event, place));
  staging.extra += 1;
  stageVoucher({ ...staging, count: 1, texts: {} }, doc, evolveVoucher(doc.state, event));
}

/** Stages a claim in its new state, with the fields that lists go by. */
export function stageClaim(
  staging: Staging,
  doc: ClaimDocument | undefined,
  id: string,
  state: Claim,
): ClaimDocument {
  const { unit } = staging;
  const { status } = state.stage;
  const saved = newDocument('claim', unit.tenantId, claimId(id), {
    ...changed(staging, doc),
    state,
    status,
    open: status === 'draft' || status === 'submitted' || status === 'approved',
    due: dueOfClaim(state),
  });
  return stageReminding(staging, saved);
}

/** Stages the company in its new state. */
export function stageCompany(
  staging: Staging,
  doc: CompanyDocument | undefined,
  state: Company,
): CompanyDocument {
  const { unit, standing } = staging;
  const saved = newDocument('company', unit.tenantId, COMPANY_ID, {
    ...changed(staging, doc),
    state,
    staleSince: staleSince(state, doc?.staleSince, standing.today),
  });
  return stageReminding(staging, saved, { company: state, edition: edition(state.edition) });
}

/** The document with the next day on which it reminds of something, by the rules that hold. */
function stageReminding<D extends Reminding>(
  { unit, standing }: Staging,
  doc: D,
  clocks: Clocks = standing,
): D & Made {
  const made = { ...doc, remindOn: remindOn(doc, clocks, unit.remindersMadeUntil) };
  unit.save(made);
  return made;
}

/** `index`: among all events of the command; `place`: among those of the document. */
function eventDocument(
  { unit, standing, by, at, commandId, digest }: Staging,
  subject: string,
  doc: Versioned,
  event: DomainEvent,
  { index, place }: { readonly index: number; readonly place: number },
): EventDocument {
  return newDocument('event', unit.tenantId, eventId(commandId, index), {
    subject,
    seq: (doc?.version ?? 0) + place + 1,
    edition: standing.edition.id,
    occurredOn: occurredOn(event) ?? standing.today,
    recordedAt: at,
    by,
    commandId,
    digest,
    event,
  });
}

/** The day an event happened, where it names one. */
function occurredOn(event: DomainEvent): Day | undefined {
  if ('on' in event) return event.on;
  if ('reservation' in event) return event.reservation.on;
  if ('report' in event) return event.report.on;
  if ('redemption' in event) return event.redemption.on;
  return undefined;
}

/** Version, texts and author of a document after the command's events. */
function changed(
  { count, texts: brought, by, at }: Staging,
  doc: Versioned,
): Pick<VoucherDocument, 'version' | 'changedBy' | 'changedAt'> & { texts: Record<string, string> } {
  const version = (doc?.version ?? 0) + count;
  const texts: Record<string, string> = { ...doc?.texts };
  for (const [key, text] of Object.entries(brought)) {
    // A reason belongs to its event: history tells it beside what was done.
    const name = key === 'reason' ? `reason:${version}` : key;
    if (text === '') delete texts[name];
    else texts[name] = text;
  }
  return { version, texts, changedBy: by, changedAt: at };
}

/** Whether only what its people say of it has changed. */
function standsAsBefore(before: Voucher, now: Voucher): boolean {
  const of = ({ facts, stage, before: undo, breaches }: Voucher): object => ({
    facts,
    stage,
    undo,
    breaches,
  });
  return sameValue(of(before), of(now));
}

/** Since when somebody may reserve it: known already, or this is the step that made it free. */
function freeSince(before: VoucherDocument | undefined, today: Day): Day {
  return (before?.state.stage.status === 'assigned' ? before.freeSince : undefined) ?? today;
}

/** The published profiles that no longer show the company as it is, each with the day on which it was seen. */
function staleSince(
  company: Company,
  before: Readonly<Record<string, Day>> | undefined,
  today: Day,
): Record<string, Day> {
  const stale = company.profiles.filter((profile) => {
    const why = staleness(profile, company, today);
    return why !== undefined && why !== 'old';
  });
  return Object.fromEntries(stale.map(({ region }) => [region, before?.[region] ?? today]));
}

/** Whether a claim in this state leaves its vouchers to others. */
export function frees({ status }: ClaimStage): boolean {
  return status === 'denied' || status === 'discarded';
}
