import { addressesIn } from '../../domain/mail/values.ts';

/** Lines of a mail's first printed headers. */
const MAX_LINES = 30;

/** The first lines of a mail, which print its headers, and the rest. */
function headOf(text: string): readonly [head: readonly string[], rest: string] {
  const end = text.indexOf('\n\n');
  const head = text.slice(0, Math.max(0, end)).split('\n');
  return head.length > MAX_LINES ? [[], text] : [head, text.slice(Math.max(0, end))];
}

/** The mail without whom it was sent to: our own mailbox, which is nobody's voucher admin. */
export function withoutMailbox(text: string): string {
  const [head, rest] = headOf(text);
  return `${head.filter((line) => !/^(?:to|cc):/iu.test(line)).join('\n')}${rest}`;
}

/** The address that the mail's first headers say it is from. */
export function senderOf(text: string): string | undefined {
  const [head] = headOf(text);
  return addressesIn(head.find((line) => /^from:/iu.test(line)) ?? '')[0];
}

/** What the mail is called; undefined where it has no subject. */
export function subjectOf(text: string): string | undefined {
  const [head] = headOf(text);
  const subject = head.find((line) => /^subject:/iu.test(line))?.replace(/^subject:\s*/iu, '');
  return subject === undefined || subject === '' ? undefined : subject;
}
