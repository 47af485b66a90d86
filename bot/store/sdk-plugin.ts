import type { Plugin, PluginConfig } from '@azure/cosmos';
import { describe, httpError } from './faults.ts';
import { authorised } from './sdk-pipeline.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

type SdkRequest = Parameters<Plugin<unknown>>[0];
type SdkResponse = Awaited<ReturnType<Plugin<unknown>>>;

const TOO_LONG_MS = 30_000;

/**
 * Sends what a `CosmosClient` asks over `transport`, in place of the SDK's own way from a request to its answer: objects
 * for headers, request and response, two abort controllers, streams, five retry policies. With this and the signatures
 * of `account-client.ts` a point read costs this process 0.66 of the CPU of the SDK's client as it comes, a batch of
 * eight 0.71 and a small query 0.75 (`npm run bench -- --case store`). What the SDK puts into a request and reads from an
 * answer stays its own, and so do the endpoint that it chose and the token of an identity. What it tried again by itself
 * it does not any more: `faults.ts` decides that, for every request alike.
 */
export function pluginsOver(transport: Transport): PluginConfig[] {
  const plugin: Plugin<unknown> = async (context) => {
    const request = requestOf(context);
    let answer: TransportAnswer;
    try {
      answer = await (context.pipeline
        ? authorised(context.pipeline, transport, request)
        : transport(request));
    } catch (error) {
      // Without the code: by that the SDK would try a query again, a second later.
      throw new Error(describe(error), { cause: error });
    }
    return responseOf(answer);
  };
  // The first takes reads and batches before the SDK's retries; the second what is no operation to it: queries.
  return [
    { on: 'operation', plugin },
    { on: 'request', plugin },
  ];
}

function requestOf(context: SdkRequest): TransportRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(context.headers ?? {}))
    headers[name.toLowerCase()] = String(value);
  const body: unknown = context.body;
  return {
    endpoint: context.endpoint ?? '',
    method: context.method,
    path: context.path || '/',
    headers,
    body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
    signal: context.options.abortSignal,
    timeoutMs: context.connectionPolicy.requestTimeout ?? TOO_LONG_MS,
  };
}

/** Throws what the SDK throws for an answer that is an error. What has no JSON is not the service's, whatever its status. */
function responseOf({ status, headers, body }: TransportAnswer): SdkResponse {
  const result: unknown = body === '' ? null : JSON.parse(body);
  const substatus = numberOf(headers['x-ms-substatus']);
  const all = headers as SdkResponse['headers'];
  if (status < 400)
    return { headers: all, result, code: status, ...(substatus === undefined ? {} : { substatus }) };
  if (typeof result !== 'object' || result === null) throw new Error(`status ${status} without a reason`);
  const { message } = result as { readonly message?: unknown };
  throw Object.assign(httpError(status, String(message), substatus), {
    headers: all,
    body: result,
    retryAfterInMs: numberOf(headers['x-ms-retry-after-ms']),
  });
}

function numberOf(header: string | string[] | undefined): number | undefined {
  return header === undefined ? undefined : Number.parseInt(String(header), 10);
}
