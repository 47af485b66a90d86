import type { Config, Identity } from '../config.ts';
import { CHANNEL_SERVICE } from '../teams/channel-token.ts';
import { endingOf } from '../teams/credential-watch.ts';
import { ownTokens, troubleWith, type TokenTrouble } from '../teams/own-token.ts';
import { ask } from './ask.ts';
import { notOk, ok, unchecked, type Finding } from './finding.ts';
import type { Places } from './places.ts';

export type TeamsConfig = Extract<Config, { mode: 'teams' }>;

const OVERVIEW =
  'App registrations → the app → Overview has both: "Application (client) ID" is MicrosoftAppId, ' +
  '"Directory (tenant) ID" is MicrosoftAppTenantId';
/** The longest that asking for a token may take, in milliseconds. */
const TOKEN_MS = 10_000;

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
const REMEDY: Readonly<Record<TokenTrouble, string>> = {
  bot_secret: `${SECRETS}: give the column "Value", or make a new secret`,
  bot_secret_expired: `${SECRETS} → New client secret; or \`teams app auth secret create\``,
  bot_certificate: `${SECRETS} → Certificates → Upload certificate: the .pem or .cer without the key`,
  bot_certificate_expired: `${SECRETS} → Certificates → Upload certificate; then the file with the key on this machine`,
  bot_certificate_file:
    '`openssl pkcs12 -in bot.pfx -nodes -out bot.pem` converts a .pfx; the file is read by the user that runs the bot',
  bot_federated: `${SECRETS} → Federated credentials → Add credential → Managed identity`,
  bot_federated_identity:
    'assign the identity to where the bot runs, and let MicrosoftAppFederatedClientId be its client id (not its object ' +
    'id). Outside of Azure there is none: run the doctor where the bot runs',
  bot_app: OVERVIEW,
  bot_tenant: OVERVIEW,
  bot_identity:
    'assign the identity to where the bot runs, and let MicrosoftAppId be its client id (not its object id). ' +
    'Outside of Azure there is none: run the doctor where the bot runs',
  clock: 'see the check "clock"',
  login: 'let this machine reach login.microsoftonline.com on port 443, without anything that opens TLS',
};

/** Whether the bot gets a token of its own, asked for as the bot does it, and for how long what it is got by serves. */
export async function lookAtToken(
  { identity }: TeamsConfig,
  { loginUrl }: Places,
): Promise<readonly Finding[]> {
  const scope = `${CHANNEL_SERVICE}/.default`;
  const trouble = await troubleWith(ownTokens(identity, { scope, deadlineMs: TOKEN_MS, loginUrl }));
  if (trouble !== undefined) return [notOk(trouble.message, REMEDY[trouble.reason])];
  const ending = identity.appType === 'SingleTenant' && (await endingOf(identity.credential, Date.now()));
  const found = ok('the bot gets a token for the Bot Connector');
  return ending ? [found, notOk(ending.message, SECRETS)] : [found];
}
