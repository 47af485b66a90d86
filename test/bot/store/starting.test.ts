import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import { containerDefinition } from '../../../bot/store/container.ts';
import { openEngine } from '../../../bot/store/embedded/engine.ts';
import { serve } from '../../../bot/store/embedded/serve.ts';
import type { StoreNotReady } from '../../../bot/store/faults.ts';
import { OpeningStore } from '../../../bot/store/opening-store.ts';
import { openStore } from '../../../bot/store/store.ts';
import { SELF_SIGNED } from './account.ts';
import { failureOf, inFolder, parseSample, sample, until } from './documents.ts';
import { MainProcess } from './main-process.ts';

const KEY = Buffer.from('a key for tests only').toString('base64');
const OTHER_KEY = Buffer.from('another key').toString('base64');

async function withMain(
  env: Readonly<Record<string, string>>,
  use: (main: MainProcess) => Promise<void>,
  before: readonly string[] = [],
): Promise<void> {
  const main = new MainProcess(env, before);
  try {
    await use(main);
  } finally {
    await main.stop();
  }
}

/** What lies in the folder, file by file. */
function contents(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

/** A data file with a document in it. */
async function filled(dataDir: string): Promise<string> {
  const store = await openStore({ database: 'planning-services', dataDir, parse: parseSample });
  await store.commit('tenant', [{ op: 'create', doc: sample('tenant', 'a') }]);
  await store.close();
  return join(dataDir, 'programme.sqlite');
}

/** Root may write everything: it gives that right away for the process that it begins. */
const WITHOUT_RIGHTS = process.getuid?.() === 0 ? ['setpriv', '--inh-caps=-all', '--bounding-set=-all'] : [];

describe('a data file that cannot be used ends the process at once, with what is wrong, and stays as it is', () => {
  const versioned = (file: string): void => {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
  };
  test.each<[string, RegExp, (file: string, dataDir: string) => void]>([
    [
      'of a newer version',
      /has version 99, this program knows 1: start the version that wrote it/,
      versioned,
    ],
    [
      'truncated',
      /is truncated: \d+ bytes of \d+; restore it from a backup/,
      (file) => truncateSync(file, statSync(file).size - 4096),
    ],
    ['read-only', /let this process read and write it and its folder/, (file) => chmodSync(file, 0o444)],
    [
      'in a read-only folder',
      /let this process read and write it and its folder/,
      (_file, dataDir) => chmodSync(dataDir, 0o555),
    ],
  ])('%s', (_, message, damage) =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      mkdirSync(dataDir);
      const file = await filled(dataDir);
      damage(file, dataDir);
      const before = contents(dataDir);
      await withMain(
        { DATA_DIR: dataDir },
        async (main) => {
          expect(await main.ended()).toBe(1);
          expect(main.words).toMatch(message);
          expect(main.words).toContain(file);
          expect(main.words.split('\n').filter((line) => line !== '')).toHaveLength(1);
        },
        WITHOUT_RIGHTS,
      );
      expect(contents(dataDir)).toEqual(before);
      chmodSync(dataDir, 0o755);
    }),
  );

  test('held by another process', () =>
    inFolder(async (dataDir) => {
      const engine = openEngine({ file: await filled(dataDir) });
      await withMain({ DATA_DIR: dataDir }, async (main) => {
        expect(await main.ended()).toBe(1);
        expect(main.words).toMatch(/is held by another process: stop that one, or use another folder/);
      });
      engine.close();
    }));

  test('whose folder is a file', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'file');
      writeFileSync(dataDir, 'x');
      await withMain({ DATA_DIR: dataDir }, async (main) => {
        expect(await main.ended()).toBe(1);
        expect(main.words).toMatch(/has no folder, and none can be made.*EEXIST/);
      });
      expect(readFileSync(dataDir, 'utf8')).toBe('x');
    }));
});

describe('a process that cannot start says what is in the way and what changes it, and ends', () => {
  const taken = async (use: (port: string) => Promise<void>): Promise<void> => {
    const server = createServer();
    const port = await listen(server, 0);
    await use(String(port));
    await new Promise((resolve) => server.close(resolve));
  };
  const endsWith = (env: Readonly<Record<string, string>>, words: string): Promise<void> =>
    inFolder((dataDir) =>
      withMain({ DATA_DIR: dataDir, ...env }, async (main) => {
        expect(await main.ended()).toBe(1);
        expect(main.words).toBe(`The bot could not start: ${words}\n`);
        expect(main.log).toContainEqual(expect.objectContaining({ event: 'start.failed' }));
      }),
    );

  test.each(['PORT', 'LOCAL_TEAMS_PORT'])('%s is taken', (variable) =>
    taken((port) =>
      endsWith(
        { [variable]: port },
        `port ${port} is taken by another process. End it, or choose another port with ${variable}.`,
      ),
    ),
  );

  test('DATA_DIR is under a file', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'file'), 'x');
      const dataDir = join(folder, 'file', 'data');
      await withMain({ DATA_DIR: dataDir }, async (main) => {
        expect(await main.ended()).toBe(1);
        expect(main.words).toMatch(
          /could not start: .*has no folder, and none can be made.*choose another with DATA_DIR.*ENOTDIR/,
        );
        expect(main.words).toContain(dataDir);
      });
    }));

  test('DATA_DIR may not be written', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      mkdirSync(dataDir);
      chmodSync(dataDir, 0o555);
      await withMain(
        { DATA_DIR: dataDir },
        async (main) => {
          expect(await main.ended()).toBe(1);
          expect(main.words).toContain(dataDir);
          expect(main.words).toMatch(/^The bot could not start: .*cannot be .*written.*DATA_DIR/);
        },
        WITHOUT_RIGHTS,
      );
      chmodSync(dataDir, 0o755);
    }));
});

describe('an endpoint that cannot serve leaves the process up: healthy, not ready, and it says why', () => {
  const notReady = (reason: string) => ({ status: 503, body: { error: 'store_not_ready', reason } });

  /** Asks until the store has been tried, and tells what is the matter. */
  async function trouble(main: MainProcess, reason: string, words: RegExp): Promise<void> {
    const url = await main.listening();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await until(async () => main.words !== '' && (await main.ready()).status === 503);
    await until(async () => JSON.stringify((await main.ready()).body).includes(reason));
    expect(await main.ready()).toEqual(notReady(reason));
    expect(main.words).toMatch(words);
    expect(main.log).toContainEqual(expect.objectContaining({ event: 'store.not_ready', reason }));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  }

  async function recovery(main: MainProcess): Promise<void> {
    await until(async () => (await main.ready()).status === 200);
    // The line may come after the answer: they are two pipes.
    await until(async () => main.log.some(({ event }) => event === 'store.ready'));
  }

  test('that does not answer, until it does', () =>
    inFolder(async (dataDir) => {
      const port = await freePort();
      const env = { COSMOS_ENDPOINT: `http://127.0.0.1:${port}`, COSMOS_KEY: KEY, DATA_DIR: dataDir };
      await withMain(env, async (main) => {
        await trouble(main, 'unreachable', /ECONNREFUSED.*check COSMOS_ENDPOINT/);
        const server = await serve({ file: join(dataDir, 'programme.sqlite'), key: KEY, port });
        await recovery(main);
        await server.close();
        await until(async () => (await main.ready()).status === 503);
        expect(await main.ready()).toEqual(notReady('unreachable'));
      });
    }));

  test('that answers late, until it answers in time', () =>
    inFolder(async (dataDir) => {
      const engine = openEngine({ file: join(dataDir, 'programme.sqlite') });
      let isLate = true;
      const server = createServer((request, response) => {
        void (async () => {
          const chunks: Buffer[] = [];
          for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
          // Whoever asked meanwhile never gets an answer.
          if (isLate) return;
          const { status, headers, body } = engine.handle({
            method: request.method ?? '',
            path: request.url ?? '',
            headers: request.headers as Record<string, string>,
            body: Buffer.concat(chunks).toString(),
          });
          response.writeHead(status, headers);
          response.end(body);
        })();
      });
      const port = await listen(server, 0);
      const env = { COSMOS_ENDPOINT: `http://127.0.0.1:${port}`, COSMOS_KEY: KEY, DATA_DIR: dataDir };
      await withMain(env, async (main) => {
        await trouble(main, 'late', /answers late or not at all: check COSMOS_ENDPOINT/);
        isLate = false;
        await recovery(main);
      });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      engine.close();
    }));

  test('with a wrong key, which the message does not repeat', () =>
    inFolder(async (dataDir) => {
      const server = await serve({ file: join(dataDir, 'programme.sqlite'), key: KEY });
      const env = { COSMOS_ENDPOINT: server.url, COSMOS_KEY: OTHER_KEY, DATA_DIR: dataDir };
      await withMain(env, async (main) => {
        await trouble(main, 'unauthorised', /\(401\); check COSMOS_KEY/);
        expect(main.words).not.toContain(OTHER_KEY);
      });
      await server.close();
    }));

  test('with another container, which stays as it is', () =>
    inFolder(async (dataDir) => {
      const file = join(dataDir, 'programme.sqlite');
      const engine = openEngine({ file });
      const send = (path: string, body: object): number =>
        engine.handle({ method: 'POST', path, headers: {}, body: JSON.stringify(body) }).status;
      expect(send('/dbs', { id: 'planning-services' })).toBe(201);
      const definition = { ...containerDefinition(), partitionKey: { paths: ['/tenant'] } };
      expect(send('/dbs/planning-services/colls', definition)).toBe(201);
      engine.close();
      const before = readFileSync(file);
      const server = await serve({ file, key: KEY });
      const env = { COSMOS_ENDPOINT: server.url, COSMOS_KEY: KEY, DATA_DIR: dataDir };
      await withMain(env, (main) =>
        trouble(main, 'other_container', /partition key is \/tenant, expected \/tenantId/),
      );
      await server.close();
      expect(readFileSync(file).equals(before)).toBe(true);
    }));

  test('whose certificate is not trusted; with COSMOS_SELF_SIGNED=true it is taken', () =>
    inFolder(async (dataDir) => {
      const server = await serve({ file: join(dataDir, 'programme.sqlite'), key: KEY, tls: SELF_SIGNED });
      const env = { COSMOS_ENDPOINT: server.url, COSMOS_KEY: KEY, DATA_DIR: dataDir };
      await withMain(env, (main) =>
        trouble(main, 'certificate', /self-signed certificate.*is not trusted.*COSMOS_SELF_SIGNED=true/),
      );
      await withMain({ ...env, COSMOS_SELF_SIGNED: 'true' }, async (main) => {
        await until(async () => (await main.ready()).status === 200);
        expect(main.words).toBe('');
      });
      await server.close();
    }));

  test('fails turns meanwhile with the certainty that nothing changed', () =>
    inFolder(async (dataDir) => {
      const told: (string | undefined)[] = [];
      const store = await openStore({
        endpoint: `http://127.0.0.1:${await freePort()}`,
        key: KEY,
        database: 'planning',
        dataDir,
        parse: parseSample,
        onTrouble: (trouble_) => told.push(trouble_?.reason),
      });
      for (const call of [
        () => store.read('tenant', 'voucher', 'a'),
        () => store.query('tenant', { kind: 'voucher', limit: 1 }),
        () => store.commit('tenant', [{ op: 'create', doc: sample('tenant', 'a') }]),
        () => store.ready(),
      ])
        expect(await failureOf(call())).toMatchObject({ certainty: 'unchanged', reason: 'unreachable' });
      expect(told).toEqual(['unreachable']);
      await store.close();
    }));
});

test('opening is tried again by itself, and whoever calls during an attempt gets its outcome', async () => {
  let attempts = 0;
  const told: (StoreNotReady | undefined)[] = [];
  await inFolder(async (folder) => {
    const store = new OpeningStore(
      () => {
        attempts += 1;
        return attempts < 3
          ? Promise.reject(Object.assign(new Error('not now'), { code: attempts === 1 ? 503 : 401 }))
          : openStore({ database: 'planning', dataDir: folder, parse: parseSample });
      },
      (trouble_) => told.push(trouble_),
    );
    await until(() => Promise.resolve(attempts === 3));
    expect(await store.read('tenant', 'voucher', 'a')).toBeUndefined();
    expect(told.map((one) => one?.reason)).toEqual(['unavailable', 'unauthorised', undefined]);
    await store.close();
  });
});

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A port where nothing listens just now. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
