import type { Config, Identity } from '../config.ts';
import { createLog } from '../log.ts';
import { createAdapter } from '../teams/adapter.ts';
import { NoToken, type TokenTrouble } from '../teams/own-token.ts';
import { ask } from './ask.ts';
import { notOk, ok, unchecked, type Finding } from './finding.ts';
import type { Places } from './places.ts';

export type TeamsConfig = Extract<Config, { mode: 'teams' }>;

const OVERVIEW =
  'App registrations → the app → Overview has both: "Application (client) ID" is MicrosoftAppId, ' +
  '"Directory (tenant) ID" is MicrosoftAppTenantId';
/** Is there a tenant of this id? Anybody may ask that. Undefined when the login service does not say. */
export async function isTenant(loginUrl: string, id: string): Promise<boolean | undefined> {
  const answer = await ask(`${loginUrl}/${id}/v2.0/.well-known/openid-configuration`);
  if (answer.kind === 'none') return undefined;
  if (answer.status === 200) return true;
  return /AADSTS(?:90002|900023)\b|invalid_tenant/.test(answer.text) ? false : undefined;
}

/** Whether the home tenant is there, and the two ids are not each in the other's place. */
export async function lookAtHome({ appId, tenantId }: Identity, { loginUrl }: Places): Promise<Finding> {
  const [home, app] = await Promise.all([isTenant(loginUrl, tenantId), isTenant(loginUrl, appId)]);
  if (app === true)
    return notOk(
      home === true
        ? 'MicrosoftAppId is the id of a tenant'
        : 'MicrosoftAppId and MicrosoftAppTenantId are in each other’s place',
      OVERVIEW,
    );
  if (home === false) return notOk('MicrosoftAppTenantId is no tenant', OVERVIEW);
  if (home === undefined) return unchecked('the login service does not say whether there is such a tenant');
  return ok(`the tenant ${tenantId} is there`);
}

const SECRETS = 'App registrations → the app → Certificates & secrets';
const TODO: Readonly<Partial<Record<TokenTrouble, string>>> = {
  bot_secret: `${SECRETS}: give the column "Value", or make a new secret`,
  bot_secret_expired: `${SECRETS} → New client secret; or \`teams app auth secret create\``,
  bot_app: OVERVIEW,
  bot_tenant: OVERVIEW,
  bot_identity:
    'assign the identity to where the bot runs, and let MicrosoftAppId be its client id (not its object id). ' +
    'Outside of Azure there is none: run the doctor where the bot runs',
  login: 'let this machine reach login.microsoftonline.com on port 443, without anything that opens TLS',
};

/** Whether the bot gets a token of its own, asked for as the bot does it. */
export async function lookAtToken(config: TeamsConfig, places: Places): Promise<Finding> {
  const adapter = createAdapter(config, createLog('silent'), {
    authority: { loginUrl: places.loginUrl, openIdMetadataUrl: places.metadataUrl },
  });
  try {
    adapter.warm();
    await adapter.ready();
    return ok('the bot gets a token for the Bot Connector');
  } catch (error) {
    if (!(error instanceof NoToken)) throw error;
    return notOk(
      error.message,
      TODO[error.reason] ?? 'see "When something does not work" in manifest/README.md',
    );
  } finally {
    adapter.close();
  }
}
