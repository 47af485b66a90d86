import { readdir, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle, BundleRefused, packageOf, PROGRAMS } from './bundle.ts';

/**
 * Bundles the bot for production.
 *
 *   npm run build -- --out FOLDER --inputs FILE --also NAME=SCRIPT     for the tests; FILE: what went in, as JSON;
 *                                                                      SCRIPT: one more program; repeatable
 */
const { values } = parseArgs({
  options: { out: { type: 'string' }, inputs: { type: 'string' }, also: { type: 'string', multiple: true } },
});
const folder = resolve(values.out ?? fileURLToPath(new URL('../dist', import.meta.url)));
try {
  const also = (values.also ?? []).map((one) => one.split('='));
  const inputs = await bundle({ ...PROGRAMS, ...Object.fromEntries(also) }, folder);
  if (values.inputs !== undefined) await writeFile(values.inputs, JSON.stringify(inputs));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js'));
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  const packages = new Set(Object.keys(inputs).map(packageOf)).size;
  const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6;
  process.stdout.write(
    `${folder}: ${Object.keys(PROGRAMS).join(', ')}; ${megabytes.toFixed(1)} MB from ${packages} packages\n`,
  );
} catch (error) {
  if (!(error instanceof BundleRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
