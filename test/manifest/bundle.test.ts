import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { type Inputs, LEAST_NODE, packageOf, PROGRAMS, unwanted } from '../../manifest/bundle.ts';
import project from '../../package.json' with { type: 'json' };
import { machine } from '../machine.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const APP = '0badcafe-0000-4000-8000-000000000001';
const TENANT = '0badcafe-0000-4000-8000-000000000002';
const ADMIN = '0badcafe-0000-4000-8000-000000000003';

const run = (script: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd: root,
    env: { ...machine, ...env },
    encoding: 'utf8',
  });

describe('npm run build', () => {
  let folder = '';
  let inputs: Inputs = {};
  beforeAll(() => {
    // One that is not there yet.
    folder = join(mkdtempSync(join(tmpdir(), 'bundle-')), 'dist');
    const file = join(folder, 'inputs.json');
    const also = ['--also', 'keep=bot/keep.ts', '--also', 'late=test/manifest/late.ts'];
    const built = run('manifest/build.ts', ['--out', folder, '--inputs', file, ...also]);
    expect([built.stderr, built.status]).toEqual(['', 0]);
    inputs = JSON.parse(readFileSync(file, 'utf8')) as Inputs;
  });
  afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

  test('has every program, from what production needs alone', () => {
    for (const name of Object.keys(PROGRAMS))
      expect([name, existsSync(join(folder, `${name}.js`))]).toEqual([name, true]);
    const modules = Object.keys(inputs);
    for (const script of Object.values(PROGRAMS)) expect(modules).toContain(script);
    expect(modules.filter((module) => /^(?:test|manifest|bot\/local)\//.test(module))).toEqual([
      'manifest/stacks.ts',
      'test/manifest/late.ts',
    ]);
    expect(modules.filter((module) => /recognizers-text-(?!data-types)/.test(module))).toEqual([]);
    expect(new Set(modules.map(packageOf)).has('botbuilder')).toBe(true);
  });

  test('passes on the licence of every package that it has a part of', () => {
    const notices = readFileSync(join(folder, 'THIRD-PARTY.txt'), 'utf8');
    for (const name of new Set(Object.keys(inputs).map(packageOf))) {
      if (name !== undefined) expect(notices).toContain(`\n${name} `);
    }
    expect(notices).toContain('Copyright (c) Microsoft Corporation');
    expect(notices).toContain('Permission is hereby granted, free of charge');
  });

  test('has every file beside it that it reads', () => {
    const named = readdirSync(folder)
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), 'utf8').matchAll(
          /new URL\("([\w.-]+\.json)",import\.meta\.url\)/g,
        ),
      ])
      .map(([, file = '']) => file);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  test('says the same as the sources of what it loads late', () => {
    const { stdout, stderr } = run(join(folder, 'late.js'));
    expect(stderr).toBe('');
    expect(stdout).toContain('"text":"vouchers"');
    expect(stdout).toBe(run('test/manifest/late.ts').stdout);
  });

  test('brings what its models are trained to, and reads that instead of training them', () => {
    const again = mkdtempSync(join(tmpdir(), 'kept-'));
    const saved = (...path: string[]): unknown => deserialize(readFileSync(join(...path)));
    try {
      const kept = readdirSync(folder).filter((file) => file.endsWith('.kept'));
      expect(kept.length).toBeGreaterThan(3);
      expect(run(join(folder, 'keep.js'), [again]).status).toBe(0);
      for (const file of kept) {
        const name = file.replace(/-\w{8}\.kept$/, '.kept');
        expect([file, isDeepStrictEqual(saved(again, name), saved(folder, file))]).toEqual([file, true]);
      }
      const labels = kept.find((file) => file.startsWith('labels-')) ?? '';
      const before = readFileSync(join(folder, labels));
      writeFileSync(
        join(folder, labels),
        serialize({ keys: 'read', kinds: new Uint16Array([1]), trade: 'not made' }),
      );
      run(join(folder, 'keep.js'), [again]);
      writeFileSync(join(folder, labels), before);
      expect(saved(again, 'labels.kept')).toMatchObject({ keys: 'read', trade: 'not made' });
    } finally {
      rmSync(again, { recursive: true, force: true });
    }
  });

  test('tells an older Node in a sentence that it is too old', () => {
    expect(project.engines.node).toBe(`>=${LEAST_NODE}`);
    const older = join(folder, 'older.mjs');
    const main = JSON.stringify(join(folder, 'main.js'));
    const version = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' });`;
    writeFileSync(older, `${version}\nawait import(${main});\n`);
    const { status, stderr } = run(older);
    expect([status, stderr]).toEqual([
      2,
      `This build runs on Node ${LEAST_NODE} or newer, and was started by 20.20.2.\n`,
    ]);
  });

  test('refuses local mode in a sentence', () => {
    const { status, stderr, stdout } = run(join(folder, 'main.js'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The bot could not start: local mode is not in this build\. Give the identity/);
    expect(stdout).toContain('"at":"local/local-teams.ts:1"');
  });

  test('names the line of the sources where something went wrong', () => {
    const at = (script: string): unknown => {
      const { stdout } = run(script, [], {
        MicrosoftAppId: APP,
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppTenantId: TENANT,
        MicrosoftAppPassword: 'a secret for tests only',
        ALLOWED_TENANTS: `${TENANT}:${ADMIN}`,
        DATA_DIR: '/dev/null/a-folder',
      });
      return (JSON.parse(stdout) as Readonly<Record<string, unknown>>)['at'];
    };
    const named = at(join(folder, 'main.js'));
    expect(named).toMatch(/^embedded\/file\.ts:\d+$/);
    expect(named).toBe(at('bot/main.ts'));
  });

  test('runs a command when it is what was started, and no other one', () => {
    const data = { DATA_DIR: join(folder, 'data') };
    const { status, stderr } = run(join(folder, 'export-tenant.js'), [TENANT], data);
    expect([stderr, status]).toEqual([`The tenant ${TENANT} has nothing here.\n`, 1]);
    const wrong = run(join(folder, 'forget-user.js'), [], data);
    expect([wrong.status, wrong.stderr.split('\n').at(-2)]).toEqual([
      2,
      'Usage: npm run forget-user -- <tenantId> <aadObjectId>',
    ]);
  });

  test('reads a mail in the process that is for it', async () => {
    const child = fork(join(folder, 'child.js'), [], {
      execArgv: ['--permission', '--allow-fs-read=*'],
      env: {},
      serialization: 'advanced',
    });
    try {
      expect(await once(child, 'message')).toMatchObject([{ kind: 'ready' }]);
      const bytes = Buffer.from(
        'From: Anna <anna@contoso.example>\r\nSubject: =?koi8-r?B?9MXT1A==?=\r\n' +
          'Content-Type: text/plain; charset=shift_jis\r\n\r\nSYN-BUNDLE-1 \x83e\x83X\x83g\r\n',
        'latin1',
      );
      const said = once(child, 'message');
      child.send({ kind: 'mail', bytes, originals: 'all' });
      const [mail] = await said;
      expect(JSON.stringify(mail)).toContain('Тест');
      expect(JSON.stringify(mail)).toContain('SYN-BUNDLE-1 テスト');
    } finally {
      child.kill('SIGKILL');
    }
  });
});

test('what is not for production is named, with who brought it', () => {
  const importing = (path: string, external = false) => ({
    'bot/main.ts': { bytes: 1, imports: [{ path, kind: 'import-statement' as const, external }] },
  });
  const development = new Set(['jest']);
  const found = (path: string, external = false) => unwanted(importing(path, external), development);
  expect(found('node_modules/zod/index.js')).toEqual([]);
  expect(found('node:fs', true)).toEqual([]);
  expect(found('fs', true)).toEqual([]);
  expect(found('node_modules/@microsoft/recognizers-text-data-types-timex-expression/a.js')).toEqual([]);
  // A package of ours that has its own copy of one that is for development here.
  expect(found('node_modules/pino/node_modules/jest/a.js')).toEqual([]);
  expect(found('node_modules/jest/a.js')).toEqual([
    'jest is a package of development; bot/main.ts imports it',
  ]);
  expect(found('bot/local/people.ts')).toEqual([
    'bot/local/people.ts is for development; bot/main.ts imports it',
  ]);
  expect(found('node_modules/@microsoft/recognizers-text-suite/a.js')).toHaveLength(1);
  expect(found('node_modules/a/node_modules/@microsoft/recognizers-text/a.js')).toHaveLength(1);
  expect(found('bufferutil', true)).toEqual(['bufferutil is not bundled; bot/main.ts imports it']);
});
