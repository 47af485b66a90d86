import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import type { DeliveryOutcome } from '../../../bot/teams/outcomes.ts';
import { SoonAgain } from '../../../bot/teams/soon-again.ts';
import { StateLog } from '../../../bot/telemetry/state-log.ts';
import { Outbox, type OutgoingCard } from '../../../bot/turn/outbox.ts';
import type { Card } from '../../../cards/kit/template.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';

const TENANT = 'tenant-1';
const MINUTE = 60_000;

let now: number;
let store: MemoryStore;
let answer: DeliveryOutcome;
let outbox: Outbox;

const replica = (): Outbox =>
  new Outbox({
    store,
    connector: { send: () => Promise.resolve(answer), update: () => Promise.resolve(answer) },
    clock: { now: () => now },
    log: createLog('silent'),
    soonAgain: new SoonAgain([]),
  });

const cardTo = (key: string): OutgoingCard => ({
  tenantId: TENANT,
  reference: {
    serviceUrl: 'http://127.0.0.1:1/',
    channelId: 'msteams',
    conversation: { id: 'a' },
    bot: { id: '28:bot' },
  },
  edits: key,
  card: { type: 'AdaptiveCard' } as unknown as Card,
  key,
});

async function deliver(key: string): Promise<void> {
  const outgoing = cardTo(key);
  const result = await store.commit(TENANT, [outbox.row(outgoing)]);
  await outbox.deliver(outgoing, result.outcome === 'committed' ? result.etags[0] : undefined);
}

beforeEach(() => {
  now = Date.parse('2026-11-20T10:00:00Z');
  store = new MemoryStore({ clock: { now: () => now } });
  answer = { kind: 'throttled' };
  outbox = replica();
});
afterEach(() => outbox.close());

describe('what waits', () => {
  test('is nothing where all arrived', async () => {
    answer = { kind: 'delivered', id: '1' };
    await deliver('one');
    expect(outbox.waiting).toEqual({ count: 0, ms: 0 });
  });

  test('is what Teams did not take, since the first of it, until it does', async () => {
    await deliver('one');
    now += MINUTE;
    await deliver('two');
    expect(outbox.waiting).toEqual({ count: 2, ms: MINUTE });
    now += MINUTE;
    // Tried once more, in vain.
    await outbox.look(TENANT);
    expect(outbox.waiting).toEqual({ count: 2, ms: 2 * MINUTE });
    answer = { kind: 'delivered', id: '1' };
    await outbox.look(TENANT);
    expect(outbox.waiting).toEqual({ count: 0, ms: 0 });
  });

  test('is what another process left, since it was made', async () => {
    await deliver('one');
    now += 3 * MINUTE;
    const other = replica();
    expect(other.waiting).toEqual({ count: 0, ms: 0 });
    await other.look(TENANT);
    expect(other.waiting).toEqual({ count: 1, ms: 3 * MINUTE });
    answer = { kind: 'delivered', id: '1' };
    await other.look(TENANT);
    await other.close();
    // Whoever had tried it first learns of it when it looks.
    await outbox.look(TENANT);
    expect(outbox.waiting).toEqual({ count: 0, ms: 0 });
  });
});

test('it is logged once a minute, while there is anything', () => {
  jest.useFakeTimers();
  try {
    const lines: object[] = [];
    let waiting: { count: number; ms: number } | undefined = { count: 2, ms: 65_000 };
    const log = createLog('info', { write: (line) => lines.push(JSON.parse(line) as object) });
    const state = new StateLog(log, [
      { event: 'outbox.state', waiting: () => waiting },
      { event: 'notify.state', waiting: () => undefined },
    ]);
    state.start();
    jest.advanceTimersByTime(MINUTE);
    expect(lines).toEqual([
      { level: 'info', time: expect.any(String), event: 'outbox.state', count: 2, ms: 65_000 },
    ]);
    waiting = { count: 0, ms: 0 };
    jest.advanceTimersByTime(MINUTE);
    waiting = { count: 1, ms: 1 };
    state.close();
    jest.advanceTimersByTime(MINUTE);
    expect(lines).toHaveLength(1);
  } finally {
    jest.useRealTimers();
  }
});
