import { expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { calendarFile, type CalendarEntry } from '../../../domain/calendar/ics.ts';
import { d } from '../given.ts';

const entry: CalendarEntry = {
  uid: 'engagement.SAP-7F3K-1001@tenant',
  sequence: 3,
  changedAt: Date.parse('2026-11-20T12:00:00Z'),
  start: d('2027-01-11'),
  end: d('2027-01-15'),
  title: 'Engagement: Contoso',
  says: 'Voucher number: SAP-7F3K-1001\nSharePoint',
  place: 'Poland',
  isBusy: true,
};

const HOSTILE = [
  'a;b,c\\d:"e"',
  'x\r\nBEGIN:VEVENT\r\nSUMMARY:forged\r\nEND:VEVENT',
  'y\nATTACH:https://attacker.example',
  'line\u2028separator\u0085next\u000bmore',
  'END:VCALENDAR',
  '\u0000\u0007bell',
  'Łódź '.repeat(60),
  '😀'.repeat(100),
  'Ёлка, и «снег»; '.repeat(30),
];

const read = (text: string): InstanceType<typeof ICAL.Component> =>
  new ICAL.Component(ICAL.parse(text) as never);
const eventsIn = (text: string) =>
  read(text)
    .getAllSubcomponents('vevent')
    .map((one) => new ICAL.Event(one));

test('an engagement is whole days, to the last one', () => {
  const text = calendarFile('Mine', [entry]);
  const calendar = read(text);
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  const [event] = eventsIn(text);
  expect(event?.uid).toBe(entry.uid);
  expect(event?.sequence).toBe(3);
  expect([event?.startDate.isDate, event?.startDate.toString()]).toEqual([true, '2027-01-11']);
  // The first day that is none of it any more.
  expect(event?.endDate.toString()).toBe('2027-01-16');
  expect([event?.summary, event?.location]).toEqual([entry.title, 'Poland']);
  expect(event?.description).toBe(entry.says);
  expect(text).toContain('DTSTAMP:20261120T120000Z\r\n');
  expect(text).toContain('TRANSP:OPAQUE\r\n');
});

test('a deadline is one day on which nobody is busy', () => {
  const { end: _end, place: _place, ...rest } = entry;
  const text = calendarFile('Mine', [{ ...rest, isBusy: false }]);
  expect(text).toContain('DTSTART;VALUE=DATE:20270111\r\nDTEND;VALUE=DATE:20270112\r\n');
  expect(text).toContain('TRANSP:TRANSPARENT\r\n');
});

test.each(HOSTILE)('%j stays what it is, wherever it stands', (hostile) => {
  const text = calendarFile(hostile, [
    { ...entry, title: hostile, says: hostile, place: hostile, uid: hostile },
    entry,
  ]);
  const lines = text.split('\r\n');
  expect(lines.at(-1)).toBe('');
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\p{Control}--[\t]]/v);
  }
  // No character is cut in two.
  expect(text).not.toContain('\ufffd');
  const events = eventsIn(text);
  expect(events).toHaveLength(2);
  const seen = hostile
    .replaceAll(/\r\n|[\r\n\v\u0085\u2028]/gu, '\n')
    .replaceAll(/[\p{Control}--[\n]]/gv, '');
  expect([events[0]?.summary, events[0]?.description, events[0]?.location]).toEqual([seen, seen, seen]);
  expect(read(text).getAllProperties('attach')).toEqual([]);
});

test('a calendar without anything in it is one', () => {
  expect(eventsIn(calendarFile('Mine', []))).toEqual([]);
});
