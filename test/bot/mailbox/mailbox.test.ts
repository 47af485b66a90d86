import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { boris, localTenantId } from '../../../bot/local/people.ts';
import { MAILBOX_ID } from '../../../domain/store/ids.ts';
import { mail } from '../../conversation/running-bot.ts';
import { eml } from './eml.ts';
import { MailboxWorld } from './mailbox-world.ts';

const FROM_ANNA = 'Anna Nowak (synthetic) <anna@partner.example>';
const FROM_BORIS = 'boris@partner.example';

let world: MailboxWorld;
let dealt = 0;
beforeAll(async () => {
  world = await MailboxWorld.start();
});
afterAll(() => world.close());
beforeEach(() => {
  world.graph.faults = undefined;
  world.graph.copies = undefined;
});

/** A mail arrives that says of a voucher that nobody knows; gives its number. */
async function arrives(from = FROM_ANNA, more: Partial<Parameters<typeof eml>[0]> = {}): Promise<string> {
  const number = world.bot.newNumber();
  await world.graph.receive(eml({ from, text: mail(number), ...more }));
  dealt += 1;
  return number;
}
const held = () => world.all('quarantine');

describe('a mail to the mailbox', () => {
  test('comes to whom it is from as one card in their chat, and is marked', async () => {
    const [one, other] = [await arrives(), await arrives(FROM_BORIS)];
    await world.dealtWith(dealt);
    await world.anna.person.until(() => world.told(world.anna, one) === 1);
    await world.boris.person.until(() => world.told(world.boris, other) === 1);
    expect([world.told(world.anna, other), world.told(world.boris, one)]).toEqual([0, 0]);
    expect(await held()).toEqual([]);
    expect(world.graph.messages.every(({ isRead, categories }) => isRead && categories.length === 1)).toBe(
      true,
    );
  });

  test.each([
    ['unverified', 'pm@elsewhere.example', {}],
    ['unknownSender', 'nobody@partner.example', {}],
    ['unverified', `${FROM_ANNA}, ${FROM_BORIS}`, {}],
    ['automatic', FROM_ANNA, { headers: ['Auto-Submitted: auto-replied'] }],
    [
      'unverified',
      'anna@elsewhere.example',
      { headers: ['Authentication-Results: spf=pass; dmarc=pass header.from=elsewhere.example'] },
    ],
    ['unverified', 'x@elsewhere.example', { headers: ['X-MS-Exchange-Organization-AuthAs: Internal'] }],
  ] as const)('is held back as %s when it is from %s', async (why, from, more) => {
    const before = (await held()).length;
    const number = await arrives(from, { subject: `held ${why} ${from}`, ...more });
    await world.dealtWith(dealt);
    const all = await held();
    expect(all).toHaveLength(before + 1);
    const doc = all.find(({ subject }) => subject === `held ${why} ${from}`);
    expect(doc).toMatchObject({ why, status: 'held' });
    expect(doc?.hash).toMatch(/^[\w-]{43}$/);
    // Never what it says, and nobody is answered.
    expect(JSON.stringify(all)).not.toContain(number);
    expect([world.told(world.anna, number), world.told(world.boris, number)]).toEqual([0, 0]);
  });

  test('of which nobody is told but by the next poll is not lost', async () => {
    world.graph.copies = () => [];
    const number = await arrives();
    await world.graph.lifecycle('missed');
    await world.anna.person.until(() => world.told(world.anna, number) === 1);
    await world.dealtWith(dealt);
  });

  test('is brought once by a Graph that tells twice, lists twice, and in another order', async () => {
    world.graph.copies = () => [0, 0, 5];
    world.graph.faults = ({ path }) =>
      path.includes('/delta') ? { page: (all) => [...all, ...all].toReversed() } : undefined;
    const numbers = [await arrives(), await arrives(), await arrives(FROM_BORIS)];
    await world.dealtWith(dealt);
    const told = (number: string) => world.told(world.anna, number) + world.told(world.boris, number);
    await world.until(() => Promise.resolve(numbers.every((number) => told(number) >= 1)));
    expect(numbers.map(told)).toEqual([1, 1, 1]);
  });

  test('is brought once although every answer of Graph fails at first, before and after it was done', async () => {
    const failed = new Set<string>();
    const kinds = [
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 503 },
      { reset: true },
      { status: 504, afterwards: true },
      { reset: true, afterwards: true },
      { status: 429 },
    ];
    let at = 0;
    world.graph.faults = ({ method, path }) => {
      const call = `${method} ${path}`;
      if (failed.has(call)) return undefined;
      failed.add(call);
      at += 1;
      return kinds[at % kinds.length];
    };
    const numbers = [await arrives(), await arrives(FROM_BORIS), await arrives()];
    await world.dealtWith(dealt);
    const told = (number: string) => world.told(world.anna, number) + world.told(world.boris, number);
    await world.until(() => Promise.resolve(numbers.every((number) => told(number) >= 1)));
    expect(numbers.map(told)).toEqual([1, 1, 1]);
  });

  test('comes once although Graph forgot where the bot had read to', async () => {
    const before = await world.all('mail');
    world.graph.forgetTokens();
    const number = await arrives();
    await world.dealtWith(dealt);
    await world.anna.person.until(() => world.told(world.anna, number) === 1);
    expect(await world.all('mail')).toHaveLength(before.length + 1);
  });

  test('that is too large is not read: who sent it is told, and nothing else is kept waiting', async () => {
    const [messages, number] = [world.anna.person.messages().length, world.bot.newNumber()];
    await world.graph.receive(eml({ from: FROM_ANNA, text: `${number}\n${'x'.repeat(3 * 1024 * 1024)}` }));
    dealt += 1;
    const next = await arrives();
    await world.dealtWith(dealt);
    await world.anna.person.until(() => world.told(world.anna, next) === 1);
    await world.anna.person.until(() => world.anna.person.messages().length === messages + 2);
    expect(world.told(world.anna, number)).toBe(0);
  });

  test('without an end is cut off, and goes by its headers', async () => {
    const messages = world.anna.person.messages().length;
    let sent = 0;
    world.graph.faults = ({ path }) =>
      path.endsWith('/$value')
        ? {
            instead: (response) => {
              response.writeHead(200, { 'content-type': 'text/plain' });
              response.write(
                Buffer.concat([
                  Buffer.from('Authentication-Results: dmarc=pass header.from=partner.example\r\n'),
                  eml({ from: FROM_ANNA }),
                ]),
              );
              const more = Buffer.alloc(64 * 1024, 'x');
              const pour = (): void => {
                while (!response.destroyed && response.write(more)) sent += more.length;
              };
              response.on('drain', pour);
              pour();
            },
          }
        : undefined;
    await arrives();
    await world.dealtWith(dealt);
    await world.anna.person.until(() => world.anna.person.messages().length === messages + 1);
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  test('whose length is a lie is asked for again, and kept for an admin where it stays one', async () => {
    let tries = 0;
    const say = (length: number, bytes: Buffer) => ({
      instead: (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': length });
        response.write(bytes, () => response.destroy());
      },
    });
    world.graph.faults = ({ path }) => {
      if (!path.endsWith('/$value')) return undefined;
      tries += 1;
      return tries === 1 ? say(100_000, eml({ from: FROM_ANNA })) : undefined;
    };
    const number = await arrives();
    await world.dealtWith(dealt);
    await world.anna.person.until(() => world.told(world.anna, number) === 1);
    const before = (await held()).length;
    world.graph.faults = ({ path }) =>
      path.endsWith('/$value') ? say(10, eml({ from: FROM_ANNA })) : undefined;
    await arrives();
    await world.dealtWith(dealt);
    expect(await held()).toHaveLength(before + 1);
    expect(tries).toBeGreaterThan(1);
  });

  test('comes once also where two processes read the mailbox', async () => {
    const replica = await world.replica();
    try {
      const numbers: string[] = [];
      for (let n = 0; n < 12; n += 1) numbers.push(await arrives(n % 2 === 0 ? FROM_ANNA : FROM_BORIS));
      await world.dealtWith(dealt);
      const told = (number: string) => world.told(world.anna, number) + world.told(world.boris, number);
      await world.until(() => Promise.resolve(numbers.every((number) => told(number) >= 1)));
      expect(numbers.map(told)).toEqual(numbers.map(() => 1));
    } finally {
      await replica.close();
      // The other one told Graph to tell it instead.
      await world.graph.lifecycle('subscriptionRemoved');
    }
  });

  test('that was deleted before it could be read is nobody’s', async () => {
    world.graph.copies = () => [];
    const id = await world.graph.receive(eml({ from: FROM_ANNA, text: mail(world.bot.newNumber()) }));
    world.graph.remove(id);
    world.graph.copies = undefined;
    const number = await arrives();
    await world.dealtWith(dealt);
    await world.anna.person.until(() => world.told(world.anna, number) === 1);
  });
});

describe('a mail that an admin hands to somebody', () => {
  const hand = async (id: string): Promise<void> => {
    const doc = (await held()).find((one) => one.id === id);
    if (doc === undefined) throw new Error(`no ${id}`);
    const handed = { ...doc, status: 'handed', handedTo: boris.aadObjectId, handedBy: 'an-admin' } as const;
    await world.store.commit(localTenantId, [{ op: 'put', doc: handed }]);
    await world.graph.lifecycle('missed');
  };
  const heldMail = async (subject: string): Promise<{ number: string; id: string; messageId: string }> => {
    const number = await arrives('pm@elsewhere.example', { subject });
    await world.dealtWith(dealt);
    const doc = (await held()).find((one) => one.subject === subject);
    return { number, id: doc?.id ?? '', messageId: doc?.messageId ?? '' };
  };

  test('is fetched again and comes to them, and waits no more', async () => {
    const { number, id } = await heldMail('to be handed');
    await hand(id);
    await world.boris.person.until(() => world.told(world.boris, number) === 1);
    await world.until(async () => (await held()).every((doc) => doc.id !== id));
    expect(world.told(world.anna, number)).toBe(0);
  });

  test('says that it is gone when somebody took it out of the mailbox', async () => {
    const { id, messageId } = await heldMail('to be deleted');
    world.graph.remove(messageId);
    await hand(id);
    await world.until(async () => (await held()).some((doc) => doc.id === id && doc.status === 'gone'));
  });

  test('waits for an admin again when it cannot be brought', async () => {
    const { id } = await heldMail('for somebody who left');
    await world.boris.person.uninstall();
    await hand(id);
    await world.until(async () => {
      const doc = (await held()).find((one) => one.id === id);
      return doc?.status === 'held' && doc.why === 'noChat' && doc.handedTo === undefined;
    });
    await world.boris.install();
  });
});

describe('a mail whose person blocked the bot', () => {
  test('waits for an admin, as does the next one, and comes to them when it is handed to them later, twice too', async () => {
    const before = (await held()).length;
    let isBlocked = true;
    world.bot.teams.connector.faults = ({ method, body }) =>
      isBlocked && method === 'POST' && JSON.stringify(body).includes(number)
        ? { status: 403, code: 'ConversationBlockedByUser' }
        : undefined;
    const number = await arrives(FROM_BORIS, { subject: 'blocked' });
    const unreachable = async () =>
      (await world.all('person')).filter((one) => one.unreachable !== undefined);
    await world.until(async () => (await unreachable()).length === 1 && (await held()).length === before + 1);
    await arrives(FROM_BORIS, { subject: 'blocked still' });
    await world.until(async () => (await held()).length === before + 2);
    for (const [stillBlocked, day] of [
      [true, '2027-05-13'],
      [false, '2027-05-14'],
    ] as const) {
      isBlocked = stillBlocked;
      // What was read of him is believed for some seconds.
      world.bot.itIs(day);
      await world.boris.say('home');
      await world.until(async () => (await unreachable()).length === 0);
      const doc = (await held()).find(({ subject }) => subject === 'blocked');
      if (doc === undefined) throw new Error('it is not held');
      expect(doc).toMatchObject({ why: 'noChat', status: 'held' });
      const handed = { ...doc, status: 'handed', handedTo: boris.aadObjectId, handedBy: 'an-admin' } as const;
      await world.store.commit(localTenantId, [{ op: 'put', doc: handed }]);
      await world.graph.lifecycle('missed');
      if (stillBlocked) await world.until(async () => (await unreachable()).length === 1);
    }
    await world.boris.person.until(() => world.told(world.boris, number) === 1);
    world.bot.teams.connector.faults = undefined;
    await world.until(async () => (await held()).length === before + 1);
  });
});

describe('the webhook', () => {
  const url = () => `http://127.0.0.1:${world.bot.port}/api/mailbox`;
  const ours = () => {
    const [one] = [...world.graph.subscriptions.values()];
    if (one === undefined) throw new Error('no subscription');
    return { subscriptionId: one.id, clientState: one.clientState, tenantId: localTenantId };
  };
  const rounds = () => world.graph.calls.filter(({ path }) => path.includes('/delta')).length;

  test('repeats the token of the handshake as a text, and nothing longer', async () => {
    const there = new URL(url());
    there.searchParams.set('validationToken', '<b>a & b</b>');
    const answer = await fetch(there, { method: 'POST' });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      '<b>a & b</b>',
    ]);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    there.searchParams.set('validationToken', 'x'.repeat(3_000));
    expect((await fetch(there, { method: 'POST' })).status).toBe(400);
  });

  test.each([
    ['another secret', { clientState: 'another' }],
    ['no secret', { clientState: undefined }],
    ['another tenant', { tenantId: '9b0e6f41-7c2d-4a5e-b3f8-1d6c0a9e2f77' }],
    ['another subscription', { subscriptionId: 'another' }],
    [
      'another subscription that was removed',
      { subscriptionId: 'another', lifecycleEvent: 'subscriptionRemoved' },
    ],
  ])('answers a notification with %s as any other, and does nothing', async (_, other) => {
    const before = rounds();
    const answer = await fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value: [{ ...ours(), ...other }] }),
    });
    expect([answer.status, await answer.text()]).toEqual([202, '']);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(rounds()).toBe(before);
    expect(await world.graph.post(url(), ours())).toBe(202);
    await world.until(() => Promise.resolve(rounds() > before));
  });

  test.each([
    ['no JSON', '{', 400],
    ['no notifications', '{"value":{}}', 400],
    ['too much', JSON.stringify({ value: ['x'.repeat(300_000)] }), 413],
  ])('refuses %s', async (_, body, status) => {
    const answer = await fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(status);
  });
});

describe('the subscription', () => {
  const known = async () => (await world.store.read(localTenantId, 'mailbox', MAILBOX_ID))?.doc.subscription;

  test('is made anew when Graph removed it', async () => {
    const [before] = [...world.graph.subscriptions.keys()];
    await world.graph.lifecycle('subscriptionRemoved');
    await world.until(async () => {
      const [now] = [...world.graph.subscriptions.keys()];
      return now !== undefined && now !== before && (await known())?.id === now;
    });
    const number = await arrives();
    await world.anna.person.until(() => world.told(world.anna, number) === 1);
    await world.dealtWith(dealt);
  });

  test('is renewed when Graph asks for it, and long before it ends', async () => {
    const [one] = [...world.graph.subscriptions.values()];
    if (one === undefined) throw new Error('no subscription');
    for (const event of ['reauthorizationRequired', 'missed'] as const) {
      const soon = new Date(Date.now() + 24 * 3600_000).toISOString();
      one.expirationDateTime = soon;
      const stored = await world.store.read(localTenantId, 'mailbox', MAILBOX_ID);
      if (stored?.doc.subscription === undefined) throw new Error('nothing is known');
      const doc = { ...stored.doc, subscription: { ...stored.doc.subscription, until: Date.parse(soon) } };
      await world.store.commit(localTenantId, [{ op: 'put', doc }]);
      await world.graph.lifecycle(event);
      await world.until(async () => ((await known())?.until ?? 0) > Date.now() + 5 * 24 * 3600_000);
      expect([...world.graph.subscriptions.keys()]).toEqual([one.id]);
    }
  });

  test('of a bot that starts again is one, and what came meanwhile is read', async () => {
    let number = '';
    await world.bot.restart(() => {
      number = world.bot.newNumber();
      void world.graph.receive(eml({ from: FROM_ANNA, text: mail(number) }), true);
      dealt += 1;
    });
    await world.anna.person.until(() => world.told(world.anna, number) === 1);
    await world.dealtWith(dealt);
    await world.until(async () => (await known())?.id === [...world.graph.subscriptions.keys()][0]);
    expect(world.graph.subscriptions.size).toBe(1);
  });
});
