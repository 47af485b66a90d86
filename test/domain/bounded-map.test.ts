import { describe, expect, test } from '@jest/globals';
import { BoundedMap } from '../../domain/bounded-map.ts';

const filled = (limit: number, ...keys: string[]): BoundedMap<string, number> => {
  const map = new BoundedMap<string, number>(limit);
  for (const [index, key] of keys.entries()) map.set(key, index);
  return map;
};

describe('BoundedMap', () => {
  test('over the limit the oldest entry goes', () => {
    const map = filled(2, 'a', 'b', 'c');
    expect([...map]).toEqual([
      ['b', 1],
      ['c', 2],
    ]);
    expect([map.size, map.has('a'), map.get('a'), map.has('c')]).toEqual([2, false, undefined, true]);
  });

  test('setting an entry again makes it the newest and puts out nothing', () => {
    const map = filled(2, 'a', 'b', 'a');
    expect([...map.keys()]).toEqual(['b', 'a']);
    expect([...map.set('c', 9).values()]).toEqual([2, 9]);
  });

  test('using an entry makes it the newest; getting it does not', () => {
    const map = filled(2, 'a', 'b');
    expect(map.get('a')).toBe(0);
    expect([...map.keys()]).toEqual(['a', 'b']);
    expect(map.use('a')).toBe(0);
    expect([...map.set('c', 2).keys()]).toEqual(['a', 'c']);
  });

  test('using what is not there adds nothing', () => {
    const map = filled(2, 'a');
    expect(map.use('b')).toBeUndefined();
    expect([...map.entries()]).toEqual([['a', 0]]);
  });

  test('keeps an entry whose value is undefined, and whose key is', () => {
    const map = new BoundedMap<string | undefined, number | undefined>(2);
    map.set(undefined, 1).set('b', undefined);
    expect(map.use(undefined)).toBe(1);
    expect(map.use('b')).toBeUndefined();
    expect(map.set('c', 3).has('b')).toBe(true);
    expect(map.has(undefined)).toBe(false);
  });

  test('deletes one, clears all', () => {
    const map = filled(3, 'a', 'b', 'c');
    expect([map.delete('b'), map.delete('b')]).toEqual([true, false]);
    expect([...map.keys()]).toEqual(['a', 'c']);
    map.clear();
    expect(map.size).toBe(0);
  });

  test('what is too heavy together puts out the oldest, however few they are', () => {
    const map = new BoundedMap<string, string>(9, { of: (text) => text.length, most: 6 });
    map.set('a', 'xx').set('b', 'xx').set('c', 'xx');
    expect([...map.keys()]).toEqual(['a', 'b', 'c']);
    expect(map.use('a')).toBe('xx');
    map.set('d', 'xxx');
    expect([...map.keys()]).toEqual(['a', 'd']);
    map.set('a', 'x').set('b', 'xx');
    expect([...map.keys()]).toEqual(['d', 'a', 'b']);
    map.delete('d');
    map.set('e', 'xxx');
    expect([...map.keys()]).toEqual(['a', 'b', 'e']);
    map.clear();
    map.set('f', 'xxxxxx');
    expect([...map.keys()]).toEqual(['f']);
    map.set('g', 'xxxxxxx');
    expect(map.size).toBe(0);
    map.set('h', 'xxxxxx');
    expect([...map.keys()]).toEqual(['h']);
  });

  test.each([0, -1, 1.5, Infinity, NaN])('a limit of %p is refused', (limit) => {
    expect(() => new BoundedMap(limit)).toThrow(RangeError);
  });
});
