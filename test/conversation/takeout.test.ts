import { expect, test } from '@jest/globals';
import { readXlsx } from '../../bot/files/xlsx.ts';
import { isVoucherHeader } from '../../domain/sheet/columns.ts';
import { recorded, reserved, t } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world({ anew: true });

test('a list goes into a workbook in the person’s OneDrive, and the same file changes nothing', async () => {
  const [first, second] = [bot.newNumber(), bot.newNumber()];
  await recorded(anna, first);
  await reserved(anna, second);
  await anna.say('export');
  expect(anna.text).toContain(t('file.asks'));
  await anna.person.until(() => anna.person.offers().length === 1);
  await anna.person.answerOffer(true);
  await anna.person.until(() => anna.person.files().length === 1);
  const [file] = anna.person.files();
  expect(file?.name).toBe(`${t('file.nameList')} 2026-11-20.xlsx`);
  const table = await readXlsx(file?.bytes ?? new Uint8Array(), isVoucherHeader);
  expect(table).toMatchObject({ kind: 'table' });
});
