import { describe, expect, test } from '@jest/globals';
import { notAfter, notBefore, wrong } from '../../domain/input-checks.ts';
import { d, today } from './given.ts';

const yesterday = d('2020-06-14');
const tomorrow = d('2020-06-16');

describe('a wrong input', () => {
  test('names its field and its problem, and the day that it would have to keep where there is one', () => {
    expect(wrong('number', 'missing')).toEqual({
      refused: { why: 'input', field: 'number', problem: 'missing' },
    });
    expect(wrong('on', 'future', today)).toEqual({
      refused: { why: 'input', field: 'on', problem: 'future', limit: today },
    });
    expect(Object.keys(wrong('number', 'missing').refused)).toEqual(['why', 'field', 'problem']);
  });
});

test('what is recorded happened today or earlier', () => {
  for (const on of [undefined, yesterday, today]) expect(notAfter('on', on, today)).toBeUndefined();
  expect(notAfter('trainedOn', tomorrow, today)).toEqual(wrong('trainedOn', 'future', today));
});

test('an act lies on or after the one before it', () => {
  for (const earlier of [undefined, yesterday, today]) {
    expect(notBefore('on', today, earlier, 'beforeStart')).toBeUndefined();
  }
  expect(notBefore('on', today, tomorrow, 'beforeReport')).toEqual(wrong('on', 'beforeReport', tomorrow));
});
