import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { boris } from '../../bot/local/people.ts';
import { choiceValue } from '../../cards/kit/elements.ts';
import { eml } from '../bot/mailbox/eml.ts';
import { MailboxWorld } from '../bot/mailbox/mailbox-world.ts';
import { mail, reserved, t } from './running-bot.ts';

const STRANGER = 'pm@elsewhere.example';

let world: MailboxWorld;
let dealt = 0;
beforeAll(async () => {
  world = await MailboxWorld.start();
});
afterAll(() => world.close());

/** A mail of a voucher arrives at the mailbox, and is dealt with; gives the voucher's number. */
async function arrives(from: string, subject: string, text?: string): Promise<string> {
  const number = world.bot.newNumber();
  await world.graph.receive(eml({ from, subject, text: text ?? mail(number) }));
  dealt += 1;
  await world.dealtWith(dealt);
  return number;
}

const sees = (whose: 'anna' | 'boris', text: string) =>
  world[whose].person.until(() => world.told(world[whose], text) > 0);

describe('a mail that somebody sent to the mailbox', () => {
  test('is confirmed in their chat, says how it came, and has no admin of ours', async () => {
    const number = await arrives('boris@partner.example', 'FW: voucher');
    await sees('boris', number);
    world.boris.card = undefined;
    expect(world.boris.text).toContain(t('mail.way.mailbox'));
    expect(world.boris.text).not.toContain('vouchers@partner.example');
    // He sent it, and the server vouches for him: nothing of it is called not verified.
    expect(world.boris.text).not.toContain('boris@partner.example');
    await world.boris.press('record.only');
    expect(world.boris.text).toContain(t('record.done'));
    expect(await world.boris.history(number)).toHaveLength(1);
  });

  test('is one voucher with what was pasted of it', async () => {
    const number = await arrives('boris@partner.example', 'FW: voucher');
    await sees('boris', number);
    await world.anna.say(mail(number));
    await world.anna.press('record.only');
    world.boris.card = undefined;
    await world.boris.press('record.only');
    expect(world.boris.text).toContain(t('refused.exists'));
    expect(await world.boris.history(number)).toHaveLength(1);
  });

  test('leaves the form that they are at: what they type next is meant for it', async () => {
    const old = world.bot.newNumber();
    await reserved(world.boris, old);
    await world.boris.press('report.open');
    const form = world.boris.text;
    const number = await arrives('boris@partner.example', 'FW: voucher');
    await sees('boris', number);
    await world.boris.say('cancel');
    expect(form).toContain(old);
    expect(world.boris.text).toContain(old);
    expect(world.boris.text).toContain(t('cancelled'));
    await world.boris.say(number);
    expect(world.boris.text).toContain(t('mail.found'));
  });

  test('in which there is no voucher is told by its name', async () => {
    await arrives(
      'boris@partner.example',
      'Lunch of Friday',
      'Dear all,\nlunch is at noon.\nBest regards,\nBoris',
    );
    await sees('boris', 'Lunch of Friday');
    world.boris.card = undefined;
    expect(world.boris.text).toContain(t('mail.noVoucher'));
    expect(world.boris.verbs).toContain('record.hand');
  });
});

describe('a mail that went to nobody', () => {
  test('is on home, can be looked at and handed to somebody, who sees who handed it', async () => {
    const number = await arrives(STRANGER, 'Voucher of Contoso');
    await world.anna.say('home');
    expect(world.anna.text).toContain(t('home.mails', { count: 1 }));
    await world.anna.press('quarantine.open');
    expect(world.anna.text).toContain('Voucher of Contoso');
    expect(world.anna.text).toContain(STRANGER);
    expect(world.anna.text).toContain(t('quarantine.why.unverified'));
    expect(world.anna.text).not.toContain(number);
    await world.anna.press('quarantine.open');
    expect(world.anna.text).toContain('The e-mail server could not confirm the sender.');
    expect(world.anna.text).toContain(t('quarantine.help.unverified'));
    expect(world.anna.choices('person')).toEqual(['Anna Nowak (synthetic)', 'Boris Ivanov (synthetic)']);
    await world.anna.press('quarantine.hand', { person: choiceValue(boris.aadObjectId) });
    expect(world.anna.text).toContain(t('quarantine.done', { name: boris.name }));
    await sees('boris', number);
    world.boris.card = undefined;
    expect(world.boris.text).toContain(t('mail.handedBy'));
    expect(world.boris.text).toContain('Anna Nowak (synthetic)');
    await world.until(async () => (await world.all('quarantine')).length === 0);
    await world.anna.say('mailbox');
    expect(world.anna.text).toContain(t('quarantine.empty'));
  });

  test('can be put away, and a button of it says that it is gone', async () => {
    await arrives(STRANGER, 'An advertisement');
    await world.anna.say('почта');
    await world.anna.press('quarantine.open');
    const data = world.anna.dataOf('quarantine.hand');
    await world.anna.press('quarantine.dismiss');
    expect(world.anna.text).toContain(t('quarantine.dismissed'));
    expect(world.anna.text).toContain(t('quarantine.empty'));
    await world.anna.forge('quarantine.hand', { ...data, person: choiceValue(boris.aadObjectId) });
    expect(world.anna.text).toContain(t('refused.notFound'));
  });

  test('is handed to nobody without a choice, and asks for one', async () => {
    await arrives(STRANGER, 'Another voucher');
    await world.anna.say('skrzynka');
    await world.anna.press('quarantine.open');
    await world.anna.forge('quarantine.hand', world.anna.dataOf('quarantine.hand'));
    expect(world.anna.text).toContain(t('problem.missing', { field: t('quarantine.person') }));
    await world.anna.press('quarantine.dismiss');
  });

  test('is no consultant’s to see', async () => {
    await world.boris.say('mailbox');
    expect(world.boris.text).toContain(t('refused.permission', { needs: 'admin' }));
    await world.boris.say('home');
    expect(world.boris.verbs).not.toContain('quarantine.open');
  });
});
