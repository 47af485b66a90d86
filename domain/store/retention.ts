import type { AnyDocument, Kind } from './documents.ts';

/** Kinds that the store removes by itself, so many seconds after their last write. */
export type Passing = Extract<AnyDocument, { readonly ttl: number }>['kind'];

interface Held {
  /** What it is, in words for whoever looks after people's data. */
  readonly what: string;
  /** Whose data it may hold. */
  readonly of: string;
}

/** Kept for so many days after the last write, by the store itself. */
interface ForDays extends Held {
  readonly days: number;
  readonly why: string;
}

/** Kept until something else than time ends it, in words. */
interface ByRule extends Held {
  readonly kept: string;
}

const always = 'always: the company’s record';
const isRow = 'one a tenant, overwritten';

/**
 * Of each kind: what it is, whose data it may hold, and how long it is kept. This is the one place that says so: what
 * expires takes its seconds from here ({@link ttlOf}), and `bot/tenant/README.md` prints it.
 */
export const RETENTION: { readonly [K in Kind]: K extends Passing ? ForDays : ByRule } = {
  company: { what: 'the company, its locations and consultants', of: 'consultants', kept: always },
  person: {
    what: 'name, addresses, language, rights, where the bot can write',
    of: 'staff',
    kept: 'until they are forgotten',
  },
  customer: { what: 'a customer’s name and division', of: 'nobody', kept: always },
  voucher: {
    what: 'a voucher: state, texts, who did what last',
    of: 'staff, consultants, customers’ contacts',
    kept: always,
  },
  claim: { what: 'a claim: state, texts, who did what last', of: 'staff', kept: always },
  event: { what: 'what happened, when, and who did it', of: 'staff', kept: always },
  tally: { what: 'how many vouchers stand how', of: 'nobody', kept: always },
  outbox: {
    what: 'a card on its way to a chat',
    of: 'staff, customers’ contacts',
    kept: 'until it was delivered, or is a day old',
  },
  dialog: {
    what: 'unfinished drafts of a chat',
    of: 'staff, customers’ contacts',
    days: 30,
    why: 'nobody goes on with them after that',
  },
  processed: {
    what: 'an answer, should Teams ask again',
    of: 'staff, customers’ contacts',
    days: 2,
    why: 'Teams asks again within minutes',
  },
  notice: { what: 'a message on its way to somebody', of: 'staff', kept: 'until it was told, or given up' },
  shown: {
    what: 'which card of a chat shows what',
    of: 'staff',
    days: 90,
    why: 'a card that nobody pressed for so long stays as it is',
  },
  lease: { what: 'which process does a task', of: 'nobody', kept: 'one a task, overwritten' },
  sweep: { what: 'how far reminders are', of: 'staff', kept: isRow },
  collected: {
    what: 'reminders that are being told',
    of: 'staff, consultants',
    days: 30,
    why: 'should the sweep be cut off: it goes on long before',
  },
  hint: { what: 'when there may be something to do', of: 'nobody', kept: isRow },
  channel: {
    what: 'a channel that gets status lines',
    of: 'staff',
    kept: 'until it is taken off, or gone in Teams',
  },
  quarantine: {
    what: 'a mail that waits: sender and subject',
    of: 'whoever sent it',
    days: 14,
    why: 'what nobody took is left to the mailbox',
  },
  mail: {
    what: 'the mailbox’s id of a mail that was dealt with',
    of: 'nobody',
    days: 90,
    why: 'longer than a mail may be old: none is taken twice',
  },
  mailbox: { what: 'how far the mailbox was read', of: 'the mailbox’s address', kept: isRow },
  sheet: {
    what: 'a list that was brought in, and how it went',
    of: 'staff',
    days: 30,
    why: 'it can be looked at for so long',
  },
  sheetTable: {
    what: 'the rows of a list',
    of: 'staff, consultants, whoever the list names',
    days: 30,
    why: 'as its list',
  },
  sheetWords: { what: 'what columns of lists mean', of: 'nobody', kept: isRow },
  file: {
    what: 'an offered file, and where it is',
    of: 'staff',
    days: 7,
    why: 'the offer can be taken for so long',
  },
  bulk: {
    what: 'what was done with many vouchers',
    of: 'staff, consultants',
    days: 30,
    why: 'it can be looked at for so long',
  },
  allowedTenant: {
    what: 'that a tenant may use the bot, and its first admin',
    of: 'staff',
    kept: 'until the tenant is forgotten; the admin until it is removed',
  },
};

const DAY_SECONDS = 24 * 3600;

/** Seconds for which a document of the kind is kept after its last write. */
export function ttlOf(kind: Passing): number {
  return RETENTION[kind].days * DAY_SECONDS;
}

/** How long a kind is kept and why, in words. */
export function keptForWords(kind: Kind): string {
  const one = RETENTION[kind];
  return 'days' in one ? `${one.days} days: ${one.why}` : one.kept;
}
