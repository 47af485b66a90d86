import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { Graph, type GraphMessage } from '../../../bot/mailbox/graph.ts';
import { Intake } from '../../../bot/mailbox/intake.ts';
import { byAddress, senderOf } from '../../../bot/mailbox/sender.ts';
import type { MailHeaders } from '../../../bot/mail/mail-headers.ts';
import type { Permission } from '../../../domain/people/person.ts';
import { newDocument, type PersonDocument } from '../../../domain/store/documents.ts';
import { personId } from '../../../domain/store/ids.ts';
import { StoreFailure } from '../../../domain/store/ports.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';
import { eml } from './eml.ts';
import { startGraph } from './graph-server.ts';
import { localMailbox } from '../../../bot/local/people.ts';

const T = 'tenant-1';
const NOW = Date.parse('2026-11-02T10:00:00Z');
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
    ...over,
  });
const headers = (over: Partial<MailHeaders> = {}): MailHeaders => ({
  from: [FROM],
  subject: 'FW: voucher (synthetic)',
  authenticationResults: 'spf=pass smtp.mailfrom=x; dmarc=pass action=none header.from=partner.example',
  isInternal: false,
  isAutomatic: false,
  ...over,
});

describe('whose a mail is', () => {
  const bo = person('bo', [FROM]);
  const internal = {
    isInternal: true,
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
    ['nobody’s without that word', headers({ ...internal, isInternal: false }), [bo], true, 'unverified'],
  ])('is %s', (_, of, people, trustsInternal, expected) => {
    const decision = senderOf(of, byAddress(people), trustsInternal);
    expect(decision.kind === 'person' ? decision.personId : decision.why).toBe(expected);
  });
});

/** An intake on a Graph with one mail, whose turn ends as `bring` says. */
async function withMail(
  bring: () => Promise<'done' | 'again' | 'unreachable'>,
  use: (of: {
    intake: Intake;
    store: MemoryStore;
    deal: () => Promise<string>;
    graph: Awaited<ReturnType<typeof startGraph>>['graph'];
  }) => Promise<void>,
): Promise<void> {
  const server = await startGraph();
  const store = new MemoryStore();
  const intake = new Intake({
    store,
    arrivals: { bring },
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
  });
  const graph = new Graph({ baseUrl: server.url, token: undefined, closing: new AbortController().signal });
  const id = await server.graph.receive(eml({ from: FROM }));
  const message: GraphMessage = { id, from: FROM, subject: 'FW', receivedAt: 1, categories: [] };
  const people = () => Promise.resolve(byAddress([person('bo', [FROM])]));
  try {
    await use({ intake, store, graph: server.graph, deal: () => intake.deal(graph, message, people) });
  } finally {
    await server.close();
  }
}
const held = (store: MemoryStore) => store.all(T).filter(({ kind }) => kind === 'quarantine');

describe('a mail that fails by itself', () => {
  test('is given to the admins after some tries, and never dealt with again', () =>
    withMail(
      () => Promise.reject(new RangeError('synthetic')),
      async ({ deal, store }) => {
        for (let times = 1; times < 5; times += 1) expect(await deal()).toBe('later');
        expect(held(store)).toEqual([]);
        expect(await deal()).toBe('done');
        expect(held(store)).toMatchObject([{ why: 'unreadable', from: FROM, subject: 'FW' }]);
        expect(await deal()).toBe('known');
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
