/**
 * The bot as `npm start` runs it, for the benchmark: the environment says where the store is, the log is
 * silent. Prints `ready <port>`; over IPC it answers `cpu` with what the process has used so far, and between
 * `profile` and `stop` it samples where the time goes and counts its own requests.
 */
import { channel } from 'node:diagnostics_channel';
import { Session, type Profiler } from 'node:inspector/promises';
import type { ClientRequest } from 'node:http';
import { stdout } from 'node:process';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { start } from '../../bot/main.ts';

export interface Profiled {
  readonly profile: Profiler.Profile;
  /** How many requests went to which `host:port`. */
  readonly requests: Readonly<Record<string, number>>;
}

/** Microseconds between two samples. */
const SAMPLING = 500;

const session = new Session();
const requests: Record<string, number> = {};
const count = (message: unknown): void => {
  const { request } = message as { request: ClientRequest };
  const host = String(request.getHeader('host'));
  requests[host] = (requests[host] ?? 0) + 1;
};
const sent = channel('http.client.request.start');

async function answer(ask: unknown): Promise<unknown> {
  switch (ask) {
    case 'cpu':
      return { cpu: process.cpuUsage() };
    case 'profile':
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: SAMPLING });
      sent.subscribe(count);
      await session.post('Profiler.start');
      return {};
    case 'stop': {
      sent.unsubscribe(count);
      const { profile } = await session.post('Profiler.stop');
      return { profile, requests } satisfies Profiled;
    }
    default:
      throw new Error(`nobody knows ${String(ask)}`);
  }
}

process.on('message', (message: { ask?: unknown }) => {
  void answer(message.ask).then((said) => process.send?.(said as object));
});
process.on('disconnect', () => process.exit(0));

const running = await start(readConfig(process.env), createLog('silent'));
stdout.write(`ready ${running.port}\n`);
