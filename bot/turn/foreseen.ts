import { stepOf, type Verb } from '../../cards/verbs.ts';
import type { Input } from '../../dialogs/turn.ts';
import type { Kind } from '../../domain/store/documents.ts';
import { claimId, COMPANY_ID, dialogId, personId, TALLY_ID, voucherId } from '../../domain/store/ids.ts';

interface Foreseen {
  readonly kind: Kind;
  readonly id: string;
}

/** Views of all vouchers, which say how many there are. */
const COUNTING = /^(home|vouchers|claims|overview)\./;

/**
 * The documents that a turn will probably read, as far as that can be told before anything is decided. Wrong guesses are
 * harmless: what is not there costs nothing, and what nobody looks at a part of a request.
 */
export function foreseen(input: Input, person: string, conversation: string): readonly Foreseen[] {
  return [
    { kind: 'person', id: personId(person) },
    { kind: 'company', id: COMPANY_ID },
    { kind: 'dialog', id: dialogId(conversation) },
    ...(input.kind === 'press' && input.verb !== undefined ? ofPress(input.verb, input.id) : []),
    // What is typed is most often a way home, or to some of the vouchers.
    ...(input.kind === 'text' ? [{ kind: 'tally', id: TALLY_ID } as const] : []),
  ];
}

function ofPress(verb: Verb, id: string | undefined): readonly Foreseen[] {
  if (COUNTING.test(verb)) return [{ kind: 'tally', id: TALLY_ID }];
  if (id === undefined) return [];
  if (stepOf(verb) === 'settle') return [{ kind: 'claim', id: claimId(id) }];
  return stepOf(verb) !== undefined || verb.startsWith('voucher.')
    ? [{ kind: 'voucher', id: voucherId(id) }]
    : [];
}
