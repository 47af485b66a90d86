import type { Standing } from '../../domain/desk/standing.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Permission } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { Next } from '../../domain/voucher/deadlines.ts';
import { execute } from '../kit/actions.ts';
import type { Element } from '../kit/elements.ts';
import type { Say } from '../kit/say.ts';

/** The button of the step that a voucher waits for; undefined for somebody who may not take it, and when nobody can any more. */
export function nextStepButton(
  t: Say,
  permission: Permission | undefined,
  doc: VoucherDocument,
  { what }: Next,
  { edition, today }: Pick<Standing, 'edition' | 'today'>,
  title = t(`do.${what}`),
): Element | undefined {
  if (!may(permission, what === 'claim' ? 'claim.draft' : `voucher.${what}`)) return undefined;
  if (what === 'claim' && hasEnded(edition, 'claim', today)) return undefined;
  return execute(title, `${what}.open`, { id: doc.state.facts.number, version: doc.version });
}
