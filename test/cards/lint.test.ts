import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Template } from 'adaptivecards-templating';
import { IntlMessageFormat } from 'intl-messageformat';
import { TestAdapter, TurnContext } from 'botbuilder';
import { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { IN_SIGHT, MAX_ACTIONS } from '../../cards/kit/actions.ts';
import type { Element } from '../../cards/kit/elements.ts';
import type { Card } from '../../cards/kit/template.ts';
import { say, STRINGS, type Key } from '../../cards/kit/say.ts';
import { isVerb, VERBS, type Step, type Verb } from '../../cards/verbs.ts';
import { MainDialog } from '../../dialogs/main.ts';
import { parkedAction } from '../../dialogs/parked.ts';
import { ANSWER, TURN, type Answer } from '../../dialogs/step.ts';
import { Turn } from '../../dialogs/turn.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { TENANT, World } from '../domain/given.ts';
import { inSlices } from '../../bot/turn/slices.ts';
import { packing } from '../../bot/turn/packing.ts';
import { watchFills } from './fills.ts';
import { gallery, type Shown } from './gallery.ts';
import { CODES, DETAILS } from './gallery/answers.ts';
import { longest } from './gallery/outside.ts';
import { complaintsAbout, unknownIn } from './schema.ts';

type Part = Readonly<Record<string, unknown>>;

const CARD_FILES = new URL('../../cards/', import.meta.url);

/** What differs between two cards beside their words. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}

const hashOf = (text: string): string => createHash('sha1').update(text).digest('base64');

/** The functions that made a card, and which of them for whom in which language. */
const makers = new Set<string>();
const combinations = new Set<string>();
/** The cards that an admin sees, in order, by language: what made each, and a hash of its shape. */
const shapes: Record<Language, string[]> = { en: [], ru: [], pl: [] };
/** The same card is kept and looked at once, whoever it is shown to: there are too many to keep them all. */
const different: Shown[] = [];
const seen = new Set<string>();
const templates = new Map<Element, Template>();
/** The first fill that is not what adaptivecards-templating makes of the whole template with the same data. */
let unlike: { readonly filled: unknown; readonly plain: unknown } | undefined;
let fills = 0;
let isCompared = true;
watchFills(({ whole, expansion, data }) => {
  if (!isCompared) return;
  fills += 1;
  const template = templates.get(whole) ?? new Template(whole);
  templates.set(whole, template);
  const [filled, plain] = [expansion.filled(data), template.expand({ $root: data }) as unknown];
  if (!isDeepStrictEqual(filled, plain)) unlike ??= { filled, plain };
});

// Usual lengths in the texts' own letters; what only the longest texts can break has tests of its own.
for (const one of gallery({ outside: (place, nth) => `Synthetic ${place} ${nth}` })) {
  const { made, language, permission, card } = one;
  makers.add(made);
  combinations.add(`${made} ${language} ${permission}`);
  const hash = hashOf(language + JSON.stringify(card));
  if (permission === 'admin')
    shapes[language].push(`${one.of.split(' (')[0]} ${hashOf(JSON.stringify(shapeOf(card)))}`);
  if (seen.has(hash)) continue;
  seen.add(hash);
  different.push(one);
}
isCompared = false;

/** Every object of a card with a `type`, and choices, in the order in which they are drawn. */
function* partsOf(value: unknown, key = ''): Generator<Part> {
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) yield* partsOf(item, key);
  } else if (typeof value === 'object' && value !== null) {
    const part = value as Part;
    if (key === 'choices') yield { type: 'Input.Choice', ...part };
    else if (typeof part['type'] === 'string') yield part;
    for (const [name, inner] of Object.entries(part)) {
      if (name !== 'data') yield* partsOf(inner, name);
    }
  }
}

const knownParts = new WeakMap<Card, readonly Part[]>();

/** The parts of a card, found once: nearly every rule looks at them. */
function partsIn(card: Card): readonly Part[] {
  const known = knownParts.get(card) ?? [...partsOf(card)];
  knownParts.set(card, known);
  return known;
}

const isAction = ({ type }: Part): boolean => String(type).startsWith('Action.');
const isInput = ({ type }: Part): boolean => String(type).startsWith('Input.') && type !== 'Input.Choice';
const of = (card: Card, wanted: (part: Part) => boolean): Part[] => partsIn(card).filter(wanted);

/** The names of the cards that break a rule, with what breaks it; none when it is kept. */
function broken(
  rule: (card: Card, one: Shown) => readonly string[],
  cards: Iterable<Shown> = different,
): string[] {
  const found = new Set<string>();
  for (const one of cards) {
    for (const what of rule(one.card, one)) found.add(`${one.of}: ${what}`);
    if (found.size > 20) break;
  }
  return [...found];
}

/** Texts that somebody reads, with the name of the property that holds them; not what people entered. */
function textsOf(card: Card): readonly { readonly sink: string; readonly text: string }[] {
  return partsIn(card).flatMap((part) => {
    const type = String(part['type']);
    const names = ['text', 'title', 'label', 'errorMessage', 'placeholder', 'altText', 'fallbackText'];
    return names.flatMap((name) => {
      const text = part[name];
      return typeof text === 'string' ? [{ sink: `${type}.${name}`, text }] : [];
    });
  });
}

describe('the gallery', () => {
  test('shows every card that cards/ makes', async () => {
    const files = readdirSync(CARD_FILES, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const made: string[] = [];
    for (const file of files) {
      const exported = (await import(new URL(file, CARD_FILES).href)) as Readonly<Record<string, unknown>>;
      for (const [name, value] of Object.entries(exported)) {
        if (typeof value === 'function' && /.Card$/.test(name) && name !== 'defineCard') made.push(name);
      }
    }
    expect([...makers].sort()).toEqual(made.sort());
  });

  test('shows every answer of a guard', () => {
    expect([...new Set(DETAILS.map(({ code }) => code))].sort()).toEqual(Object.keys(CODES).sort());
  });

  test('is filled as adaptivecards-templating fills the whole template', () => {
    expect(fills).toBeGreaterThan(10_000);
    expect(unlike?.filled).toEqual(unlike?.plain);
    expect(unlike).toBeUndefined();
  });

  test('shows each to everybody, in every language', () => {
    expect(combinations.size).toBe(makers.size * LANGUAGES.length * 4);
  });
});

/** Words in sight, of the cards that people see most. */
const BUDGETS = {
  homeCard: 90,
  voucherCard: 60,
  reserveCard: 100,
  recordCard: 60,
  recordStageCard: 70,
  rescheduleCard: 50,
  releaseCard: 75,
  loseCard: 60,
  correctCard: 60,
  undoCard: 60,
  voidCard: 60,
  eligibilityCard: 90,
  claimCard: 90,
  moneyCard: 130,
  claimChooseCard: 90,
  denialCard: 40,
  claimUndoCard: 50,
  registerCard: 90,
  helpCard: 90,
  aboutCard: 90,
  welcomeCard: 90,
  strangerCard: 90,
  failureCard: 60,
  workingCard: 60,
  offeringCard: 130,
  companyCard: 110,
  profilesCard: 110,
  setUpDoneCard: 110,
  questionsCard: 70,
  answerCard: 130,
  overviewCard: 110,
};

/** What was done or refused just now: it stands above the card once, and is as long as the reason is. */
function isBanner({ style, items }: Part): boolean {
  const inner = Array.isArray(items) ? (items as readonly Part[]) : [];
  return typeof style === 'string' && inner.length === 1 && inner[0]?.['type'] === 'RichTextBlock';
}

/** Signs of a row's first text that the name of its button holds. */
const ROW_BEGINS = 40;

/** What a button is called to who hears it: what the tooltip adds to a title is a part of the name. */
function spokenName({ title = '', tooltip = '' }: Part): string {
  const [said, more] = [String(title), String(tooltip)];
  return more === '' || more.startsWith(said) ? more || said : `${said}: ${more}`;
}

/** Letters and digits, and where they are parted. */
function bare(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
}

/** What is read without opening anything, as a client of Teams shows it on a phone. */
function textsInSight(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap((one) => textsInSight(one));
  if (typeof part !== 'object' || part === null) return [];
  const { fallback: _fallback, data: _data, choices, ...rest } = part as Part;
  if (rest['isVisible'] === false || rest['mode'] === 'secondary') return [];
  if (String(rest['targetWidth']).startsWith('atLeast:')) return [];
  const isOpen = rest['style'] === 'expanded';
  const own = ['text', 'title', 'label'].flatMap((name) => {
    const said = rest[name];
    return typeof said === 'string' ? [said] : [];
  });
  const { selectAction: _select, ...inner } = rest;
  return [
    ...own,
    ...Object.values(inner).flatMap((value) => textsInSight(value)),
    ...(isOpen ? textsInSight(choices) : []),
  ];
}

describe('a card', () => {
  test('is read by the official parser without a complaint', () => {
    expect(broken((card) => complaintsAbout(card))).toEqual([]);
  });

  test('is of a version that Teams shows', () => {
    expect(
      broken(({ type, version }) =>
        type === 'AdaptiveCard' && typeof version === 'string' && /^1\.[0-5]$/.test(version)
          ? []
          : [JSON.stringify(version)],
      ),
    ).toEqual([]);
  });

  test('has only what schema 1.5 knows, and what Teams alone knows with something of schema 1.5 instead', () => {
    expect(broken((card) => unknownIn(card, false))).toEqual([]);
  });

  // In the letters of its readers, and in letters that take three bytes each. Of the form of a profile more than half
  // is the description and the tags that somebody typed. Teams itself takes more than three times as much.
  test.each(['W', 'Ж', '漢'])(
    'stays below 25,000 bytes when every text is as long as it can be: %s',
    (letter) => {
      const cards = gallery({ outside: longest(letter), permissions: ['admin'] });
      expect(
        broken((card, { made }) => {
          const bytes = Buffer.byteLength(JSON.stringify(card));
          return bytes < (made === 'profileCard' ? 25_600 : 25_000) ? [] : [`${bytes} bytes`];
        }, cards),
      ).toEqual([]);
    },
  );

  test('names every input, says what is wrong with it, and has each id once', () => {
    expect(
      broken((card) => {
        const inputs = of(card, isInput);
        const ids = of(card, ({ id }) => id !== undefined).map(({ id }) => String(id));
        return [
          ...inputs
            .filter(({ label, errorMessage }) => !label || !errorMessage)
            .map(({ id }) => `${String(id)} has no words`),
          ...inputs
            .filter(({ id }) => typeof id !== 'string' || !/^\w+$/.test(id))
            .map(({ id }) => `${String(id)} is no id`),
          ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} twice`),
        ];
      }),
    ).toEqual([]);
  });

  test('says in words which inputs are required, and of no others', () => {
    const says = Object.fromEntries(
      LANGUAGES.map((language) => [language, `(${say(language, 'required.word')})`]),
    );
    expect(
      broken((card, { language }) =>
        of(card, isInput)
          .filter(
            ({ label, isRequired }) => String(label).endsWith(says[language] ?? '') !== (isRequired === true),
          )
          .map(({ id, label }) => `${String(id)}: ${String(label)}`),
      ),
    ).toEqual([]);
    const twice = Object.values(says).map((word) => `${word} ${word}`);
    expect(
      broken((card) =>
        textsOf(card).flatMap(({ text }) => (twice.some((word) => text.includes(word)) ? [text] : [])),
      ),
    ).toEqual([]);
  });

  test('has inputs whose value can be one of its choices', () => {
    expect(
      broken((card) =>
        of(card, ({ type }) => type === 'Input.ChoiceSet').flatMap(
          ({ id, value, choices, isMultiSelect }) => {
            const offered = (choices as readonly Part[]).map((choice) => choice['value']);
            const chosen = isMultiSelect === true ? String(value).split(',') : [value];
            return [
              ...(offered.length === new Set(offered).size ? [] : [`${String(id)} offers one twice`]),
              ...chosen
                .filter((one) => one !== '' && !offered.includes(one))
                .map((one) => `${String(id)}: ${String(one)}`),
            ];
          },
        ),
      ),
    ).toEqual([]);
  });

  test('has values of the type that their inputs take: a client shows nothing for another', () => {
    const fits = ({ type, value, valueOn = 'true', valueOff = 'false' }: Part): boolean => {
      if (value === undefined) return true;
      if (type === 'Input.Number') return typeof value === 'number';
      if (type === 'Input.Toggle') return value === valueOn || value === valueOff;
      if (typeof value !== 'string') return false;
      return type !== 'Input.Date' || /^(\d{4}-\d\d-\d\d)?$/.test(value);
    };
    expect(
      broken((card) =>
        of(card, isInput)
          .filter((input) => !fits(input))
          .map(({ id, type, value }) => `${String(id)}: ${JSON.stringify(value)} in ${String(type)}`),
      ),
    ).toEqual([]);
  });

  test('falls back to Submit with the same words, reference and inputs', () => {
    expect(
      broken((card) =>
        of(card, ({ type }) => type === 'Action.Execute').flatMap(
          ({ title, verb, data, associatedInputs, fallback }) => {
            const expected = {
              type: 'Action.Submit',
              title,
              data: { ...(data as object), verb },
              associatedInputs,
            };
            const { type, title: said, data: sent, associatedInputs: inputs } = (fallback ?? {}) as Part;
            const same =
              JSON.stringify({ type, title: said, data: sent, associatedInputs: inputs }) ===
              JSON.stringify(expected);
            return same ? [] : [String(title)];
          },
        ),
      ),
    ).toEqual([]);
    expect(
      broken((card) =>
        of(card, ({ type }) => type === 'Action.Submit').flatMap(({ data }) =>
          'verb' in (data as object) ? [] : ['no verb'],
        ),
      ),
    ).toEqual([]);
  });

  test('lets people leave while a required input is empty', () => {
    const leaving: readonly Key[] = [
      'do.cancel',
      'do.back',
      'do.later',
      'do.no',
      'do.notOurs',
      'do.home',
      'do.lose',
    ];
    expect(
      broken((card, { language }) => {
        const titles = leaving.map((key) => say(language, key));
        const asks = of(card, ({ isRequired }) => isRequired === true).length > 0;
        return of(card, ({ type }) => type === 'Action.Execute')
          .filter(({ verb, title }) => {
            const act = String(verb).split('.')[1] ?? '';
            const away =
              /^(?:open|one|next|look|now|no|back|correct|notOurs)$/.test(act) ||
              titles.includes(String(title));
            return asks && away && !/^(?:lose[.]done|record[.]correct)$/.test(String(verb));
          })
          .filter(({ associatedInputs }) => associatedInputs !== 'none')
          .map(({ title, verb }) => `${String(title)} (${String(verb)})`);
      }),
    ).toEqual([]);
    const always: readonly Key[] = ['do.cancel', 'do.back', 'do.later', 'do.no', 'do.notOurs'];
    expect(
      broken((card, { language }) =>
        of(card, isAction)
          .filter(({ title }) => always.some((key) => title === say(language, key)))
          .filter(({ associatedInputs }) => associatedInputs !== 'none')
          .map(({ type, title }) => `${String(type)} ${String(title)}`),
      ),
    ).toEqual([]);
  });

  test('sends what was entered with the buttons that need it', () => {
    expect(
      broken((card, { permission }) => {
        const required = of(card, ({ isRequired }) => isRequired === true);
        const sending = of(
          card,
          ({ type, associatedInputs }) => type === 'Action.Execute' && associatedInputs !== 'none',
        );
        return required.length > 0 && sending.length === 0 && permission === 'admin'
          ? ['nothing sends the inputs']
          : [];
      }),
    ).toEqual([]);
  });

  test('has at most four buttons in sight, and at least one; inside it six in a row', () => {
    expect([IN_SIGHT, MAX_ACTIONS]).toEqual([4, 6]);
    expect(
      broken((card) => {
        const inSight = (actions: unknown): number =>
          (actions as readonly Part[]).filter(({ mode }) => mode !== 'secondary').length;
        const sets = of(card, ({ type }) => type === 'ActionSet').map(({ actions }) => inSight(actions));
        return [
          ...sets.filter((count) => count > MAX_ACTIONS).map((count) => `${count} buttons in a set`),
          ...(inSight(card['actions']) > IN_SIGHT ? [`${inSight(card['actions'])} buttons`] : []),
          ...((card['actions'] as readonly Part[]).length === 0 ? ['no way on'] : []),
        ];
      }),
    ).toEqual([]);
  });

  test('leads to the web by https, and to a mail program as a link of ours', () => {
    expect(
      broken((card) =>
        of(card, ({ type }) => type === 'Action.OpenUrl').flatMap(({ url }) => {
          const text = String(url);
          if (/^https:\/\/[^\s"<>]+$/.test(text) && URL.canParse(text)) return [];
          const isMail = /^mailto:(?:[\w.%~-]+@[\w.%~-]+)?\?subject=[\w.%~-]+(?:&body=[\w.%~-]+)?$/.test(
            text,
          );
          return isMail && text.length <= 1_800 ? [] : [text];
        }),
      ),
    ).toEqual([]);
  });

  test('has no button twice', () => {
    expect(
      broken((card) => {
        const titles = (card['actions'] as readonly Part[]).map(({ title }) => String(title));
        return titles.filter((title, index) => titles.indexOf(title) !== index);
      }),
    ).toEqual([]);
  });

  test('has buttons that are told apart by their names alone', () => {
    expect(
      broken((card) => {
        const leads = new Map<string, string>();
        // One that stands in for another leads where that one does: the rule above.
        const actions = of(card, isAction);
        const instead = new Set(actions.map(({ fallback }) => fallback));
        return actions.flatMap((action) => {
          if (instead.has(action)) return [];
          const name = spokenName(action);
          const { commandId: _each, ...data } = (action['data'] ?? {}) as Part;
          const lead = JSON.stringify([action['verb'], data, action['url'], action['targetElements']]);
          const other = leads.get(name);
          leads.set(name, lead);
          return other === undefined || other === lead ? [] : [`“${name}” is ${other} and ${lead}`];
        });
      }),
    ).toEqual([]);
  });

  test('has rows whose button says what stands in them', () => {
    expect(
      broken((card) =>
        of(card, ({ selectAction }) => selectAction !== undefined).flatMap((row) => {
          const name = spokenName(row['selectAction'] as Part);
          // Initials stand for the name beside them.
          const first = textsInSight(row).find((text) => bare(text).length > 2) ?? '';
          const isSaid = name !== '' && bare(name).includes(bare(first).slice(0, ROW_BEGINS));
          return isSaid ? [] : [`“${name}” for “${first}”`];
        }),
      ),
    ).toEqual([]);
  });

  test('is no wider than a phone', () => {
    expect(
      broken((card) => {
        const json = JSON.stringify(card);
        return [...json.matchAll(/"(?:minHeight|height|pixelWidth)":"?\d[^,}]*|"\d+px"/g)].map(
          ([found]) => found,
        );
      }),
    ).toEqual([]);
  });

  test('shows no code where its name could stand', () => {
    const codes = /\bG\d{1,2}\b/u;
    expect(broken((card) => textsInSight(card).filter((text) => codes.test(text)))).toEqual([]);
  });

  // What is read at a glance, with texts of usual length; what is folded is read by who asks for it.
  test.each(Object.entries(BUDGETS))('is read at a glance: %s', (made, budget) => {
    expect(
      broken((card, one) => {
        if (one.made !== made) return [];
        const count = textsInSight({
          ...card,
          body: (card['body'] as readonly Part[]).filter((part) => !isBanner(part)),
        })
          .join(' ')
          .split(/\s+/u)
          .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
        return count > budget ? [`${count} words`] : [];
      }),
    ).toEqual([]);
  });

  test('tells in words what a picture shows', () => {
    expect(
      broken((card) =>
        of(card, ({ type }) => type === 'Image').flatMap(({ altText, url }) =>
          altText ? [] : [String(url)],
        ),
      ),
    ).toEqual([]);
  });

  test('has every text filled in', () => {
    expect(
      broken((card) => {
        const strings: string[] = [];
        JSON.stringify(card, (_, value: unknown) => {
          if (typeof value === 'string') strings.push(value);
          return value;
        });
        return strings.filter((text) => /[{}]|\$\{|\bundefined\b|\bnull\b|\bNaN\b|\[object/.test(text));
      }),
    ).toEqual([]);
    expect(
      broken((card) =>
        textsOf(card).flatMap(({ sink, text }) =>
          text.trim() === '' && sink !== 'TextRun.text' ? [sink] : [],
        ),
      ),
    ).toEqual([]);
    expect(
      broken((card) =>
        of(card, ({ type }) => type === 'RichTextBlock').flatMap(({ inlines }) =>
          (inlines as readonly Part[]).every((run) => String(run['text']).trim() === '')
            ? ['an empty line']
            : [],
        ),
      ),
    ).toEqual([]);
    expect(
      broken((card) =>
        of(card, () => true).flatMap((part) =>
          Object.entries(part).flatMap(([name, value]) =>
            value === undefined || value === null ? [name] : [],
          ),
        ),
      ),
    ).toEqual([]);
  });

  test('has nothing that Markdown would change where Markdown is rendered', () => {
    const markdown = /[*_`~<>|\\[\]]|^\s*(?:#|\d+[.)]\s|[-+]\s)/m;
    expect(
      broken((card) =>
        textsOf(card)
          .filter(({ sink }) => sink !== 'TextRun.text')
          .flatMap(({ sink, text }) => (markdown.test(text) ? [`${sink}: ${text}`] : [])),
      ),
    ).toEqual([]);
  });

  test('is in the language of its reader only', () => {
    const english = englishOnly();
    expect(
      broken((card, { language, customerLanguage }) => {
        if (language === 'en') return [];
        const { exact, parts } = english[language];
        return textsOf(card)
          .filter(({ sink }) => customerLanguage === undefined || sink !== 'Input.Text.value')
          .flatMap(({ text }) => [
            ...(exact.has(text.replace(/:$/, '').trim()) ? [text] : []),
            ...parts.filter((part) => text.includes(part)),
          ]);
      }),
    ).toEqual([]);
  });

  test('is in each language as it is in the others, but for the words', () => {
    expect(shapes.ru).toEqual(shapes.en);
    expect(shapes.pl).toEqual(shapes.en);
  });
});

/** What only an English card says: whole texts, and the fixed parts of longer ones. */
function englishOnly(): Readonly<
  Record<'ru' | 'pl', { readonly exact: ReadonlySet<string>; readonly parts: readonly string[] }>
> {
  const made = (['ru', 'pl'] as const).map((language) => {
    const exact = new Set<string>();
    const parts: string[] = [];
    const own = Object.values(STRINGS[language]);
    for (const text of Object.values(STRINGS.en)) {
      if (own.includes(text)) continue;
      if (!text.includes('{')) exact.add(text);
      for (const part of fixedParts(text)) {
        // The tools' own buttons and pages keep their English names.
        const named = own.some((one) => one.includes(part));
        if (part.length >= 12 && part.includes(' ') && !named) parts.push(part);
      }
    }
    return [language, { exact, parts }] as const;
  });
  return Object.fromEntries(made) as unknown as ReturnType<typeof englishOnly>;
}

/** The literal parts of an ICU message. */
function fixedParts(message: string): readonly string[] {
  const found: string[] = [];
  JSON.stringify(
    new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst(),
    (_, value: unknown) => {
      const part = value as { readonly type?: unknown; readonly value?: unknown } | null;
      if (typeof part === 'object' && part?.type === 0 && typeof part.value === 'string')
        found.push(part.value.trim());
      return value;
    },
  );
  return found;
}

describe('a verb', () => {
  const verbs = new Set(
    different.flatMap(({ card }) =>
      of(card, ({ type }) => type === 'Action.Execute').map(({ verb }) => String(verb)),
    ),
  );

  /** What the main dialog answers to a press of somebody who is let in. */
  async function pressed(verb: Verb | undefined): Promise<Card> {
    const world = await World.begun();
    const unit = world.desk.begin(TENANT);
    const turn = new Turn({
      desk: world.desk,
      unit,
      actor: world.admin,
      input: { kind: 'press', verb, inputs: {} },
      inSlices,
      packing,
    });
    const context = new TurnContext(new TestAdapter(() => Promise.resolve()), {
      type: 'message',
      channelId: 'synthetic',
    });
    context.turnState.set(TURN, turn);
    const dc = new DialogContext(new DialogSet().add(new MainDialog()), context, { dialogStack: [] });
    await dc.beginDialog('main');
    return context.turnState.get<Answer>(ANSWER).card;
  }

  /** The button that leads back to a draft of this step. */
  const leadsBack = (step: Step): string => {
    const { desk, admin: actor } = new World();
    const turn = new Turn({
      desk,
      unit: desk.begin(TENANT),
      actor,
      input: { kind: 'installed' },
      inSlices,
      packing,
    });
    const verb = parkedAction(turn.withParked([{ step, subject: '' }]))?.['verb'];
    return typeof verb === 'string' ? verb : '';
  };

  test('is a step and an act', () => {
    expect([...verbs].filter((verb) => !/^[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*$/.test(verb))).toEqual([]);
    expect(verbs.size).toBeGreaterThan(40);
  });

  /** Steps that begin by another verb of theirs, or by what comes in; their `open` is only what leads back to a draft. */
  const BEGUN_OTHERWISE: readonly Step[] = ['bulk', 'record', 'register', 'settle', 'sheet'];

  test('has a button, and every button has a verb that is listed', () => {
    const back = BEGUN_OTHERWISE.map(leadsBack);
    expect([...new Set([...verbs, ...back])].sort()).toEqual([...VERBS].sort());
    expect(back.filter((verb) => verbs.has(verb))).toEqual([]);
  });

  const unknown = say('en', 'refused.unknownButton');

  test.each([...VERBS].sort())('%s is answered', async (verb) => {
    const card = await pressed(verb);
    expect(card.type).toBe('AdaptiveCard');
    expect(JSON.stringify(card)).not.toContain(unknown);
  });

  test('that no card has is said to be unknown', async () => {
    expect(isVerb('nowhere.open')).toBe(false);
    expect(JSON.stringify(await pressed(undefined))).toContain(unknown);
  });
});
