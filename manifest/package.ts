import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { PackageRefused, packageApp, readSettings } from './app-package.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

try {
  const project = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(here('../package.json'), 'utf8')));
  const settings = readSettings(process.env, project.version);
  const archive = await packageApp(settings, {
    color: await readFile(here('color.png')),
    outline: await readFile(here('outline.png')),
  });
  await mkdir(here('../dist'), { recursive: true });
  await writeFile(here('../dist/planning-services.zip'), archive);
  process.stdout.write(
    `dist/planning-services.zip: version ${settings.APP_VERSION}, ${archive.length} bytes\n`,
  );
} catch (error) {
  if (!(error instanceof PackageRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
