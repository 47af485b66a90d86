import { execute, seldom } from '../../../cards/kit/actions.ts';
import { formatDay, formatInstant } from '../../../cards/kit/format.ts';
import { guardSentence } from '../../../cards/kit/guards.ts';
import { refusalSentence } from '../../../cards/kit/refusals.ts';
import { speaker, type Key } from '../../../cards/kit/say.ts';
import type { Banner } from '../../../cards/kit/template.ts';
import { assignCard } from '../../../cards/voucher/assign.ts';
import { OTHER_COUNTRY } from '../../../cards/voucher/choices.ts';
import { customerMessageCard } from '../../../cards/voucher/customer-message.ts';
import { correctCard, undoCard, voidCard } from '../../../cards/voucher/correct.ts';
import { historyCard } from '../../../cards/history.ts';
import { askColleagueCard, type Askee } from '../../../cards/people/ask-colleague.ts';
import { commentsOf } from '../../../cards/voucher/colleagues.ts';
import { commentCard } from '../../../cards/voucher/comment.ts';
import { remindCard } from '../../../cards/voucher/remind.ts';
import { addDays } from '../../../domain/day.ts';
import { UNREACHABLE } from '../../../domain/people/person.ts';

import { loseCard } from '../../../cards/voucher/lose.ts';
import { recordCard, RECORDED_STATES, recordStageCard } from '../../../cards/voucher/record.ts';
import { ranOutCard, ranOutResultCard, ranOutReviewCard } from '../../../cards/voucher/ran-out.ts';
import {
  redeemCard,
  redeemOneCard,
  redeemResultCard,
  redeemReviewCard,
} from '../../../cards/voucher/redeem.ts';
import { refusalCard } from '../../../cards/voucher/refusal.ts';
import { releaseCard } from '../../../cards/voucher/release.ts';
import { reportCard } from '../../../cards/voucher/report.ts';
import { completeCard } from '../../../cards/voucher/complete.ts';
import { handOverCard } from '../../../cards/voucher/hand-over.ts';
import { rescheduleCard } from '../../../cards/voucher/reschedule.ts';
import { askedCard, choiceCard } from '../../../cards/sentence.ts';
import { reserveCard } from '../../../cards/voucher/reserve.ts';
import { voucherLinkCard } from '../../../cards/voucher/link.ts';
import { sharedCard, sharedFactsCard } from '../../../cards/voucher/shared.ts';
import { voucherCard } from '../../../cards/voucher/voucher.ts';
import { voucherHead } from '../../../cards/voucher/voucher-head.ts';
import { AS_IT_IS, filterCard } from '../../../cards/voucher/filter.ts';
import { foundCard, LISTS, vouchersCard } from '../../../cards/voucher/vouchers.ts';
import { plainLabel, shortened } from '../../../cards/kit/format.ts';
import { ENGAGEMENTS } from '../../../domain/programme/catalogue.ts';
import { CLAIM_STATUSES } from '../../../domain/claim/model.ts';
import { newCompany } from '../../../domain/company/model.ts';
import { checkGuards } from '../../../domain/guards/check.ts';
import { LANGUAGES } from '../../../domain/people/person.ts';
import { TALLIED } from '../../../domain/store/documents.ts';
import { VOID_REASONS, ASKABLE } from '../../../domain/voucher/model.ts';
import { ACCEPTS } from './answers.ts';
import { ASSIGNED, LATER, TODAY } from './days.ts';
import { MANY, Scene } from './scene.ts';

/** Vouchers: one, lists, and the form of every step. */
export function showVouchers(scene: Scene): void {
  each(scene);
  shared(scene);
  sentences(scene);
  lists(scene);
  forms(scene);
  records(scene);
  reservations(scene);
  redemptions(scene);
}

/** What stands in other chats: for everybody, for whoever may see it, and for who may not. */
function shared(scene: Scene): void {
  const { actor } = scene;
  const chat = 'https://teams.microsoft.com/l/chat/0/0?users=28:synthetic&message=SYN-1';
  // Of a number from outside nothing but letters and digits is shown here.
  const number = 'SYN-7F3K-0042';
  const common = { number, chat };
  scene.show(sharedCard, 'to everybody', sharedCard(actor.language, common));
  const admins = scene.say('about.admins', { names: scene.names('person', 3).join(', ') });
  const said = [scene.say('stranger.closed'), admins];
  scene.show(sharedCard, 'to a stranger', sharedCard(actor.language, { ...common, said, isClosed: true }));
  const failed = [scene.say('shared.failed')];
  scene.show(sharedCard, 'without the store', sharedCard(actor.language, { ...common, said: failed }));
  for (const state of TALLIED) {
    const link = `https://bot.contoso.example/v/${number}`;
    scene.show(voucherLinkCard, state, voucherLinkCard(actor, { doc: scene.voucher(state), link }));
    for (const standing of [scene.standing(), scene.standing('full', LATER)]) {
      const doc = scene.voucher(state);
      scene.show(
        sharedFactsCard,
        `${state}, ${standing.today}`,
        sharedFactsCard(actor, { doc, standing, chat }),
      );
    }
  }
}

function each(scene: Scene): void {
  const actor = scene.actor;
  const standings = {
    full: scene.standing(),
    empty: scene.standing('empty'),
    later: scene.standing('full', LATER),
  };
  const docs = [
    ...TALLIED.map((state) => scene.voucher(state)),
    ...TALLIED.filter((state) => state !== 'void').map((state) => scene.voucher(state, 0, 'number')),
    ...VOID_REASONS.map((reason) => scene.voucher('void', 0, 'all', reason)),
  ];
  for (const doc of docs) {
    for (const [when, standing] of Object.entries(standings)) {
      const of = `${doc.status}, ${when}, ${Object.keys(doc.texts).length} texts`;
      scene.show(voucherCard, of, voucherCard({ doc, standing, actor, hasLink: true }));
      scene.show(
        voucherCard,
        `${of}, with a draft and a banner`,
        voucherCard({ doc, standing, actor, parked: scene.parked(), banner: scene.banner('good') }),
      );
    }
  }
  for (const state of ['reserved', 'reported', 'redeemed'] as const) {
    const card = voucherCard({ doc: scene.broughtIn(state), standing: standings.full, actor });
    scene.show(voucherCard, `${state}, of a list that said no more`, card);
  }
  const left = {
    ...standings.full,
    company: { ...standings.full.company, consultants: standings.full.company.consultants.slice(1) },
  };
  scene.show(
    voucherCard,
    'reserved, the consultant was removed',
    voucherCard({ doc: scene.voucher('reserved'), standing: left, actor, hasLink: true }),
  );
  const people = [actor.id, 'synthetic-0', 'synthetic-1', 'synthetic-2'];
  const names = new Map(people.map((id, nth) => [id, scene.outside('person', nth)]));
  for (const state of TALLIED) {
    const discussed = scene.discussed(scene.voucher(state));
    const card = voucherCard({ doc: discussed, standing: standings.full, actor, names });
    scene.show(voucherCard, `${state}, discussed`, card);
  }
  for (const status of CLAIM_STATUSES) {
    const claimed = { doc: scene.voucher('claimed'), claim: scene.claim(status, 1), actor };
    const card = voucherCard({ ...claimed, standing: standings.full });
    scene.show(voucherCard, `in a claim: ${status}`, card);
  }
  const doc = scene.voucher('redeemed');
  const nameOf = (): string => scene.outside('person', 1);
  for (const reason of scene.reasons()) {
    const text = refusalSentence(actor.language, reason, { standing: standings.full, nameOf });
    const of = `banner: ${reason.why} ${'problem' in reason ? reason.problem : ''}`;
    scene.show(
      voucherCard,
      of,
      voucherCard({ doc, standing: standings.full, actor, banner: { text, style: 'attention' } }),
    );
  }
  for (const key of DONE) {
    const banner: Banner = { text: scene.say(key), style: 'good' };
    scene.show(voucherCard, `banner: ${key}`, voucherCard({ doc, standing: standings.full, actor, banner }));
  }
  const when = formatInstant(actor.language, Date.parse('2020-06-15T10:00:00Z'), 'Europe/Warsaw');
  const on = formatDay(actor.language, TODAY);
  const entries = Array.from({ length: 12 }, (_, nth) => ({
    what: scene.say('history.reserved', { country: scene.outside('location', nth), start: on, end: on }),
    more: [
      when,
      scene.say('history.by', { name: scene.outside('person', nth) }),
      scene.say('history.happened', { day: on }),
      scene.outside('reason', nth),
    ].join(' · '),
  }));
  const { number: id } = doc.state.facts;
  const t = speaker(actor.language);
  const open = execute(t('do.openVoucher'), 'voucher.open', { id });
  const about = voucherHead(t, actor.language, doc, []);
  const history = { head: about, verb: 'voucher.history', id, open } as const;
  const heed = seldom(
    execute(t('do.heed'), 'sheet.heed', { id, version: doc.version, commandId: 'synthetic' }),
  );
  const middle = { ...history, entries, next: 'synthetic-page', isFirst: false, also: [heed] };
  scene.show(historyCard, 'twelve rows', historyCard(actor, middle));
  scene.show(historyCard, 'no rows', historyCard(actor, { ...history, entries: [], isFirst: true }));
  for (const verb of ['claims.history', 'history.company', 'history.person'] as const)
    scene.show(historyCard, verb, historyCard(actor, { ...middle, verb }));
}

function lists(scene: Scene): void {
  const actor = scene.actor;
  for (const list of LISTS) {
    for (const [when, standing] of [
      ['full', scene.standing()],
      ['later', scene.standing('full', LATER)],
    ] as const) {
      const docs = scene.many(list === 'open' ? 'reserved' : list, 10);
      const more = { next: 'x'.repeat(400), isFirst: false };
      scene.show(
        vouchersCard,
        `${list}, ten, ${when}`,
        vouchersCard(actor, { docs, list, standing, tally: scene.tally(122), ...more }),
      );
    }
    const none = {
      docs: [],
      list,
      standing: scene.standing('empty'),
      tally: scene.tally(0),
      isFirst: true,
    };
    scene.show(vouchersCard, `${list}, none`, vouchersCard(actor, none));
  }
  const number = scene.voucher('assigned', 0, 'number');
  const bare = {
    docs: [number],
    list: 'assigned',
    standing: scene.standing('empty'),
    tally: scene.tally(1),
    isFirst: true,
  } as const;
  scene.show(vouchersCard, 'only the number is known', vouchersCard(actor, bare));
  scene.show(
    foundCard,
    'ten',
    foundCard(actor, {
      docs: scene.many('reported', 10),
      standing: scene.standing(),
      typed: 'SAP-7F3K',
      from: 10,
      count: 100,
      isMore: true,
      next: `behind.later.9999-12-31.voucher:${'x'.repeat(64)}`,
    }),
  );
  scene.show(
    foundCard,
    'nothing known',
    foundCard(actor, {
      docs: [number, number],
      standing: scene.standing('empty'),
      typed: 'SAP-7F3K',
      from: 0,
      count: 2,
      isMore: false,
    }),
  );
}

/** What answers a typed sentence that can mean several things, or several vouchers. */
function sentences(scene: Scene): void {
  const { actor } = scene;
  const number = scene.voucher('assigned', 1).state.facts.number;
  const ways = [
    { title: scene.say('sentence.about', { step: scene.say('do.reserve'), number: plainLabel(number) }), verb: 'reserve.open', id: number, arg: 'said:start=2026-11-23' },
    { title: scene.say('vouchers.onlyWeek'), verb: 'vouchers.page', id: 'only:span=week' },
    { title: scene.say('do.claims'), verb: 'vouchers.choose', id: 'claim' },
  ] as const; // prettier-ignore
  scene.show(askedCard, 'three ways', askedCard(actor, ways, ['help']));
  const many = {
    standing: scene.standing(),
    step: scene.say('do.reserve'),
    verb: 'reserve.open',
  } as const;
  scene.show(
    choiceCard,
    'ten and more',
    choiceCard(actor, {
      ...many,
      docs: scene.many('assigned', 10),
      arg: 'said:start=2026-11-23',
      isMore: true,
    }),
  );
  scene.show(
    choiceCard,
    'one',
    choiceCard(actor, { ...many, docs: [scene.voucher('assigned', 1)], isMore: false }),
  );
  const customer = shortened(scene.outside('customer', 0));
  const only = {
    ref: 'only:span=mine&customer=contoso',
    words: `${scene.say('vouchers.onlyMine')} · ${customer}`,
    isCut: false,
    loosened: [],
  };
  const list = {
    list: 'open',
    standing: scene.standing(),
    tally: scene.tally(122),
    only,
    isFirst: true,
  } as const;
  scene.show(
    vouchersCard,
    'narrowed, ten',
    vouchersCard(actor, { ...list, docs: scene.many('reserved', 10), next: '10' }),
  );
  const loosened = [
    { words: scene.say('vouchers.onlyMine'), ref: 'only:customer=contoso' },
    { words: customer, ref: 'only:span=mine' },
  ];
  for (const [which, more] of [
    ['counted', { count: { count: 12, isAll: true } }],
    ['at least', { count: { count: 30, isAll: false } }],
    ['cut', { isCut: true }],
  ] as const) {
    const docs = scene.many('reserved', 3);
    scene.show(
      vouchersCard,
      `narrowed, ${which}`,
      vouchersCard(actor, { ...list, docs, only: { ...only, ...more }, next: '10' }),
    );
  }
  for (const [which, more] of [
    ['none', {}],
    ['none with all', { loosened }],
    ['none yet', { isCut: true }],
  ] as const)
    scene.show(
      vouchersCard,
      `narrowed, ${which}`,
      vouchersCard(actor, { ...list, docs: [], only: { ...only, ...more } }),
    );
  filters(scene);
}

/** The filter card as it opens first, with all that it can hold, and with a customer whom nobody knows. */
function filters(scene: Scene): void {
  const { actor } = scene;
  const empty = {
    standing: scene.standing(),
    values: { state: 'open', customer: '', due: 'any' },
    ref: 'only:',
    asItIs: {},
  };
  scene.show(filterCard, 'first', filterCard(actor, empty));
  const field = scene.say('field.customer');
  const names = shortened(scene.outside('customer', 1));
  const say = (label: string): string => scene.say('filter.nearCustomers', { field: label, names });
  scene.show(
    filterCard,
    'all',
    filterCard(actor, {
      ...empty,
      values: {
        state: AS_IT_IS,
        customer: scene.outside('customer', 0),
        due: AS_IT_IS,
        engagement: AS_IT_IS,
        offering: 'SDPS',
        consultantId: AS_IT_IS,
        consultantName: scene.outside('consultant', 0),
        country: 'PL',
        who: AS_IT_IS,
      },
      asItIs: {
        state: scene.say('status.reserved'),
        due: scene.say('vouchers.onlyWithin', { days: 45 }),
        engagement: ENGAGEMENTS.exchange,
        consultantId: scene.outside('consultant', 1),
        who: scene.outside('person', 0),
      },
      banner: { text: say(field), style: 'attention', at: { field: 'customer', say } },
    }),
  );
}

function forms(scene: Scene): void {
  const actor = scene.actor;
  const standing = scene.standing();
  const values = {
    reason: scene.outside('reason', 0),
    on: TODAY,
    start: TODAY,
    end: TODAY,
    deliverable: scene.outside('deliverable', 0),
    handedOverOn: TODAY,
    receivedBy: scene.outside('receivedBy', 0),
    attested: 'true',
    engagement: 'ppm-solution',
    serviceLevel: '15',
    customer: scene.outside('customer', 0),
    division: scene.outside('division', 0),
    assignedOn: ASSIGNED,
    printedExpiry: LATER,
    adjustedExpiry: LATER,
    adminEmail: scene.outside('address', 0),
    comment: scene.outside('reason', 0),
    message: scene.outside('reason', 1),
    personId: 'synthetic-0',
    voidReason: 'duplicate',
    duplicateOf: scene.outside('number', 1),
  };
  const blank = Object.fromEntries(Object.keys(values).map((name) => [name, '']));
  const views = [
    { of: 'filled', values, banner: scene.banner() },
    { of: 'blank', values: { ...blank, attested: 'false' }, banner: undefined },
  ];
  for (const { of, ...rest } of views) {
    const view = { standing, actor, commandId: 'synthetic-command', ...rest };
    const reserved = { ...view, doc: scene.voucher('reserved') };
    const release = { ...view, values: { ...view.values, reason: of === 'filled' ? 'otherPartner' : '' } };
    scene.show(releaseCard, of, releaseCard({ ...release, doc: reserved.doc }));
    const doc = scene.voucher('assigned');
    const names = new Map([0, 1, 2].map((nth) => [`synthetic-${nth}`, scene.outside('person', nth)]));
    const said = commentsOf((key, args) => scene.say(key, args), scene.discussed(doc), names);
    scene.show(commentCard, of, commentCard({ ...view, doc, said: of === 'filled' ? said : [] }));
    const quick = { tomorrow: addDays(TODAY, 1), monday: addDays(TODAY, 7), week: LATER };
    scene.show(
      remindCard,
      of,
      remindCard({ ...view, doc, ...(of === 'filled' ? { quick, has: LATER } : { quick: {} }) }),
    );
    const askees = Array.from({ length: MANY }, (_, nth): Askee => ({
      id: `synthetic-${nth}`,
      name: scene.outside('person', nth),
      ...(nth === 0 ? { why: 'isMpnAdmin' } : nth === 1 ? { why: 'delivers' } : {}),
    }));
    const unreached = UNREACHABLE.map((why, nth) => ({ name: scene.outside('person', nth), why }));
    const open = [0, 1, 2, 3].map((nth) => ({
      key: `asks-${nth}`,
      name: scene.outside('person', nth),
      isLost: nth % 2 === 0,
    }));
    for (const what of ASKABLE) {
      const card = askColleagueCard({ ...view, doc, what, people: askees, unreached, open });
      scene.show(askColleagueCard, `${of}, ${what}`, card);
    }
    scene.show(
      askColleagueCard,
      `${of}, nobody`,
      askColleagueCard({ ...view, doc, what: 'reserve', people: [], unreached, open: [] }),
    );
    scene.show(loseCard, of, loseCard({ ...view, doc: scene.voucher('assigned') }));
    const warnings = checkGuards(
      'report',
      { facts: reserved.doc.state.facts, status: 'reserved', reported: true, on: LATER, attested: [] },
      { ...standing, company: newCompany(scene.edition) },
    ).map((answer) => guardSentence(actor.language, answer));
    for (const accepts of ACCEPTS) {
      scene.show(
        rescheduleCard,
        `${of}, accepts ${accepts.length}`,
        rescheduleCard({ ...reserved, accepts, ...scene.places(accepts.length === 0 ? 0 : 3) }),
      );
      for (const state of ['reserved', 'redeemed'] as const)
        scene.show(
          completeCard,
          `${of}, ${state}, accepts ${accepts.length}`,
          completeCard({
            ...view,
            doc: scene.broughtIn(state),
            accepts,
            ...scene.places(accepts.length === 0 ? 0 : 1),
          }),
        );
      scene.show(
        handOverCard,
        `${of}, accepts ${accepts.length}`,
        handOverCard({ ...reserved, accepts, ...scene.places(accepts.length === 0 ? 0 : 2) }),
      );
      const report = { ...reserved, accepts, warnings: accepts.length > 0 ? warnings : [] };
      scene.show(reportCard, `${of}, accepts ${accepts.length}`, reportCard(report));
    }
    for (const state of TALLIED) {
      for (const accepts of ACCEPTS) {
        const card = correctCard({ ...view, doc: scene.voucher(state), accepts });
        scene.show(correctCard, `${of}, ${state}, accepts ${accepts.length}`, card);
      }
      scene.show(undoCard, `${of}, ${state}`, undoCard({ ...view, doc: scene.voucher(state) }));
      scene.show(voidCard, `${of}, ${state}`, voidCard({ ...view, doc: scene.voucher(state) }));
    }
  }
}

/** What somebody typed about a voucher that is recorded, every field of it. */
export function recordedValues(scene: Scene) {
  return {
    number: scene.outside('number', 0),
    engagement: 'ppm-solution',
    serviceLevel: '15',
    customer: scene.outside('customer', 0),
    division: scene.outside('division', 0),
    assignedOn: ASSIGNED,
    printedExpiry: LATER,
    adminEmail: scene.outside('address', 0),
    reservedOn: TODAY,
    locationId: scene.outside('location', 0),
    country: scene.outside('country', 0),
    consultantId: 'consultant-0',
    consultantName: scene.outside('consultant', 1),
    start: TODAY,
    end: TODAY,
    reportedOn: TODAY,
    redeemedOn: TODAY,
    deliverable: scene.outside('deliverable', 0),
    receivedBy: scene.outside('receivedBy', 0),
    reason: scene.outside('reason', 0),
  };
}

function records(scene: Scene): void {
  const actor = scene.actor;
  const ids = { subject: scene.outside('number', 0), commandId: 'synthetic-command' };
  const values = recordedValues(scene);
  for (const kind of ['full', 'empty'] as const) {
    const standing = scene.standing(kind);
    const base = { actor, standing, ...ids };
    for (const stage of RECORDED_STATES) {
      const place = kind === 'full' ? {} : { locationId: OTHER_COUNTRY, consultantId: '' };
      const filled = { ...base, values: { ...values, ...place, stage }, banner: scene.banner() };
      const blank = { ...base, values: { number: values.number, stage } };
      scene.show(recordCard, `${stage}, filled, ${kind}`, recordCard(filled));
      scene.show(recordCard, `${stage}, blank, ${kind}`, recordCard(blank));
      for (const accepts of ACCEPTS) {
        const of = `${stage}, accepts ${accepts.length}, ${kind}`;
        scene.show(recordStageCard, `filled, ${of}`, recordStageCard({ ...filled, accepts }));
        scene.show(recordStageCard, `blank, ${of}`, recordStageCard({ ...blank, accepts }));
      }
    }
    for (const customerLanguage of LANGUAGES) {
      const card = assignCard(actor, { standing, customerLanguage });
      scene.show(assignCard, `to a customer in ${customerLanguage}, ${kind}`, card, customerLanguage);
      for (const [part, doc] of [
        ['address', scene.voucher('assigned', 0, 'number')],
        ['again', scene.voucher('assigned')],
        ['again', scene.voucher('assigned', 0, 'number')],
      ] as const) {
        const of = { doc, part, standing, customerLanguage };
        const one = customerMessageCard(actor, of);
        scene.show(customerMessageCard, `${part} in ${customerLanguage}, ${kind}`, one, customerLanguage);
      }
    }
  }
}

function reservations(scene: Scene): void {
  const actor = scene.actor;
  const values = {
    locationId: scene.outside('location', 0),
    country: scene.outside('country', 0),
    consultantId: 'consultant-0',
    consultantName: scene.outside('consultant', 1),
    start: TODAY,
    end: TODAY,
    on: TODAY,
    adminEmail: scene.outside('address', 0),
    attested: 'G7,G8',
    terms: 'true',
    reason: scene.outside('reason', 0),
  };
  const blank = { ...Object.fromEntries(Object.keys(values).map((name) => [name, ''])), terms: 'false' };
  usual(scene, values);
  for (const doc of [
    scene.voucher('assigned'),
    scene.voucher('lost'),
    scene.voucher('assigned', 0, 'number'),
  ]) {
    for (const kind of ['full', 'empty'] as const) {
      const standing = scene.standing(kind);
      const of = `${doc.status}, ${doc.state.facts.adminKnown}, ${kind}`;
      const real = checkGuards(
        'reserve',
        {
          facts: doc.state.facts,
          status: 'assigned',
          reservation: scene.reservation(),
          reported: false,
          on: TODAY,
          attested: [],
        },
        standing,
      );
      const view = { doc, standing, actor, commandId: 'synthetic-command' };
      const place = kind === 'full' ? {} : { locationId: OTHER_COUNTRY, consultantId: '' };
      scene.show(
        reserveCard,
        `blank, ${of}`,
        reserveCard({ ...view, answers: real, values: blank, accepts: [], partnerAdmins: [] }),
      );
      scene.show(
        reserveCard,
        `filled, ${of}`,
        reserveCard({
          ...view,
          answers: real,
          values: { ...values, ...place },
          accepts: ['G2', 'G4', 'G5'],
          partnerAdmins: scene.names('person', 10),
          banner: scene.banner(),
          ...scene.places(3),
        }),
      );
      const anyway = execute(scene.say('do.reservedAnyway'), 'reserve.open', {
        id: scene.outside('number', 0),
        version: 2,
        arg: 'override',
      });
      scene.show(refusalCard, `real, ${of}`, refusalCard({ doc, standing, actor, unmet: real, anyway }));
      for (const answer of scene.answers()) {
        scene.show(
          refusalCard,
          `${answer.detail.code}, ${of}`,
          refusalCard({ doc, standing, actor, unmet: [answer] }),
        );
      }
    }
  }
}

/** One location, one consultant: all of the plan is known, and all checks are met. */
function usual(scene: Scene, values: Readonly<Record<string, string>>): void {
  const full = scene.standing();
  const { locations, consultants } = full.company;
  const company = { ...full.company, locations: locations.slice(0, 1), consultants: consultants.slice(0, 1) };
  const standing = { ...full, company };
  const doc = scene.voucher('assigned');
  const answers = checkGuards(
    'reserve',
    {
      facts: doc.state.facts,
      status: 'assigned',
      reservation: scene.reservation(),
      reported: false,
      on: TODAY,
      attested: [],
    },
    standing,
  ).map((answer) => ({ ...answer, answer: 'met', detail: { code: 'ok' } }) as const);
  const known = { ...values, country: '', consultantName: '', reason: '', attested: '', terms: 'false' };
  const view = { doc, standing, actor: scene.actor, answers, commandId: 'synthetic-command', accepts: [] };
  scene.show(
    reserveCard,
    'as usual',
    reserveCard({ ...view, values: known, partnerAdmins: scene.names('person', 1), ...scene.places(0) }),
  );
}

function redemptions(scene: Scene): void {
  const actor = scene.actor;
  const standing = scene.standing();
  const subject = scene.outside('number', 0);
  const vouchers = scene.many('reported', MANY);
  const chosen = vouchers.map(({ state }) => state.facts.number);
  scene.show(
    redeemCard,
    'ten and more',
    redeemCard(actor, {
      vouchers: vouchers.slice(0, 10),
      standing,
      chosen: chosen.slice(0, 10),
      more: 102,
      subject,
      banner: scene.banner(),
    }),
  );
  scene.show(
    redeemCard,
    'one',
    redeemCard(actor, { vouchers: vouchers.slice(0, 1), standing, chosen: [], more: 0, subject: '' }),
  );
  scene.show(
    redeemCard,
    'only the number',
    redeemCard(actor, {
      vouchers: [scene.voucher('reported', 0, 'number')],
      standing,
      chosen: [],
      more: 1,
      subject: '',
    }),
  );
  const review = { standing: scene.standing(), on: TODAY, commandId: 'synthetic-command', subject };
  for (const accepts of ACCEPTS) {
    const reason = { accepts, reason: accepts.length > 0 ? scene.outside('reason', 0) : '' };
    scene.show(
      redeemReviewCard,
      `twenty, accepts ${accepts.length}`,
      redeemReviewCard(actor, {
        ...review,
        ...reason,
        vouchers,
        partnerAdmins: scene.names('person', 5),
        banner: scene.banner(),
      }),
    );
    for (const state of ['all', 'number'] as const) {
      scene.show(
        redeemOneCard,
        `${state}, accepts ${accepts.length}`,
        redeemOneCard(actor, {
          ...review,
          ...reason,
          doc: scene.voucher('reported', 0, state),
          partnerAdmins: state === 'all' ? scene.names('person', 5) : [],
          ...(accepts.length > 0 ? { banner: scene.banner() } : {}),
        }),
      );
    }
  }
  scene.show(
    redeemOneCard,
    'without a day',
    redeemOneCard(actor, {
      ...review,
      on: '',
      reason: '',
      accepts: [],
      doc: scene.voucher('reported'),
      partnerAdmins: [],
    }),
  );
  const by = formatDay(actor.language, TODAY);
  const why = scene.banner().text;
  const out = { vouchers, edition: scene.standing().edition };
  const doubted = vouchers;
  scene.show(
    ranOutCard,
    'to close',
    ranOutCard(actor, { ...out, doubted, more: 102, mayClose: true, banner: scene.banner() }),
  );
  scene.show(
    ranOutCard,
    'of others',
    ranOutCard(actor, {
      ...out,
      doubted: doubted.slice(0, 1),
      more: 1,
      mayClose: false,
      banner: scene.banner(),
    }),
  );
  scene.show(
    ranOutCard,
    'none',
    ranOutCard(actor, { ...out, vouchers: [], doubted: [], more: 0, mayClose: true }),
  );
  scene.show(
    ranOutReviewCard,
    'twenty',
    ranOutReviewCard(actor, { ...out, commandId: 'synthetic-command', banner: scene.banner() }),
  );
  const numbers = vouchers.map(({ state }) => state.facts.number);
  scene.show(
    ranOutResultCard,
    'half closed',
    ranOutResultCard(actor, {
      done: numbers.slice(10).map((number) => scene.say('ranOut.closed', { number })),
      failed: numbers.slice(0, 10).map((number) => scene.say('ranOut.failed', { number, why })),
      isMore: true,
    }),
  );
  const done = vouchers.map(({ state }) => scene.say('redeem.done', { number: state.facts.number, by }));
  const failed = vouchers.map(({ state }) =>
    scene.say('redeem.failed', { number: shortened(state.facts.number, 40), why }),
  );
  const redeemed = scene.names('number', 20);
  scene.show(redeemResultCard, 'all done', redeemResultCard(actor, { done, failed: [], redeemed, standing }));
  scene.show(
    redeemResultCard,
    'none done',
    redeemResultCard(actor, { done: [], failed, redeemed: [], standing }),
  );
  scene.show(
    redeemResultCard,
    'half done',
    redeemResultCard(actor, {
      done: done.slice(10),
      failed: failed.slice(10),
      redeemed: redeemed.slice(0, 1),
      standing,
    }),
  );
}

/** Said above the voucher when a step is done. */
const DONE = [
  'release.done',
  'lose.done',
  'lose.back',
  'reschedule.done',
  'complete.done',
  'report.done',
  'correct.done',
  'correct.undone',
  'correct.voided',
  'reserve.done',
  'record.done',
  'comment.done',
  'remind.gone',
  'askColleague.declined',
  'askColleague.takenBack',
  'askColleague.isOver',
  'cancelled',
  'refused.exists',
  'refused.unknownButton',
] as const satisfies readonly Key[];
