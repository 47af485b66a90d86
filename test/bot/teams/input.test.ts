import { describe, expect, test } from '@jest/globals';
import { inputOfInvoke, inputOfMessage } from '../../../bot/teams/input.ts';

/** No file is fetched for a press. */
const refuse = () => Promise.reject(new Error('nothing is to be fetched'));
const unexpected = { fetch: refuse, decodeMail: refuse };
const COMMAND = '00000000-0000-4000-8000-000000000001';
const invoke = (verb: string, data: object) =>
  inputOfInvoke({ action: { type: 'Action.Execute', verb, data } });

describe('a press', () => {
  test('brings its verb, its reference and what was entered', () => {
    const data = { id: 'SYN-1', version: 3, commandId: COMMAND, arg: 'G5', reason: 'synthetic' };
    const pressed = {
      kind: 'press',
      verb: 'reserve.done',
      id: 'SYN-1',
      version: 3,
      commandId: COMMAND,
      arg: 'G5',
      inputs: { reason: 'synthetic' },
    };
    expect(invoke('reserve.done', data)).toEqual(pressed);
  });

  test('is the same when it falls back to Submit', () => {
    const value = { verb: 'reserve.done', id: 'SYN-1', reason: 'synthetic' };
    const { verb, ...data } = value;
    expect(inputOfMessage({ value, text: '' }, unexpected)).toEqual(invoke(verb, data));
  });

  test.each([
    'nowhere.open',
    'reserve',
    'reserve.',
    'reserve.undo',
    'reserve.done.',
    'RESERVE.done',
    'cancel.open',
    '',
  ])('of %j, which no card has, has no verb, and what it was about is known', (verb) => {
    expect(invoke(verb, { id: 'SYN-1' })).toEqual({
      kind: 'press',
      verb: undefined,
      id: 'SYN-1',
      inputs: {},
    });
  });

  test.each([{ version: -1 }, { commandId: 'x' }, { id: 7 }])(
    'with the forged reference %j brings nothing',
    (data) => {
      expect(invoke('reserve.done', data)).toEqual({ kind: 'press', verb: undefined, inputs: {} });
    },
  );

  test('of an action that no invoke answers is none', () => {
    const action = { type: 'Action.Submit', verb: 'home.open', data: {} };
    expect(inputOfInvoke({ action })).toBeUndefined();
  });

  test('of another shape brings nothing', () => {
    expect(inputOfInvoke('synthetic')).toEqual({ kind: 'press', verb: undefined, inputs: {} });
  });
});
