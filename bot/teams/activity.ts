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

/** Some clients send null for what they do not have. */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

/** What documents are found by: a person, a conversation and an activity together have to fit into one id of the store. */
const key = (bytes: number) => id.refine((text) => (encodedOrNone(text)?.length ?? Infinity) <= bytes);
const PERSON_BYTES = 100;
const CONVERSATION_BYTES = 450;
const ACTIVITY_BYTES = 300;

const Account = z.looseObject({
  id,
  name: maybe(short),
  aadObjectId: maybe(key(PERSON_BYTES)),
  role: maybe(short),
});

const Conversation = z.looseObject({
  id: key(CONVERSATION_BYTES),
  name: maybe(short),
  tenantId: maybe(short),
  conversationType: maybe(short),
  isGroup: maybe(z.boolean()),
});

const Attachment = z.looseObject({
  contentType: short,
  contentUrl: maybe(z.string().max(8 * KIB)),
  name: maybe(short),
  content: z.unknown().optional(),
});

const ChannelData = z.looseObject({
  tenant: maybe(z.looseObject({ id: maybe(short) })),
  team: maybe(z.looseObject({ id: maybe(short) })),
  channel: maybe(z.looseObject({ id: maybe(short) })),
  eventType: maybe(short),
});

const Activity = z.looseObject({
  type: z.string().min(1).max(64),
  id: maybe(key(ACTIVITY_BYTES)),
  // The SDK compares it with the token's claim only when it is there: so it has to be.
  serviceUrl: short.regex(/^https?:\/\/[^\s]+$/).refine((value) => URL.canParse(value)),
  channelId: z.string().min(1).max(64),
  from: Account,
  recipient: Account,
  conversation: Conversation,
  channelData: maybe(ChannelData),
  name: maybe(short),
  text: maybe(z.string().max(200 * KIB)),
  textFormat: maybe(short),
  locale: maybe(z.string().max(64)),
  localTimezone: maybe(z.string().max(128)),
  timestamp: maybe(z.string().max(64)),
  localTimestamp: maybe(z.string().max(64)),
  expiration: maybe(z.string().max(64)),
  replyToId: maybe(key(ACTIVITY_BYTES)),
  deliveryMode: maybe(short),
  action: maybe(short),
  attachments: maybe(z.array(Attachment).max(50)),
  entities: maybe(z.array(z.looseObject({ type: short })).max(100)),
  membersAdded: maybe(z.array(Account).max(1000)),
  membersRemoved: maybe(z.array(Account).max(1000)),
  value: z.unknown().optional(),
});

const InvokeName = z.string().min(1).max(KIB);

const CardAction = z.looseObject({
  action: z.looseObject({
    type: short,
    verb: z.string().max(256),
    id: maybe(short),
    data: maybe(z.record(z.string(), z.unknown())),
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

/** Checks a parsed body. Says where it is wrong, never what it said. */
export function checkActivity(body: unknown): ActivityCheck {
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
