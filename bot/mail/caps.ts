/** How much of a mail is taken, wherever it is counted: by the process that decodes it, and by the bot that asked. */

/** Bytes of a mail's source, of HTML or of a text. */
export const MAX_MIME = 2 * 1024 * 1024;
/** Bytes of a message of Outlook. */
export const MAX_MSG = 5 * 1024 * 1024;

/** Parts in all, those of the mails inside it counted. */
export const MAX_PARTS = 1_000;
/** Mails inside mails; the outermost is none of them. */
export const MAX_DEPTH = 5;
/** Multiparts inside multiparts. */
export const MAX_NESTED = 50;

/** Characters of text that are handed on: as many as its reader reads. */
export const MAX_TEXT = 200 * 1024;
/** Characters of what is told of the outermost mail. */
export const MAX_SUBJECT = 200;
export const MAX_ADDRESS = 320;
export const MAX_RESULTS = 8_000;
/** Addresses of From headers. */
export const MAX_FROM = 20;

/** `<selector>._domainkey.<domain>`, and nothing else is looked up. */
export const KEY_NAME =
  /^(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d])?\.){1,8}_domainkey\.(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}(?!\d+$)[a-z\d-]{2,63}$/iu;
