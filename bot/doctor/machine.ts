import { access, constants } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import pkg from '../../package.json' with { type: 'json' };
import { DataFileError, lookAtFile } from '../store/embedded/file.ts';
import { DATA_FILE } from '../store/store.ts';
import { ask, jsonOf } from './ask.ts';
import { notOk, ok, type Finding } from './finding.ts';

/** Whether this Node is one that the bot runs on; `version` is such as 24.1.0. */
export function lookAtNode(version: string): Finding {
  const least = Number(/\d+/.exec(pkg.engines.node)?.[0]);
  return Number.parseInt(version, 10) >= least
    ? ok(version)
    : notOk(
        `${version} is too old`,
        `run the bot on Node ${least}: \`npm ci\` brings it, and \`npm start\` uses it`,
      );
}

/** Whether vouchers can be kept in the embedded file of this folder. */
export async function lookAtFolder(dataDir: string): Promise<Finding> {
  const folder = resolve(dataDir);
  try {
    const file = lookAtFile(join(folder, DATA_FILE));
    if (file === 'held')
      return ok(`${folder}: the file is open in another process, the bot itself if it runs`);
    if (file === 'usable') await access(folder, constants.W_OK);
    else await access(await existing(folder), constants.W_OK);
    return ok(
      `${folder}${file === 'absent' ? ': the bot makes its file there' : ' has the file, and it is whole'}`,
    );
  } catch (error) {
    const todo = 'let the process write there, or name another folder on a disk that stays with DATA_DIR';
    if (error instanceof DataFileError) return notOk(error.message, todo);
    return notOk(`${folder} may not be written (${(error as NodeJS.ErrnoException).code})`, todo);
  }
}

/** The folder, or the nearest one above it that is there. */
async function existing(folder: string): Promise<string> {
  try {
    await access(folder);
    return folder;
  } catch (error) {
    const above = dirname(folder);
    if (above === folder) throw error;
    return existing(above);
  }
}

/** The port of the local Teams: a bot that runs has it, too. */
export async function lookAtTeamsPort(host: string, botPort: number, port: number): Promise<Finding> {
  if (await isBotOn(botPort)) return ok(`LOCAL_TEAMS_PORT ${port}: its page is there while the bot runs`);
  return lookAtPort('LOCAL_TEAMS_PORT', host, port);
}

/** Whether the port is free, or the bot has it already. 0 is always free. */
export async function lookAtPort(variable: string, host: string, port: number): Promise<Finding> {
  const code = await listening(host, port);
  if (code === undefined) return ok(port === 0 ? `${variable}: any free one` : `${variable} ${port} is free`);
  const another = `choose another with ${variable}`;
  if (code !== 'EADDRINUSE')
    return notOk(`${variable} ${port} may not be opened (${code})`, `${another}, above 1023`);
  if (await isBotOn(port)) return ok(`the bot runs on ${port}`);
  return notOk(`${variable} ${port} is taken by another process`, `end that one, or ${another}`);
}

async function isBotOn(port: number): Promise<boolean> {
  const answer = await ask(`http://127.0.0.1:${port}/healthz`, { ms: 3_000 });
  return answer.kind === 'answer' && JSON.stringify(jsonOf(answer.text)) === '{"status":"ok"}';
}

/** Why the port cannot be listened on; undefined when it can. */
function listening(host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => done(code ?? 'unknown'));
    server.listen({ host, port, exclusive: true }, () => server.close(() => done(undefined)));
  });
}
