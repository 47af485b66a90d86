import { Buffer } from 'node:buffer';
import { cleanLine } from '../../domain/plain-text.ts';
import type { MailProblem } from '../../domain/mail/received.ts';
import { MAX_DEPTH, MAX_MSG, MAX_NESTED, MAX_PARTS } from './caps.ts';
import { textOf } from './charset.ts';
import { htmlToText, MAX_HTML } from './html-text.ts';
import { kindOfBytes, withoutLead } from './kind-of-bytes.ts';
import { headerOf, isAddress, mailboxesOf, mailHeaders, type MailHeaders } from './mail-headers.ts';
import { partsOf, type HeaderLine, type Part } from './mime.ts';
import { msgMail, type MsgFile, type MsgMail } from './msg.ts';
import { textOfRtf } from './rtf.ts';
import { printedMailbox, says, Sheet, type Printed } from './sheet.ts';
import { isGreeting, isOnlyPassedOn } from './greeting.ts';
import { signerOf, type ResolveTxt, type Signer } from './signed.ts';
import libmime from 'libmime';

/** Bytes of a mail to the text of it and of the mails inside it, in this process. */

/** `all`: the file itself may be an original that somebody signed; `attached`: only mails inside it are. */
type Originals = 'all' | 'attached';

interface DecodingOptions {
  readonly originals: Originals;
  readonly resolveTxt: ResolveTxt;
  /** Told what the outermost mail says of itself before anything is read that may take too much. */
  readonly onHeaders?: (headers: MailHeaders) => void;
}

export type DecodedBytes = { readonly headers: MailHeaders | undefined } & (
  | {
      readonly kind: 'mail';
      readonly text: string;
      readonly isCut: boolean;
      /** Set when all of the text is signed; README.md says what may stand beside it. */
      readonly signedBy: string | undefined;
      readonly signedFrom: string | undefined;
    }
  | { readonly kind: 'problem'; readonly problem: MailProblem }
);

const PROTECTED = /^(?:multipart\/encrypted|application\/pgp-encrypted)$/u;

/** A mail whose text, its attachments' included, may be covered by a signature. */
interface Original {
  readonly bytes: Uint8Array;
  readonly headers: readonly HeaderLine[];
}

/** How many signs a text has. */
function weight(text: string): number {
  return text.replace(/\s+/gu, '').length;
}

const PGP = '-----BEGIN PGP MESSAGE-----';
const END_OF_PGP = '-----END PGP MESSAGE-----';

/** What is left of a text without what is encrypted in it. */
function withoutPgp(text: string): string {
  const kept: string[] = [];
  for (let at = 0; at < text.length;) {
    const from = text.indexOf(PGP, at);
    kept.push(text.slice(at, from < 0 ? text.length : from));
    const end = from < 0 ? -1 : text.indexOf(END_OF_PGP, from);
    at = end < 0 ? text.length : end + END_OF_PGP.length;
  }
  return kept.join('');
}

/** Bytes of a mail that takes more than a moment, whatever it holds. */
const LONG = 64 * 1024;

class Decoding {
  readonly #sheet = new Sheet();
  readonly #of: DecodingOptions;
  /** Every mail that is printed, but the one that was sent around them. */
  readonly #originals: Original[] = [];
  /** The subject of the mail around them. */
  #around = '';
  /** Something is handed on that is in no original. */
  #isUncovered = false;
  #parts = 0;
  #headers: MailHeaders | undefined;
  #isTold = false;

  constructor(of: DecodingOptions) {
    this.#of = of;
  }

  async run(bytes: Buffer): Promise<DecodedBytes> {
    if (this.#of.originals === 'attached') await this.#mime(bytes, 0);
    else await this.#file(bytes);
    const reading = this.#sheet.reading();
    if ('problem' in reading) return { kind: 'problem', headers: this.#headers, problem: reading.problem };
    return { kind: 'mail', headers: this.#headers, ...reading, ...(await this.#signed()) };
  }

  /** Says what is known of the outermost mail before something is read that may end this process. */
  #tell(): void {
    if (this.#headers === undefined || this.#isTold) return;
    this.#isTold = true;
    this.#of.onHeaders?.(this.#headers);
  }

  /** The file that came, whatever it is. */
  async #file(bytes: Buffer): Promise<void> {
    const kind = kindOfBytes(bytes);
    if (kind === 'mime') return this.#mime(withoutLead(bytes), 0);
    if (kind === 'msg') return this.#msgBytes(bytes, 0);
    this.#isUncovered = true;
    if (kind === 'other') {
      const text = textOf(bytes, undefined);
      // eslint-disable-next-line no-control-regex
      if (/[\u0000-\u0008\u000E-\u001A]/u.test(text.slice(0, 4_000))) this.#sheet.meet('damaged');
      else this.#say(text);
      return;
    }
    await this.#attachment({ bytes, type: '', charset: '', filename: '' }, 0);
  }

  /** Who signed all that is handed on: one domain; its sender only where it is the same everywhere. */
  async #signed(): Promise<{
    readonly signedBy: string | undefined;
    readonly signedFrom: string | undefined;
  }> {
    const nobody = { signedBy: undefined, signedFrom: undefined };
    const subjects = this.#originals.map(({ headers }) => headerOf(headers, 'subject'));
    if (this.#isUncovered || !isOnlyPassedOn(this.#around, subjects)) return nobody;
    const signers: Signer[] = [];
    for (const { bytes, headers } of this.#originals) {
      const signer = await signerOf(bytes, headers, this.#of.resolveTxt);
      if (signer === undefined || signer.domain !== (signers[0] ?? signer).domain) return nobody;
      signers.push(signer);
    }
    const [first] = signers;
    return {
      signedBy: first?.domain,
      signedFrom: signers.every(({ from }) => from === first?.from) ? first?.from : undefined,
    };
  }

  #say(text: string): void {
    const shown = withoutPgp(text);
    if (shown.length < text.length) this.#sheet.meet('encrypted');
    this.#sheet.text(shown.replace(/\r\n?/gu, '\n').trim());
  }

  async #mime(bytes: Uint8Array, depth: number): Promise<void> {
    if (depth > MAX_DEPTH) return this.#tooNested();
    const root = await partsOf(bytes, MAX_PARTS - this.#parts);
    if (typeof root === 'string') return this.#sheet.meet(root);
    const { headers } = root;
    if (depth === 0) {
      this.#headers = mailHeaders(headers);
      if (bytes.length > LONG) this.#tell();
    }
    const texts: string[] = [];
    const mails: (() => Promise<void>)[] = [];
    await this.#part(root, depth, 0, texts, mails);
    // A mail around the originals is nobody's original; what it says itself no signature of theirs covers.
    const isAround = depth === 0 && this.#of.originals === 'attached';
    if (isAround) this.#goesAround(headers, texts);
    else this.#originals.push({ bytes, headers });
    this.#sheet.head(isAround ? aroundOf(headers) : printedOf(headers));
    for (const text of texts) this.#say(text);
    for (const mail of mails) await mail();
  }

  /** What the mail around the originals says; without a sender its header would be read as text. */
  #goesAround(headers: readonly HeaderLine[], texts: readonly string[]): void {
    const { from, date, subject } = aroundOf(headers);
    this.#around = subject;
    this.#isUncovered ||= from === '' || !DATE.test(date) || !texts.every(isGreeting);
  }

  #tooNested(): void {
    this.#sheet.meet('tooNested');
    this.#sheet.cut();
  }

  /** Takes what a part says: its texts, and the mails inside it, which are printed behind all of them. */
  async #part(
    part: Part,
    depth: number,
    nested: number,
    texts: string[],
    mails: (() => Promise<void>)[],
  ): Promise<void> {
    this.#parts += 1;
    if (this.#parts > MAX_PARTS || nested > MAX_NESTED) return this.#tooNested();
    if (PROTECTED.test(part.type)) return this.#sheet.meet('encrypted');
    if (part.parts.length > 0) return this.#multipart(part, depth, nested, texts, mails);
    if (part.type.startsWith('multipart/')) {
      // Its boundary never comes: what stands there is its source.
      texts.push(textOf(part.raw, undefined));
      return;
    }
    if (/^message\/(?:rfc822|global)$/u.test(part.type)) {
      const bytes = await part.bytes();
      mails.push(() => this.#mime(bytes, depth + 1));
      return;
    }
    if (part.type === '' || part.type === 'text/plain' || part.type === 'text/html') {
      const bytes = await part.bytes();
      if (part.type !== 'text/html' && /\.(?:eml|msg)$/iu.test(part.filename)) {
        mails.push(() => this.#attachment({ ...named(part), bytes }, depth));
      } else texts.push(part.type === 'text/html' ? this.#html(bytes, part.charset) : plainText(bytes, part));
      return;
    }
    const bytes = await part.bytes();
    mails.push(() => this.#attachment({ ...named(part), bytes }, depth));
  }

  async #multipart(
    part: Part,
    depth: number,
    nested: number,
    texts: string[],
    mails: (() => Promise<void>)[],
  ): Promise<void> {
    const { type, parts } = part;
    const [first] = parts;
    if (type === 'multipart/report' && parts.some(({ type: kind }) => kind.includes('delivery-status'))) {
      // What could not be delivered was written by somebody, but not to us.
      if (depth === 0) this.#sheet.refuse('bounce');
      else if (first !== undefined) await this.#part(first, depth, nested + 1, texts, mails);
      return;
    }
    if (type !== 'multipart/alternative') {
      for (const each of parts) await this.#part(each, depth, nested + 1, texts, mails);
      return;
    }
    let chosen: readonly string[] = [];
    for (const each of parts) {
      const own: string[] = [];
      await this.#part(each, depth, nested + 1, own, mails);
      // The later one is the richer one, and HTML has its tables; but some programs leave it nearly empty.
      const isRicher = weight(own.join('\n')) * 2 >= weight(chosen.join('\n'));
      if (own.some(says) && isRicher) chosen = own;
    }
    texts.push(...chosen);
  }

  #html(bytes: Buffer, charset: string): string {
    const start = bytes.subarray(0, 4_000).toString('latin1');
    const [, said = ''] = /<meta[^>]{1,200}?charset\s*=\s*["']?([\w.:-]{1,40})/iu.exec(start) ?? [];
    return this.#htmlText(textOf(bytes, charset === '' ? said : charset));
  }

  #htmlText(html: string): string {
    if (html.length > MAX_HTML) this.#sheet.cut();
    return htmlToText(html);
  }

  /** A file inside a mail, or the file that came: whatever it says. */
  async #attachment(file: MsgFile & { readonly charset?: string }, depth: number): Promise<void> {
    const { bytes, type, filename, charset = '' } = file;
    // The signature beside a text that can be read, and what says who signed.
    if (/^application\/(?:x-)?(?:pkcs7-signature|pgp-signature|pgp-keys)$/u.test(type)) return;
    const kind = kindOfBytes(bytes);
    if (kind === 'mime') return this.#mime(withoutLead(bytes), depth + 1);
    if (kind === 'msg') return this.#msgBytes(bytes, depth + 1);
    if (kind === 'html') return this.#sayBeside(this.#html(bytes, charset), depth);
    if (kind === 'rtf') {
      this.#tell();
      const text = await textOfRtf(bytes);
      return this.#sayBeside(text?.kind === 'html' ? this.#htmlText(text.text) : (text?.text ?? ''), depth);
    }
    if (kind === 'tnef' || type === 'application/ms-tnef' || /^winmail\.dat$/iu.test(filename)) {
      return this.#sheet.meet('tnef');
    }
    if (/rpmsg/u.test(type) || /\.rpmsg$/iu.test(filename)) {
      // The text beside it says that it is protected, and nothing else.
      return depth === 0 ? this.#sheet.refuse('encrypted') : this.#sheet.meet('encrypted');
    }
    if (kind === 'encrypted' || type.endsWith('pkcs7-mime') || /\.p7m$/iu.test(filename)) {
      return this.#sheet.meet('encrypted');
    }
    if (kind === 'calendar' || type === 'text/calendar' || type === 'application/ics') {
      return this.#sheet.meet('calendar');
    }
    if (kind === 'pdf' || type === 'application/pdf') return this.#sheet.meet('pdf');
    if (kind === 'picture' || type.startsWith('image/')) return this.#sheet.meet('picture');
    if (kind === 'archive' || kind === 'compound') return this.#sheet.meet('damaged');
    if (/\.txt$/iu.test(filename) || type === 'text/plain') this.#sayBeside(textOf(bytes, charset), depth);
    else if (/\.eml$/iu.test(filename)) await this.#mime(bytes, depth + 1);
  }

  /** Prints the text of a file; one that is attached to the mail around the originals is in none of them. */
  #sayBeside(text: string, depth: number): void {
    this.#isUncovered ||= depth === 0 && this.#of.originals === 'attached' && says(text);
    this.#say(text);
  }

  async #msgBytes(bytes: Buffer, depth: number): Promise<void> {
    if (bytes.length > MAX_MSG) {
      this.#sheet.meet('tooLarge');
      return;
    }
    let mail: MsgMail;
    this.#tell();
    try {
      mail = await msgMail(bytes);
    } catch {
      this.#sheet.meet('damaged');
      return;
    }
    await this.#msg(mail, depth);
  }

  async #msg(mail: MsgMail, depth: number): Promise<void> {
    if (depth > MAX_DEPTH) return this.#tooNested();
    this.#parts += 1;
    if (this.#parts > MAX_PARTS) return this.#tooNested();
    // Nobody can have signed what was taken apart by Outlook.
    this.#isUncovered = true;
    const { messageClass, plain, html } = mail;
    if (depth === 0) this.#headers = headersOfMsg(mail);
    if (/^REPORT\..*\.NDR$/iu.test(messageClass)) {
      if (depth === 0) this.#sheet.refuse('bounce');
      return;
    }
    if (/^IPM\.(?:Schedule|Appointment)/iu.test(messageClass)) this.#sheet.meet('calendar');
    const isProtected = mail.inside.some((one) => 'filename' in one && /\.rpmsg$/iu.test(one.filename));
    if (isProtected || /^IPM\.Note\.(?:SMIME$|Secure)|rpmsg/iu.test(messageClass)) {
      this.#sheet.meet('encrypted');
      // Its text says that it is protected, and nothing else.
      if (isProtected && depth === 0) this.#sheet.refuse('encrypted');
      if (isProtected) return;
    }
    this.#sheet.head(printedOfMsg(mail));
    const rich = html === '' ? '' : this.#htmlText(html);
    const text = weight(rich) * 2 >= weight(plain) ? rich : plain;
    this.#say(text);
    for (const inner of mail.inside) {
      if ('messageClass' in inner) await this.#msg(inner, depth + 1);
      else await this.#attachment(inner, depth);
    }
  }
}

function named(part: Part): { readonly type: string; readonly charset: string; readonly filename: string } {
  return { type: part.type, charset: part.charset, filename: part.filename };
}

function plainText(bytes: Buffer, { isFlowed, isSpaceAdded, charset }: Part): string {
  if (!isFlowed) return textOf(bytes, charset);
  return textOf(Buffer.from(libmime.decodeFlowed(bytes.toString('latin1'), isSpaceAdded), 'latin1'), charset);
}

function printedOf(headers: readonly HeaderLine[]): Printed {
  const listed = (name: string): readonly string[] =>
    mailboxesOf(headers, name).map((mailbox) => printedMailbox(mailbox.name, mailbox.address));
  return {
    from: listed('from')[0] ?? '',
    date: cleanLine(headerOf(headers, 'date'), 100),
    to: listed('to'),
    cc: listed('cc'),
    subject: headerOf(headers, 'subject'),
  };
}

/** The header of a mail around originals: without names, of which somebody may have made a sentence. */
function aroundOf(headers: readonly HeaderLine[]): Printed {
  const listed = (name: string): readonly string[] =>
    mailboxesOf(headers, name).flatMap(({ address }) => (isAddress(address) ? [address] : []));
  return { ...printedOf(headers), from: listed('from')[0] ?? '', to: listed('to'), cc: listed('cc') };
}

/** A date as mail programs print it, and nothing else beside it; or none. */
const DATE =
  /^(?:(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} [\d:]{4,8} (?:[+-]\d{4}|[a-z]{1,5})(?: \([a-z]{1,5}\))?)?$/iu;

function printedOfMsg({ from, date, to, cc, subject }: MsgMail): Printed {
  const printed = ({ name, address }: { readonly name: string; readonly address: string }): string =>
    printedMailbox(cleanLine(name, 200), cleanLine(address, 320));
  return {
    from: printed(from),
    date: cleanLine(date, 100),
    to: to.map(printed),
    cc: cc.map(printed),
    subject: cleanLine(subject, 1_000),
  };
}

function headersOfMsg({ from, subject }: MsgMail): MailHeaders {
  return {
    from: from.address === '' ? [] : [from.address.toLowerCase()],
    subject: cleanLine(subject, 200),
    isInternal: false,
    isOutside: false,
    isAutomatic: false,
  };
}

/** What `bytes` say; never rejects for anything in them, but may take all the time and memory there is. */
export async function decodeMail(bytes: Uint8Array, of: DecodingOptions): Promise<DecodedBytes> {
  return new Decoding(of).run(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
