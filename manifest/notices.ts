import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const described = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  author: z.union([z.string(), z.object({ name: z.string() })]).optional(),
});

/** The licences of packages that do not say it in `package.json`. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = {
  'escape-regexp-component': 'MIT', // in its component.json
  jspath: 'MIT', // in its LICENSE
  semaphore: 'MIT', // in its README
};

/** Files in which a package says under what terms it may be passed on. */
const TERMS = /^(?:licen[cs]e|copying|notice|third.?party)/i;

/**
 * The licences of every package of which a module is in a bundle, each text as the package has it: most of them may be
 * passed on only with it. A package without such a file is named with its author and
 * the licence that it declares.
 * @param modules paths from `root`.
 */
export async function noticesOf(modules: readonly string[], root: string): Promise<string> {
  const folders = new Set(
    modules.flatMap((module) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1] ?? []),
  );
  const notices = new Map<string, string>();
  for (const folder of [...folders].toSorted()) {
    const at = join(root, folder);
    const about = described.parse(JSON.parse(await readFile(join(at, 'package.json'), 'utf8')));
    const licence = about.license ?? SAID_ELSEWHERE[about.name];
    if (licence === undefined) throw new Error(`${folder} does not say under which licence it is`);
    const files = (await readdir(at)).filter((file) => TERMS.test(file) && !/\.[cm]?[jt]s$/.test(file));
    const texts = await Promise.all(files.toSorted().map((file) => readFile(join(at, file), 'utf8')));
    const author = typeof about.author === 'object' ? about.author.name : (about.author ?? 'its authors');
    notices.set(
      `${about.name} ${about.version} (${licence})`,
      texts.map((text) => text.trim()).join('\n\n') ||
        `By ${author}. The package holds no text of its licence.`,
    );
  }
  const line = '-'.repeat(72);
  return [...notices].map(([title, text]) => `${line}\n${title}\n\n${text}\n`).join('\n');
}
