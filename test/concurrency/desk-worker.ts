/**
 * A process with a desk of its own, for the test of many commands: reads its orders from IPC, carries them out
 * on the store that the environment names, eight at a time, and tells what became of each.
 */
import { createHash } from 'node:crypto';
import { systemClock } from '../../bot/clock.ts';
import { localTenantId } from '../../bot/local/people.ts';
import { openStore } from '../../bot/store/store.ts';
import { addDays, dayAt } from '../../domain/day.ts';
import { Desk, type ClaimOrder, type VoucherOrder } from '../../domain/desk/desk.ts';
import { talliedOf } from '../../domain/desk/listed.ts';
import type { Outcome } from '../../domain/desk/execute.ts';
import { parseDocument, type VoucherDocument } from '../../domain/store/documents.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { Facts, PlannedReservation, VoucherCommand } from '../../domain/voucher/model.ts';
import { Random } from '../torture/random.ts';
import type { UnitOfWork } from '../../domain/desk/unit-of-work.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';

export interface Work {
  /** Begins the ids of its commands. */
  readonly name: string;
  readonly seed: number;
  readonly numbers: readonly string[];
  /** Commands of its own, and those that every worker is asked for under the same id. */
  readonly own: number;
  readonly shared: number;
}

export interface Result {
  /** Ids of commands that were carried out here. */
  readonly done: readonly string[];
  /** Commands that had been carried out before, here or elsewhere. */
  readonly again: readonly string[];
  /** How many asked for what was so already, and wrote nothing. */
  readonly unchanged: number;
  /** How many were refused, by why. */
  readonly refused: Readonly<Record<string, number>>;
  /** Ids of commands that lost every race for their documents. */
  readonly contended: readonly string[];
  /** How often a turn had to begin again. */
  readonly reruns: number;
}

/** As the bot's own turns. */
const MAX_ATTEMPTS = 12;
const AT_ONCE = 8;

const today = dayAt(systemClock.now(), 'Europe/Warsaw');
const actor: Actor = {
  tenantId: localTenantId,
  id: 'worker',
  name: 'Worker (synthetic)',
  language: 'en',
  permission: 'admin',
  roles: ['mpnPartnerAdmin', 'mpnGlobalAdmin'],
};
const texts = { reason: 'A reason (synthetic)' };

const { env } = process;
const desk = new Desk({
  store: await openStore({
    deadlineMs: STORE_PATIENCE_MS,
    endpoint: env['COSMOS_ENDPOINT'] ?? '',
    key: env['COSMOS_KEY'] ?? '',
    database: env['COSMOS_DATABASE'] ?? '',
    dataDir: env['DATA_DIR'] ?? '',
    parse: parseDocument,
  }),
  clock: systemClock,
  fingerprint: (text) => createHash('sha256').update(text).digest('base64url'),
  editionOfNewCompanies: '2020',
});

type Ask = (unit: UnitOfWork) => Promise<Outcome<unknown>>;

function factsOf(number: string): Facts {
  return {
    number,
    engagement: 'windows-office',
    serviceLevel: 5,
    assignedOn: addDays(today, -40),
    adminKnown: true,
  };
}

const reservation: PlannedReservation = {
  on: addDays(today, -30),
  country: 'PL',
  locationId: 'SYN-PL',
  consultantId: 'one',
  start: addDays(today, -20),
  end: addDays(today, -14),
  attested: ['G7', 'G8'],
};

/** What makes sense for a voucher as this process sees it, now and then what does not. */
function commandFor(doc: VoucherDocument, random: Random): VoucherCommand | undefined {
  const { facts, stage } = doc.state;
  const reserve: VoucherCommand = { type: 'reserve', reservation, termsAccepted: true };
  if (random.chance(0.1))
    return random.pick<VoucherCommand>([reserve, { type: 'undo' }, { type: 'lose', on: today }]);
  switch (stage.status) {
    case 'assigned':
      return random.weighted<VoucherCommand>([
        [8, reserve],
        [1, { type: 'lose', on: today }],
        [1, { type: 'amend', facts: { ...facts, adjustedExpiry: addDays(today, 100 + random.below(50)) } }],
      ]);
    case 'reserved':
      return random.weighted<VoucherCommand>([
        [
          7,
          {
            type: 'report',
            report: { on: today, deliverable: 'link', handedOverOn: reservation.end, attested: ['G12'] },
          },
        ],
        [2, { type: 'reschedule', start: addDays(today, -19), end: addDays(today, -13) }],
        [1, { type: 'release', on: today, reason: 'otherPartner' }],
      ]);
    case 'reported':
      return { type: 'redeem', redemption: { on: today } };
    case 'lost':
      return { type: 'comeBack', on: today };
    case 'redeemed':
    case 'void':
      return { type: 'undo' };
    default:
      return stage satisfies never;
  }
}

async function claimCommand(unit: UnitOfWork, id: string, random: Random): Promise<ClaimOrder['command']> {
  const status = (await desk.claim(unit, id))?.state.stage.status;
  const submit = { type: 'submit', on: today, referenceGiven: true } as const;
  const others = {
    draft: [submit, submit, { type: 'discard' }],
    submitted: [
      { type: 'approve', on: today },
      { type: 'deny', on: today, reason: 'other' },
    ],
    approved: [{ type: 'pay', on: today }, { type: 'deny', on: today, reason: 'other' }, { type: 'undo' }],
    paid: [{ type: 'undo' }],
    denied: [{ type: 'undo' }],
    discarded: [submit],
  } satisfies Record<string, readonly ClaimOrder['command'][]>;
  return random.pick<ClaimOrder['command']>(others[status ?? 'draft']);
}

/** The order that a card of this process would carry now: made once, and asked for until there is an answer. */
async function orderFor(commandId: string, numbers: readonly string[], random: Random): Promise<Ask> {
  const number = random.pick(numbers);
  const unit = desk.begin(localTenantId);
  const doc = await desk.voucher(unit, number);
  if (doc === undefined) {
    const command = { type: 'record', facts: factsOf(number), stage: { status: 'assigned' } } as const;
    return (turn) => desk.orderVoucher(turn, actor, { id: number, commandId, command });
  }
  const { stage } = doc.state;
  const tallied = talliedOf(stage);
  if (tallied === 'claimed' && stage.status === 'redeemed' && stage.claimId !== undefined) {
    const id = stage.claimId;
    const version = (await desk.claim(unit, id))?.version;
    const order = { id, commandId, version, texts, command: await claimCommand(unit, id, random) };
    return (turn) => desk.orderClaim(turn, actor, order);
  }
  if (tallied === 'redeemed' && random.chance(0.8)) {
    const other = random.pick(numbers);
    const isToo = (await desk.voucher(unit, other))?.status === 'redeemed';
    const order = {
      id: commandId,
      commandId,
      voucherIds: isToo ? [number, other] : [number],
      accepted: ['G13'],
      texts,
    } as const;
    return (turn) => desk.draftClaim(turn, actor, order);
  }
  const command = commandFor(doc, random);
  if (command === undefined) throw new Error('there is always something to ask');
  const order: VoucherOrder = { id: number, commandId, version: doc.version, command, texts };
  return (turn) => desk.orderVoucher(turn, actor, order);
}

/** The same for every worker, whatever it sees. */
function sharedOrder(index: number, numbers: readonly string[]): Ask {
  const number = numbers[index % numbers.length] ?? '';
  const facts: Facts = { ...factsOf(number), adjustedExpiry: addDays(today, 100 + index) };
  const order: VoucherOrder = {
    id: number,
    commandId: `shared-${index}`,
    command: { type: 'amend', facts },
    texts,
  };
  return (unit) => desk.orderVoucher(unit, actor, order);
}

async function work({ name, seed, numbers, own, shared }: Work): Promise<Result> {
  const random = new Random(seed);
  const done: string[] = [];
  const again: string[] = [];
  const contended: string[] = [];
  const refused: Record<string, number> = {};
  let unchanged = 0;
  let reruns = 0;

  const carryOut = async (commandId: string, ask: Ask): Promise<void> => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const unit = desk.begin(localTenantId, attempt > 0);
      const outcome = await ask(unit);
      if (!outcome.done) {
        const { why } = outcome.refusal.refused;
        refused[why] = (refused[why] ?? 0) + 1;
        return;
      }
      if (outcome.again) return void again.push(commandId);
      if (outcome.unchanged === true) return void (unchanged += 1);
      if ((await unit.commit()) === 'committed') return void done.push(commandId);
      reruns += 1;
    }
    contended.push(commandId);
  };

  // What is shared comes in between, when the vouchers are there.
  const every = Math.max(1, Math.floor(own / Math.max(1, shared)));
  const tasks: (() => Promise<void>)[] = [];
  for (let index = 0; index < own; index += 1) {
    const commandId = `${name}-${index}`;
    tasks.push(async () => carryOut(commandId, await orderFor(commandId, numbers, random)));
    const at = Math.floor(index / every);
    if (index % every === every - 1 && at < shared) {
      tasks.push(() => carryOut(`shared-${at}`, sharedOrder(at, numbers)));
    }
  }
  const person = async (): Promise<void> => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) await task();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, person));
  return { done, again, unchanged, refused, contended, reruns };
}

process.once('message', (message: Work) => {
  void work(message).then((result) => process.send?.(result));
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
