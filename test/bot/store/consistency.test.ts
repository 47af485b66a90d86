import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { connectCosmosStore } from '../../../bot/store/cosmos-store.ts';
import { openEngine } from '../../../bot/store/embedded/engine.ts';
import { inFolder, parseSample } from './documents.ts';

/** An account that answers as the engine does, and says of itself what the test gives. */
async function levelOf(account: unknown): Promise<readonly string[]> {
  return inFolder(async (folder) => {
    const engine = openEngine({ file: join(folder, 'programme.sqlite') });
    const server = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        const given = { method: req.method ?? '', path: req.url ?? '/', body };
        const headers = req.headers as Readonly<Record<string, string>>;
        const answer =
          given.path === '/'
            ? {
                status: account === undefined ? 400 : 200,
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify(account ?? {}),
              }
            : engine.handle({ ...given, headers });
        res.writeHead(answer.status, answer.headers);
        res.end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const told: string[] = [];
    const store = await connectCosmosStore({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      key: Buffer.from('a key for tests only').toString('base64'),
      database: 'planning',
      parse: parseSample,
      onConsistency: (level) => told.push(level),
    });
    await store.ready();
    await store.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    engine.close();
    return told;
  });
}

const account = (level: string) => ({
  id: 'account',
  writableLocations: [],
  readableLocations: [],
  userConsistencyPolicy: { defaultConsistencyLevel: level },
});

test.each(['Strong', 'BoundedStaleness', 'Session', 'ConsistentPrefix', 'Eventual'])(
  'the account’s default consistency %s is said when it is opened',
  async (level) => {
    expect(await levelOf(account(level))).toEqual([level]);
  },
);

test.each([
  ['says something else', account('As\nyou like')],
  ['does not know the question', undefined],
])('an account that %s is used all the same, and that is said', async (_what, given) => {
  expect(await levelOf(given)).toEqual(['unknown']);
});
