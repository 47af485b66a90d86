import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

interface Image {
  /** The folder with its files. */
  readonly root: string;
  /** The user, by the number that it has in the image. */
  readonly uid: number;
  readonly cwd: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What a program in a container said and how it ended. */
interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** However slow a machine is, a container has said by then what it is waited for; in milliseconds. */
const PATIENCE_MS = 120_000;

/** What in the container's network answers as the managed identity of App Service does: a token that is none. */
const IDENTITY_PORT = 8081;
const IDENTITY = `require('node:http').createServer((_, answer) => {
  const now = Math.floor(Date.now() / 1000);
  answer.setHeader('content-type', 'application/json');
  answer.end(JSON.stringify({ access_token: 'synthetic', token_type: 'Bearer', resource: 'x', client_id: 'x', expires_on: now + 86400 }));
}).listen(${IDENTITY_PORT}, '127.0.0.1');`;

/** What the bot is told so that it asks there. */
export const identityVariables: Readonly<Record<string, string>> = {
  IDENTITY_ENDPOINT: `http://127.0.0.1:${IDENTITY_PORT}/msi/token`,
  IDENTITY_HEADER: 'synthetic',
};

/** A program from a folder, the first of the words behind it. */
const IN_FOLDER = 'cd "$0" && exec "$@"';

/** In the order of a container's own making, from the machine's root down to the program. */
const BEGIN = `set -e
root=$1 data=$2 uid=$3 cwd=$4
shift 4
ip link set lo up
"$HOST_NODE" -e "$IDENTITY" &
unset HOST_NODE IDENTITY
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount --bind "$data" "$root/data"
mount -t proc proc "$root/proc"
exec chroot --userspec="$uid:$uid" "$root" /bin/sh -c '${IN_FOLDER}' "$cwd" "$@"`;

const ISOLATED = ['--mount', '--net', '--pid', '--fork', '--kill-child'];
const ENTERED = ['--mount', '--net', '--pid', '--root', '--wd'];

/**
 * An image's program in namespaces of its own: a network that has nothing but its loopback, its processes, and the image's
 * files, of which only `/data` may be written. No daemon and no server on this machine's own network.
 */
export class Container {
  readonly #image: Image;
  readonly #unshare: ChildProcess;
  readonly #began = performance.now();
  readonly #ended: Promise<unknown>;
  #stdout = '';
  #stderr = '';

  constructor(image: Image, data: string) {
    this.#image = image;
    const { root, uid, cwd, command, env } = image;
    this.#unshare = spawn(
      'unshare',
      [...ISOLATED, '/bin/sh', '-c', BEGIN, 'sh', root, data, String(uid), cwd, ...command],
      { env: { ...env, HOST_NODE: process.execPath, IDENTITY }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#unshare.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#unshare.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#ended = once(this.#unshare, 'close');
  }

  /** Milliseconds from its start to what it says then. Rejects with everything it said when it ends before. */
  async said(what: RegExp): Promise<number> {
    while (!what.test(this.#stdout)) {
      if (this.#unshare.exitCode !== null || performance.now() - this.#began > PATIENCE_MS)
        throw new Error(`it did not say ${what}: ${this.#stdout}${this.#stderr}`);
      await Promise.race([this.#ended, new Promise((resolve) => setTimeout(resolve, 5))]);
    }
    return performance.now() - this.#began;
  }

  /** Memory of its first process that is in RAM, and the part of it that is not of files; in bytes. */
  memory(): { readonly resident: number; readonly anonymous: number } {
    const status = readFileSync(`/proc/${this.#pid()}/status`, 'utf8');
    const of = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'mu').exec(status)?.[1]) * 1024;
    return { resident: of('VmRSS'), anonymous: of('RssAnon') };
  }

  /** Runs another program in it, as `docker exec` does. */
  exec(command: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
    const { uid, cwd } = this.#image;
    return spawnSync(
      'nsenter',
      [
        `--target=${this.#pid()}`,
        ...ENTERED,
        `--setuid=${uid}`,
        `--setgid=${uid}`,
        '/bin/sh',
        '-c',
        IN_FOLDER,
        cwd,
        ...command,
      ],
      { encoding: 'utf8', cwd: '/', env: { ...this.#image.env, ...env }, timeout: PATIENCE_MS },
    );
  }

  /** Settles with its exit code and all it said when it has ended, by a signal to its first process if one is given. */
  async ended(signal?: NodeJS.Signals): Promise<Ended> {
    if (signal !== undefined) process.kill(this.#pid(), signal);
    const late = setTimeout(() => this.#unshare.kill('SIGKILL'), PATIENCE_MS);
    await this.#ended;
    clearTimeout(late);
    return { status: this.#unshare.exitCode, stdout: this.#stdout, stderr: this.#stderr };
  }

  /** Its first process, by the number that it has on this machine. */
  #pid(): number {
    const of = String(this.#unshare.pid);
    const [first = ''] = readFileSync(`/proc/${of}/task/${of}/children`, 'utf8').trim().split(' ');
    // 0 would be this process and all that it started.
    if (!/^[1-9]\d*$/.test(first)) throw new Error(`it has ended: ${this.#stdout}${this.#stderr}`);
    return Number(first);
  }
}
