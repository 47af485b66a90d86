import { describe, expect, test } from '@jest/globals';
import { END, PLAN, recorded, START, t } from './running-bot.ts';
import { world } from './world.ts';

/** A company may have 200 locations and 500 consultants; a card has to fit into a message. */

const { bot, anna } = world();

const COUNTRIES = ['Poland', 'Germany', 'France', 'Spain', 'Italy', 'Czechia', 'Slovakia', 'Hungary'];

function bytesOfCard(): number {
  return Buffer.byteLength(JSON.stringify(anna.card.card));
}

async function grow(): Promise<void> {
  const locations = Array.from(
    { length: 150 },
    (_, nth) => `${4_800_000 + nth};${COUNTRIES[nth < 140 ? 0 : nth % COUNTRIES.length] ?? ''}`,
  );
  await anna.say(['MPN location ID;Country', ...locations].join('\n'));
  await anna.press('import.done');
  const consultants = Array.from(
    { length: 300 },
    (_, nth) => `Synthetic Consultant ${nth};Collaboration and Content`,
  );
  await anna.say(['Consultant;Assessments', ...consultants].join('\n'));
  await anna.press('import.done');
}

describe('a company with more locations and consultants than a card can offer', () => {
  test('reserves: some are offered, of each country one; the others are typed', async () => {
    await grow();
    const number = bot.newNumber();
    await recorded(anna, number);
    await anna.press('reserve.open');
    expect(bytesOfCard()).toBeLessThan(22_500);
    const offered = anna.choices('locationId');
    for (const country of COUNTRIES) {
      expect(offered.some((title) => title.startsWith(country))).toBe(true);
    }
    const last = 'Synthetic Consultant 299';
    expect(anna.choices('consultantId').some((title) => title.startsWith(last))).toBe(false);
    await anna.press('reserve.done', { ...PLAN, consultantName: 'Nobody Known' });
    expect(anna.text).toContain(t('reserve.otherConsultant'));
    expect(anna.text).not.toContain(t('reserve.done'));
    await anna.press('reserve.done', { ...PLAN, consultantName: `  ${last.toUpperCase()} ` });
    expect(anna.text).toContain(t('reserve.done'));
    expect(anna.text).toContain(last);
  });

  test('records what is reserved already in the same way', async () => {
    const number = bot.newNumber();
    await anna.say('new voucher');
    await anna.press('record.hand');
    await anna.press('record.facts', { number, stage: t('status.reserved') });
    expect(bytesOfCard()).toBeLessThan(22_500);
    await anna.press('record.stage', {
      reservedOn: '2026-11-20',
      consultantName: 'Nobody Known',
      start: START,
      end: END,
    });
    expect(anna.text).toContain(t('reserve.otherConsultant'));
    await anna.press('record.stage', {
      reservedOn: '2026-11-20',
      consultantName: 'Synthetic Consultant 298',
      start: START,
      end: END,
    });
    expect(anna.text).toContain(t('status.reserved'));
    expect(anna.text).toContain('Synthetic Consultant 298');
  });

  test('keeps the locations of a profile when it is saved as it is, however far down the list they stand', async () => {
    await anna.say('home');
    await anna.press('profile.open');
    await anna.press('profile.edit');
    await anna.press('profile.save', { region: 'Italy' });
    for (const locations of [['4800148'], undefined]) {
      await anna.say('home');
      await anna.press('profile.open');
      await anna.press('profile.edit');
      expect(anna.choices('locations').some((title) => title.includes('4800148'))).toBe(true);
      if (locations !== undefined) await anna.press('profile.save', { locations });
    }
    expect(anna.value('locations')).toContain('4800148');
  });
});
