import { voucherCardFor } from '../../dialogs/voucher/voucher.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import { COMPANY_ID, dialogId, personId, shownId, voucherId } from '../../domain/store/ids.ts';
import { type PersonDocument, type ShownDocument, newDocument } from '../../domain/store/documents.ts';
import { ttlOf } from '../../domain/store/retention.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { Store, Write } from '../../domain/store/ports.ts';
import { faultOf, type Log } from '../log.ts';
import { allOf } from '../../domain/store/pages.ts';
import { readReference, type ConversationReference } from '../teams/reference.ts';
import type { ConnectorClient } from '../teams/connector.ts';
import { cardActivity, type OutgoingActivity } from '../teams/outgoing-activity.ts';
import { SoonAgain } from '../teams/soon-again.ts';

/** What activities show: as many as are remembered here, to write each only once. */
const REMEMBERED = 5_000;
/** Cards that are edited at once: one that Teams will not have in passing holds up no more than these. */
const AT_ONCE = 5;

/** The person as they act in a turn. */
export function actorOf(person: PersonDocument): Actor {
  return {
    tenantId: person.tenantId,
    id: personId.keyOf(person.id),
    name: person.name,
    language: person.language,
    roles: person.roles,
    ...(person.permission === undefined ? {} : { permission: person.permission }),
  };
}

/** Who has not touched a form for so long is not in the middle of it any more: drafts are kept for weeks. */
const WORKING_MS = 15 * 60_000;

/**
 * The drafts of somebody who is in the middle of a form at `now` (milliseconds, UTC); undefined when nobody is: what
 * was left for later must not hold back a deadline.
 */
export async function openDraft(
  store: Store,
  person: PersonDocument,
  now: number,
): Promise<string | undefined> {
  const reference = person.reference === undefined ? undefined : readReference(person.reference);
  if (reference === undefined) return undefined;
  const stored = await store.read(person.tenantId, 'dialog', dialogId(reference.conversation.id));
  if (stored === undefined) return undefined;
  const { at = 0, state } = stored.doc;
  const age = now - at;
  return age >= 0 && age < WORKING_MS ? JSON.stringify(state) : undefined;
}

/** A card, and the chat in which it stands. */
interface Shown {
  readonly reference: ConversationReference;
  readonly activity: OutgoingActivity;
}

interface KeptCardsParts {
  readonly store: Store;
  readonly desk: Desk;
  readonly connector: ConnectorClient;
  readonly log: Log;
}

/** The voucher cards that people have in their chats: edited in place when somebody else changes the voucher. */
export class KeptCards {
  readonly #of: KeptCardsParts;
  readonly #remembered = new BoundedMap<string, string>(REMEMBERED);
  readonly #soonAgain = new SoonAgain();

  constructor(of: KeptCardsParts) {
    this.#of = of;
  }

  /** From now on each card is tried once: the process is about to end. */
  hasten(): void {
    this.#soonAgain.close();
  }

  /**
   * What is to be written when an activity of a person's chat shows a document's card, or (`subject` undefined)
   * another one; nothing when that is known. `isNew`: the activity has just come into being.
   */
  shown(
    tenantId: string,
    person: string,
    subject: string | undefined,
    { activityId, isNew }: { readonly activityId: string; readonly isNew: boolean },
  ): readonly Write[] {
    const id = shownId(person, activityId);
    const key = `${tenantId}\n${id}`;
    const before = this.#remembered.get(key);
    const now = subject ?? '';
    this.#remembered.set(key, now);
    if (before === now || (isNew && now === '')) return [];
    const doc = newDocument('shown', tenantId, id, {
      ttl: ttlOf('shown'),
      subject: now,
      personId: person,
      activityId,
    });
    return [{ op: 'put', doc }];
  }

  /** Makes the newest card of each of these documents true in the chats of all but `by`. Rejects with StoreFailure. */
  async refresh(tenantId: string, subjects: readonly string[], by: string | undefined): Promise<void> {
    for (const subject of subjects) {
      if (!voucherId.is(subject)) continue;
      const newest = new Map<string, ShownDocument>();
      for await (const { doc } of allOf(this.#of.store, tenantId, { kind: 'shown', where: { subject } })) {
        const known = newest.get(doc.personId);
        if (doc.personId !== by && (known === undefined || isLater(doc, known)))
          newest.set(doc.personId, doc);
      }
      const all = [...newest.values()];
      for (let at = 0; at < all.length; at += AT_ONCE)
        await Promise.all(all.slice(at, at + AT_ONCE).map((doc) => this.#refreshOne(doc)));
    }
  }

  async #refreshOne(doc: ShownDocument): Promise<void> {
    const { store, connector, log } = this.#of;
    const { tenantId, subject, personId: to, activityId } = doc;
    const latest: { shown?: Shown | undefined } = {};
    const outcome = await this.#soonAgain.deliver(
      async () => {
        // Anew for every try: the person, or somebody else, may have been faster.
        latest.shown = await this.#asItIs(doc);
        if (latest.shown === undefined) return { kind: 'delivered', id: '' };
        return connector.update(latest.shown.reference, activityId, latest.shown.activity);
      },
      { isEdit: true },
    );
    if (latest.shown === undefined || outcome.kind === 'delivered') return;
    const { reference, activity } = latest.shown;
    log.info({ event: 'notify.card', outcome: outcome.kind, tenantId });
    if (outcome.kind !== 'notFound' || outcome.what !== 'activity') return;
    // Teams forgets activities now and then (msteams-docs 6139): then the card comes anew.
    const sent = await connector.send(reference, activity);
    if (sent.kind !== 'delivered' || sent.id === '') return;
    try {
      const place = { activityId: sent.id, isNew: true };
      await store.commit(tenantId, this.shown(tenantId, to, subject, place));
    } catch (error) {
      log.warn({ event: 'notify.card', ...faultOf(error) });
    }
  }

  /** The card as it has to be now, and where; undefined when it is to stay as it stands there. */
  async #asItIs({ tenantId, subject, personId: to }: ShownDocument): Promise<Shown | undefined> {
    const { store, desk } = this.#of;
    const unit = desk.begin(tenantId, true);
    await unit.foresee([
      { kind: 'person', id: personId(to) },
      { kind: 'company', id: COMPANY_ID },
      { kind: 'voucher', id: subject },
    ]);
    const person = await desk.person(unit, to);
    const reference = person?.reference === undefined ? undefined : readReference(person.reference);
    if (person?.permission === undefined || reference === undefined || person.unreachable !== undefined)
      return undefined;
    const number = voucherId.keyOf(subject);
    // A form about it is open there: to edit it would throw away what is typed, and its button will say what changed.
    if ((await openDraft(store, person, desk.now()))?.includes(JSON.stringify(number)) === true)
      return undefined;
    const { card } = await voucherCardFor({ desk, unit, actor: actorOf(person) }, number);
    return { reference, activity: cardActivity(card) };
  }
}

/** Activities of a chat are numbered by the time at which they came. */
function isLater(a: ShownDocument, b: ShownDocument): boolean {
  return a.activityId.length === b.activityId.length
    ? a.activityId > b.activityId
    : a.activityId.length > b.activityId.length;
}
