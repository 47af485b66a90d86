import { MAX_MAIL } from '../../../domain/mail/read-mail.ts';

function filled(piece: string): string {
  return piece.repeat(Math.ceil(MAX_MAIL / piece.length)).slice(0, MAX_MAIL);
}

/** Texts of the greatest length that is read, each of one piece again and again. */
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
  }).map(([name, piece]) => [name, filled(piece)]),
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
