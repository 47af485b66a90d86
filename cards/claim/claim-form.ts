import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { ClaimDocument, VoucherDocument } from '../../domain/store/documents.ts';
import type { Values } from '../kit/elements.ts';
import type { Banner } from '../kit/template.ts';

/** What a form about one claim shows. */
export interface ClaimFormView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly doc: ClaimDocument;
  readonly vouchers: readonly VoucherDocument[];
  readonly values: Values;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}
