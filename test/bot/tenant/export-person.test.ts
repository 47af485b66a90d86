import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { allowTenant } from '../../../bot/tenant/allowance.ts';
import { exportPerson } from '../../../bot/tenant/export-person.ts';
import { forgetUser } from '../../../bot/tenant/forget.ts';
import { packed } from '../../../bot/turn/kept-answer.ts';
import { newDocument, type AnyDocument, type DocumentOf } from '../../../domain/store/documents.ts';
import { processedId, shownId, voucherId } from '../../../domain/store/ids.ts';
import { failureOf, inFolder } from '../store/documents.ts';
import { everyKind } from './every-kind.ts';
import {
  base,
  command,
  customer,
  everything,
  LEAVER,
  person,
  put,
  STAYER,
  TENANT,
  withStore,
} from './given.ts';

const at = new Date('2026-11-20T10:00:00Z');
const NAME = 'Boris Ivanov (synthetic)';
const OTHERS_NAME = 'Anna Nowak (synthetic)';
const OTHERS_ADDRESS = 'anna.nowak@fabrikam.example';
const CONTACT = 'voucher.admin@contoso.example';

/** A tenant in which one person stands in every kind, and another one beside them. */
function twoPeople(): AnyDocument[] {
  const voucher = everyKind(TENANT, LEAVER).find(({ kind }) => kind === 'voucher') as DocumentOf<'voucher'>;
  const card = (text: string): string => packed(JSON.stringify({ type: 'AdaptiveCard', body: [{ text }] }));
  return [
    ...everyKind(TENANT, LEAVER),
    { ...person(STAYER, OTHERS_NAME, 'admin'), addresses: [OTHERS_ADDRESS] } as AnyDocument,
    // A record that both stand in.
    {
      ...voucher,
      id: voucherId('SAP-SYN-0002'),
      changedBy: STAYER,
      texts: {
        adminEmail: CONTACT,
        note: `${OTHERS_NAME} wrote this`,
        'said:mine': `I asked ${OTHERS_NAME}`,
        'said:others': 'A remark of somebody else',
      },
      state: {
        ...voucher.state,
        comments: [
          { key: 'mine', by: LEAVER, on: voucher.due },
          { key: 'others', by: STAYER, on: voucher.due },
        ],
      },
    },
    // Only the other person's.
    { ...voucher, id: voucherId('SAP-SYN-0003'), changedBy: STAYER, recordedBy: STAYER },
    newDocument('shown', TENANT, shownId(STAYER, '1'), {
      ttl: 60,
      subject: voucher.id,
      personId: STAYER,
      activityId: '1',
    }),
    // Answers: to them, to the other person with their name in it, and to the other person alone.
    ...(
      [
        [LEAVER, `Welcome. ${OTHERS_NAME} let you in`],
        [STAYER, `${NAME} asks`],
        [STAYER, 'Nobody asks'],
      ] as const
    ).map(([to, text], n) =>
      newDocument('processed', TENANT, processedId(to, `a:chat-${n}`, '1'), { ttl: 60, packed: card(text) }),
    ),
    { ...base, id: 'event:of-another', ...otherEvent() },
    customer(7, `${NAME} and partners`),
  ];
}

function otherEvent(): Omit<DocumentOf<'event'>, 'id' | 'tenantId' | 'schema'> {
  const {
    id: _id,
    tenantId: _tenant,
    schema: _schema,
    ...event
  } = everyKind(TENANT, STAYER).find(({ kind }) => kind === 'event') as DocumentOf<'event'>;
  return event;
}

test('what is exported of a person is what forgetting them changes, and what it leaves to somebody', () =>
  inFolder((folder) =>
    withStore(folder, async (store) => {
      await put(store, twoPeople());
      const before = await everything(store);
      const { documents } = await exportPerson(store, { tenantId: TENANT, objectId: LEAVER, at });
      expect(await everything(store)).toEqual(before);
      // That the store names them as the first admin has to be changed before they are forgotten.
      await allowTenant(store, { tenantId: TENANT, adminObjectId: LEAVER }, at.getTime());
      const admin = await exportPerson(store, { tenantId: TENANT, objectId: LEAVER, at });
      expect(admin.documents.map(({ kind }) => kind).sort()).toEqual(
        ['allowedTenant', ...documents.map(({ kind }) => kind)].sort(),
      );
      await allowTenant(store, { tenantId: TENANT, adminObjectId: STAYER }, at.getTime());
      const { mentions } = await forgetUser(store, TENANT, LEAVER);
      const after = new Set((await everything(store)).map((doc) => JSON.stringify(doc)));
      const changed = before.filter((doc) => !after.has(JSON.stringify(doc)));
      // Ids of others are masked: their documents are told by kind.
      const kinds = (docs: readonly { readonly kind: string }[]): string[] =>
        docs.map(({ kind }) => kind).sort();
      expect(kinds(documents.filter(({ relation }) => relation !== 'mentioned'))).toEqual(kinds(changed));
      const told = new Set(mentions.map(({ id }) => id));
      expect(documents.filter(({ relation }) => relation === 'mentioned').map(({ id }) => id)).toEqual([
        ...told,
      ]);
      const relationOf = (kind: string): string[] =>
        documents.filter((doc) => doc.kind === kind).map(({ relation }) => relation);
      expect(relationOf('person')).toEqual(['self']);
      expect(relationOf('event')).toEqual(['named']);
      expect(relationOf('customer')).toEqual(['mentioned']);
      expect(relationOf('processed').sort()).toEqual(['own', 'own', 'own']);
    }),
  ));

test('other people are in it without ids, names, addresses and words; the person’s own are there, opened', () =>
  inFolder((folder) =>
    withStore(folder, async (store) => {
      await put(store, twoPeople());
      const exported = await exportPerson(store, { tenantId: TENANT, objectId: LEAVER, at });
      const text = JSON.stringify(exported);
      for (const hidden of [STAYER, OTHERS_NAME, OTHERS_ADDRESS, CONTACT, 'A remark of somebody else'])
        expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
      for (const theirs of [LEAVER, NAME, 'boris.ivanov@fabrikam.example', 'I asked other-1', 'SAP-SYN-0001'])
        expect([theirs, text.includes(theirs)]).toEqual([theirs, true]);
      expect(text).toContain('Welcome. other-1 let you in');
      expect(text).not.toContain('SAP-SYN-0003');
      const list = exported.documents.find(({ kind }) => kind === 'sheetTable');
      expect(list?.document).toMatchObject({ rows: [['Number'], ['SAP-SYN-0001']] });
      for (const { kind } of exported.documents)
        expect(exported.kinds[kind]).toEqual({ what: expect.any(String), kept: expect.any(String) });
    }),
  ));

test('the command writes a file for its owner alone, over none that is there, and knows when there is nothing', () =>
  inFolder(async (folder) => {
    await withStore(folder, (store) => put(store, twoPeople()));
    const out = join(folder, 'person.json');
    const done = command('export-person', [TENANT, LEAVER.toUpperCase(), '--out', out], { DATA_DIR: folder });
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const written = JSON.parse(readFileSync(out, 'utf8')) as { documents: unknown[] };
    expect(done.out).toContain(`Exported ${written.documents.length} documents with ${LEAVER} in them`);
    const again = command('export-person', [TENANT, LEAVER, '--out', out], { DATA_DIR: folder });
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('EEXIST')]);
    await withStore(folder, async (store) => {
      const nobody = { tenantId: TENANT, objectId: TENANT.replace('5', '6'), at };
      expect(String(await failureOf(exportPerson(store, nobody)))).toContain('Nothing of 6f1c7a52');
    });
    expect(command('export-person', [TENANT, LEAVER], { DATA_DIR: folder }).code).toBe(2);
  }));
