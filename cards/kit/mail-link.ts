import type { Element } from './elements.ts';

/** A message that a mail program opens with, in the language of whom it is for. */
interface MailText {
  /** Whom it is to, when that is known. */
  readonly to?: string | undefined;
  readonly subject: string;
  readonly body: string;
  /** What it says when `body` is too long for a link. */
  readonly short: string;
}

/** How much of the message the link brings. */
type Brings = 'whole' | 'short' | 'subject';

/** Characters of a link: mail programs cut longer ones, some soon after 2,000. */
const MAX_LINK = 1_800;

/**
 * A button that opens the message in the person's mail program, and how much of it that brings: in letters beyond ASCII a
 * link holds a sixth of its characters. The text always stands on the card, too: Microsoft documents no scheme for
 * `Action.OpenUrl` but a URL for the browser, Teams did not open `mailto:` at all for some months of 2021 (bot-docs 2087,
 * msteams-docs 3677), opens none with several recipients (AdaptiveCards 5677) or with brackets (botframework-sdk 3854),
 * and a phone may open none.
 */
export function mailLink(
  title: string,
  text: MailText,
): { readonly action: Element; readonly brings: Brings } {
  const whole = mailUrl(text, text.body);
  if (whole.length <= MAX_LINK) return { action: openMail(title, whole), brings: 'whole' };
  const short = mailUrl(text, text.short);
  return short.length <= MAX_LINK
    ? { action: openMail(title, short), brings: 'short' }
    : { action: openMail(title, mailUrl(text, undefined)), brings: 'subject' };
}

function openMail(title: string, url: string): Element {
  return { type: 'Action.OpenUrl', title, url };
}

/** Ends of lines, and what nobody sees. */
const UNSEEN = /[\s\p{Cc}\p{Cf}]+/gu;
const ADDRESS = /^([^\s<>\p{C}]{1,64})@([^\s<>@\p{C}]{1,250})$/u;

/** RFC 6068: UTF-8, percent-encoded; a blank is no plus; a line of the body ends with CR LF, and a subject is one line. */
function mailUrl({ to = '', subject }: MailText, body: string | undefined): string {
  const fields = [
    ['subject', subject.replaceAll(UNSEEN, ' ')],
    ...(body === undefined ? [] : [['body', body]]),
  ];
  const query = fields.map(([name = '', value = '']) => `${name}=${encoded(value)}`).join('&');
  // One address, whatever is in it: a comma, a question mark or a second at sign begins nothing.
  const [, local = '', domain = ''] = ADDRESS.exec(to) ?? [];
  const address = local === '' ? '' : `${encoded(local)}@${encoded(domain)}`;
  return `mailto:${address}?${query}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed().replaceAll(/\r\n?|\n/g, '\r\n')).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
