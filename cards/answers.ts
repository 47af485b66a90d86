import { MAX_DESCRIPTION } from '../domain/company/profile.ts';
import { MAX_PROFILE_LOCATIONS } from '../domain/company/model.ts';
import type { Standing } from '../domain/desk/standing.ts';
import type { SourceId } from '../domain/guards/answers.ts';
import type { Language } from '../domain/people/person.ts';
import { ENGAGEMENTS, SERVICE_LEVELS } from '../domain/programme/catalogue.ts';
import type { Edition } from '../domain/programme/edition.ts';
import { OFF_SITE_DAYS, ON_SITE_WAIVED_UNTIL, PROFILE_VISIBLE_HOURS } from '../domain/programme/policies.ts';
import type { QuestionId } from '../domain/programme/questions.ts';
import {
  CLAIM_DAYS,
  EXTENDED_BEFORE,
  EXTENSION_DAYS,
  PAYMENT_DAYS,
  VALID_DAYS,
} from '../domain/voucher/deadlines.ts';
import { choiceOf, formatDay, listOf } from './kit/format.ts';
import { offeringName } from './kit/names.ts';
import { closingLines } from './kit/programme.ts';
import type { Key, Say } from './kit/say.ts';

/** Where a sentence of an answer is from, by the programme facts' keys. */
type Source = Exclude<SourceId, 'article'> | 'BP' | 'LP' | 'R2' | 'S1' | 'S3' | 'S5' | 'S8' | 'X2' | 'X4';

/** A sentence; what is said not to be documented is from nowhere. */
interface Sentence {
  readonly text: string;
  readonly from: readonly Source[];
}

/** What answers are made of: whose language it is, and the edition as it stands today. */
interface Asked {
  readonly t: Say;
  readonly language: Language;
  readonly standing: Pick<Standing, 'edition' | 'today'>;
}

/** What the documents of the programme say to each question, in the company's edition (programme facts §9.3). */
const ANSWERS: Readonly<Record<QuestionId, (asked: Asked) => readonly Sentence[]>> = {
  benefits: ({ t, language, standing }) => [
    said(t('about.programme'), seed(standing.edition)),
    said(t('about.gain'), seed(standing.edition)),
    said(t('faq.levels', { days: choiceOf(language, SERVICE_LEVELS.map(String)) }), 'S4'),
  ],
  whoEnrols: ({ t, standing: { edition } }) =>
    edition.complianceTraining
      ? [said(t('faq.who2019'), 'RU'), said(t('faq.lead2019'), 'RU')]
      : [said(t('faq.who'), 'PL'), said(t('faq.onlyCompetent'), 'PL'), ...courseUnclear(t)],
  qualifications: ({ t, language, standing: { edition } }) => [
    ...(edition.isTableKnown
      ? [
          said(t('faq.company', { gold: listOf(language, onlyGold(edition)) }), 'R2'),
          said(t('faq.consultant'), 'PL'),
        ]
      : [said(t('faq.company2019'), 'RU'), said(t('faq.lead2019'), 'RU'), said(t('faq.table2019'))]),
    said(t('faq.examsUnknown')),
  ],
  howToEnrol: ({ t, standing: { edition } }) => [
    ...(edition.agreement === 'eligibility'
      ? [said(t('faq.agreement2019'), 'RU'), said(t('faq.enrol2019'), 'RU')]
      : [said(t('faq.enrol'), 'PL')]),
    said(t('faq.allLocations'), 'RU'),
    edition.yearlyRenewal
      ? said(t('faq.everyYear'), seed(edition))
      : said(t('faq.noYearly', { article: t(`source.${edition.article}`) }), edition.article),
  ],
  directory: ({ t, language, standing: { edition } }) =>
    edition.profile === 'directory'
      ? [said(t('faq.directory2019'), 'RU'), said(t('faq.fieldsUnknown'))]
      : [
          said(t('faq.profile'), 'PL', 'BP'),
          said(
            t('faq.profileTips', {
              max: new Intl.NumberFormat(language).format(MAX_DESCRIPTION),
              locations: MAX_PROFILE_LOCATIONS,
            }),
            'BP',
          ),
          said(t('faq.profileVisible', { hours: PROFILE_VISIBLE_HOURS }), 'BP'),
        ],
  compliance: ({ t }) => [
    said(t('faq.reserveFirst'), 'X1'),
    said(t('faq.keepCompetency'), 'X2', 'S4'),
    said(t('faq.noCharge'), 'X1'),
    said(t('faq.reportFirst'), 'X1', 'X5'),
  ],
  training: ({ t }) => [said(t('faq.portal'), 'S3', 'X2'), said(t('faq.portalUnknown'))],
  customers: (asked) => [
    said(asked.t('faq.customersWho'), 'S1', 'S8'),
    said(asked.t('faq.activate'), 'S1'),
    said(asked.t('faq.scaleUnknown')),
    ...closing(asked, 'assign'),
  ],
  meeting: ({ t, standing: { edition } }) => [
    edition.profile === 'directory' ? said(t('faq.meet2019'), 'RU') : said(t('faq.meet'), 'BP'),
  ],
  marketing: ({ t }) => [said(t('faq.answerLost'), 'X4')],
  lifeCycle: (asked) => [
    said(asked.t('faq.states'), seed(asked.standing.edition), 'V3'),
    said(asked.t('faq.cancelled'), 'V3', 'S2'),
    said(asked.t('faq.within', { valid: VALID_DAYS }), 'D8'),
    said(asked.t('faq.claimWithin', { claim: CLAIM_DAYS }), 'D8'),
  ],
  expiry: (asked) => [
    said(asked.t('faq.valid', { valid: VALID_DAYS }), 'X1'),
    ...extended(asked),
    said(asked.t('faq.daysBack'), 'S2'),
    ...closing(asked, 'assign'),
    ...closing(asked, 'redeem'),
  ],
  deliverables: ({ t }) => [
    said(t('faq.twoOutputs'), 'X5', 'S4'),
    said(t('faq.unique'), 'S4'),
    said(t('faq.noPay'), 'X5'),
  ],
  payment: ({ t }) => [
    said(t('faq.register'), 'X3'),
    said(t('faq.requestBy', { claim: CLAIM_DAYS }), 'D8'),
    said(t('faq.paidWithin', { payment: PAYMENT_DAYS }), 'S5'),
    said(t('faq.ratesUnknown'), 'X5'),
  ],
  resources: ({ t, standing: { edition } }) => [
    edition.id === '2019' ? said(t('faq.pages2019'), 'RU') : said(t('faq.pages'), 'PL'),
    said(t('faq.archive')),
  ],
  systemCenter: ({ t, language, standing: { edition } }) => [
    said(t('faq.systemCenter', { offering: offeringName('PVDPS') }), 'S4'),
    said(t('faq.configManager'), 'S4'),
    ...(edition.isTableKnown
      ? [
          said(
            t('faq.pvdpsNow', {
              engagements: listOf(
                language,
                edition.engagements
                  .filter(({ offering }) => offering === 'PVDPS')
                  .map(({ id }) => ENGAGEMENTS[id]),
              ),
            }),
            'R2',
          ),
        ]
      : []),
  ],
  otherProducts: ({ t }) => [
    said(t('faq.productMust', { offering: offeringName('DDPS') }), 'S4'),
    said(t('faq.spanning'), 'S4'),
  ],
  endUsers: ({ t }) => [said(t('faq.answerLost'), 'X4'), said(t('faq.planningOnly'), 'S4')],
  remote: ({ t, language, standing: { edition } }) => [
    said(t('faq.onSite', { days: OFF_SITE_DAYS }), 'S4'),
    ...(edition.id === '2019'
      ? []
      : [
          said(t('faq.waived', { until: formatDay(language, ON_SITE_WAIVED_UNTIL) }), 'S7'),
          said(t('faq.remoteUnknown')),
        ]),
  ],
  course: ({ t, standing: { edition } }) => [
    said(t('faq.university'), 'X4'),
    ...(edition.complianceTraining ? [said(t('faq.courseFirst'), 'RU')] : courseUnclear(t)),
  ],
};

function said(text: string, ...from: readonly Source[]): Sentence {
  return { text, from };
}

/** The article that says what those of 2020 and 2021 say alike: it is the one of 2020 that was read in full. */
function seed({ article }: Edition): Source {
  return article === 'RU' ? 'RU' : 'PL';
}

function courseUnclear(t: Say): readonly Sentence[] {
  return [said(t('faq.courseUnclear')), said(t('guard.sourcesDiffer'), 'PL', 'LP')];
}

function onlyGold({ engagements }: Edition): readonly string[] {
  return engagements.flatMap(({ id, requires }) =>
    requires !== 'unknown' && requires.level === 'gold' ? [ENGAGEMENTS[id]] : [],
  );
}

/** In 2019 nobody knew of it; when the programme closed, all of these vouchers had expired. */
function extended({ t, language, standing: { edition } }: Asked): readonly Sentence[] {
  if (edition.id !== '2020') return [];
  const args = { before: formatDay(language, EXTENDED_BEFORE), extension: EXTENSION_DAYS };
  return [said(t('faq.extended', args), 'S7')];
}

/** What an edition that ends says of a step's last day. */
function closing({ t, language, standing }: Asked, idea: 'assign' | 'redeem'): readonly Sentence[] {
  return closingLines(t, language, standing, idea).map((text) => said(text, standing.edition.article));
}

/** An answer's sentences, and what its sources are called. */
export function answerTo(
  question: QuestionId,
  asked: Asked,
): { readonly sentences: readonly string[]; readonly sources: readonly string[] } {
  const all = ANSWERS[question](asked);
  const sources = new Set(all.flatMap(({ from }) => from));
  return {
    sentences: all.map(({ text }) => text),
    sources: [...sources].map((source) => asked.t(`source.${source}` satisfies Key)),
  };
}
