import { join } from 'node:path';
import type { Clock } from '../../domain/store/ports.ts';
import type { AnyDocument } from '../../domain/store/documents.ts';
import { containerDefinition } from './container.ts';
import { accessBy } from './account-client.ts';
import { connectCosmosStore, type OnConsistency } from './cosmos-store.ts';
import { EMBEDDED_ENDPOINT, engineTransport } from './embedded/transport.ts';
import { openEngine } from './embedded/engine.ts';
import { OpeningStore, type OnTrouble } from './opening-store.ts';
import { present } from '../../domain/present.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

/** The embedded engine's file, in the folder of the data. */
export const DATA_FILE = 'programme.sqlite';

interface StoreConfig {
  /** Absent = the embedded engine on a file in `dataDir`. */
  readonly endpoint?: string;
  /** Absent with an endpoint = managed identity. */
  readonly key?: string;
  /** Client id of the managed identity, where it is one that was assigned; absent = the system's own. */
  readonly identity?: string | undefined;
  /** Told the account's default consistency each time that it is opened. */
  readonly onConsistency?: OnConsistency;
  /** Takes any certificate from an https endpoint: for an emulator on this machine only. */
  readonly selfSigned?: boolean;
  readonly database: string;
  readonly dataDir: string;
  /** Checks and upgrades what was stored; throws when it is no document of ours. */
  readonly parse: (raw: unknown) => AnyDocument;
  /** Milliseconds that one call may take. */
  readonly deadlineMs?: number;
  /** What the embedded engine counts `ttl` by; the service has its own clock. */
  readonly clock?: Clock;
  /** Told what keeps the store from serving, and that it serves again. */
  readonly onTrouble?: OnTrouble;
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry;
}

/**
 * The programme's store: Azure Cosmos DB, or the embedded engine at `<dataDir>/programme.sqlite`. An endpoint is
 * opened in the background, again and again while it cannot serve: `ready` says why. Rejects with
 * DataFileError when the file is held, damaged, newer, not ours, or may not be written.
 */
export async function openStore(config: StoreConfig): Promise<OpeningStore> {
  const { endpoint, key, selfSigned, database, parse, deadlineMs } = config;
  const onTrouble = config.onTrouble ?? (() => undefined);
  const common = present({ database, parse, deadlineMs, telemetry: config.telemetry });
  if (endpoint !== undefined) {
    const account = present({ ...common, endpoint, selfSigned });
    const access = await accessBy(key, config.identity);
    const { onConsistency } = config;
    return new OpeningStore(
      () => connectCosmosStore({ ...account, ...access, ...present({ onConsistency }) }),
      onTrouble,
    );
  }
  const file = join(config.dataDir, DATA_FILE);
  const engine = openEngine(present({ file, definition: containerDefinition(), clock: config.clock }));
  try {
    const transport = engineTransport(engine);
    const embedded = await connectCosmosStore({ ...common, endpoint: EMBEDDED_ENDPOINT, transport });
    return new OpeningStore(
      () => Promise.resolve(embedded),
      onTrouble,
      () => engine.close(),
      () => engine.scrub(),
    );
  } catch (error) {
    engine.close();
    throw error;
  }
}
