/** The process that is killed: a sweep on a store over HTTP, which looks every second. Prints `ready sweep`. */
import { stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { systemClock } from '../../bot/clock.ts';
import { createLog } from '../../bot/log.ts';
import { openStore } from '../../bot/store/store.ts';
import { parseDocument } from '../../domain/store/documents.ts';
import { Replica } from '../bot/notify/sweeping.ts';

const LOOK_MS = 1_000;

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
    tenant: { type: 'string', default: '' },
    holder: { type: 'string', default: '' },
    lease: { type: 'string', default: '' },
  },
});
const store = await openStore({
  endpoint: values.store,
  key: values.key,
  database: 'torture',
  dataDir: '',
  parse: parseDocument,
});
const log = createLog('info', { write: (line) => process.stderr.write(line) });
const { sweep } = new Replica(store, systemClock, values.holder, { lastsMs: Number(values.lease), log });
process.on('disconnect', () => process.exit(0));
stdout.write('ready sweep\n');
const look = (): void =>
  void sweep.look(values.tenant).finally(() => {
    setTimeout(look, LOOK_MS);
  });
look();
