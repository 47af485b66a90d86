import { decideVoucher } from '../../../domain/voucher/decide.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import type { Status, VoucherCommand, VoucherEvent } from '../../../domain/voucher/model.ts';
import {
  claimed,
  contextOf,
  d,
  endsOn,
  factsOf,
  recorded,
  redeem,
  redeemed,
  report,
  reported,
  reserve,
  reserved,
  scenarios,
  startsOn,
  today,
  reportOf,
  reservationOf,
} from '../given.ts';

export const given = scenarios({ decide: decideVoucher, evolve: evolveVoucher }, contextOf);

export const lost: VoucherEvent = { type: 'lost', on: d('2020-05-20') };
export const voided: VoucherEvent = { type: 'voided', reason: 'mistake' };
export const released: VoucherEvent = { type: 'released', on: d('2020-05-20'), reason: 'willNotHappen' };
export const amended = factsOf({ serviceLevel: 3 });

/** A history for every state; `none` = no voucher is known. */
export const HISTORY: Readonly<Record<Status | 'none' | 'claimed', readonly VoucherEvent[]>> = {
  none: [],
  assigned: [recorded],
  reserved: [recorded, reserved],
  reported: [recorded, reserved, reported],
  redeemed: [recorded, reserved, reported, redeemed],
  claimed: [recorded, reserved, reported, redeemed, claimed],
  lost: [recorded, lost],
  void: [recorded, voided],
};

/** A command of every type, with every input right. */
export const COMMAND: { readonly [T in VoucherCommand['type']]: Extract<VoucherCommand, { type: T }> } = {
  record: { type: 'record', facts: factsOf(), stage: { status: 'assigned' } },
  amend: { type: 'amend', facts: amended },
  reserve,
  reschedule: { type: 'reschedule', start: d('2020-07-06'), end: d('2020-07-10') },
  handOver: { type: 'handOver', consultantId: 'anna' },
  release: { type: 'release', on: today, reason: 'offerChanged' },
  lose: { type: 'lose', on: today },
  comeBack: { type: 'comeBack', on: today },
  report,
  redeem,
  complete: { type: 'complete', known: { reservation: { country: 'PL' } } },
  advance: {
    type: 'advance',
    stage: { status: 'redeemed', reservation: reservationOf(), report: reportOf(), redemption: {} },
  },
  ignoreDifferences: { type: 'ignoreDifferences', differences: [{ what: 'status', value: 'reserved' }] },
  heedDifferences: { type: 'heedDifferences' },
  undo: { type: 'undo' },
  close: { type: 'close' },
  void: { type: 'void', reason: 'mistake' },
  comment: { type: 'comment', key: 'said-1' },
  ask: { type: 'ask', key: 'asks-1', to: 'bo' },
  closeAsk: { type: 'closeAsk', key: 'asks-1' },
  remind: { type: 'remind', on: d('2020-06-22') },
};

/** An event of every type. */
export const EVENT: { readonly [T in VoucherEvent['type']]: Extract<VoucherEvent, { type: T }> } = {
  recorded: recorded as Extract<VoucherEvent, { type: 'recorded' }>,
  amended: { type: 'amended', facts: amended, breaches: ['G5'] },
  reserved: reserved as Extract<VoucherEvent, { type: 'reserved' }>,
  rescheduled: { type: 'rescheduled', start: startsOn, end: endsOn, breaches: [] },
  handedOver: { type: 'handedOver', consultantId: 'boris', breaches: [] },
  released,
  lost,
  cameBack: { type: 'cameBack', on: today },
  reported: reported as Extract<VoucherEvent, { type: 'reported' }>,
  completed: { type: 'completed', known: { reservation: { locationId: 'SYN-PL' } }, breaches: [] },
  advanced: {
    type: 'advanced',
    stage: { status: 'redeemed', reservation: reservationOf(), report: reportOf(), redemption: {} },
    breaches: [],
  },
  differencesIgnored: { type: 'differencesIgnored', differences: [{ what: 'status', value: 'reserved' }] },
  differencesHeeded: { type: 'differencesHeeded' },
  redeemed: redeemed as Extract<VoucherEvent, { type: 'redeemed' }>,
  claimed: claimed as Extract<VoucherEvent, { type: 'claimed' }>,
  freed: { type: 'freed', claimId: 'claim-1' },
  undone: { type: 'undone', restored: { status: 'assigned' } },
  voided,
  commented: { type: 'commented', key: 'said-1', by: 'anna', on: today },
  colleagueAsked: { type: 'colleagueAsked', key: 'asks-1', by: 'anna', to: 'bo', what: 'reserve', on: today },
  askClosed: { type: 'askClosed', key: 'asks-1', by: 'bo', asker: 'anna', what: 'reserve' },
  reminderSet: { type: 'reminderSet', by: 'anna', day: d('2020-06-22') },
};
