import type { Activity } from 'botbuilder';
import type { DeliveryOutcome } from '../../../bot/teams/outcomes.ts';
import type { ConversationReference } from '../../../bot/teams/reference.ts';
import { createLog } from '../../../bot/log.ts';
import { Dispatcher, type DispatcherOptions } from '../../../bot/notify/dispatcher.ts';
import { daySchema } from '../../../domain/day.ts';
import { channelId, noticeId, personId } from '../../../domain/store/ids.ts';
import type {
  ChannelDocument,
  NoticeDocument,
  PersonDocument,
  Recipient,
} from '../../../domain/store/documents.ts';
import type { Store, Stored } from '../../../domain/store/ports.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';
import { FakeMonotonicClock } from './fake-monotonic-clock.ts';

export const TENANT = 'tenant-1';
export const START = Date.parse('2020-06-15T10:00:00Z');
const LOOK_MS = 30_000;
const DAY = daySchema.parse('2020-06-15');

export function rowTo(
  to: string | undefined,
  key: string,
  over: Partial<NoticeDocument> = {},
): NoticeDocument {
  return {
    id: noticeId(key),
    tenantId: TENANT,
    kind: 'notice',
    schema: 1,
    ...(to === undefined ? {} : { to }),
    notices: [{ code: 'expiry.near', subject: 'voucher:SYN-1', day: DAY }],
    due: START,
    madeAt: START,
    attempts: 0,
    ...over,
  };
}

export function referenceOf(id: string, serviceUrl = 'http://127.0.0.1:1/', bot = '28:bot'): string {
  return JSON.stringify({
    serviceUrl,
    channelId: 'msteams',
    conversation: { id: `a:${id}` },
    bot: { id: bot },
    user: { id: `29:${id}` },
  });
}

export function personOf(id: string, over: Partial<PersonDocument> = {}): PersonDocument {
  return {
    id: personId(id),
    tenantId: TENANT,
    kind: 'person',
    schema: 1,
    name: `${id} (synthetic)`,
    roles: [],
    language: 'en',
    reference: referenceOf(id),
    ...over,
  };
}

export function channelDoc(id: string, over: Partial<ChannelDocument> = {}): ChannelDocument {
  return {
    id: channelId(id),
    tenantId: TENANT,
    kind: 'channel',
    schema: 1,
    reference: referenceOf(id),
    language: 'en',
    by: 'ada',
    ...over,
  };
}

/** Writes documents, whatever was there. */
export async function put(store: Store, docs: readonly (NoticeDocument | Recipient)[]): Promise<Stored[]> {
  const stored: Stored[] = [];
  for (const [tenantId, own] of Map.groupBy(docs, (doc) => doc.tenantId)) {
    for (let at = 0; at < own.length; at += 100) {
      const some = own.slice(at, at + 100);
      const result = await store.commit(
        tenantId,
        some.map((doc) => ({ op: 'put', doc })),
      );
      if (result.outcome !== 'committed') throw new Error('not written');
      stored.push(...some.map((doc, index) => ({ doc, etag: result.etags[index] ?? '' })));
    }
  }
  return stored;
}

interface Sent {
  readonly at: number;
  /** Whose conversation, and which row. */
  readonly to: string;
  readonly text: string;
}

type Answer = DeliveryOutcome | Error | undefined;

/** A world with a store, a clock, and a Teams that says what it is told to. */
export class World {
  readonly monotonic = new FakeMonotonicClock();
  /** How far the clock stands from where it should. */
  jump = 0;
  readonly clock = { now: (): number => START + Math.round(this.monotonic.now()) + this.jump };
  readonly store = new MemoryStore({ clock: this.clock });
  readonly lines: string[] = [];
  readonly sent: Sent[] = [];
  /** How long Teams takes. */
  takesMs = 10;
  answer: (sent: Sent, index: number) => Answer = () => undefined;
  underWay = 0;
  most = 0;

  /** A process with a dispatcher; its sends are all of one Teams. */
  dispatcher(over: Partial<DispatcherOptions> = {}): Dispatcher {
    return new Dispatcher({
      store: this.store,
      connector: { send: (reference, activity) => this.#send(reference, activity) },
      compose: (row) => Promise.resolve({ text: row.id }),
      clock: this.clock,
      monotonic: this.monotonic,
      log: createLog('debug', { write: (line) => this.lines.push(line) }),
      serves: () => true,
      botId: '28:bot',
      random: () => 0.5,
      ...over,
    });
  }

  /** Has the tenant's rows looked through now and every half minute, as a process does. */
  look(dispatcher: Dispatcher): void {
    void dispatcher.sweep(TENANT);
    this.monotonic.after(LOOK_MS, () => this.look(dispatcher));
  }

  async #send(reference: ConversationReference, activity: Partial<Activity>): Promise<DeliveryOutcome> {
    const sent = {
      at: this.monotonic.now(),
      to: reference.conversation.id.slice(2),
      text: String(activity.text).slice('notice:'.length),
    };
    this.sent.push(sent);
    const answer = this.answer(sent, this.sent.length - 1) ?? {
      kind: 'delivered',
      id: `m${this.sent.length}`,
    };
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await new Promise<void>((resolve) => this.monotonic.after(this.takesMs, resolve));
    this.underWay -= 1;
    if (answer instanceof Error) throw answer;
    return answer;
  }

  get texts(): readonly string[] {
    return this.sent.map(({ text }) => text);
  }

  rows(tenantId = TENANT): readonly NoticeDocument[] {
    return this.store.all(tenantId).filter(({ kind }) => kind === 'notice') as NoticeDocument[];
  }

  ids(tenantId = TENANT): readonly string[] {
    return this.rows(tenantId).map(({ id }) => id);
  }

  channels(): readonly string[] {
    return this.store.all(TENANT).flatMap(({ id, kind }) => (kind === 'channel' ? [id] : []));
  }

  person(id: string, tenantId = TENANT): PersonDocument | undefined {
    return this.store.all(tenantId).find((doc) => doc.id === personId(id)) as PersonDocument | undefined;
  }
}
