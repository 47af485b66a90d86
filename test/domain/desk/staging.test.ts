import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../domain/day.ts';
import { factsOf, redeem, report, reportedOn, reserve, TENANT, today, World } from '../given.ts';
import { claim, documents, draft, one, record, register, stored, two, worldWith } from './given.ts';

describe('a voucher', () => {
  test('is stored with everything that lists and searches need', async () => {
    const world = await World.begun();
    const order = {
      commandId: 'c1',
      id: one,
      command: record(one),
      texts: { printedNumber: 'syn-0001', note: '' },
      customer: { name: 'Synthetic GmbH', division: 'North' },
    };
    await world.run((unit) => world.desk.orderVoucher(unit, world.consultant, order));
    const customerId = 'synthetic-gmbh/north';
    expect(stored(world)).toEqual({
      id: 'voucher:SYN-0001',
      tenantId: TENANT,
      kind: 'voucher',
      schema: 1,
      version: 1,
      texts: { printedNumber: 'syn-0001' },
      changedBy: 'consultant',
      changedAt: world.now,
      status: 'assigned',
      open: true,
      due: '2020-10-19',
      rank: '2020-10-19 SYN-0001',
      engagement: 'windows-office',
      offering: 'DDPS',
      until: '2020-10-31',
      suffix: '0001',
      plain: 'SYN0001',
      reversed: '1000NYS',
      recordedBy: 'consultant',
      remindOn: '2020-06-16',
      freeSince: today,
      customerId,
      state: { facts: factsOf({ customerId }), stage: { status: 'assigned' }, breaches: [] },
    });
    expect(documents(world, 'customer')).toMatchObject([
      {
        id: `customer:${customerId}`,
        name: 'Synthetic GmbH',
        division: 'North',
        searchName: 'synthetic-gmbh',
      },
    ]);
  });

  test('keeps a reason beside its event, and other texts until they are emptied', async () => {
    const world = await worldWith();
    await world.order(one, reserve, { texts: { reason: 'first', phone: '1' } });
    await world.order(one, { type: 'undo' }, { texts: { reason: 'second', phone: '' } });
    expect(stored(world).texts).toEqual({ 'reason:2': 'first', 'reason:3': 'second' });
  });
});

describe('a claim', () => {
  test('is due by the earliest window while it is a draft, 30 days after the approval, else never', async () => {
    const world = await worldWith(reserve, report, { type: 'redeem', redemption: { on: reportedOn } });
    await world.voucher(two, reserve, report, redeem);
    await register(world);
    await draft(world, 'k', two, one);
    const dues = [documents(world, 'claim')[0]?.due];
    for (const command of [
      { type: 'submit', on: today, referenceGiven: true },
      { type: 'approve', on: today },
      { type: 'pay', on: today },
    ] as const) {
      await claim(world, 'k', command);
      dues.push(documents(world, 'claim')[0]?.due);
    }
    expect(dues).toEqual([addDays(reportedOn, 60), '9999-12-31', addDays(today, 30), '9999-12-31']);
  });
});
