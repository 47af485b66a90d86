import { mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ttlOf } from '../../../domain/store/retention.ts';
import {
  AFTER,
  arranged,
  letIn,
  mail,
  recorded,
  redeemed,
  RunningBot,
  setUp,
  t,
  type Chat,
} from '../../conversation/running-bot.ts';
import { command, documentLines, everything, TENANT, withStore } from './given.ts';

let bot: RunningBot;
let anna: Chat;
let boris: Chat;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenant-'));
  bot = await RunningBot.start();
  anna = bot.chat('anna');
  boris = bot.chat('boris');
});
afterAll(async () => {
  await bot.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a tenant that went through the whole programme is exported, imported elsewhere, and goes on', async () => {
  const [claimed, open, draft] = [bot.newNumber(), bot.newNumber(), bot.newNumber()];
  await setUp(anna);
  await letIn(anna, boris, 'consultant');
  await recorded(boris, open);
  await redeemed(bot, boris, claimed);
  await arranged(anna, boris, open);
  await anna.say(`claim ${claimed}`);
  await anna.press('claim.create', { vouchers: [claimed] });
  await anna.press('register.done');
  await anna.press('claim.create', { vouchers: [claimed] });
  expect(anna.text).toContain(t('claim.drafted'));
  await boris.say(mail(draft, {}, ['A draft that waits.']));
  expect(boris.verbs).toContain('record.only');
  await anna.say('home');
  const home = anna.text;
  const [historyBefore, historyOfOpen] = [await anna.history(claimed), await anna.history(open)];

  const held = command('export', [TENANT, '--out', join(folder, 'held')], { DATA_DIR: bot.dataDir });
  expect(held).toMatchObject({ code: 1, out: '' });
  expect(held.err).toContain('is held by another process: stop that one, or use another folder');

  const [first, second] = [join(folder, 'first.jsonl'), join(folder, 'second.jsonl')];
  const old = mkdtempSync(join(tmpdir(), 'tenant-old-'));
  await bot.restart(() => {
    const exported = command('export', [TENANT, '--out', first], { DATA_DIR: bot.dataDir });
    expect(exported).toMatchObject({ code: 0, out: '' });
    expect(exported.err).toMatch(/^Exported \d+ documents of .*company 1, person 2, customer 1, voucher 2/);
    for (const name of readdirSync(bot.dataDir).filter((one) => one.startsWith('programme.sqlite')))
      renameSync(join(bot.dataDir, name), join(old, name));
    const imported = command('import', [first], { DATA_DIR: bot.dataDir });
    expect(imported).toMatchObject({ code: 0, err: '' });
    expect(imported.out).toMatch(/^Imported \d+ documents of .*company 1, person 2, customer 1, voucher 2/);
    const again = command('export', [TENANT, '--out', second], { DATA_DIR: bot.dataDir });
    expect(again).toMatchObject({ code: 0 });
  });
  expect(statSync(first).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).sort()).toEqual(['first.jsonl', 'second.jsonl']);
  expect(documentLines(second)).toEqual(documentLines(first));
  const original = await withStore(old, everything);
  expect(documentLines(first)).toEqual(original.map((doc) => JSON.stringify(doc)).sort());
  const passing = original.filter((doc) => 'ttl' in doc);
  expect(new Set(passing.map(({ kind }) => kind))).toEqual(new Set(['dialog', 'processed']));
  for (const doc of passing) expect([doc.kind, doc.ttl]).toEqual([doc.kind, ttlOf(doc.kind)]);
  rmSync(old, { recursive: true });

  await anna.say('home');
  expect(anna.text).toBe(home);
  expect(await anna.history(claimed)).toEqual(historyBefore);
  expect(await anna.history(open)).toEqual(historyOfOpen);
  const lastOfBoris = boris.card;
  await boris.say(open);
  expect(boris.text).toContain('Away until June');
  expect(boris.text).toContain(t('voucher.reminder'));
  expect(boris.text).toContain(t('voucher.asked', { what: 'reserve' }));
  boris.card = lastOfBoris;
  await boris.press('record.only', { adminEmail: 'voucher.admin@customer.example' });
  expect(boris.text).toContain(draft);
  bot.itIs(AFTER);
  await anna.say('claims');
  await anna.press('claims.one');
  await anna.press('settle.submit', { reference: 'MS-REF-SYN' });
  expect(anna.text).toContain(t('claim.didSubmit'));
});
