import { z } from 'zod';
import type { Banner } from '../../cards/kit/elements.ts';
import {
  mailCard,
  mailChoiceCard,
  recordCard,
  recordStageCard,
  RECORDED_STATES,
  type FactField,
} from '../../cards/voucher/record.ts';
import { noticeCard } from '../../cards/notice.ts';
import { OTHER_COUNTRY } from '../../cards/voucher/reserve.ts';
import {
  ENGAGEMENT_IDS,
  ENGAGEMENTS,
  OFFERING_IDS,
  OFFERINGS,
  SERVICE_LEVELS,
  type EngagementId,
  type OfferingId,
} from '../../domain/programme/catalogue.ts';
import { engagements2020 } from '../../domain/programme/2020.ts';
import type { Outcome, Standing } from '../../domain/desk/desk.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { checkGuards, qualified, type GuardAnswer } from '../../domain/guards/table.ts';
import type { EngagementNames, Found, VoucherCandidate } from '../../domain/mail/read-mail.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { canonicalNumber } from '../../domain/voucher/number.ts';
import type { Facts, RecordedStage, Reservation } from '../../domain/voucher/decide.ts';
import {
  choice,
  dayInput,
  emailInput,
  idInput,
  linkInput,
  nameInput,
  numberInput,
  readCountry,
  readInputs,
  typed,
  missing,
} from '../inputs.ts';
import { customerTexts } from './customer-texts.ts';
import { acceptable, acceptedOf } from './accepted.ts';
import { StepDialog, type Frame, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { showVoucher } from './voucher.ts';

const ALSO: Readonly<Partial<Record<EngagementId, readonly string[]>>> = {
  'ppm-solution': ['Project and Portfolio Management Solution Planning', 'PPM Solution Planning'],
};

/** Every name by which a mail may call an engagement or offering; known at load. */
export const MAIL_NAMES: EngagementNames = {
  engagements: engagements2020.map(({ id, offering }) => ({
    id,
    offering,
    names: [ENGAGEMENTS[id], ...(ALSO[id] ?? [])],
  })),
  offerings: OFFERING_IDS.map((id) => ({
    id,
    names: [id, OFFERINGS[id], ...(id === 'S-EDPS' ? ['SEDPS', 'S&EDPS'] : [])],
  })),
};

type Options = Partial<Record<FactField, string[]>>;

/** What a mail said about one number, as far as a draft keeps it. */
interface Candidate {
  printed: string;
  values: Record<string, string>;
  options: Options;
  sender?: string;
  unknownEngagement?: string;
}

interface Draft {
  candidates?: Candidate[];
  picked?: number;
  values?: Record<string, string>;
  /** The facts are in `values`; what happened so far is asked. */
  asks?: 'stage';
}

const factInputs = {
  engagement: choice(ENGAGEMENT_IDS),
  serviceLevel: idInput,
  customer: nameInput,
  assignedOn: dayInput,
  printedExpiry: dayInput,
  adminEmail: emailInput,
};
const mailSchema = z.strictObject(factInputs);
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
export class RecordDialog extends StepDialog<Draft> {
  readonly acts = ['hand', 'pick', 'andReserve', 'only', 'correct', 'facts', 'stage', 'notOurs'];
  override readonly needs = 'voucher.record' as const;

  constructor() {
    super('record');
  }

  protected blank(): Draft {
    return {};
  }

  /** Opened by a mail: its candidates are the draft. */
  protected async open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    if (turn.mail !== undefined) frame.draft = { candidates: turn.mail.map(candidate) };
    const { candidates } = frame.draft;
    if (candidates === undefined)
      return frame.draft.asks === 'stage' ? this.#stage(turn, frame) : this.#facts(turn, frame);
    return candidates.length > 1 && frame.draft.picked === undefined
      ? this.#choose(turn, frame, candidates)
      : this.#mail(turn, frame);
  }

  protected async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    switch (press.act) {
      case 'hand':
        frame.draft = {};
        return this.#facts(turn, frame);
      case 'pick':
        frame.draft.picked = Number(press.arg);
        return this.#mail(turn, frame);
      case 'andReserve':
      case 'only':
        return this.#confirm(turn, frame, press);
      case 'correct':
        delete frame.draft.asks;
        return this.#facts(turn, frame);
      case 'facts':
        return this.#takeFacts(turn, frame, press);
      case 'stage':
        return this.#takeStage(turn, frame, press);
      case 'notOurs':
        return { card: notRecorded(turn), waits: false };
      default:
        return this.open(turn, frame);
    }
  }

  /** An address typed while the mail's card asks for it. */
  protected override async text(turn: Turn, frame: Frame<Draft>, text: string): Promise<Reply | undefined> {
    const draft = pickedOf(frame);
    const address = emailInput.safeParse(text);
    if (draft === undefined || !address.success || address.data === undefined) return undefined;
    draft.values['adminEmail'] = address.data;
    draft.values['adminKnown'] = 'true';
    return this.#mail(turn, frame);
  }

  #choose(turn: Turn, frame: Frame<Draft>, candidates: readonly Candidate[], banner?: Banner): Reply {
    const printed = candidates.map((one) => one.printed);
    return { card: mailChoiceCard(turn.actor, { subject: frame.subject, printed, banner }), waits: true };
  }

  async #mail(turn: Turn, frame: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const draft = pickedOf(frame);
    if (draft === undefined) return this.#facts(turn, frame, refusal);
    const number = canonicalNumber(draft.printed);
    if ((await turn.desk.voucher(turn.unit, number)) !== undefined && refusal === undefined) {
      return showVoucher(turn, number, { text: turn.say('refused.exists'), style: 'accent' });
    }
    const standing = await turn.standing();
    const facts = factsOf(standing, number, draft.values);
    const card = mailCard({
      actor: turn.actor,
      standing,
      subject: frame.subject,
      printed: draft.printed,
      values: draft.values,
      options: draft.options,
      sender: draft.sender,
      unknownEngagement: draft.unknownEngagement,
      answers: firstAnswers(standing, facts),
      qualified: facts.engagement === undefined ? 0 : qualified(facts.engagement, standing).length,
      commandId: newCommandId(),
      banner: refusal === undefined ? undefined : await turn.notice(refusal),
    });
    return { card, waits: true };
  }

  /** Records what the mail's card shows; nothing is recorded without this press. */
  async #confirm(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const draft = pickedOf(frame);
    if (draft === undefined) return this.#pressedAgain(turn, frame, press);
    Object.assign(draft.values, typed(press.inputs));
    const inputs = readInputs(mailSchema, press.inputs);
    if (isRefusal(inputs)) return this.#mail(turn, frame, inputs);
    const standing = await turn.standing();
    const ambiguous = (['assignedOn', 'printedExpiry'] as const).find(
      (field) => draft.options[field] !== undefined && (draft.values[field] ?? '') === '',
    );
    if (ambiguous !== undefined) {
      return this.#mail(turn, frame, refuse({ why: 'input', field: ambiguous, problem: 'missing' }));
    }
    if (!isLevel(draft.values['serviceLevel'])) {
      draft.options.serviceLevel = SERVICE_LEVELS.map(String);
      return this.#mail(turn, frame, refuse({ why: 'input', field: 'serviceLevel', problem: 'unknown' }));
    }
    const number = canonicalNumber(draft.printed);
    const facts = factsOf(standing, number, draft.values);
    const outcome = await record(
      turn,
      press,
      facts,
      { status: 'assigned' },
      { ...draft.values, number: draft.printed },
    );
    if (!outcome.done)
      return this.#refused(turn, frame, outcome, number, (refusal) => this.#mail(turn, frame, refusal));
    if (press.act === 'andReserve') return { goTo: 'reserve', subject: number };
    const others = (frame.draft.candidates ?? []).filter((one) => one !== draft);
    if (others.length === 0) return showVoucher(turn, number, turn.good(turn.say('record.done')));
    frame.draft = { candidates: others };
    return this.#choose(turn, frame, others, turn.good(turn.say('record.others')));
  }

  /** The draft is gone: the press was done already, on this card or on another. */
  async #pressedAgain(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const known = frame.subject === '' ? undefined : await turn.desk.voucher(turn.unit, frame.subject);
    if (known === undefined) return this.#facts(turn, frame);
    return press.act === 'andReserve' && known.state.stage.status === 'assigned'
      ? { goTo: 'reserve', subject: frame.subject }
      : showVoucher(turn, frame.subject, { text: turn.say('refused.exists'), style: 'accent' });
  }

  async #facts(turn: Turn, frame: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const draft = pickedOf(frame);
    const card = recordCard({
      actor: turn.actor,
      standing: await turn.standing(),
      subject: frame.subject,
      values: {
        ...(draft === undefined ? {} : { ...draft.values, number: draft.printed }),
        ...frame.draft.values,
      },
      commandId: newCommandId(),
      banner: refusal === undefined ? undefined : await turn.notice(refusal),
    });
    return { card, waits: true };
  }

  async #takeFacts(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft.values = { ...frame.draft.values, ...typed(press.inputs) };
    const inputs = readInputs(factsSchema, press.inputs);
    if (isRefusal(inputs)) return this.#facts(turn, frame, inputs);
    const standing = await turn.standing();
    if (inputs.number === undefined || canonicalNumber(inputs.number) === '') {
      return this.#facts(turn, frame, refuse({ why: 'input', field: 'number', problem: 'missing' }));
    }
    const number = canonicalNumber(inputs.number);
    const facts = factsOf(standing, number, frame.draft.values);
    if (!isLevel(frame.draft.values['serviceLevel'])) {
      return this.#facts(turn, frame, refuse({ why: 'input', field: 'serviceLevel', problem: 'unknown' }));
    }
    const known = await turn.desk.voucher(turn.unit, number);
    if (known !== undefined)
      return showVoucher(turn, number, { text: turn.say('refused.exists'), style: 'accent' });
    const stage = inputs.stage ?? 'assigned';
    if (stage !== 'assigned' && stage !== 'lost') {
      // From here on it is about this number: another voucher's cards have drafts of their own.
      const { values } = frame.draft;
      return { goTo: 'record', subject: number, draft: { values, asks: 'stage' } satisfies Draft };
    }
    const outcome = await record(
      turn,
      press,
      facts,
      stage === 'lost' ? { status: 'lost', on: standing.today } : { status: 'assigned' },
      frame.draft.values,
    );
    return outcome.done
      ? showVoucher(turn, number, turn.good(turn.say('record.done')))
      : this.#refused(turn, frame, outcome, number, (refusal) => this.#facts(turn, frame, refusal));
  }

  async #stage(turn: Turn, frame: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const standing = await turn.standing();
    const { company } = standing;
    const values = {
      locationId: company.locations[0]?.id ?? OTHER_COUNTRY,
      consultantId: company.consultants[0]?.id ?? '',
      ...frame.draft.values,
    };
    const shown = turn.input.kind === 'press' ? acceptedOf(turn.input) : [];
    const card = recordStageCard({
      actor: turn.actor,
      standing,
      subject: frame.subject,
      values,
      commandId: newCommandId(),
      accepts: refusal === undefined ? [] : acceptable(turn, shown, refusal),
      banner: refusal === undefined ? undefined : await turn.notice(refusal),
    });
    return { card, waits: true };
  }

  async #takeStage(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const values = { ...frame.draft.values, ...typed(press.inputs) };
    frame.draft.values = values;
    const number = canonicalNumber(values['number'] ?? '');
    if (number === '') {
      const known = await turn.desk.voucher(turn.unit, frame.subject);
      return known === undefined
        ? this.#facts(turn, frame)
        : showVoucher(turn, frame.subject, { text: turn.say('refused.exists'), style: 'accent' });
    }
    const standing = await turn.standing();
    const stage = stageOf(standing, values['stage'] ?? '', press);
    if (isRefusal(stage)) return this.#stage(turn, frame, stage);
    const outcome = await record(turn, press, factsOf(standing, number, values), stage, values);
    return outcome.done
      ? showVoucher(turn, number, turn.good(turn.say('record.done')))
      : this.#refused(turn, frame, outcome, number, (refusal) => this.#stage(turn, frame, refusal));
  }

  async #refused(
    turn: Turn,
    _frame: Frame<Draft>,
    outcome: Extract<Outcome<VoucherDocument>, { done: false }>,
    number: string,
    ask: (refusal: Refusal) => Promise<Reply>,
  ): Promise<Reply> {
    const { why } = outcome.refusal.refused;
    if (why === 'exists' || why === 'reused')
      return showVoucher(turn, number, await turn.notice(outcome.refusal));
    return ask(outcome.refusal);
  }
}

function pickedOf({ draft }: Frame<Draft>): Candidate | undefined {
  return draft.candidates?.[draft.picked ?? 0];
}

/** One value fills the form; several, or a date that can be read in two ways, become a choice. */
function candidate(of: VoucherCandidate): Candidate {
  const values: Record<string, string> = {};
  const options: Options = {};
  const fact = (field: FactField, found: readonly string[]): void => {
    const different = [...new Set(found)];
    const [only] = different;
    if (different.length === 1 && only !== undefined) values[field] = only;
    else if (different.length > 1) options[field] = different.slice(0, 10);
  };
  fact('engagement', plain(of.engagement));
  fact('serviceLevel', plain(of.serviceLevel));
  fact(
    'customer',
    of.customer.slice(0, 1).map(({ value }) => value),
  );
  fact('assignedOn', days(of.assignedOn));
  fact('printedExpiry', days(of.expiresOn));
  // Only an address under a label is the admin's; whom the mail was sent to is a suggestion to confirm.
  const [address] = of.adminEmail;
  if (address !== undefined) {
    values['adminEmail'] = address.value;
    if (address.by === 'label' && of.adminEmail.length === 1) values['adminKnown'] = 'true';
  }
  const [offering] = of.offering;
  if (offering !== undefined) values['offering'] = offering.value;
  const unknown = of.unknownEngagement[0]?.value;
  return {
    printed: of.number.value,
    values,
    options,
    ...(of.forwardedBy === undefined ? {} : { sender: of.forwardedBy.value }),
    ...(unknown === undefined ? {} : { unknownEngagement: unknown }),
  };
}

function plain(found: readonly Found<string | number>[]): string[] {
  return found.map(({ value }) => String(value));
}

function days(found: VoucherCandidate['assignedOn']): string[] {
  return found.flatMap(({ value }) => (value.kind === 'day' ? [value.day] : [...value.options]));
}

/** Whether the programme has this service level, or none is given. */
function isLevel(text: string | undefined): boolean {
  return text === undefined || text === '' || SERVICE_LEVELS.some((level) => String(level) === text);
}

function factsOf(standing: Standing, number: string, values: Readonly<Record<string, string>>): Facts {
  const engagement = ENGAGEMENT_IDS.find((id) => id === values['engagement']);
  const offering: OfferingId | undefined = OFFERING_IDS.find((id) => id === values['offering']);
  const assignedOn = dayInput.safeParse(values['assignedOn']).data;
  const printedExpiry = dayInput.safeParse(values['printedExpiry']).data;
  const level = Number(values['serviceLevel'] ?? '');
  return {
    number,
    adminKnown: (values['adminEmail'] ?? '') !== '',
    ...(engagement === undefined ? {} : { engagement }),
    ...(engagement === undefined && offering !== undefined ? { offering } : {}),
    ...(Number.isInteger(level) && level > 0 ? { serviceLevel: level } : {}),
    ...(assignedOn === undefined ? {} : { assignedOn }),
    ...(printedExpiry === undefined ? {} : { printedExpiry }),
  };
}

/** What can be said before there is a plan: eligibility, length, validity. */
function firstAnswers(standing: Standing, facts: Facts): readonly GuardAnswer[] {
  const subject = { facts, status: 'assigned' as const, reported: false, on: standing.today, attested: [] };
  return checkGuards('reserve', subject, standing).filter(
    ({ guard }) => guard === 'G2' || guard === 'G5' || guard === 'G9' || guard === 'G15',
  );
}

function record(
  turn: Turn,
  press: Press,
  facts: Facts,
  stage: RecordedStage,
  values: Readonly<Record<string, string>>,
): Promise<Outcome<VoucherDocument>> {
  const text = (field: string): string => nameInput.safeParse(values[field]).data ?? '';
  const customer = text('customer');
  const division = text('division');
  const reason = text('reason');
  const texts = Object.fromEntries(
    [
      ['printed', text('number')],
      ...Object.entries(
        customerTexts(customer === '' ? undefined : customer, division === '' ? undefined : division),
      ),
      ['adminEmail', text('adminEmail').toLowerCase()],
      ['deliverable', linkInput.safeParse(values['deliverable']).data ?? ''],
      ['receivedBy', text('receivedBy')],
      ['reason', reason],
    ].filter(([, value]) => value !== ''),
  ) as Record<string, string>;
  return turn.desk.orderVoucher(turn.unit, turn.actor, {
    id: facts.number,
    commandId: press.commandId ?? newCommandId(),
    command: { type: 'record', facts, stage, accepted: acceptedOf(press) },
    texts,
    ...(customer === ''
      ? {}
      : { customer: division === '' ? { name: customer } : { name: customer, division } }),
  });
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
    ...(location === undefined || location.country !== country ? {} : { locationId: location.id }),
    ...(consultant === undefined ? {} : { consultantId: consultant.id }),
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

function notRecorded(turn: Turn) {
  return noticeCard(turn.actor, { title: 'record.notOurs', offers: ['home', 'newVoucher'] });
}
