import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { addDays, dayAt } from '../../domain/day.ts';
import { voucherId } from '../../domain/store/ids.ts';
import { ADMIN_EMAIL, Chat, mail, setUp } from '../conversation/running-bot.ts';
import { startTeams } from '../teams/person.ts';
import { inFolder, until } from './store/documents.ts';
import { MainProcess } from './store/main-process.ts';
import { everything, withStore } from './tenant/given.ts';

/** Sends that hang, one after another in one conversation: waiting for each would take half a minute and more. */
const VOUCHERS = 8;
/** The process promises 9 s; a loaded machine gets there later, and never as late as the sends themselves. */
const LATEST_MS = 20_000;

/** A server that takes every call and answers none. */
async function hangingServer(): Promise<{ url: string; calls: () => number; close: () => Promise<void> }> {
  let calls = 0;
  const server = createServer(() => (calls += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls: () => calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a process that is told to end ends although Teams hangs, and everything that was answered is there', () =>
  inFolder(async (dataDir) => {
    const main = new MainProcess({ DATA_DIR: dataDir });
    const hanging = await hangingServer();
    const teams = await startTeams(await main.listening());
    try {
      const anna = await setUp(new Chat({ teams }, 'anna'));
      const assigned = addDays(dayAt(Date.now(), 'Europe/Warsaw'), -20);
      const numbers = Array.from({ length: VOUCHERS }, (_, n) => `SYN-STOP-10${n}`);
      for (const number of numbers) await anna.say(mail(number, { assigned }));
      const cards = anna.person.cards().slice(-VOUCHERS);
      await anna.settled();

      teams.connector.serviceUrl = hanging.url;
      for (const card of cards) {
        anna.card = card;
        await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
        expect(anna.text).toContain('SYN-STOP-10');
      }
      main.signal('SIGTERM');
      expect(await main.ended()).toBe(0);

      expect(hanging.calls()).toBeGreaterThan(0);
      const stopped = main.log.find(({ event }) => event === 'stopped');
      expect(stopped).toMatchObject({ outcome: 'whole' });
      expect(Number(stopped?.['ms'])).toBeLessThan(LATEST_MS);
      const docs = await withStore(dataDir, everything);
      const ids = new Set(docs.map(({ id }) => id));
      for (const number of numbers) expect([number, ids.has(voucherId(number))]).toEqual([number, true]);
      // Each card that hangs is there to be shown by the next process.
      const rows = docs.filter((doc) => doc.kind === 'outbox').map(({ edits }) => edits);
      expect(new Set(rows)).toEqual(new Set(cards.map(({ activityId }) => activityId)));
    } finally {
      await teams.close();
      await hanging.close();
      await main.stop();
    }
  }));

test('a process that is told to end ends although its store hangs', async () => {
  const hanging = await hangingServer();
  const main = new MainProcess({
    COSMOS_ENDPOINT: hanging.url,
    COSMOS_KEY: Buffer.from('a key for tests only').toString('base64'),
  });
  try {
    await main.listening();
    await until(async () => hanging.calls() > 0);
    main.signal('SIGTERM');
    expect(await main.ended()).toBe(0);
    const stopped = main.log.find(({ event }) => event === 'stopped');
    expect(Number(stopped?.['ms'])).toBeLessThan(LATEST_MS);
  } finally {
    await main.stop();
    await hanging.close();
  }
});
