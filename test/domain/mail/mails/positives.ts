/**
 * Voucher mails that must be read. All synthetic: no real sample of the programme's mail is public, so layouts,
 * wordings and numbers are invented; every company is customer.example.
 */
interface Positive {
  readonly name: string;
  readonly text: string;
  readonly numbers: readonly string[];
  /** Per candidate, what must have been read: `fact` → values in order (a date as its day or its two options). */
  readonly facts?: readonly Readonly<Record<string, readonly unknown[]>>[];
}

const N = 'SAP-7F3K-0042';
const M = 'SAP-9QX2-0043';
const EN = {
  serviceLevel: [5],
  assignedOn: ['2026-11-03'],
  expiresOn: ['2027-05-02'],
  customer: ['Contoso (synthetic)'],
};
const EN_ALL = { ...EN, engagement: ['sharepoint'], adminEmail: ['admin@customer.example'] };

export const POSITIVES: readonly Positive[] = [
  { name: 'one line', text: `Voucher ID: ${N}`, numbers: [N] },
  { name: 'one line, another wording', text: 'voucher number – 0042-17', numbers: ['0042-17'] },
  { name: 'one line in Russian', text: `Номер ваучера: ${N}`, numbers: [N] },
  { name: 'one line in Polish', text: `Numer vouchera: ${N}`, numbers: [N] },
  { name: 'a number in groups', text: 'Voucher ID: SAP 7F3K 0042.', numbers: ['SAP 7F3K 0042'] },
  { name: 'a number of digits only', text: 'Voucher No.: 100200300400', numbers: ['100200300400'] },
  {
    name: 'a GUID',
    text: 'Voucher ID: 0b8c7a52-6a9e-4a51-9d0a-1f2e3d4c5b6a',
    numbers: ['0b8c7a52-6a9e-4a51-9d0a-1f2e3d4c5b6a'],
  },
  { name: 'a number with a date inside', text: 'Voucher ID: SAP-2026-11-03', numbers: ['SAP-2026-11-03'] },
  {
    name: 'told in a sentence',
    text: `Hi Anna, here is the voucher ID: ${N}, please reserve it.`,
    numbers: [N],
  },
  {
    name: 'told in a sentence in Polish',
    text: `Cześć, to jest numer vouchera: ${N}. Dziękuję!`,
    numbers: [N],
  },
  { name: 'told in a sentence in Russian', text: `Анна, вот номер ваучера: ${N}, спасибо`, numbers: [N] },
  {
    name: 'references of HTML',
    text: `Voucher ID:&nbsp;${N}\nService level:&nbsp;5&#160;days\nVoucher admin: Anna &lt;admin@customer.example&gt;`,
    numbers: [N],
    facts: [{ serviceLevel: [5], adminEmail: ['admin@customer.example'] }],
  },
  {
    name: 'a subject in encoded words',
    text: `Subject: =?UTF-8?Q?Voucher_ID:_${N}?=\nService level: 5 days`,
    numbers: [N],
    facts: [{ serviceLevel: [5] }],
  },
  {
    name: 'a subject in two encoded words of other kinds',
    text: `Subject: =?utf-8?B?0J3QvtC80LXRgCDQstCw0YPRh9C10YDQsDog?=\n =?koi8-r?q?${N}?=\nService level: 5 days`,
    numbers: [N],
    facts: [{ serviceLevel: [5] }],
  },
  {
    name: 'the source of a part in base64',
    text: `MIME-Version: 1.0\nContent-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n${btoa(`Voucher ID: ${N}\nVoucher type: SharePoint Deployment Planning\nVoucher administrator: admin@customer.example\nService level: 5 days`).replace(/.{76}/gu, '$&\n')}\n`,
    numbers: [N],
    facts: [{ serviceLevel: [5], engagement: ['sharepoint'], adminEmail: ['admin@customer.example'] }],
  },
  {
    name: 'a part in base64 among others',
    text: `Content-Type: multipart/mixed; boundary=b1\n\n--b1\nContent-Transfer-Encoding: base64\nContent-Type: text/html; charset=windows-1251\n\n${btoa(`<p>\xcd\xee\xec\xe5\xf0 \xe2\xe0\xf3\xf7\xe5\xf0\xe0: ${N}</p>`)}\n--b1--`,
    numbers: [N],
  },
  {
    name: 'the source of a page',
    text: `<html><head><title>x</title></head><body><style>td { color: red }</style><table><tr><td class="l">Voucher ID</td><td><b>${N}</b></td></tr><tr><td>Service level</td><td>5&nbsp;days</td></tr></table>Voucher administrator: <a href="x">Anna</a> &lt;admin@customer.example&gt;</body></html>`,
    numbers: [N],
    facts: [{ serviceLevel: [5], adminEmail: ['admin@customer.example'] }],
  },
  {
    name: 'the source of a page in quoted-printable',
    text: `Content-Transfer-Encoding: quoted-printable\n\n<td style=3D"a">Voucher ID</td><td>${N}</td>=\n<br>`,
    numbers: [N],
  },
  ...[
    ['with the scheme and a subject', 'mailto:admin@customer.example?subject=Voucher%20x'],
    ['in full-width letters', 'ａｄｍｉｎ＠ｃｕｓｔｏｍｅｒ．ｅｘａｍｐｌｅ'],
    ['in full-width brackets', 'Anna ＜admin@customer.example＞'],
    ['in two lines', 'Anna <admin@\ncustomer.example>'],
    ['in Markdown', '[admin@customer.example](mailto:admin@customer.example?subject=Hi)'],
  ].map(([how = '', address = '']) => ({
    name: `an address ${how}`,
    text: `Voucher ID: ${N}\nService level: 5 days\nVoucher administrator: ${address}\nCustomer: Contoso`,
    numbers: [N],
    facts: [{ adminEmail: ['admin@customer.example'] }],
  })),
  { name: 'a number in brackets', text: `Voucher ID: [${N}]\nService level: 5 days`, numbers: [N] },
  {
    name: 'the source in quoted-printable',
    text: `Voucher ID:=20${N}\nVoucher type: SharePoint =\nDeployment Planning\nCustomer: Fundacja =C5=81=C4=85ka\nService level:=C2=A05 days`,
    numbers: [N],
    facts: [{ serviceLevel: [5], engagement: ['sharepoint'], customer: ['Fundacja Łąka'] }],
  },
  {
    name: 'quoted-printable of an old code page',
    text: `Voucher ID:=20${N}\nCustomer: Caf=E9 =\nSynthetic`,
    numbers: [N],
    facts: [{ customer: ['Café Synthetic'] }],
  },
  {
    name: 'equals signs that encode nothing',
    text: `Voucher ID = ${N}\nCustomer = 20 = 3D Studios`,
    numbers: [N],
    facts: [{ customer: ['20 = 3D Studios'] }],
  },
  ...["d'arcy.novak@customer.example", 'd’arcy.novak@customer.example'].map((address) => ({
    name: `the address ${address}`,
    text: `Voucher ID: ${N}\nVoucher admin: ${address}`,
    numbers: [N],
    facts: [{ adminEmail: ["d'arcy.novak@customer.example"] }],
  })),
  ...[
    '„admin@customer.example”',
    "'admin@customer.example'",
    '«admin@customer.example».',
    '`admin@customer.example`',
    '*admin@customer.example*',
    'Anna <mailto:admin@customer.example>',
    'admin@customer.example<mailto:admin@customer.example?subject=x>',
  ].map((address) => ({
    name: `an address written ${address}`,
    text: `Voucher ID: ${N}\nVoucher admin: ${address}`,
    numbers: [N],
    facts: [{ adminEmail: ['admin@customer.example'] }],
  })),
  {
    name: 'a customer in quotation marks',
    text: `Voucher ID: „${N}”\nCustomer: „Contoso (synthetic)”`,
    numbers: [N],
    facts: [{ customer: ['Contoso (synthetic)'] }],
  },
  {
    name: 'a value that the line breaks off',
    text: `> Voucher ID: SAP-7F3K-\n> 0042\n> Voucher admin: Veronika Novak-Kowalska of the procurement dept\n> <admin@customer.example>\n> Expires: 30 April\n> 2027\n> Service level: 5 days`,
    numbers: [N],
    facts: [{ adminEmail: ['admin@customer.example'], expiresOn: ['2027-04-30'], serviceLevel: [5] }],
  },
  {
    name: 'an address that the line breaks off',
    text: `Voucher ID: ${N}\nVoucher admin: Anna <admin@customer.\nexample>`,
    numbers: [N],
    facts: [{ adminEmail: ['admin@customer.example'] }],
  },
  {
    name: 'a year of two digits',
    text: `Voucher ID: ${N}\nExpires: 30/04/27`,
    numbers: [N],
    facts: [{ expiresOn: [['2027-04-30', '2030-04-27']] }],
  },
  { name: 'full-width colon and no-break spaces', text: `Voucher\u00A0ID：\u00A0${N}`, numbers: [N] },
  {
    name: 'a greeting around it',
    text: `Hi,\n\nVoucher ID: ${N}\n\ncan you reserve it, please?\nAnna`,
    numbers: [N],
  },
  {
    name: 'plain mail with all facts',
    text: `Dear customer,
A Planning Services voucher has been assigned in VLSC.

Voucher ID: ${N}
Voucher type: SharePoint Deployment Planning
Service level: 5 days
Assigned on: 3 Nov 2026
Expires on: 2 May 2027
Customer: Contoso (synthetic)
Licence ID: 4455-SYN
Project manager: Jan Synthetic
Voucher admin's e-mail address: Admin@customer.example`,
    numbers: [N],
    facts: [{ ...EN_ALL, agreement: ['4455-SYN'], projectManager: ['Jan Synthetic'] }],
  },
  {
    name: 'dashes instead of colons',
    text: `Voucher number - ${N}\nService level — 5 days\nExpiry date – May 2, 2027\nCustomer - Contoso (synthetic)`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'], customer: ['Contoso (synthetic)'] }],
  },
  {
    name: 'values on the next line',
    text: `Voucher ID\n${N}\nService level\n5 days\nExpires on\n2 May 2027\nCustomer\nContoso (synthetic)`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'], customer: ['Contoso (synthetic)'] }],
  },
  {
    name: 'values on the next line, with empty lines between',
    text: `Voucher ID:\n\n${N}\n\nService level:\n\n5 days\n\nAssigned:\n\n3 Nov 2026`,
    numbers: [N],
    facts: [{ serviceLevel: [5], assignedOn: ['2026-11-03'] }],
  },
  {
    name: 'all labels, then all values',
    text: `Voucher ID\nService level\nExpiration date\n${N}\n5 days\n2 May 2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'rows divided by tabs',
    text: `Voucher ID\t${N}\nProgram\tSDPS\nService level\t5 days\nVoucher admin\tAnna <admin@customer.example>`,
    numbers: [N],
    facts: [{ offering: ['sdps'], serviceLevel: [5], adminEmail: ['admin@customer.example'] }],
  },
  {
    name: 'rows divided by bars',
    text: `| Voucher ID | ${N} |\n|---|---|\n| Service level | 5 |\n| Expires | 2027-05-02 |`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'rows divided by wide gaps',
    text: `Voucher ID       ${N}\nService level    5 days\nValid until      2 May 2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'a table with a head',
    text: `Voucher number | Status | Service level | Expires\n--- | --- | --- | ---\n${N} | Assigned | 5 days | 2 May 2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'a table with a head and two vouchers',
    text: `Voucher number\tService level\tCustomer\n${N}\t5 days\tContoso (synthetic)\n${M}\t10 days\tFabrikam (synthetic)`,
    numbers: [N, M],
    facts: [
      { serviceLevel: [5], customer: ['Contoso (synthetic)'] },
      { serviceLevel: [10], customer: ['Fabrikam (synthetic)'] },
    ],
  },
  {
    name: 'pairs side by side',
    text: `Voucher ID | ${N} | Service level | 5 days\nAssigned | 3 Nov 2026 | Expires | 2 May 2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], assignedOn: ['2026-11-03'], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'bullets and bold',
    text: `* **Voucher ID:** ${N}\n* **Service level:** 5 days\n• *Expires on*: 2 May 2027\n1. Customer: Contoso (synthetic)`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'], customer: ['Contoso (synthetic)'] }],
  },
  {
    name: 'all facts in one line with commas',
    text: `Voucher ID: ${N}, Service level: 5 days, Expires on: May 2, 2027, Customer: Contoso (synthetic)`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'], customer: ['Contoso (synthetic)'] }],
  },
  {
    name: 'flattened HTML without any divider',
    text: `Planning Services\nVoucher ID: ${N} Service level: 5 days Customer: Contoso (synthetic) Expires on: 2 May 2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'], customer: ['Contoso (synthetic)'] }],
  },
  {
    name: 'flattened table without separators',
    text: `Planning Services voucher\nVoucher ID ${N}\nService level 5 days\nExpiration date 2 May 2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'Outlook forward',
    text: `FYI, please reserve.\n\nFrom: Volume Licensing <noreply@sender.example>\nSent: Tuesday, November 3, 2026 9:41 AM\nTo: Anna Synthetic <anna@customer.example>\nSubject: Planning Services voucher assigned\n\nVoucher ID: ${N}\nService level: 5 days`,
    numbers: [N],
    facts: [{ adminEmail: ['anna@customer.example'], serviceLevel: [5], sender: ['noreply@sender.example'] }],
  },
  {
    name: 'Outlook forward of a forward',
    text: `From: Piotr <pm@customer.example>\nSent: Wednesday, November 4, 2026 8:00 AM\nTo: partner@partner.example\nSubject: FW: Planning Services voucher\n\nFrom: Volume Licensing <noreply@sender.example>\nSent: Tuesday, November 3, 2026 9:41 AM\nTo: admin@customer.example\nSubject: Planning Services voucher\n\nVoucher ID: ${N}`,
    numbers: [N],
    facts: [
      {
        adminEmail: ['admin@customer.example'],
        forwardedBy: ['pm@customer.example'],
        sender: ['noreply@sender.example'],
      },
    ],
  },
  {
    name: 'Gmail forward',
    text: `---------- Forwarded message ---------\nFrom: Licensing <noreply@sender.example>\nDate: Tue, Nov 3, 2026 at 9:41 AM\nSubject: Voucher\nTo: <anna@customer.example>\n\n\nVoucher number: ${N}\nExpiry date: 02/05/2027`,
    numbers: [N],
    facts: [{ adminEmail: ['anna@customer.example'], expiresOn: [['2027-05-02', '2027-02-05']] }],
  },
  {
    name: 'Thunderbird forward',
    text: `-------- Forwarded Message --------\nSubject: \tPlanning Services voucher\nDate: \tTue, 3 Nov 2026 09:41:00 +0100\nFrom: \tLicensing <noreply@sender.example>\nTo: \tAnna <anna@customer.example>\n\nVoucher ID: ${N}`,
    numbers: [N],
    facts: [{ adminEmail: ['anna@customer.example'], sender: ['noreply@sender.example'] }],
  },
  {
    name: 'Apple Mail forward, quoted',
    text: `Begin forwarded message:\n\n> From: Licensing <noreply@sender.example>\n> Subject: Voucher\n> Date: 3 November 2026 at 09:41:00 CET\n> To: anna@customer.example\n> \n> Voucher ID: ${N}\n> Service level: 5 days`,
    numbers: [N],
    facts: [{ adminEmail: ['anna@customer.example'], serviceLevel: [5] }],
  },
  {
    name: 'nested quotes',
    text: `> > Voucher ID: ${N}\n> > Service level: 5 days\n> thanks\nok`,
    numbers: [N],
    facts: [{ serviceLevel: [5] }],
  },
  {
    name: 'Russian mail',
    text: `Здравствуйте!\nВам назначен ваучер служб планирования.\n\nИдентификатор ваучера: ${N}\nТип ваучера: Планирование развёртывания SharePoint\nУровень обслуживания: 5 дней\nДата назначения: 3 ноября 2026 г.\nСрок действия до: 2 мая 2027 г.\nЗаказчик: ООО «Контосо» (synthetic)\nАдрес электронной почты администратора ваучера: admin@customer.example`,
    numbers: [N],
    facts: [
      {
        engagement: ['sharepoint'],
        serviceLevel: [5],
        assignedOn: ['2026-11-03'],
        expiresOn: ['2027-05-02'],
        customer: ['ООО «Контосо» (synthetic)'],
        adminEmail: ['admin@customer.example'],
      },
    ],
  },
  {
    name: 'Russian, machine-translated',
    text: `Software Assurance: документ назначен\nИдентификатор операции: ${N}\nУровень сервиса: 5 дней\nИстекает: 02.05.2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'Russian, machine-translated otherwise',
    text: `Службы планирования\nКод операции — ${N}\nАдрес электронной почты администратора операции — admin@customer.example`,
    numbers: [N],
    facts: [{ adminEmail: ['admin@customer.example'] }],
  },
  {
    name: 'Russian forward from mail.ru',
    text: `-------- Пересылаемое сообщение --------\nОт: Лицензии <noreply@sender.example>\nКому: Анна <anna@customer.example>\nДата: Вторник, 3 ноября 2026, 9:41 +03:00\nТема: Ваучер\n\nНомер ваучера: ${N}\nДействителен до: 02.05.2027`,
    numbers: [N],
    facts: [{ adminEmail: ['anna@customer.example'], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'Polish mail',
    text: `Dzień dobry,\nprzypisano voucher usług planowania.\n\nIdentyfikator vouchera: ${N}\nTyp vouchera: Planowanie wdrożenia systemu Windows i pakietu Office\nPoziom usług: 5 dni\nData przypisania: 3 listopada 2026 r.\nData ważności: 02.05.2027\nKlient: Contoso (synthetic) sp. z o.o.\nAdres e-mail administratora vouchera: admin@customer.example\nKierownik projektu: Jan Synthetic`,
    numbers: [N],
    facts: [
      {
        engagement: ['windows-office'],
        serviceLevel: [5],
        assignedOn: ['2026-11-03'],
        expiresOn: ['2027-05-02'],
        customer: ['Contoso (synthetic) sp. z o.o.'],
        adminEmail: ['admin@customer.example'],
        projectManager: ['Jan Synthetic'],
      },
    ],
  },
  {
    name: 'Polish, machine-translated',
    text: `Pakiet Software Assurance: przypisano załącznik\nIdentyfikator załącznika: ${N}\nPoziom usługi: 5 dni\nWygasa: 2 maja 2027 r.`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'Polish Outlook forward',
    text: `Od: Licencje <noreply@sender.example>\nWysłano: wtorek, 3 listopada 2026 09:41\nDo: anna@customer.example\nTemat: Voucher\n\nNr vouchera: ${N}\nWażny do: 02.05.2027`,
    numbers: [N],
    facts: [{ adminEmail: ['anna@customer.example'], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'German forward',
    text: `Von: Lizenzen <noreply@sender.example>\nGesendet: Dienstag, 3. November 2026 09:41\nAn: anna@customer.example\nBetreff: Software Assurance\n\nGutscheinnummer: ${N}\nGültig bis: 02.05.2027\nDauer: 5 Tage`,
    numbers: [N],
    facts: [{ adminEmail: ['anna@customer.example'], expiresOn: ['2027-05-02'], serviceLevel: [5] }],
  },
  {
    name: 'French, with a spaced colon',
    text: `De : Licences <noreply@sender.example>\nEnvoyé : mardi 3 novembre 2026 09:41\nÀ : anna@customer.example\nObjet : Software Assurance\n\nNuméro de document : ${N}\nDurée : 5 jours\nDate d’expiration : 2 mai 2027`,
    numbers: [N],
    facts: [{ adminEmail: ['anna@customer.example'], expiresOn: ['2027-05-02'], serviceLevel: [5] }],
  },
  {
    name: 'Spanish',
    text: `Servicios de planificación\nNúmero del vale: ${N}\nNivel de servicio: 5 días\nVálido hasta: 2 de mayo de 2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'Portuguese',
    text: `Software Assurance\nID do vale: ${N}\nNível de serviço: 5 dias\nData de validade: 02/05/2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: [['2027-05-02', '2027-02-05']] }],
  },
  {
    name: 'Japanese',
    text: `Software Assurance プランニング サービス\n受講券番号：${N}\n日数：5日\n有効期限：2027年5月2日`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'Chinese',
    text: `Software Assurance 规划服务\n凭证编号：${N}\n服务级别：5 天\n到期日期：2027年5月2日\n客户：Contoso (synthetic)`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'], customer: ['Contoso (synthetic)'] }],
  },
  {
    name: 'two vouchers, each with its facts below',
    text: `Customer: Contoso (synthetic)\n\nVoucher ID: ${N}\nService level: 5 days\n\nVoucher ID: ${M}\nService level: 10 days`,
    numbers: [N, M],
    facts: [
      { serviceLevel: [5], customer: ['Contoso (synthetic)'] },
      { serviceLevel: [10], customer: ['Contoso (synthetic)'] },
    ],
  },
  {
    name: 'two vouchers, each behind its facts',
    text: `Service level: 5 days\nExpires: 2 May 2027\nVoucher ID: ${N}\nService level: 10 days\nExpires: 3 May 2027\nVoucher ID: ${M}`,
    numbers: [N, M],
    facts: [
      { serviceLevel: [5], expiresOn: ['2027-05-02'] },
      { serviceLevel: [10], expiresOn: ['2027-05-03'] },
    ],
  },
  {
    name: 'two vouchers in paragraphs, each behind its facts',
    text: `Service level: 5 days\nVoucher ID: ${N}\nExpires: 2 May 2027\n\nService level: 10 days\nVoucher ID: ${M}\nExpires: 3 May 2027`,
    numbers: [N, M],
    facts: [
      { serviceLevel: [5], expiresOn: ['2027-05-02'] },
      { serviceLevel: [10], expiresOn: ['2027-05-03'] },
    ],
  },
  {
    name: 'a list of numbers under one label',
    text: `Voucher IDs: ${N}, ${M} and SAP-1111\nService level: 5 days`,
    numbers: [N, M, 'SAP-1111'],
    facts: [{ serviceLevel: [5] }, { serviceLevel: [5] }, { serviceLevel: [5] }],
  },
  { name: 'a bulleted list under one label', text: `Voucher IDs:\n- ${N}\n- ${M}`, numbers: [N, M] },
  {
    name: 'the same number in the reply and in the quote',
    text: `Voucher ID: sap–7f3k–0042\nService level: 5 days\n\n> Voucher ID: ${N}\n> Expires: 2 May 2027`,
    numbers: ['sap–7f3k–0042'],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'the number only in a sentence of a forward',
    text: `From: Licensing <noreply@sender.example>\nSent: 3 Nov 2026\nTo: anna@customer.example\nSubject: Planning Services\n\nYour voucher ID is ${N}. Please forward this message to your partner.`,
    numbers: [N],
    facts: [{ adminEmail: ['anna@customer.example'] }],
  },
  {
    name: 'missing facts and a remark in brackets',
    text: `Planning Services\nVoucher ID: ${N} (assigned)\nService level:\nCustomer:`,
    numbers: [N],
    facts: [{ serviceLevel: [], customer: [] }],
  },
  {
    name: 'the admin empty, the next label below',
    text: `Customer:\nVoucher ID:\n${N}\nService level: 5 days`,
    numbers: [N],
    facts: [{ customer: [], serviceLevel: [5] }],
  },
  {
    name: 'a signature with tax and bank lines',
    text: `Voucher ID: ${N}\nProgram: S&EDPS\n\nAnna Synthetic\nNIP: 000-000-00-00, VAT: PL0000000000\ntel. +48 22 000 00 00`,
    numbers: [N],
    facts: [{ offering: ['s-edps'] }],
  },
  {
    name: 'a benefits mail that mentions training',
    text: `Software Assurance benefits: training vouchers, planning services and more\nVoucher number: ${N}\nVoucher type: Exchange Deployment Planning, 3 days`,
    numbers: [N],
    facts: [{ engagement: ['exchange'], serviceLevel: [3] }],
  },
  {
    name: 'invisible characters and a mention',
    text: `<at>Planning Services</at>\nVou\u200Bcher ID: \u202ESAP\u00AD-7F3K-0042\u202C`,
    numbers: [N],
  },
  {
    name: 'a commerce-sounding label inside the programme',
    text: `SSDPS\nVoucher code: ${N}\nEngagement: Data Estate Modernization`,
    numbers: [N],
    facts: [{ engagement: ['data-estate'] }],
  },
  {
    name: 'a borrowed label beside a proper one',
    text: `Planning Services\nVoucher ID: ${N}\nDocument ID: 77-88-99-AA`,
    numbers: [N],
  },

  {
    name: 'dotted leaders',
    text: `Voucher Number........: ${N}\nLevel of service......: 10 days\nExpiration............: 12/31/2026`,
    numbers: [N],
    facts: [{ serviceLevel: [10], expiresOn: ['2026-12-31'] }],
  },
  {
    name: 'labels in brackets',
    text: `[Voucher ID] ${N}\n[Service level] 5 days`,
    numbers: [N],
    facts: [{ serviceLevel: [5] }],
  },
  {
    name: 'link targets behind the values',
    text: `Voucher ID: ${N}<https://sender.example/x>\nVoucher admin: admin@customer.example<mailto:admin@customer.example>`,
    numbers: [N],
    facts: [{ adminEmail: ['admin@customer.example'] }],
  },
  {
    name: 'many empty lines between labels and values',
    text: `Voucher ID\n\n\n\n${N}\n\n\n\nService Level\n\n\n\n5 Days`,
    numbers: [N],
    facts: [{ serviceLevel: [5] }],
  },
  {
    name: 'all in one line with slashes',
    text: `Voucher ID: ${N} / 5 days / SDPS`,
    numbers: [N],
    facts: [{ serviceLevel: [5], offering: ['sdps'] }],
  },
  {
    name: 'a word of billing in prose',
    text: `Voucher ID: ${N}\nInvoice to: Microsoft\nService level: 5 days`,
    numbers: [N],
    facts: [{ serviceLevel: [5] }],
  },
  {
    name: 'the customer in the title',
    text: `Fabrikam voucher\nVoucher ID: ${N}\nLicence ID: 4455-SYN`,
    numbers: [N],
  },

  {
    name: 'semicolons without spaces',
    text: `Voucher ID:${N};Service level:5 days;Expires:2 May 2027`,
    numbers: [N],
    facts: [{ serviceLevel: [5], expiresOn: ['2027-05-02'] }],
  },
  {
    name: 'a table drawn with characters',
    text: `+------------+----------------+\n| Voucher ID | ${N} |\n+------------+----------------+\n| Days       | 5              |\n+------------+----------------+`,
    numbers: [N],
    facts: [{ serviceLevel: [5] }],
  },
];
