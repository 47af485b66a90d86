import type { Kind, Recipient } from './documents.ts';

/**
 * The ids of documents: each is its kind, and after a colon the key that tells it from others of the kind. Kinds of
 * which a tenant has one document are that document's id.
 */
export const COMPANY_ID = 'company';
export const TALLY_ID = 'tally';
export const LEASE_ID = 'lease';
export const SWEEP_ID = 'sweep';
/** Of who reads the watched mailbox. */
export const MAILBOX_LEASE_ID = 'lease:mailbox';
export const MAILBOX_ID = 'mailbox';

/** Of who goes on with the lists that are brought in. */
export const SHEET_LEASE_ID = 'lease:sheet';
export const SHEET_WORDS_ID = 'sheetWords';
/** Of who goes on with what is done with many vouchers. */
export const BULK_LEASE_ID = 'lease:bulk';

/** Of who makes the files that people take out. */
export const FILE_LEASE_ID = 'lease:file';

/** The partition of the hints, and of which tenants are allowed; no tenant is called so. */
export const HINTS = 'hints';
/** A hint that is of no tenant: it is written anew with every change of which tenants are allowed. */
export const ALLOWED_HINT_ID = 'hint:allowedTenants';

/** Makes the id of a document from its key, and the key from the id. */
interface IdOf {
  (key: string): string;
  /** Throws RangeError when it is the id of another kind of document. */
  keyOf(id: string): string;
  is(id: string): boolean;
}

function idOf(prefix: string): IdOf {
  const is = (id: string): boolean => id.startsWith(prefix);
  const keyOf = (id: string): string => {
    if (!is(id)) throw new RangeError(`the id "${id}" does not begin with ${prefix}`);
    return id.slice(prefix.length);
  };
  return Object.assign((key: string) => `${prefix}${key}`, { keyOf, is });
}

/** The kind of the document that an id is of. */
export function kindOf(id: string): Kind {
  const colon = id.indexOf(':');
  return (colon < 0 ? id : id.slice(0, colon)) as Kind;
}

/** By the AAD object id. */
export const personId = idOf('person:');
/** By the canonical number. */
export const voucherId = idOf('voucher:');
export const claimId = idOf('claim:');
/** By the key of `customerKey`. */
export const customerDocId = idOf('customer:');
/** By the id of the conversation. */
export const channelId = idOf('channel:');
/** By the id of the conversation. */
export const dialogId = idOf('dialog:');
/** Of an announcement, by the id of its first event; of a row for one recipient, by that key and the recipient. */
export const noticeId = idOf('notice:');
/** Of a page of what a sweep found: the day on which it began, and the page's place. */
export const collectedId = (since: string, page: number): string => `collected:${since}:${page}`;
/** By the tenant that it is of. */
export const hintId = idOf('hint:');
/** By the tenant that it is of. */
export const allowedTenantId = idOf('allowedTenant:');
/** By the digest of the mailbox's own id of the message. */
export const quarantineId = idOf('quarantine:');
/** By the same digest. */
export const mailId = idOf('mail:');
/** By a key of its own; its rows by the same. */
export const sheetId = idOf('sheet:');
export const sheetTableId = idOf('sheetTable:');
/** By a key of its own, which the offer of the file carries. */
export const fileId = idOf('file:');
/** By a key of its own. */
export const bulkId = idOf('bulk:');
/** Of the row of a new message. */
export const sendRowId = idOf('outbox:send:');
/** Of the row of an edit: the edits of one activity share it. */
export const editRowId = (conversationId: string, activityId: string): string =>
  `outbox:edit:${conversationId}:${activityId}`;

/** Events of one command: the first is the command's own, so that a repeat collides. */
export const eventId = (commandId: string, index: number): string =>
  index === 0 ? `event:${commandId}` : `event:${commandId}.${index}`;
export const shownId = (personAadObjectId: string, activityId: string): string =>
  `shown:${personAadObjectId}:${activityId}`;
/** Of what one person's activity was answered with; `processed:<conversation>:<activity>` in records of before. */
export const processedId = (personAadObjectId: string, conversationId: string, activityId: string): string =>
  `processed:${personAadObjectId}:${conversationId}:${activityId}`;
/** How the ids of all answers to one person begin; and of all in one conversation, in records of before. */
export const processedOf = (personOrConversationId: string): string => `processed:${personOrConversationId}:`;

/** How a row names whom it is for: a channel by its document's id, a person by the AAD object id. */
export const recipientId = (doc: Recipient): string =>
  doc.kind === 'channel' ? doc.id : personId.keyOf(doc.id);
