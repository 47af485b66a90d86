import { describe, expect, jest, test } from '@jest/globals';
import { htmlToText, MAX_DEPTH, MAX_HTML } from '../../../bot/mail/html-text.ts';
import { readMail } from '../../../domain/mail/read-mail.ts';

// Other suites start processes; what takes this long here never comes back.
jest.setTimeout(5_000);

describe('HTML becomes text', () => {
  test.each([
    ['inline tags', '<b>Voucher</b> <i>ID</i>: <span>SAP</span>-1', 'Voucher ID: SAP-1'],
    ['line breaks', 'a<br>b<br/><br />c', 'a\nb\n\nc'],
    ['blocks', '<div>a</div><div>b</div><p>c<p>d', 'a\nb\nc\nd'],
    ['white space of the source', 'a\n   b <b> c</b>', 'a b c'],
    ['a table', '<table><tr><td>a</td><td>b</td></tr><tr><th>c<th>d</table>', 'a\tb\nc\td'],
    ['paragraphs in cells', '<tr><td><p>a</p></td>\n<td><p>b</p></td></tr><tr><td>c</td></tr>', 'a\tb\nc'],
    ['empty cells', '<tr><td>a</td><td></td><td>c</td></tr><tr><td></td><td>b</td></tr>', 'a\t\tc\n\tb'],
    ['a table inside a cell', '<table><tr><td><table><tr><td>a<td>b</table></td></tr></table>c', 'a\tb\nc'],
    ['a list', '<ul><li>a<li>b</ul>', 'a\nb'],
    ['entities', 'a&nbsp;&amp;&lt;b&gt;&#1046;&#x416;&oacute;&unknown;&#0;&#x110000;', 'a &<b>ЖЖó&unknown;'],
    ['entities that nobody lists', '&scaron;&frac12;&laquo;&ndash;&#147;', 'š½«–“'],
    ['entities that nobody sees', 'Vou&shy;ch&zwnj;er&zwj;s', 'Vouchers'],
    ['what only looks like one', 'AT&T; R&D &amp &nbsp', 'AT&T; R&D &amp &nbsp'],
    ['entities once', '&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['links and images', '<a href="https://customer.example">x</a><img src="y" alt="z">', 'x'],
    ['a link to an address', '<a href="mailto:v@a.example?subject=x">Vera</a>.', 'Vera <v@a.example>.'],
    ['a link that says its address', '<a href="mailto:V@a.example">v@a.example</a>', 'v@a.example'],
    [
      'addresses that are encoded',
      "<A HREF='MAILTO:v%40a.example&#44;w@b.example'>x</A>",
      'x <v@a.example> <w@b.example>',
    ],
    ['a link to no address', '<a href="mailto:?body=a@b.example">x</a><a href=mailto:%>y</a>', 'xy'],
    ['styles, scripts, comments', '<style>p{}</style>a<script>"</p>"</script><!-- <b> -->b<title>', 'ab'],
    ['conditional comments', '<!--[if mso]><td>x</td><![endif]-->a<![if !mso]>b<![endif]>', 'ab'],
    ['a bigger-than in an attribute', '<p title="a > b">c</p>', 'c'],
    ['a lone angle bracket', '1 < 2 <3', '1 < 2 <3'],
    ['a tag that was cut', 'a<b title="', 'a'],
    ['letters that grow in lower case', 'İİİ<STYLE>x</STYLE>a', 'İİİa'],
    ['what is not displayed', 'a<div style="display:none">b<p>c</div>d', 'a\nd'],
    ['what is hidden', 'a<span hidden>b</span><i style="VISIBILITY : hidden">c</i>d', 'ad'],
    ['what Outlook hides', "a<span style='color:red;mso-hide:all'>b</span>c", 'ac'],
    ['what has no size', 'a<span style="font-size:0px">b</span><font style="font-size: 0">c</font>d', 'ad'],
    ['what has no height', 'a<div style="max-height:0;overflow:hidden">b</div>c', 'a\nc'],
    ['what cannot be seen through', 'a<b style="opacity:0">b</b><b style="opacity:0.5">c</b>', 'ac'],
    ['white on white', 'a<b style="color:#FFF;background:white">b</b><b style="color:#fff">c</b>', 'ac'],
    ['white on the paper', 'a<span style="color: rgb(255, 255, 255)">b</span>c', 'ac'],
    ['white on blue', '<tr bgcolor=blue><td style="color:white">a<td style="color:#fff">b</tr>', 'a\tb'],
    ['a style that says it otherwise', 'a<b style="display&#58;/* */none">b</b>c', 'ac'],
    [
      'words with a size in a frame that has none',
      '<td style="font-size:0px"><div style="font-size:13px">a<b style="font-size:0">b</b></div>c</td><td>d',
      'a\td',
    ],
    ['what is hidden in what is hidden', '<div hidden>a<div>b</div>c</div>d', 'd'],
    ['a hidden cell', '<tr><td>a<td style="display:none">b<td>c</tr><tr><td>d</tr>', 'a\tc\nd'],
    ['a table in a hidden cell', '<tr><td hidden><table><tr><td>a</table>b</td><td>c</tr>', 'c'],
    ['hidden paragraphs without an end', '<div><p hidden>a<p>b</div>c', 'b\nc'],
    ["the word in somebody's words", '<p title="hidden" class=\'hidden\'>a</p>', 'a'],
    ['a size that only begins with nothing', '<p style="font-size:0.9em">a</p>', 'a'],
    ['nothing', '', ''],
  ])('%s', (_what, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  test('a table that was pasted from a mail keeps its rows for the reader', () => {
    const rows = [
      ['Voucher ID', 'SAP-7F3K-0042'],
      ['Service level', '5 days'],
    ].map(
      (cells) => `<tr>${cells.map((cell) => `<td><p class="x"><span>${cell}</span></p></td>`).join('')}</tr>`,
    );
    const reading = readMail(htmlToText(`<div><table>${rows.join('')}</table></div>`), {
      engagements: [],
      offerings: [],
    });
    expect(reading).toMatchObject({
      candidates: [{ number: { value: 'SAP-7F3K-0042' }, serviceLevel: [{ value: 5 }] }],
    });
  });
});

function nest(depth: number): string {
  return `${'<div>'.repeat(depth)}a${'</div>'.repeat(depth)}b`;
}

describe('bounds', () => {
  test('only the first 256 KB are read', () => {
    expect(htmlToText(`${'x'.repeat(MAX_HTML)}y`)).toHaveLength(MAX_HTML);
  });

  test('what lies deeper than a hundred elements is dropped, what comes after is not', () => {
    expect(htmlToText(nest(MAX_DEPTH))).toBe('a\nb');
    expect(htmlToText(nest(MAX_DEPTH + 1))).toBe('b');
    expect(htmlToText('<p>a'.repeat(200)).split('\n')).toHaveLength(200);
  });

  // No timing is asserted: that each of these comes back within the runner's limit is the point.
  test.each([
    '<',
    '<div>',
    '<td>',
    '<td>a',
    '<!--',
    '<a b="',
    '&',
    '&#',
    '<br>',
    ' ',
    '<style>',
    '</p>',
    '<tr><td>',
    '<div hidden>',
    '<p hidden>a',
    '<i style="font-size:0"><b style="font-size:9px">',
    `<p style="${'x'.repeat(3_000)}">`,
  ])('hostile: %s', (part) => {
    const text = htmlToText(part.repeat(MAX_HTML / part.length + 1));
    expect(text.length).toBeLessThanOrEqual(MAX_HTML);
    expect(text).not.toMatch(/\n{3}/);
  });
});
