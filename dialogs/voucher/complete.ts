import { z } from 'zod';
import { completeCard } from '../../cards/voucher/complete.ts';
import type { Banner, Card } from '../../cards/kit/template.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Planned } from '../../domain/plan/plan.ts';
import { present } from '../../domain/present.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { lackingOf, neededNext } from '../../domain/voucher/lacking.ts';
import type { Reservation } from '../../domain/voucher/model.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { dayInput, idInput, missing, nameInput, readInputs } from '../inputs.ts';
import type { Handles, Reply } from '../step.ts';
import type { Turn } from '../turn.ts';
import { acceptedOf } from './accepted.ts';
import { plannedBy } from './engaged.ts';
import { placeOf } from './place.ts';
import { VoucherForm, type FormView, type ReadForm, type VoucherDraft } from './voucher-form.ts';

const inputsSchema = z.strictObject({
  start: dayInput.optional(),
  end: dayInput.optional(),
  locationId: idInput.optional(),
  country: nameInput.optional(),
  reservedOn: dayInput.optional(),
  reportedOn: dayInput.optional(),
  handedOverOn: dayInput.optional(),
  redeemedOn: dayInput.optional(),
  reason: nameInput,
});

/** What a list that was brought in did not say of a voucher, entered when it is needed. */
export class CompleteDialog extends VoucherForm<'complete'> {
  override readonly needs = 'voucher.complete';

  protected readonly from = ['reserved', 'reported', 'redeemed'] as const;
  protected readonly handles: Handles<'complete', VoucherDraft> = { done: this.sent(entered) };

  protected form(_turn: Turn, view: FormView): Card {
    return completeCard(view);
  }

  protected defaults({ state: { stage } }: VoucherDocument): Record<string, string> {
    const asked = lackingOf(stage).flatMap((what) =>
      what === 'country' ? ['locationId', 'country'] : [what],
    );
    return Object.fromEntries([...asked, 'reason'].map((id) => [id, '']));
  }

  protected override planned(
    { state: { stage } }: VoucherDocument,
    standing: Standing,
    { start, end }: Readonly<Record<string, string>>,
  ): Planned | undefined {
    return stage.status === 'reserved'
      ? plannedBy(standing, { start, end, ...daysOf(stage.reservation) })
      : undefined;
  }

  /** The step for which it was asked is what comes next. */
  protected override async next(turn: Turn, subject: string, banner: Banner): Promise<Reply> {
    const { today } = await turn.standing();
    const doc = await turn.desk.voucher(turn.unit, subject);
    const stage = doc?.state.stage;
    const isReady =
      stage?.status === 'reserved' && stage.reservation.end !== undefined && stage.reservation.end <= today;
    return isReady ? { goTo: 'report', subject, banner } : super.next(turn, subject, banner);
  }
}

/** What is known of whose days it takes. */
function daysOf({ start, end, consultantId }: Reservation): Readonly<Record<string, string>> {
  return present({ start, end, consultantId }) as Record<string, string>;
}

const entered: ReadForm = ({ press, doc, standing, turn }) => {
  const inputs = readInputs(inputsSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  const { stage } = doc.state;
  for (const what of neededNext(stage))
    if (what !== 'country' && inputs[what] === undefined) return missing(what);
  const isPlaced = inputs.locationId !== undefined || inputs.country !== undefined;
  const place = isPlaced || neededNext(stage).includes('country') ? placeOf(standing, inputs) : {};
  if (isRefusal(place)) return place;
  const { start, end, reservedOn, reportedOn, handedOverOn, redeemedOn } = inputs;
  const some = <T extends object>(part: T): T | undefined =>
    Object.keys(part).length > 0 ? part : undefined;
  return {
    command: {
      type: 'complete',
      known: present({
        reservation: some(present({ ...place, start, end, on: reservedOn })),
        report: some(present({ on: reportedOn, handedOverOn })),
        redemption: redeemedOn === undefined ? undefined : { on: redeemedOn },
      }),
      accepted: acceptedOf(press),
    },
    texts: present({ reason: inputs.reason }),
    done: turn.say('complete.done'),
  };
};
