import { beginsAt } from '../domain/company/beginning.ts';
import { eligibility } from '../domain/company/eligibility.ts';
import type { Profile } from '../domain/company/model.ts';
import { completeness, staleness } from '../domain/company/profile.ts';
import { renewals, type Renewal } from '../domain/company/renewal.ts';
import type { Day } from '../domain/day.ts';
import { openCount, type InFlight } from '../domain/desk/open-work.ts';
import type { Standing } from '../domain/desk/standing.ts';
import { may } from '../domain/people/permissions.ts';
import type { Actor } from '../domain/people/person.ts';
import { present } from '../domain/present.ts';
import { OFFERING_IDS } from '../domain/programme/catalogue.ts';
import type { StepIdea } from '../domain/programme/edition.ts';
import { lastDayOf } from '../domain/programme/retirement.ts';
import type { ClaimDocument, Tallied, VoucherDocument } from '../domain/store/documents.ts';
import { claimId } from '../domain/store/ids.ts';
import {
  isPressing,
  mostUrgentFirst,
  nearUntil,
  NO_DUE,
  URGENCIES,
  urgencyOfClaim,
  urgencyOfProfile,
  urgencyOfRenewal,
  urgencyOfVoucher,
  type Urgency,
} from '../domain/urgency.ts';
import { lastDay, nextOf } from '../domain/voucher/deadlines.ts';
import { profileState } from './company/profile.ts';
import { actionSet, execute, fitting, MAX_ACTIONS, named, offer } from './kit/actions.ts';
import { toneOfDue, type Tone } from './kit/badge.ts';
import { bar } from './kit/bar.ts';
import { checklist, type Check } from './kit/checklist.ts';
import { bound, folded, slot, words, type Element } from './kit/elements.ts';
import { empty } from './kit/empty.ts';
import { countryName, dueText, formatDay, plainLabel, shortened } from './kit/format.ts';
import { rowWithButton } from './kit/list-row.ts';
import { lines } from './kit/lists.ts';
import { endangeredText, offeringNames, printedNumber, renewalName, type Endangered } from './kit/names.ts';
import { closingLines, stepName } from './kit/programme.ts';
import { speaker, type Say } from './kit/say.ts';
import { defineCard, type Banner, type Card } from './kit/template.ts';
import { nextStepButton } from './voucher/next-step.ts';

/** What needs somebody: a voucher or a claim with its next deadline, or something that waits for an admin. */
interface Attention {
  /** Whom or what it is about. */
  readonly about: string;
  readonly says: string;
  readonly tone?: Tone;
  readonly action: Element;
}

/** One of them in its place among the others. */
interface Item extends Attention {
  readonly urgency: Urgency;
  /** A voucher: those are counted apart, for not all of them are here. */
  readonly isVoucher?: boolean;
  /** It waits for the person who looks. */
  readonly isMine?: boolean;
  /** The day until which it can be done; absent when there is none, and of vouchers. */
  readonly due?: Day | undefined;
}

interface HomeView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly vouchers: InFlight;
  readonly claims: readonly ClaimDocument[];
  readonly tally: Readonly<Record<Tallied, number>>;
  /** People who ask for access; for admins. */
  readonly asking: number;
  /** Mails of the watched mailbox that wait for an admin; for admins. */
  readonly mails?: number | undefined;
  /** How many vouchers in flight a renewal endangers. */
  readonly endangered?: ((renewal: Renewal) => Endangered) | undefined;
  readonly parked?: Element | undefined;
  readonly banner?: Banner | undefined;
}

const fill = defineCard<{
  readonly summary: string;
  readonly bar: readonly Element[];
  readonly first: readonly Element[];
  readonly closing: readonly Element[];
  readonly begin: readonly Element[];
  readonly conditions: readonly string[];
  readonly steps: readonly Element[];
  readonly stepActions: readonly Element[];
  readonly hasStepActions: boolean;
}>((t) => ({
  title: t('home.title'),
  body: [
    bound('${summary}'),
    slot('bar'),
    slot('first'),
    slot('begin'),
    ...folded('steps', t('home.steps'), [
      { type: 'Container', items: '${closing}' },
      lines('conditions', { size: 'Small' }),
      { type: 'Container', items: '${steps}' },
      actionSet('stepActions', { $when: '${hasStepActions}', spacing: 'Small' }),
    ]),
  ],
}));

/** Signs of the bar's sentence that the name of what opens it has room for. */
const SPOKEN = 120;

/** Things that home shows; what waits for admins, and what expired, is among them. */
const SHOWN = 5;

/** The vouchers by state, what needs somebody next, and the programme's steps. */
export function homeCard(view: HomeView): Card {
  const { actor, standing, tally } = view;
  const { language } = actor;
  const t = speaker(language);
  const { urgent, ranOut, doubted, isMore } = view.vouchers;
  const out = ranOut.assigned + ranOut.reserved + ranOut.reported;
  const open = openCount(tally) - out;
  const items = mostUrgentFirst<Item>(
    [
      ...urgent.map((doc) => ({
        urgency: urgencyOfVoucher(doc, standing),
        isVoucher: true,
        ...voucherAttention(t, doc, view),
      })),
      ...view.claims
        .filter(({ due }) => due < NO_DUE)
        .map((doc) => ({
          urgency: urgencyOfClaim(doc, standing.today),
          due: doc.due,
          ...claimAttention(t, doc, view),
        })),
      ...renewals(standing.company, standing.edition, standing.today)
        .filter(({ state }) => state !== 'holds')
        .map((renewal) => ({
          urgency: urgencyOfRenewal(renewal, standing.today),
          due: renewal.until,
          ...renewalAttention(t, renewal, view),
        })),
      ...standing.company.profiles.flatMap((profile) => staleProfile(t, profile, view)),
    ],
    ({ urgency }) => urgency,
  );
  const beside = items.filter(({ urgency, isVoucher }) => isVoucher !== true && isPressing(urgency)).length;
  const needing =
    view.vouchers.pressing + doubted + beside + (view.asking > 0 ? 1 : 0) + ((view.mails ?? 0) > 0 ? 1 : 0);
  const [nearest] = [view.vouchers.nearest, ...items.map(({ due }) => due)]
    .flatMap((due) => (due === undefined || due < standing.today || due === NO_DUE ? [] : [due]))
    .sort();
  const begin = beginsAt(standing.company, standing.edition, standing.today);
  const ways = stepWays(t, view);
  const isNew = open === 0 && isForNewcomers(standing, begin);
  return fill(language, {
    summary: [
      isMore ? t('home.needsMore', { count: needing }) : t('home.needs', { count: needing }),
      t('home.open', { count: open }),
      ...(nearest === undefined || nearest > nearUntil(standing.today)
        ? []
        : [t('home.nearest', { day: formatDay(language, nearest) })]),
    ].join(' · '),
    bar: stateBar(t, view, out),
    // What ran out stands behind what can still be saved, and always; so does what an answer may save.
    first: [
      ...[...accessRequests(t, view), ...waitingMails(t, view), ...mineFirst(items)].slice(
        0,
        SHOWN - (doubted > 0 ? 1 : 0) - (out > 0 ? 1 : 0),
      ),
      ...(doubted === 0
        ? []
        : [
            {
              about: t('home.doubted', { count: doubted }),
              says: t('home.doubtedWhy'),
              action: execute(t('do.doubted'), 'ranOut.open'),
            },
          ]),
      ...(out === 0 ? [] : [ranOutTogether(t, out, isMore)]),
    ].map(({ action, ...row }) => rowWithButton(row, named(action, plainLabel(row.about)))),
    begin: open === 0 ? beginning(t, view, begin, ways) : [],
    closing: closingNote(t, language, standing),
    conditions: conditionLines(t, language, standing),
    steps: checklist(stepChecks(t, view, begin)),
    stepActions: ways,
    hasStepActions: !isNew,
    banner: view.banner,
    actions: homeActions(t, view),
  });
}

function homeActions(t: Say, { parked }: HomeView): readonly Element[] {
  return fitting(
    [
      ...(parked === undefined ? [] : [parked]),
      offer(t, 'vouchers'),
      offer(t, 'newVoucher'),
      offer(t, 'claims'),
      execute(t('do.company'), 'company.open'),
      offer(t, 'help'),
      // Where there is no room for it the bar leads there, too.
      offer(t, 'overview'),
    ].slice(0, MAX_ACTIONS),
  );
}

/** Vouchers in flight, a part of the bar for each state; those that expired are apart. */
function stateBar(t: Say, { tally, vouchers: { ranOut } }: HomeView, out: number): readonly Element[] {
  const parts = (
    [
      ['assigned', tally.assigned - ranOut.assigned, 'warning'],
      ['reserved', tally.reserved - ranOut.reserved, 'accent'],
      ['reported', tally.reported - ranOut.reported, 'emphasis'],
      ['redeemed', tally.redeemed, 'good'],
      ['expired', out, 'attention'],
    ] as const
  ).map(([state, count, style]) => ({ count, style, says: t(`home.bar.${state}`, { count }) }));
  const says = parts.flatMap(({ count, says: said }) => (count > 0 ? [said] : [])).join(' · ');
  return bar(parts, says, execute(plainLabel(says, SPOKEN), 'overview.open'));
}

/** Within what presses alike, what waits for the person who looks comes first. */
function mineFirst(items: readonly Item[]): readonly Item[] {
  return items
    .map((item, nth) => ({ item, nth, rank: URGENCIES.indexOf(item.urgency.class) }))
    .sort(
      (a, b) =>
        a.rank - b.rank || Number(b.item.isMine ?? false) - Number(a.item.isMine ?? false) || a.nth - b.nth,
    )
    .map(({ item }) => item);
}

/** What the sources say of the last days of an edition that ended. */
function closingNote(t: Say, language: Actor['language'], standing: Standing): readonly Element[] {
  return (['assign', 'redeem'] as const)
    .flatMap((idea) => closingLines(t, language, standing, idea))
    .map((text) => words(text, { size: 'Small', weight: 'Bolder' }));
}

function voucherAttention(
  t: Say,
  doc: VoucherDocument,
  { actor, standing }: HomeView,
): Attention & { readonly isMine?: boolean } {
  const { facts, stage } = doc.state;
  const ref = { id: facts.number, version: doc.version };
  const open = execute(t('do.open'), 'voucher.open', ref);
  const number = printedNumber(doc);
  const customer = shortened(doc.texts['customer'] ?? '');
  const about = customer === '' ? number : customer;
  const short = customer === '' ? [] : [number];
  const next = nextOf(facts, stage, standing.company, standing.edition);
  if (next === undefined) return { about, says: short.join(''), action: open };
  const waits =
    next.due === undefined
      ? t(`status.${doc.state.stage.status}`)
      : `${t(`due.${next.what}`)} ${dueText(t, actor.language, next.due, standing.today)}`;
  const last = lastDay(facts, stage, standing.edition);
  const runsOut =
    last === undefined || last === next.due || last > nearUntil(standing.today)
      ? []
      : [`${t('due.runsOut')} ${dueText(t, actor.language, last, standing.today)}`];
  const needsAdmin = next.what === 'redeem' && !actor.roles.includes('mpnPartnerAdmin');
  return present({
    about,
    says: [...short, waits, ...runsOut, ...(needsAdmin ? [t('home.partnerAdmin')] : [])].join(' · '),
    tone: next.due === undefined ? undefined : toneOfDue(next.due, standing.today),
    action: nextStepButton(t, actor.permission, doc, next, standing, t(`now.${next.what}`)) ?? open,
    isMine: doc.recordedBy === actor.id || (next.what === 'redeem' && !needsAdmin),
  });
}

/** Vouchers that ran out need nobody: they are put away together. */
function ranOutTogether(t: Say, count: number, isMore: boolean): Attention {
  return {
    about: t(isMore ? 'home.ranOutMore' : 'home.ranOut', { count }),
    says: '',
    action: execute(t('do.look'), 'ranOut.open'),
  };
}

function claimAttention(t: Say, doc: ClaimDocument, { actor, standing }: HomeView): Attention {
  const when = dueText(t, actor.language, doc.due, standing.today);
  const what = doc.state.stage.status === 'draft' ? 'due.submit' : 'due.payment';
  return {
    about: t('claim.of', { count: doc.state.voucherIds.length }),
    says: `${t(what)} ${when}`,
    tone: toneOfDue(doc.due, standing.today),
    action: execute(t('do.open'), 'claims.one', { id: claimId.keyOf(doc.id) }),
  };
}

/** A request for access reaches every admin here. */
function accessRequests(t: Say, { asking }: HomeView): Attention[] {
  if (asking === 0) return [];
  return [
    { about: t('home.asking', { count: asking }), says: '', action: execute(t('do.people'), 'people.open') },
  ];
}

/** Mails that went to nobody reach every admin here. */
function waitingMails(t: Say, { mails = 0 }: HomeView): Attention[] {
  if (mails === 0) return [];
  return [
    { about: t('home.mails', { count: mails }), says: '', action: execute(t('do.look'), 'quarantine.open') },
  ];
}

/** A published profile that is old, or of which locations or competencies have changed since. */
function staleProfile(t: Say, profile: Profile, { actor, standing }: HomeView): readonly Item[] {
  const reason = staleness(profile, standing.company, standing.today);
  if (reason === undefined) return [];
  return [
    {
      urgency: urgencyOfProfile(profile.region, standing.today),
      about: t('home.profile', { region: countryName(actor.language, profile.region) }),
      says: t(`profile.${reason}`),
      action: execute(t('do.profile'), 'profile.open'),
    },
  ];
}

function renewalAttention(t: Say, renewal: Renewal, { actor, standing, endangered }: HomeView): Attention {
  const when = dueText(t, actor.language, renewal.until, standing.today);
  const found = endangered?.(renewal);
  return {
    about: renewalName(t, actor.language, { what: renewal.what, ...present({ id: renewal.id }) }),
    says: [when, ...(found === undefined ? [] : [endangeredText(t, found)])].join(' · '),
    tone: toneOfDue(renewal.until, standing.today),
    action: execute(t('do.company'), 'company.open'),
  };
}

/** The ways to what the programme's first steps are about. */
function stepWays(t: Say, { standing, actor }: HomeView): readonly Element[] {
  return [
    ...(standing.edition.eligibility === 'statuses' && may(actor.permission, 'company.recordStatus')
      ? [execute(t('do.status'), 'eligibility.status')]
      : []),
    execute(t('do.eligibility'), 'eligibility.open'),
    execute(t('do.enrol'), 'enrol.open'),
    execute(t('do.profile'), 'profile.open'),
  ];
}

/** Whether a step is one of those that only newcomers take (P4). */
function isForNewcomers({ edition }: Standing, idea: StepIdea | undefined): boolean {
  return edition.steps.find((step) => step.idea === idea)?.who === 'new';
}

/** What a newcomer does first, where the company stands in it, and the ways to it; for who is past it, where vouchers come from. */
function beginning(
  t: Say,
  view: HomeView,
  begin: StepIdea | undefined,
  ways: readonly Element[],
): readonly Element[] {
  const { steps } = view.standing.edition;
  if (!isForNewcomers(view.standing, begin)) return empty('Mail', t('home.emptyTitle'), t('home.emptyHint'));
  const checks = stepChecks(t, view, begin);
  return [
    ...checklist(checks.filter((_, nth) => isForNewcomers(view.standing, steps[nth]?.idea))),
    { type: 'ActionSet', spacing: 'Small', actions: ways },
  ];
}

/** Each step of the edition with where the company stands, and where it begins (R2, P3). */
function stepChecks(
  t: Say,
  { standing, tally, actor, vouchers: { ranOut } }: HomeView,
  begin: StepIdea | undefined,
): readonly Check[] {
  const { company, edition, today } = standing;
  const enrolled = OFFERING_IDS.filter((id) => company.enrolments[id] !== undefined);
  const status = (idea: StepIdea): string => {
    switch (idea) {
      case 'eligibility':
        return eligibilityStatus(t, standing);
      case 'enrolment':
        return enrolled.length > 0 ? offeringNames(actor.language, enrolled) : t('steps.notEntered');
      case 'profile':
        return profileStatus(t, actor.language, standing);
      case 'assign':
        return t('steps.assign');
      case 'reserve':
        return t('steps.waiting', { count: tally.assigned - ranOut.assigned });
      case 'report':
        return t('steps.waiting', { count: tally.reserved - ranOut.reserved });
      case 'redeem':
        return t('steps.waiting', { count: tally.reported - ranOut.reported });
      case 'claim':
        return t('steps.claims', { count: tally.redeemed, claimed: tally.claimed });
      default:
        return idea satisfies never;
    }
  };
  return edition.steps.map(({ no, idea, who }) => {
    const last = lastDayOf(edition, idea);
    return {
      is: idea === begin ? 'now' : 'open',
      text: `${no}. ${stepName(t, edition, idea)}${idea === begin ? ` ${t('steps.beginHere')}` : ''}`,
      more:
        last !== undefined && last < today
          ? t('steps.over', { day: formatDay(actor.language, last), source: t(`source.${edition.article}`) })
          : [
              status(idea),
              // Only the articles of eight steps name for whom each is.
              ...(edition.eligibility === 'ticks'
                ? [t(who === 'new' ? 'steps.newPartners' : 'steps.existingPartners')]
                : []),
            ].join(' · '),
    };
  });
}

/** Who begins where; and the two conditions of 2019 for beginning at step 4, as they were answered (R2, R24, P3). */
function conditionLines(t: Say, language: Actor['language'], { company, edition }: Standing): string[] {
  if (edition.eligibility === 'ticks') return [t('steps.who')];
  const active = OFFERING_IDS.filter((id) => company.statuses[id]?.status === 'active');
  const moved =
    company.moved === undefined ? 'steps.movedAsk' : company.moved ? 'steps.movedYes' : 'steps.movedNo';
  return [
    t('steps.who2019'),
    active.length > 0
      ? t('steps.activeIn', { offerings: offeringNames(language, active) })
      : t('steps.activeAsk'),
    t(moved),
  ];
}

/** 2020: engagements that may be delivered; 2019: offerings that were read as Active in Partner Center. */
function eligibilityStatus(t: Say, { company, edition, today }: Standing): string {
  const offerings = eligibility(company, edition, today);
  if (edition.eligibility === 'statuses') {
    const read = offerings.flatMap(({ status }) => status ?? []);
    if (read.length === 0) return t('eligibility.notRecorded');
    const active = read.filter(({ status }) => status === 'active').length;
    return t('steps.statuses', { active, all: offerings.length });
  }
  if (Object.keys(company.competencies).length === 0) return t('steps.notEntered');
  const engagements = offerings.flatMap((one) => one.engagements);
  const countOf = (wanted: 'met' | 'unknown'): number =>
    engagements.filter(({ answer }) => answer === wanted).length;
  const unknown = countOf('unknown');
  return [
    t('steps.eligible', { count: countOf('met'), all: engagements.length }),
    ...(unknown > 0 ? [t('steps.unchecked', { count: unknown })] : []),
  ].join(' · ');
}

/** 2020: the least complete profile; 2019: when the directory was updated. */
function profileStatus(t: Say, language: Actor['language'], standing: Standing): string {
  const { company, edition } = standing;
  if (edition.profile === 'directory') {
    return company.directory === undefined
      ? t('steps.directoryNotYet')
      : t('profile.directoryDone', { day: formatDay(language, company.directory.on) });
  }
  const [least] = [...company.profiles].sort((a, b) => completeness(a).percent - completeness(b).percent);
  return least === undefined
    ? t('steps.notEntered')
    : `${countryName(language, least.region)} ${profileState(t, language, least, standing)}`;
}
