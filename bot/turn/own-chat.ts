import type { PersonDocument } from '../../domain/store/documents.ts';
import { personId } from '../../domain/store/ids.ts';
import type { Store } from '../../domain/store/ports.ts';
import type { TeamsAdapter } from '../teams/adapter.ts';
import { readReference, type ConversationReference } from '../teams/reference.ts';

export interface OwnChatParts {
  readonly store: Store;
  readonly adapter: Pick<TeamsAdapter, 'contextIn'>;
  /** The bot's own id in references (`28:…`); absent = any will do, in local mode. */
  readonly botId?: string | undefined;
}

/** A person's own chat with the bot, where all that is theirs is kept, wherever it was asked for. */
interface OwnChat {
  readonly person: PersonDocument;
  readonly reference: ConversationReference;
  /** The context of a turn of the chat that no activity in it began. */
  context(activityId: string): ReturnType<TeamsAdapter['contextIn']>;
}

/** The chat; undefined when the bot cannot write to the person, or never met them. Rejects with StoreFailure. */
export async function ownChat(
  { store, adapter, botId }: OwnChatParts,
  tenantId: string,
  id: string,
): Promise<OwnChat | undefined> {
  const person = (await store.read(tenantId, 'person', personId(id)))?.doc;
  const reference = person?.reference === undefined ? undefined : readReference(person.reference);
  if (person === undefined || reference === undefined) return undefined;
  if (person.unreachable !== undefined || (botId !== undefined && reference.bot.id !== botId))
    return undefined;
  return {
    person,
    reference,
    context: (activityId) => adapter.contextIn(reference.conversation, activityId),
  };
}
