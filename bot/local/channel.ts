import {
  membersActivity,
  installationActivity,
  mentionActivity,
  teamActivity,
  type Envelope,
  type InboundActivity,
  type Team,
} from './activities.ts';
import type { Delivery } from './bot-client.ts';
import { TeamsError } from './teams-error.ts';
import type { ShownActivity } from './wire.ts';

/** A message in the channel. */
export interface Post {
  readonly id: string;
  /** The post that began its thread; absent when it began one. */
  readonly thread?: string | undefined;
  /** The key of a person, or the bot. */
  readonly from: string;
  readonly activity: ShownActivity;
}

/** What the channel needs of the Teams that it is in. */
interface Surroundings {
  envelope(person: string, conversationId: string, team: Team): Envelope;
  deliver(activity: InboundActivity): Promise<Delivery>;
  nextId(): string;
}

/** The bot as the author of a post. */
export const BOT = 'bot';

/**
 * One channel of a team. The bot may write there while it is in the team, and hears only what mentions it. It lives in
 * memory only.
 */
export class LocalChannel {
  readonly id = '19:synthetic-vouchers@thread.tacv2';
  readonly team = '19:synthetic-team@thread.tacv2';
  readonly #teams: Surroundings;
  readonly #posts: Post[] = [];
  readonly #listeners = new Set<() => void>();
  #hasBot = false;
  #isDeleted = false;

  constructor(teams: Surroundings) {
    this.#teams = teams;
  }

  /** All that was posted, oldest first. */
  get posts(): readonly Post[] {
    return this.#posts;
  }

  /** Tells of each new post, until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Adds the bot to the team. */
  async addBot(person: string): Promise<Delivery> {
    this.#hasBot = true;
    const [installed] = await Promise.all([
      this.#teams.deliver(installationActivity(this.#ofTeam(person), 'add')),
      this.#teams.deliver(membersActivity(this.#ofTeam(person), 'membersAdded')),
    ]);
    return installed;
  }

  /** Takes the bot out of the team; `quietly` = the bot is not told, or not yet. */
  async removeBot(person: string, quietly = false): Promise<void> {
    this.#hasBot = false;
    if (quietly) return;
    await Promise.all([
      this.#teams.deliver(installationActivity(this.#ofTeam(person), 'remove')),
      this.#teams.deliver(membersActivity(this.#ofTeam(person), 'membersRemoved')),
    ]);
  }

  /** Deletes the channel; `quietly` = the bot is not told, or not yet. */
  async delete(person: string, quietly = false): Promise<void> {
    this.#isDeleted = true;
    if (!quietly) await this.#teams.deliver(teamActivity(this.#ofTeam(person), 'channelDeleted'));
  }

  /** A person writes to the bot, with a mention: a new thread, or a reply in one. */
  async post(person: string, text: string, thread?: string): Promise<Delivery> {
    const id = this.#teams.nextId();
    this.#put({ id, thread, from: person, activity: { type: 'message', text, textFormat: 'plain' } });
    return this.#teams.deliver(mentionActivity(this.#inThread(person, thread ?? id, id), text));
  }

  /** Takes a message of the bot: into a thread, or as a new one. */
  receive(conversationId: string, activity: ShownActivity): string {
    this.mustHaveBot();
    const [, thread] = conversationId.split(';messageid=');
    const id = this.#teams.nextId();
    if (activity.type !== 'typing') this.#put({ id, thread, from: BOT, activity });
    return id;
  }

  /** Refuses what Teams refuses a bot that is not there, or where there is no channel. */
  mustHaveBot(): void {
    if (this.#isDeleted) throw new TeamsError(404, 'ConversationNotFound', 'Conversation not found');
    if (this.#hasBot) return;
    throw new TeamsError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster');
  }

  #put(post: Post): void {
    this.#posts.push(post);
    for (const listener of this.#listeners) listener();
  }

  /** What happens to the team is told from its first channel, which has the team's id. */
  #ofTeam(person: string): Envelope {
    return this.#teams.envelope(person, this.team, { team: this.team, channel: this.id });
  }

  #inThread(person: string, thread: string, id: string): Envelope {
    const place = { team: this.team, channel: this.id };
    return { ...this.#teams.envelope(person, `${this.id};messageid=${thread}`, place), id };
  }
}
