import { planCard, type PlanView } from '../../../cards/voucher/plan.ts';
import { addDays } from '../../../domain/day.ts';
import { missing, met, unmet } from '../../../domain/guards/answers.ts';
import type { Timing } from '../../../domain/plan/plan.ts';
import { LATER, TODAY } from './days.ts';
import type { Scene } from './scene.ts';

const TIMINGS: readonly Timing[] = [
  { is: 'notKnown', lacks: ['expiry', 'serviceLevel'] },
  { is: 'doubted', by: TODAY, until: LATER },
  { is: 'over', by: addDays(TODAY, -1) },
  { is: 'late', by: addDays(TODAY, 3), days: 5, shorter: [1, 3] },
  { is: 'tight', by: addDays(TODAY, 9), start: addDays(TODAY, 2) },
  { is: 'inTime', by: LATER, latest: addDays(LATER, -10) },
];

/** Whether a voucher can still be done: every answer. */
export function showPlans(scene: Scene): void {
  const standing = scene.standing();
  for (const state of ['assigned', 'reserved'] as const) {
    const doc = scene.voucher(state);
    const view: PlanView = {
      doc,
      standing,
      actor: scene.actor,
      timing: TIMINGS[5] as Timing,
      against: [],
      who: { verdict: met, count: 20, looked: 8 },
      elsewhere: [],
      proposals: [],
      undated: 2,
      isMore: true,
    };
    const proposals = [0, 1, 2].map((nth) => ({
      consultantId: `consultant-${nth}`,
      start: addDays(TODAY, 7 * nth),
      end: addDays(TODAY, 7 * nth + 4),
      by:
        state === 'assigned'
          ? ('reserve' as const)
          : nth === 0
            ? ('reschedule' as const)
            : ('handOver' as const),
      arg: 'said:start=2027-01-11',
    }));
    const show = (of: string, over: Partial<PlanView>): void =>
      scene.show(planCard, `${state}, ${of}`, planCard({ ...view, ...over }));
    for (const timing of TIMINGS) {
      const hasTime = timing.is === 'inTime' || timing.is === 'tight';
      show(timing.is, { timing, proposals: hasTime ? proposals : [] });
    }
    show('nobody free', {});
    show('nobody qualifies', { who: { verdict: unmet({ code: 'notTrained' }), count: 0, looked: 0 } });
    show('no consultants', { who: { verdict: missing('assessments'), count: 0, looked: 0 } });
    show('who qualifies is not known', {
      who: { verdict: missing('assessments'), count: 2, looked: 2 },
      proposals,
      undated: 0,
      isMore: false,
    });
    show('in two places', { elsewhere: scene.engagements(2), proposals });
    show('in many places', { elsewhere: scene.engagements(9), proposals });
    show('against the rules', {
      against: [
        {
          guard: 'G9',
          severity: 'blocks',
          answer: 'unmet',
          detail: { code: 'notEnrolled', offering: 'SDPS', enrolled: ['DDPS'] },
        },
      ],
    });
  }
  for (const doc of [scene.broughtIn('reserved')])
    scene.show(
      planCard,
      'days not known',
      planCard({
        doc,
        standing,
        actor: scene.actor,
        timing: TIMINGS[5] as Timing,
        against: [],
        who: { verdict: met, count: 1, looked: 1 },
        elsewhere: [],
        proposals: [],
        undated: 0,
        isMore: false,
      }),
    );
}
