import type { NoticeDocument, Recipient } from '../../domain/store/documents.ts';
import type { Clock, Etag, Stored } from '../../domain/store/ports.ts';
import { faultOf, type Log } from '../log.ts';
import type { ConnectorClient } from '../teams/connector.ts';
import type { OutgoingActivity } from '../teams/outgoing-activity.ts';
import { consequenceOf, type Attempt, type RetryPolicy } from './consequences.ts';
import type { Ledger } from './ledger.ts';
import type { MonotonicClock } from './monotonic-clock.ts';
import type { Spent } from './rate-limiter.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { KnownRecipient, RecipientCache } from './recipient-cache.ts';

/**
 * What a row says to a person or in a channel now, in their language. `drop` = it is not true any more, or not theirs
 * to hear; `later` = they are in the middle of a dialog.
 */
export type Compose = (
  row: NoticeDocument,
  recipient: Recipient,
) => Promise<OutgoingActivity | 'drop' | 'later'>;

export type Row = Stored<NoticeDocument>;
export type Addressed = NoticeDocument & { readonly to: string };

/** A row that this process alone may send, with the etag of its claim. */
interface ClaimedRow {
  readonly row: Addressed;
  readonly etag: Etag;
}

/** Rows of one recipient that are one message. */
export interface ClaimedMessage {
  readonly rows: readonly [ClaimedRow, ...ClaimedRow[]];
  readonly person: KnownRecipient | undefined;
  /** By the monotonic clock: not sent any more from then on. */
  readonly until: number;
}

interface RowDeliveryParts {
  readonly connector: Pick<ConnectorClient, 'send'>;
  readonly compose: Compose;
  readonly recipients: RecipientCache;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly log: Log;
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry | undefined;
  /** May anything be sent to the tenant, now? */
  readonly maySend: (tenantId: string) => boolean;
  /** The bot's own id in references (`28:…`); absent = any will do, in local mode. */
  readonly botId?: string | undefined;
  readonly retryPolicy: RetryPolicy;
  readonly random: () => number;
  /** Somebody is in a dialog: the row as it was put off, for the end of it. */
  readonly onHeld: (to: string, row: Row) => void;
  readonly onStoreFailure: (tenantId: string, event: string, error: unknown) => void;
}

/** Somebody in a dialog is asked for again after so long, if nobody says before that they are through. */
const LATER_MS = 5 * 60_000;
/** What is logged of an attempt that was not the last of it, or did not arrive. */
const EVENTS = {
  again: 'notify.again',
  impossible: 'notify.impossible',
  unreachable: 'notify.unreachable',
  givenUp: 'notify.givenUp',
} as const;

/** Sends one claimed message and writes what follows from the attempt, for its rows and for the recipient. */
export class RowDelivery {
  readonly #of: RowDeliveryParts;

  constructor(of: RowDeliveryParts) {
    this.#of = of;
  }

  /** One message's turn: its consequence is written through the tenant's ledger. Never rejects. */
  async deliver(ledger: Ledger, claimed: ClaimedMessage): Promise<Spent> {
    const { rows, person } = claimed;
    const { monotonic, log, compose, connector, botId, maySend } = this.#of;
    const row = asOne(rows);
    if (monotonic.now() > claimed.until || !maySend(row.tenantId)) {
      await each(rows, (one) => this.#putBack(ledger, one, 0));
      return { kind: 'nothing' };
    }
    if (person === undefined) {
      await each(rows, (one) => this.#remove(ledger, one));
      return { kind: 'nothing' };
    }
    const { reference } = person;
    let attempt: Attempt;
    if (reference === undefined) attempt = { kind: 'noReference' };
    else if (botId !== undefined && reference.bot.id !== botId) attempt = { kind: 'otherApp' };
    else {
      try {
        const message = await compose(row, person.stored.doc);
        if (message === 'drop' || message === 'later') {
          if (message === 'drop') await each(rows, (one) => this.#remove(ledger, one));
          else await each(rows, (one) => this.#waitForThem(ledger, one));
          return { kind: 'nothing' };
        }
        attempt = await connector.send(reference, message);
      } catch (error) {
        log.error({ event: 'notify.not_composed', documentId: row.id, ...faultOf(error) });
        attempt = { kind: 'notComposed' };
      }
    }
    const random = this.#of.random();
    const tried = person.stored.doc.reference;
    let back: Promise<boolean> | undefined;
    const cameBack = (): Promise<boolean> => (back ??= this.#cameBack(row, tried));
    await each(rows, (one) => this.#conclude(ledger, one, { person, attempt, random, cameBack }));
    if (attempt.kind === 'throttled' || attempt.kind === 'delivered') return attempt;
    const called = !['noReference', 'otherApp', 'notComposed'].includes(attempt.kind);
    return { kind: called ? 'sent' : 'nothing' };
  }

  /** `random`: one for all rows of the message, so that those that were tried as often stay together. */
  async #conclude(
    ledger: Ledger,
    claimed: ClaimedRow,
    {
      person,
      attempt,
      random,
      cameBack,
    }: {
      readonly person: KnownRecipient;
      readonly attempt: Attempt;
      readonly random: number;
      readonly cameBack: () => Promise<boolean>;
    },
  ): Promise<void> {
    const { row } = claimed;
    const { log } = this.#of;
    const tried = person.stored.doc.reference;
    const consequence = consequenceOf(attempt, row.attempts, random, this.#of.retryPolicy);
    this.#of.telemetry?.count('planning.notices.attempts', {
      'planning.delivery.outcome': attempt.kind,
      'planning.notice.next': consequence.next,
    });
    if (consequence.next !== 'done') {
      const entry = {
        event: EVENTS[consequence.next],
        outcome: attempt.kind,
        tenantId: row.tenantId,
        documentId: row.id,
        attempt: row.attempts,
        ...('status' in attempt && attempt.status !== undefined && { status: attempt.status }),
      };
      if (consequence.next === 'impossible') log.error(entry);
      else if (consequence.next === 'again') log.debug(entry);
      else log.warn(entry);
    }
    switch (consequence.next) {
      case 'done':
        if (isMarked(person.stored.doc)) ledger.mark(row.to, { tried });
        return this.#remove(ledger, claimed);
      case 'impossible':
        return this.#remove(ledger, claimed);
      case 'unreachable':
      case 'givenUp': {
        if (await cameBack()) {
          return this.#putBack(ledger, claimed, 0);
        }
        const { why } = consequence;
        if (why === undefined) return this.#remove(ledger, claimed);
        const forget = consequence.next === 'unreachable' && consequence.forget;
        ledger.mark(row.to, { tried, unreachable: { why, forget } });
        return this.#remove(ledger, claimed);
      }
      case 'again':
        await this.#again(ledger, claimed, consequence.inMs, consequence.attempts);
        return undefined;
      default:
        return consequence satisfies never;
    }
  }

  /** Our copy is a little old: has the person another reference by now? */
  async #cameBack({ tenantId, to }: Addressed, tried: string | undefined): Promise<boolean> {
    try {
      const now = await this.#of.recipients.read(tenantId, to);
      return now?.stored.doc.reference !== undefined && now.stored.doc.reference !== tried;
    } catch (error) {
      // Not known: once more, then.
      this.#of.onStoreFailure(tenantId, 'notify.person', error);
      return true;
    }
  }

  async #remove(ledger: Ledger, { row, etag }: ClaimedRow): Promise<void> {
    await ledger.write({ row, write: { op: 'delete', id: row.id, etag } });
  }

  /** It was not tried after all. */
  async #putBack(ledger: Ledger, claimed: ClaimedRow, inMs: number): Promise<void> {
    await this.#again(ledger, claimed, inMs, claimed.row.attempts - 1);
  }

  /** Gives the row as it is written; undefined when it was not, or not by us. */
  async #again(
    ledger: Ledger,
    { row, etag }: ClaimedRow,
    inMs: number,
    attempts: number,
  ): Promise<Row | undefined> {
    const doc: NoticeDocument = { ...row, due: this.#of.clock.now() + Math.ceil(inMs), attempts };
    const written = await ledger.write({ row: doc, write: { op: 'replace', doc, etag } });
    return written === undefined ? undefined : { doc, etag: written };
  }

  /** They are in a dialog: the row is put off, and kept at hand for the end of it. */
  async #waitForThem(ledger: Ledger, claimed: ClaimedRow): Promise<void> {
    const row = await this.#again(ledger, claimed, LATER_MS, claimed.row.attempts - 1);
    if (row !== undefined) this.#of.onHeld(claimed.row.to, row);
  }
}

function isMarked(recipient: Recipient): boolean {
  return recipient.kind === 'person' && recipient.unreachable !== undefined;
}

/** What its rows say together, each thing once: a cut may have left the same notice in two rows. */
function asOne([first, ...others]: ClaimedMessage['rows']): Addressed {
  if (others.length === 0) return first.row;
  const all = [first, ...others].flatMap(({ row }) => row.notices);
  const more = [first, ...others].reduce((sum, { row }) => sum + (row.more ?? 0), 0);
  return {
    ...first.row,
    notices: [...new Map(all.map((one) => [JSON.stringify(one), one])).values()],
    ...(more > 0 ? { more } : {}),
  };
}

async function each(rows: readonly ClaimedRow[], then: (row: ClaimedRow) => Promise<unknown>): Promise<void> {
  await Promise.all(rows.map(then));
}
