import { expect, test } from '@jest/globals';
import { createConversationQueues, TurnRefused } from '../../../bot/turn/conversation-queues.ts';

function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}

test('turns of one conversation run in order, one at a time', async () => {
  const turns = createConversationQueues();
  const seen: string[] = [];
  const turn = (name: string) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    await Promise.resolve();
    seen.push(`${name} ends`);
    return name;
  };
  const results = await Promise.all(
    ['a', 'b', 'c'].map((name) => turns.serialise('conversation', turn(name))),
  );
  expect(results).toEqual(['a', 'b', 'c']);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('another conversation does not wait', async () => {
  const turns = createConversationQueues();
  const held = gate();
  const slow = turns.serialise('slow', () => held.opened);
  await expect(turns.serialise('other', async () => 'done')).resolves.toBe('done');
  held.open();
  await slow;
});

test('a turn that fails, even at once, does not stop those behind it', async () => {
  const turns = createConversationQueues();
  const results = await Promise.allSettled([
    turns.serialise('c', () => {
      throw new Error('at once');
    }),
    turns.serialise('c', () => Promise.reject(new Error('later'))),
    turns.serialise('c', async () => 'fine'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(turns.busy).toBe(0);
});

test('a turn may ask for another one of its conversation', async () => {
  const turns = createConversationQueues();
  let inner: Promise<string> | undefined;
  await turns.serialise('c', async () => {
    inner = turns.serialise('c', async () => 'after');
  });
  await expect(inner).resolves.toBe('after');
});

test('too many waiting turns are refused and never begun; the conversation recovers', async () => {
  const turns = createConversationQueues(2);
  const held = gate();
  let begun = 0;
  const work = async () => {
    begun += 1;
    await held.opened;
  };
  const accepted = [1, 2, 3].map(() => turns.serialise('c', work));
  await expect(turns.serialise('c', work)).rejects.toBeInstanceOf(TurnRefused);
  await expect(turns.serialise('other', async () => 'free')).resolves.toBe('free');
  held.open();
  await Promise.all(accepted);
  expect(begun).toBe(3);
  expect(turns.busy).toBe(0);
  await expect(turns.serialise('c', async () => 'again')).resolves.toBe('again');
});
