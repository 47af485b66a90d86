import type { ContainerRequest } from '@azure/cosmos';
import { z } from 'zod';
import { readConfig, VARIABLES, ConfigError, type Config } from '../../bot/config.ts';
import {
  deploy,
  HOME_TENANT,
  readTemplate,
  unusedOrUndeclared,
  type Deployed,
  type Deployment,
  type Runtime,
  type Template,
} from './arm/template.ts';
import * as shapes from './arm/shapes.ts';

/** What the code says, with which the template is compared. */
export interface Needs {
  readonly container: ContainerRequest;
  /** Paths by what the server answers there. */
  readonly paths: { readonly alive: string; readonly ready: string; readonly messages: string };
  /** How long the process takes to end, and to say whether it is ready, at most; in milliseconds. */
  readonly stopMs: number;
  readonly readyMs: number;
  /** Every event that it logs, and every field that a line of the log may have. */
  readonly events: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  /** The parameters that everybody has to give. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** Variables of the process that the template does not set, and why. */
const NOT_SET: Readonly<Record<string, string>> = {
  LOCAL_TEAMS_PORT: 'local mode only',
  COSMOS_KEY: 'the account takes no keys',
  COSMOS_SELF_SIGNED: 'for an emulator on the same machine',
  DATA_DIR: 'the store is the account; nothing is kept in the container',
};

/** What the template sets beside them, with the value. */
const SET_BESIDE: Readonly<Record<string, string>> = {
  NODE_ENV: 'production',
  // @azure/identity finds an assigned identity by it where the bot is not that identity (SingleTenant).
  AZURE_CLIENT_ID: 'cccccccc-1111-4222-8333-dddddddddddd',
};

/** Events that somebody has to be told of. */
const WATCHED = [
  'start.failed',
  'store.not_ready',
  'store.consistency',
  'token.none',
  'notify.impossible',
  'notify.givenUp',
  'notify.not_composed',
  'outbox.undelivered',
  'mailbox.not_subscribed',
  'mailbox.round',
  'any error',
];

const isEdition = (PROGRAMME_EDITION: string): boolean => {
  try {
    return readConfig({ PROGRAMME_EDITION }).edition === PROGRAMME_EDITION;
  } catch {
    return false;
  }
};

/** What some parameters may be, exactly. */
const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  appType: ['UserAssignedMSI', 'SingleTenant'],
  edition: Array.from({ length: 20 }, (_, at) => String(2010 + at)).filter(isEdition),
  // Alerts and workbook read lines of level info.
  logLevel: ['trace', 'debug', 'info'],
  cpu: ['0.5', '1', '2'],
  maxThroughput: [1_000, 2_000, 4_000, 10_000, 20_000],
  backupTier: ['Continuous7Days', 'Continuous30Days'],
  botSku: ['F0', 'S1'],
};

const CLIENT_ID = SET_BESIDE['AZURE_CLIENT_ID'];
const PRINCIPAL_ID = 'eeeeeeee-1111-4222-8333-ffffffffffff';
const DOMAIN = 'calm-sea-0a1b2c3d.westeurope.azurecontainerapps.io';

/** What Azure adds to what it is asked for. */
const runtime: Runtime = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': () => ({
    clientId: CLIENT_ID,
    principalId: PRINCIPAL_ID,
    tenantId: HOME_TENANT,
  }),
  'Microsoft.App/managedEnvironments': () => ({ defaultDomain: DOMAIN }),
  'Microsoft.DocumentDB/databaseAccounts': (name) => ({
    documentEndpoint: `https://${name}.documents.azure.com:443/`,
  }),
};

const DATA_CONTRIBUTOR = '00000000-0000-0000-0000-000000000002';
const ACR_PULL = '7f951dda-4ed3-4680-a7ca-43fe172d538d';
const isBuiltIn = (id: string): boolean => id.endsWith(`/sqlRoleDefinitions/${DATA_CONTRIBUTOR}`);

const OWN_APP = {
  appType: 'SingleTenant',
  appId: 'bbbbbbbb-1111-4222-8333-444444444444',
  appTenantId: '99999999-1111-4222-8333-444444444444',
  appPassword: 'a client secret that is only in this test',
};
const MAILBOX = {
  mailboxUser: 'vouchers@contoso.example',
  mailboxTenantId: HOME_TENANT,
  mailboxClientState: 'a client state that is only in this test',
  mailboxTrustInternal: true,
};

interface Case {
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
}

/** Identity, mailbox and registry in every combination, and every value that a parameter allows. */
function casesOf(template: Template, needs: Needs): Case[] {
  const allowedTenants = `${HOME_TENANT}:66666666-7777-4888-9999-000000000000`;
  const base = { ...needs.given, allowedTenants };
  const cases: Case[] = [];
  for (const [identity, app] of [
    ['managed identity', {}],
    ['own app', OWN_APP],
  ] as const)
    for (const [mail, mailbox] of [
      ['no mailbox', {}],
      ['mailbox', MAILBOX],
    ] as const)
      for (const [from, registryName] of [
        ['registry', 'contoso'],
        ['public image', ''],
      ] as const)
        cases.push({
          name: `${identity}, ${mail}, ${from}`,
          given: { ...base, ...app, ...mailbox, registryName },
        });
  for (const [name, { allowedValues = [], defaultValue }] of Object.entries(template.parameters))
    for (const value of allowedValues)
      if (value !== defaultValue && name !== 'appType')
        cases.push({ name: `${name} ${value}`, given: { ...base, [name]: value } });
  for (const [name, { minValue, maxValue }] of Object.entries(template.parameters))
    for (const value of [minValue, maxValue])
      if (value !== undefined) cases.push({ name: `${name} ${value}`, given: { ...base, [name]: value } });
  for (const name of ['name', 'databaseName', 'botDisplayName', 'mailboxClientState'])
    for (const length of [template.parameters[name]?.minLength, template.parameters[name]?.maxLength])
      if (length !== undefined)
        cases.push({
          name: `${name} of ${length} letters`,
          given: { ...base, ...(name.startsWith('mailbox') && MAILBOX), [name]: 'n'.repeat(length) },
        });
  cases.push({
    name: 'other numbers',
    given: {
      ...base,
      minReplicas: 2,
      maxReplicas: 5,
      notifyPerSecond: 3,
      notifyPerSecondInAll: 7,
      logRetentionDays: 90,
    },
  });
  cases.push({
    name: 'more replicas at least than at most',
    given: { ...base, minReplicas: 4, maxReplicas: 2 },
  });
  cases.push({
    name: 'other names',
    given: {
      ...base,
      name: 'Vouchers',
      location: 'northeurope',
      databaseName: 'vouchers',
      botDisplayName: 'Vouchers',
      botSku: 'S1',
    },
  });
  return cases;
}

/** Everything that is wrong with the template by itself, or beside what the code needs. */
export function problemsOf(raw: unknown, needs: Needs): string[] {
  let template: Template;
  try {
    template = readTemplate(raw);
  } catch (error) {
    if (error instanceof z.ZodError)
      return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw error;
  }
  const problems = [...unusedOrUndeclared(template), ...declarations(template, needs)];
  for (const { name, given } of casesOf(template, needs)) {
    const deployment = deploy(template, given, runtime, isBuiltIn);
    const found = [...deployment.problems];
    if (found.length === 0) found.push(...new Comparison(deployment, needs).problems);
    problems.push(...found.map((problem) => `${name}: ${problem}`));
    // One case that fails is enough to know.
    if (problems.length > 0) break;
  }
  return problems;
}

/** What the declarations of the parameters have to keep, whatever is given. */
function declarations({ parameters, resources }: Template, { given }: Needs): string[] {
  const problems: string[] = [];
  const local = readConfig({});
  const defaults: Readonly<Record<string, unknown>> = {
    databaseName: local.cosmos.database,
    edition: local.edition,
    notifyPerSecond: local.notify.perTenant,
    notifyPerSecondInAll: local.notify.inAll,
    logLevel: local.logLevel,
    appType: 'UserAssignedMSI',
    location: '[resourceGroup().location]',
    registryName: '',
    appId: '',
    appTenantId: '[subscription().tenantId]',
    appPassword: '',
    mailboxUser: '',
    mailboxTenantId: '[subscription().tenantId]',
    mailboxClientState: '',
    mailboxTrustInternal: false,
  };
  for (const [name, { type, defaultValue, minValue, maxValue, allowedValues }] of Object.entries(
    parameters,
  )) {
    if (Object.hasOwn(defaults, name) && defaultValue !== defaults[name])
      problems.push(`parameter ${name} is ${String(defaultValue)} by default, not ${String(defaults[name])}`);
    if ((defaultValue === undefined) !== Object.hasOwn(given, name) && name !== 'registryName')
      problems.push(`parameter ${name} must be given, or must have a default`);
    const isSecret = /password|clientState/i.test(name);
    if (isSecret !== (type === 'securestring')) problems.push(`parameter ${name} is ${type}`);
    if (name === 'minReplicas' && (minValue ?? 0) < 1)
      problems.push('minReplicas may be 0: nobody would be reminded');
    if (type === 'int' && allowedValues === undefined && (minValue === undefined || maxValue === undefined))
      problems.push(`parameter ${name} has no limits`);
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const [may, should] = [parameters[name]?.allowedValues, choices].map((list) => JSON.stringify(list));
    if (may !== should) problems.push(`parameter ${name} may be ${may}, not ${should}`);
  }
  for (const symbol of Object.keys(shapes))
    if (symbol !== 'notebook' && symbol !== 'alert' && resources[symbol] === undefined)
      problems.push(`there is no ${symbol}`);
  return problems;
}

const roleId = (definition: string): string => definition.split('/').at(-1) ?? '';

/** One deployment beside the code. */
class Comparison {
  readonly problems: string[] = [];
  readonly #of: Deployment;
  readonly #needs: Needs;

  constructor(deployment: Deployment, needs: Needs) {
    this.#of = deployment;
    this.#needs = needs;
    const known = new Set([...Object.keys(shapes), 'alerts']);
    for (const { symbol } of deployment.resources)
      if (!known.has(symbol)) this.problems.push(`nobody knows what ${symbol} has to be`);
    this.#names();
    this.#store();
    this.#access();
    this.#process();
    this.#bot();
    this.#watch();
    this.#secrets();
  }

  #same(what: string, actual: unknown, expected: unknown): void {
    const [is, should] = [actual, expected].map((value) => JSON.stringify(value));
    if (is !== should) this.problems.push(`${what} is ${is}, not ${should}`);
  }

  #deployed(symbol: string): readonly Deployed[] {
    return this.#of.resources.filter((resource) => resource.symbol === symbol);
  }

  /** The resource of the symbol, or undefined with a problem. */
  #read<T>(symbol: string, shape: z.ZodType<T>): (T & { readonly id: string }) | undefined {
    const [deployed] = this.#deployed(symbol);
    if (deployed === undefined) {
      this.problems.push(`${symbol} is not made`);
      return undefined;
    }
    return this.#shaped(deployed, shape);
  }

  #shaped<T>({ symbol, body, id }: Deployed, shape: z.ZodType<T>): (T & { readonly id: string }) | undefined {
    const parsed = shape.safeParse(body);
    if (parsed.success) {
      const { location } = body;
      if (location !== undefined && location !== 'global')
        this.#same(`${symbol}.location`, location, this.#given('location'));
      return { ...parsed.data, id };
    }
    for (const { path, message } of parsed.error.issues)
      this.problems.push(`${symbol}.${path.join('.')}: ${message}`);
    return undefined;
  }

  #given(name: string): unknown {
    return this.#of.parameters[name];
  }

  #isManaged(): boolean {
    return this.#given('appType') === 'UserAssignedMSI';
  }

  /** All are named after the parameter, so that two of them fit into a group; two names are the world's. */
  #names(): void {
    const prefix = String(this.#given('name')).toLowerCase();
    this.#same('the name of the app', this.#deployed('app')[0]?.body['name'], prefix);
    for (const { symbol, body, isExisting } of this.#of.resources) {
      const name = String(body['name']);
      const isOfItsOwn = body['scope'] !== undefined || /^[0-9a-f-]{36}$/.test(name) || isExisting;
      if (!isOfItsOwn && !name.startsWith(prefix)) this.problems.push(`${symbol} is called ${name}`);
      if (['account', 'bot'].includes(symbol) && !/-[0-9a-f]{13}$/.test(name))
        this.problems.push(`${symbol} is called ${name}, which somebody else may have`);
    }
  }

  #store(): void {
    const account = this.#read('account', shapes.account);
    const database = this.#read('database', shapes.database);
    const container = this.#read('container', shapes.container);
    if (account === undefined || database === undefined || container === undefined) return;
    const { id, partitionKey, defaultTtl, indexingPolicy } = this.#needs.container;
    const { resource, options } = container.properties;
    this.#same('the account region', account.properties.locations[0].locationName, this.#given('location'));
    this.#same(
      'how far back',
      account.properties.backupPolicy.continuousModeProperties.tier,
      this.#given('backupTier'),
    );
    this.#same('the limit', account.properties.capacity.totalThroughputLimit, this.#given('maxThroughput'));
    this.#same(
      'the autoscale maximum',
      options.autoscaleSettings.maxThroughput,
      this.#given('maxThroughput'),
    );
    this.#same('the database', database.properties.resource.id, this.#given('databaseName'));
    this.#same(
      'the name of the database',
      database.name,
      `${account.name}/${database.properties.resource.id}`,
    );
    this.#same('the name of the container', container.name, `${database.name}/${resource.id}`);
    this.#same('the container', resource.id, id);
    const keys = typeof partitionKey === 'string' ? [partitionKey] : partitionKey?.paths;
    this.#same('the partition key', resource.partitionKey.paths, keys);
    this.#same('the default TTL', resource.defaultTtl, defaultTtl);
    this.#same('the index policy', resource.indexingPolicy, indexingPolicy);
  }

  #access(): void {
    const identity = this.#read('identity', shapes.identity);
    const account = this.#read('account', shapes.account);
    const access = this.#read('storeAccess', shapes.storeAccess);
    if (identity === undefined || account === undefined || access === undefined) return;
    this.#same('who may use the store', access.properties.principalId, PRINCIPAL_ID);
    this.#same('where', access.properties.scope, account.id);
    this.#same(
      'the role',
      access.properties.roleDefinitionId,
      `${account.id}/sqlRoleDefinitions/${DATA_CONTRIBUTOR}`,
    );
    const [, ...rest] = access.name.split('/');
    if (rest.length !== 1 || !/^[0-9a-f-]{36}$/.test(rest[0] ?? ''))
      this.problems.push(`${access.name} is no role assignment`);

    const registry = this.#given('registryName') === '' ? undefined : this.#read('registry', shapes.registry);
    if (registry !== undefined) {
      const pull = this.#read('imageAccess', shapes.imageAccess);
      this.#same('who may pull', pull?.properties.principalId, PRINCIPAL_ID);
      this.#same('what may be pulled from', pull?.scope, registry.id);
      this.#same('the registry', registry.name, this.#given('registryName'));
    }
    for (const { symbol, type, body } of this.#of.resources) {
      if (!/roleAssignments$/i.test(type) || type.startsWith('Microsoft.DocumentDB/')) continue;
      const { roleDefinitionId } = (body['properties'] ?? {}) as Readonly<Record<string, unknown>>;
      this.#same(`the role of ${symbol}`, roleId(String(roleDefinitionId)), ACR_PULL);
      if (registry === undefined) this.problems.push(`${symbol} gives rights to no registry`);
    }
  }

  #process(): void {
    const app = this.#read('app', shapes.app);
    const environment = this.#read('environment', shapes.environment);
    const identity = this.#read('identity', shapes.identity);
    if (app === undefined || environment === undefined || identity === undefined) return;
    for (const first of ['logs', 'container', 'storeAccess', 'imageAccess'])
      if (!this.#of.waitsFor('app', first)) this.problems.push(`the app does not wait for ${first}`);
    const { configuration, template } = app.properties;
    const [one] = template.containers;
    this.#same('the environment', app.properties.environmentId, environment.id);
    this.#same('the identity', Object.keys(app.identity.userAssignedIdentities), [identity.id]);
    this.#same('the image', one.image, this.#given('image'));
    const registryName = String(this.#given('registryName'));
    this.#same(
      'the registry of the app',
      configuration.registries,
      registryName === '' ? [] : [{ server: `${registryName}.azurecr.io`, identity: identity.id }],
    );
    this.#same('the cores', one.resources.cpu, Number(this.#given('cpu')));
    this.#same('the memory', one.resources.memory, `${2 * one.resources.cpu}Gi`);
    this.#same('the replicas at least', template.scale.minReplicas, this.#given('minReplicas'));
    this.#same(
      'the replicas at most',
      template.scale.maxReplicas,
      Math.max(Number(this.#given('minReplicas')), Number(this.#given('maxReplicas'))),
    );

    const graceMs = template.terminationGracePeriodSeconds * 1_000;
    if (graceMs < 2 * this.#needs.stopMs || graceMs > 120_000)
      this.problems.push(`the process gets ${graceMs} ms to end, and needs ${this.#needs.stopMs}`);
    const [startup, liveness, readiness] = one.probes;
    const { alive, ready } = this.#needs.paths;
    this.#same('the path of the startup probe', startup.httpGet.path, alive);
    // By /readyz, a store that cannot serve would have the process killed again and again.
    this.#same('the path of the liveness probe', liveness.httpGet.path, alive);
    this.#same('the path of the readiness probe', readiness.httpGet.path, ready);
    const startingSeconds = startup.initialDelaySeconds + startup.periodSeconds * startup.failureThreshold;
    if (startingSeconds < 30 || startingSeconds > 180)
      this.problems.push(`starting may take ${startingSeconds} s`);
    for (const { httpGet, timeoutSeconds, type } of one.probes) {
      this.#same(`the port of the ${type} probe`, httpGet.port, configuration.ingress.targetPort);
      if (type === 'Readiness' && timeoutSeconds * 1_000 <= this.#needs.readyMs)
        this.problems.push('the readiness probe does not wait for the answer');
    }
    this.#environment(one.env, configuration.secrets, configuration.ingress.targetPort);
  }

  #environment(
    env: readonly shapes.EnvironmentVariable[],
    secrets: readonly { readonly name: string; readonly value: string }[],
    port: number,
  ): void {
    const names = env.map(({ name }) => name);
    const expected = [
      ...VARIABLES.filter((name) => !Object.hasOwn(NOT_SET, name)),
      ...Object.keys(SET_BESIDE),
    ];
    for (const name of names)
      if (!expected.includes(name)) this.problems.push(`the process does not read ${name}`);
    for (const name of expected) if (!names.includes(name)) this.problems.push(`${name} is not set`);
    for (const name of Object.keys(NOT_SET))
      if (!VARIABLES.includes(name))
        this.problems.push(`the process does not read ${name}, which is excused`);
    if (new Set(names).size < names.length) this.problems.push('a variable is set twice');

    const values: Record<string, string> = {};
    const asked = new Set<string>();
    for (const variable of env) {
      if ('value' in variable) {
        values[variable.name] = variable.value;
        continue;
      }
      asked.add(variable.secretRef);
      const secret = secrets.find(({ name }) => name === variable.secretRef);
      if (secret === undefined)
        this.problems.push(`${variable.name}: there is no secret ${variable.secretRef}`);
      values[variable.name] = secret?.value ?? '';
    }
    for (const { name } of secrets)
      if (!asked.has(name)) this.problems.push(`nobody asks for the secret ${name}`);
    for (const [name, value] of Object.entries(SET_BESIDE)) this.#same(name, values[name], value);

    let config: Config;
    try {
      config = readConfig(values);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.problems.push(error.message);
      return;
    }
    if (config.mode !== 'teams') {
      this.problems.push('the process would run in local mode');
      return;
    }
    const isManaged = this.#isManaged();
    const bot = this.#read('bot', shapes.bot);
    const account = this.#read('account', shapes.account);
    this.#same('port', config.port, port);
    this.#same('the port by default', config.port, readConfig({}).port);
    this.#same('who the bot is', config.identity, {
      appType: this.#given('appType'),
      appId: isManaged ? CLIENT_ID : this.#given('appId'),
      tenantId: isManaged ? HOME_TENANT : this.#given('appTenantId'),
      ...(!isManaged && { password: this.#given('appPassword') }),
    });
    this.#same('the bot resource is', bot?.properties.msaAppId, config.identity.appId);
    this.#same('cosmos', config.cosmos, {
      endpoint: `https://${account?.name}.documents.azure.com:443/`,
      database: this.#given('databaseName'),
    });
    this.#same('the edition', config.edition, this.#given('edition'));
    this.#same('the level of the log', config.logLevel, this.#given('logLevel'));
    this.#same('how many messages', config.notify, {
      perTenant: this.#given('notifyPerSecond'),
      inAll: this.#given('notifyPerSecondInAll'),
    });
    const [tenantId, adminObjectId] = String(this.#given('allowedTenants')).split(':');
    this.#same('the tenants', config.allowedTenants, [{ tenantId, adminObjectId }]);
    this.#same('the public address', config.publicUrl, this.#publicUrl());
    const hasMailbox = this.#given('mailboxUser') !== '';
    this.#same(
      'the mailbox',
      config.mailbox,
      hasMailbox
        ? {
            user: MAILBOX.mailboxUser,
            tenantId: MAILBOX.mailboxTenantId,
            clientState: this.#given('mailboxClientState'),
            publicUrl: this.#publicUrl(),
            trustInternal: MAILBOX.mailboxTrustInternal,
          }
        : undefined,
    );
  }

  #publicUrl(): string {
    return `https://${String(this.#deployed('app')[0]?.body['name'])}.${DOMAIN}`;
  }

  #bot(): void {
    const bot = this.#read('bot', shapes.bot);
    const teams = this.#read('teams', shapes.teams);
    const identity = this.#read('identity', shapes.identity);
    if (bot === undefined || teams === undefined || identity === undefined) return;
    const { properties } = bot;
    const isManaged = this.#isManaged();
    this.#same(
      'the messaging endpoint',
      properties.endpoint,
      `${this.#publicUrl()}${this.#needs.paths.messages}`,
    );
    this.#same('the kind of bot', properties.msaAppType, this.#given('appType'));
    this.#same(
      "the bot's tenant",
      properties.msaAppTenantId,
      isManaged ? HOME_TENANT : this.#given('appTenantId'),
    );
    this.#same("the bot's identity", properties.msaAppMSIResourceId, isManaged ? identity.id : '');
    this.#same("the bot's name", properties.displayName, this.#given('botDisplayName'));
    this.#same("the bot's tier", bot.sku.name, this.#given('botSku'));
    this.#same('the channel', teams.name, `${bot.name}/MsTeamsChannel`);
    this.#same('the outputs', this.#of.outputs, {
      appId: properties.msaAppId,
      publicUrl: this.#publicUrl(),
      messagingEndpoint: properties.endpoint,
      identityObjectId: PRINCIPAL_ID,
      cosmosEndpoint: `https://${bot.name}.documents.azure.com:443/`,
    });
  }

  #watch(): void {
    const workspace = this.#read('workspace', shapes.workspace);
    const logs = this.#read('logs', shapes.logs);
    const people = this.#read('people', shapes.people);
    const environment = this.#read('environment', shapes.environment);
    const workbook = this.#read('workbook', shapes.workbook);
    if (!workspace || !logs || !people || !environment || !workbook) return;
    this.#same(
      'how long lines are kept',
      workspace.properties.retentionInDays,
      this.#given('logRetentionDays'),
    );
    this.#same('whose lines', logs.scope, environment.id);
    this.#same('where lines go', logs.properties.workspaceId, workspace.id);
    this.#same('who is told', people.properties.emailReceivers[0].emailAddress, this.#given('alertEmail'));

    const told = new Set<string>();
    for (const deployed of this.#deployed('alerts')) {
      const alert = this.#shaped(deployed, shapes.alert);
      if (alert === undefined) continue;
      const { scopes, criteria, actions } = alert.properties;
      this.#same(`${alert.name} looks at`, scopes, [workspace.id]);
      this.#same(`${alert.name} tells`, actions.actionGroups, [people.id]);
      const condition = this.#afterStart(alert.name, criteria.allOf[0].query).replace(/^ \| where /, '');
      if (!CONDITION.test(condition)) this.problems.push(`${alert.name}: what is "${condition}"?`);
      for (const event of this.#eventsIn(alert.name, condition)) told.add(event);
      if (/level in \('error', 'fatal'\)/.test(condition)) told.add('any error');
    }
    for (const event of WATCHED) if (!told.has(event)) this.problems.push(`nobody is told of ${event}`);

    const app = this.#deployed('app')[0];
    const metricAlerts = {
      noReplica: this.#read('noReplica', shapes.noReplica),
      restarts: this.#read('restarts', shapes.restarts),
    };
    for (const [symbol, alert] of Object.entries(metricAlerts)) {
      this.#same(`${symbol} looks at`, alert?.properties.scopes, [app?.id]);
      this.#same(`${symbol} tells`, alert?.properties.actions, [{ actionGroupId: people.id }]);
    }

    this.#same('the workbook looks at', workbook.properties.sourceId, workspace.id);
    const notebook = shapes.notebook.safeParse(workbook.properties.serializedData);
    for (const { path, message } of notebook.error?.issues ?? [])
      this.problems.push(`workbook ${path.join('.')}: ${message}`);
    for (const { name, content } of notebook.data?.items ?? []) {
      this.#same(`the name of "${name}"`, content.title, name);
      this.#eventsIn(name, this.#afterStart(name, content.query));
    }
  }

  /** What a query says after it has the bot's own lines, with their event and level. */
  #afterStart(name: string, query: string): string {
    const app = String(this.#deployed('app')[0]?.body['name']);
    const start =
      `ContainerAppConsoleLogs | where ContainerAppName == '${app}' | extend line = parse_json(Log)` +
      ' | extend event = tostring(line.event), level = tostring(line.level)';
    if (!query.startsWith(`${start} | where `))
      this.problems.push(`${name} does not look at the bot's own lines`);
    return query.slice(start.length);
  }

  /** The events that a query names; a problem for each that is not logged, and each field and word that no line has. */
  #eventsIn(name: string, query: string): readonly string[] {
    const { events, fields } = this.#needs;
    const named: string[] = [];
    for (const [, what = '', list = ''] of query.matchAll(LITERALS)) {
      const words = Array.from(list.matchAll(/'([^']*)'/g), ([, word = '']) => word);
      const isRight = (word: string): boolean => {
        if (what === 'event') return events.has(word);
        if (what === 'level') return ['warn', 'error', 'fatal'].includes(word);
        if (what === 'tostring(line.mode)') return word === 'Strong';
        return what === 'Log' && word.length > 20 && REFUSAL.startsWith(word);
      };
      for (const word of words)
        if (!isRight(word)) this.problems.push(`${name}: no line has ${what} "${word}"`);
      if (what === 'event') named.push(...words);
    }
    if (query.replaceAll(LITERALS, '').includes("'"))
      this.problems.push(`${name}: a word that is not compared`);
    for (const [, field = ''] of query.matchAll(/\bline\.(\w+)/g))
      if (!fields.has(field)) this.problems.push(`${name}: no line has a field ${field}`);
    return named;
  }

  /** A secret is in the app's secrets and nowhere else: not in an output, a name or a plain variable. */
  #secrets(): void {
    for (const [name, value] of Object.entries({ ...OWN_APP, ...MAILBOX })) {
      if (!/password|clientState/i.test(name) || this.#given(name) !== value) continue;
      const all = [this.#of.outputs, ...this.#of.resources.map(({ body }) => body)];
      const times = JSON.stringify(all).split(String(value)).length - 1;
      this.#same(`how often ${name} is there`, times, 1);
    }
  }
}

/** How the process says that it does not start with these variables. */
const REFUSAL = new ConfigError([]).message;

/** What is compared with words: the property, and the words. */
const LITERALS =
  /(\bevent|\blevel|\bLog|tostring\(line\.mode\)) (?:==|!=|in|startswith) (\([^)]*\)|'[^']*')/g;

const ONE = String.raw`(?:(?:event|level|Log|tostring\(line\.mode\)) (?:==|!=|in|startswith) (?:\((?:'[^']*'(?:, )?)+\)|'[^']*')|tolong\(line\.ms\) > \d+)`;
/** The whole of an alert's condition. */
const CONDITION = new RegExp(`^${ONE}(?: (?:and|or) ${ONE})*$`);
