import { describe, expect, test } from '@jest/globals';
import { checkActivity } from '../../../bot/teams/activity.ts';

const MESSAGE = {
  type: 'message',
  id: '1700000000000',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  channelId: 'msteams',
  from: { id: '29:1abc', name: 'Anna', aadObjectId: '44444444-4444-4444-8444-444444444444' },
  recipient: { id: '28:bot', name: 'Bot' },
  conversation: {
    id: 'a:1xyz',
    tenantId: '33333333-3333-4333-8333-333333333333',
    conversationType: 'personal',
  },
  channelData: { tenant: { id: '33333333-3333-4333-8333-333333333333' } },
  text: 'hello',
  locale: 'pl-PL',
  entities: [{ type: 'clientInfo', locale: 'pl-PL', platform: 'Web' }],
};
const PRESS = {
  ...MESSAGE,
  type: 'invoke',
  name: 'adaptiveCard/action',
  value: { action: { type: 'Action.Execute', verb: 'reserve', data: { id: 'v1' } }, trigger: 'manual' },
};

const at = (body: unknown) => {
  const check = checkActivity(body);
  return check.ok ? 'ok' : check.at;
};

describe('passes', () => {
  test.each([
    ['a message', MESSAGE],
    ['a card press', PRESS],
    ['a press without data', { ...PRESS, value: { action: { type: 'Action.Execute', verb: 'reserve' } } }],
    ['a submit', { ...MESSAGE, text: undefined, value: { verb: 'reserve' } }],
    ['another invoke', { ...MESSAGE, type: 'invoke', name: 'fileConsent/invoke', value: {} }],
    [
      'a search',
      {
        ...MESSAGE,
        type: 'invoke',
        name: 'composeExtension/query',
        value: { commandId: 'find', parameters: [{ name: 'query', value: 'x' }], queryOptions: { skip: 0 } },
      },
    ],
    [
      'a link',
      {
        ...MESSAGE,
        type: 'invoke',
        name: 'composeExtension/queryLink',
        value: { url: 'https://x', more: 1 },
      },
    ],
    ['an install', { ...MESSAGE, type: 'installationUpdate', action: 'add' }],
    ['members', { ...MESSAGE, type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] }],
    ['a type from the future', { ...MESSAGE, type: 'hologram', shape: { x: 1 } }],
    ['null for what is not there', { ...MESSAGE, replyToId: null, from: { id: '29:1', name: null } }],
    ['the longest text', { ...MESSAGE, text: 'x'.repeat(200 * 1024) }],
  ])('%s', (_name, body) => {
    expect(at(body)).toBe('ok');
  });

  test('null for what is not there, however deep it is named, and takes it away', () => {
    const account = { id: '29:1', name: null, aadObjectId: null };
    const check = checkActivity({
      ...MESSAGE,
      from: account,
      channelData: { tenant: { id: null }, team: null, eventType: null },
      attachments: [{ contentType: 'text/html', name: null, content: null }],
      membersAdded: [account],
    });
    expect(check).toMatchObject({
      ok: true,
      activity: {
        from: { id: '29:1' },
        channelData: { tenant: {} },
        attachments: [{ contentType: 'text/html', content: null }],
        membersAdded: [{ id: '29:1' }],
      },
    });
    expect(JSON.stringify(check).match(/null/g)).toHaveLength(1);
  });

  test('null for what it does not know, which stays', () => {
    const more = { entities: [{ type: 'mention', text: null }], settings: { a: null }, list: [null] };
    expect(checkActivity({ ...MESSAGE, ...more })).toMatchObject({ ok: true, activity: more });
  });

  test('what it does not know, unchanged', () => {
    const check = checkActivity({ ...PRESS, extra: { deep: [1] }, from: { ...PRESS.from, tag: 'x' } });
    expect(check).toMatchObject({
      ok: true,
      activity: { ...PRESS, extra: { deep: [1] }, from: { tag: 'x' } },
    });
  });
});

describe('names the part that is wrong', () => {
  test.each<[string, unknown]>([
    ['', null],
    ['', 'text'],
    ['type', {}],
    ['', []],
    ['type', { ...MESSAGE, type: 7 }],
    ['type', { ...MESSAGE, type: '' }],
    ['serviceUrl', { ...MESSAGE, serviceUrl: undefined }],
    ['serviceUrl', { ...MESSAGE, serviceUrl: 'ftp://x' }],
    ['serviceUrl', { ...MESSAGE, serviceUrl: 'http://[' }],
    ['from', { ...MESSAGE, from: 'Anna' }],
    ['from.id', { ...MESSAGE, from: { id: 'x'.repeat(1025) } }],
    ['from.aadObjectId', { ...MESSAGE, from: { id: 'x', aadObjectId: 'x'.repeat(101) } }],
    ['id', { ...MESSAGE, id: 'x'.repeat(301) }],
    ['replyToId', { ...MESSAGE, replyToId: '漢'.repeat(34) }],
    ['recipient', { ...MESSAGE, recipient: undefined }],
    ['conversation.id', { ...MESSAGE, conversation: { id: 'x'.repeat(451) } }],
    ['conversation.id', { ...MESSAGE, conversation: { id: 1 } }],
    ['text', { ...MESSAGE, text: { $gt: '' } }],
    ['text', { ...MESSAGE, text: 'x'.repeat(200 * 1024 + 1) }],
    ['locale', { ...MESSAGE, locale: 5 }],
    ['channelData.tenant.id', { ...MESSAGE, channelData: { tenant: { id: [] } } }],
    ['attachments.0.contentType', { ...MESSAGE, attachments: [{}] }],
    ['entities', { ...MESSAGE, entities: {} }],
    ['name', { ...MESSAGE, type: 'invoke' }],
    ['name', { ...PRESS, name: '' }],
    ['value', { ...PRESS, value: undefined }],
    ['value', { ...PRESS, value: null }],
    ['value.action', { ...PRESS, value: {} }],
    ['value.action.verb', { ...PRESS, value: { action: { type: 'Action.Execute' } } }],
    ['value.action.data', { ...PRESS, value: { action: { type: 'Action.Execute', verb: 'x', data: 'y' } } }],
  ])('%s', (part, body) => {
    expect(at(body)).toBe(part);
  });
});
