import type { Notice } from '../../domain/notices/notice.ts';
import type {
  BulkDocument,
  ClaimDocument,
  PersonDocument,
  VoucherDocument,
} from '../../domain/store/documents.ts';

/** A notice with what its words need. */
export interface Told {
  readonly notice: Notice;
  /** Its subject as it is now; absent for the company. */
  readonly doc?: VoucherDocument | ClaimDocument | PersonDocument | BulkDocument | undefined;
  /** The name of who did it; absent = a colleague whom the bot does not know. */
  readonly by?: string | undefined;
}
