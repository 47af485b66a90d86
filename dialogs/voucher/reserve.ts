import { z } from 'zod';
import { acceptArg } from '../../cards/kit/accepted.ts';
import { execute } from '../../cards/kit/actions.ts';
import type { Card } from '../../cards/kit/template.ts';
import { OTHER_COUNTRY } from '../../cards/voucher/choices.ts';
import { refusalCard } from '../../cards/voucher/refusal.ts';
import { reserveCard } from '../../cards/voucher/reserve.ts';
import { addWorkingDays, workingDays, type Day } from '../../domain/day.ts';
import { redeemBy } from '../../domain/voucher/deadlines.ts';
import type { Outcome } from '../../domain/desk/execute.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { blocking, type GuardAnswer, type GuardId } from '../../domain/guards/answers.ts';
import { checkGuards } from '../../domain/guards/check.ts';
import { suggestedConsultant } from '../../domain/people/same-person.ts';
import { qualified } from '../../domain/guards/competence.ts';
import type { Sibling } from '../../domain/guards/subject.ts';
import type { Planned } from '../../domain/plan/plan.ts';
import { present } from '../../domain/present.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { PlannedReservation } from '../../domain/voucher/model.ts';
import {
  choices,
  dayInput,
  emailInput,
  idInput,
  missing,
  nameInput,
  readCountry,
  readInputs,
  toggle,
} from '../inputs.ts';
import { withRole } from '../people/people.ts';
import type { Frame, Handles, Reply } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { acceptedOf } from './accepted.ts';
import { plannedBy } from './engaged.ts';
import { placeOf } from './place.ts';
import { consultantOf } from './consultant.ts';
import {
  VoucherForm,
  type FormOrder,
  type FormView,
  type ReadForm,
  type VoucherDraft,
} from './voucher-form.ts';

const inputsSchema = z.strictObject({
  locationId: idInput,
  country: nameInput,
  consultantId: idInput,
  consultantName: nameInput,
  start: dayInput,
  end: dayInput,
  on: dayInput,
  adminEmail: emailInput,
  attested: choices(['G7', 'G8']),
  terms: toggle,
  reason: nameInput,
});

/** Guards that no input of the card can meet: asked before the form is shown. */
const GIVEN: readonly GuardId[] = ['G2', 'G5', 'G6', 'G9', 'G15', 'G16'];

/** Step "validate and reserve": every guard before the plan, then what was done in VVR is recorded. */
export class ReserveDialog extends VoucherForm<'reserve'> {
  override readonly needs = 'voucher.reserve';

  protected readonly handles: Handles<'reserve', VoucherDraft> = {
    done: this.sent(reserved),
    days: (turn, frame, press) => this.takeDays(turn, frame, press),
  };
  protected override readonly proposes = true;
  protected readonly from = ['assigned', 'lost'] as const;

  /** The button of the card that says no opens it again, with the guards that it showed. */
  protected override open(turn: Turn, frame: Frame<VoucherDraft>): Promise<Reply> {
    return this.show(turn, frame, turn.input.kind === 'press' ? acceptedOf(turn.input) : []);
  }

  /** A typed address answers the only question that is left open. */
  protected override async text(
    turn: Turn,
    frame: Frame<VoucherDraft>,
    text: string,
  ): Promise<Reply | undefined> {
    const doc = await turn.desk.voucher(turn.unit, frame.subject);
    if (doc === undefined || doc.state.facts.adminKnown) return undefined;
    const address = emailInput.safeParse(text);
    if (!address.success || address.data === undefined) return undefined;
    frame.draft = { values: { ...frame.draft.values, adminEmail: address.data }, version: doc.version };
    return this.show(turn, frame, []);
  }

  /** The address of the voucher admin is a fact of the voucher: it is kept even when the plan changes. */
  protected override async order(
    turn: Turn,
    frame: Frame<VoucherDraft>,
    press: Press,
    doc: VoucherDocument,
    order: FormOrder,
  ): Promise<Outcome<VoucherDocument>> {
    const { facts } = doc.state;
    const adminEmail = emailInput.safeParse(press.inputs['adminEmail']).data;
    if (facts.adminKnown || adminEmail === undefined) return super.order(turn, frame, press, doc, order);
    const amended = await turn.order(press, 'admin').voucher(facts.number, {
      command: { type: 'amend', facts: { ...facts, adminKnown: true } },
      texts: { adminEmail },
    });
    if (!amended.done) return amended;
    const { version } = amended.doc;
    // What was typed was typed for this voucher: only the address is new.
    frame.draft = { ...frame.draft, version };
    return super.order(turn, frame, { ...press, version }, doc, order);
  }

  protected async form(
    turn: Turn,
    view: FormView,
    refusal: Refusal | undefined,
    accepted: readonly GuardId[],
  ): Promise<Card> {
    const { doc, standing, actor, values } = view;
    const siblings = await turn.desk.siblings(turn.unit, doc.state.facts, true);
    const answers = check(standing, doc, values, siblings);
    const stuck = blocking(answers).filter(
      ({ guard, detail }) => GIVEN.includes(guard) && detail.code !== 'endsTooLate',
    );
    if (stuck.some(({ guard }) => !accepted.includes(guard)) && refusal === undefined) {
      const anyway =
        actor.permission === 'admin'
          ? execute(turn.say('do.reservedAnyway'), 'reserve.open', {
              id: doc.state.facts.number,
              version: doc.version,
              arg: acceptArg(stuck.map(({ guard }) => guard)),
            })
          : undefined;
      turn.desk.refusedBefore('voucher.reserve', 'reserve', stuck);
      return refusalCard({ doc, standing, actor, unmet: stuck, anyway });
    }
    return reserveCard({
      ...view,
      answers,
      partnerAdmins: actor.roles.includes('mpnPartnerAdmin') ? [] : await withRole(turn, 'mpnPartnerAdmin'),
    });
  }

  protected override planned(
    _doc: VoucherDocument,
    standing: Standing,
    values: Readonly<Record<string, string>>,
  ): Planned | undefined {
    return plannedBy(standing, values);
  }

  /** The company's first location, who qualifies, the next week that works. */
  protected defaults({ state, texts }: VoucherDocument, standing: Standing): Record<string, string> {
    const { facts } = state;
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
      consultantName: '',
      start,
      end,
      on: standing.today,
      adminEmail: texts['adminEmail'] ?? '',
      attested: '',
      terms: 'false',
      reason: '',
    };
  }
}

const reserved: ReadForm = ({ press, doc, standing, turn }) => {
  const accepted = acceptedOf(press);
  const inputs = readInputs(inputsSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  const { start, end, reason } = inputs;
  if (start === undefined) return missing('start');
  if (end === undefined) return missing('end');
  if (inputs.on === undefined) return missing('on');
  if (!doc.state.facts.adminKnown && inputs.adminEmail === undefined) return missing('adminEmail');
  if (accepted.length > 0 && reason === undefined) return refuse({ why: 'reasonNeeded' });
  const place = placeOf(standing, inputs);
  if (isRefusal(place)) return place;
  const who = consultantOf(standing, inputs);
  if (isRefusal(who)) return who;
  const reservation: PlannedReservation = {
    on: inputs.on,
    start,
    end,
    attested: [...inputs.attested],
    ...place,
    ...who,
  };
  return {
    command: { type: 'reserve', reservation, termsAccepted: inputs.terms, accepted },
    texts: present({ reason }),
    done: said(turn, doc, reservation),
  };
};

/** Done, and a word when the dates hold fewer working days than the voucher. */
function said({ say }: Turn, { state }: VoucherDocument, { start, end }: PlannedReservation): string {
  const have = workingDays(start, end);
  const { serviceLevel } = state.facts;
  return serviceLevel === undefined || have >= serviceLevel
    ? say('reserve.done')
    : `${say('reserve.done')} ${say('reserve.shortDates', { have, days: say('days', { days: serviceLevel }) })}`;
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
              consultantId:
                suggestedConsultant(values['consultantName'] ?? '', standing) ?? values['consultantId'],
            },
      reported: false,
      on,
      attested,
    },
    { ...standing, siblings },
  );
}
