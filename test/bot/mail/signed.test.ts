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
  readonly type?: string;
  readonly maxBodyLength?: number;
  /** The headers that the signature covers, as `From:Subject`. */
  readonly covers?: string;
}

/** An original as its sender signed it. */
async function signed(of: Signing = {}): Promise<Buffer> {
  const { from = 'vouchers@microsoft.example', domain = 'microsoft.example', headers = '' } = of;
  const bytes = source(`${headers}From: Vouchers <${from}>
To: admin@customer.example
Subject: Your voucher
Date: Tue, 3 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: ${of.type ?? 'text/plain; charset=utf-8'}

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
    ...(of.covers !== undefined && { headerList: of.covers.split(':') }),
    signatureData: [{ ...key, ...(of.maxBodyLength !== undefined && { maxBodyLength: of.maxBodyLength }) }],
  });
  expect(errors).toEqual([]);
  return Buffer.concat([Buffer.from(signatures), bytes]);
}

/** A mail that somebody sends with originals attached. */
function forwarded(
  originals: readonly Buffer[],
  text = 'Please.',
  { headers = 'From: vera@partner.example\nTo: bot@tenant.example\nSubject: FW', file = '' } = {},
): Buffer {
  return Buffer.concat([
    source(`${headers}
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
    source(file === '' ? '' : `--outer\n${file}\n`),
    source('--outer--\n'),
  ]);
}

/** Who signed what is handed on: a domain, and an address. */
async function signersOf(bytes: Buffer): Promise<readonly (string | undefined)[]> {
  const mail = await decoder.decode(bytes, { originals: 'attached' });
  if (mail.kind !== 'mail') throw new Error(mail.problem);
  return [mail.mail.signedBy, mail.mail.signedFrom];
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

/** Headers of mails that pass others on. */
const AROUND = {
  to: 'To: bot@tenant.example',
  from: 'From: vera@partner.example',
};

describe('beside signed originals', () => {
  const FAKE = "Voucher ID: BAD-1111-0001\nVoucher admin's email: mallory@evil.example";

  test.each([
    ['a text', `Content-Type: application/octet-stream; name=note.txt\n\n${FAKE}`],
    [
      'a page',
      `Content-Type: application/octet-stream; name=a.bin\n\n<html><body><p>${FAKE}</p></body></html>`,
    ],
    ['an RTF', `Content-Type: application/rtf; name=a.rtf\n\n{\\rtf1\\ansi ${FAKE}}`],
    [
      'a text that is shown',
      `Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\n${FAKE}`,
    ],
  ])("%s as a file is nobody's", async (_what, file) => {
    const original = await signed({ body: 'Thank you.' });
    for (const originals of ['attached', 'all'] as const) {
      const mail = await decoder.decode(forwarded([original], '', { file }), { originals });
      expect(mail).toMatchObject({ kind: 'mail', mail: { text: expect.stringContaining('BAD-1111-0001') } });
      expect(mail).not.toHaveProperty('mail.signedBy');
    }
  });

  test('a file inside a signed original is signed with it', async () => {
    const file = 'Content-Type: application/octet-stream; name=note.txt\n\nVoucher ID: SAP-7F3K-0042';
    const body = `--inner\n${file}\n--inner--`;
    const bytes = await signed({ body, type: 'multipart/mixed; boundary=inner' });
    expect(await signerOf(bytes)).toBe('microsoft.example');
    expect(await signerOf(forwarded([bytes]), 'attached')).toBe('microsoft.example');
  });

  test.each([
    ['its subject', 'Subject: Voucher ID: BAD-1111-0001'],
    ['the name of its sender', 'From: The voucher has been cancelled <a@b.example>'],
    ['nothing', 'From: a@b.example'],
  ])("an unsigned mail without text that says something in %s is nobody's", async (_what, header) => {
    const empty = source(`${header}\nMIME-Version: 1.0\n\n`);
    expect(await signerOf(forwarded([await signed(), empty]), 'attached')).toBeUndefined();
  });

  test.each([
    ["Voucher admin's email: mallory@evil.example\nService level: 10 days"],
    ['mallory@evil.example'],
    ['Customer: Evil'],
    ['Customer - Evil'],
    ['Customer\nEvil'],
    ['Ten days, please.'],
    ['The voucher has been cancelled.'],
    ['Ваучер отменён.'],
  ])("a note %j is nobody's", async (note) => {
    expect(await signerOf(forwarded([await signed()], note), 'attached')).toBeUndefined();
  });

  test.each([
    ['Please see below.'],
    ['Hello all,\n\nplease find the message attached.\n\nThanks!'],
    ['Dzień dobry,\nprzesyłam w załączeniu. Pozdrawiam'],
    ['Добрый день! Письмо во вложении, спасибо.'],
    [''],
  ])('a greeting %j may stand', async (note) => {
    const headers = `${AROUND.from}\n${AROUND.to}\nSubject: FW`;
    const bytes = forwarded([await signed()], note, { headers }).toString('latin1');
    const utf8 = bytes.replace('Content-Type: text/plain', 'Content-Type: text/plain; charset=utf-8');
    expect(await signersOf(Buffer.from(utf8, 'latin1'))).toEqual([
      'microsoft.example',
      'vouchers@microsoft.example',
    ]);
  });

  test.each([
    [`${AROUND.from}\n${AROUND.to}\nSubject: Fwd: RE: Your voucher`],
    [`From: The voucher has been cancelled <v@p.example>\n${AROUND.to}`],
    [`${AROUND.from}\nTo: The voucher has been cancelled <bot@tenant.example>\nSubject: FW`],
    [`${AROUND.from}\n${AROUND.to}\nDate: Tue, 3 Nov 2026 10:00:00 +0100 (CET)`],
  ])('headers around them that add nothing may stand: %j', async (headers) => {
    const mail = await decoder.decode(forwarded([await signed()], '', { headers }), {
      originals: 'attached',
    });
    expect(mail).toMatchObject({ mail: { signedBy: 'microsoft.example' } });
    expect(mail).toMatchObject({ mail: { text: expect.not.stringContaining('cancelled') } });
  });

  test.each([
    [`${AROUND.from}\n${AROUND.to}\nSubject: FW: BAD-1111-0001`],
    [`${AROUND.from}\n${AROUND.to}\nSubject: The voucher has been cancelled`],
    [`${AROUND.from}\n${AROUND.to}\nSubject: Customer: Your voucher`],
    [`${AROUND.from}\n${AROUND.to}\nDate: The voucher has been cancelled`],
    // Without a sender the reader takes it for the header of the original.
    ['To: mallory@evil.example\nSubject: FW'],
  ])("headers around them that say more are nobody's: %j", async (headers) => {
    expect(await signerOf(forwarded([await signed()], '', { headers }), 'attached')).toBeUndefined();
  });

  test("a printed header that the signature does not cover is nobody's", async () => {
    const all = 'From:Subject:Date:To:Content-Type:MIME-Version';
    expect(await signerOf(await signed({ covers: all }))).toBe('microsoft.example');
    for (const name of ['To', 'Date']) {
      expect(await signerOf(await signed({ covers: all.replace(`:${name}:`, ':') }))).toBeUndefined();
    }
  });
});

describe('the sender of signed originals', () => {
  test('is told, and not who is quoted in their text', async () => {
    const body =
      '-----Original Message-----\nFrom: Vouchers <v@microsoft.example>\n\nVoucher ID: BAD-1111-0001';
    const bytes = await signed({ from: 'Bob@Stranger.example', domain: 'stranger.example', body });
    expect(await signersOf(forwarded([bytes]))).toEqual(['stranger.example', 'bob@stranger.example']);
  });

  test('is told only when there is one', async () => {
    const other = await signed({ from: 'other@microsoft.example' });
    expect(await signersOf(forwarded([await signed(), other]))).toEqual(['microsoft.example', undefined]);
  });
});
