/**
 * The bot as `npm start` runs it, for the benchmark: the environment says where the store is, the log is
 * silent. Prints `ready <port>`; over IPC it answers `cpu` with what the process has used so far, between
 * `count` and `counted` it counts its own requests, and between `profile` and `stop` it samples where the
 * time goes.
 */
import { channel } from 'node:diagnostics_channel';
import { Session } from 'node:inspector/promises';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { stdout } from 'node:process';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { start, type Timeouts } from '../../bot/main.ts';

/** What went to one `host:port` and was answered. */
export interface Traffic {
  readonly requests: number;
  /** The sum of `x-ms-request-charge`: nominal request units, of the store alone. */
  readonly units: number;
}

/** Microseconds between two samples. */
const SAMPLING = 500;

const session = new Session();
const traffic = new Map<string, Traffic>();
const count = (message: unknown): void => {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const host = String(request.getHeader('host'));
  const { requests, units } = traffic.get(host) ?? { requests: 0, units: 0 };
  const charge = Number(response.headers['x-ms-request-charge'] ?? 0);
  traffic.set(host, { requests: requests + 1, units: units + charge });
};
const answered = channel('http.client.response.finish');

async function answer(ask: unknown): Promise<unknown> {
  switch (ask) {
    case 'cpu':
      return { cpu: process.cpuUsage() };
    case 'count':
      traffic.clear();
      answered.subscribe(count);
      return {};
    case 'counted':
      answered.unsubscribe(count);
      return traffic;
    case 'profile':
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: SAMPLING });
      await session.post('Profiler.start');
      return {};
    case 'stop':
      return session.post('Profiler.stop');
    default:
      throw new Error(`nobody knows ${String(ask)}`);
  }
}

process.on('message', (message: { ask?: unknown }) => {
  void answer(message.ask).then((said) => process.send?.(said as object));
});
process.on('disconnect', () => process.exit(0));

/** For a test, not for a benchmark: nobody is told "still working", and a store that answers is waited for. */
const patient: Timeouts = { answerTimeout: () => () => undefined, storeMs: 60_000 };
const limits = process.env['PATIENT'] === undefined ? {} : patient;
const running = await start(readConfig(process.env), createLog('silent'), limits);
stdout.write(`ready ${running.port}\n`);
