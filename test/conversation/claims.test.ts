import { beforeAll, describe, expect, test } from '@jest/globals';
import { AFTER, letIn, redeemed, reported, RunningBot, setUp, t, TODAY } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris } = world({ people: { boris: 'consultant' } });

beforeAll(async () => {
  await anna.say('set up');
  await anna.press('setUp.save');
  await anna.press('setUp.location');
  await anna.press('setUp.addLocation', { country: 'Niemcy', locationId: '4711049' });
});

/** A claim of one voucher that is drafted; the offering is registered when that is asked. */
async function drafted(number: string): Promise<void> {
  await redeemed(bot, anna, number);
  await anna.press('claim.open');
  await anna.press('claim.create', { vouchers: [number] });
  if (anna.verbs.includes('register.done')) {
    await anna.press('register.done');
    await anna.press('claim.create', { vouchers: [number] });
  }
  expect(anna.text).toContain(t('claim.drafted'));
}

describe('the registration in SAVB', () => {
  test('is asked before the first claim, recorded by nobody without the role, and once', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    bot.itIs(AFTER);
    await boris.say(`claim ${number}`);
    await boris.press('claim.create', { vouchers: [number] });
    expect(boris.text).toContain(t('register.title'));
    expect(boris.text).toContain(t('register.ask', { names: 'Anna Nowak (synthetic)' }));
    expect(boris.verbs).not.toContain('register.done');
    await boris.forge('register.done', { id: 'SDPS', commandId: crypto.randomUUID(), on: AFTER });
    expect(boris.text).toContain(t('refused.role', { role: t('role.mpnGlobalAdmin') }));
    await boris.press('cancel.now');

    await anna.say(`claim ${number}`);
    await anna.press('claim.create', { vouchers: [number] });
    expect(anna.text).toContain(t('register.signIn'));
    expect(anna.inputs.map(({ id }) => id)).not.toContain('registeredBy');
    await anna.press('register.done');
    expect(anna.text).toContain(t('claim.choose'));
    await anna.press('claim.create', { vouchers: [number] });
    expect(anna.text).toContain(t('claim.drafted'));

    const second = bot.newNumber();
    bot.itIs(TODAY);
    await redeemed(bot, anna, second);
    await anna.press('claim.open');
    await anna.press('claim.create', { vouchers: [second] });
    expect(anna.text).toContain(t('claim.drafted'));
    await anna.forge('register.done', { id: 'SDPS', commandId: crypto.randomUUID(), on: AFTER });
    expect(anna.text).toContain(t('refused.registered', { offering: 'SharePoint' }));
    await anna.press('cancel.now');
  });

  test.each([
    ['an admin without the role, with who registered it', 'admin', [], 'Gina Global (synthetic)'],
    ['a consultant who is the MPN global administrator', 'consultant', ['mpnGlobalAdmin'], undefined],
  ] as const)('may be recorded by %s', async (_who, permission, roles, registeredBy) => {
    const other = await RunningBot.start();
    try {
      const [admin, colleague] = [other.chat('anna'), other.chat('boris')];
      await setUp(admin, { roles: ['mpnPartnerAdmin'] });
      await letIn(admin, colleague, permission, roles);
      const number = other.newNumber();
      await redeemed(other, admin, number);
      await colleague.say(`claim ${number}`);
      await colleague.press('claim.create', { vouchers: [number] });
      expect(colleague.text).toContain(t('register.title'));
      expect(colleague.inputs.some(({ id }) => id === 'registeredBy')).toBe(registeredBy !== undefined);
      await colleague.press('register.done', registeredBy === undefined ? {} : { registeredBy });
      await colleague.press('claim.create', { vouchers: [number] });
      expect(colleague.text).toContain(t('claim.drafted'));
    } finally {
      await other.close();
    }
  });

  test('waits for the first redeemed voucher of the offering', async () => {
    await anna.forge('register.done', { id: 'DDPS', commandId: crypto.randomUUID(), on: TODAY });
    expect(anna.text).toContain(t('refused.nothingRedeemed', { offering: 'Desktop' }));
    await anna.press('cancel.now');
  });
});

describe('a claim', () => {
  test('suggests vouchers of one country, as our own suggestion, and takes several countries', async () => {
    const [here, there] = [bot.newNumber(), bot.newNumber()];
    await drafted(bot.newNumber());
    bot.itIs(TODAY);
    await redeemed(bot, anna, here);
    bot.itIs(TODAY);
    await redeemed(bot, anna, there, {}, { locationId: '4711049' });
    expect(anna.text).toContain('Germany');
    await anna.press('claim.open');
    expect(anna.text).toContain(t('claim.chooseText', { max: 20 }));
    expect(t('claim.chooseText', { max: 20 })).toMatch(/^Our suggestion: /);
    await anna.press('claim.create', { vouchers: [here, there] });
    expect(anna.text).toContain(t('claim.drafted'));
    expect(anna.text).toMatch(/Poland and Germany|Germany and Poland/);
    for (const number of [here, there]) expect(anna.text).toContain(number);
    await anna.say('claims');
    expect(anna.text).toMatch(/Poland and Germany|Germany and Poland/);
  });

  test('R21: begins from the list and from the voucher’s card', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.press('claim.open');
    expect(anna.choices('vouchers').join('\n')).toContain(number);
    expect(anna.value('vouchers')).toBe(number);
    await anna.press('cancel.now');
    expect(anna.text).toContain(number);
    await anna.say('claims');
    await anna.press('claim.open');
    expect(anna.choices('vouchers').join('\n')).toContain(number);
    await anna.press('claim.create', { vouchers: [number] });
    expect(anna.text).toContain(t('claim.drafted'));
    await anna.say(number);
    expect(anna.text).toContain(t('status.claimed'));
    await anna.press('claims.one');
    expect(anna.text).toContain(number);
  });

  test('takes a voucher once, and only one that is redeemed', async () => {
    const [claimed, unredeemed, free] = [bot.newNumber(), bot.newNumber(), bot.newNumber()];
    await drafted(claimed);
    bot.itIs(TODAY);
    await reported(bot, anna, unredeemed);
    bot.itIs(TODAY);
    await redeemed(bot, anna, free);
    await anna.press('claim.open');
    await anna.tamper('claim.create', { vouchers: `${free},${claimed}` });
    expect(anna.text).toContain(t('refused.claimed'));
    await anna.tamper('claim.create', { vouchers: `${free},${unredeemed}` });
    expect(anna.text).toContain(t('guard.notRedeemed'));
    await anna.tamper('claim.create', { vouchers: `${free},NOBODYS-0001` });
    expect(anna.text).toContain(t('refused.notFound'));
    await anna.tamper('claim.create', { vouchers: '' });
    expect(anna.text).toContain(t('refused.nothingChosen'));
    await anna.say(free);
    expect(anna.verbs).toContain('claim.open');
  });

  test('whose amount names another currency than its field says so, and keeps both', async () => {
    const number = bot.newNumber();
    await drafted(number);
    await anna.press('settle.submit', { reference: 'MS-REF-8', amount: '1 500,00 PLN', currency: 'EUR' });
    expect(anna.text).toContain(t('problem.otherCurrency', { field: t('field.currency') }));
    expect(anna.value('amount')).toBe('1 500,00 PLN');
  });

  test('needs Microsoft’s reference to be submitted, a readable amount, a day that has been', async () => {
    const number = bot.newNumber();
    await drafted(number);
    await anna.tamper('settle.submit', {});
    expect(anna.text).toContain(t('problem.missing', { field: t('field.reference') }));
    await anna.press('settle.submit', { reference: 'MS-REF-7', amount: 'a lot' });
    expect(anna.text).toContain(t('problem.notAmount', { field: t('field.amount'), example: '12,500.00' }));
    expect(anna.value('reference')).toBe('MS-REF-7');
    for (const amount of ['0', '-1 500,00', '0,00 €']) {
      await anna.press('settle.submit', { amount });
      expect(anna.text).toContain(t('problem.notPositive', { field: t('field.amount') }));
      expect(anna.value('amount')).toBe(amount);
    }
    await anna.press('settle.submit', { amount: '1 500 00' });
    expect(anna.text).toContain(t('problem.notAmount', { field: t('field.amount'), example: '12,500.00' }));
    await anna.press('settle.submit', { amount: '1 500,00', currency: 'E1' });
    expect(anna.text).toContain(t('problem.malformed', { field: t('field.currency') }));
    await anna.press('settle.submit', { currency: 'eur', on: '2027-01-19' });
    expect(anna.text).toContain(
      t('problem.future', { field: t('claim.submittedOn'), limit: '18\u00a0Jan 2027' }),
    );
    await anna.press('settle.submit', { on: AFTER });
    expect(anna.text).toContain(t('claim.didSubmit'));
    expect(anna.text).toContain('1 500,00 EUR');
  });

  test('that is denied frees its vouchers, and says that resubmission is not documented', async () => {
    const number = bot.newNumber();
    await drafted(number);
    await anna.press('settle.submit', { reference: 'MS-REF-8' });
    await anna.press('settle.denial');
    await anna.tamper('settle.deny', { denial: '' });
    expect(anna.text).toContain(t('problem.missing', { field: t('claim.denialWhy') }));
    await anna.press('settle.deny', { denial: 'deliverables' });
    expect(anna.text).toContain(t('claim.didDeny'));
    expect(anna.text).toContain(t('denial.deliverables'));
    expect(anna.text).toContain(t('claim.afterDenial'));
    expect(t('claim.afterDenial')).toContain('not documented');
    await anna.say(number);
    expect(anna.text).toContain(t('status.redeemed'));
    expect(anna.verbs).toContain('claim.open');
    expect((await anna.history(number))[0]).toContain(t('history.freed'));
    await anna.press('claim.open');
    await anna.press('claim.create', { vouchers: [number] });
    expect(anna.text).toContain(t('claim.drafted'));
  });

  test('that is a draft can be discarded; a step of it can be undone by an admin with a reason', async () => {
    const number = bot.newNumber();
    await drafted(number);
    await anna.press('settle.submit', { reference: 'MS-REF-9' });
    await anna.press('settle.lastStep');
    expect(anna.text).toContain(t('claim.undoText', { status: t('status.draft') }));
    await anna.tamper('settle.undo', { reason: '' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.reason') }));
    await anna.press('settle.undo', { reason: 'Pressed too early' });
    expect(anna.text).toContain(t('correct.undone'));
    expect(anna.text).toContain(t('status.draft'));
    await anna.press('settle.discard');
    expect(anna.text).toContain(t('claim.didDiscard'));
    await anna.say(number);
    expect(anna.verbs).toContain('claim.open');
  });

  test('that somebody else moved on shows how it stands', async () => {
    const number = bot.newNumber();
    await drafted(number);
    await boris.say(number);
    await boris.press('claims.one');
    await boris.press('settle.submit', { reference: 'MS-REF-10' });
    await anna.press('settle.discard');
    expect(anna.text).toContain('Boris Ivanov (synthetic) changed this in the meantime');
    expect(anna.text).toContain(t('status.submitted'));
    expect(anna.text).toContain('MS-REF-10');
  });

  test('that is late says so before it is submitted', async () => {
    const number = bot.newNumber();
    await drafted(number);
    expect(anna.text).not.toContain(t('claim.late'));
    const id = anna.dataOf('settle.submit')['id'];
    bot.itIs('2027-03-20');
    // Other tests' claims are late by then, too: the list has several pages.
    await anna.say(number);
    await anna.press(({ verb, data }) => verb === 'claims.one' && data['id'] === id);
    expect(anna.text).toContain(t('claim.late'));
  });

  test('counts the days: claim by, payment expected by', async () => {
    const number = bot.newNumber();
    await drafted(number);
    expect(anna.text).toContain('19\u00a0Mar 2027');
    await anna.press('settle.submit', { reference: 'MS-REF-11' });
    expect(anna.text).not.toContain('19\u00a0Mar 2027');
    bot.itIs('2027-02-01');
    await anna.press('settle.approve', { on: '2027-02-01' });
    expect(anna.text).toContain('3\u00a0Mar 2027');
    await anna.say('wnioski');
    expect(anna.text).toContain('MS-REF-11');
    expect(anna.text).toContain('3\u00a0Mar 2027');
  });
});

describe('two steps in one press', () => {
  test('a claim is created and submitted with its reference, once, and both or neither', async () => {
    await drafted(bot.newNumber());
    bot.itIs(TODAY);
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.press('claim.open');
    expect(anna.value('vouchers')).toBe(number);
    await anna.press('claim.submitted');
    expect(anna.text).toContain(t('problem.missing', { field: t('field.reference') }));
    await anna.press('claim.submitted', { reference: 'MS-REF-20', on: '2027-01-01' });
    expect(anna.text).toContain(
      t('problem.beforeRedemption', { field: t('claim.submittedOn'), limit: '18\u00a0Jan 2027' }),
    );
    expect(anna.value('reference')).toBe('MS-REF-20');
    expect((await anna.history(number))[0]).toContain(t('history.redeemed'));
    const sent = anna.dataOf('claim.submitted');
    await anna.press('claim.submitted', { on: AFTER, amount: '1500 EUR' });
    expect(anna.text).toContain(t('claim.submitted'));
    expect(anna.text).toContain(t('status.submitted'));
    expect(anna.text).toContain('MS-REF-20');
    const id = anna.dataOf('settle.approve')['id'];
    expect(id).toBe(sent['commandId']);
    // The same press once more is the same claim.
    await anna.forge('claim.submitted', { ...sent, on: AFTER, amount: '1500 EUR' });
    expect(anna.text).toContain(t('claim.submitted'));
    expect(anna.dataOf('settle.approve')['id']).toBe(id);
    expect((await anna.history(number)).filter((line) => line.includes(t('history.claimed')))).toHaveLength(
      1,
    );
  });

  test('the registration that is asked in between loses nothing that was entered', async () => {
    const other = await RunningBot.start();
    try {
      const admin = other.chat('anna');
      await setUp(admin);
      const number = other.newNumber();
      await redeemed(other, admin, number);
      await admin.press('claim.open');
      await admin.press('claim.submitted', { reference: 'MS-REF-21', amount: '99 EUR' });
      expect(admin.text).toContain(t('register.title'));
      await admin.press('register.done');
      expect([admin.value('vouchers'), admin.value('reference'), admin.value('amount')]).toEqual([
        number,
        'MS-REF-21',
        '99 EUR',
      ]);
      await admin.press('claim.submitted');
      expect(admin.text).toContain(t('claim.submitted'));
    } finally {
      await other.close();
    }
  });

  test('a submitted claim that is paid already takes both days, and says which of them is wrong', async () => {
    const number = bot.newNumber();
    await drafted(number);
    await anna.press('settle.submit', { reference: 'MS-REF-22' });
    bot.itIs('2027-02-20');
    await anna.press('settle.pay', { on: '2027-02-01' });
    expect(anna.text).toContain(t('problem.missing', { field: t('claim.paidToo') }));
    await anna.press('settle.pay', { paidOn: '2027-01-20' });
    expect(anna.text).toContain(
      t('problem.beforeStart', { field: t('claim.paidToo'), limit: '1\u00a0Feb 2027' }),
    );
    await anna.press('settle.pay', { on: '2027-01-02', paidOn: '2027-02-15' });
    expect(anna.text).toContain(
      t('problem.beforeStart', { field: t('claim.approvedOn'), limit: '18\u00a0Jan 2027' }),
    );
    expect(anna.text).toContain(t('status.submitted'));
    const sent = anna.dataOf('settle.pay');
    await anna.press('settle.pay', { on: '2027-02-01' });
    expect(anna.text).toContain(t('claim.didPay'));
    expect(anna.text).toContain('1\u00a0Feb 2027');
    expect(anna.text).toContain('15\u00a0Feb 2027');
    await anna.forge('settle.pay', { ...sent, on: '2027-02-01' });
    expect(anna.text).toContain(t('claim.didPay'));
    // The last step was the payment: undone, it is approved.
    await anna.press('settle.lastStep');
    await anna.press('settle.undo', { reason: 'Another claim was paid' });
    expect(anna.text).toContain(t('status.approved'));
  });

  test('forms of their own are for those who may, and in the states in which they make sense', async () => {
    const number = bot.newNumber();
    await drafted(number);
    const id = anna.dataOf('settle.submit')['id'];
    await anna.forge('settle.denial', { id });
    expect(anna.text).toContain(t('refused.state', { status: t('status.draft') }));
    await anna.forge('settle.lastStep', { id });
    expect(anna.text).toContain(t('refused.nothingToUndo'));
    await boris.say(number);
    await boris.press('claims.one');
    await boris.forge('settle.lastStep', { id });
    expect(boris.text).toContain(t('refused.permission', { needs: t('permission.admin') }));
    await anna.press('settle.submit', { reference: 'MS-REF-23' });
    await anna.press('settle.denial');
    await anna.press(t('do.cancel'));
    expect(anna.text).toContain(t('status.submitted'));
  });
});

test('the answer to redeeming leads to the claim of what was redeemed', async () => {
  const [first, second, other] = [bot.newNumber(), bot.newNumber(), bot.newNumber()];
  for (const number of [other, first, second]) {
    bot.itIs(TODAY);
    await reported(bot, anna, number);
  }
  // The report led to the redemption of that one; several are chosen from there.
  await anna.press('redeem.no');
  await anna.press('redeem.review', { vouchers: [first, second] });
  await anna.press('redeem.yes');
  await anna.press('claim.open');
  expect(String(anna.value('vouchers')).split(',').sort()).toEqual([first, second].sort());
});
