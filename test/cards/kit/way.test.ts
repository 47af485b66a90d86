import { expect, test } from '@jest/globals';
import { way } from '../../../cards/kit/way.ts';

const NAMES = ['one', 'two', 'three'];

function pictures(at: number): readonly unknown[] {
  return [...JSON.stringify(way(NAMES, at, 'sentence')).matchAll(/"type":"Icon","name":"(\w+)"/g)].map(
    ([, name]) => name,
  );
}

test('is done up to where it is', () => {
  expect(pictures(0)).toEqual(['CircleHalfFill', 'Circle', 'Circle']);
  expect(pictures(1)).toEqual(['CheckmarkCircle', 'CircleHalfFill', 'Circle']);
});

test('is done with its last step', () => {
  expect(pictures(2)).toEqual(['CheckmarkCircle', 'CheckmarkCircle', 'CheckmarkCircle']);
});

test('is heard as its sentence, and read by an old client as a line', () => {
  const said = way(NAMES, 1, 'two: stage 2 of 3');
  expect(JSON.stringify(said['items'])).toContain('two: stage 2 of 3');
  expect(JSON.stringify(said['fallback'])).toContain('●●○ two: stage 2 of 3');
});
