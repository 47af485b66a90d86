import { generateKeyPairSync, sign } from 'node:crypto';

/** A certificate of the test's own, that signs itself. */
interface OwnCertificate {
  /** Key and certificate, one after the other. */
  readonly pem: string;
  readonly key: string;
  readonly certificate: string;
}

const DAY_MS = 24 * 3_600_000;

/** The parts of a certificate (X.509, RFC 5280) in DER: a tag, a length, and what is inside. */
function der(tag: number, ...inside: readonly Buffer[]): Buffer {
  const body = Buffer.concat(inside);
  const bytes = body.length < 0x100 ? [body.length] : [body.length >> 8, body.length & 0xff];
  const length = body.length < 0x80 ? [body.length] : [0x80 | bytes.length, ...bytes];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...inside: readonly Buffer[]) => der(0x30, ...inside);
const number = (value: number) => der(0x02, Buffer.from([value]));
/** sha256WithRSAEncryption, and the common name of a subject. */
const SIGNED = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));

const name = (text: string) => sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(text)))));
const time = (at: number) =>
  der(0x18, Buffer.from(new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '')));

/** One that began thirty days ago and ends so many days from now. */
export function certificateFor(days: number): OwnCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = Date.now();
  const told = sequence(
    der(0xa0, number(2)),
    number(1),
    SIGNED,
    name('bot.contoso.example'),
    sequence(time(now - 30 * DAY_MS), time(now + days * DAY_MS)),
    name('bot.contoso.example'),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', told, privateKey));
  const body = sequence(told, SIGNED, signature).toString('base64').replaceAll(/.{64}/g, '$&\n');
  const certificate = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { pem: key + certificate, key, certificate };
}
