import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { textRows, workbook } from '../bot/files/workbook.ts';
import { letIn, t } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris } = world({ anew: true });

const HEAD = [
  'Voucher ID',
  'Status',
  'Customer',
  'Engagement',
  'Days',
  'Assigned',
  'Expires',
  'Start',
  'End',
  'Country',
];
const row = (number: string, status: string, ...rest: readonly string[]): readonly string[] => [
  number,
  status,
  'Contoso (synthetic)',
  'SharePoint',
  '5',
  '2026-10-01',
  '2027-03-30',
  ...rest,
];
const csv = (...rows: readonly (readonly string[])[]): string =>
  [HEAD, ...rows].map((cells) => cells.join(';')).join('\n');

describe('a list of vouchers', () => {
  test('is looked at first, confirmed once, and recorded in the state that each is in', async () => {
    await anna.drop(
      'vvr-export.csv',
      csv(
        row('SAP-LST-0001', 'Assigned'),
        row('SAP-LST-0002', 'Reserved', '2026-11-30', '2026-12-04', 'Poland'),
        row('SAP-LST-0003', 'Redeemed'),
        row('SAP-LST-0004', 'Cancelled'),
        row('see mail', 'Assigned'),
      ),
    );
    expect(anna.text).toContain(t('sheet.vouchers', { count: 3 }));
    expect(anna.text).toContain('vvr-export.csv');
    expect(anna.text).toContain(
      t('sheet.trouble.noVoucherNumber', { value: 'see mail', field: '', line: 0 }),
    );
    await anna.press('sheet.begin');
    await anna.settledList();
    expect(anna.text).toContain(t('sheet.recorded', { count: 3 }));
    await anna.say('SAP-LST-0001');
    expect(anna.text).toContain(t('status.assigned'));
    await anna.say('SAP-LST-0002');
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain('30\u00a0Nov 2026');
    await anna.say('SAP-LST-0003');
    expect(anna.text).toContain(t('status.redeemed'));
    await anna.say('SAP-LST-0004');
    expect(anna.text).toContain(t('notFound.voucher'));
  });

  test('what it does not say is asked when it is needed, and the next step follows', async () => {
    await anna.say(csv(row('SAP-LST-0001', 'Reserved'), row('SAP-LST-0002', 'Redeemed')));
    await anna.press('sheet.begin');
    await anna.settledList();
    await anna.say('SAP-LST-0001');
    expect(anna.text).toContain(`${t('lacks.start')}, ${t('lacks.end')}`);
    expect(anna.verbs).not.toContain('report.open');
    await anna.press('complete.open');
    await anna.press('complete.done', { start: '2026-11-02', end: '2026-11-06' });
    expect(anna.text).toContain(t('complete.done'));
    expect(anna.verbs).toContain('report.done');
    await anna.say('claim SAP-LST-0002');
    expect(anna.text).toContain(t('complete.title'));
    await anna.press('complete.done', { locationId: 'other', country: 'Poland', redeemedOn: '2026-11-10' });
    expect(anna.verbs).toContain('claim.open');
    const told = await anna.history('SAP-LST-0002');
    expect(told.join('\n')).toContain(t('history.completed'));
  });

  test('the same list again changes nothing', async () => {
    const list = csv(row('SAP-LST-0001', 'Assigned'), row('SAP-LST-0002', 'Assigned'));
    await anna.drop('list.csv', list);
    await anna.press('sheet.begin');
    await anna.settledList();
    const before = await anna.history('SAP-LST-0001');
    await anna.drop('list.csv', list);
    expect(anna.text).toContain(t('sheet.allAgrees'));
    expect(anna.verbs).not.toContain('sheet.begin');
    expect(await anna.history('SAP-LST-0001')).toEqual(before);
  });

  test('what is not sure is asked once, and remembered for the next list', async () => {
    const list = (number: string): string =>
      `Voucher;Status;Kd\n${number};parked;Fabrikam (synthetic)\n${number}9;Assigned;Contoso (synthetic)`;
    await anna.drop('own.csv', list('SAP-OWN-0001'));
    expect(anna.text).toContain('parked');
    await anna.press('sheet.said', { state0: 'assigned', column0: 'customer' });
    expect(anna.text).toContain(t('sheet.vouchers', { count: 2 }));
    await anna.press('sheet.begin');
    await anna.settledList();
    await anna.say('SAP-OWN-0001');
    expect(anna.text).toContain('Fabrikam (synthetic)');
    await anna.drop('own.csv', list('SAP-OWN-0002'));
    expect(anna.text).toContain(t('sheet.vouchers', { count: 2 }));
  });

  test('a workbook of three hundred is recorded, announced once, and each is there', async () => {
    const rows = Array.from({ length: 300 }, (_, nth) =>
      row(`SAP-300-${String(nth).padStart(4, '0')}`, nth % 3 === 0 ? 'Reserved' : 'Assigned'),
    );
    await anna.drop('all.xlsx', workbook({ rows: textRows([HEAD, ...rows]) }));
    expect(anna.text).toContain(t('sheet.vouchers', { count: 300 }));
    await anna.press('sheet.begin');
    await anna.settledList();
    expect(anna.text).toContain(t('sheet.recorded', { count: 300 }));
    await anna.say('SAP-300-0299');
    expect(anna.text).toContain(t('status.assigned'));
  });

  test("a workbook's formulas are taken as the spreadsheet showed them, and a sum below is no question", async () => {
    const list = [HEAD, row('SAP-FRM-0001', 'Assigned')];
    const rows = textRows(list).replace(
      /<c t="inlineStr"><is><t>2027-03-30<\/t><\/is><\/c>/u,
      '<c t="str"><f>TEXT(F2+180,"yyyy-mm-dd")</f><v>2027-03-30</v></c>',
    );
    expect(rows).toContain('<f>');
    const sum = '<row><c/><c t="str"><f>"Total: "&amp;COUNTA(A2:A2)</f><v>Total: 1</v></c></row>';
    await anna.drop('all.xlsx', workbook({ rows: rows + sum }));
    expect(anna.text).toContain(t('sheet.vouchers', { count: 1 }));
    expect(anna.verbs).not.toContain('sheet.said');
    await anna.press('sheet.begin');
    await anna.settledList();
    await anna.say('SAP-FRM-0001');
    expect(anna.text).toMatch(/Expires\s+30\sMar\s2027/u);
  });

  test('can be stopped and gone on with', async () => {
    const rows = Array.from({ length: 200 }, (_, nth) =>
      row(`SAP-STP-${String(nth).padStart(4, '0')}`, 'Assigned'),
    );
    await anna.drop('all.csv', csv(...rows));
    await anna.press('sheet.begin');
    await anna.press('sheet.stop');
    if (anna.text.includes(t('sheet.stopped'))) {
      await sleep(200);
      await anna.press('sheet.begin');
    }
    await anna.settledList();
    expect(anna.text).toContain(t('sheet.recorded', { count: 200 }));
  });

  test('goes on after the process ended in the middle', async () => {
    const rows = Array.from({ length: 300 }, (_, nth) =>
      row(`SAP-KLL-${String(nth).padStart(4, '0')}`, 'Assigned'),
    );
    await anna.drop('all.csv', csv(...rows));
    await anna.press('sheet.begin');
    const look = anna.dataOf('sheet.look');
    await bot.restart();
    await anna.forge('sheet.look', look);
    await anna.settledList();
    expect(anna.text).toContain(t('sheet.recorded', { count: 300 }));
    for (const number of ['SAP-KLL-0000', 'SAP-KLL-0150', 'SAP-KLL-0299'])
      expect(await anna.history(number)).toHaveLength(1);
  });

  test('is nobody else’s to look at', async () => {
    await anna.drop('list.csv', csv(row('SAP-LST-0001', 'Assigned')));
    const begin = anna.dataOf('sheet.begin');
    await letIn(anna, boris, 'consultant');
    await boris.say('home');
    await boris.forge('sheet.begin', begin);
    expect(boris.text).not.toContain('list.csv');
    expect(boris.verbs).not.toContain('sheet.look');
  });
});
