import { describe, expect, test } from '@jest/globals';
import { letIn, t } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris } = world({ anew: true });

const HEAD = 'Voucher ID;Status;Customer;Engagement;Days;Assigned;Expires;Start;End;Country;Contact e-mail';
const csv = (...rows: readonly string[]): string => [HEAD, ...rows].join('\n');
const row = (number: string, status: string, over: Readonly<Record<number, string>> = {}): string =>
  [
    number,
    status,
    'Contoso (synthetic)',
    'SharePoint',
    '5',
    '2026-10-01',
    '2027-03-30',
    '2026-11-30',
    '2026-12-04',
    'Poland',
    '',
  ]
    .map((cell, column) => over[column] ?? cell)
    .join(';');

/** Brings a list in, and waits for its end. */
async function brought(...rows: readonly string[]): Promise<void> {
  await anna.drop('list.csv', csv(...rows));
  await anna.press('sheet.begin');
  await anna.settledList();
}

const group = (key: string): string => `group_${key}`;

describe('a later list', () => {
  test('one of each kind of difference is taken over, ignored, or left', async () => {
    await brought(
      row('SAP-RCN-0001', 'Reserved'),
      row('SAP-RCN-0002', 'Reserved'),
      row('SAP-RCN-0003', 'Redeemed'),
      row('SAP-RCN-0004', 'Assigned'),
      row('SAP-RCN-0005', 'Assigned'),
      row('SAP-RCN-0006', 'Assigned'),
    );
    const later = [
      row('SAP-RCN-0001', 'Redeemed'),
      row('SAP-RCN-0002', 'Reserved', { 6: '2027-04-30' }),
      row('SAP-RCN-0003', 'Reserved'),
      row('SAP-RCN-0004', 'Cancelled'),
      row('SAP-RCN-0005', 'Assigned', { 10: 'admin@contoso.example' }),
      row('SAP-RCN-0007', 'Assigned'),
    ];
    await anna.drop('later.csv', csv(...later));
    expect(anna.text).toContain(t('sheet.vouchers', { count: 1 }));
    expect(anna.text).toContain(t('sheet.onlyHereCount', { count: 1 }));
    expect(anna.text).toContain(t('sheet.cannot.back'));
    const chosen = {
      [group('status_over_other_assigned')]: 'ignore',
      [group('printedExpiry_differs')]: 'take',
    };
    await anna.press('sheet.groups', chosen);
    expect(anna.value(group('adminEmail_adds'))).toBe('take');
    await anna.press('sheet.begin');
    await anna.settledList();
    expect(anna.text).toContain(t('sheet.recorded', { count: 1 }));
    for (const [what, count] of [
      ['taken', 3],
      ['ignoredBefore', 1],
      ['left', 1],
    ] as const)
      expect(anna.text).toContain(`${t(`sheet.${what}`)}\n${count}`);
    expect((await anna.history('SAP-RCN-0001'))[0]).toContain(
      t('history.advanced', { status: t('status.redeemed') }),
    );
    expect((await anna.history('SAP-RCN-0001'))[0]).toContain(t('sheet.reasonFrom', { name: 'later.csv' }));
    await anna.say('SAP-RCN-0002');
    expect(anna.text).toContain('30\u00a0Apr 2027');
    expect(await anna.history('SAP-RCN-0003')).toHaveLength(1);
    expect((await anna.history('SAP-RCN-0004'))[0]).toContain(
      t('history.differencesIgnored', { what: t('sheetField.status') }),
    );
    await anna.say('SAP-RCN-0005');
    expect(anna.text).toContain('admin@contoso.example');

    // What was left is asked once more, nothing else.
    await anna.drop('later.csv', csv(...later));
    expect(anna.inputs.map(({ id }) => id)).toEqual([group('status_back_reserved_redeemed_back')]);
    await anna.press('sheet.begin', { [group('status_back_reserved_redeemed_back')]: 'ignore' });
    await anna.settledList();
    await anna.drop('later.csv', csv(...later));
    expect(anna.text).toContain(t('sheet.allAgrees'));
    expect(anna.inputs).toEqual([]);
    expect(anna.verbs).not.toContain('sheet.begin');

    // Another value of the same fact is asked; and the same one, once somebody took it back.
    await anna.drop('later.csv', csv(row('SAP-RCN-0004', 'Reserved')));
    expect(anna.inputs.map(({ id }) => id)).toEqual([group('status_ahead_reserved_assigned')]);
    await anna.say('history SAP-RCN-0004');
    await anna.press('sheet.heed');
    expect(anna.text).toContain(t('sheet.heeded'));
    expect((await anna.history('SAP-RCN-0004'))[0]).toContain(t('history.differencesHeeded'));
    await anna.drop('later.csv', csv(row('SAP-RCN-0004', 'Cancelled')));
    expect(anna.inputs.map(({ id }) => id)).toEqual([group('status_over_other_assigned')]);
    await anna.press('sheet.begin', { [group('status_over_other_assigned')]: 'take' });
    await anna.settledList();
    await anna.say('SAP-RCN-0004');
    expect(anna.text).toContain(t('status.void'));
  });

  test('a fact that the list lacks is no difference, nor is a state that follows from days alone', async () => {
    await brought(row('SAP-RCN-0101', 'Redeemed'), row('SAP-RCN-0102', 'Reserved'));
    await anna.drop('part.csv', 'Voucher ID;Customer\nSAP-RCN-0101;Contoso (synthetic)\nSAP-RCN-0102;');
    expect(anna.text).toContain(t('sheet.allAgrees'));
    await anna.drop('part.csv', 'Voucher ID;Reserved on\nSAP-RCN-0101;2026-10-05\nSAP-RCN-0102;2026-10-05');
    expect(anna.inputs.map(({ id }) => id)).toEqual([group('reservedOn_adds')]);
  });

  test('single rows of a group are chosen otherwise, ten a page', async () => {
    const numbers = Array.from({ length: 12 }, (_, nth) => `SAP-ROW-${1000 + nth}`);
    await brought(...numbers.map((number) => row(number, 'Reserved')));
    await anna.drop('later.csv', csv(...numbers.map((number) => row(number, 'Redeemed'))));
    await anna.press('sheet.group');
    expect(anna.inputs).toHaveLength(10);
    expect(anna.text).toContain(
      t('sheet.sides', { ours: t('status.reserved'), theirs: t('status.redeemed') }),
    );
    await anna.press(t('do.nextPage'), { row_status_5: 'later' });
    expect(anna.inputs).toHaveLength(2);
    await anna.press(t('do.save'), { row_status_12: 'ignore' });
    await anna.press('sheet.group');
    expect(anna.value('row_status_5')).toBe('later');
    await anna.press(t('do.save'));
    await anna.press('sheet.begin');
    await anna.settledList();
    expect(anna.text).toContain(`${t('sheet.taken')}\n10`);
    expect(anna.text).toContain(`${t('sheet.ignoredBefore')}\n1`);
    expect(anna.text).toContain(`${t('sheet.left')}\n1`);
    expect(await anna.history('SAP-ROW-1003')).toHaveLength(1);
  });

  test('open vouchers that it does not name can be looked at, and stay as they are', async () => {
    await brought(...Array.from({ length: 13 }, (_, nth) => row(`SAP-ONL-${1000 + nth}`, 'Reserved')));
    await anna.drop('part.csv', csv(row('SAP-ONL-1000', 'Reserved')));
    expect(anna.text).toContain(t('sheet.onlyHereCount', { count: 12 }));
    await anna.press('sheet.onlyHere');
    expect(anna.text).toContain(t('sheet.onlyHereText'));
    expect(anna.verbs.filter((verb) => verb === 'voucher.open')).toHaveLength(10);
    await anna.press(t('do.nextPage'));
    expect(anna.verbs.filter((verb) => verb === 'voucher.open')).toHaveLength(2);
    await anna.press(t('do.back'));
    expect(anna.text).toContain(t('sheet.allAgrees'));
  });

  test('a voucher that changed since it was looked at is left as it is, and told', async () => {
    await brought(row('SAP-CHG-0001', 'Reserved'), row('SAP-CHG-0002', 'Reserved'));
    await anna.drop('later.csv', csv(row('SAP-CHG-0001', 'Redeemed'), row('SAP-CHG-0002', 'Redeemed')));
    const begin = anna.dataOf('sheet.begin');
    const { card } = anna;
    await anna.say('SAP-CHG-0001');
    await anna.press('release.open');
    await anna.press('release.done', { reason: 'otherPartner' });
    anna.card = card;
    await anna.forge('sheet.begin', begin);
    await anna.settledList();
    expect(anna.text).toContain(t('sheet.changedSince'));
    expect(anna.text).toContain(`${t('sheet.taken')}\n1`);
    expect(anna.text).toContain(`${t('sheet.left')}\n1`);
    await anna.say('SAP-CHG-0001');
    expect(anna.text).toContain(t('status.assigned'));
  });

  test('who may not decide sees what differs and whom to ask, and changes nothing', async () => {
    await brought(row('SAP-ASK-0001', 'Reserved'));
    await letIn(anna, boris, 'consultant');
    await boris.drop('later.csv', csv(row('SAP-ASK-0001', 'Redeemed'), row('SAP-ASK-0002', 'Assigned')));
    expect(boris.text).toContain(t('sheet.askAdmin', { names: 'Anna Nowak (synthetic)' }));
    expect(boris.inputs).toEqual([]);
    await boris.tamper('sheet.begin', { [group('status_ahead_redeemed_reserved')]: 'take' });
    await boris.settledList();
    expect(boris.text).toContain(t('sheet.recorded', { count: 1 }));
    expect(boris.text).toContain(`${t('sheet.left')}\n1`);
    expect(await anna.history('SAP-ASK-0001')).toHaveLength(1);
  });

  test('two lists at once take a difference over once, and the other one says so', async () => {
    const numbers = Array.from({ length: 60 }, (_, nth) => `SAP-TWO-${1000 + nth}`);
    await brought(...numbers.map((number) => row(number, 'Reserved')));
    await letIn(anna, boris, 'admin');
    const list = csv(...numbers.map((number) => row(number, 'Redeemed')));
    await anna.drop('later.csv', list);
    await boris.drop('later.csv', list);
    await Promise.all([anna.press('sheet.begin'), boris.press('sheet.begin')]);
    await Promise.all([anna.settledList(), boris.settledList()]);
    const taken = [anna, boris].map(({ text }) => text.includes(`${t('sheet.taken')}\n60`));
    expect(taken.filter(Boolean)).toHaveLength(1);
    for (const number of ['SAP-TWO-1000', 'SAP-TWO-1059']) expect(await anna.history(number)).toHaveLength(2);
  });

  test('is stopped and gone on with, also by another process; each difference is taken over once', async () => {
    const numbers = Array.from({ length: 150 }, (_, nth) => `SAP-STP-${1000 + nth}`);
    await brought(...numbers.map((number) => row(number, 'Reserved')));
    await anna.drop('later.csv', csv(...numbers.map((number) => row(number, 'Redeemed'))));
    await anna.press('sheet.begin');
    await anna.press('sheet.stop');
    const look = anna.dataOf(anna.verbs.includes('sheet.begin') ? 'sheet.begin' : 'home.open');
    await bot.restart();
    if (look['id'] !== undefined) await anna.forge('sheet.begin', look);
    await anna.settledList();
    expect(anna.text).toContain(`${t('sheet.taken')}\n150`);
    for (const number of ['SAP-STP-1000', 'SAP-STP-1075', 'SAP-STP-1149'])
      expect(await anna.history(number)).toHaveLength(2);
  });

  test('hostile texts and choices do no harm', async () => {
    const name = '[x](https://evil.example) **b** <at>all</at>';
    await brought(row('SAP-HST-0001', 'Reserved'));
    await anna.drop(`${name}.csv`, csv(row('SAP-HST-0001', 'Reserved', { 2: name })));
    const key = group('customer_differs');
    const { id } = anna.dataOf('sheet.begin');
    await anna.forge('sheet.groups', {
      id: id ?? '',
      [key]: 'burn',
      [group('no_such')]: 'take',
      arg: '999999',
    });
    expect(anna.value(key)).toBe('later');
    await anna.tamper('sheet.group', { arg: 'no_such 0' });
    await anna.press('sheet.group', { [key]: 'take' });
    const markdown = anna.inputs.filter(({ label }) => String(label).includes(']('));
    expect(markdown).toEqual([]);
    await anna.tamper('sheet.rows', { arg: 'customer_differs -1', row_customer_999: 'ignore' });
    await anna.press(t('do.save'));
    await anna.press('sheet.begin');
    await anna.settledList();
    expect(anna.text).toContain(`${t('sheet.taken')}\n1`);
    await anna.say('SAP-HST-0001');
    expect(anna.text).toContain('evil.example');
    await anna.forge('sheet.heed', { id: 'SAP-HST-0001', commandId: 'hostile-1' });
    expect(anna.text).not.toContain(t('sheet.heeded'));
  });
});

describe('two vouchers of 15 days of one customer', () => {
  test('see each other in one batch of a list', async () => {
    const long = (number: string): string => row(number, 'Reserved', { 4: '15' });
    await brought(long('SAP-FIF-0001'), long('SAP-FIF-0002'));
    expect((await anna.history('SAP-FIF-0001')).join()).not.toContain(t('voucher.breaches'));
    expect((await anna.history('SAP-FIF-0002')).join()).toContain(t('voucher.breaches'));
  });
});
