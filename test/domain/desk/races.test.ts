import { expect, test } from '@jest/globals';
import { actorOf, factsOf, reserve, TENANT, World, d } from '../given.ts';
import type { Outcome } from '../../../domain/desk/desk.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { decideCompany } from '../../../domain/company/decide.ts';
import { newCompany } from '../../../domain/company/model.ts';

/** Rules over several documents, asked at once by two processes. */

const why = (outcome: Outcome<unknown>): string => (outcome.done ? 'done' : outcome.refusal.refused.why);

test('of two 15-day vouchers of one customer reserved at once, one is reserved and one refused by G6', async () => {
  const world = await World.begun();
  for (const number of ['SYN-A', 'SYN-B']) {
    const facts = factsOf({ number, serviceLevel: 15 });
    const outcome = await world.order(
      number,
      { type: 'record', facts, stage: { status: 'assigned' } },
      { customer: { name: 'Synthetic Customer' } },
    );
    expect(why(outcome)).toBe('done');
  }
  const outcomes = await Promise.all([
    world.order('SYN-A', reserve),
    world.order('SYN-B', reserve, {}, world.newDesk()),
  ]);
  expect(outcomes.map(why).sort()).toEqual(['done', 'guards']);
  const refused = outcomes.find(({ done }) => !done);
  expect(refused?.done === false && refused.refusal.refused).toMatchObject({ unmet: [{ guard: 'G6' }] });
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
    world.run((unit) => world.desk.grant(unit, first, 'second', 'reader', [])),
    world.run((unit) => world.desk.grant(unit, second, 'first', 'reader', []), world.newDesk()),
  ]);
  const unit = world.desk.begin(TENANT, true);
  const left = await world.desk.find(unit, { kind: 'person', where: { permission: 'admin' }, limit: 10 });
  expect(outcomes.map(why)).toContain('done');
  expect(left.docs).toHaveLength(1);
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

test('a voucher is recorded under its own number only', async () => {
  const world = await World.begun();
  const facts = factsOf({ number: 'SYN-A' });
  const outcome = await world.order('SYN-B', { type: 'record', facts, stage: { status: 'assigned' } });
  expect(why(outcome)).toBe('input');
});
