/**
 * Mails arrive in the watched mailbox while the bot is killed and Graph fails at random: none is lost, none comes twice to
 * anybody but for a kill.
 * `npm run torture -- --mailbox [--mails 1000] [--kills 50] [--seed n]`. The last line is a JSON object with the counts;
 * the exit code is 1 when a rule was broken.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { boris, anna, localTenantId, type LocalPerson } from '../../bot/local/people.ts';
import { openStore } from '../../bot/store/store.ts';
import { parseDocument, type DocumentOf, type Kind } from '../../domain/store/documents.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Store } from '../../domain/store/ports.ts';
import { eml } from '../bot/mailbox/eml.ts';
import { startGraph } from '../bot/mailbox/graph-server.ts';
import { Chat, letIn, mail, setUp } from '../conversation/running-bot.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';
import { cardsOf } from '../teams/card.ts';
import { startTeams } from '../teams/person.ts';
import { Random } from './random.ts';
import { freePort, Killable } from './killable.ts';
import { wholeNumber } from './whole-number.ts';

const { values } = parseArgs({
  options: {
    mailbox: { type: 'boolean' },
    kills: { type: 'string' },
    mails: { type: 'string' },
    seed: { type: 'string' },
  },
});
const kills = wholeNumber('kills', values.kills, 50);
const mails = wholeNumber('mails', values.mails, 1_000);
const seed = wholeNumber('seed', values.seed, Date.now() % 1_000_000);

/** How long everything may take to come to rest in the end. */
const PATIENCE_MS = 5 * 60_000;
const CONSULTANTS = 7;
const random = new Random(seed);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);

const people: readonly LocalPerson[] = [
  anna,
  ...Array.from({ length: CONSULTANTS }, (_, n): LocalPerson => ({
    ...boris,
    key: `boris${n}`,
    name: `Boris ${n} (synthetic)`,
    id: `29:1BorisSynthetic${n}`,
    aadObjectId: `b7d95f18-64c2-4a0b-8f3e-51c7a2e9d4${n + 10}`,
  })),
];

/** A mail that was sent, and whose it is: undefined = an admin's to look at. */
interface Sent {
  readonly number: string;
  readonly of: string | undefined;
}
const sent: Sent[] = [];

const folder = await mkdtemp(join(tmpdir(), 'torture-mailbox-'));
const server = await startGraph();
const { graph } = server;
const port = await freePort();
const bot = new Killable({
  name: 'bot',
  script: 'test/torture/mailbox-bot.ts',
  args: [`--graph=${server.url}`],
  env: {
    PORT: String(port),
    LOCAL_TEAMS_PORT: '0',
    DATA_DIR: folder,
    NOTIFY_PER_SECOND: '0',
  },
  ready: /^ready \d+$/m,
  log: join(folder, 'bot.log'),
});
const teams = await startTeams(`http://127.0.0.1:${port}`, { people });

const faults = {
  delayed: 0,
  throttled: 0,
  failed: 0,
  cut: 0,
  doneAndFailed: 0,
  resync: 0,
  shuffled: 0,
  lost: 0,
  twice: 0,
};
function failAtRandom(): void {
  graph.faults = ({ path }) => {
    const at = random.next();
    if (at < 0.05) {
      faults.delayed += 1;
      return { delay: random.next() * 200 };
    }
    if (at < 0.09) {
      faults.throttled += 1;
      return random.next() < 0.5 ? { status: 429 } : { status: 429, headers: { 'retry-after': '1' } };
    }
    if (at < 0.12) {
      faults.failed += 1;
      return { status: 500 + Math.floor(random.next() * 5) };
    }
    if (at < 0.14) {
      faults.cut += 1;
      return { reset: true };
    }
    if (at < 0.17) {
      faults.doneAndFailed += 1;
      return random.next() < 0.5 ? { reset: true, afterwards: true } : { status: 503, afterwards: true };
    }
    if (path.includes('/delta') && at < 0.18) {
      faults.resync += 1;
      graph.forgetTokens();
      return undefined;
    }
    if (path.includes('/delta') && at < 0.4) {
      faults.shuffled += 1;
      return { page: (items) => [...items, ...items].toSorted(() => random.next() - 0.5) };
    }
    return undefined;
  };
  graph.copies = () => {
    const at = random.next();
    if (at < 0.2) {
      faults.lost += 1;
      return [];
    }
    if (at < 0.4) {
      faults.twice += 1;
      return [0, random.next() * 300];
    }
    return [random.next() * 100];
  };
}

async function all<K extends Kind>(store: Store, kind: K): Promise<readonly DocumentOf<K>[]> {
  const found: DocumentOf<K>[] = [];
  for await (const { doc } of allOf(store, localTenantId, { kind })) found.push(doc);
  return found;
}

async function arrives(): Promise<void> {
  const number = `TORT-${seed}-${10_000 + sent.length}`;
  const at = random.next();
  const who = people[Math.floor(random.next() * people.length)] ?? anna;
  const of = at < 0.8 ? who.key : undefined;
  const from =
    of === undefined
      ? at < 0.9
        ? `nobody${sent.length}@partner.example`
        : `${who.key}@elsewhere.example`
      : `${who.name} <${who.key}@partner.example>`;
  sent.push({ number, of });
  await graph.receive(eml({ from, subject: `FW: ${number}`, text: mail(number) }));
}

/** How often each number is on a message of the bot in each chat. */
function told(): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const { key } of people) {
    for (const entry of teams.person(key).messages()) {
      const texts = JSON.stringify(cardsOf(entry).map(({ card }) => card));
      for (const number of new Set(texts.match(/TORT-\d+-\d+/g))) {
        const chats = found.get(number) ?? new Map<string, number>();
        found.set(number, chats.set(key, (chats.get(key) ?? 0) + 1));
      }
    }
  }
  return found;
}

/** Raw mails that the bot was given so far. */
const fetched = (): number =>
  graph.calls.filter(({ path, status }) => path.endsWith('/$value') && status === 200).length;
const isMarked = ({
  isRead,
  categories,
}: {
  readonly isRead: boolean;
  readonly categories: readonly string[];
}): boolean => isRead && categories.length === 1;

const broken: string[] = [];
let killed = 0;
let keep = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  print(`seed ${seed}: ${mails} mails, ${kills} kills`);
  await bot.start();
  const world = { teams };
  const admin = await setUp(new Chat(world, anna.key));
  for (const { key } of people.slice(1)) await letIn(admin, new Chat(world, key));
  const deadline = performance.now() + PATIENCE_MS;
  const asked = (): number =>
    teams.connector.requests.filter(({ path, status }) => path.includes('/members/') && status === 200)
      .length;
  while (asked() < people.length) {
    if (performance.now() > deadline) throw new Error('the addresses were not asked for');
    await sleep(200);
  }
  // Kept right after the answer.
  await sleep(1_000);
  print(`${seconds()} s: everybody is there`);
  failAtRandom();
  while (killed < kills) {
    if (!bot.isAlive) await bot.start();
    // Each life gets its part of the mails; it ends somewhere in its work on them.
    const part = Math.round((mails * (killed + 1)) / kills) - sent.length;
    const before = fetched();
    for (let n = 0; n < part; n += 1) await arrives();
    const goal = before + part * random.next();
    const patience = performance.now() + 10_000;
    while (fetched() < goal && performance.now() < patience) await sleep(10);
    await sleep(random.next() * 60);
    await bot.end('SIGKILL');
    killed += 1;
    if (killed % 10 === 0) print(`${seconds()} s: ${killed} kills, ${fetched()} times a mail was fetched`);
  }
  // In the end Graph serves again.
  graph.faults = undefined;
  graph.copies = undefined;
  await bot.start();
  const end = performance.now() + PATIENCE_MS;
  while (!graph.messages.every(isMarked) && performance.now() < end) await sleep(500);
  // Cards that are under way, and what says that they arrived.
  await sleep(3_000);
  await bot.end('SIGTERM');
  const store = await openStore({
    database: 'planning-services',
    dataDir: folder,
    parse: parseDocument,
    deadlineMs: STORE_PATIENCE_MS,
  });
  const quarantine = await all(store, 'quarantine');
  const left = await all(store, 'outbox');
  const dealt = await all(store, 'mail');
  await store.close();

  const chats = told();
  const count = { lost: 0, wrong: 0, heldTwice: 0, brought: 0, held: 0, repeated: 0, mostToOne: 0 };
  const extraOf = new Map<string, number>();
  for (const { number, of } of sent) {
    const there = chats.get(number) ?? new Map<string, number>();
    const rows = quarantine.filter(({ subject }) => subject.includes(number)).length;
    const times = of === undefined ? 0 : (there.get(of) ?? 0);
    if (of === undefined ? rows === 0 : times === 0) {
      count.lost += 1;
      print(`LOST: ${number} of ${of ?? 'nobody'}`);
    }
    if (rows > (of === undefined ? 1 : 0)) count.heldTwice += 1;
    if ([...there.keys()].some((key) => key !== of)) count.wrong += 1;
    if (of === undefined) count.held += 1;
    else count.brought += 1;
    const extra = Math.max(0, times - 1);
    count.repeated += extra;
    count.mostToOne = Math.max(count.mostToOne, times);
    if (of !== undefined) extraOf.set(of, (extraOf.get(of) ?? 0) + extra);
  }
  const rules: readonly (readonly [string, boolean])[] = [
    ['every mail came to its person, or is held back', count.lost === 0],
    ['none came to anybody else', count.wrong === 0],
    ['none is held back twice, or although it came', count.heldTwice === 0],
    ['each is known to be dealt with, once', dealt.length === sent.length],
    ['each is marked in the mailbox', graph.messages.every(isMarked)],
    ['nothing is left to be shown', left.length === 0],
    [
      'nobody is told again more than once for a kill',
      [...extraOf.values()].every((extra) => extra <= killed),
    ],
    ['one subscription is left', graph.subscriptions.size === 1],
    ['as many kills as asked for', killed === kills],
  ];
  for (const [rule, holds] of rules) if (!holds) broken.push(rule);
  for (const rule of broken) print(`BROKEN: ${rule}`);
  keep = broken.length > 0;
  if (keep) print(`the data and the log stay in ${folder}`);
  print(
    JSON.stringify({
      seed,
      mails: sent.length,
      kills: killed,
      ...count,
      dealtWith: dealt.length,
      graphCalls: graph.calls.length,
      faults,
      seconds: seconds(),
      broken,
    }),
  );
} finally {
  await bot.end('SIGKILL');
  await teams.close();
  await server.close();
  if (!keep) await rm(folder, { recursive: true, force: true });
}
process.exitCode = broken.length === 0 ? 0 : 1;
