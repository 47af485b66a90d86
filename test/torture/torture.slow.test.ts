import { afterAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

interface Counts {
  readonly kills: number;
  readonly turns: number;
  readonly answered: number;
  readonly [wrong: string]: unknown;
}

let child: ChildProcess | undefined;
// Asked politely, it ends the processes that it started.
afterAll(() => void child?.kill('SIGTERM'));

test('a short torture kills the bot in both topologies and finds nothing wrong', async () => {
  const script = ['--disable-warning=ExperimentalWarning', 'test/torture/torture.ts'];
  const started = spawn(process.execPath, [...script, '--kills', '2', '--seed', '11', '--people', '6'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child = started;
  started.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(started, 'close')) as [number];
  const counts = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Counts;
  expect({ printed, code, counts }).toEqual({
    printed,
    code: 0,
    counts: expect.objectContaining({
      lost: 0,
      doubled: 0,
      half: 0,
      stuck: 0,
      untrue: 0,
      seed: 11,
    }),
  });
  expect(counts.kills).toBeGreaterThanOrEqual(2);
  expect(counts.turns).toBeGreaterThanOrEqual(20);
  expect(counts.answered).toBeGreaterThan(0);
}, 900_000);
