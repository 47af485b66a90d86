import { z } from 'zod';
import { daySchema } from '../day.ts';
import { NOTICE_GROUPS } from '../notices/notice.ts';

/** What a person may do in the bot; absent = nobody let them in yet. */
export const PERMISSIONS = ['admin', 'consultant', 'reader'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/**
 * Roles in Microsoft's tools, apart from the permission: only an MPN partner admin works in VVR (D2, D3),
 * only the MPN global administrator does the first SAVB registration (X3).
 */
export const OFFICIAL_ROLES = [
  'mpnPartnerAdmin',
  'mpnGlobalAdmin',
  'programAdmin',
  'businessProfileAdmin',
] as const;
export type OfficialRole = (typeof OFFICIAL_ROLES)[number];

export const LANGUAGES = ['en', 'ru', 'pl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of somebody of whom nothing is known. */
export const DEFAULT_LANGUAGE: Language = 'en';

/** The language of a locale such as `pl-PL`; undefined when it is none, or one that we do not speak. */
export function spokenIn(locale: unknown): Language | undefined {
  if (typeof locale !== 'string') return undefined;
  const primary = /^[a-z]+/iu.exec(locale.trim())?.[0].toLowerCase();
  return LANGUAGES.find((language) => language === primary);
}

/** Why a person cannot be written to. */
export const UNREACHABLE = [
  'blocked',
  'notInstalled',
  'disabledByAdmin',
  'notFound',
  'otherApp',
  'never',
] as const;
export type Unreachable = (typeof UNREACHABLE)[number];

export const personSchema = z.object({
  name: z.string(),
  permission: z.enum(PERMISSIONS).optional(),
  roles: z.array(z.enum(OFFICIAL_ROLES)),
  /** The one to speak to them in: what they chose, else that of their Teams. */
  language: z.enum(LANGUAGES),
  /** What they chose, whatever their Teams says; absent = nothing. */
  speaks: z.enum(LANGUAGES).optional(),
  /** IANA name, from the client; decides quiet hours only. */
  timeZone: z.string().optional(),
  /** How often access was asked for, given or taken; a card carries it. */
  grants: z.number().int().optional(),
  /** Asked for access, and nobody has answered yet. */
  asked: z.boolean().optional(),
  /** Which of the company's consultants they are. */
  consultantId: z.string().optional(),
  /** Where the bot can write to them: the connector's conversation reference, opaque here; absent = nowhere. */
  reference: z.string().optional(),
  /** Where their mails come from, in lower case, as the roster has it; and when it was asked (milliseconds, UTC). */
  addresses: z.array(z.string()).optional(),
  addressesAt: z.number().optional(),
  /** Why the last message did not reach them, and when (milliseconds, UTC); absent = it did. */
  unreachable: z.object({ why: z.enum(UNREACHABLE), at: z.number() }).optional(),
  /** Groups of notices that they do not want. */
  muted: z.array(z.enum(NOTICE_GROUPS)).optional(),
  /** They want one message a day instead of one at a time. */
  digest: z.boolean().optional(),
  /** How often they asked colleagues for something on the last day on which they did. */
  asking: z.object({ on: daySchema, count: z.number().int() }).optional(),
});
export const personEventSchema = z.discriminatedUnion('type', [
  /** Somebody whom nobody has let in asked for access. */
  z.object({ type: z.literal('asked') }),
  /** A permission, official roles, or who they are among the consultants was given or taken. */
  z.object({
    type: z.literal('granted'),
    permission: z.enum(PERMISSIONS).optional(),
    roles: z.array(z.enum(OFFICIAL_ROLES)),
    consultantId: z.string().optional(),
    /** They could do nothing before. */
    letIn: z.literal(true).optional(),
  }),
]);
export type PersonEvent = z.infer<typeof personEventSchema>;

/** A person of a tenant as the bot knows them; the document's id is the AAD object id. */
export type Person = z.infer<typeof personSchema>;

/** Who acts in a turn: built from the signed activity and the person's document, never from a card. */
export interface Actor {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly permission?: Permission;
  readonly roles: readonly OfficialRole[];
}
