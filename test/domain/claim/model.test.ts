import { expect, test } from '@jest/globals';
import {
  CLAIM_COMMANDS,
  CLAIM_STATUSES,
  DENIAL_REASONS,
  type ClaimCommand,
  type ClaimStatus,
  type DenialReason,
} from '../../../domain/claim/model.ts';
import type { Covers } from '../given.ts';

test('every status, command and reason has its name in a list', () => {
  const everything: readonly true[] = [
    true satisfies Covers<ClaimStatus, typeof CLAIM_STATUSES>,
    true satisfies Covers<ClaimCommand['type'], typeof CLAIM_COMMANDS>,
    true satisfies Covers<DenialReason, typeof DENIAL_REASONS>,
  ];
  expect(everything).toEqual([true, true, true]);
});
