import { expect, test } from '@jest/globals';
import {
  RELEASE_REASONS,
  STATUSES,
  VOID_REASONS,
  VOUCHER_COMMANDS,
  voucherEventSchema,
  type ReleaseReason,
  type Status,
  type VoidReason,
  type VoucherCommand,
} from '../../../domain/voucher/model.ts';
import type { Covers } from '../given.ts';
import { EVENT } from './histories.ts';

test('every status, command and reason has its name in a list', () => {
  const everything: readonly true[] = [
    true satisfies Covers<Status, typeof STATUSES>,
    true satisfies Covers<VoucherCommand['type'], typeof VOUCHER_COMMANDS>,
    true satisfies Covers<ReleaseReason, typeof RELEASE_REASONS>,
    true satisfies Covers<VoidReason, typeof VOID_REASONS>,
  ];
  expect(everything).toEqual([true, true, true, true]);
});

test.each(Object.values(EVENT))('an event that is $type is kept as it is written', (event) => {
  expect(voucherEventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
});
