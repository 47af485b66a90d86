import { execute } from '../../cards/kit/actions.ts';
import { messageCard } from '../../cards/message.ts';
import type { Near } from '../../domain/mail/near.ts';
import type { Shown } from '../step.ts';
import type { Turn } from '../turn.ts';

/** A pasted text that is no voucher mail: what it seems to be, and the way to record a voucher all the same. */
export function showNear(turn: Turn, near: Near): Shown {
  const card = messageCard(turn.actor, {
    title: `near.${near}`,
    text: [turn.say('near.text')],
    actions: [execute(turn.say('do.recordByHand'), 'record.hand', { id: '' })],
    offers: ['home', 'help'],
  });
  return { card, waits: false };
}
