import { handOverAllCard } from '../../cards/people/hand-over-all.ts';
import { messageCard } from '../../cards/message.ts';
import { workOf, type WorkOf } from '../../domain/desk/work-of.ts';
import { present } from '../../domain/present.ts';
import type { Query } from '../../domain/store/ports.ts';
import { personId } from '../../domain/store/ids.ts';
import { StepDialog, type Frame, type Handles, type Reply } from '../step.ts';
import type { Turn } from '../turn.ts';
import { chosenForBulk } from '../voucher/bulk.ts';

/** Who leaves: the company's consultant, the people who are that one, and what they are called. */
interface Leaver {
  readonly name: string;
  readonly consultantId: string | undefined;
  readonly people: readonly string[];
}

/**
 * All that somebody has who leaves: what it is, then to whom their reserved vouchers go. The subject is a person's AAD
 * object id, or the id of one who is or was the company's consultant: `{ goTo: 'handOverAll', subject }` leads here from anywhere.
 */
export class HandOverAllDialog extends StepDialog<'handOverAll'> {
  override readonly needs = 'voucher.void';

  protected readonly handles: Handles<'handOverAll', object> = {
    choose: (turn, frame) => this.#choose(turn, frame.subject),
  };

  protected async open(turn: Turn, { subject }: Frame<object>): Promise<Reply> {
    const leaver = await leaverOf(turn, subject);
    if (leaver === undefined) return nobody(turn);
    const card = handOverAllCard(turn.actor, {
      name: leaver.name,
      id: subject,
      work: await theirWork(turn, leaver),
      standing: await turn.standing(),
    });
    return { card, seen: { verb: 'handOverAll.open', id: subject }, waits: false };
  }

  async #choose(turn: Turn, subject: string): Promise<Reply> {
    const leaver = await leaverOf(turn, subject);
    if (leaver === undefined) return nobody(turn);
    const { delivers } = await theirWork(turn, leaver);
    if (delivers.length === 0) return this.open(turn, { subject, draft: {} });
    return chosenForBulk(turn, present({ type: 'handOver', from: leaver.consultantId } as const), delivers);
  }
}

async function leaverOf(turn: Turn, subject: string): Promise<Leaver | undefined> {
  const { company, texts } = await turn.standing();
  const person = subject === '' ? undefined : await turn.desk.person(turn.unit, subject);
  if (person !== undefined)
    return { name: person.name, consultantId: person.consultantId, people: [personId.keyOf(person.id)] };
  const name = texts[`consultant:${subject}`];
  // Who was removed has left a name, and perhaps what is reserved with them.
  if (name === undefined && company.consultants.every(({ id }) => id !== subject)) return undefined;
  const people = await turn.desk.peopleWith(turn.unit, { consultantId: subject });
  return {
    name: name ?? subject,
    consultantId: subject,
    people: people.map(({ id }) => personId.keyOf(id)),
  };
}

function theirWork({ desk, unit }: Turn, leaver: Leaver): Promise<WorkOf> {
  return workOf((query: Query<'voucher'>) => desk.find(unit, query), leaver);
}

function nobody(turn: Turn): Reply {
  const card = messageCard(turn.actor, {
    title: 'handOverAll.title',
    text: [turn.say('handOverAll.nobody')],
    offers: ['people', 'home'],
  });
  return { card, waits: false };
}
