import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IndexingPolicy } from '@azure/cosmos';
import { expect, test } from '@jest/globals';
import { containerDefinition } from '../../../bot/store/container.ts';
import { openStore } from '../../../bot/store/store.ts';
import { parseDocument } from '../../../domain/store/documents.ts';
import { machine } from '../../machine.ts';
import { failureOf, inFolder, until } from './documents.ts';
import { IndexingAccount } from './indexing-account.ts';

const SCRIPT = fileURLToPath(new URL('../../../bot/store/upgrade.ts', import.meta.url));
const { indexingPolicy: OURS } = containerDefinition();
/** As the portal makes it. */
const DEFAULT: IndexingPolicy = {
  indexingMode: 'consistent',
  automatic: true,
  includedPaths: [{ path: '/*' }],
  excludedPaths: [{ path: '/"_etag"/?' }],
};
/** As the version before had it, with an index of its own. */
const FORMER: IndexingPolicy = {
  ...OURS,
  includedPaths: [
    ...(OURS?.includedPaths ?? []).filter(({ path }) => path !== '/rank/?'),
    { path: '/former/?' },
  ],
  compositeIndexes: (OURS?.compositeIndexes ?? []).filter((one) => one.every(({ path }) => path !== '/rank')),
};

async function withAccount(
  deployed: Parameters<typeof IndexingAccount.start>[1],
  use: (account: IndexingAccount) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const account = await IndexingAccount.start(join(folder, 'programme.sqlite'), deployed);
    try {
      await use(account);
    } finally {
      await account.close();
    }
  });
}

/** The command in a process of its own, so that it can be killed. */
class Upgrade {
  readonly #child: ChildProcess;
  out = '';
  err = '';
  readonly ended: Promise<number | null>;

  constructor(env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT], {
      env: { ...machine, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  says(words: string): Promise<void> {
    return until(() => Promise.resolve(this.out.includes(words)));
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

test('a container of the version before is upgraded and waited for, also by a run after one that was killed', () =>
  withAccount({ indexingPolicy: FORMER }, async (account) => {
    const env = await account.env();
    const killed = new Upgrade(env);
    await killed.says('0 % of the indexes are built');
    expect(killed.out).toContain('added index paths /rank/?\n');
    expect(killed.out).toMatch(/added composite indexes \/kind\+\/open\+\/rank, /);
    account.builtPercent = 40;
    await killed.says('40 % of the indexes are built');
    await killed.kill();

    const again = new Upgrade(env);
    await again.says('The container has everything already.\n40 % of the indexes are built\n');
    account.builtPercent = 100;
    expect(await again.ended).toBe(0);
    expect(again.out).toMatch(/100 % of the indexes are built\nplanning at .* is what this version needs/);
    expect(account.replaced).toBe(1);
    expect(account.definition).toMatchObject({
      partitionKey: { paths: ['/tenantId'] },
      defaultTtl: -1,
      indexingPolicy: {
        includedPaths: [...(OURS?.includedPaths ?? []), { path: '/former/?' }],
        compositeIndexes: OURS?.compositeIndexes,
      },
    });
    const done = new Upgrade(env);
    expect([await done.ended, done.err]).toEqual([0, '']);
    expect(done.out).toContain('The container has everything already.\nplanning at ');
  }));

test.each([
  ['that the portal made', { indexingPolicy: DEFAULT, defaultTtl: undefined }],
  ['in which all would expire after an hour', { defaultTtl: 3600 }],
  [
    'that indexes nothing',
    { indexingPolicy: { ...DEFAULT, indexingMode: 'none' as const, automatic: false } },
  ],
])('a container %s is refused by the bot, given what it lacks, and then serves', (_, deployed) =>
  withAccount(deployed as never, async (account) => {
    const env = await account.env();
    const open = () =>
      openStore({
        endpoint: env['COSMOS_ENDPOINT'] ?? '',
        key: env['COSMOS_KEY'] ?? '',
        database: env['COSMOS_DATABASE'] ?? '',
        dataDir: '',
        parse: parseDocument,
      });
    const refused = await open();
    expect(await failureOf(refused.ready())).toMatchObject({
      reason: 'other_container',
      message: expect.stringContaining('run "npm run upgrade-store"'),
    });
    await refused.close();
    const upgrade = new Upgrade(env);
    await until(() => Promise.resolve(account.replaced === 1));
    account.builtPercent = 100;
    expect([await upgrade.ended, upgrade.err]).toEqual([0, '']);
    expect(account.definition.defaultTtl).toBe(-1);
    expect(account.definition.indexingPolicy).toEqual(OURS);
    const store = await open();
    await store.ready();
    await store.close();
  }),
);

test('a container with another partition key is left as it is, and it is said what to do', () =>
  withAccount({ partitionKey: { paths: ['/customerId'] } }, async (account) => {
    const upgrade = new Upgrade(await account.env());
    expect([await upgrade.ended, upgrade.out]).toEqual([1, '']);
    expect(upgrade.err).toMatch(
      /^Not changed: partition key is \/customerId, expected \/tenantId, and that cannot be changed\. Name another COSMOS_DATABASE/,
    );
    expect(account.replaced).toBe(0);
  }));

test('whom roles for data let in may not upgrade it: what is lacking is said, and what would help', () =>
  withAccount({ indexingPolicy: FORMER, defaultTtl: 3600 }, async (account) => {
    const upgrade = new Upgrade(await account.env({ dataOnly: true }));
    expect([await upgrade.ended, upgrade.out]).toEqual([1, '']);
    expect(upgrade.err).toMatch(
      /may not make \(Entra ID roles cover data only\): default TTL is 3600, expected -1; it lacks index paths \/rank\/\?/,
    );
    expect(upgrade.err).toContain('with COSMOS_KEY, or deploy it so');
    expect(account.replaced).toBe(0);
  }));

test('while indexes are built a replica of this version is not ready, and then it is', () =>
  withAccount({ indexingPolicy: FORMER }, async (account) => {
    const env = await account.env();
    const store = await openStore({
      endpoint: env['COSMOS_ENDPOINT'] ?? '',
      key: env['COSMOS_KEY'] ?? '',
      database: env['COSMOS_DATABASE'] ?? '',
      dataDir: '',
      parse: parseDocument,
    });
    try {
      expect(await failureOf(store.ready())).toMatchObject({
        reason: 'indexing',
        message: expect.stringContaining('0 % are there'),
      });
      expect(account.replaced).toBe(1);
      account.builtPercent = 100;
      await until(() =>
        store.ready().then(
          () => true,
          () => false,
        ),
      );
      const page = await store.query('tenant', {
        kind: 'voucher',
        where: { open: true },
        order: { path: 'rank' },
        limit: 1,
      });
      expect([page.items, account.refused]).toEqual([[], []]);
    } finally {
      await store.close();
    }
  }));

test('without an account there is nothing to upgrade; arguments are refused', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, ...args], {
      env: machine,
      encoding: 'utf8',
    });
  expect(run()).toMatchObject({
    status: 0,
    stdout: 'No COSMOS_ENDPOINT: the embedded file gets its indexes whenever it is opened.\n',
  });
  const { status, stderr } = run('--force');
  expect([status, stderr]).toEqual([2, 'it takes no arguments\nUsage: npm run upgrade-store\n']);
});
