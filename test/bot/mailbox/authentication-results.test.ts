import { describe, expect, test } from '@jest/globals';
import { hasNoDmarc, passesDmarc } from '../../../bot/mailbox/authentication-results.ts';

const FROM = 'pm@partner.example';
/** As Exchange Online writes it. */
const PASS =
  'spf=pass (sender IP is 203.0.113.7) smtp.mailfrom=partner.example; dkim=pass (signature was verified) ' +
  'header.d=partner.example;dmarc=pass action=none header.from=partner.example;compauth=pass reason=100';

describe('the verdict of the mailbox’s server', () => {
  test.each([
    ['as Exchange writes it', PASS, FROM],
    ['in other letters and spaces', '  SPF=none ;DMARC = Pass\r\n\theader.from = Partner.Example ', FROM],
    [
      'with comments in every place',
      '(a)dmarc(b (nested \\) still) c)=(d)pass(e)header.from=(f)partner.example',
      FROM,
    ],
    ['of the domain above', 'dmarc=pass header.from=partner.example', 'pm@mail.partner.example'],
    ['of a domain in another script', 'dmarc=pass header.from=xn--bcher-kva.example', 'pm@bücher.example'],
    ['with a version of the method', 'dmarc/1=pass header.from=partner.example', FROM],
    [
      'beside an envelope address with =',
      'spf=pass smtp.mailfrom=SRS0=ab=cd@partner.example; dmarc=pass header.from=partner.example',
      FROM,
    ],
    [
      'with the recipient’s domain between, as older ones have it',
      'spf=pass smtp.mailfrom=a.example; contoso.example; dmarc=pass header.from=partner.example',
      FROM,
    ],
  ])('is a pass: %s', (_, header, from) => {
    expect(passesDmarc(header, from)).toBe(true);
  });

  test.each([
    ['a fail', PASS.replace('dmarc=pass', 'dmarc=fail')],
    ['none', PASS.replace('dmarc=pass', 'dmarc=none')],
    ['a best guess', PASS.replace('dmarc=pass', 'dmarc=bestguesspass')],
    ['a word that begins so', PASS.replace('dmarc=pass', 'dmarc=passed')],
    ['nothing of DMARC', 'spf=pass smtp.mailfrom=partner.example; dkim=pass header.d=partner.example'],
    ['no domain', 'dmarc=pass action=none'],
    ['another domain', 'dmarc=pass header.from=elsewhere.example'],
    ['a domain that ends the same', 'dmarc=pass header.from=ner.example'],
    ['a domain below', 'dmarc=pass header.from=mail.partner.example'],
    ['one label', 'dmarc=pass header.from=example'],
    ['two domains', 'dmarc=pass header.from=elsewhere.example header.from=partner.example'],
    ['two verdicts', 'dmarc=pass header.from=partner.example; dmarc=fail header.from=partner.example'],
    [
      'the sender’s own before the server’s',
      `spf=fail smtp.mailfrom=x; dmarc=pass header.from=partner.example; ${PASS.replace('dmarc=pass', 'dmarc=fail')}`,
    ],
    ['within a comment', 'spf=fail (; dmarc=pass header.from=partner.example;) smtp.mailfrom=x'],
    ['within nested comments', 'spf=fail (a (b) ; dmarc=pass header.from=partner.example) smtp.mailfrom=x'],
    ['behind a comment that does not end', 'spf=fail (a ; dmarc=pass header.from=partner.example'],
    ['behind a comment that ended before', 'spf=fail ) ; dmarc=pass header.from=partner.example'],
    ['within quotes', 'spf=fail smtp.mailfrom="x; dmarc=pass header.from=partner.example"'],
    ['behind quotes that do not end', 'spf=fail smtp.mailfrom="x; dmarc=pass header.from=partner.example'],
    ['in quotes itself', 'dmarc="pass" header.from=partner.example'],
    ['of a quoted domain', 'dmarc=pass header.from="partner.example"'],
    ['as another’s value', 'spf=fail smtp.mailfrom=dmarc=pass header.from=partner.example'],
    ['behind another method', 'spf=fail smtp.mailfrom=x dmarc=pass header.from=partner.example'],
    [
      'behind words that belong to nothing',
      'spf=fail smtp.mailfrom=x y; dmarc=pass header.from=partner.example',
    ],
    ['in the name of another server', `mx.elsewhere.example; ${PASS}`],
    ['in the name of another server, with a version', `mx.elsewhere.example 1; ${PASS}`],
    ['longer than any', `${PASS};${' '.repeat(20_000)}`],
    ['nothing at all', ''],
  ])('proves nothing: %s', (_, header) => {
    expect(passesDmarc(header, FROM)).toBe(false);
  });

  test.each(['', 'pm', 'pm@', '@', 'a@b@elsewhere.example'])('proves nothing for %j', (from) => {
    expect(passesDmarc(PASS, from)).toBe(false);
  });

  test('is none for what never left the tenant, and none that was made up', () => {
    const internal =
      'dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=partner.example;';
    expect([undefined, internal, 'spf=none smtp.mailfrom=x'].map(hasNoDmarc)).toEqual([true, true, true]);
    expect([PASS, `${internal} dmarc=fail`, 'dmarc="none"', 'x; dmarc=none'].map(hasNoDmarc)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('is read in time that grows with its length, whatever is in it', () => {
    for (const piece of ['(', '"', ';', '=', 'a=b ', '(a)', '\\', '("'])
      expect(passesDmarc(piece.repeat(16_000 / piece.length), FROM)).toBe(false);
  });
});
