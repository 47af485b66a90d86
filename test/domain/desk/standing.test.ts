import { describe, expect, test } from '@jest/globals';
import { decideCompany } from '../../../domain/company/decide.ts';
import { d, today, World } from '../given.ts';
import { eventsOf, one, why, worldWith } from './given.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { newCompany } from '../../../domain/company/model.ts';

describe('the day', () => {
  test.each([
    ['Europe/Warsaw', 'done'],
    ['UTC', 'input'],
    ['America/Los_Angeles', 'input'],
  ])('is that of the company: half an hour after midnight in Warsaw, in %s', async (timeZone, expected) => {
    const world = await World.begun();
    await world.run((unit) =>
      world.desk.orderCompany(unit, world.admin, {
        commandId: world.id(),
        command: { type: 'setUp', edition: '2020', timeZone, competencies: {}, offerings: [] },
      }),
    );
    await world.voucher(one);
    world.now = Date.parse('2020-06-15T22:30:00Z');
    expect(why(await world.order(one, { type: 'lose', on: d('2020-06-16') }))).toBe(expected);
  });

  test('of an event that names none is that of the company', async () => {
    const world = await worldWith();
    world.now = Date.parse('2020-06-15T22:30:00Z');
    await world.order(one, { type: 'void', reason: 'mistake' });
    expect(eventsOf(world, 'voucher:SYN-0001').map(({ occurredOn }) => occurredOn)).toEqual([
      '2020-06-15',
      '2020-06-16',
    ]);
  });
});

describe('the edition', () => {
  test('is the one of the process until the company is set up, and events remember theirs', async () => {
    const world = await worldWith();
    const { company, edition, version } = await world.desk.standing(world.desk.begin('tenant-2'));
    expect([company, edition.id, version]).toEqual([newCompany('2020'), '2020', 0]);
    await world.run((unit) =>
      world.desk.orderCompany(unit, world.admin, {
        commandId: world.id(),
        command: { type: 'setUp', edition: '2021', timeZone: 'UTC', competencies: {}, offerings: [] },
      }),
    );
    world.now += 60_000;
    await world.order(one, { type: 'lose', on: today });
    expect(eventsOf(world, 'voucher:SYN-0001').map(({ edition: id }) => id)).toEqual(['2020', '2021']);
  });
});

test('a zone in which no day can be told is refused: it would stop every later command', () => {
  const events = decideCompany(
    newCompany('2020'),
    { type: 'setUp', edition: '2020', timeZone: 'Europe/Nowhere', competencies: {}, offerings: [] },
    { today: d('2020-06-15'), redeemedOfferings: new Set(), mayRegister: false },
  );
  expect(isRefusal(events) && events.refused).toEqual({
    why: 'input',
    field: 'timeZone',
    problem: 'unknown',
  });
});
