import { COMPETENCIES, ENGAGEMENTS, OFFERINGS, type OfferingId } from '../../domain/programme/catalogue.ts';
import type { Standing } from '../../domain/desk/desk.ts';
import type { EngagementEligibility, OfferingEligibility, Unlock } from '../../domain/company/eligibility.ts';
import type { Actor } from '../../domain/people/person.ts';
import { may } from '../../domain/people/permissions.ts';
import {
  actionSet,
  bound,
  cancel,
  choiceInput,
  dateInput,
  defineCard,
  execute,
  lines,
  openUrl,
  plainExecute,
  rows,
  textInput,
  words,
  type Card,
  type Choice,
  type Element,
  type Banner,
  type Row,
} from '../kit/elements.ts';
import { formatDay, listOf, plainLabel } from '../kit/format.ts';
import { offer } from '../notice.ts';
import { speaker, type Say } from '../kit/say.ts';
import { guardSentence } from '../kit/sentences.ts';

const fillList = defineCard<{
  readonly where: readonly string[];
  readonly offerings: readonly (Row & { readonly actions: readonly Element[] })[];
  readonly ways: readonly string[];
}>((t) => ({
  title: t('eligibility.title'),
  body: [
    lines('where', { size: 'Small', isSubtle: true }),
    {
      $data: '${offerings}',
      type: 'Container',
      items: [
        {
          type: 'RichTextBlock',
          inlines: [
            { type: 'TextRun', text: '${label} ', weight: 'Bolder' },
            { type: 'TextRun', text: '${value}' },
          ],
        },
        actionSet('actions', { spacing: 'Small' }),
      ],
    },
    lines('ways'),
  ],
}));

export interface EligibilityView {
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
    where: [
      t(edition.eligibility === 'statuses' ? 'eligibility.path2019' : 'eligibility.path2020'),
      t('eligibility.account'),
    ],
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
    bound('${offering}', { size: 'Large', weight: 'Bolder', spacing: 'None' }),
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
    where: [
      t(edition.eligibility === 'statuses' ? 'eligibility.path2019' : 'eligibility.path2020'),
      t('eligibility.account'),
    ],
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
  const sign = { met: '✔', unmet: '✖', unknown: '?' }[one.answer];
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

const fillParticipants = defineCard<{
  readonly people: readonly string[];
  readonly choices: readonly Choice[];
  readonly values: Readonly<Record<string, string>>;
  readonly message: string;
}>((t) => ({
  title: t('participants.title'),
  body: [
    words(t('participants.text'), { isSubtle: true }),
    lines('people'),
    choiceInput('participant', t('participants.who'), '${choices}', { value: '${values.participant}' }),
    textInput('name', t('participants.name'), { value: '${values.name}' }),
    dateInput('trainedOn', t('participants.trainedOn'), { value: '${values.trainedOn}' }),
    textInput('message', t('participants.message'), { value: '${message}', multiline: true, max: 2000 }),
  ],
}));

/** The new participant, in the choice of whom a training is recorded for. */
export const NEW_PARTICIPANT = 'new';

/** Who takes the compliance course, done or not, and a message to send them (R10). */
export function participantsCard({
  actor,
  standing,
  values,
  commandId,
  banner,
}: {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly values: Readonly<Record<string, string>>;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}): Card {
  const { language } = actor;
  const t = speaker(language);
  const { company, texts, edition } = standing;
  const nameOf = (id: string): string => texts[`participant:${id}`] ?? id;
  return fillParticipants(language, {
    people:
      company.participants.length === 0
        ? [t('participants.none')]
        : company.participants
            .slice(0, 20)
            .map(({ id, trainedOn }) =>
              trainedOn === undefined
                ? `✖ ${nameOf(id)} · ${t('participants.notYet')}`
                : `✔ ${nameOf(id)} · ${formatDay(language, trainedOn)}`,
            ),
    choices: [
      { title: t('participants.new'), value: NEW_PARTICIPANT },
      ...company.participants.slice(0, 50).map(({ id }) => ({ title: plainLabel(nameOf(id)), value: id })),
    ],
    values,
    message: t('participants.invitation', { url: edition.links.requirements }),
    banner,
    actions: [
      execute(t('do.save'), 'eligibility.train', { commandId, version: standing.version }, 'positive'),
      ...(company.agreement === undefined ? [execute(t('do.agreement'), 'eligibility.agreement')] : []),
      execute(t('do.eligibility'), 'eligibility.list'),
      cancel(t('do.cancel'), 'eligibility'),
    ],
  });
}

const fillAgreement = defineCard<{ readonly on: string }>((t) => ({
  title: t('agreement.title'),
  body: [
    words(t('agreement.text')),
    dateInput('on', t('field.on'), { value: '${on}', required: t('required.on') }),
  ],
}));

/** The provider agreement of edition 2019: the link, and who signed it when (R11). */
export function agreementCard({
  actor,
  standing,
  on,
  commandId,
  banner,
}: {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly on: string;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}): Card {
  const t = speaker(actor.language);
  return fillAgreement(actor.language, {
    on,
    banner,
    actions: [
      execute(t('do.signed'), 'eligibility.sign', { commandId, version: standing.version }, 'positive'),
      openUrl(t('link.registration'), standing.edition.links.registration),
      execute(t('do.participants'), 'eligibility.participants'),
      cancel(t('do.cancel'), 'eligibility'),
    ],
  });
}

const fillEnrol = defineCard<{
  readonly how: readonly string[];
  readonly state: readonly string[];
  readonly offerings: readonly Choice[];
  readonly values: Readonly<Record<string, string>>;
}>((t) => ({
  title: t('enrol.title'),
  body: [
    lines('how'),
    lines('state'),
    choiceInput('offering', t('field.offering'), '${offerings}', {
      value: '${values.offering}',
      required: t('required.offering'),
    }),
    dateInput('on', t('enrol.on'), { value: '${values.on}', required: t('required.on') }),
  ],
}));

export interface EnrolView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly offering: OfferingId | undefined;
  readonly state: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}

/** Enrolment: policies, agreement, offering, in the order of the edition (R12, P8). */
export function enrolCard(view: EnrolView): Card {
  const { actor, standing, values, commandId } = view;
  const t = speaker(actor.language);
  const { edition, company } = standing;
  const { links } = edition;
  const ref = { id: view.offering ?? '', commandId, version: standing.version };
  const readsPolicies = edition.agreement === 'enrolment';
  const isRead = company.policiesReadOn !== undefined;
  return fillEnrol(actor.language, {
    how: [
      ...(readsPolicies
        ? [`${isRead ? '✔ ' : ''}${t('enrol.policies')}`, t('enrol.path2020')]
        : [t('enrol.path2019')]),
      t('enrol.result'),
    ],
    state: view.state,
    offerings: (Object.keys(OFFERINGS) as OfferingId[]).map((value) => ({
      value,
      title: `${value} · ${OFFERINGS[value]}`,
    })),
    values,
    banner: view.banner,
    actions: [
      ...(may(actor.permission, 'company.enrol')
        ? [
            ...(readsPolicies && !isRead ? [execute(t('do.policiesRead'), 'enrol.policies', ref)] : []),
            execute(t('do.enrolled'), 'enrol.done', ref, 'positive'),
          ]
        : []),
      ...(readsPolicies && links.policies !== undefined ? [openUrl(t('link.policies'), links.policies)] : []),
      openUrl(t('link.registration'), links.registration),
      plainExecute(t('do.profile'), 'profile.open'),
      plainExecute(t('do.home'), 'home.open'),
    ],
  });
}
