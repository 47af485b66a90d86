import { ConfigError, readConfig, VARIABLES, type Config } from '../../../bot/config.ts';
import { present } from '../../../domain/present.ts';
import { HOME_TENANT } from '../arm/functions.ts';
import { addressOf, CLIENT_ID, endpointOf } from './azure-itself.ts';
import type { Compared } from './compared.ts';
import { same, sameSet } from './same.ts';

/** Variables of the process that the template does not set, and why. */
const NOT_SET: Readonly<Record<string, string>> = {
  LOCAL_TEAMS_PORT: 'local mode only',
  COSMOS_KEY: 'the account takes no keys',
  COSMOS_SELF_SIGNED: 'for an emulator on the same machine',
  DATA_DIR: 'the store is the account; nothing is kept in the container',
  MicrosoftAppCertificatePath: 'no file is mounted',
  MicrosoftAppFederatedClientId: 'the bot is the identity itself, or has a secret',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'there is only one',
  OTEL_SERVICE_NAME: 'its own name by default',
  OTEL_RESOURCE_ATTRIBUTES: 'its own version and id by default',
  OTEL_TRACES_SAMPLER: 'all by default; the collector may keep fewer',
  OTEL_TRACES_SAMPLER_ARG: 'with a sampler only',
  OTEL_METRIC_EXPORT_INTERVAL: 'a minute by default',
};

/** What the template sets beside them, with the value. */
const SET_BESIDE: Readonly<Record<string, string>> = {
  NODE_ENV: 'production',
  // @azure/identity finds an assigned identity by it, also where the bot itself is an app of its own.
  AZURE_CLIENT_ID: CLIENT_ID,
};

/** What runs, how it begins and ends, and what it is watched by. */
export function processProblems(compared: Compared): string[] {
  const { made, needs, given, deployment } = compared;
  const { app, environment, identity } = made;
  const { configuration, template } = app.properties;
  const [one] = template.containers;
  const { targetPort } = configuration.ingress;
  const registryName = String(given['registryName']);
  const [least, most] = [Number(given['minReplicas']), Number(given['maxReplicas'])];
  const [startup, liveness, readiness] = one.probes;
  const problems = [
    ...same('the environment', app.properties.environmentId, environment.id),
    ...same('the identity', Object.keys(app.identity.userAssignedIdentities), [identity.id]),
    ...same('the image', one.image, given['image']),
    ...same(
      'where it is pulled from',
      configuration.registries,
      registryName === '' ? [] : [{ server: `${registryName}.azurecr.io`, identity: identity.id }],
    ),
    ...same('the cores', one.resources.cpu, Number(given['cpu'])),
    ...same('the memory', one.resources.memory, `${2 * one.resources.cpu}Gi`),
    ...same('the replicas at least', template.scale.minReplicas, least),
    ...same('the replicas at most', template.scale.maxReplicas, Math.max(least, most)),
    ...same('where it is asked whether it has started', startup.httpGet.path, needs.paths.alive),
    // By the other path a store that cannot serve would have the process killed again and again.
    ...same('where it is asked whether it is alive', liveness.httpGet.path, needs.paths.alive),
    ...same('where it is asked whether it is ready', readiness.httpGet.path, needs.paths.ready),
    ...one.probes.flatMap(({ httpGet, type }) => same(`the port of ${type}`, httpGet.port, targetPort)),
    ...environmentProblems(compared),
  ];
  for (const first of ['logs', 'container', 'storeAccess', 'imageAccess'])
    if (!deployment.waitsFor('app', first)) problems.push(`the app does not wait for ${first}`);
  const graceMs = template.terminationGracePeriodSeconds * 1_000;
  if (graceMs < 2 * needs.stopMs || graceMs > 120_000)
    problems.push(`the process gets ${graceMs} ms to end, and needs ${needs.stopMs}`);
  if (readiness.timeoutSeconds * 1_000 <= needs.readyMs)
    problems.push('nobody waits for the answer whether it is ready');
  const startSeconds = startup.initialDelaySeconds + startup.periodSeconds * startup.failureThreshold;
  if (startSeconds < 30 || startSeconds > 180) problems.push(`it may take ${startSeconds} s to start`);
  return problems;
}

/** The environment of the process, by the very function that reads it there. */
function environmentProblems({ made, needs, given }: Compared): string[] {
  const { configuration, template } = made.app.properties;
  const [{ env }] = template.containers;
  const names = env.map(({ name }) => name);
  const expected = [...VARIABLES.filter((name) => !Object.hasOwn(NOT_SET, name)), ...Object.keys(SET_BESIDE)];
  const secretOf = (ref: string): string | undefined =>
    configuration.secrets.find(({ name }) => name === ref)?.value;
  const values = Object.fromEntries(
    env.map((one) => [one.name, 'value' in one ? one.value : secretOf(one.secretRef)]),
  );
  const problems = [
    ...sameSet('the environment of the process', names, expected),
    ...same(
      'what is excused',
      Object.keys(NOT_SET).filter((name) => !VARIABLES.includes(name)),
      [],
    ),
    ...same(
      'the secrets that are asked for',
      env.flatMap((one) => ('secretRef' in one ? [one.secretRef] : [])),
      configuration.secrets.map(({ name }) => name),
    ),
    ...Object.entries(SET_BESIDE).flatMap(([name, value]) => same(name, values[name], value)),
  ];
  let config: Config;
  try {
    config = readConfig(values);
  } catch (error) {
    if (error instanceof ConfigError) return [...problems, error.message];
    throw error;
  }
  const isManaged = given['appType'] === 'UserAssignedMSI';
  const publicUrl = addressOf(made.app.name);
  const [tenantId, adminObjectId] = String(given['allowedTenants']).split(':');
  const expectedConfig = {
    mode: 'teams',
    host: '0.0.0.0',
    port: configuration.ingress.targetPort,
    cosmos: { endpoint: endpointOf(made.account.name), database: given['databaseName'] },
    // Of no use with an account.
    dataDir: config.dataDir,
    edition: given['edition'],
    notify: { perTenant: given['notifyPerSecond'], inAll: given['notifyPerSecondInAll'] },
    logLevel: given['logLevel'],
    allowedTenants: [{ tenantId, adminObjectId }],
    identity: {
      appType: given['appType'],
      appId: isManaged ? CLIENT_ID : given['appId'],
      tenantId: isManaged ? HOME_TENANT : given['appTenantId'],
      ...(!isManaged && {
        credential: {
          kind: 'secret',
          value: given['appPassword'],
          ...(given['appSecretExpires'] !== '' && { expires: given['appSecretExpires'] }),
        },
      }),
    },
    publicUrl,
    ...present({
      telemetry:
        given['otlpEndpoint'] === ''
          ? undefined
          : {
              ...config.telemetry,
              endpoint: given['otlpEndpoint'],
              headers: Object.fromEntries([String(given['otlpHeaders']).split('=')]),
            },
      mailbox:
        given['mailboxUser'] === ''
          ? undefined
          : {
              user: given['mailboxUser'],
              tenantId: given['mailboxTenantId'],
              clientState: given['mailboxClientState'],
              publicUrl,
              trustInternal: given['mailboxTrustInternal'],
            },
    }),
  };
  return [
    ...problems,
    ...same('what the process makes of its environment', config, expectedConfig),
    ...same('the port', config.port, needs.port),
    ...same('the port that is usual', config.port, readConfig({}).port),
  ];
}
