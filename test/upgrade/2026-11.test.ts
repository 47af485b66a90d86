import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readReference } from '../../bot/teams/reference.ts';
import { until } from '../bot/store/documents.ts';
import { command, everything, withStore, written } from '../bot/tenant/given.ts';
import { ADMIN_EMAIL, PLAN, RunningBot, t, type Chat } from '../conversation/running-bot.ts';

/** The Monday on which the earlier version was ended, with people in the middle of six steps. */
const TODAY = '2026-11-23';

const file = async (name: string): Promise<Buffer> =>
  gunzipSync(await readFile(new URL(`2026-11/${name}.gz`, import.meta.url)));

async function chatsIn(dataDir: string): Promise<string> {
  const chats = join(dataDir, 'chats');
  await mkdir(chats);
  await writeFile(join(chats, 'local-teams.jsonl'), await file('local-teams.jsonl'));
  return chats;
}

/** The vouchers that it left. */
async function numbersIn(put: (dataDir: string) => Promise<void>): Promise<readonly string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'upgrade-'));
  try {
    await put(dataDir);
    const docs = await withStore(dataDir, everything);
    return docs.flatMap((doc) => (doc.kind === 'voucher' ? [doc.state.facts.number] : []));
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

const ways: readonly (readonly [string, (dataDir: string) => Promise<void>])[] = [
  [
    'the embedded file',
    async (dataDir) => writeFile(join(dataDir, 'programme.sqlite'), await file('programme.sqlite')),
  ],
  [
    'the exported tenant',
    async (dataDir) => {
      const path = written(dataDir, [(await file('tenant.jsonl')).toString()]);
      const { code, err } = command('import', [path], { DATA_DIR: dataDir });
      if (code !== 0) throw new Error(err);
    },
  ],
];

describe.each(ways)('%s of the version of November 2026', (_what, put) => {
  let bot: RunningBot;
  let anna: Chat;
  let boris: Chat;

  beforeAll(async () => {
    bot = await RunningBot.start({
      today: TODAY,
      found: async (dataDir) => {
        await put(dataDir);
        return chatsIn(dataDir);
      },
    });
    anna = bot.chat('anna');
    boris = bot.chat('boris');
  });
  afterAll(() => bot.close());

  /** Goes to the newest card in the chat that has this button about this thing. */
  const at = (chat: Chat, verb: string, id?: string): Chat => {
    const found = chat.person
      .cards()
      .findLast((card) =>
        chat.person
          .actions(card)
          .some((action) => action.verb === verb && (id === undefined || action.data['id'] === id)),
      );
    if (found === undefined) throw new Error(`no ${verb} in the chat`);
    chat.card = found;
    return chat;
  };

  test('is read whole, rows that were not delivered too', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'upgrade-'));
    try {
      await put(dataDir);
      const docs = await withStore(dataDir, everything);
      expect(docs).toHaveLength(103);
      const row = docs.find((doc) => doc.kind === 'outbox');
      expect(readReference(row?.reference ?? '')?.conversation.id).toMatch(/^a:/);
    } finally {
      await rm(dataDir, { recursive: true });
    }
  });

  test('goes on with a mail that was read and not confirmed', async () => {
    at(anna, 'record.andReserve');
    await anna.press('record.andReserve', { adminEmail: ADMIN_EMAIL });
    expect(anna.text).toContain('SAP-7F3K-1007');
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    expect(await anna.history('SAP-7F3K-1007')).toHaveLength(2);
  });

  test('goes on with forms about a voucher', async () => {
    await at(anna, 'release.done', 'SAP-7F3K-1004').press('release.done', { reason: 'otherPartner' });
    expect(anna.text).toContain(t('status.assigned'));
    expect(await anna.history('SAP-7F3K-1004')).toHaveLength(3);
    at(boris, 'reschedule.done', 'SAP-7F3K-1005');
    await boris.press('reschedule.done', { start: '2027-01-18', end: '2027-01-22' });
    expect(boris.text).toContain('18\u00a0Jan 2027');
    expect(await boris.history('SAP-7F3K-1005')).toHaveLength(3);
  });

  test('keeps what was typed in a form that somebody left', async () => {
    at(anna, 'company.saveDetails');
    await anna.press('company.saveDetails', { companyName: 'Fabrikam Plans (synthetic)' });
    expect(anna.text).toContain('Fabrikam Plans (synthetic)');
  });

  test('redeems what was under review, and knows the claim', async () => {
    bot.itIs('2027-01-18');
    await at(boris, 'redeem.yes').press('redeem.yes', { on: '2027-01-18' });
    await boris.say('SAP-7F3K-1006');
    expect(boris.text).toContain(t('status.redeemed'));
    await anna.say('claims');
    expect(anna.text).toContain(t('status.draft'));
    expect(await anna.history('SAP-7F3K-1001')).toHaveLength(5);
  });
});

test.each(ways)(
  '%s of November 2026: each voucher is found by a part of its number, the closed ones too',
  async (_what, put) => {
    const numbers = await numbersIn(put);
    expect(numbers.length).toBeGreaterThan(3);
    const bot = await RunningBot.start({
      today: TODAY,
      env: { NOTIFY_PER_SECOND: '10' },
      found: async (dataDir) => {
        await put(dataDir);
        return chatsIn(dataDir);
      },
    });
    try {
      const boris = bot.chat('boris');
      for (const number of numbers) {
        // At once by the last four, which it kept; by more when the sweep has been there.
        for (const part of [number.slice(-4), number.slice(-6)]) {
          await until(async () => {
            await boris.say(part);
            return boris.text.includes(number);
          });
        }
      }
    } finally {
      await bot.close();
    }
  },
);
