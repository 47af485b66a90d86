/** Why nothing could be read of a mail that came as a file, or from the mailbox; the cards have words for each. */
export type MailProblem =
  /** `winmail.dat`: the text is in a form of Outlook's own. */
  | 'tnef'
  /** Only who it was encrypted for can read it (S/MIME). */
  | 'encrypted'
  /** An invitation and nothing else. */
  | 'calendar'
  /** A report that another mail was not delivered. */
  | 'bounce'
  /** All that it says is in a PDF. */
  | 'pdf'
  /** All that it says is in pictures. */
  | 'picture'
  /** Nothing is written in it. */
  | 'noText'
  | 'tooLarge'
  /** Parts within parts beyond all measure, or too many of them. */
  | 'tooNested'
  /** Is no mail, or one that is broken. */
  | 'damaged'
  /** Took too long, or too much memory, to be read. */
  | 'tooSlow'
  /** Too many others are being read. */
  | 'busy';

/**
 * A mail as its reader sees it: printed headers (`From:`, `To:`, `Date:`, `Subject:`), an empty line, the text; mails
 * inside it follow in the same way. Untrusted text.
 */
export interface ReceivedMail {
  readonly text: string;
  /** SHA-256 of the bytes that came, in base64url. */
  readonly hash: string;
  /**
   * The domain that signed all of the text but a greeting around it: the DKIM signatures of the originals hold, and are
   * aligned with their From.
   */
  readonly signedBy?: string | undefined;
  /** The address that signed originals are from, in lower case; of mails quoted in their text nobody signed the sender. */
  readonly signedFrom?: string | undefined;
  /** More was in it than is read. */
  readonly isCut?: true | undefined;
}

/** How a mail came to the bot; `message`: a message in Teams that somebody pointed at. */
export type Way = 'pasted' | 'file' | 'message' | 'mailbox';
