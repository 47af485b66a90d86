import { describe, expect, test } from '@jest/globals';
import type { NoticeGroup } from '../../../domain/notices/notice.ts';
import type { Outcome } from '../../../domain/desk/execute.ts';
import type { PersonDocument } from '../../../domain/store/documents.ts';
import { actorOf, TENANT, today, World } from '../given.ts';
import { documents, eventsOf, why } from './given.ts';

const met = (id: string) => ({ id, name: `Synthetic ${id}`, language: 'pl' }) as const;

const grant = (
  world: World,
  id: string,
  permission: 'admin' | 'reader' | undefined,
): Promise<Outcome<unknown>> =>
  world.run((unit) => world.desk.grant(unit, world.admin, { id, permission, roles: ['programAdmin'] }));

async function meet(world: World, id: string, isAdmin = false): Promise<ReturnType<World['desk']['meet']>> {
  const unit = world.desk.begin(TENANT);
  const actor = await world.desk.meet(unit, met(id), { admin: isAdmin });
  expect(await unit.commit()).toBe('committed');
  return actor;
}

describe('people through the desk', () => {
  test('are met without a permission, unless the configuration names them: then also when they were met before', async () => {
    const world = new World();
    expect(await meet(world, 'ada', true)).toEqual({
      ...actorOf(undefined),
      ...met('ada'),
      permission: 'admin',
    });
    expect((await meet(world, 'bo')).permission).toBeUndefined();
    expect((await meet(world, 'bo', true)).permission).toBe('admin');
    expect(documents(world, 'person').map(({ permission }) => permission)).toEqual(['admin', 'admin']);
    await grant(world, 'ada', 'reader');
    expect((await meet(world, 'ada', true)).permission).toBe('reader');
  });

  test('are written only when something of them changed', async () => {
    const world = new World();
    await meet(world, 'ada');
    const before = world.store.calls.commit;
    await meet(world, 'ada');
    expect(world.store.calls.commit).toBe(before);
    const unit = world.desk.begin(TENANT);
    await world.desk.meet(unit, { ...met('ada'), name: '', timeZone: 'Europe/Warsaw' }, { admin: false });
    await unit.commit();
    expect(documents(world, 'person')).toMatchObject([{ name: 'Synthetic ada', timeZone: 'Europe/Warsaw' }]);
  });

  test('ask for access, and the grant answers', async () => {
    const world = new World();
    const bo = await meet(world, 'bo');
    const unit = world.desk.begin(TENANT);
    expect((await world.desk.askForAccess(unit, bo)).asked).toBe(true);
    await unit.commit();
    expect(why(await grant(world, 'bo', 'reader'))).toBe('done');
    const [doc] = documents(world, 'person');
    expect(doc).toMatchObject({ permission: 'reader', roles: ['programAdmin'] });
    expect(doc?.asked).toBeUndefined();
    await grant(world, 'bo', undefined);
    expect(documents(world, 'person')[0]?.permission).toBeUndefined();
  });

  test('ask before they were met; who has a permission asks for nothing', async () => {
    const world = new World();
    const ask = async (): Promise<void> => {
      const unit = world.desk.begin(TENANT);
      await world.desk.askForAccess(unit, actorOf(undefined));
      await unit.commit();
    };
    await ask();
    expect(documents(world, 'person')).toMatchObject([{ id: 'person:stranger', asked: true, roles: [] }]);
    await grant(world, 'stranger', 'reader');
    await ask();
    const [doc] = documents(world, 'person');
    expect(doc).toMatchObject({ permission: 'reader', roles: ['programAdmin'] });
    expect(doc?.asked).toBeUndefined();
    await grant(world, 'stranger', undefined);
    await ask();
    expect(documents(world, 'person')).toMatchObject([{ asked: true, roles: ['programAdmin'] }]);
  });

  test('are on record as asking once, however often they ask; each answer is told from a change', async () => {
    const world = new World();
    const bo = await meet(world, 'bo');
    for (let time = 0; time < 2; time += 1) {
      const unit = world.desk.begin(TENANT);
      await world.desk.askForAccess(unit, bo);
      await unit.commit();
    }
    expect(eventsOf(world, 'person:bo')).toMatchObject([{ by: 'bo', seq: 1, event: { type: 'asked' } }]);
    await grant(world, 'bo', 'reader');
    await grant(world, 'bo', 'admin');
    expect(eventsOf(world, 'person:bo').map(({ seq, event }) => [seq, event])).toEqual([
      [1, { type: 'asked' }],
      [2, { type: 'granted', permission: 'reader', roles: ['programAdmin'], letIn: true }],
      [3, { type: 'granted', permission: 'admin', roles: ['programAdmin'] }],
    ]);
  });

  test('ask again although an old copy says that they have asked', async () => {
    const world = new World();
    const bo = await meet(world, 'bo');
    const ask = async (desk: typeof world.desk): Promise<void> => {
      const unit = desk.begin(TENANT);
      await desk.askForAccess(unit, bo);
      expect(await unit.commit()).toBe('committed');
    };
    await ask(world.desk);
    const elsewhere = world.newDesk();
    for (const permission of ['reader', undefined] as const) {
      await world.run(
        (unit) => elsewhere.grant(unit, world.admin, { id: 'bo', permission, roles: [] }),
        elsewhere,
      );
    }
    await ask(world.desk);
    expect(documents(world, 'person')).toMatchObject([{ asked: true, grants: 4 }]);
  });

  test("are one of the company's consultants, or none of them", async () => {
    const world = await World.begun();
    await meet(world, 'bo');
    const be = (consultantId: string | undefined): Promise<Outcome<PersonDocument>> =>
      world.run((unit) =>
        world.desk.grant(unit, world.admin, { id: 'bo', permission: 'consultant', roles: [], consultantId }),
      );
    expect(await be('nobody')).toMatchObject({
      refusal: { refused: { why: 'input', field: 'consultant', problem: 'unknown' } },
    });
    expect(await be('anna')).toMatchObject({ done: true, doc: { consultantId: 'anna' } });
    // As it is already: nothing happens.
    expect(await be(undefined)).toMatchObject({ unchanged: true, doc: { consultantId: 'anna' } });
    const none = await be('');
    expect(none.doc).not.toHaveProperty('consultantId');
    expect(eventsOf(world, 'person:bo').map(({ event }) => event)).toEqual([
      { type: 'granted', permission: 'consultant', roles: [], consultantId: 'anna', letIn: true },
      { type: 'granted', permission: 'consultant', roles: [] },
    ]);
  });

  test('choose what they hear, each for themselves', async () => {
    const world = new World();
    const unit = world.desk.begin(TENANT);
    const choose = (asked: readonly NoticeGroup[], wanted: readonly NoticeGroup[]) =>
      world.desk.choose(unit, world.consultant, { asked, wanted, digest: true });
    const chosen = await choose(['expiry', 'remind'], ['remind']);
    expect(chosen).toMatchObject({ done: true, doc: { id: 'person:consultant', muted: ['expiry'] } });
    await unit.commit();
    expect(documents(world, 'person')).toMatchObject([{ muted: ['expiry'], digest: true }]);
    // What was not asked stays as it is.
    expect(await choose(['report'], [])).toMatchObject({ doc: { muted: ['expiry', 'report'] } });
  });

  test('hold the official roles that were granted to them', async () => {
    const world = new World();
    await meet(world, 'bo');
    await grant(world, 'bo', 'reader');
    expect((await meet(world, 'bo')).roles).toEqual(['programAdmin']);
  });

  test('whom nobody has met cannot be let in', async () => {
    expect(why(await grant(new World(), 'nobody', 'reader'))).toBe('notFound');
  });

  test('are granted by the version that the card showed: an older one is refused', async () => {
    const world = new World();
    await meet(world, 'bo');
    let isReader = false;
    // Each time another one than before: the same once more would be no change.
    const granted = async (
      version: number | undefined,
      desk = world.desk,
    ): Promise<Outcome<PersonDocument>> => {
      const permission = isReader ? 'consultant' : 'reader';
      const outcome = await world.run(
        (unit) => desk.grant(unit, world.admin, { id: 'bo', permission, roles: [], version }),
        desk,
      );
      if (outcome.done) isReader = !isReader;
      return outcome;
    };
    expect(why(await granted(1))).toBe('stale');
    expect(await granted(0)).toMatchObject({ done: true, doc: { grants: 1 } });
    expect(why(await granted(0))).toBe('stale');
    expect(await granted(1, world.newDesk())).toMatchObject({ done: true, doc: { grants: 2 } });
    expect(why(await granted(2))).toBe('done');
    expect(await granted(undefined)).toMatchObject({ done: true, doc: { grants: 4 } });
  });

  test('have a history of what was granted, by whom and when', async () => {
    const world = await World.begun();
    await meet(world, 'bo');
    await grant(world, 'bo', 'reader');
    await grant(world, 'bo', undefined);
    const common = {
      subject: 'person:bo',
      by: 'admin',
      occurredOn: today,
      recordedAt: world.now,
      edition: '2020',
    };
    expect(eventsOf(world, 'person:bo')).toMatchObject([
      { ...common, seq: 1, event: { type: 'granted', permission: 'reader', roles: ['programAdmin'] } },
      { ...common, seq: 2, event: { type: 'granted', roles: ['programAdmin'] } },
    ]);
    expect(eventsOf(world, 'person:bo')[1]?.event).not.toHaveProperty('permission');
  });

  test('granted twice from one card at once are granted once', async () => {
    const world = new World();
    await meet(world, 'bo');
    const desks = [world.newDesk(), world.newDesk()];
    const outcomes = await Promise.all(
      desks.map((desk, n) =>
        world.run(
          (unit) =>
            desk.grant(unit, world.admin, {
              id: 'bo',
              permission: n === 0 ? 'reader' : 'consultant',
              roles: [],
              version: 0,
            }),
          desk,
        ),
      ),
    );
    expect(outcomes.map(why).sort()).toEqual(['done', 'stale']);
    expect(eventsOf(world, 'person:bo')).toHaveLength(1);
  });

  test('of whom the last admin stays one', async () => {
    const world = new World();
    await meet(world, 'ada', true);
    expect(why(await grant(world, 'ada', 'reader'))).toBe('lastAdmin');
    expect(why(await grant(world, 'ada', 'admin'))).toBe('done');
    await meet(world, 'bo', true);
    expect(why(await grant(world, 'ada', 'reader'))).toBe('done');
    expect(why(await grant(world, 'bo', undefined))).toBe('lastAdmin');
  });
});

test('two admins who remove each other at once leave one admin', async () => {
  const world = await World.begun();
  const first = { ...actorOf('admin'), id: 'first' };
  const second = { ...actorOf('admin'), id: 'second' };
  for (const { id, name } of [first, second]) {
    const unit = world.desk.begin(TENANT);
    await world.desk.meet(unit, { id, name, language: 'en' }, { admin: true });
    expect(await unit.commit()).toBe('committed');
  }
  const outcomes = await Promise.all([
    world.run((unit) => world.desk.grant(unit, first, { id: 'second', permission: 'reader', roles: [] })),
    world.run(
      (unit) => world.desk.grant(unit, second, { id: 'first', permission: 'reader', roles: [] }),
      world.newDesk(),
    ),
  ]);
  const unit = world.desk.begin(TENANT, true);
  const left = await world.desk.find(unit, { kind: 'person', where: { permission: 'admin' }, limit: 10 });
  expect(outcomes.map(why)).toContain('done');
  expect(left.docs).toHaveLength(1);
});
