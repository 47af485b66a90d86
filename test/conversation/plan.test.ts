import { expect, test } from '@jest/globals';
import { say } from '../../cards/kit/say.ts';
import { recorded, reserved, t } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, clara } = world({ people: { clara: 'reader' } });

test('an answer first, then days that fit: one press opens the form with them', async () => {
  const number = bot.newNumber();
  await recorded(anna, number);
  await anna.say(number);
  await anna.press('plan.open');
  expect(anna.text).toContain(t('plan.title'));
  expect(anna.text).toContain('is free from 23\u00a0Nov 2026');
  expect(anna.verbs.filter((verb) => verb === 'reserve.open')).toHaveLength(3);
  await anna.press('reserve.open');
  expect(anna.inputs.find(({ id }) => id === 'start')?.['value']).toBe('2026-11-23');
  expect(anna.inputs.find(({ id }) => id === 'end')?.['value']).toBe('2026-11-27');
});

test('it is typed in any language, with a number; what is done has nothing to plan', async () => {
  const number = bot.newNumber();
  await recorded(anna, number);
  for (const words of ['can we still do', 'успеем ли', 'czy zdążymy z']) {
    await anna.say(`${words} ${number}?`);
    expect(anna.text).toContain(t('plan.title'));
  }
  await anna.say(number);
  await anna.press('lose.open');
  await anna.press('lose.done');
  await anna.say(`still in time ${number}`);
  expect(anna.text).toContain(t('plan.notNow', { status: t('status.lost') }));
});

test('days that are reserved for somebody are proposed to nobody else of theirs', async () => {
  const [taken, other] = [bot.newNumber(), bot.newNumber()];
  await reserved(anna, taken);
  await recorded(anna, other);
  bot.itIs('2027-01-08');
  await anna.say(`can we still do ${other}`);
  expect(anna.text).not.toContain('11\u00a0Jan 2027 – 15\u00a0Jan 2027');
  expect(anna.text).toContain('18\u00a0Jan 2027 – 22\u00a0Jan 2027');
});

test('who only reads sees the days and presses nothing', async () => {
  const number = bot.newNumber();
  await recorded(anna, number);
  await clara.say(`can we still do ${number}`);
  expect(clara.verbs).not.toContain('reserve.open');
  expect(clara.text).toContain(say('pl', 'plan.weeks'));
});
