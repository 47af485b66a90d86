import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Input, Press } from '../dialogs/turn.ts';
import { cleanLine } from '../domain/plain-text.ts';
import { htmlToText } from './mail/html-text.ts';

/** The part of a press that the bot wrote into its own card; whatever does not fit is treated as absent. */
const pressed = z.looseObject({
  id: z.string().max(300).optional(),
  version: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  commandId: z
    .string()
    .regex(/^[0-9a-f-]{36}$/)
    .optional(),
  arg: z.string().max(8000).optional(),
});

const VERB = /^([A-Za-z]{1,30})\.([A-Za-z]{1,30})$/;

/** A press from `Action.Execute` or from its `Action.Submit` fallback: one shape for both. */
function press(verb: string, data: unknown): Press {
  const [, step = '', act = ''] = VERB.exec(verb) ?? [];
  const parsed = pressed.safeParse(data ?? {});
  // A forged reference reaches no step: the dialogs answer with where things stand.
  if (!parsed.success || step === '') return { kind: 'press', step: '', act: '', inputs: {} };
  const { id, version, commandId, arg, verb: _verb, ...inputs } = parsed.data;
  return { kind: 'press', step, act, id, version, commandId, arg, inputs };
}

const cardAction = z.looseObject({
  action: z.looseObject({ verb: z.string(), data: z.unknown().optional() }),
});
const submitted = z.looseObject({ verb: z.string() });

/** What a card action invoke asks. */
export function inputOfInvoke(value: unknown): Press {
  const parsed = cardAction.safeParse(value);
  return parsed.success ? press(parsed.data.action.verb, parsed.data.action.data) : press('', {});
}

const FILE = 'application/vnd.microsoft.teams.file.download.info';

/** What a message is: a fallback press, a dropped file, or a text; undefined when it holds nothing. */
export function inputOfMessage(
  activity: Pick<Activity, 'text' | 'value' | 'attachments'>,
): Input | undefined {
  const fallback = submitted.safeParse(activity.value);
  if (fallback.success) return press(fallback.data.verb, activity.value);
  const file = activity.attachments?.find(({ contentType }) => contentType === FILE);
  if (file !== undefined) return { kind: 'file', name: cleanLine(file.name ?? '', 100) };
  const html = activity.attachments?.find(({ contentType }) => contentType === 'text/html')
    ?.content as unknown;
  // A table keeps its cells only in the HTML.
  const text =
    typeof html === 'string' && /<t[dh][\s>]/i.test(html) ? htmlToText(html) : (activity.text ?? '');
  return text.trim() === '' ? undefined : { kind: 'text', text };
}
