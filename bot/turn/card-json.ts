import type { Card } from '../../cards/kit/template.ts';

/**
 * A card is written up to three times in a turn: into its record or outbox row, into the invoke's answer, and into the edit
 * of the base activity. Its JSON is made once.
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

interface InvokeAnswer {
  readonly value?: unknown;
}
interface Message {
  readonly attachments?: readonly { readonly content?: unknown }[];
}

/** `JSON.stringify` for an invoke's answer or a message; what a card in it becomes is made once, whoever writes it first. */
export function jsonOf(body: object): string {
  const { value } = body as InvokeAnswer;
  if (isCard(value)) return spliced({ ...body, value: MARK }, cardJson(value));
  const [first, ...others] = (body as Message).attachments ?? [];
  const { content } = first ?? {};
  return isCard(content) && others.length === 0
    ? spliced({ ...body, attachments: [{ ...first, content: MARK }] }, cardJson(content))
    : JSON.stringify(body);
}

function isCard(value: unknown): value is Card {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'AdaptiveCard';
}

function spliced(body: object, text: string): string {
  const written = JSON.stringify(body);
  const at = written.indexOf(WRITTEN_MARK);
  return written.slice(0, at) + text + written.slice(at + WRITTEN_MARK.length);
}
