import { afterAll, expect, test } from '@jest/globals';
import { MailDecoder } from '../../../bot/mail/mail-decoder.ts';
import { endOf, ORDINARY, ORDINARY_TEXT, textIn } from './decoding.ts';
import { fuzzedMsg } from './hostile.ts';

const decoder = new MailDecoder();
afterAll(() => decoder.close());

test('two thousand messages of Outlook whose bytes were cut and turned about', async () => {
  const ends = new Map<string, number>();
  let next = 0;
  const some = async (): Promise<void> => {
    while (next < 2_000) {
      const mail = await decoder.decode(fuzzedMsg((next += 1)), { originals: 'all' });
      ends.set(endOf(mail), (ends.get(endOf(mail)) ?? 0) + 1);
    }
  };
  await Promise.all([some(), some(), some()]);
  expect([...ends.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(2_000);
  for (const end of ends.keys()) expect(['mail', 'damaged', 'noText', 'tooSlow', 'tooNested']).toContain(end);
  // Not everything is refused, and not everything is believed.
  expect(ends.get('mail')).toBeGreaterThan(20);
  expect(ends.get('damaged')).toBeGreaterThan(20);
  expect(textIn(await decoder.decode(ORDINARY, { originals: 'all' }))).toBe(ORDINARY_TEXT);
});
