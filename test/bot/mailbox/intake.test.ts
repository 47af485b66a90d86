import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { Graph, GraphFailure, type GraphMessage } from '../../../bot/mailbox/graph.ts';
import { Intake } from '../../../bot/mailbox/intake.ts';
import { TurnRefused } from '../../../bot/turn/conversation-queues.ts';
import { TooContended, Uncertain } from '../../../bot/turn/runner.ts';
import { byAddress, senderOf } from '../../../bot/mailbox/sender.ts';
import type { MailHeaders } from '../../../bot/mail/mail-headers.ts';
import type { Permission } from '../../../domain/people/person.ts';
import { newDocument, type PersonDocument } from '../../../domain/store/documents.ts';
import { personId, quarantineId } from '../../../domain/store/ids.ts';
import { StoreFailure } from '../../../domain/store/ports.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';
import { eml } from './eml.ts';
import { startGraph } from './graph-server.ts';
import { localMailbox } from '../../../bot/local/people.ts';

const T = 'tenant-1';
const NOW = Date.parse('2026-11-02T10:00:00Z');
const DAY_MS = 24 * 3600_000;
const FROM = 'bo@partner.example';
const person = (
  id: string,
  addresses: readonly string[],
  over: Partial<PersonDocument> = {},
): PersonDocument =>
  newDocument('person', T, personId(id), {
    name: `Synthetic ${id}`,
    roles: [],
    language: 'en',
    permission: 'consultant',
    reference: '{}',
    addresses: [...addresses],
    addressesAt: NOW,
    ...over,
  });
const headers = (over: Partial<MailHeaders> = {}): MailHeaders => ({
  from: [FROM],
  subject: 'FW: voucher (synthetic)',
  authenticationResults: 'spf=pass smtp.mailfrom=x; dmarc=pass action=none header.from=partner.example',
  isInternal: false,
  isOutside: true,
  isAutomatic: false,
  ...over,
});

describe('whose a mail is', () => {
  const bo = person('bo', [FROM]);
  const internal = {
    isInternal: true,
    isOutside: false,
    authenticationResults: 'dmarc=none action=none header.from=partner.example',
  };
  test.each<[string, MailHeaders | undefined, readonly PersonDocument[], boolean, unknown]>([
    [
      'the one person’s who has the address',
      headers(),
      [bo, person('cy', ['cy@partner.example'])],
      false,
      'bo',
    ],
    ['nobody’s without headers', undefined, [bo], false, 'unreadable'],
    ['nobody’s without a sender', headers({ from: [] }), [bo], false, 'unverified'],
    ['nobody’s with two senders', headers({ from: [FROM, 'cy@partner.example'] }), [bo], false, 'unverified'],
    ['nobody’s without a verdict', headers({ authenticationResults: undefined }), [bo], false, 'unverified'],
    ['nobody’s when a machine sent it', headers({ isAutomatic: true }), [bo], false, 'automatic'],
    [
      'nobody’s whom the bot does not know',
      headers(),
      [person('cy', ['cy@partner.example'])],
      false,
      'unknownSender',
    ],
    ['nobody’s when two have the address', headers(), [bo, person('cy', [FROM])], false, 'severalPeople'],
    [
      'nobody’s who may not record',
      headers(),
      [person('bo', [FROM], { permission: 'reader' })],
      false,
      'notAllowed',
    ],
    [
      'nobody’s who was not let in',
      headers(),
      [person('bo', [FROM], { permission: undefined as unknown as Permission })],
      false,
      'notAllowed',
    ],
    [
      'nobody’s whom the bot cannot write to',
      headers(),
      [person('bo', [FROM], { unreachable: { why: 'blocked', at: 1 } })],
      false,
      'noChat',
    ],
    [
      'nobody’s who is being forgotten',
      headers(),
      [person('bo', [FROM], { former: 'former-00000000' })],
      false,
      'unknownSender',
    ],
    ['theirs although Exchange has no verdict, where that is trusted', headers(internal), [bo], true, 'bo'],
    [
      'nobody’s by Exchange’s own word where that is not trusted',
      headers(internal),
      [bo],
      false,
      'unverified',
    ],
    [
      'nobody’s by that word against a verdict',
      headers({ isInternal: true, authenticationResults: 'dmarc=fail header.from=partner.example' }),
      [bo],
      true,
      'unverified',
    ],
    [
      'nobody’s by a verdict that stands on a mail which never left the tenant, where Exchange puts none',
      headers({ isOutside: false }),
      [bo],
      false,
      'unverified',
    ],
    [
      'nobody’s by an address that the roster did not confirm for more than 60 days',
      headers(),
      [person('bo', [FROM], { addressesAt: NOW - 60 * DAY_MS - 1 })],
      false,
      'unknownSender',
    ],
    [
      'nobody’s by an address of another chat, which the roster was not asked about',
      headers(),
      [person('bo', [FROM], { addressesAt: undefined })],
      false,
      'unknownSender',
    ],
    [
      'theirs for 60 days, and no other’s who had the address before',
      headers(),
      [person('bo', [FROM], { addressesAt: NOW - 60 * DAY_MS }), person('cy', [FROM], { addressesAt: 1 })],
      false,
      'bo',
    ],
    ['nobody’s without that word', headers({ ...internal, isInternal: false }), [bo], true, 'unverified'],
  ])('is %s', (_, of, people, trustsInternal, expected) => {
    const decision = senderOf(of, byAddress(people, NOW), trustsInternal);
    expect(decision.kind === 'person' ? decision.personId : decision.why).toBe(expected);
  });
});

const answeringMail = {
  raw: () => Promise.resolve({ bytes: eml({ from: FROM }), isCut: false }),
} as unknown as Graph;

/** An intake on a Graph with one mail, whose turn ends as `bring` says. */
async function withMail(
  bring: () => Promise<'done' | 'again' | 'unreachable'>,
  use: (of: {
    intake: Intake;
    store: MemoryStore;
    deal: (by?: Graph) => Promise<string>;
    /** Another mail comes, and is brought. */
    dealOther: () => Promise<string>;
    message: GraphMessage;
    graph: Awaited<ReturnType<typeof startGraph>>['graph'];
  }) => Promise<void>,
  putOffMs = 24 * 3600_000,
): Promise<void> {
  const server = await startGraph();
  const store = new MemoryStore();
  const otherId = await server.graph.receive(eml({ from: FROM }));
  const otherKey = `mailbox/${createHash('sha256').update(otherId).digest('base64url')}`;
  const intake = new Intake({
    store,
    arrivals: { bring: ({ key }) => (key === otherKey ? Promise.resolve('done') : bring()) },
    decoder: {
      decode: () =>
        Promise.resolve({ kind: 'mail', mail: { text: 'synthetic', hash: 'hash' }, headers: headers() }),
    },
    log: createLog('silent'),
    clock: { now: () => NOW },
    tenantId: T,
    user: localMailbox,
    trustsInternal: false,
    givenUpMs: 0,
    putOffMs,
  });
  const graph = new Graph({ baseUrl: server.url, token: undefined, closing: new AbortController().signal });
  const id = await server.graph.receive(eml({ from: FROM }));
  const message: GraphMessage = { id, from: FROM, subject: 'FW', receivedAt: 1, categories: [] };
  const people = () => Promise.resolve(byAddress([person('bo', [FROM])], NOW));
  try {
    await use({
      intake,
      store,
      message,
      graph: server.graph,
      deal: (by = graph) => intake.deal(by, message, people),
      dealOther: () => intake.deal(graph, { ...message, id: otherId }, people),
    });
  } finally {
    await server.close();
  }
}
const held = (store: MemoryStore) => store.all(T).filter(({ kind }) => kind === 'quarantine');

describe('a mail that fails by itself', () => {
  test('is given to the admins after some tries, and never dealt with again', () =>
    withMail(
      () => Promise.reject(new RangeError('synthetic')),
      async ({ deal, dealOther, store }) => {
        expect(await dealOther()).toBe('done');
        for (let times = 0; times < 8; times += 1) expect(await deal()).toBe('later');
        expect(held(store)).toEqual([]);
        // Only now it is known that others do not fail.
        expect(await dealOther()).toBe('done');
        expect(await deal()).toBe('done');
        expect(held(store)).toMatchObject([{ why: 'unreadable', from: FROM, subject: 'FW' }]);
        expect(await deal()).toBe('known');
      },
    ));

  /** A Graph that answers every call for the mail itself in one way. */
  const answering = (status: number): Graph =>
    ({
      raw: () =>
        Promise.reject(
          new GraphFailure(status === 403 ? 'refused' : 'passing', { code: `status_${status}`, status }),
        ),
    }) as unknown as Graph;

  test.each([
    ['Graph puts it off', answering(503), () => Promise.resolve('done' as const)],
    [
      'its person’s chat is busy',
      undefined,
      () => Promise.reject(new Uncertain({ tenantId: T, recordId: 'r', rowId: 'o' }, undefined)),
    ],
    ['its person is written to by others', undefined, () => Promise.reject(new TooContended())],
    ['too many wait in its person’s chat', undefined, () => Promise.reject(new TurnRefused())],
  ])('is not given up while %s, whatever comes of others', (_, graph, bring) =>
    withMail(bring, async ({ deal, dealOther, store }) => {
      for (let times = 0; times < 7; times += 1) expect(await deal(graph)).toBe('later');
      await dealOther();
      expect(await deal(graph)).toBe('later');
      expect(held(store)).toEqual([]);
    }),
  );

  test.each([403, 503])('that Graph never gives out (%i) goes to the admins in the end', (status) =>
    withMail(
      () => Promise.resolve('done'),
      async ({ deal, dealOther, store }) => {
        const graph = answering(status);
        for (let times = 0; times < 5; times += 1) await deal(graph).catch(() => undefined);
        await dealOther();
        expect(await deal(graph)).toBe('done');
        expect(held(store)).toMatchObject([{ why: 'unreadable' }]);
      },
      0,
    ),
  );

  test('that was handed to somebody waits for an admin again after some tries', () =>
    withMail(
      () => Promise.reject(new RangeError('synthetic')),
      async ({ intake, store, message }) => {
        const handed = newDocument('quarantine', T, quarantineId('m'), {
          ttl: 1000,
          from: FROM,
          subject: 'FW',
          messageId: message.id,
          why: 'unknownSender',
          status: 'handed',
          open: true,
          changedAt: 1,
          heldAt: NOW - 13 * DAY_MS,
          handedTo: 'bo',
          handedBy: 'admin',
        });
        await store.commit(T, [
          { op: 'put', doc: person('bo', [FROM]) },
          { op: 'put', doc: handed },
        ]);
        const hand = async (): Promise<string> => {
          const stored = await store.read(T, 'quarantine', handed.id);
          if (stored === undefined) throw new Error('it is gone');
          return intake.hand(answeringMail, stored);
        };
        for (let times = 1; times < 5; times += 1) expect(await hand()).toBe('later');
        expect(held(store)).toMatchObject([{ status: 'handed' }]);
        expect(await hand()).toBe('done');
        expect(held(store)).toMatchObject([{ status: 'held', why: 'unreadable', ttl: 24 * 3600 }]);
        expect(held(store)[0]).not.toHaveProperty('handedTo');
      },
    ));

  test('is not given up for what is wrong with the store, or with Graph for all', () =>
    withMail(
      () => Promise.reject(new StoreFailure('synthetic', 'unknown')),
      async ({ deal, store, graph }) => {
        for (let times = 0; times < 7; times += 1) await expect(deal()).rejects.toThrow('synthetic');
        graph.faults = () => ({ status: 403 });
        for (let times = 0; times < 7; times += 1) await expect(deal()).rejects.toThrow('Graph: status_403');
        expect(store.all(T)).toEqual([]);
      },
    ));

  test('is held back when the bot cannot write to its person after all', () =>
    withMail(
      () => Promise.resolve('unreachable'),
      async ({ deal, store }) => {
        expect(await deal()).toBe('done');
        expect(held(store)).toMatchObject([{ why: 'noChat' }]);
      },
    ));
});
