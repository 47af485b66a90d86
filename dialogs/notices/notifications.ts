import { z } from 'zod';
import type { Banner } from '../../cards/kit/template.ts';
import { notificationsCard, OFTEN } from '../../cards/notices/notifications.ts';
import { NOTICE_GROUPS } from '../../domain/notices/notice.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { choice, choices, readInputs } from '../inputs.ts';
import { StepDialog, type Handles, type Reply } from '../step.ts';
import type { Press, Turn } from '../turn.ts';

const inputsSchema = z.strictObject({ groups: choices(NOTICE_GROUPS), often: choice(OFTEN) });

/** What a person wants to be told about, and how often. */
export class NotificationsDialog extends StepDialog<'notifications'> {
  protected readonly handles: Handles<'notifications', object> = {
    save: (turn, _frame, press) => this.#save(turn, press),
  };

  protected open(turn: Turn): Promise<Reply> {
    return this.#show(turn);
  }

  async #save(turn: Turn, press: Press): Promise<Reply> {
    const inputs = readInputs(inputsSchema, press.inputs);
    if (isRefusal(inputs)) return this.#show(turn, await turn.refused(inputs));
    const wanted = new Set(inputs.groups);
    const outcome = await turn.desk.choose(turn.unit, turn.actor, {
      muted: NOTICE_GROUPS.filter((group) => !wanted.has(group)),
      digest: inputs.often === 'daily',
    });
    return this.#show(turn, await turn.outcome(outcome, 'people.saved'));
  }

  async #show(turn: Turn, banner?: Banner): Promise<Reply> {
    const [person, standing] = await Promise.all([
      turn.desk.person(turn.unit, turn.actor.id),
      turn.standing(),
    ]);
    const card = notificationsCard(turn.actor, { person, standing, banner });
    return { card, seen: { verb: 'notifications.open' }, waits: false };
  }
}
