import { expect, test } from '@jest/globals';
import { readCompetency } from '../../../domain/company/table-names.ts';
import { COMPETENCIES, COMPETENCY_IDS } from '../../../domain/programme/catalogue.ts';

test.each(COMPETENCY_IDS)('%s is known by its id, its name and its name without brackets', (id) => {
  const name = COMPETENCIES[id];
  for (const text of [
    id,
    name,
    name.toUpperCase(),
    name.replace(/ \(.*\)/, ''),
    name.replace(' and ', ' & '),
  ]) {
    expect(readCompetency(text)).toEqual({ id });
  }
});

test('a competency that is not known gives the nearest names', () => {
  expect(readCompetency('Data Center')).toMatchObject({
    near: ['datacenter', expect.any(String), expect.any(String)],
  });
});
