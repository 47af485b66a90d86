import { z } from 'zod';
import { claimEventSchema, claimSchema } from '../claim/model.ts';
import { companyEventSchema, companySchema } from '../company/model.ts';
import { daySchema } from '../day.ts';
import { present } from '../present.ts';
import { EDITION_IDS } from '../programme/edition.ts';
import { noticeSchema } from '../notices/notice.ts';
import { LANGUAGES, personEventSchema, personSchema } from '../people/person.ts';
import { CHOICES } from '../sheet/choices.ts';
import { SHEET_FIELDS, SHEET_STATES } from '../sheet/headings/headings.ts';
import { readerOf, type Upgrade } from './schema.ts';
import { VOID_REASONS, voucherEventSchema, voucherSchema } from '../voucher/model.ts';

/**
 * The documents of the one container, as they are stored. Everything that is read goes through
 * these schemas; what an earlier version wrote is upgraded first.
 */

/** The number of the schemas below; a change that old documents do not fit makes it one more. */
export const SCHEMA = 1;

/** One step for each earlier schema, the one from 1 to 2 first; see `schema.ts`. */
const UPGRADES: readonly Upgrade[] = [];

/** Rows of a list that was brought in of which it is kept why they were not taken. */
export const MAX_REFUSED = 100;

/** Vouchers that one press changes at most; all of them stand in one document. */
export const MAX_BULK = 500;

const base = { id: z.string(), tenantId: z.string(), schema: z.literal(SCHEMA) };

/** Seconds, counted by the store from the last write of the document. */
const ttl = z.number();

const texts = z.record(z.string(), z.string());
/** Prose, names and addresses, apart from the state that events rebuild; forgetting edits only these. */
export type Texts = Readonly<z.infer<typeof texts>>;

const aggregate = {
  ...base,
  /** The number of events so far; a card carries it. */
  version: z.number().int().positive(),
  texts,
  /** Who wrote the last event, of a voucher the last that changed its state, and when (milliseconds, UTC). */
  changedBy: z.string(),
  changedAt: z.number(),
};

/**
 * The next day on which it reminds of something, `9999-12-31` when there is none; may be too early, never too late.
 * Absent in what an earlier version wrote, until the sweep has made it.
 */
const reminding = { remindOn: daySchema.optional() };

const companyDocument = z.object({
  ...aggregate,
  ...reminding,
  kind: z.literal('company'),
  state: companySchema,
  /** By region: the day since which the published profile shows other locations or competencies than there are. */
  staleSince: z.record(z.string(), daySchema).optional(),
});
export type CompanyDocument = z.infer<typeof companyDocument>;

const personDocument = z.object({
  ...base,
  kind: z.literal('person'),
  ...personSchema.shape,
  /** The pseudonym that takes the person's place, while they are being forgotten. */
  former: z.string().optional(),
});
export type PersonDocument = z.infer<typeof personDocument>;

const customerDocument = z.object({
  ...base,
  kind: z.literal('customer'),
  name: z.string(),
  /** Division or associated legal entity: another one is another customer for the 15-day rule (G6). */
  division: z.string().optional(),
  searchName: z.string(),
  language: z.enum(LANGUAGES).optional(),
});
export type CustomerDocument = z.infer<typeof customerDocument>;

/** What lists and searches need, beside the state that it follows from. */
const listed = {
  status: z.string(),
  open: z.boolean(),
  /** The day of the next deadline, `9999-12-31` when there is none. */
  due: daySchema,
};

const voucherDocument = z.object({
  ...aggregate,
  ...reminding,
  ...listed,
  kind: z.literal('voucher'),
  state: voucherSchema,
  /** The day after which it is lost unless it is redeemed, `9999-12-31` when there is none. */
  until: daySchema.optional(),
  suffix: z.string(),
  /** The other keys of its number; absent in what an earlier version wrote, until the sweep has made them. */
  plain: z.string().optional(),
  reversed: z.string().optional(),
  from2: z.string().optional(),
  from3: z.string().optional(),
  from4: z.string().optional(),
  customerId: z.string().optional(),
  /**
   * Where it stands in a list that is narrowed down, and what lists are narrowed down by beside the state; absent in what
   * an earlier version wrote, until the sweep has made them.
   */
  rank: z.string().optional(),
  engagement: z.string().optional(),
  offering: z.string().optional(),
  consultantId: z.string().optional(),
  country: z.string().optional(),
  /** Who recorded it, and who reserved it last. */
  recordedBy: z.string().optional(),
  reservedBy: z.string().optional(),
  /**
   * The version since which it stands as it does: what its people say of it counts on, and overtakes no card. Absent = the
   * version itself.
   */
  standsSince: z.number().int().positive().optional(),
  /** The day on which the bot learned that it can be reserved: recorded, released, or available again. */
  freeSince: daySchema.optional(),
});
export type VoucherDocument = z.infer<typeof voucherDocument>;

const claimDocument = z.object({
  ...aggregate,
  ...reminding,
  ...listed,
  kind: z.literal('claim'),
  state: claimSchema,
});
export type ClaimDocument = z.infer<typeof claimDocument>;

export const eventSchema = z.union([
  voucherEventSchema,
  claimEventSchema,
  companyEventSchema,
  personEventSchema,
]);
export type DomainEvent = z.infer<typeof eventSchema>;

const eventDocument = z.object({
  ...base,
  kind: z.literal('event'),
  /** Id of the document that it happened to, and its place in that history, from 1. */
  subject: z.string(),
  seq: z.number().int().positive(),
  edition: z.enum(EDITION_IDS),
  /** The day it happened, in the company's zone. */
  occurredOn: daySchema,
  /** Milliseconds, UTC. */
  recordedAt: z.number(),
  by: z.string(),
  commandId: z.string(),
  /** Of the command and its texts: the same id with other inputs is not the same command. */
  digest: z.string(),
  event: eventSchema,
});
export type EventDocument = z.infer<typeof eventDocument>;

/** Numbers of vouchers by status, true with every batch that changes one. */
export const TALLIED = ['assigned', 'reserved', 'reported', 'redeemed', 'claimed', 'lost', 'void'] as const;
export type Tallied = (typeof TALLIED)[number];
const tallyDocument = z.object({
  ...base,
  kind: z.literal('tally'),
  ...(Object.fromEntries(TALLIED.map((key) => [key, z.number()])) as Record<Tallied, z.ZodNumber>),
});
export type TallyDocument = z.infer<typeof tallyDocument>;

/** Why a mail of the watched mailbox came to nobody by itself; the cards have words for each. */
export const HELD_BACK = [
  /** The mailbox's server could not prove whose it is (DMARC). */
  'unverified',
  /** Nobody whom the bot knows has the sender's address. */
  'unknownSender',
  /** Several people have it. */
  'severalPeople',
  /** A machine sent it, or a list. */
  'automatic',
  /** The bot cannot write to whom it is from, or they may not record vouchers. */
  'noChat',
  'notAllowed',
  /** It cannot be read. */
  'unreadable',
] as const;

/** A mail of the watched mailbox that waits for an admin: never what it says. */
const quarantineDocument = z.object({
  ...base,
  kind: z.literal('quarantine'),
  ttl,
  /** The address that it claims to be from, and its subject; untrusted, cut. */
  from: z.string(),
  subject: z.string(),
  /** SHA-256 of the raw mail in base64url; absent where it was too large to be fetched. */
  hash: z.string().optional(),
  /** The mailbox's own id of the message. */
  messageId: z.string(),
  why: z.enum(HELD_BACK),
  /**
   * `held`: waits for an admin. `handed`: waits to be brought to `handedTo`, and goes when it has been. `gone`: somebody
   * took it out of the mailbox, so that it can be handed to nobody.
   */
  status: z.enum(['held', 'handed', 'gone']),
  /** Of all of them: the index by which they are listed begins with it. */
  open: z.literal(true),
  /** When it came to the mailbox: milliseconds, UTC. */
  changedAt: z.number(),
  /** Since when it is kept here, however often it is written: milliseconds, UTC. */
  heldAt: z.number().optional(),
  /** Whom an admin handed it to, and who did: AAD object ids. */
  handedTo: z.string().optional(),
  handedBy: z.string().optional(),
});
export type QuarantineDocument = z.infer<typeof quarantineDocument>;

/** A message that must reach a conversation: a new card, or the edit of one that is there. */
const outboxDocument = z.object({
  ...base,
  kind: z.literal('outbox'),
  /** Where it goes: the connector's conversation reference, opaque here. */
  reference: z.string(),
  /** The activity to edit; absent = send. */
  edits: z.string().optional(),
  /** The card, as JSON; or the record of the activity that it answers, which holds it. */
  card: z.string().optional(),
  answer: z.string().optional(),
  /** Nobody waits for it in the chat: it is worth sending for as long as an edit is. */
  lasting: z.literal(true).optional(),
  /** A mail that it brings: for whom, by the AAD object id, and what waits for an admin when Teams will not have it. */
  brings: z.object({ to: z.string(), held: quarantineDocument }).optional(),
  /** Milliseconds, UTC. */
  madeAt: z.number(),
});
export type OutboxDocument = z.infer<typeof outboxDocument>;

/**
 * Something that people must be told. Written in the batch of what happened, or by the sweep, without `to`; the
 * dispatcher makes one for each who must know, and removes it when it has been told.
 */
const noticeDocument = z.object({
  ...base,
  kind: z.literal('notice'),
  /** The person's id, or that of a channel's document; absent while nobody is addressed yet. */
  to: z.string().optional(),
  /**
   * Id of that person's or channel's document: what is found by it and is due at the same time goes as one message.
   * A row without it is a message of its own.
   */
  subject: z.string().optional(),
  notices: z.array(noticeSchema).max(100),
  /** How many more there were, each less urgent than these: they are counted, and what is due can be opened. */
  more: z.number().int().positive().optional(),
  /** While nobody is addressed: documents whose cards are to be kept true, and who changed them. */
  changed: z.array(z.string()).max(100).optional(),
  by: z.string().optional(),
  /** While nobody is addressed: the company's consultants who delivered before it happened. */
  consultantIds: z.array(z.string()).optional(),
  /** When it may be sent, and when it was made: milliseconds, UTC. */
  due: z.number(),
  madeAt: z.number(),
  /** How often it was tried. */
  attempts: z.number().int(),
});
export type NoticeDocument = z.infer<typeof noticeDocument>;

/** Which document's card an activity of somebody's chat is, so that it can be kept true. */
const shownDocument = z.object({
  ...base,
  kind: z.literal('shown'),
  ttl,
  /** Id of the document that the card shows; empty when it shows something else by now. */
  subject: z.string(),
  personId: z.string(),
  activityId: z.string(),
});
export type ShownDocument = z.infer<typeof shownDocument>;

/** Who does the tenant's sweep, until when (milliseconds, UTC), and the last day whose reminders were made. */
const leaseDocument = z.object({
  ...base,
  kind: z.literal('lease'),
  holder: z.string(),
  until: z.number(),
  sweptOn: daySchema.optional(),
});
export type LeaseDocument = z.infer<typeof leaseDocument>;

/** How far the sweep of a tenant's reminders is; written only with its lease. */
const sweepDocument = z.object({
  ...base,
  kind: z.literal('sweep'),
  /**
   * The rules by which every `remindOn` was made last, and the day on which all are looked at again anyway; `listed`:
   * which fields for lists and searches all vouchers have for certain, those of earlier days too.
   */
  made: z.object({ rules: z.string(), again: daySchema, listed: z.number().optional() }).optional(),
  /** They are being made anew: by which rules, and which of them are next. */
  making: z
    .object({
      rules: z.string(),
      kind: z.enum(['voucher', 'claim', 'company']),
      /** Those of which nothing is expected any more. */
      closed: z.literal(true).optional(),
      continuation: z.string().optional(),
    })
    .optional(),
  /** What fell due is being collected, or told: since which day, in how many pages, and who was told last. */
  due: z.object({ since: daySchema, pages: z.number().int(), told: z.string().optional() }).optional(),
});
export type SweepDocument = z.infer<typeof sweepDocument>;

/** A page of what a sweep found to be due, of whom to think when it is told, and of which days it is. */
const collectedDocument = z.object({
  ...base,
  kind: z.literal('collected'),
  ttl,
  found: z
    .array(
      z.object({
        subject: z.string(),
        after: daySchema.optional(),
        reminders: z.array(z.object({ on: daySchema, notice: noticeSchema })),
        consultantIds: z.array(z.string()),
        recordedBy: z.array(z.string()),
      }),
    )
    .max(100),
});
export type CollectedDocument = z.infer<typeof collectedDocument>;

/**
 * When there may be something to do in a tenant, for all processes; in a partition of its own, so that one look is
 * enough for all tenants. It may be too early, never too late.
 */
const hintDocument = z.object({
  ...base,
  kind: z.literal('hint'),
  /** Milliseconds, UTC: nothing has to be looked at before. */
  due: z.number(),
  /** Until then (milliseconds, UTC) there may be more at any time: a process relies on `due` staying near. */
  awakeUntil: z.number(),
});
export type HintDocument = z.infer<typeof hintDocument>;

/**
 * Whether a tenant's people may use the bot, beside those that the environment names; in the partition of the hints. Who
 * was the first admin of a tenant that was removed is not kept. Times are milliseconds, UTC.
 */
const allowedTenantDocument = z.object({
  ...base,
  kind: z.literal('allowedTenant'),
  standing: z.discriminatedUnion('status', [
    z.object({ status: z.literal('allowed'), adminObjectId: z.string(), since: z.number() }),
    /** Everything of it is here still. */
    z.object({ status: z.literal('removed'), since: z.number(), removedAt: z.number() }),
    /** Everything of it is being deleted: nobody may find half of it. */
    z.object({ status: z.literal('forgetting'), begunAt: z.number() }),
  ]),
});
export type AllowedTenantDocument = z.infer<typeof allowedTenantDocument>;

/** A channel of a team that gets status lines. */
const channelDocument = z.object({
  ...base,
  kind: z.literal('channel'),
  /** Where its posts go: the connector's conversation reference, opaque here. */
  reference: z.string(),
  /** The team that it is in, by the id that Teams gives it. */
  team: z.string().optional(),
  /** Whose language it speaks: who subscribed it, by the AAD object id. */
  language: z.enum(LANGUAGES),
  by: z.string(),
});
export type ChannelDocument = z.infer<typeof channelDocument>;

/** Whom a message can be for. */
export type Recipient = PersonDocument | ChannelDocument;

/** Unfinished drafts of one conversation. */
const dialogDocument = z.object({
  ...base,
  kind: z.literal('dialog'),
  ttl,
  /** Whose drafts they are: the AAD object id. */
  owner: z.string().optional(),
  /** When they were last worked on: milliseconds, UTC. */
  at: z.number().optional(),
  state: z.record(z.string(), z.unknown()),
});

/** An activity that was answered: its batch wrote this, so that a second delivery meets it and gets the same answer. */
const processedDocument = z.object({
  ...base,
  kind: z.literal('processed'),
  ttl,
  /** What it was answered with: its JSON, compressed, in base64; `card`, as it is, in records of before. */
  packed: z.string().optional(),
  card: z.string().optional(),
  /** Written without the activity's batch, which had no answer: it never happened, and now it cannot any more. */
  fenced: z.literal(true).optional(),
  /** The answer was shown in a task dialog, which goes on with it, and not sent to the chat. */
  stays: z.literal(true).optional(),
});
export type ProcessedDocument = z.infer<typeof processedDocument>;

/** A message of the watched mailbox that was dealt with: written in the very batch that did, so that it is done once. */
const mailDocument = z.object({
  ...base,
  kind: z.literal('mail'),
  ttl,
  /** The mailbox's own id of the message. */
  messageId: z.string(),
  /** Whether it is marked in the mailbox as dealt with. */
  status: z.enum(['unmarked', 'marked']),
});
export type MailDocument = z.infer<typeof mailDocument>;

/** How far the watched mailbox has been read, and how it tells of what comes: for a process that starts again. */
const mailboxDocument = z.object({
  ...base,
  kind: z.literal('mailbox'),
  /** The mailbox that it is of: of another one nothing is known. */
  user: z.string(),
  /** What came before is left alone: milliseconds, UTC. */
  since: z.number(),
  /** Where to go on: a link of Graph's delta query, before which every message has been dealt with. */
  link: z.string().optional(),
  /** `to`: a digest of where and with which secret it tells; `until`: milliseconds, UTC, by the wall clock. */
  subscription: z.object({ id: z.string(), until: z.number(), to: z.string() }).optional(),
});
export type MailboxDocument = z.infer<typeof mailboxDocument>;

/** What somebody said of a sheet where it was not sure: of headings by their keys, of words for states, folded. */
const sheetSaid = {
  columns: z.record(z.string(), z.enum([...SHEET_FIELDS, 'none'])),
  states: z.record(z.string(), z.enum(SHEET_STATES)),
};

/** A list of vouchers that is brought in: what is done of it, for a process that goes on with it. */
const sheetDocument = z.object({
  ...base,
  kind: z.literal('sheet'),
  ttl,
  /** Whose it is, by the AAD object id. */
  by: z.string(),
  /** The file's name, cleaned; '' of what was pasted. */
  name: z.string(),
  status: z.enum(['waiting', 'running', 'stopped', 'done']),
  said: z.object({ ...sheetSaid, order: z.enum(['dayFirst', 'monthFirst']).optional() }),
  /** Rows in all, and how many of them are dealt with: the first ones. */
  rows: z.number().int(),
  at: z.number().int(),
  recorded: z.number().int(),
  /** Vouchers that were here already, and stay as they were. */
  known: z.number().int(),
  /** Rows that were not taken: the first ones, and how many in all. */
  refused: z
    .array(z.object({ line: z.number().int(), number: z.string(), why: z.string() }))
    .max(MAX_REFUSED),
  failed: z.number().int(),
  /** Of the differences from what is here: what is done, by groups and single ones; what is not in it is as usual. */
  choices: z.record(z.string(), z.enum(CHOICES)).optional(),
  /** How many differences were taken over, ignored for good, and left as they were. */
  taken: z.number().int().optional(),
  ignored: z.number().int().optional(),
  left: z.number().int().optional(),
  /** The activity that shows how far it is. */
  activityId: z.string().optional(),
});
export type SheetDocument = z.infer<typeof sheetDocument>;

/** The rows of a list that is brought in, until all are dealt with: a table's JSON, compressed, in base64. */
const sheetTableDocument = z.object({
  ...base,
  kind: z.literal('sheetTable'),
  ttl,
  /** Whose it is, by the AAD object id. */
  by: z.string(),
  packed: z.string(),
  /** What was found when it was looked at last, of it and what is here; packed alike. */
  compared: z.string().optional(),
});
export type SheetTableDocument = z.infer<typeof sheetTableDocument>;

/** What a company's people said of sheets: it is not asked again. */
const sheetWordsDocument = z.object({ ...base, kind: z.literal('sheetWords'), ...sheetSaid });
export type SheetWordsDocument = z.infer<typeof sheetWordsDocument>;

/** What a file is made of: a list by its reference, vouchers by their numbers; one voucher's days, or all of a person's. */
export const FILE_KINDS = ['list', 'numbers', 'voucher', 'mine'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Why no file came of it; the cards have words for each. */
export const FILE_FAULTS = [
  /** Nothing is in it. */
  'empty',
  /** Larger than Teams takes at once. */
  'tooLarge',
  /** The place that Teams gave for it is gone, or is none of Teams'. */
  'expired',
  /** It was sent, and nobody said whether it arrived. */
  'unsure',
  /** Teams did not take it, however often it was sent. */
  'notTaken',
  /** Whoever asked may see it no more. */
  'notAllowed',
  /** Something here went wrong. */
  'broken',
] as const;

/** Vouchers of a file that were chosen one by one. */
export const MAX_CHOSEN = 500;

/**
 * A file that is made for somebody: what it is of, and how far it is, for a process that goes on with it. Teams asks them
 * first whether it may be put into their OneDrive, and then gives the place.
 */
const fileDocument = z.object({
  ...base,
  kind: z.literal('file'),
  ttl,
  /** Whose it is, by the AAD object id. */
  by: z.string(),
  of: z.enum(FILE_KINDS),
  /** The list's reference, or the voucher's number. */
  ref: z.string().optional(),
  numbers: z.array(z.string()).max(MAX_CHOSEN).optional(),
  /**
   * `asked`: the offer waits to be sent. `offered`: the person decides. `running`: it is made and sent. `there`: it is in
   * its place, which waits to be told.
   */
  status: z.enum(['asked', 'offered', 'running', 'there', 'done', 'declined', 'stopped', 'failed']),
  /** Whether something is to be done here: an index begins with it. */
  open: z.boolean(),
  fault: z.enum(FILE_FAULTS).optional(),
  /** Vouchers, or days of a calendar, in all, and how many are in it. */
  rows: z.number().int(),
  at: z.number().int(),
  /** Where it goes: as long as it is on its way, and as Teams names it. */
  place: z
    .object({
      uploadUrl: z.string().optional(),
      contentUrl: z.string(),
      name: z.string(),
      uniqueId: z.string(),
      fileType: z.string(),
    })
    .optional(),
  /** The activity of the offer, which then shows how far it is. */
  activityId: z.string().optional(),
  /** Milliseconds, UTC. */
  madeAt: z.number(),
});
export type FileDocument = z.infer<typeof fileDocument>;
/** What is done with many vouchers by one press: first chosen and looked at, then done a part after another. */
const bulkDocument = z.object({
  ...base,
  kind: z.literal('bulk'),
  ttl,
  /** Who does it, by the AAD object id. */
  by: z.string(),
  does: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('handOver'),
      /** The company's consultants: who leaves, to whom they go, and to whom those go that the other does not qualify for. */
      from: z.string().optional(),
      to: z.string().optional(),
      rest: z.string().optional(),
    }),
    /** Put away; those that ran out are closed. */
    z.object({
      type: z.literal('void'),
      reason: z.enum(VOID_REASONS).optional(),
      note: z.string().optional(),
    }),
  ]),
  status: z.enum(['waiting', 'running', 'stopped', 'done']),
  /** By their numbers, each as it was when it was chosen; of those that are handed over, to which consultant. */
  items: z
    .array(z.object({ number: z.string(), version: z.number().int(), to: z.string().optional() }))
    .max(MAX_BULK),
  /** How many are dealt with, the first ones; how many of them were changed, and of how many of those people were told. */
  at: z.number().int(),
  done: z.number().int(),
  told: z.number().int(),
  /** Those that were not changed, by their places, and why in the words of who does it. */
  failed: z.array(z.object({ at: z.number().int(), why: z.string() })).max(MAX_BULK),
  /** The company's consultants who had to do with what was changed. */
  concerned: z.array(z.string()),
  /** The activity that shows how far it is. */
  activityId: z.string().optional(),
});
export type BulkDocument = z.infer<typeof bulkDocument>;

export const documentSchema = z.discriminatedUnion('kind', [
  companyDocument,
  personDocument,
  customerDocument,
  voucherDocument,
  claimDocument,
  eventDocument,
  tallyDocument,
  outboxDocument,
  dialogDocument,
  processedDocument,
  noticeDocument,
  shownDocument,
  leaseDocument,
  sweepDocument,
  collectedDocument,
  hintDocument,
  channelDocument,
  quarantineDocument,
  mailDocument,
  mailboxDocument,
  sheetDocument,
  sheetTableDocument,
  sheetWordsDocument,
  fileDocument,
  bulkDocument,
  allowedTenantDocument,
]);
export type AnyDocument = z.infer<typeof documentSchema>;
export type Kind = AnyDocument['kind'];
export type DocumentOf<K extends Kind> = Extract<AnyDocument, { kind: K }>;

/** Every kind of document in the one container. */
export const KINDS: readonly Kind[] = documentSchema.options.map(({ shape }) => shape.kind.value);

/** A document of this kind with its head: id, tenant, kind and the number of the schema. Drops what is undefined. */
export function newDocument<K extends Kind>(
  kind: K,
  tenantId: string,
  id: string,
  rest: Omit<DocumentOf<K>, 'kind' | 'tenantId' | 'id' | 'schema'>,
): DocumentOf<K> {
  return { id, tenantId, kind, schema: SCHEMA, ...present(rest) } as unknown as DocumentOf<K>;
}

/**
 * Reads a stored document, also of an earlier schema. Throws a ZodError that names the field when it is not one
 * of ours, and LaterSchema when a later version wrote it.
 */
export const parseDocument: (raw: unknown) => AnyDocument = readerOf(SCHEMA, UPGRADES, (raw) =>
  documentSchema.parse(raw),
);
