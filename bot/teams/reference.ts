import { z } from 'zod';
import type { Reference } from './adapter.ts';

const schema = z.looseObject({
  serviceUrl: z.string(),
  channelId: z.string(),
  conversation: z.looseObject({ id: z.string(), tenantId: z.string().optional() }),
  bot: z.looseObject({ id: z.string() }),
  user: z.looseObject({ id: z.string() }).optional(),
});

/** A stored conversation reference; undefined when it is none. */
export function readReference(text: string): Reference | undefined {
  try {
    const { data } = schema.safeParse(JSON.parse(text));
    return data as Reference | undefined;
  } catch {
    return undefined;
  }
}
