import type { Standing } from '../domain/desk/standing.ts';
import type { Actor } from '../domain/people/person.ts';
import type { Links } from '../domain/programme/edition.ts';
import type { QuestionId } from '../domain/programme/questions.ts';
import { answerTo } from './answers.ts';
import { fitting, offer, openUrl, plainExecute } from './kit/actions.ts';
import { headline, slot, words, type Element } from './kit/elements.ts';
import { pressableRow } from './kit/list-row.ts';
import { lines } from './kit/lists.ts';
import { openingRow } from './kit/opening-row.ts';
import { speaker, type Key, type Say } from './kit/say.ts';
import { defineCard, type Card } from './kit/template.ts';
import type { Verb } from './verbs.ts';

/** The questions by what they are about. */
const GROUPS = {
  taking: ['benefits', 'whoEnrols', 'qualifications', 'howToEnrol', 'course'],
  customers: ['directory', 'meeting', 'customers', 'marketing'],
  vouchers: ['lifeCycle', 'expiry', 'compliance', 'remote', 'otherProducts', 'systemCenter', 'endUsers'],
  money: ['deliverables', 'payment', 'training', 'resources'],
} as const satisfies Readonly<Record<string, readonly QuestionId[]>>;

/** Every question stands in a group. */
type Ungrouped = Exclude<QuestionId, (typeof GROUPS)[keyof typeof GROUPS][number]>;
true satisfies [Ungrouped] extends [never] ? true : never;

const fillList = defineCard<{ readonly groups: readonly Element[] }>((t) => ({
  title: t('questions.title'),
  body: [words(t('questions.text')), slot('groups')],
}));

/** The official questions: groups that open, and in them a row for each, which opens its answer. */
export function questionsCard({ language }: Actor): Card {
  const t = speaker(language);
  return fillList(language, {
    groups: Object.entries(GROUPS).flatMap(([group, ids]) =>
      openingRow(
        group,
        t(`questions.${group as keyof typeof GROUPS}`),
        String(ids.length),
        ids.map((id) => {
          const title = t(`question.${id}`);
          return pressableRow({ about: title, says: '' }, plainExecute(title, 'questions.one', { id }));
        }),
      ),
    ),
    actions: [offer(t, 'home'), offer(t, 'help')],
  });
}

/** What an answer leads to beside the other questions: steps and lists, and pages where the edition has them. */
interface Ways {
  readonly steps?: readonly (readonly [Key, Verb])[];
  readonly pages?: readonly (readonly [Key, keyof Links])[];
}

const ELIGIBILITY = ['do.eligibility', 'eligibility.open'] as const;
const ENROL = ['do.enrol', 'enrol.open'] as const;
const PROFILE = ['do.profile', 'profile.open'] as const;
const VOUCHERS = ['do.vouchers', 'vouchers.open'] as const;
const CLAIMS = ['do.claims', 'claims.open'] as const;
const NEW_VOUCHER = ['do.newVoucher', 'assign.open'] as const;
const REQUIREMENTS = ['link.requirements', 'requirements'] as const;
const POLICIES = ['link.policies', 'policies'] as const;
const FAQ = ['link.faq', 'faq'] as const;

const WAYS: Readonly<Record<QuestionId, Ways>> = {
  benefits: { steps: [ELIGIBILITY], pages: [['link.overview', 'overview']] },
  whoEnrols: { steps: [ELIGIBILITY, ENROL], pages: [REQUIREMENTS] },
  qualifications: { steps: [ELIGIBILITY], pages: [REQUIREMENTS] },
  howToEnrol: { steps: [ENROL], pages: [['link.workflow', 'workflow'], REQUIREMENTS] },
  directory: { steps: [PROFILE], pages: [['link.directory', 'directory']] },
  compliance: { steps: [VOUCHERS], pages: [POLICIES] },
  training: { pages: [FAQ, ['link.overview', 'overview']] },
  customers: { steps: [NEW_VOUCHER], pages: [['link.vlscGuide', 'vlscGuide']] },
  meeting: { steps: [PROFILE] },
  marketing: { pages: [FAQ, ['link.overview', 'overview']] },
  lifeCycle: { steps: [VOUCHERS], pages: [['link.workflow', 'workflow']] },
  expiry: { steps: [VOUCHERS], pages: [['link.retirement', 'retirement']] },
  deliverables: { steps: [VOUCHERS], pages: [POLICIES] },
  payment: { steps: [CLAIMS], pages: [['link.savb', 'savb']] },
  resources: {
    pages: [
      ['link.workflow', 'workflow'],
      POLICIES,
      FAQ,
      ['link.retired', 'retired'],
      ['link.vlscGuide', 'vlscGuide'],
      ['link.overview', 'overview'],
      REQUIREMENTS,
      ['link.vvrGuide', 'vvrGuide'],
    ],
  },
  systemCenter: { steps: [ELIGIBILITY], pages: [REQUIREMENTS] },
  otherProducts: { steps: [ELIGIBILITY], pages: [POLICIES] },
  endUsers: { steps: [VOUCHERS], pages: [POLICIES] },
  remote: { steps: [VOUCHERS], pages: [POLICIES] },
  course: { steps: [ELIGIBILITY], pages: [REQUIREMENTS] },
};

const fillAnswer = defineCard<{
  readonly question: string;
  readonly sentences: readonly string[];
  readonly sources: readonly string[];
}>((t) => ({
  title: t('questions.title'),
  hasHead: true,
  body: [headline('${question}'), lines('sentences'), lines('sources', { size: 'Small', isSubtle: true })],
}));

/** One question with what the documents say to it in the company's edition, and where they say it. */
export function answerCard(
  { language }: Actor,
  {
    question,
    standing,
  }: { readonly question: QuestionId; readonly standing: Pick<Standing, 'edition' | 'today'> },
): Card {
  const t = speaker(language);
  const { sentences, sources } = answerTo(question, { t, language, standing });
  const [first, ...others] = waysOf(t, WAYS[question], standing.edition.links);
  return fillAnswer(language, {
    question: t(`question.${question}`),
    sentences,
    sources: [
      t('questions.sources', { several: sources.length > 1 ? 'yes' : 'no', list: sources.join('; ') }),
    ],
    actions: fitting([
      ...(first === undefined ? [] : [first]),
      plainExecute(t('do.moreQuestions'), 'questions.open'),
      offer(t, 'home'),
      ...others,
    ]),
  });
}

function waysOf(t: Say, { steps = [], pages = [] }: Ways, links: Links): readonly Element[] {
  return [
    ...steps.map(([title, verb]) => plainExecute(t(title), verb)),
    ...pages.flatMap(([title, name]) => {
      const url = links[name];
      return url === undefined ? [] : [openUrl(t(title), url)];
    }),
  ];
}
