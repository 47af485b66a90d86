import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import type { DeliveryOutcome } from '../../../bot/teams/outcomes.ts';
import type { ConversationReference } from '../../../bot/teams/reference.ts';
import { createLog } from '../../../bot/log.ts';
import { SoonAgain } from '../../../bot/teams/soon-again.ts';
import { Outbox, type OutgoingCard } from '../../../bot/turn/outbox.ts';
import type { Card } from '../../../cards/kit/template.ts';
import { newDocument, type PersonDocument, type ProcessedDocument } from '../../../domain/store/documents.ts';
import { ttlOf } from '../../../domain/store/retention.ts';
import { personId, quarantineId } from '../../../domain/store/ids.ts';
import type { Etag } from '../../../domain/store/ports.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';
import type { ConnectorClient } from '../../../bot/teams/connector.ts';

const TENANT = 'tenant-1';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const referenceTo = (conversation: string) =>
  ({
    serviceUrl: 'http://127.0.0.1:1/',
    channelId: 'msteams',
    conversation: { id: conversation },
    bot: { id: '28:bot' },
  }) as ConversationReference;

const cardSaying = (text: string) => ({ type: 'AdaptiveCard', text }) as unknown as Card;

function cardOf(text: string, over: Partial<OutgoingCard> = {}): OutgoingCard {
  return { tenantId: TENANT, reference: referenceTo('a'), card: cardSaying(text), key: text, ...over };
}
const edit = (text: string, edits = 'card-1'): OutgoingCard => cardOf(text, { edits });

/** Teams, as far as an outbox sees it: what it shows, and what it answers when it is told to. */
class Teams implements ConnectorClient {
  /** Everything that arrived: `+text` a new message, `activity=text` an edit. */
  readonly shown: string[] = [];
  /** What the next calls answer; afterwards everything is delivered. */
  readonly answers: (DeliveryOutcome | Error)[] = [];
  #held: Promise<void> = Promise.resolve();

  /** Keeps every call waiting until `go`. */
  hold(): () => void {
    let go = (): void => undefined;
    this.#held = new Promise((resolve) => (go = resolve));
    return go;
  }

  send(_reference: ConversationReference, activity: Partial<Activity>): Promise<DeliveryOutcome> {
    return this.#take(`+${textOf(activity)}`, 'new');
  }

  update(
    _reference: ConversationReference,
    id: string,
    activity: Partial<Activity>,
  ): Promise<DeliveryOutcome> {
    return this.#take(`${id}=${textOf(activity)}`, id);
  }

  async #take(what: string, id: string): Promise<DeliveryOutcome> {
    this.shown.push(what);
    const answer = this.answers.shift() ?? { kind: 'delivered', id };
    await this.#held;
    if (answer instanceof Error) throw answer;
    return answer;
  }
}

function textOf({ attachments }: Partial<Activity>): string {
  const content = attachments?.[0]?.content as { text?: string } | undefined;
  return content?.text ?? '';
}

let now: number;
let store: MemoryStore;
let teams: Teams;
let lines: string[];
let outbox: Outbox;

/** A process of the bot; what another one does not acknowledge, it finds. */
function process(pauses: readonly number[] = []): Outbox {
  const log = createLog('info', { write: (line) => lines.push(line) });
  const soonAgain = new SoonAgain(pauses);
  return new Outbox({ store, connector: teams, clock: { now: () => now }, log, soonAgain });
}

/** Writes the outgoing's row as the turn's batch does; gives its etag. */
async function commit(outgoing: OutgoingCard, by = outbox): Promise<Etag> {
  const result = await store.commit(TENANT, [by.row(outgoing)]);
  const etag = result.outcome === 'committed' ? result.etags[0] : undefined;
  if (etag === undefined) throw new Error('not committed');
  return etag;
}

const rows = (): readonly string[] => store.all(TENANT).map(({ id }) => id);
const shownIn = (doc: object | undefined): string =>
  (JSON.parse((doc as { card: string }).card) as { text: string }).text;

/** Lets everything go on that waits for nothing but earlier steps. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

beforeEach(() => {
  now = Date.parse('2020-06-15T10:00:00Z');
  store = new MemoryStore({ clock: { now: () => now } });
  teams = new Teams();
  lines = [];
  outbox = process();
});
afterEach(() => outbox.close());

describe('a row', () => {
  test('is removed once its card has arrived', async () => {
    const outgoing = cardOf('a');
    const row = await commit(outgoing);
    expect(await outbox.deliver(outgoing, row)).toEqual({ kind: 'delivered', id: 'new' });
    await outbox.close();
    expect([teams.shown, rows()]).toEqual([['+a'], []]);
  });

  test.each<DeliveryOutcome>([
    { kind: 'unknown', reason: 'timeout', sent: 'maybe' },
    { kind: 'unknown', reason: 'connection', sent: 'no' },
    { kind: 'throttled', retryAfterMs: 1000 },
    { kind: 'throttled' },
  ])('stays when it is not known, or too early: %j', async (answer) => {
    teams.answers.push(answer);
    const outgoing = cardOf('a');
    expect(await outbox.deliver(outgoing, await commit(outgoing))).toEqual(answer);
    await outbox.close();
    expect(rows()).toEqual(['outbox:send:a']);
    expect(lines.join('')).toContain('outbox.undelivered');
  });

  test.each<DeliveryOutcome>([
    { kind: 'blocked' },
    { kind: 'notInstalled' },
    { kind: 'disabledByAdmin' },
    { kind: 'tooLarge' },
    { kind: 'notFound', what: 'conversation' },
  ])('is removed when Teams will never take it: %j', async (answer) => {
    teams.answers.push(answer);
    const outgoing = cardOf('a');
    expect(await outbox.deliver(outgoing, await commit(outgoing))).toEqual(answer);
    await outbox.close();
    expect(rows()).toEqual([]);
  });

  test('stays when its removal fails, and nobody is told', async () => {
    const outgoing = cardOf('a');
    const row = await commit(outgoing);
    store.failNext('commit');
    expect(await outbox.deliver(outgoing, row)).toMatchObject({ kind: 'delivered' });
    await outbox.close();
    expect(rows()).toEqual(['outbox:send:a']);
    expect(lines.join('')).toContain('outbox.unacknowledged');
  });

  test('that another process wrote anew survives what was delivered before it', async () => {
    await outbox.deliver(edit('old'), await commit(edit('old')));
    await commit(edit('new'));
    await outbox.close();
    expect(store.all(TENANT).map(shownIn)).toEqual(['new']);
  });

  test('that is gone or newer does not keep the others', async () => {
    const cards = ['1', '2', '3', '4'].map((text) => edit(text, `card-${text}`));
    for (const outgoing of cards) await outbox.deliver(outgoing, await commit(outgoing));
    await store.commit(TENANT, [{ op: 'delete', id: 'outbox:edit:a:card-2' }]);
    await commit(edit('newer', 'card-3'));
    await outbox.close();
    expect(rows()).toEqual(['outbox:edit:a:card-3']);
  });

  test('of a new message is removed at once: delivered again, it would be there twice', async () => {
    const outgoing = cardOf('a');
    await outbox.deliver(outgoing, await commit(outgoing));
    await settle();
    expect(rows()).toEqual([]);
  });

  test.each<[string, number, Partial<OutgoingCard>, boolean]>([
    ['that nobody else makes is removed late', 12_000, {}, true],
    ['of a card that is made true for others soon', 250, { also: () => [] }, true],
    ['of something that came for them soon', 250, { isLasting: true }, true],
    ['that was an older card’s soon', 250, {}, false],
  ])('of an edit %s', async (_what, ms, more, isOwn) => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    try {
      const first = cardOf('first', { edits: 'card-1', ...more });
      await outbox.deliver(first, await commit(first));
      if (!isOwn) await outbox.deliver(cardOf('later', { edits: 'card-1' }), undefined);
      await jest.advanceTimersByTimeAsync(ms - 1);
      expect(rows()).toEqual(['outbox:edit:a:card-1']);
      await jest.advanceTimersByTimeAsync(1);
      expect(rows()).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  test('goes in one batch with what else is to be written', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    try {
      const shown = newDocument('shown', TENANT, 'shown:p:card-1', {
        ttl: ttlOf('shown'),
        subject: 'voucher:1',
        personId: 'p',
        activityId: 'card-1',
      });
      const outgoing = cardOf('a', { edits: 'card-1', also: () => [{ op: 'put', doc: shown }] });
      const row = await commit(outgoing);
      const before = store.calls.commit;
      await outbox.deliver(outgoing, row);
      await jest.advanceTimersByTimeAsync(250);
      expect([rows(), store.calls.commit - before]).toEqual([['shown:p:card-1'], 1]);
    } finally {
      jest.useRealTimers();
    }
  });

  test('of an edit is removed together with others, fifty in a batch at most', async () => {
    const sizes: number[] = [];
    const commitOf = store.commit.bind(store);
    store.commit = (tenantId, writes) => {
      if (writes[0]?.op === 'delete') sizes.push(writes.length);
      return commitOf(tenantId, writes);
    };
    for (let n = 0; n < 120; n += 1) {
      const outgoing = edit(`${n}`, `card-${n}`);
      await outbox.deliver(outgoing, await commit(outgoing));
    }
    await outbox.close();
    expect(rows()).toEqual([]);
    expect(Math.max(...sizes)).toBe(50);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(120);
  });
});

describe('an answer that Teams will not have in passing', () => {
  const passing = (status: number): DeliveryOutcome => ({
    kind: 'unknown',
    reason: 'status',
    sent: 'no',
    status,
  });

  test.each([403, 404, 412, 503])('with %i is tried again, and its row is removed', async (status) => {
    outbox = process([0, 0]);
    teams.answers.push(passing(status), passing(status));
    const outgoing = cardOf('a');
    expect(await outbox.deliver(outgoing, await commit(outgoing))).toEqual({ kind: 'delivered', id: 'new' });
    await outbox.close();
    expect([teams.shown, rows()]).toEqual([['+a', '+a', '+a'], []]);
  });

  test('for longer keeps its row', async () => {
    outbox = process([0]);
    teams.answers.push(passing(403), passing(403));
    const outgoing = cardOf('a');
    expect(await outbox.deliver(outgoing, await commit(outgoing))).toEqual(passing(403));
    await outbox.close();
    expect([teams.shown, rows()]).toEqual([['+a', '+a'], ['outbox:send:a']]);
  });

  test('keeps its place before the next of the conversation', async () => {
    outbox = process([0]);
    teams.answers.push(passing(412));
    await Promise.all([outbox.deliver(cardOf('1'), undefined), outbox.deliver(cardOf('2'), undefined)]);
    expect(teams.shown).toEqual(['+1', '+1', '+2']);
  });

  test('as an edit gives way to a newer one', async () => {
    outbox = process([60_000]);
    teams.answers.push(passing(404));
    const first = outbox.deliver(edit('1'), undefined);
    await settle();
    const second = outbox.deliver(edit('2'), undefined);
    await settle();
    expect(teams.shown).toEqual(['card-1=1']);
    await outbox.close();
    await Promise.all([first, second]);
    expect(teams.shown).toEqual(['card-1=1', 'card-1=2']);
  });

  test('that may have been taken is not sent again at once: only an edit is the same twice', async () => {
    outbox = process([0]);
    const cut: DeliveryOutcome = { kind: 'unknown', reason: 'connection', sent: 'maybe' };
    teams.answers.push(cut, cut);
    await outbox.deliver(cardOf('a'), undefined);
    expect(teams.shown).toEqual(['+a']);
    await outbox.deliver(edit('b'), undefined);
    expect(teams.shown).toEqual(['+a', 'card-1=b', 'card-1=b']);
  });

  test('does not hold up the end of the process', async () => {
    outbox = process([60_000]);
    teams.answers.push(passing(503));
    const outgoing = cardOf('a');
    const sent = outbox.deliver(outgoing, await commit(outgoing));
    await settle();
    await outbox.close();
    expect(await sent).toEqual(passing(503));
    expect(rows()).toEqual(['outbox:send:a']);
  });

  test('and asks for a long pause is left to the sweep', async () => {
    outbox = process([0]);
    const later: DeliveryOutcome = { kind: 'throttled', retryAfterMs: 60_000 };
    teams.answers.push(later);
    expect(await outbox.deliver(cardOf('a'), undefined)).toEqual(later);
    expect(teams.shown).toEqual(['+a']);
  });
});

describe('a message that takes the place of another', () => {
  test('is that one edited, and its own row is removed', async () => {
    const outgoing = cardOf('done');
    const row = await commit(outgoing);
    await outbox.deliver({ ...outgoing, inPlaceOf: 'working-1' }, row);
    await outbox.close();
    expect([teams.shown, rows()]).toEqual([['working-1=done'], []]);
  });

  test('comes anew when that one is gone', async () => {
    teams.answers.push({ kind: 'notFound', what: 'activity' });
    await outbox.deliver({ ...cardOf('done'), inPlaceOf: 'working-1' }, undefined);
    expect(teams.shown).toEqual(['working-1=done', '+done']);
  });
});

describe('the cards of one conversation', () => {
  test('arrive in the order in which they were made; another conversation does not wait', async () => {
    const go = teams.hold();
    const first = outbox.deliver(cardOf('1'), undefined);
    const second = outbox.deliver(cardOf('2'), undefined);
    const other = outbox.deliver(cardOf('b', { reference: referenceTo('b') }), undefined);
    await settle();
    expect(teams.shown).toEqual(['+1', '+b']);
    go();
    await Promise.all([first, second, other]);
    expect(teams.shown).toEqual(['+1', '+b', '+2']);
  });

  test('that edit one activity while an earlier one is under way are passed over but for the newest', async () => {
    const go = teams.hold();
    const work: Promise<DeliveryOutcome>[] = [];
    for (const text of ['1', '2', '3']) {
      const outgoing = edit(text);
      work.push(outbox.deliver(outgoing, await commit(outgoing)));
      await settle();
    }
    work.push(outbox.deliver(edit('other', 'card-2'), undefined));
    go();
    expect(new Set((await Promise.all(work)).map(({ kind }) => kind))).toEqual(new Set(['delivered']));
    expect(teams.shown).toEqual(['card-1=1', 'card-1=3', 'card-2=other']);
    await outbox.close();
    expect(rows()).toEqual([]);
  });

  test('leave the row of the newest when it was not delivered, whatever became of the earlier ones', async () => {
    const go = teams.hold();
    teams.answers.push({ kind: 'delivered', id: 'card-1' }, { kind: 'throttled' });
    const work = [outbox.deliver(edit('1'), await commit(edit('1')))];
    work.push(outbox.deliver(edit('2'), await commit(edit('2'))));
    go();
    await Promise.all(work);
    await outbox.close();
    expect(store.all(TENANT).map(shownIn)).toEqual(['2']);
  });

  test('come anew where Teams has forgotten the activity', async () => {
    teams.answers.push({ kind: 'notFound', what: 'activity' });
    await outbox.deliver(edit('1'), await commit(edit('1')));
    await outbox.close();
    expect([teams.shown, rows()]).toEqual([['card-1=1', '+1'], []]);
  });

  test.each(['while it is under way', 'after it arrived'])(
    'without a row take over that of an earlier one %s: nobody puts the older card back',
    async (when) => {
      const go = teams.hold();
      const first = outbox.deliver(edit('saved'), await commit(edit('saved')));
      if (when === 'after it arrived') {
        go();
        await first;
      }
      const second = outbox.deliver(edit('home'), undefined);
      go();
      await Promise.all([first, second]);
      await outbox.close();
      expect(rows()).toEqual([]);
      outbox = process();
      outbox.start([TENANT], true);
      await outbox.close();
      expect(teams.shown).toEqual(['card-1=saved', 'card-1=home']);
    },
  );
});

describe('after a crash', () => {
  /** A process that committed and died. */
  async function left(...cards: readonly OutgoingCard[]): Promise<void> {
    for (const outgoing of cards) await commit(outgoing);
  }

  async function restart(): Promise<void> {
    await outbox.close();
    outbox = process();
    outbox.start([TENANT], true);
    await outbox.close();
  }

  test('what was committed and not sent is delivered, and its rows are removed', async () => {
    await left(cardOf('a'), edit('b'), cardOf('c', { reference: referenceTo('c') }));
    await restart();
    expect(teams.shown.toSorted()).toEqual(['+a', '+c', 'card-1=b']);
    expect(rows()).toEqual([]);
    await restart();
    expect(teams.shown).toHaveLength(3);
  });

  test('every page of rows is delivered', async () => {
    const texts = Array.from({ length: 230 }, (_, n) => `${1000 + n}`);
    await left(...texts.map((text) => cardOf(text)));
    await restart();
    expect(teams.shown.toSorted()).toEqual(texts.map((text) => `+${text}`));
    expect(rows()).toEqual([]);
  });

  test.each<[string, OutgoingCard, number, boolean]>([
    ['a message of an hour ago', cardOf('a'), HOUR, true],
    ['a message of a day ago', cardOf('a'), 24 * HOUR, true],
    ['a message of longer ago', cardOf('a'), 24 * HOUR + 1, false],
    ['an edit of a day ago', edit('a'), 24 * HOUR, true],
    ['an edit of longer ago', edit('a'), 24 * HOUR + 1, false],
  ])('%s is delivered once: %#', async (_title, outgoing, age, delivered) => {
    await left(outgoing);
    now += age;
    await restart();
    expect(teams.shown).toHaveLength(delivered ? 1 : 0);
    expect(rows()).toEqual([]);
  });

  test('a row that somebody else delivered meanwhile is not sent, and one written anew is left to its writer', async () => {
    await left(edit('0', 'card-0'), edit('1', 'card-1'), cardOf('2'));
    const go = teams.hold();
    outbox.start([TENANT], true);
    await settle();
    await store.commit(TENANT, [{ op: 'delete', id: 'outbox:send:2' }]);
    await commit(edit('newer', 'card-1'));
    go();
    await outbox.close();
    expect(teams.shown).toEqual(['card-0=0']);
    expect(store.all(TENANT).map(shownIn)).toEqual(['newer']);
  });

  test('a row that no version of the bot can have written is removed', async () => {
    const { doc } = outbox.row(cardOf('a'));
    await store.commit(TENANT, [{ op: 'put', doc: { ...doc, reference: '{}' } as typeof doc }]);
    await restart();
    expect([teams.shown, rows()]).toEqual([[], []]);
  });

  test('a store that does not answer is asked again later', async () => {
    await left(cardOf('a'));
    store.failNext('query');
    await restart();
    expect([teams.shown, rows()]).toEqual([[], ['outbox:send:a']]);
    await restart();
    expect([teams.shown, rows()]).toEqual([['+a'], []]);
  });
});

describe('a mail whose card Teams will not have', () => {
  const DAY_SECONDS = 24 * 3600;
  const bringing = (): OutgoingCard =>
    cardOf('mail', {
      isLasting: true,
      brings: {
        to: 'anna',
        held: newDocument('quarantine', TENANT, quarantineId('m'), {
          ttl: ttlOf('quarantine'),
          heldAt: now,
          from: 'anna@partner.example',
          subject: 'FW: voucher (synthetic)',
          messageId: 'message-m',
          why: 'noChat',
          status: 'held',
          open: true,
          changedAt: now,
        }),
      },
    });
  const anna = (over: Partial<PersonDocument> = {}): PersonDocument =>
    newDocument('person', TENANT, personId('anna'), {
      name: 'Synthetic Anna',
      roles: [],
      language: 'en',
      permission: 'consultant',
      reference: JSON.stringify(referenceTo('a')),
      ...over,
    });
  const all = (kind: string) => store.all(TENANT).filter((doc) => doc.kind === kind);

  test.each<[DeliveryOutcome, object]>([
    [{ kind: 'blocked' }, { unreachable: { why: 'blocked' }, reference: expect.any(String) }],
    [{ kind: 'disabledByAdmin' }, { unreachable: { why: 'disabledByAdmin' } }],
    [{ kind: 'notInstalled' }, { unreachable: { why: 'notInstalled' } }],
    [{ kind: 'notFound', what: 'conversation' }, { unreachable: { why: 'notFound' } }],
  ])('waits for an admin, and its person is known as unreachable: %j', async (answer, expected) => {
    await store.commit(TENANT, [{ op: 'put', doc: anna() }]);
    teams.answers.push(answer);
    await outbox.deliver(bringing(), await commit(bringing()));
    await outbox.close();
    expect(all('outbox')).toEqual([]);
    expect(all('quarantine')).toMatchObject([{ why: 'noChat', status: 'held', messageId: 'message-m' }]);
    expect(all('person')).toMatchObject([expected]);
  });

  test('waits for an admin also after a crash, and when it is a day late: as long as it had left', async () => {
    await commit(bringing());
    teams.answers.push({ kind: 'blocked' });
    outbox.start([TENANT], true);
    await outbox.close();
    expect([all('outbox').length, all('quarantine').length]).toEqual([0, 1]);
    await store.commit(TENANT, [{ op: 'delete', id: quarantineId('m') }]);
    outbox = process();
    await commit(bringing());
    now += 24 * HOUR + 1;
    await outbox.look(TENANT);
    expect([teams.shown.length, all('outbox').length]).toEqual([1, 0]);
    expect(all('quarantine')).toMatchObject([{ why: 'noChat', ttl: ttlOf('quarantine') - DAY_SECONDS }]);
  });

  test('says nothing of a person who is in another chat by now, and as a card too large nothing of them', async () => {
    const moved = anna({ reference: JSON.stringify(referenceTo('b')) });
    await store.commit(TENANT, [{ op: 'put', doc: moved }]);
    for (const [answer, why] of [
      ['blocked', 'noChat'],
      ['tooLarge', 'unreadable'],
    ] as const) {
      teams.answers.push({ kind: answer });
      await outbox.deliver(bringing(), await commit(bringing()));
      expect(all('quarantine')).toMatchObject([{ why }]);
    }
    expect(all('person')).toMatchObject([{ reference: moved.reference }]);
    expect(all('person')[0]).not.toHaveProperty('unreachable');
  });

  test('keeps its row while the store does not take it, and then waits for an admin all the same', async () => {
    const row = await commit(bringing());
    teams.answers.push({ kind: 'blocked' }, { kind: 'blocked' });
    store.failNext('commit');
    await outbox.deliver(bringing(), row);
    expect([all('outbox').length, all('quarantine').length]).toEqual([1, 0]);
    now += MINUTE;
    await outbox.look(TENANT);
    expect([all('outbox').length, all('quarantine').length]).toEqual([0, 1]);
  });

  test('leaves nothing for an admin once it was shown', async () => {
    await outbox.deliver(bringing(), await commit(bringing()));
    await outbox.close();
    expect(store.all(TENANT)).toEqual([]);
  });
});

describe('whenever the tenant is looked at', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now, doNotFake: ['nextTick', 'queueMicrotask', 'performance', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  async function pass(ms: number): Promise<void> {
    now += ms;
    await jest.advanceTimersByTimeAsync(30_000);
    await outbox.look(TENANT);
  }

  test('a card that did not arrive is tried again, until it does', async () => {
    outbox.start([TENANT], true);
    teams.answers.push({ kind: 'throttled' }, { kind: 'unknown', reason: 'timeout', sent: 'maybe' });
    await outbox.deliver(cardOf('a'), await commit(cardOf('a')));
    await pass(30_000);
    await pass(30_000);
    expect(teams.shown).toEqual(['+a', '+a', '+a']);
    await pass(30_000);
    expect([teams.shown.length, rows()]).toEqual([3, []]);
  });

  test('a new message is tried for ten minutes, an edit for a day', async () => {
    outbox.start([TENANT], true);
    const never: DeliveryOutcome = { kind: 'unknown', reason: 'timeout', sent: 'maybe' };
    teams.answers.push(never, never, never, never);
    for (const outgoing of [cardOf('a'), edit('b')]) await outbox.deliver(outgoing, await commit(outgoing));
    await pass(10 * MINUTE);
    expect(teams.shown.toSorted()).toEqual(['+a', '+a', 'card-1=b', 'card-1=b']);
    await pass(1);
    expect(teams.shown.toSorted()).toEqual(['+a', '+a', 'card-1=b', 'card-1=b', 'card-1=b']);
    await outbox.close();
    expect(rows()).toEqual([]);
  });

  test('what came for somebody who did nothing is tried for a day, and seldom after ten minutes', async () => {
    outbox.start([TENANT], true);
    const never: DeliveryOutcome = { kind: 'unknown', reason: 'timeout', sent: 'maybe' };
    teams.answers.push(...Array.from({ length: 20 }, () => never));
    const arrived = cardOf('a', { isLasting: true });
    await outbox.deliver(arrived, await commit(arrived));
    for (let at = 0; at < 5; at += 1) await pass(10 * MINUTE + 1);
    expect([teams.shown.length, rows()]).toEqual([2, ['outbox:send:a']]);
    await pass(24 * HOUR);
    await outbox.close();
    expect([teams.shown.length, rows()]).toEqual([2, []]);
  });

  test('what another process has just committed is left to it', async () => {
    outbox.start([TENANT], true);
    await settle();
    await commit(cardOf('a'));
    await pass(19_999);
    expect(teams.shown).toEqual([]);
    await pass(1);
    expect(teams.shown).toEqual(['+a']);
  });

  test('the card of a row that names its answer is read from there, and without that answer it goes nowhere', async () => {
    const recordOf = (id: string, card?: string): ProcessedDocument => ({
      id,
      tenantId: TENANT,
      kind: 'processed',
      schema: 1,
      ttl: 60,
      ...(card === undefined ? { fenced: true } : { card }),
    });
    await store.commit(TENANT, [
      { op: 'create', doc: recordOf('saved', JSON.stringify(cardSaying('kept'))) },
      outbox.row(cardOf('a'), 'saved'),
    ]);
    await store.commit(TENANT, [
      { op: 'create', doc: recordOf('fenced') },
      outbox.row(cardOf('b'), 'fenced'),
      outbox.row(cardOf('c'), 'gone'),
    ]);
    outbox.start([TENANT], true);
    await pass(0);
    await outbox.close();
    expect([teams.shown, rows().toSorted()]).toEqual([['+kept'], ['fenced', 'saved']]);
  });

  test('what is still under way is not sent a second time', async () => {
    outbox.start([TENANT], true);
    const go = teams.hold();
    const work = outbox.deliver(cardOf('a'), await commit(cardOf('a')));
    await pass(MINUTE);
    expect(teams.shown).toEqual(['+a']);
    go();
    await work;
  });

  test('a card at which something broke is not under way any more', async () => {
    outbox.start([TENANT], true);
    teams.answers.push(new TypeError('synthetic'));
    expect(await outbox.deliver(cardOf('a'), await commit(cardOf('a')))).toMatchObject({
      kind: 'unknown',
    });
    expect(lines.join('')).toContain('outbox.failed');
    await pass(30_000);
    await outbox.close();
    expect([teams.shown, rows()]).toEqual([['+a', '+a'], []]);
  });
});

describe('closing', () => {
  test('does not wait for a long sweep against a connector that hangs', async () => {
    jest.useFakeTimers({ now, doNotFake: ['nextTick', 'queueMicrotask', 'performance', 'setImmediate'] });
    try {
      for (const text of ['1', '2', '3']) await commit(cardOf(text, { reference: referenceTo(text) }));
      const go = teams.hold();
      outbox.start([TENANT], true);
      await settle();
      const closing = outbox.close();
      await jest.advanceTimersByTimeAsync(5_000);
      go();
      await closing;
      // The first was under way; the others wait for the next process.
      expect([teams.shown, rows()]).toEqual([['+1'], ['outbox:send:2', 'outbox:send:3']]);
    } finally {
      jest.useRealTimers();
    }
  });

  test('waits for what is under way, and removes its rows', async () => {
    const go = teams.hold();
    void outbox.deliver(cardOf('a'), await commit(cardOf('a')));
    let closed = false;
    const closing = outbox.close().then(() => (closed = true));
    await settle();
    expect([closed, rows()]).toEqual([false, ['outbox:send:a']]);
    go();
    await closing;
    expect(rows()).toEqual([]);
  });

  test('twice is closing once', async () => {
    await outbox.deliver(cardOf('a'), await commit(cardOf('a')));
    await outbox.close();
    await outbox.close();
    expect(rows()).toEqual([]);
  });
});
