import type { Day } from '../../domain/day.ts';
import { talliedOf } from '../../domain/desk/listed.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { may, type CommandName } from '../../domain/people/permissions.ts';
import type { Actor } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import type { ClaimDocument, VoucherDocument } from '../../domain/store/documents.ts';
import {
  claimEnd,
  doubtedEnd,
  isExpired,
  latestStart,
  nextOf,
  redeemBy,
} from '../../domain/voucher/deadlines.ts';
import { lackingOf, neededNext } from '../../domain/voucher/lacking.ts';
import { execute, IN_SIGHT, seldom } from '../kit/actions.ts';
import { folded, slot, type Element } from '../kit/elements.ts';
import { countryName, dueText, formatDay } from '../kit/format.ts';
import { guardName } from '../kit/guards.ts';
import { factTable, filledRow, linesOf, rows, type Row } from '../kit/lists.ts';
import { closingLines, supportLine } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { way } from '../kit/way.ts';
import { why } from '../kit/why.ts';
import type { Verb } from '../verbs.ts';
import { colleagueActions, colleagueRows, type Names } from './colleagues.ts';
import { customerButton } from './customer-message.ts';
import { expiredName, lastDayText } from './last-day.ts';
import { statusOf, statusWords, voucherBadges, voucherHead } from './voucher-head.ts';

interface VoucherView {
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly actor: Actor;
  readonly banner?: Banner | undefined;
  /** The claim that it is in. */
  readonly claim?: ClaimDocument | undefined;
  /** A draft that waits, to go back to. */
  readonly parked?: Element | undefined;
  /** Takes days on which its consultant is free. */
  readonly fits?: Element | undefined;
  /** Of the people that `peopleOf` names. */
  readonly names?: Names | undefined;
  /** It has a link that can be shared. */
  readonly hasLink?: boolean;
}

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly facts: readonly Element[];
  readonly next: readonly Element[];
  readonly details: readonly Row[];
  readonly hasDetails: boolean;
}>((t) => ({
  title: t('voucher.title'),
  hasHead: true,
  body: [
    slot('head'),
    slot('facts'),
    slot('next'),
    ...folded('details', t('do.details'), [rows('details')], '${hasDetails}'),
  ],
}));

/** A voucher: where it stands, the deadline that counts now, and the one next action first among its buttons. */
export function voucherCard(view: VoucherView): Card {
  const { doc, standing, actor, claim, banner, names = new Map() } = view;
  const { language } = actor;
  const t = speaker(language);
  const { shown, details } = voucherFacts(t, { doc, standing, actor });
  const arranged = colleagueRows(t, { doc, standing, actor, names });
  return fill(language, {
    head: [
      ...voucherHead(t, language, doc, voucherBadges(t, doc, standing, claim)),
      ...wayOf(t, doc, standing, claim),
    ],
    facts: factTable([...shown, ...arrangedInShort(t, arranged)]),
    next: nextElements(t, nextLines(t, doc, standing, actor, claim)),
    details: [...arranged, ...details],
    hasDetails: arranged.length + details.length > 0,
    banner,
    actions: actions(t, view),
  });
}

/** That people arranged something about it; what, is among the details. */
function arrangedInShort(t: Say, { length }: readonly Row[]): readonly Row[] {
  return length === 0 ? [] : filledRow(t('voucher.colleagues'), t('voucher.arranged', { count: length }));
}

const WAY = ['assigned', 'reserved', 'reported', 'redeemed', 'claimed', 'paid'] as const;

/** Its place on the way; nothing for one that left it. */
function wayOf(
  t: Say,
  doc: VoucherDocument,
  standing: Standing,
  claim: ClaimDocument | undefined,
): readonly Element[] {
  const status = statusOf(doc, claim);
  const at = WAY.findIndex((one) => one === status);
  if (at < 0 || expiredName(t, doc, standing) !== undefined) return [];
  return [
    way(
      WAY.map((one) => t(`way.${one}`)),
      at,
      t('way.sentence', { status: statusWords(t, status), at: at + 1, of: WAY.length }),
    ),
  ];
}

/** What matters in this state, and what is told when it is asked for. */
function voucherFacts(
  t: Say,
  { doc, standing, actor }: Pick<VoucherView, 'doc' | 'standing' | 'actor'>,
): { readonly shown: readonly Row[]; readonly details: readonly Row[] } {
  const { language } = actor;
  const { facts: known, stage, breaches } = doc.state;
  const { texts } = doc;
  const shown: Row[] = [];
  const details: Row[] = [];
  const row = (where: Row[], label: string, value: string | undefined): void => {
    where.push(...filledRow(label, value));
  };
  const isUnredeemed = stage.status !== 'redeemed' && stage.status !== 'void';
  if (isUnredeemed) {
    const until = redeemBy(known, standing.edition);
    row(
      shown,
      t('voucher.runsOut'),
      until === undefined ? t('voucher.expiryUnknown') : formatDay(language, until),
    );
  }
  if (stage.status === 'assigned') {
    const latest = latestStart(known, standing.company, standing.edition);
    if (latest !== undefined) {
      const day =
        latest < standing.today ? dueText(t, language, latest, standing.today) : formatDay(language, latest);
      row(shown, t('voucher.startBy'), day);
      row(
        details,
        t('voucher.latestStart'),
        t('voucher.latestStartWhy', {
          day,
          level: known.serviceLevel ?? 0,
          buffer: standing.company.reportingBuffer,
        }),
      );
    }
  }
  if ('reservation' in stage) {
    const { reservation } = stage;
    const { consultantId } = reservation;
    const consultant = consultantId === undefined ? undefined : standing.texts[`consultant:${consultantId}`];
    const here = stage.status === 'reserved' ? shown : details;
    row(
      here,
      t('voucher.engagementDates'),
      reservation.start === undefined && reservation.end === undefined
        ? undefined
        : [reservation.start, reservation.end].map((day) => knownDay(t, language, day)).join(' – '),
    );
    const isGone =
      stage.status === 'reserved' &&
      consultantId !== undefined &&
      standing.company.consultants.every(({ id }) => id !== consultantId);
    if (isGone) row(shown, t('voucher.formerConsultant'), consultant);
    else row(details, t('field.consultant'), consultant);
    row(
      details,
      t('voucher.where'),
      [
        reservation.country === undefined ? undefined : countryName(language, reservation.country),
        reservation.locationId,
      ]
        .filter((part) => part !== undefined)
        .join(' · ') || undefined,
    );
  }
  for (const [where, lacks] of [
    [shown, neededNext(stage)],
    [details, lackingOf(stage)],
  ] as const)
    row(where, t('voucher.lacks'), lacks.map((what) => t(`lacks.${what}`)).join(', ') || undefined);
  const claimable = stage.status === 'redeemed' && stage.claimId === undefined ? stage.redemption : undefined;
  const claimUntil = claimable === undefined ? undefined : claimEnd(claimable);
  if (claimUntil !== undefined) row(shown, t('voucher.claimBy'), formatDay(language, claimUntil));
  if (stage.status === 'lost') row(shown, t('voucher.lostOn'), formatDay(language, stage.on));
  if (stage.status === 'void') row(shown, t('field.reason'), t(`void.${stage.reason}`));
  if (breaches.length > 0) {
    row(
      shown,
      t('voucher.breaches'),
      t('voucher.breachesCost', {
        guards: breaches.map((guard) => guardName(t, guard, standing.edition)).join('; '),
      }),
    );
  }
  row(details, t('field.adminEmail'), texts['adminEmail']);
  if (known.assignedOn !== undefined)
    row(details, t('field.assignedOn'), formatDay(language, known.assignedOn));
  if (isUnredeemed) row(details, t('voucher.runsOut'), lastDayText(t, language, known, standing));
  if ('report' in stage) {
    row(details, t('field.reportedOn'), knownDay(t, language, stage.report.on));
    row(details, t('voucher.deliverable'), texts['deliverable']);
    row(
      details,
      t('field.receivedBy'),
      [texts['receivedBy'], knownDay(t, language, stage.report.handedOverOn)].filter(Boolean).join(' · '),
    );
  }
  if (stage.status === 'redeemed') {
    row(details, t('field.redeemedOn'), knownDay(t, language, stage.redemption.on));
    if (claimUntil !== undefined) {
      row(
        details,
        t('voucher.claimBy'),
        `${dueText(t, language, claimUntil, standing.today)} · ${t('source.claimWindow')}`,
      );
    }
  }
  if (breaches.length > 0) row(details, t('voucher.rules'), breaches.join(', '));
  return { shown, details };
}

/** A day, or that it is not known. */
function knownDay(t: Say, language: Actor['language'], day: Day | undefined): string {
  return day === undefined ? t('voucher.dayUnknown') : formatDay(language, day);
}

/** The next thing in a line; what stands behind it is told to who asks why. */
function nextElements(t: Say, [first, ...behind]: readonly string[]): readonly Element[] {
  return first === undefined ? [] : why(t, 'next', first, linesOf(behind), { weight: 'Bolder' });
}

/** What is to be done next, in a line; undefined when nothing is. */
export function nextLine(...of: Parameters<typeof nextLines>): string | undefined {
  return nextLines(...of)[0];
}

/** What matters of a voucher in its state. */
export function shownFacts(...of: Parameters<typeof voucherFacts>): readonly Row[] {
  return voucherFacts(...of).shown;
}

/** The next thing first; then why, and what the sources say of it. */
function nextLines(
  t: Say,
  doc: VoucherDocument,
  standing: Standing,
  actor: Actor,
  claim?: ClaimDocument,
): string[] {
  const { facts, stage } = doc.state;
  const doubted = doubtedEnd(facts, stage, standing.today, standing.edition);
  if (doubted !== undefined) {
    const day = (of: Day): string => formatDay(actor.language, of);
    return [t('guard.extensionDecides', { by: day(doubted.by), until: day(doubted.until) })];
  }
  if (isExpired(facts, stage, standing.today, standing.edition)) {
    const close = [t(may(actor.permission, 'voucher.close') ? 'next.close' : 'next.over')];
    return hasEnded(standing.edition, 'assign', standing.today)
      ? [...close, t('next.expiredForGood'), ...closingLines(t, actor.language, standing, 'redeem')]
      : [...close, t('next.expired')];
  }
  const next = nextOf(facts, stage, standing.company, standing.edition);
  if (next === undefined) {
    return talliedOf(stage) === 'claimed'
      ? [claimedLine(t, claim)]
      : stage.status === 'lost'
        ? [t('next.lost')]
        : [];
  }
  if (next.what === 'report') {
    const ended = next.due !== undefined && next.due < standing.today;
    return [t(ended ? 'next.reportOverdue' : 'next.report')];
  }
  if (next.what === 'claim' && hasEnded(standing.edition, 'claim', standing.today)) {
    return closingLines(t, actor.language, standing, 'claim');
  }
  if (next.what === 'claim' && stage.status === 'redeemed' && stage.denied === true) {
    return [t('next.claimDenied'), supportLine(t)];
  }
  const who =
    next.what === 'redeem' && !actor.roles.includes('mpnPartnerAdmin') ? [t('next.askPartnerAdmin')] : [];
  return [t(`next.${next.what}`), ...who];
}

/** What the claim that it is in waits for. */
function claimedLine(t: Say, claim: ClaimDocument | undefined): string {
  const status = claim?.state.stage.status;
  if (status === undefined) return t('next.claimed');
  return status === 'paid' ? t('claim.isPaid') : `${t('next.claimed')} ${t(`status.${status}`)}.`;
}

function actions(t: Say, { doc, standing, actor, parked, fits, hasLink = false }: VoucherView): Element[] {
  const { stage, facts } = doc.state;
  const ref = { id: facts.number, version: doc.version };
  const offered: Element[] = [];
  const offer = (command: CommandName, title: string, verb: Verb, look?: 'positive' | 'seldom'): void => {
    if (!may(actor.permission, command)) return;
    offered.push(look === 'seldom' ? seldom(execute(title, verb, ref)) : execute(title, verb, ref, look));
  };
  // What was done in time can still be recorded afterwards; else the voucher is closed.
  const expired = isExpired(facts, stage, standing.today, standing.edition);
  const main = expired ? undefined : 'positive';
  const asks = doubtedEnd(facts, stage, standing.today, standing.edition) !== undefined;
  if (asks) offer('voucher.amend', t('do.correct'), 'correct.open', 'positive');
  else if (expired) offer('voucher.close', t('do.close'), 'correct.close', 'positive');
  const lacks = neededNext(stage).length > 0;
  switch (talliedOf(stage)) {
    case 'assigned':
      if (!expired) offer('voucher.reserve', t('do.reserve'), 'reserve.open', 'positive');
      offer('voucher.lose', t('do.lose'), 'lose.open');
      break;
    case 'reserved':
      if (lacks) offer('voucher.complete', t('do.complete'), 'complete.open', main);
      else offer('voucher.report', t('do.report'), 'report.open', main);
      if (!expired) offer('voucher.reschedule', t('do.reschedule'), 'reschedule.open');
      break;
    case 'reported':
      offer('voucher.redeem', t('do.redeem'), 'redeem.open', main);
      break;
    case 'redeemed':
      if (lacks) offer('voucher.complete', t('do.complete'), 'complete.open', 'positive');
      else
        offer(
          'claim.draft',
          t('do.claim'),
          'claim.open',
          hasEnded(standing.edition, 'claim', standing.today) ? undefined : 'positive',
        );
      break;
    case 'claimed':
      if (stage.status === 'redeemed' && stage.claimId !== undefined) {
        offered.push(execute(t('do.openClaim'), 'claims.one', { id: stage.claimId }));
      }
      break;
    case 'lost':
      offer('voucher.comeBack', t('do.comeBack'), 'lose.back', 'positive');
      break;
    case 'void':
      break;
    default:
  }
  const customer = customerButton(t, actor, doc, standing);
  if (fits !== undefined) offered.push(fits);
  if (customer !== undefined && offered.length < IN_SIGHT - 1) offered.push(customer);
  offered.push(parked ?? execute(t('do.home'), 'home.open'));
  if (stage.status === 'assigned' || stage.status === 'reserved')
    offered.push(seldom(execute(t('do.plan'), 'plan.open', ref)));
  const led = 'reservation' in stage ? stage.reservation.consultantId : undefined;
  if (stage.status === 'reserved' && standing.company.consultants.some(({ id }) => id !== led))
    offer('voucher.handOver', t('do.handOverTo'), 'handOver.open', 'seldom');
  if (!lacks && lackingOf(stage).length > 0)
    offer('voucher.complete', t('do.complete'), 'complete.open', 'seldom');
  offered.push(...colleagueActions(t, { doc, actor, standing }).map(seldom));
  // Of a void one only the last step can be undone.
  if (!asks)
    offer(
      stage.status === 'void' ? 'voucher.undo' : 'voucher.amend',
      t('do.correct'),
      'correct.open',
      'seldom',
    );
  if (stage.status === 'reserved' && talliedOf(stage) === 'reserved')
    offer('voucher.release', t('do.release'), 'release.open', 'seldom');
  if (hasLink) offered.push(seldom(execute(t('do.copyLink'), 'voucher.link', { id: facts.number })));
  offered.push(seldom(execute(t('do.history'), 'voucher.history', ref)));
  if (stage.status !== 'lost' && stage.status !== 'void')
    offered.push(seldom(execute(t('do.calendar'), 'calendar.open', { id: facts.number })));
  return offered;
}
