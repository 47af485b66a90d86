import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface Counts {
  readonly kills: number;
  readonly turns: number;
  readonly answered: number;
  readonly [wrong: string]: unknown;
}

test('a short torture kills the bot in both topologies and finds nothing wrong', async () => {
  const script = ['--disable-warning=ExperimentalWarning', 'test/torture/torture.ts'];
  const child = spawn(process.execPath, [...script, '--kills', '2', '--seed', '11', '--people', '6'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  const counts = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Counts;
  expect({ printed, code, counts }).toEqual({
    printed,
    code: 0,
    counts: expect.objectContaining({
      kills: 2,
      lost: 0,
      doubled: 0,
      half: 0,
      stuck: 0,
      untrue: 0,
      seed: 11,
    }),
  });
  expect(counts.turns).toBeGreaterThanOrEqual(20);
  expect(counts.answered).toBeGreaterThan(0);
}, 120_000);
