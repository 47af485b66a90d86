/** A raw synthetic mail as somebody's mail program sends it. */
export function eml(of: {
  readonly from: string;
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: readonly string[];
}): Buffer {
  const { from, subject = 'FW: Your Planning Services voucher', text = '', headers = [] } = of;
  return Buffer.from(
    [
      ...headers,
      `From: ${from}`,
      'To: vouchers@partner.example',
      `Subject: ${subject}`,
      'Date: Mon, 02 Nov 2026 10:12:00 +0000',
      `Message-ID: <${crypto.randomUUID()}@mail.partner.example>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      ...text.split('\n'),
      '',
    ].join('\r\n'),
  );
}
