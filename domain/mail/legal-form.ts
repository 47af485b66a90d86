/** The form of a company at the end of its name, or before it. */
export const LEGAL_FORM =
  /(?:\s|^)(?:GmbH(?: & Co\. KG)?|gGmbH|AG|KG|SE|Ltd\.?|LLC|LLP|Inc\.?|PLC|plc|Corp\.?|Pty|S\.?A\.?(?:S|\sde C\.V\.)?|S\.?L\.?U?|S\.?p\.?A\.?|S\.?r\.?l\.?|Lda\.?|Ltda\.?|a\.\s?s\.|s\.\s?r\.\s?o\.|[Ss]p\.? z o\.?\s?o\.?|Oy|AB|BV|B\.V\.|NV|e\.\s?V\.|eG|E\.P\.E\.|družstvo|příspěvková organizace|spółdzielnia)$|^(?:ООО|АО|ПАО|ЗАО|ИП|ТОО)(?:\s|$)/u;
