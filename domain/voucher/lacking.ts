import type { Known, Stage, Status } from './model.ts';
import { LACKING, type Lacking } from './step-facts.ts';

/** Everything that is absent of these steps, in the order of the steps. */
export function lackingOf(stage: Stage): readonly Lacking[] {
  if (!('reservation' in stage)) return [];
  const { reservation } = stage;
  const report = 'report' in stage ? stage.report : undefined;
  const redemption = stage.status === 'redeemed' ? stage.redemption : undefined;
  const has: Readonly<Record<Lacking, boolean>> = {
    reservedOn: reservation.on !== undefined,
    country: reservation.country !== undefined,
    start: reservation.start !== undefined,
    end: reservation.end !== undefined,
    reportedOn: report === undefined || report.on !== undefined,
    handedOverOn: report === undefined || report.handedOverOn !== undefined,
    redeemedOn: redemption === undefined || redemption.on !== undefined,
  };
  return LACKING.filter((what) => !has[what]);
}

/** What the next step of a voucher cannot do without: its dates for the report, its country and redemption for a claim. */
export function neededNext(stage: Stage): readonly Lacking[] {
  const lacks = lackingOf(stage);
  switch (stage.status) {
    case 'reserved':
      return lacks.filter((what) => what === 'start' || what === 'end');
    case 'redeemed':
      return lacks.filter((what) => what === 'country' || what === 'redeemedOn');
    case 'assigned':
    case 'reported':
    case 'lost':
    case 'void':
      return [];
    default:
      return stage satisfies never;
  }
}

/** The states of a voucher that goes its way, in their order. */
const WAY: readonly Status[] = ['assigned', 'reserved', 'reported', 'redeemed'];

/** Whether one state comes after another on a voucher's way; of one that left it nothing is said. */
export function isLater(one: Status, than: Status): boolean {
  const [at, from] = [WAY.indexOf(one), WAY.indexOf(than)];
  return at >= 0 && from >= 0 && at > from;
}

/** A stage with steps behind it. */
type SteppedStage = Extract<Stage, { readonly reservation: object }>;

/** The later stage that it went on to, with what was known before; undefined when that one is not later. */
export function advanced(stage: Stage, to: Stage): SteppedStage | undefined {
  if (!isLater(to.status, stage.status) || !('reservation' in to)) return undefined;
  if (!('reservation' in stage)) return to;
  const on = { ...to, reservation: { ...to.reservation, ...stage.reservation } };
  return 'report' in on && 'report' in stage ? { ...on, report: { ...on.report, ...stage.report } } : on;
}

/** The stage with what became known; only what was absent is filled. Undefined when that stage has no such step. */
export function completed(stage: Stage, { reservation, report, redemption }: Known): Stage | undefined {
  if (!('reservation' in stage)) return undefined;
  const reserved = { ...stage, reservation: { ...reservation, ...stage.reservation } };
  if (!('report' in reserved)) return report === undefined && redemption === undefined ? reserved : undefined;
  const reported = { ...reserved, report: { ...report, ...reserved.report } };
  if (reported.status === 'reported') return redemption === undefined ? reported : undefined;
  return { ...reported, redemption: { ...redemption, ...reported.redemption } };
}
