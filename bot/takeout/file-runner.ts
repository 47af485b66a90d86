import { speaker, type Say } from '../../cards/kit/say.ts';
import { fileCard, goneFileCard } from '../../cards/takeout/file.ts';
import { whatOf } from '../../dialogs/takeout/takeout.ts';
import { answered, ended, readFile } from '../../domain/desk/files.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import { may } from '../../domain/people/permissions.ts';

import { present } from '../../domain/present.ts';
import type { FileDocument } from '../../domain/store/documents.ts';
import { fileId } from '../../domain/store/ids.ts';
import { StoreFailure, type Clock, type Store } from '../../domain/store/ports.ts';
import { cleanLine } from '../../domain/plain-text.ts';
import { consentActivity, infoActivity, type Consent } from '../files/consent.ts';
import { uploadFile, type Upload } from '../files/upload.ts';
import { faultOf, type Log } from '../log.ts';
import { correlated } from '../telemetry/correlation.ts';
import type { Leases } from '../notify/lease.ts';
import type { ConnectorClient } from '../teams/connector.ts';
import type { OutgoingActivity } from '../teams/outgoing-activity.ts';
import type { ConversationReference } from '../teams/reference.ts';
import { SoonAgain } from '../teams/soon-again.ts';
import type { ConversationQueues } from '../turn/conversation-queues.ts';
import type { Outbox, OutgoingCard } from '../turn/outbox.ts';
import { ownChat, type OwnChatParts } from '../turn/own-chat.ts';
import { calendarBytes, calendarEntries, numbersOf, workbookOf, type Making } from './made-file.ts';

/** Files of a tenant that are made at the same time: a large one keeps no small one waiting. */
const AT_ONCE = 3;
/** How often the card in the chat is made to tell how far it is, in milliseconds. */
const TELL_MS = 2_000;
/** When what could not be gone on with is looked at again, in milliseconds. */
const LATER_MS = 10_000;
/** An offer that could not be sent for so long is not worth sending any more, in milliseconds. */
const STALE_MS = 10 * 60_000;
/** How often a change is tried again because somebody wrote the file meanwhile. */
const MAX_TRIES = 20;
/** About so many bytes a workbook has, and for each of its vouchers: it is not made before it is accepted. */
const BOOK_BYTES = 6_000;
const ROW_BYTES = 250;

interface FileRunnerParts extends OwnChatParts {
  readonly mode: 'local' | 'teams';
  readonly store: Store;
  readonly desk: Desk;
  readonly outbox: Outbox;
  readonly connector: ConnectorClient;
  readonly queues: ConversationQueues;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: Log;
  /** Is the tenant allowed, now? */
  readonly serves: (tenantId: string) => boolean;
}

/** A tenant whose files are worked on. */
interface Working {
  /** There may be more than was seen. */
  again: boolean;
  woken: PromiseWithResolvers<void>;
  work: Promise<void>;
}

/**
 * Offers files, makes those that were accepted, and puts them where Teams says. Each step is in the file's document
 * before the next one begins, so that another process goes on where this one ended.
 */
export class FileRunner {
  readonly #of: FileRunnerParts;
  readonly #closing = new AbortController();
  readonly #soonAgain = new SoonAgain();
  readonly #working = new Map<string, Working>();

  constructor(of: FileRunnerParts) {
    this.#of = of;
  }

  /** A file of the tenant is to be offered or made. Never rejects. */
  wake(tenantId: string): void {
    const known = this.#working.get(tenantId);
    if (known !== undefined) {
      known.again = true;
      known.woken.resolve();
    }
    if (known !== undefined || this.#isOver(tenantId)) return;
    const working: Working = {
      again: false,
      woken: Promise.withResolvers<void>(),
      work: Promise.resolve(),
    };
    this.#working.set(tenantId, working);
    working.work = correlated(() =>
      this.#tenant(tenantId, working).catch((error: unknown) =>
        this.#of.log.warn({ event: 'file.failed', ...faultOf(error), tenantId }),
      ),
    ).finally(() => {
      this.#working.delete(tenantId);
      if (working.again) this.wake(tenantId);
    });
  }

  /** The process ends, or the tenant is allowed no more: what is left stays for whoever goes on. */
  #isOver(tenantId: string): boolean {
    return this.#closing.signal.aborted || !this.#of.serves(tenantId);
  }

  /** Goes on with what was left, perhaps by a process that is no more; gives when to look again (milliseconds, UTC). */
  async look(tenantId: string): Promise<number> {
    const open = await this.#open(tenantId);
    if (open.length === 0) return Number.POSITIVE_INFINITY;
    this.wake(tenantId);
    return this.#of.clock.now() + LATER_MS;
  }

  /** What is under way is left to the next process. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#soonAgain.close();
    for (const { woken } of this.#working.values()) woken.resolve();
    await Promise.all([...this.#working.values()].map(({ work }) => work));
  }

  /**
   * What somebody answered to the offer of a file, in time for the invoke: it is kept, and worked on afterwards. An offer
   * that is none any more, or none of theirs, is told as gone. Rejects with StoreFailure.
   */
  async answered(
    sender: { readonly tenantId: string; readonly id: string },
    consent: Consent | undefined,
    at: {
      readonly reference: ConversationReference;
      readonly activityId: string | undefined;
      readonly key: string;
    },
  ): Promise<void> {
    const { desk, outbox } = this.#of;
    const { tenantId, id } = sender;
    const { place } = consent ?? {};
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const unit = desk.begin(tenantId, true, true);
      const actor = await desk.actor(unit, { id, name: '', language: undefined });
      const doc = consent === undefined ? undefined : await readFile(unit, { id }, consent.key);
      if (doc === undefined) {
        const outgoing = { tenantId, reference: at.reference, card: goneFileCard(actor), key: at.key };
        void outbox.deliver({ ...outgoing, ...present({ edits: at.activityId }) }, undefined);
        return;
      }
      const next =
        place === 'unusable'
          ? ended(
              { ...doc, ...present({ activityId: at.activityId ?? doc.activityId }) },
              { status: 'failed', fault: 'expired' },
            )
          : answered(doc, place, at.activityId);
      // Pressed once more: what became of it is on its card.
      if (next === doc || (doc.status !== 'asked' && doc.status !== 'offered')) return;
      unit.save(next);
      const outgoing = await this.#card(tenantId, next);
      const row = outgoing && outbox.row(outgoing);
      if (row !== undefined) unit.add(row);
      if ((await unit.commit()) !== 'committed') continue;
      if (outgoing !== undefined && row !== undefined)
        void outbox.deliver(outgoing, unit.writtenEtag(row.doc.id));
      return;
    }
    throw new Error('somebody was always faster');
  }

  async #open(tenantId: string): Promise<readonly FileDocument[]> {
    const query = { kind: 'file', where: { open: true }, limit: 100 } as const;
    return (await this.#of.store.query(tenantId, query)).items.map(({ doc }) => doc);
  }

  async #tenant(tenantId: string, working: Working): Promise<void> {
    const { leases } = this.#of;
    if (!(await leases.take(tenantId))) return;
    const stop = leases.keep(tenantId);
    const running = new Map<string, Promise<void>>();
    // What failed waits for the next look.
    const failed = new Set<string>();
    try {
      for (;;) {
        working.again = false;
        working.woken = Promise.withResolvers<void>();
        const open = this.#isOver(tenantId) ? [] : await this.#open(tenantId);
        for (const { id } of open) {
          if (running.size >= AT_ONCE) break;
          if (running.has(id) || failed.has(id)) continue;
          const work = async (): Promise<void> => {
            if (!(await this.#file(tenantId, fileId.keyOf(id)))) failed.add(id);
            running.delete(id);
          };
          running.set(id, work());
        }
        if (running.size === 0 && !working.again) return;
        if (running.size > 0) await Promise.race([...running.values(), working.woken.promise]);
      }
    } finally {
      stop();
      await leases.giveBack(tenantId);
    }
  }

  /** The next step of a file; false where it could not be done now. Never rejects. */
  async #file(tenantId: string, key: string): Promise<boolean> {
    const { desk, log } = this.#of;
    try {
      const unit = desk.begin(tenantId, true, true);
      const doc = await unit.read('file', fileId(key));
      if (doc === undefined || !doc.open) return true;
      const actor = await desk.actor(unit, { id: doc.by, name: '', language: undefined });
      const making: Making = { desk, tenantId, actor, wanted: doc };
      // What they may no longer see is not made for them.
      if (!may(actor.permission, 'person.choose'))
        return await this.#end(tenantId, key, { fault: 'notAllowed' });
      if (doc.status === 'asked') return await this.#offer(doc, making);
      if (doc.status === 'running') return await this.#make(doc, making);
      return await this.#tell(doc);
    } catch (error) {
      log.warn({ event: 'file.failed', ...faultOf(error), tenantId });
      if (error instanceof StoreFailure) return false;
      return this.#end(tenantId, key, { fault: 'broken' }).catch(() => false);
    }
  }

  /** Counts what would be in it, and sends the offer. */
  async #offer(doc: FileDocument, making: Making): Promise<boolean> {
    const { tenantId } = making;
    const key = fileId.keyOf(doc.id);
    const chat = await ownChat(this.#of, tenantId, doc.by);
    if (chat === undefined) return this.#end(tenantId, key, { fault: 'broken' });
    const t = speaker(making.actor.language);
    const numbers = await numbersOf(making);
    const isBook = doc.of === 'list' || doc.of === 'numbers';
    const entries = isBook ? [] : await calendarEntries(making, numbers);
    const rows = isBook ? numbers.length : entries.length;
    if (rows === 0) return this.#end(tenantId, key, { fault: 'empty' });
    const name = await this.#nameOf(t, doc, making);
    const unit = this.#of.desk.begin(tenantId, true);
    const what = await whatOf(
      {
        desk: this.#of.desk,
        unit,
        actor: making.actor,
        say: t,
        standing: () => this.#of.desk.standing(unit),
      },
      doc,
    );
    const offer = consentActivity({
      key,
      name,
      bytes: isBook ? BOOK_BYTES + ROW_BYTES * rows : calendarBytes(name, entries).length,
      says: isBook ? t('file.offerList', { what, count: rows }) : t('file.offerCalendar', { count: rows }),
    });
    const sent = await this.#send(chat.reference, offer);
    if (sent === undefined) {
      if (this.#of.clock.now() - doc.madeAt < STALE_MS) return false;
      return this.#end(tenantId, key, { fault: 'broken' });
    }
    await this.#change(tenantId, key, (now) =>
      now.status === 'asked' ? { ...now, status: 'offered', open: false, rows, activityId: sent } : undefined,
    );
    return true;
  }

  /** Makes the file and puts it into its place. */
  async #make(doc: FileDocument, making: Making): Promise<boolean> {
    const { log, mode } = this.#of;
    const { tenantId } = making;
    const key = fileId.keyOf(doc.id);
    const began = performance.now();
    const uploadUrl = doc.place?.uploadUrl;
    if (uploadUrl === undefined) return this.#end(tenantId, key, { fault: 'expired' });
    const numbers = await numbersOf(making);
    if (numbers.length === 0) return this.#end(tenantId, key, { fault: 'empty' });
    const bytes = await this.#bytesOf(doc, making, numbers);
    if (bytes === undefined) return true;
    const upload = await uploadFile(uploadUrl, bytes, {
      mode,
      isWanted: async () =>
        !this.#closing.signal.aborted && (await this.#isRunning(tenantId, key).catch(() => true)),
    });
    // The next process sends it once more.
    if (this.#closing.signal.aborted && upload !== 'there') return false;
    log.info({
      event: 'file.made',
      tenantId,
      kind: doc.of,
      outcome: upload,
      count: numbers.length,
      bytes: bytes.length,
      ms: performance.now() - began,
    });
    if (upload !== 'there') return this.#end(tenantId, key, { fault: FAULTS[upload] });
    const there = await this.#change(tenantId, key, (now) =>
      now.status === 'running' || now.status === 'stopped'
        ? { ...now, status: 'there', open: true, at: now.rows, ...present({ place: doc.place }) }
        : undefined,
    );
    return there === undefined ? true : this.#tell(there);
  }

  /** Whether nobody stopped it. Rejects with StoreFailure. */
  async #isRunning(tenantId: string, key: string): Promise<boolean> {
    const doc = await this.#of.desk.begin(tenantId, true).read('file', fileId(key));
    return doc?.status === 'running';
  }

  /** The bytes of the file; undefined where it was stopped, or the process ends. */
  async #bytesOf(
    doc: FileDocument,
    making: Making,
    numbers: readonly string[],
  ): Promise<Uint8Array | undefined> {
    const { tenantId, actor } = making;
    const t = speaker(actor.language);
    if (doc.of === 'voucher' || doc.of === 'mine')
      return calendarBytes(
        doc.of === 'mine' ? t('file.nameMine') : (doc.ref ?? ''),
        await calendarEntries(making, numbers),
      );
    let toldAt = performance.now();
    return workbookOf(making, numbers, async (at) => {
      if (this.#closing.signal.aborted) return false;
      if (performance.now() - toldAt < TELL_MS && at < numbers.length) return true;
      toldAt = performance.now();
      const now = await this.#change(tenantId, fileId.keyOf(doc.id), (file) =>
        file.status === 'running' ? { ...file, at, rows: numbers.length } : undefined,
      );
      if (now === undefined) return false;
      const outgoing = await this.#card(tenantId, now).catch(() => undefined);
      if (outgoing !== undefined) void this.#of.outbox.deliver({ ...outgoing, isPassing: true }, undefined);
      return true;
    });
  }

  /** Sends the file's own card, and says on that of the offer that it is there. */
  async #tell(doc: FileDocument): Promise<boolean> {
    const { tenantId, place } = doc;
    const chat = await ownChat(this.#of, tenantId, doc.by);
    // Without a chat it is in its place all the same.
    if (chat !== undefined && place !== undefined) await this.#send(chat.reference, infoActivity(place));
    return this.#end(tenantId, fileId.keyOf(doc.id), {});
  }

  /** The end of a file, told on its card: with a fault, or that it is there. */
  async #end(tenantId: string, key: string, { fault }: Pick<FileDocument, 'fault'>): Promise<boolean> {
    await this.#change(
      tenantId,
      key,
      (now) =>
        now.open
          ? ended(now, fault === undefined ? { status: 'done' } : { status: 'failed', fault })
          : undefined,
      true,
    );
    return true;
  }

  /**
   * Changes a file as it is in the store now; `shows`: its card with the same batch. Undefined where there is nothing to
   * change any more. Rejects with StoreFailure.
   */
  async #change(
    tenantId: string,
    key: string,
    change: (now: FileDocument) => FileDocument | undefined,
    shows = false,
  ): Promise<FileDocument | undefined> {
    const { desk, outbox } = this.#of;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const unit = desk.begin(tenantId, true, true);
      const now = await unit.read('file', fileId(key), true);
      const next = now && change(now);
      if (next === undefined) return undefined;
      unit.save(next);
      const outgoing = shows ? await this.#card(tenantId, next) : undefined;
      const row = outgoing && outbox.row(outgoing);
      if (row !== undefined) unit.add(row);
      if ((await unit.commit()) === 'committed') {
        if (outgoing !== undefined && row !== undefined)
          void outbox.deliver(outgoing, unit.writtenEtag(row.doc.id));
        return next;
      }
    }
    throw new Error('somebody was always faster');
  }

  /** The file's card in the place of its offer; a message of its own where there is none. */
  async #card(tenantId: string, doc: FileDocument): Promise<OutgoingCard | undefined> {
    const chat = await ownChat(this.#of, tenantId, doc.by);
    if (chat === undefined) return undefined;
    const { reference, person } = chat;
    return {
      tenantId,
      reference,
      card: fileCard(person, doc),
      key: doc.id,
      ...present({ edits: doc.activityId }),
    };
  }

  /** What no card is, in its turn in the conversation: the activity's id; undefined where it did not arrive. */
  async #send(reference: ConversationReference, activity: OutgoingActivity): Promise<string | undefined> {
    const { connector, queues } = this.#of;
    const outcome = await queues.serialise(reference.conversation.id, () =>
      this.#soonAgain.deliver(() => connector.send(reference, activity), { isEdit: false }),
    );
    return outcome.kind === 'delivered' ? outcome.id : undefined;
  }

  /** The name that the file gets: what it is of, and the day. */
  async #nameOf(t: Say, doc: FileDocument, { desk, tenantId }: Making): Promise<string> {
    const { today } = await desk.standing(desk.begin(tenantId));
    if (doc.of === 'voucher') return `${fileable(doc.ref ?? '')} ${today}.ics`;
    return doc.of === 'mine' ? `${t('file.nameMine')} ${today}.ics` : `${t('file.nameList')} ${today}.xlsx`;
  }
}

const FAULTS: Readonly<Record<Exclude<Upload, 'there'>, NonNullable<FileDocument['fault']>>> = {
  expired: 'expired',
  unsure: 'unsure',
  notTaken: 'notTaken',
  tooLarge: 'tooLarge',
};

/** A text as a part of a file's name: what OneDrive refuses in one becomes a dash. */
function fileable(text: string): string {
  return cleanLine(text, 60).replaceAll(/["*:<>?/\\|#%~]/gu, '-');
}
