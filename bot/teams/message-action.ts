import { createHash } from 'node:crypto';
import { z } from 'zod';
import { say } from '../../cards/kit/say.ts';
import type { Card } from '../../cards/kit/template.ts';
import type { Input } from '../../dialogs/turn.ts';
import type { Language } from '../../domain/people/person.ts';
import { cleanLine, legible } from '../../domain/plain-text.ts';
import { present } from '../../domain/present.ts';
import { htmlToText } from '../mail/html-text.ts';
import type { TaskAnswer } from '../turn/task-dialogs.ts';
import { inputOfSubmit } from './input.ts';
import { messageFrom, SUBMIT, taskValue, type Message } from './task-value.ts';
import { unreadable } from './typed-text.ts';

/** The command in the manifest. */
const COMMAND = 'recordVoucher';
const CARD = 'application/vnd.microsoft.card.adaptive';
/** Characters of a message that are read. */
const MAX_READ = 200 * 1024;
const FORWARDED = 'forwardedMessageReference';

/** Teams keeps a forwarded message beside the text of the one that forwards it: as JSON, where it brings it at all. */
const forwarded = z.looseObject({
  originalMessageContent: z.string(),
  originalSentDateTime: z.string().max(64).nullish(),
  originalMessageSender: messageFrom,
});

/** What was done with a task dialog; undefined when it is not of a command of the bot's. */
export function inputOfTask(name: string, value: unknown): Input | undefined {
  const parsed = taskValue.safeParse(value);
  if (!parsed.success || parsed.data.commandId !== COMMAND) return undefined;
  const { messagePayload, data } = parsed.data;
  if (name === SUBMIT) return inputOfSubmit(data ?? {});
  return messagePayload ? inputOf(messagePayload) : undefined;
}

/** A message as a mail, with who wrote it as its printed header; what holds no text is told as that. */
function inputOf(said: Message): Input {
  const isGone = said.deleted === true;
  const content = isGone ? '' : (said.body?.content ?? '');
  const isHtml = said.body?.contentType?.toLowerCase() !== 'text';
  const inner = isGone ? [] : (said.attachments ?? []).flatMap(forwardedIn);
  const text = [readable(content, isHtml), ...inner.map(({ text: of }) => of)].filter((part) => part !== '');
  if (text.length === 0) {
    const html = { contentType: 'text/html', content };
    const what = isGone ? 'empty' : unreadable({ attachments: [...(said.attachments ?? []), html] });
    return what === 'empty'
      ? { kind: 'mail', way: 'message', mail: { problem: 'noText' } }
      : { kind: 'unreadable', what };
  }
  const whole = [content, ...inner.map(({ content: of }) => of)];
  return {
    kind: 'mail',
    way: 'message',
    mail: {
      text: `${headers(said.from, said.createdDateTime, said.subject)}${text.join('\n\n')}`,
      hash: createHash('sha256').update(whole.join('\n')).digest('base64url'),
      ...present({ isCut: whole.some(({ length }) => length > MAX_READ) ? (true as const) : undefined }),
    },
  };
}

function forwardedIn({ contentType, content }: NonNullable<Message['attachments']>[number]) {
  if (contentType.toLowerCase() !== FORWARDED.toLowerCase()) return [];
  const parsed = forwarded.safeParse(objectIn(content));
  if (!parsed.success) return [];
  const { originalMessageContent, originalMessageSender, originalSentDateTime } = parsed.data;
  const text = readable(originalMessageContent, true);
  if (text === '') return [];
  return [
    {
      content: originalMessageContent,
      text: `${headers(originalMessageSender, originalSentDateTime, undefined)}${text}`,
    },
  ];
}

function objectIn(content: unknown): unknown {
  if (typeof content !== 'string') return content;
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function readable(content: string, isHtml: boolean): string {
  const read = content.slice(0, MAX_READ);
  return legible(isHtml ? htmlToText(read) : read).trim();
}

/** A printed header, as a forwarded mail has it, and an empty line. */
function headers(
  who: z.infer<typeof messageFrom>,
  on: string | null | undefined,
  subject: string | null | undefined,
): string {
  const name = who?.user?.displayName ?? who?.application?.displayName ?? '';
  const printed = [
    ['From', cleanLine(name, 200)],
    ['Date', cleanLine(on ?? '', 64)],
    ['Subject', cleanLine(subject ?? '', 200)],
  ].filter(([, value]) => value !== '');
  return printed.length === 0
    ? ''
    : `${printed.map(([label, value]) => `${label}: ${value}`).join('\n')}\n\n`;
}

/** The invoke's answer. */
export function taskBody(language: Language, answer: TaskAnswer): object {
  if (answer.kind === 'inChat') return { task: { type: 'message', value: say(language, 'task.inChat') } };
  return {
    task: {
      type: 'continue',
      value: {
        title: say(language, 'task.title'),
        height: 'large',
        width: 'medium',
        card: { contentType: CARD, content: dialogCard(answer.card) },
      },
    },
  };
}

/** The card as a dialog can show it: its clients know `Action.Submit` and no `Action.Execute`. */
function dialogCard(card: Card): Card {
  return submitting(card) as Card;
}

function submitting(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(submitting);
  if (typeof part !== 'object' || part === null) return part;
  const { type, fallback, style } = part as Readonly<Record<string, unknown>>;
  // Whatever can be executed here falls back to a Submit with the same data.
  if (type === 'Action.Execute') return present({ ...(fallback as object), style });
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, submitting(value)]));
}
