import { describe, expect, test } from '@jest/globals';
import { noticesOf } from '../../../domain/notices/announcements.ts';
import { present } from '../../../domain/present.ts';
import { NOTICE_CODES, type Notice, type NoticeCode } from '../../../domain/notices/notice.ts';
import { eventSchema, type DomainEvent } from '../../../domain/store/documents.ts';
import { d, factsOf, recorded, redeemed, reported, reserved } from '../given.ts';
import type { Profile } from '../../../domain/company/model.ts';

const ON = d('2020-06-15');

const happened = (event: DomainEvent, subject = 'voucher:SYN-0001'): readonly Notice[] =>
  noticesOf({ subject, event, occurredOn: ON, by: 'bo' });

const PROFILE: Profile = {
  region: 'PL',
  hasLogo: true,
  description: 900,
  hasWebsite: true,
  hasLinkedIn: false,
  industries: 1,
  products: 1,
  services: 1,
  solutions: 1,
  locations: ['SYN-PL'],
};

/** Every event of the domain, with the code that it is told as, the detail, and to whom alone; undefined = nobody is told. */
const TOLD: readonly (readonly [DomainEvent, NoticeCode | undefined, string?, string?])[] = [
  [recorded, 'voucher.recorded'],
  [{ type: 'amended', facts: factsOf(), breaches: [] }, undefined],
  [reserved, 'voucher.reserved'],
  [{ type: 'rescheduled', start: ON, end: ON, breaches: [] }, undefined],
  [{ type: 'handedOver', consultantId: 'bo', breaches: [] }, 'voucher.handedOver', 'bo'],
  [{ type: 'released', on: ON, reason: 'willNotHappen' }, 'voucher.released', 'willNotHappen'],
  [{ type: 'lost', on: ON }, 'voucher.lost'],
  [{ type: 'cameBack', on: ON }, undefined],
  [reported, 'voucher.reported'],
  [redeemed, 'voucher.redeemed'],
  [{ type: 'completed', known: { redemption: { on: ON } }, breaches: [] }, undefined],
  [
    { type: 'advanced', stage: { status: 'reserved', reservation: { attested: [] } }, breaches: [] },
    undefined,
  ],
  [{ type: 'differencesIgnored', differences: [{ what: 'status', value: 'lost' }] }, undefined],
  [{ type: 'differencesHeeded' }, undefined],
  [{ type: 'claimed', claimId: 'claim-1' }, undefined],
  [{ type: 'freed', claimId: 'claim-1' }, undefined],
  [{ type: 'undone', restored: { status: 'assigned' } }, undefined],
  [{ type: 'voided', reason: 'mistake' }, 'voucher.void', 'mistake'],
  [{ type: 'commented', key: 'said-1', by: 'bo', on: ON }, 'comment.new', 'said-1'],
  [
    { type: 'colleagueAsked', key: 'asks-1', by: 'bo', to: 'anna', what: 'reserve', on: ON },
    'ask.new',
    'asks-1',
    'anna',
  ],
  [
    { type: 'askClosed', key: 'asks-1', by: 'bo', asker: 'anna', what: 'reserve' },
    'ask.declined',
    'reserve',
    'anna',
  ],
  [{ type: 'reminderSet', by: 'bo', day: ON }, undefined],
  [
    {
      type: 'claimDrafted',
      country: 'PL',
      voucherIds: ['a'],
      redeemed: { first: ON, last: ON },
      breaches: [],
    },
    undefined,
  ],
  [{ type: 'claimSubmitted', on: ON, breaches: [] }, 'claim.submitted'],
  [{ type: 'claimApproved', on: ON }, 'claim.approved'],
  [{ type: 'claimPaid', on: ON }, 'claim.paid'],
  [{ type: 'claimDenied', on: ON, reason: 'length' }, 'claim.denied', 'length'],
  [{ type: 'claimDiscarded' }, undefined],
  [{ type: 'claimUndone', restored: { status: 'draft' } }, undefined],
  [{ type: 'asked' }, 'access.requested'],
  [{ type: 'granted', roles: [], permission: 'reader', letIn: true }, 'access.granted', 'reader'],
  [{ type: 'granted', roles: [], permission: 'admin' }, undefined],
  [{ type: 'granted', roles: [] }, undefined],
  [{ type: 'companySetUp', edition: '2020', timeZone: 'UTC', competencies: {}, offerings: [] }, undefined],
  [{ type: 'locationAdded', location: { id: 'SYN-PL', country: 'PL' } }, undefined],
  [{ type: 'consultantAdded', consultant: { id: 'anna', assessments: [] } }, undefined],
  [{ type: 'consultantRemoved', consultantId: 'anna' }, undefined],
  [{ type: 'savbRegistered', offering: 'DDPS', on: ON, by: 'bo' }, undefined],
  [{ type: 'detailsChanged', timeZone: 'UTC', reportingBuffer: 5 }, undefined],
  [{ type: 'competencyChanged', competency: 'erp' }, undefined],
  [{ type: 'statusRead', offering: 'DDPS', status: 'active', on: ON, by: 'bo' }, undefined],
  [{ type: 'accountMoved', moved: true }, undefined],
  [{ type: 'maxDaysChanged', engagement: 'sharepoint', days: 5 }, undefined],
  [{ type: 'participantChanged', participant: { id: 'bo' } }, undefined],
  [{ type: 'agreementSigned', on: ON, by: 'bo' }, undefined],
  [{ type: 'policiesRead', on: ON }, undefined],
  [{ type: 'enrolled', offering: 'DDPS', on: ON }, undefined],
  [{ type: 'directoryUpdated', on: ON, by: 'bo' }, undefined],
  [{ type: 'profileSaved', profile: PROFILE }, undefined],
  [{ type: 'profilePublished', region: 'PL', on: ON }, undefined],
  [{ type: 'editionChanged', edition: '2021' }, undefined],
  [{ type: 'imported', locations: [], competencies: {}, anniversaries: {}, consultants: [] }, undefined],
];

describe('what an event makes known', () => {
  test.each(TOLD.map(([event, code, detail, to]) => [event.type, code, event, detail, to] as const))(
    '%s is told as %s',
    (_type, code, event, detail, to) => {
      expect(eventSchema.safeParse(event).success).toBe(true);
      const expected = { subject: 'voucher:SYN-0001', day: ON, by: 'bo' };
      expect(happened(event)).toEqual(code === undefined ? [] : [present({ ...expected, code, detail, to })]);
    },
  );

  test('every event is in the table', () => {
    const types = eventSchema.options.flatMap(({ options }) => options.map(({ shape }) => shape.type.value));
    expect(new Set(TOLD.map(([{ type }]) => type))).toEqual(new Set(types));
  });

  test('every code that no day brings comes of an event', () => {
    const told = new Set(TOLD.map(([, code]) => code));
    const ofEvents = NOTICE_CODES.filter((code) => /^(?:voucher|claim|access)\./.test(code));
    expect(ofEvents.filter((code) => !told.has(code))).toEqual([]);
  });
});
