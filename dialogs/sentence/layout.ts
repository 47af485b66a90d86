import { wordsOf } from '../../domain/folded.ts';
import { typedOtherwise } from '../../domain/keyboard-layout.ts';
import { understand } from '../understand.ts';
import { knownWords, spelled } from './model.ts';
import { MAX_SENTENCE } from './read.ts';

/** Shorter words are words in either alphabet too easily. */
const TELLING = 3;

/** What the keys of a text would have typed in the other alphabet, and whether that says something that is known. */
interface Otherwise {
  readonly text: string;
  readonly isKnown: boolean;
}

/**
 * What may be meant by a text that was typed with the keyboard of another alphabet: "ghbdtn" is «привет», «руддщ» is
 * "hello". Undefined where a word of the text is known as it stands.
 */
export function meantOtherwise(typed: string): Otherwise | undefined {
  const isSaid = tellingWords(typed).some((word) => knownWords().has(spelled(word)));
  if (typed.length > MAX_SENTENCE || isSaid || !/\p{L}{3}/u.test(typed)) return undefined;
  const text = typedOtherwise(typed);
  const words = tellingWords(text);
  const known = words.filter((word) => knownWords().has(word)).length;
  const isKnown = understand(text).kind !== 'words' || (words.length > 0 && known * 2 >= words.length);
  // Without a word that is known, a number is what was meant as it stands.
  return isKnown || !/\p{N}/u.test(text) ? { text, isKnown } : undefined;
}

function tellingWords(text: string): readonly string[] {
  return wordsOf(text).flatMap(({ typed, folded }) =>
    typed.length >= TELLING && !/\p{N}/u.test(typed) ? [folded] : [],
  );
}
