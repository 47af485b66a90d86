import type { SheetRow } from './rows.ts';

export const RECORDED_STATES = ['assigned', 'reserved', 'reported', 'redeemed', 'lost'] as const;

/** The states in which something is left to do with a voucher. */
export const OPEN_STATES = ['assigned', 'reserved', 'reported', 'redeemed'] as const;
export type OpenState = (typeof OPEN_STATES)[number];

export function isOpenState(state: string): state is OpenState {
  return (OPEN_STATES as readonly string[]).includes(state);
}

/** What a list holds, counted. */
export interface SheetCounts {
  readonly vouchers: number;
  readonly states: Readonly<Record<(typeof RECORDED_STATES)[number], number>>;
  readonly over: number;
  readonly again: number;
  readonly troubles: number;
}

/** How many rows there are of each kind, and how many vouchers in each state. */
export function countsOf(rows: readonly SheetRow[]): SheetCounts {
  const states = { assigned: 0, reserved: 0, reported: 0, redeemed: 0, lost: 0 };
  const kinds = { voucher: 0, again: 0, over: 0, trouble: 0 };
  for (const row of rows) {
    kinds[row.kind] += 1;
    if (row.kind === 'voucher') states[row.voucher.stage.status] += 1;
  }
  return {
    vouchers: kinds.voucher,
    states,
    over: kinds.over,
    again: kinds.again,
    troubles: kinds.trouble,
  };
}
