import { expect, test } from '@jest/globals';
import { addressesOf } from '../../../domain/people/addresses.ts';

test.each([
  [
    'both',
    { email: 'Anna.Nowak@Partner.example', userPrincipalName: 'anna@partner.onmicrosoft.example' },
    ['anna.nowak@partner.example', 'anna@partner.onmicrosoft.example'],
  ],
  [
    'one that is both, once',
    { email: ' anna@partner.example', userPrincipalName: 'ANNA@partner.example ' },
    ['anna@partner.example'],
  ],
  [
    'not a guest’s user name, which is made of another address',
    {
      email: 'eve@elsewhere.example',
      userPrincipalName: 'eve_elsewhere.example#EXT#@partner.onmicrosoft.example',
    },
    ['eve@elsewhere.example'],
  ],
  [
    'nothing of a guest of whom no more is known',
    { userPrincipalName: 'eve_elsewhere.example#EXT#@partner.onmicrosoft.example' },
    [],
  ],
  [
    'nothing that is no address',
    { email: 'Anna Nowak <anna@partner.example>', userPrincipalName: 'anna' },
    [],
  ],
  ['nothing that names two', { email: 'a@x.example,b@x.example' }, []],
  ['nothing longer than an address', { email: `${'a'.repeat(60)}@${'b'.repeat(250)}.example` }, []],
  ['nothing of nobody', {}, []],
])('the addresses of a person are %s', (_, member, expected) => {
  expect(addressesOf(member)).toEqual(expected);
});
