import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { Channels, goneBy } from '../../../bot/teams/channels.ts';
import { createLog } from '../../../bot/log.ts';
import { say } from '../../../cards/kit/say.ts';
import type { ChannelDocument } from '../../../domain/store/documents.ts';
import { personId } from '../../../domain/store/ids.ts';
import { TENANT, World } from '../../domain/given.ts';

const TEAM = '19:team@thread.tacv2';
const NEWS = '19:news@thread.tacv2';

/** An activity in a team as far as it matters here. */
function activity(over: Record<string, unknown>): Activity {
  const inTeam = {
    type: 'conversationUpdate',
    conversation: { id: TEAM, conversationType: 'channel', tenantId: 't' },
    recipient: { id: '28:bot' },
    channelData: { team: { id: TEAM }, channel: { id: NEWS } },
  };
  return { ...inTeam, ...over } as unknown as Activity;
}
const event = (eventType: string): Activity =>
  activity({ channelData: { team: { id: TEAM }, channel: { id: NEWS }, eventType } });

describe('what is gone', () => {
  test.each([
    ['the app is removed', activity({ type: 'installationUpdate', action: 'remove' }), { team: TEAM }],
    ['the bot is removed', activity({ membersRemoved: [{ id: '28:bot' }] }), { team: TEAM }],
    ['the team is deleted', event('teamDeleted'), { team: TEAM }],
    ['the channel is deleted', event('channelDeleted'), { channel: NEWS }],
    ['no team is named', activity({ membersRemoved: [{ id: '28:bot' }], channelData: {} }), { team: TEAM }],
    ['the app is upgraded', activity({ type: 'installationUpdate', action: 'remove-upgrade' }), undefined],
    ['a person leaves', activity({ membersRemoved: [{ id: '29:anna' }] }), undefined],
    ['the channel has another name', event('channelRenamed'), undefined],
    [
      'it is a personal chat',
      activity({
        conversation: { id: 'a:1', conversationType: 'personal' },
        membersRemoved: [{ id: '28:bot' }],
      }),
      undefined,
    ],
  ])('when %s', (_what, given, gone) => {
    expect(goneBy(given)).toEqual(gone);
  });
});

describe('channels', () => {
  const first = {
    tenantId: TENANT,
    id: 'first',
    name: 'First (synthetic)',
    language: 'en' as const,
    isFirstAdmin: true,
  };
  const typed = (text: string, over: Record<string, unknown> = {}): Activity =>
    activity({
      type: 'message',
      text,
      channelId: 'msteams',
      serviceUrl: 'https://one.example/',
      conversation: { id: `${NEWS};messageid=1`, conversationType: 'channel', tenantId: TENANT },
      recipient: { id: '28:bot', name: 'Bot' },
      ...over,
    });
  const inChannel = (id: string): Record<string, unknown> => ({
    conversation: { id: `${id};messageid=1`, conversationType: 'channel', tenantId: TENANT },
  });
  let world: World;
  let channels: Channels;
  beforeEach(() => {
    world = new World();
    channels = new Channels({ store: world.store, log: createLog('silent') });
  });
  const kept = (): readonly ChannelDocument[] =>
    world.store.all(TENANT).filter(({ kind }) => kind === 'channel') as ChannelDocument[];

  test('are subscribed by the first admin, also before they opened the bot', async () => {
    expect(await channels.answer(typed('subscribe'), { ...first, isFirstAdmin: false })).toContain(
      say('en', 'link.chat'),
    );
    expect(kept()).toEqual([]);
    expect(await channels.answer(typed('subscribe'), first)).toBe(say('en', 'channel.subscribed'));
    expect(JSON.parse(kept()[0]?.reference ?? '')).toEqual({
      serviceUrl: 'https://one.example/',
      channelId: 'msteams',
      conversation: { id: NEWS, tenantId: TENANT, conversationType: 'channel', isGroup: true },
      bot: { id: '28:bot', name: 'Bot' },
    });
  });

  test('are subscribed by nobody whose permission goes while they ask', async () => {
    const unit = world.desk.begin(TENANT);
    await world.desk.meet(unit, { id: 'ada', name: 'Ada', language: 'en' }, { admin: true });
    await unit.commit();
    const ada = { ...first, id: 'ada', isFirstAdmin: false };
    world.store.before = async (call) => {
      if (call !== 'commit') return;
      world.store.before = undefined;
      const stored = await world.store.read(TENANT, 'person', personId('ada'));
      if (stored === undefined) throw new Error('nobody was met');
      const { permission: _taken, ...doc } = stored.doc;
      await world.store.commit(TENANT, [{ op: 'replace', doc, etag: stored.etag }]);
    };
    expect(await channels.answer(typed('subscribe'), ada)).toContain(say('en', 'link.chat'));
    expect(kept()).toEqual([]);
  });

  test('are found where Teams takes messages for them now', async () => {
    await channels.answer(typed('subscribe'), first);
    await channels.answer(typed('anything', { serviceUrl: 'https://two.example/' }), {
      ...first,
      id: 'somebody',
      isFirstAdmin: false,
    });
    expect(kept().map(({ reference, by }) => [reference.includes('https://two.example/'), by])).toEqual([
      [true, 'first'],
    ]);
  });

  test('of a team go with it, those of another stay', async () => {
    const other = {
      channelData: { team: { id: '19:other@thread.tacv2' } },
      ...inChannel('19:else@thread.tacv2'),
    };
    await channels.answer(typed('subscribe'), first);
    await channels.answer(typed('subscribe', { channelData: {}, ...inChannel(TEAM) }), first);
    await channels.answer(typed('subscribe', other), first);
    expect(kept()).toHaveLength(3);
    await channels.left(TENANT, { team: TEAM });
    expect(kept().map(({ id }) => id)).toEqual(['channel:19:else@thread.tacv2']);
    await channels.left(TENANT, { channel: '19:else@thread.tacv2' });
    expect(kept()).toEqual([]);
  });

  test('with an id that no row could carry are refused with words', async () => {
    const long = typed('subscribe', inChannel(`19:${'x'.repeat(900)}`));
    expect(await channels.answer(long, first)).toBe(say('en', 'channel.failed'));
    expect(kept()).toEqual([]);
  });
});
