import { simpleParser } from 'mailparser';
import { decodeMail } from '../../bot/mail/decode-mail.ts';
import { MailDecoder } from '../../bot/mail/mail-decoder.ts';
import { inSlices } from '../../bot/turn/slices.ts';
import { MAIL_NAMES } from '../../dialogs/mail/names.ts';
import { readingMail, readMail } from '../../domain/mail/read-mail.ts';
import type { Log, LogEntry } from '../../bot/log.ts';
import { HOSTILE_MAILS } from '../bot/mail/hostile.ts';
import { madeMails } from '../bot/mail/programs.ts';
import { round as rounded } from './windows.ts';

/** Rounds of all mails in each way, in turns; the first is for the compiler. */
const ROUNDS = 8;
type Way = 'alone' | 'piped' | 'single';

/** Mails that are on their way through the decoder at once. */
const AT_ONCE = 8;

interface Took {
  readonly ms: number;
  /** How long this process was busy, whatever else the machine did. */
  readonly busyMs: number;
}

async function took(work: () => Promise<void>): Promise<Took> {
  const began = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - began, busyMs: (user + system) / 1_000 };
}

/** As the bot does it: decoded in processes of their own, read here in slices, some mails at once. */
async function throughDecoder(mails: readonly Buffer[], decoder: MailDecoder): Promise<void> {
  let next = 0;
  const some = async (): Promise<void> => {
    for (let bytes = mails[next++]; bytes !== undefined; bytes = mails[next++]) {
      const decoded = await decoder.decode(bytes, { originals: 'attached' });
      if (decoded.kind !== 'mail') throw new Error(decoded.problem);
      await inSlices(readingMail(decoded.mail.text, MAIL_NAMES));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
}

async function inOneThread(mails: readonly Buffer[]): Promise<void> {
  for (const bytes of mails) {
    const decoded = await decodeMail(bytes, {
      originals: 'attached',
      resolveTxt: () => Promise.reject(new Error('nobody asks')),
    });
    if (decoded.kind === 'mail') readMail(decoded.text, MAIL_NAMES);
  }
}

async function parsedAlone(mails: readonly Buffer[]): Promise<void> {
  for (const bytes of mails) await simpleParser(bytes);
}

/**
 * Mails per second from their source to the facts of their voucher, as a multiple of what `mailparser` alone parses of the
 * same mails in the same minute: through the decoder's processes, and in one thread. One JSON line.
 */
export async function rawMail(): Promise<void> {
  const mails = madeMails().map(({ bytes }) => bytes);
  const decoder = new MailDecoder();
  const rounds: Record<Way, Took>[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const alone = await took(() => parsedAlone(mails));
      const piped = await took(() => throughDecoder(mails, decoder));
      const single = await took(() => inOneThread(mails));
      if (round > 0) rounds.push({ alone, piped, single });
    }
  } finally {
    await decoder.close();
  }
  // The fastest round counts: what else the machine does only makes them slower.
  const least = (of: Way, what: keyof Took): number => Math.min(...rounds.map((round) => round[of][what]));
  const perSecond = (of: Way): number => Math.round((1_000 * mails.length) / least(of, 'ms'));
  const ratio = (of: Way, what: keyof Took = 'ms'): number => rounded(least('alone', what) / least(of, what));
  print({
    case: 'mail-raw',
    mails: mails.length,
    parsedPerSecond: perSecond('alone'),
    readPerSecond: perSecond('piped'),
    ratio: ratio('piped'),
    // By the bot's own time, which is the busier of the two processes: what a machine with nothing else to do gives.
    ratioOfOwnTime: ratio('piped', 'busyMs'),
    ratioInOneThread: ratio('single'),
    least: 0.2,
  });
}

/** What each hostile mail ends as, how long it takes, and the most memory that the process which decodes it has. */
export async function hostileMail(): Promise<void> {
  let told: LogEntry | undefined;
  const tell = (entry: LogEntry): void => void (told = entry);
  const log: Log = { debug: tell, info: tell, warn: tell, error: tell };
  for (const [what, { make }] of Object.entries(HOSTILE_MAILS)) {
    told = undefined;
    // A process for each: what one left behind is not the next one's.
    const decoder = new MailDecoder({ log });
    const decoded = await decoder.decode(make(), { originals: 'all' });
    await decoder.close();
    const { ms = 0, bytes = 0 } = (told as LogEntry | undefined) ?? {};
    print({
      case: 'mail-raw-hostile',
      mail: what,
      end: decoded.kind === 'mail' ? 'read' : decoded.problem,
      ms: Math.round(ms),
      peakMiB: Math.round(bytes / 1024 / 1024),
    });
  }
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
