import { dayAt, type Day } from '../../domain/day.ts';
import { edition } from '../../domain/programme/editions.ts';
import { PROCESSED_TTL_SECONDS, type Recipient, newDocument } from '../../domain/store/documents.ts';
import { recipientId, processedId } from '../../domain/store/ids.ts';
import type { Clock, Store, Write } from '../../domain/store/ports.ts';
import { audienceOf } from '../../domain/notices/recipients.ts';
import { dueBetween, remindersOf, type Reminding } from '../../domain/notices/reminders.ts';
import { faultOf, type Log } from '../log.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Announcements } from './announcements.ts';
import type { Directory } from './directory.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Leases } from './lease.ts';
import { NoticesByRecipient, type RecipientNotices } from './recipient-notices.ts';

/** How often it is looked whether a new day has begun, and the recipients of one batch: a row and its mark each. */
const LOOK_MS = 60_000;
const RECIPIENTS = 45;

interface ReminderSweepParts {
  readonly store: Store;
  readonly directory: Directory;
  readonly announcements: Announcements;
  readonly dispatcher: Dispatcher;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Once a day of each company: everything that falls due, one message for each who must know and each channel. Guarded
 * by the tenant's lease; a mark for each of them and day goes with the row, so that no message is made twice after a
 * crash.
 */
export class ReminderSweep {
  readonly #of: ReminderSweepParts;
  readonly #done = new Map<string, Day>();
  /** The zones of companies that were looked at. */
  readonly #zones = new Map<string, string>();
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(of: ReminderSweepParts) {
    this.#of = of;
  }

  start(tenants: readonly string[]): void {
    const lookAll = (): void => {
      for (const tenantId of tenants) void this.look(tenantId);
    };
    lookAll();
    this.#timer = setInterval(lookAll, LOOK_MS).unref();
  }

  /** Somebody is here, and it may be another day than it was: in local mode the clock is theirs. */
  awake(tenantId: string): void {
    const { clock } = this.#of;
    const zone = this.#zones.get(tenantId);
    if (zone === undefined || this.#done.get(tenantId) !== dayAt(clock.now(), zone)) void this.look(tenantId);
  }

  /** Makes today's reminders of a tenant unless that was done; one at a time. Never rejects. */
  look(tenantId: string): Promise<void> {
    const running = this.#running.get(tenantId);
    if (running !== undefined) return running;
    const work = this.#sweep(tenantId)
      .catch((error: unknown) =>
        this.#of.log.warn({ event: 'notify.reminders', ...faultOf(error), tenantId }),
      )
      .finally(() => this.#running.delete(tenantId));
    this.#running.set(tenantId, work);
    return work;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.allSettled(this.#running.values());
  }

  async #sweep(tenantId: string): Promise<void> {
    const { store, directory, leases, clock } = this.#of;
    const company = await directory.company(tenantId);
    if (company === undefined) return;
    this.#zones.set(tenantId, company.state.timeZone);
    const today = dayAt(clock.now(), company.state.timeZone);
    if (this.#done.get(tenantId) === today || !(await leases.take(tenantId))) return;
    const swept = leases.sweptOn(tenantId);
    // A clock that was set back makes no reminders anew.
    if (swept !== undefined && swept >= today) {
      this.#done.set(tenantId, today);
      return;
    }
    const clocks = { company: company.state, edition: edition(company.state.edition) };
    const people = await directory.people(tenantId);
    const byRecipient = new NoticesByRecipient();
    const collect = async (doc: Reminding): Promise<void> => {
      const due = dueBetween(remindersOf(doc, clocks), swept, today);
      if (due.length === 0) return;
      const audience = { people, ...audienceOf(await directory.vouchersOf(tenantId, doc)), today };
      for (const { notice } of due) byRecipient.add(notice, audience);
    };
    await collect(company);
    for (const kind of ['voucher', 'claim'] as const)
      for await (const { doc } of allOf(store, tenantId, { kind, where: { open: true } })) await collect(doc);
    await this.#write(
      tenantId,
      today,
      byRecipient.all(byRecipient.hasNews ? await directory.channels(tenantId) : []),
    );
  }

  /** In batches that only the holder of the lease can commit; the last one says that the day is done. */
  async #write(tenantId: string, today: Day, all: readonly RecipientNotices[]): Promise<void> {
    const { store, announcements, leases, dispatcher, log } = this.#of;
    let left = all;
    do {
      const some = left.slice(0, RECIPIENTS);
      left = left.slice(RECIPIENTS);
      const fresh: RecipientNotices[] = [];
      for (const one of some) {
        if ((await store.read(tenantId, 'processed', markId(today, one.to))) === undefined) fresh.push(one);
      }
      const proof = leases.proof(tenantId, left.length === 0 ? today : undefined);
      if (proof === undefined) return;
      const marks = fresh.map(({ to }): Write => ({
        op: 'create',
        doc: newDocument('processed', tenantId, markId(today, to), { ttl: PROCESSED_TTL_SECONDS }),
      }));
      const rows = await announcements.rowsFor(tenantId, `day:${today}`, fresh);
      const writes: readonly Write[] = [proof, ...marks, ...rows];
      const result = await store.commit(tenantId, writes);
      if (result.outcome === 'conflict') {
        leases.proven(tenantId, proof, undefined);
        log.info({ event: 'notify.lease', outcome: 'lost', tenantId });
        return;
      }
      leases.proven(tenantId, proof, result.etags[0]);
      dispatcher.notify(
        writes.flatMap((write, at) => {
          const etag = result.etags[at];
          return 'doc' in write && write.doc.kind === 'notice' && etag !== undefined
            ? [{ doc: write.doc, etag }]
            : [];
        }),
      );
    } while (left.length > 0);
    this.#done.set(tenantId, today);
    log.info({ event: 'notify.reminders', count: all.length, tenantId });
  }
}

function markId(today: Day, to: Recipient): string {
  return processedId('reminders', today, recipientId(to));
}
