import { LANGUAGE_NAMES } from '../../cards/voucher/assign.ts';
import { localMailbox } from '../../bot/local/people.ts';
import type { Args, Key } from '../../cards/kit/say.ts';
import type { Language } from '../../domain/people/person.ts';
import { msgFile } from '../bot/mail/msg-file.ts';
import type { Chat, Effort } from './chat.ts';
import { forwardedMail } from './mail.ts';

const ASSIGNED = '2026-11-02';
const CUSTOMER = 'Paula Manager (synthetic) <pm@customer.example>';
const ANNA = 'Anna Nowak (synthetic) <anna@partner.example>';
/** What comes by the mailbox comes a moment later. */
const MAIL_MS = 30_000;

/** A mail as a program saves it. */
function eml(text: string, from: string, subject: string): Buffer {
  return Buffer.from(
    [
      `From: ${from}`,
      `To: <${localMailbox}>`,
      `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
      'Date: Tue, 03 Nov 2026 09:41:00 +0100',
      `Message-ID: <${crypto.randomUUID()}@customer.example>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(text).toString('base64'),
    ].join('\r\n'),
  );
}

/**
 * Every way in but pasting, at the page: a mail as .eml and as .msg dropped together with a line beside them, one sent to
 * the mailbox, one of a stranger that waits for an admin, and the command on a message with its dialog.
 */
export async function waysIn(
  chat: Chat,
  t: (key: Key, args?: Args) => string,
  language: Language,
): Promise<Record<string, Effort>> {
  const costs: Record<string, Effort> = {};
  const { page } = chat;
  const [dropped, saved, mailed, held, pointed] = ['1001', '1002', '1003', '1004', '1005'].map(
    (nth) => `SAP-7F3K-${nth}`,
  ) as [string, string, string, string, string];
  await chat.sees(t('welcome.promise'));
  await chat.itIs('2026-11-20');

  // Two files in one message.
  const msg = msgFile({
    subject: 'FW: Voucher',
    from: { name: 'Paula Manager (synthetic)', address: 'pm@customer.example' },
    body: forwardedMail(language, saved, ASSIGNED),
  });
  await chat.dropFiles([
    { name: 'voucher.eml', bytes: eml(forwardedMail(language, dropped, ASSIGNED), CUSTOMER, 'FW: Voucher') },
    { name: 'Outlook.msg', bytes: msg },
  ]);
  await page.locator('#text').fill(t('do.record'));
  await chat.shootPage('files-waiting');
  await chat.sends();
  await chat.sees(dropped);
  await chat.sees(saved);
  await chat.shoot('files');
  costs['two mails as files'] = chat.stepEnds();

  // To the mailbox, from her own address.
  const own = eml(forwardedMail(language, mailed, ASSIGNED), ANNA, 'FW: Voucher');
  await chat.dropFiles([{ name: 'forward.eml', bytes: own }], { on: '#drop-mailbox', picture: 'drop' });
  await chat.sees(mailed, MAIL_MS);
  await chat.open(t('mail.howRead'));
  await chat.sees(t('mail.way.mailbox'));
  await chat.shoot('mailbox');
  await chat.press(t('do.recordOnly'));
  await chat.sees(t('record.done'));
  costs['a mail to the mailbox'] = chat.stepEnds();

  // A stranger's: nobody hears of it but the admin who looks.
  const strangers = eml(
    forwardedMail(language, held, ASSIGNED),
    'Stranger (synthetic) <who@elsewhere.example>',
    'Voucher',
  );
  await chat.dropFiles([{ name: 'stranger.eml', bytes: strangers }], { on: '#drop-mailbox' });
  await chat.until(async () => {
    await chat.says(t('do.home'));
    return (await chat.card.innerText()).includes(t('home.mails', { count: 1 }));
  }, MAIL_MS);
  await chat.shoot('home-with-mails');
  await chat.press(t('do.look'));
  await chat.sees('who@elsewhere.example');
  await chat.shoot('quarantine');
  await chat.press(/who@elsewhere\.example/);
  await chat.sees(t('quarantine.why.unverified'));
  await chat.shoot('quarantined-mail');
  await chat.choose('person', 'Anna Nowak (synthetic)');
  await chat.press(t('do.handOver'));
  await chat.sees(held, MAIL_MS);
  await chat.shoot('handed-over');
  costs['a mail of a stranger'] = chat.stepEnds();

  // A colleague's message in a channel.
  await page.locator('#attach').click();
  await page.getByRole('menuitem', { name: 'A message from a channel …' }).click();
  await page.locator('#subject').fill('FW: Voucher');
  await page.locator('#message').fill(forwardedMail(language, pointed, ASSIGNED));
  await chat.shootPage('message-elsewhere');
  await page.locator('#elsewhere').getByRole('button', { name: 'Record voucher' }).click();
  const dialog = page.locator('#task');
  await dialog.getByText(pointed).first().waitFor({ timeout: 15_000 });
  await chat.shootPage('dialog');
  await dialog.locator('#adminEmail input').fill('nobody');
  await dialog.getByRole('button', { name: t('do.recordOnly'), exact: true }).click();
  await dialog.locator('[data-held]').first().waitFor({ state: 'detached' });
  await dialog.getByText(t('mail.found')).first().waitFor({ timeout: 15_000 });
  await chat.shootPage('dialog-refused');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  // The same, on a message of the chat; this time it is recorded.
  await chat.says(forwardedMail(language, pointed, ASSIGNED));
  const mine = page.locator('[data-from="me"]').last();
  await mine.locator('.more').click();
  await chat.shootPage('menu');
  await page.getByRole('menuitem', { name: 'Record voucher' }).click();
  await dialog.getByText(pointed).first().waitFor({ timeout: 15_000 });
  await dialog.locator('#adminEmail input').fill('voucher.admin@customer.example');
  await dialog.getByRole('button', { name: t('do.recordOnly'), exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(t('task.inChat')).waitFor();
  await chat.sees(t('record.done'));
  await chat.sees(pointed);
  await chat.shoot('recorded-from-message');
  costs['a message in Teams'] = chat.stepEnds();

  // What only the customer can do, as a mail.
  await chat.says(t('do.newVoucher'));
  await chat.sees(t('assign.title'));
  const link = chat.card.getByRole('link', {
    name: t('do.openMail', { language: LANGUAGE_NAMES[language] }),
  });
  await chat.card
    .getByRole('button', { name: t('do.openMail', { language: LANGUAGE_NAMES[language] }) })
    .or(link)
    .first()
    .waitFor();
  await chat.shoot('message-to-the-customer');
  await chat.says(mailed);
  await chat.press(t('do.askCustomer'));
  await chat.sees(t('customer.whyAddress'));
  await chat.shoot('ask-for-the-address');
  return costs;
}
