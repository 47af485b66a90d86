import { describe, expect, test } from '@jest/globals';
import { encodeId, MAX_ID_BYTES } from '../../../bot/store/id-encoding.ts';
import { customerDocId } from '../../../domain/store/ids.ts';
import { customerKey } from '../../../domain/voucher/customer.ts';

describe('the key of a customer', () => {
  const long = 'a'.repeat(60);

  test.each([
    ['Synthetic GmbH', undefined, 'synthetic-gmbh'],
    ['  SYNTHETIC,  gmbh. ', '', 'synthetic-gmbh'],
    ['Synthetic GmbH', 'North & South', 'synthetic-gmbh/north-south'],
    ['Синтетика', undefined, 'синтетика'],
    [long, undefined, long],
  ])('of %s, %s is %s', (name, division, key) => {
    expect(customerKey(name, division)).toBe(key);
  });

  test('is cut when it is long, and still tells customers apart', () => {
    const [x, y] = [customerKey(`${long}x`), customerKey(`${long}y`)];
    expect(x).toMatch(/^a{60}~[0-9a-z]+$/);
    expect(x).not.toBe(y);
    expect(customerKey(`${long}X!`)).toBe(x);
    const huge = customerKey('界'.repeat(5000), '🦆'.repeat(5000) + '界'.repeat(5000));
    expect(Buffer.byteLength(huge)).toBeLessThan(500);
  });

  test.each(['界', '𝼀', 'ж', 'x'])('of two long names in %s is one that an id has room for', (letter) => {
    const [one, other] = [letter.repeat(200), `${letter.repeat(199)}y`];
    const id = customerDocId(customerKey(one, other));
    expect(encodeId(id).length).toBeLessThan(MAX_ID_BYTES);
    expect(customerDocId(customerKey(one, one))).not.toBe(id);
  });
});
