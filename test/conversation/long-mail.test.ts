import { expect, test } from '@jest/globals';
import { HOSTILE } from '../domain/mail/hostile.ts';
import { t } from './running-bot.ts';
import { world } from './world.ts';

const { anna, boris } = world({ people: { boris: 'consultant' } });

/** As much of such a text as Teams takes in one message. */
const LENGTH = 48_000;
/** Far less than the labels take to be learnt, or such a text to be read, where nothing else is done. */
const MAX_BUSY_MS = 150;

/** The longest that the thread was busy between two turns of the event loop while `work` went on, in milliseconds. */
async function longestBusy(work: Promise<unknown>): Promise<number> {
  let longest = 0;
  const end = { isThere: false };
  void work.finally(() => (end.isThere = true));
  let before = process.threadCpuUsage();
  while (!end.isThere) {
    await new Promise((resolve) => setImmediate(resolve));
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    longest = Math.max(longest, (user + system) / 1_000);
  }
  return longest;
}

test('while a text is read that takes long, and the labels are learnt for it, others are answered', async () => {
  await boris.say('help');
  const answered: string[] = [];
  const reads = anna
    .say((HOSTILE['rows of vouchers'] ?? '').slice(0, LENGTH))
    .then(() => answered.push('anna'));
  const asks = (async () => {
    for (let nth = 0; nth < 3; nth += 1) {
      await boris.say(nth % 2 === 0 ? 'home' : 'help');
      answered.push('boris');
    }
  })();
  const longest = await longestBusy(Promise.all([reads, asks]));
  expect(answered).toEqual(['boris', 'boris', 'boris', 'anna']);
  expect(anna.text).toContain(t('mail.isCut'));
  expect(longest).toBeLessThan(MAX_BUSY_MS);
});

test('what somebody says meanwhile is answered after it', async () => {
  const answered: string[] = [];
  await Promise.all([
    anna.say((HOSTILE['sections of vouchers'] ?? '').slice(0, LENGTH)).then(() => answered.push('mail')),
    anna.say('help').then(() => answered.push('help')),
  ]);
  expect(answered).toEqual(['mail', 'help']);
});
