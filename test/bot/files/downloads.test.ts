import { expect, test } from '@jest/globals';
import type { Download } from '../../../bot/files/download.ts';
import { Downloads } from '../../../bot/files/downloads.ts';

const FILE: Download = { kind: 'file', bytes: new Uint8Array() };
const BUSY: Download = { kind: 'problem', problem: 'busy' };

/** Downloads that end when they are told to. */
function held(): { downloads: Downloads; asked: string[]; end: () => void } {
  const asked: string[] = [];
  let waiting: ((file: Download) => void)[] = [];
  const downloads = new Downloads('teams', (url) => {
    asked.push(url);
    return new Promise((resolve) => waiting.push(resolve));
  });
  const end = (): void => {
    for (const resolve of waiting) resolve(FILE);
    waiting = [];
  };
  return { downloads, asked, end };
}

test('four files of a tenant are fetched at once; the next is told, and comes when there is room', async () => {
  const { downloads, asked, end } = held();
  const first = Array.from({ length: 4 }, (_, n) => downloads.fetch('one', `file-${n}`));
  expect(await downloads.fetch('one', 'file-4')).toEqual(BUSY);
  const other = downloads.fetch('other', 'file-5');
  expect(asked).toEqual(['file-0', 'file-1', 'file-2', 'file-3', 'file-5']);
  end();
  expect(await Promise.all([...first, other])).toEqual(Array.from({ length: 5 }, () => FILE));
  const next = downloads.fetch('one', 'file-6');
  end();
  expect(await next).toEqual(FILE);
});

test('sixteen are fetched at once in all, whatever tenants there are', async () => {
  const { downloads, asked, end } = held();
  const all = Array.from({ length: 40 }, (_, n) => downloads.fetch(`tenant-${n}`, `file-${n}`));
  expect(asked).toHaveLength(16);
  end();
  const done = await Promise.all(all);
  expect(done.filter(({ kind }) => kind === 'file')).toHaveLength(16);
  expect(done.filter(({ kind }) => kind === 'problem')).toHaveLength(24);
});

test('one that fails makes room too', async () => {
  const downloads = new Downloads('teams', () => Promise.reject(new Error('synthetic')));
  for (let n = 0; n < 20; n += 1) await expect(downloads.fetch('one', 'file')).rejects.toThrow('synthetic');
});
