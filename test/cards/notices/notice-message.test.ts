import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../../cards/kit/template.ts';
import { say } from '../../../cards/kit/say.ts';
import { channelMessage, noticeMessage } from '../../../cards/notices/notice-message.ts';
import type { Told } from '../../../cards/notices/told.ts';
import { addDays } from '../../../domain/day.ts';
import type { Standing } from '../../../domain/desk/standing.ts';
import { COMPANY_ID, personId, voucherId } from '../../../domain/store/ids.ts';
import type { VoucherDocument } from '../../../domain/store/documents.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { readToldList } from '../../../cards/notices/told-list.ts';
import { RULES } from '../../../domain/notices/rules.ts';
import { NOTICE_CODES, type Notice } from '../../../domain/notices/notice.ts';
import { LANGUAGES, type Language, type Permission } from '../../../domain/people/person.ts';
import type { Stage } from '../../../domain/voucher/model.ts';
import { companyOf, d, factsOf, reportOf, reservationOf, TENANT } from '../../domain/given.ts';

const TODAY = d('2020-06-15');
const standing: Standing = {
  company: companyOf(),
  edition: edition('2020'),
  today: TODAY,
  texts: {},
  version: 1,
};

const reported: Stage = { status: 'reported', reservation: reservationOf(), report: reportOf() };
const redeemed: Stage = { ...reported, status: 'redeemed', redemption: { on: TODAY } };

function voucher(number: string, stage: Stage = { status: 'assigned' }): VoucherDocument {
  return {
    id: voucherId(number),
    tenantId: TENANT,
    kind: 'voucher',
    schema: 1,
    version: 3,
    texts: { customer: 'Contoso (synthetic)', adminEmail: 'secret@customer.example' },
    changedBy: 'ada',
    changedAt: 0,
    status: stage.status,
    open: true,
    due: TODAY,
    suffix: number.slice(-4),
    state: { facts: factsOf({ number }), stage, breaches: [] },
  };
}

const tell = (over: Partial<Notice>, doc: VoucherDocument = voucher('SAP-7F3K-0042'), by?: string): Told => ({
  notice: { code: 'reserve.now', subject: doc.id, day: TODAY, ...over },
  doc,
  ...(by === undefined ? {} : { by }),
});

const reader = (language: Language = 'en', permission: Permission = 'consultant') => ({
  language,
  permission,
});
/** What is told, with the spaces that do not break as spaces. */
const summary = (told: Told, language: Language = 'en'): string =>
  noticeMessage(reader(language), [told], standing).summary.replaceAll('\u00a0', ' ');

interface Shown {
  readonly lines: readonly string[];
  readonly actions: readonly string[];
}
function shown(card: Card): Shown {
  const lines: string[] = [];
  JSON.stringify(card['body'], (key, value: unknown) => {
    const texts = textsOf(value);
    // A row of several: whose it is, and what is said of it.
    if (texts.length > 1) lines.push(texts.join(' | '));
    if (key === 'text' && typeof value === 'string') lines.push(value);
    return texts.length > 1 ? undefined : value;
  });
  const actions = card['actions'] as readonly { readonly title: string; readonly verb?: string }[];
  return { lines: lines.slice(1), actions: actions.map(({ title, verb }) => `${title}: ${verb ?? 'link'}`) };
}

/** The texts of a column that holds nothing else. */
function textsOf(value: unknown): readonly string[] {
  const { type, items = [] } = (value ?? {}) as {
    readonly type?: string;
    readonly items?: readonly {
      readonly type: string;
      readonly inlines?: readonly { readonly text: string }[];
    }[];
  };
  if (type !== 'Column' || items.some((one) => one.type !== 'RichTextBlock')) return [];
  return items.map(({ inlines = [] }) => inlines.map(({ text }) => text).join(''));
}

/** What the lines of a card open, from above. */
function opened(card: Card): readonly { readonly verb: string; readonly data: { readonly arg?: string } }[] {
  const found: { readonly verb: string; readonly data: { readonly arg?: string } }[] = [];
  JSON.stringify(card['body'], (key, value: unknown) => {
    if (key === 'selectAction') found.push(value as (typeof found)[number]);
    return value;
  });
  return found;
}

describe('a sentence', () => {
  test.each([
    ['en', 1, 'it has not been reserved for 1 day.'],
    ['en', 3, 'it has not been reserved for 3 days.'],
    ['ru', 1, 'вы не резервируете его уже 1 день.'],
    ['ru', 3, 'вы не резервируете его уже 3 дня.'],
    ['ru', 7, 'вы не резервируете его уже 7 дней.'],
    ['ru', 21, 'вы не резервируете его уже 21 день.'],
    ['pl', 1, 'pozostaje bez rezerwacji od 1 dnia.'],
    ['pl', 7, 'pozostaje bez rezerwacji od 7 dni.'],
    ['pl', 22, 'pozostaje bez rezerwacji od 22 dni.'],
  ] as const)('counts the days in %s: %i', (language, days, end) => {
    const said = summary(tell({ day: addDays(TODAY, -days) }), language);
    expect(said).toContain('SAP-7F3K-0042');
    expect(said.slice(-end.length)).toBe(end);
  });

  test.each([
    ['en', 0, 'today is the last day.'],
    ['en', 1, '1 day left.'],
    ['en', 60, '60 days left.'],
    ['ru', 0, 'сегодня последний день.'],
    ['ru', 3, 'осталось 3 дня.'],
    ['ru', 14, 'осталось 14 дней.'],
    ['pl', 0, 'dziś ostatni dzień.'],
    ['pl', 3, 'zostały 3 dni.'],
    ['pl', 7, 'zostało 7 dni.'],
  ] as const)('says how long there is in %s: %i', (language, left, end) => {
    const said = summary(tell({ code: 'expiry.near', day: addDays(TODAY, left) }), language);
    expect(said.slice(-end.length)).toBe(end);
  });

  test('says who did it and what comes next; a colleague, when the bot does not know them', () => {
    const told = tell({ code: 'voucher.redeemed' }, voucher('SAP-7F3K-0042', redeemed), 'Bo (synthetic)');
    expect(summary(told)).toBe(
      'SAP-7F3K-0042 (Contoso (synthetic)) was redeemed by Bo (synthetic). ' +
        'Claim by 14 Aug 2020 (60 days after redemption, article of 2021).',
    );
    expect(summary({ notice: told.notice, doc: told.doc })).toContain('was redeemed by a colleague.');
  });

  test('tells of the company what has to be renewed, and why a profile is looked at', () => {
    const about = (over: Partial<Notice>): Told => ({
      notice: { code: 'renewal.open', subject: COMPANY_ID, day: addDays(TODAY, 29), ...over },
    });
    expect(summary(about({ detail: 'ppm' }))).toBe(
      'Competency: Project and Portfolio Management (PPM): it can be renewed now, until 14 Jul 2020, 29 days left.',
    );
    // An offering's own renewal, of a version that invented its day, is told as what it hangs on.
    expect(summary(about({ code: 'renewal.near', detail: 'DDPS' }))).toContain('MPN membership');
    const competency = { code: 'renewal.near', detail: 'ppm' } as const;
    expect(summary(about({ ...competency, day: addDays(TODAY, 60) }))).toBe(
      'Competency: Project and Portfolio Management (PPM): it can be renewed from 16 Jul 2020 to 14 Aug 2020.',
    );
    expect(summary(about({ ...competency, day: addDays(TODAY, 7) }))).toContain(
      'renew it by 22 Jun 2020, 7 days',
    );
    expect(summary(about({ code: 'renewal.passed', detail: 'membership', day: addDays(TODAY, -1) }))).toBe(
      'MPN membership: no renewal is recorded here; the last day was 14 Jun 2020, 1 day ago.',
    );
    expect(summary(about({ code: 'profile.stale', detail: 'PL' }))).toMatch(/^Company profile Poland: .+/);
  });

  test('is there for every code in every language, and differs', () => {
    for (const code of NOTICE_CODES) {
      const said = LANGUAGES.map((language) => summary(tell({ code }), language));
      expect([code, new Set(said).size]).toEqual([code, LANGUAGES.length]);
    }
  });
});

describe('one notice', () => {
  test('has its step, the voucher, home and the choices', () => {
    const { card } = noticeMessage(reader(), [tell({})], standing);
    expect(shown(card).actions).toEqual([
      'Reserve: reserve.open',
      'Show: voucher.open',
      'Home: home.open',
      'Notifications: notifications.open',
    ]);
  });

  test('leads to the step that the voucher waits for now', () => {
    const verbs = ([{ status: 'reserved', reservation: reservationOf() }, reported, redeemed] as const).map(
      (stage) =>
        shown(noticeMessage(reader(), [tell({ code: 'expiry.near' }, voucher('A-1', stage))], standing).card)
          .actions[0],
    );
    expect(verbs).toEqual(['Report: report.open', 'Redeem: redeem.open', 'Create a claim: claim.open']);
  });

  test('offers a reader, and who is late for good, only to look', () => {
    const { card } = noticeMessage(reader('en', 'reader'), [tell({})], standing);
    expect(shown(card).actions[0]).toBe('Show: voucher.open');
    const later = { ...standing, today: d('2020-12-24') };
    const over = noticeMessage(reader(), [tell({ code: 'voucher.recorded' })], later);
    expect(shown(over.card).actions[0]).toBe('Show: voucher.open');
  });

  test('opens the person who asks, the claim, what is renewed, the profile', () => {
    const stranger = {
      id: personId('bo'),
      tenantId: TENANT,
      kind: 'person' as const,
      schema: 1 as const,
      name: 'Bo (synthetic)',
      roles: [],
      language: 'en' as const,
    };
    const asks: Notice = { code: 'access.requested', subject: stranger.id, day: TODAY, by: 'bo' };
    const { card, summary: line } = noticeMessage(reader(), [{ notice: asks, doc: stranger }], standing);
    expect(line).toBe('Bo (synthetic) asks for access.');
    expect(card['actions']).toMatchObject([{ verb: 'people.open', data: { id: 'bo' } }, {}, {}]);
    const first = (detail: string, code: Notice['code'] = 'renewal.near'): string | undefined =>
      shown(
        noticeMessage(reader(), [{ notice: { code, subject: COMPANY_ID, day: TODAY, detail } }], standing)
          .card,
      ).actions[0];
    expect(first('membership')).toBe('Company: company.open');
    expect(first('ppm')).toBe('Company: company.open');
    expect(first('PL', 'profile.stale')).toBe('Profile: profile.open');
  });

  test('holds no more in its toast than on its card', () => {
    const message = noticeMessage(reader(), [tell({})], standing);
    expect(JSON.stringify(message)).not.toContain('secret@customer.example');
    // Whose it is stands above it there.
    const { lines } = shown(message.card);
    expect(lines[0]).toBe('Contoso (synthetic)');
    expect(lines).toContain(message.summary.replace(' (Contoso (synthetic))', ''));
  });

  test('has a toast that is not endless', () => {
    const doc = voucher('SAP-7F3K-0042');
    const long = { ...doc, texts: { customer: 'Ж'.repeat(200), printed: '漢'.repeat(64) } };
    const said = summary(tell({ code: 'voucher.released', detail: 'willNotHappen' }, long, 'Ж'.repeat(200)));
    expect(Array.from(said).length).toBeLessThanOrEqual(200);
  });
});

describe('several notices', () => {
  const many = [
    tell({ code: 'voucher.recorded', day: addDays(TODAY, -1) }, voucher('N-0001'), 'Bo (synthetic)'),
    tell({ code: 'expiry.near', day: addDays(TODAY, 7) }, voucher('N-0002')),
    tell({ code: 'claimBy.near', day: addDays(TODAY, 1) }, voucher('N-0003', redeemed)),
    tell({ code: 'expiry.near', day: addDays(TODAY, 3) }, voucher('N-0004')),
    tell({ code: 'expiry.passed', day: addDays(TODAY, -1) }, voucher('N-0005')),
  ];

  test.each(LANGUAGES)(
    'of which all are only counted by now: how many, and where they are (%s)',
    (language) => {
      for (const count of [1, 40]) {
        const { card, summary: toast } = noticeMessage(reader(language), [], standing, count);
        const text = JSON.stringify(card);
        expect(text).toContain(say(language, 'notify.several', { count }));
        expect(text).toContain('"verb":"vouchers.open"');
        expect(toast).toBe(
          `${say(language, 'notify.several', { count })}: ${say(language, 'notify.onlyCounted')}`,
        );
        const channel = channelMessage(language, [], standing, 'https://teams.example/', count);
        expect(channel.summary).toContain(say(language, 'channel.several', { count }));
      }
    },
  );

  test('of which more are counted than are said in words: the count and the toast tell all of them', () => {
    const { card, summary: line } = noticeMessage(reader(), many, standing, 240);
    expect(shown(card).lines[0]).toBe('245\u00a0messages for you');
    expect(shown(card).lines.at(-1)).toBe('and 240\u00a0more');
    expect(line).toMatch(/^245\u00a0messages for you: N-0003 /);
  });

  test('are summed up, the last day first, then what asks, then news', () => {
    const { card, summary: line } = noticeMessage(reader(), many, standing);
    const { lines, actions } = shown(card);
    expect(lines[0]).toBe('5\u00a0messages for you');
    expect(lines.slice(1).map((one) => /N-\d{4}/.exec(one)?.[0])).toEqual([
      'N-0003',
      'N-0004',
      'N-0002',
      'N-0001',
      'N-0005',
    ]);
    expect(line).toMatch(/^5\u00a0messages for you: N-0003 .*1\u00a0day left\.$/);
    expect(actions).toEqual([
      'Create a claim N-0003: claim.open',
      'Reserve N-0004: reserve.open',
      'Reserve N-0002: reserve.open',
      'Reserve N-0001: reserve.open',
      'Home: home.open',
      'Notifications: notifications.open',
    ]);
  });

  test.each([
    [
      'en',
      '25 vouchers | redeemed by Bo (synthetic). The first has to be claimed by 14 Aug 2020 (60 days after redemption, article of 2021).',
    ],
    [
      'ru',
      '25 ваучеров | погашены (Bo (synthetic)). Ближайший срок заявки на оплату: 14 августа 2020 (60 дней после погашения, статья 2021 года).',
    ],
    [
      'pl',
      '25 voucherów | zrealizowano (Bo (synthetic)). Najbliższy termin złożenia wniosku o płatność: 14 sierpnia 2020 (60 dni po realizacji, artykuł z 2021 roku).',
    ],
  ] as const)('of one kind are one line that opens exactly those (%s)', (language, line) => {
    const all = Array.from({ length: 25 }, (_, nth) =>
      tell({ code: 'voucher.redeemed' }, voucher(`N-${1000 + nth}`, redeemed), 'Bo (synthetic)'),
    );
    const { card, summary: toast } = noticeMessage(reader(language), all, standing);
    const { lines } = shown(card);
    expect(lines.slice(1).map((one) => one.replaceAll('\u00a0', ' '))).toEqual([line]);
    const [count = '', rest = ''] = (lines[1] ?? '').split(' | ');
    expect(toast).toContain(count);
    expect(toast).toContain(rest);
    const [only, ...others] = opened(card);
    expect(others).toEqual([]);
    expect(only?.verb).toBe('told.list');
    expect(readToldList(only?.data['arg'] ?? '')).toEqual({
      ids: all.map(({ notice }) => notice.subject),
      more: 0,
    });
  });

  test('count all that there is, and a line opens each of them, however many kinds there are', () => {
    const codes = NOTICE_CODES.filter(
      (code) => code.startsWith('voucher.') || RULES[code].group === 'expiry',
    );
    const all = codes.flatMap((code) =>
      Array.from({ length: 60 }, (_, nth) =>
        tell(
          { code, day: addDays(TODAY, nth) },
          voucher(`${code.replaceAll('.', '-').toUpperCase()}-${nth}`),
        ),
      ),
    );
    const card = noticeMessage(reader(), all, standing).card;
    expect(shown(card).lines[0]).toBe(`${all.length}\u00a0messages for you`);
    const counts = shown(card)
      .lines.slice(1)
      .map((line) => Number(/^(\d+)/.exec(line)?.[1]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.length);
    const lists = opened(card).map(({ data }) => readToldList(data['arg'] ?? ''));
    expect(lists.map((list) => (list?.ids.length ?? 0) + (list?.more ?? 0))).toEqual(counts);
    // The most urgent of each first, and the card is one that Teams takes.
    expect(lists.every((list) => list?.ids[0]?.endsWith('-0') === true)).toBe(true);
    expect(JSON.stringify(card).length).toBeLessThan(28_000);
  });

  test('of too many kinds for ten lines are counted by the last line, which opens them', () => {
    const pairs = NOTICE_CODES.filter(
      (code) => code.startsWith('voucher.') || code.startsWith('expiry.'),
    ).flatMap((code) =>
      [1, 2].map((nth) => tell({ code }, voucher(`${code.replaceAll('.', '-').toUpperCase()}-${nth}`))),
    );
    const card = noticeMessage(reader(), pairs, standing).card;
    const { lines } = shown(card);
    expect(lines.at(-1)).toBe(`and ${pairs.length - 10}\u00a0more`);
    const last = opened(card).at(-1);
    expect(readToldList(last?.data['arg'] ?? '')?.ids).toHaveLength(pairs.length - 10);
    expect(opened(card)).toHaveLength(11);
  });

  test('name the source of a day that the programme sets, alone and together, in each language', () => {
    const pages = [
      ['claimBy.near', 'source.claimWindow'],
      ['claimBy.passed', 'source.claimWindow'],
      ['payment.missing', 'source.payment'],
    ] as const;
    for (const language of LANGUAGES) {
      for (const [code, source] of pages) {
        // "(article of 2021)", "(SAVB training, secondary)"
        const named = say(language, source).split('(')[1]?.replace(')', '') ?? '';
        expect(named).not.toBe('');
        for (const count of [1, 2]) {
          const tells = Array.from({ length: count }, (_, nth) =>
            tell({ code, day: addDays(TODAY, -1) }, voucher(`N-000${nth}`, redeemed)),
          );
          expect(
            shown(noticeMessage({ ...reader(), language }, tells, standing).card).lines.join('\n'),
          ).toContain(named);
        }
      }
    }
  });

  test('about one voucher offer its step once', () => {
    const told = [tell({}), tell({ code: 'expiry.near', day: addDays(TODAY, 30) })];
    expect(shown(noticeMessage(reader(), told, standing).card).actions).toHaveLength(3);
  });
});

test('after the last days of the programme it says so, with the day and the source, to a channel too', () => {
  const over = { ...standing, edition: edition('2021'), today: d('2022-03-03') };
  const expired = tell({ code: 'expiry.passed', day: d('2022-01-01') });
  const unclaimed = tell(
    { code: 'claimBy.passed', day: d('2022-03-02') },
    voucher('SAP-7F3K-0043', redeemed),
  );
  const closing = [
    expect.stringMatching(/^Closed\. Last day to redeem: 1\sJan\s2022 \(article of 2021\)/u),
    expect.stringMatching(/^Closed\. Last day to finish a payment request: 2\sMar\s2022, 60\sdays/u),
  ];
  const told = [expired, unclaimed];
  expect(shown(noticeMessage(reader(), told, over).card).lines).toEqual(expect.arrayContaining(closing));
  expect(shown(channelMessage('en', told, over, 'https://teams.example').card).lines).toEqual(
    expect.arrayContaining(closing),
  );
  const before = { ...over, today: d('2021-12-01') };
  expect(shown(noticeMessage(reader(), told, before).card).lines.join('\n')).not.toMatch(/Closed\./);
});

test.each(['voucher.redeemed', 'claimBy.near', 'claimBy.passed'] as const)(
  'after the last day to claim “%s” offers no claim, alone and beside others',
  (code) => {
    const late = { ...standing, edition: edition('2021') };
    const told = tell({ code }, voucher('SAP-7F3K-0044', redeemed), 'Bo (synthetic)');
    const other = tell({ code }, voucher('SAP-7F3K-0045', redeemed), 'Bo (synthetic)');
    const claims = (today: string, ...all: Told[]): readonly string[] =>
      shown(noticeMessage(reader(), all, { ...late, today: d(today) }).card).actions.filter((action) =>
        action.endsWith(': claim.open'),
      );
    expect(claims('2022-03-02', told)).toHaveLength(1);
    expect(claims('2022-03-03', told)).toEqual([]);
    expect(claims('2022-03-03', told, other)).toEqual([]);
  },
);

test('a channel gets the words without buttons, and the way into the chat', () => {
  const url = 'https://teams.microsoft.com/l/chat/0/0?users=28:synthetic';
  const told = tell({ code: 'voucher.redeemed' }, voucher('SAP-7F3K-0042', redeemed), 'Bo (synthetic)');
  const one = channelMessage('pl', [told], standing, url);
  expect(one.card['actions']).toEqual([{ type: 'Action.OpenUrl', title: 'Otwórz czat ze mną', url }]);
  expect(shown(one.card).lines).toContain(one.summary.replace(' (Contoso (synthetic))', ''));
  const two = channelMessage('en', [told, told], standing, url);
  expect(shown(two.card).lines).toHaveLength(3);
  expect(shown(two.card).actions).toEqual(['Open your chat with me: link']);
});
