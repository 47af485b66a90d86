import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { isVerb } from '../../cards/verbs.ts';
import type { FileContent, Input, Press } from '../../dialogs/turn.ts';
import { downloadFile } from '../files/download.ts';
import { readTableFile } from '../files/table-file.ts';
import { cleanLine } from '../../domain/plain-text.ts';
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
  action: z.looseObject({ verb: z.string(), data: z.unknown().optional() }),
});
const submitted = z.looseObject({ verb: z.string() });

/** What a card action invoke asks. */
export function inputOfInvoke(value: unknown): Press {
  const parsed = cardAction.safeParse(value);
  return parsed.success ? press(parsed.data.action.verb, parsed.data.action.data) : press('', {});
}

const FILE = 'application/vnd.microsoft.teams.file.download.info';

const TABLE_NAME = /\.(?:csv|tsv|txt|xlsx?)$/i;
const downloadInfo = z.looseObject({ downloadUrl: z.string().max(4096) });

/** What a dropped file holds; only what is called a table is fetched. */
async function contentOf(name: string, info: unknown, mode: 'local' | 'teams'): Promise<FileContent> {
  if (!TABLE_NAME.test(name)) return { kind: 'other' };
  const parsed = downloadInfo.safeParse(info);
  if (!parsed.success) return { kind: 'problem', problem: 'failed' };
  const file = await downloadFile(parsed.data.downloadUrl, { mode });
  return file.kind === 'file' ? readTableFile(file.bytes) : file;
}

/** What a message is: a fallback press, a dropped file, a text, or nothing that can be read. */
export async function inputOfMessage(
  activity: Typed & Partial<Pick<Activity, 'value'>>,
  mode: 'local' | 'teams',
): Promise<Input> {
  const fallback = submitted.safeParse(activity.value);
  if (fallback.success) return press(fallback.data.verb, activity.value);
  const file = activity.attachments?.find(({ contentType }) => contentType === FILE);
  if (file !== undefined) {
    const name = cleanLine(file.name ?? '', 100);
    return { kind: 'file', name, content: await contentOf(name, file.content, mode) };
  }
  const text = typedText(activity);
  return text.trim() === '' ? { kind: 'unreadable', what: unreadable(activity) } : { kind: 'text', text };
}
