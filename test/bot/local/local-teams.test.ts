import { mkdtemp, readFile, rm, appendFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { clockIn, startLocalTeams, type LocalTeams } from '../../../bot/local/local-teams.ts';
import { LocalClock } from '../../../bot/clock.ts';
import { anna, localTenantId } from '../../../bot/local/people.ts';
import type { ChatState } from '../../../bot/local/wire.ts';
import { call, cardAnswer, cardMessage, cardSaying, send, startFakeBot, type FakeBot } from './fake-bot.ts';

let bot: FakeBot;
let teams: LocalTeams;
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'local-teams-'));
  bot = await startFakeBot();
  teams = await startLocalTeams({ port: 0, botUrl: bot.url, dataDir });
});

afterEach(async () => {
  await teams.close();
  await bot.close();
  await rm(dataDir, { recursive: true });
});

async function restart(): Promise<void> {
  await teams.close();
  teams = await startLocalTeams({ port: 0, botUrl: bot.url, dataDir });
}

async function state(person = 'anna'): Promise<ChatState> {
  return (await call(teams.url, 'GET', `/api/state?person=${person}`)).body as unknown as ChatState;
}

/** The status of a request whose headers are all one's own. */
function statusWith(
  headers: Record<string, string>,
  method = 'GET',
  path = '/',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, teams.url), { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('only requests from this very page are answered', async () => {
  const here = new URL(teams.url).host;
  const { port } = new URL(teams.url);
  expect(await statusWith({ host: here })).toBe(200);
  expect(await statusWith({ host: here, origin: `http://localhost:${port}` })).toBe(200);
  expect(await statusWith({ host: `localhost:${port}` })).toBe(200);
  expect(await statusWith({ host: 'teams.example' })).toBe(403);
  expect(await statusWith({ host: `teams.example:${port}` })).toBe(403);
  expect(await statusWith({ host: here, origin: 'https://teams.example' })).toBe(403);
  expect(await statusWith({ host: here, origin: 'null' })).toBe(403);
  expect(await statusWith({ host: here, origin: 'https://teams.example' }, 'POST', '/v3/conversations')).toBe(
    403,
  );
});

test('the page and all that it loads are served with a strict policy', async () => {
  const page = await fetch(teams.url);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  const html = await page.text();
  const paths = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(paths).toContain('/page/page.ts');
  for (const path of [...paths, '/page/card.ts', '/page/teams.ts', '/wire.ts']) {
    const asset = await fetch(new URL(path, teams.url));
    expect([path, asset.status]).toEqual([path, 200]);
    expect(asset.headers.get('content-type')).toMatch(/^text\/(javascript|css)/);
    expect((await asset.text()).length).toBeGreaterThan(100);
  }
  expect((await fetch(new URL('/page/../people.ts', teams.url))).status).toBe(404);
  expect((await fetch(new URL('/package.json', teams.url))).status).toBe(404);
});

test('the page chats, presses and sets its clock and language', async () => {
  bot.onActivity = async (activity) => {
    if (activity.type === 'installationUpdate')
      await send(activity, cardMessage(cardSaying('Hello', ['start'])));
    return activity.type === 'invoke' ? cardAnswer(cardSaying('Started')) : undefined;
  };
  expect(await state()).toMatchObject({ installed: false, entries: [], person: { key: 'anna' } });
  await call(teams.url, 'POST', '/api/install', { person: 'anna' });
  await call(teams.url, 'POST', '/api/locale', { person: 'anna', locale: 'ru-RU' });
  await call(teams.url, 'POST', '/api/clock', { now: '2027-01-11' });
  const { entries, ...settings } = await state();
  expect(settings).toMatchObject({
    installed: true,
    person: { locale: 'ru-RU' },
    clock: '2027-01-11T12:00:00.000Z',
  });

  const activityId = entries[0]?.id;
  const action = { verb: 'start', data: { verb: 'start', note: 'typed' } };
  const pressed = await call(teams.url, 'POST', '/api/press', { person: 'anna', activityId, action });
  expect(pressed.body).toMatchObject({ kind: 'card', card: cardSaying('Started'), revision: 0 });
  expect((await state()).entries).toEqual(entries);

  await call(teams.url, 'POST', '/api/submit', { person: 'anna', activityId, data: { verb: 'start' } });
  expect(bot.received.at(-1)).toMatchObject({
    value: { verb: 'start' },
    replyToId: activityId,
    locale: 'ru-RU',
  });
  expect((await call(teams.url, 'POST', '/api/say', { person: 'anna', text: 'hi' })).body).toEqual({
    kind: 'accepted',
  });
  expect((await call(teams.url, 'POST', '/api/clock', { now: null })).status).toBe(200);
  expect(await state()).not.toHaveProperty('clock');
});

async function upload(name: string, body: string): Promise<string> {
  const sent = await fetch(new URL(`/api/upload?name=${name}`, teams.url), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });
  return ((await sent.json()) as { id: string }).id;
}

test('a file that is dropped on the page reaches the bot', async () => {
  let fetched = '';
  bot.onActivity = async ({ attachments }) => {
    const { downloadUrl } = attachments![0]!['content'] as { downloadUrl: string };
    fetched = await (await fetch(downloadUrl)).text();
    return undefined;
  };
  const files = [await upload('mail.eml', 'Subject: synthetic'), await upload('other.msg', 'x')];
  const dropped = await call(teams.url, 'POST', '/api/drop', { person: 'anna', files, text: '' });
  expect(dropped.body).toEqual({ kind: 'accepted' });
  expect(fetched).toBe('Subject: synthetic');
  expect((await state()).entries).toMatchObject([
    { from: 'me', activity: { attachments: [{ name: 'mail.eml' }, { name: 'other.msg' }] } },
  ]);
});

test('files that are dropped together are one message, with what is typed beside them', async () => {
  const files = [await upload('a.eml', 'a'), await upload('Voucher.MSG', 'b')];
  await call(teams.url, 'POST', '/api/drop', { person: 'anna', files, text: 'record & <reserve>' });
  const [activity, ...more] = bot.received;
  expect(more).toEqual([]);
  const [a, b, html] = activity?.attachments ?? [];
  const type = 'application/vnd.microsoft.teams.file.download.info';
  expect([a, b]).toMatchObject([
    { contentType: type, name: 'a.eml', content: { fileType: 'eml' } },
    { contentType: type, name: 'Voucher.MSG', content: { fileType: 'msg' } },
  ]);
  expect(activity?.text).toBe('record & <reserve>');
  expect(html).toMatchObject({ contentType: 'text/html' });
  const content = String(html?.['content']);
  expect(content).toContain('<p>record &amp; &lt;reserve&gt;</p>');
  expect(content.match(/<attachment id="/g)).toHaveLength(2);
});

test('a dialog of a command is opened on a message of the chat, or on one from elsewhere', async () => {
  const card = cardSaying('Record?');
  const content = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
  const task = { type: 'continue', value: { title: 'Record voucher', height: 'large', card: content } };
  bot.onActivity = ({ type }) => (type === 'invoke' ? { body: { task } } : undefined);
  await call(teams.url, 'POST', '/api/say', {
    person: 'anna',
    text: 'a & b',
    html: '<p>a &amp; <b>b</b></p>',
  });
  const [said] = (await state()).entries;
  const opened = await call(teams.url, 'POST', '/api/task/on', { person: 'anna', entry: said?.id });
  expect(opened.body).toEqual({ kind: 'dialog', title: 'Record voucher', card });
  expect(bot.received.at(-1)).toMatchObject({
    name: 'composeExtension/fetchTask',
    conversation: { id: bot.received[0]?.conversation.id, conversationType: 'personal' },
    value: {
      commandId: 'recordVoucher',
      commandContext: 'message',
      messagePayload: {
        id: said?.id,
        body: { contentType: 'html', content: '<div><p>a &amp; <b>b</b></p></div>' },
        from: { user: { displayName: anna.name } },
      },
    },
  });

  const message = { html: '<p>x</p>', subject: 's', from: { id: 'b', name: 'Boris' } };
  await call(teams.url, 'POST', '/api/task', { person: 'anna', message });
  expect(bot.received.at(-1)).toMatchObject({
    conversation: { conversationType: 'channel' },
    value: { messagePayload: { subject: 's', from: { user: { displayName: 'Boris' } } } },
  });

  bot.onActivity = () => ({ body: { task: { type: 'message', value: 'Done' } } });
  const submitted = { person: 'anna', data: { verb: 'record.only' } };
  const closed = await call(teams.url, 'POST', '/api/task/submit', submitted);
  expect(closed.body).toEqual({ kind: 'text', text: 'Done' });
  expect(bot.received.at(-1)).toMatchObject({
    name: 'composeExtension/submitAction',
    value: { data: { verb: 'record.only' }, messagePayload: { subject: 's' } },
  });
  expect((await call(teams.url, 'POST', '/api/task/submit', submitted)).status).toBe(400);

  bot.onActivity = () => ({ status: 400 });
  const refused = await call(teams.url, 'POST', '/api/task', { person: 'anna', message });
  expect(refused.body).toMatchObject({ kind: 'error', status: 400 });
});

test.each([
  ['/api/say', { person: 'anna' }, 400],
  ['/api/say', { person: 'nobody', text: 'hi' }, 400],
  ['/api/press', { person: 'anna', activityId: '1', action: { data: {} } }, 400],
  ['/api/locale', { person: 'anna', locale: 'en' }, 400],
  ['/api/drop', { person: 'anna', files: ['no-such-file'], text: '' }, 400],
  ['/api/drop', { person: 'anna', files: [], text: 'x' }, 400],
  ['/api/task/on', { person: 'anna', entry: 'no-such-entry' }, 400],
  ['/api/clock', { now: 'tomorrow' }, 400],
  ['/api/say', { person: 'anna', text: 'x'.repeat(1024 * 1024) }, 413],
  ['/api/elsewhere', {}, 404],
])('%s refuses what it cannot take', async (path, body, status) => {
  expect((await call(teams.url, 'POST', path, body)).status).toBe(status);
  expect(bot.received).toEqual([]);
});

test('bodies that a form could send are refused', async () => {
  for (const path of ['/api/say', '/api/upload?name=a.eml', '/api/mailbox']) {
    const sent = await fetch(new URL(path, teams.url), { method: 'POST', body: '{}' });
    expect(sent.status).toBe(415);
  }
});

test('what happens in a chat is streamed, and that of others only as news', async () => {
  bot.onActivity = async (activity) => {
    await send(activity, { type: 'typing' });
    await send(activity, { type: 'message', text: 'private' });
    return undefined;
  };
  for (const person of ['anna', 'boris']) teams.connector.setLocale(person, 'en-US');
  await teams.connector.install('anna');
  await teams.connector.install('boris');
  const stopped = new AbortController();
  const events = await fetch(new URL('/api/events?person=boris', teams.url), { signal: stopped.signal });
  await teams.connector.say('anna', 'hi');
  await teams.connector.say('boris', 'hi');

  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of events.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.includes('"text":"private"')) break;
  }
  stopped.abort();
  const received = text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice('data: '.length)) as { type: string });
  expect(received.map(({ type }) => type)).toEqual(['elsewhere', 'entry', 'typing', 'entry']);
  expect((await fetch(new URL('/api/events?person=nobody', teams.url))).status).toBe(404);
});

test('conversations survive a restart with the same ids, edits and settings', async () => {
  bot.onActivity = async (activity) => {
    if (activity.type === 'installationUpdate') await send(activity, cardMessage(cardSaying('Hello')));
    return undefined;
  };
  await teams.connector.install('anna');
  await teams.connector.say('anna', 'mine');
  teams.connector.setLocale('anna', 'pl-PL');
  teams.connector.setClock('2027-01-11');
  const before = await state();
  const [card, mine] = before.entries;
  const path = `/v3/conversations/${encodeURIComponent(teams.connector.conversationId('anna'))}/activities/${card?.id}`;
  await call(teams.serviceUrl, 'PUT', path, cardMessage(cardSaying('Edited')));

  for (let times = 0; times < 2; times += 1) {
    await restart();
    const after = await state();
    expect(after).toEqual({
      ...before,
      entries: [{ ...card, revision: 1, activity: cardMessage(cardSaying('Edited')) }, mine],
    });
  }
  expect((await call(teams.serviceUrl, 'PUT', path, cardMessage(cardSaying('Again')))).status).toBe(200);
  await call(teams.serviceUrl, 'DELETE', path);
  await restart();
  expect((await state()).entries).toEqual([mine]);
});

test('the bot begins with the day that the page kept, and with real time when it kept none', async () => {
  expect(clockIn(dataDir)).toBeUndefined();
  teams.connector.setClock('2027-01-11');
  teams.connector.setClock('2020-02-29');
  expect(clockIn(dataDir)).toBe('2020-02-29T12:00:00.000Z');
  const clock = new LocalClock(clockIn(dataDir));
  expect(clock.now()).toBe(Date.parse('2020-02-29T12:00:00Z'));
  // An activity says what is so now.
  clock.follow({});
  expect(clock.now()).not.toBe(Date.parse('2020-02-29T12:00:00Z'));
  teams.connector.setClock(undefined);
  await restart();
  expect(clockIn(dataDir)).toBeUndefined();
});

test('a line that was cut off by a crash is passed over', async () => {
  await teams.connector.say('anna', 'whole');
  await teams.close();
  const file = join(dataDir, 'local-teams.jsonl');
  await appendFile(file, '{"kind":"entry","person":"anna","entr');
  teams = await startLocalTeams({ port: 0, botUrl: bot.url, dataDir });
  await teams.connector.say('anna', 'after');
  await restart();
  expect((await state()).entries.map(({ activity }) => activity.text)).toEqual(['whole', 'after']);
  expect(await readFile(file, 'utf8')).not.toContain('"entr\n');
});

test('the tenant of the people can be chosen', async () => {
  const tenantId = '0c2f7d5e-1111-4222-8333-944455566677';
  const other = await startLocalTeams({ port: 0, botUrl: bot.url, tenantId });
  await other.connector.say('anna', 'hi');
  await other.close();
  await teams.connector.say('anna', 'hi');
  expect(bot.received.map(({ conversation }) => conversation['tenantId'])).toEqual([tenantId, localTenantId]);
  expect(anna.tenantId).toBe(localTenantId);
});
