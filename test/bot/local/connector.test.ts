import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { anna, boris } from '../../../bot/local/people.ts';
import { localTimestamp } from '../../../bot/local/activities.ts';
import { startTeams, type Teams } from '../../teams/person.ts';
import { call, cardAnswer, cardMessage, cardSaying, send, startFakeBot, type FakeBot } from './fake-bot.ts';

let bot: FakeBot;
let teams: Teams;

beforeEach(async () => {
  bot = await startFakeBot();
  teams = await startTeams(bot.url);
});

afterEach(async () => {
  await teams.close();
  await bot.close();
});

function conversationPath(person: string, rest = ''): string {
  return `/v3/conversations/${encodeURIComponent(teams.connector.conversationId(person))}${rest}`;
}

/** Installs the app, with a bot that greets with this card. */
async function greetedWith(card: Record<string, unknown>): Promise<void> {
  bot.onActivity = async (activity) => {
    if (activity.type === 'installationUpdate') await send(activity, cardMessage(card));
    return undefined;
  };
  await teams.person('anna').install();
}

test('a message carries everything that Teams sends', async () => {
  teams.person('anna').setLocale('pl-PL');
  await teams.person('anna').say('0042 & <more>\nsecond line');

  expect(bot.headers[0]).toMatchObject({ path: '/api/messages', 'content-type': 'application/json' });
  expect(bot.received[0]).toEqual({
    type: 'message',
    id: expect.stringMatching(/^\d{13}$/),
    timestamp: expect.stringMatching(/Z$/),
    localTimestamp: expect.stringMatching(/\+0[12]:00$/),
    localTimezone: 'Europe/Warsaw',
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    from: { id: anna.id, name: anna.name, aadObjectId: anna.aadObjectId },
    conversation: {
      id: teams.connector.conversationId('anna'),
      tenantId: anna.tenantId,
      conversationType: 'personal',
    },
    recipient: teams.connector.bot,
    locale: 'pl-PL',
    entities: [
      { type: 'clientInfo', locale: 'pl-PL', country: 'PL', platform: 'Web', timezone: 'Europe/Warsaw' },
    ],
    channelData: { tenant: { id: anna.tenantId } },
    textFormat: 'plain',
    text: '0042 & <more>\nsecond line',
    attachments: [{ contentType: 'text/html', content: '<p>0042 &amp; &lt;more&gt;<br>second line</p>' }],
  });
});

test('local timestamps keep the instant and name the offset', () => {
  expect(localTimestamp(new Date('2026-07-01T10:00:00.000Z'), 'Europe/Warsaw')).toBe(
    '2026-07-01T12:00:00.000+02:00',
  );
  expect(localTimestamp(new Date('2026-01-01T01:00:00.000Z'), 'America/New_York')).toBe(
    '2025-12-31T20:00:00.000-05:00',
  );
  expect(localTimestamp(new Date('2026-01-01T01:00:00.000Z'), 'UTC')).toBe('2026-01-01T01:00:00.000+00:00');
});

test('the clock of the page travels with every activity while it is set', async () => {
  teams.setClock('2027-01-11');
  await teams.person('anna').say('one');
  teams.setClock('2027-01-11T23:30:00+01:00');
  await teams.person('boris').say('two');
  teams.setClock(undefined);
  await teams.person('anna').say('three');

  expect(bot.received.map(({ channelData }) => channelData['local'])).toEqual([
    { now: '2027-01-11T12:00:00.000Z' },
    { now: '2027-01-11T22:30:00.000Z' },
    undefined,
  ]);
});

test('an installation comes with a conversation update, and a removal too', async () => {
  await teams.person('boris').install();
  await teams.person('boris').uninstall();

  const [first, second, third, fourth] = bot.received;
  expect([first, second].toSorted((a, b) => a!.type.localeCompare(b!.type))).toMatchObject([
    { type: 'conversationUpdate', membersAdded: [{ id: teams.connector.bot.id }] },
    { type: 'installationUpdate', action: 'add', from: { id: boris.id } },
  ]);
  expect([third, fourth].toSorted((a, b) => a!.type.localeCompare(b!.type))).toMatchObject([
    { type: 'conversationUpdate', membersRemoved: [{ id: teams.connector.bot.id }] },
    { type: 'installationUpdate', action: 'remove' },
  ]);
});

test('an installation that the bot did not take can be tried again', async () => {
  bot.onActivity = () => ({ status: 500 });
  await expect(teams.person('anna').install()).rejects.toThrow('The app answered 500');
  expect(teams.connector.state('anna').installed).toBe(false);
});

test('a press is an invoke whose answer is only an immediate view', async () => {
  await greetedWith(cardSaying('Assigned', ['reserve']));
  bot.onActivity = () => cardAnswer(cardSaying('Reserved', ['report']));
  const person = teams.person('anna');
  const { activityId } = person.latestCard();
  await person.press('RESERVE');

  expect(bot.received.at(-1)).toMatchObject({
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: activityId,
    value: {
      action: { type: 'Action.Execute', verb: 'reserve', data: { verb: 'reserve', id: 'voucher-1' } },
      trigger: 'manual',
    },
  });
  expect(person.texts()).toEqual(['Reserved', 'REPORT']);
  person.reload();
  expect(person.texts()).toEqual(['Assigned', 'RESERVE']);
});

test('an edit of the base card takes the place of the immediate view', async () => {
  await greetedWith(cardSaying('Assigned', ['reserve']));
  bot.onActivity = () => cardAnswer(cardSaying('Reserved'));
  const person = teams.person('anna');
  await person.press('reserve');
  const { activityId } = person.latestCard();
  const path = conversationPath('anna', `/activities/${activityId}`);
  const edited = await call(
    teams.serviceUrl,
    'PUT',
    path,
    cardMessage(cardSaying('Redeemed by a colleague')),
  );

  expect(edited).toEqual({ status: 200, body: { id: activityId } });
  expect(person.texts()).toEqual(['Redeemed by a colleague']);
  person.reload();
  expect(person.texts()).toEqual(['Redeemed by a colleague']);
  expect(person.messages()).toHaveLength(1);
});

test('an answer that is a text leaves the card as it is', async () => {
  await greetedWith(cardSaying('Assigned', ['reserve']));
  bot.onActivity = () => ({
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted' },
  });
  expect(await teams.person('anna').press('reserve')).toEqual({ kind: 'text', text: 'Noted' });
  expect(teams.person('anna').texts()).toEqual(['Assigned', 'RESERVE']);
});

test.each([
  ['an error status', { status: 501 }, 501],
  ['no invoke response', undefined, 200],
  [
    'a card that is none',
    { body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' } },
    200,
  ],
  [
    'an error result',
    {
      body: {
        statusCode: 400,
        type: 'application/vnd.microsoft.error',
        value: { code: '400', message: 'Bad' },
      },
    },
    400,
  ],
])('the person sees an error when the bot answers a press with %s', async (_what, reply, status) => {
  await greetedWith(cardSaying('Assigned', ['reserve']));
  bot.onActivity = () => reply;
  expect(await teams.person('anna').tryPress('reserve')).toMatchObject({ kind: 'error', status });
  await expect(teams.person('anna').press('reserve')).rejects.toThrow('pressing “reserve”');
});

test('the person sees that the app did not respond within the deadline', async () => {
  await teams.close();
  // Long enough for a bot that answers.
  teams = await startTeams(bot.url, { deadline: 3_000 });
  await greetedWith(cardSaying('Assigned', ['reserve']));
  bot.onActivity = () => 'silence';
  const person = teams.person('anna');
  expect(await person.tryPress('reserve')).toEqual({ kind: 'failed', message: 'The app did not respond' });
  await expect(person.say('hello')).rejects.toThrow('The app did not respond');
  expect(person.messages().at(-1)).toMatchObject({ from: 'me', failed: 'The app did not respond' });
});

test('a bot that is not there is a failure that is shown', async () => {
  await bot.close();
  await expect(teams.person('anna').say('hello')).rejects.toThrow('cannot be reached');
  expect(teams.person('anna').messages()).toMatchObject([{ from: 'me', failed: expect.any(String) }]);
});

test('an old Teams sends the Submit fallback as a message with a value', async () => {
  await teams.close();
  teams = await startTeams(bot.url, { people: [{ ...anna, executeAsSubmit: true }] });
  await greetedWith(cardSaying('Assigned', ['reserve']));
  const person = teams.person('anna');
  expect(person.actions()).toMatchObject([{ type: 'Action.Submit', title: 'RESERVE' }]);
  expect(await person.press('RESERVE')).toEqual({ kind: 'accepted' });

  const last = bot.received.at(-1);
  expect(last).toMatchObject({
    type: 'message',
    replyToId: person.latestCard().activityId,
    value: { verb: 'reserve', id: 'voucher-1' },
  });
  expect(last).not.toHaveProperty('text');
  expect(person.messages()).toHaveLength(1);
});

test('a dropped file arrives as an address from which the bot can fetch it', async () => {
  await teams.person('anna').drop('Voucher.EML', 'Subject: synthetic');
  const [attachment] = bot.received[0]?.attachments ?? [];
  expect(attachment).toMatchObject({
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    name: 'Voucher.EML',
    content: { downloadUrl: expect.any(String), uniqueId: expect.any(String), fileType: 'eml' },
  });
  const { downloadUrl } = attachment!['content'] as { downloadUrl: string };
  expect(new URL(downloadUrl).origin).toBe(new URL(teams.serviceUrl).origin);
  expect(await (await fetch(downloadUrl)).text()).toBe('Subject: synthetic');
});

test('the same activity can reach the bot twice', async () => {
  await teams.person('anna').say('once');
  await teams.person('anna').redeliver();
  expect(bot.received[1]).toEqual(bot.received[0]);
});

test('what is sent to the bot can carry a token', async () => {
  teams.connector.authorize = ({ id }) => ({ authorization: `Bearer for-${id}` });
  await teams.person('anna').say('hello');
  expect(bot.headers[0]?.['authorization']).toBe(`Bearer for-${bot.received[0]?.id}`);
});

test('the bot opens a chat with who has the app, by either id', async () => {
  await teams.person('anna').install();
  for (const id of [anna.id, anna.aadObjectId]) {
    const created = await call(teams.serviceUrl, 'POST', '/v3/conversations', {
      members: [{ id }],
      channelData: { tenant: { id: anna.tenantId } },
    });
    expect(created).toEqual({ status: 201, body: { id: teams.connector.conversationId('anna') } });
  }
  const withActivity = await call(teams.serviceUrl, 'POST', '/v3/conversations', {
    members: [{ id: anna.id }],
    activity: { type: 'message', text: 'Good morning' },
  });
  expect(withActivity.body['activityId']).toBe(teams.person('anna').messages()[0]?.id);
});

test('members are told of one chat only', async () => {
  const member = { id: anna.id, name: anna.name, objectId: anna.aadObjectId, tenantId: anna.tenantId };
  const one = await call(teams.serviceUrl, 'GET', conversationPath('anna', `/members/${anna.aadObjectId}`));
  expect(one).toMatchObject({ status: 200, body: member });
  const page = await call(teams.serviceUrl, 'GET', conversationPath('anna', '/pagedmembers?pageSize=10'));
  expect(page).toMatchObject({ status: 200, body: { members: [member] } });
  const other = await call(teams.serviceUrl, 'GET', conversationPath('anna', `/members/${boris.id}`));
  expect(other).toMatchObject({ status: 404, body: { error: { code: 'MemberNotFoundInConversation' } } });
});

test('a deleted message is gone', async () => {
  await greetedWith(cardSaying('Assigned'));
  const path = conversationPath('anna', `/activities/${teams.person('anna').latestCard().activityId}`);
  expect(await call(teams.serviceUrl, 'DELETE', path)).toMatchObject({ status: 200 });
  expect(teams.person('anna').messages()).toEqual([]);
  expect(await call(teams.serviceUrl, 'DELETE', path)).toMatchObject({ status: 404 });
});

test('a text with a card becomes two messages without an id', async () => {
  await teams.person('anna').install();
  const sent = await call(teams.serviceUrl, 'POST', conversationPath('anna', '/activities'), {
    ...cardMessage(cardSaying('Assigned')),
    text: 'Look',
  });
  expect(sent).toEqual({ status: 201, body: {} });
  expect(teams.person('anna').messages()).toHaveLength(2);
});

const hello = { type: 'message', text: 'Hello' };
const tooLarge = { type: 'message', text: 'x'.repeat(52 * 1024) };
const faraway = { type: 'message', text: 'x'.repeat(600 * 1024) };

test.each([
  ['POST', '/v3/conversations/a:1nobody/activities', hello, 404, 'ConversationNotFound'],
  ['PUT', 'anna/activities/1', hello, 404, 'ActivityNotFoundInConversation'],
  ['POST', 'anna/activities', tooLarge, 413, 'MessageSizeTooBig'],
  ['POST', 'anna/activities', faraway, 413, 'MessageSizeTooBig'],
  ['POST', 'anna/activities', { type: 'message' }, 400, 'BadArgument'],
  ['POST', 'anna/activities', { type: 'trace' }, 400, 'BadArgument'],
  ['POST', 'anna/activities', [], 400, 'BadSyntax'],
  ['POST', 'boris/activities', hello, 403, 'BotNotInConversationRoster'],
  ['POST', '/v3/conversations', { members: [{ id: boris.id }] }, 403, 'BotNotInConversationRoster'],
  ['POST', '/v3/conversations', { members: [{ id: '29:1nobody' }] }, 404, 'NotFound'],
  ['POST', '/v3/conversations', { isGroup: true, members: [{ id: anna.id }] }, 400, 'BadArgument'],
  ['GET', '/v3/teams/19:team@thread.tacv2', undefined, 404, 'NotFound'],
  ['PATCH', 'anna/activities/1', hello, 404, 'NotFound'],
])('%s %s is refused as Teams does', async (method, where, body, status, code) => {
  await teams.person('anna').install();
  const [person = '', ...rest] = where.split('/');
  const path = where.startsWith('/') ? where : conversationPath(person, `/${rest.join('/')}`);
  expect(await call(teams.serviceUrl, method, path, body)).toMatchObject({
    status,
    body: { error: { code } },
  });
});

test('nobody edits what a person wrote', async () => {
  await teams.person('anna').install();
  await teams.person('anna').say('mine');
  const path = conversationPath('anna', `/activities/${teams.person('anna').messages()[0]?.id}`);
  expect(await call(teams.serviceUrl, 'PUT', path, hello)).toMatchObject({ status: 403 });
});

test('the limits on sends hold when they are switched on', async () => {
  await teams.close();
  teams = await startTeams(bot.url, { throttle: true });
  await teams.person('anna').install();
  const path = conversationPath('anna', '/activities');
  const sends = await Promise.all(
    Array.from({ length: 9 }, () => call(teams.serviceUrl, 'POST', path, hello)),
  );
  expect(sends.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  expect(sends.find(({ status }) => status === 429)?.body).toMatchObject({ error: { code: 'Throttled' } });
});

test('a test decides how a call of the bot goes wrong, and reads what the bot asked', async () => {
  await teams.person('anna').install();
  const path = conversationPath('anna', '/activities');
  teams.connector.faults = () => ({ status: 429, code: 'Throttled' });
  expect(await call(teams.serviceUrl, 'POST', path, hello)).toMatchObject({ status: 429 });
  expect(teams.person('anna').messages()).toEqual([]);

  teams.connector.faults = () => ({ reset: true, afterwards: true });
  await expect(call(teams.serviceUrl, 'POST', path, hello)).rejects.toThrow();
  expect(teams.person('anna').messages()).toHaveLength(1);

  teams.connector.faults = () => ({ delay: 1 });
  expect(await call(teams.serviceUrl, 'POST', path, hello)).toMatchObject({ status: 201 });
  expect(teams.connector.requests.map(({ method, status, body }) => ({ method, status, body }))).toEqual([
    { method: 'POST', status: 429, body: hello },
    { method: 'POST', status: undefined, body: hello },
    { method: 'POST', status: 201, body: hello },
  ]);
});

test('what the bot does after its answer can be waited for', async () => {
  await teams.person('anna').install();
  const person = teams.person('anna');
  const seen = person.until(() => person.messages().some(({ activity }) => activity.text === 'Hello'));
  await call(teams.serviceUrl, 'POST', conversationPath('anna', '/activities'), hello);
  await seen;
  await expect(person.until(() => false, 1)).rejects.toThrow('bot: Hello');
});

test('a channel’s message mentions the bot and tells its thread, channel and team', async () => {
  const { channel } = teams.connector;
  await teams.channel.addBot('anna');
  await teams.channel.post('boris', 'subscribe');
  const [post] = channel.posts;
  expect(bot.received.find(({ type }) => type === 'installationUpdate')).toMatchObject({
    action: 'add',
    conversation: { id: channel.team, conversationType: 'channel' },
  });
  expect(bot.received.at(-1)).toMatchObject({
    type: 'message',
    id: post!.id,
    from: { id: boris.id, aadObjectId: boris.aadObjectId },
    conversation: {
      id: `${channel.id};messageid=${post!.id}`,
      tenantId: boris.tenantId,
      conversationType: 'channel',
      isGroup: true,
    },
    text: `<at>${teams.connector.bot.name}</at> subscribe`,
    entities: expect.arrayContaining([expect.objectContaining({ type: 'mention' })]),
    channelData: { tenant: { id: boris.tenantId }, team: { id: channel.team }, channel: { id: channel.id } },
  });
});

test('a channel takes posts and replies of a bot that is in the team, and of no other', async () => {
  const { channel } = teams.connector;
  const path = (thread = ''): string =>
    `/v3/conversations/${encodeURIComponent(`${channel.id}${thread}`)}/activities`;
  const message = { type: 'message', text: 'news' };
  expect((await call(teams.serviceUrl, 'POST', path(), message)).status).toBe(403);
  await teams.channel.addBot('anna');
  expect((await call(teams.serviceUrl, 'POST', path(), message)).status).toBe(201);
  expect((await call(teams.serviceUrl, 'POST', path(';messageid=17'), message)).status).toBe(201);
  expect(teams.channel.posts().map(({ thread }) => thread)).toEqual([undefined, '17']);
  await teams.channel.removeBot('anna');
  expect((await call(teams.serviceUrl, 'POST', path(), message)).status).toBe(403);
  await teams.channel.delete('anna');
  expect((await call(teams.serviceUrl, 'POST', path(), message)).status).toBe(404);
  expect(teams.channel.posts()).toHaveLength(2);
});
