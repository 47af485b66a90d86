import { describe, expect, test } from '@jest/globals';
import { KINDS } from '../../../domain/store/documents.ts';
import * as ids from '../../../domain/store/ids.ts';

const {
  allowedTenantId,
  channelId,
  claimId,
  customerDocId,
  dialogId,
  mailId,
  noticeId,
  personId,
  quarantineId,
  sendRowId,
  voucherId,
} = ids;

describe('the id of a document', () => {
  test.each([
    [personId, 'person:a:b'],
    [voucherId, 'voucher:a:b'],
    [claimId, 'claim:a:b'],
    [customerDocId, 'customer:a:b'],
    [channelId, 'channel:a:b'],
    [dialogId, 'dialog:a:b'],
    [noticeId, 'notice:a:b'],
    [sendRowId, 'outbox:send:a:b'],
    [quarantineId, 'quarantine:a:b'],
    [mailId, 'mail:a:b'],
    [allowedTenantId, 'allowedTenant:a:b'],
  ])('is made of its key, and gives it back', (idOf, id) => {
    expect(idOf('a:b')).toBe(id);
    expect(idOf.keyOf(id)).toBe('a:b');
    expect([idOf.is(id), idOf.is('event:a:b')]).toEqual([true, false]);
    expect(() => idOf.keyOf('event:a:b')).toThrow(RangeError);
  });

  test('begins with its kind', () => {
    const made = [
      ids.COMPANY_ID,
      ids.TALLY_ID,
      ids.LEASE_ID,
      ids.SWEEP_ID,
      ids.MAILBOX_LEASE_ID,
      ids.SHEET_LEASE_ID,
      ids.SHEET_WORDS_ID,
      ids.FILE_LEASE_ID,
      ids.BULK_LEASE_ID,
      ids.MAILBOX_ID,
      ids.collectedId('2020-06-15', 0),
      ids.hintId('t'),
      ids.ALLOWED_HINT_ID,
      ids.eventId('c', 0),
      ids.eventId('c', 1),
      ids.shownId('p', 'a'),
      ids.processedId('p', 'c', 'a'),
      ids.editRowId('c', 'a'),
      ...[
        personId,
        voucherId,
        claimId,
        customerDocId,
        channelId,
        dialogId,
        noticeId,
        quarantineId,
        mailId,
        ids.sheetId,
        ids.sheetTableId,
        ids.fileId,
        ids.bulkId,
        allowedTenantId,
      ].map((of) => of('k:2')),
    ];
    expect(new Set(made.map(ids.kindOf))).toEqual(new Set(KINDS));
    expect(new Set(made).size).toBe(made.length);
  });
});
