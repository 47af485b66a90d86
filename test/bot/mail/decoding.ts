import { Buffer } from 'node:buffer';
import { MailDecoder, type DecodedMail } from '../../../bot/mail/mail-decoder.ts';

/** A mail's source as it travels: lines end with CRLF. */
export function source(text: string): Buffer {
  return Buffer.from(text.replace(/\r?\n/gu, '\r\n'));
}

/** What a decoder of its own makes of the bytes. */
export async function decoded(
  bytes: Uint8Array,
  originals: 'all' | 'attached' = 'all',
  of: ConstructorParameters<typeof MailDecoder>[0] = {},
): Promise<DecodedMail> {
  const decoder = new MailDecoder(of);
  try {
    return await decoder.decode(bytes, { originals });
  } finally {
    await decoder.close();
  }
}

/** The text of a mail that was read; what it is instead, where it was not. */
export function textIn(mail: DecodedMail): string {
  return mail.kind === 'mail' ? mail.mail.text : mail.problem;
}

/** How the decoding of a mail ended: as one, or with which problem. */
export function endOf(mail: DecodedMail): string {
  return mail.kind === 'mail' ? 'mail' : mail.problem;
}

/** A mail like any other, and the text that it is read as. */
export const ORDINARY = source('From: a@b.example\nMIME-Version: 1.0\n\nVoucher ID: SAP-7F3K-0042\n');
export const ORDINARY_TEXT = 'From: a@b.example\n\nVoucher ID: SAP-7F3K-0042';
