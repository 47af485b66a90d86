import { z } from 'zod';
import { quarantineCard, quarantinedMailCard } from '../../cards/mail/quarantine.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { orFirst } from '../../domain/desk/open-work.ts';
import { takesMails } from '../../domain/desk/quarantine.ts';
import { MAY } from '../../domain/people/permissions.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { quarantineId } from '../../domain/store/ids.ts';
import type { PersonDocument, QuarantineDocument } from '../../domain/store/documents.ts';
import { idsInput, missing, readInputs } from '../inputs.ts';
import { StepDialog, type Frame, type Handles, type Reply, type Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';

/** Mails of one page: each has an address, a subject and a button. */
const LISTED = 5;

/** One choice, encoded as those of several are. */
const inputsSchema = z.strictObject({ person: idsInput });

/** Mails of the watched mailbox that came to nobody: an admin looks at them, hands them over, or puts them away. */
export class QuarantineDialog extends StepDialog<'quarantine'> {
  override readonly needs = 'mailbox.hand';

  protected readonly handles: Handles<'quarantine', object> = {
    page: (turn, _frame, press) => list(turn, { from: press.arg }),
    hand: (turn, frame, press) => hand(turn, frame, press),
    dismiss: (turn, frame) => dismiss(turn, frame),
  };

  protected open(turn: Turn, frame: Frame<object>): Promise<Reply> {
    return frame.subject === '' ? list(turn) : showOne(turn, frame.subject);
  }
}

async function list(
  turn: Turn,
  {
    from,
    banner,
    changed,
  }: {
    readonly from?: string | undefined;
    readonly banner?: Banner | undefined;
    /** What this turn made of one: the store does not have it yet. */
    readonly changed?: { readonly id: string; readonly now?: QuarantineDocument | undefined };
  } = {},
): Promise<Shown> {
  const { docs, continuation } = await orFirst(
    (next) => turn.desk.heldMails(turn.unit, { limit: LISTED, continuation: next }),
    from,
  );
  const mails = docs.flatMap((doc) => (doc.id === changed?.id ? (changed.now ?? []) : doc));
  const standing = await turn.standing();
  const card = quarantineCard(turn.actor, { mails, standing, next: continuation, banner });
  return { card, seen: { verb: 'quarantine.page', arg: from }, waits: false };
}

async function showOne(
  turn: Turn,
  key: string,
  { banner, person }: { readonly banner?: Banner | undefined; readonly person?: string | undefined } = {},
): Promise<Shown> {
  const mail = await turn.unit.read('quarantine', quarantineId(key));
  if (mail === undefined)
    return list(turn, { banner: banner ?? (await turn.refused(refuse({ why: 'notFound' }))) });
  const standing = await turn.standing();
  const card = quarantinedMailCard(turn.actor, {
    mail,
    people: await takers(turn),
    standing,
    person,
    banner,
  });
  return { card, seen: { verb: 'quarantine.open', id: key }, waits: false };
}

/** Who may record vouchers and can be written to, by name. */
async function takers(turn: Turn): Promise<readonly PersonDocument[]> {
  const found = await Promise.all(
    MAY['voucher.record'].map((permission) => turn.desk.peopleWith(turn.unit, { permission })),
  );
  return found
    .flat()
    .filter(takesMails)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function hand(turn: Turn, { subject }: Frame<object>, press: Press): Promise<Shown> {
  const inputs = readInputs(inputsSchema, press.inputs);
  if (isRefusal(inputs)) return showOne(turn, subject, { banner: await turn.refused(inputs) });
  const [person] = inputs.person;
  if (person === undefined) return showOne(turn, subject, { banner: await turn.refused(missing('person')) });
  const outcome = await turn.desk.handMail(turn.unit, turn.actor, quarantineId(subject), person);
  if (!outcome.done) return showOne(turn, subject, { banner: await turn.refused(outcome.refusal), person });
  const name = await turn.nameOf(person);
  return list(turn, {
    banner: turn.good(turn.say('quarantine.done', { name })),
    changed: { id: outcome.doc.id, now: outcome.doc },
  });
}

async function dismiss(turn: Turn, { subject }: Frame<object>): Promise<Shown> {
  const id = quarantineId(subject);
  const outcome = await turn.desk.dismissMail(turn.unit, turn.actor, id);
  const banner = outcome.done
    ? turn.good(turn.say('quarantine.dismissed'))
    : await turn.refused(outcome.refusal);
  return list(turn, { banner, ...(outcome.done && { changed: { id } }) });
}
