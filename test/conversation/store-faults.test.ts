import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EventDocument } from '../../domain/store/documents.ts';
import type { FaultProxy, RequestKind, StoreFault } from '../bot/store/fault-proxy.ts';
import {
  ADMIN_EMAIL,
  AFTER,
  everyLine,
  mail,
  PLAN,
  recorded,
  redeemed,
  REPORT,
  reported,
  reserved,
  t,
  TODAY,
  type Chat,
} from './running-bot.ts';
import { world } from './world.ts';
import { TrueStore } from './true-store.ts';

/** The bot, a proxy that spoils its way to the store, and the store as it really is. */
let store: TrueStore;
let proxy: FaultProxy;
const { bot, anna } = world({
  how: async () => {
    store = await TrueStore.start();
    ({ proxy } = store);
    return { env: store.env, limits: { storeMs: 1_500 } };
  },
});

afterAll(() => store.close());
beforeEach(() => proxy.heal());

async function eventsOf(commandId: unknown): Promise<readonly EventDocument[]> {
  return (await store.events()).filter((event) => event.commandId.startsWith(String(commandId)));
}

interface Command {
  readonly name: string;
  /** Brings the person to the card on which the button is. */
  readonly prepare: (number: string) => Promise<unknown>;
  readonly verb: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

let isRegistered = false;
const commands: readonly Command[] = [
  {
    name: 'record',
    prepare: (number) => anna.say(mail(number)),
    verb: 'record.only',
    inputs: { adminEmail: ADMIN_EMAIL },
  },
  {
    name: 'reserve',
    prepare: async (number) => {
      await recorded(anna, number);
      await anna.press('reserve.open');
    },
    verb: 'reserve.done',
    inputs: PLAN,
  },
  {
    name: 'release',
    prepare: async (number) => {
      await reserved(anna, number);
      await anna.press('release.open');
    },
    verb: 'release.done',
    inputs: { reason: 'otherPartner' },
  },
  {
    name: 'report',
    prepare: async (number) => {
      await reserved(anna, number);
      bot.itIs(AFTER);
      await anna.say(number);
      await anna.press('report.open');
    },
    verb: 'report.done',
    inputs: REPORT,
  },
  {
    name: 'redeem',
    prepare: async (number) => {
      await reported(bot, anna, number);
    },
    verb: 'redeem.yes',
    inputs: {},
  },
  {
    name: 'claim',
    prepare: async (number) => {
      await redeemed(bot, anna, number);
      await anna.press('claim.open');
      if (isRegistered) return;
      // The first claim of an offering asks for the registration in SAVB.
      await anna.press('claim.create', { vouchers: [number] });
      await anna.press('register.done');
      isRegistered = true;
    },
    verb: 'claim.create',
    inputs: {},
  },
];
const commandOf = (wanted: string): Command => {
  const found = commands.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`there is no ${wanted}`);
  return found;
};

/** A press that is ready: the fault strikes as it is made. */
interface Ready {
  readonly number: string;
  readonly commandId: unknown;
  readonly press: () => Promise<unknown>;
}

async function ready({ prepare, verb, inputs }: Command): Promise<Ready> {
  const number = bot.newNumber();
  await prepare(number);
  await anna.settled();
  const given = verb === 'claim.create' ? { vouchers: [number] } : inputs;
  return {
    number,
    commandId: anna.dataOf(verb)['commandId'],
    press: () => anna.press(verb, given as Parameters<Chat['press']>[1]),
  };
}

/** What the card says, whichever voucher and claim it is about. */
function saying(card: object, number: string): string {
  return (
    everyLine(card as Parameters<typeof everyLine>[0])
      .join('\n')
      .replaceAll(number, 'N')
      // All of them have the same days and consultant, and each more of the others.
      .replaceAll(/ [^.]* would be in two places: .*? no rule of the programme\./g, '')
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|#\w+/g, 'C')
  );
}

/** What each command says when nothing goes wrong, and how many events it writes. */
const plain = new Map<string, { readonly text: string; readonly events: number }>();
async function plainly(command: Command): Promise<{ readonly text: string; readonly events: number }> {
  const known = plain.get(command.name);
  if (known !== undefined) return known;
  const { number, commandId, press } = await ready(command);
  await press();
  const found = { text: saying(anna.card.card, number), events: (await eventsOf(commandId)).length };
  expect(found.events).toBeGreaterThan(0);
  plain.set(command.name, found);
  bot.itIs(TODAY);
  return found;
}

type End =
  /** The person saw it done, and it was done once. */
  | 'done'
  /** Refused, nothing changed; trying again does it once. */
  | 'unchanged'
  /** Not known; later the card says that it was saved, or that it was not. */
  | 'unknown, then saved'
  | 'unknown, then unsaved';

const status = (of: number, headers?: Readonly<Record<string, string>>): StoreFault => ({
  kind: 'status',
  status: of,
  ...(headers === undefined ? {} : { headers }),
});

/** The commit meets the fault so many times; `down` = once, and from then on the store answers nothing. */
type Times = number | 'down';

function strike(fault: StoreFault, times: Times): void {
  if (times !== 'down') return proxy.next('batch', fault, times);
  let isDown = false;
  proxy.plan = (kind) => {
    if (isDown) return { kind: 'reset', when: 'before' };
    isDown = kind === 'batch';
    return isDown ? fault : undefined;
  };
}

/** Every fault of a commit, how often it strikes, and how the command ends. */
const faults: readonly (readonly [name: string, StoreFault, Times, End])[] = [
  ['an answer that is late', { kind: 'late', ms: 60 }, 1, 'done'],
  ['429 with a time to wait', status(429, { 'x-ms-retry-after-ms': '5' }), 2, 'done'],
  ['429 without one', status(429), 1, 'done'],
  ['429 with a longer time than there is', status(429, { 'x-ms-retry-after-ms': '60000' }), 9, 'unchanged'],
  ['449', status(449), 1, 'done'],
  ['408', status(408), 1, 'done'],
  ['408 each time', status(408), 9, 'unknown, then unsaved'],
  ['500', status(500), 1, 'done'],
  ['503', status(503), 1, 'done'],
  ['503 each time', status(503), 9, 'unknown, then unsaved'],
  ['401', status(401), 1, 'unchanged'],
  ['403', status(403), 1, 'unchanged'],
  ['a reset before the commit', { kind: 'reset', when: 'before' }, 1, 'done'],
  ['a reset before it each time', { kind: 'reset', when: 'before' }, 9, 'unknown, then unsaved'],
  ['a reset after the commit', { kind: 'reset', when: 'after' }, 1, 'done'],
  ['a reset after it each time', { kind: 'reset', when: 'after' }, 9, 'done'],
  ['an answer that breaks off', { kind: 'cut', what: 'connection' }, 1, 'done'],
  ['an answer that breaks off each time', { kind: 'cut', what: 'connection' }, 9, 'done'],
  ['an answer of half its JSON', { kind: 'cut', what: 'json' }, 1, 'done'],
  ['an answer of half its JSON each time', { kind: 'cut', what: 'json' }, 9, 'done'],
  ['silence before the commit', { kind: 'silent', when: 'before' }, 1, 'done'],
  ['silence after the commit', { kind: 'silent', when: 'after' }, 1, 'done'],
  ['a reset before it, and then nothing', { kind: 'reset', when: 'before' }, 'down', 'unknown, then unsaved'],
  ['a reset after it, and then nothing', { kind: 'reset', when: 'after' }, 'down', 'unknown, then saved'],
  ['half an answer, and then nothing', { kind: 'cut', what: 'connection' }, 'down', 'unknown, then saved'],
  ['silence after it, and then nothing', { kind: 'silent', when: 'after' }, 'down', 'unknown, then saved'],
  ['silence after it each time', { kind: 'silent', when: 'after' }, 9, 'done'],
];

const everywhere = [
  'a reset before it each time',
  'a reset after the commit',
  'a reset after it, and then nothing',
  '401',
  '503',
];

describe.each(commands)('the command $name', (command) => {
  const some = command.name === 'reserve' ? faults : faults.filter(([name]) => everywhere.includes(name));
  test.each(some)('meets %s, %#', async (_name, fault, times, end) => {
    const expected = await plainly(command);
    const { number, commandId, press } = await ready(command);
    const before = await store.state();
    strike(fault, times);
    await press();
    const said = saying(anna.card.card, number);
    switch (end) {
      case 'done':
        expect(said).toBe(expected.text);
        break;
      case 'unchanged':
        expect(anna.text).toContain(t('failure.unchanged'));
        expect(await store.state()).toBe(before);
        proxy.heal();
        await anna.press(t('do.tryAgain'));
        expect(saying(anna.card.card, number)).toBe(expected.text);
        break;
      case 'unknown, then saved':
        expect(anna.text).toContain(t('failure.unknown'));
        proxy.heal();
        await anna.person.until(() => saying(anna.base ?? {}, number) === expected.text);
        break;
      case 'unknown, then unsaved': {
        expect(anna.text).toContain(t('failure.unknown'));
        proxy.heal();
        await anna.person.until(() => saying(anna.base ?? {}, number).includes(t('failure.unchanged')));
        expect(await store.state()).toBe(before);
        // The same activity once more can no longer do it, and does not say that it did.
        await anna.person.redeliver();
        expect(await store.state()).toBe(before);
        anna.person.reload();
        anna.card = { ...anna.card, card: anna.base ?? {} };
        await anna.press(t('do.tryAgain'));
        expect(saying(anna.card.card, number)).toBe(expected.text);
        break;
      }
      default:
        end satisfies never;
    }
    proxy.heal();
    expect(await eventsOf(commandId)).toHaveLength(expected.events);
  });
});

describe('a turn that only reads', () => {
  const once: readonly (readonly [string, StoreFault])[] = [
    ['429', status(429)],
    ['408', status(408)],
    ['503', status(503)],
    ['a reset', { kind: 'reset', when: 'before' }],
    ['an answer that breaks off', { kind: 'cut', what: 'connection' }],
    ['an answer of half its JSON', { kind: 'cut', what: 'json' }],
  ];
  test.each(once)('does not show that the store answered %s once', async (_name, fault) => {
    proxy.next('query', fault);
    await anna.say('vouchers');
    expect(anna.text).toContain(t('vouchers.title'));
  });

  test.each<readonly [string, RequestKind, StoreFault]>([
    ['503', 'query', status(503)],
    ['silence', 'query', { kind: 'silent', when: 'before' }],
  ])('says that nothing changed when the store answers %s', async (_name, kind, fault) => {
    const before = await store.state();
    proxy.next(kind, fault, 99);
    await anna.say('vouchers');
    expect(anna.text).toContain(t('failure.unchanged'));
    proxy.heal();
    await anna.press('home.open');
    expect(anna.verbs).toContain('vouchers.open');
    expect(await store.state()).toBe(before);
  });
});

test('what was pressed again meanwhile is not covered by what becomes of the first press', async () => {
  const { text, events } = await plainly(commandOf('reserve'));
  const { number, commandId, press } = await ready(commandOf('reserve'));
  strike({ kind: 'reset', when: 'after' }, 'down');
  await press();
  expect(anna.text).toContain(t('failure.unknown'));
  proxy.heal();
  await anna.press(t('do.tryAgain'));
  expect(saying(anna.card.card, number)).toBe(text);
  await anna.press('release.open');
  const seen = anna.text;
  // Longer than the first look at what became of it.
  await anna.person.until(() => JSON.stringify(anna.base) === JSON.stringify(anna.card.card));
  await bot.restart();
  expect(JSON.stringify(anna.base)).toBe(JSON.stringify(anna.card.card));
  expect(anna.text).toBe(seen);
  expect(await eventsOf(commandId)).toHaveLength(events);
});

test('a pasted mail whose commit had no answer is shown once, in the place of "I do not know yet"', async () => {
  // The fault is for the turn's batch: the hint of the tenant, which goes before the first one, is written.
  await recorded(anna, bot.newNumber());
  const number = bot.newNumber();
  strike({ kind: 'reset', when: 'after' }, 'down');
  const before = anna.person.messages().length;
  await anna.say(mail(number));
  expect(anna.text).toContain(t('failure.unknown'));
  proxy.heal();
  await anna.person.until(() => anna.text.includes(number));
  expect(anna.verbs).toContain('record.only');
  // Their mail and one answer.
  const news = anna.person.messages().slice(before);
  expect(news.map(({ from, revision }) => [from, revision])).toEqual([
    ['me', 0],
    ['bot', 1],
  ]);
});

describe('while it is not known what became of a press', () => {
  /** The batch was written, its answer lost, and the store does not answer any more. */
  async function unknown(): Promise<{ readonly number: string; readonly text: string }> {
    const { text } = await plainly(commandOf('reserve'));
    const { number, press } = await ready(commandOf('reserve'));
    strike({ kind: 'reset', when: 'after' }, 'down');
    await press();
    expect(anna.text).toContain(t('failure.unknown'));
    return { number, text };
  }

  test('another press of its card that fails does not say that nothing changed', async () => {
    const { number, text } = await unknown();
    await anna.press(t('do.tryAgain'));
    expect(anna.text).toContain(t('failure.unknown'));
    await anna.press('home.open');
    expect(anna.text).toContain(t('failure.unknown'));
    proxy.heal();
    await anna.person.until(() => saying(anna.base ?? {}, number) === text);
  });

  test('the same activity once more shows what it did, also in the chat', async () => {
    const { number, text } = await unknown();
    proxy.heal();
    await anna.person.redeliver();
    await anna.person.until(() => saying(anna.base ?? {}, number) === text);
  });

  test('nor does another process that cannot read it either', async () => {
    const { number, text } = await unknown();
    await bot.restart();
    await anna.press(t('do.tryAgain'));
    expect(anna.text).toContain(t('failure.unknown'));
    expect(anna.text).not.toContain(t('failure.unchanged'));
    proxy.heal();
    // The store is asked for again after a pause.
    const again = async (): Promise<boolean> => {
      await anna.press(t('do.tryAgain'));
      return saying(anna.card.card, number) === text;
    };
    let isDone = false;
    for (let tries = 0; !isDone && tries < 40; tries += 1) {
      isDone = await again();
      if (!isDone) await sleep(250);
    }
    expect(isDone).toBe(true);
  });

  test('the process that stops finds it out first', async () => {
    await plainly(commandOf('reserve'));
    const { press } = await ready(commandOf('reserve'));
    strike({ kind: 'reset', when: 'before' }, 'down');
    await press();
    expect(anna.text).toContain(t('failure.unknown'));
    proxy.heal();
    await bot.restart();
    expect(JSON.stringify(anna.base)).toContain(t('failure.unchanged'));
  });
});

test('an activity without an id is told the true state too', async () => {
  const { connector } = bot.teams;
  const deliver = connector.deliver.bind(connector);
  const { press } = await ready(commandOf('reserve'));
  connector.deliver = ({ id: _id, ...activity }) => deliver(activity as Parameters<typeof deliver>[0]);
  try {
    strike({ kind: 'reset', when: 'before' }, 9);
    await press();
  } finally {
    connector.deliver = deliver;
  }
  expect(anna.text).toContain(t('failure.unknown'));
  proxy.heal();
  await anna.person.until(() => JSON.stringify(anna.base).includes(t('failure.unchanged')));
});
