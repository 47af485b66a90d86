import type { Activity } from 'botbuilder';
import { z } from 'zod';

const schema = z.looseObject({
  serviceUrl: z.string(),
  channelId: z.string(),
  conversation: z.looseObject({ id: z.string(), tenantId: z.string().optional() }),
  bot: z.looseObject({ id: z.string() }),
  user: z.looseObject({ id: z.string() }).optional(),
});

/**
 * Where a message goes: a Bot Framework conversation reference, as far as sending a proactive message needs it. Stored
 * as JSON in people's and channels' documents and in outbox rows; what else is in a stored one is kept.
 */
export interface ConversationReference {
  readonly serviceUrl: string;
  readonly channelId: string;
  readonly conversation: {
    readonly id: string;
    readonly tenantId?: string | undefined;
    readonly conversationType?: string;
    readonly isGroup?: boolean;
  };
  readonly bot: { readonly id: string; readonly name?: string };
  readonly user?: { readonly id: string; readonly aadObjectId?: string | undefined } | undefined;
}

/**
 * The conversation that an activity came from: of each activity the same, as long as nothing moved. In a team's channel
 * it is the channel, not the thread: a message there begins a new thread, in which nobody is addressed.
 */
export function referenceOf({
  serviceUrl,
  channelId,
  conversation,
  recipient,
  from,
}: Activity): ConversationReference {
  const { id, tenantId } = conversation;
  const conversationType = conversation.conversationType ?? 'personal';
  const bot = { id: recipient.id, name: recipient.name };
  if (conversationType === 'channel') {
    const channel = { id: channelOf(id), tenantId, conversationType, isGroup: true };
    return { serviceUrl, channelId, conversation: channel, bot };
  }
  const user = { id: from.id, aadObjectId: from.aadObjectId };
  return { serviceUrl, channelId, conversation: { id, tenantId, conversationType }, bot, user };
}

/** A channel's thread is called `19:…@thread.tacv2;messageid=…`: what is posted to the part before starts a new one. */
export function channelOf(conversationId: string): string {
  return conversationId.split(';messageid=')[0] ?? conversationId;
}

/** A stored conversation reference; undefined when it is none. */
export function readReference(text: string): ConversationReference | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
