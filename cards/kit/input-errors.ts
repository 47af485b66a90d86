import type { Element, Json } from './elements.ts';

/** What is wrong with one input: said with the label that the input has on the card. */
export interface InputError {
  /** The input's id. */
  readonly field: string;
  readonly say: (label: string) => string;
}

/** A card's body with the error above its input, in parts that are open, and the sentence; undefined without the input. */
export function withError(
  body: readonly Element[],
  { field, say }: InputError,
  requiredMark: string,
): { readonly body: readonly Element[]; readonly text: string } | undefined {
  let text: string | undefined;
  const within = (elements: readonly Element[]): readonly Element[] =>
    elements.flatMap((element) => {
      if (text !== undefined) return [element];
      const label = element['label'];
      if (element['id'] === field && typeof label === 'string') {
        text = say(label.replace(requiredMark, ''));
        return [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, color: 'Attention' }] }, element];
      }
      return [opened(element)];
    });
  const opened = (element: Element): Element => {
    for (const name of ['items', 'columns'] as const) {
      const inner: Json | undefined = element[name];
      if (!Array.isArray(inner)) continue;
      const placed = within(inner as readonly Element[]);
      if (text === undefined) continue;
      const { isVisible: _folded, ...rest } = element;
      return { ...rest, [name]: placed };
    }
    return element;
  };
  const placed = within(body);
  return text === undefined ? undefined : { body: placed, text };
}
