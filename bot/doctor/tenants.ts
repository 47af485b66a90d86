import type { AllowedTenant } from '../config.ts';
import { notOk, ok, unchecked, type Finding } from './finding.ts';
import { isTenant, type TeamsConfig } from './identity.ts';
import type { Places } from './places.ts';

/** Of the tenants that are allowed so many are looked up. */
const MAX_LOOKED_UP = 20;
const LIST = '`npm run tenants -- list` says whom the store allows; stop the bot first, the file is its own';

/**
 * Whether somebody may use the bot, and each tenant that may is there. `stored` are those that the store allows, undefined
 * where it cannot be looked into.
 */
export async function lookAtTenants(
  { allowedTenants, identity }: Pick<TeamsConfig, 'allowedTenants' | 'identity'>,
  { loginUrl }: Places,
  stored: readonly AllowedTenant[] | undefined,
): Promise<readonly Finding[]> {
  // Of a tenant that both name the environment counts.
  const byId = new Map([...(stored ?? []), ...allowedTenants].map((tenant) => [tenant.tenantId, tenant]));
  const all = [...byId.values()];
  const findings: Finding[] = [];
  if (stored === undefined) findings.push(unchecked('whom the data file allows', LIST));
  if (all.length > 0) {
    const mayBeIn = byId.has(identity.tenantId) || stored === undefined;
    const refused = mayBeIn ? '' : "; the bot's home tenant is not one of them, so its people are refused";
    findings.unshift(ok(`${all.length} may use the bot${refused}`));
  } else if (stored !== undefined)
    findings.push(notOk('no tenant may use the bot', '`npm run tenants -- add TENANT_ID ADMIN_OBJECT_ID`'));
  const looked = await Promise.all(
    all.slice(0, MAX_LOOKED_UP).map(async ({ tenantId, adminObjectId }) => {
      const asked = [isTenant(loginUrl, tenantId), isTenant(loginUrl, adminObjectId)] as const;
      const [tenant, admin] = await Promise.all(asked);
      return findingOf(tenantId, tenant, admin);
    }),
  );
  findings.push(...looked.flatMap((finding) => finding ?? []));
  if (all.length > MAX_LOOKED_UP) findings.push(unchecked(`only the first ${MAX_LOOKED_UP} were looked up`));
  return findings;
}

/** What is wrong with an allowed tenant, by whether its id and that of its admin are those of tenants. */
function findingOf(
  tenantId: string,
  tenant: boolean | undefined,
  admin: boolean | undefined,
): Finding | undefined {
  if (admin === true)
    return notOk(
      `${tenantId} has a tenant as its admin: the two are in each other’s place`,
      'first the tenant, then the object id of the person',
    );
  if (tenant === false)
    return notOk(`${tenantId} is no tenant`, 'Entra admin center → Overview → Tenant ID has it');
  return tenant === undefined ? unchecked(`nobody says whether ${tenantId} is a tenant`) : undefined;
}
