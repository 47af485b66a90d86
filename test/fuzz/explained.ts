import { z } from 'zod';

/** What the bot may log while it is fuzzed, and why. */
const EXPLAINED: Readonly<Record<string, string>> = {
  'request.refused': 'a body or a head that is none',
  'turn.refused': 'no activity',
  'turn.dropped': 'a foreign tenant, or nobody',
  'outbox.undelivered notFound': 'a chat that is none',
  'outbox.undelivered unknown': 'a Teams that was late, on a loaded machine',
  'line.undelivered': 'a channel or a group that is none',
  'outbox.undelivered gone': 'a chat that the bot may not write to',
  'notify.unreachable': 'somebody whose last message said that they are in a chat that is none',
};

const line = z.looseObject({
  level: z.string(),
  event: z.string(),
  code: z.string().optional(),
  outcome: z.string().optional(),
  at: z.string().optional(),
  verb: z.string().optional(),
});

/** What a printed line says, in a few words that are the same for the same cause, and whether it is explained. */
export function explained(printed: string): { readonly what: string; readonly isExplained: boolean } {
  let json: unknown;
  try {
    json = JSON.parse(printed);
  } catch {
    return { what: `printed: ${printed.slice(0, 200)}`, isExplained: false };
  }
  const { data } = line.safeParse(json);
  if (data === undefined) return { what: `printed: ${printed.slice(0, 200)}`, isExplained: false };
  const { level, event, code, outcome, at } = data;
  const what = [event, code, outcome, at].filter((part) => part !== undefined).join(' ');
  const isExplained = level !== 'error' && (event in EXPLAINED || what in EXPLAINED);
  return { what, isExplained };
}
