import { z } from 'zod';
import type { Banner } from '../../cards/kit/template.ts';
import { askedOf, mailCard } from '../../cards/mail/mail.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardAnswer } from '../../domain/guards/answers.ts';
import { checkGuards } from '../../domain/guards/check.ts';
import { qualified } from '../../domain/guards/competence.ts';
import { SERVICE_LEVELS } from '../../domain/programme/catalogue.ts';
import { present } from '../../domain/present.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { Facts } from '../../domain/voucher/model.ts';
import { missing, readInputs, typedIn } from '../inputs.ts';
import type { Frame, Reply, Shown } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import {
  factInputs,
  factsOf,
  isLevel,
  record,
  recordRefused,
  showRecorded,
  type RecordDraft,
} from '../voucher/recording.ts';
import { showVoucher } from '../voucher/voucher.ts';
import { argOf, numberOf, type Candidate } from './candidate.ts';
import { hasOpen, nextQuestion, questionsBehind, showList, unanswered, withCommon } from './list.ts';

const mailSchema = z.strictObject(factInputs);

/** What the mail says of one voucher, to be confirmed. */
export async function showCandidate(
  turn: Turn,
  { subject, draft }: Frame<RecordDraft>,
  one: Candidate,
  { refusal, banner }: { readonly refusal?: Refusal; readonly banner?: Banner } = {},
): Promise<Shown> {
  const { wants, candidates = [], common, isCut, lines = [] } = draft;
  const { printed, options, asPrinted, readFrom, said, at, state, sender, hops, came, unknownEngagement } =
    one;
  const values = withCommon(one, common);
  const number = numberOf(one);
  if ((await turn.desk.voucher(turn.unit, number)) !== undefined && refusal === undefined) {
    return showRecorded(turn, number);
  }
  const standing = await turn.standing();
  const facts = factsOf(number, values);
  const card = mailCard({
    actor: turn.actor,
    standing,
    subject,
    arg: argOf(one),
    printed,
    values,
    options,
    asks: askedOf(one),
    isListed: candidates.length > 1,
    hasNext: questionsBehind(draft, one).length > 0,
    isCut,
    asPrinted,
    readFrom,
    said,
    canSay: at !== undefined && lines.length > 0,
    state,
    sender,
    hops,
    way: came?.way,
    signedBy: came?.signedBy,
    signedFrom: came?.signedFrom,
    handedBy:
      came?.handedBy === undefined || came.handedBy === turn.actor.id
        ? undefined
        : await turn.nameOf(came.handedBy),
    unknownEngagement,
    answers: firstAnswers(standing, facts),
    qualified: facts.engagement === undefined ? 0 : qualified(facts.engagement, standing).length,
    commandId: newCommandId(),
    wants,
    banner: (await turn.refused(refusal)) ?? banner,
  });
  return { card, waits: true };
}

/** Records what the mail's card shows, then does what `then` says; nothing of a mail is recorded without this press. */
export async function confirmCandidate(
  turn: Turn,
  frame: Frame<RecordDraft>,
  one: Candidate,
  press: Press,
  then?: 'reserve' | 'lose',
): Promise<Reply> {
  const again = (refusal: Refusal): Promise<Reply> => showCandidate(turn, frame, one, { refusal });
  const asked = askedOf(one);
  Object.assign(one.values, typedIn(asked, press.inputs));
  const inputs = readInputs(mailSchema, press.inputs);
  if (isRefusal(inputs)) return again(inputs);
  const ambiguous = unanswered({ one, values: one.values });
  if (ambiguous !== undefined) return again(missing(ambiguous));
  if (!isLevel(one.values['serviceLevel'])) {
    one.options.serviceLevel = SERVICE_LEVELS.map(String);
    return again(refuse({ why: 'input', field: 'serviceLevel', problem: 'unknown' }));
  }
  const number = numberOf(one);
  const values = { ...one.values, number: one.printed };
  const { commandId } = press;
  const outcome = await record(
    turn,
    { commandId },
    factsOf(number, one.values),
    { status: 'assigned' },
    values,
  );
  if (!outcome.done) return recordRefused(turn, number, outcome.refusal, again);
  return after(turn, frame, number, then);
}

/** What is entered on the card of one of several vouchers is kept, and the next one with a question is shown, if any is. */
export async function nextCandidate(
  turn: Turn,
  frame: Frame<RecordDraft>,
  one: Candidate | undefined,
  press: Press,
): Promise<Reply> {
  if (one !== undefined) {
    Object.assign(one.values, typedIn(askedOf(one), press.inputs));
    const inputs = readInputs(mailSchema, press.inputs);
    if (isRefusal(inputs)) return showCandidate(turn, frame, one, { refusal: inputs });
  }
  const next = await nextQuestion(turn, frame.draft, one);
  if (next === undefined) return showList(turn, frame);
  frame.draft.picked = (frame.draft.candidates ?? []).indexOf(next);
  return showCandidate(turn, frame, next);
}

/** What is entered on the card of one of several vouchers is kept for the list. */
export async function keepCandidate(
  turn: Turn,
  frame: Frame<RecordDraft>,
  one: Candidate,
  press: Press,
): Promise<Reply> {
  const again = (refusal: Refusal): Promise<Reply> => showCandidate(turn, frame, one, { refusal });
  Object.assign(one.values, typedIn(askedOf(one), press.inputs));
  const inputs = readInputs(mailSchema, press.inputs);
  return isRefusal(inputs) ? again(inputs) : showList(turn, frame);
}

/** A candidate is recorded: on to the next step of its voucher, or to what else the mail speaks of. */
export async function after(
  turn: Turn,
  frame: Frame<RecordDraft>,
  number: string,
  then?: 'reserve' | 'lose',
): Promise<Reply> {
  const { candidates = [], left, isCut, lines, common, chosen, list, done = 0 } = frame.draft;
  const others = candidates.filter((other) => numberOf(other) !== number);
  frame.draft = present({ candidates: others, left, isCut, lines, common, chosen, list, done: done + 1 });
  if (then !== undefined) return { goTo: then, subject: number, keeps: others.length > 0 };
  const [only, ...more] = others;
  const banner = turn.good(turn.say('record.others'));
  if (only === undefined || !(await hasOpen(turn, others)))
    return showVoucher(turn, number, turn.good(turn.say('record.done')));
  return more.length === 0 ? showCandidate(turn, frame, only, { banner }) : showList(turn, frame, { banner });
}

/** What can be said before there is a plan: eligibility, length, validity. */
function firstAnswers(standing: Standing, facts: Facts): readonly GuardAnswer[] {
  const subject = { facts, status: 'assigned' as const, reported: false, on: standing.today, attested: [] };
  return checkGuards('reserve', subject, standing).filter(
    ({ guard }) => guard === 'G2' || guard === 'G5' || guard === 'G9' || guard === 'G15',
  );
}
