/**
 * What the page and the local Teams say to each other. Neither Node nor the DOM here: both sides import
 * this file.
 */

/** A JSON object of which nothing more is known. */
export type Json = Record<string, unknown>;

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
/** Teams' own cards about a file that a bot has for somebody: it asks them, and then shows the file. */
export const CONSENT_TYPE = 'application/vnd.microsoft.teams.card.file.consent';
export const FILE_TYPE = 'application/vnd.microsoft.teams.card.file.info';

export interface Attachment {
  readonly contentType: string;
  readonly name?: string;
  readonly content?: unknown;
  /** Where a file is. */
  readonly contentUrl?: string;
}

/** What a chat shows of an activity. What the bot sends beside these fields is kept as it came. */
export interface ShownActivity {
  readonly type: string;
  readonly text?: string;
  readonly textFormat?: string;
  /** How a pasted text looked. */
  readonly html?: string;
  readonly summary?: string;
  readonly attachments?: readonly Attachment[];
  readonly channelData?: unknown;
}

/** One message of a chat. */
export interface ChatEntry {
  readonly id: string;
  readonly from: 'bot' | 'me';
  readonly at: string;
  /** Counts the bot's edits; an immediate view is older than an edit with a higher number. */
  readonly revision: number;
  readonly activity: ShownActivity;
  /** Why a message of mine did not arrive. */
  readonly failed?: string;
}

/** What came of pressing a button on a card. */
export type PressResult =
  /** Shown in place of the card to who pressed, until the page is loaded again or the bot edits the card. */
  | { readonly kind: 'card'; readonly activityId: string; readonly card: Json; readonly revision: number }
  | { readonly kind: 'text'; readonly text: string }
  /** The bot took it and answers with messages or edits, if at all. */
  | { readonly kind: 'accepted' }
  /** The bot answered, with an error or with something that Teams cannot show. */
  | { readonly kind: 'error'; readonly message: string; readonly status: number }
  /** The bot was not there, or not in time. */
  | { readonly kind: 'failed'; readonly message: string };

/** What came of a message, a file or an installation. */
export type SendResult =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'failed'; readonly message: string; readonly status?: number };

/** What a dialog of an app's command on a message comes to. */
export type TaskResult =
  /** It shows this card, in place of the one before. */
  | { readonly kind: 'dialog'; readonly title: string; readonly card: Json }
  /** It closes with this. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'error'; readonly message: string; readonly status: number }
  /** The bot was not there, or not in time. */
  | { readonly kind: 'failed'; readonly message: string };

/** Something that an app found, as its list shows it, and the card that is put into the chat. */
export interface FoundCard {
  readonly title: string;
  readonly text: string;
  readonly card: Json;
}

/** What a search at a compose box comes to, or a link that is pasted there. */
export type SearchResult =
  | { readonly kind: 'list'; readonly found: readonly FoundCard[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'error'; readonly message: string; readonly status: number }
  /** The bot was not there, or not in time. */
  | { readonly kind: 'failed'; readonly message: string };

/** A message in the group chat. */
export interface GroupEntry {
  readonly id: string;
  /** The key of a person, and their name. */
  readonly from: string;
  readonly name: string;
  readonly text?: string;
  /** A card of the app that they put in: what everybody gets before their client asks for their own. */
  readonly card?: Json;
}

/** Everything that a page needs to draw one person's chat. */
export interface ChatState {
  readonly person: { readonly key: string; readonly name: string; readonly locale: string };
  readonly people: readonly { readonly key: string; readonly name: string }[];
  readonly botName: string;
  readonly installed: boolean;
  readonly executeAsSubmit: boolean;
  /** Today's clock as set on the page; absent means real time. */
  readonly clock?: string;
  /** Where mails can be sent to, besides the chat. */
  readonly mailbox?: string;
  readonly entries: readonly ChatEntry[];
}

/** What happens in somebody's chat. */
export type ChatEvent =
  | { readonly type: 'entry'; readonly entry: ChatEntry }
  | { readonly type: 'updated'; readonly entry: ChatEntry }
  | { readonly type: 'deleted'; readonly id: string }
  | { readonly type: 'typing' }
  | { readonly type: 'settings' };

/** A chat event as a page receives it: its own, or only the news that somebody else's chat has one. */
export type PageEvent =
  | ChatEvent
  | { readonly type: 'elsewhere'; readonly person: string }
  /** Somebody wrote in the group chat. */
  | { readonly type: 'group'; readonly entry: GroupEntry };
