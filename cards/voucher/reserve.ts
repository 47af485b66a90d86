import { day } from '../../domain/day.ts';
import { cleanLine } from '../../domain/plain-text.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardAnswer, GuardId } from '../../domain/guards/answers.ts';
import { qualified } from '../../domain/guards/competence.ts';
import { GUARDS } from '../../domain/guards/table.ts';
import type { Actor } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { latestStart } from '../../domain/voucher/deadlines.ts';
import { acceptArg, reasonInput } from '../kit/accepted.ts';
import { execute, later, plainExecute } from '../kit/actions.ts';
import { checklist, type Check } from '../kit/checklist.ts';
import {
  bound,
  choiceInput,
  dateInput,
  slot,
  textInput,
  toggleInput,
  words,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { countryName, formatDay } from '../kit/format.ts';
import { guardLines, guardSentence } from '../kit/guards.ts';
import { known } from '../kit/known.ts';
import { filledRow } from '../kit/lists.ts';
import { consultantName, printedNumber } from '../kit/names.ts';
import { closingLines, of2019, vvrGuide, workflowLink } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { sideBySide } from '../kit/side-by-side.ts';
import { defineCard, marked, type Banner, type Card } from '../kit/template.ts';
import { toCopy } from '../kit/to-copy.ts';
import { why } from '../kit/why.ts';
import {
  consultantChoices,
  hasMoreConsultants,
  locationChoices,
  OTHER_COUNTRY,
  otherConsultantInput,
  otherCountryInput,
} from './choices.ts';
import { askInstead } from './colleagues.ts';
import { inVvr } from './in-vvr.ts';
import { placesPart, placesShown, type PlacesView } from './two-places.ts';
import { voucherBadges, voucherHead } from './voucher-head.ts';

interface ReserveView extends Omit<PlacesView, 'actor' | 'standing'> {
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
  readonly head: readonly Element[];
  /** What to do in VVR, and with what. */
  readonly vvr: readonly Element[];
  /** What is asked, and what is known. */
  readonly plan: readonly Element[];
  readonly places: readonly Element[];
  readonly checks: readonly Element[];
  readonly values: Values;
  readonly asksReason: boolean;
}>((t) => ({
  title: t('reserve.title'),
  hasHead: true,
  body: [
    slot('places'),
    slot('head'),
    slot('vvr'),
    sideBySide(
      dateInput('start', t('field.start'), { value: '${values.start}', required: t('required.start') }),
      dateInput('end', t('field.end'), { value: '${values.end}', required: t('required.end') }),
    ),
    slot('plan'),
    toggleInput('terms', t('field.terms'), t('reserve.terms'), {
      value: '${values.terms}',
      required: t('required.terms'),
    }),
    reasonInput(t, '${values.reason}'),
    slot('checks'),
  ],
}));

/**
 * Step "validate and reserve": what VVR asks for, the plan as far as it is not known, and the checks. What is known is
 * text, its inputs behind "Change".
 */
export function reserveCard(view: ReserveView): Card {
  const { doc, standing, actor, values } = view;
  const { language } = actor;
  const t = speaker(language);
  const { facts } = doc.state;
  const ref = {
    id: facts.number,
    version: doc.version,
    commandId: view.commandId,
    arg: acceptArg([...view.accepts, ...placesShown(view.places)]),
  };
  return fill(language, {
    head: voucherHead(t, language, doc, voucherBadges(t, doc, standing).slice(1), { isNumbered: false }),
    vvr: vvrSteps(t, view).map((element) => marked(element, t)),
    plan: plan(t, view).map((element) => marked(element, t)),
    places: placesPart(t, view, (title, arg) =>
      execute(title, 'reserve.days', { id: facts.number, version: doc.version, arg }),
    ),
    checks: checks(t, view),
    values,
    asksReason: view.accepts.length > 0,
    banner: view.banner,
    actions: [
      execute(t('do.reserved'), 'reserve.done', ref, 'positive'),
      ...askInstead(t, doc, actor),
      ...(doc.state.stage.status === 'lost'
        ? []
        : [plainExecute(t('do.lose'), 'lose.open', { id: facts.number, version: doc.version })]),
      later(t('do.later'), 'reserve', facts.number),
    ],
  });
}

/** The two steps in VVR, with what it asks for. */
function vvrSteps(t: Say, { doc, standing, actor, values, partnerAdmins }: ReserveView): readonly Element[] {
  const { edition } = standing;
  return [
    words(t('reserve.hurry')),
    ...inVvr(t, actor, {
      edition,
      partnerAdmins,
      does: t('reserve.validate'),
      how: of2019(t, edition, t('reserve.inVvr'), 'V3'),
      links: [...vvrGuide(t, edition), ...workflowLink(t, edition, 'reserve')],
    }),
    toCopy([
      { label: t('field.number'), value: printedNumber(doc) },
      ...filledRow(t('reserve.admin'), doc.texts['adminEmail']),
    ]),
    ...(doc.state.facts.adminKnown
      ? []
      : [
          textInput('adminEmail', t('field.adminEmail'), {
            value: values['adminEmail'] ?? '',
            required: t('required.adminEmail'),
            max: 254,
          }),
        ]),
  ];
}

/** What is known of the plan as text, and what is not as inputs: where, by whom, since when. */
function plan(t: Say, { doc, standing, actor, values }: ReserveView): readonly Element[] {
  const { language } = actor;
  const { locations, consultants } = standing.company;
  const { engagement } = doc.state.facts;
  const value = (id: string): string => values[id] ?? '';
  const place = choiceInput(
    'locationId',
    t('field.deliverIn'),
    locationChoices(t, standing, language, value('locationId')),
    { value: value('locationId'), required: t('required.deliverIn') },
  );
  const otherPlace = otherCountryInput(t, value('country'));
  const who = choiceInput(
    'consultantId',
    t('field.consultant'),
    consultantChoices(t, standing, value('consultantId'), engagement),
    { value: value('consultantId') },
  );
  const otherWho = hasMoreConsultants(standing) ? [otherConsultantInput(t, value('consultantName'))] : [];
  const on = dateInput('on', t('field.reservedOn'), { value: value('on'), required: t('required.on') });

  const at = locations.find(({ id }) => id === value('locationId'));
  const isPlaceKnown = locations.length === 1 && at !== undefined && value('country') === '';
  const isElsewhere = value('locationId') === OTHER_COUNTRY || value('country') !== '';
  const fit = engagement === undefined ? [] : qualified(engagement, standing);
  const isSuggested = consultants.length === 1 || (fit.length === 1 && fit[0] === value('consultantId'));
  const isWhoKnown = isSuggested && value('consultantId') !== '' && value('consultantName') === '';
  const reservedOn = day(value('on'));
  const name = isWhoKnown ? consultantName(standing, cleanLine(value('consultantId'), 80)) : '';
  const qualifies = fit.includes(value('consultantId')) ? ` · ${t('reserve.qualifies')}` : '';
  return [
    ...(isPlaceKnown ? [] : [place]),
    ...(isElsewhere ? [otherPlace] : []),
    ...(isWhoKnown || consultants.length === 0 ? [] : [who]),
    ...(value('consultantName') === '' ? [] : otherWho),
    ...(reservedOn === undefined ? [on] : []),
    ...known(
      t,
      'plan',
      [
        ...filledRow(t('field.deliverIn'), isPlaceKnown ? countryName(language, at.country) : ''),
        ...filledRow(t('field.consultant'), name === '' ? '' : `${name}${qualifies}`),
        ...filledRow(t('field.reservedOn'), reservedOn === undefined ? '' : formatDay(language, reservedOn)),
      ],
      [
        ...(isPlaceKnown ? [place] : []),
        ...(isElsewhere ? [] : [otherPlace]),
        ...(isWhoKnown || consultants.length === 0 ? [who] : []),
        ...(value('consultantName') === '' ? otherWho : []),
        ...(reservedOn === undefined ? [] : [on]),
      ],
    ),
  ];
}

/** Checks that are not met and stand in sight; all of them, each with its reason, are behind the line. */
const CHECKS_SHOWN = 2;
/** What a person attests. */
const ATTESTED = ['G7', 'G8'] as const;

/** One line when all is met; else what is not, a sentence each. All of them, and what a person attests, are behind it. */
function checks(t: Say, { doc, standing, actor, values, answers, banner }: ReserveView): readonly Element[] {
  const { language } = actor;
  const computed = answers.filter(({ guard }) => GUARDS[guard].check === 'computed');
  const countOf = (wanted: GuardAnswer['answer']): number =>
    computed.filter(({ answer }) => answer === wanted).length;
  const unmet = countOf('unmet');
  const unknown = countOf('unknown');
  const attested = (values['attested'] ?? '').split(',');
  const toConfirm = ATTESTED.filter((id) => !attested.includes(id)).length;
  const line = [
    ...(unmet + unknown === 0 ? [t('reserve.allMet', { count: computed.length })] : []),
    ...(unmet > 0 ? [t('reserve.unmet', { count: unmet, all: computed.length })] : []),
    ...(unknown > 0 ? [t('reserve.unknown', { count: unknown })] : []),
    ...(toConfirm > 0 ? [t('reserve.toConfirm', { count: toConfirm })] : []),
  ].join(' · ');
  const open = computed
    .filter(({ answer }) => answer === 'unmet')
    .map((answer): Check => ({ is: 'not', text: guardSentence(language, answer) }))
    // What was refused is said above.
    .filter(({ text }) => banner?.text.includes(text) !== true);
  const latest = latestStart(doc.state.facts, standing.company, standing.edition);
  const isLate = latest !== undefined && (values['start'] ?? '') > latest;
  const margin =
    latest === undefined
      ? []
      : [
          `${t('voucher.latestStart')}: ${t('voucher.latestStartWhy', {
            day: formatDay(language, latest),
            level: doc.state.facts.serviceLevel ?? 0,
            buffer: standing.company.reportingBuffer,
          })}`,
        ];
  const closing = closingLines(t, language, standing, 'reserve');
  const isOver = hasEnded(standing.edition, 'reserve', standing.today);
  return [
    ...(isOver ? closing : []).map((text) => bound(text, { weight: 'Bolder' })),
    ...why(
      t,
      'checks',
      line,
      [
        choiceInput(
          'attested',
          t('reserve.attest'),
          ATTESTED.map((value) => ({ title: t(`attest.${value}`), value })),
          { value: values['attested'] ?? '', many: true },
        ),
        ...[
          ...guardLines(t, actor, answers, standing.edition, { sourced: true, coded: true }),
          t('reserve.ours', { buffer: standing.company.reportingBuffer }),
          ...margin,
          ...(isOver ? [] : closing),
        ].map((text) => bound(text, { size: 'Small', spacing: 'Small' })),
      ],
      {},
      t(toConfirm > 0 ? 'do.details' : 'do.why'),
    ),
    ...checklist([
      ...open.slice(0, CHECKS_SHOWN),
      ...(isLate
        ? [{ is: 'unknown', text: t('reserve.lateStart', { day: formatDay(language, latest) }) } as const]
        : []),
    ]),
  ];
}
