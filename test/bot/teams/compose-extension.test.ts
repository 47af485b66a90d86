import { describe, expect, test } from '@jest/globals';
import { extensionBody, linkOf, searchOf } from '../../../bot/teams/compose-extension.ts';
import type { Card } from '../../../cards/kit/template.ts';

describe('what is looked for', () => {
  const query = (over: object = {}): object => ({
    commandId: 'find',
    parameters: [{ name: 'query', value: ' 0042 ' }],
    queryOptions: { skip: 25, count: 10 },
    ...over,
  });

  test('is what was typed, and the page of it', () => {
    expect(searchOf(query())).toEqual({ typed: ' 0042 ', skip: 25, count: 10 });
  });

  test('is nothing before anything is typed', () => {
    const first = { typed: '', skip: 0, count: 25 };
    const initial = [{ name: 'initialRun', value: 'true' }];
    expect(searchOf(query({ parameters: initial, queryOptions: undefined }))).toEqual(first);
    expect(searchOf({ commandId: 'find' })).toEqual(first);
  });

  test('may be a number to Teams', () => {
    expect(searchOf(query({ parameters: [{ name: 'query', value: 42 }] }))).toMatchObject({ typed: '42' });
  });

  test.each([0, 1, 25, 26, 99_999])('is no more than a page: %i', (count) => {
    expect(searchOf(query({ queryOptions: { count } }))?.count).toBe(Math.min(count, 25));
  });

  test.each([
    undefined,
    null,
    'find',
    [],
    {},
    query({ commandId: 'recordVoucher' }),
    query({ parameters: {} }),
  ])('is none of ours: %j', (value) => {
    expect(searchOf(value)).toBeUndefined();
  });
});

test.each([undefined, null, 'https://x', {}, { url: 7 }, { url: 'x'.repeat(10_000) }])(
  'no link: %.40j',
  (value) => {
    expect(linkOf(value)).toBeUndefined();
  },
);

test('an answer is a list of cards with previews, or a sentence', () => {
  const card: Card = { type: 'AdaptiveCard' };
  const preview = { title: 'Contoso', text: 'Assigned' };
  expect(extensionBody({ kind: 'list', results: [{ card, preview }] })).toEqual({
    composeExtension: {
      type: 'result',
      attachmentLayout: 'list',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: card,
          preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: preview },
        },
      ],
    },
  });
  expect(extensionBody({ kind: 'message', text: 'x' })).toEqual({
    composeExtension: { type: 'message', text: 'x' },
  });
});
