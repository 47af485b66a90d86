import { describe, expect, test } from '@jest/globals';
import { ADMIN_EMAIL, mail, recorded, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';

/** What only the customer can do, as a message that is ready to send: on the card to copy, and as a mail to open. */

const { bot, anna, boris } = world({ people: { boris: 'reader' } });

/** What the mail program would open with. */
function opened(chat: Chat): { readonly to: string; readonly subject: string; readonly body: string } {
  const url = chat.links.find((link) => link.startsWith('mailto:')) ?? '';
  const [, to = '', subject = '', body = ''] = /^mailto:([^?]*)\?subject=([^&]*)&body=(.*)$/.exec(url) ?? [];
  return { to: decodeURIComponent(to), subject: decodeURIComponent(subject), body: decodeURIComponent(body) };
}

const asMail = (text: unknown): string => String(text).replaceAll('\n', '\r\n');

describe('a new voucher', () => {
  test('is asked for in the customer’s language, in their mail program too', async () => {
    await anna.say('new voucher');
    expect(opened(anna)).toEqual({
      to: '',
      subject: t('assign.subject'),
      body: asMail(anna.value('message')),
    });
    await anna.press('assign.message', { language: 'ru' });
    const ru = words('ru');
    expect(anna.value('message')).toContain(ru('assign.activate'));
    // In Cyrillic it is too long for a link: what opens is said, and the whole text can be copied.
    expect(opened(anna)).toEqual({ to: '', subject: ru('assign.subject'), body: ru('assign.short') });
    expect(anna.text).toContain(t('mailLink.short'));
  });
});

describe('a voucher whose admin nobody knows', () => {
  test('leads to a message that asks for the address', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.press('record.only');
    await anna.say(number);
    await anna.press('assign.open');
    expect(anna.text).toContain(t('customer.whyAddress'));
    expect(opened(anna)).toEqual({
      to: '',
      subject: t('customer.subject', { number }),
      body: t('customer.address', { number }),
    });
    await anna.press('assign.message', { language: 'pl' });
    expect(opened(anna).body).toBe(words('pl')('customer.address', { number }));
    await anna.press('correct.open');
    await anna.press('correct.amend', { adminEmail: ADMIN_EMAIL });
    await anna.say(number);
    expect(anna.verbs).not.toContain('assign.open');
  });

  test('is no matter for who records nothing', async () => {
    const number = bot.newNumber();
    await anna.say(mail(number));
    await anna.press('record.only');
    await boris.say(number);
    expect(boris.text).toContain(number);
    expect(boris.verbs).not.toContain('assign.open');
  });
});

describe('a voucher that expired', () => {
  test('leads to a message that asks its admin for a new one, also when it is closed', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    expect(anna.verbs).not.toContain('assign.open');
    bot.itIs('2027-06-01');
    await anna.say(number);
    await anna.press('assign.open');
    expect(anna.text).toContain(t('customer.whyAgain'));
    const mailed = opened(anna);
    expect(mailed.to).toBe(ADMIN_EMAIL);
    expect(mailed.body).toBe(asMail(anna.value('message')));
    expect(mailed.body).toContain(number);
    await anna.press('voucher.open');
    await anna.press('correct.close');
    await anna.say(number);
    await anna.press('assign.open');
    expect(opened(anna).to).toBe(ADMIN_EMAIL);
  });

  test('the card of yesterday leads to where the voucher stands, when nothing waits for the customer any more', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.forge('assign.open', { id: number });
    expect(anna.text).toContain(t('status.assigned'));
    expect(anna.links.some((link) => link.startsWith('mailto:'))).toBe(false);
    await anna.forge('assign.message', { id: 'SAP-0000-0000', language: 'pl' });
    expect(anna.text).toContain(t('notFound.voucher'));
  });
});

describe('where no voucher is created any more', () => {
  const { bot: later, anna: admin } = world({ setUp: { edition: '2021' } });

  test('nobody is asked to create one', async () => {
    const number = later.newNumber();
    await recorded(admin, number, { assigned: '2021-02-01' });
    await admin.say(number);
    expect(admin.verbs).not.toContain('assign.open');
    await admin.say('new voucher');
    expect(admin.links.some((link) => link.startsWith('mailto:'))).toBe(false);
  });
});
