import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BoundedMap } from '../../domain/bounded-map.ts';
import type { InboundActivity } from '../../bot/local/activities.ts';
import type { Delivery } from '../../bot/local/bot-client.ts';
import type { ConnectorRequest } from '../../bot/local/connector.ts';
import { CARD_TYPE, type Json } from '../../bot/local/wire.ts';
import { CONSENT } from '../../bot/files/consent.ts';
import { EXTENSION_VALUES } from '../../bot/teams/extension-value.ts';
import { DRAIN_BYTES } from '../../bot/teams/json-body.ts';
import { TASKS } from '../../bot/teams/task-value.ts';
import { complaintsAbout, unknownIn } from '../cards/schema.ts';
import { textsOf } from '../teams/card.ts';

/** What an answer must be, whatever was asked. Each of these gives what is wrong, in words without what was sent. */

/** The most that Teams takes with some room left, as `test/cards` has it. */
const MAX_CARD_BYTES = 25_000;
const KNOWN_CARDS = 2_000;
const NOT_IMPLEMENTED = 501;
const KNOWN: ReadonlySet<unknown> = new Set([
  'adaptiveCard/action',
  CONSENT,
  ...TASKS,
  ...EXTENSION_VALUES.keys(),
]);

/** Words of a program that people must not see; no fuzzed text holds them. */
const INTERNAL =
  /\b(?:TypeError|RangeError|ReferenceError|SyntaxError|ZodError|StoreFailure|SQLITE_\w+|ECONN\w+|node_modules)\b|\[object Object\]|\bat \S+ \(|\.[jt]s:\d+:\d+/;
/** Numbers and days that could not be told. */
const UNSAID = /\bNaN\b|Invalid Date|^undefined$/;

const object = z.record(z.string(), z.unknown());
const cardAnswer = z.discriminatedUnion('type', [
  z.object({ statusCode: z.literal(200), type: z.literal(CARD_TYPE), value: object }),
  z.object({
    statusCode: z.int().min(400).max(499),
    type: z.literal('application/vnd.microsoft.error'),
    value: z.object({ code: z.string(), message: z.string() }),
  }),
]);
const shown = z.looseObject({ contentType: z.literal(CARD_TYPE), content: object });
const taskAnswer = z.object({
  task: z.discriminatedUnion('type', [
    z.object({ type: z.literal('continue'), value: z.looseObject({ card: shown }) }),
    z.object({ type: z.literal('message'), value: z.string() }),
  ]),
});
const extensionAnswer = z.object({
  composeExtension: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('result'), attachments: z.array(shown) }),
    z.object({ type: z.literal('message'), text: z.string() }),
  ]),
});

/** What is wrong with how an activity was answered; empty when nothing is. */
export function wrongWith(activity: InboundActivity, delivery: Delivery): readonly string[] {
  // Of a body that large the rest is not waited for, and the connection is cut.
  const isCut = Buffer.byteLength(JSON.stringify(activity)) > DRAIN_BYTES;
  if (delivery.kind === 'no answer') return isCut ? [] : [`no answer: ${delivery.reason}`];
  const { status, body } = delivery;
  if (!isAllowed(status)) return [`answered ${status}`];
  const { type, name } = activity;
  if (status === NOT_IMPLEMENTED) {
    return type === 'invoke' && !KNOWN.has(name) ? [] : [`answered 501 to ${type} ${String(name)}`];
  }
  if (INTERNAL.test(JSON.stringify(body))) return ['the answer has words of the program'];
  if (status >= 300 || type !== 'invoke') return [];
  return cardsIn(name, body).flatMap((card) => (typeof card === 'string' ? [card] : wrongWithCard(card)));
}

/** Nothing above 499, and that it is not implemented. */
export function isAllowed(status: number): boolean {
  return (status >= 200 && status <= 499) || status === NOT_IMPLEMENTED;
}

/** The cards of an invoke's answer, or that it is none. */
function cardsIn(name: unknown, body: unknown): readonly (Json | string)[] {
  if (name === 'adaptiveCard/action') {
    const { data } = cardAnswer.safeParse(body);
    if (data === undefined) return ['no answer to a card action'];
    return data.type === CARD_TYPE ? [data.value] : [];
  }
  if (typeof name === 'string' && TASKS.has(name)) {
    const { data } = taskAnswer.safeParse(body);
    if (data === undefined) return ['no answer to a task'];
    return data.task.type === 'continue' ? [data.task.value.card.content] : [];
  }
  if (typeof name === 'string' && EXTENSION_VALUES.has(name)) {
    const { data } = extensionAnswer.safeParse(body);
    if (data === undefined) return ['no answer to an extension'];
    const { composeExtension: answer } = data;
    return answer.type === 'result' ? answer.attachments.map(({ content }) => content) : [];
  }
  return [];
}

/** Cards that were looked at: most come again, and most come twice, in the answer and as the edit. */
const known = new BoundedMap<string, readonly string[]>(KNOWN_CARDS);

/** What is wrong with a card that somebody would see. */
function wrongWithCard(card: Json): readonly string[] {
  const text = JSON.stringify(card);
  const key = createHash('sha1').update(text).digest('base64');
  const wrong = known.get(key) ?? looked(card, text);
  known.set(key, wrong);
  return wrong;
}

function looked(card: Json, text: string): readonly string[] {
  const found = [
    ...unknownIn(card, false).map((what) => `a card has ${what}`),
    ...complaintsAbout(card).map((what) => `a card is not read: ${what.slice(0, 80)}`),
  ];
  if (Buffer.byteLength(text) > MAX_CARD_BYTES) found.push('a card is too large');
  if (textsOf(card).some((said) => UNSAID.test(said))) found.push('a card says what is no word');
  return found;
}

const sent = z.looseObject({
  attachments: z.array(z.looseObject({ content: z.unknown().optional() })).optional(),
});

/** What is wrong with a call of the bot on Teams. */
export function wrongWithCall({ method, body, status }: ConnectorRequest): readonly string[] {
  if (status === 400 || status === 413) return [`a call of ${method} was answered ${status}`];
  const { data } = sent.safeParse(body);
  if (INTERNAL.test(JSON.stringify(body ?? ''))) return ['a message has words of the program'];
  return (data?.attachments ?? []).flatMap(({ contentType, content }) =>
    contentType === CARD_TYPE ? wrongWithCard(content as Json) : [],
  );
}
