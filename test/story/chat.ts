import type { Locator, Page } from 'playwright-core';

/** What a step cost the person: presses that ask the bot, links on offer, inputs filled. */
export interface Effort {
  presses: number;
  links: number;
  inputs: number;
}

/** A person at the local page: reads the newest card, fills it, presses its buttons. */
export class Chat {
  readonly page: Page;
  readonly #shots: string;
  readonly #whose: string;
  #shot = 0;
  effort: Effort = { presses: 0, links: 0, inputs: 0 };

  /** `whose` begins the names of the pictures. */
  constructor(page: Page, shots: string, whose = '') {
    this.page = page;
    this.#whose = whose;
    this.#shots = shots;
  }

  /** The newest card. */
  get card(): Locator {
    return this.page.locator('[data-card]').last();
  }

  /** Waits until the newest card says this, by default 15 s; a failure tells what it says instead. */
  async sees(text: string, timeout = 15_000): Promise<void> {
    try {
      await this.card.getByText(text, { exact: false }).first().waitFor({ timeout });
    } catch {
      const shown = await this.card.innerText().catch(() => '(no card)');
      await this.shoot('failed');
      throw new Error(`the newest card does not say “${text}”. It says:\n${shown}`);
    }
  }

  /** Types or pastes a text into the chat, and sends it. */
  async says(text: string): Promise<void> {
    await this.page.locator('#text').fill(text);
    await this.sends();
  }

  /** Drags files over the page and drops them, into the chat unless told; `picture` names one of it. */
  async dropFiles(
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    { on = '#drop', picture }: { readonly on?: string; readonly picture?: string } = {},
  ): Promise<void> {
    const plain = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
    // The page's own words, not ours: only the browser has them.
    const dataTransfer = await this.page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      for (const { name, base64 } of ${JSON.stringify(plain)}) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      return data;
    })()`);
    await this.page.dispatchEvent('body', 'dragover', { dataTransfer });
    await this.page.locator(on).waitFor();
    if (picture !== undefined) await this.shootPage(picture);
    await this.page.dispatchEvent(on, 'drop', { dataTransfer });
    await this.page.locator('#drop').waitFor({ state: 'hidden' });
  }

  /** Sends what is in the composer, and waits for an answer. */
  async sends(): Promise<void> {
    const before = await this.page.locator('[data-from="bot"]').count();
    await this.page.locator('#send').click();
    await this.page.locator('[data-from="bot"]').nth(before).waitFor({ timeout: 15_000 });
  }

  /** Tries until it is so. */
  async until(isSo: () => Promise<boolean>, timeout: number): Promise<void> {
    const end = Date.now() + timeout;
    while (!(await isSo())) {
      if (Date.now() > end) throw new Error('it did not become so');
      await this.page.waitForTimeout(500);
    }
  }

  /** Presses a button of the newest card, by its title or by what stands in it, and waits until the answer is there. */
  async press(title: string | RegExp): Promise<void> {
    const button = await this.#button(title);
    this.effort.presses += 1;
    this.effort.links += await this.card.getByRole('link').count();
    const answered = this.page.waitForResponse((response) => response.url().includes('/api/press'), {
      timeout: 15_000,
    });
    await button.click();
    await answered;
    await this.page.locator('[data-held]').first().waitFor({ state: 'detached', timeout: 15_000 });
  }

  /** The button with this title on the newest card, in sight or in the menu behind "⋯", which is open then. */
  async #button(title: string | RegExp): Promise<Locator> {
    const words = {
      hasText:
        typeof title === 'string'
          ? new RegExp(`^${title.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}$`, 'u')
          : title,
    };
    const button = this.card.getByRole('button').filter(words).first();
    const item = this.page.getByRole('menuitem').filter(words).first();
    const end = Date.now() + 15_000;
    for (;;) {
      if (await button.isVisible()) return button;
      const more = this.card.locator('[aria-haspopup="menu"]').last();
      if (await more.isVisible()) {
        await more.click();
        if (await item.isVisible()) return item;
        await this.page.keyboard.press('Escape');
      }
      for (const fold of await this.card.locator('button[aria-controls]').all()) {
        if (!(await fold.isVisible())) continue;
        await fold.click();
        if (await button.isVisible()) return button;
        await fold.click();
      }
      if (Date.now() > end) {
        throw new Error(
          `no button “${String(title)}” on the newest card. It says:\n${await this.card.innerText()}`,
        );
      }
      await this.page.waitForTimeout(200);
    }
  }

  /** Fills an input, by its id on the card. */
  async fill(id: string, value: string): Promise<void> {
    this.effort.inputs += 1;
    await (await this.#input(id)).locator('input, textarea').first().fill(value);
  }

  /** Chooses from a drop-down, by its id and the option's value, or what its label is or begins with. */
  async choose(id: string, option: string): Promise<void> {
    this.effort.inputs += 1;
    const select = (await this.#input(id)).locator('select').first();
    const label = (await select.locator('option').allTextContents()).find((one) => one.startsWith(option));
    await select.selectOption(label === undefined ? option : { label });
  }

  /** Chooses from a list that is found by typing: the first option that holds this text. */
  async find(id: string, part: string): Promise<void> {
    this.effort.inputs += 1;
    const list = await this.#input(id);
    const titles = await list
      .locator('option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? one.textContent));
    const title = titles.find((one) => one?.includes(part));
    if (title === undefined || title === null) throw new Error(`no “${part}” in ${id}: ${titles.join(', ')}`);
    await list.locator('input').first().fill(title);
  }

  /** Ticks a box of a list, or the only one: by the input's id and the box's title. */
  async tick(id: string, title?: string): Promise<void> {
    this.effort.inputs += 1;
    const boxes = await this.#input(id);
    const box =
      title === undefined
        ? boxes.locator('input[type=checkbox]').first()
        : boxes.getByRole('checkbox', { name: title, exact: false }).first();
    await box.check();
  }

  /** An input of the newest card; the part of the card that it is folded in is opened. */
  async #input(id: string): Promise<Locator> {
    const input = this.card.locator(`#${id}`);
    await input.waitFor({ state: 'attached', timeout: 15_000 });
    if (await input.isVisible()) return input;
    for (const fold of await this.card.locator('button[aria-controls]').all()) {
      await fold.click();
      if (await input.isVisible()) return input;
      await fold.click();
    }
    return input;
  }

  /** Opens a folded part of the card, when it is folded. */
  async open(title: string): Promise<void> {
    const fold = this.card.getByRole('button', { name: title, exact: false }).first();
    if ((await fold.count()) > 0) await fold.click();
  }

  /** Sets the day of the page's clock; the bot learns of it with the next activity. */
  async itIs(day: string): Promise<void> {
    await this.page.locator('#clock').fill(day);
    await this.page.locator('#clock').dispatchEvent('change');
  }

  /** A picture of the page as it is, with what lies above the chat, at desktop and at phone width. */
  shootPage(name: string): Promise<void> {
    return this.#atBothWidths(name, async (path) => void (await this.page.screenshot({ path })));
  }

  /** A picture of the newest card at desktop and at phone width. */
  shoot(name: string): Promise<void> {
    return this.#atBothWidths(name, async (path, width) => {
      const card = this.card;
      if ((await card.count()) === 0) return;
      // As tall as the card, for the chat scrolls.
      const box = await card.boundingBox();
      await this.page.setViewportSize({ width, height: Math.max(900, Math.ceil(box?.height ?? 0) + 400) });
      await card.scrollIntoViewIfNeeded();
      await card.screenshot({ path });
    });
  }

  async #atBothWidths(name: string, take: (path: string, width: number) => Promise<void>): Promise<void> {
    this.#shot += 1;
    const number = String(this.#shot).padStart(2, '0');
    for (const [label, width] of [
      ['wide', 1100],
      ['phone', 400],
    ] as const) {
      await this.page.setViewportSize({ width, height: 900 });
      await take(`${this.#shots}/${this.#whose}${number}-${name}-${label}.png`, width);
    }
    await this.page.setViewportSize({ width: 1100, height: 900 });
  }

  /** Ends a step: what it cost, and the count begins anew. */
  stepEnds(): Effort {
    const { effort } = this;
    this.effort = { presses: 0, links: 0, inputs: 0 };
    return effort;
  }
}
