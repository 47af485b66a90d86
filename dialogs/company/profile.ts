import { z } from 'zod';
import { profileCard, profilesCard } from '../../cards/company/profile.ts';
import { choiceValue } from '../../cards/kit/elements.ts';
import { countryName } from '../../cards/kit/format.ts';
import type { Banner } from '../../cards/kit/template.ts';
import type { Outcome } from '../../domain/desk/execute.ts';
import { MAX_PROFILE_LOCATIONS, type Profile } from '../../domain/company/model.ts';
import { MAX_DESCRIPTION } from '../../domain/company/profile.ts';
import { cleanText } from '../../domain/plain-text.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import {
  dayInput,
  idsInput,
  missing,
  nameInput,
  readCountry,
  readInputs,
  toggle,
  typedIn,
} from '../inputs.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply, type Shown } from '../step.ts';
import { continueAction } from '../parked.ts';
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
export class ProfileDialog extends StepDialog<'profile', Draft> {
  override readonly looksFirst = true;

  protected readonly handles: Handles<'profile', Draft> = {
    edit: (turn, frame) => {
      frame.draft = { edits: true };
      return this.#form(turn, frame);
    },
    save: (turn, frame, press) => this.#save(turn, frame, press, false),
    publish: (turn, frame, press) => this.#save(turn, frame, press, true),
    updated: (turn, _frame, press) => this.#updated(turn, press),
  };

  protected open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    return frame.draft.edits === true ? this.#form(turn, frame) : this.#list(turn);
  }

  override async leave(turn: Turn, _subject: string, banner: Banner): Promise<Answer> {
    return this.#list(turn, banner);
  }

  async #updated(turn: Turn, press: Press): Promise<Reply> {
    const { today } = await turn.standing();
    const outcome = await turn.order(press).company({
      command: { type: 'updateDirectory', on: today, by: turn.actor.id },
    });
    return this.#list(turn, await turn.outcome(outcome, 'setUp.saved'));
  }

  async #save(turn: Turn, frame: Frame<Draft>, press: Press, publishes: boolean): Promise<Reply> {
    frame.draft = {
      ...frame.draft,
      edits: true,
      values: typedIn(Object.keys(saveSchema.shape), press.inputs, ECHO_BYTES),
    };
    const inputs = readInputs(saveSchema, press.inputs);
    if (isRefusal(inputs)) return this.#form(turn, frame, inputs);
    if (inputs.region === undefined) {
      return this.#form(turn, frame, missing('region'));
    }
    const read = readCountry(inputs.region);
    if ('near' in read) {
      return this.#form(turn, frame, refuse({ why: 'input', field: 'region', problem: 'unknown' }));
    }
    if (inputs.locations.length > MAX_PROFILE_LOCATIONS) {
      return this.#form(turn, frame, refuse({ why: 'tooMany', max: MAX_PROFILE_LOCATIONS }));
    }
    if (publishes && inputs.on === undefined) return this.#form(turn, frame, missing('on'));
    const { company, texts } = await turn.standing();
    const known = new Set(company.locations.map(({ id }) => id));
    const key = (field: string): string => `profile:${read.code}:${field}`;
    // A new profile of a region that has one opens without what is known: empty means as it is.
    const before =
      frame.subject === read.code ? undefined : company.profiles.find(({ region }) => region === read.code);
    const said = (field: 'description' | 'website' | 'linkedIn' | (typeof TAGS)[number]): string => {
      const typed = inputs[field] ?? '';
      return typed === '' && before !== undefined ? (texts[key(field)] ?? '') : typed;
    };
    const profile: Profile = {
      region: read.code,
      hasLogo: inputs.logo || before?.hasLogo === true,
      description: said('description').length,
      hasWebsite: said('website') !== '',
      hasLinkedIn: said('linkedIn') !== '',
      industries: countOf(said('industries')),
      products: countOf(said('products')),
      services: countOf(said('services')),
      solutions: countOf(said('solutions')),
      locations:
        before !== undefined && inputs.locations.length === 0
          ? [...before.locations]
          : inputs.locations.filter((id) => known.has(id)),
    };
    const saved = await turn.order(press, 'save').company({
      command: { type: 'saveProfile', profile },
      texts: {
        [key('description')]: said('description'),
        [key('website')]: said('website'),
        [key('linkedIn')]: said('linkedIn'),
        ...Object.fromEntries(TAGS.map((tag) => [key(tag), said(tag)])),
      },
    });
    if (!saved.done) return this.#form(turn, frame, saved.refusal);
    const all: Outcome<object>[] = [saved];
    if (publishes && inputs.on !== undefined) {
      const { version } = saved.doc;
      const published = await turn
        .order({ ...press, version })
        .company({ command: { type: 'publishProfile', region: read.code, on: inputs.on } });
      if (!published.done) return this.#form(turn, frame, published.refusal);
      all.push(published);
    }
    return this.#list(turn, turn.did(all, turn.say('setUp.saved')));
  }

  async #list(turn: Turn, banner?: Banner): Promise<Shown> {
    const standing = await turn.standing();
    const { directory } = standing.company;
    const card = profilesCard(turn.actor, {
      standing,
      updatedBy:
        directory === undefined ? undefined : (await turn.desk.person(turn.unit, directory.by))?.name,
      commandId: newCommandId(),
      banner,
      parked: continueAction(turn, ['profile']),
    });
    return { card, seen: { verb: 'profile.open' }, waits: false };
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
      banner: await turn.refused(refusal, { country: frame.draft.values?.['region'] ?? '' }),
    });
    return { card, waits: true };
  }
}
