import { z } from 'zod';

/**
 * What Azure takes for each type of resource that the template makes, at the version of its interface that is asked
 * for: names of properties and their kinds as Microsoft's published types of that version have them, narrowed to the
 * values that are right for this bot. Values that follow from parameters or code are compared elsewhere.
 */

const resourceName = (pattern: RegExp) => z.string().regex(pattern);
const HYPHENED = /^[a-z][a-z0-9-]{1,30}[a-z0-9]$/;
const text = z.string().min(1);
const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const regional = { location: text };
const global = { location: z.literal('global') };
const seconds = (least: number, most: number) => z.int().min(least).max(most);

const httpGet = z.strictObject({ path: text, port: z.int(), scheme: z.literal('HTTP') });
const probe = { httpGet, periodSeconds: seconds(2, 30), timeoutSeconds: seconds(1, 30) };

const log = (category: 'ContainerAppConsoleLogs' | 'ContainerAppSystemLogs') =>
  z.strictObject({ category: z.literal(category), enabled: z.literal(true) });

const environmentVariable = z.union([
  z.strictObject({ name: text, value: z.string() }),
  z.strictObject({ name: text, secretRef: text }),
]);

const resource = <T extends string, V extends string, R extends z.core.$ZodLooseShape>(
  type: T,
  apiVersion: V,
  rest: R,
) => z.strictObject({ type: z.literal(type), apiVersion: z.literal(apiVersion), ...rest });

export const workspace = resource('Microsoft.OperationalInsights/workspaces', '2023-09-01', {
  ...regional,
  name: resourceName(/^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/),
  properties: z.strictObject({
    sku: z.strictObject({ name: z.literal('PerGB2018') }),
    retentionInDays: z.int().min(30).max(730),
  }),
});

export const identity = resource('Microsoft.ManagedIdentity/userAssignedIdentities', '2023-01-31', {
  ...regional,
  name: resourceName(/^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/),
});

export const account = resource('Microsoft.DocumentDB/databaseAccounts', '2024-11-15', {
  ...regional,
  name: resourceName(/^[a-z0-9][a-z0-9-]{1,42}[a-z0-9]$/),
  kind: z.literal('GlobalDocumentDB'),
  properties: z.strictObject({
    databaseAccountOfferType: z.literal('Standard'),
    // One region: in several, Strong makes every write wait for all of them.
    locations: z.tuple([
      z.strictObject({
        locationName: text,
        failoverPriority: z.literal(0),
        isZoneRedundant: z.literal(false),
      }),
    ]),
    consistencyPolicy: z.strictObject({ defaultConsistencyLevel: z.literal('Strong') }),
    backupPolicy: z.strictObject({
      type: z.literal('Continuous'),
      continuousModeProperties: z.strictObject({ tier: z.enum(['Continuous7Days', 'Continuous30Days']) }),
    }),
    capacity: z.strictObject({ totalThroughputLimit: z.int().min(1_000) }),
    minimalTlsVersion: z.literal('Tls12'),
    // Nobody gets in by a key.
    disableLocalAuth: z.literal(true),
    disableKeyBasedMetadataWriteAccess: z.literal(true),
    enableAutomaticFailover: z.literal(false),
    enableMultipleWriteLocations: z.literal(false),
    publicNetworkAccess: z.literal('Enabled'),
  }),
});

export const database = resource('Microsoft.DocumentDB/databaseAccounts/sqlDatabases', '2024-11-15', {
  name: text,
  properties: z.strictObject({ resource: z.strictObject({ id: text }) }),
});

const paths = z.array(z.strictObject({ path: text }));
export const container = resource(
  'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers',
  '2024-11-15',
  {
    name: text,
    properties: z.strictObject({
      resource: z.strictObject({
        id: text,
        partitionKey: z.strictObject({
          paths: z.array(text),
          kind: z.literal('Hash'),
          version: z.literal(2),
        }),
        defaultTtl: z.int(),
        indexingPolicy: z.strictObject({
          indexingMode: z.enum(['consistent', 'none']),
          automatic: z.boolean(),
          includedPaths: paths,
          excludedPaths: paths,
          compositeIndexes: z.array(
            z.array(z.strictObject({ path: text, order: z.enum(['ascending', 'descending']) })),
          ),
        }),
      }),
      options: z.strictObject({
        autoscaleSettings: z.strictObject({ maxThroughput: z.int().min(1_000).multipleOf(1_000) }),
      }),
    }),
  },
);

export const storeAccess = resource(
  'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments',
  '2024-11-15',
  {
    name: text,
    properties: z.strictObject({ principalId: guid, roleDefinitionId: text, scope: text }),
  },
);

export const registry = resource('Microsoft.ContainerRegistry/registries', '2023-07-01', {
  name: resourceName(/^[A-Za-z0-9]{5,50}$/),
});

export const imageAccess = resource('Microsoft.Authorization/roleAssignments', '2022-04-01', {
  name: guid,
  scope: text,
  properties: z.strictObject({
    principalId: guid,
    principalType: z.literal('ServicePrincipal'),
    roleDefinitionId: text,
  }),
});

export const environment = resource('Microsoft.App/managedEnvironments', '2025-01-01', {
  ...regional,
  name: resourceName(HYPHENED),
  properties: z.strictObject({
    // To the diagnostic setting below: no key of the workspace, and tables that are known from the start.
    appLogsConfiguration: z.strictObject({ destination: z.literal('azure-monitor') }),
    workloadProfiles: z.tuple([
      z.strictObject({ name: z.literal('Consumption'), workloadProfileType: z.literal('Consumption') }),
    ]),
  }),
});

export const logs = resource('Microsoft.Insights/diagnosticSettings', '2021-05-01-preview', {
  name: resourceName(/^[\w.-]{1,64}$/),
  scope: text,
  properties: z.strictObject({
    workspaceId: text,
    logs: z.tuple([log('ContainerAppConsoleLogs'), log('ContainerAppSystemLogs')]),
  }),
});

export const app = resource('Microsoft.App/containerApps', '2025-01-01', {
  ...regional,
  name: resourceName(HYPHENED),
  identity: z.strictObject({
    type: z.literal('UserAssigned'),
    userAssignedIdentities: z.record(z.string(), z.strictObject({})),
  }),
  properties: z.strictObject({
    environmentId: text,
    workloadProfileName: z.literal('Consumption'),
    configuration: z.strictObject({
      // A new revision gets requests when it is ready, and the old one goes after that.
      activeRevisionsMode: z.literal('Single'),
      maxInactiveRevisions: z.int().min(1).max(100),
      ingress: z.strictObject({
        external: z.literal(true),
        targetPort: z.int(),
        transport: z.literal('http'),
        // http is redirected to https.
        allowInsecure: z.literal(false),
        clientCertificateMode: z.literal('ignore'),
        stickySessions: z.strictObject({ affinity: z.literal('none') }),
        traffic: z.tuple([z.strictObject({ latestRevision: z.literal(true), weight: z.literal(100) })]),
      }),
      registries: z.array(z.strictObject({ server: text, identity: text })).max(1),
      secrets: z.array(z.strictObject({ name: resourceName(/^[a-z0-9][a-z0-9-]*$/), value: text })),
    }),
    template: z.strictObject({
      terminationGracePeriodSeconds: seconds(1, 600),
      containers: z.tuple([
        z.strictObject({
          name: resourceName(/^[a-z0-9][a-z0-9-]{0,30}$/),
          image: text,
          resources: z.strictObject({ cpu: z.number(), memory: text }),
          env: z.array(environmentVariable),
          probes: z.tuple([
            z.strictObject({
              ...probe,
              type: z.literal('Startup'),
              initialDelaySeconds: seconds(1, 10),
              failureThreshold: seconds(1, 10),
            }),
            z.strictObject({ ...probe, type: z.literal('Liveness'), failureThreshold: seconds(2, 10) }),
            z.strictObject({ ...probe, type: z.literal('Readiness'), failureThreshold: seconds(2, 10) }),
          ]),
        }),
      ]),
      scale: z.strictObject({
        minReplicas: z.int().min(1).max(10),
        maxReplicas: z.int().min(1).max(10),
        rules: z.tuple([
          z.strictObject({
            name: text,
            custom: z.strictObject({
              type: z.literal('cpu'),
              metadata: z.strictObject({
                type: z.literal('Utilization'),
                value: z.string().regex(/^[5-8]\d$/),
              }),
            }),
          }),
          z.strictObject({
            name: text,
            http: z.strictObject({
              metadata: z.strictObject({ concurrentRequests: z.string().regex(/^[1-9]\d{0,2}$/) }),
            }),
          }),
        ]),
      }),
    }),
  }),
});

export const bot = resource('Microsoft.BotService/botServices', '2022-09-15', {
  ...global,
  name: resourceName(/^[a-zA-Z0-9][a-zA-Z0-9_-]{3,41}$/),
  kind: z.literal('azurebot'),
  sku: z.strictObject({ name: z.enum(['F0', 'S1']) }),
  properties: z.strictObject({
    displayName: text,
    endpoint: text,
    msaAppType: z.enum(['UserAssignedMSI', 'SingleTenant']),
    msaAppId: guid,
    msaAppTenantId: guid,
    msaAppMSIResourceId: z.string(),
    schemaTransformationVersion: z.literal('1.3'),
    // Web Chat and Direct Line, which come with every bot resource, take no key.
    disableLocalAuth: z.literal(true),
    isStreamingSupported: z.literal(false),
  }),
});

export const teams = resource('Microsoft.BotService/botServices/channels', '2022-09-15', {
  ...global,
  name: resourceName(/\/MsTeamsChannel$/),
  properties: z.strictObject({
    channelName: z.literal('MsTeamsChannel'),
    properties: z.strictObject({ isEnabled: z.literal(true), enableCalling: z.literal(false) }),
  }),
});

export const people = resource('Microsoft.Insights/actionGroups', '2023-01-01', {
  ...global,
  name: resourceName(/^[\w-]{1,260}$/),
  properties: z.strictObject({
    groupShortName: z.string().min(1).max(12),
    enabled: z.literal(true),
    emailReceivers: z.tuple([
      z.strictObject({ name: text, emailAddress: text, useCommonAlertSchema: z.literal(true) }),
    ]),
  }),
});

export const alert = resource('Microsoft.Insights/scheduledQueryRules', '2023-12-01', {
  ...regional,
  name: resourceName(/^[\w-]{1,260}$/),
  kind: z.literal('LogAlert'),
  properties: z.strictObject({
    displayName: text,
    description: z.string().min(20),
    severity: z.int().min(0).max(3),
    enabled: z.literal(true),
    scopes: z.tuple([text]),
    evaluationFrequency: z.literal('PT5M'),
    // Lines arrive some minutes late: longer than the pause between two looks, or what came late is never seen.
    windowSize: z.literal('PT15M'),
    criteria: z.strictObject({
      allOf: z.tuple([
        z.strictObject({
          query: text,
          timeAggregation: z.literal('Count'),
          operator: z.literal('GreaterThan'),
          threshold: z.int().min(0).max(100),
          failingPeriods: z.strictObject({
            numberOfEvaluationPeriods: z.literal(1),
            minFailingPeriodsToAlert: z.literal(1),
          }),
        }),
      ]),
    }),
    // The log says what changed, once: no more lines do not mean that all is well.
    autoMitigate: z.literal(false),
    muteActionsDuration: z.literal('PT1H'),
    // A new workspace does not know a table before its first line.
    skipQueryValidation: z.literal(true),
    actions: z.strictObject({ actionGroups: z.tuple([text]) }),
  }),
});

const metricAlert = <M extends string>(
  metricName: M,
  timeAggregation: 'Maximum',
  operator: 'LessThan' | 'GreaterThan',
  threshold: z.ZodType<number>,
) =>
  resource('Microsoft.Insights/metricAlerts', '2018-03-01', {
    ...global,
    name: resourceName(/^[\w-]{1,260}$/),
    properties: z.strictObject({
      description: z.string().min(20),
      severity: z.int().min(0).max(3),
      enabled: z.literal(true),
      scopes: z.tuple([text]),
      evaluationFrequency: z.literal('PT1M'),
      windowSize: z.literal('PT5M'),
      criteria: z.strictObject({
        'odata.type': z.literal('Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'),
        allOf: z.tuple([
          z.strictObject({
            criterionType: z.literal('StaticThresholdCriterion'),
            name: text,
            metricNamespace: z.literal('Microsoft.App/containerapps'),
            metricName: z.literal(metricName),
            timeAggregation: z.literal(timeAggregation),
            operator: z.literal(operator),
            threshold,
          }),
        ]),
      }),
      autoMitigate: z.literal(true),
      actions: z.tuple([z.strictObject({ actionGroupId: text })]),
    }),
  });
export const noReplica = metricAlert('Replicas', 'Maximum', 'LessThan', z.literal(1));
export const restarts = metricAlert('RestartCount', 'Maximum', 'GreaterThan', z.int().min(1).max(20));

const Notebook = z.strictObject({
  version: z.literal('Notebook/1.0'),
  items: z.array(
    z.strictObject({
      type: z.literal(3),
      name: text,
      content: z.strictObject({
        version: z.literal('KqlItem/1.0'),
        title: text,
        query: text,
        size: z.literal(0),
        timeContext: z.strictObject({
          durationMs: z
            .int()
            .min(3_600_000)
            .max(30 * 86_400_000),
        }),
        queryType: z.literal(0),
        resourceType: z.literal('microsoft.operationalinsights/workspaces'),
        visualization: z.enum(['timechart', 'barchart', 'table']),
      }),
    }),
  ),
});

/** The workbook's text, read. */
const notebook = z
  .string()
  .transform((written, context): unknown => {
    try {
      return JSON.parse(written);
    } catch {
      context.addIssue('is no JSON');
      return z.NEVER;
    }
  })
  .pipe(Notebook);

export const workbook = resource('Microsoft.Insights/workbooks', '2022-04-01', {
  ...regional,
  name: guid,
  kind: z.literal('shared'),
  properties: z.strictObject({
    displayName: text,
    category: z.literal('workbook'),
    sourceId: text,
    version: z.literal('Notebook/1.0'),
    serializedData: notebook,
  }),
});
