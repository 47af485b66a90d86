import type * as AC from 'adaptivecards';
import type { Json } from '../wire.ts';

declare const AdaptiveCards: typeof AC;

/** An element that keeps its JSON and draws itself from it. */
export abstract class TeamsElement extends AdaptiveCards.CardElement {
  protected json: Json = {};

  protected override internalParse(source: Json, context: AC.SerializationContext): void {
    super.internalParse(source, context);
    this.json = source;
  }

  /** One of the words that a property may have, else the first. */
  protected one(name: string, ...words: readonly string[]): string {
    const value = this.words(name).toLowerCase();
    return words.find((word) => word.toLowerCase() === value) ?? words[0] ?? '';
  }

  protected words(name: string): string {
    const value = this.json[name];
    return typeof value === 'string' ? value : '';
  }

  protected number(name: string): number | undefined {
    const value = this.json[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  /** A line with what is drawn in it, at the side that the card wants. */
  protected line(look: string, drawn: Element): HTMLElement {
    const line = document.createElement('div');
    line.className = `teams-line ${look}`;
    line.dataset['align'] = this.one('horizontalAlignment', 'Left', 'Center', 'Right').toLowerCase();
    line.append(drawn);
    return line;
  }
}
