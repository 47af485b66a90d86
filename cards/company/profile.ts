import type { Standing } from '../../domain/desk/standing.ts';
import { completeness, MAX_DESCRIPTION, staleness, type ProfilePart } from '../../domain/company/profile.ts';
import type { Profile } from '../../domain/company/model.ts';
import type { Actor } from '../../domain/people/person.ts';
import { may } from '../../domain/people/permissions.ts';
import { cancel, execute, fitting, offer, openUrl } from '../kit/actions.ts';
import { badge } from '../kit/badge.ts';
import { checklist } from '../kit/checklist.ts';
import {
  bound,
  choiceInput,
  choiceValue,
  dateInput,
  folded,
  literal,
  slot,
  textInput,
  toggleInput,
  words,
  type Choice,
  type Values,
  type Element,
} from '../kit/elements.ts';
import { empty } from '../kit/empty.ts';
import { countryName, formatDay, listOf, plainLabel } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { lines } from '../kit/lists.ts';
import { offered } from '../kit/offered.ts';
import { closingNote } from '../kit/programme.ts';
import { progress } from '../kit/progress.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const fill = defineCard<{
  readonly closing: readonly Element[];
  readonly profiles: readonly Element[];
  readonly how: readonly string[];
}>((t) => ({
  title: t('profile.title'),
  body: [slot('profiles'), slot('closing'), ...folded('how', t('profile.how'), [lines('how')])],
}));

/** Profiles in sight; the others behind a row with their number. */
const IN_LIST = 3;
/** Profiles that are listed at most. */
const LISTED = 10;

/** The profiles by region (2020), or the partner directory whose fields are not known (2019; R15, P10). */
export function profilesCard(
  actor: Actor,
  {
    standing,
    commandId,
    updatedBy,
    banner,
    parked,
  }: {
    readonly standing: Standing;
    readonly commandId: string;
    /** Who updated the directory of edition 2019 last. */
    readonly updatedBy?: string | undefined;
    readonly banner?: Banner | undefined;
    /** Goes on with a form that waits; then home is the button that gives way. */
    readonly parked?: Element | undefined;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { edition, company } = standing;
  const { links } = edition;
  const edits = may(actor.permission, 'company.saveProfile');
  if (edition.profile === 'directory') {
    const { directory } = company;
    return fill(language, {
      how: [t('profile.directory'), t('profile.directoryHow')],
      closing: [],
      profiles: checklist([
        {
          is: directory === undefined ? 'open' : 'done',
          text:
            directory === undefined
              ? t('profile.directoryNotYet')
              : t('profile.directoryDone', { day: formatDay(language, directory.on) }),
          more: updatedBy,
        },
      ]),
      banner,
      actions: fitting([
        ...(parked === undefined ? [] : [parked]),
        ...(edits
          ? [
              execute(
                t('do.updated'),
                'profile.updated',
                { commandId, version: standing.version },
                'positive',
              ),
            ]
          : []),
        openUrl(t('link.dashboard'), links.profile),
        ...(links.directory === undefined ? [] : [openUrl(t('link.directory'), links.directory)]),
        offer(t, 'home'),
      ]),
    });
  }
  return fill(language, {
    how: [t('profile.path')],
    closing: closingNote(t, language, standing, ['redeem']),
    profiles: profileList(t, language, standing),
    banner,
    actions: fitting([
      ...(parked === undefined ? [] : [parked]),
      ...(edits
        ? [
            execute(
              t('do.newProfile'),
              'profile.edit',
              {},
              company.profiles.length === 0 ? 'positive' : undefined,
            ),
          ]
        : []),
      openUrl(t('link.partnerCenter'), links.partnerCenter),
      offer(t, 'home'),
      openUrl(t('link.profileGuide'), links.profile),
      ...(edits
        ? company.profiles.slice(0, 2).map(({ region }) =>
            execute(t('do.profileOf', { region: countryName(language, region) }), 'profile.edit', {
              id: region,
            }),
          )
        : []),
    ]),
  });
}

/** Each profile as a row that opens it: how complete it is as a picture, and what is missing. */
function profileList(t: Say, language: Actor['language'], standing: Standing): readonly Element[] {
  const { profiles } = standing.company;
  if (profiles.length === 0) return empty('Building', t('profile.none'), t('profile.noneHint'));
  const drawn = profiles.slice(0, LISTED).map((profile) => {
    const { percent, missing } = completeness(profile);
    const region = countryName(language, profile.region);
    const stale = staleness(profile, standing.company, standing.today);
    return {
      type: 'Container',
      separator: true,
      spacing: 'Medium',
      selectAction: execute(t('do.profileOf', { region }), 'profile.edit', { id: profile.region }),
      items: [
        ...head({
          about: region,
          badges: [
            profile.published === undefined
              ? badge(t('profile.unpublished'), 'soon')
              : badge(t('profile.published', { day: formatDay(language, profile.published.on) }), 'good'),
          ],
        }),
        progress(percent, t('profile.percent', { percent })),
        ...(missing.length === 0 ? [] : [literal(missingText(t, language, missing))]),
        ...(stale === undefined ? [] : [literal(t(`profile.${stale}`))]),
      ],
    };
  });
  const more = drawn.slice(IN_LIST);
  return [
    ...drawn.slice(0, IN_LIST),
    ...(more.length === 0
      ? []
      : folded('profiles', t('company.more', { count: profiles.length - IN_LIST }), more)),
  ];
}

function missingText(t: Say, language: Actor['language'], missing: readonly ProfilePart[]): string {
  return t('profile.missing', {
    parts: listOf(
      language,
      missing.map((part) => t(`profile.${part}`)),
    ),
  });
}

/** `70 %, missing: …, published 3 Nov 2026`. */
export function profileState(
  t: Say,
  language: Actor['language'],
  profile: Profile,
  standing: Standing,
): string {
  const { percent, missing } = completeness(profile);
  const stale = staleness(profile, standing.company, standing.today);
  return [
    t('profile.percent', { percent }),
    ...(missing.length === 0 ? [] : [missingText(t, language, missing)]),
    profile.published === undefined
      ? t('profile.unpublished')
      : t('profile.published', { day: formatDay(language, profile.published.on) }),
    ...(stale === undefined ? [] : [t(`profile.${stale}`)]),
  ].join(' · ');
}

interface ProfileView {
  readonly actor: Actor;
  readonly standing: Standing;
  /** '' for a new one. */
  readonly region: string;
  readonly profile: Profile | undefined;
  readonly values: Values;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}

const fillOne = defineCard<{
  readonly state: readonly Element[];
  readonly values: Values;
  readonly count: string;
  readonly locations: readonly Choice[];
}>((t) => ({
  title: t('profile.oneTitle'),
  hasHead: true,
  body: [
    slot('state'),
    textInput('region', t('profile.region'), {
      value: '${values.region}',
      required: t('required.country'),
      max: 60,
      placeholder: t('setUp.countryExample'),
    }),
    textInput('description', t('profile.descriptionLabel', { max: MAX_DESCRIPTION }), {
      value: '${values.description}',
      multiline: true,
      max: MAX_DESCRIPTION,
    }),
    bound('${count}', { size: 'Small', isSubtle: true, spacing: 'None' }),
    textInput('website', t('profile.website'), { value: '${values.website}', max: 200 }),
    ...folded('tags', t('profile.tags'), [
      words(t('profile.tagsText'), { isSubtle: true }),
      textInput('industries', t('profile.industries'), { value: '${values.industries}', max: 500 }),
      textInput('products', t('profile.products'), { value: '${values.products}', max: 500 }),
      textInput('services', t('profile.services'), { value: '${values.services}', max: 500 }),
      textInput('solutions', t('profile.solutions'), { value: '${values.solutions}', max: 500 }),
      textInput('linkedIn', t('profile.linkedIn'), { value: '${values.linkedIn}', max: 200 }),
    ]),
    ...folded('locations', t('profile.locationsFold'), [
      toggleInput('logo', t('profile.logo'), t('profile.logoHas'), { value: '${values.logo}' }),
      choiceInput('locations', t('profile.locationsLabel'), '${locations}', {
        value: '${values.locations}',
        many: true,
      }),
    ]),
    dateInput('on', t('profile.publishedOn'), { value: '${values.on}' }),
  ],
}));

/** Of more locations those of the profile and of its region are offered first: it shows at most five of them. */
const LOCATIONS_OFFERED = 20;

/** One region's profile: the fields and limits of Partner Center, how complete it is, and when it was published. */
export function profileCard({
  actor,
  standing,
  region,
  profile,
  values,
  commandId,
  banner,
}: ProfileView): Card {
  const { language } = actor;
  const t = speaker(language);
  const length = (values['description'] ?? '').length;
  const ref = { id: region, commandId, version: standing.version };
  return fillOne(language, {
    state: profile === undefined ? [] : stateOf(t, language, profile, standing),
    count: t('profile.count', { length, max: MAX_DESCRIPTION }),
    values,
    locations: offered(
      standing.company.locations,
      LOCATIONS_OFFERED,
      profile?.locations ?? [],
      ({ country }) => country === region,
    ).map(({ id, country }) => ({
      value: choiceValue(id),
      title: `${countryName(language, country)} · ${plainLabel(id, 20)}`,
    })),
    banner,
    actions: fitting([
      execute(t('do.save'), 'profile.save', ref, 'positive'),
      execute(t('do.published'), 'profile.publish', ref),
      openUrl(t('link.partnerCenter'), standing.edition.links.partnerCenter),
      cancel(t('do.cancel'), 'profile', region),
      openUrl(t('link.profileGuide'), standing.edition.links.profile),
    ]),
  });
}

/** How complete the profile is as a picture, and what is missing: a line, for the form has no bytes to spare. */
function stateOf(
  t: Say,
  language: Actor['language'],
  profile: Profile,
  standing: Standing,
): readonly Element[] {
  const { percent, missing } = completeness(profile);
  const stale = staleness(profile, standing.company, standing.today);
  return [
    ...head({
      about: countryName(language, profile.region),
      badges: [
        profile.published === undefined
          ? badge(t('profile.unpublished'), 'soon')
          : badge(t('profile.published', { day: formatDay(language, profile.published.on) }), 'good'),
      ],
    }),
    progress(percent, t('profile.percent', { percent })),
    ...(stale === undefined ? [] : [literal(t(`profile.${stale}`))]),
    ...(missing.length === 0 ? [] : [literal(missingText(t, language, missing))]),
  ];
}
