import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../domain/people/person.ts';
import en from '../strings/en.json' with { type: 'json' };
import pl from '../strings/pl.json' with { type: 'json' };
import ru from '../strings/ru.json' with { type: 'json' };

/** The name of something that the bot says. */
export type Key = keyof typeof en;

export const STRINGS: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en, ru, pl };

/** Values of a message's arguments: already formatted text, or a number that decides the plural. */
export type Args = Readonly<Record<string, string | number>>;

const compiled = new Map<string, IntlMessageFormat>();

/**
 * What the bot says in a language, as ICU message. Static messages cost a look-up only.
 */
export function say(language: Language, key: Key, args?: Args): string {
  const message = STRINGS[language][key];
  if (args === undefined) return message;
  const name = `${language} ${key}`;
  let format = compiled.get(name);
  if (format === undefined) {
    format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
    compiled.set(name, format);
  }
  return String(format.format(args));
}

/** `say` with the language fixed. */
export type Say = (key: Key, args?: Args) => string;

export function speaker(language: Language): Say {
  return (key, args) => say(language, key, args);
}
