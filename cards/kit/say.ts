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
 * What the bot says in a language, as ICU message. A message without arguments costs a look-up only, another a
 * concatenation: a card has a hundred.
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

/** Numbers, or choices, for which a message's words are remembered. */
const MAX_KNOWN = 500;

/** A part of a parsed message; the numbers are the parser's own. */
interface Parsed {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Parsed[] }>>;
}
const LITERAL = 0;
const ARGUMENT = 1;
const POUND = 7;

/** The arguments that decide which words a message has: what it counts, and what it chooses by. */
function decidingIn(parsed: readonly Parsed[]): string[] {
  return parsed.flatMap(({ type, value = '', options = {} }) => [
    ...(type === LITERAL || type === ARGUMENT || type === POUND ? [] : [value]),
    ...Object.values(options).flatMap((option) => decidingIn(option.value)),
  ]);
}

/** Stands around the name of an argument that is only put in its place. */
const MARK = '\0';
const PLACES = /\0(\w+)\0/u;

/**
 * A message for one choice of words is texts and the names of arguments in turns: the library, which takes fifteen times as
 * long, is asked once for each choice.
 */
function compile(message: string, language: Language): Compiled {
  const format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
  const deciding = [...new Set(decidingIn(format.getAst()))];
  const known = new BoundedMap<string, readonly string[]>(MAX_KNOWN);
  const partsFor = (args: Args): readonly string[] => {
    const decided = Object.entries(args).map(([name, value]) => [
      name,
      deciding.includes(name) ? value : `${MARK}${name}${MARK}`,
    ]);
    return String(format.format(Object.fromEntries(decided))).split(PLACES);
  };
  return (args) => {
    const choice = deciding.length === 0 ? '' : JSON.stringify(deciding.map((name) => args[name]));
    let parts = known.get(choice);
    if (parts === undefined) known.set(choice, (parts = partsFor(args)));
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
