import type { Standing } from '../../domain/desk/standing.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import type { UnitOfWork } from '../../domain/desk/unit-of-work.ts';
import { GUARD_IDS } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import { present } from '../../domain/present.ts';
import { sheetWords } from '../../domain/desk/sheets.ts';
import { comparisonSchema } from '../../domain/desk/reconcile.ts';
import { may } from '../../domain/people/permissions.ts';
import { choiceOf, type Difference, type SayingRow } from '../../domain/sheet/differences.ts';
import type { SheetRow, SheetVoucher } from '../../domain/sheet/rows.ts';
import { takingOver } from '../../domain/sheet/taking-over.ts';
import {
  MAX_REFUSED,
  newDocument,
  type NoticeDocument,
  type SheetDocument,
  type SheetTableDocument,
  type VoucherDocument,
} from '../../domain/store/documents.ts';
import { COMPANY_ID, noticeId, sheetId, sheetTableId, voucherId } from '../../domain/store/ids.ts';
import { customerKey, customerTexts } from '../../domain/voucher/customer.ts';
import type { Store, Stored } from '../../domain/store/ports.ts';
import { sheetProgressCard } from '../../cards/sheet/progress.ts';
import { troubleText } from '../../cards/sheet/troubles.ts';
import { shortened } from '../../cards/kit/format.ts';
import { refusalSentence } from '../../cards/kit/refusals.ts';
import { sameValue } from '../../domain/same-value.ts';
import { speaker, type Say } from '../../cards/kit/say.ts';
import { readingSheet, tableIn } from '../../dialogs/sheet/reading.ts';
import { Background, type BackgroundParts } from '../turn/background.ts';
import { ownChat, type OwnChatParts } from '../turn/own-chat.ts';
import type { Outbox, OutgoingCard } from '../turn/outbox.ts';
import { packing } from '../turn/packing.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { inSlices } from '../turn/slices.ts';

/**
 * Operations of one batch, which holds a hundred, beside those of the list itself: a row is an event, a voucher and perhaps
 * a customer, and one more event for each difference.
 */
const OPERATIONS = 90;
const OF_A_ROW = 3;
/** Rows of one batch, however little is done with them. */
const ROWS = 100;

interface SheetRunnerParts extends OwnChatParts, BackgroundParts {
  readonly store: Store;
  readonly desk: Desk;
  readonly outbox: Outbox;
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry;
  /** What was announced is told to whom it concerns. */
  readonly announced?: ((notice: Stored<NoticeDocument>) => void) | undefined;
}

/**
 * Records what the lists say that people brought in: some rows a batch, each batch with how far the list is. So it may
 * end anywhere, and another process goes on: every row is there once.
 */
export class SheetRunner extends Background {
  readonly #of: SheetRunnerParts;

  constructor(of: SheetRunnerParts) {
    super(of, 'sheet.failed');
    this.#of = of;
  }

  protected async next(tenantId: string): Promise<string | undefined> {
    const query = { kind: 'sheet', where: { status: 'running' }, limit: 1 } as const;
    const [first] = (await this.#of.store.query(tenantId, query)).items;
    return first && sheetId.keyOf(first.doc.id);
  }

  /** One list, to its end or until somebody stops it. */
  protected async work(tenantId: string, key: string): Promise<void> {
    const { desk, store, log } = this.#of;
    const unit = desk.begin(tenantId, true);
    const doc = await unit.read('sheet', sheetId(key));
    const stored = await store.read(tenantId, 'sheetTable', sheetTableId(key));
    if (doc === undefined || stored === undefined) return;
    const standing = await desk.standing(unit);
    const table = tableIn(packing.unpack(stored.doc.packed));
    const { rows } = await inSlices(readingSheet(table, { doc, words: await sheetWords(unit) }, standing));
    const list = { tenantId, key, rows, standing, seen: seenIn(stored.doc) };
    log.info({ event: 'sheet.begun', tenantId, count: rows.length });
    await this.steps(
      tenantId,
      (fresh) => this.#step(list, fresh),
      (step) => {
        // Whoever brought it was forgotten.
        if (step === 'gone') return true;
        if (step.status === 'running') return false;
        log.info({ event: 'sheet.ended', tenantId, outcome: step.status, count: step.recorded });
        return true;
      },
      async (step) => (step === 'gone' ? undefined : this.#tell(tenantId, step)),
    );
  }

  /** The next rows in one batch; the list as it is then, `again` where somebody was faster. Throws StoreFailure. */
  async #step(list: List, fresh: boolean): Promise<SheetDocument | 'again' | 'gone'> {
    const { desk } = this.#of;
    const { tenantId, key, rows, standing, seen } = list;
    // What differs is decided on what the store has now: a difference that is left is proved by no write.
    const unit = desk.begin(tenantId, fresh || seen.differences.size > 0, true);
    const doc = await unit.read('sheet', sheetId(key), true);
    if (doc?.status !== 'running') {
      // Read by a kept copy: what it is now is asked of the store.
      if (!unit.isFresh) return 'again';
      return doc ?? 'gone';
    }
    const actor = await this.#actor(unit, doc.by);
    const part = partOf(rows, doc.at, seen);
    // All at once what each row would read one after another.
    await Promise.all(
      part.flatMap((row) => {
        if (row.kind === 'over') return [unit.read('voucher', voucherId(row.number), true)];
        if (row.kind !== 'voucher') return [];
        const { number, customer } = row.voucher;
        return [
          unit.read('voucher', voucherId(number), true),
          ...(customer === undefined ? [] : [desk.customer(unit, customerKey(customer))]),
        ];
      }),
    );
    const t = speaker(actor.language);
    const { counts, refused, refuse } = new Progress(doc);
    for (const row of part) {
      if (row.kind === 'trouble') refuse(row.line, '', troubleText(t, row));
      if (row.kind === 'trouble' || row.kind === 'again') continue;
      const number = row.kind === 'over' ? row.number : row.voucher.number;
      const here = await unit.read('voucher', voucherId(number), true);
      if (here !== undefined) await this.#reconcile({ ...list, unit, doc, actor, row, here, counts, refuse });
      if (row.kind === 'over' || here !== undefined) continue;
      const outcome = await desk.orderVoucher(unit, actor, {
        id: row.voucher.number,
        commandId: `${key}/${row.line}`,
        ...orderOf(row.voucher, reasonOf(t, doc)),
      });
      if (outcome.done) counts.recorded += outcome.again ? 0 : 1;
      else if (outcome.refusal.refused.why === 'exists') counts.known += 1;
      else {
        const { refused: reason } = outcome.refusal;
        refuse(row.line, row.voucher.printed, refusalSentence(actor.language, reason, { standing }));
      }
    }
    const at = doc.at + part.length;
    const isDone = at >= rows.length;
    const next: SheetDocument = { ...doc, ...counts, refused, at, status: isDone ? 'done' : 'running' };
    unit.save(next);
    // What stands in its rows is needed no more.
    if (isDone) unit.add({ op: 'delete', id: sheetTableId(key) });
    const result = isDone ? await this.#result(tenantId, next) : undefined;
    const row = result && this.#of.outbox.row(result);
    if (row !== undefined) unit.add(row);
    const notice =
      isDone && next.recorded + (next.taken ?? 0) > 0 ? this.#notice(tenantId, next, standing) : undefined;
    if (notice !== undefined) unit.add({ op: 'put', doc: notice });
    if ((await unit.commit()) !== 'committed') return 'again';
    this.#count(doc, next);
    if (result !== undefined && row !== undefined)
      void this.#of.outbox.deliver(result, unit.writtenEtag(row.doc.id));
    if (unit.announced !== undefined) this.#of.announced?.(unit.announced);
    const etag = notice === undefined ? undefined : unit.writtenEtag(notice.id);
    if (notice !== undefined && etag !== undefined) this.#of.announced?.({ doc: notice, etag });
    return next;
  }

  /**
   * What a row and the voucher that is here differ in, decided as it was when somebody looked at it; what differs otherwise
   * by now was decided by nobody, and is left and told.
   */
  async #reconcile({ key, standing, seen, unit, doc, actor, row, here, counts, refuse }: Row): Promise<void> {
    const { desk } = this.#of;
    const t = speaker(actor.language);
    const differences = desk.differences(row, here, standing);
    if (differences.length === 0) {
      counts.known += 1;
      return;
    }
    const { number } = here.state.facts;
    const printed = here.texts['printed'] ?? number;
    const known = seen.differences.get(number) ?? [];
    const [same, others] = parted(differences, (one) => known.some((other) => sameValue(one, other)));
    counts.left += others.length;
    // Of those beyond what is decided at once nobody has seen anything.
    if (others.length > 0 && (known.length > 0 || !seen.isPart))
      refuse(row.line, printed, t('sheet.changedSince'));
    const mayDecide = may(actor.permission, 'voucher.ignoreDifferences');
    const chosen = Map.groupBy(same, (one) => (mayDecide ? choiceOf(doc.choices ?? {}, one) : 'later'));
    counts.left += chosen.get('later')?.length ?? 0;
    const reason = reasonOf(t, doc);
    const order = (
      what: string,
      of: Omit<Parameters<Desk['orderVoucher']>[2], 'id' | 'commandId'>,
    ): ReturnType<Desk['orderVoucher']> =>
      desk.orderVoucher(unit, actor, { id: number, commandId: `${key}/${row.line}/${what}`, ...of });
    for (const { way, takes, texts, command, customer } of takingOver(
      row,
      here.state,
      chosen.get('take') ?? [],
      standing.today,
    )) {
      const outcome = await order(way, present({ command, customer, texts: { ...texts, reason } }));
      if (outcome.done) counts.taken += takes.length;
      else refuse(row.line, printed, refusalSentence(actor.language, outcome.refusal.refused, { standing }));
    }
    const ignored = chosen.get('ignore') ?? [];
    if (ignored.length === 0) return;
    const values = ignored.map(({ what, value }) => ({ what, value }));
    const outcome = await order('ignore', {
      command: { type: 'ignoreDifferences', differences: values },
      texts: { reason },
    });
    if (outcome.done) counts.ignored += ignored.length;
    else refuse(row.line, printed, refusalSentence(actor.language, outcome.refusal.refused, { standing }));
  }

  /** What became of the rows of one batch. */
  #count(
    before: SheetDocument,
    { recorded, known, failed, taken = 0, ignored = 0, left = 0 }: SheetDocument,
  ): void {
    const after = { recorded, known, failed, taken, ignored, left };
    for (const [outcome, count] of Object.entries(after)) {
      const more = count - (before[outcome as keyof typeof after] ?? 0);
      if (more > 0)
        this.#of.telemetry?.count('planning.sheet.rows', { 'planning.sheet.outcome': outcome }, more);
    }
  }

  /** Whose list it is, as they are now: what they may no longer do is not done for them. */
  #actor(unit: UnitOfWork, id: string): Promise<Actor> {
    return this.#of.desk.actor(unit, { id, name: '', language: undefined });
  }

  /** How far it is, in the card that was pressed; one that does not arrive is overtaken by the next. */
  async #tell(tenantId: string, doc: SheetDocument): Promise<void> {
    const outgoing = await this.#result(tenantId, doc).catch(() => undefined);
    if (outgoing !== undefined) void this.#of.outbox.deliver({ ...outgoing, isPassing: true }, undefined);
  }

  async #result(tenantId: string, doc: SheetDocument): Promise<OutgoingCard | undefined> {
    const chat = await ownChat(this.#of, tenantId, doc.by);
    if (chat === undefined) return undefined;
    return {
      tenantId,
      reference: chat.reference,
      card: sheetProgressCard(chat.person, doc),
      key: doc.id,
      ...present({ edits: doc.activityId }),
    };
  }

  /** Colleagues are told once of all of them. */
  #notice(tenantId: string, doc: SheetDocument, { today }: Standing): NoticeDocument {
    const now = this.#of.clock.now();
    return newDocument('notice', tenantId, noticeId(doc.id), {
      notices: (
        [
          ['sheet.recorded', doc.recorded],
          ['sheet.reconciled', doc.taken ?? 0],
        ] as const
      ).flatMap(([code, count]) =>
        count === 0 ? [] : [{ code, subject: COMPANY_ID, day: today, by: doc.by, detail: String(count) }],
      ),
      changed: [],
      by: doc.by,
      consultantIds: [],
      due: now,
      madeAt: now,
      attempts: 0,
    });
  }
}

/** A list at work: its rows, and what somebody saw of it. */
interface List {
  readonly tenantId: string;
  readonly key: string;
  readonly rows: readonly SheetRow[];
  readonly standing: Standing;
  readonly seen: Seen;
}

/** The differences that were there when the list was looked at last, by the voucher; `isPart`: there were more. */
interface Seen {
  readonly differences: ReadonlyMap<string, readonly Difference[]>;
  readonly isPart: boolean;
}

/** A row of a voucher that is here. */
interface Row extends List {
  readonly unit: UnitOfWork;
  readonly doc: SheetDocument;
  readonly actor: Actor;
  readonly row: SayingRow;
  readonly here: VoucherDocument;
  readonly counts: Progress['counts'];
  readonly refuse: Progress['refuse'];
}

function seenIn({ compared }: SheetTableDocument): Seen {
  if (compared === undefined) return { differences: new Map(), isPart: false };
  const { differences, more } = comparisonSchema.parse(JSON.parse(packing.unpack(compared)));
  return { differences: Map.groupBy(differences, ({ number }) => number), isPart: more > 0 };
}

/** What became of a list so far. */
class Progress {
  readonly counts: Record<'recorded' | 'known' | 'failed' | 'taken' | 'ignored' | 'left', number>;
  readonly refused: SheetDocument['refused'];

  constructor({ recorded, known, failed, taken = 0, ignored = 0, left = 0, refused }: SheetDocument) {
    this.counts = { recorded, known, failed, taken, ignored, left };
    this.refused = [...refused];
  }

  readonly refuse = (line: number, number: string, why: string): void => {
    this.counts.failed += 1;
    if (this.refused.length < MAX_REFUSED) this.refused.push({ line, number, why });
  };
}

/** The next rows that one batch has room for: at least one. */
function partOf(rows: readonly SheetRow[], at: number, { differences }: Seen): readonly SheetRow[] {
  let left = OPERATIONS;
  const part: SheetRow[] = [];
  for (const row of rows.slice(at, at + ROWS)) {
    const number = row.kind === 'over' ? row.number : row.kind === 'voucher' ? row.voucher.number : undefined;
    if (number !== undefined) left -= OF_A_ROW + (differences.get(number)?.length ?? 0);
    if (left < 0 && part.length > 0) break;
    part.push(row);
  }
  return part;
}

/** Those of which something holds, and the others. */
function parted<T>(all: readonly T[], holds: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(holds), all.filter((one) => !holds(one))];
}

/** Where it comes from, for the history: the list's name is anybody's text. */
function reasonOf(t: Say, { name }: SheetDocument): string {
  return name === '' ? t('sheet.reason') : t('sheet.reasonFrom', { name: shortened(name) });
}

/** What a row asks of the desk. A rule that was not kept elsewhere is recorded with it, where an admin brings it in. */
function orderOf({ facts, stage, customer, adminEmail, printed }: SheetVoucher, reason: string) {
  return present({
    command: { type: 'record', facts, stage, accepted: GUARD_IDS } as const,
    texts: present({ printed, adminEmail, reason, ...customerTexts(customer, undefined) }),
    customer: customer === undefined ? undefined : { name: customer },
  });
}
