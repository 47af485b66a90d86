/** What a column of a sheet of vouchers can hold. */
export const SHEET_FIELDS = [
  'number',
  'status',
  'customer',
  'engagement',
  'serviceLevel',
  'assignedOn',
  'printedExpiry',
  'adminEmail',
  'reservedOn',
  'start',
  'end',
  'country',
  'locationId',
  'consultant',
  'reportedOn',
  'redeemedOn',
] as const;
export type SheetField = (typeof SHEET_FIELDS)[number];

/** States that a row can be in, and `other`: it is no voucher of ours any more, or has run out. */
export const SHEET_STATES = ['assigned', 'reserved', 'reported', 'redeemed', 'lost', 'other'] as const;
export type SheetState = (typeof SHEET_STATES)[number];

/**
 * How sheets of a language head their columns and name the states, separated by `|`. VVR's own columns are UNKNOWN
 * (§5.4): these are examples of what people write, from which a heading that nobody listed is told.
 */
export interface Headings {
  /** `none`: columns that say nothing about a voucher here. */
  readonly fields: Readonly<Record<SheetField | 'none', string>>;
  readonly states: Readonly<Record<SheetState, string>>;
}
