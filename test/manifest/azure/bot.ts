import { HOME_TENANT } from '../arm/functions.ts';
import { addressOf, CLIENT_ID, endpointOf, PRINCIPAL_ID } from './azure-itself.ts';
import type { Compared } from './compared.ts';
import { same } from './same.ts';

/** The bot resource and its channel, and what a deployment says at its end. */
export function botProblems({ made, needs, given, deployment }: Compared): string[] {
  const { bot, teams, identity, app, account } = made;
  const isManaged = given['appType'] === 'UserAssignedMSI';
  const publicUrl = addressOf(app.name);
  const { properties } = bot;
  return [
    ...same('the messaging endpoint', properties.endpoint, `${publicUrl}${needs.paths.messages}`),
    ...same('what the bot is', properties.msaAppType, given['appType']),
    ...same('who it is', properties.msaAppId, isManaged ? CLIENT_ID : given['appId']),
    ...same('its tenant', properties.msaAppTenantId, isManaged ? HOME_TENANT : given['appTenantId']),
    ...same('its identity', properties.msaAppMSIResourceId, isManaged ? identity.id : ''),
    ...same('what it is called', properties.displayName, given['botDisplayName']),
    ...same('its tier', bot.sku.name, given['botSku']),
    ...same('the channel', teams.name, `${bot.name}/MsTeamsChannel`),
    ...same('the outputs', deployment.outputs, {
      appId: properties.msaAppId,
      publicUrl,
      messagingEndpoint: properties.endpoint,
      identityObjectId: PRINCIPAL_ID,
      cosmosEndpoint: endpointOf(account.name),
    }),
  ];
}
