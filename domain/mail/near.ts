import { daysIn } from './days.ts';
import type { Layout } from './layout.ts';
import { INVOICE, titleOf, TRAINING } from './papers.ts';
import type { Topic } from './topic.ts';
import { VOUCHER } from './voucher-words.ts';

/**
 * What a text seems to be that is no voucher mail: a training voucher, a paper about licences, an invoice or order, or
 * one that speaks of a planning voucher without its number.
 */
export type Near = 'training' | 'agreement' | 'invoice' | 'voucher';

/** A shorter text is what somebody types. */
const MIN_LINES = 3;
const MIN_LENGTH = 120;
const MAX_DAY_LINES = 100;
/** What a voucher's mail tells beside its agreement. */
const OWN = ['serviceLevel', 'adminEmail', 'assignedOn'] as const;

const AGREEMENT =
  /licen[cs]e (?:agreement|statement|summary|overview)|enterprise agreement|volume licensing agreement|lizenz|vereinbarung|contrat|licence|licencia|contrato|convenio|licenz|contratto|accordo|licença|umow|licenc|smlouv|соглашени|договор|лицензи|契約|ライセンス|协议|協議|许可证|授權|合同/iu;

function count(lines: readonly string[], word: RegExp): number {
  return lines.filter((line) => word.test(line)).length;
}

/** Undefined where a text is too short for a mail, or is near to nothing that this bot knows. */
export function nearOf(
  { lines, labelled }: Pick<Layout, 'lines' | 'labelled'>,
  topic: Topic,
): Near | undefined {
  const full = lines.filter((line) => line.trim() !== '');
  const length = full.reduce((sum, line) => sum + line.length, 0);
  if (full.length < MIN_LINES && length < MIN_LENGTH) return undefined;
  const title = titleOf(full);
  const facts = new Set(labelled.map(({ fact }) => fact));
  const training = count(full, TRAINING);
  if (VOUCHER.test(title) && TRAINING.test(title) && training > 1) return 'training';
  if (topic.isOfVoucher && topic.isForeign && !topic.isPlanning && !topic.isInvoice && training > 1)
    return 'training';
  if (training > 1 && (topic.isAssurance || /satv/i.test(title)) && !topic.isInvoice && !topic.isNamed)
    return 'training';
  if (INVOICE.test(title)) return 'invoice';
  // A hotel's voucher prints a price, too.
  if (topic.isInvoice) return VOUCHER.test(title) ? undefined : 'invoice';
  const isOfAgreement = facts.has('agreement') || count(full, AGREEMENT) > 1;
  if (isOfAgreement && AGREEMENT.test(title) && !VOUCHER.test(title)) return 'agreement';
  // Who asks for a voucher says of how many days it is.
  const isMeant =
    topic.isPlanning ||
    (!topic.isForeign && full.slice(0, MAX_DAY_LINES).some((line) => daysIn(line).length > 0));
  const isOnlyAgreement = facts.has('agreement') && !OWN.some((fact) => facts.has(fact));
  if (isMeant && !isOnlyAgreement && count(full, VOUCHER) > 0) return 'voucher';
  return facts.has('agreement') && topic.isAssurance ? 'agreement' : undefined;
}
