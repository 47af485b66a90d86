import { COMPETENCIES, ENGAGEMENTS, OFFERINGS, type EngagementId } from '../../domain/programme/catalogue.ts';
import { engagementIn, type Edition } from '../../domain/programme/edition.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { EngagementEligibility, OfferingEligibility, Unlock } from '../../domain/company/eligibility.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { may } from '../../domain/people/permissions.ts';
import { actionSet, execute, offer, openUrl } from '../kit/actions.ts';
import { headline, type Element } from '../kit/elements.ts';
import { choiceOf, formatDay, listOf } from '../kit/format.ts';
import { answerWords, guardSentence, SIGNS } from '../kit/guards.ts';
import { lines, rows, rowsWithActions, type Row, type RowWithActions } from '../kit/lists.ts';
import { closingLines } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const fillList = defineCard<{
  readonly where: readonly string[];
  readonly offerings: readonly RowWithActions[];
  readonly ways: readonly string[];
}>((t) => ({
  title: t('eligibility.title'),
  body: [lines('where', { size: 'Small', isSubtle: true }), rowsWithActions('offerings'), lines('ways')],
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
  /** Goes on with a form that waits; then home is the button that gives way. */
  readonly parked?: Element | undefined;
}

/** Each offering as the edition shows it: the status that was read (2019), or a tick for each requirement (2020). */
export function eligibilityCard(view: EligibilityView): Card {
  const { actor, standing, offerings, ways, banner, parked } = view;
  const t = speaker(actor.language);
  const { edition } = standing;
  return fillList(actor.language, {
    where: [
      ...whereLines(t, actor.language, standing),
      ...(edition.eligibility === 'ticks' ? [t('eligibility.both')] : []),
    ],
    offerings: offerings.map((one) => ({
      label: one.id,
      value: summary(t, standing, one),
      actions: [execute(t('do.details'), 'eligibility.open', { id: one.id })],
    })),
    ways: wayLines(t, ways),
    banner,
    actions: [
      ...(parked === undefined ? [] : [parked]),
      openUrl(t('link.requirements'), edition.links.requirements),
      openUrl(t('link.partnerCenter'), edition.links.partnerCenter),
      ...inOrder(t, actor, standing).slice(0, 2),
      execute(t('do.enrol'), 'enrol.open'),
      ...(parked === undefined ? [offer(t, 'home')] : []),
    ],
  });
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
function whereLines(t: Say, language: Language, standing: Standing): readonly string[] {
  const { edition } = standing;
  return [
    ...closingLines(t, language, standing, 'redeem'),
    t(edition.eligibility === 'statuses' ? 'eligibility.path2019' : 'eligibility.path2020'),
    t(edition.id === '2019' ? 'eligibility.account2019' : 'eligibility.account'),
  ];
}

function summary(t: Say, { edition }: Standing, { ticks, status }: OfferingEligibility): string {
  const said = ticks
    .filter(({ what }) => what !== 'status')
    .map((tick) => `${SIGNS[tick.answer]} ${t(`tick.${tick.what}`)}`)
    .join(' · ');
  if (edition.eligibility !== 'statuses') return said;
  return `${status === undefined ? t('eligibility.notRecorded') : t(`eligibility.${status.status}`)} · ${said}`;
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
  readonly offering: string;
  readonly status: readonly string[];
  readonly engagements: readonly Row[];
  readonly limits: readonly Element[];
  readonly ways: readonly string[];
  readonly where: readonly string[];
}>((t) => ({
  title: t('eligibility.oneTitle'),
  body: [
    headline('${offering}'),
    lines('status'),
    rows('engagements'),
    actionSet('limits', { spacing: 'Small' }),
    lines('ways'),
    lines('where', { size: 'Small', isSubtle: true }),
  ],
}));

/** One offering: each engagement with its answer, why not, and the shortest way (P5, P6). */
export function offeringCard(view: EligibilityView & { readonly offering: OfferingEligibility }): Card {
  const { actor, standing, offering } = view;
  const t = speaker(actor.language);
  const { edition } = standing;
  const ids = new Set(offering.engagements.map(({ id }) => id));
  const ways = view.ways
    .map((way) => ({ ...way, engagements: way.engagements.filter((id) => ids.has(id)) }))
    .filter(({ engagements }) => engagements.length > 0);
  return fillOne(actor.language, {
    offering: `${offering.id} · ${OFFERINGS[offering.id]}`,
    status: statusLines(t, view, offering),
    engagements: offering.engagements.map((one) => engagementRow(t, actor, standing, one)),
    limits: [
      openUrl(t('link.requirements'), edition.links.requirements),
      ...(may(actor.permission, 'company.changeMaxDays')
        ? [execute(t('do.maxDays'), 'company.maxDays', { id: offering.id })]
        : []),
    ],
    ways: wayLines(t, ways),
    where: whereLines(t, actor.language, standing),
    banner: view.banner,
    actions: [
      ...(view.parked === undefined ? [] : [view.parked]),
      ...(edition.complianceTraining
        ? inOrder(t, actor, standing, offering.id)
        : may(actor.permission, 'company.changeCompetency')
          ? [execute(t('do.competency'), 'company.competency')]
          : []),
      execute(t('do.enrol'), 'enrol.open', { id: offering.id }),
      execute(t('do.eligibility'), 'eligibility.open'),
      ...(view.parked === undefined ? [offer(t, 'home')] : []),
    ],
  });
}

function statusLines(t: Say, view: EligibilityView, offering: OfferingEligibility): string[] {
  const { actor, standing, signer, reader } = view;
  const { language } = actor;
  const { agreement } = standing.company;
  const { status } = offering;
  const said = offering.ticks.map((tick) => {
    const by =
      tick.what === 'agreement' && agreement !== undefined
        ? [formatDay(language, agreement.on), signer]
        : tick.what === 'status' && status !== undefined
          ? [t(`eligibility.${status.status}`), formatDay(language, status.on), reader]
          : [];
    const why = tick.detail.code === 'sourcesDiffer' ? [guardSentence(language, tick)] : [];
    return [`${SIGNS[tick.answer]} ${t(`tick.${tick.what}`)}: ${answerWords(t, tick)}`, ...by, ...why]
      .filter((part) => part !== undefined)
      .join(' · ');
  });
  if (standing.edition.eligibility !== 'statuses') return [...said, t('eligibility.both')];
  return [
    t(status === undefined ? 'eligibility.notRecordedMeans' : `eligibility.${status.status}Means`),
    ...said,
    t('eligibility.unknown2019'),
  ];
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
  return { label: `${SIGNS[one.answer]} ${ENGAGEMENTS[one.id]}:`, value: [...parts, ...limit].join(' · ') };
}
