import { z } from 'zod';
import { present } from '../domain/present.ts';
import {
  TELEMETRY_VARIABLES,
  telemetryOf,
  telemetryRelations,
  type TelemetrySettings,
} from './telemetry/settings.ts';

/** A tenant whose people may use the bot, and the person who is its first admin. */
export interface AllowedTenant {
  readonly tenantId: string;
  readonly adminObjectId: string;
}

/** What the bot's app proves itself by to Entra. */
export type Credential =
  | {
      readonly kind: 'secret';
      readonly value: string;
      /** The day on which it ends, UTC; absent = nobody said. */
      readonly expires?: string | undefined;
    }
  /** A PEM file with the key and the certificate. */
  | { readonly kind: 'certificate'; readonly path: string }
  /** The client id of a managed identity, which the app trusts. */
  | { readonly kind: 'federated'; readonly clientId: string };

/** Who the bot is to the Bot Framework; the types that can still be registered. */
export type Identity =
  | {
      readonly appType: 'SingleTenant';
      readonly appId: string;
      readonly tenantId: string;
      readonly credential: Credential;
    }
  | { readonly appType: 'UserAssignedMSI'; readonly appId: string; readonly tenantId: string };

interface Shared {
  /** The address to listen on: loopback in local mode, every interface otherwise. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly cosmos: {
    readonly endpoint?: string;
    readonly key?: string;
    readonly database: string;
    /** Takes any certificate: an emulator on this machine. */
    readonly selfSigned?: true;
  };
  readonly dataDir: string;
  readonly edition: '2019' | '2020' | '2021';
  /** Messages a second that people did not ask for, to one tenant and in all; 0 = none are sent. */
  readonly notify: { readonly perTenant: number; readonly inAll: number };
  readonly logLevel: LogLevel;
  /** Absent = nothing is measured. */
  readonly telemetry?: TelemetrySettings;
  /** Beside those of the store. */
  readonly allowedTenants: readonly AllowedTenant[];
}

/** The mailbox that is watched, of one of the tenants that may use the bot. */
export interface MailboxConfig {
  /** Its address, or the object id of its user. */
  readonly user: string;
  readonly tenantId: string;
  /** What Graph repeats in every notification. */
  readonly clientState: string;
  /** Where Graph reaches this bot from outside, without a path. */
  readonly publicUrl: string;
  /** Also takes mail that never left the tenant, by Exchange's own word for it. */
  readonly trustInternal: boolean;
}

interface LocalConfig extends Shared {
  readonly mode: 'local';
  readonly localTeamsPort: number;
}

interface TeamsConfig extends Shared {
  readonly mode: 'teams';
  readonly identity: Identity;
  readonly mailbox?: MailboxConfig;
  /** Where people and Graph reach this bot from outside, without a path; absent = vouchers have no links. */
  readonly publicUrl?: string;
}

export type Config = LocalConfig | TeamsConfig;

/** Client id of the managed identity by which the store is reached without a key; undefined = the machine's own. */
export function storeIdentity(config: Config): string | undefined {
  if (config.mode === 'local') return undefined;
  const { identity } = config;
  if (identity.appType === 'UserAssignedMSI') return identity.appId;
  return identity.credential.kind === 'federated' ? identity.credential.clientId : undefined;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One variable that is missing or wrong. Never holds the value. */
interface ConfigProblem {
  readonly name: string;
  readonly problem: string;
}

/** The environment cannot be used. The message names every variable at fault and what would be right. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ name, problem }) => `  ${name}: ${problem}`);
    super(`The environment is not usable:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Is this an http or https URL of the machine itself? */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const guid = (what: string) =>
  z
    .string()
    .regex(GUID, `must be ${what}, a GUID`)
    .transform((value) => value.toLowerCase());

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a whole number from 0 to 65535');

const choice = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

const PAIR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const PAIRS = 'must be tenantId:adminObjectId pairs of GUIDs, separated by commas';

const allowedTenants = z.string().transform((value, context): AllowedTenant[] => {
  const pairs: AllowedTenant[] = [];
  for (const part of value.split(',')) {
    const [, tenantId, adminObjectId] = PAIR.exec(part.trim().toLowerCase()) ?? [];
    if (tenantId === undefined || adminObjectId === undefined) {
      context.addIssue({ code: 'custom', message: `${PAIRS}; pair ${pairs.length + 1} is not` });
      return z.NEVER;
    }
    if (pairs.some((pair) => pair.tenantId === tenantId)) {
      context.addIssue({
        code: 'custom',
        message: `names a tenant twice, in pair ${pairs.length + 1}; one pair each`,
      });
      return z.NEVER;
    }
    pairs.push({ tenantId, adminObjectId });
  }
  return pairs;
});

const COSMOS_URL = 'must be an https URL of the account, without a user or password (http only on loopback)';
const cosmosEndpoint = z.string().refine((value) => {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(value));
}, COSMOS_URL);

const PUBLIC = 'must be an https URL without a path, query or user, such as https://bot.contoso.com';
const publicUrl = z
  .string()
  .refine((value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, username, password, pathname, search, hash } = new URL(value);
    const isBare = [username, password, search, hash].every((part) => part === '') && pathname === '/';
    return isBare && protocol === 'https:';
  }, PUBLIC)
  .transform((value) => new URL(value).origin);

const perSecond = z
  .string()
  .regex(/^\d{1,3}$/, 'must be messages a second, 0 to 999; 0 = nobody is told anything')
  .transform(Number);

const Variables = z.object({
  PORT: port.default(3978),
  LOCAL_TEAMS_PORT: port.default(3979),
  MicrosoftAppId: guid("the bot's application id").optional(),
  MicrosoftAppType: choice(['SingleTenant', 'UserAssignedMSI']).optional(),
  MicrosoftAppTenantId: guid("the bot's home tenant").optional(),
  MicrosoftAppPassword: z
    .string()
    .refine((value) => !GUID.test(value), "must be a secret's value: this is a GUID, as a secret's id is")
    .optional(),
  MicrosoftAppPasswordExpires: z.iso.date('must be a day, such as 2027-05-31').optional(),
  MicrosoftAppCertificatePath: z
    .string()
    .regex(/^[^\0]{1,4096}$/, 'must be the path of a PEM file')
    .optional(),
  MicrosoftAppFederatedClientId: guid("a managed identity's client id").optional(),
  ALLOWED_TENANTS: allowedTenants.optional(),
  COSMOS_ENDPOINT: cosmosEndpoint.optional(),
  COSMOS_KEY: z
    .string()
    .regex(
      /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      'must be the base64 account key',
    )
    .optional(),
  COSMOS_DATABASE: z
    .string()
    .regex(/^[^/\\?#\s]([^/\\?#]{0,253}[^/\\?#\s])?$/, 'must be 1 to 255 characters without / \\ ? #')
    .default('planning-services'),
  COSMOS_SELF_SIGNED: choice(['true', 'false']).optional(),
  DATA_DIR: z
    .string()
    .regex(/^[^\0]+$/, 'must be a folder')
    .default('.data'),
  PROGRAMME_EDITION: choice(['2019', '2020', '2021']).default('2020'),
  MAILBOX_USER: z
    .string()
    .regex(
      /^[^\s/\\?#@]{1,64}@[^\s/\\?#@]{1,190}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      'must be the address of the mailbox, or the object id of its user',
    )
    .optional(),
  MAILBOX_TENANT: guid("the mailbox's tenant").optional(),
  MAILBOX_CLIENT_STATE: z
    .string()
    .regex(/^.{16,128}$/, 'must be a secret of 16 to 128 characters')
    .optional(),
  MAILBOX_TRUST_INTERNAL: choice(['true', 'false']).optional(),
  PUBLIC_URL: publicUrl.optional(),
  NOTIFY_PER_SECOND: perSecond.default(10),
  NOTIFY_PER_SECOND_IN_ALL: perSecond.default(20),
  LOG_LEVEL: choice(LOG_LEVELS).default('info'),
  ...TELEMETRY_VARIABLES,
});

/** Every variable that is read, but `NODE_ENV`, which only says that this is no place for local mode. */
export const VARIABLES: readonly string[] = Object.keys(Variables.shape);

/** What a single tenant's app proves itself by: one of them. */
const CREDENTIALS = [
  'MicrosoftAppPassword',
  'MicrosoftAppCertificatePath',
  'MicrosoftAppFederatedClientId',
] as const;
const IDENTITY = ['MicrosoftAppId', 'MicrosoftAppType', 'MicrosoftAppTenantId'] as const;
const MAILBOX = ['MAILBOX_USER', 'MAILBOX_TENANT', 'MAILBOX_CLIENT_STATE', 'PUBLIC_URL'] as const;

/**
 * Reads the environment once, at start. An empty or blank variable counts as absent.
 * @throws {ConfigError} naming every variable that is missing or wrong; it never holds a value.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given: Record<string, string> = {};
  for (const name of VARIABLES) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') given[name] = value;
  }
  const parsed = Variables.safeParse(given);
  const problems: ConfigProblem[] = (parsed.error?.issues ?? []).map((issue) => ({
    name: String(issue.path[0]),
    problem: issue.message,
  }));
  problems.push(...relations(given, env['NODE_ENV']?.trim()));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  const v = parsed.data;
  const shared = {
    port: v.PORT,
    cosmos: {
      ...present({ endpoint: v.COSMOS_ENDPOINT, key: v.COSMOS_KEY }),
      database: v.COSMOS_DATABASE,
      ...(v.COSMOS_SELF_SIGNED === 'true' && { selfSigned: true as const }),
    },
    dataDir: v.DATA_DIR,
    edition: v.PROGRAMME_EDITION,
    notify: { perTenant: v.NOTIFY_PER_SECOND, inAll: v.NOTIFY_PER_SECOND_IN_ALL },
    logLevel: v.LOG_LEVEL,
    ...present({ telemetry: telemetryOf(v) }),
    allowedTenants: v.ALLOWED_TENANTS ?? [],
  };
  const identity = identityOf(v);
  return identity === undefined
    ? { mode: 'local', host: '127.0.0.1', localTeamsPort: v.LOCAL_TEAMS_PORT, ...shared }
    : {
        mode: 'teams',
        host: '0.0.0.0',
        identity,
        ...shared,
        ...present({ mailbox: mailboxOf(v), publicUrl: v.PUBLIC_URL }),
      };
}

function mailboxOf(v: z.infer<typeof Variables>): MailboxConfig | undefined {
  const { MAILBOX_USER: user, MAILBOX_TENANT: tenantId, PUBLIC_URL, MAILBOX_CLIENT_STATE: clientState } = v;
  if (user === undefined || tenantId === undefined || PUBLIC_URL === undefined || clientState === undefined)
    return undefined;
  const trustInternal = v.MAILBOX_TRUST_INTERNAL === 'true';
  return { user, tenantId, clientState, publicUrl: PUBLIC_URL, trustInternal };
}

function identityOf(v: z.infer<typeof Variables>): Identity | undefined {
  const { MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId } = v;
  if (appId === undefined || tenantId === undefined) return undefined;
  if (v.MicrosoftAppType === 'UserAssignedMSI') return { appType: 'UserAssignedMSI', appId, tenantId };
  const credential = credentialOf(v);
  return credential && { appType: 'SingleTenant', appId, tenantId, credential };
}

function credentialOf(v: z.infer<typeof Variables>): Credential | undefined {
  const { MicrosoftAppPassword: value, MicrosoftAppPasswordExpires: expires } = v;
  const { MicrosoftAppCertificatePath: path, MicrosoftAppFederatedClientId: clientId } = v;
  if (value !== undefined) return { kind: 'secret', value, ...present({ expires }) };
  if (path !== undefined) return { kind: 'certificate', path };
  return clientId === undefined ? undefined : { kind: 'federated', clientId };
}

/** What must be given together, or not at all. Looks only at what is there, never at what it says. */
function relations(given: Readonly<Record<string, string>>, nodeEnv: string | undefined): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const has = (name: string) => given[name] !== undefined;
  const missing = (name: string, problem: string) => {
    if (!has(name)) problems.push({ name, problem });
  };
  const production = nodeEnv === 'production';
  const teams = production || [...IDENTITY, ...CREDENTIALS, 'MicrosoftAppPasswordExpires'].some(has);
  if (teams) {
    const why = production
      ? 'is required, because NODE_ENV is production and local mode is open to everyone on the machine'
      : 'is required, because another part of the identity is given (give all of it, or none for local mode)';
    for (const name of IDENTITY) missing(name, why);
    problems.push(...credentialRelations(given));
    if (!has('DATA_DIR')) {
      missing(
        'COSMOS_ENDPOINT',
        'is required outside local mode, or DATA_DIR on a disk that stays: vouchers must not be kept in a place that a new deployment forgets',
      );
    }
  }
  const ports = [given['PORT'] ?? '3978', given['LOCAL_TEAMS_PORT'] ?? '3979'].map(Number);
  if (!teams && ports[0] === ports[1] && ports[0] !== 0) {
    problems.push({ name: 'LOCAL_TEAMS_PORT', problem: 'must differ from PORT' });
  }
  if (has('COSMOS_KEY')) missing('COSMOS_ENDPOINT', 'is required, because COSMOS_KEY is given');
  const cosmos = given['COSMOS_ENDPOINT'] ?? '';
  if (given['COSMOS_SELF_SIGNED'] === 'true' && !(cosmos.startsWith('https:') && isLoopback(cosmos))) {
    problems.push({
      name: 'COSMOS_SELF_SIGNED',
      problem:
        'is for an emulator on this machine: COSMOS_ENDPOINT must be an https URL on loopback, or anybody between could read and change the vouchers',
    });
  }
  problems.push(...telemetryRelations(given));
  // Local mode has a mailbox of its own, which needs none of them.
  if (teams) problems.push(...mailboxRelations(given));
  return problems;
}

function credentialRelations(given: Readonly<Record<string, string>>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const [first, ...others] = CREDENTIALS.filter((name) => given[name] !== undefined);
  const absent = (names: readonly string[], problem: string) =>
    problems.push(...names.map((name) => ({ name, problem })));
  if (given['MicrosoftAppType'] === 'UserAssignedMSI')
    absent(
      first === undefined ? [] : [first, ...others],
      'must be absent for UserAssignedMSI, whose identity needs no credential',
    );
  else if (first === undefined)
    problems.push({
      name: 'MicrosoftAppPassword',
      problem: `is required for SingleTenant, or one of ${CREDENTIALS.slice(1).join(', ')} in its place`,
    });
  else absent(others, `must be absent, because ${first} is given: the bot proves itself by one credential`);
  if (given['MicrosoftAppPasswordExpires'] !== undefined && given['MicrosoftAppPassword'] === undefined)
    problems.push({
      name: 'MicrosoftAppPasswordExpires',
      problem: 'must be absent without MicrosoftAppPassword: it is the day on which that ends',
    });
  const [app, ...different] = ['MicrosoftAppId', 'MicrosoftAppTenantId', 'MicrosoftAppFederatedClientId'].map(
    (name) => ({ name, id: given[name]?.toLowerCase() }),
  );
  for (const { name, id } of different)
    if (id !== undefined && id === app?.id)
      problems.push({ name, problem: "must differ from MicrosoftAppId: it is another thing's id" });
  return problems;
}

function mailboxRelations(given: Readonly<Record<string, string>>): ConfigProblem[] {
  const lower = (name: string): string | undefined => given[name]?.toLowerCase();
  // The public address is there for the links of vouchers, too.
  const own = [...MAILBOX, 'MAILBOX_TRUST_INTERNAL'].filter((name) => name !== 'PUBLIC_URL');
  if (!own.some((name) => given[name] !== undefined)) return [];
  const problems: ConfigProblem[] = MAILBOX.filter((name) => given[name] === undefined).map((name) => ({
    name,
    problem: `is required, because another part of the mailbox is given (give all of ${MAILBOX.join(', ')}, or none)`,
  }));
  const named = lower('MAILBOX_TENANT');
  // What is no GUID is named already.
  const tenant = named !== undefined && GUID.test(named) ? named : undefined;
  if (
    tenant !== undefined &&
    given['MicrosoftAppType'] === 'UserAssignedMSI' &&
    tenant !== lower('MicrosoftAppTenantId')
  )
    problems.push({
      name: 'MAILBOX_TENANT',
      problem: 'must be MicrosoftAppTenantId: a managed identity gets tokens of its own tenant only',
    });
  return problems;
}
