import { MAX_BATCH, type Write } from '../../domain/store/ports.ts';

/** Half of what one batch of the service may weigh: the request has its own words around the documents. */
const MAX_BATCH_BYTES = 1024 * 1024;

/**
 * Puts changes together, as many as fit into one commit, in their order; each is one or more writes that belong
 * together. One that is over the weight by itself goes alone.
 */
export async function* inBatches<C extends { readonly writes: readonly Write[] }>(
  changes: AsyncIterable<C>,
): AsyncGenerator<readonly C[], void, undefined> {
  let batch: C[] = [];
  let count = 0;
  let bytes = 0;
  for await (const change of changes) {
    const weight = Buffer.byteLength(JSON.stringify(change.writes));
    if (batch.length > 0 && (count + change.writes.length > MAX_BATCH || bytes + weight > MAX_BATCH_BYTES)) {
      yield batch;
      batch = [];
      count = 0;
      bytes = 0;
    }
    batch.push(change);
    count += change.writes.length;
    bytes += weight;
  }
  if (batch.length > 0) yield batch;
}
