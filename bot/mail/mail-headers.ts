import { Buffer } from 'node:buffer';
import libmime from 'libmime';
import addressparser from 'nodemailer/lib/addressparser';
import { cleanLine } from '../../domain/plain-text.ts';
import { MAX_ADDRESS, MAX_FROM, MAX_RESULTS, MAX_SUBJECT } from './caps.ts';
import { textOf } from './charset.ts';
import type { HeaderLine } from './mime.ts';

/** What of the outermost mail is decided by, whoever it is from. Untrusted unless said. */
export interface MailHeaders {
  /** Every address of every From header, in lower case; [] when none can be read. */
  readonly from: readonly string[];
  readonly subject: string;
  /** The topmost Authentication-Results, unfolded: who stamped it is for its reader to check. */
  readonly authenticationResults?: string | undefined;
  /** Exchange says that it took the mail from somebody who was signed in, in the one header for it. */
  readonly isInternal: boolean;
  /** Exchange says that it came from outside, and nothing else; or it says nothing at all of where mails come from. */
  readonly isOutside: boolean;
  /** Nobody wrote it by hand, or it went to a list: nothing is to be answered. */
  readonly isAutomatic: boolean;
}

/** Characters of one header that are read. */
const MAX_VALUE = 16_000;

/** What a header line says, unfolded; each character is still a byte. */
function rawValue({ line }: HeaderLine): string {
  return line
    .slice(line.indexOf(':') + 1, MAX_VALUE)
    .replace(/\r?\n[\t ]+/gu, ' ')
    .trim();
}

/** All values of the header, topmost first, each character a byte. */
export function rawValues(headers: readonly HeaderLine[], name: string): readonly string[] {
  return headers.filter(({ key }) => key.trim() === name).map(rawValue);
}

/** Bytes that a program wrote as they are; the words of RFC 2047 are ASCII and stay. */
function eightBit(value: string): string {
  return /[\u0080-\u00FF]/u.test(value) ? textOf(Buffer.from(value, 'latin1'), undefined) : value;
}

/** A header as its reader sees it, on one line. */
function decoded(value: string): string {
  const text = eightBit(value);
  return cleanLine(text.includes('=?') ? libmime.decodeWords(text) : text, 1_000);
}

/** The topmost header of the name, as its reader sees it; '' when there is none. */
export function headerOf(headers: readonly HeaderLine[], name: string): string {
  const [first = ''] = rawValues(headers, name);
  return decoded(first);
}

interface Mailbox {
  readonly name: string;
  readonly address: string;
}

function mailboxesIn(value: string): readonly Mailbox[] {
  return addressparser(eightBit(value), { flatten: true }).map(({ name, address }) => ({
    // Only a name may be encoded: what an address decodes to would be another address.
    name: decoded(name),
    address: cleanLine(address, MAX_ADDRESS),
  }));
}

/** Whom the topmost header of the name names. */
export function mailboxesOf(headers: readonly HeaderLine[], name: string): readonly Mailbox[] {
  const [first = ''] = rawValues(headers, name);
  return mailboxesIn(first);
}

const ADDRESS = /^[^\s<>()[\]\\,;:"@]{1,64}@[^\s<>()[\]\\,;:"@]{1,250}$/u;

/** Whether it is an address as people have them: no quotes, no white space. */
export function isAddress(address: string): boolean {
  return ADDRESS.test(address);
}

const BARE_ADDRESS = /[^\s<>()[\]\\,;:"@]{1,64}@[^\s<>()[\]\\,;:"@]{1,190}\.[^\s<>()[\]\\,;:"@.]{2,60}/gu;

/** A header's value without quotations and comments: what looks like an address there is part of a name. */
function withoutWords(value: string): string {
  return eightBit(value)
    .replaceAll(/"(?:\\.|[^"\\])*"/gu, ' ')
    .replaceAll(/\([^()]*\)/gu, ' ');
}

/** The addresses of all From headers; where one of them is none, what stands there instead, so that it counts. */
function sendersOf(headers: readonly HeaderLine[]): readonly string[] {
  const found = rawValues(headers, 'from').flatMap((value) => {
    const addresses = mailboxesIn(value).map(({ name, address }) => (address === '' ? name : address));
    // Of two addresses without a comma a program reads one, and another program the other.
    for (const [one] of withoutWords(value).matchAll(BARE_ADDRESS))
      if (!addresses.some((address) => address.toLowerCase() === one.toLowerCase())) addresses.push(one);
    return addresses.length === 0 && value !== '' ? [cleanLine(value, MAX_ADDRESS)] : addresses;
  });
  if (!found.some(isAddress)) return [];
  return found.slice(0, MAX_FROM).map((address) => address.toLowerCase());
}

function isAutomatic(headers: readonly HeaderLine[]): boolean {
  const has = (name: string, pattern: RegExp): boolean =>
    rawValues(headers, name).some((value) => pattern.test(value));
  return (
    has('auto-submitted', /^(?!no\b)\S/iu) ||
    has('precedence', /^(?:bulk|list|junk)\b/iu) ||
    has('return-path', /^<\s*>/u) ||
    headers.some(({ key }) => /^list-(?:id|unsubscribe|post)$/u.test(key.trim()))
  );
}

export function mailHeaders(headers: readonly HeaderLine[]): MailHeaders {
  const [results] = rawValues(headers, 'authentication-results');
  // Exchange's own to set: it takes out what a sender wrote there.
  const [origin, ...more] = rawValues(headers, 'x-ms-exchange-organization-authas');
  const said = more.length === 0 ? origin?.toLowerCase() : 'unclear';
  return {
    from: sendersOf(headers),
    subject: cleanLine(headerOf(headers, 'subject'), MAX_SUBJECT),
    ...(results !== undefined && { authenticationResults: cleanLine(results, MAX_RESULTS) }),
    isInternal: said === 'internal',
    isOutside: said === undefined || said === 'anonymous',
    isAutomatic: isAutomatic(headers),
  };
}
