import { kindOf, noticeId, recipientId, voucherId } from '../../domain/store/ids.ts';
import { type NoticeDocument, type VoucherDocument, newDocument } from '../../domain/store/documents.ts';
import type { Day } from '../../domain/day.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { mostUrgentFirst, urgencyOfNotice } from '../../domain/urgency.ts';
import { isLastDay } from '../../domain/notices/rules.ts';
import { MAX_BATCH, type Clock, type Store, type Stored, type Write } from '../../domain/store/ports.ts';
import { sendFrom, zoneOf } from '../../domain/notices/quiet-hours.ts';
import { audienceOf } from '../../domain/notices/recipients.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import type { UnitOfWork } from '../../domain/desk/unit-of-work.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { faultOf, type Log } from '../log.ts';
import { correlated } from '../telemetry/correlation.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Directory } from './directory.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { KeptCards } from './kept-cards.ts';
import { NoticesByRecipient, type RecipientNotices } from './recipient-notices.ts';

/** Announcements that are addressed together, and what they may hold: a row holds no more notices. */
const AT_ONCE = 20;
const MAX_NOTICES = 100;
/** Recipients' rows of one batch; the announcements that it removes fit beside. */
const ROWS = MAX_BATCH - AT_ONCE;
/** An announcement this young is still its own process's. */
const IN_FLIGHT_MS = 20_000;

interface AnnouncementsParts {
  readonly store: Store;
  readonly desk: Desk;
  readonly directory: Directory;
  readonly dispatcher: Pick<Dispatcher, 'notify' | 'knows'>;
  readonly cards: Pick<KeptCards, 'refresh'>;
  readonly clock: Clock;
  readonly log: Log;
}

type Announcement = Stored<NoticeDocument>;

/** A tenant's announcements that wait to be addressed, the oldest first. */
interface Line {
  readonly waiting: { readonly row: Announcement; readonly over: PromiseWithResolvers<void> }[];
  isMoving: boolean;
}

/**
 * What batches announced is addressed: one row for each who must know, and the cards that show it are made true.
 * Announcements that come while others are being addressed are addressed together. A row is created and never
 * written to by anybody who announces: nobody waits for anybody. The announcements go with the batch that writes the
 * rows, so they are never addressed twice.
 */
export class Announcements {
  readonly #of: AnnouncementsParts;
  readonly #running = new Set<Promise<void>>();
  readonly #inHand = new Set<string>();
  readonly #lines = new Map<string, Line>();

  constructor(of: AnnouncementsParts) {
    this.#of = of;
  }

  /** What was committed just now. Needs no answer, never throws. */
  made(row: Announcement): void {
    this.#track(this.#address(row));
  }

  /** Addresses what an earlier process left, when no other process shares the store (`alone`). */
  start(tenants: readonly string[], alone: boolean): void {
    if (alone) for (const tenantId of tenants) this.#track(correlated(() => this.#sweep(tenantId, true)));
  }

  /** Addresses what nobody has in hand. Needs no answer, never throws. */
  look(tenantId: string): void {
    this.#track(correlated(() => this.#sweep(tenantId, false)));
  }

  async close(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /**
   * The rows of what is to be told, as they will be written: a row each, held back while they are not at work. Their
   * ids come of `key`: made again with the same one they are the same rows.
   */
  async rowsFor(tenantId: string, key: string, all: readonly RecipientNotices[]): Promise<readonly Write[]> {
    const { desk, clock } = this.#of;
    const standing = await desk.standing(desk.begin(tenantId));
    const now = clock.now();
    return all.map((one): Write => {
      const to = recipientId(one.to);
      const doc = newDocument('notice', tenantId, noticeId(`${key}:${to}`), {
        to,
        subject: one.to.id,
        ...mostUrgent(one.notices, standing.today),
        due: dueOf(one, now, standing),
        madeAt: now,
        attempts: 0,
      });
      return { op: 'create', doc };
    });
  }

  #track(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => this.#of.log.warn({ event: 'notify.address', ...faultOf(error) }))
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
  }

  async #sweep(tenantId: string, alone: boolean): Promise<void> {
    const now = this.#of.clock.now();
    const found: Promise<void>[] = [];
    for await (const row of allOf(this.#of.store, tenantId, { kind: 'notice', order: { path: 'due' } })) {
      if (row.doc.to !== undefined) continue;
      const age = now - row.doc.madeAt;
      if (!alone && age >= 0 && age < IN_FLIGHT_MS) continue;
      found.push(this.#address(row));
      if (found.length === AT_ONCE) await Promise.all(found.splice(0));
    }
    await Promise.all(found);
  }

  async #address(row: Announcement): Promise<void> {
    const { id, tenantId, changed = [], by } = row.doc;
    if (this.#inHand.has(id)) return;
    this.#inHand.add(id);
    try {
      await this.#of.cards.refresh(tenantId, changed, by);
      await this.#inLine(row);
    } finally {
      this.#inHand.delete(id);
    }
  }

  /** Resolves when it is addressed, by this process or another; rejects with StoreFailure, and it is there still. */
  #inLine(row: Announcement): Promise<void> {
    const { tenantId } = row.doc;
    const line = this.#lines.get(tenantId) ?? { waiting: [], isMoving: false };
    this.#lines.set(tenantId, line);
    const over = Promise.withResolvers<void>();
    line.waiting.push({ row, over });
    // Those of several turns go together.
    if (!line.isMoving) void correlated(() => this.#move(tenantId, line));
    return over.promise;
  }

  async #move(tenantId: string, line: Line): Promise<void> {
    line.isMoving = true;
    while (line.waiting.length > 0) {
      const some = line.waiting.splice(0, countTogether(line.waiting.map(({ row }) => row)));
      try {
        await this.#addressAll(
          tenantId,
          some.map(({ row }) => row),
        );
        for (const { over } of some) over.resolve();
      } catch (error) {
        for (const { over } of some) over.reject(error);
      }
    }
    line.isMoving = false;
  }

  /** One batch for all of them, where it holds them; else each has batches of its own. */
  async #addressAll(tenantId: string, all: readonly Announcement[]): Promise<void> {
    let left = all;
    while (left.length > 0) {
      const [first] = left;
      if (first === undefined) return;
      const told = await this.#noticesOf(tenantId, left);
      if (told.length > ROWS) {
        for (const one of left) await this.#addressInParts(tenantId, one);
        return;
      }
      const rows = await this.rowsFor(tenantId, noticeId.keyOf(first.doc.id), told);
      this.#know(tenantId, told);
      const failed = await this.#write(tenantId, left, rows);
      if (failed === undefined) return;
      // Another process has addressed it; the others have other readers without it.
      left = left.filter((one) => one !== failed);
    }
  }

  /** Its rows in batches, of which the last takes the announcement along; those that a cut left are met again. */
  async #addressInParts(tenantId: string, one: Announcement): Promise<void> {
    let left = await this.#noticesOf(tenantId, [one]);
    do {
      const some = left.slice(0, ROWS);
      left = left.slice(ROWS);
      const rows = await this.rowsFor(tenantId, noticeId.keyOf(one.doc.id), some);
      this.#know(tenantId, some);
      if ((await this.#write(tenantId, left.length === 0 ? [one] : [], rows)) !== undefined) return;
    } while (left.length > 0);
  }

  /** Their rows come next: they were read just now, to find out who is told. */
  #know(tenantId: string, told: readonly RecipientNotices[]): void {
    const people = told.flatMap(({ to }) => (to.kind === 'person' ? [to] : []));
    this.#of.dispatcher.knows(tenantId, this.#of.directory.asRead(people));
  }

  /** Gives the announcement that is gone, when one of them is: then nothing was written. */
  async #write(
    tenantId: string,
    addressed: readonly Announcement[],
    rows: readonly Write[],
  ): Promise<Announcement | undefined> {
    const deletes = addressed.map(({ doc, etag }): Write => ({ op: 'delete', id: doc.id, etag }));
    let writes = [...deletes, ...rows];
    while (writes.length > 0) {
      const result = await this.#of.store.commit(tenantId, writes);
      if (result.outcome === 'committed') {
        this.#of.dispatcher.notify(
          writes.flatMap((write, at) => {
            const etag = result.etags[at];
            return 'doc' in write && etag !== undefined ? [{ doc: write.doc, etag }] : [];
          }),
        );
        return undefined;
      }
      const gone = addressed[result.at];
      if (gone !== undefined) return gone;
      // Written before a cut.
      writes = writes.toSpliced(result.at, 1);
    }
    return undefined;
  }

  async #noticesOf(tenantId: string, all: readonly Announcement[]): Promise<readonly RecipientNotices[]> {
    const { desk, directory } = this.#of;
    const notices = all.flatMap(({ doc }) => doc.notices);
    if (notices.length === 0) return [];
    if (notices.some(({ code }) => code.startsWith('access.'))) directory.forget(tenantId);
    // What this process wrote just now need not be read again.
    const unit = desk.begin(tenantId);
    const { today } = await desk.standing(unit);
    const people = await directory.people(tenantId);
    const byRecipient = new NoticesByRecipient();
    for (const { doc } of all) {
      for (const notice of doc.notices) {
        const { consultantIds, recordedBy } = audienceOf(await vouchersOf(unit, notice.subject));
        const concerned = [...consultantIds, ...(doc.consultantIds ?? [])];
        byRecipient.add(notice, { people, consultantIds: concerned, recordedBy, today });
      }
    }
    return byRecipient.all(byRecipient.hasNews ? await directory.channels(tenantId) : []);
  }
}

/** As many as one row holds, the most urgent first, and how many more there are. */
function mostUrgent(notices: readonly Notice[], today: Day): Pick<NoticeDocument, 'notices' | 'more'> {
  const sorted = mostUrgentFirst(notices, (notice) => urgencyOfNotice(notice, today));
  const more = sorted.length - MAX_NOTICES;
  return { notices: sorted.slice(0, MAX_NOTICES), ...(more > 0 ? { more } : {}) };
}

/** How many of those in front fit one row of whoever hears all of it; at least one. */
function countTogether(waiting: readonly Announcement[]): number {
  let notices = 0;
  for (const [at, { doc }] of waiting.entries()) {
    notices += doc.notices.length;
    if (at > 0 && (at === AT_ONCE || notices > MAX_NOTICES)) return at;
  }
  return waiting.length;
}

/** When they may be told: a person by their own hours and choices, a channel by the company's hours alone. */
function dueOf({ to, notices }: RecipientNotices, now: number, { company, today }: Standing): number {
  if (to.kind === 'channel') return sendFrom(now, company.timeZone);
  const lastDay = notices.some((notice) => isLastDay(notice, today));
  return sendFrom(now, zoneOf(to, company), { lastDay, digest: to.digest });
}

/** The vouchers whose consultants and recorders a notice about a document concerns. */
async function vouchersOf(unit: UnitOfWork, subject: string): Promise<readonly VoucherDocument[]> {
  const kind = kindOf(subject);
  if (kind !== 'voucher' && kind !== 'claim') return [];
  const doc = await unit.read(kind, subject);
  if (doc?.kind === 'voucher') return [doc];
  const numbers = doc?.state.voucherIds ?? [];
  const docs = await Promise.all(numbers.map((number) => unit.read('voucher', voucherId(number))));
  return docs.filter((one) => one !== undefined);
}
