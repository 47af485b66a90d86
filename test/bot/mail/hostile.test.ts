import { afterAll, describe, expect, test } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import type { Log } from '../../../bot/log.ts';
import { MailDecoder } from '../../../bot/mail/mail-decoder.ts';
import { decodeMail } from '../../../bot/mail/decode-mail.ts';
import { MAX_TEXT } from '../../../bot/mail/caps.ts';
import { MAX_MAIL } from '../../../domain/mail/read-mail.ts';
import { endOf, ORDINARY, ORDINARY_TEXT, decoded, source, textIn } from './decoding.ts';
import { fuzzedMsg, HOSTILE_MAILS } from './hostile.ts';

const decoder = new MailDecoder();
afterAll(() => decoder.close());

test('as much text is handed on as is read', () => {
  expect(MAX_TEXT).toBe(MAX_MAIL);
});

describe('a hostile mail is answered, and so is an ordinary one meanwhile', () => {
  test.each(Object.entries(HOSTILE_MAILS))('%s', async (_what, { make, ends }) => {
    const [hostile, ordinary] = await Promise.all([
      decoder.decode(make(), { originals: 'all' }),
      decoder.decode(ORDINARY, { originals: 'all' }),
    ]);
    // Of a slow machine any of them may be one that took too long: its process is ended then.
    expect([...ends, 'tooSlow']).toContain(endOf(hostile));
    expect(textIn(hostile).length).toBeLessThanOrEqual(MAX_TEXT + 2);
    expect(textIn(ordinary)).toBe(ORDINARY_TEXT);
  });
});

describe('a header in a header', () => {
  test('is text on its own line', async () => {
    const mail = await decoder.decode(HOSTILE_MAILS['a header in a header']?.make() ?? Buffer.alloc(0), {
      originals: 'attached',
    });
    expect(mail.headers?.from).toEqual(['mallory@stranger.example']);
    expect(textIn(mail).match(/^From:/gmu)).toHaveLength(1);
  });
});

describe('what nobody sees', () => {
  test('is no voucher', async () => {
    const mail = await decoder.decode(
      source(`MIME-Version: 1.0
Content-Type: text/html

<p>Voucher ID: SAP-7F3K-0042</p><p style="display:none">Voucher ID: HID-1111-0001</p>
<span style="font-size:0">Voucher ID: HID-1111-0002</span><div style='mso-hide:all'>Voucher ID: HID-1111-0003</div>`),
      { originals: 'all' },
    );
    expect(textIn(mail)).toBe('Voucher ID: SAP-7F3K-0042');
  });
});

describe('the process that decodes', () => {
  const groups = HOSTILE_MAILS['RTF of groups within groups']?.make() ?? Buffer.alloc(0);
  const swelling = HOSTILE_MAILS['RTF that becomes eight times as much']?.make() ?? Buffer.alloc(0);

  test('is ended when a mail takes too long, and the next one has another', async () => {
    expect(endOf(await decoder.decode(groups, { originals: 'all' }))).toBe('tooSlow');
    expect(textIn(await decoder.decode(ORDINARY, { originals: 'all' }))).toBe(ORDINARY_TEXT);
  });

  test('is ended when a mail takes too much memory', async () => {
    // Time plays no part: on a busy machine it would be the one that ends it.
    const caps = { memoryBytes: 256 * 1024 * 1024, ms: 60_000 };
    expect(endOf(await decoded(swelling, 'all', { caps }))).not.toBe('tooSlow');
    const less = { ...caps, memoryBytes: 100 * 1024 * 1024 };
    expect(endOf(await decoded(swelling, 'all', { caps: less }))).toBe('tooSlow');
  });

  test('is not the one for the next mail when it has kept much, also where each took little', async () => {
    const peaks: number[] = [];
    const tell = ({ bytes }: { readonly bytes: number }): void => void peaks.push(bytes);
    const log = { warn: tell, debug: tell } as unknown as Log;
    const memoryBytes = 200 * 1024 * 1024;
    const own = new MailDecoder({ log, caps: { memoryBytes } });
    const ends = new Set<string>();
    for (let nth = 0; nth < 5_000; nth += 1)
      ends.add(endOf(await own.decode(ORDINARY, { originals: 'all' })));
    await own.close();
    expect([...ends]).toEqual(['mail']);
    expect(peaks).toHaveLength(5_000);
    expect(Math.min(...peaks)).toBeGreaterThan(20 * 1024 * 1024);
    // Some part more than it is asked with, for what the last mail took.
    expect(Math.max(...peaks)).toBeLessThan(0.75 * memoryBytes);
  });

  const children = (): readonly number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/status`, 'latin1').includes(`PPid:\t${process.pid}\n`);
        } catch {
          return false;
        }
      });

  test.each([
    ['for longer than a mail may take is not taken for slow', 900, 'mail'],
    ['for much longer is', 10_000, 'tooSlow'],
  ])('that the machine does not let work %s', async (_, stoppedMs, end) => {
    const before = new Set(children());
    const own = new MailDecoder({ caps: { ms: 500 } });
    await own.decode(ORDINARY, { originals: 'all' });
    const [pid = 0] = children().filter((one) => !before.has(one));
    process.kill(pid, 'SIGSTOP');
    const mail = own.decode(ORDINARY, { originals: 'all' });
    const waking = setTimeout(() => process.kill(pid, 'SIGCONT'), stoppedMs);
    expect(endOf(await mail)).toBe(end);
    clearTimeout(waking);
    await own.close();
  });

  test('that does not start in time leaves the mail for later', async () => {
    expect(endOf(await decoded(ORDINARY, 'all', { caps: { startMs: 1 } }))).toBe('busy');
  });

  test('has a queue, which has an end', async () => {
    const own = new MailDecoder();
    const all = await Promise.all(
      Array.from({ length: 50 }, () => own.decode(ORDINARY, { originals: 'all' })),
    );
    await own.close();
    const ends = all.map(endOf);
    // One is decoded, thirty-two wait for it.
    expect(ends.filter((end) => end === 'mail')).toHaveLength(33);
    expect(ends.filter((end) => end === 'busy')).toHaveLength(17);
  });

  test('is gone when the decoder is closed; what waited is told so', async () => {
    const own = new MailDecoder();
    const waiting = Array.from({ length: 5 }, () => own.decode(ORDINARY, { originals: 'all' }));
    await own.close();
    for (const mail of await Promise.all(waiting)) expect(endOf(mail)).toBe('busy');
    expect(endOf(await own.decode(ORDINARY, { originals: 'all' }))).toBe('busy');
  });
});

test('what lies behind a message in memory is not read', async () => {
  const message = HOSTILE_MAILS['a stream of four gigabytes']?.make() ?? Buffer.alloc(0);
  for (const make of [() => message, () => fuzzedMsg(7), () => fuzzedMsg(11)]) {
    const bytes = make();
    const around = Buffer.concat([bytes, Buffer.alloc(64 * 1024, 'SECRET', 'utf16le')]);
    const mail = await decodeMail(around.subarray(0, bytes.length), {
      originals: 'all',
      resolveTxt: () => Promise.reject(new Error('nobody asks')),
    });
    expect(JSON.stringify(mail)).not.toMatch(/SECRET/u);
  }
});
