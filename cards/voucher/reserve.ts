import type { Standing } from '../../domain/desk/standing.ts';
import { latestStart } from '../../domain/voucher/deadlines.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardAnswer, GuardId } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { actionSet, execute, later, plainExecute } from '../kit/actions.ts';
import {
  bound,
  choiceInput,
  dateInput,
  folded,
  headline,
  textInput,
  toggleInput,
  words,
  type Choice,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { formatDay, namesOf } from '../kit/format.ts';
import { guardLines } from '../kit/guards.ts';
import { filledRow, lines, rows, type Row } from '../kit/lists.ts';
import { closingLines, of2019, vvrLinks, workflowLink } from '../kit/programme.ts';
import { printedNumber } from '../kit/names.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { consultantChoices, hasMoreConsultants, locationChoices } from './choices.ts';

interface ReserveView {
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly actor: Actor;
  readonly answers: readonly GuardAnswer[];
  /** What the inputs hold, by their names. */
  readonly values: Values;
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
  readonly closing: readonly string[];
  readonly how: readonly string[];
  /** What VVR asks for, to be copied. */
  readonly copy: readonly Row[];
  readonly links: readonly Element[];
  readonly locations: readonly Choice[];
  readonly consultants: readonly Choice[];
  readonly hasMore: boolean;
  readonly values: Values;
  readonly asksAdmin: boolean;
  readonly asksReason: boolean;
}>((t) => ({
  title: t('reserve.title'),
  body: [
    headline('${number}'),
    lines('closing', { weight: 'Bolder' }),
    words(t('reserve.hurry')),
    choiceInput('locationId', t('field.deliverIn'), '${locations}', {
      value: '${values.locationId}',
      required: t('required.deliverIn'),
    }),
    textInput('country', t('reserve.otherCountry'), { value: '${values.country}', max: 60 }),
    choiceInput('consultantId', t('field.consultant'), '${consultants}', { value: '${values.consultantId}' }),
    {
      $when: '${hasMore}',
      ...textInput('consultantName', t('reserve.otherConsultant'), { value: '${values.consultantName}' }),
    },
    dateInput('start', t('field.start'), { value: '${values.start}', required: t('required.start') }),
    dateInput('end', t('field.end'), { value: '${values.end}', required: t('required.end') }),
    bound('${latest}', { $when: '${latest != null}', spacing: 'Small', isSubtle: true }),
    lines('how'),
    rows('copy'),
    {
      $when: '${asksAdmin}',
      ...textInput('adminEmail', t('field.adminEmail'), {
        value: '${values.adminEmail}',
        required: t('required.adminEmail'),
        max: 254,
      }),
    },
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
    reasonInput(t, '${values.reason}'),
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
      standing.edition,
      { sourced: false, coded: true },
    ),
    guards: [
      ...guardLines(t, actor, view.answers, standing.edition, { sourced: true, coded: true }),
      t('reserve.ours', { buffer: standing.company.reportingBuffer }),
    ],
    latest:
      latest === undefined
        ? undefined
        : `${t('voucher.latestStart')}: ${t('voucher.latestStartWhy', {
            day: formatDay(language, latest),
            level: facts.serviceLevel ?? 0,
            buffer: standing.company.reportingBuffer,
          })}`,
    closing: closingLines(t, language, standing, 'reserve'),
    how: howTo(t, view),
    copy: [
      ...filledRow(t('field.number'), printedNumber(doc)),
      ...filledRow(t('field.adminEmail'), doc.texts['adminEmail']),
    ],
    links: [...vvrLinks(t, standing.edition), ...workflowLink(t, standing.edition, 'reserve')],
    locations: locationChoices(t, standing, language, values['locationId'] ?? ''),
    consultants: consultantChoices(t, standing, values['consultantId'] ?? '', facts.engagement),
    hasMore: hasMoreConsultants(standing),
    values,
    asksAdmin: !facts.adminKnown,
    asksReason: view.accepts.length > 0,
    banner: view.banner,
    actions: [
      execute(t('do.reserved'), 'reserve.done', ref, 'positive'),
      ...(doc.state.stage.status === 'lost'
        ? []
        : [plainExecute(t('do.lose'), 'lose.open', { id: facts.number, version: doc.version })]),
      later(t('do.later'), 'reserve', facts.number),
    ],
  });
}

function countOf(answers: readonly GuardAnswer[], wanted: GuardAnswer['answer']): number {
  return answers.filter(({ answer }) => answer === wanted).length;
}

function howTo(t: Say, { actor, standing, partnerAdmins }: ReserveView): string[] {
  const does = of2019(t, standing.edition, t('reserve.inVvr'), 'V3');
  if (actor.roles.includes('mpnPartnerAdmin')) return [t('reserve.signIn'), does];
  const who =
    partnerAdmins.length === 0
      ? t('reserve.nobodyKnown')
      : t('reserve.ask', { names: namesOf(t, partnerAdmins) });
  return [who, does];
}
