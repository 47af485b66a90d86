import type { ClaimCommand } from '../claim/model.ts';
import type { CompanyCommand } from '../company/model.ts';
import type { Permission } from './person.ts';
import type { VoucherCommand } from '../voucher/model.ts';

/** Everything that a person can ask the desk to do. */
export type CommandName =
  | `voucher.${VoucherCommand['type']}`
  | `claim.${ClaimCommand['type']}`
  | `company.${CompanyCommand['type']}`
  | 'person.choose'
  | 'person.grant'
  | 'mailbox.hand'
  | 'mailbox.dismiss';

const staff: readonly Permission[] = ['admin', 'consultant'];
const admins: readonly Permission[] = ['admin'];

/** Who may do what; who has no permission may only ask for access. */
export const MAY: Readonly<Record<CommandName, readonly Permission[]>> = {
  'voucher.record': staff,
  'voucher.amend': staff,
  'voucher.reserve': staff,
  'voucher.reschedule': staff,
  'voucher.handOver': staff,
  'voucher.release': staff,
  'voucher.lose': staff,
  'voucher.comeBack': staff,
  'voucher.report': staff,
  'voucher.redeem': staff,
  'voucher.complete': staff,
  'voucher.advance': admins,
  'voucher.ignoreDifferences': admins,
  'voucher.heedDifferences': admins,
  'voucher.close': staff,
  'voucher.undo': admins,
  'voucher.void': admins,
  'voucher.comment': staff,
  'voucher.ask': staff,
  'voucher.closeAsk': staff,
  'voucher.remind': ['admin', 'consultant', 'reader'],
  'claim.draft': staff,
  'claim.submit': staff,
  'claim.approve': staff,
  'claim.pay': staff,
  'claim.deny': staff,
  'claim.discard': staff,
  'claim.undo': admins,
  'company.setUp': admins,
  'company.addLocation': admins,
  'company.addConsultant': admins,
  'company.removeConsultant': admins,
  'company.registerSavb': staff,
  'company.changeDetails': admins,
  'company.changeCompetency': admins,
  'company.recordStatus': staff,
  'company.changeMaxDays': admins,
  'company.changeParticipant': admins,
  'company.signAgreement': admins,
  'company.readPolicies': admins,
  'company.enrol': admins,
  'company.updateDirectory': staff,
  'company.saveProfile': staff,
  'company.publishProfile': staff,
  'company.changeEdition': admins,
  'company.import': admins,
  'person.choose': ['admin', 'consultant', 'reader'],
  'person.grant': admins,
  'mailbox.hand': admins,
  'mailbox.dismiss': admins,
};

/** Whether someone with this permission may do this. */
export function may(permission: Permission | undefined, command: CommandName): boolean {
  return permission !== undefined && MAY[command].includes(permission);
}
