import { createHash } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import type { MailProblem, ReceivedMail } from '../../domain/mail/received.ts';
import type { Log } from '../log.ts';
import { MAX_MIME, MAX_MSG } from './caps.ts';
import { DecodingProcess, type Caps, type Outcome, type Spent } from './decoding-process.ts';
import type { MailHeaders } from './mail-headers.ts';
import type { ResolveTxt } from './signed.ts';

export type DecodedMail =
  | { readonly kind: 'mail'; readonly mail: ReceivedMail; readonly headers: MailHeaders }
  | {
      readonly kind: 'problem';
      readonly problem: MailProblem;
      readonly headers?: MailHeaders | undefined;
      /** SHA-256 of the bytes that came, in base64url. */
      readonly hash: string;
    };

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

const PROCESSES = 2;
const MAX_WAITING = 32;
/** How long a mail waits for the first process before there is a second one. */
const HURRY_MS = 100;
/** A process that had nothing to do for so long is ended. */
const IDLE_MS = 60_000;
const CAPS: Caps = { ms: 2_000, memoryBytes: 256 * 1024 * 1024, startMs: 20_000 };
/** For all keys of a mail together. */
const LOOK_UP_MS = 800;
const MAX_NAMES = 5;
const MAX_RECORDS = 10;
const MAX_RECORD = 8_000;

const NO_HEADERS: MailHeaders = {
  from: [],
  subject: '',
  isInternal: false,
  isOutside: false,
  isAutomatic: false,
};

interface Waiting {
  readonly bytes: Uint8Array;
  readonly originals: 'all' | 'attached';
  readonly since: number;
  readonly done: (decoded: Decoded) => void;
}

interface Decoded {
  readonly outcome: Outcome;
  /** Absent: it was not begun. */
  readonly spent?: Spent;
}

/**
 * The one intake of mails that came as files or from the mailbox: bytes in, text for the mail's reader out. Everything
 * is decoded in processes of its own (README.md says why), which start with the first mail and never keep the bot alive.
 */
export class MailDecoder {
  readonly #resolveTxt: ResolveTxt;
  readonly #log: Log | undefined;
  readonly #caps: Caps;
  readonly #processes = new Set<DecodingProcess>();
  readonly #waiting: Waiting[] = [];
  #idle: NodeJS.Timeout | undefined;
  #hurrying: NodeJS.Timeout | undefined;
  #isHurried = false;
  #isClosed = false;

  /** @param of `resolveTxt`: where keys of signatures are looked up, DNS when absent. */
  constructor(of: { resolveTxt?: ResolveTxt; log?: Log; caps?: Partial<Caps> } = {}) {
    const dns = new Resolver({ timeout: LOOK_UP_MS, tries: 1 });
    this.#resolveTxt = of.resolveTxt ?? ((name) => dns.resolveTxt(name));
    this.#log = of.log;
    this.#caps = { ...CAPS, ...of.caps };
  }

  /**
   * What a mail says. What the bytes are is told by what they hold.
   *
   * @param of `originals`: `all` = the file itself is an original that may be signed (a dropped .eml); `attached` =
   * the bytes are MIME, and only mails attached to it are originals (the mailbox's mail). Never rejects.
   */
  async decode(bytes: Uint8Array, of: { originals: 'all' | 'attached' }): Promise<DecodedMail> {
    const hash = createHash('sha256').update(bytes).digest('base64url');
    const isMsg = of.originals === 'all' && COMPOUND.every((byte, at) => bytes[at] === byte);
    if (bytes.length > (isMsg ? MAX_MSG : MAX_MIME)) return { kind: 'problem', problem: 'tooLarge', hash };
    if (this.#isClosed || this.#waiting.length >= MAX_WAITING) {
      return { kind: 'problem', problem: 'busy', hash };
    }
    const { outcome, spent } = await new Promise<Decoded>((done) => {
      this.#waiting.push({ bytes, originals: of.originals, since: performance.now(), done });
      this.#next();
    });
    // Told here, where it is of whoever wanted it: it is begun by the end of another's.
    if (spent !== undefined) this.#tell(outcome, spent, bytes.length);
    if (outcome.kind === 'problem') {
      const { problem, headers } = outcome;
      return { kind: 'problem', problem, hash, ...(headers !== undefined && { headers }) };
    }
    const { text, isCut, signedBy, signedFrom, headers = NO_HEADERS } = outcome;
    return {
      kind: 'mail',
      headers,
      mail: {
        text,
        hash,
        ...(signedBy !== undefined && { signedBy }),
        ...(signedFrom !== undefined && { signedFrom }),
        ...(isCut && { isCut }),
      },
    };
  }

  /** Ends the processes; what waits is answered `busy`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    clearTimeout(this.#hurrying);
    for (const { done } of this.#waiting.splice(0)) done({ outcome: { kind: 'problem', problem: 'busy' } });
    const all = [...this.#processes];
    this.#processes.clear();
    await Promise.all(all.map((each) => each.end()));
  }

  #next(): void {
    clearTimeout(this.#idle);
    for (const each of this.#processes) if (each.isDead) this.#processes.delete(each);
    const [first] = this.#waiting;
    if (first === undefined) return this.#rest();
    const free = [...this.#processes].find(({ isFree }) => isFree) ?? this.#another();
    if (free === undefined) return this.#hurry();
    this.#waiting.shift();
    void this.#run(free, first);
    this.#next();
  }

  /** Another process is started when a mail has waited for a while: one that is busy with ordinary mails is enough. */
  #hurry(): void {
    if (this.#processes.size >= PROCESSES) return;
    this.#hurrying ??= setTimeout(() => {
      this.#hurrying = undefined;
      const [first] = this.#waiting;
      this.#isHurried = first !== undefined && performance.now() - first.since >= HURRY_MS;
      this.#next();
    }, HURRY_MS);
  }

  #another(): DecodingProcess | undefined {
    if (this.#isClosed || this.#processes.size >= PROCESSES) return undefined;
    if (this.#processes.size > 0 && !this.#isHurried) return undefined;
    this.#isHurried = false;
    const another = new DecodingProcess(this.#caps);
    this.#processes.add(another);
    return another;
  }

  async #run(by: DecodingProcess, { bytes, originals, done }: Waiting): Promise<void> {
    done(await by.decode({ kind: 'mail', bytes, originals }, this.#lookingUp()));
    this.#next();
  }

  #tell(outcome: Outcome, { ms, peakBytes }: Spent, length: number): void {
    const entry = {
      event: 'mail.decoded',
      outcome: outcome.kind === 'mail' ? 'mail' : outcome.problem,
      ms,
      bytes: peakBytes,
      count: length,
    };
    if (outcome.kind === 'problem' && (outcome.problem === 'tooSlow' || outcome.problem === 'busy')) {
      this.#log?.warn(entry);
    } else this.#log?.debug(entry);
  }

  /** Looks up the keys of one mail: few names, and all of them within one deadline. */
  #lookingUp(): ResolveTxt {
    let names = 0;
    let deadline: Promise<never> | undefined;
    return async (name) => {
      names += 1;
      if (names > MAX_NAMES) throw new Error('too many names');
      deadline ??= new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Error('nobody answered')), LOOK_UP_MS).unref();
      });
      const records = await Promise.race([this.#resolveTxt(name), deadline]);
      return records.slice(0, MAX_RECORDS).map((record) => [record.join('').slice(0, MAX_RECORD)]);
    };
  }

  #rest(): void {
    if (this.#processes.size === 0 || this.#isClosed) return;
    this.#idle = setTimeout(() => {
      for (const each of this.#processes) {
        if (!each.isFree) continue;
        this.#processes.delete(each);
        void each.end();
      }
    }, IDLE_MS);
    this.#idle.unref();
  }
}
