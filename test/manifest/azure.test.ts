import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import template from '../../manifest/azure.json' with { type: 'json' };
import { startServer, type RunningServer } from '../../bot/teams/server.ts';
import { createLog } from '../../bot/log.ts';
import { mutationsOf } from './arm/mutations.ts';
import { problemsOf } from './azure/check.ts';
import { needsOfTheCode, type Needs } from './azure/needs.ts';

const needs = needsOfTheCode();

describe('the code, as the check reads it', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({
      host: '127.0.0.1',
      port: 0,
      log: createLog('silent'),
      onActivity: () => Promise.reject(new Error('nobody sends one')),
      ready: () => Promise.reject(new Error('the store cannot serve')),
    });
  });
  afterAll(() => server.close());

  const statusOf = async (method: string, path: string): Promise<number> => {
    const body = method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {};
    return (await fetch(`http://127.0.0.1:${server.port}${path}`, { method, ...body })).status;
  };

  test('the server is alive at one path while it is not ready at another, and takes activities at a third', async () => {
    expect(await statusOf('GET', needs.paths.alive)).toBe(200);
    expect(await statusOf('GET', needs.paths.ready)).toBe(503);
    expect(await statusOf('POST', needs.paths.messages)).toBe(400);
    expect(await statusOf('POST', `${needs.paths.messages}x`)).toBe(404);
  });

  test('the times, the events and the fields are found', () => {
    expect(needs.stopMs).toBeGreaterThan(1_000);
    expect([...needs.events]).toEqual(expect.arrayContaining(['started', 'notify.givenUp', 'token.none']));
    expect([...needs.fields]).toEqual(expect.arrayContaining(['event', 'ms', 'outcome']));
  });
});

test('the template is whole, and makes what the code needs', () => {
  expect(problemsOf(template, needs)).toEqual([]);
});

/** What may be otherwise without anything being wrong, and why the check cannot tell. */
const FREE: readonly (readonly [path: RegExp, why: string])[] = [
  [/\.(description|displayName)$/, 'words for people'],
  [/^parameters\.botDisplayName\.defaultValue$/, 'words for people'],
  [
    /^parameters\.\w+\.(min|max)Length$/,
    'what is too short or too long is refused by Azure, or by the bot at its start',
  ],
  [
    /^parameters\.(minReplicas|maxReplicas|logRetentionDays)\.(min|max)Value$/,
    'how much of it is offered; Azure has limits of its own',
  ],
  [/^parameters\.(name|image|allowedTenants|alertEmail)\./, 'what is asked for is free'],
  [
    /\.(severity|threshold)$/,
    'how urgent a thing is, and from how many on, is for those who are told to judge',
  ],
  [/^variables\.alerts\.\d+\.name$/, 'names that nothing refers to'],
  [/^resources\.(logs|alerts\.copy)\.name$/, 'names that nothing refers to'],
  [/^resources\.(noReplica|restarts)\.properties\.criteria\.allOf\.0\.name$/, 'names that nothing refers to'],
  [
    /^resources\.app\.properties\.template\.(containers\.0|scale\.rules\.\d)\.name$/,
    'names that nothing refers to',
  ],
  [/^resources\.people\.properties\.emailReceivers\.0\.name$/, 'names that nothing refers to'],
  [/^variables\.workbook\.items\.\d$/, 'what is worth a picture is free; what a picture names is compared'],
];

test('a template with one setting changed or taken away is found out, but for what is free', () => {
  const unnoticed: string[] = [];
  const free = new Set<RegExp>();
  for (const { path, what, document } of mutationsOf(template)) {
    const [pattern] = FREE.find(([one]) => one.test(path)) ?? [];
    // What nobody notices takes every case there is: one proof is enough.
    if (pattern !== undefined && free.has(pattern)) continue;
    if (problemsOf(document, needs).length > 0) continue;
    if (pattern === undefined) unnoticed.push(`${path}: ${what}`);
    else free.add(pattern);
  }
  expect(unnoticed).toEqual([]);
  expect(FREE.filter(([pattern]) => !free.has(pattern))).toEqual([]);
});

describe('code that changes without the template is found out:', () => {
  const { indexingPolicy, ...container } = needs.container;
  const withPolicy = (change: object): Partial<Needs> => ({
    container: { ...container, indexingPolicy: { ...indexingPolicy, ...change } },
  });
  const without = (list: ReadonlySet<string>, name: string): ReadonlySet<string> =>
    new Set([...list].filter((one) => one !== name));

  test.each<[string, Partial<Needs>, RegExp]>([
    [
      'a new index',
      withPolicy({ includedPaths: [...(indexingPolicy?.includedPaths ?? []), { path: '/new/?' }] }),
      /the index policy lacks .*\/new\/\?/,
    ],
    ['an index that nobody needs', withPolicy({ compositeIndexes: [] }), /the orders has .*does not ask for/],
    ['another partition key', { container: { ...needs.container, partitionKey: '/id' } }, /partition key/],
    ['another TTL', { container: { ...needs.container, defaultTtl: 60 } }, /default TTL is -1, not 60/],
    [
      'an event that is called otherwise',
      { events: without(needs.events, 'token.none') },
      /no line has event "token.none"/,
    ],
    ['a field that is called otherwise', { fields: without(needs.fields, 'ms') }, /no line has a field ms/],
    ['a longer end', { stopMs: 20_000 }, /30000 ms to end, and needs 20000/],
    ['a later answer whether it is ready', { readyMs: 5_000 }, /nobody waits for the answer/],
    ['another path', { paths: { ...needs.paths, messages: '/api/activities' } }, /messaging endpoint/],
  ])('%s', (_, change, problem) => {
    expect(problemsOf(template, { ...needs, ...change }).join('\n')).toMatch(problem);
  });
});
