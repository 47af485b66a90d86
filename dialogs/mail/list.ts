import { z } from 'zod';
import { refusalSentence } from '../../cards/kit/refusals.ts';
import { fieldName, printedNumber } from '../../cards/kit/names.ts';
import { shortened } from '../../cards/kit/format.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { mailListCard, mailResultCard, LISTED } from '../../cards/mail/list.ts';
import { askedOf } from '../../cards/mail/mail.ts';
import { FACT_FIELDS, type FactField } from '../../cards/voucher/fact-inputs.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { isExpired, redeemBy } from '../../domain/voucher/deadlines.ts';
import { emailInput, idsInput, missing, readInputs, typedIn } from '../inputs.ts';
import type { Frame, Shown } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { factInputs, factsOf, record, showGone, type RecordDraft } from '../voucher/recording.ts';
import { argOf, keyOf, numberOf, type Candidate } from './candidate.ts';

/**
 * Vouchers that one press records: each is up to three documents (its event, itself, its customer) of the turn's one
 * batch, which the store bounds.
 */
const MAX_TOGETHER = 25;

/** Characters of a number in a line of the result. */
const NUMBER = 40;

/** What the list brings back with its buttons. */
const listSchema = z.strictObject({ ...factInputs, vouchers: idsInput });

/** A voucher of the mail, as it would be recorded now. */
interface Line {
  readonly one: Candidate;
  /** What the mail says of it, with what was entered for all. */
  readonly values: Readonly<Record<string, string>>;
  /** What it does not say, or not surely. */
  readonly lacks: readonly FactField[];
  readonly isRecorded: boolean;
}

/** The mail speaks of several vouchers: what is known of each, and all or some of them are recorded by one press. */
export async function showList(
  turn: Turn,
  frame: Frame<RecordDraft>,
  {
    page,
    refusal,
    banner,
  }: { readonly page?: number | undefined; readonly refusal?: Refusal; readonly banner?: Banner } = {},
): Promise<Shown> {
  const { draft } = frame;
  for (const field of ['picked', 'values', 'asks'] as const) delete draft[field];
  const lines = await linesOf(turn, draft);
  const pages = Math.max(1, Math.ceil(lines.length / LISTED));
  const at = Math.min(Math.max(0, page ?? draft.list?.page ?? 0), pages - 1);
  const commandId = newCommandId();
  const common = commonOf(lines);
  const asks = common.map(({ field }) => field);
  draft.list = { commandId, page: at, asks };
  const standing = await turn.standing();
  const open = lines.filter(({ isRecorded }) => !isRecorded);
  // What the list asks for all is answered with the press.
  const ready = open.filter((line) => {
    const field = unanswered(line);
    return line.one.state === undefined && (field === undefined || asks.includes(field));
  }).length;
  const gone = open.filter(({ one }) => one.state !== undefined).length;
  const asking = open.filter(({ one }) => one.state === undefined && questionsOf(draft, one).length > 0);
  const card = mailListCard(turn.actor, {
    standing,
    subject: frame.subject,
    commandId,
    vouchers: lines.slice(at * LISTED, (at + 1) * LISTED).map((line, nth) => ({
      place: at * LISTED + nth + 1,
      key: keyOf(line.one),
      arg: argOf(line.one),
      number: numberOf(line.one),
      printed: line.one.printed,
      values: line.values,
      lacks: line.lacks,
      options: line.one.options,
      calledIt: line.one.unknownEngagement,
      until: redeemBy(factsOf(numberOf(line.one), line.values), standing.edition),
      told: line.one.state?.value,
      isRecorded: line.isRecorded,
    })),
    page: at,
    pages,
    count: lines.length + (draft.done ?? 0),
    recorded: lines.length - open.length + (draft.done ?? 0),
    ready,
    unanswered: open.length - ready - gone,
    gone,
    questions: {
      count: asking.length,
      of: open.length,
      fields: FACT_FIELDS.filter((field) =>
        asking.some(({ one }) => questionsOf(draft, one).includes(field)),
      ),
    },
    most: MAX_TOGETHER,
    left: draft.left ?? 0,
    isCut: draft.isCut,
    chosen: draft.chosen ?? [],
    common,
    entered: draft.common ?? {},
    sharedAdmin: sharedAdmin(open),
    banner: (await turn.refused(refusal)) ?? banner,
  });
  return { card, waits: open.length > 0 };
}

/** Another page of the list, or back to it; what was ticked and entered is kept. */
export async function turnPage(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Shown> {
  if ((frame.draft.candidates ?? []).length === 0) return showGone(turn, frame.subject);
  const refusal = takeInputs(frame.draft, press);
  return showList(
    turn,
    frame,
    refusal === undefined
      ? { page: press.arg === undefined ? undefined : Number(press.arg) || 0 }
      : { refusal },
  );
}

/**
 * Keeps what the list's inputs hold: the ticks of its page, and what is entered for all. Gives the refusal of an input
 * that cannot be read.
 */
export function takeInputs(draft: Partial<RecordDraft>, { inputs }: Press): Refusal | undefined {
  const { candidates = [], list } = draft;
  if (list?.page === undefined || Object.keys(inputs).length === 0) return undefined;
  const { page, asks = [] } = list;
  const typed = typedIn([...asks, 'vouchers'], inputs);
  const read = readInputs(listSchema, inputs);
  const entered = asks.flatMap((field) =>
    typed[field] === undefined ? [] : [[field, typed[field]] as const],
  );
  draft.common = { ...draft.common, ...Object.fromEntries(entered) };
  const shown = new Set(candidates.slice(page * LISTED, (page + 1) * LISTED).map(keyOf));
  const elsewhere = (draft.chosen ?? []).filter((key) => !shown.has(key));
  const ticks = idsInput.safeParse(inputs['vouchers']).data ?? [];
  draft.chosen = [...elsewhere, ...ticks.filter((key) => shown.has(key))];
  return isRefusal(read) ? read : undefined;
}

/** An address that is typed while the list asks for one is the admin's of all that lack it. */
export function takeAddress(draft: Partial<RecordDraft>, text: string): boolean {
  if (draft.list?.asks?.includes('adminEmail') !== true) return false;
  const address = emailInput.safeParse(text);
  if (!address.success || address.data === undefined) return false;
  draft.common = { ...draft.common, adminEmail: address.data };
  return true;
}

/** What the list says of one voucher, for its own card: with what was entered for all in its inputs. */
export function withCommon(
  { values, options }: Candidate,
  common: RecordDraft['common'] = {},
): Readonly<Record<string, string>> {
  const given = askedOf({ values, options }).flatMap((field): [string, string][] => {
    const entered = common[field] ?? '';
    // A person's word about the admin stands above what a mail may mean; of other facts they chose among readings.
    const fits = options[field]?.includes(entered) ?? true;
    return entered === '' || (values[field] ?? '') !== '' || (!fits && field !== 'adminEmail')
      ? []
      : [[field, entered]];
  });
  return { ...values, ...Object.fromEntries(given) };
}

/** A day that is printed so that it can be read in several ways, and nobody has chosen: nothing is recorded before. */
export function unanswered({
  one: { options, asPrinted },
  values,
}: Pick<Line, 'one' | 'values'>): 'assignedOn' | 'printedExpiry' | undefined {
  return (['assignedOn', 'printedExpiry'] as const).find(
    (field) =>
      options[field] !== undefined && asPrinted?.[field] !== undefined && (values[field] ?? '') === '',
  );
}

/** The facts of which the mail gives readings and nobody has chosen one, where the list does not ask for all together. */
function questionsOf({ common, list }: Partial<RecordDraft>, one: Candidate): readonly FactField[] {
  const values = withCommon(one, common);
  return askedOf(one).filter(
    (field) =>
      one.options[field] !== undefined &&
      (values[field] ?? '') === '' &&
      list?.asks?.includes(field) !== true,
  );
}

/** The vouchers behind this one, of all without one, that have a question to answer; as far as the draft knows. */
export function questionsBehind(draft: Partial<RecordDraft>, one?: Candidate): readonly Candidate[] {
  const { candidates = [] } = draft;
  const behind = one === undefined ? candidates : candidates.slice(candidates.indexOf(one) + 1);
  return behind.filter((other) => other.state === undefined && questionsOf(draft, other).length > 0);
}

/** The next of them that is not recorded yet. */
export async function nextQuestion(
  turn: Turn,
  draft: Partial<RecordDraft>,
  one?: Candidate,
): Promise<Candidate | undefined> {
  const found = await linesOf(turn, { candidates: questionsBehind(draft, one) });
  return found.find(({ isRecorded }) => !isRecorded)?.one;
}

/** Whether something of the mail is still to be recorded. */
export async function hasOpen(turn: Turn, candidates: readonly Candidate[]): Promise<boolean> {
  const found = await linesOf(turn, { candidates });
  return found.some(({ isRecorded }) => !isRecorded);
}

async function linesOf(
  turn: Turn,
  {
    candidates = [],
    common = {},
  }: { readonly candidates?: readonly Candidate[]; readonly common?: RecordDraft['common'] },
): Promise<readonly Line[]> {
  const docs = await Promise.all(candidates.map((one) => turn.desk.voucher(turn.unit, numberOf(one), true)));
  return candidates.map((one, at) => {
    const values = withCommon(one, common);
    const lacks = askedOf({ values: one.values, options: one.options }).filter(
      (field) => (values[field] ?? '') === '',
    );
    return { one, values, lacks, isRecorded: docs[at] !== undefined };
  });
}

/** What is asked once: the admin wherever it lacks, and what lacks everywhere with the same readings or none. */
function commonOf(lines: readonly Line[]): readonly {
  readonly field: FactField;
  readonly options?: readonly string[] | undefined;
  readonly isOfAll: boolean;
}[] {
  const open = lines.flatMap(({ one, isRecorded }) => (isRecorded ? [] : [one]));
  if (open.length < 2) return [];
  return FACT_FIELDS.flatMap((field) => {
    const without = open.filter(
      ({ values, options }) => askedOf({ values, options }).includes(field) && (values[field] ?? '') === '',
    );
    const readings = new Set(without.map(({ options }) => JSON.stringify(options[field])));
    const options = readings.size === 1 ? without[0]?.options[field] : undefined;
    const isOfAll = without.length === open.length && readings.size === 1 && without.every(isOneFor(field));
    return isOfAll || (field === 'adminEmail' && without.length > 0) ? [{ field, options, isOfAll }] : [];
  });
}

/**
 * Whether the readings of a fact can be those of one value that all vouchers have: of a date that is printed once, of the
 * customer and the admin. Other values that stand beside each other are of one voucher each.
 */
function isOneFor(field: FactField): (one: Candidate) => boolean {
  return ({ options, asPrinted }) => {
    if ((options[field]?.length ?? 0) < 2 || field === 'customer' || field === 'adminEmail') return true;
    return asPrinted?.[field] !== undefined && !asPrinted[field].includes(', ');
  };
}

/** The admin that all vouchers have. */
function sharedAdmin(open: readonly Line[]): string | undefined {
  const [only, ...others] = new Set(open.map(({ one }) => one.values['adminEmail'] ?? ''));
  return open.length > 1 && others.length === 0 && only !== '' ? only : undefined;
}

/** One command per voucher, each with its own result, all in the turn's one batch; what has no room follows. */
export async function recordTogether(
  turn: Turn,
  frame: Frame<RecordDraft>,
  press: Press,
  which: 'all' | 'chosen',
): Promise<Shown> {
  const { draft } = frame;
  const { commandId } = press;
  if (commandId === undefined || commandId !== draft.list?.commandId)
    return pressedBefore(turn, frame, press);
  const { asks = [] } = draft.list;
  const unread = takeInputs(draft, press);
  if (unread !== undefined) return showList(turn, frame, { refusal: unread });
  const chosen = new Set(draft.chosen);
  const wanted = (await linesOf(turn, draft)).filter(({ one }) => which === 'all' || chosen.has(keyOf(one)));
  if (wanted.length === 0) {
    const banner: Banner = {
      text: turn.say('mail.chooseSome', { choose: turn.say('mail.choose') }),
      style: 'attention',
    };
    return showList(turn, frame, { banner });
  }
  const standing = await turn.standing();
  const done: VoucherDocument[] = [];
  const said: string[] = [];
  const failed: string[] = [];
  const gone = new Set<Candidate>();
  const again: Candidate[] = [];
  const ready = wanted.filter((line) => !line.isRecorded && heldBack(turn, line) === undefined);
  const asked = wanted.flatMap((line) => unanswered(line) ?? []).find((field) => asks.includes(field));
  if (ready.length === 0 && asked !== undefined) return showList(turn, frame, { refusal: missing(asked) });
  for (const { one, isRecorded } of wanted) {
    if (!isRecorded) continue;
    gone.add(one);
    said.push(turn.say('mail.wasThere', { number: shortened(one.printed, NUMBER) }));
  }
  for (const [index, { one, values, lacks }] of ready.slice(0, MAX_TOGETHER).entries()) {
    const number = numberOf(one);
    const outcome = await record(
      turn,
      { commandId: `${commandId}/${index}` },
      factsOf(number, values),
      { status: 'assigned' },
      { ...values, number: one.printed },
    );
    if (outcome.done) {
      gone.add(one);
      done.push(outcome.doc);
      const without = lacks.map((field) => fieldName(turn.actor.language, field)).join(', ');
      said.push(
        without === ''
          ? turn.say('mail.recorded', { number: shortened(one.printed, NUMBER) })
          : turn.say('mail.recordedWithout', { number: shortened(one.printed, NUMBER), fields: without }),
      );
    } else if (outcome.refusal.refused.why === 'exists') {
      gone.add(one);
      said.push(turn.say('mail.wasThere', { number: shortened(one.printed, NUMBER) }));
    } else {
      if (outcome.refusal.refused.why === 'permission') turn.deny();
      again.push(one);
      failed.push(
        notRecorded(turn, one, refusalSentence(turn.actor.language, outcome.refusal.refused, { standing })),
      );
    }
  }
  for (const line of wanted) {
    const held = line.isRecorded ? undefined : heldBack(turn, line);
    if (held !== undefined) failed.push(notRecorded(turn, line.one, held));
  }
  const candidates = (draft.candidates ?? []).filter((one) => !gone.has(one));
  frame.draft = {
    ...draft,
    // What was refused does not keep the others out.
    candidates: [...candidates.filter((one) => !again.includes(one)), ...again],
    done: (draft.done ?? 0) + gone.size,
    chosen: (draft.chosen ?? []).filter((key) => candidates.some((one) => keyOf(one) === key)),
  };
  return showResult(turn, frame, {
    which,
    done,
    said,
    failed,
    more: Math.max(0, ready.length - MAX_TOGETHER),
  });
}

/** Why somebody has to look at it first: what the mail says has become of it, or a day that has several readings. */
function heldBack(turn: Turn, line: Line): string | undefined {
  const { state } = line.one;
  if (state !== undefined) return turn.say('mail.told', { state: state.value });
  const field = unanswered(line);
  return field && `${fieldName(turn.actor.language, field)}: ${turn.say('mail.whichDate')}`;
}

function notRecorded(turn: Turn, { printed }: Candidate, why: string): string {
  return turn.say('mail.notRecorded', { number: shortened(printed, NUMBER), why });
}

/** What became of each; a partial result is shown as such, with the way on. */
async function showResult(
  turn: Turn,
  { subject, draft }: Frame<RecordDraft>,
  result: {
    readonly which: 'all' | 'chosen';
    readonly done: readonly VoucherDocument[];
    readonly said: readonly string[];
    readonly failed: readonly string[];
    /** How many of those that were asked for follow with the next press. */
    readonly more: number;
  },
): Promise<Shown> {
  const { which, done, said, failed, more } = result;
  const { edition, today } = await turn.standing();
  const open = (draft.candidates ?? []).length;
  const commandId = newCommandId();
  draft.list = { commandId };
  const first = hasEnded(edition, 'reserve', today)
    ? undefined
    : done.find(({ state: { facts, stage } }) => !isExpired(facts, stage, today, edition));
  const card = mailResultCard(turn.actor, {
    subject,
    commandId,
    which,
    recorded: done.length,
    said,
    failed,
    next: Math.min(more, MAX_TOGETHER),
    open,
    count: open + (draft.done ?? 0),
    left: draft.left ?? 0,
    isCut: draft.isCut,
    first: first && { id: first.state.facts.number, printed: printedNumber(first) },
  });
  return { card, waits: open > 0 };
}

/**
 * The card is not the newest one: what its press recorded is said again, and where it recorded nothing, what there is to
 * record now.
 */
async function pressedBefore(turn: Turn, frame: Frame<RecordDraft>, { commandId }: Press): Promise<Shown> {
  const changed =
    commandId === undefined ? [] : await turn.desk.changedBy(turn.unit, commandId, MAX_TOGETHER);
  const isKept = (frame.draft.candidates ?? []).length > 0;
  if (changed.length === 0) {
    return isKept
      ? showList(turn, frame, { banner: { text: turn.say('draft.newerList'), style: 'warning' } })
      : showGone(turn, frame.subject);
  }
  const docs = await Promise.all(changed.map(([, number]) => turn.desk.voucher(turn.unit, number)));
  const done = docs.filter((doc) => doc !== undefined);
  const said = done.map((doc) =>
    turn.say('mail.recorded', { number: shortened(printedNumber(doc), NUMBER) }),
  );
  // What follows is offered by the list: this press may have been about other ones.
  return showResult(turn, frame, { which: 'all', done, said, failed: [], more: 0 });
}
