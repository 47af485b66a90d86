import { bulkCard } from '../../cards/voucher/bulk.ts';
import { refusalSentence } from '../../cards/kit/refusals.ts';
import { bulkPart, tellBulk } from '../../domain/desk/bulk.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import { may } from '../../domain/people/permissions.ts';
import { present } from '../../domain/present.ts';
import type { BulkDocument, NoticeDocument } from '../../domain/store/documents.ts';
import { bulkId } from '../../domain/store/ids.ts';
import type { Store, Stored } from '../../domain/store/ports.ts';
import { Background, type BackgroundParts } from '../turn/background.ts';
import { ownChat, type OwnChatParts } from '../turn/own-chat.ts';
import type { Outbox, OutgoingCard } from '../turn/outbox.ts';

interface BulkRunnerParts extends OwnChatParts, BackgroundParts {
  readonly store: Store;
  readonly desk: Desk;
  readonly outbox: Outbox;
  /** What was announced is told to whom it concerns. */
  readonly announced?: ((notice: Stored<NoticeDocument>) => void) | undefined;
}

/**
 * Goes on with what is done with many vouchers after the turn that confirmed it: a part a batch, each voucher a command of
 * its own.
 */
export class BulkRunner extends Background {
  readonly #of: BulkRunnerParts;

  constructor(of: BulkRunnerParts) {
    super(of, 'bulk.failed');
    this.#of = of;
  }

  protected async next(tenantId: string): Promise<string | undefined> {
    const query = { kind: 'bulk', where: { status: 'running' }, limit: 1 } as const;
    const [first] = (await this.#of.store.query(tenantId, query)).items;
    return first && bulkId.keyOf(first.doc.id);
  }

  protected work(tenantId: string, key: string): Promise<void> {
    return this.steps(
      tenantId,
      (fresh) => this.#step(tenantId, key, fresh),
      (step) => {
        // Whoever did it was forgotten.
        if (step === 'gone') return true;
        if (step.status === 'running') return false;
        this.#of.log.info({ event: 'bulk.ended', tenantId, outcome: step.status, count: step.done });
        return true;
      },
      async (step) => (step === 'gone' ? undefined : this.#tell(tenantId, step)),
    );
  }

  /** The next part in one batch; how far it is then, `again` where somebody was faster. Rejects with StoreFailure. */
  async #step(tenantId: string, key: string, fresh: boolean): Promise<BulkDocument | 'again' | 'gone'> {
    const { desk, outbox, announced } = this.#of;
    const unit = desk.begin(tenantId, fresh);
    const doc = await unit.read('bulk', bulkId(key), true);
    if (doc?.status !== 'running') {
      // Read by a kept copy: what it is now is asked of the store.
      if (!unit.isFresh) return 'again';
      return doc ?? 'gone';
    }
    // Whoever does it, as they are now: what they may no longer do is not done for them.
    const actor = await desk.actor(unit, { id: doc.by, name: '', language: undefined });
    const mayDoAll = may(actor.permission, 'voucher.void');
    if (!mayDoAll && !unit.isFresh) return 'again';
    const standing = await desk.standing(unit);
    const next = mayDoAll
      ? await bulkPart(unit, doc, {
          order: (order) => desk.orderVoucher(unit, actor, order),
          today: standing.today,
          why: (reason) => refusalSentence(actor.language, reason, { standing }),
        })
      : tellBulk(unit, { ...doc, status: 'stopped' }, standing.today);
    unit.save(next);
    const result = next.status === 'running' ? undefined : await this.#result(tenantId, next);
    const row = result && outbox.row(result);
    if (row !== undefined) unit.add(row);
    if ((await unit.commit()) !== 'committed') return 'again';
    if (result !== undefined && row !== undefined) void outbox.deliver(result, unit.writtenEtag(row.doc.id));
    if (unit.announced !== undefined) announced?.(unit.announced);
    return next;
  }

  /** How far it is, in the card that was pressed; one that does not arrive is overtaken by the next. */
  async #tell(tenantId: string, doc: BulkDocument): Promise<void> {
    const outgoing = await this.#result(tenantId, doc).catch(() => undefined);
    if (outgoing !== undefined) void this.#of.outbox.deliver({ ...outgoing, isPassing: true }, undefined);
  }

  async #result(tenantId: string, doc: BulkDocument): Promise<OutgoingCard | undefined> {
    const chat = await ownChat(this.#of, tenantId, doc.by);
    if (chat === undefined) return undefined;
    return {
      tenantId,
      reference: chat.reference,
      card: bulkCard(chat.person, doc),
      key: doc.id,
      ...present({ edits: doc.activityId }),
    };
  }
}
