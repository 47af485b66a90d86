import { join } from 'node:path';
import { CosmosClient, type JSONObject } from '@azure/cosmos';
import { expect, test } from '@jest/globals';
import { CONTAINER_ID, containerDefinition } from '../../../bot/store/container.ts';
import { connectCosmosStore, type ClosableStore } from '../../../bot/store/cosmos-store.ts';
import { serve } from '../../../bot/store/embedded/serve.ts';
import { allIds, failureOf, inFolder, parseSample, sample } from './documents.ts';
import { FaultProxy } from './fault-proxy.ts';

const KEY = Buffer.from('a key for tests only').toString('base64');
const TENANT = 'tenant';
/** What the container of the version before had no index of. */
const NEW_PATHS =
  /^\/(plain|reversed|from\d|until|remindOn|rank|engagement|offering|country|recordedBy|consultantId)\/\?$/;
/** What it had, and nobody asks for any more. */
const FORMER = { path: '/former/?' };

const ofThisMachine = (url: string): { readonly endpoint: string; readonly key: string } => ({
  endpoint: url,
  key: KEY,
});

/** A container as the version before deployed it, with nine vouchers. */
async function withFormer(use: (url: string, cosmos: CosmosClient) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const server = await serve({ file: join(folder, 'programme.sqlite'), key: KEY });
    const cosmos = new CosmosClient({
      ...ofThisMachine(server.url),
      connectionPolicy: { enableEndpointDiscovery: false, enableBackgroundEndpointRefreshing: false },
    });
    const {
      includedPaths = [],
      compositeIndexes = [],
      ...policy
    } = containerDefinition().indexingPolicy ?? {};
    await cosmos.databases.create({ id: 'planning' });
    await cosmos.database('planning').containers.create({
      ...containerDefinition(),
      indexingPolicy: {
        ...policy,
        includedPaths: [...includedPaths.filter(({ path }) => !NEW_PATHS.test(path)), FORMER],
        compositeIndexes: compositeIndexes.filter((one) =>
          one.every(({ path }) => !['/remindOn', '/consultantId', '/rank'].includes(path)),
        ),
      },
    });
    try {
      await use(server.url, cosmos);
    } finally {
      cosmos.dispose();
      await server.close();
    }
  });
}

const opened = (url: string): Promise<ClosableStore> =>
  connectCosmosStore({ ...ofThisMachine(url), database: 'planning', parse: parseSample });

const nine = Array.from({ length: 9 }, (_, n) =>
  sample(TENANT, `v${n}`, {
    status: 'assigned',
    open: true,
    due: `2026-12-0${n + 1}`,
    suffix: `000${n}`,
    plain: `A${n}`,
  }),
);

test('a container of the version before gets the indexes that it lacks, keeps the others, and serves meanwhile', () =>
  withFormer(async (url, cosmos) => {
    const container = cosmos.database('planning').container(CONTAINER_ID);
    await container.items.batch(
      nine.map((doc) => ({
        operationType: 'Create',
        resourceBody: JSON.parse(JSON.stringify(doc)) as JSONObject,
      })),
      TENANT,
    );
    const over = new AbortController();
    const reading = (async () => {
      let reads = 0;
      for (; !over.signal.aborted; reads += 1)
        expect((await container.item('v4', TENANT).read<object>()).resource).toMatchObject({
          suffix: '0004',
        });
      return reads;
    })();
    const store = await opened(url);
    const other = await opened(url);
    over.abort();
    expect(await reading).toBeGreaterThan(0);
    const policy = (await container.read()).resource?.indexingPolicy;
    const ours = containerDefinition().indexingPolicy;
    expect(policy?.includedPaths).toEqual([...(ours?.includedPaths ?? []), FORMER]);
    expect(policy?.compositeIndexes).toEqual(ours?.compositeIndexes);
    for (const one of [store, other]) {
      const any = [
        { path: 'plain', value: 'A' },
        { path: 'suffix', value: '0003' },
      ] as const;
      const all = nine.map(({ id }) => id);
      expect((await allIds(one, TENANT, { kind: 'voucher', anyPrefix: any, limit: 4 })).sort()).toEqual(all);
      expect(
        await allIds(one, TENANT, {
          kind: 'voucher',
          where: { open: true },
          order: { path: 'due' },
          limit: 4,
        }),
      ).toEqual(all);
      await one.close();
    }
  }));

test('where the credentials may not, it is said what is lacking, and the container stays as it was', () =>
  withFormer(async (url, cosmos) => {
    const container = cosmos.database('planning').container(CONTAINER_ID);
    const before = (await container.read()).resource;
    const proxy = await FaultProxy.start(url);
    let others = 0;
    // The container is read, and then replaced.
    proxy.plan = (kind) =>
      kind === 'other' && (others += 1) === 2 ? { kind: 'status', status: 403 } : undefined;
    expect(await failureOf(opened(proxy.url))).toMatchObject({
      name: 'StoreNotReady',
      reason: 'other_container',
      message: expect.stringMatching(
        /may not make .*lacks index paths .*\/plain\/\?.*composite indexes \/kind\+\/open\+\/remindOn/,
      ),
    });
    expect((await container.read()).resource).toEqual(before);
    await proxy.close();
  }));
