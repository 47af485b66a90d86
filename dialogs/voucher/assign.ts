import { z } from 'zod';
import { assignCard } from '../../cards/voucher/assign.ts';
import { customerMessageCard, customerPart } from '../../cards/voucher/customer-message.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { choice, readInputs } from '../inputs.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { showVoucher } from './voucher.ts';

const inputsSchema = z.object({ language: choice(LANGUAGES) });

/**
 * What the customer does: in VLSC, and the ways a voucher comes to us, by mail, by hand; or about one voucher that waits
 * for them.
 */
export async function showAssign(turn: Turn, press?: Press): Promise<Shown> {
  const inputs = readInputs(inputsSchema, press?.inputs ?? {});
  const chosen: Language | undefined = isRefusal(inputs) ? undefined : inputs.language;
  const customerLanguage = chosen ?? turn.actor.language;
  const standing = await turn.standing();
  const { id = '' } = press ?? {};
  if (id !== '') {
    const doc = await turn.desk.voucher(turn.unit, id);
    const part = doc && customerPart(doc, standing);
    // Nothing waits for the customer any more: where the voucher stands says what does.
    if (doc === undefined || part === undefined) return showVoucher(turn, id);
    return {
      card: customerMessageCard(turn.actor, { doc, part, standing, customerLanguage }),
      seen: { verb: 'assign.open', id },
      waits: false,
    };
  }
  return {
    card: assignCard(turn.actor, { standing, customerLanguage }),
    seen: { verb: 'assign.open' },
    waits: false,
  };
}
