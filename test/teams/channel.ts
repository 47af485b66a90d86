import type { Delivery } from '../../bot/local/bot-client.ts';
import type { LocalConnector } from '../../bot/local/connector.ts';
import { BOT, type Post } from '../../bot/local/channel.ts';
import { actionsOf, textsOf, type ShownAction } from './card.ts';
import type { Json } from '../../bot/local/wire.ts';

/** The one channel of a team, as a test uses it; people by their keys. */
export class TestChannel {
  readonly #connector: LocalConnector;

  constructor(connector: LocalConnector) {
    this.#connector = connector;
  }

  get id(): string {
    return this.#connector.channel.id;
  }

  addBot(person: string): Promise<Delivery> {
    return this.#connector.channel.addBot(person);
  }

  removeBot(person: string, how: { readonly quietly?: boolean } = {}): Promise<void> {
    return this.#connector.channel.removeBot(person, how.quietly);
  }

  delete(person: string, how: { readonly quietly?: boolean } = {}): Promise<void> {
    return this.#connector.channel.delete(person, how.quietly);
  }

  /** Posts with a mention of the bot, and gives what the bot posted before it answered the request. */
  async post(person: string, text: string, thread?: string): Promise<readonly Post[]> {
    const before = this.posts().length;
    const delivery = await this.#connector.channel.post(person, text, thread);
    if (delivery.kind !== 'answered' || delivery.status >= 300)
      throw new Error(`“${text}” was not taken: ${JSON.stringify(delivery)}`);
    return this.posts().slice(before);
  }

  /** What the bot posted, oldest first. */
  posts(): readonly Post[] {
    return this.#connector.channel.posts.filter(({ from }) => from === BOT);
  }

  /** Waits until something in the channel is so, for what the bot does by itself. */
  async until(isSo: () => boolean, within = 15_000): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        silence();
        reject(new Error(`waited in vain; the posts are ${JSON.stringify(this.posts().slice(-5))}`));
      }, within);
      const silence = this.#connector.channel.listen(() => {
        if (!isSo()) return;
        clearTimeout(timer);
        silence();
        resolve();
      });
    });
  }
}

const cardsIn = ({ activity }: Post): readonly Json[] =>
  (activity.attachments ?? []).flatMap(({ content }) => (content === undefined ? [] : [content as Json]));

/** All that a post says. */
export function wordsOf(post: Post): string {
  return [post.activity.text ?? '', ...cardsIn(post).flatMap(textsOf)].join('\n');
}

/** All that can be pressed on a post. */
export function buttonsOf(post: Post): readonly ShownAction[] {
  return cardsIn(post).flatMap((card) => actionsOf(card));
}
