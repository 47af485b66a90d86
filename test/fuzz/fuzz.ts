/**
 * Sends the bot what no Teams would: `npm run fuzz -- --activities 100000 [--seed n]`, and one sequence once more with
 * `--seed n --path p`. Each finding is printed with the smallest sequence that shows it; the last lines are the counts.
 * The exit code is 1 when anything was found.
 */
import * as fc from 'fast-check';
import { parseArgs } from 'node:util';
import type { InboundActivity } from '../../bot/local/activities.ts';
import { VERBS } from '../../cards/verbs.ts';
import { EVERYBODY } from '../conversation/running-bot.ts';
import { wholeNumber } from '../torture/whole-number.ts';
import { isAllowed, wrongWith, wrongWithCall } from './answers.ts';
import { explained } from './explained.ts';
import { sendRaw } from './raw-http.ts';
import { record, verbIn } from './recording.ts';
import { recordingOf, sentBy, sequence, type Sent, type Sequence } from './sequence.ts';
import { readDataFile } from './data-file.ts';
import { WatchedBot } from './watched-bot.ts';

const { values } = parseArgs({
  options: { activities: { type: 'string' }, seed: { type: 'string' }, path: { type: 'string' } },
});
const activities = wholeNumber('activities', values.activities, 100_000);
const seed = wholeNumber('seed', values.seed, 1 + (Date.now() % 1_000_000));
const { path } = values;

/** Teams waits for 15 s; what takes milliseconds takes longer on a loaded machine, and what never ends takes longer still. */
const DEADLINE_MS = 60_000;
/** Sequences of one round of fast-check. */
const ROUND = 250;
/** Sequences that are tried to make a finding smaller. */
const SHRINKS = 400;
/** How many different things are found before it ends. */
const MOST_FINDINGS = 25;
/** It is warm when a tenth is done, and at least so many: less than twice as many are too few to judge what it holds. */
const WARM = 0.1;
const WARM_ACTIVITIES = 5_000;
/** The most that it may hold in the end, to what it held when it was warm. */
const MOST_GROWTH = 1.1;
const MB = 1024 * 1024;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();
const counts = { activities: 0, sequences: 0, deaths: 0 };
const byKind = new Map<string, Map<string, number>>();
const explainedLines = new Map<string, number>();
const verbs = new Set<string>();
/** What has been found: it is not looked for again. */
const found = new Set<string>();
let shrinks: number | undefined;
let lastSent: readonly Sent[] = [];
interface Smallest {
  readonly wrong: readonly string[];
  readonly sent: readonly Sent[];
}
/** The latest sequence that something came of, which is the smallest when the round has ended. */
let smallest: Smallest | undefined;

const bot = await WatchedBot.start({ people: EVERYBODY, deadline: DEADLINE_MS });
/** Who interrupts it is told how it went until then. */
const enough = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => enough.abort());
const recording = recordingOf(await record(bot));
bot.printed();
bot.tidy();
print(`${recording.recorded.length} activities recorded; seed ${seed}`);

function count(kind: string, how: string): void {
  counts.activities += 1;
  const of = byKind.get(kind) ?? new Map<string, number>();
  of.set(how, (of.get(how) ?? 0) + 1);
  byKind.set(kind, of);
}

/** What kind of activity it is, in a word that is ours. */
function kindOf({ type, name }: InboundActivity): string {
  const known = recording.recorded.some((one) => one.type === type && one['name'] === name);
  if (!known) return 'other';
  return typeof name === 'string' ? name : type;
}

/** Sends one, and gives what is wrong with its answer. */
async function send(sent: Sent): Promise<readonly string[]> {
  if (sent.kind === 'bytes') {
    try {
      const status = await sendRaw(bot.port, sent.bytes);
      count('bytes', String(status ?? 'cut off'));
      return status === undefined || isAllowed(status) ? [] : [`${sent.oddity}: answered ${status}`];
    } catch (error) {
      count('bytes', 'nothing');
      return [`${sent.oddity}: ${(error as Error).message}`];
    }
  }
  const { activity } = sent;
  const delivery = await bot.teams.connector.deliver(activity);
  count(kindOf(activity), delivery.kind === 'answered' ? String(delivery.status) : 'nothing');
  const verb = verbIn(activity['value']);
  if (verb !== undefined && delivery.kind === 'answered' && delivery.status === 200) verbs.add(verb);
  return wrongWith(activity, delivery);
}

/** What the bot printed that nobody explains. */
function unexplained(): readonly string[] {
  return bot.printed().flatMap((line) => {
    const { what, isExplained } = explained(line);
    if (isExplained) explainedLines.set(what, (explainedLines.get(what) ?? 0) + 1);
    return isExplained ? [] : [what];
  });
}

/** Runs a sequence; gives everything that is wrong with what came of it, once. */
async function run({ steps, atOnce }: Sequence): Promise<readonly string[]> {
  counts.sequences += 1;
  if (!bot.isAlive) await bot.begin();
  const wrong: string[] = [];
  const all: Sent[] = [];
  lastSent = all;
  if (atOnce) {
    all.push(...steps.map((step) => sentBy(step, bot, recording)));
    wrong.push(...(await Promise.all(all.map(send))).flat());
  } else {
    for (const step of steps) {
      const one = sentBy(step, bot, recording);
      all.push(one);
      wrong.push(...(await send(one)));
    }
  }
  // What was printed before the answer has been read after it.
  await new Promise((resolve) => setImmediate(resolve));
  wrong.push(...unexplained(), ...bot.teams.connector.requests.flatMap(wrongWithCall));
  if (!bot.isAlive) {
    counts.deaths += 1;
    wrong.push('the process died');
  }
  bot.tidy();
  return [...new Set(wrong)];
}

const property = fc.asyncProperty(sequence, async (one) => {
  if (shrinks !== undefined && shrinks > SHRINKS) return;
  const wrong = (await run(one)).filter((what) => !found.has(what));
  if (shrinks !== undefined) shrinks += 1;
  if (wrong.length === 0) return;
  shrinks ??= 0;
  smallest = { wrong, sent: lastSent };
  throw new Error(wrong.join('; '));
});
function forget(): void {
  shrinks = undefined;
  smallest = undefined;
}

/** One round; what it finds is printed. */
async function round(of: {
  readonly seed: number;
  readonly path?: string;
  readonly numRuns: number;
}): Promise<void> {
  forget();
  const result = await fc.check(property, of);
  if (!result.failed) return;
  // What has failed otherwise is the fuzzing itself.
  if (smallest === undefined) throw result.errorInstance;
  tell(smallest, [
    `again: npm run fuzz -- --seed ${of.seed} --path ${String(result.counterexamplePath)}`,
    `steps: ${JSON.stringify(result.counterexample?.[0])}`,
  ]);
}

/** What was recorded, each as it is: what does not hold for that need not be looked for by chance. */
async function asRecorded(): Promise<void> {
  for (const nth of recording.recorded.keys()) {
    if (enough.signal.aborted) return;
    const steps = [{ kind: 'recorded', nth, mutations: [] }] as const;
    const wrong = (await run({ steps, atOnce: false })).filter((what) => !found.has(what));
    if (wrong.length > 0) tell({ wrong, sent: lastSent }, [`recorded: ${nth}`]);
  }
}

function tell({ wrong, sent }: Smallest, how: readonly string[]): void {
  for (const what of wrong) found.add(what);
  print(`FOUND ${wrong.join('; ')}`);
  for (const line of how) print(`  ${line}`);
  for (const one of sent)
    print(`  sent: ${one.kind === 'activity' ? short(JSON.stringify(one.activity)) : one.oddity}`);
}

const short = (text: string): string =>
  text.length > 2_000 ? `${text.slice(0, 2_000)}… (${text.length})` : text;

let warm: { readonly heap: number; readonly activities: number } | undefined;
if (path !== undefined) await round({ seed, path, numRuns: 1 });
else {
  await asRecorded();
  for (
    let nth = 0;
    counts.activities < activities && found.size < MOST_FINDINGS && !enough.signal.aborted;
    nth += 1
  ) {
    await round({ seed: seed + nth, numRuns: ROUND });
    if (!bot.isAlive) await bot.begin();
    const { heap } = await bot.held();
    print(
      `${Math.round((performance.now() - began) / 1000)} s: ${counts.activities} activities, ${found.size} found, heap ${(heap / MB).toFixed(1)} MB`,
    );
    if (counts.activities >= Math.max(WARM_ACTIVITIES, activities * WARM))
      warm ??= { heap, activities: counts.activities };
  }
}
if (!bot.isAlive) await bot.begin();
const held = await bot.held();
await bot.end();
for (const what of unexplained()) found.add(`at the end: ${what}`);
const stored = readDataFile(bot.folder);
for (const what of stored.wrong) found.add(what);
const growth =
  warm !== undefined && counts.activities >= 2 * warm.activities ? held.heap / warm.heap : undefined;
if (growth !== undefined && growth > MOST_GROWTH)
  found.add(`the heap has grown to ${growth.toFixed(2)} times what it was`);

const sorted = <T>(of: ReadonlyMap<string, T>): [string, T][] =>
  [...of].toSorted(([one], [other]) => one.localeCompare(other));
for (const [kind, of] of sorted(byKind)) {
  print(
    `${kind}: ${sorted(of)
      .map(([how, times]) => `${how} × ${times}`)
      .join(', ')}`,
  );
}
print(`explained in the log: ${[...explainedLines].map(([what, times]) => `${what} × ${times}`).join(', ')}`);
for (const what of found) print(`found: ${what}`);
print(
  JSON.stringify({
    ...counts,
    found: found.size,
    verbs: `${verbs.size}/${VERBS.length}`,
    documents: stored.documents,
    heapMb: { warm: warm && Math.round(warm.heap / MB), end: Math.round(held.heap / MB) },
    growth: growth === undefined ? undefined : Number(growth.toFixed(3)),
    seconds: Math.round((performance.now() - began) / 1000),
    seed,
  }),
);
await bot.close(found.size > 0);
process.exit(found.size > 0 ? 1 : 0);
