import * as fc from 'fast-check';
import { executeActivity, submitActivity, type InboundActivity } from '../../bot/local/activities.ts';
import { actionsOf, cardsOf } from '../teams/card.ts';
import { mutated, mutation, valuesByName, type Mutation } from './mutation.ts';
import { filledPlausibly } from './press.ts';
import { ODDITIES } from './raw-http.ts';
import { envelopeOf } from './recording.ts';
import type { WatchedBot } from './watched-bot.ts';

/** One thing that is sent: an activity that was recorded, a press on a card that is there now, or odd bytes. */
type Step =
  | { readonly kind: 'recorded'; readonly nth: number; readonly mutations: readonly Mutation[] }
  | {
      readonly kind: 'press';
      readonly person: number;
      /** The nth card from the newest one, and the nth button of it. */
      readonly card: number;
      readonly button: number;
      readonly mutations: readonly Mutation[];
    }
  | { readonly kind: 'bytes'; readonly nth: number; readonly oddity: string };

/** What one run sends, one after another or all at once. */
export interface Sequence {
  readonly steps: readonly Step[];
  readonly atOnce: boolean;
}

const mutations = fc.array(mutation, { maxLength: 3 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant('recorded' as const), nth: fc.nat(100_000), mutations }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('press' as const),
      person: fc.nat(3),
      card: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(12) }),
      button: fc.nat(60),
      mutations,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('bytes' as const),
      nth: fc.nat(100_000),
      oddity: fc.constantFrom(...Object.keys(ODDITIES)),
    }),
  },
);

/** Steps of one run. */
const MOST_STEPS = 8;

export const sequence: fc.Arbitrary<Sequence> = fc.record({
  steps: fc.array(anyStep, { minLength: 1, maxLength: MOST_STEPS, size: 'max' }),
  atOnce: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

/** What the steps are made of. */
interface Recording {
  readonly recorded: readonly InboundActivity[];
  readonly valuesOf: ReturnType<typeof valuesByName>;
}

export function recordingOf(recorded: readonly InboundActivity[]): Recording {
  return { recorded, valuesOf: valuesByName(recorded) };
}

/** What goes over the wire. */
export type Sent =
  | { readonly kind: 'activity'; readonly activity: InboundActivity }
  | { readonly kind: 'bytes'; readonly oddity: string; readonly bytes: Buffer };

/** What a step sends, as things stand now. */
export function sentBy(step: Step, bot: WatchedBot, { recorded, valuesOf }: Recording): Sent {
  const { connector } = bot.teams;
  const { people } = connector;
  const around = {
    valuesOf,
    people,
    chatOf: ({ key }: (typeof people)[number]) => connector.conversationId(key),
  };
  switch (step.kind) {
    case 'recorded':
      return { kind: 'activity', activity: mutated(anew(pick(recorded, step.nth)), step.mutations, around) };
    case 'press':
      return { kind: 'activity', activity: mutated(press(step, bot, recorded), step.mutations, around) };
    case 'bytes': {
      const activity = anew(pick(recorded, step.nth));
      const bytes = ODDITIES[step.oddity]?.(JSON.stringify(activity)) ?? Buffer.alloc(0);
      return { kind: 'bytes', oddity: step.oddity, bytes };
    }
    default:
      return step satisfies never;
  }
}

/** A button of a card that somebody has in front of them; something recorded, where there is none. */
function press(
  { person, card, button }: Extract<Step, { kind: 'press' }>,
  bot: WatchedBot,
  recorded: readonly InboundActivity[],
): InboundActivity {
  const { connector } = bot.teams;
  const who = pick(connector.people, person);
  const cards = connector
    .state(who.key)
    .entries.filter(({ from }) => from === 'bot')
    .flatMap(cardsOf)
    .toReversed();
  const on = cards[card % Math.max(cards.length, 1)];
  const actions = (on === undefined ? [] : actionsOf(on.card, who.executeAsSubmit)).filter(({ type }) =>
    /^Action\.(?:Execute|Submit)$/.test(type),
  );
  if (on === undefined || actions.length === 0) return anew(pick(recorded, button));
  const action = pick(actions, button);
  const data = filledPlausibly(action);
  const at = envelopeOf(bot, who);
  return action.type === 'Action.Submit'
    ? submitActivity(at, on.activityId, data)
    : executeActivity(at, on.activityId, { id: action.id, verb: action.verb, data });
}

/** With an id of its own, as another one of its kind. */
function anew(activity: InboundActivity): InboundActivity {
  return { ...activity, id: crypto.randomUUID() };
}

function pick<T>(from: readonly T[], nth: number): T {
  const one = from[nth % from.length];
  if (one === undefined) throw new Error('there is nothing to pick');
  return one;
}
