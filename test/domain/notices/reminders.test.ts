import { describe, expect, test } from '@jest/globals';
import { addDays, dayAt, daysBetween, type Day } from '../../../domain/day.ts';
import { claimId, COMPANY_ID, personId, voucherId } from '../../../domain/store/ids.ts';
import {
  parseDocument,
  type ClaimDocument,
  type CompanyDocument,
  type PersonDocument,
  type VoucherDocument,
} from '../../../domain/store/documents.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { EDITION_IDS, type EditionId } from '../../../domain/programme/edition.ts';
import { RULES } from '../../../domain/notices/rules.ts';
import type { Notice } from '../../../domain/notices/notice.ts';
import { dueBetween, remindersOf, type Reminder, type Reminding } from '../../../domain/notices/reminders.ts';
import { isStillTrue } from '../../../domain/notices/still-true.ts';
import type { Profile } from '../../../domain/company/model.ts';
import type { Stage, VoucherCommand } from '../../../domain/voucher/model.ts';
import {
  companyOf,
  d,
  factsOf,
  Random,
  report,
  reportOf,
  reservationOf,
  reserve,
  TENANT,
  World,
} from '../given.ts';

/** What makes a reminder the same one: a deadline that moved makes another. */
const idOf = ({ on, notice: { subject, code, detail, day } }: Reminder): string =>
  [subject, code, detail ?? '', day, on].join('|');

/** What is done on which days, in the afternoon; the sweep was in the morning. */
type Plan = Readonly<Record<string, (life: Life) => Promise<unknown>>>;

const NUMBER = 'SYN-0001';

/** A voucher or more, lived day by day through the real desk, with a sweep every morning. */
class Life {
  readonly world: World;
  readonly said: string[] = [];
  readonly #ids = new Set<string>();
  #sweptOn: Day | undefined;

  private constructor(world: World) {
    this.world = world;
  }

  /** `missing`: days on which nothing swept. */
  static async lived(
    editionId: EditionId,
    first: string,
    days: number,
    plan: Plan,
    missing: (day: Day) => boolean = () => false,
  ): Promise<Life> {
    const life = new Life(await World.begun(editionId));
    for (let nth = 0; nth < days; nth += 1) {
      const today = addDays(d(first), nth);
      life.world.now = Date.parse(`${today}T06:00:00Z`);
      if (!missing(today)) life.#sweep(today);
      await plan[today]?.(life);
    }
    expect(Object.keys(plan).filter((day) => day < first || day > addDays(d(first), days - 1))).toEqual([]);
    return life;
  }

  #sweep(today: Day): void {
    const docs = this.documents();
    const company = docs.find((doc) => doc.kind === 'company');
    if (company === undefined) throw new Error('no company');
    const clocks = { company: company.state, edition: edition(company.state.edition) };
    for (const doc of docs) {
      for (const reminder of dueBetween(remindersOf(doc, clocks), this.#sweptOn, today)) {
        const { notice } = reminder;
        if (!isStillTrue(notice, doc, { ...clocks, today })) continue;
        const id = idOf(reminder);
        expect([id, this.#ids.has(id)]).toEqual([id, false]);
        this.#ids.add(id);
        const about = notice.subject === voucherId(NUMBER) ? '' : ` ${notice.subject}`;
        this.said.push(
          `${today} ${notice.code} ${daysBetween(today, notice.day)}${about}${notice.detail === undefined ? '' : ` ${notice.detail}`}`,
        );
      }
    }
    this.#sweptOn = today;
  }

  documents(): readonly Reminding[] {
    return this.world.store
      .all(TENANT)
      .map((raw) => parseDocument(raw) as Reminding)
      .filter(({ kind }) => kind === 'voucher' || kind === 'claim' || kind === 'company');
  }

  /** What an admin does with the voucher, each of which must be possible. */
  async does(...commands: readonly VoucherCommand[]): Promise<void> {
    for (const command of commands) {
      const outcome = await this.world.order(NUMBER, command, { texts: { reason: 'synthetic' } });
      if (!outcome.done) throw new Error(`${command.type}: ${JSON.stringify(outcome.refusal)}`);
    }
  }

  async claims(
    command: Parameters<World['desk']['orderClaim']>[2]['command'],
    texts: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const { world } = this;
    const order = { commandId: world.id(), id: 'claim-1', command, texts };
    const outcome = await world.run((unit) => world.desk.orderClaim(unit, world.admin, order));
    if (!outcome.done) throw new Error(`${command.type}: ${JSON.stringify(outcome.refusal)}`);
  }
}

const record: VoucherCommand = { type: 'record', facts: factsOf(), stage: { status: 'assigned' } };
const recorded: Plan = { '2020-05-04': (life) => life.does(record) };
const isReserved: Plan = { ...recorded, '2020-05-11': (life) => life.does(reserve) };
const isRedeemed: Plan = {
  ...isReserved,
  '2020-06-08': (life) => life.does(report),
  '2020-06-10': async (life) => {
    await life.does({ type: 'redeem', redemption: { on: d('2020-06-10') } });
    const { world } = life;
    const command = { type: 'registerSavb', offering: 'DDPS', on: d('2020-06-10'), by: 'admin' } as const;
    const order = { commandId: world.id(), command };
    expect(await world.run((unit) => world.desk.orderCompany(unit, world.admin, order))).toMatchObject({
      done: true,
    });
  },
};
const draft = async ({ world }: Life): Promise<void> => {
  const order = { commandId: world.id(), id: 'claim-1', voucherIds: [NUMBER] };
  expect(await world.run((unit) => world.desk.draftClaim(unit, world.admin, order))).toMatchObject({
    done: true,
  });
};

const RUNS_OUT = [
  '2020-09-01 expiry.near 60',
  '2020-10-01 expiry.near 30',
  '2020-10-17 expiry.near 14',
  '2020-10-24 expiry.near 7',
  '2020-10-28 expiry.near 3',
  '2020-10-30 expiry.near 1',
  '2020-10-31 expiry.near 0',
  '2020-11-01 expiry.passed -1',
];
const NEVER_RESERVED = [
  '2020-05-05 reserve.now -1',
  '2020-05-07 reserve.now -3',
  '2020-05-11 reserve.now -7',
  '2020-10-12 start.near 7',
  '2020-10-18 start.near 1',
  '2020-10-20 start.passed -1',
  ...RUNS_OUT,
].sort();
/** Said before the voucher was reserved in the afternoon of the 11th. */
const BEFORE = NEVER_RESERVED.slice(0, 3);
const UNCLAIMED = [
  '2020-07-10 claimBy.near 30',
  '2020-07-26 claimBy.near 14',
  '2020-08-02 claimBy.near 7',
  '2020-08-06 claimBy.near 3',
  '2020-08-08 claimBy.near 1',
  '2020-08-09 claimBy.near 0',
  '2020-08-10 claimBy.passed -1',
];

/** A year from the day on which the voucher is assigned. */
const year = (plan: Plan, missing?: (day: Day) => boolean): Promise<Life> =>
  Life.lived('2020', '2020-05-04', 366, plan, missing);

describe('a year of a voucher', () => {
  test.each(['2019', '2020'] as const)('that nobody reserves, edition %s', async (editionId) => {
    const life = await Life.lived(editionId, '2020-05-04', 366, recorded);
    expect(life.said).toEqual(NEVER_RESERVED);
  });

  test('that is reserved and never reported', async () => {
    const { said } = await year(isReserved);
    expect(said).toEqual(
      [...BEFORE, '2020-06-06 report.overdue -1', '2020-06-12 report.overdue -7', ...RUNS_OUT].sort(),
    );
  });

  test('that is redeemed and never claimed', async () => {
    expect((await year(isRedeemed)).said).toEqual([...BEFORE, '2020-06-06 report.overdue -1', ...UNCLAIMED]);
  });

  test('that waits in a draft, is submitted in time, and is paid late', async () => {
    const { said } = await year({
      ...isRedeemed,
      '2020-07-12': draft,
      '2020-08-07': (life) => life.claims({ type: 'submit', on: d('2020-08-07'), referenceGiven: true }),
      '2020-08-20': (life) => life.claims({ type: 'approve', on: d('2020-08-20') }),
      '2020-09-25': (life) => life.claims({ type: 'pay', on: d('2020-09-25') }),
    });
    const inDraft = UNCLAIMED.slice(1, 4).map((line) => `${line} ${claimId('claim-1')}`);
    expect(said).toEqual([
      ...BEFORE,
      '2020-06-06 report.overdue -1',
      ...UNCLAIMED.slice(0, 1),
      ...inDraft,
      `2020-09-20 payment.missing -31 ${claimId('claim-1')}`,
    ]);
  });

  test('whose claim is discarded, or denied: its clock runs again', async () => {
    const discarded = await year({
      ...isRedeemed,
      '2020-07-12': draft,
      '2020-08-03': (life) => life.claims({ type: 'discard' }),
    });
    expect(discarded.said.slice(-4)).toEqual(UNCLAIMED.slice(-4));
    const denied = await year({
      ...isRedeemed,
      '2020-06-12': draft,
      '2020-06-13': (life) => life.claims({ type: 'submit', on: d('2020-06-13'), referenceGiven: true }),
      '2020-08-06': (life) => life.claims({ type: 'deny', on: d('2020-08-06'), reason: 'length' }),
    });
    expect(denied.said).toEqual([...BEFORE, '2020-06-06 report.overdue -1', ...UNCLAIMED.slice(-3)]);
  });

  test('whose deadline is moved: the new one is spoken of, the old one no more', async () => {
    const { said } = await year({
      ...recorded,
      '2020-10-20': (life) =>
        life.does({ type: 'amend', facts: factsOf({ adjustedExpiry: d('2020-12-15') }) }),
    });
    const until = NEVER_RESERVED.filter((line) => line < '2020-10-21');
    expect(said).toEqual([
      ...until,
      '2020-11-15 expiry.near 30',
      '2020-11-24 start.near 7',
      '2020-11-30 start.near 1',
      '2020-12-01 expiry.near 14',
      '2020-12-02 start.passed -1',
      '2020-12-08 expiry.near 7',
      '2020-12-12 expiry.near 3',
      '2020-12-14 expiry.near 1',
      '2020-12-15 expiry.near 0',
      '2020-12-16 expiry.passed -1',
    ]);
  });

  test('that is released: another partner can take it again', async () => {
    const { said } = await year({
      ...isReserved,
      '2020-05-20': (life) => life.does({ type: 'release', on: d('2020-05-18'), reason: 'otherPartner' }),
    });
    expect(said.slice(0, 7)).toEqual([
      ...BEFORE,
      '2020-05-21 reserve.now -1',
      '2020-05-23 reserve.now -3',
      '2020-05-27 reserve.now -7',
      '2020-09-01 expiry.near 60',
    ]);
  });

  test('whose reservation was a mistake: it was free all the time', async () => {
    const { said } = await year({ ...isReserved, '2020-05-20': (life) => life.does({ type: 'undo' }) });
    expect(said.slice(3, 6)).toEqual([
      '2020-05-21 reserve.now -17',
      '2020-05-23 reserve.now -19',
      '2020-05-27 reserve.now -23',
    ]);
  });

  test('that another partner has, and that comes back', async () => {
    const { said } = await year({
      ...recorded,
      '2020-05-06': (life) => life.does({ type: 'lose', on: d('2020-05-06') }),
      '2020-09-20': (life) => life.does({ type: 'comeBack', on: d('2020-09-20') }),
      '2020-10-02': (life) => life.does({ type: 'void', reason: 'notOurs' }),
    });
    expect(said).toEqual([
      '2020-05-05 reserve.now -1',
      '2020-09-21 reserve.now -1',
      '2020-09-23 reserve.now -3',
      '2020-09-27 reserve.now -7',
      '2020-10-01 expiry.near 30',
    ]);
  });

  test('that is recorded late: counted from then, told since its assignment', async () => {
    const { said } = await year({ '2020-05-10': (life) => life.does(record) });
    expect(said.slice(0, 3)).toEqual([
      '2020-05-11 reserve.now -7',
      '2020-05-13 reserve.now -9',
      '2020-05-17 reserve.now -13',
    ]);
  });

  test('with 90 days more (G3), over a leap day', async () => {
    const assignedOn = d('2019-12-01');
    const facts = factsOf({ assignedOn });
    const { said } = await Life.lived('2020', '2019-12-01', 300, {
      '2019-12-01': (life) => life.does({ ...record, facts }),
    });
    expect(said.filter((line) => line.includes('expiry'))).toEqual(
      ['06-28', '07-28', '08-13', '08-20', '08-24', '08-26', '08-27', '08-28'].map((day, nth) => {
        const left = [60, 30, 14, 7, 3, 1, 0, -1][nth] ?? 0;
        return `2020-${day} expiry.${left < 0 ? 'passed' : 'near'} ${left}`;
      }),
    );
  });

  test('of 2021 that outlives the programme: its last redemption counts', async () => {
    const facts = factsOf({ assignedOn: d('2021-06-01'), printedExpiry: d('2022-02-01') });
    const { said } = await Life.lived('2021', '2021-06-01', 300, {
      '2021-06-01': (life) => life.does({ ...record, facts }),
    });
    expect(said.filter((line) => line.includes('expiry')).slice(-2)).toEqual([
      '2022-01-01 expiry.near 0',
      '2022-01-02 expiry.passed -1',
    ]);
  });

  test('of 2021: nothing is asked for after its last days, only said that they passed', () => {
    const rules = { company: companyOf({ edition: '2021' }), edition: edition('2021') };
    const codes = (doc: Reminding): readonly string[] =>
      remindersOf(doc, rules)
        .filter(({ on }) => on > '2022-01-01')
        .map(({ on, notice }) => `${on} ${notice.code}`);
    const facts = factsOf({ assignedOn: d('2026-11-01') });
    const late = { freeSince: d('2026-11-20'), state: { facts, stage: assigned, breaches: [] } };
    expect(codes(voucherDocument(assigned, late))).toEqual(['2022-01-02 expiry.passed']);
    const reservation = reservationOf({ on: d('2026-11-20'), start: d('2027-01-11'), end: d('2027-01-15') });
    const flying: Stage = { status: 'reserved', reservation };
    const over = { state: { facts, stage: flying, breaches: [] } };
    expect(codes(voucherDocument(flying, over))).toEqual(['2022-01-02 expiry.passed']);
    const redeemedOn = (on: string): VoucherDocument => {
      const stage: Stage = { ...isStage.redeemed, redemption: { on: d(on) } };
      return voucherDocument(stage, { state: { facts, stage, breaches: [] } });
    };
    expect(codes(redeemedOn('2022-01-01')).slice(-2)).toEqual([
      '2022-03-02 claimBy.near',
      '2022-03-03 claimBy.passed',
    ]);
    expect(codes(redeemedOn('2026-12-01'))).toEqual([]);
    const company = companyDocument({
      edition: '2021',
      membershipEnd: d('2026-12-01'),
      anniversaries: { 'windows-and-devices': d('2026-12-01') },
    });
    expect(codes(company)).toEqual([]);
  });

  test('about which little is known: nothing is made up', async () => {
    const facts = { number: NUMBER, adminKnown: false };
    const { said } = await year({ '2020-05-10': (life) => life.does({ ...record, facts }) });
    expect(said).toEqual([
      '2020-05-11 reserve.now -1',
      '2020-05-13 reserve.now -3',
      '2020-05-17 reserve.now -7',
    ]);
  });

  test('with outages: what was missed is told once, as it stands', async () => {
    const { said } = await year(
      recorded,
      (day) =>
        (day > '2020-05-04' && day < '2020-05-25') ||
        (day > '2020-09-20' && day < '2020-10-29') ||
        (day > '2020-10-29' && day < '2020-12-24'),
    );
    expect(said).toEqual([
      '2020-05-25 reserve.now -21',
      '2020-09-01 expiry.near 60',
      '2020-10-29 start.passed -10',
      '2020-10-29 expiry.near 2',
      '2020-12-24 expiry.passed -54',
    ]);
  });
});

const clocks = { company: companyOf(), edition: edition('2020') };

function companyDocument(over: Partial<CompanyDocument['state']>, more: object = {}): CompanyDocument {
  return {
    id: COMPANY_ID,
    tenantId: TENANT,
    kind: 'company',
    schema: 1,
    version: 1,
    texts: {},
    changedBy: 'ada',
    changedAt: 0,
    state: companyOf(over),
    ...more,
  };
}

/** What a sweep every day from `first` to `last` says of a document. */
function dayByDay(doc: Reminding, first: string, last: string, editionId: EditionId = '2020'): string[] {
  const rules = {
    company: doc.kind === 'company' ? doc.state : companyOf(),
    edition: edition(editionId),
  };
  const said: string[] = [];
  const ids = new Set<string>();
  for (let today = d(first); today <= last; today = addDays(today, 1)) {
    for (const reminder of dueBetween(remindersOf(doc, rules), addDays(today, -1), today)) {
      expect(ids.has(idOf(reminder))).toBe(false);
      ids.add(idOf(reminder));
      const { code, day, detail } = reminder.notice;
      expect(isStillTrue(reminder.notice, doc, { ...rules, today })).toBe(true);
      said.push(`${today} ${code} ${daysBetween(today, day)} ${detail ?? ''}`);
    }
  }
  return said;
}

const profile: Profile = {
  region: 'PL',
  hasLogo: true,
  description: 10,
  hasWebsite: true,
  hasLinkedIn: false,
  industries: 1,
  products: 1,
  services: 1,
  solutions: 1,
  locations: [],
};

describe('a year of a company', () => {
  test('renews competencies and its membership, over a leap day; enrolments have no day of their own', () => {
    const doc = companyDocument({
      enrolments: { DDPS: { on: d('2019-02-28') }, SDPS: { on: d('2020-02-29') }, DYDPS: {} },
      competencies: { 'windows-and-devices': 'silver' },
      anniversaries: { 'windows-and-devices': d('2019-12-31'), erp: d('2019-12-31') },
      membershipEnd: d('2020-02-29'),
    });
    expect(dayByDay(doc, '2019-11-01', '2021-03-31')).toEqual([
      '2019-11-01 renewal.near 90 windows-and-devices',
      '2019-12-01 renewal.near 60 windows-and-devices',
      '2019-12-31 renewal.near 60 membership',
      '2020-01-01 renewal.open 29 windows-and-devices',
      '2020-01-23 renewal.near 7 windows-and-devices',
      '2020-01-30 renewal.near 30 membership',
      '2020-01-31 renewal.passed -1 windows-and-devices',
      '2020-02-22 renewal.near 7 membership',
      '2020-03-01 renewal.passed -1 membership',
    ]);
  });

  test.each(EDITION_IDS)('of the edition of %s renews no enrolment by itself', (id) => {
    const doc = companyDocument({ enrolments: { DDPS: { on: d('2020-03-01') } } });
    expect(dayByDay(doc, '2020-12-01', '2021-12-31', id)).toEqual([]);
  });

  test('is told once that a published profile is old', () => {
    const published = {
      on: d('2020-01-10'),
      locations: ['SYN-DE', 'SYN-PL'],
      competencies: ['windows-and-devices:silver'],
    };
    const doc = companyDocument({
      profiles: [
        { ...profile, published },
        { ...profile, region: 'DE' },
      ],
    });
    expect(dayByDay(doc, '2020-01-10', '2021-06-01')).toEqual(['2020-07-12 profile.stale -184 PL']);
    expect(dayByDay(doc, '2020-01-10', '2021-06-01', '2019')).toEqual([]);
  });

  test('is told once that a profile shows what is no longer so, until it is so again or published', async () => {
    const order =
      (command: Parameters<World['desk']['orderCompany']>[2]['command']) =>
      async ({ world }: Life): Promise<void> => {
        const outcome = await world.run((unit) =>
          world.desk.orderCompany(unit, world.admin, { commandId: world.id(), command }),
        );
        expect(outcome).toMatchObject({ done: true });
      };
    const gold = (level: 'gold' | 'silver') =>
      order({ type: 'changeCompetency', competency: 'windows-and-devices', level });
    const { said } = await Life.lived('2020', '2020-02-01', 330, {
      '2020-02-01': async (life) => {
        await order({ type: 'saveProfile', profile })(life);
        await order({ type: 'publishProfile', region: 'PL', on: d('2020-02-01') })(life);
      },
      // Taken back on the same day: nobody needs to know.
      '2020-02-10': async (life) => {
        await gold('gold')(life);
        await gold('silver')(life);
      },
      '2020-03-01': gold('gold'),
      '2020-03-05': order({ type: 'addLocation', location: { id: 'SYN-FR', country: 'FR' } }),
      '2020-04-01': order({ type: 'publishProfile', region: 'PL', on: d('2020-04-01') }),
    });
    expect(said).toEqual([
      '2020-03-02 profile.stale -30 company PL',
      '2020-10-02 profile.stale -184 company PL',
    ]);
  });
});

describe('the sweep of a tenant', () => {
  const membershipEnd = d('2020-03-30');

  test.each(['Europe/Warsaw', 'America/New_York', 'Pacific/Kiritimati', 'Australia/Lord_Howe'])(
    'every hour of a year says everything once, on the days of %s',
    (timeZone) => {
      const doc = companyDocument({ timeZone, membershipEnd, enrolments: { DDPS: { on: d('2019-10-26') } } });
      const rules = { company: doc.state, edition: edition('2020') };
      const reminders = remindersOf(doc, rules);
      let sweptOn = d('2019-12-31');
      const said: string[] = [];
      for (let hour = 0; hour < 366 * 24; hour += 1) {
        const today = dayAt(Date.parse('2020-01-01T12:00:00Z') + hour * 3600_000, timeZone);
        for (const { on, notice } of dueBetween(reminders, sweptOn, today)) {
          expect(on).toBe(today);
          said.push(`${on} ${notice.code} ${notice.detail}`);
        }
        sweptOn = today;
      }
      expect(said).toEqual([
        '2020-01-30 renewal.near membership',
        '2020-02-29 renewal.near membership',
        '2020-03-23 renewal.near membership',
        '2020-03-31 renewal.passed membership',
      ]);
    },
  );

  test('whose clock jumps back says nothing twice; forward, how it stands', () => {
    const doc = companyDocument({ membershipEnd });
    const reminders = remindersOf(doc, clocks);
    expect(dueBetween(reminders, d('2020-03-23'), d('2020-02-29'))).toEqual([]);
    expect(dueBetween(reminders, d('2020-03-23'), d('2020-03-23'))).toEqual([]);
    expect(dueBetween(reminders, undefined, d('2020-03-22')).map(({ on }) => on)).toEqual(['2020-02-29']);
    const late = dueBetween(reminders, d('2020-01-01'), d('2025-01-01'));
    expect(late.map(({ notice }) => notice.code)).toEqual(['renewal.passed']);
    const [passed] = late;
    if (passed === undefined) throw new Error('nothing passed');
    expect(isStillTrue(passed.notice, doc, { ...clocks, company: doc.state, today: d('2020-03-30') })).toBe(
      false,
    );
  });
});

function voucherDocument(stage: Stage, over: Partial<VoucherDocument> = {}): VoucherDocument {
  return {
    id: voucherId(NUMBER),
    tenantId: TENANT,
    kind: 'voucher',
    schema: 1,
    version: 1,
    texts: {},
    changedBy: 'ada',
    changedAt: 0,
    status: stage.status,
    open: true,
    due: d('2020-10-19'),
    suffix: '0001',
    freeSince: d('2020-05-04'),
    state: { facts: factsOf(), stage, breaches: [] },
    ...over,
  };
}

const assigned: Stage = { status: 'assigned' };
const isStage = {
  reserved: { status: 'reserved', reservation: reservationOf() },
  reported: { status: 'reported', reservation: reservationOf(), report: reportOf() },
  redeemed: {
    status: 'redeemed',
    reservation: reservationOf(),
    report: reportOf(),
    redemption: { on: d('2020-06-10') },
  },
  lost: { status: 'lost', on: d('2020-06-10') },
  void: { status: 'void', reason: 'mistake' },
} as const satisfies Record<string, Stage>;

describe('right before it is sent', () => {
  const today = d('2020-10-24');
  const runsOut: Notice = { code: 'expiry.near', subject: voucherId(NUMBER), day: d('2020-10-31') };
  const holds = (notice: Notice, doc: Parameters<typeof isStillTrue>[1], on = today): boolean =>
    isStillTrue(notice, doc, { ...clocks, today: on });

  test('a reminder holds while nothing changed, and on later days while there is time', () => {
    expect(holds(runsOut, voucherDocument(assigned))).toBe(true);
    expect(holds(runsOut, voucherDocument(isStage.reserved))).toBe(true);
    expect(holds(runsOut, voucherDocument(assigned), d('2020-10-31'))).toBe(true);
    expect(holds(runsOut, voucherDocument(assigned), d('2020-11-01'))).toBe(false);
  });

  test('it is dropped when the voucher is void, lost, redeemed or gone, or its deadline moved', () => {
    for (const stage of [isStage.redeemed, isStage.lost, isStage.void]) {
      expect([stage.status, holds(runsOut, voucherDocument(stage))]).toEqual([stage.status, false]);
    }
    expect(holds(runsOut, undefined)).toBe(false);
    expect(holds(runsOut, voucherDocument(assigned, { id: voucherId('SYN-0002') }))).toBe(false);
    const facts = factsOf({ adjustedExpiry: d('2020-11-30') });
    expect(
      holds(runsOut, voucherDocument(assigned, { state: { facts, stage: assigned, breaches: [] } })),
    ).toBe(false);
  });

  test('what asks to reserve is dropped once it is reserved', () => {
    const notice: Notice = { code: 'reserve.now', subject: voucherId(NUMBER), day: d('2020-05-04') };
    expect(holds(notice, voucherDocument(assigned))).toBe(true);
    expect(holds(notice, voucherDocument(isStage.reserved))).toBe(false);
  });

  test('what is due of a claim is dropped once it is submitted, and payment once it is paid', () => {
    const claim = (stage: ClaimDocument['state']['stage']): ClaimDocument => ({
      ...voucherDocument(assigned),
      id: claimId('claim-1'),
      kind: 'claim',
      state: {
        country: 'PL',
        voucherIds: [NUMBER],
        redeemed: { first: d('2020-09-01'), last: d('2020-09-02') },
        stage,
        breaches: [],
      },
    });
    const due: Notice = { code: 'claimBy.near', subject: claimId('claim-1'), day: d('2020-10-31') };
    const submitted = { submittedOn: d('2020-09-03') };
    expect(holds(due, claim({ status: 'draft' }))).toBe(true);
    expect(holds(due, claim({ status: 'submitted', ...submitted }))).toBe(false);
    expect(holds({ ...due, code: 'claim.submitted', day: d('2020-09-03') }, claim({ status: 'draft' }))).toBe(
      false,
    );
    const approved = { ...submitted, approvedOn: d('2020-09-10') };
    const missing: Notice = { ...due, code: 'payment.missing', day: d('2020-09-10') };
    expect(holds(missing, claim({ status: 'approved', ...approved }))).toBe(true);
    expect(holds(missing, claim({ status: 'paid', ...approved, paidOn: today }))).toBe(false);
    const told: readonly (readonly [Notice['code'], string, ClaimDocument['state']['stage']])[] = [
      ['claim.submitted', '2020-09-03', { status: 'submitted', ...submitted }],
      ['claim.approved', '2020-09-10', { status: 'approved', ...approved }],
      ['claim.paid', '2020-10-24', { status: 'paid', ...approved, paidOn: today }],
      ['claim.denied', '2020-10-24', { status: 'denied', ...submitted, deniedOn: today, reason: 'length' }],
    ];
    for (const [code, day] of told) {
      const held = told.filter(([, , stage]) => holds({ ...due, code, day: d(day) }, claim(stage)));
      expect(held.map(([other]) => other)).toEqual([code]);
    }
  });

  test('a claim that is decided reminds of nothing', () => {
    const submitted = { submittedOn: d('2020-09-03') };
    const approved = { ...submitted, approvedOn: d('2020-09-10') };
    const stages: readonly ClaimDocument['state']['stage'][] = [
      { status: 'submitted', ...submitted },
      { status: 'paid', ...approved, paidOn: today },
      { status: 'denied', ...submitted, deniedOn: today, reason: 'length' },
      { status: 'discarded' },
    ];
    for (const stage of stages) {
      const state: ClaimDocument['state'] = {
        country: 'PL',
        voucherIds: [NUMBER],
        redeemed: { first: d('2020-09-01'), last: d('2020-09-02') },
        stage,
        breaches: [],
      };
      const doc: ClaimDocument = {
        ...voucherDocument(assigned),
        id: claimId('claim-1'),
        kind: 'claim',
        state,
      };
      expect([stage.status, remindersOf(doc, clocks)]).toEqual([stage.status, []]);
    }
  });

  test('what a colleague did is dropped once something else happened to the voucher', () => {
    const released = voucherDocument(assigned, {
      state: { facts: factsOf(), stage: assigned, before: isStage.reserved, breaches: [] },
    });
    const told: readonly (readonly [Notice['code'], string, VoucherDocument, string?])[] = [
      ['voucher.recorded', '2020-05-04', voucherDocument(assigned)],
      [
        'voucher.reserved',
        '2020-05-11',
        voucherDocument(isStage.reserved, { state: after(isStage.reserved) }),
      ],
      ['voucher.released', '2020-05-20', released],
      ['voucher.lost', '2020-06-10', voucherDocument(isStage.lost, { state: after(isStage.lost) })],
      [
        'voucher.reported',
        '2020-06-08',
        voucherDocument(isStage.reported, { state: after(isStage.reported) }),
      ],
      [
        'voucher.redeemed',
        '2020-06-10',
        voucherDocument(isStage.redeemed, { state: after(isStage.redeemed) }),
      ],
      [
        'voucher.void',
        '2020-06-10',
        voucherDocument(isStage.void, { state: after(isStage.void) }),
        'mistake',
      ],
    ];
    for (const [code, day, , detail] of told) {
      const notice: Notice = {
        code,
        subject: voucherId(NUMBER),
        day: d(day),
        by: 'bo',
        ...(detail === undefined ? {} : { detail }),
      };
      expect(told.filter(([, , doc]) => holds(notice, doc)).map(([other]) => other)).toEqual([code]);
    }
  });

  test('access: asked for until it is given, given until it is taken', () => {
    const person: PersonDocument = {
      id: personId('bo'),
      tenantId: TENANT,
      kind: 'person',
      schema: 1,
      name: 'Synthetic bo',
      roles: [],
      language: 'en',
    };
    const asks: Notice = { code: 'access.requested', subject: person.id, day: today, by: 'bo' };
    const has: Notice = { code: 'access.granted', subject: person.id, day: today, detail: 'reader' };
    expect(holds(asks, { ...person, asked: true })).toBe(true);
    expect(holds(asks, person)).toBe(false);
    expect(holds(asks, { ...person, asked: true, permission: 'reader' })).toBe(false);
    expect(holds(has, { ...person, permission: 'reader' })).toBe(true);
    expect(holds(has, { ...person, permission: 'admin' })).toBe(false);
    expect(holds(has, person)).toBe(false);
  });
});

function after(stage: Stage): VoucherDocument['state'] {
  return { facts: factsOf(), stage, before: assigned, breaches: [] };
}

test('whatever a voucher is: nothing of what is over, each id once, and what is due today is true today', () => {
  const random = new Random(20261120);
  const near = (): Day => addDays(d('2020-06-15'), random.below(800) - 400);
  let seen = 0;
  for (let run = 0; run < 1500; run += 1) {
    const editionId = random.pick(EDITION_IDS);
    const rules = { company: companyOf({ reportingBuffer: random.below(12) }), edition: edition(editionId) };
    const start = near();
    const reservation = reservationOf({ on: near(), start, end: addDays(start, random.below(20)) });
    const stage = random.pick<Stage>([
      assigned,
      { status: 'reserved', reservation },
      { status: 'reported', reservation, report: reportOf({ on: near() }) },
      { ...isStage.redeemed, reservation, redemption: { on: near() } },
      { ...isStage.redeemed, reservation, redemption: { on: near() }, claimId: 'claim-1' },
      { status: 'lost', on: near() },
      { status: 'void', reason: 'ranOut' },
    ]);
    const { assignedOn: _day, serviceLevel: _level, ...bare } = factsOf();
    const doc = voucherDocument(stage, {
      freeSince: near(),
      state: {
        facts: {
          ...bare,
          ...(random.below(4) === 0 ? {} : { assignedOn: near() }),
          ...(random.below(4) === 0 ? {} : { serviceLevel: 1 + random.below(15) }),
          ...(random.below(4) === 0 ? { adjustedExpiry: near() } : {}),
        },
        stage,
        ...(random.below(2) === 0 ? { before: assigned } : {}),
        breaches: [],
      },
    });
    const reminders = remindersOf(doc, rules);
    const over =
      stage.status === 'lost' ||
      stage.status === 'void' ||
      (stage.status === 'redeemed' && stage.claimId !== undefined);
    if (over) expect(reminders).toEqual([]);
    expect(new Set(reminders.map(idOf)).size).toBe(reminders.length);
    // Swept now and then: at most one of each kind at a time, none twice, and true on its day.
    const ids = new Set<string>();
    let sweptOn: Day | undefined = random.below(2) === 0 ? undefined : d('2019-01-01');
    for (let today = d('2019-01-02'); today < '2022-06-01'; today = addDays(today, 1 + random.below(40))) {
      const due: readonly Reminder[] = dueBetween(reminders, sweptOn, today);
      const groups = due.map(({ notice }) => RULES[notice.code].group);
      expect(new Set(groups).size).toBe(groups.length);
      for (const reminder of due) {
        expect(ids.has(idOf(reminder))).toBe(false);
        ids.add(idOf(reminder));
        if (reminder.on === today) {
          expect(isStillTrue(reminder.notice, doc, { ...rules, today })).toBe(true);
          seen += 1;
        }
        expect(isStillTrue(reminder.notice, { ...doc, state: voided(doc) }, { ...rules, today })).toBe(false);
      }
      sweptOn = today;
    }
  }
  expect(seen).toBeGreaterThan(200);
});

function voided({ state }: VoucherDocument): VoucherDocument['state'] {
  return { ...state, before: state.stage, stage: isStage.void };
}
