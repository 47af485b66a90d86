import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from '../../bot/local/wire.ts';
import { say } from '../../cards/kit/say.ts';
import { ADMIN_EMAIL, recorded, reserved, t } from './running-bot.ts';
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

describe('somebody in two places', () => {
  let taken = '';
  beforeAll(async () => {
    taken = bot.newNumber();
    await recorded(anna, taken);
    await reserve(taken, { start: '2027-02-01', end: '2027-02-05' });
  });
  const reserve = async (number: string, dates: Json): Promise<void> => {
    await anna.say(number);
    await anna.press('reserve.open');
    await anna.press('reserve.done', { terms: 'true', attested: 'G7,G8', ...dates });
  };
  const other = (): string => `Contoso (synthetic) · ${taken}: 1\u00a0Feb 2027 – 5\u00a0Feb 2027`;

  test('is told when it is reserved, with days that fit one press away', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await reserve(number, { start: '2027-02-05', end: '2027-02-11' });
    expect(anna.text).toContain(t('reserve.done'));
    expect(anna.text).toContain(other());
    await anna.press(t('do.takeDays', { days: '8\u00a0Feb 2027 – 12\u00a0Feb 2027' }));
    expect([value('start'), value('end')]).toEqual(['2027-02-08', '2027-02-12']);
    expect(anna.text).not.toContain(other());
    await anna.press('reschedule.done');
    expect(anna.text).toContain(t('reschedule.done'));
    expect(anna.text).not.toContain(other());
  });

  test('is told by the form before, and not once more; what was typed stays when the days are taken', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.forge('reserve.open', { id: number, version: 1, arg: 'said:start=2027-02-01&end=2027-02-05' });
    expect(anna.text).toContain(other());
    await anna.press('reserve.days', { terms: 'true' });
    expect([value('start'), value('terms')]).toEqual(['2027-02-15', 'true']);
    expect(anna.text).not.toContain(other());
    await anna.forge('reserve.open', { id: number, version: 1, arg: 'said:start=2027-02-01&end=2027-02-05' });
    await anna.press('reserve.done', { terms: 'true', attested: 'G7,G8' });
    expect(anna.text).toContain(t('reserve.done'));
    expect(anna.text).not.toContain(other());
  });

  test('is told when dates are moved, and when it is handed over', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await reserve(number, { start: '2027-03-01', end: '2027-03-05' });
    await anna.press('reschedule.open');
    await anna.press('reschedule.done', { start: '2027-02-03', end: '2027-02-03' });
    expect(anna.text).toContain(t('reschedule.done'));
    expect(anna.text).toContain(other());

    await anna.say('Consultant;Assessments\nEwa Lis (synthetic);Collaboration and Content');
    await anna.press('import.done');
    const ewa = await idOf('Ewa Lis');
    for (const one of [taken, number]) {
      await anna.say(one);
      await anna.press('handOver.open');
      await anna.press('handOver.done', { consultantId: ewa });
      expect(anna.text).toContain(t('handOver.done', { name: 'Ewa Lis (synthetic)' }));
    }
    expect(anna.text).toContain(other());
  });

  const value = (id: string): unknown => anna.inputs.find((input) => input['id'] === id)?.['value'];
  const idOf = async (name: string): Promise<string> => {
    await anna.say(taken);
    await anna.press('handOver.open');
    const choice = anna.inputs
      .flatMap(({ choices }) => (Array.isArray(choices) ? choices : []))
      .find(({ title }) => String(title).startsWith(name)) as { readonly value: string };
    return choice.value;
  };

  test('is told of what was reserved elsewhere and is recorded here', async () => {
    const ewa = await idOf('Ewa Lis');
    const number = bot.newNumber();
    await anna.say('new voucher');
    await anna.press('record.hand');
    await anna.press('record.facts', {
      number,
      stage: 'reserved',
      engagement: 'sharepoint',
      serviceLevel: '5',
      printedExpiry: '2027-05-03',
      adminEmail: ADMIN_EMAIL,
    });
    await anna.press('record.stage', {
      reservedOn: '2026-11-19',
      start: '2027-02-05',
      end: '2027-02-09',
      consultantId: ewa,
    });
    expect(anna.text).toContain(t('record.done'));
    expect(anna.text).toContain(taken);
    expect(anna.verbs).toContain('reschedule.open');
  });
});

test('a reserved voucher of which nobody is named goes to the only consultant', async () => {
  const number = bot.newNumber();
  await anna.say(`Voucher number;Status\n${number};Reserved`);
  await anna.press('sheet.begin');
  await anna.settledList();
  await anna.say(number);
  await anna.press('plan.open');
  expect(anna.text).toContain(t('plan.reservedUndated'));
  await anna.say(number);
  expect(anna.verbs).toContain('handOver.open');
});
