import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { CosmosClient } from '@azure/cosmos';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountClient } from '../../../bot/store/account-client.ts';
import { containerDefinition, ensureContainer } from '../../../bot/store/container.ts';
import { connectCosmosStore } from '../../../bot/store/cosmos-store.ts';
import { openEngine, type Engine, type EngineResponse } from '../../../bot/store/embedded/engine.ts';
import { EMBEDDED_ENDPOINT, engineTransport } from '../../../bot/store/embedded/transport.ts';
import { serve } from '../../../bot/store/embedded/serve.ts';
import { openStore } from '../../../bot/store/store.ts';
import { allIds, failureOf, inFolder, parseSample, sample } from './documents.ts';
import { writeFormerLayout } from './former-layout.ts';

const TENANT = 'tenant';
const DOCS = '/dbs/planning/colls/programme/docs';

const create = (more: object): unknown => ({
  operationType: 'Create',
  resourceBody: { id: 'a', tenantId: TENANT, kind: 'voucher', ...more },
});

const withEngine = (use: (cosmos: CosmosClient) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    const engine = openEngine({ file: join(folder, 'programme.sqlite') });
    const cosmos = accountClient({ endpoint: EMBEDDED_ENDPOINT, transport: engineTransport(engine) });
    await use(cosmos);
    cosmos.dispose();
    engine.close();
  });

describe('who may open the data file', () => {
  const modeOf = (path: string): number => statSync(path).mode & 0o777;
  const open = (dataDir: string): ReturnType<typeof openStore> =>
    openStore({ database: 'planning', dataDir, parse: parseSample });

  test.each(['new', 'of an earlier version'])('is its owner alone, when it is %s', (state) =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'deep', 'data');
      const file = join(dataDir, 'programme.sqlite');
      if (state !== 'new') {
        await (await open(dataDir)).close();
        writeFileSync(join(dataDir, 'local-teams.jsonl'), '');
        chmodSync(file, 0o644);
        chmodSync(dataDir, 0o755);
      }
      const store = await open(dataDir);
      await store.commit(TENANT, [{ op: 'create', doc: sample(TENANT, 'a') }]);
      const beside = readdirSync(dataDir).filter((name) => name.startsWith('programme.sqlite'));
      expect(beside).toContain('programme.sqlite-wal');
      expect([modeOf(dataDir), ...beside.map((name) => modeOf(join(dataDir, name)))]).toEqual([
        0o700,
        ...beside.map(() => 0o600),
      ]);
      await store.close();
    }),
  );

  test('leaves a folder open in which others have something', () =>
    inFolder(async (folder) => {
      chmodSync(folder, 0o755);
      writeFileSync(join(folder, 'of somebody else'), '');
      await (await open(folder)).close();
      expect([modeOf(folder), modeOf(join(folder, 'programme.sqlite'))]).toEqual([0o755, 0o600]);
    }));
});

describe('the data file', () => {
  test('keeps everything over a restart: documents, etags, orders, tenants', () =>
    inFolder(async (dataDir) => {
      const config = { database: 'planning', dataDir, parse: parseSample };
      const first = await openStore(config);
      for (const tenant of ['one', 'other'])
        await first.commit(tenant, [
          { op: 'create', doc: sample(tenant, 'b', { subject: 'x', seq: 2 }) },
          { op: 'create', doc: sample(tenant, 'a', { subject: 'x', seq: 1 }) },
        ]);
      const before = await first.read('one', 'voucher', 'a');
      await first.close();

      const second = await openStore(config);
      expect(await second.read('one', 'voucher', 'a')).toEqual(before);
      const history = { where: { subject: 'x' }, order: { path: 'seq' } } as const;
      expect(await allIds(second, 'other', { kind: 'voucher', ...history, limit: 1 })).toEqual(['a', 'b']);
      const replaced = await second.commit('one', [
        { op: 'replace', doc: sample('one', 'a', { seq: 3 }), etag: before?.etag ?? '' },
      ]);
      expect(replaced).toMatchObject({ outcome: 'committed' });
      expect(replaced).not.toMatchObject({ etags: [before?.etag] });
      await second.close();
    }));

  test('keeps what was committed when the process is gone without closing', () =>
    inFolder(async (dataDir) => {
      const store = await openStore({ database: 'planning', dataDir, parse: parseSample });
      await store.commit(TENANT, [{ op: 'create', doc: sample(TENANT, 'a') }]);
      // What the disk holds at this moment is what a kill would leave.
      await inFolder(async (copy) => {
        for (const end of ['', '-wal'])
          copyFileSync(join(dataDir, `programme.sqlite${end}`), join(copy, `programme.sqlite${end}`));
        const revived = await openStore({ database: 'planning', dataDir: copy, parse: parseSample });
        expect(await revived.read(TENANT, 'voucher', 'a')).toMatchObject({ doc: sample(TENANT, 'a') });
        await revived.close();
      });
      await store.close();
    }));

  test('of a version that queried otherwise is indexed anew', () =>
    inFolder(async (dataDir) => {
      const file = join(dataDir, 'programme.sqlite');
      const config = { database: 'planning', dataDir, parse: parseSample };
      writeFormerLayout(file);

      const former = openEngine({ file });
      const cosmos = accountClient({ endpoint: EMBEDDED_ENDPOINT, transport: engineTransport(former) });
      const container = await ensureContainer(cosmos, 'planning');
      const { indexingPolicy } = (await container.read()).resource ?? {};
      const { indexingPolicy: ours } = containerDefinition();
      expect(indexingPolicy?.includedPaths).toEqual([...(ours?.includedPaths ?? []), { path: '/number/?' }]);
      expect(indexingPolicy?.compositeIndexes).toEqual(ours?.compositeIndexes);
      cosmos.dispose();
      former.close();

      const fresh = join(dataDir, 'fresh');
      await (await openStore({ ...config, dataDir: fresh })).close();
      await (await openStore(config)).close();
      expect(schemaOf(file)).toEqual(schemaOf(join(fresh, 'programme.sqlite')));

      const store = await openStore(config);
      expect(await store.read(TENANT, 'voucher', 'v7')).toMatchObject({
        doc: sample(TENANT, 'v7', { status: 'assigned', open: true, due: '2026-12-07', suffix: '0007' }),
      });
      for (const query of [
        { where: { status: 'assigned' }, order: { path: 'due' } },
        { where: { open: true }, order: { path: 'due' } },
        { where: { status: 'assigned' } },
      ] as const)
        expect(await allIds(store, TENANT, { kind: 'voucher', limit: 3, ...query })).toEqual(
          Array.from({ length: 9 }, (_, n) => `v${n + 1}`),
        );
      const ends = { kind: 'voucher', prefix: { path: 'suffix', value: '0004' }, limit: 9 } as const;
      expect(await allIds(store, TENANT, ends)).toEqual(['v4']);
      expect(
        await store.commit(TENANT, [
          { op: 'add', id: 'v1', amounts: { seq: 1 } },
          { op: 'delete', id: 'v2' },
        ]),
      ).toMatchObject({ outcome: 'committed' });
      await store.close();
    }));

  test('is refused to a second opener, by name, and free again after closing', () =>
    inFolder((folder) => {
      const file = join(folder, 'programme.sqlite');
      const first = openEngine({ file });
      expect(() => openEngine({ file, busyTimeoutMs: 0 })).toThrow(
        expect.objectContaining({
          name: 'DataFileError',
          message: expect.stringContaining(`${file} is held`),
        }),
      );
      first.close();
      openEngine({ file, busyTimeoutMs: 0 }).close();
      return Promise.resolve();
    }));

  test.each<[string, RegExp, (file: string) => void]>([
    ['empty', /is empty/, (file) => truncateSync(file, 0)],
    ['truncated', /is truncated/, (file) => truncateSync(file, statSync(file).size - 4096)],
    ['no database', /is not a database/, (file) => writeFileSync(file, 'x'.repeat(5000))],
    ['a few bytes', /is not a database/, (file) => writeFileSync(file, 'SQLite format 3')],
    ['of a newer version', /has version 2/, (file) => run(file, 'PRAGMA user_version = 2')],
    ['of another program', /of another program/, (file) => run(file, 'PRAGMA application_id = 7')],
  ])('that is %s is refused and left as it is', (_, message, damage) =>
    inFolder((folder) => {
      const file = join(folder, 'programme.sqlite');
      openEngine({ file }).close();
      damage(file);
      const before = readFileSync(file);
      expect(() => openEngine({ file })).toThrow(
        expect.objectContaining({ name: 'DataFileError', file, message: expect.stringMatching(message) }),
      );
      expect(readFileSync(file).equals(before)).toBe(true);
      return Promise.resolve();
    }),
  );
});

describe('the clock', () => {
  test('makes a document invisible the second its ttl is over, counted from its last write', () =>
    inFolder(async (dataDir) => {
      let now = 1_000_000;
      const store = await openStore({
        database: 'planning',
        dataDir,
        parse: parseSample,
        clock: { now: () => now },
      });
      const kept = sample(TENANT, 'kept', { ttl: -1 });
      const brief = sample(TENANT, 'brief', { ttl: 10, seq: 1 });
      await store.commit(TENANT, [
        { op: 'create', doc: kept },
        { op: 'create', doc: brief },
      ]);
      now += 9_000;
      await store.commit(TENANT, [{ op: 'add', id: 'brief', amounts: { seq: 1 } }]);
      now += 9_000;
      expect((await store.read(TENANT, 'voucher', 'brief'))?.doc).toMatchObject({ seq: 2 });
      now += 1_000;
      expect(await store.read(TENANT, 'voucher', 'brief')).toBeUndefined();
      expect(await allIds(store, TENANT, { kind: 'voucher', limit: 10 })).toEqual(['kept']);
      expect(await store.commit(TENANT, [{ op: 'delete', id: 'brief' }])).toMatchObject({ status: 404 });
      expect(await store.commit(TENANT, [{ op: 'create', doc: brief }])).toMatchObject({
        outcome: 'committed',
      });
      await store.close();
    }));

  test('clears expired rows away as others are written', () =>
    inFolder(async (dataDir) => {
      let now = 1_000_000;
      const store = await openStore({
        database: 'planning',
        dataDir,
        parse: parseSample,
        clock: { now: () => now },
      });
      await store.commit(
        TENANT,
        Array.from({ length: 10 }, (_, n) => ({ op: 'create', doc: sample(TENANT, `${n}`, { ttl: 1 }) })),
      );
      now += 1_000;
      await store.commit(TENANT, [{ op: 'create', doc: sample(TENANT, 'next') }]);
      await store.close();
      const db = new DatabaseSync(join(dataDir, 'programme.sqlite'));
      expect(db.prepare('SELECT count(*) AS rows FROM item').get()?.['rows']).toBe(1);
      db.close();
    }));
});

describe('the engine', () => {
  let engine: Engine;
  let done: () => void;
  let closed: Promise<void>;
  beforeEach(async () => {
    await new Promise<void>((ready) => {
      closed = inFolder(async (folder) => {
        engine = openEngine({ file: join(folder, 'programme.sqlite') });
        await ensureContainer(client(), 'planning');
        await new Promise<void>((resolve) => {
          done = resolve;
          ready();
        });
        engine.close();
      });
    });
  });
  afterEach(async () => {
    done();
    await closed;
  });

  const client = (): CosmosClient =>
    accountClient({ endpoint: EMBEDDED_ENDPOINT, transport: engineTransport(engine) });
  const BATCH = { 'x-ms-cosmos-is-batch-request': 'true', 'x-ms-cosmos-batch-atomic': 'true' };
  const QUERY = { 'x-ms-documentdb-isquery': 'true' };
  const send = (
    method: string,
    path: string,
    body: unknown = '',
    headers: Record<string, string> = {},
  ): EngineResponse => {
    const all: Record<string, string> = { 'x-ms-documentdb-partitionkey': `["${TENANT}"]`, ...headers };
    return engine.handle({
      method,
      path,
      headers: all,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  };
  const batch = (...operations: unknown[]): EngineResponse => send('POST', DOCS, operations, BATCH);
  const query = (text: string, headers = {}): EngineResponse =>
    send(
      'POST',
      DOCS,
      { query: text, parameters: [{ name: '@k', value: 'voucher' }] },
      { ...QUERY, ...headers },
    );

  test('answers a batch with a status and an etag each, 207 and 424 when one fails', () => {
    const good = batch(create({}), { operationType: 'Delete', id: 'a' });
    expect([good.status, JSON.parse(good.body)]).toEqual([
      200,
      [
        { statusCode: 201, eTag: expect.stringMatching(/^".+"$/), requestCharge: 6 },
        { statusCode: 204, requestCharge: 6 },
      ],
    ]);
    const bad = batch(create({}), { operationType: 'Delete', id: 'x' }, create({ id: 'b' }));
    const statuses = (JSON.parse(bad.body) as { statusCode: number }[]).map(({ statusCode }) => statusCode);
    expect([bad.status, statuses]).toEqual([207, [424, 404, 424]]);
    expect(good.headers['x-ms-request-charge']).toBe('12.00');
  });

  test('charges by the kilobytes that are read and written', () => {
    const text = 'x'.repeat(10_000);
    const charged = ({ headers }: EngineResponse): number => Number(headers['x-ms-request-charge']);
    expect(charged(batch(create({ id: 'small' }), create({ id: 'large', text })))).toBe(6 + 60);
    expect(charged(send('GET', `${DOCS}/small`))).toBe(1);
    expect(charged(send('GET', `${DOCS}/large`))).toBe(10);
    expect(charged(query('SELECT * FROM c WHERE c.kind = @k'))).toBe(3 + 11);
    expect(charged(query('SELECT * FROM c WHERE c.kind = @k', { 'x-ms-max-item-count': '1' }))).toBe(3 + 1);
    const failed = batch({ operationType: 'Delete', id: 'large' }, { operationType: 'Delete', id: 'absent' });
    expect([failed.status, charged(failed)]).toEqual([207, 12]);
    expect(charged(batch({ operationType: 'Delete', id: 'large' }))).toBe(60);
  });

  test('removes the database with all that is in it, and begins anew', async () => {
    expect(batch(create({})).status).toBe(200);
    expect(send('DELETE', '/dbs/another').status).toBe(404);
    expect(send('DELETE', '/dbs/planning').status).toBe(204);
    expect([send('GET', '/dbs/planning').status, send('GET', `${DOCS}/a`).status]).toEqual([404, 404]);
    const cosmos = client();
    await ensureContainer(cosmos, 'planning');
    cosmos.dispose();
    expect(send('GET', `${DOCS}/a`).status).toBe(404);
    expect(batch(create({})).status).toBe(200);
  });

  test('ends a page at four megabytes', () => {
    const text = 'x'.repeat(1_500_000);
    for (const id of ['a', 'b', 'c']) expect(batch(create({ id, text })).status).toBe(200);
    const { headers } = query('SELECT * FROM c WHERE c.kind = @k');
    expect(headers['x-ms-item-count']).toBe('2');
    const rest = query('SELECT * FROM c WHERE c.kind = @k', {
      'x-ms-continuation': headers['x-ms-continuation'],
    });
    expect([rest.headers['x-ms-item-count'], rest.headers['x-ms-continuation']]).toEqual(['1', undefined]);
  });

  const patch = (operation: object): EngineResponse =>
    batch({ operationType: 'Patch', id: 'a', resourceBody: { operations: [operation] } });

  test.each<[string, number, RegExp, () => EngineResponse]>([
    ['no operations', 400, /array/, () => batch()],
    ['more than 100 operations', 400, /100/, () => batch(...Array.from({ length: 101 }, () => create({})))],
    ['an id over 1023 bytes', 400, /1023/, () => batch(create({ id: 'ж'.repeat(512) }))],
    ['an id with a slash', 400, /without/, () => batch(create({ id: 'a/b' }))],
    ['no id', 400, /id/, () => batch(create({ id: undefined }))],
    ['another partition', 400, /partition key/, () => batch(create({ tenantId: 'other' }))],
    ['a ttl of zero', 400, /ttl/, () => batch(create({ ttl: 0 }))],
    ['a nesting over 128', 400, /128/, () => batch(create({ deep: nested(128) }))],
    ['a batch over 2 MB', 413, /2 MB/, () => batch(create({ text: 'ж'.repeat(1_048_576) }))],
    ['eleven patches', 400, /10/, () => patches(11)],
  ])('refuses %s, and nothing of the batch happens', (_, status, message, request) => {
    const answer = request();
    expect([answer.status, answer.body]).toEqual([status, expect.stringMatching(message)]);
    expect(send('GET', `${DOCS}/a`).status).toBe(404);
  });
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
  const patches = (count: number): EngineResponse =>
    batch({
      operationType: 'Patch',
      id: 'a',
      resourceBody: {
        operations: Array.from({ length: count }, () => ({ op: 'incr', path: '/x', value: 1 })),
      },
    });

  test('takes a nesting of 127 below the document, and keeps a number from being added to text', () => {
    expect(batch(create({ deep: nested(127), seq: 'text' })).status).toBe(200);
    const { status, body } = patch({ op: 'incr', path: '/seq', value: 1 });
    expect([status, JSON.parse(body)]).toMatchObject([207, [{ statusCode: 400 }]]);
  });

  test('tells a missing container from a missing document', () => {
    const missing = send('GET', '/dbs/planning/colls/another/docs/a');
    expect([missing.status, missing.headers['x-ms-substatus']]).toEqual([404, '1003']);
    expect(send('GET', `${DOCS}/a`).headers['x-ms-substatus']).toBeUndefined();
  });
});

describe('the container', () => {
  test('is created once and recognised afterwards', () =>
    withEngine(async (cosmos) => {
      await ensureContainer(cosmos, 'planning');
      await expect(ensureContainer(cosmos, 'planning')).resolves.toMatchObject({ id: 'programme' });
    }));

  test('that is another is refused, and the difference named', () =>
    withEngine(async (cosmos) => {
      await cosmos.databases.create({ id: 'planning' });
      await cosmos.database('planning').containers.create({
        ...containerDefinition(),
        partitionKey: { paths: ['/tenant'] },
        indexingPolicy: { includedPaths: [{ path: '/kind/?' }], excludedPaths: [{ path: '/*' }] },
      });
      const failure = await failureOf(ensureContainer(cosmos, 'planning'));
      expect(failure).toMatchObject({
        message: expect.stringMatching(/partition key is \/tenant, expected \/tenantId/),
      });
    }));
});

describe('the server', () => {
  test('answers 401 to a wrong key, and to none', () =>
    inFolder(async (dataDir) => {
      const key = Buffer.from('right').toString('base64');
      const server = await serve({ file: join(dataDir, 'programme.sqlite'), key });
      const failure = await failureOf(
        connectCosmosStore({
          endpoint: server.url,
          key: Buffer.from('wrong').toString('base64'),
          database: 'planning',
          parse: parseSample,
        }),
      );
      expect(failure).toMatchObject({
        name: 'StoreNotReady',
        reason: 'unauthorised',
        certainty: 'unchanged',
        message: expect.stringMatching(/\(401\); check COSMOS_KEY/),
      });
      expect((await fetch(server.url)).status).toBe(401);
      await server.close();
    }));

  test('runs by itself and says where', () =>
    inFolder(async (folder) => {
      const script = fileURLToPath(new URL('../../../bot/store/embedded/serve.ts', import.meta.url));
      const child = spawn(process.execPath, [script, '--port', '0', '--file', join(folder, 'f.sqlite')]);
      const said = createInterface(child.stdout)[Symbol.asyncIterator]();
      const { value } = (await said.next()) as { value: string };
      const url = /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(value)?.[1] ?? '';
      expect((await fetch(`${url}/dbs/planning`)).status).toBe(404);
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as unknown[];
      expect(code).toBe(0);
    }));

  test('refuses a body that is far too large', () =>
    inFolder(async (folder) => {
      const server = await serve({ file: join(folder, 'programme.sqlite') });
      const { status } = await fetch(`${server.url}${DOCS}`, { method: 'POST', body: 'x'.repeat(5_000_000) });
      expect(status).toBe(413);
      await server.close();
    }));
});

/** Every table and index as it was made. */
function schemaOf(file: string): unknown {
  const db = new DatabaseSync(file);
  const columns = db.prepare("SELECT name FROM pragma_table_info('item') ORDER BY name").all();
  const indexes = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
    .all();
  db.close();
  return { columns, indexes };
}

function run(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}
