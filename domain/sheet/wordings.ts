import type { Language } from '../people/person.ts';
import { en } from './headings/en.ts';
import type { Headings } from './headings/headings.ts';
import { pl } from './headings/pl.ts';
import { ru } from './headings/ru.ts';

/** A language without headings does not compile. */
const BY_LANGUAGE: Readonly<Record<Language, Headings>> = { en, ru, pl };

/** What a list of every language holds. */
export function listed(of: (headings: Headings) => string): readonly string[] {
  return Object.values(BY_LANGUAGE).flatMap((headings) => of(headings).split('|'));
}
