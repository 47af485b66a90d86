import type { Day } from '../day.ts';
import type { Company } from '../company/model.ts';
import type { Edition } from '../programme/edition.ts';
import { present } from '../present.ts';
import { dueOfVoucher, untilOfVoucher } from '../urgency.ts';
import type { Voucher } from '../voucher/model.ts';
import { numberKeys, type NumberKeys } from '../voucher/number.ts';

/** Which fields a voucher is listed and found by; one more whenever {@link listedBy} gives others. */
export const LISTED = 2;

interface Listed extends NumberKeys {
  readonly due: Day;
  readonly until: Day;
  readonly consultantId?: string;
}

/** What lists and searches go by and a state and the rules give: whoever writes a voucher writes them too. */
export function listedBy(
  state: Pick<Voucher, 'facts' | 'stage'>,
  rules: { readonly company: Company; readonly edition: Edition },
): Listed {
  const { stage } = state;
  return {
    due: dueOfVoucher(state, rules),
    until: untilOfVoucher(state, rules.edition),
    ...numberKeys(state.facts.number),
    ...present({ consultantId: 'reservation' in stage ? stage.reservation.consultantId : undefined }),
  };
}
