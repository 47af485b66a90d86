import { z } from 'zod';
import { refusalSentence } from '../../cards/kit/refusals.ts';
import type { Banner } from '../../cards/kit/template.ts';
import {
  BULK_PAGE,
  bulkCard,
  bulkEachCard,
  bulkFailedCard,
  bulkListCard,
  bulkReviewCard,
  EACH_PAGE,
  nameOfOne,
  SHARED_REASONS,
  STAYS,
  type Unchanged,
} from '../../cards/voucher/bulk.ts';
import { messageCard } from '../../cards/message.ts';
import {
  bulkCommand,
  bulkDone,
  bulkPart,
  keepBulk,
  readBulk,
  tellBulk,
  type BulkItem,
} from '../../domain/desk/bulk.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { qualified } from '../../domain/guards/competence.ts';
import { present } from '../../domain/present.ts';
import { isRefusal, refuse, type Reason } from '../../domain/refusal.ts';
import { MAX_BULK, type BulkDocument, type VoucherDocument } from '../../domain/store/documents.ts';
import { bulkId } from '../../domain/store/ids.ts';
import { decideVoucher } from '../../domain/voucher/decide.ts';
import { choice, nameInput, readInputs } from '../inputs.ts';
import { StepDialog, type Frame, type Handles, type Reply, type Shown } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';

/** Vouchers that are read at once. */
const AT_ONCE = 50;
/** Consultants of whom a card has room for a choice. */
const TAKERS = 12;

/** What is chosen and to be done with it is a document: the draft is only its key, the step's subject. */
type BulkDraft = Record<string, never>;

/**
 * The same done with many vouchers: looked at, confirmed once, done in parts. Small ones are done at once, of others the
 * card says how far they are. Only for who may do and undo it for all: an admin.
 */
export class BulkDialog extends StepDialog<'bulk', BulkDraft> {
  override readonly needs = 'voucher.void';

  protected readonly handles: Handles<'bulk', BulkDraft> = {
    to: (turn, frame, press) => this.#to(turn, frame.subject, press),
    each: (turn, frame) => this.#each(turn, frame.subject, 0),
    said: (turn, frame, press) => this.#said(turn, frame.subject, press),
    begin: (turn, frame, press) => this.#begin(turn, frame.subject, press),
    look: (turn, frame) => this.#show(turn, frame.subject),
    stop: (turn, frame) => this.#stop(turn, frame.subject),
    failed: (turn, frame, press) => this.#failed(turn, frame.subject, press),
  };

  protected open(turn: Turn, frame: Frame<BulkDraft>): Promise<Reply> {
    return this.#show(turn, frame.subject);
  }

  async #show(turn: Turn, key: string, banner?: Banner): Promise<Reply> {
    const doc = await readBulk(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    return doc.status === 'waiting'
      ? this.#review(turn, doc, banner)
      : { card: bulkCard(turn.actor, doc, banner), waits: false };
  }

  async #review(turn: Turn, doc: BulkDocument, banner?: Banner): Promise<Reply> {
    const standing = await turn.standing();
    const docs = await vouchersOf(turn, doc.items);
    const outlook = outlookOf(turn, doc, docs, standing);
    return {
      card: bulkReviewCard(turn.actor, {
        doc,
        standing,
        going: outlook.going,
        unchanged: outlook.unchanged,
        ...takersOf(turn, doc, docs, standing),
        banner,
      }),
      waits: true,
    };
  }

  /** To whom they go, or why they are void. */
  async #to(turn: Turn, key: string, press: Press): Promise<Reply> {
    const doc = await readBulk(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'waiting') return this.#show(turn, key);
    const said = await this.#chosen(turn, doc, press);
    if (isRefusal(said)) return this.#review(turn, doc, await turn.refused(said));
    if (said !== doc) turn.unit.save(said);
    return this.#review(turn, said);
  }

  /** What the inputs choose; the same document where that is what was chosen before. */
  async #chosen(turn: Turn, doc: BulkDocument, press: Press) {
    const { does } = doc;
    if (Object.keys(press.inputs).length === 0) return doc;
    const standing = await turn.standing();
    if (does.type === 'void') {
      const schema = z.strictObject({ voidReason: choice(SHARED_REASONS), reason: nameInput });
      const inputs = readInputs(schema, press.inputs);
      if (isRefusal(inputs)) return inputs;
      const { voidReason: reason = does.reason, reason: note } = inputs;
      if (reason === undefined) return refuse({ why: 'input', field: 'voidReason', problem: 'missing' });
      return reason === does.reason && note === does.note
        ? doc
        : { ...doc, does: present({ type: 'void', reason, note } as const) };
    }
    const ids = standing.company.consultants.map(({ id }) => id);
    const schema = z.strictObject({ consultantId: choice(ids), restId: choice([...ids, STAYS]) });
    const inputs = readInputs(schema, press.inputs);
    if (isRefusal(inputs)) return inputs;
    const { consultantId: to = does.to, restId } = inputs;
    if (to === undefined) return refuse({ why: 'input', field: 'consultantId', problem: 'missing' });
    const rest = restId === STAYS || restId === to ? undefined : restId;
    if (to === does.to && rest === does.rest) return doc;
    const docs = await vouchersOf(turn, doc.items);
    const fits = (item: BulkItem, id: string | undefined): boolean =>
      id !== undefined &&
      isDone(turn, docs.get(item.number), { ...doc, does }, { ...item, to: id }, standing);
    const items = doc.items.map(({ to: _before, ...item }) => {
      const taker = fits(item, to) ? to : fits(item, rest) ? rest : undefined;
      return present({ ...item, to: taker }) as BulkItem;
    });
    const { from } = does;
    return { ...doc, items, does: present({ type: 'handOver', from, to, rest } as const) };
  }

  async #each(turn: Turn, key: string, from: number): Promise<Reply> {
    const doc = await readBulk(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'waiting' || doc.does.type !== 'handOver') return this.#show(turn, key);
    const standing = await turn.standing();
    const items = doc.items.slice(from, from + EACH_PAGE);
    const docs = await vouchersOf(turn, items);
    const card = bulkEachCard(turn.actor, {
      doc,
      from,
      vouchers: items.map(({ number, to }) => ({
        number,
        doc: docs.get(number),
        to,
        takers: this.#takers(turn, doc, { number, version: 0 }, docs, standing, to),
      })),
      standing,
    });
    return { card, waits: true };
  }

  /** Whoever qualifies for one of them, and who is chosen. */
  #takers(
    turn: Turn,
    doc: BulkDocument,
    item: BulkItem,
    docs: Vouchers,
    standing: Standing,
    chosen: string | undefined,
  ): readonly string[] {
    const voucher = docs.get(item.number);
    const ids = standing.company.consultants
      .map(({ id }) => id)
      .filter((id) => id === chosen || isDone(turn, voucher, doc, { ...item, to: id }, standing));
    return [...(chosen === undefined ? [] : [chosen]), ...ids.filter((id) => id !== chosen)].slice(0, TAKERS);
  }

  /** A page of choices; `arg`: the place of its first one, and where to go on. */
  async #said(turn: Turn, key: string, press: Press): Promise<Reply> {
    const doc = await readBulk(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'waiting' || doc.does.type !== 'handOver') return this.#show(turn, key);
    const [, first = '0', next] = /^(\d{1,3})(?:\.(\d{1,3}))?$/u.exec(press.arg ?? '') ?? [];
    const from = Number(first);
    const standing = await turn.standing();
    const ids = standing.company.consultants.map(({ id }) => id);
    const fields = Array.from({ length: EACH_PAGE }, (_, nth) => `to${nth}`);
    const schema = z.strictObject(
      Object.fromEntries(fields.map((field) => [field, choice([...ids, STAYS])])),
    );
    const inputs = readInputs(schema, press.inputs);
    if (isRefusal(inputs)) return this.#review(turn, doc, await turn.refused(inputs));
    const items = doc.items.map((item, place) => {
      const chosen = inputs[`to${place - from}`];
      if (chosen === undefined) return item;
      const { to: _before, ...rest } = item;
      return chosen === STAYS ? rest : { ...rest, to: chosen };
    });
    const said = { ...doc, items };
    turn.unit.save(said);
    return next === undefined ? this.#review(turn, said) : this.#each(turn, key, Number(next));
  }

  /** Exactly what was looked at: what was chosen otherwise since is looked at first. */
  async #begin(turn: Turn, key: string, press: Press): Promise<Reply> {
    const doc = await readBulk(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    // Pressed once more, or by another card: it is under way, or done.
    if (doc.status === 'running' || doc.status === 'done') return this.#show(turn, key);
    const begun = doc.status === 'stopped' ? doc : await this.#confirmed(turn, doc, press);
    if ('card' in begun) return begun;
    const standing = await turn.standing();
    const next = await bulkPart(turn.unit, present({ ...begun, activityId: press.on }) as BulkDocument, {
      order: (order) => turn.desk.orderVoucher(turn.unit, turn.actor, order),
      today: standing.today,
      why: (reason) => refusalSentence(turn.actor.language, reason, { standing }),
    });
    turn.unit.save(next);
    return { card: bulkCard(turn.actor, next), waits: false };
  }

  /** What is done, without those that stay as they are; or the card to look at once more. */
  async #confirmed(turn: Turn, doc: BulkDocument, press: Press) {
    const said = await this.#chosen(turn, doc, press);
    if (isRefusal(said)) return this.#review(turn, doc, await turn.refused(said));
    if (said !== doc) {
      turn.unit.save(said);
      return this.#review(turn, said, { text: turn.say('bulk.lookAgain'), style: 'warning' });
    }
    const items = doc.items.filter((item) => bulkCommand(doc.does, item) !== undefined);
    return items.length === 0
      ? this.#review(turn, doc, await turn.refused(refuse({ why: 'nothingChosen' })))
      : { ...doc, items };
  }

  /** What was done stays, and people are told of it; it can be gone on with. */
  async #stop(turn: Turn, key: string): Promise<Reply> {
    const doc = await readBulk(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    if (doc.status !== 'running') return this.#show(turn, key);
    const { today } = await turn.standing();
    const stopped = tellBulk(turn.unit, { ...doc, status: 'stopped' }, today);
    turn.unit.save(stopped);
    return { card: bulkCard(turn.actor, stopped), waits: false };
  }

  async #failed(turn: Turn, key: string, { arg }: Press): Promise<Reply> {
    const doc = await readBulk(turn.unit, turn.actor, key);
    if (doc === undefined) return gone(turn);
    return { card: bulkFailedCard(turn.actor, { doc, from: placeIn(arg) }), waits: false };
  }
}

/** Keeps vouchers to be looked at and then changed together, as many as one press takes: the step and its subject. */
export function chosenForBulk(
  turn: Turn,
  does: BulkDocument['does'],
  docs: readonly VoucherDocument[],
): Reply {
  const key = newCommandId();
  const items = docs
    .slice(0, MAX_BULK)
    .map(({ state, version }) => ({ number: state.facts.number, version }));
  keepBulk(turn.unit, turn.actor, { key, does, items });
  return { goTo: 'bulk', subject: key };
}

/** What was done with many, for those who were told: of who took some over, those. `arg`: the place of the first. */
export async function showBulkList(turn: Turn, { id = '', arg }: Press): Promise<Shown> {
  const doc = await turn.unit.read('bulk', bulkId(id));
  if (doc === undefined || doc.status === 'waiting') return gone(turn);
  const own = (await turn.desk.person(turn.unit, turn.actor.id))?.consultantId;
  const all = bulkDone(doc);
  const theirs = all.filter(({ to }) => to !== undefined && to === own);
  const isOwn = theirs.length > 0 && doc.by !== turn.actor.id;
  const items = isOwn ? theirs : all;
  const from = placeIn(arg);
  const docs = await vouchersOf(turn, items.slice(from, from + BULK_PAGE));
  const card = bulkListCard(turn.actor, {
    doc,
    docs: [...docs.values()],
    from,
    count: items.length,
    isOwn,
    standing: await turn.standing(),
  });
  return { card, seen: { verb: 'told.bulk', id, arg }, waits: false };
}

function placeIn(arg: string | undefined): number {
  return /^\d{1,3}$/u.test(arg ?? '') ? Number(arg) : 0;
}

function gone(turn: Turn): Shown {
  // It may have been kept at another replica a moment ago.
  turn.deny();
  const card = messageCard(turn.actor, {
    title: 'bulk.title',
    text: [turn.say('bulk.gone')],
    offers: ['vouchers', 'home'],
  });
  return { card, waits: false };
}

type Vouchers = ReadonlyMap<string, VoucherDocument>;

/** The vouchers that are there, by their numbers. */
async function vouchersOf({ desk, unit }: Turn, items: readonly BulkItem[]): Promise<Vouchers> {
  const found = new Map<string, VoucherDocument>();
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const numbers = items.slice(from, from + AT_ONCE).map(({ number }) => number);
    const docs = await Promise.all(numbers.map((number) => desk.voucher(unit, number)));
    for (const doc of docs) if (doc !== undefined) found.set(doc.state.facts.number, doc);
  }
  return found;
}

/** Why one of them would not be changed now; undefined when it would. */
function whyNot(
  { actor }: Turn,
  doc: VoucherDocument | undefined,
  { does }: BulkDocument,
  item: BulkItem,
  standing: Standing,
): Reason | undefined {
  const command = bulkCommand(does, item);
  if (command === undefined) return undefined;
  const decided = decideVoucher(doc?.state, command, {
    ...standing,
    actor,
    by: actor.id,
    siblings: undefined,
    reasonGiven: false,
  });
  return isRefusal(decided) ? decided.refused : undefined;
}

function isDone(
  turn: Turn,
  doc: VoucherDocument | undefined,
  bulk: BulkDocument,
  item: BulkItem,
  standing: Standing,
): boolean {
  return whyNot(turn, doc, bulk, item, standing) === undefined;
}

/** How many would be changed, by whom they go to, and why the others would not. */
function outlookOf(
  turn: Turn,
  doc: BulkDocument,
  docs: Vouchers,
  standing: Standing,
): { readonly going: ReadonlyMap<string, number>; readonly unchanged: readonly Unchanged[] } {
  const going = new Map<string, number>();
  const unchanged: Unchanged[] = [];
  const { does } = doc;
  if (does.type === 'void' && does.reason === undefined) return { going, unchanged };
  for (const item of doc.items) {
    const voucher = docs.get(item.number);
    const stays = does.type === 'handOver' && item.to === undefined;
    // Of one that goes to nobody it is said why not to the one who was chosen.
    const asked = stays ? present({ ...item, to: does.to }) : item;
    const why = whyNot(turn, voucher, doc, asked, standing);
    if (why === undefined && !stays) {
      const to = item.to ?? '';
      going.set(to, (going.get(to) ?? 0) + 1);
      continue;
    }
    unchanged.push({
      number: nameOfOne(item.number, voucher),
      why:
        why === undefined
          ? turn.say('bulk.staysChosen')
          : refusalSentence(turn.actor.language, why, { standing }),
    });
  }
  return { going, unchanged };
}

/** Who can take them over, the likeliest first, and who can take those that the chosen one does not qualify for. */
function takersOf(turn: Turn, doc: BulkDocument, docs: Vouchers, standing: Standing) {
  const { does } = doc;
  if (does.type !== 'handOver') return { takers: [], others: [] };
  const ranked = (items: readonly BulkItem[], chosen: string | undefined) => {
    const likely = likeliest(items, docs, standing).filter((id) => id !== does.from && id !== chosen);
    return [...(chosen === undefined ? [] : [chosen]), ...likely].slice(0, TAKERS).map((id) => ({
      id,
      fits: items.filter((item) => isDone(turn, docs.get(item.number), doc, { ...item, to: id }, standing))
        .length,
    }));
  };
  const left =
    does.to === undefined
      ? []
      : doc.items.filter(
          (item) => !isDone(turn, docs.get(item.number), doc, present({ ...item, to: does.to }), standing),
        );
  return {
    takers: ranked(doc.items, does.to),
    others: ranked(left, does.rest).filter(({ id, fits }) => id !== does.to && fits > 0),
  };
}

/** The company's consultants, those first who qualify for most of the vouchers. */
function likeliest(items: readonly BulkItem[], docs: Vouchers, standing: Standing): readonly string[] {
  const count = new Map<string, number>();
  const engagements = Map.groupBy(items, ({ number }) => docs.get(number)?.state.facts.engagement);
  for (const [engagement, of] of engagements)
    for (const id of engagement === undefined ? [] : qualified(engagement, standing))
      count.set(id, (count.get(id) ?? 0) + of.length);
  return standing.company.consultants
    .map(({ id }) => id)
    .toSorted((a, b) => (count.get(b) ?? 0) - (count.get(a) ?? 0));
}
