import { planCard } from '../../cards/voucher/plan.ts';
import { elsewhere, engagementOf } from '../../domain/plan/engagements.ts';
import {
  consultantsFor,
  CONSULTANTS_ASKED,
  proposalsFor,
  rulesAgainst,
  timingOf,
  type Looked,
} from '../../domain/plan/plan.ts';
import { referenceArg } from '../sentence/reference.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';
import { engaged } from './engaged.ts';
import { showVoucher } from './voucher.ts';

/** Whether a voucher can still be done, by whom and when. */
export async function showPlan(turn: Turn, { id = '' }: Pick<Press, 'id'>): Promise<Shown> {
  const { actor, desk, unit } = turn;
  const doc = await desk.voucher(unit, id);
  const status = doc?.state.stage.status;
  if (doc === undefined || (status !== 'assigned' && status !== 'reserved'))
    return showVoucher(
      turn,
      id,
      status === undefined
        ? undefined
        : { text: turn.say('plan.notNow', { status: turn.say(`status.${status}`) }), style: 'accent' },
    );
  const standing = await turn.standing();
  const { facts, stage } = doc.state;
  const siblings = await desk.siblings(unit, facts);
  const own = stage.status === 'reserved' ? stage.reservation.consultantId : undefined;
  const { ids, verdict } = consultantsFor(facts, standing);
  const asked = [...new Set([...(own === undefined ? [] : [own]), ...ids])].slice(0, CONSULTANTS_ASKED);
  const timing = timingOf(doc.state, standing);
  const hasTime = timing.is === 'inTime' || timing.is === 'tight';
  const looked: readonly Looked[] = await Promise.all(
    (hasTime ? asked : asked.filter((one) => one === own)).map(async (consultantId) => ({
      consultantId,
      engaged: await engaged(turn, consultantId),
    })),
  );
  const against = stage.status === 'assigned' ? rulesAgainst(doc.state, { ...standing, siblings }) : [];
  const planned = engagementOf(doc);
  const theirs = looked.find(({ consultantId }) => consultantId === own)?.engaged;
  const proposals = against.length > 0 ? [] : proposalsFor(doc.state, timing, looked, standing.today);
  const card = planCard({
    doc,
    standing,
    actor,
    timing,
    against,
    who: { verdict, count: ids.length, looked: ids.filter((one) => asked.includes(one)).length },
    elsewhere: planned === undefined || theirs === undefined ? [] : elsewhere(planned, theirs),
    proposals: proposals.map((one) => ({
      ...one,
      arg: referenceArg(
        one.by === 'handOver'
          ? { consultant: one.consultantId }
          : one.by === 'reschedule'
            ? { start: one.start, end: one.end }
            : { start: one.start, end: one.end, consultant: one.consultantId },
      ),
    })),
    undated: looked.reduce((sum, one) => sum + one.engaged.undated, 0),
    isMore: looked.some((one) => one.engaged.isMore),
  });
  return { card, seen: { verb: 'plan.open', id }, waits: false };
}
