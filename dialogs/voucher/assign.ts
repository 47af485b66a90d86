import { z } from 'zod';
import { assignCard } from '../../cards/voucher/assign.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { choice, readInputs } from '../inputs.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';

const inputsSchema = z.object({ language: choice(LANGUAGES) });

/** What the customer does in VLSC, and the ways a voucher comes to us: by mail, by hand. */
export async function showAssign(turn: Turn, press?: Press): Promise<Shown> {
  const inputs = readInputs(inputsSchema, press?.inputs ?? {});
  const chosen: Language | undefined = isRefusal(inputs) ? undefined : inputs.language;
  return {
    card: assignCard(turn.actor, {
      standing: await turn.standing(),
      customerLanguage: chosen ?? turn.actor.language,
    }),
    seen: { verb: 'assign.open' },
    waits: false,
  };
}
