import type { ArrivedMail } from '../../dialogs/turn.ts';
import { present } from '../../domain/present.ts';
import type { QuarantineDocument } from '../../domain/store/documents.ts';
import type { Write } from '../../domain/store/ports.ts';
import type { ConversationQueues } from './conversation-queues.ts';
import type { Outbox } from './outbox.ts';
import { ownChat, type OwnChatParts } from './own-chat.ts';
import type { ProactiveNotifications } from './proactive-notifications.ts';
import type { TurnRunner } from './runner.ts';

/** Something that came for a person who did nothing in the chat just now. */
interface Arrival {
  readonly tenantId: string;
  /** The AAD object id. */
  readonly personId: string;
  /** The same key twice is the same arrival, for two days: it is answered once. */
  readonly key: string;
  readonly input: ArrivedMail;
  /** What is written in the turn's batch: that it arrived is known exactly when it did. */
  readonly also: readonly Exclude<Write, { op: 'add' }>[];
  /** What waits for an admin should Teams not have the card after all. */
  readonly held: QuarantineDocument;
}

/**
 * `done`: the turn is committed, and its card is on its way or in the outbox; should it never be shown, it waits for an
 * admin instead. `again`: it was before; nothing changed.
 * `unreachable`: the bot cannot write to the person; nothing changed.
 */
type Arrived = 'done' | 'again' | 'unreachable';

interface ArrivalParts extends OwnChatParts {
  readonly runner: TurnRunner;
  readonly outbox: Outbox;
  readonly queues: ConversationQueues;
  readonly notifications?: ProactiveNotifications | undefined;
}

/** Turns of people's chats that no activity of theirs begins: what came is answered with a card in the chat, once. */
export class Arrivals {
  readonly #of: ArrivalParts;

  constructor(parts: ArrivalParts) {
    this.#of = parts;
  }

  /** Rejects with what kept the turn from being committed: the same arrival later cannot be done twice. */
  async bring({ tenantId, personId: id, key, input, also, held }: Arrival): Promise<Arrived> {
    const { runner, outbox, queues, notifications } = this.#of;
    const chat = await ownChat(this.#of, tenantId, id);
    if (chat === undefined) return 'unreachable';
    const { person, reference } = chat;
    const activityId = `arrived/${key}`;
    const context = chat.context(activityId);
    const sender = {
      tenantId,
      id,
      name: person.name,
      language: person.language,
      ...present({ timeZone: person.timeZone, reference: person.reference }),
      isFirstAdmin: false,
      isAbsent: true as const,
    };
    const place = {
      tenantId,
      reference,
      key: `${id}:${reference.conversation.id}:${activityId}`,
      isLasting: true,
      brings: { to: id, held },
    } as const;
    const run = await queues.serialise(reference.conversation.id, () =>
      runner.run(context, input, sender, {
        row: (card, record) => outbox.row({ ...place, card }, record),
        also,
      }),
    );
    if (run.repeated) return 'again';
    if (run.announced !== undefined) notifications?.announced(run.announced);
    // Not waited for: its row brings it, should this process die.
    void outbox.deliver(
      {
        ...place,
        card: run.card,
        also: (at) => notifications?.shown(tenantId, id, run.shows, { activityId: at, isNew: true }) ?? [],
      },
      run.row,
    );
    return 'done';
  }
}
