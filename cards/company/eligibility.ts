import { COMPETENCIES, ENGAGEMENTS, OFFERINGS, type EngagementId } from '../../domain/programme/catalogue.ts';
import { engagementIn, type Edition, type EligibilityStatus } from '../../domain/programme/edition.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type {
  EngagementEligibility,
  OfferingEligibility,
  Tick,
  Unlock,
} from '../../domain/company/eligibility.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { may } from '../../domain/people/permissions.ts';
import { execute, fitting, offer, openUrl, plainExecute } from '../kit/actions.ts';
import { badge, type Tone } from '../kit/badge.ts';
import { checklist, type Check } from '../kit/checklist.ts';
import { folded, slot, type Element } from '../kit/elements.ts';
import { choiceOf, formatDay, listOf, namesOf } from '../kit/format.ts';
import { answerWords, guardSentence, SIGNS } from '../kit/guards.ts';
import { head } from '../kit/head.ts';
import { pressableRow } from '../kit/list-row.ts';
import { lines, rows, type Row } from '../kit/lists.ts';
import { offeringName, offeringTitle } from '../kit/names.ts';
import { closingNote } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const fillList = defineCard<{
  readonly head: readonly Element[];
  readonly offerings: readonly Element[];
  readonly closing: readonly Element[];
  readonly ways: readonly string[];
  readonly where: readonly string[];
}>((t) => ({
  title: t('eligibility.title'),
  hasHead: true,
  body: [
    slot('head'),
    slot('offerings'),
    slot('closing'),
    ...folded('ways', t('eligibility.ways'), [lines('ways')], '${count(ways) > 0}'),
    ...folded('where', t('eligibility.where'), [lines('where', { size: 'Small' })]),
  ],
}));

interface EligibilityView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly offerings: readonly OfferingEligibility[];
  readonly ways: readonly Unlock[];
  /** Who signed the provider agreement of edition 2019. */
  readonly signer?: string | undefined;
  /** Who read the status of the one offering in Partner Center. */
  readonly reader?: string | undefined;
  readonly banner?: Banner | undefined;
  /** Goes on with a form that waits. */
  readonly parked?: Element | undefined;
}

/** Each offering by its name with how it stands, a row each that opens it; what all lack is said once. */
export function eligibilityCard(view: EligibilityView): Card {
  const { actor, standing, offerings, ways, banner, parked } = view;
  const { language } = actor;
  const t = speaker(language);
  const { edition } = standing;
  const lacking = offerings.map((one) => lacks(t, language, one.ticks));
  const [common = ''] = new Set(lacking).size === 1 ? lacking : [];
  return fillList(language, {
    head: head({ about: countLine(t, standing, offerings), under: sentence(language, common) }),
    offerings: offerings.map((one, nth) => {
      const name = offeringName(one.id);
      const says = common === '' ? (lacking[nth] ?? '') : '';
      const stands = standingOf(t, standing, one);
      return pressableRow(
        { about: name, says, badge: badge(stands.says, stands.tone) },
        plainExecute([name, stands.says, says].filter(Boolean).join('. '), 'eligibility.open', {
          id: one.id,
        }),
      );
    }),
    closing: closingNote(t, language, standing, ['redeem']),
    ways: wayLines(t, ways),
    where: [...whereLines(t, standing), ...(edition.eligibility === 'ticks' ? [t('eligibility.both')] : [])],
    banner,
    actions: fitting([
      ...(parked === undefined ? [] : [parked]),
      ...inOrder(t, actor, standing).slice(0, 1),
      execute(t('do.enrol'), 'enrol.open'),
      offer(t, 'home'),
      ...inOrder(t, actor, standing).slice(1),
      openUrl(t('link.requirements'), edition.links.requirements),
      openUrl(t('link.partnerCenter'), edition.links.partnerCenter),
    ]),
  });
}

/** How many of them stand well, of all. */
function countLine(t: Say, { edition }: Standing, offerings: readonly OfferingEligibility[]): string {
  if (edition.eligibility === 'statuses') {
    const active = offerings.filter(({ status }) => status?.status === 'active').length;
    return t('steps.statuses', { active, all: offerings.length });
  }
  const engagements = offerings.flatMap((one) => one.engagements);
  const count = engagements.filter(({ answer }) => answer === 'met').length;
  return t('eligibility.count', { count, all: engagements.length });
}

/** How an offering stands, in a word: the status that was read (2019), or by its engagements (2020). */
function standingOf(
  t: Say,
  { edition, today }: Standing,
  { engagements, status }: OfferingEligibility,
): { readonly says: string; readonly tone: Tone } {
  if (edition.eligibility === 'statuses') {
    return status === undefined
      ? { says: t('eligibility.unread'), tone: 'plain' }
      : { says: t(`eligibility.${status.status}`), tone: STATUS_TONES[status.status] };
  }
  if (hasEnded(edition, 'redeem', today)) return { says: t('eligibility.closed'), tone: 'plain' };
  const count = engagements.filter(({ answer }) => answer === 'met').length;
  if (count === engagements.length) return { says: t('eligibility.ready'), tone: 'good' };
  if (count > 0) return { says: t('eligibility.partly', { count, all: engagements.length }), tone: 'good' };
  return engagements.every(({ answer }) => answer === 'unmet')
    ? { says: t('eligibility.notYet'), tone: 'soon' }
    : { says: t('eligibility.unchecked'), tone: 'plain' };
}

const STATUS_TONES: Readonly<Record<EligibilityStatus, Tone>> = {
  active: 'good',
  inProgress: 'accent',
  notStarted: 'soon',
};

/** What is not met, and what nobody has entered; nothing of what cannot be checked here. */
function lacks(t: Say, language: Language, ticks: readonly Tick[]): string {
  const named = (wanted: (tick: Tick) => boolean): string[] =>
    ticks.filter((tick) => tick.what !== 'status' && wanted(tick)).map(({ what }) => t(`tick.${what}`));
  const missing = named(({ answer }) => answer === 'unmet');
  const unknown = named(({ detail }) => detail.code === 'missing');
  return [
    ...(missing.length === 0 ? [] : [t('eligibility.lacks', { what: listOf(language, missing) })]),
    ...(unknown.length === 0 ? [] : [t('eligibility.toEnter', { what: listOf(language, unknown) })]),
  ].join(' · ');
}

/** With a capital letter. */
function sentence(language: Language, text: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/** Edition 2019, in its order: the status in Partner Center, then the course, then the agreement (R25). */
function inOrder(t: Say, { permission }: Actor, { edition, company }: Standing, id = ''): Element[] {
  if (!edition.complianceTraining) return [execute(t('do.company'), 'company.open')];
  return [
    ...(may(permission, 'company.recordStatus')
      ? [execute(t('do.status'), 'eligibility.status', { id })]
      : []),
    ...(may(permission, 'company.changeParticipant')
      ? [execute(t('do.participants'), 'eligibility.participants')]
      : []),
    ...(company.agreement === undefined && may(permission, 'company.signAgreement')
      ? [execute(t('do.agreement'), 'eligibility.agreement')]
      : []),
  ];
}

/** Where the programme's own tools show it, and with which account. */
function whereLines(t: Say, { edition }: Standing): readonly string[] {
  return [
    t(edition.eligibility === 'statuses' ? 'eligibility.path2019' : 'eligibility.path2020'),
    t(edition.id === '2019' ? 'eligibility.account2019' : 'eligibility.account'),
  ];
}

function wayLines(t: Say, ways: readonly Unlock[]): string[] {
  return ways.slice(0, 3).map(({ competency, level, engagements }) =>
    t(level === 'gold' ? 'eligibility.wayGold' : 'eligibility.waySilver', {
      competency: COMPETENCIES[competency],
      engagements: engagements.map((id) => ENGAGEMENTS[id]).join('; '),
    }),
  );
}

const fillOne = defineCard<{
  readonly head: readonly Element[];
  readonly means: readonly string[];
  readonly checks: readonly Element[];
  readonly ways: readonly string[];
  readonly closing: readonly Element[];
  readonly ticks: readonly string[];
  readonly engagements: readonly Row[];
  readonly where: readonly string[];
}>((t) => ({
  title: t('eligibility.oneTitle'),
  hasHead: true,
  body: [
    slot('head'),
    lines('means'),
    slot('checks'),
    lines('ways', { size: 'Small' }),
    slot('closing'),
    ...folded('reasons', t('eligibility.reasons'), [
      lines('ticks'),
      rows('engagements'),
      lines('where', { size: 'Small', isSubtle: true }),
    ]),
  ],
}));

/** Ways that stand in sight: the shortest ones. */
const WAYS_IN_SIGHT = 2;

/** One offering: how it and each engagement stand, and what would make it possible; the reasons behind it (P5, P6). */
export function offeringCard(view: EligibilityView & { readonly offering: OfferingEligibility }): Card {
  const { actor, standing, offering, parked } = view;
  const { language, permission } = actor;
  const t = speaker(language);
  const { edition } = standing;
  const ids = new Set(offering.engagements.map(({ id }) => id));
  const ways = view.ways
    .map((way) => ({ ...way, engagements: way.engagements.filter((id) => ids.has(id)) }))
    .filter(({ engagements }) => engagements.length > 0);
  const stands = standingOf(t, standing, offering);
  const { status } = offering;
  return fillOne(language, {
    head: head({ about: OFFERINGS[offering.id], badges: [badge(stands.says, stands.tone)] }),
    means:
      edition.eligibility === 'statuses'
        ? [t(status === undefined ? 'eligibility.notRecordedMeans' : `eligibility.${status.status}Means`)]
        : [],
    // Of the engagements of 2019 nothing can be checked here: what the offering asks for stands in their place.
    checks: checklist(
      edition.eligibility === 'statuses'
        ? offering.ticks.map((tick) => tickCheck(t, language, view, offering, tick))
        : offering.engagements.map((one) => engagementCheck(t, language, standing, one)),
    ),
    ways: wayLines(t, ways).slice(0, WAYS_IN_SIGHT),
    closing: closingNote(t, language, standing, ['redeem']),
    ticks: tickLines(t, view, offering),
    engagements: offering.engagements.map((one) => engagementRow(t, actor, standing, one)),
    where: [offeringTitle(offering.id), ...whereLines(t, standing)],
    banner: view.banner,
    actions: fitting([
      ...(parked === undefined ? [] : [parked]),
      ...(edition.complianceTraining
        ? inOrder(t, actor, standing, offering.id).slice(0, 1)
        : may(permission, 'company.changeCompetency')
          ? [execute(t('do.competency'), 'company.competency')]
          : []),
      execute(t('do.enrol'), 'enrol.open', { id: offering.id }),
      execute(t('do.eligibility'), 'eligibility.open'),
      ...(edition.complianceTraining ? inOrder(t, actor, standing, offering.id).slice(1) : []),
      ...(parked === undefined ? [offer(t, 'home')] : []),
      ...(may(permission, 'company.changeMaxDays')
        ? [execute(t('do.maxDays'), 'company.maxDays', { id: offering.id })]
        : []),
      openUrl(t('link.requirements'), edition.links.requirements),
    ]),
  });
}

const CHECKED = { met: 'done', unmet: 'not', unknown: 'unknown' } as const;

function engagementCheck(
  t: Say,
  language: Language,
  { texts, edition, today, company }: Standing,
  one: EngagementEligibility,
): Check {
  const max = company.maxDays[one.id];
  const limit = max === undefined ? [] : [t('eligibility.maxDays', { days: max })];
  return {
    is: CHECKED[one.answer],
    text: ENGAGEMENTS[one.id],
    more: [
      one.answer === 'met'
        ? t(hasEnded(edition, 'redeem', today) ? 'eligibility.over' : 'eligibility.may')
        : shortReason(t, language, one),
      ...(one.answer === 'met' && one.consultants.length > 0
        ? [
            namesOf(
              t,
              one.consultants.slice(0, 3).map((id) => texts[`consultant:${id}`] ?? id),
            ),
          ]
        : []),
      ...limit,
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

/** What an engagement lacks, in a few words. */
function shortReason(t: Say, language: Language, { needs }: EngagementEligibility): string {
  const { competency, enrolled, consultant } = needs;
  if (competency.detail.code === 'tableUnknown') return t('answer.unknown');
  return lacks(t, language, [
    { what: 'competency', ...competency },
    { what: 'consultant', ...consultant },
    { what: 'enrolled', ...enrolled },
  ]);
}

/** What is known of a requirement beside its answer: the day and who. */
function tickBy(
  t: Say,
  language: Language,
  { standing, signer, reader }: EligibilityView,
  { status }: OfferingEligibility,
  { what }: Tick,
): readonly string[] {
  const { agreement } = standing.company;
  const by =
    what === 'agreement' && agreement !== undefined
      ? [formatDay(language, agreement.on), signer]
      : what === 'status' && status !== undefined
        ? [t(`eligibility.${status.status}`), formatDay(language, status.on), reader]
        : [];
  return by.filter((part) => part !== undefined);
}

function tickCheck(
  t: Say,
  language: Language,
  view: EligibilityView,
  offering: OfferingEligibility,
  tick: Tick,
): Check {
  return {
    is: CHECKED[tick.answer],
    text: `${t(`tick.${tick.what}`)}: ${answerWords(t, tick)}`,
    more: tickBy(t, language, view, offering, tick).join(' · '),
  };
}

/** Each requirement with its answer, where they are not in sight; and what is known of none of them. */
function tickLines(t: Say, view: EligibilityView, offering: OfferingEligibility): string[] {
  const { actor, standing } = view;
  if (standing.edition.eligibility === 'statuses') return [t('eligibility.unknown2019')];
  const said = offering.ticks.map((tick) => {
    const why = tick.detail.code === 'sourcesDiffer' ? [guardSentence(actor.language, tick)] : [];
    return [
      `${SIGNS[tick.answer]} ${t(`tick.${tick.what}`)}: ${answerWords(t, tick)}`,
      ...tickBy(t, actor.language, view, offering, tick),
      ...why,
    ].join(' · ');
  });
  return [...said, t('eligibility.both')];
}

/** What the edition's table asks for (P6). */
function asks(t: Say, language: Language, edition: Edition, id: EngagementId): string[] {
  const requires = engagementIn(edition, id)?.requires;
  if (requires === undefined || requires === 'unknown') return [];
  const competencies = choiceOf(
    language,
    requires.anyOf.map((one) => COMPETENCIES[one]),
  );
  return [t(requires.level === 'gold' ? 'eligibility.asksGold' : 'eligibility.asksSilver', { competencies })];
}

/** "You may deliver it" takes all three (§12.1 no. 2); else each of them is said as it stands. */
function engagementRow(
  t: Say,
  { language }: Actor,
  { texts, company, edition, today }: Standing,
  one: EngagementEligibility,
): Row {
  const who = one.consultants.slice(0, 5).map((id) => texts[`consultant:${id}`] ?? id);
  const qualify = who.length > 0 ? [t('eligibility.who', { names: listOf(language, who) })] : [];
  const { competency, enrolled, consultant } = one.needs;
  const parts =
    one.answer === 'met'
      ? // What nobody can redeem any more, nobody delivers.
        [t(hasEnded(edition, 'redeem', today) ? 'eligibility.over' : 'eligibility.may'), ...qualify]
      : [
          ...(competency.answer === 'unmet' ? [] : asks(t, language, edition, one.id)),
          competency.answer === 'met' ? t('eligibility.competencyFits') : guardSentence(language, competency),
          enrolled.answer === 'met' ? t('eligibility.enrolled') : guardSentence(language, enrolled),
          ...(competency.detail.code === 'tableUnknown'
            ? []
            : consultant.answer === 'met'
              ? qualify
              : consultant.answer === 'unmet'
                ? [t('eligibility.nobody')]
                : [guardSentence(language, consultant)]),
        ];
  const max = company.maxDays[one.id];
  const limit = max === undefined ? [] : [t('eligibility.maxDays', { days: max })];
  return { label: `${SIGNS[one.answer]} ${ENGAGEMENTS[one.id]}`, value: [...parts, ...limit].join(' · ') };
}
