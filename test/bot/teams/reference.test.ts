import { describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { channelOf, readReference, referenceOf } from '../../../bot/teams/reference.ts';

const activity = (conversation: Partial<Activity['conversation']>): Activity =>
  ({
    serviceUrl: 'https://smba.example/',
    channelId: 'msteams',
    from: { id: '29:1', aadObjectId: 'ada', name: 'Ada (synthetic)' },
    recipient: { id: '28:bot', name: 'Planning Services' },
    conversation: { id: 'a:1', tenantId: 't', name: 'a chat', ...conversation },
  }) as Activity;

describe('the reference of an activity', () => {
  // It is compared as text with the one that is stored: the order of its properties is part of it.
  test('from a personal chat names the person, as documents have it', () => {
    const stored =
      '{"serviceUrl":"https://smba.example/","channelId":"msteams",' +
      '"conversation":{"id":"a:1","tenantId":"t","conversationType":"personal"},' +
      '"bot":{"id":"28:bot","name":"Planning Services"},"user":{"id":"29:1","aadObjectId":"ada"}}';
    expect(JSON.stringify(referenceOf(activity({ conversationType: 'personal' })))).toBe(stored);
    expect(JSON.stringify(referenceOf(activity({})))).toBe(stored);
  });

  test('from a thread of a channel is the channel, and names nobody', () => {
    const thread = { id: '19:c@thread.tacv2;messageid=7', conversationType: 'channel', isGroup: true };
    expect(JSON.stringify(referenceOf(activity(thread)))).toBe(
      '{"serviceUrl":"https://smba.example/","channelId":"msteams",' +
        '"conversation":{"id":"19:c@thread.tacv2","tenantId":"t","conversationType":"channel","isGroup":true},' +
        '"bot":{"id":"28:bot","name":"Planning Services"}}',
    );
  });

  test('is read back from its JSON', () => {
    const reference = referenceOf(activity({ conversationType: 'personal' }));
    expect(readReference(JSON.stringify(reference))).toEqual(reference);
  });
});

describe('a stored reference', () => {
  test('that the SDK made, in an older row, keeps what else is in it', () => {
    const stored = {
      activityId: '1',
      user: { id: '29:1', name: 'Ada (synthetic)' },
      bot: { id: '28:bot' },
      conversation: { id: 'a:1', conversationType: 'personal' },
      channelId: 'msteams',
      locale: 'en-US',
      serviceUrl: 'https://smba.example/',
    };
    expect(readReference(JSON.stringify(stored))).toEqual(stored);
  });

  test.each(['', 'null', '{}', '{"serviceUrl":1}', '{"serviceUrl":"x","channelId":"y"}'])(
    'that is none: %j',
    (text) => {
      expect(readReference(text)).toBeUndefined();
    },
  );
});

test('a channel has the same id in each of its threads', () => {
  expect(channelOf('19:c@thread.tacv2;messageid=7')).toBe('19:c@thread.tacv2');
  expect(channelOf('19:c@thread.tacv2')).toBe('19:c@thread.tacv2');
});
