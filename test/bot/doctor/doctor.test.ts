import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { diagnose, type Asked } from '../../../bot/doctor/doctor.ts';
import type { Examined } from '../../../bot/doctor/examination.ts';
import type { Finding } from '../../../bot/doctor/finding.ts';
import { reportOf } from '../../../bot/doctor/report.ts';
import { CONTAINER_ID, containerDefinition } from '../../../bot/store/container.ts';
import { allowTenant } from '../../../bot/tenant/allowance.ts';
import { openStore } from '../../../bot/store/store.ts';
import { parseDocument } from '../../../domain/store/documents.ts';
import { openEngine } from '../../../bot/store/embedded/engine.ts';
import { machine } from '../../machine.ts';
import { inFolder } from '../store/documents.ts';
import { APP, TENANT } from '../teams/given.ts';
import { Account, ADMIN, COSMOS_KEY, MAILBOX, Outside, refusedToken, SECRET } from './outside.ts';
import { packageFor } from './package-for.ts';

const OTHER = '44444444-4444-4444-8444-444444444444';
const CLIENT_STATE = 'a-state-that-nobody-is-told';
const SECRETS = [SECRET, COSMOS_KEY, CLIENT_STATE];

/** An environment with everything that it names, all of it as it should be. */
interface World {
  readonly folder: string;
  readonly outside: Outside;
  readonly account: Account;
  env: Record<string, string>;
  asked: Asked;
}

const ours = packageFor();

let outside: Outside;
beforeEach(async () => {
  outside = await Outside.start();
});
afterEach(() => outside.close());

/** Looks at a world that `spoil` has changed. */
async function inWorld<T>(use: (world: World) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const account = await Account.start(join(folder, 'account.sqlite'));
    const file = join(folder, 'app.zip');
    writeFileSync(file, await ours);
    const env = {
      PORT: '0',
      MicrosoftAppId: APP,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: TENANT,
      MicrosoftAppPassword: SECRET,
      ALLOWED_TENANTS: `${TENANT}:${ADMIN}`,
      COSMOS_ENDPOINT: account.url,
      COSMOS_KEY,
      PUBLIC_URL: 'https://bot.contoso.example',
      MAILBOX_USER: MAILBOX,
      MAILBOX_TENANT: TENANT,
      MAILBOX_CLIENT_STATE: CLIENT_STATE,
    };
    try {
      return await use({ folder, outside, account, env, asked: { package: file } });
    } finally {
      await account.close();
    }
  });
}

const openAccount = ({ account, folder }: World): ReturnType<typeof openStore> =>
  openStore({
    endpoint: account.url,
    key: COSMOS_KEY,
    database: 'planning-services',
    dataDir: folder,
    parse: parseDocument,
  });

const look = ({ env, asked }: World): Promise<readonly Examined[]> => diagnose(env, asked, outside.places);

/** Everything that is not ok, by the check's name. */
function troubles(examined: readonly Examined[]): readonly (Finding & { readonly name: string })[] {
  return examined.flatMap(({ name, findings }) =>
    findings.filter(({ state }) => state === 'not_ok').map((finding) => ({ name, ...finding })),
  );
}

test('where everything is as it should be, everything is ok', () =>
  inWorld(async (world) => {
    const examined = await look(world);
    expect(
      examined.flatMap(({ name, findings }) => findings.map(({ state, saw }) => `${name} ${state} ${saw}`)),
    ).toEqual([
      expect.stringMatching(/^Node ok 24\./),
      `configuration ok SingleTenant, app ${APP} of tenant ${TENANT}; vouchers in ${world.account.url}`,
      'port ok PORT: any free one',
      expect.stringMatching(/^clock ok within two minutes/),
      `identity ok the tenant ${TENANT} is there`,
      'token ok the bot gets a token for the Bot Connector',
      expect.stringMatching(/^Teams ok .* gives the keys/),
      expect.stringMatching(/^Teams ok .* answers/),
      expect.stringMatching(/^store ok /),
      expect.stringMatching(/^container ok "programme"/),
      'consistency ok Strong',
      'writing ok a document was written, read back and removed',
      'tenants ok 1 may use the bot',
      `mailbox ok ${MAILBOX} can be read`,
      expect.stringMatching(/^app package ok .*version 1\.2\.3: made for this bot/),
      'endpoint unchecked is the bot reached from outside?',
    ]);
    const left = await openAccount(world);
    expect((await left.query('doctor', { kind: 'processed', limit: 1 })).items).toEqual([]);
    await left.close();
  }));

type Wrong = readonly [
  what: string,
  spoil: (world: World) => void | Promise<void>,
  check: string,
  saw: RegExp,
  todo: RegExp,
];

const policy = containerDefinition().indexingPolicy;
const seconds = (count: number): number => count * 1000;

const WRONG: readonly Wrong[] = [
  // Who the bot is.
  [
    'ids in each other’s place',
    ({ env }) => {
      [env['MicrosoftAppId'], env['MicrosoftAppTenantId']] = [TENANT, APP];
    },
    'identity',
    /in each other’s place/,
    /Overview has both/,
  ],
  [
    'another tenant',
    ({ env }) => void (env['MicrosoftAppTenantId'] = OTHER),
    'identity',
    /MicrosoftAppTenantId is no tenant/,
    /Directory/,
  ],
  [
    'another tenant, where the token is asked for',
    ({ env }) => void (env['MicrosoftAppTenantId'] = OTHER),
    'token',
    /MicrosoftAppTenantId is no tenant/,
    /Directory/,
  ],
  [
    'a wrong secret',
    ({ env }) => void (env['MicrosoftAppPassword'] = 'another'),
    'token',
    /not a secret of this/,
    /column "Value"/,
  ],
  [
    'an expired secret',
    () => void (outside.token = () => refusedToken('invalid_client', 7000222)),
    'token',
    /has expired/,
    /New client secret/,
  ],
  [
    'an app of another tenant',
    () => void (outside.token = () => refusedToken('unauthorized_client', 700016)),
    'token',
    /is no app of the tenant/,
    /Application \(client\) ID/,
  ],
  [
    'a login service in trouble',
    () => void (outside.token = () => [503, {}]),
    'token',
    /does not answer as it should/,
    /443/,
  ],
  // Where it is.
  [
    'a clock that is a day behind',
    () => void (outside.aheadMs = seconds(86_400)),
    'clock',
    /24 hours behind/,
    /timedatectl/,
  ],
  [
    'a clock that is three minutes ahead',
    () => void (outside.aheadMs = -seconds(180)),
    'clock',
    /3 minutes ahead of/,
    /timedatectl/,
  ],
  [
    'a clock that only the account tells',
    ({ account }) => {
      outside.aheadMs = undefined;
      account.aheadMs = -seconds(86_400);
    },
    'clock',
    /24 hours ahead of/,
    /timedatectl/,
  ],
  ['no signing keys', () => void (outside.keys = { keys: [] }), 'Teams', /signing keys cannot be had/, /443/],
  [
    'a port that is taken',
    async ({ env }) => {
      const server = createServer((_req, res) => res.end('something else')).unref();
      await new Promise<void>((resolve) => server.listen(0, resolve));
      env['PORT'] = String((server.address() as { port: number }).port);
    },
    'port',
    /is taken by another process/,
    /choose another with PORT/,
  ],
  // Whom it is for.
  [
    'an allowed tenant that is none',
    ({ env }) => void (env['ALLOWED_TENANTS'] += `,${OTHER}:${APP.replaceAll('1', '9')}`),
    'tenants',
    /44444444-.* is no tenant/,
    /Tenant ID/,
  ],
  [
    'a pair the wrong way round',
    ({ env }) => {
      outside.tenants.add(OTHER);
      env['ALLOWED_TENANTS'] += `,${ADMIN}:${OTHER}`;
    },
    'tenants',
    /in each other’s place/,
    /first the tenant/,
  ],
  // The store.
  ['a wrong key', ({ account }) => void (account.refusal = () => 401), 'store', /401/, /check COSMOS_KEY/],
  [
    'an account that is not there',
    ({ env }) => void (env['COSMOS_ENDPOINT'] = 'http://127.0.0.1:9'),
    'store',
    /ECONNREFUSED/,
    /firewall/,
  ],
  [
    'another partition key',
    ({ account }) => {
      account.container = { partitionKey: { paths: ['/tenant'] } };
    },
    'container',
    /partition key is \/tenant, expected \/tenantId/,
    /COSMOS_DATABASE/,
  ],
  [
    'another TTL',
    ({ account }) => {
      account.container = { defaultTtl: 3600 };
    },
    'container',
    /default TTL is 3600, expected -1/,
    /upgrade-store/,
  ],
  [
    'an index less',
    ({ account }) => {
      const compositeIndexes = (policy?.compositeIndexes ?? []).slice(0, -1);
      account.container = { indexingPolicy: { ...policy, compositeIndexes } };
    },
    'container',
    /lacks composite indexes \/kind\+\/due/,
    /at its next start/,
  ],
  [
    'indexes that are being built',
    ({ account }) => {
      account.builtPercent = 40;
    },
    'container',
    /being built, 40 % are there/,
    /wait/,
  ],
  [
    'session consistency',
    ({ account }) => void (account.consistency = 'Session'),
    'consistency',
    /^Session: a second replica/,
    /Strong/,
  ],
  [
    'a right to read only',
    ({ account }) =>
      void (account.refusal = (method, path) =>
        method === 'POST' && path.includes(CONTAINER_ID) ? 403 : undefined),
    'writing',
    /403/,
    /read and write/,
  ],
  // Beside it.
  [
    'a mailbox that may not be read',
    () => void (outside.graph = [403, {}]),
    'mailbox',
    /may not be read \(403\)/,
    /Mail\.ReadWrite/,
  ],
  [
    'a mailbox that is not there',
    () => void (outside.graph = [404, {}]),
    'mailbox',
    /knows no mailbox/,
    /MAILBOX_USER/,
  ],
  [
    'the package of another bot',
    ({ env }) => {
      env['MicrosoftAppId'] = OTHER;
    },
    'app package',
    /is of the bot 11111111-.*, not of MicrosoftAppId 44444444-/,
    /npm run package/,
  ],
];

describe('what is wrong is named, with what to do, and no secret is said', () => {
  test.each(WRONG)('%s', async (_what, spoil, check, saw, todo) =>
    inWorld(async (world) => {
      await spoil(world);
      const examined = await look(world);
      expect(troubles(examined)).toContainEqual({
        name: check,
        state: 'not_ok',
        saw: expect.stringMatching(saw),
        todo: expect.stringMatching(todo),
      });
      const report = reportOf(examined);
      for (const secret of SECRETS) expect(report).not.toContain(secret);
    }),
  );
});

test('nothing beside what is wrong is said to be wrong', () =>
  inWorld(async (world) => {
    outside.aheadMs = seconds(86_400);
    expect(troubles(await look(world)).map(({ name }) => name)).toEqual(['clock']);
  }));

test('what needs something else that is not ok is not looked at, and says so', () =>
  inWorld(async (world) => {
    world.account.refusal = () => 401;
    const examined = await look(world);
    for (const name of ['container', 'consistency'])
      expect(examined.find((one) => one.name === name)?.findings).toEqual([
        { state: 'unchecked', saw: 'needs "store" to be ok' },
      ]);
    expect(examined.find(({ name }) => name === 'writing')?.findings).toEqual([
      { state: 'unchecked', saw: 'needs "container" to be ok' },
    ]);
  }));

test('an account without a container has one made by its key; session consistency is right for one replica', () =>
  inFolder(async (folder) => {
    const account = await Account.start(join(folder, 'account.sqlite'), false);
    account.consistency = 'Session';
    await inWorld(async (world) => {
      world.env['COSMOS_ENDPOINT'] = account.url;
      world.asked = { ...world.asked, isAlone: true };
      const examined = await look(world);
      expect(troubles(examined)).toEqual([]);
      expect(examined.find(({ name }) => name === 'container')?.findings).toEqual([
        { state: 'ok', saw: expect.stringMatching(/the bot makes it at its first start/) },
      ]);
      expect(examined.find(({ name }) => name === 'writing')?.findings).toEqual([
        { state: 'unchecked', saw: 'there is no container yet' },
      ]);
    });
    await account.close();
  }));

test('whom the store allows counts beside the environment, and nobody at all is named', () =>
  inWorld(async (world) => {
    delete world.env['ALLOWED_TENANTS'];
    for (const name of Object.keys(world.env)) if (name.startsWith('MAILBOX')) delete world.env[name];
    expect(troubles(await look(world))).toEqual([
      expect.objectContaining({ name: 'tenants', saw: 'no tenant may use the bot' }),
    ]);
    const store = await openAccount(world);
    outside.tenants.add(OTHER);
    await allowTenant(store, { tenantId: OTHER, adminObjectId: ADMIN }, Date.now());
    await store.close();
    expect((await look(world)).find(({ name }) => name === 'tenants')?.findings).toEqual([
      { state: 'ok', saw: expect.stringMatching(/^1 may use the bot; the bot's home tenant is not one/) },
    ]);
  }));

describe('of a folder', () => {
  const storeIn = async (dataDir: string): Promise<readonly Finding[]> => {
    const examined = await diagnose(
      { PORT: '0', LOCAL_TEAMS_PORT: '0', DATA_DIR: dataDir },
      {},
      outside.places,
    );
    return examined.find(({ name }) => name === 'store')?.findings ?? [];
  };

  test('it is said whether the bot can keep vouchers there, and nothing is made in it', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'one', 'two');
      expect(await storeIn(dataDir)).toEqual([
        { state: 'ok', saw: `${dataDir}: the bot makes its file there` },
      ]);
      mkdirSync(dataDir, { recursive: true });
      const engine = openEngine({ file: join(dataDir, 'programme.sqlite') });
      expect(await storeIn(dataDir)).toEqual([
        { state: 'ok', saw: expect.stringMatching(/open in another process/) },
      ]);
      engine.close();
      expect(await storeIn(dataDir)).toEqual([{ state: 'ok', saw: expect.stringMatching(/it is whole/) }]);
    }));

  test('a file of another kind is named', () =>
    inFolder(async (dataDir) => {
      writeFileSync(join(dataDir, 'programme.sqlite'), 'x'.repeat(200));
      expect(await storeIn(dataDir)).toEqual([
        {
          state: 'not_ok',
          saw: expect.stringMatching(/is not a database/),
          todo: expect.stringMatching(/DATA_DIR/),
        },
      ]);
    }));
});

describe('npm run doctor', () => {
  const DOCTOR = fileURLToPath(new URL('../../../bot/doctor/doctor.ts', import.meta.url));
  const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const argv = ['--disable-warning=ExperimentalWarning', DOCTOR, ...args];
      execFile(process.execPath, argv, { env: { ...machine, ...env } }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
      );
    });

  test('says in local mode what is needed for Teams, in lines of 100 characters, and ends with 0', () =>
    inFolder(async (dataDir) => {
      const { code, stdout } = await run([], { PORT: '0', LOCAL_TEAMS_PORT: '0', DATA_DIR: dataDir });
      expect(code).toBe(0);
      expect(stdout).toMatch(/^ok {6}configuration {2}local mode, for this machine only/m);
      expect(stdout).toMatch(/^\? {7}Teams .*local mode/m);
      expect(stdout).toMatch(/\n5 ok, 0 not ok, 2 could not be checked\n$/);
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
    }));

  test('ends with 1 where something in a file is not ok, and says it as JSON', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'bot.env');
      writeFileSync(file, `MicrosoftAppId=${APP}\nMicrosoftAppPassword=${SECRET}\n`);
      const { code, stdout } = await run(['--json', '--env', file], {});
      expect(code).toBe(1);
      expect(troubles(JSON.parse(stdout) as readonly Examined[]).map(({ name }) => name)).toContain(
        'configuration',
      );
      expect(stdout).not.toContain(SECRET);
    }));

  test('ends with 2 for an address or a file that is none', async () => {
    expect(await run(['--endpoint', 'bot.contoso.example'], {})).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Usage: /),
    });
    expect(await run(['--env', 'no such file'], {})).toMatchObject({
      code: 2,
      stderr: 'no such file cannot be read (ENOENT)\n',
    });
  });
});
