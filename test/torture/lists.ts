/**
 * Lists of vouchers, and later lists of the same ones, are brought in while the bot is killed: each can be gone on with, and
 * every row is there, and every difference taken over or ignored, once.
 * `npm run torture -- --import [--rows 1500] [--kills 40] [--seed n]`. The last line is a JSON object with the counts; the
 * exit code is 1 when a rule was broken.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { anna, localTenantId } from '../../bot/local/people.ts';
import { openStore } from '../../bot/store/store.ts';
import { parseDocument, type DocumentOf, type Kind } from '../../domain/store/documents.ts';
import { TALLY_ID, voucherId } from '../../domain/store/ids.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Store } from '../../domain/store/ports.ts';
import { Chat, setUp } from '../conversation/running-bot.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';
import { startTeams } from '../teams/person.ts';
import { Random } from './random.ts';
import { freePort, Killable } from './killable.ts';
import { wholeNumber } from './whole-number.ts';

const { values } = parseArgs({
  options: {
    import: { type: 'boolean' },
    kills: { type: 'string' },
    rows: { type: 'string' },
    seed: { type: 'string' },
  },
});
const kills = wholeNumber('kills', values.kills, 40);
const rows = wholeNumber('rows', values.rows, 1_500);
const seed = wholeNumber('seed', values.seed, Date.now() % 1_000_000);

/** How long a list may take once nothing kills the bot any more. */
const PATIENCE_MS = 5 * 60_000;
/** A life ends somewhere in its work on a list, in milliseconds. */
const LIFE_MS = [0, 900] as const;
const STATES = ['Assigned', 'Reserved', 'Reported', 'Redeemed'] as const;
const random = new Random(seed);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);

const folder = await mkdtemp(join(tmpdir(), 'torture-lists-'));
const port = await freePort();
const bot = new Killable({
  name: 'bot',
  script: 'bot/main.ts',
  env: {
    PORT: String(port),
    LOCAL_TEAMS_PORT: '0',
    DATA_DIR: folder,
    NOTIFY_PER_SECOND: '0',
    LOG_LEVEL: 'warn',
  },
  ready: /^Open \S+$/m,
  log: join(folder, 'bot.log'),
});
const teams = await startTeams(`http://127.0.0.1:${port}`, { people: [anna] });

async function all<K extends Kind>(store: Store, kind: K): Promise<readonly DocumentOf<K>[]> {
  const found: DocumentOf<K>[] = [];
  for await (const { doc } of allOf(store, localTenantId, { kind })) found.push(doc);
  return found;
}

/** Each number with the state that its row says. */
const wanted = new Map<string, (typeof STATES)[number]>();
/** What later lists brought, and differences that were ignored. */
const taken = new Map<string, (typeof STATES)[number]>();
const ignored = new Set<string>();
function list(nth: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const number = `TORT-${seed}-${nth}-${10_000 + row}`;
    const state = random.pick(STATES);
    wanted.set(number, state);
    return `${number};${state};Customer ${row % 50} (synthetic);SharePoint;5`;
  });
  return `Voucher number;Status;Customer;Engagement;Days\n${lines.join('\n')}`;
}

/** Refreshes until the list is done; false when that takes too long. */
async function isDone(chat: Chat): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    if (!chat.verbs.includes('sheet.stop')) return true;
    await sleep(200);
    await chat.press('sheet.look');
  }
  return false;
}

/**
 * A later list of the same vouchers: some are redeemed by now, of some the last day is another one, which is ignored, and
 * of some the list is behind, which is left.
 */
function later(nth: number): string {
  const of = [...wanted].filter(([number]) => number.startsWith(`TORT-${seed}-${nth}-`));
  const lines = of.map(([number, state], row) => {
    const isTaken = row % 3 === 0 && state !== 'Redeemed';
    if (isTaken) {
      taken.set(number, 'Redeemed');
      wanted.set(number, 'Redeemed');
    }
    const isIgnored = row % 3 === 1;
    if (isIgnored) ignored.add(number);
    return `${number};${isTaken ? 'Redeemed' : ''};${isIgnored ? '10' : ''}`;
  });
  return `Voucher number;Status;Days\n${lines.join('\n')}`;
}

const broken: string[] = [];
let killed = 0;
let lists = 0;
let keep = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  print(`seed ${seed}: lists of ${rows} rows, ${kills} kills`);
  await bot.start();
  const chat = await setUp(new Chat({ teams }, anna.key));
  while (killed < kills) {
    // Every other list is a later one of the same vouchers.
    const isLater = lists % 2 === 1;
    await chat.dropList(`list-${lists}.csv`, isLater ? later(lists - 1) : list(lists));
    lists += 1;
    await chat.press('sheet.begin', isLater ? { group_serviceLevel_differs: 'ignore' } : {});
    // Some lives for each list; the last one is let live until it is done.
    const lives = Math.min(kills - killed, 2 + random.below(6));
    for (let life = 0; life < lives; life += 1) {
      await sleep(LIFE_MS[0] + random.below(LIFE_MS[1]));
      await bot.end('SIGKILL');
      killed += 1;
      await bot.start();
    }
    if (!(await isDone(chat))) {
      broken.push('every list comes to its end');
      break;
    }
    print(`${seconds()} s: ${lists} lists, ${killed} kills`);
  }
  await sleep(2_000);
  await bot.end('SIGTERM');
  const store = await openStore({
    database: 'planning-services',
    dataDir: folder,
    parse: parseDocument,
    deadlineMs: STORE_PATIENCE_MS,
  });
  const vouchers = await all(store, 'voucher');
  const events = (await all(store, 'event')).filter(({ subject }) => voucherId.is(subject));
  const sheets = await all(store, 'sheet');
  const tables = await all(store, 'sheetTable');
  const left = await all(store, 'outbox');
  const tally = (await store.read(localTenantId, 'tally', TALLY_ID))?.doc;
  await store.close();

  const eventsOf = new Map<string, number>();
  for (const { subject } of events) eventsOf.set(subject, (eventsOf.get(subject) ?? 0) + 1);
  const stateOf = new Map(vouchers.map(({ id, status }) => [voucherId.keyOf(id), status]));
  const count = {
    lost: [...wanted.keys()].filter((number) => !stateOf.has(number)).length,
    wrong: [...wanted].filter(([number, state]) => stateOf.get(number) !== state.toLowerCase()).length,
    doubled: [...eventsOf].filter(([subject, times]) => {
      const number = voucherId.keyOf(subject);
      return times !== 1 + Number(taken.has(number)) + Number(ignored.has(number));
    }).length,
    strange: [...stateOf.keys()].filter((number) => !wanted.has(number)).length,
  };
  const sum = (of: 'recorded' | 'taken' | 'ignored'): number =>
    sheets.reduce((so, sheet) => so + (sheet[of] ?? 0), 0);
  const tallied =
    (tally?.assigned ?? 0) + (tally?.reserved ?? 0) + (tally?.reported ?? 0) + (tally?.redeemed ?? 0);
  const rules: readonly (readonly [string, boolean])[] = [
    ['every row is there', count.lost === 0],
    ['in the state that it says', count.wrong === 0],
    ['once', count.doubled === 0],
    ['and nothing else', count.strange === 0],
    ['the lists count what was recorded', sum('recorded') === wanted.size],
    ['what was taken over', sum('taken') === taken.size],
    ['and what was ignored', sum('ignored') === ignored.size],
    ['so does the tally', tallied === wanted.size],
    ['the lists are done', sheets.length === lists && sheets.every(({ status }) => status === 'done')],
    ['their rows are kept no more', tables.length === 0],
    ['nothing is left to be shown', left.length === 0],
    ['as many kills as asked for', killed === kills],
  ];
  for (const [rule, holds] of rules) if (!holds) broken.push(rule);
  for (const rule of broken) print(`BROKEN: ${rule}`);
  keep = broken.length > 0;
  if (keep) print(`the data and the log stay in ${folder}`);
  print(
    JSON.stringify({
      seed,
      lists,
      rows: wanted.size,
      taken: taken.size,
      ignored: ignored.size,
      kills: killed,
      ...count,
      seconds: seconds(),
      broken,
    }),
  );
} finally {
  await bot.end('SIGKILL');
  await teams.close();
  if (!keep) await rm(folder, { recursive: true, force: true });
}
process.exitCode = broken.length === 0 ? 0 : 1;
