import { parseDocument } from '../../domain/store/documents.ts';
import { ConfigError, readConfig, storeIdentity, type Config } from '../config.ts';
import type { OpeningStore } from '../store/opening-store.ts';
import { openStore } from '../store/store.ts';

/** What was asked cannot or should not be done; the message is for the operator and names what would help. */
export class Declined extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Declined';
  }
}

/** The arguments are not what the command takes; the message says which one. */
export class WrongArguments extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongArguments';
  }
}

/** What a command works on. */
interface Workplace {
  readonly store: OpeningStore;
  readonly config: Config;
  /** The store in words, for messages: a folder or an account. */
  readonly where: string;
}

/**
 * Runs a command line, and gives the exit code: 0 done, 1 not done, 2 the arguments or the environment are wrong. Says
 * why on stderr.
 */
export async function runWithConfig<A>(
  usage: string,
  read: (args: readonly string[]) => A,
  work: (args: A, config: Config) => Promise<void>,
): Promise<0 | 1 | 2> {
  // The SDK prints to the console, and stdout may be the export.
  for (const method of ['log', 'info', 'warn', 'error'] as const) console[method] = () => undefined;
  try {
    await work(read(process.argv.slice(2)), readConfig(process.env));
    return 0;
  } catch (error) {
    const { message } = error as { message?: unknown };
    const isUsage = error instanceof WrongArguments;
    process.stderr.write(`${String(message)}\n${isUsage ? `Usage: ${usage}\n` : ''}`);
    return isUsage || error instanceof ConfigError ? 2 : 1;
  }
}

/** Opens the store that the environment names. */
export function storeOf(config: Config): Promise<OpeningStore> {
  return openStore({
    ...config.cosmos,
    identity: storeIdentity(config),
    dataDir: config.dataDir,
    parse: parseDocument,
  });
}

/** The store in words, for messages: a folder or an account. */
export function whereIs({ cosmos: { endpoint, database }, dataDir }: Config): string {
  return endpoint === undefined ? `the folder ${dataDir}` : `${database} at ${endpoint}`;
}

/** As {@link runWithConfig}, on the store that the environment names. */
export function runCommand<A>(
  usage: string,
  read: (args: readonly string[]) => A,
  work: (args: A, at: Workplace) => Promise<void>,
): Promise<0 | 1 | 2> {
  return runWithConfig(usage, read, async (args, config) => {
    const store = await storeOf(config);
    try {
      await work(args, { store, config, where: whereIs(config) });
    } finally {
      await store.close();
    }
  });
}

export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An argument that is a GUID, in lower case. Throws {@link WrongArguments}. */
export function guidOf(what: string, given: string | undefined): string {
  if (given === undefined || !GUID.test(given))
    throw new WrongArguments(
      given === undefined ? `${what} is missing` : `${what} must be a GUID, "${given}" is not`,
    );
  return given.toLowerCase();
}

/** Counts by kind in words, without those of which there are none. */
export function inWords(counts: Readonly<Partial<Record<string, number>>>): string {
  const some = Object.entries(counts).filter(([, count]) => count !== undefined && count > 0);
  return some.length === 0 ? 'nothing' : some.map(([kind, count]) => `${kind} ${count}`).join(', ');
}

/** A tenant and one of its people. Throws {@link WrongArguments}: also for one id in both places, which is nobody's. */
export function personOf(args: readonly (string | undefined)[]): { tenantId: string; objectId: string } {
  if (args.length > 2) throw new WrongArguments('one tenant and one person at a time');
  const tenantId = guidOf('the tenant id', args[0]);
  const objectId = guidOf("the person's object id", args[1]);
  if (objectId === tenantId)
    throw new WrongArguments("the person's object id is the tenant id; it is that of a person in Entra ID");
  return { tenantId, objectId };
}
