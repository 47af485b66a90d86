import { GUARD_IDS } from '../guards/answers.ts';
import type { CustomerName } from '../desk/customers.ts';
import type { Day } from '../day.ts';
import { present } from '../present.ts';
import { customerTexts } from '../voucher/customer.ts';
import type { Known, Voucher, VoucherCommand } from '../voucher/model.ts';
import { WAYS, type Difference, type SayingRow, type Way } from './differences.ts';
import type { SheetField } from './headings/headings.ts';

/** One command, what goes with it, and the differences that it takes over. */
interface TakingOver {
  readonly way: Way;
  readonly command: VoucherCommand;
  readonly customer?: CustomerName | undefined;
  readonly texts: Readonly<Record<string, string>>;
  readonly takes: readonly Difference[];
}

/** The commands that take these differences over, each with all that it can take; see {@link Difference.way}. */
export function takingOver(
  row: SayingRow,
  state: Voucher,
  differences: readonly Difference[],
  today: Day,
): readonly TakingOver[] {
  const by = Map.groupBy(differences, ({ way }) => way);
  return WAYS.flatMap((way) => {
    const takes = by.get(way) ?? [];
    const made = takes.length === 0 ? undefined : madeOf(way, row, state, takes, today);
    return made === undefined ? [] : [{ way, texts: {}, ...made, takes }];
  });
}

type Made = Pick<TakingOver, 'command'> & Partial<Pick<TakingOver, 'customer' | 'texts'>>;

function madeOf(
  way: Way,
  row: SayingRow,
  state: Voucher,
  takes: readonly Difference[],
  today: Day,
): Made | undefined {
  // A rule that was not kept elsewhere is recorded with it, as with every row of a list.
  const accepted = GUARD_IDS;
  if (way === 'close') return { command: { type: 'close' } };
  if (way === 'void') return { command: { type: 'void', reason: 'notOurs' } };
  if (row.kind === 'over') return undefined;
  const { stage } = row.voucher;
  const has = new Set(takes.map(({ what }) => what));
  const list = 'reservation' in stage ? stage.reservation : undefined;
  switch (way) {
    case 'amend':
      return amended(row, state, has);
    case 'complete':
      return { command: { type: 'complete', known: knownOf(row, has), accepted } };
    case 'reschedule': {
      const ours = 'reservation' in state.stage ? state.stage.reservation : undefined;
      const start = has.has('start') ? list?.start : (ours?.start ?? list?.start);
      const end = has.has('end') ? list?.end : (ours?.end ?? list?.end);
      if (start === undefined || end === undefined) return undefined;
      return { command: { type: 'reschedule', start, end, accepted } };
    }
    case 'handOver':
      return list?.consultantId === undefined
        ? undefined
        : { command: { type: 'handOver', consultantId: list.consultantId, accepted } };
    case 'advance':
      return { command: { type: 'advance', stage, accepted } };
    case 'lose':
      return stage.status === 'lost' ? { command: { type: 'lose', on: stage.on } } : undefined;
    case 'comeBack':
      return { command: { type: 'comeBack', on: today } };
    default:
      return way satisfies never;
  }
}

function amended(
  { voucher }: Extract<SayingRow, { kind: 'voucher' }>,
  { facts }: Voucher,
  has: ReadonlySet<string>,
): Made {
  const { facts: theirs, customer, adminEmail } = voucher;
  const named = has.has('customer') ? customer : undefined;
  return present({
    command: {
      type: 'amend',
      facts: {
        ...facts,
        ...(has.has('engagement') ? { engagement: theirs.engagement, offering: theirs.offering } : {}),
        ...(has.has('serviceLevel') ? { serviceLevel: theirs.serviceLevel } : {}),
        ...(has.has('assignedOn') ? { assignedOn: theirs.assignedOn } : {}),
        ...(has.has('printedExpiry')
          ? { printedExpiry: theirs.printedExpiry, adjustedExpiry: undefined }
          : {}),
        ...(has.has('adminEmail') ? { adminKnown: true } : {}),
      },
      accepted: GUARD_IDS,
    } as const,
    customer: named === undefined ? undefined : { name: named },
    texts: {
      ...(named === undefined ? {} : customerTexts(named, undefined)),
      ...(has.has('adminEmail') && adminEmail !== undefined ? { adminEmail } : {}),
    },
  });
}

function knownOf({ voucher }: Extract<SayingRow, { kind: 'voucher' }>, has: ReadonlySet<string>): Known {
  const { stage } = voucher;
  if (!('reservation' in stage)) return {};
  const only = <T>(what: SheetField, value: T | undefined): T | undefined =>
    has.has(what) ? value : undefined;
  const { reservation } = stage;
  const reservedOf = present({
    on: only('reservedOn', reservation.on),
    start: only('start', reservation.start),
    end: only('end', reservation.end),
    country: only('country', reservation.country),
    locationId: only('locationId', reservation.locationId),
    consultantId: only('consultant', reservation.consultantId),
  });
  const reportedOn = 'report' in stage ? only('reportedOn', stage.report.on) : undefined;
  const redeemedOn = stage.status === 'redeemed' ? only('redeemedOn', stage.redemption.on) : undefined;
  return present({
    reservation: Object.keys(reservedOf).length === 0 ? undefined : reservedOf,
    report: reportedOn === undefined ? undefined : { on: reportedOn },
    redemption: redeemedOn === undefined ? undefined : { on: redeemedOn },
  });
}
