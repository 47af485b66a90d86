/**
 * Looks for what keeps people out: axe over every different card of the gallery, as the local page draws it, in three
 * languages, at two widths, in three themes, all that can be unfolded unfolded. What does not depend on colours is
 * looked at in one theme, and of cards that differ in their texts alone one is looked at, unless `--all`. Ends with 1 when anything is found.
 *
 *   npm run axe -- --only voucherCard --language pl
 */
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../../domain/people/person.ts';
import { cardsFor, type Named } from './cards.ts';
import { Sheet, THEMES } from './sheet.ts';
import { violations, type Violation } from './violations.ts';

const WIDTHS = [400, 760];
/** Cards on one sheet: with more of them axe takes longer for each. */
const AT_ONCE = 10;
const BROWSERS = 2;
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    language: { type: 'string' },
    old: { type: 'boolean' },
    all: { type: 'boolean' },
  },
});
const languages = LANGUAGES.filter(
  (language) => values.language === undefined || values.language === language,
);

/** What was found: the rule and the kind of card, and where it was seen. */
const findings = new Map<string, { readonly seen: Set<string>; readonly why: string }>();

function note({ rule, help, nodes }: Violation, some: readonly Named[], where: string): void {
  for (const { card, html, why } of nodes) {
    const name = some[card]?.name ?? 'the page';
    const key = `${rule} (${help}) on ${name.split(':')[0]}`;
    const finding = findings.get(key) ?? { seen: new Set(), why: `${html.slice(0, 300)}\n${why}` };
    finding.seen.add(`${name}, ${where}`);
    findings.set(key, finding);
  }
}

async function look(sheet: Sheet, some: readonly Named[]): Promise<void> {
  const { language = 'en' } = some[0] ?? {};
  const oldClient = values.old === true;
  await sheet.draw(
    some.map(({ card }) => card),
    { theme: 'light', width: WIDTHS[0] ?? 400, language, oldClient },
  );
  await sheet.page.evaluate(
    "document.querySelectorAll('.ac-pushButton.expandable').forEach((button) => button.click())",
  );
  for (const width of WIDTHS) {
    await sheet.page.setViewportSize({ width, height: 1000 });
    for (const theme of THEMES) {
      await sheet.wear(theme);
      const found = await violations(sheet.page, theme === 'light' ? 'all' : 'colours');
      for (const each of found) note(each, some, `${language}, ${width} px, ${theme}`);
    }
  }
}

const begun = Date.now();
const only = values.only === undefined ? {} : { only: values.only };
const cards = cardsFor({ languages, shapes: values.all !== true, ...only });
const batches = languages.flatMap((language) => {
  const ofLanguage = cards.filter((card) => card.language === language);
  return Array.from({ length: Math.ceil(ofLanguage.length / AT_ONCE) }, (_, nth) =>
    ofLanguage.slice(nth * AT_ONCE, (nth + 1) * AT_ONCE),
  );
});
await Promise.all(
  Array.from({ length: Math.min(BROWSERS, batches.length) }, async () => {
    const sheet = await Sheet.open();
    try {
      for (let some = batches.shift(); some !== undefined; some = batches.shift()) {
        await look(sheet, some);
        process.stderr.write('.');
      }
    } finally {
      await sheet.close();
    }
  }),
);

for (const [key, { seen, why }] of findings) {
  const [first = ''] = seen;
  process.stdout.write(
    `\n${key}: ${seen.size} times, such as ${first}\n    ${why.replaceAll('\n', '\n    ')}\n`,
  );
}
const seconds = Math.round((Date.now() - begun) / 1000);
process.stdout.write(`\n${cards.length} cards, ${findings.size} violations, ${seconds} s\n`);
process.exitCode = findings.size === 0 && cards.length > 0 ? 0 : 1;
