import { z } from 'zod';
import { messageCard } from '../../cards/message.ts';
import { OTHER_COUNTRY } from '../../cards/voucher/choices.ts';
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
  typed,
} from '../inputs.ts';
import type { Candidate } from '../mail/candidate.ts';
import { confirmCandidate, showCandidate, showCandidates } from '../mail/confirm.ts';
import { StepDialog, type Frame, type Handles, type Reply, type Shown } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { acceptable, acceptedOf } from './accepted.ts';
import {
  factInputs,
  factsOf,
  isLevel,
  record,
  recordRefused,
  showRecorded,
  type RecordDraft,
} from './recording.ts';
import { showVoucher } from './voucher.ts';
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
      frame.draft = {};
      return this.#facts(turn, frame);
    },
    pick: (turn, frame, press) => {
      frame.draft.picked = Number(press.arg);
      return this.#mail(turn, frame);
    },
    andReserve: (turn, frame, press) => this.#confirm(turn, frame, press, true),
    only: (turn, frame, press) => this.#confirm(turn, frame, press, false),
    correct: (turn, frame) => {
      delete frame.draft.asks;
      return this.#facts(turn, frame);
    },
    facts: (turn, frame, press) => this.#takeFacts(turn, frame, press),
    stage: (turn, frame, press) => this.#takeStage(turn, frame, press),
    notOurs: (turn) => ({
      card: messageCard(turn.actor, { title: 'record.notOurs', offers: ['home', 'newVoucher'] }),
      waits: false,
    }),
  };

  protected async open(turn: Turn, frame: Frame<RecordDraft>): Promise<Reply> {
    const { candidates, picked, asks } = frame.draft;
    if (candidates === undefined)
      return asks === 'stage' ? this.#stage(turn, frame) : this.#facts(turn, frame);
    return candidates.length > 1 && picked === undefined
      ? showCandidates(turn, frame, candidates)
      : this.#mail(turn, frame);
  }

  /** An address typed while the mail's card asks for it. */
  protected override async text(
    turn: Turn,
    frame: Frame<RecordDraft>,
    text: string,
  ): Promise<Reply | undefined> {
    const one = pickedOf(frame);
    const address = emailInput.safeParse(text);
    if (one === undefined || !address.success || address.data === undefined) return undefined;
    one.values['adminEmail'] = address.data;
    one.values['adminKnown'] = 'true';
    return showCandidate(turn, frame, one);
  }

  #mail(turn: Turn, frame: Frame<RecordDraft>): Promise<Shown> {
    const one = pickedOf(frame);
    return one === undefined ? this.#facts(turn, frame) : showCandidate(turn, frame, one);
  }

  async #confirm(turn: Turn, frame: Frame<RecordDraft>, press: Press, andReserve: boolean): Promise<Reply> {
    const one = pickedOf(frame);
    if (one !== undefined) return confirmCandidate(turn, frame, one, press, { andReserve });
    // The draft is gone: the press was done already, on this card or on another.
    const { subject } = frame;
    const known = subject === '' ? undefined : await turn.desk.voucher(turn.unit, subject);
    if (known === undefined) return this.#facts(turn, frame);
    return andReserve && known.state.stage.status === 'assigned'
      ? { goTo: 'reserve', subject }
      : showRecorded(turn, subject);
  }

  async #facts(turn: Turn, frame: Frame<RecordDraft>, refusal?: Refusal): Promise<Shown> {
    const one = pickedOf(frame);
    const card = recordCard({
      actor: turn.actor,
      standing: await turn.standing(),
      subject: frame.subject,
      values: {
        ...(one === undefined ? {} : { ...one.values, number: one.printed }),
        ...frame.draft.values,
      },
      commandId: newCommandId(),
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }

  async #takeFacts(turn: Turn, frame: Frame<RecordDraft>, press: Press): Promise<Reply> {
    const again = (refusal: Refusal): Promise<Reply> => this.#facts(turn, frame, refusal);
    const values = { ...frame.draft.values, ...typed(press.inputs) };
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
      return { goTo: 'record', subject: number, draft: { values, asks: 'stage' } satisfies RecordDraft };
    }
    const { today } = await turn.standing();
    const stage: RecordedStage = status === 'lost' ? { status, on: today } : { status };
    return this.#record(turn, press, { number, stage, values }, again);
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
    const values = { ...frame.draft.values, ...typed(press.inputs) };
    frame.draft.values = values;
    const number = canonicalNumber(values['number'] ?? '');
    if (number === '') {
      const known = await turn.desk.voucher(turn.unit, frame.subject);
      return known === undefined ? this.#facts(turn, frame) : showRecorded(turn, frame.subject);
    }
    const stage = stageOf(await turn.standing(), values['stage'] ?? '', press);
    return isRefusal(stage) ? again(stage) : this.#record(turn, press, { number, stage, values }, again);
  }

  async #record(
    turn: Turn,
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
    return outcome.done
      ? showVoucher(turn, number, turn.good(turn.say('record.done')))
      : recordRefused(turn, number, outcome.refusal, again);
  }
}

/** The voucher of the mail that is shown, or its only one. */
function pickedOf({ draft }: Frame<RecordDraft>): Candidate | undefined {
  return draft.candidates?.[draft.picked ?? 0];
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
  if (country === undefined) return missing('country');
  const consultant = standing.company.consultants.find(({ id }) => id === inputs.consultantId);
  const reservation: Reservation = {
    on: reservedOn,
    country,
    start,
    end,
    attested: [],
    ...present({
      locationId: location?.country === country ? location.id : undefined,
      consultantId: consultant?.id,
    }),
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
