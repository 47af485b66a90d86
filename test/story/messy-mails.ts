/** A voucher mail as people really forward it, and what its card has to show. */
export interface MessyMail {
  readonly language: string;
  readonly text: string;
  readonly number: string;
  readonly engagement: string;
  readonly days: number;
  /** The last day. */
  readonly expires: string;
  readonly customer: string;
  readonly admin: string;
}

/**
 * One for each language in which such mails come: with a note above, the header of a mail program of that language, what
 * is quoted, a value that its line breaks off, a signature and a disclaimer. Everything is synthetic.
 */
export const MESSY_MAILS: readonly MessyMail[] = [
  {
    language: 'en',
    number: 'SAP-7F3K-2201',
    engagement: 'SharePoint Deployment Planning',
    days: 5,
    expires: '2027-05-01',
    customer: 'Contoso Retail and Logistics (synthetic)',
    admin: 'vera.novak@contoso.example',
    text: `Hi Anna,

see below, they would like to start before Easter.

Tom Fisher (synthetic)
Sales, Fabrikam Planning | T +44 20 7946 0012 | Office 4711

________________________________
From: Grace Hill (synthetic) <grace.hill@contoso.example>
Sent: 03 November 2026 09:14
To: Tom Fisher <tom.fisher@fabrikam.example>
Subject: FW: Your planning services voucher

> Tom, this is what the portal sent me. Paul Reed leads the project.
>
> Voucher number:   SAP-7F3K-
>                   2201
> Engagement:       SharePoint Deployment Planning
> Service level:    5 days
> Assigned on:      2 November 2026
> Expires on:       1 May 2027
> Customer:         Contoso Retail and Logistics (synthetic)
> Voucher administrator: "Vera Novak" <vera.novak@contoso.example>
> Project manager:  Paul Reed <paul.reed@contoso.example>

This e-mail and its attachments are confidential. If you are not the intended recipient, please delete it
and call +44 20 7946 0099. Registered in England, No. 01234567.`,
  },
  {
    language: 'ru',
    number: 'ПЛ-40021-ВЧ',
    engagement: 'Exchange Deployment Planning',
    days: 10,
    expires: '2027-04-18',
    customer: 'ООО «Северный порт» (synthetic)',
    admin: 'v.orlova@sever-port.example',
    text: `Аня, привет! Пришло от клиента, посмотри, пожалуйста.

С уважением,
Игорь Котов (synthetic), отдел продаж, тел. +7 495 555-01-42, доб. 117

-------- Пересылаемое сообщение --------
21.10.2026, 18:02, "Павел Рябов (synthetic)" <p.ryabov@sever-port.example>:

> Игорь, добрый вечер! Портал прислал вот это:
>
> Номер ваучера: ПЛ-40021-ВЧ
> Вид услуги: Планирование развертывания Exchange
> Уровень обслуживания: 10 дней
> Дата назначения: 20 октября 2026 г.
> Действителен до: 18 апреля 2027 г.
> Организация: ООО «Северный порт» (synthetic)
> Администратор ваучера: Вера Орлова,
> v.orlova@sever-port.example
> Руководитель проекта: Павел Рябов
-------- Конец пересылаемого сообщения --------

Это письмо предназначено только адресату. Если вы получили его по ошибке, удалите его и сообщите отправителю.`,
  },
  {
    language: 'pl',
    number: 'PL-0091-4482-17',
    engagement: 'Data Estate Modernization',
    days: 10,
    expires: '2027-05-02',
    customer: 'Szpital Mazurski (synthetic)',
    admin: 'licencje@szpital-mazurski.example',
    text: `Cześć Aniu, przekazuję, klientowi się spieszy.

-------- Treść przekazanej wiadomości --------
Temat: 	Fwd: voucher na usługi planowania
Data: 	Wed, 4 Nov 2026 07:33:10 +0100
Nadawca: 	Bożena Żak (synthetic) <b.zak@szpital-mazurski.example>
Adresat: 	oferty@fabrikam.example

> Dzień dobry, w załączeniu dane z portalu, proszę potwierdzić.
>
> Numer vouchera: PL-0091-4482-17
> Rodzaj planowania: Modernizacja zasobów danych (Data Estate
> Modernization)
> Poziom usługi: 10 dni roboczych
> Przypisany: 03.11.2026
> Ważny do: 02.05.2027
> Klient: Szpital Mazurski (synthetic)
> Administrator vouchera: <licencje@szpital-mazurski.example>
> Kierownik projektu: Halina Łoś, tel. 600 555 121
>
> Pozdrawiam
> Bożena Żak, NIP 678-55-51-234

Treść tej wiadomości jest poufna. Jeśli nie są Państwo jej adresatem, prosimy o jej usunięcie.`,
  },
  {
    language: 'de',
    number: 'DE-5520-LK-09',
    engagement: 'Modernizing Your Windows Server Platform',
    days: 3,
    expires: '2027-04-11',
    customer: 'Stadtwerke Falkenau (synthetic)',
    admin: 'gutscheine@sw-falkenau.example',
    text: `Hallo Anna, kam gerade rein. Magst du das eintragen?

Von: Jürgen Maaß (synthetic) <j.maass@sw-falkenau.example>
Gesendet: Dienstag, 13. Oktober 2026 16:40
An: Vertrieb <vertrieb@fabrikam.example>
Betreff: WG: Gutschein Planungsdienste

Guten Tag,

anbei die Angaben aus dem Portal:

Gutscheinnummer: DE-5520-LK-09
Leistung: Modernisierung der Windows Server-Plattform
Umfang: 3 Tage
Zugewiesen am: 13. Oktober 2026
Gültig bis: 11. April 2027
Kunde: Stadtwerke Falkenau (synthetic)
Gutscheinadministrator: gutscheine@sw-falkenau.example
Projektleitung: Frau Dr. Ilse Brandt

Mit freundlichen Grüßen
Jürgen Maaß, HRB 20417, Amtsgericht Falkenau, USt-IdNr. DE123456789`,
  },
  {
    language: 'fr',
    number: 'FR-88-2047-BC',
    engagement: 'SharePoint Deployment Planning',
    days: 15,
    expires: '2027-03-30',
    customer: 'Mutuelle du Ponant (synthetic)',
    admin: "aline.d'arcy@ponant.example",
    text: `Bonjour Anna, pour toi :)

De : Luc Morel (synthetic) <luc.morel@ponant.example>
Envoyé : jeudi 1 octobre 2026 11:05
À : contact@fabrikam.example
Objet : TR : Votre chèque-service de planification

Bonjour,

Voici les informations reçues :

Numéro du chèque : FR-88-2047-BC
Prestation : Planification du déploiement de SharePoint
Niveau de service : 15 jours
Attribué le : 1er octobre 2026
Valable jusqu’au : 30 mars 2027
Client : Mutuelle du Ponant (synthetic)
Administratrice du chèque : « aline.d’arcy@ponant.example »
Chef de projet : Luc Morel, 01 55 50 01 42

Ce message est confidentiel. S’il ne vous est pas destiné, merci de le détruire.`,
  },
  {
    language: 'es',
    number: 'ES-31-7719-QT',
    engagement: 'Exchange Deployment Planning',
    days: 5,
    expires: '2027-05-08',
    customer: 'Cooperativa del Sur (synthetic)',
    admin: 'licencias@coopsur.example',
    text: `Hola Anna, te lo reenvío.

---------- Forwarded message ---------
De: Inés Peña (synthetic) <ines.pena@coopsur.example>
Date: lun, 9 nov 2026 a las 10:21
Subject: Vale de servicios de planificación
To: <ventas@fabrikam.example>

Buenos días:

Número de vale: ES-31-7719-QT
Tipo de servicio: Planificación de la implementación de Exchange
Nivel de servicio: 5 días
Fecha de asignación: 9 de noviembre de 2026
Fecha de caducidad: 8 de mayo de 2027
Cliente: Cooperativa del Sur (synthetic)
Administrador del vale: licencias@coopsur.example
Jefe de proyecto: Inés Peña

Un saludo
Inés Peña, CIF F-1234567-4, tel. 955 550 142`,
  },
  {
    language: 'pt',
    number: 'PT-2290-WX-14',
    engagement: 'Windows and Office Deployment Planning',
    days: 10,
    expires: '2027-04-24',
    customer: 'Hotelaria Atlântico (synthetic)',
    admin: 'ti@hotelaria-atlantico.example',
    text: `Olá Anna, chegou hoje do cliente.

De: Rui Paiva (synthetic) <rui.paiva@hotelaria-atlantico.example>
Enviada: 26 de outubro de 2026 15:12
Para: vendas@fabrikam.example
Assunto: ENC: Voucher de serviços de planeamento

Bom dia,

Número do voucher: PT-2290-WX-14
Serviço: Planeamento da implementação do Windows e do Office
Nível de serviço: 10 dias
Atribuído em: 26/10/2026
Válido até: 24/04/2027
Cliente: Hotelaria Atlântico (synthetic)
Administrador do voucher: ti@hotelaria-atlantico.example
Gestor do projeto: Rui Paiva

Cumprimentos
Rui Paiva, NIF 512 345 678`,
  },
  {
    language: 'it',
    number: 'IT-0443-GH-71',
    engagement: 'SharePoint Deployment Planning',
    days: 3,
    expires: '2027-05-11',
    customer: 'Ceramiche Valdarno (synthetic)',
    admin: 'acquisti.it@ceramiche-valdarno.example',
    text: `Ciao Anna, ti giro la mail.

Da: Marta Conti (synthetic) <m.conti@ceramiche-valdarno.example>
Inviato: giovedì 12 novembre 2026 09:30
A: info@fabrikam.example
Oggetto: I: Voucher per servizi di pianificazione

Buongiorno, ecco i dati del portale.

Numero del voucher: IT-0443-GH-71
Servizio: Pianificazione della distribuzione di SharePoint
Livello di servizio: 3 giorni
Assegnato il: 12 novembre 2026
Scade il: 11 maggio 2027
Cliente: Ceramiche Valdarno (synthetic)
Amministratore del voucher: acquisti.it@ceramiche-valdarno.example
Responsabile del progetto: Marta Conti

Cordiali saluti
Marta Conti, P.IVA 01234567890`,
  },
  {
    language: 'cs',
    number: 'CZ-6610-PV-33',
    engagement: 'Exchange Deployment Planning',
    days: 10,
    expires: '2027-05-15',
    customer: 'Pivovary Morava (synthetic)',
    admin: 'licence@pivovary-morava.example',
    text: `Ahoj Anno, posílám dál.

Od: Jiří Švec (synthetic) <j.svec@pivovary-morava.example>
Odesláno: pondělí 16. listopadu 2026 8:47
Komu: obchod@fabrikam.example
Předmět: FW: Poukaz na plánovací služby

Dobrý den, zasílám údaje z portálu:

Číslo poukazu: CZ-6610-PV-33
Služba: Plánování nasazení Exchange
Úroveň služby: 10 dnů
Přiřazeno dne: 16. listopadu 2026
Platnost do: 15. května 2027
Zákazník: Pivovary Morava (synthetic)
Správce poukazu: licence@pivovary-morava.example
Vedoucí projektu: Jiří Švec

S pozdravem
Jiří Švec, IČO 12345678`,
  },
  {
    language: 'ja',
    number: 'JP-90415-KZ',
    engagement: 'SharePoint Deployment Planning',
    days: 5,
    expires: '2027-05-05',
    customer: '株式会社みなと商事 (synthetic)',
    admin: 'license@minato-shoji.example',
    text: `アンナさん、お客様から届きましたので転送します。

差出人: 佐藤 健 (synthetic) <sato@minato-shoji.example>
送信日時: 2026年11月6日 14:20
宛先: eigyo@fabrikam.example
件名: FW: プランニング サービス バウチャー

いつもお世話になっております。

バウチャー番号：JP-90415-KZ
サービスの種類：SharePoint 展開計画
サービス レベル：５日間
割り当て日：令和8年11月6日
有効期限：令和9年5月5日
お客様名：株式会社みなと商事 (synthetic)
バウチャー管理者：license@minato-shoji.example
プロジェクト マネージャー：佐藤 健

よろしくお願いいたします。`,
  },
  {
    language: 'zh',
    number: 'CN-77120-HB',
    engagement: 'Exchange Deployment Planning',
    days: 10,
    expires: '2027-04-27',
    customer: '海滨贸易有限公司 (synthetic)',
    admin: 'license@haibin.example',
    text: `Anna，客户发来的，转给你。

发件人: 王敏 (synthetic) <wang.min@haibin.example>
发送时间: 2026年10月29日 9:15
收件人: sales@fabrikam.example
主题: 转发: 规划服务凭证

您好，以下是门户网站上的信息：

凭证编号：CN-77120-HB
服务类型：Exchange 部署规划
服务级别：10 天
分配日期：2026年10月29日
到期日期：2027年4月27日
客户名称：海滨贸易有限公司 (synthetic)
凭证管理员：license@haibin.example
项目经理：王敏

此致
王敏`,
  },
];
