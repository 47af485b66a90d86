/** Where the bot that is written in the usual way keeps what it knows: in its account, one container. */
export const USUAL_DATABASE = 'usual';

/**
 * Of the processes of one account. `CosmosDbPartitionedStorage` remembers a container of that name for the whole process, also
 * one of an account that has ended: who fills several accounts names each one's anew.
 */
export const USUAL_CONTAINER = process.env['USUAL_CONTAINER'] ?? 'bot-state';

/** A voucher as it keeps it, one item of its storage each: a company's vouchers are no one person's state. */
export interface UsualVoucher {
  readonly number: string;
  readonly customer: string;
  readonly engagement: string;
  readonly days: number;
  /** ISO days. */
  readonly assignedOn: string;
  readonly expires: string;
  readonly status: 'assigned' | 'reserved';
  readonly version: number;
  readonly reservation?: UsualReservation;
}

export interface UsualReservation {
  readonly adminEmail: string;
  readonly start: string;
  readonly end: string;
  readonly locationId: string;
  readonly consultantId: string;
  readonly on: string;
}

export const usualKey = (number: string): string => `voucher/${number}`;
