import { createHash } from 'node:crypto';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { takesMails, withTimeLeft } from '../../domain/desk/quarantine.ts';
import type { MailProblem, ReceivedMail } from '../../domain/mail/received.ts';
import { may } from '../../domain/people/permissions.ts';
import { cleanLine } from '../../domain/plain-text.ts';
import { present } from '../../domain/present.ts';
import {
  newDocument,
  type MailDocument,
  type PersonDocument,
  type QuarantineDocument,
} from '../../domain/store/documents.ts';
import { ttlOf } from '../../domain/store/retention.ts';
import { mailId, personId, quarantineId } from '../../domain/store/ids.ts';
import { allOf } from '../../domain/store/pages.ts';
import { StoreFailure, type Clock, type Store, type Stored } from '../../domain/store/ports.ts';
import { faultOf, type Log } from '../log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { DecodedMail, MailDecoder } from '../mail/mail-decoder.ts';
import type { MailHeaders } from '../mail/mail-headers.ts';
import type { Arrivals } from '../turn/arrivals.ts';
import { TurnRefused } from '../turn/conversation-queues.ts';
import { TooContended, Uncertain } from '../turn/runner.ts';
import { GraphFailure, type Graph, type GraphMessage, type RawMail } from './graph.ts';
import { byAddress, senderOf, type PeopleByAddress } from './sender.ts';

const MAX_FROM = 254;
const MAX_SUBJECT = 200;
/** A mail that fails by itself, while others do not, is given up after so many tries and so much time. */
const MAX_TRIES = 5;
const GIVEN_UP_MS = 30 * 60_000;
/** One that Graph puts off again and again, while it gives others: bad hours of Graph are longer than half of one. */
const PUT_OFF_MS = 24 * 3600_000;
const TRIED = 10_000;

/** What came of a message: `known` = it was dealt with before; `later` = nothing is changed, and it has to be looked at again. */
type Dealt = 'done' | 'known' | 'later';

interface IntakeParts {
  readonly store: Store;
  readonly arrivals: Pick<Arrivals, 'bring'>;
  readonly decoder: Pick<MailDecoder, 'decode'>;
  readonly log: Log;
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry;
  /** That of the tenant's documents. */
  readonly clock: Clock;
  readonly tenantId: string;
  /** The mailbox. */
  readonly user: string;
  readonly trustsInternal: boolean;
  readonly givenUpMs?: number;
  readonly putOffMs?: number;
  /** Addresses are taken however old they are: in local mode the page sets the clock. */
  readonly isAgeless?: boolean;
}

/** What is in a message, as far as it can be read. */
interface Content {
  readonly mail: ReceivedMail | { readonly problem: MailProblem };
  readonly headers?: MailHeaders | undefined;
  /** Absent = it is too large to be fetched. */
  readonly hash?: string | undefined;
}

/**
 * Takes messages of the mailbox in, one at a time each: to the person whose it is, or to the quarantine. That it was dealt
 * with is written in the very batch that does it, so that it is done once, whoever looks at it how often.
 */
export class Intake {
  readonly #of: IntakeParts;
  /** How often a message failed; what is not tried any more is forgotten in time. */
  readonly #tries = new BoundedMap<string, { readonly times: number; readonly since: number }>(TRIED);
  /** When a mail was dealt with last, by a monotonic clock: what fails since fails by itself. */
  #dealtAt = Number.NEGATIVE_INFINITY;

  constructor(of: IntakeParts) {
    this.#of = of;
  }

  /** The tenant's people, as they are now. Rejects with StoreFailure. */
  async people(): Promise<PeopleByAddress> {
    const { store, tenantId, clock, isAgeless = false } = this.#of;
    const all: PersonDocument[] = [];
    for await (const { doc } of allOf(store, tenantId, { kind: 'person' })) all.push(doc);
    return byAddress(all, isAgeless ? Number.NEGATIVE_INFINITY : clock.now());
  }

  /**
   * A mail that fails by itself, again and again while others do not, goes to the quarantine. Rejects with the
   * GraphFailure of a Graph that serves nobody now, or refuses this one (401, 403), and StoreFailure.
   */
  async deal(graph: Graph, message: GraphMessage, people: () => Promise<PeopleByAddress>): Promise<Dealt> {
    try {
      const dealt = await this.#deal(graph, message, people);
      this.#tries.delete(message.id);
      if (dealt === 'done') this.#dealtAt = performance.now();
      return dealt;
    } catch (error) {
      if (error instanceof StoreFailure || isOfAll(error)) throw error;
      const { isTriedEnough, since } = this.#failed(message.id, error);
      if (isTriedEnough && this.#dealtAt > since) {
        this.#tries.delete(message.id);
        return this.#hold(message, undefined, 'unreadable');
      }
      if (isRefusal(error)) throw error;
      return 'later';
    }
  }

  /** `failed`: one try of it; it is tried again. */
  #count(outcome: 'brought' | 'handed' | 'held' | 'failed'): void {
    this.#of.telemetry?.count('planning.mails', { 'planning.mail.outcome': outcome });
  }

  /** Counts a failure of this one. */
  #failed(key: string, error: unknown): { readonly isTriedEnough: boolean; readonly since: number } {
    const now = performance.now();
    const { times: before, since } = this.#tries.get(key) ?? { times: 0, since: now };
    // What passes by itself says nothing of the mail.
    const times = before + (isOfTheMoment(error) ? 0 : 1);
    this.#tries.set(key, { times, since });
    this.#count('failed');
    this.#of.log.warn({ event: 'mailbox.mail_failed', ...faultOf(error), attempt: times });
    const isPutOff = error instanceof GraphFailure && error.trouble === 'passing';
    const { givenUpMs = GIVEN_UP_MS, putOffMs = PUT_OFF_MS } = this.#of;
    return { isTriedEnough: times >= MAX_TRIES && now - since >= (isPutOff ? putOffMs : givenUpMs), since };
  }

  async #deal(graph: Graph, message: GraphMessage, people: () => Promise<PeopleByAddress>): Promise<Dealt> {
    const { store, tenantId, user } = this.#of;
    const digest = digestOf(message.id);
    if ((await store.read(tenantId, 'mail', mailId(digest))) !== undefined) return 'known';
    let raw: RawMail;
    try {
      raw = await graph.raw(user, message.id);
    } catch (error) {
      // Somebody took it out of the mailbox meanwhile: nothing is left to be dealt with.
      if (error instanceof GraphFailure && error.trouble === 'gone') return 'done';
      throw error;
    }
    const content = await this.#content(raw);
    if (content === undefined) return 'later';
    const { headers, mail } = content;
    const decision = senderOf(headers, await people(), this.#of.trustsInternal);
    if (decision.kind === 'held') return this.#hold(message, content, decision.why);
    const arrived = await this.#of.arrivals.bring({
      tenantId,
      personId: decision.personId,
      key: `mailbox/${digest}`,
      input: { kind: 'mail', way: 'mailbox', mail },
      also: [{ op: 'create', doc: this.#dealtWith(message.id) }],
      held: this.#heldBack(message, content, 'noChat'),
    });
    if (arrived === 'unreachable') return this.#hold(message, content, 'noChat');
    this.#count('brought');
    this.#of.log.info({ event: 'mailbox.brought', personId: decision.personId, outcome: arrived });
    return 'done';
  }

  /** Brings a mail to whom an admin handed it; one that fails again and again waits for an admin once more. Rejects as {@link deal} does. */
  async hand(graph: Graph, held: Stored<QuarantineDocument>): Promise<Dealt> {
    const key = `handed ${held.doc.id}`;
    try {
      const dealt = await this.#hand(graph, held);
      this.#tries.delete(key);
      return dealt;
    } catch (error) {
      if (error instanceof StoreFailure || isOfAll(error)) throw error;
      if (!this.#failed(key, error).isTriedEnough) return 'later';
      this.#tries.delete(key);
      return this.#back(held, { status: 'held', why: 'unreadable' });
    }
  }

  async #back(
    { doc, etag }: Stored<QuarantineDocument>,
    changed: Pick<QuarantineDocument, 'status' | 'why'>,
  ): Promise<Dealt> {
    const { store, tenantId, clock } = this.#of;
    const { handedTo: _to, handedBy: _by, ...waiting } = doc;
    const next = withTimeLeft({ ...waiting, ...changed }, clock.now());
    await store.commit(tenantId, [{ op: 'replace', doc: next, etag }]);
    return 'done';
  }

  async #hand(graph: Graph, held: Stored<QuarantineDocument>): Promise<Dealt> {
    const { store, arrivals, tenantId, user, log } = this.#of;
    const { doc, etag } = held;
    const { handedTo, handedBy, ...waiting } = doc;
    const { id, messageId } = doc;
    if (handedTo === undefined) return 'done';
    const person = (await store.read(tenantId, 'person', personId(handedTo)))?.doc;
    if (person === undefined || !takesMails(person)) {
      const isAllowed = may(person?.permission, 'voucher.record');
      return this.#back(held, { status: 'held', why: isAllowed ? 'noChat' : 'notAllowed' });
    }
    let raw: RawMail;
    try {
      raw = await graph.raw(user, messageId);
    } catch (error) {
      if (!(error instanceof GraphFailure) || error.trouble !== 'gone') throw error;
      return this.#back(held, { status: 'gone', why: doc.why });
    }
    const content = await this.#content(raw);
    if (content === undefined) return 'later';
    const arrived = await arrivals.bring({
      tenantId,
      personId: handedTo,
      // Given back, and handed to the same person once more, it comes once more.
      key: `handed/${digestOf(`${id} ${handedTo} ${etag}`)}`,
      input: present({ kind: 'mail', way: 'mailbox', mail: content.mail, handedBy } as const),
      also: [{ op: 'delete', id, etag }],
      held: { ...waiting, status: 'held', why: 'noChat' },
    });
    if (arrived === 'unreachable') return this.#back(held, { status: 'held', why: 'noChat' });
    this.#count('handed');
    log.info({ event: 'mailbox.handed', personId: handedTo, outcome: arrived });
    return 'done';
  }

  /** Undefined = it cannot be read just now, and may be later. */
  async #content({ bytes, isCut }: RawMail): Promise<Content | undefined> {
    const { decoder } = this.#of;
    if (isCut) {
      const head = await decoder.decode(headOf(bytes), { originals: 'attached' });
      if (head.kind === 'problem' && head.problem === 'busy') return undefined;
      return { mail: { problem: 'tooLarge' }, headers: head.headers };
    }
    const decoded: DecodedMail = await decoder.decode(bytes, { originals: 'attached' });
    if (decoded.kind === 'mail')
      return { mail: decoded.mail, headers: decoded.headers, hash: decoded.mail.hash };
    if (decoded.problem === 'busy') return undefined;
    return { mail: { problem: decoded.problem }, headers: decoded.headers, hash: decoded.hash };
  }

  async #hold(
    message: GraphMessage,
    content: Pick<Content, 'headers' | 'hash'> | undefined,
    why: QuarantineDocument['why'],
  ): Promise<Dealt> {
    const { store, tenantId, log } = this.#of;
    const doc = this.#heldBack(message, content, why);
    const result = await store.commit(tenantId, [
      { op: 'create', doc: this.#dealtWith(message.id) },
      { op: 'put', doc },
    ]);
    // A conflict: another process was faster.
    if (result.outcome === 'committed') {
      this.#count('held');
      log.info({ event: 'mailbox.held', reason: why });
    }
    return 'done';
  }

  #heldBack(
    message: GraphMessage,
    content: Pick<Content, 'headers' | 'hash'> | undefined,
    why: QuarantineDocument['why'],
  ): QuarantineDocument {
    const { headers, hash } = content ?? {};
    return newDocument('quarantine', this.#of.tenantId, quarantineId(digestOf(message.id)), {
      ttl: ttlOf('quarantine'),
      heldAt: this.#of.clock.now(),
      from: cleanLine(headers?.from.join(', ') ?? message.from, MAX_FROM),
      subject: cleanLine(headers?.subject ?? message.subject, MAX_SUBJECT),
      hash,
      messageId: message.id,
      why,
      status: 'held',
      open: true,
      changedAt: message.receivedAt,
    });
  }

  #dealtWith(messageId: string): MailDocument {
    return newDocument('mail', this.#of.tenantId, mailId(digestOf(messageId)), {
      ttl: ttlOf('mail'),
      messageId,
      status: 'unmarked',
    });
  }
}

/** A Graph that is busy, or gives no token, says nothing of this one. */
function isOfAll(error: unknown): boolean {
  return error instanceof GraphFailure && (error.status === 429 || error.code === 'token');
}

/** There may be no right to any, or Graph may not give out this one alone: the others show which. */
export function isRefusal(error: unknown): error is GraphFailure {
  return error instanceof GraphFailure && (error.status === 401 || error.status === 403);
}

/** Somebody was faster, again and again; or it is not known what became of it; or too many wait: of the chat, not of the mail. */
function isOfTheMoment(error: unknown): boolean {
  return error instanceof TooContended || error instanceof Uncertain || error instanceof TurnRefused;
}

function digestOf(messageId: string): string {
  return createHash('sha256').update(messageId).digest('base64url');
}

/** The headers alone: who sent it can be known of a mail that is too large to be read. */
function headOf(bytes: Uint8Array): Uint8Array {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends = ['\r\n\r\n', '\n\n'].map((end) => all.indexOf(end)).filter((at) => at >= 0);
  const end = Math.min(...ends, bytes.byteLength);
  return Buffer.concat([all.subarray(0, end), Buffer.from('\r\n\r\n')]);
}
