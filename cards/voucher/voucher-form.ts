import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { cancel, type Ref } from '../kit/actions.ts';
import { slot, type Element, type Values } from '../kit/elements.ts';
import { speaker, type Say } from '../kit/say.ts';
import type { Banner } from '../kit/template.ts';
import type { Step } from '../verbs.ts';
import type { PlacesView } from './two-places.ts';
import { voucherBadges, voucherHead } from './voucher-head.ts';

/** What every short form about one voucher shows: release, lose, reschedule, report, correct. */
export interface VoucherFormView extends Omit<PlacesView, 'actor' | 'standing'> {
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly actor: Actor;
  readonly values: Values;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}

/** What such a form binds, beside its own. */
export interface VoucherFormData {
  readonly head: readonly Element[];
  readonly values: Values;
}

/** Whose voucher it is, and how it stands, above the form. */
export const formHead = slot('head');

/** What the form's button carries. */
export function refOf({ doc, commandId }: VoucherFormView): Ref {
  return { id: doc.state.facts.number, version: doc.version, commandId };
}

/** Cancel, for the step with this voucher. */
export function cancelOf(t: Say, { doc }: VoucherFormView, step: Step): Element {
  return cancel(t('do.cancel'), step, doc.state.facts.number);
}

/** The part of a form's data that is the same for all. */
export function formData({
  doc,
  standing,
  actor: { language },
  values,
  banner,
}: VoucherFormView): VoucherFormData & { readonly banner: Banner | undefined } {
  const t = speaker(language);
  return { head: voucherHead(t, language, doc, voucherBadges(t, doc, standing)), values, banner };
}
