import { IntlMessageFormat } from 'intl-messageformat';
import { BoundedMap } from '../../domain/bounded-map.ts';
import type { Language } from '../../domain/people/person.ts';
import en from '../strings/en.json' with { type: 'json' };
import pl from '../strings/pl.json' with { type: 'json' };
import ru from '../strings/ru.json' with { type: 'json' };

/** The name of something that the bot says. */
export type Key = keyof typeof en;

export const STRINGS: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en, ru, pl };

/** Values of a message's arguments: already formatted text, or a number that decides the plural. */
export type Args = Readonly<Record<string, string | number>>;

type Compiled = (args: Args) => string;

const compiled: Readonly<Record<Language, Map<Key, Compiled>>> = {
  en: new Map(),
  ru: new Map(),
  pl: new Map(),
};

/**
 * What the bot says in a language, as ICU message. Static messages cost a look-up only, and those whose arguments are
 * only put in their places a concatenation: most are of the one or the other kind, and a card has dozens.
 */
export function say(language: Language, key: Key, args?: Args): string {
  const message = STRINGS[language][key];
  if (args === undefined) return message;
  let filled = compiled[language].get(key);
  if (filled === undefined) {
    filled = compile(message, language);
    compiled[language].set(key, filled);
  }
  return filled(args);
}

/** Numbers of which a message is remembered. */
const MAX_COUNTS = 500;

/** Of a message that counts one thing, and says nothing else, the texts are remembered: days left, vouchers of a list. */
function counting(fill: Compiled): Compiled {
  const known = new BoundedMap<string, string>(MAX_COUNTS);
  return (args) => {
    const [[name, count] = ['', ''], ...others] = Object.entries(args);
    if (typeof count !== 'number' || others.length > 0) return fill(args);
    const key = `${name} ${count}`;
    const text = known.get(key) ?? fill(args);
    known.set(key, text);
    return text;
  };
}

/** A message in which nothing but arguments stands in braces, and nothing is quoted. */
const PLAIN = /^(?:[^{}']|\{\w+\})*$/u;

function compile(message: string, language: Language): Compiled {
  const format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
  if (!PLAIN.test(message)) return counting((args) => String(format.format(args)));
  // Texts and the names of arguments in turns.
  const parts = message.split(/\{(\w+)\}/u);
  return (args) => {
    let said = '';
    for (const [at, part] of parts.entries()) {
      const value = at % 2 === 0 ? part : args[part];
      // Says which one is missing.
      if (value === undefined) return String(format.format(args));
      said += value;
    }
    return said;
  };
}

/** `say` with the language fixed. */
export type Say = (key: Key, args?: Args) => string;

export function speaker(language: Language): Say {
  return (key, args) => say(language, key, args);
}
