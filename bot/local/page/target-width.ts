import type * as AC from 'adaptivecards';
import type { Json } from '../wire.ts';

declare const AdaptiveCards: typeof AC;

/** What Teams calls the widths of a card, and where the next begins, in CSS pixels. */
const WIDTHS = [
  { name: 'verynarrow', below: 164 },
  { name: 'narrow', below: 347 },
  { name: 'standard', below: 768 },
  { name: 'wide', below: Number.POSITIVE_INFINITY },
] as const;

/** Whether something for this `targetWidth` is shown on a card of this width; a word that is none is shown always. */
function isShown(target: string, pixels: number): boolean {
  const [, bound, name] = /^(?:(atleast|atmost):)?(\w+)$/.exec(target.toLowerCase()) ?? [];
  const wanted = WIDTHS.findIndex((width) => width.name === name);
  if (wanted < 0) return true;
  const at = WIDTHS.findIndex(({ below }) => pixels < below);
  if (bound === 'atleast') return at >= wanted;
  return bound === 'atmost' ? at <= wanted : at === wanted;
}

/**
 * The elements of one card that are there for some of its widths. They are all drawn and hidden by the width as it is:
 * what was typed into a card stays when its width changes.
 */
export class TargetWidths {
  readonly #targets = new Map<AC.CardElement, string>();

  /** Takes note of an element as it is parsed; `source` is what stands on the card, also where a fallback took its place. */
  note(element: AC.CardElement, source: Json): void {
    let json: unknown = source;
    while (isJson(json) && json['type'] !== undefined && json['type'] !== element.getJsonTypeName()) {
      json = json['fallback'];
    }
    const target = isJson(json) ? json['targetWidth'] : undefined;
    if (typeof target === 'string') this.#targets.set(element, target);
  }

  /** Shows what is for a card of this width, in CSS pixels. */
  apply(pixels: number): void {
    for (const [element, target] of this.#targets) {
      if (element.renderedElement !== undefined) element.renderedElement.hidden = !isShown(target, pixels);
    }
    // What stands first in its container has nothing to be kept apart from.
    for (const parent of new Set([...this.#targets.keys()].map((element) => element.parent))) {
      if (!(parent instanceof AdaptiveCards.CardElementContainer)) continue;
      let first = true;
      for (let index = 0; index < parent.getItemCount(); index += 1) {
        const { renderedElement, separatorElement, isVisible } = parent.getItemAt(index);
        if (renderedElement === undefined) continue;
        if (separatorElement !== undefined) separatorElement.hidden = first || renderedElement.hidden;
        if (isVisible && !renderedElement.hidden) first = false;
      }
    }
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
