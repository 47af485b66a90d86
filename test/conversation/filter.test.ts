import { beforeAll, describe, expect, test } from '@jest/globals';
import { countryName } from '../../cards/kit/format.ts';
import { filterRef, readFilter } from '../../cards/voucher/list-filter.ts';
import type { ListFilter } from '../../domain/desk/list-filter.ts';
import { LANGUAGES } from '../../domain/people/person.ts';
import { LOCALES, recorded, reserved, t, words } from './running-bot.ts';
import { world } from './world.ts';

/** What the list of vouchers is narrowed down by: the card, and what its button carries. */

const { anna, boris } = world({ people: { boris: 'consultant' } });

const PLANNED = 'SAP-7F3K-6001';
const FREE = 'SAP-7F3K-6002';
const OTHERS = 'SAP-7F3K-6003';
const ODD = 'SAP-7F3K-6004';
const ALL = [PLANNED, FREE, OTHERS, ODD];
const CONTOSO = 'Contoso Filters (synthetic)';
const LODKI = 'Żółte & Łódki, "=%" 10% [a](b) (synthetic)';

beforeAll(async () => {
  await reserved(anna, PLANNED, { customer: CONTOSO });
  await recorded(anna, FREE, { customer: CONTOSO });
  await recorded(anna, OTHERS, { customer: 'Fabrikam Filters (synthetic)' });
  await recorded(boris, ODD, { customer: LODKI });
});

const shown = (): readonly string[] =>
  ALL.filter((number) =>
    anna.actions.some(({ verb, data }) => verb === 'voucher.open' && data['id'] === number),
  );

async function narrowed(inputs: Record<string, string>): Promise<readonly string[]> {
  await anna.say('vouchers');
  await anna.press('vouchers.filter');
  anna.unfold();
  await anna.press('vouchers.narrow', inputs);
  return shown();
}

describe.each(LANGUAGES)('the filter card (%s)', (language) => {
  const say = words(language);

  test('gives the list, says what it is narrowed to and how many there are, and opens again with it', async () => {
    anna.person.setLocale(LOCALES[language]);
    await anna.say('vouchers');
    await anna.press('vouchers.filter');
    expect([anna.value('state'), anna.value('due'), anna.value('customer')]).toEqual(['open', 'any', '']);
    anna.unfold();
    await anna.press('vouchers.narrow', {
      customer: 'contoso filt',
      state: 'reserved',
      due: '90',
      engagement: 'sharepoint',
      offering: 'SDPS',
      consultantId: 'any',
      country: 'PL',
      who: 'mine',
    });
    expect(shown()).toEqual([PLANNED]);
    for (const part of [
      CONTOSO,
      countryName(language, 'PL'),
      say('status.reserved'),
      say('vouchers.onlyWithin', { days: 90 }),
      say('vouchers.onlyMine'),
      'SharePoint Deployment Planning',
    ])
      expect(anna.text).toContain(part);
    expect(anna.text).toContain(say('vouchers.count', { count: 1 }));
    await anna.press('vouchers.filter');
    expect(
      ['customer', 'state', 'due', 'engagement', 'offering', 'country', 'who'].map((id) => anna.value(id)),
    ).toEqual([CONTOSO, 'reserved', '90', 'sharepoint', 'SDPS', 'PL', 'mine']);
    // The same again is the same list; without the days it is another one.
    await anna.press('vouchers.narrow', { state: 'any', due: 'any' });
    expect(shown()).toEqual([PLANNED]);
    await anna.press('vouchers.filter');
    await anna.press('vouchers.narrow', { country: 'any', engagement: 'any', offering: 'any' });
    expect(shown()).toEqual([PLANNED, FREE]);
    await anna.press(say('do.clearFilter'));
    expect(anna.text).not.toContain(say('do.clearFilter'));
  });
});

test('a list of one state is narrowed down further, and no more than a state is that list', async () => {
  await anna.say('vouchers');
  await anna.press('vouchers.list', { list: 'reserved' });
  await anna.press('vouchers.filter');
  expect(anna.value('state')).toBe('reserved');
  await anna.press('vouchers.narrow');
  expect(anna.value('list')).toBe('reserved');
  expect(anna.verbs).toContain('vouchers.filter');
  expect(anna.text).not.toContain(t('do.clearFilter'));
  await anna.press('vouchers.filter');
  await anna.press('vouchers.narrow', { state: 'open' });
  expect(anna.value('list')).toBe('open');
});

test('what no choice of the card says stays as it is until something else is chosen', async () => {
  const filter: ListFilter = {
    states: ['assigned', 'reserved'],
    due: 300,
    customers: ['contoso-filters-synthetic', 'fabrikam-filters-synthetic'],
    engagements: ['sharepoint', 'exchange'],
    person: anna.person.who.aadObjectId,
  };
  await anna.forge('vouchers.page', { id: filterRef(filter) });
  expect(shown()).toEqual([PLANNED, FREE, OTHERS]);
  await anna.press('vouchers.filter');
  await anna.press('vouchers.narrow');
  expect(shown()).toEqual([PLANNED, FREE, OTHERS]);
  expect(anna.dataOf('vouchers.filter')['id']).toBe(filterRef(filter));
  await anna.press('vouchers.filter');
  await anna.press('vouchers.narrow', { customer: 'fabrikam' });
  expect(shown()).toEqual([OTHERS]);
});

describe('a customer', () => {
  test.each([
    ['żółte', [ODD]],
    ['Zolte Lodki', [ODD]],
    [LODKI, [ODD]],
    ['Contoso Filtrs', [PLANNED, FREE]],
  ])('is meant by “%s”', async (customer, found) => {
    expect(await narrowed({ customer })).toEqual(found);
  });

  test('whom nobody knows is said at the input, and what was chosen stays', async () => {
    await narrowed({ customer: 'Nobody at all', due: '30' });
    const label = t('field.customer');
    expect(anna.text).toContain(t('filter.noCustomer', { field: label }));
    expect([anna.value('customer'), anna.value('due')]).toEqual(['Nobody at all', '30']);
    await anna.press('vouchers.narrow', { customer: '' });
    expect(anna.verbs).toContain('vouchers.filter');
  });

  test('who is one of too many is asked for once more', async () => {
    for (let n = 0; n < 7; n += 1)
      await recorded(anna, `SAP-7F3K-61${n}0`, { customer: `Multi ${n} (synthetic)` });
    await narrowed({ customer: 'multi' });
    expect(anna.text).toContain('Multi 0');
    expect(anna.value('customer')).toBe('multi');
  });
});

describe('a filter that matches nothing', () => {
  test('says what to leave out, a button each, and each gives a list', async () => {
    expect(await narrowed({ customer: 'fabrikam filters', country: 'PL' })).toEqual([]);
    expect(anna.text).toContain(t('vouchers.onlyNone'));
    expect(anna.text).toContain(t('vouchers.onlyNoneHint'));
    const customer = 'Fabrikam Filters (synthetic)';
    const [one, other] = [customer, 'Poland'].map((part) => t('do.without', { part }));
    expect(anna.titles).toEqual(expect.arrayContaining([one, other]));
    const before = anna.card;
    await anna.press(one ?? '');
    expect(shown()).toContain(PLANNED);
    anna.card = before;
    await anna.press(other ?? '');
    expect(shown()).toEqual([OTHERS]);
  });

  test('by more than one part says so', async () => {
    expect(await narrowed({ customer: 'fabrikam filters', country: 'PL', offering: 'DDPS' })).toEqual([]);
    expect(anna.text).toContain(t('vouchers.onlyNoneAtAll'));
    expect(anna.verbs).toEqual(expect.arrayContaining(['vouchers.filter', 'vouchers.open']));
  });
});

describe('typed', () => {
  test.each<readonly [string, ListFilter]>([
    [
      'Contoso Filters vouchers reserved in Poland due within 90 days',
      { customers: ['contoso-filters-synthetic'], states: ['reserved'], country: 'PL', due: 90 },
    ],
    ['vouchers of Boris', { consultants: ['boris'] }],
    ['SDPS vouchers', { offering: 'SDPS' }],
    ['мои просроченные', { mine: true, due: 'overdue' }],
    ['w Polsce do 30 dni', { country: 'PL', due: 30 }],
    ['зарезервированные в Польше', { states: ['reserved'], country: 'PL' }],
    ['ваучеры в ближайшие 2 недели', { due: 14 }],
    ['vouchery w ciągu 30 dni', { due: 30 }],
    ['show vouchers due in the next 7 days', { due: 7 }],
  ])('“%s” gives that list', async (typed, wanted) => {
    await anna.say('home');
    await anna.say(typed);
    const list = readFilter(String(anna.dataOf('vouchers.filter')['id']));
    const isOfBoris = wanted.consultants !== undefined;
    expect(isOfBoris ? { ...list, consultants: ['boris'] } : list).toEqual(wanted);
    if (isOfBoris) expect(anna.text).toContain('Boris Ivanov');
  });

  test('what asks for a step with a country and days is no list; a very long text is answered', async () => {
    await anna.say(`reserve ${FREE} in Poland within 30 days`);
    expect(anna.verbs).toContain('reserve.done');
    await anna.say('cancel');
    await anna.say(`vouchers in Poland within 30 days ${'ż%&= '.repeat(2_000)}`);
    expect(anna.verbs.length).toBeGreaterThan(0);
  });
});

describe('what a button carries', () => {
  test('of a card of before is the same list', async () => {
    for (const [ref, found] of [
      ['only:span=mine', [PLANNED, FREE, OTHERS]],
      ['only:customer=contoso-filters-synthetic', [PLANNED, FREE]],
      ['only:customer=contoso-filters-synthetic&state=reserved', [PLANNED]],
      ['only:state=reserved&engagements=sharepoint,exchange', [PLANNED]],
    ] as const) {
      await anna.forge('vouchers.page', { id: ref });
      const list = shown();
      expect([ref, list]).toEqual([ref, found]);
      // Its next page began behind so many rows: there is no such place any more.
      for (const arg of ['5', '0.eyJhIjoxfQ', '12.x']) {
        await anna.forge('vouchers.page', { id: ref, arg });
        expect([ref, arg, shown()]).toEqual([ref, arg, list]);
      }
    }
  });

  test('that nobody made never fails', async () => {
    const refs = [
      'only:',
      'only:=&&==',
      'only:state=nothing&due=-1&country=xx&person=&customer=,,,',
      'only:customer=%E0%A4%A&consultant=%',
      `only:customer=${'x'.repeat(1_900)}`,
      `only:customer=${'x'.repeat(10_000)}`,
      `only:engagements=${'sharepoint,'.repeat(100)}`,
      'only:due=99999&state=any&span=constructor&__proto__=1',
      'only:country=PL&consultant=nobody&person=nobody',
    ];
    for (const id of refs)
      for (const verb of ['vouchers.page', 'vouchers.filter', 'vouchers.narrow']) {
        await anna.forge(verb, { id, arg: 'behind:zzzz' });
        expect([id, verb, anna.text]).not.toEqual([
          id,
          verb,
          expect.stringContaining(t('failure.unchanged')),
        ]);
        expect(anna.verbs.some((one) => one.startsWith('vouchers.'))).toBe(true);
      }
    await anna.forge('vouchers.narrow', { id: 'only:', state: 'nothing' });
    expect(anna.verbs).toContain('vouchers.narrow');
    await anna.forge('vouchers.narrow', { id: 'only:', due: '12345', customer: 'ż'.repeat(10_000) });
    expect(anna.verbs).toContain('vouchers.narrow');
  });
});
