import type { NoticeDocument } from '../../domain/store/documents.ts';
import type { Stored, Write } from '../../domain/store/ports.ts';

/** What turns tell the part that sends proactive messages. */
export interface ProactiveNotifications {
  /** Somebody of the tenant is here. */
  seen(tenantId: string): void;
  /** What is known of somebody of the tenant changed. */
  met(tenantId: string): void;
  /** A batch announced this. */
  announced(row: Stored<NoticeDocument>): void;
  /** A turn of the person is over. */
  answered(tenantId: string, personId: string): void;
  /** What is to be written when an activity of a person's chat shows a document's card, or another one. */
  shown(
    tenantId: string,
    personId: string,
    subject: string | undefined,
    place: { readonly activityId: string; readonly isNew: boolean },
  ): readonly Write[];
}
