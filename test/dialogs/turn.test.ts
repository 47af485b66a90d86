import { beforeEach, describe, expect, test } from '@jest/globals';
import { say } from '../../cards/kit/say.ts';
import { parkedAction } from '../../dialogs/parked.ts';
import { DeniedOnKeptCopy, Turn } from '../../dialogs/turn.ts';
import { refuse } from '../../domain/refusal.ts';
import { TENANT, World } from '../domain/given.ts';
import { inSlices } from '../../bot/turn/slices.ts';
import { packing } from '../../bot/turn/packing.ts';

let world: World;
beforeEach(async () => {
  world = await World.begun();
});

function turnOf({ fresh = false, actor = world.admin } = {}): Turn {
  const { desk } = world;
  return new Turn({
    desk,
    unit: desk.begin(TENANT, fresh),
    actor,
    input: { kind: 'installed' },
    inSlices,
    packing,
  });
}

const COMMAND = '00000000-0000-4000-8000-000000000001';

describe('an order', () => {
  test('goes under the command id that came with the button, or under a new one', () => {
    expect(turnOf().order({ commandId: COMMAND }).commandId).toBe(COMMAND);
    expect(turnOf().order({}).commandId).toMatch(/^[\da-f-]{36}$/);
    expect(turnOf().order({}).commandId).not.toBe(turnOf().order({}).commandId);
  });

  test('has a command id of its own for each part of a press', () => {
    expect(turnOf().order({ commandId: COMMAND }, '0').commandId).toBe(`${COMMAND}/0`);
  });

  test('is for the version that the card showed', async () => {
    const { version } = await turnOf().standing();
    const order = (of: number) =>
      turnOf()
        .order({ commandId: COMMAND, version: of })
        .company({
          command: { type: 'addLocation', location: { id: 'synthetic', country: 'PL' } },
        });
    expect(await order(version + 1)).toMatchObject({ done: false, refusal: { refused: { why: 'stale' } } });
    expect(await order(version)).toMatchObject({ done: true });
  });

  test('is told as what was done or as why it was refused', async () => {
    const turn = turnOf({ fresh: true });
    const done = { done: true, again: false, doc: {} } as const;
    expect(await turn.outcome(done, 'people.saved')).toEqual({
      text: say('en', 'people.saved'),
      style: 'good',
    });
    const refused = { done: false, refusal: refuse({ why: 'nothingToUndo' }), doc: undefined } as const;
    expect(await turn.outcome(refused, 'people.saved')).toMatchObject({ style: 'attention' });
  });
});

describe('a refusal', () => {
  const denied = refuse({ why: 'permission', needs: ['admin'] });

  test('of permission is not told on a kept copy: the turn has to be decided again', async () => {
    await turnOf().standing();
    const turn = turnOf();
    // What the turn has read comes from the cache.
    await turn.standing();
    await expect(turn.refused(denied)).rejects.toBeInstanceOf(DeniedOnKeptCopy);
    expect(() => {
      turn.deny();
    }).toThrow(DeniedOnKeptCopy);
  });

  test('of permission is told when everything was read fresh', async () => {
    expect(await turnOf({ fresh: true }).refused(denied)).toMatchObject({ style: 'attention' });
  });

  test('is told with what its card calls the field', async () => {
    const missing = refuse({ why: 'input', field: 'on', problem: 'missing' });
    const { text, at } = await turnOf().refused(missing);
    expect(at?.field).toBe('on');
    expect(at?.say('Redeemed on')).toBe('Redeemed on: please fill in.');
    expect(text).not.toBe(at?.say('Redeemed on'));
  });

  test('of a country says the nearest names, where one was typed', async () => {
    const unknown = refuse({ why: 'input', field: 'country', problem: 'unknown' });
    const plain = await turnOf().refused(unknown);
    const { text } = await turnOf().refused(unknown, { country: 'Polnd' });
    expect(text.startsWith(`${plain.text} `)).toBe(true);
    expect(text).toContain('Poland');
  });

  test('that is none is no banner', async () => {
    expect(await turnOf().refused(undefined)).toBeUndefined();
  });
});

describe('a turn with drafts that wait', () => {
  test('offers to go back to the newest, and is another turn', () => {
    const turn = turnOf();
    const parking = turn.withParked([
      { step: 'setUp', subject: '' },
      { step: 'reserve', subject: 'SYN-1' },
    ]);
    expect(parkedAction(parking)).toMatchObject({ verb: 'reserve.open', data: { id: 'SYN-1' } });
    expect(parkedAction(turn)).toBeUndefined();
    expect([parking.unit, parking.actor, parking.input]).toEqual([turn.unit, turn.actor, turn.input]);
  });
});
