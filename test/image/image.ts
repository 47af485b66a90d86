/**
 * Makes the image of `manifest/Dockerfile` without a daemon, starts it, and looks whether it does what it should. Exit
 * code 0: all is well; 1: something is not, by its name; 2: this machine lacks something, by its name.
 *
 *   npm run image
 *   npm run image -- --keep FOLDER     leaves the image there, and takes the base from there the next time
 *   npm run image -- --pairs 7         also measures it against the bare echo bot, imaged alike, in turns
 */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from '../../manifest/bundle.ts';
import { Container, identityVariables } from './container.ts';
import { readDockerfile, type Stage } from './dockerfile.ts';
import { environmentOf, Layout, makeBase, perform, run } from './layout.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
/** The user `node` of the official image, by number. */
const UID = 1000;
/** A bot that has been started so long ago has prepared what it prepares when nobody needs it; in milliseconds. */
const AT_REST_MS = 9_000;
/** How long the bot takes at most to look for a token again, in milliseconds. */
const TOKEN_MS = 30_000;

const APP = '0badcafe-0000-4000-8000-000000000001';
const TENANT = '0badcafe-0000-4000-8000-000000000002';
const ADMIN = '0badcafe-0000-4000-8000-000000000003';
const variables: Readonly<Record<string, string>> = {
  MicrosoftAppId: APP,
  MicrosoftAppType: 'UserAssignedMSI',
  MicrosoftAppTenantId: TENANT,
  ALLOWED_TENANTS: `${TENANT}:${ADMIN}`,
  DATA_DIR: '/data',
  ...identityVariables,
};

const TOOLS: Readonly<Record<string, string>> = {
  mmdebstrap: 'mmdebstrap',
  umoci: 'umoci',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  chroot: 'coreutils',
  ip: 'iproute2',
};

function lacking(): string[] {
  const problems = Object.entries(TOOLS)
    .filter(([tool]) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0)
    .map(([tool, name]) => `${tool} is missing: apt-get install ${name}`);
  if (process.platform !== 'linux') return ['it takes Linux'];
  if (process.getuid?.() !== 0) problems.push('it takes root: files of several owners, namespaces');
  else if (
    problems.length === 0 &&
    spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', 'true']).status !== 0
  )
    problems.push('this machine lets nobody make namespaces (unshare)');
  return problems;
}

/** Something that is not as it should be. */
const failures: string[] = [];
function check(what: string, isSo: boolean, seen: unknown = ''): void {
  if (!isSo) failures.push(what);
  process.stdout.write(`${isSo ? 'ok' : 'NOT SO'}: ${what}${isSo ? '' : `: ${String(seen)}`}\n`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const sizeOf = (folder: string): number => Number(run('du', ['-sb', folder]).split('\t')[0]);
const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? NaN;

/** The parts of a run of this command, each in its own place. */
interface Made {
  readonly layout: Layout;
  readonly base: string;
  readonly image: Stage;
  readonly folder: string;
}

/** Makes the image `bot`, stage by stage. */
function make(folder: string): Made {
  const stages = readDockerfile(readFileSync(join(project, 'manifest/Dockerfile'), 'utf8'));
  const image = stages.at(-1);
  if (image === undefined) throw new Error('the Dockerfile has no stage');
  const base = join(folder, `${image.base.replaceAll(/[^\w.-]/g, '-')}.tar`);
  if (!existsSync(base)) {
    process.stdout.write(`${image.base}, made of Debian's packages and npm's node …\n`);
    makeBase(image.base, process.execPath, base);
  }
  for (const name of ['layout', 'stages', 'final', 'echo'])
    rmSync(join(folder, name), { recursive: true, force: true });
  const layout = new Layout(join(folder, 'layout'));
  layout.fromArchive('bot', base);
  const folders = new Map<string, string>();
  for (const stage of stages) {
    if (stage.base !== image.base) throw new Error('the stages have different bases');
    process.stdout.write(`stage ${stage.name ?? 'of the image'} …\n`);
    const bundled = join(folder, 'stages', stage.name ?? 'image');
    mkdirSync(join(folder, 'stages'), { recursive: true });
    const root = layout.unpack('bot', bundled);
    perform(stage, root, project, (name) => folders.get(name) ?? '');
    if (stage.name !== undefined) folders.set(stage.name, root);
    if (stage === image) layout.pack('bot', bundled, stage);
  }
  return { layout, base, image, folder };
}

/** The image of the bare echo bot, made of the same stage. */
async function makeEcho({ layout, base, image, folder }: Made): Promise<void> {
  const built = join(folder, 'echo', 'built');
  await bundle({ main: 'test/bench/echo.ts' }, join(built, 'app/dist'));
  layout.fromArchive('echo', base);
  const bundled = join(folder, 'echo', 'image');
  perform(image, layout.unpack('echo', bundled), project, () => built);
  layout.pack('echo', bundled, image);
}

/** Starts an image as whoever pulls it would have it: from its layers. */
function starting(
  { layout, image, folder }: Made,
  tag: string,
): (env?: Readonly<Record<string, string>>) => Container {
  const bundled = join(folder, 'final', tag);
  rmSync(bundled, { recursive: true, force: true });
  const root = layout.unpack(tag, bundled);
  const data = join(folder, 'final', `${tag}-data`);
  return (env = {}) => {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
    chownSync(data, UID, UID);
    const { command = [], cwd } = image;
    return new Container(
      { root, uid: UID, cwd, command, env: { ...environmentOf(image, image.user), ...env } },
      data,
    );
  };
}

/** A request from inside the container: there is no other way in. */
const asked = (container: Container, path: string, init: object = {}): { status: number; body: string } => {
  const script = `fetch('http://127.0.0.1:3978${path}', ${JSON.stringify(init)}).then(async (answer) => console.log(JSON.stringify({ status: answer.status, body: await answer.text() })))`;
  const { stdout, stderr } = container.exec(['node', '-e', script]);
  if (stdout === '') throw new Error(`no answer from ${path}: ${stderr}`);
  return JSON.parse(stdout) as { status: number; body: string };
};

/** What the image has to do, each thing once. */
async function examine(made: Made): Promise<void> {
  const start = starting(made, 'bot');
  const without = await start().ended();
  check(
    'without an identity it ends with 2, and names what is missing',
    without.status === 2 && without.stderr.includes('MicrosoftAppId: is required'),
    JSON.stringify(without),
  );

  const container = start(variables);
  try {
    await container.said(/"event":"started"/);
    const health = asked(container, '/healthz');
    check('/healthz answers 200', health.status === 200, health.body);
    let ready = asked(container, '/readyz');
    for (
      const began = performance.now();
      ready.status !== 200 && performance.now() - began < TOKEN_MS;
      await sleep(500)
    )
      ready = asked(container, '/readyz');
    check('/readyz answers 200 once there is a token', ready.status === 200, ready.body);
    const message = {
      type: 'message',
      id: '1',
      channelId: 'msteams',
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      text: 'hello',
      from: { id: '29:synthetic' },
      recipient: { id: `28:${APP}` },
      conversation: { id: 'a:synthetic' },
    };
    const posted = (headers: object) =>
      asked(container, '/api/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(message),
      }).status;
    const [none, made_up] = [posted({}), posted({ authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' })];
    check('a message without a token is refused', none === 401, none);
    check('a message with a token of nobody is refused', made_up === 401 || made_up === 403, made_up);
    const healthy = container.exec(made.image.healthCheck ?? []);
    check('the health check says healthy', healthy.status === 0, healthy.stderr);
    const elsewhere = container.exec(made.image.healthCheck ?? [], { PORT: '3999' });
    check('the health check says unhealthy where nothing listens', elsewhere.status === 1, elsewhere.status);
    const who = container.exec(['node', '-p', 'process.getuid() + " " + process.version']);
    check('it runs without rights', who.stdout === `${UID} ${process.version}\n`, who.stdout);
    const written = container.exec(['node', '-e', 'fs.writeFileSync("/app/dist/a", "")']);
    check('nothing but the volume can be written', written.stderr.includes('EROFS'), written.stderr);
    const command = container.exec(['node', 'dist/export-tenant.js', TENANT], {
      ...variables,
      DATA_DIR: '/data/other',
    });
    check(
      'a command runs beside it',
      command.status === 1 && command.stderr === `The tenant ${TENANT} has nothing here.\n`,
      JSON.stringify(command),
    );
    const mail = container.exec([
      'node',
      '--permission',
      '--allow-fs-read=*',
      '-e',
      'import("/app/dist/child.js")',
    ]);
    check('the decoder of mails starts', mail.status === 0, mail.stderr);
  } finally {
    const ended = await container.ended('SIGTERM');
    check(
      'SIGTERM ends it with 0, and all that was under way is done',
      ended.status === 0 && /"event":"stopped","outcome":"whole"/.test(ended.stdout),
      JSON.stringify(ended),
    );
    check('its log has no error', !ended.stdout.includes('"level":"error"'), ended.stdout);
  }
}

/** Start and memory of both images in turns, and their sizes, the bot's as ratios to the echo's. */
async function compare(made: Made, pairs: number): Promise<void> {
  await makeEcho(made);
  const starts = { bot: starting(made, 'bot'), echo: starting(made, 'echo') };
  const seen = { bot: [] as number[][], echo: [] as number[][] };
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const tag of ['bot', 'echo'] as const) {
      const container = starts[tag](tag === 'bot' ? variables : {});
      const listening = await container.said(/"event":"started"|^ready /m);
      await sleep(AT_REST_MS);
      const { resident, anonymous } = container.memory();
      seen[tag].push([listening, resident, anonymous]);
      await container.ended('SIGKILL');
    }
  }
  const [bot, echo] = [seen.bot, seen.echo].map((all) =>
    [0, 1, 2].map((of) => median(all.map((one) => one[of] ?? NaN))),
  );
  const [of, against] = ['bot', 'echo'].map((tag) => sum(made.layout.layers(tag)));
  const line = (what: string, one = NaN, other = NaN, unit = megabytes): string =>
    `${what}: ${unit(one)}, ${(one / other).toFixed(2)} of the echo bot's ${unit(other)}\n`;
  process.stdout.write(
    line('image, compressed', of, against) +
      line(
        `start to listening, median of ${pairs} pairs`,
        bot?.[0],
        echo?.[0],
        (ms) => `${ms.toFixed(0)} ms`,
      ) +
      line('memory at rest', bot?.[1], echo?.[1]) +
      line('memory at rest without files', bot?.[2], echo?.[2]),
  );
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { keep: { type: 'string' }, pairs: { type: 'string', default: '0' } },
  });
  const missing = lacking();
  if (missing.length > 0) {
    process.stderr.write(`The image cannot be made here:\n${missing.map((one) => `  ${one}\n`).join('')}`);
    return 2;
  }
  const pairs = Number(values.pairs);
  if (!Number.isInteger(pairs) || pairs < 0 || pairs > 99) {
    process.stderr.write('--pairs takes a whole number, 0 to 99\n');
    return 2;
  }
  const folder = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'image-')) : resolve(values.keep);
  mkdirSync(folder, { recursive: true });
  try {
    const began = performance.now();
    const made = make(folder);
    const [base = 0, ...own] = made.layout.layers('bot');
    process.stdout.write(
      `made in ${((performance.now() - began) / 1000).toFixed(0)} s: ${megabytes(base + sum(own))} compressed, of it ${megabytes(sum(own))} ours; ` +
        `the bundle ${megabytes(sizeOf(join(folder, 'stages/image/rootfs/app/dist')))} on disk\n`,
    );
    await examine(made);
    if (pairs > 0) await compare(made, pairs);
  } finally {
    if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(
    failures.length === 0 ? 'The image does what it should.\n' : `NOT SO: ${failures.join('; ')}\n`,
  );
  return failures.length === 0 ? 0 : 1;
}

process.exitCode = await main();
