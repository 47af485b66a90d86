import { LANGUAGES, type Language } from '../../domain/people/person.ts';

/** What each language is called when somebody asks for it, in its own words and in those of the others. */
const CALLED: Readonly<Record<Language, readonly string[]>> = {
  en: ['english', 'in english', 'английский', 'английский язык', 'по-английски', 'angielski', 'po angielsku'],
  ru: ['русский', 'русский язык', 'по-русски', 'russian', 'in russian', 'rosyjski', 'po rosyjsku'],
  pl: ['polski', 'język polski', 'po polsku', 'polish', 'in polish', 'польский', 'по-польски'],
};

/** What may stand before it. */
const BEFORE: Readonly<Record<Language, readonly string[]>> = {
  en: ['speak', 'please speak', 'switch to', 'language', 'answer', 'reply'],
  ru: ['говори', 'говорите', 'переключись на', 'переключитесь на', 'язык', 'отвечай', 'отвечайте'],
  pl: ['mów', 'proszę mówić', 'przełącz na', 'język', 'odpowiadaj'],
};

/** Asks which language it is to be. */
const WHICH: Readonly<Record<Language, readonly string[]>> = {
  en: ['language', 'languages', 'change language', 'change the language'],
  ru: ['язык', 'языки', 'сменить язык', 'изменить язык'],
  pl: ['język', 'języki', 'zmień język', 'zmiana języka'],
};

/** Without marks over letters and signs around words: people leave them out. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ł', 'l')
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
}

const asked = new Map<string, Language | 'which'>(
  LANGUAGES.flatMap((language) => {
    const before = ['', ...Object.values(BEFORE).flat()];
    return CALLED[language].flatMap((name) =>
      before.map((word) => [plain(`${word} ${name}`), language] as const),
    );
  }),
);
for (const word of Object.values(WHICH).flat()) asked.set(plain(word), 'which');

/** The language that a whole sentence asks for, `which` when it asks for the choice; undefined for any other. */
export function languageAsked(text: string): Language | 'which' | undefined {
  return text.length > 60 ? undefined : asked.get(plain(text));
}
