import { describe, expect, test } from '@jest/globals';
import { textActivity, executeActivity, type Envelope } from '../../bot/local/activities.ts';
import { anna } from '../../bot/local/people.ts';
import type { EventDocument } from '../../domain/store/documents.ts';
import { Ledger } from './ledger.ts';
import type { Stored } from './stored.ts';
import type { Outcome } from './work.ts';

const CHAT = 'a:1chat';
const PLACE = '1700000000001';
const COMMAND = '00000000-0000-4000-8000-000000000001';
const press = { conversationId: CHAT, activityId: PLACE, verb: 'lose.done', data: { commandId: COMMAND } };
const done: Outcome = {
  kind: 'done',
  events: [{ commandId: COMMAND, type: 'lost', subject: 'voucher:SYN-0001' }],
};
const card = (text: string) => ({ type: 'AdaptiveCard', body: [{ type: 'TextBlock', text }] });
const stored = (outbox: readonly string[] = []) =>
  ({ outbox: outbox.map((id) => ({ id })) }) as unknown as Stored;
const row = `outbox:edit:${CHAT}:${PLACE}`;

function envelope(id: string): Envelope {
  const bot = { id: '28:bot', name: 'Bot' };
  return {
    person: anna,
    locale: 'en-US',
    conversationId: CHAT,
    bot,
    serviceUrl: 'http://127.0.0.1/',
    id,
    now: new Date(0),
  };
}

describe('the card of a command that is done', () => {
  test('has reached Teams, or is in the outbox, or is lost', () => {
    const ledger = new Ledger();
    ledger.received(CHAT, PLACE, card('before'), 'new');
    ledger.answered({ ...press, card: card('lost'), outcome: done });
    expect(ledger.undelivered(stored([row]))).toEqual([]);
    expect(ledger.undelivered(stored())).toHaveLength(1);
    ledger.received(CHAT, PLACE, card('lost'), 'edit');
    expect(ledger.undelivered(stored())).toEqual([]);
  });

  test('may have been overtaken by a later one, never by an earlier one', () => {
    const ledger = new Ledger();
    const look = { ...press, verb: 'voucher.history', data: {} };
    ledger.answered({ ...look, card: card('history'), outcome: { kind: 'shown' } });
    ledger.answered({ ...press, card: card('lost'), outcome: done });
    ledger.received(CHAT, PLACE, card('history'), 'edit');
    expect(ledger.undelivered(stored())).toHaveLength(1);
    expect(ledger.stale(() => card('history'))).toHaveLength(1);
    ledger.answered({ ...look, card: card('home'), outcome: { kind: 'shown' } });
    ledger.received(CHAT, PLACE, card('home'), 'edit');
    expect(ledger.undelivered(stored())).toEqual([]);
    expect(ledger.stale(() => card('home'))).toEqual([]);
    expect(ledger.stale(() => card('lost'))).toEqual([]);
  });
});

test('a command pressed again after no answer may show the card of either press, and no older one', () => {
  const ledger = new Ledger();
  ledger.answered({ ...press, verb: 'lose.open', data: {}, card: card('form'), outcome: { kind: 'shown' } });
  ledger.answered(press);
  ledger.answered({ ...press, card: card('lost, second press'), outcome: done });
  ledger.received(CHAT, PLACE, card('form'), 'edit');
  ledger.received(CHAT, PLACE, card('lost, second press'), 'edit');
  ledger.received(CHAT, PLACE, card('lost, first press'), 'edit');
  expect(ledger.stale(() => card('lost, first press'))).toEqual([]);
  expect(ledger.stale(() => card('form'))).toHaveLength(1);
});

test('a command that was refused and is there all the same is untrue, unless it was sent again', () => {
  const ledger = new Ledger();
  const events = [{ commandId: COMMAND }] as unknown as readonly EventDocument[];
  const sent = (id: string): void =>
    ledger.sent(executeActivity(envelope(id), PLACE, { verb: 'lose.done', data: press.data }));
  sent('1');
  ledger.answered({ ...press, card: card('no'), outcome: { kind: 'refused' } });
  expect(ledger.untrue([])).toEqual([]);
  expect(ledger.untrue(events)).toHaveLength(1);
  sent('2');
  expect(ledger.untrue(events)).toEqual([]);
  expect(ledger.pressed.get(COMMAND)).toEqual({
    by: [anna.aadObjectId],
    processed: ['1', '2'].map((id) => `processed:${anna.aadObjectId}:${CHAT}:${id}`),
  });
});

test('a press without an answer turns out as done or not', () => {
  const ledger = new Ledger();
  ledger.answered(press);
  ledger.answered({ ...press, data: { commandId: COMMAND.replace('1', '2') } });
  ledger.settle([{ commandId: `${COMMAND}/0` }] as unknown as readonly EventDocument[]);
  expect(ledger.unknown.map(({ turnedOut }) => turnedOut)).toEqual(['done', 'not done']);
});

describe('a new message', () => {
  test('that comes again is counted, and is one too many unless something was killed since', () => {
    const ledger = new Ledger();
    ledger.sent(textActivity(envelope('1'), 'vouchers'));
    ledger.typed(CHAT, 'vouchers');
    ledger.received(CHAT, '1', card('list'), 'new');
    ledger.received(CHAT, '2', card('list'), 'new');
    expect(ledger.repeated).toBe(1);
    expect(ledger.repeatedTooOften()).toHaveLength(1);
    ledger.kills += 1;
    expect(ledger.repeatedTooOften()).toEqual([]);
    ledger.received(CHAT, '3', card('list'), 'new');
    expect(ledger.repeatedTooOften()).toHaveLength(1);
  });

  test.each([
    ['the same words once more', 'vouchers', 'vouchers'],
    ['what else is asked of what is not there', 'SYN-1', 'history SYN-1'],
  ])('that answers %s is not the same', (_what, ...words) => {
    const ledger = new Ledger();
    for (const one of words) {
      ledger.typed(CHAT, one);
      ledger.received(CHAT, one, card('the answer'), 'new');
    }
    expect(ledger.repeated).toBe(0);
    ledger.received(CHAT, 'again', card('the answer'), 'new');
    expect(ledger.repeatedTooOften()).toHaveLength(1);
  });
});
