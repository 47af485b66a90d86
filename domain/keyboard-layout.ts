/** Where the letters of the Russian keyboard are on the English one, in the order of both. */
const RUSSIAN = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const TO_ENGLISH = new Map(Array.from(RUSSIAN, (letter, place) => [letter, ENGLISH[place] ?? letter]));
const TO_RUSSIAN = new Map(Array.from(ENGLISH, (letter, place) => [letter, RUSSIAN[place] ?? letter]));
/** Signs that end a sentence sooner than they are letters of the other keyboard. */
const END = /[.,;!?\s]*$/u;

/** A text as the same keys would have typed it with the other keyboard, in small letters; signs at its end stay. */
export function typedOtherwise(text: string): string {
  const plain = text.toLowerCase();
  const end = END.exec(plain)?.[0] ?? '';
  const keys = /\p{Script=Cyrillic}/u.test(plain) ? TO_ENGLISH : TO_RUSSIAN;
  return Array.from(plain.slice(0, plain.length - end.length), (key) => keys.get(key) ?? key).join('') + end;
}
