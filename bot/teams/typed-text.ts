import { decodeHTMLStrict } from 'entities/lib/decode.js';
import { z } from 'zod';
import type { Unreadable } from '../../dialogs/turn.ts';
import { addressesIn } from '../../domain/mail/values.ts';
import { legible } from '../../domain/plain-text.ts';
import { htmlToText } from '../mail/html-text.ts';

/** The part of a message that says what somebody typed or pasted. */
export interface Typed {
  readonly text?: string;
  readonly attachments?: readonly {
    readonly contentType: string;
    readonly name?: string | undefined;
    readonly content?: unknown;
  }[];
  readonly entities?: readonly { readonly type: string }[];
  readonly recipient?: { readonly id: string };
}

const MAX_TAG = 500;
/** An answer to an earlier message begins with it, in the HTML of all clients and in the text of old ones. */
const REPLY = new RegExp(
  `^\\s*(?:<(?:div|p)[^<>]{0,${MAX_TAG}}>\\s*)*<blockquote\\b[^<>]{0,${MAX_TAG}}schema\\.skype\\.com/Reply[^<>]{0,${MAX_TAG}}>`,
  'iu',
);
const QUOTE_EDGE = /<(\/?)blockquote\b[^<>]*>/giu;
/** "Planning Bot, help": what stood behind the name with which the bot was called. */
const AFTER_NAME = /^\s{0,99}[,:;!]\s{0,99}/u;
const QUOTED = new RegExp(`<quoted\\b([^<>]{0,${MAX_TAG}}?)/?>(?:\\s*</quoted>)?`, 'giu');
const AT = new RegExp(`<at\\b[^<>]{0,${MAX_TAG}}>([^<>]{0,${MAX_TAG}})</at>`, 'giu');
const HTML_MENTION = new RegExp(
  `<span\\b[^<>]{0,${MAX_TAG}}schema\\.skype\\.com/Mention[^<>]{0,${MAX_TAG}}>([^<>]{0,${MAX_TAG}})</span>`,
  'giu',
);
const MARKUP = /<\/?(?:p|div|br|span|b|strong|i|em|a|ul|ol|li)\b/iu;
const IN_BLOCKS = /^\s*<(div|p)(?:\s[^<>]{0,500})?>(?:.*<\/\1>\s*)$/isu;
const LAST_BREAKS = /(?:\s{0,9}<br\s{0,9}\/?>){1,99}\s{0,9}$/iu;
/** A table keeps its cells only in the HTML. */
const CELL = /<t[dh][\s>]/iu;
const ADDRESS_IN_HTML = /mailto:|@|&#(?:64|x40);|&commat;/iu;
/** A character reference, as far as it is closed: `&nbsp;`, `&#8203;`, `&#x200b;`. */
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/giu;

const mention = z.looseObject({
  type: z.literal('mention'),
  text: z.string().max(MAX_TAG).optional().catch(undefined),
  mentioned: z
    .looseObject({
      id: z.string().optional().catch(undefined),
      name: z.string().max(MAX_TAG).optional().catch(undefined),
    })
    .catch({}),
});
const quotedReply = z.looseObject({
  type: z.literal('quotedReply'),
  quotedReply: z.looseObject({ messageId: z.string().optional().catch(undefined) }).catch({}),
});

/**
 * What somebody typed or pasted, as they see it: without what Teams puts into the text of a message, which its
 * entities name (the bot's mention, the mark of the message that is answered), and without what nobody sees. The HTML
 * beside it is read where it alone says something: cells of a table, an address, everything. Untrusted text.
 */
export function typedText(activity: Typed): string {
  const text = cleaned(shownOf(withoutReply(activity.text ?? '', 'text')), activity);
  const html = htmlOf(activity);
  if (html === undefined) return text;
  const isReply = REPLY.test(html);
  if (text.trim() !== '' && !isReply && !CELL.test(html) && !ADDRESS_IN_HTML.test(html)) return text;
  const reply = withoutReply(html, 'html');
  const written = withoutMention(withoutMention(reply, HTML_MENTION, activity), AT, activity);
  const shown = cleaned(htmlToText(written), activity);
  if (text.trim() === '' || isReply || CELL.test(html)) return shown;
  const known = new Set(addressesIn(text));
  return addressesIn(shown).some((address) => !known.has(address)) ? shown : text;
}

/** A whole text in blocks of markup, as some clients and channels send it, as it is shown. */
function shownOf(text: string): string {
  if (!IN_BLOCKS.test(text)) return text.replace(LAST_BREAKS, '');
  // A mention is no element that is shown: it is taken out later, by its entity.
  return htmlToText(text.replace(/<(\/?at\b[^<>]{0,500})>/giu, '&lt;$1&gt;'));
}

/** What a message is that holds nothing to be read. */
export function unreadable(activity: Typed): Unreadable {
  const html = htmlOf(activity) ?? '';
  const types = (activity.attachments ?? []).map(({ contentType }) => contentType.toLowerCase());
  const isSome = (of: RegExp): boolean => types.some((type) => of.test(type));
  if (isSome(/^(?:forwarded)?messagereference$/u)) return 'forwarded';
  if (isSome(/fluid|loop/u)) return 'loop';
  if (isSome(/^(?:audio|video)\/|card\.(?:audio|video)/u) || /VoiceMessage|<(?:audio|video)\b/iu.test(html))
    return 'recording';
  if (isSome(/^image\//u) || /<img\b/iu.test(html)) return 'picture';
  if (isSome(/^reference$|\.teams\.file|card\.file/u)) return 'cloudFile';
  return types.some((type) => type !== 'text/html') ? 'other' : 'empty';
}

function htmlOf({ attachments }: Typed): string | undefined {
  const found = attachments?.find(({ contentType }) => contentType.toLowerCase().startsWith('text/html'));
  const content = found?.content;
  return typeof content === 'string' ? content : undefined;
}

/** Without what Teams put in and what nobody sees; line breaks are `\n`. */
function cleaned(text: string, activity: Typed): string {
  const before = withoutQuoted(text, activity);
  const own = withoutMention(before, AT, activity);
  const called = own === before ? own : own.replace(AFTER_NAME, '');
  return legible(called.replace(REFERENCE, blankOf));
}

/** References to spaces and to what nobody sees become that; others are text like any other. */
function blankOf(reference: string): string {
  const decoded = decodeHTMLStrict(reference);
  return legible(decoded).trim() === '' ? decoded : reference;
}

/** Without the message that is answered, which stands before the answer. */
function withoutReply(source: string, format: 'text' | 'html'): string {
  const begins = REPLY.exec(source)?.[0];
  if (begins === undefined) return source;
  QUOTE_EDGE.lastIndex = 0;
  let depth = 0;
  for (;;) {
    const edge = QUOTE_EDGE.exec(source);
    if (edge === null) return '';
    depth += edge[1] === '' ? 1 : -1;
    if (depth === 0) break;
  }
  const rest = source.slice(QUOTE_EDGE.lastIndex);
  return format === 'text' && MARKUP.test(rest) ? htmlToText(rest) : rest;
}

/** Without the marks of the messages that the entities say are answered. */
function withoutQuoted(text: string, { entities = [] }: Typed): string {
  const ids = entities.flatMap((entity) => {
    const { data } = quotedReply.safeParse(entity);
    return data === undefined ? [] : [data.quotedReply.messageId];
  });
  if (ids.length === 0) return text;
  return text.replace(QUOTED, (mark, attributes: string) =>
    ids.some((id) => id === undefined || attributes.includes(id)) ? ' ' : mark,
  );
}

/** Without the bot's mention; anybody else's is their name. Only what an entity names is one. */
function withoutMention(text: string, mark: RegExp, { entities = [], recipient }: Typed): string {
  let rest = text;
  for (const entity of entities) {
    const { data } = mention.safeParse(entity);
    if (data === undefined) continue;
    const { id, name } = data.mentioned;
    const isBot = id === undefined || id === recipient?.id;
    const inPlace = isBot ? ' ' : (name ?? '');
    rest = rest.replace(mark, (whole, inner: string) =>
      whole === data.text || (name !== undefined && decodeHTMLStrict(inner).trim() === name.trim())
        ? inPlace
        : whole,
    );
    if (
      mark === AT &&
      isBot &&
      data.text !== undefined &&
      data.text.trim() !== '' &&
      !data.text.includes('<at')
    )
      rest = rest.replace(data.text, () => inPlace);
  }
  return rest;
}
