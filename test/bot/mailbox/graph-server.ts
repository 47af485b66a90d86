import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GRAPH_PATH, LocalGraph } from '../../../bot/local/graph/local-graph.ts';
import { localMailbox, localTenantId } from '../../../bot/local/people.ts';

/** A Graph of its own port, which outlives the bot. */
export interface GraphServer {
  readonly graph: LocalGraph;
  /** What the bot calls. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startGraph(
  options: { readonly longestMs?: number; readonly dataDir?: string; readonly port?: number } = {},
): Promise<GraphServer> {
  const { port = 0, ...rest } = options;
  const graph = new LocalGraph({ user: localMailbox, tenantId: localTenantId, ...rest });
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (await graph.handle(request, response)) return;
      response.writeHead(404);
      response.end();
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    graph,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${GRAPH_PATH}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
