import { z } from 'zod';
import { ENGAGEMENT_IDS, OFFERING_IDS } from '../programme/catalogue.ts';
import { daySchema, type Day } from '../day.ts';
import { GUARD_IDS } from '../guards/answers.ts';
import type { Overridable } from '../guards/override.ts';
import { SHEET_FIELDS } from '../sheet/headings/headings.ts';

/** What is known of a voucher whatever its state. Names and addresses are texts beside it. */
const factsSchema = z.object({
  /** Canonical; the printed form is a text. */
  number: z.string(),
  engagement: z.enum(ENGAGEMENT_IDS).optional(),
  /** Known from the mail when the engagement is not. */
  offering: z.enum(OFFERING_IDS).optional(),
  /** Days. */
  serviceLevel: z.number().int().positive().max(999).optional(),
  assignedOn: daySchema.optional(),
  printedExpiry: daySchema.optional(),
  /** Whether the printed date has the 90 days of G3 in it; absent = nobody answered. */
  extensionPrinted: z.boolean().optional(),
  /** Set by hand, with a reason. */
  adjustedExpiry: daySchema.optional(),
  customerId: z.string().optional(),
  /** Whether the voucher admin's address is known; VVR asks for it (V3). */
  adminKnown: z.boolean(),
});
export type Facts = z.infer<typeof factsSchema>;

const guardIds = z.array(z.enum(GUARD_IDS));

const plannedSchema = z.object({
  /** The day it was reserved in VVR. */
  on: daySchema,
  locationId: z.string().optional(),
  /** Country of delivery, ISO 3166-1 alpha-2. */
  country: z.string(),
  consultantId: z.string().optional(),
  start: daySchema,
  end: daySchema,
  attested: guardIds,
});
/** A reservation that is made here: all of it is asked. */
export type PlannedReservation = z.infer<typeof plannedSchema>;

const submittedSchema = z.object({
  /** The day the completion report was submitted, with a copy of the deliverable (R18, R19). */
  on: daySchema,
  deliverable: z.enum(['link', 'file']),
  /** The day the customer received it. */
  handedOverOn: daySchema,
  attested: guardIds,
});
/** A completion report that is recorded here. */
export type SubmittedReport = z.infer<typeof submittedSchema>;

const doneSchema = z.object({ on: daySchema });

/**
 * What is known of a step that was done elsewhere: of a list that was brought in, what stood in it. VVR's own columns are
 * UNKNOWN (§5.4). What is absent is asked when it is needed.
 */
const reservationSchema = plannedSchema.partial({ on: true, country: true, start: true, end: true });
export type Reservation = z.infer<typeof reservationSchema>;
const reportSchema = submittedSchema.partial({ on: true, deliverable: true, handedOverOn: true });
export type Report = z.infer<typeof reportSchema>;
const redemptionSchema = doneSchema.partial();
export type Redemption = z.infer<typeof redemptionSchema>;

/** What was absent of the steps of a voucher and became known; what is absent here stays as it was. */
const knownSchema = z.object({
  reservation: plannedSchema.omit({ attested: true }).partial().optional(),
  report: submittedSchema.omit({ attested: true }).partial().optional(),
  redemption: doneSchema.optional(),
});
export type Known = z.infer<typeof knownSchema>;

export const VOID_REASONS = ['duplicate', 'notOurs', 'mistake', 'ranOut'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** Where a voucher stands; each member holds only its own data. Expired is derived, see deadlines. */
const stageSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('assigned') }),
  z.object({ status: z.literal('reserved'), reservation: reservationSchema }),
  z.object({ status: z.literal('reported'), reservation: reservationSchema, report: reportSchema }),
  z.object({
    status: z.literal('redeemed'),
    reservation: reservationSchema,
    report: reportSchema,
    redemption: redemptionSchema,
    claimId: z.string().optional(),
    /** A claim that it was in was denied: whether it can be claimed once more is not documented (§12.1 no. 8). */
    denied: z.literal(true).optional(),
  }),
  z.object({ status: z.literal('lost'), on: daySchema }),
  z.object({ status: z.literal('void'), reason: z.enum(VOID_REASONS), duplicateOf: z.string().optional() }),
]);
export type Stage = z.infer<typeof stageSchema>;
export type Status = Stage['status'];
export const STATUSES = [
  'assigned',
  'reserved',
  'reported',
  'redeemed',
  'lost',
  'void',
] as const satisfies Status[];

/** The three documented reasons to cancel a reservation (V3). */
export const RELEASE_REASONS = ['offerChanged', 'willNotHappen', 'otherPartner'] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

/** The steps that a colleague can be asked for: each is what a voucher in one state waits for. */
export const ASKABLE = ['reserve', 'report', 'redeem', 'claim'] as const;
export type Askable = (typeof ASKABLE)[number];

const commentSchema = z.object({ key: z.string(), by: z.string(), on: daySchema });

const askSchema = z.object({
  key: z.string(),
  by: z.string(),
  to: z.string(),
  what: z.enum(ASKABLE),
  on: daySchema,
});

/** Something of which a list and we differ, with the value of the list: an id, a day or a code, of an address a digest. */
const differenceSchema = z.object({ what: z.enum(SHEET_FIELDS), value: z.string() });
type IgnoredDifference = z.infer<typeof differenceSchema>;
/** Differences that one voucher keeps as ignored for good, the newest; more than a list has columns. */
export const IGNORED_KEPT = 50;

const wishSchema = z.object({ by: z.string(), on: daySchema });

export const voucherSchema = z.object({
  facts: factsSchema,
  stage: stageSchema,
  /** Where it stood before the last step; one undo. */
  before: stageSchema.optional(),
  /** Rules that were not kept when facts were recorded (plan and record). */
  breaches: guardIds,
  /** What its people said of it, the oldest first; whom they asked for its next step; when who wants to be reminded. */
  comments: z.array(commentSchema).optional(),
  asks: z.array(askSchema).optional(),
  reminders: z.array(wishSchema).optional(),
  /** Differences with lists that were decided for good: they are not asked again. */
  ignored: z.array(differenceSchema).optional(),
});
export type Voucher = z.infer<typeof voucherSchema>;

export const voucherEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('recorded'), facts: factsSchema, stage: stageSchema, breaches: guardIds }),
  z.object({ type: z.literal('amended'), facts: factsSchema, breaches: guardIds.default([]) }),
  z.object({ type: z.literal('reserved'), reservation: plannedSchema, breaches: guardIds }),
  z.object({ type: z.literal('rescheduled'), start: daySchema, end: daySchema, breaches: guardIds }),
  z.object({ type: z.literal('handedOver'), consultantId: z.string(), breaches: guardIds }),
  z.object({ type: z.literal('released'), on: daySchema, reason: z.enum(RELEASE_REASONS) }),
  z.object({ type: z.literal('lost'), on: daySchema }),
  z.object({ type: z.literal('cameBack'), on: daySchema }),
  z.object({ type: z.literal('reported'), report: submittedSchema, breaches: guardIds }),
  z.object({ type: z.literal('redeemed'), redemption: doneSchema, breaches: guardIds }),
  z.object({ type: z.literal('completed'), known: knownSchema, breaches: guardIds }),
  /** A list says that it has gone on; what the list does not say of its steps is absent. */
  z.object({ type: z.literal('advanced'), stage: stageSchema, breaches: guardIds }),
  z.object({
    type: z.literal('differencesIgnored'),
    differences: z.array(differenceSchema).max(IGNORED_KEPT),
  }),
  /** What was ignored is asked again from now on. */
  z.object({ type: z.literal('differencesHeeded') }),
  z.object({ type: z.literal('claimed'), claimId: z.string() }),
  z.object({ type: z.literal('freed'), claimId: z.string(), denied: z.literal(true).optional() }),
  z.object({ type: z.literal('undone'), restored: stageSchema }),
  z.object({ type: z.literal('voided'), reason: z.enum(VOID_REASONS), duplicateOf: z.string().optional() }),
  z.object({ type: z.literal('commented'), ...commentSchema.shape }),
  z.object({ type: z.literal('colleagueAsked'), ...askSchema.shape }),
  /** By whom it was for, or taken back by who asked: `by` is who did, `asker` who asked. */
  z.object({
    type: z.literal('askClosed'),
    key: z.string(),
    by: z.string(),
    asker: z.string(),
    what: z.enum(ASKABLE),
  }),
  /** Without a day: not any more. */
  z.object({ type: z.literal('reminderSet'), by: z.string(), day: daySchema.optional() }),
]);
export type VoucherEvent = z.infer<typeof voucherEventSchema>;

export type VoucherCommand =
  | ({ readonly type: 'record'; readonly facts: Facts; readonly stage: RecordedStage } & Overridable)
  | ({ readonly type: 'amend'; readonly facts: Facts } & Overridable)
  | ({
      readonly type: 'reserve';
      readonly reservation: PlannedReservation;
      readonly termsAccepted: boolean;
    } & Overridable)
  | ({ readonly type: 'reschedule'; readonly start: Day; readonly end: Day } & Overridable)
  /** Another consultant of the company leads the engagement from now on. */
  | ({ readonly type: 'handOver'; readonly consultantId: string } & Overridable)
  | { readonly type: 'release'; readonly on: Day; readonly reason: ReleaseReason }
  | { readonly type: 'lose'; readonly on: Day }
  | { readonly type: 'comeBack'; readonly on: Day }
  | ({ readonly type: 'report'; readonly report: SubmittedReport } & Overridable)
  | ({ readonly type: 'redeem'; readonly redemption: { readonly on: Day } } & Overridable)
  /** Enters what was absent of the steps that it has behind it. */
  | ({ readonly type: 'complete'; readonly known: Known } & Overridable)
  /** It has gone on elsewhere, as far as a list says: a later state, with what is known of it. */
  | ({ readonly type: 'advance'; readonly stage: RecordedStage } & Overridable)
  /** What a list says otherwise is not asked again; {@link IgnoredDifference}. */
  | { readonly type: 'ignoreDifferences'; readonly differences: readonly IgnoredDifference[] }
  /** All that was ignored is asked again. */
  | { readonly type: 'heedDifferences' }
  | { readonly type: 'undo' }
  /** Puts away a voucher that ran out. */
  | { readonly type: 'close' }
  | { readonly type: 'void'; readonly reason: VoidReason; readonly duplicateOf?: string | undefined }
  /** `key`: under which the comment, and its text, is kept. */
  | { readonly type: 'comment'; readonly key: string }
  /** Asks a colleague for the step that the voucher waits for. */
  | { readonly type: 'ask'; readonly key: string; readonly to: string }
  /** Not now; or, of who asked, not any more. */
  | { readonly type: 'closeAsk'; readonly key: string }
  /** Reminds who asks for it on that day, instead of another one; without a day, not any more. */
  | { readonly type: 'remind'; readonly on?: Day | undefined };

/** The states in which a voucher can be recorded by hand; a claim is made afterwards. */
export type RecordedStage = Exclude<Stage, { status: 'void' }>;

export const VOUCHER_COMMANDS = [
  'record',
  'amend',
  'reserve',
  'reschedule',
  'handOver',
  'release',
  'lose',
  'comeBack',
  'report',
  'redeem',
  'complete',
  'advance',
  'ignoreDifferences',
  'heedDifferences',
  'undo',
  'close',
  'void',
  'comment',
  'ask',
  'closeAsk',
  'remind',
] as const satisfies VoucherCommand['type'][];
