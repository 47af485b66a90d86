import { cpSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { type AnyDocument, documentSchema } from '../../../domain/store/documents.ts';
import { readerOf } from '../../../domain/store/schema.ts';
import { letIn, redeemed, RunningBot, setUp } from '../../conversation/running-bot.ts';
import { failureOf, inFolder } from '../store/documents.ts';
import { everything, storeIn, TENANT, withStore } from './given.ts';

// Processes of their own, on a machine that others share.
/** A version of the bot to come: every document is of schema 2, and a voucher has notes too. */
const two = { schema: z.literal(2) };
const documents2 = z.union(
  documentSchema.options.map((one) =>
    one.shape.kind.value === 'voucher' ? one.extend({ ...two, notes: z.array(z.string()) }) : one.extend(two),
  ),
);
const parse2 = readerOf(
  2,
  [(doc) => (doc['kind'] === 'voucher' ? { ...doc, notes: [] } : doc)],
  (raw) => documents2.parse(raw) as unknown as AnyDocument,
);

test('a version with schema 2 reads what today’s bot wrote, writes its own, and today’s refuses that by name', () =>
  inFolder(async (folder) => {
    const bot = await RunningBot.start();
    const [anna, boris] = [bot.chat('anna'), bot.chat('boris')];
    const number = bot.newNumber();
    try {
      await setUp(anna);
      await letIn(anna, boris);
      await redeemed(bot, boris, number);
      await bot.restart(() => cpSync(bot.dataDir, folder, { recursive: true }));
    } finally {
      await bot.close();
    }
    const voucher = `voucher:${number}`;
    const before = await withStore(folder, everything);
    expect(new Set(before.map(({ schema }) => schema))).toEqual(new Set([1]));
    expect(before.filter(({ kind }) => kind === 'voucher')).toHaveLength(1);

    const later = await storeIn(folder, parse2);
    expect(await everything(later)).toEqual(
      before.map((doc) => ({ ...doc, schema: 2, ...(doc.kind === 'voucher' ? { notes: [] } : {}) })),
    );
    const found = await later.read(TENANT, 'voucher', voucher);
    if (found === undefined) throw new Error(`no ${voucher}`);
    const changed = { ...found.doc, notes: ['synthetic'] };
    const result = await later.commit(TENANT, [{ op: 'replace', doc: changed, etag: found.etag }]);
    expect(result).toMatchObject({ outcome: 'committed' });
    const written = await later.read(TENANT, 'voucher', voucher);
    expect(written?.doc).toEqual({ ...changed, schema: 2 });
    await later.close();

    const today = await storeIn(folder);
    const message =
      `the document "${voucher}" is not one of ours: it is of schema 2, and this version of the bot ` +
      'reads up to schema 1: start the version that wrote it';
    for (const asked of [
      today.read(TENANT, 'voucher', voucher),
      today.query(TENANT, { kind: 'voucher', limit: 10 }),
    ])
      expect(await failureOf(asked)).toMatchObject({ message, certainty: 'unchanged' });
    expect((await today.read(TENANT, 'company', 'company'))?.doc).toEqual(
      before.find(({ id }) => id === 'company'),
    );
    await today.close();

    const last = await storeIn(folder, parse2);
    expect(await last.read(TENANT, 'voucher', voucher)).toEqual(written);
    await last.close();
  }));
