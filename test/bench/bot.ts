/**
 * The bot as `npm start` runs it, for what measures and watches it: the environment says where the store is and what is
 * logged. Prints `ready <port>`; over IPC it answers `cpu` with what the process has used so far and `memory` with what it
 * holds after a collection, between `count` and `counted` it counts its own requests, between `profile` and `stop` it
 * samples where the time goes, with `later` its clock goes on by some hours, with `rested` all time by two minutes,
 * between `watch` and `longest` it looks how long its event loop is held, and with `close` the bot ends as politely as it does, and the process stays.
 */
import { channel } from 'node:diagnostics_channel';
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { stdout } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { start, type Timeouts } from '../../bot/main.ts';
import { LATER_MS, RESTED_MS } from './child.ts';
import { seeingJson } from './json-seen.ts';
import { passingTime } from './passing-time.ts';

/** What went to one `host:port` and was answered. */
export interface Traffic {
  readonly requests: number;
  /** The sum of `x-ms-request-charge`: nominal request units, of the store alone. */
  readonly units: number;
}

/** What a process holds: bytes after a collection, and what keeps its event loop alive, by kind. */
export interface Held {
  readonly heap: number;
  /** Outside of the heap: buffers and the like. */
  readonly external: number;
  readonly rss: number;
  /** The part of the time since somebody asked last in which its event loop was busy. */
  readonly busy: number;
  readonly resources: Readonly<Record<string, number>>;
}

/** Microseconds between two samples. */
const SAMPLING = 500;

const session = new Session();
let unseeing = (): void => undefined;
const traffic = new Map<string, Traffic>();
interface Answered {
  readonly request: { readonly origin: string };
  /** Names and values by turns. */
  readonly response: { readonly headers: readonly Buffer[] };
}
const count = (message: unknown): void => {
  const { request, response } = message as Answered;
  const { host } = new URL(request.origin);
  const { requests, units } = traffic.get(host) ?? { requests: 0, units: 0 };
  const at = response.headers.findIndex((name, nth) => nth % 2 === 0 && isCharge(name));
  const charge = at === -1 ? 0 : Number(response.headers[at + 1]);
  traffic.set(host, { requests: requests + 1, units: units + charge });
};
const isCharge = (name: Buffer): boolean => String(name).toLowerCase() === 'x-ms-request-charge';
const answered = channel('undici:request:headers');

let collect: (() => void) | undefined;
let asked = performance.eventLoopUtilization();
function held(): Held {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  // What finalizers let go of is gone after the second.
  collect();
  collect();
  const { utilization: busy } = performance.eventLoopUtilization(asked);
  asked = performance.eventLoopUtilization();
  const { heapUsed, external, rss } = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  return { heap: heapUsed, external, rss, busy, resources };
}

/** The longest time for which the event loop was held, in milliseconds. */
export interface Hold {
  /** By the clock: what else the machine did meanwhile is in it. */
  readonly ms: number;
  /** By this thread's processor time between two timers. */
  readonly busyMs: number;
}

/** Resolution of the watch over the event loop, in milliseconds: what it tells when nothing holds it. */
const WATCH_MS = 1;
const loop = monitorEventLoopDelay({ resolution: WATCH_MS });
let watching: NodeJS.Timeout | undefined;
let busiestUs = 0;
function watch(): void {
  const busy = (): number => {
    const { user, system } = process.threadCpuUsage();
    return user + system;
  };
  let last = busy();
  busiestUs = 0;
  watching = setInterval(() => {
    const now = busy();
    busiestUs = Math.max(busiestUs, now - last);
    last = now;
  }, WATCH_MS);
  loop.reset();
  loop.enable();
}
function longestHold(): Hold {
  clearInterval(watching);
  loop.disable();
  return { ms: loop.max / 1e6 - WATCH_MS, busyMs: busiestUs / 1_000 };
}

/** By how much its clock is ahead of the machine's from the start, in milliseconds. */
const time = passingTime(Number(process.env['AHEAD_MS'] ?? 0));

async function answer(ask: unknown): Promise<unknown> {
  switch (ask) {
    case 'cpu':
      return { cpu: process.cpuUsage() };
    case 'memory':
      return held();
    case 'later':
      time.set(LATER_MS);
      return {};
    case 'rested':
      time.pass(RESTED_MS);
      return {};
    case 'watch':
      watch();
      return {};
    case 'longest':
      return longestHold();
    case 'close':
      await running.close();
      return {};
    case 'count':
      traffic.clear();
      answered.subscribe(count);
      return {};
    case 'counted':
      answered.unsubscribe(count);
      return traffic;
    case 'profile':
      session.connect();
      unseeing = seeingJson();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: SAMPLING });
      await session.post('Profiler.start');
      return {};
    case 'stop':
      unseeing();
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
/** For a test of tenants that come and go: the store's are let in, and looked at so often, in milliseconds. */
const wakeMs = process.env['WAKE_MS'];
/** Where days pass in seconds: so long news wait for each other, in milliseconds. */
const gatherMs = process.env['GATHER_MS'];
const config = readConfig(process.env);
const running = await start(
  config,
  createLog(config.logLevel),
  {
    ...limits,
    ...(wakeMs !== undefined && { wakeMs: Number(wakeMs) }),
    ...(gatherMs !== undefined && { gatherMs: Number(gatherMs) }),
  },
  wakeMs === undefined ? {} : { hasStoredTenants: true },
);
stdout.write(`ready ${running.port}\n`);
