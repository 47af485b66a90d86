import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { LocalConnector } from './connector.ts';
import type { Person } from './people.ts';
import type { Attachment, ShownActivity } from './wire.ts';

/** The size that Teams allows for one message: 100 KB of UTF-16. */
const MESSAGE_LIMIT = 100 * 1024;

/** An answer of the Bot Connector with its typed error, `{ error: { code, message } }`. */
export class TeamsError extends Error {
  override readonly name = 'TeamsError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** A request has more bytes than may be read. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Reads a whole request body; the rest of one that is too large is read and thrown away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    // Far beyond the limit the sender is not worth an answer.
    else if (size > limit * 8) request.socket.destroy();
  }
  if (size > limit) throw new BodyTooLarge(`more than ${limit} bytes`);
  return Buffer.concat(chunks);
}

/** Writes a JSON answer. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

const activitySchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  textFormat: z.string().optional(),
  summary: z.string().optional(),
  attachments: z
    .array(
      z.looseObject({
        contentType: z.string(),
        name: z.string().optional(),
        content: z.unknown().optional(),
      }),
    )
    .optional(),
  channelData: z.unknown().optional(),
});

const creationSchema = z.looseObject({
  isGroup: z.boolean().optional(),
  members: z.array(z.looseObject({ id: z.string() })).optional(),
  channelData: z.looseObject({ channel: z.unknown().optional() }).optional(),
  activity: z.unknown().optional(),
});

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Does what the bot asks on one of the connector's routes, or throws a `TeamsError`. */
export function route(connector: LocalConnector, method: string, path: string, body: unknown): Answer {
  const [, , place, rawId, part, rawTarget, ...rest] = path.split('/');
  if (place === 'teams' && method === 'GET' && rawId !== undefined && part === undefined)
    return team(connector, decodeURIComponent(rawId));
  if (place !== 'conversations' || rest.length > 0) throw noSuchRoute(method, path);
  if (rawId === undefined || rawId === '') {
    if (method === 'POST') return createConversation(connector, body);
    throw noSuchRoute(method, path);
  }

  const id = decodeURIComponent(rawId);
  if (id.split(';messageid=')[0] === connector.channel.id) {
    if (method !== 'POST' || part !== 'activities') throw noSuchRoute(method, path);
    return send((activity) => connector.channel.receive(id, activity), parseActivity(body));
  }
  const person = connector.personIn(id);
  if (person === undefined) throw new TeamsError(404, 'ConversationNotFound', 'Conversation not found');
  const target = rawTarget === undefined ? undefined : decodeURIComponent(rawTarget);

  if (part === 'activities') {
    if (method === 'POST') {
      return send((activity) => connector.receive(person.key, activity), parseActivity(body));
    }
    if (method === 'PUT' && target !== undefined) {
      connector.edit(person.key, target, parseActivity(body));
      return { status: 200, body: { id: target } };
    }
    if (method === 'DELETE' && target !== undefined) {
      connector.remove(person.key, target);
      return { status: 200, body: {} };
    }
  }
  if (method === 'GET' && part === 'pagedmembers')
    return { status: 200, body: { members: [member(person)] } };
  if (method === 'GET' && part === 'members') {
    if (target === undefined) return { status: 200, body: [member(person)] };
    if (target === person.id || target === person.aadObjectId) return { status: 200, body: member(person) };
    throw new TeamsError(404, 'MemberNotFoundInConversation', 'The member was not found');
  }
  throw noSuchRoute(method, path);
}

function noSuchRoute(method: string, path: string): TeamsError {
  return new TeamsError(404, 'NotFound', `No route ${method} ${path}`);
}

function createConversation(connector: LocalConnector, body: unknown): Answer {
  const wanted = creationSchema.safeParse(body);
  if (!wanted.success) throw new TeamsError(400, 'BadSyntax', z.prettifyError(wanted.error));
  const { isGroup, members, channelData, activity } = wanted.data;
  const [who] = members ?? [];
  if (isGroup === true || channelData?.channel !== undefined || who === undefined || members?.length !== 1) {
    throw new TeamsError(400, 'BadArgument', 'Only a personal chat with one member can be created');
  }
  const id = connector.openConversation(who.id);
  const person = connector.personIn(id);
  if (person === undefined || activity === undefined) return { status: 201, body: { id } };
  const activityId = connector.receive(person.key, parseActivity(activity));
  return { status: 201, body: { id, activityId, serviceUrl: connector.serviceUrl } };
}

function team(connector: LocalConnector, id: string): Answer {
  if (id !== connector.channel.team) throw new TeamsError(404, 'NotFound', 'There is no such team');
  connector.channel.mustHaveBot();
  return { status: 200, body: { id, name: 'Vouchers (synthetic)' } };
}

function send(receive: (activity: ShownActivity) => string, activity: ShownActivity): Answer {
  if (activity.type !== 'message' && activity.type !== 'typing') {
    throw new TeamsError(400, 'BadArgument', `Teams does not take an activity of type ${activity.type}`);
  }
  const { text, attachments = [] } = activity;
  if (activity.type === 'message' && !text && attachments.length === 0) {
    throw new TeamsError(400, 'BadArgument', 'A message needs a text or an attachment');
  }
  if (text && attachments.length > 0) {
    // Teams makes two messages of a text with a card and tells the id of neither.
    const { attachments: _, ...words } = activity;
    receive(words);
    receive({ ...activity, text: '' });
    return { status: 201, body: {} };
  }
  return { status: 201, body: { id: receive(activity) } };
}

function parseActivity(body: unknown): ShownActivity {
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) throw new TeamsError(400, 'BadSyntax', z.prettifyError(parsed.error));
  if (JSON.stringify(body).length * 2 > MESSAGE_LIMIT) {
    throw new TeamsError(413, 'MessageSizeTooBig', 'Message size too large');
  }
  return parsed.data as ShownActivity & { attachments?: readonly Attachment[] };
}

function member(person: Person): Record<string, string> {
  const address = `${person.key}@partner.example`;
  return {
    id: person.id,
    name: person.name,
    objectId: person.aadObjectId,
    aadObjectId: person.aadObjectId,
    email: address,
    userPrincipalName: address,
    tenantId: person.tenantId,
    userRole: 'user',
  };
}
