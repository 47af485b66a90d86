import { z } from 'zod';
import type { Banner } from '../../cards/kit/template.ts';
import { registerCard } from '../../cards/claim/register.ts';
import { OFFERING_IDS, type OfferingId } from '../../domain/programme/catalogue.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { dayInput, missing, nameInput, readInputs } from '../inputs.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { withRole } from '../people/people.ts';
import type { ClaimDraft } from './claim.ts';
import { showClaims } from './claims.ts';

const registerSchema = z.strictObject({ on: dayInput, registeredBy: nameInput });

interface Draft {
  /** The claim for which it is asked, as far as it is entered. */
  claim?: { readonly subject: string; readonly draft: Partial<ClaimDraft> };
}

/** The first SAVB registration of an offering. */
export class RegisterDialog extends StepDialog<'register', Draft> {
  protected readonly handles: Handles<'register', Draft> = {
    done: (turn, frame, press) => this.#register(turn, frame, press),
  };

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    const offering = OFFERING_IDS.find((id) => id === frame.subject);
    return offering === undefined ? showClaims(turn) : this.#form(turn, offering);
  }

  override leave(turn: Turn, _subject: string, banner: Banner): Promise<Answer> {
    return showClaims(turn, banner);
  }

  async #register(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const offering = OFFERING_IDS.find((id) => id === frame.subject);
    if (offering === undefined) return showClaims(turn);
    const inputs = readInputs(registerSchema, press.inputs);
    if (isRefusal(inputs)) return this.#form(turn, offering, inputs);
    if (inputs.on === undefined) return this.#form(turn, offering, missing('on'));
    const outcome = await turn.order(press).company({
      command: { type: 'registerSavb', offering, on: inputs.on, by: turn.actor.id },
      texts: inputs.registeredBy === undefined ? {} : { [`savb:${offering}`]: inputs.registeredBy },
    });
    if (!outcome.done) return this.#form(turn, offering, outcome.refusal);
    const { subject = '', draft } = frame.draft.claim ?? {};
    return { goTo: 'claim', subject, draft };
  }

  async #form(turn: Turn, offering: OfferingId, refusal?: Refusal): Promise<Reply> {
    const card = registerCard(turn.actor, {
      offering,
      standing: await turn.standing(),
      commandId: newCommandId(),
      globalAdmins: await withRole(turn, 'mpnGlobalAdmin'),
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }
}
