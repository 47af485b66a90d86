import { Buffer } from 'node:buffer';
import { source } from './decoding.ts';
import { msgFile } from './msg-file.ts';
import { Random } from '../../torture/random.ts';

/** Mails that are made to do harm. What the test and the measurement run, and what may become of each. */

interface HostileMail {
  readonly make: () => Buffer;
  /** What it may end as: a reading, or one of the reasons. */
  readonly ends: readonly string[];
}

const HEAD = `From: Mallory <mallory@stranger.example>
To: bot@tenant.example
Subject: Voucher
Date: Tue, 3 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
`;
const VOUCHER = 'Voucher ID: SAP-7F3K-0042\n';
const MiB = 1024 * 1024;

function html(body: string): Buffer {
  return source(`${HEAD}Content-Type: text/html; charset=utf-8\n\n${body}`);
}

function plain(body: string, charset = 'utf-8', encoding = '8bit'): Buffer {
  return source(
    `${HEAD}Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: ${encoding}\n\n${body}`,
  );
}

function parts(count: number, part: (n: number) => string): Buffer {
  const all = Array.from({ length: count }, (_each, n) => `--b\n${part(n)}\n`);
  return source(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${all.join('')}--b--\n`);
}

function multipartsWithin(depth: number): Buffer {
  const opening = Array.from(
    { length: depth },
    (_each, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`,
  );
  return source(`${HEAD}${opening.join('')}Content-Type: text/plain\n\n${VOUCHER}`);
}

function mailsWithin(depth: number): Buffer {
  let mail = `${HEAD}Content-Type: text/plain\n\n${VOUCHER}`;
  for (let n = 0; n < depth; n += 1) {
    mail = `${HEAD}Content-Type: multipart/mixed; boundary=m${n}\n\n--m${n}\nContent-Type: message/rfc822\n\n${mail}\n--m${n}--\n`;
  }
  return source(mail);
}

const HEAD_OF_MSG = { from: { name: 'Mallory', address: 'mallory@stranger.example' }, subject: 'Voucher' };

function msgsWithin(depth: number): Buffer {
  let mail: Parameters<typeof msgFile>[0] = { ...HEAD_OF_MSG, body: VOUCHER };
  for (let n = 0; n < depth; n += 1) mail = { ...HEAD_OF_MSG, body: `${n}`, inside: [mail] };
  return msgFile(mail);
}

function compressedRtf(declared: number, length: number): Buffer {
  const bytes = Buffer.alloc(16 + length, 0xff);
  bytes.writeUInt32LE(declared, 0);
  bytes.writeUInt32LE(declared, 4);
  bytes.write('LZFu', 8, 'latin1');
  return bytes;
}

/** A message whose RTF is given as it stands in the file. */
function msgWithRtf(rtf: string | Buffer): Buffer {
  return msgFile({ ...HEAD_OF_MSG, rtf });
}

const ORDINARY_MSG = {
  ...HEAD_OF_MSG,
  to: [{ name: 'Admin', address: 'admin@customer.example' }],
  sent: new Date('2026-11-03T10:00:00Z'),
  body: VOUCHER.repeat(20),
  html: `<table><tr><td>Voucher ID<td>SAP-7F3K-0042</table>`,
  rtf: '{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag <p>}Voucher{\\*\\htmltag </p>}}',
  inside: [
    { ...HEAD_OF_MSG, body: 'inside' },
    { filename: 'a.pdf', bytes: Buffer.from('%PDF-1.7 x') },
  ],
};

/** What a message of Outlook becomes when a disk, or somebody, cuts and turns its bytes about. */
export function fuzzedMsg(seed: number): Buffer {
  const random = new Random(seed);
  const below = (limit: number): number => random.below(limit);
  let bytes = Buffer.from(msgFile(ORDINARY_MSG));
  const changes = 1 + below(30);
  for (let n = 0; n < changes; n += 1) {
    // The header, the tables of sectors and the directory are where it hurts.
    const at = random.chance(0.4) ? below(1_024) : below(bytes.length);
    const kind = random.next();
    if (kind < 0.5) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    else if (kind < 0.8)
      bytes.writeUInt32LE(
        below(2) === 0 ? 0xffff_ffff - below(8) : below(bytes.length),
        Math.min(at, bytes.length - 4),
      );
    else if (kind < 0.9) bytes.fill(below(256), at, Math.min(bytes.length, at + below(64)));
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + below(512))]);
    if (bytes.length < 2_048) break;
  }
  return bytes;
}

const READ = ['mail'];
const ANYTHING = ['mail', 'noText', 'damaged', 'tooNested', 'tooLarge', 'tooSlow', 'encrypted', 'picture'];

export const HOSTILE_MAILS: Readonly<Record<string, HostileMail>> = {
  'eighty thousand parts': {
    make: () => parts(80_000, () => '\nx'),
    ends: ['tooNested'],
  },
  'as many parts as are read': { make: () => parts(990, (n) => `\nSAP-${n}`), ends: READ },
  'multiparts five thousand deep': { make: () => multipartsWithin(5_000), ends: ['tooNested'] },
  'multiparts nine hundred deep': { make: () => multipartsWithin(900), ends: ['tooNested'] },
  'lines that look like boundaries, nine hundred deep': {
    make: () => Buffer.concat([multipartsWithin(900), Buffer.alloc(MiB, '--x\n')]),
    ends: ['tooNested', 'tooSlow'],
  },
  'mails two hundred deep': { make: () => mailsWithin(200), ends: ['mail', 'tooNested'] },
  'messages of Outlook forty deep': { make: () => msgsWithin(40), ends: ['mail', 'tooNested'] },
  'a thousand mails inside, each with a thousand parts': {
    make: () =>
      parts(
        60,
        () =>
          `Content-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=i\n\n${'--i\n\nx\n'.repeat(900)}--i--`,
      ),
    ends: ['mail', 'tooNested'],
  },
  'a header of a megabyte': {
    make: () => source(`${HEAD}X-Long: ${'x'.repeat(MiB)}\n\n${VOUCHER}`),
    ends: ['mail', 'tooLarge'],
  },
  'a subject of a megabyte': {
    make: () => source(`Subject: ${'x'.repeat(MiB - 1_000)}\n${HEAD}\n${VOUCHER}`),
    ends: ['mail', 'tooLarge'],
  },
  'a subject of encoded words without end': {
    make: () => source(`Subject: ${'=?utf-8?B?QUJD?= '.repeat(40_000)}\n${HEAD}\n${VOUCHER}`),
    ends: ['mail', 'tooLarge'],
  },
  'an address list of half a megabyte': {
    make: () => source(`${HEAD}To: ${'"a <b@c.example>" <d@e.example>, '.repeat(16_000)}\n\n${VOUCHER}`),
    ends: ['mail', 'tooLarge'],
  },
  'a From of quotes and brackets': {
    make: () => source(`From: ${'("<'.repeat(100_000)}\n${HEAD}\n${VOUCHER}`),
    ends: ['mail', 'tooLarge'],
  },
  'a hundred thousand headers': {
    make: () => source(`${HEAD}${'X-A: b\n'.repeat(100_000)}\n${VOUCHER}`),
    ends: ['mail', 'tooLarge'],
  },
  'parameters without end': {
    make: () => source(`${HEAD}Content-Type: text/plain${"; a*0*=utf-8''%41".repeat(20_000)}\n\n${VOUCHER}`),
    ends: ['mail', 'tooLarge'],
  },
  'comments within comments': {
    make: () => source(`${HEAD}Content-Type: ${'('.repeat(200_000)}text/plain\n\n${VOUCHER}`),
    ends: ANYTHING,
  },
  'HTML of two hundred thousand elements, one in the other': {
    make: () => html('<div>'.repeat(200_000)),
    ends: ['mail', 'noText'],
  },
  'a page of brackets': { make: () => html('<'.repeat(MiB)), ends: ['mail', 'noText'] },
  'a tag that never ends': { make: () => html(`${VOUCHER}<a href="${'x'.repeat(MiB)}`), ends: READ },
  'hidden elements without end': {
    make: () => html('<p style="display:none">a<i style="font-size:0">'.repeat(20_000)),
    ends: ['noText'],
  },
  'pictures that are named a hundred thousand times': {
    make: () =>
      source(
        `${HEAD}Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n${'<img src="cid:a">'.repeat(50_000)}\n--b\nContent-Type: image/png\nContent-ID: <a>\nContent-Transfer-Encoding: base64\n\n${'AAAA'.repeat(200_000)}\n--b--\n`,
      ),
    ends: ['picture'],
  },
  'base64 that is none': { make: () => plain('%&$"!~'.repeat(300_000), 'utf-8', 'base64'), ends: ANYTHING },
  'quoted-printable that is none': {
    make: () => plain('=ZZ=\n='.repeat(300_000), 'utf-8', 'quoted-printable'),
    ends: ANYTHING,
  },
  'an encoding that lies': { make: () => plain(VOUCHER, 'utf-8', 'base64'), ends: ANYTHING },
  'an encoding that nobody knows': { make: () => plain(VOUCHER, 'utf-8', 'x-uuencode'), ends: READ },
  'a charset that nobody knows': { make: () => plain(`${VOUCHER}Преглед`, 'x-klingon'), ends: READ },
  'a charset that is a prototype': { make: () => plain(VOUCHER, '__proto__'), ends: READ },
  'a charset that hides tags': { make: () => plain('+ADw-script+AD4-Voucher', 'utf-7'), ends: READ },
  'escapes of a charset without end': {
    make: () => plain('\u001b$B\u001b(B'.repeat(200_000), 'iso-2022-jp'),
    ends: ANYTHING,
  },
  'a header in a header': {
    make: () =>
      source(`${HEAD}Cc: =?utf-8?Q?a=0D=0AFrom:_boss@tenant.example=0D=0A?= <a@b.example>\n\n${VOUCHER}`),
    ends: READ,
  },
  'two million empty lines': {
    make: () => Buffer.concat([plain(''), Buffer.alloc(MiB, '\n')]),
    ends: ['noText'],
  },
  'a megabyte of NULs': { make: () => Buffer.concat([plain(VOUCHER), Buffer.alloc(MiB)]), ends: ANYTHING },
  'NULs and nothing else': { make: () => Buffer.alloc(MiB), ends: ['damaged', 'noText'] },
  'no bytes': { make: () => Buffer.alloc(0), ends: ['noText', 'damaged'] },
  'an end of line': { make: () => Buffer.from('\r\n'), ends: ['noText', 'damaged'] },
  'lines that only carriage returns end': {
    make: () => Buffer.from(`${HEAD}\n${VOUCHER.repeat(1_000)}`.replaceAll('\n', '\r')),
    ends: ANYTHING,
  },
  'one line of two megabytes': { make: () => plain('a'.repeat(2 * MiB - 1_000)), ends: READ },
  'flowed lines without end': {
    make: () =>
      source(`${HEAD}Content-Type: text/plain; format=flowed; delsp=yes\n\n${'> a \n'.repeat(200_000)}`),
    ends: READ,
  },
  'beginnings of encrypted messages': {
    make: () => plain('-----BEGIN PGP MESSAGE-----\n'.repeat(60_000)),
    ends: ANYTHING,
  },
  'more than two megabytes': { make: () => plain('a'.repeat(2 * MiB)), ends: ['tooLarge'] },
  'a compound file and nothing in it': {
    make: () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(MiB, 0xff)]),
    ends: ['damaged'],
  },
  'a compound file whose sectors are themselves': {
    make: () => {
      const bytes = Buffer.from(msgFile(ORDINARY_MSG));
      for (let at = 76; at < 512; at += 4) bytes.writeInt32LE(0, at);
      return bytes;
    },
    ends: ANYTHING,
  },
  'a stream of four gigabytes': {
    make: () => {
      const bytes = Buffer.from(msgFile(ORDINARY_MSG));
      // Sizes of all entries of the directory.
      const from = 512 * (1 + bytes.readInt32LE(48));
      for (let at = from + 120; at < bytes.length; at += 128) bytes.writeUInt32LE(0xffff_fff0, at);
      return bytes;
    },
    ends: ANYTHING,
  },
  'RTF that says it is a gigabyte': {
    make: () => msgWithRtf(compressedRtf(0x4000_0000, 64)),
    ends: ANYTHING,
  },
  'RTF that becomes eight times as much': {
    make: () => msgWithRtf(compressedRtf(900_000, 900_000)),
    ends: ANYTHING,
  },
  'RTF of groups within groups': {
    make: () => msgWithRtf(`{\\rtf1\\ansi\\fromtext ${'{'.repeat(500_000)}${VOUCHER}`),
    ends: ANYTHING,
  },
  'a message of more than five megabytes': {
    make: () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(5 * MiB)]),
    ends: ['tooLarge'],
  },
  'recipients without end': {
    make: () =>
      msgFile({
        ...HEAD_OF_MSG,
        body: VOUCHER,
        to: Array.from({ length: 3_000 }, (_each, n) => ({ address: `a${n}@b.example` })),
      }),
    ends: ANYTHING,
  },
};
