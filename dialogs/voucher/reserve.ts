import { z } from 'zod';
import { OTHER_COUNTRY, refusalCard, reserveCard } from '../../cards/voucher/reserve.ts';
import { acceptArg, execute } from '../../cards/kit/elements.ts';
import { addWorkingDays, workingDays, type Day } from '../../domain/day.ts';
import { redeemBy } from '../../domain/voucher/deadlines.ts';
import type { Outcome, Standing, VoucherOrder } from '../../domain/desk/desk.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import {
  blocking,
  checkGuards,
  qualified,
  type GuardAnswer,
  type GuardId,
  type Sibling,
} from '../../domain/guards/table.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { Reservation } from '../../domain/voucher/decide.ts';
import {
  choices,
  dayInput,
  emailInput,
  idInput,
  nameInput,
  readCountry,
  readInputs,
  toggle,
  typed,
  missing,
} from '../inputs.ts';
import { acceptable, acceptedOf } from './accepted.ts';
import { partnerAdmins } from '../people/people.ts';
import { nearCountries } from '../company/set-up.ts';
import { StepDialog, type Frame, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { showVoucher } from './voucher.ts';

const inputsSchema = z.strictObject({
  locationId: idInput,
  country: nameInput,
  consultantId: idInput,
  start: dayInput,
  end: dayInput,
  on: dayInput,
  adminEmail: emailInput,
  attested: choices(['G7', 'G8']),
  terms: toggle,
  reason: nameInput,
});
type Inputs = z.infer<typeof inputsSchema>;

/** Guards that no input of the card can meet: asked before the form is shown. */
const GIVEN: readonly GuardId[] = ['G2', 'G5', 'G6', 'G9', 'G15', 'G16'];

interface Draft {
  values?: Record<string, string>;
  /** The voucher's version that the values were typed for. */
  version?: number;
}

/** Step "validate and reserve": every guard before the plan, then what was done in VVR is recorded. */
export class ReserveDialog extends StepDialog<Draft> {
  readonly acts = ['done'];
  override readonly needs = 'voucher.reserve' as const;

  constructor() {
    super('reserve');
  }

  protected blank(): Draft {
    return {};
  }

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    return this.#form(turn, frame, turn.input.kind === 'press' ? acceptedOf(turn.input) : []);
  }

  protected async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const accepted = acceptedOf(press);
    const doc = await turn.desk.voucher(turn.unit, frame.subject, true);
    if (press.act !== 'done' || doc === undefined) return showVoucher(turn, frame.subject);
    frame.draft = {
      values: typed(press.inputs),
      ...(press.version === undefined ? {} : { version: press.version }),
    };
    const order = this.#order(turn, await turn.standing(), doc, press, accepted);
    if (isRefusal(order)) return this.#form(turn, frame, accepted, order);
    const outcome = await this.#record(turn, frame, doc, order, press, accepted);
    if (outcome.done) {
      return showVoucher(turn, frame.subject, turn.good(said(turn, doc, order.reservation)));
    }
    const { refused } = outcome.refusal;
    if (refused.why === 'input' || refused.why === 'reasonNeeded' || refused.why === 'guards') {
      return this.#form(turn, frame, accepted, outcome.refusal);
    }
    return showVoucher(turn, frame.subject, await turn.notice(outcome.refusal));
  }

  /** A typed address answers the only question that is left open. */
  protected override async text(turn: Turn, frame: Frame<Draft>, text: string): Promise<Reply | undefined> {
    const doc = await turn.desk.voucher(turn.unit, frame.subject);
    if (doc === undefined || doc.state.facts.adminKnown) return undefined;
    const address = emailInput.safeParse(text);
    if (!address.success || address.data === undefined) return undefined;
    frame.draft = { values: { ...frame.draft.values, adminEmail: address.data }, version: doc.version };
    return this.#form(turn, frame, []);
  }

  /** The address of the voucher admin is a fact of the voucher: it is kept even when the plan changes. */
  async #record(
    turn: Turn,
    frame: Frame<Draft>,
    doc: VoucherDocument,
    { reservation, inputs }: { reservation: Reservation; inputs: Inputs },
    press: Press,
    accepted: readonly GuardId[],
  ): Promise<Outcome<VoucherDocument>> {
    const commandId = press.commandId ?? newCommandId();
    let version = press.version;
    if (!doc.state.facts.adminKnown && inputs.adminEmail !== undefined) {
      const amended = await turn.desk.orderVoucher(turn.unit, turn.actor, {
        id: doc.state.facts.number,
        version,
        commandId: `${commandId}/admin`,
        command: { type: 'amend', facts: { ...doc.state.facts, adminKnown: true } },
        texts: { adminEmail: inputs.adminEmail },
      });
      if (!amended.done) return amended;
      version = amended.doc.version;
      // What was typed was typed for this voucher: only the address is new.
      frame.draft = { ...frame.draft, version };
    }
    const order: VoucherOrder = {
      id: doc.state.facts.number,
      version,
      commandId,
      command: { type: 'reserve', reservation, termsAccepted: inputs.terms, accepted },
      texts: inputs.reason === undefined ? {} : { reason: inputs.reason },
    };
    return turn.desk.orderVoucher(turn.unit, turn.actor, order);
  }

  #order(
    turn: Turn,
    standing: Standing,
    doc: VoucherDocument,
    press: Press,
    accepted: readonly GuardId[],
  ): { reservation: Reservation; inputs: Inputs } | Refusal {
    const inputs = readInputs(inputsSchema, press.inputs);
    if (isRefusal(inputs)) return inputs;
    if (inputs.start === undefined) return missing('start');
    if (inputs.end === undefined) return missing('end');
    if (!doc.state.facts.adminKnown && inputs.adminEmail === undefined) return missing('adminEmail');
    if (accepted.length > 0 && inputs.reason === undefined) return refuse({ why: 'reasonNeeded' });
    const place = this.#place(standing, inputs);
    if (isRefusal(place)) return place;
    const { consultantId } = inputs;
    if (consultantId !== undefined && standing.company.consultants.every(({ id }) => id !== consultantId)) {
      return refuse({ why: 'input', field: 'consultantId', problem: 'unknown' });
    }
    return {
      inputs,
      reservation: {
        on: inputs.on ?? standing.today,
        start: inputs.start,
        end: inputs.end,
        attested: [...inputs.attested],
        ...place,
        ...(consultantId === undefined ? {} : { consultantId }),
      },
    };
  }

  #place(
    standing: Standing,
    { locationId, country }: Inputs,
  ): { country: string; locationId?: string } | Refusal {
    if (country !== undefined) {
      const read = readCountry(country);
      return 'code' in read
        ? { country: read.code }
        : refuse({ why: 'input', field: 'country', problem: 'unknown' });
    }
    if (locationId === undefined || locationId === OTHER_COUNTRY) {
      return refuse({ why: 'input', field: 'country', problem: 'missing' });
    }
    const location = standing.company.locations.find(({ id }) => id === locationId);
    return location === undefined
      ? refuse({ why: 'input', field: 'locationId', problem: 'unknown' })
      : { country: location.country, locationId: location.id };
  }

  async #form(
    turn: Turn,
    frame: Frame<Draft>,
    accepted: readonly GuardId[],
    refusal?: Refusal,
  ): Promise<Reply> {
    const doc = await turn.voucher(
      frame.subject,
      ({ state: { stage } }) => stage.status === 'assigned' || stage.status === 'lost',
    );
    if (doc === undefined) return showVoucher(turn, frame.subject);
    const { status } = doc.state.stage;
    if (status !== 'assigned' && status !== 'lost') {
      return showVoucher(
        turn,
        frame.subject,
        await turn.notice(refuse({ why: 'state', command: 'reserve', status })),
      );
    }
    const standing = await turn.standing();
    const values = {
      ...defaults(standing, doc),
      ...(frame.draft.version === doc.version ? frame.draft.values : {}),
    };
    const siblings = await turn.desk.siblings(turn.unit, doc.state.facts);
    const answers = check(standing, doc, values, siblings);
    const stuck = blocking(answers).filter(
      ({ guard, detail }) => GIVEN.includes(guard) && detail.code !== 'endsTooLate',
    );
    if (stuck.some(({ guard }) => !accepted.includes(guard)) && refusal === undefined) {
      const anyway =
        turn.actor.permission === 'admin'
          ? execute(turn.say('do.reservedAnyway'), 'reserve.open', {
              id: frame.subject,
              version: doc.version,
              arg: acceptArg(stuck.map(({ guard }) => guard)),
            })
          : undefined;
      return { card: refusalCard({ doc, standing, actor: turn.actor, unmet: stuck, anyway }), waits: true };
    }
    const card = reserveCard({
      doc,
      standing,
      actor: turn.actor,
      answers,
      values,
      commandId: newCommandId(),
      accepts: acceptable(turn, accepted, refusal),
      partnerAdmins: turn.actor.roles.includes('mpnPartnerAdmin') ? [] : await partnerAdmins(turn),
      banner: refusal === undefined ? undefined : await this.#notice(turn, refusal, values),
    });
    return { card, waits: true };
  }

  async #notice(turn: Turn, refusal: Refusal, values: Readonly<Record<string, string>>) {
    const banner = await turn.notice(refusal, { on: 'reservedOn' });
    const { refused } = refusal;
    const isCountry = refused.why === 'input' && refused.field === 'country' && refused.problem === 'unknown';
    return isCountry
      ? { ...banner, text: `${banner.text} ${nearCountries(turn, values['country'] ?? '')}` }
      : banner;
  }
}

/** Done, and a word when the dates hold fewer working days than the voucher. */
function said({ say }: Turn, { state }: VoucherDocument, { start, end }: Reservation): string {
  const have = workingDays(start, end);
  const { serviceLevel } = state.facts;
  return serviceLevel === undefined || have >= serviceLevel
    ? say('reserve.done')
    : `${say('reserve.done')} ${say('reserve.shortDates', { have, days: say('days', { days: serviceLevel }) })}`;
}

/** What the form offers at first: the company's first location, who qualifies, the next week that works. */
function defaults(standing: Standing, doc: VoucherDocument): Record<string, string> {
  const { facts } = doc.state;
  const start = addWorkingDays(standing.today, 1);
  const whole = addWorkingDays(start, (facts.serviceLevel ?? 1) - 1);
  const by = redeemBy(facts, standing.edition);
  // Shorter dates that fit are said to be short; longer ones would be refused.
  const end = by !== undefined && by < whole && by >= start ? by : whole;
  const fit = facts.engagement === undefined ? [] : qualified(facts.engagement, standing);
  return {
    locationId: standing.company.locations[0]?.id ?? OTHER_COUNTRY,
    country: '',
    consultantId: fit[0] ?? standing.company.consultants[0]?.id ?? '',
    start,
    end,
    on: standing.today,
    adminEmail: doc.texts['adminEmail'] ?? '',
    attested: '',
    terms: 'false',
    reason: '',
  };
}

function check(
  standing: Standing,
  doc: VoucherDocument,
  values: Readonly<Record<string, string>>,
  siblings: readonly Sibling[] | undefined,
): readonly GuardAnswer[] {
  const location = standing.company.locations.find(({ id }) => id === values['locationId']);
  const read = readCountry(values['country'] ?? '');
  const country = values['country'] !== '' && 'code' in read ? read.code : location?.country;
  const start = dayInput.safeParse(values['start']).data;
  const end = dayInput.safeParse(values['end']).data;
  const on: Day = dayInput.safeParse(values['on']).data ?? standing.today;
  const attested = (values['attested'] ?? '')
    .split(',')
    .filter((id): id is 'G7' | 'G8' => id === 'G7' || id === 'G8');
  return checkGuards(
    'reserve',
    {
      facts: doc.state.facts,
      status: doc.state.stage.status,
      reservation:
        country === undefined || start === undefined || end === undefined
          ? undefined
          : {
              on,
              start,
              end,
              country,
              attested,
              locationId: country === location?.country ? location.id : undefined,
              consultantId: values['consultantId'],
            },
      reported: false,
      on,
      attested,
    },
    { ...standing, siblings },
  );
}
