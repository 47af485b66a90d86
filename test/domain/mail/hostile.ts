import { MAX_MAIL } from '../../../domain/mail/read-mail.ts';

function filled(piece: string): string {
  return piece.repeat(Math.ceil(MAX_MAIL / piece.length)).slice(0, MAX_MAIL);
}

/** As {@link filled}, of pieces that differ: what is remembered of one does not help with the next. */
function varied(piece: (n: number) => string): string {
  const pieces: string[] = [];
  for (let n = 0, length = 0; length < MAX_MAIL; n += 1) {
    const next = piece(n);
    pieces.push(next);
    length += next.length;
  }
  return pieces.join('').slice(0, MAX_MAIL);
}

/** A number in letters, for words that nobody has seen. */
function word(n: number): string {
  return Array.from(String(n * 7919 + 1234), (digit) => 'aeioubdklr'[Number(digit)]).join('');
}

/** Texts of the greatest length that is read, each of one piece again and again, or of pieces of one kind. */
export const HOSTILE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    letters: 'a',
    capitals: 'A',
    colons: ':',
    'labels without end': 'Voucher ID:',
    'lines of labels': 'Voucher ID\n',
    'lines of labels with values': 'Voucher ID: SAP-7F3K-0042\n',
    'look-alike letters': 'Vоuchеr ID: SAP-7F3K-0042\n',
    numbers: 'SAP-7F3K-0042 ',
    'lines of numbers': 'SAP-7F3K-0042\n',
    'lines of dates': 'Expires on: 3 November 2026\n',
    addresses: 'a@b.example ',
    'at signs': 'a@',
    dots: 'a.',
    days: '5 days ',
    digits: '1234567890',
    'line breaks': '\n',
    'lines of one letter': 'a\n',
    tabs: 'a\tb\t',
    bars: '| a ',
    'rows of a table': '| Voucher | 5 | SAP-1 |\n',
    brackets: '(',
    'quoted cells': '"a","b",',
    'heads of a table': 'Voucher ID,Customer,Engagement,Level,Assigned\n',
    Chinese: '凭证编号是',
    Japanese: 'バウチャー番号は',
    prose:
      'The voucher was assigned on Monday and you can use it until\nwe meet, said Vera Novak of Contoso (synthetic), number AB-1234-X.\n',
    'characters that nobody sees': 'V\u200bo\u200bucher ID: SAP\u200b-7F3K ',
    'right to left': '\u202eVoucher ID: SAP-7F3K\n',
    names: 'SharePoint Deployment Planning ',
    references: '&nbsp;&#1074;&unknown;',
    elements: '<div><p style="display:none">Voucher ID: 1</p>',
    headers: 'From: a@b.example\n',
    quoting: '> ',
    'elements within elements': '<div>',
    'elements that end': '<div></div></b>',
    'hidden elements':
      '<span hidden>Voucher ID: SAP-1</span><p style="display:none">Expires on: 3 May 2027</p>\n',
    'unknown references': '&unknown;&#99999999;&#xD800;&;&amp',
    'one number under two labels': 'Voucher ID: SAP-7F3K-0042\nVoucher number: SAP-7F3K-0043\n',
    'ten thousand labels': (n: number) => `Voucher ID: SAP-${n}\n`,
    'sections of vouchers': (n: number) =>
      `Voucher ID: SAP-7F3K-${n}\nService level: ${n % 15} days\nExpires on: ${(n % 28) + 1} May 2027\nCustomer: ${word(n)} GmbH\nAdministrator: ${word(n)}@customer.example\n\n`,
    'rows of vouchers': (n: number) =>
      `SAP-7F3K-${n}\tSharePoint Deployment Planning\t${n % 15} days\t${(n % 28) + 1}.05.2027\t${word(n)} Ltd\n`,
    'sentences with numbers': (n: number) =>
      `The ${word(n)} voucher with the number ${word(n).toUpperCase()}-${n} for ${word(n + 1)} is valid until 3 May 20${n % 90}.\n`,
    'sentences without end': (n: number) =>
      `use the voucher ${word(n)} AB-${n}-X for ${word(n)}@a.example and `,
    'labels that nobody has seen': (n: number) => `${word(n)} voucher nummer ${word(n + 1)}: AB-${n}-X\n`,
    'labels without a sign': (n: number) => `${word(n)} vauchernumber ${word(n + 1)} AB-${n}-X\n`,
    'wide gaps': (n: number) => `voucher SharePoint Deployment Planning${'\t'.repeat(1_900)}${n}\n`,
    'words before a value': (n: number) => `${word(n).split('').join('o ')}u ${n % 10}\n`,
    'capitals before a value': (n: number) => `${word(n).toUpperCase().split('').join('O ')}U ${n % 10}\n`,
    'sentences of vouchers': (n: number) =>
      `Voucher AB-${n}-X is for ${word(n)}, and voucher CD-${n}-Y expires on ${(n % 28) + 1} May 2027 `,
    'cells that nobody has seen': (n: number) => `${word(n)} voucher | AB-${n} | `,
    'words that nobody has seen': (n: number) => `${word(n)} `,
    'states of vouchers': (n: number) => `Voucher AB-${n}-X was not ${word(n)} cancelled, it has expired. `,
    'names of customers': (n: number) =>
      `${word(n).replace(/^./u, (letter) => letter.toUpperCase())} GmbH and Co.\n`,
  }).map(([name, piece]) => [name, typeof piece === 'string' ? filled(piece) : varied(piece)]),
);

/** An ordinary mail of about two kilobytes. */
export const ORDINARY = [
  'From: Volume Licensing <noreply@sender.example>',
  'Sent: Tuesday, November 3, 2026 9:41 AM',
  'To: Anna Synthetic <anna@customer.example>',
  'Subject: Planning Services voucher assigned',
  '',
  'Voucher ID: SAP-7F3K-0042',
  'Service level: 5 days',
  'Engagement: SharePoint Deployment Planning',
  'Assigned on: 3 November 2026',
  'Expires on: 2 May 2027',
  'Customer: Contoso (synthetic)',
  'Voucher administrator: admin@customer.example',
  '',
  'This message was sent automatically; please do not answer it, and call us when something is wrong. '.repeat(
    16,
  ),
].join('\n');
