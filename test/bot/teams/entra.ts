import { constants, createHash, createHmac, randomBytes, verify, X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const EXCHANGE = 'api://AzureADTokenExchange';

/** An app as Entra knows it. */
interface App {
  /** Values of its secrets, and those of which the time is over. */
  readonly secrets?: readonly string[];
  readonly overSecrets?: readonly string[];
  /** In PEM, without their keys. */
  readonly certificates?: readonly string[];
  /** Client ids of the managed identities that it trusts. */
  readonly trusts?: readonly string[];
}

interface Asked {
  readonly tenantId: string;
  readonly body: URLSearchParams;
}

const decoded = (part = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

/** A refusal by its number, with the error that Entra gives it. */
class Refusal extends Error {
  readonly number: number;
  readonly error: string;
  constructor(number: number, error = 'invalid_client') {
    super(`AADSTS${number}`);
    this.number = number;
    this.error = error;
  }
}

/**
 * The token endpoint of Entra ID on loopback, which checks what a request proves itself by as Entra does and refuses with
 * its numbers; beside it the endpoint at which a machine in Azure gets tokens of its managed identities.
 */
export class Entra {
  readonly #server: Server;
  readonly #tenants = new Map<string, Map<string, App>>();
  readonly #hmacKey = randomBytes(32);
  /** What came to the token endpoint. */
  asked: Asked[] = [];
  /** Client ids of managed identities that are assigned to this machine. */
  identities: string[] = [];
  /** How far its clock is ahead of ours, in seconds. */
  ahead = 0;
  /** In place of its answers. */
  trouble: ((res: ServerResponse) => void) | undefined;

  private constructor() {
    this.#server = createServer((req, res) => {
      let text = '';
      req.on('data', (chunk: Buffer) => (text += chunk.toString()));
      req.on('end', () => this.#answer(req, res, new URLSearchParams(text)));
    });
  }

  static async start(): Promise<Entra> {
    const entra = new Entra();
    await new Promise<void>((resolve) => entra.#server.listen(0, '127.0.0.1', resolve));
    return entra;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The variables by which a machine knows where it gets tokens of its managed identities. */
  get environment(): Readonly<Record<string, string>> {
    return { IDENTITY_ENDPOINT: `${this.url}/msi/token`, IDENTITY_HEADER: 'this-machine' };
  }

  /** It is as new. */
  forget(): void {
    this.#tenants.clear();
    [this.asked, this.identities, this.ahead, this.trouble] = [[], [], 0, undefined];
  }

  register(tenantId: string, appId: string, app: App): void {
    const apps = this.#tenants.get(tenantId) ?? new Map<string, App>();
    this.#tenants.set(tenantId, apps.set(appId, app));
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #answer(req: IncomingMessage, res: ServerResponse, body: URLSearchParams): void {
    const url = new URL(req.url ?? '', this.url);
    const [, tenantId = '', rest] = /^\/([^/]+)\/(.*)$/.exec(url.pathname) ?? [];
    const send = (status: number, answer: unknown): void => {
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(answer));
    };
    if (url.pathname === '/msi/token') {
      const { status, answer } = this.#managed(req, url.searchParams);
      send(status, answer);
      return;
    }
    if (req.method !== 'POST' || rest !== 'oauth2/v2.0/token') {
      send(404, {});
      return;
    }
    this.asked.push({ tenantId, body });
    if (this.trouble !== undefined) {
      this.trouble(res);
      return;
    }
    try {
      this.#check(tenantId, body);
      const access_token = `token-for-${body.get('scope')}-in-${tenantId}`;
      send(200, { token_type: 'Bearer', expires_in: 3599, access_token });
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const { number, error } = refusal;
      const quoted = [...body.values()].join(' ');
      const error_description = `AADSTS${number}: synthetic, and it quotes ${quoted}`;
      send(error === 'invalid_client' ? 401 : 400, { error, error_description, error_codes: [number] });
    }
  }

  #check(tenantId: string, body: URLSearchParams): void {
    const apps = this.#tenants.get(tenantId);
    if (apps === undefined) throw new Refusal(90002, 'invalid_request');
    const app = apps.get(body.get('client_id') ?? '');
    if (app === undefined) throw new Refusal(700016, 'unauthorized_client');
    if (body.get('grant_type') !== 'client_credentials') throw new Refusal(70003, 'unsupported_grant_type');
    if (body.get('scope')?.endsWith('/.default') !== true) throw new Refusal(1002012, 'invalid_scope');
    const secret = body.get('client_secret');
    if (secret !== null) {
      if (app.overSecrets?.includes(secret) === true) throw new Refusal(7000222);
      if (app.secrets?.includes(secret) !== true) throw new Refusal(7000215);
      return;
    }
    const isAssertion =
      body.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    if (!isAssertion) throw new Refusal(7000218);
    this.#assertion(tenantId, body.get('client_id') ?? '', app, body.get('client_assertion') ?? '');
  }

  #assertion(tenantId: string, appId: string, app: App, assertion: string): void {
    const [head = '', claimed = '', signature = ''] = assertion.split('.');
    const [header, claims] = [decoded(head), decoded(claimed)];
    const now = Date.now() / 1000 + this.ahead;
    if (Number(claims['nbf']) > now + 300 || Number(claims['exp']) < now - 300) throw new Refusal(700024);
    const signed = `${head}.${claimed}`;
    if (claims['aud'] === EXCHANGE) {
      if (signature !== this.#ownSignature(signed)) throw new Refusal(700211);
      if (app.trusts?.includes(String(claims['sub'])) !== true) throw new Refusal(700213);
      return;
    }
    const certificate = (app.certificates ?? [])
      .map((pem) => new X509Certificate(pem))
      .find(({ raw }) => createHash('sha256').update(raw).digest('base64url') === header['x5t#S256']);
    const isOver = certificate !== undefined && Date.parse(certificate.validTo) / 1000 < now;
    if (certificate === undefined || isOver || header['alg'] !== 'PS256') throw new Refusal(700027);
    const key = {
      key: certificate.publicKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    };
    if (!verify('sha256', Buffer.from(signed), key, Buffer.from(signature, 'base64url')))
      throw new Refusal(700027);
    if (claims['iss'] !== appId || claims['sub'] !== appId) throw new Refusal(700021);
    if (claims['aud'] !== `${this.url}/${tenantId}/oauth2/v2.0/token`) throw new Refusal(700023);
  }

  #managed(req: IncomingMessage, query: URLSearchParams): { status: number; answer: unknown } {
    const clientId = query.get('client_id') ?? '';
    const isOurs = req.headers['x-identity-header'] === 'this-machine';
    if (!isOurs || !this.identities.includes(clientId)) return { status: 400, answer: { message: 'none' } };
    const now = Math.floor(Date.now() / 1000);
    const resource = query.get('resource') ?? '';
    const parts = [{ alg: 'HS256' }, { aud: resource, sub: clientId, nbf: now, exp: now + 86_400 }];
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const access_token = `${signed}.${this.#ownSignature(signed)}`;
    const expires_on = String(now + 86_400);
    return {
      status: 200,
      answer: { access_token, expires_on, resource, token_type: 'Bearer', client_id: clientId },
    };
  }

  #ownSignature(signed: string): string {
    return createHmac('sha256', this.#hmacKey).update(signed).digest('base64url');
  }
}
