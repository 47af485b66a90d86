import { z } from 'zod';
import { enrolCard } from '../../cards/company/enrol.ts';
import type { Check } from '../../cards/kit/checklist.ts';
import { formatDay } from '../../cards/kit/format.ts';
import { offeringName } from '../../cards/kit/names.ts';
import type { Key } from '../../cards/kit/say.ts';
import type { Banner } from '../../cards/kit/template.ts';
import type { CompanyCommand } from '../../domain/company/model.ts';
import type { Day } from '../../domain/day.ts';
import { renewals } from '../../domain/company/renewal.ts';
import { OFFERING_IDS, type OfferingId } from '../../domain/programme/catalogue.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { choice, dayInput, missing, readInputs, typedIn } from '../inputs.ts';
import { StepDialog, type Frame, type Handles, type Reply } from '../step.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { withEndangered } from './renewals.ts';

interface Draft {
  values?: Record<string, string>;
}

const enrolSchema = z.strictObject({ offering: choice(OFFERING_IDS), on: dayInput });
const FIELDS = Object.keys(enrolSchema.shape);

/** Step "enrol": per offering, in the order of the edition, until a year later. */
export class EnrolDialog extends StepDialog<'enrol', Draft> {
  protected readonly handles: Handles<'enrol', Draft> = {
    policies: (turn, frame, press) => this.#policies(turn, frame, press),
    done: (turn, frame, press) => this.#enrol(turn, frame, press),
  };

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    return this.#form(turn, frame);
  }

  /** An act of its own, whatever the form holds: that stays on it. Buttons of an earlier version send nothing of it. */
  async #policies(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const typed = typedIn(FIELDS, press.inputs);
    if (Object.keys(typed).length > 0) frame.draft.values = typed;
    const { today } = await turn.standing();
    return this.#order(turn, frame, press, { type: 'readPolicies', on: today }, 'enrol.policiesRead');
  }

  async #enrol(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft.values = typedIn(FIELDS, press.inputs);
    const inputs = readInputs(enrolSchema, press.inputs);
    if (isRefusal(inputs)) return this.#form(turn, frame, await turn.refused(inputs));
    const { offering, on } = inputs;
    if (offering === undefined) return this.#form(turn, frame, await turn.refused(missing('offering')));
    if (on === undefined) return this.#form(turn, frame, await turn.refused(missing('on')));
    const { company } = await turn.standing();
    const since = company.enrolments[offering]?.on;
    // An enrolment that has its on is not moved by the way.
    if (since !== undefined && since !== on && press.arg !== againArg(offering, on)) {
      const { language } = turn.actor;
      const text = turn.say('enrol.again', {
        offering: offeringName(offering),
        since: formatDay(language, since),
        on: formatDay(language, on),
      });
      return this.#form(turn, frame, { text, style: 'warning' }, { again: { offering, on: on } });
    }
    const command: CompanyCommand = { type: 'enrol', offering, on, by: turn.actor.id };
    return this.#order(turn, frame, press, command, 'enrol.done');
  }

  async #order(
    turn: Turn,
    frame: Frame<Draft>,
    press: Press,
    command: CompanyCommand,
    done: Key,
  ): Promise<Reply> {
    const outcome = await turn.order(press).company({ command });
    return this.#form(turn, frame, await turn.outcome(outcome, done), {
      isDone: outcome.done && command.type === 'enrol',
    });
  }

  async #form(
    turn: Turn,
    frame: Frame<Draft>,
    banner?: Banner,
    {
      isDone = false,
      again,
    }: {
      readonly isDone?: boolean;
      readonly again?: { readonly offering: OfferingId; readonly on: Day };
    } = {},
  ): Promise<Reply> {
    const standing = await turn.standing();
    const { company, edition, today } = standing;
    const offering = OFFERING_IDS.find((id) => id === frame.subject);
    const { language } = turn.actor;
    const enrolled: Check[] = [];
    for (const id of Object.keys(company.enrolments) as OfferingId[]) {
      const { on, agreement } = company.enrolments[id] ?? {};
      const signer =
        agreement === undefined ? undefined : (await turn.desk.person(turn.unit, agreement.by))?.name;
      const since = [on === undefined ? undefined : formatDay(language, on), signer]
        .filter((part) => part !== undefined)
        .join(' · ');
      enrolled.push({ is: 'done', text: offeringName(id), more: since });
    }
    const lapsing = renewals(company, edition, today).filter(({ state }) => state !== 'holds');
    const yearly = enrolled.length > 0 && edition.yearlyRenewal ? [yearlyLine(turn, standing)] : [];
    const card = enrolCard({
      actor: turn.actor,
      standing,
      offering,
      enrolled,
      yearly,
      renewals: await withEndangered(turn, lapsing),
      values: { offering: offering ?? '', on: today, ...frame.draft.values },
      commandId: newCommandId(),
      again: again && { arg: againArg(again.offering, again.on), on: again.on },
      banner,
    });
    return { card, ...(isDone && { seen: { verb: 'enrol.open', id: frame.subject } }), waits: !isDone };
  }
}

/** Every year again, but no source names the day: the membership's end is what is known of it (R14, P9; S3). */
function yearlyLine({ say, actor }: Turn, { company, edition }: Standing): string {
  const { membershipEnd } = company;
  const article = say(`source.${edition.article}`);
  return membershipEnd === undefined
    ? say('enrol.yearly', { article })
    : say('enrol.yearlyWithMembership', { article, day: formatDay(actor.language, membershipEnd) });
}

/** Which enrolment is moved to which day: another choice is asked for anew. */
function againArg(offering: OfferingId, on: Day): string {
  return `${offering} ${on}`;
}
