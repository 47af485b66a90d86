import type { Element } from '../../cards/kit/elements.ts';
import { Expansion } from '../../cards/kit/expansion.ts';

/** A card that was filled: its whole template, what fills it, and the data. */
interface Fill {
  readonly whole: Element;
  readonly expansion: Expansion;
  readonly data: object;
}

/** Tells of every card that is filled from now on; a card in a language that was filled before is not seen. */
export function watchFills(seen: (fill: Fill) => void): void {
  const made = Expansion.of.bind(Expansion);
  Expansion.of = (whole: Element): Expansion => {
    const expansion = made(whole);
    const watched: Pick<Expansion, 'filled'> = {
      filled(data) {
        seen({ whole, expansion, data });
        return expansion.filled(data);
      },
    };
    return watched as Expansion;
  };
}
