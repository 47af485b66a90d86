import { describe, expect, jest, test } from '@jest/globals';
import { typedText, unreadable, type Typed } from '../../../bot/teams/typed-text.ts';

// Other suites start processes; what takes this long here never comes back.
jest.setTimeout(5_000);

const BOT = { id: '28:bot', name: 'Planning Services' };
const mentionOf = (mentioned: object, text?: string) => ({
  type: 'mention',
  mentioned,
  ...(text && { text }),
});
const MENTION = mentionOf(BOT, '<at>Planning Services</at>');
const QUOTED = { type: 'quotedReply', quotedReply: { messageId: '1772050244572' } };
const html = (content: unknown) => [{ contentType: 'text/html', content }];
const REPLY =
  '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="17"><strong itemprop="mri">Bot</strong>' +
  '<p itemprop="preview">cancel</p></blockquote>';

const said = (of: Typed): string => typedText({ recipient: BOT, ...of }).trim();

describe('what was typed', () => {
  test.each<[string, Typed]>([
    ['is the text', { text: ' help\r\n' }],
    ['without the bot’s mention', { text: '\r\n<at>Planning Services</at> help\r\n', entities: [MENTION] }],
    [
      'whose entity holds no text',
      { text: '<at>Planning Services</at>&nbsp;help', entities: [mentionOf(BOT)] },
    ],
    ['or other attributes', { text: '<at id="0">Planning Services</at>help', entities: [mentionOf(BOT)] }],
    [
      'or a name with an ampersand',
      { text: '<at>R&amp;D</at> help', entities: [mentionOf({ id: '28:bot', name: 'R&D' })] },
    ],
    ['or is no tag', { text: '@Planning help', entities: [mentionOf(BOT, '@Planning')] }],
    [
      'twice',
      { text: '<at>Planning Services</at> help <at>Planning Services</at>', entities: [MENTION, MENTION] },
    ],
    [
      'without the message that is answered',
      { text: '<quoted messageId="1772050244572"/> help', entities: [QUOTED] },
    ],
    [
      'whichever way it is closed',
      { text: "<quoted messageId='1772050244572'></quoted>help", entities: [QUOTED] },
    ],
    ['named or not', { text: '<quoted messageId="1"/>help', entities: [{ type: 'quotedReply' }] }],
    ['also of old clients', { text: `${REPLY}<p>help</p>` }],
    [
      'which say it in the HTML',
      { text: 'Bot\ncancel\n\nhelp', attachments: html(`<div>${REPLY}<p>help</p></div>`) },
    ],
    [
      'with quotes inside',
      {
        text: `<blockquote itemtype="http://schema.skype.com/Reply">a<blockquote>b</blockquote>c</blockquote>help`,
      },
    ],
    ['without spaces that are written out', { text: '&nbsp;help&#160;' }],
    ['without what nobody sees', { text: '\u200b\ufeffhe\u00adlp\u2060\u200e\u200f\u061c' }],
    ['nor what is written out of it', { text: '&#8203;&ZeroWidthSpace;he&shy;lp&lrm;' }],
    ['is the HTML where there is no text', { text: '', attachments: html('<p>help</p>') }],
    [
      'or no more than a mention',
      {
        text: '<at>Planning Services</at>',
        entities: [MENTION],
        attachments: html(
          '<span itemtype="http://schema.skype.com/Mention" itemscope>Planning Services</span>&nbsp;help',
        ),
      },
    ],
    [
      'of odd entities nothing',
      {
        text: 'help',
        entities: [
          { type: 'mention', mentioned: 7, text: [] },
          { type: 'quotedReply', quotedReply: 'x' },
          { type: 'mention' },
        ] as never,
      },
    ],
    [
      'behind the name with which the bot is called',
      { text: '<at>Planning Services</at>, help', entities: [MENTION] },
    ],
    ['and a colon', { text: '<at>Planning Services</at>: help', entities: [MENTION] }],
    ['in blocks', { text: '<div><div>help</div></div>' }],
    [
      'in a paragraph with the mention',
      { text: '<p><at>Planning Services</at>&nbsp;help</p>', entities: [MENTION] },
    ],
    ['before a break', { text: 'help<br><br/>' }],
    [
      'in HTML that mentions as the text does',
      {
        text: '',
        entities: [MENTION],
        attachments: html('<div><at id="0">Planning Services</at> help</div>'),
      },
    ],
    [
      'in HTML with a mention in bold',
      {
        text: '',
        entities: [MENTION],
        attachments: html(
          '<p><strong><span itemtype="http://schema.skype.com/Mention" itemscope>Planning Services</span></strong>&nbsp;help</p>',
        ),
      },
    ],
    [
      'behind an answer and a mention',
      {
        text: '<quoted messageId="1772050244572"/> <at>Planning Services</at> help',
        entities: [QUOTED, MENTION],
      },
    ],
    ['of odd HTML nothing', { text: 'help', attachments: html({ a: 1 }) }],
  ])('%s', (_title, of) => {
    expect(said(of)).toBe('help');
  });

  test('keeps who else is mentioned, by name', () => {
    const boris = mentionOf({ id: '29:boris', name: 'Boris' }, '<at>Boris</at>');
    expect(said({ text: 'report by <at>Boris</at>', entities: [boris] })).toBe('report by Boris');
  });

  test.each([
    'Subject: how to write <at>Planning Services</at> in a mail',
    'Voucher ID: <quoted messageId="1772050244572"/> SAP-1',
    'see AT&T; R&D &amp; others &lt;b&gt;',
    'and then <blockquote itemtype="http://schema.skype.com/Reply">x</blockquote>',
  ])('keeps what merely looks alike: %j', (text) => {
    expect(said({ text })).toBe(text);
  });

  test('keeps lines and tabs', () => {
    expect(said({ text: 'a\tb\r\nc\rd\u2028e' })).toBe('a\tb\nc\nd\ne');
  });

  test.each([
    ['in words', '<p>Voucher admin: Vera &lt;vera@customer.example&gt;</p>', 'Vera <vera@customer.example>'],
    [
      'in a link',
      '<p>Voucher admin: <a href="mailto:vera@customer.example?subject=x">Vera</a></p>',
      'Vera <vera@customer.example>',
    ],
  ])('is the HTML where an address stands only there, %s', (_where, content, admin) => {
    const text = 'Voucher admin: Vera';
    expect(said({ text, attachments: html(content) })).toBe(`Voucher admin: ${admin}`);
    expect(said({ text: `${text} vera@customer.example`, attachments: html(content) })).not.toContain('<');
  });

  test('is found in no time, whatever it is', () => {
    const entities = Array.from({ length: 100 }, () => MENTION);
    for (const part of [
      '<at ',
      '<quoted ',
      '<blockquote ',
      '&',
      '<div>',
      '<at>',
      '<p schema.skype.com/Reply',
    ])
      expect(said({ text: part.repeat(20_000), entities: [...entities, QUOTED] })).toBeDefined();
    const [content] = [`<div>${'<blockquote itemtype="schema.skype.com/Reply">'.repeat(5_000)}`];
    expect(said({ text: 'x', attachments: html(content) })).toBe('');
  });
});

describe('a message that holds nothing to read', () => {
  test.each<[ReturnType<typeof unreadable>, string, string?]>([
    ['picture', 'image/*'],
    ['picture', 'image/png'],
    ['picture', 'text/html', '<div><img itemtype="http://schema.skype.com/AMSImage"></div>'],
    ['recording', 'audio/mp4'],
    ['recording', 'video/mp4'],
    ['recording', 'text/html', '<div itemtype="http://schema.skype.com/VoiceMessage"></div>'],
    ['forwarded', 'forwardedMessageReference'],
    ['forwarded', 'messageReference'],
    ['cloudFile', 'reference'],
    ['cloudFile', 'application/vnd.microsoft.teams.file.link'],
    ['loop', 'application/vnd.microsoft.card.fluidEmbedCard'],
    ['other', 'application/vnd.microsoft.card.codesnippet'],
    ['empty', 'text/html', '<attachment id="1"></attachment>'],
  ])('is called a %s: %s', (what, contentType, content = '{}') => {
    expect(unreadable({ attachments: [{ contentType, content }] })).toBe(what);
  });

  test('is empty when nothing is there', () => {
    expect(unreadable({})).toBe('empty');
  });
});
