import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../../domain/desk/desk.ts';
import type { Outcome } from '../../../domain/desk/execute.ts';
import type { UnitOfWork } from '../../../domain/desk/unit-of-work.ts';
import type { Actor, OfficialRole, Permission } from '../../../domain/people/person.ts';
import { personId } from '../../../domain/store/ids.ts';
import { TENANT, today, World } from '../given.ts';
import { amend, documents, eventsOf, one, record, two, why } from './given.ts';

/** What may be done follows from the document of whoever does it: every batch with an event proves that one. */

const ROLES: readonly OfficialRole[] = ['mpnPartnerAdmin'];

let world: World;
let here: Desk;
let there: Desk;

/** A turn as the bot makes it: whoever acts is met in it, and after a conflict it begins again on fresh state. */
async function turn<T extends Outcome<unknown>>(
  desk: Desk,
  id: string,
  work: (unit: UnitOfWork, actor: Actor) => Promise<T>,
): Promise<T & { readonly attempts: number }> {
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const unit = desk.begin(TENANT, attempt > 0);
    const actor = await desk.meet(unit, { id, name: id, language: 'en' }, { admin: id === 'first' });
    const outcome = await work(unit, actor);
    if (!outcome.done || outcome.again || (await unit.commit()) === 'committed')
      return { ...outcome, attempts: attempt + 1 };
  }
  throw new Error('no answer');
}

const give = (
  desk: Desk,
  by: string,
  id: string,
  permission: Permission | undefined,
  { roles = ROLES, version }: { roles?: readonly OfficialRole[]; version?: number } = {},
): Promise<Outcome<unknown> & { attempts: number }> =>
  turn(desk, by, (unit, actor) => desk.grant(unit, actor, { id, permission, roles, version }));

const order = (
  desk: Desk,
  by: string,
  number: string,
  command: Parameters<Desk['orderVoucher']>[2]['command'],
): Promise<Outcome<unknown> & { attempts: number }> =>
  turn(desk, by, (unit, actor) =>
    desk.orderVoucher(unit, actor, { commandId: world.id(), id: number, command }),
  );

const permissionOf = (id: string): Permission | undefined =>
  documents(world, 'person').find((doc) => doc.id === personId(id))?.permission;

beforeEach(async () => {
  world = await World.begun();
  [here, there] = [world.desk, world.newDesk()];
  for (const id of ['first', 'second', 'accomplice']) {
    const unit = here.begin(TENANT);
    await here.meet(unit, { id, name: id, language: 'en' }, { admin: id === 'first' });
    expect(await unit.commit()).toBe('committed');
  }
  await give(here, 'first', 'second', 'admin');
  // The other replica knows the second admin, and what they work on.
  expect(why(await order(there, 'second', one, record(one)))).toBe('done');
});

describe('somebody from whom another replica took what they might do', () => {
  test('writes no voucher', async () => {
    expect(why(await give(here, 'first', 'second', undefined))).toBe('done');
    expect(why(await order(there, 'second', one, amend(one, 3)))).toBe('permission');
    expect(why(await order(there, 'second', two, record(two)))).toBe('permission');
    expect(eventsOf(world, `voucher:${one}`)).toHaveLength(1);
  });

  test('makes no accomplice, who could take over', async () => {
    await turn(there, 'second', async (unit) => ({
      done: true,
      again: true,
      doc: await there.person(unit, 'accomplice'),
    }));
    expect(why(await give(here, 'first', 'second', undefined))).toBe('done');
    expect(why(await give(there, 'second', 'accomplice', 'admin'))).toBe('permission');
    expect(permissionOf('accomplice')).toBeUndefined();
  });

  test.each([undefined, 2])(
    'does not give it back to themselves, also when the card names version %s',
    async (version) => {
      expect(why(await give(here, 'first', 'second', undefined))).toBe('done');
      const more = version === undefined ? {} : { version };
      expect(why(await give(there, 'second', 'second', 'admin', more))).toBe('permission');
      expect(permissionOf('second')).toBeUndefined();
    },
  );

  test('does no more than they still may', async () => {
    expect(why(await give(here, 'first', 'second', 'reader'))).toBe('done');
    expect(why(await order(there, 'second', one, amend(one, 3)))).toBe('permission');
    expect(permissionOf('second')).toBe('reader');
  });

  test('changes nothing of the company', async () => {
    expect(why(await give(here, 'first', 'second', 'consultant', { roles: [] }))).toBe('done');
    const changed = await turn(there, 'second', (unit, actor) =>
      there.orderCompany(unit, actor, {
        commandId: world.id(),
        command: { type: 'signAgreement', on: today, by: 'second' },
      }),
    );
    expect(why(changed)).toBe('permission');
  });

  test('writes nothing when they were forgotten', async () => {
    const stored = await world.store.read(TENANT, 'person', personId('second'));
    await world.store.commit(TENANT, [
      { op: 'delete', id: personId('second'), etag: stored?.etag ?? 'none' },
    ]);
    expect(why(await order(there, 'second', one, amend(one, 3)))).toBe('permission');
    expect(permissionOf('second')).toBeUndefined();
  });
});

describe('one person at several places', () => {
  test('does both of two things at once, and neither is decided again', async () => {
    const both = await Promise.all([
      order(here, 'second', two, record(two)),
      order(there, 'second', one, amend(one, 3)),
    ]);
    expect(both.map(why)).toEqual(['done', 'done']);
    expect(both.map(({ attempts }) => attempts)).toEqual([1, 1]);
  });

  test('does twenty things at once from two replicas', async () => {
    const numbers = Array.from({ length: 20 }, (_, n) => `SYN-1${String(n).padStart(3, '0')}`);
    const outcomes = await Promise.all(
      numbers.map((number, n) => order(n % 2 === 0 ? here : there, 'second', number, record(number))),
    );
    expect(outcomes.map(why)).toEqual(numbers.map(() => 'done'));
  });

  test('one turn after another asks the store for nothing more', async () => {
    await order(there, 'second', one, amend(one, 3));
    const before = { ...world.store.calls };
    const again = await turn(there, 'second', (unit, actor) =>
      there.orderVoucher(unit, actor, {
        commandId: world.id(),
        id: one,
        version: 2,
        command: amend(one, 5),
      }),
    );
    expect([why(again), again.attempts]).toEqual(['done', 1]);
    expect(world.store.calls.commit - before.commit).toBe(1);
    expect(world.store.calls.read - before.read).toBe(0);
  });

  test('a change of theirs meanwhile that takes nothing from them lets the turn go on', async () => {
    const unit = there.begin(TENANT);
    const actor = await there.meet(unit, { id: 'second', name: 'second', language: 'en' }, { admin: false });
    const chosen = await turn(here, 'second', (own, self) =>
      here.choose(own, self, { asked: [], wanted: [], digest: true }),
    );
    expect(why(chosen)).toBe('done');
    await there.orderVoucher(unit, actor, { commandId: world.id(), id: one, command: amend(one, 3) });
    expect(await unit.commit()).toBe('committed');
    const [person] = documents(world, 'person').filter(({ id }) => id === personId('second'));
    expect(person).toMatchObject({ permission: 'admin', digest: true });
  });
});

test('whom the configuration names is let in by the batch of their first command', async () => {
  const fresh = new World();
  const unit = fresh.desk.begin(TENANT);
  const actor = await fresh.desk.meet(unit, { id: 'first', name: 'F', language: 'en' }, { admin: true });
  const recorded = await fresh.desk.orderVoucher(unit, actor, {
    commandId: 'c',
    id: one,
    command: record(one),
  });
  expect(why(recorded)).toBe('done');
  // Somebody else made the document first: what it says is read before anything is done by it.
  const other = fresh.newDesk().begin(TENANT);
  await fresh.newDesk().meet(other, { id: 'first', name: 'F', language: 'en' }, { admin: false });
  expect(await other.commit()).toBe('committed');
  expect(await unit.commit()).toBe('conflict');
  expect(documents(fresh, 'voucher')).toEqual([]);
});
