import { join } from 'node:path';
import type { CosmosClient } from '@azure/cosmos';
import { expect, test } from '@jest/globals';
import { accountClient, type AccountOptions } from '../../../bot/store/account-client.ts';
import { CONTAINER_ID, ensureContainer } from '../../../bot/store/container.ts';
import { connectCosmosStore } from '../../../bot/store/cosmos-store.ts';
import { openEngine } from '../../../bot/store/embedded/engine.ts';
import { engineTransport } from '../../../bot/store/embedded/transport.ts';
import { withoutPlan } from '../../../bot/store/query-plan.ts';
import type { Transport, TransportAnswer, TransportRequest } from '../../../bot/store/transport.ts';
import { failureOf, inFolder, parseSample } from './documents.ts';

/** Nobody is there: what does not go over the transport fails. */
const ENDPOINT = 'https://account.invalid';
const KEY = Buffer.from('a key for tests only').toString('base64');
const DOCS = `/dbs/planning/colls/${CONTAINER_ID}/docs`;

type Credential = NonNullable<AccountOptions['credential']>;

/** A client of the engine over a transport that notes what it carries. */
function withClient(
  access: Pick<AccountOptions, 'key' | 'credential'>,
  use: (client: CosmosClient, sent: TransportRequest[]) => Promise<void>,
  over: (engine: Transport) => Transport = (engine) => engine,
): Promise<void> {
  return inFolder(async (folder) => {
    const engine = openEngine({ file: join(folder, 'programme.sqlite') });
    const carry = over(engineTransport(engine));
    const sent: TransportRequest[] = [];
    const client = accountClient({
      endpoint: ENDPOINT,
      ...access,
      transport: (request) => {
        sent.push(request);
        return carry(request);
      },
    });
    await ensureContainer(client, 'planning');
    sent.length = 0;
    await use(client, sent);
    client.dispose();
    engine.close();
  });
}

const read = (client: CosmosClient, abortSignal = new AbortController().signal): Promise<unknown> =>
  client.database('planning').container(CONTAINER_ID).item('a', 'tenant').read({ abortSignal });

test('whatever is asked of the SDK goes over the transport, each request once', () =>
  withClient({ key: KEY }, async (client, sent) => {
    const container = client.database('planning').container(CONTAINER_ID);
    const { signal } = new AbortController();
    await read(client, signal);
    const resourceBody = { id: 'a', tenantId: 'tenant', kind: 'voucher' };
    await container.items.batch([{ operationType: 'Upsert', resourceBody }], 'tenant');
    const query = {
      query: 'SELECT * FROM c WHERE c.kind = @k',
      parameters: [{ name: '@k', value: 'voucher' }],
    };
    await container.items.query(query, { partitionKey: 'tenant', maxItemCount: 1 }).fetchNext();
    await container.read();
    await client.getDatabaseAccount();
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${DOCS}/a`,
      `POST ${DOCS}`,
      // The query's plan, and the query.
      `POST ${DOCS}`,
      `POST ${DOCS}`,
      `GET ${DOCS.replace('/docs', '')}`,
      'GET /',
    ]);
    const [first, batch] = sent;
    expect(first).toMatchObject({ endpoint: ENDPOINT, body: '', signal, timeoutMs: 30_000 });
    expect(first?.headers).toMatchObject({
      authorization: expect.stringMatching(/^type%3Dmaster%26ver%3D1\.0%26sig%3D/),
      'x-ms-documentdb-partitionkey': '["tenant"]',
      'x-ms-version': expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(JSON.parse(batch?.body ?? '')).toEqual([{ operationType: 'Upsert', resourceBody }]);
  }));

test.each<[string, Transport]>([
  [
    'a connection that broke',
    () => Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })),
  ],
  [
    'an answer that asks to come again',
    () =>
      Promise.resolve({
        status: 429,
        headers: { 'x-ms-retry-after-ms': '1' },
        body: JSON.stringify({ message: 'busy' }),
      }),
  ],
  [
    'a service that is unwell',
    () => Promise.resolve({ status: 503, headers: {}, body: JSON.stringify({ message: 'unwell' }) }),
  ],
])('the SDK tries nothing again by itself after %s', (_, failing) => {
  let fails = false;
  return withClient(
    { key: KEY },
    async (client, sent) => {
      fails = true;
      const { items } = client.database('planning').container(CONTAINER_ID);
      const resourceBody = { id: 'a', tenantId: 'tenant', kind: 'voucher' };
      for (const ask of [
        () => read(client),
        () => items.batch([{ operationType: 'Upsert', resourceBody }], 'tenant'),
        () => withoutPlan(items.query('SELECT * FROM c', { partitionKey: 'tenant' })).fetchNext(),
      ]) {
        await expect(ask()).rejects.toThrow();
        expect(sent.splice(0)).toHaveLength(1);
      }
    },
    (engine) => (request) => (fails ? failing(request) : engine(request)),
  );
});

/** Gives a token that is good for so long, another one each time. */
function credential(goodMs: number): { readonly credential: Credential; readonly asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    credential: {
      getToken: (scopes, options) => {
        asked.push({ scopes, claims: options?.claims });
        return Promise.resolve({
          token: `token-${asked.length}`,
          expiresOnTimestamp: Date.now() + goodMs,
        });
      },
    },
  };
}

const tokensOf = (sent: readonly TransportRequest[]): readonly (string | undefined)[] =>
  sent.map(({ headers }) => headers['authorization']);

test('the token of an identity is asked for once and put on every request', () => {
  const identity = credential(3_600_000);
  return withClient({ credential: identity.credential }, async (client, sent) => {
    for (let times = 0; times < 3; times += 1) await read(client);
    await client.getDatabaseAccount();
    expect(tokensOf(sent)).toEqual(Array.from({ length: 4 }, () => 'type=aad&ver=1.0&sig=token-1'));
    expect(identity.asked).toEqual([{ scopes: [`${ENDPOINT}/.default`], claims: undefined }]);
  });
});

test('a token that ends is asked for anew', () => {
  const identity = credential(500);
  return withClient({ credential: identity.credential }, async (client, sent) => {
    const before = identity.asked.length;
    await read(client);
    await read(client);
    expect(tokensOf(sent)).toEqual(
      [before + 1, before + 2].map((nth) => `type=aad&ver=1.0&sig=token-${nth}`),
    );
  });
});

test('where the service wants more claims, a token with them is asked for and the request goes again', () => {
  const identity = credential(3_600_000);
  const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: '1' } } });
  const challenge: TransportAnswer = {
    status: 401,
    headers: {
      'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${btoa(claims)}"`,
    },
    body: JSON.stringify({ message: 'more claims' }),
  };
  let challenges = 0;
  return withClient(
    { credential: identity.credential },
    async (client, sent) => {
      challenges = 1;
      await expect(read(client)).resolves.toMatchObject({ statusCode: 404 });
      expect(tokensOf(sent)).toEqual(['type=aad&ver=1.0&sig=token-1', 'Bearer token-2']);
      expect(identity.asked.at(-1)).toMatchObject({ claims });
    },
    (engine) => (request) => (challenges-- > 0 ? Promise.resolve(challenge) : engine(request)),
  );
});

test.each([
  ['an identity that cannot be proved', ENDPOINT, 'unauthorised'],
  ['an identity, but not over TLS', 'http://account.invalid', 'unusable'],
])('%s is refused before anything is sent', async (_, endpoint, reason) => {
  const sent: TransportRequest[] = [];
  const refused = Object.assign(new Error('no identity here'), { name: 'CredentialUnavailableError' });
  const failure = await failureOf(
    connectCosmosStore({
      endpoint,
      credential: { getToken: () => Promise.reject(refused) },
      database: 'planning',
      parse: parseSample,
      transport: (request) => {
        sent.push(request);
        return Promise.reject(new Error('nothing was to be sent'));
      },
    }),
  );
  expect(failure).toMatchObject({ name: 'StoreNotReady', certainty: 'unchanged', reason });
  expect(sent).toEqual([]);
});

test.each([
  ['no body', ''],
  ['a page for people', '<html>Not found</html>'],
  ['JSON that is no object', '"Not found"'],
])('a 404 with %s is not the service’s: it does not mean that nothing is there', (_, body) => {
  let answer: TransportAnswer | undefined;
  return withClient(
    { key: KEY },
    async (client) => {
      answer = { status: 404, headers: {}, body };
      await expect(read(client)).rejects.not.toHaveProperty('code');
    },
    (engine) => (request) => (answer === undefined ? engine(request) : Promise.resolve(answer)),
  );
});
