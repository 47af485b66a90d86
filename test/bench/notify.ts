/**
 * What one notification costs, its durable outcome included (the row is claimed and removed in a store over HTTP in
 * another process), as a multiple of one stock `continueConversationAsync` at a time and of Node's plain HTTP
 * client, with a connector of no latency; with `--embedded` the store is in the process itself, as `npm start` has
 * it. Then the share of the allowed rate that is used. One JSON line each.
 *
 *   node test/bench/notify.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Connector } from '../bot/notify/connector.ts';
import { Child } from './child.ts';
import type { Ran } from './notify-sender.ts';

const MESSAGES = 1_000;
const WARM_UP = 3;
const WINDOWS = 11;
const LIMIT = 0.4;
/** With the limiter on: so many a second, for so many messages. */
const RATE = 50;
const RATED = 1_200;
const RATE_USED = 0.98;
const KEY = Buffer.from('a key for the benchmark only').toString('base64');

const { values } = parseArgs({ options: { embedded: { type: 'boolean', default: false } }, strict: false });
const folder = await mkdtemp(join(tmpdir(), 'bench-notify-'));
const connector = await Connector.start();
const children: Child[] = [];

async function child(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const one = await Child.start(script, args, env);
  children.push(one);
  return one;
}

function sender(
  as: string,
  of: { messages: number; rate?: number },
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const args = [`--as=${as}`, `--connector=${connector.url}`, `--messages=${of.messages}`];
  return child(
    'test/bench/notify-sender.ts',
    of.rate === undefined ? args : [...args, `--rate=${of.rate}`],
    env,
  );
}

function quantile(list: readonly number[], part: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
const median = (list: readonly number[]): number => quantile(list, 0.5);
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** One window; gives microseconds per message. */
async function window(of: Child): Promise<number> {
  const before = connector.calls;
  const { messages, cpu } = await of.ask<Ran>('run');
  if (connector.calls - before !== messages) {
    throw new Error(`${connector.calls - before} messages came, ${messages} should have`);
  }
  return cpu / messages;
}

try {
  const store = async (name: string): Promise<Readonly<Record<string, string>>> => {
    if (values.embedded) return { DATA_DIR: join(folder, name) };
    const file = join(folder, `${name}.sqlite`);
    const engine = await child('bot/store/embedded/serve.ts', ['--port=0', `--file=${file}`, `--key=${KEY}`]);
    return { COSMOS_ENDPOINT: engine.where, COSMOS_KEY: KEY };
  };
  const ours = await sender('dispatcher', { messages: MESSAGES }, await store('cost'));
  const stock = await sender('stock', { messages: MESSAGES });
  const raw = await sender('raw', { messages: MESSAGES });
  const [cost, stockCost, rawCost]: [number[], number[], number[]] = [[], [], []];
  for (let at = -WARM_UP; at < WINDOWS; at += 1) {
    const three = [await window(stock), await window(ours), await window(raw)] as const;
    if (at < 0) continue;
    stockCost.push(three[0]);
    cost.push(three[1]);
    rawCost.push(three[2]);
  }
  const ratios = cost.map((one, at) => one / (stockCost[at] ?? Number.NaN));
  const ratio = median(ratios);
  print({
    case: 'notify',
    store: values.embedded ? 'in the process' : 'over HTTP, another process',
    ratio: round(ratio),
    limit: LIMIT,
    ok: ratio <= LIMIT,
    spread: [round(quantile(ratios, 0.25)), round(quantile(ratios, 0.75))],
    toRaw: round(median(cost.map((one, at) => one / (rawCost[at] ?? Number.NaN)))),
    cpuMs: round(median(cost) / 1000, 3),
    stockCpuMs: round(median(stockCost) / 1000, 3),
    rawCpuMs: round(median(rawCost) / 1000, 3),
  });

  const limited = await sender('dispatcher', { messages: RATED, rate: RATE }, await store('rate'));
  const { messages, ms } = await limited.ask<Ran>('run');
  const used = messages / (ms / 1000) / RATE;
  print({
    case: 'notify-rate',
    allowed: RATE,
    used: round(used, 3),
    limit: RATE_USED,
    ok: used >= RATE_USED,
  });
  if (ratio > LIMIT || used < RATE_USED) process.exitCode = 1;
} finally {
  for (const one of children.toReversed()) await one.stop();
  await connector.close();
  await rm(folder, { recursive: true, force: true });
}
