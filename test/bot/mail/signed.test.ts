import { afterAll, describe, expect, test } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { MailDecoder } from '../../../bot/mail/mail-decoder.ts';
import { source } from './decoding.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const RECORD = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

let asked: string[] = [];
const records: Record<string, () => Promise<string[][]>> = {
  'sel._domainkey.microsoft.example': () => Promise.resolve([[RECORD.slice(0, 200), RECORD.slice(200)]]),
  'sel._domainkey.mail.microsoft.example': () => Promise.resolve([[RECORD]]),
  'sel._domainkey.stranger.example': () => Promise.resolve([[RECORD]]),
  'sel._domainkey.slow.example': () => new Promise(() => undefined),
};
const decoder = new MailDecoder({
  resolveTxt: (name) => {
    asked.push(name);
    return records[name]?.() ?? Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));
  },
});
afterAll(() => decoder.close());

interface Signing {
  readonly from?: string;
  readonly domain?: string;
  readonly headers?: string;
  readonly body?: string;
  readonly maxBodyLength?: number;
}

/** An original as its sender signed it. */
async function signed(of: Signing = {}): Promise<Buffer> {
  const { from = 'vouchers@microsoft.example', domain = 'microsoft.example', headers = '' } = of;
  const bytes = source(`${headers}From: Vouchers <${from}>
To: admin@customer.example
Subject: Your voucher
Date: Tue, 3 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

${of.body ?? 'Voucher ID: SAP-7F3K-0042'}
`);
  const key = {
    signingDomain: domain,
    selector: 'sel',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  const { signatures, errors } = await dkimSign(bytes, {
    ...key,
    canonicalization: 'relaxed/relaxed',
    signatureData: [{ ...key, ...(of.maxBodyLength !== undefined && { maxBodyLength: of.maxBodyLength }) }],
  });
  expect(errors).toEqual([]);
  return Buffer.concat([Buffer.from(signatures), bytes]);
}

/** A mail that somebody sends with originals attached. */
function forwarded(originals: readonly Buffer[], text = 'Please.'): Buffer {
  return Buffer.concat([
    source(`From: vera@partner.example
To: bot@tenant.example
Subject: FW
Content-Type: multipart/mixed; boundary=outer

--outer
Content-Type: text/plain

${text}
`),
    ...originals.flatMap((original) => [
      source('--outer\nContent-Type: message/rfc822\n\n'),
      original,
      source('\n'),
    ]),
    source('--outer--\n'),
  ]);
}

async function signerOf(bytes: Buffer, originals: 'all' | 'attached' = 'all'): Promise<string | undefined> {
  const mail = await decoder.decode(bytes, { originals });
  if (mail.kind !== 'mail') throw new Error(mail.problem);
  return mail.mail.signedBy;
}

describe('an original', () => {
  test('as it came is known by who signed it', async () => {
    expect(await signerOf(await signed())).toBe('microsoft.example');
  });

  test('may be signed by a domain of the same owner', async () => {
    expect(await signerOf(await signed({ domain: 'mail.microsoft.example' }))).toBe('mail.microsoft.example');
  });

  test.each([
    ['one byte of its text', 'SAP-7F3K-0042', 'SAP-7F3K-0043'],
    ['its subject', 'Your voucher', 'Your vaucher'],
    ['its sender', 'Vouchers <vouchers@', 'Vouchers <v@'],
    ['its signature', 'bh=', 'bh=A'],
  ])('with a change to %s is not', async (_what, before, after) => {
    const bytes = (await signed()).toString('latin1').replace(before, after);
    expect(await signerOf(Buffer.from(bytes, 'latin1'))).toBeUndefined();
  });

  test.each([
    ['Subject: Voucher ID: BAD-1111-0001'],
    ['From: boss@microsoft.example'],
    ['Content-Type: text/html'],
    ['Date: Tue, 3 Nov 2027 10:00:00 +0000'],
  ])('with another %j above its own is not', async (header) => {
    const bytes = Buffer.concat([source(`${header}\n`), await signed()]);
    expect(await signerOf(bytes)).toBeUndefined();
  });

  test('that somebody else signed is not', async () => {
    expect(await signerOf(await signed({ domain: 'stranger.example' }))).toBeUndefined();
  });

  test('of two senders is not', async () => {
    expect(
      await signerOf(await signed({ from: 'a@microsoft.example>, Mallory <m@stranger.example' })),
    ).toBeUndefined();
  });

  test('of which only the beginning is signed is not', async () => {
    const bytes = await signed({ maxBodyLength: 10 });
    expect(bytes.toString()).toMatch(/\bl=10\b/u);
    expect(await signerOf(bytes)).toBeUndefined();
  });

  test('whose key nobody has, or nobody tells in time, is read all the same', async () => {
    expect(await signerOf(await signed({ from: 'a@none.example', domain: 'none.example' }))).toBeUndefined();
    expect(await signerOf(await signed({ from: 'a@slow.example', domain: 'slow.example' }))).toBeUndefined();
  });

  test('makes nobody look up anything but keys', async () => {
    asked = [];
    for (const domain of ['localhost', '169.254.169.254', '-', 'a..b', 'x'.repeat(70)]) {
      const mail = (await signed()).toString('latin1').replace(/d=[\w.]+/u, `d=${domain}`);
      expect(await signerOf(Buffer.from(mail, 'latin1'))).toBeUndefined();
    }
    expect(asked).toEqual([]);
    const many = Array.from(
      { length: 12 },
      (_each, n) =>
        `DKIM-Signature: v=1; a=rsa-sha256; d=d${n}.microsoft.example; s=sel; h=from; bh=x; b=x\n`,
    );
    const original = await signed();
    await signerOf(Buffer.concat([source(many.join('')), original]));
    expect(asked.length).toBeLessThanOrEqual(5);
  });
});

describe('an original that is attached', () => {
  test('is known by who signed it', async () => {
    expect(await signerOf(forwarded([await signed()]), 'attached')).toBe('microsoft.example');
  });

  test('says nothing of the mail around it', async () => {
    expect(await signerOf(await signed(), 'attached')).toBeUndefined();
    // A number beside it may be the one that is read.
    const beside = forwarded([await signed()], 'Voucher ID: BAD-1111-0001');
    expect(await signerOf(beside, 'attached')).toBeUndefined();
    // A dropped file is an original itself, and this one is not signed.
    expect(await signerOf(forwarded([await signed()]), 'all')).toBeUndefined();
  });

  test('beside others is known when all of them have the same signer', async () => {
    const one = await signed();
    expect(await signerOf(forwarded([one, one]), 'attached')).toBe('microsoft.example');
    const other = await signed({ from: 'a@stranger.example', domain: 'stranger.example' });
    expect(await signerOf(forwarded([one, other]), 'attached')).toBeUndefined();
    const unsigned = source('From: a@b.example\nMIME-Version: 1.0\n\nVoucher ID: BAD-1111-0001');
    expect(await signerOf(forwarded([one, unsigned]), 'attached')).toBeUndefined();
  });
});
