import { z } from 'zod';
import { agreementCard } from '../../cards/company/agreement.ts';
import { eligibilityCard, offeringCard } from '../../cards/company/eligibility.ts';
import { NEW_PARTICIPANT, participantsCard } from '../../cards/company/participants.ts';
import { statusCard } from '../../cards/company/status.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { eligibility, unlocks } from '../../domain/company/eligibility.ts';
import { present } from '../../domain/present.ts';
import { OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import { ELIGIBILITY_STATUSES } from '../../domain/programme/edition.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { choice, dayInput, idInput, missing, nameInput, readInputs, typedIn } from '../inputs.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply, type Shown } from '../step.ts';
import { continueAction } from '../parked.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';

interface Draft {
  form?: 'participants' | 'agreement' | 'status';
  values?: Record<string, string>;
}

const trainSchema = z.strictObject({
  participant: idInput,
  name: nameInput,
  trainedOn: dayInput,
  message: z.string().max(4000).optional(),
});
const signSchema = z.strictObject({ on: dayInput });
const statusSchema = z.strictObject({
  offering: choice(OFFERING_IDS),
  status: choice(ELIGIBILITY_STATUSES),
  on: dayInput,
  moved: choice(['yes', 'no']),
});

/** Step "verify eligibility": per offering and engagement; 2019 also the status that was read, course and agreement. */
export class EligibilityDialog extends StepDialog<'eligibility', Draft> {
  override readonly looksFirst = true;

  protected readonly handles: Handles<'eligibility', Draft> = {
    list: (turn, frame) => showEligibility(turn, frame.subject),
    participants: (turn, frame) => this.#begin(turn, frame, 'participants'),
    agreement: (turn, frame) => this.#begin(turn, frame, 'agreement'),
    train: (turn, frame, press) => this.#train(turn, frame, press),
    sign: (turn, _frame, press) => this.#sign(turn, press),
    status: (turn, frame) => this.#begin(turn, frame, 'status'),
    saveStatus: (turn, frame, press) => this.#saveStatus(turn, frame, press),
  };

  protected async open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    if (frame.draft.form === 'participants') return this.#participants(turn, frame);
    if (frame.draft.form === 'agreement') return this.#agreement(turn);
    if (frame.draft.form === 'status') return this.#status(turn, frame);
    return showEligibility(turn, frame.subject);
  }

  override leave(turn: Turn, subject: string, banner: Banner): Promise<Answer> {
    return showEligibility(turn, subject, banner);
  }

  #begin(turn: Turn, frame: Frame<Draft>, form: 'participants' | 'agreement' | 'status'): Promise<Reply> {
    frame.draft = { form };
    return this.open(turn, frame);
  }

  async #train(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft = { form: 'participants', values: typedIn(Object.keys(trainSchema.shape), press.inputs) };
    const inputs = readInputs(trainSchema, press.inputs);
    if (isRefusal(inputs)) return this.#participants(turn, frame, inputs);
    const { company } = await turn.standing();
    const known = company.participants.find(({ id }) => id === inputs.participant);
    if (known === undefined && inputs.name === undefined) {
      return this.#participants(turn, frame, missing('name'));
    }
    const order = turn.order(press);
    const id = known?.id ?? order.commandId;
    const outcome = await order.company({
      command: {
        type: 'changeParticipant',
        participant: present({ id, trainedOn: inputs.trainedOn ?? known?.trainedOn }),
      },
      texts: inputs.name === undefined ? {} : { [`participant:${id}`]: inputs.name },
    });
    if (!outcome.done) return this.#participants(turn, frame, outcome.refusal);
    // Saved: nothing waits to be finished.
    frame.draft = { form: 'participants' };
    const banner = turn.did(outcome, turn.say('setUp.saved'));
    return { ...(await this.#participants(turn, frame, undefined, banner)), waits: false };
  }

  async #sign(turn: Turn, press: Press): Promise<Reply> {
    const inputs = readInputs(signSchema, press.inputs);
    if (isRefusal(inputs)) return this.#agreement(turn, inputs);
    if (inputs.on === undefined) return this.#agreement(turn, missing('on'));
    const outcome = await turn.order(press).company({
      command: { type: 'signAgreement', on: inputs.on, by: turn.actor.id },
    });
    if (!outcome.done) return this.#agreement(turn, outcome.refusal);
    return { goTo: 'enrol', subject: '' };
  }

  async #saveStatus(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft = { form: 'status', values: typedIn(Object.keys(statusSchema.shape), press.inputs) };
    const inputs = readInputs(statusSchema, press.inputs);
    if (isRefusal(inputs)) return this.#status(turn, frame, inputs);
    const { offering, status, moved } = inputs;
    if (status !== undefined && inputs.on === undefined) return this.#status(turn, frame, missing('on'));
    if (status !== undefined && offering === undefined) return this.#status(turn, frame, missing('offering'));
    if (offering !== undefined && status === undefined) return this.#status(turn, frame, missing('status'));
    const { today, company } = await turn.standing();
    const on = inputs.on ?? today;
    const known = offering === undefined ? undefined : company.statuses[offering];
    const outcome = await turn.order(press).company({
      command: present({
        type: 'recordStatus',
        read:
          offering === undefined || status === undefined
            ? undefined
            : {
                offering,
                status,
                on,
                by: known?.status === status && known.on === on ? known.by : turn.actor.id,
              },
        moved: moved === undefined ? undefined : moved === 'yes',
      }),
    });
    if (!outcome.done) return this.#status(turn, frame, outcome.refusal);
    frame.draft = {};
    return showEligibility(turn, offering ?? '', turn.did(outcome, turn.say('setUp.saved')));
  }

  async #status(turn: Turn, { draft, subject }: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const standing = await turn.standing();
    const { moved, statuses } = standing.company;
    const offering = OFFERING_IDS.find((id) => id === subject);
    const read = offering === undefined ? undefined : statuses[offering];
    const card = statusCard({
      actor: turn.actor,
      standing,
      subject,
      values: {
        offering: subject,
        status: read?.status ?? '',
        on: read?.on ?? standing.today,
        moved: moved === undefined ? '' : moved ? 'yes' : 'no',
        ...draft.values,
      },
      commandId: newCommandId(),
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }

  async #participants(
    turn: Turn,
    { draft }: Frame<Draft>,
    refusal?: Refusal,
    banner?: Banner,
  ): Promise<Shown> {
    const card = participantsCard({
      actor: turn.actor,
      standing: await turn.standing(),
      values: { participant: NEW_PARTICIPANT, name: '', trainedOn: '', ...draft.values },
      commandId: newCommandId(),
      banner: (await turn.refused(refusal)) ?? banner,
    });
    return { card, waits: true };
  }

  async #agreement(turn: Turn, refusal?: Refusal): Promise<Reply> {
    const standing = await turn.standing();
    const card = agreementCard({
      actor: turn.actor,
      standing,
      on: standing.today,
      commandId: newCommandId(),
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }
}

/** All offerings, or one of them. */
export async function showEligibility(turn: Turn, subject: string, banner?: Banner): Promise<Shown> {
  const standing = await turn.standing();
  const { company, edition, today } = standing;
  const offerings = eligibility(company, edition, today);
  const ways = unlocks(company, edition, today);
  const nameOf = async (by: string | undefined): Promise<string | undefined> =>
    by === undefined ? undefined : (await turn.desk.person(turn.unit, by))?.name;
  const offering = offerings.find(({ id }) => id === subject);
  const signer = await nameOf(company.agreement?.by);
  const reader = await nameOf(offering?.status?.by);
  // The longest engagement is asked by the company's step, from the offering's card.
  const parked =
    offering === undefined
      ? continueAction(turn, ['eligibility'])
      : continueAction(turn, ['eligibility', 'company'], offering.id);
  const view = { actor: turn.actor, standing, offerings, ways, signer, reader, banner, parked };
  return {
    card: offering === undefined ? eligibilityCard(view) : offeringCard({ ...view, offering }),
    seen: { verb: 'eligibility.open', id: subject },
    waits: false,
  };
}
