import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import type { Reference } from '../../../bot/teams/adapter.ts';
import { createLog } from '../../../bot/log.ts';
import { Outbox, type Parcel } from '../../../bot/turn/outbox.ts';
import { Settlements, type Open } from '../../../bot/turn/settlements.ts';
import { TurnRunner, type UnknownEnd } from '../../../bot/turn/runner.ts';
import type { Card } from '../../../cards/kit/template.ts';
import { Desk } from '../../../domain/desk/desk.ts';
import type { ProcessedDocument } from '../../../domain/store/documents.ts';
import { MemoryStore } from '../../domain/store/memory-store.ts';

const TENANT = 'tenant-1';
const clock = { now: () => Date.parse('2020-06-15T10:00:00Z') };
const cardSaying = (text: string) => ({ type: 'AdaptiveCard', text }) as unknown as Card;
const sayOf = (activity: Partial<Activity>): string =>
  (activity.attachments?.[0]?.content as { text: string } | undefined)?.text ?? '';

let store: MemoryStore;
let outbox: Outbox;
let settlements: Settlements;
/** `+text` a new message, `activity=text` an edit. */
let shown: string[];

beforeEach(() => {
  store = new MemoryStore({ clock });
  shown = [];
  const log = createLog('silent');
  const carrier = {
    send: (_reference: Reference, activity: Partial<Activity>) => {
      shown.push(`+${sayOf(activity)}`);
      return Promise.resolve({ kind: 'delivered', id: 'new' } as const);
    },
    update: (_reference: Reference, id: string, activity: Partial<Activity>) => {
      shown.push(`${id}=${sayOf(activity)}`);
      return Promise.resolve({ kind: 'delivered', id } as const);
    },
  };
  outbox = new Outbox({ store, carrier, clock, log });
  const desk = new Desk({ store, clock, digest: (text) => text, editionOfNewCompanies: '2020' });
  settlements = new Settlements({ runner: new TurnRunner(desk), outbox, log });
});
afterEach(() => outbox.close());

function placeOf(key: string, edits?: string): Omit<Parcel, 'card'> {
  const reference = {
    serviceUrl: 'http://127.0.0.1:1/',
    channelId: 'msteams',
    conversation: { id: 'a' },
    bot: { id: '28:bot' },
  } as Reference;
  return { tenantId: TENANT, reference, key, edits };
}

function openOf(place: Omit<Parcel, 'card'>, told?: string): Open {
  const { doc } = outbox.row({ ...place, card: cardSaying('') });
  const end: UnknownEnd = { tenantId: TENANT, recordId: `processed:${place.key}`, rowId: doc.id };
  return { end, place, told, unsaved: () => cardSaying(`${place.key} unsaved`) };
}

/** What the lost batch wrote: the record with the answer, and the message's row. */
async function saved({ end, place }: Open, row: 'with its row' | 'and its row delivered'): Promise<void> {
  const card = cardSaying(`${place.key} saved`);
  const record: ProcessedDocument = {
    id: end.recordId,
    tenantId: TENANT,
    kind: 'processed',
    schema: 1,
    ttl: 60,
    card: JSON.stringify(card),
  };
  const rows = row === 'with its row' ? [outbox.row({ ...place, card }, end.recordId)] : [];
  await store.commit(TENANT, [{ op: 'create', doc: record }, ...rows]);
}

/** Looks at once. */
async function looked(): Promise<readonly string[]> {
  await settlements.close();
  await outbox.close();
  return shown;
}
const rows = (): readonly string[] =>
  store.all(TENANT).flatMap(({ id, kind }) => (kind === 'outbox' ? [id] : []));

test.each([
  ['with its row', 'told=mail saved'],
  ['and its row delivered', 'told=mail saved'],
] as const)('a message that was saved, %s, takes the place of "I do not know yet"', async (row, expected) => {
  const open = openOf(placeOf('mail'), 'told');
  await saved(open, row);
  settlements.begin(open);
  expect(await looked()).toEqual([expected]);
  expect(rows()).toEqual([]);
});

test('two presses of one card, of which the first was saved, do not end with "nothing changed"', async () => {
  const first = openOf(placeOf('first', 'card-1'));
  const second = openOf(placeOf('second', 'card-1'), 'told');
  await saved(first, 'with its row');
  settlements.begin(first);
  settlements.begin(second);
  expect(await looked()).toEqual(['card-1=first saved', 'told=first saved']);
  expect(rows()).toEqual([]);
});

test('two presses of one card, of which none was saved, say so once', async () => {
  for (const key of ['first', 'second']) settlements.begin(openOf(placeOf(key, 'card-1')));
  expect(await looked()).toEqual(['card-1=second unsaved']);
  // Neither can be saved any more.
  const fenced = store.all(TENANT).filter((doc) => 'fenced' in doc);
  expect(fenced.map(({ id }) => id)).toEqual(['processed:first', 'processed:second']);
});

test('what a newer card stands in the place of is not shown, and not put back by the sweep', async () => {
  const open = openOf(placeOf('first', 'card-1'));
  await saved(open, 'with its row');
  settlements.begin(open);
  settlements.overtake(open.place);
  expect(settlements.endAt(open.place)).toBeUndefined();
  expect(await looked()).toEqual([]);
  expect(rows()).toEqual([]);
});
