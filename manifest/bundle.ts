import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, parse, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, type Metafile, type Plugin } from 'esbuild';
import { z } from 'zod';
import { noticesOf } from './notices.ts';

/** The bot's own programs, by the name of their file in the bundle: the process, its decoder of mails, the commands. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  main: 'bot/main.ts',
  child: 'bot/mail/child.ts',
  'export-tenant': 'bot/tenant/export.ts',
  'import-tenant': 'bot/tenant/import.ts',
  backup: 'bot/tenant/backup.ts',
  drill: 'bot/tenant/drill.ts',
  'upgrade-store': 'bot/store/upgrade.ts',
  'export-person': 'bot/tenant/export-person.ts',
  'forget-user': 'bot/tenant/forget.ts',
  tenants: 'bot/tenant/tenants.ts',
  'forget-tenant': 'bot/tenant/forget-tenant.ts',
  doctor: 'bot/doctor/doctor.ts',
};

/** What is in a bundle that must not be; the message names it, and who brought it in. */
export class BundleRefused extends Error {
  constructor(problems: readonly string[]) {
    super(`The bundle has what production does not need:\n${problems.map((one) => `  ${one}`).join('\n')}`);
    this.name = 'BundleRefused';
  }
}

/** The modules that went into a bundle, by their path from the project's root, and who imports them. */
export type Inputs = Metafile['inputs'];

const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node that the code is written for; a test compares it with `engines` of package.json. */
export const LEAST_NODE = 24;

/** Words of the refusal that stands where local mode is. */
const NO_LOCAL_MODE =
  'local mode is not in this build. Give the identity of the bot (MicrosoftAppId, MicrosoftAppType, ' +
  'MicrosoftAppTenantId, ALLOWED_TENANTS), or start the sources with npm start.';

/**
 * Bundles programs into a folder: `NAME.js` for each, the parts that they share or load late, source maps, the licences
 * of the packages within (`THIRD-PARTY.txt`), what the bot's models are trained to (`NAME-HASH.kept`), and `precompile.js`,
 * which fills Node's compile cache for them. What an earlier build left of these is removed first.
 * @param programs each one's script, from the project's root, by its name in the folder.
 * @throws {BundleRefused} when it has a package of development, local mode, tests or a language recogniser in it.
 */
export async function bundle(programs: Readonly<Record<string, string>>, folder: string): Promise<Inputs> {
  await mkdir(folder, { recursive: true });
  for (const file of await readdir(folder))
    if (/\.(?:js(?:\.map)?|kept)$|-[0-9a-f]{8}\.json$/.test(file)) await rm(join(folder, file));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      ...Object.fromEntries(Object.entries(programs).map(([name, script]) => [name, `program:${script}`])),
      precompile: 'precompile:all',
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: `node${LEAST_NODE}`,
    // The SDK tells by the names of classes what it has, and a stack names functions.
    keepNames: true,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    // Packages of CommonJS ask for Node's modules by `require`, which a module does not have.
    banner: {
      js: "import{createRequire as requireOfBundle}from'node:module';const require=requireOfBundle(import.meta.url);",
    },
    plugins: [
      builtins,
      late,
      kept(folder),
      starting(Object.values(programs)),
      leftOut,
      packages,
      data(folder),
    ],
  });
  const problems = unwanted(metafile.inputs, await developmentPackages(), Object.values(programs));
  if (problems.length > 0) throw new BundleRefused(problems);
  // Scripts are modules wherever the folder is put.
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  await writeFile(join(folder, 'THIRD-PARTY.txt'), await noticesOf(Object.keys(metafile.inputs), root));
  return metafile.inputs;
}

/** The package that a module is of, undefined for the project's own. */
export function packageOf(module: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1];
}

/** What of a bundle is not for production, a sentence each; `programs` are those that were asked for. */
export function unwanted(
  inputs: Inputs,
  development: ReadonlySet<string>,
  programs: readonly string[] = [],
): string[] {
  const problems = new Map<string, string>();
  for (const [importer, { imports }] of Object.entries(inputs)) {
    for (const { path, external } of imports) {
      // Node's own modules are all that may be looked for when it runs.
      if (external === true) {
        if (!isOfNode(path) && path !== OF_THE_BUNDLER)
          problems.set(path, `${path} is not bundled; ${importer} imports it`);
        continue;
      }
      const name = packageOf(path);
      const why =
        name === undefined
          ? /^(?:test|bot\/local)\//.test(path) && !programs.includes(path) && 'is for development'
          : (development.has(name) && !path.includes('/node_modules/', 1) && 'is a package of development') ||
            (RECOGNISER.test(name) && 'recognises dates and numbers in sentences, which nobody asks it to');
      if (why !== false) problems.set(name ?? path, `${name ?? path} ${why}; ${importer} imports it`);
    }
  }
  return [...problems.values()];
}

/** The recognisers of languages; the arithmetic of dates that adaptive-expressions loads is not one. */
const RECOGNISER = /^@microsoft\/recognizers-text(?!-data-types-timex-expression$)/;

/** How the bundler's own helpers are named among what is imported. */
const OF_THE_BUNDLER = '<runtime>';

const isOfNode = (path: string): boolean => path.startsWith('node:') || builtinModules.includes(path);

async function developmentPackages(): Promise<ReadonlySet<string>> {
  const project = z
    .object({ devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  return new Set(Object.keys(project.devDependencies));
}

/**
 * A program's file is a few lines that have its stacks name the sources and its code compiled before, then load it.
 * A module asks whether it is the program (`import.meta.main`): in a bundle several share a file, so the question is
 * answered by the name of what was started.
 */
function starting(scripts: readonly string[]): Plugin {
  const load = (script: string): string => `await import(${JSON.stringify(`./${script}`)});`;
  const compiled = `nodeModule.enableCompileCache(fileURLToPath(new URL('compiled', import.meta.url)));`;
  // By its default export: an older Node would end at a name that it does not have, before it could be said why.
  const named = `import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
if (Number.parseInt(process.versions.node, 10) < ${LEAST_NODE}) {
  process.stderr.write('This build runs on Node ${LEAST_NODE} or newer, and was started by ' + process.versions.node + '.\\n');
  process.exit(2);
}
// Node does not warn of what packages use; here it cannot tell their code from ours.
process.noDeprecation = true;`;
  return {
    name: 'starting',
    setup(it) {
      it.onResolve({ filter: /^(?:program|precompile):/ }, ({ path }) => {
        const [namespace = '', script = ''] = path.split(':');
        return { namespace, path: script };
      });
      it.onLoad({ filter: /.*/, namespace: 'program' }, ({ path }) => ({
        resolveDir: root,
        contents: `${named}
import './manifest/stacks.ts';
globalThis.program = ${JSON.stringify(path)};
${compiled}
${load(path)}
// Of an error that nobody caught Node shows the line of the script, which has a million letters, but for this.
nodeModule.setSourceMapsSupport(true);`,
      }));
      it.onLoad({ filter: /.*/, namespace: 'precompile' }, () => ({
        resolveDir: root,
        contents: `${named}\n${compiled}\n${scripts.map(load).join('\n')}\nnodeModule.flushCompileCache();\n// What a program began, such as a server, is not wanted.\nprocess.exit();`,
      }));
      it.onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes('import.meta.main')) return undefined;
        const script = relative(root, path).replaceAll(sep, '/');
        const asked = `(globalThis.program === ${JSON.stringify(script)})`;
        return { contents: source.replaceAll('import.meta.main', asked), loader: 'ts' };
      });
    },
  };
}

/**
 * What the bot makes of lists of the code alone is made here once, and read by who first needs it: a training takes seconds
 * of every process, and a third of its memory at rest. Where a file cannot be read it is made as the sources make it.
 */
function kept(folder: string): Plugin {
  return {
    name: 'kept',
    setup(it) {
      it.onLoad({ filter: /[\\/]domain[\\/]kept\.ts$/, namespace: 'file' }, async () => {
        const made = await mkdtemp(join(tmpdir(), 'kept-'));
        const files: Record<string, string> = {};
        try {
          await promisify(execFile)(process.execPath, [join(root, 'bot/keep.ts'), made]);
          for (const file of await readdir(made)) {
            const bytes = await readFile(join(made, file));
            const { name, ext } = parse(file);
            files[name] = await beside(folder, name, ext, bytes);
          }
        } finally {
          await rm(made, { recursive: true });
        }
        return {
          contents: `import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
const files = ${JSON.stringify(files)};
export const IS_KEPT = true;
export function keptOf(name) {
  try {
    return deserialize(readFileSync(new URL(files[name], import.meta.url)));
  } catch {
    return undefined;
  }
}`,
        };
      });
    },
  };
}

/**
 * Node's modules are asked for by `require`: to import one reads all that it exports, which for `node:http` is the whole of
 * undici, a twentieth of the start.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup(it) {
    it.onResolve({ filter: /^[\w:/]+$/, namespace: 'file' }, ({ path, kind }) =>
      isOfNode(path) && kind === 'import-statement' ? { namespace: 'builtin', path } : undefined,
    );
    it.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** So long after a program began the language of templates is there, if no card needed it before; in milliseconds. */
const TEMPLATES_MS = 1_000;

/** The language of the cards' templates, with its parser a tenth of the start, is loaded when the bot listens. */
const late: Plugin = {
  name: 'late',
  setup(it) {
    it.onResolve({ filter: /^adaptivecards-templating$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { namespace: 'late', path } : undefined,
    );
    it.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      resolveDir: root,
      contents: `const load = () => require(${JSON.stringify(path)});
setTimeout(load, ${TEMPLATES_MS}).unref();
export function Template(template) {
  return new (load().Template)(template);
}`,
    }));
  },
};

/** What packages do without when it is not installed: native parts, and charsets that nobody sends. */
const OPTIONAL = /^(?:dtrace-provider|bufferutil|utf-8-validate|encoding)$/;

/** Zod brings its messages in fifty languages, a twelfth of the bot's code; nobody is shown one. */
const LANGUAGES_OF_ZOD = /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/;

/** Local mode, which is for development, and optional packages, so that it is no matter what is installed. */
const leftOut: Plugin = {
  name: 'left out',
  setup(it) {
    it.onResolve({ filter: /^\.\/local\// }, ({ path }) => ({ namespace: 'local', path }));
    it.onResolve({ filter: OPTIONAL }, ({ path }) => ({ namespace: 'absent', path }));
    it.onLoad({ filter: /.*/, namespace: 'local' }, () => ({
      contents: `throw new Error(${JSON.stringify(NO_LOCAL_MODE)});`,
    }));
    it.onLoad({ filter: LANGUAGES_OF_ZOD }, ({ path }) => ({
      contents: `export { default as en } from './en.js';`,
      resolveDir: dirname(path),
    }));
    it.onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not in this build`)});`,
    }));
  },
};

/**
 * Maps tell the line of our own code, and of a package's the file, as its line 1: whole maps are four times as large,
 * and Node holds them in memory.
 */
const packages: Plugin = {
  name: 'packages',
  setup(it) {
    it.onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/, namespace: 'file' }, async ({ path }) => {
      const map = JSON.stringify({ version: 3, sources: [basename(path)], mappings: 'AAAA' });
      const source = (await readFile(path, 'utf8')).replaceAll(/^\/\/# sourceMappingURL=.*$/gm, '');
      const url = `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
      return { contents: `${source}\n//# sourceMappingURL=${url}`, loader: 'js' };
    });
  },
};

/** Of JSON that is larger, the text is no part of the program, in bytes. */
const LARGE = 16_384;
/** An object of so few parts is read when the first of them is asked for. */
const FEW_PARTS = 32;

/**
 * JSON is read as JSON: faster than the same as a program, and without a program's memory. What is large and ours stands in
 * a file of its own: a program keeps its text for as long as it runs, and what nobody asks for is not read.
 */
function data(folder: string): Plugin {
  return {
    name: 'data',
    setup(it) {
      it.onLoad({ filter: /\.json$/, namespace: 'file' }, async ({ path }) => {
        const read: unknown = JSON.parse(await readFile(path, 'utf8'));
        const json = JSON.stringify(read);
        if (/[\\/]node_modules[\\/]/.test(path) || json.length < LARGE) {
          const exported = /[\\/]node_modules[\\/]/.test(path) ? 'module.exports =' : 'export default';
          return { contents: `${exported} JSON.parse(${JSON.stringify(json)});`, loader: 'js' };
        }
        const { name, ext } = parse(path);
        const file = await beside(folder, name, ext, Buffer.from(json));
        const parts = Object.keys(z.record(z.string(), z.unknown()).parse(read)).map((key) =>
          JSON.stringify(key),
        );
        return {
          contents: `import { readFileSync } from 'node:fs';
let it;
const read = () => (it ??= JSON.parse(readFileSync(new URL(${JSON.stringify(file)}, import.meta.url), 'utf8')));
export default ${
            parts.length > FEW_PARTS
              ? 'read()'
              : `{ ${parts.map((part) => `get [${part}]() { return read()[${part}]; }`).join(', ')} }`
          };`,
          loader: 'js',
        };
      });
    },
  };
}

/** Puts a file beside the bundle, gives its name: a process of an earlier build never reads another one's. */
async function beside(folder: string, name: string, ext: string, bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const file = `${name}-${hash}${ext}`;
  await writeFile(join(folder, file), bytes);
  return file;
}
