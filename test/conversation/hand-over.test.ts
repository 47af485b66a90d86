import { describe, expect, test } from '@jest/globals';
import { LOCALES, recorded, reserved, t } from './running-bot.ts';
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

describe('typed', () => {
  /** A voucher that Ewa delivers. */
  async function ewas(): Promise<string> {
    const number = bot.newNumber();
    await reserved(anna, number);
    await anna.say(number);
    await anna.press('handOver.open');
    await anna.press('handOver.done', { consultantId: choice('Ewa Lis')?.value ?? '' });
    return number;
  }

  const choices = (): readonly { title: string; value: string }[] =>
    (anna.inputs.find(({ id }) => id === 'consultantId')?.['choices'] ?? []) as never;
  const choice = (name: string) => choices().find(({ title }) => title.startsWith(name));
  /** Who is chosen on the card in front of Anna. */
  const chosen = (): string | undefined =>
    choices().find(({ value }) => value === anna.value('consultantId'))?.title;

  test.each([
    ['en', 'give it to Boris'],
    ['en', 'hand it over to Boris Ivanov'],
    ['en', 'pass this to Boris please'],
    ['ru', 'передай Борису'],
    ['ru', 'отдай это Борису'],
    ['pl', 'przekaż Borisowi'],
    ['pl', 'przekaż to Borysowi'],
    ['pl', 'daj to Borisowi'],
  ] as const)(
    '(%s) “%s” is about the voucher that one is at, and changes nothing itself',
    async (language, said) => {
      const number = await ewas();
      const before = await anna.history(number);
      await anna.say(number);
      anna.person.setLocale(LOCALES[language]);
      await anna.say(said);
      expect(anna.verbs).toContain('handOver.done');
      expect(chosen()).toMatch(/^Boris Ivanov/u);
      anna.person.setLocale(LOCALES.en);
      expect(await anna.history(number)).toEqual(before);
      await anna.press('handOver.done');
      expect(anna.text).toContain(t('handOver.done', { name: 'Boris Ivanov (synthetic)' }));
    },
  );

  test('with a number it is that voucher, wherever the person is', async () => {
    const number = await ewas();
    await anna.say('home');
    await anna.say(`give ${number} to Boris`);
    expect(anna.verbs).toContain('handOver.done');
    expect(chosen()).toMatch(/^Boris Ivanov/u);
    expect(anna.text).toContain(number);
  });

  test('a voucher that is not reserved is asked for as before', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.say(`give ${number} to Boris`);
    expect(anna.verbs).not.toContain('handOver.done');
  });
});
