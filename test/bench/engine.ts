/**
 * The store's engine in a process of its own, so that what it costs is told apart from what the bot costs.
 * Prints `ready <url>`; asked over IPC it answers `cpu` with what the process has used so far, `served` with how many requests
 * it has answered, and `listed` with what they were since it was asked that last, if it ever was.
 *
 *   node test/bench/engine.ts --file=<file> --key=<base64>
 */
import { stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { serve } from '../../bot/store/embedded/serve.ts';
import { listingServed } from './listed.ts';
import { countingServed } from './served.ts';

const { values } = parseArgs({ options: { file: { type: 'string' }, key: { type: 'string' } } });
const { file, key } = values;
if (file === undefined || key === undefined) throw new Error('--file and --key are required');

const served = countingServed();
let listed: (() => readonly string[]) | undefined;
process.on('message', (message: { ask?: unknown }) => {
  if (message.ask === 'cpu') process.send?.({ cpu: process.cpuUsage() });
  if (message.ask === 'served') process.send?.(served());
  if (message.ask === 'listed') process.send?.((listed ??= listingServed())());
});
process.on('disconnect', () => process.exit(0));

const server = await serve({ file, key });
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
stdout.write(`ready ${server.url}\n`);
