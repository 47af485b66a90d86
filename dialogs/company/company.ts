import { z } from 'zod';
import type { CompanyFormView } from '../../cards/company/company-form.ts';
import { companyCard, companyDetailsCard, competencyCard, MAX_BUFFER } from '../../cards/company/company.ts';
import { consultantName } from '../../cards/kit/names.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { maxDaysCard } from '../../cards/company/max-days.ts';
import type { Company } from '../../domain/company/model.ts';
import { forbidden, type Outcome } from '../../domain/desk/execute.ts';
import { renewals } from '../../domain/company/renewal.ts';
import {
  COMPETENCY_IDS,
  ENGAGEMENT_IDS,
  OFFERING_IDS,
  SERVICE_LEVELS,
  type CompetencyId,
} from '../../domain/programme/catalogue.ts';
import { may } from '../../domain/people/permissions.ts';
import { present } from '../../domain/present.ts';
import { EDITION_IDS, engagementIn } from '../../domain/programme/edition.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { choice, countInput, dayInput, nameInput, readInputs, typedIn, missing } from '../inputs.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply, type Shown } from '../step.ts';
import { continueAction } from '../parked.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { reservedWith, showConsultants, showRemoval } from './consultants.ts';
import { showEligibility } from './eligibility.ts';
import { withEndangered } from './renewals.ts';

const REMOVES = 'company.removeConsultant';

interface Draft {
  form?: 'details' | 'competency' | 'maxDays';
  values?: Record<string, string>;
  /** The company's version that the values were typed for: they are not shown over a newer one. */
  version?: number | undefined;
}

const detailsSchema = z.strictObject({
  companyName: nameInput,
  mpnId: nameInput,
  membershipEnd: dayInput,
  timeZone: nameInput,
  reportingBuffer: countInput(MAX_BUFFER),
  edition: choice(EDITION_IDS),
});
const competencySchema = z.strictObject({
  competency: choice(COMPETENCY_IDS),
  level: choice(['silver', 'gold', 'none']),
  anniversary: dayInput,
});

const maxDaysSchema = z.strictObject({
  engagement: choice(ENGAGEMENT_IDS),
  maxDays: choice([...SERVICE_LEVELS.map(String), 'none']),
});

const FIELDS = {
  details: Object.keys(detailsSchema.shape),
  competency: Object.keys(competencySchema.shape),
  maxDays: Object.keys(maxDaysSchema.shape),
};

function competencyValues(company: Company, competency: string): Record<string, string> {
  const id = competency as CompetencyId;
  return {
    competency,
    level: company.competencies[id] ?? 'none',
    anniversary: company.anniversaries[id] ?? '',
  };
}

/** The company: what is known, what runs out, its details and single competencies. */
export class CompanyDialog extends StepDialog<'company', Draft> {
  override readonly looksFirst = true;

  protected readonly handles: Handles<'company', Draft> = {
    details: (turn, frame) => this.#begin(turn, frame, 'details'),
    competency: (turn, frame) => this.#begin(turn, frame, 'competency'),
    saveDetails: (turn, frame, press) => this.#saveDetails(turn, frame, press),
    saveCompetency: (turn, frame, press) => this.#saveCompetency(turn, frame, press),
    maxDays: (turn, frame) => this.#begin(turn, frame, 'maxDays'),
    saveMaxDays: (turn, frame, press) => this.#saveMaxDays(turn, frame, press),
    consultants: (turn, _frame, { arg }) => this.#ofConsultants(turn, () => showConsultants(turn, arg)),
    toRemove: (turn, { subject }) => this.#ofConsultants(turn, () => showRemoval(turn, subject)),
    remove: (turn, { subject }, press) => this.#remove(turn, subject, press),
  };

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    if (frame.draft.form === undefined) return showCompany(turn);
    return frame.draft.form === 'maxDays' ? this.#maxDays(turn, frame) : this.#form(turn, frame);
  }

  /** The engagements of one offering are seen under eligibility. */
  override leave(turn: Turn, subject: string, banner: Banner): Promise<Answer> {
    return subject === '' ? showCompany(turn, banner) : showEligibility(turn, subject, banner);
  }

  #begin(turn: Turn, frame: Frame<Draft>, form: 'details' | 'competency' | 'maxDays'): Promise<Reply> {
    frame.draft = { form };
    return this.open(turn, frame);
  }

  async #saveDetails(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft = { form: 'details', values: typedIn(FIELDS.details, press.inputs), version: press.version };
    const inputs = readInputs(detailsSchema, press.inputs);
    if (isRefusal(inputs)) return this.#form(turn, frame, inputs);
    if (inputs.companyName === undefined) return this.#form(turn, frame, missing('companyName'));
    if (inputs.reportingBuffer === undefined) return this.#form(turn, frame, missing('reportingBuffer'));
    const { company } = await turn.standing();
    const changed = await turn.order(press, 'details').company({
      command: {
        type: 'changeDetails',
        mpnId: inputs.mpnId,
        membershipEnd: inputs.membershipEnd,
        timeZone: inputs.timeZone ?? company.timeZone,
        reportingBuffer: inputs.reportingBuffer,
      },
      texts: { name: inputs.companyName },
    });
    if (!changed.done) return this.#form(turn, frame, changed.refusal);
    const all: Outcome<object>[] = [changed];
    if (inputs.edition !== undefined && inputs.edition !== company.edition) {
      const { version } = changed.doc;
      const edited = await turn
        .order({ ...press, version })
        .company({ command: { type: 'changeEdition', edition: inputs.edition } });
      if (!edited.done) return this.#form(turn, frame, edited.refusal);
      all.push(edited);
    }
    return showCompany(turn, turn.did(all, turn.say('setUp.saved')));
  }

  async #saveCompetency(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft = {
      form: 'competency',
      values: typedIn(FIELDS.competency, press.inputs),
      version: press.version,
    };
    const inputs = readInputs(competencySchema, press.inputs);
    if (isRefusal(inputs)) return this.#form(turn, frame, inputs);
    if (inputs.competency === undefined) return this.#form(turn, frame, missing('competency'));
    if (inputs.level === undefined) return this.#form(turn, frame, missing('level'));
    const { company } = await turn.standing();
    const outcome = await turn.order(press).company({
      command: {
        type: 'changeCompetency',
        competency: inputs.competency,
        level: inputs.level === 'none' ? undefined : inputs.level,
        // The form opens without the day that is known: empty means as it is.
        anniversary: inputs.anniversary ?? company.anniversaries[inputs.competency],
      },
    });
    return outcome.done
      ? showCompany(turn, turn.did(outcome, turn.say('setUp.saved')))
      : this.#form(turn, frame, outcome.refusal);
  }

  async #saveMaxDays(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft = { form: 'maxDays', values: typedIn(FIELDS.maxDays, press.inputs) };
    const inputs = readInputs(maxDaysSchema, press.inputs);
    if (isRefusal(inputs)) return this.#maxDays(turn, frame, inputs);
    const { engagement, maxDays } = inputs;
    if (engagement === undefined) return this.#maxDays(turn, frame, missing('engagement'));
    if (maxDays === undefined) return this.#maxDays(turn, frame, missing('maxDays'));
    const days = maxDays === 'none' ? undefined : Number(maxDays);
    const outcome = await turn
      .order(press)
      .company({ command: present({ type: 'changeMaxDays', engagement, days }) });
    if (!outcome.done) return this.#maxDays(turn, frame, outcome.refusal);
    const { edition } = await turn.standing();
    // There it stands beside its engagement.
    const offering = engagementIn(edition, engagement)?.offering ?? '';
    const seen = await showEligibility(turn, offering, turn.did(outcome, turn.say('setUp.saved')));
    return { ...seen, waits: false };
  }

  /** What only admins do is not begun with by anybody else. */
  async #ofConsultants(turn: Turn, show: () => Promise<Reply>): Promise<Reply> {
    return may(turn.actor.permission, REMOVES)
      ? show()
      : showCompany(turn, await turn.refused(forbidden(REMOVES)));
  }

  async #remove(turn: Turn, consultantId: string, press: Press): Promise<Reply> {
    const outcome = await turn.order(press).company({ command: { type: 'removeConsultant', consultantId } });
    if (!outcome.done) {
      const banner = await turn.refused(outcome.refusal);
      return this.#ofConsultants(turn, () => showRemoval(turn, consultantId, banner));
    }
    const name = consultantName(await turn.standing(), consultantId);
    const banner = turn.did(outcome, turn.say('removeConsultant.done', { name }));
    const { count } = await reservedWith(turn, consultantId);
    // What nobody of the company delivers now is what they see next.
    return count === 0 ? showCompany(turn, banner) : { goTo: 'handOverAll', subject: consultantId, banner };
  }

  async #maxDays(turn: Turn, { draft, subject }: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const card = maxDaysCard({
      actor: turn.actor,
      standing: await turn.standing(),
      values: { engagement: '', maxDays: '', ...draft.values },
      offering: OFFERING_IDS.find((id) => id === subject),
      commandId: newCommandId(),
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }

  async #form(turn: Turn, { draft }: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const standing = await turn.standing();
    const { company, texts } = standing;
    // Somebody else was quicker: the card shows how it stands now, and the next press decides.
    const isStale = refusal?.refused.why === 'stale';
    const own: Record<string, string> =
      draft.form === 'competency'
        ? isStale
          ? competencyValues(company, draft.values?.['competency'] ?? '')
          : { competency: '', level: '', anniversary: '' }
        : {
            companyName: texts['name'] ?? '',
            mpnId: company.mpnId ?? '',
            membershipEnd: company.membershipEnd ?? '',
            timeZone: company.timeZone,
            reportingBuffer: String(company.reportingBuffer),
            edition: company.edition,
          };
    const view: CompanyFormView = {
      actor: turn.actor,
      standing,
      values: { ...own, ...(draft.version === standing.version ? draft.values : {}) },
      commandId: newCommandId(),
      banner: await turn.overtaken(refusal, own, draft.values ?? {}),
    };
    return {
      card: draft.form === 'competency' ? competencyCard(view) : companyDetailsCard(view),
      waits: true,
    };
  }
}

/** What is known of the company and what runs out. */
export async function showCompany(turn: Turn, banner?: Banner): Promise<Shown> {
  const standing = await turn.standing();
  const { company, edition, today } = standing;
  const coming = renewals(company, edition, today).filter(({ state }) => state !== 'holds');
  const card = companyCard(turn.actor, {
    standing,
    renewals: await withEndangered(turn, coming),
    banner,
    parked: continueAction(turn, ['company']),
  });
  return { card, seen: { verb: 'company.open' }, waits: false };
}
