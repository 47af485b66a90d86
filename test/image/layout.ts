import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Stage, Step } from './dockerfile.ts';

/** A program that ends by itself; rejects with what it said when it fails. */
export function run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): string {
  return execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    ...(env !== undefined && { env }),
  });
}

/** Where the programs of an image are looked for. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The environment of a program of the image, as Docker gives it. */
export const environmentOf = ({ env }: Stage, user: string): Record<string, string> => ({
  PATH,
  HOME: user === 'root' ? '/root' : `/home/${user}`,
  ...env,
});

/** What the official image of Node has beside Debian: its program, and a user of its own. */
const NODE_USER = ['--uid', '1000', '--create-home', '--shell', '/bin/bash', 'node'];

/**
 * Makes an archive that stands for the official image `node:VERSION-SUITE-slim`: Debian's smallest set of packages, and
 * the `node` program of the npm package of the same version, which is the same build.
 */
export function makeBase(base: string, program: string, archive: string): void {
  const suite = /^node:[\d.]+-(\w+)-slim$/.exec(base)?.[1];
  if (suite === undefined) throw new Error(`${base} is not an image of Node that can be made here`);
  run('mmdebstrap', [
    '--quiet',
    '--variant=essential',
    '--include=ca-certificates,libstdc++6,passwd',
    `--customize-hook=copy-in ${program} /usr/local/bin`,
    `--customize-hook=chroot "$1" useradd ${NODE_USER.join(' ')}`,
    suite,
    archive,
  ]);
}

/** Images under one folder, in the layout of the Open Container Initiative. */
export class Layout {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    run('umoci', ['init', '--layout', folder]);
  }

  /** An image of one layer. */
  fromArchive(tag: string, archive: string): void {
    run('umoci', ['new', '--image', this.#of(tag)]);
    run('umoci', ['raw', 'add-layer', '--image', this.#of(tag), archive]);
  }

  /** The files of an image as a folder: `rootfs` in `bundle`. */
  unpack(tag: string, bundle: string): string {
    run('umoci', ['unpack', '--image', this.#of(tag), bundle]);
    return join(bundle, 'rootfs');
  }

  /** One more layer with what was changed in a folder that was unpacked, and what the stage says of its image. */
  pack(tag: string, bundle: string, stage: Stage): void {
    run('umoci', ['repack', '--image', this.#of(tag), bundle]);
    run('umoci', [
      'config',
      '--image',
      this.#of(tag),
      '--config.user',
      stage.user,
      '--config.workingdir',
      stage.cwd,
      ...Object.entries(environmentOf(stage, stage.user)).flatMap(([name, value]) => [
        '--config.env',
        `${name}=${value}`,
      ]),
      ...Object.entries(stage.labels).flatMap(([name, value]) => ['--config.label', `${name}=${value}`]),
      ...stage.ports.flatMap((port) => ['--config.exposedports', `${port}/tcp`]),
      ...(stage.command ?? []).flatMap((word) => ['--config.cmd', word]),
    ]);
  }

  /** The sizes of an image's layers as they are sent, the base first, in bytes. */
  layers(tag: string): readonly number[] {
    const blob = (digest: string): unknown =>
      JSON.parse(readFileSync(join(this.#folder, 'blobs', ...digest.split(':')), 'utf8'));
    const index = z
      .object({
        manifests: z.array(z.object({ digest: z.string(), annotations: z.record(z.string(), z.string()) })),
      })
      .parse(JSON.parse(readFileSync(join(this.#folder, 'index.json'), 'utf8')));
    const named = index.manifests.find(
      ({ annotations }) => annotations['org.opencontainers.image.ref.name'] === tag,
    );
    const { layers } = z
      .object({ layers: z.array(z.object({ size: z.number() })) })
      .parse(blob(named?.digest ?? ''));
    return layers.map(({ size }) => size);
  }

  #of(tag: string): string {
    return `${this.#folder}:${tag}`;
  }
}

/** Does a stage's steps in a folder with the files of its base. `folderOf` gives the folder of an earlier stage. */
export function perform(
  stage: Stage,
  root: string,
  project: string,
  folderOf: (name: string) => string,
): void {
  mkdirSync(join(root, stage.cwd), { recursive: true });
  for (const step of stage.steps) {
    if (step.do === 'copy') copy(step, root, step.from === undefined ? project : folderOf(step.from));
    else inside(root, stage, step);
  }
}

function copy({ sources, target }: Extract<Step, { do: 'copy' }>, root: string, from: string): void {
  const at = join(root, target);
  mkdirSync(dirname(join(at, '.')), { recursive: true });
  for (const source of sources) {
    const whole = join(from, source);
    if (!existsSync(whole)) throw new Error(`COPY ${source}: it is not there`);
    const isFile = statSync(whole).isFile();
    cpSync(whole, isFile && target.endsWith('/') ? join(at, basename(source)) : at, { recursive: true });
  }
}

/**
 * A command in the image's files, with processes of its own. npm is lent what it needs of this machine, as Docker lends it
 * the network: names, certificates, and npm itself, which the official image has.
 */
function inside(root: string, stage: Stage, { command, user, cwd }: Extract<Step, { do: 'run' }>): void {
  const lent = command.startsWith('npm ') ? lendNpm(root) : {};
  run(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      `--mount-proc=${root}/proc`,
      'chroot',
      `--userspec=${user}:${user}`,
      root,
      '/bin/sh',
      '-c',
      `cd ${cwd} && ${command}`,
    ],
    { ...environmentOf(stage, user), ...lent },
  );
}

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

function lendNpm(root: string): Record<string, string> {
  for (const file of ['/etc/resolv.conf', '/etc/hosts', CERTIFICATES])
    cpSync(file, join(root, file), { dereference: true });
  const program = process.env['npm_execpath'];
  if (program === undefined) throw new Error('start it with npm run image: npm tells where it is');
  const npm = '/usr/local/lib/node_modules/npm';
  cpSync(dirname(dirname(program)), join(root, npm), { recursive: true, dereference: true });
  symlinkSync(join(npm, 'bin/npm-cli.js'), join(root, '/usr/local/bin/npm'));
  return {
    NODE_EXTRA_CA_CERTS: CERTIFICATES,
    npm_config_registry: run('npm', ['config', 'get', 'registry']).trim(),
  };
}
