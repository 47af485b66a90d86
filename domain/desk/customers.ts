import type { Sibling } from '../guards/subject.ts';
import type { Facts } from '../voucher/model.ts';
import { newDocument, type CustomerDocument, type VoucherDocument } from '../store/documents.ts';
import { customerDocId } from '../store/ids.ts';
import { allOf } from '../store/pages.ts';
import type { Page, Store } from '../store/ports.ts';
import { present } from '../present.ts';
import { customerKey } from '../voucher/customer.ts';
import type { KeptLists, VoucherList } from './kept-lists.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** The service level of which a customer gets only one of a kind (G6), in days. */
const LONGEST_LEVEL = 15;

export interface CustomerName {
  readonly name: string;
  /** Division or associated legal entity: another one is another customer. */
  readonly division?: string | undefined;
}

export function readCustomer(unit: UnitOfWork, key: string): Promise<CustomerDocument | undefined> {
  return unit.read('customer', customerDocId(key));
}

/** States of a voucher that is an engagement: it was reserved at least. */
const ENGAGED = ['reserved', 'reported', 'redeemed'] as const;
/** Engagements of a customer that are read at once to warn of their days: of the usual five days, four are enough. */
const FEW = 6;

/**
 * Engagements of the same customer, for the 15-day rule (G6); undefined when the customer is not known. Only a voucher
 * of 15 days can be refused by it, and looks at all of them, in the store: shorter ones are warned of, where a card asks
 * for it (`warns`), for which as many are enough as have more days than a customer gets.
 * A voucher that is merely assigned is no engagement yet, or two of them would keep each other out.
 */
export async function siblingsOf(
  { store, lists, now }: { readonly store: Store; readonly lists: KeptLists; readonly now: number },
  unit: UnitOfWork,
  facts: Facts | undefined,
  warns = false,
): Promise<readonly Sibling[] | undefined> {
  const customerId = facts?.customerId;
  if (facts === undefined || customerId === undefined) return undefined;
  const { tenantId } = unit;
  if (facts.serviceLevel !== LONGEST_LEVEL) {
    if (!warns) return [];
    const list = fewOf(store, tenantId, customerId, facts.number);
    return (await lists.find(tenantId, list, now, unit.isRerun)).parts;
  }
  // Read before its vouchers: the batch that follows proves that nobody reserved another one meanwhile.
  await readCustomer(unit, customerId);
  const found = new Map<string, Sibling>();
  const take = (doc: VoucherDocument): void => {
    const sibling = siblingOf(doc);
    if (sibling !== undefined) found.set(sibling.id, sibling);
  };
  for await (const { doc } of allOf(store, tenantId, { kind: 'voucher', where: { customerId } })) take(doc);
  // Those of the same batch, as they will be: two rows of a list are of one customer.
  for (const doc of unit.stagedVouchers()) {
    found.delete(doc.state.facts.number);
    if (doc.customerId === customerId) take(doc);
  }
  return [...found.values()];
}

/** The voucher as one of its customer's engagements; undefined when it is none. */
function siblingOf({ status, state }: VoucherDocument): Sibling | undefined {
  if (!ENGAGED.some((one) => one === status)) return undefined;
  const { number: id, engagement, serviceLevel } = state.facts;
  return { id, engagement, serviceLevel };
}

/** As many of a customer's engagements beside one voucher as have more days than a customer gets. */
function fewOf(store: Store, tenantId: string, customerId: string, beside: string): VoucherList<Sibling> {
  return {
    key: `siblings/${customerId}`,
    of: (doc) => (doc.customerId === customerId ? siblingOf(doc) : undefined),
    // Whichever of them it is asked for, and without the longest of the others.
    areEnough: (siblings) =>
      areEnough(
        siblings.map(({ serviceLevel = 0 }) => serviceLevel),
        2,
      ),
    async ask() {
      const docs: VoucherDocument[] = [];
      let continuation: string | undefined;
      do {
        const page: Page<VoucherDocument> = await store.query(tenantId, {
          kind: 'voucher',
          where: { customerId },
          oneOf: { path: 'status', values: ENGAGED },
          limit: FEW,
          ...present({ continuation }),
        });
        docs.push(...page.items.map(({ doc }) => doc));
        continuation = page.continuation;
        const days = docs.map(({ state: { facts } }) =>
          facts.number === beside ? 0 : (facts.serviceLevel ?? 0),
        );
        if (areEnough(days, 1)) return { docs, isWhole: continuation === undefined };
      } while (continuation !== undefined);
      return { docs, isWhole: true };
    },
  };
}

/** Whether a customer has more days than they get, without so many of the longest vouchers. */
function areEnough(days: readonly number[], without: number): boolean {
  const left = days.toSorted((a, b) => b - a).slice(without);
  return left.reduce((sum, one) => sum + one, 0) > LONGEST_LEVEL;
}

/** Optimistic concurrency: two 15-day vouchers of one customer reserved at once meet in its document (G6). */
export async function proveSiblings(unit: UnitOfWork, { serviceLevel, customerId }: Facts): Promise<void> {
  if (serviceLevel !== LONGEST_LEVEL || customerId === undefined) return;
  const customer = await readCustomer(unit, customerId);
  if (customer !== undefined) unit.save(customer);
}

/** Stages the document of a customer that was never named before. */
export async function rememberCustomer(unit: UnitOfWork, { name, division }: CustomerName): Promise<void> {
  const key = customerKey(name, division);
  if ((await readCustomer(unit, key)) !== undefined) return;
  const rest = { name, searchName: customerKey(name), division };
  unit.save(newDocument('customer', unit.tenantId, customerDocId(key), rest));
}
