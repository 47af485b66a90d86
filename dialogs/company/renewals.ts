import { dueText } from '../../cards/kit/format.ts';
import { renewalName } from '../../cards/kit/names.ts';
import { endangers, renewals, type Renewal } from '../../domain/company/renewal.ts';
import type { Turn } from '../turn.ts';

const LOOKED_AT = 100;

/** How many vouchers in flight a renewal endangers; they are looked at only when something has to be renewed. */
export async function endangering(turn: Turn): Promise<(renewal: Renewal) => number> {
  const { company, edition, today } = await turn.standing();
  if (renewals(company, edition, today).every(({ state }) => state === 'holds')) return () => 0;
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
export async function endangered(turn: Turn, coming: readonly Renewal[]): Promise<readonly string[]> {
  if (coming.length === 0) return [];
  const { today } = await turn.standing();
  const countOf = await endangering(turn);
  return coming.map((renewal) => {
    const count = countOf(renewal);
    const what = renewalName(turn.say, renewal);
    const when = dueText(turn.say, turn.actor.language, renewal.until, today);
    return `${what}: ${when} · ${turn.say('renewal.vouchers', { count })}`;
  });
}
