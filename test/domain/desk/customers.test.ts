import { describe, expect, test } from '@jest/globals';
import type { VoucherCommand } from '../../../domain/voucher/model.ts';
import { factsOf, reserve, TENANT, today, World } from '../given.ts';
import { amend, one, record, two, why } from './given.ts';

const fifteen = (number: string, customerId = 'synthetic-customer'): VoucherCommand =>
  record(number, { serviceLevel: 15, customerId });

describe('the 15-day rule (G6)', () => {
  test('lets the first of two assigned vouchers be reserved, and refuses the second', async () => {
    const world = await World.begun();
    for (const number of [one, two]) await world.order(number, fifteen(number));
    expect(why(await world.order(one, reserve))).toBe('done');
    expect(await world.order(two, reserve)).toMatchObject({
      refusal: { refused: { why: 'guards', unmet: [{ guard: 'G6', detail: { voucherId: one } }] } },
    });
    await world.order(one, { type: 'release', on: today, reason: 'otherPartner' });
    expect(why(await world.order(two, reserve))).toBe('done');
  });

  test('two of one batch see each other', async () => {
    const world = await World.begun();
    for (const number of [one, two]) await world.order(number, fifteen(number));
    const unit = world.desk.begin(TENANT);
    const order = (id: string) =>
      world.desk.orderVoucher(unit, world.admin, { id, commandId: world.id(), command: reserve });
    expect(why(await order(one))).toBe('done');
    expect(await order(two)).toMatchObject({
      refusal: { refused: { unmet: [{ guard: 'G6', detail: { voucherId: one } }] } },
    });
    expect(await unit.commit()).toBe('committed');
  });

  test('does not reach another division of the customer', async () => {
    const world = await World.begun();
    for (const [number, division] of [
      [one, 'North'],
      [two, 'South'],
    ] as const) {
      const customer = { name: 'Synthetic AG', division };
      await world.order(number, fifteen(number), { customer });
      expect(why(await world.order(number, reserve))).toBe('done');
    }
  });

  test('looks at every voucher of a customer that has more than a page of them', async () => {
    const world = await World.begun();
    await world.voucher('SYN-9999');
    for (let n = 0; n < 130; n += 1) await world.order(`SYN-${1000 + n}`, record(`SYN-${1000 + n}`));
    await world.order('SYN-9999', amend('SYN-9999', 15));
    await world.order('SYN-9999', reserve);
    await world.order('SYN-0000', fifteen('SYN-0000'));
    expect(await world.order('SYN-0000', reserve)).toMatchObject({
      refusal: { refused: { unmet: [{ guard: 'G6', detail: { voucherId: 'SYN-9999' } }] } },
    });
  });

  test('under 15 days looks at few of those that are engaged, however many vouchers a customer has', async () => {
    const world = await World.begun();
    for (let n = 0; n < 60; n += 1) await world.voucher(`SYN-${1000 + n}`, ...(n < 30 ? [reserve] : []));
    const unit = world.desk.begin(TENANT);
    const before = world.store.calls.query;
    const found = await world.desk.siblings(unit, factsOf(), true);
    const days = (found ?? []).reduce((sum, { serviceLevel }) => sum + (serviceLevel ?? 0), 0);
    expect(days).toBeGreaterThan(15);
    expect(found?.length).toBeLessThanOrEqual(6);
    expect(world.store.calls.query - before).toBe(1);
  });

  test('is not looked up without a customer, and under 15 days only for a card that warns', async () => {
    const world = await World.begun();
    const unit = world.desk.begin(TENANT);
    const { customerId: _customer, ...facts } = factsOf({ serviceLevel: 15 });
    expect(await world.desk.siblings(unit, facts)).toBeUndefined();
    expect(await world.desk.siblings(unit, undefined)).toBeUndefined();
    expect(await world.desk.siblings(unit, factsOf())).toEqual([]);
    expect(world.store.calls.query).toBe(0);
    await world.voucher('SYN-0007', reserve);
    expect(await world.desk.siblings(world.desk.begin(TENANT), factsOf(), true)).toEqual([
      { id: 'SYN-0007', engagement: 'windows-office', serviceLevel: 5 },
    ]);
  });
});

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
