/**
 * What is not known of the steps that a voucher has behind it: a list that was brought in does not say everything, and
 * VVR's columns are UNKNOWN (§5.4). Nothing is invented for it; it is asked when a step needs it.
 */
export const LACKING = [
  'reservedOn',
  'country',
  'start',
  'end',
  'reportedOn',
  'handedOverOn',
  'redeemedOn',
] as const;
export type Lacking = (typeof LACKING)[number];
