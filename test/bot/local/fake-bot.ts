import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { CARD_TYPE, type Json } from '../../../bot/local/wire.ts';

const inbound = z.looseObject({
  type: z.string(),
  id: z.string(),
  serviceUrl: z.string(),
  conversation: z.looseObject({ id: z.string() }),
  text: z.string().optional(),
  replyToId: z.string().optional(),
  value: z.unknown().optional(),
  attachments: z.array(z.looseObject({ contentType: z.string() })).optional(),
  channelData: z.looseObject({}),
});

type Inbound = z.infer<typeof inbound>;

/** What the fake bot answers: an invoke's body, another status, nothing at all, or 200 with no body. */
type Reply = { readonly body: unknown } | { readonly status: number } | 'silence' | undefined;

/** A bot that writes down what it gets and does what a test says. */
export interface FakeBot {
  readonly url: string;
  readonly received: Inbound[];
  readonly headers: Json[];
  onActivity: (activity: Inbound) => Promise<Reply> | Reply;
  close(): Promise<void>;
}

export async function startFakeBot(): Promise<FakeBot> {
  const server = createServer((request, response) => {
    const turn = async (): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const activity = inbound.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      bot.received.push(activity);
      bot.headers.push({ ...request.headers, path: request.url });
      const reply = await bot.onActivity(activity);
      if (reply === 'silence') return;
      const status = reply !== undefined && 'status' in reply ? reply.status : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(reply !== undefined && 'body' in reply ? JSON.stringify(reply.body) : '');
    };
    turn().catch(() => {
      response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bot: FakeBot = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    headers: [],
    onActivity: () => undefined,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
  return bot;
}

/** An answer of the connector. */
interface Answered {
  readonly status: number;
  readonly body: Json;
}

/** A call on the connector's routes, as the bot makes it. */
export async function call(
  serviceUrl: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answered> {
  const response = await fetch(new URL(path, serviceUrl), {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

/** Answers an activity with a message, and returns the new message's id. */
export async function send(activity: Inbound, message: Json): Promise<string> {
  const path = `/v3/conversations/${encodeURIComponent(activity.conversation.id)}/activities/${activity.id}`;
  const { body } = await call(activity.serviceUrl, 'POST', path, message);
  return z.object({ id: z.string() }).parse(body).id;
}

/** A message that holds one card. */
export function cardMessage(card: Json): Json {
  return { type: 'message', attachments: [{ contentType: CARD_TYPE, content: card }] };
}

/** An invoke response that shows a card. */
export function cardAnswer(card: Json): Reply {
  return { body: { statusCode: 200, type: CARD_TYPE, value: card } };
}

/** A card with a title and the buttons named, each an `Action.Execute` with its fallback. */
export function cardSaying(title: string, verbs: readonly string[] = [], more: Json = {}): Json {
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text: title }],
    actions: verbs.map((verb) => ({
      type: 'Action.Execute',
      title: verb.toUpperCase(),
      verb,
      data: { verb, id: 'voucher-1' },
      fallback: { type: 'Action.Submit', title: verb.toUpperCase(), data: { verb, id: 'voucher-1' } },
    })),
    ...more,
  };
}
