import { recipientId, noticeId, heldNoticeId } from '../../domain/store/ids.ts';
import { type NoticeDocument, newDocument } from '../../domain/store/documents.ts';
import { isLastDay } from '../../domain/notices/rules.ts';
import type { Clock, Store, Stored, Write } from '../../domain/store/ports.ts';
import { sendFrom, zoneOf } from '../../domain/notices/quiet-hours.ts';
import { audienceOf } from '../../domain/notices/recipients.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { faultOf, type Log } from '../log.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Directory } from './directory.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { KeptCards } from './kept-cards.ts';
import { NoticesByRecipient, type RecipientNotices } from './recipient-notices.ts';

/** Recipients' rows of one batch; what else is in it fits beside. */
const ROWS = 80;
const MAX_NOTICES = 100;
const SWEEP_MS = 30_000;
/** An announcement this young is still its own process's. */
const IN_FLIGHT_MS = 20_000;

interface AnnouncementsParts {
  readonly store: Store;
  readonly desk: Desk;
  readonly directory: Directory;
  readonly dispatcher: Dispatcher;
  readonly cards: KeptCards;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What a batch announced is addressed: one row for each who must know, and the cards that show it are made true.
 * The announcement goes with the batch that writes the rows, so it is never addressed twice.
 */
export class Announcements {
  readonly #of: AnnouncementsParts;
  readonly #running = new Set<Promise<void>>();
  readonly #inHand = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(of: AnnouncementsParts) {
    this.#of = of;
  }

  /** What was committed just now. Needs no answer, never throws. */
  made(row: Stored<NoticeDocument>): void {
    this.#track(this.#address(row));
  }

  /** Addresses what an earlier process left, and goes on looking. `alone` = no other process shares the store. */
  start(tenants: readonly string[], alone: boolean): void {
    for (const tenantId of tenants) this.#track(this.#sweep(tenantId, alone));
    this.#timer = setInterval(() => {
      for (const tenantId of tenants) this.#track(this.#sweep(tenantId, false));
    }, SWEEP_MS).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /** The rows of what is to be told, as they will be written: a row each, held back while they are not at work. */
  async rowsFor(tenantId: string, key: string, all: readonly RecipientNotices[]): Promise<readonly Write[]> {
    const { desk, clock } = this.#of;
    const standing = await desk.standing(desk.begin(tenantId));
    const now = clock.now();
    return Promise.all(
      all.map(async (one): Promise<Write> => {
        const { notices } = one;
        const to = recipientId(one.to);
        const due = dueOf(one, now, standing);
        const row = newDocument('notice', tenantId, noticeId(`${key}:${to}`), {
          to,
          notices: notices.slice(0, MAX_NOTICES),
          due,
          madeAt: now,
          attempts: 0,
        });
        return due > now ? this.#held(row) : { op: 'create', doc: row };
      }),
    );
  }

  /** What waits for the same morning is one message. */
  async #held(row: NoticeDocument): Promise<Write> {
    const id = heldNoticeId(`${row.to}:${row.due}`);
    const before = await this.#of.store.read(row.tenantId, 'notice', id);
    if (before === undefined) return { op: 'create', doc: { ...row, id } };
    const { notices } = before.doc;
    // After a cut or a conflict some of them may be there already.
    const unique = new Map([...notices, ...row.notices].map((one) => [JSON.stringify(one), one]));
    const all = [...unique.values()].slice(-MAX_NOTICES);
    return { op: 'replace', doc: { ...row, id, notices: all }, etag: before.etag };
  }

  #track(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => this.#of.log.warn({ event: 'notify.address', ...faultOf(error) }))
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
  }

  async #sweep(tenantId: string, alone: boolean): Promise<void> {
    const now = this.#of.clock.now();
    for await (const row of allOf(this.#of.store, tenantId, { kind: 'notice', order: { path: 'due' } })) {
      if (row.doc.to !== undefined) continue;
      const age = now - row.doc.madeAt;
      if (!alone && age >= 0 && age < IN_FLIGHT_MS) continue;
      await this.#address(row);
    }
  }

  async #address(row: Stored<NoticeDocument>): Promise<void> {
    const { doc, etag } = row;
    if (this.#inHand.has(doc.id)) return;
    this.#inHand.add(doc.id);
    try {
      await this.#of.cards.refresh(doc.tenantId, doc.changed ?? [], doc.by);
      let left = await this.#noticesOf(doc);
      do {
        const some = left.slice(0, ROWS);
        left = left.slice(ROWS);
        const writes = [...(await this.rowsFor(doc.tenantId, noticeId.keyOf(doc.id), some))];
        // The last of them takes the announcement along.
        if (left.length === 0) writes.unshift({ op: 'delete', id: doc.id, etag });
        if (!(await this.#write(doc.tenantId, writes))) return;
      } while (left.length > 0);
    } finally {
      this.#inHand.delete(doc.id);
    }
  }

  /** False when the announcement is gone: somebody else has addressed it. */
  async #write(tenantId: string, writes: readonly Write[]): Promise<boolean> {
    let left = [...writes];
    while (left.length > 0) {
      const result = await this.#of.store.commit(tenantId, left);
      if (result.outcome === 'committed') {
        this.#of.dispatcher.notify(
          left.flatMap((write, at) => {
            const etag = result.etags[at];
            return 'doc' in write && etag !== undefined ? [{ doc: write.doc, etag }] : [];
          }),
        );
        return true;
      }
      const failed = left[result.at];
      if (failed === undefined || failed.op === 'delete') return false;
      // Written before a cut; or what waits for the morning was changed meanwhile: that one anew.
      left = left.toSpliced(result.at, 1);
      if (failed.op !== 'add' && failed.doc.kind === 'notice' && heldNoticeId.is(failed.doc.id))
        left.push(await this.#held(failed.doc));
    }
    return true;
  }

  async #noticesOf(doc: NoticeDocument): Promise<readonly RecipientNotices[]> {
    const { desk, directory } = this.#of;
    if (doc.notices.length === 0) return [];
    const { tenantId } = doc;
    if (doc.notices.some(({ code }) => code.startsWith('access.'))) directory.forget(tenantId);
    const { today } = await desk.standing(desk.begin(tenantId));
    const people = await directory.people(tenantId);
    const byRecipient = new NoticesByRecipient();
    for (const notice of doc.notices) {
      const vouchers = await directory.vouchersOf(tenantId, await directory.read(tenantId, notice.subject));
      const { consultantIds, recordedBy } = audienceOf(vouchers);
      const concerned = [...consultantIds, ...(doc.consultantIds ?? [])];
      byRecipient.add(notice, { people, consultantIds: concerned, recordedBy, today });
    }
    return byRecipient.all(byRecipient.hasNews ? await directory.channels(tenantId) : []);
  }
}

/** When they may be told: a person by their own hours and choices, a channel by the company's hours alone. */
function dueOf({ to, notices }: RecipientNotices, now: number, { company, today }: Standing): number {
  if (to.kind === 'channel') return sendFrom(now, company.timeZone);
  const lastDay = notices.some((notice) => isLastDay(notice, today));
  return sendFrom(now, zoneOf(to, company), { lastDay, digest: to.digest });
}
