import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { compose } from '../../../bot/notify/compose.ts';
import type { Notice } from '../../../domain/notices/notice.ts';
import { voucherId } from '../../../domain/store/ids.ts';
import { d, World } from '../../domain/given.ts';
import { channelDoc, personOf, put, rowTo } from './given.ts';

const COUNT = 45;
const ada = personOf('ada', { permission: 'consultant' });

/** A company with assigned vouchers. */
async function company(count: number): Promise<{ readonly world: World; readonly subjects: string[] }> {
  const world = await World.begun();
  await put(world.store, [personOf('boris'), personOf('clara')]);
  const numbers = Array.from({ length: count }, (_, nth) => `SYN-${1000 + nth}`);
  for (const number of numbers) await world.voucher(number);
  return { world, subjects: numbers.map((number) => voucherId(number)) };
}

const recorded = (subject: string, nth = 0): Notice => ({
  code: 'voucher.recorded',
  subject,
  day: d('2020-06-15'),
  by: nth % 2 === 0 ? 'boris' : 'clara',
});

test('reads each subject and each person once, in a few rounds, and never more than twenty of a kind at a time', async () => {
  const { world, subjects } = await company(COUNT);
  const { store, desk } = world;
  // Each is the subject of two notices.
  const notices = [...subjects, ...subjects].map(recorded);
  world.now += 10_000;
  const before = store.calls.read;
  let [underWay, most, rounds] = [0, 0, 0];
  let round: Promise<void> | undefined;
  store.before = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    // All that wait come back together: that is a round of a slow store.
    round ??= sleep(5).finally(() => {
      rounds += 1;
      round = undefined;
    });
    await round;
    underWay -= 1;
  };
  const message = await compose({ store, desk }, rowTo('ada', 'row', { notices }), ada);
  expect(JSON.stringify(message)).toContain('90\u00a0messages for you');
  // The company, the vouchers, two people.
  expect(store.calls.read - before).toBe(1 + COUNT + 2);
  expect(most).toBe(1 + 20 + 2);
  expect(rounds).toBeLessThanOrEqual(Math.ceil(COUNT / 20));
});

test('says what another replica did a moment ago, whatever this one kept from before', async () => {
  const { world, subjects } = await company(1);
  const { store, desk } = world;
  const notices = subjects.map((subject): Notice => ({ ...recorded(subject), code: 'voucher.lost' }));
  const row = rowTo('ada', 'row', { notices });
  expect(await compose({ store, desk }, row, ada)).toBe('drop');
  const on = d('2020-06-15');
  const lost = await world.order('SYN-1000', { type: 'lose', on }, { version: 1 }, world.newDesk());
  expect(lost.done).toBe(true);
  expect(JSON.stringify(await compose({ store, desk }, row, ada))).toContain('SYN-1000');
});

test('a store that fails leaves the message for another time', async () => {
  const { world, subjects } = await company(3);
  const { store, desk } = world;
  world.now += 10_000;
  store.failNext('read', 'unchanged');
  const row = rowTo('ada', 'row', { notices: subjects.map(recorded) });
  await expect(compose({ store, desk }, row, ada)).rejects.toThrow();
});

test('where nothing that the row holds is true any more, what it only counts is said all the same', async () => {
  const { world } = await company(0);
  const { store, desk } = world;
  const gone = rowTo('ada', 'row', { notices: [recorded(voucherId('SYN-GONE'))] });
  expect(await compose({ store, desk }, gone, ada)).toBe('drop');
  const counted = { ...gone, more: 7 };
  const message = JSON.stringify(await compose({ store, desk }, counted, ada));
  expect(message).toContain('7\u00a0messages for you');
  expect(message).toContain('"verb":"vouchers.open"');
  const inChannel = JSON.stringify(await compose({ store, desk }, counted, channelDoc('team')));
  expect(inChannel).toContain('7\u00a0updates');
});
