import { createHash } from 'node:crypto';
import { createLog, type Log } from '../../../bot/log.ts';
import { Announcements } from '../../../bot/notify/announcements.ts';
import { Directory } from '../../../bot/notify/directory.ts';
import { Leases } from '../../../bot/notify/lease.ts';
import { monotonicClock } from '../../../bot/notify/monotonic-clock.ts';
import { NoticesByRecipient } from '../../../bot/notify/recipient-notices.ts';
import { ReminderSweep } from '../../../bot/notify/reminder-sweep.ts';
import { dayAt, type Day } from '../../../domain/day.ts';
import { Desk } from '../../../domain/desk/desk.ts';
import { audienceOf } from '../../../domain/notices/recipients.ts';
import { dueBetween, remindersOf, type Reminding } from '../../../domain/notices/reminders.ts';
import { edition } from '../../../domain/programme/editions.ts';
import type { AnyDocument, NoticeDocument, PersonDocument } from '../../../domain/store/documents.ts';
import { recipientId } from '../../../domain/store/ids.ts';
import type { Clock, Store } from '../../../domain/store/ports.ts';

const SILENT = createLog('fatal', { write: () => undefined });

/** A store as one process sees it: when that is killed, nothing of it reaches the store any more. */
class OfOneProcess implements Store {
  /** Calls that it still makes before it is killed. */
  left = Infinity;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  #call<T>(call: () => Promise<T>): Promise<T> {
    this.left -= 1;
    return this.left >= 0 ? call() : Promise.reject(new Error('killed'));
  }

  read: Store['read'] = (...of) => this.#call(() => this.#store.read(...of));
  query: Store['query'] = (...of) => this.#call(() => this.#store.query(...of));
  count: Store['count'] = (...of) => this.#call(() => this.#store.count(...of));
  commit: Store['commit'] = (...of) => this.#call(() => this.#store.commit(...of));
  ready: Store['ready'] = () => this.#call(() => this.#store.ready());
}

interface ReplicaOptions {
  readonly lastsMs?: number | undefined;
  readonly log?: Log;
  /** Whether people are told; they are, if nothing is said. */
  readonly tells?: boolean;
  /** Whether the tenant is allowed; it is, if nothing is said. */
  readonly serves?: () => boolean;
}

/** A process with all that a sweep needs; nothing is sent, rows stay where they are. */
export class Replica {
  readonly store: OfOneProcess;
  readonly sweep: ReminderSweep;
  /** Where people work at this process. */
  readonly desk: Desk;
  readonly leases: Leases;

  constructor(
    store: Store,
    clock: Clock,
    holder: string,
    { lastsMs, log = SILENT, tells = true, serves = () => true }: ReplicaOptions = {},
  ) {
    this.store = new OfOneProcess(store);
    this.desk = new Desk({
      store,
      clock,
      fingerprint: (text) => createHash('sha256').update(text).digest('hex'),
      editionOfNewCompanies: '2020',
      remindersMadeUntil: (tenantId) => this.sweep.madeUntil(tenantId),
    });
    const own = { store: this.store, clock, log };
    const dispatcher = { notify: (): void => undefined, knows: (): void => undefined };
    const directory = new Directory(this.store, monotonicClock);
    const announcements = new Announcements({
      ...own,
      desk: this.desk,
      directory,
      dispatcher,
      cards: { refresh: () => Promise.resolve() },
    });
    this.leases = new Leases({ ...own, holder, ...(lastsMs === undefined ? {} : { lastsMs }) });
    this.sweep = new ReminderSweep({
      ...own,
      directory,
      ...(tells ? { telling: { announcements, dispatcher } } : {}),
      leases: this.leases,
      serves,
      monotonic: monotonicClock,
    });
  }
}

/** Who is told what, each notice as text: what a sweep has to come to. */
type Told = Readonly<Record<string, readonly string[]>>;

/** What the rows of a tenant tell. */
export function toldBy(docs: readonly AnyDocument[]): Told {
  const rows = docs.filter((doc): doc is NoticeDocument => doc.kind === 'notice' && doc.to !== undefined);
  const told: Record<string, string[]> = {};
  for (const { to, notices } of rows)
    (told[to ?? ''] ??= []).push(...notices.map((notice) => JSON.stringify(notice)));
  return sorted(told);
}

/** The sweep that reads everything: what is due of all documents after `swept` until today. */
export function toldByReadingAll(docs: readonly AnyDocument[], swept: Day | undefined, now: number): Told {
  const company = docs.find((doc) => doc.kind === 'company');
  if (company === undefined) return {};
  const today = dayAt(now, company.state.timeZone);
  const clocks = { company: company.state, edition: edition(company.state.edition) };
  const people = docs.filter((doc): doc is PersonDocument => doc.kind === 'person');
  const byRecipient = new NoticesByRecipient();
  for (const doc of docs) {
    if (doc.kind !== 'voucher' && doc.kind !== 'claim' && doc.kind !== 'company') continue;
    const due = dueBetween(remindersOf(doc, clocks), swept, today);
    const audience = { people, ...audienceOf(vouchersOf(doc, docs)), today };
    for (const { notice } of due) byRecipient.add(notice, audience);
  }
  const told: Record<string, string[]> = {};
  for (const { to, notices } of byRecipient.all([]))
    told[recipientId(to)] = notices.map((notice) => JSON.stringify(notice));
  return sorted(told);
}

function vouchersOf(doc: Reminding, docs: readonly AnyDocument[]) {
  if (doc.kind === 'voucher') return [doc];
  if (doc.kind !== 'claim') return [];
  return docs.filter(
    (one) => one.kind === 'voucher' && doc.state.voucherIds.includes(one.state.facts.number),
  ) as Extract<AnyDocument, { kind: 'voucher' }>[];
}

function sorted(told: Readonly<Record<string, readonly string[]>>): Told {
  return Object.fromEntries(
    Object.entries(told)
      .map(([to, notices]) => [to, notices.toSorted()] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
