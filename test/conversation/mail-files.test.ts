import { describe, expect, test } from '@jest/globals';
import { letIn, mail, t } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world();

type File = readonly [name: string, content: string];

/** A mail as a program saves it. */
function eml(text: string, subject = 'Planning Services voucher'): string {
  return [
    'From: Petra Synthetic <pm@customer.example>',
    'To: Anna <anna@partner.example>',
    `Subject: ${subject}`,
    'Date: Tue, 3 Nov 2026 09:41:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
  ].join('\r\n');
}

async function dropAll(files: readonly File[], text = ''): Promise<void> {
  await anna.person.dropAll(files, text);
  anna.card = undefined;
}

describe('a dropped mail', () => {
  test('is read as a pasted one, says how it came and who the mail says sent it, and is recorded by a press', async () => {
    const number = bot.newNumber();
    await anna.drop('voucher.eml', eml(mail(number)));
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(number);
    expect(anna.text).toContain(t('mail.way.file'));
    expect(anna.text).toContain(t('mail.sentBy'));
    expect(anna.text).toContain('pm@customer.example');
    await anna.press('record.only');
    expect(anna.text).toContain(t('record.done'));
    expect(await anna.history(number)).toHaveLength(1);
  });

  test.each([
    ['a text', 'voucher.txt', (text: string) => text],
    ['the source of a mail', 'voucher.txt', eml],
    [
      'a page',
      'voucher.html',
      (text: string) => `<html><body><p>${text.replaceAll('\n', '<br>')}</p></body></html>`,
    ],
    ['nothing at all', 'voucher', eml],
  ])('that was saved as %s is read', async (_as, name, saved) => {
    const number = bot.newNumber();
    await anna.drop(name, saved(mail(number)));
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(number);
  });

  test('twice, and then pasted: one draft, one voucher, and the third time its card', async () => {
    const number = bot.newNumber();
    const text = mail(number);
    await anna.drop('voucher.eml', eml(text));
    await anna.drop('the same.eml', eml(text));
    expect(anna.text).toContain(t('mail.found'));
    await anna.press('record.only');
    await anna.say(text);
    expect(anna.text).toContain(t('refused.exists'));
    await anna.drop('voucher.eml', eml(text));
    expect(anna.text).toContain(t('refused.exists'));
    expect(await anna.history(number)).toHaveLength(1);
  });

  test('without a voucher says so by its name, and a line of it can be said to be the number', async () => {
    const text =
      'Dear colleagues,\nthe lunch of Friday is at noon in room 4711-22.\nPlease tell me who comes, and with whom.\nBest regards,\nPetra';
    await anna.drop('lunch.eml', eml(text, 'Lunch'));
    expect(anna.text).toContain(t('mail.noVoucher'));
    expect(anna.text).toContain('lunch.eml');
    expect(anna.verbs).toContain('record.lines');
    expect(anna.verbs).toContain('record.hand');
  });

  test.each([
    ['scan.pdf', '%PDF-1.7', 'pdf'],
    ['photo.jpeg', 'JFIF', 'picture'],
    ['meeting.ics', 'BEGIN:VCALENDAR', 'calendar'],
    ['winmail.dat', 'TNEF', 'tnef'],
    ['smime.p7m', '0', 'encrypted'],
    ['broken.msg', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'damaged'],
    ['empty.eml', eml(''), 'noText'],
  ] as const)('or what is none, %s, gets a reason and what to do instead', async (name, content, problem) => {
    await anna.drop(name, content);
    expect(anna.text).toContain(t(`mailFile.problem.${problem}`));
    expect(anna.verbs).toContain('assign.open');
  });
});

describe('several files at once', () => {
  test('are one list, recorded by one press', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await dropAll([
      ['one.eml', eml(mail(first))],
      ['two.eml', eml(mail(second))],
    ]);
    expect(anna.text).toContain(t('mail.listCount', { count: 2, recorded: 0 }));
    await anna.press('record.all');
    expect(await anna.history(first)).toHaveLength(1);
    expect(await anna.history(second)).toHaveLength(1);
  });

  test('of the same voucher are one', async () => {
    const number = bot.newNumber();
    await dropAll([
      ['one.eml', eml(mail(number))],
      ['two.eml', eml(mail(number))],
    ]);
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.verbs).toContain('record.only');
  });

  test('are read with the mail that is pasted beside them', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await dropAll([['one.eml', eml(mail(first))]], mail(second));
    expect(anna.text).toContain(t('mail.listCount', { count: 2, recorded: 0 }));
    expect(anna.text).toContain(first);
    expect(anna.text).toContain(second);
  });

  test('of which one cannot be read: it is named with its reason, above what was read', async () => {
    const number = bot.newNumber();
    await dropAll([
      ['scan.pdf', '%PDF-1.7'],
      ['one.eml', eml(mail(number))],
      ['lunch.eml', eml('Lunch is at noon.')],
    ]);
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(`scan.pdf: ${t('mailFile.problem.pdf')}`);
    expect(anna.text).toContain(`lunch.eml: ${t('files.noVoucher')}`);
  });

  test('of which none can be read: each by its name', async () => {
    await dropAll([
      ['scan.pdf', '%PDF-1.7'],
      ['plan.docx', 'PK'],
    ]);
    expect(anna.text).toContain(`scan.pdf: ${t('mailFile.problem.pdf')}`);
    expect(anna.text).toContain(`plan.docx: ${t('files.other')}`);
    expect(anna.text).toContain(t('file.texts'));
  });

  test('more than are taken: how many were left', async () => {
    const files = Array.from({ length: 12 }, (_, nth): File => [`${nth}.eml`, eml(mail(bot.newNumber()))]);
    await dropAll(files);
    expect(anna.text).toContain(t('mail.listCount', { count: 10, recorded: 0 }));
    expect(anna.text).toContain(t('files.left', { count: 2 }));
  });

  test('with a table among them: the mails are read, and the table is asked for by itself', async () => {
    const number = bot.newNumber();
    await dropAll([
      ['locations.csv', 'MPN location ID;Country\n4711104;Poland'],
      ['one.eml', eml(mail(number))],
    ]);
    expect(anna.text).toContain(t('mail.found'));
    expect(anna.text).toContain(`locations.csv: ${t('files.apart')}`);
  });

  test('with a note: the mail is shown with what the note asks for', async () => {
    const number = bot.newNumber();
    await dropAll([['one.eml', eml(mail(number))]], 'report');
    expect(anna.text).toContain(number);
    expect(anna.text).toContain(t('mail.wantsLater', { what: t('do.report'), correct: t('do.correct') }));
  });
});

test('a reader, and who has no permission, are told who may; nothing is fetched for them', async () => {
  const reader = bot.chat('boris');
  await letIn(anna, reader, 'reader');
  await reader.drop('voucher.eml', eml(mail(bot.newNumber())));
  expect(reader.text).toContain(t('refused.permission', { needs: 'admin or consultant' }));
  const stranger = await bot.chat('clara').install();
  await stranger.drop('voucher.eml', eml(mail(bot.newNumber())));
  expect(stranger.verbs).toContain('people.ask');
});
