import { z } from 'zod';
import { namesOf } from '../../cards/kit/format.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { messageCard } from '../../cards/message.ts';
import { NO_CONSULTANT, peopleCard, personCard } from '../../cards/people/people.ts';
import { unreachableCard, unreached, type Unreached } from '../../cards/people/unreachable.ts';
import { orFirst } from '../../domain/desk/open-work.ts';
import { may } from '../../domain/people/permissions.ts';
import { OFFICIAL_ROLES, PERMISSIONS, type OfficialRole } from '../../domain/people/person.ts';
import { present } from '../../domain/present.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { choice, choices, idsInput, missing, readInputs } from '../inputs.ts';
import { StepDialog, type Frame, type Handles, type Reply, type Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';

/** People on a page: more would be taller than a phone. */
const PEOPLE_SHOWN = 6;
/** Of those who cannot be reached, when a page has so many no other is looked at. */
const UNREACHED_SHOWN = 10;
/** Pages of people that one press looks through for those who cannot be reached. */
const PAGES_LOOKED_AT = 20;

/** Names of the admins, for "who is our admin?". */
export async function admins(turn: Turn): Promise<readonly string[]> {
  const found = await turn.desk.peopleWith(turn.unit, { permission: 'admin' });
  return found.map(({ name }) => name);
}

/** Names of those who have an official role: MPN partner admins work in VVR, a global admin in SAVB. */
export async function withRole(turn: Turn, role: OfficialRole): Promise<readonly string[]> {
  const found = await turn.desk.peopleWith(turn.unit, { role });
  return found.map(({ name }) => name);
}

const inputsSchema = z.strictObject({
  permission: choice([...PERMISSIONS, 'none'] as const),
  roles: choices(OFFICIAL_ROLES),
  /** One choice, encoded as those of several are; clients may leave it out. */
  consultant: idsInput,
});

/** Who may do what: requests first; an admin gives and takes on a card. */
export class PeopleDialog extends StepDialog<'people'> {
  protected readonly handles: Handles<'people', object> = {
    ask,
    grant: (turn, frame, press) => this.#grant(turn, frame, press),
    page: (turn, _frame, press) => this.#list(turn, press.arg),
    unreachable: (turn, _frame, press) => this.#unreachable(turn, press.arg),
  };

  protected async open(turn: Turn, frame: Frame<object>): Promise<Reply> {
    return frame.subject === '' ? this.#list(turn) : this.#one(turn, frame.subject);
  }

  async #grant(turn: Turn, frame: Frame<object>, press: Press): Promise<Reply> {
    if (frame.subject === '') return this.#list(turn);
    const inputs = readInputs(inputsSchema, press.inputs);
    if (isRefusal(inputs)) return this.#one(turn, frame.subject, await turn.refused(inputs));
    if (inputs.permission === undefined) {
      return this.#one(turn, frame.subject, await turn.refused(missing('permission')));
    }
    const permission = inputs.permission === 'none' ? undefined : inputs.permission;
    const [consultantId] = inputs.consultant;
    const outcome = await turn.desk.grant(turn.unit, turn.actor, {
      id: frame.subject,
      permission,
      roles: inputs.roles,
      version: press.version,
      consultantId: consultantId === NO_CONSULTANT ? '' : consultantId,
    });
    return this.#one(turn, frame.subject, await turn.outcome(outcome, 'people.saved'));
  }

  async #list(turn: Turn, continuation?: string): Promise<Reply> {
    const asking =
      continuation === undefined
        ? await turn.desk.find(turn.unit, { kind: 'person', where: { asked: true }, limit: PEOPLE_SHOWN })
        : { docs: [] };
    const limit = PEOPLE_SHOWN - Math.min(asking.docs.length, PEOPLE_SHOWN - 1);
    const page = await orFirst(
      (next) => turn.desk.find(turn.unit, present({ kind: 'person', limit, continuation: next })),
      continuation,
    );
    const others = page.docs.filter(({ id }) => asking.docs.every((one) => one.id !== id));
    const people = [...asking.docs.slice(0, PEOPLE_SHOWN - 1), ...others];
    const card = peopleCard(turn.actor, people, page.continuation);
    return { card, seen: { verb: 'people.page', arg: continuation }, waits: false };
  }

  async #one(turn: Turn, id: string, banner?: Banner): Promise<Reply> {
    const person = await turn.desk.person(turn.unit, id);
    if (person === undefined) return this.#list(turn);
    const standing = await turn.standing();
    const card = personCard(turn.actor, { person, standing, banner });
    return { card, seen: { verb: 'people.open', id }, waits: false };
  }

  /** Who cannot be reached; for those who can do something about it. */
  async #unreachable(turn: Turn, from?: string): Promise<Reply> {
    if (!may(turn.actor.permission, 'person.grant')) return this.#list(turn);
    const found: Unreached[] = [];
    let continuation = from;
    for (let page = 0; page < PAGES_LOOKED_AT; page += 1) {
      const { docs, continuation: next } = await orFirst(
        (token) =>
          turn.desk.find(turn.unit, present({ kind: 'person', limit: UNREACHED_SHOWN, continuation: token })),
        continuation,
      );
      found.push(...docs.flatMap((person) => unreached(person) ?? []));
      continuation = next;
      if (continuation === undefined || found.length >= UNREACHED_SHOWN) break;
    }
    const standing = await turn.standing();
    return {
      card: unreachableCard(turn.actor, { people: found, standing, next: continuation }),
      seen: { verb: 'people.unreachable', arg: from },
      waits: false,
    };
  }
}

/** Asks the admins to let the person in. */
export async function ask(turn: Turn): Promise<Shown> {
  await turn.desk.askForAccess(turn.unit, turn.actor);
  const names = await admins(turn);
  return {
    card: messageCard(turn.actor, {
      title: 'ask.title',
      text: [
        names.length === 0
          ? turn.say('about.noAdmin')
          : turn.say('ask.text', { names: namesOf(turn.say, names) }),
      ],
      offers: ['about', 'help'],
    }),
    waits: false,
  };
}
