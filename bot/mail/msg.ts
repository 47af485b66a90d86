import { Buffer } from 'node:buffer';
import { Headers } from '@zone-eu/mailsplit';
import msgreader, { type FieldsData } from '@kenjiuno/msgreader';
import { textOf } from './charset.ts';
import { headerOf, mailboxesOf } from './mail-headers.ts';
import type { HeaderLine } from './mime.ts';
import { textOfCompressedRtf } from './rtf.ts';

/** A message as Outlook keeps it (.msg), and the messages and files inside it. */

export interface MsgMail {
  /** `IPM.Note`, or what else it is; '' when it does not say. */
  readonly messageClass: string;
  readonly from: { readonly name: string; readonly address: string };
  /** As RFC 822 prints it, in UTC; '' when it does not say. */
  readonly date: string;
  readonly to: readonly MsgMailbox[];
  readonly cc: readonly MsgMailbox[];
  readonly subject: string;
  readonly plain: string;
  readonly html: string;
  readonly inside: readonly (MsgMail | MsgFile)[];
}

interface MsgMailbox {
  readonly name: string;
  readonly address: string;
}

export interface MsgFile {
  readonly filename: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Recipients that are printed at most, and attachments that are looked at. */
const MAX_RECIPIENTS = 100;
const MAX_ATTACHMENTS = 200;

/** Microsoft's numbers of code pages that are not `windows-` and the number. */
const CODEPAGES: Readonly<Record<number, string>> = {
  65001: 'utf-8',
  1200: 'utf-16le',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  866: 'ibm866',
  20127: 'us-ascii',
  20866: 'koi8-r',
  21866: 'koi8-u',
  20932: 'euc-jp',
  51932: 'euc-jp',
  51949: 'euc-kr',
  50220: 'iso-2022-jp',
  50221: 'iso-2022-jp',
  50222: 'iso-2022-jp',
  54936: 'gb18030',
};

function charsetOf(codepage: number | undefined): string {
  if (codepage === undefined) return '';
  if (codepage >= 28591 && codepage <= 28605) return `iso-8859-${codepage - 28590}`;
  return CODEPAGES[codepage] ?? (codepage === 874 || codepage > 1249 ? `windows-${codepage}` : '');
}

const isAnsi = (tag: number): boolean => (tag & 0xffff) === 0x001e;

interface Read {
  readonly fields: FieldsData;
  readonly reader: InstanceType<typeof MsgReader>;
}

const MsgReader = msgreader.default ?? msgreader;

function readFields(source: Uint8Array): Read {
  // In memory of its own: the library reads on behind the end of what it is given, as far as its buffer goes.
  const { buffer } = new Uint8Array(source);
  let isEightBit = false;
  const read = (ansiEncoding?: string): Read => {
    const reader = new MsgReader(buffer);
    reader.parserConfig = {
      ...(ansiEncoding !== undefined && { ansiEncoding }),
      propertyObserver: (_fields, tag, raw) => {
        isEightBit ||= isAnsi(tag) && raw !== null && raw.some((byte) => byte >= 0x80);
      },
    };
    return { reader, fields: reader.getFileData() };
  };
  const first = read();
  if (!isEightBit) return first;
  // Strings that are no Unicode came as bytes: which code page they are of, the message says somewhere in itself.
  const { messageCodepage, internetCodepage } = first.fields;
  const charset = charsetOf(messageCodepage) || charsetOf(internetCodepage);
  return read(charset === 'utf-16le' || charset === '' ? 'windows-1252' : charset);
}

/** The header of the mail as it came over the internet; of a mail that did not there is none. */
function transported({ headers }: FieldsData): readonly HeaderLine[] {
  return headers === undefined || headers === '' ? [] : new Headers(Buffer.from(headers)).getList();
}

/** An address of the internet; what else Exchange has there is a path in its own directory. */
function internet(...addresses: readonly (string | undefined)[]): string {
  return addresses.find((address) => /^[^\s@]+@[^\s@]+$/u.test(address ?? '')) ?? '';
}

function recipientsOf(fields: FieldsData, type: 'to' | 'cc'): readonly MsgMailbox[] {
  return (fields.recipients ?? [])
    .filter(({ recipType }) => recipType === type)
    .slice(0, MAX_RECIPIENTS)
    .map(({ name, email, smtpAddress }) => ({ name: name ?? '', address: internet(smtpAddress, email) }));
}

async function bodyOf(fields: FieldsData): Promise<{ readonly html: string; readonly plain: string }> {
  const { bodyHtml, html, compressedRtf, internetCodepage } = fields;
  if (bodyHtml) return { html: bodyHtml, plain: '' };
  if (html instanceof Uint8Array && html.length > 0) {
    return { html: textOf(html, charsetOf(internetCodepage)), plain: '' };
  }
  const rtf = compressedRtf instanceof Uint8Array ? await textOfCompressedRtf(compressedRtf) : undefined;
  return { html: rtf?.kind === 'html' ? rtf.text : '', plain: rtf?.kind === 'text' ? rtf.text : '' };
}

function fileOf(reader: Read['reader'], attachment: FieldsData): MsgFile {
  const { content } = reader.getAttachment(attachment);
  return {
    filename: attachment.fileName ?? attachment.fileNameShort ?? attachment.name ?? '',
    type: (attachment.attachMimeTag ?? '').toLowerCase(),
    bytes: Buffer.from(content),
  };
}

async function mailOf(reader: Read['reader'], fields: FieldsData): Promise<MsgMail> {
  const { html, plain } = await bodyOf(fields);
  const headers = transported(fields);
  const inside: (MsgMail | MsgFile)[] = [];
  for (const attachment of (fields.attachments ?? []).slice(0, MAX_ATTACHMENTS)) {
    const inner = attachment.innerMsgContentFields;
    if (inner !== undefined) inside.push(await mailOf(reader, inner));
    else if (attachment.dataId !== undefined) inside.push(fileOf(reader, attachment));
  }
  return {
    messageClass: fields.messageClass ?? '',
    from: {
      name: fields.senderName ?? '',
      address: internet(
        fields.sentRepresentingSmtpAddress,
        fields.senderSmtpAddress,
        fields.senderEmail,
        fields.creatorSMTPAddress,
        mailboxesOf(headers, 'from')[0]?.address,
      ),
    },
    date: fields.clientSubmitTime ?? fields.messageDeliveryTime ?? headerOf(headers, 'date'),
    to: recipientsOf(fields, 'to'),
    cc: recipientsOf(fields, 'cc'),
    subject: fields.subject ?? '',
    plain: fields.body || plain,
    html,
    inside,
  };
}

/** The message in `bytes`. Rejects anything that is none; bytes made for it take all the memory there is. */
export async function msgMail(bytes: Uint8Array): Promise<MsgMail> {
  const { fields, reader } = readFields(bytes);
  if (fields.dataType !== 'msg') throw new Error('no message');
  return mailOf(reader, fields);
}
