import type { Language } from '../../domain/people/person.ts';

/** A synthetic voucher mail as a customer would forward it, in the customer's language. */
export function forwardedMail(language: Language, number: string, assigned: string): string {
  const mails: Record<Language, string> = {
    en: `From: Paul Manager (synthetic) <pm@customer.example>
Sent: Monday, 2 November 2026 10:12
Subject: FW: Your Planning Services voucher

Hello, here is our voucher for the SharePoint planning.

Voucher ID: ${number}
Voucher type: SharePoint Deployment Planning
Service level: 5 days
Assigned on: ${assigned}
Customer: Contoso (synthetic)`,
    ru: `От: Павел Менеджер (synthetic) <pm@customer.example>
Отправлено: 2 ноября 2026 г. 10:12
Тема: FW: Ваш ваучер Planning Services

Здравствуйте, пересылаю наш ваучер на планирование SharePoint.

Идентификатор ваучера: ${number}
Тип ваучера: SharePoint Deployment Planning
Уровень обслуживания: 5 дней
Дата назначения: ${assigned}
Клиент: Contoso (synthetic)`,
    pl: `Od: Paweł Menedżer (synthetic) <pm@customer.example>
Wysłano: 2 listopada 2026 10:12
Temat: FW: Państwa voucher Planning Services

Dzień dobry, przesyłam nasz voucher na planowanie SharePoint.

Identyfikator vouchera: ${number}
Typ vouchera: SharePoint Deployment Planning
Poziom usługi: 5 dni
Data przypisania: ${assigned}
Klient: Contoso (synthetic)`,
  };
  return mails[language];
}
