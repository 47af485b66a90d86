import { z } from 'zod';
import { KEY_NAME, MAX_ADDRESS, MAX_FROM, MAX_RESULTS, MAX_SUBJECT, MAX_TEXT } from './caps.ts';

/** What the process that decodes and the bot say to each other. Nothing that the former says is believed unseen. */

export interface Request {
  readonly kind: 'mail';
  readonly bytes: Uint8Array;
  readonly originals: 'all' | 'attached';
}

/** The answer to a question of {@link FromChild}; `records` is absent when there is none. */
export interface Resolved {
  readonly kind: 'txt';
  readonly name: string;
  readonly records?: string[][] | undefined;
}

/** A cut text has so many characters, each of which may be two units. */
const cutAt = (characters: number): z.ZodString => z.string().max(2 * characters);

const headers = z.object({
  from: z.array(cutAt(MAX_ADDRESS)).max(MAX_FROM).readonly(),
  subject: cutAt(MAX_SUBJECT),
  authenticationResults: cutAt(MAX_RESULTS).optional(),
  isInternal: z.boolean(),
  isOutside: z.boolean(),
  isAutomatic: z.boolean(),
});

const problem = z.enum([
  'tnef',
  'encrypted',
  'calendar',
  'bounce',
  'pdf',
  'picture',
  'noText',
  'tooLarge',
  'tooNested',
  'damaged',
]);

export const fromChild = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('headers'), headers }),
  z.object({ kind: z.literal('txt'), name: z.string().max(253).regex(KEY_NAME) }),
  z.object({
    kind: z.literal('mail'),
    headers: headers.optional(),
    text: z.string().max(MAX_TEXT + 1_000),
    isCut: z.boolean(),
    signedBy: z.string().max(253).optional(),
    signedFrom: cutAt(MAX_ADDRESS).optional(),
  }),
  z.object({ kind: z.literal('problem'), headers: headers.optional(), problem }),
]);

export type FromChild = z.infer<typeof fromChild>;
