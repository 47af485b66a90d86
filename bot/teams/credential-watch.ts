import type { Credential } from '../config.ts';
import { readCertificate } from './client-certificate.ts';

/** A credential that is about to end, or has. */
export interface Ending {
  readonly kind: 'secret' | 'certificate';
  /** Whole days that are left; 0 = less than one, or none. */
  readonly days: number;
  /** What would help. */
  readonly message: string;
}

const DAY_MS = 24 * 3_600_000;
/** So long before the end it is told, in days. */
const AHEAD = 30;

const HELP: Readonly<Record<Ending['kind'], string>> = {
  secret: 'make a new one for the app, and give MicrosoftAppPassword and MicrosoftAppPasswordExpires of that',
  certificate:
    'upload a new one to the app, and put it with its key into the place of MicrosoftAppCertificatePath',
};

/**
 * Tells at the start and once a day that the credential ends within thirty days, until another is there. Of a secret only
 * somebody who made it knows the day; a federated credential has none.
 */
export class CredentialWatch {
  readonly #credential: Credential;
  readonly #onEnding: (ending: Ending) => void;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(credential: Credential, onEnding: (ending: Ending) => void) {
    this.#credential = credential;
    this.#onEnding = onEnding;
  }

  start(): void {
    void this.#look();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const ending = await endingOf(this.#credential, Date.now());
    if (this.#isClosed) return;
    if (ending !== undefined) this.#onEnding(ending);
    this.#timer = setTimeout(() => this.start(), DAY_MS).unref();
  }
}

/** Undefined while there is time enough, or nobody knows. `now`: milliseconds, UTC. Never rejects. */
export async function endingOf(credential: Credential, now: number): Promise<Ending | undefined> {
  const { kind } = credential;
  if (kind === 'federated') return undefined;
  const endsAt = kind === 'secret' ? dayOf(credential.expires) : await endOf(credential.path);
  if (endsAt === undefined) return undefined;
  const days = Math.max(0, Math.floor((endsAt - now) / DAY_MS));
  if (days > AHEAD) return undefined;
  return { kind, days, message: `The bot's ${kind} is about to end, days left: ${days}; ${HELP[kind]}` };
}

/** A secret ends at some time of its day: its beginning is early enough. */
function dayOf(expires: string | undefined): number | undefined {
  return expires === undefined ? undefined : Date.parse(expires);
}

/** That there is no such certificate, the look for a token tells. */
async function endOf(path: string): Promise<number | undefined> {
  return readCertificate(path).then(
    ({ endsAt }) => endsAt,
    () => undefined,
  );
}
