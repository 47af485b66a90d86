import { Buffer } from 'node:buffer';
import { encode } from './charsets.ts';

/**
 * Mails as mail programs make them, written by hand: a voucher's mail in eleven languages, forwarded within the text or
 * attached, in the charsets and encodings that are used there. All of it is made up.
 */

interface Words {
  readonly locale: string;
  readonly subject: string;
  readonly number: string;
  readonly admin: string;
  readonly assigned: string;
  readonly expires: string;
  readonly from: string;
  readonly date: string;
  readonly to: string;
  readonly about: string;
  readonly forwarded: string;
  readonly please: string;
  /** What its programs write in, beside UTF-8. */
  readonly charsets: readonly string[];
}

const WORDS: Readonly<Record<string, Words>> = {
  cs: {
    locale: 'cs',
    subject: 'Váš voucher',
    number: 'Číslo voucheru',
    admin: 'Správce voucheru',
    assigned: 'Přiděleno',
    expires: 'Platnost do',
    from: 'Od',
    date: 'Datum',
    to: 'Komu',
    about: 'Předmět',
    forwarded: 'Přeposlaná zpráva',
    please: 'Dobrý den, prosím o rezervaci.',
    charsets: ['iso-8859-2', 'windows-1250'],
  },
  de: {
    locale: 'de',
    subject: 'Ihr Gutschein für Planungstage',
    number: 'Gutscheinnummer',
    admin: 'Voucher-Administrator',
    assigned: 'Zugewiesen am',
    expires: 'Läuft ab am',
    from: 'Von',
    date: 'Gesendet',
    to: 'An',
    about: 'Betreff',
    forwarded: 'Weitergeleitete Nachricht',
    please: 'Bitte reservieren, schöne Grüße',
    charsets: ['iso-8859-1', 'windows-1252'],
  },
  en: {
    locale: 'en-GB',
    subject: 'Your voucher',
    number: 'Voucher ID',
    admin: 'Voucher admin e-mail',
    assigned: 'Assigned on',
    expires: 'Expires on',
    from: 'From',
    date: 'Sent',
    to: 'To',
    about: 'Subject',
    forwarded: 'Forwarded message',
    please: 'Please reserve it.',
    charsets: ['us-ascii', 'windows-1252'],
  },
  es: {
    locale: 'es',
    subject: 'Su vale de planificación',
    number: 'Número de vale',
    admin: 'Administrador del vale',
    assigned: 'Asignado el',
    expires: 'Caduca el',
    from: 'De',
    date: 'Fecha',
    to: 'Para',
    about: 'Asunto',
    forwarded: 'Mensaje reenviado',
    please: 'Por favor, resérvelo mañana.',
    charsets: ['iso-8859-1', 'windows-1252'],
  },
  fr: {
    locale: 'fr',
    subject: 'Votre bon de planification',
    number: 'Numéro de bon',
    admin: 'Administrateur du bon',
    assigned: 'Attribué le',
    expires: 'Expire le',
    from: 'De',
    date: 'Envoyé',
    to: 'À',
    about: 'Objet',
    forwarded: 'Message transféré',
    please: 'Merci de le réserver dès que possible.',
    charsets: ['iso-8859-1', 'windows-1252'],
  },
  it: {
    locale: 'it',
    subject: 'Il tuo voucher è pronto',
    number: 'Numero voucher',
    admin: 'Amministratore voucher',
    assigned: 'Assegnato il',
    expires: 'Scade il',
    from: 'Da',
    date: 'Data',
    to: 'A',
    about: 'Oggetto',
    forwarded: 'Messaggio inoltrato',
    please: 'Può prenotarlo? È urgente.',
    charsets: ['iso-8859-1', 'windows-1252'],
  },
  ja: {
    locale: 'ja',
    subject: 'バウチャーのお知らせ',
    number: 'バウチャー番号',
    admin: 'バウチャー管理者',
    assigned: '割り当て日',
    expires: '有効期限',
    from: '差出人',
    date: '送信日時',
    to: '宛先',
    about: '件名',
    forwarded: '転送されたメッセージ',
    please: '予約をお願いします。',
    charsets: ['iso-2022-jp', 'shift_jis'],
  },
  pl: {
    locale: 'pl',
    subject: 'Twój voucher na usługi planowania',
    number: 'Numer vouchera',
    admin: 'Administrator vouchera',
    assigned: 'Przypisano',
    expires: 'Wygasa',
    from: 'Od',
    date: 'Data',
    to: 'Do',
    about: 'Temat',
    forwarded: 'Wiadomość przekazana dalej',
    please: 'Proszę o rezerwację, dziękuję.',
    charsets: ['iso-8859-2', 'windows-1250'],
  },
  pt: {
    locale: 'pt',
    subject: 'Seu voucher está disponível',
    number: 'Número do voucher',
    admin: 'Administrador do voucher',
    assigned: 'Atribuído em',
    expires: 'Expira em',
    from: 'De',
    date: 'Data',
    to: 'Para',
    about: 'Assunto',
    forwarded: 'Mensagem encaminhada',
    please: 'Por favor, faça a reserva amanhã.',
    charsets: ['iso-8859-1', 'windows-1252'],
  },
  ru: {
    locale: 'ru',
    subject: 'Ваш ваучер',
    number: 'Номер ваучера',
    admin: 'Администратор ваучера',
    assigned: 'Дата назначения',
    expires: 'Истекает',
    from: 'От',
    date: 'Дата',
    to: 'Кому',
    about: 'Тема',
    forwarded: 'Пересылаемое сообщение',
    please: 'Зарезервируйте, пожалуйста.',
    charsets: ['koi8-r', 'windows-1251'],
  },
  zh: {
    locale: 'zh-CN',
    subject: '您的凭证',
    number: '凭证编号',
    admin: '凭证管理员',
    assigned: '分配日期',
    expires: '到期日',
    from: '发件人',
    date: '发送时间',
    to: '收件人',
    about: '主题',
    forwarded: '转发的邮件',
    please: '请预订。',
    charsets: ['gb18030', 'gbk'],
  },
};

/** What each mail says, whatever it is written in. */
export const FACTS = {
  number: 'SAP-7F3K-0042',
  adminEmail: 'admin@customer.example',
  assignedOn: '2026-11-16',
  expiresOn: '2027-05-15',
  sender: 'vouchers@microsoft.example',
} as const;

const COLLEAGUE = { name: 'Kim Colleague', address: 'kim@partner.example' };
const STAFF = { name: 'Vera Novak', address: 'vera@partner.example' };

interface Quoted {
  readonly from: string;
  readonly date: string;
  readonly to: string;
  readonly subject: string;
}

/** How one program forwards a mail within the text: plain and as HTML. */
interface Program {
  readonly plain: (words: Words, quoted: Quoted, text: string) => string;
  readonly html: (words: Words, quoted: Quoted, html: string) => string;
  readonly isFlowed?: true;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function lines({ from, date, to, about }: Words, quoted: Quoted): string {
  return `${from}: ${quoted.from}\n${date}: ${quoted.date}\n${to}: ${quoted.to}\n${about}: ${quoted.subject}`;
}

function bold({ from, date, to, about }: Words, quoted: Quoted): string {
  return [
    [from, quoted.from],
    [date, quoted.date],
    [to, quoted.to],
    [about, quoted.subject],
  ]
    .map(([label = '', value = '']) => `<b>${label}:</b> ${escape(value)}`)
    .join('<br>\n');
}

const PROGRAMS: Readonly<Record<string, Program>> = {
  'Outlook for Windows': {
    plain: (words, quoted, text) => `${words.please}\n\n${lines(words, quoted)}\n\n${text}`,
    html: (words, quoted, html) =>
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=X><div class=WordSection1><p class=MsoNormal>${escape(words.please)}<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal>${bold(words, quoted)}<o:p></o:p></p></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>${html}</div></body></html>`,
  },
  'Outlook on the web': {
    plain: (words, quoted, text) =>
      `${words.please}\n________________________________\n${lines(words, quoted)}\n\n${text}`,
    html: (words, quoted, html) =>
      `<html><body><div class="elementToProof">${escape(words.please)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">${bold(words, quoted)}</font><div>&nbsp;</div></div><div>${html}</div></body></html>`,
  },
  Gmail: {
    plain: (words, quoted, text) =>
      `${words.please}\n\n---------- ${words.forwarded} ---------\n${lines(words, quoted)}\n\n\n${text}`,
    html: (words, quoted, html) =>
      `<div dir="ltr">${escape(words.please)}<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- ${words.forwarded} ---------<br>${bold(words, quoted).replaceAll('<b>', '').replaceAll('</b>', '')}<br></div><br><br>${html}</div></div>`,
  },
  'Apple Mail': {
    plain: (words, quoted, text) =>
      `${words.please}\n\n> ${words.forwarded}:\n> \n${`${lines(words, quoted)}\n\n${text}`.replace(/^/gmu, '> ')}`,
    html: (words, quoted, html) =>
      `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word;">${escape(words.please)}<div><br><blockquote type="cite"><div>${words.forwarded}:</div><br>${bold(
        words,
        quoted,
      )
        .split('<br>\n')
        .map((line) => `<div style="margin: 0px;"><span>${line}</span><br></div>`)
        .join('')}<br><div>${html}</div></blockquote></div></body></html>`,
  },
  Thunderbird: {
    isFlowed: true,
    plain: (words, quoted, text) =>
      `${words.please}\n\n\n-------- ${words.forwarded} --------\n${lines(words, quoted)}\n\n\n${text}`,
    html: (words, quoted, html) =>
      `<html><body><p>${escape(words.please)}</p><div class="moz-forward-container"><br>-------- ${words.forwarded} --------<table class="moz-email-headers-table"><tbody>${bold(
        words,
        quoted,
      )
        .split('<br>\n')
        .map((line) => line.replace('<b>', '<tr><th>').replace('</b>', '</th><td>').concat('</td></tr>'))
        .join('\n')}</tbody></table><br><br>${html}</div></body></html>`,
  },
  'Mail.ru': {
    plain: (words, quoted, text) =>
      `${words.please}\n\n-------- ${words.forwarded} --------\n${lines(words, quoted)}\n \n${text}\n--\n${STAFF.name}`,
    html: (words, quoted, html) =>
      `<HTML><BODY><p>${escape(words.please)}</p><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">-------- ${words.forwarded} --------<br>${bold(words, quoted)}<br>&nbsp;<div id="">${html}</div></blockquote></BODY></HTML>`,
  },
  'a phone': {
    plain: (words, quoted, text) =>
      `${words.please}\n\n\n-------- ${words.forwarded} --------\n${lines(words, quoted)}\n\n${text}`,
    html: (words, quoted, html) =>
      `<html><head></head><body><div dir="auto">${escape(words.please)}</div><div dir="auto"><br></div><div style="font-size:100%;color:#000000" dir="auto"><div>-------- ${words.forwarded} --------</div><div>${bold(words, quoted).replaceAll('<b>', '').replaceAll('</b>', '').replaceAll('<br>\n', '</div><div>')}</div><div><br></div></div>${html}</body></html>`,
  },
};

const FORMS = ['text', 'page', 'attached', 'two hops'] as const;

type Encoding = '7bit' | '8bit' | 'quoted-printable' | 'base64';

function broken(bytes: Buffer): string {
  return (bytes.toString('base64').match(/.{1,76}/gu) ?? []).join('\r\n');
}

function quotedPrintable(bytes: Buffer): string {
  const text = bytes
    .toString('latin1')
    .replace(
      /[^\t\r\n -<>-~]/gu,
      (byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .replace(/[\t ](?=\r?\n|$)/gu, (space) => `=${space === ' ' ? '20' : '09'}`);
  return text
    .split('\r\n')
    .map((line) => line.match(/.{1,70}(?:=[\dA-F]{0,2})?(?![\dA-F]?$)|.+/gu)?.join('=\r\n') ?? '')
    .join('\r\n');
}

/** A part with a text, its headers above it. */
function part(type: string, text: string, charset: string, encoding: Encoding): Buffer {
  const bytes = encode(text.replace(/\r?\n/gu, '\r\n'), charset === 'us-ascii' ? 'utf-8' : charset);
  const body =
    encoding === 'base64' ? broken(bytes) : encoding === 'quoted-printable' ? quotedPrintable(bytes) : bytes;
  return Buffer.concat([
    Buffer.from(
      `Content-Type: ${type}; charset="${charset}"\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
    ),
    Buffer.from(body),
  ]);
}

function multipart(subtype: string, boundary: string, parts: readonly Buffer[]): Buffer {
  return Buffer.concat([
    Buffer.from(`Content-Type: multipart/${subtype};\r\n boundary="${boundary}"\r\n\r\n`),
    ...parts.flatMap((each) => [Buffer.from(`--${boundary}\r\n`), each, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

function header(text: string, charset: string, kind: 'B' | 'Q'): string {
  if (/^[ -~]*$/u.test(text)) return text;
  const word = (piece: string): string => {
    const bytes = encode(piece, charset);
    const body =
      kind === 'B'
        ? bytes.toString('base64')
        : Array.from(bytes, (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
    return `=?${charset}?${kind}?${body}?=`;
  };
  const letters = Array.from(text);
  const words: string[] = [];
  for (let at = 0; at < letters.length; at += 9) words.push(word(letters.slice(at, at + 9).join('')));
  return words.join('\r\n ');
}

function mail(
  from: { readonly name: string; readonly address: string },
  to: string,
  subject: string,
  date: string,
  body: Buffer,
): Buffer {
  return Buffer.concat([
    Buffer.from(
      `Received: from mx.example by mx2.example; ${date}\r\nFrom: "${from.name}" <${from.address}>\r\nTo: <${to}>\r\nSubject: ${subject}\r\nDate: ${date}\r\nMessage-ID: <1@mx.example>\r\nMIME-Version: 1.0\r\n`,
    ),
    body,
  ]);
}

interface MadeMail {
  readonly name: string;
  readonly bytes: Buffer;
}

function voucherText(words: Words): string {
  const day = (value: string): string =>
    new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' })
      .format(new Date(`${value}T00:00:00Z`))
      .replaceAll('\u00a0', ' ');
  return [
    [words.number, FACTS.number],
    [words.admin, FACTS.adminEmail],
    [words.assigned, day(FACTS.assignedOn)],
    [words.expires, day(FACTS.expiresOn)],
  ]
    .map(([label = '', value = '']) => `${label}: ${value}`)
    .join('\n');
}

function voucherHtml(words: Words): string {
  const rows = voucherText(words)
    .split('\n')
    .map((line) => {
      const [label = '', value = ''] = line.split(': ');
      return `<tr><td style="padding:4px"><p>${escape(label)}</p></td><td><p><span>${escape(value)}</span></p></td></tr>`;
    });
  return `<table border=0 cellpadding=0>${rows.join('\r\n')}</table>`;
}

/** Every language in every program in every form; charsets, encodings and dispositions take turns. */
export function madeMails(): readonly MadeMail[] {
  const made: MadeMail[] = [];
  let turn = 0;
  for (const [language, words] of Object.entries(WORDS)) {
    for (const [program, { plain, html, isFlowed }] of Object.entries(PROGRAMS)) {
      for (const form of FORMS) {
        turn += 1;
        const charset = ['utf-8', ...words.charsets][turn % (1 + words.charsets.length)] ?? 'utf-8';
        const is7bit = charset === 'iso-2022-jp' || charset === 'us-ascii';
        const encodings: readonly Encoding[] = [is7bit ? '7bit' : '8bit', 'quoted-printable', 'base64'];
        const encoding = encodings[Math.floor(turn / 3) % 3] ?? 'base64';
        const word = (text: string): string => header(text, charset, turn % 2 === 0 ? 'B' : 'Q');
        const plainType = `text/plain${isFlowed === true ? '; format=flowed' : ''}`;
        const body = (text: string, page: string): Buffer =>
          form === 'text'
            ? part(plainType, text, charset, encoding)
            : multipart('alternative', `alt_${turn}`, [
                part(plainType, text, charset, encoding),
                part('text/html', page, charset, encoding),
              ]);
        const original = mail(
          { name: 'Microsoft', address: FACTS.sender },
          FACTS.adminEmail,
          word(words.subject),
          'Mon, 16 Nov 2026 10:00:00 +0000',
          body(voucherText(words), `<html><body>${voucherHtml(words)}</body></html>`),
        );
        const quoted: Quoted = {
          from: `Microsoft <${FACTS.sender}>`,
          date: new Intl.DateTimeFormat(words.locale, {
            dateStyle: 'full',
            timeStyle: 'short',
            timeZone: 'UTC',
          })
            .format(new Date('2026-11-16T10:00:00Z'))
            .replaceAll('\u00a0', ' ')
            .replaceAll('\u202f', ' '),
          to: FACTS.adminEmail,
          subject: words.subject,
        };
        const inline = body(
          plain(words, quoted, voucherText(words)),
          html(words, quoted, voucherHtml(words)),
        );
        const disposition = [
          '',
          'Content-Disposition: inline\r\n',
          'Content-Disposition: attachment; filename="a.eml"\r\n',
        ][turn % 3];
        const attached = (inner: Buffer): Buffer =>
          multipart('mixed', `mix_${turn}`, [
            part(plainType, words.please, charset, encoding),
            Buffer.concat([Buffer.from(`Content-Type: message/rfc822\r\n${disposition ?? ''}\r\n`), inner]),
          ]);
        const sent = (content: Buffer): Buffer =>
          mail(
            STAFF,
            'bot@tenant.example',
            word(`FW: ${words.subject}`),
            'Tue, 17 Nov 2026 10:00:00 +0000',
            content,
          );
        const bytes =
          form === 'attached'
            ? sent(attached(original))
            : form === 'two hops'
              ? sent(
                  attached(
                    mail(
                      COLLEAGUE,
                      STAFF.address,
                      word(`FW: ${words.subject}`),
                      'Mon, 16 Nov 2026 12:00:00 +0000',
                      inline,
                    ),
                  ),
                )
              : sent(inline);
        made.push({ name: `${language}, ${program}, ${form}, ${charset}, ${encoding}`, bytes });
      }
    }
  }
  return made;
}
