import { expect, test } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { localTenantId } from '../../bot/local/people.ts';
import { openStore } from '../../bot/store/store.ts';
import { COMPANY_ID } from '../../domain/store/ids.ts';
import { parseDocument } from '../../domain/store/documents.ts';
import { Programme } from '../bench/programme.ts';
import { benchPerson } from '../bench/teams.ts';
import { checkWhole } from '../torture/checker.ts';
import { readStored } from '../torture/stored.ts';
import type { Result, Work } from './desk-worker.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';

const VOUCHERS = 50;
/** Commands of each process, and those that both are asked for under the same id: a thousand in all. */
const OWN = 450;
const SHARED = 50;

async function start(env: Readonly<Record<string, string>>): Promise<(work: Work) => Promise<Result>> {
  const child = fork('test/concurrency/desk-worker.ts', {
    env: { ...process.env, ...env },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await once(child, 'message');
  return async (work) => {
    const answer = once(child, 'message');
    child.send(work);
    const [result] = (await answer) as [Result];
    child.disconnect();
    return result;
  };
}

test('a thousand commands on fifty vouchers by two processes: each is done once or refused, and replays exactly', async () => {
  const programme = await Programme.start([benchPerson(0)], ['mpnPartnerAdmin']);
  try {
    const { env } = programme;
    const workers = await Promise.all([start(env), start(env)]);
    const numbers = Array.from({ length: VOUCHERS }, (_, index) => `SYN-MANY-${1000 + index}`);
    const results = await Promise.all(
      workers.map((work, index) =>
        work({ name: `worker${index}`, seed: index + 1, numbers, own: OWN, shared: SHARED }),
      ),
    );

    const store = await openStore({
      deadlineMs: STORE_PATIENCE_MS,
      endpoint: env['COSMOS_ENDPOINT'] ?? '',
      key: env['COSMOS_KEY'] ?? '',
      database: env['COSMOS_DATABASE'] ?? '',
      dataDir: env['DATA_DIR'] ?? '',
      parse: parseDocument,
    });
    const stored = await readStored(store, localTenantId);
    await store.close();
    expect(checkWhole(stored, '2020')).toEqual([]);

    // Done here or there, once: exactly those whose events are there.
    const done = results.flatMap((result) => result.done);
    const happened = stored.events.filter(
      ({ subject, event }) => subject !== COMPANY_ID && event.type !== 'granted',
    );
    expect(new Set(done).size).toBe(done.length);
    expect([...new Set(happened.map(({ commandId }) => commandId))].sort()).toEqual(done.toSorted());
    for (const { again } of results) for (const commandId of again) expect(done).toContain(commandId);

    // Every command has an answer, and none lost every race.
    for (const { done: own, again, unchanged, refused, contended } of results) {
      const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
      expect(own.length + again.length + unchanged + refusals + contended.length).toBe(OWN + SHARED);
      expect(contended).toEqual([]);
    }
    // It was about something: all kinds of steps, races, and refusals because of them.
    const types = new Set<string>(happened.map(({ event }) => event.type));
    for (const type of [
      'recorded',
      'reserved',
      'reported',
      'redeemed',
      'claimed',
      'claimDrafted',
      'claimSubmitted',
    ]) {
      expect(types).toContain(type);
    }
    expect(results.reduce((sum, { reruns }) => sum + reruns, 0)).toBeGreaterThan(0);
    expect(results.flatMap(({ refused }) => Object.keys(refused))).toContain('stale');
    expect(results.flatMap(({ again }) => again).length).toBeGreaterThan(0);
  } finally {
    await programme.close();
  }
});
