import { may } from '../../domain/people/permissions.ts';
import type { Permission } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Next } from '../../domain/voucher/deadlines.ts';
import { execute } from '../kit/actions.ts';
import type { Element } from '../kit/elements.ts';
import type { Say } from '../kit/say.ts';

/** The button of the step that a voucher waits for; undefined for somebody who may not take it. */
export function nextStepButton(
  t: Say,
  permission: Permission | undefined,
  doc: VoucherDocument,
  { what }: Next,
  title = t(`do.${what}`),
): Element | undefined {
  if (!may(permission, what === 'claim' ? 'claim.draft' : `voucher.${what}`)) return undefined;
  return execute(title, `${what}.open`, { id: doc.state.facts.number, version: doc.version });
}
