import type { Activity } from 'botbuilder';
import { say } from '../../cards/kit/say.ts';
import { channelCommand } from '../../dialogs/notices/channel-command.ts';
import { DEFAULT_LANGUAGE, type Language } from '../../domain/people/person.ts';
import { channelId, personId } from '../../domain/store/ids.ts';
import { newDocument } from '../../domain/store/documents.ts';
import type { Store, Write } from '../../domain/store/ports.ts';
import { faultOf, type Log } from '../log.ts';
import { allOf } from '../../domain/store/pages.ts';
import { chatLink } from '../notify/chat-link.ts';
import { channelOf, referenceOf } from './reference.ts';
import { typedText } from './typed-text.ts';
import type { Sender } from '../turn/runner.ts';
import { present } from '../../domain/present.ts';

/** Ids of rows are made with a channel's id in them, and the store's have a limit; those of Teams have some 70. */
const MAX_CHANNEL_ID = 300;

/** How often somebody else's write of the admin who asks is met. */
const MAX_ATTEMPTS = 5;

/** What is gone: one channel, or a team with all of its channels; Teams' ids. */
type Gone = { readonly channel: string } | { readonly team: string };

/** Channels of teams: who may have status lines sent there, and when that ends. Nothing else is said in one. */
export class Channels {
  readonly #store: Store;
  readonly #log: Log;

  constructor(of: { readonly store: Store; readonly log: Log }) {
    this.#store = of.store;
    this.#log = of.log;
  }

  /** Does what an admin typed in a channel; gives the one line that answers it, as Markdown. Never rejects. */
  async answer(activity: Activity, sender: Sender): Promise<string> {
    let language = sender.language ?? DEFAULT_LANGUAGE;
    try {
      language = await this.#languageOf(sender);
      const command = channelCommand(typedText(activity));
      const write =
        command === 'subscribe'
          ? subscription(activity, sender, language)
          : ({ op: 'delete', id: channelId(channelOf(activity.conversation.id)) } as const);
      if (command === undefined || !(await this.#asAdmin(sender, write))) {
        await this.#refresh(activity, sender);
        const link = `[${say(language, 'link.chat')}](${chatLink(activity.recipient.id)})`;
        return say(language, 'channel.help', { link });
      }
      this.#log.info({ event: 'channel.changed', code: command, tenantId: sender.tenantId });
      return say(language, command === 'subscribe' ? 'channel.subscribed' : 'channel.unsubscribed');
    } catch (error) {
      // Either can be done twice: typing it again is right whatever became of it.
      this.#log.error({ event: 'channel.failed', ...faultOf(error), tenantId: sender.tenantId });
      return say(language, 'channel.failed');
    }
  }

  /** The bot was removed from a team, or a channel or team was deleted. Throws StoreFailure. */
  async left(tenantId: string, gone: Gone): Promise<void> {
    if ('channel' in gone) return this.#remove(tenantId, channelId(channelOf(gone.channel)));
    for await (const { doc } of allOf(this.#store, tenantId, { kind: 'channel' })) {
      // The first channel of a team has the team's own id.
      if (doc.team === gone.team || doc.id === channelId(gone.team)) await this.#remove(tenantId, doc.id);
    }
  }

  /** What they chose, else their client's, else what is known of them. */
  async #languageOf({ tenantId, id, language }: Sender): Promise<Language> {
    const known = (await this.#store.read(tenantId, 'person', personId(id)))?.doc;
    return known?.speaks ?? language ?? known?.language ?? DEFAULT_LANGUAGE;
  }

  /** Writes it when the sender is an admin, which the same batch proves; gives whether they are one. */
  async #asAdmin({ tenantId, id, isFirstAdmin }: Sender, write: Write): Promise<boolean> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const person = await this.#store.read(tenantId, 'person', personId(id));
      const permission = person?.doc.permission;
      // Whom the configuration names may not have opened the bot yet.
      if (permission !== 'admin' && !(isFirstAdmin && permission === undefined)) return false;
      const proof: readonly Write[] = person === undefined ? [] : [{ op: 'replace', ...person }];
      const result = await this.#store.commit(tenantId, [write, ...proof]);
      // A channel that was not there need not be removed.
      if (result.outcome === 'committed' || (result.at === 0 && result.status === 404)) return true;
    }
    throw new Error('the admin who asks was written again and again');
  }

  /** Where Teams takes messages for a channel can change. */
  async #refresh(activity: Activity, { tenantId }: Sender): Promise<void> {
    const id = channelId(channelOf(activity.conversation.id));
    const known = await this.#store.read(tenantId, 'channel', id);
    const reference = JSON.stringify(referenceOf(activity));
    if (known === undefined || known.doc.reference === reference) return;
    // Somebody else's write is as new as this one.
    await this.#store.commit(tenantId, [
      { op: 'replace', doc: { ...known.doc, reference }, etag: known.etag },
    ]);
  }

  /** That it was not there is as good. */
  async #remove(tenantId: string, id: string): Promise<void> {
    await this.#store.commit(tenantId, [{ op: 'delete', id }]);
  }
}

/** The same channel once more is the same document. */
function subscription(activity: Activity, { tenantId, id }: Sender, language: Language): Write {
  const channel = channelOf(activity.conversation.id);
  if (channel.length > MAX_CHANNEL_ID) throw new RangeError('the id of the channel is too long');
  const team = teamOf(activity);
  const doc = newDocument('channel', tenantId, channelId(channel), {
    reference: JSON.stringify(referenceOf(activity)),
    ...present({ team }),
    language,
    by: id,
  });
  return { op: 'put', doc };
}

/** What an activity says is gone, if anything. */
export function goneBy(activity: Activity): Gone | undefined {
  const { type, action, conversation, membersRemoved, recipient } = activity;
  const { channel, eventType } = teamsDataOf(activity);
  const team = { team: teamOf(activity) ?? channelOf(conversation.id) };
  if (conversation.conversationType !== 'channel') return undefined;
  // An upgrade removes nothing.
  if (type === 'installationUpdate') return action === 'remove' ? team : undefined;
  if (type !== 'conversationUpdate') return undefined;
  if (membersRemoved?.some(({ id }) => id === recipient.id) === true) return team;
  if (eventType === 'teamDeleted' || eventType === 'teamHardDeleted') return team;
  return eventType === 'channelDeleted' && channel?.id !== undefined ? { channel: channel.id } : undefined;
}

/** Parts of the channel data; their types were checked at the edge. */
interface TeamsData {
  readonly team?: { readonly id?: string };
  readonly channel?: { readonly id?: string };
  readonly eventType?: string;
}

function teamsDataOf({ channelData }: Activity): TeamsData {
  return (channelData as TeamsData | undefined) ?? {};
}

function teamOf(activity: Activity): string | undefined {
  return teamsDataOf(activity).team?.id;
}
