import { expect, test } from '@jest/globals';
import { aroundEach, reply, reference, refusal, teams } from './given.ts';

aroundEach();

test.each<[number, unknown, Record<string, string>, unknown]>([
  [403, refusal('ConversationBlockedByUser'), {}, { kind: 'blocked' }],
  [403, { subCode: 'MessageWritesBlocked' }, {}, { kind: 'blocked' }],
  [403, refusal('BotNotInConversationRoster'), {}, { kind: 'notInstalled' }],
  [403, refusal('BotDisabledByAdmin'), {}, { kind: 'disabledByAdmin' }],
  [404, refusal('ConversationNotFound'), {}, { kind: 'notFound', what: 'conversation' }],
  [404, refusal('ActivityNotFoundInConversation'), {}, { kind: 'notFound', what: 'activity' }],
  [400, refusal('ActivityNotFoundInConversation'), {}, { kind: 'notFound', what: 'activity' }],
  // A code in other letters, or beside one that says nothing.
  [404, refusal('conversationNotFound'), {}, { kind: 'notFound', what: 'conversation' }],
  [403, { ...refusal('Forbidden'), subCode: 'MessageWritesBlocked' }, {}, { kind: 'blocked' }],
  [403, { error: { code: 'Forbidden', subCode: 'MessageWritesBlocked' } }, {}, { kind: 'blocked' }],
  [
    403,
    { error: { code: null, message: 'x' } },
    {},
    { kind: 'unknown', reason: 'status', sent: 'no', status: 403 },
  ],
  [404, { message: 'x' }, {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 404 }],
  [409, refusal('Conflict'), {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 409 }],
  [429, undefined, { 'retry-after': '1.5' }, { kind: 'throttled', retryAfterMs: 1500 }],
  // Said in passing: nothing is known of the person or the conversation.
  [403, undefined, {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 403 }],
  [403, refusal('ServiceError'), {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 403 }],
  [403, { code: 403 }, {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 403 }],
  [404, 'gone', {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 404 }],
  [404, refusal('ServiceError'), {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 404 }],
  [404, { error: null }, {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 404 }],
  [410, undefined, {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 410 }],
  [412, refusal('PreconditionFailed'), {}, { kind: 'unknown', reason: 'status', sent: 'no', status: 412 }],
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

test.each([403, 404])('a page of a proxy with %i says nothing of the conversation', async (status) => {
  teams.answer = (res) => {
    res.writeHead(status, { 'content-type': 'text/html' });
    res.end('<html>');
  };
  const passing = { kind: 'unknown', reason: 'status', sent: 'no', status };
  expect(await teams.adapter.send(reference(), { text: 'x' })).toEqual(passing);
  expect(await teams.adapter.update(reference(), 'a', {})).toEqual(passing);
});
