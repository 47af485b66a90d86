import { customerTexts } from '../../domain/voucher/customer.ts';
import { execute } from '../../cards/kit/actions.ts';
import { messageCard } from '../../cards/message.ts';
import type { FactField } from '../../cards/voucher/fact-inputs.ts';
import type { Verb } from '../../cards/verbs.ts';
import type { Outcome } from '../../domain/desk/execute.ts';
import { present } from '../../domain/present.ts';
import {
  ENGAGEMENT_IDS,
  OFFERING_IDS,
  SERVICE_LEVELS,
  type OfferingId,
} from '../../domain/programme/catalogue.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Facts, RecordedStage } from '../../domain/voucher/model.ts';
import { choice, dayInput, emailInput, idInput, linkInput, nameInput } from '../inputs.ts';
import type { Candidate } from '../mail/candidate.ts';
import type { Reply, Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { acceptedOf } from './accepted.ts';
import { showVoucher } from './voucher.ts';

/** What the step that records has so far: by mail its candidates, by hand what was typed. */
export interface RecordDraft {
  candidates?: Candidate[];
  picked?: number;
  values?: Record<string, string>;
  /** The facts are in `values`, and what happened so far is asked; or which line of the mail is what. */
  asks?: 'stage' | 'line';
  /** Lines of the mail, so that a person can say what one of them is; alone, those of a text in which no voucher was read. */
  lines?: string[];
  /** What the note above the mail asked for, as the verb of its button. */
  wants?: Verb;
  /** How many more numbers the mail holds than are kept here. */
  left?: number;
  /** The mail goes on behind what was read closely. */
  isCut?: true;
  /** How many of the mail's vouchers were recorded from here. */
  done?: number;
  /** What was entered once for all vouchers that lack it. */
  common?: Partial<Record<FactField, string>>;
  /** Those that are ticked in the list, by their keys. */
  chosen?: string[];
  /** What was shown last of the list: a page of it with the inputs of these facts, or without one a result. */
  list?: { commandId: string; page?: number; asks?: FactField[] };
}

/** The inputs that a mail's card and the one for recording by hand have in common. */
export const factInputs = {
  engagement: choice(ENGAGEMENT_IDS),
  serviceLevel: idInput,
  customer: nameInput,
  assignedOn: dayInput,
  printedExpiry: dayInput,
  adminEmail: emailInput,
};

/** Whether the programme has this service level, or none is given. */
export function isLevel(text: string | undefined): boolean {
  return text === undefined || text === '' || SERVICE_LEVELS.some((level) => String(level) === text);
}

/** The facts that the values of a card give; what cannot be read is left out. */
export function factsOf(number: string, values: Readonly<Record<string, string>>): Facts {
  const engagement = ENGAGEMENT_IDS.find((id) => id === values['engagement']);
  const offering: OfferingId | undefined = OFFERING_IDS.find((id) => id === values['offering']);
  const assignedOn = dayInput.safeParse(values['assignedOn']).data;
  const printedExpiry = dayInput.safeParse(values['printedExpiry']).data;
  const level = Number(values['serviceLevel'] ?? '');
  return present({
    number,
    adminKnown: (values['adminEmail'] ?? '') !== '',
    engagement,
    offering: engagement === undefined ? offering : undefined,
    serviceLevel: Number.isInteger(level) && level > 0 ? level : undefined,
    assignedOn,
    printedExpiry,
  });
}

/** Asks the desk to record a voucher with these facts in this state; the prose comes from the card's values. */
export function record(
  turn: Turn,
  { commandId, arg }: Pick<Press, 'commandId' | 'arg'>,
  facts: Facts,
  stage: RecordedStage,
  values: Readonly<Record<string, string>>,
): Promise<Outcome<VoucherDocument>> {
  const text = (field: string): string | undefined => nameInput.safeParse(values[field]).data;
  const customer = text('customer');
  const division = text('division');
  const texts = {
    printed: text('number'),
    ...customerTexts(customer, division),
    adminEmail: text('adminEmail')?.toLowerCase(),
    deliverable: linkInput.safeParse(values['deliverable']).data,
    receivedBy: text('receivedBy'),
    reason: text('reason'),
  };
  return turn.order({ commandId }).voucher(
    facts.number,
    present({
      command: { type: 'record', facts, stage, accepted: acceptedOf({ arg }) },
      texts: Object.fromEntries(
        Object.entries(texts).filter((pair): pair is [string, string] => (pair[1] ?? '') !== ''),
      ),
      customer: customer === undefined ? undefined : present({ name: customer, division }),
    }),
  );
}

/**
 * The draft of a card is gone: the voucher when it was recorded meanwhile, else what to do now. Never by a kept copy:
 * the draft may have been begun at another replica.
 */
export async function showGone(turn: Turn, number: string): Promise<Shown> {
  turn.deny();
  const known = number === '' ? undefined : await turn.desk.voucher(turn.unit, number);
  if (known !== undefined) return showRecorded(turn, number);
  const card = messageCard(turn.actor, {
    title: 'draft.gone',
    text: [turn.say('draft.goneMail')],
    actions: [execute(turn.say('do.recordByHand'), 'record.hand', { id: number })],
    offers: ['newVoucher', 'home'],
  });
  return { card, waits: false };
}

/** A number that is recorded already shows its voucher; every other refusal asks again. */
export async function recordRefused(
  turn: Turn,
  number: string,
  refusal: Refusal,
  ask: (refusal: Refusal) => Promise<Reply>,
): Promise<Reply> {
  const { why } = refusal.refused;
  if (why === 'exists' || why === 'reused') return showVoucher(turn, number, await turn.refused(refusal));
  return ask(refusal);
}

/** The voucher is recorded already: it is shown, and nothing changes. */
export function showRecorded(turn: Turn, number: string): Promise<Shown> {
  return showVoucher(turn, number, { text: turn.say('refused.exists'), style: 'accent' });
}
