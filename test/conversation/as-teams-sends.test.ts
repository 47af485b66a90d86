import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../bot/local/wire.ts';
import type { Key } from '../../cards/kit/say.ts';
import { LOCALES, recorded, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';

/** Messages of clients other than the one that everybody here has: iPhones, old clients, answers, forwards. */
const { bot, anna, clara } = world({ people: { clara: 'consultant' } });

const messages = (chat: Chat): number => chat.person.messages().filter(({ from }) => from === 'bot').length;

/** Sends a message with `over` put over what the person's own client would send; undefined takes away. */
async function send(chat: Chat, over: Json): Promise<Chat> {
  const { connector } = bot.teams;
  const mine = connector.sent.findLast(
    ({ activity }) => activity.conversation.id === connector.conversationId(chat.person.who.key),
  );
  if (mine === undefined) throw new Error('they have written nothing yet');
  const {
    value: _value,
    attachments: _files,
    name: _name,
    replyToId: _reply,
    ...plain
  } = mine.activity as Json;
  const activity = { ...plain, type: 'message', id: `as-sent-${crypto.randomUUID()}`, ...over };
  expect(await connector.deliver(activity as never)).toMatchObject({ kind: 'answered', status: 200 });
  chat.card = undefined;
  return chat;
}

const html = (content: string): Json => ({ contentType: 'text/html', content });
const mention = { type: 'mention', mentioned: { id: '28:local-bot', name: 'Planning Services' } };

describe('a command that Teams put something around', () => {
  test.each<[string, Json]>([
    [
      'a mention',
      {
        text: '\r\n<at>Planning Services</at> help\r\n',
        entities: [{ ...mention, text: '<at>Planning Services</at>' }],
      },
    ],
    ['a mention and a written space', { text: '<at>Planning Services</at>&nbsp;help', entities: [mention] }],
    [
      'the message that it answers',
      {
        text: '<quoted messageId="1772050244572"/> help',
        entities: [{ type: 'quotedReply', quotedReply: { messageId: '1772050244572' } }],
      },
    ],
    ['characters that nobody sees', { text: '\u200b\ufeffhe\u00adlp\u2060\u200f' }],
    ['nothing but HTML', { text: '', attachments: [html('<div><div>help</div></div>')] }],
  ])('is done: %s', async (_what, over) => {
    await anna.say('home');
    await send(anna, over);
    expect(anna.text).toContain(t('help.title'));
  });
});

describe('a mail', () => {
  test('of which only the HTML came is recorded', async () => {
    const number = bot.newNumber();
    await send(anna, {
      text: '',
      attachments: [html(`<div><div>Voucher ID: ${number}</div><div>Service level: 5 days</div></div>`)],
    });
    expect(anna.text).toContain(number);
    expect(anna.verbs).toContain('record.only');
  });

  test.each([
    'Vera Novak &lt;vera.novak@customer.example&gt;',
    '<a href="mailto:vera.novak@customer.example">Vera Novak</a>',
  ])('whose address only the HTML has keeps it: %s', async (admin) => {
    const number = bot.newNumber();
    await send(anna, {
      text: `Voucher ID: ${number}\nVoucher admin: Vera Novak`,
      attachments: [html(`<div><div>Voucher ID: ${number}</div><div>Voucher admin: ${admin}</div></div>`)],
    });
    expect(anna.text).toContain(number);
    expect(anna.text).toContain('vera.novak@customer.example');
  });
});

describe('a client that does not say its language', () => {
  test.each<[string, readonly Json[]]>([
    ['leaves what is known of the person', [{ type: 'clientInfo', platform: 'iOS', country: 'PL' }]],
    ['or says it beside', [{ type: 'clientInfo', platform: 'iOS', locale: 'pl-PL' }]],
    ['or one that the bot does not speak', [{ type: 'clientInfo', platform: 'iOS', locale: 'de-DE' }]],
    ['or nothing at all', []],
  ])('%s', async (_title, entities) => {
    await clara.say('home');
    const polish = words('pl');
    await send(clara, { text: 'pomoc', locale: undefined, entities });
    expect(clara.text).toContain(polish('help.title'));
    await send(clara, { text: 'help', locale: null, entities });
    expect(clara.text).toContain(polish('help.title'));
    // Nor is it forgotten for what comes without being asked.
    anna.person.setLocale(LOCALES.en);
    expect((await clara.say('lista')).text).not.toContain(t('vouchers.title'));
  });

  test('and is met for the first time is spoken to in English', async () => {
    const otto = bot.chat('otto');
    await otto.install();
    await send(otto, { text: 'help', locale: undefined, entities: [] });
    expect(otto.text).toMatch(/[A-Za-z]/);
  });
});

describe('a message of which nothing can be read', () => {
  const empty = { text: undefined };
  test.each<[Key, Json]>([
    [
      'unreadable.picture',
      {
        ...empty,
        attachments: [{ contentType: 'image/*', contentUrl: 'https://smba.example/x' }, html('<img>')],
      },
    ],
    ['unreadable.recording', { ...empty, attachments: [{ contentType: 'audio/mp4', content: {} }] }],
    [
      'unreadable.forwarded',
      {
        text: '',
        attachments: [
          { contentType: 'forwardedMessageReference', content: '{}' },
          html('<attachment id="1"></attachment>'),
        ],
      },
    ],
    ['unreadable.cloudFile', { ...empty, attachments: [{ contentType: 'reference', name: 'a.xlsx' }] }],
    [
      'unreadable.loop',
      {
        ...empty,
        attachments: [{ contentType: 'application/vnd.microsoft.card.fluidEmbedCard', content: {} }],
      },
    ],
    [
      'unreadable.other',
      { ...empty, attachments: [{ contentType: 'application/vnd.microsoft.card.codesnippet' }] },
    ],
    ['unreadable.empty', { ...empty, replyToId: 's1' }],
    ['unreadable.empty', { ...empty, replyToId: 's1', value: null }],
    ['unreadable.empty', { ...empty, replyToId: 's1', value: {} }],
    ['unreadable.empty', { ...empty, replyToId: 's1', value: [] }],
    ['unreadable.empty', { ...empty, replyToId: 's1', value: 'verb' }],
    ['unreadable.empty', { ...empty, replyToId: 's1', value: { verb: 7 } }],
    ['unreadable.empty', { text: '  \u200b ' }],
  ])('gets one sentence, in the person’s language: %s', async (key, over) => {
    const before = messages(clara);
    await send(clara, over);
    expect(messages(clara)).toBe(before + 1);
    expect(clara.text).toContain(words('pl')(key));
    expect(clara.verbs).toContain('home.open');
  });

  test('leaves the form that somebody was at', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    await send(anna, { text: undefined, attachments: [{ contentType: 'image/png' }] });
    await anna.say('back');
    expect(anna.text).toContain(t('reserve.title'));
    expect(anna.text).toContain(number);
  });
});

describe('an invoke that no card of the bot makes', () => {
  const names = [
    'composeExtension/selectItem',
    'application/search',
    'task/fetch',
    'task/submit',
    'tab/fetch',
    'signin/verifyState',
    'signin/tokenExchange',
    'config/fetch',
    'message/submitAction',
    'nobody/knows',
  ];
  const values = [undefined, null, '', 'x', 7, [], {}, { action: null }, { botMessagePreviewAction: 'edit' }];

  test.each(names)('%s is not implemented, whatever it brings', async (name) => {
    const { connector } = bot.teams;
    const before = messages(anna);
    await anna.say('home');
    const mine = connector.sent.at(-1);
    for (const value of values) {
      const activity = {
        ...mine?.activity,
        type: 'invoke',
        id: crypto.randomUUID(),
        name,
        text: undefined,
        value,
      };
      expect(await connector.deliver(activity as never)).toMatchObject({ kind: 'answered', status: 501 });
    }
    expect(messages(anna)).toBe(before + 1);
  });
});

describe('a flood of one person', () => {
  test('is told once', async () => {
    const { connector } = bot.teams;
    await anna.say('home');
    const mine = connector.sent.findLast(({ activity }) => activity.type === 'message');
    const before = anna.person.messages().length;
    await Promise.all(
      Array.from({ length: 60 }, (_, nth) =>
        connector.deliver({ ...mine?.activity, id: `flood-${nth}`, text: 'help' } as never),
      ),
    );
    const answers = anna.person
      .messages()
      .slice(before)
      .map(({ activity }) => JSON.stringify(activity));
    expect(answers.filter((one) => one.includes(t('failure.tooManyTitle')))).toHaveLength(1);
    expect(answers.length).toBeLessThan(60);
    expect((await anna.say('home')).verbs).toContain('help.open');
  });
});
