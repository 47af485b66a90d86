import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONTAINER_ID, INDEXED, containerDefinition } from '../../../bot/store/container.ts';
import {
  openEngine,
  type Engine,
  type EngineRequest,
  type EngineResponse,
} from '../../../bot/store/embedded/engine.ts';
import {
  ADMIN_EMAIL,
  RunningBot,
  letIn,
  mail,
  redeemed,
  setUp,
  type Chat,
} from '../../conversation/running-bot.ts';
import { countSql, pageSql, singlePrefixes } from '../../../bot/store/embedded/items.ts';
import { parseQuery, type ParsedQuery } from '../../../bot/store/embedded/query.ts';
import { openStore } from '../../../bot/store/store.ts';
import { inFolder, parseSample } from './documents.ts';

/** What was asked of the service, without what differs from one request to the next. */
interface Asked {
  readonly requests: Set<string>;
  readonly headers: Set<string>;
  readonly queries: Set<string>;
  readonly operations: Set<string>;
  readonly answers: Set<string>;
}

/** Headers of the transport, which no service acts on. */
const TRANSPORT = /^(host|connection|content-length|accept|accept-encoding|user-agent|cache-control)$/;

/** Runs `use` with a bot whose store is the engine over HTTP, and tells all that was asked of it. */
async function recorded(use: (bot: RunningBot) => Promise<void>): Promise<Asked> {
  const asked: Asked = {
    requests: new Set(),
    headers: new Set(),
    queries: new Set(),
    operations: new Set(),
    answers: new Set(),
  };
  await inFolder(async (folder) => {
    const engine = openEngine({ file: join(folder, 'programme.sqlite') });
    const server = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const sent: EngineRequest = {
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers as Record<string, string>,
          body: Buffer.concat(chunks).toString(),
        };
        const answer = engine.handle(sent);
        note(asked, sent, answer);
        response.writeHead(answer.status, answer.headers);
        response.end(answer.body);
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bot = await RunningBot.start({
      env: {
        NOTIFY_PER_SECOND: '10',
        COSMOS_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        COSMOS_KEY: Buffer.from('a key for tests only').toString('base64'),
      },
    });
    try {
      await use(bot);
    } finally {
      await bot.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      engine.close();
    }
  });
  return asked;
}

function note(
  asked: Asked,
  { method, path, headers, body }: EngineRequest,
  { status }: EngineResponse,
): void {
  const shape = path
    .replace(/^\/dbs\/[^/]+/, '/dbs/{database}')
    .replace(`/colls/${CONTAINER_ID}`, '/colls/{container}')
    .replace(/\/docs\/.+/, '/docs/{id}');
  const isQuery = headers['x-ms-documentdb-isquery'] === 'true';
  const isBatch = headers['x-ms-cosmos-is-batch-request'] === 'true';
  const request = `${method} ${shape}${isQuery ? ' query' : ''}${isBatch ? ' batch' : ''}`;
  asked.requests.add(request);
  for (const name of Object.keys(headers)) if (!TRANSPORT.test(name)) asked.headers.add(name);
  asked.answers.add(`${request}: ${status}`);
  // How many documents are read with one request depends on what is at hand.
  const ofIds = (query: string): string => query.replace(/(?<=c\.id IN \()@p0(?:, @p\d+)+(?=\))/, '@p0, …');
  if (isQuery) asked.queries.add(ofIds((JSON.parse(body) as { query: string }).query));
  if (!isBatch) return;
  for (const operation of JSON.parse(body) as {
    operationType: string;
    resourceBody?: { operations?: { op: string }[] };
  }[]) {
    const patched = operation.resourceBody?.operations?.map(({ op }) => op) ?? [];
    const { operationType, ...rest } = operation;
    asked.operations.add([operationType, ...Object.keys(rest).sort(), ...new Set(patched)].join(' '));
  }
}

/** One claim's whole way from a set-up company to a paid claim, and every list and search on it. */
async function programme(bot: RunningBot): Promise<void> {
  const [anna, boris, clara] = [bot.chat('anna'), bot.chat('boris'), bot.chat('clara')];
  await setUp(anna);
  await letIn(anna, boris, 'admin', ['mpnPartnerAdmin']);
  await letIn(anna, boris, 'consultant', ['mpnPartnerAdmin']);
  await clara.install();
  await clara.say('ask for access');
  await anna.say('home');
  await anna.say('people');
  await anna.say('MPN location ID;Country\n4711101;Germany');
  await anna.press('import.done');
  await anna.say('company');

  const numbers = Array.from({ length: 12 }, () => bot.newNumber());
  for (const number of numbers.slice(1)) {
    await anna.say(mail(number));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
  }
  await anna.say('vouchers');
  await anna.press('vouchers.page');
  for (const list of ['assigned', 'lost']) {
    await anna.say('vouchers');
    await anna.press('vouchers.list', { list });
  }
  // Where more are open than one page of the store holds, lists are found a part after another.
  await anna.forge('vouchers.page', { id: 'open', arg: 'part.0' });
  await anna.press('vouchers.page');
  for (const verb of ['vouchers.page', 'claims.page'])
    for (const arg of ['part.0', 'part.6']) await anna.forge(verb, { id: 'open', arg });
  await anna.say('expired');
  const [number = ''] = numbers;
  await anna.say(`can we still do ${numbers[1]}`);
  await redeemed(bot, anna, number);
  await anna.history(number);
  for (const typed of [
    number,
    number.slice(-4),
    number.slice(-6),
    'Contoso',
    'next',
    'claims',
    'renewals',
    'claims',
  ])
    await anna.say(typed);
  await claimed(anna, number);
  await anna.say('claims');
  await anna.say('money');
  for (const arg of ['states', 'deadlines', 'consultants', 'money'])
    await anna.forge('overview.open', { arg });
  for (const id of [
    'only:week=2026-12-07',
    'only:state=reserved',
    'only:consultant=one',
    'only:customer=contoso',
    'only:engagements=sharepoint',
    'only:offering=SDPS',
    'only:country=PL',
    'only:span=mine',
  ])
    await anna.forge('vouchers.page', { id });
  await anna.say('home');
}

async function claimed(anna: Chat, number: string): Promise<void> {
  await anna.say(`claim ${number}`);
  await anna.press('claim.create', { vouchers: [number] });
  await anna.press('register.done');
  await anna.press('claim.create', { vouchers: [number] });
  await anna.press('settle.discard');
}

/** Every query that the bot asks. One that is new belongs here, and its properties in container.ts. */
const QUERIES = [
  'SELECT * FROM c WHERE c.kind = @kind',
  'SELECT * FROM c WHERE c.kind = @kind AND (STARTSWITH(c.plain, @p1) OR STARTSWITH(c.reversed, @p2) OR STARTSWITH(c.from2, @p3) OR STARTSWITH(c.from3, @p4) OR STARTSWITH(c.from4, @p5))',
  'SELECT * FROM c WHERE c.kind = @kind AND (STARTSWITH(c.plain, @p1) OR STARTSWITH(c.suffix, @p2) OR STARTSWITH(c.from2, @p3) OR STARTSWITH(c.from3, @p4) OR STARTSWITH(c.from4, @p5))',
  // As many as the sentence has words that may be names.
  'SELECT * FROM c WHERE c.kind = @kind AND (STARTSWITH(c.searchName, @p1) OR STARTSWITH(c.searchName, @p2) OR STARTSWITH(c.searchName, @p3) OR STARTSWITH(c.searchName, @p4) OR STARTSWITH(c.searchName, @p5) OR STARTSWITH(c.searchName, @p6) OR STARTSWITH(c.searchName, @p7))',
  'SELECT * FROM c WHERE c.kind = @kind AND (STARTSWITH(c.searchName, @p1) OR STARTSWITH(c.searchName, @p2) OR STARTSWITH(c.searchName, @p3) OR STARTSWITH(c.searchName, @p4) OR STARTSWITH(c.searchName, @p5) OR STARTSWITH(c.searchName, @p6))',
  'SELECT * FROM c WHERE c.kind = @kind AND STARTSWITH(c.searchName, @p1)',
  'SELECT * FROM c WHERE c.kind = @kind AND c.asked = @p1',
  'SELECT * FROM c WHERE c.kind = @kind AND c.consultantId = @p1 AND c.rank >= @p2 AND c.rank <= @p3 ORDER BY c.kind ASC, c.consultantId ASC, c.rank ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.consultantId = @p1 AND c.status = @p2 AND c.due >= @p3 ORDER BY c.kind ASC, c.consultantId ASC, c.status ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.country = @p1 AND c.rank >= @p2 AND c.rank <= @p3 ORDER BY c.kind ASC, c.country ASC, c.rank ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.customerId = @p1',
  'SELECT * FROM c WHERE c.kind = @kind AND c.customerId = @p1 AND c.rank >= @p2 AND c.rank <= @p3 ORDER BY c.kind ASC, c.customerId ASC, c.rank ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.customerId = @p1 AND c.status IN (@p2, @p3, @p4)',
  'SELECT * FROM c WHERE c.kind = @kind AND c.engagement = @p1 AND c.rank >= @p2 AND c.rank <= @p3 ORDER BY c.kind ASC, c.engagement ASC, c.rank ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.offering = @p1 AND c.rank >= @p2 AND c.rank <= @p3 ORDER BY c.kind ASC, c.offering ASC, c.rank ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.due <= @p2 AND c.status != @p3 AND (NOT IS_DEFINED(c.until) OR c.until >= @p4) ORDER BY c.kind ASC, c.open ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.due <= @p2 AND c.until <= @p3 AND (NOT IS_DEFINED(c.until) OR c.until >= @p4) ORDER BY c.kind ASC, c.open ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.due <= @p2 AND c.until <= @p3 AND c.status != @p4 ORDER BY c.kind ASC, c.open ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.due <= @p2 ORDER BY c.kind ASC, c.open ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.due >= @p2 AND c.status != @p3 ORDER BY c.kind ASC, c.open ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.due >= @p2 ORDER BY c.kind ASC, c.open ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.rank >= @p2 AND c.rank <= @p3 ORDER BY c.kind ASC, c.open ASC, c.rank ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 ORDER BY c.kind ASC, c.open ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 ORDER BY c.kind ASC, c.open ASC, c.remindOn ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.open = @p1 ORDER BY c.kind DESC, c.open DESC, c.changedAt DESC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.permission = @p1',
  'SELECT * FROM c WHERE c.kind = @kind AND c.recordedBy = @p1 AND c.rank >= @p2 AND c.rank <= @p3 ORDER BY c.kind ASC, c.recordedBy ASC, c.rank ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.status = @p1',
  'SELECT * FROM c WHERE c.kind = @kind AND c.status = @p1 AND c.due <= @p2 ORDER BY c.kind ASC, c.status ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.status = @p1 AND c.due >= @p2 AND c.due <= @p3 ORDER BY c.kind ASC, c.status ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.status = @p1 AND c.due >= @p2 ORDER BY c.kind ASC, c.status ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.status = @p1 AND c.rank >= @p2 AND c.rank <= @p3 ORDER BY c.kind ASC, c.status ASC, c.rank ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.status = @p1 ORDER BY c.kind ASC, c.status ASC, c.due ASC',
  'SELECT * FROM c WHERE c.kind = @kind AND c.subject = @p1',
  'SELECT * FROM c WHERE c.kind = @kind AND c.subject = @p1 ORDER BY c.kind DESC, c.subject DESC, c.seq DESC',
  'SELECT * FROM c WHERE c.kind = @kind ORDER BY c.kind ASC, c.due ASC',
];

/** Documents by their ids, of which every container has an index. */
const BY_ID = 'SELECT * FROM c WHERE c.id IN (@p0, …)';

/** What is counted, of which nothing is read. */
const COUNTS = [
  'SELECT VALUE COUNT(1) FROM c WHERE c.kind = @kind AND c.consultantId = @p1 AND c.status = @p2 AND c.due >= @p3 AND c.due <= @p4',
  'SELECT VALUE COUNT(1) FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.due <= @p2',
  'SELECT VALUE COUNT(1) FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.due <= @p2 AND c.until <= @p3 AND c.status != @p4',
  'SELECT VALUE COUNT(1) FROM c WHERE c.kind = @kind AND c.open = @p1 AND c.due >= @p2 AND c.due <= @p3',
  'SELECT VALUE COUNT(1) FROM c WHERE c.kind = @kind AND c.status = @p1 AND c.due >= @p2 AND c.due <= @p3',
];

describe('what the bot asks of the service', () => {
  let asked: Asked;
  beforeAll(async () => {
    asked = await recorded(programme);
  });
  const sorted = (list: ReadonlySet<string>): readonly string[] => [...list].sort();

  test('is nothing but this, and the engine has an answer to all of it', () => {
    expect(sorted(asked.answers)).toEqual([
      // The account, for its consistency.
      'GET /: 200',
      'GET /dbs/{database}/colls/{container}/docs/{id}: 200',
      'GET /dbs/{database}/colls/{container}/docs/{id}: 404',
      'GET /dbs/{database}/colls/{container}: 200',
      'GET /dbs/{database}/colls/{container}: 404',
      'GET /dbs/{database}: 404',
      'POST /dbs/{database}/colls/{container}/docs batch: 200',
      // Two turns that met: the install and its welcome, and a command that was done before.
      'POST /dbs/{database}/colls/{container}/docs batch: 207',
      'POST /dbs/{database}/colls/{container}/docs query: 200',
      'POST /dbs/{database}/colls: 201',
      'POST /dbs: 201',
    ]);
  });

  test('comes with these headers', () => {
    expect(sorted(asked.headers)).toEqual([
      'authorization',
      'content-type',
      'prefer',
      'x-ms-continuation',
      'x-ms-cosmos-allow-tentative-writes',
      'x-ms-cosmos-batch-atomic',
      'x-ms-cosmos-correlated-activityid',
      'x-ms-cosmos-is-batch-request',
      'x-ms-cosmos-sdk-supportedcapabilities',
      'x-ms-date',
      'x-ms-documentdb-isquery',
      'x-ms-documentdb-partitionkey',
      'x-ms-documentdb-populatequotainfo',
      'x-ms-documentdb-query-enablecrosspartition',
      'x-ms-documentdb-responsecontinuationtokenlimitinkb',
      'x-ms-max-item-count',
      'x-ms-useragent',
      'x-ms-version',
    ]);
  });

  test('writes by these operations of a batch', () => {
    expect(sorted(asked.operations)).toEqual([
      'Create resourceBody',
      'Delete id ifMatch',
      'Patch id resourceBody incr',
      'Replace id ifMatch resourceBody',
      'Upsert resourceBody',
    ]);
  });

  test('queries so, and for that the index policy has all and nothing else', () => {
    expect(sorted(asked.queries)).toEqual([BY_ID, ...QUERIES, ...COUNTS]);
    const { includedPaths = [], compositeIndexes = [] } = containerDefinition().indexingPolicy ?? {};
    const properties = QUERIES.flatMap((query) =>
      [...query.matchAll(/c\.(\w+)/g)].map(([, name]) => `/${name}/?`),
    );
    expect(includedPaths.map(({ path }) => path).sort()).toEqual([...new Set(properties)].sort());
    const orders = QUERIES.flatMap((query) => query.split(' ORDER BY ')[1] ?? []).map((order) =>
      order.split(', ').map((step) => step.replace(/^c\.(\w+) .*$/, '/$1')),
    );
    expect(compositeIndexes.map((index) => index.map(({ path }) => path).join()).sort()).toEqual(
      [...new Set(orders.map((order) => order.join()))].sort(),
    );
  });

  test.each(
    QUERIES.flatMap((query) =>
      (['first', 'same', 'beyond'] as const)
        .filter((part) => part !== 'beyond' || query.includes(' ORDER BY '))
        .map((part) => [query, part] as const),
    ),
  )('costs what a page holds: %s (%s)', (query, part) =>
    inFolder(async (dataDir) => {
      await (await openStore({ database: 'planning', dataDir, parse: parseSample })).close();
      const db = new DatabaseSync(join(dataDir, 'programme.sqlite'));
      const names = [...query.matchAll(/@\w+/g)];
      const parameters = names.map(([name]) => ({ name, value: 'x' }));
      const whole = parseQuery({ query, parameters }) as ParsedQuery;
      const plans = singlePrefixes(whole).map((parsed) => ({
        parsed,
        plan: db.prepare(`EXPLAIN QUERY PLAN ${pageSql(INDEXED, parsed, part)}`).all(),
      }));
      db.close();
      // One search of one index, nothing sorted, and the search bounded by every condition and where it goes on. Only
      // what the items are looked at for bounds nothing.
      for (const { parsed, plan } of plans) {
        const last =
          parsed.order?.paths.at(-1) ??
          parsed.conditions.find(({ comparison }) => comparison === 'prefix')?.path;
        const isBound = (comparison: string): boolean =>
          parsed.conditions.some((one) => one.path === last && one.comparison === comparison);
        const isFrom =
          isBound('prefix') || isBound('since') || (part === 'beyond' && !parsed.order?.descending);
        const isTo = isBound('prefix') || isBound('upTo') || (part === 'beyond' && parsed.order?.descending);
        const range = [...(isFrom ? [`p_${last}>?`] : []), ...(isTo ? [`p_${last}<?`] : [])];
        // Of two filters without an order the first bounds: the items of one customer are looked at for the second.
        const equal = parsed.conditions.filter(({ comparison }) => comparison === 'equal');
        const bounding = parsed.order === undefined && last === undefined ? equal.slice(0, 2) : equal;
        const bounds = [
          'tenant=?',
          ...bounding.map(({ path }) => `p_${path}=?`),
          ...(part === 'same'
            ? [...(last === undefined ? [] : [`p_${last}=?`]), `rid${parsed.order?.descending ? '<' : '>'}?`]
            : range),
        ];
        expect(plan.map((step) => String(step['detail']).replace(/INDEX by_\w+/, 'INDEX'))).toEqual([
          `SEARCH item USING INDEX (${bounds.join(' AND ')})`,
        ]);
      }
    }),
  );
});

describe('a count', () => {
  test.each(COUNTS)('goes through an index and reads no item, but for what is looked at: %s', (query) =>
    inFolder(async (dataDir) => {
      await (await openStore({ database: 'planning', dataDir, parse: parseSample })).close();
      const db = new DatabaseSync(join(dataDir, 'programme.sqlite'));
      const names = [...query.matchAll(/@\w+/g)];
      const parameters = names.map(([name]) => ({ name, value: 'x' }));
      const parsed = parseQuery({ query, parameters }) as ParsedQuery;
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${countSql(INDEXED, parsed)}`).all();
      db.close();
      const equal = parsed.conditions.filter(({ comparison }) => comparison === 'equal');
      const end = parsed.conditions[equal.length]?.path;
      const bounds = [
        'tenant=?',
        ...equal.map(({ path }) => `p_${path}=?`),
        ...(query.includes(`c.${end} >=`) ? [`p_${end}>?`] : []),
        `p_${end}<?`,
      ].join(' AND ');
      const looks = parsed.conditions.some(({ path }) => path === 'until');
      expect(plan.map(({ detail }) => String(detail).replace(/INDEX by_\w+/, 'INDEX'))).toEqual([
        'SCAN CONSTANT ROW',
        'SCALAR SUBQUERY 1',
        `SEARCH item USING ${looks ? '' : 'COVERING '}INDEX (${bounds})`,
        'SCALAR SUBQUERY 2',
        'SEARCH item USING INDEX item_expires (expires<?)',
      ]);
    }),
  );
});

describe('everything else that the protocol knows', () => {
  const DOCS = '/dbs/planning/colls/programme/docs';
  const COLL = '/dbs/planning/colls/programme';
  const TENANT = 'tenant';
  const BATCH = { 'x-ms-cosmos-is-batch-request': 'true', 'x-ms-cosmos-batch-atomic': 'true' };
  const QUERY = { 'x-ms-documentdb-isquery': 'true' };
  const ITEM = { id: 'a', tenantId: TENANT, kind: 'voucher', open: true, due: '2026-12-01', seq: 1 };
  let engine: Engine;
  let done: () => void;
  let closed: Promise<void>;

  const send = (
    method: string,
    path: string,
    body: unknown = '',
    headers: Readonly<Record<string, string | undefined>> = {},
  ): EngineResponse =>
    engine.handle({
      method,
      path,
      headers: { 'x-ms-documentdb-partitionkey': `["${TENANT}"]`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const batch = (...operations: unknown[]): EngineResponse => send('POST', DOCS, operations, BATCH);
  const patch = (step: object, more: object = {}): EngineResponse =>
    batch({ operationType: 'Patch', id: 'a', resourceBody: { operations: [step], ...more } });
  const query = (text: string, headers: Readonly<Record<string, string>> = {}): EngineResponse =>
    send(
      'POST',
      DOCS,
      {
        query: text,
        parameters: [
          { name: '@k', value: 'voucher' },
          { name: '@n', value: 1 },
        ],
      },
      { ...QUERY, ...headers },
    );
  const K = 'SELECT * FROM c WHERE c.kind = @k';
  /** All that can be read. */
  const everything = (): unknown => [
    send('GET', '/dbs/planning').body,
    send('GET', COLL).body,
    query(K).body,
    send('GET', `${DOCS}/b`).status,
  ];

  beforeAll(async () => {
    await new Promise<void>((ready) => {
      closed = inFolder(async (folder) => {
        engine = openEngine({ file: join(folder, 'programme.sqlite') });
        send('POST', '/dbs', { id: 'planning' });
        send('POST', '/dbs/planning/colls', containerDefinition());
        batch({ operationType: 'Create', resourceBody: ITEM });
        await new Promise<void>((resolve) => {
          done = resolve;
          ready();
        });
        engine.close();
      });
    });
  });
  afterAll(async () => {
    done();
    await closed;
  });

  const HEADERS: Readonly<Record<string, string>> = {
    'if-match': '"1"',
    'if-none-match': '*',
    'if-modified-since': 'Fri, 20 Nov 2026 10:00:00 GMT',
    'a-im': 'Incremental feed',
    'content-encoding': 'gzip',
    prefer: 'return=representation',
    'x-ms-consistency-level': 'Eventual',
    'x-ms-session-token': '0:1',
    'x-ms-indexing-directive': 'Exclude',
    'x-ms-documentdb-pre-trigger-include': 'check',
    'x-ms-documentdb-post-trigger-include': 'check',
    'x-ms-documentdb-is-upsert': 'true',
    'x-ms-documentdb-partitionkeyrangeid': '0',
    'x-ms-documentdb-query-parallelizecrosspartitionquery': 'true',
    'x-ms-documentdb-populatequerymetrics': 'true',
    'x-ms-documentdb-populatepartitionstatistics': 'true',
    'x-ms-documentdb-query-enable-scan': 'true',
    'x-ms-cosmos-is-query-plan-request': 'true',
    'x-ms-cosmos-batch-ordered': 'true',
    'x-ms-cosmos-batch-continue-on-error': 'true',
    'x-ms-cosmos-populateindexmetrics': 'true',
    'x-ms-cosmos-priority-level': 'Low',
    'x-ms-cosmos-intended-collection-rid': 'x',
    'x-ms-dedicatedgateway-max-age': '10',
    'x-ms-offer-throughput': '400',
    'x-ms-cosmos-offer-autopilot-settings': '{}',
    'x-ms-of-tomorrow': '1',
  };

  test.each<[string, () => EngineResponse]>([
    ...Object.entries(HEADERS).flatMap(([name, value]): [string, () => EngineResponse][] => [
      [`the header ${name}`, () => send('GET', `${DOCS}/a`, '', { [name]: value })],
      [
        `the header ${name}`,
        () => send('POST', DOCS, [{ operationType: 'Delete', id: 'a' }], { ...BATCH, [name]: value }),
      ],
    ]),
    ['writing an item outside a batch', () => send('POST', DOCS, { ...ITEM, id: 'b' })],
    [`PUT ${DOCS}/a`, () => send('PUT', `${DOCS}/a`, { ...ITEM, seq: 2 })],
    [`PATCH ${DOCS}/a`, () => send('PATCH', `${DOCS}/a`, { operations: [] })],
    [`DELETE ${DOCS}/a`, () => send('DELETE', `${DOCS}/a`)],
    [`HEAD ${DOCS}/a`, () => send('HEAD', `${DOCS}/a`)],
    [`GET ${DOCS}`, () => send('GET', DOCS)],
    [`DELETE ${DOCS}`, () => send('DELETE', DOCS)],
    ['POST /', () => send('POST', '/')],
    ['GET /dbs', () => send('GET', '/dbs')],
    ['PUT /dbs/planning', () => send('PUT', '/dbs/planning', {})],
    ['GET /dbs/planning/colls', () => send('GET', '/dbs/planning/colls')],
    [
      'the id and the partition key of a container',
      () => send('PUT', COLL, { ...containerDefinition(), partitionKey: { paths: ['/id'] } }),
    ],
    [`PUT ${COLL}/docs`, () => send('PUT', `${COLL}/docs`, containerDefinition())],
    [`DELETE ${COLL}`, () => send('DELETE', COLL)],
    [`GET ${COLL}/pkranges`, () => send('GET', `${COLL}/pkranges`)],
    ...['sprocs', 'triggers', 'udfs', 'conflicts'].flatMap((kind): [string, () => EngineResponse][] => [
      [`GET ${COLL}/${kind}`, () => send('GET', `${COLL}/${kind}`)],
      [`POST ${COLL}/${kind}`, () => send('POST', `${COLL}/${kind}`, { id: 'x', body: '' })],
      [`POST ${COLL}/${kind}/x`, () => send('POST', `${COLL}/${kind}/x`, [])],
    ]),
    ...['users', 'clientencryptionkeys'].flatMap((kind): [string, () => EngineResponse][] => [
      [`GET /dbs/planning/${kind}`, () => send('GET', `/dbs/planning/${kind}`)],
      [`POST /dbs/planning/${kind}`, () => send('POST', `/dbs/planning/${kind}`, { id: 'x' })],
    ]),
    ['/users/x/permissions', () => send('GET', '/dbs/planning/users/x/permissions')],
    ['/attachments', () => send('GET', `${DOCS}/a/attachments`)],
    ['GET /offers', () => send('GET', '/offers')],
    ['POST /offers', () => send('POST', '/offers', { query: 'SELECT * FROM c' }, QUERY)],
    ['a query string', () => send('GET', `${DOCS}/a?x=1`)],
    ['percent-encoded', () => send('GET', `${DOCS}/%zz`)],
    ['second database', () => send('POST', '/dbs', { id: 'another' })],
    [
      'second container',
      () => send('POST', '/dbs/planning/colls', { ...containerDefinition(), id: 'another' }),
    ],
    [
      'without a partition key',
      () => send('POST', DOCS, { query: K }, { ...QUERY, 'x-ms-documentdb-partitionkey': undefined }),
    ],
    ['partition key', () => send('GET', `${DOCS}/a`, '', { 'x-ms-documentdb-partitionkey': '["a","b"]' })],
    ['partition key', () => send('GET', `${DOCS}/a`, '', { 'x-ms-documentdb-partitionkey': '[{}]' })],
    [
      'not atomic',
      () =>
        send('POST', DOCS, [{ operationType: 'Delete', id: 'a' }], {
          'x-ms-cosmos-is-batch-request': 'true',
        }),
    ],
    ['not JSON', () => send('POST', DOCS, '{', BATCH)],
    ['"Read"', () => batch({ operationType: 'Read', id: 'a' })],
    ['Upsert with ifMatch', () => batch({ operationType: 'Upsert', ifMatch: '"1"', resourceBody: ITEM })],
    [
      'Create with ifMatch',
      () => batch({ operationType: 'Create', ifMatch: '"1"', resourceBody: { ...ITEM, id: 'b' } }),
    ],
    ['"ifNoneMatch"', () => batch({ operationType: 'Delete', id: 'a', ifNoneMatch: '*' })],
    ['"partitionKey"', () => batch({ operationType: 'Delete', id: 'a', partitionKey: '["x"]' })],
    ...['add', 'set', 'replace', 'remove', 'move'].map((op): [string, () => EngineResponse] => [
      `the patch operation "${op}"`,
      () => patch({ op, path: '/seq', value: 2 }),
    ]),
    ['"/a/b"', () => patch({ op: 'incr', path: '/a/b', value: 1 })],
    [
      '"condition"',
      () => patch({ op: 'incr', path: '/seq', value: 1 }, { condition: 'from c where c.seq = 9' }),
    ],
    ['a page of -1 items', () => query(K, { 'x-ms-max-item-count': '-1' })],
    ['SELECT c.id', () => query('SELECT c.id FROM c WHERE c.kind = @k')],
    ['a count of no range', () => query('SELECT VALUE COUNT(1) FROM c WHERE c.kind = @k')],
    [
      'a count of no range',
      () => query('SELECT VALUE COUNT(1) FROM c WHERE c.kind = @k AND STARTSWITH(c.suffix, @k)'),
    ],
    [
      'a count of no range',
      () => query('SELECT VALUE COUNT(1) FROM c WHERE c.kind = @k AND (STARTSWITH(c.suffix, @k))'),
    ],
    [
      'a count in an order',
      () =>
        query(
          'SELECT VALUE COUNT(1) FROM c WHERE c.kind = @k AND c.due >= @k ORDER BY c.kind ASC, c.due ASC',
        ),
    ],
    [
      'does not have a corresponding composite index',
      () => query('SELECT VALUE COUNT(1) FROM c WHERE c.kind = @k AND c.seq >= @k'),
    ],
    ['SELECT VALUE SUM(c.seq)', () => query('SELECT VALUE SUM(c.seq) FROM c WHERE c.kind = @k')],
    ['SELECT TOP 1', () => query('SELECT TOP 1 * FROM c WHERE c.kind = @k')],
    ['SELECT DISTINCT', () => query('SELECT DISTINCT * FROM c WHERE c.kind = @k')],
    ['JOIN', () => query('SELECT * FROM c JOIN t IN c.tags WHERE c.kind = @k')],
    ['GROUP BY', () => query(`${K} GROUP BY c.status`)],
    ['OFFSET', () => query(`${K} ORDER BY c.kind ASC, c.due ASC OFFSET 1 LIMIT 2`)],
    ['c.kind first', () => query('SELECT * FROM c WHERE c.status = @k')],
    ['"SELECT * FROM c"', () => query('SELECT * FROM c')],
    ['c.due > @k', () => query(`${K} AND c.due > @k`)],
    ['c.due without an order', () => query(`${K} AND c.due >= @k`)],
    ['c.status without an order', () => query(`${K} AND c.status != @k`)],
    ['not a string', () => query(`${K} AND c.due >= @n ORDER BY c.kind ASC, c.due ASC`)],
    ['OR', () => query(`${K} AND c.status = @k OR c.open = @k`)],
    ['IN', () => query('SELECT * FROM c WHERE c.kind IN (@k, @n)')],
    ['IN', () => query("SELECT * FROM c WHERE c.id IN ('a')")],
    ['@n is no id', () => query('SELECT * FROM c WHERE c.id IN (@k, @n)')],
    ['c.id IN', () => query('SELECT * FROM c WHERE c.id IN (@k) AND c.kind = @k')],
    ['CONTAINS', () => query(`${K} AND CONTAINS(c.searchName, @k)`)],
    ['"voucher"', () => query(`${K} AND c.status = "voucher"`)],
    ['STARTSWITH', () => query(`${K} AND STARTSWITH(c.status, @k, true)`)],
    ['c.note', () => query(`${K} AND c.note = @k`)],
    ['c.due is indexed only to order by', () => query(`${K} AND c.due = @k`)],
    ['c.seq is indexed only to order by', () => query(`${K} AND STARTSWITH(c.seq, @k)`)],
    ['@absent', () => query(`${K} AND c.status = @absent`)],
    ['the order "c.due"', () => query(`${K} ORDER BY c.due`)],
    ['the order "c.due ASC"', () => query(`${K} AND c.open = @k ORDER BY c.due ASC`)],
    ['two directions', () => query(`${K} AND c.open = @k ORDER BY c.kind ASC, c.open ASC, c.due DESC`)],
    ['corresponding composite index', () => query(`${K} ORDER BY c.kind ASC, c.seq ASC`)],
    [
      'corresponding composite index',
      () => query(`${K} AND c.open = @k ORDER BY c.open ASC, c.kind ASC, c.due ASC`),
    ],
    [
      'corresponding composite index',
      () => query(`${K} AND c.suffix = @k ORDER BY c.kind ASC, c.suffix ASC, c.due ASC`),
    ],
    ['another query', () => query(K, { 'x-ms-continuation': 'WyJ4IiwiIiwxXQ' })],
    ['not one of ours', () => query(K, { 'x-ms-continuation': '{' })],
  ])('is refused by name and changes nothing: %s', (feature, request) => {
    const before = everything();
    const { status, body } = request();
    expect({ status, body }).toEqual({ status: 400, body: expect.any(String) });
    expect((JSON.parse(body) as { message: string }).message).toContain(feature);
    expect(everything()).toEqual(before);
  });

  test.each<[string, object]>([
    ['"conflictResolutionPolicy"', { conflictResolutionPolicy: {} }],
    ['"uniqueKeyPolicy"', { uniqueKeyPolicy: { uniqueKeys: [] } }],
    ['"computedProperties"', { computedProperties: [] }],
    ['a defaultTtl', { defaultTtl: 60 }],
    ['a partition key of other than', { partitionKey: { paths: ['/a', '/b'] } }],
    ['a partition key of other than', { partitionKey: { paths: ['/a/b'] } }],
    ['"spatialIndexes"', { indexingPolicy: { ...containerDefinition().indexingPolicy, spatialIndexes: [] } }],
    [
      'the indexing mode',
      { indexingPolicy: { ...containerDefinition().indexingPolicy, indexingMode: 'none' } },
    ],
    [
      'the index path "/a/*"',
      { indexingPolicy: { ...containerDefinition().indexingPolicy, includedPaths: [{ path: '/a/*' }] } },
    ],
    [
      'of a composite index',
      {
        indexingPolicy: {
          ...containerDefinition().indexingPolicy,
          compositeIndexes: [[{ path: '/kind', order: 'descending' }, { path: '/due' }]],
        },
      },
    ],
  ])('of a container is refused by name: %s', (feature, more) =>
    inFolder(async (folder) => {
      const fresh = openEngine({ file: join(folder, 'programme.sqlite') });
      const ask = (path: string, body: object): EngineResponse =>
        fresh.handle({ method: 'POST', path, headers: {}, body: JSON.stringify(body) });
      expect(ask('/dbs', { id: 'planning' }).status).toBe(201);
      const { status, body } = ask('/dbs/planning/colls', { ...containerDefinition(), ...more });
      expect([status, body]).toEqual([400, expect.stringContaining(JSON.stringify(feature).slice(1, -1))]);
      fresh.close();
      return Promise.resolve();
    }),
  );
});
