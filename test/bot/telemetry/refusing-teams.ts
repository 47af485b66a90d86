import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { textActivity } from '../../../bot/local/activities.ts';
import { postActivity, type Delivery } from '../../../bot/local/bot-client.ts';
import type { LocalPerson } from '../../../bot/local/people.ts';

/** A Bot Connector of people who have blocked the bot: nothing arrives, and nothing is tried again. */
export class RefusingTeams {
  readonly #server = createServer((request, response) => {
    request.resume();
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 'MessageWritesBlocked', message: 'synthetic' } }));
  });
  #sent = 0;

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve()));
    return this;
  }

  /** Somebody types to the bot; resolves with its answer to the request. */
  say(bot: string, person: LocalPerson, text: string, traceparent?: string): Promise<Delivery> {
    this.#sent += 1;
    const { port } = this.#server.address() as AddressInfo;
    const activity = textActivity(
      {
        person,
        locale: person.locale,
        conversationId: `a:${person.key}-synthetic`,
        bot: { id: '28:local', name: 'Bot' },
        serviceUrl: `http://127.0.0.1:${port}/`,
        id: `f:${this.#sent}`,
        now: new Date(),
      },
      text,
    );
    return postActivity(`${bot}/api/messages`, activity, {
      deadlineMs: 60_000,
      authorize: () => (traceparent === undefined ? {} : { traceparent }),
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
