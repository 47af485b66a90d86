import { describe, expect, test } from '@jest/globals';
import type { PointedAt } from '../../bot/local/activities.ts';
import type { Json, TaskResult } from '../../bot/local/wire.ts';
import { textsOf } from '../teams/card.ts';
import { ADMIN_EMAIL, elementsOf, everyLine, PLAN, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';

/** "Record voucher" on a message anywhere in Teams: the card in a task dialog, then in the person's own chat. */

const { bot, anna, boris, clara, otto, eve } = world({ people: { boris: 'consultant' } });

const lines = (number: string): string =>
  [
    'Voucher type: SharePoint Deployment Planning',
    'Service level: 5 days',
    'Assigned on: 2026-11-02',
    'Customer: Contoso (synthetic)',
    `Voucher ID: ${number}`,
  ]
    .map((line) => `<p>${line}</p>`)
    .join('');

/** A colleague's forward of a customer's mail, as a message. */
function forwarded(number: string): PointedAt {
  return {
    html: `<div><p>Hi all, who takes this one?</p><p>From: Paul Manager (synthetic) &lt;pm@customer.example&gt;<br>Sent: Monday, 2 November 2026 10:12<br>Subject: FW: Your Planning Services voucher</p>${lines(number)}</div>`,
    from: { id: boris.person.who.aadObjectId, name: boris.person.who.name },
  };
}

/** All that the dialog says. */
function shown(result: TaskResult): string {
  if (result.kind !== 'dialog') throw new Error(`no dialog: ${JSON.stringify(result)}`);
  return textsOf(result.card).join('\n');
}

/** The bot's messages in somebody's chat. */
const messages = (chat: Chat): number => chat.person.messages().filter(({ from }) => from === 'bot').length;

/** What the chat got since: the newest card, once it is there. */
async function inChat(chat: Chat, before: number): Promise<string> {
  await chat.person.until(() => messages(chat) > before);
  chat.card = undefined;
  return chat.text;
}

describe('a message with a voucher', () => {
  test.each(['channel', 'group', 'otherChat', 'myChat'] as const)(
    'is read in a dialog and recorded in one’s own chat: %s',
    async (place) => {
      const number = bot.newNumber();
      const before = messages(anna);
      const result = await anna.person.pointAt(forwarded(number), { place });
      expect(result).toMatchObject({ kind: 'dialog', title: t('task.title') });
      for (const fact of [number, t('mail.found'), 'Contoso (synthetic)'])
        expect(shown(result)).toContain(fact);
      expect(JSON.stringify(result)).toContain(t('mail.way.message'));
      expect(messages(anna)).toBe(before);

      const said = await anna.person.pressInDialog('record.only', { adminEmail: ADMIN_EMAIL });
      expect(said).toEqual({ kind: 'text', text: t('task.inChat') });
      const chat = await inChat(anna, before);
      expect(chat).toContain(number);
      expect(chat).toContain(t('record.done'));
      expect(messages(anna)).toBe(before + 1);
      expect(bot.teams.channel.posts()).toEqual([]);
      await anna.say(number);
      expect(anna.text).toContain(t('status.assigned'));
    },
  );

  test('is recorded in the dialog and reserved in the chat', async () => {
    const number = bot.newNumber();
    await anna.person.pointAt(forwarded(number));
    const before = messages(anna);
    const said = await anna.person.pressInDialog('record.andReserve', { adminEmail: ADMIN_EMAIL });
    expect(said.kind).toBe('text');
    expect(await inChat(anna, before)).toContain(t('reserve.hurry'));
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
  });

  test('keeps its table', async () => {
    const number = bot.newNumber();
    const rows = [
      ['Voucher ID', number],
      ['Voucher type', 'SharePoint Deployment Planning'],
      ['Service level', '5 days'],
      ['Assigned on', '2026-11-02'],
      ['Customer', 'Fabrikam Retail (synthetic)'],
    ].map((cells) => `<tr>${cells.map((cell) => `<td><p>${cell}</p></td>`).join('')}</tr>`);
    const html = `<div><table><tbody>${rows.join('')}</tbody></table></div>`;
    const text = shown(await anna.person.pointAt({ html, subject: 'Voucher' }));
    for (const fact of [number, 'Fabrikam Retail (synthetic)', t('days', { days: 5 })])
      expect(text).toContain(fact);
  });

  test('that Teams forwarded is read where Teams brings it', async () => {
    const number = bot.newNumber();
    const content = JSON.stringify({
      originalMessageId: '1611060744833',
      originalMessageContent: `<div>${lines(number)}</div>`,
      originalSentDateTime: '2026-11-02T10:12:00Z',
      originalMessageSender: { user: { id: 'x', displayName: 'Paul Manager (synthetic)' } },
    });
    const attachments = [{ id: '1', contentType: 'forwardedMessageReference', content }];
    const html = '<div><attachment id="1"></attachment></div>';
    expect(shown(await anna.person.pointAt({ html, attachments }))).toContain(number);
  });

  test('that is plain text is not read as HTML', async () => {
    const number = bot.newNumber();
    const html = `Voucher ID: ${number}\nVoucher type: SharePoint Deployment Planning\nCustomer: A<b Ltd (synthetic)`;
    const text = shown(await anna.person.pointAt({ html, contentType: 'text' }));
    expect(text).toContain(number);
    expect(text).toContain('A<b Ltd (synthetic)');
  });

  test('twice, and recorded before: its card, and one voucher', async () => {
    const number = bot.newNumber();
    await anna.person.pointAt(forwarded(number));
    await anna.person.pressInDialog('record.only', { adminEmail: ADMIN_EMAIL });
    const again = shown(await anna.person.pointAt(forwarded(number)));
    expect(again).toContain(number);
    expect(again).toContain(t('status.assigned'));
    expect((await anna.history(number)).length).toBe(1);
  });

  test('goes on in the dialog while something is asked: a refusal, then the list', async () => {
    const number = bot.newNumber();
    await anna.person.pointAt(forwarded(number));
    const before = messages(anna);
    const refused = await anna.person.pressInDialog('record.only', { adminEmail: 'nobody' });
    expect(shown(refused)).toContain(number);
    expect(JSON.stringify(refused)).toContain('"style":"attention"');
    expect(messages(anna)).toBe(before);

    const other = bot.newNumber();
    const both = `<div>${lines(number)}<p>&nbsp;</p>${lines(other)}</div>`;
    const list = shown(await anna.person.pointAt({ html: both }));
    expect(list).toContain(number);
    expect(list).toContain(other);
    const one = await anna.person.pressInDialog(
      ({ data }) => data['verb'] === 'record.pick' && String(data['arg']).includes(other),
    );
    expect(shown(one)).toContain(other);
    expect(messages(anna)).toBe(before);
  });

  test('is kept where it was left: the chat goes on with it', async () => {
    const number = bot.newNumber();
    await anna.person.pointAt(forwarded(number));
    await anna.say(number);
    expect(anna.text).toContain(t('mail.found'));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain(t('record.done'));
  });

  test('speaks the language of the person’s Teams', async () => {
    anna.person.setLocale('pl-PL');
    const number = bot.newNumber();
    const result = await anna.person.pointAt(forwarded(number));
    expect(result).toMatchObject({ title: words('pl')('task.title') });
    expect(shown(result)).toContain(words('pl')('mail.found'));
    const said = await anna.person.pressInDialog('record.only', { adminEmail: ADMIN_EMAIL });
    expect(said).toEqual({ kind: 'text', text: words('pl')('task.inChat') });
  });
});

describe('a press that leads out of the recording', () => {
  test.each(['home.open', 'cancel.now'])(
    'closes the dialog, and is answered in the chat: %s',
    async (verb) => {
      await anna.person.pointAt({ html: '<div><p>Lunch at noon?</p></div>' });
      const before = messages(anna);
      const data = verb === 'cancel.now' ? { verb, id: '', arg: 'record' } : { verb };
      expect((await anna.person.submitInDialog(data)).kind).toBe('text');
      await inChat(anna, before);
      expect(anna.verbs).toContain('vouchers.open');
      expect(messages(anna)).toBe(before + 1);
    },
  );
});

describe('Teams delivers twice', () => {
  test('the command: one draft, the same dialog, nothing in the chat', async () => {
    const number = bot.newNumber();
    const first = await anna.person.pointAt(forwarded(number));
    const before = messages(anna);
    const second = await anna.person.redeliver();
    expect(second).toMatchObject({ status: 200, body: { task: { type: 'continue' } } });
    expect(JSON.stringify(second)).toContain(JSON.stringify((first as { card: Json }).card));
    expect(messages(anna)).toBe(before);
  });

  test.each(['at once', 'after a restart'])(
    'the press that records: one voucher, one message, %s',
    async (when) => {
      const number = bot.newNumber();
      await anna.person.pointAt(forwarded(number));
      const before = messages(anna);
      await anna.person.pressInDialog('record.only', { adminEmail: ADMIN_EMAIL });
      await inChat(anna, before);
      if (when === 'after a restart') await bot.restart();
      const again = await anna.person.redeliver();
      expect(again).toMatchObject({
        status: 200,
        body: { task: { type: 'message', value: t('task.inChat') } },
      });
      // What would be sent now comes before the answer to the next message.
      await anna.say('help');
      expect(messages(anna)).toBe(before + 2);
      expect((await anna.history(number)).length).toBe(1);
    },
  );

  test('a press that shows a refusal, after a restart: the same dialog, nothing in the chat', async () => {
    await anna.person.pointAt(forwarded(bot.newNumber()));
    const before = messages(anna);
    await anna.person.pressInDialog('record.only', { adminEmail: 'nobody' });
    await bot.restart();
    expect(await anna.person.redeliver()).toMatchObject({ body: { task: { type: 'continue' } } });
    await anna.say('help');
    expect(messages(anna)).toBe(before + 1);
  });

  test('a press that only shows something: one message', async () => {
    await anna.person.pointAt({ html: '<div><p>Lunch at noon?</p></div>' });
    const before = messages(anna);
    await anna.person.submitInDialog({ verb: 'home.open' });
    await inChat(anna, before);
    await bot.restart();
    expect(await anna.person.redeliver()).toMatchObject({ body: { task: { type: 'message' } } });
    await anna.say('help');
    expect(messages(anna)).toBe(before + 2);
  });
});

describe('a message without a voucher', () => {
  test.each([
    ['small talk', { html: '<div><p>Lunch at noon?</p></div>' }, 'notUnderstood.text'],
    ['nothing', { html: '' }, 'mailFile.problem.noText'],
    ['a deleted one', { html: '<p>Voucher ID: SAP-7F3K-0001</p>', deleted: true }, 'mailFile.problem.noText'],
    ['a picture', { html: '<div><img src="https://teams.example/x" alt=""></div>' }, 'unreadable.picture'],
    [
      'a link to a file',
      { html: '<attachment id="1"></attachment>', attachments: [{ id: '1', contentType: 'reference' }] },
      'unreadable.cloudFile',
    ],
    [
      'a forward that Teams does not bring',
      {
        html: '<attachment id="1"></attachment>',
        attachments: [{ contentType: 'forwardedMessageReference' }],
      },
      'unreadable.forwarded',
    ],
  ] as const)('is told as what it is, with a way on: %s', async (_what, message, key) => {
    const result = await anna.person.pointAt(message);
    expect(shown(result)).toContain(t(key));
    expect(submits(result)).not.toEqual([]);
  });
});

describe('somebody', () => {
  test('whom nobody let in sees what a stranger sees in the chat', async () => {
    await clara.install();
    const stranger = everyLine(clara.card.card);
    const result = await clara.person.pointAt(forwarded(bot.newNumber()));
    expect(everyLine((result as { card: Json }).card)).toEqual(stranger);
  });

  test('without a chat is told how to open it, and nothing is read', async () => {
    const number = bot.newNumber();
    const result = await otto.person.pointAt(forwarded(number));
    expect(shown(result)).toContain(t('task.noChatText'));
    expect(shown(result)).not.toContain(number);
    const [link] = elementsOf((result as { card: Json }).card).filter(
      ({ type }) => type === 'Action.OpenUrl',
    );
    expect(link?.['url']).toBe('https://teams.microsoft.com/l/chat/0/0?users=28:local-bot');
    expect(messages(otto)).toBe(0);
  });

  test('who removed the app is told so, too', async () => {
    await clara.install();
    await clara.person.uninstall();
    const result = await clara.person.pointAt(forwarded(bot.newNumber()));
    expect(shown(result)).toContain(words('pl')('task.noChatText'));
  });

  test('of another tenant is told that it is not for them', async () => {
    const number = bot.newNumber();
    const result = await eve.person.pointAt(forwarded(number));
    expect(shown(result)).toContain(t('task.tenantText'));
    expect(shown(result)).not.toContain(number);
    expect(await eve.person.submitInDialog({ verb: 'record.hand' })).toMatchObject({ kind: 'dialog' });
    expect(messages(eve)).toBe(0);
  });

  test('writes to the bot where they did before: a command elsewhere does not move their chat', async () => {
    await boris.person.pointAt(forwarded(bot.newNumber()), { place: 'channel' });
    await boris.person.pressInDialog('record.only', { adminEmail: ADMIN_EMAIL });
    await boris.person.pointAt(forwarded(bot.newNumber()), { place: 'group' });
    const before = messages(boris);
    await boris.person.pressInDialog('record.only', { adminEmail: ADMIN_EMAIL });
    expect(await inChat(boris, before)).toContain(t('record.done'));
  });
});

describe('a dialog’s card', () => {
  test('has nothing that a dialog does not know', async () => {
    const results = [
      await anna.person.pointAt(forwarded(bot.newNumber())),
      await anna.person.pointAt({ html: '<p>Lunch?</p>' }),
      await anna.person.pointAt({ html: `${lines(bot.newNumber())}<hr>${lines(bot.newNumber())}` }),
    ];
    for (const result of results) {
      const parts = elementsOf((result as { card: Json }).card);
      const types = parts.map(({ type }) => type);
      expect(types).not.toContain('Action.Execute');
      expect(types).toContain('Action.Submit');
      const actions = parts.filter(({ type }) => String(type).startsWith('Action.'));
      expect(actions.filter(({ fallback }) => fallback !== undefined)).toEqual([]);
    }
    const [first] = results;
    expect(elementsOf((first as { card: Json }).card)).toContainEqual(
      expect.objectContaining({
        type: 'Action.Submit',
        title: t('do.recordReserve'),
        style: 'positive',
        data: expect.objectContaining({ verb: 'record.andReserve' }) as unknown,
      }),
    );
  });
});

describe('what no honest client sends', () => {
  const value = (over: Json): Json => ({
    commandId: 'recordVoucher',
    commandContext: 'message',
    messagePayload: { body: { contentType: 'html', content: '<p>x</p>' } },
    ...over,
  });
  const send = async (name: string, sent: unknown) => {
    await anna.say('home');
    const mine = bot.teams.connector.sent.at(-1)?.activity;
    const activity = { ...mine, type: 'invoke', id: crypto.randomUUID(), name, text: undefined, value: sent };
    return bot.teams.connector.deliver(activity as never);
  };
  const FETCH = 'composeExtension/fetchTask';
  const SUBMIT = 'composeExtension/submitAction';

  test.each([
    ['no value', FETCH, undefined],
    ['a word', FETCH, 'x'],
    ['a list', SUBMIT, []],
    ['no command', FETCH, value({ commandId: undefined })],
    ['another command', FETCH, value({ commandId: 'deleteEverything' })],
    ['a command that is a list', SUBMIT, value({ commandId: ['recordVoucher'] })],
    ['no message', FETCH, value({ messagePayload: null })],
    ['a body that is a word', FETCH, value({ messagePayload: { body: 'x' } })],
    ['a content that is a number', FETCH, value({ messagePayload: { body: { content: 7 } } })],
    [
      'attachments without end',
      FETCH,
      value({ messagePayload: { attachments: Array.from({ length: 99 }, () => ({ contentType: 'x' })) } }),
    ],
    [
      'a name without end',
      FETCH,
      value({ messagePayload: { from: { user: { displayName: 'x'.repeat(5000) } } } }),
    ],
    ['data that is a list', SUBMIT, value({ data: [1] })],
  ])('is refused: %s', async (_what, name, sent) => {
    expect(await send(name, sent)).toMatchObject({ kind: 'answered', status: 400 });
  });

  test.each([
    {},
    { verb: 7 },
    { verb: 'no.such' },
    { verb: 'record.only', id: 7 },
    { verb: 'x'.repeat(300) },
  ])('changes nothing, and is answered in the chat: %j', async (data) => {
    const before = messages(anna);
    expect(await send(SUBMIT, value({ data }))).toMatchObject({
      status: 200,
      body: { task: { type: 'message' } },
    });
    await anna.person.until(() => messages(anna) >= before + 2);
    anna.card = undefined;
    expect(anna.text).toContain(t('refused.unknownButton'));
  });

  test('a message of markup, of headers and of marks shows no link and no header of its own', async () => {
    const number = bot.newNumber();
    const evil = {
      html: `<div>${lines(number)}<script>alert(1)</script>${'<div>'.repeat(2000)}deep</div>`,
      subject: 'x\nFrom: boss@customer.example\n[click](https://evil.example)',
      from: { id: 'x', name: '<at>Planning</at>\r\nVoucher ID: SAP-EVIL-0001' },
    };
    const result = await anna.person.pointAt(evil);
    expect(shown(result)).toContain(number);
    expect(shown(result)).not.toContain('alert(1)');
    expect(shown(result)).not.toContain('boss@customer.example');
    // A name stands where names do, in one line and as it was sent; nothing is read from it.
    expect(shown(result).split('\n')).toContain('Planning Voucher ID: SAP-EVIL-0001');
    expect(shown(result).split('SAP-EVIL-0001')).toHaveLength(2);
    expect(JSON.stringify(submits(result))).not.toContain('SAP-EVIL-0001');
    expect(submits(result).filter(({ data }) => (data as Json)['verb'] === 'record.only')).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ id: number }) as unknown }),
    ]);
    const blocks = elementsOf((result as { card: Json }).card).filter(({ type }) => type === 'TextBlock');
    expect(JSON.stringify(blocks)).not.toContain('evil.example');
  });

  test('a message larger than is read is read as far as it goes', async () => {
    const number = bot.newNumber();
    const html = `<div>${lines(number)}${'<p>word word word</p>'.repeat(10_000)}</div>`;
    expect(html.length).toBeGreaterThan(200 * 1024);
    const result = await anna.person.pointAt({ html });
    expect(shown(result)).toContain(number);
  });
});

/** What can be pressed in the dialog. */
function submits(result: TaskResult): readonly Json[] {
  return elementsOf((result as { card: Json }).card).filter(({ type }) => type === 'Action.Submit');
}
