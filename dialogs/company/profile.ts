import { z } from 'zod';
import { choiceValue } from '../../cards/kit/elements.ts';
import { profileCard, profilesCard } from '../../cards/company/profile.ts';
import { countryName } from '../../cards/kit/format.ts';
import { MAX_DESCRIPTION, MAX_PROFILE_LOCATIONS, type Profile } from '../../domain/company/profile.ts';
import { cleanText } from '../../domain/plain-text.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { dayInput, idsInput, nameInput, readCountry, readInputs, toggle, typed } from '../inputs.ts';
import { nearCountries } from './set-up.ts';
import { StepDialog, type Frame, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';

interface Draft {
  edits?: boolean;
  values?: Record<string, string>;
  /** The profile as the card showed it: tells whether somebody else has changed it since. */
  seen?: string;
}

const TAGS = ['industries', 'products', 'services', 'solutions'] as const;
const MAX_TAGS_TEXT = 500;

/** All of a profile in letters of two bytes, in bytes of JSON. */
const ECHO_BYTES = 12_000;

const tags = z
  .string()
  .max(MAX_TAGS_TEXT)
  .optional()
  .transform((text) => cleanText(text ?? '', MAX_TAGS_TEXT));

const saveSchema = z.strictObject({
  region: nameInput,
  description: z
    .string()
    .max(MAX_DESCRIPTION)
    .optional()
    .transform((text) => cleanText(text ?? '', MAX_DESCRIPTION)),
  website: nameInput,
  linkedIn: nameInput,
  industries: tags,
  products: tags,
  services: tags,
  solutions: tags,
  logo: toggle,
  locations: idsInput,
  on: dayInput,
});

const countOf = (text: string): number => text.split(',').filter((part) => part.trim() !== '').length;

/** Step "profile": one per region with its completeness, or the directory of edition 2019. */
export class ProfileDialog extends StepDialog<Draft> {
  readonly acts = ['edit', 'save', 'publish', 'updated'];

  constructor() {
    super('profile');
  }

  protected blank(): Draft {
    return {};
  }

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    return frame.draft.edits === true ? this.#form(turn, frame) : this.#list(turn);
  }

  protected async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    switch (press.act) {
      case 'edit':
        frame.draft = { edits: true };
        return this.#form(turn, frame);
      case 'save':
      case 'publish':
        return this.#save(turn, frame, press);
      case 'updated': {
        const { today } = await turn.standing();
        const outcome = await turn.desk.orderCompany(turn.unit, turn.actor, {
          version: press.version,
          commandId: press.commandId ?? newCommandId(),
          command: { type: 'updateDirectory', on: today, by: turn.actor.id },
        });
        return this.#list(turn, outcome.done ? undefined : outcome.refusal, outcome.done);
      }
      default:
        return this.#list(turn);
    }
  }

  async #save(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    frame.draft = { ...frame.draft, edits: true, values: typed(press.inputs, ECHO_BYTES) };
    const inputs = readInputs(saveSchema, press.inputs);
    if (isRefusal(inputs)) return this.#form(turn, frame, inputs);
    if (inputs.region === undefined) {
      return this.#form(turn, frame, refuse({ why: 'input', field: 'country', problem: 'missing' }));
    }
    const read = readCountry(inputs.region);
    if ('near' in read) {
      return this.#form(turn, frame, refuse({ why: 'input', field: 'country', problem: 'unknown' }));
    }
    if (inputs.locations.length > MAX_PROFILE_LOCATIONS) {
      return this.#form(turn, frame, refuse({ why: 'tooMany', max: MAX_PROFILE_LOCATIONS }));
    }
    const { company, today } = await turn.standing();
    const known = new Set(company.locations.map(({ id }) => id));
    const profile: Profile = {
      region: read.code,
      hasLogo: inputs.logo,
      description: inputs.description.length,
      hasWebsite: inputs.website !== undefined,
      hasLinkedIn: inputs.linkedIn !== undefined,
      industries: countOf(inputs.industries),
      products: countOf(inputs.products),
      services: countOf(inputs.services),
      solutions: countOf(inputs.solutions),
      locations: inputs.locations.filter((id) => known.has(id)),
    };
    const key = (field: string): string => `profile:${read.code}:${field}`;
    const commandId = press.commandId ?? newCommandId();
    const saved = await turn.desk.orderCompany(turn.unit, turn.actor, {
      version: press.version,
      commandId: `${commandId}/save`,
      command: { type: 'saveProfile', profile },
      texts: {
        [key('description')]: inputs.description,
        [key('website')]: inputs.website ?? '',
        [key('linkedIn')]: inputs.linkedIn ?? '',
        ...Object.fromEntries(TAGS.map((tag) => [key(tag), inputs[tag]])),
      },
    });
    if (!saved.done) return this.#form(turn, frame, saved.refusal);
    if (press.act === 'publish') {
      const published = await turn.desk.orderCompany(turn.unit, turn.actor, {
        version: saved.doc.version,
        commandId,
        command: { type: 'publishProfile', region: read.code, on: inputs.on ?? today },
      });
      if (!published.done) return this.#form(turn, frame, published.refusal);
    }
    return this.#list(turn, undefined, true);
  }

  async #list(turn: Turn, refusal?: Refusal, done = false): Promise<Reply> {
    const standing = await turn.standing();
    const { directory } = standing.company;
    const card = profilesCard(turn.actor, {
      standing,
      updatedBy:
        directory === undefined ? undefined : (await turn.desk.person(turn.unit, directory.by))?.name,
      commandId: newCommandId(),
      banner:
        refusal === undefined
          ? done
            ? turn.good(turn.say('setUp.saved'))
            : undefined
          : await turn.notice(refusal),
    });
    return { card, waits: false };
  }

  async #form(turn: Turn, frame: Frame<Draft>, refusal?: Refusal): Promise<Reply> {
    const standing = await turn.standing();
    const isStale = refusal?.refused.why === 'stale';
    const given = readCountry(frame.draft.values?.['region'] ?? '');
    const region = isStale && 'code' in given ? given.code : frame.subject;
    const profile = standing.company.profiles.find((one) => one.region === region);
    const text = (field: string): string => standing.texts[`profile:${region}:${field}`] ?? '';
    const own: Record<string, string> = {
      region: profile === undefined ? '' : countryName(turn.actor.language, profile.region),
      description: text('description'),
      website: text('website'),
      linkedIn: text('linkedIn'),
      ...Object.fromEntries(TAGS.map((tag) => [tag, text(tag)])),
      logo: String(profile?.hasLogo ?? false),
      locations: profile?.locations.map(choiceValue).join(',') ?? '',
    };
    const seen = JSON.stringify(own);
    // Somebody else changed this very profile: the card shows how it stands now, and the next press decides.
    if (isStale && profile !== undefined && frame.draft.seen !== seen) frame.draft.values = {};
    frame.draft.seen = seen;
    const banner = refusal === undefined ? undefined : await turn.notice(refusal);
    const isCountry =
      refusal?.refused.why === 'input' &&
      refusal.refused.field === 'country' &&
      refusal.refused.problem === 'unknown';
    const card = profileCard({
      actor: turn.actor,
      standing,
      region: frame.subject,
      profile,
      values: {
        ...own,
        on: standing.today,
        ...frame.draft.values,
      },
      commandId: newCommandId(),
      banner:
        banner !== undefined && isCountry
          ? { ...banner, text: `${banner.text} ${nearCountries(turn, frame.draft.values?.['region'] ?? '')}` }
          : banner,
    });
    return { card, waits: true };
  }
}
