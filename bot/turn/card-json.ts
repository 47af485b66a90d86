import type { Card } from '../../cards/kit/template.ts';

/**
 * A card is written up to three times in a turn: into its record or outbox row, into the invoke's answer, and into the edit
 * of the base activity. Its JSON is made once, and so are the bytes of that: of some fourteen thousand letters, of which a
 * few are not Latin, each time took 0.03 ms.
 */
const written = new WeakMap<object, { readonly text: string; bytes?: Buffer }>();

function writtenOf(card: Card): { readonly text: string; bytes?: Buffer } {
  let one = written.get(card);
  if (one === undefined) written.set(card, (one = { text: JSON.stringify(card) }));
  return one;
}

export function cardJson(card: Card): string {
  return writtenOf(card).text;
}

/** The same in UTF-8. Nobody changes it. */
export function cardBytes(card: Card): Buffer {
  const one = writtenOf(card);
  return (one.bytes ??= Buffer.from(one.text));
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

/**
 * `JSON.stringify` for an invoke's answer or a message, in UTF-8; what a card in it becomes is made once, whoever writes it
 * first.
 */
export function jsonBytes(body: object): Buffer {
  const { value } = body as InvokeAnswer;
  if (isCard(value)) return spliced({ ...body, value: MARK }, value);
  const [first, ...others] = (body as Message).attachments ?? [];
  const { content } = first ?? {};
  return isCard(content) && others.length === 0
    ? spliced({ ...body, attachments: [{ ...first, content: MARK }] }, content)
    : Buffer.from(JSON.stringify(body));
}

function isCard(value: unknown): value is Card {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'AdaptiveCard';
}

function spliced(body: object, card: Card): Buffer {
  const around = JSON.stringify(body);
  const at = around.indexOf(WRITTEN_MARK);
  const [before, after] = [around.slice(0, at), around.slice(at + WRITTEN_MARK.length)];
  return Buffer.concat([Buffer.from(before), cardBytes(card), Buffer.from(after)]);
}
