import { constants, createHash, createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';

/** The certificate that the bot proves itself by, with its key. */
interface ClientCertificate {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
  /** When it ends, in milliseconds, UTC. */
  readonly endsAt: number;
}

/** A key, its certificate and the chain above it are some kilobytes. */
const MAX_BYTES = 64 * 1024;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
/** How long an assertion holds, in seconds, as Entra recommends. */
const HOLDS = 5 * 60;

/**
 * Reads a PEM file with an RSA private key, not encrypted, and its certificate, in any order and with others. It is read
 * each time that it is needed, so that a renewed one serves without a restart. Rejects when the file is no such thing.
 */
export async function readCertificate(path: string): Promise<ClientCertificate> {
  const text = await beginningOf(path);
  const key = createPrivateKey(text);
  if (key.asymmetricKeyType !== 'rsa') throw new TypeError('no RSA key');
  const certificate = Array.from(text.matchAll(CERTIFICATE), ([pem]) => new X509Certificate(pem)).find(
    (one) => one.checkPrivateKey(key),
  );
  if (certificate === undefined) throw new TypeError('no certificate of the key');
  return { key, certificate, endsAt: Date.parse(certificate.validTo) };
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * What proves to the token endpoint `audience` that the app is who has the certificate: a JWT as Entra wants it (RFC
 * 7523; "certificate credentials" of the Microsoft identity platform).
 */
export function assertionOf(
  { key, certificate }: ClientCertificate,
  { appId, audience }: { readonly appId: string; readonly audience: string },
): string {
  const thumbprint = createHash('sha256').update(certificate.raw).digest('base64url');
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint };
  const claims = {
    aud: audience,
    iss: appId,
    sub: appId,
    jti: crypto.randomUUID(),
    iat: now,
    nbf: now,
    exp: now + HOLDS,
  };
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signed), {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
  return `${signed}.${signature.toString('base64url')}`;
}
