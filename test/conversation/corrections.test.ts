import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import { RELEASE_REASONS } from '../../domain/voucher/model.ts';
import {
  ADMIN_EMAIL,
  AFTER,
  LOCALES,
  PLAN,
  recorded,
  redeemed,
  reported,
  reserved,
  t,
  words,
  type Chat,
} from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris } = world({ people: { boris: 'consultant' } });

describe('corrections', () => {
  test('facts are amended, and the history keeps both', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('correct.open');
    await anna.press('correct.amend', {
      customer: 'Northwind (synthetic)',
      division: 'Legal East',
      serviceLevel: '10',
      assignedOn: '2026-11-09',
    });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.reason') }));
    expect(anna.value('assignedOn')).toBe('2026-11-09');
    await anna.press('correct.amend', { reason: 'The mail named the day of activation' });
    expect(anna.text).toContain(t('correct.done'));
    expect(anna.text).toContain('Northwind (synthetic) (Legal East)');
    expect(anna.text).toContain(t('days', { days: 10 }));
    expect(anna.text).toContain('8\u00a0May 2027');
    const history = await anna.history(number);
    expect(history).toHaveLength(2);
    expect(history[0]).toContain(t('history.amended'));
    expect(history[0]).toContain('The mail named the day of activation');
    expect(history[1]).toContain(t('history.recorded', { status: t('status.assigned') }));
  });

  test('the expiry is adjusted by hand with a reason only', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('correct.open');
    await anna.press('correct.amend', { adjustedExpiry: '2027-06-30' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.reason') }));
    expect(anna.value('adjustedExpiry')).toBe('2027-06-30');
    await anna.press('correct.amend', { reason: 'Extended by support' });
    expect(anna.text).toContain('30\u00a0Jun 2027');
    expect((await anna.history(number))[0]).toContain('Extended by support');
  });

  test('dates are changed, within the rules', async () => {
    const number = bot.newNumber();
    await reserved(anna, number);
    await anna.press('reschedule.open');
    await anna.press('reschedule.done', { start: '2027-05-10', end: '2027-05-14' });
    expect(anna.text).toContain(t('guard.endsTooLate', { end: '14\u00a0May 2027', by: '1\u00a0May 2027' }));
    await anna.press('reschedule.done', { start: '2027-02-01', end: '2027-02-05', reason: 'not needed' });
    expect(anna.text).toContain(t('reschedule.done'));
    expect(anna.text).toContain('1\u00a0Feb 2027 – 5\u00a0Feb 2027');
    const [last, before] = await anna.history(number);
    expect(last).toContain(t('history.rescheduled', { start: '1\u00a0Feb 2027', end: '5\u00a0Feb 2027' }));
    expect(before).toContain('11\u00a0Jan 2027');
  });

  test.each(RELEASE_REASONS)('a reservation is released: %s', async (reason) => {
    const number = bot.newNumber();
    await reserved(anna, number);
    await anna.press('release.open');
    await expect(anna.press('release.done')).rejects.toThrow(t('required.reason'));
    await anna.press('release.done', { reason });
    expect(anna.text).toContain(t('release.done'));
    expect(anna.text).toContain(t('status.assigned'));
    expect((await anna.history(number))[0]).toContain(t(`release.${reason}`));
    await anna.press('reserve.open');
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
  });

  test('another partner had it, and it came back', async () => {
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    await anna.press('lose.open');
    await anna.press('lose.done');
    expect(anna.text).toContain(t('lose.done'));
    expect(anna.text).toContain(t('status.lost'));
    await anna.say(`reserve ${number}`);
    expect(anna.text).toContain(t('guard.otherPartner'));
    expect(anna.text).toContain('G16');
    await anna.say(number);
    await anna.press('lose.back');
    expect(anna.text).toContain(t('status.assigned'));
    await anna.press('reserve.open');
    await anna.press('reserve.done', PLAN);
    expect(anna.text).toContain(t('status.reserved'));
    expect(await anna.history(number)).toHaveLength(4);
  });

  test('an admin undoes the last step with a reason; both stay in the history', async () => {
    const number = bot.newNumber();
    await reserved(boris, number);
    await anna.say(`correct ${number}`);
    await anna.press('correct.toUndo');
    expect(anna.text).toContain(
      t('correct.undoText', { now: t('status.reserved'), after: t('status.assigned') }),
    );
    await expect(anna.press('correct.undo')).rejects.toThrow(t('required.reason'));
    await anna.tamper('correct.undo', { reason: '' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.reason') }));
    await anna.press('correct.undo', { reason: 'The wrong voucher' });
    expect(anna.text).toContain(t('correct.undone'));
    expect(anna.text).toContain(t('status.assigned'));
    const [undone, before] = await anna.history(number);
    expect(undone).toContain(t('history.undone', { status: t('status.assigned') }));
    expect(undone).toContain('The wrong voucher');
    expect(undone).toContain(t('history.by', { name: t('person.you') }));
    expect(before).toContain('Boris Ivanov (synthetic)');
    await anna.say(`correct ${number}`);
    expect(anna.verbs).not.toContain('correct.toUndo');
  });

  test('an admin voids a duplicate, and can undo that', async () => {
    const [number, same] = [bot.newNumber(), bot.newNumber()];
    await recorded(boris, same);
    await recorded(boris, number);
    await boris.press('correct.open');
    expect(boris.verbs).not.toContain('correct.toVoid');
    await boris.press('cancel.now');
    await anna.say(`correct ${number}`);
    await anna.press('correct.toVoid');
    await anna.tamper('correct.void', { voidReason: '' });
    expect(anna.text).toContain(t('problem.missing', { field: t('correct.voidWhy') }));
    await anna.press('correct.void', { voidReason: 'duplicate' });
    expect(anna.text).toContain(t('problem.missing', { field: t('field.duplicateOf') }));
    expect(anna.value('voidReason')).toBe('duplicate');
    await anna.press('correct.void', { duplicateOf: same });
    expect(anna.text).toContain(t('correct.voided'));
    expect(anna.text).toContain(t('status.void'));
    expect(anna.text).toContain(t('void.duplicate'));
    expect(anna.verbs).not.toContain('reserve.open');
    expect((await anna.history(number))[0]).toContain(t('history.voided', { reason: t('void.duplicate') }));
    // Nothing else can be done with it: no button that is refused whatever is typed.
    await boris.say(number);
    expect(boris.verbs).not.toContain('correct.open');
    await boris.say(`correct ${number}`);
    expect(boris.text).toContain(t('correct.textVoid'));
    expect(boris.verbs.filter((verb) => verb.startsWith('correct.'))).toEqual([]);
    await anna.press('correct.open');
    expect(anna.verbs.filter((verb) => verb.startsWith('correct.'))).toEqual(['correct.undo']);
    await anna.press('correct.undo', { reason: 'It was the first' });
    expect(anna.text).toContain(t('status.assigned'));
  });

  test('what is in a claim is neither undone nor voided', async () => {
    const number = bot.newNumber();
    await redeemed(bot, anna, number);
    await anna.forge('register.done', { id: 'SDPS', on: AFTER });
    await anna.say(`claim ${number}`);
    await anna.press('claim.create', { vouchers: [number] });
    await anna.say(`correct ${number}`);
    await anna.press('correct.toUndo');
    await anna.press('correct.undo', { reason: 'because' });
    expect(anna.text).toContain(t('refused.claimed'));
    await anna.say(`correct ${number}`);
    await anna.press('correct.toVoid');
    await anna.press('correct.void', { voidReason: 'mistake' });
    expect(anna.text).toContain(t('refused.claimed'));
    expect(anna.text).toContain(t('status.claimed'));
  });
});

test.each(LANGUAGES)(
  'the history tells who did what when, in the reader’s language (%s)',
  async (language) => {
    const number = bot.newNumber();
    const say = words(language);
    boris.person.setLocale('en-US');
    await recorded(boris, number);
    await boris.press('reserve.open');
    await boris.press('reserve.done', { ...PLAN, on: '2026-11-19' });
    await boris.press('release.open');
    await boris.press('release.done', { reason: 'willNotHappen' });
    anna.person.setLocale(LOCALES[language]);
    const [released, wasReserved, wasRecorded] = await anna.history(number);
    expect(released).toContain(say('history.released', { reason: say('release.willNotHappen') }));
    expect(wasReserved).toContain(language === 'en' ? 'Poland' : language === 'ru' ? 'Польша' : 'Polska');
    expect(wasReserved).toContain(say('history.happened', { day: '19' }).split('19')[0]);
    expect(wasRecorded).toContain(say('history.recorded', { status: say('status.assigned') }));
    for (const line of [released, wasReserved, wasRecorded]) {
      expect(line).toContain(say('history.by', { name: 'Boris Ivanov (synthetic)' }));
      // Noon in Greenwich, as the company's clock in Warsaw shows it.
      expect(line).toContain('13:00');
    }
  },
);

describe('recorded by hand, in the state that it is in', () => {
  const FACTS = {
    engagement: 'sharepoint',
    serviceLevel: '5',
    customer: 'Contoso (synthetic)',
    assignedOn: '2026-06-01',
    adminEmail: ADMIN_EMAIL,
  };
  const RESERVED = {
    reservedOn: '2026-06-10',
    locationId: '4711001',
    start: '2026-07-06',
    end: '2026-07-10',
  };
  const REPORTED = {
    reportedOn: '2026-07-15',
    deliverable: 'plan.docx',
    receivedBy: 'Paula Owner (synthetic)',
  };

  async function byHand(chat: Chat, number: string, stage: string): Promise<void> {
    await chat.say('new voucher');
    await chat.press('record.hand');
    await chat.press('record.facts', { ...FACTS, number, stage });
  }

  test.each(['assigned', 'lost'] as const)('%s', async (stage) => {
    const number = bot.newNumber();
    await byHand(boris, number, stage);
    expect(boris.text).toContain(t('record.done'));
    expect(boris.text).toContain(t(`status.${stage}`));
    expect(boris.text).toContain('SharePoint Deployment Planning · 5\u00a0days');
  });

  test.each([
    ['reserved', RESERVED, 'report.open'],
    ['reported', { ...RESERVED, ...REPORTED }, 'redeem.open'],
    ['redeemed', { ...RESERVED, ...REPORTED, redeemedOn: '2026-11-02' }, 'claim.open'],
  ] as const)('%s, with the days on which it happened', async (stage, days, next) => {
    const number = bot.newNumber();
    await byHand(boris, number, stage);
    expect(boris.text).toContain(t('record.stageTitle'));
    await boris.press('record.stage', days);
    expect(boris.text).toContain(t('record.done'));
    expect(boris.text).toContain(t(`status.${stage}`));
    expect(boris.text).toContain('6\u00a0Jul 2026 – 10\u00a0Jul 2026');
    expect(boris.verbs).toContain(next);
    expect((await boris.history(number))[0]).toContain(
      t('history.recorded', { status: t(`status.${stage}`) }),
    );
  });

  test('a day that is missing or out of order is named, and the rest kept', async () => {
    const number = bot.newNumber();
    await byHand(boris, number, 'reported');
    await boris.tamper('record.stage', { ...RESERVED, ...REPORTED, reportedOn: '' });
    expect(boris.text).toContain(t('problem.missing', { field: t('field.reportedOn') }));
    expect(boris.value('deliverable')).toBe('plan.docx');
    await boris.press('record.stage', { reportedOn: '2026-07-08' });
    expect(boris.text).toContain(
      t('problem.beforeEnd', { field: t('field.reportedOn'), limit: '10\u00a0Jul 2026' }),
    );
    await boris.press('record.stage', { reportedOn: '2026-12-24' });
    expect(boris.text).toContain(
      t('problem.future', { field: t('field.reportedOn'), limit: '20\u00a0Nov 2026' }),
    );
    await boris.press('record.stage', { reportedOn: '2026-07-15' });
    expect(boris.text).toContain(t('status.reported'));
  });

  test('two that are recorded side by side stay apart', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await byHand(boris, first, 'reserved');
    const open = boris.dataOf('record.stage');
    await byHand(boris, second, 'reported');
    await boris.forge('record.stage', { ...open, ...RESERVED });
    expect(boris.text).toContain(t('record.done'));
    expect(boris.text).toContain(first);
    expect(boris.text).toContain(t('status.reserved'));
    // Not recorded: its form waits.
    await boris.say(second);
    expect(boris.verbs).toContain('record.stage');
    expect(boris.text).toContain(second);
    await boris.forge('record.stage', { ...open, ...RESERVED });
    expect(boris.text).toContain(t('refused.exists'));
  });

  test('a rule that was not kept: a consultant is refused, an admin records it with a reason, the card shows the cost', async () => {
    const number = bot.newNumber();
    const late = { ...RESERVED, reservedOn: '2026-07-06' };
    await byHand(boris, number, 'reserved');
    await boris.press('record.stage', late);
    expect(boris.text).toContain(
      t('guard.startsTooSoon', { start: '6\u00a0Jul 2026', on: '6\u00a0Jul 2026' }),
    );
    // Not recorded: the form waits.
    await boris.say(number);
    expect(boris.verbs).toContain('record.stage');
    await byHand(anna, number, 'reserved');
    await anna.press('record.stage', late);
    expect(anna.text).toContain('the voucher must be reserved before that');
    await anna.press('record.stage', { reason: 'Reserved on the first day' });
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain(t('voucher.breaches'));
    expect(anna.text).toContain(t('voucher.breachesCost', { guards: t('guardName.G1') }));
    const [line] = await anna.history(number);
    expect(line).toContain(t('guardName.G1'));
    expect(line).toContain('Reserved on the first day');
  });

  test('“back” from the second card keeps what the first one said', async () => {
    const number = bot.newNumber();
    await byHand(anna, number, 'reserved');
    await anna.press('record.correct');
    expect(anna.value('number')).toBe(number);
    expect(anna.value('customer')).toBe('Contoso (synthetic)');
    expect(anna.value('stage')).toBe('reserved');
  });
});

describe('plan and record', () => {
  test('what happened after all is recorded by an admin, with the breach on the card', async () => {
    const number = bot.newNumber();
    await recorded(anna, number, { type: 'Exchange Deployment Planning' });
    await anna.press('reserve.open');
    expect(anna.text).toContain(t('refusal.title'));
    await anna.press(t('do.reservedAnyway'));
    expect(anna.inputs.map(({ id }) => id)).toContain('reason');
    expect(anna.dataOf('reserve.done')['arg']).toBe('G9');
    await anna.press('reserve.done', { ...PLAN, reason: 'Agreed with Microsoft' });
    // G10 was not on the button: it is named now, and the press after that accepts it.
    expect(anna.text).toContain(t('guard.notQualified', { competencies: 'Messaging', count: 0 }));
    expect(anna.value('reason')).toBe('Agreed with Microsoft');
    expect(anna.dataOf('reserve.done')['arg']).toMatch(/^G9,G10(?:,with=|$)/);
    expect(await anna.history(number)).toHaveLength(1);
    await anna.press('reserve.done');
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain(t('voucher.breaches'));
    expect(anna.text).toContain(
      t('voucher.breachesCost', { guards: `${t('guardName.G9')}; ${t('guardName.G10')}` }),
    );
  });

  test('a report is recorded on the day that it was submitted, not before the end', async () => {
    const number = bot.newNumber();
    await reported(bot, anna, number);
    await anna.say(number);
    expect(anna.text).toContain('18\u00a0Jan 2027');
    bot.itIs('2027-01-20');
    await anna.press('redeem.open');
    await anna.press('redeem.yes', { on: AFTER });
    await anna.say(number);
    expect(anna.text).toContain('19\u00a0Mar 2027');
    const [line] = await anna.history(number);
    expect(line).toContain(t('history.happened', { day: '18\u00a0Jan 2027' }));
  });
});
