/**
 * The process that is killed: the bot in local mode, with its own file and a Graph of the run's. Prints `ready` and its
 * port.
 */
import { parseArgs } from 'node:util';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { start } from '../../bot/main.ts';

/** As often as a mailbox is polled here: notifications are lost on purpose. */
const POLL_MS = 2_000;

const { values } = parseArgs({ options: { graph: { type: 'string' } } });
const log = createLog('warn', { write: (line) => process.stderr.write(line) });
const running = await start(
  readConfig(process.env),
  log,
  { pollMs: POLL_MS },
  { graphUrl: values.graph ?? '' },
);
process.stdout.write(`ready ${running.port}\n`);
