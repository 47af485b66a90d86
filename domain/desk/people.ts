import { NOTICE_GROUPS, type NoticeGroup } from '../notices/notice.ts';
import {
  DEFAULT_LANGUAGE,
  type Actor,
  type Language,
  type OfficialRole,
  type Permission,
  type PersonEvent,
} from '../people/person.ts';
import { MAY, may, type CommandName } from '../people/permissions.ts';
import { present } from '../present.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { sameValue } from '../same-value.ts';
import type { Day } from '../day.ts';
import { askableAt } from '../voucher/colleagues.ts';
import type { Stage, Askable } from '../voucher/model.ts';
import { newDocument, type PersonDocument } from '../store/documents.ts';
import { eventId, personId } from '../store/ids.ts';
import { allOf } from '../store/pages.ts';
import type { Store } from '../store/ports.ts';
import { forbidden, type Outcome } from './execute.ts';
import { readStanding, type StandingPorts } from './standing.ts';
import type { UnitOfWork } from './unit-of-work.ts';

interface PeoplePorts extends StandingPorts {
  readonly store: Store;
}

/** Somebody as an activity shows them. */
export interface Met {
  /** The AAD object id. */
  readonly id: string;
  readonly name: string;
  /** Absent = the activity does not say: what is known of them stays. */
  readonly language?: Language | undefined;
  readonly timeZone?: string | undefined;
  readonly reference?: string | undefined;
}

/** What an admin gives a person, or takes from them. */
export interface Grant {
  /** The person's AAD object id. */
  readonly id: string;
  /** Absent = none. */
  readonly permission?: Permission | undefined;
  readonly roles: readonly OfficialRole[];
  /** How often it was granted when the card was made; absent = whatever it is now. */
  readonly version?: number | undefined;
  /** Which of the company's consultants they are: '' for none of them, absent to leave it. */
  readonly consultantId?: string | undefined;
}

export function readPerson(unit: UnitOfWork, id: string): Promise<PersonDocument | undefined> {
  return unit.read('person', personId(id));
}

/**
 * Keeps what the activity says of a person (name, language, zone); writes only when it changed. `isFirstAdmin`: the
 * configuration names them, so that they are an admin unless they were given another permission.
 */
export async function meet(unit: UnitOfWork, met: Met, isFirstAdmin: boolean): Promise<Actor> {
  const { tenantId } = unit;
  const known = await readPerson(unit, met.id);
  unit.actsFor(met.id, known);
  const person = known ?? newPerson({ ...met, tenantId });
  // Whom the configuration names is let in, also when they were met as a stranger before.
  const isLetIn = isFirstAdmin && person.permission === undefined;
  const current: PersonDocument = {
    ...person,
    name: met.name === '' ? person.name : met.name,
    language: person.speaks ?? met.language ?? person.language,
    ...present({ timeZone: met.timeZone, reference: met.reference }),
    ...(isLetIn ? { permission: 'admin' as const } : {}),
  };
  const changed =
    known === undefined ||
    isLetIn ||
    known.name !== current.name ||
    known.language !== current.language ||
    known.timeZone !== current.timeZone ||
    known.reference !== current.reference ||
    known.unreachable !== undefined;
  // Another chat may be another account: the roster is asked again. Who left and came back is who they were.
  const isMoved = known?.reference !== undefined && known.reference !== current.reference;
  // An activity of theirs shows that the chat works again.
  if (changed)
    unit.save({ ...current, unreachable: undefined, ...(isMoved ? { addressesAt: undefined } : {}) });
  const { name, language, roles, permission } = current;
  return { tenantId, id: met.id, name, language, roles, ...present({ permission }) };
}

/** Somebody who did nothing: something came for them. Nothing is learnt of them and nothing written. */
export async function actorOf(unit: UnitOfWork, met: Met): Promise<Actor> {
  const { tenantId } = unit;
  const known = await readPerson(unit, met.id);
  unit.actsFor(met.id, known);
  const { name, language, roles, permission } = known ?? newPerson({ ...met, tenantId });
  return { tenantId, id: met.id, name, language, roles, ...present({ permission }) };
}

/** What the roster has of a person, who may have been forgotten meanwhile. `now`: milliseconds, UTC. */
export async function keepAddresses(
  unit: UnitOfWork,
  id: string,
  addresses: readonly string[],
  now: number,
): Promise<void> {
  const known = await readPerson(unit, id);
  if (known === undefined || known.former !== undefined) return;
  unit.save({ ...known, addresses: [...addresses], addressesAt: now });
}

/** The person removed the app: nothing can be sent to them until they are seen again. */
export async function leave(unit: UnitOfWork, id: string, now: number): Promise<void> {
  const known = await readPerson(unit, id);
  if (known?.reference === undefined) return;
  const { reference: _gone, ...rest } = known;
  unit.save({ ...rest, unreachable: { why: 'notInstalled', at: now } });
}

/** Asks the admins for access; idempotent. */
export async function askForAccess(
  ports: StandingPorts,
  unit: UnitOfWork,
  actor: Actor,
): Promise<PersonDocument> {
  let known = await readPerson(unit, actor.id);
  if (known?.asked === true && !unit.isFresh) {
    // A cached copy may be older than an admin's answer.
    unit.refresh();
    known = await readPerson(unit, actor.id);
  }
  if (known?.permission !== undefined || known?.asked === true) return known;
  const person = known ?? newPerson(actor);
  const doc: PersonDocument = { ...person, asked: true, grants: (person.grants ?? 0) + 1 };
  unit.save(doc);
  await appendTo(ports, unit, actor, doc, { type: 'asked' });
  return doc;
}

/**
 * What a person wants to hear, and how often; their own choice only. `asked`: the groups that they were asked about; the
 * others stay as they are.
 */
export async function choose(
  unit: UnitOfWork,
  actor: Actor,
  {
    asked,
    wanted,
    digest,
  }: {
    readonly asked: readonly NoticeGroup[];
    readonly wanted: readonly NoticeGroup[];
    readonly digest: boolean;
  },
): Promise<Outcome<PersonDocument>> {
  const doc = await readPerson(unit, actor.id);
  if (!may(actor.permission, 'person.choose')) return refused(forbidden('person.choose'), doc);
  const muted = NOTICE_GROUPS.filter((group) =>
    asked.includes(group) ? !wanted.includes(group) : doc?.muted?.includes(group) === true,
  );
  const saved: PersonDocument = { ...(doc ?? newPerson(actor)), muted, digest };
  const before = { muted: doc?.muted ?? [], digest: doc?.digest ?? false };
  if (doc !== undefined && sameValue({ muted, digest }, before))
    return { done: true, again: false, unchanged: true, doc };
  unit.save(saved);
  return { done: true, again: false, doc: saved };
}

/** The language that a person chooses for themselves, also who has no permission; absent = that of their Teams again. */
export async function speak(
  unit: UnitOfWork,
  actor: Actor,
  language: Language | undefined,
): Promise<Outcome<PersonDocument>> {
  const doc = await readPerson(unit, actor.id);
  if (doc !== undefined && doc.speaks === language) return { done: true, again: false, unchanged: true, doc };
  const { speaks: _before, ...known } = doc ?? newPerson(actor);
  const saved: PersonDocument = { ...known, ...present({ speaks: language, language }) };
  unit.save(saved);
  return { done: true, again: false, doc: saved };
}

/** Gives or takes a permission and official roles; an admin's act. The last admin cannot be removed. */
export async function grant(
  ports: PeoplePorts,
  unit: UnitOfWork,
  actor: Actor,
  given: Grant,
): Promise<Outcome<PersonDocument>> {
  const outcome = await tryGrant(ports, unit, actor, given);
  // What writes nothing, and so proves nothing, is decided again on what the store has.
  const writes = outcome.done && outcome.unchanged !== true;
  if (writes || unit.isFresh) return outcome;
  unit.refresh();
  return tryGrant(ports, unit, actor, given);
}

async function tryGrant(
  ports: PeoplePorts,
  unit: UnitOfWork,
  actor: Actor,
  { id, permission, roles, version, consultantId: chosen }: Grant,
): Promise<Outcome<PersonDocument>> {
  const doc = await readPerson(unit, id);
  if (!may(actor.permission, 'person.grant')) return refused(forbidden('person.grant'), doc);
  if (doc === undefined) return refused(refuse({ why: 'notFound' }), doc);
  const grants = doc.grants ?? 0;
  if (version !== undefined && version !== grants) return refused(refuse({ why: 'stale' }), doc);
  if (doc.permission === 'admin' && permission !== 'admin') {
    const stays = await otherAdmin(ports, unit, doc);
    if (stays === undefined) return refused(refuse({ why: 'lastAdmin' }), doc);
    // Written unchanged: two admins who remove each other at once meet in the batch.
    unit.save(stays);
  }
  const { company } = await readStanding(ports, unit);
  const before = doc.consultantId ?? '';
  const consultantId = chosen ?? before;
  const isKnown = consultantId === before || consultantId === '';
  if (!isKnown && company.consultants.every((one) => one.id !== consultantId))
    return refused(refuse({ why: 'input', field: 'consultant', problem: 'unknown' }), doc);
  const { permission: had, asked: _asked, consultantId: _was, ...rest } = doc;
  const now = {
    roles: [...roles],
    ...present({ permission, consultantId: consultantId === '' ? undefined : consultantId }),
  };
  const was = { roles: doc.roles, permission: had, consultantId: doc.consultantId };
  if (doc.asked !== true && sameValue(now, was)) return { done: true, again: false, unchanged: true, doc };
  const saved: PersonDocument = { ...rest, ...now, grants: grants + 1 };
  unit.save(saved);
  const letIn = had === undefined && permission !== undefined;
  await appendTo(ports, unit, actor, saved, {
    type: 'granted',
    ...now,
    ...(letIn ? { letIn: true as const } : {}),
  });
  return { done: true, again: false, doc: saved };
}

async function otherAdmin(
  { store }: PeoplePorts,
  unit: UnitOfWork,
  admin: PersonDocument,
): Promise<PersonDocument | undefined> {
  for await (const { doc } of allOf(store, unit.tenantId, {
    kind: 'person',
    where: { permission: 'admin' },
  })) {
    const other = doc.id === admin.id ? undefined : await unit.read('person', doc.id);
    // Removed since the query, perhaps by this very batch: the next one, then.
    if (other?.permission === 'admin') return other;
  }
  return undefined;
}

/** Everybody who has a permission; without one, who has an official role or is one of the company's consultants. By name. */
export async function peopleWith(
  { store }: Pick<PeoplePorts, 'store'>,
  unit: UnitOfWork,
  of:
    { readonly permission: Permission } | { readonly role: OfficialRole } | { readonly consultantId: string },
): Promise<readonly PersonDocument[]> {
  const found: PersonDocument[] = [];
  const where = 'permission' in of ? { where: { permission: of.permission } } : {};
  for await (const { doc } of allOf(store, unit.tenantId, { kind: 'person', ...where }))
    if (
      'permission' in of ||
      ('role' in of ? doc.roles.includes(of.role) : doc.consultantId === of.consultantId)
    )
      found.push(doc);
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Ours: nobody's colleagues are asked for more than so much of one person in a day. */
export const ASKS_A_DAY = 20;

/** Why somebody cannot be asked for what a voucher waits for; whether it waits for anything is the decision's. */
export async function refusalToAsk(
  unit: UnitOfWork,
  actor: Actor,
  to: string,
  stage: Stage | undefined,
  today: Day,
): Promise<Refusal | undefined> {
  const what = stage === undefined ? undefined : askableAt(stage);
  if (what === undefined) return undefined;
  const person = await readPerson(unit, to);
  if (person === undefined || !mayBeAsked(person, what))
    return refuse({ why: 'input', field: 'personId', problem: 'unknown' });
  const { asking } = (await readPerson(unit, actor.id)) ?? {};
  return asking?.on === today && asking.count >= ASKS_A_DAY
    ? refuse({ why: 'tooMany', max: ASKS_A_DAY })
    : undefined;
}

/** Whether somebody can be asked for a step: they may do it, and are not being forgotten. */
export function mayBeAsked({ permission, former }: PersonDocument, what: Askable): boolean {
  return former === undefined && may(permission, commandFor(what));
}

function commandFor(what: Askable): CommandName {
  return what === 'claim' ? 'claim.draft' : `voucher.${what}`;
}

/** One request more of this person's today. */
export async function countAsk(unit: UnitOfWork, actor: Actor, today: Day): Promise<void> {
  const known = await readPerson(unit, actor.id);
  if (known === undefined) return;
  const count = known.asking?.on === today ? known.asking.count : 0;
  unit.save({ ...known, asking: { on: today, count: count + 1 } });
}

/** Everybody who can be asked for a step, but who asks; in no order. */
export async function whoMayBeAsked(
  { store }: Pick<PeoplePorts, 'store'>,
  unit: UnitOfWork,
  actor: Actor,
  what: Askable,
): Promise<readonly PersonDocument[]> {
  const found: PersonDocument[] = [];
  for (const permission of MAY[commandFor(what)]) {
    for await (const { doc } of allOf(store, unit.tenantId, { kind: 'person', where: { permission } }))
      if (mayBeAsked(doc, what) && doc.id !== personId(actor.id)) found.push(doc);
  }
  return found;
}

function refused(refusal: Refusal, doc: PersonDocument | undefined): Outcome<PersonDocument> {
  return { done: false, refusal, doc };
}

/** Optimistic concurrency is by the person's etag, so the event's command id only has to be unique. */
async function appendTo(
  ports: StandingPorts,
  unit: UnitOfWork,
  actor: Actor,
  doc: PersonDocument,
  event: PersonEvent,
): Promise<void> {
  const standing = await readStanding(ports, unit);
  const now = ports.clock.now();
  const seq = doc.grants ?? 1;
  const commandId = `${doc.id}/${seq}/${actor.id}/${now}`;
  unit.append(
    newDocument('event', unit.tenantId, eventId(commandId, 0), {
      subject: doc.id,
      seq,
      edition: standing.edition.id,
      occurredOn: standing.today,
      recordedAt: now,
      by: actor.id,
      commandId,
      digest: '',
      event,
    }),
  );
}

/** Somebody who has no document yet. `id`: the AAD object id. */
function newPerson(of: Met & { readonly tenantId: string }): PersonDocument {
  const { tenantId, id, name, language = DEFAULT_LANGUAGE } = of;
  return newDocument('person', tenantId, personId(id), { name, roles: [], language });
}
