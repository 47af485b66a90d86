import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const running = new Set<ChildProcess>();

/** Runs a command whose last line is a JSON object, and gives that with all that it printed and its exit code. */
export async function counted<C>(
  script: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly printed: string; readonly counts: C }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  running.delete(child);
  return { code, printed, counts: JSON.parse(printed.trim().split('\n').at(-1) ?? '') as C };
}

/** Asked politely, each ends the processes that it started. */
export function endCounted(): void {
  for (const child of running) child.kill('SIGTERM');
}
