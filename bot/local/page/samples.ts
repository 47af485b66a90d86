import { CARD_TYPE, type ChatEntry, type Json, type PressResult } from '../wire.ts';
import type { Teams } from './teams.ts';

/**
 * A company and mails to try the bot with, all synthetic. They reach the bot as a person's doing would: the company by
 * the presses of its form, a mail as a pasted message.
 */

const COMPETENCIES = 'collaboration-and-content,messaging,windows-and-devices,data-platform';
/** What a newcomer would type into the form that sets a company up. */
const COMPANY = {
  companyName: 'Lakeshore Consulting (synthetic)',
  country: 'PL',
  locationId: '4711001',
  gold: COMPETENCIES,
  offerings: 'SDPS,S-EDPS,DDPS,SSDPS',
  consultantName: 'Boris Ivanov (synthetic)',
  assessments: COMPETENCIES,
  roles: 'mpnPartnerAdmin,mpnGlobalAdmin',
};

interface Pressable {
  readonly entry: string;
  readonly data: Json;
}

/** The newest card of the chat that carries this verb. */
function newest(entries: readonly ChatEntry[], verb: string): Pressable | undefined {
  for (const { id, activity } of entries.toReversed()) {
    for (const { contentType, content } of activity.attachments ?? []) {
      const data = contentType === CARD_TYPE ? dataOf(content, verb) : undefined;
      if (data !== undefined) return { entry: id, data };
    }
  }
  return undefined;
}

/** What a card's button with this verb brings along. */
function dataOf(part: unknown, verb: string): Json | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const json = part as Json;
  if (json['type'] === 'Action.Execute' && json['verb'] === verb) return (json['data'] ?? {}) as Json;
  for (const inner of Object.values(json)) {
    const found = dataOf(inner, verb);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Sets the sample company up, through the form of the newest card that offers it; `shown` sees what came of each press. The
 * result is what stands in the way, or nothing.
 */
export async function sampleCompany(
  teams: Teams,
  shown: (entry: string, result: PressResult) => void,
): Promise<string> {
  const { entries } = await teams.state();
  const offer = newest(entries, 'setUp.open');
  if (offer === undefined) return 'A company is set up already, or no card here offers it: type “home”.';
  const form = await teams.press(offer.entry, { verb: 'setUp.open', data: offer.data });
  shown(offer.entry, form);
  const save = form.kind === 'card' ? dataOf(form.card, 'setUp.save') : undefined;
  if (save === undefined) return 'message' in form ? form.message : 'The form of a company did not open.';
  const done = await teams.press(offer.entry, { verb: 'setUp.save', data: { ...save, ...COMPANY } });
  shown(offer.entry, done);
  return 'message' in done ? done.message : '';
}

/** The mails by the language that they are written in. */
export const SAMPLE_MAILS = {
  English: (number: string, assigned: Date) => `From: Paula Manager (synthetic) <p.manager@northwind.example>
Sent: ${long(assigned, 'en-GB')}
Subject: FW: Your Planning Services voucher (synthetic sample)

Hello,

our SharePoint farm moves next quarter, and we would like to plan it with you. Here is our voucher; could you
reserve it for us?

Voucher ID: SYN-EN-${number}
Voucher type: SharePoint Deployment Planning
Service level: 5 days
Assigned on: ${iso(assigned)}
Customer: Northwind Traders (synthetic)
Country: Poland
Voucher admin e-mail: voucher.admin@northwind.example

Best regards
Paula Manager`,
  Polski: (number: string, assigned: Date) => `Od: Maria Kowalska (synthetic) <m.kowalska@fabrikam.example>
Wysłano: ${long(assigned, 'pl-PL')}
Temat: PD: Voucher na planowanie Exchange (przykład syntetyczny)

Dzień dobry,

przesyłam voucher, o którym rozmawialiśmy. Chcielibyśmy zaplanować przejście na nowy Exchange jeszcze przed wiosną.

Identyfikator vouchera: SYN-PL-${number}
Typ vouchera: Exchange Deployment Planning
Poziom usługi: 3 dni
Data przypisania: ${iso(assigned)}
Klient: Fabrikam Logistyka (synthetic)
Kraj: Polska
E-mail administratora vouchera: licencje@fabrikam.example

Pozdrawiam
Maria Kowalska`,
  Русский: (number: string, assigned: Date) => `От: Павел Орлов (synthetic) <p.orlov@contoso.example>
Отправлено: ${long(assigned, 'ru-RU')}
Тема: FW: Ваучер на планирование Windows и Office (синтетический пример)

Здравствуйте!

Пересылаю наш ваучер. Хотим спланировать обновление рабочих мест, готовы начать через месяц.

Идентификатор ваучера: SYN-RU-${number}
Тип ваучера: Windows and Office Deployment Planning
Уровень обслуживания: 5 дней
Дата назначения: ${iso(assigned)}
Клиент: Contoso Энергия (synthetic)
Страна: Польша
Адрес администратора ваучера: licenses@contoso.example

С уважением,
Павел Орлов`,
} as const;

/** A mail of a few days ago, with a voucher number that no mail before it had. */
export function sampleMail(language: keyof typeof SAMPLE_MAILS, today: Date): string {
  const assigned = new Date(today);
  assigned.setDate(assigned.getDate() - 6);
  const number = String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0).padStart(10, '0');
  return SAMPLE_MAILS[language](`${number.slice(-8, -4)}-${number.slice(-4)}`, assigned);
}

function long(day: Date, locale: string): string {
  return day.toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' });
}

function iso(day: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
