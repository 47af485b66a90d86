import { z } from 'zod';
import { consultantCard } from '../../cards/company/add-consultant.ts';
import { locationCard } from '../../cards/company/add-location.ts';
import type { CompanyFormView } from '../../cards/company/company-form.ts';
import { setUpCard, setUpDoneCard } from '../../cards/company/set-up.ts';
import type { Banner } from '../../cards/kit/template.ts';
import type { CompanyOrder } from '../../domain/desk/desk.ts';
import type { Outcome } from '../../domain/desk/execute.ts';
import { present } from '../../domain/present.ts';
import { consultantCalled } from '../../domain/people/same-person.ts';
import {
  COMPETENCY_IDS,
  OFFERING_IDS,
  type CompetencyId,
  type Level,
} from '../../domain/programme/catalogue.ts';
import { EDITION_IDS } from '../../domain/programme/edition.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { showHome } from '../home.ts';
import { choice, choices, nameInput, readCountry, readInputs, typedIn, missing } from '../inputs.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { showCompany } from './company.ts';

type Form = 'company' | 'location' | 'consultant';

interface Draft {
  form?: Form;
  values?: Record<string, string>;
  /** The company's version that the values were typed for: they are not shown over a newer one. */
  version?: number | undefined;
}

const SETTABLE_ROLES = ['mpnPartnerAdmin', 'mpnGlobalAdmin'] as const;

const companySchema = z.strictObject({
  companyName: nameInput,
  country: nameInput,
  locationId: nameInput,
  gold: choices(COMPETENCY_IDS),
  silver: choices(COMPETENCY_IDS),
  offerings: choices(OFFERING_IDS),
  consultantName: nameInput,
  assessments: choices(COMPETENCY_IDS),
  roles: choices(SETTABLE_ROLES),
  timeZone: nameInput,
  edition: choice(EDITION_IDS),
});
const locationSchema = z.strictObject({ country: nameInput, locationId: nameInput });
const consultantSchema = z.strictObject({ consultantName: nameInput, assessments: choices(COMPETENCY_IDS) });

const FIELDS: Readonly<Record<Form, readonly string[]>> = {
  company: Object.keys(companySchema.shape),
  location: Object.keys(locationSchema.shape),
  consultant: Object.keys(consultantSchema.shape),
};

const MAX_LOCATION_ID = 40;

/** What the guards need to know of the company: one card, then one more of each. */
export class SetUpDialog extends StepDialog<'setUp', Draft> {
  override readonly needs = 'company.setUp';

  protected readonly handles: Handles<'setUp', Draft> = {
    save: (turn, frame, press) => this.#save(turn, frame, press),
    location: (turn, frame) => this.#begin(turn, frame, 'location'),
    consultant: (turn, frame) => this.#begin(turn, frame, 'consultant'),
    addLocation: (turn, frame, press) => this.#add(turn, frame, press, 'location', locationAsked(press)),
    addConsultant: async (turn, frame, press) =>
      this.#add(turn, frame, press, 'consultant', await consultantAsked(turn, press)),
  };

  protected async open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    if (turn.actor.permission !== 'admin') {
      return showHome(turn, await turn.refused(refuse({ why: 'permission', needs: ['admin'] })));
    }
    frame.draft.form ??= 'company';
    return this.#form(turn, frame);
  }

  #begin(turn: Turn, frame: Frame<Draft>, form: Form): Promise<Reply> {
    frame.draft = { form };
    return this.open(turn, frame);
  }

  /** Before the set-up there is no company to see. */
  override async leave(turn: Turn, _subject: string, banner: Banner): Promise<Answer | undefined> {
    return (await turn.standing()).version === 0 ? undefined : showCompany(turn, banner);
  }

  async #save(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft = present({
      form: 'company',
      values: typedIn(FIELDS.company, press.inputs),
      version: press.version,
    });
    const inputs = readInputs(companySchema, press.inputs);
    if (isRefusal(inputs)) return this.#form(turn, frame, inputs);
    if (inputs.companyName === undefined) return this.#form(turn, frame, missing('companyName'));
    const standing = await turn.standing();
    const timeZone = inputs.timeZone ?? standing.company.timeZone;
    const competencies: Partial<Record<CompetencyId, Level>> = {};
    for (const id of inputs.silver) competencies[id] = 'silver';
    for (const id of inputs.gold) competencies[id] = 'gold';
    const place = placeOf(inputs.country, inputs.locationId);
    if (place !== undefined && isRefusal(place)) return this.#form(turn, frame, place);
    const consultant =
      inputs.consultantName === undefined
        ? undefined
        : { id: await consultantIdOf(turn, inputs.consultantName), assessments: inputs.assessments };
    const outcome = await turn.order(press).company({
      command: {
        type: 'setUp',
        edition: inputs.edition ?? standing.company.edition,
        timeZone,
        competencies,
        offerings: inputs.offerings,
        location: place,
        consultant,
      },
      texts: {
        name: inputs.companyName,
        ...(consultant === undefined ? {} : { [`consultant:${consultant.id}`]: inputs.consultantName ?? '' }),
      },
    });
    if (!outcome.done) return this.#form(turn, frame, outcome.refusal);
    const kept = turn.actor.roles.filter((role) => !(SETTABLE_ROLES as readonly string[]).includes(role));
    const { id, permission } = turn.actor;
    const roles = [...kept, ...inputs.roles];
    const granted = await turn.desk.grant(turn.unit, turn.actor, { id, permission, roles });
    return this.#done(turn, [outcome, granted]);
  }

  async #add(
    turn: Turn,
    frame: Frame<Draft>,
    press: Press,
    form: Form,
    asked: Added | Refusal,
  ): Promise<Reply> {
    frame.draft = { form, values: typedIn(FIELDS[form], press.inputs) };
    if (isRefusal(asked)) return this.#form(turn, frame, asked);
    const outcome = await turn.order(press).company(asked);
    return outcome.done ? this.#done(turn, [outcome]) : this.#form(turn, frame, outcome.refusal);
  }

  async #done(turn: Turn, outcomes: readonly Outcome<object>[]): Promise<Reply> {
    const banner = turn.did(outcomes, turn.say('setUp.saved'));
    return { card: setUpDoneCard(turn.actor, await turn.standing(), banner), waits: false };
  }

  async #form(turn: Turn, { draft }: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const standing = await turn.standing();
    const { company, texts } = standing;
    const [first] = company.consultants;
    const level = (wanted: Level): string =>
      COMPETENCY_IDS.filter((id) => company.competencies[id] === wanted).join(',');
    const form = draft.form ?? 'company';
    const own: Record<string, string> =
      form === 'company'
        ? {
            companyName: texts['name'] ?? '',
            country: '',
            locationId: '',
            gold: level('gold'),
            silver: level('silver'),
            offerings: Object.keys(company.enrolments).join(','),
            consultantName: first === undefined ? '' : (texts[`consultant:${first.id}`] ?? ''),
            assessments: first?.assessments.join(',') ?? '',
            roles: SETTABLE_ROLES.filter((role) => turn.actor.roles.includes(role)).join(','),
            timeZone: standing.version === 0 ? (turn.timeZone ?? company.timeZone) : company.timeZone,
            edition: company.edition,
          }
        : { country: '', locationId: '', consultantName: '', assessments: '' };
    const view: CompanyFormView = {
      actor: turn.actor,
      standing,
      // Somebody else was quicker: the card shows how it stands now, and the next press decides.
      values: {
        ...own,
        ...(form === 'company' && draft.version !== standing.version ? {} : draft.values),
      },
      commandId: newCommandId(),
      banner: await turn.overtaken(refusal, own, draft.values ?? {}),
    };
    const card =
      form === 'location'
        ? locationCard(view)
        : form === 'consultant'
          ? consultantCard(view)
          : setUpCard(view);
    return { card, waits: true };
  }
}

/** What one more location or consultant asks of the desk. */
type Added = Pick<CompanyOrder, 'command' | 'texts'>;

function locationAsked(press: Press): Added | Refusal {
  const inputs = readInputs(locationSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  if (inputs.country === undefined) return missing('country');
  if (inputs.locationId === undefined) return missing('locationId');
  const location = placeOf(inputs.country, inputs.locationId);
  if (location === undefined) return missing('country');
  return isRefusal(location) ? location : { command: { type: 'addLocation', location } };
}

async function consultantAsked(turn: Turn, press: Press): Promise<Added | Refusal> {
  const inputs = readInputs(consultantSchema, press.inputs);
  if (isRefusal(inputs)) return inputs;
  if (inputs.consultantName === undefined) return missing('consultantName');
  const id = await consultantIdOf(turn, inputs.consultantName);
  const { company } = await turn.standing();
  // The form opens without what is known of somebody: it adds to it.
  const known = company.consultants.find((one) => one.id === id)?.assessments ?? [];
  const assessments = [...new Set([...known, ...inputs.assessments])];
  return {
    command: { type: 'addConsultant', consultant: { id, assessments } },
    texts: { [`consultant:${id}`]: inputs.consultantName },
  };
}

/** A consultant of the same name is the same one: saving the card again changes nothing else. */
async function consultantIdOf(turn: Turn, name: string): Promise<string> {
  return consultantCalled(name, await turn.standing()) ?? newCommandId();
}

/** The location that two inputs describe; undefined when neither is given. */
function placeOf(
  country: string | undefined,
  id: string | undefined,
): { id: string; country: string } | Refusal | undefined {
  if (country === undefined) return id === undefined ? undefined : missing('country');
  const read = readCountry(country);
  if ('near' in read) return refuse({ why: 'input', field: 'country', problem: 'unknown' });
  if (id === undefined) return missing('locationId');
  return id.length > MAX_LOCATION_ID
    ? refuse({ why: 'input', field: 'locationId', problem: 'tooLong' })
    : { id, country: read.code };
}
