import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Violation {
  readonly rule: string;
  readonly help: string;
  /** Where: the card's place on the page, -1 = none; the piece of HTML, and what is wrong with it. */
  readonly nodes: readonly { readonly card: number; readonly html: string; readonly why: string }[];
}

/** What axe finds on a page: by WCAG 2.2 AA and its own good practice, or about colours alone. */
export async function violations(page: Page, what: 'all' | 'colours'): Promise<Violation[]> {
  const only = what === 'all' ? { type: 'tag', values: RULES } : { type: 'rule', values: ['color-contrast'] };
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(source);
  return page.evaluate<Violation[]>(`(async () => {
    const options = { runOnly: ${JSON.stringify(only)}, resultTypes: ['violations'] };
    const { violations } = await axe.run(document, options);
    const cards = [...document.querySelectorAll('.card')];
    const cardOf = (target) => cards.findIndex((card) => card.contains(document.querySelector(target)));
    return violations.map(({ id, help, nodes }) => ({
      rule: id,
      help,
      nodes: nodes.map(({ target, html, failureSummary }) => ({ card: cardOf(target[0]), html, why: failureSummary })),
    }));
  })()`);
}
