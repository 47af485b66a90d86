import type { Askable } from '../../domain/voucher/model.ts';
import { z } from 'zod';
import { askColleagueCard, type Askee } from '../../cards/people/ask-colleague.ts';
import { unreached } from '../../cards/people/unreachable.ts';
import { present } from '../../domain/present.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { PersonDocument, VoucherDocument } from '../../domain/store/documents.ts';
import { personId } from '../../domain/store/ids.ts';
import { askableAt, askText } from '../../domain/voucher/colleagues.ts';
import { isExpired } from '../../domain/voucher/deadlines.ts';
import { idInput, messageInput, missing, readInputs, typed } from '../inputs.ts';
import { StepDialog, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { showVoucher } from '../voucher/voucher.ts';
import { namesFor } from './names.ts';

/** What a sentence may have said already: it fills the card. */
interface AskColleagueDraft {
  /** An AAD object id. */
  personId?: string;
  text?: string;
}

const inputsSchema = z.strictObject({ personId: idInput, message: messageInput });

/** Somebody else is asked for the step that a voucher waits for. */
export class AskColleagueDialog extends StepDialog<'askColleague', AskColleagueDraft> {
  override readonly needs = 'voucher.ask';

  protected readonly handles: Handles<'askColleague', AskColleagueDraft> = { done: send, decline };

  protected open(turn: Turn, frame: Frame<AskColleagueDraft>): Promise<Reply> {
    return show(turn, frame);
  }
}

async function send(turn: Turn, frame: Frame<AskColleagueDraft>, press: Press): Promise<Reply> {
  const { personId: whom, message } = typed(press.inputs);
  frame.draft = present({ personId: whom, text: message });
  const inputs = readInputs(inputsSchema, press.inputs);
  if (isRefusal(inputs)) return show(turn, frame, inputs);
  const { personId: to, message: text } = inputs;
  if (to === undefined) return show(turn, frame, missing('personId'));
  const order = turn.order(press);
  const key = order.commandId;
  const outcome = await order.voucher(frame.subject, {
    command: { type: 'ask', key, to },
    ...(text === undefined ? {} : { texts: { [askText(key)]: text } }),
  });
  if (!outcome.done) {
    const { why } = outcome.refusal.refused;
    return why === 'input' || why === 'asked' || why === 'tooMany'
      ? show(turn, frame, outcome.refusal)
      : showVoucher(turn, frame.subject, await turn.refused(outcome.refusal));
  }
  const name = await turn.nameOf(to);
  return showVoucher(turn, frame.subject, turn.did(outcome, turn.say('askColleague.done', { name })));
}

/** "Not now" of who was asked, on a card that came unasked; or taken back by who asked. `arg`: the request's key. */
async function decline(turn: Turn, { subject }: Frame<AskColleagueDraft>, press: Press): Promise<Reply> {
  const key = press.arg ?? '';
  const before = await turn.desk.voucher(turn.unit, subject, true);
  const isOwn = before?.state.asks?.some((one) => one.key === key && one.by === turn.actor.id) === true;
  // The same request is closed once, however often its button is pressed.
  const order = turn.order({ commandId: `${key}/closed/${turn.actor.id}`, version: undefined });
  const outcome = await order.voucher(subject, { command: { type: 'closeAsk', key } });
  if (!outcome.done) {
    const { why } = outcome.refusal.refused;
    const isOver = why === 'notFound' || why === 'state';
    return showVoucher(
      turn,
      subject,
      isOver && outcome.doc !== undefined
        ? { text: turn.say('askColleague.isOver'), style: 'accent' }
        : await turn.refused(outcome.refusal),
    );
  }
  return showVoucher(
    turn,
    subject,
    turn.did(outcome, turn.say(isOwn ? 'askColleague.takenBack' : 'askColleague.declined')),
  );
}

async function show(turn: Turn, frame: Frame<AskColleagueDraft>, refusal?: Refusal): Promise<Reply> {
  const standing = await turn.standing();
  const waitsFor = ({ state: { facts, stage } }: VoucherDocument): Askable | undefined =>
    isExpired(facts, stage, standing.today, standing.edition) ? undefined : askableAt(stage);
  const doc = await turn.voucher(frame.subject, (one) => waitsFor(one) !== undefined);
  if (doc === undefined) return showVoucher(turn, frame.subject);
  const what = waitsFor(doc);
  if (what === undefined) {
    const status = askableAt(doc.state.stage) === undefined ? doc.status : 'expired';
    const over = refuse({ why: 'state', command: 'ask', status });
    return showVoucher(turn, frame.subject, await turn.refused(over));
  }
  const people = await turn.desk.whoMayBeAsked(turn.unit, turn.actor, what);
  const lost = people.map((one) => unreached(one)).filter((one) => one !== undefined);
  const own = (doc.state.asks ?? []).filter(({ by }) => by === turn.actor.id);
  const names = await namesFor(
    turn,
    own.map(({ to }) => to),
  );
  const asked = new Set(own.map(({ to }) => personId(to)));
  const card = askColleagueCard({
    doc,
    standing,
    actor: turn.actor,
    values: { personId: frame.draft.personId ?? '', message: frame.draft.text ?? '' },
    commandId: newCommandId(),
    what,
    people: likeliestFirst(
      people.filter((one) => unreached(one) === undefined && !asked.has(one.id)),
      doc,
      what,
    ),
    unreached: lost.map(({ person, why }) => ({ name: person.name, why })),
    open: own.map(({ key, to }) => ({
      key,
      name: names.get(to) ?? '',
      isLost: people.every(({ id }) => id !== personId(to)),
    })),
    banner: await turn.refused(refusal),
  });
  return { card, waits: true };
}

/** Only an MPN partner admin works in VVR (D2, D3); a report is the consultant's; then who knows the voucher; by name. */
function likeliestFirst(
  people: readonly PersonDocument[],
  { state: { stage }, recordedBy, reservedBy, changedBy }: VoucherDocument,
  what: Askable,
): readonly Askee[] {
  const delivers = 'reservation' in stage ? stage.reservation.consultantId : undefined;
  const isInVvr = what === 'reserve' || what === 'redeem';
  return people
    .map((person) => {
      const id = personId.keyOf(person.id);
      const why: Askee['why'] =
        isInVvr && person.roles.includes('mpnPartnerAdmin')
          ? 'isMpnAdmin'
          : delivers !== undefined && person.consultantId === delivers
            ? 'delivers'
            : undefined;
      const knows = [reservedBy, changedBy, recordedBy].includes(id);
      return { id, name: person.name, why, place: why !== undefined ? 0 : knows ? 1 : 2 };
    })
    .toSorted((a, b) => a.place - b.place || (a.name < b.name ? -1 : 1));
}
