import { addDays, type Day } from '../../domain/day.ts';
import { edition } from '../../domain/programme/editions.ts';
import {
  newDocument,
  type CollectedDocument,
  type CompanyDocument,
  type NoticeDocument,
  type SweepDocument,
} from '../../domain/store/documents.ts';
import { ttlOf } from '../../domain/store/retention.ts';
import { COMPANY_ID, SWEEP_ID, collectedId, recipientId } from '../../domain/store/ids.ts';
import { StoreFailure, type Etag, type Store, type Stored, type Write } from '../../domain/store/ports.ts';
import { present } from '../../domain/present.ts';
import { LISTED, listedBy } from '../../domain/desk/listed.ts';
import { dueOfClaim } from '../../domain/urgency.ts';
import { audienceOf } from '../../domain/notices/recipients.ts';
import { allFound, findDue, remindOn, reminderRules } from '../../domain/notices/remind-on.ts';
import type { Clocks, Reminding } from '../../domain/notices/reminders.ts';
import type { Announcements } from './announcements.ts';
import type { Directory } from './directory.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Leases } from './lease.ts';
import { NoticesByRecipient } from './recipient-notices.ts';

/** Documents of one step: beside the proof, the progress and what was found they are one batch. */
const DOCUMENTS = 40;
/** Pages of unchanged documents after which it is written down how far it is. */
const QUIET_PAGES = 5;
/** Recipients of one batch. */
const RECIPIENTS = 40;
/** How often in a row somebody may be faster with a document of a step. */
const MAX_RACES = 20;
/** Everything is looked at again so many days after all of it was made anew: what an older replica wrote is in it. */
const AGAIN_DAYS = 7;
const FIRST_AGAIN_DAYS = 1;

/** What tells people of what a sweep finds. */
export interface Telling {
  readonly announcements: Pick<Announcements, 'rowsFor'>;
  readonly dispatcher: Pick<Dispatcher, 'notify'>;
}

interface SweepRunParts {
  readonly store: Store;
  readonly directory: Directory;
  /** Absent where nobody is told anything: then documents are made right, and what is due stays due. */
  readonly telling?: Telling | undefined;
  readonly leases: Leases;
  /** Is the tenant allowed, now? */
  readonly serves: (tenantId: string) => boolean;
}

/** Another process has taken the lease, or the tenant is allowed no more: another run goes on, if one ever does. */
class Lost extends Error {}

type Making = NonNullable<SweepDocument['making']>;

/** Documents in the order in which they are gone through; the company is last. */
function following({ kind, closed }: Making, alsoClosed: boolean): Pick<Making, 'kind' | 'closed'> {
  if (kind === 'voucher') return { kind: closed ? 'company' : 'claim' };
  return kind === 'claim' && alsoClosed ? { kind: 'voucher', closed: true } : { kind: 'company' };
}

/**
 * One run of a tenant's sweep, while the lease is held. It goes on from what is written and writes what it did, each
 * step in one batch with the proof of the lease, so that it may end anywhere and another run, here or elsewhere, goes
 * on: nothing is lost and nothing is done twice.
 *
 * 1. Where the rules are others than those by which every `remindOn` was made, all are made anew, a page at a time, and
 *    with them what lists and searches go by; that once also of the vouchers that are closed, and once more when no
 *    replica of an earlier version can be there any more.
 * 2. Where people are told, what is due by its `remindOn` is collected, a page at a time: in the batch that puts it down,
 *    its documents get their next day, and so are not found again.
 * 3. What was collected is told: a row for each recipient, in the order of their ids.
 */
export class SweepRun {
  /** Batches that were written: a sign that it gets on. */
  committed = 0;
  readonly #of: SweepRunParts;
  readonly #tenantId: string;
  readonly #today: Day;
  readonly #closing: AbortSignal;
  #sweep: SweepDocument;
  #etag: Etag | undefined;

  constructor(of: SweepRunParts, tenantId: string, today: Day, closing: AbortSignal) {
    this.#of = of;
    this.#tenantId = tenantId;
    this.#today = today;
    this.#closing = closing;
    this.#sweep = newDocument('sweep', tenantId, SWEEP_ID, {});
  }

  /** Gives how many are told; `lost` when it is not this run's any more. Rejects with StoreFailure. */
  async toTheEnd(): Promise<number | 'lost'> {
    try {
      return await this.#toTheEnd();
    } catch (error) {
      if (error instanceof Lost) return 'lost';
      throw error;
    }
  }

  async #toTheEnd(): Promise<number> {
    const { store, leases, directory } = this.#of;
    const swept = leases.sweptOn(this.#tenantId);
    const stored = await store.read(this.#tenantId, 'sweep', SWEEP_ID);
    if (stored !== undefined) {
      this.#sweep = stored.doc;
      this.#etag = stored.etag;
    }
    const company = await directory.company(this.#tenantId);
    if (company === undefined) return 0;
    const clocks = clocksOf(company);
    const rules = reminderRules(clocks);
    const { made, making } = this.#sweep;
    if (
      making !== undefined ||
      made?.rules !== rules ||
      made.again <= this.#today ||
      !isListed(made.listed ?? LISTED)
    ) {
      await this.#makeAnew(clocks, rules, swept);
    }
    const { telling } = this.#of;
    if (telling === undefined || (swept !== undefined && swept >= this.#today)) return 0;
    await this.#collect('voucher', clocks, swept);
    await this.#collect('claim', clocks, swept);
    if (this.#isDue(company)) await this.#collectCompany(swept);
    return this.#tell(telling, swept);
  }

  /** Makes every `remindOn` anew; a new set of rules begins from the start. */
  async #makeAnew(clocks: Clocks, rules: string, swept: Day | undefined): Promise<void> {
    const { store } = this.#of;
    const before = this.#sweep.made;
    const alsoClosed = !isListed(before?.listed);
    let at = this.#sweep.making;
    if (at?.rules !== rules) at = { rules, kind: 'voucher' };
    let quiet = 0;
    for (let races = 0; at !== undefined && at.kind !== 'company';) {
      const { kind, closed, continuation }: Making = at;
      const query = {
        kind,
        where: { open: closed !== true },
        limit: DOCUMENTS,
        ...present({ continuation }),
      };
      const page = await store.query(this.#tenantId, query);
      const writes = page.items.flatMap(({ doc, etag }) => madeRight(doc, etag, clocks, swept));
      const next: Making =
        page.continuation === undefined
          ? { rules, ...following(at, alsoClosed) }
          : { ...at, continuation: page.continuation };
      quiet += 1;
      if (writes.length > 0 || quiet >= QUIET_PAGES) {
        if (!(await this.#step({ ...this.#sweep, making: next }, writes))) {
          // Somebody wrote one of them meanwhile: the page is read again.
          if ((races += 1) > MAX_RACES) throw new StoreFailure('somebody was always faster', 'unchanged');
          continue;
        }
        quiet = 0;
      }
      races = 0;
      at = next;
    }
    // What was looked at on an earlier day, too, is not as an older replica wrote it.
    const isSure =
      !alsoClosed || (before !== undefined && before.listed === undefined && before.again <= this.#today);
    const again = addDays(this.#today, isSure ? AGAIN_DAYS : FIRST_AGAIN_DAYS);
    const made = present({ rules, again, listed: isSure ? LISTED : undefined });
    const { making: _making, ...rest } = this.#sweep;
    await this.#insist(async () => {
      const found = await store.read(this.#tenantId, 'company', COMPANY_ID);
      const writes = found === undefined ? [] : madeRight(found.doc, found.etag, clocksOf(found.doc), swept);
      return this.#step({ ...rest, made }, writes);
    });
  }

  /** What is due of one kind, the longest due first. */
  async #collect(kind: 'voucher' | 'claim', clocks: Clocks, swept: Day | undefined): Promise<void> {
    const query = { kind, where: { open: true }, order: { path: 'remindOn' }, limit: DOCUMENTS } as const;
    const page = async (): Promise<'more' | 'over' | false> => {
      const { items, continuation } = await this.#of.store.query(this.#tenantId, query);
      const due = items.filter(({ doc }) => this.#isDue(doc));
      if (due.length > 0 && !(await this.#put(due, clocks, swept))) return false;
      return due.length < items.length || continuation === undefined ? 'over' : 'more';
    };
    while ((await this.#insist(page)) === 'more');
  }

  async #collectCompany(swept: Day | undefined): Promise<void> {
    await this.#insist(async () => {
      const found = await this.#of.store.read(this.#tenantId, 'company', COMPANY_ID);
      return found === undefined || !this.#isDue(found.doc) || this.#put([found], clocksOf(found.doc), swept);
    });
  }

  #isDue({ remindOn: on }: Reminding): boolean {
    return on === undefined || on <= this.#today;
  }

  /** Puts down what is due of these documents, and gives them their next day. */
  async #put(docs: readonly Stored<Reminding>[], clocks: Clocks, swept: Day | undefined): Promise<boolean> {
    const { directory } = this.#of;
    const found: CollectedDocument['found'] = [];
    const writes: Write[] = [];
    for (const { doc, etag } of docs) {
      const { reminders, ...rest } = findDue(doc, clocks, swept, this.#today);
      if (reminders.length > 0) {
        const vouchers = await directory.vouchersOf(this.#tenantId, doc);
        const { consultantIds, recordedBy } = audienceOf(vouchers);
        found.push({
          ...rest,
          reminders: [...reminders],
          consultantIds: [...consultantIds],
          recordedBy: [...recordedBy],
        });
      }
      const next = { ...doc, remindOn: remindOn(doc, clocks, this.#today) };
      writes.push({ op: 'replace', doc: next, etag });
    }
    if (found.length === 0) return this.#step(this.#sweep, writes);
    const { since, pages } = this.#sweep.due ?? { since: this.#today, pages: 0 };
    const page = newDocument('collected', this.#tenantId, collectedId(since, pages), {
      ttl: ttlOf('collected'),
      found,
    });
    // A page of that place is of a batch that did not happen, or of nobody any more.
    return this.#step({ ...this.#sweep, due: { since, pages: pages + 1 } }, [
      { op: 'put', doc: page },
      ...writes,
    ]);
  }

  /** Everybody gets what was collected; the last batch says that the day is done. */
  async #tell({ announcements, dispatcher }: Telling, swept: Day | undefined): Promise<number> {
    const { directory } = this.#of;
    const { due, ...rest } = this.#sweep;
    if (due === undefined) {
      await this.#insist(() => this.#step(rest, [], this.#today));
      return 0;
    }
    const all = await this.#collected(due, swept);
    const byRecipient = new NoticesByRecipient();
    const people = await directory.people(this.#tenantId);
    for (const { notice, ...of } of all) byRecipient.add(notice, { people, ...of, today: this.#today });
    const channels = byRecipient.hasNews ? await directory.channels(this.#tenantId) : [];
    const recipients = byRecipient
      .all(channels)
      .map((one) => ({ one, id: recipientId(one.to) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    for (let told = due.told; ;) {
      const left = recipients.filter(({ id }) => told === undefined || id > told);
      const some = left.slice(0, RECIPIENTS);
      const isLast = some.length === left.length;
      told = some.at(-1)?.id;
      const progress = isLast ? rest : { ...rest, due: present({ ...due, told }) };
      let rows: readonly Write[] = [];
      const etags = await this.#insist(async () => {
        rows = await announcements.rowsFor(
          this.#tenantId,
          `due:${due.since}`,
          some.map(({ one }) => one),
        );
        return this.#batch(progress, rows, isLast ? this.#today : undefined);
      });
      dispatcher.notify(
        rows.flatMap((write, at) => {
          const etag = etags[at];
          return 'doc' in write && etag !== undefined ? [{ doc: write.doc as NoticeDocument, etag }] : [];
        }),
      );
      if (isLast) return recipients.length;
    }
  }

  async #collected(due: NonNullable<SweepDocument['due']>, swept: Day | undefined) {
    const pages: CollectedDocument[] = [];
    for (let page = 0; page < due.pages; page += 1) {
      const id = collectedId(due.since, page);
      const stored = await this.#of.store.read(this.#tenantId, 'collected', id);
      if (stored !== undefined) pages.push(stored.doc);
    }
    const found = pages.flatMap((page) => page.found);
    // As it was last.
    const audience = new Map(
      found.map(({ subject, consultantIds, recordedBy }) => [subject, { consultantIds, recordedBy }]),
    );
    const nobody = { consultantIds: [], recordedBy: [] };
    return allFound(found, swept, this.#today).map(({ notice }) => ({
      notice,
      ...(audience.get(notice.subject) ?? nobody),
    }));
  }

  /** A batch of the lease's holder with the progress; false on a conflict of what it changes. */
  async #step(progress: SweepDocument, writes: readonly Write[], sweptOn?: Day): Promise<boolean> {
    return (await this.#batch(progress, writes, sweptOn)) !== undefined;
  }

  /** The etags of `writes`; undefined when somebody wrote one of the documents since it was read. Throws Lost. */
  async #batch(
    progress: SweepDocument,
    writes: readonly Write[],
    sweptOn?: Day,
  ): Promise<readonly (Etag | undefined)[] | undefined> {
    if (this.#closing.aborted) throw new StoreFailure('the process ends', 'unchanged');
    if (!this.#of.serves(this.#tenantId)) throw new Lost();
    const etag = this.#etag;
    const own: Write =
      etag === undefined ? { op: 'create', doc: progress } : { op: 'replace', doc: progress, etag };
    const result = await this.#of.leases.commit(this.#tenantId, [own, ...writes], sweptOn);
    // Only the holder writes the progress: another one was, meanwhile.
    if (result === 'lost' || (result.outcome === 'conflict' && result.at === 0)) throw new Lost();
    if (result.outcome === 'conflict') return undefined;
    this.committed += 1;
    this.#sweep = progress;
    const [mine, ...others] = result.etags;
    this.#etag = mine;
    return others;
  }

  /** Reads and writes again while somebody else is faster. */
  async #insist<T>(work: () => Promise<T | false | undefined>): Promise<T> {
    for (let races = 0; races < MAX_RACES; races += 1) {
      const result = await work();
      if (result !== false && result !== undefined) return result;
    }
    throw new StoreFailure('somebody was always faster', 'unchanged');
  }
}

function clocksOf({ state }: CompanyDocument): Clocks {
  return { company: state, edition: edition(state.edition) };
}

function isListed(listed: number | undefined): boolean {
  return listed === LISTED;
}

/** The write that makes a `remindOn` right, and what lists and searches go by, if they are not. */
function madeRight(doc: Reminding, etag: Etag, clocks: Clocks, swept: Day | undefined): readonly Write[] {
  const made = { remindOn: remindOn(doc, clocks, swept), ...listedOf(doc, clocks) };
  const before: Readonly<Record<string, unknown>> = doc;
  const isRight = Object.entries(made).every(([name, value]) => before[name] === value);
  return isRight ? [] : [{ op: 'replace', doc: present({ ...doc, ...made }) as Reminding, etag }];
}

function listedOf(doc: Reminding, clocks: Clocks): object {
  if (doc.kind === 'voucher') return listedBy(doc.state, clocks);
  return doc.kind === 'claim' ? { due: dueOfClaim(doc.state) } : {};
}
