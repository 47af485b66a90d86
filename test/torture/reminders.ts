/**
 * Two replicas make a day's reminders of a tenant with very many vouchers, on a store that gives them few request
 * units a second, while the one at work is killed again and again: every due reminder comes, once, as reading
 * everything says. `npm run torture -- --reminders [--vouchers 100000] [--units 500] [--kills 4] [--seed n] [--former]`;
 * `--former`: the documents are those of a version that did not write down when they remind. The last line is a JSON
 * object with the counts; the exit code is 1 when a rule was broken.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../../bot/store/store.ts';
import { newCompany } from '../../domain/company/model.ts';
import { addDays, dayAt } from '../../domain/day.ts';
import { reminderRules, remindOn } from '../../domain/notices/remind-on.ts';
import { dueBetween, remindersOf } from '../../domain/notices/reminders.ts';
import { edition } from '../../domain/programme/editions.ts';
import {
  newDocument,
  parseDocument,
  type AnyDocument,
  type CompanyDocument,
  type DocumentOf,
  type Kind,
  type LeaseDocument,
  type VoucherDocument,
} from '../../domain/store/documents.ts';
import { COMPANY_ID, LEASE_ID, personId, SWEEP_ID, voucherId } from '../../domain/store/ids.ts';
import { allOf } from '../../domain/store/pages.ts';
import { Child } from '../bench/child.ts';
import { FaultProxy } from '../bot/store/fault-proxy.ts';
import { Random } from './random.ts';
import { wholeNumber } from './whole-number.ts';

const { values } = parseArgs({
  options: {
    reminders: { type: 'boolean' },
    vouchers: { type: 'string' },
    units: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string' },
    former: { type: 'boolean', default: false },
  },
});
const count = wholeNumber('vouchers', values.vouchers, 100_000);
const units = wholeNumber('units', values.units, 500);
const kills = wholeNumber('kills', values.kills, 4);
const seed = wholeNumber('seed', values.seed, Date.now() % 1_000_000);

const KEY = Buffer.from('a key for torture only').toString('base64');
const TENANT = '0badcafe-0000-4000-8000-000000000001';
const ZONE = 'Europe/Warsaw';
const ADMINS = ['admin-1', 'admin-2', 'admin-3'];
const PATIENCE_MS = 3 * 3600_000;
/** The sweep's own lease, so that a kill does not cost a minute. */
const LEASE_MS = 15_000;

const random = new Random(seed);
const today = dayAt(Date.now(), ZONE);
const yesterday = addDays(today, -1);
const base = {
  tenantId: TENANT,
  schema: 1,
  version: 1,
  texts: {},
  changedBy: 'synthetic',
  changedAt: 1,
} as const;
const company: CompanyDocument = {
  ...base,
  id: COMPANY_ID,
  kind: 'company',
  state: { ...newCompany('2020'), timeZone: ZONE },
};
const clocks = { company: company.state, edition: edition('2020') };

/** What somebody has to be told, by its subject. */
const expected = new Set<string>();

function voucher(n: number): VoucherDocument {
  const number = `SYN-${String(n).padStart(7, '0')}`;
  const assignedOn = addDays(today, -random.below(170));
  const state: VoucherDocument['state'] = {
    facts: {
      number,
      engagement: 'windows-office',
      serviceLevel: 5,
      assignedOn,
      adminKnown: true,
      printedExpiry: addDays(today, random.below(400)),
    },
    stage: { status: 'assigned' },
    breaches: [],
  };
  const doc = newDocument('voucher', TENANT, voucherId(number), {
    ...base,
    state,
    status: 'assigned',
    open: true,
    due: '9999-12-31' as VoucherDocument['due'],
    suffix: number.slice(-4),
    freeSince: assignedOn,
  });
  for (const { notice } of dueBetween(remindersOf(doc, clocks), yesterday, today))
    expected.add(JSON.stringify(notice));
  return values.former ? doc : { ...doc, remindOn: remindOn(doc, clocks, yesterday) };
}

/** Straight into the file, before anybody serves it. */
async function seedAll(folder: string): Promise<void> {
  const store = await openStore({ database: 'torture', dataDir: folder, parse: parseDocument });
  const write = async (docs: readonly AnyDocument[]): Promise<void> => {
    await store.commit(
      TENANT,
      docs.map((doc) => ({ op: 'create', doc }) as const),
    );
  };
  const lease: LeaseDocument = newDocument('lease', TENANT, LEASE_ID, {
    holder: 'nobody',
    until: 0,
    sweptOn: yesterday,
  });
  const made = { rules: reminderRules(clocks), again: addDays(today, 7) };
  const people = ADMINS.map((id) =>
    newDocument('person', TENANT, personId(id), {
      name: `${id} (synthetic)`,
      roles: [],
      language: 'en',
      permission: 'admin',
    }),
  );
  await write([company, lease, ...people]);
  if (!values.former) await write([newDocument('sweep', TENANT, SWEEP_ID, { made })]);
  for (let at = 0; at < count; at += 100)
    await write(Array.from({ length: Math.min(100, count - at) }, (_, n) => voucher(at + n)));
  await store.close();
}

/** As the service does: each answer is paid for, and who is in debt is told when to come again. */
function limit(proxy: FaultProxy): { readonly spent: () => number; readonly refused: () => number } {
  let balance = units;
  let at = performance.now();
  let spent = 0;
  let refused = 0;
  proxy.answered = (headers) => {
    const charge = Number(headers['x-ms-request-charge'] ?? 0);
    balance -= charge;
    spent += charge;
  };
  proxy.plan = () => {
    const now = performance.now();
    balance = Math.min(units, balance + ((now - at) / 1000) * units);
    at = now;
    if (balance > 0) return undefined;
    refused += 1;
    const ms = Math.ceil((-balance / units) * 1000) + 10;
    return { kind: 'status', status: 429, headers: { 'x-ms-retry-after-ms': String(ms) } };
  };
  return { spent: () => spent, refused: () => refused };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);

const folder = await mkdtemp(join(tmpdir(), 'torture-reminders-'));
print(`seed ${seed}: ${count} vouchers, ${units} request units a second, ${kills} kills`);
await seedAll(folder);
print(`${seconds()} s: the vouchers are there, ${expected.size} reminders are due`);
const engine = await Child.start('bot/store/embedded/serve.ts', [
  '--port=0',
  `--file=${join(folder, 'programme.sqlite')}`,
  `--key=${KEY}`,
]);
const proxy = await FaultProxy.start(engine.where);
const traffic = limit(proxy);
/** Not limited: what is looked at from outside is nobody's cost. */
const outside = await openStore({
  endpoint: engine.where,
  key: KEY,
  database: 'torture',
  dataDir: folder,
  parse: parseDocument,
});

async function every<K extends Kind>(kind: K): Promise<readonly DocumentOf<K>[]> {
  const found: DocumentOf<K>[] = [];
  for await (const { doc } of allOf(outside, TENANT, { kind })) found.push(doc);
  return found;
}

const replicas = new Map<string, ChildProcess>();
let complaints = '';
let begun = 0;

async function startReplica(): Promise<void> {
  begun += 1;
  const name = `replica-${begun}`;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      'test/torture/reminders-replica.ts',
      `--store=${proxy.url}`,
      `--key=${KEY}`,
      `--tenant=${TENANT}`,
      `--holder=${name}`,
      `--lease=${LEASE_MS}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  replicas.set(name, child);
  child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-20_000)));
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(`a replica ended by itself: ${complaints}`))),
  ]);
}

async function stop(name: string): Promise<void> {
  const child = replicas.get(name);
  replicas.delete(name);
  if (child === undefined || child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

const leaseNow = async (): Promise<LeaseDocument | undefined> =>
  (await outside.read(TENANT, 'lease', LEASE_ID))?.doc;

const broken: string[] = [];
let killed = 0;
/** How often the lease went to another although its holder was alive. */
let stolen = 0;
try {
  await Promise.all([startReplica(), startReplica()]);
  let holder: string | undefined;
  let told = 0;
  let killAt = performance.now() + 1_000 + random.below(8_000);
  for (;;) {
    await sleep(200);
    const lease = await leaseNow();
    if (lease?.sweptOn === today) break;
    if (performance.now() - began > PATIENCE_MS) {
      broken.push('it comes to an end');
      break;
    }
    if (holder !== undefined && lease !== undefined && lease.holder !== holder && replicas.has(holder))
      stolen += 1;
    holder = lease?.holder;
    if (holder !== undefined && replicas.has(holder) && killed < kills && performance.now() >= killAt) {
      await stop(holder);
      killed += 1;
      killAt = performance.now() + LEASE_MS + random.below(8_000);
      await startReplica();
    }
    if (seconds() - told >= 30) {
      told = seconds();
      const due = (await outside.read(TENANT, 'sweep', SWEEP_ID))?.doc.due;
      print(
        `${told} s: ${killed} kills, ${due?.pages ?? 0} pages collected, ${Math.round(traffic.spent())} units`,
      );
    }
  }
  for (const name of replicas.keys()) await stop(name);

  const found = (await every('collected')).flatMap((page) => page.found);
  const collected = found.flatMap(({ reminders }) => reminders.map(({ notice }) => JSON.stringify(notice)));
  const rows = await every('notice');
  const counted = rows.map(({ notices, more = 0 }) => notices.length + more);
  const late = (await every('voucher')).filter((doc) => doc.remindOn !== remindOn(doc, clocks, today));
  const rules: readonly (readonly [string, boolean])[] = [
    ['nothing is lost', [...expected].every((one) => collected.includes(one))],
    ['nothing is collected that is not due', collected.every((one) => expected.has(one))],
    ['nothing is collected twice', collected.length === new Set(collected).size],
    [
      'one row for each admin',
      rows.length === ADMINS.length && ADMINS.every((one) => rows.some(({ to }) => to === one)),
    ],
    ['each admin is told of everything', counted.every((one) => one === expected.size)],
    ['each document has its next day', late.length === 0],
    ['nobody takes the lease of one that is alive', stolen === 0],
    ['somebody was killed', killed > 0],
  ];
  for (const [rule, holds] of rules) if (!holds) broken.push(rule);
  for (const rule of broken) print(`BROKEN: ${rule}`);
  if (broken.length > 0) process.stderr.write(complaints);
  print(
    JSON.stringify({
      seed,
      vouchers: count,
      due: expected.size,
      collected: collected.length,
      told: counted,
      kills: killed,
      stolen,
      requestUnits: Math.round(traffic.spent()),
      refused: traffic.refused(),
      requests: proxy.seen,
      seconds: seconds(),
      broken,
    }),
  );
} finally {
  for (const name of replicas.keys()) await stop(name);
  await outside.close();
  await proxy.close();
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = broken.length === 0 ? 0 : 1;
