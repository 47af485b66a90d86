import { describe, expect, test } from '@jest/globals';
import { TestAdapter, TurnContext } from 'botbuilder';
import { DialogTurnStatus, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import { DialogContext, type DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import type { Card } from '../../cards/kit/template.ts';
import { messageCard } from '../../cards/message.ts';
import type { Step, Verb } from '../../cards/verbs.ts';
import {
  answerOf,
  begin,
  frameOf,
  StepDialog,
  takeOut,
  TURN,
  type Frame,
  type Handles,
  type Reply,
} from '../../dialogs/step.ts';
import { newCommandId, Turn, type Input, type Press } from '../../dialogs/turn.ts';
import { TENANT, World } from '../domain/given.ts';
import { inSlices } from '../../bot/turn/slices.ts';
import { packing } from '../../bot/turn/packing.ts';

interface Draft {
  said: string[];
}

/** A step that tells what it was asked: each card's text is the draft so far. */
class Telling extends StepDialog<'lose', Draft> {
  protected readonly handles: Handles<'lose', Draft> = {
    done: (turn, frame, { arg = '' }) =>
      arg === 'away' ? { goTo: 'release', subject: 'there' } : this.#tell(turn, frame, arg, arg !== 'end'),
    back: (turn, frame) => this.#tell(turn, frame, 'back', true),
  };

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    return this.#tell(turn, frame, `open ${frame.subject}`, true);
  }

  protected override text(turn: Turn, frame: Frame<Draft>, text: string): Promise<Reply | undefined> {
    return text === 'understood' ? this.#tell(turn, frame, text, true) : Promise.resolve(undefined);
  }

  #tell(turn: Turn, frame: Frame<Draft>, what: string, waits: boolean): Promise<Reply> {
    const said = [...(frame.draft.said ?? []), what];
    frame.draft = { said };
    return Promise.resolve({
      card: messageCard(turn.actor, { title: 'notice.title', text: [said.join(', ')] }),
      waits,
    });
  }
}

/** A step with no typed answers. */
class Silent extends StepDialog<'release', Draft> {
  protected readonly handles: Handles<'release', Draft> = { done: (turn) => this.open(turn) };

  protected open(turn: Turn): Promise<Reply> {
    return Promise.resolve({ card: messageCard(turn.actor, { title: 'help.title' }), waits: true });
  }
}

/** A button of the step: `more` and `save` go on, `end` ends it, `away` begins the other one. */
const press = (arg: 'more' | 'save' | 'end' | 'away', verb: Verb = 'lose.done'): Press => ({
  kind: 'press',
  verb,
  arg,
  inputs: {},
});
const opening: Press = { kind: 'press', verb: 'lose.open', inputs: {} };

interface Beginning {
  readonly subject: string;
  readonly press?: Press;
}

/** A conversation whose dialog state goes through JSON between turns, as the store keeps it. */
class Conversation {
  state = '{"dialogStack":[]}';
  readonly #world = new World();
  readonly #set = new DialogSet().add(new Telling('lose')).add(new Silent('release'));

  async #turn(input: Input, work: (dc: DialogContext, turn: Turn) => Promise<DialogTurnResult>) {
    const { desk, admin } = this.#world;
    const turn = new Turn({ desk, unit: desk.begin(TENANT), actor: admin, input, inSlices, packing });
    const context = new TurnContext(new TestAdapter(() => Promise.resolve()), {
      type: 'message',
      channelId: 'synthetic',
    });
    context.turnState.set(TURN, turn);
    const state = JSON.parse(this.state) as DialogState;
    const dc = new DialogContext(this.#set, context, state);
    const result = await work(dc, turn);
    const active = dc.activeDialog === undefined ? undefined : frameOf<Draft>(dc);
    this.state = JSON.stringify(state);
    return {
      status: result.status,
      text: textOf(answerOf(result)?.card),
      active,
      steps: dc.stack.map(({ id }) => id),
    };
  }

  begin({ subject, press: pressed }: Beginning, step: Step = 'lose') {
    return this.#turn(pressed ?? opening, (dc, turn) => begin(dc, step, { turn, subject, press: pressed }));
  }

  /** A press goes on from the step's draft; everything else goes to the step on top. */
  go(input: Input) {
    return this.#turn(input, (dc, turn) => {
      if (input.kind !== 'press') return dc.continueDialog();
      const { subject } = frameOf(dc);
      const waiting = takeOut(dc, 'lose', subject);
      return begin(dc, 'lose', { turn, subject, press: input, draft: waiting?.draft });
    });
  }
}

/** What a {@link Telling} card tells: its last text. */
function textOf(card: Card | undefined): string | undefined {
  const texts: string[] = [];
  JSON.stringify(card?.['body'], (_, value: unknown) => {
    const part = value as { readonly type?: unknown; readonly text?: unknown } | null;
    if (part?.type === 'TextRun' && typeof part.text === 'string') texts.push(part.text);
    return value;
  });
  return texts.at(-1);
}

describe('a step', () => {
  test('opens with its card and waits', async () => {
    const chat = new Conversation();
    expect(await chat.begin({ subject: 'SYN-1' })).toEqual({
      status: DialogTurnStatus.waiting,
      text: 'open SYN-1',
      active: { subject: 'SYN-1', draft: { said: ['open SYN-1'] } },
      steps: ['lose'],
    });
  });

  test('goes on with a press where the draft was lost', async () => {
    const chat = new Conversation();
    const { text, steps } = await chat.begin({ subject: 'SYN-1', press: press('save') });
    expect({ text, steps }).toEqual({ text: 'save', steps: ['lose'] });
  });

  test('keeps its draft from turn to turn', async () => {
    const chat = new Conversation();
    await chat.begin({ subject: 'SYN-1' });
    await chat.go(press('more'));
    const { text, active } = await chat.go({ kind: 'text', text: 'understood' });
    expect(text).toBe('open SYN-1, more, understood');
    expect(active).toEqual({ subject: 'SYN-1', draft: { said: ['open SYN-1', 'more', 'understood'] } });
  });

  test('opens again when its first card is pressed for', async () => {
    const chat = new Conversation();
    await chat.begin({ subject: 'SYN-1' });
    expect((await chat.go(opening)).text).toBe('open SYN-1, open SYN-1');
  });

  test('says nothing to what is no answer, and goes on waiting', async () => {
    const chat = new Conversation();
    await chat.begin({ subject: 'SYN-1' });
    const before = chat.state;
    for (const input of [
      { kind: 'text', text: 'what?' },
      {
        kind: 'files',
        files: [
          { name: 'x.eml', holds: 'mail', content: () => Promise.reject(new Error('not to be fetched')) },
        ],
        left: 0,
        text: '',
      },
      { kind: 'installed' },
    ] as const) {
      const { status, text, steps } = await chat.go(input);
      expect({ status, text, steps }).toEqual({
        status: DialogTurnStatus.waiting,
        text: undefined,
        steps: ['lose'],
      });
    }
    expect(chat.state).toBe(before);
  });

  test('ends with its last card', async () => {
    const chat = new Conversation();
    await chat.begin({ subject: 'SYN-1' });
    const { status, text, active, steps } = await chat.go(press('end'));
    expect({ status, text, active, steps }).toEqual({
      status: DialogTurnStatus.complete,
      text: 'open SYN-1, end',
      active: undefined,
      steps: [],
    });
  });

  test('can end at once', async () => {
    const chat = new Conversation();
    const { status, steps } = await chat.begin({ subject: '', press: press('end') });
    expect({ status, steps }).toEqual({ status: DialogTurnStatus.complete, steps: [] });
  });

  test('hands over to another one in the same turn', async () => {
    const chat = new Conversation();
    await chat.begin({ subject: 'SYN-1' });
    const { active, steps } = await chat.go(press('away'));
    expect({ active, steps }).toEqual({
      active: { subject: 'there', draft: {} },
      steps: ['release'],
    });
  });

  test('hands over to a draft that waits, as it stands', async () => {
    const chat = new Conversation();
    await chat.begin({ subject: 'there', press: press('more', 'release.done') }, 'release');
    await chat.begin({ subject: 'SYN-1' });
    const before = JSON.parse(chat.state) as DialogState;
    const { active, steps } = await chat.go(press('away'));
    expect(before.dialogStack.map(({ id }) => id)).toEqual(['release', 'lose']);
    expect(steps).toEqual(['release']);
    expect(active?.subject).toBe('there');
  });

  test('takes no typed answer unless it says so', async () => {
    const chat = new Conversation();
    await chat.begin({ subject: 'SYN-1', press: press('away') });
    const { text, steps } = await chat.go({ kind: 'text', text: 'understood' });
    expect({ text, steps }).toEqual({ text: undefined, steps: ['release'] });
  });

  test('below another one stays as it is when that ends', async () => {
    const chat = new Conversation();
    await chat.begin({ subject: 'SYN-1' });
    await chat.begin({ subject: 'SYN-2' });
    const { text, active, status } = await chat.go(press('end'));
    expect({ text, status }).toEqual({ text: 'open SYN-2, end', status: DialogTurnStatus.waiting });
    expect(active).toEqual({ subject: 'SYN-1', draft: { said: ['open SYN-1'] } });
  });
});

test('a command id is a new one each time', () => {
  const ids = Array.from({ length: 100 }, newCommandId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
});
