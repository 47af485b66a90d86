import { z } from 'zod';
import { encodedOrNone } from '../store/id-encoding.ts';
import { EXTENSION_VALUES } from './extension-value.ts';
import { TASKS, taskValue } from './task-value.ts';

/**
 * The edge: what the bot relies on in an incoming activity. Additional properties pass;
 * those that are named here have the right type and a bounded length, or the activity is refused.
 */

const KIB = 1024;
const id = z.string().min(1).max(KIB);
const short = z.string().max(KIB);

/** What documents are found by: a person, a conversation and an activity together have to fit into one id of the store. */
const key = (bytes: number) => id.refine((text) => (encodedOrNone(text)?.length ?? Infinity) <= bytes);
const PERSON_BYTES = 100;
const CONVERSATION_BYTES = 450;
const ACTIVITY_BYTES = 300;

const Account = z.looseObject({
  id,
  name: short.optional(),
  aadObjectId: key(PERSON_BYTES).optional(),
  role: short.optional(),
});

const Conversation = z.looseObject({
  id: key(CONVERSATION_BYTES),
  name: short.optional(),
  tenantId: short.optional(),
  conversationType: short.optional(),
  isGroup: z.boolean().optional(),
});

const Attachment = z.looseObject({
  contentType: short,
  contentUrl: z
    .string()
    .max(8 * KIB)
    .optional(),
  name: short.optional(),
  content: z.unknown().optional(),
});

const ChannelData = z.looseObject({
  tenant: z.looseObject({ id: short.optional() }).optional(),
  team: z.looseObject({ id: short.optional() }).optional(),
  channel: z.looseObject({ id: short.optional() }).optional(),
  eventType: short.optional(),
});

const Activity = z.looseObject({
  type: z.string().min(1).max(64),
  id: key(ACTIVITY_BYTES).optional(),
  // The SDK compares it with the token's claim only when it is there: so it has to be.
  serviceUrl: short.regex(/^https?:\/\/[^\s]+$/).refine((value) => URL.canParse(value)),
  channelId: z.string().min(1).max(64),
  from: Account,
  recipient: Account,
  conversation: Conversation,
  channelData: ChannelData.optional(),
  name: short.optional(),
  text: z
    .string()
    .max(200 * KIB)
    .optional(),
  textFormat: short.optional(),
  locale: z.string().max(64).optional(),
  localTimezone: z.string().max(128).optional(),
  timestamp: z.string().max(64).optional(),
  localTimestamp: z.string().max(64).optional(),
  expiration: z.string().max(64).optional(),
  replyToId: key(ACTIVITY_BYTES).optional(),
  deliveryMode: short.optional(),
  action: short.optional(),
  attachments: z.array(Attachment).max(50).optional(),
  entities: z
    .array(z.looseObject({ type: short }))
    .max(100)
    .optional(),
  membersAdded: z.array(Account).max(1000).optional(),
  membersRemoved: z.array(Account).max(1000).optional(),
  value: z.unknown().optional(),
});

const InvokeName = z.string().min(1).max(KIB);

const CardAction = z.looseObject({
  action: z.looseObject({
    type: short,
    verb: z.string().max(256),
    id: short.nullish(),
    data: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/** What an invoke carries, by its name, as far as it is told apart by more than that it is there. */
const VALUES: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['adaptiveCard/action', CardAction],
  ...[...TASKS].map((name) => [name, taskValue] as const),
  ...EXTENSION_VALUES,
]);

export type IncomingActivity = z.infer<typeof Activity>;

type ActivityCheck =
  | { readonly ok: true; readonly activity: IncomingActivity }
  /** `at` is the path of the first part that is wrong, `value.action.verb`; empty when it is no object. */
  | { readonly ok: false; readonly at: string };

/** How deep what is named above stands: the tenant's id within the channel data, an attachment's name. */
const NAMED_DEPTH = 3;
/** What is somebody else's: a null in it may mean something. */
const UNTOUCHED: ReadonlySet<string> = new Set(['value', 'content']);

/**
 * Some clients send null for what they do not have: then it is not there. Once over the whole, for that each property is
 * told apart by zod was a quarter of the whole check.
 */
function dropNulls(part: object, depth = NAMED_DEPTH): void {
  for (const [name, value] of Object.entries(part) as [string, unknown][]) {
    if (value === null) Reflect.deleteProperty(part, name);
    else if (depth > 0 && typeof value === 'object' && !UNTOUCHED.has(name)) dropNulls(value, depth - 1);
  }
}

/** Checks a parsed body, of which it takes what is null away. Says where it is wrong, never what it said. */
export function checkActivity(body: unknown): ActivityCheck {
  if (typeof body === 'object' && body !== null) dropNulls(body);
  const parsed = Activity.safeParse(body);
  if (!parsed.success) return wrong(parsed.error);
  const activity = parsed.data;
  if (activity.type === 'invoke') {
    const name = InvokeName.safeParse(activity.name);
    if (!name.success) return wrong(name.error, 'name');
    const value = VALUES.get(name.data)?.safeParse(activity.value);
    if (value?.success === false) return wrong(value.error, 'value');
    if (value !== undefined) activity.value = value.data;
  }
  return { ok: true, activity };
}

/** `within`: the part of the activity that was parsed; absent = all of it. */
function wrong(error: z.ZodError, ...within: readonly string[]): ActivityCheck {
  return { ok: false, at: [...within, ...(error.issues[0]?.path ?? [])].join('.') };
}
