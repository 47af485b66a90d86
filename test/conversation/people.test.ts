import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../domain/people/person.ts';
import { anna as annaPerson } from '../../bot/local/people.ts';
import { letIn, LOCALES, mail, recorded, setUp, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna } = world({ setUp: 'nobody' });

describe('the first minute', () => {
  test.each(LANGUAGES)(
    'an admin is told what the bot is for, and sets the company up or looks around (%s)',
    async (language) => {
      const say = words(language);
      anna.person.setLocale(LOCALES[language]);
      await anna.install();
      expect(anna.text).toContain(say('welcome.promise'));
      expect(anna.text).toContain(say('welcome.facts'));
      expect(anna.titles).toEqual(
        expect.arrayContaining([say('do.setUpCompany'), say('do.lookAround'), say('do.help')]),
      );
      await anna.press('home.look');
      expect(anna.text).toContain(say('home.steps'));
      anna.person.setLocale(LOCALES.en);
    },
  );

  test('what cannot be understood on the set-up card is named and kept; then it says what can be checked', async () => {
    await anna.install();
    await anna.press('setUp.open');
    await anna.press('setUp.save', {
      companyName: 'Fabrikam (synthetic)',
      country: 'Polnd',
      locationId: '1',
    });
    expect(anna.text).toMatch(/Did you mean .*Poland/);
    expect(anna.value('companyName')).toBe('Fabrikam (synthetic)');
    await anna.press('setUp.save', { country: '', locationId: '', timeZone: 'Mars/Olympus' });
    expect(anna.text).toContain(t('problem.unknown', { field: t('field.timeZone') }));
    await anna.press('setUp.save', { timeZone: 'Europe/Warsaw' });
    expect(anna.text).toContain(t('setUp.saved'));
    expect(anna.text).toContain(t('setUp.cannotCountry'));
    expect(anna.text).toContain(t('setUp.cannotCompetency'));
    await setUp(anna);
    expect(anna.text).toContain(t('setUp.canCountry', { count: 1 }));
    expect(anna.text).toContain(t('setUp.canCompetency', { count: 1 }));
    expect(anna.text).toMatch(/Desktop and SharePoint/);
  });
});

describe('a stranger', () => {
  test('gets about, who is our admin, and ask for access; nothing else', async () => {
    await setUp(anna);
    await recorded(anna, bot.newNumber());
    const clara = bot.chat('clara');
    const say = words('pl');
    await clara.install();
    expect(clara.text).toContain(say('stranger.closed'));
    expect(clara.text).toContain('Anna Nowak (synthetic)');
    expect(clara.verbs).toEqual(['people.ask', 'about.open', 'help.open']);
    await clara.press('about.open');
    expect(clara.text).toContain(say('about.programme'));
    expect(clara.text).toContain(say('about.admins', { names: 'Anna Nowak (synthetic)' }));
    await clara.say('kto jest naszym administratorem?');
    expect(clara.text).toContain('Anna Nowak (synthetic)');
    for (const typed of [
      'vouchers',
      'Contoso',
      mail('SAP-7F3K-9001'),
      'people',
      'reserve 1001',
      'set up',
      'claims',
    ]) {
      await clara.say(typed);
      expect(clara.text).toContain(say('stranger.closed'));
      expect(clara.text).not.toContain('SAP-7F3K');
      expect(clara.verbs).not.toContain('record.only');
    }
    for (const verb of [
      'vouchers.open',
      'people.open',
      'people.grant',
      'setUp.save',
      'claims.open',
      'cancel.now',
    ]) {
      await clara.forge(verb, { id: clara.person.who.aadObjectId, permission: 'admin' });
      expect(clara.text).toContain(say('stranger.closed'));
    }
  });

  test('asks, an admin sees it first and lets them in, and they are in', async () => {
    const clara = bot.chat('clara');
    await clara.say('poproś o dostęp');
    expect(clara.text).toContain(words('pl')('ask.title'));
    await clara.say('home');
    expect(clara.text).toContain(words('pl')('stranger.asked'));
    expect(clara.verbs).not.toContain('people.ask');
    await anna.say('people');
    expect(anna.text).toContain('Clara Wiśniewska (synthetic)');
    expect(anna.text).toContain(t('people.asks'));
    expect(anna.actions.find(({ verb }) => verb === 'people.open')?.data['id']).toBe(
      clara.person.who.aadObjectId,
    );
    await letIn(anna, clara, 'reader', ['mpnPartnerAdmin']);
    expect(anna.text).toContain(t('people.saved'));
    expect(anna.text).toContain(t('permission.reader'));
    expect(anna.text).toContain(t('role.mpnPartnerAdmin'));
    await clara.say('home');
    expect(clara.text).toContain(words('pl')('home.steps'));
    await clara.say('Contoso');
    expect(clara.verbs).not.toContain('reserve.open');
    expect(clara.verbs).toContain('voucher.history');
    await anna.say('people');
    expect(anna.text).not.toContain(t('people.asks'));
  });

  test('who lost the permission is a stranger again', async () => {
    const clara = bot.chat('clara');
    await letIn(anna, clara, 'none');
    await clara.say('vouchers');
    expect(clara.text).toContain(words('pl')('stranger.closed'));
  });
});

describe('admins', () => {
  test('the last one stays', async () => {
    await anna.say('people');
    await anna.press(({ verb, data }) => verb === 'people.open' && data['id'] === annaPerson.aadObjectId);
    for (const permission of ['consultant', 'none']) {
      await anna.press('people.grant', { permission });
      expect(anna.text).toContain(t('refused.lastAdmin'));
    }
    await anna.say('set up');
    expect(anna.text).toContain(t('setUp.title'));
  });

  test('two of them: one may go', async () => {
    const boris = bot.chat('boris');
    await letIn(anna, boris, 'admin');
    await letIn(boris, anna, 'consultant');
    expect(boris.text).toContain(t('people.saved'));
    await anna.say('set up');
    expect(anna.text).toContain(t('refused.permission', { needs: 'admin' }));
    await letIn(boris, anna, 'admin', ['mpnPartnerAdmin', 'mpnGlobalAdmin']);
    await letIn(anna, boris, 'consultant');
  });

  test('only they give permissions', async () => {
    const boris = bot.chat('boris');
    await letIn(anna, boris, 'consultant');
    await boris.say('people');
    expect(boris.verbs).not.toContain('people.open');
    await boris.forge('people.grant', { id: boris.person.who.aadObjectId, permission: 'admin', roles: '' });
    expect(boris.text).toContain(t('refused.permission', { needs: 'admin' }));
    await boris.say('set up');
    expect(boris.text).toContain(t('refused.permission', { needs: 'admin' }));
    await boris.forge('setUp.save', {
      companyName: 'Taken over',
      commandId: crypto.randomUUID(),
      version: 1,
    });
    await anna.say('set up');
    expect(anna.value('companyName')).toBe('Fabrikam Planning (synthetic)');
  });
});

describe('who they are among the consultants', () => {
  const opened = async (chat: Chat): Promise<void> => {
    await anna.say('people');
    await anna.press(
      ({ verb, data }) => verb === 'people.open' && data['id'] === chat.person.who.aadObjectId,
    );
  };

  test('is suggested by the same name, and known once it is saved', async () => {
    const boris = bot.chat('boris');
    await letIn(anna, boris, 'consultant');
    // What the suggestion offered was saved with the permission.
    await opened(boris);
    expect(anna.choices('consultant')).toEqual([t('person.noConsultant'), 'Boris Ivanov (synthetic)']);
    const known = anna.value('consultant');
    expect(known).not.toBe('-');
    expect(anna.text).not.toContain(t('person.suggested'));
    await anna.press('people.grant', { permission: 'consultant', consultant: '-' });
    expect(anna.text).toContain(t('people.saved'));
    expect(anna.value('consultant')).toBe(known);
    expect(anna.text).toContain(t('person.suggested'));
  });

  test('is nobody whom the company does not have, and stays when it is not sent', async () => {
    const boris = bot.chat('boris');
    await opened(boris);
    const known = anna.value('consultant');
    await anna.press('people.grant', { permission: 'consultant' });
    await anna.tamper('people.grant', { permission: 'consultant', consultant: 'somebody-else' });
    expect(anna.text).toContain(t('problem.unknown', { field: t('person.consultant') }));
    await opened(boris);
    expect(anna.value('consultant')).toBe(known);
    expect(anna.text).not.toContain(t('person.suggested'));
    const { consultant: _none, ...rest } = anna.dataOf('people.grant');
    await anna.forge('people.grant', { ...rest, verb: 'people.grant' });
    expect(anna.text).toContain(t('unchanged'));
    expect(anna.value('consultant')).toBe(known);
    expect(anna.text).not.toContain(t('person.suggested'));
  });

  test('is suggested for nobody of another name', async () => {
    await opened(anna);
    expect(anna.value('consultant')).toBe('-');
    expect(anna.text).not.toContain(t('person.suggested'));
  });
});

test('an admin sees from there who cannot be reached', async () => {
  const boris = bot.chat('boris');
  await anna.say('people');
  await anna.press('people.unreachable');
  expect(anna.text).toContain(t('people.unreachableTitle'));
  await boris.say('people');
  expect(boris.verbs).not.toContain('people.unreachable');
});

test('a consultant without access to VVR is told whom to ask', async () => {
  const boris = bot.chat('boris');
  await letIn(anna, boris, 'consultant');
  const number = bot.newNumber();
  await recorded(boris, number);
  await boris.press('reserve.open');
  expect(boris.text).toContain(t('vvr.ask', { names: 'Anna Nowak (synthetic)' }));
  expect(boris.text).not.toContain(t('vvr.signIn'));
});
