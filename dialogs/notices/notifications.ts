import { z } from 'zod';
import { notificationsCard, OFTEN } from '../../cards/notices/notifications.ts';
import { NOTICE_GROUPS } from '../../domain/notices/rules.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { choice, choices, readInputs } from '../inputs.ts';
import { StepDialog, type Frame, type Reply } from '../step.ts';
import type { Press, Turn } from '../turn.ts';

const inputsSchema = z.strictObject({ groups: choices(NOTICE_GROUPS), often: choice(OFTEN) });

/** What a person wants to be told about, and how often. */
export class NotificationsDialog extends StepDialog<object> {
  readonly acts = ['save'];

  constructor() {
    super('notifications');
  }

  protected blank(): object {
    return {};
  }

  protected open(turn: Turn, _frame: Frame<object>): Promise<Reply> {
    return this.#show(turn);
  }

  protected async press(turn: Turn, _frame: Frame<object>, press: Press): Promise<Reply> {
    const inputs = readInputs(inputsSchema, press.inputs);
    if (isRefusal(inputs)) return this.#show(turn, await turn.notice(inputs));
    const wanted = new Set(inputs.groups);
    const outcome = await turn.desk.choose(turn.unit, turn.actor, {
      muted: NOTICE_GROUPS.filter((group) => !wanted.has(group)),
      digest: inputs.often === 'daily',
    });
    return this.#show(
      turn,
      outcome.done ? turn.good(turn.say('people.saved')) : await turn.notice(outcome.refusal),
    );
  }

  async #show(turn: Turn, banner?: Awaited<ReturnType<Turn['notice']>>): Promise<Reply> {
    const [person, standing] = await Promise.all([
      turn.desk.person(turn.unit, turn.actor.id),
      turn.standing(),
    ]);
    return { card: notificationsCard(turn.actor, { person, standing, banner }), waits: false };
  }
}
