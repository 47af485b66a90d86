import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import { everyLine, LOCALES, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';
import type { ShownAction } from '../teams/card.ts';

const BORIS = 'Boris Ivanov (synthetic)';
const CLARA = 'Clara Wolf (synthetic)';
const HEAD = 'Voucher ID;Status;Customer;Engagement;Days;Assigned;Expires;Start;End;Country;Consultant';

const { bot, anna, boris } = world({ people: { boris: 'consultant' }, anew: true });

/** Vouchers that are reserved with Boris. */
async function theirs(numbers: readonly string[]): Promise<void> {
  const rows = numbers.map(
    (number) =>
      `${number};Reserved;Contoso (synthetic);SharePoint;5;2026-10-01;2027-03-30;2026-11-30;2026-12-04;Poland;${BORIS}`,
  );
  await anna.drop('list.csv', [HEAD, ...rows].join('\n'));
  await anna.press('sheet.begin');
  await anna.settledList();
}

/** One more consultant, who qualifies for SharePoint too. */
async function another(): Promise<void> {
  await anna.say(`Consultant;Assessments\n${CLARA};Collaboration and Content`);
  await anna.press('import.done');
}

async function choose(name: string, chat = anna): Promise<Chat> {
  await chat.say('company');
  await chat.press('company.consultants');
  return chat.press(({ verb, title }) => verb === 'company.toRemove' && title.startsWith(name));
}

const removed = async (chat = anna): Promise<number> => {
  await chat.say('company');
  await chat.press('history.company');
  return everyLine(chat.card.card).filter((line) => line.includes(t('history.consultantRemoved'))).length;
};

describe('a consultant is removed from the company', () => {
  test.each(LANGUAGES)(
    'with nothing reserved: said before, done by a second press (%s)',
    async (language) => {
      const say = words(language);
      await another();
      anna.person.setLocale(LOCALES[language]);
      await choose(CLARA);
      expect(anna.text).toContain(say('removeConsultant.has', { count: 0 }));
      expect(anna.verbs).not.toContain('handOverAll.open');
      await anna.press('company.remove');
      expect(anna.text).toContain(say('removeConsultant.done', { name: CLARA }));
      await anna.press('company.consultants');
      expect(anna.text).not.toContain(CLARA);
      await anna.press('company.open');
      await anna.press('history.company');
      expect(anna.text).toContain(`${say('history.consultantRemoved')}: ${CLARA}`);
    },
  );

  test('cancelled, nothing is removed', async () => {
    await choose(BORIS);
    await anna.press('cancel.now');
    expect(await removed()).toBe(0);
  });

  test('with vouchers: what is left is said, they are handed over first, and then nothing is left', async () => {
    await another();
    await theirs(['SAP-OUT-0001', 'SAP-OUT-0002', 'SAP-OUT-0003', 'SAP-OUT-0004']);
    await choose(BORIS);
    expect(anna.text).toContain(t('removeConsultant.has', { count: 4 }));
    expect(anna.text).toContain(t('removeConsultant.left'));
    expect(anna.verbs.filter((verb) => verb === 'voucher.open')).toHaveLength(3);
    await anna.press('handOverAll.open');
    await anna.press('handOverAll.choose');
    const choices = anna.inputs.find(({ id }) => id === 'consultantId')?.['choices'] as Record<
      string,
      string
    >[];
    const clara = choices.find(({ title }) => title?.startsWith(CLARA))?.['value'] ?? '';
    await anna.press('bulk.to', { consultantId: clara });
    await anna.press('bulk.begin');
    await choose(BORIS);
    expect(anna.text).toContain(t('removeConsultant.has', { count: 0 }));
    await anna.press('company.remove');
    expect(anna.text).toContain(t('removeConsultant.done', { name: BORIS }));
    await anna.say('SAP-OUT-0004');
    expect(anna.text).toContain(CLARA);
    expect(anna.text).not.toContain(t('voucher.formerConsultant'));
  });

  test('removed anyway, their vouchers say that nobody of the company delivers them, and can be handed over', async () => {
    await another();
    await theirs(['SAP-OUT-0001']);
    await choose(BORIS);
    await anna.press('company.remove');
    expect(anna.text).toContain(t('removeConsultant.done', { name: BORIS }));
    expect(anna.verbs).toContain('handOverAll.choose');
    await anna.say('SAP-OUT-0001');
    expect(anna.text).toContain(t('voucher.formerConsultant'));
    expect(anna.verbs).toContain('handOver.open');
    await anna.press('plan.open');
    const [before = ''] = t('plan.reservedByNobody', { days: '|' }).split('|');
    expect(anna.text).toContain(before);
    expect(anna.text).toContain(t('plan.reservedByNobody', { days: '|' }).split('|')[1] ?? '');
    await anna.say('overview');
    await anna.say('vouchers');
    expect(anna.text).toContain('Contoso (synthetic)');
  });

  test('added again with the same name, they are the same one, and their vouchers are theirs again', async () => {
    await theirs(['SAP-OUT-0001']);
    await choose(BORIS);
    await anna.press('company.remove');
    await anna.say(`Consultant;Assessments\n${BORIS};Collaboration and Content`);
    await anna.press('import.done');
    await anna.say('SAP-OUT-0001');
    expect(anna.text).not.toContain(t('voucher.formerConsultant'));
    await choose(BORIS);
    expect(anna.text).toContain(t('removeConsultant.has', { count: 1 }));
  });

  test('the last one with an assessment: it is said what nobody qualifies for, and eligibility shows it then', async () => {
    await anna.say('Consultant;Assessments\nOlga Lis (synthetic);Project and Portfolio Management');
    await anna.press('import.done');
    await choose(BORIS);
    const [begins = ''] = t('removeConsultant.unstaffed', { engagements: '|' }).split('|');
    expect(anna.text).toContain(begins);
    expect(anna.text).toContain('SharePoint');
    await anna.press('company.remove');
    await anna.forge('eligibility.open', { id: 'SDPS' });
    expect(anna.text).not.toContain(BORIS);
    await choose('Olga Lis (synthetic)');
    expect(anna.text).not.toContain('SharePoint');
    await anna.press('company.remove');
    expect(anna.verbs).not.toContain('company.consultants');
  });

  test('the person who is that consultant keeps what they may do, and their card still works', async () => {
    await anna.say('people');
    const isBoris = ({ verb, data }: ShownAction): boolean =>
      verb === 'people.open' && data['id'] === boris.person.who.aadObjectId;
    await anna.press(isBoris);
    await anna.press('people.grant');
    await choose(BORIS);
    await anna.press('company.remove');
    await boris.say('home');
    expect(boris.verbs).not.toContain('people.ask');
    await anna.say('people');
    await anna.press(isBoris);
    expect(anna.text).toContain(BORIS);
    await anna.press('people.grant', { permission: 'reader' });
    expect(anna.text).toContain(t('people.saved'));
  });
});

describe('a press', () => {
  test('twice, also at once, removes once', async () => {
    await another();
    await choose(CLARA);
    const { activityId, card } = anna.card;
    const data = anna.dataOf('company.remove');
    const send = () => bot.teams.connector.press('anna', activityId, { verb: 'company.remove', data });
    await Promise.all([send(), send()]);
    anna.card = { activityId, card };
    await anna.press('company.remove');
    expect(anna.text).toContain(t('removeConsultant.done', { name: CLARA }));
    expect(await removed()).toBe(1);
  });

  test('on a card that is of before is answered with how it stands', async () => {
    await another();
    await choose(CLARA);
    const old = anna.dataOf('company.remove');
    await choose(BORIS);
    await anna.press('company.remove');
    await anna.forge('company.remove', old);
    expect(anna.verbs).toContain('company.remove');
    expect(anna.text).toContain(CLARA);
    expect(await removed()).toBe(1);
  });

  test.each(['nobody', '', '__proto__', 'x'.repeat(300)])('with the id %p removes nobody', async (id) => {
    await anna.say('company');
    await anna.forge('company.toRemove', { id });
    expect(anna.text).toContain(t('refused.notFound'));
    await anna.forge('company.remove', { id, commandId: 'c0ffee00-0000-4000-8000-000000000009' });
    expect(await removed()).toBe(0);
  });

  test('of somebody who is no admin is refused, whatever they forge', async () => {
    await choose(BORIS);
    const data = anna.dataOf('company.remove');
    const refused = t('refused.permission', { needs: t('permission.admin') });
    await boris.say('company');
    expect(boris.verbs).not.toContain('company.consultants');
    for (const verb of ['company.consultants', 'company.toRemove', 'company.remove'] as const) {
      await boris.forge(verb, data);
      expect(boris.text).toContain(refused);
      expect(boris.verbs).not.toContain('company.remove');
    }
    expect(await removed()).toBe(0);
  });

  test.each(['-1', '1.5', 'x', '999999'])('for a page %p shows the first', async (arg) => {
    await anna.say('company');
    await anna.forge('company.consultants', { arg });
    expect(anna.text).toContain(BORIS);
  });
});
