import { isViewVerb } from '../cards/verbs.ts';
import type { Input } from './turn.ts';
import { understand, type View } from './understand.ts';

/** Words that end or leave the step that the person is at, or show which of them wait. */
const LEADING: ReadonlySet<View> = new Set(['cancel', 'back', 'later', 'home']);

/**
 * Whether the answer follows from the drafts that wait: then it is given by no kept copy of them, for they may have been
 * begun, changed or ended at another replica. What is only shown is the same with every draft.
 */
export function goesByDrafts(input: Input): boolean {
  switch (input.kind) {
    case 'press':
      return input.verb !== undefined && (!isViewVerb(input.verb) || input.verb.startsWith('home.'));
    case 'text': {
      const meaning = understand(input.text);
      return meaning.kind !== 'view' || LEADING.has(meaning.view);
    }
    case 'files':
    case 'mail':
      return true;
    case 'unreadable':
    case 'installed':
      return false;
    default:
      return input satisfies never;
  }
}
