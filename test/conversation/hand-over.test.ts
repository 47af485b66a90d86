import { expect, test } from '@jest/globals';
import { reserved, t } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world();

test('a voucher is handed over to another consultant: its card and its history say so', async () => {
  await anna.say('Consultant;Assessments\nEwa Lis (synthetic);Collaboration and Content');
  await anna.press('import.done');
  const number = bot.newNumber();
  await reserved(anna, number);
  await anna.say(number);
  await anna.press('handOver.open');
  const choice = anna.inputs
    .flatMap(({ choices }) => (Array.isArray(choices) ? choices : []))
    .find(({ title }) => String(title).startsWith('Ewa Lis')) as { readonly value: string };
  await anna.press('handOver.done', { consultantId: choice.value });
  expect(anna.text).toContain(t('handOver.done', { name: 'Ewa Lis (synthetic)' }));
  const [last] = await anna.history(number);
  expect(last).toContain(t('history.handedOver', { name: 'Ewa Lis (synthetic)' }));
});
