import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

interface Operation {
  readonly operationType: string;
  readonly id?: string;
  readonly resourceBody?: { readonly id: string };
}
interface Query {
  readonly query: string;
  readonly parameters: readonly { readonly name: string; readonly value: unknown }[];
}

/** `voucher:SYN-1` is a voucher; `company` is the company. */
const kindOf = (id: string): string => id.split(':')[0] ?? id;

/** What a request asks of the store, in a line, without anybody's data. */
function described({ method = '', url = '', headers }: IncomingMessage, body: string): string {
  if (headers['x-ms-cosmos-is-batch-request'] !== undefined) {
    const writes = (JSON.parse(body) as readonly Operation[]).map(
      ({ operationType, id, resourceBody }) =>
        `${operationType.toLowerCase()} ${kindOf(id ?? resourceBody?.id ?? '')}`,
    );
    return `commit: ${writes.join(', ')}`;
  }
  if (headers['x-ms-documentdb-isquery'] !== undefined) {
    const { query, parameters } = JSON.parse(body) as Query;
    const kind = String(parameters.find(({ name }) => name === '@kind')?.value);
    const by = [...query.matchAll(/c\.(\w+) (=|>=|<=|!=)/gu)].flatMap(([, path]) =>
      path === undefined || path === 'kind' ? [] : [path],
    );
    return `query ${kind}${by.length === 0 ? '' : ` by ${by.join(', ')}`}`;
  }
  return `${method === 'GET' ? 'read' : method} ${kindOf(decodeURIComponent(url.split('/').at(-1) ?? ''))}`;
}

/** Keeps what this process is asked over HTTP; gives what there was since it was asked last. */
export function listingServed(): () => readonly string[] {
  let listed: string[] = [];
  channel('http.server.request.start').subscribe((message) => {
    const { request } = message as { readonly request: IncomingMessage };
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.once('end', () => listed.push(described(request, body)));
  });
  return () => {
    const all = listed;
    listed = [];
    return all;
  };
}
