import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { openStore } from '../../../bot/store/store.ts';
import { KINDS, parseDocument, type Kind } from '../../../domain/store/documents.ts';
import { keptForWords, RETENTION, ttlOf, type Passing } from '../../../domain/store/retention.ts';
import { STORE_PATIENCE_MS } from '../../machine.ts';
import { inFolder } from '../store/documents.ts';
import { everyKind } from './every-kind.ts';
import { everything, LEAVER, TENANT } from './given.ts';

const README = new URL('../../../bot/tenant/README.md', import.meta.url);
const DAY_MS = 24 * 3600_000;

const isPassing = (kind: Kind): kind is Passing => 'days' in RETENTION[kind];

test('each kind is in the store for as long as the table says, and what has no time stays', () =>
  inFolder(async (dataDir) => {
    const start = Date.parse('2026-11-20T10:00:00Z');
    let now = start;
    const store = await openStore({
      database: 'planning-services',
      dataDir,
      parse: parseDocument,
      deadlineMs: STORE_PATIENCE_MS,
      clock: { now: () => now },
    });
    const docs = everyKind(TENANT, LEAVER).map((doc) => parseDocument(doc));
    expect(docs.map(({ kind }) => kind).sort()).toEqual([...KINDS].sort());
    for (const doc of docs)
      expect([doc.kind, 'ttl' in doc ? doc.ttl : undefined]).toEqual([
        doc.kind,
        isPassing(doc.kind) ? ttlOf(doc.kind) : undefined,
      ]);
    await store.commit(
      TENANT,
      docs.map((doc) => ({ op: 'create', doc })),
    );
    const kinds = async (): Promise<string[]> => (await everything(store)).map(({ kind }) => kind).sort();
    const keptAt = (ms: number): string[] =>
      KINDS.filter((kind) => {
        const kept = RETENTION[kind];
        return !('days' in kept) || kept.days * DAY_MS > ms;
      }).toSorted();
    const ends = new Set(Object.values(RETENTION).flatMap((kept) => ('days' in kept ? [kept.days] : [])));
    expect([...ends].sort((a, b) => a - b)).toEqual([2, 7, 14, 30, 90]);
    for (const days of ends) {
      for (const ms of [days * DAY_MS - 1000, days * DAY_MS]) {
        now = start + ms;
        expect([days, ms, await kinds()]).toEqual([days, ms, keptAt(ms)]);
      }
    }
    now = start + 20 * 365 * DAY_MS;
    expect(await kinds()).toEqual(KINDS.filter((kind) => !isPassing(kind)).toSorted());
    await store.close();
  }));

/** The table as Markdown, whatever the width of its columns. */
const cells = (line: string): string =>
  line
    .split('|')
    .map((cell) => cell.trim())
    .join('|');

test('the README prints the table as it is', () => {
  const lines = readFileSync(README, 'utf8').split('\n').map(cells);
  const begins = lines.indexOf('|kind|what it is|whose data|kept|');
  expect(lines.slice(begins + 2, begins + 2 + KINDS.length)).toEqual(
    (Object.keys(RETENTION) as Kind[]).map((kind) =>
      cells(`| \`${kind}\` | ${RETENTION[kind].what} | ${RETENTION[kind].of} | ${keptForWords(kind)} |`),
    ),
  );
  expect(lines[begins + 2 + KINDS.length]).toBe('');
});
