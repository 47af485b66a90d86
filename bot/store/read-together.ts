import { StoreFailure, type Stored } from '../../domain/store/ports.ts';

/** How documents are asked for: one, or several with one request. Both reject with StoreFailure. */
interface Asking {
  readonly one: (tenantId: string, id: string) => Promise<Stored | undefined>;
  /** At most {@link MOST}; what is not there is not among the answers, and one that is none of ours is a failure of its own. */
  readonly several: (
    tenantId: string,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, Stored | StoreFailure>>;
}

type Waiting = PromiseWithResolvers<Stored | undefined>;

/** Ids that one request asks for: with more, a document of full size each, an answer would have many pages. */
const MOST = 25;

/**
 * Reads of one tenant that are asked for in the same round of the event loop go with one request: what a turn needs
 * before it can begin, people who are told of the same, and under load whatever several turns read at once. Who asks need
 * not know of the others. A request costs this process several times what it costs to wait for the end of the round.
 */
export class ReadTogether {
  readonly #ask: Asking;
  #waiting = new Map<string, Map<string, Waiting>>();

  constructor(ask: Asking) {
    this.#ask = ask;
  }

  read(tenantId: string, id: string): Promise<Stored | undefined> {
    if (this.#waiting.size === 0) setImmediate(() => this.#send());
    const ofTenant = this.#waiting.get(tenantId) ?? new Map<string, Waiting>();
    this.#waiting.set(tenantId, ofTenant);
    const asked = ofTenant.get(id) ?? Promise.withResolvers<Stored | undefined>();
    ofTenant.set(id, asked);
    return asked.promise;
  }

  #send(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const [tenantId, asked] of waiting) {
      const all = [...asked];
      for (let at = 0; at < all.length; at += MOST) void this.#sendSome(tenantId, all.slice(at, at + MOST));
    }
  }

  async #sendSome(tenantId: string, some: readonly (readonly [string, Waiting])[]): Promise<void> {
    const [[id, alone] = []] = some;
    try {
      if (some.length === 1 && id !== undefined) alone?.resolve(await this.#ask.one(tenantId, id));
      else {
        const found = await this.#ask.several(
          tenantId,
          some.map(([one]) => one),
        );
        for (const [one, { resolve, reject }] of some) {
          const answer = found.get(one);
          if (answer instanceof StoreFailure) reject(answer);
          else resolve(answer);
        }
      }
    } catch (error) {
      for (const [, { reject }] of some) reject(error);
    }
  }
}
