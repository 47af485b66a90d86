import { addDays, addWorkingDays, workingDays, type Day } from '../../domain/day.ts';
import { present } from '../../domain/present.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { About } from './intents.ts';
import type { VoucherDraft } from '../voucher/voucher-form.ts';
import type { Reference } from './reference.ts';

/**
 * The draft with which a step begins of which something was said: what was typed in it before stays, what was said now
 * stands above it. Undefined where the step takes nothing.
 */
export function filled(
  asks: About | 'handOver',
  said: Reference,
  doc: VoucherDocument,
  waiting: object | undefined,
): object | undefined {
  switch (asks) {
    case 'reserve': {
      const start = said.start ?? said.on;
      const end = said.end ?? (start && addWorkingDays(start, (doc.state.facts.serviceLevel ?? 1) - 1));
      return form(doc, waiting, { start, end, consultantId: said.consultant });
    }
    case 'reschedule':
      return form(doc, waiting, moved(said, doc));
    case 'handOver':
      return form(doc, waiting, { consultantId: said.consultant });
    case 'report':
      return form(doc, waiting, { on: said.on ?? said.end });
    case 'redeem':
    case 'remind':
      return said.on === undefined && said.start === undefined
        ? waiting
        : { ...waiting, on: said.on ?? said.start };
    case 'comment':
      return said.text === undefined ? waiting : { ...waiting, text: said.text };
    case 'askColleague':
      return said.person === undefined ? waiting : { ...waiting, personId: said.person };
    case 'claim':
    case 'correct':
    case 'history':
    case 'lose':
    case 'plan':
    case 'release':
      return waiting;
    default:
      return asks satisfies never;
  }
}

/** The values of a form about this version of a voucher. */
function form(
  { version }: VoucherDocument,
  waiting: object | undefined,
  said: Readonly<Record<string, string | undefined>>,
): VoucherDraft {
  const before: VoucherDraft | undefined = waiting;
  const typed = before?.version === version ? before.values : undefined;
  return { values: { ...typed, ...(present(said) as Record<string, string>) }, version };
}

/** New dates: those that were said, or the old ones so much later; of one day the length stays. */
function moved(said: Reference, { state }: VoucherDocument): { readonly start?: Day; readonly end?: Day } {
  if (!('reservation' in state.stage)) return {};
  const { start, end } = state.stage.reservation;
  if (start === undefined || end === undefined)
    return present({ start: said.start ?? said.on, end: said.end });
  if (said.start !== undefined && said.end !== undefined) return { start: said.start, end: said.end };
  if (said.later !== undefined) return { start: addDays(start, said.later), end: addDays(end, said.later) };
  const first = said.start ?? said.on;
  if (first === undefined) return {};
  return { start: first, end: addWorkingDays(first, Math.max(0, workingDays(start, end) - 1)) };
}
