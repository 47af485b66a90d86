import { dueText } from '../cards/voucher.ts';
import { renewalName } from '../cards/words.ts';
import { endangers, type Renewal } from '../domain/renewal.ts';
import type { Turn } from './turn.ts';

const LOOKED_AT = 100;

/** How many vouchers in flight a renewal endangers. */
export async function endangering(turn: Turn): Promise<(renewal: Renewal) => number> {
  const { company, edition, today } = await turn.standing();
  const open = await turn.desk.find(turn.unit, {
    kind: 'voucher',
    where: { open: true },
    order: { path: 'due' },
    limit: LOOKED_AT,
  });
  return (renewal) =>
    open.docs.filter(({ state }) => endangers(renewal, state, company, edition, today)).length;
}

/** What has to be renewed and which vouchers in flight it endangers, a line each. */
export async function endangered(turn: Turn, renewals: readonly Renewal[]): Promise<readonly string[]> {
  if (renewals.length === 0) return [];
  const { today } = await turn.standing();
  const countOf = await endangering(turn);
  return renewals.map((renewal) => {
    const count = countOf(renewal);
    const what = renewalName(turn.say, renewal);
    const when = dueText(turn.say, turn.actor.language, renewal.until, today);
    return `${what}: ${when} · ${turn.say('renewal.vouchers', { count })}`;
  });
}
