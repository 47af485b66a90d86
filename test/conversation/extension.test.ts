import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FoundCard, Json, PressResult, SearchResult } from '../../bot/local/wire.ts';
import { ENGAGEMENTS } from '../../domain/programme/catalogue.ts';
import { textsOf } from '../teams/card.ts';
import type { DocumentOf } from '../../domain/store/documents.ts';
import type { AnswerTimeout } from '../../bot/turn/responder.ts';
import {
  ADMIN_EMAIL,
  elementsOf,
  letIn,
  LOCALES,
  recorded,
  reserved,
  t,
  words,
  type PersonKey,
} from './running-bot.ts';
import { TrueStore } from './true-store.ts';
import { world } from './world.ts';

/** Vouchers in any compose box: found, put into a chat as a card, and shown to each who looks by their own right. */

/** Whoever waits for an answer; none of them is told that it takes long unless a test says so. */
const impatient = new Set<() => void>();
const answerTimeout: AnswerTimeout = (onLate) => {
  impatient.add(onLate);
  return () => impatient.delete(onLate);
};

let store: TrueStore;
const { bot, anna, boris, clara, otto } = world({
  people: { boris: 'consultant' },
  how: async () => {
    store = await TrueStore.start();
    return { env: store.env, limits: { answerTimeout } };
  },
});
afterAll(() => store.close());

const CUSTOMERS = {
  contoso: 'Contoso Extension (synthetic)',
  fabrikam: 'Fabrikam Retail (synthetic)',
} as const;
const ENGAGEMENT = ENGAGEMENTS.sharepoint;
let contoso: string;
let fabrikam: string;
let exchange: string;

beforeAll(async () => {
  [contoso, fabrikam, exchange] = [bot.newNumber(), bot.newNumber(), bot.newNumber()];
  await recorded(anna, contoso, { customer: CUSTOMERS.contoso, assigned: '2026-11-10' });
  await recorded(boris, fabrikam, { customer: CUSTOMERS.fabrikam, assigned: '2026-11-16' });
  await recorded(anna, exchange, {
    customer: CUSTOMERS.fabrikam,
    type: 'Exchange Deployment Planning',
    assigned: '2026-11-03',
  });
});

/** What a person finds; fails unless it is a list. */
async function found(
  key: PersonKey,
  typed: string,
  more: Parameters<typeof bot.teams.connector.search>[2] = {},
): Promise<readonly FoundCard[]> {
  return listed(await bot.teams.connector.search(key, typed, more));
}

function listed(result: SearchResult): readonly FoundCard[] {
  if (result.kind !== 'list') throw new Error(`no list: ${JSON.stringify(result)}`);
  return result.found;
}

/** Which vouchers they are, by the number that each card carries. */
const numbersOf = (all: readonly FoundCard[]): readonly string[] => all.map(({ card }) => numberOf(card));
const numberOf = (card: Json): string => {
  const { action } = card['refresh'] as { readonly action: { readonly data: Json } };
  return String(action.data['id']);
};

/** The card that a viewer sees, who does nothing but look. */
async function seenBy(key: PersonKey, card: Json): Promise<Json> {
  const { id } = bot.teams.connector.putInGroup('anna', { card });
  return cardOf(await bot.teams.connector.pressInGroup(key, id));
}

function cardOf(result: PressResult): Json {
  if (result.kind !== 'card') throw new Error(`no card: ${JSON.stringify(result)}`);
  return result.card;
}

const said = (card: Json): string => textsOf(card).join('\n');

/** Forms that are open, before each test. */
let dialogs: readonly DocumentOf<'dialog'>[] = [];
beforeEach(async () => {
  dialogs = await store.every('dialog');
});

describe('a search', () => {
  test('finds by number, by a part of one, by customer, engagement, person, and several of them', async () => {
    expect(numbersOf(await found('anna', contoso))).toEqual([contoso]);
    expect(numbersOf(await found('anna', contoso.slice(-4)))).toEqual([contoso]);
    expect(numbersOf(await found('anna', 'contoso ext'))).toEqual([contoso]);
    expect([...numbersOf(await found('anna', 'fabrikam'))].sort()).toEqual([fabrikam, exchange].sort());
    expect(numbersOf(await found('anna', 'exchange'))).toEqual([exchange]);
    expect(numbersOf(await found('anna', 'fabrikam exchange'))).toEqual([exchange]);
    const number = bot.newNumber();
    await reserved(anna, number, { customer: 'Northwind Extension (synthetic)' });
    expect(numbersOf(await found('anna', 'Boris'))).toEqual([number]);
    expect(numbersOf(await found('anna', 'ivanov'))).toEqual([number]);
  });

  test('shows each in two lines of plain words', async () => {
    const [one] = await found('anna', contoso);
    expect(one?.title).toBe(CUSTOMERS.contoso);
    expect(one?.text).toContain(ENGAGEMENT);
    expect(one?.text).toContain(t('status.assigned'));
    expect(one?.text).toContain(contoso);
  });

  test('shows a customer’s name without a sign of markup', async () => {
    await recorded(anna, bot.newNumber(), { customer: '**Evil** <b>[x](https://evil.example)</b> & Co' });
    const [one] = await found('anna', 'evil');
    expect(`${one?.title} ${one?.text}`).not.toMatch(/[<>&*_`[\]\\]|:\/\//u);
    expect(one?.title).toContain('Evil');
  });

  test('begins with what is one’s own, the most urgent first', async () => {
    const all = numbersOf(await found('boris', ''));
    expect(all).toEqual(expect.arrayContaining([contoso, fabrikam, exchange]));
    expect(all.indexOf(fabrikam)).toBeLessThan(all.indexOf(contoso));
    const annas = numbersOf(await found('anna', ''));
    expect(annas.indexOf(exchange)).toBeLessThan(annas.indexOf(contoso));
    expect(annas.indexOf(contoso)).toBeLessThan(annas.indexOf(fabrikam));
  });

  test('is paged as Teams asks, and gives no more than is shown', async () => {
    const all = numbersOf(await found('anna', ''));
    expect(numbersOf(await found('anna', '', { skip: 1, count: 1 }))).toEqual([all[1]]);
    expect(numbersOf(await found('anna', '', { skip: 99 }))).toEqual([]);
    expect(numbersOf(await found('anna', '', { count: 100_000 }))).toEqual(all);
  });

  test.each(['myChat', 'otherChat', 'group', 'channel'] as const)('works anywhere: %s', async (place) => {
    expect(numbersOf(await found('boris', contoso, { place }))).toEqual([contoso]);
  });

  test('says that nothing is found, without what was typed as markup', async () => {
    const result = await bot.teams.connector.search('anna', '<i>[qqzz](ftp://xkqz.qq)</i>');
    expect(result).toEqual({
      kind: 'text',
      text: `${t('notFound.text', { typed: 'i qqzz (ftp //xkqz.qq) /i' })} ${t('find.hint')}`,
    });
  });

  test('of 2 KB is answered in a sentence', async () => {
    const result = await bot.teams.connector.search('anna', 'voucher '.repeat(256));
    expect(result).toEqual({ kind: 'text', text: `${t('find.tooLong')} ${t('find.hint')}` });
  });

  test('speaks the language of who searches', async () => {
    anna.person.setLocale(LOCALES.pl);
    const [one] = await found('anna', contoso);
    expect(one?.text).toContain(words('pl')('status.assigned'));
    expect(said(one?.card ?? {})).toContain(words('pl')('shared.title'));
  });

  test('says so when the store does not answer, and when it does not in time', async () => {
    const failed = { kind: 'text', text: t('shared.failed') };
    store.proxy.plan = () => ({ kind: 'status', status: 403 });
    expect(await bot.teams.connector.search('anna', contoso)).toEqual(failed);
    const held = Promise.withResolvers<void>();
    store.proxy.plan = () => {
      for (const onLate of impatient) setImmediate(onLate);
      return { kind: 'held', until: held.promise };
    };
    expect(await bot.teams.connector.search('anna', contoso)).toEqual(failed);
    const [one] = await foundBefore();
    expect(said(await seenBy('anna', one!.card))).toContain(t('shared.failed'));
    held.resolve();
    store.proxy.heal();
    expect(numbersOf(await found('anna', contoso))).toEqual([contoso]);
  });

  test('asks the store for little', async () => {
    const requests = async (typed: string): Promise<number> => {
      let count = 0;
      store.proxy.plan = () => {
        count += 1;
        return undefined;
      };
      await found('anna', typed);
      store.proxy.heal();
      return count;
    };
    expect(await requests(contoso)).toBeLessThanOrEqual(3);
    expect(await requests('')).toBeLessThanOrEqual(4);
    expect(await requests('fabrikam')).toBeLessThanOrEqual(6);
    expect(await requests('exchange')).toBeLessThanOrEqual(8);
  });
});

/** Found while the store was there. */
let before: readonly FoundCard[] = [];
const foundBefore = async (): Promise<readonly FoundCard[]> => Promise.resolve(before);
beforeAll(async () => {
  before = await found('anna', contoso);
});

describe('the card that is put into a chat', () => {
  test('holds nothing of the voucher but its number, and shows how that ends', async () => {
    const [one] = await found('anna', contoso);
    const card = one!.card;
    const text = JSON.stringify(card);
    for (const fact of [
      'Contoso',
      'synthetic',
      'SharePoint',
      ADMIN_EMAIL,
      t('status.assigned'),
      '2026',
      '2027',
      t('days', { days: 5 }),
      'Anna',
      'Boris',
    ])
      expect(text).not.toContain(fact);
    expect(said(card)).toContain(t('shared.number', { end: contoso.slice(-4) }));
    expect(said(card)).not.toContain(contoso);
    expect(actionsOf(card)).toEqual([t('do.openInApp'), t('do.showHere')]);
  });

  test('is the same card whatever the voucher holds', async () => {
    const [one] = await found('anna', contoso);
    const [other] = await found('anna', exchange);
    const bare = (card: Json, number: string): string =>
      JSON.stringify(card).replaceAll(number, '').replaceAll(number.slice(-4), '');
    expect(bare(one!.card, contoso)).toBe(bare(other!.card, exchange));
  });

  test('leads to the own chat with the number typed', async () => {
    const [one] = await found('anna', contoso);
    const [open] = elementsOf(one!.card).filter(({ type }) => type === 'Action.OpenUrl');
    expect(open?.['url']).toBe(
      `https://teams.microsoft.com/l/chat/0/0?users=28:local-bot&message=${contoso}`,
    );
  });

  test('is shown by each client as its viewer may see it, and changes nothing', async () => {
    const [one] = await found('anna', contoso);
    const kept = await store.state();
    const requests = bot.teams.connector.requests.length;
    for (const viewer of ['anna', 'boris'] as const) {
      const seen = await seenBy(viewer, one!.card);
      for (const fact of [CUSTOMERS.contoso, ENGAGEMENT, contoso, t('status.assigned'), t('next.reserve')])
        expect(said(seen)).toContain(fact);
      expect(actionsOf(seen)).toEqual([t('do.openInApp')]);
      expect(seen['refresh']).toEqual(one!.card['refresh']);
    }
    expect(await store.state()).toBe(kept);
    expect(await store.every('dialog')).toEqual(dialogs);
    // Nothing is written to anybody, and no card is edited.
    expect(bot.teams.connector.requests.length).toBe(requests);
  });

  test('stays neutral for who was not let in, and says whom to ask', async () => {
    const [one] = await found('anna', contoso);
    await clara.install();
    const pl = words('pl');
    const seen = await seenBy('clara', one!.card);
    expect(said(seen)).toContain(pl('stranger.closed'));
    expect(said(seen)).toContain('Anna Nowak (synthetic)');
    expect(said(seen)).not.toContain('Contoso');
    expect(actionsOf(seen)).toEqual([pl('do.openInApp')]);
    expect(await bot.teams.connector.search('clara', contoso)).toEqual({
      kind: 'text',
      text: expect.stringContaining(pl('stranger.closed')) as unknown,
    });
    expect(JSON.stringify(await bot.teams.connector.search('clara', ''))).not.toContain('Contoso');
  });

  test('says nothing to another tenant, nor to who is known to nobody', async () => {
    const [one] = await found('anna', contoso);
    const seen = await seenBy('eve', one!.card);
    expect(said(seen)).toContain(t('shared.tenant'));
    expect(said(seen)).not.toContain('Contoso');
    expect(said(seen)).not.toContain('Anna');
    expect(await bot.teams.connector.search('eve', contoso)).toEqual({
      kind: 'text',
      text: t('shared.tenant'),
    });
    const unknown = await seenBy('otto', one!.card);
    expect(said(unknown)).toContain(t('stranger.closed'));
    expect(said(unknown)).not.toContain('Contoso');
    expect(otto.person.messages()).toEqual([]);
    expect((await store.every('person')).map(({ name }) => name)).not.toContain(otto.person.who.name);
  });

  test('is shown to a reader, and not any more when the right is taken', async () => {
    const [one] = await found('anna', contoso);
    await letIn(anna, clara, 'reader');
    expect(said(await seenBy('clara', one!.card))).toContain(CUSTOMERS.contoso);
    expect(numbersOf(await found('clara', contoso))).toEqual([contoso]);
    await letIn(anna, clara, 'none');
    expect(said(await seenBy('clara', one!.card))).not.toContain('Contoso');
  });

  test('can be asked for by hand, in the chat with the bot, too', async () => {
    const [one] = await found('anna', contoso);
    const { id } = bot.teams.connector.putInGroup('anna', { card: one!.card });
    const action = { verb: 'voucher.shared', data: { id: contoso } };
    expect(said(cardOf(await bot.teams.connector.pressInGroup('boris', id, action)))).toContain(
      CUSTOMERS.contoso,
    );
    await anna.say('home');
    const shown = await bot.teams.connector.press('anna', anna.card.activityId, action);
    expect(said(cardOf(shown))).toContain(CUSTOMERS.contoso);
  });

  test('pressed by an old client in the chat with the bot is a message of its own: the card is the person’s', async () => {
    await anna.say('home');
    const { activityId } = anna.card;
    const messages = anna.person.messages();
    const pressed = messages.find((one) => one.id === activityId);
    await bot.teams.connector.submit('anna', activityId, { verb: 'voucher.shared', id: contoso });
    expect(anna.person.messages()).toHaveLength(messages.length + 1);
    expect(anna.person.messages().find((one) => one.id === activityId)).toEqual(pressed);
    expect(said(anna.person.latestCard().card)).toContain(CUSTOMERS.contoso);
  });

  test.each([undefined, '', 'SAP-0000-NONE', 'x'.repeat(300), '../../x'])(
    'that names no voucher says so: %j',
    async (id) => {
      const { id: entry } = bot.teams.connector.putInGroup('anna', { card: {} });
      const seen = cardOf(
        await bot.teams.connector.pressInGroup('anna', entry, {
          verb: 'voucher.shared',
          data: id === undefined ? {} : { id },
        }),
      );
      expect(said(seen)).toContain(t('notFound.voucher'));
    },
  );

  test.each(['voucher.open', 'reserve.open', 'record.hand', 'people.ask', 'no.such'])(
    'elsewhere no other button does anything: %s',
    async (verb) => {
      const { id } = bot.teams.connector.putInGroup('anna', { card: {} });
      const kept = await store.state();
      const result = await bot.teams.connector.pressInGroup('anna', id, { verb, data: { id: contoso } });
      expect(result).toMatchObject({ kind: 'error', status: 403 });
      expect(await store.state()).toBe(kept);
      expect(await store.every('dialog')).toEqual(dialogs);
    },
  );
});

describe('a group chat in which the bot is mentioned', () => {
  test('gets one line that leads to the own chat, and is told nothing else', async () => {
    await anna.say('home');
    const { connector } = bot.teams;
    const mine = connector.sent.at(-1)!.activity;
    const conversation = { ...mine.conversation, id: connector.group.id, conversationType: 'groupChat' };
    const [people, chats] = [await store.every('person'), await store.every('dialog')];
    for (const text of ['vouchers', contoso, 'subscribe']) {
      await connector.deliver({ ...mine, id: crypto.randomUUID(), text, conversation });
      const { path, body } = connector.requests.at(-1)!;
      expect(decodeURIComponent(path)).toContain(connector.group.id);
      const link = `[${t('link.chat')}](https://teams.microsoft.com/l/chat/0/0?users=28:local-bot)`;
      expect(body).toMatchObject({ text: t('shared.group', { link }) });
    }
    expect(await store.every('channel')).toEqual([]);
    expect(await store.every('person')).toEqual(people);
    expect(await store.every('dialog')).toEqual(chats);
  });
});

describe('a chat of two people', () => {
  /** An activity as it would come from a chat that calls itself personal and is not the bot's. */
  const there = async (over: Json) => {
    await anna.say('home');
    const mine = bot.teams.connector.sent.at(-1)!.activity;
    const conversation = { ...mine.conversation, id: '19:synthetic-two@unq.gbl.spaces' };
    return bot.teams.connector.deliver({ ...mine, ...over, id: crypto.randomUUID(), conversation });
  };

  test('is not taken for the chat with the bot: nothing is kept from there', async () => {
    const data = { verb: 'voucher.shared', id: contoso };
    const [people, chats] = [await store.every('person'), await store.every('dialog')];
    await there({ text: undefined, value: data });
    await there({ text: 'vouchers' });
    await there({
      type: 'invoke',
      name: 'adaptiveCard/action',
      text: undefined,
      value: { action: { type: 'Action.Execute', verb: 'reserve.open', data: { id: contoso } } },
    });
    expect(await store.every('person')).toEqual(people);
    expect(await store.every('dialog')).toEqual(chats);
  });
});

describe('a link of our own', () => {
  const linkTo = (number: string): string => `http://127.0.0.1:${bot.port}/v/${number}`;

  test('stands on the voucher’s card, to be copied', async () => {
    await anna.say(contoso);
    await anna.press('voucher.link');
    expect(anna.text).toContain(linkTo(contoso));
    await anna.press('voucher.open');
    expect(anna.text).toContain(CUSTOMERS.contoso);
  });

  test('becomes the neutral card where it is pasted', async () => {
    const { card, text } = await bot.teams.connector.sayInGroup('anna', `see ${linkTo(contoso)} please`);
    expect(text).toContain(linkTo(contoso));
    const [one] = await found('anna', contoso);
    expect(card).toEqual({ ...one!.card, version: '1.3' });
    expect(said(await seenBy('boris', card!))).toContain(CUSTOMERS.contoso);
  });

  test.each<[string, () => string]>([
    ['another host', () => `https://bot.example/v/${contoso}`],
    ['another port', () => `http://127.0.0.1:1/v/${contoso}`],
    ['a user before the host', () => `http://127.0.0.1:${bot.port}@evil.example/v/${contoso}`],
    ['another path', () => `http://127.0.0.1:${bot.port}/w/${contoso}`],
    ['a deeper path', () => `${linkTo(contoso)}/more`],
    ['a number that nobody knows', () => linkTo('SAP-0000-NONE')],
    ['a part of a number', () => linkTo(contoso.slice(-4))],
    ['no number', () => linkTo('')],
    ['a damaged one', () => linkTo('%E0%A4%A')],
    ['no link', () => contoso],
  ])('that is none becomes nothing: %s', async (_what, link) => {
    expect(listed(await bot.teams.connector.unfurl('anna', link()))).toEqual([]);
  });

  test('becomes nothing for who may not see vouchers, and for who does not have the app', async () => {
    for (const key of ['clara', 'otto', 'eve'] as const)
      expect(listed(await bot.teams.connector.unfurl(key, linkTo(contoso)))).toEqual([]);
    const anonymous = await bot.teams.connector.unfurl('anna', linkTo(contoso), { anonymous: true });
    expect(listed(anonymous)).toEqual([]);
  });

  test.each<[string, string, number]>([
    ['that nobody knows', 'SAP-0000-NONE', 302],
    ['in small letters', 'sap-7f3k-0001', 302],
    ['of a script', encodeURIComponent('"><script>'), 302],
    ['that is empty', '', 404],
    ['that is damaged', '%E0%A4%A', 404],
    ['that is too long', 'A'.repeat(65), 404],
    ['of dots', '..%2F..%2F', 404],
  ])('leads to the own chat without a look at the store: a number %s', async (_what, written, status) => {
    let asked = 0;
    store.proxy.plan = () => {
      asked += 1;
      return undefined;
    };
    const response = await fetch(linkTo(written), { redirect: 'manual' });
    store.proxy.heal();
    expect(response.status).toBe(status);
    if (status === 302) expect(response.headers.get('location')).toMatch(/\/\?typed=[\w%.-]+$/u);
    expect(asked).toBe(0);
  });

  test.each(['/v', '/v/a/b', '/v/a/', '/vx/a'])('is no other path: %s', async (path) => {
    const response = await fetch(`http://127.0.0.1:${bot.port}${path}`, { redirect: 'manual' });
    expect(response.status).toBe(404);
  });

  test('is read only', async () => {
    const response = await fetch(linkTo(contoso), { method: 'POST' });
    expect(response.status).toBe(405);
  });
});

describe('what no honest client sends', () => {
  const send = async (name: string, value: unknown) => {
    await anna.say('home');
    const mine = bot.teams.connector.sent.at(-1)!.activity;
    return bot.teams.connector.deliver({
      ...mine,
      type: 'invoke',
      id: crypto.randomUUID(),
      name,
      text: undefined,
      value,
    });
  };
  const QUERY = 'composeExtension/query';
  const query = (over: Json): Json => ({
    commandId: 'find',
    parameters: [{ name: 'query', value: 'x' }],
    queryOptions: { skip: 0, count: 25 },
    ...over,
  });

  test.each<[string, string, unknown]>([
    ['no value', QUERY, undefined],
    ['a word', QUERY, 'find'],
    ['no command', QUERY, query({ commandId: undefined })],
    ['another command', QUERY, query({ commandId: 'recordVoucher' })],
    ['a command that is a list', QUERY, query({ commandId: ['find'] })],
    ['a parameter that is an object', QUERY, query({ parameters: [{ name: 'query', value: {} }] })],
    [
      'parameters without end',
      QUERY,
      query({ parameters: Array.from({ length: 99 }, () => ({ name: 'x' })) }),
    ],
    ['a skip below nothing', QUERY, query({ queryOptions: { skip: -1 } })],
    ['a count that is a word', QUERY, query({ queryOptions: { count: 'all' } })],
    ['a query of 100 KB', QUERY, query({ parameters: [{ name: 'query', value: 'x'.repeat(100_000) }] })],
    ['a link that is a list', 'composeExtension/queryLink', { url: ['x'] }],
    ['no link', 'composeExtension/queryLink', {}],
  ])('is refused: %s', async (_what, name, value) => {
    expect(await send(name, value)).toMatchObject({ kind: 'answered', status: 400 });
  });

  test.each<[string, Json]>([
    ['no parameters', { parameters: null }],
    ['no options', { queryOptions: null }],
    ['another parameter', { parameters: [{ name: 'initialRun', value: true }] }],
  ])('is answered as before anything is typed: %s', async (_what, over) => {
    const result = await send(QUERY, query({ parameters: [], ...over }));
    expect(result).toMatchObject({ status: 200, body: { composeExtension: { type: 'result' } } });
  });

  test.each([
    'composeExtension/selectItem',
    'composeExtension/setting',
    'composeExtension/onCardButtonClicked',
  ])('is not ours: %s', async (name) => {
    expect(await send(name, {})).toMatchObject({ status: 501 });
  });
});

/** The titles that can be pressed. */
function actionsOf(card: Json): readonly unknown[] {
  return (card['actions'] as readonly Json[]).map(({ title }) => title);
}
