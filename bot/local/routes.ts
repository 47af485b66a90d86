import { z } from 'zod';
import type { LocalPerson } from './people.ts';
import { TeamsError } from './teams-error.ts';
import type { Attachment, ShownActivity } from './wire.ts';

/** The size that Teams allows for one message: 100 KB of UTF-16. */
const MESSAGE_LIMIT = 100 * 1024;

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
        contentUrl: z.string().optional(),
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

/** What the routes do for the bot: the chats and the channel behind them. Refusals are thrown as a `TeamsError`. */
interface Chats {
  readonly serviceUrl: string;
  readonly channel: {
    readonly id: string;
    readonly team: string;
    receive(conversationId: string, activity: ShownActivity): string;
    mustHaveBot(): void;
  };
  /** The person whose chat has this id, if there is one. */
  personIn(conversationId: string): LocalPerson | undefined;
  /** Finds the chat that the bot may write to; gives its id. */
  openConversation(personOrAadId: string): string;
  /** Takes a message of the bot into a person's chat; gives its id. */
  receive(person: string, activity: ShownActivity): string;
  /** Puts an edited message of the bot in place of an earlier one. */
  edit(person: string, activityId: string, activity: ShownActivity): void;
  /** Takes a message of the bot back. */
  remove(person: string, activityId: string): void;
}

interface RouteAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Does what the bot asks on one of the connector's routes, or throws a `TeamsError`. */
export function route(chats: Chats, method: string, path: string, body: unknown): RouteAnswer {
  const [, , place, rawId, part, rawTarget, ...rest] = path.split('/');
  if (place === 'teams' && method === 'GET' && rawId !== undefined && part === undefined)
    return team(chats, decodeURIComponent(rawId));
  if (place !== 'conversations' || rest.length > 0) throw noSuchRoute(method, path);
  if (rawId === undefined || rawId === '') {
    if (method === 'POST') return createConversation(chats, body);
    throw noSuchRoute(method, path);
  }

  const id = decodeURIComponent(rawId);
  if (id.split(';messageid=')[0] === chats.channel.id) {
    if (method !== 'POST' || part !== 'activities') throw noSuchRoute(method, path);
    return send((activity) => chats.channel.receive(id, activity), parseActivity(body));
  }
  const person = chats.personIn(id);
  if (person === undefined) throw new TeamsError(404, 'ConversationNotFound', 'Conversation not found');
  const target = rawTarget === undefined ? undefined : decodeURIComponent(rawTarget);

  if (part === 'activities') {
    if (method === 'POST') {
      return send((activity) => chats.receive(person.key, activity), parseActivity(body));
    }
    if (method === 'PUT' && target !== undefined) {
      chats.edit(person.key, target, parseActivity(body));
      return { status: 200, body: { id: target } };
    }
    if (method === 'DELETE' && target !== undefined) {
      chats.remove(person.key, target);
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

function createConversation(chats: Chats, body: unknown): RouteAnswer {
  const wanted = creationSchema.safeParse(body);
  if (!wanted.success) throw new TeamsError(400, 'BadSyntax', z.prettifyError(wanted.error));
  const { isGroup, members, channelData, activity } = wanted.data;
  const [who] = members ?? [];
  if (isGroup === true || channelData?.channel !== undefined || who === undefined || members?.length !== 1) {
    throw new TeamsError(400, 'BadArgument', 'Only a personal chat with one member can be created');
  }
  const id = chats.openConversation(who.id);
  const person = chats.personIn(id);
  if (person === undefined || activity === undefined) return { status: 201, body: { id } };
  const activityId = chats.receive(person.key, parseActivity(activity));
  return { status: 201, body: { id, activityId, serviceUrl: chats.serviceUrl } };
}

function team(chats: Chats, id: string): RouteAnswer {
  if (id !== chats.channel.team) throw new TeamsError(404, 'NotFound', 'There is no such team');
  chats.channel.mustHaveBot();
  return { status: 200, body: { id, name: 'Vouchers (synthetic)' } };
}

function send(receive: (activity: ShownActivity) => string, activity: ShownActivity): RouteAnswer {
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

function member(person: LocalPerson): Record<string, string> {
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
