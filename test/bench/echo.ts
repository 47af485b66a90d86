/**
 * The yardstick of the benchmark: the smallest bot that the SDK's own samples show. Stock adapter, plain
 * restify with its body parser, one reply to a turn. Prints `ready <port>`; asked `{ ask: 'cpu' }` over IPC it
 * answers with what the process has used so far, and it ends with whoever started it.
 *
 *   node test/bench/echo.ts --port 0
 */
import { stdout } from 'node:process';
import { parseArgs } from 'node:util';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Request,
  type Response,
} from 'botbuilder';
import restify from 'restify';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', (req, res, next) => {
  // restify's own types and the SDK's do not know each other.
  const done = adapter.process(req as unknown as Request, res as unknown as Response, async (context) => {
    await context.sendActivity(`You said: ${context.activity.text}`);
  });
  void done.finally(next);
});
server.listen(Number(values.port), '127.0.0.1', () => {
  stdout.write(`ready ${server.address().port}\n`);
});

process.on('message', (message: { ask?: unknown }) => {
  if (message.ask !== 'cpu') return;
  process.send?.({
    cpu: process.cpuUsage(),
    memory: process.memoryUsage(),
    resources: process.resourceUsage(),
  });
});
process.on('disconnect', () => process.exit(0));
