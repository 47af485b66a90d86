import { z } from 'zod';
import type { Banner } from '../../cards/kit/template.ts';
import { mailCard, mailChoiceCard } from '../../cards/mail/mail.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardAnswer } from '../../domain/guards/answers.ts';
import { checkGuards } from '../../domain/guards/check.ts';
import { qualified } from '../../domain/guards/competence.ts';
import { SERVICE_LEVELS } from '../../domain/programme/catalogue.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { Facts } from '../../domain/voucher/model.ts';
import { canonicalNumber } from '../../domain/voucher/number.ts';
import { missing, readInputs, typed } from '../inputs.ts';
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
import type { Candidate } from './candidate.ts';

const mailSchema = z.strictObject(factInputs);

/** The mail speaks of several vouchers: one of them is picked. */
export function showCandidates(
  turn: Turn,
  { subject }: Frame<RecordDraft>,
  candidates: readonly Candidate[],
  banner?: Banner,
): Shown {
  const printed = candidates.map((one) => one.printed);
  return { card: mailChoiceCard(turn.actor, { subject, printed, banner }), waits: true };
}

/** What the mail says of one voucher, to be confirmed. */
export async function showCandidate(
  turn: Turn,
  { subject }: Frame<RecordDraft>,
  { printed, values, options, sender, unknownEngagement }: Candidate,
  refusal?: Refusal,
): Promise<Shown> {
  const number = canonicalNumber(printed);
  if ((await turn.desk.voucher(turn.unit, number)) !== undefined && refusal === undefined) {
    return showRecorded(turn, number);
  }
  const standing = await turn.standing();
  const facts = factsOf(number, values);
  const card = mailCard({
    actor: turn.actor,
    standing,
    subject,
    printed,
    values,
    options,
    sender,
    unknownEngagement,
    answers: firstAnswers(standing, facts),
    qualified: facts.engagement === undefined ? 0 : qualified(facts.engagement, standing).length,
    commandId: newCommandId(),
    banner: await turn.refused(refusal),
  });
  return { card, waits: true };
}

/** Records what the mail's card shows; nothing of a mail is recorded without this press. */
export async function confirmCandidate(
  turn: Turn,
  frame: Frame<RecordDraft>,
  one: Candidate,
  press: Press,
  { andReserve }: { readonly andReserve: boolean },
): Promise<Reply> {
  const again = (refusal: Refusal): Promise<Reply> => showCandidate(turn, frame, one, refusal);
  Object.assign(one.values, typed(press.inputs));
  const inputs = readInputs(mailSchema, press.inputs);
  if (isRefusal(inputs)) return again(inputs);
  const ambiguous = (['assignedOn', 'printedExpiry'] as const).find(
    (field) => one.options[field] !== undefined && (one.values[field] ?? '') === '',
  );
  if (ambiguous !== undefined) return again(missing(ambiguous));
  if (!isLevel(one.values['serviceLevel'])) {
    one.options.serviceLevel = SERVICE_LEVELS.map(String);
    return again(refuse({ why: 'input', field: 'serviceLevel', problem: 'unknown' }));
  }
  const number = canonicalNumber(one.printed);
  const values = { ...one.values, number: one.printed };
  const outcome = await record(turn, press, factsOf(number, one.values), { status: 'assigned' }, values);
  if (!outcome.done) return recordRefused(turn, number, outcome.refusal, again);
  if (andReserve) return { goTo: 'reserve', subject: number };
  const others = (frame.draft.candidates ?? []).filter((other) => other !== one);
  if (others.length === 0) return showVoucher(turn, number, turn.good(turn.say('record.done')));
  frame.draft = { candidates: others };
  return showCandidates(turn, frame, others, turn.good(turn.say('record.others')));
}

/** What can be said before there is a plan: eligibility, length, validity. */
function firstAnswers(standing: Standing, facts: Facts): readonly GuardAnswer[] {
  const subject = { facts, status: 'assigned' as const, reported: false, on: standing.today, attested: [] };
  return checkGuards('reserve', subject, standing).filter(
    ({ guard }) => guard === 'G2' || guard === 'G5' || guard === 'G9' || guard === 'G15',
  );
}
