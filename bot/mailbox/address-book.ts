import type { Desk } from '../../domain/desk/desk.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { addressesOf } from '../../domain/people/addresses.ts';
import { faultOf, type Log } from '../log.ts';
import type { RosterClient } from '../teams/connector.ts';
import { readReference } from '../teams/reference.ts';

const DAY_MS = 24 * 3600_000;
/** So long the roster's word is taken, and a process that has it looks at nothing. */
const KEPT_MS = 30 * DAY_MS;
const KNOWN_MS = DAY_MS;
/** After Teams did not say, or the store did not take it. */
const AGAIN_MS = 10 * 60_000;
const PEOPLE = 5_000;
/** Asked for at the same time; who comes meanwhile is asked for at their next turn. */
const AT_ONCE = 4;
const MAX_CONFLICTS = 3;

interface AddressBookParts {
  readonly desk: Desk;
  readonly connector: RosterClient;
  readonly log: Log;
  /** The tenant whose mailbox is watched: of other people nothing is asked. */
  readonly tenantId: string;
}

/**
 * Learns which addresses people's mails come from, by the roster of their own chat: after a turn, never in its way, once
 * a month, and when their chat is another one.
 */
export class AddressBook {
  readonly #of: AddressBookParts;
  /** By person: until when nothing has to be looked at (by a monotonic clock), while their chat is this one. */
  readonly #known = new BoundedMap<string, { readonly until: number; readonly reference: string }>(PEOPLE);
  readonly #asking = new Set<Promise<void>>();
  #isClosed = false;

  constructor(of: AddressBookParts) {
    this.#of = of;
  }

  /** Somebody's turn was answered. Never rejects, and is not waited for. */
  seen(of: {
    readonly tenantId: string;
    readonly id: string;
    readonly reference?: string | undefined;
  }): void {
    const { tenantId, id, reference } = of;
    if (tenantId !== this.#of.tenantId || reference === undefined || this.#isClosed) return;
    const known = this.#known.get(id);
    if (known?.reference === reference && performance.now() < known.until) return;
    if (this.#asking.size >= AT_ONCE) return;
    // Until it is known otherwise: turns that come meanwhile ask nothing.
    this.#keep(id, reference, AGAIN_MS);
    const asking: Promise<void> = this.#ask(id, reference)
      .catch((error: unknown) => {
        this.#of.log.warn({ event: 'mailbox.addresses', ...faultOf(error), personId: id });
      })
      .finally(() => this.#asking.delete(asking));
    this.#asking.add(asking);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#asking);
  }

  async #ask(id: string, stored: string): Promise<void> {
    const { desk, connector, tenantId } = this.#of;
    const person = await desk.person(desk.begin(tenantId), id);
    if (person === undefined) return;
    const age = desk.now() - (person.addressesAt ?? Number.NEGATIVE_INFINITY);
    if (age >= 0 && age < KEPT_MS) return this.#keep(id, stored, KNOWN_MS);
    const reference = readReference(stored);
    const member = reference === undefined ? undefined : await connector.member(reference);
    const addresses = member === undefined ? [] : addressesOf(member);
    // A roster without any did not say: what it said before stays, for as long as it holds.
    if (addresses.length === 0) return;
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const unit = desk.begin(tenantId, true);
      await desk.keepAddresses(unit, id, addresses);
      if ((await unit.commit()) === 'committed') return this.#keep(id, stored, KNOWN_MS);
    }
  }

  #keep(id: string, reference: string, ms: number): void {
    this.#known.set(id, { until: performance.now() + ms, reference });
  }
}
