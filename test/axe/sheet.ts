import { chromium, type Browser, type Page } from 'playwright-core';
import type { Card } from '../../cards/kit/template.ts';
import { startLocalTeams, type LocalTeams } from '../../bot/local/local-teams.ts';

export const THEMES = ['light', 'dark', 'contrast'] as const;
type Theme = (typeof THEMES)[number];

/** How cards are drawn: the width is that of the chat, in CSS pixels. */
interface Look {
  readonly theme: Theme;
  readonly width: number;
  readonly language: string;
  readonly oldClient?: boolean;
}

/** One card as it is drawn. */
interface Drawn {
  /** Where it is on the page, in CSS pixels. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** What is in sight: texts, labels, buttons, what is chosen or stands in an input; nothing that is folded. */
  readonly words: readonly string[];
}

/** The most pixels that a picture is high. */
export const TALLEST = 16_000;

const HEAD = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cards</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page/themes.css"><link rel="stylesheet" href="/page/page.css">
<script src="/lib/adaptivecards.js"></script><script src="/lib/markdown-it.js"></script></head>
<body><main id="scroll"><h1 class="unseen">Cards</h1><h2 class="unseen">Messages</h2><ol id="log"></ol></main></body></html>`;

/** A page that shows cards with the renderer and the looks of the local page, many at once, and nothing else. */
export class Sheet {
  readonly #teams: LocalTeams;
  readonly #browser: Browser;
  readonly page: Page;
  /** Whether the loaded page draws as an old client; undefined = none is loaded. */
  #isOld: boolean | undefined;

  private constructor(teams: LocalTeams, browser: Browser, page: Page) {
    this.#teams = teams;
    this.#browser = browser;
    this.page = page;
  }

  static async open(): Promise<Sheet> {
    const teams = await startLocalTeams({ port: 0, botUrl: 'http://127.0.0.1:9' });
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    const page = await browser.newPage();
    const address = `${teams.url}cards`;
    await page.route(address, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: HEAD }),
    );
    return new Sheet(teams, browser, page);
  }

  /** Draws these cards, one under the other, in place of those that it shows. */
  async draw(cards: readonly Card[], { theme, width, language, oldClient = false }: Look): Promise<Drawn[]> {
    const { page } = this;
    await page.setViewportSize({ width, height: 1000 });
    // A page that has become an old client's stays one.
    if (this.#isOld !== oldClient) await page.goto(`${this.#teams.url}cards`);
    this.#isOld = oldClient;
    // Words of the browser: the page's own modules, and what only it has.
    return page.evaluate<Drawn[]>(`(async () => {
      document.documentElement.dataset.theme = ${JSON.stringify(theme)};
      const { CardView, beOldClient, speak } = await import('/page/card.ts');
      ${oldClient ? 'beOldClient();' : ''}
      speak(${JSON.stringify(language)});
      const log = document.getElementById('log');
      log.lang = ${JSON.stringify(language)};
      log.replaceChildren();
      document.getElementById('scroll').scrollTop = 0;
      scrollTo(0, 0);
      globalThis.pressed = [];
      const press = async (action) => (pressed.push(action), { kind: 'accepted' });
      for (const json of ${JSON.stringify(cards)}) {
        const message = document.createElement('li');
        message.className = 'message bot';
        message.append(new CardView({ press, submit: press, replaced() {} }, json).element);
        log.append(message);
      }
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const inSight = (root) => {
        const found = [];
        const walk = (node) => {
          if (node instanceof Text) { if (node.data.trim() !== '') found.push(node.data); return; }
          if (!(node instanceof Element) || !node.checkVisibility()) return;
          if (node instanceof HTMLSelectElement) { found.push(node.selectedOptions[0]?.textContent ?? ''); return; }
          if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) {
            if (!['checkbox', 'radio'].includes(node.type)) found.push(node.value || node.placeholder);
            return;
          }
          if (node instanceof HTMLDataListElement || node instanceof SVGElement) return;
          for (const child of node.childNodes) walk(child);
        };
        walk(root);
        return found.join(' ').split(/\\s+/u).filter((word) => /[\\p{L}\\p{N}]/u.test(word));
      };
      const boxOf = ({ x, y, width, height }) => ({ x, y, width, height: Math.round(height) });
      return [...document.querySelectorAll('.card')].map((card) => ({
        box: boxOf(card.getBoundingClientRect()),
        words: inSight(card.querySelector('[data-card]')),
      }));
    })()`);
  }

  /** What was pressed since it was drawn, as it would be sent. */
  pressed(): Promise<readonly { readonly verb?: string; readonly data: unknown }[]> {
    return this.page.evaluate('pressed');
  }

  /** Puts another theme on; what is drawn stays as it is. */
  async wear(theme: Theme): Promise<void> {
    await this.page.evaluate(`document.documentElement.dataset.theme = ${JSON.stringify(theme)}`);
  }

  /** Shows the whole page at once, as far as a browser can, in this theme; what is drawn stays as it is. */
  async unfold(theme: Theme): Promise<void> {
    const { page } = this;
    await this.wear(theme);
    const { width } = page.viewportSize() ?? { width: 760 };
    const height = await page.evaluate<number>(`document.getElementById('log').scrollHeight + 40`);
    await page.setViewportSize({ width, height: Math.min(height, TALLEST) });
  }

  /** Many pictures side by side in one. */
  async together(pictures: readonly Buffer[], path: string): Promise<void> {
    const page = await this.#browser.newPage({ viewport: { width: 1600, height: 100 } });
    const images = pictures.map((png) => `<img src="data:image/png;base64,${png.toString('base64')}">`);
    const style =
      'body{columns:5;column-gap:8px;margin:8px;background:#999}img{width:100%;margin-bottom:8px}';
    await page.setContent(`<style>${style}</style>${images.join('')}`);
    await page.screenshot({ path, fullPage: true });
    await page.close();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#teams.close();
  }
}
