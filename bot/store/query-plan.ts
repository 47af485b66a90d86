import type { QueryIterator } from '@azure/cosmos';

/** Private field of the SDK's iterator: the promise of the query's plan, undefined until it asks for one. */
export const PLAN_FIELD = 'queryPlanPromise';

/** What the SDK takes for a failed request of a plan; it throws it when the service insists on a plan. */
const NO_PLAN = Promise.resolve(new Error('a query within one partition has no plan'));

/**
 * Keeps the SDK from asking for a query plan before the query, one request more each time: within one partition none
 * is needed. The SDK has no option for it, and asks only when the field is empty.
 */
export function withoutPlan<T>(iterator: QueryIterator<T>): QueryIterator<T> {
  return Object.assign(iterator, { [PLAN_FIELD]: NO_PLAN });
}
