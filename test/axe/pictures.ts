/**
 * Pictures of the cards of the gallery as the local page draws them, with the pixels of their height and the words in
 * sight: one PNG per card, language, width and theme, and sheets of many for a quick look.
 *
 *   npm run pictures -- FOLDER --only voucherCard --language pl --theme dark --width 400
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EDITION_IDS } from '../../domain/programme/edition.ts';
import { LANGUAGES, PERMISSIONS } from '../../domain/people/person.ts';
import { cardsFor, type Named } from './cards.ts';
import { Sheet, TALLEST, THEMES } from './sheet.ts';

const WIDTHS = [400, 760];
/** Cards on one page, and so on one sheet. */
const AT_ONCE = 12;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    language: { type: 'string' },
    theme: { type: 'string' },
    width: { type: 'string' },
    permission: { type: 'string' },
    edition: { type: 'string' },
    /** As a Teams that knows only the schema draws them. */
    old: { type: 'boolean' },
    /** Also the words themselves. */
    words: { type: 'boolean' },
    /** Measures alone, no pictures. */
    measure: { type: 'boolean' },
  },
});

function chosen<T extends string>(all: readonly T[], value: string | undefined, what: string): readonly T[] {
  const one = value === undefined ? all : all.filter((each) => each === value);
  if (one.length === 0) throw new Error(`${what} is one of ${all.join(', ')}`);
  return one;
}

const [folder = 'pictures'] = positionals;
const widths = values.width === undefined ? WIDTHS : [Number(values.width)];
const themes = chosen(THEMES, values.theme, '--theme').filter(
  (theme) => theme !== 'contrast' || values.theme === 'contrast',
);
const [permission = 'admin'] = chosen(PERMISSIONS, values.permission ?? 'admin', '--permission');
const [edition = '2020'] = chosen(EDITION_IDS, values.edition ?? '2020', '--edition');
const languages = chosen(LANGUAGES, values.language, '--language');
const oldClient = values.old === true;

const cards = cardsFor({
  languages,
  permission,
  edition,
  ...(values.only === undefined ? {} : { only: values.only }),
});
if (cards.length === 0) throw new Error('no card has such a name');
mkdirSync(folder, { recursive: true });
const sheet = await Sheet.open();
try {
  for (const language of languages) {
    const ofLanguage = cards.filter((card) => card.language === language);
    for (const width of widths) {
      for (let from = 0; from < ofLanguage.length; from += AT_ONCE) {
        const some = ofLanguage.slice(from, from + AT_ONCE);
        const look = { theme: 'light', width, language, oldClient } as const;
        const drawn = await sheet.draw(
          some.map(({ card }) => card),
          look,
        );
        for (const [nth, { box, words }] of drawn.entries()) {
          const said = values.words === true ? `\n    ${words.join(' ')}` : '';
          const name = some[nth]?.name ?? '';
          const line = `${language} ${width} px: ${box.height} px, ${words.length} words: ${name}${said}`;
          process.stdout.write(`${line}\n`);
        }
        if (values.measure === true) continue;
        for (const theme of themes) {
          await sheet.unfold(theme);
          const end = `${width}-${theme}${oldClient ? '-old' : ''}.png`;
          const pictures: Buffer[] = [];
          for (const [nth, { box }] of drawn.entries()) {
            if (box.y + box.height > TALLEST) continue;
            const path = join(folder, `${fileName(some[nth] as Named, from + nth)}-${end}`);
            pictures.push(await sheet.page.screenshot({ path, clip: box }));
          }
          const path = join(folder, `sheet-${language}-${String(from / AT_ONCE).padStart(3, '0')}-${end}`);
          if (some.length > 1) await sheet.together(pictures, path);
        }
      }
    }
  }
} finally {
  await sheet.close();
}

function fileName({ name, language }: Named, nth: number): string {
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  return `${language}-${plain}-${nth}`;
}
