import type { FactField } from '../../cards/voucher/fact-inputs.ts';
import type { Found, VoucherCandidate } from '../../domain/mail/read-mail.ts';
import { present } from '../../domain/present.ts';

type Options = Partial<Record<FactField, string[]>>;

/** What a mail said about one number, as far as a draft keeps it. */
export interface Candidate {
  printed: string;
  values: Record<string, string>;
  options: Options;
  sender?: string;
  unknownEngagement?: string;
}

/** The draft of a pasted mail, for the step that records. */
export function mailDraft(candidates: readonly VoucherCandidate[]): { candidates: Candidate[] } {
  return { candidates: candidates.map(candidate) };
}

/** One value fills the form; several, or a date that can be read in two ways, become a choice. */
function candidate(of: VoucherCandidate): Candidate {
  const values: Record<string, string> = {};
  const options: Options = {};
  const fact = (field: FactField, found: readonly string[]): void => {
    const different = [...new Set(found)];
    const [only] = different;
    if (different.length === 1 && only !== undefined) values[field] = only;
    else if (different.length > 1) options[field] = different.slice(0, 10);
  };
  fact('engagement', plain(of.engagement));
  fact('serviceLevel', plain(of.serviceLevel));
  fact(
    'customer',
    of.customer.slice(0, 1).map(({ value }) => value),
  );
  fact('assignedOn', days(of.assignedOn));
  fact('printedExpiry', days(of.expiresOn));
  // Only an address under a label is the admin's; whom the mail was sent to is a suggestion to confirm.
  const [address] = of.adminEmail;
  if (address !== undefined) {
    values['adminEmail'] = address.value;
    if (address.by === 'label' && of.adminEmail.length === 1) values['adminKnown'] = 'true';
  }
  const [offering] = of.offering;
  if (offering !== undefined) values['offering'] = offering.value;
  return present({
    printed: of.number.value,
    values,
    options,
    sender: of.forwardedBy?.value,
    unknownEngagement: of.unknownEngagement[0]?.value,
  });
}

function plain(found: readonly Found<string | number>[]): string[] {
  return found.map(({ value }) => String(value));
}

function days(found: VoucherCandidate['assignedOn']): string[] {
  return found.flatMap(({ value }) => (value.kind === 'day' ? [value.day] : [...value.options]));
}
