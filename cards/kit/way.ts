import { words, type Element } from './elements.ts';
import { icon } from './icon.ts';

/**
 * The way through the steps as a picture: done, now, to come. `at`: the place from 0. `sentence` says the same in words,
 * for who hears the card and for who has no room for the names.
 */
export function way(names: readonly string[], at: number, sentence: string): Element {
  const last = at === names.length - 1;
  return {
    type: 'Container',
    spacing: 'Medium',
    items: [
      {
        type: 'ColumnSet',
        columns: names.map((name, nth) => ({
          type: 'Column',
          width: 'stretch',
          spacing: 'None',
          items: [place(nth < at || (last && nth === at), nth === at), named(name, nth === at)],
        })),
      },
      words(sentence, { size: 'Small', isSubtle: true, spacing: 'Small' }),
    ],
    fallback: words(`${'●'.repeat(at + 1)}${'○'.repeat(names.length - at - 1)} ${sentence}`),
  };
}

/** A picture without a fallback of its own, so that the whole way falls back. */
function place(isDone: boolean, isNow: boolean): Element {
  const { fallback: _own, ...picture } = isDone
    ? icon('CheckmarkCircle', { color: 'Good', size: 'Small', filled: true })
    : isNow
      ? icon('CircleHalfFill', { color: 'Accent', size: 'Small', filled: true })
      : icon('Circle', { size: 'Small' });
  return { ...picture, horizontalAlignment: 'Center' };
}

function named(name: string, isNow: boolean): Element {
  return words(name, {
    size: 'Small',
    spacing: 'None',
    horizontalAlignment: 'Center',
    targetWidth: 'atLeast:Standard',
    ...(isNow ? { weight: 'Bolder' } : { isSubtle: true }),
  });
}
