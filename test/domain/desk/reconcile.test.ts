import { describe, expect, test } from '@jest/globals';
import { Desk } from '../../../domain/desk/desk.ts';
import type { SheetRow } from '../../../domain/sheet/rows.ts';
import type { RecordedStage, VoucherCommand } from '../../../domain/voucher/model.ts';
import { reserve, TENANT, World } from '../given.ts';
import { record } from './given.ts';

const row = (line: number, number: string, status: 'assigned' | 'reserved'): SheetRow => ({
  line,
  kind: 'voucher',
  voucher: {
    number,
    printed: number,
    facts: { number, adminKnown: false },
    stage: status === 'assigned' ? { status } : { status, reservation: { attested: [] } },
    stateBy: 'word',
    unknown: [],
  },
});

describe('a list beside what is here', () => {
  test('is counted: what agrees, differs, is known to one side alone', async () => {
    const world = await World.begun();
    for (const number of ['SYN-0001', 'SYN-0002', 'SYN-0003']) await world.voucher(number);
    await world.voucher('SYN-0004', reserve);
    const rows = [
      row(2, 'SYN-0001', 'assigned'),
      row(3, 'SYN-0002', 'reserved'),
      row(4, 'SYN-0009', 'assigned'),
      { line: 5, kind: 'over', number: 'SYN-0008', state: 'Cancelled' } as const,
    ];
    const unit = world.desk.begin(TENANT);
    const standing = await world.desk.standing(unit);
    const found = await world.desk.compareSheet(unit, rows, standing);
    expect(found).toMatchObject({ known: 2, agree: 1, ignored: 0, more: 0, unknown: [4, 5], onlyHere: 2 });
    expect(found.differences).toMatchObject([{ line: 3, number: 'SYN-0002', how: 'ahead' }]);
    const others = await world.desk.onlyHere(unit, rows, { from: 0, count: 10 });
    expect(others.map(({ state }) => state.facts.number).sort()).toEqual(['SYN-0003', 'SYN-0004']);
    expect(await world.desk.onlyHere(unit, rows, { from: 1, count: 10 })).toHaveLength(1);
  });

  test('says nothing of states that it does not speak of', async () => {
    const world = await World.begun();
    for (const number of ['SYN-0001', 'SYN-0002']) await world.voucher(number);
    await world.voucher('SYN-0004', reserve);
    const unit = world.desk.begin(TENANT);
    const found = await world.desk.compareSheet(
      unit,
      [row(2, 'SYN-0004', 'reserved')],
      await world.desk.standing(unit),
    );
    expect(found).toMatchObject({ agree: 1, onlyHere: 0 });
  });

  test('that names few of many vouchers reads those alone', async () => {
    const world = await World.begun();
    for (let n = 0; n < 45; n += 1) await world.order(`SYN-${1000 + n}`, record(`SYN-${1000 + n}`));
    const unit = world.desk.begin(TENANT);
    const standing = await world.desk.standing(unit);
    const { query, read } = world.store.calls;
    const rows = [row(2, 'SYN-1007', 'reserved'), row(3, 'SYN-9999', 'assigned')];
    expect(await world.desk.compareSheet(unit, rows, standing)).toMatchObject({ known: 1, onlyHere: 44 });
    expect(world.store.calls.query - query).toBe(0);
    expect(world.store.calls.read - read).toBe(3);
  });
});

describe('a quiet unit of work', () => {
  test('tells of no event by itself, but of a request that it answers, and has the cards kept true', async () => {
    const world = await World.begun();
    const { admin, consultant, store } = world;
    const desk = new Desk({
      store,
      clock: { now: () => world.now },
      fingerprint: (text) => text,
      editionOfNewCompanies: '2020',
      announces: true,
    });
    for (const number of ['SYN-0001', 'SYN-0002']) await world.voucher(number);
    const access = desk.begin(TENANT);
    await desk.askForAccess(access, consultant);
    await desk.grant(access, admin, { id: consultant.id, permission: 'consultant', roles: [] });
    expect(await access.commit()).toBe('committed');
    const asked = await world.order('SYN-0001', { type: 'ask', key: 'asks-1', to: consultant.id });
    expect(asked).toMatchObject({ done: true });
    const unit = desk.begin(TENANT, true, true);
    const order = (id: string, command: VoucherCommand) =>
      desk.orderVoucher(unit, admin, { id, command, commandId: world.id() });
    const stage: RecordedStage = { status: 'reserved', reservation: { attested: [] } };
    expect(await order('SYN-0001', { type: 'advance', stage })).toMatchObject({ done: true });
    expect(await order('SYN-0003', record('SYN-0003'))).toMatchObject({ done: true });
    expect(await unit.commit()).toBe('committed');
    expect(unit.announced?.doc.changed).toEqual(['voucher:SYN-0001']);
    expect(unit.announced?.doc.notices.map(({ code, to }) => [code, to])).toEqual([
      ['ask.done', admin.id],
      ['ask.done', consultant.id],
    ]);
  });
});
