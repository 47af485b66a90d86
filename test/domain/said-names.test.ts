import { expect, test } from '@jest/globals';
import { folded, wordsOf } from '../../domain/folded.ts';
import { saidNames } from '../../domain/said-names.ts';

const CUSTOMERS = [
  ['Contoso (synthetic)', 'contoso'],
  ['Contoso Poland (synthetic)', 'contoso-poland'],
  ['Fabrikam', 'fabrikam'],
  ['Northwind Traders', 'northwind'],
  ['Рога и Копыта', 'roga'],
  ['Zakłady Żółw', 'zolw'],
] as const;

test.each([
  ['где мои деньги', 'gde moi dengi'],
  ['Контосо', 'Contoso'],
  ['żółw', 'zolw'],
  ['Вишневская', 'visnevskaia'],
])('%s is written like %s', (a, b) => {
  expect(folded(a).replaceAll('sh', 's')).toBe(folded(b).replaceAll('sh', 's'));
});

test.each([
  ['the Contoso voucher', ['contoso', 'contoso-poland']],
  ['book Contoso Poland', ['contoso-poland']],
  ['Contoso’s dates', ['contoso', 'contoso-poland']],
  ['для Контосо', ['contoso', 'contoso-poland']],
  ['u Fabrikamu', ['fabrikam']],
  ['fabricam', ['fabrikam']],
  ['fabirkam', ['fabrikam']],
  ['status of northwnd', ['northwind']],
  ['перенеси рога и копыта', ['roga']],
  ['Рогам и Копытам', ['roga']],
  ['zaklady zolw', ['zolw']],
  ['something else', []],
] as const)('“%s” names %j', (typed, names) => {
  expect(saidNames(wordsOf(typed), CUSTOMERS).map(({ thing }) => thing)).toEqual(names);
});

test('a person is known by any of their names; everyday words are none of them mistyped', () => {
  const people = [['Anna Nowak', 'anna'], ['Boris Petrov', 'boris']] as const; // prettier-ignore
  const looking = { anyWord: true, common: new Set([folded('nowa'), folded('new')]) };
  for (const [typed, who] of [['Борису', 'boris'], ['petrova', 'boris'], ['Annę', 'anna'], ['dla Nowaka', 'anna']] as const)
    expect([typed, saidNames(wordsOf(typed), people, looking)[0]?.thing]).toEqual([typed, who]); // prettier-ignore
  expect(saidNames(wordsOf('nowa rezerwacja'), people, looking)).toEqual([]);
});
