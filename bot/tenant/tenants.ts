import type { Store } from '../../domain/store/ports.ts';
import { allowedTenantId, HINTS } from '../../domain/store/ids.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { AllowedTenant } from '../config.ts';
import { allowTenant, removeTenant } from './allowance.ts';
import { Declined, guidOf, runCommand, WrongArguments } from './command.ts';

/** After so many seconds every process of the bot goes by a change, while the store answers. */
const LEARNT_SECONDS = 60;

type Order =
  | { readonly verb: 'list' }
  | { readonly verb: 'add'; readonly tenant: AllowedTenant }
  | { readonly verb: 'remove'; readonly tenantId: string };

/** The tenants that are allowed and those that were removed, a line each, with who says so. */
async function listTenants(store: Store, named: readonly AllowedTenant[]): Promise<readonly string[]> {
  const lines = new Map<string, string>();
  for await (const { doc } of allOf(store, HINTS, { kind: 'allowedTenant' })) {
    const tenantId = allowedTenantId.keyOf(doc.id);
    const { standing } = doc;
    if (standing.status === 'allowed')
      lines.set(tenantId, `first admin ${standing.adminObjectId}, since ${day(standing.since)}`);
    else if (standing.status === 'removed')
      lines.set(tenantId, `removed ${day(standing.removedAt)}: its data is here until forget-tenant`);
    else lines.set(tenantId, `being forgotten since ${day(standing.begunAt)}: run forget-tenant again`);
  }
  for (const { tenantId, adminObjectId } of named) {
    const stored = lines.get(tenantId);
    const also = stored === undefined ? '' : `; the store, which does not count meanwhile: ${stored}`;
    lines.set(tenantId, `first admin ${adminObjectId}, by ALLOWED_TENANTS${also}`);
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tenantId, line]) => `${tenantId}  ${line}`);
}

async function add(store: Store, tenant: AllowedTenant, named: AllowedTenant | undefined): Promise<string[]> {
  const { tenantId, adminObjectId } = tenant;
  const { before, now } = await allowTenant(store, tenant, Date.now());
  const told =
    before === now
      ? `Nothing to change: the tenant ${tenantId} is allowed, with the person ${adminObjectId} as its first admin.`
      : before?.status === 'allowed'
        ? `The first admin of the tenant ${tenantId} is the person ${adminObjectId} now. ` +
          `${before.adminObjectId} keeps what they may do: take it from them in the bot, if that is meant.`
        : `Allowed: the tenant ${tenantId}; its first admin is the person with the object id ${adminObjectId}.`;
  return [
    told,
    ...(before?.status === 'removed' ? ['What was here of it is there again.'] : []),
    ...(named === undefined
      ? []
      : [
          `ALLOWED_TENANTS names this tenant too: as long as it does, its first admin is ${named.adminObjectId}.`,
        ]),
  ];
}

async function remove(store: Store, tenantId: string, isNamed: boolean): Promise<string[]> {
  if (isNamed)
    throw new Declined(
      `Nothing was changed: ALLOWED_TENANTS names the tenant ${tenantId}, and what the environment allows no ` +
        'command takes away. Take it out there and start the bot anew, then run this again if the store allows it too.',
    );
  const { before, now } = await removeTenant(store, tenantId, Date.now());
  return [
    before === now
      ? `Nothing to change: the tenant ${tenantId} was removed before.`
      : `Removed: the people of the tenant ${tenantId} are turned away, and nothing is done for it.`,
    `Its data stays until "npm run forget-tenant -- ${tenantId}".`,
  ];
}

/** What the arguments ask for. Throws {@link WrongArguments}. */
export function orderOf([verb, ...args]: readonly string[]): Order {
  const most = { list: 0, add: 2, remove: 1 };
  if (verb !== 'list' && verb !== 'add' && verb !== 'remove')
    throw new WrongArguments(verb === undefined ? 'nothing is asked for' : `"${verb}" is not known`);
  const over = args[most[verb]];
  if (over !== undefined) throw new WrongArguments(`"${over}" is one argument too many`);
  if (verb === 'list') return { verb };
  const tenantId = guidOf('the tenant id', args[0]);
  if (verb === 'remove') return { verb, tenantId };
  const adminObjectId = guidOf("the admin's object id", args[1]);
  if (adminObjectId === tenantId)
    throw new WrongArguments("the admin's object id is the tenant id; it is that of a person in Entra ID");
  return { verb, tenant: { tenantId, adminObjectId } };
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Does it in the store, which is called `where`; gives what is to be said. Throws {@link Declined}; StoreFailure. */
export async function carryOut(
  order: Order,
  { store, named, where }: { store: Store; named: readonly AllowedTenant[]; where: string },
): Promise<readonly string[]> {
  if (order.verb === 'list') {
    const lines = await listTenants(store, named);
    return lines.length > 0 ? lines : [`No tenant is allowed in ${where}, nor by ALLOWED_TENANTS here.`];
  }
  const tenantId = order.verb === 'add' ? order.tenant.tenantId : order.tenantId;
  const own = named.find((one) => one.tenantId === tenantId);
  const lines =
    order.verb === 'add'
      ? await add(store, order.tenant, own)
      : await remove(store, tenantId, own !== undefined);
  return [...lines, `Written to ${where}. A running bot goes by it within ${LEARNT_SECONDS} seconds.`];
}

if (import.meta.main)
  process.exitCode = await runCommand(
    'npm run tenants -- list | add <tenantId> <adminObjectId> | remove <tenantId>',
    (args) => {
      const order = orderOf(args);
      // The folder of local mode, which lets nobody of the store in, is never meant.
      if (!process.env['COSMOS_ENDPOINT'] && !process.env['DATA_DIR'])
        throw new Declined(
          "Nothing was done: which store? Give the bot's own COSMOS_ENDPOINT (and COSMOS_KEY), or its DATA_DIR.",
        );
      return order;
    },
    async (order, { store, config, where }) => {
      const lines = await carryOut(order, { store, named: config.allowedTenants, where });
      process.stdout.write(`${lines.join('\n')}\n`);
    },
  );
