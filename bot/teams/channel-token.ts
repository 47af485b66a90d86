import { verify } from 'node:crypto';
import { z } from 'zod';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

/** Who signs the requests of Teams, and for whom the bot's own calls are. */
export const CHANNEL_SERVICE = 'https://api.botframework.com';

/** Far above what the service sends, some 1 KB. */
const MAX_TOKEN = 8 * 1024;
/** As the Bot Framework allows between its clock and ours. */
const CLOCK_SKEW_SECONDS = 5 * 60;
const HASHES: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' };
const FORM = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/;

const headerSchema = z.looseObject({ alg: z.enum(['RS256', 'RS384', 'RS512']), kid: z.string().min(1) });
const claimsSchema = z.looseObject({
  iss: z.literal(CHANNEL_SERVICE),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string(),
});
type ChannelClaims = Readonly<z.infer<typeof claimsSchema>>;

/** What a request must be of for its token to let it in. */
interface Expected {
  readonly appId: string;
  readonly channelId: string;
  readonly serviceUrl: string;
}

/**
 * The claims of the token that the channel service signed a request with (Bot Connector authentication, "connector to
 * bot"); undefined when it does not hold for this request. What needs no key is checked first: a token that says of
 * itself that it is another's does not have keys looked up. Throws KeysUnavailable.
 */
export async function channelClaims(
  authorization: string,
  { appId, channelId, serviceUrl }: Expected,
  keys: Pick<SigningKeys, 'find'>,
): Promise<ChannelClaims | undefined> {
  const [, head = '', body = '', signature = ''] =
    authorization.length > MAX_TOKEN ? [] : (FORM.exec(authorization) ?? []);
  const header = headerSchema.safeParse(json(head));
  const claims = claimsSchema.safeParse(json(body));
  if (!header.success || !claims.success) return undefined;
  const { aud, exp, nbf = 0, serviceurl } = claims.data;
  const now = Date.now() / 1000;
  const isForUs = aud === appId && serviceurl === serviceUrl;
  if (!isForUs || now >= exp + CLOCK_SKEW_SECONDS || now < nbf - CLOCK_SKEW_SECONDS) return undefined;
  const { alg, kid } = header.data;
  const known = await keys.find(kid);
  if (known === undefined || !speaksFor(known, channelId)) return undefined;
  const signed = Buffer.from(`${head}.${body}`);
  const holds = verify(HASHES[alg], signed, known.key, Buffer.from(signature, 'base64url'));
  return holds ? claims.data : undefined;
}

function speaksFor({ endorsements }: SigningKey, channelId: string): boolean {
  return endorsements.length === 0 || endorsements.includes(channelId);
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
