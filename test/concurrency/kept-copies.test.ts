import { expect, test } from '@jest/globals';
import type { ClaimOrder } from '../../domain/desk/desk.ts';
import { ADMIN_EMAIL, letIn, mail, RunningBot, setUp, t } from '../conversation/running-bot.ts';
import { TrueStore } from '../conversation/true-store.ts';
import { addDays } from '../../domain/day.ts';
import { redeem, report, reserve, TENANT, World } from '../domain/given.ts';
import { TwoReplicas } from './two-replicas.ts';

/** What a replica has read, and another one changed since. */

const NUMBER = 'SYN-0001';

test('a replica that kept a claim’s voucher from before its redemption settles the claim all the same', async () => {
  const world = await World.begun();
  await world.voucher(NUMBER, reserve, report);
  const elsewhere = world.newDesk();
  // The other replica shows the voucher while it is reported, and keeps what it read.
  const shown = await elsewhere.voucher(elsewhere.begin(TENANT), NUMBER);
  expect(shown?.state.stage.status).toBe('reported');

  expect(await world.order(NUMBER, redeem)).toMatchObject({ done: true });
  await world.run((unit) =>
    world.desk.orderCompany(unit, world.admin, {
      commandId: world.id(),
      command: { type: 'registerSavb', offering: 'DDPS', on: redeem.redemption.on, by: world.admin.id },
    }),
  );
  const draft = { commandId: world.id(), id: 'claim-1', voucherIds: [NUMBER] };
  expect(await world.run((unit) => world.desk.draftClaim(unit, world.admin, draft))).toMatchObject({
    done: true,
  });

  const discard: ClaimOrder = { commandId: world.id(), id: 'claim-1', command: { type: 'discard' } };
  const outcome = await world.run((unit) => elsewhere.orderClaim(unit, world.admin, discard), elsewhere);
  expect(outcome).toMatchObject({ done: true, doc: { status: 'discarded' } });
  const voucher = await world.desk.voucher(world.desk.begin(TENANT, true), NUMBER);
  expect(voucher?.state.stage).not.toHaveProperty('claimId');
  expect(voucher?.version).toBe(6);
});

test('somebody who was just let in at one replica is let in at the other', async () => {
  const store = await TrueStore.start();
  const [here, there] = [
    await RunningBot.start({ env: store.env }),
    await RunningBot.start({ env: store.env }),
  ];
  try {
    const [anna, clara] = [here.chat('anna'), there.chat('clara')];
    await setUp(anna);
    await clara.install();
    const stranger = clara.text;
    expect(clara.verbs).toContain('people.ask');
    await letIn(anna, here.chat('clara'), 'reader');
    await clara.say('vouchers');
    expect(clara.text).not.toBe(stranger);
    expect(clara.verbs).toContain('vouchers.list');

    await letIn(anna, here.chat('clara'), 'consultant');
    await clara.say('new voucher');
    await clara.press('record.hand');
    expect(clara.inputs.map(({ id }) => id)).toContain('number');
  } finally {
    await here.close();
    await there.close();
    await store.close();
  }
});

test('somebody who was just removed at one replica changes nothing at the other, nor makes an accomplice', async () => {
  const store = await TrueStore.start();
  const [here, there] = [
    await RunningBot.start({ env: store.env }),
    await RunningBot.start({ env: store.env }),
  ];
  try {
    const [anna, boris] = [here.chat('anna'), there.chat('boris')];
    await setUp(anna);
    await letIn(anna, here.chat('boris'), 'admin');
    await here.chat('clara').install();
    await boris.install();
    // What the second replica has read of both is kept there from here on.
    await boris.say('people');
    const { aadObjectId: clara } = here.chat('clara').person.who;
    await boris.press(({ verb, data }) => verb === 'people.open' && data['id'] === clara);
    await letIn(anna, here.chat('boris'), 'none');

    const before = await store.events();
    await boris.press('people.grant', { permission: 'admin', roles: [] });
    expect(boris.verbs).toContain('people.ask');
    expect(await store.events()).toEqual(before);
    const people = await store.every('person');
    expect(people.filter(({ permission }) => permission === 'admin')).toHaveLength(1);
  } finally {
    await here.close();
    await there.close();
    await store.close();
  }
});

test('a form that was begun at one replica is answered, offered and cancelled at the other', async () => {
  let replica: 0 | 1 = 0;
  const bot = await TwoReplicas.start(1, () => replica);
  const [person] = bot.people;
  if (person === undefined) throw new Error('nobody is there');
  const chat = bot.chat(person);
  const says = async (at: 0 | 1, text: string): Promise<void> => {
    replica = at;
    await chat.say(text);
  };
  const begins = async (): Promise<void> => {
    // The other replica knows from here on that nothing waits in this conversation.
    await says(1, 'help');
    await says(0, NUMBER);
    await chat.press('reserve.open');
    expect(chat.text).toContain(t('reserve.title'));
  };
  try {
    await chat.person.install();
    const type = 'Windows and Office Deployment Planning';
    await says(0, mail(NUMBER, { type, assigned: addDays(bot.today, -40) }));
    await chat.press('record.only', { adminEmail: '' });

    await begins();
    await says(1, ADMIN_EMAIL);
    expect(chat.value('adminEmail')).toBe(ADMIN_EMAIL);
    await says(0, 'cancel');

    await begins();
    await says(1, 'cancel');
    expect(chat.text).toContain(t('cancelled'));
    expect(chat.text).not.toContain(t('cancelled.nothing.cancel'));

    await begins();
    await says(1, 'home');
    expect(chat.actions.some(({ data }) => data['id'] === NUMBER && data['arg'] === 'continue')).toBe(true);
  } finally {
    await bot.close();
  }
});
