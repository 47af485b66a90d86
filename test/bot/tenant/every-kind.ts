import { packing } from '../../../bot/turn/packing.ts';
import { newCompany } from '../../../domain/company/model.ts';
import type { Day } from '../../../domain/day.ts';
import {
  newDocument,
  type AnyDocument,
  type DocumentOf,
  type Kind,
} from '../../../domain/store/documents.ts';
import {
  allowedTenantId,
  BULK_LEASE_ID,
  bulkId,
  channelId,
  claimId,
  collectedId,
  COMPANY_ID,
  customerDocId,
  dialogId,
  eventId,
  fileId,
  hintId,
  mailId,
  MAILBOX_ID,
  noticeId,
  personId,
  processedId,
  quarantineId,
  sendRowId,
  sheetId,
  sheetTableId,
  SHEET_WORDS_ID,
  shownId,
  SWEEP_ID,
  TALLY_ID,
  voucherId,
} from '../../../domain/store/ids.ts';
import { ttlOf } from '../../../domain/store/retention.ts';

const AT = Date.parse('2026-11-20T10:00:00Z');
const DAY = '2026-11-20' as Day;
const CHAT = 'a:chat-of-every-kind';

/** One document of each kind, all valid and synthetic, with `who` (an AAD object id) wherever a kind names somebody. */
export function everyKind(tenantId: string, who: string): AnyDocument[] {
  const reference = JSON.stringify({
    user: { id: '29:synthetic', aadObjectId: who },
    conversation: { id: CHAT },
  });
  const changed = { version: 1, changedBy: who, changedAt: AT };
  const number = 'SAP-SYN-0001';
  const made = <K extends Kind>(
    kind: K,
    id: string,
    rest: Parameters<typeof newDocument<K>>[3],
  ): DocumentOf<K> => newDocument(kind, tenantId, id, rest);
  // The compiler asks for each.
  const all: { readonly [K in Kind]: DocumentOf<K> } = {
    company: made('company', COMPANY_ID, {
      ...changed,
      texts: { name: 'Fabrikam (synthetic)' },
      state: newCompany('2020'),
    }),
    person: made('person', personId(who), {
      name: 'Boris Ivanov (synthetic)',
      roles: [],
      language: 'en',
      permission: 'consultant',
      reference,
      addresses: ['boris.ivanov@fabrikam.example'],
    }),
    customer: made('customer', customerDocId('contoso'), {
      name: 'Contoso (synthetic)',
      searchName: 'contoso (synthetic)',
    }),
    voucher: made('voucher', voucherId(number), {
      ...changed,
      texts: { note: 'synthetic' },
      state: { facts: { number, adminKnown: false }, stage: { status: 'assigned' }, breaches: [] },
      status: 'assigned',
      open: true,
      due: DAY,
      suffix: '0001',
      recordedBy: who,
    }),
    claim: made('claim', claimId('1'), {
      ...changed,
      texts: {},
      state: {
        country: 'PL',
        voucherIds: [voucherId(number)],
        redeemed: { first: DAY, last: DAY },
        stage: { status: 'draft' },
        breaches: [],
      },
      status: 'draft',
      open: true,
      due: DAY,
    }),
    event: made('event', eventId('command-1', 0), {
      subject: claimId('1'),
      seq: 1,
      edition: '2020',
      occurredOn: DAY,
      recordedAt: AT,
      by: who,
      commandId: 'command-1',
      digest: '',
      event: { type: 'claimDiscarded' },
    }),
    tally: made('tally', TALLY_ID, {
      assigned: 1,
      reserved: 0,
      reported: 0,
      redeemed: 0,
      claimed: 0,
      lost: 0,
      void: 0,
    }),
    outbox: made('outbox', sendRowId('1'), { reference, card: '{}', madeAt: AT }),
    dialog: made('dialog', dialogId(CHAT), { ttl: ttlOf('dialog'), owner: who, at: AT, state: { draft: 1 } }),
    processed: made('processed', processedId(who, CHAT, '1'), { ttl: ttlOf('processed') }),
    notice: made('notice', noticeId('1'), {
      to: who,
      notices: [{ code: 'voucher.lost', subject: voucherId(number), day: DAY, by: who }],
      due: AT,
      madeAt: AT,
      attempts: 0,
    }),
    shown: made('shown', shownId(who, '1'), {
      ttl: ttlOf('shown'),
      subject: voucherId(number),
      personId: who,
      activityId: '1',
    }),
    lease: made('lease', BULK_LEASE_ID, { holder: 'a process', until: AT }),
    sweep: made('sweep', SWEEP_ID, { due: { since: DAY, pages: 1, told: who } }),
    collected: made('collected', collectedId(DAY, 0), {
      ttl: ttlOf('collected'),
      found: [
        {
          subject: voucherId(number),
          reminders: [],
          consultantIds: ['consultant-1'],
          recordedBy: [who],
        },
      ],
    }),
    hint: made('hint', hintId(tenantId), { due: AT, awakeUntil: AT }),
    channel: made('channel', channelId('19:team'), { reference: '{}', language: 'en', by: who }),
    quarantine: made('quarantine', quarantineId('1'), {
      ttl: ttlOf('quarantine'),
      from: 'somebody@contoso.example',
      subject: 'FW: voucher (synthetic)',
      messageId: 'message-1',
      why: 'unverified',
      status: 'handed',
      open: true,
      changedAt: AT,
      handedTo: who,
      handedBy: who,
    }),
    mail: made('mail', mailId('1'), { ttl: ttlOf('mail'), messageId: 'message-1', status: 'marked' }),
    mailbox: made('mailbox', MAILBOX_ID, { user: 'vouchers@fabrikam.example', since: AT }),
    sheet: made('sheet', sheetId('1'), {
      ttl: ttlOf('sheet'),
      by: who,
      name: 'list.csv',
      status: 'done',
      said: { columns: {}, states: {} },
      rows: 1,
      at: 1,
      recorded: 1,
      known: 0,
      refused: [],
      failed: 0,
    }),
    sheetTable: made('sheetTable', sheetTableId('1'), {
      ttl: ttlOf('sheetTable'),
      by: who,
      packed: packing.pack(JSON.stringify([['Number'], [number]])),
    }),
    sheetWords: made('sheetWords', SHEET_WORDS_ID, { columns: {}, states: {} }),
    file: made('file', fileId('1'), {
      ttl: ttlOf('file'),
      by: who,
      of: 'list',
      ref: 'all',
      status: 'done',
      open: false,
      rows: 1,
      at: 1,
      madeAt: AT,
    }),
    bulk: made('bulk', bulkId('1'), {
      ttl: ttlOf('bulk'),
      by: who,
      does: { type: 'void', reason: 'mistake' },
      status: 'done',
      items: [{ number, version: 1 }],
      at: 1,
      done: 1,
      told: 0,
      failed: [],
      concerned: [],
    }),
    allowedTenant: made('allowedTenant', allowedTenantId(tenantId), {
      standing: { status: 'allowed', adminObjectId: who, since: AT },
    }),
  };
  return Object.values(all);
}
