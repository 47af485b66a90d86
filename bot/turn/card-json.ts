import type { Card } from '../../cards/kit/template.ts';

/**
 * A card is written three times in a turn: into its outbox row, into the invoke's answer, and into the edit of
 * the base activity. Its JSON is made once.
 */
const texts = new WeakMap<object, string>();

export function cardJson(card: Card): string {
  let text = texts.get(card);
  if (text === undefined) {
    text = JSON.stringify(card);
    texts.set(card, text);
  }
  return text;
}

/** Stands for the card while the rest is written; nobody outside knows it. */
const MARK = crypto.randomUUID();
const WRITTEN_MARK = JSON.stringify(MARK);

interface Answer {
  readonly value?: unknown;
}
interface Message {
  readonly attachments?: readonly { readonly content?: unknown }[];
}

/** `JSON.stringify` for an invoke's answer or a message; a card in it whose JSON is there is not written again. */
export function jsonOf(body: object): string {
  const { value } = body as Answer;
  const text = typeof value === 'object' && value !== null ? texts.get(value) : undefined;
  if (text !== undefined) return spliced({ ...body, value: MARK }, text);
  const [first, ...others] = (body as Message).attachments ?? [];
  const { content } = first ?? {};
  const card = typeof content === 'object' && content !== null ? texts.get(content) : undefined;
  return card === undefined || others.length > 0
    ? JSON.stringify(body)
    : spliced({ ...body, attachments: [{ ...first, content: MARK }] }, card);
}

function spliced(body: object, text: string): string {
  const written = JSON.stringify(body);
  const at = written.indexOf(WRITTEN_MARK);
  return written.slice(0, at) + text + written.slice(at + WRITTEN_MARK.length);
}
