import type { InboundActivity } from '../../bot/local/activities.ts';
import { localTenantId, type LocalPerson } from '../../bot/local/people.ts';
import { openStore } from '../../bot/store/store.ts';
import { addDays, dayAt, type Day } from '../../domain/day.ts';
import { parseDocument } from '../../domain/store/documents.ts';
import { Child } from '../bench/child.ts';
import { Programme } from '../bench/programme.ts';
import { benchPerson } from '../bench/teams.ts';
import { ADMIN_EMAIL, Chat, mail } from '../conversation/running-bot.ts';
import { startTeams, type Teams } from '../teams/person.ts';
import { Front } from '../torture/front.ts';
import { readStored, type Stored } from '../torture/stored.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';

/** The store's engine in one process, two of the bot on it, and people who are let in already. */
export class TwoReplicas {
  readonly today: Day = dayAt(Date.now(), 'Europe/Warsaw');
  readonly people: readonly LocalPerson[];
  readonly teams: Teams;
  readonly #programme: Programme;
  readonly #bots: readonly Child[];
  readonly #front: Front;

  private constructor(of: {
    people: readonly LocalPerson[];
    teams: Teams;
    programme: Programme;
    bots: readonly Child[];
    front: Front;
  }) {
    this.people = of.people;
    this.teams = of.teams;
    this.#programme = of.programme;
    this.#bots = of.bots;
    this.#front = of.front;
  }

  /** `replicaOf`: which of the two takes an activity. */
  static async start(count: number, replicaOf: (activity: InboundActivity) => 0 | 1): Promise<TwoReplicas> {
    const people = Array.from({ length: count }, (_, index) => benchPerson(index));
    const programme = await Programme.start(people, ['mpnPartnerAdmin']);
    const env = { ...programme.env, PATIENT: 'true' };
    const bots = await Promise.all([0, 1].map(() => Child.start('test/bench/bot.ts', [], env)));
    const front = await Front.start({
      replicas: (activity) => [Number(bots[replicaOf(activity)]?.where)],
    });
    const teams = await startTeams(front.url, { people });
    return new TwoReplicas({ people, teams, programme, bots, front });
  }

  chat(person: LocalPerson): Chat {
    return new Chat(this, person.key);
  }

  /** Records an assigned voucher from its mail, by cards. */
  async recorded(chat: Chat, number: string): Promise<void> {
    const type = 'Windows and Office Deployment Planning';
    await chat.person.install();
    await chat.say(mail(number, { type, assigned: addDays(this.today, -40) }));
    await chat.press('record.only', { adminEmail: ADMIN_EMAIL });
  }

  async stored(): Promise<Stored> {
    const { env } = this.#programme;
    const store = await openStore({
      deadlineMs: STORE_PATIENCE_MS,
      endpoint: env['COSMOS_ENDPOINT'] ?? '',
      key: env['COSMOS_KEY'] ?? '',
      database: env['COSMOS_DATABASE'] ?? '',
      dataDir: env['DATA_DIR'] ?? '',
      parse: parseDocument,
    });
    try {
      return await readStored(store, localTenantId);
    } finally {
      await store.close();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#bots.map((bot) => bot.stop()));
    await this.#front.close();
    await this.teams.close();
    await this.#programme.close();
  }
}
