import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../bot/config.ts';
import { PROGRAMS } from '../../manifest/bundle.ts';
import { readDockerfile, UnknownInstruction } from './dockerfile.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');
const project = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };

describe('the Dockerfile', () => {
  const stages = readDockerfile(read('manifest/Dockerfile'));
  const [build, image] = stages;

  test('has two stages on the version of Node that the project is tested with', () => {
    const base = `node:${project.devDependencies['node']}-bookworm-slim`;
    expect(stages.map((stage) => [stage.base, stage.name])).toEqual([
      [base, 'build'],
      [base, undefined],
    ]);
  });

  test('copies what there is, and what its context lets through', () => {
    const context = read('.dockerignore').split('\n');
    expect(context[0]).toBe('*');
    const copies = stages.flatMap(({ steps }) => steps.filter((step) => step.do === 'copy'));
    const own = copies.filter(({ from }) => from === undefined).flatMap(({ sources }) => sources);
    for (const source of own)
      expect([source, existsSync(`${root}${source}`), context.includes(`!${source}`)]).toEqual([
        source,
        true,
        true,
      ]);
    expect(context.filter((line) => line.startsWith('!')).toSorted()).toEqual(
      own.map((source) => `!${source}`).toSorted(),
    );
    for (const { from } of copies) expect([undefined, build?.name]).toContain(from);
  });

  test('says what the code does', () => {
    const config = readConfig({});
    const { healthCheck = [], command = [] } = image ?? {};
    expect(image?.ports).toEqual([config.port]);
    expect(image?.env).toEqual({ NODE_ENV: 'production' });
    expect(healthCheck[0]).toBe('node');
    expect(healthCheck.join(' ')).toContain('/healthz');
    expect(healthCheck.join(' ')).toContain(`process.env.PORT || ${config.port})`);
    expect(read('bot/teams/server.ts')).toContain("'/healthz'");
    expect(command[0]).toBe('node');
    expect(command.at(-1)).toBe('dist/main.js');
    expect(PROGRAMS).toHaveProperty('main');
  });

  test('ends as a user with few rights, whose files are not the programs', () => {
    expect(image?.user).toBe('node');
    const runs = image?.steps.filter((step) => step.do === 'run') ?? [];
    expect(runs.map(({ user, command }) => [user, command])).toEqual([
      ['root', 'mkdir dist/compiled /data && chown node:node dist/compiled /data'],
      ['node', 'node dist/precompile.js'],
    ]);
  });
});

test.each([
  'FROM',
  'RUN ls',
  'FROM a\nADD b c',
  'FROM a\nENTRYPOINT ["node"]',
  'FROM a\nCOPY --chown=node b c',
  'FROM a\nCOPY *.json ./',
  'FROM a\nCOPY b',
  'FROM a\nRUN echo $HOME',
  'FROM a\nRUN --mount=type=cache ls',
  'FROM a\nENV A=$B',
  'FROM a\nENV A',
  'FROM a\nWORKDIR app',
  'FROM a\nUSER 1:1',
  'FROM a\nEXPOSE 80/udp',
  'FROM a\nCMD node main.js',
  'FROM a\nHEALTHCHECK NONE',
  'from a',
])('what is not understood is refused: %j', (text) => {
  expect(() => readDockerfile(text)).toThrow(UnknownInstruction);
});

test('instructions are read in their order, each with the folder and the user of its place', () => {
  const [stage] = readDockerfile(
    'FROM a:1 AS b\n# no\nWORKDIR /app\nCOPY c d ./\nCOPY --from=x /e f\nUSER node\nRUN g \\\n  h\nLABEL i.j="k l" \\\n  m=n',
  );
  expect(stage).toEqual({
    base: 'a:1',
    name: 'b',
    cwd: '/app',
    user: 'node',
    env: {},
    labels: { 'i.j': 'k l', m: 'n' },
    ports: [],
    steps: [
      { do: 'copy', sources: ['c', 'd'], target: '/app/' },
      { do: 'copy', from: 'x', sources: ['/e'], target: '/app/f' },
      { do: 'run', command: 'g h', user: 'node', cwd: '/app' },
    ],
  });
});
