import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { isVerb } from '../../cards/verbs.ts';
import type { Input, Press } from '../../dialogs/turn.ts';
import { droppedFile, type FileReaders } from '../files/dropped-file.ts';
import { typedText, unreadable, type Typed } from './typed-text.ts';

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

/** A press from `Action.Execute` or from its `Action.Submit` fallback: one shape for both. */
function press(verb: string, data: unknown): Press {
  const parsed = pressed.safeParse(data ?? {});
  // A forged reference reaches no step: the dialogs answer with where things stand.
  if (!parsed.success) return { kind: 'press', verb: undefined, inputs: {} };
  const { id, version, commandId, arg, verb: _verb, ...inputs } = parsed.data;
  return { kind: 'press', verb: isVerb(verb) ? verb : undefined, id, version, commandId, arg, inputs };
}

const cardAction = z.looseObject({
  action: z.looseObject({ type: z.string(), verb: z.string(), data: z.unknown().optional() }),
});
const submitted = z.looseObject({ verb: z.string() });

/** What a card action invoke asks; undefined for an action that is answered in another way than by an invoke. */
export function inputOfInvoke(value: unknown): Press | undefined {
  const parsed = cardAction.safeParse(value);
  if (!parsed.success) return press('', {});
  const { type, verb, data } = parsed.data.action;
  return type === 'Action.Execute' ? press(verb, data) : undefined;
}

/** What the press on an `Action.Submit` asks. */
export function inputOfSubmit(data: unknown): Press {
  const parsed = submitted.safeParse(data);
  return press(parsed.success ? parsed.data.verb : '', data);
}

const FILE = 'application/vnd.microsoft.teams.file.download.info';

/** Files of one message that are taken at once. */
const MAX_FILES = 10;

/** What a message is: a fallback press, dropped files with what is written beside them, a text, or nothing that can be read. Nothing is fetched yet. */
export function inputOfMessage(
  activity: Typed & Partial<Pick<Activity, 'value'>>,
  readers: FileReaders,
): Input {
  const fallback = submitted.safeParse(activity.value);
  if (fallback.success) return press(fallback.data.verb, activity.value);
  const dropped = activity.attachments?.filter(({ contentType }) => contentType === FILE) ?? [];
  const text = typedText(activity);
  if (dropped.length > 0) {
    const files = dropped.slice(0, MAX_FILES).map(({ name, content }) => droppedFile(name, content, readers));
    return { kind: 'files', files, left: dropped.length - files.length, text: text.trim() };
  }
  return text.trim() === '' ? { kind: 'unreadable', what: unreadable(activity) } : { kind: 'text', text };
}
