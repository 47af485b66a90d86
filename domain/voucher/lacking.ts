import type { Known, Stage } from './model.ts';
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

/** The stage with what became known; only what was absent is filled. Undefined when that stage has no such step. */
export function completed(stage: Stage, { reservation, report, redemption }: Known): Stage | undefined {
  if (!('reservation' in stage)) return undefined;
  const reserved = { ...stage, reservation: { ...reservation, ...stage.reservation } };
  if (!('report' in reserved)) return report === undefined && redemption === undefined ? reserved : undefined;
  const reported = { ...reserved, report: { ...report, ...reserved.report } };
  if (reported.status === 'reported') return redemption === undefined ? reported : undefined;
  return { ...reported, redemption: { ...redemption, ...reported.redemption } };
}
