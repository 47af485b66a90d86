import { expect, test } from '@jest/globals';
import { aroundEach, reply, reference, refusal, teams } from './given.ts';

aroundEach();

test.each<[number, unknown, Record<string, string>, unknown]>([
  [403, refusal('ConversationBlockedByUser'), {}, { kind: 'blocked' }],
  [403, { subCode: 'MessageWritesBlocked' }, {}, { kind: 'blocked' }],
  [403, refusal('BotNotInConversationRoster'), {}, { kind: 'notInstalled' }],
  [403, refusal('BotDisabledByAdmin'), {}, { kind: 'disabledByAdmin' }],
  [403, undefined, {}, { kind: 'blocked' }],
  [404, refusal('ConversationNotFound'), {}, { kind: 'notFound', what: 'conversation' }],
  [404, refusal('ActivityNotFoundInConversation'), {}, { kind: 'notFound', what: 'activity' }],
  [400, refusal('ActivityNotFoundInConversation'), {}, { kind: 'notFound', what: 'activity' }],
  [404, 'gone', {}, { kind: 'notFound', what: 'conversation' }],
  [412, refusal('PreconditionFailed'), {}, { kind: 'throttled' }],
  [413, refusal('MessageSizeTooBig'), {}, { kind: 'tooLarge' }],
  [413, undefined, {}, { kind: 'tooLarge' }],
  [429, refusal('Throttled'), { 'retry-after': '3' }, { kind: 'throttled', retryAfterMs: 3000 }],
  [429, undefined, { 'retry-after': '999999' }, { kind: 'throttled', retryAfterMs: 3_600_000 }],
  [429, undefined, { 'retry-after': 'soon' }, { kind: 'throttled' }],
  [400, refusal('BadSyntax'), {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 400 }],
  [401, undefined, {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 401 }],
  [302, undefined, { location: '/x' }, { kind: 'unknown', reason: 'status', sent: 'no', status: 302 }],
  [500, undefined, {}, { kind: 'unknown', reason: 'status', sent: 'maybe', status: 500 }],
  [502, '<html>', {}, { kind: 'unknown', reason: 'status', sent: 'maybe', status: 502 }],
  [
    503,
    undefined,
    { 'retry-after': '1' },
    { kind: 'unknown', reason: 'status', sent: 'maybe', status: 503, retryAfterMs: 1000 },
  ],
])('%i %j %j is one call with a typed outcome', async (status, body, headers, expected) => {
  teams.answer = (res) => reply(res, status, body, headers);
  expect(await teams.adapter.send(reference(), { text: 'x' })).toEqual(expected);
  expect(teams.calls).toHaveLength(1);
});

test('Retry-After as a date', async () => {
  teams.answer = (res) =>
    reply(res, 429, undefined, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
  const outcome = await teams.adapter.send(reference(), {});
  expect(outcome.kind).toBe('throttled');
  expect(outcome).toHaveProperty('retryAfterMs', expect.any(Number));
});

test('a 404 without a code, for an update, is about the message', async () => {
  teams.answer = (res) => reply(res, 404, undefined);
  expect(await teams.adapter.update(reference(), 'a', {})).toEqual({ kind: 'notFound', what: 'activity' });
});
