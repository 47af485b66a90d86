import { expect, test } from '@jest/globals';
import { goesByDrafts } from '../../dialogs/goes-by-drafts.ts';
import type { Input } from '../../dialogs/turn.ts';
import type { Verb } from '../../cards/verbs.ts';

const press = (verb: Verb | undefined): Input => ({ kind: 'press', verb, inputs: {} });
const typed = (text: string): Input => ({ kind: 'text', text });

test.each([
  ['a step’s button', press('reserve.done')],
  ['“cancel” and “later” on a card', press('cancel.now')],
  ['home, which offers the newest', press('home.open')],
  ['a typed answer', typed('voucher.admin@customer.example')],
  ['a number', typed('SYN-0001')],
  ['typed “cancel”', typed('cancel')],
  ['typed “later”, in Russian', typed('позже')],
  ['a step’s word', typed('people')],
])('%s goes by the drafts that wait', (_what, input) => {
  expect(goesByDrafts(input)).toBe(true);
});

test.each([
  ['a voucher’s button', press('voucher.open')],
  ['the list', press('vouchers.list')],
  ['typed “vouchers”', typed('vouchers')],
  ['help', typed('help')],
  ['a button that no card has', press(undefined)],
  ['an installation', { kind: 'installed' } as const],
])('%s shows the same with every draft', (_what, input) => {
  expect(goesByDrafts(input)).toBe(false);
});
