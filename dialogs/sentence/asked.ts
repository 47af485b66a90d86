import { askedCard, choiceCard, type Meant } from '../../cards/sentence.ts';
import { execute, type Offer } from '../../cards/kit/actions.ts';
import { messageCard } from '../../cards/message.ts';
import type { Verb } from '../../cards/verbs.ts';
import { PAGE_SIZE } from '../../cards/voucher/vouchers.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { showVouchers } from '../voucher/vouchers.ts';
import { ABOUT, type About } from './intents.ts';
import { readReference, referenceArg } from './reference.ts';
import { titleOf, verbOf, type Understood } from './understood.ts';
import { vouchersMeant } from './vouchers-meant.ts';

/** What answers a sentence that leads to no card of its own. */
export function showAsked(
  turn: Turn,
  meant: Exclude<Understood, { kind: 'go' | 'leave' | 'unknownNumber' | 'unrelated' }>,
): Shown {
  const { actor, say } = turn;
  switch (meant.kind) {
    case 'ask':
      return { card: askedCard(actor, meant.ways, helpBeside(meant.ways)), waits: false };
    case 'nothing':
      return {
        card: messageCard(actor, {
          title: 'notUnderstood.title',
          text: [say('notUnderstood.text')],
          actions: meant.ways.map(({ title, verb, id, arg }) => execute(title, verb, { id, arg })),
          offers: besideWays(meant.ways),
        }),
        waits: false,
      };
    case 'thanks':
      return {
        card: messageCard(actor, {
          title: 'sentence.thanks',
          text: [say('sentence.thanksText')],
          offers: ['next'],
        }),
        waits: false,
      };
    case 'access':
      return {
        card: messageCard(actor, {
          title: 'sentence.access',
          text: [say('sentence.accessText')],
          offers: ['ask', 'about'],
        }),
        waits: false,
      };
    case 'noneFits':
      return {
        card: messageCard(actor, {
          title: 'sentence.noneFits',
          text: [say('sentence.noneFitsText', { step: meant.step })],
          offers: ['next', 'vouchers', 'home'],
        }),
        waits: false,
      };
    default:
      return meant satisfies never;
  }
}

/** With few ways, or none that is meant, there are three buttons all the same: each leads elsewhere. */
function besideWays(ways: readonly Meant[]): readonly Offer[] {
  const shown = new Set(ways.map(({ verb }) => verb));
  const fills = (['vouchers', 'next'] as const).filter((one) => !shown.has(FILLS[one]));
  return [...fills.slice(0, Math.max(0, 2 - ways.length)), ...helpBeside(ways)];
}

/** Help is offered once. */
function helpBeside(ways: readonly Meant[]): readonly 'help'[] {
  return ways.some(({ verb }) => verb === 'help.open') ? [] : ['help'];
}

const FILLS = { vouchers: 'vouchers.open', next: 'home.next' } as const satisfies Partial<
  Record<Offer, Verb>
>;

/** The vouchers that fit a step that a sentence asked for; each row begins it with what was said. */
export async function showChoice(turn: Turn, { id = '', arg }: Press): Promise<Shown> {
  const asks = [...ABOUT].find((one) => one === id) as About | undefined;
  if (asks === undefined) return showVouchers(turn);
  const standing = await turn.standing();
  const said = readReference(arg) ?? {};
  const { docs, isMore } = await vouchersMeant(turn, said, asks, standing);
  const {
    number: _number,
    customers: _customers,
    engagements: _engagements,
    offerings: _offerings,
    ...fill
  } = said;
  const step = titleOf(turn, asks);
  if (docs.length === 0) return showAsked(turn, { kind: 'noneFits', step });
  const card = choiceCard(turn.actor, {
    docs: docs.slice(0, PAGE_SIZE),
    standing,
    step,
    verb: verbOf(asks),
    arg: referenceArg(fill),
    isMore: isMore || docs.length > PAGE_SIZE,
  });
  return { card, seen: { verb: 'vouchers.choose', id, arg }, waits: false };
}
