import type { Standing } from '../../domain/desk/desk.ts';
import { latestStart } from '../../domain/voucher/deadlines.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import {
  GUARDS,
  qualified,
  type GuardAnswer,
  type GuardContext,
  type GuardId,
} from '../../domain/guards/table.ts';
import type { Actor } from '../../domain/people/person.ts';
import {
  acceptArg,
  actionSet,
  bound,
  cancel,
  choiceInput,
  dateInput,
  defineCard,
  execute,
  folded,
  lines,
  openUrl,
  plainExecute,
  textInput,
  toggleInput,
  words,
  type Card,
  type Choice,
  type Element,
  type Banner,
} from '../kit/elements.ts';
import { countryName, formatDay, namesOf, plainLabel } from '../kit/format.ts';
import { speaker, type Say } from '../kit/say.ts';
import { printedNumber } from './voucher.ts';
import { guardSentence } from '../kit/sentences.ts';

/** The card's input for a location that is not the company's: a country is typed beside it. */
export const OTHER_COUNTRY = 'other';

export interface ReserveView {
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly actor: Actor;
  readonly answers: readonly GuardAnswer[];
  /** What the inputs hold, by their names. */
  readonly values: Readonly<Record<string, string>>;
  readonly commandId: string;
  /** Guards that an admin may record as not met: with a reason. */
  readonly accepts: readonly GuardId[];
  /** MPN partner admins by name, to ask; empty when nobody is recorded. */
  readonly partnerAdmins: readonly string[];
  readonly banner?: Banner | undefined;
}

const fill = defineCard<{
  readonly number: string;
  /** How many checks are met, not met, not possible; then each that is not met or not possible. */
  readonly checked: string;
  readonly open: readonly string[];
  readonly guards: readonly string[];
  readonly latest?: string | undefined;
  readonly how: readonly string[];
  readonly links: readonly Element[];
  readonly locations: readonly Choice[];
  readonly consultants: readonly Choice[];
  readonly values: Readonly<Record<string, string>>;
  readonly asksAdmin: boolean;
  readonly asksReason: boolean;
}>((t) => ({
  title: t('reserve.title'),
  body: [
    bound('${number}', { size: 'Large', weight: 'Bolder', spacing: 'None' }),
    words(t('reserve.hurry')),
    choiceInput('locationId', t('field.deliverIn'), '${locations}', {
      value: '${values.locationId}',
      required: t('required.deliverIn'),
    }),
    textInput('country', t('reserve.otherCountry'), { value: '${values.country}', max: 60 }),
    choiceInput('consultantId', t('field.consultant'), '${consultants}', { value: '${values.consultantId}' }),
    dateInput('start', t('field.start'), { value: '${values.start}', required: t('required.start') }),
    dateInput('end', t('field.end'), { value: '${values.end}', required: t('required.end') }),
    bound('${latest}', { $when: '${latest != null}', spacing: 'Small', isSubtle: true }),
    {
      $when: '${asksAdmin}',
      ...textInput('adminEmail', t('field.adminEmail'), {
        value: '${values.adminEmail}',
        required: t('required.adminEmail'),
        max: 254,
      }),
    },
    lines('how'),
    actionSet('links', { spacing: 'Small' }),
    dateInput('on', t('field.reservedOn'), { value: '${values.on}', required: t('required.on') }),
    choiceInput(
      'attested',
      t('reserve.attest'),
      [
        { title: t('attest.G7'), value: 'G7' },
        { title: t('attest.G8'), value: 'G8' },
      ],
      { value: '${values.attested}', many: true },
    ),
    toggleInput('terms', t('field.terms'), t('reserve.terms'), {
      value: '${values.terms}',
      required: t('required.terms'),
    }),
    {
      $when: '${asksReason}',
      ...textInput('reason', t('field.reason'), {
        value: '${values.reason}',
        required: t('required.reason'),
      }),
    },
    bound('${checked}', { weight: 'Bolder', separator: true }),
    lines('open', { size: 'Small' }),
    ...folded('checks', t('reserve.allChecks'), [lines('guards', { size: 'Small' })]),
  ],
}));

/** Step "validate and reserve": checks with their answers, what to do in VVR with which account, and the plan. */
export function reserveCard(view: ReserveView): Card {
  const { doc, standing, actor, values } = view;
  const { language } = actor;
  const t = speaker(language);
  const { facts } = doc.state;
  const latest = latestStart(facts, standing.company, standing.edition);
  const ref = {
    id: facts.number,
    version: doc.version,
    commandId: view.commandId,
    arg: acceptArg(view.accepts),
  };
  return fill(language, {
    number: printedNumber(doc),
    checked: t('reserve.checked', {
      met: countOf(view.answers, 'met'),
      unmet: countOf(view.answers, 'unmet'),
      unknown: countOf(view.answers, 'unknown'),
    }),
    open: guardLines(
      t,
      actor,
      view.answers.filter(({ answer }) => answer !== 'met'),
      false,
    ),
    guards: guardLines(t, actor, view.answers),
    latest:
      latest === undefined
        ? undefined
        : `${t('voucher.latestStart')}: ${t('voucher.latestStartWhy', {
            day: formatDay(language, latest),
            level: facts.serviceLevel ?? 0,
            buffer: standing.company.reportingBuffer,
          })}`,
    how: howTo(t, view),
    links: [openUrl(t('link.partnerCenter'), standing.edition.links.partnerCenter)],
    locations: locationChoices(t, standing, language),
    consultants: consultantChoices(t, view),
    values,
    asksAdmin: !facts.adminKnown,
    asksReason: view.accepts.length > 0,
    banner: view.banner,
    actions: [
      execute(t('do.reserved'), 'reserve.done', ref, 'positive'),
      ...(doc.state.stage.status === 'lost'
        ? []
        : [plainExecute(t('do.lose'), 'lose.open', { id: facts.number, version: doc.version })]),
      cancel(t('do.later'), 'reserve', facts.number),
    ],
  });
}

function countOf(answers: readonly GuardAnswer[], wanted: GuardAnswer['answer']): number {
  return answers.filter(({ answer }) => answer === wanted).length;
}

function howTo(t: Say, { actor, doc, partnerAdmins }: ReserveView): string[] {
  const number = printedNumber(doc);
  const does = t('reserve.inVvr', { number });
  if (actor.roles.includes('mpnPartnerAdmin')) return [t('reserve.signIn'), does];
  const who =
    partnerAdmins.length === 0
      ? t('reserve.nobodyKnown')
      : t('reserve.ask', { names: namesOf(partnerAdmins) });
  return [who, does];
}

/** The company's locations, and one elsewhere that is typed. */
export function locationChoices(
  t: Say,
  { company }: Standing,
  language: Actor['language'],
): readonly Choice[] {
  return [
    ...company.locations.map(({ id, country }) => ({
      title: `${countryName(language, country)} · ${plainLabel(id)}`,
      value: id,
    })),
    { title: t('reserve.elsewhere'), value: OTHER_COUNTRY },
  ];
}

function consultantChoices(t: Say, { doc, standing }: ReserveView): Choice[] {
  const { engagement } = doc.state.facts;
  const context: GuardContext = standing;
  const fit = engagement === undefined ? [] : qualified(engagement, context);
  return standing.company.consultants.map(({ id }) => {
    const name = plainLabel(standing.texts[`consultant:${id}`] ?? id, 40);
    return { value: id, title: fit.includes(id) ? `${name} · ${t('reserve.qualifies')}` : name };
  });
}

/** Every guard with its answer in words, its reason and, unless it is said elsewhere, its source. */
export function guardLines(
  t: Say,
  { language }: Pick<Actor, 'language'>,
  answers: readonly GuardAnswer[],
  withSources = true,
): string[] {
  return answers.map((answer) => {
    const name = `${answer.guard} ${t(`guardName.${answer.guard}`)}`;
    const said =
      answer.detail.code === 'notApplicable' ? t('guard.notApplicable') : t(`answer.${answer.answer}`);
    const why =
      answer.detail.code === 'ok' || answer.detail.code === 'notApplicable'
        ? ''
        : ` · ${guardSentence(language, answer)}`;
    const from = withSources ? ` · ${sourcesOf(t, answer.guard)}` : '';
    return `${SIGNS[answer.answer]} ${name}: ${said}${why}${from}`;
  });
}

/** Where a rule comes from, in words. */
function sourcesOf(t: Say, guard: GuardId): string {
  return GUARDS[guard].sources.map((source) => t(`source.${source}`)).join('; ');
}

const SIGNS = { met: '✔', unmet: '✖', unknown: '?' } as const;

const fillRefusal = defineCard<{
  readonly number: string;
  readonly reasons: readonly string[];
  readonly sources: readonly string[];
}>((t) => ({
  title: t('refusal.title'),
  body: [
    bound('${number}', { weight: 'Bolder' }),
    lines('reasons'),
    lines('sources', { size: 'Small', isSubtle: true }),
  ],
}));

/** No, and why: what is missing, what would make it possible, and from where the rule comes. */
export function refusalCard({
  doc,
  standing,
  actor,
  unmet,
  anyway,
}: {
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly actor: Actor;
  readonly unmet: readonly GuardAnswer[];
  /** The button that records the fact all the same, for who may. */
  readonly anyway?: Element | undefined;
}): Card {
  const { language } = actor;
  const t = speaker(language);
  return fillRefusal(language, {
    number: printedNumber(doc),
    reasons: [
      ...unmet.map((answer) => guardSentence(language, answer)),
      ...(anyway === undefined ? [t('refusal.adminCan')] : []),
    ],
    sources: unmet.map(({ guard }) =>
      t('refusal.source', {
        guard,
        name: t(`guardName.${guard}`),
        source: sourcesOf(t, guard),
        edition: standing.edition.id,
      }),
    ),
    actions: [
      openUrl(t('link.requirements'), standing.edition.links.requirements),
      ...(anyway === undefined ? [] : [anyway]),
      execute(t('do.correct'), 'correct.open', { id: doc.state.facts.number, version: doc.version }),
      execute(t('do.openVoucher'), 'voucher.open', { id: doc.state.facts.number }),
      execute(t('do.home'), 'home.open'),
    ],
  });
}
