import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a room may import: rooms by their folder (itself is always one), packages by name, Node's own modules. */
interface Room {
  readonly rooms: readonly string[];
  readonly packages: readonly string[] | 'any';
  readonly node: boolean;
}

const rooms: Readonly<Record<string, Room>> = {
  domain: { rooms: [], packages: ['zod', 'temporal-polyfill'], node: false },
  cards: {
    rooms: ['domain'],
    packages: ['adaptivecards-templating', 'intl-messageformat'],
    node: false,
  },
  dialogs: {
    rooms: ['domain', 'cards'],
    packages: ['zod', 'botbuilder-dialogs'],
    node: false,
  },
  bot: { rooms: ['domain', 'cards', 'dialogs', 'manifest', 'package.json'], packages: 'any', node: true },
  // It has its words in every language that the domain lists.
  manifest: { rooms: ['domain'], packages: 'any', node: true },
  test: {
    rooms: ['domain', 'cards', 'dialogs', 'bot', 'manifest', 'package.json'],
    packages: 'any',
    node: true,
  },
};

/** Where packages of `devDependencies` may be imported: what is not part of the production build. */
const developmentOnly = ['manifest/', 'test/', 'bot/local/'];

/** Words that `domain/` may not say, because with them the same input no longer gives the same answer. */
const impurities: readonly (readonly [word: string, pattern: RegExp])[] = [
  ['Date.now', /\bDate\s*\.\s*now\b/],
  ['new Date() without a moment', /\bnew\s+Date\s*(?:\(\s*\)|(?![\s\w(]))/],
  ['Date() without a moment', /(?<!\bnew\s+)(?<![.\w])Date\s*\(/],
  ['Temporal.Now', /\bTemporal\s*\.\s*Now\b/],
  ['performance', /(?<![.\w])performance\s*\./],
  ['Math.random', /\bMath\s*\.\s*random\b/],
  ['crypto', /(?<![.\w])crypto\s*\./],
  ['process', /(?<![.\w])process\s*[.[]/],
  ['globalThis', /\bglobalThis\b/],
  ['fetch', /(?<![.\w])fetch\s*\(/],
  ['a timer', /(?<![.\w])set(?:Timeout|Interval|Immediate)\s*\(/],
];

const topLevel = ['package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'LICENSE'];

/** Dependencies that nobody imports, with the reason they are there. */
const neededOtherwise: Readonly<Record<string, string>> = {
  rimraf: 'botbuilder-dialogs runs it after its install, by npx, which may not ask for it',
  'adaptive-expressions': 'a peer dependency of adaptivecards-templating',
};

const expression = String.raw`\$\{(?:[^{}\`]|\{[^{}]*\}|\`[^\`]*\`)*\}`;
const token = new RegExp(
  [
    String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)`,
    String.raw`(?<text>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")`,
    String.raw`(?<template>\`(?:\\[\s\S]|${expression}|[^\`\\])*\`)`,
    String.raw`(?<=[(,=:[!&|?{};]\s*|\breturn\s+)(?<regex>\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^\/\\\n[])+\/)`,
  ].join('|'),
  'g',
);

/**
 * The program without its words: comments are gone, each literal is `"n"`, its place in `literals`. What a template
 * computes stays code.
 */
function withoutWords(source: string, literals: string[] = []): { code: string; literals: string[] } {
  const keep = (literal: string): string => `"${literals.push(literal) - 1}"`;
  const code = source.replaceAll(token, (match, ...rest) => {
    const { comment, text, template } = rest.at(-1) as Record<string, string | undefined>;
    if (comment !== undefined) return ' ';
    if (text !== undefined) return keep(text.slice(1, -1));
    if (template === undefined) return keep('');
    const computed = [...template.matchAll(new RegExp(expression, 'g'))];
    if (computed.length === 0) return keep(template.slice(1, -1));
    return `(${computed.map(([part]) => withoutWords(part.slice(2, -1), literals).code).join(' + ')})`;
  });
  return { code, literals };
}

/** A specifier that only the running program knows, which no rule can judge. */
const computed = '(computed)';

/** Everything that a program names as another module, type imports and `require` included. */
function importsOf(source: string): string[] {
  const { code, literals } = withoutWords(source);
  const named = [
    /(?<![.\w])(?:import|export)\b[\w\s*{},$"]*?\bfrom\s*"(?<at>\d+)"/g,
    /(?<![.\w])import\s*"(?<at>\d+)"/g,
    /(?<![.\w])(?:import|require|require\.resolve)\s*\(\s*(?:"(?<at>\d+)"\s*[,)])?/g,
  ];
  return named.flatMap((pattern) =>
    Array.from(code.matchAll(pattern), ({ groups }) => literals[Number(groups?.['at'] ?? -1)] ?? computed),
  );
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
const isOwn = (specifier: string): boolean => specifier.startsWith('.') || specifier.startsWith('/');
const isPackage = (specifier: string): boolean =>
  !isOwn(specifier) && !specifier.startsWith('node:') && specifier !== computed;
const roomOf = (file: string): string => file.split('/')[0] ?? '';

/** The rules that one file breaks, a sentence each. */
function broken(file: string, source: string): string[] {
  const own = roomOf(file);
  const room = rooms[own];
  if (!room) return [`${file}: ${own} is not a room`];
  const refusals: string[] = [];
  for (const specifier of importsOf(source)) {
    const allowed = isOwn(specifier)
      ? [own, ...room.rooms].includes(roomOf(posix.join(posix.dirname(file), specifier)))
      : specifier.startsWith('node:') || specifier === computed
        ? room.node
        : room.packages === 'any' || room.packages.includes(packageOf(specifier));
    if (!allowed) refusals.push(`${file}: ${own}/ may not import ${specifier}`);
  }
  const { code } = withoutWords(source);
  if (own !== 'cards' && own !== 'test' && /\bnew\s+(?:\w+\s*\.\s*)*Template\s*\(/.test(code)) {
    refusals.push(`${file}: new Template( belongs in cards/, at module load`);
  }
  if (own === 'domain') {
    for (const [word, pattern] of impurities) {
      if (pattern.test(code)) refusals.push(`${file}: domain/ is pure and may not use ${word}`);
    }
  }
  return refusals;
}

/**
 * The files that can reach themselves through imports, type imports included, each group that does so together.
 * A file that is not in `sources` (JSON, generated) imports nothing.
 */
function circles(sources: ReadonlyMap<string, string>): string[][] {
  const imports = new Map(
    Array.from(sources, ([file, source]) => [
      file,
      importsOf(source)
        .filter(isOwn)
        .map((specifier) => posix.join(posix.dirname(file), specifier))
        .filter((target) => sources.has(target)),
    ]),
  );
  const reachable = (from: string): Set<string> => {
    const seen = new Set<string>();
    const open = [...(imports.get(from) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(imports.get(next) ?? []));
    }
    return seen;
  };
  const reach = new Map(Array.from(sources.keys(), (file) => [file, reachable(file)]));
  const left = new Set([...reach].filter(([file, seen]) => seen.has(file)).map(([file]) => file));
  const found: string[][] = [];
  for (const file of left) {
    const together = [...left].filter(
      (other) =>
        other === file || (reach.get(file)?.has(other) === true && reach.get(other)?.has(file) === true),
    );
    for (const one of together) left.delete(one);
    found.push(together.sort());
  }
  return found;
}

/** Jest opens it, by its name in `package.json`. */
const ENVIRONMENT = 'test/environment.ts';

/**
 * The exports that no other file imports. Type tests (`*.types.ts`) are read by the compiler alone; what is imported
 * whole (`* as`, `import()` without a name) counts as used.
 */
function unusedExports(sources: ReadonlyMap<string, string>): string[] {
  const used = new Set<string>();
  const wholly = new Set<string>();
  for (const [file, source] of sources) {
    const { code, literals } = withoutWords(source);
    const target = (at: string | undefined): string =>
      posix.join(posix.dirname(file), literals[Number(at)] ?? '');
    for (const { groups } of code.matchAll(
      /\b(?:import|export)\s+(?:type\s+)?(?<names>[\w\s,*]*(?:\{[^}]*\})?)\s*from\s*"(?<at>\d+)"/g,
    )) {
      const names = groups?.['names'] ?? '';
      if (names.includes('*')) wholly.add(target(groups?.['at']));
      for (const name of (/\{([^}]*)\}/.exec(names)?.[1] ?? '').split(',')) {
        used.add(
          `${target(groups?.['at'])} ${
            name
              .trim()
              .replace(/^type\s+/, '')
              .split(/\s/)[0] ?? ''
          }`,
        );
      }
    }
    for (const { groups } of code.matchAll(/\bimport\s*\(\s*"(?<at>\d+)"\s*[,)](?:\.(?<name>\w+))?/g)) {
      const name = groups?.['name'];
      if (name === undefined || name === 'then') wholly.add(target(groups?.['at']));
      else used.add(`${target(groups?.['at'])} ${name}`);
    }
  }
  const unused: string[] = [];
  for (const [file, source] of sources) {
    if (file.endsWith('.types.ts') || file === ENVIRONMENT || wholly.has(file)) continue;
    const { code } = withoutWords(source);
    for (const { groups } of code.matchAll(
      /(?<![.\w])export\s+(?:default\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\*?|const|let|class|interface|type|enum)\s+(?<name>\w+)/g,
    )) {
      const name = groups?.['name'] ?? '';
      if (!used.has(`${file} ${name}`)) unused.push(`${file}: nobody imports ${name}`);
    }
  }
  return unused;
}

/** The entries of the top level that the customer's list does not have. */
function outsideTheList(files: readonly string[]): string[] {
  const entries = new Set(files.map(roomOf));
  return [...entries].filter(
    (entry) => !entry.startsWith('.') && !(entry in rooms) && !topLevel.includes(entry),
  );
}

interface Project {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What `package.json` and the imports say differently. Nested packages and computed names are nobody's claim. */
function dependencyProblems(project: Project, sources: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const imported = new Set<string>();
  for (const [file, source] of sources) {
    const development = developmentOnly.some((folder) => file.startsWith(folder));
    for (const name of importsOf(source).filter(isPackage).map(packageOf)) {
      if (!file.startsWith('test/')) imported.add(name);
      const declared = name in project.dependencies || (development && name in project.devDependencies);
      if (!declared) problems.push(`${file}: ${name} is not declared for it in package.json`);
    }
  }
  for (const name of Object.keys(project.dependencies)) {
    const excused = name in neededOtherwise;
    if (imported.has(name) && excused) problems.push(`${name} is imported: it needs no excuse`);
    if (!imported.has(name) && !excused) problems.push(`${name} is a dependency that nobody imports`);
  }
  for (const name of Object.keys(neededOtherwise)) {
    if (!(name in project.dependencies)) problems.push(`${name} is excused but is not a dependency`);
  }
  for (const [name, version] of Object.entries({ ...project.dependencies, ...project.devDependencies })) {
    if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) problems.push(`${name} ${version} is not one version`);
  }
  return problems;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is committed or could be: git's own list, so that what it ignores is ignored here. */
const files = execFileSync(
  'git',
  ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\0')
  .filter((file) => file !== '' && existsSync(`${root}${file}`));
const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');

describe('the house', () => {
  const sources = new Map(
    files.filter((file) => /\.[cm]?tsx?$/.test(file)).map((file) => [file, read(file)]),
  );

  test('is read at all', () => {
    expect(sources.has('test/architecture.test.ts')).toBe(true);
    expect(importsOf(sources.get('test/architecture.test.ts') ?? '')).toEqual([
      '@jest/globals',
      'node:child_process',
      'node:fs',
      'node:path',
      'node:url',
    ]);
  });

  test.each(Object.keys(rooms))('%s/ keeps the rules of the rooms', (room) => {
    const own = [...sources].filter(([file]) => roomOf(file) === room);
    expect(own.flatMap(([file, source]) => broken(file, source))).toEqual([]);
  });

  test('has no files that import each other in a circle', () => {
    expect(circles(sources)).toEqual([]);
  });

  test('exports nothing that nobody imports', () => {
    expect(unusedExports(sources)).toEqual([]);
  });

  test('meets the Bot Framework in few files', () => {
    const own = [...sources].filter(([file]) => roomOf(file) !== 'test');
    const meeting = own.filter(([, source]) =>
      importsOf(source).some((specifier) => /^botbuilder|^botframework/.test(specifier)),
    );
    // It may fall, never rise: what knows the SDK changes with it.
    expect(meeting.length).toBeLessThanOrEqual(11);
    // What leaving it would touch is said for each of them.
    const [, section = ''] = read('bot/README.md').split('## Leaving the Bot Framework SDK');
    const told = [...section.matchAll(/^\| `([\w./-]+\.ts)`/gmu)].map(([, file = '']) =>
      posix.join('bot', file),
    );
    expect(told.toSorted()).toEqual(meeting.map(([file]) => file).toSorted());
  });

  test('has nothing at the top but what the customer listed', () => {
    expect(outsideTheList(files)).toEqual([]);
  });

  test('declares what it imports, imports what it declares, and in one version each', () => {
    expect(dependencyProblems(JSON.parse(read('package.json')) as Project, sources)).toEqual([]);
  });
});

describe('the checker finds', () => {
  test.each([
    ["import { z } from 'zod';", ['zod']],
    ["import type { A } from '@azure/cosmos';", ['@azure/cosmos']],
    ["import a, { type B, c as d } from './b.ts';", ['./b.ts']],
    ["import * as fs from 'node:fs';", ['node:fs']],
    ['import{a}from"a";export*from"b";', ['a', 'b']],
    ["import 'side-effect';", ['side-effect']],
    ["import strings from './en.json' with { type: 'json' };", ['./en.json']],
    ['import {\n  a, // from "zod"\n  b,\n} from "./c.ts";', ['./c.ts']],
    ["export * from './a.ts';\nexport type { B } from './b.ts';", ['./a.ts', './b.ts']],
    ["const a = await import('./a.ts');", ['./a.ts']],
    ["await import('./en.json', { with: { type: 'json' } });", ['./en.json']],
    ['const a = await import(`./a.ts`);', ['./a.ts']],
    ["type A = import('botbuilder').Activity;", ['botbuilder']],
    ["const a = require('a');", ['a']],
    ["const a = `${await import('./a.ts')}`;", ['./a.ts']],
    ['await import(name);', [computed]],
    ['await import(`./${name}.ts`);', [computed]],
    ["await import('./' + name);", [computed]],
    ['const quote = /[\'"`]/;\nimport a from "a";', ['a']],
  ])('the imports of %j', (source, imports) => {
    expect(importsOf(source)).toEqual(imports);
  });

  test.each([
    "// import a from 'a';",
    "/* import('a') */",
    'const text = "import a from \'a\'";',
    "const text = `import 'a'`;",
    "const url = 'https://example.com'; // from 'a'",
    "const at = new URL('./a', import.meta.url);",
    "export const from = 'a';",
    "catalogue.import('a');",
  ])('no import in %j', (source) => {
    expect(importsOf(source)).toEqual([]);
  });
});

describe('the checker refuses', () => {
  test.each([
    ['domain/a.ts', "import type { Activity } from 'botbuilder';"],
    ['domain/a.ts', "import { CosmosClient } from '@azure/cosmos';"],
    ['domain/a.ts', "import { readFile } from 'node:fs/promises';"],
    ['domain/a.ts', "import fs from 'fs';"],
    ['domain/a.ts', "import { card } from '../cards/a.ts';"],
    ['domain/programme/a.ts', "import { card } from '../../cards/a.ts';"],
    ['domain/a.ts', "export * from '../bot/a.ts';"],
    ['domain/a.ts', 'await import(name);'],
    ['domain/a.ts', 'const now = Date.now();'],
    ['domain/a.ts', 'const now = new Date();'],
    ['domain/a.ts', 'const now = new Date;'],
    ['domain/a.ts', 'const now = Date();'],
    ['domain/a.ts', 'const now = `${Date.now()}`;'],
    ['domain/a.ts', 'const today = Temporal.Now.plainDateISO();'],
    ['domain/a.ts', "const edition = process.env['EDITION'];"],
    ['domain/a.ts', 'const page = await fetch(address);'],
    ['domain/a.ts', 'const id = Math.random();'],
    ['domain/a.ts', 'setTimeout(retry, 1000);'],
    ['cards/a.ts', "import { begin } from '../dialogs/a.ts';"],
    ['cards/a.ts', "import { CardFactory } from 'botbuilder';"],
    ['cards/a.ts', "import '../bot/main.ts';"],
    ['dialogs/a.ts', "import { store } from '../bot/store/a.ts';"],
    ['dialogs/a.ts', "import { Template } from 'adaptivecards-templating';"],
    ['dialogs/a.ts', 'const template = new Template(card);'],
    ['bot/a.ts', 'const template = new templating.Template(card);'],
    ['bot/a.ts', "import { people } from '../test/people.ts';"],
    ['manifest/a.ts', "import strings from '../cards/strings/en.json' with { type: 'json' };"],
    ['manifest/a.ts', "import { config } from '../bot/config.ts';"],
    ['utils/a.ts', ''],
  ])('%s with %j', (file, source) => {
    expect(broken(file, source)).toHaveLength(1);
  });

  test('files that import each other, by types too, in groups', () => {
    const sources = new Map([
      ['domain/a.ts', "import type { B } from './b.ts';"],
      ['domain/b.ts', "import { c } from './voucher/c.ts';\nexport * from './d.ts';"],
      ['domain/voucher/c.ts', "type A = import('../a.ts').A;"],
      ['domain/d.ts', "import data from './e.json' with { type: 'json' };\nimport { z } from 'zod';"],
      ['cards/f.ts', "import './g.ts';\nimport '../domain/a.ts';"],
      ['cards/g.ts', "import './f.ts';"],
      ['bot/h.ts', "import './h.ts';"],
    ]);
    expect(circles(sources)).toEqual([
      ['domain/a.ts', 'domain/b.ts', 'domain/voucher/c.ts'],
      ['cards/f.ts', 'cards/g.ts'],
      ['bot/h.ts'],
    ]);
  });

  test('exports that nobody imports', () => {
    const sources = new Map([
      [
        'domain/a.ts',
        'export const a = 1;\nexport type B = 1;\nexport interface C {}\nexport function d() {}',
      ],
      [
        'domain/b.ts',
        "import { a, type B as X } from './a.ts';\nexport class E {}\nexport async function f() {}",
      ],
      ['domain/c.ts', "import * as b from './b.ts';\nexport abstract class G {}\nconst h = 1;"],
      ['test/d.types.ts', "export const one = 1;\ntype T = import('../domain/a.ts').C;"],
    ]);
    expect(unusedExports(sources)).toEqual([
      'domain/a.ts: nobody imports d',
      'domain/c.ts: nobody imports G',
    ]);
  });

  test('a folder of our own at the top, a script, a second configuration', () => {
    const listed = ['README.md', 'LICENSE', '.ci/run', 'bot/main.ts', 'domain/a.ts', 'package-lock.json'];
    expect(outsideTheList([...listed, 'src/a.ts', 'src/b.ts', 'run.sh', 'jest.config.js'])).toEqual([
      'src',
      'run.sh',
      'jest.config.js',
    ]);
  });

  test('a dependency unused, undeclared, only for development, excused in vain or of no exact version', () => {
    const project: Project = {
      dependencies: { zod: '4.6.7', pino: '^10.4.0', rimraf: '6.1.4', '@azure/cosmos': '4.10.1' },
      devDependencies: { fflate: '0.8.3', jest: 'latest' },
    };
    const sources = new Map([
      ['domain/a.ts', "import 'zod'; import 'node:fs'; import './b.ts';"],
      ['bot/a.ts', "import 'pino/file'; import 'fflate'; import 'rimraf'; import 'restify';"],
      ['bot/local/a.ts', "import 'fflate';"],
      ['test/a.ts', "import '@azure/cosmos'; import '@jest/globals';"],
    ]);
    expect(dependencyProblems(project, sources)).toEqual([
      'bot/a.ts: fflate is not declared for it in package.json',
      'bot/a.ts: restify is not declared for it in package.json',
      'test/a.ts: @jest/globals is not declared for it in package.json',
      'rimraf is imported: it needs no excuse',
      '@azure/cosmos is a dependency that nobody imports',
      'adaptive-expressions is excused but is not a dependency',
      'pino ^10.4.0 is not one version',
      'jest latest is not one version',
    ]);
  });
});

describe('the checker allows', () => {
  test.each([
    ['domain/a.ts', "import { z } from 'zod';\nimport { Temporal } from 'temporal-polyfill';"],
    ['domain/programme/a.ts', "import type { Edition } from '../programme/edition.ts';"],
    ['domain/a.ts', "import data from './a.json' with { type: 'json' };"],
    ['domain/a.ts', 'const at = new Date(milliseconds);'],
    ['domain/a.ts', '// never Date.now() or process.env\nconst note = "new Date()";'],
    ['domain/a.ts', 'const { process } = voucher; store.fetch(id); const day: PlainDate = today;'],
    ['cards/a.ts', "import { Template } from 'adaptivecards-templating';\nconst a = new Template(json);"],
    ['cards/a.ts', "import { IntlMessageFormat } from 'intl-messageformat';"],
    ['cards/a.ts', "import type { Voucher } from '../domain/voucher/model.ts';"],
    ['dialogs/a.ts', "import { Dialog } from 'botbuilder-dialogs';\nimport { card } from '../cards/a.ts';"],
    ['bot/a.ts', "import { main } from '../dialogs/main.ts';\nimport 'node:http';\nimport 'restify';"],
    ['manifest/a.ts', "import { zipSync } from 'fflate';\nimport template from './manifest.json';"],
    ['test/bot/a.test.ts', "import { start } from '../../bot/main.ts';\nconst t = new Template(card);"],
  ])('%s with %j', (file, source) => {
    expect(broken(file, source)).toEqual([]);
  });
});
