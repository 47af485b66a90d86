import { DatabaseSync } from 'node:sqlite';
import { indexKey } from '../../../bot/store/embedded/query.ts';

const PATHS = [
  'kind',
  'status',
  'open',
  'due',
  'suffix',
  'customerId',
  'searchName',
  'subject',
  'seq',
  'permission',
  'asked',
  'changedAt',
  'number',
] as const;

/**
 * A data file as it was laid out before there were composite indexes: an index for every property, one more for
 * each that was ordered by, statistics. It holds nine vouchers of the tenant `tenant`.
 */
export function writeFormerLayout(file: string): void {
  const db = new DatabaseSync(file);
  const filters = PATHS.filter((path) => path !== 'due').map((path) => {
    const columns = path === 'kind' ? 'p_kind' : `p_kind, p_${path}`;
    return `CREATE INDEX filter_p_${path} ON item (tenant, ${columns}) WHERE p_${path} <> '';`;
  });
  db.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE resource (link TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE tenant (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    PRAGMA application_id = 1396789331;
    PRAGMA user_version = 1;
    CREATE TABLE item (
      rid INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL, expires INTEGER,
      ${PATHS.map((path) => `p_${path} TEXT NOT NULL`).join(', ')},
      body TEXT NOT NULL, UNIQUE (tenant, id)
    );
    CREATE INDEX item_expires ON item (expires) WHERE expires IS NOT NULL;
    ${filters.join('\n')}
    CREATE INDEX order_p_due ON item (tenant, p_kind, p_due);
    INSERT INTO tenant (key, name) VALUES (1, 'tenant');`);
  const resource = db.prepare('INSERT INTO resource (link, body) VALUES (?, ?)');
  resource.run(
    'dbs/planning',
    JSON.stringify({ id: 'planning', _rid: 'AAAAAA==', _self: 'dbs/planning/', _etag: '"1"', _ts: 1 }),
  );
  resource.run(
    'dbs/planning/colls/programme',
    JSON.stringify({
      id: 'programme',
      partitionKey: { paths: ['/tenantId'] },
      defaultTtl: -1,
      indexingPolicy: {
        indexingMode: 'consistent',
        automatic: true,
        includedPaths: PATHS.map((path) => ({ path: `/${path}/?` })),
        excludedPaths: [{ path: '/*' }, { path: '/"_etag"/?' }],
      },
      _rid: 'AAAAAAAAAAA=',
      _self: 'dbs/planning/colls/programme/',
      _etag: '"2"',
      _ts: 1,
    }),
  );
  const insert = db.prepare(
    `INSERT INTO item (rid, tenant, id, etag, expires, body, ${PATHS.map((path) => `p_${path}`).join(', ')})
     VALUES (?, 1, ?, ?, NULL, ?${', ?'.repeat(PATHS.length)})`,
  );
  for (let n = 1; n < 10; n += 1) {
    const doc: Readonly<Record<string, unknown>> = {
      id: `v${n}`,
      tenantId: 'tenant',
      kind: 'voucher',
      schema: 1,
      status: 'assigned',
      open: true,
      due: `2026-12-0${n}`,
      suffix: `000${n}`,
    };
    const etag = `"former-${n}"`;
    const body = JSON.stringify({ ...doc, _rid: `r${n}`, _self: '', _etag: etag, _attachments: '', _ts: 1 });
    insert.run(n, `v${n}`, etag, body, ...PATHS.map((path) => indexKey(doc[path])));
  }
  db.exec('PRAGMA analysis_limit = 400; ANALYZE');
  db.close();
}
