import { z } from 'zod';
import { messageCard } from '../../cards/message.ts';
import { OTHER_COUNTRY } from '../../cards/voucher/choices.ts';
import { askedOf, stageTold } from '../../cards/mail/mail.ts';
import { recordCard, RECORDED_STATES, recordStageCard } from '../../cards/voucher/record.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { RecordedStage, Reservation } from '../../domain/voucher/model.ts';
import { canonicalNumber } from '../../domain/voucher/number.ts';
import {
  choice,
  dayInput,
  emailInput,
  idInput,
  linkInput,
  missing,
  nameInput,
  numberInput,
  readCountry,
  readInputs,
  typedIn,
} from '../inputs.ts';
import { askedFor, numberOf, type Candidate } from '../mail/candidate.ts';
import { after, confirmCandidate, keepCandidate, nextCandidate, showCandidate } from '../mail/confirm.ts';
import { readAgain, showLines } from '../mail/saying.ts';
import { recordTogether, showList, takeAddress, takeInputs, turnPage } from '../mail/list.ts';
import { StepDialog, type Frame, type Handles, type Reply, type Shown } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { acceptable, acceptedOf } from './accepted.ts';
import { placesRecorded, showTwoPlaces } from './engaged.ts';
import { consultantOf } from './consultant.ts';
import {
  factInputs,
  factsOf,
  isLevel,
  record,
  recordRefused,
  showGone,
  showRecorded,
  type RecordDraft,
} from './recording.ts';
import { present } from '../../domain/present.ts';

const factsSchema = z.strictObject({
  ...factInputs,
  number: numberInput,
  division: nameInput,
  stage: choice(RECORDED_STATES),
});
const stageSchema = z.strictObject({
  reservedOn: dayInput,
  locationId: idInput,
  country: nameInput,
  consultantId: idInput,
  consultantName: nameInput,
  start: dayInput,
  end: dayInput,
  reportedOn: dayInput,
  deliverable: linkInput,
  receivedBy: nameInput,
  redeemedOn: dayInput,
  reason: nameInput,
});

/** Records a voucher: from a pasted mail that a person confirms, or by hand in any state it is really in. */
export class RecordDialog extends StepDialog<'record', RecordDraft> {
  override readonly needs = 'voucher.record';

  protected readonly handles: Handles<'record', RecordDraft> = {
    hand: (turn, frame) => {
      frame.draft = frame.subject === '' ? {} : { values: { number: frame.subject } };
      return this.#facts(turn, frame);
    },
    pick: (turn, frame, press) => this.#pick(turn, frame, press),
    andReserve: (turn, frame, press) => this.#confirm(turn, frame, press, 'reserve'),
    andLose: (turn, frame, press) => this.#confirm(turn, frame, press, 'lose'),
    only: (turn, frame, press) => this.#confirm(turn, frame, press),
    correct: (turn, frame, press) => this.#correct(turn, frame, press),
    facts: (turn, frame, press) => this.#takeFacts(turn, frame, press),
    stage: (turn, frame, press) => this.#takeStage(turn, frame, press),
    notOurs: (turn, frame, press) => this.#notOurs(turn, frame, press),
    list: (turn, frame, press) => turnPage(turn, frame, press),
    keep: (turn, frame, press) => this.#keep(turn, frame, press),
    all: (turn, frame, press) => recordTogether(turn, frame, press, 'all'),
    chosen: (turn, frame, press) => recordTogether(turn, frame, press, 'chosen'),
    lines: (turn, frame, press) => this.#lines(turn, frame, press),
    said: (turn, frame, press) => this.#said(turn, frame, press),
    question: (turn, frame, press) => this.#question(turn, frame, press),
  };

  protected async open(turn: Turn, frame: Frame<RecordDraft>): Promise<Reply> {
    const { candidates, values, asks } = frame.draft;
    if (asks === 'stage') return this.#stage(turn, frame);
    if (asks === 'line') return showLines(turn, frame, pickedOf(frame));
    if (values !== undefined || frame.subject === '') return this.#facts(turn, frame);
    if (candidates === undefined) return showGone(turn, frame.subject);
    const one = pickedOf(frame);
    return one === undefined ? showList(turn, frame) : showCandidate(turn, frame, one);
  }

  /** An address typed while the mail's card asks for it. */
  protected override async text(
    turn: Turn,
    frame: Frame<RecordDraft>,
    text: string,
  ): Promise<Reply | undefined> {
    const one = pickedOf(frame);
    if (one === undefined && takeAddress(frame.draft, text)) return showList(turn, frame);
    const address = emailInput.safeParse(text);
    if (one === undefined || !address.success || address.data === undefined) return undefined;
    one.values['adminEmail'] = address.data;
    one.values['adminKnown'] = 'true';
    delete frame.draft.asks;
    return showCandidate(turn, frame, one);
  }

  async #pick(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    // Cards of an earlier version bring back the place.
    const one = meant(frame, press).one ?? frame.draft.candidates?.[Number(press.arg)];
    if (one === undefined) {
      const asked = askedFor(press.arg)?.number ?? frame.subject;
      // What was typed by hand speaks of a number, too.
      const byHand = canonicalNumber(frame.draft.values?.['number'] ?? '');
      return byHand !== '' && byHand === asked ? this.open(turn, frame) : showGone(turn, asked);
    }
    const refusal = takeInputs(frame.draft, press);
    if (refusal !== undefined) return showList(turn, frame, { refusal });
    pick(frame, one);
    return showCandidate(turn, frame, one);
  }

  /** From a voucher's card with what was entered there, or from that of a text in which none was read. */
  async #lines(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    const { one, isOlder, number } = meant(frame, press);
    if (askedFor(press.arg) === undefined) return showLines(turn, frame, undefined);
    if (one === undefined) return showGone(turn, number);
    if (isOlder) return showNewer(turn, frame, one);
    pick(frame, one);
    Object.assign(one.values, typedIn(askedOf(one), press.inputs));
    return showLines(turn, frame, one);
  }

  async #said(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    const { one, isOlder, number } = meant(frame, press);
    if (askedFor(press.arg) === undefined) return readAgain(turn, frame, undefined, press);
    if (one === undefined) return showGone(turn, number);
    return isOlder ? showNewer(turn, frame, one) : readAgain(turn, frame, one, press);
  }

  /** The next voucher with a question: from the list the first, from a voucher's card the one behind it. */
  async #question(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    const { one, isOlder, number } = meant(frame, press);
    if ((frame.draft.candidates ?? []).length === 0) return showGone(turn, number);
    if (askedFor(press.arg) === undefined) {
      const refusal = takeInputs(frame.draft, press);
      return refusal === undefined
        ? nextCandidate(turn, frame, undefined, press)
        : showList(turn, frame, { refusal });
    }
    if (one === undefined) return showGone(turn, number);
    return isOlder ? showNewer(turn, frame, one) : nextCandidate(turn, frame, one, press);
  }

  /** What was entered on the card of one of several vouchers. */
  async #keep(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    const { one, isOlder, number } = meant(frame, press);
    if (one === undefined) return showGone(turn, number);
    return isOlder ? showNewer(turn, frame, one) : keepCandidate(turn, frame, one, press);
  }

  async #confirm(
    turn: Turn,
    frame: Frame<RecordDraft>,
    press: Press,
    then?: 'reserve' | 'lose',
  ): Promise<Reply> {
    const { one, isOlder, number } = meant(frame, press);
    if (one !== undefined && !isOlder) {
      pick(frame, one);
      return confirmCandidate(turn, frame, one, press, then);
    }
    // The draft is gone, or speaks otherwise by now: the press may have been done, on this card or on another.
    const known = number === '' ? undefined : await turn.desk.voucher(turn.unit, number);
    if (known !== undefined && then !== undefined && known.state.stage.status === 'assigned')
      return { goTo: then, subject: number, keeps: (frame.draft.candidates ?? []).length > 0 };
    if (known !== undefined || one === undefined) return showGone(turn, number);
    return showNewer(turn, frame, one);
  }

  async #correct(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    const { one, isOlder, number } = meant(frame, press);
    if (isOlder && one !== undefined) return showNewer(turn, frame, one);
    delete frame.draft.asks;
    // Back from what happened so far: the form as it was sent.
    const isBack = askedFor(press.arg) === undefined && frame.draft.values !== undefined;
    if (one === undefined && !isBack) return showGone(turn, number);
    if (one !== undefined && !isBack) {
      pick(frame, one);
      Object.assign(one.values, typedIn(askedOf(one), press.inputs));
      const stage = stageTold(one.state?.value);
      frame.draft.values = { ...one.values, number: one.printed, ...(stage && { stage }) };
    }
    return this.#facts(turn, frame);
  }

  /** One voucher of several in a mail, or all that the card speaks of. */
  async #notOurs(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    const { one } = meant(frame, press);
    const others = (frame.draft.candidates ?? []).filter((other) => other !== one);
    if (askedFor(press.arg) !== undefined && one !== undefined && others.length > 0) {
      frame.draft.candidates = others;
      return showList(turn, frame);
    }
    const title = (frame.draft.done ?? 0) > 0 ? 'record.restNotOurs' : 'record.notOurs';
    const card = messageCard(turn.actor, { title, offers: ['home', 'newVoucher'] });
    return { card, waits: false };
  }

  async #facts(turn: Turn, frame: Frame<RecordDraft>, refusal?: Refusal): Promise<Shown> {
    const card = recordCard({
      actor: turn.actor,
      standing: await turn.standing(),
      subject: frame.subject,
      values: frame.draft.values ?? {},
      commandId: newCommandId(),
      isListed: (frame.draft.candidates ?? []).length > 1,
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }

  async #takeFacts(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    const again = (refusal: Refusal): Promise<Reply> => this.#facts(turn, frame, refusal);
    const values = { ...frame.draft.values, ...typedIn(Object.keys(factsSchema.shape), press.inputs) };
    frame.draft.values = values;
    const inputs = readInputs(factsSchema, press.inputs);
    if (isRefusal(inputs)) return again(inputs);
    const number = canonicalNumber(inputs.number ?? '');
    if (number === '') return again(missing('number'));
    if (!isLevel(values['serviceLevel'])) {
      return again(refuse({ why: 'input', field: 'serviceLevel', problem: 'unknown' }));
    }
    if ((await turn.desk.voucher(turn.unit, number)) !== undefined) return showRecorded(turn, number);
    const status = inputs.stage ?? 'assigned';
    if (status !== 'assigned' && status !== 'lost') {
      // From here on it is about this number: another voucher's cards have drafts of their own.
      const others = (frame.draft.candidates ?? []).filter((one) => numberOf(one) !== number);
      const candidates = others.length === 0 ? {} : { candidates: others };
      const draft: RecordDraft = { ...candidates, values, asks: 'stage' };
      return { goTo: 'record', subject: number, draft };
    }
    const { today } = await turn.standing();
    const stage: RecordedStage = status === 'lost' ? { status, on: today } : { status };
    return this.#record(turn, frame, press, { number, stage, values }, again);
  }

  async #stage(turn: Turn, frame: Frame<RecordDraft>, refusal?: Refusal): Promise<Shown> {
    const standing = await turn.standing();
    const { company } = standing;
    const shown = turn.input.kind === 'press' ? acceptedOf(turn.input) : [];
    const card = recordStageCard({
      actor: turn.actor,
      standing,
      subject: frame.subject,
      values: {
        locationId: company.locations[0]?.id ?? OTHER_COUNTRY,
        consultantId: company.consultants[0]?.id ?? '',
        ...frame.draft.values,
      },
      commandId: newCommandId(),
      accepts: refusal === undefined ? [] : acceptable(turn, shown, refusal),
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }

  async #takeStage(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    const again = (refusal: Refusal): Promise<Reply> => this.#stage(turn, frame, refusal);
    // What the first card asked is in the draft alone.
    const { values: facts } = frame.draft;
    if (facts?.['number'] === undefined || frame.draft.asks !== 'stage') return showGone(turn, frame.subject);
    const values = { ...facts, ...typedIn(Object.keys(stageSchema.shape), press.inputs) };
    frame.draft.values = values;
    const number = canonicalNumber(facts['number']);
    const stage = stageOf(await turn.standing(), values['stage'] ?? '', press);
    return isRefusal(stage)
      ? again(stage)
      : this.#record(turn, frame, press, { number, stage, values }, again);
  }

  async #record(
    turn: Turn,
    frame: Frame<RecordDraft>,
    press: Press,
    {
      number,
      stage,
      values,
    }: {
      readonly number: string;
      readonly stage: RecordedStage;
      readonly values: Readonly<Record<string, string>>;
    },
    again: (refusal: Refusal) => Promise<Reply>,
  ): Promise<Reply> {
    const outcome = await record(turn, press, factsOf(number, values), stage, values);
    if (!outcome.done) return recordRefused(turn, number, outcome.refusal, again);
    const next = await after(turn, frame, number);
    const isLast = (frame.draft.candidates ?? []).length === 0;
    const places = isLast ? await placesRecorded(turn, outcome.doc) : undefined;
    return places === undefined
      ? next
      : showTwoPlaces(turn, outcome.doc, turn.good(turn.say('record.done')), places);
  }
}

/** The voucher of the mail that is shown, or its only one. */
function pickedOf({ draft: { candidates = [], picked } }: Frame<RecordDraft>): Candidate | undefined {
  return picked === undefined && candidates.length > 1 ? undefined : candidates[picked ?? 0];
}

function pick({ draft }: Frame<RecordDraft>, one: Candidate): void {
  if (draft.asks === 'line') delete draft.asks;
  draft.picked = draft.candidates?.indexOf(one) ?? 0;
}

/**
 * The candidate that a card is about, its number, and whether what is kept of that number comes from a newer mail. A
 * card of an earlier version does not say which it is: then it is the one that was shown last.
 */
function meant(
  frame: Frame<RecordDraft>,
  { arg }: Press,
): { readonly one: Candidate | undefined; readonly isOlder: boolean; readonly number: string } {
  const asked = askedFor(arg);
  if (asked === undefined) return { one: pickedOf(frame), isOlder: false, number: frame.subject };
  const { key, number } = asked;
  const { candidates = [] } = frame.draft;
  const one =
    candidates.find((other) => numberOf(other) === number) ??
    candidates.find(({ was = [] }) => was.includes(number));
  return { one, isOlder: one !== undefined && key !== '' && key !== one.key, number };
}

/** The card was overtaken: what the newer mail says, and that nothing was recorded. */
function showNewer(turn: Turn, frame: Frame<RecordDraft>, one: Candidate): Promise<Shown> {
  pick(frame, one);
  return showCandidate(turn, frame, one, { banner: { text: turn.say('draft.newer'), style: 'warning' } });
}

/** The later state that the second card describes, or which input is missing. */
function stageOf(standing: Standing, status: string, press: Press): RecordedStage | Refusal {
  const inputs = readInputs(stageSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  const { reservedOn, start, end, reportedOn, redeemedOn } = inputs;
  if (reservedOn === undefined) return missing('reservedOn');
  if (start === undefined) return missing('start');
  if (end === undefined) return missing('end');
  const location = standing.company.locations.find(({ id }) => id === inputs.locationId);
  const read = inputs.country === undefined ? undefined : readCountry(inputs.country);
  if (read !== undefined && 'near' in read)
    return refuse({ why: 'input', field: 'country', problem: 'unknown' });
  const country = read?.code ?? (inputs.locationId === OTHER_COUNTRY ? undefined : location?.country);
  if (country === undefined) return missing(inputs.locationId === OTHER_COUNTRY ? 'country' : 'locationId');
  const who = consultantOf(standing, inputs);
  if (isRefusal(who)) return who;
  const reservation: Reservation = {
    on: reservedOn,
    country,
    start,
    end,
    attested: [],
    ...present({
      locationId: location?.country === country ? location.id : undefined,
    }),
    ...who,
  };
  if (status === 'reserved') return { status, reservation };
  if (reportedOn === undefined) return missing('reportedOn');
  if (inputs.deliverable === undefined) return missing('deliverable');
  const deliverable = /^https?:/i.test(inputs.deliverable) ? ('link' as const) : ('file' as const);
  const report = { on: reportedOn, deliverable, handedOverOn: reportedOn, attested: [] };
  if (status === 'reported') return { status, reservation, report };
  if (status !== 'redeemed') return missing('stage');
  return redeemedOn === undefined
    ? missing('redeemedOn')
    : { status, reservation, report, redemption: { on: redeemedOn } };
}
