import type { QueryIterator } from '@azure/cosmos';
import { expect, test } from '@jest/globals';
import { accountClient } from '../../../bot/store/account-client.ts';
import { PLAN_FIELD, withoutPlan } from '../../../bot/store/query-plan.ts';
import { EMBEDDED_ENDPOINT, engineTransport } from '../../../bot/store/embedded/transport.ts';
import type { EngineRequest } from '../../../bot/store/embedded/engine.ts';

/** A query of a real client within one partition, whose requests are noted and find nothing. */
function query(): { readonly iterator: QueryIterator<object>; readonly asked: EngineRequest[] } {
  const asked: EngineRequest[] = [];
  const client = accountClient({
    endpoint: EMBEDDED_ENDPOINT,
    transport: engineTransport({
      handle: (request) => {
        asked.push(request);
        return { status: 200, headers: {}, body: JSON.stringify({ Documents: [], _count: 0 }) };
      },
      close: () => undefined,
      scrub: () => undefined,
    }),
  });
  const { items } = client.database('d').container('c');
  return { iterator: items.query<object>('SELECT * FROM c', { partitionKey: 'p' }), asked };
}

const fieldOf = (iterator: object): unknown => Object.getOwnPropertyDescriptor(iterator, PLAN_FIELD)?.value;
const isForPlan = ({ headers }: EngineRequest): boolean =>
  headers['x-ms-cosmos-is-query-plan-request'] !== undefined;

test('the SDK keeps the promise of a plan in the private field that we set, and asks for one when it is empty', async () => {
  const { iterator, asked } = query();
  expect(Object.hasOwn(iterator, PLAN_FIELD)).toBe(true);
  expect(fieldOf(iterator)).toBeUndefined();
  await iterator.fetchNext();
  expect(fieldOf(iterator)).toBeInstanceOf(Promise);
  expect([asked.length, asked.filter(isForPlan).length]).toEqual([2, 1]);
});

test('a query without a plan is one request', async () => {
  const { iterator, asked } = query();
  expect((await withoutPlan(iterator).fetchNext()).resources).toEqual([]);
  expect(asked.map(isForPlan)).toEqual([false]);
});
