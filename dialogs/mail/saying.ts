import { z } from 'zod';
import { shortened } from '../../cards/kit/format.ts';
import { fieldName } from '../../cards/kit/names.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { lineCard, SAID_FIELDS, type SaidField } from '../../cards/mail/line.ts';
import { readingMail } from '../../domain/mail/read-mail.ts';
import { saidIn, type SaidValue } from '../../domain/mail/pointed-line.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { canonicalNumber } from '../../domain/voucher/number.ts';
import { choice, idInput, missing, readInputs, typedIn } from '../inputs.ts';
import type { Frame, Reply, Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { showGone, type RecordDraft } from '../voucher/recording.ts';
import { argOf, keyOf, mailDraft, numberOf, withMore, withSaid, type Candidate } from './candidate.ts';
import { showCandidate } from './confirm.ts';
import { lineBelow, linesAround } from './lines.ts';
import { MAIL_NAMES } from './names.ts';

/** Characters of a line that a refusal repeats. */
const LONG = 60;

const schema = z.strictObject({ line: idInput, lineIs: choice(SAID_FIELDS) });

/**
 * The lines of the mail that a voucher was read from, to say what one of them is; without a candidate, those of a text in
 * which no voucher was read.
 */
export async function showLines(
  turn: Turn,
  { subject, draft }: Frame<RecordDraft>,
  one: Candidate | undefined,
  {
    values = {},
    banner,
  }: { readonly values?: Readonly<Record<string, string>>; readonly banner?: Banner } = {},
): Promise<Shown> {
  const { lines = [] } = draft;
  if (lines.length === 0 || (one !== undefined && one.at === undefined))
    return showGone(turn, one === undefined ? '' : numberOf(one));
  draft.asks = 'line';
  const card = lineCard(turn.actor, {
    subject,
    arg: one && argOf(one),
    lines: linesAround(lines, one?.at ?? 0),
    values,
    banner,
  });
  return { card, waits: true };
}

/** A person said what a line of the mail is: it is read again with that; what the line cannot be is refused. */
export async function readAgain(
  turn: Turn,
  frame: Frame<RecordDraft>,
  one: Candidate | undefined,
  press: Press,
): Promise<Reply> {
  const { draft } = frame;
  const { lines = [] } = draft;
  const values = typedIn(['line', 'lineIs'], press.inputs);
  const again = async (refused: Refusal | string): Promise<Shown> => {
    const banner: Banner =
      typeof refused === 'string'
        ? { text: refused, style: 'attention', at: { field: 'line', say: () => refused } }
        : await turn.refused(refused);
    return showLines(turn, frame, one, { values, banner });
  };
  if (lines.length === 0 || (one !== undefined && one.at === undefined)) return showLines(turn, frame, one);
  const inputs = readInputs(schema, press.inputs);
  if (isRefusal(inputs)) return again(inputs);
  const place = Number(inputs.line);
  const line = lines[place] ?? '';
  if (inputs.line === undefined || line === '') return again(missing('line'));
  const field: SaidField | undefined = one === undefined ? 'number' : inputs.lineIs;
  if (field === undefined) return again(missing('lineIs'));
  const fact = field === 'printedExpiry' ? 'expiresOn' : field;
  const said = saidIn(fact, line, lineBelow(lines, place), MAIL_NAMES);
  const [first] = said;
  if (first === undefined)
    return again(turn.say('mail.lineHolds', { fact: field, line: shortened(line, LONG) }));
  if (one === undefined) return readFirst(turn, frame, said);
  return field === 'number' && first.fact === 'number'
    ? renumbered(turn, frame, one, { first, line, place, again })
    : shownAgain(turn, frame, one, withSaid(one, said, line), field);
}

/** The vouchers of a text in which none was read, now that a person says what their number is. */
async function readFirst(turn: Turn, frame: Frame<RecordDraft>, said: readonly SaidValue[]): Promise<Reply> {
  const { lines = [], isCut } = frame.draft;
  const numbers = said.flatMap((one) => (one.fact === 'number' ? [one.value] : []));
  const mail = await turn.inSlices(readingMail(lines.join('\n'), MAIL_NAMES, numbers));
  if (mail.kind === 'notMail') return showLines(turn, frame, undefined);
  const draft: RecordDraft = mailDraft({ ...mail, isCut: isCut ?? false }, {}, lines);
  for (const one of draft.candidates ?? []) one.said = ['number'];
  return { goTo: 'record', subject: canonicalNumber(numbers[0] ?? ''), draft };
}

/** Another line is the number: the facts that are known stay, and the mail is asked for those that are not. */
async function renumbered(
  turn: Turn,
  frame: Frame<RecordDraft>,
  one: Candidate,
  {
    first,
    line,
    place,
    again,
  }: {
    readonly first: SaidValue & { readonly fact: 'number' };
    readonly line: string;
    readonly place: number;
    readonly again: (refused: string) => Promise<Shown>;
  },
): Promise<Reply> {
  const { lines = [], candidates = [] } = frame.draft;
  const number = canonicalNumber(first.value);
  if (candidates.some((other) => other !== one && numberOf(other) === number))
    return again(turn.say('mail.lineOther', { number: shortened(first.value, LONG) }));
  const said = { ...withSaid(one, [first], line), at: place };
  // Among several, what lacks may be another one's.
  const mail =
    candidates.length > 1
      ? undefined
      : await turn.inSlices(readingMail(lines.join('\n'), MAIL_NAMES, [first.value]));
  const [of] = mail?.kind === 'candidates' ? mail.candidates : [];
  return shownAgain(turn, frame, one, of === undefined ? said : withMore(said, of), 'number');
}

function shownAgain(
  turn: Turn,
  frame: Frame<RecordDraft>,
  before: Candidate,
  now: Candidate,
  field: SaidField,
): Promise<Shown> {
  const { draft } = frame;
  const candidates = (draft.candidates ?? []).map((one) => (one === before ? now : one));
  draft.candidates = candidates;
  draft.picked = candidates.indexOf(now);
  draft.chosen = (draft.chosen ?? []).map((key) => (key === keyOf(before) ? keyOf(now) : key));
  delete draft.asks;
  const name = fieldName(turn.actor.language, field);
  const isAsked = Object.hasOwn(now.options, field);
  const text = turn.say(isAsked ? 'mail.readAgainChoose' : 'mail.readAgain', { field: name });
  return showCandidate(turn, frame, now, { banner: { text, style: isAsked ? 'accent' : 'good' } });
}
