import { ConfigError, readConfig, VARIABLES, type Config } from '../config.ts';
import { notOk, ok, type Finding } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const OVERVIEW = 'Entra admin center → App registrations → the app → Overview';
/** Where the value of a variable is to be found. */
const WHERE: Readonly<Record<string, string>> = {
  MicrosoftAppId: `${OVERVIEW} → Application (client) ID`,
  MicrosoftAppTenantId: `${OVERVIEW} → Directory (tenant) ID`,
  MicrosoftAppPassword: 'Entra admin center → App registrations → the app → Certificates & secrets',
  MicrosoftAppPasswordExpires:
    'Entra admin center → App registrations → the app → Certificates & secrets → Expires',
  MicrosoftAppCertificatePath: 'a PEM file on this machine: the key, not encrypted, and its certificate',
  MicrosoftAppFederatedClientId: 'Azure portal → the managed identity → Overview → Client ID',
  MicrosoftAppType: 'Azure portal → the Azure Bot → Configuration → Bot Type',
  ALLOWED_TENANTS:
    'Entra admin center → Overview → Tenant ID; Users → the first admin → Object ID: with a colon between them',
  COSMOS_ENDPOINT: 'Azure portal → the account → Settings → Keys → URI',
  COSMOS_KEY: 'Azure portal → the account → Settings → Keys; absent where a managed identity is used',
};
const ELSEWHERE = 'README.md, "Configuration", says what it is for';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PLACEHOLDER = /^(?:…|\.\.\.|<.*>)$/;
/** As Cosmos gives keys out: 64 bytes in base64. */
const COSMOS_KEY = /^[A-Za-z0-9+/]{86}==$/;

/** Names that others give to what the bot reads by another name: the Teams CLI, samples of Microsoft's. */
const ALIASES: Readonly<Record<string, string>> = {
  clientid: 'MicrosoftAppId',
  botid: 'MicrosoftAppId',
  clientsecret: 'MicrosoftAppPassword',
  clientpassword: 'MicrosoftAppPassword',
  botpassword: 'MicrosoftAppPassword',
  tenantid: 'MicrosoftAppTenantId',
  apptenantid: 'MicrosoftAppTenantId',
  cosmosdbendpoint: 'COSMOS_ENDPOINT',
  cosmosdbkey: 'COSMOS_KEY',
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** The configuration that the bot would start with, where it would start, and what was found about it. */
export function lookAtConfiguration(env: Environment): {
  readonly config: Config | undefined;
  readonly findings: readonly Finding[];
} {
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  const suspicions = [...suspect(given), ...misnamed(env, given)];
  const suspected = new Set(suspicions.map(({ name }) => name));
  const findings = suspicions.map(({ name, saw, todo }) => notOk(`${name} ${saw}`, todo));
  try {
    const config = readConfig(env);
    return { config, findings: findings.length > 0 ? findings : [ok(inWords(config))] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // What is known more exactly is not said twice.
    const others = error.problems.filter(({ name }) => !suspected.has(name));
    return {
      config: undefined,
      findings: [
        ...findings,
        ...others.map(({ name, problem }) => notOk(`${name} ${problem}`, WHERE[name] ?? ELSEWHERE)),
      ],
    };
  }
}

function inWords(config: Config): string {
  const store = config.cosmos.endpoint ?? `a file in ${config.dataDir}`;
  if (config.mode === 'local') return `local mode, for this machine only; vouchers in ${store}`;
  const { appType, appId, tenantId } = config.identity;
  return `${appType}, app ${appId} of tenant ${tenantId}; vouchers in ${store}`;
}

interface Suspicion {
  readonly name: string;
  readonly saw: string;
  readonly todo: string;
}

/** Values that have the right form, or the form of something else, and are another thing than their name says. */
function suspect(given: (name: string) => string | undefined): readonly Suspicion[] {
  const all: Suspicion[] = [];
  const add = (name: string, saw: string, todo: string): void => void all.push({ name, saw, todo });
  for (const name of VARIABLES) {
    if (PLACEHOLDER.test(given(name) ?? ''))
      add(name, 'is still the placeholder of an example', WHERE[name] ?? ELSEWHERE);
    if (/^(["']).*\1$/.test(given(name) ?? ''))
      add(
        name,
        'has quotation marks around it',
        'leave them out: docker takes those of an --env-file for a part of the value',
      );
  }
  const password = given('MicrosoftAppPassword');
  if (password !== undefined && GUID.test(password))
    add(
      'MicrosoftAppPassword',
      "is a GUID: that is a secret's id, not its value",
      'take the column "Value" of App registrations → the app → Certificates & secrets. It is shown only once: ' +
        'when it is lost, make a new secret',
    );
  const app = given('MicrosoftAppId')?.toLowerCase();
  const tenant = given('MicrosoftAppTenantId')?.toLowerCase();
  if (app !== undefined && app === tenant)
    add(
      'MicrosoftAppTenantId',
      'is the same as MicrosoftAppId',
      'App registrations → the app → Overview has both: "Application (client) ID", "Directory (tenant) ID"',
    );
  for (const [at, pair] of (given('ALLOWED_TENANTS') ?? '').toLowerCase().split(',').entries()) {
    const [tenantId, adminId] = pair.trim().split(':');
    if (adminId === undefined || ![tenantId, app, tenant].includes(adminId)) continue;
    add(
      'ALLOWED_TENANTS',
      `names a tenant or the bot as the admin in pair ${at + 1}`,
      "after the colon comes the person's object id: Entra admin center → Users → the person → Object ID",
    );
  }
  const [endpoint = '', key = ''] = [given('COSMOS_ENDPOINT'), given('COSMOS_KEY')];
  const parts = 'the account → Settings → Keys has both: "URI" is the endpoint, "PRIMARY KEY" the key';
  if (/AccountEndpoint=/i.test(endpoint)) add('COSMOS_ENDPOINT', 'is a whole connection string', parts);
  else if (COSMOS_KEY.test(endpoint)) add('COSMOS_ENDPOINT', "has the form of an account's key", parts);
  if (/AccountKey=/i.test(key)) add('COSMOS_KEY', 'is a whole connection string', parts);
  else if (/^https?:/i.test(key)) add('COSMOS_KEY', "is an address, not the account's key", parts);
  return all;
}

/** What was given by a name that is nearly one of ours, while ours is absent. */
function misnamed(env: Environment, given: (name: string) => string | undefined): readonly Suspicion[] {
  const ours = new Map(VARIABLES.map((name) => [plain(name), name]));
  return Object.keys(env).flatMap((name) => {
    const meant = ours.get(plain(name)) ?? ALIASES[plain(name)];
    if (meant === undefined || VARIABLES.includes(name) || !env[name]?.trim() || given(meant) !== undefined)
      return [];
    return [{ name: meant, saw: `is absent, while ${name} is there`, todo: `name it ${meant}` }];
  });
}
