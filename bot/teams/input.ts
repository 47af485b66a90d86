import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { isVerb } from '../../cards/verbs.ts';
import type { DroppedFile, FileContent, Input, Press } from '../../dialogs/turn.ts';
import type { Download } from '../files/download.ts';
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

/** What the press on an `Action.Submit` asks. */
export function inputOfSubmit(data: unknown): Press {
  const parsed = submitted.safeParse(data);
  return press(parsed.success ? parsed.data.verb : '', data);
}

const FILE = 'application/vnd.microsoft.teams.file.download.info';

const TABLE_NAME = /\.(?:csv|tsv|txt|xlsx?)$/i;
const downloadInfo = z.looseObject({ downloadUrl: z.string().max(4096) });

/** How a file is fetched that lies at an address. Never rejects. */
type FetchFile = (url: string) => Promise<Download>;

/** A turn may be decided several times; its file is fetched once. */
function droppedFile(name: string, info: unknown, fetchFile: FetchFile): DroppedFile {
  let content: Promise<FileContent> | undefined;
  return {
    kind: 'file',
    name,
    isTable: TABLE_NAME.test(name),
    content: () => (content ??= contentOf(info, fetchFile)),
  };
}

async function contentOf(info: unknown, fetchFile: FetchFile): Promise<FileContent> {
  const parsed = downloadInfo.safeParse(info);
  if (!parsed.success) return { kind: 'problem', problem: 'failed' };
  const file = await fetchFile(parsed.data.downloadUrl);
  return file.kind === 'file' ? readTableFile(file.bytes) : file;
}

/** What a message is: a fallback press, a dropped file, a text, or nothing that can be read. Nothing is fetched yet. */
export function inputOfMessage(
  activity: Typed & Partial<Pick<Activity, 'value'>>,
  fetchFile: FetchFile,
): Input {
  const fallback = submitted.safeParse(activity.value);
  if (fallback.success) return press(fallback.data.verb, activity.value);
  const file = activity.attachments?.find(({ contentType }) => contentType === FILE);
  if (file !== undefined) {
    return droppedFile(cleanLine(file.name ?? '', 100), file.content, fetchFile);
  }
  const text = typedText(activity);
  return text.trim() === '' ? { kind: 'unreadable', what: unreadable(activity) } : { kind: 'text', text };
}
