import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { AddressBook } from '../../../bot/mailbox/address-book.ts';
import { TENANT, World } from '../../domain/given.ts';
import { documents } from '../../domain/desk/given.ts';

const DAY_MS = 24 * 3600_000;
const referenceTo = (chat: string): string =>
  JSON.stringify({
    serviceUrl: 'http://127.0.0.1:1/',
    channelId: 'msteams',
    conversation: { id: chat },
    bot: { id: '28:bot' },
    user: { id: '29:bo' },
  });

/** Somebody's turn, and then what the book does; `chat`: where they write from. */
class Roster {
  readonly world = new World();
  /** Chats that were asked about. */
  readonly asked: string[] = [];
  answer: { email?: string; userPrincipalName?: string } | undefined = { email: 'Bo@Partner.example' };
  book = this.newBook();

  /** Of a process that has just started. */
  newBook(): AddressBook {
    return new AddressBook({
      desk: this.world.desk,
      log: createLog('silent'),
      tenantId: TENANT,
      connector: {
        member: ({ conversation }) => {
          this.asked.push(conversation.id);
          return Promise.resolve(this.answer);
        },
      },
    });
  }

  async turn(chat = 'a'): Promise<void> {
    const reference = referenceTo(chat);
    const unit = this.world.desk.begin(TENANT);
    await this.world.desk.meet(unit, { id: 'bo', name: 'Synthetic Bo', reference }, { admin: false });
    await unit.commit();
    this.book.seen({ tenantId: TENANT, id: 'bo', reference });
    // Waits for what is under way; the next turn meets a process that has just started.
    await this.book.close();
    this.book = this.newBook();
  }

  get person() {
    return documents(this.world, 'person')[0];
  }
}

describe('the addresses of a person', () => {
  test('are asked for at first contact and kept, and then for a month nothing is asked', async () => {
    const roster = new Roster();
    await roster.turn();
    expect(roster.person).toMatchObject({ addresses: ['bo@partner.example'] });
    roster.world.now += 29 * DAY_MS;
    await roster.turn();
    expect(roster.asked).toEqual(['a']);
    roster.world.now += 2 * DAY_MS;
    roster.answer = { email: 'bo.new@partner.example' };
    await roster.turn();
    expect(roster.asked).toEqual(['a', 'a']);
    expect(roster.person).toMatchObject({ addresses: ['bo.new@partner.example'] });
  });

  test('are asked for again when their chat is another one', async () => {
    const roster = new Roster();
    await roster.turn('a');
    await roster.turn('b');
    await roster.turn('b');
    expect(roster.asked).toEqual(['a', 'b']);
  });

  test('hold when they remove the app and come back', async () => {
    const roster = new Roster();
    await roster.turn();
    const unit = roster.world.desk.begin(TENANT, true);
    await roster.world.desk.left(unit, 'bo');
    await unit.commit();
    expect(roster.person?.reference).toBeUndefined();
    await roster.turn();
    expect(roster.asked).toEqual(['a']);
    expect(roster.person).toMatchObject({ addresses: ['bo@partner.example'], addressesAt: roster.world.now });
  });

  test('stay as they are while Teams does not say', async () => {
    const roster = new Roster();
    await roster.turn();
    roster.world.now += 40 * DAY_MS;
    roster.answer = undefined;
    await roster.turn();
    expect(roster.asked).toHaveLength(2);
    // A roster without addresses does not say either.
    roster.answer = {};
    await roster.turn();
    expect(roster.asked).toHaveLength(3);
    expect(roster.person).toMatchObject({ addresses: ['bo@partner.example'] });
  });

  test('are asked for once in a process, and of nobody in another tenant', async () => {
    const roster = new Roster();
    const reference = referenceTo('a');
    const unit = roster.world.desk.begin(TENANT);
    await roster.world.desk.meet(unit, { id: 'bo', name: 'Bo', reference }, { admin: false });
    await unit.commit();
    for (const tenantId of ['tenant-2', TENANT, TENANT]) roster.book.seen({ tenantId, id: 'bo', reference });
    await roster.book.close();
    roster.book.seen({ tenantId: TENANT, id: 'bo', reference });
    expect(roster.asked).toEqual(['a']);
  });

  test('are written beside what somebody else writes of the person meanwhile', async () => {
    const roster = new Roster();
    let isFirst = true;
    roster.world.store.before = async (call) => {
      const doc = roster.person;
      if (call !== 'commit' || !isFirst || doc?.addresses !== undefined || doc === undefined) return;
      isFirst = false;
      await roster.world.store.commit(TENANT, [{ op: 'put', doc: { ...doc, permission: 'consultant' } }]);
    };
    await roster.turn();
    expect(roster.person).toMatchObject({ permission: 'consultant', addresses: ['bo@partner.example'] });
  });

  test('of somebody who is being forgotten are not kept', async () => {
    const roster = new Roster();
    await roster.turn();
    const doc = roster.person;
    if (doc === undefined) throw new Error('nobody');
    const { addresses: _known, addressesAt: _at, ...rest } = doc;
    await roster.world.store.commit(TENANT, [{ op: 'put', doc: { ...rest, former: 'former-00000000' } }]);
    roster.book.seen({ tenantId: TENANT, id: 'bo', reference: referenceTo('c') });
    await roster.book.close();
    expect(roster.person?.addresses).toBeUndefined();
  });
});
