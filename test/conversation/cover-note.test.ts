import { describe, expect, test } from '@jest/globals';
import { ADMIN_EMAIL, mail, PLAN, recorded, t } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world();

describe('a command above a forwarded mail', () => {
  test.each([
    'Reserve this one please.',
    'Please reserve',
    'reserve',
    'Hi,\nplease reserve this for us.\nThanks, Anna',
    'Забронируйте, пожалуйста',
    'Здравствуйте! Пожалуйста, зарезервируйте.',
    'Zarezerwuj proszę',
    'Proszę zarezerwować ten voucher.',
    'hello',
    'Can you book this?',
    'Hi all, we have to reserve it please',
    'нужно забронировать',
    'Trzeba to pilnie zarezerwować',
  ])('“%s”: the mail is read, and reserving is its first button', async (note) => {
    const number = bot.newNumber();
    await anna.say(`${note}\n\n${mail(number)}`);
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(number);
    expect(anna.verbs[0]).toBe('record.andReserve');
    expect(anna.text).not.toContain(t('mail.also', { what: t('do.home') }));
  });

  test('leads on to the reservation', async () => {
    const number = bot.newNumber();
    await anna.say(`Reserve this one please.\n\n${mail(number)}`);
    await anna.press('record.andReserve', { adminEmail: ADMIN_EMAIL });
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
  });

  test.each([
    ['report', 'do.report'],
    ['Report please', 'do.report'],
    ['claim', 'do.claim'],
    ['need to claim this', 'do.claim'],
    ['wyślij raport', 'do.report'],
    ['отчёт', 'do.report'],
    ['raport', 'do.report'],
    ['dates', 'do.reschedule'],
  ] as const)('“%s”: said to come later, with the way to it', async (note, what) => {
    const number = bot.newNumber();
    await anna.say(`${note}\n${mail(number)}`);
    expect(anna.text).toContain(t('mail.wantsLater', { what: t(what), correct: t('do.correct') }));
    expect(anna.verbs[0]).toBe('record.andReserve');
  });

  test('“lost”: recorded, then it asks since when', async () => {
    const number = bot.newNumber();
    await anna.say(`lost\n${mail(number)}`);
    await anna.press('record.andLose', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('lose.title'));
    await anna.press('lose.done');
    expect(anna.text).toContain(t('status.lost'));
  });

  test.each([
    ['help', 'help.open', 'do.help'],
    ['Помощь!', 'help.open', 'do.help'],
    ['vouchers', 'vouchers.open', 'do.vouchers'],
    ['firma', 'company.open', 'do.company'],
    ['what next?', 'home.next', 'do.next'],
    ['import', 'import.open', 'do.import'],
    ['Импорт', 'import.open', 'do.import'],
    ['wygasłe', 'ranOut.open', 'do.ranOut'],
  ] as const)('“%s”: the mail, and a button to it', async (note, verb, what) => {
    const number = bot.newNumber();
    await anna.say(`${note}\n${mail(number)}`);
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(t('mail.also', { what: t(what) }));
    expect(anna.verbs).toContain(verb);
  });

  test.each([
    ['reserve', 'reserve.title'],
    ['Please correct this one', 'correct.title'],
    ['history', 'history.title'],
  ] as const)('“%s” above the mail of a recorded voucher: that step', async (note, title) => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.say(`${note}\n${mail(number)}`);
    expect(anna.text).toContain(t(title));
    expect(anna.text).toContain(number);
  });

  test('“cancel” ends the form and reads the mail', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await recorded(anna, first);
    await anna.press('reserve.open');
    await anna.say(`cancel\n${mail(second)}`);
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(second);
  });

  test('a table below a command word is read, too', async () => {
    await anna.say('Report\n');
    await anna.say('Location id\tCountry\n4711777\tPoland');
    expect(anna.verbs).toContain('import.done');
  });
});
