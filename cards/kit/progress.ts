import { words, type Element } from './elements.ts';

/** How far something is, as a picture; `says` are the words beside it, which an old client shows alone. */
export function progress(percent: number, says: string): Element {
  return {
    type: 'Container',
    spacing: 'Small',
    items: [
      {
        type: 'ProgressBar',
        value: percent,
        max: 100,
        color: percent === 100 ? 'Good' : 'Accent',
        fallback: 'drop',
      },
      words(says, { size: 'Small', spacing: 'Small' }),
    ],
  };
}
