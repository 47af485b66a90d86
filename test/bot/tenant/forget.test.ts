import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeId } from '../../../bot/store/id-encoding.ts';
import { openStore } from '../../../bot/store/store.ts';
import { forgetUser } from '../../../bot/tenant/forget.ts';
import { packed } from '../../../bot/turn/kept-answer.ts';
import { packing } from '../../../bot/turn/packing.ts';
import { evolveClaim } from '../../../domain/claim/evolve.ts';
import type { Claim, ClaimEvent } from '../../../domain/claim/model.ts';
import { evolveCompany } from '../../../domain/company/evolve.ts';
import { newCompany, type CompanyEvent } from '../../../domain/company/model.ts';
import type { Day } from '../../../domain/day.ts';
import {
  newDocument,
  parseDocument,
  TALLIED,
  type AnyDocument,
  type QuarantineDocument,
} from '../../../domain/store/documents.ts';
import { fileId, quarantineId, recipientId, sheetTableId, SWEEP_ID } from '../../../domain/store/ids.ts';
import { LANGUAGES } from '../../../domain/people/person.ts';
import { StoreFailure, type Store } from '../../../domain/store/ports.ts';
import { evolveVoucher } from '../../../domain/voucher/evolve.ts';
import type { Voucher, VoucherEvent } from '../../../domain/voucher/model.ts';
import {
  arranged,
  letIn,
  LOCALES,
  mail,
  recorded,
  redeemed,
  RunningBot,
  setUp,
  t,
  words,
  type Chat,
} from '../../conversation/running-bot.ts';
import { channelDoc } from '../notify/given.ts';
import { failureOf, inFolder } from '../store/documents.ts';
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

// Processes of their own, on a machine that others share.
const NAME = 'Boris Ivanov (synthetic)';

/** Every state is what its events give, every history is whole, every count is right. */
function expectConsistent(docs: readonly AnyDocument[]): void {
  const of = <K extends AnyDocument['kind']>(kind: K) =>
    docs.filter((doc): doc is Extract<AnyDocument, { kind: K }> => doc.kind === kind);
  const history = (id: string) =>
    of('event')
      .filter(({ subject }) => subject === id)
      .sort((a, b) => a.seq - b.seq);
  for (const doc of [...of('company'), ...of('voucher'), ...of('claim')]) {
    const events = history(doc.id);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: doc.version }, (_, n) => n + 1));
    const told = events.map(({ event }) => event);
    const state =
      doc.kind === 'voucher'
        ? (told as VoucherEvent[]).reduce<Voucher | undefined>(evolveVoucher, undefined)
        : doc.kind === 'claim'
          ? (told as ClaimEvent[]).reduce<Claim | undefined>(evolveClaim, undefined)
          : (told as CompanyEvent[]).reduce(evolveCompany, newCompany('2020'));
    expect(state).toEqual(doc.state);
    // What people say of a voucher changes nothing of it.
    const standsSince = (doc.kind === 'voucher' ? doc.standsSince : undefined) ?? doc.version;
    expect(events[standsSince - 1]?.by).toBe(doc.changedBy);
  }
  const [tally] = of('tally');
  for (const key of TALLIED)
    expect([key, tally?.[key]]).toEqual([key, of('voucher').filter(({ status }) => status === key).length]);
}

describe('a person who went through the programme and leaves', () => {
  let bot: RunningBot;
  let anna: Chat;
  let boris: Chat;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'forget-'));
    bot = await RunningBot.start();
    anna = bot.chat('anna');
    boris = bot.chat('boris');
  });
  afterAll(async () => {
    await bot.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the stopped bot's folder holds. */
  async function stored(at: string): Promise<AnyDocument[]> {
    return withStore(join(folder, at), everything);
  }

  test('is gone from the tenant; history, replay and counts are right, and the bot goes on', async () => {
    const [claimed, open] = [bot.newNumber(), bot.newNumber()];
    await setUp(anna);
    await letIn(anna, boris, 'admin', ['mpnPartnerAdmin', 'mpnGlobalAdmin']);
    await redeemed(bot, boris, claimed);
    await boris.say(`claim ${claimed}`);
    await boris.press('claim.create', { vouchers: [claimed] });
    await boris.press('register.done');
    await boris.press('claim.create', { vouchers: [claimed] });
    expect(boris.text).toContain(t('claim.drafted'));
    await recorded(anna, open);
    await arranged(anna, boris, open);
    await boris.say(mail(bot.newNumber()));
    expect(boris.verbs).toContain('record.only');
    await anna.say('home');
    const home = anna.text;
    const lines = await anna.history(claimed);
    expect(lines.join('\n')).toContain(NAME);

    let output = '';
    await bot.restart(() => {
      cpSync(bot.dataDir, join(folder, 'before'), { recursive: true });
      const done = command('forget', [TENANT, LEAVER.toUpperCase()], { DATA_DIR: bot.dataDir });
      expect(done).toMatchObject({ code: 0, err: '' });
      output = done.out;
      const again = command('forget', [TENANT, LEAVER], { DATA_DIR: bot.dataDir });
      expect(again).toEqual({ code: 1, out: '', err: `Nothing of ${LEAVER} is in the tenant ${TENANT}.\n` });
      cpSync(bot.dataDir, join(folder, 'after'), { recursive: true });
    });
    const [, pseudonym = '', code = ''] =
      /: (former-([0-9a-f]{8})) stands for the person now\./.exec(output) ?? [];
    expect(code).not.toBe('');
    expect(output).toMatch(/Rewritten: company 1, voucher 2, claim 1, event \d+\. Deleted: person 1/);
    expect(output).toContain('Their object id is nowhere in the tenant.');
    expect(output).toContain('A running bot may keep the person for up to 5 seconds more.');
    expect(output).toContain('A backup made earlier still holds the person.');

    const [before, after] = [await stored('before'), await stored('after')];
    expectConsistent(before);
    expectConsistent(after);
    const text = JSON.stringify(after);
    expect(text.toLowerCase()).not.toContain(LEAVER);
    expect(text).not.toContain(NAME);
    expect(after.some(({ id }) => id.startsWith('person:former'))).toBe(false);
    const kept = before.filter(({ kind }) => !['person', 'dialog', 'outbox', 'processed'].includes(kind));
    const expected = JSON.stringify(kept)
      .replaceAll(LEAVER, pseudonym)
      .replaceAll(`"${NAME}"`, `"${pseudonym}"`);
    const byId = (docs: readonly AnyDocument[]) => docs.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(after.filter(({ kind }) => !['person', 'dialog', 'outbox', 'processed'].includes(kind))).toEqual(
      byId(JSON.parse(expected) as AnyDocument[]),
    );

    await anna.say('home');
    expect(anna.text).toBe(home);
    for (const language of LANGUAGES) {
      anna.person.setLocale(LOCALES[language]);
      const told = (await anna.history(claimed)).join('\n');
      expect(told).toContain(words(language)('person.former', { code }));
      expect(told).not.toContain('former-');
    }
    anna.person.setLocale(LOCALES.en);
    expect(t('person.former', { code: '1a2b3c4d' })).toBe('a former colleague (1a2b3c4d)');
    const former = t('person.former', { code });
    expect(await anna.history(claimed)).toEqual(lines.map((line) => line.replaceAll(NAME, former)));
    await anna.say(open);
    expect(anna.text).toContain('Away until June');
    expect(anna.text).toContain(t('voucher.askedByYou', { to: former, days: 0 }));
    await anna.say('claims');
    await anna.press('claims.one');
    await anna.press('settle.submit', { reference: 'MS-REF-SYN' });
    expect(anna.text).toContain(t('claim.didSubmit'));
    await boris.say('home');
    expect(boris.text).toContain(t('stranger.closed'));
  });
});

const CONVERSATION = 'a:leaver-conversation';
const reference = (id: string, conversation: string): string =>
  JSON.stringify({ user: { id: '29:x', aadObjectId: id }, conversation: { id: conversation } });
const row = (id: string, of: string, conversation: string, card: string): AnyDocument => ({
  ...base,
  id: `outbox:send:${id}`,
  kind: 'outbox',
  reference: reference(of, conversation),
  card,
  madeAt: 1,
});
const processed = (conversation: string): AnyDocument => ({
  ...base,
  id: `processed:${conversation}:1`,
  kind: 'processed',
  ttl: 3600,
});
const shown = (personId: string): AnyDocument => ({
  ...base,
  id: `shown:${personId}:1`,
  kind: 'shown',
  ttl: 60,
  subject: 'voucher:SYN-1',
  personId,
  activityId: '1',
});
const notice = (to: string | undefined, by = LEAVER): AnyDocument => ({
  ...base,
  id: `notice:told:${to}`,
  kind: 'notice',
  ...(to === undefined ? {} : { to }),
  notices: [{ code: 'voucher.lost', subject: 'voucher:SYN-1', day: '2026-11-20' as never, by }],
  due: 1,
  madeAt: 1,
  attempts: 0,
});
const dialog = (conversation: string, state: Record<string, unknown>, owner?: string): AnyDocument => ({
  ...base,
  id: `dialog:${conversation}`,
  kind: 'dialog',
  ttl: 3600,
  state,
  ...(owner === undefined ? {} : { owner }),
});
const granted = (id: string, by: string): AnyDocument => ({
  ...base,
  id: `event:person:${id}/1/${by}/7`,
  kind: 'event',
  subject: `person:${id}`,
  seq: 1,
  edition: '2020',
  occurredOn: '2026-11-20' as never,
  recordedAt: 7,
  by,
  commandId: `person:${id}/1/${by}/7`,
  digest: '',
  event: { type: 'granted', roles: [], permission: 'consultant' },
});

/** A synthetic tenant in which the leaver left every kind of trace. */
const traced = (): AnyDocument[] => [
  person(STAYER, 'Anna Nowak (synthetic)', 'admin'),
  person(LEAVER, NAME, 'consultant'),
  granted(LEAVER, STAYER),
  granted(STAYER, LEAVER),
  customer(1, `${NAME} and partners`),
  row('own', LEAVER, CONVERSATION, '{}'),
  row('other', STAYER, 'a:stayer', JSON.stringify({ data: { id: LEAVER.toUpperCase() }, title: NAME })),
  dialog(CONVERSATION, {}),
  dialog('a:owned', {}, LEAVER),
  shown(LEAVER),
  shown(STAYER),
  notice(LEAVER),
  notice(STAYER),
  notice(undefined),
  dialog('a:stayer', { person: LEAVER }, STAYER),
  processed(CONVERSATION),
  processed('a:owned'),
  processed('a:stayer'),
  processed(`${CONVERSATION}-of-another`),
];

async function withTenant(docs: readonly AnyDocument[], use: (store: Store) => Promise<void>): Promise<void> {
  await inFolder((folder) =>
    withStore(folder, async (store) => {
      await put(store, docs);
      await use(store);
    }),
  );
}

/** A store that does something else first, or after, at the n-th commit. */
function atCommit(
  store: Store,
  act: (n: number, pass: () => ReturnType<Store['commit']>) => ReturnType<Store['commit']>,
): Store {
  let n = 0;
  return {
    read: (tenantId, kind, id) => store.read(tenantId, kind, id),
    query: (tenantId, query) => store.query(tenantId, query),
    count: (tenantId, counted) => store.count(tenantId, counted),
    ready: () => store.ready(),
    commit: (tenantId, writes) => {
      n += 1;
      return act(n, () => store.commit(tenantId, writes));
    },
  };
}

describe('what becomes of each document', () => {
  test('the person’s own go, in others the pseudonym stands, ids move, and texts with the name are told by place', () =>
    withTenant(traced(), async (store) => {
      const { pseudonym, rewritten, deleted, mentions } = await forgetUser(store, TENANT, LEAVER);
      expect(pseudonym).toMatch(/^former-[0-9a-f]{8}$/);
      const docs = await everything(store);
      const expected = [
        person(STAYER, 'Anna Nowak (synthetic)', 'admin'),
        granted(pseudonym, STAYER),
        granted(STAYER, pseudonym),
        customer(1, `${NAME} and partners`),
        row('other', STAYER, 'a:stayer', JSON.stringify({ data: { id: pseudonym }, title: NAME })),
        dialog('a:stayer', { person: pseudonym }, STAYER),
        shown(STAYER),
        notice(STAYER, pseudonym),
        notice(undefined, pseudonym),
        processed('a:stayer'),
        processed(`${CONVERSATION}-of-another`),
      ];
      expect(docs).toEqual(expected.sort((a, b) => (a.id < b.id ? -1 : 1)));
      expect(rewritten).toMatchObject({ event: 2, outbox: 1, dialog: 1, person: 0 });
      expect(deleted).toMatchObject({ person: 1, outbox: 1, dialog: 2, processed: 2, event: 0 });
      expect(mentions).toEqual([
        { id: 'customer:contoso-1', field: 'name' },
        { id: 'customer:contoso-1', field: 'searchName' },
        { id: 'outbox:send:other', field: 'card' },
      ]);
    }));

  test('a file that was made for somebody goes with them, one of another person stays', () => {
    const file = (key: string, by: string): AnyDocument =>
      newDocument('file', TENANT, fileId(key), {
        ttl: 1000,
        by,
        of: 'list',
        ref: 'all',
        status: 'done',
        open: false,
        rows: 1,
        at: 1,
        madeAt: 0,
      });
    const docs = [person(STAYER, 'Anna Nowak (synthetic)', 'admin'), person(LEAVER, NAME, 'consultant')];
    return withTenant([...docs, file('a', LEAVER), file('b', STAYER)], async (store) => {
      const { deleted } = await forgetUser(store, TENANT, LEAVER);
      expect(deleted).toMatchObject({ file: 1 });
      expect(await store.read(TENANT, 'file', fileId('a'))).toBeUndefined();
      expect(await store.read(TENANT, 'file', fileId('b'))).toBeDefined();
    });
  });

  test('the rows of a list that another person brought in are told by place when the name stands in them', () => {
    const list = (key: string, consultant: string): AnyDocument =>
      newDocument('sheetTable', TENANT, sheetTableId(key), {
        ttl: 1000,
        by: STAYER,
        packed: packing.pack(
          JSON.stringify([
            ['Number', 'Consultant'],
            ['SAP-1', consultant],
          ]),
        ),
      });
    const docs = [person(STAYER, 'Anna Nowak (synthetic)', 'admin'), person(LEAVER, NAME, 'consultant')];
    return withTenant([...docs, list('a', NAME.toUpperCase()), list('b', 'Somebody else')], async (store) => {
      const { mentions } = await forgetUser(store, TENANT, LEAVER);
      expect(mentions).toEqual([{ id: sheetTableId('a'), field: 'rows' }]);
    });
  });

  test.each([LEAVER, STAYER, 'f0000000-0000-4000-8000-000000000000'])(
    'a sweep that was cut after it told %s goes on with the same people',
    (told) =>
      withTenant(
        [
          // In the order in which they are told: some before the leaver, some after, and a channel last.
          ...['0', '9', 'b', 'c', 'f'].map((digit) =>
            person(`${digit}0000000-0000-4000-8000-000000000000`, 'Synthetic', 'consultant'),
          ),
          person(STAYER, 'Anna Nowak (synthetic)', 'admin'),
          person(LEAVER, NAME, 'consultant'),
          channelDoc('19:team', { tenantId: TENANT, by: STAYER }),
          newDocument('sweep', TENANT, SWEEP_ID, { due: { since: '2026-11-20' as Day, pages: 1, told } }),
        ],
        async (store) => {
          const left = async (): Promise<string[]> => {
            const docs = await everything(store);
            const sweep = docs.find((doc) => doc.kind === 'sweep');
            return docs
              .filter((doc) => doc.kind === 'person' || doc.kind === 'channel')
              .map((doc) => recipientId(doc))
              .filter((id) => sweep?.due?.told === undefined || id > sweep.due.told);
          };
          const before = await left();
          await forgetUser(store, TENANT, LEAVER);
          expect(await left()).toEqual(before.filter((id) => id !== LEAVER));
          expect(JSON.stringify(await everything(store))).not.toContain(LEAVER);
        },
      ),
  );

  test('their addresses go with them, and mails of theirs that wait for an admin; what they handed on stays', () => {
    const address = 'boris@partner.example';
    const heldMail = (key: string, from: string, over: Partial<QuarantineDocument> = {}) =>
      newDocument('quarantine', TENANT, quarantineId(key), {
        ttl: 86_400,
        from,
        subject: 'FW: voucher (synthetic)',
        messageId: `message-${key}`,
        why: 'noChat',
        status: 'held',
        open: true,
        changedAt: 1,
        ...over,
      });
    const leaver = { ...person(LEAVER, NAME, 'consultant'), addresses: [address, 'b@partner.example'] };
    return withTenant(
      [
        person(STAYER, 'Anna Nowak (synthetic)', 'admin'),
        leaver,
        heldMail('own', 'Boris@Partner.example'),
        heldMail('other', 'somebody@elsewhere.example'),
        heldMail('handed', 'x@elsewhere.example', { status: 'handed', handedTo: STAYER, handedBy: LEAVER }),
      ],
      async (store) => {
        const { pseudonym, deleted } = await forgetUser(store, TENANT, LEAVER);
        const docs = await everything(store);
        expect(deleted).toMatchObject({ person: 1, quarantine: 1 });
        expect(JSON.stringify(docs).toLowerCase()).not.toContain(address);
        expect(docs.filter(({ kind }) => kind === 'quarantine')).toEqual([
          heldMail('handed', 'x@elsewhere.example', {
            status: 'handed',
            handedTo: STAYER,
            handedBy: pseudonym,
          }),
          heldMail('other', 'somebody@elsewhere.example'),
        ]);
      },
    );
  });

  test.each([NAME, 'B'])(
    'an answer given to somebody else goes when it holds an address of theirs: of %s',
    (name) => {
      const answer = (id: string, text: string): AnyDocument => ({
        ...processed('a:stayer'),
        id: `processed:a:stayer:${id}`,
        ...({ card: JSON.stringify({ text }) } as object),
      });
      const leaver = { ...person(LEAVER, name, 'consultant'), addresses: ['boris@partner.example'] };
      const kept = answer('other', 'From somebody@elsewhere.example');
      return withTenant(
        [leaver, answer('theirs', 'From BORIS@partner.example, on Monday'), kept],
        async (store) => {
          await forgetUser(store, TENANT, LEAVER);
          const docs = (await everything(store)).filter(({ kind }) => kind === 'processed');
          expect(docs).toEqual([kept]);
        },
      );
    },
  );

  test('somebody whom only other documents know is forgotten too', () =>
    withTenant(
      traced().filter(({ id }) => id !== `person:${LEAVER}`),
      async (store) => {
        const { pseudonym, deleted } = await forgetUser(store, TENANT, LEAVER);
        const docs = JSON.stringify(await everything(store)).toLowerCase();
        expect(docs).not.toContain(LEAVER);
        expect(docs).toContain(pseudonym);
        expect(deleted).toMatchObject({ outbox: 1, dialog: 2, processed: 2 });
      },
    ));

  test('more documents than a batch holds', () => {
    const events = Array.from({ length: 230 }, (_, n) => ({ ...granted(STAYER, LEAVER), id: `event:${n}` }));
    return withTenant([...traced(), ...events], async (store) => {
      const { rewritten } = await forgetUser(store, TENANT, LEAVER);
      expect(rewritten.event).toBe(232);
      expect(JSON.stringify(await everything(store)).toLowerCase()).not.toContain(LEAVER);
    });
  });
});

/** Every text that tells of the leaver, and each as a file may hold it. */
function spellings(texts: readonly string[]): readonly (readonly [string, Buffer])[] {
  return texts.flatMap((text) =>
    [text, text.toUpperCase(), text.toLowerCase(), JSON.stringify(text), encodeId(text)].flatMap((one) => [
      [`${one} (UTF-8)`, Buffer.from(one)] as const,
      [`${one} (UTF-16)`, Buffer.from(one, 'utf16le')] as const,
    ]),
  );
}

/** Which of the texts are in the bytes of the folder's files. */
function foundIn(folder: string, texts: readonly string[]): readonly string[] {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  expect(files.length).toBeGreaterThan(0);
  return spellings(texts)
    .filter(([, bytes]) => files.some((file) => file.includes(bytes)))
    .map(([what]) => what);
}

describe('nothing of a forgotten person', () => {
  const address = 'boris.ivanov@fabrikam.example';
  const answer = packed(JSON.stringify({ type: 'AdaptiveCard', body: [{ text: `Welcome, ${NAME}` }] }));
  const told = packed(JSON.stringify({ type: 'AdaptiveCard', body: [{ data: { id: LEAVER } }] }));
  const texts = [NAME, LEAVER, CONVERSATION, address, answer, told];
  const kept = (id: string, card: string, ttl = 172_800): AnyDocument => ({
    ...base,
    id: `processed:${id}`,
    kind: 'processed',
    ttl,
    packed: card,
  });
  const docs = (): readonly AnyDocument[] => [
    person(STAYER, 'Anna Nowak (synthetic)', 'admin'),
    { ...person(LEAVER, NAME, 'admin'), reference: reference(LEAVER, CONVERSATION) } as AnyDocument,
    granted(LEAVER, STAYER),
    dialog(CONVERSATION, { draft: { adminEmail: address } }),
    row('own', LEAVER, CONVERSATION, JSON.stringify({ title: NAME })),
    kept(`${LEAVER}:${CONVERSATION}:1`, answer),
    // Of another's: a card that shows the person, and one that only names them by id.
    kept(`${STAYER}:a:stayer:2`, answer),
    kept(`${STAYER}:a:stayer:3`, told),
    shown(LEAVER),
    notice(LEAVER),
  ];

  /** Documents of an hour ago, some of which have expired since and were not cleared away. */
  async function filled(folder: string): Promise<void> {
    const store = await openStore({
      database: 'planning-services',
      dataDir: folder,
      parse: parseDocument,
      clock: { now: () => Date.now() - 3600_000 },
    });
    await put(store, [...docs(), kept(`${LEAVER}:${CONVERSATION}:0`, answer, 60)]);
    await store.close();
  }

  /** As a version that did not overwrite what it deleted left the file. */
  function withRemnants(folder: string): void {
    const db = new DatabaseSync(join(folder, 'programme.sqlite'));
    db.exec('PRAGMA secure_delete = OFF');
    const columns = db
      .prepare('PRAGMA table_info(item)')
      .all()
      .map(({ name }) => String(name));
    const values = columns.map((name) =>
      name === 'rid' ? 'rid + 1000' : name === 'id' ? "id || 'gone'" : name,
    );
    db.exec(`INSERT INTO item (${columns.join()}) SELECT ${values.join()} FROM item`);
    db.exec('DELETE FROM item WHERE rid >= 1000');
    db.close();
  }

  test('is in the bytes of the file', () =>
    inFolder(async (folder) => {
      await filled(folder);
      withRemnants(folder);
      for (const text of texts) expect([text, foundIn(folder, [text]).length > 0]).toEqual([text, true]);
      expect(command('forget', [TENANT, LEAVER], { DATA_DIR: folder })).toMatchObject({ code: 0, err: '' });
      expect(foundIn(folder, texts)).toEqual([]);
      expect(foundIn(folder, ['Anna Nowak (synthetic)'])).not.toEqual([]);
    }));

  test('is left there by a run that was cut off before it cleared the file: the next one does', () =>
    inFolder(async (folder) => {
      await filled(folder);
      withRemnants(folder);
      await withStore(folder, (store) => forgetUser(store, TENANT, LEAVER).then(() => undefined));
      expect(foundIn(folder, [NAME])).not.toEqual([]);
      expect(command('forget', [TENANT, LEAVER], { DATA_DIR: folder }).code).toBe(1);
      expect(foundIn(folder, texts)).toEqual([]);
    }));

  test('stays in the file when this version deletes it by itself', () =>
    inFolder(async (folder) => {
      await withStore(folder, async (store) => {
        await put(store, [person(STAYER, 'Anna Nowak (synthetic)', 'admin'), ...docs().slice(3)]);
        for (const { id } of docs().slice(3)) await store.commit(TENANT, [{ op: 'delete', id }]);
      });
      expect(foundIn(folder, texts)).toEqual([]);
    }));
});

describe('is refused', () => {
  test('for the only admin, with what to do first; nothing changes', () =>
    withTenant(traced(), async (store) => {
      const failure = await failureOf(forgetUser(store, TENANT, STAYER));
      expect(failure).toMatchObject({ name: 'Declined' });
      expect(String(failure)).toContain('is the only admin. Make somebody else an admin first');
      expect(await everything(store)).toEqual(traced().sort((a, b) => (a.id < b.id ? -1 : 1)));
    }));

  test('for the only admin who is left when another one was removed meanwhile', () =>
    withTenant([...traced(), person(TENANT, 'Clara (synthetic)', 'admin')], async (store) => {
      const meanwhile = atCommit(store, async (n, pass) => {
        if (n === 1) {
          const other = await store.read(TENANT, 'person', `person:${TENANT}`);
          const doc = person(TENANT, 'Clara (synthetic)');
          await store.commit(TENANT, [{ op: 'replace', doc, etag: other?.etag ?? '' }]);
        }
        return pass();
      });
      expect(String(await failureOf(forgetUser(meanwhile, TENANT, STAYER)))).toContain('is the only admin');
      expect((await store.read(TENANT, 'person', `person:${STAYER}`))?.doc).toMatchObject({
        permission: 'admin',
      });
    }));

  test('for nobody, and with wrong arguments', () => {
    // A tenant's own id stands in every document of it: nothing of it may become a person's.
    for (const args of [[], [TENANT], [TENANT, 'boris'], [TENANT, LEAVER, LEAVER], [TENANT, TENANT]]) {
      const { code, out, err } = command('forget', args, {});
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('Usage: npm run forget-user -- <tenantId> <aadObjectId>');
    }
  });
});

describe('while others write, or after a cut', () => {
  test('what somebody changed meanwhile is read again and redone, and nothing of theirs is lost', () =>
    withTenant(traced(), async (store) => {
      const meanwhile = atCommit(store, async (n, pass) => {
        if (n === 2) {
          const found = await store.read(TENANT, 'dialog', 'dialog:a:stayer');
          const doc = dialog('a:stayer', { person: LEAVER, typed: 'meanwhile' }, STAYER);
          await store.commit(TENANT, [{ op: 'replace', doc, etag: found?.etag ?? '' }]);
          await put(store, [{ ...granted(STAYER, LEAVER), id: 'event:meanwhile' }]);
        }
        return pass();
      });
      const { pseudonym, rewritten } = await forgetUser(meanwhile, TENANT, LEAVER);
      const docs = await everything(store);
      expect(JSON.stringify(docs).toLowerCase()).not.toContain(LEAVER);
      expect(docs.find(({ id }) => id === 'dialog:a:stayer')).toMatchObject({
        state: { person: pseudonym, typed: 'meanwhile' },
      });
      expect(docs.find(({ id }) => id === 'event:meanwhile')).toMatchObject({ by: pseudonym });
      expect(rewritten).toMatchObject({ event: 3, dialog: 1 });
    }));

  test.each(['before', 'after'] as const)('an answer lost %s the write is settled by reading', (when) =>
    withTenant(traced(), async (store) => {
      const faulty = atCommit(store, async (n, pass) => {
        if (n === 2 && when === 'after') await pass();
        if (n === 2) throw new StoreFailure('no answer', 'unknown');
        return pass();
      });
      const { rewritten, deleted } = await forgetUser(faulty, TENANT, LEAVER);
      expect(JSON.stringify(await everything(store)).toLowerCase()).not.toContain(LEAVER);
      expect(rewritten).toMatchObject({ event: 2, outbox: 1, dialog: 1 });
      expect(deleted).toMatchObject({ person: 1, outbox: 1, dialog: 2, processed: 2 });
    }),
  );

  test('cut at any commit and run again: one pseudonym, and the same end', async () => {
    const many = Array.from({ length: 230 }, (_, n) => ({ ...granted(STAYER, LEAVER), id: `event:${n}` }));
    // More than a batch: what leads to them must outlast them.
    const own = Array.from({ length: 230 }, (_, n) => ({
      ...processed(CONVERSATION),
      id: `processed:${CONVERSATION}:own-${n}`,
    }));
    for (let cut = 2; ; cut += 1) {
      let commits = 0;
      await withTenant([...traced(), ...many, ...own], async (store) => {
        const killed = atCommit(store, (n, pass) => {
          commits = n;
          if (n === cut) throw new Error('killed');
          return pass();
        });
        const failure = await failureOf(forgetUser(killed, TENANT, LEAVER));
        if (cut <= commits) {
          expect(String(failure)).toBe('Error: killed');
          await forgetUser(store, TENANT, LEAVER);
        }
        const docs = await everything(store);
        const text = JSON.stringify(docs);
        expect(text.toLowerCase()).not.toContain(LEAVER);
        expect(new Set(text.match(/former-[0-9a-f]{8}/g)).size).toBe(1);
        expect(docs.map(({ kind }) => kind).sort()).toEqual(
          [...many.map(() => 'event'), 'customer', 'dialog', 'event', 'event', 'outbox', 'person']
            .concat(['processed', 'processed', 'notice', 'notice', 'shown'])
            .sort(),
        );
      });
      if (cut > commits) {
        expect(cut).toBeGreaterThan(5);
        return;
      }
    }
  });

  test('a person who goes on using the bot is told', () =>
    withTenant(traced(), async (store) => {
      let writes = 0;
      const busy = atCommit(store, async (_n, pass) => {
        const result = await pass();
        writes += 1;
        const doc: AnyDocument = { ...granted(STAYER, LEAVER), id: `event:again-${writes}` };
        await store.commit(TENANT, [{ op: 'create', doc }]);
        return result;
      });
      const failure = await failureOf(forgetUser(busy, TENANT, LEAVER));
      expect(failure).toMatchObject({ name: 'Declined' });
      expect(String(failure)).toContain('They still use the bot: take it from them');
      await forgetUser(store, TENANT, LEAVER);
      expect(JSON.stringify(await everything(store)).toLowerCase()).not.toContain(LEAVER);
    }));
});
