import { expect, test } from '@jest/globals';
import { cardBytes, cardJson, jsonBytes } from '../../../bot/turn/card-json.ts';
import type { Card } from '../../../cards/kit/template.ts';

const cardOf = (text: string): Card => ({
  type: 'AdaptiveCard',
  body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] }],
});

const textOf = (body: object): string => jsonBytes(body).toString();

const HOSTILE = ['plain', '"quoted" \\ $& $1 $` \u0000card\u0000', '</script> ${1+1} \u2028 😀'];

test.each(HOSTILE)('an invoke’s answer is what JSON.stringify writes, for %j', (text) => {
  const card = cardOf(text);
  const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
  expect(textOf(body)).toBe(JSON.stringify(body));
  expect(JSON.parse(textOf(body))).toEqual(body);
});

test.each(HOSTILE)('a message is what JSON.stringify writes, for %j', (text) => {
  const card = cardOf(text);
  const message = {
    type: 'message',
    recipient: { id: '29:1', name: text },
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
    conversation: { id: text },
  };
  expect(JSON.parse(textOf(message))).toEqual(message);
});

test('a body without a card, or with several attachments, is written as it is', () => {
  const card = cardOf('x');
  const two = { attachments: [{ content: card }, { content: 1 }] };
  const nothing = [{}, { value: 1 }, { value: null }, { value: { type: 'x' } }, { attachments: [] }];
  for (const body of [...nothing, two]) {
    expect(textOf(body)).toBe(JSON.stringify(body));
  }
});

test('a card is written once, whatever it is written into', () => {
  let written = 0;
  const card = {
    ...cardOf('x'),
    toJSON: () => {
      written += 1;
      return 'as it is';
    },
  } as unknown as Card;
  const answer = { statusCode: 200, value: card };
  const message = { attachments: [{ content: card }] };
  expect([textOf(answer), cardJson(card), String(cardBytes(card)), textOf(message)]).toEqual([
    '{"statusCode":200,"value":"as it is"}',
    '"as it is"',
    '"as it is"',
    '{"attachments":[{"content":"as it is"}]}',
  ]);
  expect(written).toBe(1);
});
