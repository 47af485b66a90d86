import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { localTenantId } from '../../bot/local/people.ts';
import type { Post } from '../../bot/local/channel.ts';
import type { Language } from '../../domain/people/person.ts';
import { until } from '../bot/store/documents.ts';
import { buttonsOf, wordsOf } from '../teams/channel.ts';
import { letIn, recorded, reserved, t, words } from './running-bot.ts';
import { world } from './world.ts';
import { TrueStore } from './true-store.ts';

let store: TrueStore;
const { bot, anna, boris } = world({
  people: { boris: 'consultant' },
  how: async () => {
    store = await TrueStore.start();
    return { env: { ...store.env, NOTIFY_PER_SECOND: '50' } };
  },
});

beforeAll(() => bot.teams.channel.addBot('anna'));
afterAll(() => store.close());
beforeEach(async () => {
  await said('anna', 'unsubscribe');
});

/** What the bot answers in the channel to what somebody types there. */
async function said(person: string, typed: string): Promise<readonly string[]> {
  return (await bot.teams.channel.post(person, typed)).map(wordsOf);
}

/** Waits until nothing is left to be told, and gives what the channel was told about something. */
async function newsAbout(what: string): Promise<readonly Post[]> {
  await until(async () => (await store.every('notice')).length === 0);
  return bot.teams.channel.posts().filter((post) => wordsOf(post).includes(what));
}

/** How often the bot called Teams for the channel itself, not for a thread in it. */
const tried = (): number =>
  bot.teams.connector.requests.filter(
    ({ path }) => decodeURIComponent(path) === `/v3/conversations/${bot.teams.channel.id}/activities`,
  ).length;

const chatUrl = (): string => `https://teams.microsoft.com/l/chat/0/0?users=${bot.teams.connector.bot.id}`;
const help = (language: Language): string => {
  const say = words(language);
  return say('channel.help', { link: `[${say('link.chat')}](${chatUrl()})` });
};

/** Waits until everybody who must know of something later is written down. */
async function addressed(...numbers: readonly string[]): Promise<void> {
  await until(async () => {
    const rows = await store.every('notice');
    const forChannel = JSON.stringify(rows.filter(({ to }) => to?.startsWith('channel:')));
    return rows.every(({ to }) => to !== undefined) && numbers.every((one) => forChannel.includes(one));
  });
}

/** Boris records a voucher. */
async function somethingHappens(): Promise<string> {
  const number = bot.newNumber();
  await recorded(boris, number);
  return number;
}

describe('a day’s reminders', () => {
  // The first one: vouchers of others would be reminded of too.
  test('are one summary, without what only admins hear', async () => {
    await anna.say('company');
    await anna.press('company.competency');
    await anna.press('company.saveCompetency', {
      competency: 'collaboration-and-content',
      level: 'gold',
      anniversary: '2026-11-24',
    });
    await said('anna', 'subscribe');
    const [one, other] = [await somethingHappens(), await somethingHappens()];
    await newsAbout(one);
    const [before, own] = [bot.teams.channel.posts().length, anna.person.messages().length];
    bot.itIs('2026-11-27');
    await boris.say('home');
    await bot.teams.channel.until(() => bot.teams.channel.posts().length > before);
    await newsAbout(one);
    const [post, ...more] = bot.teams.channel.posts().slice(before);
    expect(more).toEqual([]);
    expect(wordsOf(post!)).toContain(t('channel.several', { count: 2 }));
    expect(wordsOf(post!)).toMatch(new RegExp(`${one}[^]*${other}|${other}[^]*${one}`));
    expect(buttonsOf(post!).map(({ title }) => title)).toEqual([t('link.chat')]);
    // The admin hears of three, with the competency that has to be renewed.
    const told = JSON.stringify(anna.person.messages().slice(own));
    expect(told).toContain(t('notify.several', { count: 3 }));
    expect(told).toContain('it can be renewed now');
    expect(wordsOf(post!)).not.toContain('renewed');
  });
});

describe('what is typed in a channel', () => {
  test('by an admin subscribes it and ends that, with one line in the thread each', async () => {
    const [yes, ...more] = await bot.teams.channel.post('anna', 'subscribe');
    expect(more).toEqual([]);
    expect(wordsOf(yes!)).toBe(t('channel.subscribed'));
    expect(yes!.thread).toBeDefined();
    expect(await store.every('channel')).toEqual([
      {
        id: `channel:${bot.teams.channel.id}`,
        tenantId: localTenantId,
        kind: 'channel',
        schema: 1,
        reference: expect.not.stringContaining('messageid'),
        team: bot.teams.connector.channel.team,
        language: 'en',
        by: anna.person.who.aadObjectId,
      },
    ]);
    const no = await bot.teams.channel.post('anna', ' Unsubscribe! ', yes!.thread);
    expect(no.map(wordsOf)).toEqual([t('channel.unsubscribed')]);
    expect(no[0]!.thread).toBe(yes!.thread);
    expect(await store.every('channel')).toEqual([]);
  });

  test('twice is done once, and said each time', async () => {
    const before = bot.teams.channel.posts().length;
    expect(await said('anna', 'subscribe')).toEqual([t('channel.subscribed')]);
    expect(await said('anna', 'subscribe')).toEqual([t('channel.subscribed')]);
    expect(await store.every('channel')).toHaveLength(1);
    expect(await newsAbout(await somethingHappens())).toHaveLength(1);
    expect(await said('anna', 'unsubscribe')).toEqual([t('channel.unsubscribed')]);
    expect(await said('anna', 'unsubscribe')).toEqual([t('channel.unsubscribed')]);
    expect(bot.teams.channel.posts()).toHaveLength(before + 5);
  });

  test.each([
    ['ru', 'ru-RU', 'подписать', 'отписать'],
    ['pl', 'pl-PL', 'subskrybuj', 'anuluj subskrypcję'],
  ] as const)('in %s is answered in it, and the channel goes on in it', async (language, locale, on, off) => {
    const say = words(language);
    anna.person.setLocale(locale);
    expect(await said('anna', on)).toEqual([say('channel.subscribed')]);
    anna.person.setLocale('en-US');
    const [post] = await newsAbout(await somethingHappens());
    expect(buttonsOf(post!).map(({ title }) => title)).toEqual([say('link.chat')]);
    // The words of every language are understood, whatever the locale.
    expect(await said('anna', off)).toEqual([t('channel.unsubscribed')]);
    expect(await store.every('channel')).toEqual([]);
  });

  test('about anything else is answered with what can be typed and where work is done, and nothing of it', async () => {
    const number = await somethingHappens();
    const dialogs = await store.every('dialog');
    for (const text of ['vouchers', number, `reserve ${number}`, 'subscribe to nothing', '', 'set up', 'ask'])
      expect([text, await said('anna', text)]).toEqual([text, [help('en')]]);
    expect(await store.every('dialog')).toEqual(dialogs);
    expect(await store.every('channel')).toEqual([]);
  });

  test('by who is no admin changes nothing, and they are told who can', async () => {
    expect(await said('boris', 'subscribe')).toEqual([help('en')]);
    expect(await said('clara', 'subskrybuj')).toEqual([help('pl')]);
    expect(await store.every('channel')).toEqual([]);
    // Whom nobody let in is nobody by writing here either.
    expect((await store.every('person')).map(({ id }) => id)).not.toContain(
      `person:${bot.chat('clara').person.who.aadObjectId}`,
    );
    await said('anna', 'subscribe');
    expect(await said('boris', 'unsubscribe')).toEqual([help('en')]);
    expect(await store.every('channel')).toHaveLength(1);
  });

  test('by another tenant, or in another’s name is dropped', async () => {
    const { connector } = bot.teams;
    expect(await said('eve', 'subscribe')).toEqual([]);
    await said('anna', 'subscribe');
    const honest = connector.sent.at(-1)!.activity;
    await said('anna', 'unsubscribe');
    const before = connector.requests.length;
    const { conversation } = honest;
    const forgeries = [
      { channelData: { tenant: { id: bot.chat('eve').person.who.tenantId } } },
      { conversation: { ...conversation, tenantId: bot.chat('eve').person.who.tenantId } },
    ];
    for (const [index, forged] of forgeries.entries())
      await connector.deliver({ ...honest, ...forged, id: `forged-${index}` });
    expect(connector.requests).toHaveLength(before);
    expect(await store.every('channel')).toEqual([]);
  });

  test('that cannot be saved says so, and can be typed again', async () => {
    store.proxy.plan = (kind) => (kind === 'batch' ? { kind: 'status', status: 403 } : undefined);
    expect(await said('anna', 'subscribe')).toEqual([t('channel.failed')]);
    store.proxy.plan = () => undefined;
    expect(await store.every('channel')).toEqual([]);
    expect(await said('anna', 'subscribe')).toEqual([t('channel.subscribed')]);
    expect(await store.every('channel')).toHaveLength(1);
  });
});

describe('a subscribed channel', () => {
  test('gets a status line for what a person does, with the way into the own chat and nothing else', async () => {
    await said('anna', 'subscribe');
    const number = await somethingHappens();
    const [post, ...more] = await newsAbout(number);
    expect(more).toEqual([]);
    // A post of its own, not an answer in a thread.
    expect(post!.thread).toBeUndefined();
    expect(wordsOf(post!)).toContain('Boris Ivanov (synthetic)');
    expect(buttonsOf(post!).map(({ type, title, url }) => [type, title, url])).toEqual([
      ['Action.OpenUrl', t('link.chat'), chatUrl()],
    ]);
    expect(JSON.stringify(post!.activity)).not.toMatch(/Action\.(?:Execute|Submit|ShowCard|Toggle)/);
    expect(post!.activity.summary).toContain(number);
    // The admin is told in her own chat as before.
    expect(JSON.stringify(anna.person.messages())).toContain(number);
  });

  test('hears also of what the admin does who subscribed it', async () => {
    await said('anna', 'subscribe');
    const number = bot.newNumber();
    await reserved(anna, number);
    expect((await newsAbout(number)).map(wordsOf).join()).toContain(
      t('told.voucher.reserved', { name: number, by: anna.person.who.name }),
    );
    // By its own chat the one who did it hears nothing of it.
    expect(anna.person.messages().some(({ activity }) => activity.summary?.includes(number))).toBe(false);
  });

  test('does not hear who asks for access and gets it', async () => {
    await said('anna', 'subscribe');
    const clara = bot.chat('clara');
    await clara.install();
    await clara.press('people.ask');
    await newsAbout('');
    expect(JSON.stringify(anna.person.messages())).toContain(`${clara.person.who.name} asks for access`);
    await letIn(anna, clara, 'reader');
    expect(await newsAbout(clara.person.who.name)).toEqual([]);
    expect(await newsAbout(await somethingHappens())).toHaveLength(1);
    expect(await newsAbout(clara.person.who.name)).toEqual([]);
  });

  test('hears in the company’s working hours, once for a weekend', async () => {
    await said('anna', 'subscribe');
    bot.itIs('2026-11-21');
    const [one, other] = [await somethingHappens(), await somethingHappens()];
    await addressed(one, other);
    bot.itIs('2026-11-23');
    await boris.say('home');
    const posts = await newsAbout(one);
    expect(posts).toHaveLength(1);
    expect(wordsOf(posts[0]!)).toContain(other);
  });

  test('hears nothing more when it is unsubscribed, also of what waited for the morning', async () => {
    await said('anna', 'subscribe');
    bot.itIs('2026-11-21');
    const waiting = await somethingHappens();
    await addressed(waiting);
    await said('anna', 'unsubscribe');
    bot.itIs('2026-11-23');
    const before = tried();
    const number = await somethingHappens();
    expect([await newsAbout(number), await newsAbout(waiting), tried()]).toEqual([[], [], before]);
  });

  test('is forgotten when the bot is removed from the team', async () => {
    await said('anna', 'subscribe');
    await bot.teams.channel.removeBot('boris');
    expect(await store.every('channel')).toEqual([]);
    await bot.teams.channel.addBot('boris');
    const before = tried();
    expect([await newsAbout(await somethingHappens()), tried()]).toEqual([[], before]);
    // Added again it is as new.
    await said('anna', 'subscribe');
    expect(await newsAbout(await somethingHappens())).toHaveLength(1);
  });

  test('is forgotten when Teams says that the bot is not there, though nobody had told it', async () => {
    await said('anna', 'subscribe');
    await bot.teams.channel.removeBot('anna', { quietly: true });
    const before = tried();
    expect([await newsAbout(await somethingHappens()), tried()]).toEqual([[], before + 1]);
    expect(await store.every('channel')).toEqual([]);
    await bot.teams.channel.addBot('anna');
    expect([await newsAbout(await somethingHappens()), tried()]).toEqual([[], before + 1]);
  });

  // The last ones: the channel does not come back.
  test('is forgotten when the channel is deleted', async () => {
    await said('anna', 'subscribe');
    await bot.teams.channel.delete('anna');
    expect(await store.every('channel')).toEqual([]);
    const before = tried();
    expect([await newsAbout(await somethingHappens()), tried()]).toEqual([[], before]);
  });

  test('what is typed while the bot is taken out is answered once, in vain, and is no failure', async () => {
    const { requests, channel } = bot.teams.connector;
    const calls = (): number =>
      requests.filter(({ path }) => decodeURIComponent(path).includes(channel.id)).length;
    const before = calls();
    expect(await channel.post('anna', 'help')).toMatchObject({ kind: 'answered', status: 200 });
    expect(calls()).toBe(before + 1);
  });
});
