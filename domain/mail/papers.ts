/** Words by which papers of another kind are known, in the languages of the mails. */

export const TRAINING =
  /training|satv|(?<!\p{L})courses?(?!\p{L})|learning partner|classroom|учебн|обучени|(?<!\p{L})курс|слушател|szkole|szkoli|(?<!\p{L})kurs|schulung|lehrgang|formation|stagiaire|formación|alumno|(?<!\p{L})curso|formazion|formativ|(?<!\p{L})corso|treinamento|formação|formando|aprendizagem|školen|školic|(?<!\p{L})kurz|研修|トレーニング|受講(?!券)|培训|培訓|学员|學員|课程/iu;
export const INVOICE =
  /invoice|purchase order|rechnung|bestellung|facture|bon de commande|commande n|factura|orden de compra|pedido n|fattura|ordine d|fatura|nota de encomenda|nota fiscal|quotation|(?<!\p{L})angebot|(?<!\p{L})devis(?!\p{L})|presupuesto|preventivo|orçamento|oferta cenowa|cenová nabídka|коммерческое предложение|見積|报价|報價|faktur|objednávk|zamówieni|rachunek|счет на оплату|счёт на оплату|счет-фактур|счёт-фактур|заказ на|накладн|請求書|発注書|注文書|伝票|发票|發票|采购订单|採購訂單|记账|記帳/iu;

/** Plans, reports and invitations around an engagement. */
const PAPER =
  /(?:project|delivery|work|rollout) plan|plan de proyecto|projektplan|plan projektu|plán projektu|plano do projeto|piano di progetto|plan de projet|план проекта|実施計画書|项目计划|項目計劃|completion report|abschlussbericht|raport końcowy|raport z (?:realizacji|wykonania|prac)|отч[её]т о (?:завершении|выполнении|проделанной|ходе)|итоговый отч[её]т|(?<!\p{L})акт(?!\p{L})|závěrečná zpráva|rapport d.achèvement|informe de (?:cierre|finalización)|relatório|relazione (?:finale|di)|報告書|完成报告|newsletter|bulletin|meeting invitation|zaproszenie na spotkanie|приглашение на встречу|einladung zur besprechung|invito alla riunione|convocatoria de reunión|convite para reunião|会議(?:の)?(?:ご)?案内|会议邀请|pozvánka na schůzku|^\W{0,3}(?:ticket|заявка|тикет|zgłoszenie|incident|チケット|demande|solicitud|richiesta|požadavek)\s*[#№]?\s*\p{Lu}{0,5}-?\d{4}|^(?:когда|when|kiedy|wann|quando|cuándo|quand|kdy|日時|时间)\s?[:：]|вестник|biuletyn|zpravodaj|通信 第|快讯/imu;
const UNSUBSCRIBE =
  /unsubscribe|отписаться|отказаться от рассылки|wypisz|zrezygnuj z (?:newslet|subskr)|abmelden|abbestellen|désabonner|désinscri|darse de baja|cancelar (?:la |a )?(?:suscri|inscri|subscri)|disiscri|annulla l.iscrizione|odhlásit|配信停止|退订|取消訂閱|取消订阅/iu;

/** Whether a text is a plan, a report or a newsletter, in which no number is a voucher's unless it is called so. */
export function isOfAnotherPaper(lines: readonly string[]): boolean {
  return PAPER.test(titleOf(lines)) || lines.some((line) => UNSUBSCRIBE.test(line));
}

/** A sum of money. */
const MONEY =
  /(?:EUR|USD|GBP|PLN|CZK|BRL|CHF|RUB|[€$£¥￥]|R\$|(?<![\p{L}/])S\/(?=\s))\s?\d[\d.,\s]*\d|\d[.,]\d{2}\s?(?:EUR|USD|GBP|PLN|CZK|BRL|CHF|zł|Kč|руб|[€$£])|\d\s?(?:zł|Kč|руб|円|元)(?!\p{L})/u;

/** Whether a line names a sum; a company's capital in its signature is none. */
export function namesMoney(line: string): boolean {
  return MONEY.test(line) && !/kapita|capital|капитал/iu.test(line);
}

/** Lines with text that say what a paper is. */
const TITLE_LINES = 3;
const MAX_TITLE = 120;

/** The beginning of a text, where a paper says what it is. */
export function titleOf(lines: readonly string[]): string {
  return lines
    .filter((line) => /\p{L}/u.test(line))
    .slice(0, TITLE_LINES)
    .map((line) => line.slice(0, MAX_TITLE))
    .join('\n');
}
