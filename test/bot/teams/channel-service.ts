import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const { privateKey, publicKey } = pair();

/** Nobody published it. */
export const STRANGER: KeyObject = pair().privateKey;

type Part = Readonly<Record<string, unknown>>;

/** How a token differs from one that is let in; undefined takes a part away. */
export interface Forged {
  readonly header?: Part;
  readonly claims?: Part;
  readonly key?: KeyObject;
  /** In place of the signature by `key`. */
  readonly signature?: (signed: string) => string;
}

/** A published key, as the service says it. */
const published = (kid: string, endorsements: readonly string[] = ['msteams']): Part => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  endorsements,
});

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** An HMAC with what everybody knows of the service as its secret. */
export const hmacOfPublicKey = (signed: string): string =>
  createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }))
    .update(signed)
    .digest('base64url');

/** Seconds from now, as tokens count them. */
export const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;

/**
 * The channel service on loopback: it says where its keys are, which they are, and signs. What it answers is the
 * test's to say.
 */
export class ChannelService {
  readonly #server: Server;
  /** The paths that were asked for. */
  asked: string[] = [];
  keys: readonly Part[] = [published('one')];
  /** In place of its answers. */
  trouble: ((res: ServerResponse, path: string) => void) | undefined;

  private constructor() {
    this.#server = createServer((req, res) => {
      const path = req.url ?? '';
      this.asked.push(path);
      if (this.trouble === undefined) this.answer(res, path);
      else this.trouble(res, path);
    });
  }

  static async start(): Promise<ChannelService> {
    const service = new ChannelService();
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get metadataUrl(): string {
    return `${this.url}/openid`;
  }

  /** How often somebody wanted to know where the keys are. */
  get lookUps(): number {
    return this.asked.filter((path) => path === '/openid').length;
  }

  publish(...keys: readonly [kid: string, endorsements?: readonly string[]][]): void {
    this.keys = keys.map(([kid, endorsements]) => published(kid, endorsements));
  }

  /** As it does when all is well. */
  answer(res: ServerResponse, path: string): void {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(path === '/keys' ? { keys: this.keys } : { jwks_uri: `${this.url}/keys` }));
  }

  /** The `Authorization` of a request to the bot `appId`, that calls itself of `serviceUrl`. */
  token(appId: string, serviceUrl: string, forged: Forged = {}): string {
    const { header, claims, key = privateKey, signature } = forged;
    const head = encoded({ alg: 'RS256', typ: 'JWT', kid: 'one', ...header });
    const body = encoded({
      iss: 'https://api.botframework.com',
      aud: appId,
      serviceurl: serviceUrl,
      nbf: seconds(-60),
      exp: seconds(3600),
      ...claims,
    });
    const signed = `${head}.${body}`;
    const by = signature ?? ((text) => sign('sha256', Buffer.from(text), key).toString('base64url'));
    return `Bearer ${signed}.${by(signed)}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
