import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { formatDay } from '../../cards/kit/format.ts';
import { fieldName } from '../../cards/kit/names.ts';
import { say } from '../../cards/kit/say.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import type { Day } from '../../domain/day.ts';
import { RunningBot, setUp } from '../conversation/running-bot.ts';
import { Chat } from './chat.ts';
import { HARD_MAILS } from './hard-mails.ts';
import { MESSY_MAILS, type MessyMail } from './messy-mails.ts';

/**
 * A messy forward in each language that mails come in: its card shows the facts of the mail and asks for nothing, and one
 * press records it. Then hard ones, which are looked at; and one whose customer nobody can find: the person says which line it is. Gives how many were
 * recorded; throws on the first card that does not show what the mail says.
 */
export async function forwardedMails(browser: Browser, folder: string): Promise<number> {
  const shots = join(folder, 'mails');
  await rm(shots, { recursive: true, force: true });
  await mkdir(shots, { recursive: true });
  const bot = new RunningBot({ page: true });
  await bot.open();
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  const seen = new Chat(page, shots);
  try {
    await setUp(bot.chat('anna'));
    for (const mail of MESSY_MAILS) {
      // Who reads it: in their own language where the bot speaks it.
      const reader = LANGUAGES.find((language) => language === mail.language) ?? 'en';
      await page.goto(`${bot.teams.serviceUrl}?person=anna&lang=${reader}`);
      await seen.card.waitFor();
      await recorded(seen, mail, reader);
    }
    for (const { name, reader, text, shows } of HARD_MAILS) {
      await page.goto(`${bot.teams.serviceUrl}?person=anna&lang=${reader}`);
      await seen.card.waitFor();
      await seen.says(text);
      for (const fact of shows) await seen.sees(fact);
      await seen.shoot(name);
    }
    await saidByLine(seen, `${bot.teams.serviceUrl}?person=anna&lang=en`);
    return MESSY_MAILS.length + 1;
  } catch (error) {
    await page.screenshot({ path: join(shots, 'failed.png'), fullPage: true }).catch(() => undefined);
    throw error;
  } finally {
    await page.close();
    await bot.close();
  }
}

async function recorded(seen: Chat, mail: MessyMail, reader: Language): Promise<void> {
  await seen.says(mail.text);
  await seen.sees(say(reader, 'mail.found'));
  const facts = [
    mail.number,
    mail.engagement,
    say(reader, 'days', { days: mail.days }),
    formatDay(reader, mail.expires as Day),
    mail.customer,
    mail.admin,
  ];
  for (const fact of facts) await seen.sees(fact);
  const asked = await seen.card.locator('input, select, textarea').count();
  if (asked > 0)
    throw new Error(`the card of the mail in ${mail.language} asks for ${asked} facts that it has`);
  await seen.shoot(`mail-${mail.language}`);
  await seen.press(say(reader, 'do.recordOnly'));
  await seen.sees(say(reader, 'record.done'));
  for (const fact of [mail.number, mail.customer]) await seen.sees(fact);
}

/** The words before the customer are none: the person says which line it is. */
async function saidByLine(seen: Chat, url: string): Promise<void> {
  const [first] = MESSY_MAILS;
  if (first === undefined) return;
  const text = first.text
    .replace('Customer:         Contoso Retail', 'Qwzx:             Northwind Retail')
    .replace(/7F3K-\n.*2201/, '7F3K-2290');
  await seen.page.goto(url);
  await seen.card.waitFor();
  await seen.says(text);
  await seen.sees(say('en', 'mail.missing', { fields: fieldName('en', 'customer') }));
  await seen.open(say('en', 'mail.howRead'));
  await seen.shoot('how-it-was-read');
  await seen.press(say('en', 'do.sayLine'));
  await seen.sees(say('en', 'mail.lineText'));
  await seen.find('line', 'Northwind');
  await seen.choose('lineIs', 'customer');
  await seen.shoot('which-line');
  await seen.press(say('en', 'do.readAgain'));
  await seen.sees(say('en', 'mail.readAgain', { field: fieldName('en', 'customer') }));
  await seen.sees('Northwind Retail and Logistics (synthetic)');
  await seen.shoot('read-again');
  await seen.press(say('en', 'do.recordOnly'));
  await seen.sees(say('en', 'record.done'));
  await seen.sees('Northwind Retail and Logistics (synthetic)');
}
