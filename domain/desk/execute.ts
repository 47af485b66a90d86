import type { Actor } from '../people/person.ts';
import { MAY, may, type CommandName } from '../people/permissions.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { sameValue } from '../same-value.ts';
import type {
  ClaimDocument,
  CompanyDocument,
  DomainEvent,
  Texts,
  VoucherDocument,
} from '../store/documents.ts';
import { eventId } from '../store/ids.ts';
import { stageEvents, type Staging } from './staging.ts';
import { readStanding, type Standing, type StandingPorts } from './standing.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** What every order carries beside its command. */
export interface Asked {
  /** The idempotency key, minted when the card was made; the first event's id derives from it. */
  readonly commandId: string;
  /** The version that the card showed; absent for a new document. */
  readonly version?: number | undefined;
  /** An empty text removes what was there. */
  readonly texts?: Texts | undefined;
}

/**
 * Done (perhaps by an earlier delivery of the same command: `again`; `unchanged`: all was so already, and nothing is
 * written), or refused with the state as it is.
 */
export type Outcome<D> =
  | { readonly done: true; readonly again: boolean; readonly unchanged?: true; readonly doc: D }
  | { readonly done: false; readonly refusal: Refusal; readonly doc: D | undefined };

export interface ExecutePorts extends StandingPorts {
  /** A collision-resistant hash of a text, to tell one command from another. */
  fingerprint(text: string): string;
  /** Told of each refusal that was decided on what the store has. */
  readonly onRefused?: (name: CommandName, refusal: Refusal) => void;
}

interface Decision<S> {
  readonly events: readonly DomainEvent[];
  readonly state: S;
}

/** How one command goes: what is read, what is decided of it, what is staged. */
interface Execution<D, S> {
  readonly name: CommandName;
  /** What somebody has to be allowed beside it, where one command takes two steps. */
  readonly also?: CommandName | undefined;
  /** Id of the document that it changes. */
  readonly subject: string;
  readonly order: Asked & { readonly command?: unknown };
  readonly load: () => Promise<D | undefined>;
  readonly decide: (doc: D | undefined, standing: Standing) => Promise<Decision<S> | Refusal>;
  readonly stage: (doc: D | undefined, state: S, staging: Staging) => Promise<D> | D;
}

/**
 * Executes one command: loads, asks for permission, decides, and stages events and documents in the unit of work. A
 * refusal is given only on state that was read from the store in this turn, and a command that was done before is
 * answered with the state as it is. Nothing is written before the unit commits. Throws StoreFailure.
 */
export async function execute<D extends CompanyDocument | VoucherDocument | ClaimDocument, S>(
  ports: ExecutePorts,
  unit: UnitOfWork,
  actor: Actor,
  execution: Execution<D, S>,
): Promise<Outcome<D>> {
  const outcome = await decided(ports, unit, actor, execution);
  if (!outcome.done && unit.isFresh) ports.onRefused?.(execution.name, outcome.refusal);
  return outcome;
}

async function decided<D extends CompanyDocument | VoucherDocument | ClaimDocument, S>(
  ports: ExecutePorts,
  unit: UnitOfWork,
  actor: Actor,
  { name, also, subject, order, load, decide, stage }: Execution<D, S>,
): Promise<Outcome<D>> {
  // The version is not part of what was asked: after the first delivery it is another one.
  const { version: _version, ...asked } = order;
  const { commandId } = order;
  const digest = ports.fingerprint(JSON.stringify([name, asked]));
  for (;;) {
    const doc = await load();
    for (const needed of [name, also]) {
      if (needed !== undefined && !may(actor.permission, needed))
        return { done: false, refusal: forbidden(needed), doc };
    }
    // After a commit that was `repeated` or whose end is not known, the command may have been done.
    const maybeDone = unit.isRerun || (order.version === undefined && doc !== undefined);
    const earlier = maybeDone ? await doneBefore(unit, { commandId, subject, digest }, doc) : undefined;
    if (earlier !== undefined) return earlier;
    const standing = await readStanding(ports, unit);
    const stale = order.version !== undefined && !isOfNow(doc, order.version);
    const decision = stale ? staleRefusal(doc) : await decide(doc, standing);
    if (!isRefusal(decision)) {
      const { events, state } = decision;
      if (
        doc !== undefined &&
        sameValue(withoutLast(state), withoutLast(doc.state)) &&
        saysTheSame(doc.texts, order.texts)
      ) {
        // As a refusal: nobody is told by a kept copy that nothing has to be done.
        if (unit.isFresh) return { done: true, again: false, unchanged: true, doc };
        unit.refresh();
        continue;
      }
      const staging: Staging = {
        unit,
        standing,
        by: actor.id,
        at: ports.clock.now(),
        texts: order.texts ?? {},
        commandId,
        digest,
        count: events.length,
        extra: events.length,
      };
      stageEvents(staging, subject, doc, events);
      return { done: true, again: false, doc: await stage(doc, state, staging) };
    }
    if (!unit.isFresh) {
      unit.refresh();
      continue;
    }
    const before = await doneBefore(unit, { commandId, subject, digest }, doc);
    return before ?? { done: false, refusal: decision, doc };
  }
}

/** Whether a card of this version of a document shows it as it stands: nothing but its people's words came since. */
export function isOfNow(
  doc: { readonly version: number; readonly standsSince?: number | undefined } | undefined,
  version: number,
): boolean {
  const now = doc?.version ?? 0;
  return version <= now && version >= (doc?.standsSince ?? now);
}

/** Without what the last step can be undone to: doing it once more is no step. */
function withoutLast(state: unknown): object {
  return { ...(state as object), before: undefined };
}

/** Whether texts bring nothing that is not there; a reason belongs to what is done. */
function saysTheSame(have: Texts, { reason: _reason, ...brought }: Texts = {}): boolean {
  return Object.entries(brought).every(([key, text]) => (have[key] ?? '') === text);
}

/** The refusal of a command that the permission of whoever asks is not enough for. */
export function forbidden(name: CommandName): Refusal {
  return refuse({ why: 'permission', needs: MAY[name] });
}

/** The answer to a command whose id has been used: done by it, or by another one. */
async function doneBefore<D>(
  unit: UnitOfWork,
  asked: { readonly commandId: string; readonly subject: string; readonly digest: string },
  doc: D | undefined,
): Promise<Outcome<D> | undefined> {
  const before = await unit.read('event', eventId(asked.commandId, 0));
  if (before === undefined) return undefined;
  return doc !== undefined && before.digest === asked.digest && before.subject === asked.subject
    ? { done: true, again: true, doc }
    : { done: false, refusal: refuse({ why: 'reused' }), doc };
}

function staleRefusal(doc: { readonly changedBy: string; readonly changedAt: number } | undefined): Refusal {
  return doc === undefined
    ? refuse({ why: 'notFound' })
    : refuse({ why: 'stale', by: doc.changedBy, at: doc.changedAt });
}
