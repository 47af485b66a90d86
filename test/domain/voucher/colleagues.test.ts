import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../domain/day.ts';
import { ASKS_A_DAY } from '../../../domain/desk/people.ts';
import type { VoucherCommand } from '../../../domain/voucher/model.ts';
import { dueBetween, remindersOf } from '../../../domain/notices/reminders.ts';
import { recipients, audienceOf } from '../../../domain/notices/recipients.ts';
import type { PersonDocument, VoucherDocument } from '../../../domain/store/documents.ts';
import {
  ASKS_OPEN,
  commentText,
  COMMENTS_KEPT,
  isFulfilled,
  remindedOn,
} from '../../../domain/voucher/colleagues.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { companyOf, deepFreeze, expiresOn, recorded, reserve, today, World } from '../given.ts';
import { COMMAND, given, HISTORY } from './histories.ts';

const NUMBER = 'SYN-0001';
const said = (key: string) => ({ type: 'comment', key }) as const;
const asks = (key: string, to = 'bo') => ({ type: 'ask', key, to }) as const;

/** A voucher that is assigned, after these commands. */
const after = (...commands: readonly VoucherCommand[]) =>
  commands.reduce((so, command) => {
    const { state } = so.when(command);
    if (state === undefined) throw new Error('no voucher');
    return given(state);
  }, given(HISTORY.assigned));

/** A world with one voucher, and the voucher as the store has it. */
async function begun(...commands: readonly VoucherCommand[]) {
  const world = await World.begun();
  await world.voucher(NUMBER, ...commands);
  for (const id of ['admin', 'consultant']) {
    const unit = world.desk.begin(world.admin.tenantId);
    await world.desk.meet(unit, { id, name: `Synthetic ${id}` }, { admin: true });
    await unit.commit();
  }
  const read = async (): Promise<VoucherDocument> => {
    const doc = await world.desk.voucher(world.desk.begin(world.admin.tenantId, true), NUMBER);
    if (doc === undefined) throw new Error('no voucher');
    return doc;
  };
  return { world, read };
}

describe('a request to a colleague', () => {
  const asked = after(COMMAND.ask);

  test('is for what the voucher waits for, and once of each person', () => {
    expect(asked.state?.asks).toEqual([{ key: 'asks-1', by: 'anna', to: 'bo', what: 'reserve', on: today }]);
    asked.when(asks('asks-2')).refused({ why: 'asked' });
    asked.when(asks('asks-2', 'anna')).wrong('personId', 'itself');
  });

  test('is one of a few that are open at once', () => {
    const few = Array.from({ length: ASKS_OPEN }, (_, nth) => asks(`asks-${nth}`, `person-${nth}`));
    const all = after(...few);
    all.when(asks('more', 'one-more')).refused({ why: 'tooMany', max: ASKS_OPEN });
  });

  test('ends with what was asked, and with whatever makes it senseless', () => {
    for (const command of ['reserve', 'lose', 'void'] as const) {
      const now = asked.when(COMMAND[command]).state;
      expect([command, now?.asks]).toEqual([command, undefined]);
    }
    expect(asked.when(COMMAND.comment).state?.asks).toHaveLength(1);
    expect(isFulfilled('reserve', { status: 'lost', on: today })).toBe(false);
    expect(isFulfilled('reserve', { status: 'assigned' })).toBe(false);
    expect(isFulfilled('reserve', { status: 'reserved', reservation: reserve.reservation })).toBe(true);
    expect(isFulfilled('report', { status: 'reserved', reservation: reserve.reservation })).toBe(false);
  });

  test('is closed by who asked, or who was asked, and by nobody else', () => {
    const others = given([
      recorded,
      { type: 'colleagueAsked', key: 'asks-1', by: 'eve', to: 'bo', what: 'reserve', on: today },
    ]);
    others.when(COMMAND.closeAsk).refused({ why: 'notFound' });
    expect(asked.when(COMMAND.closeAsk).state?.asks).toBeUndefined();
  });

  test('is over with what was done, and it is known who reserved', async () => {
    const { world } = await begun();
    expect((await world.order(NUMBER, asks('asks-1', 'consultant'))).done).toBe(true);
    const done = await world.order(NUMBER, reserve);
    expect(done.done).toBe(true);
    expect(done.doc?.state.asks).toBeUndefined();
    expect(done.doc?.reservedBy).toBe('admin');
  });

  test('is one of so many that a person makes in a day', async () => {
    const { world } = await begun();
    const person = async (): Promise<PersonDocument | undefined> =>
      world.desk.person(world.desk.begin(world.admin.tenantId, true), 'admin');
    for (let nth = 0; nth < ASKS_A_DAY; nth += 1) {
      expect((await world.order(NUMBER, asks(`k${nth}`, 'consultant'))).done).toBe(true);
      await world.order(NUMBER, { type: 'closeAsk', key: `k${nth}` });
    }
    expect((await person())?.asking?.count).toBe(ASKS_A_DAY);
    const more = await world.order(NUMBER, asks('more', 'consultant'));
    expect(more).toMatchObject({ done: false, refusal: { refused: { why: 'tooMany', max: ASKS_A_DAY } } });
  });
});

describe('a comment', () => {
  test('keeps its words beside the state, and so many of the last ones', async () => {
    const { world } = await begun();
    for (let nth = 0; nth <= COMMENTS_KEPT; nth += 1) {
      const key = `k${nth}`;
      await world.order(NUMBER, said(key), { texts: { [commentText(key)]: `Words ${nth}` } });
    }
    const doc = await world.desk.voucher(world.desk.begin(world.admin.tenantId, true), NUMBER);
    expect(doc?.state.comments).toHaveLength(COMMENTS_KEPT);
    expect(doc?.texts[commentText('k0')]).toBeUndefined();
    expect(doc?.texts[commentText(`k${COMMENTS_KEPT}`)]).toBe(`Words ${COMMENTS_KEPT}`);
  });

  test('overtakes no card of the voucher; what changes its state does', async () => {
    const { world } = await begun();
    const before = await world.desk.voucher(world.desk.begin(world.admin.tenantId, true), NUMBER);
    const version = before?.version ?? 0;
    const comment = await world.order(NUMBER, said('k'), { texts: { [commentText('k')]: 'So' } });
    expect(comment.doc).toMatchObject({ version: version + 1, standsSince: version });
    const reserved = await world.order(NUMBER, reserve, { version });
    expect(reserved.done).toBe(true);
    expect(reserved.doc?.standsSince).toBeUndefined();
    const late = await world.order(
      NUMBER,
      { type: 'release', on: today, reason: 'offerChanged' },
      { version },
    );
    expect(late).toMatchObject({ done: false, refusal: { refused: { why: 'stale' } } });
    const future = await world.order(NUMBER, COMMAND.report, { version: version + 9 });
    expect(future).toMatchObject({ done: false, refusal: { refused: { why: 'stale' } } });
  });

  test('reaches who reserved it, spoke of it, asked or was asked, never who wrote it', async () => {
    const { world, read } = await begun(reserve);
    const doc = deepFreeze(await read());
    const person = (id: string): PersonDocument => ({
      id: `person:${id}`,
      tenantId: world.admin.tenantId,
      kind: 'person',
      schema: 1,
      name: id,
      roles: [],
      language: 'en',
      permission: 'consultant',
    });
    const state = {
      ...doc.state,
      comments: [
        { key: 'k', by: 'writer', on: today },
        { key: 'l', by: 'speaker', on: today },
      ],
      asks: [{ key: 'a', by: 'asker', to: 'asked', what: 'report', on: today } as const],
    };
    const people = ['writer', 'speaker', 'asker', 'asked', 'admin', 'other'].map(person);
    const notice = { code: 'comment.new', subject: doc.id, day: today, by: 'writer', detail: 'k' } as const;
    expect([...recipients(notice, { people, ...audienceOf([{ ...doc, state }]), today })].sort()).toEqual([
      'admin',
      'asked',
      'asker',
      'speaker',
    ]);
  });
});

describe('a reminder', () => {
  const clocks = { company: companyOf(), edition: edition('2020') };

  test('is one of each person, on a day to come, and gone when the voucher waits for nothing', async () => {
    const set = after(COMMAND.remind);
    expect(set.state?.reminders).toEqual([{ by: 'anna', on: '2020-06-22' }]);
    set.when({ type: 'remind', on: today }).wrong('on', 'notYet', addDays(today, 1));
    set.when({ type: 'remind', on: addDays(today, 900) }).wrong('on', 'tooFar');
    const moved = after(COMMAND.remind, { type: 'remind', on: addDays(today, 1) });
    expect(moved.state?.reminders).toEqual([{ by: 'anna', on: addDays(today, 1) }]);
    expect(moved.when({ type: 'remind' }).state?.reminders).toBeUndefined();
    given(HISTORY.assigned).when({ type: 'remind' }).refused({ why: 'notFound' });
    if (set.state === undefined) throw new Error('no voucher');
    expect(remindedOn(set.state, 'anna', today)).toBe('2020-06-22');
    expect(remindedOn(set.state, 'bo', today)).toBeUndefined();
    const { read } = await begun();
    const doc = await read();
    const due = (state: typeof doc.state) =>
      remindersOf({ ...doc, state }, clocks).filter(({ notice }) => notice.code === 'remind.me');
    const { reminders } = set.state;
    expect(due({ ...doc.state, ...(reminders === undefined ? {} : { reminders }) })).toEqual([
      { on: '2020-06-22', notice: { code: 'remind.me', subject: doc.id, day: '2020-06-22', to: 'anna' } },
    ]);
    const gone = { status: 'void', reason: 'mistake' } as const;
    expect(due({ ...doc.state, stage: gone, ...(reminders === undefined ? {} : { reminders }) })).toEqual([]);
  });

  test('of two people on one day is for each of them; who asked hears when the voucher runs out', async () => {
    const { read } = await begun();
    const doc = await read();
    const on = addDays(today, 3);
    const state = {
      ...doc.state,
      reminders: [
        { by: 'anna', on },
        { by: 'bo', on },
      ],
      asks: [{ key: 'a', by: 'anna', to: 'bo', what: 'reserve', on: today } as const],
    };
    const all = remindersOf({ ...doc, state }, clocks);
    const told = (code: string) =>
      dueBetween(all, today, addDays(expiresOn, 300)).filter(({ notice }) => notice.code === code);
    expect(told('remind.me').map(({ notice }) => notice.to)).toEqual(['anna', 'bo']);
    expect(told('ask.over').map(({ notice }) => notice.to)).toEqual(['anna', 'bo']);
  });
});
