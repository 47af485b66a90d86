import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { Args, Key } from '../../cards/kit/say.ts';
import type { Language } from '../../domain/people/person.ts';
import { violations } from '../axe/violations.ts';
import { Chat, type Effort } from './chat.ts';
import { forwardedMail } from './mail.ts';

const NUMBER = 'SAP-7F3K-0077';
/** The customer of the mail, in every language. */
const CUSTOMER = 'Contoso';

/** Opens the group chat at the paper clip. */
async function openGroup(page: Page): Promise<void> {
  await page.locator('#attach').click();
  await page.getByRole('menuitem', { name: 'Group chat …' }).click();
  await page.locator('#group[open]').waitFor();
}

/**
 * A voucher in a group chat: found at its compose box, put in as a card that says nothing, shown to each who looks by
 * their own right, and brought in by its link.
 */
export async function inAnyChat(
  browser: Browser,
  chat: Chat,
  t: (key: Key, args?: Args) => string,
  language: Language,
  url: string,
): Promise<Record<string, Effort>> {
  const costs: Record<string, Effort> = {};
  const { page } = chat;
  await chat.sees(t('welcome.promise'));
  await chat.itIs('2026-11-20');
  await chat.says(forwardedMail(language, NUMBER, '2026-11-02'));
  await chat.sees(t('mail.found'));
  await chat.fill('adminEmail', 'voucher.admin@customer.example');
  await chat.press(t('do.recordOnly'));
  await chat.sees(t('status.assigned'));
  await chat.press(t('do.copyLink'));
  await chat.sees(t('voucherLink.text'));
  await chat.shoot('link');
  const link = /http:\/\/127\.0\.0\.1:\d+\/v\/\S+/u.exec(await chat.card.innerText())?.[0] ?? '';
  assert.ok(link.endsWith(NUMBER), link);
  costs['the link of a voucher'] = chat.stepEnds();

  // By the keys alone, as who hears the page does.
  await openGroup(page);
  const group = page.locator('#group');
  await group.getByRole('button', { name: 'Insert a voucher' }).press('Enter');
  const choices = group.getByRole('list', { name: 'Vouchers that were found' }).getByRole('button');
  await choices.filter({ hasText: CUSTOMER }).first().waitFor({ timeout: 15_000 });
  await group.getByLabel('Find a voucher').fill('no such customer');
  await group.getByText(t('find.hint')).waitFor({ timeout: 15_000 });
  await group.getByLabel('Find a voucher').fill(NUMBER.slice(-4));
  await choices.filter({ hasText: NUMBER }).waitFor({ timeout: 15_000 });
  await chat.shootPage('search');
  assert.deepEqual(await violations(page, 'all'), []);
  await choices.first().press('Enter');
  await chat.sees(CUSTOMER);
  await chat.sees(t('status.assigned'));
  await chat.shootPage('shared');

  // Pasted, the link becomes the same card.
  await group.getByLabel('Type a message').fill(link);
  await group.getByRole('button', { name: 'Send' }).click();
  await group.locator('li', { hasText: link }).getByText(CUSTOMER).first().waitFor({ timeout: 15_000 });
  await chat.shootPage('pasted');

  // A colleague whom nobody let in sees the same messages, and nothing of the voucher.
  const theirs = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  const boris = new Chat(theirs, '', '');
  await theirs.goto(`${url}?person=boris&lang=${language}`);
  await boris.sees(t('stranger.closed'));
  await openGroup(theirs);
  const seen = theirs.locator('#group-log');
  await seen.getByText(t('stranger.closed')).nth(1).waitFor({ timeout: 15_000 });
  assert.equal(await seen.getByText(CUSTOMER).count(), 0);
  assert.deepEqual(await violations(theirs, 'all'), []);

  // Who opens the link comes to their own chat, with the number typed.
  await theirs.goto(link);
  await theirs.locator('#text').waitFor();
  assert.equal(await theirs.locator('#text').inputValue(), NUMBER);
  await theirs.close();
  costs['a voucher in a group chat'] = chat.stepEnds();
  return costs;
}
