import { addDays, type Day } from '../day.ts';

/** Calendars as a file (RFC 5545): whole days without a time, so that no zone matters. */

/** Something in a calendar, on a day or from one to another. */
export interface CalendarEntry {
  /** The same for the same thing for ever: a calendar that has it already takes the newer one. */
  readonly uid: string;
  /** Grows with every change. */
  readonly sequence: number;
  /** When it became so: milliseconds, UTC. */
  readonly changedAt: number;
  readonly start: Day;
  /** The last day; absent = the day on which it starts. */
  readonly end?: Day | undefined;
  readonly title: string;
  readonly says?: string | undefined;
  readonly place?: string | undefined;
  /** Whether who looks at the calendar is taken for busy on these days. */
  readonly isBusy: boolean;
}

/** Octets of a line, its end not counted. */
const MAX_LINE = 75;

/** A calendar of this name as the text of an .ics file; the texts may be anybody's. */
export function calendarFile(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Planning Services//Bot//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${text(name)}`,
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function entryLines({
  uid,
  sequence,
  changedAt,
  start,
  end,
  title,
  says,
  place,
  isBusy,
}: CalendarEntry): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${text(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${moment(changedAt)}`,
    `LAST-MODIFIED:${moment(changedAt)}`,
    `DTSTART;VALUE=DATE:${date(start)}`,
    // The end is the first day that is none of it any more.
    `DTEND;VALUE=DATE:${date(addDays(end ?? start, 1))}`,
    `SUMMARY:${text(title)}`,
    ...(says === undefined ? [] : [`DESCRIPTION:${text(says)}`]),
    ...(place === undefined ? [] : [`LOCATION:${text(place)}`]),
    `TRANSP:${isBusy ? 'OPAQUE' : 'TRANSPARENT'}`,
    'END:VEVENT',
  ];
}

function date(day: Day): string {
  return day.replaceAll('-', '');
}

function moment(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/gu, '');
}

/** A value of type TEXT: what could end it, or begin another line, is escaped; what no line may hold is left out. */
function text(value: string): string {
  return value
    .replaceAll(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/gu, '\n')
    .replaceAll(/[\p{Control}--[\t\n]]|\p{Surrogate}/gv, '')
    .replaceAll(/[\\;,]/gu, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

/** A line in pieces of at most 75 octets, no character of which is cut in two; each but the first begins with a space. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > MAX_LINE) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}

/** Octets of a character in UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_0000 ? 3 : 4;
}
