import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { parseArgs } from 'node:util';
import { lookAtPackage } from './app-package.ts';
import { accountChecks } from './account.ts';
import { lookAtClock } from './clock.ts';
import { lookAtCollector } from './collector.ts';
import { lookAtConfiguration } from './configuration.ts';
import { lookAtEndpoint } from './endpoint.ts';
import { examine, type Check, type Examined } from './examination.ts';
import { unchecked } from './finding.ts';
import { lookAtHome, lookAtToken } from './identity.ts';
import { lookAtTenants } from './tenants.ts';
import { lookAtFolder, lookAtNode, lookAtPort, lookAtTeamsPort } from './machine.ts';
import { lookAtMailbox } from './mailbox.ts';
import { PUBLIC_CLOUD, type Places } from './places.ts';
import { lookAtTeams } from './reach.ts';
import { reportOf } from './report.ts';
import { storeIdentity, type Config } from '../config.ts';
import { DATA_FILE } from '../store/store.ts';

const USAGE =
  'npm run doctor -- [--env FILE] [--endpoint https://HOST] [--package FILE] [--one-replica] [--json]\n' +
  'with the environment that the bot would start with; what is set goes before what the file says, as `node --env-file` has it';
const PACKAGE = 'dist/planning-services.zip';

/** What to look at beside the environment. */
export interface Asked {
  /** Where the bot is reached from outside. */
  readonly endpoint?: URL;
  readonly package?: string;
  /** Never more than one replica of the bot runs. */
  readonly isAlone?: boolean;
}

/**
 * Looks at everything that can be seen from here of a bot which would start with this environment. Changes nothing, but
 * for one document that comes and goes in the store. Never says the value of a secret.
 */
export function diagnose(
  env: Readonly<Record<string, string | undefined>>,
  asked: Asked,
  places: Places = PUBLIC_CLOUD,
): Promise<readonly Examined[]> {
  const { config, findings } = lookAtConfiguration(env);
  return examine([
    { name: 'Node', look: () => lookAtNode(process.versions.node) },
    { name: 'configuration', look: () => findings },
    ...(config === undefined
      ? [{ name: 'all the rest', needs: 'configuration', look: () => [] }]
      : checksOf(config, asked, places)),
    {
      name: 'endpoint',
      look: () =>
        asked.endpoint === undefined
          ? unchecked('is the bot reached from outside?', 'add --endpoint https://HOST')
          : lookAtEndpoint(asked.endpoint),
    },
  ]);
}

function checksOf(config: Config, asked: Asked, places: Places): readonly Check[] {
  const needs = 'configuration';
  const { cosmos, dataDir, host, port } = config;
  const identity = storeIdentity(config);
  const account =
    cosmos.endpoint === undefined
      ? undefined
      : accountChecks(
          { ...cosmos, endpoint: cosmos.endpoint },
          { identity, isAlone: asked.isAlone === true },
        );
  const store = account?.checks ?? [{ name: 'store', needs, look: () => lookAtFolder(dataDir) }];
  const ports: readonly Check[] = [
    {
      name: 'port',
      needs,
      look: () =>
        Promise.all([
          lookAtPort('PORT', host, port),
          ...(config.mode === 'local' ? [lookAtTeamsPort(host, port, config.localTeamsPort)] : []),
        ]),
    },
  ];
  const { telemetry } = config;
  const collector: readonly Check[] =
    telemetry === undefined ? [] : [{ name: 'OpenTelemetry', needs, look: () => lookAtCollector(telemetry) }];
  if (config.mode === 'local')
    return [
      ...ports,
      ...store,
      ...collector,
      {
        name: 'Teams',
        look: () =>
          unchecked(
            'local mode: nobody outside of this machine is asked, or let in',
            'for Teams set MicrosoftAppId, MicrosoftAppType, MicrosoftAppTenantId, the credential, ALLOWED_TENANTS, ' +
              'and COSMOS_ENDPOINT or DATA_DIR: "Into Teams" in manifest/README.md',
          ),
      },
    ];
  const { mailbox } = config;
  const clocks = [places.loginUrl, ...(cosmos.endpoint === undefined ? [] : [cosmos.endpoint])];
  return [
    ...ports,
    { name: 'clock', needs, look: () => lookAtClock(clocks) },
    { name: 'identity', needs, look: () => lookAtHome(config.identity, places) },
    { name: 'token', needs, look: () => lookAtToken(config, places) },
    { name: 'Teams', needs, look: () => lookAtTeams(places) },
    ...store,
    {
      name: 'tenants',
      needs: account === undefined ? 'store' : 'container',
      look: async () =>
        lookAtTenants(config, places, account === undefined ? inFolder(dataDir) : await account.tenants()),
    },
    ...(mailbox === undefined
      ? []
      : [{ name: 'mailbox', needs: 'token', look: () => lookAtMailbox(config.identity, mailbox, places) }]),
    ...collector,
    {
      name: 'app package',
      needs,
      look: () => lookAtPackage(config, asked.package ?? PACKAGE, asked.package !== undefined),
    },
  ];
}

/** Of a folder it is known only while there is no file: that one is not opened beside the bot. */
const inFolder = (dataDir: string): readonly [] | undefined =>
  existsSync(join(dataDir, DATA_FILE)) ? undefined : [];

type Arguments = Asked & { readonly json: boolean; readonly envFile: string | undefined };

/** The arguments; undefined when they are not what the command takes. */
function read(args: readonly string[]): Arguments | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        env: { type: 'string' },
        endpoint: { type: 'string' },
        package: { type: 'string' },
        'one-replica': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const { endpoint, package: file, json, 'one-replica': isAlone } = values;
    if (endpoint !== undefined && !/^https?:\/\//.test(endpoint)) return undefined;
    return {
      ...(endpoint !== undefined && { endpoint: new URL(endpoint) }),
      ...(file !== undefined && { package: file }),
      isAlone,
      json,
      envFile: values.env,
    };
  } catch {
    return undefined;
  }
}

async function main(): Promise<0 | 1 | 2> {
  // The SDK prints to the console.
  for (const method of ['log', 'info', 'warn', 'error'] as const) console[method] = () => undefined;
  const args = read(process.argv.slice(2));
  if (args === undefined) {
    process.stderr.write(`Usage: ${USAGE}\n`);
    return 2;
  }
  try {
    // Into the process itself: the library of Azure looks there for its own.
    if (args.envFile !== undefined) loadEnvFile(args.envFile);
  } catch (error) {
    process.stderr.write(`${args.envFile} cannot be read (${(error as NodeJS.ErrnoException).code})\n`);
    return 2;
  }
  const examined = await diagnose(process.env, args);
  process.stdout.write(args.json ? `${JSON.stringify(examined, null, 2)}\n` : reportOf(examined));
  return examined.some(({ findings }) => findings.some(({ state }) => state === 'not_ok')) ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main();
