import {
  type EngagementEligibility,
  type OfferingEligibility,
  type Unlock,
} from '../../domain/company/eligibility.ts';
import type { Standing } from '../../domain/desk/desk.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor } from '../../domain/people/person.ts';
import { COMPETENCIES, ENGAGEMENTS, OFFERINGS } from '../../domain/programme/catalogue.ts';
import { execute, offer, openUrl } from '../kit/actions.ts';
import { headline, type Element } from '../kit/elements.ts';
import { formatDay, listOf } from '../kit/format.ts';
import { guardSentence, SIGNS } from '../kit/guards.ts';
import { lines, rows, rowsWithActions, type Row, type RowWithActions } from '../kit/lists.ts';
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
  readonly banner?: Banner | undefined;
}

/** Each offering as the edition shows it: a status by name (2019), or a tick for each requirement (2020). */
export function eligibilityCard({ actor, standing, offerings, ways, banner }: EligibilityView): Card {
  const t = speaker(actor.language);
  const { edition } = standing;
  return fillList(actor.language, {
    where: whereLines(t, standing),
    offerings: offerings.map((one) => ({
      label: one.id,
      value: summary(t, standing, one),
      actions: [execute(t('do.details'), 'eligibility.open', { id: one.id })],
    })),
    ways: wayLines(t, ways),
    banner,
    actions: [
      openUrl(t('link.requirements'), edition.links.requirements),
      ...(edition.complianceTraining && may(actor.permission, 'company.changeParticipant')
        ? [execute(t('do.participants'), 'eligibility.participants')]
        : []),
      execute(t('do.enrol'), 'enrol.open'),
      execute(t('do.company'), 'company.open'),
      offer(t, 'home'),
    ],
  });
}

/** Where the programme's own tools show it, and with which account. */
function whereLines(t: Say, { edition }: Standing): readonly string[] {
  return [
    t(edition.eligibility === 'statuses' ? 'eligibility.path2019' : 'eligibility.path2020'),
    t('eligibility.account'),
  ];
}

function summary(t: Say, { edition }: Standing, one: OfferingEligibility): string {
  const ticks = one.ticks.map(({ what, met }) => `${met ? '✔' : '✖'} ${t(`tick.${what}`)}`).join(' · ');
  return edition.eligibility === 'statuses' ? `${t(`eligibility.${one.status}`)} · ${ticks}` : ticks;
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
  readonly ways: readonly string[];
  readonly where: readonly string[];
}>((t) => ({
  title: t('eligibility.oneTitle'),
  body: [
    headline('${offering}'),
    lines('status'),
    rows('engagements'),
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
    ways: wayLines(t, ways),
    where: whereLines(t, standing),
    banner: view.banner,
    actions: [
      openUrl(t('link.requirements'), edition.links.requirements),
      ...nextActions(t, actor, standing, offering),
      execute(t('do.eligibility'), 'eligibility.open'),
      offer(t, 'home'),
    ],
  });
}

function statusLines(
  t: Say,
  { actor, standing, signer }: EligibilityView,
  offering: OfferingEligibility,
): string[] {
  const { agreement } = standing.company;
  const ticks = offering.ticks.map(({ what, met }) => {
    const signed =
      what === 'agreement' && agreement !== undefined
        ? [formatDay(actor.language, agreement.on), ...(signer === undefined ? [] : [signer])]
        : [];
    const said = `${t(`tick.${what}`)}: ${t(met ? 'answer.met' : 'answer.unmet')}`;
    return [`${met ? '✔' : '✖'} ${said}`, ...signed].join(' · ');
  });
  if (standing.edition.eligibility !== 'statuses') return ticks;
  return [t(`eligibility.${offering.status}Means`), ...ticks, t('eligibility.unknown2019')];
}

function engagementRow(t: Say, { language }: Actor, { texts }: Standing, one: EngagementEligibility): Row {
  const sign = SIGNS[one.answer];
  const who = one.consultants.slice(0, 5).map((id) => texts[`consultant:${id}`] ?? id);
  const said =
    one.answer === 'met'
      ? `${t('eligibility.may')}${who.length > 0 ? ` · ${t('eligibility.who', { names: listOf(language, who) })}` : ` · ${t('eligibility.nobody')}`}`
      : guardSentence(language, one);
  return { label: `${sign} ${ENGAGEMENTS[one.id]}:`, value: said };
}

function nextActions(
  t: Say,
  actor: Actor,
  { edition, company }: Standing,
  { id }: OfferingEligibility,
): Element[] {
  const actions: Element[] = [];
  if (edition.complianceTraining) {
    if (may(actor.permission, 'company.changeParticipant')) {
      actions.push(execute(t('do.participants'), 'eligibility.participants'));
    }
    if (company.agreement === undefined && may(actor.permission, 'company.signAgreement')) {
      actions.push(execute(t('do.agreement'), 'eligibility.agreement'));
    }
  } else if (may(actor.permission, 'company.changeCompetency')) {
    actions.push(execute(t('do.competency'), 'company.competency'));
  }
  actions.push(execute(t('do.enrol'), 'enrol.open', { id }));
  return actions;
}
