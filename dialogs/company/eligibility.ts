import { z } from 'zod';
import {
  agreementCard,
  eligibilityCard,
  enrolCard,
  NEW_PARTICIPANT,
  offeringCard,
  participantsCard,
} from '../../cards/company/eligibility.ts';
import { formatDay } from '../../cards/kit/format.ts';
import { dueText } from '../../cards/voucher/voucher.ts';
import { OFFERING_IDS, type OfferingId } from '../../domain/programme/catalogue.ts';
import { eligibility, unlocks } from '../../domain/company/eligibility.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { enrolledUntil, renewals } from '../../domain/company/renewal.ts';
import type { CompanyOrder } from '../../domain/desk/desk.ts';
import { choice, dayInput, idInput, nameInput, readInputs, typed } from '../inputs.ts';
import { endangered } from './renewals.ts';
import { StepDialog, type Frame, type Reply, type Shown } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';

interface Draft {
  form?: 'participants' | 'agreement';
  values?: Record<string, string>;
}

const trainSchema = z.strictObject({
  participant: idInput,
  name: nameInput,
  trainedOn: dayInput,
  message: z.string().max(4000).optional(),
});
const signSchema = z.strictObject({ on: dayInput });

/** Step "verify eligibility": computed per offering and engagement; 2019 also training and agreement. */
export class EligibilityDialog extends StepDialog<Draft> {
  readonly acts = ['list', 'participants', 'agreement', 'train', 'sign'];

  constructor() {
    super('eligibility');
  }

  protected blank(): Draft {
    return {};
  }

  protected async open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    if (frame.draft.form === 'participants') return this.#participants(turn, frame);
    if (frame.draft.form === 'agreement') return this.#agreement(turn, frame);
    return showEligibility(turn, frame.subject);
  }

  protected async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    switch (press.act) {
      case 'participants':
        frame.draft = { form: 'participants' };
        return this.#participants(turn, frame);
      case 'agreement':
        frame.draft = { form: 'agreement' };
        return this.#agreement(turn, frame);
      case 'train':
        return this.#train(turn, frame, press);
      case 'sign':
        return this.#sign(turn, frame, press);
      default:
        return showEligibility(turn, frame.subject);
    }
  }

  async #train(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft = { form: 'participants', values: typed(press.inputs) };
    const inputs = readInputs(trainSchema, press.inputs);
    if (isRefusal(inputs)) return this.#participants(turn, frame, inputs);
    const { company } = await turn.standing();
    const known = company.participants.find(({ id }) => id === inputs.participant);
    if (known === undefined && inputs.name === undefined) {
      return this.#participants(
        turn,
        frame,
        refuse({ why: 'input', field: 'participantName', problem: 'missing' }),
      );
    }
    const commandId = press.commandId ?? newCommandId();
    const id = known?.id ?? commandId;
    const outcome = await turn.desk.orderCompany(turn.unit, turn.actor, {
      version: press.version,
      commandId,
      command: {
        type: 'changeParticipant',
        participant: { id, ...(inputs.trainedOn === undefined ? {} : { trainedOn: inputs.trainedOn }) },
      },
      texts: inputs.name === undefined ? {} : { [`participant:${id}`]: inputs.name },
    });
    if (!outcome.done) return this.#participants(turn, frame, outcome.refusal);
    // Saved: nothing waits to be finished.
    frame.draft = { form: 'participants' };
    return { ...(await this.#participants(turn, frame)), waits: false };
  }

  async #sign(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const inputs = readInputs(signSchema, press.inputs);
    if (isRefusal(inputs)) return this.#agreement(turn, frame, inputs);
    const { today } = await turn.standing();
    const outcome = await turn.desk.orderCompany(turn.unit, turn.actor, {
      version: press.version,
      commandId: press.commandId ?? newCommandId(),
      command: { type: 'signAgreement', on: inputs.on ?? today, by: turn.actor.id },
    });
    if (!outcome.done) return this.#agreement(turn, frame, outcome.refusal);
    return { goTo: 'enrol', subject: '' };
  }

  async #participants(turn: Turn, { draft }: Frame<Draft>, refusal?: Refusal): Promise<Shown> {
    const card = participantsCard({
      actor: turn.actor,
      standing: await turn.standing(),
      values: { participant: NEW_PARTICIPANT, name: '', trainedOn: '', ...draft.values },
      commandId: newCommandId(),
      banner: refusal === undefined ? undefined : await turn.notice(refusal),
    });
    return { card, waits: true };
  }

  async #agreement(turn: Turn, _frame: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const standing = await turn.standing();
    const card = agreementCard({
      actor: turn.actor,
      standing,
      on: standing.today,
      commandId: newCommandId(),
      banner: refusal === undefined ? undefined : await turn.notice(refusal),
    });
    return { card, waits: true };
  }
}

async function nameOf(turn: Turn, id: string | undefined): Promise<string | undefined> {
  return id === undefined ? undefined : (await turn.desk.person(turn.unit, id))?.name;
}

/** All offerings, or one of them. */
async function showEligibility(turn: Turn, subject: string): Promise<Reply> {
  const standing = await turn.standing();
  const { company, edition, today } = standing;
  const offerings = eligibility(company, edition, today);
  const ways = unlocks(company, edition, today);
  const signer = await nameOf(turn, company.agreement?.by);
  const view = { actor: turn.actor, standing, offerings, ways, signer };
  const offering = offerings.find(({ id }) => id === subject);
  return {
    card: offering === undefined ? eligibilityCard(view) : offeringCard({ ...view, offering }),
    waits: false,
  };
}

const enrolSchema = z.strictObject({ offering: choice(OFFERING_IDS), on: dayInput });

/** Step "enrol": per offering, in the order of the edition, until a year later. */
export class EnrolDialog extends StepDialog<Draft> {
  readonly acts = ['policies', 'done'];

  constructor() {
    super('enrol');
  }

  protected blank(): Draft {
    return {};
  }

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    return this.#form(turn, frame);
  }

  protected async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft.values = typed(press.inputs);
    const inputs = readInputs(enrolSchema, press.inputs);
    if (isRefusal(inputs)) return this.#form(turn, frame, inputs);
    const { today } = await turn.standing();
    const order = ((): CompanyOrder['command'] | Refusal => {
      if (press.act === 'policies') return { type: 'readPolicies', on: today };
      if (inputs.offering === undefined) {
        return refuse({ why: 'input', field: 'offering', problem: 'missing' });
      }
      return { type: 'enrol', offering: inputs.offering, on: inputs.on ?? today, by: turn.actor.id };
    })();
    if (isRefusal(order)) return this.#form(turn, frame, order);
    const outcome = await turn.desk.orderCompany(turn.unit, turn.actor, {
      version: press.version,
      commandId: press.commandId ?? newCommandId(),
      command: order,
    });
    return this.#form(
      turn,
      frame,
      outcome.done ? undefined : outcome.refusal,
      outcome.done ? turn.say(press.act === 'policies' ? 'enrol.policiesRead' : 'enrol.done') : undefined,
    );
  }

  async #form(turn: Turn, frame: Frame<Draft>, refusal?: Refusal, done?: string): Promise<Reply> {
    const standing = await turn.standing();
    const { company, edition, today } = standing;
    const offering = OFFERING_IDS.find((id) => id === frame.subject);
    const { language } = turn.actor;
    const enrolled: string[] = [];
    for (const id of Object.keys(company.enrolments) as OfferingId[]) {
      const { on, agreement } = company.enrolments[id] ?? {};
      const until = enrolledUntil(on, edition);
      const signer = await nameOf(turn, agreement?.by);
      const since = [on === undefined ? undefined : formatDay(language, on), signer]
        .flatMap((part) => (part === undefined ? [] : ` · ${part}`))
        .join('');
      const line =
        until === undefined
          ? `✔ ${id}${since}`
          : `${until < today ? '✖' : '✔'} ${id}${since} · ${turn.say('enrol.until')} ${dueText(turn.say, language, until, today)}`;
      enrolled.push(line);
    }
    const lapsing = renewals(company, edition, today).filter(({ state }) => state !== 'holds');
    const state = [...enrolled, ...(await endangered(turn, lapsing))];
    const card = enrolCard({
      actor: turn.actor,
      standing,
      offering,
      state,
      values: { offering: offering ?? '', on: today, ...frame.draft.values },
      commandId: newCommandId(),
      banner:
        refusal === undefined
          ? done === undefined
            ? undefined
            : turn.good(done)
          : await turn.notice(refusal),
    });
    return { card, waits: done === undefined };
  }
}
