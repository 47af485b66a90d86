/**
 * Looks for what keeps people out: axe over every different card of the gallery, as the local page draws it, in three
 * languages, at two widths, in three themes, all that can be unfolded unfolded. What does not depend on colours is
 * looked at in one theme. Ends with 1 when anything is found.
 *
 *   npm run axe -- --only voucherCard --language pl
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../../domain/people/person.ts';
import { cardsFor } from './cards.ts';
import { Sheet, THEMES } from './sheet.ts';

const WIDTHS = [400, 760];
const AT_ONCE = 60;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Found {
  readonly rule: string;
  readonly help: string;
  readonly nodes: readonly { readonly card: number; readonly html: string; readonly why: string }[];
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, language: { type: 'string' }, old: { type: 'boolean' } },
});
const languages = LANGUAGES.filter(
  (language) => values.language === undefined || values.language === language,
);
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What was found: the rule and the piece of a card, and where it was seen. */
const findings = new Map<string, { readonly seen: Set<string>; why: string }>();
let looked = 0;
const cards = cardsFor({ languages, ...(values.only === undefined ? {} : { only: values.only }) });
const begun = Date.now();
const sheet = await Sheet.open();
try {
  for (const language of languages) {
    const ofLanguage = cards.filter((card) => card.language === language);
    for (let from = 0; from < ofLanguage.length; from += AT_ONCE) {
      const some = ofLanguage.slice(from, from + AT_ONCE);
      const look = {
        theme: 'light',
        width: WIDTHS[0] ?? 400,
        language,
        oldClient: values.old === true,
      } as const;
      await sheet.draw(
        some.map(({ card }) => card),
        look,
      );
      await sheet.page.evaluate(source);
      await sheet.page.evaluate(
        "document.querySelectorAll('.ac-pushButton.expandable').forEach((button) => button.click())",
      );
      for (const width of WIDTHS) {
        await sheet.page.setViewportSize({ width, height: 1000 });
        for (const theme of THEMES) {
          await sheet.unfold(theme);
          const only =
            theme === 'light' ? { type: 'tag', values: RULES } : { type: 'rule', values: ['color-contrast'] };
          const found = await sheet.page.evaluate<Found[]>(`(async () => {
            const cards = [...document.querySelectorAll('.card')];
            const { violations } = await axe.run(document, { runOnly: ${JSON.stringify(only)}, resultTypes: ['violations'] });
            return violations.map(({ id, help, nodes }) => ({ rule: id, help, nodes: nodes.map(({ target, html, failureSummary }) => ({
              card: cards.findIndex((card) => card.contains(document.querySelector(target[0]))), html, why: failureSummary })) }));
          })()`);
          looked += some.length;
          for (const { rule, help, nodes } of found) {
            for (const { card, html, why } of nodes) {
              const name = some[card]?.name.split(':')[0] ?? 'the page';
              const key = `${rule} (${help}) on ${name}`;
              const finding = findings.get(key) ?? {
                seen: new Set(),
                why: `${html.slice(0, 300)}\n    ${why}`,
              };
              finding.seen.add(`${some[card]?.name ?? ''}, ${language}, ${width} px, ${theme}`);
              findings.set(key, finding);
            }
          }
        }
      }
    }
  }
} finally {
  await sheet.close();
}

for (const [key, { seen, why }] of findings) {
  const [first = ''] = seen;
  process.stdout.write(
    `${key}: ${seen.size} times, such as ${first}\n    ${why.replaceAll('\n', '\n    ')}\n`,
  );
}
const seconds = Math.round((Date.now() - begun) / 1000);
process.stdout.write(`${cards.length} cards, ${looked} looks, ${findings.size} violations, ${seconds} s\n`);
process.exitCode = findings.size === 0 ? 0 : 1;
