import { TestAdapter, TurnContext } from 'botbuilder';
import { DialogContext, type DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { inSlices } from '../../../bot/turn/slices.ts';
import { packing } from '../../../bot/turn/packing.ts';
import type { Verb } from '../../../cards/verbs.ts';
import { MainDialog } from '../../../dialogs/main.ts';
import { ANSWER, TURN, type Answer } from '../../../dialogs/step.ts';
import { Turn, type Input } from '../../../dialogs/turn.ts';
import type { Actor } from '../../../domain/people/person.ts';
import { TENANT, type SmallWorld } from './company.ts';

/** A new chat with the real main dialog, in the process; what its turns stage is not written. */
export class FreshChat {
  readonly #world: SmallWorld;
  readonly #actor: Actor;
  readonly #set = new DialogSet().add(new MainDialog());
  /** Whether its last turn would have written anything. */
  staged = false;
  #state = '{"dialogStack":[]}';

  constructor(world: SmallWorld, actor: Actor) {
    this.#world = world;
    this.#actor = actor;
  }

  say(text: string): Promise<Answer> {
    return this.#turn({ kind: 'text', text });
  }

  press(verb: Verb, data: { readonly id?: string; readonly arg?: string } = {}): Promise<Answer> {
    return this.#turn({ kind: 'press', verb, inputs: {}, ...data });
  }

  async #turn(input: Input): Promise<Answer> {
    const { desk } = this.#world;
    const unit = desk.begin(TENANT, true);
    const turn = new Turn({ desk, unit, actor: this.#actor, input, inSlices, packing });
    const context = new TurnContext(new TestAdapter(() => Promise.resolve()), {
      type: 'message',
      channelId: 'synthetic',
      conversation: { id: 'synthetic' } as never,
    });
    context.turnState.set(TURN, turn);
    const state = JSON.parse(this.#state) as DialogState;
    const dc = new DialogContext(this.#set, context, state);
    if (dc.activeDialog === undefined) await dc.beginDialog('main');
    else await dc.continueDialog();
    this.#state = JSON.stringify(state);
    this.staged = !unit.isEmpty;
    const answer = context.turnState.get<Answer | undefined>(ANSWER);
    if (answer === undefined) throw new Error('no card');
    return answer;
  }
}
