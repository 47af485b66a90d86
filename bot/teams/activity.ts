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

/** Of an array nothing is longer. */
const MOST_MEMBERS = 1000;

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
  membersAdded: z.array(Account).max(MOST_MEMBERS).optional(),
  membersRemoved: z.array(Account).max(MOST_MEMBERS).optional(),
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

/** What may be absent of an object that is named above, and what is named within it; of an array, of each of its elements. */
type Named = readonly (readonly [name: string, mayBeAbsent: boolean, within: Named])[];

function namedOf(schema: z.core.$ZodType): Named {
  if (schema instanceof z.ZodOptional) return namedOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return namedOf(schema.element);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape)
    .map(([name, of]: [string, z.core.$ZodType]) => {
      // What is somebody else's may be null.
      const mayBeAbsent = of instanceof z.ZodOptional && !(of.unwrap() instanceof z.ZodUnknown);
      return [name, mayBeAbsent, namedOf(of)] as const;
    })
    .filter(([, mayBeAbsent, within]) => mayBeAbsent || within.length > 0);
}

const NAMED = namedOf(Activity);

/**
 * Some clients send null for what they do not have: then it is not there. Once over what is named, for that each property is
 * told apart by zod was a third of the whole check.
 */
function dropNulls(part: unknown, named: Named): void {
  if (Array.isArray(part)) {
    // A longer one is refused.
    if (part.length <= MOST_MEMBERS) for (const one of part) dropNulls(one, named);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  const properties = part as Record<string, unknown>;
  for (const [name, mayBeAbsent, within] of named) {
    const value = properties[name];
    if (value === null && mayBeAbsent) Reflect.deleteProperty(properties, name);
    else if (within.length > 0) dropNulls(value, within);
  }
}

/** Checks a parsed body, of which it takes away what is null and may be absent. Says where it is wrong, never what it said. */
export function checkActivity(body: unknown): ActivityCheck {
  dropNulls(body, NAMED);
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
