import { addDays } from '../../../domain/day.ts';
import { COMPANY_COMMANDS, type Profile } from '../../../domain/company/model.ts';
import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../../domain/desk/execute.ts';
import { PERMISSIONS, type Actor, type Permission } from '../../../domain/people/person.ts';
import { MAY, may, type CommandName } from '../../../domain/people/permissions.ts';
import { VOUCHER_COMMANDS, type VoucherCommand } from '../../../domain/voucher/model.ts';
import { CLAIM_COMMANDS, type ClaimCommand } from '../../../domain/claim/model.ts';
import {
  actorOf,
  factsOf,
  redeem,
  report,
  reserve,
  today,
  World,
  type Covers,
  reservationOf,
} from '../given.ts';
import type { UnitOfWork } from '../../../domain/desk/unit-of-work.ts';

const everyone = [...PERMISSIONS, undefined];
const complete: Covers<Permission, typeof PERMISSIONS> = true;

/** Who may do what, written out once more. Whoever is not named may only ask for access. */
const ADMINS_ONLY: readonly CommandName[] = [
  'voucher.advance',
  'voucher.ignoreDifferences',
  'voucher.heedDifferences',
  'voucher.undo',
  'voucher.void',
  'claim.undo',
  'company.setUp',
  'company.addLocation',
  'company.addConsultant',
  'company.removeConsultant',
  'company.changeDetails',
  'company.changeCompetency',
  'company.changeMaxDays',
  'company.changeParticipant',
  'company.signAgreement',
  'company.readPolicies',
  'company.enrol',
  'company.changeEdition',
  'company.import',
  'person.grant',
  'mailbox.hand',
  'mailbox.dismiss',
];
const expected = (permission: Permission | undefined, command: CommandName): boolean => {
  if (command === 'person.choose' || command === 'voucher.remind') return permission !== undefined;
  if (ADMINS_ONLY.includes(command)) return permission === 'admin';
  return permission === 'admin' || permission === 'consultant';
};

type Ask = (world: World, unit: UnitOfWork, actor: Actor) => Promise<Outcome<unknown>>;

const voucher =
  (command: VoucherCommand): Ask =>
  ({ desk }, unit, actor) =>
    desk.orderVoucher(unit, actor, { commandId: 'asked', id: 'SYN-0001', command });
const claim =
  (command: Exclude<ClaimCommand, { type: 'draft' }>): Ask =>
  ({ desk }, unit, actor) =>
    desk.orderClaim(unit, actor, { commandId: 'asked', id: 'claim-1', command });
const company =
  (command: Parameters<World['desk']['orderCompany']>[2]['command']): Ask =>
  ({ desk }, unit, actor) =>
    desk.orderCompany(unit, actor, { commandId: 'asked', command });

/** One way to ask for each command: a new command without one does not compile. */
const ASK: Readonly<Record<CommandName, Ask>> = {
  'voucher.record': voucher({ type: 'record', facts: factsOf(), stage: { status: 'assigned' } }),
  'voucher.amend': voucher({ type: 'amend', facts: factsOf({ serviceLevel: 3 }) }),
  'voucher.reserve': voucher(reserve),
  'voucher.reschedule': voucher({ type: 'reschedule', start: today, end: today }),
  'voucher.handOver': voucher({ type: 'handOver', consultantId: 'anna' }),
  'voucher.release': voucher({ type: 'release', on: today, reason: 'offerChanged' }),
  'voucher.lose': voucher({ type: 'lose', on: today }),
  'voucher.comeBack': voucher({ type: 'comeBack', on: today }),
  'voucher.report': voucher(report),
  'voucher.redeem': voucher(redeem),
  'voucher.complete': voucher({ type: 'complete', known: { reservation: { locationId: 'SYN-PL' } } }),
  'voucher.advance': voucher({
    type: 'advance',
    stage: { status: 'reserved', reservation: reservationOf() },
  }),
  'voucher.ignoreDifferences': voucher({
    type: 'ignoreDifferences',
    differences: [{ what: 'status', value: 'lost' }],
  }),
  'voucher.heedDifferences': voucher({ type: 'heedDifferences' }),
  'voucher.undo': voucher({ type: 'undo' }),
  'voucher.close': voucher({ type: 'close' }),
  'voucher.void': voucher({ type: 'void', reason: 'mistake' }),
  'voucher.comment': voucher({ type: 'comment', key: 'said' }),
  'voucher.ask': voucher({ type: 'ask', key: 'asks', to: 'consultant' }),
  'voucher.closeAsk': voucher({ type: 'closeAsk', key: 'asks' }),
  'voucher.remind': voucher({ type: 'remind', on: addDays(today, 7) }),
  'claim.draft': ({ desk }, unit, actor) =>
    desk.draftClaim(unit, actor, { commandId: 'asked', id: 'claim-2', voucherIds: ['SYN-0001'] }),
  'claim.submit': claim({ type: 'submit', on: today, referenceGiven: true }),
  'claim.approve': claim({ type: 'approve', on: today }),
  'claim.pay': claim({ type: 'pay', on: today }),
  'claim.deny': claim({ type: 'deny', on: today, reason: 'other' }),
  'claim.discard': claim({ type: 'discard' }),
  'claim.undo': claim({ type: 'undo' }),
  'company.setUp': company({
    type: 'setUp',
    edition: '2021',
    timeZone: 'UTC',
    competencies: {},
    offerings: [],
  }),
  'company.addLocation': company({ type: 'addLocation', location: { id: 'SYN-DE', country: 'DE' } }),
  'company.addConsultant': company({ type: 'addConsultant', consultant: { id: 'bo', assessments: [] } }),
  'company.removeConsultant': company({ type: 'removeConsultant', consultantId: 'anna' }),
  'company.registerSavb': company({ type: 'registerSavb', offering: 'DDPS', on: today, by: 'x' }),
  'company.changeDetails': company({ type: 'changeDetails', timeZone: 'UTC', reportingBuffer: 5 }),
  'company.changeCompetency': company({ type: 'changeCompetency', competency: 'ppm', level: 'silver' }),
  'company.recordStatus': company({ type: 'recordStatus', moved: true }),
  'company.changeMaxDays': company({ type: 'changeMaxDays', engagement: 'sharepoint', days: 5 }),
  'company.changeParticipant': company({ type: 'changeParticipant', participant: { id: 'bo' } }),
  'company.signAgreement': company({ type: 'signAgreement', on: today, by: 'x' }),
  'company.readPolicies': company({ type: 'readPolicies', on: today }),
  'company.enrol': company({ type: 'enrol', offering: 'DDPS', on: today, by: 'x' }),
  'company.updateDirectory': company({ type: 'updateDirectory', on: today, by: 'x' }),
  'company.saveProfile': company({ type: 'saveProfile', profile: profileOf() }),
  'company.publishProfile': company({ type: 'publishProfile', region: 'PL', on: today }),
  'company.changeEdition': company({ type: 'changeEdition', edition: '2021' }),
  'company.import': company({
    type: 'import',
    locations: [{ id: 'SYN-DE', country: 'DE' }],
    competencies: {},
    anniversaries: {},
    consultants: [],
  }),
  'person.choose': ({ desk }, unit, actor) =>
    desk.choose(unit, actor, { asked: [], wanted: [], digest: true }),
  'person.grant': ({ desk }, unit, actor) =>
    desk.grant(unit, actor, { id: 'consultant', permission: 'reader', roles: [] }),
  'mailbox.hand': ({ desk }, unit, actor) => desk.handMail(unit, actor, 'quarantine:m', 'consultant'),
  'mailbox.dismiss': ({ desk }, unit, actor) => desk.dismissMail(unit, actor, 'quarantine:m'),
};
const names = Object.keys(ASK) as CommandName[];
const pairs = names.flatMap((command) => everyone.map((permission) => [command, permission] as const));

function profileOf(): Profile {
  return {
    region: 'PL',
    hasLogo: true,
    description: 10,
    hasWebsite: true,
    hasLinkedIn: false,
    industries: 1,
    products: 1,
    services: 1,
    solutions: 1,
    locations: ['SYN-PL'],
  };
}

/** States in which each command would be done, so that only the permission can keep it back. */
async function worldFor(command: CommandName): Promise<World> {
  const world = await World.begun();
  const steps: Partial<Record<CommandName, readonly VoucherCommand[]>> = {
    'voucher.reschedule': [reserve],
    'voucher.release': [reserve],
    'voucher.report': [reserve],
    'voucher.redeem': [reserve, report],
    'voucher.undo': [reserve],
    'voucher.heedDifferences': [
      { type: 'ignoreDifferences', differences: [{ what: 'status', value: 'lost' }] },
    ],
    'voucher.comeBack': [{ type: 'lose', on: today }],
    'claim.draft': [reserve, report, redeem],
    'company.registerSavb': [reserve, report, redeem],
  };
  if (command.startsWith('claim.') && command !== 'claim.draft')
    await world.voucher('SYN-0001', reserve, report, redeem);
  else if (command === 'company.enrol') {
    await world.run((unit) =>
      world.desk.orderCompany(unit, world.admin, {
        commandId: world.id(),
        command: { type: 'readPolicies', on: today },
      }),
    );
  } else if (command === 'company.publishProfile') {
    await world.run((unit) =>
      world.desk.orderCompany(unit, world.admin, {
        commandId: world.id(),
        command: { type: 'saveProfile', profile: profileOf() },
      }),
    );
  } else if (command !== 'voucher.record') await world.voucher('SYN-0001', ...(steps[command] ?? []));
  return world;
}

describe('the table of permissions', () => {
  test('has every command of vouchers, claims and the company, and every permission', () => {
    expect(complete).toBe(true);
    const wanted = [
      ...VOUCHER_COMMANDS.map((one) => `voucher.${one}`),
      ...CLAIM_COMMANDS.map((one) => `claim.${one}`),
      ...COMPANY_COMMANDS.map((one) => `company.${one}`),
    ];
    expect(names).toEqual(expect.arrayContaining(wanted));
    expect(new Set(Object.keys(MAY))).toEqual(new Set(names));
  });

  test.each(pairs)('%s by %s is as written', (command, permission) => {
    expect(may(permission, command)).toBe(expected(permission, command));
  });

  test('lets readers and strangers do nothing but choose what they hear, and when they are reminded', () => {
    const open = names.filter((command) => may(undefined, command) || may('reader', command));
    expect(open).toEqual(['voucher.remind', 'person.choose']);
  });
});

describe('the desk', () => {
  test.each(pairs)(
    'does %s for %s only where the table says so, and else stages nothing',
    async (command, permission) => {
      const world = await worldFor(command);
      await world.run(async (unit) => {
        await world.desk.askForAccess(unit, world.consultant);
        return { done: true, again: false, doc: undefined };
      });
      const before = world.store.all('tenant-1');
      const unit = world.desk.begin('tenant-1');
      const outcome = await ASK[command](world, unit, actorOf(permission, ['mpnGlobalAdmin']));
      const forbidden = !outcome.done && outcome.refusal.refused.why === 'permission';
      expect(forbidden).toBe(!expected(permission, command));
      if (forbidden) {
        expect(outcome.refusal.refused).toEqual({ why: 'permission', needs: MAY[command] });
        expect(unit.isEmpty).toBe(true);
      }
      expect(world.store.all('tenant-1')).toEqual(before);
    },
  );

  test('says only that it is not permitted, even where the state would refuse it too', async () => {
    const world = await World.begun();
    const unit = world.desk.begin('tenant-1');
    expect(await ASK['voucher.redeem'](world, unit, actorOf('reader'))).toMatchObject({
      refusal: { refused: { why: 'permission', needs: ['admin', 'consultant'] } },
    });
  });
});
