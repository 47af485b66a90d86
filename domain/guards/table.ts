import type { Day } from '../day.ts';
import { SERVICE_LEVELS } from '../programme/catalogue.ts';
import { engagementIn, offeringOf, type Edition, type EditionId } from '../programme/edition.ts';
import { asksExtension, claimBy, doubtedExpiry, expiry, isExtended } from '../voucher/deadlines.ts';
import {
  met,
  missing,
  notApplicable,
  unknown,
  unmet,
  tableUnknown,
  type GuardId,
  type GuardStep,
  type Severity,
  type SourceId,
  type Verdict,
} from './answers.ts';
import { eligible, qualified } from './competence.ts';
import type { GuardContext, GuardSubject } from './subject.ts';

/** One row: at which steps it stands, how it is checked, where the rule comes from. */
interface Guard {
  readonly check: 'computed' | 'attested';
  readonly steps: Readonly<Partial<Record<GuardStep, Severity | ((edition: Edition) => Severity)>>>;
  /** Only in these editions; absent = in all. */
  readonly editions?: readonly EditionId[];
  /** Where the rule comes from, by the programme facts' keys. */
  readonly sources: readonly SourceId[];
  answer(subject: GuardSubject, context: GuardContext): Verdict;
}

/** Days that one customer gets (X5), and the length of which one kind is not given twice (X1). */
const CUSTOMER_DAYS = 15;

function attested(id: GuardId): Guard['answer'] {
  return ({ attested: ticked }) =>
    ticked.includes(id)
      ? { answer: 'met', detail: { code: 'attested' } }
      : { answer: 'unknown', detail: { code: 'notAttested' } };
}

/** The later of two days, of which neither may be known. */
function lastOf(a: Day | undefined, b: Day | undefined): Day | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

export const GUARDS: Readonly<Record<GuardId, Guard>> = {
  G1: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks' },
    sources: ['X1'],
    answer({ reservation }) {
      if (reservation === undefined) return notApplicable;
      const { start, on } = reservation;
      if (start === undefined || on === undefined) return missing('dates');
      return start > on ? met : unmet({ code: 'startsTooSoon', start, on });
    },
  },
  G2: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', report: 'warns', redeem: 'blocks' },
    sources: ['X1', 'D8', 'S2'],
    answer({ facts, reservation, on, redeemedOn }, { edition }) {
      const by = expiry(facts);
      if (by === undefined) return missing('expiry');
      const done = redeemedOn ?? on;
      const needed = lastOf(done, reservation?.end);
      if (needed === undefined) return missing('dates');
      const until = doubtedExpiry(facts);
      if (needed > by && until !== undefined && needed <= until) {
        return unknown({ code: 'extensionDecides', by, until });
      }
      if (done !== undefined && done > by) {
        const { lastAssignment: last } = edition;
        const isFinal = last !== undefined && on !== undefined && on > last;
        return unmet(isFinal ? { code: 'expiredForGood', by, last } : { code: 'expired', by });
      }
      if (reservation?.end !== undefined && reservation.end > by) {
        return unmet({ code: 'endsTooLate', end: reservation.end, by });
      }
      return met;
    },
  },
  G3: {
    check: 'computed',
    steps: { reserve: 'warns' },
    sources: ['S7'],
    answer({ facts }) {
      if (facts.adjustedExpiry !== undefined) return notApplicable;
      if (facts.printedExpiry !== undefined) {
        if (!asksExtension(facts)) return notApplicable;
        if (facts.extensionPrinted === undefined) return unknown({ code: 'extensionUnanswered' });
        return { answer: 'met', detail: { code: facts.extensionPrinted ? 'extensionPrinted' : 'extended' } };
      }
      const extended = isExtended(facts);
      if (extended === undefined) return missing('assignedOn');
      return extended ? { answer: 'met', detail: { code: 'extended' } } : notApplicable;
    },
  },
  G4: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', redeem: 'blocks', claim: 'blocks' },
    sources: ['X1'],
    answer({ reservation }, { company }) {
      if (reservation === undefined) return notApplicable;
      if (company.locations.length === 0) return missing('locations');
      if (reservation.country === undefined) return missing('country');
      const here = company.locations.filter(({ country }) => country === reservation.country);
      const fits =
        reservation.locationId === undefined
          ? here.length > 0
          : here.some(({ id }) => id === reservation.locationId);
      if (fits) return met;
      const have = [...new Set(company.locations.map(({ country }) => country))];
      return unmet({ code: 'otherCountry', country: reservation.country, have });
    },
  },
  G5: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks' },
    sources: ['S4', 'X5'],
    answer({ facts }, { company }) {
      const days = facts.serviceLevel;
      if (days === undefined) return missing('serviceLevel');
      if (!(SERVICE_LEVELS as readonly number[]).includes(days)) return unmet({ code: 'notALevel', days });
      const max = facts.engagement === undefined ? undefined : company.maxDays[facts.engagement];
      if (max !== undefined && days > max) return unmet({ code: 'tooLong', days, max });
      return met;
    },
  },
  G6: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks' },
    sources: ['X1', 'X5'],
    answer({ facts }, { siblings }) {
      const { serviceLevel, engagement } = facts;
      if (serviceLevel === undefined) return missing('serviceLevel');
      if (facts.customerId === undefined || siblings === undefined) return missing('customer');
      const others = siblings.filter(({ id }) => id !== facts.number);
      if (serviceLevel === CUSTOMER_DAYS) {
        if (engagement === undefined) return missing('engagement');
        const same = others.find(
          (one) => one.serviceLevel === CUSTOMER_DAYS && one.engagement === engagement,
        );
        if (same !== undefined) return unmet({ code: 'secondFifteen', voucherId: same.id });
      }
      // X5 names the 15 days of a customer as a reason not to pay, but not what counts towards them: a warning.
      const days = others.reduce((sum, one) => sum + (one.serviceLevel ?? 0), serviceLevel);
      return days > CUSTOMER_DAYS ? { ...unmet({ code: 'customerDays', days }), severity: 'warns' } : met;
    },
  },
  G7: { check: 'attested', steps: { reserve: 'warns' }, sources: ['S4'], answer: attested('G7') },
  G8: { check: 'attested', steps: { reserve: 'warns' }, sources: ['S4'], answer: attested('G8') },
  G9: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', report: 'warns', redeem: 'warns', claim: 'warns' },
    sources: ['X1', 'S4', 'article'],
    answer: eligible,
  },
  G10: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', report: 'warns' },
    sources: ['article'],
    answer({ facts, reservation }, context) {
      if (reservation === undefined) return notApplicable;
      if (facts.engagement === undefined) return missing('engagement');
      const requires = engagementIn(context.edition, facts.engagement)?.requires;
      if (requires === undefined) return notApplicable;
      if (requires === 'unknown') return tableUnknown;
      const consultant = context.company.consultants.find(({ id }) => id === reservation.consultantId);
      if (consultant === undefined) return missing('consultant');
      if (consultant.assessments.length === 0) return missing('assessments');
      const fit = qualified(facts.engagement, context);
      return fit.includes(consultant.id)
        ? met
        : unmet({ code: 'notQualified', anyOf: requires.anyOf, qualified: fit });
    },
  },
  G11: {
    check: 'computed',
    steps: { redeem: 'blocks' },
    sources: ['X1', 'X5'],
    answer: ({ reported }) => (reported ? met : unmet({ code: 'notReported' })),
  },
  G12: { check: 'attested', steps: { report: 'warns' }, sources: ['X1', 'S4'], answer: attested('G12') },
  G13: {
    check: 'computed',
    steps: { claim: 'blocks' },
    sources: ['article', 'X3'],
    answer({ status, redeemedOn, facts }, { company, edition }) {
      if (status !== 'redeemed' && redeemedOn === undefined) return unmet({ code: 'notRedeemed' });
      const offering = offeringOf(facts, edition);
      if (offering === undefined) return missing('engagement');
      return company.savb[offering] === undefined ? unmet({ code: 'notRegistered', offering }) : met;
    },
  },
  G14: {
    check: 'computed',
    // At the draft the day of submission is not known yet: there it only warns.
    steps: { claim: 'warns', submit: ({ claimWindow }) => claimWindow },
    sources: ['D8'],
    answer({ redeemedOn, on }) {
      if (redeemedOn === undefined || on === undefined) return missing('redemption');
      const by = claimBy(redeemedOn);
      return on <= by ? met : unmet({ code: 'windowPassed', by });
    },
  },
  G15: {
    check: 'computed',
    steps: { record: 'blocks', reserve: 'blocks', redeem: 'blocks' },
    editions: ['2021'],
    sources: ['D8'],
    answer({ facts, on, redeemedOn, reservation }, { edition }) {
      const { lastAssignment, lastRedemption } = edition;
      if (
        lastAssignment !== undefined &&
        facts.assignedOn !== undefined &&
        facts.assignedOn > lastAssignment
      ) {
        return unmet({ code: 'assignedTooLate', last: lastAssignment });
      }
      // A plan that ends later can never be redeemed.
      const latest = redeemedOn ?? lastOf(on, reservation?.end);
      if (lastRedemption !== undefined && latest !== undefined && latest > lastRedemption) {
        return unmet({ code: 'redeemedTooLate', last: lastRedemption });
      }
      return facts.assignedOn === undefined ? missing('assignedOn') : met;
    },
  },
  G16: {
    check: 'computed',
    steps: { reserve: 'blocks' },
    sources: ['S2', 'V3'],
    answer: ({ status }) => (status === 'lost' ? unmet({ code: 'otherPartner' }) : met),
  },
};
