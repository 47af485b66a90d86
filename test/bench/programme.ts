import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../bot/clock.ts';
import type { LocalPerson } from '../../bot/local/people.ts';
import { openStore } from '../../bot/store/store.ts';
import { dayAt } from '../../domain/day.ts';
import { Desk } from '../../domain/desk/desk.ts';
import type { Outcome } from '../../domain/desk/execute.ts';
import { parseDocument } from '../../domain/store/documents.ts';
import type { Actor, OfficialRole } from '../../domain/people/person.ts';
import type { Clock, Store } from '../../domain/store/ports.ts';
import type { UnitOfWork } from '../../domain/desk/unit-of-work.ts';
import { Child } from './child.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';

const KEY = Buffer.from('a key for the benchmark only').toString('base64');
const DATABASE = 'bench';
export const TIME_ZONE = 'Europe/Warsaw';
/** A voucher is two writes of a batch, its customer one more, and a batch holds a hundred. */
const AT_ONCE = 30;

/** The store's engine in a process of its own, and a company in it that has been set up. */
export class Programme {
  /** The process of the store's engine. */
  readonly engine: Child;
  readonly store: Store;
  /** An admin, who enters what is there beforehand. */
  readonly actor: Actor;
  readonly #folder: string;
  readonly #desk: Desk;
  readonly #close: () => Promise<void>;

  private constructor(of: {
    engine: Child;
    folder: string;
    desk: Desk;
    store: Awaited<ReturnType<typeof openStore>>;
    actor: Actor;
  }) {
    this.engine = of.engine;
    this.store = of.store;
    this.actor = of.actor;
    this.#folder = of.folder;
    this.#desk = of.desk;
    this.#close = () => of.store.close();
  }

  /** `people` are admins of the company with these official roles. */
  static async start(people: readonly LocalPerson[], roles: readonly OfficialRole[]): Promise<Programme> {
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    const engine = await Child.start('test/bench/engine.ts', [
      `--file=${join(folder, 'engine.sqlite')}`,
      `--key=${KEY}`,
    ]);
    const store = await openStore({
      deadlineMs: STORE_PATIENCE_MS,
      endpoint: engine.where,
      key: KEY,
      database: DATABASE,
      dataDir: folder,
      parse: parseDocument,
    });
    const desk = deskOf(store, systemClock);
    const actor = await setUpCompany(desk, people, roles);
    return new Programme({ engine, folder, desk, store, actor });
  }

  /** What the bot needs to find the store. */
  get env(): Readonly<Record<string, string>> {
    return {
      PORT: '0',
      LOCAL_TEAMS_PORT: '0',
      COSMOS_ENDPOINT: this.engine.where,
      COSMOS_KEY: KEY,
      COSMOS_DATABASE: DATABASE,
      DATA_DIR: this.#folder,
      LOG_LEVEL: 'silent',
      // What people are told without asking is measured by itself.
      NOTIFY_PER_SECOND: '0',
    };
  }

  /** Host and port of the store. */
  get host(): string {
    return new URL(this.engine.where).host;
  }

  /** Records assigned vouchers whose administrator is not known yet, and gives their numbers. */
  assign(count: number): Promise<readonly string[]> {
    return assign(this.#desk, this.actor, count, () => 'Customer (synthetic)');
  }

  async close(): Promise<void> {
    await this.#close();
    await this.engine.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** A desk as the bot's, with another clock. */
export function deskOf(store: Store, clock: Clock): Desk {
  return new Desk({
    store,
    clock,
    fingerprint: (text) => createHash('sha256').update(text).digest('base64url'),
    editionOfNewCompanies: '2020',
  });
}

/** A company that has been set up, whose admins are these people, with these official roles; gives the last of them. */
export async function setUpCompany(
  desk: Desk,
  people: readonly LocalPerson[],
  roles: readonly OfficialRole[],
): Promise<Actor> {
  let admin: Actor | undefined;
  for (const { tenantId, aadObjectId, name, timezone } of people) {
    const unit = desk.begin(tenantId);
    const met = { id: aadObjectId, name, language: 'en', timeZone: timezone } as const;
    admin = await desk.meet(unit, met, { admin: true });
    done(await desk.grant(unit, admin, { id: aadObjectId, permission: 'admin', roles }));
    await unit.commit();
  }
  if (admin === undefined) throw new Error('a company needs somebody');
  const actor = admin;
  await commit(desk, actor, async (unit) => {
    done(
      await desk.orderCompany(unit, actor, {
        commandId: randomUUID(),
        texts: { name: 'Partner (synthetic)', 'consultant:one': 'Consultant One (synthetic)' },
        command: {
          type: 'setUp',
          edition: '2020',
          timeZone: TIME_ZONE,
          competencies: { 'windows-and-devices': 'silver' },
          offerings: ['DDPS'],
          location: { id: 'SYN-PL', country: 'PL' },
          consultant: { id: 'one', assessments: ['windows-and-devices'] },
        },
      }),
    );
  });
  return actor;
}

/** Lets them in as consultants of the company who may reserve. */
export async function letIn(desk: Desk, actor: Actor, people: readonly LocalPerson[]): Promise<void> {
  for (const { aadObjectId, name, timezone } of people) {
    await commit(desk, actor, async (unit) => {
      await desk.meet(unit, { id: aadObjectId, name, language: 'en', timeZone: timezone }, { admin: false });
      const given = { id: aadObjectId, permission: 'consultant', roles: ['mpnPartnerAdmin'] } as const;
      done(await desk.grant(unit, actor, given));
    });
  }
}

/**
 * Records assigned vouchers whose administrator is not known yet, the nth for the customer that `customerOf` names, and
 * gives their numbers.
 */
export async function assign(
  desk: Desk,
  actor: Actor,
  count: number,
  customerOf: (nth: number) => string,
): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, () => `SYN-${randomUUID().slice(0, 12).toUpperCase()}`);
  const assignedOn = dayAt(systemClock.now(), TIME_ZONE);
  for (let from = 0; from < count; from += AT_ONCE) {
    await commit(desk, actor, async (unit) => {
      for (const [at, number] of numbers.slice(from, from + AT_ONCE).entries()) {
        const name = customerOf(from + at);
        done(
          await desk.orderVoucher(unit, actor, {
            id: number,
            commandId: randomUUID(),
            customer: { name },
            texts: { customer: name, number },
            command: {
              type: 'record',
              facts: { number, engagement: 'windows-office', serviceLevel: 5, assignedOn, adminKnown: false },
              stage: { status: 'assigned' },
            },
          }),
        );
      }
    });
  }
  return numbers;
}

/** Orders and commits; the first voucher of a tenant finds no tally and makes it: then once more. */
export async function commit(
  desk: Desk,
  { tenantId }: Actor,
  order: (unit: UnitOfWork) => Promise<void>,
): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const unit = desk.begin(tenantId, attempt > 0);
    await order(unit);
    if ((await unit.commit()) === 'committed') return;
  }
  throw new Error('the programme could not be prepared');
}

/** What was ordered; throws when it was refused. */
export function done<D>(outcome: Outcome<D>): D | undefined {
  if (!outcome.done) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.doc;
}
