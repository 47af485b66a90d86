import type { Word } from '../../domain/folded.ts';
import type { CustomerDocument } from '../../domain/store/documents.ts';
import { customerDocId } from '../../domain/store/ids.ts';
import type { Turn } from '../turn.ts';
import type { Named } from './read.ts';

/** Words that are looked for, and beginnings of names of one request. */
const MAX_WORDS = 5;
const MAX_BEGINNINGS = 48;
const CUSTOMERS = 100;

/** How the first letters of a name are spelled that are folded to these; one alphabet a list. */
const LATIN: Readonly<Record<string, readonly string[]>> = {
  a: ['a', 'ą'],
  e: ['e', 'ę', 'é'],
  i: ['i', 'j', 'y'],
  k: ['k', 'c', 'q'],
  l: ['l', 'ł'],
  n: ['n', 'ń'],
  o: ['o', 'ó', 'ö'],
  s: ['s', 'ś'],
  u: ['u', 'ü'],
  v: ['v', 'w'],
  z: ['z', 'ż', 'ź'],
};
const CYRILLIC: Readonly<Record<string, readonly string[]>> = {
  a: ['а'],
  b: ['б'],
  d: ['д'],
  e: ['е', 'э', 'ё'],
  f: ['ф'],
  g: ['г'],
  h: ['х'],
  i: ['и', 'й', 'ы'],
  k: ['к'],
  l: ['л'],
  m: ['м'],
  n: ['н'],
  o: ['о'],
  p: ['п'],
  r: ['р'],
  s: ['с'],
  t: ['т'],
  u: ['у'],
  v: ['в'],
  z: ['з'],
};
/** Two folded letters that are one sound. */
const SOUNDS: Readonly<Record<string, readonly string[]>> = {
  sh: ['sh', 'sz', 'sc', 'ш', 'щ'],
  ch: ['ch', 'cz', 'ч'],
  zh: ['zh', 'rz', 'ż', 'ж'],
  ts: ['ts', 'ц'],
  ks: ['x', 'ks', 'кс'],
  ia: ['ia', 'ya', 'ja', 'я'],
  iu: ['iu', 'yu', 'ju', 'ю'],
};

/** What names begin with that are folded to this word's beginning, in small letters. */
function beginnings({ folded }: Word): readonly string[] {
  const two = folded.slice(0, 2);
  const [first = '', second = ''] = two;
  const pairs = (of: Readonly<Record<string, readonly string[]>>, own: boolean): readonly string[] =>
    (of[first] ?? (own ? [first] : [])).flatMap((a) =>
      (of[second] ?? (own ? [second] : [])).map((b) => a + b),
    );
  return [...(SOUNDS[two] ?? []), ...pairs(LATIN, true), ...pairs(CYRILLIC, false)];
}

/** Customers of the tenant whose names begin as one of these words does: one request, none for no words. */
export async function customersLike(turn: Turn, words: readonly Word[]): Promise<readonly Named[]> {
  const values = [...new Set(words.slice(0, MAX_WORDS).flatMap(beginnings))].slice(0, MAX_BEGINNINGS);
  if (values.length === 0) return [];
  const { docs } = await turn.desk.find(turn.unit, {
    kind: 'customer',
    anyPrefix: values.map((value) => ({ path: 'searchName' as const, value })),
    limit: CUSTOMERS,
  });
  return docs.map(named);
}

/** Customers of the tenant, as many as one request brings. */
export async function customersAtAll(turn: Turn): Promise<readonly Named[]> {
  const { docs } = await turn.desk.find(turn.unit, { kind: 'customer', limit: CUSTOMERS });
  return docs.map(named);
}

function named({ id, name, division }: CustomerDocument): Named {
  return [division === undefined ? name : `${name} ${division}`, customerDocId.keyOf(id)];
}
