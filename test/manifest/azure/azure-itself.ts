import { HOME_TENANT } from '../arm/functions.ts';
import type { Runtime } from '../arm/template.ts';

/** The identity's ids, which Azure gives it. */
export const CLIENT_ID = 'cccccccc-1111-4222-8333-dddddddddddd';
export const PRINCIPAL_ID = 'eeeeeeee-1111-4222-8333-ffffffffffff';

const DOMAIN = 'calm-sea-0a1b2c3d.westeurope.azurecontainerapps.io';

/** Where an app of this name is reached. */
export const addressOf = (app: string): string => `https://${app}.${DOMAIN}`;
export const endpointOf = (account: string): string => `https://${account}.documents.azure.com:443/`;

/** What Azure adds to what it is asked for. */
export const runtime: Runtime = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': () => ({
    clientId: CLIENT_ID,
    principalId: PRINCIPAL_ID,
    tenantId: HOME_TENANT,
  }),
  'Microsoft.App/managedEnvironments': () => ({ defaultDomain: DOMAIN }),
  'Microsoft.DocumentDB/databaseAccounts': (name) => ({ documentEndpoint: endpointOf(name) }),
};

/** The role of every Cosmos account that reads and writes data, and no more. */
export const DATA_CONTRIBUTOR = '00000000-0000-0000-0000-000000000002';
/** The role that pulls images from a registry, and no more. */
export const ACR_PULL = '7f951dda-4ed3-4680-a7ca-43fe172d538d';

export const isBuiltIn = (id: string): boolean => id.endsWith(`/sqlRoleDefinitions/${DATA_CONTRIBUTOR}`);
