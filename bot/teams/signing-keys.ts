import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isLoopback } from '../config.ts';
import { faultOf, type Log } from '../log.ts';

/** A key that the channel service signs with. */
export interface SigningKey {
  readonly key: KeyObject;
  /** The channels that it may speak for; empty = all. */
  readonly endorsements: readonly string[];
}

/** The keys cannot be had, and none that is known may serve any more. */
export class KeysUnavailable extends Error {
  constructor(cause?: unknown) {
    super('the signing keys cannot be had', { cause });
    this.name = 'KeysUnavailable';
  }
}

const HOUR_MS = 3_600_000;
/** The service says that keys are to be looked up once a day. */
const FRESH_MS = 24 * HOUR_MS;
/** How much longer known keys serve while they cannot be looked up. */
const GRACE_MS = 24 * HOUR_MS;
/** How often a token with a key that nobody knows may start a look-up: anybody can forge one. */
const UNKNOWN_MS = 5 * 60_000;
/** The pause after a look-up that failed. */
const RETRY_MS = 5_000;
/** How many requests wait for one look-up; each holds a connection, and nothing of them is proved yet. */
const MAX_WAITING = 100;
/** Shorter ones can be broken, or are none. */
const MIN_BITS = 2048;
/** Far above what the service says, some 4 KB. */
const MAX_BYTES = 256 * 1024;

const metadataSchema = z.looseObject({ jwks_uri: z.string().max(2048) });
const keySchema = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string().min(1).max(256),
  n: z.string().max(4096),
  e: z.string().max(64),
  endorsements: z.array(z.string()).max(1000).optional(),
});
const keysSchema = z.looseObject({ keys: z.array(z.unknown()).max(1000) });

interface SigningKeysOptions {
  /** Where the service says where its keys are. */
  readonly metadataUrl: string;
  /** The longest that one look-up may take, in milliseconds; then its connections end. */
  readonly deadlineMs: number;
  readonly log: Log;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
}

/**
 * The keys that the channel service signs its requests with, looked up once a day. Whatever comes in, one look-up at a
 * time is under way, and a forged token starts at most one in five minutes. Known keys serve for another day while they
 * cannot be looked up.
 */
export class SigningKeys {
  readonly #of: SigningKeysOptions;
  readonly #now: () => number;
  #keys: ReadonlyMap<string, SigningKey> = new Map();
  #learntAt = -Infinity;
  #askedAt = -Infinity;
  #pending: Promise<void> | undefined;
  #waiting = 0;
  readonly #closing = new AbortController();

  constructor(of: SigningKeysOptions) {
    this.#of = of;
    this.#now = of.now ?? (() => performance.now());
  }

  /** The key of this id; undefined when the service has none. Throws {@link KeysUnavailable}. */
  async find(keyId: string): Promise<SigningKey | undefined> {
    const age = this.#now() - this.#learntAt;
    const known = this.#keys.get(keyId);
    if (age < FRESH_MS) {
      if (known !== undefined) return known;
      if (!this.#isDue(UNKNOWN_MS)) return undefined;
      // Learnt a moment ago: that the service cannot be asked once more makes the key no better.
      await this.#learn().catch(() => undefined);
      return this.#keys.get(keyId);
    }
    if (age < FRESH_MS + GRACE_MS && known !== undefined) {
      if (this.#pending === undefined && this.#isDue(RETRY_MS)) this.warm();
      return known;
    }
    if (!this.#isDue(RETRY_MS)) throw new KeysUnavailable();
    await this.#learn();
    return this.#keys.get(keyId);
  }

  /** Begins to learn the keys, so that the first request need not wait for them. */
  warm(): void {
    this.#learn().catch(() => undefined);
  }

  /** Ends what is under way. */
  close(): void {
    this.#closing.abort();
  }

  /** Whether there is a look-up to wait for, or enough time since the last one to begin another. */
  #isDue(pauseMs: number): boolean {
    return this.#pending !== undefined || this.#now() - this.#askedAt >= pauseMs;
  }

  async #learn(): Promise<void> {
    if (this.#waiting >= MAX_WAITING) throw new KeysUnavailable();
    this.#waiting += 1;
    try {
      this.#pending ??= this.#look().finally(() => {
        this.#pending = undefined;
      });
      await this.#pending;
    } finally {
      this.#waiting -= 1;
    }
  }

  async #look(): Promise<void> {
    this.#askedAt = this.#now();
    const { metadataUrl, deadlineMs, log } = this.#of;
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(deadlineMs)]);
    try {
      const { jwks_uri: keysUrl } = metadataSchema.parse(await fetched(metadataUrl, signal));
      const { keys } = keysSchema.parse(await fetched(keysUrl, signal));
      const learnt = new Map(keys.flatMap(signingKey));
      if (learnt.size === 0) throw new TypeError('no key of a kind that we know');
      this.#keys = learnt;
      this.#learntAt = this.#now();
    } catch (error) {
      log.warn({ event: 'keys.unavailable', ...faultOf(error), count: this.#keys.size });
      throw new KeysUnavailable(error);
    }
  }
}

function signingKey(raw: unknown): [string, SigningKey][] {
  const parsed = keySchema.safeParse(raw);
  if (!parsed.success) return [];
  const { kty, kid, n, e, endorsements = [] } = parsed.data;
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    return modulusLength < MIN_BITS ? [] : [[kid, { key, endorsements }]];
  } catch {
    return [];
  }
}

/** The JSON at an address. Throws when it is not there, or too large, or not over TLS outside of this machine. */
async function fetched(url: string, signal: AbortSignal): Promise<unknown> {
  if (!url.startsWith('https://') && !isLoopback(url)) throw new TypeError('not an https address');
  const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw Object.assign(new Error('no answer of use'), { code: `http_${response.status}` });
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > MAX_BYTES) throw Object.assign(new Error('too large'), { code: 'too_large' });
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
}
