import { day } from '../../domain/day.ts';
import { dateInput, type Element } from '../kit/elements.ts';
import { formatDay } from '../kit/format.ts';
import { known } from '../kit/known.ts';
import type { Say } from '../kit/say.ts';
import { marked } from '../kit/template.ts';
import type { VoucherFormView } from './voucher-form.ts';

/** The day on which something was done, as text with "Change"; where there is none, its input. */
export function knownDay(
  t: Say,
  { actor: { language }, values }: VoucherFormView,
  id: string,
  label: string,
): readonly Element[] {
  const value = values[id] ?? '';
  const input = marked(dateInput(id, label, { value, required: t('required.on') }), t);
  const is = day(value);
  return is === undefined ? [input] : known(t, id, [{ label, value: formatDay(language, is) }], [input]);
}
