import { afterAll, describe, expect, test } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { MailDecoder, type DecodedMail } from '../../../bot/mail/mail-decoder.ts';
import type { MailProblem } from '../../../domain/mail/received.ts';
import { encode } from './charsets.ts';
import { source, textIn } from './decoding.ts';
import { msgFile } from './msg-file.ts';

// What it understands is asked here, not how soon: other suites share the machine.
const decoder = new MailDecoder({ caps: { ms: 30_000 } });
afterAll(() => decoder.close());

function read(bytes: Uint8Array, originals: 'all' | 'attached' = 'all'): Promise<DecodedMail> {
  return decoder.decode(bytes, { originals });
}

const HEAD = 'From: a@b.example\nSubject: Voucher\nMIME-Version: 1.0\n';

/** A mail of parts, each with its headers. */
function mixed(parts: readonly string[], type = 'multipart/mixed', head = HEAD): Buffer {
  const all = parts.map((part) => `--b\n${part}\n`).join('');
  return source(`${head}Content-Type: ${type}; boundary=b\n\n${all}--b--\n`);
}

const PDF = `Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n${Buffer.from('%PDF-1.7\n').toString('base64')}`;
const PICTURE = 'Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=';
const TNEF =
  'Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgAA';
const CALENDAR = 'Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR';
const ENVELOPED =
  'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHA6CA';
const STATUS = 'Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n';
const TEXT = 'Content-Type: text/plain\n\nVoucher ID: SAP-7F3K-0042';

const MSG = { from: { address: 'a@b.example' }, subject: 'Voucher' };

describe('what cannot be read has a reason', () => {
  test.each<[string, Buffer, MailProblem]>([
    ['winmail.dat', mixed([TNEF]), 'tnef'],
    [
      'winmail.dat under another name',
      mixed([TNEF.replace(/Content-Type: [^\n]*/u, 'Content-Type: application/octet-stream; name=a.bin')]),
      'tnef',
    ],
    ['winmail.dat itself', Buffer.from('789f3e22000000', 'hex'), 'tnef'],
    ['an encrypted mail', source(`${HEAD}${ENVELOPED}`), 'encrypted'],
    ['an encrypted part', mixed([ENVELOPED]), 'encrypted'],
    [
      'a mail of PGP/MIME',
      mixed(
        [
          'Content-Type: application/pgp-encrypted\n\nVersion: 1',
          'Content-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----',
        ],
        'multipart/encrypted',
      ),
      'encrypted',
    ],
    [
      'an encrypted text',
      source(`${HEAD}\n-----BEGIN PGP MESSAGE-----\nabc\n-----END PGP MESSAGE-----\n`),
      'encrypted',
    ],
    [
      'a protected mail',
      mixed([
        TEXT.replace(/Voucher.*/u, 'Read it at 123456'),
        'Content-Type: application/x-microsoft-rpmsg-message; name=message.rpmsg\n\nx',
      ]),
      'encrypted',
    ],
    [
      'an encrypted message of Outlook',
      msgFile({
        ...MSG,
        messageClass: 'IPM.Note.SMIME',
        inside: [{ filename: 'smime.p7m', bytes: Buffer.from('MIAGCSqGSIb3DQEHA6CA', 'base64') }],
      }),
      'encrypted',
    ],
    [
      'a protected message of Outlook',
      msgFile({
        ...MSG,
        body: 'Read it at 123456',
        inside: [{ filename: 'message.rpmsg', bytes: Buffer.from('x') }],
      }),
      'encrypted',
    ],
    ['an invitation', mixed([CALENDAR], 'multipart/alternative'), 'calendar'],
    ['an invitation itself', source('BEGIN:VCALENDAR\nEND:VCALENDAR'), 'calendar'],
    [
      'an invitation of Outlook',
      msgFile({ ...MSG, messageClass: 'IPM.Schedule.Meeting.Request' }),
      'calendar',
    ],
    [
      'a bounce',
      mixed(
        [
          'Content-Type: text/plain\n\nYour mail 12345 was not delivered.',
          STATUS,
          `Content-Type: message/rfc822\n\n${HEAD}\nVoucher ID: SAP-1`,
        ],
        'multipart/report; report-type=delivery-status',
      ),
      'bounce',
    ],
    [
      'a bounce of Outlook',
      msgFile({ ...MSG, messageClass: 'REPORT.IPM.Note.NDR', body: 'Not delivered 12345' }),
      'bounce',
    ],
    ['a PDF in a mail', mixed([PDF]), 'pdf'],
    [
      'a PDF called otherwise',
      mixed([PDF.replace('application/pdf; name=a.pdf', 'application/octet-stream')]),
      'pdf',
    ],
    ['a PDF itself', Buffer.from('%PDF-1.7\n1 0 obj'), 'pdf'],
    ['a picture in a mail', mixed([PICTURE]), 'picture'],
    [
      'a picture in a page',
      mixed(['Content-Type: text/html\n\n<img src="cid:a">', PICTURE], 'multipart/related'),
      'picture',
    ],
    ['a picture itself', Buffer.from('89504e470d0a1a0a', 'hex'), 'picture'],
    ['a mail with nothing in it', source(`${HEAD}\n\n`), 'noText'],
    ['a message of Outlook with nothing in it', msgFile(MSG), 'noText'],
    [
      'a document of Word',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)]),
      'damaged',
    ],
    ['an archive', Buffer.from('504b0304140000000800', 'hex'), 'damaged'],
    ['a message that was cut', msgFile({ ...MSG, body: 'x'.repeat(9_000) }).subarray(0, 1_500), 'damaged'],
  ])('%s', async (_what, bytes, problem) => {
    expect(await read(bytes)).toMatchObject({ kind: 'problem', problem });
  });

  test.each([
    ['winmail.dat', TNEF],
    ['a PDF', PDF],
    ['a picture', PICTURE],
    ['something encrypted', ENVELOPED],
    ['an invitation', CALENDAR],
  ])('but text beside %s is read', async (_what, part) => {
    expect(textIn(await read(mixed([part, TEXT])))).toBe(
      'From: a@b.example\nSubject: Voucher\n\nVoucher ID: SAP-7F3K-0042',
    );
  });

  test('and a number in the subject is text', async () => {
    expect(textIn(await read(source('Subject: Voucher SAP-7F3K-0042\nMIME-Version: 1.0\n\n')))).toBe(
      'Subject: Voucher SAP-7F3K-0042',
    );
  });

  test('what a bounce was about is nobody’s mail, in another mail either', async () => {
    const bounce = mixed(
      [
        TEXT.replace(/Voucher.*/u, 'Not delivered.'),
        STATUS,
        `Content-Type: message/rfc822\n\n${HEAD}\nVoucher ID: SAP-1`,
      ],
      'multipart/report',
    );
    const around = Buffer.concat([source('MIME-Version: 1.0\nContent-Type: message/rfc822\n\n'), bounce]);
    expect(textIn(await read(around, 'attached'))).toBe(
      'From: a@b.example\nSubject: Voucher\n\nNot delivered.',
    );
  });
});

describe('of several forms of one text', () => {
  const alternatives = (...parts: readonly string[]): Promise<DecodedMail> =>
    read(mixed(parts, 'multipart/alternative', ''));

  test.each([
    [
      'the page with its table',
      [
        'Content-Type: text/plain\n\nVoucher ID\n\nSAP-1',
        'Content-Type: text/html\n\n<table><tr><td>Voucher ID<td>SAP-1</table>',
      ],
      'Voucher ID\tSAP-1',
    ],
    [
      'the page, when the text only says that it is one',
      [
        'Content-Type: text/plain\n\nThis message is HTML.',
        'Content-Type: text/html\n\n<p>Voucher ID: SAP-1, five days</p>',
      ],
      'Voucher ID: SAP-1, five days',
    ],
    [
      'the text, when the page is a picture',
      [TEXT, 'Content-Type: text/html\n\n<img src=x>'],
      'Voucher ID: SAP-7F3K-0042',
    ],
    [
      'the text, when the page is nearly empty',
      [TEXT, 'Content-Type: text/html\n\n<p>Hi</p>'],
      'Voucher ID: SAP-7F3K-0042',
    ],
    ['the text beside an invitation', [TEXT, CALENDAR], 'Voucher ID: SAP-7F3K-0042'],
  ])('%s', async (_what, parts, text) => {
    expect(textIn(await alternatives(...parts))).toBe(text);
  });

  test('one is read, and what stands beside them too', async () => {
    const inner = `Content-Type: multipart/alternative; boundary=a\n\n--a\n${TEXT}\n--a\nContent-Type: text/html\n\n<p>Voucher ID: SAP-7F3K-0042</p>\n--a--`;
    const mail = await read(
      mixed([inner, 'Content-Type: text/plain\n\nSent by our gateway.'], undefined, ''),
    );
    expect(textIn(mail)).toBe('Voucher ID: SAP-7F3K-0042\n\nSent by our gateway.');
  });
});

describe('what hangs on a mail', () => {
  const ORIGINAL = 'From: c@d.example\nSubject: Original\nMIME-Version: 1.0\n\nVoucher ID: SAP-1';
  const PRINTED = 'From: c@d.example\nSubject: Original\n\nVoucher ID: SAP-1';
  const base64 = (bytes: Buffer): string => (bytes.toString('base64').match(/.{1,76}/gu) ?? []).join('\n');

  test.each([
    [
      'a mail whose type nobody says',
      `Content-Type: application/octet-stream; name=voucher.eml\nContent-Transfer-Encoding: base64\n\n${base64(source(ORIGINAL))}`,
    ],
    ['a mail under another name', `Content-Type: application/octet-stream; name=voucher.dat\n\n${ORIGINAL}`],
    [
      'a mail in base64',
      `Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${base64(source(ORIGINAL))}`,
    ],
    [
      'a mail that is called a text',
      `Content-Type: text/plain; name="voucher.eml"\nContent-Disposition: attachment\n\n${ORIGINAL}`,
    ],
    [
      'a message of Outlook',
      `Content-Type: application/vnd.ms-outlook; name=a.msg\nContent-Transfer-Encoding: base64\n\n${base64(msgFile({ from: { address: 'c@d.example' }, subject: 'Original', body: 'Voucher ID: SAP-1' }))}`,
    ],
  ])('%s is a mail inside it', async (_what, part) => {
    expect(textIn(await read(mixed([part], undefined, '')))).toBe(PRINTED);
  });

  test.each([
    ['a text', 'Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nVoucher ID: SAP-1'],
    ['a page', 'Content-Type: application/octet-stream; name=a.html\n\n<html><p>Voucher ID: SAP-1'],
    ['a formatted text', 'Content-Type: application/rtf\n\n{\\rtf1\\ansi Voucher ID: SAP-1}'],
  ])('%s is read behind it', async (_what, part) => {
    expect(textIn(await read(mixed([part], undefined, '')))).toBe('Voucher ID: SAP-1');
  });

  test('is followed five mails deep, and what lies deeper is told', async () => {
    let mail = `Subject: 0\nMIME-Version: 1.0\n\nVoucher ID: SAP-0`;
    for (let n = 1; n <= 6; n += 1) {
      mail = `Subject: ${n}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n\nText ${n}\n--b${n}\nContent-Type: message/rfc822\n\n${mail}\n--b${n}--`;
    }
    const deep = await read(source(mail));
    expect(textIn(deep)).toMatch(/^Subject: 6\n\nText 6\n\nSubject: 5\n\nText 5[^]*Subject: 1\n\nText 1$/u);
    expect(deep).toMatchObject({ mail: { isCut: true } });
  });
});

describe('a file of another kind', () => {
  const RUSSIAN =
    'От: vera@partner.example\nТема: Ваучер\n\nНомер ваучера: SAP-1. Срок действия указан ниже.';
  const mime = source('From: a@b.example\nMIME-Version: 1.0\n\nVoucher ID: SAP-1');
  const bytes = (...parts: readonly (string | Buffer)[]): Buffer =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string)));

  test.each([
    ['a text of Windows', encode(RUSSIAN, 'windows-1251'), RUSSIAN],
    ['a text in UTF-8 with its mark', bytes('\uFEFF', RUSSIAN), RUSSIAN],
    ['a text in UTF-16 with its mark', Buffer.from(`\uFEFF${RUSSIAN}`, 'utf16le'), RUSSIAN],
    ['a text in UTF-16 without it', Buffer.from(RUSSIAN, 'utf16le'), RUSSIAN],
    [
      'a page of Windows',
      bytes('<html><meta charset=windows-1251><p>', encode(RUSSIAN, 'windows-1251')),
      RUSSIAN.replace(/\n+/gu, ' '),
    ],
    ['a page in UTF-16', Buffer.from('\uFEFF<html><p>Номер: SAP-1</html>', 'utf16le'), 'Номер: SAP-1'],
    [
      'a formatted text',
      Buffer.from('{\\rtf1\\ansi Voucher ID: SAP-1\\par 5 days}'),
      'Voucher ID: SAP-1\n5 days',
    ],
    ['a source behind empty lines', bytes('\r\n\r\n', mime), 'From: a@b.example\n\nVoucher ID: SAP-1'],
    ['a source with a mark', bytes('\uFEFF', mime), 'From: a@b.example\n\nVoucher ID: SAP-1'],
    [
      'a source of a mailbox',
      bytes('From a@b.example Tue Nov  3 10:00:00 2026\r\n', mime),
      'From: a@b.example\n\nVoucher ID: SAP-1',
    ],
    [
      'a page that was saved whole',
      source(
        'From: <Saved>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n<p>Voucher=20ID: SAP-1\n--b--',
      ),
      'From: Saved\nSubject: x\n\nVoucher ID: SAP-1',
    ],
    [
      'what only looks like a source',
      source('Received: 3 November 2026\nVoucher ID: SAP-1'),
      'Received: 3 November 2026\nVoucher ID: SAP-1',
    ],
    ['what begins as a picture’s name', source('BMW voucher ID: SAP-1'), 'BMW voucher ID: SAP-1'],
  ])('%s', async (_what, file, text) => {
    expect(textIn(await read(file))).toBe(text);
  });
});

describe('letters', () => {
  const of = (text: string, charset: string, said = charset): Promise<DecodedMail> =>
    read(
      Buffer.concat([
        source(
          `MIME-Version: 1.0\nContent-Type: text/plain${said === '' ? '' : `; charset=${said}`}\nContent-Transfer-Encoding: 8bit\n\n`,
        ),
        encode(text, charset),
      ]),
    );

  test.each([
    ['windows-1251', 'Номер ваучера: SAP-1'],
    ['koi8-r', 'Номер ваучера: SAP-1'],
    ['iso-8859-5', 'Номер ваучера: SAP-1'],
    ['iso-8859-2', 'Ważność do: książka ęąś'],
    ['windows-1250', 'Číslo voucheru: žluťoučký'],
    ['iso-8859-1', 'Gutscheinnummer für Größe'],
    ['windows-1254', 'Geçerlilik süresi İşğ'],
    ['iso-2022-jp', 'バウチャー番号 SAP-1'],
    ['shift_jis', 'バウチャー番号 SAP-1'],
    ['euc-kr', '바우처 번호 SAP-1'],
    ['gb18030', '凭证编号 SAP-1'],
    ['big5', '憑證編號 SAP-1'],
    ['utf-8', 'Номер ваучера: SAP-1'],
  ])('of %s', async (charset, text) => {
    expect(textIn(await of(text, charset))).toBe(text);
  });

  test.each([
    ['UTF-8 that says it is of western Europe', 'utf-8', 'iso-8859-1'],
    ['UTF-8 that says it is Russian of Windows', 'utf-8', 'windows-1251'],
    ['UTF-8 of which nobody says anything', 'utf-8', ''],
    ['Russian of Windows that says it is UTF-8', 'windows-1251', 'utf-8'],
    ['Russian of Windows that says it is ASCII', 'windows-1251', 'us-ascii'],
    ['Russian of Windows that says it is of western Europe', 'windows-1251', 'iso-8859-1'],
    ['Russian of Windows of which nobody says anything', 'windows-1251', ''],
    ['Russian of Windows under a name that nobody knows', 'windows-1251', 'x-user-defined-9'],
  ])('%s', async (_what, charset, said) => {
    const text = 'Номер ваучера: SAP-1. Действителен до 3 ноября 2026 года.';
    expect(textIn(await of(text, charset, said))).toBe(text);
  });

  test('of a page that says its charset itself', async () => {
    const page = Buffer.concat([
      source(
        'MIME-Version: 1.0\nContent-Type: text/html\n\n<meta http-equiv=x content="text/html; charset=koi8-r">',
      ),
      encode('Номер ваучера', 'koi8-r'),
    ]);
    expect(textIn(await read(page))).toBe('Номер ваучера');
  });

  test.each([
    [
      'a word cut in the middle of a letter',
      '=?utf-8?B?0J3QvtC80LU=?=\n =?utf-8?B?0YAg0Q==?=\n =?utf-8?B?gA==?=',
      'Номер р',
    ],
    [
      'words of both kinds',
      '=?koi8-r?Q?=EE=CF=CD=C5=D2?= =?windows-1251?B?4uDz9+Xw4A==?= x',
      'Номерваучера x',
    ],
    ['letters as they are', 'Номер ваучера', 'Номер ваучера'],
    ['a word that never ends', '=?utf-8?B?0J3Q', '=?utf-8?B?0J3Q'],
  ])('in a header: %s', async (_what, subject, text) => {
    const mail = await read(source(`Subject: ${subject}\nMIME-Version: 1.0\n\nx`));
    expect(mail).toMatchObject({ headers: { subject: text } });
  });

  test('in a header, of Windows, as they are', async () => {
    const head = Buffer.concat([
      Buffer.from('MIME-Version: 1.0\r\nSubject: '),
      encode('Номер ваучера', 'windows-1251'),
      source('\n\nx'),
    ]);
    expect(await read(head)).toMatchObject({ headers: { subject: 'Номер ваучера' } });
  });
});

describe('a message of Outlook', () => {
  const text = 'Номер ваучера: SAP-1';

  test.each([
    [
      'in the letters of its code page',
      { body: text, isAnsi: true, codepage: { number: 1251, charset: 'windows-1251' } },
    ],
    [
      'in the letters of another one',
      { body: text, isAnsi: true, codepage: { number: 20_866, charset: 'koi8-r' } },
    ],
    ['as a page', { html: `<p>${text}</p>`, codepage: { number: 1251, charset: 'windows-1251' } }],
    [
      'as a page in RTF',
      {
        rtf: "{\\rtf1\\ansi\\ansicpg1251\\fromhtml1 {\\*\\htmltag <p>}\\'cd\\'ee\\'ec\\'e5\\'f0 \\'e2\\'e0\\'f3\\'f7\\'e5\\'f0\\'e0: SAP-1{\\*\\htmltag </p>}}",
      },
    ],
    [
      'as a text in RTF',
      {
        rtf: "{\\rtf1\\ansi\\ansicpg1251\\fromtext {\\fonttbl{\\f0 Arial;}}\\'cd\\'ee\\'ec\\'e5\\'f0 \\u1074?\\u1072?\\u1091?\\u1095?\\u1077?\\u1088?\\u1072?: SAP-1}",
      },
    ],
    [
      'as RTF that somebody wrote',
      {
        rtf: "{\\rtf1\\ansi\\ansicpg1251 {\\fonttbl{\\f0 Arial;}}\\'cd\\'ee\\'ec\\'e5\\'f0 {\\b\\'e2\\'e0\\'f3\\'f7\\'e5\\'f0\\'e0}: SAP-1}",
      },
    ],
    ['as a page, when its text has no table', { body: 'Номер ваучера\r\n\r\nSAP-1', html: `<p>${text}</p>` }],
  ])('%s', async (_what, of) => {
    expect(textIn(await read(msgFile(of)))).toBe(text);
  });

  test('that knows its sender only by what came over the internet', async () => {
    const mail = await read(
      msgFile({
        body: 'x',
        transportHeaders:
          'From: "Vera N." <vera@partner.example>\r\nDate: Tue, 3 Nov 2026 10:00:00 +0300\r\n',
      }),
    );
    expect(textIn(mail)).toBe('From: vera@partner.example\nDate: Tue, 3 Nov 2026 10:00:00 +0300\n\nx');
  });
});

describe('what decides of the mailbox’s mail', () => {
  const headersOf = async (head: string): Promise<object | undefined> =>
    (await read(source(`${head}\nSubject: x\n\ntext`), 'attached')).headers;

  test.each([
    ['one address', 'From: Vera <Vera@Partner.example>', ['vera@partner.example']],
    [
      'an address that a name imitates',
      'From: "boss@tenant.example" <m@stranger.example>',
      ['m@stranger.example'],
    ],
    [
      'an address that a comment imitates',
      'From: m@stranger.example (boss@tenant.example)',
      ['m@stranger.example'],
    ],
    [
      'an address that an encoded name imitates',
      'From: =?utf-8?Q?boss=40tenant.example=3E,?= <m@stranger.example>',
      ['m@stranger.example'],
    ],
    ['two addresses', 'From: a@b.example, c@d.example', ['a@b.example', 'c@d.example']],
    ['a group', 'From: us: a@b.example, c@d.example;', ['a@b.example', 'c@d.example']],
    ['two headers', 'From: a@b.example\nfrom: c@d.example', ['a@b.example', 'c@d.example']],
    [
      'two headers, one of them oddly written',
      'From: a@b.example\nFROM : c@d.example',
      ['a@b.example', 'c@d.example'],
    ],
    ['no address', 'From: Vera', []],
    ['no header', 'To: a@b.example', []],
  ])('From: %s', async (_what, head, from) => {
    expect(await headersOf(head)).toMatchObject({ from });
  });

  test.each([
    'From: "x" <a@b.example> <c@d.example>',
    'From: <a@b.example><c@d.example>',
    'From: a@b.example <c@d.example>',
    'From: a@b.example c@d.example',
    'From: x (y) <A@b.example> z <C@d.example>',
  ])('several addresses although no comma is between them: %s', async (head) => {
    const { from } = (await headersOf(head)) as { from: readonly string[] };
    expect(from.toSorted()).toEqual(['a@b.example', 'c@d.example']);
  });

  test.each([
    'From: a@b.example <A@b.example>',
    'From: "c@d.example, x" <a@b.example>',
    'From: Anna @ B <a@b.example>',
    'From: Anna@B (c@d.example) <a@b.example>',
  ])('one address: %s', async (head) => {
    expect(await headersOf(head)).toMatchObject({ from: ['a@b.example'] });
  });

  test.each([
    ['X: y', true],
    ['X-MS-Exchange-Organization-AuthAs: Anonymous', true],
    ['X-MS-Exchange-Organization-AuthAs: Internal', false],
    ['X-MS-Exchange-Organization-AuthAs: Partner', false],
    ['X-MS-Exchange-Organization-AuthAs: Anonymous\nX-MS-Exchange-Organization-AuthAs: Internal', false],
  ])('from outside, where Exchange puts its verdict: %j', async (head, isOutside) => {
    expect(await headersOf(head)).toMatchObject({ isOutside });
  });

  test('the topmost verdict of the mailbox’s server, unfolded', async () => {
    expect(
      await headersOf(
        'Authentication-Results: mx.example;\n\tdmarc=pass\n header.from=a.example\nAuthentication-Results: evil; dmarc=fail',
      ),
    ).toMatchObject({ authenticationResults: 'mx.example; dmarc=pass header.from=a.example' });
    expect(await headersOf('X: y')).not.toHaveProperty('authenticationResults');
  });

  test.each([
    ['X-MS-Exchange-Organization-AuthAs: Internal', true],
    ['X-MS-Exchange-Organization-AuthAs: Anonymous', false],
    ['X-MS-Exchange-Organization-AuthAs: Internal\nX-MS-Exchange-Organization-AuthAs: Internal', false],
    ['X-MS-Exchange-CrossTenant-AuthAs: Internal', false],
  ])('inside the organisation: %j', async (head, isInternal) => {
    expect(await headersOf(head)).toMatchObject({ isInternal });
  });

  test.each([
    ['Auto-Submitted: auto-replied', true],
    ['Auto-Submitted: no', false],
    ['Auto-Submitted: No (by hand)', false],
    ['List-Id: <a.example>', true],
    ['List-Unsubscribe: <mailto:a@b.example>', true],
    ['List-Post: NO', true],
    ['Precedence: bulk', true],
    ['Precedence: first-class', false],
    ['Return-Path: <>', true],
    ['Return-Path: <a@b.example>', false],
    ['X-Auto-Response-Suppress: All', false],
  ])('by nobody’s hand: %j', async (head, isAutomatic) => {
    expect(await headersOf(head)).toMatchObject({ isAutomatic });
  });

  test('is known of a mail that cannot be read, too', async () => {
    const mail = await read(
      source('From: a@b.example\nContent-Type: application/pdf\n\n%PDF-1.7'),
      'attached',
    );
    expect(mail).toMatchObject({ problem: 'pdf', headers: { from: ['a@b.example'] } });
  });

  test('is known of a mail that ended the process that read it', async () => {
    const heavy = msgFile({ rtf: `{\\rtf1\\ansi\\fromtext ${'{'.repeat(500_000)}` }).toString('base64');
    const mail = await read(
      mixed([`Content-Type: application/vnd.ms-outlook\nContent-Transfer-Encoding: base64\n\n${heavy}`]),
      'attached',
    );
    expect(mail).toMatchObject({ problem: 'tooSlow', headers: { from: ['a@b.example'] } });
  });
});
