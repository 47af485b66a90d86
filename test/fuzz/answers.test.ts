import { expect, test } from '@jest/globals';
import type { InboundActivity } from '../../bot/local/activities.ts';
import { CARD_TYPE } from '../../bot/local/wire.ts';
import { wrongWith, wrongWithCall } from './answers.ts';
import { explained } from './explained.ts';

const message = { type: 'message' } as InboundActivity;
const press = { type: 'invoke', name: 'adaptiveCard/action' } as unknown as InboundActivity;
const strange = { type: 'invoke', name: 'nobody/knows' } as unknown as InboundActivity;
const card = (over: object = {}) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: 'Synthetic', wrap: true, ...over }],
});
const answered = (body: unknown, status = 200) => ({ kind: 'answered', status, body }) as const;
const shown = (value: unknown) => answered({ statusCode: 200, type: CARD_TYPE, value });

test.each([
  ['a message that was taken', message, answered('')],
  ['a body that is none', message, answered({ error: 'not_an_activity' }, 400)],
  ['an invoke that nobody knows', strange, answered('', 501)],
  ['a card', press, shown(card())],
  [
    'a body whose sender was cut off',
    { ...message, text: 'x'.repeat(2 ** 20) },
    { kind: 'no answer', reason: 'reset' } as const,
  ],
])('nothing is wrong with %s', (_what, activity, delivery) => {
  expect(wrongWith(activity, delivery)).toEqual([]);
});

test.each([
  ['silence', message, { kind: 'no answer', reason: 'late' } as const, 'no answer'],
  ['a failure', message, answered({ error: 'internal' }, 500), '500'],
  ['a press that is not known', press, answered('', 501), '501'],
  ['a message that is not known', message, answered('', 501), '501'],
  ['a press without an answer', press, answered(''), 'no answer'],
  ['a card that is none', press, shown([]), 'no answer'],
  ['an element that old clients do not know', press, shown(card({ type: 'Carousel' })), 'Carousel'],
  ['a card without end', press, shown(card({ text: 'x'.repeat(30_000) })), 'too large'],
  ['a number that is none', press, shown(card({ text: 'NaN days' })), 'no word'],
  ['a stack', message, answered({ error: 'TypeError: x is undefined' }, 400), 'words of the program'],
])('%s is wrong', (_what, activity, delivery, word) => {
  expect(wrongWith(activity, delivery).join()).toContain(word);
});

test('a card in a message is looked at as one in an answer', () => {
  const call = (over: object) => ({
    method: 'POST',
    path: '/v3/conversations/x/activities',
    headers: {},
    status: 201,
    body: { type: 'message', attachments: [{ contentType: CARD_TYPE, content: card(over) }] },
  });
  expect(wrongWithCall(call({}))).toEqual([]);
  expect(wrongWithCall(call({ text: '[object Object]' })).join()).toContain('words of the program');
  expect(wrongWithCall({ ...call({}), status: 413 }).join()).toContain('413');
});

test.each([
  ['{"level":"warn","event":"request.refused","code":"not_json"}', true],
  ['{"level":"error","event":"turn.failed","code":"TypeError"}', false],
  ['{"level":"warn","event":"file.unanswered"}', false],
  ['(node:1) Warning: something', false],
])('%s is explained: %s', (line, isExplained) => {
  expect(explained(line).isExplained).toBe(isExplained);
});
