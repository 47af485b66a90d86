import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConfigError, readConfig } from '../config.ts';

/**
 * `npm run send-mail -- file.eml [file2.eml]`: puts mails into the mailbox of a bot that runs in local mode, as if
 * somebody had sent them there.
 */
async function sendMail(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    process.stderr.write('npm run send-mail -- file.eml [file2.eml]\n');
    return 2;
  }
  const config = readConfig(process.env);
  if (config.mode !== 'local') {
    process.stderr.write('Only local mode has a mailbox of its own: to any other, send a mail.\n');
    return 2;
  }
  const where = `http://127.0.0.1:${config.localTeamsPort}`;
  for (const file of files) {
    const raw = await readFile(file);
    let response: Response;
    try {
      response = await fetch(`${where}/api/mailbox`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: raw,
        signal: AbortSignal.timeout(30_000),
      });
    } catch {
      process.stderr.write(`No bot answers at ${where}: start it, or name its port with LOCAL_TEAMS_PORT.\n`);
      return 1;
    }
    if (!response.ok) {
      process.stderr.write(`${basename(file)} was not taken (${response.status}).\n`);
      return 1;
    }
    process.stdout.write(`${basename(file)} is in the mailbox.\n`);
  }
  return 0;
}

try {
  process.exitCode = await sendMail(process.argv.slice(2));
} catch (error) {
  const isTold = error instanceof ConfigError || (error as { code?: unknown }).code === 'ENOENT';
  if (!isTold) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
