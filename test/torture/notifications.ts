/**
 * Ten thousand people are told something while Teams fails at random and the process that tells them is killed:
 * nobody is forgotten, and nobody hears it more often than kills and lost answers explain.
 * `npm run torture -- --notifications [--kills 50] [--people 10000] [--seed n]`. The last line is a JSON object with
 * the counts; the exit code is 1 when a rule was broken.
 */
import { allOf } from '../../domain/store/pages.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../../bot/store/store.ts';
import { daySchema } from '../../domain/day.ts';
import { noticeId, personId } from '../../domain/store/ids.ts';
import {
  type AnyDocument,
  parseDocument,
  type NoticeDocument,
  type PersonDocument,
  type Kind,
  type DocumentOf,
} from '../../domain/store/documents.ts';
import { Child } from '../bench/child.ts';
import { Connector, type Manner } from '../bot/notify/connector.ts';
import type { Told } from './notifications-sender.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';
import { wholeNumber } from './whole-number.ts';

const { values } = parseArgs({
  options: {
    notifications: { type: 'boolean' },
    kills: { type: 'string' },
    people: { type: 'string' },
    seed: { type: 'string' },
  },
});
const kills = wholeNumber('kills', values.kills, 50);
const people = wholeNumber('people', values.people, 10_000);
const seed = wholeNumber('seed', values.seed, Date.now() % 1_000_000);

const KEY = Buffer.from('a key for torture only').toString('base64');
const TENANTS = Array.from({ length: 4 }, (_, n) => `0badcafe-0000-4000-8000-00000000000${n}`);
/** Sends under way in one process: what a kill may repeat, and no more sockets than that. */
const IN_FLIGHT = 50;
/** Bounds that a healthy run is far from. */
const MAX_RSS = 400 * 2 ** 20;
const PATIENCE_MS = 8 * 60_000;

/** The same seed makes the same choices (mulberry32). */
let state = seed >>> 0;
function random(): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

const FAULTS: readonly (readonly [part: number, manner: () => Manner])[] = [
  [0.02, () => ({ status: 429, code: 'Throttled' })],
  // A second, in Teams' own form.
  [0.0005, () => ({ status: 429, code: 'Throttled', retryAfter: '1' })],
  [0.01, () => ({ status: 412, code: 'PreconditionFailed' })],
  [0.01, () => ({ status: 500 + Math.floor(random() * 5) })],
  [0.01, () => ({ status: 500 + Math.floor(random() * 5), taken: true })],
  [0.005, () => ({ reset: true })],
  [0.005, () => ({ reset: true, taken: true })],
  [0.001, () => ({ lateMs: 1_500 })],
  [0.0005, () => ({ silent: true })],
  [0.05, () => ({ lateMs: Math.ceil(random() * 30) })],
  [0.01, () => ({ noId: true })],
];
/** For some people Teams says no, always. */
const REFUSALS: readonly (readonly [code: string, why: string])[] = [
  ['ConversationBlockedByUser', 'blocked'],
  ['BotNotInConversationRoster', 'notInstalled'],
  ['BotDisabledByAdmin', 'disabledByAdmin'],
];
const refusalOf = (n: number): (typeof REFUSALS)[number] | undefined =>
  n % 50 === 7 ? REFUSALS[((n / 50) % REFUSALS.length) | 0] : undefined;

interface Ledger {
  /** Requests, and messages that were taken. */
  calls: number;
  taken: number;
  /** Answers that did not say what became of a message that was taken: 5xx, a reset, a late one. */
  unknown: number;
}
const ledgers = Array.from({ length: people }, (): Ledger => ({ calls: 0, taken: 0, unknown: 0 }));
const faults = { throttled: 0, unknown: 0, unknownTaken: 0, refused: 0 };
const numberOf = (conversation: string): number => Number(conversation.split('-').at(-1));
const ledgerOf = (n: number): Ledger => {
  const ledger = ledgers[n];
  if (ledger === undefined) throw new Error(`nobody has the number ${n}`);
  return ledger;
};

function manner(conversation: string): Manner {
  const n = numberOf(conversation);
  const refusal = refusalOf(n);
  if (refusal !== undefined) {
    faults.refused += 1;
    return { status: 403, code: refusal[0] };
  }
  let at = random();
  for (const [part, make] of FAULTS) {
    if ((at -= part) >= 0) continue;
    const made = make();
    const { status = 200, reset, silent, taken, lateMs = 0 } = made;
    if (status === 429 || status === 412) faults.throttled += 1;
    const unknown = status >= 500 || reset === true || silent === true || lateMs > 1_000;
    if (unknown) faults.unknown += 1;
    if (unknown && (taken === true || lateMs > 1_000)) {
      faults.unknownTaken += 1;
      ledgerOf(n).unknown += 1;
    }
    return made;
  }
  return {};
}

const folder = await mkdtemp(join(tmpdir(), 'torture-notify-'));
const connector = await Connector.start();
connector.manner = manner;
connector.onCall = (conversation) => (ledgerOf(numberOf(conversation)).calls += 1);
connector.onTaken = (conversation) => (ledgerOf(numberOf(conversation)).taken += 1);
const engine = await Child.start('bot/store/embedded/serve.ts', [
  '--port=0',
  `--file=${join(folder, 'programme.sqlite')}`,
  `--key=${KEY}`,
]);
const store = await openStore({
  deadlineMs: STORE_PATIENCE_MS,
  endpoint: engine.where,
  key: KEY,
  database: 'torture',
  dataDir: folder,
  parse: parseDocument,
});

const tenantOf = (n: number): string => TENANTS[n % TENANTS.length] ?? '';
async function prepare(): Promise<void> {
  const now = Date.now();
  const day = daySchema.parse('2020-06-15');
  for (const [tenantId, all] of Map.groupBy(ledgers.keys(), tenantOf)) {
    for (let at = 0; at < all.length; at += 50) {
      const docs = all.slice(at, at + 50).flatMap((n): readonly AnyDocument[] => {
        const reference = {
          serviceUrl: connector.url,
          channelId: 'msteams',
          conversation: { id: `a:1torture-${n}` },
          bot: { id: '28:local-bot' },
          user: { id: `29:1torture-${n}` },
        };
        const person: PersonDocument = {
          id: personId(`p${n}`),
          tenantId,
          schema: 1,
          kind: 'person',
          name: `Person ${n} (synthetic)`,
          roles: [],
          language: 'en',
          reference: JSON.stringify(reference),
        };
        const row: NoticeDocument = {
          id: noticeId(`expiry:${n}`),
          tenantId,
          schema: 1,
          kind: 'notice',
          to: `p${n}`,
          notices: [{ code: 'expiry.near', subject: `voucher:SYN-${n}`, day }],
          due: now - 1_000,
          madeAt: now - 1_000,
          attempts: 0,
        };
        return [person, row];
      });
      const { outcome } = await store.commit(
        tenantId,
        docs.map((doc) => ({ op: 'create', doc }) as const),
      );
      if (outcome !== 'committed') throw new Error('the rows could not be written');
    }
  }
}

async function every<K extends Kind>(kind: K): Promise<readonly DocumentOf<K>[]> {
  const found: DocumentOf<K>[] = [];
  for (const tenantId of TENANTS)
    for await (const { doc } of allOf(store, tenantId, { kind })) found.push(doc);
  return found;
}

let mostRss = 0;
let mostRows = 0;
let mostUnderWay = 0;
let complaints = '';

async function startSender(): Promise<ChildProcess> {
  const args = [`--store=${engine.where}`, `--key=${KEY}`, `--tenants=${TENANTS.join()}`];
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'test/torture/notifications-sender.ts', ...args],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  child.stderr?.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-20_000)));
  child.on('message', ({ rss, rows, underWay }: Told) => {
    mostRss = Math.max(mostRss, rss);
    mostRows = Math.max(mostRows, rows);
    mostUnderWay = Math.max(mostUnderWay, underWay);
  });
  if (child.stdout === null) throw new Error('a sender without an output');
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(`a sender ended by itself: ${complaints}`))),
  ]);
  return child;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);
const broken: string[] = [];
let killed = 0;
let sender: ChildProcess | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    sender?.kill('SIGKILL');
    void engine.stop().then(() => rm(folder, { recursive: true, force: true }).then(() => process.exit(130)));
  });
}
try {
  print(`seed ${seed}: ${people} people, ${kills} kills`);
  await prepare();
  print(`${seconds()} s: the rows are there`);
  while (killed < kills) {
    sender = await startSender();
    // Kills are spread over the work: each process does its part of it, then some more at random.
    const goal = connector.calls + (people / (kills + 1)) * (0.5 + random());
    const idle = performance.now() + 3_000;
    while (connector.calls < goal && performance.now() < idle) await sleep(2);
    await sleep(random() * 20);
    const exited = once(sender, 'exit');
    sender.kill('SIGKILL');
    await exited;
    killed += 1;
    if (killed % 10 === 0) print(`${seconds()} s: ${killed} kills, ${connector.calls} calls`);
  }
  sender = await startSender();
  let left = await every('notice');
  while (left.length > 0 && performance.now() - began < PATIENCE_MS) {
    await sleep(500);
    left = await every('notice');
  }
  await sleep(1_500);
  const unreachable = new Map((await every('person')).map((doc) => [doc.id, doc.unreachable?.why] as const));

  const count = {
    lost: 0,
    unmarked: 0,
    wronglyMarked: 0,
    tooOften: 0,
    mostToOne: 0,
    duplicates: 0,
    lostAnswers: 0,
  };
  for (const [n, ledger] of ledgers.entries()) {
    const refusal = refusalOf(n);
    const why = unreachable.get(personId(`p${n}`));
    if (refusal !== undefined) {
      if (why !== refusal[1]) count.unmarked += 1;
      if (ledger.taken > 0) broken.push(`somebody who refuses got something: ${n}`);
      continue;
    }
    if (why !== undefined) count.wronglyMarked += 1;
    if (ledger.taken === 0) count.lost += 1;
    const more = Math.max(0, ledger.taken - 1);
    count.duplicates += more;
    count.lostAnswers += ledger.unknown;
    count.mostToOne = Math.max(count.mostToOne, ledger.taken);
    if (more > killed + ledger.unknown) count.tooOften += 1;
  }
  const allowed = killed * IN_FLIGHT + count.lostAnswers;
  // What lost answers do not explain, a kill must: how much of it there was in each.
  const byKills = ledgers.reduce((sum, { taken, unknown }) => sum + Math.max(0, taken - 1 - unknown), 0);
  const rules: readonly (readonly [string, boolean])[] = [
    ['every row is gone', left.length === 0],
    ['nobody is forgotten', count.lost === 0],
    ['who refuses is marked', count.unmarked === 0],
    ['nobody else is', count.wronglyMarked === 0],
    ['no more duplicates than kills and lost answers explain', count.duplicates <= allowed],
    ['nobody has more than one for each kill and lost answer', count.tooOften === 0],
    ['as many kills as asked for', killed === kills],
    ['memory is bounded', mostRss < MAX_RSS],
    ['sockets are bounded', connector.mostSockets <= 2 * IN_FLIGHT],
    ['sends under way are bounded', mostUnderWay <= IN_FLIGHT],
  ];
  for (const [rule, holds] of rules) if (!holds) broken.push(rule);
  for (const rule of broken) print(`BROKEN: ${rule}`);
  if (broken.length > 0) process.stderr.write(complaints);
  print(
    JSON.stringify({
      seed,
      people,
      kills: killed,
      calls: connector.calls,
      taken: ledgers.reduce((sum, { taken }) => sum + taken, 0),
      refused: faults.refused,
      left: left.length,
      ...count,
      duplicatesByKills: byKills,
      duplicatesAllowed: allowed,
      faults,
      mostSockets: connector.mostSockets,
      mostUnderWay,
      mostRowsInHand: mostRows,
      mostRssMb: Math.round(mostRss / 2 ** 20),
      seconds: seconds(),
      broken,
    }),
  );
} finally {
  if (sender !== undefined && sender.exitCode === null && sender.signalCode === null) {
    const exited = once(sender, 'exit');
    sender.kill('SIGKILL');
    await exited;
  }
  await store.close();
  await engine.stop();
  await connector.close();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = broken.length === 0 ? 0 : 1;
