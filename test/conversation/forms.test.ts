import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from '../../bot/local/wire.ts';
import { gallery } from '../cards/gallery.ts';
import { ACTS, begin, KEEP, prepareForms } from './forms.ts';
import { elementsOf, t } from './running-bot.ts';
import { TrueStore } from './true-store.ts';
import { world } from './world.ts';

let store: TrueStore;
const { bot, anna } = world({
  people: { boris: 'consultant' },
  how: async () => {
    store = await TrueStore.start();
    return { env: store.env };
  },
});
afterAll(() => store.close());

/** Their inputs only choose what is shown, or how a line of a mail or a list is read again, or what a list will do, or many vouchers. */
const VIEWS = [
  'assignCard',
  'bulkEachCard',
  'bulkReviewCard',
  'customerMessageCard',
  'filterCard',
  'lineCard',
  'severalCard',
  'sheetAsksCard',
  'sheetGroupCard',
  'sheetPreviewCard',
  'vouchersCard',
];

const isInput = ({ type }: Json): boolean => /^Input\.(?!Choice$)/.test(String(type));
const idsOf = (card: unknown): string =>
  elementsOf(card)
    .filter((part) => isInput(part) && part['choices'] !== null)
    .map(({ id }) => String(id))
    .sort()
    .join(',');

/** For each card with inputs in the gallery all that it can have. */
const known = new Map<string, Set<string>>();
for (const { made, card } of gallery({
  outside: (place, nth) => `${place} ${nth}`,
  permissions: ['admin'],
})) {
  const ids = idsOf(card);
  if (ids !== '') known.set(made, new Set([...(known.get(made) ?? []), ...ids.split(',')]));
}

beforeAll(() => prepareForms(bot, anna));

test('every card with inputs is opened here', () => {
  const opened = new Set([...KEEP, ...ACTS].map(({ card }) => card));
  expect([...known.keys()].filter((card) => !opened.has(card)).sort()).toEqual([...VIEWS].sort());
});

describe.each(KEEP.map((form) => [form.card, form] as const))('%s', (_card, { card, open, save, same }) => {
  test('saved as it is leaves every document as it was, and says so', async () => {
    await begin(anna, open);
    expect(
      idsOf(anna.card.card)
        .split(',')
        .filter((id) => known.get(card)?.has(id) !== true),
    ).toEqual([]);
    const before = await store.state();
    await anna.press(save, same);
    expect(JSON.parse(await store.state())).toEqual(JSON.parse(before));
    expect(anna.text).toContain(t('unchanged'));
  });
});

/** The label of an input without its mark; whether an error stands right above it, and is seen. */
function labelOf(input: Json): string {
  return String(input['label']).replace(` (${t('required.word')})`, '');
}

/** The error that stands right above the input, where all that it is in is open. */
function errorAbove(card: unknown, id: string): string | undefined {
  const within = (parts: readonly Json[]): string | undefined => {
    for (const [at, part] of parts.entries()) {
      if (part['id'] === id) {
        const above = parts[at - 1];
        return above?.['type'] === 'RichTextBlock'
          ? elementsOf(above['inlines'])
              .map(({ text }) => String(text))
              .join('')
          : undefined;
      }
      const inner = part['items'] ?? part['columns'];
      const found =
        part['isVisible'] === false || !Array.isArray(inner) ? undefined : within(inner as Json[]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return within((card as Json)['body'] as Json[]);
}

/** What no input takes, by its type. */
const WRONG: Readonly<Record<string, string>> = {
  'Input.Date': '2026-13-45',
  'Input.Number': '5.5',
  'Input.Text': 'x'.repeat(5_000),
};

describe.each([...KEEP, ...ACTS].map((form) => [form.card, form] as const))(
  '%s with an error',
  (_card, { card, open, save, same = {}, filled = {} }) => {
    test('names the input as it does, above it; what it cannot do without is marked', async () => {
      const given = { ...same, ...filled };
      await begin(anna, open);
      expect(
        idsOf(anna.card.card)
          .split(',')
          .filter((id) => known.get(card)?.has(id) !== true),
      ).toEqual([]);
      const values = Object.fromEntries(
        anna.inputs.flatMap(({ id, value }) => (value === undefined ? [] : [[String(id), value]])),
      ) as Json;
      const faults: string[] = [];
      for (const input of anna.inputs) {
        const id = String(input['id']);
        for (const wrong of ['', WRONG[String(input['type'])]]) {
          if (wrong === undefined) continue;
          // Only a refusal leaves all as it is; what is accepted has tests of its own.
          if (wrong === '' && input['isRequired'] !== true) continue;
          await anna.tamper(save, { ...values, ...given, [id]: wrong });
          const now = anna.inputs.find((one) => one['id'] === id);
          if (now === undefined) continue;
          const said = errorAbove(anna.card.card, id);
          if (said?.startsWith(`${labelOf(now)}: `) !== true) {
            faults.push(`${id} = ${JSON.stringify(wrong.slice(0, 20))}: ${said ?? anna.text.slice(0, 120)}`);
          }
        }
      }
      expect(faults).toEqual([]);
    });
  },
);

test('enrolling again says since when, and moves the day only when that is confirmed', async () => {
  await begin(anna, (chat) => chat.say('enrol'));
  const before = await store.state();
  await anna.press('enrol.done', { offering: 'SDPS', on: '2026-11-10' });
  expect(anna.text).toContain(
    t('enrol.again', { offering: 'SharePoint', since: '20\u00a0Nov 2026', on: '10\u00a0Nov 2026' }),
  );
  expect(JSON.parse(await store.state())).toEqual(JSON.parse(before));
  // Another day than the one that was shown is asked for anew.
  await anna.press('enrol.done', { on: '2026-11-11' });
  expect(anna.text).toContain(
    t('enrol.again', { offering: 'SharePoint', since: '20\u00a0Nov 2026', on: '11\u00a0Nov 2026' }),
  );
  await anna.press(t('do.enrolAgain', { on: '11\u00a0Nov 2026' }));
  expect(anna.text).toContain(t('enrol.done'));
});

test.each(['5', '5.0', '5,0', ' 5 ', '5,00', 5])('a number of days sent as %p is read', async (sent) => {
  await begin(anna, async () => {
    await anna.say('company');
    await anna.press('company.details');
  });
  await anna.tamper('company.saveDetails', { reportingBuffer: sent });
  expect(anna.text).toContain(t('unchanged'));
});

test('a button that is pressed without anything asks for what is marked, and for nothing else', async () => {
  const unmarked: string[] = [];
  for (const { card, open, save } of [...KEEP, ...ACTS]) {
    await begin(anna, open);
    const action = anna.actions.find(({ verb }) => verb === save);
    const empty = Object.fromEntries(anna.inputs.map(({ id }) => [String(id), '']));
    // One after another is filled in, as the errors ask for them.
    for (let round = 0; round < 12; round += 1) {
      await anna.forge(save, { ...action?.data, ...empty });
      const missing = anna.inputs.find(
        (input) =>
          errorAbove(anna.card.card, String(input['id']))?.endsWith(t('problem.missing', { field: '' })) ===
          true,
      );
      if (missing === undefined) break;
      if (missing['isRequired'] !== true) unmarked.push(`${card}: ${String(missing['id'])}`);
      empty[String(missing['id'])] = FILL[String(missing['id'])] ?? 'anything';
      if (FILL[String(missing['id'])] === undefined) break;
    }
  }
  expect([...new Set(unmarked)]).toEqual(CONDITIONAL);
});

/** The name of who is new, not of who is chosen; a status with its offering; the reason when an expiry is moved. */
const CONDITIONAL = ['participantsCard: name', 'statusCard: status', 'correctCard: reason'];

/** What is filled in to be asked for the next. */
const FILL: Readonly<Record<string, string>> = {
  start: '2027-01-11',
  end: '2027-01-15',
  companyName: 'Fabrikam Planning (synthetic)',
};

/** What is typed into an input of each type; a choice takes its last. */
function other(input: Json): string {
  const choices = input['choices'];
  if (Array.isArray(choices)) return String((choices.at(-1) as Json)['value']);
  if (input['type'] === 'Input.Date') return '2026-11-12';
  if (input['type'] === 'Input.Toggle') return 'true';
  return input['type'] === 'Input.Number' ? '7' : 'typed';
}

test('a form that a button shows again still holds what was typed', async () => {
  const lost: string[] = [];
  const seen: string[] = [];
  for (const { card, open, save } of [...KEEP, ...ACTS]) {
    await begin(anna, open);
    const beside = anna.actions.flatMap(({ verb }) =>
      verb?.split('.')[0] === save.split('.')[0] && verb !== save ? [String(verb)] : [],
    );
    for (const verb of new Set(beside)) {
      await begin(anna, open);
      const before = idsOf(anna.card.card);
      const typed = Object.fromEntries(anna.inputs.map((input) => [String(input['id']), other(input)]));
      const sends = anna.actions.find((action) => action.verb === verb)?.inputs.length !== 0;
      await anna.forge(verb, { ...anna.dataOf(verb), ...(sends ? typed : {}) });
      if (idsOf(anna.card.card) !== before) continue;
      seen.push(`${card}: ${verb}`);
      for (const input of anna.inputs) {
        const id = String(input['id']);
        if (input['value'] !== typed[id]) lost.push(`${card}: ${verb} loses ${id}`);
      }
    }
  }
  expect(lost).toEqual([]);
  // Those that ask again for something.
  expect([...new Set(seen)]).toEqual([
    'profileCard: profile.publish',
    'mailCard: record.andReserve',
    'mailListCard: record.pick',
    'mailListCard: record.chosen',
    'claimChooseCard: claim.submitted',
  ]);
});
