/** What came back of an HTTP request, or why nothing did. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Headers;
      /** At most {@link MAX_CHARS} of the body. */
      readonly text: string;
      /** How far the answering machine's clock is ahead of this one's, in milliseconds; absent = it does not say. */
      readonly aheadMs?: number;
    }
  | { readonly kind: 'none'; readonly why: 'late' | 'no_name' | 'certificate' | 'unreachable' };

const MAX_CHARS = 64 * 1024;
/** As long as Teams would wait at most. */
const ASK_MS = 10_000;

const CERTIFICATE = /CERT|^UNABLE_TO_|SELF_SIGNED|ALTNAME/;

/** What keeps an answer from coming, in words. */
export const WHY: Readonly<Record<Extract<Answer, { kind: 'none' }>['why'], string>> = {
  late: 'no answer in time',
  no_name: 'the name is not known',
  certificate: 'its certificate is not trusted',
  unreachable: 'no connection',
};

/** Asks once, within `ms` milliseconds, and follows nobody elsewhere. Never rejects. */
export async function ask(
  url: string,
  {
    method = 'GET',
    body,
    ms = ASK_MS,
    headers: own,
  }: {
    readonly method?: 'GET' | 'POST';
    /** Sent as JSON. */
    readonly body?: object;
    readonly ms?: number;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Answer> {
  const signal = AbortSignal.timeout(ms);
  const asked = Date.now();
  try {
    const response = await fetch(url, {
      method,
      signal,
      redirect: 'manual',
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }), ...own },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { status, headers } = response;
    const answered = Date.now();
    const text = await beginningOf(response);
    const said = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(said)) return { kind: 'answer', status, headers, text };
    return { kind: 'answer', status, headers, text, aheadMs: said - (asked + answered) / 2 };
  } catch (error) {
    if (signal.aborted) return { kind: 'none', why: 'late' };
    const { cause } = error as { readonly cause?: { readonly code?: unknown } };
    const code = String(cause?.code);
    if (CERTIFICATE.test(code)) return { kind: 'none', why: 'certificate' };
    return { kind: 'none', why: /^E(?:NOTFOUND|AI_)/.test(code) ? 'no_name' : 'unreachable' };
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  const chunks: string[] = [];
  let length = 0;
  if (body === null) return '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_CHARS) break;
  }
  return chunks.join('').slice(0, MAX_CHARS);
}

/** The JSON of an answer; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
