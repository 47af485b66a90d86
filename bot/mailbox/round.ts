import type { MailDocument } from '../../domain/store/documents.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Store, Stored, Write } from '../../domain/store/ports.ts';
import { faultOf, type Log } from '../log.ts';
import { GraphFailure, type DeltaPage, type Graph, type GraphMessage } from './graph.ts';
import { isRefusal, type Intake } from './intake.ts';
import type { PeopleByAddress } from './sender.ts';
import type { MailboxState } from './state.ts';

/** Messages that are dealt with, or marked, at the same time. */
const AT_ONCE = 4;
/** Pages of changes, and marks, of one round. */
const MAX_PAGES = 10_000;
const MAX_MARKS = 200;
/** Where Graph refused so many, and gave none, there is no right to the next one either. */
const MAX_REFUSED = 50;
/** What a message has in the mailbox once it is dealt with. */
const CATEGORY = 'Planning Services bot';

interface RoundParts {
  readonly store: Store;
  readonly intake: Intake;
  readonly graph: Graph;
  readonly state: MailboxState;
  readonly log: Log;
  readonly tenantId: string;
  readonly user: string;
  /** Messages that came earlier are left alone: milliseconds, UTC. */
  readonly since: number;
  /** Aborted = nothing more is begun. */
  readonly closing: Pick<AbortSignal, 'aborted'>;
}

/** One look at the whole mailbox. */
export class Round {
  /** Messages that were dealt with: a sign that it gets on. */
  done = 0;
  /** Graph refused to mark one: it may be read, and not be changed. */
  isMarkRefused = false;
  #refused = 0;
  #refusal: GraphFailure | undefined;
  readonly #of: RoundParts;
  #people: Promise<PeopleByAddress> | undefined;

  constructor(of: RoundParts) {
    this.#of = of;
  }

  /** True when nothing is left to be done. Rejects with GraphFailure and StoreFailure, and then something is. */
  async run(): Promise<boolean> {
    const isHanded = await this.#handOver();
    const isRead = await this.#readOn();
    const isMarked = await this.#mark();
    // Those that were given show that there is a right to them, and that only some cannot be had.
    if (this.#refusal !== undefined && this.done === 0) throw this.#refusal;
    return isHanded && isRead && isMarked;
  }

  /** What admins handed to somebody. */
  async #handOver(): Promise<boolean> {
    const { store, intake, graph, tenantId, closing, log } = this.#of;
    let isAllDone = true;
    for await (const held of allOf(store, tenantId, { kind: 'quarantine', where: { status: 'handed' } })) {
      if (closing.aborted) return false;
      try {
        if ((await intake.hand(graph, held)) !== 'done') isAllDone = false;
      } catch (error) {
        // One that cannot be brought keeps no other, and nothing that comes.
        log.warn({ event: 'mailbox.not_handed', ...faultOf(error) });
        isAllDone = false;
      }
    }
    return isAllDone;
  }

  /**
   * Goes through what changed since everything was dealt with. How far that is is written after each page; a message
   * that is left for later keeps it where it stands, and what comes behind is dealt with all the same.
   */
  async #readOn(): Promise<boolean> {
    const { graph, state, user, closing, log } = this.#of;
    let { link } = state.doc;
    let isAllDone = true;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      if (closing.aborted) return false;
      let page: DeltaPage;
      try {
        page = await graph.changes(user, link);
      } catch (error) {
        if (link === undefined || !isLinkRefused(error)) throw error;
        // From the beginning: what has been dealt with is known.
        log.warn({ event: 'mailbox.resync', ...faultOf(error) });
        link = undefined;
        isAllDone = true;
        await state.save({ link });
        continue;
      }
      if (page.strange > 0) log.warn({ event: 'mailbox.strange', count: page.strange });
      if (!(await this.#deal(page.messages))) isAllDone = false;
      const following = page.next ?? page.delta;
      if (page.next !== undefined && page.next === link)
        throw new GraphFailure('passing', { code: 'same_page' });
      if (isAllDone && following !== state.doc.link) await state.save({ link: following });
      if (page.next === undefined) return isAllDone;
      link = following;
    }
    return false;
  }

  /** Rejects when Graph or the store serve nobody now: there is no use in the next message. */
  async #deal(messages: readonly GraphMessage[]): Promise<boolean> {
    const { intake, graph, since } = this.#of;
    // A page may have one twice.
    const once = new Map(messages.map((message) => [message.id, message]));
    const wanted = [...once.values()].filter(
      ({ receivedAt, categories }) => receivedAt >= since && !categories.includes(CATEGORY),
    );
    let isAllDone = true;
    await this.#each(wanted, async (message) => {
      const dealt = await intake
        .deal(graph, message, () => (this.#people ??= intake.people()))
        .catch((error: unknown) => this.#later(error));
      if (dealt === 'done') this.done += 1;
      if (dealt === 'later') isAllDone = false;
    });
    return isAllDone;
  }

  /** Of a message that Graph refuses: the others are dealt with first. */
  #later(error: unknown): 'later' {
    if (!isRefusal(error)) throw error;
    this.#refusal = error;
    this.#refused += 1;
    if (this.#refused >= MAX_REFUSED && this.done === 0) throw error;
    return 'later';
  }

  /** Marks in the mailbox what is dealt with, that of earlier rounds too. */
  async #mark(): Promise<boolean> {
    const { store, graph, tenantId, user, log } = this.#of;
    const unmarked: Stored<MailDocument>[] = [];
    let isMore = false;
    for await (const mail of allOf(store, tenantId, { kind: 'mail', where: { status: 'unmarked' } })) {
      isMore = unmarked.length >= MAX_MARKS;
      if (isMore) break;
      unmarked.push(mail);
    }
    const marked: Write[] = [];
    let failures = 0;
    await this.#each(unmarked, async ({ doc, etag }) => {
      // One that cannot be marked keeps no other.
      if (failures >= MAX_REFUSED && marked.length === 0) return;
      try {
        await graph.mark(user, doc.messageId, CATEGORY);
      } catch (error) {
        if (!(error instanceof GraphFailure)) throw error;
        if (error.trouble !== 'gone') {
          failures += 1;
          if (isRefusal(error)) this.isMarkRefused = true;
          if (failures === 1) log.warn({ event: 'mailbox.not_marked', ...faultOf(error) });
          return;
        }
      }
      marked.push({ op: 'replace', doc: { ...doc, status: 'marked' }, etag });
    });
    for (let at = 0; at < marked.length; at += 50) await store.commit(tenantId, marked.slice(at, at + 50));
    return !isMore && marked.length === unmarked.length;
  }

  /** Some at the same time; after the first that rejects no other begins, and those under way are waited for. */
  async #each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const left = items.values();
    let failure: { readonly error: unknown } | undefined;
    const worker = async (): Promise<void> => {
      for (const item of left) {
        if (failure !== undefined || this.#of.closing.aborted) return;
        try {
          await work(item);
        } catch (error) {
          failure ??= { error };
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (failure !== undefined) throw failure.error;
    if (this.#of.closing.aborted) throw new GraphFailure('passing', { code: 'closing' });
  }
}

/** Graph does not go on from there: it is too old, or no link of this mailbox. */
function isLinkRefused(error: unknown): boolean {
  if (!(error instanceof GraphFailure)) return false;
  return (
    error.trouble === 'resync' ||
    error.trouble === 'gone' ||
    error.status === 400 ||
    error.code === 'other_host'
  );
}
