import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gallery } from './gallery.ts';

/** What differs between two cards beside their words: the types, the names of properties, and what is chosen of a few. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))].sort();
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([name, inner]) => [
    name,
    typeof inner === 'string' && !['text', 'title', 'label', 'value', 'url', 'id'].includes(name)
      ? inner
      : shapeOf(inner),
  ]);
}

// The schema says what an old client knows; the types say what Teams does. A property that does not exist, or a value that
// is none of its values, does not compile.
test('every card has the shape that Teams documents', () => {
  const cards = new Map<string, object>();
  for (const { card, made } of gallery({
    outside: (place, nth) => `Synthetic ${place} ${nth}`,
    languages: ['en'],
    editions: ['2020'],
    permissions: ['admin'],
  })) {
    cards.set(`${made} ${JSON.stringify(shapeOf(card['body']))}`, card);
  }
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = mkdtempSync(join(root, 'node_modules', '.teams-types-'));
  try {
    const source = [...cards.values()].map(
      (card, nth) => `export const card${nth}: IAdaptiveCard = ${JSON.stringify(card)};`,
    );
    const file = join(folder, 'cards.ts');
    writeFileSync(
      file,
      `import type { IAdaptiveCard } from '@microsoft/teams.cards';\n${source.join('\n')}\n`,
    );
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(
      process.execPath,
      [tsc, '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--ignoreConfig', file],
      { cwd: folder, encoding: 'utf8', timeout: 120_000 },
    );
    expect(stdout.slice(0, 3_000)).toBe('');
    expect(cards.size).toBeGreaterThan(100);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
