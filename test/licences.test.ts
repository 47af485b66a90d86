import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What an entry of the lock file says of a package. */
interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** What asks for no more than that its notice is kept. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);
/** Beside them, for what is used to build and to test and is in nothing that is shipped. */
const FOR_DEVELOPMENT = new Set([...PERMISSIVE, 'CC-BY-4.0', 'MPL-2.0', 'Python-2.0']);

/** Packages whose package.json names no licence: in this version, it says so elsewhere. */
const TOLD_ELSEWHERE: Readonly<Record<string, string>> = {
  'cldrjs@0.5.5': 'MIT, LICENSE-MIT and `licenses`',
  'escape-regexp-component@1.0.2': 'MIT, Readme.md',
  'jspath@0.4.0': 'MIT, LICENSE',
  'semaphore@1.1.0': 'MIT, README.md',
};

/** Whether an SPDX expression without `AND` and `WITH` leaves a choice that is taken here. */
function isTaken(expression: string, taken: ReadonlySet<string>): boolean {
  return expression
    .replace(/^\((.*)\)$/u, '$1')
    .split(' OR ')
    .some((licence) => taken.has(licence));
}

/** What keeps a package of the lock file from being used. */
function licenceProblems(packages: Readonly<Record<string, Locked>>): string[] {
  const problems: string[] = [];
  for (const [path, { version = '', license, integrity, dev = false, optional = false }] of Object.entries(
    packages,
  )) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const id = `${name}@${version}`;
    const taken = dev ? FOR_DEVELOPMENT : PERMISSIVE;
    if (license === undefined && !(id in TOLD_ELSEWHERE)) problems.push(`${id} names no licence`);
    if (license !== undefined && !isTaken(license, taken)) problems.push(`${id} is under ${license}`);
    // Those for other machines are not installed here.
    if (integrity === undefined && !optional) problems.push(`${id} is locked without its hash`);
  }
  return problems;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const json = (file: string): unknown => JSON.parse(readFileSync(`${root}${file}`, 'utf8'));

describe('what is installed', () => {
  const { packages } = json('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> };

  test('may be used: under a permissive licence, by its hash', () => {
    expect(licenceProblems(packages)).toEqual([]);
  });

  test('needs no excuse that is out of date', () => {
    const unnamed = Object.entries(packages).flatMap(([path, { version = '', license }]) =>
      path !== '' && license === undefined
        ? [`${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`]
        : [],
    );
    expect(unnamed.toSorted()).toEqual(Object.keys(TOLD_ELSEWHERE));
  });

  test('is named with its reason in the README', () => {
    const { dependencies, devDependencies } = json('package.json') as Readonly<
      Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>
    >;
    const [, section = ''] = readFileSync(`${root}README.md`, 'utf8').split('## Dependencies, and why');
    const words = new Set(section.match(/@?[\w./-]*[\w-]/gu));
    // The types of what is named are named with it.
    const names = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !name.startsWith('@types/'),
    );
    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });
});

describe('the check finds', () => {
  const right: Locked = { version: '1.0.0', license: 'MIT', integrity: 'sha512-synthetic' };

  test.each<readonly [string, Locked, readonly string[]]>([
    ['nothing wrong', right, []],
    ['a choice that can be taken', { ...right, license: '(GPL-3.0-only OR MIT)' }, []],
    [
      'a licence that asks for more',
      { ...right, license: 'GPL-3.0-only' },
      ['a@1.0.0 is under GPL-3.0-only'],
    ],
    [
      'two licences at once',
      { ...right, license: 'MIT AND GPL-3.0-only' },
      ['a@1.0.0 is under MIT AND GPL-3.0-only'],
    ],
    [
      'what is for development alone, shipped',
      { ...right, license: 'MPL-2.0' },
      ['a@1.0.0 is under MPL-2.0'],
    ],
    ['what is for development alone', { ...right, license: 'MPL-2.0', dev: true }, []],
    ['no licence', { version: '1.0.0', integrity: 'sha512-synthetic' }, ['a@1.0.0 names no licence']],
    [
      'a package that could be another one',
      { version: '1.0.0', license: 'MIT' },
      ['a@1.0.0 is locked without its hash'],
    ],
    ['one of another machine', { version: '1.0.0', license: 'MIT', optional: true }, []],
  ])('%s', (_what, locked, problems) => {
    expect(licenceProblems({ '': {}, 'node_modules/b/node_modules/a': locked })).toEqual(problems);
  });
});
