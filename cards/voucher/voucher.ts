import type { Day } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { claimBy, doubtedEnd, isExpired, latestStart, nextOf } from '../../domain/voucher/deadlines.ts';
import type { ClaimDocument, VoucherDocument } from '../../domain/store/documents.ts';
import type { Actor } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { may, type CommandName } from '../../domain/people/permissions.ts';
import { talliedOf } from '../../domain/desk/staging.ts';
import { customerButton } from './customer-message.ts';
import { expiredName, lastDayText } from './last-day.ts';
import { bound, type Element, headline } from '../kit/elements.ts';
import { defineCard, type Card, type Banner } from '../kit/template.ts';
import { execute, MAX_ACTIONS } from '../kit/actions.ts';
import { lines, rows, type Row, filledRow } from '../kit/lists.ts';
import { countryName, formatDay, dueText } from '../kit/format.ts';
import { closingLines, supportLine } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { engagementName, printedNumber } from '../kit/names.ts';
import type { Verb } from '../verbs.ts';

interface VoucherView {
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly actor: Actor;
  readonly banner?: Banner | undefined;
  /** The claim that it is in. */
  readonly claim?: ClaimDocument | undefined;
  /** A draft that waits, to go back to. */
  readonly parked?: Element | undefined;
}

const fill = defineCard<{
  readonly number: string;
  readonly state: string;
  readonly rows: readonly Row[];
  readonly next: readonly string[];
}>((t) => ({
  title: t('voucher.title'),
  body: [
    headline('${number}'),
    bound('${state}', { spacing: 'None' }),
    rows('rows'),
    lines('next', { weight: 'Bolder' }),
  ],
}));

/** A voucher: where it stands, its facts and deadlines, and the one next action first among its buttons. */
export function voucherCard({ doc, standing, actor, claim, banner, parked }: VoucherView): Card {
  const { language } = actor;
  const t = speaker(language);
  return fill(language, {
    number: printedNumber(doc),
    state: stateLine(t, doc, standing, claim),
    rows: voucherRows(t, { doc, standing, actor }),
    next: nextLines(t, doc, standing, actor, claim),
    banner,
    actions: actions(t, doc, standing, actor, parked),
  });
}

const ORDER = ['assigned', 'reserved', 'reported', 'redeemed', 'claimed', 'paid'] as const;

function stateLine(t: Say, doc: VoucherDocument, standing: Standing, claim?: ClaimDocument): string {
  const { stage } = doc.state;
  const status = claim?.state.stage.status === 'paid' ? 'paid' : talliedOf(stage);
  const name = t(`status.${status}`);
  const at = ORDER.findIndex((one) => one === status);
  const expired = expiredName(t, doc, standing);
  if (expired !== undefined) return `${name} · ${expired}`;
  if (at < 0) return name;
  const dots = '●'.repeat(at + 1) + '○'.repeat(ORDER.length - at - 1);
  return `${name} ${dots} ${t('voucher.stepOf', { at: at + 1, of: ORDER.length })}`;
}

function voucherRows(t: Say, { doc, standing, actor }: VoucherView): Row[] {
  const { language } = actor;
  const { facts, stage, breaches } = doc.state;
  const { texts } = doc;
  const found: Row[] = [];
  const row = (label: string, value: string | undefined): void => {
    found.push(...filledRow(label, value));
  };
  row(
    t('field.engagement'),
    facts.serviceLevel === undefined
      ? engagementName(language, facts)
      : `${engagementName(language, facts)} · ${t('days', { days: facts.serviceLevel })}`,
  );
  row(t('field.customer'), texts['customer']);
  row(t('field.adminEmail'), texts['adminEmail']);
  if (facts.assignedOn !== undefined) row(t('field.assignedOn'), formatDay(language, facts.assignedOn));
  if (stage.status !== 'redeemed' && stage.status !== 'void') {
    row(t('voucher.runsOut'), lastDayText(t, language, facts, standing) ?? t('voucher.expiryUnknown'));
  }
  if (stage.status === 'assigned') {
    const latest = latestStart(facts, standing.company, standing.edition);
    if (latest !== undefined) {
      row(
        t('voucher.latestStart'),
        t('voucher.latestStartWhy', {
          day:
            latest < standing.today
              ? dueText(t, language, latest, standing.today)
              : formatDay(language, latest),
          level: facts.serviceLevel ?? 0,
          buffer: standing.company.reportingBuffer,
        }),
      );
    }
  }
  if ('reservation' in stage) {
    const { reservation } = stage;
    row(
      t('voucher.engagementDates'),
      `${formatDay(language, reservation.start)} – ${formatDay(language, reservation.end)}`,
    );
    const consultant =
      reservation.consultantId === undefined
        ? undefined
        : standing.texts[`consultant:${reservation.consultantId}`];
    row(
      t('voucher.where'),
      [countryName(language, reservation.country), reservation.locationId, consultant]
        .filter((part) => part !== undefined)
        .join(' · '),
    );
  }
  if ('report' in stage) {
    row(t('field.reportedOn'), formatDay(language, stage.report.on));
    row(t('voucher.deliverable'), texts['deliverable']);
    row(
      t('field.receivedBy'),
      [texts['receivedBy'], formatDay(language, stage.report.handedOverOn)].filter(Boolean).join(' · '),
    );
  }
  if (stage.status === 'redeemed') {
    row(t('field.redeemedOn'), formatDay(language, stage.redemption.on));
    if (stage.claimId === undefined) {
      row(
        t('voucher.claimBy'),
        `${dueText(t, language, claimBy(stage.redemption.on), standing.today)} · ${t('source.claimWindow')}`,
      );
    }
  }
  if (stage.status === 'lost') row(t('voucher.lostOn'), formatDay(language, stage.on));
  if (stage.status === 'void') row(t('field.reason'), t(`void.${stage.reason}`));
  if (breaches.length > 0)
    row(t('voucher.breaches'), t('voucher.breachesCost', { guards: breaches.join(', ') }));
  return found;
}

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
    const close = may(actor.permission, 'voucher.close') ? [t('next.close')] : [];
    return hasEnded(standing.edition, 'assign', standing.today)
      ? [t('next.expiredForGood'), ...close, ...closingLines(t, actor.language, standing, 'redeem')]
      : [t('next.expired'), ...close];
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

function actions(
  t: Say,
  doc: VoucherDocument,
  standing: Standing,
  actor: Actor,
  parked?: Element,
): Element[] {
  const { stage, facts } = doc.state;
  const ref = { id: facts.number, version: doc.version };
  const offered: Element[] = [];
  const offer = (command: CommandName, title: string, verb: Verb, style?: 'positive'): void => {
    if (may(actor.permission, command)) offered.push(execute(title, verb, ref, style));
  };
  // What was done in time can still be recorded afterwards; else the voucher is closed.
  const expired = isExpired(facts, stage, standing.today, standing.edition);
  const main = expired ? undefined : 'positive';
  const asks = doubtedEnd(facts, stage, standing.today, standing.edition) !== undefined;
  if (asks) offer('voucher.amend', t('do.correct'), 'correct.open', 'positive');
  else if (expired) offer('voucher.close', t('do.close'), 'correct.close', 'positive');
  switch (talliedOf(stage)) {
    case 'assigned':
      if (!expired) offer('voucher.reserve', t('do.reserve'), 'reserve.open', 'positive');
      offer('voucher.lose', t('do.lose'), 'lose.open');
      break;
    case 'reserved':
      offer('voucher.report', t('do.report'), 'report.open', main);
      if (!expired) offer('voucher.reschedule', t('do.reschedule'), 'reschedule.open');
      offer('voucher.release', t('do.release'), 'release.open');
      break;
    case 'reported':
      offer('voucher.redeem', t('do.redeem'), 'redeem.open', main);
      break;
    case 'redeemed':
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
  // Of a void one only the last step can be undone.
  if (!asks)
    offer(stage.status === 'void' ? 'voucher.undo' : 'voucher.amend', t('do.correct'), 'correct.open');
  const customer = customerButton(t, actor, doc, standing);
  // History and the way back have their places.
  if (customer !== undefined && offered.length < MAX_ACTIONS - 2) offered.push(customer);
  offered.push(execute(t('do.history'), 'voucher.history', ref));
  offered.push(parked ?? execute(t('do.home'), 'home.open'));
  return offered;
}
