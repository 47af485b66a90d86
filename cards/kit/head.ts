import { badges } from './badge.ts';
import type { Element } from './elements.ts';

/** What stands at the top of a card about something; the texts may be anybody's. */
interface Head {
  /** What people call it by: the customer, a claim's size. */
  readonly about: string;
  /** What it is, below. */
  readonly under?: string | undefined;
  /** What identifies it, small. */
  readonly number?: string | undefined;
  readonly badges?: readonly Element[];
}

/** What the card is about, large; below it what it is and its number; then how it stands. */
export function head({ about, under, number, badges: all = [] }: Head): readonly Element[] {
  return [
    text(about, { size: 'Large', weight: 'Bolder' }, 'Small'),
    ...(under === undefined || under === '' ? [] : [text(under, {}, 'None')]),
    ...(number === undefined || number === ''
      ? []
      : [text(number, { size: 'Small', isSubtle: true }, 'None')]),
    ...(all.length === 0 ? [] : [badges(all)]),
  ];
}

function text(said: string, look: Element, spacing: string): Element {
  return { type: 'RichTextBlock', spacing, inlines: [{ type: 'TextRun', text: said, ...look }] };
}
