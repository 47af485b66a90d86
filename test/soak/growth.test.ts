import { expect, test } from '@jest/globals';
import { tableOf, unexplainedGrowth } from './growth.ts';

const kind = (count: number, bytes: number) => ({ count, bytes });
const file = {
  documents: 1_000,
  expired: 10,
  untold: 0,
  kinds: new Map([
    ['company', kind(1, 1_000)],
    ['voucher', kind(100, 150_000)],
    ['event', kind(600, 420_000)],
    ['processed', kind(299, 600_000)],
  ]),
  fileBytes: 2_400_000,
  freeBytes: 40_000,
  wrong: [],
};
const withKind = (name: string, count: number) => ({
  ...file,
  kinds: new Map([...file.kinds, [name, kind(count, 100)]]),
});

test('a file whose documents explain it has grown as it should', () => {
  expect(unexplainedGrowth(file, 10)).toEqual([]);
  expect(tableOf(file).join('\n')).toMatch(/^event +600 +410 KB +4200 B a voucher {2}always/m);
});

test.each([
  ['rows that expired stay', { ...file, expired: 101 }, 'expired'],
  ['more than documents and their keys', { ...file, fileBytes: 3_500_000 }, 'bytes'],
  ['cards that never leave', withKind('outbox', 201), 'outbox'],
  ['news that are never told', { ...file, untold: 1 }, 'told'],
  ['rows that should be one', withKind('tally', 2), 'tally'],
  ['documents that nobody can read', { ...file, wrong: ['a document is not read'] }, 'not read'],
])('%s: that is found', (_what, grown, word) => {
  expect(unexplainedGrowth(grown, 10)).toEqual([expect.stringContaining(word)]);
});
