import type { CalendarEntry } from '../../domain/calendar/ics.ts';
import type { Day } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { Language } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { isExpired, lastDay, nextOf } from '../../domain/voucher/deadlines.ts';
import { countryName, shortened } from '../kit/format.ts';
import { consultantName, engagementName, printedNumber } from '../kit/names.ts';
import type { Key, Say } from '../kit/say.ts';

const TITLES = {
  engagement: 'calendar.engagement',
  reserve: 'calendar.reserve',
  report: 'calendar.report',
  runsOut: 'calendar.runsOut',
  claim: 'calendar.claim',
} as const satisfies Readonly<Record<string, Key>>;

const MAX_ABOUT = 80;

/**
 * The engagement of a voucher and the days by which something has to be done about it, for a calendar. What has passed
 * for good is left out: a voucher that ran out, is lost, void or in a claim has no deadline.
 */
export function calendarOf(
  t: Say,
  language: Language,
  doc: VoucherDocument,
  standing: Standing,
): readonly CalendarEntry[] {
  const { state, texts } = doc;
  const { facts, stage } = state;
  const number = printedNumber(doc);
  const about = shortened(texts['customer'] ?? number, MAX_ABOUT);
  const reservation = 'reservation' in stage ? stage.reservation : undefined;
  const who =
    reservation?.consultantId === undefined ? undefined : consultantName(standing, reservation.consultantId);
  const says = [
    `${t('export.number')}: ${number}`,
    engagementName(language, facts),
    ...(who === undefined ? [] : [`${t('export.consultant')}: ${who}`]),
  ].join('\n');
  const entry = (
    what: keyof typeof TITLES,
    start: Day,
    more: Partial<CalendarEntry> = {},
  ): CalendarEntry => ({
    uid: `${what}.${facts.number}@${doc.tenantId}`,
    sequence: doc.version,
    changedAt: doc.changedAt,
    start,
    title: t(TITLES[what], { about }),
    says,
    isBusy: false,
    ...more,
  });
  const entries: CalendarEntry[] = [];
  if (reservation?.start !== undefined && reservation.end !== undefined) {
    const place = reservation.country === undefined ? undefined : countryName(language, reservation.country);
    entries.push(entry('engagement', reservation.start, { end: reservation.end, place, isBusy: true }));
  }
  if (isExpired(facts, stage, standing.today, standing.edition)) return entries;
  const next = nextOf(facts, stage, standing.company, standing.edition);
  const last = lastDay(facts, stage, standing.edition);
  if (next?.due !== undefined && next.what !== 'redeem' && next.due !== last)
    entries.push(entry(next.what, next.due));
  if (last !== undefined) entries.push(entry('runsOut', last));
  return entries;
}
