import { describe, expect, test } from '@jest/globals';
import { newDocument } from '../../../domain/store/documents.ts';
import type { Stored } from '../../../domain/store/ports.ts';
import { DocumentCache } from '../../../domain/desk/cache.ts';

const cached = (id: string): Stored => ({
  doc: newDocument('processed', 't', id, { ttl: 1 }),
  etag: id,
});

describe('the cache', () => {
  test('holds as much as its limit, and what was used last', () => {
    const cache = new DocumentCache(2);
    cache.set('t', 'a', cached('a'), 1);
    cache.set('t', 'b', cached('b'), 2);
    cache.get('t', 'a');
    cache.set('t', 'c', cached('c'), 3);
    expect(['a', 'b', 'c'].map((id) => cache.get('t', id)?.stored.etag)).toEqual(['a', undefined, 'c']);
    expect(cache.get('u', 'a')).toBeUndefined();
    cache.set('t', 'a', undefined, 4);
    expect(cache.get('t', 'a')).toBeUndefined();
  });

  test('holds as many bytes as its limit, about: one large document counts as many small ones', () => {
    const cache = new DocumentCache(1_000, 100_000);
    const customer = (id: string, letters: number): Stored => ({
      doc: newDocument('customer', 't', id, { name: 'x'.repeat(letters), searchName: 'x' }),
      etag: id,
    });
    const ids = Array.from({ length: 100 }, (_, nth) => `small${nth}`);
    for (const id of ids) cache.set('t', id, customer(id, 100), 1);
    expect(ids.every((id) => cache.get('t', id) !== undefined)).toBe(true);
    cache.set('t', 'large', customer('large', 90_000), 2);
    const left = ids.filter((id) => cache.get('t', id) !== undefined);
    expect(left.length).toBeLessThan(50);
    expect(left.at(-1)).toBe('small99');
    expect(cache.get('t', 'large')?.stored.etag).toBe('large');
  });

  test('keeps what was read when nothing was written since the read began', () => {
    const cache = new DocumentCache();
    const stored = { doc: newDocument('customer', 't', 'c', { name: 'x', searchName: 'x' }), etag: 'e' };
    cache.set('t', 'c', undefined, 1);
    expect(cache.offer('t', 'c', stored, 2, cache.mark())).toBe(true);
    expect(cache.get('t', 'c')).toMatchObject({ stored, at: 2 });
    const since = cache.mark();
    cache.set('t', 'c', { ...stored, etag: 'newer' }, 3);
    expect(cache.offer('t', 'c', stored, 4, since)).toBe(false);
    expect(cache.get('t', 'c')?.stored.etag).toBe('newer');
    expect(cache.offer('u', 'c', stored, 4, since)).toBe(true);
  });
});
