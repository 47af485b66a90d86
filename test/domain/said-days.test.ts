import { describe, expect, test } from '@jest/globals';
import { saidDays, type Direction } from '../../domain/said-days/said-days.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { d } from './given.ts';

/** A Monday. */
const TODAY = d('2026-11-16');

type Row = readonly [typed: string, said: Readonly<Record<string, string | number>>, direction?: Direction];

const SAID: Readonly<Record<Language, readonly Row[]>> = {
  en: [
    ['book it for next week', { start: '2026-11-23', end: '2026-11-27' }],
    ['this week', { start: '2026-11-16', end: '2026-11-20' }],
    ['the week after next', { start: '2026-11-30', end: '2026-12-04' }],
    ['the week of 7 December', { start: '2026-12-07', end: '2026-12-11' }],
    ['from 30 nov to 4 dec', { start: '2026-11-30', end: '2026-12-04' }],
    ['30 Nov – 4 Dec', { start: '2026-11-30', end: '2026-12-04' }],
    ['Dec 14 - Dec 18, 2026', { start: '2026-12-14', end: '2026-12-18' }],
    ['30/11 to 4/12', { start: '2026-11-30', end: '2026-12-04' }],
    ['11/30 to 12/11', { start: '2026-11-30', end: '2026-12-11' }],
    ['to January 11, 2027 - January 15, 2027', { start: '2027-01-11', end: '2027-01-15' }],
    ['Monday, Nov 30', { on: '2026-11-30' }],
    ['from Monday the 30th to Friday 4 Dec', { start: '2026-11-30', end: '2026-12-04' }],
    ['next week mon-wed', { start: '2026-11-23', end: '2026-11-25' }],
    ['slip by a week', { later: 7 }],
    ['from Monday to Wednesday', { start: '2026-11-23', end: '2026-11-25' }],
    ['28 Dec to 8 Jan', { start: '2026-12-28', end: '2027-01-08' }],
    ['tomorrow', { on: '2026-11-17' }],
    ['on Monday', { on: '2026-11-23' }],
    ['next Friday', { on: '2026-11-27' }],
    ['2026-12-01', { on: '2026-12-01' }],
    ['in 2 weeks', { on: '2026-11-30' }],
    ['after the 15th', { on: '2026-12-16' }],
    ['from tomorrow', { on: '2026-11-17' }],
    ['by Friday', { by: '2026-11-20' }],
    ['by the end of the week', { by: '2026-11-20' }],
    ['a week later', { later: 7 }],
    ['done friday', { on: '2026-11-13' }, 'behind'],
    ['on 2 nov', { on: '2026-11-02' }, 'behind'],
    ['w/c 7 dec', { start: '2026-12-07', end: '2026-12-11' }],
    ['week commencing 30 November', { start: '2026-11-30', end: '2026-12-04' }],
    ['wk beginning 9 dec', { start: '2026-12-07', end: '2026-12-11' }],
    ['first week of December', { start: '2026-11-30', end: '2026-12-04' }],
    ['move it to January', { on: '2027-01-01' }],
    ['early in August', { on: '2027-08-02' }],
    ['push it by a fortnight', { later: 14 }],
    ['in a fortnight', { on: '2026-11-30' }],
    ['in a month', { on: '2026-12-16' }],
    ['for two weeks from 30 nov', { on: '2026-11-30' }],
    ['may we deliver it in 5 steps', {}],
    ['how may I help', {}],
    ['10 days of planning', {}],
    ['on 31 feb', {}],
  ],
  ru: [
    ['на следующей неделе', { start: '2026-11-23', end: '2026-11-27' }],
    ['с 30 ноября по 4 декабря', { start: '2026-11-30', end: '2026-12-04' }],
    ['с 14 по 25 декабря', { start: '2026-12-14', end: '2026-12-25' }],
    ['30.11-4.12', { start: '2026-11-30', end: '2026-12-04' }],
    ['завтра', { on: '2026-11-17' }],
    ['послезавтра', { on: '2026-11-18' }],
    ['в понедельник', { on: '2026-11-23' }],
    ['v ponedelnik', { on: '2026-11-23' }],
    ['в следующую пятницу', { on: '2026-11-27' }],
    ['после 15-го', { on: '2026-12-16' }],
    ['через две недели', { on: '2026-11-30' }],
    ['с 7 декабря', { on: '2026-12-07' }],
    ['до пятницы', { by: '2026-11-20' }],
    ['к 20-му', { by: '2026-11-20' }],
    ['на неделю позже', { later: 7 }],
    ['сдан в пятницу', { on: '2026-11-13' }, 'behind'],
    ['вчера', { on: '2026-11-15' }, 'behind'],
    ['на неделю с 30 ноября', { start: '2026-11-30', end: '2026-12-04' }],
    ['первую неделю декабря', { start: '2026-11-30', end: '2026-12-04' }],
    ['на январь', { on: '2027-01-01' }],
    ['в начале августа', { on: '2027-08-02' }],
    ['сдвинь на две недели', { later: 14 }],
    ['сдвинь на неделю', { later: 7 }],
    ['с понедельника 30го', { on: '2026-11-30' }],
    ['30го', { on: '2026-11-30' }],
    ['с понедельника 30го по пятницу 4го', { start: '2026-11-30', end: '2026-12-04' }],
    ['на следующей неделе с вторника по четверг', { start: '2026-11-24', end: '2026-11-26' }],
    ['через месяц', { on: '2026-12-16' }],
    ['за тиждень', {}],
    ['5 дней', {}],
  ],
  pl: [
    ['na przyszły tydzień', { start: '2026-11-23', end: '2026-11-27' }],
    ['w tym tygodniu', { start: '2026-11-16', end: '2026-11-20' }],
    ['od 30 listopada do 4 grudnia', { start: '2026-11-30', end: '2026-12-04' }],
    ['14-25 grudnia', { start: '2026-12-14', end: '2026-12-25' }],
    ['jutro', { on: '2026-11-17' }],
    ['w poniedzialek', { on: '2026-11-23' }],
    ['w przyszły piątek', { on: '2026-11-27' }],
    ['po 15 grudnia', { on: '2026-12-16' }],
    ['za dwa tygodnie', { on: '2026-11-30' }],
    ['od jutra', { on: '2026-11-17' }],
    ['do piatku', { by: '2026-11-20' }],
    ['do końca tygodnia', { by: '2026-11-20' }],
    ['oddany w piątek', { on: '2026-11-13' }, 'behind'],
    ['tydzień od 7 grudnia', { start: '2026-12-07', end: '2026-12-11' }],
    ['pierwszy tydzień grudnia', { start: '2026-11-30', end: '2026-12-04' }],
    ['dopiero w styczniu', { on: '2027-01-01' }],
    ['na początku sierpnia', { on: '2027-08-02' }],
    ['przesuń o dwa tygodnie', { later: 14 }],
    ['przesuń o tydzień', { later: 7 }],
    ['w poniedziałek 30 listopada', { on: '2026-11-30' }],
    ['w przyszłym tygodniu wt-czw', { start: '2026-11-24', end: '2026-11-26' }],
    ['za miesiąc', { on: '2026-12-16' }],
    ['10 dni', {}],
  ],
};

describe.each(LANGUAGES)('days that a sentence says (%s)', (language) => {
  test.each(SAID[language])('“%s” → %j', (typed, said, direction = 'ahead') => {
    const { places, ...found } = saidDays(typed, TODAY, direction, language);
    expect(found).toEqual(said);
    expect(places.length > 0).toBe(Object.keys(said).length > 0);
  });
});

test('a month later is the same day of it, or the last one that it has', () => {
  expect(saidDays('in a month', d('2027-01-31'), 'ahead', 'en')).toMatchObject({ on: '2027-02-28' });
});

test('what is left of the running week is meant, in the middle of it', () => {
  expect(saidDays('this week', d('2026-11-18'), 'ahead', 'en')).toMatchObject({
    start: '2026-11-18',
    end: '2026-11-20',
  });
});

test('of a long text the first day is found, and no more than eighty words are read', () => {
  const { places, ...found } = saidDays('from 30 nov to '.repeat(700), TODAY, 'ahead', 'en');
  expect(found).toEqual({ on: '2026-11-30' });
  expect(places).toHaveLength(20);
});
