import { plainDashes, visible } from '../plain-text.ts';

/** A fact that a voucher mail may print. */
export type Fact =
  | 'number'
  | 'adminEmail'
  | 'engagement'
  | 'serviceLevel'
  | 'assignedOn'
  | 'expiresOn'
  | 'customer'
  | 'agreement'
  | 'projectManager';

export type HeaderField = 'from' | 'to' | 'date' | 'subject';

/**
 * What a label announces. A `borrowed` number label means something else in everyday language (a shop's voucher
 * code, a bank's operation id) and counts only in a text that speaks of the programme. `many` announces a list.
 * `trade` labels are printed by invoices and shops.
 */
export type Label =
  | { readonly kind: 'fact'; readonly fact: Fact; readonly borrowed?: true; readonly many?: true }
  | { readonly kind: 'header'; readonly field: HeaderField }
  | { readonly kind: 'trade' };

/** Labels are separated by `|`, compared by {@link labelKey}. */
const LABELS: readonly (readonly [Label, ...string[]])[] = [
  [
    { kind: 'fact', fact: 'number' },
    'voucher id|voucher number|voucher no|voucher nr|voucher #|voucherid|planning services voucher id',
    'planning voucher id|planning voucher number|planning voucher no|planning services voucher no|sa voucher id|sa voucher number',
    'software assurance voucher id|software assurance voucher number|vlsc voucher id|vlsc voucher number',
    'planning services voucher number|id voucher|number of the voucher|voucher identifier',
    'voucher id number|voucher id (number)|id of the voucher|voucher number (id)|number of voucher',
    'номер ваучера|идентификатор ваучера|id ваучера|ид ваучера|№ ваучера|no ваучера|ваучер no|ваучер №',
    'уникальный идентификатор ваучера|идентификационный номер ваучера',
    'numer vouchera|identyfikator vouchera|nr vouchera|id vouchera|numer voucheru|identyfikator voucheru',
    'numer identyfikacyjny vouchera|voucher numer',
    'voucher nummer|vouchernummer|voucher kennung|voucher identifikator|numéro de voucher|id du voucher',
    'identifiant du voucher|número de voucher|número del voucher|número do voucher|id del voucher|id do voucher',
    'バウチャー番号|バウチャー id|バウチャーid',
  ],
  [
    { kind: 'fact', fact: 'number', many: true },
    'voucher ids|voucher numbers|voucher nos|voucher id s|номера ваучеров|идентификаторы ваучеров',
    'numery voucherów|identyfikatory voucherów|numery voucherow|voucher nummern|vouchernummern',
  ],
  [
    { kind: 'fact', fact: 'number', borrowed: true },
    'voucher|voucher code|planning voucher|planning services voucher|operation id|activity id|document id',
    'ваучер|код ваучера|код операции|идентификатор операции|номер операции|код документа',
    'идентификатор документа|id операции|номер документа',
    'kod vouchera|identyfikator załącznika|numer załącznika|kod załącznika|id załącznika|załącznik',
    'identyfikator kuponu|numer kuponu|numer bonu|identyfikator bonu|kod kuponu',
    'gutscheinnummer|gutschein nummer|gutschein nr|gutschein id|gutscheincode|gutscheinkennung|beleg id',
    'belegnummer|numéro de bon|numéro du bon|id du bon|identifiant du bon|numéro de document|id de document',
    'identificateur du bon|número del vale|número de vale|id del vale|id de vale|identificador del vale',
    'número do vale|número do comprovante|id do comprovante|id do vale|identificador do vale',
    'número del comprobante|número de comprobante|id del comprobante|número do voucher de serviço',
    '受講券番号|受講券 番号|受講券id|受講券 id|バウチャー 番号|バウチャー コード|バウチャーコード|クーポン番号',
    '凭证编号|凭证 编号|凭证id|凭证 id|凭证号|优惠券编号|优惠券 编号|优惠券id|优惠券 id|服务券编号|凭单编号|凭单 id',
  ],
  [
    { kind: 'fact', fact: 'adminEmail' },
    'voucher admin|voucher administrator|voucher admin email|voucher admins email|voucher admin email address',
    'voucher administrator email|voucher administrators email|voucher administrator email address',
    'email of the voucher admin|email of the voucher administrator|email address of the voucher admin',
    'benefits administrator|benefit administrator|benefits administrator email|benefits admin',
    'benefits administrator email address|software assurance benefits administrator|sa benefits administrator',
    'software assurance benefits administrator email|sab administrator|sab administrator email|sab admin',
    'администратор ваучера|администратор ваучеров|email администратора ваучера|почта администратора ваучера',
    'эл почта администратора ваучера|электронная почта администратора ваучера|адрес администратора ваучера',
    'адрес электронной почты администратора ваучера|адрес эл почты администратора ваучера',
    'адрес электронной почты администратора ваучеров|администратор преимуществ|администратор льгот',
    'администратор преимуществ software assurance|электронная почта администратора операции',
    'адрес электронной почты администратора операции|администратор операции',
    'администратор документа|адрес электронной почты администратора документа',
    'administrator vouchera|administrator voucherów|email administratora vouchera|admin vouchera',
    'adres email administratora vouchera|adres email administratora voucherów|administrator świadczeń',
    'administrator korzyści|administrator korzyści software assurance|administrator załącznika',
    'email administratora załącznika|adres email administratora załącznika|email admina vouchera',
    'voucher administrator email adresse|email des voucher administrators|gutschein administrator',
    'email adresse des voucher administrators|email des gutscheinadministrators|vorteilsadministrator',
    'administrateur du bon|email de ladministrateur du bon|adresse email de ladministrateur du bon',
    'administrateur des avantages|administrador del vale|correo electrónico del administrador del vale',
    'correo del administrador del vale|administrador de beneficios|administrador do vale',
    'email do administrador do vale|administrador de benefícios',
    'バウチャー管理者|バウチャー管理者のメール|バウチャー管理者のメールアドレス|特典管理者',
    '凭证管理员|凭证管理员电子邮件|凭证管理员邮箱|优惠券管理员|权益管理员',
  ],
  [
    { kind: 'fact', fact: 'engagement' },
    'engagement|engagement type|engagement name|offering|planning services offering|program|programme',
    'voucher type|type of voucher|planning service|planning service type|planning services program|offer',
    'service type|service name|programme name|program name|service|planning services type',
    'тип ваучера|вид ваучера|предложение|программа|участие|взаимодействие|обязательство|услуга|служба',
    'название услуги|тип услуги|служба планирования|услуга планирования|тип операции|тип документа',
    'название программы|тип взаимодействия|тип участия|проект планирования',
    'typ vouchera|rodzaj vouchera|oferta|program|zaangażowanie|typ zaangażowania|zakontraktowanie|usługa',
    'usługa planowania|typ załącznika|rodzaj załącznika|nazwa programu|nazwa usługi|rodzaj usługi',
    'programm|angebot|gutscheintyp|vouchertyp|voucher typ|einsatz|dienst|programme|offre|type de bon',
    'mission|service de planification|programa|oferta|tipo de vale|compromiso|servicio|serviço|compromisso',
    'プログラム|サービス|エンゲージメント|受講券の種類|バウチャーの種類|计划|服务|凭证类型|优惠券类型|项目',
  ],
  [
    { kind: 'fact', fact: 'serviceLevel' },
    'service level|service level (days)|level of service|length|duration|engagement length|number of days|days',
    'engagement duration|planning days|service days|length of engagement|service length',
    'уровень обслуживания|уровень сервиса|уровень услуг|уровень услуги|длительность|продолжительность',
    'количество дней|число дней|дней|срок оказания услуги|дни планирования',
    'poziom usług|poziom usługi|poziom obsługi|poziom serwisu|liczba dni|długość|czas trwania|dni',
    'dni planowania|servicelevel|dienstleistungsebene|dauer|anzahl tage|tage|anzahl der tage|leistungsumfang',
    'niveau de service|durée|nombre de jours|nivel de servicio|duración|número de días|días',
    'nível de serviço|duração|número de dias|dias|サービス レベル|サービスレベル|日数|服务级别|天数',
  ],
  [
    { kind: 'fact', fact: 'assignedOn' },
    'assigned|assigned on|assignment date|date assigned|assigned date|created|created on|creation date',
    'date created|issued|issued on|issue date|date of assignment|voucher created|voucher assigned',
    'voucher assigned on|date issued',
    'назначен|назначено|дата назначения|дата создания|создан|дата выдачи|выдан|дата присвоения|присвоен',
    'назначена',
    'przypisano|data przypisania|przypisany|przydzielono|data utworzenia|utworzono|data przydzielenia',
    'data wystawienia|data wydania',
    'zugewiesen am|zugewiesen|zuweisungsdatum|erstellt am|erstellungsdatum|ausgestellt am',
    'attribué le|date dattribution|date daffectation|créé le|date de création|asignado|asignado el',
    'fecha de asignación|fecha de creación|atribuído em|data de atribuição|data de criação',
    '割り当て日|割当日|作成日|分配日期|创建日期|指派日期',
  ],
  [
    { kind: 'fact', fact: 'expiresOn' },
    'expires|expires on|expiry|expiry date|expiration|expiration date|valid until|valid to|valid through',
    'valid till|voucher expires|voucher expires on|voucher expiry date|voucher expiration date|redeem by|use by',
    'date of expiry|voucher expiration|expiring on|end date|redeem before|use before',
    'истекает|дата истечения|дата истечения срока|дата истечения срока действия|срок действия',
    'срок действия до|действителен до|действует до|годен до|дата окончания|дата окончания срока действия',
    'окончание срока действия|срок действия истекает|активировать до|использовать до',
    'wygasa|data wygaśnięcia|data ważności|ważny do|ważne do|termin ważności|wygasa dnia|data końcowa',
    'zrealizuj do|wykorzystać do|data wygasania',
    'läuft ab am|ablaufdatum|gültig bis|verfällt am|ablauf|einlösen bis',
    'expire le|date dexpiration|valable jusquau|date de fin de validité|caduca|caduca el',
    'fecha de caducidad|fecha de expiración|fecha de vencimiento|válido hasta|vence|vence el',
    'expira em|data de validade|data de expiração|válido até|data de vencimento',
    '有効期限|有効期間|到期日|到期日期|有效期至|过期日期|失效日期',
  ],
  [
    { kind: 'fact', fact: 'customer' },
    'customer|customer name|company|company name|organization|organisation|organization name|client|account name',
    'organisation name|legal entity|customer organization|assigned by',
    'клиент|заказчик|компания|организация|имя клиента|название клиента|название компании|наименование клиента',
    'наименование организации|название организации',
    'klient|nazwa klienta|firma|nazwa firmy|organizacja|nazwa organizacji',
    'kunde|kundenname|unternehmen|firmenname|organisation|client|nom du client|société|entreprise',
    'cliente|nombre del cliente|nome do cliente|empresa|organización|organização|compañía',
    '顧客|顧客名|お客様|お客様名|会社名|組織|客户|客户名称|公司|公司名称|组织',
  ],
  [
    { kind: 'fact', fact: 'agreement' },
    'agreement|agreement number|agreement no|agreement id|license id|licence id|licensing id|license number',
    'licence number|enrollment number|enrolment number|volume license agreement|contract number|license agreement',
    'номер соглашения|соглашение|номер лицензии|идентификатор лицензии|номер договора|код лицензии|id лицензии',
    'номер лицензионного соглашения|регистрационный номер',
    'numer umowy|umowa|identyfikator licencji|numer licencji|id licencji|nr umowy|numer rejestracji',
    'vertragsnummer|lizenz id|lizenznummer|vereinbarungsnummer|numéro de contrat|numéro de licence',
    'id de licence|número de contrato|número de licencia|id de licencia|número da licença|id da licença',
    '契約番号|ライセンス id|ライセンスid|ライセンス番号|许可证 id|许可证编号|协议编号|合同编号',
  ],
  [
    { kind: 'fact', fact: 'projectManager' },
    'project manager|customer project manager|assigned to|voucher assigned to|project lead|customer contact',
    'менеджер проекта|руководитель проекта|менеджер проектов|назначен пользователю|назначено пользователю',
    'менеджер проекта клиента|руководитель проектов',
    'menedżer projektu|kierownik projektu|przypisano do|przypisany do|menadżer projektu|przydzielono do',
    'projektleiter|projektmanager|zugewiesen an|chef de projet|attribué à|jefe de proyecto',
    'gerente de proyecto|director de proyecto|asignado a|gerente de projeto|gerente do projeto|atribuído a',
    'プロジェクト マネージャー|プロジェクトマネージャー|担当者|割り当て先|项目经理|分配给',
  ],
  [
    { kind: 'header', field: 'from' },
    'from|sender|от|от кого|отправитель|od|nadawca|von|absender|de|expéditeur|remitente|remetente|da|van|från',
    'fra|lähettäjä|kimden|od koho|feladó|från|de la|від|差出人|送信者|发件人|寄件者|보낸 사람|mittente',
  ],
  [
    { kind: 'header', field: 'to' },
    'to|кому|получатель|do|adresat|an|à|a|para|destinatario|aan|till|til|kime|komu|címzett|către',
    '宛先|收件人|收件者|받는 사람|cc|копия|dw|kopia|kopie|copie|do wiadomości|抄送',
  ],
  [
    { kind: 'header', field: 'date' },
    'date|sent|дата|отправлено|дата отправки|data|wysłano|wysłane|datum|gesendet|envoyé|envoyé le|fecha|enviado',
    'enviada em|enviado el|verzonden|skickat|sendt|inviato|日付|送信日時|发送时间|日期|보낸 날짜|odesláno',
  ],
  [
    { kind: 'header', field: 'subject' },
    'subject|тема|temat|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|件名|主题|主旨|제목|předmět',
  ],
  [
    { kind: 'trade' },
    'invoice|invoice number|invoice no|invoice date|invoice #|order|order number|order no|order id|order date',
    'order #|total|subtotal|sub total|grand total|total due|amount|amount due|total amount|price|unit price',
    'payment method|payment due|due date|shipping|discount|receipt no|receipt number',
    'purchase order|po number|tracking number|net amount|payee|paid to|debit|credit',
    'счет|номер счета|счет фактура|сумма|итого|всего|к оплате|номер заказа|заказ|цена|скидка',
    'faktura|numer faktury|nr faktury|kwota|razem|suma|do zapłaty|numer zamówienia|nr zamówienia|cena',
    'termin płatności|sposób płatności|rabat|wartość netto|wartość brutto',
    'rechnung|rechnungsnummer|gesamtbetrag|betrag|summe|bestellnummer|preis|facture|numéro de facture',
    'montant|numéro de commande|prix|factura|importe|número de pedido|precio|fatura|valor|preço',
    '請求番号|合計|注文番号|金額|发票号码|总计|订单号|金额',
  ],
];

/** Words that introduce a label without changing it. */
const LEADING = /^(?:your|the|new|my|ваш|ваша|новый|twój|twoj|państwa|nowy|ihre|ihr|votre|su|seu|o|le) /;

/** The longest label is shorter than this; a longer text cannot be one. */
export const MAX_LABEL = 64;

/** The form in which labels are compared: no case, no habits of typing (dash, apostrophe, dot, remark in brackets), no ornament. */
function labelKey(printed: string): string {
  return plainDashes(visible(printed.slice(0, 2 * MAX_LABEL)).normalize('NFKC'))
    .toLowerCase()
    .replace(/^\s*\d{1,2}[.)]\s+/u, '')
    .replace(/\s?\([^()]*\)[\s:]*$/u, '')
    .replace(/ё/gu, 'е')
    .replace(/['’`´ʼ*.,]/gu, '')
    .replace(/[-\s]+/gu, ' ')
    .replace('e mail', 'email')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[^\p{L}\p{N}#]+$/u, '')
    .replace(LEADING, '');
}

const BY_KEY: ReadonlyMap<string, Label> = new Map(
  LABELS.flatMap(([label, ...spellings]) =>
    spellings
      .join('|')
      .split('|')
      .map((spelling) => [labelKey(spelling), label] as const),
  ),
);

/** What `printed` announces, when it is a label and nothing else. A name in camelCase is code, not a label. */
export function labelOf(printed: string): Label | undefined {
  const text = printed.trim();
  if (text === '' || text.length > MAX_LABEL || /^\p{Ll}+\p{Lu}|["{}<>?=]/u.test(text)) return undefined;
  return BY_KEY.get(labelKey(text));
}

/** Speaks of planning services and of nothing else. */
export const PLANNING_WORDS: readonly string[] = [
  'planning services|planning service|deployment planning|planning engagement|службы планирования',
  'служб планирования|службам планирования|услуги планирования|услуг планирования',
  'планирования развертывания|планирование развертывания|usługi planowania|usług planowania',
  'usługa planowania|planowania wdrożenia|planowanie wdrożenia|planungsdienste|planungsservices',
  'services de planification|servicios de planificación|serviços de planejamento',
  'serviços de planeamento|プランニング サービス|プランニングサービス|展開計画|规划服务|计划服务|部署规划',
].flatMap((words) => words.split('|'));

/** Speaks of the benefits or the tools around the programme, which training vouchers share. */
export const ASSURANCE_WORDS: readonly string[] = [
  'software assurance|volume licensing|корпоративных лицензий|licencjonowania zbiorowego|vlsc|savb|vvr',
].flatMap((words) => words.split('|'));

/** Word beginnings that speak of other vouchers: shops, travel, training, books of account. */
export const FOREIGN_WORDS: readonly string[] = [
  'gift|discount|coupon|promo|checkout|% off|basket|shopping|unsubscribe|sale |your order|order confirm',
  'online store|web store|reward|loyalty|cashback|top up|hotel|flight|passenger|check in|booking|tour |boarding',
  'parking|rental|guest|training|course |courses|exam |exams|classroom|learning|satv|certif|student|ledger|journal',
  'payment voucher|petty cash|pay slip|payslip|payroll|net pay|meal|lunch|wi fi|wifi|ssid|taxi|fuel|donation|internet access|password|pin |spa |massage|wellness|cinema|theatre|museum|salary|lottery|winner|prize|newsletter|curriculum|resume',
  'скидк|промокод|подароч|корзин|ваш заказ|отписаться|гостиниц|отел|рейс|турист|бронирован|учебн|обучени',
  'экзамен|купон|бухгалтер|выигр|платеж|zniżk|rabat|koszyk|zamówieni|prezent|podarunk|wypisz się|nocleg|lotnisk',
  'lotnicz|masaż|kino |szkoleni|egzamin|wycieczk|promocj|księgow|fakturę|geschenk|warenkorb|rabatt|bestellung|schulung|reise',
  'einkauf|cadeau|panier|remise|votre commande|formation|voyage|regalo|descuento|pedido|desconto|presente',
  'formación|viaje|viagem|研修|トレーニング|割引|优惠码|折扣|培训',
].flatMap((words) => words.split('|'));

/** Words that may stand before "voucher" in a title; any other word makes it a voucher of another kind. */
export const VOUCHER_QUALIFIERS: ReadonlySet<string> = new Set(
  (
    'a the this that your our my new following attached customer planning service services deployment software ' +
    'assurance sa days day fw fwd re subject about here is for one another vlsc microsoft'
  ).split(' '),
);

/** Beginnings of a forwarded mail's subject. */
export const FORWARD_PREFIX =
  /^(?:fw|fwd|wg|tr|rv|pd|vs|vb|enc|i|doorst|пересл|переслано|fs|转发|轉寄|転送)\s?[:：]/iu;
