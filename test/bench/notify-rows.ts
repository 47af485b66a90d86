import { noticeId, personId } from '../../domain/store/ids.ts';
import type { NoticeDocument, PersonDocument } from '../../domain/store/documents.ts';
import { daySchema } from '../../domain/day.ts';
import type { Store } from '../../domain/store/ports.ts';

export const BENCH_TENANT = '0badcafe-0000-4000-8000-000000000001';
const AT_ONCE = 100;

export const benchConversation = (n: number): string => `a:1bench-${n}`;

export function benchReference(connector: string, n: number): object {
  return {
    serviceUrl: connector,
    channelId: 'msteams',
    conversation: { id: benchConversation(n), tenantId: BENCH_TENANT },
    bot: { id: '28:local-bot', name: 'Planning Services' },
    user: { id: `29:1bench-${n}`, name: `Person ${n} (synthetic)` },
  };
}

/** So many people, and a row that is due for each of them. */
export async function seed(store: Store, connector: string, count: number): Promise<void> {
  const now = Date.now();
  const day = daySchema.parse('2020-06-15');
  const base = { tenantId: BENCH_TENANT, schema: 1 } as const;
  const person = (n: number): PersonDocument => ({
    ...base,
    id: personId(`p${n}`),
    kind: 'person',
    name: `Person ${n} (synthetic)`,
    roles: [],
    language: 'en',
    reference: JSON.stringify(benchReference(connector, n)),
  });
  const row = (n: number): NoticeDocument => ({
    ...base,
    id: noticeId(`expiry:SYN-${n}:30:p${n}`),
    kind: 'notice',
    to: `p${n}`,
    notices: [{ code: 'expiry.near', subject: `voucher:SYN-${n}`, day }],
    due: now - 1000,
    madeAt: now - 1000,
    attempts: 0,
  });
  const docs = Array.from({ length: count }, (_, n) => [person(n), row(n)]).flat();
  for (let at = 0; at < docs.length; at += AT_ONCE) {
    const writes = docs.slice(at, at + AT_ONCE).map((doc) => ({ op: 'put', doc }) as const);
    const { outcome } = await store.commit(BENCH_TENANT, writes);
    if (outcome !== 'committed') throw new Error('the rows could not be written');
  }
}
