import { describe, expect, test } from '@jest/globals';
import { present, type Present } from '../../domain/present.ts';

interface Query {
  readonly kind: 'person';
  readonly limit: number;
  readonly continuation?: string;
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** The same type written as one object. */
type Flat<T> = { [K in keyof T]: T[K] };
const same = <A, B>(is: Same<A, B>): void => expect(is).toBe(true);

describe('present', () => {
  test('drops what is undefined and keeps what is merely empty', () => {
    const all = { none: undefined, no: false, zero: 0, nothing: '', nil: null, day: 'Monday' };
    expect(Object.entries(present(all))).toEqual([
      ['no', false],
      ['zero', 0],
      ['nothing', ''],
      ['nil', null],
      ['day', 'Monday'],
    ]);
  });

  test('gives an object that fits a type whose properties are absent rather than undefined', () => {
    const query = (continuation: string | undefined): Query =>
      present({ kind: 'person', limit: 100, continuation });
    expect('continuation' in query(undefined)).toBe(false);
    expect(query('more')).toEqual({ kind: 'person', limit: 100, continuation: 'more' });
  });

  test('copies: what it was given stays as it was', () => {
    const given = { a: undefined, list: [1] };
    const made = present(given);
    expect(given).toHaveProperty('a', undefined);
    expect(made).not.toBe(given);
    expect(made.list).toBe(given.list);
  });

  test('types what may be undefined as optional, and everything else as it was', () => {
    interface Given {
      readonly id: string;
      readonly level: 'silver' | undefined;
      readonly until?: number | undefined;
      readonly since?: number;
      note: string | null;
    }
    interface Made {
      readonly id: string;
      note: string | null;
      readonly level?: 'silver';
      readonly until?: number;
      readonly since?: number;
    }
    same<Flat<Present<Given>>, Made>(true);
    same<Flat<Present<{ id: string }>>, { id: string }>(true);
  });

  test('a property that is always there is not taken for one that may be absent', () => {
    const made: { readonly id: string } = present({ id: 'a' });
    // @ts-expect-error: the id may be absent.
    const wrong: { readonly id: string } = present({ id: undefined as string | undefined });
    expect([made, wrong]).toEqual([{ id: 'a' }, {}]);
  });
});
