import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InboundActivity } from '../../bot/local/activities.ts';
import type { ConnectorRequest, Fault } from '../../bot/local/connector.ts';
import { anna, localTenantId, type LocalPerson } from '../../bot/local/people.ts';
import { openStore } from '../../bot/store/store.ts';
import { dayAt } from '../../domain/day.ts';
import { parseDocument } from '../../domain/store/documents.ts';
import { cardsOf } from '../teams/card.ts';
import { Chat, letIn, setUp } from '../conversation/running-bot.ts';
import { startTeams, type Teams } from '../teams/person.ts';
import { check, type Finding } from './checker.ts';
import { Front } from './front.ts';
import { freePort, Killable } from './killable.ts';
import { Ledger } from './ledger.ts';
import { BusyPerson, type Office, type Went } from './person.ts';
import { Random } from './random.ts';
import { readStored, type Stored } from './stored.ts';
import type { NoticeDocument } from '../../domain/store/documents.ts';
import { shortly } from './work.ts';

/** How the bot runs: with its own file, or as two replicas on one engine in a process of its own. */
export type Topology = 'embedded' | 'served';

const KEY = Buffer.from('a key for the torture only').toString('base64');
const DATABASE = 'torture';
const EDITION = '2020';
const READ_MS = 60_000;
/** Milliseconds from a request, or from an answer, to the kill: at most. */
const WITHIN_MS = { turn: 15, answer: 5, soon: 80, later: 600 } as const;
/** Milliseconds; people wait longer before they go on at another replica. */
const MOST_DELAY_MS = 40;
/**
 * Milliseconds that people have before a kill, at most: a process that has just begun reads its first mail after a second
 * or more, and where every life ended before it, nothing but views was ever killed.
 */
const LIFE_MS = 4_000;
/** How often a bot that was killed is killed again at its start. */
const HARD_START = 0.1;

/** For a process whose clock is so many milliseconds ahead. */
const ahead = (ms: number): readonly string[] => [
  '--import',
  `data:text/javascript,const now = Date.now; Date.now = () => now() + ${ms};`,
];
/** By how much the bots' clocks are ahead: it is a working day there, whenever this runs, and people may be told. */
const TO_WORK_MS = toWork(Date.now());
/** Rows that a dead replica left are nobody else's business then. */
const MINUTE_MS = 60_000;
/** How long a bot is given to tell what is due before one looks, and after how many looks that find as much it is lost. */
const TELLING_MS = 3_000;
const LOOKS = 10;

/** From `now` to the next noon, UTC, of a working day. */
function toWork(now: number): number {
  const noon = new Date(now);
  noon.setUTCHours(12, 0, 0, 0);
  while (noon.getTime() < now || noon.getUTCDay() % 6 === 0) noon.setUTCDate(noon.getUTCDate() + 1);
  return noon.getTime() - now;
}

interface Counts {
  turns: number;
  calm: number;
  readonly stuck: Set<string>;
  readonly untrue: Set<string>;
  readonly lost: Set<string>;
  readonly doubled: Set<string>;
  readonly half: Set<string>;
}

/** A company at work on a bot whose processes are killed. */
export class World {
  readonly topology: Topology;
  readonly folder: string;
  readonly counts: Counts = {
    turns: 0,
    calm: 0,
    stuck: new Set(),
    untrue: new Set(),
    lost: new Set(),
    doubled: new Set(),
    half: new Set(),
  };
  readonly ledger = new Ledger();
  readonly #bots: readonly Killable[];
  readonly #engine: Killable | undefined;
  readonly #endpoint: string | undefined;
  readonly #front: Front;
  readonly #teams: Teams;
  readonly #people: readonly BusyPerson[];
  readonly #random: Random;
  readonly #faults: Random;
  /** Odd while something is dead, and another number afterwards: whoever is disturbed need not be answered. */
  #disturbed = 0;
  #isAtWork = false;
  #answeredInLife = 0;
  #onActivity: (() => void) | undefined;
  #onAnswer: (() => void) | undefined;

  private constructor(of: {
    topology: Topology;
    folder: string;
    bots: readonly Killable[];
    engine: Killable | undefined;
    endpoint: string | undefined;
    front: Front;
    teams: Teams;
    people: readonly LocalPerson[];
    random: Random;
  }) {
    this.topology = of.topology;
    this.folder = of.folder;
    this.#bots = of.bots;
    this.#engine = of.engine;
    this.#endpoint = of.endpoint;
    this.#front = of.front;
    this.#teams = of.teams;
    this.#random = of.random;
    this.#faults = new Random(of.random.below(2 ** 31));
    let number = 1000;
    const office: Office = {
      connector: of.teams.connector,
      ledger: this.ledger,
      today: dayAt(Date.now() + TO_WORK_MS, 'Europe/Warsaw'),
      numbers: [],
      newNumber: () => `SYN-T0RT-${(number += 1)}`,
    };
    this.#people = of.people.map(
      (who, index) => new BusyPerson(office, who, new Random(of.random.below(2 ** 31) + index)),
    );
  }

  static async start(topology: Topology, people: number, seed: number): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), `torture-${topology}-`));
    const enginePort = await freePort();
    const endpoint = topology === 'served' ? `http://127.0.0.1:${enginePort}` : undefined;
    const engine =
      endpoint === undefined
        ? undefined
        : new Killable({
            name: 'engine',
            script: 'bot/store/embedded/serve.ts',
            args: [`--port=${enginePort}`, `--file=${join(folder, 'engine.sqlite')}`, `--key=${KEY}`],
            ready: /^ready \S+$/m,
            log: join(folder, 'engine.log'),
          });
    const ports = endpoint === undefined ? [await freePort()] : [await freePort(), await freePort()];
    const bots = ports.map(
      (port, index) =>
        new Killable({
          name: `bot${index + 1}`,
          script: 'bot/main.ts',
          env: {
            PORT: String(port),
            LOCAL_TEAMS_PORT: '0',
            DATA_DIR: endpoint === undefined ? folder : join(folder, `bot${index + 1}`),
            LOG_LEVEL: 'warn',
            COSMOS_DATABASE: DATABASE,
            ...(endpoint === undefined ? {} : { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: KEY }),
          },
          ready: /^Open \S+$/m,
          log: join(folder, `bot${index + 1}.log`),
        }),
    );
    const everybody = Array.from({ length: people }, (_, index) => somebody(index));
    const homes = new Map<string, number>();
    let world: World | undefined;
    const front = await Front.start({
      // Whose replica is dead goes on at the other one.
      replicas: ({ conversation }) => {
        const home = homes.get(conversation.id) ?? 0;
        return [...ports.slice(home), ...ports.slice(0, home)];
      },
      onActivity: (activity) => world?.passes(activity),
      onAnswer: () => world?.answered(),
    });
    const teams = await startTeams(front.url, { people: everybody });
    const random = new Random(seed);
    world = new World({ topology, folder, bots, engine, endpoint, front, teams, people: everybody, random });
    await engine?.start();
    await Promise.all(bots.map((bot) => bot.start(ahead(TO_WORK_MS))));
    await world.#setUp();
    // Now only: what a replica has read of a person before they were let in, it keeps for some seconds.
    for (const [index, { key }] of everybody.entries()) {
      homes.set(teams.connector.conversationId(key), index % ports.length);
    }
    return world;
  }

  /** The company is set up, and everybody is let in; nothing is killed yet. */
  async #setUp(): Promise<void> {
    const [first, ...others] = this.#people.map(({ who }) => new Chat({ teams: this.#teams }, who.key));
    if (first === undefined) throw new Error('nobody is there');
    await setUp(first);
    for (const [index, other] of others.entries()) {
      await letIn(first, other, index % 3 === 0 ? 'admin' : 'consultant', ['mpnPartnerAdmin']);
    }
    for (const person of this.#people) person.lookUp();
    this.#teams.connector.faults = (request) => this.#fault(request);
  }

  /** Teams is not always there either: an edit is late, refused, cut off, or done and not known to be. */
  #fault({ method }: ConnectorRequest): Fault | undefined {
    if (method !== 'PUT') return undefined;
    return this.#faults.weighted<Fault | undefined>([
      [88, undefined],
      [5, { delay: this.#faults.below(MOST_DELAY_MS) }],
      [3, { reset: true }],
      [2, { reset: true, afterwards: true }],
      [2, { status: 503 }],
    ]);
  }

  passes(activity: InboundActivity): void {
    this.ledger.sent(activity);
    this.#onActivity?.();
  }

  answered(): void {
    this.#onAnswer?.();
  }

  /** People work until something is killed; then what is stored is checked, and everybody goes on. */
  async life(): Promise<string> {
    const { connector } = this.#teams;
    connector.requests.length = 0;
    if (connector.sent.length > 2000) connector.sent.splice(0, connector.sent.length - 500);
    this.#answeredInLife = 0;
    this.#isAtWork = true;
    const atWork = this.#people.map(async (person) => {
      while (this.#isAtWork) await this.#turnOf(person);
    });
    const victim = this.#random.pick([...this.#bots, ...(this.#engine === undefined ? [] : [this.#engine])]);
    const wanted = 10 + this.#random.below(40);
    const until = performance.now() + this.#random.below(LIFE_MS);
    while (this.#answeredInLife < wanted || performance.now() < until) await sleep(5);
    const when = await this.#moment(() => {
      this.#isAtWork = false;
      return Promise.all(atWork);
    });
    this.#disturbed += 1;
    await victim.end('SIGKILL');
    if (victim === this.#engine) {
      await sleep(this.#random.below(300));
      await this.#engine.start();
    }
    this.#isAtWork = false;
    await Promise.all(atWork);
    this.#disturbed += 1;
    // What was sent until now may come again, also what a living replica sent while the engine was dead.
    this.ledger.kills += 1;
    await this.#check();
    // Whose replica died goes on at the other one.
    if (this.#bots.some(({ isAlive }) => isAlive)) await this.#everybodyGoesOn();
    for (const bot of this.#bots) {
      if (bot.isAlive) continue;
      if (this.#random.chance(HARD_START)) await this.#startsHard(bot);
      await bot.start(ahead(TO_WORK_MS));
      await this.#everybodyGoesOn();
    }
    return `${victim.name} ${when}`;
  }

  /** Killed again while it starts, or while it delivers what an earlier process left. */
  async #startsHard(bot: Killable): Promise<void> {
    const started = bot.start(ahead(TO_WORK_MS)).then(
      () => undefined,
      () => undefined,
    );
    // A start takes about a second.
    await Promise.race([started, sleep(300 + this.#random.below(1200))]);
    await bot.end('SIGKILL');
    await started;
    this.ledger.kills += 1;
  }

  /**
   * Waits for the moment of the kill: right after a request or an answer, within the work, or when nobody does
   * anything.
   */
  async #moment(close: () => Promise<unknown>): Promise<string> {
    const kinds = [
      [5, 'turn'],
      [5, 'answer'],
      [3, 'soon'],
      [2, 'later'],
      [1, 'idle'],
    ] as const;
    const kind = this.#random.weighted(kinds) ?? 'idle';
    if (kind === 'idle') {
      await close();
      const pause = this.#random.below(400);
      await sleep(pause);
      return `idle for ${pause} ms`;
    }
    const wait = this.#random.next() * WITHIN_MS[kind];
    await new Promise<void>((resolve) => {
      if (kind === 'answer') this.#onAnswer = resolve;
      else this.#onActivity = resolve;
    });
    this.#onActivity = undefined;
    this.#onAnswer = undefined;
    const since = performance.now();
    // Timers are as coarse as a turn is long.
    while (performance.now() - since < wait) await new Promise((resolve) => setImmediate(resolve));
    return `${wait.toFixed(1)} ms after ${kind === 'answer' ? 'an answer' : 'a request'}`;
  }

  async #turnOf(person: BusyPerson): Promise<void> {
    const before = this.#disturbed;
    const went = await person.turn();
    this.#count(person, went, before);
    // Somebody whose bot is dead does not press a hundred times a second.
    if (!went.ok) await sleep(50);
  }

  #count({ who }: BusyPerson, went: Went, disturbedBefore: number): void {
    this.counts.turns += 1;
    if (went.ok) this.#answeredInLife += 1;
    if (disturbedBefore !== this.#disturbed || disturbedBefore % 2 === 1) return;
    this.counts.calm += 1;
    if (!went.ok) this.counts.stuck.add(`${who.key}: ${went.why}`);
  }

  /** Everything runs: each person's newest card takes a press. */
  async #everybodyGoesOn(): Promise<void> {
    await Promise.all(
      this.#people.map(async (person) => this.#count(person, await person.goOn(), this.#disturbed)),
    );
  }

  async #read(): Promise<Stored> {
    const { folder } = this;
    const store = await openStore({
      ...(this.#endpoint === undefined ? {} : { endpoint: this.#endpoint, key: KEY }),
      database: DATABASE,
      dataDir: folder,
      parse: parseDocument,
      deadlineMs: READ_MS,
    });
    try {
      return await readStored(store, localTenantId);
    } finally {
      await store.close();
    }
  }

  async #check(): Promise<Stored> {
    const stored = await this.#read();
    const found: readonly Finding[] = check(stored, this.ledger, EDITION);
    for (const { kind, what } of found) this.counts[kind].add(what);
    for (const what of this.ledger.undelivered(stored)) this.counts.lost.add(what);
    for (const what of this.ledger.repeatedTooOften()) this.counts.doubled.add(what);
    for (const what of this.ledger.untrue(stored.events)) this.counts.untrue.add(what);
    this.ledger.settle(stored.events);
    return stored;
  }

  /**
   * No more kills: the bot starts once more, a minute later, and delivers what was left; then everybody presses
   * once more. The outbox is empty after that, and every chat keeps what its person saw.
   */
  async end(): Promise<void> {
    this.#teams.connector.faults = undefined;
    await this.#endPolitely();
    // One after the other: two that begin together would both deliver the same rows.
    for (const bot of this.#bots) await bot.start(ahead(TO_WORK_MS + MINUTE_MS));
    await this.#endPolitely();
    await Promise.all(this.#bots.map((bot) => bot.start(ahead(TO_WORK_MS + MINUTE_MS))));
    await this.#everybodyGoesOn();
    await this.#everybodyIsTold();
    const stored = await this.#check();
    for (const { id } of stored.outbox) this.counts.lost.add(`still in the outbox: ${id}`);
    for (const { id } of untold(stored)) this.counts.lost.add(`still to be told: ${id}`);
    if (this.ledger.told === 0) this.counts.stuck.add('nobody was told anything');
    const bases = this.#bases();
    for (const what of this.ledger.stale((conversation, activity) =>
      bases.get(`${conversation}:${activity}`),
    )) {
      this.counts.stuck.add(what);
    }
    for (const { who, lastSeen } of this.#people) {
      if (lastSeen === undefined) continue;
      const base = bases.get(`${this.#teams.connector.conversationId(who.key)}:${lastSeen.activityId}`);
      const conversation = this.#teams.connector.conversationId(who.key);
      const isMadeTrue =
        base !== undefined && this.ledger.isMadeTrue(conversation, lastSeen.activityId, base);
      if (JSON.stringify(base) !== JSON.stringify(lastSeen.card) && !isMadeTrue) {
        const kept = base === undefined ? 'nothing' : shortly(base);
        this.counts.stuck.add(`${who.key}: the chat keeps “${kept}”, seen was “${shortly(lastSeen.card)}”`);
      }
    }
  }

  /**
   * Starts the bots until nothing that is due waits to be told, each time a minute later: one that begins knows of nobody's
   * last message, and somebody looks after the tenant again. What a hundred lives of seconds left takes many messages.
   */
  async #everybodyIsTold(): Promise<void> {
    let least = Infinity;
    for (let minutes = 1, looks = 0; looks < LOOKS; minutes += 1, looks += 1) {
      await this.#endPolitely();
      const left = untold(await this.#read()).length;
      if (left === 0) return;
      if (left < least) looks = 0;
      process.stdout.write(`${left} still to be told\n`);
      least = Math.min(least, left);
      for (const bot of this.#bots) await bot.start(ahead(TO_WORK_MS + minutes * MINUTE_MS));
      await sleep(TELLING_MS);
    }
    await this.#endPolitely();
  }

  /** A polite end delivers what is under way. */
  async #endPolitely(): Promise<void> {
    await Promise.all(this.#bots.map((bot) => bot.end('SIGTERM')));
  }

  #bases(): ReadonlyMap<string, Record<string, unknown>> {
    const { connector } = this.#teams;
    return new Map(
      this.#people.flatMap(({ who }) =>
        connector
          .state(who.key)
          .entries.flatMap((entry) =>
            cardsOf(entry).map(
              ({ card }) => [`${connector.conversationId(who.key)}:${entry.id}`, card] as const,
            ),
          ),
      ),
    );
  }

  /** Ends what is left; `keep` = the folder stays, for whoever looks into it. */
  async close(keep: boolean): Promise<void> {
    for (const one of [...this.#bots, ...(this.#engine === undefined ? [] : [this.#engine])]) {
      await one.end('SIGKILL');
    }
    await this.#front.close();
    await this.#teams.close();
    if (!keep) await rm(this.folder, { recursive: true, force: true });
  }
}

/** The first is the admin whom the configuration names; every fourth has a Teams that knows Submit only. */
function somebody(index: number): LocalPerson {
  if (index === 0) return anna;
  return {
    ...anna,
    key: `person${index}`,
    name: `Person ${index} (synthetic)`,
    id: `29:1Torture${index}`,
    aadObjectId: `c0ffee00-0000-4000-8000-${String(index).padStart(12, '0')}`,
    ...(index % 4 === 3 ? { executeAsSubmit: true } : {}),
  };
}

/** What should have been told by now: what is not due yet waits for another hour. */
function untold({ notices }: Stored): readonly NoticeDocument[] {
  const now = Date.now() + TO_WORK_MS + MINUTE_MS;
  return notices.filter(({ to, due, attempts }) => to === undefined || attempts > 0 || due <= now);
}
