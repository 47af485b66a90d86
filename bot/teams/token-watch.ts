import { backoffMs, NO_JITTER, type Backoff } from '../backoff.ts';
import { troubleWith, type NoToken } from './own-token.ts';

/** The pauses after a failure, and between two looks while all is well: a token that is kept costs nothing. */
const BACKOFF: Backoff = { firstMs: 5_000, longestMs: 5 * 60_000, jitter: NO_JITTER };
const LOOK_MS = 10 * 60_000;

/**
 * Whether the bot gets tokens of its own: looked at from the start on, so that a wrong or expired secret is found before
 * somebody waits for an answer. Tells what is wrong whenever that changes.
 */
export class TokenWatch {
  readonly #token: () => Promise<unknown>;
  readonly #onTrouble: (trouble: NoToken | undefined) => void;
  #looking: Promise<void> | undefined;
  #trouble: NoToken | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(token: () => Promise<unknown>, onTrouble: (trouble: NoToken | undefined) => void) {
    this.#token = token;
    this.#onTrouble = onTrouble;
  }

  /** Begins to look, where nobody did. */
  start(): void {
    this.#looking ??= this.#look();
  }

  /** Rejects with {@link NoToken} when the last look got none. */
  async ready(): Promise<void> {
    this.start();
    if (this.#trouble === undefined) await this.#looking;
    if (this.#trouble !== undefined) throw this.#trouble;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const before = this.#trouble?.reason;
    this.#trouble = await troubleWith(this.#token);
    this.#failures = this.#trouble === undefined ? 0 : this.#failures + 1;
    if (this.#trouble?.reason !== before) this.#onTrouble(this.#trouble);
    if (this.#isClosed) return;
    const pause = this.#trouble === undefined ? LOOK_MS : backoffMs(BACKOFF, this.#failures - 1);
    this.#timer = setTimeout(() => {
      this.#looking = this.#look();
    }, pause).unref();
  }
}
