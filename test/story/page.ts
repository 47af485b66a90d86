import assert from 'node:assert/strict';
import type { Element } from '../../cards/kit/elements.ts';
import type { Say } from '../../cards/kit/say.ts';
import type { Card } from '../../cards/kit/template.ts';
import { Sheet } from '../axe/sheet.ts';
import { violations } from '../axe/violations.ts';
import type { Chat, Effort } from './chat.ts';

const button = (title: string, more: Element = {}): Element => ({
  type: 'Action.Execute',
  title,
  verb: title,
  fallback: { type: 'Action.Submit', title },
  ...more,
});

const CHOICE = { title: 'Warsaw', value: 'w' };

/** What Teams draws beyond the schema, each with what an old client takes instead. */
const CARD: Card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    {
      type: 'Badge',
      text: 'Reserved',
      style: 'Good',
      icon: 'Clock',
      fallback: { type: 'TextBlock', text: '[Reserved]' },
    },
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', width: 'auto', items: [{ type: 'Icon', name: 'Warning' }] },
        { type: 'Column', items: [{ type: 'TextBlock', text: 'Beside an icon' }] },
      ],
      fallback: { type: 'TextBlock', text: '! Instead of both columns' },
    },
    { type: 'ProgressBar', value: 3, max: 6, fallback: { type: 'TextBlock', text: '3 of 6' } },
    { type: 'TextBlock', text: 'For a phone', targetWidth: 'atMost:Narrow' },
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', items: [{ type: 'TextBlock', text: 'Always' }] },
        {
          type: 'Column',
          targetWidth: 'atLeast:Standard',
          items: [{ type: 'TextBlock', text: 'For a desk' }],
        },
      ],
    },
    {
      type: 'Container',
      selectAction: button('Open', { tooltip: 'Open the voucher of Contoso' }),
      items: [{ type: 'TextBlock', text: 'A row' }],
    },
    { type: 'Container', style: 'attention', items: [{ type: 'TextBlock', text: 'Not recorded' }] },
    {
      type: 'Container',
      style: 'good',
      items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Recorded without a day' }] }],
    },
    { type: 'Input.Text', id: 'name', label: 'Name', isRequired: true, errorMessage: 'Say a name' },
    { type: 'Input.Date', id: 'day', label: 'Day' },
    { type: 'Input.ChoiceSet', id: 'city', label: 'City', style: 'filtered', choices: [CHOICE] },
    {
      type: 'ColumnSet',
      columns: [{ type: 'Column', items: [{ type: 'TextBlock', text: 'More to say' }] }],
      selectAction: { type: 'Action.ToggleVisibility', title: 'More to say', targetElements: ['more'] },
    },
    {
      type: 'Container',
      id: 'more',
      isVisible: false,
      items: [
        {
          type: 'Input.ChoiceSet',
          id: 'checks',
          label: 'Checks',
          isMultiSelect: true,
          isRequired: true,
          errorMessage: 'Tick one',
          choices: [CHOICE, { title: 'Gdańsk', value: 'g' }],
        },
      ],
    },
  ],
  actions: [
    button('Reserve', { tooltip: 'Contoso, SharePoint' }),
    button('Void', { mode: 'secondary' }),
    button('Move', { mode: 'secondary' }),
  ],
};

/** The renderer of the page: Teams' elements and their fallbacks, widths, names, and the keyboard. */
export async function drawnAsTeamsDoes(): Promise<void> {
  const sheet = await Sheet.open();
  const { page } = sheet;
  const seen = async (text: string): Promise<boolean> => page.getByText(text, { exact: true }).isVisible();
  try {
    const look = { theme: 'light', width: 760, language: 'pl-PL' } as const;
    await sheet.draw([CARD], look);
    assert.equal(await page.locator('.badge').innerText(), 'Reserved');
    assert.ok(await seen('Beside an icon'));
    assert.equal(await page.getByRole('progressbar').getAttribute('aria-valuenow'), '3');
    assert.deepEqual([await seen('For a phone'), await seen('For a desk')], [false, true]);

    // Another width: other elements, the same input with what was typed.
    await page.locator('#name input').fill('typed');
    await page.setViewportSize({ width: 400, height: 900 });
    await page.getByText('For a phone').waitFor();
    assert.deepEqual([await seen('Always'), await seen('For a desk')], [true, false]);
    assert.equal(await page.locator('#name input').inputValue(), 'typed');

    // Refused: the field says so and has the focus; the card says its warning where the focus comes to it.
    const name = page.locator('#name input');
    await name.fill('');
    await page.getByRole('button', { name: 'Reserve: Contoso, SharePoint' }).click();
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    assert.equal(await name.evaluate((element) => element.matches(':focus')), true);
    await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
    const told = (await name.getAttribute('aria-describedby')) ?? '';
    assert.equal(await page.locator(`[id="${told}"]`).innerText(), 'Say a name');
    assert.equal(
      await page.locator('[data-card]').getAttribute('aria-label'),
      'Beside an icon. Not recorded. Recorded without a day',
    );
    await name.fill('typed');

    // What is not in sight is opened where it lacks something; each field has its label, several choices have theirs in common.
    const fold = page.getByRole('button', { name: 'More to say' });
    assert.equal(await fold.getAttribute('aria-expanded'), 'false');
    await page.getByRole('button', { name: 'Reserve: Contoso, SharePoint' }).press('Enter');
    const checks = page.getByRole('group', { name: 'Checks', exact: true });
    const warsaw = checks.getByRole('checkbox', { name: 'Warsaw', exact: true });
    await warsaw.waitFor();
    assert.equal(await fold.getAttribute('aria-expanded'), 'true');
    assert.equal(await warsaw.evaluate((element) => element.matches(':focus')), true);
    await warsaw.press('Space');
    assert.equal(await warsaw.getAttribute('aria-invalid'), null);
    await page.getByRole('combobox', { name: 'City', exact: true }).waitFor();

    // By the keyboard alone: the row, a date, the menu.
    const row = page.getByRole('button', { name: 'A row', exact: true });
    assert.equal(await row.getAttribute('title'), 'Open the voucher of Contoso');
    await row.press('Enter');
    await page.locator('#day input').focus();
    await page.keyboard.type('11202026');
    assert.equal(await page.locator('#day input').inputValue(), '2026-11-20');
    await page.getByRole('button', { name: 'Reserve: Contoso, SharePoint' }).press('Space');
    const more = page.getByRole('button', { name: 'Więcej działań' });
    await more.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    assert.equal(await more.evaluate((element) => element.matches(':focus')), true);
    assert.equal(await more.getAttribute('aria-expanded'), 'false');
    await more.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(
      (await sheet.pressed()).map(({ verb }) => verb),
      ['Open', 'Reserve', 'Move'],
    );

    await sheet.draw([CARD], { ...look, width: 400, oldClient: true });
    for (const text of ['[Reserved]', '! Instead of both columns', '3 of 6', 'For a phone', 'For a desk']) {
      assert.ok(await seen(text), `an old client does not show “${text}”`);
    }
    assert.ok(await page.getByRole('button', { name: 'Void' }).isVisible());
  } finally {
    await sheet.close();
  }
}

/** What a newcomer does first, with what the page offers: presses until a voucher is reserved. */
export async function firstMinute(chat: Chat, t: Say): Promise<Record<string, Effort>> {
  const { page } = chat;
  const bring = async (name: string): Promise<void> => {
    chat.effort.presses += 1;
    await page.getByRole('button', { name }).click();
  };
  await chat.sees(t('welcome.promise'));
  await bring('Sample company');
  await chat.sees(t('setUp.doneTitle'));
  await bring('Sample mail: English');
  await chat.sees('Northwind Traders');
  const whole = page.getByRole('button', { name: 'Show more' });
  await whole.click();
  assert.equal(await page.getByRole('button', { name: 'Show less' }).getAttribute('aria-expanded'), 'true');
  await chat.shoot('first-mail');
  await chat.press(t('do.recordReserve'));
  await chat.sees(t('reserve.hurry'));
  const start = new Date(Date.now() + 45 * 86_400_000);
  start.setUTCDate(start.getUTCDate() + ((8 - start.getUTCDay()) % 7));
  const end = new Date(start.getTime() + 4 * 86_400_000);
  await chat.fill('start', start.toISOString().slice(0, 10));
  await chat.fill('end', end.toISOString().slice(0, 10));
  await chat.tick('attested', t('attest.G7'));
  await chat.tick('attested', t('attest.G8'));
  await chat.tick('terms');
  await chat.press(t('do.reserved'));
  await chat.sees(t('status.reserved'));
  await chat.shoot('first-reserved');
  const costs = { 'the first minute': chat.stepEnds() };

  // The switches are remembered, and can be given in the address.
  for (const [title, name, value] of [
    ['Dark theme', 'theme', 'dark'],
    ['Phone width', 'width', 'phone'],
  ] as const) {
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('menuitemcheckbox', { name: title }).click();
    assert.equal(await page.locator('html').getAttribute(`data-${name}`), value);
  }
  const address = new URL(page.url());
  await page.goto(`${address.origin}/?person=anna`);
  await chat.card.waitFor();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  assert.equal(Math.round((await page.locator('body').boundingBox())?.width ?? 0), 400);

  // The page around the cards, as axe sees it.
  for (const theme of ['light', 'dark', 'contrast']) {
    for (const width of ['phone', 'desktop']) {
      await page.goto(`${address.origin}/?person=anna&theme=${theme}&width=${width}`);
      await chat.card.waitFor();
      const found = await violations(page, 'all');
      assert.deepEqual(found, [], `${theme}, ${width}: ${JSON.stringify(found)}`);
    }
  }
  return costs;
}
