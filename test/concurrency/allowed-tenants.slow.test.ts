import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LocalPerson } from '../../bot/local/people.ts';
import { openStore } from '../../bot/store/store.ts';
import { parseDocument, type AnyDocument, KINDS } from '../../domain/store/documents.ts';
import { allOf } from '../../domain/store/pages.ts';
import { Child } from '../bench/child.ts';
import { Programme } from '../bench/programme.ts';
import { benchPerson } from '../bench/teams.ts';
import { until } from '../bot/store/documents.ts';
import { command } from '../bot/tenant/given.ts';
import { Chat, setUp } from '../conversation/running-bot.ts';
import { STORE_PATIENCE_MS } from '../machine.ts';
import { startTeams, type Teams } from '../teams/person.ts';

const TENANT = '9b0e6f41-7c2d-4a5e-b3f8-1d6c0a9e2f77';
/** Of a tenant that nobody allowed yet; she is to be its first admin. */
const eve: LocalPerson = {
  ...benchPerson(1),
  key: 'eve',
  name: 'Eve Outside (synthetic)',
  tenantId: TENANT,
};

let programme: Programme;
let bots: readonly Child[] = [];
let teams: readonly Teams[] = [];

beforeAll(async () => {
  programme = await Programme.start([benchPerson(0)], ['mpnPartnerAdmin']);
  const env = { ...programme.env, PATIENT: 'true', WAKE_MS: '200' };
  bots = await Promise.all([0, 1].map(() => Child.start('test/bench/bot.ts', [], env)));
  teams = await Promise.all(
    bots.map(({ where }) => startTeams(`http://127.0.0.1:${where}`, { people: [benchPerson(0), eve] })),
  );
});
afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await Promise.all(teams.map((one) => one.close()));
  await programme.close();
});

/** The command, beside two bots at work. */
function tenants(...args: readonly string[]): string {
  const { code, out, err } = command('tenants', args, programme.env);
  expect([args, code, err]).toEqual([args, 0, '']);
  return out;
}

/** Whether the bot answers her: one whose tenant is not allowed hears nothing. */
async function isLetIn(at: Teams): Promise<boolean> {
  const person = at.person('eve');
  const before = person.messages().length;
  await person.say('home');
  return person.messages().length > before + 1;
}

/** Waits until every replica answers her, or none does. */
async function untilAll(letIn: boolean): Promise<void> {
  for (const one of teams) await until(async () => (await isLetIn(one)) === letIn);
}

/** What the store has of the tenant, but what a turn leaves behind. */
async function stored(): Promise<readonly AnyDocument[]> {
  const { env } = programme;
  const store = await openStore({
    deadlineMs: STORE_PATIENCE_MS,
    endpoint: env['COSMOS_ENDPOINT'] ?? '',
    key: env['COSMOS_KEY'] ?? '',
    database: env['COSMOS_DATABASE'] ?? '',
    dataDir: env['DATA_DIR'] ?? '',
    parse: parseDocument,
  });
  const docs: AnyDocument[] = [];
  for (const kind of KINDS.filter(
    (one) => !['processed', 'outbox', 'dialog', 'shown', 'lease', 'sweep'].includes(one),
  ))
    for await (const { doc } of allOf(store, TENANT, { kind })) docs.push(doc);
  await store.close();
  return docs;
}

describe('two replicas learn of a tenant without a restart', () => {
  test('nobody of it is let in before', async () => {
    for (const one of teams) {
      await one.person('eve').install();
      expect(await isLetIn(one)).toBe(false);
    }
    expect(await stored()).toEqual([]);
  });

  test('it is added: its first admin gets in at both, and sets the company up', async () => {
    expect(tenants('add', TENANT, eve.aadObjectId)).toContain(`Allowed: the tenant ${TENANT}`);
    await untilAll(true);
    const chat = new Chat({ teams: teams[0] as Teams }, 'eve');
    await setUp(chat);
    expect((await stored()).some(({ kind }) => kind === 'company')).toBe(true);
  });

  test('it is removed: she hears nothing at either, cards do nothing, and everything stays', async () => {
    const before = await stored();
    const [first] = teams as readonly [Teams, Teams];
    const card = first.person('eve').latestCard();
    tenants('remove', TENANT);
    await untilAll(false);
    const pressed = await first.person('eve').tryPress('home.open', {}, card);
    expect(pressed).toMatchObject({ kind: 'error', status: 403 });
    expect(await stored()).toEqual(before);
    // A bot may be at work for it still.
    const early = command('forget-tenant', [TENANT, '--yes', TENANT], programme.env);
    expect([early.code, early.err]).toEqual([1, expect.stringMatching(/was removed \d+ seconds ago/)]);
    expect(await stored()).toEqual(before);
  });

  test('it is added again: everything is there', async () => {
    const before = await stored();
    tenants('add', TENANT, eve.aadObjectId);
    await untilAll(true);
    for (const one of teams) {
      const chat = new Chat({ teams: one }, 'eve');
      await chat.say('company');
      expect(chat.text).toContain('Fabrikam Planning (synthetic)');
    }
    // Of her it is kept where she wrote last.
    const lasting = (docs: readonly AnyDocument[]) => docs.filter(({ kind }) => kind !== 'person');
    expect(lasting(await stored())).toEqual(lasting(before));
  });
});
