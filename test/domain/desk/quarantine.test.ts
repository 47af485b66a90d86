import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../../domain/desk/execute.ts';
import type { Permission } from '../../../domain/people/person.ts';
import {
  newDocument,
  type PersonDocument,
  type QuarantineDocument,
} from '../../../domain/store/documents.ts';
import { ttlOf } from '../../../domain/store/retention.ts';
import { personId, quarantineId } from '../../../domain/store/ids.ts';
import { TENANT, World } from '../given.ts';
import { documents, why } from './given.ts';

const heldMail = (
  key: string,
  changedAt: number,
  over: Partial<QuarantineDocument> = {},
): QuarantineDocument =>
  newDocument('quarantine', TENANT, quarantineId(key), {
    ttl: ttlOf('quarantine'),
    from: 'somebody@elsewhere.example',
    subject: 'FW: Voucher (synthetic)',
    hash: `hash-${key}`,
    messageId: `message-${key}`,
    why: 'unknownSender',
    status: 'held',
    open: true,
    changedAt,
    ...over,
  });

const person = (id: string, permission: Permission, over: Partial<PersonDocument> = {}): PersonDocument =>
  newDocument('person', TENANT, personId(id), {
    name: `Synthetic ${id}`,
    roles: [],
    language: 'en',
    permission,
    reference: '{}',
    ...over,
  });

async function worldWith(...docs: readonly (QuarantineDocument | PersonDocument)[]): Promise<World> {
  const world = await World.begun();
  const people = [person('admin', 'admin'), person('bo', 'consultant')];
  await world.store.commit(
    TENANT,
    [...people, ...docs].map((doc) => ({ op: 'put', doc })),
  );
  return world;
}

const hand = (world: World, key: string, to: string): Promise<Outcome<QuarantineDocument>> =>
  world.run((unit) => world.desk.handMail(unit, world.admin, quarantineId(key), to));
const dismiss = (world: World, key: string): Promise<Outcome<QuarantineDocument>> =>
  world.run((unit) => world.desk.dismissMail(unit, world.admin, quarantineId(key)));
const held = (world: World) => documents(world, 'quarantine');

describe('a mail of the mailbox that came to nobody', () => {
  test('is listed for the admins, the newest first, a page at a time', async () => {
    const world = await worldWith(...[3, 1, 4, 2, 5].map((at) => heldMail(`m${at}`, at)));
    const unit = world.desk.begin(TENANT);
    const first = await world.desk.heldMails(unit, { limit: 3 });
    const rest = await world.desk.heldMails(unit, { limit: 3, continuation: first.continuation });
    expect([...first.docs, ...rest.docs].map(({ changedAt }) => changedAt)).toEqual([5, 4, 3, 2, 1]);
    expect(rest.continuation).toBeUndefined();
  });

  test('is handed to somebody: it says to whom and by whom, and the same once more changes nothing', async () => {
    const world = await worldWith(heldMail('m', 1));
    expect(why(await hand(world, 'm', 'bo'))).toBe('done');
    expect(held(world)).toMatchObject([{ status: 'handed', handedTo: 'bo', handedBy: 'admin' }]);
    const before = world.store.written;
    expect(why(await hand(world, 'm', 'bo'))).toBe('again');
    expect(world.store.written).toBe(before);
  });

  test('is kept no longer for being written: 14 days from when it began to wait', async () => {
    const world = await worldWith(heldMail('m', 1), heldMail('old', 1));
    const day = 24 * 3600;
    const began = world.now - 13 * day * 1000;
    await world.store.commit(TENANT, [{ op: 'put', doc: heldMail('m', 1, { heldAt: began }) }]);
    await hand(world, 'm', 'bo');
    // One of before says nothing of when: it begins now.
    await hand(world, 'old', 'bo');
    const left = Object.fromEntries(
      held(world).map(({ messageId, ttl, heldAt }) => [messageId, [ttl, heldAt]]),
    );
    expect(left).toEqual({ 'message-m': [day, began], 'message-old': [ttlOf('quarantine'), world.now] });
  });

  test('is on its way: nobody hands it to somebody else meanwhile', async () => {
    const world = await worldWith(heldMail('m', 1), person('cy', 'consultant'));
    await hand(world, 'm', 'bo');
    const outcome = await hand(world, 'm', 'cy');
    expect(outcome).toMatchObject({ done: false, refusal: { refused: { why: 'stale', by: 'admin' } } });
    expect(held(world)).toMatchObject([{ handedTo: 'bo' }]);
  });

  test.each([
    ['nobody', undefined, 'unknown'],
    ['a reader', person('x', 'reader'), 'notAccepted'],
    ['somebody who was met nowhere', person('x', 'consultant', { reference: undefined }), 'notAccepted'],
    [
      'somebody who removed the bot',
      person('x', 'consultant', { unreachable: { why: 'notInstalled', at: 1 } }),
      'notAccepted',
    ],
    [
      'somebody who is being forgotten',
      person('x', 'consultant', { former: 'former-00000000' }),
      'notAccepted',
    ],
  ])('cannot be handed to %s', async (_, doc, problem) => {
    const world = await worldWith(heldMail('m', 1), ...(doc === undefined ? [] : [doc]));
    expect(await hand(world, 'm', 'x')).toMatchObject({
      done: false,
      refusal: { refused: { why: 'input', field: 'person', problem } },
    });
    expect(held(world)).toEqual([heldMail('m', 1)]);
  });

  test('of which nothing is in the mailbox any more can only be put away', async () => {
    const world = await worldWith(heldMail('m', 1, { status: 'gone' }));
    expect(why(await hand(world, 'm', 'bo'))).toBe('notFound');
    expect(why(await dismiss(world, 'm'))).toBe('done');
    expect(held(world)).toEqual([]);
  });

  test('is put away; what another admin put away is not found', async () => {
    const world = await worldWith(heldMail('m', 1), heldMail('other', 2));
    expect(why(await dismiss(world, 'm'))).toBe('done');
    expect(held(world).map(({ id }) => id)).toEqual([quarantineId('other')]);
    expect([why(await dismiss(world, 'm')), why(await hand(world, 'm', 'bo'))]).toEqual([
      'notFound',
      'notFound',
    ]);
  });

  test('that was brought elsewhere meanwhile is not found, whatever a kept copy says', async () => {
    const world = await worldWith(heldMail('m', 1));
    await hand(world, 'm', 'bo');
    await world.store.commit(TENANT, [{ op: 'delete', id: quarantineId('m') }]);
    expect(why(await hand(world, 'm', 'bo'))).toBe('notFound');
  });

  test('is not handed on by an admin who was one until just now, at another replica', async () => {
    const world = await worldWith(heldMail('m', 1), person('ada', 'admin'));
    const unit = world.desk.begin(TENANT);
    await world.desk.person(unit, 'admin');
    const taken = person('admin', 'reader');
    const outcome = await world.desk.handMail(unit, world.admin, quarantineId('m'), 'bo');
    expect(outcome.done).toBe(true);
    await world.store.commit(TENANT, [{ op: 'put', doc: taken }]);
    expect(await unit.commit()).toBe('conflict');
    expect(held(world)).toEqual([heldMail('m', 1)]);
  });
});
