import { createHash } from 'node:crypto';
import { newCommandId } from '../../../dialogs/turn.ts';
import { addWorkingDays, day, type Day } from '../../../domain/day.ts';
import { GUARD_IDS } from '../../../domain/guards/answers.ts';
import { Desk } from '../../../domain/desk/desk.ts';
import type { UnitOfWork } from '../../../domain/desk/unit-of-work.ts';
import type { Outcome } from '../../../domain/desk/execute.ts';
import { COMPETENCY_IDS, OFFERING_IDS, type EngagementId } from '../../../domain/programme/catalogue.ts';
import { present } from '../../../domain/present.ts';
import type { RecordedStage } from '../../../domain/voucher/model.ts';
import type { Actor, Language, Permission } from '../../../domain/people/person.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';

export const TENANT = 'synthetic-tenant';

function d(text: string): Day {
  const parsed = day(text);
  if (parsed === undefined) throw new Error(`no such day: ${text}`);
  return parsed;
}

/** A tenant in memory, on a day that stands still. */
export class SmallWorld {
  readonly now: number;
  readonly store: MemoryStore;
  readonly desk: Desk;
  #commands = 0;

  constructor(today: Day) {
    this.now = Date.parse(`${today}T09:00:00Z`);
    const clock = { now: () => this.now };
    this.store = new MemoryStore({ clock });
    const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex');
    this.desk = new Desk({ store: this.store, clock, fingerprint, editionOfNewCompanies: '2020' });
  }

  id(): string {
    this.#commands += 1;
    return `command-${this.#commands}`;
  }

  async run<T extends Outcome<unknown>>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    for (let turn = 0; turn < 10; turn += 1) {
      const unit = this.desk.begin(TENANT, true);
      const outcome = await work(unit);
      if (!outcome.done || (await unit.commit()) === 'committed') return outcome;
    }
    throw new Error('not committed');
  }
}

/** The company that measured sentences speak of, and the Monday on which they are typed; all of it is synthetic. */
const TODAY = d('2026-11-16');
const ANNA = 'anna-nowak';

const CONSULTANTS = { anna: 'Anna Nowak (synthetic)', boris: 'Boris Petrov (synthetic)' } as const;
const ALL = { assessments: COMPETENCY_IDS };

interface Made {
  readonly number: string;
  readonly customer: string;
  readonly engagement: EngagementId;
  readonly days: number;
  readonly assigned?: string;
  readonly stage: 'assigned' | 'reserved' | 'reported' | 'redeemed';
  readonly by?: keyof typeof CONSULTANTS;
  readonly start?: string;
}

const VOUCHERS: readonly Made[] = [
  { number: 'SAP-7F3K-0042', customer: 'Contoso', engagement: 'sharepoint', days: 5, stage: 'assigned' },
  { number: 'SAP-9QX2-0031', customer: 'Contoso', engagement: 'exchange', days: 3, stage: 'reserved', by: 'boris', start: '2026-11-02' },
  { number: 'SAP-4LM8-0077', customer: 'Fabrikam', engagement: 'skype-for-business', days: 10, stage: 'assigned' },
  { number: 'SAP-2WZ5-0108', customer: 'Northwind Traders', engagement: 'windows-server', days: 5, stage: 'reported', by: 'anna', start: '2026-10-19' },
  { number: 'SAP-6TR1-0115', customer: 'Adventure Works', engagement: 'windows-office', days: 5, stage: 'redeemed', by: 'anna', start: '2026-10-05' },
  { number: 'SAP-8KD3-0123', customer: 'Litware', engagement: 'data-estate', days: 3, stage: 'redeemed', by: 'boris', start: '2026-09-21' },
  { number: 'SAP-5HB7-0150', customer: 'Рога и Копыта', engagement: 'd365-ce-upgrade', days: 5, stage: 'reserved', by: 'anna', start: '2026-11-30' },
  { number: 'SAP-3NC9-0166', customer: 'Zakłady Żółw', engagement: 'sharepoint', days: 1, assigned: '2026-04-01', stage: 'assigned' },
]; // prettier-ignore

/** The world with that company in it, and Anna in it, who speaks `language`. */
export async function companyOfSentences(
  language: Language,
): Promise<{ readonly world: SmallWorld; readonly anna: Actor }> {
  const world = new SmallWorld(TODAY);
  const admin: Actor = {
    tenantId: TENANT,
    id: ANNA,
    name: CONSULTANTS.anna,
    language,
    permission: 'admin',
    roles: ['mpnPartnerAdmin'],
  };
  await met(world, ANNA, admin.name, language);
  await world.run((unit) =>
    world.desk.orderCompany(unit, admin, {
      commandId: world.id(),
      command: {
        type: 'setUp',
        edition: '2020',
        timeZone: 'Europe/Warsaw',
        competencies: Object.fromEntries(COMPETENCY_IDS.map((id) => [id, 'gold'])),
        offerings: OFFERING_IDS,
        location: { id: 'SYN-PL', country: 'PL' },
        consultant: { id: 'anna', ...ALL },
      },
      texts: { name: 'Planning (synthetic)', 'consultant:anna': CONSULTANTS.anna },
    }),
  );
  await world.run((unit) =>
    world.desk.orderCompany(unit, admin, {
      commandId: world.id(),
      command: { type: 'addConsultant', consultant: { id: 'boris', ...ALL } },
      texts: { 'consultant:boris': CONSULTANTS.boris },
    }),
  );
  const staff: readonly (readonly [string, string, Permission, string])[] = [
    [ANNA, admin.name, 'admin', 'anna'],
    ['boris-petrov', CONSULTANTS.boris, 'consultant', 'boris'],
    ['katarzyna-wisniewska', 'Katarzyna Wiśniewska (synthetic)', 'reader', ''],
  ];
  for (const [id, name, permission, consultantId] of staff) {
    if (id !== ANNA) await met(world, id, name, 'en');
    await world.run((unit) =>
      world.desk.grant(unit, admin, {
        id,
        permission,
        roles: id === ANNA ? ['mpnPartnerAdmin'] : [],
        consultantId,
      }),
    );
  }
  for (const made of VOUCHERS) await recorded(world, admin, made);
  const draft = await world.run((unit) =>
    world.desk.draftClaim(unit, admin, {
      id: 'claim-litware',
      commandId: 'claim-litware',
      voucherIds: ['SAP-8KD3-0123'],
      accepted: [...GUARD_IDS],
      texts: { reason: 'synthetic' },
    }),
  );
  done(draft);
  done(
    await world.run((unit) =>
      world.desk.orderClaim(unit, admin, {
        id: 'claim-litware',
        commandId: newCommandId(),
        command: { type: 'submit', on: d('2026-11-09'), referenceGiven: true, accepted: [...GUARD_IDS] },
        texts: { reason: 'synthetic', reference: 'MS-REF-1' },
      }),
    ),
  );
  return { world, anna: admin };
}

async function met(world: SmallWorld, id: string, name: string, language: Language): Promise<void> {
  const unit = world.desk.begin(TENANT, true);
  await world.desk.meet(unit, { id, name, language, reference: '{}' }, { admin: id === ANNA });
  await unit.commit();
}

async function recorded(world: SmallWorld, admin: Actor, made: Made): Promise<void> {
  const { number, customer, engagement, days, assigned = '2026-08-31' } = made;
  const outcome = await world.run((unit) =>
    world.desk.orderVoucher(unit, admin, {
      id: number,
      commandId: world.id(),
      command: {
        type: 'record',
        facts: { number, engagement, serviceLevel: days, assignedOn: d(assigned), adminKnown: true },
        stage: stageOf(made),
        accepted: [...GUARD_IDS],
      },
      texts: { customer, adminEmail: 'admin@customer.example', reason: 'synthetic' },
      customer: { name: customer },
    }),
  );
  done(outcome);
}

function stageOf({ stage, days, by = 'anna', start: begins = '2026-10-05' }: Made): RecordedStage {
  if (stage === 'assigned') return { status: 'assigned' };
  const start = d(begins);
  // Boris' engagement spans a week, whatever its voucher is worth.
  const end = addWorkingDays(start, Math.max(days, 5) - 1);
  const reservation = {
    on: addWorkingDays(start, -15),
    locationId: 'SYN-PL',
    country: 'PL',
    consultantId: by,
    start,
    end,
    attested: ['G7', 'G8'] as ('G7' | 'G8')[],
  };
  if (stage === 'reserved') return { status: 'reserved', reservation };
  const on = addWorkingDays(end, 2);
  const report = { on, deliverable: 'link' as const, handedOverOn: end, attested: ['G12'] as 'G12'[] };
  if (stage === 'reported') return { status: 'reported', reservation, report };
  return { status: 'redeemed', reservation, report, redemption: { on: addWorkingDays(on, 1) } };
}

function done<T>(outcome: Outcome<T>): void {
  if (!outcome.done) throw new Error(`not done: ${JSON.stringify(present({ refusal: outcome.refusal }))}`);
}

/** The customer's key of a name that the sentences use; the consultant's id of one. */
export function consultantNamed(name: string): string {
  const found = Object.entries(CONSULTANTS).find(([, known]) => known.startsWith(name));
  if (found === undefined) throw new Error(`no consultant ${name}`);
  return found[0];
}

/** Every voucher's number by its customer and state, for what a sentence leaves open. */
export const NUMBERS: Readonly<Record<string, Pick<Made, 'customer' | 'engagement' | 'stage'>>> =
  Object.fromEntries(VOUCHERS.map(({ number, ...rest }) => [number, rest]));

/** A day that a file of sentences writes. */
export function dayOf(text: string): string {
  return day(text) ?? text;
}
