import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { dueText, formatDay, formatInstant } from '../../cards/kit/format.ts';
import { say, speaker, STRINGS, type Key } from '../../cards/kit/say.ts';
import { understand, type Meaning, type View } from '../../dialogs/understand.ts';
import { d } from '../domain/given.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import manifest from '../../manifest/manifest.json' with { type: 'json' };
import { translations } from '../../manifest/app-package.ts';

const root = new URL('../../', import.meta.url);
const keys = Object.keys(STRINGS.en) as Key[];

/** One node of a parsed ICU message; the numbers are the parser's own. */
interface Node {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Node[] }>>;
}
const LITERAL = 0;
const ARGUMENT = 1;
const SELECT = 5;
const PLURAL = 6;
const POUND = 7;

function parse(language: Language, message: string): readonly Node[] {
  const format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
  return format.getAst();
}

function* nodesOf(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    for (const { value } of Object.values(node.options ?? {})) yield* nodesOf(value);
  }
}

/** What a message needs to be said: each argument with the kind of thing that it is. */
function argumentsOf(language: Language, key: Key): readonly string[] {
  const found = [...nodesOf(parse(language, STRINGS[language][key]))].filter(
    ({ type }) => type !== LITERAL && type !== POUND,
  );
  return [
    ...new Set(
      found.map(
        ({ type, value }) => `${value}:${type === PLURAL ? 'plural' : type === SELECT ? 'select' : 'text'}`,
      ),
    ),
  ].sort();
}

const every = LANGUAGES.flatMap((language) =>
  keys.map((key) => ({ language, key, message: STRINGS[language][key] })),
);
const named = (found: readonly { readonly language: Language; readonly key: Key }[]): readonly string[] =>
  found.map(({ language, key }) => `${language} ${key}`);

test('a message is said as its library says it, also the second time, and not without what it names', () => {
  const wrong = every.flatMap(({ language, key, message }) => {
    const names = argumentsOf(language, key).map((argument) => argument.split(':'));
    if (names.length === 0) return [];
    const format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
    const choices = [...nodesOf(parse(language, message))]
      .filter(({ type }) => type === SELECT)
      .flatMap(({ options = {} }) => Object.keys(options));
    // Of two numbers each is the larger once.
    const asked = [1, 2, 5, 21, 2].map((count, nth) =>
      Object.fromEntries(
        names.map(([name = '', kind], at) => [
          name,
          kind === 'plural'
            ? Math.abs(count - 3 * at)
            : kind === 'select' && choices.length > 0
              ? (choices[nth % choices.length] ?? '')
              : `{a} '${count}' <b>`,
        ]),
      ),
    );
    return asked.every((args) => say(language, key, args) === String(format.format(args)))
      ? []
      : [{ language, key }];
  });
  expect(named(wrong)).toEqual([]);
  const withArguments = every.filter(({ language, key }) => argumentsOf(language, key).length > 0);
  for (const { language, key } of withArguments) expect(() => say(language, key, {})).toThrow();
});

describe('what is said', () => {
  /** With a day of each month for everything that it may name. */
  const said = (language: Language, key: Key): readonly string[] => {
    const names = argumentsOf(language, key).map((argument) => argument.split(':'));
    return ['2027-02-01', '2027-05-02', '2027-12-31'].flatMap((on) =>
      [1, 2, 5].map((count) =>
        say(
          language,
          key,
          Object.fromEntries(
            names.map(([name = '', kind]) => [
              name,
              kind === 'plural' ? count : kind === 'select' ? 'other' : formatDay(language, d(on)),
            ]),
          ),
        ),
      ),
    );
  };

  test('never ends a sentence twice, whatever date ends it', () => {
    const wrong = every.flatMap(({ language, key }) =>
      said(language, key).filter((text) => /(?<!\.)\.\.(?!\.)|\. \./u.test(text)),
    );
    expect(wrong).toEqual([]);
  });

  test('has no month in the nominative or cut short inside a sentence', () => {
    for (const on of ['2027-01-31', '2027-02-01', '2027-03-15', '2027-08-09', '2027-12-01']) {
      expect(formatDay('ru', d(on))).toMatch(/^\d+\u00a0[а-я]+[ая] 2027$/u);
      expect(formatDay('pl', d(on))).toMatch(/^\d+\u00a0[a-zźń]+[ao] 2027$/u);
    }
  });

  test('quotes as its language does', () => {
    expect(named(every.filter(({ message }) => message.includes('"')))).toEqual([]);
  });

  test('knows nobody’s gender', () => {
    expect(named(every.filter(({ message }) => /\p{L}\((?:а|a|ы|ła)\)/u.test(message)))).toEqual([]);
  });

  test('keeps a number with what it counts', () => {
    const unit: Readonly<Record<Language, string>> = {
      en: 'days?|working|months?|rows|characters|things|vouchers|[KMG]B|px|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*',
      ru: 'дн|ден|рабоч|год|строк|символ|пикс|[КМГ]Б|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|%',
      pl: 'dni|dzie|robocz|rok|r\\.|wiersz|znak|[KMG]B|px|stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|paźdz|listop|grud',
    };
    const apart = every.filter(
      ({ language, message }) =>
        /# \p{L}/u.test(message) || new RegExp(`[\\d}] (?:${unit[language]})`, 'u').test(message),
    );
    expect(named(apart)).toEqual([]);
  });

  test('writes per cent as its language does', () => {
    const wrong = every.filter(({ language, message }) =>
      language === 'ru' ? /[\d}] ?%/u.test(message) : /\s%/u.test(message),
    );
    expect(named(wrong)).toEqual([]);
    expect(LANGUAGES.map((language) => say(language, 'profile.percent', { percent: 70 }))).toEqual([
      '70% complete (our own count)',
      'заполнено на 70\u00a0% (наш подсчёт)',
      'wypełniono 70% (nasz rachunek)',
    ]);
  });

  test('keeps the day with its month, and days with their number, where the platform writes them', () => {
    for (const language of LANGUAGES) {
      for (let month = 1; month <= 12; month += 1) {
        const on = `2027-${String(month).padStart(2, '0')}-03`;
        for (const text of [
          formatDay(language, d(on)),
          formatInstant(language, Date.parse(`${on}T12:05:00Z`), 'Europe/Warsaw'),
          dueText(speaker(language), language, d(on), d('2026-12-31')),
          dueText(speaker(language), language, d(on), d('2027-12-31')),
        ]) {
          expect(text).toMatch(/^\d+\u00a0\p{L}+ 2027\b/u);
          expect(text).not.toMatch(/\d \p{L}|г\./u);
        }
      }
    }
  });

  test('has one word for one idea', () => {
    const second: Readonly<Record<Language, RegExp>> = {
      // expire; e-mail; database; enrolment page.
      en: /\b(?:ran|runs?|running) out\b|(?<!e-)\bmails?\b|\bstore\b|registration page/iu,
      // Microsoft; соблюдение требований; страна; снять резерв; база данных; проект; внести в учёт.
      ru: /майкрософт|курс\p{L}* по соответствию|место оказания|резерв отмен|хранилищ|работы (?:зако|нача)|начать работы|ваучер(?:\p{L}*| \{name\}) записан|^(?:только )?записать/iu,
      // szkolenie compliance; anulować rezerwację; opłacony; opis procesu; kraj; baza danych; reguła; termin złożenia wniosku.
      pl: /\bkurs|zgodności|zwolni[jol]|zapłacony|przebieg\p{L}* pracy|miejsce świadczenia|magazyn|zasada \{|termin wniosku|prace (?:zako|trzeba)|nieosiągaln/iu,
    };
    expect(named(every.filter(({ language, message }) => second[language].test(message)))).toEqual([]);
  });
});

describe('the three languages', () => {
  test.each(LANGUAGES)('%s has the same keys as the others, in order', (language) => {
    const own = Object.keys(STRINGS[language]);
    expect(own).toEqual(keys);
    expect(own).toEqual([...own].sort());
  });

  test('say something for every key', () => {
    expect(named(every.filter(({ message }) => message.trim() !== message || message === ''))).toEqual([]);
  });

  test('take the same arguments', () => {
    // A number that one language inflects another may just name.
    const names = (language: Language, key: Key): readonly string[] => [
      key,
      ...new Set(argumentsOf(language, key).map((argument) => argument.replace(/:(?:plural|text)$/, ''))),
    ];
    for (const key of keys) {
      expect(names('ru', key)).toEqual(names('en', key));
      expect(names('pl', key)).toEqual(names('en', key));
    }
  });

  test.each([0, 1, 2, 5, 21, 22])('can say everything about %i', (count) => {
    for (const { language, key } of every) {
      const args = Object.fromEntries(
        argumentsOf(language, key).map((argument) => {
          const [name = '', kind] = argument.split(':');
          return [name, kind === 'text' ? 'x' : count];
        }),
      );
      const said = say(language, key, args);
      expect([language, key, said]).toEqual([
        language,
        key,
        expect.not.stringMatching(/[{}#]|undefined|^\s*$/),
      ]);
    }
  });

  test('count as their people count', () => {
    const categories = {
      en: ['one', 'other'],
      ru: ['one', 'few', 'many', 'other'],
      pl: ['one', 'few', 'many', 'other'],
    };
    let plurals = 0;
    for (const { language, key, message } of every) {
      for (const { type, value, options } of nodesOf(parse(language, message))) {
        if (type !== PLURAL) continue;
        plurals += 1;
        const forms = Object.keys(options ?? {}).filter((form) => !form.startsWith('='));
        const numberIsSaid = [
          ...nodesOf(Object.values(options ?? {}).flatMap((option) => [...option.value])),
        ].some((node) => node.type === POUND);
        // A plural that has one form only stands for a number alone: nothing is inflected.
        const wanted = forms.length === 1 && numberIsSaid ? ['other'] : (categories[language] ?? []);
        expect([language, key, value, ...forms.sort()]).toEqual([
          language,
          key,
          value,
          ...[...wanted].sort(),
        ]);
      }
    }
    expect(plurals).toBeGreaterThan(30);
  });

  test('say the number in the Russian form for one, for it is the form for 21 too', () => {
    const silent = every.filter(
      ({ language, message }) =>
        language === 'ru' &&
        [...nodesOf(parse(language, message))].some(({ type, options }) => {
          const one = options?.['one'];
          return (
            type === PLURAL && one !== undefined && ![...nodesOf(one.value)].some((n) => n.type === POUND)
          );
        }),
    );
    expect(named(silent)).toEqual([]);
  });

  test('have no quote that ICU would take for its own', () => {
    // A quote right before a brace begins literal text, and two quotes become one; messages without
    // arguments are said as they stand.
    expect(named(every.filter(({ message }) => /'[{}#|]|''/.test(message)))).toEqual([]);
  });
});

/** Keys that code puts together: what goes before, and that some key begins so. */
const DYNAMIC = [
  'answer.',
  'attest.',
  'bulkDid.',
  'bulkDo.',
  'bulkDoes.',
  'cancelled.nothing.',
  'denial.',
  'do.',
  'due.',
  'edition.',
  'eligibility.',
  'expiryFrom.',
  'fact.',
  'field.',
  'file.fault.',
  'file.problem.',
  'files.',
  'group.',
  'guard.',
  'guardName.',
  'history.',
  'home.bar.',
  'import.',
  'lacks.',
  'mail.state.',
  'mail.way.',
  'mailFile.problem.',
  'mailLink.',
  'near.',
  'next.',
  'now.',
  'overview.tab.',
  'permission.',
  'problem.',
  'profile.',
  'quarantine.',
  'quarantine.help.',
  'quarantine.why.',
  'question.',
  'questions.',
  'refused.',
  'release.',
  'role.',
  'sheet.cannot.',
  'sheet.choice.',
  'sheet.trouble.',
  'sheetField.',
  'sheetState.',
  'source.',
  'status.',
  'step.',
  'tick.',
  'told.',
  'toldMany.',
  'unreachable.',
  'unreachableFix.',
  'unreadable.',
  'void.',
  'way.',
] as const;

/** Prefixes whose keys must each be named, for code puts together some of them only. */
const NAMED: readonly string[] = [
  'eligibility.',
  'profile.',
  'do.',
  'due.',
  'history.',
  'next.',
  'guard.',
  'problem.',
  'refused.',
  'release.',
];

describe('the code', () => {
  const sources = ['cards/', 'dialogs/', 'bot/'].flatMap(sourcesIn);
  const code = sources.join('\n');
  const literals = new Set(
    [...code.matchAll(/['"`]([a-zA-Z]+\.[a-zA-Z0-9]+|[a-z]+)['"`]/g)].map(([, found]) => found),
  );
  const prefixes = new Set([...code.matchAll(/`((?:[a-zA-Z]+\.)+)\$\{/g)].map(([, found]) => found));

  test('says every key that there is', () => {
    const words = new Set([...code.matchAll(/['"](\w+)['"]/g)].map(([, word]) => word));
    const keysOfObjects = new Set([...code.matchAll(/\b(\w+):/g)].map(([, word]) => word));
    const unused = keys.filter((key) => {
      if (literals.has(key)) return false;
      const prefix = DYNAMIC.find((begin) => key.startsWith(begin));
      if (prefix === undefined || !prefixes.has(prefix)) return true;
      const rest = key.slice(prefix.length).replace(/Means$/, '');
      return NAMED.includes(prefix) && !words.has(rest) && !keysOfObjects.has(rest) && !domainWords.has(rest);
    });
    expect(unused).toEqual([]);
  });

  test('says no key that there is not', () => {
    const said = [...code.matchAll(/\b(?:t|their|say)\(\s*(?:\w+(?:\.\w+)?,\s*)?'([a-zA-Z.0-9]+)'/g)].map(
      ([, key]) => key ?? '',
    );
    expect(said.length).toBeGreaterThan(250);
    expect(
      said.filter(
        (key) => !keys.some((known) => known === key) && !LANGUAGES.some((language) => language === key),
      ),
    ).toEqual([]);
  });

  test('puts together only the prefixes that are listed here', () => {
    // `voucher.${…}` and `claim.${…}` are names of commands.
    const own = [...prefixes]
      .filter((prefix) => prefix !== 'voucher.' && prefix !== 'claim.')
      .filter((prefix) => keys.some((key) => key.startsWith(prefix ?? '')));
    expect(own.toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual([...DYNAMIC]);
  });
});

/** The ids by which the domain names reasons, states, steps and events. */
const domainWords = new Set(
  sourcesIn('domain/').flatMap((source) => [...source.matchAll(/'(\w+)'/g)].map(([, word]) => word)),
);

describe('what the bot says', () => {
  test('means the same where Markdown is rendered', () => {
    expect(named(every.filter(({ message }) => /[*_`~<[\]\\]|^\s*[#+>-]/m.test(message)))).toEqual([]);
  });

  test('begins with a number only where it is one line of several', () => {
    const numbered = every.filter(({ message }) => /^\d+[.)]\s/.test(message));
    expect(
      named(
        numbered.filter(({ key }) =>
          /\.title$|Title$|^(?:do|field|link|required|status|role|permission)\./.test(key),
        ),
      ),
    ).toEqual([]);
    expect(new Set(numbered.map(({ key }) => key.split('.')[0]))).toEqual(
      new Set(['assign', 'claim', 'report']),
    );
  });

  test("keeps to the programme's terms", () => {
    const wrong: Readonly<Record<Language, RegExp>> = {
      en: /\b(?:ticket|coupon)s?\b/i,
      ru: /операци|купон|талон/i,
      pl: /załącznik|kupon|\bbon(?:u|y|ów)?\b/i,
    };
    expect(named(every.filter(({ language, message }) => wrong[language].test(message)))).toEqual([]);
    const term = { en: /voucher/i, ru: /ваучер/i, pl: /voucher/i };
    const about = keys.filter(
      (key) => /\bvouchers?\b/i.test(STRINGS.en[key]) && !/\{[^}]*voucher/i.test(STRINGS.en[key]),
    );
    expect(about.length).toBeGreaterThan(50);
    const without = LANGUAGES.flatMap((language) =>
      about.filter((key) => !term[language].test(STRINGS[language][key])).map((key) => `${language} ${key}`),
    );
    // Where a translation speaks of "it" or "them" instead.
    expect(without.length).toBeLessThan(about.length / 4);
  });

  test('is written in the letters of its language', () => {
    const latin = /[a-z]{3,}/i;
    const cyrillic = /[а-яё]/i;
    expect(
      named(
        every.filter(
          ({ language, key, message }) =>
            language !== 'ru' && cyrillic.test(message) && key !== 'setUp.countryExample',
        ),
      ),
    ).toEqual([]);
    const inRussian = every.filter(
      ({ language, message }) => language === 'ru' && latin.test(message) && !cyrillic.test(message),
    );
    // Names of tools and examples only.
    expect(inRussian.filter(({ key, message }) => message !== STRINGS.en[key]).length).toBeLessThan(5);
  });
});

/** The example before the dash, as somebody would type it. */
function example(language: Language, key: Key): string {
  return STRINGS[language][key].split(/\s[—–-]\s/)[0] ?? '';
}

describe('the help', () => {
  const view = (name: View): Meaning => ({ kind: 'view', view: name });

  test.each(LANGUAGES)('shows words that are understood in %s', (language) => {
    expect(understand(example(language, 'help.money'))).toEqual(view('money'));
    expect(understand(example(language, 'help.next'))).toEqual(view('next'));
    const number = example(language, 'help.number');
    expect(understand(number)).toEqual({ kind: 'words', text: number });
    expect(number).toMatch(/^\d{4}$/);
    const customer = example(language, 'help.customer');
    expect(understand(customer)).toEqual({ kind: 'words', text: customer });
    expect(
      example(language, 'help.step')
        .split(', ')
        .map((typed) => understand(typed)),
    ).toEqual([
      { kind: 'voucher', asks: 'reserve', about: '0042' },
      { kind: 'voucher', asks: 'report', about: '0042' },
      { kind: 'voucher', asks: 'redeem', about: '' },
      { kind: 'voucher', asks: 'claim', about: '' },
    ]);
  });

  test.each(LANGUAGES)('names the words that work anywhere in %s', (language) => {
    const parts = STRINGS[language]['help.anywhere'].split(/[,;:]\s|\s[—–-]\s|\sand\s|\swork\s/);
    const meanings = parts.map((part) => understand(part)).filter(({ kind }) => kind === 'view');
    expect(meanings).toEqual(
      (['home', 'back', 'cancel', 'help', 'about'] as const).map((name) =>
        expect.objectContaining({ view: name }),
      ),
    );
    expect(meanings).toHaveLength(5);
  });
});

describe("the app's command menu", () => {
  // A prompt is a sentence: what it leads to is tested with the sentences.
  const commands = (manifest.bots[0]?.commandLists[0]?.commands ?? []).filter(
    ({ type }) => type !== 'prompt',
  );

  test('has commands', () => {
    expect(commands.length).toBeGreaterThanOrEqual(8);
  });

  test.each(commands.map(({ title }, index) => [title, index] as const))(
    '%s means the same in every language',
    (title, index) => {
      const meaning = understand(title);
      expect(meaning.kind).toMatch(/^(?:view|step)$/);
      for (const [file, translation] of Object.entries(translations)) {
        const said = translation[`bots[0].commandLists[0].commands[${index}].title`] ?? '';
        expect([file, said, understand(said)]).toEqual([file, said, meaning]);
      }
    },
  );
});

test('arguments are found', () => {
  expect(argumentsOf('en', 'refused.stale')).toEqual(['at:text', 'name:text']);
  expect(parse('en', 'a {b}').map(({ type }) => type)).toEqual([LITERAL, ARGUMENT]);
});

/** Every TypeScript file below a folder of the project. */
function sourcesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(folder + name, root), 'utf8'));
}
