import { expect, test } from '@jest/globals';
import { HOSTILE } from '../domain/mail/hostile.ts';
import { t } from './running-bot.ts';
import { world } from './world.ts';

const { anna, boris } = world({ people: { boris: 'consultant' } });

/** As much of such a text as Teams takes in one message. */
const LENGTH = 48_000;

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
  await Promise.all([reads, asks]);
  expect(answered).toEqual(['boris', 'boris', 'boris', 'anna']);
  expect(anna.text).toContain(t('mail.isCut'));
});

test('what somebody says meanwhile is answered after it', async () => {
  const answered: string[] = [];
  await Promise.all([
    anna.say((HOSTILE['sections of vouchers'] ?? '').slice(0, LENGTH)).then(() => answered.push('mail')),
    anna.say('help').then(() => answered.push('help')),
  ]);
  expect(answered).toEqual(['mail', 'help']);
});
