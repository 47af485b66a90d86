/** Mails that are hard to read, each with words that its card has to show; synthetic. */
export const HARD_MAILS: readonly {
  readonly name: string;
  readonly reader: 'en' | 'pl';
  readonly text: string;
  readonly shows: readonly string[];
}[] = [
  {
    name: 'prose-with-three-vouchers',
    reader: 'en',
    shows: ['KL-0091-A', 'KL-0092-B', 'KL-0093-C'],
    text: `Hi Anna,

we were given three vouchers this time, all for Contoso (synthetic). The first one, KL-0091-A, is for SharePoint
Deployment Planning and has five days; it was assigned on 2 November 2026 and runs out on 1 May 2027. KL-0092-B is for
Exchange Deployment Planning, ten days, same dates. The third, KL-0093-C, gives three days for the Windows Server
platform; it was assigned on 9 November 2026, so you have until 8 May 2027. Vera Novak (vera.novak@contoso.example)
administers all of them.

Best, Paul`,
  },
  {
    name: 'flattened-table',
    reader: 'en',
    shows: ['GS-2071-44-X', 'Exchange Deployment Planning', 'Kreiswerke Tannheim (synthetic)'],
    text: `-------- Weitergeleitete Nachricht --------
Betreff: 	Planungsgutschein
Datum: 	Mon, 2 Nov 2026 11:40:02 +0100
Von: 	Ute Lang <u.lang@kw-tannheim.example>
An: 	angebote@fabrikam.example

Gutscheinnummer
Kunde
Vertragsnummer
Leistung
Tage
Zugewiesen am
Gültig bis
E-Mail des Gutscheinadministrators
GS-2071-44-X
Kreiswerke Tannheim (synthetic)
77-19-20
Planung der Exchange-Bereitstellung
10
01.11.2026
30.04.2027
gutscheine@kw-tannheim.example`,
  },
  {
    name: 'machine-translated-portal',
    reader: 'pl',
    shows: ['3319-0048-7752-66', 'Exchange Deployment Planning', 'Azoty Wisła (synthetic)'],
    text: `Załącznik usług planowania został przypisany do Twojej organizacji

Identyfikator załącznika
3319-0048-7752-66

Typ zaangażowania
Planowanie wdrażania programu Exchange

Poziom usług
10 dni

Przypisane w dniu
07.11.2026

Wygasa w dniu
06.05.2027

Nazwa klienta
Azoty Wisła (synthetic)

Adres e-mail administratora załącznika
licencje@azoty-wisla.example

Aby zrealizować załącznik, przejdź do Centrum partnerskiego. Nie odpowiadaj na tę wiadomość.`,
  },
  {
    name: 'japanese-eras',
    reader: 'en',
    shows: ['KZ-20931-B'],
    text: `佐藤様

標記の件、下記のとおりバウチャーが発行されましたのでご連絡いたします。

　　　　　　　　　　記

１．バウチャー番号　　　ＫＺ－２０９３１－Ｂ
２．サービス種別　　　　SharePoint 展開計画サービス
３．日数　　　　　　　　五日間
４．割当日　　　　　　　令和八年十月十二日
５．有効期限　　　　　　令和九年四月十日まで
６．お客様名　　　　　　株式会社北星製作所（synthetic）
７．バウチャー管理者　　license@hokusei.example

　　　　　　　　　　　　　　　　　　　　　　　　　　以上`,
  },
  {
    name: 'cancelled-and-lost',
    reader: 'en',
    shows: ['NW-5501', 'NW-5502', 'NW-5503', 'NW-5504'],
    text: `Hello Anna, the state of the Northwind (synthetic) planning vouchers as of today:

Voucher | Engagement | Days | Expires on | Status
NW-5501 | SharePoint Deployment Planning | 5 | 1 May 2027 | Assigned
NW-5502 | SharePoint Deployment Planning | 10 | 1 May 2027 | Cancelled by the customer
NW-5503 | Exchange Deployment Planning | 3 | 18 Apr 2027 | Another partner has it
NW-5504 | Exchange Deployment Planning | 5 | 18 Apr 2027 | Redeemed

Voucher administrator: vouchers@northwind.example`,
  },
  {
    name: 'unsure-dates-and-administrator',
    reader: 'en',
    shows: ['FX-7715-QQ', 'SharePoint Deployment Planning'],
    text: `From: Ann Lee (synthetic) <ann.lee@fourthcoffee.example>
Sent: Tuesday, November 10, 2026 8:02 AM
To: orders@fabrikam.example
Subject: planning voucher

Voucher number: FX-7715-QQ
SharePoint Deployment Planning, 5 or 10 days, I am not sure
Assigned: 05/11/26
Use before: 04/05/27
You can reach ann.lee@fourthcoffee.example or license.desk@fourthcoffee.example about it.
Fourth Coffee (synthetic)`,
  },
];
