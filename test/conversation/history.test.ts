import { beforeAll, describe, expect, test } from '@jest/globals';
import { everyLine, LOCALES, recorded, submitted, t, words, type Chat } from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris, clara } = world({ people: { boris: 'consultant', clara: 'reader' } });

describe('who did what when', () => {
  test('of a claim, in the language of who reads it, and back to it', async () => {
    const number = bot.newNumber();
    await submitted(bot, anna, number, 'SAVB-4711');
    await anna.press('claims.history');
    const lines = everyLine(anna.card.card);
    expect(lines).toEqual(expect.arrayContaining([t('history.claimDrafted'), t('history.claimSubmitted')]));
    expect(lines.indexOf(t('history.claimSubmitted'))).toBeLessThan(lines.indexOf(t('history.claimDrafted')));
    expect(anna.text).toContain(t('history.by', { name: t('person.you') }));
    const { id } = anna.dataOf('claims.one');
    boris.person.setLocale(LOCALES.pl);
    await boris.say('pomoc');
    await boris.forge('claims.history', { id: id ?? '' });
    expect(boris.text).toContain(words('pl')('history.claimSubmitted'));
    boris.person.setLocale(LOCALES.en);
    await anna.press('claims.one');
    expect(anna.text).toContain('SAVB-4711');
  });

  test('of the company, a page at a time, each event once', async () => {
    for (let nth = 0; nth < 14; nth += 1) {
      await anna.say('set up');
      await anna.forge('setUp.location', {});
      await anna.press('setUp.addLocation', {
        country: 'Poland',
        locationId: `48${String(nth).padStart(5, '0')}`,
      });
    }
    await anna.say('company');
    await anna.press('history.company');
    const seen = [...added(anna)];
    expect(seen.length).toBeLessThanOrEqual(12);
    while (anna.titles.includes(t('do.nextPage'))) {
      await anna.press(t('do.nextPage'));
      seen.push(...added(anna));
    }
    expect(seen.toSorted()).toEqual(
      Array.from({ length: 14 }, (_, nth) => `48${String(nth).padStart(5, '0')}`),
    );
    expect(anna.text).toContain(t('history.companySetUp'));
    await anna.press(t('do.firstPage'));
    expect(added(anna)[0]).toBe('4800013');
  });

  describe('of what somebody may do', () => {
    const borisId = (): string => boris.person.who.aadObjectId;
    beforeAll(() => recorded(anna, bot.newNumber()));

    test('admins see it from that person’s card', async () => {
      await anna.say('people');
      await anna.press(({ verb, data }) => verb === 'people.open' && data['id'] === borisId());
      await anna.press('history.person');
      expect(anna.text).toContain(`${t('history.granted')}: ${t('permission.consultant')}`);
    });

    test('the person sees their own', async () => {
      await boris.say('people');
      expect(boris.actions.filter(({ verb }) => verb === 'history.person')).toHaveLength(1);
      await boris.press('history.person');
      expect(boris.text).toContain(t('history.granted'));
    });

    test('nobody else does, whatever button they forge', async () => {
      clara.person.setLocale(LOCALES.en);
      await clara.say('people');
      await clara.forge('history.person', { id: borisId() });
      expect(clara.text).toContain(t('history.notYours'));
      expect(clara.text).not.toContain(t('history.granted'));
    });

    test('of somebody whom nobody knows nothing is told', async () => {
      await anna.forge('history.person', { id: '../company' });
      expect(anna.text).toContain(t('history.notYours'));
    });
  });

  test('a page that is none begins anew', async () => {
    await anna.say('company');
    await anna.forge('history.company', { arg: 'no page of ours' });
    expect(anna.text).toContain(t('history.locationAdded'));
  });
});

/** The locations that the history of the company says were added. */
function added(chat: Chat): readonly string[] {
  return everyLine(chat.card.card).flatMap((line) =>
    line.startsWith(t('history.locationAdded')) ? (/48\d{5}/u.exec(line) ?? []) : [],
  );
}
