import { afterAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { MailDecoder } from '../../../bot/mail/mail-decoder.ts';
import { source, textIn } from './decoding.ts';
import { msgFile } from './msg-file.ts';

const decoder = new MailDecoder();
afterAll(() => decoder.close());

const ORIGINAL = `From: "Vouchers" <vouchers@microsoft.example>
To: admin@customer.example
Subject: =?utf-8?B?0JLQsNGIINCy0LDRg9GH0LXRgA==?=
Date: Tue, 3 Nov 2026 10:00:00 +0300
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<table><tr><td>Voucher ID</td><td>SAP-7F3K-0042</td></tr></table>
`;

const ORIGINAL_TEXT = `From: Vouchers <vouchers@microsoft.example>
Date: Tue, 3 Nov 2026 10:00:00 +0300
To: admin@customer.example
Subject: Ваш ваучер

Voucher ID\tSAP-7F3K-0042`;

describe('a mail becomes text', () => {
  test('its source, with its headers printed above', async () => {
    const bytes = source(ORIGINAL);
    expect(await decoder.decode(bytes, { originals: 'all' })).toEqual({
      kind: 'mail',
      mail: { text: ORIGINAL_TEXT, hash: createHash('sha256').update(bytes).digest('base64url') },
      headers: {
        from: ['vouchers@microsoft.example'],
        subject: 'Ваш ваучер',
        isInternal: false,
        isOutside: true,
        isAutomatic: false,
      },
    });
  });

  test.each(['', 'Content-Disposition: inline\n', 'Content-Disposition: attachment; filename=a.eml\n'])(
    'a mail inside it (%j) follows in the same way',
    async (disposition) => {
      const mail = await decoder.decode(
        source(`From: vera@partner.example
To: bot@tenant.example
Subject: FW
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: message/rfc822
${disposition}
${ORIGINAL}
--b
Content-Type: text/plain

Please.
--b--
`),
        { originals: 'attached' },
      );
      expect(textIn(mail)).toBe(
        `From: vera@partner.example\nTo: bot@tenant.example\nSubject: FW\n\nPlease.\n\n${ORIGINAL_TEXT}`,
      );
    },
  );

  test('a message of Outlook, and the mails inside it', async () => {
    const head = {
      from: { name: 'Вера', address: 'vera@partner.example' },
      to: [{ name: 'Admin', address: 'admin@customer.example' }],
      sent: new Date('2026-11-03T10:00:00Z'),
    };
    const mail = await decoder.decode(
      msgFile({
        ...head,
        subject: 'FW: ваучер',
        body: 'Please.',
        inside: [
          { ...head, subject: 'ваучер', html: '<p>Номер ваучера: SAP-1</p>' },
          { filename: 'voucher.eml', bytes: source(ORIGINAL) },
        ],
      }),
      { originals: 'all' },
    );
    const printed =
      'From: Вера <vera@partner.example>\nDate: Tue, 03 Nov 2026 10:00:00 GMT\nTo: Admin <admin@customer.example>';
    expect(textIn(mail)).toBe(
      [
        `${printed}\nSubject: FW: ваучер\n\nPlease.`,
        `${printed}\nSubject: ваучер\n\nНомер ваучера: SAP-1`,
        ORIGINAL_TEXT,
      ].join('\n\n'),
    );
  });

  test('a page and a text are themselves', async () => {
    const page = await decoder.decode(source('<html><body>Voucher ID: SAP-1<br>5 days</body></html>'), {
      originals: 'all',
    });
    expect(textIn(page)).toBe('Voucher ID: SAP-1\n5 days');
    const text = await decoder.decode(source('From: a@b.example\nSent: today\n\nVoucher ID: SAP-1'), {
      originals: 'all',
    });
    expect(textIn(text)).toBe('From: a@b.example\nSent: today\n\nVoucher ID: SAP-1');
  });
});
