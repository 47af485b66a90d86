import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import type { Json } from '../../bot/local/wire.ts';
import { ACTS, begin, KEEP, prepareForms, type Form } from '../conversation/forms.ts';
import { RunningBot, setUp, t } from '../conversation/running-bot.ts';
import { TrueStore } from '../conversation/true-store.ts';
import { Chat } from './chat.ts';

/**
 * Every form in every state as the page draws it, in English: each shows what its card has in its inputs, and one about
 * what is known leaves every document as it was when it is saved as it is. Gives how many were opened and saved; throws
 * on the first that does otherwise.
 */
export async function savedForms(
  browser: Browser,
  folder: string,
): Promise<{ readonly opened: number; readonly saved: number }> {
  const shots = join(folder, 'forms');
  await rm(shots, { recursive: true, force: true });
  await mkdir(shots, { recursive: true });
  const store = await TrueStore.start();
  const bot = new RunningBot({ env: store.env, page: true });
  await bot.open();
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  const anna = bot.chat('anna');
  const seen = new Chat(page, shots);
  const open = async (form: Form): Promise<void> => {
    await begin(anna, form.open);
    await anna.settled();
    await page.goto(`${bot.teams.serviceUrl}?person=anna&lang=en`);
    await seen.card.waitFor();
    for (const input of anna.inputs) await showsWhatItHas(seen.card, input, form.card);
  };
  try {
    await setUp(anna);
    await prepareForms(bot, anna);
    for (const form of ACTS) await open(form);
    for (const form of KEEP) {
      await open(form);
      const before = await store.state();
      for (const [id, value] of Object.entries(form.same ?? {})) await fillIn(seen.card, id, String(value));
      await seen.press(anna.actions.find(({ verb }) => verb === form.save)?.title ?? form.save);
      await seen.sees(t('unchanged'));
      if ((await store.state()) !== before)
        throw new Error(`${form.card}, saved as it is, changed something`);
    }
    return { opened: ACTS.length + KEEP.length, saved: KEEP.length };
  } catch (error) {
    await page.screenshot({ path: join(shots, 'failed.png'), fullPage: true }).catch(() => undefined);
    throw error;
  } finally {
    await page.close();
    await bot.close();
    await store.close();
  }
}

/** A number, day or text that the card has in an input and the page does not show would be sent as nothing. */
async function showsWhatItHas(card: Locator, input: Json, of: string): Promise<void> {
  const { id, type, value = '' } = input;
  if (type !== 'Input.Number' && type !== 'Input.Date' && type !== 'Input.Text') return;
  const shown = await inside(card, String(id)).inputValue();
  if (shown !== String(value)) {
    throw new Error(`${of} has “${String(value)}” in ${String(id)}, and the page shows “${shown}”`);
  }
}

function inside(card: Locator, id: string): Locator {
  return card.locator(`#${id}`).locator('input, textarea, select').first();
}

async function fillIn(card: Locator, id: string, value: string): Promise<void> {
  const input = inside(card, id);
  const isChosen = (await card.locator(`#${id} select`).count()) > 0;
  await (isChosen ? input.selectOption(value) : input.fill(value));
}
