/**
 * The store's engine in a process of its own, so that what it costs is told apart from what the bot costs.
 * Prints `ready <url>`; asked `cpu` over IPC it answers with what the process has used so far, asked `served` with the
 * requests that it has answered.
 *
 *   node test/bench/engine.ts --file=<file> --key=<base64>
 */
import { stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { serve } from '../../bot/store/embedded/serve.ts';
import { countingServed } from './served.ts';

const { values } = parseArgs({ options: { file: { type: 'string' }, key: { type: 'string' } } });
const { file, key } = values;
if (file === undefined || key === undefined) throw new Error('--file and --key are required');

const served = countingServed();
process.on('message', (message: { ask?: unknown }) => {
  if (message.ask === 'cpu') process.send?.({ cpu: process.cpuUsage() });
  if (message.ask === 'served') process.send?.(served());
});
process.on('disconnect', () => process.exit(0));

const server = await serve({ file, key });
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
stdout.write(`ready ${server.url}\n`);
