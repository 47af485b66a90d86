import type { Company } from '../company/model.ts';
import { addDays, type Day } from '../day.ts';
import { present } from '../present.ts';
import { askableAt } from '../voucher/colleagues.ts';
import { claimBy, lastDay, latestStart, PAYMENT_DAYS } from '../voucher/deadlines.ts';
import { COMPANY_ID } from '../store/ids.ts';
import type { ClaimDocument, CompanyDocument, VoucherDocument } from '../store/documents.ts';
import type { Edition } from '../programme/edition.ts';
import { claimsEnd } from '../programme/retirement.ts';
import { RULES } from './rules.ts';
import type { Notice, NoticeCode } from './notice.ts';
import { STALE_DAYS } from '../company/profile.ts';
import { renewals } from '../company/renewal.ts';

/** A notice that time brings, and the day on which it falls due, in the company's zone. */
export interface Reminder {
  readonly on: Day;
  readonly notice: Notice;
}

/** Days after which a voucher that is merely assigned is spoken of: another partner can take it. */
const RESERVE_AFTER = [1, 3, 7] as const;
/** Days before each deadline; 0 is the last day itself, said where money is lost the day after. */
const START_BEFORE = [7, 1] as const;
const EXPIRY_BEFORE = [60, 30, 14, 7, 3, 1, 0] as const;
const CLAIM_BEFORE = [30, 14, 7, 3, 1, 0] as const;
const RENEWAL_BEFORE = [60, 30, 7] as const;
/** Days after the end of an engagement without its report. */
const REPORT_AFTER = [1, 7] as const;
/** All of them, to be compared with those of another version of the bot. */
export const DAYS = {
  RESERVE_AFTER,
  START_BEFORE,
  EXPIRY_BEFORE,
  CLAIM_BEFORE,
  RENEWAL_BEFORE,
  REPORT_AFTER,
  PAYMENT_DAYS,
} as const;

/** The company's rules: its clocks and those of its edition. */
export interface Clocks {
  readonly company: Company;
  readonly edition: Edition;
}

/** The documents that reminders come of: open vouchers, open claims, the company. */
export type Reminding = VoucherDocument | ClaimDocument | CompanyDocument;

/**
 * Everything that falls due by itself, past days too, as the document stands now: when it changes, other reminders
 * come of it. A voucher in a claim reminds no more; its draft does, until it is submitted and the clock stops.
 */
export function remindersOf(doc: Reminding, clocks: Clocks): readonly Reminder[] {
  switch (doc.kind) {
    case 'voucher':
      return [...whileItRuns(ofVoucher(doc, clocks), clocks.edition), ...ofColleagues(doc, clocks.edition)];
    case 'claim':
      return ofClaim(doc, clocks.edition);
    case 'company':
      return whileItRuns(ofCompany(doc, clocks.edition), clocks.edition);
    default:
      return doc satisfies never;
  }
}

/** Nothing is asked for after the last day on which the edition lets anybody do it, but that it has passed (D8). */
function whileItRuns(reminders: readonly Reminder[], edition: Edition): readonly Reminder[] {
  const end = claimsEnd(edition);
  return end === undefined ? reminders : reminders.filter(({ on }) => on <= addDays(end, 1));
}

function ofVoucher(doc: VoucherDocument, { company, edition }: Clocks): readonly Reminder[] {
  const { facts, stage, before } = doc.state;
  const about = maker(doc.id);
  const last = lastDay(facts, stage, edition);
  const expiry =
    last === undefined
      ? []
      : [...about.near('expiry.near', last, EXPIRY_BEFORE), about.passed('expiry.passed', last)];
  switch (stage.status) {
    case 'assigned': {
      const start = latestStart(facts, company, edition);
      return [
        ...about.reserve(doc.freeSince, facts.assignedOn, before !== undefined, last),
        ...(start === undefined
          ? []
          : [
              ...about.near('start.near', start, START_BEFORE),
              // When both are said on one day, that it runs out is enough.
              ...(last === undefined || start < last ? [about.passed('start.passed', start)] : []),
            ]),
        ...expiry,
      ];
    }
    case 'reserved':
      return [
        ...(stage.reservation.end === undefined
          ? []
          : about
              .after('report.overdue', stage.reservation.end, REPORT_AFTER)
              // After its last day a report brings nothing any more.
              .filter(({ on }) => last === undefined || on <= last)),
        ...expiry,
      ];
    case 'reported':
      return expiry;
    case 'redeemed':
      return stage.claimId === undefined && stage.redemption.on !== undefined
        ? about.claim(stage.redemption.on)
        : [];
    case 'lost':
    case 'void':
      return [];
    default:
      return stage satisfies never;
  }
}

/** What people want to be reminded of themselves, and what they asked others for that nobody can do any more. */
function ofColleagues({ id, state }: VoucherDocument, edition: Edition): readonly Reminder[] {
  const { facts, stage, reminders = [], asks = [] } = state;
  if (askableAt(stage) === undefined) return [];
  const last = lastDay(facts, stage, edition);
  const over =
    last === undefined || stage.status === 'redeemed'
      ? []
      : [...new Set(asks.flatMap(({ by, to }) => [by, to]))].map((to): Reminder => ({
          on: addDays(last, 1),
          notice: { code: 'ask.over', subject: id, day: last, detail: 'expired', to },
        }));
  return [
    ...reminders.map(({ by, on }): Reminder => ({
      on,
      notice: { code: 'remind.me', subject: id, day: on, to: by },
    })),
    ...over,
  ];
}

function ofClaim({ id, state }: ClaimDocument, edition: Edition): readonly Reminder[] {
  const about = maker(id);
  const { stage } = state;
  if (stage.status === 'draft') return whileItRuns(about.claim(state.redeemed.first), edition);
  if (stage.status !== 'approved') return [];
  return about.after('payment.missing', stage.approvedOn, [PAYMENT_DAYS + 1]);
}

function ofCompany(doc: CompanyDocument, edition: Edition): readonly Reminder[] {
  const about = maker(COMPANY_ID);
  const { profiles } = doc.state;
  // The days of a renewal do not depend on today, only its state does, which is not used here.
  const renewing = renewals(doc.state, edition, BEGINNING).flatMap(({ what, id, until, opens }) => {
    const detail = id ?? what;
    // A competency is spoken of before its window opens, when it does, and before it closes.
    const early =
      opens === undefined ? [] : RENEWAL_BEFORE.slice(0, 2).map((left) => addDays(opens, -1 - left));
    const days =
      opens === undefined
        ? RENEWAL_BEFORE.map((left) => addDays(until, -left))
        : [...early, addDays(until, -RENEWAL_BEFORE[2])];
    return [
      ...days.map((on) => about.one('renewal.near', on, until, detail)),
      ...(opens === undefined ? [] : [about.one('renewal.open', opens, until, detail)]),
      about.passed('renewal.passed', until, detail),
    ];
  });
  const stale = profiles.flatMap(({ region, published }) => {
    if (edition.profile !== 'businessProfile' || published === undefined) return [];
    const old = addDays(published.on, STALE_DAYS + 1);
    const changed = doc.staleSince?.[region];
    // Once: whatever comes first.
    const on = changed === undefined || old <= changed ? old : addDays(changed, 1);
    return [about.one('profile.stale', on, published.on, region)];
  });
  return [...renewing, ...stale];
}

const BEGINNING = '0001-01-01' as Day;

/** Makes the reminders of one document. */
function maker(subject: string) {
  const one = (code: NoticeCode, on: Day, day: Day, detail?: string): Reminder => ({
    on,
    notice: present({ code, subject, day, detail }),
  });
  const near = (code: NoticeCode, day: Day, before: readonly number[]): Reminder[] =>
    before.map((left) => one(code, addDays(day, -left), day));
  const passed = (code: NoticeCode, day: Day, detail?: string): Reminder =>
    one(code, addDays(day, 1), day, detail);
  return {
    one,
    near,
    passed,
    after: (code: NoticeCode, day: Day, after: readonly number[]): Reminder[] =>
      after.map((days) => one(code, addDays(day, days), day)),
    claim: (redeemedOn: Day): Reminder[] => [
      ...near('claimBy.near', claimBy(redeemedOn), CLAIM_BEFORE),
      passed('claimBy.passed', claimBy(redeemedOn)),
    ],
    /**
     * Counted from the day that the bot knew it to be free, for the days before cannot be made up for; told is how
     * long it has really been free: since its assignment, unless somebody had it meanwhile.
     */
    reserve: (
      freeSince: Day | undefined,
      assignedOn: Day | undefined,
      wasTaken: boolean,
      last: Day | undefined,
    ): Reminder[] => {
      const day = (wasTaken ? undefined : assignedOn) ?? freeSince ?? assignedOn;
      const days = [freeSince, assignedOn].filter((known) => known !== undefined).sort();
      const from = days.at(-1);
      if (day === undefined || from === undefined) return [];
      return RESERVE_AFTER.map((after) => one('reserve.now', addDays(from, after), day)).filter(
        ({ on }) => last === undefined || on <= last,
      );
    },
  };
}

/**
 * Those that fell due after `after` (undefined: ever) until `today`. After an outage of days somebody is told how it
 * stands, not how it came to be: of one subject, group and detail only the latest is left.
 */
export function dueBetween(
  reminders: readonly Reminder[],
  after: Day | undefined,
  today: Day,
): readonly Reminder[] {
  const latest = new Map<string, Reminder>();
  for (const reminder of reminders) {
    const { on, notice } = reminder;
    if (on > today || (after !== undefined && on <= after)) continue;
    const series = [notice.subject, RULES[notice.code].group, notice.detail ?? '', notice.to ?? ''].join('|');
    const known = latest.get(series);
    if (known === undefined || known.on <= on) latest.set(series, reminder);
  }
  return [...latest.values()];
}
